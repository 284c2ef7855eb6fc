"""`claims ask`, `claims answer` and `claims inquiries`: whom we asked about a claim, and the replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

import click

from claims.catalogue import INQUIRY_REPLY
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, reading, writing
from claims.cli.forms.drafting import taking
from claims.cli.forms.fields import option_of
from claims.cli.forms.names import settled_appearance
from claims.cli.forms.sections import ASKED, CAME_BACK, USED_REPLY
from claims.cli.reading.claims import question_of
from claims.cli.terminal.render import Column, Format, emit, warn
from claims.entry.drafts import AppearanceDraft
from claims.errors import BadUsage
from claims.text.dates import day_in_words
from claims.text.typed import asked_from, deadline, replied_until
from claims.vocabulary import Attribution, Reply

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.inquiries.read import InquiryLine, InquiryList

Json = dict[str, Any]


@command(
    "ask",
    example="""
        claims ask 98 "Global Affairs Canada press office" --how email --reply-by "22 March 2024"
        claims ask 98,99 "#22" --how phone --reply-by "in 2 days" --question "Is Japan in line to join?"
    """,
)
@click.argument("claim", shell_complete=completion.claims)
@click.argument("whom", shell_complete=completion.sources)
@taking(asked=ASKED)
@writing
def ask(
    desk: Desk,
    form: Format,
    claim: str,
    whom: str,
    asked: dict[str, Any],
) -> None:
    """Record whom we asked about a claim.

    CLAIM is a number, or several with commas: an inquiry is made about each. WHOM is a person or body as you would
    print it; a known source's name, #number or slug links the inquiry to that source. Record a right of reply in the
    same way: ask whoever the claim is about, before publication, with --question for your question and --reply-by for
    the deadline. `claims answer` enters the reply, or that none came.
    """
    from claims.entry.answers import asked_in_words
    from claims.entry.drafts import InquiryDraft
    from claims.entry.inquiries import ask as use_case

    zone = desk.settings.zone
    asked_at = asked_from(asked["asked_at"], zone) if "asked_at" in asked else None
    reply_by = deadline(asked["reply_by"], asked_at, zone) if "reply_by" in asked else None
    draft = InquiryDraft(**{**asked, "whom": whom, "asked_at": asked_at, "reply_by": reply_by})
    claims = _each(claim)
    made = desk.write("ask", lambda session: use_case(session, claims, draft))
    answer(made, form, text=lambda: asked_in_words(made, draft.reply_by, zone))


@command(
    "answer",
    example="""
        claims answer 3 declined --note "does not comment on other states' talks"
        claims answer 3 answered --note "has not been invited" --use --stance denies --terms on_record
        claims answer 3,4 no_answer
    """,
)
@click.argument("inquiry")
@click.argument("reply", type=choice(Reply))
@taking(came=CAME_BACK)
@click.option(
    "--use", is_flag=True, help="Use it: make it an appearance of the claim in our own outlet, with the options below."
)
@click.option("--outlet", metavar="NAME", shell_complete=completion.outlets, help="Which of our outlets uses it.")
@click.option(
    "--article",
    metavar="ARTICLE",
    shell_complete=completion.articles,
    help="Our article that uses it, if it is recorded (else new, unpublished reporting).",
)
@option_of(INQUIRY_REPLY["appearance"])
@taking(values=USED_REPLY)
@writing
def answer_(
    desk: Desk,
    form: Format,
    inquiry: str,
    reply: Reply,
    came: dict[str, Any],
    use: bool,
    outlet: str | None,
    article: str | None,
    appearance: str | None,
    values: dict[str, Any],
) -> None:
    """Record the reply to an inquiry.

    INQUIRY is its number (`claims inquiries`), or several with commas: the reply is recorded for each. REPLY is
    answered, declined (they would not say) or no_answer (nothing came). Every reply is kept and the newest counts;
    correct a mistake with a new reply.

    With --use the reply becomes an appearance of the claim in our own outlet, attributed to the source you asked,
    unless --attribution and --source say otherwise; --stance gives the reply's stance on the claim. An answer with
    --terms off_record is shown only with --confidential: elsewhere the inquiry says only that an answer came, off the
    record. To use an earlier reply, enter it again without a note.
    """
    from claims.entry.answers import answered_in_words
    from claims.entry.drafts import ReplyDraft, ReplyUse
    from claims.entry.inquiries import answer as use_case

    if not use:
        _refuse_details({"outlet": outlet, "article": article, **values})
    zone = desk.settings.zone
    draft = ReplyDraft(
        reply=reply,
        appearance=appearance,
        use=ReplyUse(values=_settled(desk, values), outlet=outlet, article=article) if use else None,
        **{**came, "replied_at": replied_until(came["replied_at"], zone) if "replied_at" in came else None},
    )
    inquiries = _each(inquiry)
    made = desk.write("answer", lambda session: use_case(session, inquiries, draft, zone))
    answer(made, form, text=lambda: answered_in_words(made))


@command(
    "inquiries",
    example="claims inquiries --overdue\n"
    'claims inquiries --story aukus-pillar-2 --all --as-of "1 April 2024"\n'
    'claims inquiries --whom "Global Affairs" --format csv',
)
@click.option("--claim", metavar="CLAIM", shell_complete=completion.claims, help="Inquiries about this claim.")
@click.option(
    "--story", metavar="STORY", shell_complete=completion.stories, help="Inquiries about this story's claims."
)
@click.option(
    "--whom",
    metavar="NAME",
    shell_complete=completion.sources,
    help="Inquiries to this source, or to anybody of that name.",
)
@click.option("--overdue", is_flag=True, help="Inquiries whose reply is overdue.")
@click.option("--all", "closed", is_flag=True, help="List answered and closed inquiries too.")
@click.option("--confidential", is_flag=True, help="Show off-the-record replies too.")
@reading
def inquiries(
    desk: Desk,
    view: View,
    claim: str | None,
    story: str | None,
    whom: str | None,
    overdue: bool,
    closed: bool,
    confidential: bool,
) -> None:
    """List whom we asked, overdue replies first.

    It lists inquiries without a reply. Every option but --all narrows the list. Inquiries have no day of publication,
    so --published-until leaves nothing out.
    """
    from claims.features.inquiries.as_json import inquiry_line_json
    from claims.features.inquiries.read import InquiryFilters, inquiry_lines
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential)

    def read(connection: Connection) -> InquiryList:
        filters = InquiryFilters(
            claim=_number(connection, "claim", claim),
            story=_number(connection, "story", story),
            whom=whom,
            overdue=overdue,
            closed=closed,
        )
        return inquiry_lines(connection, filters, question)

    listed = desk.read(read)
    if listed.hidden:
        warn(_hidden(listed.hidden))
    rows = [inquiry_line_json(line, question.zone) | view_json(question) for line in listed.lines]
    emit(rows, _columns(view, listed.lines, question.zone), view.format, empty="No inquiry fits.", caption=view.caption)


# Reading typed values


def _each(typed: str) -> tuple[str, ...]:
    """Return the numbers typed with commas between them."""
    return tuple(part.strip() for part in typed.split(",") if part.strip()) or (typed,)


def _settled(desk: Desk, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values after the person at the terminal chose the source for a name like a known name."""
    if "source" not in values:
        return values
    attribution = values.get("attribution", Attribution.NAMED)
    draft = settled_appearance(desk, AppearanceDraft(attribution=attribution, source=values["source"]))
    return values | {"source": draft.source}


def _refuse_details(given: Mapping[str, Any]) -> None:
    """Refuse details of an appearance that is not made; raises `BadUsage`."""
    for name, value in given.items():
        if value is not None:
            option = _OPTIONS.get(name, f"--{name.replace('_', '-')}")
            raise BadUsage(f"{option} says how to use a reply; give --use too", part=option)


_OPTIONS = {"hedges": "--hedge", "note": "--appearance-note"}


def _number(connection: Connection, subject: str, typed: str | None) -> int | None:
    """Return the number of the record that an option names."""
    from claims.reading.find import find

    return None if typed is None else find(connection, subject, typed, part=f"--{subject}")


# Text for people


def _hidden(count: int) -> str:
    noun = "1 inquiry about a claim" if count == 1 else f"{count} inquiries about claims"
    return (
        f"{noun} known only off the record {'is' if count == 1 else 'are'} not listed; --confidential lists "
        f"{'it' if count == 1 else 'them'}"
    )


def _columns(view: View, lines: Sequence[InquiryLine], zone: tzinfo) -> list[Column]:
    """Return the columns of the list: for people a few, with the statement last; for programs all flat values."""
    from claims.features.inquiries.words import state_phrase
    from claims.render.phrases import REDACTED

    if view.format is Format.CSV:
        return [Column(name, name) for name in _FLAT]
    asked = {line.inquiry.id: line.inquiry for line in lines}

    def day(row: Json) -> str:
        at = asked[row["id"]].asked_at
        return day_in_words(at.astimezone(zone).date()) if at is not None else ""

    return [
        Column("inquiry", lambda row: f"#{row['id']}", right=True),
        Column("claim", lambda row: f"#{row['claim']}", right=True),
        Column("whom", lambda row: asked[row["id"]].label),
        Column("asked", day),
        Column("status", lambda row: state_phrase(asked[row["id"]], zone)),
        Column("statement", lambda row: row["statement"] or REDACTED),
    ]


_FLAT = (
    "id uid claim whom how asked_at reply_by overdue reply question statement entered_by entered_at "
    "as_of published_until"
).split()
