"""On whose word sentences of an article stand where the words beside the verb mislead."""

from __future__ import annotations

import pytest

from claims.capture.attribution.reading import read_text
from claims.capture.proposals import KnownArticle, proposals
from claims.capture.proposing import attributed
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
        ("Rossi, who in 2010 said the port was safe, resigned.", Attribution.NAMED, "Anna Rossi"),
        ("The 52-year-old said the port was safe.", Attribution.NAMED, "Anna Rossi"),
        ("“The port is safe,” said Carl King, a harbour pilot.", Attribution.NAMED, "Carl King"),
        ("Mr. King said the port was safe.", Attribution.NAMED, "King"),
        ("Tan Ki-lee, the secretary general of the league, said the port was safe.", Attribution.NAMED, "Tan Ki-lee"),
        ("Omar bin Rashid said the port was safe.", Attribution.NAMED, "Omar bin Rashid"),
        ("Band member Fuchs said the port was safe.", Attribution.NAMED, "Fuchs"),
        ("Many experts, including Anna Rossi, say the port is safe.", Attribution.COLLECTIVE, None),
        ("Advisers to Rossi said the port was safe.", Attribution.COLLECTIVE, None),
        ("A spokesman for Mayor Frank Jackson said the port was safe.", Attribution.UNNAMED, None),
        ("A top adviser for House Speaker Paul Roe said the port was safe.", Attribution.UNNAMED, None),
        ("A person familiar with Rossi's views said the port was safe.", Attribution.UNNAMED, None),
        ("A 2013 study by economist Peter Roe said the port was safe.", Attribution.DOCUMENT, None),
        ("A group of liberal Rabbis said the port was safe.", Attribution.COLLECTIVE, None),
        ("Witnesses said the port was safe.", Attribution.COLLECTIVE, None),
        ("The campaign of Democratic nominee Hillary Roe said the port was safe.", Attribution.INSTITUTION, None),
        ("EgyptAir said the port was safe.", Attribution.INSTITUTION, None),
        ("Ohio said the port was safe.", Attribution.INSTITUTION, None),
        ("DeSantis said the port was safe.", Attribution.NAMED, None),
        ("Veteran Democrats said the port was safe.", Attribution.COLLECTIVE, None),
        ("Nearly nine of 10 voters said the port was safe.", Attribution.COLLECTIVE, None),
        ("An unusual coalition of mayors said the port was safe.", Attribution.COLLECTIVE, None),
        ("One Republican said the port was safe.", Attribution.UNNAMED, None),
        ("Citizens for Safe Harbours said the port was safe.", Attribution.INSTITUTION, None),
        ("The Council for a Clean Harbour said the port was safe.", Attribution.INSTITUTION, None),
        (
            "Harbour Pilots and Tug Services, the agency at fault, said the port was safe.",
            Attribution.INSTITUTION,
            None,
        ),
        ("A union representing pilots said the port was safe.", Attribution.INSTITUTION, None),
        ("Twitter said the port was safe.", Attribution.INSTITUTION, None),
        ("A Times article said the port was safe.", Attribution.OUTLET, "Times"),
        ("Politico said the port was safe.", Attribution.OUTLET, "Politico"),
        ("Rossi's brief said the port was safe.", Attribution.DOCUMENT, None),
        ("The University of Riverton/Riverton Herald poll showed that it was safe.", Attribution.DOCUMENT, None),
        ("A count by the Associated Press showed that the port was safe.", Attribution.DOCUMENT, None),
        ("The news site RTL Info said the port was safe.", Attribution.OUTLET, None),
        ("The Post argued that the port was safe.", Attribution.OUTLET, "The Post"),
        ("An army of followers said the port was safe.", Attribution.COLLECTIVE, None),
        ("An earlier version of this article said the port was safe.", Attribution.OWN_VOICE, None),
    ],
)
def test_who_speaks_is_read_from_the_whole_of_the_source(
    sentence: str, attribution: Attribution, shown: str | None
) -> None:
    read = [each for each in speakers(STORY + sentence) if each[0] is not Attribution.UNATTRIBUTED]
    assert [each[0] for each in read] == [attribution]
    if shown is not None:
        assert read[0][1] == shown


def test_a_company_goes_by_the_first_word_of_its_full_name() -> None:
    text = "Calder Coal runs the port.\n\nIn the end, Calder agreed to close it.\n\nCalder said the port was safe."
    assert (Attribution.INSTITUTION, "Calder") in speakers(text)


def test_an_office_that_one_person_holds_is_the_person_whom_the_article_names() -> None:
    text = (
        "Turin’s harbour commissioner says the port is safe.\n\nHarbour Commissioner Karl Bauer spoke on Monday.\n\n"
        "Bauer's lawyer said he would not resign."
    )
    assert speakers(text)[0] == (Attribution.NAMED, "Karl Bauer")
    assert speakers(text)[-1][0] is Attribution.UNNAMED


def test_they_may_be_one_person_who_is_not_named() -> None:
    text = "Officials said little. A senior diplomat said the port was safe.\n\nThey said the tanks leaked."
    assert speakers(text)[-1] == (Attribution.UNNAMED, "A senior diplomat")


def test_he_after_a_question_is_who_answers() -> None:
    text = STORY + "One questioner said Karl Bauer wanted a new pier.\n\n“You’re right, we do,” he said."
    assert speakers(text)[-1] == (Attribution.NAMED, "Karl Bauer")


def test_the_initials_of_an_outlet_are_the_outlet() -> None:
    text = "Turin News Service reported on Monday that the port was shut.\n\nTNS said the tanks leaked."
    assert speakers(text)[-1] == (Attribution.OUTLET, "TNS")


@pytest.mark.parametrize(
    "sentence",
    [
        "Karl Bauer, who backs the plan, left Turin on Monday.",
        "The pier that she hopes to open is shut.",
        "The council would reject the plan.",
        "It is worth noting that the port is safe.",
        "He is free to disclose the letter.",
        "A group called Clean Harbours met on Monday.",
        "A pilot accused of theft left Turin on Monday.",
        "Two coal firms declared bankruptcy on Monday.",
        "The pilots attacked the ship on Monday.",
        "The port will be unable to close and accuse the owners.",
        "The port opened under rules that could close it again.",
        "The porters saw the post and removed it.",
        "She has assumed a newly created role in Turin.",
        "The port was closed by twenty pledged delegates.",
        "The pier is where they planned to hide.",
        "The tide was high as she welcomed several hundred guests.",
        "Rossi knows there are storms in winter.",
        "The owners chose to file the papers in Turin.",
        "Rossi has refused to disclose the letters.",
        "Rossi refused to leave Turin.",
        "The pilots leave once Rossi has said his piece.",
        "Half of the letters were written by pilots.",
        "The theft was committed by a pilot.",
        "The lens through which voters view the pilots is old.",
        "The lesson suggests that the port is safe.",
    ],
)
def test_what_only_describes_somebody_is_no_attribution(sentence: str) -> None:
    assert {each[0] for each in speakers(STORY + sentence)} == {Attribution.UNATTRIBUTED}


def test_what_is_told_to_an_outlet_may_stand_before() -> None:
    (read,) = proposals("The pier will be dug up, Mayor Ann Rich told Sky News on Tuesday.", KnownArticle())
    assert (read.attribution, read.statement) == (Attribution.NAMED, "The pier will be dug up.")
    assert read.upstream is not None
    assert read.upstream.outlet == "Sky News"


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


@pytest.mark.parametrize("others", ["", "\n\nAnna Weber, a diver, met Clara Holm in Turin on Monday."])
def test_a_pronoun_that_nobody_named_fits_is_left_open(others: str) -> None:
    (proposal, *_) = proposals(f"“The port is safe,” he said.{others}", KnownArticle())
    assert proposal.speaker is not None
    assert (proposal.attribution, proposal.speaker.name) == (Attribution.UNNAMED, None)
    assert proposal.speaker.guessed
    assert attributed(proposal) == "unnamed: he (the text does not say who)"


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
