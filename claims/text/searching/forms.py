"""A query in the language of each engine; tokens hold only letters and digits, so no query can inject syntax."""

from __future__ import annotations

from collections.abc import Sequence

from claims.text.searching.query import Term

Groups = Sequence[Sequence[Term]]


def fts5(groups: Groups) -> str:
    """Return a query for FTS5's ``MATCH``: at least one term of each group."""
    return " AND ".join(f"({' OR '.join(map(_fts5_term, group))})" for group in groups)


def tsquery(groups: Groups) -> str:
    """Return the same as PostgreSQL's ``tsquery``."""
    return " & ".join(f"({' | '.join(map(_tsquery_term, group))})" for group in groups)


def density(tokens: str, groups: Groups) -> float:
    """Return how many matches a document has for its length; 0 if any group has no match."""
    spaced = f" {tokens} "
    hits = [
        sum(spaced.count(f" {' '.join(term.tokens)}{'' if term.goes_on else ' '}") for term in group)
        for group in groups
    ]
    return sum(hits) / len(spaced) if all(hits) else 0.0


def _fts5_term(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"{" *" if term.goes_on else ""}'


def _tsquery_term(term: Term) -> str:
    *first, last = (f"'{token}'" for token in term.tokens)
    return f"({' <-> '.join([*first, f'{last}:*' if term.goes_on else last])})"
