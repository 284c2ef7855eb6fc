"""Other outlets that a sentence relies on: `told Sky News`, `according to the Nikkei business daily`, `reports X`.

    relays_of(words, OutletNames(own=("Reuters",)))

The article's own outlet does not count.  A report without a name (`media reports`, `reportedly`) has an unknown outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from claims.capture.attribution.beside import leads, tail_of
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
)
from claims.capture.attribution.unnamed import TELLING, unlisted, unnamed
from claims.capture.outlets import Mention, OutletNames, Relay, mentions_of, name_key
from claims.capture.wordlists.outlets import OUTLET_NOUNS, outlet_names
from claims.capture.wordlists.places import NATION_ADJECTIVES
from claims.capture.wordlists.verbs import verb_forms
from claims.capture.words import Sort, Word

_SPOKEN = {
    "to": "said speaking spoke talking talked interview interviews statement comments remarks confirmed statements "
    "explained admitted revealed disclosed email speaks comment wrote confided confirming denied leaked "
    "saying revealing allegation allegations claim claims detailed "
    "recalled described recounted acknowledged refuted conceded insisted reiterated complained joked "
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
_OF = frozenset("according reporter report reported published".split())
_ON = _OF | frozenset("wrote writes posted appeared article story".split())
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
        relay = unlisted(words) or unnamed(words, earlier)
        relays.extend([] if relay is None else [relay])
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
    while start > 0 and leads(words, start - 1):
        start -= 1
    tail = tail_of(words, mention.end)
    if low_at(words, tail) == "," and "," in {word.text for word in words[start : mention.first]}:
        tail += 1  # "the newspaper, X, said"
    if low_at(words, tail) == "," and [word.low for word in words[max(0, start - 3) : start]] == ["as", "well", "as"]:
        tail += 1  # "the AP, as well as X, said"
    if _is_picture(words, start) or _is_pointer(words):
        return None
    beside = [*words[max(0, start - 1) : mention.first + 1], *words[mention.end : mention.end + 4]]
    apposed = words[mention.end : mention.end + 14] if low_at(words, mention.end) == "," else ()
    mocking = any(word.low.startswith("satir") for word in apposed)
    looks = low_at(words, start - 1) == "like" and low_at(words, start - 2).startswith("look")
    imitated = looks or "purporting" in _lows(words, start - 6, start)
    pictured = low_at(words, mention.end) in _PICTURES and low_at(words, mention.end + 1) in {"", ")", "]"}
    if mocking or imitated or pictured or not _FALSE.isdisjoint(word.low for word in beside):
        return None  # "a fake MSNBC website", "X, a satirical website"
    if (mention.strong or low_at(words, start - 2) == "over") and is_through_staff(words, start, mention.end, tail):
        return "reports"
    if low_at(words, mention.end) in {"audience", "viewers", "listeners"} and _speaks(words):
        return "told"
    if _is_told(words, start) or _is_told(words, _before_staff(words, start)) or _is_given(words, mention):
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


def _speaks(words: Sequence[Word]) -> bool:
    """Return whether somebody says something in a sentence: `stunned a Fox News audience by saying`."""
    return any(form.verb.frame in SAYING for word in words for form in verb_forms().get(word.low, ()))


def _before_staff(words: Sequence[Word], start: int) -> int:
    """Return the place of an outlet's people before its name, or of the name: `reporters and editors of the Times`."""
    place = start - 1
    staff = REPORTERS | {"editors"}
    if low_at(words, place) not in {"of", "at", "from", "for"} or low_at(words, place - 1) not in staff:
        return start
    while place > 0 and (
        low_at(words, place - 1) in staff | {"and", "senior", "two", "three", "several"}
        or words[place - 1].sort is Sort.ARTICLE
    ):
        place -= 1
    return place


def _is_surely_outlet(words: Sequence[Word], mention: Mention, start: int, tail: int) -> bool:
    """Return whether the words around a plain name leave only the outlet: `published in the Telegraph`."""
    following = words[mention.end] if mention.end < len(words) else None
    if following is not None and following.sort is Sort.NAME and not words[mention.end - 1].is_owner:
        return False  # "the National Coalition"
    before = low_at(words, start - 1)
    citing = low_at(words, tail) == "," and low_at(words, tail + 1) in {"citing", "quoting"}
    if citing or low_at(words, tail) in REPORTING or before in _CITING | {"to"}:
        return True
    if (start == 0 or low_at(words, 0) == "[") and low_at(words, mention.end) in {"]", ":", ""}:
        return True  # "[The Guardian]"
    if before in {"reports", "reported", "writes", "wrote", "says"} and _is_inverted(words, start - 1):
        return low_at(words, tail) in {"", ".", "today", ")", "on"}  # "…, reports the Guardian."
    near = {word.low for word in words[max(0, start - 6) : start - 1]}
    cues = {"report", "reports", "reported", "published", "story", "article", "cited", "quoted", "edition", "noted"}
    return before in {"in", "by", "from", "including", "of"} and not near.isdisjoint(cues)


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
        if roles[place + 1] is None and (other.strong or other.name.startswith("The ")) and listed[place]:
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
    return not joiners <= {","} and all(word.low in _LISTING or _is_whose(word) for word in between)


def _is_whose(word: Word) -> bool:
    return word.is_owner and word.sort is Sort.NAME


_LISTING = (
    frozenset(", and or the & both as well news his her on in by from to".split()) | OUTLET_NOUNS | NATION_ADJECTIVES
)
"""Words that may stand between the outlets of a list: `the Times and the Dutch daily X`."""


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
        verdict = _lows(words, mention.end + 2, mention.end + 8)
        if low_at(words, mention.end + 1) in _BEING and (verdict & _UNTRUE or {"not", "true"} <= verdict):
            return True  # "said the TechCrunch report is “not true”"
        return not _DENYING.isdisjoint(word.low for word in words[max(0, start - 2) : start])
    if low_at(words, start - 1) not in {"in", "by", "from", "on"} or not _BEING.issuperset(after[:1]):
        return False
    return not _UNTRUE.isdisjoint(after) and "not" not in after


def _is_told(words: Sequence[Word], start: int) -> bool:
    """Return whether somebody spoke to the outlet: `told`, `in an interview with`, `speaking to`."""
    before = low_at(words, start - 1)
    if before in TELLING or (before == "to" and start <= 2 and _is_addressed(words, start)):
        return True
    if before == "to" and any(
        form.verb.frame in SAYING for form in verb_forms().get(low_at(words, start - 2), ())
    ):  # "she added to X"
        return words[start - 2].sort is Sort.WORD and low_at(words, start - 2)[:5] not in _ANSWERING
    if before == "on" and start <= 2 and _is_heard_on(words, start):
        return True
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


def _is_heard_on(words: Sequence[Word], start: int) -> bool:
    """Return whether a sentence begins with the programme that it quotes: `On NBC's Meet the Press, Roe said`."""
    comma = next((place for place in range(start, min(start + 9, len(words))) if words[place].text == ","), None)
    place = start if comma is None else comma + 1
    speaks = any(
        form.verb.frame in SAYING for word in words[place : place + 6] for form in verb_forms().get(word.low, ())
    )
    return speaks and (comma is not None or any(word.sort is Sort.QUOTE for word in words[start : start + 9]))


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
    dated = start > 1 and words[start - 2].is_day
    if before == "for" and low_at(words, start - 2 - dated) in {"reported", "reports"}:
        return {"has", "had", "have", "who"}.isdisjoint(_lows(words, start - 8, start - 1))  # "Roe reported for Time"
    if before == "including" or (before == "from" and low_at(words, start - 2) == "including"):
        near = {word.low for word in words[max(0, start - 8) : start - 1]}
        if not {"picked", "carried", "covered", "cited"}.isdisjoint(_lows(words, start - 16, start)):
            return not near.isdisjoint(OUTLET_NOUNS | {"organisations", "organizations", "papers", "sites", "news"})
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
        return not near.isdisjoint(_FROM if before in {"by", "from", "in"} else _OF if before == "of" else _ON)
    quoted = start > 1 and words[start - 1].sort is Sort.QUOTE  # "…, writes “X”."
    verb = start - 1 - quoted
    return low_at(words, verb) in REPORTING and _is_inverted(words, verb)


def _lows(words: Sequence[Word], first: int, end: int) -> set[str]:
    """Return the words between two places, in small letters."""
    return {word.low for word in words[max(0, first) : max(0, end)]}


def _is_inverted(words: Sequence[Word], verb: int) -> bool:
    """Return whether a verb stands before its outlet: `…, reports X`, `“…”, writes X`."""
    if verb == 0:
        return True
    before = words[verb - 1]
    return before.sort in (Sort.MARK, Sort.QUOTE) or before.low in {"as", "first", "thus"}


def _owns_report(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether a report follows as the outlet's: `the Post's story`, `a CNN report`."""
    after = words[mention.end : mention.end + 4]
    rest = [word.low for word in after if word.sort is not Sort.QUOTE and not _is_title(word)]
    if not words[mention.end - 1].is_owner:
        posted = rest[:2] == ["blog", "post"] or (rest[:1] == ["post"] and words[mention.end].text == "post")
        if rest[:1] in (["source"], ["sources"]):
            return low_at(words, mention.first - 1) == "the" and is_reporting(words, mention.end + 1)
        if not (REPORTERS | {"page", "pages", "desk"}).isdisjoint(rest[1:2]):
            return False  # "a New York Times op-ed columnist"
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
    if before in {"h/t", "source", "sources", "via", "hat-tip"} and start <= 2:
        return True  # "H/T AppleInsider", "SOURCE MacRumors"
    key = name_key(mention.name)
    listed = (key in outlet_names() and key not in _AGENCIES) or key.rpartition(" ")[2] in _PAPERS
    alone = after == "" or (after in {".", ":"} and mention.end == len(words) - 1)
    if start == 0 and listed and (alone or after == ":"):
        return True  # a line with nothing but the outlet's name, or "Politico: The mayor is right."
    if before in {"—", "-", "–"} and after == "" and start > 4:
        return True  # "… feeling great.” - Daily Mirror"
    if before == "[" and after == "via":
        return True  # "[PandoDaily via Cult of Mac]"
    if before in {"from", "via"} and after == ":" and start == 1:
        return True
    if before in {"—", "-", "--", "–"} and after == "(" and low_at(words, mention.end + 1).startswith("@"):
        return start > 2  # a quoted tweet
    if before == "[" and after == "]":
        return start == 1 and key not in _AGENCIES
    line = dateline_of(words)
    if line is not None and line[0] <= mention.first < line[1]:
        return True
    return before == "(" and after == ")" and low_at(words, mention.end + 1) in {".", "-", "—", "–", "--"}


_AGENCIES = frozenset(("ap", "associated press", "afp", "agence france-presse", "reuters", "epa"))
"""Agencies whose name alone credits a picture."""
_PAPERS = frozenset("times herald tribune gazette chronicle telegraph observer courier".split())
"""Last words of names that can only be newspapers'."""


def _is_short_for(name: str, earlier: str) -> bool:
    """Return whether a name is the last word of an outlet's named before: `the Post` after `The Washington Post`."""
    return " " not in name and name_key(earlier).endswith(f" {name_key(name)}")
