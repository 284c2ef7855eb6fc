"""The people in a printed byline: "By ANN RICH and PETER LOWE, The Paper" names two.

Rules over words alone, for many languages.  An agency, a desk, a place or a handle makes no person, and a byline
with such parts is kept as printed.  (nameparser 2.6 takes two people for one, and an agency for a person.)
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.patterns import pattern_of
from claims.text.letters import plain
from claims.text.names import credits
from claims.text.names.wordlists import first_names

_HANDLE = r"(?<![\w.])@[\w.]{2,}"
_MAIL = r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?"
_LINK = r"(?:https?://|www\.)\S+"
_CONTACTS = pattern_of(
    rf"(?:\b(?:twitter|x|follow|e-?mail|bluesky|threads|instagram|contact)\b\s*:?\s*(?:me\s+)?(?:on\s+\w+\s+)?)?"
    rf"(?:{_MAIL}|{_HANDLE}|{_LINK})",
    re.IGNORECASE,
)
_MAILED_BY = pattern_of(rf"\s*{_MAIL}\s*\(([^()@]+)\)\s*")
"""The author of an RSS feed's entry: an address, and the name in brackets."""

_CONNECTIVE = pattern_of(rf"by:?|von|por|par|{'|'.join(('and', 'und', 'et', 'y'))}", re.IGNORECASE)
_TAGS = pattern_of(r"</?[a-z][^<>@]*>", re.IGNORECASE)
_BRACKETS = pattern_of(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_WRAPPED = pattern_of(r"\s*\((.*)\)\s*", re.DOTALL)
_SEGMENTS = pattern_of(r"\s*(?:[;|•·‧▪►»\n]|\s[—–―/-]\s|\s(?:—|–)|(?<=\w)/(?=\w))\s*")
_DATED = pattern_of(
    r"(?:\b(?:last\s+)?(?:updated?|published|posted|modified|aktualisiert|actualizado|publié|mis à jour)\b(?!\s+by\b).*"
    r"|\b\d{4}-\d\d-\d\d\b.*|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b.*|\b\d{1,2}:\d\d\b.*|\b\d+\s+(?:hours?|minutes?|days?)\s+ago\b.*"
    r"|\b\d{1,2}\.?\s+[^\W\d]{3,12}\.?,?\s+\d{4}\b.*|\b[^\W\d]{3,9}\.?\s+\d{1,2},\s+\d{4}\b.*)",
    re.IGNORECASE,
)
_DATE_FIRST = pattern_of(r"^(?:\d{1,2}\s+[^\W\d]{3,9}|[^\W\d]{3,9}\s+\d{1,2}),?\s+\d{4}\s*[,:|-]?\s*")
_ON = pattern_of(r"\s+(?:on|am|le|el)\s*$|\s*\b\d+\s+min(?:ute)?s?\s+read\b", re.IGNORECASE)
_LABEL = pattern_of(r"\s*[^\W\d_]+(?:\s[^\W\d_]+)?:\s+")
_LED_IN = pattern_of(rf"\s*(?:{credits.LED_IN})", re.IGNORECASE)
_PERHAPS_LED_IN = pattern_of(rf"\s*(?:{credits.PERHAPS_LED_IN})(?=\S+\s+\S)", re.IGNORECASE)
_HELPED = pattern_of(rf"(?:,\s*)?(?<!\w)(?:{credits.HELPED})\s*:?\s*", re.IGNORECASE)
_NOT_REPORTING = pattern_of(rf"(?:,\s*)?(?<!\w)(?:{credits.NOT_REPORTING})\s*.*", re.IGNORECASE)
_CONTRIBUTED = pattern_of(
    r"\s+(?:also\s+)?contributed\b.*|\s+(?:is|was)\s+(?:a|an|the)\b.*|,?\s+who\s+.*|\s+covers\s+.*", re.IGNORECASE
)
_OTHERS = pattern_of(
    r",?\s*(?:\bet\s+al\b\.?|(?:and|und|&|\+)\s*(?:\d+\s+)?(?:others?|more|weitere|colleagues)\b|u\.\s?a\.)",
    re.IGNORECASE,
)
_REPORTING_FROM = pattern_of(
    r"\s*,?\s+(?:(?:is\s+)?reporting\s+)?(?:in|from|at|aus|desde|em|à|reports)\s+(?:the\s+)?(?=\S)[^,;]*?"
    rf"(?=,|;|{credits.JOINING}|$)|\s+(?:for|of|via|für|voor|pour|para|per|special to)\s+[^,;]*?"
    rf"(?=,|;|{credits.JOINING}|$)",
    re.IGNORECASE,
)
_JOINING = pattern_of(credits.JOINING, re.IGNORECASE)
_JOINING_OR_NAME = pattern_of(credits.JOINING_OR_NAME)
_COMMAS = pattern_of(r"\s*[,、，]\s*(?:(?:and|und|et|&)\s+)?", re.IGNORECASE)
_REPORTER_AFTER = pattern_of(r"\s*(?:기자|特派員|記者|记者)\s*$")
_OF_AGENCY = pattern_of(r"\b[A-Z]{2,4}['’]s\s+")
_ARTICLE_JOINED = pattern_of(r"(?:al|el|as|ad|ar|ash|bin|d|l|de)[-'’]\w")
_UNSPACED = pattern_of(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_NAME = pattern_of(r"[^\W\d_][\w.'’ʼ`´·ʻ-]*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline: the people in it, in order, and whether it says more than their names."""

    printed: str
    people: tuple[str, ...]
    says_more: bool


@lru_cache(maxsize=8_192)
def byline_of(printed: str) -> Byline:
    """Return the people of a byline; a text that may be one name, a short name or a number is left as it is."""
    text = _TAGS.sub("\n", unicodedata.normalize("NFC", html.unescape(printed))).strip()
    text = " ".join(text.replace("\n", " | ").split()).strip(",; ")
    if _is_one_word(text):
        short = text.isupper() and text.isalpha() and len(text) < 5 and _key(text) not in _first_names()
        nobody = short or _is_nobody(text)
        return Byline(text, () if nobody else (text,), nobody)
    people: list[str] = []
    more = False
    parts = list(_credits(text))
    for part, helps in parts:
        names, left_out = _people(part, alone=len(parts) == 1 and not _BRACKETS.search(text))
        people += (name for name in names if name not in people)
        more = more or left_out or helps
    if any(map(_is_capitalized, people)):  # then what has no capitals is a calling: "enviados especiales"
        more = more or not all(map(_is_capitalized, people))
        people = list(filter(_is_capitalized, people))
    more = more or _says_more(text)
    return Byline(text, tuple(people), more or not people)


def _is_capitalized(name: str) -> bool:
    return any(map(str.isupper, name)) or name.lower() == name.upper()


def _is_one_word(text: str) -> bool:
    return " " not in text and not re.search(r"[,;|/&@()、，]", text) and not _CONNECTIVE.fullmatch(text)


def _says_more(text: str) -> bool:
    return bool(_CONTACTS.search(text) or _NOT_REPORTING.search(text) or _OTHERS.search(text) or _BRACKETS.search(text))


# Credits


def _credits(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a byline that name reporters, and whether they only helped."""
    mailed = _MAILED_BY.fullmatch(text)
    text = mailed[1] if mailed else text
    whole = _WRAPPED.fullmatch(text)
    text = whole[1] if whole else text
    text = _BRACKETS.sub(_without_brackets, _CONTACTS.sub(" ", text))
    text = _DATE_FIRST.sub("", text)
    for segment in _SEGMENTS.split(_ON.sub("", _DATED.sub("", text))):
        reporting = _NOT_REPORTING.sub("", segment)
        first, *helping = _HELPED.split(reporting)
        if first.strip(" ,.:"):
            yield first, False
        yield from ((part, True) for part in helping if part.strip(" ,.:"))


def _without_brackets(matched: re.Match[str]) -> str:
    """Return the replacement of words in brackets: a blank, unless they name helpers."""
    within = matched[0][1:-1]
    return f"; {within}" if _HELPED.match(within) else " "


def _people(part: str, *, alone: bool) -> tuple[list[str], bool]:
    """Return the people named in a part of a byline, and whether it holds anything else."""
    bare = _OTHERS.sub("", _CONTRIBUTED.sub("", part)).strip(" ,:")
    bare = _without_lead(bare)
    placed = _REPORTING_FROM.sub("", f" {bare}").strip(" ,:")
    groups = [_pieces(group) for group in _joined(placed)]
    people = _read(groups, alone=alone)
    named = {word for name in people for word in name.split()}
    unnamed = any(word not in named for pieces in groups for piece in pieces for word in piece.split())
    return [_as_written(name) for name in people], placed != bare or unnamed


def _without_lead(part: str) -> str:
    led = _LED_IN.match(part) or _LABEL.match(part)
    if led and led.end() < len(part):
        return part[led.end() :].strip()
    perhaps = _PERHAPS_LED_IN.match(part)
    first = _joined(part)[0] if part else ""
    if perhaps and len(_COMMAS.split(first)[0].split()) > 2:
        return part[perhaps.end() :].strip()
    return part


def _joined(part: str) -> list[str]:
    """Return the parts of a list of people between each "and"."""
    groups: list[str] = []
    for group in _JOINING.split(f" {part} "):
        begun = 0
        for joint in _JOINING_OR_NAME.finditer(group):
            before, after = group[begun : joint.start()].strip(), group[joint.end() :].strip()
            if not _is_inside_a_name(before, after):
                groups.append(before)
                begun = joint.end()
        groups.append(group[begun:].strip())
    return [group.strip(" ,:") for group in groups if group.strip(" ,.:")] or [""]


def _is_inside_a_name(before: str, after: str) -> bool:
    """Return whether "y", "e" or "i" joins two family names of one person: one word follows, and no first name."""
    last, following = _COMMAS.split(before)[-1].split(), _COMMAS.split(after)[0].split()[:2]
    if not following:
        return False
    one_after = len(following) == 1 or (len(following) > 1 and bool(_JOINING_OR_NAME.match(f" {following[1]} ")))
    return len(last) > 1 and one_after and _key(following[0]) not in _first_names() and not _is_nobody(following[0])


def _pieces(group: str) -> list[str]:
    """Return the parts between commas; "Jr." joins the name before it, and a degree is left out."""
    pieces: list[str] = []
    for piece in map(_trimmed, _COMMAS.split(group)):
        key = piece.casefold().strip(". ").replace(" ", "")
        if not piece or key in credits.DEGREES:
            continue
        if key in credits.GENERATIONS and pieces:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def _trimmed(piece: str) -> str:
    """Return a piece without the dot that closes it, unless that belongs to an initial or to "Jr."."""
    piece = piece.strip(" ,:")
    last = piece.rpartition(" ")[2].strip(".")
    return piece if len(last) == 1 or last.casefold() in credits.GENERATIONS or "." in last else piece.rstrip(". ")


# People


def _read(groups: Sequence[Sequence[str]], *, alone: bool) -> list[str]:
    """Return the people in groups of pieces: "Ann Rich, Peter Lowe" and "Jane Roe, The Paper"."""
    pieces = [piece for group in groups for piece in group]
    if not pieces:
        return []
    named = [piece for piece in pieces if not _is_nobody(piece)]
    if len(named) > 1 and _may_share(named) and len(groups) > 1:
        family = " ".join(_family_name(named[-1].split()))
        return [*(f"{piece} {family}" for piece in named[:-1]), named[-1]]
    people: list[str] = []
    for place, group in enumerate(groups):
        people += _of_group(group, alone=alone and not people, after_and=place > 0)
    return people


def _may_share(pieces: Sequence[str]) -> bool:
    """Return whether single first names stand before one full name: "Ann & Bob Smith"."""
    *firsts, last = pieces
    if any(len(first.split()) != 1 or _is_nobody(first) or not _NAME.fullmatch(first) for first in firsts):
        return False
    if len(last.split()) < 2 or not _is_person(last):
        return False
    return len(firsts) == 1 or all(_key(first) in _first_names() for first in firsts)


def _family_name(words: Sequence[str]) -> Sequence[str]:
    start = len(words) - 1
    while start > 1 and _key(words[start - 1]) in credits.PARTICLES:
        start -= 1
    return words[start:]


def _of_group(pieces: Sequence[str], *, alone: bool, after_and: bool) -> list[str]:
    turned = list(_turned_round(pieces))
    if turned:
        return turned
    people = []
    for place, piece in enumerate(pieces):
        named = _without_calling(piece)
        single = len(named.split()) == 1 and not _UNSPACED.match(named)
        if single and not (place == 0 and (after_and or (alone and len(pieces) == 1))):
            continue
        if _is_person(named):
            people.append(named)
    return people


def _turned_round(pieces: Sequence[str]) -> Iterator[str]:
    """Yield the people of "Rich, Ann" and "Rich, A., Lowe, P.": the family name first."""
    if len(pieces) % 2 or not pieces:
        return
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    if all(_is_turned_round(family, first) for family, first in pairs):
        yield from (f"{first} {family}" for family, first in pairs)


def _is_turned_round(family: str, first: str) -> bool:
    if _is_nobody(family) or _is_nobody(first) or not all(map(_NAME.fullmatch, (*family.split(), *first.split()))):
        return False
    words = [word for word in family.split() if _key(word) not in credits.PARTICLES]
    given = first.split()
    letters = first.replace(".", "").replace(" ", "").replace("-", "")
    initials = first.isupper() and (len(letters) < 3 or ("." in first and len(letters) < 4))
    if not any(map(str.isupper, family)):  # a script without capitals
        return False
    if len(words) == 1:
        known = _key(given[0]) in _first_names()
        return initials or len(given) == 1 or (known and len(given) == 2 and len(given[1].strip(".")) == 1)
    return (
        len(words) == 2
        and len(given) == 1
        and _key(words[0]) not in _first_names()
        and (initials or _key(given[0]) in _first_names())
    )


def _without_calling(piece: str) -> str:
    """Return a name without the calling or agency printed after it: "Ann Rich Health Editor", "Ann Rich BBC News"."""
    piece = _REPORTER_AFTER.sub("", _OF_AGENCY.sub("", piece))
    words = piece.split()
    if len(words) > 1 and all(_key(word) in credits.BEATS for word in words[:-1]):
        return "" if _key(words[-1]) in credits.BEATS | credits.CALLINGS else piece
    if words and _key(words[-1]) in credits.COLLECTIVES:
        return ""
    for start in range(2, len(words)):
        rest = words[start:]
        if rest[0].isupper() and not piece.isupper() and _bare(rest[0]) in credits.AGENCIES:
            return " ".join(words[:start])
        calling = _key(rest[-1]) in credits.CALLINGS and all(_key(word) in credits.BEATS for word in rest[:-1])
        if calling or _key(rest[0]) == "the" or _bare(" ".join(rest)) in ("associated press", "canadian press"):
            return " ".join(words[:start])
    return piece


def _is_person(piece: str) -> bool:
    words = piece.split()
    if (
        not 0 < len(words) <= 7
        or len(piece.strip(".")) < 2
        or _is_nobody(piece)
        or not all(map(_NAME.fullmatch, words))
    ):
        return False
    cased = [word for word in words if word[0].lower() != word[0].upper() and _key(word) not in credits.PARTICLES]
    return all(word[0].isupper() or _ARTICLE_JOINED.match(word) for word in cased) or all(map(str.islower, words))


def _is_nobody(piece: str) -> bool:
    """Return whether a piece of a byline is an agency, an outlet, a desk, a calling or a place."""
    bare = _bare(piece)
    if bare in credits.PLACES or (bare in credits.AGENCIES and (bare not in credits.UNCLEAR or piece.isupper())):
        return True
    first = piece.split()[:1]
    if first and first[0].isupper() and not piece.isupper() and _bare(first[0]) in credits.AGENCIES:
        return True
    keys = [_key(word) for word in piece.split()]
    if not keys or _CONNECTIVE.fullmatch(bare) or not any(char.isalpha() for char in bare):
        return True
    if any(key in credits.CALLINGS for key in keys):
        return True
    houses = [key for key in keys[:-1] if key in credits.HOUSES - credits.TITLES] + [
        key for key in keys[-1:] if key in credits.HOUSES
    ]
    is_surname = len(keys) in (2, 3) and keys[0] in _first_names() and houses == [keys[-1]]
    return bool(houses) and not is_surname


def _bare(piece: str) -> str:
    return " ".join(piece.casefold().removeprefix("the ").split()).strip(". ")


@lru_cache(maxsize=8_192)
def _key(word: str) -> str:
    return plain(word).strip(".,'’:")


@cache
def _first_names() -> frozenset[str]:
    return first_names() | credits.GIVEN


# Writing


def _as_written(name: str) -> str:
    """Return a name printed in capitals as names are written; any other name unchanged."""
    words = name.split()
    if len(words) < 2 or name.upper() == name.lower():
        return name
    whole = name.isupper()
    return " ".join(
        _small(word, first=place == 0) if whole or (word.isupper() and len(_key(word)) > 2) else word
        for place, word in enumerate(words)
    )


def _small(word: str, *, first: bool) -> str:
    key = _key(word)
    if key in credits.PARTICLES and not first and len(key) > 1:
        return word.lower()
    if "." in word[:-1] or key in ("ii", "iii", "iv") or (len(key) <= 2 and key not in _first_names()):
        return word
    parts = re.split(r"([-'’])", word)
    small = "".join(part[:1] + part[1:].lower() for part in parts)
    scottish = re.fullmatch(r"Mc([a-z])(.+)", small)
    return f"Mc{scottish[1].upper()}{scottish[2]}" if scottish else small
