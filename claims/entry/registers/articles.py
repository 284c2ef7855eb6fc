"""Articles entered or edited by themselves, and their bylines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from claims.entry.drafts import ArticleDraft, Made
from claims.entry.edit import NOTHING, edited, naming, refuse_taken_slug
from claims.entry.resolve.keys import page_address
from claims.entry.rules.nothing import without_nothing
from claims.entry.shared import sign
from claims.entry.work import Work
from claims.errors import BadUsage, Refused
from claims.reading.ours import our_draft, our_outlet
from claims.store.tables import Article, Byline
from claims.text.matching import url_key
from claims.vocabulary import ArticleKind


def add_article(session: Session, draft: ArticleDraft, called: str | None = None) -> Made:
    """Add an article, with its outlet and reporters if they are new; ``called`` is as for `add`.

    Raises `Refused` if another article has the address, `BadValue`, `BadUsage`.
    """
    work = Work(session)
    wanted: str | None = None
    if called is not None:
        given = {} if draft.title is None else {"title": draft.title}
        named = {**given, **naming(work, "article", called, given)}
        draft, wanted = replace(draft, title=named["title"]), named["slug"]
        refuse_taken_slug(work, "article", wanted, None)
    if draft.outlet is None and draft.url is None and draft.title is None:
        raise BadUsage("identify the article: give --outlet, --url or --title")
    draft = without_nothing(draft, work.notice)
    url = page_address(draft.url)
    same = work.registers.archive.at(url_key(url)) if url else []
    if same:
        raise Refused(
            f"article #{same[0].id} already has this address; edit it with `claims article edit`", part="--url"
        )
    return work.result(article=work.registers.articles.new(draft, slug=wanted).id)


def add_our_draft(session: Session, title: str) -> Made:
    """Add a draft as an unpublished article of our own outlet, or use the one that has its headline already.

    Raises `Refused` unless exactly one outlet is marked as ours.
    """
    work = Work(session)
    ours = our_outlet(work.connection)
    if ours is None:
        raise Refused(
            "a draft is logged as our own outlet's, and not exactly one outlet is marked as ours: "
            "`claims outlet edit OUTLET --ours` marks it",
            part="--log",
        )
    known = our_draft(work.connection, ours[0], title)
    if known is not None:
        work.notice(f"a draft with this headline was logged before, as article #{known}")
        return work.result(article=known)
    return add_article(session, ArticleDraft(outlet=f"#{ours[0]}", kind=ArticleKind.UNPUBLISHED, title=title))


def edit_article(
    session: Session,
    typed: str,
    values: Mapping[str, Any],
    *,
    reporters: tuple[str, ...] = (),
    dropped: tuple[str, ...] = (),
    reason: str | None = None,
) -> Made:
    """Edit an article and its byline. Raises as `edit` does; `Refused` for a reporter not in the byline."""
    work = Work(session)
    wanted = work.canonical("article", typed, typed)
    if not (values or reporters or dropped):
        raise BadUsage(NOTHING)
    edited(work, "article", wanted, values, reason)
    if reason and not values:
        work.notice("the reason was not stored: bylines have no reasons")
    sign(work, wanted, reporters, work.get(Article, wanted).outlet_id)
    for name in dropped:
        _unsign(work, wanted, name)
    return work.result(article=wanted)


def _unsign(work: Work, article: int, name: str) -> None:
    reporter = work.canonical("reporter", name, "--not-reporter")
    positions = work.registers.archive.signed(work.registers.archive.article(article))
    if reporter not in positions:
        raise Refused(f"reporter #{reporter} is not in the byline of article #{article}", part="--not-reporter")
    work.add(Byline(article_id=article, reporter_id=reporter, position=positions[reporter], withdrawn=True))
