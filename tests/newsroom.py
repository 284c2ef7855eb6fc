"""A newsroom for tests: records in the form of case files, entered at the moments that they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from claims.interchange.casefiles import load_case, read_case
from claims.settings import settings
from claims.store import recording
from tests.places import built, fingerprint

Record = dict[str, Any]

AUKUS = Path(__file__).resolve().parents[1] / "seeds" / "aukus"
MORNING = "2024-03-20T09:00:00+00:00"


def record(kind: str, key: str, /, *, entered: str = MORNING, by: str = "mori", **values: Any) -> Record:
    """One record of a case."""
    return {"record": kind, "key": key, "entered": entered, "by": by, **values}


def article(
    key: str, name: str, published: str | None = "2024-03-20", *, entered: str = MORNING, **values: Any
) -> list[Record]:
    """An article and its outlet."""
    if published is not None:
        values["published"] = published
    outlet = record("outlet", key, name=name, entered=entered)
    return [outlet, record("article", key, outlet=key, entered=entered, **values)]


def appearance(key: str, attribution: str = "unattributed", *, claim: str = "c", **values: Any) -> Record:
    """An appearance of a claim in the article of the same key."""
    return record("appearance", f"{claim}-{key}", claim=claim, article=key, attribution=attribution, **values)


def claim(key: str = "c", statement: str = "Japan is in line to join", **values: Any) -> Record:
    """A claim."""
    return record("claim", key, statement=statement, **values)


def enter(url: str, records: list[Record]) -> None:
    """Enter records in one transaction; when the same were entered before, they are often copied (`tests.places`)."""
    text = "\n".join(map(json.dumps, records))
    built(url, (fingerprint(text), _acting(url)), lambda: _enter(url, text))


def enter_case(url: str, path: Path) -> None:
    """Enter a case; when it was entered before, it is often copied (`tests.places`)."""
    built(url, (path, _acting(url)), lambda: _enter_case(url, path))


def _acting(url: str) -> tuple[str, str]:
    """Who enters and in which zone."""
    chosen = settings(url)
    return chosen.who, str(chosen.zone)


def _enter(url: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.jsonl"
        path.write_text(text, encoding="utf-8")
        _enter_case(url, path)


def _enter_case(url: str, path: Path) -> None:
    lines = read_case(path)
    recording.write(settings(url), "import", lambda session: load_case(session, path.stem, lines))


def act(url: str, at: str, use_case: Callable[[Session], Any], by: str = "okafor") -> None:
    """Run an action as if at another moment, as somebody whom the event proves."""

    def then(session: Session) -> None:
        with recording.entered(session, at=datetime.fromisoformat(at), by=by, uids=lambda table: str(uuid4())):
            use_case(session)

    recording.write(settings(url).as_account(by), "test", then)
