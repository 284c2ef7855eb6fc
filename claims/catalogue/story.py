"""Running stories, to which claims belong."""

from __future__ import annotations

from claims.catalogue.field import DAY, LINE, TEXT, Field, Option, Record

STORY = Record(
    "story",
    (
        Field("slug", LINE, required=True, about="the short name that people type for it", redactable=True),
        Field(
            "title",
            TEXT,
            required=True,
            option=Option(help="Its title as people read it.", metavar="TITLE"),
            about="its title",
        ),
        Field("publishing_on", DAY, option=Option(help="When we mean to publish."), about="when we mean to publish"),
        Field("note", TEXT, option=Option(help="A note on it."), about="a note on the story", desk_only=True),
    ),
    about="A running story, to which claims belong.",
    is_named=True,
)
