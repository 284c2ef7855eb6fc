"""Outlets, what else they are called, and the reporters who write for them."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import AliasKind, Reliability

OUTLET = Record(
    "outlet",
    (
        Field("slug", LINE, required=True, redactable=True, width=14),
        Field(
            "name",
            TEXT,
            required=True,
            option=Option(help="Its name as people read it.", metavar="NAME"),
            about="its name",
            cell=Cell(headings="name|outlet|title|site|source|publication|newspaper|publisher|media"),
            width=30,
        ),
        Field("match_key", LINE, made_of="name"),
        Field(
            "country",
            LINE,
            redactable=True,
            option=Option(help="Where it publishes: JP, GB.", metavar="CODE"),
            about="where it publishes",
            cell=Cell(headings="country|country code|cca|cca2|iso|iso2|country iso"),
            width=14,
        ),
        Field(
            "language",
            LINE,
            redactable=True,
            option=Option(help="In what language: ja, en.", metavar="CODE"),
            about="its language",
            cell=Cell(headings="language|lang|language code"),
            width=14,
        ),
        Field(
            "ours", FLAG, False, option=Option(help="Whether it is our own newsroom.", name="ours/--not-ours"), width=14
        ),
        Field(
            "reliability",
            Reliability,
            option=Option(
                help="How reliable an editor holds it to be, from A to E on the Admiralty scale (F: cannot be judged)."
            ),
            width=10,
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on it."),
            about="a note on it",
            cell=Cell(headings="note|notes|comment"),
            width=30,
            desk_only=True,
        ),
        Field(
            "aliases",
            Reference("outlet_alias"),
            stored=False,
            option=Option(help="Another name of it; repeatable.", name="alias", metavar="NAME", repeatable=True),
        ),
        Field(
            "hosts",
            Reference("outlet_alias"),
            stored=False,
            option=Option(
                help="A host that it publishes on: nikkei.com; repeatable.",
                name="host",
                metavar="HOST",
                repeatable=True,
            ),
            about="its address, for the host",
            cell=Cell(
                headings="url|website|web site|link|homepage|home page|host|domain|address|site url",
                name="url",
            ),
        ),
    ),
    is_named=True,
    sheet="name slug country language ours reliability note",
)
"""A publisher of articles; our own newsroom is one, marked `ours`."""

OUTLET_ALIAS = Record(
    "outlet_alias",
    (
        Field("outlet", Reference("outlet"), required=True),
        Field("kind", AliasKind, required=True),
        Field("value", TEXT, required=True),
        Field("match_key", LINE, made_of="value"),
        Field("withdrawn", FLAG, False),
    ),
)
"""Another name of an outlet, or a host that it publishes on."""

REPORTER = Record(
    "reporter",
    (
        Field("slug", LINE, required=True, redactable=True),
        Field("name", TEXT, required=True, option=Option(help="The name as it is printed.", metavar="NAME")),
        Field("match_key", LINE, made_of="name"),
        Field("outlet", Reference("outlet"), option=Option(help="For which outlet they write.")),
        Field("note", TEXT, option=Option(help="A note on it."), desk_only=True),
    ),
    is_named=True,
)
"""A person who signs articles."""
