"""`claims import` of a table: recognised, previewed, entered a batch at a time."""

from __future__ import annotations

import csv
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.desk import Desk
from claims.cli.files.changes import change_lines, off_record_lines
from claims.cli.files.preview import preview
from claims.cli.forms.alike import after_import, alike_lines, before_import
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit_record, in_terminal
from claims.errors import INTERRUPTED, BadUsage, FileUnusable
from claims.interchange.tables.remarks import (
    SHOWN,
    formula_lines,
    meaningless_lines,
    nothing_lines,
    plural_lines,
    ratings_listed,
)
from claims.vocabulary import words

if TYPE_CHECKING:
    from claims.entry.bulk.entered import Problem, Proposal
    from claims.features.similar.names import AlikePair
    from claims.interchange.tables.mapped import Table
    from claims.interchange.tables.mapping import Plan
    from claims.interchange.tables.rows import Row, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """The command line's options for tables."""

    maps: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    mapping: Path | None = None
    preview: bool = False
    strict: bool = False
    rejects: Path | None = None
    report: Path | None = None
    ratings: Path | None = None
    story: tuple[str, ...] = ()
    encoding: str | None = None
    separator: str | None = None
    quotes: str | None = None
    sheet: str | None = None
    no_heading: bool = False
    apply: bool = False

    def given(self) -> list[str]:
        """Return the options typed on the command line."""
        names = {"maps": "--map", "constants": "--set", "no_heading": "--no-heading"}
        return [names.get(name, f"--{name}") for name in self.__slots__ if getattr(self, name)]


@dataclass(slots=True)
class TableImported:
    """The result of importing a table."""

    file: str
    read: str
    mapping: str | None
    dataset: str
    rows: int = 0
    made: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    rejected: int = 0
    rejects: str | None = None
    proposals: list[Proposal] = field(default_factory=list)
    off_record: int = 0
    """How many changes are not shown, because their records are off the record."""
    report: str | None = None
    warnings: list[Problem] = field(default_factory=list)
    unknown_ratings: dict[str, int] = field(default_factory=dict)
    plurals: dict[str, int] = field(default_factory=dict)
    nothing: dict[str, int] = field(default_factory=dict)
    """Words for nothing that were read as empty cells, and how often each occurred."""
    meaningless: dict[str, int] = field(default_factory=dict)
    """Control characters that were left out, and how often each occurred."""
    without_results: list[int] = field(default_factory=list)
    """The lines left out because they hold only formulas without results."""
    alike: list[AlikePair] = field(default_factory=list)
    interrupted: bool = False


def import_table(desk: Desk, form: Format, path: Path, options: TableOptions) -> None:
    """Enter the rows of a table, or show what would be entered."""
    from claims.interchange.ratings import ratings
    from claims.interchange.tables.mapped import Table
    from claims.interchange.tables.rows import opened

    sheet = opened(
        path,
        encoding=options.encoding,
        separator=options.separator,
        sheet=options.sheet,
        quotes=options.quotes,
        heading=not options.no_heading,
    )
    plan = _plan(sheet, options)
    table = Table(sheet, plan, ratings(options.ratings, plan.ratings))
    if options.preview:
        preview(desk, form, table, apply=options.apply)
        return
    _refuse_taken(options)
    before = before_import(desk)
    done = _entered(desk, table, options)
    done.alike = after_import(desk, before)
    if options.report is not None:
        _write_report(options.report, done.proposals)
        done.report = str(options.report)
    emit_record(done, [Column("", lambda _: "")], form, text=lambda: _told(done))
    if done.interrupted:
        click.get_current_context().exit(INTERRUPTED)


def _plan(sheet: Sheet, options: TableOptions) -> Plan:
    from claims.interchange.tables.mapping import mapping_for

    constants: dict[str, str] = {}
    for typed in options.constants:
        name, sign, value = typed.partition("=")
        if not sign:
            raise BadUsage(f'--set takes FIELD=VALUE, and "{typed}" is not of that form', part="--set")
        constants[name.strip()] = value.strip()
    if options.story:
        constants["story"] = "; ".join(options.story)
    return mapping_for(sheet.path, sheet.header, file=options.mapping, maps=options.maps, constants=constants)


def _entered(desk: Desk, table: Table, options: TableOptions) -> TableImported:
    from claims.entry.bulk.entered import Entered
    from claims.entry.bulk.entering import Bulk
    from claims.interchange.tables.importing import applied, enter_batch
    from claims.store.database import kept_open

    sheet, plan = table.sheet, table.plan
    total = Entered()
    bulk = Bulk(plan.dataset, sheet.path.name, desk.settings.zone)
    rejects = _Rejects(options.rejects or _free(sheet.path), sheet)
    done = TableImported(sheet.path.name, sheet.said(), str(plan.file) if plan.file else None, plan.dataset)
    try:
        with kept_open(desk.settings), _stopping() as stop, _bar(sheet.records) as advance:
            for rows in table.batches():
                with _without_collecting():
                    entered = enter_batch(desk, table, bulk, rows, strict=options.strict)
                rejects.add(rows, entered.problems)
                entered.problems = []
                total.add(entered)
                total.unchanged = total.unchanged if options.apply else {}
                advance(len(rows))
                if stop.is_set():
                    done.interrupted = True
                    break
            proposals = total.proposals
            if options.apply and not done.interrupted:
                proposals = applied(desk, total, plan.dataset, sheet.path.name, stopped=stop.is_set)
                done.interrupted = stop.is_set()
    finally:
        rejects.close()
    done.rows, done.skipped, done.rejected = total.rows, total.skipped, rejects.count
    done.made, done.unknown_ratings = dict(total.made), dict(total.unknown.most_common())
    done.plurals = dict(total.plurals.most_common())
    done.nothing = dict(table.reader.nothing.most_common())
    done.meaningless = dict(table.reader.meaningless.most_common())
    done.without_results = list(sheet.left_out)
    done.proposals, done.off_record, done.warnings = proposals, total.off_record, total.warnings
    done.rejects = str(rejects.path) if rejects.count else None
    return done


class _Rejects:
    """The file of rows that were not entered, each with its reason; made for the first of them."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.path, self._sheet, self.count = path, sheet, 0
        self._file: Any = None

    def add(self, rows: Sequence[Row], problems: Sequence[Problem]) -> None:
        """Write the rows that have a problem."""
        from claims.interchange.tables.importing import rejects, rejects_heading

        if not problems:
            return
        if self._file is None:
            self._file = _private(self.path, "--rejects")
            csv.writer(self._file).writerow(rejects_heading(self._sheet))
        csv.writer(self._file).writerows(rejects(rows, problems))
        self._file.flush()
        self.count += len(problems)

    def close(self) -> None:
        """Close the file if there is one."""
        if self._file is not None:
            self._file.close()


def _private(path: Path, part: str) -> Any:
    """Open a new file that only this user may read."""
    try:
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise FileUnusable(f"{path} exists already; name another file", part=part) from error
    except OSError as error:
        raise FileUnusable(f"{path} cannot be written ({error.strerror}); name another file", part=part) from error
    return os.fdopen(number, "w", encoding="utf-8-sig", newline="")


def _free(path: Path) -> Path:
    """Return a name for a file of rejected rows that no other file has."""
    from claims.interchange.tables.mapping import dataset_of

    free, number = path.with_name(f"{dataset_of(path)}.rejects.csv"), 1
    while free.exists():
        number += 1
        free = path.with_name(f"{dataset_of(path)}.rejects-{number}.csv")
    return free


def _refuse_taken(options: TableOptions) -> None:
    for path, part in ((options.rejects, "--rejects"), (options.report, "--report")):
        if path is not None and path.exists():
            raise FileUnusable(f"{path} exists already; name another file", part=part)


def _write_report(path: Path, proposals: Sequence[Proposal]) -> None:
    names = ("line", "record", "id", "field", "old", "new", "command", "applied", "refused")
    with _private(path, "--report") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([getattr(proposal, name) for name in names] for proposal in proposals)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Turn off Python's search for circular references: a batch has many objects, and none of them are circular."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Return an event that Ctrl-C sets, so that the batch under way is finished; a second Ctrl-C stops at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[int], None]]:
    """Return a function that is called with the number of rows done; on a terminal it moves a bar."""
    if not in_terminal():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Rows a second."""

        def render(self, task: Task) -> Text:
            """Return the rate in words."""
            return Text(f"{task.speed:,.0f} rows/s" if task.speed else "")

    columns = (TextColumn("Reading in"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.advance(task, count)


# Answering


def _told(done: TableImported) -> str:
    made = ", ".join(f"{count:,} {_counted(record, count)}" for record, count in done.made.items())
    parts = [f"entered {made}" if made else "nothing new"]
    if done.skipped:
        parts.append(f"{_rows(done.skipped)} there already")
    if done.rejected:
        parts.append(f"{_rows(done.rejected)} not entered: see {done.rejects}, which gives each row's reason")
    lines = ["; ".join(parts)]
    if done.unknown_ratings:
        listed = ratings_listed(done.unknown_ratings)
        lines.append(
            f"ratings not in any table, taken in as “{words('in_review')}”: {listed}; say what they mean with "
            "--ratings or in the mapping"
        )
    lines += nothing_lines(done.nothing)
    lines += meaningless_lines(done.meaningless)
    lines += plural_lines(done.plurals)
    lines += formula_lines(done.without_results)
    lines += change_lines(done.proposals, report=done.report)
    lines += off_record_lines(done.off_record)
    lines += (f"look again at line {warning.line}: {one_line(warning.reason)}" for warning in done.warnings[:SHOWN])
    if len(done.warnings) > SHOWN:
        lines.append(f"and at {len(done.warnings) - SHOWN:,} more; --format json lists all")
    lines += alike_lines(done.alike)
    if done.interrupted:
        lines.append(
            f"interrupted after {done.rows:,} rows, which were entered; run the same command again to continue"
        )
    return "\n".join(lines)


def _rows(count: int) -> str:
    return f"{count:,} {'row was' if count == 1 else 'rows were'}"


def _counted(record: str, count: int) -> str:
    plurals = {"story": "stories"}
    return record if count == 1 else plurals.get(record, f"{record}s")
