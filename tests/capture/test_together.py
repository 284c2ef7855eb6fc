"""Several articles at once: reprints, relays and the same claim are suspected, until a person confirms them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.capture.accepting import key_of, split
from claims.capture.documents.reading import documents_in
from claims.capture.outlets import OutletNames
from claims.capture.proposals import KnownArticle, proposals
from claims.capture.together.relays import suspected_relays
from claims.capture.together.repeats import repeats
from claims.capture.together.reprints import suspected_reprints
from claims.capture.together.values import Member, Sign
from claims.capture.versions.reprints import Printed
from tests.cli.entering import done
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

REPORT = """Ferry firm to buy the harbour of Odde
By Ann Rich
The Odde Courant
9 March 2026, 6.00am

The Norvik ferry company will buy the harbour of Odde for 230 million crowns, two city officials said.

The company has promised to keep 190 dockers for five years, one of the officials said.

Engineers of the company inspected the northern breakwater in February and found cracks in it.

"Nobody has asked us what we think about any of this," said Peter Lowe, who chairs the union of dockers.
"""
RELAY = """Ferry company in talks over Odde harbour
By Per Dahl
Kyst Times
9 March 2026, 11.30am

The Norvik ferry company is to buy the harbour of Odde for 230 million crowns, the Odde Courant reported on Monday.

The company promised that 190 dockers keep their jobs for five years, according to the Odde Courant.

Shares in Norvik rose by three per cent on Monday after a slow start to the year in Bergen.

The harbour was built in 1931 and handled four million tonnes of goods in the year before last.

The ministry of trade has to agree to every sale of a harbour, and takes two months on average.
"""
REPRINT = RELAY.replace("By Per Dahl\nKyst Times", "Kyst Times\nFjord Herald").replace("11.30am", "2.30pm")
DENIAL = """Norvik denies harbour deal
By Ola Berg
The Evening Ledger
10 March 2026

Norvik denied that it will buy the harbour of Odde for 230 million crowns.

"We look at many harbours and buy few of them," a spokeswoman for the company told the Evening Ledger.
"""

OUTLETS = ("The Odde Courant", "Kyst Times", "Fjord Herald", "The Evening Ledger")


def member(number: int, outlet: str, day: int, text: str) -> Member:
    """Return an article with its proposals."""
    published, text = date(2026, 3, day), documents_in(text.encode())[0].text
    proposed = proposals(text, KnownArticle(outlet_names=(outlet,), outlets=OUTLETS, published=published))
    by_key = {key_of(each): each for each in proposed} | {k: p for each in proposed for k, p in split(each).items()}
    return Member(
        snapshot=number,
        article=number,
        own_names=(outlet,),
        day=published,
        printed=Printed(text),
        proposals=by_key,
    )


def members() -> list[Member]:
    """Return a report, its relay, a reprint of the relay and a denial."""
    return [
        member(1, "The Odde Courant", 9, REPORT),
        member(2, "Kyst Times", 9, RELAY),
        member(3, "Fjord Herald", 9, REPRINT),
        member(4, "The Evening Ledger", 10, DENIAL),
    ]


def test_a_reprint_is_of_the_article_that_came_first() -> None:
    assert [(each.copy, each.original, each.extent) for each in suspected_reprints(members())] == [(3, 2, "whole")]


def test_an_article_has_a_claim_from_the_outlet_that_it_cites() -> None:
    (relay,) = suspected_relays(members(), repeats(members()), {(3, 2)})[:1]
    assert (relay.article, relay.upstream, relay.sign, relay.outlet) == (2, 1, Sign.CITED, "Odde Courant")
    statements = {members()[1].proposals[key].statement for key in relay.keys}
    assert any("190 dockers" in each or "230 million" in each for each in statements)
    assert not any("Shares" in each for each in statements)


def test_what_only_the_report_said_is_from_the_outlet_that_the_article_cites() -> None:
    text = RELAY.replace("three per cent", "four per cent").replace(
        "Shares in", "Engineers found cracks in the northern breakwater, the report said.\n\nShares in"
    )
    later = member(2, "Kyst Times", 9, text)
    (relay,) = suspected_relays([members()[0], later], [])
    statements = [later.proposals[key].statement for key in relay.keys]
    assert any("cracks" in each for each in statements)
    assert not any("Shares" in each or "ministry" in each for each in statements)


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [
        ("Tarn Evening Mail", "Evening Mail", True),
        ("Tarn Evening Mail", "the Evening Mail", True),
        ("The Odde Courant", "Courant", True),
        ("Financial Times", "FT", True),
        ("Financial Times", "The Times", False),
        ("Financial Times", "Times", False),
        ("The Odde Courant", "Bergen Courant", False),
        ("BBC News", "Sky News", False),
    ],
)
def test_an_outlet_in_its_own_article_is_called_by_a_short_name(own: str, name: str, expected: bool) -> None:
    assert OutletNames(own=(own,)).is_own(name) is expected


def test_nobody_relays_an_article_published_later_or_of_another_matter() -> None:
    early = member(2, "Kyst Times", 8, RELAY)
    report = member(1, "The Odde Courant", 9, REPORT)
    assert suspected_relays([early, report], repeats([early, report])) == []
    matter = "Council wants more trees\n\nThe council of Odde will plant trees along the road to the old mill.\n"
    other = member(1, "The Odde Courant", 7, matter)
    cited = suspected_relays([other, early], [])
    assert [each for each in cited if each.sign is Sign.CITED] == []


def test_sentences_of_an_earlier_article_without_a_word_about_it_are_a_relay() -> None:
    shared = "\n\n".join(RELAY.split("\n\n")[3:5])
    silent = f"Harbour news\n\nThe weather in Odde was fine on Tuesday and will be fine tomorrow.\n\n{shared}\n"
    later = member(5, "Silent Mail", 11, silent)
    (relay,) = [each for each in suspected_relays([members()[1], later], []) if each.article == 5]
    assert (relay.upstream, relay.sign, relay.sentences) == (2, Sign.SENTENCES, 2)


def test_the_same_claim_is_paired_in_other_words_and_other_figures_are_not() -> None:
    first, second = members()[:2]
    pairs = repeats([first, second], [(2, 1)])
    said = {(first.proposals[p.first[1]].statement, second.proposals[p.second[1]].statement) for p in pairs}
    assert any("230 million" in a and "230 million" in b for a, b in said)
    assert any("190 dockers" in a and "190 dockers" in b for a, b in said)
    assert not any("230" in a and "190" in b for a, b in said)
    other = member(2, "Kyst Times", 9, RELAY.replace("230 million", "410 million"))
    assert not any("410 million" in other.proposals[p.second[1]].statement for p in repeats([first, other]))


# From a folder to its report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with four articles."""
    for number, text in enumerate((REPORT, RELAY, REPRINT, DENIAL), start=1):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    return tmp_path


def captured(run: Run, folder: Path) -> list[dict[str, Any]]:
    return [dict(each) for each in done(run, "capture", folder, "--story", "harbour")]


def work(run: Run, keys: str) -> str:
    """Decide with these keys, one a line, and return what was said."""
    answered = run("capture", "--work", "--story", "harbour", input="\n".join(keys.split()) + "\n")
    assert answered.exit_code == 0, answered.stderr
    return answered.stdout + answered.stderr


def test_a_folder_says_what_is_suspected_and_stores_nothing_of_it(run: Run, folder: Path) -> None:
    report, relay, reprint, denial = captured(run, folder)
    assert [each["original"] for each in reprint["reprints"]] == [relay["article"]]
    assert [each["upstream"] for each in relay["relays"]] == [report["article"]]
    assert {each["article"] for each in report["same_claims"]} >= {relay["article"]}
    assert denial["reprints"] == denial["relays"] == []
    assert "claims capture --work --story harbour" in " ".join(
        run("capture", folder, "--story", "harbour").stdout.split()
    )
    assert done(run, "list") == []
    assert done(run, "article", "show", reprint["article"])["reprint_of"] is None


def test_a_pass_confirms_reprints_relays_and_claims_and_names_the_report(run: Run, folder: Path) -> None:
    report, relay, reprint, _ = captured(run, folder)
    said = work(run, "y y s y y q")
    assert "claims report story harbour" in " ".join(said.split())
    assert done(run, "article", "show", reprint["article"])["reprint_of"]["id"] == relay["article"]
    (claim,) = done(run, "list")
    shown = done(run, "show", claim["id"])
    relays = {each["article"]["id"]: each["relays"] and each["relays"]["article"] for each in shown["appearances"]}
    assert relays[report["article"]] is None
    assert relays[relay["article"]] == report["article"]
    assert relays[reprint["article"]] == relay["article"]
    again = {each["article"]: each for each in captured(run, folder)}
    assert again[reprint["article"]]["reprints"] == again[relay["article"]]["relays"] == []
    assert run("db", "check").exit_code == 0
    assert run("db", "verify").exit_code == 0


@SQLITE
def test_a_no_is_remembered(run: Run, folder: Path) -> None:
    captured(run, folder)
    work(run, "n n n s y n q")
    _, relay, reprint, _ = captured(run, folder)
    assert reprint["reprints"] == relay["relays"] == []
    assert done(run, "article", "show", reprint["article"])["reprint_of"] is None
    said = work(run, "q")
    assert "a reprint (y)" not in said
    assert "picked up there (y)" not in said


@SQLITE
def test_a_decision_between_articles_can_be_taken_back_until_it_is_saved(run: Run, folder: Path) -> None:
    captured(run, folder)
    said = work(run, "< n y < q")  # no reprint; the first relay, taken back
    assert "the first question" in " ".join(said.split())
    _, relay, reprint, _ = captured(run, folder)
    assert reprint["reprints"] == []
    left = [*relay["relays"], *reprint["relays"]]
    assert len(left) == said.count("picked up there (y)") - 1  # both are asked about, the first twice
    work(run, "y < n n q")
    _, relay, reprint, _ = captured(run, folder)
    assert [*relay["relays"], *reprint["relays"]] == []


@SQLITE
def test_what_is_left_for_later_is_asked_again(run: Run, folder: Path) -> None:
    before = captured(run, folder)
    work(run, "s s s q")
    after = captured(run, folder)
    assert [each["reprints"] for each in after] == [each["reprints"] for each in before]
    assert [each["relays"] for each in after] == [each["relays"] for each in before]
    assert done(run, "list") == []


@SQLITE
def test_another_story_is_not_worked_on(run: Run, folder: Path, tmp_path: Path) -> None:
    captured(run, folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "mill.txt").write_text(DENIAL.replace("harbour", "mill"), "utf-8")
    done(run, "capture", other, "--story", "mill")
    said = run("capture", "--work", "--story", "mill", input="q\n").stdout
    assert "mill" in said
    assert "two city officials" not in said


@SQLITE
def test_confidential_articles_are_not_compared(run: Run, folder: Path) -> None:
    (folder / "1.txt").rename(folder.parent / "secret.txt")
    captured(run, folder)
    done(run, "capture", folder.parent / "secret.txt", "--story", "harbour", "--confidential")
    said = work(run, "q")
    assert "Courant, article" not in said
    assert all(each["relays"] == [] for each in captured(run, folder))


# A text that is another outlet's


@SQLITE
def test_a_text_that_credits_an_unread_outlet_is_entered_as_its_reprint(run: Run, tmp_path: Path) -> None:
    text = RELAY.replace(
        "on Monday.\n\nThe company", "on Monday.\n\nThis story was first published by POLITICO.\n\nThe company"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(DENIAL, "utf-8")
    first, _ = captured(run, tmp_path)
    assert [(each["original"], each["outlet"]) for each in first["reprints"]] == [(None, "POLITICO")]
    work(run, "y n y q")
    copy = done(run, "article", "show", first["article"])
    original = done(run, "article", "show", copy["reprint_of"]["id"])
    assert (original["outlet"]["label"], copy["reprint_extent"]) == ("POLITICO", "whole")
    (claim,) = done(run, "list")
    assert {each["article"]["id"] for each in done(run, "show", claim["id"])["appearances"]} >= {
        first["article"],
        original["id"],
    }


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("This story was first published by POLITICO.", "POLITICO"),
        ("Norvik is to buy a harbour, the Kyst Times informs via Reuters.", "Reuters"),
        ("Republished from The Guardian with permission.", "The Guardian"),
        ("Source: Reuters", "Reuters"),
        ("Norvik is to buy a harbour, Reuters reported.", None),
        ("The report was published by Norvik on Monday.", None),
        ("He told Reuters that this story was first published in March.", None),
    ],
)
def test_credits_for_a_whole_text(words: str, outlet: str | None) -> None:
    text = f"Harbour to be sold\n\n{words}\n\nNorvik bought the harbour of Odde in March for a great deal of money.\n"
    found = suspected_reprints([member(1, "Kyst Times", 9, text)])
    assert [each.outlet for each in found] == ([] if outlet is None else [outlet])
