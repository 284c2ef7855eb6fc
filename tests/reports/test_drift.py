"""Where the wording of a claim hardens, in sentences, in JSON and in the sourcing report of a story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from claims.features.claim.spread import spread_of
from claims.features.drift.words import drift_json, drift_sentences
from claims.features.story.drift import drift_fact, drifted, drifting
from claims.reading.chain_view import ChainView
from claims.reading.records import AppearanceRecord, HedgeRecord
from claims.vocabulary import (
    Attribution,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
    Placement,
    RelayBasis,
    ReprintExtent,
    SourceKind,
    Stance,
    Treatment,
    Weight,
    Wording,
)
from tests.conftest import Run
from tests.reports.building import article, claim, source, view
from tests.reports.records import appearance

pytestmark = pytest.mark.engines("sqlite")

DIPLOMAT = source(1, described="one senior diplomat")
OFFICIALS = source(2, described="officials")
TWO = source(3, described="two officials", stated_count=2)
MARLES = source(4, "Richard Marles")
MINISTRY = source(5, "Ministry of Defence", kind=SourceKind.INSTITUTION)
UP = article(1, "POLITICO")
SAID: dict[str, Any] = {"excerpt": "in line to join", "wording": Wording.PARAPHRASE}


def told(above: AppearanceRecord, *others: AppearanceRecord, **values: Any) -> str:
    """The one sentence about an appearance in POLITICO and one in Outlet 2 that relays it."""
    return only(above, *others, appearance(2, **({"relays": UP, **SAID, "excerpt": "set to join"} | values)))


def only(*appearances: AppearanceRecord) -> str:
    found = drift_sentences(view(list(appearances)))
    assert len(found) == 1, found
    return found[0]


def politico(attribution: Attribution = Attribution.UNNAMED, **values: Any) -> AppearanceRecord:
    return appearance(1, attribution, there=UP, **({"source": DIPLOMAT, **SAID} | values))


HERE = "Outlet 2, 20 March 2024 (#2)"
THERE = "POLITICO, 20 March 2024 (#1)"


@pytest.mark.parametrize(
    ("above", "values", "sentence"),
    [
        (
            politico(hedges=(HedgeRecord(HedgeKind.CONDITIONAL, "if invited"),)),
            {},
            f"{HERE} says “set to join”, without the “if invited” of {THERE}.",
        ),
        (
            politico(hedges=tuple(HedgeRecord(HedgeKind.INTENTION, each) for each in ("aims", "hopes"))),
            {"hedges": (HedgeRecord(HedgeKind.INTENTION, "aims"),)},
            f"{HERE} says “set to join”, without the “hopes” of {THERE}, though it holds back in other words.",
        ),
        (
            politico(likelihood=Likelihood.POSSIBLE, likelihood_basis=LikelihoodBasis.EDITOR),
            {"likelihood": Likelihood.LIKELY, "hedges": (HedgeRecord(HedgeKind.LIKELIHOOD, "expected to"),)},
            f"{HERE} says “expected to” where {THERE} says possible.",
        ),
        (
            politico(hedges=(HedgeRecord(HedgeKind.LIKELIHOOD, "could"),)),
            {"excerpt": "will join"},
            f"{HERE} says “will join”, flatly, where {THERE} says “could”.",
        ),
        (
            politico(),
            {"attribution": Attribution.UNATTRIBUTED, "placement": Placement.HEADLINE},
            (
                "Outlet 2, 20 March 2024 (#2, in its headline) says “set to join” and gives no source, "
                f"where {THERE} gives “one senior diplomat” (unnamed)."
            ),
        ),
        (
            politico(),
            {"attribution": Attribution.UNATTRIBUTED, "treatment": Treatment.ENDORSES, "excerpt": None},
            f"{HERE} gives no source, where {THERE} gives “one senior diplomat” (unnamed).",
        ),
        (
            politico(Attribution.NAMED, source=MARLES),
            {"attribution": Attribution.OWN_VOICE},
            f"{HERE} says “set to join” in its own voice, where {THERE} gives Richard Marles.",
        ),
        (
            politico(),
            {"attribution": Attribution.COLLECTIVE, "source": OFFICIALS},
            (
                f"{HERE} gives “officials” (neither named nor numbered) where {THERE} gives “one senior diplomat” "
                "(unnamed)."
            ),
        ),
        (
            politico(),
            {"attribution": Attribution.INSTITUTION, "source": MINISTRY},
            f"{HERE} gives Ministry of Defence where {THERE} gives “one senior diplomat” (unnamed).",
        ),
        (
            politico(),
            {"attribution": Attribution.UNNAMED, "source": TWO},
            f"{HERE} gives “two officials” (2 people, unnamed) where {THERE} gives “one senior diplomat” (unnamed).",
        ),
        (
            politico(source=TWO),
            {"attribution": Attribution.COLLECTIVE, "source": OFFICIALS},
            (
                f"{HERE} gives “officials” (neither named nor numbered) where {THERE} gives “two officials” "
                "(2 people, unnamed)."
            ),
        ),
        (
            politico(Attribution.NAMED, source=MARLES, stance=Stance.DENIES, excerpt="not soon"),
            {},
            f"{HERE} asserts “set to join”, where in {THERE} Richard Marles denies it: “not soon”.",
        ),
        (
            politico(Attribution.NAMED, source=MARLES, stance=Stance.DECLINES, excerpt=None),
            {"excerpt": None},
            f"{HERE} asserts it, where in {THERE} Richard Marles would not say.",
        ),
        (
            politico(Attribution.OUTLET, source=None, treatment=Treatment.DOUBTS, excerpt="a doubtful report"),
            {},
            f"{HERE} says “set to join”, where {THERE} doubts it: “a doubtful report”.",
        ),
        (
            politico(),
            {"treatment": Treatment.ENDORSES},
            (
                f"{HERE} says “set to join” in its own voice, where {THERE} says “in line to join” and gives "
                "“one senior diplomat” (unnamed)."
            ),
        ),
    ],
)
def test_each_hardening_is_told_with_both_wordings(
    above: AppearanceRecord, values: dict[str, Any], sentence: str
) -> None:
    assert told(above, **values) == sentence


def test_a_denial_left_out_is_told() -> None:
    denial = replace(politico(Attribution.NAMED, source=MARLES, stance=Stance.DENIES, excerpt="not soon"), id=9)
    assert told(politico(), denial) == (
        f"{HERE} says “set to join”, but not, as far as recorded, that in POLITICO, 20 March 2024 (#9) Richard "
        "Marles denies it (“not soon”)."
    )


def test_inferred_and_withdrawn_are_said() -> None:
    below = {"attribution": Attribution.UNATTRIBUTED, "relay_basis": RelayBasis.INFERRED}
    assert told(politico(), **below).endswith("; we inferred that it took the claim from there.")


def test_a_whole_reprint_says_nothing_and_a_part_may() -> None:
    hedged = politico(hedges=(HedgeRecord(HedgeKind.EVIDENTIAL, "reportedly"),))

    def reprinted(extent: ReprintExtent) -> list[str]:
        there = article(2, reprint_of_id=1, reprint_extent=extent)
        below = appearance(2, Attribution.UNNAMED, there=there, relays=UP, source=DIPLOMAT, **SAID)
        return drift_sentences(view([hedged, below]))

    assert reprinted(ReprintExtent.WHOLE) == []
    assert len(reprinted(ReprintExtent.PART)) == 1


def test_json_names_both_appearances_and_both_wordings() -> None:
    above = politico(hedges=(HedgeRecord(HedgeKind.CONDITIONAL, "if invited"),))
    below = appearance(2, relays=UP, **SAID)
    assert drift_json(view([above, below])) == [
        {
            "appearance": 2,
            "upstream": 1,
            "axis": "hedge",
            "hardening": "hedge_dropped",
            "hedge": "conditional",
            "says": ["in line to join"],
            "upstream_says": ["if invited"],
            "inferred": False,
            "withdrawn": False,
            "sentence": f"{HERE} says “in line to join”, without the “if invited” of {THERE}.",
        }
    ]


def test_a_story_tells_its_key_claims_and_counts_all() -> None:
    appearances = [politico(), appearance(2, Attribution.UNATTRIBUTED, relays=UP, **SAID)]
    key, other = claim(appearances), replace(claim(appearances), id=2, weight=Weight.BACKGROUND)
    quiet = replace(claim(appearances[:1]), id=3)
    spreads = [spread_of(ChainView(one)) for one in (key, other, quiet)]
    assert [one.spread.claim.id for one in drifted(spreads)] == [key.id]
    assert drifting(spreads) == (key.id, 2)
    assert drift_fact(spreads, str) == f"1 relay goes further than the report it picks up, on 2 claims ({(key.id, 2)})."
    assert drift_fact(spreads[2:], str).startswith("No relay goes further")


# The AUKUS case


@pytest.fixture
def aukus(case_url: str, environment: dict[str, str]) -> Run:
    return Run(case_url, environment)


def test_the_line_under_the_newsletters_title_drops_what_holds_the_report_back(aukus: Run) -> None:
    told = aukus("show", "54", "--format", "json").json
    by_id = {one["id"]: one for one in told["appearances"]}
    pairs = [(by_id[one["appearance"]], by_id[one["upstream"]], one) for one in told["drift"]]
    assert [(here["outlet"], there["outlet"], one["hardening"]) for here, there, one in pairs] == [
        ("Global Polarity", "The Japan Times", "hedge_dropped"),
        ("Global Polarity", "The Japan Times", "nobody_given"),
        ("Global Polarity", "The Japan Times", "endorsed"),
    ]
    assert all(here["placement"] == "headline" and one["inferred"] for here, _, one in pairs)
    assert told["drift"][0]["says"] == ["The U.S. has kicked off talks with Britain and Australia"]
    assert told["drift"][0]["upstream_says"] == ["according to a media report"]
    text = " ".join(aukus("show", "54").stdout.split())
    assert "WORDING ALONG THE CHAIN" in text
    assert "without the “according to a media report” of The Japan Times, March 2024" in text


def test_the_silicon_review_gives_nobody_for_what_politico_has_from_one_diplomat(aukus: Run) -> None:
    [found] = aukus("show", "98", "--format", "json").json["drift"]
    assert (found["hardening"], found["says"]) == ("nobody_given", [])
    assert found["upstream_says"] == ["One senior diplomat involved in the talks"]
    markdown = aukus("show", "98", "--format", "markdown").stdout
    assert "### Wording along the chain" in markdown
    assert "gives no source, where POLITICO, 19 March 2024" in markdown


def test_the_case_has_these_findings_and_no_others(aukus: Run) -> None:
    told = aukus("report", "story", "aukus-pillar-2", "--format", "json").json
    assert told["drift"] == [54, 98]
    assert {one["id"] for one in told["claims"] if one["drift"]} == {54, 98}
    text = " ".join(aukus("report", "story", "aukus-pillar-2").stdout.split())
    assert "2 relays go further than the reports they pick up, on 2 claims (#54 and #98)." in text


def test_what_was_entered_later_is_not_known_before(aukus: Run) -> None:
    before = aukus("show", "54", "--as-of", "2024-04-10", "--format", "json").json
    assert before["drift"] == []
