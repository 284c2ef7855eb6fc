"""Running stories that claims belong to."""

from __future__ import annotations

from claims.catalogue.field import DAY, LINE, TEXT, Field, Option, Record

STORY = Record(
    "story",
    (
        Field("slug", LINE, required=True, about="its slug, the short name people type", redactable=True),
        Field(
            "title",
            TEXT,
            required=True,
            option=Option(help="The title readers see.", metavar="TITLE"),
            about="its title",
        ),
        Field(
            "publishing_on",
            DAY,
            option=Option(help="The planned publication date."),
            about="the planned publication date",
        ),
        Field("note", TEXT, option=Option(help="A note on the story."), about="a note on the story", desk_only=True),
    ),
    about="A running story that claims belong to.",
    is_named=True,
)
