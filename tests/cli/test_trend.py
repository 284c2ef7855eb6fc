"""`claims report trend`: the plot, its formats, and what it refuses."""

from __future__ import annotations

import csv
import io
import re

import pytest

from claims.cli.reports.trend import bar_of
from claims.cli.terminal import render
from claims.cli.terminal.plain import cells
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record

pytestmark = pytest.mark.engines("sqlite")

STORY = ("--story", "aukus-pillar-2")


def printed(run: Run, *args: str) -> str:
    done = run("report", "trend", *args)
    assert (done.exit_code, done.stderr) == (0, ""), done
    return done.stdout


def rows(text: str) -> list[str]:
    """Return the lines without the bars."""
    return [" ".join(re.sub("[▏▎▍▌▋▊▉█]+", "", line).split()) for line in text.splitlines()]


def test_the_plot_has_every_count_beside_its_bar(aukus: Run) -> None:
    text = printed(aukus, *STORY)
    lines = rows(text)
    assert "only claims of the story “Will AUKUS Pillar 2 be opened to others?”" in " ".join(lines)
    at = lines.index("appearances new claims reviews settled")
    assert lines[at + 1 :] == [
        "February 2024 68 53 5 0",
        "March 2024 329 83 11 0",
        "April 2024 14 4 12 6",
        "May 2024 0 0 4 4",
        "June 2024 0 0 0 0",
        "July 2024 0 0 0 0",
        "August 2024 0 0 0 0",
        "September 2024 0 0 2 0",
        "no date 9 0 0 0",
    ]
    longest = {line.split("  ")[0]: line.count("█") for line in text.splitlines() if "█" in line}
    assert longest["March 2024"] == max(longest.values()), "the greatest count has the longest bar"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_it_fits_the_width(aukus: Run, width: int, by: str) -> None:
    text = aukus("report", "trend", *STORY, "--by", by, env={"COLUMNS": str(width)}).stdout
    widest = max(map(cells, text.splitlines()))
    assert widest <= max(width, 40), "labels and numbers are never cut"
    assert ("appearances  " in text) is (width >= 80), "narrow, one below the other"


def test_by_day_a_vague_date_has_a_line_and_a_long_silence_one(aukus: Run) -> None:
    lines = rows(printed(aukus, "--by", "day", "--count", "appearances"))
    assert "March 2024, no day 208" in lines
    assert "… 11 days with nothing" in lines
    assert "3 March 2024 0" in lines
    assert "reviews" not in " ".join(lines)


def test_days_an_outlet_and_moments_narrow_it(aukus: Run) -> None:
    text = printed(aukus, "--outlet", "nikkei-asia", "--since", "2024-03", "--until", "2024-03-15")
    assert "only articles of Nikkei Asia, and reviews of the claims that they carry" in " ".join(text.split())
    assert rows(text)[-1] == "March 2024 10 10 6 0"
    assert rows(printed(aukus, "--as-of", "2024-03-15", "--count", "reviews"))[-2:] == [
        "February 2024 5",
        "March 2024 7",
    ]
    assert rows(printed(aukus, "--published-until", "2024-02-01", "--count", "claims"))[-1] == "February 2024 8"


def test_a_terminal_without_blocks_gets_plain_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bar_of(1, 1000, 20) == "▏", "what there is of never has no bar"
    assert (bar_of(0, 9, 20), bar_of(9, 9, 4), bar_of(0, 0, 4)) == ("", "████", "")
    monkeypatch.setattr("claims.cli.reports.trend.can_print", lambda text: False)
    assert (bar_of(1, 1000, 20), bar_of(9, 9, 4), bar_of(0, 9, 4)) == ("#", "####", "")


def test_colours_are_for_terminals_that_have_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert render.styled("x", fg="red") == "x", "a file or a pipe"
    monkeypatch.setattr(render, "in_terminal", lambda: True)
    assert render.styled("x", fg="red") == "\x1b[31mx\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert render.styled("x", fg="red") == "x"
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert render.styled("x", fg="red") == "x"


def test_json_is_the_contract(aukus: Run) -> None:
    told = aukus("report", "trend", *STORY, "--by", "week", "--format", "json").json
    assert list(told) == [
        "by", "story", "outlet", "since", "until", "total", "withheld", "periods", "as_of", "published_until",
    ]  # fmt: skip
    assert told["by"] == "week"
    assert told["total"] == {"appearances": 420, "claims": 140, "reviews": 34, "settled": 10}
    assert told["periods"][0] == {
        "period": "2024-W05", "first_day": "2024-01-29", "last_day": "2024-02-04",
        "appearances": 64, "claims": 51, "reviews": 0, "settled": 0,
    }  # fmt: skip
    assert told["periods"][-2:] == [
        {"period": "2024-03", "first_day": None, "last_day": None,
         "appearances": 208, "claims": 29, "reviews": 0, "settled": 0},
        {"period": None, "first_day": None, "last_day": None,
         "appearances": 9, "claims": 0, "reviews": 0, "settled": 0},
    ]  # fmt: skip


def test_csv_and_markdown_have_the_same_numbers(aukus: Run) -> None:
    wanted = ("--count", "settled", "--count", "appearances", "--count", "settled")
    table = list(csv.DictReader(io.StringIO(printed(aukus, *wanted, "--format", "csv"))))
    assert table[1] == {
        "period": "2024-03", "first_day": "2024-03-01", "last_day": "2024-03-31", "settled": "0", "appearances": "329",
    }  # fmt: skip
    assert "| March 2024 | 0 | 329 |" in printed(aukus, *wanted, "--format", "markdown")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["--by", "year"], 2, "choose from day, week, month"),
        (["--count", "stories"], 2, "choose from appearances, claims, reviews, settled"),
        (["--story", "nix"], 3, 'no story "nix"'),
        (["--outlet", "nix"], 3, 'no outlet "nix"'),
        (["--since", "soon"], 6, "not understood as a date"),
        (["--since", "2025", "--until", "2024"], 2, "exchange --since and --until"),
        (["--format", "jsonl"], 2, "choose from table, markdown, json, csv"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(aukus: Run, args: list[str], code: int, says: str) -> None:
    done = aukus("report", "trend", *args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_off_the_record_is_left_out_and_said_and_stored_text_stays_text(run: Run) -> None:
    enter(
        run.url,
        [
            record("story", "s", title="=Red |*<b>"),
            *article("a", "Alpha |*<b>", "2024-03-19"),
            claim("c", stories=["s"]),
            claim("d", "The secret", stories=["s"]),
            appearance("a"),
            appearance("a", claim="d", terms="off_record"),
        ],
    )
    for form in ("table", "markdown"):
        text = printed(run, "--story", "s", "--outlet", "a", "--format", form)
        assert ("<b>" in text) is (form == "table")
        assert "Left out: 1 appearance off the record." in text
    told = run("report", "trend", "--format", "json").json
    assert (told["total"]["appearances"], told["total"]["claims"], told["withheld"]) == (1, 1, 1)
    done = run("report", "trend", "--format", "csv")
    assert done.stderr == "claims: Left out: 1 appearance off the record.\n"


def test_what_fits_nothing_says_so(run: Run) -> None:
    assert printed(run).endswith("Nothing found.\n")
    assert run("report", "trend", "--format", "json").json["periods"] == []
