"""How words harden along a chain: where a relay says more than the article from which it has the claim.

Values in, values out.  Each axis is an order of its own: what is harder one way is never harder the other way.
What nobody wrote down is no evidence: of an appearance without words on record nothing is said that would rest on
their absence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.rules.sourcing.values import Key
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
    """On what two neighbouring appearances are compared."""

    HEDGE = "hedge"
    LIKELIHOOD = "likelihood"
    ATTRIBUTION = "attribution"
    COUNT = "stated_count"
    STANCE = "stance"
    TREATMENT = "treatment"


class Hardening(StrEnum):
    """In which way a relay says more than its upstream."""

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


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words with which an appearance holds back."""

    kind: HedgeKind
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    """One appearance, as far as its wording is concerned."""

    key: Key
    article: Key
    attribution: Attribution
    source: Key | None = None
    speaker: str = ""
    """The source as printed; empty if none is given."""
    stated_count: int | None = None
    relays: Key | None = None
    """The upstream *article*."""
    relay_basis: RelayBasis | None = None
    """Nothing given is taken as stated."""
    stance: Stance = Stance.ASSERTS
    treatment: Treatment = Treatment.REPORTS
    placement: Placement | None = None
    likelihood: Likelihood | None = None
    hedges: tuple[Hedge, ...] = ()
    excerpt: str = ""
    around: str = ""
    """What is on record of the article's words before and after the excerpt."""
    reprint: bool = False
    """Whether the article reprints the one that it relays, whole."""
    stands: bool = True
    """False once it was withdrawn."""


@dataclass(frozen=True, slots=True)
class Finding:
    """That a relay says more than an upstream appearance did, on one axis."""

    relay: Key
    upstream: Key
    """The nearest of the upstream article's appearances from which the relay can have it."""
    axis: Axis
    hardening: Hardening
    says: tuple[str, ...]
    """The relay's words, or whom it gives; empty where it gives nobody."""
    upstream_says: tuple[str, ...]
    """The upstream article's words, or whom it gives."""
    hedge: HedgeKind | None = None
    """On the axis of hedges: the kind that was dropped."""
    inferred: bool = False
    """Whether the relay is a person's inference and not stated by the article."""
    withdrawn: bool = False
    """Whether either of the two was withdrawn since."""


@dataclass(frozen=True, slots=True)
class Step:
    """A difference of two wordings on one axis, before it is known to be the nearest."""

    axis: Axis
    hardening: Hardening
    says: tuple[str, ...]
    upstream_says: tuple[str, ...]
    hedge: HedgeKind | None = None


Comparison = Callable[[Worded, Worded], Iterator[Step]]
"""What yields the steps from an upstream appearance to a relay on one axis, if there are any."""


def drift(appearances: Sequence[Worded]) -> tuple[Finding, ...]:
    """Return where relays of one claim say more than their upstream did, in the order given.

    A relay is compared with the appearances of the article that it relays (no further up), and is harder on an axis
    only if it is harder than each of those from which it can have the claim.  Suspected relays are left out.  A
    whole reprint follows its original word for word, but for a headline of its own.  Time is linear in the number
    of relays, however long the chain.
    """
    by_article: dict[Key, list[Worded]] = {}
    for one in appearances:
        by_article.setdefault(one.article, []).append(one)
    found: list[Finding] = []
    for relay in appearances:
        above = by_article.get(relay.relays, []) if relay.relays is not None else []
        if above and relay.relays != relay.article and _is_compared(relay):
            found.extend(_findings(relay, above, by_article[relay.article]))
    return tuple(found)


def harder(upstream: Worded, relay: Worded) -> tuple[Step, ...]:
    """Return in what a relay says more than one upstream appearance, axis by axis."""
    return tuple(step for compare in _COMPARISONS for step in compare(upstream, relay))


def _is_compared(relay: Worded) -> bool:
    follows = relay.reprint and relay.placement is not Placement.HEADLINE
    return relay.relay_basis is not RelayBasis.SUSPECTED and not follows


def _findings(relay: Worded, above: Sequence[Worded], beside: Sequence[Worded]) -> Iterator[Finding]:
    """Yield the findings of one relay, held against the nearest appearance of those from which it can have it."""
    origins = _inheritable(relay, above)
    steps = [harder(origin, relay) for origin in origins]
    on_all = set.intersection(*({(step.axis, step.hedge) for step in some} for some in steps))
    nearest = min(range(len(origins)), key=lambda index: (len(steps[index]), not origins[index].stands))
    for step in steps[nearest]:
        if (step.axis, step.hedge) in on_all:
            yield _finding(relay, origins[nearest], step)
    denied = _denial_left_out(relay, above, beside)
    if denied is not None:
        step = Step(Axis.STANCE, Hardening.DENIAL_LEFT_OUT, _told(relay.excerpt), _speaker(denied))
        yield _finding(relay, denied, step)


def _inheritable(relay: Worded, above: Sequence[Worded]) -> list[Worded]:
    """Return those of the upstream article's appearances from which a relay can have the claim, never none.

    Those of its own stance if there are any, and of these the ones that give the same source.
    """
    alike = [one for one in above if one.stance is relay.stance] or list(above)
    same_source = [one for one in alike if one.source is not None and one.source == relay.source]
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
    """Return who denies or questions the claim in the upstream article and is missing in the relaying one.

    Only where words of the relaying article are on record, so that somebody read it for this claim.
    """
    if relay.stance is not Stance.ASSERTS or not relay.excerpt or relay.treatment in _DOUBTING:
        return None
    if any(one.stance is not Stance.ASSERTS for one in beside) or all(one.stance not in _ASSERTING for one in above):
        return None
    return next((one for one in above if one.stance in (Stance.DENIES, Stance.QUESTIONS)), None)


_ASSERTING = frozenset({Stance.ASSERTS})
_DOUBTING = frozenset({Treatment.DOUBTS, Treatment.REJECTS})


# Hedges and likelihood


def _hedges(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield the kinds of hedge of which the relay keeps none, or fewer; likelihood has its own axis."""
    if upstream.stance is not relay.stance or not _is_on_record(relay):
        return
    for kind in HedgeKind:
        before = _words_of(upstream, kind)
        if kind is HedgeKind.LIKELIHOOD or not before or _holds_otherwise(relay, kind, before):
            continue
        after = _words_of(relay, kind)
        if len(after) < len(before):
            hardening = Hardening.FEWER_HEDGES if after else Hardening.HEDGE_DROPPED
            lost = [one for one in before if one not in after] if after else before
            yield Step(Axis.HEDGE, hardening, _told(relay.excerpt) or tuple(after), tuple(lost), kind)


def _is_on_record(one: Worded) -> bool:
    """Return whether words of an appearance were written down, so that the absence of others says something."""
    return bool(one.excerpt or one.likelihood or any(hedge.words for hedge in one.hedges))


def _words_of(one: Worded, kind: HedgeKind) -> list[str]:
    """Return the words by which an appearance holds back in one way, each once; the kind where none are on record."""
    given = (hedge.words or words(kind) for hedge in one.hedges if hedge.kind is kind)
    return list(dict.fromkeys(" ".join(each.split()) for each in given))


def _holds_otherwise(relay: Worded, kind: HedgeKind, before: Iterable[str]) -> bool:
    """Return whether a relay without that hedge holds back in the same way all the same.

    By printing the words outside what was entered as a hedge, by others that mean as much, or, for hearsay, by
    giving the claim as another's report.
    """
    if any(hedge.kind is kind for hedge in relay.hedges):
        return False
    if kind is HedgeKind.EVIDENTIAL and relay.attribution is Attribution.OUTLET:
        return True
    text = _text(relay)
    return bool(_SIGNS[kind].search(text)) or any(each.casefold() in text for each in before)


_SIGNS = {
    HedgeKind.EVIDENTIAL: re.compile(
        r"\b(reported(ly)?|reports?|alleged(ly)?|apparent(ly)?|according to|said to|claim(s|ed)?|believed|understood)\b"
    ),
    HedgeKind.CONDITIONAL: re.compile(r"\b(if|unless|provided|assuming|in case)\b"),
    HedgeKind.INTENTION: re.compile(
        r"\b(aim(s|ed|ing)?|hop(e|es|ed|ing)|plan(s|ned|ning)?|intend(s|ed|ing)?|intention|want(s|ed|ing)?"
        r"|seek(s|ing)?|sought|wish(es|ed|ing)?|meant)\b"
    ),
}


def _text(one: Worded) -> str:
    return " ".join(f"{one.excerpt} {one.around}".casefold().split())


def _likelihood(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield that the relay gives a higher likelihood, or states flatly what upstream gave one for (ICD 203's bands)."""
    if not upstream.stance is relay.stance is Stance.ASSERTS:
        return
    before, after = _band(upstream), _band(relay)
    if before is None or (after is None and not relay.excerpt):
        return
    if after is None:
        if _words_of(relay, HedgeKind.LIKELIHOOD) or _words_of(relay, HedgeKind.CONDITIONAL):
            return  # it holds back by words for which the table has no band
        yield Step(Axis.LIKELIHOOD, Hardening.STATED_FLATLY, _told(relay.excerpt), _likelihood_words(upstream, before))
    elif _is_likelier(before, after):
        told = _likelihood_words(relay, after)
        yield Step(Axis.LIKELIHOOD, Hardening.MORE_LIKELY, told, _likelihood_words(upstream, before))


def _band(one: Worded) -> Likelihood | None:
    """Return how likely an appearance calls it: as entered, else by the published table from the words on record."""
    if one.likelihood is not None:
        return one.likelihood
    hedges = _words_of(one, HedgeKind.LIKELIHOOD)
    for each in hedges:
        if each.casefold() in LIKELIHOOD_WORDS:
            return LIKELIHOOD_WORDS[each.casefold()]
    for text in (*hedges, one.excerpt, one.around):
        for found in _likely_words(text):
            return LIKELIHOOD_WORDS[found.casefold()]
    return None


def _likely_words(text: str) -> Iterator[str]:
    """Yield the words of the published table that stand in a text; the month of May is none of them."""
    return (found[0] for found in _LIKELY.finditer(" ".join(text.split())) if found[0] != "May")


_AMBIGUOUS = {"remote"}
"""Words of the table that more often mean something else, where nobody entered them as a hedge."""

_LONGEST_FIRST = sorted(LIKELIHOOD_WORDS.keys() - _AMBIGUOUS, key=len, reverse=True)
_LIKELY = re.compile(rf"\b({'|'.join(map(re.escape, _LONGEST_FIRST))})\b", re.IGNORECASE)


def _is_likelier(before: Likelihood, after: Likelihood) -> bool:
    """Return whether one band is surely above another; `possible` names no number, and is only below `likely` on."""
    bands = list(Likelihood)
    if after is Likelihood.POSSIBLE:
        return False
    if before is Likelihood.POSSIBLE:
        return bands.index(after) >= bands.index(Likelihood.LIKELY)
    return bands.index(after) > bands.index(before)


def _likelihood_words(one: Worded, band: Likelihood) -> tuple[str, ...]:
    """Return the words in which an appearance gives a likelihood, or the band's name."""
    printed = tuple(_words_of(one, HedgeKind.LIKELIHOOD))
    found = None if printed else next(_likely_words(one.excerpt), None) or next(_likely_words(one.around), None)
    return printed or (found or words(band),)


# Who is given, and how many


def _attribution(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield that the relay drops whom it has it from, makes many of one, or an institution of its people."""
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
"""What a statement leans on: somebody given (0), the author or outlet itself, nobody at all."""


def _count(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield that the relay speaks of more people than its upstream, or of an unnumbered plural."""
    if upstream.stance is not relay.stance or upstream.source == relay.source:
        return
    before, after = _people(upstream), _people(relay)
    if before is None:
        return
    if after is None and before > 1 and relay.attribution is Attribution.COLLECTIVE:
        yield Step(Axis.COUNT, Hardening.COUNT_DROPPED, _speaker(relay), _speaker(upstream))
    elif after is not None and after > before:
        yield Step(Axis.COUNT, Hardening.MORE_PEOPLE, _speaker(relay), _speaker(upstream))


def _people(one: Worded) -> int | None:
    """Return for how many unnamed people an appearance says that it speaks; none where it does not say."""
    if one.attribution is Attribution.UNNAMED:
        return one.stated_count or 1
    return one.stated_count if one.attribution is Attribution.COLLECTIVE else None


def _speaker(one: Worded) -> tuple[str, ...]:
    """Return whom an appearance gives, as printed; empty where it gives nobody that has a record."""
    return () if one.attribution is Attribution.UNATTRIBUTED else _told(one.speaker)


# Stance and treatment


def _stance(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield that the relay asserts what everybody in the upstream article denied, questioned or would not say."""
    if relay.stance is Stance.ASSERTS and upstream.stance is not Stance.ASSERTS:
        denied = upstream.stance is Stance.DENIES
        hardening = Hardening.DENIAL_TURNED if denied else Hardening.DOUBT_TURNED
        yield Step(Axis.STANCE, hardening, _told(relay.excerpt), _told(upstream.excerpt or words(upstream.stance)))


def _treatment(upstream: Worded, relay: Worded) -> Iterator[Step]:
    """Yield that the relaying outlet drops the other's doubts, or says in its own voice what the other attributed.

    That it endorses was entered; that it merely reports is also what is stored when nobody said, and counts only
    with its words on record.
    """
    before, after = _TRUST.index(upstream.treatment), _TRUST.index(relay.treatment)
    if after <= before or upstream.stance is not relay.stance:
        return
    says, upstream_says = _told(relay.excerpt), _told(upstream.excerpt or words(upstream.treatment))
    if upstream.treatment is Treatment.REPORTS:
        yield Step(Axis.TREATMENT, Hardening.ENDORSED, says, upstream_says)
    elif relay.treatment is Treatment.ENDORSES or relay.excerpt:
        yield Step(Axis.TREATMENT, Hardening.DOUBT_DROPPED, says, upstream_says)


_TRUST = (Treatment.REJECTS, Treatment.DOUBTS, Treatment.REPORTS, Treatment.ENDORSES)

_COMPARISONS: tuple[Comparison, ...] = (_hedges, _likelihood, _attribution, _count, _stance, _treatment)


def _told(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
