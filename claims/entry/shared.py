"""What is asked of the registers by actions of every kind: slugs, signatures, twins, and how an article is called."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from claims.entry.work import Work, number
from claims.privacy.redaction import redacted_name
from claims.reading.registers.twins import twin_articles
from claims.store.tables import Article, Outlet
from claims.text.matching import match_key


def sign(work: Work, article: int, reporters: Collection[str], outlet: int | None) -> None:
    """Put reporters' names over an article, after those who signed it already; who is new writes for ``outlet``."""
    known = work.registers.archive.article(article)
    work.registers.articles.sign(known, reporters, outlet)


def notice_twins(
    work: Work, articles: Collection[int], *, claims: Collection[int] = (), outlets: Collection[int] | None = None
) -> None:
    """Point at articles of one outlet that are perhaps one report, one of them unread, with the command for it.

    Told is what one of ``articles`` that was made just now may be, and what is here for one of ``claims`` twice.
    ``outlets`` are those of the articles, where they are known.
    """
    new = {thing.id for thing in work.made if thing.subject == "article"}
    for pair in twin_articles(work.connection, articles, outlets=outlets):
        both = {pair.unread.id, pair.other.id}
        if chosen_anew(pair.unread.outlet or "") in work.chosen and pair.unread.id in new:
            continue
        if both & new or (claims and pair.same_claim):
            work.notice(pair.sentence)


def chosen_anew(outlet: str) -> str:
    """Return the note that a person wants another report of an outlet than those that are here."""
    return f"another report of {match_key(outlet)}"


def article_label(session: Session, row: Article) -> str:
    """Return how an article is called in a sentence: its outlet and day."""
    outlet = session.get(Outlet, row.outlet_id) if row.outlet_id else None
    named = (outlet.name or redacted_name("outlet", number(outlet))) if outlet else "an unknown outlet"
    return f"{named}, {row.published.split('T')[0]}" if row.published else named
