"""One event as five newsrooms write it: on whose word each statement stands, and through which outlet.

The articles are made up for these tests; what is wrong in how they are read is not held by them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from claims.capture.proposals import KnownArticle, Proposal, proposals
from claims.vocabulary import Stance, Wording

FOLDER = Path(__file__).parent / "articles"
OWN = {
    "agency": ("Reuters", "reuters.com"),
    "tabloid": ("The Sun", "thesun.co.uk"),
    "broadsheet": ("The Guardian", "theguardian.com"),
    "magazine": ("The Economist",),
    "translated": ("Der Tagesspiegel",),
}
UNKNOWN = "a report without a name"


@cache
def read(style: str) -> list[Proposal]:
    known = KnownArticle(outlet_names=OWN[style], published=date(2024, 4, 10), translated=style == "translated")
    return proposals((FOLDER / f"{style}.txt").read_text(encoding="utf-8"), known)


def stating(style: str, words: str) -> Proposal:
    (proposal,) = [each for each in read(style) if words in each.statement]
    return proposal


@pytest.mark.parametrize(
    ("style", "words", "attribution", "speaker", "upstream"),
    [
        ("agency", "Norland has cancelled a contract", "named", "Ingrid Dahl", None),
        ("agency", "surprised and disappointed", "institution", "Castor Marine", None),
        ("agency", "shares fell 14%", "unattributed", None, None),
        ("agency", "looking at an offer", "unnamed", "Two people familiar with the talks", None),
        ("agency", "declined to comment", "unnamed", "A spokesperson for Hanbo", None),
        ("agency", "first reported the cancellation", "outlet", "Dagsposten", "Dagsposten"),
        ("agency", "could sign a new contract", "named", "Ingrid Dahl", None),
        ("tabloid", "slammed bungling ministers", "collective", "Livid islanders", None),
        ("tabloid", "pulled the plug", "unattributed", None, None),
        ("tabloid", "It is a disgrace", "named", "Kari Moe", None),
        ("tabloid", "She had no choice", "unnamed", "A source close to the minister", None),
        ("tabloid", "The tests were a disaster", "unnamed", "A source close to the minister", None),
        ("tabloid", "Heads will roll", "unnamed", "Another insider", None),
        ("tabloid", "were warned about faulty fuel tanks", "outlet", "Daily Mail", "Daily Mail"),
        ("tabloid", "the safest in the world", "institution", "Castor Marine", None),
        ("broadsheet", "had become untenable", "named", "Ingrid Dahl", None),
        ("broadsheet", "cannot be certified", "collective", "inspectors", None),
        ("broadsheet", "The minister was briefed in December", "unattributed", None, None),
        ("broadsheet", "accused the government", "collective", "Critics", None),
        ("broadsheet", "Nobody had built a tank", "named", "Lena Storm", "BBC"),
        ("broadsheet", "tanks were unsafe", "institution", "Castor Marine", None),
        ("broadsheet", "fully vindicated", "named", "Jon Brekke", None),
        ("magazine", "I stood on the quay", "witnessed", "I", None),
        ("magazine", "Ingrid Dahl had no alternative", "named", "Ingrid Dahl", None),
        ("magazine", "The tender was rushed", "collective", "Officials in Havna", None),
        ("magazine", "cost taxpayers", "collective", "Economists", None),
        ("magazine", "nobody dared to mention the tanks", "unnamed", "One former adviser", None),
        ("magazine", "The government will probably not", "unattributed", None, None),
        ("translated", "to terminate the contract", "outlet", "Dagsposten", "Dagsposten"),
        ("translated", "informed of the cracks", "outlet", "NRK", "NRK"),
        ("translated", "feel betrayed", "named", "Olav Lien", "Deutsche Welle"),
        ("translated", "can probably be repaired", "named", "Marta Hein", None),
        ("translated", "A shipyard from South Korea", "outlet", "media reports", UNKNOWN),
        ("translated", "Documents will be published", "institution", "Ministry of Transport", None),
    ],
)
def test_on_whose_word_each_newsroom_says_it(
    style: str, words: str, attribution: str, speaker: str | None, upstream: str | None
) -> None:
    proposal = stating(style, words)
    relied = proposal.upstream.outlet or UNKNOWN if proposal.upstream is not None else None
    assert proposal.attribution == attribution
    assert (proposal.speaker.shown if proposal.speaker is not None else None) == speaker
    assert relied == upstream


def test_a_role_and_an_institution_come_from_anywhere_in_the_article() -> None:
    storm = stating("broadsheet", "Nobody had built a tank").speaker
    assert storm is not None
    assert storm.institution == "University of Havna"
    brekke = stating("broadsheet", "fully vindicated").speaker
    assert brekke is not None
    assert (brekke.role, brekke.institution) == ("chief executive", "Castor Marine")


def test_a_translation_quotes_nobody_in_their_own_words() -> None:
    assert Wording.DIRECT not in {proposal.excerpt.wording for proposal in read("translated")}
    assert stating("translated", "feel betrayed").excerpt.wording is Wording.TRANSLATED


def test_a_denial_and_a_refusal_to_comment_are_no_assertions() -> None:
    assert stating("broadsheet", "tanks were unsafe").stance is Stance.DENIES
    assert stating("agency", "declined to comment").stance is Stance.DECLINES


def test_the_days_of_an_agency_report() -> None:
    assert stating("agency", "Norland has cancelled a contract").said == date(2024, 4, 9)
    (deadline,) = stating("agency", "could sign a new contract").windows
    assert deadline.window is not None
    assert deadline.window.latest == date(2024, 12, 31)
