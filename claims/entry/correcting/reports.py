"""Correcting a whole article: every appearance in it at once, or the fact that it is a reprint."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import APPEARANCE
from claims.entry.correcting.correct import record_correction
from claims.entry.drafts import EvidenceDraft, Made
from claims.entry.log import correct_followers, follow
from claims.entry.retracted import Marks, appearances_in, is_settled, whole_article
from claims.entry.rules.texts import required
from claims.entry.shared import article_label
from claims.entry.work import Work, number
from claims.errors import BadUsage, Refused
from claims.reading.identity import identities
from claims.store.recording import because
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article
from claims.text.shell import command
from claims.vocabulary import Attribution, CorrectionKind, RelayBasis

NO_REPRINT = "no reprint after all"
"""The reason entered when another database withdrew a reprint and its reason is gone."""


def correct_article(
    session: Session,
    article: str,
    kind: CorrectionKind,
    note: str | None,
    *,
    evidence: tuple[EvidenceDraft, ...] = (),
) -> Made:
    """Record the same correction for every appearance in an article and in articles judged the same.

    Wrong entries are left out, and for a retraction those retracted already, so that the command can be repeated for
    appearances logged since. Each correction gets the evidence. Raises `Refused` when nothing is left to correct,
    `BadUsage`, `NotFound`.
    """
    work = Work(session)
    wanted, members, joined = whole_article(work, article)
    reason = required(note, "the reason", "--note")
    rows, marks = appearances_in(work, members)
    label = article_label(session, work.get(Article, wanted))
    if not rows:
        logging = command("appear", "CLAIM", article=wanted)
        raise Refused(
            f"article #{wanted} ({label}) has no appearances to correct; log them with `{logging}`", part="APPEARANCE"
        )
    standing = [row for row in rows if not is_settled(marks[number(row)], kind)]
    if not standing:
        raise Refused(
            f"every appearance in article #{wanted} ({label}) is already marked as {_marked(marks, kind)}",
            part="APPEARANCE",
        )
    for row in standing:
        record_correction(work, number(row), kind, reason, evidence)
    if kind is CorrectionKind.WRONG:
        for row in standing:
            correct_followers(work, row, reason)
    first = standing[0]
    return work.result(claim=joined.canonical("claim", first.claim_id), appearance=number(first), article=wanted)


def not_a_reprint(
    session: Session, article: str, note: str | None, *, evidence: tuple[EvidenceDraft, ...] = ()
) -> Made:
    """Record that an article is not a reprint, and withdraw the appearances it has only as copies.

    Removing the link is an edit in the article's history; the copies are marked as entered wrongly, and so are the
    copies of them in further reprints. Appearances logged in the article itself stay. Raises `Refused` when the article
    is not a reprint, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    wanted, members, joined = whole_article(work, article)
    reason = required(note, "the reason", "--note")
    linked = [row for row in (work.get(Article, member) for member in members) if row.reprint_of_id is not None]
    label = article_label(session, work.get(Article, wanted))
    if not linked:
        raise Refused(f"article #{wanted} ({label}) is not logged as a reprint", part="--not-a-reprint")
    copies = _copies(work, {number(row): row.reprint_of_id for row in linked if row.reprint_of_id is not None})
    if evidence and not copies:
        raise BadUsage("the reprint has no copies that evidence could support; leave it out", part="--evidence")
    with because(session, reason):
        for row in linked:
            row.reprint_of_id = row.reprint_extent = None
    _take_out(work, copies, reason, evidence)
    first = copies[0] if copies else None
    return work.result(
        claim=None if first is None else joined.canonical("claim", first.claim_id),
        appearance=None if first is None else number(first),
        article=wanted,
    )


def settle_reprints(session: Session) -> None:
    """Mark copies as wrong that another database added before it knew that the article is not a reprint."""
    work = Work(session)
    revision, article = TABLES["revision"], TABLES["article"]
    taken_back = session.connection().execute(
        select(revision.c.row_uid, revision.c.old, revision.c.reason)
        .where(revision.c.subject == "article", revision.c.field == "reprint_of_id", revision.c.old.is_not(None))
        .order_by(revision.c.entered_at, revision.c.uid)
    )
    originals = {uid: (json.loads(old), reason) for uid, old, reason in taken_back}
    if not originals:
        return
    uids = sorted({*originals, *(old for old, _ in originals.values())})
    articles = session.connection().execute(
        select(article.c.uid, article.c.id, article.c.reprint_of_id).where(article.c.uid.in_(uids))
    )
    rows = {uid: (number, reprinted) for uid, number, reprinted in articles}
    reasons = {rows[uid][0]: why for uid, (_, why) in originals.items() if uid in rows and rows[uid][1] is None}
    links = {
        rows[uid][0]: rows[old][0]
        for uid, (old, _) in originals.items()
        if uid in rows and rows[uid][0] in reasons and old in rows
    }
    for row in _copies(work, links):
        _take_out(work, [row], reasons[row.article_id] or NO_REPRINT, ())


def _take_out(work: Work, copies: Sequence[Appearance], reason: str, evidence: tuple[EvidenceDraft, ...]) -> None:
    """Mark copies as entered wrongly, together with their own copies in further reprints.

    If an article gives the same claim on another footing, that appearance is copied to its reprints instead.
    """
    ahead, emptied = list(copies), list[tuple[int, int, Appearance]]()
    for row in copies:
        record_correction(work, number(row), CorrectionKind.WRONG, reason, evidence)
    while ahead:
        row = ahead.pop(0)
        for further in _reprints(work, row.article_id):
            for copy in appearances_in(work, {further})[0]:
                same = (copy.relays_id, copy.claim_id, copy.stance) == (row.article_id, row.claim_id, row.stance)
                if same and is_copy(copy):
                    record_correction(work, number(copy), CorrectionKind.WRONG, reason)
                    ahead.append(copy)
                    emptied.append((row.article_id, further, copy))
    for article, further, copy in emptied:
        for row in appearances_in(work, {article})[0]:
            if (row.claim_id, row.stance) == (copy.claim_id, copy.stance):
                follow(work, row, further)


def _reprints(work: Work, article: int) -> list[int]:
    """Return the reprints of an article, whole or partial."""
    table = TABLES["article"]
    statement = select(table.c.id).where(table.c.reprint_of_id == article).order_by(table.c.id)
    return list(work.session.connection().execute(statement).scalars())


def _copies(work: Work, originals: Mapping[int, int]) -> list[Appearance]:
    """Return the uncorrected appearances that reprints have only as copies; ``originals`` maps reprints to originals.

    A copy looks as `claims.entry.log.follow` makes it: it relays the original, has no source and no note of its own,
    and was entered together with the reprint or with an appearance in the original.
    """
    if not originals:
        return []
    joined = identities(work.session.connection())
    moments = _moments(work, joined.all_members("article", originals.values()))
    rows, _ = appearances_in(work, originals.keys())
    copies = []
    for row in rows:
        original = joined.canonical("article", originals[row.article_id])
        if not is_copy(row) or row.relays_id is None or joined.canonical("article", row.relays_id) != original:
            continue
        made_with_it = row.entered_at == work.get(Article, row.article_id).entered_at
        if made_with_it or (row.claim_id, row.stance, row.entered_at) in moments:
            copies.append(row)
    return copies


def is_copy(row: Appearance) -> bool:
    """Return whether an appearance has nothing of its own, like a copy of the original's appearance."""
    return (
        row.attribution is Attribution.OUTLET
        and row.relay_basis is RelayBasis.STATED
        and row.source_id is None
        and all(getattr(row, name) is None for name in _OWN_TEXTS)
    )


_OWN_TEXTS = tuple(field.name for field in APPEARANCE.plain if field.is_text and not field.carried)
"""The texts that are not copied from the original."""


def _moments(work: Work, articles: Collection[int]) -> set[tuple[object, ...]]:
    """Return claim, stance and entry time of every appearance in articles, wrong entries included."""
    table = TABLES["appearance"]
    statement = select(table.c.claim_id, table.c.stance, table.c.entered_at)
    return {tuple(row) for row in work.session.connection().execute(statement.where(table.c.article_id.in_(articles)))}


def _marked(marks: Marks, kind: CorrectionKind) -> str:
    return "entered wrongly" if kind is CorrectionKind.WRONG else kind.value
