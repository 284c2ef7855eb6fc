"""Other outlets that a sentence relies on: `told Sky News`, `according to the Nikkei business daily`, `reports X`.

    relays_of(words, OutletNames(own=("Reuters",)))

The article's own outlet does not count.  A report without a name (`media reports`, `reportedly`) has an unknown outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.capture.attribution.press import dateline_of
from claims.capture.attribution.reporters import (
    REPORTERS,
    REPORTING,
    SAYING,
    is_reached_through,
    is_reporting,
    is_through_reporter,
    is_through_staff,
    low_at,
    past_reporter,
)
from claims.capture.outlets import Mention, OutletNames, mentions_of, name_key
from claims.capture.wordlists.outlets import OUTLET_NOUNS
from claims.capture.wordlists.people import FIRST_NAMES
from claims.capture.wordlists.places import NATION_ADJECTIVES
from claims.capture.wordlists.verbs import verb_forms
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of

_AFTER_NAME = frozenset(
    "business news tv state first also has had have is was were earlier later previously exclusively that which who "
    "then now even itself have since recently only still just been being both all each".split()
)
"""Words between an outlet's name and its verb."""
_ITS_PEOPLE = frozenset("editor columnist producer anchor organization organisation".split())
_LEADS = frozenset(
    "tv newspaper daily weekly tabloid broadsheet magazine broadcaster channel station network outlet website site "
    "portal blog agency news state state-run state-owned british american french german japanese israeli russian "
    "chinese turkish italian spanish local business financial conservative liberal left-wing right-wing influential "
    "leading rival sister online gossip celebrity sports entertainment tech technology fellow pro-government "
    "opposition media arabic-language english-language state-controlled government-run public private independent "
    "wire satirical kurdish iraqi saudi australian canadian irish scottish indian mexican newswire service outlets "
    "newspapers based u.s. us uk publication publications separate recent subsequent previous popular prominent well- "
    "known respected exclusive fact-checking television radio".split()
)
"""Words before an outlet's name that only say what it is."""
_TELLING = frozenset("told tells telling tell informed assured emailed".split())
_SPOKEN = {
    "to": "said speaking spoke talking talked interview interviews statement comments remarks confirmed statements "
    "explained admitted revealed disclosed email speaks comment wrote confided confirming denied leaked "
    "detailed recalled described recounted acknowledged refuted conceded insisted reiterated complained joked "
    "boasted told sent took gave released provided vented gushed",
    "with": "interview interviews spoke speaking conversation talking talked phone discussion sat chat",
    "on": "said appearing appeared interview speaking spoke saying appearance told claimed asked argued interviewed "
    "says insisted aired interviews guest revealed announced allegations",
    "for": "op-ed article interview column wrote writing writes reports piece",
    "by": "interviewed asked contacted reached",
    "from": "inquiries inquiry questions query queries",
    "in": "interview op-ed wrote writing column writes",
}
"""Words near a preposition before an outlet that make somebody its guest: `in an interview with`."""
_REPORTS = frozenset(
    "report reports story article investigation editorial interview poll exclusive survey account scoop reporting "
    "coverage analysis piece op-ed dispatch footage".split()
)
"""Nouns after an outlet's name: `a CNN report`, `the Post's story`."""
_FROM = _REPORTS | frozenset(
    "reported published obtained cited seen broken first quoted carried revealed according released footage column "
    "posted broadcast aired printed appeared claimed broke noted story reportedly said circulated ran files "
    "picked named called dubbed identified described".split()
)
"""Words near `by`, `from` or `in` before an outlet: `first reported by`."""
_CITING = frozenset("per via citing cites cited quoting quotes quoted referencing crediting".split())
_PICTURES = frozenset(
    "image images photo photos photograph picture pictured pictures screenshot screengrab screencap illustration "
    "graphic getty video watch credit".split()
)
"""Words beside an outlet that is credited for a picture alone: `[Image via AP]`."""
_DENYING = frozenset(
    "contrary denied denies denying rejected rejects dismissed dismisses refuted disputed disputes false bogus".split()
)
"""Words before a report that is denied: `contrary to a report in X`."""
_BEING = frozenset("is was are were".split())
_UNTRUE = frozenset("false untrue wrong inaccurate bogus fabricated hoax nonsense".split())
_FALSE = frozenset("satirical satire fake hoax bogus spoof parody ersatz phony".split())
_STAFF = frozenset("insiders executives employees staffers staff officials bosses".split())
_GIVING = frozenset("sent sends giving gave given give gives telling showed handed".split())
_GIVEN = frozenset("details detail interview statement information account comment quote".split())
_UNNAMED_OUTLET = frozenset(
    "newspaper paper magazine broadcaster agency channel network tabloid outlet publication site".split()
)
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


@dataclass(frozen=True, slots=True)
class Relay:
    """An outlet that a sentence relies on: its name (None if unknown), and the places of the words that say so.

    ``role`` is `told` (a speaker spoke to it), `reports` (it reports itself) or `vague`.
    """

    outlet: str | None
    first: int
    end: int
    role: str


def relays_of(words: Sequence[Word], outlets: OutletNames, earlier: str | None = None) -> list[Relay]:
    """Return the other outlets' reports that a sentence relies on.

    ``earlier`` is the outlet named last in the article, for `the newspaper added`.
    """
    mentions = _joined(words, mentions_of(words, outlets))
    relays: list[Relay] = []
    for mention, role in zip(mentions, _roles(words, mentions), strict=True):
        if relays and relays[-1].end == mention.first - 1 and low_at(words, mention.first - 1) == "(":
            continue  # "Agence France-Presse (AFP)"
        if role is not None and not outlets.is_own(mention.name):
            name = earlier if earlier and _is_short_for(mention.name, earlier) else mention.name
            relays.append(Relay(name, mention.first, mention.end, role))
    if not relays:
        unnamed = _the_newspaper(words, earlier) or _unknown(words) or _vague(words)
        relays.extend([] if unnamed is None else [unnamed])
    return relays


def _joined(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions with an outlet and its section or programme as one: `the Post's Page Six`."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        quoted = words[mention.first - 1].sort is Sort.QUOTE if mention.first else False
        if before is not None and words[before.end - 1].is_owner and mention.first - quoted == before.end:
            joined[-1] = replace(before, end=mention.end, strong=before.strong or mention.strong)
        else:
            joined.append(mention)
    return joined


def _role(words: Sequence[Word], mention: Mention) -> str | None:
    """Return how a sentence relies on an outlet that it names, None if it only mentions it."""
    start = mention.first
    if start and words[start - 1].sort is Sort.QUOTE and mention.end < len(words):
        closing = words[mention.end : mention.end + 2]
        start -= any(word.sort is Sort.QUOTE for word in closing)  # "said on “Meet the Press”"
    while start > 0 and _leads(words, start - 1):
        start -= 1
    tail = _tail(words, mention.end)
    if low_at(words, tail) == "," and "," in {word.text for word in words[start : mention.first]}:
        tail += 1  # "the newspaper, X, said"
    if low_at(words, tail) == "," and [word.low for word in words[max(0, start - 3) : start]] == ["as", "well", "as"]:
        tail += 1  # "the AP, as well as X, said"
    if _is_picture(words, start) or _is_pointer(words):
        return None
    beside = [*words[max(0, start - 1) : mention.first + 1], *words[mention.end : mention.end + 4]]
    if not _FALSE.isdisjoint(word.low for word in beside):
        return None  # "a fake MSNBC website", "X, a satirical website"
    if (mention.strong or low_at(words, start - 2) == "over") and is_through_staff(words, start, mention.end, tail):
        return "reports"
    if _is_told(words, start) or _is_given(words, mention):
        return "told"
    if not mention.strong and not _is_surely_outlet(words, mention, start, tail):
        return None
    if _is_disputed(words, mention, start):
        return None
    before = _reports_before(words, start) and not _is_denied(words, start)
    if is_through_reporter(words, start):
        return "told" if "told" in {word.low for word in words[max(0, start - 10) : start]} else "reports"
    before = before and not _has_own_verb(words, mention, start)
    cites = before or _reports_after(words, start, tail, mention.end) or _owns_report(words, mention)
    return "reports" if cites or _is_credit(words, mention) else None


def _is_surely_outlet(words: Sequence[Word], mention: Mention, start: int, tail: int) -> bool:
    """Return whether the words around a plain name leave only the outlet: `published in the Telegraph`."""
    following = words[mention.end] if mention.end < len(words) else None
    if following is not None and following.sort is Sort.NAME and not words[mention.end - 1].is_owner:
        return False  # "the National Coalition"
    before = low_at(words, start - 1)
    citing = low_at(words, tail) == "," and low_at(words, tail + 1) in {"citing", "quoting"}
    if citing or low_at(words, tail) in REPORTING or before in _CITING | {"to"}:
        return True
    near = {word.low for word in words[max(0, start - 6) : start - 1]}
    cues = {"report", "reports", "reported", "published", "story", "article"}
    return before in {"in", "by", "from", "including"} and not near.isdisjoint(cues)


def _has_own_verb(words: Sequence[Word], mention: Mention, start: int) -> bool:
    """Return whether a verb before an outlet is not its own: `…, says X had been working`, `citing X insiders`."""
    following = words[mention.end] if mention.end < len(words) else None
    if following is None:
        return False
    says = low_at(words, start - 1) in REPORTING and following.sort in (Sort.AUXILIARY, Sort.MODAL)
    return says or (low_at(words, start - 1) in _CITING and following.low in _STAFF)


def _is_picture(words: Sequence[Word], start: int) -> bool:
    """Return whether an outlet is only credited for a picture: `[Image via AP]`, `Watch the video, via Fox News`."""
    if low_at(words, start - 1) not in {"via", ":", "/"}:
        return False
    near = {part for word in words[max(0, start - 8) : start - 1] for part in word.low.split("/")}
    return not near.isdisjoint(_PICTURES)


def _is_pointer(words: Sequence[Word]) -> bool:
    """Return whether a sentence only sends readers elsewhere: `Read the full report from X.`."""
    opening = next((word for word in words if word.sort not in (Sort.QUOTE, Sort.MARK)), None)
    if opening is None or opening.low not in {"read", "watch", "see", "click", "follow", "listen", "hear"}:
        return False
    return opening.text[0].isupper() and len(words) < 16


def _is_given(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether somebody gave the outlet what follows: `giving Radar Online additional details`."""
    start = mention.first - (low_at(words, mention.first - 1) == "the")
    rest = {word.low for word in words[mention.end : mention.end + 4]}
    return mention.strong and low_at(words, start - 1) in _GIVING and not rest.isdisjoint(_GIVEN)


def _is_denied(words: Sequence[Word], start: int) -> bool:
    """Return whether the report before an outlet's name is denied: `contrary to a report in X`."""
    later = any(word.low in _DENYING for word in words[start:])
    denied = later and "despite" in {word.low for word in words[max(0, start - 8) : start]}
    for word in words[max(0, start - 10) : start]:
        if word.text in {",", ";"} and not later:
            denied = False
        denied |= word.low in _DENYING
        if denied and word.low in _REPORTS | {"claim", "claims", "posting", "post", "stories", "articles"}:
            return True
    return False


def _roles(words: Sequence[Word], mentions: Sequence[Mention]) -> list[str | None]:
    """Return how a sentence relies on each outlet that it names; those listed together share it."""
    roles = [_role(words, mention) for mention in mentions]
    listed = _lists(words, mentions)
    pairs = list(enumerate(pairwise(mentions)))
    for place, (mention, other) in pairs:
        if roles[place + 1] is None and other.strong and listed[place]:
            roles[place + 1] = roles[place]
        if roles[place : place + 2] == ["reports", "told"] and _speaks_to(words, mention, other):
            roles[place] = None
    for place, (mention, _) in reversed(pairs):
        if roles[place] is None and mention.strong and listed[place]:
            roles[place] = roles[place + 1]
    return roles


def _lists(words: Sequence[Word], mentions: Sequence[Mention]) -> list[bool]:
    """Return for each outlet but the last whether the next is in a list with it: `Rudaw, as well as the BBC and AP`.

    A comma alone lists only where the list goes on, or ends the sentence: `told Reuters, the BBC and Sky News`.
    """
    joins = [None, *(_joining(words, mention, other) for mention, other in pairwise(mentions)), None]
    commas = [place for place, join in enumerate(joins) if join == ","]
    for place in [*commas, *reversed(commas)]:
        if not {True, ","}.isdisjoint([joins[place - 1], joins[place + 1]]):
            joins[place] = True
    return [join is True for join in joins[1:-1]]


def _joining(words: Sequence[Word], mention: Mention, other: Mention) -> bool | str:
    """Return whether the words between two outlets list them, a comma if they are no more than that."""
    first = mention.end
    while low_at(words, first) in OUTLET_NOUNS or low_at(words, first) in {"news", "online"}:
        first += 1
    between = words[first : other.first]
    joiners = {",", "and", "or", "&", "as"}.intersection(word.low for word in between)
    if joiners == {","} and all(word.low in {",", "the"} or _is_whose(word) for word in between):
        return low_at(words, other.end) in {"", ".", ")", "]", "/"} or ","
    listing = _LISTING | OUTLET_NOUNS | NATION_ADJECTIVES
    return not joiners <= {","} and all(word.low in listing or _is_whose(word) for word in between)


def _is_whose(word: Word) -> bool:
    return word.is_owner and word.sort is Sort.NAME


_LISTING = frozenset(", and or the & both as well news his her on in by from to".split())


def _speaks_to(words: Sequence[Word], mention: Mention, listener: Mention) -> bool:
    """Return whether an outlet speaks to another of its own affairs: `Fox News confirmed to Mediaite`."""
    between = words[mention.end : listener.first]
    aside = {"to", "the", "has", "had", "later"}
    return any(is_reporting(words, place) for place in range(mention.end, listener.first)) and all(
        word.low in aside or word.sort is Sort.ADVERB or is_reporting(words, mention.end + place)
        for place, word in enumerate(between)
    )


def _is_disputed(words: Sequence[Word], mention: Mention, start: int) -> bool:
    """Return whether an outlet's report is denied or untrue: `denied a CNN report`, `the report in X is false`."""
    after = [word.low for word in words[mention.end : mention.end + 5]]
    if after[:1] in (["report"], ["reports"], ["story"]):
        return not _DENYING.isdisjoint(word.low for word in words[max(0, start - 2) : start])
    if low_at(words, start - 1) not in {"in", "by", "from", "on"} or not _BEING.issuperset(after[:1]):
        return False
    return not _UNTRUE.isdisjoint(after) and "not" not in after


def _leads(words: Sequence[Word], place: int) -> bool:
    """Return whether a word before an outlet's name only says what or whose it is: `the UK's`, `Italian newspaper`."""
    word = words[place]
    if word.text == ",":  # "his local paper, the Riverton Echo,"
        return place > 0 and words[place - 1].text in OUTLET_NOUNS
    if word.text in OUTLET_NOUNS - _ITS_PEOPLE - REPORTERS:
        return True
    if word.sort in (Sort.ARTICLE, Sort.ADVERB) or word.low in _LEADS or word.low in NATION_ADJECTIVES:
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    before = words[place - 1] if place else None
    noun = following is not None and (following.text in OUTLET_NOUNS or following.text == "news")
    if noun and word.text[0].isupper() and word.low.endswith(("an", "ese", "ish")):
        return True  # "Nicaraguan website"
    if noun and before is not None and word.sort is Sort.WORD and before.sort is Sort.ARTICLE:
        return True  # "her hometown paper"
    if "-" in word.text and word.sort is Sort.WORD and following is not None and place + 1 < len(words):
        return following.text in OUTLET_NOUNS or following.low in NATION_ADJECTIVES  # "hit-or-miss publication X"
    return (word.is_owner and word.sort is Sort.NAME) or word.low.endswith(("-based", "-language"))


def _tail(words: Sequence[Word], end: int) -> int:
    """Return the place after what may follow an outlet's name before its verb: `business daily first`, `(AFP)`."""
    place = past_reporter(words, end)
    place = _past_where(words, end) if place == end else place
    while place < len(words) and place - end < 6:
        word = words[place]
        person = words[end - 1].is_owner and word.sort is Sort.NAME
        noun = word.low in OUTLET_NOUNS or word.low in _ITS_PEOPLE
        named = place > end and not noun and word.sort is Sort.NAME and low_at(words, place - 1) in OUTLET_NOUNS
        joined = (
            word.low in {"and", "or"} and place + 1 < len(words) and words[place + 1].sort in (Sort.NAME, Sort.ARTICLE)
        )
        partner = word.sort in (Sort.NAME, Sort.ARTICLE) and low_at(words, place - 1) in {"and", "or", "the"}
        clause = word.text == "," and low_at(words, place + 1) == "which" and _after_apposition(words, place) == place
        clause |= word.low == "the" and low_at(words, place + 1) == "first"
        surname = word.sort is Sort.NAME and place > end and words[place - 1].sort is Sort.NAME
        aside = word.text == "," and place > end and low_at(words, place - 1) in {"correspondent", "reporter", "editor"}
        passing = aside or noun or word.low in _AFTER_NAME or word.sort is Sort.ADVERB or word.is_day
        if not (passing or person or named or surname or joined or partner or clause or word.sort is Sort.NUMBER):
            break
        place += 1
    return _after_apposition(words, place)


def _past_where(words: Sequence[Word], end: int) -> int:
    """Return the place after where or when an outlet reported: `KLAS-TV in Las Vegas`, `the AP in May 2006`."""
    place = end
    while low_at(words, place) in OUTLET_NOUNS or low_at(words, place) == "news":
        place += 1
    first = place + 1
    while first < len(words) and first - place < 5 and _is_place_or_day(words[first]):
        first += 1
    return first if low_at(words, place) == "in" and first > place + 1 else end


def _is_place_or_day(word: Word) -> bool:
    return word.sort in (Sort.NAME, Sort.NUMBER) or word.is_day or word.text == "May"


def _after_apposition(words: Sequence[Word], place: int) -> int:
    """Return the place after what an outlet is said to be: `X, a conservative news website, cited`."""
    if low_at(words, place) != "," or place + 1 >= len(words):
        return place
    if low_at(words, place + 1) in _ASIDES and low_at(words, place + 2) == ",":
        return place + 3  # "X, however, reports"
    opening = words[place + 1]
    if opening.low not in {"a", "an", "the", "never", "which", "one"} and opening.sort is not Sort.NAME:
        return place
    for end in range(place + 2, min(place + 12, len(words) - 1)):
        if words[end].text == ",":
            nouns = OUTLET_NOUNS | {"papers", "mouthpiece"} | ({"which"} if is_reporting(words, end + 1) else set())
            says = any(word.low in nouns or word.low.endswith("-based") for word in words[place + 1 : end])
            if not says:
                return place
            return end + 2 if words[end + 1].sort is Sort.ADVERB else end + 1
    return place


def _is_told(words: Sequence[Word], start: int) -> bool:
    """Return whether somebody spoke to the outlet: `told`, `in an interview with`, `speaking to`."""
    before = low_at(words, start - 1)
    if before in _TELLING or (before == "to" and start <= 2 and _is_addressed(words, start)):
        return True
    if before == "to" and any(
        form.verb.frame in SAYING for form in verb_forms().get(low_at(words, start - 2), ())
    ):  # "she added to X"
        return words[start - 2].sort is Sort.WORD and low_at(words, start - 2)[:5] not in _ANSWERING
    spoken = [word.low for word in words[max(0, start - 14) : start - 1] if word.sort is not Sort.QUOTE]
    near = set(spoken[-7:])
    if low_at(words, start - 2) in {"according", "thanks"}:
        return False
    if before == "to" and low_at(words, start - 2) == "clear":
        return True  # "made it clear to X"
    return before in _SPOKEN and not near.isdisjoint(_SPOKEN[before].split())


def _is_addressed(words: Sequence[Word], start: int) -> bool:
    """Return whether a sentence begins with its listener: `To the Telegraph, she says`."""
    comma = next((place for place in range(start, min(start + 6, len(words))) if words[place].text == ","), None)
    return comma is not None and any(
        form.verb.frame in SAYING for form in verb_forms().get(low_at(words, comma + 2), ())
    )


_ANSWERING = frozenset("going goes went go refer repli reply respo objec plead submi point allud agree".split())
"""First letters of verbs after which `to X` is no listener who reports it."""


def _reports_after(words: Sequence[Word], start: int, tail: int, mention_end: int) -> bool:
    """Return whether the outlet's verb follows its name."""
    following = low_at(words, tail)
    if following in {"report", "reports"}:
        return low_at(words, start - 1) not in {"of", "at", "on"}
    if low_at(words, tail - 1) in {"has", "had", "have"} and following in {"a", "new", "more"}:
        return not _REPORTS.isdisjoint(word.low for word in words[tail : tail + 4])
    if following == "," and low_at(words, tail + 1) in {"citing", "quoting"}:
        return True
    emphatic = low_at(words, tail + 1) == ":" and following.isalpha() and following.endswith("s")  # "X seethes:"
    if following in {"called", "named", "titled"} and low_at(words, tail - 1) in OUTLET_NOUNS - _NAMING:
        return False  # "an ITV show called"
    if following == "ran" and low_at(words, tail + 1) in {"out", "into", "for", "away", "up"}:
        return False
    if following == "one" and "first" in {word.low for word in words[tail : tail + 5]}:
        return any(is_reporting(words, place) for place in range(tail + 3, min(tail + 8, len(words))))
    if following in {"conducted", "commissioned"}:
        return not _INQUIRIES.isdisjoint(word.low for word in words[tail : tail + 5])
    if following == "to" and low_at(words, tail - 1) == "first":
        return low_at(words, tail + 1) in {"report", "reveal", "publish", "break", "identify", "name"}
    agrees = following in {"agreed", "agrees", "corroborated", "corroborates"}
    return is_reporting(words, tail) or agrees or emphatic


_ASIDES = frozenset("however meanwhile though too also likewise moreover".split())
_NAMING = frozenset("newspaper daily agency broadcaster newswire tabloid weekly".split())
"""Nouns for outlets that call somebody something more often than they are called it."""
_INQUIRIES = frozenset(
    "poll survey investigation experiment interview interviews analysis test tests review study".split()
)
"""What an outlet conducts to find what it reports."""


def _reports_before(words: Sequence[Word], start: int) -> bool:
    """Return whether the words before an outlet's name makes it the reporter."""
    before = low_at(words, start - 1)
    if before == "to":
        return low_at(words, start - 2) in {"according", "thanks", "credited", "attributed", "report"}
    if before in _CITING:
        return True
    if before == "including" or (before == "from" and low_at(words, start - 2) == "including"):
        near = {word.low for word in words[max(0, start - 8) : start - 1]}
        cited = not near.isdisjoint({"according", "reported", "published"})
        if "news" in near and "sources" in near:
            return any(is_reporting(words, place) for place in range(start, min(start + 14, len(words))))
        return "reports" in near or (cited and not near.isdisjoint({"outlets", "media", "newspapers", "sites"}))
    if before == "," and low_at(words, start - 2) in {"report", "article", "story"}:
        return low_at(words, 0) == "in" and start < 9  # "In a new report, X offers a look"
    if before in {"at", "of"} and is_reached_through(words, start):
        return True
    if before in {"by", "from", "in", "of", "on"}:
        if "whose" in {word.low for word in words[max(0, start - 7) : start - 1]}:
            return False  # "a writer whose articles appeared in X"
        near = {word.low for word in words[max(0, start - 7) : start - 1] if not _is_title(word)}
        return not near.isdisjoint(
            _FROM if before in {"by", "from", "in"} else {"according", "reporter", "report", "reported", "published"}
        )
    quoted = start > 1 and words[start - 1].sort is Sort.QUOTE  # "…, writes “X”."
    verb = start - 1 - quoted
    return low_at(words, verb) in REPORTING and _is_inverted(words, verb)


def _is_inverted(words: Sequence[Word], verb: int) -> bool:
    """Return whether a verb stands before its outlet: `…, reports X`, `“…”, writes X`."""
    if verb == 0:
        return True
    before = words[verb - 1]
    return before.sort in (Sort.MARK, Sort.QUOTE) or before.low in {"as", "first"}


def _owns_report(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether a report follows as the outlet's: `the Post's story`, `a CNN report`."""
    after = words[mention.end : mention.end + 4]
    rest = [word.low for word in after if word.sort is not Sort.QUOTE and not _is_title(word)]
    if not words[mention.end - 1].is_owner:
        posted = rest[:2] == ["blog", "post"] or (rest[:1] == ["post"] and words[mention.end].text == "post")
        if rest[:1] == ["piece"]:
            return is_reporting(words, mention.end + 1)
        return posted or (bool(rest) and rest[0] in _REPORTS - {"piece", "account", "coverage", "reports"})
    return not (_REPORTS | {"sources", "source"}).isdisjoint(rest)


def _is_title(word: Word) -> bool:
    """Return whether a word is part of a title in quotation marks: CNBC's `Halftime Report`."""
    return word.quoted and word.text[0].isupper()


def _is_credit(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether an outlet is credited for the text, as an agency in a dateline is: `LONDON (Reuters) -`."""
    start = mention.first - (low_at(words, mention.first - 1) == "the")
    before, after = low_at(words, start - 1), low_at(words, mention.end)
    if before == "," and after == ":" and start > 2 and words[start - 2].sort is Sort.NAME:
        return True  # "Jane Roe, Bloomberg View: “…”"
    if before == ":" and low_at(words, start - 2) in {"source", "sources", "via", "credit", "contributing"}:
        return True
    if before == "with" and len(words) <= 8:
        return True  # "(With the Associated Press)"
    if before in {"from", "via"} and after == ":" and start == 1:
        return True
    if before in {"—", "-", "--", "–"} and after == "(" and low_at(words, mention.end + 1).startswith("@"):
        return start > 2  # a quoted tweet
    if before == "[" and after == "]":
        return True
    line = dateline_of(words)
    if line is not None and line[0] <= mention.first < line[1]:
        return True
    return before == "(" and after == ")" and low_at(words, mention.end + 1) in {".", "-", "—", "–", "--"}


def _is_short_for(name: str, earlier: str) -> bool:
    """Return whether a name is the last word of an outlet's named before: `the Post` after `The Washington Post`."""
    return " " not in name and name_key(earlier).endswith(f" {name_key(name)}")


def _unknown(words: Sequence[Word]) -> Relay | None:
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


def _the_newspaper(words: Sequence[Word], earlier: str | None) -> Relay | None:
    """Return the outlet meant by `the newspaper said`, where the article named it before."""
    if earlier is None:
        return None
    for place in range(len(words) - 2):
        if words[place].low == "the" and words[place + 1].low in _UNNAMED_OUTLET and not words[place].quoted:
            reports = words[_tail(words, place + 2)].low in REPORTING if _tail(words, place + 2) < len(words) else False
            if reports or low_at(words, place - 1) in _TELLING or low_at(words, place - 2) == "according":
                role = "told" if low_at(words, place - 1) in _TELLING else "reports"
                return Relay(earlier, place, place + 2, role)
    return None


def _vague(words: Sequence[Word]) -> Relay | None:
    """Return the report that a sentence speaks of without its outlet's name."""
    text = " ".join("_" if word.quoted else word.low for word in words)
    match = _VAGUE.search(text)
    if match is None or _OWN_REPORT.search(match.group()):
        return None
    first = text.count(" ", 0, match.start())
    return Relay(None, first, first + match.group().count(" ") + 1, "vague")
