"""Correcting what was logged of a whole article: every appearance in it at once, or that it is a reprint."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import APPEARANCE
from claims.entry.drafts import EvidenceDraft, Made
from claims.entry.log import correct_followers, follow
from claims.entry.retracted import Marks, appearances_in, is_settled, whole_article
from claims.entry.reviewing.evidence import add_evidence, piece_of
from claims.entry.rules.texts import required
from claims.entry.shared import article_label
from claims.entry.work import Work, number
from claims.errors import BadUsage, Refused
from claims.reading.identity import identities
from claims.store.recording import because
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article, Correction
from claims.text.shell import command
from claims.vocabulary import Attribution, CorrectionKind, RelayBasis

NO_REPRINT = "no reprint after all"
"""The reason that stands where a database took a reprint back without one that is still there."""


def correct_article(
    session: Session,
    article: str,
    kind: CorrectionKind,
    note: str | None,
    *,
    evidence: tuple[EvidenceDraft, ...] = (),
) -> Made:
    """Record one correction for every appearance in an article, those of articles judged one with it included.

    What was entered wrongly is left out, and so is what was retracted already when it is to be retracted; so the
    same can be said again of what was logged since.  Each correction rests on the evidence.  Raises `Refused` when
    nothing is left to correct, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    wanted, members, joined = whole_article(work, article)
    reason = required(note, "the reason", "--note")
    rows, marks = appearances_in(work, members)
    label = article_label(session, work.get(Article, wanted))
    if not rows:
        told = f"nothing is logged in article #{wanted} ({label}), so there is nothing to correct"
        raise Refused(f"{told}; `{command('appear', 'CLAIM', article=wanted)}` logs what it said", part="APPEARANCE")
    standing = [row for row in rows if not is_settled(marks[number(row)], kind)]
    if not standing:
        raise Refused(
            f"every appearance in article #{wanted} ({label}) was marked as {_marked(marks, kind)} already",
            part="APPEARANCE",
        )
    for row in standing:
        _mark(work, row, kind, reason, evidence)
    if kind is CorrectionKind.WRONG:
        for row in standing:
            correct_followers(work, row, reason)
    first = standing[0]
    return work.result(claim=joined.canonical("claim", first.claim_id), appearance=number(first), article=wanted)


def not_a_reprint(
    session: Session, article: str, note: str | None, *, evidence: tuple[EvidenceDraft, ...] = ()
) -> Made:
    """Take back that an article is a reprint, and with that every appearance which it has only as a copy.

    The link is an edit of the article and stays in its history; the copies are marked as entered wrongly, and so are
    those that further reprints have from them.  What was logged in the article for itself stays.  Raises `Refused`
    when it is no reprint, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    wanted, members, joined = whole_article(work, article)
    reason = required(note, "the reason", "--note")
    linked = [row for row in (work.get(Article, one) for one in members) if row.reprint_of_id is not None]
    label = article_label(session, work.get(Article, wanted))
    if not linked:
        raise Refused(f"article #{wanted} ({label}) is not logged as a reprint", part="--not-a-reprint")
    copies = _copies(work, {number(row): row.reprint_of_id for row in linked if row.reprint_of_id is not None})
    if evidence and not copies:
        raise BadUsage("the reprint carries nothing that evidence could stand by; leave it out", part="--evidence")
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
    """Mark the copies that came, from a database which did not know it yet, into what is a reprint no longer."""
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
    found = session.connection().execute(
        select(article.c.uid, article.c.id, article.c.reprint_of_id).where(article.c.uid.in_(uids))
    )
    rows = {uid: (one, reprinted) for uid, one, reprinted in found}
    reasons = {rows[uid][0]: why for uid, (_, why) in originals.items() if uid in rows and rows[uid][1] is None}
    links = {
        rows[uid][0]: rows[old][0]
        for uid, (old, _) in originals.items()
        if uid in rows and rows[uid][0] in reasons and old in rows
    }
    for row in _copies(work, links):
        _take_out(work, [row], reasons[row.article_id] or NO_REPRINT, ())


def _take_out(work: Work, copies: Sequence[Appearance], reason: str, evidence: tuple[EvidenceDraft, ...] = ()) -> None:
    """Mark copies as entered wrongly with those that further reprints have of them, over any number of reprints.

    What their articles give for the same claims otherwise is copied into these reprints instead.
    """
    ahead, emptied = list(copies), list[tuple[int, int, Appearance]]()
    for row in copies:
        _mark(work, row, CorrectionKind.WRONG, reason, evidence)
    while ahead:
        row = ahead.pop(0)
        for further in _reprints(work, row.article_id):
            for one in appearances_in(work, {further})[0]:
                same = (one.relays_id, one.claim_id, one.stance) == (row.article_id, row.claim_id, row.stance)
                if same and is_copy(one):
                    _mark(work, one, CorrectionKind.WRONG, reason)
                    ahead.append(one)
                    emptied.append((row.article_id, further, one))
    for article, further, one in emptied:
        for row in appearances_in(work, {article})[0]:
            if (row.claim_id, row.stance) == (one.claim_id, one.stance):
                follow(work, row, further)


def _reprints(work: Work, article: int) -> list[int]:
    """Return the articles that republish an article, whole or in part."""
    table = TABLES["article"]
    statement = select(table.c.id).where(table.c.reprint_of_id == article).order_by(table.c.id)
    return list(work.session.connection().execute(statement).scalars())


def _copies(work: Work, originals: Mapping[int, int]) -> list[Appearance]:
    """Return the standing appearances that reprints have only because their originals, by number, have them.

    A copy is known by what `claims.entry.log.follow` makes: the claim on the original's word, with no source and no
    note of its own, entered in the moment in which the reprint or an appearance in the original was.
    """
    if not originals:
        return []
    joined = identities(work.session.connection())
    moments = _moments(work, joined.all_members("article", originals.values()))
    rows, _ = appearances_in(work, originals.keys())
    found = []
    for row in rows:
        original = joined.canonical("article", originals[row.article_id])
        if not is_copy(row) or row.relays_id is None or joined.canonical("article", row.relays_id) != original:
            continue
        made_with_it = row.entered_at == work.get(Article, row.article_id).entered_at
        if made_with_it or (row.claim_id, row.stance, row.entered_at) in moments:
            found.append(row)
    return found


def is_copy(row: Appearance) -> bool:
    """Return whether an appearance has nothing of its own, as one that follows the original of a reprint."""
    return (
        row.attribution is Attribution.OUTLET
        and row.relay_basis is RelayBasis.STATED
        and row.source_id is None
        and all(getattr(row, name) is None for name in _OWN_TEXTS)
    )


_OWN_TEXTS = tuple(field.name for field in APPEARANCE.plain if field.is_text and not field.carried)
"""The texts that a reprint does not have from its original."""


def _moments(work: Work, articles: Collection[int]) -> set[tuple[object, ...]]:
    """Return of every appearance in articles, wrong ones too, the claim, the stance and the moment of entry."""
    table = TABLES["appearance"]
    statement = select(table.c.claim_id, table.c.stance, table.c.entered_at)
    return {tuple(row) for row in work.session.connection().execute(statement.where(table.c.article_id.in_(articles)))}


def _mark(
    work: Work, row: Appearance, kind: CorrectionKind, reason: str, evidence: tuple[EvidenceDraft, ...] = ()
) -> None:
    made = Correction(appearance_id=number(row), kind=kind, note=reason)
    work.add(made, f"appearance #{row.id}: {kind}")
    for draft in evidence:
        add_evidence(work, piece_of(work.connection, draft), correction_id=number(made))


def _marked(marks: Marks, kind: CorrectionKind) -> str:
    return "entered wrongly" if kind is CorrectionKind.WRONG else kind.value
