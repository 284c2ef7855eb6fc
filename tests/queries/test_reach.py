"""What stood on an appearance before it was corrected, read in a fixed number of statements."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event, select
from sqlmodel import Session

from claims.entry.correcting.copies import note_copy
from claims.entry.correcting.correct import Changes, correct
from claims.entry.drafts import EvidenceDraft, ReviewDraft, SourceDraft
from claims.entry.edit import edit_claim
from claims.entry.policy import set_policy
from claims.entry.reviewing.judge import judge
from claims.entry.reviewing.review import review
from claims.features.reach.read import claim_and_reach, reaches
from claims.features.reach.records import Reach, Reached
from claims.reading.dossier import claim_records
from claims.reading.records import ClaimRecord
from claims.reading.view import PRESENT, View
from claims.settings import settings
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Claim, ClaimStory, Correction, Evidence, Review
from claims.vocabulary import (
    Attribution,
    CorrectionKind,
    EvidenceKind,
    JudgementKind,
    PolicyName,
    Rule,
    Stance,
    Status,
    Switch,
)
from tests.newsroom import Record, act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

MARCH, APRIL, MAY, JUNE, JULY = (f"2024-{month:02}-10T10:00:00+00:00" for month in range(3, 8))
RETRACTED, EDITED, WRONG = CorrectionKind.RETRACTED, CorrectionKind.EDITED, CorrectionKind.WRONG
ANN = record("source", "ann", kind="person", name="Ann Smith")
SOME = record("source", "some", kind="person", described="an official", named=False)


def paper(key: str, name: str, **values: Any) -> list[Record]:
    return article(key, name, **values)


def says(key: str, attribution: str, **values: Any) -> Record:
    return appearance(key, attribution, **values)


NAMES = {"a": "Alpha", "b": "Beta", "d": "Delta", "e": "Echo"}
PAPERS = [one for key, name in NAMES.items() for one in paper(key, name)]
CHAIN = [
    ANN,
    SOME,
    record("story", "s", title="Story"),
    *PAPERS,
    claim(stories=["s"]),
    says("a", "unnamed", source="some"),
    says("b", "outlet", relays="a"),
    says("d", "outlet", relays="b"),
    says("e", "outlet", relays="a"),
    record("appearance", "ann", claim="c", article="e", attribution="named", source="ann"),
]
"""A claim that Beta has from Alpha, Delta from Beta, and Echo from Alpha and from Ann."""


@pytest.fixture
@kept
def chain(db_url: str) -> str:
    """The URL of a newsroom with that claim."""
    enter(db_url, CHAIN)
    return db_url


def corrects(
    url: str, number: int, kind: CorrectionKind = RETRACTED, at: str = MAY, changes: dict[str, Any] | None = None
) -> None:
    """Correct an appearance at a moment."""
    instead = Changes(changes) if changes is not None else None
    act(url, at, lambda session: correct(session, f"#{number}", kind, "so", changes=instead))


def decides(
    url: str, at: str, status: Status = Status.CONFIRMED, evidence: str | None = None, claim: int = 1, by: str = "lind"
) -> None:
    """Review a claim at a moment, on an article (`#9`) or another page as evidence."""
    piece = EvidenceDraft(kind=EvidenceKind.REPORT, url=evidence or "https://gov.example/1")
    if evidence and evidence.startswith("#"):
        piece = EvidenceDraft(kind=EvidenceKind.REPORT, article=evidence)
    draft = ReviewDraft(status=status, note="Read", evidence=(piece,))
    act(url, at, lambda session: review(session, f"#{claim}", draft), by)


def writes_report(url: str, at: str, path: str = "/desk/report.md", story: int = 1) -> None:
    """Note a report on a story that was written at a moment."""

    def note(session: Session) -> None:
        table = TABLES["story"]
        uid = session.connection().execute(select(table.c.uid).where(table.c.id == story)).scalar_one()
        note_copy(session, "report", path, subject="story", uid=uid)

    act(url, at, note)


def reach(url: str, claim: int = 1, view: View = PRESENT) -> Reach:
    with reading(settings(url)) as connection:
        return claim_and_reach(connection, f"#{claim}", view)[1]


def only(url: str, claim: int = 1, view: View = PRESENT) -> Reached:
    (found,) = reach(url, claim, view).own
    return found


def below(one: Reached) -> list[tuple[int, int, bool]]:
    return [(each.appearance.id, each.through, each.alone) for each in one.below]


def people(one: Reached) -> tuple[tuple[int, int | None], ...]:
    """How many people there were before and are after."""
    return tuple((counts.origins.people.lower, counts.origins.people.upper) for counts in (one.before, one.after))


# Appearances and counts

IN_MEMORY = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
"""For what is computed from what was read: one engine is enough."""


@IN_MEMORY
def test_nothing_was_corrected(chain: str) -> None:
    assert reach(chain) == Reach()
    assert not reach(chain).flagged


def test_what_has_the_claim_from_a_withdrawn_report(chain: str) -> None:
    corrects(chain, 1)
    one = only(chain)
    assert (one.correction.kind, one.appearance.id, one.claim.id) == (RETRACTED, 1, 1)
    assert below(one) == [(2, 0, True), (4, 0, False), (3, 1, True)]
    assert people(one) == ((1, 2), (1, 1))
    assert (one.before.origins.rule, one.after.origins.rule) == (Rule.POSSIBLE, Rule.NOT_MET)
    assert (one.stories, one.reports, one.decided, one.open) == (("s",), (), None, True)


@IN_MEMORY
def test_what_was_before_one_correction_does_not_undo_the_others(chain: str) -> None:
    corrects(chain, 1)
    corrects(chain, 5, at=JUNE)
    first, second = reach(chain).own
    assert people(first) == ((1, 1), (0, 0))
    assert people(second) == ((1, 1), (0, 0))
    assert below(second) == []
    assert {one.appearance.id: one.alone for one in first.below} == {2: True, 3: True, 4: True}


@IN_MEMORY
def test_an_edit_changes_no_count_and_reaches_all_the_same(chain: str) -> None:
    corrects(chain, 1, EDITED)
    one = only(chain)
    assert below(one) == [(2, 0, True), (4, 0, False), (3, 1, True)]
    assert one.before.said == one.after.said
    assert one.flagged


@IN_MEMORY
def test_a_wrong_entry_counted_before_and_its_successor_after(chain: str) -> None:
    changes = {"attribution": Attribution.NAMED, "source": SourceDraft(source="Ann Smith")}
    corrects(chain, 1, WRONG, changes=changes)
    one = only(chain)
    assert people(one) == ((1, 2), (1, 1))
    assert below(one) == [(2, 0, False), (4, 0, False), (3, 1, False)], "its article still gives it, on other footing"


@IN_MEMORY
def test_a_wrong_entry_without_successor(chain: str) -> None:
    corrects(chain, 1, WRONG)
    one = only(chain)
    assert below(one) == [(2, 0, True), (4, 0, False), (3, 1, True)]
    assert people(one)[0] == (1, 2)


@IN_MEMORY
def test_what_was_corrected_twice_as_wrong_counts_once_before(chain: str) -> None:
    corrects(chain, 5, WRONG, changes={"occasion": "a speech"})
    corrects(chain, 6, WRONG, at=JUNE, changes={"attribution": Attribution.WITNESSED})
    first, second = reach(chain).own
    assert people(first)[0] == people(second)[0] == (1, 2)
    assert [one.appearance.id for one in (first, second)] == [5, 6]


@IN_MEMORY
def test_a_wrong_entry_in_whole_reprints_is_one_correction(db_url: str) -> None:
    papers = [*paper("a", "Alpha"), *paper("b", "Beta", reprint_of="a", reprint_extent="whole")]
    papers += paper("d", "Delta", reprint_of="b", reprint_extent="whole")
    enter(db_url, [ANN, *papers, claim(), says("a", "named", source="ann")])
    corrects(db_url, 1, WRONG, changes={"stance": Stance.DENIES})
    one = only(db_url)
    assert (one.appearance.id, below(one)) == (1, [])
    assert (one.before.denials, one.before.origins.people.lower) == (None, 1)
    assert one.after.denials is not None
    assert (one.after.denials.people.lower, one.after.origins.people.lower) == (1, 0)


@IN_MEMORY
def test_reprints_of_a_withdrawn_report_are_reached(db_url: str) -> None:
    papers = [*paper("a", "Alpha"), *paper("b", "Beta", reprint_of="a", reprint_extent="whole")]
    enter(db_url, [ANN, *papers, claim(), says("a", "named", source="ann")])
    corrects(db_url, 1)
    assert below(only(db_url)) == [(2, 0, True)]


@IN_MEMORY
def test_denials_are_counted_by_themselves(chain: str) -> None:
    enter(chain, [*paper("f", "Foxtrot"), claim("k", "Another"), says("f", "unattributed", claim="k", stance="denies")])
    corrects(chain, 6)
    one = only(chain, 2)
    assert one.before.denials is not None
    assert one.after.denials is not None
    assert (one.before.denials.people.lower, one.after.denials.people.lower) == (1, 0)


# Decisions


def test_it_is_open_until_somebody_decides(chain: str) -> None:
    decides(chain, APRIL)
    corrects(chain, 1)
    one = only(chain)
    assert one.decided is not None
    assert (one.decided.status, one.decided.people, one.decided.review_id) == (Status.CONFIRMED, ("lind",), 1)
    assert (one.reviewed, one.open, reach(chain).flagged) == (None, True, True)
    decides(chain, JUNE, Status.MISLEADING, by="okafor")
    decides(chain, JULY, Status.REFUTED)
    one = only(chain)
    assert one.decided is not None
    assert one.reviewed is not None
    assert (one.decided.review_id, one.reviewed.review_id, one.reviewed.status) == (1, 2, Status.MISLEADING)
    assert (one.open, reach(chain).flagged) == (False, False)


def test_a_proposal_decides_nothing_and_an_agreement_has_two_names(chain: str) -> None:
    act(chain, MARCH, lambda session: set_policy(session, PolicyName.TWO_PERSON_VERDICTS, Switch.ON, "so"))
    decides(chain, APRIL)
    corrects(chain, 1)
    decides(chain, JUNE, Status.REFUTED, by="okafor")
    assert only(chain).decided is None
    assert only(chain).open
    act(chain, JULY, lambda session: review(session, "#1", ReviewDraft(agree=True, agrees_with="2")), "lind")
    found = only(chain).reviewed
    assert found is not None
    assert (found.people, found.at) == (("okafor", "lind"), datetime.fromisoformat(JULY))


@IN_MEMORY
def test_corrections_that_nobody_has_reviewed_since(chain: str) -> None:
    corrects(chain, 1)
    decides(chain, JUNE)
    corrects(chain, 5, EDITED, JULY)
    unreviewed = [own for own in reach(chain).own if own.open]
    assert [(own.appearance.id, own.correction.kind) for own in unreviewed] == [(5, EDITED)]


@IN_MEMORY
def test_our_own_slip_is_flagged_only_where_something_stood_on_it(chain: str) -> None:
    corrects(chain, 5, WRONG, changes={"occasion": "a speech"})
    assert only(chain).open
    assert not only(chain).flagged
    decides(chain, JUNE)
    corrects(chain, 6, WRONG, JULY, changes={"occasion": "an interview"})
    assert [one.flagged for one in reach(chain).own] == [False, True]


# Evidence


@pytest.fixture
@kept
def proved(chain: str) -> str:
    """The URL of the newsroom, in which another claim was confirmed on the strength of Alpha's and Delta's articles."""
    more = [*paper("g", "Golf"), claim("k", "Talks have begun", entered=MARCH), says("g", "unattributed", claim="k")]
    enter(chain, more)
    return chain


@pytest.mark.parametrize(("evidence", "direct"), [("#1", True), ("#3", False)], ids=["its own", "one below"])
def test_a_verdict_on_another_claim_that_has_the_article_as_evidence(proved: str, evidence: str, direct: bool) -> None:
    decides(proved, APRIL, evidence=evidence, claim=2)
    corrects(proved, 1)
    (resting,) = only(proved).resting
    assert (resting.decided.claim_id, resting.statement, resting.direct) == (2, "Talks have begun", direct)
    assert (f"#{resting.article.id}", resting.reviewed) == (evidence, None)
    found = reach(proved, 2)
    (leaning,) = found.leaning
    assert (found.own, leaning.resting, leaning.reached.appearance.id) == ((), resting, 1)
    assert found.flagged
    decides(proved, JUNE, Status.REFUTED, claim=2)
    found = reach(proved, 2)
    assert (found.flagged, found.leaning[0].resting.reviewed is not None) == (False, True)
    assert reach(proved).flagged, "the claim itself has not been reviewed"


def test_evidence_is_known_by_its_address_too(db_url: str) -> None:
    enter(
        db_url,
        [*paper("a", "Alpha", url="https://www.alpha.example/talks?utm_source=x"), claim(), says("a", "unattributed")],
    )
    enter(db_url, [*paper("g", "Golf"), claim("k", "Other"), says("g", "unattributed", claim="k")])
    decides(db_url, APRIL, evidence="http://alpha.example/talks/", claim=2)
    corrects(db_url, 1)
    assert [one.decided.claim_id for one in only(db_url).resting] == [2]
    assert [one.reached.claim.id for one in reach(db_url, 2).leaning] == [1]


@IN_MEMORY
def test_what_rests_on_other_evidence_by_then_is_not_reached(proved: str) -> None:
    decides(proved, APRIL, evidence="#1", claim=2)
    decides(proved, "2024-04-20T10:00:00+00:00", Status.MISLEADING, claim=2)
    corrects(proved, 1)
    assert only(proved).resting == ()
    assert reach(proved, 2) == Reach()


@IN_MEMORY
def test_evidence_of_an_earlier_review_that_gave_the_same_verdict_still_carries_it(proved: str) -> None:
    decides(proved, APRIL, evidence="#1", claim=2)
    decides(proved, "2024-04-20T10:00:00+00:00", claim=2)
    corrects(proved, 1)
    assert [one.decided.review_id for one in only(proved).resting] == [2]


@IN_MEMORY
def test_evidence_given_after_the_correction_took_note_of_it(proved: str) -> None:
    corrects(proved, 1)
    decides(proved, JUNE, evidence="#1", claim=2)
    assert only(proved).resting == ()
    assert reach(proved, 2) == Reach()


# Stories and reports


def test_the_reports_that_were_written_before(chain: str) -> None:
    enter(chain, [record("story", "other", title="Another")])
    writes_report(chain, "2024-03-20T08:00:00+00:00", "/before/the/appearance.md")
    writes_report(chain, APRIL)
    writes_report(chain, APRIL, "/of/another.md", story=2)
    writes_report(chain, JUNE, "/after.md")
    corrects(chain, 1)
    (one,) = only(chain).reports
    assert (one.path, one.story, one.who, one.at) == ("/desk/report.md", "s", "okafor", datetime.fromisoformat(APRIL))


def test_a_report_holds_the_claims_that_belonged_to_the_story_then(chain: str) -> None:
    writes_report(chain, APRIL)
    act(
        chain,
        "2024-04-20T10:00:00+00:00",
        lambda session: edit_claim(session, "#1", {}, not_stories=("s",), reason="x"),
    )
    writes_report(chain, "2024-04-21T10:00:00+00:00", "/without.md")
    corrects(chain, 1)
    one = only(chain)
    assert [report.path for report in one.reports] == ["/desk/report.md"]
    assert one.stories == ()


def test_the_stories_and_reports_of_verdicts_that_rest_on_it(proved: str) -> None:
    enter(proved, [record("story", "more", title="More")])
    act(proved, MARCH, lambda session: edit_claim(session, "#2", {}, stories=("more",), reason="x"))
    writes_report(proved, MARCH, "/before/the/verdict.md", story=2)
    decides(proved, APRIL, evidence="#1", claim=2)
    writes_report(proved, "2024-04-20T10:00:00+00:00", "/with/it.md", story=2)
    corrects(proved, 1)
    one = only(proved)
    assert one.stories == ("s", "more")
    assert [(report.path, report.story) for report in one.reports] == [("/with/it.md", "more")]


def test_a_story_judged_one_with_another_keeps_its_reports(chain: str) -> None:
    enter(chain, [record("story", "twin", title="Twin")])
    writes_report(chain, APRIL, story=2)
    corrects(chain, 1)
    assert only(chain).reports == ()
    act(chain, JUNE, lambda session: judge(session, "story", JudgementKind.SAME, "s", "twin", "one"))
    assert [report.story for report in only(chain).reports] == ["s"]


# Views and identities


def test_as_of_before_and_after(chain: str) -> None:
    decides(chain, APRIL)
    corrects(chain, 1)
    decides(chain, JULY, Status.REFUTED)
    assert reach(chain, view=View(as_of=datetime(2024, 5, 1, tzinfo=UTC))) == Reach()
    assert only(chain, view=View(as_of=datetime(2024, 6, 1, tzinfo=UTC))).open
    assert not only(chain).open


def test_what_had_been_published_by_a_day(chain: str) -> None:
    papers = paper("h", "Hotel", published="2024-04-02")
    enter(chain, [*CHAIN, *papers, says("h", "outlet", relays="a", entered=APRIL)])
    corrects(chain, 1)
    assert 6 in {one.appearance.id for one in only(chain).below}
    until = only(chain, view=View(published_until=date(2024, 3, 31)))
    assert {one.appearance.id for one in until.below} == {2, 3, 4}
    assert until.correction.kind is RETRACTED, "a correction is known from its entry on, whatever had been published"


def test_off_the_record_appearances_are_told_to_those_who_ask(chain: str) -> None:
    papers = [*paper("h", "Hotel"), *paper("i", "India")]
    secret = says("h", "outlet", relays="a", terms="off_record")
    other = [claim("k", "Secret"), says("i", "unattributed", claim="k", terms="off_record")]
    enter(chain, [*CHAIN, *papers, secret, *other])
    decides(chain, APRIL, evidence="#1", claim=2)
    writes_report(chain, APRIL)
    corrects(chain, 1)
    assert 6 not in {one.appearance.id for one in only(chain).below}
    assert only(chain).resting == ()
    asked = only(chain, view=View(confidential=True))
    assert 6 in {one.appearance.id for one in asked.below}
    assert [one.decided.claim_id for one in asked.resting] == [2]
    corrects(chain, 6, at=JUNE)
    assert [one.appearance.id for one in reach(chain).own] == [1]
    assert [len(one.reports) for one in reach(chain, view=View(confidential=True)).own] == [1, 0]


def test_claims_and_articles_judged_one_count_as_one(proved: str) -> None:
    papers = [*paper("z", "Alpha again"), *paper("t", "Tango")]
    twin = claim("twin", "The same claim", entered=APRIL)
    enter(proved, [*papers, twin, says("t", "outlet", claim="twin", relays="z", entered=APRIL)])
    decides(proved, APRIL, evidence="#6", claim=2)
    act(proved, APRIL, lambda session: judge(session, "article", JudgementKind.SAME, "#1", "#6", "one"))
    act(proved, APRIL, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "#1", "#3", "one"))
    corrects(proved, 1)
    one = only(proved)
    assert 7 in {each.appearance.id for each in one.below}
    assert [(each.decided.claim_id, each.article.id) for each in one.resting] == [(2, 1)]
    assert reach(proved, 3).own == (one,)
    assert len(reach(proved, 2).leaning) == 1


# Statements


MANY = (2, 8, 20)
ALL = MANY[-1] + 10


def test_the_number_of_statements_does_not_grow(db_url: str) -> None:
    enter(db_url, [ANN, record("story", "s", title="Story"), *paper("a", "Alpha"), *paper("b", "Beta")])
    write(settings(db_url), "test", enter_many)
    numbers = []
    for most in MANY:
        with reading(settings(db_url)) as connection:
            found = claim_records(connection, select(TABLES["claim"].c.id).where(TABLES["claim"].c.id <= most))
            known, sent = counted(connection, found)
        assert all(len(one.own) == 1 for one in known.values())
        assert len(known[1].own[0].resting) == ALL
        assert len(known[1].leaning) == ALL - 1
        numbers.append(sent)
    assert len(set(numbers)) == 1, numbers
    assert numbers[0] < 60


def counted(connection: Connection, claims: list[ClaimRecord]) -> tuple[dict[int, Reach], int]:
    """What corrections mean for claims, and how many statements it takes to read that."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    found = reaches(connection, claims)
    event.remove(connection, "before_cursor_execute", note)
    return found, len(sent)


def enter_many(session: Session) -> None:
    """Enter claims that all stand in one article, each confirmed by it, and withdrawn from it afterwards."""
    numbers = range(1, ALL + 1)
    session.add_all(Claim(statement=f"Claim {number}", match_key=f"claim {number}") for number in numbers)
    session.flush()
    for number in numbers:
        session.add_all(
            [
                ClaimStory(claim_id=number, story_id=1),
                Appearance(claim_id=number, article_id=1, attribution=Attribution.NAMED, source_id=1),
                Review(claim_id=number, status=Status.CONFIRMED, note="Read"),
            ]
        )
    session.flush()
    for number in numbers:
        session.add_all(
            [
                Evidence(review_id=number, kind=EvidenceKind.REPORT, article_id=1),
                Correction(appearance_id=number, kind=RETRACTED, note="Withdrawn"),
            ]
        )
