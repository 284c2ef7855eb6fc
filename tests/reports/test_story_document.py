"""The report as a document: its parts in their order, its tables, its timeline, and its page on the unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from claims.features.anonymous.read import anonymous_sourcing
from claims.features.anonymous.scope import AnonymousFilters
from claims.features.story.anonymous import anonymous_in
from claims.features.story.document import document_outline
from claims.features.story.method import OUTCOMES, STATUSES
from claims.features.story.report import Asked, StoryReport, story_report
from claims.features.story.shares import outlet_shares, shares, source_shares
from claims.features.story.standing import cell, standing
from claims.features.story.timeline import first_carriers, runs, timeline
from claims.reading.records import ClaimRecord, InquiryRecord, ReplyRecord, WindowRecord
from claims.reading.view import View
from claims.render.parts import (
    ClaimPart,
    Facts,
    Happening,
    Heading,
    Moment,
    Paragraph,
    Part,
    SettledList,
    Table,
    Timeline,
)
from claims.rules.sourcing import Count, EndKind
from claims.settings import settings
from claims.store.database import reading
from claims.vocabulary import (
    Attribution,
    InquiryHow,
    Outcome,
    Precision,
    RelayBasis,
    Reply,
    Stance,
    Status,
    Weight,
    WindowBasis,
    WindowRole,
    words,
)
from tests.queries.test_anonymous import hard as hard  # the newsroom that is hard to count
from tests.reports.building import AT, STORY, article, claim, relay, review, says, source, view
from tests.reports.test_story import read

pytestmark = pytest.mark.engines("sqlite")

ASKED = Asked(AT, UTC)
ALPHA, BETA, GAMMA = article(1, "Alpha"), article(2, "Beta"), article(3, "Gamma")
ANN = source(1, "Ann One")
QUIET = source(2, described="an official")


@pytest.fixture(scope="module")
def now(case_url: str) -> StoryReport:
    return read(case_url)


def made(*claims: ClaimRecord) -> StoryReport:
    return story_report(STORY, claims, ASKED)


def between(parts: Sequence[Part], title: str) -> list[Part]:
    """Return the parts under a heading of level two."""
    at = [index for index, part in enumerate(parts) if isinstance(part, Heading) and part.level <= 2]
    start = next(index for index in at if parts[index] == Heading(title))
    return list(parts[start + 1 : min((index for index in at if index > start), default=len(parts))])


def moments(*claims: ClaimRecord) -> tuple[Moment, ...]:
    return next((part.moments for part in timeline(made(*claims)) if isinstance(part, Timeline)), ())


def told(*claims: ClaimRecord) -> list[tuple[str, str]]:
    return [(one.when, one.text) for one in moments(*claims)]


# The whole


def test_every_claim_of_the_case_stands_in_the_table_with_its_counts(now: StoryReport) -> None:
    (table,) = (part for part in between(document_outline(now), "How each claim stands") if isinstance(part, Table))
    assert [row[0] for row in table.rows] == [f"#{spread.claim.id}" for spread in now.spreads]
    by_number = {row[0]: row[1:] for row in table.rows}
    assert by_number["#55"][1:] == ("✓ confirmed; partly occurred", "possible", "2+", "1+", "1+", "14")
    assert by_number["#98"][1:] == ("? unproven; pending, overdue", "not met", "1", "1", "1", "9")


def test_the_bottom_line_stands_first_and_nothing_twice(now: StoryReport) -> None:
    parts = document_outline(now)
    first = between(parts, "In two minutes")
    assert isinstance(first[0], Paragraph)
    assert first[0].text.startswith("None of 140 claims meets the two-source rule")
    assert [part.number for part in first if isinstance(part, ClaimPart)] == [
        spread.claim.id for spread in now.strongest
    ]
    verdicts = [part.standing for part in first if isinstance(part, ClaimPart)]
    assert [one.status for one in verdicts if one] == [spread.claim.status for spread in now.strongest]
    assert all(one and one.text.casefold().startswith(words(one.status)) for one in verdicts)
    texts = [part.text for part in parts if isinstance(part, Paragraph)]
    texts += [line for part in parts if isinstance(part, ClaimPart) and not part.compact for line in part.lines]
    long = [text for text in texts if len(text) > 150]
    assert len(long) == len(set(long))


def test_the_settled_have_their_reasons_and_how_many_one_person_decided(now: StoryReport) -> None:
    listed, alone = between(document_outline(now), "Settled")
    assert isinstance(listed, SettledList)
    assert isinstance(alone, Paragraph)
    assert alone.text.startswith("10 of 10 verdicts were made by one person alone")
    (talks,) = (row for row in listed.rows if row.number == 54)
    assert "okafor agrees: Read the statement" in talks.why
    assert talks.earlier == "in review (4 March 2024), then unproven (8 March 2024)"


def test_a_small_story_has_no_empty_parts() -> None:
    parts = document_outline(made(claim([says(1, ALPHA, Attribution.NAMED, ANN)])))
    assert all(not isinstance(part, Table) or part.rows for part in parts)
    assert all(not isinstance(part, Facts) or part.pairs for part in parts)
    assert not [one for one, other in pairwise(parts) if isinstance(one, Heading) and other == one]
    assert any(isinstance(one, Paragraph) and "nothing to report" in one.text for one in document_outline(made()))


def test_the_method_explains_every_word_that_can_stand_there() -> None:
    assert set(STATUSES) == set(Status)
    assert set(OUTCOMES) == set(Outcome)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (Count(1, 1, False, False), "1"),
        (Count(1, 3, False, False), "1–3"),
        (Count(2, None, True, False), "2+"),
        (Count(2, 4, False, False, estimated=True), "~2–4"),
    ],
)
def test_a_count_in_a_table(count: Count, shown: str) -> None:
    assert cell(count) == shown


def test_how_to_read_the_table_is_said_only_of_what_stands_in_it() -> None:
    (_, reading_it, _) = standing(made(claim([says(1, ALPHA, Attribution.NAMED, ANN)])))
    assert isinstance(reading_it, Paragraph)
    assert "1+" not in reading_it.text


# The timeline


def test_the_case_in_order_of_time(now: StoryReport) -> None:
    (found,) = (part for part in timeline(now) if isinstance(part, Timeline))
    places = [one.earliest or one.latest or date.max for one in found.moments]
    assert places == sorted(places)
    lines = {(one.when, one.text) for one in found.moments}
    assert ("20 March 2024", "RBC-Ukraine, RT, MNI and Sputnik relayed #98.") in lines
    assert ("5 February 2024", "Reviewed: #17, #31, #45 and #49 — not checkable, by okafor.") in lines
    (politico,) = (one for one in found.moments if one.text.startswith("POLITICO"))
    assert politico.text.endswith("nobody on record had carried #95 to #136 before.")
    (due,) = (one for one in found.moments if one.kind is Happening.DEADLINE and one.claims == (55,))
    assert (due.when, due.latest) == ("from 1 April 2024, no last day", None)
    assert {number for one in found.moments for number in one.claims} == {one.claim.id for one in now.spreads}
    assert len(found.moments) < 90, "218 appearances are grouped"


def test_as_of_a_moment_nothing_later_is_told_but_deadlines(case_url: str) -> None:
    at = datetime(2024, 3, 25, tzinfo=UTC)
    (found,) = (part for part in timeline(read(case_url, View(as_of=at))) if isinstance(part, Timeline))
    later = [one for one in found.moments if one.earliest and one.earliest > at.date()]
    assert later
    assert {one.kind for one in later} == {Happening.DEADLINE}


def test_vague_dates_stay_vague_and_undated_articles_come_last() -> None:
    march = replace(ALPHA, published="2024-03", published_earliest=date(2024, 3, 1), published_latest=date(2024, 3, 31))
    undated = replace(BETA, published=None, published_earliest=None, published_latest=None)
    first = replace(
        GAMMA, published="2024-03-01", published_earliest=date(2024, 3, 1), published_latest=date(2024, 3, 1)
    )
    some = [says(number, one, Attribution.NAMED, ANN) for number, one in enumerate((march, undated, first), 1)]
    assert told(claim(some)) == [
        ("1 March 2024", "Gamma reported #1, “Claim 1”."),
        ("March 2024", "Alpha reported #1, “Claim 1”."),
        ("no date", "On an unknown day: Beta, #1."),
    ]


def test_an_article_that_reports_relays_and_is_denied_something_has_one_line() -> None:
    some = [
        claim([says(1, ALPHA, Attribution.NAMED, ANN)], 1),
        claim([relay(2, ALPHA, BETA)], 2, statement=None),
        claim([says(3, ALPHA, Attribution.NAMED, ANN, stance=Stance.DENIES)], 3),
        claim([says(4, ALPHA, Attribution.UNATTRIBUTED, stance=Stance.QUESTIONS)], 4),
    ]
    text = "Alpha reported #1, “Claim 1” and relayed #2; Ann One denied #3; somebody questioned #4."
    assert told(*some) == [("20 March 2024", text)]


def test_of_many_claims_those_that_are_key_are_named() -> None:
    some = [
        claim(
            [says(number, ALPHA, Attribution.NAMED, ANN)],
            number,
            weight=Weight.KEY if number == 9 else Weight.BACKGROUND,
        )
        for number in range(1, 40, 4)
    ]
    assert told(*some) == [("20 March 2024", "Alpha reported 10 claims (#9 is key).")]


def test_decisions_agreements_and_proposals() -> None:
    def decided(number: int, *reviews: object) -> ClaimRecord:
        return claim([says(number, ALPHA, Attribution.NAMED, ANN)], number, reviews=tuple(reviews))

    proposal = review(3, Status.REFUTED, proposed=True)
    found = told(
        decided(1, review(1, Status.IN_REVIEW), review(2, Status.CONFIRMED)),
        decided(2, review(1, Status.IN_REVIEW)),
        decided(3, proposal),
        decided(4, proposal, review(4, Status.REFUTED, who="lind", agrees_with_id=3)),
        decided(5, review(2, Status.CONFIRMED), review(5, Status.CONFIRMED, who="lind", agrees_with_id=2)),
    )[1:]
    assert found == [
        ("21 March 2024", "Reviewed: #1 and #2 — in review, by okafor."),
        ("22 March 2024", "Settled: #1 and #5 — confirmed, by okafor."),
        ("24 March 2024", "Settled: #4, “Claim 4” — refuted, by lind, as okafor had proposed."),
        ("25 March 2024", "A second person agreed: #5 — confirmed, by lind."),
    ]


def test_inquiries_and_what_was_withdrawn() -> None:
    reply = ReplyRecord(1, "reply-1", Reply.DECLINED, None, "The note", None, "mori", AT.replace(day=23), True)
    inquiry = InquiryRecord(
        id=1,
        uid="inquiry-1",
        whom="the ministry",
        source=None,
        how=InquiryHow.EMAIL,
        asked_at=AT.replace(day=21),
        reply_by=None,
        question="The question?",
        replies=(reply,),
        who="mori",
        at=AT,
    )
    some = claim([says(1, ALPHA, Attribution.NAMED, ANN, retracted=True)], inquiries=(inquiry,))
    assert told(some) == [
        ("20 March 2024", "Alpha reported #1, “Claim 1”."),
        ("20 March 2024", "Alpha retracted #1, “Claim 1”: Withdrawn."),
        ("21 March 2024", "The ministry was asked about #1, “Claim 1”."),
        ("23 March 2024", "The ministry declined to answer about #1, off the record."),
    ]


def window(earliest: date | None, latest: date | None, printed: str | None = "soon") -> WindowRecord:
    return WindowRecord(
        1, WindowRole.DUE, printed, None, earliest, latest, None, Precision.DAY, WindowBasis.STATED, None, None
    )


def test_deadlines_have_their_windows_and_their_open_ends() -> None:
    some = [
        claim([says(1, ALPHA, Attribution.NAMED, ANN)], number, windows=(due,))
        for number, due in enumerate(
            [window(None, date(2024, 5, 1)), window(date(2024, 4, 1), None), window(None, None),
             window(date(2024, 4, 1), date(2024, 4, 30), None), window(date(2024, 4, 1), None)], 1,
        )
    ]  # fmt: skip
    assert told(*some)[1:] == [
        ("from 1 April 2024 until 30 April 2024", "Due: #4, “Claim 4” — unverified."),
        ("from 1 April 2024, no last day", "Due “soon”: #2 and #5 — unverified."),
        ("until 1 May 2024", "Due “soon”: #1, “Claim 1” — unverified."),
    ]


def test_nobody_is_first_where_that_is_not_sure() -> None:
    later = replace(BETA, published_earliest=date(2024, 3, 21), published_latest=date(2024, 3, 21))
    month = replace(GAMMA, published_earliest=date(2024, 3, 1), published_latest=date(2024, 3, 31))
    on = Attribution.NAMED
    assert first_carriers([view([says(1, ALPHA, on, ANN), says(2, later, on, ANN)])]) == {1: "Alpha"}
    assert first_carriers([view([says(1, ALPHA, on, ANN), says(2, BETA, on, ANN)])]) == {}, "both on one day"
    assert first_carriers([view([says(1, ALPHA, on, ANN), says(2, month, on, ANN)])]) == {}, "some day in March"
    assert first_carriers([view([says(1, ALPHA, on, ANN), relay(2, month, ALPHA)])]) == {1: "Alpha"}, "it relays it"
    assert first_carriers([view([says(1, ALPHA, on, ANN)])]) == {}, "nobody else carries it"


def test_runs() -> None:
    assert runs([]) == ""
    assert runs([3, 1, 2, 2]) == "#1 to #3"
    assert runs([1, 2, 5, 6, 7, 9]) == "#1, #2, #5 to #7 and #9"


# Sources and outlets


def test_shares_follow_chains_to_their_ends() -> None:
    some = claim(
        [says(1, ALPHA, Attribution.NAMED, ANN), relay(2, BETA, ALPHA), says(3, GAMMA, Attribution.UNNAMED, QUIET)]
    )
    other = claim(
        [says(4, ALPHA, Attribution.UNATTRIBUTED), relay(5, BETA, ALPHA, relay_basis=RelayBasis.SUSPECTED)], 2
    )
    report = made(some, other)
    found = {(one.kind, one.source.label if one.source else None): one for one in source_shares(report.spreads)}
    ann, quiet = found[EndKind.PERSON, "Ann One"], found[EndKind.PERSON, "“an official”"]
    assert (ann.claims, ann.itself, ann.leading, ann.named) == (1, 1, 2, True)
    assert (quiet.claims, quiet.itself, quiet.leading, quiet.named) == (1, 1, 1, False)
    nobody = found[EndKind.NOTHING, None]
    assert (nobody.claims, nobody.itself, nobody.leading) == (1, 2, 2), "a suspected relay is not followed"
    outlets = {one.outlet: (one.articles, one.claims, one.own, one.relays) for one in outlet_shares(report.spreads)}
    assert outlets == {"Alpha": (1, 2, 2, 0), "Beta": (1, 2, 0, 2), "Gamma": (1, 1, 1, 0)}


def test_what_was_withdrawn_and_what_rests_on_it_leads_nowhere() -> None:
    some = claim([says(1, ALPHA, Attribution.NAMED, ANN, retracted=True), relay(2, BETA, ALPHA)])
    assert source_shares(made(some).spreads) == ()
    assert [one.outlet for one in outlet_shares(made(some).spreads)] == ["Beta"]


def test_the_case_has_its_shares(now: StoryReport) -> None:
    tables = [part for part in shares(now) if isinstance(part, Table)]
    sources, outlets = ({row[0]: row[1:] for row in table.rows} for table in tables)
    assert sources["“One senior diplomat involved in the talks” (unnamed)"] == ("person", "no", "8", "8", "30", "7%")
    assert outlets["POLITICO"] == ("1", "48", "34%", "42", "48", "0", "16", "33%")
    assert outlets["RNZ"][-1] == "too few"
    assert "0%" not in {cell for table in tables for row in table.rows for cell in row}


# The unnamed


def same(one: object, other: object) -> None:
    for what in ("cells", "claims", "retracted"):
        assert getattr(one, what) == getattr(other, what), what
    shown = [
        [(each.practice, each.count, [(it.claim.id, [a.id for a in it.appearances]) for it in each.examples])
         for each in report.practices] for report in (one, other)  # type: ignore[attr-defined]
    ]  # fmt: skip
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    "view", [View(), View(as_of=datetime(2024, 3, 21, tzinfo=UTC)), View(published_until=date(2024, 3, 3))]
)
def test_the_unnamed_of_the_case_are_counted_as_the_report_on_them_does(case_url: str, view: View) -> None:
    report = read(case_url, view)
    with reading(settings(case_url)) as connection:
        counted = anonymous_sourcing(connection, AnonymousFilters(story="aukus-pillar-2"), view)
    same(anonymous_in([spread.claim for spread in report.spreads]), counted)


def test_the_unnamed_are_counted_alike_where_that_is_hard(hard: str) -> None:
    from sqlalchemy import select

    from claims.reading.dossier import claim_records
    from claims.store.schema import TABLES

    with reading(settings(hard)) as connection:
        counted = anonymous_sourcing(connection)
        same(anonymous_in(claim_records(connection, select(TABLES["claim"].c.id))), counted)
