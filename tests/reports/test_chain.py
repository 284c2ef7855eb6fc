"""The chain of a claim as a tree of texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

import pytest

from claims.cli.terminal.plain import cells
from claims.cli.terminal.showing import claim_text
from claims.features.claim.as_markdown import claim_markdown
from claims.features.claim.chain import MANY, chain
from claims.features.claim.report import ClaimReport, claim_report
from claims.reading.chain_view import ChainView
from claims.reading.records import CorrectionRecord, HedgeRecord, SourceRecord
from claims.vocabulary import (
    Attribution,
    Basis,
    CorrectionKind,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
    Proximity,
    RelayBasis,
    ReprintExtent,
    SourceKind,
    Stance,
    Terms,
    Treatment,
    Wording,
)
from tests.reports.building import AT, article, claim, source, view
from tests.reports.records import appearance, lines, relayed

DIPLOMAT = source(1, described="one senior diplomat")
OFFICIALS = source(2, described="American officials")
WONG = source(3, "Penny Wong", role="foreign minister", belongs_to="Australian Government")
STATEMENT = source(4, "Joint statement", kind=SourceKind.DOCUMENT, belongs_to="AUKUS")
TREASURY = source(5, "Treasury", kind=SourceKind.INSTITUTION)


@pytest.mark.parametrize(
    ("attribution", "by", "origin"),
    [
        (Attribution.NAMED, WONG, "Penny Wong, foreign minister, Australian Government"),
        (Attribution.UNNAMED, DIPLOMAT, "“one senior diplomat” (unnamed)"),
        (
            Attribution.UNNAMED,
            source(6, described="two officials", stated_count=2, belongs_to="Treasury"),
            "“two officials” (2 people, unnamed, Treasury)",
        ),
        (Attribution.COLLECTIVE, OFFICIALS, "“American officials” (neither named nor numbered)"),
        (Attribution.COLLECTIVE, None, "People (neither named nor numbered)"),
        (Attribution.DOCUMENT, STATEMENT, "Joint statement, AUKUS"),
        (Attribution.INSTITUTION, TREASURY, "Treasury"),
        (Attribution.OWN_VOICE, None, "Outlet 1 in its own voice"),
        (Attribution.WITNESSED, None, "A reporter of Outlet 1 was there"),
        (Attribution.UNATTRIBUTED, None, "No source is given"),
    ],
)
def test_every_chain_begins_with_who_says_so(attribution: Attribution, by: SourceRecord | None, origin: str) -> None:
    found = chain(view([appearance(1, attribution, source=by)]))
    assert list(lines(found)) == [(0, origin), (1, "Outlet 1, 20 March 2024 (#1)")]


def test_relays_hang_below_what_they_relay() -> None:
    first, second = article(1), article(2)
    found = chain(
        view(
            [
                appearance(1, Attribution.UNNAMED, source=DIPLOMAT, there=first),
                appearance(2, relays=first, there=second),
                appearance(3, relays=second),
                appearance(4, relays=first, there=article(4, reprint_of_id=1, reprint_extent=ReprintExtent.WHOLE)),
            ]
        )
    )
    assert list(lines(found)) == [
        (0, "“one senior diplomat” (unnamed)"),
        (1, "Outlet 1, 20 March 2024 (#1)"),
        (2, "Outlet 2, 20 March 2024 (#2)"),
        (3, "Outlet 3, 20 March 2024 (#3)"),
        (2, "Outlet 4, 20 March 2024 (#4) [reprint]"),
    ]


def test_marks_say_what_is_not_certain() -> None:
    unseen = article(1, "Sky News", seen=False, published_basis=Basis.INFERRED)
    unknown = article(3, published=None, published_earliest=None, outlet_basis=Basis.INFERRED)
    found = chain(
        view(
            [
                appearance(2, relays=unseen),
                appearance(3, relays=article(2), relay_basis=RelayBasis.INFERRED, note="Word for word.", there=unknown),
                appearance(4, relays=article(2), relay_basis=RelayBasis.SUSPECTED),
            ]
        )
    )
    told = [text for _, text in lines(found)]
    assert "Sky News, 20 March 2024 [unread; date inferred]" in told
    assert "Outlet 3, no date (#3) [relay inferred; outlet inferred] — Word for word." in told
    assert "Outlet 4, 20 March 2024 (#4) [relay only suspected]" in told


def test_what_was_withdrawn_is_marked_and_stays() -> None:
    withdrawn = CorrectionRecord(1, CorrectionKind.RETRACTED, "Withdrawn", "mori", AT, None)
    changed = CorrectionRecord(2, CorrectionKind.EDITED, "New headline", "mori", AT, None)
    found = chain(
        view(
            [
                appearance(1, Attribution.NAMED, source=WONG, corrections=(withdrawn,)),
                appearance(2, relays=article(1), corrections=(changed,)),
            ]
        )
    )
    assert [text for _, text in lines(found)] == [
        "Penny Wong, foreign minister, Australian Government [RETRACTED]",
        "Outlet 1, 20 March 2024 (#1) [RETRACTED]",
        "Outlet 2, 20 March 2024 (#2) [its upstream was retracted; changed by the outlet since]",
    ]


def test_details_are_told_once_and_not_again_below() -> None:
    hedges = (HedgeRecord(HedgeKind.LIKELIHOOD, "could"), HedgeRecord(HedgeKind.EVIDENTIAL, "reportedly"))
    first = appearance(
        1,
        Attribution.NAMED,
        source=WONG,
        excerpt="We could “join” soon",
        wording=Wording.DIRECT,
        hedges=hedges,
        likelihood=Likelihood.POSSIBLE,
        likelihood_basis=LikelihoodBasis.MAPPED,
        proximity=Proximity.FIRST_HAND,
        terms=Terms.BACKGROUND,
        said=date(2024, 3, 19),
    )
    same = replace(
        first, id=2, article=article(2), relays=article(1), relay_basis=RelayBasis.STATED, hedges=hedges[::-1]
    )
    other = appearance(
        3, relays=article(1), excerpt="Canberra may join", wording=Wording.PARAPHRASE, treatment=Treatment.DOUBTS
    )
    told = [text for _, text in lines(chain(view([first, same, other])))]
    assert told[1] == (
        "Outlet 1, 20 March 2024 (#1); at first hand; on background; said on 19 March 2024; “We could ‘join’ soon”; "
        "hedged by “could” and “reportedly”, likelihood: possible (by the published list of words)"
    )
    assert told[2] == "Outlet 2, 20 March 2024 (#2)"
    assert told[3] == "Outlet 3, 20 March 2024 (#3); in its own words: Canberra may join; the outlet doubts it"


def test_a_relay_that_cites_somebody_else_says_whom() -> None:
    found = chain(view([appearance(1), appearance(2, Attribution.UNNAMED, relays=article(1), source=DIPLOMAT)]))
    assert [text for _, text in lines(found)][
        2
    ] == "Outlet 2, 20 March 2024 (#2); citing “one senior diplomat” (unnamed)"


def test_circles_are_said_plainly() -> None:
    found = chain(view([appearance(1, relays=article(2)), appearance(2, relays=article(1))]))
    assert list(lines(found)) == [
        (0, "Circular reporting: these reports only cite each other"),
        (1, "Outlet 1, 20 March 2024"),
        (2, "Outlet 2, 20 March 2024 (#2)"),
        (3, "Outlet 1, 20 March 2024 (#1) [a circle: listed above already]"),
    ]


def test_an_article_with_two_footings_is_drawn_in_full_once() -> None:
    both = article(2)
    found = chain(
        view(
            [
                appearance(1),
                appearance(2, relays=article(1), there=both),
                appearance(
                    3, Attribution.UNNAMED, source=DIPLOMAT, there=both, excerpt="soon", wording=Wording.PARTIAL
                ),
                appearance(4, relays=both),
            ]
        )
    )
    assert list(lines(found)) == [
        (0, "No source is given"),
        (1, "Outlet 1, 20 March 2024 (#1)"),
        (2, "Outlet 2, 20 March 2024 (#2)"),
        (3, "Outlet 4, 20 March 2024 (#4)"),
        (0, "“one senior diplomat” (unnamed)"),
        (1, "Outlet 2, 20 March 2024 (#3) [its relays are listed above]; “soon”"),
    ]


def test_each_stance_has_its_own_chain() -> None:
    told = claim(
        [
            appearance(1),
            appearance(2, Attribution.NAMED, source=WONG, stance=Stance.DENIES),
            appearance(3, Attribution.UNNAMED, source=DIPLOMAT, stance=Stance.DECLINES),
        ]
    )
    seen = ChainView(told)
    assert [text for _, text in lines(chain(seen))] == ["No source is given", "Outlet 1, 20 March 2024 (#1)"]
    assert [text for _, text in lines(chain(seen, stance=Stance.DENIES))][1] == "Outlet 2, 20 March 2024 (#2)"
    assert [text for _, text in lines(chain(seen, stance=Stance.DECLINES))][1] == "Outlet 3, 20 March 2024 (#3)"
    assert chain(seen, stance=Stance.QUESTIONS) == []


@pytest.mark.parametrize("number", [MANY, MANY + 1])
def test_many_that_only_relay_share_a_line(number: int) -> None:
    relays = [appearance(index, relays=article(1)) for index in range(2, number + 2)]
    quoting = appearance(99, relays=article(1), excerpt="soon", wording=Wording.PARTIAL)
    found = list(lines(chain(view([appearance(1), *relays, quoting]))))
    if number == MANY:
        assert len(found) == 2 + MANY + 1
    else:
        assert found[2] == (2, "Outlet 99, 20 March 2024 (#99); “soon”")
        assert found[3][1].startswith(f"{MANY + 1} that only relay it: Outlet 2, 20 March 2024 (#2); Outlet 3,")
        assert len(found) == 4


@pytest.fixture(scope="module")
def long() -> ClaimReport:
    return claim_report(ChainView(relayed(10_000)), UTC)


@pytest.mark.parametrize("width", [40, 120])
def test_a_chain_of_ten_thousand_is_drawn_without_recursion(long: ClaimReport, width: int) -> None:
    text = claim_text(long, width=width)
    assert "(#10000)" in text.replace("│", "").replace("\n", "").replace(" ", "")
    assert max(map(cells, text.splitlines())) <= width


def test_a_chain_of_ten_thousand_is_no_heavier_than_its_lines(long: ClaimReport) -> None:
    (drawn,) = [section for section in long.sections if section.drawn]
    assert max(depth for depth, _ in lines(drawn.lines)) == 10_000
    assert len(claim_markdown(long)) < 2_000_000
