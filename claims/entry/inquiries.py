"""Inquiries: whom we asked about a claim, the replies, and their use as appearances in our own outlet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import INQUIRY, INQUIRY_REPLY
from claims.entry.adding import NewAppearance
from claims.entry.drafts import AppearanceDraft, ArticleDraft, InquiryDraft, Made, ReplyDraft, ReplyUse, SourceDraft
from claims.entry.log import add_appearance
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.texts import required
from claims.entry.work import Work, number
from claims.errors import BadUsage, BadValue, Refused
from claims.privacy.offrecord import only_off_record
from claims.reading.find import described, find, matches
from claims.reading.identity import Identities, identities
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article, Inquiry, InquiryReply, Outlet, Source
from claims.text.dates import day_in_words
from claims.text.matching import match_key
from claims.text.references import number_in
from claims.vocabulary import (
    SOURCE_KIND_OF,
    ArticleKind,
    Attribution,
    Reply,
    SourceKind,
    Stance,
    words,
)

ATTRIBUTIONS = tuple(SOURCE_KIND_OF)
"""The attributions that a reply can have: those with a source."""


# Asking


def ask(session: Session, claims: tuple[str, ...], draft: InquiryDraft) -> Made:
    """Record that we asked somebody about each of ``claims``: one inquiry for each claim.

    Raises `Refused` for a deadline before the time of asking and for a document, `BadValue` for an inquiry in the
    future, `NotFound`, `Ambiguous`.
    """
    work, connection = Work(session), session.connection()
    joined = identities(connection)
    numbers = [find(connection, "claim", number, part="CLAIM") for number in claims]
    wanted = list({joined.canonical("claim", number): number for number in numbers}.values())
    asked_at = _asked_at(session, draft)
    source, whom = _asked(work, draft, joined)
    columns = stored(INQUIRY, draft, as_typed) | {"whom": whom, "asked_at": asked_at}
    for claim in wanted:
        _notice_open(work, claim, whom, joined)
        row = Inquiry(claim_id=claim, source_id=source, **columns)
        work.add(row, whom if source is None else f"{whom} (source #{source})")
    return work.result(claim=wanted[0] if len(wanted) == 1 else None)


def _asked_at(session: Session, draft: InquiryDraft) -> datetime:
    """Return when we asked; raises for a time in the future and for a deadline before it."""
    now: datetime = session.info["at"]
    asked_at = draft.asked_at or now
    if asked_at > now:
        raise BadValue("the inquiry is in the future; record it once you have asked", part="--asked")
    if draft.reply_by is not None and draft.reply_by < asked_at:
        raise Refused("--reply-by is before the time of asking; give a later time", part="--reply-by")
    return asked_at


def _asked(work: Work, draft: InquiryDraft, joined: Identities) -> tuple[int | None, str]:
    """Return the source we asked, if it is known, and its name."""
    typed = required(draft.whom, "the name of whoever was asked", "WHOM")
    connection = work.session.connection()
    if draft.source is not None:
        source = _who_can_answer(work, find(connection, "source", draft.source, part="--source"), joined, "--source")
        return source, typed
    if number_in(typed) is not None:
        known = [find(connection, "source", typed, part="WHOM")]
    else:
        known = sorted({joined.canonical("source", number) for number in matches(connection, "source", typed)})
    if len(known) > 1:
        listed = "; ".join(described(connection, "source", known))
        work.notice(
            f"several sources have this name ({listed}), so the inquiry is linked to none; say which with --source"
        )
    if len(known) != 1:
        return None, typed
    source = _who_can_answer(work, known[0], joined, "WHOM")
    row = work.get(Source, source)
    by_name = match_key(typed) == row.match_key and typed.casefold() != row.slug
    return source, typed if by_name else row.name or row.described or typed


def _who_can_answer(work: Work, source: int, joined: Identities, part: str) -> int:
    """Return the canonical number of a source that can answer; raises `Refused` for a document."""
    source = joined.canonical("source", source)
    if work.get(Source, source).kind is SourceKind.DOCUMENT:
        raise Refused(f"source #{source} is a document and cannot answer; ask its issuer", part=part)
    table = TABLES["source"]
    secret = select(table.c.id).where(table.c.id == source, only_off_record("source", None))
    if work.session.connection().execute(secret).first() is not None:
        work.notice(f"source #{source} is known only off the record, but this inquiry openly shows that we asked")
    return source


def _notice_open(work: Work, claim: int, whom: str, joined: Identities) -> None:
    """Point out unanswered inquiries to the same person about the same claim."""
    inquiry, reply = TABLES["inquiry"], TABLES["inquiry_reply"]
    statement = (
        select(inquiry.c.id, inquiry.c.whom)
        .where(inquiry.c.claim_id.in_(joined.members("claim", claim)), inquiry.c.id.not_in(select(reply.c.inquiry_id)))
        .order_by(inquiry.c.id)
    )
    for open_inquiry, asked in work.session.connection().execute(statement):
        if match_key(asked or "") == match_key(whom):
            work.notice(f"inquiry #{open_inquiry} to {whom} about claim #{claim} is still unanswered")


# Answers


def answer(session: Session, inquiries: tuple[str, ...], draft: ReplyDraft, zone: tzinfo = UTC) -> Made:
    """Record the reply to each of ``inquiries``, named by number or uid; earlier replies stay, and the newest counts.

    With ``draft.use`` it becomes an appearance of each claim, all in one article of our own outlet, said on the day of
    the reply by the clock of ``zone``. Raises `BadUsage` for an answer without words, `BadValue` for a reply in the
    future, `Refused` for a reply before the inquiry and for one that cannot be used, `NotFound`, `Ambiguous`.
    """
    work, connection = Work(session), session.connection()
    numbers = dict.fromkeys(find(connection, "inquiry", inquiry, part="INQUIRY") for inquiry in inquiries)
    _check(draft)
    claims: dict[int, None] = {}
    used: list[NewAppearance] = []
    appearance: int | None = None
    for wanted in numbers:
        asked = work.get(Inquiry, wanted)
        claims[asked.claim_id] = None
        replied_at = _replied_at(work, asked, draft)
        columns = stored(INQUIRY_REPLY, draft, as_typed) | {"replied_at": replied_at}
        if draft.use is None:
            appearance = _appearance_there(work, asked, draft.appearance)
        else:
            shared = replace(draft.use, article=f"#{used[0].article.id}") if used else draft.use
            values = _appearance(work, asked, replace(draft, use=shared), replied_at.astimezone(zone))
            used.append(add_appearance(work, asked.claim_id, values))
            appearance = used[-1].id
        row = InquiryReply(inquiry_id=number(asked), appearance_id=appearance, **columns)
        work.add(row, f"{asked.whom or 'somebody'}: {words(draft.reply)}")
        _notice_early(work, asked, draft, zone)
    single = len(numbers) == 1
    return work.result(
        claim=next(iter(claims)) if len(claims) == 1 else None,
        appearance=appearance if single else None,
        article=used[0].article.id if used else None,
    )


def _notice_early(work: Work, asked: Inquiry, draft: ReplyDraft, zone: tzinfo) -> None:
    """Point out that no answer is recorded although there is time left for one."""
    if draft.reply is Reply.NO_ANSWER and asked.reply_by is not None and asked.reply_by > work.at:
        day = day_in_words(asked.reply_by.astimezone(zone).date())
        work.notice(f"the deadline for the reply, {day}, has not passed yet")


def _check(draft: ReplyDraft) -> None:
    """Refuse a reply that says nothing or several things; raises `BadUsage`."""
    if draft.use is not None and draft.appearance is not None:
        raise BadUsage(
            "--use adds an appearance, --appearance names an existing one; give only one", part="--appearance"
        )
    if draft.reply is Reply.NO_ANSWER and (draft.use is not None or draft.appearance is not None):
        raise BadUsage("there is no reply to use", part="--use" if draft.use else "--appearance")
    if draft.reply is Reply.ANSWERED and not (draft.note or "").strip() and not (draft.use or draft.appearance):
        raise BadUsage("give the answer with --note, or log it as an appearance with --use", part="--note")


def _replied_at(work: Work, asked: Inquiry, draft: ReplyDraft) -> datetime:
    """Return when a reply came: as entered, else when the earlier reply came that is used now, else just now."""
    now: datetime = work.session.info["at"]
    if draft.replied_at is None:
        return (None if draft.note else _earlier(work, asked, draft)) or now
    if draft.replied_at > now:
        raise BadValue("the reply is in the future; record it once it has come", part="--at")
    if asked.asked_at is not None and draft.replied_at < asked.asked_at:
        raise Refused(f"the reply is dated before inquiry #{asked.id}; give a later --at", part="--at")
    return draft.replied_at


def _earlier(work: Work, asked: Inquiry, draft: ReplyDraft) -> datetime | None:
    """Return when the newest reply of the same kind came, if the draft uses that reply now."""
    if draft.use is None and draft.appearance is None:
        return None
    table = TABLES["inquiry_reply"]
    statement = (
        select(table.c.replied_at)
        .where(table.c.inquiry_id == number(asked), table.c.reply == draft.reply)
        .order_by(table.c.entered_at.desc(), table.c.uid.desc())
    )
    return work.session.connection().execute(statement).scalars().first()


def _appearance(work: Work, asked: Inquiry, draft: ReplyDraft, replied_at: datetime) -> AppearanceDraft:
    """Return the draft of a reply's appearance; missing values follow from the inquiry."""
    assert draft.use is not None
    values = {"said": replied_at.date(), **draft.use.values}
    values |= _on_whose_word(work, asked, values)
    if "stance" not in values:
        if draft.reply is Reply.ANSWERED:
            raise BadUsage(f"give the answer's stance on the claim: --stance {', '.join(Stance)}", part="--use")
        values["stance"] = Stance.DECLINES
    return AppearanceDraft(article=_article(work, draft.use), **values)


def _on_whose_word(work: Work, asked: Inquiry, values: dict[str, Any]) -> dict[str, Any]:
    """Return attribution and source: as entered, else from the source we asked; raises `BadUsage`."""
    attribution: Attribution | None = values.get("attribution")
    if attribution is not None and attribution not in ATTRIBUTIONS:
        raise BadUsage(f"a reply needs a source: --attribution {', '.join(ATTRIBUTIONS)}", part="--attribution")
    if values.get("source") is None and asked.source_id is not None:
        own = _attribution_of(work.get(Source, asked.source_id))
        if attribution in (None, own):
            return {"attribution": own, "source": SourceDraft(source=f"#{asked.source_id}")}
    if attribution is None:
        raise BadUsage(f"say who answered: --attribution {', '.join(ATTRIBUTIONS)}", part="--use")
    return {"attribution": attribution}


def _attribution_of(source: Source) -> Attribution:
    if source.kind is SourceKind.INSTITUTION:
        return Attribution.INSTITUTION
    return Attribution.NAMED if source.named else Attribution.UNNAMED


def _article(work: Work, use: ReplyUse) -> ArticleDraft:
    """Return the article that uses a reply: an existing article of ours, else new unpublished reporting."""
    ours = _our_outlets(work)
    if use.article is None:
        return ArticleDraft(outlet=f"#{_our_outlet(work, ours, use.outlet)}", kind=ArticleKind.UNPUBLISHED)
    joined = work.joined
    wanted = work.canonical("article", use.article, "--article")
    outlet = work.get(Article, wanted).outlet_id
    if outlet is None or joined.canonical("outlet", outlet) not in ours:
        raise Refused(
            f"article #{wanted} is not in our own outlet; name an article of ours, or leave --article out",
            part="--article",
        )
    if use.outlet is not None and _our_outlet(work, ours, use.outlet) != joined.canonical("outlet", outlet):
        raise Refused(f"article #{wanted} is not in {use.outlet}", part="--outlet")
    return ArticleDraft(article=f"#{wanted}")


def _our_outlet(work: Work, ours: list[int], named: str | None) -> int:
    """Return the named outlet of ours, or our only outlet; raises `Refused` and `BadUsage`."""
    if named is not None:
        wanted = work.canonical("outlet", named, "--outlet")
        if wanted not in ours:
            name = work.get(Outlet, wanted).name
            raise Refused(
                f"{name} is not marked as our own; if it is: claims outlet edit {wanted} --ours", part="--outlet"
            )
        return wanted
    if not ours:
        raise Refused(
            "no outlet is marked as our own; mark one with `claims outlet edit NAME --ours`, or add one with "
            "`claims outlet add NAME --ours`",
            part="--use",
        )
    if len(ours) > 1:
        listed = "; ".join(described(work.connection, "outlet", ours))
        raise BadUsage(f"several outlets are our own ({listed}); say which with --outlet", part="--use")
    return ours[0]


def _our_outlets(work: Work) -> list[int]:
    """Return the outlets that are marked as our own, or judged the same as an outlet of ours."""
    table, connection = TABLES["outlet"], work.session.connection()
    joined = identities(connection)
    numbers = connection.execute(select(table.c.id).where(table.c.ours)).scalars()
    return sorted({joined.canonical("outlet", number) for number in numbers})


def _appearance_there(work: Work, asked: Inquiry, typed: str | None) -> int | None:
    """Return the named appearance; raises `Refused` unless it is of the claim and in our own outlet."""
    if typed is None:
        return None
    connection = work.session.connection()
    joined = identities(connection)
    row = work.get(Appearance, find(connection, "appearance", typed, part="--appearance"))
    if joined.canonical("claim", row.claim_id) != joined.canonical("claim", asked.claim_id):
        raise Refused(
            f"appearance #{row.id} is of claim #{row.claim_id}, but inquiry #{asked.id} is about claim "
            f"#{asked.claim_id}",
            part="--appearance",
        )
    outlet = work.get(Article, joined.canonical("article", row.article_id)).outlet_id
    if outlet is None or joined.canonical("outlet", outlet) not in _our_outlets(work):
        raise Refused(f"appearance #{row.id} is not in our own outlet; name an appearance that is", part="--appearance")
    return number(row)
