"""The README's commands are run, and what it prints is what the program prints.

A block of kind ``console case`` runs on a database that holds the AUKUS case, one of kind ``console own`` on an empty
one, from the first block to the last.  A line `…` stands for any number of lines.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console (case|own)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n?", re.MULTILINE)


def commands(kind: str) -> Iterator[tuple[str, str]]:
    """Yield each command line of one kind of block with the output that is printed below it."""
    for block in BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8")):
        if block[1] == kind:
            starts = list(COMMAND.finditer(block[2]))
            for start, following in zip(starts, [*starts[1:], None], strict=True):
                end = following.start() if following else len(block[2])
                yield start[1].replace("\\\n", " "), block[2][start.end() : end]


def pattern(printed: str) -> str:
    """Return the expression that output must match to be the one printed."""
    lines = [r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + r"[ ]*\n" for line in printed.splitlines()]
    return "".join(lines)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", ["case", "own"])
def test_the_readme_prints_what_the_program_prints(
    run: Run, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if kind == "case":
        assert run("import", ROOT / "seeds" / "aukus").exit_code == 0
    found = list(commands(kind))
    assert found, f"the README has no block of kind {kind}"
    for line, printed in found:
        words = shlex.split(line)
        assert words[0] == "claims", line
        done = run(*words[1:])
        assert done.exit_code == 0, (line, done.stderr)
        if printed.strip():
            output = done.stderr + done.stdout if done.stderr else done.stdout
            assert re.fullmatch(pattern(printed), output), f"{line}\n\n{output}"


def test_the_readme_names_the_two_commands_on_its_first_screen() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60]
    assert any(line.strip().startswith("make demo") for line in first)
    assert any(line.strip().startswith("make test") for line in first)
