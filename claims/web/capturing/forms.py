"""The form that takes an article."""

from __future__ import annotations

from dataclasses import replace

from claims.catalogue import ARTICLE, CLAIM, OF_ARTICLE
from claims.web.chassis.forms import Form, Input, Shape, of_field

_OF_ITSELF = "Usually the document says it itself."

READING = Form(
    "read",
    (
        Input(
            "text",
            "Text",
            Shape.LONG,
            help="Paste the article, with its headline and byline if you have them.",
            part="--text",
        ),
        Input(
            "files",
            "Files",
            Shape.FILE,
            help="Pages saved from the browser, PDF, Word, mail or text; several at once.",
            part="--files",
            broad=True,
        ),
        of_field(
            ARTICLE["url"],
            ARTICLE["url"].beside,
            group="",
            help="Of a text that you paste; alone, of an article that is held or fetched.",
        ),
        of_field(
            CLAIM["stories"], group="", shape=Shape.LINE, help="The story that its claims go into.", label="Story"
        ),
        Input(
            "fetch",
            "Fetch it from its address, if it is not held",
            Shape.CHECK,
            help="The desk asks that address only, and follows where it redirects.",
            part="--fetch",
        ),
        Input(
            "confidential",
            "Keep it confidential",
            Shape.CHECK,
            help="As mail always is: its claims are off the record.",
            part="--confidential",
        ),
        *(
            replace(of_field(field, field.beside), help=_OF_ITSELF if field.name == "outlet" else "", group=OF_ARTICLE)
            for field in ARTICLE.in_order(ARTICLE.options)
            if field.beside and field.name != "url"
        ),
    ),
)
"""An article to read."""
