"""What else stands in the article of an appearance: named when one is corrected, or logged in a withdrawn one."""

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
from claims.reading.find import find
from claims.reading.identity import Identities, identities
from claims.render.corrections import RETRACTED, fate_phrase
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article, Claim, table_of
from claims.text.shell import quoted_line
from claims.vocabulary import CorrectionKind, Terms

if TYPE_CHECKING:
    from claims.entry.drafts import EvidenceDraft

FEW = 6
"""How many claims a notice lists."""

LONGEST = 60
"""Characters of a claim that a notice repeats."""

Marks = dict[int, set[CorrectionKind]]
"""Which corrections appearances have, by the appearance's number."""


def notice_other_claims(
    work: Work, row: Appearance, kind: CorrectionKind, note: str, evidence: tuple[EvidenceDraft, ...]
) -> None:
    """Name the other claims of an article after one of its appearances was corrected, with the command for all.

    What is off the record is not named.
    """
    if kind is CorrectionKind.WRONG:
        return  # that we misread one appearance says nothing of the others
    wanted, members, joined = whole_article(work, str(row.article_id))
    rows, marks = appearances_in(work, members)
    others = [
        one
        for one in rows
        if one.id != row.id
        and one.terms is not Terms.OFF_RECORD
        and not is_settled(marks[number(one)], kind, once=True)
    ]
    claims = sorted({joined.canonical("claim", one.claim_id) for one in others})
    claims = [one for one in claims if one not in confided(work.session.connection(), "claim", claims)]
    own = joined.canonical("claim", row.claim_id)
    if not others or not claims:
        return
    label = article_label(work.session, work.get(Article, wanted))
    named = [f"#{one} “{_statement(work, one)}”" for one in claims if one != own]
    what = f"claims {_few(named)} too" if len(named) > 1 else f"claim {named[0]} too" if named else "it twice"
    done = f"was {fate_phrase(kind)}"
    command = ["claims", "correct", f"article:{wanted}", f"--{kind}", "--note", note, *_typed(evidence)]
    work.notice(f"article #{wanted} ({label}) carries {what}; if all of it {done}: {quoted_line(command)}")


def notice_retracted(work: Work, row: Appearance) -> None:
    """Say that an article was marked as withdrawn, when something is logged in it afterwards."""
    wanted, members, _ = whole_article(work, str(row.article_id))
    rows, marks = appearances_in(work, members)
    before = [one for one in rows if one.id != row.id]
    if before and all(CorrectionKind.RETRACTED in marks[number(one)] for one in before):
        label = article_label(work.session, work.get(Article, wanted))
        command = ["claims", "correct", f"article:{wanted}", "--retracted", "--note", "retracted with the report"]
        work.notice(
            f"article #{wanted} ({label}) was marked as {RETRACTED}, and this appearance is not; if it was {RETRACTED} "
            f"with the rest: {quoted_line(command)}"
        )


def whole_article(work: Work, typed: str) -> tuple[int, tuple[int, ...], Identities]:
    """Return the article that stands for what was typed, all that are one with it, and what was judged one."""
    connection = work.session.connection()
    joined = identities(connection)
    wanted = joined.canonical("article", find(connection, "article", typed, part="APPEARANCE"))
    return wanted, joined.members("article", wanted), joined


def appearances_in(work: Work, articles: Collection[int]) -> tuple[list[Appearance], Marks]:
    """Return what is logged in articles but for wrong entries, in order of entry, with the corrections of each."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    own = table_of(Appearance)
    statement = select(Appearance).where(own.c.article_id.in_(sorted(articles)))
    rows = list(work.session.scalars(statement.order_by(own.c.entered_at, own.c.id)))
    inner = select(appearance.c.id).where(appearance.c.article_id.in_(sorted(articles)))
    marks: Marks = defaultdict(set)
    for one, kind in work.session.connection().execute(
        select(correction.c.appearance_id, correction.c.kind).where(correction.c.appearance_id.in_(inner))
    ):
        marks[one].add(kind)
    return [row for row in rows if CorrectionKind.WRONG not in marks[number(row)]], marks


def is_settled(marks: Collection[CorrectionKind], kind: CorrectionKind, *, once: bool = False) -> bool:
    """Return whether a correction was made already that is made once; an outlet may change a report again."""
    return kind in marks and (once or kind is not CorrectionKind.EDITED)


def _statement(work: Work, claim: int) -> str:
    """Return the beginning of what a claim says."""
    return shorten(work.get(Claim, claim).statement or REDACTED, LONGEST, placeholder=" …")


def _typed(evidence: tuple[EvidenceDraft, ...]) -> list[str]:
    """Return evidence as it is typed, but for files: where they are is not kept."""
    line: list[str] = []
    for one in evidence:
        piece = f"article:{one.article}" if one.article else one.url
        line += ["--evidence", piece, "--evidence-kind", one.kind.value] if piece else []
    return line


def _few(names: Sequence[str]) -> str:
    more = [f"{len(names) - FEW} more"] if len(names) > FEW else []
    some = [*names[:FEW], *more]
    return f"{', '.join(some[:-1])} and {some[-1]}"
