"""The desk speaks of pages, buttons and labels where the command line speaks of commands and options."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from claims.web.chassis.picking import chosen
from claims.web.chassis.words import at_desk
from claims.web.pages import PLACES
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.desk import Desk, Document, Visitor, serving, text_of

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

IN_ADDRESSES = defaultdict(lambda: "1", second="2")
TYPED = re.compile(r"--[a-z]|`|\b[a-z]+_[a-z]+\b|\barticle:\d|\bslug\b|\b[A-Z]{4,}\|")
"""What somebody types on a command line, and nobody at a desk."""


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    records = [
        record("story", "mine", title="The mine"),
        record("source", "s", kind="person", name="Ann Rich", role="minister"),
        claim("c", "The mine closes", kind="prediction", stories=["mine"]),
        claim("d", "The mine reopens"),
        *article("a", "Alpha", title="Mine to close"),
        *article("b", "Beta", title="Mine closing, says Alpha"),
        appearance("a", "named", source="s"),
        appearance("b", "outlet", relays="a"),
    ]
    enter(db_url, records)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor()


def addresses() -> Iterator[str]:
    """The address of every page that needs nothing sent to it."""
    for place in PLACES:
        if place.posts:
            continue
        for register in ("outlets", "reporters", "sources", "articles", "stories"):
            names = defaultdict(lambda: "1", second="2", register=register, subject="outlet")
            yield place.address.format_map(names)
            if "{register}" not in place.address:
                break


def said(page: Document) -> str:
    """What a page says, without what somebody is meant to type on a command line, which is set as code."""
    about_the_copy = "//*[h2[contains(., 'About this copy')]]"  # a report says how a program checks its file
    for code in page.at(f"//code | //pre | //script | //style | {about_the_copy}"):
        code.drop_tree()
    attributes = page.at("//main//@aria-label | //main//@placeholder | //main//@title")
    return " ".join([*(" ".join(main.itertext()) for main in page.at("//main")), *map(str, attributes)])


@sqlite
def test_no_page_speaks_command_line(visitor: Visitor) -> None:
    wrong = {}
    for address in dict.fromkeys(addresses()):
        if address == "/api":  # it speaks to whoever writes programs
            continue
        answer = visitor.get(address)
        if "text/html" in answer.headers.get("content-type", "") and answer.text:
            typed = TYPED.findall(said(Document(answer)))
            wrong.update({address: typed} if typed else {})
    assert wrong == {}


@sqlite
@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        ("/claims/1/review", {"status": "confirmed", "note": "x"}, "evidence"),
        ("/claims/1/review", {"note": "x"}, "status"),
        ("/claims/1/review", {"status": "confirmed", "note": "x", "evidence": "minutes"}, "article"),
        ("/claims/1/review", {"status": "confirmed", "note": "x", "evidence": "7"}, "article"),
        ("/claims/1/review", {"status": "king", "note": "x"}, "king"),
        ("/claims/1/relate", {"kind": "supports", "other": "77"}, "77"),
        ("/claims/1/relate", {"kind": "supports"}, "claim"),
        ("/claims/1/ask", {}, "whom"),
        ("/claims/1/same", {"other": "2", "kind": "duplicate"}, "reason"),
        ("/claims/1/appear", {"attribution": "named"}, "“"),
        ("/claims/1/appear", {"attribution": "outlet", "outlet": "Gamma", "relays": "2"}, "article"),
        ("/claims/1/appear", {"attribution": "named", "source": "Ann Rich", "article": "9"}, "9"),
        ("/log", {"statement": "It rains"}, "attribut"),
        ("/log", {"statement": "It rains", "attribution": "named", "source": "Ann Rich"}, "“"),
        ("/log", {"statement": "It rains", "attribution": "outlet", "outlet": "Gamma", "due": "soonish"}, "soonish"),
        ("/new/sources", {}, "document"),
        ("/new/sources", {"kind": "institution"}, "name"),
        ("/new/articles", {}, "article"),
        ("/new/stories", {}, "title"),
        ("/new/outlets", {"name": ""}, "name"),
        ("/settings/policies/two_person_verdicts", {"value": "off"}, "off"),
        ("/settings/policies/none", {"value": "off"}, "two person verdicts"),
        ("/settings/accounts/add", {"name": "okafor", "role": "reader"}, "owner"),
        ("/read", {}, "file"),
        ("/api", {"what": "token", "label": "script"}, "user"),
    ],
)
def test_no_refusal_speaks_command_line(
    visitor: Visitor, address: str, typed: dict[str, str | list[str]], words: str
) -> None:
    answer = visitor.send(address, typed)
    assert answer.status_code >= 400, text_of(answer)
    page = Document(answer)
    refused = " ".join(each.text_content() for each in page.at("//*[@role='alert'] | //*[contains(@class, 'fault')]"))
    assert words in refused.casefold()
    assert TYPED.findall(refused) == []
    assert TYPED.findall(said(page)) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("give --due-latest too", "give “Last day, if misread” too"),
        ('there is no user "x"; `claims user list` lists them, and `claims user add` adds one', 'there is no user "x"'),
        (
            "`claims log` needs a journalist: an owner can give that role with `claims user role mori journalist`",
            "“Log a claim” needs a journalist: an owner can give that role under Settings, Accounts",
        ),
        ("choose one with article:N", "choose one with article N"),
        (
            'if it was logged twice: claims correct 137 --wrong --note "logged twice"',
            "if it was logged twice: correct appearance #137 as entered wrongly",
        ),
        (
            "article #3 stays unread; if you have read it: claims article edit 3 --seen",
            "article #3 stays unread; if you have read it: “Edit” on the page of the article",
        ),
        ("say which are the same: claims article merge", "say which are the same: compare them under Look-alikes"),
        ("review the claim again: claims review 12", "review the claim again: “Review” on its page"),
        ("`claims db reindex --all` makes keys anew", "`claims db reindex --all` makes keys anew"),
        ("claim #5 is known only off the record; `claims show 5 --confidential` shows it to you",
         "claim #5 is known only off the record"),
    ],
)  # fmt: skip
def test_a_sentence_is_said_for_a_browser(sentence: str, said: str) -> None:
    assert at_desk(sentence) == said


@pytest.mark.parametrize(
    ("typed", "offered", "meant"),
    [
        ("#98 Japan is in line to join", "claim", "98"),
        ("98", "claim", "98"),
        ("article 7: POLITICO, 19 March 2024", "evidence", "article:7"),
        ("article 7", "report", "article:7"),
        ("Article #7", "report", "article:7"),
        ("article 7: Mine to close", "article", "#7"),
        ("article:7", "report", "article:7"),
        ("article 7th Street: a report", "report", "article 7th Street: a report"),
        ("#3", "report", "#3"),
        ("The Article 19", "outlet", "The Article 19"),
        ("https://alpha.example/article 7", "evidence", "https://alpha.example/article 7"),
    ],
)
def test_a_choice_means_its_record(typed: str, offered: str, meant: str) -> None:
    assert chosen(typed, offered) == meant


@sqlite
def test_records_are_offered_by_their_names_and_taken_as_offered(visitor: Visitor) -> None:
    def offered(record: str, value: str) -> list[str]:
        return [each["shown"] for each in visitor.send("/names", {"record": record, "value": value}).json()]

    assert offered("claim", "reopens") == ["#2 The mine reopens"]
    assert offered("evidence", "closing") == ["article 2: Mine closing, says Alpha"]
    assert set(offered("report", "")) >= {"Alpha", "Beta", "article 1: Mine to close"}
    page = visitor.sent("/claims/1/relate", {"kind": "contradicts", "other": "#2 The mine reopens"})
    assert "contradicts #2" in page.text.casefold()
    typed = {"attribution": "outlet", "outlet": "Gamma", "relays": "article 2: Mine closing, says Alpha"}
    assert "Beta" in visitor.sent("/claims/2/appear", dict(typed)).text
    note = {"status": "in_review", "note": "read it", "evidence": "article 2: Mine closing, says Alpha"}
    assert visitor.send("/claims/1/review", dict(note)).status_code in (303, 409)
    shown = visitor.page("/claims/1/appearances/2/correct")
    assert shown.at("//input[@name='relays']")[0].get("value").startswith("article 1: Alpha")
