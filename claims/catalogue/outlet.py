"""Outlets, their other names, and the reporters who write for them."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import AliasKind, Reliability

OUTLET = Record(
    "outlet",
    (
        Field("slug", LINE, required=True, about="its slug, the short name people type", redactable=True, width=14),
        Field(
            "name",
            TEXT,
            required=True,
            option=Option(help="The name readers see.", metavar="NAME"),
            about="its name",
            cell=Cell(
                headings="name|outlet|outlet name|media name|source name|site name|publication name|publisher name|"
                "newspaper name|news outlet|news source|media outlet|medium|title|site|page|page name|source|"
                "publication|newspaper|publisher|media|brand|organisation|organization|nombre|nom|nome|zeitung"
            ),
            width=30,
        ),
        Field("match_key", LINE, made_of="name"),
        Field(
            "country",
            LINE,
            redactable=True,
            option=Option(help="The country it publishes in: JP, GB.", metavar="CODE"),
            about="the country it publishes in",
            cell=Cell(headings="country|country code|cca|cca2|iso|iso2|country iso"),
            width=14,
        ),
        Field(
            "language",
            LINE,
            redactable=True,
            option=Option(help="The language it publishes in: ja, en.", metavar="CODE"),
            about="the language it publishes in",
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
            option=Option(help="An editor's rating of its reliability on the Admiralty scale (F: cannot be judged)."),
            about="an editor's rating of its reliability",
            width=10,
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on the outlet."),
            about="a note on the outlet",
            cell=Cell(headings="note|notes|comment"),
            width=30,
            desk_only=True,
        ),
        Field(
            "aliases",
            Reference("outlet_alias"),
            stored=False,
            option=Option(
                help="Another name for the outlet; repeatable.", name="alias", metavar="NAME", repeatable=True
            ),
            about="its other names",
        ),
        Field(
            "hosts",
            Reference("outlet_alias"),
            stored=False,
            option=Option(
                help="A host it publishes on: nikkei.com; repeatable.",
                name="host",
                metavar="HOST",
                repeatable=True,
            ),
            about="the hosts it publishes on",
            cell=Cell(
                headings="url|website|web site|website url|site url|source url|homepage|home page|homepage url|"
                "web address|web|link|host|hostname|domain|domain name|root domain|address|page url|sitio web|site web|"
                "webseite|source|site",
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
        Field("kind", AliasKind, required=True, about="whether it is a name or a host"),
        Field("value", TEXT, required=True, about="the name or the host"),
        Field("match_key", LINE, made_of="value"),
        Field("withdrawn", FLAG, False, about="whether it was withdrawn"),
    ),
    about="Another name for an outlet, or a host it publishes on.",
)

REPORTER = Record(
    "reporter",
    (
        Field("slug", LINE, required=True, about="the slug, the short name people type", redactable=True),
        Field(
            "name",
            TEXT,
            required=True,
            option=Option(help="The name, as printed.", metavar="NAME"),
            about="the name, as printed",
        ),
        Field("match_key", LINE, made_of="name"),
        Field(
            "outlet",
            Reference("outlet"),
            option=Option(help="The outlet they write for."),
            about="the outlet they write for",
        ),
        Field(
            "note", TEXT, option=Option(help="A note on the reporter."), about="a note on the reporter", desk_only=True
        ),
    ),
    about="A person who signs articles.",
    is_named=True,
)
