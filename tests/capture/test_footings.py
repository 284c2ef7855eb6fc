"""On whose word sentences of an article stand where the words beside the verb mislead."""

from __future__ import annotations

import pytest

from claims.capture.attribution.reading import read_text
from claims.capture.proposals import KnownArticle, proposals
from claims.capture.speakers import Cast
from claims.vocabulary import Attribution

STORY = "Anna Rossi, the harbour minister, spoke in Turin on Monday.\n\n"


def speakers(text: str) -> list[tuple[Attribution, str | None]]:
    """Return attribution and speaker of each proposal."""
    read = proposals(text, KnownArticle())
    return [(each.attribution, None if each.speaker is None else each.speaker.shown) for each in read]


@pytest.mark.parametrize(
    ("sentence", "attribution", "shown"),
    [
        ("Her deputy, Harbour Secretary Tom Weber, said the port was safe.", Attribution.NAMED, "Tom Weber"),
        ("Rossi's running mate, Mayor Lena Holm, said the port was safe.", Attribution.NAMED, "Lena Holm"),
        ("“The port is safe,” said 9/11 widow Clara Weber.", Attribution.NAMED, "Clara Weber"),
        ("“The port is safe,” said Ugo Maria Bianchi Neri, 31, of Turin.", Attribution.NAMED, "Ugo Maria Bianchi Neri"),
        ("It is a risky week for Rossi, who said the port was safe.", Attribution.NAMED, "Anna Rossi"),
        ("They met Rossi (R-Turin), who said the port was safe.", Attribution.NAMED, "Anna Rossi"),
        ("It helped Karl Bauer, a longtime donor who said the port was safe.", Attribution.NAMED, "Karl Bauer"),
        ("Fishermen said the port was safe.", Attribution.COLLECTIVE, "Fishermen"),
        ("Delegates said the port was safe.", Attribution.COLLECTIVE, "Delegates"),
        ("Rossi's family said the port was safe.", Attribution.COLLECTIVE, "Rossi's family"),
        ("Others said the port was safe.", Attribution.COLLECTIVE, "Others"),
        ("ABC News said the port was safe.", Attribution.OUTLET, "ABC News"),
        ("NBC's Mark Hale said the port was safe.", Attribution.NAMED, "Mark Hale"),
        ("A Bloomberg poll shows that Rossi is ahead.", Attribution.DOCUMENT, None),
        ("Rossi last month said the port was safe.", Attribution.NAMED, "Anna Rossi"),
    ],
)
def test_who_speaks_is_read_from_the_whole_of_the_source(
    sentence: str, attribution: Attribution, shown: str | None
) -> None:
    read = [each for each in speakers(STORY + sentence) if each[0] is not Attribution.UNATTRIBUTED]
    assert [each[0] for each in read] == [attribution]
    if shown is not None:
        assert read[0][1] == shown


def test_which_means_the_body_beside_it() -> None:
    ((_, words, attributions),) = read_text(
        "It upset members of the Turin council, which has denied that it is unsafe."
    )
    (source,) = [each.source for each in attributions if each.source is not None]
    speaker = Cast().speaker(words, *source)
    assert (speaker.attribution, speaker.name) == (Attribution.INSTITUTION, "Turin council")


def test_a_person_plans_although_the_sentence_names_an_outlets_report() -> None:
    text = STORY + "In the wake of the New York Times report, Rossi has portrayed herself as a friend of the port."
    assert (Attribution.NAMED, "Anna Rossi") in speakers(text)


def test_a_rival_with_a_first_name_is_a_person() -> None:
    text = "Hillary Grant says the port is safe.\n\nShe spoke after rival Hillary Grant left. Grant then went home."
    assert speakers(text)[0] == (Attribution.NAMED, "Hillary Grant")


def test_a_pronoun_before_its_name_is_the_articles_person_of_that_gender() -> None:
    text = "“The port is safe,” she said.\n\nClara Weber, a diver, met Tom Weber in Turin on Monday."
    assert speakers(text)[0] == (Attribution.NAMED, "Clara Weber")


@pytest.mark.parametrize(
    "sentence",
    [
        "Health worries have dogged the minister all year.",
        "The fee stayed, dialing back proposals to cut it.",
        "The outage remained a focus of his tax claims.",
        "Do you support the closure of the port?",
        "Of the 40 judges who hear it, the 10 oppose nothing.",
        "A yellow bulldozer pushed the mound aside.",
    ],
)
def test_things_and_nouns_are_no_sources(sentence: str) -> None:
    assert [each for _, _, attributions in read_text(sentence) for each in attributions if each.source] == []
