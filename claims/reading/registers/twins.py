"""Articles of an outlet that may be the same report, with the claims they carry.

Each read takes a fixed number of statements. Off-the-record and wrong entries are left out, so an article known only
from them does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import CompoundSelect, Connection, String, cast, exists, literal, or_, select, union_all

from claims.reading.find import find, matches
from claims.reading.identity import Identities, identities
from claims.reading.named_records import article_records
from claims.reading.records import ArticleRecord
from claims.rules.sourcing.twins import CLAIM, Near, Report, Twins, meant, unread_twins
from claims.store.ledger import chunks
from claims.store.past import MANY, Record, rows_by_id
from claims.store.schema import TABLES
from claims.text.shell import command
from claims.vocabulary import CorrectionKind, JudgementKind, Terms

MOST_OFFERED = 5
"""How many reports of an outlet a person may choose from."""


@dataclass(frozen=True, slots=True)
class TwinArticles:
    """An unread article, and another that may be the same."""

    unread: ArticleRecord
    other: ArticleRecord
    same_claim: bool

    @property
    def command(self) -> str:
        """The command, quoted for a shell, that judges the two the same."""
        older, newer = sorted((self.unread.id, self.other.id))
        return command("article", "merge", older, newer, note="the same report")

    @property
    def sentence(self) -> str:
        """A sentence that the two may be the same, with the command that says so."""
        unread = f"article #{self.unread.id} ({self.unread.label}), unread,"
        if not self.other.seen:
            other = f"#{self.other.id} ({self.other.label}), also unread"
        elif self.same_claim:
            other = f"#{self.other.id} ({self.other.label}), which was read"
        else:
            other = f"#{self.other.id} ({self.other.label}), which was read and does not carry the claim"
        return f"{unread} may be the same as {other}; if they are the same: {self.command}"


def twin_articles(
    connection: Connection,
    touching: Collection[int] | None = None,
    joined: Identities | None = None,
    *,
    outlets: Collection[int] | None = None,
) -> list[TwinArticles]:
    """Return the articles that may be the same (all, or with one of ``touching``), each pair once.

    ``outlets`` are the outlets of ``touching``, if already known.
    """
    joined = joined or identities(connection)
    wanted_outlets = _outlets(connection, joined, touching) if outlets is None else outlets
    if not wanted_outlets:
        return []
    reports = reports_of(connection, wanted_outlets, joined, with_unread=outlets is not None)
    apart = {
        frozenset({joined.canonical("article", judgement.a), joined.canonical("article", judgement.b)})
        for judgement in joined.standing
        if judgement.subject == "article" and judgement.kind is JudgementKind.DISTINCT
    }
    wanted = None if touching is None else {joined.canonical("article", number) for number in touching}
    pairs = [
        pair
        for pair in unread_twins(reports, apart)
        if wanted is None or pair.unread.key in wanted or pair.other.key in wanted
    ]
    return _named(connection, pairs, joined)


def reports_meant(
    connection: Connection, outlet: str, relayed: date | None, claim: str | None, stories: Collection[str]
) -> tuple[str, list[tuple[int, str]]]:
    """Return the reports of an outlet that a relay may refer to, so that somebody can choose, with the outlet's name.

    There is nothing to choose if the outlet has a single report of the claim itself, or no similar report.
    """
    named = matches(connection, "outlet", outlet)
    joined = identities(connection)
    outlets = {joined.canonical("outlet", number) for number in named}
    if len(outlets) != 1:
        return outlet, []
    near: set[Near] = set()
    if claim is not None:
        number = joined.canonical("claim", find(connection, "claim", claim, part="CLAIM"))
        near |= claims_near(connection, {number}, joined)[number]
    for story in stories:
        near |= {("story", joined.canonical("story", known)) for known in matches(connection, "story", story)}
    reports = meant(reports_of(connection, outlets, joined), near, relayed)
    own = [report for report in reports if any(kind == CLAIM for kind, _ in report.near & near)]
    offered = [] if len(own) == 1 else own or reports
    return outlet, [(int(report.key), label) for report, label in _labelled(connection, offered[:MOST_OFFERED], joined)]


def _labelled(connection: Connection, reports: Collection[Report], joined: Identities) -> list[tuple[Report, str]]:
    rows = rows_by_id(connection, TABLES["article"], (int(report.key) for report in reports), None)
    records = article_records(connection, rows, joined, None)
    labelled = []
    for report in reports:
        record = records[int(report.key)]
        title = f", “{record.title}”" if record.title else ""
        labelled.append((report, f"article #{record.id}, {record.label}{title}{'' if report.read else ', unread'}"))
    return labelled


def articles_around(connection: Connection, subject: str, numbers: Collection[int]) -> set[int]:
    """Return the articles of outlets, or that carry claims (of stories) or are relayed for them."""
    article, appearance, membership = TABLES["article"], TABLES["appearance"], TABLES["claim_story"]
    if subject == "outlet":
        statement = select(article.c.id).where(article.c.outlet_id.in_(sorted(numbers)))
        return set(connection.execute(statement).scalars())
    wanted = appearance.c.claim_id.in_(sorted(numbers))
    if subject == "story":
        inner = select(membership.c.claim_id).where(membership.c.story_id.in_(sorted(numbers)))
        wanted = appearance.c.claim_id.in_(inner)
    rows = connection.execute(select(appearance.c.article_id, appearance.c.relays_id).where(wanted).distinct())
    return {number for row in rows for number in row if number is not None}


def reports_of(
    connection: Connection, outlets: Iterable[int], joined: Identities, *, with_unread: bool = False
) -> list[Report]:
    """Return the articles of outlets that carry a claim or are relayed for one, by number.

    ``with_unread`` limits them to outlets with an unread article.
    """
    rows = _articles_of(connection, outlets, joined, with_unread=with_unread)
    if not rows:
        return []
    article = TABLES["article"]
    others = joined.all_members("article", (row["id"] for row in rows)) - {row["id"] for row in rows}
    rows += rows_by_id(connection, article, others, None).values()
    groups = joined.gathered("article", rows)
    claims, relayed = _carried(connection, {row["id"] for row in rows}, joined)
    near = claims_near(connection, {claim for carried in claims.values() for claim in carried}, joined)
    reports = []
    for number, members in groups.items():
        dated = next((member for member in members if member["published_earliest"]), members[0])
        outlet = next((member["outlet_id"] for member in members if member["outlet_id"] is not None), None)
        here = frozenset(tie for claim in claims.get(number, ()) for tie in near[claim])
        if outlet is not None and here:
            reports.append(
                Report(
                    key=number,
                    outlet=joined.canonical("outlet", outlet),
                    read=any(member["seen"] for member in members),
                    near=here,
                    earliest=dated["published_earliest"],
                    latest=dated["published_latest"],
                    relayed_by=relayed.get(number),
                )
            )
    return reports


def _articles_of(
    connection: Connection, outlets: Iterable[int], joined: Identities, *, with_unread: bool
) -> list[Record]:
    article, other = TABLES["article"], TABLES["article"].alias()
    columns = ("id", "outlet_id", "seen", "published_earliest", "published_latest")
    statement = select(*(article.c[name] for name in columns))
    if not with_unread:
        statement = statement.where(article.c.outlet_id.in_(sorted(joined.all_members("outlet", outlets))))
    else:
        of_outlets = (sorted(joined.members("outlet", outlet)) for outlet in outlets)
        statement = statement.where(
            or_(
                *(
                    article.c.outlet_id.in_(same)
                    & exists(select(other.c.id).where(other.c.outlet_id.in_(same), ~other.c.seen))
                    for same in of_outlets
                )
            )
        )
    return [dict(row) for row in connection.execute(statement).mappings()]


def claims_near(connection: Connection, claims: Collection[int], joined: Identities) -> dict[int, frozenset[Near]]:
    """Return for each claim, by canonical number, itself, its stories and its relations."""
    by_claim: dict[int, set[Near]] = {claim: {(CLAIM, claim)} for claim in claims}
    for group in chunks(sorted(joined.all_members("claim", claims)), MANY):
        rows = sorted(connection.execute(_ties(group)), key=lambda row: (row.entered_at, row.uid))
        newest: dict[tuple[Any, ...], tuple[Near, bool, tuple[int, ...]]] = {}
        for row in rows:
            if row.tie == "story":
                story = joined.canonical("story", row.other)
                newest["story", row.claim_id, story] = ("story", story), row.withdrawn, (row.claim_id,)
            else:
                ends = (row.claim_id, row.other)
                newest[row.claim_id, row.kind, row.other] = ("relation", row.id), row.withdrawn, ends
        for near, withdrawn, tied in newest.values():
            for claim in () if withdrawn else map(partial(joined.canonical, "claim"), tied):
                if claim in by_claim:
                    by_claim[claim].add(near)
    return {claim: frozenset(ties) for claim, ties in by_claim.items()}


def _ties(claims: Sequence[int]) -> CompoundSelect[Any]:
    """Return the statement that gives the relations of claims and their stories."""
    relation, membership = TABLES["relation"], TABLES["claim_story"]
    related = select(
        literal("relation").label("tie"),
        relation.c.claim_id,
        cast(relation.c.kind, String).label("kind"),
        relation.c.other_id.label("other"),
        *(relation.c[name] for name in ("id", "withdrawn", "entered_at", "uid")),
    ).where(or_(relation.c.claim_id.in_(claims), relation.c.other_id.in_(claims)))
    belongs = select(
        literal("story"),
        membership.c.claim_id,
        literal(""),
        membership.c.story_id,
        *(membership.c[name] for name in ("id", "withdrawn", "entered_at", "uid")),
    ).where(membership.c.claim_id.in_(claims))
    return union_all(related, belongs)


def _outlets(connection: Connection, joined: Identities, touching: Collection[int] | None) -> set[int]:
    """Return the outlets with an unread article (and, with ``touching``, an article among these)."""
    article = TABLES["article"]
    unread = select(literal(False), article.c.outlet_id).where(~article.c.seen, article.c.outlet_id.is_not(None))
    unread = unread.distinct()
    if touching is None:
        return {joined.canonical("outlet", number) for _, number in connection.execute(unread)}
    outlets: set[int] = set()
    own: set[int] = set()
    for part in chunks(sorted(joined.all_members("article", touching)), MANY):
        touched = select(literal(True), article.c.outlet_id)
        touched = touched.where(article.c.id.in_(part), article.c.outlet_id.is_not(None))
        for is_own, number in connection.execute(union_all(unread, touched)):
            (own if is_own else outlets).add(joined.canonical("outlet", number))
    return outlets & own


def _carried(
    connection: Connection, articles: Collection[int], joined: Identities
) -> tuple[dict[int, set[int]], dict[int, date]]:
    """Return the claims that articles carry or are relayed for, and the first day of each relay."""
    appearance, correction, article = TABLES["appearance"], TABLES["correction"], TABLES["article"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    claims: dict[int, set[int]] = defaultdict(set)
    relayed: dict[int, date] = {}
    for part in chunks(sorted(articles), MANY):
        statements = [
            select(literal(is_relay), column, appearance.c.claim_id, article.c.published_latest)
            .join(article, article.c.id == appearance.c.article_id)
            .where(column.in_(part), appearance.c.terms != Terms.OFF_RECORD, appearance.c.id.not_in(wrong))
            for is_relay, column in ((False, appearance.c.article_id), (True, appearance.c.relays_id))
        ]
        for is_relay, number, claim, day in connection.execute(union_all(*statements)):
            canonical = joined.canonical("article", number)
            claims[canonical].add(joined.canonical("claim", claim))
            if is_relay and day is not None:
                relayed[canonical] = min(relayed.get(canonical, day), day)
    return claims, relayed


def _named(connection: Connection, pairs: Collection[Twins], joined: Identities) -> list[TwinArticles]:
    numbers = {int(report.key) for pair in pairs for report in (pair.unread, pair.other)}
    rows = rows_by_id(connection, TABLES["article"], numbers, None)
    records = article_records(connection, rows, joined, None)
    return [
        TwinArticles(records[int(pair.unread.key)], records[int(pair.other.key)], pair.same_claim) for pair in pairs
    ]
