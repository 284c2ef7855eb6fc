"""`claims import` of ClaimReviews: fact-checks as their publishers mark them up."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claims.cli.desk import Desk
from claims.cli.render import Column, Format, emit_record, in_terminal, warn, wrap
from claims.errors import BadValue, FileUnusable
from claims.vocabulary import words

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.interchange.claimreview import FactCheck, Remark
    from claims.interchange.claimreview_files import Broken, Found
    from claims.interchange.claimreview_in import StatusOf, TakenIn


@dataclass(slots=True)
class Said:
    """Something that was guessed or left out, how often, and where first."""

    field: str
    what: str
    count: int
    place: str
    value: str


@dataclass(slots=True)
class NotEntered:
    """An object that was refused, and why."""

    place: str
    reason: str


@dataclass(slots=True)
class FactChecksIn:
    """What importing a file of ClaimReviews did."""

    made: Counter[str] = field(default_factory=Counter)
    fact_checks: int = 0
    skipped: int = 0
    refused: list[NotEntered] = field(default_factory=list)
    rejects_file: str | None = None
    unmapped: Counter[str] = field(default_factory=Counter)
    """Ratings that stand in no table, with how many claims are in review for it."""
    remarks: list[Said] = field(default_factory=list)
    not_kept: Counter[str] = field(default_factory=Counter)
    """Properties of which nothing is kept, with how often they were there."""


def import_claimreviews(
    desk: Desk,
    form: Format,
    path: Path,
    table: Path | None = None,
    *,
    stories: Sequence[str] = (),
    rejects: Path | None = None,
) -> None:
    """Enter the ClaimReviews of a file, some in each transaction; what is refused goes into a file beside it.

    ``table`` is a file of ratings that is asked before the shipped one; the claims become part of ``stories``.
    """
    from claims.interchange.claimreview_files import objects
    from claims.interchange.ratings import ratings

    status_of = ratings(table).status_of
    done, refused = FactChecksIn(), _Refused(rejects or _free(path))
    damaged: list[Broken] = []
    try:
        with _progress(path) as advance:
            _enter(desk, objects(path), status_of, stories, done, refused, damaged, advance)
    except KeyboardInterrupt:
        warn(f"stopped: {_entered(done)}; the same command goes on where it stopped")
        raise
    finally:
        done.rejects_file = refused.close()
    emit_record(done, [Column("", lambda _: "")], form, text=lambda: _told(done))
    if damaged:
        raise BadValue(f"{path}: {damaged[0].place} {damaged[0].reason}; what could be read of it was taken in")


def _enter(
    desk: Desk,
    found: Iterator[Found | Broken],
    status_of: StatusOf,
    stories: Sequence[str],
    done: FactChecksIn,
    refused: _Refused,
    damaged: list[Broken],
    advance: Callable[[int], None],
) -> None:
    from claims.interchange.claimreview import fact_checks, unkept
    from claims.interchange.claimreview_files import Broken
    from claims.interchange.claimreview_in import AT_ONCE

    remarks: dict[tuple[str, str], Said] = {}
    while some := list(islice(found, AT_ONCE)):
        checks: list[FactCheck] = []
        for one in some:
            if isinstance(one, Broken):
                damaged.append(one)
                refused.add(done, one.place, one.reason, one.text)
                continue
            try:
                checks += fact_checks(one)
            except BadValue as problem:
                refused.add(done, one.place, str(problem), one.values)
            else:
                done.not_kept.update(unkept(one.values))
        taken = desk.write("import", _entering(checks, status_of, stories))
        done.made.update(taken.made)
        done.fact_checks += taken.made.get("review", 0)
        done.skipped += taken.skipped
        done.unmapped.update(taken.unmapped)
        for unfit in taken.refused:
            refused.add(done, unfit.check.place, unfit.reason, unfit.check.source)
        for place, remark in taken.remarks:
            _count(remarks, place, remark)
        advance(len(some))
    done.remarks = sorted(remarks.values(), key=lambda one: (-one.count, one.field))


def _entering(checks: Sequence[FactCheck], status_of: StatusOf, stories: Sequence[str]) -> Callable[[Session], TakenIn]:
    from claims.interchange.claimreview_in import enter_fact_checks

    return lambda session: enter_fact_checks(session, checks, status_of, stories)


def _count(remarks: dict[tuple[str, str], Said], place: str, remark: Remark) -> None:
    # The address that was made of another is no part of what happened.
    what = remark.what if not remark.what.startswith("was taken for http") else "was made a whole address"
    said = remarks.setdefault((remark.field, what), Said(remark.field, what, 0, place, remark.value))
    said.count += 1


class _Refused:
    """The file of what was refused, made when there is something for it; only this user may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def add(self, done: FactChecksIn, place: str, reason: str, values: Any) -> None:
        """Keep an object with the reason; raises `FileUnusable` when the file cannot be made."""
        done.refused.append(NotEntered(place, reason))
        line = json.dumps({"place": place, "reason": reason, "object": values}, ensure_ascii=False)
        try:
            if self._file is None:
                made = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                self._file = os.fdopen(made, "w", encoding="utf-8", errors="replace")
            self._file.write(f"{line}\n")
        except OSError as error:
            raise FileUnusable(
                f"{self.path} cannot be written ({error.strerror}); name another file with --rejects", part="--rejects"
            ) from error

    def close(self) -> str | None:
        """Close the file and return where it is; nothing when nothing was refused."""
        if self._file is None:
            return None
        self._file.close()
        return str(self.path)


def _free(path: Path) -> Path:
    """Return a name beside a file that no file has yet."""
    found, number = path.with_name(f"{path.stem}.rejects.jsonl"), 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}.rejects-{number}.jsonl")
    return found


# Telling


def _told(done: FactChecksIn) -> str:
    lines = [_entered(done)]
    if done.refused:
        where = f"; with their reasons they are in {done.rejects_file}" if done.rejects_file else ""
        lines.append(f"refused {_counted(len(done.refused), 'object')}{where}")
        lines += [wrap(f"{one.place}: {one.reason}", first="  ", rest="    ") for one in done.refused[:_SHOWN]]
        lines += _and_more(len(done.refused))
    if done.unmapped:
        met, left = _counted(len(done.unmapped), "rating"), _counted(done.unmapped.total(), "claim")
        lines.append(f"{met} in no table (--ratings adds one), so {left} got no verdict and must be looked at:")
        lines += [
            wrap(f"“{rating}”" + (f" ({count} times)" if count > 1 else ""), first="  ", rest="    ")
            for rating, count in done.unmapped.most_common(_SHOWN)
        ]
        lines += _and_more(len(done.unmapped))
    if done.remarks:
        lines.append("guessed or left out:")
        lines += [wrap(_remark(one), first="  ", rest="    ") for one in done.remarks]
    if done.not_kept:
        names = ", ".join(f"{name} ({count})" for name, count in done.not_kept.most_common())
        lines.append(wrap(f"nothing is kept of: {names}", rest="  "))
    return "\n".join(lines)


_SHOWN = 10


def _and_more(count: int) -> list[str]:
    return [f"  and {count - _SHOWN:,} more"] if count > _SHOWN else []


def _remark(one: Said) -> str:
    times = "once" if one.count == 1 else f"{one.count:,} times"
    value = f" (“{one.value}”)" if one.value else ""
    return f"{one.field} {one.what}: {times}, {'' if one.count == 1 else 'first '}in {one.place}{value}"


def _entered(done: FactChecksIn) -> str:
    made = ", ".join(_counted(done.made[name], words(called)) for name, called in _NAMES.items() if done.made[name])
    were = "was" if done.skipped == 1 else "were"
    skipped = f"{_counted(done.skipped, 'fact-check')} {were} there already" if done.skipped else ""
    return "; ".join(part for part in (f"entered {made}" if made else "nothing new", skipped) if part)


_NAMES = {
    "claim": "claim",
    "review": "review",
    "appearance": "appearance",
    "article": "article",
    "outlet": "outlet",
    "reporter": "reporter",
    "source": "source",
}


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


@contextmanager
def _progress(path: Path) -> Iterator[Callable[[int], None]]:
    """Give what is told of each few objects; on a terminal it moves a bar with the rate and the time left."""
    if not in_terminal():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with path.open("rb") as file:
        total = sum(some.count(b'"claimReviewed"') for some in iter(lambda: file.read(1 << 20), b""))
    shown = (TextColumn("Reading in"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading in", total=total or None)
        yield lambda count: bar.advance(task, count)
