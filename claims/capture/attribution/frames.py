"""Whether the words around a verb make an attribution, and where its cue ends."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.wordlists.nouns import DOCUMENTS
from claims.capture.wordlists.verbs import Form, Frame
from claims.capture.words import ARTICLES, Sort, Word, may_be_finite, may_be_verb

_PARTICLES: dict[str, frozenset[str]] = {
    "point": frozenset({"out", "to"}),
    "call": frozenset({"for", "on", "upon"}),
    "go": frozenset({"on"}),
    "refer": frozenset({"to"}),
    "speak": frozenset({"about", "of", "out"}),
    "talk": frozenset({"about", "of"}),
    "agree": frozenset({"with", "that", "to", "on"}),
    "sum": frozenset({"up"}),
    "rule": frozenset({"out"}),
    "apologize": frozenset({"for"}),
    "apologise": frozenset({"for"}),
    "ask": frozenset({"about", "for", "if", "whether"}),
    "worry": frozenset({"about", "that"}),
    "complain": frozenset({"about", "of"}),
    "object": frozenset({"to"}),
    "allude": frozenset({"to"}),
    "plead": frozenset({"guilty", "not"}),
    "care": frozenset({"about"}),
    "disagree": frozenset({"with"}),
    "mention": frozenset(),
}
_NOT_AS_PARTICIPLE = frozenset(
    "attack speak see think challenge push advocate comment email view maintain know feel wish doubt compare".split()
)
"""Verbs whose form in -ing is seldom an attribution."""
_WITH_PARTICIPLE = frozenset("reported reports report denied denies deny".split())
_WH = frozenset("whether how why what who where when if which".split())
_CLAUSE = frozenset("he she it they we i you there this these those that".split())


def bears_content(words: Sequence[Word], first: int, place: int, form: Form, shape: str) -> int | None:
    """Return the place after a verb's cue if the words around it make an attribution, else None."""
    end = _with_particle(words, place, form)
    verb = form.verb
    if (shape == "infinitive" and not verb.sure) or (shape == "participle" and verb.lemma in _NOT_AS_PARTICIPLE):
        return None
    if verb.lemma == "go" and not (_low(words, place + 1) == "on" and _low(words, place + 2) in {"to", ":", ","}):
        return None
    after = _after_occasion(words, end)
    if verb.frame is Frame.SEEM:
        return end if after is not None and after.low in {"to", "that", "likely", "as"} else None
    if shape == "passive":
        asked = verb.lemma == "ask" and verb.frame is Frame.SAY
        return end if asked else _passive(after, end, form)
    quoted_before = (first > 0 and (words[first - 1].sort is Sort.QUOTE or words[first - 1].quoted)) or (
        first > 1 and words[first - 1].text == "," and words[first - 2].quoted
    )
    if verb.sure:
        return end if after is not None or quoted_before or first > 0 else None
    if verb.frame is Frame.SAY:
        good = _says(words, place, end, after) or _quoted_near(words, first, place) or _closes(words, first, end)
        return end if good else None
    if verb.frame is Frame.CALL:
        return end if _object(after) else None
    if verb.frame is Frame.JUDGE:
        return end if _object(after) and after is not None and after.low not in {"for", "on"} else None
    if verb.frame is Frame.URGE:
        return end if _urges(words, end, after) else None
    if verb.frame is Frame.PLAN:
        return (
            end
            if after is not None and (after.low == "to" or (after.low == "not" and _low(words, end + 1) == "to"))
            else None
        )
    if verb.frame is Frame.THINK:
        return end if _clause(words, end) or (after is not None and after.low in _WH | {"that"}) else None
    if shape == "participle" and not (_clause(words, end) or (after is not None and after.low in _WH | {"that"})):
        return None  # "photographs showing a house"
    return end if _shows(words, first, end, after) else None


def _after_occasion(words: Sequence[Word], end: int) -> Word | None:
    """Return the word after a cue, past a day or an adverb: `reported on Saturday that`."""
    place = end
    while place < len(words) and (words[place].is_day or words[place].sort is Sort.ADVERB):
        place += 1
    following = words[place + 1] if place + 1 < len(words) else None
    if following is not None and words[place].low in {"on", "last", "this", "early", "late"}:
        place += 2 if following.is_day or following.low in {"week", "month", "year"} else 0
    return words[place] if place < len(words) else None


def _low(words: Sequence[Word], place: int) -> str:
    return words[place].low if 0 <= place < len(words) else ""


def _with_particle(words: Sequence[Word], place: int, form: Form) -> int:
    """Return the place after a verb and the particle that belongs to it."""
    particles = _PARTICLES.get(form.verb.lemma, frozenset())
    return place + 2 if _low(words, place + 1) in particles - {"that", "to", "if", "whether"} else place + 1


def _passive(after: Word | None, end: int, form: Form) -> int | None:
    """Return the end of a passive cue: `is expected to`, `was described as`."""
    if after is None:
        return None
    if form.verb.frame in (Frame.URGE, Frame.PLAN, Frame.THINK, Frame.SAY, Frame.SHOW, Frame.TELL):
        return end if after.low in {"to", "that", "by", "about", "as", "whether"} else None
    return end if after.low in {"by", "as", "for"} else None


def _says(words: Sequence[Word], place: int, end: int, after: Word | None) -> bool:
    """Return whether what follows a verb of saying is content."""
    if after is None:
        return False
    if after.low == "that" or after.low in _WH or after.sort is Sort.QUOTE or after.text == ":":
        return True
    if after.text == "," and end + 1 < len(words) and words[end + 1].sort is Sort.QUOTE:
        return True
    if end == place + 2 or (after.low.endswith("ing") and words[place].low in _WITH_PARTICIPLE):
        return True
    return _clause(words, end)


def _closes(words: Sequence[Word], first: int, end: int) -> bool:
    """Return whether a verb closes a sentence after its subject: `…, the daily reported on Saturday.`."""
    after = words[end] if end < len(words) else None
    if after is not None and after.text == "," and any(word.low == "as" for word in words[max(0, first - 7) : first]):
        return True  # "As the broadcaster reports,"
    if (
        after is not None
        and after.text not in {".", ";"}
        and not after.is_day
        and after.low not in {"on", "last", "in", "this", "earlier"}
    ):
        return False
    for place in range(first - 1, max(0, first - 12), -1):
        if words[place].text == ",":
            return any(may_be_verb(word, attributed=True) for word in words[:place])
    return False


def _quoted_near(words: Sequence[Word], first: int, place: int) -> bool:
    """Return whether a quotation ends right before the verb group or its subject."""
    for word in words[max(0, first - 8) : first]:
        if word.sort is Sort.QUOTE and word.text in {"”", '"', "''", "»"}:
            return True
    return False


def _clause(words: Sequence[Word], end: int) -> bool:
    """Return whether a clause without `that` begins: a subject, then a verb."""
    if end >= len(words) or words[end].quoted:
        return False
    if words[end].low in {"he", "she", "they", "we", "i", "there"}:
        return True
    if words[end].sort not in (Sort.ARTICLE, Sort.NAME, Sort.PRONOUN, Sort.WORD, Sort.NUMBER):
        return False
    for place in range(end + 1, min(end + 9, len(words))):
        word, before = words[place], words[place - 1]
        if word.sort in (Sort.MARK, Sort.QUOTE, Sort.LINK, Sort.RELATIVE) or word.low == "to":
            return False
        if word.sort in (Sort.AUXILIARY, Sort.MODAL):
            return True
        if may_be_finite(word) and not _is_adjective(words, place):
            return before.sort is not Sort.JOINER  # "saw the post and removed it"
    return False


def _is_adjective(words: Sequence[Word], place: int) -> bool:
    """Return whether a form in -ed stands before a noun: `a newly created role`."""
    before = words[place - 1]
    noun = place + 1 < len(words) and words[place + 1].sort in (Sort.WORD, Sort.NAME)
    return noun and words[place].low.endswith("ed") and (before.sort is Sort.ARTICLE or before.low.endswith("ly"))


def _object(after: Word | None) -> bool:
    """Return whether an object follows: a name, a pronoun, an article, a quotation."""
    if after is None:
        return False
    return (
        after.sort in (Sort.NAME, Sort.QUOTE)
        or after.low in ARTICLES
        or after.is_owner
        or after.low in {"him", "her", "it", "them", "us", "me", "himself", "herself", "themselves", "for", "on"}
    )


def _urges(words: Sequence[Word], end: int, after: Word | None) -> bool:
    """Return whether somebody is urged to do something: an object, then `to`."""
    if after is None:
        return False
    if after.low in {"that", "for", "on"} or after.sort is Sort.QUOTE:
        return True
    if not (_object(after) or after.sort is Sort.WORD):
        return False
    for word in words[end : end + 9]:
        if word.low == "to":
            return True
        if word.sort in (Sort.MARK, Sort.AUXILIARY):
            return False
    return False


def _shows(words: Sequence[Word], first: int, end: int, after: Word | None) -> bool:
    """Return whether a document shows something."""
    if after is None:
        return False
    if after.low in {"that"} | _WH:
        return True
    if _low(words, end + 1) in {"moment", "scene", "aftermath", "instant", "extent"}:
        return False  # "The video shows the moment a diver is saved"
    return any(word.low in DOCUMENTS for word in words[max(0, first - 6) : first]) and after.sort in (
        Sort.NAME, Sort.ARTICLE, Sort.WORD, Sort.NUMBER, Sort.PRONOUN,
    )  # fmt: skip
