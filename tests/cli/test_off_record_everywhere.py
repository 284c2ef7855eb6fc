"""No command, in any format, at any moment, tells what is known only off the record, unless it is asked for by name.

The commands are read off the program itself, so that a new one is tried without being listed here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import click
import pytest

from claims.cli.root import root
from claims.cli.terminal.render import Format
from tests.cli.entering import done
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

WORD = "zqhush"
OPEN = "Alpha"
RELATED = ("contradicts", "supports")
WRITES = frozenset(
    {"add", "answer", "appear", "article", "ask", "backup", "completion", "correct", "db", "distinct", "drop"}
    | {"duplicate", "edit", "export", "import", "independent", "log", "merge", "not-duplicate", "policy", "redact"}
    | {"relate", "reprint", "review", "same", "seal", "take", "unjudge", "unmerge", "unseal", "check"}
    | {"close", "open", "role", "disable", "password", "token", "revoke", "timestamp"}
    | {"archive", "notices", "watch"}
)
"""What writes, and what has canaries of its own (`export`, `report` to files, archives, notices, `watch`)."""


@pytest.fixture
@kept
def hushed(run: Run) -> Run:
    """Something on the record, and next to it all that can be known only off the record, each name with a canary."""
    said = ("--attribution", "named", "--source")
    done(
        run, "log", "The bridge closes", "--outlet", OPEN, *said, "Mayor Open", "--story", "s", "--reporter", "Ann Open"
    )
    off = ("--terms", "off_record", "--note", f"{WORD}note", "--excerpt", f"{WORD}excerpt", "--wording", "direct")
    article = ("--outlet", f"{WORD} Gazette", "--url", f"https://{WORD}.example/a", "--title", f"{WORD} title")
    who = (*said, f"{WORD} Person", "--role", f"{WORD}role", "--institution", f"{WORD} Institute")
    done(run, "appear", 1, *article, "--reporter", f"{WORD} rowe", *who, *off)
    done(run, "appear", 1, "--outlet", "Beta", "--attribution", "document", "--source", f"{WORD} paper", "--issuer",
         f"{WORD} Issuer", "--terms", "off_record")  # fmt: skip
    wrong = done(run, "appear", 1, "--outlet", f"{WORD} Mistake", *said, f"{WORD} Slip", "--excerpt", f"{WORD}slip",
                 "--wording", "direct")["appearance"]  # fmt: skip
    done(run, "correct", wrong, "--wrong", "--terms", "off_record", "--note", f"{WORD}because")
    done(
        run,
        "log",
        f"The {WORD} bridge closes",
        "--outlet",
        f"{WORD} Third",
        *said,
        f"{WORD} Deep",
        *off,
        "--story",
        "s",
    )
    done(run, "relate", 1, "contradicts", 2, "--note", f"{WORD}relation")
    done(run, "log", "The bridge is closed", "--outlet", OPEN, *said, "Mayor Open", "--story", "s")
    done(run, "duplicate", 2, 3, "--reason", f"{WORD}duplicate")
    for subject, mine, theirs in (("outlet", f"{WORD} Gazette", OPEN), ("reporter", f"{WORD} rowe", "Ann Open")):
        done(run, subject, "merge", mine, theirs, "--reason", f"{WORD}merge")
        done(run, subject, "unmerge", mine, theirs, "--reason", f"{WORD}unmerge")
    done(run, "source", "edit", "Mayor Open", "--institution", f"{WORD} Institute", "--reason", f"{WORD}edit")
    done(run, "source", "edit", "Mayor Open", "--clear", "institution", "--reason", "not so")
    done(run, "appear", 1, "--outlet", OPEN, "--attribution", "unattributed", "--private-note", f"{WORD}private")
    return run


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command that only reads, with the words that name it."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context := click.Context(command)):
            below = command.get_command(context, name)
            if below is not None and (name not in WRITES or (name == "article" and not path)):
                yield from leaves(below, (*path, name))
        return
    yield path, command


def ways(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a command is tried: each format, each record, and filters by each record."""
    options = {one.name: one for one in command.params if isinstance(one, click.Option)}
    needed = [one.name for one in command.params if isinstance(one, click.Argument) and one.required]
    # Each record there may be, and the story.
    fitting = [("s",)] if needed and {"slug", "story"} & set(needed) else [(str(one),) for one in range(1, 6)]
    records = fitting if needed else [()]
    forms = next((getattr(one.type, "words", None) for one in options.values() if "--format" in one.opts), None)
    # What is packed is looked into by the canaries of the reports.
    forms = [form for form in forms or Format if form not in ("docx", "pdf", "xlsx")]
    more: list[tuple[str, ...]] = [()]
    if "all" in options or any("--all" in one.opts for one in options.values()):
        more.append(("--all",))
    if any("--audience" in one.opts or "--for" in one.opts for one in options.values()):
        more += [("--for", "public"), ("--for", "lawyer")]
    words = ("bridge",) if path == ("search",) else ()
    for record, extra, form in itertools.product(records, more, forms):
        yield (*path, *words, *record, *extra, "--format", str(form))


def canaries(text: str) -> set[str]:
    return set(re.findall(rf"(?i).{{0,20}}{WORD}.{{0,20}}", text))


READING = list(leaves(root))


def test_the_commands_that_read_are_found() -> None:
    names = {" ".join(path) for path, _ in READING}
    assert names >= {
        "list",
        "show",
        "history",
        "search",
        "queue",
        "similar",
        "outlet list",
        "source show",
        "report story",
    }


@pytest.mark.parametrize("past", [False, True], ids=["now", "then"])
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_no_command_tells_what_is_off_the_record(hushed: Run, past: bool) -> None:
    moments = re.findall(r'"at": "([^"]+)"', hushed("history", 1, "--confidential", "--format", "json").stdout)
    tried = 0
    for path, command in READING:
        knows_past = any("--as-of" in one.opts for one in command.params)
        for way in ways(path, command):
            for moment in sorted(set(moments)) if past and knows_past and way[-1] == "json" else [None]:
                answer = hushed(*way, *(("--as-of", moment) if moment else ()))
                tried += answer.exit_code == 0
                assert answer.exit_code in (0, 1, 2, 3, 5, 6), (way, moment, answer.stderr)
                assert not canaries(answer.stdout + answer.stderr), (way, moment)
    assert tried > 100


def test_it_is_told_where_it_is_asked_for(hushed: Run) -> None:
    """Else the test above would find nothing because nothing was ever printed."""
    told = [
        *(("list",), ("show", 1), ("history", 1), ("source", "list"), ("outlet", "list"), ("reporter", "list")),
        *(("article", "list"), ("outlet", "show", f"{WORD} Gazette"), ("reporter", "show", f"{WORD} rowe")),
        *(("source", "show", f"{WORD} Person"), ("search", WORD)),
    ]
    for command in told:
        assert not canaries(hushed(*command).stdout), command
        assert canaries(hushed(*command, "--confidential").stdout), command


@pytest.mark.parametrize("report", ["anonymous", "trend"])
def test_no_report_is_made_of_an_outlet_known_only_off_the_record(hushed: Run, report: str) -> None:
    number = done(hushed, "outlet", "show", f"{WORD} Gazette", "--confidential")["id"]
    answer = hushed("report", report, "--outlet", number)
    assert answer.exit_code == 5
    assert not canaries(answer.stdout + answer.stderr)


NEAR = (
    f"{WORD[:-1]}x Gazette",
    f"{WORD} Gazete",
    f"{WORD} Persn",
    f"{WORD} Institut",
    "Institute",
    f"{WORD[:-1]}",
    "zqh",
)


def test_a_slip_of_the_pen_tells_nothing(hushed: Run) -> None:
    """What was typed may be repeated; the name that is like it may not."""
    for subject, near in itertools.product(("outlet", "reporter", "source", "article"), NEAR):
        answer = hushed(subject, "show", near)
        assert answer.exit_code != 0
        assert not canaries((answer.stdout + answer.stderr).replace(near, "")), (subject, near)
    answer = hushed("log", "Another thing", "--outlet", f"{WORD} Gazete", "--attribution", "named", "--source",
                    f"{WORD} Persn")  # fmt: skip
    told = answer.stdout + answer.stderr
    assert answer.exit_code == 0, told
    assert "Gazette" not in told
    assert "Person" not in told


def test_candidates_are_told_by_number_alone(hushed: Run) -> None:
    done(hushed, "source", "add", "slip-two", "--kind", "person", "--name", f"{WORD} Slip Two")
    done(hushed, "source", "edit", "slip-two", "--name", f"{WORD} Deep", "--reason", "the same name")
    answer = hushed("source", "show", f"{WORD} Deep")
    assert answer.exit_code != 0
    assert "known only off the record" in answer.stderr


def test_an_outlet_is_found_by_its_exact_name_for_entering(hushed: Run) -> None:
    """Who types the whole name knows it; a second record of it would count one outlet twice."""
    before = len(done(hushed, "outlet", "list", "--confidential"))
    done(hushed, "log", "The ferry sails", "--outlet", f"{WORD} gazette", "--attribution", "unattributed")
    assert len(done(hushed, "outlet", "list", "--confidential")) == before
    assert canaries(hushed("outlet", "list").stdout)


def test_shells_complete_none_of_it(hushed: Run) -> None:
    from claims.cli import completion
    from claims.cli.chassis.command import Invocation

    context = click.Context(click.Command("x"), obj=Invocation(database=hushed.url))
    parameter = click.Option(["--x"])
    for complete in (
        completion.claims,
        completion.outlets,
        completion.sources,
        completion.reporters,
        completion.articles,
    ):
        offered = complete(context, parameter, "")
        assert offered
        assert not [one for one in offered if canaries(f"{one.value} {one.help}")]
        assert not complete(context, parameter, WORD)


def test_a_correction_to_off_the_record_is_never_undone(run: Run) -> None:
    """Not by an earlier moment, and not where a correction was corrected again on the way."""
    said = ("--attribution", "named", "--source", f"{WORD} Jane", "--excerpt", f"{WORD}quote", "--wording", "direct")
    first = done(run, "log", "The dam is unsafe", "--outlet", OPEN, *said, "--story", "dam")["appearance"]
    done(run, "appear", 1, "--outlet", OPEN, "--attribution", "unattributed")
    second = run(
        "correct", first, "--wrong", "--occasion", "a lunch", "--note", "said elsewhere", "--format", "json"
    ).json
    standing = max(one["id"] for one in done(run, "show", 1)["appearances"])
    assert second
    done(run, "correct", standing, "--wrong", "--terms", "off_record", "--note", "she spoke off the record")
    told = run("history", 1, "--confidential", "--format", "json").json
    for moment in sorted({one["at"] for one in told}):
        for command in (
            *(("show", 1), ("history", 1), ("list",), ("source", "list"), ("article", "list"), ("queue",)),
            *(("report", "story", "dam"), ("report", "story", "dam", "--for", "public"), ("report", "anonymous")),
            *(("report", "story", "dam", "--for", "lawyer"), ("report", "counts"), ("report", "outlet", 1)),
        ):
            answer = run(*command, "--as-of", moment)
            assert not canaries(answer.stdout + answer.stderr), (command, moment)
    assert canaries(run("show", 1, "--confidential", "--as-of", told[0]["at"]).stdout)
