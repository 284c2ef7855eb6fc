"""Inquiries in sentences: whom we asked, how and when, and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from claims.catalogue import INQUIRY
from claims.reading.records import ClaimRecord, InquiryRecord, ReplyRecord
from claims.render.phrases import counted, entered_phrase, field_phrases, listed, moment_phrase
from claims.render.tree import Branch
from claims.text.dates import day_in_words
from claims.vocabulary import CorrectionKind, InquiryHow, Reply


@dataclass(frozen=True, slots=True)
class InquiryCounts:
    """How many inquiries there are about how many claims, and what came back."""

    inquiries: int
    claims: int
    answered: int
    declined: int
    without_reply: int
    """Those to which nothing has come yet, or of which somebody has entered that nothing came."""
    overdue: int
    """Those of these to which a reply was wanted by now."""


def inquiry_counts(claims: Iterable[ClaimRecord]) -> InquiryCounts:
    """Return the inquiries about some claims in numbers."""
    asked_about = [claim for claim in claims if claim.inquiries]
    inquiries = [one for claim in asked_about for one in claim.inquiries]
    replies = [one.reply for one in inquiries]
    return InquiryCounts(
        inquiries=len(inquiries),
        claims=len(asked_about),
        answered=replies.count(Reply.ANSWERED),
        declined=replies.count(Reply.DECLINED),
        without_reply=replies.count(Reply.NO_ANSWER) + replies.count(None),
        overdue=sum(one.is_overdue for one in inquiries),
    )


def counts_sentence(counts: InquiryCounts) -> str:
    """Return the numbers in a sentence: ``5 inquiries about 3 claims: 2 answered, 1 declined, 2 without reply``."""
    parts = [
        f"{counts.answered} answered" if counts.answered else "",
        f"{counts.declined} declined" if counts.declined else "",
        f"{counts.without_reply} without reply{_overdue(counts)}" if counts.without_reply else "",
    ]
    told = ", ".join(filter(None, parts))
    about = f"{counted(counts.inquiries, 'inquiry', 'inquiries')} about {counted(counts.claims, 'claim')}"
    return f"{about}: {told}."


def _overdue(counts: InquiryCounts) -> str:
    """Return how many of those without a reply are overdue."""
    if not counts.overdue:
        return ""
    if counts.overdue < counts.without_reply:
        return f", {counts.overdue} of them overdue"
    return " and overdue" if counts.overdue == 1 else ", all of them overdue"


def inquiry_branches(claim: ClaimRecord, zone: tzinfo) -> list[Branch]:
    """Return a line for each inquiry about a claim, with what came back below it."""
    return [Branch(inquiry_phrase(one, zone), list(map(Branch, _replies(one, claim, zone)))) for one in claim.inquiries]


def inquiry_lines(claim: ClaimRecord, zone: tzinfo) -> tuple[str, ...]:
    """Return the same without levels: each inquiry, then what came back."""
    return tuple(
        line for one in claim.inquiries for line in (inquiry_phrase(one, zone), *_replies(one, claim, zone, "→ "))
    )


def inquiry_phrase(one: InquiryRecord, zone: tzinfo) -> str:
    """Return whom we asked, how, when and what: ``Global Affairs Canada, by email on 20 March 2024 (…): …``."""
    day = f"on {when_phrase(one.asked_at, zone)}" if one.asked_at else ""
    asked = " ".join(filter(None, (_HOW[one.how], day)))
    by = entered_phrase(one.who, one.at, zone)
    question = f": {one.question}" if one.question else ""
    own = field_phrases(INQUIRY, one)
    return f"{', '.join(filter(None, (one.label, asked, *own)))} (inquiry #{one.id}; {by}){question}"


_HOW = {
    InquiryHow.EMAIL: "by email",
    InquiryHow.PHONE: "by phone",
    InquiryHow.MESSAGE: "by message",
    InquiryHow.IN_PERSON: "in person",
    InquiryHow.LETTER: "by letter",
    InquiryHow.FORM: "by a form",
    InquiryHow.OTHER: "",
}


def state_phrase(one: InquiryRecord, zone: tzinfo) -> str:
    """Return where an inquiry stands: what came back, or by when a reply is or was wanted."""
    if one.replies:
        newest = one.replies[-1]
        return STATES[newest.reply] + (", off the record" if newest.off_record else "")
    if one.reply_by is None:
        return "no reply yet"
    until = when_phrase(one.reply_by, zone)
    return f"no reply yet; it was due on {until}" if one.is_overdue else f"no reply yet; it is wanted by {until}"


STATES = {Reply.ANSWERED: "answered", Reply.DECLINED: "declined to answer", Reply.NO_ANSWER: "did not answer"}


def when_phrase(at: datetime, zone: tzinfo) -> str:
    """Return a moment on the newsroom's clock; one that was given as a day is told as a day."""
    local = at.astimezone(zone)
    return day_in_words(local.date()) if local.time() in (time.min, time.max) else moment_phrase(at, zone)


def _replies(one: InquiryRecord, claim: ClaimRecord, zone: tzinfo, sign: str = "") -> Iterator[str]:
    """Yield what came back in the order of entry, or that nothing did."""
    for reply in one.replies:
        yield sign + _reply(reply, claim, zone)
    if not one.replies:
        yield sign + state_phrase(one, zone)


def _reply(reply: ReplyRecord, claim: ClaimRecord, zone: tzinfo) -> str:
    """Return one reply: what, when, who entered it, their words, and where these were used."""
    day = "by" if reply.reply is Reply.NO_ANSWER else "on"
    when = f" {day} {when_phrase(reply.replied_at, zone)}" if reply.replied_at else ""
    secret = ", off the record" if reply.off_record else ""
    words = f": {reply.note}" if reply.note else ""
    used = f"; {_used(reply.appearance_id, claim)}" if reply.appearance_id else ""
    return f"{STATES[reply.reply]}{when}{secret} ({entered_phrase(reply.who, reply.at, zone)}){words}{used}"


def _used(appearance: int, claim: ClaimRecord) -> str:
    """Return in which appearance a reply was used, and what stands instead of one that was entered wrongly."""
    wrong = next((one for one in claim.wrong_entries if one.id == appearance), None)
    if wrong is None:
        return f"used as appearance #{appearance}"
    successors: Sequence[str] = [
        f"#{one.successor_id}"
        for one in wrong.corrections
        if one.kind is CorrectionKind.WRONG and one.successor_id is not None
    ]
    instead = f"; {listed(successors)} stands instead" if successors else ""
    return f"used as appearance #{appearance}, which was entered wrongly{instead}"
