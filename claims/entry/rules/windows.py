"""Windows in time: the meaning of their words, and the values stored of them."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Any

from claims.entry.drafts import WindowDraft
from claims.entry.rules.texts import clean
from claims.errors import BadValue
from claims.rules.windows import Window, overruled, read_window, window_of_days
from claims.vocabulary import WindowRole


def window_values(
    draft: WindowDraft, said: date, zone: tzinfo | None = None, *, today: date | None = None
) -> dict[str, Any]:
    """Return the stored values of a window whose words were said on a day; raises `BadValue` for unreadable words.

    ``zone`` is the newsroom's; without it a time in another zone is on the day that the words name. An event that had
    not happened when it was said may have happened by ``today``: then the words count as said today, if they mean the
    same days from there.
    """
    part, ends = f"--{draft.role}", f"--{draft.role}-latest"
    past = draft.role is WindowRole.HAPPENED
    try:
        try:
            window = read_window(draft.words, said, past=past, zone=zone)
        except BadValue:
            since = _happened_since(draft.words, said, today, zone) if past and today is not None else None
            if since is None:
                raise
            window, said = since, today or said
    except BadValue as error:
        if not (draft.earliest or draft.latest):
            raise BadValue(str(error), part=part) from error
        window = None
    try:
        if window is None:
            window = window_of_days(draft.words, said, draft.earliest, draft.latest)
        else:
            window = overruled(window, draft.earliest, draft.latest)
    except BadValue as error:
        raise BadValue(str(error), part=ends) from error
    return {
        "role": draft.role,
        "words": clean(draft.words, part),
        "said": said,
        "earliest": window.earliest,
        "latest": window.latest,
        "edtf": window.edtf,
        "precision": window.precision,
        "basis": window.basis,
        "review_on": window.review_on,
        "understood": window.understood,
    }


def _happened_since(words: str, said: date, today: date, zone: tzinfo | None) -> Window | None:
    """Return the window of what happened after it was said and by today: `in 2025`, but not `tomorrow`."""
    try:
        window = read_window(words, today, past=True, zone=zone)
        ahead = read_window(words, said, zone=zone)
    except BadValue:
        return None
    return window if today > said and ahead.earliest == window.earliest else None
