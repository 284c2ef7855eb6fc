"""Documents that hold an article: web pages, Word documents, Markdown and plain text, as paragraphs.

A document is read from its bytes alone: no other file is opened, and no address is fetched.
"""

from claims.capture.documents.drafts import MOST as MOST
from claims.capture.documents.drafts import Document as Document
from claims.capture.documents.drafts import document as document
from claims.capture.documents.drafts import draft_of as draft_of
from claims.capture.documents.drafts import headline_of as headline_of
from claims.capture.documents.paragraphs import Paragraph as Paragraph
