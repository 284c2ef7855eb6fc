"""No command tells those to whom a story is closed that there is one: not by a word, and not by a number.

Every answer of every reading command is the same, to the letter, as before anything of the story was entered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from claims.privacy.closed import tables_accounted_for
from claims.settings import settings
from claims.store.database import engine_for, reading
from claims.store.schema import EVENT, TABLES
from tests.cli.entering import done, refused
from tests.cli.test_off_record_everywhere import READING, ways
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.usefixtures("own_logins")

WORD = "zqhush"
INSIDE, OUTSIDE, OWNER = ("--as", "mori"), ("--as", "okafor"), ("--as", "lindqvist")
NAMED = ("--attribution", "named", "--source")


@pytest.fixture
@kept
def opened(run: Run) -> Run:
    """A newsroom of several people, with a story that everybody sees."""
    done(run, *OWNER, "user", "add", "lindqvist")
    for name, role in (("mori", "editor"), ("okafor", "checker"), ("ruiz", "reader")):
        done(run, *OWNER, "user", "add", name, "--role", role)
    done(run, *INSIDE, "log", "The bridge closes", "--outlet", "Alpha", *NAMED, "Mayor Open", "--institution", "City",
         "--story", "s", "--reporter", "Ann Open", "--url", "https://alpha.example/1", "--published", "2024-04-01",
         "--kind", "prediction", "--due", "by May 2024")  # fmt: skip
    done(run, *INSIDE, "appear", 1, "--outlet", "Beta", "--attribution", "outlet", "--relays", "Alpha")
    done(run, *INSIDE, "log", "The bridge is closed", "--outlet", "Alpha", *NAMED, "Mayor Open", "--story", "s")
    done(run, *INSIDE, "review", 1, "in_review", "--note", "asked the city")
    done(run, *INSIDE, "ask", 1, "Mayor Open", "--question", "When?")
    return run


def close(run: Run, moment: str = "") -> None:
    """Enter a story with all that can be known of it, and close it to all but one."""
    said = ("--note", f"{WORD}note", "--excerpt", f"{WORD}excerpt", "--wording", "direct", "--story", f"{WORD}-story")
    article = ("--outlet", f"{WORD} Gazette", "--url", f"https://{WORD}.example/a", "--title", f"{WORD} title")
    first = done(run, *INSIDE, "log", f"The {WORD} bridge closes", *article, "--reporter", f"Zed {WORD}rowe", *NAMED,
                 f"Paul {WORD}son", "--institution", f"{WORD} Institute", *said, "--published", "2024-04-02",
                 "--kind", "prediction", "--due", "by May 2024", "--relays", f"{WORD} Wire")["claim"]  # fmt: skip
    # By those whom others know too: the mayor, in the article and the outlet of the open story.
    open_page = ("--outlet", "Alpha", "--url", "https://alpha.example/1")
    shared = done(run, *INSIDE, "log", f"The mayor knew of {WORD}", *open_page, *NAMED, "Mayor Open",
                  "--excerpt", f"{WORD} knew", "--wording", "direct", "--story", f"{WORD}-story")["claim"]  # fmt: skip
    done(run, *INSIDE, "appear", first, "--outlet", f"{WORD} Second", "--attribution", "outlet", "--relays", "Alpha")
    done(run, *INSIDE, "relate", 1, "contradicts", first, "--note", f"{WORD}relation")
    proof = ("--evidence", f"https://{WORD}-records.example/e", "--evidence-kind", "primary_record")
    done(run, *INSIDE, "review", first, "confirmed", "--note", f"{WORD}review", *proof)
    done(run, *INSIDE, "ask", first, f"{WORD} ministry", "--question", f"{WORD}?")
    done(run, *INSIDE, "answer", 2, "declined", "--note", f"{WORD}reply")
    done(run, *INSIDE, "take", shared)
    done(run, *INSIDE, "outlet", "merge", f"{WORD} Second", f"{WORD} Gazette", "--reason", f"{WORD}merge")
    done(run, *INSIDE, "source", "edit", f"Paul {WORD}son", "--role", f"{WORD}role", "--reason", f"{WORD}edit")
    done(run, *INSIDE, "edit", shared, "--weight", "background", "--reason", f"{WORD}weight")
    done(run, *INSIDE, "correct", 4, "--retracted", "--note", f"{WORD}because")
    done(run, *INSIDE, "story", "close", f"{WORD}-story", "--to", "mori", "--note", f"{WORD}why")


def answers(
    run: Run, who: tuple[str, str], forms: Collection[str], records: Collection[str] = ("1", "3")
) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Everything that every reading command says to somebody, without hashes, sizes and the time of day."""
    for path, command in READING:
        for way in ways(path, command):
            if way[:2] in (("user", "reads"), ("story", "closings")) or way[-1] not in forms:
                continue
            if way[len(path)].isdecimal() and way[len(path)] not in records:
                continue
            answer = run(*who, *way)
            yield way, answer.exit_code, masked(answer.stdout + answer.stderr)
    for line in (("db", "status"), ("db", "status", "--format", "json"), ("export", "-"), ("search", "bridge")):
        answer = run(*who, *line)
        yield line, answer.exit_code, masked(answer.stdout + answer.stderr)


def masked(text: str) -> str:
    """A text without what differs from one moment to the next."""
    text = re.sub(r"\b([0-9a-f]{64}|[0-9a-f]{16}|[0-9a-f]{4}( [0-9a-f]{4}){3})\b", "DIGEST", text)
    text = re.sub(r"\bclaims_[\w-]{43}", "TOKEN", text)
    text = re.sub(r"(bytes(?: free)?\W+)[\d,]+", r"\1SIZE", text)
    return re.sub(r"(?<!\d)\d\d:\d\d(:\d\d(\.\d+)?)?", "TIME", text)


def test_every_answer_is_as_if_the_story_did_not_exist(opened: Run) -> None:
    forms = ("table", "json") if opened.url.startswith("sqlite") else ("json",)
    before = list(answers(opened, OUTSIDE, forms))
    close(opened)
    after = list(answers(opened, OUTSIDE, forms))
    assert len(before) > 50
    for first, second in zip(before, after, strict=True):
        assert WORD not in second[2].casefold(), second[0]
        assert first == second, first[0]


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("who", [("--as", "ruiz"), OWNER, ("--as", "stranger")])
def test_neither_a_reader_nor_an_owner_nor_a_stranger_is_told(opened: Run, who: tuple[str, str]) -> None:
    close(opened)
    for way, _, said in answers(opened, who, ("table",)):
        assert WORD not in said.casefold(), way


def test_it_is_told_to_those_inside(opened: Run) -> None:
    """Else the tests above would find nothing because nothing was ever printed."""
    close(opened)
    told = [("list",), ("show", 3), ("history", 3), ("source", "list"), ("outlet", "list"), ("article", "list")]
    told += [
        ("story", "list"),
        ("story", "closings"),
        ("search", WORD),
        ("queue",),
        ("report", "story", f"{WORD}-story"),
    ]
    for line in told:
        assert WORD in opened(*INSIDE, *line).stdout.casefold(), line


def test_a_number_of_a_closed_record_is_refused_as_one_that_does_not_exist(opened: Run) -> None:
    close(opened)
    note = ("--note", "x")
    lines: list[tuple[object, ...]] = [
        ("show", "N"),
        ("history", "N"),
        ("take", "N"),
        ("similar", "N"),
        ("ask", "N", "x"),
    ]
    lines += [("appear", "N", "--outlet", "X", "--attribution", "unattributed"), ("review", "N", "in_review", *note)]
    lines += [("relate", 1, "supports", "N", *note), ("edit", "N", *note), ("correct", "M", "--wrong", *note)]
    for line in lines:
        said = []
        for claim, appearance in ((3, 4), (99, 99)):
            given = [{"N": claim, "M": appearance}.get(str(part), part) for part in line]
            answer = opened(*OUTSIDE, *given)
            said.append(
                (
                    answer.exit_code,
                    re.sub(rf"\b({claim}|{appearance})\b", "N", answer.stdout + answer.stderr.splitlines()[0]),
                )
            )
        assert said[0] == said[1], line
        assert said[0][0] == 3, line


def test_whoever_is_outside_enters_the_same_anew_and_both_are_in_order(opened: Run) -> None:
    close(opened)
    made = done(opened, *OUTSIDE, "log", f"The {WORD} bridge closes", "--outlet", f"{WORD} Gazette", "--url",
                f"https://{WORD}.example/a", *NAMED, f"Paul {WORD}son", "--published", "2024-04-02")  # fmt: skip
    new = {one["subject"] for one in made["made"]}
    assert {"claim", "outlet", "article", "source"} <= new
    assert made["notices"] == []
    for line in (("db", "verify"), ("db", "check")):
        for who in (OWNER, INSIDE, OUTSIDE):
            assert opened(*who, *line).exit_code == 0, (line, who)
    done(opened, *OWNER, "db", "verify")
    assert opened(*OWNER, "db", "reindex").exit_code == 0
    assert opened(*OWNER, "db", "check").exit_code == 0
    assert WORD not in opened(*OUTSIDE, "show", 3).stdout


def test_a_claim_that_stands_in_an_open_story_too_is_open(opened: Run) -> None:
    close(opened)
    done(opened, *INSIDE, "edit", 3, "--story", "s")
    assert done(opened, *OUTSIDE, "show", 3)["statement"] == f"The {WORD} bridge closes"
    assert opened(*OUTSIDE, "show", 4).exit_code == 3


def test_a_claim_taken_out_of_a_closed_story_stays_closed(opened: Run) -> None:
    close(opened)
    done(opened, *INSIDE, "edit", 3, "--not-story", f"{WORD}-story")
    assert opened(*OUTSIDE, "show", 3).exit_code == 3
    assert opened(*INSIDE, "show", 3).exit_code == 0


def test_an_owner_may_let_themselves_in_and_that_is_recorded(opened: Run) -> None:
    close(opened)
    assert opened(*OWNER, "show", 3).exit_code == 3
    (closing,) = done(opened, *OWNER, "story", "closings")
    assert (closing["story"], closing["people"], closing["by"]) == (f"{WORD}-story", ["mori"], "mori")
    refused(opened, *OUTSIDE, "story", "closings", code=10, says="needs an editor")
    done(opened, *OWNER, "story", "close", f"{WORD}-story", "--to", "mori", "--note", "a complaint")
    assert opened(*OWNER, "show", 3).exit_code == 0
    closings = done(opened, *INSIDE, "story", "closings")
    assert [(one["people"], one["by"]) for one in closings] == [
        (["mori"], "mori"),
        (["lindqvist", "mori"], "lindqvist"),
    ]


def test_opening_needs_a_reason_and_shows_everything_to_everybody(opened: Run) -> None:
    close(opened)
    refused(opened, *INSIDE, "story", "open", f"{WORD}-story", code=2, says="--note")
    done(opened, *INSIDE, "story", "open", f"{WORD}-story", "--note", "published")
    assert WORD in opened(*OUTSIDE, "list").stdout
    refused(opened, *INSIDE, "story", "open", f"{WORD}-story", "--note", "again", code=5, says="not closed")
    assert opened(*OWNER, "db", "check").exit_code == 0


def test_closing_is_refused_where_it_says_nothing(opened: Run) -> None:
    refused(opened, *INSIDE, "story", "close", "s", code=2, says="--to")
    refused(opened, *INSIDE, "story", "close", "s", "--to", "nobody", code=3, says='there is no user "nobody"')
    refused(opened, *OUTSIDE, "story", "close", "s", "--to", "okafor", code=10, says="needs an editor")
    refused(opened, *INSIDE, "story", "close", "t", "--to", "mori", code=3, says='there is no story "t"')
    done(opened, *INSIDE, "story", "close", "s", "--to", "okafor,mori")
    refused(
        opened, *INSIDE, "story", "close", "s", "--to", "Okafor", code=5, says="already open only to mori and okafor"
    )


def test_without_users_no_story_can_be_closed(run: Run) -> None:
    done(run, "story", "add", "s")
    refused(run, "story", "close", "s", "--to", "mori", code=5, says="there are no users yet")


def test_closed_and_open_are_not_joined(opened: Run) -> None:
    close(opened)
    says = "is closed, or they are open to different people"
    refused(opened, *INSIDE, "duplicate", 1, 3, "--note", "x", code=5, says=says)
    refused(opened, *INSIDE, "story", "merge", "s", f"{WORD}-story", "--note", "x", code=5, says=says)


def test_views_for_analysts_leave_a_closed_story_out(opened: Run) -> None:
    def seen() -> str:
        engine = engine_for(opened.url)
        try:
            with engine.connect() as connection:
                views = ("v_claims", "v_appearances", "v_chains", "v_sources")
                rows = [connection.exec_driver_sql(f"SELECT * FROM {view}").all() for view in views]
                return str(sorted(map(str, rows)))
        finally:
            engine.dispose()

    before = seen()
    close(opened)
    assert seen() == before
    done(opened, *INSIDE, "appear", 3, "--outlet", f"{WORD} Third", "--attribution", "unattributed")
    assert seen() == before
    done(opened, *INSIDE, "story", "open", f"{WORD}-story", "--note", "published")
    assert WORD in seen()


def test_a_complete_export_needs_somebody_who_may_see_everything(opened: Run, tmp_path: Path) -> None:
    close(opened)
    says = "at least one is closed to you"
    refused(opened, *OWNER, "export", "--complete", tmp_path / "x.jsonl", code=10, says=says)
    done(opened, *OWNER, "story", "close", f"{WORD}-story", "--to", "mori", "--note", "to move the database")
    assert opened(*OWNER, "export", "--complete", tmp_path / "x.jsonl").exit_code == 0


def test_every_table_is_decided_about() -> None:
    assert tables_accounted_for() == set(TABLES)


def test_an_event_still_covers_everything(opened: Run) -> None:
    close(opened)
    with reading(settings(opened.url), sees_all=True) as connection:
        whats = connection.execute(select(EVENT.c.what).order_by(EVENT.c.id.desc())).scalars().first()
    assert whats == "story close"


def test_an_export_leaves_a_closed_story_out_unless_it_is_named(opened: Run) -> None:
    close(opened)
    answer = opened(*INSIDE, "export", "-")
    assert (WORD in answer.stdout, "left out: 1 closed story" in answer.stderr) == (False, True)
    assert "closed story" not in opened(*OUTSIDE, "export", "-").stderr
    assert WORD in opened(*INSIDE, "export", "--story", f"{WORD}-story", "-").stdout
    assert opened(*OUTSIDE, "export", "--story", f"{WORD}-story", "-").exit_code == 3


@pytest.mark.engines("sqlite")
def test_a_file_brings_nothing_of_a_closed_story_to_light(opened: Run, tmp_path: Path) -> None:
    path, table = tmp_path / "records.jsonl", tmp_path / "rows.csv"
    table.write_text(f"statement,outlet,attribution,story\n{WORD} flies,Alpha,unattributed,{WORD}-story\n")
    line = (
        "import",
        table,
        *(part for name in ("statement", "outlet", "attribution", "story") for part in ("--map", f"{name}={name}")),
    )
    done(opened, *INSIDE, *line)
    close(opened)
    again = opened(*OUTSIDE, *line)
    assert (again.exit_code, "already here, and closed to you" in again.stderr) == (10, True)
    assert opened(*INSIDE, "export", "--story", f"{WORD}-story", path).exit_code == 0
    done(opened, *OWNER, "user", "role", "okafor", "editor")
    assert "nothing new" in opened(*OUTSIDE, "import", path).stdout
    assert WORD not in opened(*OUTSIDE, "list").stdout
    assert opened(*OWNER, "db", "verify").exit_code == 0
    assert opened(*OWNER, "db", "check").exit_code == 0
