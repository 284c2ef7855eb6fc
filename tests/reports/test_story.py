"""The sourcing report's numbers: on the AUKUS case what the case must make visible, and rules on claims made up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain

import pytest
from sqlalchemy import Connection, event
from sqlmodel import Session

from claims.features.claim.spread import Spread, spread_of
from claims.features.claim.spread_words import spread_sentences
from claims.features.story.as_json import story_document
from claims.features.story.report import Asked, StoryReport, contradictions, settlement, story_report
from claims.reading.chain_view import ChainView
from claims.reading.records import ClaimRecord
from claims.reading.stories import StoryClaims, story_claims
from claims.reading.view import View
from claims.rules.sourcing import EndKind
from claims.settings import Settings
from claims.store.database import reading
from claims.store.recording import write
from claims.store.tables import ClaimStory, Story
from claims.vocabulary import Attribution, EvidenceKind, Outcome, Rule, Stance, Status, Weight
from tests.conftest import ROOT
from tests.newsroom import AUKUS, enter_case
from tests.reports.building import AT, STORY, article, claim, contradicts, relay, review, says, source

pytestmark = pytest.mark.engines("sqlite")

TALKS = "The United States has begun talks"
APRIL = "An announcement about Japan and AUKUS"
VISIT = "The announcement about Japan and AUKUS"
IN_LINE = "Japan and Canada are in line"
NOT_SOON = "Collaboration between AUKUS and Japan is not going"
NO_DECISION = "No decisions on Japan and South Korea"
NO_PLANS = "There are no plans to make Japan a formal member"

NOW = View()


def read(url: str, view: View = NOW) -> StoryReport:
    chosen = Settings(database=url, who="tester", zone=UTC, chosen=True)
    with reading(chosen) as connection:
        found = story_claims(connection, "aukus-pillar-2", view)
    asked = Asked(view.as_of or datetime.now(UTC), UTC, view.as_of is not None, view.published_until)
    return story_report(found.story, found.claims, asked)


@pytest.fixture(scope="module")
def now(case_url: str) -> StoryReport:
    return read(case_url)


def spread(report: StoryReport, beginning: str) -> Spread:
    (found,) = (one for one in report.spreads if (one.claim.statement or "").startswith(beginning))
    return found


def labels(found: Spread) -> list[str]:
    return sorted(voice.source.label if voice.source else voice.kind for voice in found.voices)


def roots(found: Spread) -> set[str]:
    return {root.article.label for root in found.roots}


# What the case must make visible (its README)


def test_1_all_outlets_of_the_talks_lead_back_to_nikkei_and_to_officials_unnamed_and_unnumbered(
    now: StoryReport,
) -> None:
    talks = spread(now, TALKS)
    assert set(talks.outlets) == {
        "Nikkei Asia", "asian-news.net", "The Japan Times", "Global Polarity", "RT", "Radio Free Asia",
        "American Military News", "AFP", "The Borneo Post", "Al Mayadeen",
    }  # fmt: skip
    assert len(talks.outlets) == 10
    assert talks.outlets[0] == "Nikkei Asia"
    assert roots(talks) == {"Nikkei Asia, 2024-03-02"}
    (voice,) = talks.voices
    assert (voice.kind, voice.unnamed, voice.source and voice.source.label) == (
        EndKind.COLLECTIVE, True, "“American officials”",
    )  # fmt: skip
    assert (talks.independent.lower, talks.independent.upper, talks.independent.open) == (1, None, True)
    assert talks.on_one
    assert talks.only_unnamed
    assert talks.rule is Rule.POSSIBLE
    assert " ".join(spread_sentences(talks)) == (
        "10 outlets carried it. All lead back to one report, Nikkei Asia of 2 March 2024, and that to “American "
        "officials”, neither named nor numbered. Independent origins: at least 1; total unknown. Two-source rule: "
        "possible."
    )


def test_2_nine_outlets_and_one_diplomat_and_an_inference_marked_as_one(now: StoryReport) -> None:
    in_line = spread(now, IN_LINE)
    assert set(in_line.outlets) == {
        "POLITICO", "Ednews", "Caliber.Az", "RBC-Ukraine", "RT", "Sputnik", "Harici", "MNI", "The Silicon Review",
    }  # fmt: skip
    assert roots(in_line) == {"POLITICO, 2024-03-19"}
    assert labels(in_line) == ["“One senior diplomat involved in the talks”"]
    assert (in_line.independent.lower, in_line.independent.upper) == (1, 1)
    assert in_line.rule is Rule.NOT_MET
    assert [(one.outlet, one.upstream) for one in in_line.inferences] == [("The Silicon Review", "POLITICO")]
    text = " ".join(spread_sentences(in_line))
    assert text.startswith("9 outlets carried it. All lead back to one report, POLITICO of 19 March 2024, and that to")
    assert "one unnamed person, “one senior diplomat involved in the talks”." in text
    assert "The Silicon Review does not credit POLITICO; we inferred that it took the claim from there." in text


def test_3_an_announcement_in_april_has_many_voices_and_no_two_surely_independent(case_url: str) -> None:
    april = spread(read(case_url, View(as_of=datetime(2024, 4, 7, 23, 59, tzinfo=UTC))), APRIL)
    assert labels(april) == [
        "Kurt Campbell", "Rahm Emanuel", "“A senior US administration official”", "“American officials”",
        "“people familiar with the situation”",
    ]  # fmt: skip
    named = [voice.source for voice in april.voices if voice.source and not voice.unnamed]
    assert {one.topmost for one in named} == {"Government of the United States"}
    origins = april.claim.origins
    assert (origins.people.lower, origins.institutions.lower, origins.independent.lower) == (2, 1, 1)
    assert origins.independent.upper is None
    assert april.rule is Rule.POSSIBLE
    assert (
        "No two of these are surely independent: Kurt Campbell and Rahm Emanuel both belong to one institution, "
        "Government of the United States; the unnamed people may be the same."
    ) in spread_sentences(april)


def test_4_marles_and_the_ministry_stand_against_it_as_claims_of_their_own(now: StoryReport) -> None:
    number = {beginning: spread(now, beginning).claim.id for beginning in (APRIL, IN_LINE, NOT_SOON, NO_DECISION)}
    assert {(one.spread.claim.id, one.other_id) for one in now.contested} == {
        (number[APRIL], number[NOT_SOON]),
        (number[APRIL], number[NO_DECISION]),
        (number[IN_LINE], number[NOT_SOON]),
        (number[IN_LINE], number[NO_DECISION]),
    }
    assert set(now.summary.contested) == set(number.values())
    assert labels(spread(now, NOT_SOON)) == ["Richard Marles"]
    assert labels(spread(now, NO_DECISION)) == ["“An official working at the UK Ministry of Defense”"]


def test_5_one_person_in_several_articles_is_one_voice(now: StoryReport) -> None:
    collins = spread(now, "New Zealand wants to look at the opportunities")
    assert len(collins.roots) == 2
    assert (labels(collins), collins.on_one, collins.rule) == (["Judith Collins"], True, Rule.NOT_MET)
    (marles,) = (voice for voice in spread(now, "An Australian delegation").voices if not voice.unnamed)
    assert {one.outlet for one in marles.articles} == {"RNZ", "The Guardian"}
    voices = [voice.source for found in now.spreads for voice in found.voices if voice.source]
    for name in ("Richard Marles", "Judith Collins", "Marion Messmer", "“One senior diplomat involved in the talks”"):
        assert len({one.id for one in voices if one.label == name}) == 1, name
        assert sum(one.label == name for one in voices) > 1, name


def test_6_right_when_reported_and_come_early_and_in_part(now: StoryReport) -> None:
    settled = {one.claim.id: one for one in now.settled}
    april = settled[spread(now, APRIL).claim.id]
    assert (april.claim.status, april.claim.outcome) == (Status.CONFIRMED, Outcome.PARTLY_OCCURRED)
    (evidence,) = april.deciding[0].evidence
    assert (evidence.kind, evidence.published) == (EvidenceKind.PRIMARY_RECORD, "2024-04-08")
    assert evidence.label == "AUKUS defence ministers' joint statement: April 2024"
    visit = settled[spread(now, VISIT).claim.id].claim
    assert (visit.status, visit.outcome) == (Status.PARTLY_CONFIRMED, Outcome.OCCURRED_EARLY)
    talks = settled[spread(now, TALKS).claim.id]
    assert talks.claim.status is Status.PARTLY_CONFIRMED
    assert [one.status for one in talks.earlier] == [Status.IN_REVIEW, Status.UNPROVEN]
    assert settled[spread(now, NO_PLANS).claim.id].claim.status is Status.CONFIRMED
    in_line = spread(now, IN_LINE).claim
    assert in_line.id not in settled
    assert (in_line.status, in_line.outcome, in_line.overdue) == (Status.UNPROVEN, Outcome.PENDING, True)


# The summary


def test_the_summary_counts_what_the_seeds_hold(now: StoryReport) -> None:
    summary, seeds = now.summary, [json.loads(line) for line in seed_lines("claims")]
    assert summary.claims == len(seeds) == 140
    assert summary.of_weight == Counter(Weight(one.get("weight", "key")) for one in seeds)
    assert summary.articles == len(seed_lines("articles")) == 42
    assert summary.outlets == len(seed_lines("outlets")) == 36
    assert summary.unread_articles == sum('"seen": false' in line for line in seed_lines("articles")) == 5
    assert summary.span is not None
    assert (summary.span.first.published, summary.span.last.published) == ("2024-02-01", "2024-04-10")
    assert (summary.withheld, summary.hidden) == (0, 0)


def seed_lines(name: str) -> list[str]:
    return (ROOT / "seeds" / "aukus" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()


def test_the_summary_adds_up(now: StoryReport) -> None:
    summary = now.summary
    records = [one.claim for one in now.spreads]
    by_word = Counter(one.attribution for record in records for one in record.appearances)
    assert {one.attribution: one.appearances for one in summary.attributions} == by_word
    assert sum(by_word.values()) == summary.appearances
    for one in summary.attributions:
        carrying = [
            record for record in records if one.attribution in {each.attribution for each in record.appearances}
        ]
        assert one.claims == len(carrying)
    assert sorted(chain.from_iterable(summary.rules.values())) == [record.id for record in records]
    assert summary.rules[Rule.MET] == ()
    groups = (set(summary.unnamed_only), set(summary.on_nobody), set(summary.named))
    assert set.union(*groups) == {record.id for record in records}
    assert sum(map(len, groups)) == len(records)
    assert set(summary.total_unknown) <= set(summary.one_origin)
    assert len(now.settled) == len(summary.settled) == 10
    assert summary.evidence == {
        EvidenceKind.PRIMARY_RECORD: 4, EvidenceKind.PARTY_STATEMENT: 1, EvidenceKind.REPORT: 5,
    }  # fmt: skip


def test_origins_by_hand(now: StoryReport) -> None:
    """A claim of each sort, counted from the documents."""
    summary = now.summary
    numbers = {
        name: spread(now, beginning).claim.id
        for name, beginning in {
            "talks": TALKS,
            "april": APRIL,
            "background": "AUKUS was announced in September 2021",
            "clearance": "Japan needs a security clearance system",
            "aso": "Taro Aso promoted",
        }.items()
    }
    assert numbers["talks"] in summary.one_origin
    assert numbers["talks"] in summary.total_unknown
    assert numbers["talks"] in summary.unnamed_only
    assert numbers["april"] not in (*summary.one_origin, *summary.unnamed_only, *summary.on_nobody)
    assert numbers["background"] in summary.on_nobody
    assert numbers["clearance"] in summary.named
    assert numbers["clearance"] not in (*summary.one_origin, *summary.on_nobody)
    assert numbers["aso"] in summary.one_origin
    assert numbers["aso"] not in (*summary.total_unknown, *summary.unnamed_only)


def test_the_widest_and_the_strongest(now: StoryReport) -> None:
    widest = [one.claim.statement or "" for one in now.widest]
    assert [len(one.outlets) for one in now.widest] == [14, 10, 9, 6, 6]
    assert all(one.claim.weight is not Weight.BACKGROUND for one in now.widest)
    assert widest[0].startswith(APRIL)
    strongest = [one.claim.statement or "" for one in now.strongest]
    assert [TALKS in strongest[0], IN_LINE in strongest[1], APRIL in strongest[2]] == [True, True, True]


# Time


def test_as_of_a_day_there_is_what_was_known_then(case_url: str, now: StoryReport) -> None:
    then = read(case_url, View(as_of=datetime(2024, 3, 21, 23, 59, 59, tzinfo=UTC)))
    assert then.settled == ()
    assert then.summary.claims == 136
    assert then.summary.outlets < now.summary.outlets
    assert set(spread(then, APRIL).outlets) == {"Nikkei Asia", "The Japan Times", "Global Polarity", "asian-news.net"}
    assert len(spread(now, APRIL).outlets) == 14
    assert spread(then, TALKS).claim.status is Status.UNPROVEN
    assert spread(then, IN_LINE).claim.overdue is False
    assert len(spread(then, IN_LINE).outlets) == 9


def test_as_of_an_hour_only_what_had_been_entered_by_then(case_url: str) -> None:
    then = read(case_url, View(as_of=datetime(2024, 4, 9, 18, tzinfo=UTC)))
    settled = {one.claim.statement for one in then.settled}
    assert len(settled) == 4
    assert spread(then, APRIL).claim.statement in settled
    assert spread(then, VISIT).claim.statement not in settled
    assert "HSToday" not in spread(then, APRIL).outlets


def test_what_had_been_published_by_a_day(case_url: str) -> None:
    early = read(case_url, View(published_until=date(2024, 3, 5)))
    statements = [one.claim.statement or "" for one in early.spreads]
    assert any(one.startswith(TALKS) for one in statements)
    assert not any(one.startswith(IN_LINE) for one in statements), "a reprint “of March” is no older than its original"
    assert len(early.contested) == 1, "nothing is held against a claim that nobody had reported yet"
    assert {"AFP", "The Borneo Post"}.isdisjoint(spread(early, TALKS).outlets)


# Rules, on claims made up

ANN = source(1, "Ann One")
ALPHA, BETA = article(1, "Alpha"), article(2, "Beta")
ASKED = Asked(AT, UTC)


def made(*claims: ClaimRecord, asked: Asked = ASKED) -> StoryReport:
    return story_report(STORY, claims, asked)


def test_a_claim_known_only_off_the_record_is_left_out_and_counted() -> None:
    secret = claim([], 2, withheld=1, relations=(contradicts(1, 1, incoming=True),))
    known = claim([says(1, ALPHA, Attribution.NAMED, ANN)], withheld=2, relations=(contradicts(1, 2),))
    report = made(known, secret)
    assert [one.claim.id for one in report.spreads] == [1]
    assert (report.summary.withheld, report.summary.hidden) == (3, 1)
    assert report.contested == ()
    assert "Claim 2" not in json.dumps(story_document(report), default=str)


def test_a_contradiction_is_told_once_from_the_side_of_what_it_is_held_against() -> None:
    one = claim([says(1, ALPHA, Attribution.NAMED, ANN)], 1, relations=(contradicts(5, 2),))
    other = claim([says(2, BETA, Attribution.NAMED, ANN)], 2, relations=(contradicts(5, 1, incoming=True),))
    (found,) = contradictions([spread_of(ChainView(one)), spread_of(ChainView(other))])
    assert (found.spread.claim.id, found.other_id) == (2, 1)
    (outside,) = contradictions([spread_of(ChainView(one))])
    assert (outside.spread.claim.id, outside.other, outside.other_id) == (1, None, 2)


def test_a_denied_claim_is_contested() -> None:
    denied = claim([says(1, ALPHA, Attribution.NAMED, ANN, stance=Stance.DENIES)])
    report = made(denied)
    assert report.summary.contested == (1,)
    assert report.contested[0].other_id is None


def test_earlier_verdicts_stay_visible_and_proposals_wait() -> None:
    steps = [
        review(1, Status.IN_REVIEW),
        review(2, Status.IN_REVIEW),
        review(3, Status.CONFIRMED),
        review(4, Status.REFUTED),
        review(5, Status.OUTDATED, proposed=True),
    ]
    told = claim([says(1, ALPHA, Attribution.NAMED, ANN)], reviews=tuple(steps))
    found = settlement(told)
    assert found is not None
    assert [one.status for one in found.deciding] == [Status.REFUTED]
    assert [one.status for one in found.earlier] == [Status.IN_REVIEW, Status.CONFIRMED]
    assert made(told).summary.proposed == (1,)
    assert settlement(replace(told, reviews=tuple(steps[:2]))) is None


def test_background_is_among_the_widest_only_if_there_is_nothing_else() -> None:
    def wide(number: int, weight: Weight) -> ClaimRecord:
        carrying = [relay(index, article(index), ALPHA) for index in range(2, 6)]
        return claim([says(1, ALPHA, Attribution.UNATTRIBUTED), *carrying], number, weight=weight)

    key, background = wide(1, Weight.KEY), wide(2, Weight.BACKGROUND)
    assert [one.claim.id for one in made(key, background).widest] == [1]
    assert [one.claim.id for one in made(background).widest] == [2]
    assert made(claim([says(1, ALPHA, Attribution.UNATTRIBUTED)])).widest == ()


# The database


def test_the_number_of_statements_does_not_grow_with_the_claims(db_url: str) -> None:
    enter_case(db_url, AUKUS)
    chosen = Settings(database=db_url, who="tester", zone=UTC, chosen=True)
    write(chosen, "story add", a_small_story)
    with reading(chosen) as connection:
        for story in ("small", "aukus-pillar-2"):  # what a transaction remembers of a story is read once
            statements(connection, story)
        few, many = statements(connection, "small"), statements(connection, "aukus-pillar-2")
    assert (len(few[0].claims), len(many[0].claims)) == (5, 140)
    assert few[1] == many[1] < 40


def a_small_story(session: Session) -> None:
    """Enter a story of five claims, whose sources have as many institutions above them as any of the case."""
    story = Story(slug="small", title="A small one")
    session.add(story)
    session.flush()
    assert story.id is not None
    session.add_all([ClaimStory(claim_id=number, story_id=story.id) for number in (1, 54, 55, 94, 98)])


def statements(connection: Connection, story: str) -> tuple[StoryClaims, int]:
    """Return what is read of a story, and in how many statements."""
    made: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        made.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        found = story_claims(connection, story)
        return found, len(made)
    finally:
        event.remove(connection, "before_cursor_execute", note)
