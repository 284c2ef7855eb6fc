"""What is seen at a glance: statuses by mark, word and colour, a story in brief, help in groups."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from claims.catalogue.field import FIRST, GROUPS
from claims.cli.root import root
from claims.cli.terminal import render
from claims.cli.terminal.marks import at_a_glance
from claims.cli.terminal.plain import cells
from claims.render.marks import MARKS, marked
from claims.vocabulary import Status, words
from tests.conftest import ROOT, Run

SLUG = "aukus-pillar-2"
SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def case(case_url: str, environment: dict[str, str]) -> Run:
    """The program on the AUKUS case, which it may only read."""
    return Run(case_url, environment)


# Marks


def test_every_status_has_a_mark_of_its_own_that_takes_one_column() -> None:
    assert set(MARKS) == set(Status)
    assert len({mark.sign for mark in MARKS.values()}) == len({mark.plain for mark in MARKS.values()}) == len(Status)
    assert all(cells(mark.sign) == 1 and mark.plain.isascii() for mark in MARKS.values())


@pytest.mark.parametrize("status", Status)
def test_a_mark_and_its_word_are_coloured_and_nothing_else(status: Status) -> None:
    text = f"#1  {marked(status)}; pending\n    - {words(status)} before\n"
    shown = at_a_glance(text, styled=True)
    assert click.unstyle(shown) == text
    assert shown.count("\x1b[0m") == 1
    assert shown.startswith(f"#1  {click.style(marked(status), fg=MARKS[status].colour)}; pending\n")
    assert at_a_glance(text, styled=False) == text


def test_an_encoding_without_the_marks_gets_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.cli.terminal.marks.can_print", lambda text: False)
    plain = at_a_glance("\n".join(map(marked, Status)), styled=False)
    assert plain.isascii()
    assert plain.splitlines() == [f"{MARKS[status].plain} {words(status)}" for status in Status]


def test_lists_the_queue_claims_and_reports_share_the_marks(case: Run) -> None:
    for args in (("list",), ("queue", "--all"), ("show", 98), ("report", "story", SLUG)):
        told = case(*args).stdout
        assert re.search(r"(^|\s)\? unproven", told, re.IGNORECASE), args
        assert "\x1b" not in told
    for form in ("json", "csv", "markdown"):
        assert "✓" not in case("list", "--format", form).stdout


@pytest.mark.parametrize("width", [80, 100, 140])
def test_half_of_a_terminals_line_is_the_statements(
    case: Run, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render, "in_terminal", lambda: True)
    monkeypatch.setattr("claims.cli.reading.claims.in_terminal", lambda: True)
    for name, value in {**case.environment, "COLUMNS": f"{width}", "TERM": "xterm", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    root.main(["--db", case.url, "list"], prog_name="claims", standalone_mode=False)
    headings, rule, *lines = capsys.readouterr().out.splitlines()
    assert headings.split() == ["claim", "status", "due", "outlets", "statement"]
    assert len(rule.split()[-1]) >= width / 2
    assert max(map(cells, lines)) <= width


# In brief


def test_a_story_in_brief_has_the_bottom_line_and_two_key_claims_with_verdict_and_chain(case: Run) -> None:
    whole, brief = case("report", "story", SLUG).stdout, case("report", "story", SLUG, "--brief").stdout
    lines = brief.splitlines()
    assert len(lines) <= 48
    bottom = whole.split("BOTTOM LINE\n")[1].splitlines()[0]
    assert bottom in lines
    told = brief.split("KEY CLAIMS\n")[1].split("\n\n")
    assert [claim.split()[0] for claim in told] == ["#54", "#98"]
    for claim, verdict in zip(told, ("≈ Partly confirmed", "? Unproven; pending, overdue"), strict=True):
        assert f"\n     {verdict}, since " in claim
        assert "Two-source rule: " in " ".join(claim.split())
        assert "└─ " in claim


def test_a_story_in_brief_is_written_and_is_markdown_too(case: Run, tmp_path: Path) -> None:
    shown = case("report", "story", SLUG, "--brief", "--format", "markdown")
    assert shown.exit_code == 0
    assert "## In brief" in shown.stdout
    for form in ("json", "html", "csv"):
        done = case("report", "story", SLUG, "--brief", "--format", form)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "--brief" in done.stderr


@SQLITE
def test_what_is_confidential_is_in_no_brief(run: Run) -> None:
    logged = ("--outlet", "Alpha", "--story", "s", "--attribution", "named", "--source", "Ann Canary")
    assert run("log", "Known to us alone", *logged, "--terms", "off_record").exit_code == 0
    assert run("log", "Known to all", "--outlet", "Alpha", "--story", "s", "--attribution", "witnessed").exit_code == 0
    for audience in ("desk", "lawyer", "public"):
        told = run("report", "story", "s", "--brief", "--for", audience)
        assert told.exit_code == 0
        assert "Known to all" in told.stdout
        assert "Canary" not in told.stdout
        assert "Known to us alone" not in told.stdout


@SQLITE
def test_a_story_without_claims_is_brief(run: Run) -> None:
    assert run("story", "add", "s").exit_code == 0
    assert "no claims belong to this story" in run("report", "story", "s", "--brief").stdout.casefold()


def test_the_demo_ends_within_sixty_lines(case: Run) -> None:
    """The lines that the Makefile's own `printf`s add are counted as they stand there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split("\ndemo:")[1].split("\n\n")[0]
    lines = sum(line.count("\\n") for line in recipe.splitlines() if "printf" in line)
    lines += 1  # that it installs
    for command in re.findall(r"claims --db \$\(DEMO_DB\) (.*)", recipe):
        if " >" not in command.replace("2>", ""):
            args = command.replace("2>/dev/null", "").split()
            done = case(*args)
            assert done.exit_code == 0, args
            lines += len(done.stdout.splitlines())
    assert 30 < lines <= 60
    assert "report.html" in recipe


# Help in groups


@pytest.mark.parametrize("name", ["log", "appear", "correct"])
def test_help_lists_many_options_in_groups_what_is_needed_first_first(name: str) -> None:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    with click.Context(command, info_name=name, terminal_width=100) as context:
        told = command.get_help(context)
    headings = [line.removesuffix(":") for line in told.splitlines() if line.endswith(":") and not line.startswith(" ")]
    grouped = [heading for heading in headings if heading in GROUPS]
    assert grouped == [group for group in GROUPS if group in grouped]
    assert len(grouped) >= 5
    listed = re.findall(r"^  (--[a-z-]+|-[a-z])", told, re.MULTILINE)
    assert sorted(listed) == sorted({parameter.opts[0] for parameter in context_options(command, context)})
    if name != "correct":
        first = told.split(f"{FIRST}:\n")[1].split("\n\n")[0]
        assert re.findall(r"^  (--\S+)", first, re.MULTILINE) == [
            "--outlet", "--url", "--published", "--attribution", "--source", "--relays",
        ]  # fmt: skip


def context_options(command: click.Command, context: click.Context) -> list[click.Option]:
    shown = (parameter for parameter in command.get_params(context) if isinstance(parameter, click.Option))
    return [option for option in shown if not option.hidden]
