"""The line that keeps, beside the address of a page, the link that was entered."""

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
