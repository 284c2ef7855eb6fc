"""Notices about the other appearances in an article: after a correction, or when logging in a retracted article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from sqlalchemy import select

from claims.entry.shared import article_label
from claims.entry.work import Work, number
from claims.privacy.offrecord import confided
from claims.privacy.redaction import REDACTED
from claims.reading.identity import Identities
from claims.render.corrections import RETRACTED, fate_phrase
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article, Claim, table_of
from claims.text.shell import quoted_line
from claims.vocabulary import CorrectionKind, Terms

if TYPE_CHECKING:
    from claims.entry.drafts import EvidenceDraft

FEW = 6
"""The most claims that a notice lists."""

LONGEST = 60
"""The most characters of a claim that a notice quotes."""

Marks = dict[int, set[CorrectionKind]]
"""The corrections of appearances, by the appearance's number."""


def notice_other_claims(
    work: Work, row: Appearance, kind: CorrectionKind, note: str, evidence: tuple[EvidenceDraft, ...]
) -> None:
    """After a correction, name the other claims in the article, with the command that corrects them all.

    Claims off the record are not named.
    """
    if kind is CorrectionKind.WRONG:
        return  # our misreading of one appearance says nothing about the others
    wanted, members, joined = whole_article(work, str(row.article_id))
    rows, marks = appearances_in(work, members)
    others = [
        other
        for other in rows
        if other.id != row.id
        and other.terms is not Terms.OFF_RECORD
        and not is_settled(marks[number(other)], kind, once=True)
    ]
    claims = sorted({joined.canonical("claim", other.claim_id) for other in others})
    claims = [claim for claim in claims if claim not in confided(work.session.connection(), "claim", claims)]
    own = joined.canonical("claim", row.claim_id)
    if not others or not claims:
        return
    label = article_label(work.session, work.get(Article, wanted))
    named = [f"#{claim} “{_statement(work, claim)}”" for claim in claims if claim != own]
    what = (
        f"also carries claims {_few(named)}"
        if len(named) > 1
        else f"also carries claim {named[0]}"
        if named
        else "carries the claim twice"
    )
    done = f"was {fate_phrase(kind)}"
    command = ["claims", "correct", f"article:{wanted}", f"--{kind}", "--note", note, *_typed(evidence)]
    work.notice(f"article #{wanted} ({label}) {what}; if all of it {done}: {quoted_line(command)}")


def notice_retracted(work: Work, row: Appearance) -> None:
    """Say that an article was marked as retracted, when another appearance is logged in it."""
    wanted, members, _ = whole_article(work, str(row.article_id))
    rows, marks = appearances_in(work, members)
    before = [other for other in rows if other.id != row.id]
    if before and all(CorrectionKind.RETRACTED in marks[number(other)] for other in before):
        label = article_label(work.session, work.get(Article, wanted))
        command = ["claims", "correct", f"article:{wanted}", "--retracted", "--note", "retracted with the report"]
        work.notice(
            f"article #{wanted} ({label}) was marked as {RETRACTED}, but this appearance is not; if it was {RETRACTED} "
            f"with the rest: {quoted_line(command)}"
        )


def whole_article(work: Work, typed: str) -> tuple[int, tuple[int, ...], Identities]:
    """Return the article that represents the typed one, all articles judged the same, and the identities."""
    joined = work.joined
    wanted = work.canonical("article", typed, "APPEARANCE")
    return wanted, joined.members("article", wanted), joined


def appearances_in(work: Work, articles: Collection[int]) -> tuple[list[Appearance], Marks]:
    """Return the appearances in articles, except wrong entries, in order of entry, and their corrections."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    own = table_of(Appearance)
    statement = select(Appearance).where(own.c.article_id.in_(sorted(articles)))
    rows = list(work.session.scalars(statement.order_by(own.c.entered_at, own.c.id)))
    inner = select(appearance.c.id).where(appearance.c.article_id.in_(sorted(articles)))
    marks: Marks = defaultdict(set)
    for corrected, kind in work.session.connection().execute(
        select(correction.c.appearance_id, correction.c.kind).where(correction.c.appearance_id.in_(inner))
    ):
        marks[corrected].add(kind)
    return [row for row in rows if CorrectionKind.WRONG not in marks[number(row)]], marks


def is_settled(marks: Collection[CorrectionKind], kind: CorrectionKind, *, once: bool = False) -> bool:
    """Return whether a correction of this kind was made already and cannot be repeated; edits by an outlet can."""
    return kind in marks and (once or kind is not CorrectionKind.EDITED)


def _statement(work: Work, claim: int) -> str:
    """Return the beginning of a claim's statement."""
    return shorten(work.get(Claim, claim).statement or REDACTED, LONGEST, placeholder=" …")


def _typed(evidence: tuple[EvidenceDraft, ...]) -> list[str]:
    """Return evidence as typed on the command line, without files: their paths are not kept."""
    line: list[str] = []
    for draft in evidence:
        piece = f"article:{draft.article}" if draft.article else draft.url
        line += ["--evidence", piece, "--evidence-kind", draft.kind.value] if piece else []
    return line


def _few(names: Sequence[str]) -> str:
    more = [f"{len(names) - FEW} more"] if len(names) > FEW else []
    listed = [*names[:FEW], *more]
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
