"""Which claims originated with an outlet, a reporter or a source, and what they count as."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session

from claims.entry.correcting.correct import correct
from claims.entry.edit import edit
from claims.entry.reviewing.judge import judge
from claims.errors import NotFound
from claims.features.track.read import TrackedClaim, TrackRecord, track_record
from claims.features.track.scope import TrackFilters
from claims.reading.view import View
from claims.rules.trackrecord import Place, Said, Score, Subject
from claims.settings import Settings
from claims.store.database import reading
from claims.vocabulary import Attribution, CorrectionKind, JudgementKind, Outcome, Reliability
from tests.newsroom import Record, act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

AFTER = "2024-06-01T09:00:00+00:00"
NO_FILTERS = TrackFilters()


def read(
    url: str, subject: str, name: str, filters: TrackFilters = NO_FILTERS, view: View | None = None
) -> TrackRecord:
    with reading(Settings(database=url, who="tester", zone=UTC, chosen=True)) as connection:
        return track_record(connection, Subject(subject), name, filters, view or View())


def scores(found: TrackRecord) -> dict[int, Score | None]:
    return {one.id: one.right for one in found.claims}


def one_of(found: TrackRecord, number: int) -> TrackedClaim:
    return next(one for one in found.claims if one.id == number)


def verdict(claim: str, status: str, *, entered: str = AFTER, **values: Any) -> Record:
    """A review with evidence that settles any claim."""
    evidence = [{"kind": "primary_record", "title": "A record", "published": values.pop("on", "2024-05-20")}]
    values = {"note": "As the record has it.", "evidence": evidence, **values}
    return record("review", f"{claim}-{status}", entered=entered, by="okafor", claim=claim, status=status, **values)


def source(key: str, kind: str = "person", **values: Any) -> Record:
    return record("source", key, kind=kind, **({"name": key.title()} | values))


@pytest.fixture
@kept
def newsroom(db_url: str) -> str:
    """The Herald has five claims of its own, the Echo repeats three of them and has one of its own.

    1 confirmed, 2 partly confirmed, 3 refuted, 4 outdated, 5 open, 6 the Echo's own.
    """
    told = [("c1", "confirmed"), ("c2", "partly_confirmed"), ("c3", "refuted"), ("c4", "outdated")]
    enter(
        db_url,
        [
            record("reporter", "reed", name="Ada Reed"),
            *article("herald", "The Herald", "2024-03-10", bylines=["reed"]),
            *article("echo", "The Echo", "2024-03-11"),
            source("ministry", "institution"),
            source("minister", institution="ministry"),
            *(claim(key, f"Statement {key}") for key in ("c1", "c2", "c3", "c4", "c5", "c6")),
            *(appearance("herald", "named", claim=key, source="minister") for key in ("c1", "c2", "c3", "c4", "c5")),
            *(appearance("echo", "outlet", claim=key, relays="herald") for key in ("c1", "c2", "c3")),
            appearance("echo", "witnessed", claim="c6"),
            *(verdict(key, status) for key, status in told),
            verdict("c6", "confirmed"),
        ],
    )
    return db_url


def test_what_is_settled_is_scored_and_relays_are_credited_to_the_origin(newsroom: str) -> None:
    assert scores(read(newsroom, "outlet", "The Herald")) == {
        1: Score.HELD, 2: Score.IN_PART, 3: Score.NOT_HELD, 4: Score.HELD, 5: Score.OPEN,
    }  # fmt: skip
    assert scores(read(newsroom, "outlet", "The Echo")) == {1: None, 2: None, 3: None, 6: Score.HELD}


def test_a_reporter_has_what_originated_in_articles_that_he_or_she_signed(newsroom: str) -> None:
    found = read(newsroom, "reporter", "Ada Reed")
    assert scores(found) == scores(read(newsroom, "outlet", "The Herald"))
    assert found.reliability is None


def test_a_source_has_what_leads_back_to_it_and_an_institution_what_its_people_said(newsroom: str) -> None:
    minister = read(newsroom, "source", "minister")
    assert scores(minister) == scores(read(newsroom, "outlet", "The Herald"))
    assert minister.with_people == ()
    ministry = read(newsroom, "source", "ministry")
    assert (scores(ministry), ministry.with_people) == (scores(minister), ("Minister",))
    assert read(newsroom, "source", "ministry", TrackFilters(alone=True)).claims == ()


def test_the_words_tell_on_whose_word_and_where(newsroom: str) -> None:
    (word,) = one_of(read(newsroom, "outlet", "The Herald"), 1).words
    assert (word.outlet, word.published, word.read, word.attribution, word.source) == (
        "The Herald", "2024-03-10", True, Attribution.NAMED, "Minister",
    )  # fmt: skip


def test_places(newsroom: str) -> None:
    assert {one.id: one.place for one in read(newsroom, "outlet", "The Herald").claims} == {
        1: Place.FIRST, 2: Place.FIRST, 3: Place.FIRST, 4: Place.ALONE, 5: Place.ALONE,
    }  # fmt: skip
    echo = read(newsroom, "outlet", "The Echo")
    assert [one.place for one in echo.claims] == [Place.LATER, Place.LATER, Place.LATER, Place.ALONE]


def test_a_claim_of_several_origins_credits_each(newsroom: str) -> None:
    enter(
        newsroom,
        [
            *article("wire", "The Wire", "2024-03-10", entered=AFTER),
            claim("c1b", "Statement c1, again", entered=AFTER),
            appearance("wire", "unattributed", claim="c1b", entered=AFTER),
        ],
    )
    duplicate(newsroom, "#1", "#7", at="2024-06-02T09:00:00+00:00")
    wire, herald = (one_of(read(newsroom, "outlet", name), 1) for name in ("The Wire", "The Herald"))
    assert (wire.right, wire.others, wire.place) == (Score.HELD, 1, Place.SAME_DAY)
    assert (herald.right, herald.others, herald.place) == (Score.HELD, 1, Place.SAME_DAY)


def duplicate(url: str, a: str, b: str, subject: str = "claim", kind: str = "duplicate", at: str = AFTER) -> None:
    def use_case(session: Session) -> None:
        judge(session, subject, JudgementKind(kind), a, b, "they are one")

    act(url, at, use_case)


def test_outlets_sources_and_articles_judged_one_count_as_one(newsroom: str) -> None:
    enter(
        newsroom,
        [
            *article("herald-online", "Herald Online", "2024-04-01"),
            source("minister-2", name="The Minister"),
            claim("c7", "Statement c7"),
            appearance("herald-online", "named", claim="c7", source="minister-2"),
            verdict("c7", "confirmed"),
        ],
    )
    duplicate(newsroom, "The Herald", "Herald Online", "outlet", "same", at="2024-06-02T09:00:00+00:00")
    duplicate(newsroom, "minister", "minister-2", "source", "same", at="2024-06-02T09:00:00+00:00")
    for subject, name in (("outlet", "Herald Online"), ("source", "minister-2"), ("source", "ministry")):
        assert one_of(read(newsroom, subject, name), 7).right is Score.HELD
    before = View(as_of=datetime(2024, 6, 1, 12, tzinfo=UTC))
    assert 7 not in scores(read(newsroom, "outlet", "The Herald", view=before))


def test_articles_judged_one_are_of_the_outlet_of_the_oldest(newsroom: str) -> None:
    enter(
        newsroom,
        [
            *article("copy", "An Archive", "2024-03-10", entered=AFTER),
            claim("c7", "Statement c7", entered=AFTER),
            appearance("copy", "unattributed", claim="c7", entered=AFTER),
        ],
    )
    duplicate(newsroom, "#1", "#3", "article", "same", at="2024-06-02T09:00:00+00:00")
    assert 7 in scores(read(newsroom, "outlet", "The Herald"))
    assert 7 in scores(read(newsroom, "reporter", "Ada Reed"))
    assert read(newsroom, "outlet", "An Archive").claims == ()


def test_what_the_origin_said_only_to_be_possible_is_not_scored(db_url: str) -> None:
    could = [{"kind": "likelihood", "words": "could"}]
    enter(
        db_url,
        [
            *article("herald", "The Herald"),
            *article("echo", "The Echo"),
            claim("maybe"),
            claim("sure"),
            claim("both"),
            appearance("herald", claim="maybe", hedges=could),
            appearance("echo", "outlet", claim="maybe", relays="herald"),
            appearance("herald", claim="sure"),
            appearance("echo", "outlet", claim="sure", relays="herald", hedges=could),
            appearance("herald", claim="both", hedges=could),
            record("appearance", "x", claim="both", article="herald", attribution="witnessed"),
            *(verdict(key, "confirmed") for key in ("maybe", "sure", "both")),
        ],
    )
    assert scores(read(db_url, "outlet", "The Herald")) == {1: Score.POSSIBLE, 2: Score.HELD, 3: Score.HELD}


def test_what_the_article_itself_rejects_is_its_sources_record_and_not_the_outlets(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("herald", "The Herald"),
            source("minister"),
            claim(),
            appearance("herald", "named", source="minister", treatment="rejects"),
            verdict("c", "refuted"),
        ],
    )
    assert scores(read(db_url, "outlet", "The Herald")) == {1: Score.DOUBTED}
    assert scores(read(db_url, "source", "minister")) == {1: Score.NOT_HELD}


def test_what_the_origin_withdrew_has_a_column_of_its_own(newsroom: str) -> None:
    def withdraw(session: Session) -> None:
        correct(session, "#3", CorrectionKind.RETRACTED, "The Herald withdrew it.")

    act(newsroom, "2024-06-02T09:00:00+00:00", withdraw)
    found = one_of(read(newsroom, "outlet", "The Herald"), 3)
    assert (found.right, found.said, found.words[0].stands) == (Score.WITHDRAWN, Said.WITHDRAWN, False)
    assert found.place is Place.FIRST
    assert one_of(read(newsroom, "outlet", "The Echo"), 3).right is None
    then = View(as_of=datetime(2024, 6, 1, 12, tzinfo=UTC))
    assert scores(read(newsroom, "outlet", "The Herald", view=then))[3] is Score.NOT_HELD


def test_an_entry_of_ours_that_was_wrong_counts_nowhere(newsroom: str) -> None:
    def mistake(session: Session) -> None:
        correct(session, "#3", CorrectionKind.WRONG, "We misread it.")

    act(newsroom, "2024-06-02T09:00:00+00:00", mistake)
    # The Echo still has it from the Herald, which by this nobody here has read for it.
    found = one_of(read(newsroom, "outlet", "The Herald"), 3)
    assert (found.words[0].attribution, found.words[0].read) == (None, False)


def test_an_unread_article_counts_by_what_others_have_from_it(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("sky", "Sky News", None, seen=False),
            *article("echo", "The Echo"),
            source("peters"),
            claim(),
            appearance("echo", "named", source="peters", relays="sky"),
            verdict("c", "confirmed"),
        ],
    )
    (found,) = read(db_url, "outlet", "Sky News").claims
    assert (found.right, found.place, found.words[0].read) == (Score.HELD, Place.FIRST, False)
    assert found.words[0].attribution is Attribution.NAMED
    assert scores(read(db_url, "source", "peters")) == {1: Score.HELD}
    assert scores(read(db_url, "outlet", "The Echo")) == {1: None}


def test_what_is_off_the_record_is_left_out_and_counted(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("herald", "The Herald"),
            source("minister"),
            claim(),
            claim("secret", "The budget is cut"),
            appearance("herald", "named", source="minister"),
            appearance("herald", "named", claim="secret", source="minister", terms="off_record"),
            verdict("secret", "confirmed"),
        ],
    )
    for subject, name in (("outlet", "The Herald"), ("source", "minister")):
        found = read(db_url, subject, name)
        assert (scores(found), found.withheld) == ({1: Score.OPEN}, 1)


def test_denials_are_no_claims_of_the_source_that_denies(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("herald", "The Herald"),
            source("minister"),
            claim(),
            appearance("herald", "named", source="minister", stance="denies"),
            verdict("c", "refuted"),
        ],
    )
    found = read(db_url, "source", "minister")
    assert (found.claims, found.denied) == ((), (1,))


def test_how_early_and_how_late(db_url: str) -> None:
    by, on = {"role": "due", "words": "by 30 April 2024"}, {"role": "due", "words": "on 30 April 2024"}
    day, month = ({"role": "happened", "words": words} for words in ("on 3 May 2024", "in May 2024"))
    cases: list[tuple[list[dict[str, str]], str, str, int | None]] = [
        ([by], "occurred_late", "2024-05-10", 10),
        ([on], "occurred_early", "2024-04-28", 2),
        ([by], "occurred_late", "2024-05", None),  # the evidence has no day
        ([], "occurred_late", "2024-05-10", None),  # it was not due
        ([by, day], "occurred_late", "2024-05-10", 3),  # the day on which it happened is recorded
        ([by, month], "occurred_late", "2024-05-10", None),  # the month alone is
    ]
    records = article("herald", "The Herald")
    for number, (windows, outcome, published, _) in enumerate(cases):
        dated = [{**window, "said": "2024-03-20"} for window in windows]
        records += [
            claim(f"c{number}", f"Statement {number}", kind="prediction", windows=dated),
            appearance("herald", claim=f"c{number}"),
            verdict(f"c{number}", "confirmed", outcome=outcome, on=published),
        ]
    enter(db_url, records)
    found = read(db_url, "outlet", "The Herald").claims
    assert [(one.outcome, one.days) for one in found] == [(Outcome(outcome), off) for _, outcome, _, off in cases]


def test_a_period_is_that_of_the_first_publication_there(newsroom: str) -> None:
    def within(since: date | None = None, until: date | None = None) -> list[int]:
        return list(scores(read(newsroom, "outlet", "The Herald", TrackFilters(since=since, until=until))))

    tenth, eleventh = date(2024, 3, 10), date(2024, 3, 11)
    assert within(since=tenth, until=tenth) == within() == [1, 2, 3, 4, 5]
    assert within(since=eleventh) == within(until=date(2024, 3, 9)) == []


def test_undated_articles_fit_no_period_and_are_counted(db_url: str) -> None:
    enter(db_url, [*article("herald", "The Herald", None), claim(), appearance("herald")])
    assert len(read(db_url, "outlet", "The Herald").claims) == 1
    found = read(db_url, "outlet", "The Herald", TrackFilters(since=date(2024, 1, 1)))
    assert (found.claims, found.undated) == ((), 1)


def test_a_story_narrows_it_with_all_duplicates_of_its_claims(newsroom: str) -> None:
    enter(
        newsroom,
        [
            record("story", "budget", title="The budget", entered=AFTER),
            claim("c1b", "Statement c1, again", stories=["budget"], entered=AFTER),
        ],
    )
    story = TrackFilters(story="budget")
    assert read(newsroom, "outlet", "The Herald", story).claims == ()
    duplicate(newsroom, "#1", "#7", at="2024-06-02T09:00:00+00:00")
    assert list(scores(read(newsroom, "outlet", "The Herald", story))) == [1]


def test_the_past_is_read_by_time_of_entry(newsroom: str) -> None:
    then = View(as_of=datetime(2024, 3, 21, tzinfo=UTC))
    assert set(scores(read(newsroom, "outlet", "The Herald", view=then)).values()) == {Score.OPEN}
    with pytest.raises(NotFound, match="had not been entered by then"):
        read(newsroom, "outlet", "The Herald", view=View(as_of=datetime(2024, 1, 1, tzinfo=UTC)))


def test_the_past_has_an_article_under_the_outlet_that_it_had_then(newsroom: str) -> None:
    def move(session: Session) -> None:
        edit(session, "article", "#1", {"outlet": "The Echo"}, "it was the Echo's")

    act(newsroom, "2024-06-02T09:00:00+00:00", move)
    assert read(newsroom, "outlet", "The Herald").claims == ()
    then = View(as_of=datetime(2024, 6, 1, 12, tzinfo=UTC))
    assert list(scores(read(newsroom, "outlet", "The Herald", view=then))) == [1, 2, 3, 4, 5]
    assert list(scores(read(newsroom, "outlet", "The Echo", view=then))) == [1, 2, 3, 6]


def test_what_had_been_published_by_a_day(newsroom: str) -> None:
    found = read(newsroom, "outlet", "The Herald", view=View(published_until=date(2024, 3, 10)))
    assert {one.place for one in found.claims} == {Place.ALONE}
    assert read(newsroom, "outlet", "The Echo", view=View(published_until=date(2024, 3, 10))).claims == ()


def test_the_editors_letter_is_handed_on(db_url: str) -> None:
    enter(db_url, [record("outlet", "herald", name="The Herald", reliability="B")])
    assert read(db_url, "outlet", "The Herald").reliability is Reliability.B


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The statements that are executed."""
    found: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow(newsroom: str, statements: list[str]) -> None:
    counts = []
    for keys in (["a"], list("bcdefg")):
        enter(
            newsroom,
            [
                *(line for key in keys for line in article(key, f"Outlet {key}", entered=AFTER)),
                *(claim(key, f"Statement {key}", entered=AFTER) for key in keys),
                *(appearance(key, claim=key, entered=AFTER) for key in keys),
                *(verdict(key, "confirmed") for key in keys),
            ],
        )
        for key in keys:
            duplicate(newsroom, "The Herald", f"Outlet {key}", "outlet", "same")
        statements.clear()
        for subject, name in (("outlet", "The Herald"), ("reporter", "Ada Reed"), ("source", "ministry")):
            read(newsroom, subject, name)
        counts.append(len(statements))
    assert len(read(newsroom, "outlet", "The Herald").claims) == 5 + 7
    assert counts[0] == counts[1]


# The AUKUS case, checked by hand


def test_nikkei_on_japan(case_url: str) -> None:
    found = read(case_url, "outlet", "Nikkei Asia")
    settled = {number: score for number, score in scores(found).items() if score is not Score.OPEN}
    assert settled == {54: Score.IN_PART, 55: Score.HELD, 56: Score.IN_PART, 61: Score.HELD, 67: Score.IN_PART}
    came = {one.id: one.came for one in found.claims if one.came not in (None, Score.OPEN)}
    assert came == {55: Score.IN_PART, 56: Score.HELD, 67: Score.IN_PART}
    assert one_of(found, 56).days == 2
    assert one_of(found, 55).attributions == (Attribution.COLLECTIVE, Attribution.NAMED)
    assert one_of(found, 55).others == 4  # The Japan News, Financial Times, The Wall Street Journal, Reuters


def test_the_japan_times_relays_nikkei_and_is_not_credited_with_it(case_url: str) -> None:
    found = read(case_url, "outlet", "The Japan Times")
    assert [one.id for one in found.claims if not one.originated] == [52, 53, 54, 55, 56, 57, 59, 60, 61, 67]
    settled = {number: score for number, score in scores(found).items() if score not in (None, Score.OPEN)}
    assert {number: score for number, score in settled.items() if score is not Score.OPINION} == {
        88: Score.POSSIBLE, 90: Score.IN_PART, 91: Score.HELD, 92: Score.HELD,
    }  # fmt: skip


def test_marles_spoke_on_the_day_on_which_bloomberg_had_the_ministers(case_url: str) -> None:
    found = read(case_url, "source", "marles")
    delegation = one_of(found, 1)
    assert (delegation.right, delegation.came, delegation.place) == (Score.HELD, Score.HELD, Place.SAME_DAY)
    assert {word.outlet for word in delegation.words} == {"RNZ", "The Guardian"}
    assert {one.id: one.right for one in found.claims if one.right is not Score.OPEN} == {
        1: Score.HELD, 72: Score.OPINION,
    }  # fmt: skip


def test_politico_has_nothing_settled(case_url: str) -> None:
    assert set(scores(read(case_url, "outlet", "politico")).values()) == {Score.OPEN, Score.OPINION}
