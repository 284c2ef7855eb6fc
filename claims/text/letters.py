"""The one folding of letters: the form in which texts, names and addresses are compared, wherever that is.

Case, accents, invisible characters and encodings (Unicode Standard Annex 15) do not count; letters that Unicode does
not decompose become their usual replacements on keyboards without them (Øystein, Oystein); digits of every script are
0 to 9.  An abbreviation with dots counts as the same without (U.S., US).
"""

from __future__ import annotations

import re
import unicodedata

from claims.patterns import pattern_of

_ALIKE = str.maketrans(
    {
        **dict(zip("øłđðħŧıŋĸəǝɛɔɨʉƒ", "olddhtinkaeeoiuf", strict=True)),
        **dict(zip("ɓƀɗɖƙƴɠǥɦʋⱥȼɇɉɍɏƶȥʒ", "bbddkygghvacejryzzz", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ĳ": "ij",
        "ŉ": "n",
        "ß": "ss",
        **dict.fromkeys("\u00ad\u0640\u200b\u200d\u2060\ufeff\u02bb\u02bc\u02b9\u02be\u02bf"),
        **dict.fromkeys(map(chr, range(0xFE00, 0xFE10))),
        **dict.fromkeys(map(chr, range(0xE0100, 0xE01F0))),
    }
)
"""Letters with their replacements, and characters without a sound or sign of their own, which are left out."""

PLAIN_SIGNS = "".join(sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128)))
"""What `str.translate` makes of each ASCII character for a key or a token: a small letter, a digit, or a blank."""

_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f][\u0300-\u036f]*"

DOTTED = (
    r"(?<![^\W_])(?<![^\W_]\.)"
    rf"(?:(?:{_LETTER}\.){{1,9}}{_LETTER}(?![^\W_])(?!\.[^\W_])\.?"
    r"|(?:[A-Z]\.\ ?){1,5}[A-Z]\.(?![^\W_])"
    r"|(?:(?:Ph|Ed|Sc|Psy|Ll)\.\ ?D|[BM]\.\ ?(?:Sc|Ed|Phil|Com|Tech|Eng)|LL\.\ ?[BM]|D\.\ ?Phil)(?![^\W_])\.?)"
)
"""An abbreviation with dots after each letter: U.S., F.B.I, J. D., a.m., Ph.D.; not a sentence's end, an address or a
number."""

_DOTTED = pattern_of(DOTTED)
_OTHER_DIGIT = pattern_of(r"[^\D0-9]")


def plain(text: str) -> str:
    """Return a text in small letters without accents, in the form compared; dots and other signs stay."""
    if text.isascii():
        return text.lower()
    # Some letters have a small form only once they are decomposed, and some decompose only once they are small.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_ALIKE)
    bare = "".join([char for char in small if not unicodedata.combining(char)])
    return _OTHER_DIGIT.sub(_digit, unicodedata.normalize("NFC", bare))


def undotted(text: str) -> str:
    """Return a text with every abbreviation in it without its dots: ``the US said`` for ``the U.S. said``."""
    return _DOTTED.sub(lambda matched: without_dots(matched[0]), text) if may_be_dotted(text) else text


def may_be_dotted(text: str) -> bool:
    """Return whether a text may hold an abbreviation with dots; most texts do not, and this is seen sooner."""
    at = text.find(".")
    while at > 0:
        letter = text[at - 1]
        if not letter.isascii() or (letter.isalpha() and (at < 2 or not text[at - 2].isalnum())):
            return True
        if text[at + 1 : at + 3].lstrip().startswith("D"):  # Ph.D.
            return True
        at = text.find(".", at + 1)
    return False


def without_dots(abbreviation: str) -> str:
    """Return an abbreviation without its dots and without spaces between its letters."""
    return abbreviation.replace(".", "").replace(" ", "")


def _digit(matched: re.Match[str]) -> str:
    return str(unicodedata.decimal(matched[0]))
