"""The statement that is put before the newsroom: whole, without its attribution, with days and subjects resolved."""

from __future__ import annotations

from datetime import date

import pytest

from claims.capture.proposals import KnownArticle, proposals
from claims.capture.statements import draft
from claims.capture.values import Speaker
from claims.vocabulary import Attribution

KNOWN = KnownArticle(published=date(2024, 3, 20))
"""Published on a Wednesday."""


def statements(text: str) -> list[str]:
    return [proposal.statement for proposal in proposals(text, KNOWN)]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The pier closed, according to Ann Rich, who runs it, citing two pilots.", "The pier closed."),
        ("The pier in the bay closed, according to two pilots who would not be named.", "The pier in the bay closed."),
        ("According to a pilot whose boat sank, the pier closed.", "The pier closed."),
        ("The pier, according to pilots who saw it, closed.", "The pier closed."),
        ("According to Ann Rich, who runs it, the pier closed.", "The pier closed."),
        ("According to the council, the plan to close it was dropped.", "The plan to close it was dropped."),
        ("The harbour is full -- according to the council, tugs will go.", "Tugs will go."),
        ("When the storm came, the pier was closed, the council says.", "When the storm came, the pier was closed."),
        ("A pier was closed, the Riverton Echo reports in its new issue.", "A pier was closed."),
        ("We have “no boats left” in the harbour, officials said.", "We have no boats left in the harbour."),
        ("Reportedly, the pier was closed.", "The pier was closed."),
        ("The letter was posted online Tuesday and could not be read.",
         "The letter was posted online on 19 March 2024 and could not be read."),
        ("Two pilots were hurt in the Monday strike.", "Two pilots were hurt in the 18 March 2024 strike."),
        ("The pier was closed at Monday's meeting.", "The pier was closed at the 18 March 2024 meeting."),
        ("The pier was closed early Monday morning.", "The pier was closed early on 18 March 2024."),
        ("The film shows the moment a diver is saved.", "The film shows the moment a diver is saved."),
        ("The pier will be directed by Ann Rich instead.", "The pier will be directed by Ann Rich instead."),
        ("BEIRUT: The pier was closed on Monday.", "The pier was closed on 18 March 2024."),
        ("It's been shut for a year and that's been a loss.", "It has been shut for a year and that has been a loss."),
    ],
)  # fmt: skip
def test_a_statement_reads_as_an_editor_would_write_it(sentence: str, statement: str) -> None:
    assert statements(sentence) == [statement]


def test_a_body_is_named_with_its_article() -> None:
    text = "The Riverton government met on Monday.\n\nThe Riverton government said it had closed the pier."
    assert statements(text)[-1] == "The Riverton government had closed the pier."


def test_who_is_not_named_stays_he_where_it_may_be_somebody_else() -> None:
    text = "Tom Weber met pilots on Monday.\n\nA friend said he had closed the pier."
    assert statements(text)[-1] == "He had closed the pier."


@pytest.mark.parametrize(
    ("name", "pronoun", "subject"),
    [
        ("Kim Weber", "She", "Kim Weber"),
        ("Kim Weber", "He", "Kim Weber"),
        ("Ann Weber", "She", "Ann Weber"),
        ("Ann Weber", "He", "He"),
        ("Tom Weber", "She", "She"),
    ],
)
def test_a_pronoun_is_the_speaker_whose_first_name_fits(name: str, pronoun: str, subject: str) -> None:
    speaker = Speaker(attribution=Attribution.NAMED, printed=name, name=name)
    words = f"{pronoun} had closed the pier"
    assert draft(words, speaker, published=None, backshifted=False, quoted=False) == f"{subject} had closed the pier."


def test_who_speaks_on_is_meant_by_her_own_pronoun() -> None:
    text = "A nun in Riverton said the pier was closed.\n\nShe said she had no idea."
    assert statements(text)[-1] == "The nun in Riverton had no idea."


def test_a_place_is_nobody() -> None:
    text = "She lives in San Severo.\n\nShe closed the pier on Monday."
    assert statements(text)[-1] == "She closed the pier on 18 March 2024."


def test_we_of_somebody_unnamed_stays_we() -> None:
    assert statements("“We found the pier closed,” one official said.") == ["We found the pier closed."]


def test_he_is_the_subject_of_the_sentence_before() -> None:
    text = "Karl Bauer said the pier was closed.\n\nTom Weber was the third witness. He said the tide was high."
    assert proposals(text, KNOWN)[-1].speaker.shown == "Tom Weber"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("(Reuters) — The pier was closed, the council said.", "The pier was closed."),
        ("Two harbour pilots left on Monday, with officials warning that the tide was high.",
         "Two harbour pilots left on 18 March 2024."),
        ("Officials say a storm that hit the town may return.", "A storm that hit the town may return."),
        ("“We need boats,” Ann Rich said to cheers.", "We need boats."),
        ("The council is looking into it, according to two pilots, adding to its worries.",
         "The council is looking into it, adding to its worries."),
        ("Ann Rich bragged about her boats.", "Ann Rich bragged about her boats."),
        ("Ann Rich told a crowd who stood in the rain that the pier was closed.", "The pier was closed."),
        ("Last week the pier was closed.", "In the week of 11 March 2024 the pier was closed."),
    ],
)  # fmt: skip
def test_what_stands_around_a_statement_is_left_out(sentence: str, statement: str) -> None:
    assert statements(sentence)[0] == statement


def test_a_clause_that_shares_its_subject_gets_it() -> None:
    text = "The port office said the pier was closed and called on the council to mend it."
    assert statements(text)[-1] == "The port office called on the council to mend it."


def test_we_of_two_bodies_keeps_its_plural() -> None:
    text = "“We have a plan,” said the council and the port authority."
    assert statements(text)[0].endswith(" have a plan.")


def test_a_part_of_a_statement_has_its_own_verb_and_subject() -> None:
    (proposal,) = proposals("To build a pier was to make a copy of a ship, which is banned under the law.", KNOWN)
    assert [part.statement for part in proposal.parts] == []
