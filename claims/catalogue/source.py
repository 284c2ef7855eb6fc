"""Sources: the people, institutions and documents behind claims."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, NUMBER, OF_SOURCE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import SourceKind

SOURCE = Record(
    "source",
    (
        Field("slug", LINE, required=True, about="its slug, the short name people type", redactable=True, shown=False),
        Field("kind", SourceKind, required=True, about="its kind", width=14),
        Field("named", FLAG, True, about="whether it is named", width=14),
        Field(
            "name",
            TEXT,
            lasting=True,
            option=Option(help="The name readers see.", metavar="NAME"),
            about="its name",
            label="source",
            searched=True,
            passage="source",
        ),
        Field(
            "described",
            TEXT,
            lasting=True,
            option=Option(help='The description of an unnamed source: "one senior diplomat".', metavar="WORDS"),
            about="its description",
            label="source",
            width=40,
            searched=True,
        ),
        Field("match_key", LINE, made_of="name"),
        Field(
            "role",
            TEXT,
            option=Option(help="The role, as printed."),
            beside=Option(help="The source's role, as printed."),
            about="the source's role",
            width=30,
            cell=Cell(headings="role|source role|position|job title"),
            searched=True,
        ),
        Field(
            "institution",
            Reference("source"),
            option=Option(help="The institution a person speaks for."),
            beside=Option(help="The institution a person speaks for.", metavar="NAME"),
            about="the institution a person speaks for",
            cell=Cell(headings="institution|organisation|organization|affiliation"),
            identifying=True,
        ),
        Field(
            "part_of",
            Reference("source"),
            option=Option(help="The institution it is part of."),
            about="the institution it is part of",
        ),
        Field(
            "issuer",
            Reference("source"),
            option=Option(help="Who issued the document."),
            beside=Option(help="Who issued the document.", metavar="NAME"),
            about="who issued the document",
            cell=Cell(headings="issuer|issued by"),
        ),
        Field(
            "stated_count",
            NUMBER,
            option=Option(help='The number of unnamed people, unless the description gives it ("two officials" does).'),
            beside=Option(help='The number of unnamed people, unless the description gives it ("two officials" does).'),
            about="the number of unnamed people, if the article gives it",
            width=8,
            cell=Cell(headings="stated count"),
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on the source."),
            about="a note on the source",
            width=30,
            desk_only=True,
            shown=False,
        ),
    ),
    about="A person, institution or document behind claims; unnamed people too.",
    group=OF_SOURCE,
    is_named=True,
    json="kind named name described role institution stated_count",
    identifying=True,
)
