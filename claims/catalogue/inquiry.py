"""Inquiries: whom we asked about a claim, and what came back."""

from __future__ import annotations

from claims.catalogue.field import MOMENT, TEXT, Field, Option, Record, Reference
from claims.vocabulary import InquiryHow, Reply

INQUIRY = Record(
    "inquiry",
    (
        Field("claim", Reference("claim"), required=True),
        Field("source", Reference("source"), option=Option(help="The known source that this is, if any.")),
        Field("whom", TEXT, required=True),
        Field("how", InquiryHow, InquiryHow.OTHER, option=Option(help="How we asked (other).")),
        Field(
            "asked_at",
            MOMENT,
            option=Option(help='When we asked, if not just now: "2024-03-20 10:00".', name="asked"),
        ),
        Field(
            "reply_by",
            MOMENT,
            option=Option(
                help='By when we want a reply: a day means its end; "tomorrow 17:00"; "in 2 days" after asking.'
            ),
        ),
        Field("question", TEXT, option=Option(help="What we asked, or what we put to them."), desk_only=True),
    ),
    options="how asked_at reply_by question source",
    json="whom source how asked_at reply_by question",
)
"""Whom we asked about a claim, how, and by when a reply was wanted."""

INQUIRY_REPLY = Record(
    "inquiry_reply",
    (
        Field("inquiry", Reference("inquiry"), required=True),
        Field("reply", Reply, required=True),
        Field("replied_at", MOMENT, option=Option(help="When it came, if not just now.", name="at")),
        Field(
            "note",
            TEXT,
            option=Option(help="What they said, or what we did to reach them."),
            desk_only=True,
        ),
        Field(
            "appearance",
            Reference("appearance"),
            option=Option(help="The appearance in our own outlet that it was logged as."),
        ),
    ),
    options="note replied_at",
)
"""What came back from an inquiry; `appearance` is the one of our own outlet in which it was used."""
