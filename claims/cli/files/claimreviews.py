"""`claims import` of ClaimReviews: fact-checks as their publishers mark them up."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from claims.cli.chassis.desk import Desk
from claims.cli.forms.alike import after_import, alike_lines, before_import, with_alike
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit_record, in_terminal, warn, wrap
from claims.errors import BadValue, FileUnusable
from claims.vocabulary import Status, words

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.cli.files.tables import TableOptions
    from claims.interchange.claimreview.entering import StatusOf, TakenIn
    from claims.interchange.claimreview.files import Broken, Found
    from claims.interchange.claimreview.read import FactCheck, Remark, Speaker

    Write = Callable[[Callable[[Session], TakenIn]], TakenIn]
    """Runs a use case."""

FIRST = 3
"""How many fact-checks a preview shows."""

MOST = 300
"""How many characters of a fact a preview shows; addresses of posts can be longer than a page."""


@dataclass(slots=True)
class Said:
    """Something guessed or left out, how often, and where first."""

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
    """The result of importing a file of ClaimReviews."""

    made: Counter[str] = field(default_factory=Counter)
    fact_checks: int = 0
    skipped: int = 0
    refused: list[NotEntered] = field(default_factory=list)
    rejects_file: str | None = None
    unmapped: Counter[str] = field(default_factory=Counter)
    """Ratings that no table has, and how many claims are in review because of each."""
    remarks: list[Said] = field(default_factory=list)
    not_kept: Counter[str] = field(default_factory=Counter)
    """Properties that are not kept, and how often each occurred."""


def import_claimreviews(desk: Desk, form: Format, path: Path, options: TableOptions) -> None:
    """Enter the ClaimReviews of a file in batches, a transaction each; refused objects go into a file beside it.

    Only the options in `FOR_CLAIMREVIEWS` count. With ``preview`` the result is shown and nothing entered. With
    ``strict`` the first refused object raises `BadValue`, and its whole batch is left out.
    """
    from claims.interchange.claimreview.files import objects
    from claims.interchange.ratings import ratings

    status_of = ratings(options.ratings).status_of
    if options.preview:
        _preview(desk, form, path, _Reading(path, status_of, options.story, strict=options.strict))
        return
    reading = _Reading(path, status_of, options.story, strict=options.strict)
    reading.rejects = _Rejects(options.rejects or _free(path))
    done = reading.done
    before = before_import(desk)
    try:
        with _progress(path) as advance:
            reading.enter(objects(path), lambda use_case: desk.write("import", use_case), advance)
    except KeyboardInterrupt:
        warn(f"stopped: {_entered(done)}; run the same command again to continue")
        raise
    finally:
        done.rejects_file = reading.rejects.close()
    alike = after_import(desk, before)
    answered = with_alike(done, alike)
    emit_record(answered, [Column("", lambda _: "")], form, text=lambda: "\n".join([_told(done), *alike_lines(alike)]))
    if reading.damaged:
        first = reading.damaged[0]
        raise BadValue(f"{path}: {first.place} {first.reason}; everything readable in it was taken in")


FOR_CLAIMREVIEWS = ("--ratings", "--story", "--rejects", "--preview", "--strict")
"""The options for tables that ClaimReviews take too."""


class _Reading:
    """One file during its import, and the result so far."""

    def __init__(self, path: Path, status_of: StatusOf, stories: Sequence[str], *, strict: bool) -> None:
        self.done = FactChecksIn()
        self.damaged: list[Broken] = []
        self.first: list[FactCheck] = []
        self.rejects: _Rejects | None = None
        self.status_of = status_of
        self._path, self._stories, self._strict = path, stories, strict
        self._remarks: dict[tuple[str, str], Said] = {}

    def enter(self, objects: Iterator[Found | Broken], write: Write, advance: Callable[[int], None]) -> None:
        """Enter the objects, a batch at a time by ``write``; ``advance`` is called with the number of objects read."""
        from claims.interchange.claimreview.entering import AT_ONCE

        while several := list(islice(objects, AT_ONCE)):
            checks = self._fit(several)
            self.first += checks[: FIRST - len(self.first)]
            self._count(write(partial(self._entered, checks=checks)))
            advance(len(several))
        self.done.remarks = sorted(self._remarks.values(), key=lambda remark: (-remark.count, remark.field))

    def _fit(self, objects: Sequence[Found | Broken]) -> list[FactCheck]:
        """Return the fact-checks in these objects; refuse the rest."""
        from claims.interchange.claimreview.files import Broken
        from claims.interchange.claimreview.read import fact_checks, unkept

        checks: list[FactCheck] = []
        for each in objects:
            if isinstance(each, Broken):
                self.damaged.append(each)
                self._refuse(each.place, each.reason, each.text)
                continue
            try:
                checks += fact_checks(each)
            except BadValue as problem:
                self._refuse(each.place, str(problem), each.values)
            else:
                self.done.not_kept.update(unkept(each.values))
        return checks

    def _entered(self, session: Session, checks: Sequence[FactCheck]) -> TakenIn:
        from claims.interchange.claimreview.entering import enter_fact_checks

        taken = enter_fact_checks(session, checks, self.status_of, self._stories)
        if self._strict and taken.refused:
            self._stop(taken.refused[0].check.place, taken.refused[0].reason)
        return taken

    def _count(self, taken: TakenIn) -> None:
        done = self.done
        done.made.update(taken.made)
        done.fact_checks += taken.made.get("review", 0)
        done.skipped += taken.skipped
        done.unmapped.update(taken.unmapped)
        for unfit in taken.refused:
            self._refuse(unfit.check.place, unfit.reason, unfit.check.source)
        for place, remark in taken.remarks:
            _count(self._remarks, place, remark)

    def _refuse(self, place: str, reason: str, values: Any) -> None:
        if self._strict:
            self._stop(place, reason)
        self.done.refused.append(NotEntered(place, reason))
        if self.rejects is not None:
            self.rejects.add(place, reason, values)

    def _stop(self, place: str, reason: str) -> NoReturn:
        raise BadValue(f"{self._path.name}, {place}: {reason}; its whole batch was left out")


# Previewing


@dataclass(slots=True)
class FactCheckShown:
    """A fact-check as it would be stored."""

    place: str
    statement: str
    speakers: list[str]
    said: str | None
    carried: list[str]
    rating: str
    rater: str
    url: str
    status: Status | None
    """What the rating means; None for a rating that no table has."""


@dataclass(slots=True)
class FactChecksPreviewed:
    """The result that importing a file of ClaimReviews would have, and the first fact-checks as stored."""

    would: FactChecksIn
    first: list[FactCheckShown]


def _preview(desk: Desk, form: Format, path: Path, reading: _Reading) -> None:
    """Show what a file would enter: enter it in one transaction and roll that back."""
    from claims.interchange.claimreview.entering import status_for
    from claims.interchange.claimreview.files import objects

    with _progress(path) as advance:
        desk.tried(lambda session: reading.enter(objects(path), lambda use_case: use_case(session), advance), "import")
    first = [
        FactCheckShown(
            check.place,
            check.statement,
            [_speaker(speaker) for speaker in check.speakers],
            check.said,
            list(check.carried),
            check.rating,
            check.rater,
            check.url,
            status_for(check, reading.status_of)[0],
        )
        for check in reading.first
    ]
    previewed = FactChecksPreviewed(reading.done, first)
    emit_record(previewed, [Column("", lambda _: "")], form, text=lambda: _previewed(previewed))


def _speaker(speaker: Speaker) -> str:
    known = [part for part in (speaker.name, speaker.role, speaker.institution) if part]
    return f"{', '.join(known)} ({words(speaker.attribution)})"


def _previewed(previewed: FactChecksPreviewed) -> str:
    from claims.render.phrases import shortened

    lines = [_told(previewed.would, would=True), "", "The first fact-checks as they would be stored:"]
    for check in previewed.first:
        who = "; ".join(check.speakers) or "no name"
        status = "not in any table, so in review" if check.status is None else words(check.status)
        facts = (
            f"claim: {check.statement}",
            f"said by: {who}" + (f", {check.said}" if check.said else ""),
            f"in: {', '.join(check.carried) or 'an unknown article'}",
            f"review: “{check.rating}” by {check.rater}, which is {status}; evidence {check.url}",
        )
        short = (shortened(one_line(fact), MOST) for fact in facts)
        lines += [f"  {check.place}", *(wrap(fact, first="    ", rest="      ") for fact in short)]
    return "\n".join(lines)


# Counting and refusing


def _count(remarks: dict[tuple[str, str], Said], place: str, remark: Remark) -> None:
    # The address that was made of another is no part of what happened.
    what = remark.what if not remark.what.startswith("was taken for http") else "was made a whole address"
    said = remarks.setdefault((remark.field, what), Said(remark.field, what, 0, place, remark.value))
    said.count += 1


class _Rejects:
    """The file of refused objects, made for the first of them; only this user may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def add(self, place: str, reason: str, values: Any) -> None:
        """Keep an object with the reason; raises `FileUnusable` when the file cannot be made."""
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
        """Close the file and return its path, or None if no object was refused."""
        if self._file is None:
            return None
        self._file.close()
        return str(self.path)


def _free(path: Path) -> Path:
    """Return a name beside a file that no other file has."""
    free, number = path.with_name(f"{path.stem}.rejects.jsonl"), 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}.rejects-{number}.jsonl")
    return free


# Answering


def _told(done: FactChecksIn, *, would: bool = False) -> str:
    """Return in words the result, or with ``would`` the expected result and every refusal."""
    lines = [_entered(done, "would enter" if would else "entered")]
    if done.refused:
        where = f"; with their reasons they are in {done.rejects_file}" if done.rejects_file else ""
        lines.append(f"refused {_counted(len(done.refused), 'object')}{where}")
        shown = len(done.refused) if would else _SHOWN
        lines += [wrap(f"{each.place}: {each.reason}", first="  ", rest="    ") for each in done.refused[:shown]]
        lines += [] if would else _and_more(len(done.refused))
    if done.unmapped:
        met, left = _counted(len(done.unmapped), "rating"), _counted(done.unmapped.total(), "claim")
        lines.append(f"{met} not in any table (--ratings adds one), so {left} got no verdict and must be checked:")
        lines += [
            wrap(f"“{rating}”" + (f" ({count} times)" if count > 1 else ""), first="  ", rest="    ")
            for rating, count in done.unmapped.most_common(_SHOWN)
        ]
        lines += _and_more(len(done.unmapped))
    if done.remarks:
        lines.append("guessed or left out:")
        lines += [wrap(_remark(each), first="  ", rest="    ") for each in done.remarks]
    if done.not_kept:
        names = ", ".join(f"{name} ({count})" for name, count in done.not_kept.most_common())
        lines.append(wrap(f"not kept: {names}", rest="  "))
    return "\n".join(lines)


_SHOWN = 10


def _and_more(count: int) -> list[str]:
    return [f"  and {count - _SHOWN:,} more"] if count > _SHOWN else []


def _remark(remark: Said) -> str:
    times = "once" if remark.count == 1 else f"{remark.count:,} times"
    value = f" (“{remark.value}”)" if remark.value else ""
    return f"{remark.field} {remark.what}: {times}, {'' if remark.count == 1 else 'first '}in {remark.place}{value}"


def _entered(done: FactChecksIn, entered: str = "entered") -> str:
    made = ", ".join(_counted(done.made[name], words(called)) for name, called in _NAMES.items() if done.made[name])
    were = "was" if done.skipped == 1 else "were"
    skipped = f"{_counted(done.skipped, 'fact-check')} {were} there already" if done.skipped else ""
    return "; ".join(part for part in (f"{entered} {made}" if made else "nothing new", skipped) if part)


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
    """Return a function that is called with the number of objects done; on a terminal it moves a bar."""
    if not in_terminal():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with path.open("rb") as file:
        total = sum(block.count(b'"claimReviewed"') for block in iter(lambda: file.read(1 << 20), b""))
    shown = (TextColumn("Reading in"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading in", total=total or None)
        yield lambda count: bar.advance(task, count)
