"""How much rests on unnamed people, by outlet and month, and which practices that shows.

Counted by the database, for there may be a million appearances: of a group of rows that are alike in all that matters
one row comes back.  Only claims that touch records judged one, edited since the moment asked about, or of uncertain
day where days are asked about, are read row by row.  The number of statements does not depend on what there is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union,
)

from claims.ledger import chunks
from claims.queries.dossier import claim_records, with_duplicates
from claims.queries.find import find
from claims.queries.identity import identities
from claims.queries.past import MANY, Record, entered_by, rows_by_id, rows_of
from claims.queries.records import AppearanceRecord, ClaimRecord
from claims.queries.stories import story_scope
from claims.queries.view import PRESENT, View
from claims.redaction import redacted_name
from claims.schema import TABLES
from claims.sourcing.anonymity import (
    OF_APPEARANCES,
    OF_CLAIMS,
    OUTLETS_OWN,
    PLURAL_NOUNS,
    SINGULAR_STARTS,
    WITH_A_NAME,
    Practice,
    Shape,
    Voices,
    is_opinion,
    is_plural,
    is_second_hand,
    practices_of,
    practices_of_claim,
)
from claims.sourcing.published import articles_until
from claims.vocabulary import (
    UNNAMED_ATTRIBUTIONS,
    Attribution,
    ClaimKind,
    CorrectionKind,
    Proximity,
    RelayBasis,
    Stance,
    Terms,
)

MOST = 10
"""How many claims or appearances are named for each practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousFilters:
    """What is looked at; days are days of publication, and what has none is then left out."""

    story: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None


NO_FILTERS = AnonymousFilters()


@dataclass(frozen=True, slots=True)
class Cell:
    """Asserting appearances that stand, and how many of them rest on unnamed people."""

    own: int = 0
    """Those by which the outlet gives a word of its own: no relays of others' reports."""
    own_unnamed: int = 0
    all: int = 0
    all_unnamed: int = 0

    def __add__(self, other: Cell) -> Cell:
        """Return both together."""
        return Cell(
            self.own + other.own,
            self.own_unnamed + other.own_unnamed,
            self.all + other.all,
            self.all_unnamed + other.all_unnamed,
        )


@dataclass(frozen=True, slots=True)
class OutletMonth:
    """What one outlet published in one month."""

    outlet_id: int | None
    outlet: str | None
    month: str | None
    """`2024-03`; only the year where no more is known; nothing for an article without a date."""
    cell: Cell


@dataclass(frozen=True, slots=True)
class Example:
    """A claim, or an appearance of it, that shows a practice."""

    claim: ClaimRecord
    appearances: tuple[AppearanceRecord, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """How often a practice is shown, and by what."""

    practice: Practice
    count: int
    examples: tuple[Example, ...]
    """The newest appearances, or the first claims, at most `MOST` of them."""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """What was found."""

    cells: tuple[OutletMonth, ...]
    """By outlet and month; only where there is something to count."""
    practices: tuple[Shown, ...]
    claims: int
    """How many claims are asserted by an appearance that counts."""
    retracted: int
    """How many appearances were left out because the outlet withdrew them."""
    withheld: int
    """How many were left out because they are off the record."""
    story: str | None = None
    outlet: str | None = None

    @property
    def total(self) -> Cell:
        """All together."""
        return sum((one.cell for one in self.cells), Cell())


def anonymous_sourcing(
    connection: Connection, filters: AnonymousFilters = NO_FILTERS, view: View = PRESENT
) -> Anonymous:
    """Return how much rests on unnamed people, and which practices that shows.

    Counted are appearances that assert, are on the record, were not entered wrongly and were not withdrawn.  Claims
    are judged by all their appearances, and are those that an unnamed person stands behind in what is looked at.
    Raises `NotFound` and `Ambiguous` for the story and the outlet.
    """
    return _Counting(connection, filters, view).result()


@dataclass(frozen=True, slots=True)
class _Kind:
    """What appearances have in common that are counted together."""

    outlet: int | None
    month: str | None
    off_record: bool
    retracted: bool
    own: bool
    shape: Shape | None
    """Of those on unnamed people only."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One appearance that was read by itself."""

    id: int
    claim: int
    kind: _Kind
    article: int
    relays: int | None
    """The article that it relays; none for a suspected relay."""
    attribution: Attribution
    source: int | None
    asked: bool
    """Whether outlet and day are those asked about."""
    published: date | None


@dataclass(frozen=True, slots=True)
class _ByClaims:
    """How many claims there are in what is looked at, and which of them show a practice, by number."""

    asked: int
    showing: Mapping[Practice, Sequence[int]]


class _Counting:
    """Counts what is alike in the database and the rest here."""

    def __init__(self, connection: Connection, filters: AnonymousFilters, view: View) -> None:
        self.connection, self.view = connection, replace(view, confidential=False)
        self.filters, self.joined = filters, identities(connection, view.as_of)
        self.story = None if filters.story is None else find(connection, "story", filters.story, part="--story")
        self.outlet = None if filters.outlet is None else find(connection, "outlet", filters.outlet, part="--outlet")

    def result(self) -> Anonymous:
        kinds = self._kinds()
        for row in self.rows:
            if row.asked:
                kinds[row.kind] += 1
        standing = {kind: count for kind, count in kinds.items() if not kind.off_record and not kind.retracted}
        return Anonymous(
            cells=self._cells(standing),
            practices=self._practices(standing),
            claims=self._by_claims.asked,
            retracted=sum(count for kind, count in kinds.items() if kind.retracted and not kind.off_record),
            withheld=sum(count for kind, count in kinds.items() if kind.off_record),
            story=None if self.story is None else self._name("story", "title", self.story),
            outlet=None if self.outlet is None else self._name("outlet", "name", self.outlet),
        )

    # Which rows

    @cached_property
    def scope(self) -> Select[tuple[int]] | None:
        """The claims of the story, if one was asked for."""
        if self.story is None:
            return None
        return story_scope(self.connection, self.joined.canonical("story", self.story), self.joined, self.view.as_of)

    @cached_property
    def apart(self) -> Select[tuple[int]] | None:
        """The claims that are read row by row; none if there can be none."""
        appearance, article = TABLES["appearance"], TABLES["article"]
        of_article = select(appearance.c.claim_id).join(article, article.c.id == appearance.c.article_id)
        parts: list[Select[tuple[int]]] = []
        for subject, column in (("article", "article_id"), ("source", "source_id"), ("claim", "claim_id")):
            members = {
                number for (kind, _), some in self.joined.members_of.items() if kind == subject for number in some
            }
            if members:
                parts.append(select(appearance.c.claim_id).where(appearance.c[column].in_(sorted(members))))
            if self.view.as_of is not None:
                parts.append(self._edited(subject, column))
        if self.view.published_until is not None:
            first, last = article.c.published_earliest, article.c.published_latest
            parts.append(of_article.where(or_(first.is_(None), last.is_(None), first != last)))
        if not parts:
            return None
        return with_duplicates(self.connection, select(union(*parts).subquery().c[0]), self.joined)

    def _edited(self, subject: str, column: str) -> Select[tuple[int]]:
        """Return the claims with an appearance that touches a record which was edited after the moment asked about."""
        appearance, table, revision = TABLES["appearance"], TABLES[subject], TABLES["revision"]
        later = select(revision.c.row_uid).where(revision.c.subject == subject, revision.c.entered_at > self.view.as_of)
        edited = select(table.c.id).where(table.c.uid.in_(later))
        return select(appearance.c.claim_id).where(appearance.c[column].in_(edited))

    def _conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on appearances that do not depend on what can be edited."""
        appearance = TABLES["appearance"]
        conditions = [
            appearance.c.stance == Stance.ASSERTS,
            appearance.c.id.not_in(self._corrected(CorrectionKind.WRONG)),
        ]
        entered = entered_by(appearance, self.view.as_of)
        if entered is not None:
            conditions.append(entered)
        if self.scope is not None:
            conditions.append(appearance.c.claim_id.in_(self.scope))
        return conditions

    def _corrected(self, kind: CorrectionKind) -> Select[tuple[int]]:
        correction = TABLES["correction"]
        marked = select(correction.c.appearance_id).where(correction.c.kind == kind)
        entered = entered_by(correction, self.view.as_of)
        return marked if entered is None else marked.where(entered)

    def _asked(self) -> ColumnElement[bool]:
        """Return the condition that outlet and day are those asked about, for rows that nobody edited."""
        article = TABLES["article"]
        conditions: list[ColumnElement[bool]] = []
        if self.outlet is not None:
            conditions.append(article.c.outlet_id.in_(self.joined.members("outlet", self.outlet)))
        if self.filters.since is not None:
            conditions.append(article.c.published_earliest >= self.filters.since)
        if self.filters.until is not None:
            conditions.append(article.c.published_earliest <= self.filters.until)
        return and_(literal(True), *conditions)

    def _together(self) -> Subquery:
        """Return the appearances that the database counts, with what the rules need to know of each."""
        appearance, article, claim, source = (TABLES[name] for name in ("appearance", "article", "claim", "source"))
        unnamed = appearance.c.attribution.in_(UNNAMED_ATTRIBUTIONS)
        relayed = and_(
            appearance.c.relays_id.is_not(None),
            func.coalesce(appearance.c.relay_basis, RelayBasis.STATED) != RelayBasis.SUSPECTED,
        )
        own = and_(appearance.c.attribution.in_(OUTLETS_OWN), not_(relayed))
        reasoned = func.coalesce(appearance.c.anonymity_reason, "") != ""
        second_hand = appearance.c.proximity == Proximity.SECOND_HAND
        statement = (
            select(
                appearance.c.id,
                appearance.c.claim_id,
                appearance.c.attribution,
                appearance.c.source_id,
                article.c.outlet_id,
                article.c.published_earliest,
                func.substr(article.c.published, 1, 7).label("month"),
                _flag(appearance.c.terms == Terms.OFF_RECORD).label("off_record"),
                _flag(appearance.c.id.in_(self._corrected(CorrectionKind.RETRACTED))).label("retracted"),
                _flag(own).label("own"),
                _flag(relayed).label("relayed"),
                _flag(self._asked()).label("asked"),
                _flag(unnamed).label("unnamed"),
                case((unnamed, appearance.c.attribution), else_=null()).label("unnamed_as"),
                case((unnamed, _flag(claim.c.kind == ClaimKind.OPINION)), else_=0).label("opinion"),
                case((unnamed, source.c.stated_count), else_=null()).label("stated_count"),
                case((unnamed, _flag(_plural(source.c.described))), else_=0).label("plural"),
                case((unnamed, _flag(reasoned)), else_=0).label("reasoned"),
                case((unnamed, _flag(second_hand)), else_=0).label("second_hand"),
            )
            .join(article, article.c.id == appearance.c.article_id)
            .outerjoin(claim, and_(claim.c.id == appearance.c.claim_id, unnamed))
            .outerjoin(source, and_(source.c.id == appearance.c.source_id, unnamed))
            .where(*self._conditions())
        )
        if self.apart is not None:
            statement = statement.where(appearance.c.claim_id.not_in(self.apart))
        if self.view.published_until is not None:
            statement = statement.where(article.c.published_earliest <= self.view.published_until)
        return statement.subquery()

    # What the database counts

    def _kinds(self) -> Counter[_Kind]:
        alike = self._together()
        columns = [alike.c[name] for name in ("outlet_id", "month", "off_record", "retracted", "own", *_SHAPE)]
        statement = select(*columns, func.count().label("number")).where(alike.c.asked == 1).group_by(*columns)
        kinds: Counter[_Kind] = Counter()
        for row in self.connection.execute(statement).mappings():
            outlet = None if row["outlet_id"] is None else self.joined.canonical("outlet", row["outlet_id"])
            off_record, retracted, own = (bool(row[name]) for name in ("off_record", "retracted", "own"))
            kinds[_Kind(outlet, row["month"] or None, off_record, retracted, own, _shape(row))] += row["number"]
        return kinds

    @cached_property
    def _by_claims(self) -> _ByClaims:
        """What is told of claims, over all their appearances in the view."""
        asked, found = 0, {practice: list[int]() for practice in OF_CLAIMS}
        alone: list[int] = []
        for row in self.connection.execute(self._voiced()).mappings():
            asked += 1
            shown = practices_of_claim(Voices(**{name: row[name] for name in Voices.__dataclass_fields__}))
            if Practice.ONE_ALONE in shown:
                alone.append(row["claim_id"])
            for practice in shown - {Practice.ONE_ALONE}:
                found[practice].append(row["claim_id"])
        found[Practice.ONE_ALONE] = sorted(set(alone) - self._lost(alone))
        for claim, (voices, is_asked) in self._apart_voices.items():
            asked += is_asked
            for practice in practices_of_claim(voices) if is_asked else ():
                found[practice].append(claim)
        return _ByClaims(asked, {practice: sorted(some) for practice, some in found.items()})

    def _voiced(self) -> Select[Any]:
        """Return the claims of what is looked at with who stands behind each, over all appearances in the view.

        For one that no unnamed person stands behind there, no unnamed voices are given.
        """
        one = self._together()
        unnamed_there = _number(and_(one.c.unnamed == 1, one.c.asked == 1))
        counts = {
            "named": _number(one.c.attribution.in_(WITH_A_NAME)),
            "unnamed": case((unnamed_there > 0, func.sum(one.c.unnamed)), else_=0),
            "collective": _number(one.c.attribution == Attribution.COLLECTIVE),
            "sources": func.count(distinct(case((one.c.attribution == Attribution.UNNAMED, one.c.source_id)))),
            "most": func.coalesce(func.max(one.c.stated_count), 0),
            "nobody": _number(and_(one.c.attribution.not_in(WITH_A_NAME), one.c.unnamed == 0, one.c.relayed == 0)),
        }
        columns = [column.label(name) for name, column in counts.items()]
        standing = select(one.c.claim_id, *columns).where(one.c.off_record == 0, one.c.retracted == 0)
        return standing.group_by(one.c.claim_id).having(func.max(one.c.asked) == 1)

    def _lost(self, claims: Sequence[int]) -> set[int]:
        """Return those of the claims of which an article has it from another that nobody here has read for it."""
        relay, above = TABLES["appearance"], TABLES["appearance"].alias()
        read = select(literal(1)).where(above.c.claim_id == relay.c.claim_id, above.c.article_id == relay.c.relays_id)
        conditions = [relay.c.attribution == Attribution.OUTLET, relay.c.relays_id.is_not(None)]
        entered = entered_by(relay, self.view.as_of)
        if entered is not None:
            conditions.append(entered)
            read = read.where(above.c.entered_at <= self.view.as_of)
        lost = select(relay.c.claim_id).where(*conditions, ~read.exists())
        return {
            claim
            for some in chunks(claims, MANY)
            for claim in self.connection.execute(lost.where(relay.c.claim_id.in_(some))).scalars()
        }

    # What is read row by row

    @cached_property
    def rows(self) -> list[_Row]:
        """The asserting appearances of the claims that are read row by row."""
        if self.apart is None:
            return []
        appearance = TABLES["appearance"]
        chosen = select(appearance).where(appearance.c.claim_id.in_(self.apart))
        if self.scope is not None:
            chosen = chosen.where(appearance.c.claim_id.in_(self.scope))
        found = rows_of(self.connection, chosen, appearance, self.view.as_of)
        articles = self._records("article", (row["article_id"] for row in found))
        found = self._published(found, articles)
        sources = self._records("source", (row["source_id"] for row in found))
        claims = self._records("claim", (row["claim_id"] for row in found))
        marked = self._marked()
        return [
            self._row(row, articles, sources, claims, CorrectionKind.RETRACTED in marked.get(row["id"], ()))
            for row in found
            if row["stance"] is Stance.ASSERTS and CorrectionKind.WRONG not in marked.get(row["id"], ())
        ]

    def _records(self, subject: str, numbers: Iterable[int | None]) -> dict[int, Record]:
        wanted = {self.joined.canonical(subject, number) for number in numbers if number is not None}
        return rows_by_id(self.connection, TABLES[subject], wanted, self.view.as_of)

    def _marked(self) -> dict[int, set[CorrectionKind]]:
        """Return what became of these appearances."""
        appearance, correction = TABLES["appearance"], TABLES["correction"]
        if self.apart is None:
            return {}
        inside = select(appearance.c.id).where(appearance.c.claim_id.in_(self.apart))
        found: dict[int, set[CorrectionKind]] = defaultdict(set)
        marks = select(correction).where(correction.c.appearance_id.in_(inside))
        for row in rows_of(self.connection, marks, correction, self.view.as_of):
            found[row["appearance_id"]].add(row["kind"])
        return found

    def _published(self, rows: Sequence[Record], articles: Mapping[int, Record]) -> list[Record]:
        """Return the appearances that had been published by the day asked for, claim by claim as `claim_record` does.

        An undated article counts once a published one relays it; what is off the record vouches for nothing else.
        """
        if self.view.published_until is None:
            return list(rows)
        of_claim: dict[int, list[Record]] = defaultdict(list)
        for row in rows:
            of_claim[self.joined.canonical("claim", row["claim_id"])].append(row)
        found = []
        for some in of_claim.values():
            on_record = [row for row in some if row["terms"] is not Terms.OFF_RECORD]
            open_to_all, in_confidence = self._until(on_record, articles), self._until(some, articles)
            found += [
                row
                for row in some
                if self._article(row) in (in_confidence if row["terms"] is Terms.OFF_RECORD else open_to_all)
            ]
        return found

    def _until(self, rows: Sequence[Record], articles: Mapping[int, Record]) -> set[int]:
        assert self.view.published_until is not None
        here = {row["id"]: self._article(row) for row in rows}
        relays = [
            (here[row["id"]], self.joined.canonical("article", row["relays_id"])) for row in rows if row["relays_id"]
        ]
        days = {
            number: (articles[number]["published_earliest"], articles[number]["published_latest"])
            for number in here.values()
        }
        return articles_until(days, relays, self.view.published_until)

    def _article(self, row: Record) -> int:
        return self.joined.canonical("article", row["article_id"])

    def _row(
        self,
        row: Record,
        articles: Mapping[int, Record],
        sources: Mapping[int, Record],
        claims: Mapping[int, Record],
        retracted: bool,
    ) -> _Row:
        article, claim = articles[self._article(row)], self.joined.canonical("claim", row["claim_id"])
        source = None if row["source_id"] is None else self.joined.canonical("source", row["source_id"])
        outlet = None if article["outlet_id"] is None else self.joined.canonical("outlet", article["outlet_id"])
        relayed = row["relays_id"] is not None and row["relay_basis"] is not RelayBasis.SUSPECTED
        shape = None
        if row["attribution"] in UNNAMED_ATTRIBUTIONS:
            described = sources[source] if source is not None else None
            shape = Shape(
                attribution=row["attribution"],
                opinion=is_opinion(claims[claim]["kind"]),
                stated_count=described["stated_count"] if described else None,
                plural=is_plural(described["described"]) if described else False,
                reasoned=bool(row["anonymity_reason"]),
                second_hand=is_second_hand(row["proximity"]),
            )
        kind = _Kind(
            outlet=outlet,
            month=(article["published"] or "")[:7] or None,
            off_record=row["terms"] is Terms.OFF_RECORD,
            retracted=retracted,
            own=not relayed and row["attribution"] in OUTLETS_OWN,
            shape=shape,
        )
        first = article["published_earliest"]
        return _Row(
            id=row["id"],
            claim=claim,
            kind=kind,
            article=self._article(row),
            relays=self.joined.canonical("article", row["relays_id"]) if relayed else None,
            attribution=row["attribution"],
            source=source,
            asked=self._is_asked(outlet, first),
            published=first,
        )

    def _is_asked(self, outlet: int | None, first: date | None) -> bool:
        if self.outlet is not None and outlet != self.joined.canonical("outlet", self.outlet):
            return False
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return True
        return first is not None and (since is None or first >= since) and (until is None or first <= until)

    @cached_property
    def _apart_voices(self) -> dict[int, tuple[Voices, bool]]:
        """Who stands behind the claims read row by row, and whether they are in what is looked at.

        For one that no unnamed person stands behind there, no unnamed voices are given.
        """
        of_claim: dict[int, list[_Row]] = defaultdict(list)
        for row in self.rows:
            if not row.kind.off_record and not row.kind.retracted:
                of_claim[row.claim].append(row)
        return {claim: (_voices(some), any(row.asked for row in some)) for claim, some in of_claim.items()}

    # The answer

    def _cells(self, standing: Mapping[_Kind, int]) -> tuple[OutletMonth, ...]:
        cells: dict[tuple[int | None, str | None], Cell] = defaultdict(Cell)
        for kind, count in standing.items():
            unnamed = count if kind.shape is not None else 0
            own = Cell(count, unnamed, count, unnamed) if kind.own else Cell(0, 0, count, unnamed)
            cells[kind.outlet, kind.month] += own
        outlets = rows_by_id(self.connection, TABLES["outlet"], (outlet for outlet, _ in cells), self.view.as_of)
        found = (
            OutletMonth(outlet, _outlet_name(outlet, outlets), month, cell) for (outlet, month), cell in cells.items()
        )
        return tuple(sorted(found, key=lambda one: (one.outlet is None, one.outlet or "", one.month or "~")))

    def _practices(self, standing: Mapping[_Kind, int]) -> tuple[Shown, ...]:
        counts: Counter[Practice] = Counter()
        for kind, count in standing.items():
            if kind.own and kind.shape is not None:
                counts.update(dict.fromkeys(practices_of(kind.shape), count))
        claims, appearances = self._by_claims.showing, self._appearance_examples()
        wanted = {number for some in claims.values() for number in some[:MOST]}
        wanted |= {claim for some in appearances.values() for _, claim in some}
        records = self._claims(wanted)
        shown = [
            Shown(one, len(claims[one]), tuple(_claim_example(records[number]) for number in claims[one][:MOST]))
            for one in OF_CLAIMS
        ]
        shown += [
            Shown(
                one,
                counts[one],
                tuple(_appearance_example(records[claim], number) for number, claim in appearances[one]),
            )
            for one in OF_APPEARANCES
        ]
        return tuple(shown)

    def _claims(self, numbers: Iterable[int]) -> dict[int, ClaimRecord]:
        claim = TABLES["claim"]
        members = self.joined.all_members("claim", numbers)
        scope = select(claim.c.id).where(claim.c.id.in_(sorted(members)))
        return {record.id: record for record in claim_records(self.connection, scope, self.view, self.joined)}

    def _appearance_examples(self) -> dict[Practice, list[tuple[int, int]]]:
        """Return the newest appearances for each practice, with their claims."""
        one = self._together()
        newest = func.coalesce(one.c.published_earliest, date.min)
        alike = func.row_number().over(
            partition_by=[one.c[name] for name in _SHAPE], order_by=[newest.desc(), one.c.id.desc()]
        )
        ranked = (
            select(
                one.c.id, one.c.claim_id, one.c.published_earliest, *(one.c[name] for name in _SHAPE), alike.label("n")
            )
            .where(one.c.unnamed == 1, one.c.own == 1, one.c.asked == 1, one.c.off_record == 0, one.c.retracted == 0)
            .subquery()
        )
        found: dict[Practice, list[tuple[date, int, int]]] = {practice: [] for practice in OF_APPEARANCES}

        def note(shape: Shape | None, first: date | None, number: int, claim: int) -> None:
            for practice in practices_of(shape) if shape is not None else ():
                found[practice].append((first or date.min, number, claim))

        for row in self.connection.execute(select(ranked).where(ranked.c.n <= MOST)).mappings():
            note(_shape(row), row["published_earliest"], row["id"], row["claim_id"])
        for each in self.rows:
            if each.asked and each.kind.own and not each.kind.off_record and not each.kind.retracted:
                note(each.kind.shape, each.published, each.id, each.claim)
        return {
            practice: [(number, claim) for _, number, claim in sorted(some, reverse=True)[:MOST]]
            for practice, some in found.items()
        }

    def _name(self, subject: str, column: str, number: int) -> str:
        canonical = self.joined.canonical(subject, number)
        row = rows_by_id(self.connection, TABLES[subject], [canonical], self.view.as_of).get(canonical)
        name: str | None = row[column] or row["slug"] if row else None
        return name or redacted_name(subject, canonical)


_SHAPE = ("unnamed_as", "opinion", "stated_count", "plural", "reasoned", "second_hand")
"""The columns that make a shape."""


def _shape(row: Mapping[Any, Any]) -> Shape | None:
    if row["unnamed_as"] is None:
        return None
    return Shape(
        attribution=Attribution(row["unnamed_as"]),
        opinion=bool(row["opinion"]),
        stated_count=row["stated_count"],
        plural=bool(row["plural"]),
        reasoned=bool(row["reasoned"]),
        second_hand=bool(row["second_hand"]),
    )


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return a condition as 1 or 0, which both engines group and sum alike."""
    return case((condition, 1), else_=0)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return in how many rows of a group a condition holds."""
    return func.sum(_flag(condition))


def _plural(described: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition of `is_plural`, for the database."""
    text = literal(" ") + func.lower(func.replace(func.coalesce(described, ""), ",", " ")) + literal(" ")
    several = or_(*(text.like(f"% {noun} %") for noun in PLURAL_NOUNS))
    return and_(several, *(not_(text.like(f" {word} %")) for word in SINGULAR_STARTS))


def _voices(rows: Sequence[_Row]) -> Voices:
    """Return who stands behind a claim; no unnamed people if none is in what is looked at."""
    unnamed = [row for row in rows if row.kind.shape is not None]
    read = {row.article for row in rows}
    unvoiced = [row for row in rows if row.kind.shape is None and row.attribution not in WITH_A_NAME]
    return Voices(
        named=sum(row.attribution in WITH_A_NAME for row in rows),
        unnamed=len(unnamed) if any(row.asked for row in unnamed) else 0,
        collective=sum(row.attribution is Attribution.COLLECTIVE for row in rows),
        sources=len({row.source for row in rows if row.attribution is Attribution.UNNAMED and row.source is not None}),
        most=max((row.kind.shape.stated_count or 0 for row in unnamed if row.kind.shape), default=0),
        nobody=sum(row.relays is None or row.relays not in read for row in unvoiced),
    )


def _outlet_name(number: int | None, outlets: Mapping[int, Record]) -> str | None:
    if number is None or number not in outlets:
        return None
    return outlets[number]["name"] or redacted_name("outlet", number)


def _claim_example(claim: ClaimRecord) -> Example:
    """Return a claim with those of its appearances by which an outlet gives unnamed people itself."""
    unnamed = [
        one
        for one in claim.appearances
        if one.attribution in UNNAMED_ATTRIBUTIONS and one.stance is Stance.ASSERTS and not one.retracted
    ]
    own = [one for one in unnamed if one.relays is None or one.relay_basis is RelayBasis.SUSPECTED]
    return Example(claim, tuple(own or unnamed))


def _appearance_example(claim: ClaimRecord, number: int) -> Example:
    return Example(claim, tuple(one for one in claim.appearances if one.id == number))
