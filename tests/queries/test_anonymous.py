"""How much rests on unnamed people: what is counted row by row is what reading every claim gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event, select

from claims.entry.edit import edit
from claims.errors import NotFound
from claims.features.anonymous.read import MOST, Anonymous, Cell, anonymous_sourcing
from claims.features.anonymous.scope import NO_FILTERS, AnonymousFilters
from claims.features.story.anonymous import anonymous_in
from claims.reading.dossier import claim_records
from claims.reading.records import ClaimRecord
from claims.reading.view import PRESENT, View
from claims.rules.sourcing.anonymity import (
    OF_APPEARANCES,
    RULES,
    WITH_A_NAME,
    Practice,
    Shape,
    Voices,
    is_opinion,
    is_second_hand,
    practices_of,
    practices_of_claim,
)
from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import TABLES
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, RelayBasis, Stance
from tests.newsroom import Record, act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

EARLY, LATE = "2024-03-21T09:00:00+00:00", "2024-04-02T09:00:00+00:00"
BETWEEN = datetime(2024, 3, 25, tzinfo=UTC)


def ask(url: str, filters: AnonymousFilters = NO_FILTERS, view: View = PRESENT) -> Anonymous:
    with reading(settings(url)) as connection:
        return anonymous_sourcing(connection, filters, view)


def cells(found: Anonymous) -> dict[tuple[str | None, str | None], Cell]:
    return {(one.outlet, one.month): one.cell for one in found.cells}


def counts(found: Anonymous) -> dict[Practice, int]:
    return {shown.practice: shown.count for shown in found.practices}


# The same by reading every claim


class Reading:
    """The report, by reading every claim with all that stands behind it."""

    def __init__(self, connection: Connection, view: View) -> None:
        self.records = claim_records(connection, select(TABLES["claim"].c.id), view)

    def cells(self) -> dict[tuple[str | None, str | None], Cell]:
        found: dict[tuple[str | None, str | None], Cell] = defaultdict(Cell)
        for _, one in self._standing():
            unnamed, own = one.attribution in UNNAMED_ATTRIBUTIONS, _is_own(one)
            month = (one.article.published or "")[:7] or None
            found[one.article.outlet, month] += Cell(own, own and unnamed, 1, unnamed)
        return dict(found)

    def practices(self) -> dict[Practice, int]:
        found = dict.fromkeys(Practice, 0)
        for told, one in self._standing():
            shape = Shape(
                one.attribution,
                is_opinion(told.kind),
                one.source.stated_count if one.source else None,
                bool(one.anonymity_reason),
                is_second_hand(one.proximity),
            )
            for practice in practices_of(shape) if _is_own(one) else ():
                found[practice] += 1
        for each in self.records:
            for practice in practices_of_claim(_voices(each)):
                found[practice] += 1
        return found

    def _standing(self) -> Iterable[tuple[ClaimRecord, Any]]:
        return ((each, one) for each in self.records for one in _standing(each))


def _standing(record: ClaimRecord) -> list[Any]:
    return [one for one in record.appearances if one.stance is Stance.ASSERTS and not one.retracted]


def _is_relay(one: Any) -> bool:
    return one.relays is not None and one.relay_basis is not RelayBasis.SUSPECTED


def _is_own(one: Any) -> bool:
    return not _is_relay(one) and one.attribution is not Attribution.OUTLET


def _voices(record: ClaimRecord) -> Voices:
    standing = _standing(record)
    read = {one.article.id for one in record.appearances if one.stance is Stance.ASSERTS}
    unnamed = [one for one in standing if one.attribution in UNNAMED_ATTRIBUTIONS]
    rest = [one for one in standing if one not in unnamed and one.attribution not in WITH_A_NAME]
    return Voices(
        named=sum(one.attribution in WITH_A_NAME for one in standing),
        unnamed=len(unnamed),
        collective=sum(one.attribution is Attribution.COLLECTIVE for one in unnamed),
        sources=len({one.source.id for one in unnamed if one.source and one.attribution is Attribution.UNNAMED}),
        most=max((one.source.stated_count or 0 for one in unnamed if one.source), default=0),
        nobody=sum(not _is_relay(one) or one.relays.id not in read for one in rest),
    )


VIEWS = [
    View(),
    View(as_of=datetime(2024, 3, 5, 16, tzinfo=UTC)),
    View(as_of=datetime(2024, 3, 21, tzinfo=UTC)),
    View(published_until=date(2024, 3, 3)),
    View(published_until=date(2024, 3, 21)),
    View(as_of=datetime(2024, 3, 21, tzinfo=UTC), published_until=date(2024, 3, 19)),
]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_case_is_counted_as_reading_it_does(case_url: str, view: View) -> None:
    found = ask(case_url, view=view)
    with reading(settings(case_url)) as connection:
        read = Reading(connection, view)
    assert found.total.all > 100
    assert cells(found) == read.cells()
    assert counts(found) == read.practices()
    assert (found.retracted, found.withheld, found.claims) == (0, 0, len([r for r in read.records if _standing(r)]))


def test_the_case_has_what_an_editor_knows_of_it(case_url: str) -> None:
    found = ask(case_url, AnonymousFilters(story="aukus-pillar-2"))
    assert found.story == "Will AUKUS Pillar 2 be opened to others?"
    assert found.total == Cell(160, 33, 418, 36)
    assert counts(found) == {
        Practice.NOBODY_NAMED: 27,
        Practice.ONE_ALONE: 15,
        Practice.OPINION: 5,
        Practice.PLURAL: 17,
        Practice.NO_REASON: 32,
        Practice.SECOND_HAND: 0,
    }
    politico = ask(case_url, AnonymousFilters(outlet="POLITICO"))
    assert (politico.outlet, politico.total) == ("POLITICO", Cell(48, 16, 48, 16))
    assert 98 in [one.claim.id for one in politico.practices[1].examples]


def test_examples_are_few_the_newest_first_and_carry_their_words(case_url: str) -> None:
    found = {shown.practice: shown for shown in ask(case_url).practices}
    reasons = found[Practice.NO_REASON].examples
    assert len(reasons) == MOST < found[Practice.NO_REASON].count
    dates = [one.appearances[0].article.published or "" for one in reasons]
    assert dates == sorted(dates, reverse=True)
    assert all(len(one.appearances) == 1 for one in reasons)
    sources = [one.appearances[0].source for one in found[Practice.OPINION].examples]
    assert {one.described for one in sources if one} == {"One senior diplomat involved in the talks", "Experts"}


def test_outlet_and_days_narrow_it(case_url: str) -> None:
    early = ask(case_url, AnonymousFilters(since=date(2024, 2, 1), until=date(2024, 2, 29)))
    assert {one.month for one in early.cells} == {"2024-02"}
    assert early.total == Cell(53, 3, 67, 3)
    assert ask(case_url, AnonymousFilters(outlet="nikkei-asia", since=date(2024, 4, 1))).total == Cell()
    for filters in (AnonymousFilters(outlet="nobody"), AnonymousFilters(story="nothing")):
        with pytest.raises(NotFound):
            ask(case_url, filters)


# A newsroom with all that makes counting hard


def person(key: str, described: str, **values: Any) -> Record:
    return record("source", key, kind="person", named=False, described=described, **values)


def newsroom() -> list[Record]:
    """Two outlets that are one, one article in two records, an undated one, corrections, duplicates, off the record."""
    return [
        *article("a", "Alpha", "2024-03-19"),
        *article("b", "Beta", "2024-03"),
        *article("c", "Gamma", None),
        *article("d", "Alpha News", "2024-03-20T16:00"),
        *article("e", "Epsilon", "2024"),
        *article("f", "Phi", "2024-04-01"),
        person("official", "an official"),
        person("officials", "officials"),
        person("two", "two officials", stated_count=2),
        person("again", "a senior official"),
        record("source", "marles", kind="person", named=True, name="Richard Marles"),
        claim("c"),
        claim("o", "It is unwise", kind="opinion"),
        claim("p", "Japan will soon join"),
        claim("q", "Canada is in line", kind="prediction"),
        claim("m", "The talks have begun"),
        claim("n", "The talks are over"),
        appearance("a", "unnamed", source="official", anonymity_reason="not allowed to speak"),
        appearance("b", "outlet", relays="a"),
        appearance("c", "unnamed", source="again", relays="b", relay_basis="suspected"),
        appearance("d", "collective", source="officials", claim="o"),
        appearance("e", "collective", claim="o", proximity="second_hand"),
        appearance("f", "collective", source="two", claim="o"),
        appearance("a", "unnamed", source="official", claim="p"),
        appearance("f", "named", source="marles", claim="p", stance="denies"),
        appearance("b", "unnamed", source="two", claim="q"),
        appearance("c", "unnamed", source="official", claim="q", entered=EARLY),
        appearance("d", "unattributed", claim="q", entered=EARLY),
        appearance("e", "outlet", relays="c", claim="q", entered=EARLY),
        appearance("a", "unnamed", source="official", claim="m"),
        appearance("d", "unnamed", source="again", claim="m"),
        appearance("a", "unnamed", source="official", claim="n"),
        appearance("d", "outlet", relays="c", claim="n"),
        record("correction", "r", appearance="q-d", kind="retracted", note="withdrawn", entered=LATE),
        record("correction", "w", appearance="q-b", kind="wrong", note="misread", entered=LATE),
        record("judgement", "j1", subject="outlet", kind="same", a="a", b="d", reason="one house", entered=LATE),
        record("judgement", "j2", subject="source", kind="same", a="official", b="again", reason="one", entered=LATE),
        record("judgement", "j3", subject="claim", kind="duplicate", a="c", b="p", reason="one", entered=LATE),
    ]


def edited(url: str) -> None:
    """Change what was entered, later than some questions ask about."""
    act(url, LATE, lambda session: edit(session, "article", "#1", {"published": "2024-05-03"}, "misread"))
    act(url, LATE, lambda session: edit(session, "source", "#2", {"stated_count": 3}, "a second look"))


@pytest.fixture
@kept
def hard(db_url: str) -> str:
    enter(db_url, newsroom())
    edited(db_url)
    return db_url


HARD_VIEWS = [
    View(),
    View(as_of=datetime(2024, 3, 20, 12, tzinfo=UTC)),
    View(as_of=BETWEEN),
    View(published_until=date(2024, 3, 19)),
    View(published_until=date(2024, 3, 25)),
    View(published_until=date(2024, 6, 1)),
    View(as_of=BETWEEN, published_until=date(2024, 3, 20)),
]


def test_what_was_joined_edited_or_corrected_is_counted_as_reading_it_does(hard: str) -> None:
    for view in HARD_VIEWS:
        found = ask(hard, view=view)
        with reading(settings(hard)) as connection:
            read = Reading(connection, view)
        assert found.total.all, view
        assert cells(found) == read.cells(), view
        assert counts(found) == read.practices(), view


def test_people_judged_one_are_one_alone_unless_the_trail_is_lost_elsewhere(hard: str) -> None:
    def alone(view: View) -> set[str | None]:
        [shown] = [one for one in ask(hard, view=view).practices if one.practice is Practice.ONE_ALONE]
        return {example.claim.statement for example in shown.examples}

    assert "The talks have begun" in alone(View())
    assert "The talks have begun" not in alone(View(as_of=BETWEEN))
    assert "The talks are over" not in alone(View()) | alone(View(as_of=BETWEEN))


def test_the_trail_is_lost_where_nobody_read_what_is_relayed(db_url: str) -> None:
    enter(
        db_url,
        [
            *(one for key in ("a", "b", "f") for one in article(key, key.upper())),
            person("official", "an official"),
            claim("c"),
            claim("lost", "Canada will join"),
            appearance("a", "unnamed", source="official"),
            appearance("b", "outlet", relays="a"),
            appearance("a", "unnamed", source="official", claim="lost"),
            appearance("b", "outlet", relays="f", claim="lost"),
        ],
    )
    found = ask(db_url)
    assert counts(found)[Practice.NOBODY_NAMED] == 2
    assert [one.claim.statement for one in found.practices[1].examples] == ["Japan is in line to join"]


@pytest.mark.parametrize("apart", [False, True])
def test_a_report_that_was_withdrawn_or_denies_leads_no_trail_astray(db_url: str, apart: bool) -> None:
    enter(
        db_url,
        [
            *(one for key in ("a", "b", "f", "g") for one in article(key, key.upper())),
            person("official", "an official"),
            person("again", "a senior official"),
            claim("withdrawn", "Japan is in"),
            claim("denying", "Canada is in"),
            claim("silent", "Korea is in"),
            *(
                one
                for key in ("withdrawn", "denying", "silent")
                for one in (
                    appearance("a", "unnamed", source="official", claim=key),
                    appearance("b", "outlet" if key != "silent" else "unattributed", relays="f", claim=key),
                )
            ),
            appearance("f", "unnamed", source="official", claim="withdrawn"),
            appearance("f", "unattributed", stance="denies", claim="denying"),
            record("correction", "r", appearance="withdrawn-f", kind="retracted", note="withdrawn"),
            *(
                [record("judgement", "j", subject="source", kind="same", a="official", b="again", reason="one")]
                if apart
                else []
            ),
        ],
    )
    with reading(settings(db_url)) as connection:
        in_report = anonymous_in(claim_records(connection, select(TABLES["claim"].c.id)))
    for found in (ask(db_url), in_report):
        alone = next(one for one in found.practices if one.practice is Practice.ONE_ALONE)
        assert [one.claim.statement for one in alone.examples] == ["Japan is in"]


def test_what_was_withdrawn_is_left_out_and_said(hard: str) -> None:
    assert ask(hard).retracted == 1
    assert ask(hard, view=View(as_of=BETWEEN)).retracted == 0


def test_an_article_has_what_one_that_was_judged_the_same_knows_of_it(db_url: str) -> None:
    judged = {"subject": "article", "kind": "same", "a": "a", "b": "b", "reason": "one article"}
    enter(
        db_url,
        [
            *article("a", "Alpha", None),
            *article("b", "Alpha", "2024-04-02"),
            person("official", "an official"),
            claim("c"),
            appearance("a", "unnamed", source="official"),
            record("judgement", "j", **judged, entered=LATE),
        ],
    )
    assert [one.month for one in ask(db_url).cells] == ["2024-04"]
    for view in (View(), View(as_of=BETWEEN), View(published_until=date(2024, 4, 3))):
        found = ask(db_url, view=view)
        with reading(settings(db_url)) as connection:
            read = Reading(connection, view)
        assert cells(found) == read.cells(), view


def test_outlets_judged_one_are_one(hard: str) -> None:
    assert {one.outlet for one in ask(hard).cells} == {"Alpha", "Beta", "Gamma", "Epsilon", "Phi"}
    assert "Alpha News" in {one.outlet for one in ask(hard, view=View(as_of=BETWEEN)).cells}
    assert ask(hard, AnonymousFilters(outlet="Alpha News")).outlet == "Alpha"
    assert ask(hard, AnonymousFilters(outlet="Alpha News")).total == ask(hard, AnonymousFilters(outlet="Alpha")).total


def test_months_are_as_much_as_is_known(hard: str) -> None:
    months = {one.outlet: one.month for one in ask(hard).cells}
    assert (months["Gamma"], months["Epsilon"]) == (None, "2024")


def test_what_is_off_the_record_is_counted_apart_and_never_shown(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("a", "Alpha"),
            *article("d", "Delta"),
            person("official", "an official"),
            person("secret", "a colonel in the guard"),
            claim("c"),
            claim("s", "A secret thing"),
            appearance("a", "unnamed", source="official"),
            appearance("d", "unnamed", source="secret", terms="off_record"),
            appearance("d", "unnamed", source="secret", claim="s", terms="off_record"),
        ],
    )
    for view in (PRESENT, View(published_until=date(2024, 3, 20)), View(as_of=BETWEEN)):
        found = ask(db_url, view=view)
        assert (found.withheld, found.claims, found.total) == (2, 1, Cell(1, 1, 1, 1))
        assert "secret" not in repr(found)
        assert "colonel" not in repr(found)
        assert ask(db_url, view=View(confidential=True)).total == found.total


# Statements


@contextmanager
def counting() -> Iterator[list[str]]:
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow(hard: str) -> None:
    def asked(view: View) -> int:
        with counting() as sent:
            ask(hard, view=view)
        return len(sent)

    views = [View(), View(as_of=BETWEEN), View(published_until=date(2024, 6, 1))]
    few = [asked(view) for view in views]
    more = [
        one
        for number in range(30)
        for one in (
            claim(f"c{number}", f"Claim {number}", kind="opinion"),
            appearance("a", "unnamed", claim=f"c{number}", source="official"),
            appearance("b", "collective", claim=f"c{number}", source="officials"),
            appearance("c", "unnamed", claim=f"c{number}", source="two"),
        )
    ]
    known = [one for one in newsroom() if one["record"] in ("outlet", "article", "source")]
    enter(hard, [*known, *more])
    assert ask(hard).claims > 30
    assert [asked(view) for view in views] == few


# The rules


@pytest.mark.parametrize(
    ("shape", "practices"),
    [
        (Shape(Attribution.NAMED), set()),
        (Shape(Attribution.UNNAMED, reasoned=True), set()),
        (Shape(Attribution.UNNAMED), {"no_reason"}),
        (Shape(Attribution.UNNAMED, stated_count=2, reasoned=True), set()),
        (Shape(Attribution.COLLECTIVE, reasoned=True), {"plural"}),
        (Shape(Attribution.COLLECTIVE, stated_count=5, reasoned=True), set()),
        (Shape(Attribution.UNNAMED, opinion=True, second_hand=True), {"opinion", "second_hand", "no_reason"}),
    ],
)
def test_practices_of_an_appearance(shape: Shape, practices: set[str]) -> None:
    assert practices_of(shape) == practices


@pytest.mark.parametrize(
    ("voices", "practices"),
    [
        (Voices(), set()),
        (Voices(named=1, unnamed=1, sources=1), set()),
        (Voices(unnamed=3, sources=1), {"nobody_named", "one_alone"}),
        (Voices(unnamed=2, sources=2), {"nobody_named"}),
        (Voices(unnamed=1, sources=1, most=2), {"nobody_named"}),
        (Voices(unnamed=1, collective=1), {"nobody_named"}),
        (Voices(unnamed=1, sources=1, nobody=1), {"nobody_named"}),
        (Voices(nobody=2), set()),
    ],
)
def test_practices_of_a_claim(voices: Voices, practices: set[str]) -> None:
    assert practices_of_claim(voices) == practices


@given(st.builds(Shape, st.sampled_from(Attribution), st.booleans(), st.none() | st.integers(1, 9)))
def test_only_unnamed_people_show_a_practice_and_a_number_is_no_plural(shape: Shape) -> None:
    found = practices_of(shape)
    assert found <= set(OF_APPEARANCES)
    assert not found or shape.attribution in UNNAMED_ATTRIBUTIONS
    assert Practice.PLURAL not in found or shape.stated_count is None


def test_every_practice_has_its_rule_with_a_place_where_it_stands() -> None:
    assert set(RULES) == set(Practice)
    assert {rule.house for rule in RULES.values()} == {"AP", "Reuters"}
    assert all(rule.words and rule.section and rule.url.startswith("http") for rule in RULES.values())
