"""What corrections reached: everything that rested on an appearance that was withdrawn, changed or entered wrongly.

Everything goes by time of entry. What was decided or written before a correction was entered rested on the appearance
as it was; a later decision on the claim has taken the correction into account. A view of what was published by a day
leaves out later appearances, but no corrections: we know when a correction was entered here, not when the outlet
published it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from claims.features.reach.records import Below, Counts, Decided, Leaning, Reach, Reached, Resting, WrittenReport
from claims.privacy.offrecord import only_off_record
from claims.reading.chain_view import facts, footing
from claims.reading.dossier import (
    claim_named,
    claim_numbered,
    claim_records,
    source_and_outlet_rulings,
)
from claims.reading.identity import Identities, identities, with_duplicates
from claims.reading.named_records import source_records
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, CorrectionRecord
from claims.reading.view import PRESENT, View
from claims.rules.ladder import SignedReview, agreement, entry_order, given_by, newest_decision, people, standing
from claims.rules.sourcing import Footing, Key, SourceFacts, Sourcing, downstream
from claims.store.ledger import chunks
from claims.store.past import MANY, Record, entered_by, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.text.matching import host_of, url_key
from claims.values import value
from claims.vocabulary import CorrectionKind, Outcome, Status, Terms

REPORT = "report"
"""The kind of copy that is a report."""


def claim_and_reach(connection: Connection, reference: str | int, view: View = PRESENT) -> tuple[ClaimRecord, Reach]:
    """Return a claim and what corrections mean for it; raises as `claim_named` and `claim_numbered` do.

    ``reference`` names the claim, or is the number of a claim that was found.
    """
    if isinstance(reference, int):
        claim = claim_numbered(connection, reference, view)
    else:
        claim = claim_named(connection, reference, view)
    return claim, reaches(connection, [claim], view)[claim.id]


def corrections_reach(connection: Connection, corrections: Collection[int], view: View = PRESENT) -> list[Reached]:
    """Return the reach of corrections made together, in a fixed number of statements, the oldest first.

    It leaves out corrections whose appearance is off the record, unless the view includes them, and corrections that
    follow from another.
    """
    appearance, correction, claim = TABLES["appearance"], TABLES["correction"], TABLES["claim"]
    joined = identities(connection, view.as_of)
    corrected = select(appearance.c.claim_id).join(correction, correction.c.appearance_id == appearance.c.id)
    numbers = connection.execute(corrected.where(correction.c.id.in_(sorted(corrections)))).scalars().all()
    scope = with_duplicates(connection, select(claim.c.id).where(claim.c.id.in_(sorted(set(numbers)))), joined)
    claims = claim_records(connection, scope, view, joined)
    reached = [own for each in reaches(connection, claims, view, joined).values() for own in each.own]
    return sorted((own for own in reached if own.correction.id in corrections), key=lambda own: own.correction.id)


def reaches(
    connection: Connection, claims: Sequence[ClaimRecord], view: View = PRESENT, joined: Identities | None = None
) -> dict[int, Reach]:
    """Return what corrections mean for each of the claims, by number, in a fixed number of statements.

    The claims are read with the same ``view``.
    """
    joined = joined or identities(connection, view.as_of)
    elsewhere = _corrected_elsewhere(connection, claims, view, joined)
    corrected = [claim for claim in (*claims, *elsewhere) if _leading(claim)]
    result = _Reading(connection, corrected, view, joined).reached() if corrected else []
    own: dict[int, list[Reached]] = defaultdict(list)
    leaning: dict[int, list[Leaning]] = defaultdict(list)
    for affected in result:
        own[affected.claim.id].append(affected)
        for resting in affected.resting:
            if resting.decided.claim_id != affected.claim.id:
                leaning[resting.decided.claim_id].append(Leaning(affected, resting))
    return {claim.id: Reach(tuple(own[claim.id]), tuple(leaning[claim.id])) for claim in claims}


# Other claims on whose corrected appearances a verdict may rest


def _corrected_elsewhere(
    connection: Connection, claims: Sequence[ClaimRecord], view: View, joined: Identities
) -> list[ClaimRecord]:
    """Return the other claims with a corrected appearance in an article used as evidence."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    carried: set[int] = set()
    for group in chunks(sorted(joined.all_members("article", _evidence_articles(connection, claims))), MANY):
        carried |= {number for (number,) in connection.execute(_claims_in(appearance.c.article_id.in_(group), view))}
    here = {number for claim in claims for number in (claim.id, *claim.duplicates)}
    wanted: set[int] = set()
    for group in chunks(sorted(joined.all_members("claim", carried) - here), MANY):
        within = _claims_in(appearance.c.claim_id.in_(group), view).join(
            correction, correction.c.appearance_id == appearance.c.id
        )
        made = entered_by(correction, view.as_of)
        wanted |= {number for (number,) in connection.execute(within if made is None else within.where(made))}
    if not wanted:
        return []
    claim = TABLES["claim"]
    scope = with_duplicates(connection, select(claim.c.id).where(claim.c.id.in_(sorted(wanted))), joined)
    return claim_records(connection, scope, view, joined)


def _claims_in(condition: ColumnElement[bool], view: View) -> Select[Any]:
    """Return the statement that selects the claims of entered appearances."""
    appearance = TABLES["appearance"]
    statement = select(appearance.c.claim_id).distinct().where(condition)
    entered = entered_by(appearance, view.as_of)
    return statement if entered is None else statement.where(entered)


def _evidence_articles(connection: Connection, claims: Sequence[ClaimRecord]) -> set[int]:
    """Return the articles that are evidence for the claims, by number or by their address."""
    pieces = [piece for claim in claims for review in claim.reviews for piece in review.evidence]
    numbers = {piece.article.id for piece in pieces if piece.article is not None}
    article = TABLES["article"]
    for group in chunks(sorted({url_key(piece.url) for piece in pieces if piece.url}), MANY):
        numbers.update(connection.execute(select(article.c.id).where(article.c.url_key.in_(group))).scalars())
    return numbers


# Corrections of one claim


def _corrections(claim: ClaimRecord) -> list[tuple[AppearanceRecord, CorrectionRecord]]:
    return [
        (appearance, made)
        for appearance in (*claim.appearances, *claim.wrong_entries)
        for made in appearance.corrections
    ]


def _leading(claim: ClaimRecord) -> list[tuple[AppearanceRecord, CorrectionRecord]]:
    """Return the corrections without their copies in whole reprints."""
    made = _corrections(claim)
    following = {follower.id for appearance, first in made for follower in _made_with(appearance, first, made)}
    return [(appearance, correction) for appearance, correction in made if correction.id not in following]


def _made_with(
    appearance: AppearanceRecord, first: CorrectionRecord, made: Sequence[tuple[AppearanceRecord, CorrectionRecord]]
) -> list[CorrectionRecord]:
    """Return the corrections that a wrong entry brought with it, of appearances that repeat its article."""
    if first.kind is not CorrectionKind.WRONG:
        return []
    return [
        correction
        for other, correction in made
        if correction.kind is CorrectionKind.WRONG
        and correction.successor_id is None
        and (correction.at, correction.who) == (first.at, first.who)
        and correction.id > first.id
        and other.relays is not None
        and other.relays.id == appearance.article.id
    ]


def _undone(claim: ClaimRecord, corrected: AppearanceRecord, correction: CorrectionRecord) -> set[int]:
    """Return the numbers of a correction and its copies, over any number of reprints."""
    made = _corrections(claim)
    by_number = {other.id: (appearance, other) for appearance, other in made}
    result, ahead = {correction.id}, [(corrected, correction)]
    while ahead:
        for other in _made_with(*ahead.pop(), made):
            if other.id not in result:
                result.add(other.id)
                ahead.append(by_number[other.id])
    return result


def _instead(claim: ClaimRecord, correction: CorrectionRecord) -> set[int]:
    """Return the appearances that replaced a wrong entry, and their replacements since.

    They include the copies in whole reprints, which were entered at the same moment.
    """
    every = {appearance.id: appearance for appearance in (*claim.appearances, *claim.wrong_entries)}
    keys: set[int] = set()
    ahead = [(correction.successor_id, correction.at)]
    while ahead:
        number, at = ahead.pop()
        if number is None or number not in every or number in keys:
            continue
        keys.add(number)
        here = every[number]
        ahead += [(made.successor_id, made.at) for made in here.corrections]
        ahead += [
            (appearance.id, at) for appearance in every.values() if appearance.at == at and _repeats(appearance, here)
        ]
    return keys


def _repeats(appearance: AppearanceRecord, original: AppearanceRecord) -> bool:
    """Return whether an appearance is in a reprint of the other's article and took the claim from it."""
    return (
        appearance.relays is not None
        and appearance.relays.id == original.article.id == appearance.article.reprint_of_id
    )


def _footings_before(claim: ClaimRecord, appearance: AppearanceRecord, correction: CorrectionRecord) -> list[Footing]:
    """Return the footings of a claim as they would be without a correction."""
    undone, instead = _undone(claim, appearance, correction), _instead(claim, correction)
    known = {each.key: each for each in claim.footings}
    results = []
    for other in (*claim.appearances, *claim.wrong_entries):
        kinds = {made.kind for made in other.corrections if made.id not in undone}
        if CorrectionKind.WRONG not in kinds and other.id not in instead:
            results.append(replace(known.get(other.id) or footing(other), stands=CorrectionKind.RETRACTED not in kinds))
    return results


def _below(claim: ClaimRecord, appearance: AppearanceRecord, correction: CorrectionRecord) -> tuple[Below, ...]:
    """Return the appearances that took the claim from a corrected one, the nearest first, without withdrawn ones."""
    standing_now = {other.id: other for other in claim.appearances}
    footings = {each.key: each for each in claim.footings}
    footings.setdefault(appearance.id, replace(footing(appearance), stands=False))
    instead = _instead(claim, correction)
    return tuple(
        Below(standing_now[int(each.footing)], each.through, each.alone, each.suspected)
        for each in downstream(list(footings.values()), appearance.id)
        if each.footing not in instead
    )


# Decisions


@value
class _Signed:
    """The fields of a review that the ladder needs."""

    id: int
    uid: str
    at: datetime
    who: str
    status: Status
    outcome: Outcome | None
    proposed: bool
    agrees_with_id: int | None
    replaces_id: int | None
    proved_by: str | None = None
    entered_as: str | None = None
    other_words: str | None = None


_SIGNED = "id uid status outcome proposed agrees_with_id replaces_id".split()


def _stood(reviews: Sequence[SignedReview], at: datetime) -> list[SignedReview]:
    """Return the reviews behind a claim's status at a moment, the newest last, with the proposals they agreed to."""
    entered = [review for review in reviews if review.at <= at]
    newest = newest_decision(entered)
    saying = {review.id: review for review in (*standing(entered), *([newest] if newest else []))}
    behind = {agreed.id: agreed for review in saying.values() for agreed in agreement(review, entered)}
    return sorted(behind.values(), key=entry_order)


def _decided(claim: int, reviews: Sequence[SignedReview], at: datetime) -> Decided | None:
    """Return a claim's status at a moment, or None before any decision."""
    entered = [review for review in reviews if review.at <= at]
    newest = newest_decision(entered)
    return None if newest is None else _decision(claim, newest, entered)


def _decided_since(claim: int, reviews: Sequence[SignedReview], at: datetime) -> Decided | None:
    """Return the first decision after a moment, if there is one."""
    first = min((review for review in reviews if review.at > at and not review.proposed), key=entry_order, default=None)
    return None if first is None else _decision(claim, first, [review for review in reviews if review.at <= first.at])


def _decision(claim: int, review: SignedReview, reviews: Sequence[SignedReview]) -> Decided:
    """Return a decision with everyone who made it, and its moment."""
    behind = tuple(people(agreement(review, reviews)))
    return Decided(claim, review.id, review.status, review.outcome, behind, given_by(review, reviews).at)


# Reading


class _Piece(NamedTuple):
    """An article that is evidence for a decision."""

    id: int
    review_id: int
    claim_id: int
    article_id: int


class _Reading:
    """Reads what rests on corrected appearances, then puts it together."""

    def __init__(self, connection: Connection, claims: Sequence[ClaimRecord], view: View, joined: Identities) -> None:
        self.connection, self.view, self.joined = connection, view, joined
        self.rulings = source_and_outlet_rulings(joined)
        self.facts = self._facts(claims)
        self.corrected = [self._plain(claim, *made) for claim in claims for made in _leading(claim)]
        self.pieces = self._pieces()
        numbers = {piece.claim_id for pieces in self.pieces.values() for piece in pieces}
        self.statements = self._statements(numbers)
        self.reviews = self._reviews(self.statements)
        self.memberships = self._memberships({*self.statements, *(claim.id for claim in claims)})
        self.slugs, self.reports = self._reports()

    def reached(self) -> list[Reached]:
        """Return what each correction reached, the oldest first."""
        results = [self._whole(plain) for plain in self.corrected]
        return sorted(results, key=lambda result: (result.correction.at, result.correction.id))

    # Of each claim by itself

    def _facts(self, claims: Sequence[ClaimRecord]) -> dict[Key, SourceFacts]:
        """Return the facts that the count needs about sources and their institutions, wrong entries included."""
        entries = (appearance for claim in claims for appearance in (*claim.appearances, *claim.wrong_entries))
        rows = rows_by_id(
            self.connection, TABLES["source"], (entry.source.id for entry in entries if entry.source), self.view.as_of
        )
        records = source_records(self.connection, rows, self.joined, self.view.as_of)
        return {number: facts(record) for number, record in records.items()}

    def _plain(self, claim: ClaimRecord, appearance: AppearanceRecord, correction: CorrectionRecord) -> Reached:
        """Return what a correction reached in its own claim."""
        return Reached(
            claim=claim,
            appearance=appearance,
            correction=correction,
            below=_below(claim, appearance, correction),
            before=self._counts(_footings_before(claim, appearance, correction)),
            after=Counts(claim.origins, claim.denials),
            decided=_decided(claim.id, claim.reviews, correction.at),
            reviewed=_decided_since(claim.id, claim.reviews, correction.at),
            resting=(),
            stories=claim.stories,
            reports=(),
        )

    def _counts(self, footings: Sequence[Footing]) -> Counts:
        counted = Sourcing(lambda: footings, self.facts, self.rulings, self.view.trust_labels)
        return Counts(counted.origins, counted.denials)

    # Evidence

    def _pieces(self) -> dict[int, list[_Piece]]:
        """Return, by article, the evidence that is an article reached by a correction."""
        reached = {article.id: article for plain in self.corrected for article in _articles(plain)}
        evidence, review = TABLES["evidence"], TABLES["review"]
        chosen = select(
            evidence.c.id, evidence.c.review_id, evidence.c.article_id, evidence.c.url, review.c.claim_id
        ).join(review, review.c.id == evidence.c.review_id)
        entered = entered_by(evidence, self.view.as_of)
        chosen = chosen if entered is None else chosen.where(entered)
        by_url = {url_key(article.url): number for number, article in reached.items() if article.url}
        hosts = {host_of(article.url) for article in reached.values() if article.url}
        grouped: dict[int, list[_Piece]] = defaultdict(list)
        for group in chunks(sorted(self.joined.all_members("article", reached)), MANY):
            for row in self.connection.execute(chosen.where(evidence.c.article_id.in_(group))).mappings():
                self._keep(grouped, row, self.joined.canonical("article", row["article_id"]))
        if by_url:
            linked = chosen.where(evidence.c.article_id.is_(None), evidence.c.url.is_not(None))
            for row in self.connection.execute(linked).mappings():
                if host_of(row["url"]) in hosts and (number := by_url.get(url_key(row["url"]))) is not None:
                    self._keep(grouped, row, number)
        return grouped

    def _keep(self, result: dict[int, list[_Piece]], row: Mapping[Any, Any], article: int) -> None:
        claim = self.joined.canonical("claim", row["claim_id"])
        result[article].append(_Piece(row["id"], row["review_id"], claim, article))

    def _statements(self, numbers: Collection[int]) -> dict[int, str | None]:
        """Return the statements of claims, by number; those known only off the record are left out."""
        claim = TABLES["claim"]
        grouped: dict[int, str | None] = {}
        for group in chunks(sorted(numbers), MANY):
            statement = select(claim).where(claim.c.id.in_(group))
            if not self.view.confidential:
                statement = statement.where(~only_off_record("claim", self.view.as_of))
            rows = rows_of(self.connection, statement, claim, self.view.as_of)
            grouped.update({row["id"]: row["statement"] for row in rows})
        return grouped

    def _reviews(self, numbers: Collection[int]) -> dict[int, list[SignedReview]]:
        """Return the reviews of claims, by canonical number."""
        grouped: dict[int, list[SignedReview]] = defaultdict(list)
        for row in self._of_claims("review", numbers):
            signed = _Signed(**{name: row[name] for name in _SIGNED}, at=row["entered_at"], who=row["entered_by"])
            grouped[self.joined.canonical("claim", row["claim_id"])].append(signed)
        return grouped

    def _of_claims(self, name: str, numbers: Collection[int]) -> list[Record]:
        table, result = TABLES[name], list[Record]()
        for group in chunks(sorted(self.joined.all_members("claim", numbers)), MANY):
            statement = select(table).where(table.c.claim_id.in_(group)).order_by(table.c.entered_at, table.c.uid)
            result += rows_of(self.connection, statement, table, self.view.as_of)
        return result

    # Stories and reports

    def _memberships(self, numbers: Collection[int]) -> dict[int, list[Record]]:
        grouped: dict[int, list[Record]] = defaultdict(list)
        for row in self._of_claims("claim_story", numbers):
            grouped[self.joined.canonical("claim", row["claim_id"])].append(row)
        return grouped

    def _reports(self) -> tuple[dict[int, str], dict[int, list[Record]]]:
        """Return the slugs of the stories and the reports written on them, by the story's number."""
        story, copy = TABLES["story"], TABLES["copy"]
        numbers = {row["story_id"] for rows in self.memberships.values() for row in rows}
        rows = rows_by_id(self.connection, story, self.joined.all_members("story", numbers), self.view.as_of)
        uids = {row["uid"]: self.joined.canonical("story", number) for number, row in rows.items()}
        grouped: dict[int, list[Record]] = defaultdict(list)
        for group in chunks(sorted(uids), MANY):
            written = select(copy).where(copy.c.kind == REPORT, copy.c.subject == "story", copy.c.row_uid.in_(group))
            for row in rows_of(self.connection, written.order_by(copy.c.entered_at, copy.c.uid), copy, self.view.as_of):
                grouped[uids[row["row_uid"]]].append(row)
        return {number: row["slug"] for number, row in rows.items()}, grouped

    def _stories(self, claim: int, at: datetime | None = None) -> set[int]:
        """Return a claim's stories at a moment, or now."""
        newest: dict[tuple[int, int], bool] = {}
        for row in self.memberships.get(claim, ()):
            if at is None or row["entered_at"] <= at:
                newest[row["claim_id"], self.joined.canonical("story", row["story_id"])] = not row["withdrawn"]
        return {story for (_, story), belongs in newest.items() if belongs}

    def _written(self, claim: int, since: datetime, until: datetime) -> dict[int, WrittenReport]:
        """Return the reports on a claim's stories that were written between two moments."""
        return {
            row["id"]: WrittenReport(row["id"], row["path"], self.slugs[story], row["entered_by"], row["entered_at"])
            for story, rows in self.reports.items()
            for row in rows
            if since <= row["entered_at"] < until and story in self._stories(claim, row["entered_at"])
        }

    # Putting it together

    def _whole(self, reached: Reached) -> Reached:
        resting = tuple(self._resting(reached))
        others = {each.decided.claim_id: each.decided for each in resting if each.decided.claim_id != reached.claim.id}
        written: dict[int, WrittenReport] = {}
        if reached.appearance.terms is not Terms.OFF_RECORD:  # no report holds what is off the record
            written |= self._written(reached.claim.id, reached.appearance.at, reached.correction.at)
        for number, decided in others.items():
            written |= self._written(number, decided.at, reached.correction.at)
        slugs = [self.slugs[story] for number in others for story in sorted(self._stories(number))]
        return replace(
            reached,
            resting=resting,
            stories=tuple(dict.fromkeys((*reached.stories, *slugs))),
            reports=tuple(sorted(written.values(), key=lambda report: (report.at, report.id))),
        )

    def _resting(self, reached: Reached) -> Iterable[Resting]:
        """Yield the decisions that were current when a correction was entered and may rest on what it reached."""
        at = reached.correction.at
        for article in _articles(reached):
            for piece in self.pieces.get(article.id, ()):
                if piece.claim_id not in self.statements:
                    continue
                reviews = self.reviews[piece.claim_id]
                decided = _decided(piece.claim_id, reviews, at)
                if decided is None or piece.review_id not in {review.id for review in _stood(reviews, at)}:
                    continue
                yield Resting(
                    statement=self.statements[piece.claim_id],
                    decided=decided,
                    evidence_id=piece.id,
                    article=article,
                    direct=article.id == reached.appearance.article.id,
                    reviewed=_decided_since(piece.claim_id, reviews, at),
                )


def _articles(reached: Reached) -> list[ArticleRecord]:
    """Return the articles that a correction surely reached, starting with its appearance's own."""
    results = [reached.appearance.article, *(below.appearance.article for below in reached.surely_below)]
    return list({article.id: article for article in results}.values())
