"""Outlets that no list has, or that a sentence does not name: `reports Example Technology`, `local media said`."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.beside import tail_of
from claims.capture.attribution.reporters import REPORTING, low_at
from claims.capture.outlets import Relay
from claims.capture.wordlists.people import FIRST_NAMES
from claims.capture.wordlists.places import NATION_ADJECTIVES
from claims.capture.wordlists.verbs import other_verbs, verb_forms
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of

_SINGULAR = frozenset(
    "newspaper paper magazine broadcaster agency channel network tabloid outlet publication site website blog daily "
    "station weekly broadsheet".split()
)
_HEADS = _SINGULAR | frozenset(
    "newspapers papers media press television radio outlets tabloids sources organizations organisations agencies "
    "sites websites broadcasters dailies".split()
)
"""Nouns for an outlet, or for the press, without a name."""
_UNSURE = frozenset("paper website channel network station blog publication papers".split())
"""Nouns for an outlet that are as often something else: a study, a company's pages, a police station."""
_OF_NEWS = frozenset("sources organizations organisations agencies agency sites site websites".split())
"""Nouns that stand for the press after `news`."""
_OF_WHERE = NATION_ADJECTIVES | frozenset("news tv radio television state local sister".split())
"""Words before a noun for an outlet that say where it is, or of what kind."""
_AGAIN = frozenset("the that news same u.s. us uk tv radio".split())
_NOT_PRESS = frozenset(
    "social police power train space own white research federal intelligence security government company his her its "
    "their your my our this a.s. subway gas petrol polling adoption ad advertising travel estate academic".split()
)
_AFTER_PRESS = frozenset("outlet outlets suggest suggests based like".split())
_CALLING = frozenset("named called dubbed picked identified described ran put puts asked broadcast aired".split())
_CARRIED = frozenset("reported published quoted cited carried report reports interview article stories story".split())
TELLING = frozenset("told tells telling tell informed assured emailed".split())
"""Verbs whose object may be an outlet: `told the newspaper`."""

_PRESS = r"(?:media|press|news|newspaper|television|tv)"


_VAGUE = pattern_of(
    rf"\b(?:{_PRESS}|local|foreign|unconfirmed|conflicting|early|initial|published|widespread) (?:{_PRESS} )?reports?\b"
    r"|\b(?:several|multiple|various|many|other|earlier|recent|some|numerous|previous|new|are|were|been) reports "
    r"(?:that|say|said|suggest|suggested|claim|claimed|indicate|indicated|of|have|had|emerged|surfaced|about)\b"
    r"|\b(?:according to|citing|amid|despite|,) reports\b(?! (?:to|on))|(?:^|[,;] )reports (?:say|said|"
    r"suggest|claim|of|that)\b"
    rf"|\b(?:local|foreign|state|national|several|multiple|various|many|some|other|{_PRESS}) (?:{_PRESS} )?"
    r"(?:media|outlets|newspapers|papers|press)(?: outlets)? (?:have |had |has |also |are |is |were |was |first )*"
    r"(?:report|say|said|claim|suggest|quot|cit|reveal|allege|speculat|carr|publish|not|describ)\w*"
    rf"|\b(?:according to|in|by|from|citing|told|via) (?:the )?(?:[\w.]+ )?(?:{_PRESS} )?(?:media|news|"
    rf"press) outlets?\b"
    r"|\b(?:according to|by|citing|told) (?:the )?(?:[\w.]+ )?(?:local |state )?(?:media|newspapers)\b"
    r"|\breports? in (?:[\w’-]+ ){0,2}(?:newspapers|media|press)\b"
    r"|\breportedly\b|\bit (?:was|has been|had been|is being|is) (?:widely )?reported\b"
    r"|\b(?:was|were|is|are|has been|have been) reported(?:ly)? to (?:be|have)\b|\brumou?red\b"
    r"|\breports? of (?:his|her|their) (?:death|arrest|capture|resignation)\b"
)


_OWN_REPORT = pattern_of(
    r"\b(?:police|annual|official|court|medical|quarterly|inspection|earnings|autopsy|intelligence) reports?\b"
)


def unlisted(words: Sequence[Word]) -> Relay | None:
    """Return the outlet of `…, reports Example Technology.` or `…, Corriere Kvitsund reports.`, which no list has."""
    for place in range(3, len(words) - 1):
        if words[place].low in {"reports", "reported"} and low_at(words, place + 1) in {".", ""}:
            first = place
            while first and words[first - 1].sort is Sort.NAME:
                first -= 1
            said = place - first > 1 and words[first - 1].text == "," and not words[first - 1].quoted
            if said and words[first].low not in FIRST_NAMES and not words[place - 1].is_day:
                return Relay(" ".join(word.text for word in words[first:place]), first, place, "reports")
        aside = words[place - 1].text == "," or (words[place - 1].sort is Sort.QUOTE and words[place - 2].text == ",")
        if words[place].low in {"reports", "reported", "writes"} and aside:
            end = place + 1 + (words[place + 1].low == "the" or words[place + 1].sort is Sort.QUOTE)
            first = end
            while end < len(words) and words[end].sort is Sort.NAME:
                end += 1
            closed = end < len(words) and words[end].sort is Sort.QUOTE
            if end > first + 1 and (closed or low_at(words, end) in {".", ""}) and words[first].low not in FIRST_NAMES:
                return Relay(" ".join(word.text for word in words[first:end]), first, end, "reports")
    return None


def unnamed(words: Sequence[Word], earlier: str | None) -> Relay | None:
    """Return the report of an outlet without a name: `told the newspaper`, `local media said`, `reportedly`.

    ``earlier`` is the outlet that the article named last, which `the newspaper` goes on with.
    """
    for place, word in enumerate(words):
        headed = word.text in _HEADS or (place == 0 and word.low in _HEADS)
        if headed and not word.quoted and low_at(words, place + 1) not in _HEADS - {"outlets"}:
            relay = _of_noun(words, place, earlier)
            if relay is not None:
                return relay
    return _vague(words)


def _of_noun(words: Sequence[Word], head: int, earlier: str | None) -> Relay | None:
    """Return the report of the outlet that a noun stands for, if the words beside it say that it reported."""
    first = head
    while first and _describes(words, first - 1):
        first -= 1
    if first == head and words[head].low in _SINGULAR:
        return None  # "news and magazine reports"
    modifiers = {word.low for word in words[first:head]}
    definite = low_at(words, first) in {"the", "that"} and words[head].low in _SINGULAR
    again = earlier if definite and modifiers <= _AGAIN | NATION_ADJECTIVES else None
    end = head + 1 + (low_at(words, head + 1) in {"outlet", "outlets"})
    bare = definite and modifiers == {low_at(words, first)} and again is None  # may be the article's own outlet
    if bare or low_at(words, first - 1) in _NOT_PRESS or not _is_press(words, head, modifiers, again):
        return None
    role = _told_or_cited(words, first) or ("reports" if _reports(words, end) else None)
    return None if role is None else Relay(again, first, end, role)


def _describes(words: Sequence[Word], place: int) -> bool:
    """Return whether a word before a noun for an outlet only says which one: `several Iraqi news`."""
    word = words[place]
    if word.low in _NOT_PRESS or word.quoted:
        return False
    if word.sort in (Sort.ARTICLE, Sort.NUMBER) or word.is_owner or word.low in _OF_WHERE:
        return True
    acts = word.low in other_verbs() or word.low in verb_forms() or word.low.endswith("ing")
    plain = word.sort is Sort.WORD and not acts
    return plain or (word.sort is Sort.NAME and word.text[0].isupper() and not word.is_day)


def _is_press(words: Sequence[Word], head: int, modifiers: set[str], again: str | None) -> bool:
    """Return whether a noun stands for the press, and not for a police station, a study or somebody's own website."""
    low, before = words[head].low, low_at(words, head - 1)
    following = words[head + 1] if head + 1 < len(words) else None
    if following is not None and following.sort is Sort.WORD and following.low not in REPORTING | _AFTER_PRESS:
        return False  # "a press conference", "media attention"
    if not modifiers.isdisjoint(_NOT_PRESS | {"no", "such"}):
        return False
    if low in {"daily", "weekly"} and low_at(words, head + 1).startswith("report"):
        return False
    if low in _OF_NEWS:
        return before in {"news", "wire"} or (again is not None and low in {"agency", "site"})
    if low in _UNSURE:
        return again is not None or not modifiers.isdisjoint(_OF_WHERE)
    if low in {"media", "press"}:
        return before not in {"the", "on", "in", "to"}  # "told the media"
    return low not in {"television", "radio"} or not modifiers <= {"the"}


def _told_or_cited(words: Sequence[Word], first: int) -> str | None:
    """Return how the words before an outlet rely on it: `told`, `according to`, `reported by`."""
    before = low_at(words, first - 1)
    near = {word.low for word in words[max(0, first - 6) : first - 1]}
    if before in TELLING:
        return "told"
    if before in {"with", "to"} and not near.isdisjoint({"interview", "interviews", "speaking", "spoke", "said"}):
        return "told"
    cited = before == "to" and low_at(words, first - 2) == "according"
    cited |= before in {"citing", "quoting", "cited", "via"}
    cited |= before in {"by", "in", "from"} and not near.isdisjoint(_CARRIED)
    return "reports" if cited else None


def _reports(words: Sequence[Word], end: int) -> bool:
    """Return whether a verb by which the press reports follows: `media reported`, `newspapers have said`."""
    tail = tail_of(words, end)
    return low_at(words, tail) in (REPORTING | {"suggest", "not"}) - _CALLING


def _vague(words: Sequence[Word]) -> Relay | None:
    """Return the report that a sentence speaks of without its outlet's name."""
    text = " ".join("_" if word.quoted else word.low for word in words)
    match = _VAGUE.search(text)
    if match is None or _OWN_REPORT.search(match.group()):
        return None
    first = text.count(" ", 0, match.start())
    return Relay(None, first, first + match.group().count(" ") + 1, "vague")
