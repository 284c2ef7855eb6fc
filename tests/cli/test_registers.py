"""`claims outlet|reporter|source|article|story`: adding, editing, merging and judging, and how it is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.entering import done, refused, rows
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

REGISTERS = ("outlet", "reporter", "source", "article", "story")


def add_source(run: Run, *args: object) -> Any:
    return done(run, "source", "add", *args, "--kind", "person")


def shown(run: Run, subject: str, name: object, *more: object) -> Any:
    return done(run, subject, "show", name, *more)


def warned(run: Run, *args: object) -> str:
    """Run a command that has to succeed, and return what it warns of."""
    answered = run(*args)
    assert answered.exit_code == 0, answered.stderr
    return answered.stderr


# Adding


def test_a_name_makes_its_slug_and_a_slug_takes_a_name(run: Run) -> None:
    assert run("outlet", "add", "The Guardian").stdout == "outlet #1 The Guardian (new)\n"
    made = done(run, "outlet", "add", "nikkei", "--name", "Nikkei Asia", "--country", "JP", "--reliability", "b")
    assert [(one["subject"], one["id"], one["label"]) for one in made["made"]] == [("outlet", 2, "Nikkei Asia")]
    assert [one["slug"] for one in done(run, "outlet", "list")] == ["the-guardian", "nikkei"]
    found = shown(run, "outlet", "nikkei")
    assert (found["name"], found["country"], found["reliability"], found["ours"]) == ("Nikkei Asia", "JP", "B", False)
    done(run, "story", "add", "aukus-pillar-2")
    assert shown(run, "story", 1)["title"] == "Aukus pillar 2"
    done(run, "outlet", "add", "1843!")
    assert shown(run, "outlet", "#3")["slug"] == "outlet-1843"


def test_an_outlet_has_other_names_and_hosts(run: Run) -> None:
    made = done(run, "outlet", "add", "Nikkei", "--alias", "The Nikkei", "--host", "https://www.nikkei.com/x", "--ours")
    assert [one["subject"] for one in made["made"]] == ["outlet", "outlet_alias", "outlet_alias"]
    found = shown(run, "outlet", "the NIKKEI")
    assert (found["aliases"], found["hosts"], found["ours"]) == (["The Nikkei"], ["https://www.nikkei.com/x"], True)
    done(run, "article", "add", "--url", "https://asia.nikkei.com/story")
    assert shown(run, "outlet", "nikkei")["articles"] == 1


def test_somebody_unnamed_is_described_and_counted(run: Run) -> None:
    answered = run("source", "add", "two senior officials", "--kind", "person", "--unnamed")
    assert "counted as 2 people" in answered.stderr
    done(run, "source", "add", "three-more", "--kind", "person", "--unnamed", "--described", "three more",
         "--stated-count", 4)  # fmt: skip
    found = done(run, "source", "list", "--unnamed")
    assert [(one["slug"], one["name"], one["described"], one["stated_count"]) for one in found] == [
        ("two-senior-officials", None, "two senior officials", 2),
        ("three-more", None, "three more", 4),
    ]
    assert "“two senior officials”" in run("source", "list").stdout


def test_sources_belong_to_each_other(run: Run) -> None:
    done(run, "source", "add", "usg", "--kind", "institution", "--name", "US Government")
    done(run, "source", "add", "White House", "--kind", "institution", "--part-of", "usg")
    add_source(run, "Ann Lee", "--institution", "white house", "--role", "aide")
    done(run, "source", "add", "strategy", "--kind", "document", "--name", "The strategy", "--issuer", "#2")
    assert [one["label"] for one in shown(run, "source", "Ann Lee")["above"]] == ["White House", "US Government"]
    assert [one["label"] for one in shown(run, "source", 2)["below"]] == ["Ann Lee", "The strategy"]
    assert shown(run, "source", "strategy")["issuer"] == {"id": 2, "label": "White House"}


def test_an_article_is_added_with_its_outlet_and_reporters(run: Run) -> None:
    made = done(run, "article", "add", "scoop", "--title", "Japan in line", "--outlet", "Nikkei", "--unseen",
                "--published", "2024-03", "--published-basis", "inferred",
                "--reporter", "A. Aoki", "--reporter", "B. Beta")  # fmt: skip
    assert made["article"] == 1
    assert sorted(one["subject"] for one in made["made"]) == ["article", "outlet", "reporter", "reporter"]
    found = shown(run, "article", "scoop")
    assert (found["outlet"]["label"], found["reporters"], found["seen"]) == ("Nikkei", ["A. Aoki", "B. Beta"], False)
    assert (found["published"], found["published_latest"], found["published_basis"]) == (
        "2024-03", "2024-03-31", "inferred",
    )  # fmt: skip
    assert "2024-03 (inferred)" in run("article", "show", "Japan in line").stdout
    assert run("article", "list", "--outlet", "nikkei", "--unseen", "--format", "csv").stdout.count("\n") == 2
    assert done(run, "article", "list", "--since", "2024-04") == []


def test_a_story_says_when_we_publish(run: Run) -> None:
    done(run, "story", "add", "Pillar 2", "--publishing-on", "3 May 2024")
    assert shown(run, "story", "pillar-2")["publishing_on"] == "2024-05-03"
    done(run, "story", "edit", "pillar 2", "--clear", "publishing-on", "--reason", "held")
    found = shown(run, "story", "pillar-2")
    assert found["publishing_on"] is None
    assert [(one["field"], one["old"], one["new"], one["reason"]) for one in found["revisions"]] == [
        ("publishing_on", "2024-05-03", None, "held")
    ]


BAD_INPUT: list[tuple[list[str], int, str]] = [
    (["outlet", "add", " "], 6, "the name of the outlet is empty"),
    (["outlet", "add", "x", "--name", " "], 6, "the name is empty"),
    (["outlet", "add", "NIKKEI"], 5, "#1 Nikkei already has this name"),
    (["outlet", "add", "The Nikkei"], 5, "#1 Nikkei already has this name"),
    (["outlet", "add", "nikkei", "--name", "Another"], 5, '#1 already has the slug "nikkei"'),
    (["outlet", "add", "1843"], 6, "a slug of digits"),
    (["outlet", "add", "the-times"], 2, "--name"),
    (["outlet", "add", "The Times", "--name", "The Times"], 6, 'type "the-times"'),
    (["outlet", "add", "Times", "--host", "nikkei.com"], 5, "a host of outlet #1 Nikkei"),
    (["outlet", "add", "Times", "--host", "no host"], 6, '"no host" is not a valid host'),
    (["outlet", "add", "Times", "--reliability", "G"], 2, "choose from A, B, C"),
    (["reporter", "add", "Ann", "--outlet", "Times"], 3, 'no outlet "Times"'),
    (["source", "add", "Ann"], 2, "--kind"),
    (["source", "add", "Ann", "--kind", "person", "--institution", "nowhere"], 3, 'no institution "nowhere"'),
    (["source", "add", "Ann", "--kind", "person", "--institution", "99"], 3, 'no institution "99"'),
    (["source", "add", "Ann", "--kind", "person", "--institution", "bob"], 5, "#1 is not an institution"),
    (["source", "add", "Ann", "--kind", "person", "--part-of", "office"], 2, "can have --part-of"),
    (["source", "add", "Ann", "--kind", "person", "--stated-count", "2"], 2, "unnamed people"),
    (["source", "add", "an-aide", "--kind", "person", "--unnamed"], 2, "--described"),
    (["source", "add", "aide", "--kind", "person", "--unnamed", "--name", "Bob"], 2, "has no --name"),
    (["source", "add", "Office 2", "--kind", "institution", "--unnamed"], 2, "only people"),
    (["article", "add"], 2, "--outlet, --url or --title"),
    (["article", "add", "--outlet", "Nikkei", "--published", "2024-13"], 6, "no month 13"),
    (["article", "add", "--url", "nonsense"], 6, "is not a web address"),
    (["article", "add", "--url", "http://www.nikkei.com/a/?utm_source=x"], 5, "#1 already has this address"),
    (["story", "add", "May", "--publishing-on", "May 2024"], 6, "is not a day"),
    (["outlet", "edit", "nikkei"], 2, "nothing to change"),
    (["outlet", "edit", "nikkei", "--name", ""], 6, "the name is empty"),
    (["outlet", "edit", "nikkei", "--name", "Nikkei"], 5, "already has these values"),
    (["outlet", "edit", "nikkei", "--note", "a", "--clear", "note"], 2, "contradict"),
    (["outlet", "edit", "nikkei", "--drop", "Times"], 5, 'no alias or host "Times"'),
    (["outlet", "edit", "nikkei", "--country", "JP", "--drop", "Times"], 5, "no alias"),
    (["outlet", "edit", "Times", "--country", "GB"], 3, 'no outlet "Times"'),
    (["source", "edit", "office", "--part-of", "office"], 5, "part of itself"),
    (["source", "edit", "ministry", "--part-of", "office"], 5, "part of itself"),
    (["source", "edit", "bob", "--clear", "name"], 2, "--clear"),
    (["article", "edit", "1", "--not-reporter", "Cy"], 5, "#1 is not in the byline of article #1"),
    (["article", "list", "--since", "nonsense"], 6, "not understood as a date"),
    (["article", "list", "--outlet", "Times"], 3, 'no outlet "Times"'),
    (["outlet", "merge", "nikkei", "1", "--reason", "x"], 5, "both name outlet #1"),
    (["outlet", "merge", "nikkei", "99", "--reason", "x"], 3, 'no outlet "99"'),
    (["outlet", "merge", "nikkei", "99"], 2, "--note"),
    (["source", "merge", "office", "ministry", "--reason", "x"], 5, "part of itself"),
    (["source", "same", "bob", "office", "--reason", "x"], 5, "cannot be the same source"),
    (["source", "unjudge", "bob", "office", "--reason", "x"], 5, "no such judgement"),
]


def test_bad_input_is_refused_in_one_sentence(run: Run) -> None:
    done(run, "outlet", "add", "Nikkei", "--host", "nikkei.com", "--alias", "The Nikkei")
    add_source(run, "Bob")
    done(run, "source", "add", "Ministry", "--kind", "institution")
    done(run, "source", "add", "Office", "--kind", "institution", "--part-of", "ministry")
    done(run, "article", "add", "--url", "https://nikkei.com/a")
    done(run, "reporter", "add", "Cy")
    for args, code, says in BAD_INPUT:
        refused(run, *args, code=code, says=says)


# Editing


def test_an_edit_keeps_what_was_who_and_why(run: Run) -> None:
    done(run, "outlet", "add", "Nikkei", "--note", "a daily")
    edited = run("outlet", "edit", "nikkei", "--name", "Nikkei Asia", "--clear", "note", "--reason", "as printed",
                 "--as", "okafor")  # fmt: skip
    assert edited.stdout == "outlet #1 edited: Nikkei Asia\n"
    told = run("outlet", "show", "Nikkei Asia").stdout
    assert "name: “Nikkei” → “Nikkei Asia” (as printed), okafor" in told
    assert "note: “a daily” → nothing (as printed), okafor" in told
    assert run("outlet", "show", "nikkei", "--as-of", "2024-01-01").exit_code == 3


def test_a_name_taken_back_names_nothing(run: Run) -> None:
    done(run, "outlet", "add", "Nikkei", "--alias", "NAR", "--host", "nar.jp")
    edited = run("outlet", "edit", "NAR", "--drop", "nar", "--drop", "www.nar.jp", "--alias", "Nikkei Review")
    assert edited.stdout.startswith("outlet #1 edited: Nikkei; ")
    found = shown(run, "outlet", "nikkei")
    assert (found["aliases"], found["hosts"]) == (["Nikkei Review"], [])
    refused(run, "outlet", "edit", "NAR", "--country", "JP", code=3, says='no outlet "NAR"')
    done(run, "outlet", "add", "Another", "--host", "nar.jp", "--alias", "NAR")
    assert shown(run, "outlet", "NAR")["id"] == 2
    assert "is also a name of outlet #2 Another" in warned(run, "outlet", "edit", "nikkei", "--alias", "nar")
    asked = run("outlet", "show", "nar")
    assert (asked.exit_code, "#1 Nikkei; #2 Another" in asked.stderr) == (4, True)


def test_names_of_either_of_two_merged_outlets_can_be_taken_back(run: Run) -> None:
    done(run, "outlet", "add", "Nikkei")
    done(run, "outlet", "add", "Kyodo", "--alias", "NAR", "--host", "nar.jp")
    done(run, "outlet", "merge", 1, 2, "--reason", "one house")
    done(run, "outlet", "edit", "nikkei", "--host", "nar.jp", "--country", "JP")
    assert shown(run, "outlet", 1)["hosts"] == ["nar.jp"]
    done(run, "outlet", "edit", "nikkei", "--drop", "NAR")
    assert shown(run, "outlet", 2)["aliases"] == []


def test_who_signed_can_be_corrected(run: Run) -> None:
    done(run, "article", "add", "--outlet", "Nikkei", "--reporter", "A. Aoki", "--reporter", "B. Beta")
    done(run, "article", "edit", 1, "--not-reporter", "B. Beta", "--reporter", "C. Chi")
    assert shown(run, "article", 1)["reporters"] == ["A. Aoki", "C. Chi"]
    done(run, "article", "edit", 1, "--reporter", "B. Beta", "--not-reporter", "C. Chi", "--unseen")
    assert shown(run, "article", 1)["reporters"] == ["A. Aoki", "B. Beta"]
    assert not shown(run, "article", 1)["seen"]
    assert shown(run, "reporter", "C. Chi")["articles"] == 0


def test_an_address_that_another_article_has_is_pointed_at(run: Run) -> None:
    for name in ("Nikkei", "Kyodo"):
        done(run, "article", "add", "--outlet", name)
    done(run, "article", "edit", 1, "--url", "https://nikkei.com/a")
    assert "claims article merge 1 2" in warned(run, "article", "edit", 2, "--url", "https://nikkei.com/a/")
    assert run("article", "show", "https://nikkei.com/a").exit_code == 4


# Merging and judging


@pytest.mark.parametrize("subject", REGISTERS)
def test_merged_records_are_one_until_unmerged(run: Run, subject: str) -> None:
    kind = ["--kind", "person"] if subject == "source" else []
    for name in ("First One", "Second One"):
        done(run, subject, "add", name, *kind)
    before = rows(run)
    merged = run(subject, "merge", "#2", "#1", "--reason", "one and the same")
    assert merged.stdout == f"{subject} #2 and #1: same (judgement #1); they now appear as {subject} #1 First One\n"
    assert {name for name, count in rows(run).items() if count != before[name]} == {"judgement", "event"}
    assert [(one["id"], one["also"]) for one in done(run, subject, "list")] == [(1, [2])]
    assert "#2" in run(subject, "list").stdout
    done(run, subject, "edit", "Second One", "--note", "the canonical one")
    assert (shown(run, subject, 2)["id"], shown(run, subject, 2)["note"]) == (1, "the canonical one")
    refused(run, subject, "merge", 1, 2, "--reason", "x", code=5, says="already judged same: one and the same")
    undone = run(subject, "unmerge", 1, 2, "--reason", "two after all")
    assert undone.stdout == f"{subject} #2 and #1: no longer judged same (judgement #2)\n"
    assert [one["id"] for one in done(run, subject, "list")] == [1, 2]
    assert "same (one and the same), tester" in run(subject, "show", 1).stdout
    assert [one["stands"] for one in shown(run, subject, 1)["judgements"]] == [False, False]


def test_a_merge_by_way_of_a_third_is_taken_back_there(run: Run) -> None:
    for name in ("Ann A", "Ann B", "Ann C"):
        add_source(run, name)
    for other in (2, 3):
        done(run, "source", "merge", other - 1, other, "--reason", "one")
    assert [(one["id"], one["also"]) for one in done(run, "source", "list")] == [(1, [2, 3])]
    refused(run, "source", "unmerge", 1, 3, "--reason", "x", code=5, says="only through #2")


def test_contradictory_judgements_are_refused_with_both_named(run: Run) -> None:
    for name in ("an aide", "an official", "a diplomat"):
        done(run, "source", "add", name, "--kind", "person", "--unnamed")
    done(run, "source", "distinct", 1, 3, "--reason", "a second diplomat")
    for kind in ("same", "merge"):
        said = refused(run, "source", kind, 1, 3, "--reason", "x", code=5, says="at once")
        assert "#1 an aide and #3 a diplomat" in said
    done(run, "source", "same", 1, 2, "--reason", "his own words")
    assert "#1 an aide and #3 a diplomat" in refused(
        run, "source", "same", 3, 2, "--reason", "x", code=5, says="at once"
    )
    for kind in ("distinct", "independent"):
        refused(run, "source", kind, 2, 1, "--reason", "x", code=5, says="at once")
    done(run, "source", "unjudge", 2, 1, "--reason", "a mistake")
    done(run, "source", "same", 2, 3, "--reason", "so it is")


def test_a_judgement_replaces_all_that_was_judged_of_the_two(run: Run) -> None:
    for name in ("Ann", "Bob"):
        add_source(run, name)
    done(run, "source", "distinct", 1, 2, "--reason", "seen together")
    done(run, "source", "independent", 1, 2, "--reason", "no contact")
    done(run, "source", "same", 2, 1, "--reason", "a pen name", "--instead")
    assert [(one["kind"], one["stands"]) for one in shown(run, "source", 1)["judgements"]] == [
        ("distinct", False),
        ("independent", False),
        ("distinct", False),
        ("same", True),
    ]


def test_that_somebody_unnamed_is_somebody_named_is_not_recorded(run: Run) -> None:
    done(run, "source", "add", "an aide", "--kind", "person", "--unnamed")
    add_source(run, "Ann Lee")
    for kind in ("same", "merge"):
        refused(run, "source", kind, 1, 2, "--reason", "it is her", code=5, says="would give the identity away")
    refused(run, "source", "edit", 1, "--name", "Ann Lee", code=2, says="has no --name")
    done(run, "source", "distinct", 1, 2, "--reason", "she said so")


# Reading


def test_every_register_prints_in_every_format(aukus: Run) -> None:
    names = {
        "outlet": "nikkei",
        "reporter": "Eva Corlett",
        "source": "marles",
        "article": "5",
        "story": "aukus-pillar-2",
    }
    for subject in REGISTERS:
        listed = done(aukus, subject, "list")
        found = done(aukus, subject, "show", names[subject])
        assert found.items() >= listed[found["id"] - 1].items()
        assert done(aukus, subject, "show", found["uid"][:13])["id"] == found["id"]
        assert done(aukus, subject, "show", f"#{found['id']}")["id"] == found["id"]
        many = aukus(subject, "list", "--format", "jsonl").stdout.splitlines()
        assert list(map(json.loads, many)) == listed
        for form in ("table", "csv", "markdown"):
            for args in ((subject, "list"), (subject, "show", names[subject])):
                answered = aukus(*args, "--format", form, "--as-of", "2030-01-01")
                assert answered.exit_code == 0, answered.stderr
                assert "\n" in answered.stdout
                assert ("as recorded by 2030-01-01 23:59:59+00:00" in answered.stdout) is (form != "csv"), args


def test_the_past_of_the_case_is_read(aukus: Run) -> None:
    early = ("--as-of", "2024-02-01 08:00")
    assert [one["slug"] for one in done(aukus, "article", "list", *early)] == ["rnz-briefing"]
    assert done(aukus, "story", "show", "aukus-pillar-2", *early)["as_of"] == "2024-02-01T08:00:00+00:00"
    missing = aukus("outlet", "show", "politico", *early)
    assert (missing.exit_code, "had not been entered by then" in missing.stderr) == (3, True)


KEYS = "id uid slug also note entered_by entered_at as_of published_until"
PAST = "judgements revisions redactions"
LINES = {
    "outlet": "name country language ours reliability aliases hosts articles unseen claims",
    "reporter": "name outlet articles claims",
    "source": "kind named name described role stated_count institution part_of issuer claims",
    "article": "outlet outlet_basis kind title url url_basis published published_earliest published_latest "
    "published_basis language seen reporters claims perhaps",
    "story": "title publishing_on claims",
}
MORE = {
    "outlet": "",
    "reporter": "signed",
    "source": "above below appearances withheld sealed",
    "article": "reprint_of reprint_extent reprints appearances withheld relays relayed_by",
    "story": "statuses outcomes overdue",
}


def test_the_keys_of_the_answers_are_a_contract(aukus: Run) -> None:
    for subject in REGISTERS:
        line = {*KEYS.split(), *LINES[subject].split()}
        assert set(done(aukus, subject, "list")[0]) == line
        assert set(done(aukus, subject, "show", 1)) == line | {*MORE[subject].split(), *PAST.split()}
