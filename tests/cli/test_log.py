"""`claims log`, `claims appear`, `claims reprint`: what is entered, what is answered, what is refused."""

from __future__ import annotations

import os
import random
import re
import shlex
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from claims import vocabulary
from claims.entry.edit import edit
from claims.settings import settings
from claims.store.recording import write
from claims.vocabulary import Attribution
from tests.cli.entering import LOGGED, done, refused, row, rows, sit_down
from tests.conftest import Run, RunProcess
from tests.postgres import libpq_url

pytestmark = pytest.mark.engines("sqlite")

ISSUE = """
claims log "Japan and Canada are in line to join AUKUS Pillar 2" --kind prediction --story aukus-pillar-2 \
    --outlet POLITICO --published 2024-03-19 --attribution unnamed \
    --source "one senior diplomat involved in the talks" \
    --excerpt "in line to join" --wording paraphrase --due "by the end of 2024 or early 2025"
claims appear 1 --outlet Ednews --url https://ednews.net/en/643 --published 2024-03-20 \
    --attribution outlet --relays POLITICO
claims show 1
claims review 1 in_review --note "asked the Canadian ministry"
claims report story aukus-pillar-2
"""


def test_the_issues_example_works_word_by_word(run: Run) -> None:
    answers = [run(*shlex.split(line)[1:]) for line in ISSUE.strip().splitlines()]
    assert [one.exit_code for one in answers] == [0] * 5, answers
    assert answers[0].stdout == (
        "claim #1 (new), appearance #1 in POLITICO, 2024-03-19 (article #1, new), story #1 aukus-pillar-2 (new), "
        "outlet #1 POLITICO (new), source #1 “one senior diplomat involved in the talks” (new)\n"
        "due: “by the end of 2024 or early 2025” is understood as from 19 March 2024 until 31 March 2025; early in a "
        "year is read as its first quarter\n"
    )
    assert answers[1].stdout == (
        "claim #1, appearance #2 in Ednews, 2024-03-20 (article #2, new), outlet #2 Ednews (new)\n"
    )
    assert answers[1].stderr == "claims: POLITICO is article #1 (POLITICO, 2024-03-19)\n"
    assert answers[3].stdout == "claim #1: unverified, now in review (review #1), outcome pending as before\n"
    shown = run("show", 1, "--format", "json").json
    assert shown["appearances"][1]["relays"] == {**shown["appearances"][1]["relays"], "basis": "stated"}
    assert (shown["status"], shown["stories"]) == ("in_review", ["aukus-pillar-2"])


def test_an_address_left_open_is_refused_clearly(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    said = refused(
        run, "appear", 1, "--url", "https://…", "--attribution", "outlet", code=6, says="is not a web address"
    )
    assert "--url 'https://…'" in said


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "url",
    [
        "https://[",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a b.org",
        "x",
        "https://ann:secret@example.org/",
        "https://-",
        "mailto:ann@example.org",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(run: Run, url: str) -> None:
    refused(run, "log", "x", "--url", url, "--attribution", "witnessed", code=6, says="is not a web address")


def test_a_program_gets_the_numbers(run: Run) -> None:
    made = done(run, *LOGGED, "unnamed", "--source", "a diplomat", "--due", "by May 2025")
    assert {name: made[name] for name in ("claim", "appearance", "article", "notices")} == {
        "claim": 1,
        "appearance": 1,
        "article": 1,
        "notices": [],
    }
    understood = "from 19 March 2024 until 31 May 2025; “by” and “until” include the period they name"
    assert [(one["subject"], one["id"], one["label"]) for one in made["made"]] == [
        ("claim", 1, "Japan will join"),
        ("outlet", 1, "POLITICO"),
        ("article", 1, "POLITICO, 2024-03-19"),
        ("source", 1, "“a diplomat”"),
        ("appearance", 1, "POLITICO, 2024-03-19"),
        ("window", 1, f"due: “by May 2025” is understood as {understood}"),
    ]
    assert made["made"][0]["uid"] == row(run, "claim", 1)["uid"]


AXES = {
    "kind": "prediction",
    "weight": "supporting",
    "attribution": "named",
    "terms": "background",
    "channel": "briefing",
    "capacity": "expert",
    "proximity": "second_hand",
    "stance": "denies",
    "treatment": "doubts",
    "placement": "headline",
    "likelihood": "very_likely",
    "likelihood_basis": "stated",
    "wording": "partial",
    "relay_basis": "inferred",
    "credibility": "3",
    "article_kind": "newsletter",
    "outlet_basis": "inferred",
    "published_basis": "inferred",
    "url_basis": "inferred",
}
TEXTS = {
    "occasion": "2+2, Melbourne",
    "excerpt": "in line",
    "prefix": "are",
    "suffix": "to join",
    "private_note": "p",
    "appearance_note": "of it",
    "condition": "if invited",
    "note": "of the claim",
    "article_note": "of the article",
    "title": "Japan and Canada",
    "language": "en",
    "role": "minister",
    "institution": "Australian Government",
}


def test_every_axis_is_an_option_and_is_stored(run: Run) -> None:
    done(run, "log", "Before", "--outlet", "Nikkei", "--published", "2024-03-01", "--attribution", "witnessed")
    options = {**AXES, **TEXTS, "source": "Richard Marles", "relays": "article:1", "condition_claim": "1"}
    given = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
    done(
        run,
        "log",
        "Japan will join",
        *given,
        "--url",
        "https://politico.eu/x",
        "--outlet",
        "POLITICO",
        "--published",
        "2024-03",
        "--said",
        "2024-03-18",
        "--reporter",
        "Ann One",
        "--reporter",
        "Bo Two",
        "--story",
        "a",
        "--story",
        "b",
        "--hedge",
        "likelihood:could",
        "--hedge",
        "evidential:reportedly",
        "--holds",
        "2024",
        "--happened",
        "last month",
        "--due",
        "by May 2025",
        "--due-earliest",
        "2024-04-01",
        "--due-latest",
        "2025-04-30",
    )
    claim, appearance, article = row(run, "claim", 2), row(run, "appearance", 2), row(run, "article", 2)
    source = row(run, "source", appearance["source_id"])
    stored: dict[str, Any] = {**source, **article, **appearance, **claim}
    stored |= {"article_kind": article["kind"], "article_note": article["note"], "appearance_note": appearance["note"]}
    assert {name: stored[name] for name in AXES} == AXES
    assert {name: stored[name] for name in TEXTS if name != "institution"} == {
        name: value for name, value in TEXTS.items() if name != "institution"
    }
    assert row(run, "source", source["institution_id"])["name"] == "Australian Government"
    assert (appearance["relays_id"], claim["condition_claim_id"]) == (1, 1)
    assert (article["published"], appearance["said"]) == ("2024-03", date(2024, 3, 18))
    due = row(run, "window", 1)
    assert (due["earliest"], due["latest"], due["basis"]) == (date(2024, 4, 1), date(2025, 4, 30), "editor")
    assert row(run, "window", 2)["said"] == date(2024, 3, 18)
    counted = rows(run)
    assert [counted[name] for name in ("window", "hedge", "byline", "claim_story")] == [3, 2, 2, 2]


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("last month", (date(2024, 2, 1), date(2024, 2, 29))),
        # Ahead of the day it was printed, and over by now.
        ("in 2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("10 April 2025", (date(2025, 4, 10), date(2025, 4, 10))),
        # Counted from today, these would be other days.
        ("tomorrow", None),
        ("in three weeks", None),
    ],
)
def test_what_has_happened_since_it_was_said_is_taken_for_the_days_it_names(
    run: Run, words: str, days: tuple[date, date] | None
) -> None:
    article = ("--outlet", "POLITICO", "--published", "2024-03-19", "--attribution", "unattributed")
    result = run("log", "The pact was signed", *article, "--happened", words)
    if days is None:
        assert result.exit_code == 6
        assert "19 March 2024" in result.stderr
        return
    window = row(run, "window", 1)
    assert (window["earliest"], window["latest"]) == days


def without_explanations(text: str) -> str:
    """Return a text on one line, without what its parentheses explain."""
    return re.sub(r" \([^()]*\)", "", " ".join(text.split()))


def test_the_help_shows_the_words_of_every_axis(run: Run) -> None:
    help_text = " ".join(run("log", "--help").stdout.split())
    shown = f"{help_text} {without_explanations(help_text)}"
    left_out = {"status", "outcome", "evidence_kind", "relation_kind", "correction_kind", "judgement_kind"}
    axes = "ClaimKind Weight ArticleKind Basis Attribution Terms Channel Capacity Proximity Stance Treatment Placement"
    axes += " Wording HedgeKind Likelihood LikelihoodBasis RelayBasis Credibility"
    for axis in axes.split():
        values = ", ".join(getattr(vocabulary, axis))
        assert values in shown or values.replace(", conditional", " or conditional") in shown, axis
    assert not left_out & set(shown.split())


def test_attribution_is_the_one_axis_that_must_be_given(run: Run) -> None:
    said = refused(run, "log", "x", "--outlet", "POLITICO", code=2, says="--attribution")
    assert f"--attribution {', '.join(Attribution)}" in without_explanations(said)
    done(run, "log", "x", "--outlet", "POLITICO", "--attribution", "Own-Voice")


# Names


def test_one_outlet_by_any_spelling_or_address(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    for more in (
        ("--outlet", "Politico"),
        ("--outlet", "POLITICO ", "--url", "https://www.politico.com/a"),
        ("--url", "https://www.politico.eu/b"),
        ("--url", "https://www.politico.eu/c"),
    ):
        done(run, "appear", 1, "--attribution", "own_voice", *more)
    counted = rows(run)
    assert (counted["outlet"], counted["article"], counted["outlet_alias"]) == (1, 5, 2)
    assert row(run, "article", 4)["outlet_basis"] == "inferred"
    assert row(run, "article", 5)["outlet_basis"] == "stated"


def test_an_address_on_another_outlets_site_is_pointed_at(run: Run) -> None:
    done(run, *LOGGED, "witnessed", "--url", "https://www.politico.eu/a")
    told = done(run, "appear", 1, "--outlet", "AFP", "--url", "https://politico.eu/b", "--attribution", "witnessed")
    assert told["notices"] == ["politico.eu is the site of POLITICO (#1), but the article was logged under AFP"]


def test_elsewhere_a_name_that_is_only_alike_is_made_with_the_merge_command(run: Run) -> None:
    done(run, *LOGGED, "named", "--source", "Richard Marles", "--reporter", "Stuart Lau")
    made = run(
        "appear",
        1,
        "--outlet",
        "Politico Europe",
        "--attribution",
        "named",
        "--source",
        "Marles",
        "--reporter",
        "S. Lau",
    )
    assert made.exit_code == 0
    assert "outlet #2 Politico Europe (new)" in made.stdout
    told = [line.split("claims ")[1:] for line in made.stderr.splitlines()]
    assert told == [
        [f"{kind} merge 1 2 --note …; if not: ", f"{kind} distinct 1 2 --note …"]
        for kind in ("outlet", "reporter", "source")
    ]


def test_on_a_terminal_names_that_are_alike_are_offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "named", "--source", "Richard Marles", "--reporter", "Stuart Lau")
    left = sit_down(monkeypatch, "x", "1", "1", "1")
    answered = run(
        "appear",
        1,
        "--outlet",
        "Politico Europe",
        "--attribution",
        "named",
        "--source",
        "Marles",
        "--published",
        "2024-03-20",
        "--reporter",
        "Stuart Lau Jr",
    )
    assert (answered.exit_code, left) == (0, [])
    assert "  1  POLITICO (#1)\n  2  make a new one\n" in answered.stderr
    assert "Type a number from 1 to 2." in answered.stderr
    counted = rows(run)
    assert (counted["outlet"], counted["source"], counted["reporter"]) == (1, 1, 1)


def test_on_a_terminal_a_new_one_can_be_wanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(monkeypatch, "2", "2")
    answered = run(
        "appear", 1, "--url", "https://politico-pro.com/a", "--attribution", "outlet", "--relays", "Politico Europe"
    )
    assert (answered.exit_code, left) == (0, [])
    assert "merge" not in answered.stderr
    assert rows(run)["outlet"] == 3
    assert run("appear", 1, "--outlet", "politico europe", "--attribution", "witnessed").exit_code == 0


def test_a_known_source_is_completed_and_never_misplaced(run: Run) -> None:
    done(run, *LOGGED, "named", "--source", "Richard Marles")
    more = ("appear", 1, "--article", 1, "--attribution")
    made = done(run, *more, "named", "--source", "marles-richard", "--role", "x")
    assert made["made"][0]["subject"] == "source"
    done(run, *more, "named", "--source", "#1", "--role", "defence minister", "--institution", "Australia")
    assert (row(run, "source", 1)["role"], row(run, "source", 1)["institution_id"]) == ("defence minister", 3)
    told = done(run, *more, "named", "--source", "#1", "--role", "tourist")["notices"]
    assert any("has a different role" in one for one in told)
    for attribution, source, code, says in (
        ("institution", "#1", 5, "is a person, but --attribution institution needs an institution"),
        ("unnamed", "#1", 5, "is named"),
        ("named", "7", 3, 'no source "7"'),
        ("named", "#3", 5, "is an institution"),
        ("witnessed", "#1", 2, "leave --source out"),
    ):
        refused(run, *more, attribution, "--source", source, code=code, says=says)


def test_unnamed_people_are_one_only_within_an_article(run: Run) -> None:
    done(run, *LOGGED, "unnamed", "--source", "two officials")
    assert row(run, "source", 1)["stated_count"] == 2
    done(run, "log", "More", "--article", 1, "--attribution", "unnamed", "--source", "Two officials")
    done(run, "log", "Else", "--outlet", "AFP", "--attribution", "unnamed", "--source", "two officials")
    assert [row(run, "appearance", one)["source_id"] for one in (1, 2, 3)] == [1, 1, 2]


# Articles and relays


def test_a_relay_to_an_outlet_makes_an_unseen_article_that_is_read_later(run: Run) -> None:
    made = run(
        "log",
        "Japan will join",
        "--outlet",
        "Ednews",
        "--published",
        "2024-03-20",
        "--attribution",
        "outlet",
        "--relays",
        "POLITICO",
        "--relay-basis",
        "suspected",
    )
    assert "article #2 POLITICO, unread (new)" in made.stdout
    assert (row(run, "article", 2)["seen"], row(run, "appearance", 1)["relay_basis"]) == (False, "suspected")
    told = done(run, "appear", 1, "--article", 2, "--published", "2024-03-19", "--attribution", "witnessed")["notices"]
    assert told == ["article #2 was unread; it now counts as read"]
    assert (row(run, "article", 2)["seen"], row(run, "article", 2)["published"]) == (True, "2024-03-19")


def test_a_relay_can_name_an_article_or_an_appearance(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    relayed = ("appear", 1, "--outlet", "Ednews", "--published", "2024-03-20", "--attribution", "outlet", "--relays")
    for typed in ("article:1", "#1", "article:#1", "politico"):
        made = done(run, *relayed, typed)
        assert row(run, "appearance", made["appearance"])["relays_id"] == 1, typed
    refused(run, *relayed, "1", code=2, says="type article:1 or #1")
    for typed in ("Article: 1", f"article:{row(run, 'article', 1)['uid'][:24]}"):
        done(run, *relayed, typed)
    refused(run, *relayed, "article:99", code=3, says='no article "99"')
    refused(run, *relayed, "#99", code=3, says='no appearance "#99"')


def test_a_number_has_no_leading_zeros(run: Run) -> None:
    for _ in range(7):
        done(run, *LOGGED, "witnessed", "--title", "Japan in line")
    done(run, *LOGGED[:2], "--outlet", "007", "--reporter", "#007", "--attribution", "named", "--source", "0012")
    assert [row(run, table, 2 if table == "outlet" else 1)["name"] for table in ("outlet", "reporter", "source")] == [
        "007",
        "#007",
        "0012",
    ]
    assert done(run, "outlet", "show", "007")["id"] == 2
    done(run, "appear", 1, "--outlet", "Ednews", "--attribution", "outlet", "--relays", "007")
    assert row(run, "article", 10)["outlet_id"] == 2
    refused(run, "show", "007", code=3, says='no claim "007"')


def test_a_record_can_be_named_with_its_kind(run: Run) -> None:
    done(run, *LOGGED, "named", "--source", "Ann Lee", "--reporter", "Bo Two", "--story", "aukus")
    named = ("--outlet", "outlet:1", "--reporter", "reporter:1", "--source", "source:1", "--story", "story:1")
    done(run, "log", "Canada was asked", *named, "--institution", "Home Office", "--attribution", "named")
    done(run, "log", "Korea was asked", *named, "--institution", "source:2", "--attribution", "named", "--new-article")
    counted = rows(run)
    assert [counted[table] for table in ("outlet", "reporter", "source", "story")] == [1, 1, 2, 1]
    refused(run, "log", "x", "--outlet", "article:1", "--attribution", "witnessed", code=6, says="with --article")


def test_an_article_is_named_alike_everywhere(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    done(run, "log", "Canada was asked", "--article", "article:1", "--attribution", "witnessed")
    done(run, "log", "Korea was asked", "--outlet", "The Daily", "--attribution", "witnessed")
    for args in (
        ("article", "show", "article:1"),
        ("article", "edit", "ARTICLE: 1", "--title", "Japan in line"),
        ("article", "merge", "article:1", "article:2", "--note", "the same"),
        ("article", "unmerge", "article:1", "2", "--note", "not the same"),
        ("reprint", "article:1", "--outlet", "Yahoo"),
        ("correct", "Article:1", "--edited", "--note", "its headline"),
        ("review", 1, "confirmed", "--evidence", "article: 2", "--note", "seen"),
        ("article", "show", "article:Japan in line"),
    ):
        done(run, *args)
    bad = ("review", 1, "confirmed", "--evidence", "#2", "--evidence-kind", "report", "--note", "seen")
    refused(run, *bad, code=6, says="for the article write article:2")


def test_via_puts_the_source_behind_an_unseen_report(run: Run) -> None:
    done(run, *LOGGED, "named", "--source", "Winston Peters", "--via", "Sky News")
    assert row(run, "appearance", 1)["relays_id"] == 2
    assert (row(run, "appearance", 2)["article_id"], row(run, "appearance", 2)["source_id"]) == (2, 1)


def test_a_relay_finds_no_article_that_came_later(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    done(
        run,
        "appear",
        1,
        "--outlet",
        "Ednews",
        "--published",
        "2024-03-01",
        "--attribution",
        "outlet",
        "--relays",
        "POLITICO",
    )
    assert (row(run, "appearance", 2)["relays_id"], row(run, "article", 3)["seen"]) == (3, False)
    refused(
        run,
        "appear",
        1,
        "--article",
        2,
        "--attribution",
        "outlet",
        "--relays",
        "article:1",
        code=5,
        says="was published after article #2",
    )


def test_a_circle_of_articles_is_recorded(run: Run) -> None:
    done(run, "log", "x", "--outlet", "A", "--published", "2024-03", "--attribution", "outlet", "--relays", "B")
    done(run, "appear", 1, "--article", 2, "--published", "2024-03", "--attribution", "outlet", "--relays", "article:1")
    assert [row(run, "appearance", one)["relays_id"] for one in (1, 2)] == [2, 1]


def test_an_article_that_nobody_has_read(run: Run) -> None:
    done(run, *LOGGED, "witnessed", "--unread")
    assert not row(run, "article", 1)["seen"]
    done(run, "appear", 1, "--article", 1, "--unread", "--attribution", "own_voice")
    assert not row(run, "article", 1)["seen"]


def test_a_second_claim_leaves_an_unread_article_unread(run: Run) -> None:
    done(run, *LOGGED, "witnessed", "--unread")
    told = done(run, "log", "Canada was asked", "--article", 1, "--attribution", "witnessed")["notices"]
    assert (row(run, "article", 1)["seen"], len(told)) == (False, 1)
    assert "claims article edit 1 --seen" in told[0]
    done(run, "correct", 2, "--wrong", "--stance", "denies", "--note", "misread")
    assert not row(run, "article", 1)["seen"]
    done(run, "log", "Korea was asked", "--article", 1, "--read", "--attribution", "witnessed")
    assert row(run, "article", 1)["seen"]


def test_what_is_only_cited_is_read_when_it_is_logged(run: Run) -> None:
    done(run, *LOGGED, "named", "--source", "Winston Peters", "--via", "Sky News")
    done(run, "appear", 1, "--article", 2, "--attribution", "witnessed")
    assert row(run, "article", 2)["seen"]


def test_a_relay_alone_is_an_attribution(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    again = ("appear", 1, "--outlet", "Ednews", "--published", "2024-03-20", "--relays")
    done(run, *again, "POLITICO")
    done(run, *again, "POLITICO", "--attribution", "unattributed", "--new-article")
    assert [row(run, "appearance", number)["attribution"] for number in (2, 3)] == ["outlet", "unattributed"]
    assert [row(run, "appearance", number)["relays_id"] for number in (2, 3)] == [1, 1]
    refused(run, *again, " ", code=2, says="--attribution named")
    refused(run, *again, "POLITICO", "--source", "Ann Lee", code=2, says="--attribution named")


def test_one_address_is_one_article(run: Run) -> None:
    done(run, *LOGGED, "witnessed", "--url", "https://www.politico.eu/x?utm_source=a")
    told = done(run, "log", "More", "--url", "http://politico.eu/x/", "--attribution", "witnessed")
    assert (told["article"], told["notices"]) == (1, ["article #1 already has this address; the claim was added to it"])


def test_a_reprint_carries_all_claims_and_what_follows(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    done(run, "log", "More", "--article", 1, "--attribution", "own_voice", "--stance", "denies")
    answered = run("reprint", 1, "--outlet", "Ednews", "--url", "https://ednews.net/1", "--published", "2024-03-20")
    assert answered.stdout == (
        "article #2 Ednews, 2024-03-20 (new), outlet #2 Ednews (new), "
        "appearance #3 in Ednews, 2024-03-20 (new), appearance #4 in Ednews, 2024-03-20 (new)\n"
    )
    assert [(row(run, "appearance", one)["claim_id"], row(run, "appearance", one)["relays_id"]) for one in (3, 4)] == [
        (1, 1),
        (2, 1),
    ]
    assert row(run, "appearance", 4)["stance"] == "denies"
    done(run, "log", "Later", "--article", 1, "--attribution", "witnessed")
    assert (row(run, "appearance", 6)["article_id"], row(run, "appearance", 6)["claim_id"]) == (2, 3)


def test_a_reprint_in_part_carries_what_is_named(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    done(run, "log", "More", "--article", 1, "--attribution", "own_voice")
    done(run, "log", "Elsewhere", "--outlet", "AFP", "--attribution", "own_voice")
    part = ("reprint", 1, "--outlet", "Ednews", "--extent", "part")
    made = done(run, *part, "--claim", 2)
    assert [one["subject"] for one in made["made"]].count("appearance") == 1
    refused(run, *part, code=2, says="name them with --claim")
    refused(run, *part, "--claim", 3, code=5, says="does not carry claim #3")
    refused(run, "reprint", 1, "--outlet", "Ednews", "--claim", 1, code=2, says="use --claim only with --extent part")
    refused(run, "reprint", 1, "--outlet", "Ednews", "--published", "2024-03-01", code=5, says="was published after")
    refused(run, "reprint", 9, "--outlet", "Ednews", code=3, says='no article "9"')
    refused(run, "reprint", 1, code=2, says="--outlet or --url")


# Time


def test_windows_are_read_against_the_chains_earliest_day(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    made = done(
        run,
        "log",
        "Next",
        "--outlet",
        "B",
        "--published",
        "2024-04-20",
        "--attribution",
        "outlet",
        "--relays",
        "article:1",
        "--due",
        "next month",
    )
    assert "1 April 2024 until 30 April 2024" in made["made"][-1]["label"]
    made = done(
        run,
        "log",
        "Next 2",
        "--outlet",
        "B",
        "--published",
        "2024-04-20",
        "--attribution",
        "witnessed",
        "--said",
        "2024-02-01",
        "--due",
        "next month",
    )
    assert "1 March 2024 until 31 March 2024" in made["made"][-1]["label"]


def test_words_not_understood_can_be_given_days(run: Run) -> None:
    refused(
        run, *LOGGED, "witnessed", "--due", "when pigs fly", code=6, says="not understood as a window in time; write"
    )
    done(run, *LOGGED, "witnessed", "--due", "when pigs fly", "--due-latest", "2025-01-01")
    assert row(run, "window", 1)["latest"] == date(2025, 1, 1)


# Bad input


def test_bad_input_is_one_sentence_and_nothing_half_written(run: Run) -> None:
    done(run, *LOGGED, "witnessed")
    done(run, "log", "More", "--outlet", "Nikkei", "--published", "2024-03-18", "--attribution", "witnessed")
    for args, code, says in (
        (("log", "", "--outlet", "A", "--attribution", "witnessed"), 6, "the statement is empty"),
        (("log", "  ", "--outlet", "A", "--attribution", "witnessed"), 6, "the statement is empty"),
        (("log", "…", "--outlet", "A", "--attribution", "witnessed"), 6, "has no words"),
        (("log", "a\nb", "--outlet", "A", "--attribution", "witnessed"), 6, "one line"),
        (("log", "x" * 4001, "--outlet", "A", "--attribution", "witnessed"), 6, "4,001 characters"),
        (("log", "a\x1b[31mb", "--outlet", "A", "--attribution", "witnessed"), 6, "control characters"),
        (("log", "a\udce9b", "--outlet", "A", "--attribution", "witnessed"), 6, "not UTF-8"),
        (("log", "x", "--outlet", "", "--attribution", "witnessed"), 6, "outlet's name is empty"),
        (("log", "x", "--attribution", "witnessed"), 2, "--outlet, --url or --article"),
        (("log", "x", "--attribution", "witnesed", "--outlet", "A"), 2, 'did you mean "witnessed"'),
        (("log", "x", "--attribution", "named", "--outlet", "A"), 2, "needs --source"),
        (("log", "x", "--attribution", "outlet", "--outlet", "A", "--source", "B"), 2, "leave --source out"),
        (("log", "x", "--attribution", "witnessed", "--outlet", "A", "--role", "B"), 2, "give --source too"),
        ((*LOGGED, "witnessed", "--published", "2024-02-30"), 6, "February 2024 has 29 days"),
        ((*LOGGED, "witnessed", "--published", "03/04/2024"), 6, "03/04/2024"),
        ((*LOGGED, "witnessed", "--published", "99999"), 6, "99999"),
        ((*LOGGED, "witnessed", "--said", "2024-03"), 6, "is not a day"),
        ((*LOGGED, "witnessed", "--said", "2024-04-01"), 5, "cannot report words said later, on 1 April 2024"),
        (
            (*LOGGED, "witnessed", "--due", "x", "--due-earliest", "2025-02-01", "--due-latest", "2025-01-01"),
            6,
            "before",
        ),
        ((*LOGGED, "witnessed", "--due-latest", "2025-01-01"), 2, "give the words with --due too"),
        ((*LOGGED, "witnessed", "--hedge", "could"), 6, "like likelihood:could"),
        ((*LOGGED, "witnessed", "--wording", "direct"), 2, "--wording needs an --excerpt"),
        ((*LOGGED, "witnessed", "--excerpt", "x"), 2, "an --excerpt needs --wording: direct, partial"),
        (
            (*LOGGED, "named", "--source", "A", "--relays", "B", "--via", "C"),
            2,
            "--via and --relays both name the report it was picked up from; give only one",
        ),
        ((*LOGGED, "witnessed", "--relay-basis", "stated"), 2, "give one of them"),
        ((*LOGGED, "witnessed", "--anonymity-reason", "fear"), 2, "only for --attribution unnamed"),
        ((*LOGGED, "unnamed", "--source", "A", "--stated-count", 10**12), 2, "range"),
        (("appear", 99, "--outlet", "A", "--attribution", "witnessed"), 3, 'no claim "99"'),
        (("appear", "9" * 18, "--outlet", "A", "--attribution", "witnessed"), 3, "no claim"),
        (("appear", "9" * 200, "--outlet", "A", "--attribution", "witnessed"), 3, "no claim"),
        (("appear", "-1", "--outlet", "A", "--attribution", "witnessed"), 2, "no option -1"),
        (("appear", "-12", "--outlet", "A", "--attribution", "witnessed"), 2, "no option -12"),
        (("appear", 1, "--article", 99, "--attribution", "witnessed"), 3, 'no article "99"'),
        (("appear", 1, "--article", 10**15, "--attribution", "witnessed"), 3, "no article"),
        (
            ("appear", 1, "--article", 1, "--outlet", "Nikkei", "--attribution", "witnessed"),
            5,
            "has a different outlet",
        ),
        (("appear", 1, "--article", 1, "--published", "2024", "--attribution", "witnessed"), 5, "has a different date"),
        (("appear", 1, "--article", 1, "--attribution", "outlet", "--relays", "article:1"), 5, "cannot relay itself"),
        (("appear", 1, "--article", 1, "--attribution", "outlet", "--relays", "#1"), 5, "cannot relay itself"),
        (("appear", 1, "--article", 2, "--attribution", "outlet", "--relays", "article:1"), 5, "was published after"),
        (("appear", 1, "--outlet", "#77", "--attribution", "witnessed"), 3, 'no outlet "#77"'),
        (("log", "x", "--story", "99", "--outlet", "A", "--attribution", "witnessed"), 3, 'no story "99"'),
        (("log", "x", "--condition-claim", "99", "--outlet", "A", "--attribution", "witnessed"), 3, 'no claim "99"'),
        (("log", "--outlet", "A"), 2, ("say what is claimed", "say who the article attributes it to: --attribution")),
        (("log",), 2, ("on a terminal `claims log` asks", "say who the article attributes it to: --attribution")),
    ):
        refused(run, *args, code=code, says=says)


def test_the_wrong_part_is_marked_and_confidence_masked(run: Run) -> None:
    said = refused(run, "appear", "99", "--outlet", "A", "--attribution", "witnessed", code=3, says="no claim")
    assert said.splitlines()[-1].endswith(("^^", "here: 99"))
    said = refused(
        run,
        *LOGGED,
        "named",
        "--source",
        "Deep Throat",
        "--terms",
        "off_record",
        "--due",
        "soonish!",
        code=6,
        says="soonish",
    )
    assert "Deep" not in said
    assert "Japan" not in said


def test_an_ambiguous_outlet_lists_its_candidates(run: Run) -> None:
    for outlet in ("A", "B"):
        done(run, "log", "x", "--outlet", outlet, "--attribution", "witnessed")
    for outlet in ("#1", "#2"):
        write(settings(run.url), "edit", partial(edit, subject="outlet", typed=outlet, values={"name": "Nikkei"}))
    refused(run, "log", "y", "--outlet", "Nikkei", "--attribution", "witnessed", code=4, says="#1 Nikkei; #2 Nikkei")


def test_long_texts_fit_the_indexes(run: Run) -> None:
    chance = random.Random(1)
    words = " ".join("".join(chance.choices("漢字仮名交東京都港区麻布台", k=9)) for _ in range(390))
    done(
        run,
        "log",
        words,
        "--outlet",
        words[:900],
        "--attribution",
        "named",
        "--source",
        words[::-1],
        "--title",
        words,
        "--url",
        f"https://example.org/{words.replace(' ', '/')}",
        "--story",
        words[5:],
        "--reporter",
        words[7:],
    )
    told = done(run, "log", words, "--outlet", words[:900], "--attribution", "witnessed")["notices"]
    assert len(told) == 1
    assert told[0].startswith("claim #2 reads like #1 “")
    assert told[0].endswith(
        "(100 %: the same words); if they are the same: claims duplicate 2 1 --note …; "
        "if not: claims not-duplicate 2 1 --note …"
    )


# Several at once


@pytest.mark.engines("sqlite", "postgresql")
def test_a_log_waits_for_another_writer(run: Run) -> None:
    freed = []

    def hold(locked: threading.Event) -> None:
        connection: Any
        if run.url.startswith("sqlite"):
            connection = sqlite3.connect(run.url.removeprefix("sqlite:///"), isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
        else:
            connection = psycopg.connect(libpq_url(run.url))
            connection.execute("SELECT * FROM chain WHERE ours FOR UPDATE")
        locked.set()
        time.sleep(0.4)
        freed.append(time.monotonic())
        connection.rollback()
        connection.close()

    locked = threading.Event()
    holder = threading.Thread(target=hold, args=(locked,))
    holder.start()
    assert locked.wait(10)
    assert run(*LOGGED, "witnessed").exit_code == 0
    assert time.monotonic() > freed[0]
    holder.join()


@pytest.mark.engines("sqlite", "postgresql")
def test_two_desks_log_at_once(run_process: RunProcess, run: Run, environment: dict[str, str]) -> None:
    lines = [
        [
            sys.executable,
            "-m",
            "claims",
            *run_process.arguments(
                ["log", f"Claim {n}", "--outlet", "POLITICO", "--published", "2024-03-19", "--attribution", "witnessed"]
            ),
        ]
        for n in range(3)
    ]
    desks = [
        subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environment})
        for line in lines
    ]
    for desk in desks:
        _, said = desk.communicate(timeout=60)
        assert desk.returncode == 0, said
    counted = rows(run)
    assert (counted["claim"], counted["outlet"], counted["event"]) == (3, 1, 3)
    assert run("db", "verify").exit_code == 0


@pytest.mark.engines("sqlite")
def test_a_time_in_another_zone_is_on_the_newsrooms_day_by_whatever_way_it_comes(run: Run, tmp_path: Path) -> None:
    tokyo = {"CLAIMS_TZ": "Asia/Tokyo"}
    words = "by 5 p.m. EDT on Friday, 22 March 2024"
    logged = run(*LOGGED, "witnessed", "--due", words, env=tokyo)
    assert "until 23 March 2024; a time in another zone is on the day that the newsroom's zone has then" in " ".join(
        logged.stdout.split()
    )
    table = tmp_path / "claims.csv"
    table.write_text(f'claim,outlet,date,due\nCanada will join,Kyodo,2024-03-20,"{words}"\n')
    assert run("import", table, env=tokyo).exit_code == 0
    assert [row(run, "window", number)["latest"] for number in (1, 2)] == [date(2024, 3, 23)] * 2
    assert run("db", "check").exit_code == 0
