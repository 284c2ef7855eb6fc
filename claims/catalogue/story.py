"""Running stories, to which claims belong."""

from __future__ import annotations

from claims.catalogue.field import DAY, LINE, TEXT, Field, Option, Record

STORY = Record(
    "story",
    (
        Field("slug", LINE, required=True, redactable=True),
        Field("title", TEXT, required=True, option=Option(help="Its title as people read it.", metavar="TITLE")),
        Field("publishing_on", DAY, option=Option(help="When we mean to publish.")),
        Field("note", TEXT, option=Option(help="A note on it."), desk_only=True),
    ),
    is_named=True,
)
"""A running story, to which claims belong."""
