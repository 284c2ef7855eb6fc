"""`claims queue`, `claims take` and `claims drop`: claims that wait for a fact-checker, and who has taken them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, reading, writing
from claims.cli.forms.drafting import Given, Section, taking
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import cells
from claims.cli.terminal.render import Column, Format, echo_text, emit, warn, wrap
from claims.errors import BadUsage
from claims.privacy.redaction import REDACTED
from claims.rules.urgency import DAYS
from claims.vocabulary import Urgency, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.queue.read import Queue, QueueFilters, QueueLine
    from claims.reading.view import View as Question

Json = dict[str, Any]

LIMIT = 50
"""How many claims the queue shows by default."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims of the queue to show."""

    story: str | None
    outlet: str | None
    reviewer: str | None
    unassigned: bool
    kinds: tuple[Urgency, ...]
    days: int
    most: int | None
    """How many to show at most; None for all."""

    def filters(self, connection: Connection, who: str) -> QueueFilters:
        """Return the filters; ``who`` is acting. Raises `NotFound` and `Ambiguous` for names."""
        from claims.features.queue.scope import queue_filters

        return queue_filters(
            connection,
            who,
            story=self.story,
            outlet=self.outlet,
            reviewer=self.reviewer,
            unassigned=self.unassigned,
            kinds=self.kinds,
            days=self.days,
        )


def _asked(given: Given) -> Asked:
    """Return the filters; raises `BadUsage` for options that contradict each other."""
    if given["unassigned"] and given["reviewer"] is not None:
        raise BadUsage(
            "--unassigned lists untaken claims, --reviewer one person's claims; give one",
            part="--unassigned",
        )
    if given["everything"] and given["limit"]:
        raise BadUsage("--all shows every claim; leave --limit out", part="--limit")
    limit = LIMIT if given["limit"] is None else given["limit"]
    names = ("story", "outlet", "reviewer", "unassigned", "kinds", "days")
    return Asked(**{name: given[name] for name in names}, most=None if given["everything"] or not limit else limit)


QUEUE = Section(
    (
        click.option("--story", shell_complete=completion.stories, help="Claims in this story."),
        click.option("--outlet", shell_complete=completion.outlets, help="Claims carried by this outlet."),
        click.option(
            "--reviewer",
            metavar="NAME|me",
            help="Claims that this person has taken, and untaken claims that they reviewed last.",
        ),
        click.option("--unassigned", is_flag=True, help="Only untaken claims."),
        click.option(
            "--reason", "kinds", multiple=True, type=choice(Urgency), help="Only claims that wait for this reason."
        ),
        click.option(
            "--days",
            metavar="N",
            type=click.IntRange(0),
            default=DAYS,
            help=f"How many days ahead to look for deadlines ({DAYS}).",
        ),
        click.option(
            "--limit",
            metavar="N",
            type=click.IntRange(0),
            help=f"How many claims to show at most ({LIMIT}); 0 for all.",
        ),
        click.option("--all", "everything", is_flag=True, help="Show every claim."),
    ),
    _asked,
)
"""The filters of the queue."""


@command(
    "queue",
    example="""
        claims queue --story aukus-pillar-2 --days 14
        claims queue --reviewer me --work
        claims queue --reason overdue --reason contested --as-of "1 June 2025" --format json
    """,
)
@taking(asked=QUEUE)
@click.option(
    "--work",
    is_flag=True,
    help="Walk through the queue on a terminal: review each claim, ask, answer, relate, mark duplicates.",
)
@click.option("--confidential", is_flag=True, help="Include off-the-record material.")
@reading
def queue(desk: Desk, view: View, asked: Asked, work: bool, confidential: bool) -> None:
    """List the claims that wait for somebody.

    The most urgent come first, and background claims last. Each claim says why it waits: it is to be published (in a
    story with `--publishing-on`) on one origin or on unnamed people only; an appearance was retracted or changed since
    its last review; it is overdue; somebody denies it, or a claim contradicts it; two people reviewed it separately;
    its verdict is older than its newest appearance; a reply is overdue; a verdict waits for a second person; it is due
    within --days; it is due for another look; nobody here ever reviewed it. A verdict settles everything recorded
    before it. The list says who has taken a claim. JSON is a contract: see docs/json.md.
    """
    from claims.features.queue.read import claim_queue
    from claims.store.people.actors import acting_name

    question = question_of(desk, view, confidential=confidential)

    def filters(connection: Connection) -> QueueFilters:
        return asked.filters(connection, acting_name(connection, desk.settings))

    if work:
        _refuse_to_work(desk, view)
        from claims.cli.reviewing.working import work_through

        work_through(desk, filters, asked.most, confidential=confidential)
        return
    waiting = desk.read(lambda connection: claim_queue(connection, filters(connection), question, asked.most))
    _print(waiting, question, view)


def _print(waiting: Queue, question: Question, view: View) -> None:
    """Print the queue, and below it how many claims it leaves out, so that a long list does not scroll that away."""
    from claims.features.queue.as_json import queue_json
    from claims.features.queue.words import more_sentence
    from claims.render.as_json import view_json
    from claims.render.phrases import unlisted_sentence

    if view.format is Format.TABLE:
        echo_text(_text(waiting, question, view))
    else:
        rows = [queue_json(line, question.today, question.zone) | view_json(question) for line in waiting.lines]
        emit(rows, _columns(view), view.format, caption=view.caption)
    remarks = [more_sentence(len(waiting.lines), waiting.more)]
    remarks += [unlisted_sentence(waiting.hidden, "claim")] if waiting.hidden else []
    for remark in filter(None, remarks):
        warn(remark)


@command("take", example="claims take 98\nclaims take 98 --over\nclaims take --from okafor")
@click.argument("claim", required=False, shell_complete=completion.claims)
@click.option("--over", is_flag=True, help="Take it over from somebody else who has it.")
@click.option("--from", "leaver", metavar="NAME", help="Take over every claim that this person has taken.")
@writing
def take(desk: Desk, form: Format, claim: str | None, over: bool, leaver: str | None) -> None:
    """Take a claim: say that you are working on it.

    Others see it in `claims queue` and `claims show`. If somebody else has taken the claim, the command refuses and
    says who, and since when. With --from, the work of somebody who leaves is yours; `--as NAME` gives it to another.
    """
    if leaver is not None:
        if claim is not None or over:
            raise BadUsage("--from takes over all claims of that person; leave CLAIM and --over out", part="--from")
        _take_from(desk, form, leaver)
        return
    if claim is None:
        raise BadUsage(
            "name the claim that you take, or the person whose claims you take over, by --from", part="CLAIM"
        )
    from claims.entry.answers import taken_in_words
    from claims.entry.reviewing.assign import take as use_case

    zone = desk.settings.zone
    made = desk.write("take", lambda session: use_case(session, claim, over=over, zone=zone))
    answer(made, form, text=lambda: taken_in_words(made, zone))


def _take_from(desk: Desk, form: Format, leaver: str) -> None:
    from claims.entry.answers import taken_over_in_words
    from claims.entry.reviewing.assign import take_from

    made = desk.write("take", lambda session: take_from(session, leaver))
    answer(made, form, text=lambda: taken_over_in_words(made))


@command("drop", example="claims drop 98")
@click.argument("claim", shell_complete=completion.claims)
@writing
def drop(desk: Desk, form: Format, claim: str) -> None:
    """Drop a claim that you have taken."""
    from claims.entry.answers import dropped_in_words
    from claims.entry.reviewing.assign import drop as use_case

    zone = desk.settings.zone
    made = desk.write("drop", lambda session: use_case(session, claim, zone=zone))
    answer(made, form, text=lambda: dropped_in_words(made))


def _refuse_to_work(desk: Desk, view: View) -> None:
    """Refuse --work without a terminal, or for another day than today."""
    if view.format is not Format.TABLE:
        raise BadUsage("--work asks questions on a terminal; leave --format out", part="--format")
    if view.as_of is not None or view.published_until is not None:
        option = "--as-of" if view.as_of is not None else "--published-until"
        raise BadUsage(f"--work enters reviews now; leave {option} out", part=option)
    if not desk.interactive:
        raise BadUsage("--work asks questions and needs a terminal; `claims queue` lists the claims", part="--work")


# Text for people


_EMPTY = "Nothing waits."


def _text(waiting: Queue, question: Question, view: View) -> str:
    """Return the queue: each claim with its number, its status, and below it why it waits."""
    width = max((cells(f"#{line.claim.id}") for line in waiting.lines), default=0) + 2
    parts = [claim_lines(line, question, width) for line in waiting.lines] or [_EMPTY]
    return "\n\n".join([*parts, *([view.caption] if view.caption else [])])


def claim_lines(line: QueueLine, question: Question, width: int) -> str:
    """Return a claim of the queue, with its number in ``width`` columns."""
    from claims.features.queue.assigned import taken_phrase
    from claims.features.queue.words import stands_words, why_phrases

    indent = " " * width
    standing = "; ".join(filter(None, (stands_words(line), taken_phrase(line.claim.assigned, question.zone))))
    lines = [
        wrap(line.claim.statement or REDACTED, first=f"#{line.claim.id}".ljust(width)),
        wrap(standing, first=indent),
    ]
    lines += [wrap(why, first=f"{indent}- ") for why in why_phrases(line, question.today, question.zone)]
    return "\n".join(lines)


# Columns


def _columns(view: View) -> list[Column]:
    if view.format is Format.CSV:
        names = "id uid kind weight status outcome stories".split()
        return [
            *(Column(name, name) for name in names),
            Column("assigned", _assigned),
            Column("reasons", lambda row: [reason["kind"] for reason in row["reasons"]]),
            Column("why", _why),
            *(Column(name, name) for name in ("statement", "as_of", "published_until")),
        ]
    return [
        Column("claim", lambda row: f"#{row['id']}", right=True),
        Column("weight", "weight"),
        Column("status", lambda row: "; ".join(words(row[name]) for name in ("status", "outcome") if row[name])),
        Column("taken by", _assigned),
        Column("why", _why),
        Column("statement", lambda row: row["statement"] or REDACTED),
    ]


def _assigned(row: Json) -> str | None:
    return row["assigned"]["reviewer"] if row["assigned"] else None


def _why(row: Json) -> str:
    return "; ".join(row["why"])
