"""Fact-checks in an answer of the Fact Check Tools API, and in the microdata and RDFa of a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claims.errors import BadValue
from claims.interchange.claimreview.files import Broken, is_claimreview, objects
from claims.interchange.claimreview.read import FactCheck, fact_checks
from tests.cli.entering import done, rows
from tests.conftest import Run

REVIEW = {
    "publisher": {"name": "Check", "site": "check.example"},
    "url": "https://check.example/lake",
    "title": "No, the lake is not dry",
    "reviewDate": "2024-03-02T00:00:00Z",
    "textualRating": "False",
    "languageCode": "en",
}
CLAIM: dict[str, Any] = {
    "text": "The lake is dry",
    "claimant": "Ann Rich",
    "claimDate": "2024-03-01T00:00:00Z",
    "claimReview": [REVIEW],
}
ANSWERS: dict[str, Any] = {
    "a search": {"claims": [CLAIM], "nextPageToken": "abc"},
    "a search by picture": {"results": [{"claim": CLAIM}]},
    "several answers": [{"claims": [CLAIM]}, {}],
    "pages with their markup": {
        "claimReviewMarkupPages": [
            {
                "pageUrl": "https://check.example/lake",
                "publishDate": "2024-03-02",
                "claimReviewAuthor": {"name": "Check"},
                "claimReviewMarkups": [
                    {
                        "claimReviewed": "The lake is dry",
                        "claimDate": "2024-03-01",
                        "claimAuthor": {"name": "Ann Rich"},
                        "rating": {"textualRating": "False", "ratingValue": 1, "worstRating": 1, "bestRating": 5},
                    }
                ],
            }
        ]
    },
}
MICRODATA = """<!doctype html><html><head><base href="https://check.example/"></head><body>
<div itemscope itemtype="https://schema.org/ClaimReview"><p>A check by <span itemprop="author publisher" itemscope
 itemtype="https://schema.org/Organization"><b itemprop="name">Check</b></span>
<p>Claim: <q itemprop="claimReviewed">The lake <em>is</em> dry</q>
<meta itemprop="datePublished" content="2024-03-02"><a itemprop="url" href="/lake">here</a>
<div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim"><img src=x>
<time itemprop="datePublished" datetime="2024-03-01">1 March</time>
<div itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann Rich</span></div></div>
<link itemprop="image" href="x.png">
<div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><i itemprop="alternateName">False</i></div>
</div></body></html>"""
REFERRED = MICRODATA.replace(
    '<div itemscope itemtype="https://schema.org/ClaimReview">',
    '<i id="verdict" itemprop="reviewRating">False</i><div itemscope itemref="verdict nowhere" '
    'itemtype="https://schema.org/ClaimReview">',
).replace('<div itemprop="reviewRating" itemscope', "<div itemscope")
RDFA = """<html><head><link rel="canonical" href="https://check.example/lake"></head><body vocab="https://schema.org/">
<article typeof="ClaimReview" resource="https://check.example/lake"><h1 property="claimReviewed">The lake is dry</h1>
<span property="publisher" typeof="Organization"><span property="name">Check</span></span>
<meta property="datePublished" content="2024-03-02"><a property="url" href="https://check.example/lake">link</a>
<div property="itemReviewed" typeof="Claim"><time property="datePublished" datetime="2024-03-01">then</time>
<p property="author" typeof="Person"><span property="name">Ann Rich</span></p></div>
<span property="reviewRating" typeof="Rating"><span property="alternateName">False</span></span></article>"""
PREFIXED = RDFA.replace('typeof="', 'typeof="schema:').replace('property="', 'property="schema:')
PAGES = {"microdata": MICRODATA, "microdata elsewhere": REFERRED, "RDFa": RDFA, "RDFa with prefixes": PREFIXED}


def read(path: Path) -> list[FactCheck]:
    assert is_claimreview(path)
    found = [raw for raw in objects(path) if not isinstance(raw, Broken)]
    return [check for raw in found for check in fact_checks(raw)]


def assert_is_the_check(check: FactCheck) -> None:
    assert (check.statement, check.rating, check.url) == ("The lake is dry", "False", "https://check.example/lake")
    assert (check.outlet, check.published and check.published[:10]) == ("Check", "2024-03-02")
    assert check.said is not None
    assert check.said.startswith("2024-03-01")
    assert [speaker.name for speaker in check.speakers] == ["Ann Rich"]


@pytest.mark.parametrize("form", ANSWERS)
def test_an_answer_of_the_api_is_read_like_other_fact_checks(form: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(ANSWERS[form]))
    (check,) = read(file)
    assert_is_the_check(check)


@pytest.mark.parametrize("form", PAGES)
def test_a_page_s_own_marks_are_read_like_its_scripts(form: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGES[form])
    (check,) = read(file)
    assert_is_the_check(check)


@pytest.mark.engines("sqlite")
def test_a_claim_with_several_reviews_gives_each(run: Run, tmp_path: Path) -> None:
    other = {**REVIEW, "url": "https://other.example/lake", "publisher": {"site": "other.example"}, "title": None}
    file = tmp_path / "answer.json"
    file.write_text(json.dumps({"claims": [{**CLAIM, "claimReview": [REVIEW, other]}]}))
    assert run("import", file).exit_code == 0
    assert rows(run)["review"] == 2
    assert {outlet["name"] for outlet in done(run, "outlet", "list")} >= {"Check", "other.example"}
    before = rows(run)
    assert run("import", file).exit_code == 0
    assert rows(run) == before


@pytest.mark.parametrize(
    "page",
    ["<p>no check</p>", "<div itemscope itemtype='https://schema.org/Claim'></div>", "<p>typeof=ClaimReview</p>"],
)
def test_a_page_without_a_fact_check_is_refused(page: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page)
    with pytest.raises(BadValue, match="holds no ClaimReview"):
        list(objects(file))


def test_elements_however_deep_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<div itemprop=x itemscope>" * 20_000 + MICRODATA)
    list(objects(file))
