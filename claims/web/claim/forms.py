"""The forms for everything done with a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.catalogue import APPEARANCE, CORRECTION, EVIDENCE, INQUIRY, INQUIRY_REPLY, RELATION, REVIEW, SOURCE
from claims.reading.records import ClaimRecord
from claims.vocabulary import SOURCE_KIND_OF, InquiryHow, RelationKind, Reply, Status, words
from claims.web.chassis.forms import Form, Input, Shape, of_field

USE, RESTS_ON = "Use the reply in our own report", "Evidence"
"""Headings of our own."""

CHOOSE_CLAIM = "Its number; or type a word of it, and choose."

EVIDENCE_INPUTS = (
    Input(
        "evidence",
        "Links and articles",
        Shape.LINES,
        help="What it rests on, one on each line: a link, or a recorded article.",
        group=RESTS_ON,
        offers="evidence",
        part="--evidence",
    ),
    Input("files", "Files", Shape.FILE, help="A copy of each file is kept.", group=RESTS_ON, part="--files"),
    *(
        of_field(EVIDENCE[name], EVIDENCE[name].beside, group=RESTS_ON, shape=shape)
        for name, shape in (
            ("kind", Shape.CHOICE),
            ("title", Shape.LINE),
            ("published", Shape.LINE),
            ("note", Shape.LONG),
        )
    ),
)
"""The evidence for a review or a correction, as one kind."""

REVIEWING = Form(
    "review",
    (
        Input("status", "Status", Shape.CHOICE, words=tuple(Status), texts={}, part="STATUS"),
        replace(of_field(REVIEW["outcome"]), group=""),
        replace(of_field(REVIEW["note"]), group="", help="", required=True),
        *(replace(each, group=RESTS_ON) for each in EVIDENCE_INPUTS),
    ),
)
"""A review."""

_NOT_USED = frozenset({"relays", "relay_basis", "via", "attribution", "source", "stance"})

ASKING = Form(
    "ask",
    (
        Input(
            "whom",
            INQUIRY["whom"].form_label,
            help="As you would print it; a known source's name links the inquiry to it.",
            required=True,
            offers="source",
            part="WHOM",
        ),
        of_field(INQUIRY["how"], words=tuple(InquiryHow)),
        of_field(INQUIRY["reply_by"], name="reply_by", hint="moment"),
        of_field(INQUIRY["question"]),
        of_field(INQUIRY["asked_at"]),
        of_field(INQUIRY["source"]),
    ),
)
"""An inquiry; moments as typed."""

RELATING = Form(
    "relate",
    (
        Input("kind", "This claim …", Shape.CHOICE, words=tuple(RelationKind), required=True, part="KIND"),
        Input(
            "other",
            "… the other claim",
            help=CHOOSE_CLAIM,
            for_programs="Its number.",
            required=True,
            offers="claim",
            part="OTHER",
        ),
        of_field(RELATION["note"], shape=Shape.LONG, help=""),
    ),
)
"""How a claim bears on another."""

SAME, NOT_SAME = "duplicate", "not-duplicate"

JUDGING = Form(
    "same",
    (
        Input(
            "other",
            "Other claim",
            help=CHOOSE_CLAIM,
            for_programs="Its number.",
            required=True,
            offers="claim",
            part="OTHER",
        ),
        Input(
            "kind",
            "They are",
            Shape.CHOICE,
            words=(SAME, NOT_SAME),
            texts={SAME: "the same claim", NOT_SAME: "not the same claim"},
            default=SAME,
            part="KIND",
        ),
        Input("reason", "Why", Shape.LONG, required=True, part="--note"),
    ),
)
"""That two claims are the same, or not."""

CORRECTING_WHOLE = (
    Input(
        "correction",
        "What happened",
        Shape.CHOICE,
        words=("retracted", "edited", "wrong"),
        texts={
            "retracted": "the outlet retracted it",
            "edited": "the outlet changed it; the new version is logged as another appearance",
            "wrong": "we entered it wrongly; the values below are right",
        },
        required=True,
        part="--retracted",
    ),
    of_field(CORRECTION["note"], shape=Shape.LONG, help="", required=True),
)


def answering(record: ClaimRecord) -> Form:
    """Return the form for a reply to one of a claim's inquiries."""
    inquiries = tuple(str(inquiry.id) for inquiry in record.inquiries)
    texts = {str(inquiry.id): f"#{inquiry.id} {inquiry.label}" for inquiry in record.inquiries}
    unanswered = [str(inquiry.id) for inquiry in record.inquiries if not inquiry.replies]
    return Form(
        "answer",
        (
            Input(
                "inquiry",
                "Inquiry",
                Shape.CHOICE,
                words=inquiries,
                texts=texts,
                default=(unanswered or [""])[0],
                required=True,
                part="INQUIRY",
            ),
            Input("reply", "The reply", Shape.CHOICE, words=tuple(Reply), required=True, part="REPLY"),
            of_field(INQUIRY_REPLY["note"], help=""),
            of_field(INQUIRY_REPLY["replied_at"]),
            of_field(INQUIRY_REPLY["appearance"], part="--appearance"),
            *using_inputs(),
        ),
    )


def using_inputs() -> Sequence[Input]:
    """Return the fields for a reply that becomes an appearance in our own report."""
    yes = Input(
        "use",
        "Use it: make it an appearance of the claim in our own report",
        Shape.CHECK,
        group=USE,
        part="--use",
    )
    outlet = Input("outlet", "Which of our outlets uses it", offers="outlet", group=USE, part="--outlet")
    article = Input("article", "Our article, if it is recorded", offers="article", group=USE, part="--article")
    first = [
        of_field(APPEARANCE["stance"], group=USE, default="", help="What the reply says about the claim."),
        of_field(APPEARANCE["terms"], group=USE),
        of_field(
            APPEARANCE["attribution"],
            group=USE,
            words=tuple(SOURCE_KIND_OF),
            help="If it is not the person or body you asked.",
        ),
        of_field(APPEARANCE["source"], group=USE),
    ]
    of_source = [of_field(field, field.beside, group=USE) for field in SOURCE if field.beside]
    others = [
        of_field(field, group=USE)
        for field in APPEARANCE.in_order(APPEARANCE.options)
        if field.option and field.name not in {*_NOT_USED, "terms"}
    ]
    return [yes, outlet, article, *first, *of_source, *others]


def agreeing(record: ClaimRecord) -> Form:
    """Return the form for agreeing with a verdict."""
    reviews = record.waiting or ((record.latest_review,) if record.latest_review else ())
    return Form(
        "agree",
        (
            Input(
                "with",
                "Verdict",
                Shape.CHOICE if len(reviews) > 1 else Shape.HIDDEN,
                words=tuple(str(review.id) for review in reviews),
                texts={str(review.id): f"{words(review.status)}, by {review.who}" for review in reviews},
                default=str(reviews[-1].id) if reviews else "",
                part="--with",
            ),
            Input("note", "Remark", Shape.LONG, part="--note"),
        ),
    )
