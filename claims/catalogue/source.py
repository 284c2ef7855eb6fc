"""Sources: the people, institutions and documents behind claims."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, NUMBER, OF_SOURCE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import SourceKind

SOURCE = Record(
    "source",
    (
        Field(
            "slug", LINE, required=True, about="the short name that people type for it", redactable=True, shown=False
        ),
        Field("kind", SourceKind, required=True, about="what it is", width=14),
        Field("named", FLAG, True, about="whether it has a name", width=14),
        Field(
            "name",
            TEXT,
            lasting=True,
            option=Option(help="The name as people read it.", metavar="NAME"),
            about="its name",
            label="source",
            searched=True,
            passage="source",
        ),
        Field(
            "described",
            TEXT,
            lasting=True,
            option=Option(help='How somebody unnamed is described: "one senior diplomat".', metavar="WORDS"),
            about="how it is described",
            label="source",
            width=40,
            searched=True,
        ),
        Field("match_key", LINE, made_of="name"),
        Field(
            "role",
            TEXT,
            option=Option(help="The role as printed."),
            beside=Option(help="The source's role as printed."),
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
            confiding=True,
        ),
        Field(
            "part_of",
            Reference("source"),
            option=Option(help="To what an institution belongs."),
            about="the institution to which an institution belongs",
        ),
        Field(
            "issuer",
            Reference("source"),
            option=Option(help="Who issued a document."),
            beside=Option(help="Who issued a document.", metavar="NAME"),
            about="who issued a document",
            cell=Cell(headings="issuer|issued by"),
        ),
        Field(
            "stated_count",
            NUMBER,
            option=Option(help='How many unnamed people are counted ("two officials" is read off the words).'),
            beside=Option(help='How many unnamed people the article counts ("two" is read off the words).'),
            about="how many people, if it says so",
            width=8,
            cell=Cell(headings="stated count"),
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on it."),
            about="a note on the source",
            width=30,
            desk_only=True,
            shown=False,
        ),
    ),
    about="A person, an institution or a document behind claims; people without a name too.",
    group=OF_SOURCE,
    is_named=True,
    json="kind named name described role institution stated_count",
    confiding=True,
)
