"""How wording hardens along a chain: where a relay says more than the article it picked the claim up from.

Values in, values out.  Each axis has its own order, so of two wordings only one can be the harder.  Words that nobody
entered are no evidence: an appearance without words on record is never said to have dropped any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from claims.patterns import pattern_of
from claims.rules.sourcing.values import Key
from claims.values import value
from claims.vocabulary import (
    LIKELIHOOD_WORDS,
    Attribution,
    HedgeKind,
    Likelihood,
    Placement,
    RelayBasis,
    Stance,
    Treatment,
    words,
)


class Axis(StrEnum):
    """An aspect of the comparison between two neighbouring appearances."""

    HEDGE = "hedge"
    LIKELIHOOD = "likelihood"
    ATTRIBUTION = "attribution"
    COUNT = "stated_count"
    STANCE = "stance"
    TREATMENT = "treatment"


class Hardening(StrEnum):
    """How a relay says more than its upstream."""

    HEDGE_DROPPED = "hedge_dropped"
    FEWER_HEDGES = "fewer_hedges"
    MORE_LIKELY = "more_likely"
    STATED_FLATLY = "stated_flatly"
    NOBODY_GIVEN = "nobody_given"
    OWN_VOICE = "own_voice"
    ONE_TO_MANY = "one_to_many"
    PEOPLE_TO_INSTITUTION = "people_to_institution"
    MORE_PEOPLE = "more_people"
    COUNT_DROPPED = "count_dropped"
    DENIAL_TURNED = "denial_turned"
    DOUBT_TURNED = "doubt_turned"
    DENIAL_LEFT_OUT = "denial_left_out"
    DOUBT_DROPPED = "doubt_dropped"
    ENDORSED = "endorsed"


class Hedge(NamedTuple):
    """A hedge of an appearance, with its words."""

    kind: HedgeKind
    words: str | None = None


@value
class Worded:
    """The wording of an appearance."""

    key: Key
    article: Key
    attribution: Attribution
    source: Key | None = None
    speaker: str = ""
    """The source as printed; empty without a source."""
    stated_count: int | None = None
    relays: Key | None = None
    """The upstream *article*."""
    relay_basis: RelayBasis | None = None
    """None counts as stated."""
    stance: Stance = Stance.ASSERTS
    treatment: Treatment = Treatment.REPORTS
    placement: Placement | None = None
    likelihood: Likelihood | None = None
    hedges: tuple[Hedge, ...] = ()
    excerpt: str = ""
    around: str = ""
    """The recorded words before and after the excerpt."""
    reprint: bool = False
    """Whether the article is a whole reprint of the article it relays."""
    stands: bool = True
    """False once it was withdrawn."""


class Finding(NamedTuple):
    """A relay that says more than its upstream appearance on an axis."""

    relay: Key
    upstream: Key
    """The closest in wording of the upstream appearances that the relay can rest on."""
    axis: Axis
    hardening: Hardening
    says: tuple[str, ...]
    """The relay's words, or its source; empty if it names no source."""
    upstream_says: tuple[str, ...]
    """The upstream article's words, or its source."""
    hedge: HedgeKind | None = None
    """On the axis of hedges: the kind that was dropped."""
    inferred: bool = False
    """Whether a person inferred the relay, although the article does not state it."""
    withdrawn: bool = False
    """Whether either appearance has been withdrawn since."""


class Step(NamedTuple):
    """A difference between two wordings on an axis, before the closest upstream appearance is chosen."""

    axis: Axis
    hardening: Hardening
    says: tuple[str, ...]
    upstream_says: tuple[str, ...]
    hedge: HedgeKind | None = None


Comparison = Callable[[Worded, Worded], Iterator[Step]]
"""A function that yields the steps from an upstream appearance to a relay on an axis."""


def drift(appearances: Sequence[Worded]) -> tuple[Finding, ...]:
    """Return where relays of a claim say more than their upstream, in the order of the appearances.

    A relay is compared with the appearances of the article it relays (no further up).  It is harder on an axis only if
    it is harder than every upstream appearance it can rest on.  Suspected relays are left out.  A whole reprint repeats
    its original word for word, except in a headline of its own.  Time is linear in the number of relays, however long
    the chain.
    """
    by_article: dict[Key, list[Worded]] = {}
    for appearance in appearances:
        by_article.setdefault(appearance.article, []).append(appearance)
    findings: list[Finding] = []
    for relay in appearances:
        above = by_article.get(relay.relays, []) if relay.relays is not None else []
        if above and relay.relays != relay.article and _is_compared(relay):
            findings.extend(_findings(relay, above, by_article[relay.article]))
    return tuple(findings)


def harder(upstream: Worded, relay: Worded) -> tuple[Step, ...]:
    """Return how a relay says more than an upstream appearance, axis by axis."""
    return tuple(step for compare in _COMPARISONS for step in compare(upstream, relay))


def _is_compared(relay: Worded) -> bool:
    follows = relay.reprint and relay.placement is not Placement.HEADLINE
    return relay.relay_basis is not RelayBasis.SUSPECTED and not follows


def _findings(relay: Worded, above: Sequence[Worded], beside: Sequence[Worded]) -> Iterator[Finding]:
    """Yield the findings about a relay, compared with the closest of the upstream appearances it can rest on."""
    origins = _inheritable(relay, above)
    steps = [harder(origin, relay) for origin in origins]
    on_all = set.intersection(*({(step.axis, step.hedge) for step in from_origin} for from_origin in steps))
    nearest = min(range(len(origins)), key=lambda index: (len(steps[index]), not origins[index].stands))
    for step in steps[nearest]:
        if (step.axis, step.hedge) in on_all:
            yield _finding(relay, origins[nearest], step)
    denied = _denial_left_out(relay, above, beside)
    if denied is not None:
        step = Step(Axis.STANCE, Hardening.DENIAL_LEFT_OUT, _printed(relay.excerpt), _speaker(denied))
        yield _finding(relay, denied, step)


def _inheritable(relay: Worded, above: Sequence[Worded]) -> list[Worded]:
    """Return the upstream appearances that a relay can rest on; never empty.

    Appearances of the same stance are preferred, and among these the appearances with the same source.
    """
    alike = [upstream for upstream in above if upstream.stance is relay.stance] or list(above)
    same_source = [upstream for upstream in alike if upstream.source is not None and upstream.source == relay.source]
    return same_source or alike


def _finding(relay: Worded, upstream: Worded, step: Step) -> Finding:
    return Finding(
        relay=relay.key,
        upstream=upstream.key,
        axis=step.axis,
        hardening=step.hardening,
        says=step.says,
        upstream_says=step.upstream_says,
        hedge=step.hedge,
        inferred=relay.relay_basis is RelayBasis.INFERRED,
        withdrawn=not (relay.stands and upstream.stands),
    )


def _denial_left_out(relay: Worded, above: Sequence[Worded], beside: Sequence[Worded]) -> Worded | None:
    """Return the upstream appearance that denies or questions the claim and is missing in the relaying article.

    Only if words of the relaying article are on record, which shows that somebody read it for this claim.
    """
    if relay.stance is not Stance.ASSERTS or not relay.excerpt or relay.treatment in _DOUBTING:
        return None
    if any(other.stance is not Stance.ASSERTS for other in beside):
        return None
    if all(upstream.stance not in _ASSERTING for upstream in above):
        return None
    return next((upstream for upstream in above if upstream.stance in (Stance.DENIES, Stance.QUESTIONS)), None)


_ASSERTING = frozenset({Stance.ASSERTS})
_DOUBTING = frozenset({Treatment.DOUBTS, Treatment.REJECTS})


# Hedges and likelihood


def _hedges(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield the kinds of hedge that the relay drops or has fewer of; likelihood has its own axis."""
    if upstream.stance is not relay.stance or not _is_on_record(relay):
        return
    for kind in HedgeKind:
        before = _words_of(upstream, kind)
        if kind is HedgeKind.LIKELIHOOD or not before or _holds_otherwise(relay, kind, before):
            continue
        after = _words_of(relay, kind)
        if len(after) < len(before):
            hardening = Hardening.FEWER_HEDGES if after else Hardening.HEDGE_DROPPED
            lost = [words for words in before if words not in after] if after else before
            yield Step(Axis.HEDGE, hardening, _printed(relay.excerpt) or tuple(after), tuple(lost), kind)


def _is_on_record(appearance: Worded) -> bool:
    """Return whether words of an appearance were entered, so that missing words mean something."""
    return bool(appearance.excerpt or appearance.likelihood or any(hedge.words for hedge in appearance.hedges))


def _words_of(appearance: Worded, kind: HedgeKind) -> list[str]:
    """Return an appearance's hedging words of a kind, each once; the kind's name for a hedge without words."""
    given = (hedge.words or words(kind) for hedge in appearance.hedges if hedge.kind is kind)
    return list(dict.fromkeys(" ".join(each.split()) for each in given))


def _holds_otherwise(relay: Worded, kind: HedgeKind, before: Iterable[str]) -> bool:
    """Return whether a relay without an entered hedge of that kind still hedges the claim in another way.

    It may print the upstream's words elsewhere, use other words for the same, or, for hearsay, attribute the claim to
    another outlet's report.
    """
    if any(hedge.kind is kind for hedge in relay.hedges):
        return False
    if kind is HedgeKind.EVIDENTIAL and relay.attribution is Attribution.OUTLET:
        return True
    text = _text(relay)
    return bool(_SIGNS[kind].search(text)) or any(each.casefold() in text for each in before)


_SIGNS = {
    HedgeKind.EVIDENTIAL: pattern_of(
        r"\b(reported(ly)?|reports?|alleged(ly)?|apparent(ly)?|according to|said to|claim(s|ed)?|believed|understood)\b"
    ),
    HedgeKind.CONDITIONAL: pattern_of(r"\b(if|unless|provided|assuming|in case)\b"),
    HedgeKind.INTENTION: pattern_of(
        r"\b(aim(s|ed|ing)?|hop(e|es|ed|ing)|plan(s|ned|ning)?|intend(s|ed|ing)?|intention|want(s|ed|ing)?"
        r"|seek(s|ing)?|sought|wish(es|ed|ing)?|meant)\b"
    ),
}


def _text(appearance: Worded) -> str:
    return " ".join(f"{appearance.excerpt} {appearance.around}".casefold().split())


def _likelihood(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield a step if the relay is more certain than its upstream, or drops the likelihood (ICD 203's bands)."""
    if not upstream.stance is relay.stance is Stance.ASSERTS:
        return
    before, after = _band(upstream), _band(relay)
    if before is None or (after is None and not relay.excerpt):
        return
    if after is None:
        if _words_of(relay, HedgeKind.LIKELIHOOD) or _words_of(relay, HedgeKind.CONDITIONAL):
            return  # it hedges with words that the table has no band for
        says = _printed(relay.excerpt)
        yield Step(Axis.LIKELIHOOD, Hardening.STATED_FLATLY, says, _likelihood_words(upstream, before))
    elif _is_likelier(before, after):
        says = _likelihood_words(relay, after)
        yield Step(Axis.LIKELIHOOD, Hardening.MORE_LIKELY, says, _likelihood_words(upstream, before))


def _band(appearance: Worded) -> Likelihood | None:
    """Return an appearance's likelihood: as entered, else by the published table from its recorded words."""
    if appearance.likelihood is not None:
        return appearance.likelihood
    hedges = _words_of(appearance, HedgeKind.LIKELIHOOD)
    for hedge in hedges:
        if hedge.casefold() in LIKELIHOOD_WORDS:
            return LIKELIHOOD_WORDS[hedge.casefold()]
    for text in (*hedges, appearance.excerpt, appearance.around):
        for likely in _likely_words(text):
            return LIKELIHOOD_WORDS[likely.casefold()]
    return None


def _likely_words(text: str) -> Iterator[str]:
    """Yield the words of the published table that occur in a text; the month of May does not count."""
    return (match[0] for match in _LIKELY.finditer(" ".join(text.split())) if match[0] != "May")


_AMBIGUOUS = {"remote"}
"""Words of the table that usually mean something else unless they were entered as a hedge."""

_LONGEST_FIRST = sorted(LIKELIHOOD_WORDS.keys() - _AMBIGUOUS, key=len, reverse=True)
_LIKELY = pattern_of(rf"\b({'|'.join(map(re.escape, _LONGEST_FIRST))})\b", re.IGNORECASE)


def _is_likelier(before: Likelihood, after: Likelihood) -> bool:
    """Return whether ``after`` is surely above ``before``; only `likely` and stronger bands are above `possible`."""
    bands = list(Likelihood)
    if after is Likelihood.POSSIBLE:
        return False
    if before is Likelihood.POSSIBLE:
        return bands.index(after) >= bands.index(Likelihood.LIKELY)
    return bands.index(after) > bands.index(before)


def _likelihood_words(appearance: Worded, band: Likelihood) -> tuple[str, ...]:
    """Return an appearance's words for the likelihood, or the band's name."""
    hedges = tuple(_words_of(appearance, HedgeKind.LIKELIHOOD))
    if hedges:
        return hedges
    likely = next(_likely_words(appearance.excerpt), None) or next(_likely_words(appearance.around), None)
    return (likely or words(band),)


# Attribution and numbers of people


def _attribution(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield a step if the relay drops the source, turns one person into many, or people into their institution."""
    if upstream.stance is not relay.stance:
        return
    hardening = _hardened(upstream, relay)
    if hardening is not None:
        yield Step(Axis.ATTRIBUTION, hardening, _speaker(relay), _speaker(upstream))


def _hardened(upstream: Worded, relay: Worded) -> Hardening | None:
    before, after = upstream.attribution, relay.attribution
    if _SUPPORT.get(after, 0) > _SUPPORT.get(before, 0):
        return Hardening.NOBODY_GIVEN if after is Attribution.UNATTRIBUTED else Hardening.OWN_VOICE
    if upstream.source is not None and upstream.source == relay.source:
        return None
    if before is Attribution.UNNAMED and _people(upstream) == 1 and after is Attribution.COLLECTIVE:
        return Hardening.ONE_TO_MANY
    if before in (Attribution.UNNAMED, Attribution.COLLECTIVE) and after is Attribution.INSTITUTION:
        return Hardening.PEOPLE_TO_INSTITUTION
    return None


_SUPPORT = {Attribution.OWN_VOICE: 1, Attribution.UNATTRIBUTED: 2}
"""How little a statement leans on others: on a source (0), on the author or outlet itself, on nobody."""


def _count(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield a step if the relay speaks of more people than its upstream, or of an uncounted plural."""
    if upstream.stance is not relay.stance or upstream.source == relay.source:
        return
    before, after = _people(upstream), _people(relay)
    if before is None:
        return
    if after is None and before > 1 and relay.attribution is Attribution.COLLECTIVE:
        yield Step(Axis.COUNT, Hardening.COUNT_DROPPED, _speaker(relay), _speaker(upstream))
    elif after is not None and after > before:
        yield Step(Axis.COUNT, Hardening.MORE_PEOPLE, _speaker(relay), _speaker(upstream))


def _people(appearance: Worded) -> int | None:
    """Return how many unnamed people an appearance cites, or None if it does not say."""
    if appearance.attribution is Attribution.UNNAMED:
        return appearance.stated_count or 1
    return appearance.stated_count if appearance.attribution is Attribution.COLLECTIVE else None


def _speaker(appearance: Worded) -> tuple[str, ...]:
    """Return an appearance's source as printed; empty without a source record."""
    return () if appearance.attribution is Attribution.UNATTRIBUTED else _printed(appearance.speaker)


# Stance and treatment


def _stance(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield a step if the relay asserts a claim that its upstream denied, questioned or declined to confirm."""
    if relay.stance is Stance.ASSERTS and upstream.stance is not Stance.ASSERTS:
        denied = upstream.stance is Stance.DENIES
        hardening = Hardening.DENIAL_TURNED if denied else Hardening.DOUBT_TURNED
        upstream_says = _printed(upstream.excerpt or words(upstream.stance))
        yield Step(Axis.STANCE, hardening, _printed(relay.excerpt), upstream_says)


def _treatment(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield a step if the relaying outlet drops the other's doubts, or endorses a claim that the other attributed.

    Somebody entered that it endorses; but `reports` is also the default, so it counts only with words on record.
    """
    before, after = _TRUST.index(upstream.treatment), _TRUST.index(relay.treatment)
    if after <= before or upstream.stance is not relay.stance:
        return
    says, upstream_says = _printed(relay.excerpt), _printed(upstream.excerpt or words(upstream.treatment))
    if upstream.treatment is Treatment.REPORTS:
        yield Step(Axis.TREATMENT, Hardening.ENDORSED, says, upstream_says)
    elif relay.treatment is Treatment.ENDORSES or relay.excerpt:
        yield Step(Axis.TREATMENT, Hardening.DOUBT_DROPPED, says, upstream_says)


_TRUST = (Treatment.REJECTS, Treatment.DOUBTS, Treatment.REPORTS, Treatment.ENDORSES)

_COMPARISONS: tuple[Comparison, ...] = (_hedges, _likelihood, _attribution, _count, _stance, _treatment)


def _printed(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
