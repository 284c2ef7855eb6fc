"""The frame of the command line: loading, errors, what was typed, options, rendering, completion, the reference."""

from __future__ import annotations

import inspect
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from hypothesis import example, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from claims.catalogue.meanings import ONE_OR_COUNTED, UNCOUNTED
from claims.cli.chassis.command import Command, Entry, command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, reading, writing
from claims.cli.reference import commands, reference
from claims.cli.root import TABLE, root
from claims.cli.terminal import render
from claims.cli.terminal.keys import KEYS, page
from claims.cli.terminal.plain import cells, harmless, one_line, wrapped
from claims.cli.terminal.render import Branch, Column, Format, emit, emit_record, tree
from claims.cli.terminal.typed import Line, shown_again, tokens, without_secrets
from claims.errors import BadValue, NotFound, blaming
from claims.render.tree import Tone
from claims.settings import settings
from claims.vocabulary import Attribution, EvidenceKind, Outcome, RelationKind, Reply, Status, Terms
from tests.conftest import ROOT, Result, Run, RunProcess

pytestmark = pytest.mark.engines("sqlite")

HEAVY = set(
    "alembic edtf psycopg publicsuffixlist pydantic rapidfuzz rich sqlalchemy sqlmodel tabulate wcwidth".split()
)


# Loading


def test_help_loads_nothing_heavy() -> None:
    script = "import sys\ntry:\n    import claims.cli; claims.cli.main(['--help'])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not {name for name in loaded if name.split(".")[0] in HEAVY}
    assert not {name for name in loaded if name in {entry.target.split(":")[0] for entry in root.entries.values()}}


@pytest.mark.parametrize("name", root.entries)
def test_the_table_of_commands_is_right(name: str) -> None:
    found = root.get_command(click.Context(root), name)
    assert found is not None
    assert found.name == name
    assert root.entries[name].short_help == (found.help or "").splitlines()[0]


@pytest.mark.parametrize("name", root.entries)
def test_every_command_explains_itself(name: str) -> None:
    found = root.get_command(click.Context(root), name)
    assert found is not None
    parent = click.Context(root, info_name="claims")
    for context in commands(click.Context(found, info_name=name, parent=parent)):
        where = context.command_path
        assert context.command.help, where
        options = [parameter for parameter in context.command.params if isinstance(parameter, click.Option)]
        assert not [option.name for option in options if not option.help], where
        if not isinstance(context.command, click.Group):
            assert isinstance(context.command, Command), where
            examples = context.command.example.strip().splitlines()
            assert examples, where
            assert all(where.removeprefix("claims ") in example for example in examples), where


@pytest.mark.parametrize("name", root.entries)
def test_every_command_takes_what_its_options_give(name: str) -> None:
    found = root.get_command(click.Context(root), name)
    assert found is not None
    for context in commands(click.Context(found, info_name=name)):
        callback = context.command.callback
        if isinstance(context.command, click.Group) or callback is None:
            continue
        given = {parameter.name for parameter in context.command.params if parameter.expose_value}
        taken = set(inspect.signature(callback).parameters)
        if "view" in taken:
            taken = taken - {"view"} | {"form", "as_of", "published_until"}
        assert given == taken - {"desk"}, context.command_path


def test_the_reference_is_current() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_the_page_of_keys_is_current() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == page()


def test_a_key_does_one_thing() -> None:
    signs, words = [key.sign for key in KEYS], [key.word for key in KEYS if key.word]
    assert len(set(signs)) == len(signs)
    assert len(set(words)) == len(words)
    values = {word for vocabulary in (Status, Outcome, EvidenceKind, Reply, RelationKind) for word in vocabulary}
    assert values.isdisjoint({*signs, *words}), "a key would hide a word of a vocabulary"


def test_help_lists_the_commands_under_headings(run: Run) -> None:
    done = run("--help")
    assert done.exit_code == 0
    assert [line.strip(":") for line in done.stdout.splitlines() if line.strip(":") in TABLE] == list(TABLE)
    assert run().stdout == done.stdout
    assert run("db").stdout == run("db", "--help").stdout


# Errors


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Let a test add a command to the program."""

    def added(function: Callable[..., Any]) -> None:
        made = command(function.__name__, example=f"claims {function.__name__}")(function)
        monkeypatch.setitem(sys.modules, "sample_commands", SimpleNamespace(sample=made))
        monkeypatch.setitem(root.entries, function.__name__, Entry("sample_commands:sample", "Sample."))

    return added


@pytest.fixture
def enter(add: Callable[..., None]) -> None:
    """A command that is much like `claims log` and always fails."""

    @click.argument("statement")
    @click.option("--source")
    @click.option("--due")
    @click.option("--private-note")
    @click.option("--terms", type=choice(Terms))
    @click.option("--unnamed", is_flag=True)
    @writing
    def enter(desk: Desk, form: Format, due: str, source: str, **rest: object) -> None:
        if due == "fault":
            raise ZeroDivisionError(source)
        if due == "stop":
            raise KeyboardInterrupt
        with blaming("--due"):
            raise BadValue(f'"{due}" is not understood, nor {source}')

    add(enter)


@pytest.mark.usefixtures("enter")
def test_what_was_typed_survives_an_error(run: Run) -> None:
    done = run("enter", "It's due", "--due", "by foo", "--source", "Ann")
    assert done.exit_code == 6
    assert done.stdout == ""
    sentence, *typed = done.stderr.splitlines()
    assert sentence == 'claims: "by foo" is not understood, nor Ann'
    if len(typed[0]) < 100:
        assert typed[0].endswith("""enter 'It'"'"'s due' --due 'by foo' --source Ann""")
        assert typed[0][typed[1].index("^") : len(typed[1])] == "--due 'by foo'"
    else:
        assert typed[1] == "  here: --due 'by foo'"


@pytest.mark.usefixtures("enter")
def test_what_was_said_in_confidence_is_masked(run: Run) -> None:
    done = run("enter", "Ann told us", "--due", "by foo", "--source", "Ann Lee", "--terms", "off-record")
    assert done.exit_code == 6
    assert done.stderr.startswith('claims: "by foo" is not understood, nor ***\n')
    assert "enter '***' --due 'by foo' --source '***' --terms off-record" in done.stderr
    assert "Ann" not in done.stderr


@pytest.mark.usefixtures("enter")
@pytest.mark.parametrize("bad", ["--nonsense", "--sourc=Ann Lee", "--terms=on_the_moon"])
def test_a_command_line_not_understood_is_shown_again(run: Run, bad: str) -> None:
    done = run("enter", "said", "--terms", "deep_background", "--private-note", "Ann Lee", "--unnamed", bad)
    assert done.exit_code == 2
    assert done.stderr.startswith("claims: ")
    assert "`claims enter --help` says more" in done.stderr
    assert f"{bad.partition('=')[0]}" in done.stderr.splitlines()[2]  # where the mark stands
    assert "Ann" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("enter")
def test_a_fault_names_its_place_and_no_contents(run: Run) -> None:
    done = run("enter", "said", "--due", "fault", "--source", "Ann", "--terms", "off_record")
    assert done.exit_code == 70
    assert "ZeroDivisionError in claims/cli/chassis/options.py:" in done.stderr
    assert "Ann" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in run("enter", "said", "--due", "fault", env={"CLAIMS_DEBUG": "1"}).stderr


@pytest.mark.usefixtures("enter")
def test_an_interruption_says_that_nothing_was_written(run: Run) -> None:
    done = run("enter", "said", "--due", "stop")
    assert (done.exit_code, done.stderr.strip()) == (130, "claims: interrupted; nothing was written")


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["lgo", "a", "--due", "b"], "did you mean `claims log`?"),
        (["db", "bakcup"], "`claims db backup`"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_unknown_words_are_refused_with_near_ones(run: Run, args: list[str], part: str) -> None:
    done = run(*args)
    assert done.exit_code == 2
    assert part in done.stderr.splitlines()[0]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"claims", b"db", b"backup", b"caf\xe9"],
        check=False, capture_output=True, cwd=ROOT, env={**os.environ, "CLAIMS_DB": str(tmp_path / "x.db")},
    )  # fmt: skip
    assert done.returncode == 6
    assert rb"""claims db backup "$(printf 'caf\351')" """.strip() in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_reader_that_goes_away_is_no_error(db_url: str) -> None:
    read, written = os.pipe()
    os.close(read)
    arguments = [sys.executable, "-m", "claims", "--db", db_url, "db", "status"]
    done = subprocess.run(arguments, check=False, stdout=written, stderr=subprocess.PIPE, cwd=ROOT)
    os.close(written)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_output_that_cannot_be_written_is_one_sentence(db_url: str) -> None:
    with Path("/dev/full").open("wb") as full:
        arguments = [sys.executable, "-m", "claims", "--db", db_url, "db", "status"]
        done = subprocess.run(arguments, check=False, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (9, 1)
    assert "the disk is full" in done.stderr


def test_an_interruption_leaves_nothing_half_written(db_url: str, run: Run) -> None:
    script = f"""
import sys, time
from claims.cli import main
from claims.cli.chassis.command import Invocation
from claims.cli.chassis.desk import Desk
from claims.cli.root import root
from claims.store.tables import Story

def slow(session):
    session.add(Story(slug="half", title="half"))
    session.flush()
    print("flushed", flush=True)
    time.sleep(60)

root.invoke = lambda context: Desk(Invocation(database={db_url!r})).write("sample", slow)
main(["db"])
"""
    arguments = [sys.executable, "-c", script]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "flushed\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said.strip()) == (130, "claims: interrupted; nothing was written")
    assert run("db", "status", "--format", "json").json["contents"]["events"] == 0


def test_an_interruption_while_python_makes_code_from_a_text_ends_as_any_other(tmp_path: Path) -> None:
    """As dataclasses are made while the program starts; `python -m` by itself would end by the signal there."""
    script = """
from claims.cli import main
from claims.cli.root import root
root.invoke = lambda context: exec("raise KeyboardInterrupt")
main(["db"])
"""
    (tmp_path / "program.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "-m", "program"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr.strip()) == (130, "claims: interrupted; nothing was written")


# What was typed


def known(*flags: str) -> dict[str, bool]:
    return {"--source": True, "--note": True, "--due": True, "--terms": True} | dict.fromkeys(flags, False)


def test_passwords_are_always_masked() -> None:
    for url in ("postgresql://me:p@ss/w@host/db", "postgresql://me:pw@host/db", "postgresql://host/db?password=pw"):
        for args in (["--db", url, "log", "x"], [f"--db={url}", "log", "x"], ["log", url]):
            shown = " ".join(shown_again(Line(args), None))
            assert "pw" not in shown
            assert "p@ss" not in shown
            assert "***" in shown
    assert "pw" not in without_secrets("cannot reach postgresql://me:pw@host/db", Line([]))


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        (["appear", "12", "--terms", "off_record", "--note", "Ann"], "appear 12 --terms off_record --note '***'"),
        (["log", "--unnamed", "Ann did", "--terms=off_record"], "log --unnamed '***' --terms=off_record"),
        (["log", "--terms", "background", "--note", "Ann"], "log --terms background --note Ann"),
        (["log", "--private-note", "Ann"], "log --private-note '***'"),
        (["log", "--source", "--Ann", "--terms", "off_record"], "log --source '***' --terms off_record"),
        (["log", "--terms", "off_record", "--", "--Ann"], "log --terms off_record -- '***'"),
        (["log", "--terms", "of_record", "--sorce", "Ann"], "log --terms of_record --sorce '***'"),
    ],
)
def test_confidence_masks_what_could_name_a_source(args: list[str], shown: str) -> None:
    assert shown_again(Line(args, takes_value=known("--unnamed") | {"--private-note": True}), None) == [
        f"  claims {shown}"
    ]


def test_a_wide_or_wild_command_line_is_marked_in_place() -> None:
    typed, marks = shown_again(Line(["log", "東京\n\x1b[2J", "--due", "x"], takes_value=known()), "--due")
    assert typed == r"""  claims log "$(printf '東京\012\033[2J')" --due x"""
    assert cells(typed[: typed.index("--due")]) == marks.index("^")


def test_words_after_an_option_belong_to_it_only_if_it_takes_one() -> None:
    found = tokens(Line(["log", "--unnamed", "a", "--due", "-b", "c"], takes_value=known("--unnamed")))
    assert [token.option for token in found] == [None, "--unnamed", None, "--due", "--due", None]


# Options


def test_db_and_as_stand_before_or_after_the_command(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "other.db"
    assert f"Made the database {path}" in run("db", "upgrade", "--db", path).stdout
    assert f"{path} has" in run("db", "--db", path, "upgrade").stdout
    run("--as", "Ann", "--db", path, "db", "backup")
    run("--as", "Ann", "db", "backup", "--db", path, "--as", "Bob", tmp_path / "copy")
    assert run("db", "status", "--db", path, "--format", "json").json["contents"]["last_who"] == "Bob"


def test_words_are_taken_in_any_spelling_and_near_ones_offered() -> None:
    words = choice(Attribution)
    assert words.convert("Own-Voice", None, None) is Attribution.OWN_VOICE
    with pytest.raises(click.BadParameter, match='did you mean "unnamed"'):
        words.convert("unamed", None, None)


def test_the_help_lists_the_words_of_a_vocabulary() -> None:
    @command("sample", example="claims sample")
    @click.option("--attribution", type=choice(Attribution), help="On whose word.")
    def sample() -> None:
        """Be a sample."""

    with click.Context(sample) as context:
        shown = " ".join(sample.get_help(context).split())
    listed = re.sub(r" \([^)]*\)", "", shown)
    assert f"On whose word: {', '.join(Attribution)}." in listed
    assert f"unnamed ({ONE_OR_COUNTED}), collective ({UNCOUNTED})" in shown


def test_a_view_is_parsed_on_the_newsrooms_clock(run: Run, add: Callable[..., None]) -> None:
    seen: list[View] = []

    @reading
    def look(desk: Desk, view: View) -> None:
        seen.append(view)
        emit([], [], view.format, caption=view.caption)

    add(look)
    zone = {"CLAIMS_TZ": "Australia/Sydney"}
    done = run("look", "--as-of", "2024-04-09 18:00", "--published-until", "2024-03", env=zone)
    assert (seen[0].as_of, seen[0].published_until) == (datetime(2024, 4, 9, 8, tzinfo=UTC), date(2024, 3, 31))
    assert "2024-04-09 18:00:00+10:00" in done.stdout
    assert run("look", "--as-of", "whenever").exit_code == 6
    assert run("look", "--published-until", "03/04/2024").exit_code == 6


# Rendering


@dataclass(frozen=True)
class Thing:
    id: int
    name: str | None
    how: Attribution
    at: datetime


ROWS = [
    Thing(1, "plain", Attribution.NAMED, datetime(2024, 4, 9, 8, tzinfo=UTC)),
    Thing(22, "=1+1 | \x1b[31m\nred\u202e", Attribution.OWN_VOICE, datetime(2024, 4, 9, 8, tzinfo=UTC)),
]
COLUMNS = [Column("#", "id", right=True), Column("name", lambda row: row.name), Column("how", "how")]


def test_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    shown = {}
    for form in Format:
        emit(ROWS, COLUMNS, form)
        shown[form] = capsys.readouterr().out
    assert shown[Format.TABLE].splitlines() == [
        " #  name                       how",
        "--  -------------------------  ---------",
        " 1  plain                      named",
        "22  =1+1 | \\x1b[31m red\\u202e  own_voice",
    ]
    whole = json.loads(shown[Format.JSON])
    assert whole[1] == {"id": 22, "name": ROWS[1].name, "how": "own_voice", "at": "2024-04-09T08:00:00+00:00"}
    assert list(map(json.loads, shown[Format.JSONL].splitlines())) == whole
    assert shown[Format.CSV] == '#,name,how\n1,plain,named\n22,"\'=1+1 | \\x1b[31m\nred\\u202e",own_voice\n'
    assert shown[Format.MARKDOWN].splitlines()[3] == r"| 22 | =1+1 \| \\x1b\[31m<br>red\\u202e | own\_voice |"
    assert not any(character in "".join(shown.values()) for character in "\x1b\u202e")


def test_nothing_found_is_said_to_people_only(capsys: pytest.CaptureFixture[str]) -> None:
    emit([], COLUMNS, Format.TABLE, empty="No claims.")
    emit([], COLUMNS, Format.JSON)
    assert capsys.readouterr().out == "No claims.\n[]\n"


def test_a_terminal_gets_a_table_that_fits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(render, "in_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    emit([Thing(1, "long words " * 12, Attribution.NAMED, ROWS[0].at)], COLUMNS, Format.TABLE)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


TEXTS = [
    "1e5",
    "0007",
    "  ",
    "NaN",
    "\x01",
    "a | b",
    "日本経済新聞",
    "Ünïcödé e\u0301",
    "👩‍👩‍👧",
    "x" * 90,
    "long words " * 12,
    "-",
]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@trials(max_examples=40, deadline=None)
@given(cells_of=st.lists(st.tuples(*[st.sampled_from(TEXTS) | st.text(max_size=30)] * 3), min_size=1, max_size=4))
@example(cells_of=[("日", "日", "日")])
def test_a_table_fits_and_says_every_character(width: int, cells_of: list[tuple[str, str, str]]) -> None:
    shown = [Column("#", itemgetter(0), right=True), Column("outlet", itemgetter(1)), Column("日本", itemgetter(2))]
    with pytest.MonkeyPatch.context() as there, redirect_stdout(io.StringIO()) as out:
        there.setattr(render, "in_terminal", lambda: True)
        there.setenv("COLUMNS", str(width))
        there.setenv("TERM", "xterm")
        emit(cells_of, shown, Format.TABLE)
    drawn = click.unstyle(out.getvalue())
    assert max(map(cells, drawn.splitlines())) <= width
    written = Counter("".join("".join(map(one_line, row)) for row in cells_of))
    seen = Counter(drawn)
    assert all(seen[letter] >= count for letter, count in written.items() if not letter.isspace())


def test_a_statement_gets_what_days_and_numbers_leave(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render, "in_terminal", lambda: True)
    shown = [Column(name, name, right=name == "claims") for name in ("day", "claims", "stands", "statement")]
    statement = "so many words " * 9
    row = {"day": "2024-04-09", "claims": 12, "stands": "partly confirmed; occurred", "statement": statement}
    for width in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        emit([row], shown, Format.TABLE)
        lines = click.unstyle(capsys.readouterr().out).splitlines()
        assert lines[2].split()[:2] == ["2024-04-09", "12"]
        assert width - len("words ") <= max(map(len, lines)) <= width
        assert len(lines) - 2 <= -(-len(statement) // (width - 40)) + 1


def test_one_record(capsys: pytest.CaptureFixture[str]) -> None:
    emit_record({"id": 1, "name": None, "how": "x"}, [Column("#", "id"), Column("name", "name")], Format.TABLE)
    emit_record({"id": 1}, [Column("#", "id")], Format.CSV)
    emit_record({"id": 1}, [], Format.JSONL)
    emit_record({"id": 1}, [], Format.TABLE, text=lambda: "prose")
    assert capsys.readouterr().out == '#     1\n#\n1\n{"id": 1}\nprose\n'


def test_a_tree_is_drawn_and_wrapped() -> None:
    drawn = tree(
        [Branch("root", [Branch("a b c d e f g", [Branch("leaf")]), Branch("last", [Branch("end")])])], width=12
    )
    assert drawn.splitlines() == [
        "root",
        "├─ a b c",
        "│  │  d e f",
        "│  │  g",
        "│  └─ leaf",
        "└─ last",
        "   └─ end",
    ]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_a_tree_fits_its_width_in_every_script(width: int) -> None:
    texts = ["“American officials” (neither named nor numbered)", "読売新聞が伝えるところによると参加する", "a" * 70]
    branch = Branch("end")
    for depth in range(30):
        branch = Branch(texts[depth % 3], [branch, Branch("العربية, 19 March 2024 (#1)")])
    assert max(map(cells, tree([branch], width=width).splitlines())) <= width


def test_a_tree_repeats_in_colours_what_its_words_say(monkeypatch: pytest.MonkeyPatch) -> None:
    branches = [Branch("Ann One", [Branch("Alpha [RETRACTED] and more", tone=Tone.RETRACTED)], Tone.NAMED), Branch("x")]
    plain = tree(branches, width=14)
    monkeypatch.setattr(render, "in_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert tree(branches, width=14).splitlines() == [
        "\x1b[32mAnn One\x1b[0m",
        "└─ \x1b[31m\x1b[9mAlpha\x1b[0m",
        "   \x1b[31m\x1b[9m[RETRACTED]\x1b[0m",
        "   \x1b[31m\x1b[9mand more\x1b[0m",
        "x",
    ]
    assert click.unstyle(tree(branches, width=14)) == plain
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as there:
            there.setenv(name, value)
            assert tree(branches, width=14) == plain


def test_a_chain_of_thousands_is_drawn_without_recursion() -> None:
    branch = Branch("end")
    for _ in range(10_000):
        branch = Branch("next", [branch])
    assert max(map(cells, tree([branch], width=60).splitlines())) <= 60


def test_text_is_made_harmless_and_wrapped() -> None:
    assert harmless("a\tb\nc\x9bd") == "a\\x09b\nc\\u009bd"
    assert one_line(" a\r\n b\tc ") == "a b c"
    assert wrapped("東京 abcdef\n\nx", 4) == ["東京", "abcd", "ef", "", "x"]


# Completion


def complete(run: Run, words: str, environment: dict[str, str]) -> list[str]:
    asked = {"_CLAIMS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = RunProcess(run.url, environment)
    answer = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claims"],
        check=True, capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, **done.environment, "CLAIMS_DB": run.url, **asked},
    )  # fmt: skip
    assert "sqlalchemy" not in answer.stderr
    return [line.partition(",")[2] for line in answer.stdout.splitlines()]


def test_commands_and_words_are_completed(run: Run, environment: dict[str, str]) -> None:
    assert complete(run, "claims re", environment)[:2] == ["reprint", "report"]
    assert complete(run, "claims db verify --format j", environment) == ["json"]


def test_records_are_completed(db_url: str) -> None:
    from claims.cli import completion
    from claims.cli.chassis.command import Invocation
    from claims.store.recording import write
    from claims.store.tables import Claim, Outlet

    def two(session: Any) -> None:
        session.add_all([Outlet(slug="politico", name="POLITICO"), Outlet(slug="ft", name="Financial 100%")])
        session.add_all([Claim(statement="Japan joins")])

    write(settings(db_url), "sample", two)
    context = click.Context(root, obj=Invocation(database=db_url))
    parameter = click.Argument(["claim"])

    def offered(completer: completion.Completer, typed: str) -> list[tuple[object, str | None]]:
        return [(item.value, item.help) for item in completer(context, parameter, typed)]

    assert offered(completion.outlets, "Fin") == [("ft", "Financial 100%")]
    assert offered(completion.outlets, "%") == []
    assert offered(completion.claims, "") == [("1", "Japan joins")]
    assert offered(completion.claims, "jap") == [("1", "Japan joins")]
    assert completion.stories(click.Context(root, obj=Invocation(database="/nowhere/x.db")), parameter, "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell(run: Run, shell: str) -> None:
    done: Result = run("completion", shell)
    assert (done.exit_code, "_CLAIMS_COMPLETE" in done.stdout) == (0, True)


def test_blaming_keeps_a_part_that_is_known_already() -> None:
    with pytest.raises(NotFound) as caught, blaming("--a"):
        raise NotFound("x", part="--b")
    assert caught.value.part == "--b"
