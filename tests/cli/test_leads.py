"""What people type who do not know the program's words yet leads them to the right ones, and all faults are told."""

from __future__ import annotations

import pytest

from claims.catalogue.meanings import ONE_OR_COUNTED, UNCOUNTED
from claims.cli.chassis.leads import COMMANDS, IN_REGISTERS, OPTIONS, WORDS, spelt
from tests.cli.entering import refused
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

LOG = ("log", "Japan joins")
PROOF = ("--evidence", "https://gov.example/1")
MISSING = ("--evidence", "missing.pdf", "--evidence-kind", "data")


@SQLITE
@pytest.mark.parametrize(
    ("args", "leads"),
    [
        (("add", "x"), ["`claims log`", "`claims appear`"]),
        (("new",), ["`claims log`"]),
        (("delete", "1"), ["never deleted", "`claims correct APPEARANCE --wrong` marks", "`claims redact`"]),
        (("remove", "1"), ["never deleted", "`claims redact`"]),
        (("verify",), ["`claims review`", "`claims db verify`"]),
        (("check",), ["`claims review`", "`claims db check`", "`claims report check`"]),
        (("find", "Japan"), ["`claims search WORDS`"]),
        (("verdict", "1"), ["`claims review"]),
        (("retract", "3"), ["`claims correct APPEARANCE --retracted`"]),
        (("update", "1"), ["`claims edit`"]),
        (("claim", "1"), ["`claims show CLAIM`"]),
        (("claims",), ["`claims list`"]),
        (("stories",), ["`claims story`"]),
        (("outlets", "list"), ["`claims outlet`"]),
        (("98",), ["`claims show 98`"]),
        (("#98",), ["`claims show 98`"]),
        (("author", "add"), ["`claims reporter`"]),
        (("tags",), ["`claims story`"]),
        (("backup",), ["`claims db backup"]),
        (("undo",), ["`claims correct"]),
        (("agree", "1"), ["--agree"]),
        (("merge", "1", "2"), ["`claims duplicate`"]),
        (("todo",), ["`claims queue`"]),
        (("publish", "x"), ["`claims report story"]),
        (("Japan will join",), ["`claims log", "`claims search"]),
        (("lgo", "x"), ["`claims log`"]),
        (("report", "aukus-pillar-2"), ["`claims report story aukus-pillar-2`"]),
        (("report", "stories"), ["`claims report story`"]),
        (("report", "outlets"), ["`claims report outlet`"]),
        (("report", "claim", "1"), ["`claims show CLAIM`"]),
        (("outlet", "POLITICO"), ["`claims outlet show POLITICO`"]),
        (("outlet", "new", "x"), ["`claims outlet add`"]),
        (("source", "delete", "x"), ["never deleted", "`claims source merge`"]),
        (("story", "rename", "x"), ["`claims story edit`"]),
        (("db", "migrate"), ["`claims db upgrade`"]),
        (("db", "init"), ["made on first use"]),
        ((*LOG, "--attribution", "anonymous"), [ONE_OR_COUNTED, UNCOUNTED]),
        ((*LOG, "--attribution", "official"), ["named", "institution", ONE_OR_COUNTED, UNCOUNTED]),
        ((*LOG, "--attribution", "sources"), [ONE_OR_COUNTED, UNCOUNTED]),
        ((*LOG, "--attribution", "ministry"), ['"institution"']),
        ((*LOG, "--attribution", "newspaper"), ['"outlet"']),
        ((*LOG, "--attribution", "eyewitness"), ['"witnessed"']),
        ((*LOG, "--attribution", "foo"), [ONE_OR_COUNTED, UNCOUNTED]),
        (("review", "1", "true"), ['"confirmed"', "--outcome occurred"]),
        (("review", "1", "False"), ['"refuted"', "--outcome did_not_occur"]),
        (("review", "1", "fake"), ['"refuted"']),
        (("review", "1", "debunked"), ['"refuted"']),
        (("review", "1", "mostly true"), ['"partly_confirmed"']),
        (("review", "1", "occurred"), ["`--outcome occurred`"]),
        (("review", "1", "--outcome", "confirmed"), ["`claims review 1 confirmed`"]),
        (("review", "1", "--status", "confirmed"), ["`claims review 1 confirmed`"]),
        (("review", "1", "partly", "confirmed"), ["partly_confirmed"]),
        (("review", "1", "--proof", "x"), ["`--evidence`"]),
        (("log", "Japan", "may", "join"), ['claims log "Japan may join"']),
        (("ask", "1", "Global", "Affairs"), ['"Global Affairs"']),
        ((*LOG, "--source-name", "x"), ["`--source`"]),
        ((*LOG, "--reporter-name", "x"), ["`--reporter`"]),
        ((*LOG, "--author", "x"), ["`--reporter`"]),
        ((*LOG, "--link", "x"), ["`--url`"]),
        ((*LOG, "--date", "x"), ["`--published`"]),
        ((*LOG, "--publisher", "x"), ["`--outlet`"]),
        ((*LOG, "--quote", "x"), ["`--excerpt`"]),
        ((*LOG, "--deadline", "x"), ["`--due`"]),
        ((*LOG, "--anonymous"), ["--attribution unnamed", "--attribution collective"]),
        ((*LOG, "--sorce", "x"), ["`--source`"]),
        (("list", "--from", "2024"), ["`--since`"]),
        (("list", "--json"), ["`--format json`"]),
        (("list", "--kind", "forecast"), ['"prediction"']),
        (("relate", "1", "refutes", "2"), ['"contradicts"']),
        (("show", "1", "2"), ["takes CLAIM"]),
        (("claimreview", "import", "x.json"), ["`claims import FILE`"]),
        (("export", "-o", "x.jsonl"), ["`claims export FILE`"]),
        (("export", "--output", "x.jsonl"), ["`claims export FILE`"]),
        (("import", "--file", "x.jsonl"), ["`claims import FILE`"]),
        (("ask", "1", "The embassy", "--due", "tomorrow"), ["`--reply-by`"]),
        (("ask", "1", "The embassy", "--deadline", "tomorrow"), ["`--reply-by`"]),
        ((*LOG, "--attribution", "outlet", "--relays"), ["--relays needs a value", 'in quotes: "#3"']),
        ((*LOG, "--relays", "--attribution", "outlet"), ["--relays needs a value", "--attribution comes", '"#3"']),
        ((*LOG, "--relays", "--attribution=outlet"), ["--relays needs a value", "--attribution comes", '"#3"']),
        (("review", "1", "confirmed", "--note", "--evidence", "x"), ["--note needs a value", "--evidence comes"]),
        (("show",), ["CLAIM is missing", 'in quotes: "#3"']),
        (("ask", "1"), ["WHOM is missing", 'in quotes: "#3"']),
    ],
)
def test_what_is_not_understood_leads_to_what_is_meant(run: Run, args: tuple[str, ...], leads: list[str]) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert [lead for lead in leads if lead not in done.stderr] == []
    assert "`relate`" not in done.stderr


@SQLITE
def test_the_name_of_an_option_can_be_a_value(run: Run) -> None:
    made = run("log", "Japan joins", "--outlet", "A", "--attribution", "witnessed", "--note=--url", "--format", "json")
    assert made.exit_code == 0
    assert run("search", "note:--url").exit_code == 0


@SQLITE
@pytest.mark.parametrize("typed", ["Japan joins", "will not be there"])
def test_a_claim_named_by_words_leads_to_the_search(run: Run, typed: str) -> None:
    assert run("log", "Korea joins", "--outlet", "A", "--attribution", "witnessed").exit_code == 0
    done = run("show", typed)
    assert done.exit_code == 3
    assert f"claims search '{typed}'" in done.stderr


@SQLITE
def test_the_beginning_of_a_uid_that_is_too_short_says_so(run: Run) -> None:
    made = run("log", "Korea joins", "--outlet", "A", "--attribution", "witnessed", "--format", "json").json
    uid = run("show", made["claim"], "--format", "json").json["uid"]
    assert run("show", uid[:8]).exit_code == 0
    short = run("show", f"{uid[:4]}abc")
    assert short.exit_code == 3
    assert "8" in short.stderr
    assert run("show", f"#{made['claim']}").exit_code == 0


def test_the_table_is_spelt_as_it_is_looked_up() -> None:
    tables = [*COMMANDS.values(), IN_REGISTERS, OPTIONS, *WORDS.values()]
    spellings = [word for table in tables for words in table for word in words.split()]
    assert [word for word in spellings if spelt(word) != word] == []
    for table in tables:
        typed = [word for words in table for word in words.split()]
        assert sorted(typed) == sorted(set(typed)), "one word leads to one place"


def test_words_of_a_vocabulary_do_not_lead_away_from_it() -> None:
    for vocabulary, table in WORDS.items():
        assert {word.value.replace("_", "-") for word in vocabulary}.isdisjoint(
            word for words in table for word in words.split()
        )


@SQLITE
@pytest.mark.parametrize(
    ("args", "code", "parts"),
    [
        (
            ("log", "--attribution", "foo", "--published", "2024-02-30"),
            2,
            ["--attribution", "--published", "STATEMENT"],
        ),
        (
            ("log", "--published", "2024-02-30", "--attribution", "foo"),
            6,
            ["--published", "--attribution", "STATEMENT"],
        ),
        ((*LOG, "--kind", "foo", "--said", "x", "--hedge", "y"), 2, ["--kind", "--said", "--hedge", "--attribution"]),
        ((*LOG, "--nonsense", "x", "--attribution", "foo"), 2, ["--nonsense", "--attribution"]),
        (("appear", "--said", "x", "--attribution", "foo"), 6, ["--said", "--attribution", "CLAIM"]),
        (("relate",), 2, ["CLAIM", "KIND", "OTHER"]),
        (("list", "--kind", "x", "--status", "y", "--limit", "z"), 2, ["--kind", "--status", "--limit"]),
        (
            (*LOG, "--attribution", "unnamed", "--relay-basis", "stated", "--role", "x"),
            2,
            ["--role", "--relay-basis"],
        ),
        (
            ("log", "…", "--attribution", "named", "--wording", "direct", "--outlet", "A", "--url", "the site"),
            6,
            ["STATEMENT", "--url", "--attribution", "--wording"],
        ),
        (
            ("log", "", "--url", "the site", "--attribution", "witnessed", "--role", "x"),
            2,
            ["--role", "statement", "--url"],
        ),
        (("review", "1", "refuted", *PROOF), 2, ["--evidence-kind", "--note"]),
        (("review", "1", "refuted", "--note", " ", *PROOF, "--with", "3"), 2, ["--evidence-kind", "--with", "--note"]),
        (("review", "1", "refuted", *MISSING), 6, ["missing.pdf", "--note"]),
        (("review", "1", "refuted", *MISSING[:2]), 2, ["--evidence-kind", "missing.pdf", "--note"]),
        (("review", "1"), 2, ["STATUS", "--note"]),
        (("correct", "1", *PROOF), 2, ["--evidence-kind", "--retracted", "--note"]),
        (
            ("correct", "article:1", "--wrong", "--edited", "--stance", "denies"),
            2,
            ["say one thing", "one appearance at a time", "--note"],
        ),
        (("correct", "1", "--not-a-reprint", *MISSING), 2, ["article:9", "missing.pdf", "--note"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(run: Run, args: tuple[str, ...], code: int, parts: list[str]) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    told = [line for line in done.stderr.splitlines() if line.startswith("claims: ")]
    assert len(told) == len(parts)
    for part, line in zip(parts, told, strict=True):
        assert part in line
    assert run("list", "--format", "json").json == []


@pytest.mark.parametrize(
    ("args", "parts"),
    [
        (("refuted",), ["--note", "--evidence"]),
        (("confirmed", "--outcome", "occurred"), ["--note", "--outcome", "--evidence"]),
        (("corroborated",), ["--note", "two surely independent origins"]),
        (("confirmed", *PROOF, "--evidence-kind", "party_statement"), ["--note", "a party's statement alone"]),
    ],
)
def test_every_rule_that_refuses_a_review_is_told_at_once(run: Run, args: tuple[str, ...], parts: list[str]) -> None:
    assert run("log", "Korea joined", "--outlet", "A", "--attribution", "witnessed").exit_code == 0
    refused(run, "review", 1, *args, code=2, says=parts)


@SQLITE
def test_every_option_at_fault_is_marked(run: Run) -> None:
    done = run("log", "x", "--kind", "fo", "--outlet", "A", "--weight", "ba")
    *_, typed, marks = done.stderr.splitlines()
    if marks.startswith("  here: "):
        assert marks == "  here: --kind fo --weight ba"
    else:
        assert [typed[at] for at, mark in enumerate(marks) if mark == "^"] == list("--kind fo--weight ba")


@SQLITE
def test_what_is_said_in_confidence_is_not_repeated_in_quotes(run: Run) -> None:
    done = run("log", "Xi", "told", "Ann", "--terms", "off_record", "--attribution", "foo")
    assert done.exit_code == 2
    assert "Ann" not in done.stderr
    assert "Xi" not in done.stderr


@SQLITE
@pytest.mark.parametrize("typed", ["-1", "-12", "-98", "-Japan", "-x=1"])
def test_a_short_option_that_may_be_an_argument_is_one_fault(run: Run, typed: str) -> None:
    done = run("appear", typed, "--outlet", "A", "--attribution", "witnessed")
    faults = [line for line in done.stderr.splitlines() if line.startswith("claims: ")]
    assert done.exit_code == 2
    assert len(faults) == 1
    assert f"no option {typed.partition('=')[0]}" in faults[0]


@SQLITE
def test_a_long_option_is_no_argument_and_a_missing_one_is_told_too(run: Run) -> None:
    done = run("appear", "--1", "--outlet", "A", "--attribution", "witnessed")
    faults = [line for line in done.stderr.splitlines() if line.startswith("claims: ")]
    assert done.exit_code == 2
    assert len(faults) == 2
    assert ["--1" in faults[0], "CLAIM" in faults[1]] == [True, True]
