"""Other outlets that a sentence relies on: `told Sky News`, `according to the Nikkei business daily`, `reports X`.

    relays_of(words, OutletNames(own=("Reuters",)))

The article's own outlet does not count.  A report without a name (`media reports`, `reportedly`) has an unknown outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.capture.outlets import Mention, OutletNames, mentions_of
from claims.capture.wordlists.outlets import OUTLET_NOUNS
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of

_REPORTING = frozenset(
    "report reports reported reporting said says say saying wrote writes write writing revealed reveals reveal "
    "revealing noted notes noting claimed claims claiming claim announced broke broken published publishes publishing "
    "quoted quotes quoting cited cites citing added adds adding learned learnt confirmed confirms broadcast aired ran "
    "carried describes described suggested suggests found disclosed detailed details explained explains informs "
    "informed stated states observed tells told alleges alleged understands obtained posted tweeted credited spoke "
    "identified identifies points pointed called calls picked asked interviewed showed shows speculated speculates "
    "estimates estimated put puts asserts asserted argues argued commented concluded "
    "retracted corrected updated".split()
)
"""Verbs by which an outlet reports."""
_AFTER_NAME = frozenset(
    "business news tv state first also has had have is was were earlier later previously exclusively that which who "
    "then now even itself have since recently only still just been being".split()
)
"""Words between an outlet's name and its verb."""
_LEADS = frozenset(
    "newspaper daily weekly tabloid broadsheet magazine broadcaster channel station network outlet website site portal "
    "blog agency news state state-run state-owned british american french german japanese israeli russian chinese "
    "turkish italian spanish local business financial conservative liberal left-wing right-wing influential leading "
    "rival sister online gossip celebrity sports entertainment tech technology fellow pro-government opposition "
    "arabic-language english-language state-controlled government-run public private independent wire satirical "
    "kurdish iraqi saudi australian canadian irish scottish indian mexican newswire service outlets newspapers".split()
)
"""Words before an outlet's name that only say what it is."""
_TELLING = frozenset("told tells telling tell informed assured emailed".split())
_SPOKEN = {
    "to": "said speaking spoke talking talked interview interviews statement comments remarks confirmed statements "
    "explained admitted revealed disclosed email speaks comment wrote confided confirming denied leaked",
    "with": "interview interviews spoke speaking conversation talking talked phone discussion sat chat",
    "on": "said appearing appeared interview speaking spoke saying appearance told claimed asked argued interviewed "
    "says insisted aired interviews featured guest",
    "for": "op-ed article interview column wrote writing piece",
    "by": "interviewed asked contacted reached",
    "in": "interview op-ed wrote writing column writes",
}
"""Words near a preposition before an outlet that make somebody its guest: `in an interview with`."""
_REPORTS = frozenset(
    "report reports story article investigation editorial interview poll exclusive survey account scoop reporting "
    "coverage analysis correspondent reporter columnist journalist piece op-ed dispatch footage producer editor".split()
)
"""Nouns after an outlet's name: `a CNN report`, `the Post's story`."""
_FROM = _REPORTS | frozenset(
    "reported published obtained cited seen broken first quoted carried revealed according released footage column "
    "posted broadcast aired printed appeared claimed broke noted story reportedly said circulated ran picked".split()
)
"""Words near `by`, `from` or `in` before an outlet: `first reported by`."""
_CITING = frozenset("per via citing cites cited quoting quotes quoted referencing crediting".split())
_UNNAMED_OUTLET = frozenset(
    "newspaper paper magazine broadcaster agency channel network tabloid outlet publication site".split()
)
_VAGUE = pattern_of(
    r"\b(?:(?:local|foreign|state|national|international|several|multiple|various|many|other|earlier|recent|some|"
    r"press|media|news|unconfirmed|conflicting|early|initial|numerous|previous|published|widespread|a|an|new|"
    r"previous|those|these) )+(?:media |press |news |newspaper |television |tv )?(?:reports?|outlets|"
    r"media|newspapers)\b"
    r"(?! (?:to|card|stage|by the|says? the))"
    r"|\b(?:according to|citing|amid|despite) reports\b|\breports (?:that|say|said|suggest|suggested|claim|claimed|"
    r"indicate|indicated|emerged|of|are|were|have)\b|\breportedly\b"
    r"|\bit (?:was|has been|had been|is being|is) (?:widely )?reported\b"
    r"|\b(?:was|were|is|are|has been|have been) reported(?:ly)? to\b|\brumou?red\b"
)
_OWN_REPORT = pattern_of(r"\b(?:police|annual|official|court|medical|quarterly|inspection|earnings|autopsy) reports?\b")


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
    relays: list[Relay] = []
    for mention in mentions_of(words, outlets):
        role = None if outlets.is_own(mention.name) else _role(words, mention)
        if role is not None:
            relays.append(Relay(mention.name, mention.first, mention.end, role))
    if not relays:
        unnamed = _the_newspaper(words, earlier) or _vague(words)
        relays.extend([] if unnamed is None else [unnamed])
    return relays


def _low(words: Sequence[Word], place: int) -> str:
    return words[place].low if 0 <= place < len(words) else ""


def _role(words: Sequence[Word], mention: Mention) -> str | None:
    """Return how a sentence relies on an outlet that it names, None if it only mentions it."""
    start = mention.first
    while start > 0 and (words[start - 1].sort in (Sort.ARTICLE, Sort.ADVERB) or words[start - 1].low in _LEADS):
        start -= 1
    tail = _tail(words, mention.end)
    if _is_told(words, start):
        return "told"
    if not mention.strong and _low(words, tail) not in _REPORTING and _low(words, start - 1) not in _CITING | {"to"}:
        return None
    cites = _reports_after(words, start, tail) or _reports_before(words, start) or _owns_report(words, mention)
    return "reports" if cites or _is_credit(words, mention) else None


def _tail(words: Sequence[Word], end: int) -> int:
    """Return the place after what may follow an outlet's name before its verb: `business daily first`, `(AFP)`."""
    place = end
    while place < len(words) and place - end < 6:
        word = words[place]
        person = words[end - 1].is_owner and word.sort is Sort.NAME
        noun = word.low in OUTLET_NOUNS or word.low in {"editor", "columnist", "producer", "anchor"}
        named = place > end and not noun and word.sort is Sort.NAME and _low(words, place - 1) in OUTLET_NOUNS
        surname = word.sort is Sort.NAME and place > end and words[place - 1].sort is Sort.NAME
        passing = noun or word.low in _AFTER_NAME or word.sort is Sort.ADVERB or word.is_day
        if not (passing or person or named or surname):
            break
        place += 1
    return place


def _is_told(words: Sequence[Word], start: int) -> bool:
    """Return whether somebody spoke to the outlet: `told`, `in an interview with`, `speaking to`."""
    before = _low(words, start - 1)
    if before in _TELLING:
        return True
    near = {word.low for word in words[max(0, start - 8) : start - 1]}
    return before in _SPOKEN and not near.isdisjoint(_SPOKEN[before].split())


def _reports_after(words: Sequence[Word], start: int, tail: int) -> bool:
    """Return whether the outlet's verb follows its name."""
    following = _low(words, tail)
    if following in {"report", "reports"}:
        return _low(words, start - 1) not in {"of", "at", "on"}
    return following in _REPORTING


def _reports_before(words: Sequence[Word], start: int) -> bool:
    """Return whether what comes before an outlet's name makes it the reporter."""
    before = _low(words, start - 1)
    if before == "to":
        return _low(words, start - 2) in {"according", "thanks", "credited", "attributed", "report"}
    if before in _CITING:
        return True
    if before in {"by", "from", "in", "of", "on"}:
        near = {word.low for word in words[max(0, start - 7) : start - 1]}
        return not near.isdisjoint(
            _FROM if before in {"by", "from", "in"} else {"according", "reporter", "report", "reported"}
        )
    return before in _REPORTING and _is_inverted(words, start - 1)


def _is_inverted(words: Sequence[Word], verb: int) -> bool:
    """Return whether a verb stands before its outlet: `…, reports X`, `“…”, writes X`."""
    if verb == 0:
        return True
    before = words[verb - 1]
    return before.sort in (Sort.MARK, Sort.QUOTE) or before.low in {"as", "first"}


def _owns_report(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether a report follows as the outlet's: `the Post's story`, `a CNN report`."""
    rest = [word.low for word in words[mention.end : mention.end + 4]]
    if not words[mention.end - 1].is_owner:
        return bool(rest) and rest[0] in _REPORTS - {"piece", "account", "coverage", "reports"}
    return not _REPORTS.isdisjoint(rest)


def _is_credit(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether an outlet stands in brackets after a place, as an agency does: `LONDON (Reuters) -`."""
    bracketed = _low(words, mention.first - 1) == "(" and _low(words, mention.end) == ")"
    return bracketed and (mention.first <= 5 or _low(words, mention.end + 1) in {".", "", "-", "—", "–"})


def _the_newspaper(words: Sequence[Word], earlier: str | None) -> Relay | None:
    """Return the outlet meant by `the newspaper said`, where the article named it before."""
    if earlier is None:
        return None
    for place in range(len(words) - 2):
        if words[place].low == "the" and words[place + 1].low in _UNNAMED_OUTLET and not words[place].quoted:
            reports = (
                words[_tail(words, place + 2)].low in _REPORTING if _tail(words, place + 2) < len(words) else False
            )
            if reports or _low(words, place - 1) in _TELLING or _low(words, place - 2) == "according":
                role = "told" if _low(words, place - 1) in _TELLING else "reports"
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
