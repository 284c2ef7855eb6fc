"""Logging: a claim with its first appearance, another appearance, a reprint."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Table, select
from sqlmodel import Session

from claims.catalogue import APPEARANCE
from claims.entry.adding import (
    NewAppearance,
    first_day,
    new_appearance,
    new_claim,
    new_window,
    put_into_stories,
)
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, Made, WindowDraft
from claims.entry.resolve.context import Json
from claims.entry.resolve.keys import page_address, web_address
from claims.entry.resolve.known import KnownArticle
from claims.entry.retracted import appearances_in, notice_retracted
from claims.entry.rules.appearances import check_appearance
from claims.entry.rules.nothing import without_nothing
from claims.entry.rules.statements import statement_of
from claims.entry.rules.windows import window_values
from claims.entry.shared import article_label, notice_twins
from claims.entry.work import Work, number
from claims.errors import BadUsage, Problems, Refused
from claims.reading.find import find
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article, Correction, Hedge
from claims.text.matching import match_key, url_key
from claims.vocabulary import (
    Attribution,
    Capacity,
    Channel,
    CorrectionKind,
    Proximity,
    RelayBasis,
    ReprintExtent,
    Treatment,
)


def log(session: Session, claim: ClaimDraft, appearance: AppearanceDraft, *, chosen: Iterable[str] = ()) -> Made:
    """Log a claim and its first appearance.

    ``chosen`` are names that a person wants as new records, having seen similar ones. Raises `claims.errors.BadValue`,
    `BadUsage`, `Refused`, `NotFound` or `Ambiguous` for drafts that cannot be stored.
    """
    _check(claim, appearance)
    work = Work(session, frozenset(chosen))
    number = add_claim(work, claim)
    made = _new_appearance(work, number, appearance)
    if claim.windows:
        said = first_day(work.registers.archive, made.article, made.upstream) or work.at.date()
        for window in claim.windows:
            new_window(work, number, window, said)
    _tell_and_follow(work, number, made)
    return work.result(claim=number, appearance=made.id, article=made.article.id)


def _check(claim: ClaimDraft, appearance: AppearanceDraft) -> None:
    """Raise every error in the drafts themselves, before any record is read: one error, or `Several`."""
    problems = Problems()
    with problems.collected():
        statement_of(claim.statement)
    with problems.collected():
        web_address(appearance.article.url)
    with problems.collected():
        check_appearance(without_nothing(appearance, lambda notice: None))
    for window in claim.windows:
        if window.said is not None:  # otherwise the day depends on the stored chain
            with problems.collected():
                window_values(window, window.said)
    problems.tell()


def appear(session: Session, claim: str, draft: AppearanceDraft, *, chosen: Iterable[str] = ()) -> Made:
    """Log another appearance of a claim, named by number or uid; raises as `log` does."""
    work = Work(session, frozenset(chosen))
    wanted = find(session.connection(), "claim", claim, part="CLAIM")
    made = add_appearance(work, wanted, draft)
    return work.result(claim=wanted, appearance=made.id, article=made.article.id)


def reprint(
    session: Session,
    original: str,
    draft: ArticleDraft,
    extent: ReprintExtent,
    claims: tuple[str, ...],
    *,
    chosen: Iterable[str] = (),
) -> Made:
    """Log a reprint of an article, with the original's claims.

    For a partial reprint, ``claims`` names the claims it carries. Appearances later logged in the original of a whole
    reprint are copied to the reprint.
    """
    work = Work(session, frozenset(chosen))
    known = work.registers.archive.article(find(work.connection, "article", original, part="ARTICLE"))
    if claims and extent is ReprintExtent.WHOLE:
        raise BadUsage("a whole reprint carries every claim; use --claim only with --extent part", part="--claim")
    if extent is ReprintExtent.PART and not claims:
        raise BadUsage("a partial reprint carries only some claims; name them with --claim", part="--extent")
    url = page_address(draft.url)
    same = work.registers.archive.at(url_key(url)) if url else []
    if same:
        raise Refused(f"article #{same[0].id} already has this address", part="--url")
    standing, _ = appearances_in(work, {known.id})
    only = {find(session.connection(), "claim", claim, part="--claim") for claim in claims}
    for missing in sorted(only - {row.claim_id for row in standing}):
        raise Refused(
            f"article #{known.id} does not carry claim #{missing}, so its reprint cannot either", part="--claim"
        )
    made = add_reprint(work, draft, known, extent, part="--published")
    for row in standing:
        if extent is ReprintExtent.WHOLE or row.claim_id in only:
            follow(work, row, made.id)
    notice_twins(work, {made.id})
    return work.result(article=made.id)


def add_reprint(
    work: Work,
    draft: ArticleDraft,
    original: KnownArticle,
    extent: ReprintExtent,
    *,
    part: str,
    slug: str | None = None,
) -> KnownArticle:
    """Add a reprint, without its claims; raises `Refused` if it was published before the original."""
    draft = without_nothing(draft, work.notice)
    made = work.registers.articles.new(draft, reprint_of_id=original.id, reprint_extent=extent, slug=slug)
    work.registers.relays.refuse(made, original, part)
    return made


def add_claim(work: Work, draft: ClaimDraft) -> int:
    """Add a claim with its stories and return its number; windows follow once its articles are known."""
    statement = statement_of(draft.statement)
    condition = None
    if draft.condition_claim is not None:
        condition = find(work.connection, "claim", draft.condition_claim, part="--condition-claim")
    number = new_claim(work, draft, statement, match_key(statement), condition=condition)
    put_into_stories(work, work.registers.people, number, draft.stories, set())
    return number


def add_appearance(work: Work, claim: int, draft: AppearanceDraft, *, instead_of: int | None = None) -> NewAppearance:
    """Add an appearance of a claim, with the records it needs, and copy it to whole reprints of its article.

    ``instead_of`` is the wrongly entered appearance that this appearance replaces.
    """
    made = _new_appearance(work, claim, draft, instead_of)
    _tell_and_follow(work, claim, made, instead_of)
    return made


def _new_appearance(work: Work, claim: int, draft: AppearanceDraft, instead_of: int | None = None) -> NewAppearance:
    """Add an appearance, and attribute the upstream report's appearance to its source."""
    draft = replace(without_nothing(draft, work.notice), article=without_nothing(draft.article, work.notice))
    check_appearance(draft)
    registers = work.registers
    article = registers.articles.of(draft.article)
    label = registers.articles.label(article)
    made = new_appearance(work, registers, draft, claim, article, _carriers(work, claim), label=label)
    if not article.new:
        _notice_same_footing(work, made.values, instead_of)
    if draft.via is not None and made.upstream is not None:
        _put_behind(work, made.values, made.upstream)
    return made


def _carriers(work: Work, claim: int) -> Callable[[], Collection[int]]:
    """Return a function that gives the articles that carry a claim or are relayed for it."""

    def carriers() -> Collection[int]:
        if work.waiting("claim", claim):
            return ()
        appearance = TABLES["appearance"]
        members = work.joined.members("claim", claim)
        columns = select(appearance.c.article_id, appearance.c.relays_id).where(appearance.c.claim_id.in_(members))
        return {number for row in work.connection.execute(columns) for number in row if number is not None}

    return carriers


def _tell_and_follow(work: Work, claim: int, made: NewAppearance, instead_of: int | None = None) -> None:
    """Point out possible duplicates and a retraction of the article, and copy the appearance to whole reprints."""
    twins = _possible_twins(work, claim, made.article, made.upstream)
    if not made.article.new:
        work.flush()
        row = work.get(Appearance, made.id)
        if instead_of is None:
            notice_retracted(work, row)
        for copy in work.registers.archive.copies(made.article):
            follow(work, row, copy)
    if twins:
        work.flush()
        outlets = {known.outlet_id for known in twins if known.outlet_id is not None}
        notice_twins(work, {known.id for known in twins}, claims={claim}, outlets=outlets)


def _possible_twins(work: Work, claim: int, article: KnownArticle, upstream: KnownArticle | None) -> list[KnownArticle]:
    """Return the appearance's articles that may duplicate stored ones; never articles of a new outlet.

    A new claim in no story resembles nothing, so a new article cannot be another report of it.
    """
    articles = [known for known in (article, upstream) if known is not None and known.outlet_id is not None]
    if work.stands_alone(claim):
        articles = [known for known in articles if not known.new]
    return [known for known in articles if not work.waiting("outlet", known.outlet_id or 0)]


def add_window(work: Work, claim: int, draft: WindowDraft) -> None:
    """Add a window, read relative to the day its words were said.

    That day is the draft's, else the publication day of the earliest dated article in the claim's chain, else today.
    """
    said = draft.said
    if said is None:
        work.flush()
        said = earliest_published(work.session, claim) or work.at.date()
    new_window(work, claim, draft, said)


def earliest_published(session: Session, claim: int) -> date | None:
    """Return the publication day of the earliest dated article that carries a claim or is relayed for it."""
    appearance, article = TABLES["appearance"], TABLES["article"]
    chain = select(appearance.c.article_id).where(appearance.c.claim_id == claim)
    upstream = select(appearance.c.relays_id).where(appearance.c.claim_id == claim)
    statement = (
        select(article.c.published_earliest)
        .where(article.c.id.in_(chain.union(upstream)), article.c.published_earliest.is_not(None))
        .order_by(article.c.published_earliest)
    )
    return session.connection().execute(statement).scalars().first()


def follow(work: Work, row: Appearance, copy: int) -> None:
    """Copy an appearance of the original to a reprint, unless the reprint has it already."""
    appearance = TABLES["appearance"]
    already = select(appearance.c.id).where(
        _not_wrong(appearance),
        appearance.c.claim_id == row.claim_id,
        appearance.c.article_id == copy,
        appearance.c.relays_id == row.article_id,
        appearance.c.stance == row.stance,
    )
    if work.session.connection().execute(already).first() is not None or copy == row.article_id:
        return
    followed = Appearance(
        claim_id=row.claim_id,
        article_id=copy,
        attribution=Attribution.OUTLET,
        relays_id=row.article_id,
        relay_basis=RelayBasis.STATED,
        **{field.name: getattr(row, field.name) for field in APPEARANCE.plain if field.carried},
    )
    work.add(followed, _appearance_label(work, followed))
    hedge = TABLES["hedge"]
    for kind, said in work.session.connection().execute(
        select(hedge.c.kind, hedge.c.words).where(hedge.c.appearance_id == row.id)
    ):
        work.add(Hedge(appearance_id=number(followed), kind=kind, words=said))
    for further in whole_reprints(work.session, copy):
        follow(work, followed, further)


def correct_followers(work: Work, row: Appearance, reason: str) -> None:
    """Mark the copies in whole reprints as wrong too, unless the original still gives the claim on another footing."""
    appearance = TABLES["appearance"]
    same = (appearance.c.claim_id == row.claim_id, appearance.c.stance == row.stance, _not_wrong(appearance))
    connection = work.session.connection()
    if connection.execute(select(appearance.c.id).where(appearance.c.article_id == row.article_id, *same)).first():
        return
    for copy in whole_reprints(work.session, row.article_id):
        followers = select(appearance.c.id).where(
            appearance.c.article_id == copy, appearance.c.relays_id == row.article_id, *same
        )
        for follower in connection.execute(followers).scalars().all():
            work.add(Correction(appearance_id=follower, kind=CorrectionKind.WRONG, note=reason))
            correct_followers(work, work.get(Appearance, follower), reason)


def whole_reprints(session: Session, article: int) -> list[int]:
    """Return the whole reprints of an article."""
    table = TABLES["article"]
    statement = select(table.c.id).where(
        table.c.reprint_of_id == article, table.c.reprint_extent == ReprintExtent.WHOLE
    )
    return list(session.connection().execute(statement.order_by(table.c.id)).scalars())


def _not_wrong(appearance: Table) -> ColumnElement[bool]:
    """Return the condition that an appearance was not entered wrongly."""
    correction = TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    return appearance.c.id.not_in(wrong)


def _put_behind(work: Work, values: Json, upstream: KnownArticle) -> None:
    """Add the upstream report's own appearance, with the source behind it ("Peters told Sky News")."""
    appearance = TABLES["appearance"]
    if not upstream.new and not work.waiting("source", values["source_id"]):
        already = select(appearance.c.id).where(
            appearance.c.claim_id == values["claim_id"],
            appearance.c.article_id == upstream.id,
            appearance.c.source_id == values["source_id"],
        )
        if work.connection.execute(already).first() is not None:
            return
    kept = ("claim_id", "attribution", "source_id", "terms", "stance", "said")
    behind = {
        **{name: values[name] for name in kept},
        "article_id": upstream.id,
        "note": f"as cited in article #{values['article_id']}",
        "channel": Channel.NOT_STATED,
        "capacity": Capacity.NOT_STATED,
        "proximity": Proximity.NOT_STATED,
        "treatment": Treatment.REPORTS,
    }
    work.insert("appearance", behind, label=work.registers.articles.label(upstream))


def _notice_same_footing(work: Work, values: Json, instead_of: int | None) -> None:
    """Point out an appearance on the same footing in the same article: it was probably logged before."""
    appearance = TABLES["appearance"]
    statement = select(appearance.c.id).where(
        _not_wrong(appearance),
        appearance.c.id != (instead_of or 0),
        *(
            appearance.c[name].is_not_distinct_from(values[name])
            for name in ("claim_id", "article_id", "attribution", "source_id", "relays_id", "stance")
        ),
    )
    known = work.connection.execute(statement).scalars().first()
    if known is not None:
        work.notice(
            f"appearance #{known} already has this claim, article, attribution and source; "
            f'if it was logged twice: claims correct {known} --wrong --note "logged twice"'
        )


def _appearance_label(work: Work, row: Appearance) -> str:
    return article_label(work.session, work.get(Article, row.article_id))
