"""How many people the description of an unnamed source means: one person, a stated number, or an uncounted plural.

Values in, values out.  Rule 8 of the design's third section: a source entered as `unnamed` but described by a plural
without a number ("people familiar with the matter", "multiple sources") is a collective, whatever was typed.  This
module answers for everybody who needs to know: entry, the count of origins, reports, lists.

The description is read as an English noun phrase.  Its head and the words before it decide ("officials" in "senior US
officials briefed on the talks"), never a noun after `of`, `at` or `in` ("a source at the Department of Homeland
Affairs"), except after a word of quantity ("a number of diplomats").  A number that is only a limit or a guess ("at
least two", "about 20") does not count as stated: it leaves open how many people there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claims.patterns import pattern_of
from claims.vocabulary import Attribution

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_NUMBERS = {word: number for number, word in enumerate(f"{_UNITS} eighteen nineteen".split(), start=1)} | {
    word: number
    for number, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
_PAIRS = {"both": 2, "couple": 2, "pair": 2, "duo": 2, "trio": 3, "threesome": 3, "quartet": 4}
_MANIFOLD = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000}
_GROUPS = frozenset(
    "% per percent sides camps groups teams parties factions governments countries agencies ministries companies firms "
    "organisations organizations embassies delegations families".split()
)
"""Nouns that are groups of people or shares, so a number before them does not count persons."""
_YEARS = range(1900, 2100)
"""A number like this before a noun is a year: `2016 campaign aides`."""

_VAGUE = frozenset(
    "several some many few multiple numerous various countless dozens scores hundreds thousands tens couples pairs "
    "groups teams droves others those these they most more all certain assorted sundry plenty lots loads fewer enough "
    "innumerable myriad umpteen".split()
)
"""Words of quantity without a number."""

_QUANTITIES = frozenset(
    "number handful group host string slew range series variety array lot majority minority team panel circle crowd "
    "band cadre coalition network mix mixture bunch cluster gaggle chorus collection selection succession plethora "
    "multitude raft swathe bevy flurry third quarter half fraction proportion percent percentage rest bulk "
    "spate stream parade procession trickle wave few sampling smattering assortment body section "
    "faction delegation gathering list set squad crew party line spectrum".split()
)
"""Nouns of quantity: after their `of` come the people themselves."""

_ONE = frozenset("a an one another each every either neither this that someone somebody anyone anybody".split())
_THE = frozenset("the his her its their our my your whose same said latter former".split())
_LIMITS = frozenset(
    "well about around roughly approximately nearly almost over under some circa perhaps maybe up upwards "
    "least most more fewer less than as many only".split()
)
"""Words that make the number after them inexact; `only` and `as many` belong to longer phrases."""
_EXACT = frozenset({"only", "just", "exactly", "other", "another", "all", "these", "those", "the"}) | _THE

_STOPS = frozenset(
    "of at in on from with close near for by to who whom whose which that inside within outside around among amongst "
    "between across behind against under over through about after before during since until like as than via "
    "familiar briefed involved speaking aware privy knowledgeable present based cited quoted working is are was were "
    "has have had said say says told not there here alike themselves himself herself itself when where whether if "
    "because while but per upon toward towards without amid including such".split()
)
"""Words that end the noun phrase: what follows only describes the people further."""

_IRREGULAR = frozenset(
    "people folk police personnel staff clergy women men children alumni media others those these they many several "
    "few cadres kin gentry cattle brass elite-s literati glitterati cognoscenti intelligentsia youth everyone "
    "everybody allies".split()
)
"""Plurals without an s, and nouns for many people at once."""

_NOT_SEVERAL = frozenset(
    "news politics economics physics mathematics ethics logistics series species headquarters whereabouts means works "
    "barracks crossroads corps chassis sales operations affairs communications relations resources customs pensions "
    "rights studies sports arms statistics analytics accounts finances securities systems industries airlines "
    "nations states times studios enterprises holdings linguistics athletics genetics robotics mechanics optics "
    "aerospace always perhaps sometimes besides towards afterwards yes kansas arkansas texas dallas vegas paris "
    "cyprus mars reuters alias atlas canvas bias gas lens christmas chaos pathos kudos boss".split()
)
"""Words that end in s but are not several people: sciences, departments, names, singulars."""
_PLURAL_US = frozenset("gurus hindus zulus bantus emus tofus".split())
_PLURAL_IS = frozenset("rabbis yogis swamis nazis taxis mahdis sufis".split())

_KNOWN = frozenset(
    "sources officials people diplomats experts analysts aides advisers advisors insiders lawmakers ministers lawyers "
    "observers executives employees witnesses bankers traders negotiators members colleagues associates friends "
    "relatives allies staffers investigators prosecutors officers soldiers commanders politicians delegates envoys "
    "ambassadors economists scientists researchers doctors nurses residents voters workers leaders directors "
    "managers investors reporters journalists editors historians scholars academics detectives agents operatives "
    "contractors engineers consultants lobbyists strategists supporters critics opponents rebels fighters activists "
    "donors parties authorities figures participants attendees representatives spokespeople individuals persons "
    "veterans survivors neighbours neighbors parents students teachers judges attorneys senators congressmen "
    "parliamentarians MPs councillors governors mayors".lower().split()
)
"""Plurals that the news uses for unnamed people: whatever follows only describes them further."""

_SINGULAR = pattern_of(
    r"\w*(?:person|man|woman|er|or|ist|ian|ee|yst)|spokes\w+|official|diplomat|source|aide|chief|head|expert|general|"
    r"colonel|guard|delegate|envoy|associate|relative|friend|witness|colleague|ally|attorney|judge|figure|candidate|"
    r"nurse|advocate|pilot|clerk|spy|cop|deputy|secretary|mp|mep|guru|president|agent|student|resident|executive|"
    r"correspondent|opponent|client|patient|dissident|assistant|consultant|participant|lieutenant|accountant|"
    r"informant|combatant|militant|critic|representative|operative|detective|staff"
)
"""Nouns for one person, by their endings or in full."""
_ADJECTIVES = frozenset("former other senior junior minor major inner upper lower higher older younger prior".split())
"""Adjectives that end like a noun for one person."""
_TITLED = frozenset({"general", "major", "elect", "designate", "emeritus", "emeriti"})
"""Words that follow their noun: `attorneys general`."""

_WORD = pattern_of(r"[^\W_]+(?:[-'’.][^\W_]+)*['’]?|,|;|%|\+")
_HYPHENED = pattern_of(r"\w+s-(?:on|by|up|in|at-large|general|at-arms|de-camp)")


def number_described(description: str | None) -> int | None:
    """Return the exact number of people, two or more, in a description: `two officials`, `a dozen aides`.

    `two officials and a diplomat` are three.  None for a single person, without a number, and for a limit or a guess.
    """
    return _read(description or "")[0]


def is_plural(description: str | None) -> bool:
    """Return whether a description is a plural without a number: `officials`, `a number of aides`."""
    return _read(description or "")[1]


def attribution_read(attribution: Attribution, description: str | None, stated_count: int | None) -> Attribution:
    """Return the attribution of an appearance, with an unnamed plural without a number as a collective (rule 8).

    `stated_count` is the number entered for the source; it overrides the words.
    """
    if attribution is Attribution.UNNAMED and stated_count is None and is_plural(description):
        return Attribution.COLLECTIVE
    return attribution


@lru_cache(maxsize=16_384)
def _read(description: str) -> tuple[int | None, bool]:
    """Return the stated number of people, if any, and whether the description is a plural without a number."""
    tokens = _WORD.findall(description.strip())
    while tokens and tokens[0].casefold() in {"according", "to", "from", "by", "citing", ",", ";", "per"}:
        tokens = tokens[1:]
    return _read_phrase(tokens)


def _read_phrase(tokens: Sequence[str]) -> tuple[int | None, bool]:
    """Return the same for a phrase in words; parts joined by `and` add up."""
    words = [token.casefold() for token in tokens]
    limited, number, rest = _number_first(words)
    if limited:
        return None, True
    if number is not None:
        if not _GROUPS.isdisjoint(words[rest : rest + 2]):
            return None, True
        return (None, False) if number == 1 else _added(number, tokens[rest:])
    after = _behind_quantity(words)
    if after is not None:
        inner = _read_phrase(tokens[after:])
        return (inner[0], False) if inner[0] is not None else (None, inner[1] or _is_vague(words[:after]))
    return _added(None, tokens)


def _added(number: int | None, tokens: Sequence[str]) -> tuple[int | None, bool]:
    """Return the same for people joined by `and`: one part in the plural without a number makes the whole uncounted."""
    parts = _coordinated(tokens)
    total, covered = number, number is not None
    for place, part in enumerate(parts):
        if place and _opens_a_phrase(part[0].casefold(), covered):
            more, several = _read_phrase(part)
            if several:
                return None, True
            if total is not None or more is not None:
                total = (total or 1) + (more or 1)
            covered = more is not None
        elif not covered and _is_several(part, last=place == len(parts) - 1):
            return None, True
        # A number counts as far as its noun: "four current and former officials" are four.
        covered = covered and not _is_plural_noun(part[-1])
    return total, False


def _coordinated(tokens: Sequence[str]) -> list[list[str]]:
    """Return the parts of a phrase between `and`, `or`, `as well as` and commas.

    After the end of the first noun phrase, words count as a part only if they begin a new phrase: "a diplomat in Paris
    and several aides", but not "a source at the Ministry of Works and Pensions".
    """
    parts: list[list[str]] = [[]]
    ended = False
    for place, token in enumerate(tokens):
        word = token.casefold()
        ahead = [following.casefold() for following in tokens[place + 1 : place + 3]]
        if word in {"and", "or", "&", "plus", ",", ";"}:
            if _begins_anew(ahead) or (not ended and word not in {",", ";"}):
                parts.append([])
                ended = False
            elif word in {",", ";"}:
                ended = ended or _has_a_head(parts[-1])
            continue
        ended = ended or _ends_before(word, parts[-1])
        if not ended:
            parts[-1].append(token)
    return [part for part in parts if part]


def _begins_anew(ahead: Sequence[str]) -> bool:
    """Return whether the next words begin a phrase about other people."""
    if not ahead:
        return False
    first = ahead[0]
    return first in _VAGUE or first in _NUMBERS or first in {"a", "an", "another", "other", "people", "both"}


def _opens_a_phrase(first: str, covered: bool) -> bool:
    """Return whether a part's first word shows other people; ``covered`` if an earlier number may include them."""
    return _begins_anew([first]) or first.isdigit() or (first in _THE and not covered)


def _has_a_head(part: Sequence[str]) -> bool:
    """Return whether a noun phrase may be over: it has a singular article, or ends with a noun for people."""
    if not part:
        return False
    last = part[-1].casefold()
    return part[0].casefold() in _ONE or last in _KNOWN or last in _IRREGULAR or _is_one_person(part[-1])


def _ends_before(word: str, part: Sequence[str]) -> bool:
    """Return whether a noun phrase is over before a word."""
    if not part:
        return False
    if word in _STOPS and not (word in {"former", "present"} and not _has_a_head(part)):
        return True
    plural = part[-1].casefold() in _KNOWN or _is_plural_noun(part[-1]) or part[-1].casefold() in _VAGUE - {"all"}
    return plural and word.endswith(("ly", "ing")) and part[-1].casefold() not in _NOT_SEVERAL


def _is_several(part: Sequence[str], *, last: bool) -> bool:
    """Return whether a noun phrase without a number is about several people."""
    words = [token.casefold() for token in part]
    first = words[0]
    if _is_vague(words):
        singular = first in {"some", "all", "more", "most", "certain", "fewer", "enough"} and len(words) > 1
        return not (singular and _is_one_person(words[-1]) and words[-1] not in _IRREGULAR)
    if first in _ONE:
        return False
    if len(part) > 1 and words[-1] in _TITLED:
        return _is_plural_noun(part[-2])
    if _is_plural_noun(part[-1]) and (last or words[-1] in _KNOWN or words[-1] in _IRREGULAR):
        return True
    known = any(word in _KNOWN or word in {"people", "insiders"} for word in words[:-1])
    return known and not _is_one_person(words[-1]) and words[-1] not in _NOT_SEVERAL


def _is_one_person(token: str) -> bool:
    """Return whether a word is a noun for one person; a nation's adjective (`Russian`) does not count."""
    nation = token[:1].isupper() and token.endswith("ian")
    return not nation and token.casefold() not in _ADJECTIVES and _SINGULAR.fullmatch(token) is not None


def _is_vague(words: Sequence[str]) -> bool:
    """Return whether a phrase begins with a word of quantity without a number: `several`, `a few`, `dozens`."""
    for word in words:
        if word in _VAGUE:
            return True
        if word not in {"a", "an", "the", "quite", "very", "good", "great", "only", "just", "not", "any", "other"}:
            return False
    return False


def _is_plural_noun(token: str) -> bool:
    """Return whether a word is a plural that can mean people; a word in capitals is an acronym (`SAS`)."""
    word = token.casefold()
    if word in _IRREGULAR or _HYPHENED.fullmatch(word):
        return True
    if token.endswith(("'", "’")) or re.search(r"['’]s$", word):
        return False
    tail = re.split(r"[-.]", word)[-1]
    if tail in _IRREGULAR or (re.fullmatch(r"\w+(?:people|women|men|folk)", tail) and tail not in {"specimen", "omen"}):
        return True
    if not tail.endswith("s") or len(tail) < 3 or tail in _NOT_SEVERAL or token.isupper():
        return False
    if tail.endswith("us"):
        return tail in _PLURAL_US
    if tail.endswith("is"):
        return tail in _PLURAL_IS or (token[0].isupper() and not tail.endswith(("sis", "xis")))
    return not tail.endswith("ss")


def _number_first(words: Sequence[str]) -> tuple[bool, int | None, int]:
    """Return the number before a noun: whether it is only a limit or a guess, the number, and the place after it."""
    place, limits = 0, set()
    while place < len(words) and words[place] in _LIMITS | _EXACT | {"at", "an", "a", "no", "to", "between", "or"}:
        if words[place] in {"a", "an"} and _number_at(words, place) is not None:
            break
        if words[place] not in _EXACT | {"a", "an"} or words[place] == "no":
            limits.add(words[place])
        place += 1
    counted = _number_at(words, place)
    if counted is None:
        return False, None, 0
    number, after = counted
    if number == 1 and not limits:
        return _or_more(words, after), 1, after
    if (place and words[place - 1] in {"a", "an"}) or (limits and limits <= {"no"}):
        return False, None, 0
    return bool(limits) or _or_more(words, after), number, after


def _or_more(words: Sequence[str], place: int) -> bool:
    """Return whether a number continues as a guess: `two or three`, `20 to 30`, `a dozen or so`, `20 plus`."""
    following = list(words[place : place + 2])
    if following[:1] in (["+"], ["plus"]) or following == ["and", "more"]:
        return True
    if len(following) < 2 or following[0] not in {"or", "to"}:
        return False
    return following[1] in {"so", "more", "fewer"} or _number_at(words, place + 1) is not None


def _number_at(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Return the number at a place, in words or digits, and the place after it."""
    if place >= len(words):
        return None
    word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if word in {"a", "an", "half"} or (word == "one" and following in _MANIFOLD):
        return _of_many(words, place)
    number = _PAIRS.get(word) or _small(word)
    if number is None and re.fullmatch(r"\d{1,6}", word) and int(word) not in _YEARS and int(word) > 0:
        number = int(word)
    if number is None:
        return _of_many(words, place) if word in {"dozen", "couple"} else None
    if following in _MANIFOLD and following != "score":
        return number * _MANIFOLD[following], place + 2
    return number, place + 1


def _of_many(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Return the number of `a dozen`, `half a dozen`, `a couple`, `a pair`."""
    half = words[place] == "half"
    start = place + half
    start += start < len(words) and words[start] in {"a", "an", "one"}
    if start >= len(words):
        return None
    # "a hundred-odd officials" and "a pair bond" do not occur in the news; "a score" of people does.
    number = _MANIFOLD.get(words[start]) or _PAIRS.get(words[start])
    if number is None or (half and words[start] not in _MANIFOLD):
        return None
    return number // 2 if half else number, start + 1


def _small(word: str) -> int | None:
    """Return the number of a word up to ninety-nine, `twenty-five` included."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    tens, _, unit = word.partition("-")
    if unit in _NUMBERS and _NUMBERS.get(tens, 0) >= 20 and _NUMBERS[unit] < 10:
        return _NUMBERS[tens] + _NUMBERS[unit]
    return None


def _behind_quantity(words: Sequence[str]) -> int | None:
    """Return the place of the people in `a growing number of officials`, `dozens of aides`, `two of the officials`."""
    if "of" not in words[:6]:
        return None
    place = words.index("of")
    before = words[:place]
    if not before or any(word in _STOPS for word in before):
        return None
    if before[-1] in _QUANTITIES or before[-1] in _VAGUE:
        return place + 1
    return None
