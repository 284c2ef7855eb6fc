"""Running stories that claims belong to."""

from __future__ import annotations

from claims.catalogue.field import DAY, FLAG, LINE, TEXT, Field, Option, Record, Reference

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

STORY_CLOSING = Record(
    "story_closing",
    (
        Field("story", Reference("story"), required=True, about="the story"),
        Field("closed", FLAG, True, about="whether it was closed; otherwise it was opened to everybody"),
        Field("people", TEXT, private=True, about="who may see it, a name on each line"),
        Field("note", TEXT, about="why"),
    ),
    about="The closing of a story to all but the people named, or its opening; the newest of each story counts.",
)
