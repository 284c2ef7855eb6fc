"""What the sentences about a claim's spread say, for every way in which chains can run."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.features.claim.spread import spread_of
from claims.features.claim.spread_words import on_whose_word, spread_sentences, three_counts
from claims.reading.records import AppearanceRecord
from claims.vocabulary import Attribution, Proximity, RelayBasis, Rule, SourceKind, Stance
from tests.reports.building import article, claim, relay, says, source, view

ANN = source(1, "Ann One", institution_id=11, topmost_id=11, topmost="the Ministry")
BEN = source(2, "Ben Two", institution_id=12, topmost_id=12, topmost="the Embassy")
CAT = source(3, "Cat Three", institution_id=11, topmost_id=11, topmost="the Ministry")
DIPLOMAT = source(4, described="One senior diplomat")
OFFICIALS = source(5, described="American officials")
TWO = source(6, described="two officials", stated_count=2)

A, B, C, D = (article(number, outlet) for number, outlet in enumerate(("Alpha", "Beta", "Gamma", "Delta"), 1))


def told(*appearances: AppearanceRecord) -> str:
    return " ".join(spread_sentences(spread_of(view(appearances))))


def test_one_report_and_one_unnamed_person() -> None:
    text = told(says(1, A, Attribution.UNNAMED, DIPLOMAT), relay(2, B, A), relay(3, C, B))
    assert text == (
        "3 outlets carried it. All lead back to one report, Alpha of 20 March 2024, and that to one unnamed "
        "person, “one senior diplomat”. Independent origins: 1. Two-source rule: not met."
    )


def test_one_report_and_an_unspecified_number_of_people() -> None:
    text = told(says(1, A, Attribution.COLLECTIVE, OFFICIALS), relay(2, B, A))
    assert "and that to “American officials”, neither named nor numbered." in text
    assert text.endswith("Independent origins: at least 1; total unknown. Two-source rule: possible.")


def test_a_stated_number_of_people() -> None:
    text = told(says(1, A, Attribution.UNNAMED, TWO), relay(2, B, A))
    assert "and that to 2 unnamed people, “two officials”." in text


def test_one_voice_in_several_reports() -> None:
    spread = spread_of(view([says(1, A, Attribution.NAMED, ANN), says(2, B, Attribution.NAMED, ANN), relay(3, C, B)]))
    assert (spread.known, spread.on_one, spread.rule) == (1, True, Rule.NOT_MET)
    assert (
        "All lead back to 2 reports (Beta of 20 March 2024 and Alpha of 20 March 2024), and both of these to Ann One: "
        "one voice, however often it speaks."
    ) in " ".join(spread_sentences(spread))


def test_voices_of_one_institution_are_not_two_origins() -> None:
    text = told(says(1, A, Attribution.NAMED, ANN), says(2, B, Attribution.NAMED, CAT))
    assert "2 reports and 2 voices: Ann One (Alpha) and Cat Three (Beta)." in text
    assert "No two of these are surely independent: Ann One and Cat Three both belong to one institution" in text
    assert text.endswith("Independent origins: 1. Two-source rule: not met.")


def test_two_surely_independent_origins() -> None:
    first_hand = Proximity.FIRST_HAND
    text = told(
        says(1, A, Attribution.NAMED, ANN, proximity=first_hand),
        says(2, B, Attribution.NAMED, BEN, proximity=first_hand),
    )
    assert "At least 2 of the voices are surely independent of each other." in text
    assert text.endswith("Independent origins: 2. Two-source rule: met.")


def test_different_outlets_and_names_alone_are_not_independent() -> None:
    text = told(says(1, A, Attribution.NAMED, ANN), says(2, B, Attribution.NAMED, BEN))
    reason = "no two are known to be of different institutions and both at first hand"
    assert f"No two of these are surely independent: {reason}." in text
    assert "Independent origins: at least 1, at most 2. Two-source rule: possible." in text


def test_one_occasion() -> None:
    one: dict[str, Any] = {"proximity": Proximity.FIRST_HAND, "occasion": "2+2 press conference"}
    text = told(says(1, A, Attribution.NAMED, ANN, **one), says(2, B, Attribution.NAMED, BEN, **one))
    assert "No two of these are surely independent: they spoke on one occasion, 2+2 press conference." in text


def test_people_whom_nobody_names_may_be_the_same() -> None:
    text = told(says(1, A, Attribution.UNNAMED, DIPLOMAT), says(2, B, Attribution.COLLECTIVE, OFFICIALS))
    assert "the unnamed people may be the same." in text


def test_nobody_is_given() -> None:
    spread = spread_of(view([says(1, A, Attribution.UNATTRIBUTED), says(2, B, Attribution.UNATTRIBUTED)]))
    assert spread.on_nobody
    assert not spread.only_unnamed
    assert "All lead back to 2 reports that give nobody for it (Alpha and Beta)." in " ".join(spread_sentences(spread))
    assert on_whose_word(spread) == "no source given by Alpha and Beta"


def test_a_report_that_nobody_has_read() -> None:
    unread = article(9, "Nikkei", seen=False)
    assert "All lead back to one report, Nikkei of 20 March 2024 (not read here)." in told(
        relay(1, A, unread), relay(2, B, unread)
    )
    text = told(says(1, A, Attribution.NAMED, ANN, unread), relay(2, B, A))
    assert "one report, Nikkei of 20 March 2024 (not read here), and that to Ann One." in text


def test_a_report_that_gives_somebody_once_and_nobody_once() -> None:
    text = told(says(1, A, Attribution.NAMED, ANN), says(2, A, Attribution.UNATTRIBUTED), relay(3, B, A))
    assert "and that to Ann One; it also states the claim without a source." in text
    assert "Two-source rule: possible." in text
    spread = spread_of(view([says(1, A, Attribution.NAMED, ANN), says(2, A, Attribution.UNATTRIBUTED)]))
    assert on_whose_word(spread) == "on the word of Ann One; no source given by Alpha"


def test_voices_of_their_own() -> None:
    assert "Alpha of 20 March 2024, which says so in its own voice." in told(says(1, A, Attribution.OWN_VOICE))
    assert "Alpha of 20 March 2024, which had a reporter there." in told(says(1, A, Attribution.WITNESSED))
    paper = source(8, "the joint statement", kind=SourceKind.DOCUMENT)
    assert "attributed to one document, the joint statement." in told(says(1, A, Attribution.DOCUMENT, paper))


def test_circular_reporting_adds_nothing() -> None:
    text = told(relay(1, A, B), relay(2, B, A))
    assert "No chain leads to an origin." in text
    assert "2 appearances lead only to reports that cite each other, and add nothing." in text
    assert "Independent origins: 0." in text
    beside = told(relay(1, A, B), relay(2, B, A), says(3, C, Attribution.NAMED, ANN))
    assert "Those not retracted lead back to one report, Gamma of 20 March 2024" in beside


def test_only_withdrawn() -> None:
    assert told(says(1, A, Attribution.NAMED, ANN, retracted=True)) == ("Nobody stands by it: Alpha retracted it.")
    text = told(says(1, A, Attribution.NAMED, ANN, retracted=True), relay(2, B, A))
    assert text.startswith("1 outlet carried it, Beta. No chain leads to an origin. Alpha retracted it.")
    assert "1 appearance rests on what was retracted, and adds nothing." in text


def test_denials_are_told_apart() -> None:
    text = told(says(1, A, Attribution.NAMED, ANN), says(2, B, Attribution.NAMED, BEN, stance=Stance.DENIES))
    assert text.startswith("1 outlet carried it, Alpha.")
    assert "It is denied by Ben Two (Beta)." in text
    assert "Independent origins: 1." in text
    assert told(says(1, A, Attribution.NAMED, ANN, stance=Stance.DENIES)).startswith("No article here asserts it.")


def test_inferred_and_suspected_relays() -> None:
    text = told(
        says(1, A, Attribution.NAMED, ANN),
        relay(2, B, A, relay_basis=RelayBasis.INFERRED),
        relay(3, C, A),
        relay(4, C, A, relay_basis=RelayBasis.INFERRED),
        says(5, D, Attribution.NAMED, BEN, A, relay_basis=RelayBasis.SUSPECTED),
    )
    assert "Beta does not credit Alpha; we inferred that it took the claim from there." in text
    assert "Gamma does not credit" not in text
    assert "1 more relay is only suspected, and is not followed." in text


def test_a_long_list_is_cut() -> None:
    many = [says(number, article(number), Attribution.UNATTRIBUTED) for number in range(1, 10)]
    assert (
        "9 reports that give nobody for it (Outlet 1, Outlet 2, Outlet 3, Outlet 4, Outlet 5, Outlet 6 and 3 more)"
        in (told(*many))
    )


def test_an_undated_article() -> None:
    undated = article(9, "Nikkei", published=None, published_earliest=None, published_latest=date.max)
    assert "one report, Nikkei (undated), attributed to Ann One." in told(says(1, undated, Attribution.NAMED, ANN))


def test_three_counts_in_one_sentence() -> None:
    two = claim([says(1, A, Attribution.NAMED, ANN), says(2, B, Attribution.NAMED, BEN)])
    assert three_counts(two.origins) == "Origins: 2 people, 2 institutions, 1 to 2 independent."
    unknown = claim([says(1, A, Attribution.COLLECTIVE, OFFICIALS)])
    assert three_counts(unknown.origins) == ("Origins: at least 1 person, 1 institution, 1 independent; total unknown.")
