"""Words for nothing ("None", "N/A"): in place of a name or a date they count as no value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from claims.catalogue import APPEARANCE, ARTICLE, SOURCE
from claims.entry.drafts import AppearanceDraft, ArticleDraft, SourceDraft
from claims.text.names.namesakes import is_no_name
from claims.vocabulary import ATTRIBUTIONS_WITH_SOURCE, Attribution

D = TypeVar("D", bound=AppearanceDraft | ArticleDraft | SourceDraft)

NAMES_AND_DAYS = (
    *(
        field.name
        for record in (ARTICLE, APPEARANCE, SOURCE)
        for field in record
        if field.cell and not field.cell.prose and not field.words
    ),
    "via",
)
"""The fields of drafts where a word for nothing counts as no value, as in tables; elsewhere it is a text."""


def without_nothing(draft: D, notice: Callable[[str], None]) -> D:
    """Return a draft without words for nothing in place of names and dates; ``notice`` is called for each."""
    changes: dict[str, Any] = {}
    for name in NAMES_AND_DAYS:
        value = getattr(draft, name, None)
        if isinstance(value, str) and is_no_name(value):
            changes[name] = None
            _notice_nothing(notice, name, value)
    if isinstance(draft, ArticleDraft):
        named = tuple(name for name in draft.reporters if not is_no_name(name))
        for nobody in draft.reporters if len(named) < len(draft.reporters) else ():
            changes["reporters"] = named
            if is_no_name(nobody):
                _notice_nothing(notice, "reporter", nobody)
    if isinstance(draft, AppearanceDraft) and draft.source is not None:
        if is_no_name(draft.source.source):
            changes |= {"source": None, "attribution": given_by_nobody(draft.attribution)}
            _notice_nothing(notice, "source", draft.source.source)
        else:
            changes["source"] = without_nothing(draft.source, notice)
    return replace(draft, **changes) if changes else draft


_LONGEST_EMPTY_RATING = 4
"""The most letters of a word for nothing that is never a rating ("N/A", "null"); "unknown" may be a rating."""


_EMPTY_RATINGS = frozenset(
    "not available|not applicable|blank|empty|missing|no data|no value|undefined|(blank)|(empty)|(none)|(null)|[blank]|"
    "[empty]|[none]|[null]|<null>|<none>|#ref!|#value!|#name?|#div/0!|#num!|none given|keine angabe|sin datos".split(
        "|"
    )
)
"""Longer words for nothing that are never a rating."""


def is_no_rating(text: str) -> bool:
    """Return whether a text in place of a rating says only that there is no rating."""
    words = " ".join(text.casefold().split())
    may_rate = any(sign.isalpha() for sign in text) and len(text) > _LONGEST_EMPTY_RATING
    return is_no_name(text) and not (may_rate and words not in _EMPTY_RATINGS)


def given_by_nobody(attribution: Attribution) -> Attribution:
    """Return the attribution of a claim whose source is a word for nothing: unattributed."""
    return Attribution.UNATTRIBUTED if attribution in ATTRIBUTIONS_WITH_SOURCE else attribution


def _notice_nothing(notice: Callable[[str], None], name: str, value: str) -> None:
    notice(f"“{value.strip()}” was read as no value for --{name}")
