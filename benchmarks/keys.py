"""How many keys a claim takes: a recorded session of `claims capture --work` on an article, against the records of it.

    python -m benchmarks.keys ednews.txt

The file is the article that the AUKUS case has as `ednews`, a republication of POLITICO's (`seeds/aukus/README.md` says
where it is); its text is not in this repository.  The session was recorded by a person who entered every claim that the
case has of the article.  A key is a character typed, Enter, or Ctrl-U, which empties a line that is filled in.

A claim of the case counts as entered if a saved one stands on the same sentence, with the same attribution, the same
speaker, the same stance, the same deadline, and the same way from POLITICO to the article.  A deadline may be a day
later, because the file does not say that POLITICO published a day before.  Where a sentence has several claims, each is
matched with the saved one whose words are nearest; statements may be worded differently.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from benchmarks.startup import CASE
from claims.capture.documents.reading import documents_in
from claims.rules.windows import read_window
from claims.text.matching import match_key
from claims.text.sentences import sentences_of

CAPTURE = ("--story", "AUKUS Pillar 2", "--outlet", "Ednews", "--published", "2024-03-20")
"""What is typed once for the article, which is counted too."""

ORIGINAL, COPY = "politico-race", "ednews"
"""The articles of the case."""

SESSION = """
y
n
p|The UK, US and Australia rush to open AUKUS to further allies
All three countries vote over the next 14 months|The elections in the three countries could be tumultuous
AUKUS is a partnership of the UK, the US and Australia|
y|y|y|y
p|Japan and Canada are in line to join pillar 2 by the end of 2024 or early 2025
Pillar 2 means extensive military technology collaboration|
y|att: unat|y
p|Washington, London and Canberra fear that Trump undoes AUKUS
Trump could wind back or scrap AUKUS if he wins|The US elects its president in November|
so:|y|so:|y|att: unat|y
y
e|Pillar 1 is to help Australia build nuclear-powered submarines
p|Pillar 2 is about developing advanced military technology|Pillar 2 includes AI and quantum technologies
Pillar 2 includes hypersonic missiles|
y|y|y
p|It was always envisioned to open pillar 2 to further US allies
Japan, Canada, New Zealand and South Korea are interested in pillar 2|
y|y
p|due: before the US election|y
att: unat|e|Trump wins the presidential election in November
y
p|Trump has yet to speak about AUKUS in public|Trump has doubled down on America First in the campaign
Trump may take a more isolationist line in foreign policy|
y|y|y
p|y|y
p|A return of American isolationism is a risk to the Indo-Pacific
If Trump wins, Western leaders will phone each other up|
y|y
n
p|New partners should be signed up while the White House favors the pact
The present administration favors AUKUS|
y|y
p|If pillar 2 fails, AUKUS fails|Without pillar 2, AUKUS is just a submarine deal|
y|y
e|Some pillar 2 deals are done by the end of 2024
p|y|y
y
e|There is no guarantee that New Zealand is invited to pillar 2
p|It makes sense to expand pillar 2|Many other countries are interested in pillar 2
Japan makes sense given its Pacific location|
y|y|y
p|e|Expanding pillar 2 could be a great idea
p|The UK has set out technology ambitions|Countries should exchange what they are good at|
y|y
y
p|Cameron and Shapps will meet Prime Minister Albanese|Albanese is expected to give an update on the submarines
The US has decided to scale down submarine production|Canberra fears that the US decision endangers AUKUS|
y|y|y|att: coll|y
p|y|y
n
q
""".replace("|", "\n").strip("\n")
"""What was typed, a line an answer."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim on its sentence: who says so, and until when."""

    statement: str
    sentence: int
    attribution: str
    speaker: str
    stance: str
    deadline: date | None

    def differs(self, other: Fact) -> list[str]:
        """Return the names of what is not the same in another."""
        apart = [name for name in ("attribution", "speaker", "stance") if getattr(self, name) != getattr(other, name)]
        ours, theirs = self.deadline, other.deadline
        same = ours is theirs if ours is None or theirs is None else abs((ours - theirs).days) <= 1
        return apart if same else [*apart, "deadline"]


def main(argv: Sequence[str]) -> None:
    """Replay the session on the article in a file, and print its keys for each claim and what is not as recorded."""
    if len(argv) != 1:
        raise SystemExit(__doc__)
    file = Path(argv[0])
    (document,) = documents_in(file.read_bytes(), file.name)
    wanted = list(recorded(document.text))
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLAIMS_DB": str(Path(folder) / "claims.db"), "CLAIMS_USER": "benchmark"}
        _claims(environment, "capture", str(file), *CAPTURE)
        _claims(environment, "capture", "--work", typed=f"{SESSION}\n")
        saved, strays = entered(environment, document.text)
    pairs = list(matched(wanted, saved))
    faults = [(claim, fact, claim.differs(fact)) for claim, fact in pairs]
    right = [claim for claim, _, differing in faults if not differing]
    keys = keys_of(SESSION) + sum(len(word) + 1 for word in ("claims", "capture", file.name, *CAPTURE))
    typed = sum(len(claim.statement) for claim in wanted)
    print(f"{file.name}: {len(wanted)} claims in the case, {len(pairs)} entered, {len(right)} as recorded")
    print(f"keys: {keys:,}, {keys / len(wanted):.1f} a claim (their statements alone have {typed / len(wanted):.0f})")
    print(f"not picked up from the original: {strays}")
    for claim, fact, differing in faults:
        if differing:
            values = [f"{name}: {getattr(fact, name)} for {getattr(claim, name)}" for name in differing]
            print(f"  {claim.statement}\n    {', '.join(values)}")
    for claim in wanted:
        if claim not in [each for each, _ in pairs]:
            print(f"  not entered: {claim.statement}")


def keys_of(session: str) -> int:
    """Return how many keys a session takes: its characters and Enter, and Ctrl-U for each line that is filled in."""
    lines = session.split("\n")
    return sum(len(line) + 1 for line in lines) + lines.count("e")


def recorded(text: str) -> Iterator[Fact]:
    """Yield the claims that the case has of the article."""
    claims, sources = ({row["key"]: row for row in _rows(f"{name}.jsonl")} for name in ("claims", "sources"))
    for row in _rows("appearances.jsonl"):
        if row["article"] == ORIGINAL:
            claim, source = claims[row["claim"]], sources.get(row.get("source", ""), {})
            due = [each for each in claim.get("windows", ()) if each["role"] == "due"]
            yield Fact(
                statement=claim["statement"],
                sentence=_sentence(text, row["excerpt"]),
                attribution=row["attribution"],
                speaker=match_key(source.get("name") or source.get("described") or ""),
                stance=row.get("stance", "asserts"),
                deadline=_deadline(due[0]) if due else None,
            )


def _deadline(window: dict[str, Any]) -> date | None:
    if "latest" in window:
        return date.fromisoformat(window["latest"])
    return read_window(window["words"], date.fromisoformat(window["said"])).latest


def entered(environment: dict[str, str], text: str) -> tuple[list[Fact], int]:
    """Return the saved claims, and how many do not go from POLITICO's article to the copy."""
    facts, strays = [], 0
    for line in json.loads(_claims(environment, "list", "--format", "json", "--limit", "1000")):
        claim = json.loads(_claims(environment, "show", str(line["id"]), "--format", "json"))
        at = {each["article"]["outlet"]: each for each in claim["appearances"]}
        original = at.get("POLITICO")
        copy = at.get("Ednews")
        if original is None or copy is None or copy["relays"]["article"] != original["article"]["id"]:
            strays += 1
            continue
        due = [window for window in claim["windows"] if window["role"] == "due"]
        source = original["source"] or {}
        facts.append(
            Fact(
                statement=claim["statement"],
                sentence=_sentence(text, original["excerpt"]),
                attribution=original["attribution"],
                speaker=match_key(source.get("name") or source.get("described") or source.get("label") or ""),
                stance=original["stance"],
                deadline=date.fromisoformat(due[0]["latest"]) if due and due[0]["latest"] else None,
            )
        )
    return facts, strays


def matched(wanted: Sequence[Fact], saved: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield each claim of the case with a saved one on the same sentence, those nearest in words first."""
    pairs = sorted(
        ((claim, fact) for claim in wanted for fact in saved if claim.sentence == fact.sentence),
        key=lambda pair: -fuzz.token_set_ratio(pair[0].statement, pair[1].statement),
    )
    taken: list[Fact] = []
    for claim, fact in pairs:
        if claim not in taken and fact not in taken:
            taken += [claim, fact]
            yield claim, fact


def _sentence(text: str, excerpt: str) -> int:
    """Return the number of the sentence that holds an excerpt, however its quotation marks are set."""
    plain = _plain(excerpt)
    numbers = [number for number, each in enumerate(sentences_of(text)) if plain in _plain(each.text)]
    return numbers[0] if numbers else -1


def _plain(words: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words.casefold()).split())


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASE / name).read_text("utf-8").splitlines()]


def _claims(environment: dict[str, str], *words: str, typed: str = "") -> str:
    command = (sys.executable, "-m", "claims", *words)
    return subprocess.run(command, input=typed, env=environment, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main(sys.argv[1:])
