"""The commands that are offered do what they say when they are pasted into a shell, whatever stands in the values."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.entering import done
from tests.conftest import Run

HOSTILE = [
    *("He said \"too much\" of $30 million", "The mayor said `touch pwned`", "$(touch pwned)", "it's 5 % off!! \\ ok"),
    *("-x", "--wrong", "two\nlines", "a; touch pwned", "all * of {a,b} ~ #1"),
]  # fmt: skip


def paste(run: Run, commands: list[str], folder: Path) -> None:
    """Run command lines, as they were printed and as a POSIX shell reads them."""
    script = "claims() { printf '%s\\0' $# \"$@\"; }\n" + "\n".join(commands)
    read = subprocess.run(["sh", "-c", script], capture_output=True, text=True, cwd=folder, check=True)
    assert not (folder / "pwned").exists()
    words = iter(read.stdout.split("\0")[:-1])
    lines = [[next(words) for _ in range(int(count))] for count in words]
    assert len(lines) == len(commands)
    for line in lines:
        answer = run("--as", "checker", *line)
        assert answer.exit_code == 0, answer.stderr


def table(path: Path, statements: list[str], ratings: list[str], titles: list[str]) -> Path:
    rows = zip(range(1, len(statements) + 1), statements, ratings, titles, strict=True)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["claim id", "row id", "claim", "outlet", "url", "title", "occasion", "rating"])
        for number, statement, rating, title in rows:
            address = f"https://paper.example/{number}"
            writer.writerow([number, number, statement, "The Paper", address, title, title, rating])
    return path


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_an_import_proposes_is_what_it_read(run: Run, tmp_path: Path) -> None:
    count, file = len(HOSTILE), "-it's $HOME `touch pwned`!.csv"
    plain = [f"The bridge costs {number}" for number in range(count)]
    path = table(tmp_path / file, plain, ["False"] * count, plain)
    assert run("import", path).exit_code == 0
    table(path, HOSTILE, ["False"] * (count - 1) + [HOSTILE[0]], HOSTILE)
    offered = [one["command"] for one in json.loads(run("import", path, "--format", "json").stdout)["proposals"]]
    assert len(offered) == 3 * count + 1  # statement, occasion and title of each row, and a status
    printed = run("import", path).stdout
    for line in offered[:3]:
        assert f"    {line}\n" in printed
    paste(run, [line.replace("LINK", "https://check.example/1") for line in offered], tmp_path)
    shown = [done(run, "show", number) for number in range(1, count + 1)]
    assert [one["statement"] for one in shown] == [" ".join(one.split()) for one in HOSTILE]
    assert [one["appearances"][0]["occasion"] for one in shown] == HOSTILE
    assert [one["status"] for one in shown] == ["refuted"] * (count - 1) + ["in_review"]
    assert HOSTILE[0] in shown[-1]["reviews"][-1]["note"]
    assert file in shown[-1]["reviews"][-1]["note"]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_a_list_of_sites_proposes_is_what_it_read(run: Run, tmp_path: Path) -> None:
    names = [one for one in HOSTILE if re.search(r"\w", one) and "\n" not in one]
    for number, _ in enumerate(names):
        done(run, "outlet", "add", f"Outlet {number}", "--host", f"site{number}.example")
    path = tmp_path / "sites.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["name", "url"], *([name, f"https://site{n}.example/"] for n, name in enumerate(names))]
        )
    told = run("outlet", "import", path, "--format", "json")
    conflicts = json.loads(told.stdout)["conflicts"]
    assert len(conflicts) == len(names)
    paste(run, [one["reason"].split("as an alias: ")[1] for one in conflicts], tmp_path)
    for number, name in enumerate(names, start=1):
        assert done(run, "outlet", "show", number)["aliases"] == [name]
