"""Search: the tokens of texts, and the query language.  Values in, values out."""

from claims.text.searching.forms import density, fts5, tsquery
from claims.text.searching.query import Field, Query, Term, parsed
from claims.text.searching.tokens import FILLER, Token, document, marked, tokens, words_of

__all__ = [
    "FILLER",
    "Field",
    "Query",
    "Term",
    "Token",
    "density",
    "document",
    "fts5",
    "marked",
    "parsed",
    "tokens",
    "tsquery",
    "words_of",
]
