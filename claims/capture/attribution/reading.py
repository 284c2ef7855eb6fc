"""A whole text read for attributions: its sentences, their words and their attributions."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.finding import Attributed, find_attributions
from claims.capture.words import Sort, Word, words_of
from claims.patterns import pattern_of
from claims.text.sentences import Sentence, sentences_of

_CAPITAL = pattern_of(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
_CLOSING = {"“": "”", "«": "»", "„": "“", "``": "''", '"': '"', "''": "''", "‘": "’"}


def read_text(text: str) -> list[tuple[Sentence, list[Word], list[Attributed]]]:
    """Return the sentences of a text with their words and their attributions."""
    names = frozenset(match.group() for match in _CAPITAL.finditer(text))
    read = []
    opened = ""
    paragraph = -1
    for sentence in sentences_of(text):
        if sentence.paragraph != paragraph:
            opened, paragraph = "", sentence.paragraph
        words = words_of(sentence.text, sentence.start, names)
        opened = _mark_quoted(words, opened)
        read.append((sentence, words, find_attributions(words)))
    return read


def _mark_quoted(words: Sequence[Word], opened: str) -> str:
    """Mark the words inside quotation marks; return the mark that is still open at the end, "" if none."""
    for place, word in enumerate(words):
        if word.sort is not Sort.QUOTE:
            word.quoted = bool(opened)
        elif opened:
            # Some print the opening mark where the closing belongs.
            mixed = word.text == '"' and opened == "“" and place and words[place - 1].text in {",", ".", "?", "!"}
            misprinted = word.text == opened == "“" and place and words[place - 1].text in {",", ".", "?", "!"}
            opened = "" if misprinted or mixed or word.text == _CLOSING.get(opened) else opened
        elif word.text in _CLOSING and (word.text != "‘" or _is_singly_quoted(words, place)):
            opened = word.text
    return opened


def _is_singly_quoted(words: Sequence[Word], place: int) -> bool:
    """Return whether a single quotation mark opens a quotation, rather than a word like ’til."""
    return any(word.text == "’" for word in words[place + 2 :])
