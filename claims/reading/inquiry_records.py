"""Inquiries about claims, and the replies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.catalogue import INQUIRY, INQUIRY_REPLY
from claims.privacy.offrecord import off_record_replies
from claims.reading.identity import Identities
from claims.reading.records import InquiryRecord, ReplyRecord, SourceRecord, values_of
from claims.reading.view import View
from claims.store.past import Numbers, Record, rows_of
from claims.store.schema import TABLES


def inquiry_records(
    connection: Connection,
    claims: Numbers,
    rows: Iterable[Record],
    sources: Mapping[int, SourceRecord],
    joined: Identities,
    view: View,
) -> dict[int, list[InquiryRecord]]:
    """Return the inquiries about claims, by claim, from their rows and the sources that may have been asked."""
    replies, now = reply_records(connection, claims, view), view.as_of or datetime.now(UTC)
    inquiries: dict[int, list[InquiryRecord]] = defaultdict(list)
    for row in rows:
        source = row["source_id"]
        record = InquiryRecord(
            id=row["id"],
            uid=row["uid"],
            **values_of(INQUIRY, row),
            source=None if source is None else sources[joined.canonical("source", source)],
            replies=tuple(replies.get(row["id"], ())),
            who=row["entered_by"],
            at=row["entered_at"],
        )
        inquiries[row["claim_id"]].append(replace(record, is_overdue=record.overdue(now)))
    return inquiries


def reply_records(connection: Connection, claims: Numbers, view: View) -> dict[int, list[ReplyRecord]]:
    """Return the replies to the inquiries about these claims, by inquiry, in order of entry.

    An off-the-record reply shows only that it came. So do other notes on that inquiry, which may repeat its words,
    unless an appearance on the record used them.
    """
    reply, inquiry = TABLES["inquiry_reply"], TABLES["inquiry"]
    secret = off_record_replies(connection, claims)
    confided = set(secret.values())
    inner = select(inquiry.c.id).where(inquiry.c.claim_id.in_(claims))
    statement = select(reply).where(reply.c.inquiry_id.in_(inner)).order_by(reply.c.entered_at, reply.c.uid)
    replies: dict[int, list[ReplyRecord]] = defaultdict(list)
    for row in rows_of(connection, statement, reply, view.as_of):
        off_record = row["id"] in secret
        open_words = row["appearance_id"] is not None and not off_record
        hidden = not view.confidential and not open_words and row["inquiry_id"] in confided
        texts = [field.name for field in INQUIRY_REPLY.readable if hidden and field.is_text]
        values: dict[str, Any] = {**values_of(INQUIRY_REPLY, row), **dict.fromkeys(texts)}
        replies[row["inquiry_id"]].append(
            ReplyRecord(
                id=row["id"],
                uid=row["uid"],
                **values,
                appearance_id=None if hidden else row["appearance_id"],
                who=row["entered_by"],
                at=row["entered_at"],
                off_record=off_record,
                withheld=hidden and row["note"] is not None,
            )
        )
    return replies
