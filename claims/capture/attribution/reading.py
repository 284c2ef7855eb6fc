"""A whole text read for attributions: its sentences, their words and their attributions."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.finding import Attributed, find_attributions
from claims.capture.sentences import Sentence, sentences_of
from claims.capture.words import Sort, Word, words_of
from claims.patterns import pattern_of

_CAPITAL = pattern_of(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
_OPENING = frozenset({"“", "«", "``", "‘"})
_CLOSING = frozenset({"”", "»", "''"})


def read_text(text: str) -> list[tuple[Sentence, list[Word], list[Attributed]]]:
    """Return the sentences of a text with their words and their attributions."""
    names = frozenset(match.group() for match in _CAPITAL.finditer(text))
    read = []
    open_quote = False
    paragraph = -1
    for sentence in sentences_of(text):
        if sentence.paragraph != paragraph:
            open_quote, paragraph = False, sentence.paragraph
        words = words_of(sentence.text, sentence.start, names)
        open_quote = _mark_quoted(words, open_quote)
        read.append((sentence, words, find_attributions(words)))
    return read


def _mark_quoted(words: Sequence[Word], open_quote: bool) -> bool:
    """Mark the words inside quotation marks; return whether a quotation is still open at the end."""
    for _place, word in enumerate(words):
        if word.sort is Sort.QUOTE:
            if word.text in _OPENING:
                open_quote = True
            elif word.text in _CLOSING or (word.text == "’" and open_quote):
                open_quote = False
            elif word.text in {'"', "'"}:
                open_quote = not open_quote if word.text == '"' else open_quote
            continue
        word.quoted = open_quote
    return open_quote
