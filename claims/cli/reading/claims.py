"""`claims list`, `claims show` and `claims history`: reading claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, reading
from claims.cli.forms.drafting import Given, Section, taking
from claims.cli.terminal.render import Column, Format, echo_text, emit, emit_record, in_terminal, warn, wrap
from claims.cli.terminal.showing import claim_text
from claims.errors import blaming
from claims.privacy.redaction import REDACTED
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.reach.records import Reach
    from claims.reading.arrivals import Late
    from claims.reading.chain_view import ChainView
    from claims.reading.history import Entry
    from claims.reading.lines import ClaimLine, Filters
    from claims.reading.records import ClaimRecord
    from claims.reading.view import View as Question

Json = dict[str, Any]

LIMIT = 100
"""How many claims a list on a terminal shows by default."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The options that narrow a list of claims."""

    given: Given

    def filters(self, connection: Connection) -> Filters:
        """Return the filters; raises `NotFound`, `Ambiguous` and `BadValue` for names and days."""
        from claims.reading.searching.fields import filters_typed

        return filters_typed(connection, self.given)


NARROWED = Section(
    (
        click.option("--story", shell_complete=completion.stories, help="Claims in this story."),
        click.option("--status", "statuses", multiple=True, type=choice(Status), help="Only claims with this status."),
        click.option(
            "--outcome", "outcomes", multiple=True, type=choice(Outcome), help="Only claims with this outcome."
        ),
        click.option("--kind", "kinds", multiple=True, type=choice(ClaimKind), help="Only claims of this kind."),
        click.option("--weight", "weights", multiple=True, type=choice(Weight), help="Only claims of this weight."),
        click.option("--outlet", shell_complete=completion.outlets, help="Claims carried by this outlet."),
        click.option(
            "--reporter", shell_complete=completion.reporters, help="Claims in articles signed by this reporter."
        ),
        click.option("--source", shell_complete=completion.sources, help="Claims attributed to this source."),
        click.option(
            "--attribution",
            "attributions",
            multiple=True,
            type=choice(Attribution),
            help="Only claims with this attribution.",
        ),
        click.option("--since", metavar="DATE", help="Claims published on or after this day, month or year."),
        click.option("--until", metavar="DATE", help="Claims published on or before this day, month or year."),
        click.option("--overdue", is_flag=True, help="Claims whose last day has passed without an outcome."),
    ),
    lambda given: Narrowed(given),
)
"""The filters of a list of claims, which can be combined."""


@command(
    "list",
    example="claims list --story aukus-pillar-2 --status unproven\n"
    'claims list --overdue --as-of "1 June 2025"\n'
    "claims list --attribution unnamed --outlet politico --since 2024-03 --format csv",
)
@taking(narrowed=NARROWED)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(0),
    help=f"How many claims to list at most; 0 for all ({LIMIT} on a terminal, else all).",
)
@click.option("--confidential", is_flag=True, help="List claims known only off the record too.")
@reading
def list_(desk: Desk, view: View, narrowed: Narrowed, limit: int | None, confidential: bool) -> None:
    """List claims.

    Every option narrows the list; an option given several times takes any of its values. Outlet, reporter, source,
    attribution and days must all fit the same appearance. The list neither searches nor counts appearances off the
    record, and leaves out claims known only from them.
    """
    from claims.privacy.offrecord import off_record_count
    from claims.reading.listing import claim_lines, first_lines

    question = question_of(desk, view, confidential=confidential)
    most = _most(limit, view)

    def read(connection: Connection) -> tuple[list[ClaimLine], bool, int]:
        filters = narrowed.filters(connection)
        hidden = 0 if confidential else off_record_count(connection, "claim", question.as_of)
        if most:
            return *first_lines(connection, filters, most, question), hidden
        return claim_lines(connection, filters, question), False, hidden

    _print_list(*desk.read(read), question, view)


def _most(limit: int | None, view: View) -> int | None:
    """Return how many claims to list at most; None or 0 for all."""
    for_people = view.format is Format.TABLE and in_terminal()
    return LIMIT if limit is None and for_people else limit


def _print_list(lines: Sequence[ClaimLine], more: bool, hidden: int, question: Question, view: View) -> None:
    """Print a list of claims, and say how many it leaves out."""
    from claims.render.as_json import line_json, view_json
    from claims.render.phrases import unlisted_sentence

    if hidden:
        warn(unlisted_sentence(hidden, "claim"))
    rows = [line_json(line, question.zone) | view_json(question) for line in lines]
    emit(rows, _list_columns(view), view.format, empty="No claim fits.", caption=view.caption)
    if more:
        warn(f"there are more than these {len(lines)}; `--limit 0` lists all, other options narrow the list")


@command(
    "show",
    example='claims show 98\nclaims show 54 --as-of "18:00 on 9 March 2024"\nclaims show 54 --format json',
)
@click.argument("claim", shell_complete=completion.claims)
@click.option("--confidential", is_flag=True, help="Show and count off-the-record appearances too.")
@click.option(
    "--trust-labels",
    is_flag=True,
    help="Count unnamed people described with different organisations as different people.",
)
@reading
def show(desk: Desk, view: View, claim: str, confidential: bool, trust_labels: bool) -> None:
    """Show a claim, its chain and its sources.

    CLAIM is a number or the beginning of a uid. The chain is drawn from the origins down: an article below another
    picked the claim up from it; the numbers are the appearances' numbers. Words in quotation marks are the speaker's; a
    note marks wording that is the outlet's own. JSON is a contract: see docs/json.md.
    """
    from claims.features.reach.read import claim_and_reach
    from claims.reading.arrivals import came_late, uids_behind
    from claims.reading.chain_view import ChainView

    question = question_of(desk, view, confidential=confidential, trust_labels=trust_labels, about=("claim", claim))

    def read(connection: Connection) -> tuple[ClaimRecord, Reach, Late | None]:
        _refuse_confided(connection, claim, question, "claims show")
        record, reach = claim_and_reach(connection, claim, question)
        return record, reach, came_late(connection, uids_behind([record]), question.as_of)

    record, reach, late = _read(desk, claim, read)
    warn_of_late(late, question.zone)
    chain = ChainView(record)
    if view.format is Format.MARKDOWN:
        click.echo(_as_markdown(chain, reach, question, view))
        return
    if view.format is Format.TABLE:
        echo_text(_as_text(chain, reach, question, view))
        return
    emit_record(_as_record(chain, reach, question), _SHOW_COLUMNS, view.format)


@command("history", example='claims history 54\nclaims history 54 --as-of "18:00 on 9 March 2024" --format csv')
@click.argument("claim", shell_complete=completion.claims)
@click.option("--confidential", is_flag=True, help="Show the history of off-the-record appearances too.")
@reading
def history(desk: Desk, view: View, claim: str, confidential: bool) -> None:
    """Show the history of a claim, in order of entry.

    Each entry says who, when, what and why. A replaced entry stays in its place, marked.
    """
    from claims.reading.dossier import claim_named
    from claims.reading.history import history_of
    from claims.render.as_json import entry_json, view_json
    from claims.render.phrases import withheld_sentence

    question = question_of(desk, view, confidential=confidential, about=("claim", claim))

    def read(connection: Connection) -> tuple[ClaimRecord, list[Entry]]:
        _refuse_confided(connection, claim, question, "claims history")
        record = claim_named(connection, claim, question)
        return record, history_of(connection, record, question)

    record, entries = _read(desk, claim, read)
    remarks = _joined([withheld_sentence(record.withheld), view.caption])
    if view.format is Format.TABLE:
        click.echo(_joined([*(_entry_text(entry, question) for entry in entries), "", remarks], between="\n").rstrip())
        return
    rows = [entry_json(entry, question.zone) | view_json(question) for entry in entries]
    emit(rows, _HISTORY_COLUMNS, view.format, caption=remarks or None)


def question_of(
    desk: Desk,
    view: View,
    *,
    confidential: bool = False,
    trust_labels: bool = False,
    about: tuple[str, str] | None = None,
) -> Question:
    """Return the options of a reading command as a question to the records; a confidential one is recorded.

    ``about`` is the kind of record that the command shows, and how it was typed.
    """
    from claims.reading.view import View as Question

    if confidential:
        with blaming(about[1] if about else "--confidential"):
            desk.confide(*(about or ()))
    return Question(view.as_of, view.published_until, confidential, trust_labels, desk.settings.zone)


def warn_of_late(late: Late | None, zone: tzinfo) -> None:
    """Warn about records that were entered elsewhere by then but arrived here only later."""
    from claims.render.phrases import late_sentence

    if late is not None:
        warn(late_sentence(late.records, late.last, zone))


def _read(desk: Desk, claim: str, query: Callable[[Connection], Any]) -> Any:
    """Return a query's result for a claim; for a missing claim, blame the argument."""
    with blaming(claim):
        return desk.read(query)


def _refuse_confided(connection: Connection, claim: str, question: Question, told_by: str) -> None:
    """Refuse a claim known only off the record, unless --confidential asks for it."""
    from claims.privacy.confided import refuse_confided
    from claims.reading.find import find

    if not question.confidential:
        refuse_confided(connection, "claim", find(connection, "claim", claim), told_by)


def _as_record(chain: ChainView, reach: Reach, question: Question) -> Json:
    """Return a claim for programs, as in docs/json.md."""
    from claims.features.claim.as_json import claim_json
    from claims.features.reach.as_json import reach_json
    from claims.render.as_json import view_json

    return claim_json(chain, question.zone) | reach_json(reach, question.zone) | view_json(question)


# Text for people


def _as_text(chain: ChainView, reach: Reach, question: Question, view: View) -> str:
    from claims.features.claim.report import claim_report

    report = claim_report(chain, question.zone, confidential=question.confidential, reach=reach)
    return _joined([claim_text(report), view.caption and wrap(view.caption)])


def _as_markdown(chain: ChainView, reach: Reach, question: Question, view: View) -> str:
    from claims.cli.terminal.plain import harmless
    from claims.features.claim.as_markdown import claim_markdown
    from claims.features.claim.report import claim_report

    report = claim_report(chain, question.zone, confidential=question.confidential, reach=reach)
    return harmless(_joined([claim_markdown(report), view.caption]))


def _entry_text(entry: Entry, question: Question) -> str:
    from claims.render.phrases import moment_phrase

    superseded = " [superseded]" if entry.superseded else ""
    why = f" — {entry.reason}" if entry.reason else ""
    head = f"{moment_phrase(entry.at, question.zone)}  {entry.who}{superseded}"
    return f"{wrap(head)}\n{wrap(f'{entry.what} ({entry.record}){why}', first='    ')}"


def _joined(parts: Sequence[str | None], between: str = "\n\n") -> str:
    return between.join(part for part in parts if part is not None)


# Columns


def _marked(row: Json) -> str:
    """Return the words of `_standing` after the mark of the status."""
    from claims.render.marks import marked

    return marked(Status(row["status"]), _standing(row))


def _standing(row: Json) -> str:
    """Return status and outcome in one cell, and any verdict that waits for a second person."""
    from claims.render.phrases import missing_outcome

    overdue = ", overdue" if row["overdue"] else ""
    other = ", on an earlier wording" if row["on_other_words"] else ""
    missing = missing_outcome(row["status"], row["outcome"])
    proposed = f"; proposed: {_proposed(row)}" if row["proposed"] else ""
    return _given(row, "; ") + overdue + other + missing + proposed


def _given(row: Json, between: str) -> str:
    return between.join(words(row[name]) for name in ("status", "outcome") if row[name])


def _proposed(row: Json) -> str:
    """Return the verdicts and outcomes that wait for a second person, each once."""
    return " or ".join(dict.fromkeys(_given(proposal, ", ") for proposal in row["proposed"]))


def _list_columns(view: View) -> list[Column]:
    """Return the columns of a list: for people a few, with the statement last; for programs all."""
    if view.format is Format.CSV:
        return [*(Column(name, name) for name in _LINE), Column("proposed", _proposed)]
    numbered = Column("claim", lambda row: f"#{row['id']}", right=True)
    status = Column("status", _marked if view.format is Format.TABLE else _standing)
    due, outlets = Column("due", "due"), Column("outlets", "outlets", right=True)
    statement = Column("statement", lambda row: row["statement"] or REDACTED, wide=True)
    if view.format is Format.TABLE and in_terminal():  # half of the line is the statement's
        return [numbered, status, due, outlets, statement]
    more = Column("kind", "kind"), Column("weight", "weight")
    return [numbered, *more, status, due, Column("first", "first_published"), outlets, statement]


_LINE = (
    "id uid kind weight status outcome overdue due appearances outlets first_published entered_at statement "
    "as_of published_until"
).split()


def _of_count(name: str, bound: str) -> Column:
    return Column(f"{name}_{bound}", lambda shown: shown["origins"][name][bound])


_SHOW_COLUMNS = [
    *(Column(name, name) for name in "id uid statement kind weight status outcome overdue stories".split()),
    *(_of_count(name, bound) for name in ("people", "institutions", "independent") for bound in ("lower", "upper")),
    Column("rule", lambda shown: shown["origins"]["rule"]),
    Column("outlets", lambda shown: len(shown["outlets"])),
    Column("appearances", lambda shown: len(shown["appearances"])),
    *(Column(name, name) for name in "withheld entered_by entered_at as_of published_until".split()),
]

_HISTORY_COLUMNS = [Column(name, name) for name in "at who what reason record superseded".split()]
