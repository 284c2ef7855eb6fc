"""Making an article that is recorded already a reprint of another."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.edit import edited
from claims.entry.log import follow
from claims.entry.retracted import appearances_in
from claims.entry.work import Work
from claims.errors import BadUsage, Refused
from claims.reading.find import find
from claims.rules.sourcing.own_chain import around_by_reprints
from claims.vocabulary import ReprintExtent


def reprint_unread(session: Session, outlet: str, copy: str) -> Made:
    """Say that an article is a whole reprint of an article by this outlet that nobody here has read; that is added.

    What is published there later is entered in the original, and follows to the copy. Raises as `reprint_known`.
    """
    work = Work(session)
    reprint = work.registers.archive.article(work.canonical("article", copy, "--article"))
    if reprint.id in dict(work.registers.archive.reprints()):
        raise Refused(f"article #{reprint.id} is a reprint already", part="--article")
    original = work.registers.articles.unseen(work.registers.outlets.named(outlet, "--outlet"))
    work.flush()
    edited(work, "article", reprint.id, {"reprint_of": f"#{original.id}", "reprint_extent": ReprintExtent.WHOLE}, None)
    return work.result(article=reprint.id)


def reprint_known(session: Session, original: str, copy: str, extent: ReprintExtent, claims: Iterable[str]) -> Made:
    """Say that an article, known by its number or name, is a reprint of another, and give it the original's claims.

    A whole reprint gets all of them; of a part, ``claims`` names those that it carries. Raises `Refused` for an article
    that is a reprint already, of an original that is its own reprint, and for one published before its original.
    """
    work = Work(session)
    archive = work.registers.archive
    known = archive.article(work.canonical("article", original, "ARTICLE"))
    reprint = archive.article(work.canonical("article", copy, "--article"))
    work.registers.relays.refuse(reprint, known, "--article")
    originals = dict(archive.reprints())
    if reprint.id in originals:
        raise Refused(
            f"article #{reprint.id} is a reprint of article #{originals[reprint.id]} already", part="--article"
        )
    if reprint.id in around_by_reprints([known.id], archive.reprints()):
        raise Refused(f"article #{known.id} is itself a reprint of article #{reprint.id}", part="ARTICLE")
    only = {find(work.connection, "claim", claim, part="--claim") for claim in claims}
    if only and extent is ReprintExtent.WHOLE:
        raise BadUsage("a whole reprint carries every claim; use --claim only with --extent part", part="--claim")
    standing, _ = appearances_in(work, {known.id})
    for missing in sorted(only - {row.claim_id for row in standing}):
        raise Refused(
            f"article #{known.id} does not carry claim #{missing}, so its reprint cannot either", part="--claim"
        )
    edited(work, "article", reprint.id, {"reprint_of": f"#{known.id}", "reprint_extent": extent}, None)
    for row in standing:
        if extent is ReprintExtent.WHOLE or row.claim_id in only:
            follow(work, row, reprint.id)
    return work.result(article=reprint.id)
