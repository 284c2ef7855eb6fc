"""What an article of 1,500 words takes from file to proposals, start-up included, against one `claims log`.

Every run is a fresh interpreter on the same database, which holds the AUKUS case; the commands take turns, and the
median of the processor's time counts.  Each capture is of a text of its own, because the same bytes are kept once.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from benchmarks.startup import CASE

RUNS = 15
"""How often each command is run; odd, so that the median is one of them."""

WORDS = 1_500
"""How many words an article has."""

PEOPLE = "Ann Rich|Peter Lowe|Maria Santos|Kenji Mori|Jane Okafor|Paul Lindqvist|Ruth Meyer|Omar Haddad".split("|")
ROLES = "the mayor|a spokeswoman for the port|the minister of trade|an expert at the institute|a union leader".split(
    "|"
)
BODIES = "the harbour authority|the ministry|the council|the bank|the shipping company|the court".split("|")
THINGS = "the bridge|the new ferry|the budget|the tunnel|the contract|the inquiry|the pension scheme".split("|")
VERBS = "will close in May|could cost 40 million euros|was approved last year|is to be sold by the end of June".split(
    "|"
)
OUTLETS = "Sky News|Reuters|the Nikkei business daily|the Financial Times".split("|")


def main() -> None:
    """Print a line for each kind of file: its median in milliseconds, that of `claims log`, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "claims.db")
        environment = {**os.environ, "CLAIMS_DB": database, "CLAIMS_USER": "benchmark"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        claims = (sys.executable, "-m", "claims")
        subprocess.run([*claims, "import", str(CASE)], check=True, env=environment, capture_output=True)
        commands: dict[str, Callable[[int], tuple[str, ...]]] = {
            "claims log": lambda run: (*claims, "log", _logged(run), "--outlet", "Echo", "--attribution", "witnessed"),
            "capture, plain text": lambda run: (*claims, "capture", _file(folder, run, "txt")),
            "capture, saved page": lambda run: (*claims, "capture", _file(folder, run, "html")),
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(RUNS + 1):
            for name, command in commands.items():
                seconds = _timed(command(run), environment)
                if run:
                    taken[name].append(seconds)
    medians = {name: statistics.median(times) * 1_000 for name, times in taken.items()}
    print(f"an article of {WORDS:,} words, file to proposals; the processor's time")
    print(f"{'command':<24} {'ms':>6} {'of a log':>9}")
    for name, milliseconds in medians.items():
        print(f"{name:<24} {milliseconds:6.0f} {milliseconds / medians['claims log']:9.2f}")


def _timed(command: tuple[str, ...], environment: dict[str, str]) -> float:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return used.ru_utime + used.ru_stime


def _logged(run: int) -> str:
    chosen = random.Random(f"log {run}")
    return f"{chosen.choice(BODIES)} number {run} says {chosen.choice(THINGS)} {chosen.choice(VERBS)}"


def _file(folder: str, run: int, kind: str) -> str:
    """Write an article and return its path."""
    path = Path(folder) / f"{run}.{kind}"
    title, paragraphs = article(random.Random(f"{kind} {run}"), WORDS)
    path.write_text(page(title, paragraphs) if kind == "html" else "\n\n".join([title, *paragraphs]), "utf-8")
    return str(path)


def article(chosen: random.Random, words: int) -> tuple[str, list[str]]:
    """Return a headline and paragraphs with about so many words: three statements in four are attributed."""
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        paragraphs.append(" ".join(_sentence(chosen) for _ in range(chosen.randint(1, 3))))
    return f"{chosen.choice(BODIES).capitalize()} on {chosen.choice(THINGS)} number {chosen.random()}", paragraphs


def _sentence(chosen: random.Random) -> str:
    person, role, body = chosen.choice(PEOPLE), chosen.choice(ROLES), chosen.choice(BODIES)
    content = f"{chosen.choice(THINGS)} of {chosen.choice(BODIES)} {chosen.choice(VERBS)}"
    forms = (
        f"{content[0].upper()}{content[1:]}, {person}, {role}, told {chosen.choice(OUTLETS)} on Tuesday.",
        f"“{content[0].upper()}{content[1:]},” said {person}, {role}, after a meeting with {body}.",
        f"According to {body}, {content}, although nobody there wanted to give a day for it.",
        f"{content[0].upper()}{content[1:]}, and the people who live near it have waited for years.",
    )
    return chosen.choice(forms)


def page(title: str, paragraphs: list[str]) -> str:
    """Return a page as sites make them, with links, scripts and a menu around the article."""
    menu = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(60))
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    script = "<script>var a = 1;" + "function f() { return a; }\n" * 400 + "</script>"
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)} | The Daily Echo</title>'
        '<meta property="og:site_name" content="The Daily Echo">'
        f'<meta property="og:title" content="{escape(title)}">'
        '<meta property="article:published_time" content="2024-03-19T08:30:00+00:00">'
        f"{script}</head><body><nav><ul>{menu}</ul></nav><article><h1>{escape(title)}</h1>{body}</article>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    )


if __name__ == "__main__":
    main()
