"""Inquiries: whom we asked about a claim, and what came back."""

from __future__ import annotations

from claims.catalogue.field import MOMENT, TEXT, Field, Option, Record, Reference
from claims.vocabulary import InquiryHow, Reply

INQUIRY = Record(
    "inquiry",
    (
        Field("claim", Reference("claim"), required=True, about="the claim about which we asked"),
        Field(
            "source",
            Reference("source"),
            option=Option(help="The known source that this is, if any."),
            about="the source whom we asked, where we know it",
        ),
        Field("whom", TEXT, required=True, about="whom we asked"),
        Field("how", InquiryHow, InquiryHow.OTHER, option=Option(help="How we asked (other)."), about="how we asked"),
        Field(
            "asked_at",
            MOMENT,
            option=Option(help='When we asked, if not just now: "2024-03-20 10:00".', name="asked"),
            about="when we asked",
        ),
        Field(
            "reply_by",
            MOMENT,
            option=Option(
                help='By when we want a reply: a day means its end; "tomorrow 17:00"; "in 2 days" after asking.'
            ),
            about="by when we want a reply",
        ),
        Field(
            "question",
            TEXT,
            option=Option(help="What we asked, or what we put to them."),
            about="what we asked, or what we put to them",
            desk_only=True,
        ),
    ),
    about="Whom we asked about a claim, how, and by when we want a reply.",
    options="how asked_at reply_by question source",
    json="whom source how asked_at reply_by question",
)

INQUIRY_REPLY = Record(
    "inquiry_reply",
    (
        Field("inquiry", Reference("inquiry"), required=True, about="the inquiry"),
        Field("reply", Reply, required=True, about="what came back"),
        Field(
            "replied_at", MOMENT, option=Option(help="When it came, if not just now.", name="at"), about="when it came"
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="What they said, or what we did to reach them."),
            about="what they said, or what we did to reach them",
            desk_only=True,
        ),
        Field(
            "appearance",
            Reference("appearance"),
            option=Option(help="The appearance in our own outlet that it was logged as."),
            about="the report of our own in which we used it",
        ),
    ),
    about="What came back when we asked.",
    options="note replied_at",
)
