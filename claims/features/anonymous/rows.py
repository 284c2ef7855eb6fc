"""What is read row by row, because it touches records judged one, edited since, or of uncertain day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select

from claims.features.anonymous.scope import AnonymousScope, Kind
from claims.reading.named_records import attribution_of
from claims.rules.sourcing.anonymity import OUTLETS_OWN, WITH_A_NAME, Shape, Voices, is_opinion, is_second_hand
from claims.rules.sourcing.published import articles_until
from claims.store.past import Record, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, CorrectionKind, RelayBasis, Stance, Terms


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One appearance that was read by itself."""

    id: int
    claim: int
    kind: Kind
    article: int
    relays: int | None
    """The article that it relays; none for a suspected relay."""
    attribution: Attribution
    source: int | None
    asked: bool
    """Whether outlet and day are those asked about."""
    published: date | None


class ReadRows:
    """The asserting appearances of the claims that are read row by row."""

    def __init__(self, scope: AnonymousScope) -> None:
        """Take what is asked about."""
        self._scope = scope

    @cached_property
    def rows(self) -> list[ReadRow]:
        """The asserting appearances of the claims that are read row by row."""
        if self._scope.apart is None:
            return []
        appearance = TABLES["appearance"]
        chosen = select(appearance).where(appearance.c.claim_id.in_(self._scope.apart))
        if self._scope.claims is not None:
            chosen = chosen.where(appearance.c.claim_id.in_(self._scope.claims))
        found = rows_of(self._scope.connection, chosen, appearance, self._scope.view.as_of)
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
        wanted = {self._scope.joined.canonical(subject, number) for number in numbers if number is not None}
        return rows_by_id(self._scope.connection, TABLES[subject], wanted, self._scope.view.as_of)

    def _marked(self) -> dict[int, set[CorrectionKind]]:
        """Return what became of these appearances."""
        appearance, correction = TABLES["appearance"], TABLES["correction"]
        if self._scope.apart is None:
            return {}
        inside = select(appearance.c.id).where(appearance.c.claim_id.in_(self._scope.apart))
        found: dict[int, set[CorrectionKind]] = defaultdict(set)
        marks = select(correction).where(correction.c.appearance_id.in_(inside))
        for row in rows_of(self._scope.connection, marks, correction, self._scope.view.as_of):
            found[row["appearance_id"]].add(row["kind"])
        return found

    def _published(self, rows: Sequence[Record], articles: Mapping[int, Record]) -> list[Record]:
        """Return the appearances that had been published by the day asked for, claim by claim as `claim_record` does.

        An undated article counts once a published one relays it; what is off the record vouches for nothing else.
        """
        if self._scope.view.published_until is None:
            return list(rows)
        of_claim: dict[int, list[Record]] = defaultdict(list)
        for row in rows:
            of_claim[self._scope.joined.canonical("claim", row["claim_id"])].append(row)
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
        assert self._scope.view.published_until is not None
        here = {row["id"]: self._article(row) for row in rows}
        relays = [
            (here[row["id"]], self._scope.joined.canonical("article", row["relays_id"]))
            for row in rows
            if row["relays_id"]
        ]
        days = {
            number: (articles[number]["published_earliest"], articles[number]["published_latest"])
            for number in here.values()
        }
        return articles_until(days, relays, self._scope.view.published_until)

    def _article(self, row: Record) -> int:
        return self._scope.joined.canonical("article", row["article_id"])

    def _row(
        self,
        row: Record,
        articles: Mapping[int, Record],
        sources: Mapping[int, Record],
        claims: Mapping[int, Record],
        retracted: bool,
    ) -> ReadRow:
        article, claim = articles[self._article(row)], self._scope.joined.canonical("claim", row["claim_id"])
        source = None if row["source_id"] is None else self._scope.joined.canonical("source", row["source_id"])
        outlet = None if article["outlet_id"] is None else self._scope.joined.canonical("outlet", article["outlet_id"])
        relayed = row["relays_id"] is not None and row["relay_basis"] is not RelayBasis.SUSPECTED
        described = sources[source] if source is not None else None
        attribution, shape = attribution_of(row, described), None
        if attribution in UNNAMED_ATTRIBUTIONS:
            shape = Shape(
                attribution=attribution,
                opinion=is_opinion(claims[claim]["kind"]),
                stated_count=described["stated_count"] if described else None,
                reasoned=bool(row["anonymity_reason"]),
                second_hand=is_second_hand(row["proximity"]),
            )
        kind = Kind(
            outlet=outlet,
            month=(article["published"] or "")[:7] or None,
            off_record=row["terms"] is Terms.OFF_RECORD,
            retracted=retracted,
            own=not relayed and attribution in OUTLETS_OWN,
            shape=shape,
        )
        first = article["published_earliest"]
        return ReadRow(
            id=row["id"],
            claim=claim,
            kind=kind,
            article=self._article(row),
            relays=self._scope.joined.canonical("article", row["relays_id"]) if relayed else None,
            attribution=attribution,
            source=source,
            asked=self._scope.asks(outlet, first),
            published=first,
        )

    @cached_property
    def voices(self) -> dict[int, tuple[Voices, bool]]:
        """Who stands behind the claims read row by row, and whether they are in what is looked at.

        For one that no unnamed person stands behind there, no unnamed voices are given.
        """
        of_claim: dict[int, list[ReadRow]] = defaultdict(list)
        read: dict[int, set[int]] = defaultdict(set)
        for row in self.rows:
            if not row.kind.off_record:
                read[row.claim].add(row.article)
                if not row.kind.retracted:
                    of_claim[row.claim].append(row)
        return {claim: (_voices(some, read[claim]), any(row.asked for row in some)) for claim, some in of_claim.items()}


def _voices(rows: Sequence[ReadRow], read: set[int]) -> Voices:
    """Return who stands behind a claim, of which some articles were read; no unnamed people if none is looked at."""
    unnamed = [row for row in rows if row.kind.shape is not None]
    unvoiced = [row for row in rows if row.kind.shape is None and row.attribution not in WITH_A_NAME]
    return Voices(
        named=sum(row.attribution in WITH_A_NAME for row in rows),
        unnamed=len(unnamed) if any(row.asked for row in unnamed) else 0,
        collective=sum(row.attribution is Attribution.COLLECTIVE for row in rows),
        sources=len({row.source for row in rows if row.attribution is Attribution.UNNAMED and row.source is not None}),
        most=max((row.kind.shape.stated_count or 0 for row in unnamed if row.kind.shape), default=0),
        nobody=sum(row.relays is None or row.relays not in read for row in unvoiced),
    )
