"""Inquiries: whom we asked about a claim, and how they replied."""

from __future__ import annotations

from claims.catalogue.field import MOMENT, TEXT, Field, Option, Record, Reference
from claims.vocabulary import InquiryHow, Reply

INQUIRY = Record(
    "inquiry",
    (
        Field("claim", Reference("claim"), required=True, about="the claim we asked about"),
        Field(
            "source",
            Reference("source"),
            option=Option(help="Their record as a source, if there is one."),
            form="Their record as a source",
            about="their record as a source, if there is one",
        ),
        Field("whom", TEXT, required=True, form="Whom did you ask?", about="whom we asked"),
        Field(
            "how",
            InquiryHow,
            InquiryHow.OTHER,
            option=Option(help="How we asked (other)."),
            form="How",
            about="how we asked",
        ),
        Field(
            "asked_at",
            MOMENT,
            option=Option(help='When we asked, if not just now: "2024-03-20 10:00".', name="asked"),
            form="When, if not just now",
            about="when we asked",
        ),
        Field(
            "reply_by",
            MOMENT,
            option=Option(
                help='The deadline for a reply: a day (to its end), "tomorrow 17:00", or "in 2 days" (from asking).'
            ),
            form="Reply wanted by",
            about="the deadline for a reply",
        ),
        Field(
            "question",
            TEXT,
            option=Option(help="What we asked, or put to them."),
            about="what we asked, or put to them",
            desk_only=True,
        ),
    ),
    about="An inquiry about a claim: whom we asked, how, and the deadline for a reply.",
    options="how asked_at reply_by question source",
    json="whom source how asked_at reply_by question",
)

INQUIRY_REPLY = Record(
    "inquiry_reply",
    (
        Field("inquiry", Reference("inquiry"), required=True, about="the inquiry"),
        Field("reply", Reply, required=True, about="whether they answered"),
        Field(
            "replied_at",
            MOMENT,
            option=Option(help="When the reply came, if not just now.", name="at"),
            form="When it came, if not just now",
            about="when the reply came",
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="What they said, or what we did to reach them."),
            form="What they said",
            about="what they said, or what we did to reach them",
            desk_only=True,
        ),
        Field(
            "appearance",
            Reference("appearance"),
            option=Option(help="The appearance in our own outlet that carries the reply."),
            form="Appearance that carries it",
            about="our own report that carries the reply",
        ),
    ),
    about="The reply to an inquiry, or that none came.",
    options="note replied_at",
)
