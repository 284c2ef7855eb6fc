"""Which other outlet a sentence relies on, and which it only mentions."""

from __future__ import annotations

import pytest

from claims.capture.attribution.reading import read_text
from claims.capture.outlets import OutletNames
from claims.capture.relays import Relay, relays_of

NAMES = OutletNames(own=("The Daily Example", "dailyexample.com"), register=("Riverton Echo", "Kvitsund Avis"))


def relays(sentence: str, names: OutletNames = NAMES, earlier: str | None = None) -> list[Relay]:
    ((_, words, _),) = read_text(sentence)
    return relays_of(words, names, earlier)


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("The mayor told the Riverton Echo that she would resign.", ["Riverton Echo"]),
        ("“I am tired,” the mayor told Kvitsund Avis.", ["Kvitsund Avis"]),
        ("The mayor will resign, according to Le Monde.", ["Le Monde"]),
        ("The mayor will resign, according to the UK’s Daily Mail.", ["Daily Mail"]),
        ("According to US website TMZ, the mayor will resign.", ["TMZ"]),
        ("The mayor will resign, reports the Riverton Daily Press.", ["Riverton Daily Press"]),
        ("As Reuters first reported, the mayor will resign.", ["Reuters"]),
        ("Citing two aides, the news agency Kyodo said the mayor would resign.", ["Kyodo"]),
        ("The AP, citing two aides, said the mayor would resign.", ["AP"]),
        ("The mayor said in an interview with Der Spiegel that she would resign.", ["Der Spiegel"]),
        ("In an op-ed in The Wall Street Journal, the envoy wrote that talks were near.", ["The Wall Street Journal"]),
        ("The mayor will resign, portnews.com said.", ["portnews.com"]),
        ("A BBC investigation found that the tanks leaked.", ["BBC"]),
        ("The tanks leaked, CNN's Jane Roe reported.", ["CNN"]),
        ("The tanks leaked, according to the BBC and Le Monde.", ["BBC", "Le Monde"]),
        ("The tanks leaked, Bloomberg has learned.", ["Bloomberg"]),
        ("The Times reports that the tanks leaked.", ["The Times"]),
        ("The tanks leaked, writes Example Quarterly.", ["Example Quarterly"]),
        ("TURIN (Reuters) - The tanks leaked.", ["Reuters"]),
        ("Speaking on Fox News, the mayor said she would resign.", ["Fox News"]),
    ],
)
def test_the_outlets_that_a_sentence_relies_on(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    "sentence",
    [
        "The BBC is to make sixty new episodes of the show.",
        "The mayor bought the Riverton Echo in 1998.",
        "It is time to say that people need a new deal.",
        "She reads the Guardian every day.",
        "The sun rose over Parliament Hill on Tuesday.",
        "The mayor sued CNN over the broadcast.",
        "A former editor of Le Monde joined the council.",
        "The mayor told The Daily Example that she would resign.",
        "The mayor will resign, dailyexample.com has learned.",
        "The annual report says that the tanks leaked.",
        "Police reports are kept for ten years.",
    ],
)
def test_an_outlet_only_mentioned_is_no_relay(sentence: str) -> None:
    assert relays(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor will resign, according to media reports.",
        "The mayor will reportedly resign.",
        "Local media report that the mayor will resign.",
        "Several reports say that the mayor will resign.",
        "It was reported that the mayor would resign.",
        "The mayor is rumoured to be ill.",
        "Unconfirmed reports of an explosion came in on Monday.",
    ],
)
def test_a_report_without_its_outlets_name_is_unknown(sentence: str) -> None:
    assert [relay.outlet for relay in relays(sentence)] == [None]


def test_the_newspaper_is_the_one_named_before() -> None:
    (relay,) = relays("The newspaper added that the mayor was ill.", earlier="Riverton Echo")
    assert relay.outlet == "Riverton Echo"
    assert relays("The newspaper added that the mayor was ill.") == []


@pytest.mark.parametrize("own", ["CNN", "edition.cnn.com", "cnn.com", "CNN International"])
def test_the_articles_own_outlet_goes_by_several_names(own: str) -> None:
    assert relays("The mayor told CNN that she would resign.", OutletNames(own=(own,))) == []
