"""Outlets, what else they are called, and the reporters who write for them."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import AliasKind, Reliability

OUTLET = Record(
    "outlet",
    (
        Field("slug", LINE, required=True, about="the short name that people type for it", redactable=True, width=14),
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
            "ours",
            FLAG,
            False,
            option=Option(help="Whether it is our own newsroom.", name="ours/--not-ours"),
            about="whether it is our own newsroom",
            width=14,
        ),
        Field(
            "reliability",
            Reliability,
            option=Option(
                help="How reliable an editor holds it to be, from A to E on the Admiralty scale (F: cannot be judged)."
            ),
            about="how reliable an editor holds it to be",
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
            about="what else it is called",
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
            about="the hosts on which it publishes",
            cell=Cell(
                headings="url|website|web site|link|homepage|home page|host|domain|address|site url",
                name="url",
            ),
        ),
    ),
    about="A publisher of articles; our own newsroom is one.",
    is_named=True,
    sheet="name slug country language ours reliability note",
)

OUTLET_ALIAS = Record(
    "outlet_alias",
    (
        Field("outlet", Reference("outlet"), required=True, about="the outlet"),
        Field("kind", AliasKind, required=True, about="what it is"),
        Field("value", TEXT, required=True, about="the name or the host"),
        Field("match_key", LINE, made_of="value"),
        Field("withdrawn", FLAG, False, about="whether it was taken back"),
    ),
    about="Another name of an outlet, or a host on which it publishes.",
)

REPORTER = Record(
    "reporter",
    (
        Field("slug", LINE, required=True, about="the short name that people type", redactable=True),
        Field(
            "name",
            TEXT,
            required=True,
            option=Option(help="The name as it is printed.", metavar="NAME"),
            about="the name as printed",
        ),
        Field("match_key", LINE, made_of="name"),
        Field(
            "outlet",
            Reference("outlet"),
            option=Option(help="The outlet they write for."),
            about="the outlet they write for",
        ),
        Field("note", TEXT, option=Option(help="A note on it."), about="a note on the reporter", desk_only=True),
    ),
    about="A person who signs articles.",
    is_named=True,
)
