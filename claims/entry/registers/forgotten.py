"""Which recorded articles somebody may mean who describes an article without its number."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from claims.entry.drafts import ArticleDraft
from claims.entry.resolve.archive import Holdings, Reader
from claims.entry.resolve.outlets import outlet_of_url
from claims.reading.find import matches
from claims.reading.identity import identities
from claims.reading.registers.forgotten import Meant, article_just_logged, articles_meant, last_article
from claims.rules.sourcing.forgotten import Described
from claims.text.dates import partial_date
from claims.text.matching import is_web_address, url_key
from claims.text.names.namesakes import is_no_name


def articles_perhaps_meant(connection: Connection, draft: ArticleDraft, who: str) -> list[Meant]:
    """Return the recorded articles that a draft may be; empty when its address or outlet is new or says which it is.

    For a draft that says nothing of its article, this is the one in which ``who`` logged just before.
    """
    joined, now = identities(connection), datetime.now(UTC)
    if draft.outlet is None and not draft.url and not draft.title:
        known = article_just_logged(connection, joined, who, now)
        return [] if known is None else [known]
    key = url_key(draft.url) if draft.url and is_web_address(draft.url) else None
    if key is not None and Holdings(Reader(connection, joined)).at(key):
        return []
    by_address = None if draft.url is None or draft.outlet is not None else outlet_of_url(connection, draft.url)
    numbers = [by_address] if draft.outlet is None else matches(connection, "outlet", draft.outlet)
    outlets = {joined.canonical("outlet", number) for number in numbers if number is not None}
    if len(outlets) != 1:
        return []
    published = None if not draft.published or is_no_name(draft.published) else partial_date(draft.published).text
    described, last = Described(draft.title, key, published), last_article(connection, joined, who, now)
    return articles_meant(connection, joined, outlets.pop(), described, just_logged=last)
