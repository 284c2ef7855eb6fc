"""What was entered, in words for people: the same sentences on the command line and at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from claims.entry.drafts import Made, Thing
from claims.entry.reviewing.assign import Assigned, HandedOver
from claims.entry.reviewing.reviewed import Reviewed
from claims.features.inquiries.words import when_phrase
from claims.render.phrases import counted, listed, missing_outcome, moment_phrase
from claims.text.harmless import one_line
from claims.vocabulary import Outcome, Status, words

LONGEST = 60
"""How many characters of a record's name an answer repeats."""

_BY_THEMSELVES = frozenset({"article", "window"})
"""The kinds of record that an answer names beside the appearance, or on a line of their own."""


def taken_in_words(made: Assigned, zone: tzinfo) -> str:
    """Return who has a claim now."""
    if not made.made:
        since = moment_phrase(made.since, zone) if made.since else "before"
        return f"claim #{made.claim}: you have had it since {since}; nothing was entered"
    over = f", over from {made.before}" if made.before else ""
    return f"claim #{made.claim}: taken by {made.reviewer}{over}"


def dropped_in_words(made: Assigned) -> str:
    """Return that a claim is free again."""
    return f"claim #{made.claim}: dropped; it is free to take"


def taken_over_in_words(made: HandedOver) -> str:
    """Return which claims somebody took over; those known only off the record are counted."""
    numbers = listed(f"#{number}" for number in made.claims)
    parts = [f"{'claim' if len(made.claims) == 1 else 'claims'} {numbers}"] if made.claims else []
    parts += [f"{counted(made.unlisted, 'claim')} known only off the record"] if made.unlisted else []
    return f"{listed(parts)}: taken by {made.reviewer}, over from {made.before}"


def made_in_words(made: Made) -> str:
    """Return a sentence with the numbers of the new records, and below it how windows in time were understood."""
    first = next(
        (record for record in made.made if (record.subject, record.id) == ("appearance", made.appearance)), None
    )
    parts = [_claim(made), *([_appearance(first, made)] if first else _article(made))]
    rest = [record for record in made.made if record is not first and record.subject not in _BY_THEMSELVES | {"claim"}]
    parts += [f"{_called(record)} (new)" for record in rest]
    unseen = [record for record in made.made if record.subject == "article" and record.id != made.article]
    parts += [f"{_called(record)} (new)" for record in unseen]
    return "\n".join([", ".join(part for part in parts if part), *windows_in_words(made)])


def windows_in_words(made: Made) -> Iterable[str]:
    """Return how each new window in time was understood."""
    return [one_line(record.label) for record in made.made if record.subject == "window"]


def shortened(text: str) -> str:
    """Return the beginning of a text on one line."""
    flat = one_line(text)
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1].rstrip()}…"


def _claim(made: Made) -> str:
    if made.claim is None:
        return ""
    is_new = any(record.subject == "claim" for record in made.made)
    return f"claim #{made.claim}{' (new)' if is_new else ''}"


def _appearance(record: Thing, made: Made) -> str:
    is_new = any(other.subject == "article" and other.id == made.article for other in made.made)
    return f"appearance #{record.id} in {one_line(record.label)} (article #{made.article}{', new' if is_new else ''})"


def _article(made: Made) -> list[str]:
    return [
        f"{_called(record)} (new)" for record in made.made if record.subject == "article" and record.id == made.article
    ]


def _called(record: Thing) -> str:
    if record.subject == "appearance":
        return f"appearance #{record.id} in {one_line(record.label)}"
    return f"{words(record.subject)} #{record.id} {shortened(record.label)}"


def reviewed_in_words(made: Reviewed) -> str:
    """Return a review's result in words: old and new status and outcome, who agrees, and who still has to."""
    number = next(record.id for record in made.made if record.subject == "review")
    if made.proposed:
        parts = filter(None, (made.proposed_status, made.proposed_outcome))
        given = ", outcome ".join(words(word) for word in parts)
        waits = f"somebody else has to agree: claims review {made.claim} --agree"
        return f"claim #{made.claim}: proposed: {given} (review #{number}); {waits}"
    agrees = f", agrees with #{made.agrees_with}" if made.agrees_with is not None else ""
    sentence = f"claim #{made.claim}: {_step(made.old_status, made.status)} (review #{number}{agrees})"
    if made.outcome is not None and made.old_outcome is not None:
        sentence += f", outcome {_step(made.old_outcome, made.outcome)}"
    sentence += missing_outcome(made.status, made.outcome, claim=made.claim)
    return f"{sentence}; {listed(made.people)} agree" if agrees else sentence


def _step(old: Status | Outcome, new: Status | Outcome) -> str:
    return f"{words(new)} as before" if old == new else f"{words(old)}, now {words(new)}"


def corrected_in_words(made: Made, kind: str) -> str:
    """Return the correction in words, and the appearance that replaces the old one."""
    marks = [record for record in made.made if record.subject == "correction"]
    sentence = f"correction #{marks[0].id}, {marks[0].label}"
    successor = next((record for record in made.made if record.subject == "appearance"), None)
    if kind == "wrong" and successor is not None:
        sentence += f"; appearance #{successor.id} in {successor.label} replaces it"
    return sentence


def article_corrected_in_words(made: Made, kind: str) -> str:
    """Return the correction of a whole article in words, a line for each of its appearances."""
    marks = [record for record in made.made if record.subject == "correction"]
    done = {"wrong": "entered wrongly", "not-a-reprint": "no longer a reprint"}.get(kind, kind)
    sentence = f"article #{made.article}: {done}, with {counted(len(marks), 'appearance')}"
    return "\n".join(
        [sentence if marks else sentence.partition(",")[0], *(f"correction #{mark.id}, {mark.label}" for mark in marks)]
    )


def asked_in_words(made: Made, reply_by: datetime | None, zone: tzinfo) -> str:
    """Return the new inquiries and the deadline for a reply, in words."""
    whom = made.made[0].label
    made_ones = ", ".join(f"#{record.id}" for record in made.made)
    about = f" about claim #{made.claim}" if made.claim is not None else ", one about each claim"
    wanted = f"; a reply is wanted by {when_phrase(reply_by, zone)}" if reply_by is not None else ""
    noun = "inquiry" if len(made.made) == 1 else "inquiries"
    return f"{noun} {made_ones}{about}: asked {whom}{wanted}"


def answered_in_words(made: Made) -> str:
    """Return the new replies, and the appearances that use them, in words."""
    replies = [record for record in made.made if record.subject == "inquiry_reply"]
    if len(replies) > 1:
        numbers = ", ".join(f"#{record.id}" for record in replies)
        used = ", ".join(f"#{record.id}" for record in made.made if record.subject == "appearance")
        return f"{replies[0].label} (replies {numbers}){f'; used as appearances {used}' if used else ''}"
    reply = replies[0]
    sentence = f"{reply.label} (reply #{reply.id} about claim #{made.claim})"
    if made.appearance is None:
        return sentence
    there = next(
        (record for record in made.made if record.subject == "appearance" and record.id == made.appearance), None
    )
    where = f" in {there.label} (article #{made.article})" if there is not None else ""
    return f"{sentence}; used as appearance #{made.appearance}{where}"


def judged_in_words(made: Made) -> str:
    """Return the judgements, and the record that two now appear as."""
    judged = [
        f"{one_line(record.label)} (judgement #{record.id})" for record in made.made if record.subject == "judgement"
    ]
    stands = [
        f"they now appear as {record.subject} #{record.id} {one_line(record.label)}"
        for record in made.made
        if record.subject != "judgement"
    ]
    return "; ".join([*judged, *stands])


def related_in_words(made: Made) -> str:
    """Return how claims relate now."""
    return "; ".join(f"claim {record.label} (relation #{record.id})" for record in made.made)


def edited_in_words(made: Made) -> str:
    """Return that a claim was edited, and how its new windows were understood."""
    claim = next(record for record in made.made if record.subject == "claim")
    return "\n".join([f"claim #{claim.id} edited: {shortened(claim.label)}", *windows_in_words(made)])
