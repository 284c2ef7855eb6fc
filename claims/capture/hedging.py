"""Hedges, likelihood and the kind of a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.capture.timing import is_ahead, is_scheduled
from claims.capture.values import Hedge
from claims.capture.wordlists.verbs import Frame, Verb
from claims.patterns import pattern_of
from claims.vocabulary import LIKELIHOOD_WORDS, ClaimKind, HedgeKind, Likelihood

_EVIDENTIAL = pattern_of(
    r"\b(?:reportedly|allegedly|apparently|purportedly|supposedly|seemingly|ostensibly|(?:is|are|was|"
    r"were) (?:said|understood|"
    r"believed|thought|reported|rumou?red|alleged) to|is said|it is understood(?: that)?|seems?(?: to)?|"
    r"appears?(?: to)?|"
    r"rumou?red)\b",
    re.IGNORECASE,
)
_INTENTION = pattern_of(
    r"\b(?:(?:aims?|aiming|aimed|plans?|planned|planning|intends?|intended|intending|hopes?|hoping|hoped|wants?|wanted|"
    r"wanting|seeks?|seeking|sought|pledges?|pledged|vows?|vowed|promises?|promised|promising|committed|determined|"
    r"prepared|willing|looking) (?:not )?to|with the aim of|in a bid to|so as to)\b",
    re.IGNORECASE,
)
_CONDITION = pattern_of(
    r"(?:^|(?<=[\s,(—–]))((?:[Ii]f|[Uu]nless|[Pp]rovided(?: that)?|[Ss]hould (?=\w+ (?:be|win|fail|lose|"
    r"not)))\b[^,.;:—–”\"]*)"
)
_LIKELIHOOD = pattern_of(
    r"\b(?:" + "|".join(re.escape(words) for words in sorted(LIKELIHOOD_WORDS, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_PREDICTION = pattern_of(
    r"\b(?:will|won’t|won't|would|shall|is going to|are going to|(?:is|are) (?:widely )?(?:expected|"
    r"likely|unlikely|set|due|poised|bound|projected|"
    r"forecast|slated|scheduled|on track|on course) (?:to|for)|(?:is|are) in line to|could|(?-i:may)|might|"
    r"is to|are to|(?:looks|look) set to|possible)\b",
    re.IGNORECASE,
)
_POSITION = pattern_of(
    r"\b(?:should|must|ought to|supports?|opposes?|backs?|backed|favou?rs?|calls? for|called for|"
    r"calls? on|called on|urges?|urged|"
    r"demands?|demanded|rejects?|rejected|condemns?|condemned|welcomes?|welcomed|objects? to|"
    r"in favou?r of|against the|insists?|"
    r"needs? to|no need|ruled out|rules out|(?:has|have|had) (?:\w+ )?concerns|(?:is|are) against)\b",
    re.IGNORECASE,
)
_OPINION = pattern_of(
    r"\b(?:great|terrible|wonderful|awful|disgrace(?:ful)?|shameful|outrageous|ridiculous|absurd|"
    r"good idea|bad idea|best|worst|"
    r"beautiful|disappointing|unacceptable|inspiring|brilliant|stupid|makes? (?:a lot of )?sense|unfair|wrong|"
    r"dangerous|risk|important|remarkable|exciting|tragic|irresponsible|reckless|foolish|pathetic|proud)\b",
    re.IGNORECASE,
)
_FIRST_PERSON_PLAN = pattern_of(
    r"\b(?:I|we)(?: will|['’]ll| are going to| am going to|['’]re going to| plan| intend| want to|"
    r" hope to|['’]re hoping to| aim)\b",
    re.IGNORECASE,
)


def hedges_of(words: str) -> tuple[Hedge, ...]:
    """Return the hedges in a stretch of text, each once, in the vocabulary's order of kinds."""
    hedges: list[Hedge] = []
    for kind, pattern in (
        (HedgeKind.EVIDENTIAL, _EVIDENTIAL),
        (HedgeKind.LIKELIHOOD, _LIKELIHOOD),
        (HedgeKind.INTENTION, _INTENTION),
    ):
        for match in pattern.finditer(words):
            if kind is HedgeKind.LIKELIHOOD and not _is_likelihood(words, match):
                continue
            hedges.append(Hedge(kind, match.group()))
    condition = condition_of(words)
    if condition is not None:
        hedges.append(Hedge(HedgeKind.CONDITIONAL, condition))
    return tuple(dict.fromkeys(hedges))


def _is_likelihood(words: str, match: re.Match[str]) -> bool:
    """Return whether a word is a likelihood: not the month of May, not `could have`, not an expected guest."""
    word = match.group()
    if word == "May" and (match.start() > 0):
        return False
    if word.casefold() == "expected" and not words[match.end() :].lstrip().startswith(("to ", "that")):
        return False
    if word.casefold() == "remote":
        return "chance" in words[match.end() : match.end() + 12] or "possib" in words[match.end() : match.end() + 14]
    return not words[match.end() :].startswith((" as well", " have been able"))


def likelihood_of(words: str) -> Likelihood | None:
    """Return the likelihood of the first of these words by the published table."""
    for match in _LIKELIHOOD.finditer(words):
        if _is_likelihood(words, match):
            return LIKELIHOOD_WORDS[match.group().casefold()]
    return None


def condition_of(words: str) -> str | None:
    """Return the words of a condition: `if Trump wins`."""
    match = _CONDITION.search(words)
    if match is None:
        return None
    condition = match.group(1).strip()
    leads = words.casefold().startswith("if ") and " then " in words.casefold()
    if condition.casefold().startswith("if ") and not leads and not is_ahead(words.replace(condition, "")):
        return None
    return condition if len(condition.split()) > 1 else None


@dataclass(frozen=True, slots=True)
class Judging:
    """How words are given: by which verb, about something the speaker does, in quotation marks, by an expert."""

    verb: Verb | None = None
    own_plan: bool = False
    quoted: bool = False
    expert: bool = False


def kind_of(content: str, given: Judging) -> ClaimKind:
    """Return the kind of a claim from its words and the way they are given; its main clause decides."""
    if condition_of(content) is not None:
        return ClaimKind.CONDITIONAL
    frame = given.verb.frame if given.verb is not None else None
    lemma = given.verb.lemma if given.verb is not None else ""
    by_verb = _KIND_OF_FRAME.get(frame) if frame is not None else None
    if lemma in {"decline", "refuse"}:
        return ClaimKind.FACT
    if lemma in _WISHES and not given.quoted:
        return ClaimKind.POSITION
    if lemma == "call" and _POSITION.search(content):
        return ClaimKind.POSITION
    if by_verb is not None and not given.quoted:
        return by_verb
    clause = _SUBORDINATE.split(content, maxsplit=1)[0]
    if len(clause.split()) < 4:
        clause = content
    intended = _INTENTION.search(clause)
    if intended is not None and intended.group().casefold().startswith(("want", "seek", "sought", "hope", "hoping")):
        return ClaimKind.POSITION
    if _FIRST_PERSON_PLAN.search(clause) or intended is not None or lemma in {"promise", "pledge", "vow"}:
        return ClaimKind.INTENTION
    if lemma == "hope" or _POSITION.search(clause):
        return ClaimKind.POSITION
    if given.expert and (_OPINION.search(clause) or _PREDICTION.search(clause)):
        return ClaimKind.OPINION
    if _STANDS.search(clause) is not None:
        return ClaimKind.FACT
    if _PREDICTION.search(clause) or is_scheduled(clause) or lemma in {"predict", "forecast", "expect", "project"}:
        willing = given.own_plan and _WILL.search(clause) is not None
        return ClaimKind.INTENTION if willing else ClaimKind.PREDICTION
    said = given.quoted or frame in (Frame.SAY, Frame.TELL, Frame.THINK)
    if lemma in {"think", "believe", "feel", "fear", "worry"} or (said and _OPINION.search(clause)):
        return ClaimKind.OPINION
    return ClaimKind.FACT


_WISHES = frozenset("want wish seek prefer desire hope".split())
"""Verbs of what somebody would like, which is a position; an intention is what they set out to do."""
_STANDS = pattern_of(
    r"^(?:there (?:is|are|was|were|has been|have been) (?!(?:\w+ ){0,3}(?:chance|risk|danger|possibility|prospect|"
    r"likelihood|hope)\b)"
    r"|it (?:is|was|has been) (?:always |long )?(?:envisaged|envisioned|clear|unclear|understood)\b"
    r"|[^,;]{3,60}? (?:has|have|had) (?:also |already |not |yet |just |now |long |been |recently |since ){0,3}"
    r"(?!said|told|warned|predicted)\w+(?:ed|en|own|one|un|ut)\b)",
    re.IGNORECASE,
)
"""A clause whose main verb tells a present or past fact: `There is no guarantee that it will`, `It has begun talks`."""
_KIND_OF_FRAME = {
    Frame.PLAN: ClaimKind.INTENTION,
    Frame.JUDGE: ClaimKind.POSITION,
    Frame.URGE: ClaimKind.POSITION,
    Frame.CALL: ClaimKind.OPINION,
}
_WILL = pattern_of(r"\b(?:will|would|won['’]t|wouldn['’]t|shall|['’]ll|going to)\b")
_SUBORDINATE = pattern_of(
    r",? (?:which|who|whose|where)\b|, (?:as|because|with|while|amid|including|after|although|adding|"
    r"and)\b| [—–] |; | amid "
)
