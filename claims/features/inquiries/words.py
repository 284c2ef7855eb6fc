"""Inquiries in sentences: whom we asked, how and when, and the replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, tzinfo

from claims.catalogue import INQUIRY
from claims.reading.records import ClaimRecord, InquiryRecord, ReplyRecord
from claims.render.phrases import counted, entered_phrase, field_phrases, listed, moment_phrase
from claims.render.tree import Branch
from claims.text.dates import day_in_words
from claims.values import value
from claims.vocabulary import CorrectionKind, InquiryHow, Reply


@value
class InquiryCounts:
    """The numbers of inquiries, claims and replies."""

    inquiries: int
    claims: int
    answered: int
    declined: int
    without_reply: int
    """Inquiries still without a reply, or entered as never answered."""
    overdue: int
    """Unanswered inquiries past their due day."""


def inquiry_counts(claims: Iterable[ClaimRecord]) -> InquiryCounts:
    """Return the inquiries about claims in numbers."""
    asked_about = [claim for claim in claims if claim.inquiries]
    inquiries = [inquiry for claim in asked_about for inquiry in claim.inquiries]
    replies = [inquiry.reply for inquiry in inquiries]
    return InquiryCounts(
        inquiries=len(inquiries),
        claims=len(asked_about),
        answered=replies.count(Reply.ANSWERED),
        declined=replies.count(Reply.DECLINED),
        without_reply=replies.count(Reply.NO_ANSWER) + replies.count(None),
        overdue=sum(inquiry.is_overdue for inquiry in inquiries),
    )


def counts_sentence(counts: InquiryCounts) -> str:
    """Return the numbers in a sentence: ``5 inquiries about 3 claims: 2 answered, 1 declined, 2 without reply``."""
    parts = [
        f"{counts.answered} answered" if counts.answered else "",
        f"{counts.declined} declined" if counts.declined else "",
        f"{counts.without_reply} without reply{_overdue(counts)}" if counts.without_reply else "",
    ]
    text = ", ".join(filter(None, parts))
    about = f"{counted(counts.inquiries, 'inquiry', 'inquiries')} about {counted(counts.claims, 'claim')}"
    return f"{about}: {text}."


def _overdue(counts: InquiryCounts) -> str:
    """Return how many of the unanswered ones are overdue."""
    if not counts.overdue:
        return ""
    if counts.overdue < counts.without_reply:
        return f", {counts.overdue} of them overdue"
    return " and overdue" if counts.overdue == 1 else ", all of them overdue"


def inquiry_branches(claim: ClaimRecord, zone: tzinfo) -> list[Branch]:
    """Return a line for each inquiry about a claim, with its replies below."""
    return [
        Branch(inquiry_phrase(inquiry, zone), list(map(Branch, _replies(inquiry, claim, zone))))
        for inquiry in claim.inquiries
    ]


def inquiry_lines(claim: ClaimRecord, zone: tzinfo) -> tuple[str, ...]:
    """Return the same without levels: each inquiry, then its replies."""
    return tuple(
        line
        for inquiry in claim.inquiries
        for line in (inquiry_phrase(inquiry, zone), *_replies(inquiry, claim, zone, "→ "))
    )


def inquiry_phrase(inquiry: InquiryRecord, zone: tzinfo) -> str:
    """Return whom we asked, how, when and what: ``Global Affairs Canada, by email on 20 March 2024 (…): …``."""
    day = f"on {when_phrase(inquiry.asked_at, zone)}" if inquiry.asked_at else ""
    asked = " ".join(filter(None, (_HOW[inquiry.how], day)))
    by = entered_phrase(inquiry.who, inquiry.at, zone)
    question = f": {inquiry.question}" if inquiry.question else ""
    own = field_phrases(INQUIRY, inquiry)
    return f"{', '.join(filter(None, (inquiry.label, asked, *own)))} (inquiry #{inquiry.id}; {by}){question}"


_HOW = {
    InquiryHow.EMAIL: "by email",
    InquiryHow.PHONE: "by phone",
    InquiryHow.MESSAGE: "by message",
    InquiryHow.IN_PERSON: "in person",
    InquiryHow.LETTER: "by letter",
    InquiryHow.FORM: "by a form",
    InquiryHow.OTHER: "",
}


def state_phrase(inquiry: InquiryRecord, zone: tzinfo) -> str:
    """Return an inquiry's state: the reply, or the day it is or was due."""
    if inquiry.replies:
        newest = inquiry.replies[-1]
        return STATES[newest.reply] + (", off the record" if newest.off_record else "")
    if inquiry.reply_by is None:
        return "no reply yet"
    until = when_phrase(inquiry.reply_by, zone)
    return f"no reply yet; it was due on {until}" if inquiry.is_overdue else f"no reply yet; it is due by {until}"


STATES = {Reply.ANSWERED: "answered", Reply.DECLINED: "declined to answer", Reply.NO_ANSWER: "did not answer"}


def when_phrase(at: datetime, zone: tzinfo) -> str:
    """Return a moment on the newsroom's clock; a moment entered as a day stays a day."""
    local = at.astimezone(zone)
    return day_in_words(local.date()) if local.time() in (time.min, time.max) else moment_phrase(at, zone)


def _replies(inquiry: InquiryRecord, claim: ClaimRecord, zone: tzinfo, sign: str = "") -> Iterator[str]:
    """Yield the replies in the order of entry, or that none came."""
    for reply in inquiry.replies:
        yield sign + _reply(reply, claim, zone)
    if not inquiry.replies:
        yield sign + state_phrase(inquiry, zone)


def _reply(reply: ReplyRecord, claim: ClaimRecord, zone: tzinfo) -> str:
    """Return a reply: what, when, who entered it, the words, and where they were used."""
    day = "by" if reply.reply is Reply.NO_ANSWER else "on"
    when = f" {day} {when_phrase(reply.replied_at, zone)}" if reply.replied_at else ""
    secret = ", off the record" if reply.off_record else ""
    words = f": {reply.note}" if reply.note else ""
    used = f"; {_used(reply.appearance_id, claim)}" if reply.appearance_id else ""
    return f"{STATES[reply.reply]}{when}{secret} ({entered_phrase(reply.who, reply.at, zone)}){words}{used}"


def _used(appearance: int, claim: ClaimRecord) -> str:
    """Return the appearance that uses a reply, and its replacement if it was entered wrongly."""
    wrong = next((entry for entry in claim.wrong_entries if entry.id == appearance), None)
    if wrong is None:
        return f"used as appearance #{appearance}"
    successors: Sequence[str] = [
        f"#{correction.successor_id}"
        for correction in wrong.corrections
        if correction.kind is CorrectionKind.WRONG and correction.successor_id is not None
    ]
    instead = f"; {listed(successors)} replaces it" if successors else ""
    return f"used as appearance #{appearance}, which was entered wrongly{instead}"
