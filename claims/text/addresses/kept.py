"""Keeping the addresses that an article was entered by beside the address of its page."""

from __future__ import annotations

from claims.text.addresses.pages import is_copy, link_alone, page_of

_COPY, _LINK = "Copy: ", "Linked as: "


def kept_address(given: str) -> str | None:
    """Return the line that keeps an address which holds another; None for the address of a page itself."""
    given = given.strip()
    if page_of(given) == given:
        return None
    if is_copy(given):
        return f"{_COPY}{given}"
    link = link_alone(given)
    return f"{_LINK}{link}" if link else None


def with_kept(note: str | None, given: str | None) -> str | None:
    """Return an article's note with the line that keeps an address, once."""
    line = kept_address(given) if given else None
    if line is None or (note is not None and line in note.splitlines()):
        return note
    return f"{note.rstrip()}\n{line}" if note else line
