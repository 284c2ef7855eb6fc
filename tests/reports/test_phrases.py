"""The phrases in which claims are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from claims.catalogue import LINE, Field, Record
from claims.reading.records import AppearanceRecord, EvidenceRecord, ReviewRecord, WindowRecord
from claims.render import phrases
from claims.render.origin_phrases import count_lines, count_phrase, rule_sentence
from claims.rules.sourcing import Count
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    EvidenceKind,
    Outcome,
    Precision,
    Status,
    WindowBasis,
    WindowRole,
)
from tests.reports.building import AT, article, claim, source
from tests.reports.records import appearance

WONG, MARLES = source(1, "Penny Wong", topmost="Australian Government"), source(2, "Richard Marles")
REVIEW = ReviewRecord(1, "r", Status.CONFIRMED, Outcome.OCCURRED, "It came.", False, None, False, (), "okafor", AT)
DUE = WindowRecord(
    1, WindowRole.DUE, "by March", date(2024, 3, 1), None, date(2024, 3, 31), "../2024-03", Precision.MONTH,
    WindowBasis.STATED, None, "until 31 March 2024",
)  # fmt: skip


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Count(1, 1, False, False), "at least 1; at most 1"),
        (Count(1, 2, False, False), "at least 1; at most 2"),
        (Count(1, None, True, False), "at least 1; total unknown"),
        (Count(3, 1200, False, True, estimated=True), "at least 3; at most 1,200 (estimated)"),
    ],
)
def test_counts(count: Count, told: str) -> None:
    assert count_phrase(count) == told


def test_each_count_says_why() -> None:
    told = claim(
        [
            appearance(1, Attribution.NAMED, source=WONG),
            appearance(2, Attribution.NAMED, source=MARLES),
            appearance(3),
            appearance(4, relays=article(9, "Sky News", seen=False)),
            appearance(5, Attribution.COLLECTIVE, source=source(3, described="officials")),
        ]
    )
    people, institutions, independent = count_lines(told)
    assert people == (
        "people",
        "at least 2; total unknown",
        (
            "Penny Wong and Richard Marles; “officials” are neither named nor numbered; "
            "no source is given by Outlet 3; unread: Sky News"
        ),
    )
    assert institutions == ("institutions", "at least 1; total unknown", "Australian Government, and perhaps others")
    assert independent[2] == "no two are known to be apart and both at first hand"
    two = claim(told.appearances[:2])
    assert count_lines(two)[0][1:] == (
        "at least 2; at most 2",
        "Penny Wong and Richard Marles: surely different people",
    )


def test_the_rule_says_what_it_rests_on() -> None:
    def rule(*appearances: AppearanceRecord) -> str:
        return rule_sentence(claim(appearances))

    named = [appearance(1, Attribution.NAMED, source=WONG), appearance(2, Attribution.NAMED, source=MARLES)]
    assert (
        rule(*named)
        == "Two-source rule: possible, not shown. Up to 2 origins may be independent, and no two are surely so."
    )
    assert rule(named[0]) == "Two-source rule: not met. All of it goes back to one origin."
    assert rule() == "Two-source rule: not met. No chain leads to an origin."
    assert "not shown: no source is given" in rule(appearance(1))
    assert "possible" not in rule(appearance(1))
    assert "the report it comes from is unread" in rule(appearance(1, relays=article(9, seen=False)))
    assert "the report it comes from does not carry it" in rule(appearance(1, relays=article(9)))
    crowd = appearance(1, Attribution.COLLECTIVE)
    assert rule(crowd).startswith("Two-source rule: possible, not shown. The number of people")


def test_status_and_reviews() -> None:
    assert phrases.status_sentence(claim([]), UTC) == "Unverified: nobody has reviewed it."
    prediction = claim([], kind=ClaimKind.PREDICTION, windows=(DUE,), overdue=True)
    assert phrases.standing_phrase(prediction) == "unverified; pending, overdue"
    assert phrases.overdue_phrase(prediction) == ("overdue: the deadline was 31 March 2024, and no outcome is recorded")
    settled = replace(prediction, reviews=(REVIEW,), overdue=False)
    assert phrases.status_sentence(settled, UTC) == "confirmed; occurred (okafor, 20 March 2024): It came."
    assert phrases.due_phrase(settled) == "not overdue: occurred"
    assert phrases.review_phrase(replace(REVIEW, proposed=True)) == "confirmed; occurred (proposed)"


def test_evidence() -> None:
    nothing = EvidenceRecord(
        id=1,
        article=None,
        kind=EvidenceKind.REPORT,
        title=None,
        url=None,
        file_name=None,
        sha256=None,
        published=None,
        note=None,
    )
    link = replace(
        nothing,
        kind=EvidenceKind.PRIMARY_RECORD,
        title="Statement",
        url="https://gov.uk/x",
        published="2024-04",
        note="As said",
    )
    assert phrases.evidence_phrase(link) == "primary record: Statement, April 2024, https://gov.uk/x — As said"
    read = replace(nothing, article=article(7))
    assert phrases.evidence_phrase(read) == "report: Outlet 7, 20 March 2024"


def test_a_field_is_told_where_its_record_is_once_the_catalogue_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, field in (("ARTICLE", "language"), ("SOURCE", "slug"), ("EVIDENCE", "sha256"), ("REVIEW", "status")):
        told = (Field(field, LINE, phrase="its mark is {}"),)
        monkeypatch.setattr(f"claims.render.phrases.{name}", Record(name.casefold(), told))
    file = EvidenceRecord(
        id=1,
        article=None,
        kind=EvidenceKind.DATA,
        title="Table",
        url=None,
        file_name=None,
        sha256="ab12",
        published=None,
        note="As said",
    )
    assert phrases.evidence_phrase(file) == "data: Table, its mark is ab12 — As said"
    assert phrases.article_phrase(replace(article(7), language="ja")) == "Outlet 7, 20 March 2024, its mark is ja"
    assert phrases.source_phrase(replace(MARLES, slug="marles")).endswith(", its mark is marles")
    decided = claim([], reviews=(REVIEW,))
    assert phrases.decided_phrase(decided, REVIEW, UTC) == "okafor, 20 March 2024, its mark is confirmed"


def test_windows() -> None:
    assert phrases.window_phrase(DUE) == "due “by March” (said on 1 March 2024): until 31 March 2024"
    bare = replace(DUE, role=WindowRole.HAPPENED, words=None, said=None, understood=None, earliest=date(2024, 3, 31))
    assert phrases.window_phrase(bare) == "happened: on 31 March 2024"


def test_days_and_moments() -> None:
    assert [phrases.date_phrase(one) for one in ("2024-03-20T16:00:00+04:00", "2024-03", "2024", "2024-99")] == [
        "20 March 2024",
        "March 2024",
        "2024",
        "2024-99",
    ]
    at = datetime(2024, 4, 9, 18, tzinfo=UTC)
    assert phrases.moment_phrase(at, ZoneInfo("Asia/Tokyo")) == "10 April 2024, 03:00 +09:00"
    assert phrases.entered_phrase("mori", at, ZoneInfo("Asia/Tokyo")) == "mori, 10 April 2024"


def test_lists_and_sentences() -> None:
    assert phrases.listed(["a", "b", "c"]) == "a, b and c"
    assert phrases.some_of("abcdefghi") == "a, b, c, d, e, f and 3 more"
    assert phrases.shortened("one two three", 9) == "one two…"
    assert phrases.sentence("it “came.”") == "It “came.”"
    assert phrases.withheld_sentence(0) is None
    assert phrases.withheld_sentence(2) == "2 off-the-record appearances are not shown; --confidential shows them."
