"""The queue as it is read: each reason from rows, duplicates as one, past moments, and nothing off the record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select
from sqlmodel import Session

from claims.entry.correcting.correct import correct
from claims.entry.drafts import AppearanceDraft, ArticleDraft, EvidenceDraft, InquiryDraft, ReviewDraft, SourceDraft
from claims.entry.edit import edit, edit_claim
from claims.entry.inquiries import ask
from claims.entry.log import appear
from claims.entry.policy import set_policy
from claims.entry.reviewing.assign import drop, take
from claims.entry.reviewing.judge import judge
from claims.entry.reviewing.relate import relate
from claims.entry.reviewing.review import review
from claims.errors import ClaimsError
from claims.features.queue.read import Queue, QueueFilters, claim_queue
from claims.features.queue.words import stands_words, why_phrases
from claims.reading.view import View
from claims.settings import settings
from claims.store import recording
from claims.store.database import reading
from claims.store.schema import TABLES
from claims.vocabulary import (
    Attribution,
    CorrectionKind,
    EvidenceKind,
    JudgementKind,
    Outcome,
    PolicyName,
    RelationKind,
    Stance,
    Status,
    Switch,
    Terms,
    Urgency,
    Weight,
)
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.places import Pool, kept
from tests.test_as_of import LONG, OPENING, PEOPLE, STEPS, Step, _any, moment

pytestmark = pytest.mark.engines("sqlite", "postgresql")

DAY = "2024-03-{:02}T10:00:00+00:00"
NEXT, LATER = "2024-03-20T09:30:00+00:00", "2024-03-20T09:45:00+00:00"
PROOF = EvidenceDraft(kind=EvidenceKind.PRIMARY_RECORD, url="https://gov.example/record")


def queue(url: str, at: str | None = None, limit: int | None = None, zone: str = "UTC", **filters: Any) -> Queue:
    view = View(as_of=datetime.fromisoformat(at) if at else None, zone=ZoneInfo(zone))
    with reading(settings(url)) as connection:
        return claim_queue(connection, QueueFilters(**filters), view, limit)


def waits(url: str, at: str | None = None, number: int = 1, **filters: Any) -> list[Urgency]:
    """Why a claim waits."""
    return next(
        ([one.kind for one in line.reasons] for line in queue(url, at, **filters).lines if line.claim.id == number), []
    )


def reviewed(claim: int, status: Status | None = Status.IN_REVIEW, **given: Any) -> Callable[[Session], Any]:
    draft = ReviewDraft(status=status, note="looked into it", evidence=(PROOF,), **given)
    return lambda session: review(session, str(claim), draft)


# What follows runs on one engine: that the statements are right on both is held by the last tests of the file.


@pytest.fixture
@kept
def desk(sqlite_db: str) -> str:
    """Claim 1, a prediction due on 31 March that Alpha has from Ann Lee, looked at on 21 March, and claim 2."""
    due = {"role": "due", "words": "by the end of March 2024", "said": "2024-03-01"}
    enter(
        sqlite_db,
        [
            record("story", "pillar-2", title="Pillar 2"),
            record("source", "ann", kind="person", name="Ann Lee"),
            *article("a", "Alpha", "2024-03-01"),
            *article("b", "Beta", "2024-03-02"),
            claim("one", "Japan will join", kind="prediction", stories=["pillar-2"], windows=[due]),
            claim("two", "Japan will not join", kind="prediction", entered=NEXT),
            appearance("a", "named", claim="one", source="ann"),
            appearance("b", "named", claim="two", source="ann", entered=NEXT),
        ],
    )
    act(sqlite_db, DAY.format(21), reviewed(1))
    act(sqlite_db, DAY.format(21), reviewed(2))
    return sqlite_db


def test_what_somebody_looks_into_waits_for_nobody_until_it_is_due(desk: str) -> None:
    assert waits(desk, DAY.format(20)) == [Urgency.UNREVIEWED]
    assert waits(desk, DAY.format(22)) == []
    assert waits(desk, DAY.format(24)) == [Urgency.DUE]
    assert waits(desk, DAY.format(22), days=20) == [Urgency.DUE]
    assert waits(desk, "2024-04-01T00:00:00+00:00") == [Urgency.OVERDUE]
    assert waits(desk, "2024-03-31T23:00:00+00:00", zone="Asia/Tokyo") == [Urgency.OVERDUE]
    act(desk, DAY.format(30), reviewed(1, None, outcome=Outcome.OCCURRED))
    assert waits(desk, "2024-04-01T00:00:00+00:00") == []
    assert waits(desk, DAY.format(29)) == [Urgency.DUE]


def test_a_window_that_took_the_place_of_another_decides(desk: str) -> None:
    from claims.entry.drafts import WindowDraft
    from claims.vocabulary import WindowRole

    later = WindowDraft(role=WindowRole.DUE, words="by the end of 2024")
    act(desk, DAY.format(28), lambda session: edit_claim(session, "1", {}, windows=(later,), reason="put off"))
    assert waits(desk, "2024-04-02T00:00:00+00:00") == []
    assert waits(desk, "2025-01-01T00:00:00+00:00") == [Urgency.OVERDUE]
    assert waits(desk, DAY.format(27)) == [Urgency.DUE]


def test_what_has_no_last_day_is_looked_at_again(desk: str) -> None:
    from claims.entry.drafts import WindowDraft
    from claims.vocabulary import WindowRole

    floor = WindowDraft(role=WindowRole.DUE, words="as soon as April 2024")
    act(desk, DAY.format(28), lambda session: edit_claim(session, "1", {}, windows=(floor,), reason="read again"))
    [line] = [one for one in queue(desk, "2025-06-01T00:00:00+00:00").lines if one.claim.id == 1]
    [reason] = line.reasons
    assert reason.kind is Urgency.LOOK_AGAIN
    assert waits(desk, f"{reason.since - timedelta(1)}T23:00:00+00:00") == []
    evening = f"{reason.since - timedelta(1)}T20:00:00+00:00"
    act(desk, evening, reviewed(1))
    assert waits(desk, "2025-06-01T00:00:00+00:00") == [Urgency.LOOK_AGAIN], "it was looked at the day before"
    assert waits(desk, "2025-06-01T00:00:00+00:00", zone="Asia/Tokyo") == [], "there it was that day already"


def test_contradictions_contest_both_until_one_is_settled(desk: str) -> None:
    act(desk, DAY.format(22), lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", None))
    [one, two] = queue(desk, DAY.format(23)).lines
    assert [[(why.kind, why.claim) for why in line.reasons] for line in (one, two)] == [
        [(Urgency.CONTESTED, 2)],
        [(Urgency.CONTESTED, 1)],
    ]
    act(desk, DAY.format(23), reviewed(2, Status.REFUTED))
    assert queue(desk, DAY.format(23)).lines == (), "what is settled as wrong contests nothing, and is settled itself"
    act(desk, DAY.format(24), reviewed(2, Status.DISPUTED))
    assert [line.claim.id for line in queue(desk, DAY.format(24), kinds=(Urgency.CONTESTED,)).lines] == [1, 2]
    act(desk, DAY.format(25), lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", None, withdrawn=True))
    assert queue(desk, DAY.format(25), kinds=(Urgency.CONTESTED,)).lines == ()
    assert len(queue(desk, DAY.format(24), kinds=(Urgency.CONTESTED,)).lines) == 2


def test_what_was_superseded_contests_nothing(desk: str) -> None:
    act(desk, DAY.format(22), lambda session: relate(session, "2", RelationKind.CONTRADICTS, "1", None))
    act(desk, DAY.format(23), lambda session: relate(session, "2", RelationKind.SUPERSEDES, "1", None))
    assert queue(desk, DAY.format(23)).lines == ()
    assert len(queue(desk, DAY.format(22)).lines) == 2


def denied(terms: Terms = Terms.NOT_STATED) -> Callable[[Session], Any]:
    draft = AppearanceDraft(
        attribution=Attribution.NAMED,
        source=SourceDraft(source="Bo Ek"),
        article=ArticleDraft(outlet="Gamma", published="2024-03-22"),
        stance=Stance.DENIES,
        terms=terms,
    )
    return lambda session: appear(session, "1", draft)


def test_a_denial_contests_unless_it_is_withdrawn_or_off_the_record(desk: str) -> None:
    act(desk, DAY.format(22), denied(Terms.OFF_RECORD))
    assert waits(desk, DAY.format(22)) == []
    with reading(settings(desk)) as connection:
        told = claim_queue(connection, QueueFilters(), View(datetime.fromisoformat(DAY.format(22)), confidential=True))
    assert [one.kind for line in told.lines for one in line.reasons] == [Urgency.CONTESTED]
    act(desk, DAY.format(23), denied())
    assert waits(desk, DAY.format(23)) == [Urgency.CONTESTED]
    act(desk, DAY.format(24), lambda session: correct(session, "4", CorrectionKind.RETRACTED, "gone"))
    assert waits(desk, DAY.format(24)) == [Urgency.CORRECTED, Urgency.DUE]


def test_a_verdict_goes_stale_and_a_review_freshens_it(desk: str) -> None:
    act(desk, DAY.format(22), reviewed(2, Status.CONFIRMED))
    draft = AppearanceDraft(
        attribution=Attribution.WITNESSED, article=ArticleDraft(outlet="Gamma", published="2024-03-23")
    )
    act(desk, DAY.format(23), lambda session: appear(session, "2", draft))
    assert waits(desk, DAY.format(22), 2) == []
    assert waits(desk, DAY.format(23), 2) == [Urgency.STALE]
    act(desk, DAY.format(24), reviewed(2, Status.CONFIRMED))
    assert waits(desk, DAY.format(24), 2) == []


def test_what_was_corrected_since_the_last_review(desk: str) -> None:
    act(desk, DAY.format(22), lambda session: correct(session, "2", CorrectionKind.EDITED, "a new headline"))
    assert waits(desk, DAY.format(22), 2) == [Urgency.CORRECTED]
    assert waits(desk, DAY.format(21), 2) == []
    act(desk, DAY.format(23), reviewed(2))
    assert waits(desk, DAY.format(23), 2) == []


def test_an_inquiry_until_something_came_back(desk: str) -> None:
    from claims.entry.drafts import ReplyDraft
    from claims.entry.inquiries import answer
    from claims.vocabulary import Reply

    draft = InquiryDraft(whom="the ministry", reply_by=datetime(2024, 3, 23, 17, tzinfo=UTC))
    act(desk, DAY.format(22), lambda session: ask(session, ("2",), draft))
    assert waits(desk, "2024-03-23T17:00:00+00:00", 2) == []
    assert waits(desk, "2024-03-23T17:00:01+00:00", 2) == [Urgency.UNANSWERED]
    act(desk, DAY.format(24), lambda session: answer(session, ("1",), ReplyDraft(reply=Reply.NO_ANSWER)))
    assert waits(desk, DAY.format(24), 2) == []


def test_a_proposal_waits_for_a_second_person(desk: str) -> None:
    act(desk, DAY.format(21), lambda session: set_policy(session, PolicyName.TWO_PERSON_VERDICTS, Switch.ON, "so"))
    act(desk, DAY.format(22), reviewed(2, Status.CONFIRMED), by="okafor")
    assert waits(desk, DAY.format(22), 2) == [Urgency.PROPOSED]
    act(desk, DAY.format(23), lambda session: review(session, "2", ReviewDraft(agree=True)), by="mori")
    assert waits(desk, DAY.format(23), 2) == []
    assert waits(desk, DAY.format(22), 2) == [Urgency.PROPOSED]


def test_a_story_that_goes_out_asks_for_a_second_origin(desk: str) -> None:
    def going(at: str) -> list[tuple[Urgency, str | None]]:
        return [(one.kind, one.rests_on) for line in queue(desk, at).lines for one in line.reasons]

    act(desk, DAY.format(22), lambda session: edit(session, "story", "pillar-2", {"publishing_on": "2024-03-23"}))
    assert going(DAY.format(21)) == []
    assert going(DAY.format(22)) == going(DAY.format(23)) == [(Urgency.PUBLISHING, "one_origin")]
    assert Urgency.PUBLISHING not in waits(desk, DAY.format(24))
    act(desk, DAY.format(23), reviewed(1, Status.CONFIRMED))
    assert going(DAY.format(23)) == []
    act(desk, DAY.format(24), lambda session: edit(session, "story", "pillar-2", {"publishing_on": None}))
    assert going(DAY.format(22)) == [(Urgency.PUBLISHING, "one_origin")], "the past is what it was"


def test_reviews_made_apart(desk: str) -> None:
    def twin(session: Session) -> None:
        from claims.store.tables import Review

        session.add(Review(uid=str(uuid4()), claim_id=2, status=Status.DISPUTED, note="apart", replaces_id=None))

    act(desk, DAY.format(22), twin, by="mori")
    assert waits(desk, DAY.format(22), 2) == [Urgency.MADE_APART]
    assert waits(desk, DAY.format(21), 2) == []


def test_claims_judged_one_come_as_one(desk: str) -> None:
    act(
        desk,
        DAY.format(22),
        lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "1", "2", "the same words"),
    )
    act(desk, DAY.format(23), lambda session: correct(session, "2", CorrectionKind.RETRACTED, "gone"))
    [line] = queue(desk, DAY.format(23)).lines
    assert (line.claim.id, line.claim.duplicates) == (1, (2,))
    assert [(one.kind, one.appearance) for one in line.reasons] == [(Urgency.CORRECTED, 2)]
    act(desk, DAY.format(24), reviewed(2, Status.CONFIRMED))
    assert waits(desk, DAY.format(24)) == [Urgency.DUE], "a review of one is a review of both"


def test_what_is_known_only_off_the_record_is_left_out_and_counted(sqlite_db: str) -> None:
    enter(
        sqlite_db,
        [
            *article("a", "Alpha"),
            claim("one", "A secret"),
            claim("two", "Not one", entered=NEXT),
            claim("three", "Against a secret", entered=LATER),
            appearance("a", "witnessed", claim="one", terms="off_record"),
            appearance("a", "witnessed", claim="two", entered=NEXT),
            record("relation", "r", claim="three", kind="contradicts", other="one", entered=LATER),
        ],
    )
    found = queue(sqlite_db)
    assert [line.claim.id for line in found.lines] == [2, 3]
    assert found.hidden == 1
    assert [one.kind for one in found.lines[1].reasons] == [Urgency.UNREVIEWED], "nor does it contradict anything"
    assert [line.claim.id for line in queue(sqlite_db, limit=2).lines] == [2, 3]
    with reading(settings(sqlite_db)) as connection:
        told = claim_queue(connection, QueueFilters(), View(confidential=True))
    assert ([line.claim.id for line in told.lines], told.hidden) == ([1, 3, 2], 0)
    act(sqlite_db, DAY.format(21), lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "1", "2", "same"))
    first = queue(sqlite_db).lines[0].claim
    assert (first.id, first.statement) == (2, "Not one"), "in the words that are on the record"


def test_who_is_on_it(desk: str) -> None:
    at = "2024-04-05T10:00:00+00:00"
    act(desk, DAY.format(22), lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", None))
    act(desk, DAY.format(23), lambda session: take(session, "1"), by="Mori")

    def of(**filters: Any) -> list[int]:
        return [line.claim.id for line in queue(desk, at, **filters).lines]

    assert of() == [1, 2]
    assert of(reviewer="mori") == of(reviewer="MORI ") == [1]
    assert of(reviewer="okafor") == [2], "claim 1 is with somebody else by now"
    assert of(unassigned=True) == [2]
    act(desk, DAY.format(24), lambda session: drop(session, "1"), by="mori")
    assert of(reviewer="okafor") == of(unassigned=True) == [1, 2]
    assert [line.claim.id for line in queue(desk, DAY.format(23), reviewer="mori").lines] == [1]


def test_filters_of_story_and_outlet(desk: str) -> None:
    act(desk, DAY.format(22), lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", None))
    at = DAY.format(23)
    assert [line.claim.id for line in queue(desk, at, story=1).lines] == [1]
    assert [line.claim.id for line in queue(desk, at, outlet=2).lines] == [2]
    act(desk, DAY.format(24), lambda session: edit(session, "article", "2", {"outlet": "Alpha"}))
    assert [line.claim.id for line in queue(desk, DAY.format(24), outlet=1).lines] == [1, 2]
    assert [line.claim.id for line in queue(desk, at, outlet=2).lines] == [2], "as it was then"


def test_what_had_been_published_by_a_day(desk: str) -> None:
    act(desk, DAY.format(22), denied())
    with reading(settings(desk)) as connection:
        for day, why in ((21, []), (22, [Urgency.CONTESTED])):
            view = View(datetime.fromisoformat(DAY.format(22)), published_until=date(2024, 3, day))
            found = claim_queue(connection, QueueFilters(), view, 1)
            assert [one.kind for line in found.lines for one in line.reasons] == why
        early = View(published_until=date(2024, 3, 1))
        assert [line.claim.id for line in claim_queue(connection, QueueFilters(), early).lines] == [1]


@pytest.fixture
@kept
def many(sqlite_db: str) -> str:
    """Claims of every weight that nobody ever reviewed, some of them contradicted, two of them one."""
    weights = (Weight.BACKGROUND, Weight.SUPPORTING, Weight.KEY)
    claims = [claim(f"c{number}", f"Statement {number}", weight=weights[number % 3]) for number in range(1, 31)]
    relations = [
        record("relation", f"r{number}", claim=f"c{number}", kind="contradicts", other=f"c{number + 1}")
        for number in (4, 12, 20)
    ]
    same = record("judgement", "j", subject="claim", kind="duplicate", a="c29", b="c30", reason="the same")
    claims[-1]["entered"] = same["entered"] = NEXT
    enter(sqlite_db, [*claims, *relations, same])
    return sqlite_db


def test_key_claims_come_first_among_those_never_reviewed_and_background_last(many: str) -> None:
    with reading(settings(many)) as connection:
        weight_of = dict(connection.execute(select(TABLES["claim"].c.id, TABLES["claim"].c.weight)).all())
    order = [(line.claim.weight, line.claim.id) for line in queue(many).lines]
    contested = {4, 5, 12, 13, 20, 21}

    def expected(one: tuple[Weight, int]) -> tuple[bool, bool, int, int]:
        weight, number = one
        fresh = number not in contested
        return weight is Weight.BACKGROUND, fresh, list(Weight).index(weight) if fresh else 0, number

    assert order == sorted(order, key=expected)
    assert {number for _, number in order} == set(weight_of) - {30}


def test_a_limit_gives_the_first_and_says_whether_there_are_more(many: str) -> None:
    whole = queue(many)
    assert (len(whole.lines), whole.more) == (29, 0)
    for limit in (1, 3, 7, 15, 28, 29, 30):
        some = queue(many, limit=limit)
        assert [line.claim.id for line in some.lines] == [line.claim.id for line in whole.lines[:limit]]
        assert (some.more == 0) is (limit >= 29)
    contested = queue(many, limit=2, kinds=(Urgency.CONTESTED,))
    assert (len(contested.lines), contested.more) == (2, 4)


def statements(connection: Connection, limit: int) -> int:
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    assert len(claim_queue(connection, QueueFilters(), limit=limit).lines) == limit
    event.remove(connection, "before_cursor_execute", note)
    return len(sent)


def test_the_number_of_statements_does_not_grow_with_the_claims(many: str) -> None:
    numbers = set()
    for limit in (7, 14, 28):
        with reading(settings(many)) as connection:  # one each, as what people judged is read once a transaction
            connection.execute(select(1)).all()
            numbers.add(statements(connection, limit))
    assert len(numbers) == 1
    assert numbers.pop() < 50


# The statements against the rules


FILTERS = (
    QueueFilters(story=1, unassigned=True),
    QueueFilters(reviewer=PEOPLE[0]),
    QueueFilters(outlet=1),
    QueueFilters(kinds=(Urgency.STALE, Urgency.CONTESTED)),
)


@pytest.mark.parametrize(
    ("at", "narrowed"),
    [("2024-04-09T18:00:00+00:00", FILTERS[0]), (None, FILTERS[1]), ("2025-03-28T12:00:00+00:00", FILTERS[2])],
)
def test_the_statements_find_what_the_rules_say_of_every_claim_of_the_case(
    case_url: str, at: str | None, narrowed: QueueFilters
) -> None:
    assert_found(case_url, View(as_of=datetime.fromisoformat(at) if at else None), narrowed)


@pytest.mark.parametrize("kind", [None, *Urgency])
def test_a_list_that_reads_less_says_the_same(sqlite_case: str, kind: Urgency | None) -> None:
    filters, view = QueueFilters(kinds=() if kind is None else (kind,)), View()
    with reading(settings(sqlite_case, "okafor")) as connection:
        whole = claim_queue(connection, filters, view)
        listed = claim_queue(connection, filters, view, in_words=True)
    assert in_words(listed, view) == in_words(whole, view)
    assert (listed.more, listed.hidden) == (whole.more, whole.hidden)


def in_words(found: Queue, view: View) -> list[Any]:
    """What a page lists of each claim that waits."""
    return [
        (
            line.claim.id,
            line.claim.statement,
            line.claim.stories,
            line.claim.assigned,
            stands_words(line),
            why_phrases(line, view.today, view.zone),
        )
        for line in found.lines
    ]


def assert_found(url: str, view: View, narrowed: QueueFilters) -> None:
    """Hold the queue against the rules, put to every claim alone, with filters and without, for short lists too."""
    with reading(settings(url)) as connection:
        every = tuple(connection.execute(select(TABLES["claim"].c.id)).scalars())
        for filters in (QueueFilters(), narrowed):
            decided = claim_queue(connection, replace(filters, claims=every), view)
            found = claim_queue(connection, filters, view)
            assert told(found) == told(decided), filters
            assert told(claim_queue(connection, filters, view, 3)) == told(found)[:3], filters


def told(found: Queue) -> list[Any]:
    return [(line.claim.id, line.claim.duplicates, line.reasons) for line in found.lines]


def _in_confidence(session: Session, step: Step) -> None:
    draft = AppearanceDraft(
        attribution=Attribution.WITNESSED,
        article=ArticleDraft(outlet="Kyodo", published="2024-03-02"),
        terms=Terms.OFF_RECORD,
        stance=Stance.DENIES if step.b % 2 else Stance.ASSERTS,
    )
    appear(session, _any(session, "claim", step.a), draft)


def _weigh(session: Session, step: Step) -> None:
    weight = tuple(Weight)[step.b % len(Weight)]
    edit_claim(session, _any(session, "claim", step.a), {"weight": weight}, reason="rethought")


MORE: dict[str, Callable[[Session, Step], None]] = {"confide": _in_confidence, "weigh": _weigh}
EVERY = STEPS | MORE
OFTEN = ("review", "review", "review", "relate", "duplicate", "correct", "appear", "log")
NUMBERS = st.integers(0, 40)
STEP = st.builds(Step, st.sampled_from([*EVERY, *OFTEN]), NUMBERS, NUMBERS, NUMBERS)
START = st.tuples(*(st.builds(Step, st.just(what), NUMBERS, NUMBERS, NUMBERS) for what in OPENING))


def do(url: str, index: int, step: Step) -> None:
    """Enter what a step gives, an hour after the one before."""

    def then(session: Session) -> None:
        by = PEOPLE[step.a % len(PEOPLE)]
        with recording.entered(session, at=moment(index), by=by, uids=lambda table: str(uuid4())):
            EVERY[step.what](session, step)

    with suppress(ClaimsError):  # what the rules refuse leaves nothing behind
        recording.write(settings(url), step.what, then)


@hypothesis_settings(LONG, max_examples=3)
@given(
    first=START,
    rest=st.lists(STEP, min_size=6, max_size=16),
    as_of=st.sampled_from([None, None, None, datetime(2024, 5, 20, tzinfo=UTC), *map(moment, range(4, 20))]),
    confidential=st.booleans(),
    narrowed=st.sampled_from(FILTERS),
)
def test_the_statements_find_what_the_rules_say_of_every_claim_of_a_newsroom_at_random(
    several: Pool,
    first: tuple[Step, ...],
    rest: list[Step],
    as_of: datetime | None,
    confidential: bool,
    narrowed: QueueFilters,
) -> None:
    (url,) = several(1)
    for index, step in enumerate((*first, *rest)):
        do(url, index, step)
    assert_found(url, View(as_of=as_of, confidential=confidential, zone=ZoneInfo("Asia/Tokyo")), narrowed)
