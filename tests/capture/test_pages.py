"""Titles, bylines and days that pages state about themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trafilatura import load_html

from claims.capture.documents.captured_pages import about_page
from claims.capture.documents.values import About
from claims.capture.pages.printed_days import printed_day

WORDS = "The harbour bridge will close for repairs from the end of June, the city said."


def about(body: str, head: str = "", address: str = "https://echo.example/bridge") -> About:
    """Return what a page with this body and head states."""
    source = f"<!doctype html><html><head>{head}</head><body>{body}<p>{WORDS}</p></body></html>"
    root = load_html(source)
    assert root is not None
    return about_page(root, address)


def title(body: str, head: str = "") -> tuple[str, str] | None:
    stated = about(body, head).title
    return (stated.value, stated.where) if stated else None


def bylines(body: str, head: str = "") -> list[str]:
    return [each.value for each in about(body, head).bylines]


def day(body: str, head: str = "", address: str = "https://echo.example/bridge") -> tuple[str, str] | None:
    stated = about(body, head, address).published
    return (stated.value, stated.where) if stated else None


def linked(**values: str) -> str:
    """Return JSON-LD of an article with these values, given as JSON."""
    given = "".join(f', "{name}": {value}' for name, value in values.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle"{given}}}</script>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<h1>Bridge to close</h1>", "<title>Bridge to close | The Daily Echo</title>"),
        (
            "<h1><a href='/'>Harbour notes</a></h1><h2>Bridge to close</h2>",
            "<title>Bridge to close – Harbour notes</title>",
        ),
        (
            "<h1 class=site-title>Harbour notes</h1><article><h1>Bridge to close</h1></article>",
            "<title>Harbour notes</title>",
        ),
        (
            "<h1><span class=kicker>Opinion</span> Bridge to close</h1>",
            "<meta property=og:title content='Bridge to close'>",
        ),
        ("<h1>Brid\u00adge to close</h1>", "<title>Bridge to close</title>"),
        ("<h1>Bridge<br>to close</h1>", "<meta property=og:title content='Bridge to close'>"),
    ],
)
def test_the_heading_is_the_title_without_the_site_and_labels(body: str, head: str) -> None:
    assert title(body, head) == ("Bridge to close", "heading")


def test_without_a_heading_the_markup_gives_the_title_without_the_site() -> None:
    site = "<meta property=og:site_name content='The Daily Echo'>"
    assert title("", f"{site}<meta property=og:title content='Bridge to close | The Daily Echo'>") == (
        "Bridge to close",
        "OpenGraph",
    )
    assert title("", f"{site}<title>The Daily Echo - Bridge to close</title>") == ("Bridge to close", "title")
    assert title("") is None


@pytest.mark.parametrize(
    "body",
    [
        "<p class=byline>By Ann Rich, Worcester Telegram</p>",
        "<div class=byline><a href=/x>Ann Rich</a> <span>Worcester Telegram</span></div>",
        "<span itemprop=author><span itemprop=name>Ann Rich</span></span>",
        "<a rel=author href=/x>All posts by Ann Rich</a>",
        "<div class=documentAuthor>Ann Rich | 19 March 2024</div>",
        "<a href=/authors/ann-rich>Ann Rich</a>",
        "<p>By Ann Rich</p>",
    ],
)
def test_the_people_of_a_byline_are_read_where_the_page_shows_them(body: str) -> None:
    assert bylines(f"<article><h1>Bridge to close</h1>{body}</article>") == ["Ann Rich"]


def test_bylines_of_the_markup() -> None:
    assert bylines("", linked(author='[{"name": "Ann Rich"}, {"name": "Peter Lowe"}]')) == ["Ann Rich", "Peter Lowe"]
    assert bylines("", linked(author='"Ann Rich and Peter Lowe, The Paper"')) == ["Ann Rich", "Peter Lowe"]
    assert bylines("", "<meta name=author content='https://social.example/annrich'>") == []


def test_a_full_name_goes_before_a_nickname_an_agency_and_the_site() -> None:
    shown = "<p class=byline>By Ann Rich</p>"
    assert bylines(shown, "<meta name=author content=webadmin1>") == ["Ann Rich"]
    agency = linked(author='{"@type": "Organization", "name": "Associated Press"}')
    assert bylines(shown, agency) == ["Ann Rich"]
    assert bylines("", agency) == ["Associated Press"]


@pytest.mark.parametrize(
    "shown",
    """17 April 2012 • 2:54pm|April 17, 2012|Tue, 17 April 2012|2012-04-17 14:54|17th April 2012|Today, 14:54
    Updated: 17 April|No Author|Author unknown|N/A""".replace("\n", "|").split("|"),
)
def test_a_day_or_a_word_for_nobody_is_no_byline(shown: str) -> None:
    assert bylines(f"<article><h1>Bridge to close</h1><p class=byline>{shown}</p></article>") == []
    marked = f"<meta name=author content='{shown.strip()}'>"
    assert bylines("<article><h1>Bridge to close</h1><p class=byline>By May Lowe</p></article>", marked) == ["May Lowe"]


def test_names_among_comments_and_other_articles_are_no_byline() -> None:
    body = "<div class=comments><span class=author>Rosa Quill</span></div>"
    body += "<aside><p class=byline>By Peter Lowe</p></aside>"
    assert bylines(f"<h1>Bridge to close</h1>{body}") == []


@pytest.mark.parametrize(
    ("body", "head", "address", "expected"),
    [
        ("", linked(datePublished='"2024-03-19T08:00:00+01:00"'), "", ("2024-03-19", "JSON-LD")),
        (
            "",
            "<meta property=article:published_time content=2024-03-19>",
            "",
            ("2024-03-19", "meta article:published_time"),
        ),
        ("<time itemprop=datePublished datetime=2024-03-19>Tuesday</time>", "", "", ("2024-03-19", "time")),
        (
            "<h1>Bridge to close</h1><p>Updated: 21 March 2024</p><p>19 March 2024</p>",
            "",
            "",
            ("2024-03-19", "date by the title"),
        ),
        ("", "", "https://echo.example/2024/03/19/bridge", ("2024-03-19", "address")),
        ("", "", "https://echo.example/2024-03-19-bridge", ("2024-03-19", "address")),
        ("", "", "https://echo.example/2024/3/mar/bridge", None),
        ("<footer>Copyright 2019 The Daily Echo</footer>", "", "", None),
    ],
)
def test_the_day_of_publication(body: str, head: str, address: str, expected: tuple[str, str] | None) -> None:
    assert day(body, head, address or "https://echo.example/bridge") == expected


def test_an_evening_in_utc_is_the_outlets_own_day() -> None:
    late = linked(datePublished='"2024-03-20T01:30:00Z"')
    assert day("", late, "https://echo.example/2024/03/19/bridge") == ("2024-03-19", "address")
    assert day("<h1>Bridge to close</h1><p>March 19, 2024</p>", late) == ("2024-03-19", "date by the title")
    assert day("", late, "https://echo.example/2024/03/09/bridge") == ("2024-03-20", "JSON-LD")
    here = linked(datePublished='"2024-03-20T01:30:00+02:00"')
    assert day("", here, "https://echo.example/2024/03/19/bridge") == ("2024-03-20", "JSON-LD")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_a_day_is_read_in_every_way_of_printing_it(printed: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "Posted on %d %b %Y at 10:30"):
        assert printed_day(printed.strftime(form)) == printed


def test_a_day_that_may_be_two_is_none() -> None:
    assert printed_day("3/4/2024") is None
    assert printed_day("19/3/2024") == printed_day("3/19/2024") == printed_day("19 März 2024")
    assert printed_day("30 February 2024") is None
