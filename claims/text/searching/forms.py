"""A query in the language of each engine; the tokens are letters and digits alone, so that nothing can break out."""

from __future__ import annotations

from collections.abc import Sequence

from claims.text.searching.query import Term

Groups = Sequence[Sequence[Term]]


def fts5(groups: Groups) -> str:
    """Return what FTS5's ``MATCH`` takes: of each group one term at least."""
    return " AND ".join(f"({' OR '.join(map(_fts5_term, group))})" for group in groups)


def tsquery(groups: Groups) -> str:
    """Return the same as PostgreSQL's ``tsquery``."""
    return " & ".join(f"({' | '.join(map(_tsquery_term, group))})" for group in groups)


def density(tokens: str, groups: Groups) -> float:
    """Return which part of a document's tokens is what was asked for; 0 if it has none of a group."""
    spaced = f" {tokens} "
    found = [
        sum(spaced.count(f" {' '.join(one.tokens)}{'' if one.goes_on else ' '}") for one in group) for group in groups
    ]
    return sum(found) / len(spaced) if all(found) else 0.0


def _fts5_term(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"{" *" if term.goes_on else ""}'


def _tsquery_term(term: Term) -> str:
    *first, last = (f"'{token}'" for token in term.tokens)
    return f"({' <-> '.join([*first, f'{last}:*' if term.goes_on else last])})"
