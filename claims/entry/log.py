"""Logging: a claim with its first appearance, another appearance, a reprint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import APPEARANCE, CLAIM
from claims.entry.claim_words import add_words
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, Made, WindowDraft
from claims.entry.fields import as_typed, stored
from claims.entry.registers import (
    article_label,
    article_of,
    articles_at,
    new_article,
    notice_twins,
    outlet_named,
    source_kind,
    source_of,
    story_named,
    unseen_article,
)
from claims.entry.withdrawn import notice_withdrawn
from claims.entry.work import Work, clean, number, required
from claims.errors import BadUsage, BadValue, Refused
from claims.reading.find import described, find
from claims.reading.identity import identities
from claims.rules.windows import overruled, read_window, window_of_days
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Article, Claim, ClaimStory, Correction, Hedge, Window
from claims.text.dates import day_in_words
from claims.text.matching import match_key
from claims.vocabulary import (
    ATTRIBUTIONS_WITH_SOURCE,
    LIKELIHOOD_WORDS,
    UNNAMED_ATTRIBUTIONS,
    Attribution,
    CorrectionKind,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
    RelayBasis,
    ReprintExtent,
    WindowRole,
)


class Dated(Protocol):
    """What the rules need to know of when an article was published."""

    @property
    def published_earliest(self) -> date | None:
        """The first day on which it can have been."""

    @property
    def published_latest(self) -> date | None:
        """The last day on which it can have been."""


def log(session: Session, claim: ClaimDraft, appearance: AppearanceDraft, *, chosen: Iterable[str] = ()) -> Made:
    """Log a claim and its first appearance.

    ``chosen`` are names that a person wants as new records, having seen those that are like them.  Raises
    `claims.errors.BadValue`, `BadUsage`, `Refused`, `NotFound` or `Ambiguous` for what cannot be stored.
    """
    work = Work(session, frozenset(chosen))
    row = add_claim(work, claim)
    made = add_appearance(work, number(row), appearance)
    for window in claim.windows:
        add_window(work, number(row), window)
    return work.result(claim=number(row), appearance=number(made), article=made.article_id)


def appear(session: Session, claim: str, draft: AppearanceDraft, *, chosen: Iterable[str] = ()) -> Made:
    """Log another appearance of a claim, which is named by number or uid; raises as `log` does."""
    work = Work(session, frozenset(chosen))
    wanted = find(session.connection(), "claim", claim, part="CLAIM")
    made = add_appearance(work, wanted, draft)
    return work.result(claim=wanted, appearance=number(made), article=made.article_id)


def reprint(
    session: Session,
    original: str,
    draft: ArticleDraft,
    extent: ReprintExtent,
    claims: tuple[str, ...],
    *,
    chosen: Iterable[str] = (),
) -> Made:
    """Log an article that republishes another, with all the original's claims.

    Of a reprint in part, ``claims`` names those that it carries.  Appearances logged later on the original of a
    whole reprint follow by themselves.
    """
    work = Work(session, frozenset(chosen))
    wanted = _canonical_article(work, find(session.connection(), "article", original, part="ARTICLE"))
    if claims and extent is ReprintExtent.WHOLE:
        raise BadUsage("a whole reprint carries every claim; --claim goes with --extent part", part="--claim")
    if extent is ReprintExtent.PART and not claims:
        raise BadUsage("a reprint in part carries some claims only; name them with --claim", part="--extent")
    same = articles_at(work, draft.url)
    if same:
        raise Refused(f"article #{same[0]} has this address already", part="--url")
    standing = standing_appearances(session, wanted)
    only = {find(session.connection(), "claim", one, part="--claim") for one in claims}
    for missing in sorted(only - {row.claim_id for row in standing}):
        raise Refused(f"article #{wanted} does not carry claim #{missing}, so a reprint cannot", part="--claim")
    made = new_article(work, draft, reprint_of_id=wanted, reprint_extent=extent)
    check_relay(work, made, wanted, "--published")
    for row in standing:
        if extent is ReprintExtent.WHOLE or row.claim_id in only:
            follow(work, row, made)
    notice_twins(work, {made})
    return work.result(article=made)


def add_claim(work: Work, draft: ClaimDraft) -> Claim:
    """Add a claim with its stories; windows are added when its articles are known."""
    statement = statement_of(draft.statement)
    values = stored(CLAIM, draft, as_typed) | {"statement": statement}
    row = Claim(match_key=match_key(statement), **values)
    if draft.condition_claim is not None:
        row.condition_claim_id = find(
            work.session.connection(), "claim", draft.condition_claim, part="--condition-claim"
        )
    work.add(row, statement)
    add_words(work.session, {number(row): row.match_key})
    for story in dict.fromkeys(draft.stories):
        work.add(ClaimStory(claim_id=number(row), story_id=story_named(work, story)))
    return row


def statement_of(typed: str | None, part: str = "STATEMENT") -> str:
    """Return a statement as it is stored; raises `BadValue` when it is none."""
    statement = required(typed, "the statement", part)
    if "\n" in statement:
        raise BadValue("a statement is one line; put the rest into --note", part=part)
    if not match_key(statement):
        raise BadValue("the statement has no words; say what is claimed", part=part)
    return statement


def add_appearance(work: Work, claim: int, draft: AppearanceDraft, *, instead_of: int | None = None) -> Appearance:
    """Add one appearance of a claim, with the records that it needs, and let whole reprints follow it.

    ``instead_of`` is the appearance that was entered wrongly and has this one for its successor.
    """
    check_appearance(draft)
    article = article_of(work, draft.article)
    if draft.said is not None:
        _refuse_said_later(work, draft.said, article)
    source = None
    if draft.source is not None:
        source = source_of(work, draft.source, draft.attribution, article)
    relays = _relayed_article(work, claim, article, draft)
    if relays is not None:
        check_relay(work, article, relays, "--via" if draft.via else "--relays")
    likelihood, basis = likelihood_of(draft)
    values = stored(APPEARANCE, draft, as_typed)
    values |= {"likelihood": likelihood, "likelihood_basis": basis}
    values["relay_basis"] = draft.relay_basis if relays is not None else None
    row = Appearance(claim_id=claim, article_id=article, source_id=source, relays_id=relays, **values)
    _notice_same_footing(work, row, instead_of)
    work.add(row, _appearance_label(work, row))
    for kind, said in draft.hedges:
        work.add(Hedge(appearance_id=number(row), kind=kind, words=required(said, "the hedge", "--hedge")))
    if draft.via is not None and relays is not None:
        _put_behind(work, row, relays)
    if instead_of is None:
        notice_withdrawn(work, row)
    for copy in whole_reprints(work.session, article):
        follow(work, row, copy)
    notice_twins(work, {article} if relays is None else {article, relays}, claims={claim})
    return row


def check_appearance(draft: AppearanceDraft) -> None:
    """Refuse options that do not go together; raises `BadUsage`."""
    if draft.attribution in ATTRIBUTIONS_WITH_SOURCE and draft.source is None:
        raise BadUsage(f"--attribution {draft.attribution} needs --source: who or what it was", part="--attribution")
    if draft.source is not None:
        source_kind(draft.attribution)
    if draft.wording is not None and not (draft.excerpt or "").strip():
        raise BadUsage("--wording says whose words an --excerpt holds; give the excerpt too", part="--wording")
    if draft.excerpt and draft.wording is None:
        raise BadUsage(
            "say whose words the excerpt holds: --wording direct, partial, paraphrase or translated", part="--excerpt"
        )
    if draft.relays and draft.via:
        raise BadUsage("--via and --relays both say where it was had from; give one", part="--via")
    if draft.via and draft.source is None:
        raise BadUsage("--via says to which outlet the source spoke; give --source too", part="--via")
    if draft.anonymity_reason and draft.attribution not in UNNAMED_ATTRIBUTIONS:
        raise BadUsage("--anonymity-reason goes with --attribution unnamed or collective", part="--anonymity-reason")
    if draft.likelihood is None and draft.likelihood_basis is not None:
        raise BadUsage("--likelihood-basis says where a --likelihood is from; give it too", part="--likelihood-basis")


def check_relay(work: Work, article: int, upstream: int, part: str) -> None:
    """Refuse a relay to the article itself or to one that was published only afterwards; a circle is data."""
    if article == upstream:
        raise Refused(f"article #{article} cannot relay itself; name the article that it has the claim from", part=part)
    here, there = work.get(Article, article), work.get(Article, upstream)
    if came_later(there, here):
        raise Refused(
            f"article #{upstream} ({article_label(work.session, there)}) was published after article #{article} "
            f"({article_label(work.session, here)}) and cannot be what it relays; if a date is wrong: "
            f"claims article edit",
            part=part,
        )


def likelihood_of(draft: AppearanceDraft) -> tuple[Likelihood | None, LikelihoodBasis | None]:
    """Return the band given, else the one for which a likelihood hedge's words stand in the published table."""
    if draft.likelihood is not None:
        return draft.likelihood, draft.likelihood_basis or LikelihoodBasis.EDITOR
    for kind, said in draft.hedges:
        band = LIKELIHOOD_WORDS.get(match_key(said)) if kind is HedgeKind.LIKELIHOOD else None
        if band is not None:
            return band, LikelihoodBasis.MAPPED
    return None, None


def add_window(work: Work, claim: int, draft: WindowDraft) -> Window:
    """Add a window in time, read against the day on which its words were said.

    That day is the draft's, else the earliest dated article of the claim's chain, else today.
    """
    part, ends = f"--{draft.role}", f"--{draft.role}-latest"
    said = draft.said or earliest_published(work.session, claim) or _today(work.session)
    try:
        window = read_window(draft.words, said, past=draft.role is WindowRole.HAPPENED)
    except BadValue as error:
        if not (draft.earliest or draft.latest):
            raise BadValue(str(error), part=part) from error
        window = None
    try:
        if window is None:
            window = window_of_days(draft.words, said, draft.earliest, draft.latest)
        else:
            window = overruled(window, draft.earliest, draft.latest)
    except BadValue as error:
        raise BadValue(str(error), part=ends) from error
    row = Window(
        claim_id=claim,
        role=draft.role,
        words=clean(draft.words, part),
        said=said,
        earliest=window.earliest,
        latest=window.latest,
        edtf=window.edtf,
        precision=window.precision,
        basis=window.basis,
        review_on=window.review_on,
        understood=window.understood,
    )
    work.add(row, f"{draft.role}: “{row.words}” is understood as {row.understood}")
    return row


def earliest_published(session: Session, claim: int) -> date | None:
    """Return the day of the earliest dated article that carries or is relayed for a claim."""
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
    """Let a reprint carry what its original carries, unless it does already."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    already = select(appearance.c.id).where(
        appearance.c.id.not_in(wrong),
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
    """Mark the wrong entry in whole reprints too, unless the original still gives the claim on another footing."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    same = (appearance.c.claim_id == row.claim_id, appearance.c.stance == row.stance, appearance.c.id.not_in(wrong))
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


def standing_appearances(session: Session, article: int) -> list[Appearance]:
    """Return an article's appearances but for wrong entries, in order of entry."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    statement = (
        select(appearance.c.id)
        .where(appearance.c.article_id == article, appearance.c.id.not_in(wrong))
        .order_by(appearance.c.entered_at, appearance.c.id)
    )
    numbers = session.connection().execute(statement).scalars().all()
    return [row for row in (session.get(Appearance, one) for one in numbers) if row is not None]


def whole_reprints(session: Session, article: int) -> list[int]:
    """Return the articles that republish an article whole."""
    table = TABLES["article"]
    statement = select(table.c.id).where(
        table.c.reprint_of_id == article, table.c.reprint_extent == ReprintExtent.WHOLE
    )
    return list(session.connection().execute(statement.order_by(table.c.id)).scalars())


def _relayed_article(work: Work, claim: int, article: int, draft: AppearanceDraft) -> int | None:
    """Return the article that an appearance relays, as typed: `article:7`, `#3`, or an outlet's name."""
    typed = (draft.relays or draft.via or "").strip()
    if not typed:
        if draft.attribution is Attribution.OUTLET:
            work.notice("it is not said which report this has the claim from (--relays), so its chain ends at unknown")
        return None
    part = "--via" if draft.via else "--relays"
    connection = work.session.connection()
    by_article = re.fullmatch(r"article:\s*(\S+)", typed, re.IGNORECASE)
    if by_article:
        return _canonical_article(work, find(connection, "article", by_article[1], part=part))
    if re.fullmatch(r"#\d+", typed):
        return _canonical_article(
            work, work.get(Appearance, find(connection, "appearance", typed, part=part)).article_id
        )
    if typed.isdigit():
        raise BadUsage(f"{typed} may be an article or an appearance: type article:{typed} or #{typed}", part=part)
    outlet = outlet_named(work, typed, part=part)
    here = work.get(Article, article)
    known = [
        one for one in _articles_of_outlet(work, outlet, claim, article) if not came_later(work.get(Article, one), here)
    ]
    if len(known) > 1:
        listed = "; ".join(described(connection, "article", known))
        raise Refused(f"several articles of {typed} carry this claim: {listed}; name one as article:N", part=part)
    if known:
        work.notice(f"{typed} is article #{known[0]} ({article_label(work.session, work.get(Article, known[0]))})")
        return known[0]
    return unseen_article(work, outlet)


def _articles_of_outlet(work: Work, outlet: int, claim: int, article: int) -> list[int]:
    """Return an outlet's articles that carry the claim or are relayed for it, else those that this article relays."""
    appearance, table = TABLES["appearance"], TABLES["article"]
    joined = identities(work.session.connection())
    claims = joined.members("claim", claim)
    of_outlet = table.c.outlet_id.in_(joined.members("outlet", outlet))
    carrying = select(appearance.c.article_id).where(appearance.c.claim_id.in_(claims))
    relayed = select(appearance.c.relays_id).where(appearance.c.claim_id.in_(claims))
    elsewhere = select(appearance.c.relays_id).where(appearance.c.article_id == article)
    for wanted in (carrying.union(relayed), elsewhere):
        statement = select(table.c.id).where(of_outlet, table.c.id.in_(wanted), table.c.id != article)
        found = work.session.connection().execute(statement.order_by(table.c.id)).scalars().all()
        if found:
            return sorted({joined.canonical("article", one) for one in found})
    return []


def _put_behind(work: Work, row: Appearance, upstream: int) -> None:
    """Put the source of an appearance behind the report that it has the claim from ("Peters told Sky News")."""
    appearance = TABLES["appearance"]
    already = select(appearance.c.id).where(
        appearance.c.claim_id == row.claim_id,
        appearance.c.article_id == upstream,
        appearance.c.source_id == row.source_id,
    )
    if work.session.connection().execute(already).first() is not None:
        return
    behind = Appearance(
        claim_id=row.claim_id,
        article_id=upstream,
        attribution=row.attribution,
        source_id=row.source_id,
        terms=row.terms,
        stance=row.stance,
        said=row.said,
        note=f"as cited in article #{row.article_id}",
    )
    work.add(behind, _appearance_label(work, behind))


def came_later(one: Dated, other: Dated) -> bool:
    """Return whether an article was surely published after another."""
    return bool(other.published_latest and one.published_earliest and one.published_earliest > other.published_latest)


def _refuse_said_later(work: Work, said: date, article: int) -> None:
    """Refuse words that would have been said after the article that reports them; a day is given to time zones."""
    row = work.get(Article, article)
    if said_too_late(said, row.published_latest):
        raise Refused(
            f"article #{article} ({article_label(work.session, row)}) cannot report what was said only on "
            f"{day_in_words(said)}",
            part="--said",
        )


def said_too_late(said: date, published: date | None) -> bool:
    """Return whether something was said only after the article that would report it was published."""
    return published is not None and said > published + timedelta(days=1)


def _canonical_article(work: Work, article: int) -> int:
    return identities(work.session.connection()).canonical("article", article)


def _appearance_label(work: Work, row: Appearance) -> str:
    return article_label(work.session, work.get(Article, row.article_id))


def _notice_same_footing(work: Work, row: Appearance, instead_of: int | None) -> None:
    """Point at an appearance that says the same of the same article: it was probably logged before."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    statement = select(appearance.c.id).where(
        appearance.c.id.not_in(wrong),
        appearance.c.id != (instead_of or 0),
        *(
            appearance.c[name].is_not_distinct_from(getattr(row, name))
            for name in ("claim_id", "article_id", "attribution", "source_id", "relays_id", "stance")
        ),
    )
    found = work.session.connection().execute(statement).scalars().first()
    if found is not None:
        work.notice(
            f"appearance #{found} has the claim from this article on the same footing; "
            f'if this one is twice: claims correct {found} --wrong --note "logged twice"'
        )


def _today(session: Session) -> date:
    at: datetime = session.info["at"]
    return at.date()
