"""Texts compared without what typesetting changes: shapes of quotation marks and dashes, blanks, soft hyphens.

fold("“Not  yet…”").text == '"Not yet..."'
"""

from __future__ import annotations

from dataclasses import dataclass

_AS = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′`´ʼ‹›＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
}
"""Characters, each with what it is compared as."""
_WITHOUT_WIDTH = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphens and characters without width, which are left out."""
_TABLE = str.maketrans({**_AS, **dict.fromkeys(_WITHOUT_WIDTH)})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the offset in the text as given, with the end last."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets, in the text as given, of a stretch of the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]

    def whole(self, start: int, end: int) -> bool:
        """Return whether a stretch of the folded text cuts no character of the text as given ("…" folds to three)."""
        offsets = self.offsets
        return (start == 0 or offsets[start - 1] != offsets[start]) and offsets[end - 1] != offsets[end]


def fold(text: str) -> Folded:
    """Return a text folded, without blanks at its ends; a run of blanks becomes one space."""
    characters: list[str] = []
    offsets: list[int] = []
    blank = False
    for at, character in enumerate(text):
        if character.isspace():
            blank = True
            continue
        if character in _WITHOUT_WIDTH:
            continue
        if blank and characters:
            characters.append(" ")
            offsets.append(at - 1)
        blank = False
        for each in _AS.get(character, character):
            characters.append(each)
            offsets.append(at)
    return Folded("".join(characters), (*offsets, len(text)))


def folded(text: str) -> str:
    """Return `fold`'s text alone."""
    return " ".join(text.translate(_TABLE).split())
