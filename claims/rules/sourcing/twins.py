"""Articles of an outlet that are perhaps the same report entered twice: once cited by others, once read.

A relay that credits an outlet points to that outlet's report, which may already be recorded under another day or for
another claim of the story.  The rules only propose: a person decides which report is meant, or that two are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.rules.sourcing.values import Key

Near = tuple[str, int]
"""What two articles may share: a claim (or a duplicate of it), a story or a relation, with its number."""

CLAIM = "claim"
"""The kind of `Near` for the claim itself."""

MOST = 3
"""The most twins proposed for an article."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article, with the facts that distinguish it from others of its outlet."""

    key: Key
    outlet: Key
    read: bool
    near: frozenset[Near]
    """The claims it carries or is relayed for, and their stories and relations."""
    earliest: date | None = None
    latest: date | None = None
    relayed_by: date | None = None
    """The latest day it can have been published, because another article relayed it then."""


@dataclass(frozen=True, slots=True)
class Twins:
    """An unread article, and another of its outlet that is perhaps the same report."""

    unread: Report
    other: Report

    @property
    def same_claim(self) -> bool:
        """Whether both are recorded for the same claim, not only for the same story or related claims."""
        return any(kind == CLAIM for kind, _ in self.unread.near & self.other.near)


def unread_twins(reports: Sequence[Report], apart: Collection[frozenset[Key]] = ()) -> list[Twins]:
    """Return the pairs that may be the same report: of one outlet, near each other, compatible in time, one unread.

    An unread article gets at most `MOST` twins, first articles of the same claim, then articles that were read.
    ``apart`` holds pairs that a person judged distinct.  Linear in the reports that share a story or a claim in an
    outlet.
    """
    by_near: dict[tuple[Key, Near], list[Report]] = defaultdict(list)
    for report in reports:
        for near in report.near:
            by_near[report.outlet, near].append(report)
    twins: dict[frozenset[Key], Twins] = {}
    for unread in reports:
        if unread.read:
            continue
        near_reports = (report for near in unread.near for report in by_near[unread.outlet, near])
        others = {report.key: report for report in near_reports if report.key != unread.key}
        pairs = [Twins(unread, other) for other in others.values() if may_be_one(unread, other)]
        pairs = [pair for pair in pairs if frozenset({unread.key, pair.other.key}) not in apart]
        for pair in sorted(pairs, key=_likeliest)[:MOST]:
            twins.setdefault(frozenset({unread.key, pair.other.key}), pair)
    return list(twins.values())


def may_be_one(report: Report, other: Report) -> bool:
    """Return whether two articles can be the same report, by their dates of publication and relay."""
    return not (
        _after(report.earliest, _first(other.latest, other.relayed_by))
        or _after(other.earliest, _first(report.latest, report.relayed_by))
    )


def meant(reports: Iterable[Report], near: Collection[Near], relayed: date | None) -> list[Report]:
    """Return the reports of an outlet that a relay of a claim on that day may mean, likeliest first.

    ``near`` holds the claim, its stories and its relations.
    """
    possible = [report for report in reports if report.near & set(near) and not _after(report.earliest, relayed)]
    return sorted(possible, key=lambda report: (not _is_for_claim(report, near), not report.read, report.key))


def _is_for_claim(report: Report, near: Collection[Near]) -> bool:
    return any(kind == CLAIM for kind, _ in report.near & set(near))


def _likeliest(pair: Twins) -> tuple[bool, bool, Key]:
    return not pair.same_claim, not pair.other.read, pair.other.key


def _after(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
