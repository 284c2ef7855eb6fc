"""Articles, and whose names stand over them."""

from __future__ import annotations

from claims.catalogue.field import (
    DATE,
    DAY,
    FIRST,
    FLAG,
    LINE,
    NOTES,
    NUMBER,
    OF_ARTICLE,
    TEXT,
    Cell,
    Field,
    Option,
    Record,
    Reference,
)
from claims.vocabulary import ArticleKind, Basis, ReprintExtent

ARTICLE = Record(
    "article",
    (
        Field("slug", LINE, redactable=True, shown=False),
        Field(
            "outlet",
            Reference("outlet"),
            option=Option(help="Who published it."),
            beside=Option(help="Who published it: a name, slug or #number.", metavar="NAME"),
            about="who published it",
            cell=Cell(
                headings="outlet|publication|publisher|newspaper|site|website|media outlet|medium",
            ),
            width=20,
            group=FIRST,
        ),
        Field(
            "outlet_basis",
            Basis,
            Basis.STATED,
            option=Option(help="Whether the outlet is printed or concluded."),
            beside=Option(help="Whether the outlet is printed or concluded (stated)."),
        ),
        Field(
            "kind",
            ArticleKind,
            ArticleKind.ARTICLE,
            option=Option(help="What sort of publication it is."),
            beside=Option(help="What sort of publication it is (article).", name="article-kind"),
            about="the sort of publication",
            cell=Cell(headings="article kind|format", name="article_kind"),
        ),
        Field(
            "title",
            TEXT,
            option=Option(help="Its title as printed."),
            beside=Option(help="Its title as printed."),
            about="its title",
            cell=Cell(headings="title|headline|article title|article headline", prose=True),
            width=40,
            searched=True,
        ),
        Field(
            "url",
            TEXT,
            option=Option(help="Its address.", metavar="URL"),
            beside=Option(help="Its address; the outlet can be found by the host alone.", metavar="URL"),
            about="its address",
            cell=Cell(headings="url|link|article url|address|web address|uri"),
            width=40,
            group=FIRST,
        ),
        Field("url_key", TEXT, made_of="url"),
        Field(
            "url_basis",
            Basis,
            Basis.STATED,
            option=Option(help="Whether the address is known or concluded."),
            beside=Option(help="The same of the address (stated)."),
            shown=False,
        ),
        Field(
            "published",
            DATE,
            option=Option(help="When: 2024-03-19, 2024-03 or 2024."),
            beside=Option(help="When: 2024-03-19, 2024-03 or 2024; else unknown."),
            about="when it was published",
            cell=Cell(
                headings="published|date|publication date|date published|published on|published at|article date",
            ),
            width=12,
            group=FIRST,
        ),
        Field("published_earliest", DAY, made_of="published", width=12, reported=0),
        Field("published_latest", DAY, made_of="published", width=12, reported=0),
        Field(
            "published_basis",
            Basis,
            Basis.STATED,
            option=Option(help="Whether the date is printed or concluded."),
            beside=Option(help="The same of the date (stated)."),
        ),
        Field(
            "reporters",
            Reference("reporter"),
            stored=False,
            option=Option(
                help="Who signed it, in order; added if there is no such reporter; repeatable.",
                name="reporter",
                metavar="REPORTER",
                repeatable=True,
            ),
            beside=Option(
                help="Who signed it; repeatable, in order.", name="reporter", metavar="NAME", repeatable=True
            ),
            about="who signed it",
            cell=Cell(
                headings="reporter|reporters|author|authors|byline|journalist|writer",
                name="reporter",
                several=True,
            ),
            width=20,
            reported=0,
        ),
        Field(
            "language",
            LINE,
            redactable=True,
            option=Option(help="Its language: en, ja.", metavar="CODE"),
            beside=Option(help="Its language: en, ja.", metavar="CODE"),
            about="its language",
            cell=Cell(headings="language|lang"),
        ),
        Field("seen", FLAG, True, width=9),
        Field("reprint_of", Reference("article")),
        Field("reprint_extent", ReprintExtent),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on it."),
            beside=Option(help="A note on the article.", name="article-note"),
            about="a note on the article",
            cell=Cell(headings="article note", name="article_note", prose=True),
            desk_only=True,
            shown=False,
            confiding=True,
            group=NOTES,
        ),
    ),
    group=OF_ARTICLE,
    is_named=True,
    options="outlet url published title reporters kind language outlet_basis published_basis url_basis note",
    json="kind seen outlet outlet_basis title url published published_basis reprint_of reprint_extent language",
    sheet="outlet reporters title url published published_earliest published_latest seen",
)
"""A publication of any kind; unseen when it is known only because another cites it."""

BYLINE = Record(
    "byline",
    (
        Field("article", Reference("article"), required=True),
        Field("reporter", Reference("reporter"), required=True),
        Field("position", NUMBER, 1),
        Field("withdrawn", FLAG, False),
    ),
)
"""A reporter's name over an article."""
