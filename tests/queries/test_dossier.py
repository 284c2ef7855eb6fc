"""Everything that stands behind claims, in a fixed number of statements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, select
from sqlmodel import Session

from claims.reading.dossier import claim_records
from claims.reading.lines import Filters
from claims.reading.listing import claim_lines
from claims.reading.records import ClaimRecord
from claims.reading.view import PRESENT, View
from claims.settings import settings
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Claim, ClaimStory, Correction, Evidence, Hedge, Relation, Review, Window
from claims.vocabulary import (
    Attribution,
    CorrectionKind,
    EvidenceKind,
    HedgeKind,
    Precision,
    RelationKind,
    RelayBasis,
    Status,
    WindowBasis,
    WindowRole,
)
from tests.newsroom import article, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

STATED = RelayBasis.STATED
SOME = (2, 50, 500)


@pytest.fixture
@kept
def many(db_url: str) -> str:
    """The URL of a database of 500 claims, each with everything that a claim can have."""
    papers = [*article("a", "Alpha", bylines=["eva"]), *article("b", "Beta")]
    ministry = record("source", "ministry", kind="institution", name="Ministry")
    ann = record("source", "ann", kind="person", name="Ann Smith", institution="ministry")
    people = [record("reporter", "eva", name="Eva Corlett"), ministry, ann]
    enter(db_url, [*people, record("story", "s", title="Story"), *papers])
    write(settings(db_url), "test", enter_claims)
    return db_url


def enter_claims(session: Session) -> None:
    """Enter the claims, a kind of row at a time."""
    numbers = range(1, SOME[-1] + 1)
    session.add_all(Claim(statement=f"Claim {number}", match_key=f"claim {number}") for number in numbers)
    session.flush()
    for number in numbers:
        session.add_all(
            [
                ClaimStory(claim_id=number, story_id=1),
                Window(
                    claim_id=number,
                    role=WindowRole.DUE,
                    words="by the end of 2024",
                    latest=date(2024, 12, 31),
                    precision=Precision.YEAR,
                    basis=WindowBasis.STATED,
                ),
                Review(claim_id=number, status=Status.DISPUTED, note="Two views"),
                Appearance(claim_id=number, article_id=1, attribution=Attribution.NAMED, source_id=2),
                Appearance(
                    claim_id=number, article_id=2, attribution=Attribution.OUTLET, relays_id=1, relay_basis=STATED
                ),
                *([Relation(claim_id=number, kind=RelationKind.SUPPORTS, other_id=number - 1)] if number > 1 else []),
            ]
        )
    session.flush()
    for number in numbers:
        session.add_all(
            [
                Evidence(review_id=number, kind=EvidenceKind.REPORT, article_id=2),
                Hedge(appearance_id=2 * number, kind=HedgeKind.LIKELIHOOD, words="could"),
                Correction(appearance_id=2 * number, kind=CorrectionKind.EDITED, note="New headline"),
            ]
        )


def statements(connection: Connection, view: View, most: int) -> tuple[list[ClaimRecord], int]:
    """The first claims, and how many statements it takes to read them."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    number = TABLES["claim"].c.id
    event.listen(connection, "before_cursor_execute", note)
    found = claim_records(connection, select(number).where(number <= most), view)
    event.remove(connection, "before_cursor_execute", note)
    return found, len(sent)


def test_the_number_of_statements_does_not_grow_with_the_claims(many: str) -> None:
    past = View(as_of=datetime.now(UTC) + timedelta(hours=1))
    for view in (PRESENT, past):
        numbers = []
        for most in SOME:
            with reading(settings(many)) as connection:  # one each, as what people judged is read once a transaction
                connection.execute(select(1)).all()
                found, number = statements(connection, view, most)
            assert len(found) == most
            numbers.append(number)
        assert len(set(numbers)) == 1, numbers
        assert numbers[0] < 40


def test_everything_comes_along(many: str) -> None:
    with reading(settings(many)) as connection:
        first, second = statements(connection, PRESENT, 2)[0]
        lines = claim_lines(connection, Filters(story=1))
    ann, relay = first.appearances
    assert (first.stories, first.windows[0].words, first.status) == (("s",), "by the end of 2024", Status.DISPUTED)
    assert ann.source is not None
    assert (ann.source.belongs_to, ann.source.topmost) == ("Ministry", "Ministry"), "institutions come along"
    assert ann.article.reporters == ("Eva Corlett",)
    assert relay.relays is not None
    assert relay.relays.outlet == "Alpha"
    assert (relay.hedges[0].words, relay.corrections[0].note) == ("could", "New headline")
    assert first.reviews[0].evidence[0].label == "Beta, 2024-03-20"
    assert [(one.incoming, one.claim_id) for one in first.relations] == [(True, 2)]
    assert sorted((one.incoming, one.claim_id) for one in second.relations) == [(False, 1), (True, 3)]
    assert len(lines) == SOME[-1]
    assert (lines[0].appearances, lines[0].outlets, lines[0].due) == (2, 2, date(2024, 12, 31))
