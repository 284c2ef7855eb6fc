"""Documents of every kind, written for the tests."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

PARAGRAPHS = (
    "Mayor Ann Rich told Sky News on Tuesday that the harbour bridge will close for repairs by 30 June 2024.",
    "“We have waited long enough,” Rich said. A second city official said the works could cost 12 million dollars.",
    "The bridge was built in 1932. No decision on a toll was made, according to two people familiar with the matter.",
)
"""The paragraphs of an article; each holds a claim."""

TEXT = "\n\n".join(("Harbour bridge to close", *PARAGRAPHS))

PAGE = f"""<!doctype html>
<html lang="en"><head><title>Harbour bridge to close | The Daily Echo</title>
<meta property="og:title" content="Harbour bridge to close">
<meta property="og:site_name" content="The Daily Echo">
<link rel="canonical" href="https://echo.example/2024/bridge">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour bridge to close", "datePublished": "2024-03-19T08:00:00+00:00",
"author": [{{"@type": "Person", "name": "Peter Lowe"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Harbour bridge to close</h1>{"".join(f"<p>{words}</p>" for words in PARAGRAPHS)}</article>
<footer>Copyright 2019 The Daily Echo</footer></body></html>""".encode()
"""The article as a page, with what it states about itself."""


def mail(subject: str = "Bridge", body: str = TEXT) -> bytes:
    """Return a mail in plain text."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Rosa Quill <rosa@leak.example>", "desk@echo.example", subject
    message["Date"] = "Tue, 19 Mar 2024 08:00:00 +0000"
    message.set_content(body)
    return message.as_bytes()


def saved_page(address: str = "https://echo.example/2024/bridge") -> bytes:
    """Return the page as a browser saves it in one file (MHTML, RFC 2557)."""
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by Blink>", "Harbour bridge to close"
    message["Snapshot-Content-Location"] = address
    message.set_content(PAGE.decode(), subtype="html")
    message["Content-Location"] = address
    message.make_related()
    return message.as_bytes()


def word(*paragraphs: str, deleted: str = "", inserted: str = "") -> bytes:
    """Return a .docx file with these paragraphs, then one with a tracked deletion and a tracked insertion."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    body += (
        f"<w:p><w:del><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>{inserted}</w:t></w:r></w:ins></w:p>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return packed.getvalue()
