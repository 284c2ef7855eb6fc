"""Capturing: a snapshot of an article, and decisions about the claims proposed from it.

A proposal is never a claim: nothing counts until a person accepts it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlmodel import Session

from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, Made
from claims.entry.log import add_appearance, add_claim, add_window
from claims.entry.resolve.known import KnownArticle
from claims.entry.work import Work
from claims.errors import BadValue, Refused
from claims.reading.find import find, matches
from claims.reading.identity import identities
from claims.reading.registers.captured import decided_about
from claims.store.schema import TABLES
from claims.text.matching import host_of
from claims.vocabulary import Basis, Decision, Media, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDraft:
    """A snapshot to keep: its article, the kept file, and the text that was read by ``reader``.

    ``sha256`` is that of the bytes as they came, ``kept_as`` that of the kept file; ``stated`` is what the document
    states about itself, as JSON. ``article`` has what a person typed, and else what the document states; ``typed`` has
    the former alone.
    """

    article: ArticleDraft
    typed: ArticleDraft
    media: Media
    sha256: str
    kept_as: str
    reader: str
    text: str
    stated: str
    story: str | None = None
    language: str | None = None
    confidential: bool = False
    also_at: tuple[str, ...] = ()
    """Further addresses of the article, under which it may be recorded."""
    same_text: tuple[int, ...] = ()
    """Recorded articles that it may be, because they have its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """The result of a capture: the snapshot and its article, and whether each was there already."""

    made: Made
    snapshot: int
    article: int
    same_snapshot: bool
    same_article: bool
    same_text: bool = False
    """Whether the article was known by its text."""


def capture(session: Session, draft: SnapshotDraft) -> Captured:
    """Keep a snapshot of an article, which is found by its number, address or text, or added.

    The same bytes are kept once, unless they are captured as another outlet's. A confidential document gives its
    article neither title nor byline nor outlet. Raises as `claims.entry.log.log` does for the article.
    """
    work = Work(session)
    known = same_bytes(work.connection, draft)
    if known is not None:
        return Captured(
            made=work.result(article=known[1]),
            snapshot=known[0],
            article=known[1],
            same_snapshot=True,
            same_article=True,
        )
    article, by_text = _article(work, draft)
    number = work.insert(
        "snapshot",
        {
            "article_id": article.id,
            "story_id": _story(work, draft.story),
            "media": draft.media,
            "sha256": draft.sha256,
            "kept_as": draft.kept_as,
            "reader": draft.reader,
            "language": draft.language,
            "stated": draft.stated,
            "text": draft.text,
            "confidential": draft.confidential,
        },
        label=work.registers.articles.label(article),
    )
    return Captured(
        made=work.result(article=article.id),
        snapshot=number,
        article=article.id,
        same_snapshot=False,
        same_article=not article.new,
        same_text=by_text,
    )


def accept(
    session: Session, snapshot: int, proposal: str, claim: ClaimDraft | str, appearance: AppearanceDraft
) -> Made:
    """Log a proposed claim, or add an appearance to a claim that is known (by number or uid).

    A second decision about a proposal is refused. The article of a confidential snapshot is off the record. Raises as
    `claims.entry.log.log` does.
    """
    work = Work(session)
    _refuse_decided(work, snapshot, proposal)
    row = TABLES["snapshot"]
    confidential = work.connection.execute(select(row.c.confidential).where(row.c.id == snapshot)).scalar_one()
    if confidential and appearance.terms is Terms.NOT_STATED:
        appearance = replace(appearance, terms=Terms.OFF_RECORD)
    known = isinstance(claim, str)
    number = find(work.connection, "claim", claim, part="CLAIM") if isinstance(claim, str) else add_claim(work, claim)
    made = add_appearance(work, number, appearance)
    if isinstance(claim, ClaimDraft):
        for window in claim.windows:
            add_window(work, number, window)
    _decide(work, snapshot, proposal, Decision.SAME if known else Decision.ACCEPTED, made.id)
    return work.result(claim=number, appearance=made.id, article=made.article.id)


def skip(session: Session, snapshot: int, proposal: str) -> Made:
    """Record that a proposed claim is not logged; raises `Refused` for a proposal decided already."""
    work = Work(session)
    _refuse_decided(work, snapshot, proposal)
    _decide(work, snapshot, proposal, Decision.SKIPPED, None)
    return work.result()


def decide_between(session: Session, snapshot: int, mark: str, *, yes: bool) -> Made:
    """Record a decision about what this snapshot's article has in common with another; ``mark`` says what.

    Raises `Refused` if that is decided already.
    """
    work = Work(session)
    _refuse_decided(work, snapshot, mark)
    _decide(work, snapshot, mark, Decision.ACCEPTED if yes else Decision.SKIPPED, None)
    return work.result()


def timestamp(session: Session, snapshot: int, authority: str, stamped_at: datetime, token: bytes, root: bytes) -> int:
    """Keep an authority's timestamp of a snapshot, and return its number.

    ``token`` is the answer and ``root`` the certificate that it was checked by, in DER.
    """
    work = Work(session)
    values = {"snapshot_id": snapshot, "authority": authority, "stamped_at": stamped_at}
    encoded = {"token": b64encode(token).decode(), "root": b64encode(root).decode()}
    return work.insert("snapshot_timestamp", values | encoded)


def same_bytes(connection: Connection, draft: SnapshotDraft) -> tuple[int, int] | None:
    """Return the snapshot of the same bytes, and its article: the one that a person named, and none of another outlet.

    None if there is no such snapshot, or if a person asked for a new article.
    """
    snapshot, article = TABLES["snapshot"], TABLES["article"]
    if draft.typed.new:
        return None
    same = select(snapshot.c.id, snapshot.c.article_id, article.c.outlet_id)
    same = same.join(article, article.c.id == snapshot.c.article_id).where(snapshot.c.sha256 == draft.sha256)
    if draft.article.article is not None:
        same = same.where(snapshot.c.article_id == find(connection, "article", draft.article.article))
    stored = connection.execute(same.order_by(snapshot.c.id)).all()
    if stored and draft.typed.outlet:
        joined = identities(connection)
        named = {joined.canonical("outlet", number) for number in matches(connection, "outlet", draft.typed.outlet)}
        stored = [row for row in stored if row[2] is None or joined.canonical("outlet", row[2]) in named]
    return (stored[0][0], stored[0][1]) if stored else None


def _article(work: Work, draft: SnapshotDraft) -> tuple[KnownArticle, bool]:
    """Return the article of a snapshot, and whether it was known by its text."""
    articles = work.registers.articles
    if draft.article.article is not None:
        named = articles.of(draft.typed)
        if not draft.confidential:
            articles.met(named, draft.article, differs=True, outlet=True)
        return named, False
    if draft.confidential:
        same = _with_text(work, draft)
        return same or articles.unseen(None, seen=True), same is not None
    wanted = _of_known_site(work, draft.article)
    there = _at(work, wanted, draft.also_at)
    known = there or _with_text(work, draft)
    if known is None and not (wanted.outlet or wanted.url or wanted.title):
        return articles.unseen(None, seen=True, published=wanted.published), False
    if known is None:
        return articles.new(wanted), False
    # What a page says about itself fills gaps, and never contradicts what a person entered: a later version may state
    # another title or day.
    return articles.met(known, wanted, differs=True, outlet=True), there is None


def _at(work: Work, wanted: ArticleDraft, further: Sequence[str]) -> KnownArticle | None:
    """Return the article at its address, or at a further one; raises as `Articles.at` for the first alone."""
    there = work.registers.articles.at(wanted.url)
    for address in further:
        if there is None:
            with suppress(BadValue, Refused):
                there = work.registers.articles.at(address)
    return there


def _with_text(work: Work, draft: SnapshotDraft) -> KnownArticle | None:
    """Return the recorded article with the text of a snapshot; raises `Refused` for several."""
    articles = work.registers.articles
    known = [articles.of(ArticleDraft(article=str(number))) for number in sorted(draft.same_text)]
    if len(known) > 1:
        listed = ", ".join(map(articles.called, known))
        raise Refused(f"several articles have this text ({listed}); choose one with --article", part="--article")
    return known[0] if known else None


def _of_known_site(work: Work, draft: ArticleDraft) -> ArticleDraft:
    """Return a draft without the outlet's name that the page gives, if its address is on a known outlet's site."""
    inferred = draft.outlet is not None and draft.outlet_basis is Basis.INFERRED
    if inferred and draft.url and work.registers.outlets.owner(host_of(draft.url)) is not None:
        return replace(draft, outlet=None)
    return draft


def _story(work: Work, typed: str | None) -> int | None:
    return None if typed is None else work.registers.people.story(typed)


def _refuse_decided(work: Work, snapshot: int, proposal: str) -> None:
    if proposal in decided_about(work.connection, snapshot):
        raise Refused("somebody has decided about this proposal meanwhile")


def _decide(work: Work, snapshot: int, proposal: str, decision: Decision, appearance: int | None) -> None:
    work.insert(
        "proposal_decision",
        {"snapshot_id": snapshot, "proposal": proposal, "decision": decision, "appearance_id": appearance},
    )
