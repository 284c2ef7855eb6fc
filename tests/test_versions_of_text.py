"""Versions of a text: an excerpt is found where it stands now, and each sentence is accounted for once."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.capture.versions.comparing import Version, compared
from claims.text.sentences import sentences_of
from claims.text.versions.aligning import Change, aligned
from claims.text.versions.anchors import Match, Place, Quote, Searched
from claims.text.versions.folding import fold, folded
from claims.text.versions.places import carried_places
from claims.text.versions.standing import Standing, traced

TEXT = (
    "The council met on Monday. “The bridge will close by June,” the mayor said. Drivers were told to use the tunnel. "
    "The works could cost 12 million dollars, a second official said. The bridge was built in 1932."
)

texts = st.text(alphabet=st.sampled_from("ab “”\"'’—-…\n\u00a0\u00ad.ﬁ😀é"), max_size=60)
sentences = st.lists(st.sampled_from("One. Two. Three. Four! Five? One.".split()), max_size=12)


@given(texts)
def test_folding_is_the_same_in_both_forms_and_keeps_offsets(text: str) -> None:
    made = fold(text)
    assert made.text == folded(text) == folded(made.text)
    assert len(made.offsets) == len(made.text) + 1
    assert list(made.offsets) == sorted(made.offsets)
    for at, character in enumerate(made.text):
        if character.isalpha() and character in text:
            assert folded(text[made.offsets[at]]).startswith(character) or text[made.offsets[at]] == "ﬁ"


@given(texts, st.data())
def test_what_stands_in_a_text_is_found_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    place = Searched(text).place_of(Quote(words, text[:start], text[end:]))
    if not folded(words):
        assert place is None
        return
    assert place is not None
    assert (text[place.start : place.end], place.match, place.alike) == (words, Match.EXACT, 100)


@given(texts, texts)
@example("…", ".")
@example("aﬁ", "af")
def test_a_place_is_a_stretch_of_the_text(text: str, words: str) -> None:
    place = Searched(text).place_of(Quote(words))
    if place is not None:
        assert 0 <= place.start <= place.end <= len(text)
        assert 0 < place.alike <= 100
        assert (place.alike == 100) == (folded(text[place.start : place.end]) == folded(words))


@given(texts, st.data())
def test_setting_words_differently_changes_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = Quote(text[start:], text[:start])
    other = text.replace("“", '"').replace("”", '"').replace("’", "'").replace(" ", "\u00a0\n").replace("—", "-")
    trace = traced(quote, Searched(text), Searched(other))
    assert trace.standing is (Standing.UNCHANGED if folded(quote.exact) else Standing.ABSENT)


def place(text: str, words: str, prefix: str = "", suffix: str = "") -> Place | None:
    return Searched(text).place_of(Quote(words, prefix, suffix))


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        ("will close by June", "could close by June", "could close by June"),
        ("will close by June", "will not close by June", "close by June"),
        ("could cost 12 million dollars", "could cost 21 million dollars", "21 million"),
        ("Drivers were told to use the tunnel", "Motorists were asked to use the tunnel", "to use the tunnel"),
        ("The bridge will close by June", "The bridge will close\nby June", "The bridge will close\nby June"),
    ],
)
def test_changed_words_are_found(old: str, new: str, stands: str) -> None:
    later = TEXT.replace(old, new)
    start = TEXT.index(old)
    found = place(later, old, TEXT[max(0, start - 32) : start], TEXT[start + len(old) : start + len(old) + 32])
    assert found is not None
    assert stands in later[found.start : found.end]


@pytest.mark.parametrize("words", ["a toll of five dollars was agreed", "Rich resigned", "tolls", "", " \n", "…"])
def test_words_that_do_not_stand_there_are_not_found(words: str) -> None:
    assert place(TEXT, words) is None


def test_the_words_around_an_excerpt_decide_between_several_places() -> None:
    text = "She said no on Monday. He said no on Tuesday. They said no on Friday."
    for who, day in (("She", "Monday"), ("He", "Tuesday"), ("They", "Friday")):
        found = place(text, "said no", f"{who} ", f" on {day}")
        assert found is not None
        assert text[: found.start].endswith(f"{who} ")


def test_reworded_words_are_found_between_the_same_neighbours() -> None:
    later = "The council met. The mayor of the town announced its closure in summer, officials confirmed on Friday."
    found = place(later, "announced that it closes in the summer", "The mayor of the town ", ", officials confirmed on")
    assert found is not None
    assert later[found.start : found.end] == "announced its closure in summer"


def test_a_huge_text_is_searched_for_exact_words_only() -> None:
    text = "a b " * 600_000
    assert place(text, "c d e f g h i j k l m n") is None
    assert place(text + "the end", "the end") is not None


@given(sentences, sentences)
def test_every_sentence_is_in_exactly_one_step(old: list[str], new: list[str]) -> None:
    steps = aligned(old, new)
    assert sorted(step.old for step in steps if step.old is not None) == list(range(len(old)))
    assert [step.new for step in steps if step.new is not None] == list(range(len(new)))
    for step in steps:
        assert (step.old is None) == (step.change is Change.ADDED)
        assert (step.new is None) == (step.change is Change.REMOVED)
        if step.change in (Change.KEPT, Change.MOVED):
            assert step.old is not None
            assert step.new is not None
            assert old[step.old] == new[step.new]
    kept = [(step.old, step.new) for step in steps if step.change is Change.KEPT]
    assert kept == sorted(kept)


@given(sentences)
def test_a_version_is_like_itself(text: list[str]) -> None:
    assert {step.change for step in aligned(text, text)} <= {Change.KEPT}


@given(sentences, sentences)
def test_what_one_direction_adds_the_other_removes(old: list[str], new: list[str]) -> None:
    def left(steps: list[str], others: list[str], change: Change) -> list[str]:
        return sorted(
            (steps[step.old] if step.old is not None else others[step.new or 0])
            for step in aligned(steps, others)
            if step.change is change
        )

    assert left(old, new, Change.ADDED) == left(new, old, Change.REMOVED)


def changes(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    comparison = compared(Version(None, old), Version(None, new))
    return [(each.change.value, each.old, each.new) for each in comparison.sentences]


def test_what_went_and_came_is_said_by_sentences() -> None:
    later = TEXT.replace("Drivers were told to use the tunnel. ", "").replace("12 million", "21 million")
    assert changes(TEXT, later + " A toll is planned.") == [
        ("removed", "Drivers were told to use the tunnel.", None),
        (
            "reworded",
            "The works could cost 12 million dollars, a second official said.",
            "The works could cost 21 million dollars, a second official said.",
        ),
        ("added", None, "A toll is planned."),
    ]
    swapped = "The bridge was built in 1932. " + TEXT.replace(" The bridge was built in 1932.", "")
    assert [change for change, _, _ in changes(TEXT, swapped)] == ["moved"]


@pytest.mark.parametrize(
    ("note", "silent"),
    [
        ("", True),
        ("Drivers have to pay.", True),
        ("Correction: an earlier version of this headline said the bridge would close.", False),
        ("This article was amended on 3 March to give the right year.", False),
        ("Editor’s note: the headline has been changed.", False),
        ("(Corrects headline to say that the bridge may close)", False),
        ("Clarification: no day was set.", False),
        ("The minister corrected nobody.", True),
        ("Markets fear a correction.", True),
        ("The original version of the bridge was updated in 1950.", True),
    ],
)
def test_a_silently_changed_headline_is_named(note: str, silent: bool) -> None:
    comparison = compared(Version("Bridge to close", TEXT), Version("Bridge may close", f"{TEXT}\n\n{note}"))
    assert comparison.headline.changed
    assert comparison.silent is silent


@pytest.mark.parametrize(("old", "new"), [("A “b”", 'A "b"'), (None, "B"), ("B", None), ("A  b", "A b")])
def test_a_headline_set_differently_was_not_changed(old: str | None, new: str | None) -> None:
    assert not compared(Version(old, TEXT), Version(new, TEXT)).headline.changed


@pytest.mark.parametrize(
    ("later", "standing"),
    [
        (TEXT, Standing.UNCHANGED),
        (f"A new beginning for the town. {TEXT}", Standing.UNCHANGED),
        (TEXT.replace("The bridge will", "The bridge could"), Standing.CHANGED),
        ("The bridge was built in 1932.", Standing.GONE),
        (f"{TEXT[TEXT.index('Drivers') :]} “The bridge will close by June,” the mayor said.", Standing.MOVED),
    ],
)
def test_an_excerpt_is_where_it_was_moved_changed_or_gone(later: str, standing: Standing) -> None:
    quote = Quote("The bridge will close by June", "Monday. “", ",” the mayor said")
    comparison = compared(Version(None, TEXT), Version(None, later), [quote])
    assert [each.standing for each in comparison.excerpts] == [standing]


def test_an_excerpt_that_stands_in_one_version_or_none() -> None:
    new, none = Quote("A toll is planned"), Quote("nobody wrote these words anywhere")
    comparison = compared(Version(None, TEXT), Version(None, TEXT + " A toll is planned."), [new, none])
    assert [each.standing for each in comparison.excerpts] == [Standing.NEW, Standing.ABSENT]


FERRY = "The ferry sank on Monday. It was old. “It was a risk,” Ann Roe said.\n\nIt was old. Nobody died."


def test_a_place_is_carried_with_its_sentence() -> None:
    later = FERRY.replace("Nobody died.", "Two people died.").replace("The ferry", "Updated. The ferry")
    for words in ("The ferry sank on Monday.", "It was a risk", "old. “It was"):
        start = FERRY.index(words)
        ((begin, end),) = carried_places(FERRY, later, [(start, start + len(words))]).values()
        assert later[begin:end] == words
    start = FERRY.index("Nobody died")
    assert carried_places(FERRY, later, [(start, start + 6)]) == {}


def test_a_sentence_that_is_repeated_is_carried_to_its_own_place() -> None:
    later = "New. " + FERRY
    places = [(match.start(), match.end()) for match in re.finditer("It was old", FERRY)]
    assert list(carried_places(FERRY, later, places).values()) == [(start + 5, end + 5) for start, end in places]
    once = FERRY.replace("\n\nIt was old.", "\n\n")
    assert list(carried_places(FERRY, once, places)) == places[:1]


@given(st.lists(st.sampled_from(["The ferry sank. ", "It was old. ", "“Go,” he said.\n\n"]), max_size=6), st.data())
def test_a_place_in_the_same_text_stays(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    for sentence in sentences_of(text):
        start = data.draw(st.integers(sentence.start, sentence.end - 1))
        place = start, data.draw(st.integers(start + 1, sentence.end))
        assert carried_places(text, text, [place]) == {place: place}
