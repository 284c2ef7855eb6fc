"""The rules by which statements are proposed as one or as contradicting each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.similarity import DifferenceKind, Proposed, Stated, likeness
from claims.text.similarity.comparing import replaced_name
from claims.text.similarity.reading import words_of
from claims.vocabulary import ClaimKind


def proposed(one: str, other: str) -> tuple[Proposed, str] | None:
    found = likeness(Stated(one), Stated(other))
    return None if found is None else (found.proposed, found.why)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Canada and Japan are to join AUKUS", "Japan and Canada to join AUKUS.", "the same words"),
        ("Two people died in the fire in Leeds", "2 people died in the Leeds fire", "the same words"),
        ("Apple sold 19 million watches in May", "Apple sold 19M watches in May", "the same words"),
        ("The treaty cost 1,000 pounds", "The treaty cost 1.000 pounds", "the same words"),
        ("Big Bank Hank has died at 57", "Big Bank Hank dies at 57", "the same words"),
        ("Japan’s minister visits Canberra", "Japan's minister visited Canberra", "the same words"),
        ("Hürriyet reports a new treaty", "Hurriyet reports a new treaty", "the same words"),
        ("Inflation", "inflation", "the same words"),
        (
            "Mr Kishida visits the White House in April",
            "Mr Kishida visited the White House in April 2024",
            "the same except “2024”",
        ),
        (
            "Washington began formal talks on the treaty",
            "Washington started formal talks on the treaty",
            "the same except “began” and “started”",
        ),
        ("No, Japan did not join the treaty", "Japan did not join the treaty", "the same words"),
        ("安倍晋三の肝臓に転移した", "安倍晋三の肝臓に転移した。", "the same words"),
        ("न्यू यॉर्क टाइम्स ने कहा", "न्यू यॉर्क टाइम्स ने कहा.", "the same words"),
    ],
)
def test_near_duplicates(one: str, other: str, why: str) -> None:
    assert proposed(one, other) == (Proposed.DUPLICATE, why)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Japan will join AUKUS", "Japan will not join AUKUS", "the same except “not”"),
        ("Japan will join AUKUS", "Japan won’t join AUKUS", "the same except “won't”"),
        ("China has signed the treaty", "China denies that it has signed the treaty", "the same except “denies”"),
        ("The report on the fire is true", "The report on the fire is false", None),
        ("Two people died in the fire", "Three people died in the fire", "“Two” against “Three”"),
        ("Apple sold 19 million watches", "Apple sold 50 million watches", "“19 million” against “50 million”"),
        ("Japan joins the pact by May 2025", "Japan joins the pact by May 2026", "“2025” against “2026”"),
        ("The watch will ship in March", "The watch will ship in April", "“March” against “April”"),
        ("The vote is on Monday in Leeds", "The vote is on Friday in Leeds", "“Monday” against “Friday”"),
        ("House prices rose in the north", "House prices fell in the north", "“rose” against “fell”"),
        ("The minister joined the party", "The minister left the party", "“joined” against “left”"),
        ("A deal is likely this year", "A deal is unlikely this year", "“likely” against “unlikely”"),
        ("Le Mali a rompu avec la France", "Le Mali n'a pas rompu avec la France", "the same except “pas”"),
        ("Die Regierung plant neue Steuern", "Die Regierung plant keine neuen Steuern", "the same except “keine”"),
        ("日本将加入该协定的第二支柱", "日本将不加入该协定的第二支柱", "the same except “不”"),
    ],
)
def test_likely_contradictions(one: str, other: str, why: str | None) -> None:
    found = proposed(one, other)
    assert found is not None
    assert found[0] is Proposed.CONTRADICTS
    assert why is None or found[1] == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Japan will join AUKUS Pillar 2", "Canada will join AUKUS Pillar 2"),
        ("Japan will join AUKUS Pillar 2", "Japan will join AUKUS Pillar 1"),
        ("Prices rose in the north of England", "Prices did not fall in the north of England"),
        ("A leak is punished with five years in prison", "A leak is punished with a fine of 5 million yen"),
        ("AUKUS fails as a whole", "China is growing more assertive in the region"),
        ("Japan joins", "Canada joins"),
        ("Japan will join", "Japan joined"),
        ("", ""),
    ],
)
def test_what_makes_nothing_likely(one: str, other: str) -> None:
    assert proposed(one, other) is None


IN_TALKS = "Apple is in talks with Kia Motors over building electric cars"


@pytest.mark.parametrize(
    ("one", "other", "only"),
    [
        (IN_TALKS, "Apple has ended talks with Kia Motors over building electric cars", "ended"),
        (IN_TALKS, "Apple called off talks with Kia Motors over building electric cars", "called off"),
        (IN_TALKS, "Apple walked away from talks with Kia Motors over building electric cars", "walked away"),
        (IN_TALKS, "Talks between Apple and Kia Motors over building electric cars collapsed", "collapsed"),
        (IN_TALKS, "Apple to end talks with Kia Motors over building electric cars", "end"),
        (IN_TALKS, "Apple declined to enter talks with Kia Motors over building electric cars", "declined"),
        ("Germany delivers tanks to Ukraine", "Germany stops delivering tanks to Ukraine", "stops"),
        ("Germany delivers tanks to Ukraine", "Germany is halting deliveries of tanks to Ukraine", "halting"),
        ("Germany delivers tanks to Ukraine", "Germany agreed to stop delivering tanks to Ukraine", "stop"),
        ("The senator paid his income tax in 2019", "The senator failed to pay his income tax in 2019", "failed"),
        ("The mayor attended the summit in Glasgow", "The mayor was unable to attend the summit in Glasgow", "unable"),
        ("Russia resumed grain exports", "Russia suspended grain exports", "suspended"),
        ("Leeds will rename Chapel Street in May", "Leeds dropped plans to rename Chapel Street in May", "dropped"),
    ],
)
def test_what_ended_or_was_not_done_is_not_what_goes_on(one: str, other: str, only: str) -> None:
    for first, second in ((one, other), (other, one)):
        both = likeness(Stated(first), Stated(second))
        assert both is not None
        assert (both.proposed, both.differs) == (Proposed.CONTRADICTS, DifferenceKind.OPPOSITE)
        assert f"“{only}”" in both.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apple ended talks with Kia over cars", "Apple has called off talks with Kia over cars"),
        ("Apple ended talks with Kia over cars", "Apple is no longer in talks with Kia over cars"),
        ("The senator failed to pay his income tax", "The senator never paid his income tax"),
        ("The police failed to stop the attack in Halle", "The police did not stop the attack in Halle"),
        ("Iran has stopped enriching uranium at Fordow", "Iran no longer enriches uranium at Fordow"),
        ("A court stopped the ban on TikTok in Montana", "The court blocked the ban on TikTok in Montana"),
        ("Argentina’s leader adopts a boy to stop a curse", "Argentina’s leader adopts a boy to keep off a curse"),
        ("The bus stop at Leeds station was closed on Monday", "Leeds station bus stop was closed Monday"),
        ("The group agrees to a cease-fire in Nigeria", "The group agrees to a ceasefire in Nigeria"),
        ("House prices decline in London", "House prices are declining in London"),
    ],
)
def test_an_end_in_other_words_is_the_same(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        both = likeness(Stated(first), Stated(second))
        assert both is None or both.proposed is Proposed.DUPLICATE


SIGNED = "Apple and Hyundai are expected to sign a deal on"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("27 Feb", "17 February 2024", "“27 Feb” against “17 February 2024”"),
        ("the 27th", "17 February 2024", "“27th” against “17 February 2024”"),
        ("Feb 27", "2024-02-17", "“Feb 27” against “2024-02-17”"),
        ("27 feb 2024", "the 17th of February", "“27 feb 2024” against “17th of February”"),
        ("5 April", "5 May 2024", "“5 April” against “5 May 2024”"),
        ("Tuesday", "Thursday", "“Tuesday” against “Thursday”"),
    ],
)
def test_a_day_that_moved_is_named(one: str, other: str, why: str) -> None:
    moved = likeness(Stated(f"{SIGNED} {one}"), Stated(f"{SIGNED} {other}"))
    assert moved is not None
    assert (moved.proposed, moved.why, moved.differs) == (Proposed.CONTRADICTS, why, DifferenceKind.DATE)


@pytest.mark.parametrize(
    ("one", "other"),
    [("17 Feb", "17 February 2024"), ("2024-02-17", "February 17"), ("the 17th", "17 February"), ("5 April", "April")],
)
def test_one_day_in_two_forms_has_not_moved(one: str, other: str) -> None:
    same = likeness(Stated(f"{SIGNED} {one}"), Stated(f"{SIGNED} {other}"))
    assert same is None or same.proposed is Proposed.DUPLICATE


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Apple sold 19 million watches", "Apple sold 50 million watches", DifferenceKind.FIGURE),
        ("Japan will join AUKUS", "Japan will not join AUKUS", DifferenceKind.NEGATION),
        ("House prices rose in the north", "House prices fell in the north", DifferenceKind.OPPOSITE),
        ("Japan joins the pact by May 2025", "Japan joins the pact by May 2026", DifferenceKind.DATE),
        ("Canada and Japan are to join AUKUS", "Japan and Canada to join AUKUS.", None),
    ],
)
def test_the_kind_of_a_difference_is_said(one: str, other: str, kind: DifferenceKind | None) -> None:
    both = likeness(Stated(one), Stated(other))
    assert both is not None
    assert both.differs is kind


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("Roberto Martinez becomes manager", "Ronald Koeman becomes manager", ("Roberto Martinez", "Ronald Koeman")),
        ("Prices in London rose by 3 %", "Prices in York rose by 3 %", ("London", "York")),
        ("Google invests 4tn won in Kia", "Google invests in Kia", None),
        ("Prices in London rose by 3 %", "Prices in York rose by 5 %", None),
        ("Prices in London did not rise", "Prices in York rise", None),
        ("The mayor of Leeds met Ann Lee", "The mayor of York met Bob Ray", None),
        ("The mayor of Leeds opened a bridge", "The mayor of York closed a bridge", None),
    ],
)
def test_a_name_in_the_place_of_another(one: str, other: str, names: tuple[str, str] | None) -> None:
    assert replaced_name(words_of(one), words_of(other)) == names


def test_days_that_differ_are_no_near_duplicate() -> None:
    one = Stated("Japan joins the pact with Australia", ClaimKind.PREDICTION, date(2025, 5, 31))
    other = Stated(one.statement, ClaimKind.PREDICTION, date(2026, 5, 31))
    found = likeness(one, other)
    assert found is not None
    assert (found.proposed, found.why) == (Proposed.CONTRADICTS, "due until 31 May 2025 against 31 May 2026")
    assert likeness(one, Stated(one.statement)) == likeness(Stated(one.statement), one)


def test_different_kinds_are_said() -> None:
    fact, position = (Stated("China calls it a cold-war pact", kind) for kind in (ClaimKind.FACT, ClaimKind.POSITION))
    found = likeness(fact, position)
    assert found is not None
    assert found.why == "the same words; one is a fact, the other a position"


def test_what_is_to_come_is_told_from_what_is() -> None:
    long = "the pact of Australia and Britain on submarines"
    assert proposed(f"Japan will join {long}", f"Japan joined {long}") == (Proposed.DUPLICATE, "the same except “will”")


def test_names_are_not_told_by_capitals_in_headlines() -> None:
    shouted = "Islamic State Leader Wounded During Airstrikes"
    assert proposed(shouted, "Islamic State leader wounded during airstrike") == (Proposed.DUPLICATE, "the same words")


WORDS = st.sampled_from(
    "ministers expect pension reform before parliament votes about lowering export tariffs for machine tools "
    "during summer holidays despite warnings from several unions".split()
)
STATEMENTS = st.lists(WORDS, min_size=4, max_size=12, unique=True).map(" ".join)


@given(STATEMENTS)
def test_a_statement_is_like_itself_in_any_order(statement: str) -> None:
    backwards = " ".join(reversed(statement.split()))
    found = likeness(Stated(statement), Stated(backwards))
    assert found is not None
    assert (found.proposed, found.alike) == (Proposed.DUPLICATE, 100)


@given(STATEMENTS, STATEMENTS)
def test_it_is_the_same_from_either_side(one: str, other: str) -> None:
    here, there = likeness(Stated(one), Stated(other)), likeness(Stated(other), Stated(one))
    assert (here and (here.proposed, here.alike)) == (there and (there.proposed, there.alike))


@given(STATEMENTS, st.sampled_from(["not", "never", "no", "cannot"]))
def test_a_negation_is_never_a_near_duplicate(statement: str, negation: str) -> None:
    found = likeness(Stated(statement), Stated(f"{negation} {statement}"))
    assert found is not None
    assert (found.proposed, found.alike) == (Proposed.CONTRADICTS, 100)


@given(STATEMENTS, st.integers(0, 9999), st.integers(0, 9999))
def test_amounts_that_differ_are_never_a_near_duplicate(statement: str, one: int, other: int) -> None:
    found = likeness(Stated(f"{statement} {one}"), Stated(f"{statement} {other}"))
    assert found is not None
    assert (found.proposed is Proposed.DUPLICATE) == (one == other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    found = likeness(Stated(one), Stated(other))
    assert found is None or 0 <= found.alike <= 100


@pytest.mark.parametrize(
    ("statement", "other", "proposed"),
    [
        ("Floods kill forty-three people in Valencia", "The flood killed 43 people in Valencia", "duplicate"),
        ("Floods kill forty-two people in Valencia", "The flood killed 43 people in Valencia", "contradicts"),
        ("Twenty four boats were seized off Malta", "24 boats were seized off Malta", "duplicate"),
        ("Vaccine 90 percent effective against illness", "The vaccine is 95% effective against illness", "contradicts"),
        ("Unemployment 12 per cent in Spain in March", "Unemployment 11 per cent in Spain in March", "contradicts"),
    ],
)
def test_numbers_in_words_and_before_a_unit_are_figures(statement: str, other: str, proposed: str) -> None:
    for pair in ((statement, other), (other, statement)):
        found = likeness(*map(Stated, pair))
        assert found is not None
        assert found.proposed == proposed
