"""Outlets, reporters, sources, articles and stories: each kind as a list, and single records with every detail.

Records judged the same are listed once, under the canonical record. Every read takes a fixed number of statements,
whatever the size of the database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, select

from claims.privacy.confided import ABOVE
from claims.privacy.sealed import sealed_records
from claims.reading.lines import Filters
from claims.reading.listing import claim_lines
from claims.reading.named_records import article_records, standing_article
from claims.reading.records import ArticleRecord
from claims.reading.registers.lookups import Lookups
from claims.reading.registers.outlet_counts import NOTHING_COUNTED, OutletCounts
from claims.reading.registers.records import (
    ArticleAppearance,
    ArticleDetail,
    ArticleLine,
    ArticleReference,
    OutletDetail,
    OutletLine,
    Reference,
    RelayLine,
    ReporterDetail,
    ReporterLine,
    SealedLine,
    SourceAppearance,
    SourceDetail,
    SourceLine,
    StoryDetail,
    StoryLine,
)
from claims.reading.registers.twins import twin_articles
from claims.reading.view import PRESENT, View
from claims.store.past import Record, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.vocabulary import AliasKind, Outcome, RelayBasis, SourceKind, Status

K = TypeVar("K")
Values = dict[str, Any]
"""The fields of a line, by name."""

Articles = Mapping[int | None, ArticleReference]
"""Articles by their requested number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilters:
    """The filters of a list of articles; an article dated by month fits any day of the month."""

    outlet: int | None = None
    since: date | None = None
    until: date | None = None
    unseen: bool = False


# Outlets


def outlet_lines(
    connection: Connection, view: View = PRESENT, numbers: Collection[int] | None = None
) -> list[OutletLine]:
    """Return all outlets, or only these canonical numbers, by number."""
    return [OutletLine(**values) for values in _outlets(Lookups(connection, view), numbers)]


def outlet_detail(connection: Connection, number: int, view: View = PRESENT) -> OutletDetail | None:
    """Return the canonical outlet for ``number``, or None if not entered by then."""
    lookups = Lookups(connection, view)
    outlets = _outlets(lookups, (number,))
    return OutletDetail(**outlets[0], **lookups.past("outlet", number)) if outlets else None


def _outlets(lookups: Lookups, numbers: Collection[int] | None = None) -> list[Values]:
    members = lookups.members("outlet", numbers)
    names = _aliases(lookups, members)
    counts = OutletCounts(lookups).of(members)
    return [
        {
            **_common(OutletLine, lookups, "outlet", row),
            "aliases": tuple(names.get((canonical, AliasKind.ALIAS), ())),
            "hosts": tuple(names.get((canonical, AliasKind.HOST), ())),
            **counts.get(canonical, NOTHING_COUNTED),
        }
        for canonical, (row, *_) in _shown(lookups, "outlet", lookups.groups("outlet", numbers)).items()
    ]


def _aliases(lookups: Lookups, members: Collection[int] | None) -> dict[tuple[int, AliasKind], list[str]]:
    """Return the current other names and hosts of outlets."""
    newest = {
        (row["outlet_id"], row["kind"], row["match_key"]): row
        for row in lookups.rows_among("outlet_alias", "outlet_id", members)
    }
    aliases: dict[tuple[int, AliasKind], dict[str, str]] = defaultdict(dict)
    for (outlet, kind, key), row in newest.items():
        if not row["withdrawn"]:
            aliases[lookups.joined.canonical("outlet", outlet), kind][key] = row["value"] or key
    return {number: list(names.values()) for number, names in aliases.items()}


# Reporters


def reporter_lines(
    connection: Connection, view: View = PRESENT, numbers: Collection[int] | None = None
) -> list[ReporterLine]:
    """Return all reporters, or only these canonical numbers, by number."""
    lookups = Lookups(connection, view)
    return [ReporterLine(**values) for values in _reporters(lookups, _signed(lookups, numbers), numbers)]


def reporter_detail(connection: Connection, number: int, view: View = PRESENT) -> ReporterDetail | None:
    """Return the canonical reporter for ``number``, or None if not entered by then."""
    lookups = Lookups(connection, view)
    signed = _signed(lookups, (number,))
    reporters = _reporters(lookups, signed, (number,))
    if not reporters:
        return None
    articles = lookups.article_references(sorted(_union(signed, None)))
    return ReporterDetail(**reporters[0], signed=tuple(articles.values()), **lookups.past("reporter", number))


def _reporters(
    lookups: Lookups, signed: Mapping[int, set[int]], numbers: Collection[int] | None = None
) -> list[Values]:
    claims = lookups.claims_by("article", None if numbers is None else _all_articles(lookups, signed))
    groups = _shown(lookups, "reporter", lookups.groups("reporter", numbers))
    outlets = lookups.references("outlet", (row["outlet_id"] for row, *_ in groups.values()))
    return [
        {
            **_common(ReporterLine, lookups, "reporter", row),
            "outlet": outlets.get(row["outlet_id"]),
            "articles": len(signed.get(canonical, ())),
            "claims": len(_union(claims, signed.get(canonical, ()))),
        }
        for canonical, (row, *_) in groups.items()
    ]


def _signed(lookups: Lookups, numbers: Collection[int] | None = None) -> dict[int, set[int]]:
    """Return the articles that reporters signed, by reporter."""
    members = lookups.members("reporter", numbers)
    canonical = lookups.joined.canonical
    newest = {
        (canonical("reporter", row["reporter_id"]), canonical("article", row["article_id"])): row
        for row in lookups.rows_among("byline", "reporter_id", members)
    }
    signed: dict[int, set[int]] = defaultdict(set)
    for (reporter, article), row in newest.items():
        if not row["withdrawn"] and lookups.is_published(row["article_id"]):
            signed[reporter].add(article)
    return signed


# Sources


def source_lines(
    connection: Connection,
    view: View = PRESENT,
    *,
    kinds: Collection[SourceKind] = (),
    unnamed: bool = False,
    numbers: Collection[int] | None = None,
) -> list[SourceLine]:
    """Return the sources of some kinds (of all, without), perhaps only the unnamed ones, by number.

    With ``numbers``, only those with these canonical numbers. Sources that speak only off the record are left out
    unless the view asks for them.
    """
    lines = [SourceLine(**values) for values in _sources(Lookups(connection, view), numbers)]
    return [line for line in lines if (not kinds or line.kind in kinds) and not (unnamed and line.named)]


def source_detail(connection: Connection, number: int, view: View = PRESENT) -> SourceDetail | None:
    """Return the canonical source for ``number``, with where it speaks, or None if not entered by then."""
    lookups = Lookups(connection, view)
    sources = _sources(lookups, (number,))
    if not sources:
        return None
    members = lookups.joined.members("source", number)
    shown, withheld = lookups.appearances("source_id", members)
    return SourceDetail(
        **sources[0],
        above=_chain_above(lookups, sources[0]["id"]),
        below=_below(lookups, members),
        appearances=_spoken(lookups, shown),
        withheld=withheld,
        sealed=_sealed(lookups, members),
        **lookups.past("source", number),
    )


def _sources(lookups: Lookups, numbers: Collection[int] | None = None) -> list[Values]:
    groups = _shown(lookups, "source", lookups.groups("source", numbers))
    claims = lookups.claims_by("source", lookups.members("source", numbers))
    above = lookups.references("source", (row[name] for row, *_ in groups.values() for name in ABOVE))
    return [
        {
            **_common(SourceLine, lookups, "source", row),
            **{name.removesuffix("_id"): above.get(row[name]) for name in ABOVE},
            "claims": len(claims[canonical]),
        }
        for canonical, (row, *_) in groups.items()
    ]


def _sealed(lookups: Lookups, members: Collection[int]) -> tuple[SealedLine, ...]:
    """Return that a source has a sealed identity, and nothing about its contents."""
    return tuple(
        SealedLine(record.id, len(record.recipients), record.entered_by, record.entered_at)
        for record in sealed_records(lookups.connection, members, lookups.view.as_of)
    )


def _chain_above(lookups: Lookups, number: int) -> tuple[Reference, ...]:
    """Return what a source belongs to, then what that belongs to, up to the top."""
    groups = lookups.joined.gathered("source", lookups.belonging)
    chain = [number]
    while True:
        over = (row[name] for row in groups.get(chain[-1], ()) for name in ABOVE if row[name] is not None)
        upper = next((lookups.joined.canonical("source", parent) for parent in over), None)
        if upper is None or upper in chain:
            break
        chain.append(upper)
    labelled = lookups.references("source", chain[1:])
    return tuple(labelled[upper] for upper in chain[1:] if upper in labelled)


def _below(lookups: Lookups, members: Collection[int]) -> tuple[Reference, ...]:
    """Return the people, parts and documents of an institution."""
    numbers = sorted(row["id"] for row in lookups.belonging if any(row[name] in members for name in ABOVE))
    return tuple(dict.fromkeys(lookups.references("source", numbers).values()))


def _spoken(lookups: Lookups, rows: Sequence[Record]) -> tuple[SourceAppearance, ...]:
    claims = lookups.references("claim", (row["claim_id"] for row in rows))
    articles = _article_records(lookups, {row["article_id"] for row in rows})
    spoken = []
    for row in rows:
        article = articles[lookups.joined.canonical("article", row["article_id"])]
        spoken.append(
            SourceAppearance(
                id=row["id"],
                claim=claims[row["claim_id"]],
                stance=row["stance"],
                attribution=row["attribution"],
                outlet=article.outlet,
                article=article.id,
                published=article.published,
                retracted=row["retracted"],
            )
        )
    return tuple(spoken)


# Articles


def article_lines(
    connection: Connection,
    filters: ArticleFilters | None = None,
    view: View = PRESENT,
    numbers: Collection[int] | None = None,
) -> list[ArticleLine]:
    """Return the articles that fit every filter, by number; with ``numbers``, only those with these canonical ones."""
    lookups = Lookups(connection, view)
    filters = filters or ArticleFilters()
    if numbers is not None:
        groups = _shown(lookups, "article", lookups.groups("article", numbers))
        return [ArticleLine(**values) for values in _articles(lookups, groups, numbers)]
    rows = lookups.rows("article", *_narrowed(lookups, filters))
    elsewhere = lookups.joined.all_members("article", (row["id"] for row in rows)) - {row["id"] for row in rows}
    rows += rows_by_id(connection, TABLES["article"], elsewhere, view.as_of).values()
    groups = _shown(lookups, "article", lookups.joined.gathered("article", rows))
    lines = [ArticleLine(**values) for values in _articles(lookups, groups, None)]
    return [line for line in lines if _fits(line, filters, lookups)]


def article_detail(connection: Connection, number: int, view: View = PRESENT) -> ArticleDetail | None:
    """Return the canonical article for ``number`` with its claims and relays, or None if not entered by then."""
    lookups = Lookups(connection, view)
    groups = _shown(lookups, "article", lookups.groups("article", (number,)))
    lines = _articles(lookups, groups, (number,))
    if not lines:
        return None
    row = groups[lines[0]["id"]][0]
    members = lookups.joined.members("article", number)
    shown, withheld = lookups.appearances("article_id", members)
    following, _ = lookups.appearances("relays_id", members)
    copies = lookups.rows_among("article", "reprint_of_id", members)
    hidden = lookups.hidden.get("article", ())
    reprints = sorted(copy["id"] for copy in copies if lookups.is_published(copy["id"]) and copy["id"] not in hidden)
    relayed, relaying = [seen["relays_id"] for seen in shown], [seen["article_id"] for seen in following]
    articles = lookups.article_references([row["reprint_of_id"], *reprints, *relayed, *relaying])
    return ArticleDetail(
        **lines[0],
        reprint_of=articles.get(row["reprint_of_id"]),
        reprint_extent=row["reprint_extent"],
        reprints=tuple(dict.fromkeys(articles[reprint] for reprint in reprints)),
        appearances=_printed(lookups, shown, articles),
        withheld=withheld,
        relays=_relays(lookups, shown, "relays_id", articles),
        relayed_by=_relays(lookups, following, "article_id", articles),
        **lookups.past("article", number),
    )


def _articles(lookups: Lookups, groups: Mapping[int, list[Record]], numbers: Collection[int] | None) -> list[Values]:
    groups = {canonical: [standing_article(rows), *rows[1:]] for canonical, rows in groups.items()}
    records = article_records(
        lookups.connection,
        {canonical: row for canonical, (row, *_) in groups.items()},
        lookups.joined,
        lookups.view.as_of,
    )
    twins = _twins(lookups, records)
    claims = lookups.claims_by("article", lookups.members("article", numbers))
    outlets = lookups.references("outlet", (record.outlet_id for record in records.values()))
    return [
        {
            **_common(ArticleLine, lookups, "article", row),
            "outlet": outlets.get(records[canonical].outlet_id),
            "reporters": records[canonical].reporters,
            "claims": len(claims[canonical]),
            "perhaps": tuple(sorted(twins.get(canonical, ()))),
        }
        for canonical, (row, *_) in groups.items()
    ]


def _twins(lookups: Lookups, articles: Collection[int]) -> dict[int, set[int]]:
    """Return the articles that each article may be the same as; only for the present, because judging happens now."""
    twins: dict[int, set[int]] = defaultdict(set)
    if lookups.view.as_of is None:
        for pair in twin_articles(lookups.connection, articles, lookups.joined):
            twins[pair.unread.id].add(pair.other.id)
            twins[pair.other.id].add(pair.unread.id)
    return twins


def _narrowed(lookups: Lookups, filters: ArticleFilters) -> list[ColumnElement[bool]]:
    """Return the conditions of the articles worth reading; the past is sifted later."""
    article = TABLES["article"]
    if lookups.view.as_of is not None:
        return []
    conditions: list[ColumnElement[bool]] = []
    if filters.outlet is not None:
        conditions.append(article.c.outlet_id.in_(lookups.joined.members("outlet", filters.outlet)))
    if filters.since is not None:
        conditions.append(article.c.published_latest >= filters.since)
    if filters.until is not None:
        conditions.append(article.c.published_earliest <= filters.until)
    if filters.unseen:
        conditions.append(~article.c.seen)
    return conditions


def _fits(line: ArticleLine, filters: ArticleFilters, lookups: Lookups) -> bool:
    outlet = None if filters.outlet is None else lookups.joined.canonical("outlet", filters.outlet)
    return (
        (outlet is None or (line.outlet is not None and line.outlet.id == outlet))
        and (filters.since is None or (line.published_latest is not None and line.published_latest >= filters.since))
        and (
            filters.until is None or (line.published_earliest is not None and line.published_earliest <= filters.until)
        )
        and not (filters.unseen and line.seen)
        and lookups.is_published(line.id)
    )


def _printed(lookups: Lookups, rows: Sequence[Record], articles: Articles) -> tuple[ArticleAppearance, ...]:
    claims = lookups.references("claim", (row["claim_id"] for row in rows))
    sources = lookups.references("source", (row["source_id"] for row in rows))
    return tuple(
        ArticleAppearance(
            id=row["id"],
            claim=claims[row["claim_id"]],
            attribution=row["attribution"],
            source=sources.get(row["source_id"]),
            stance=row["stance"],
            treatment=row["treatment"],
            relays=articles.get(row["relays_id"]),
            relay_basis=row["relay_basis"],
            retracted=row["retracted"],
        )
        for row in rows
    )


def _relays(lookups: Lookups, rows: Iterable[Record], column: str, articles: Articles) -> tuple[RelayLine, ...]:
    """Return the articles in ``column`` of appearances that relay one, each with the claims that are relayed."""
    relayed: dict[tuple[int, RelayBasis], set[int]] = defaultdict(set)
    for row in rows:
        if row["relays_id"] is not None:
            article = lookups.joined.canonical("article", row[column])
            relayed[article, row["relay_basis"]].add(lookups.joined.canonical("claim", row["claim_id"]))
    by_number = {article.id: article for article in articles.values()}
    return tuple(
        RelayLine(by_number[number], basis, tuple(sorted(claims)))
        for (number, basis), claims in sorted(relayed.items())
    )


def _article_records(lookups: Lookups, numbers: Iterable[int]) -> dict[int, ArticleRecord]:
    canonical = {lookups.joined.canonical("article", number) for number in numbers}
    rows = rows_by_id(lookups.connection, TABLES["article"], canonical, lookups.view.as_of)
    return article_records(lookups.connection, rows, lookups.joined, lookups.view.as_of)


# Stories


def story_lines(connection: Connection, view: View = PRESENT) -> list[StoryLine]:
    """Return all stories, by number."""
    return [StoryLine(**values) for values in _stories(Lookups(connection, view))]


def story_detail(connection: Connection, number: int, view: View = PRESENT) -> StoryDetail | None:
    """Return the canonical story for ``number``, its claims counted, or None if not entered by then."""
    lookups = Lookups(connection, view)
    stories = _stories(lookups, number)
    if not stories:
        return None
    lines = claim_lines(connection, Filters(story=stories[0]["id"]), view)
    return StoryDetail(
        **stories[0],
        statuses=_counted(Status, (line.status for line in lines)),
        outcomes=_counted(Outcome, (line.outcome for line in lines)),
        overdue=sum(line.overdue for line in lines),
        **lookups.past("story", number),
    )


def _stories(lookups: Lookups, number: int | None = None) -> list[Values]:
    members = None if number is None else lookups.joined.members("story", number)
    member = TABLES["claim_story"]
    memberships = select(member.c.story_id, member.c.claim_id, member.c.withdrawn)
    if members is not None:
        memberships = memberships.where(member.c.story_id.in_(members))
    rows = rows_of(
        lookups.connection, memberships.order_by(member.c.entered_at, member.c.uid), member, lookups.view.as_of
    )
    newest = {(lookups.joined.canonical("story", row["story_id"]), row["claim_id"]): row for row in rows}
    carried = None if lookups.published is None else _union(lookups.claims_by("article"), None)
    claims: dict[int, set[int]] = defaultdict(set)
    for (story, claim), row in newest.items():
        canonical = lookups.joined.canonical("claim", claim)
        if not row["withdrawn"] and (carried is None or canonical in carried):
            claims[story].add(canonical)
    return [
        {**_common(StoryLine, lookups, "story", row), "claims": len(claims[canonical])}
        for canonical, (row, *_) in lookups.groups("story", None if number is None else (number,)).items()
    ]


# What they share


def confided_count(connection: Connection, subject: str, view: View) -> int:
    """Return how many records known only off the record a list leaves out."""
    if view.confidential:
        return 0
    lookups = Lookups(connection, view)
    return len(lookups.rows_among(subject, "id", lookups.hidden[subject]))


def _shown(lookups: Lookups, subject: str, groups: Mapping[int, list[Record]]) -> dict[int, list[Record]]:
    """Return the records that the view may show, without those known only off the record unless it includes them."""
    hidden = lookups.hidden.get(subject, ())
    return {number: rows for number, rows in groups.items() if number not in hidden}


def _common(line: type[Any], lookups: Lookups, subject: str, row: Record) -> Values:
    """Return the plain fields of a list's line."""
    return {
        **{name: row[name] for name in line.__dataclass_fields__ if name in row},
        "also": lookups.also(subject, row["id"]),
    }


def _all_articles(lookups: Lookups, articles: Mapping[int, Iterable[int]]) -> set[int]:
    """Return the numbers of all articles of these records and of records joined with them."""
    return lookups.joined.all_members("article", (number for carried in articles.values() for number in carried))


def _union(sets: Mapping[int, set[int]], keys: Iterable[int] | None) -> set[int]:
    """Return the values in the sets of ``keys`` (of all sets, without keys)."""
    chosen = sets.values() if keys is None else (sets.get(key, set()) for key in keys)
    return set().union(*chosen)


def _counted(words: Iterable[K], given: Iterable[K | None]) -> dict[K, int]:
    """Return how often each word occurs, in the order of the vocabulary."""
    counts = Counter(given)
    return {word: counts[word] for word in words if counts[word]}
