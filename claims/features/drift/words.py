"""Where the wording of a claim hardens along its chain, in sentences. Values in, values out.

Words in quotation marks are printed in the article that is the subject of the sentence: the article's words, not its
speaker's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from claims.reading.chain_view import ChainView
from claims.reading.records import AppearanceRecord
from claims.render.corrections import RETRACTED
from claims.render.phrases import UNKNOWN_OUTLET, article_phrase, attribution_phrase, listed, quoted, sentence
from claims.rules.sourcing.drift import Finding, Hardening
from claims.vocabulary import Attribution, Stance, Treatment, Wording, words

TITLE = "Wording along the chain"


def drift_sentences(view: ChainView) -> list[str]:
    """Return a sentence for each finding, with both wordings, without findings that another of the pair implies."""
    by_number, findings = _by_number(view), view.drift
    return [_sentence(finding, by_number) for finding in findings if not _is_implied(finding, findings)]


def hardened_pairs(view: ChainView) -> dict[tuple[int, int], str]:
    """Return where the wording hardens as sentences, by the numbers of the articles: upstream, then relay."""
    by_number, findings = _by_number(view), view.drift
    pairs: dict[tuple[int, int], list[str]] = {}
    for finding in findings:
        if not _is_implied(finding, findings):
            pair = (by_number[int(finding.upstream)].article.id, by_number[int(finding.relay)].article.id)
            pairs.setdefault(pair, []).append(_sentence(finding, by_number))
    return {pair: " ".join(sentences) for pair, sentences in pairs.items()}


def drift_json(view: ChainView) -> list[dict[str, Any]]:
    """Return the findings as values for JSON: appearances by number, both wordings as lists of texts."""
    by_number = _by_number(view)
    return [
        {
            "appearance": finding.relay,
            "upstream": finding.upstream,
            "axis": finding.axis,
            "hardening": finding.hardening,
            "hedge": finding.hedge,
            "says": list(finding.says),
            "upstream_says": list(finding.upstream_says),
            "inferred": finding.inferred,
            "withdrawn": finding.withdrawn,
            "sentence": _sentence(finding, by_number),
        }
        for finding in view.drift
    ]


def _by_number(view: ChainView) -> dict[Any, AppearanceRecord]:
    return {appearance.id: appearance for appearance in view.claim.appearances}


def _is_implied(finding: Finding, among: Sequence[Finding]) -> bool:
    """Return whether a finding follows from another: an outlet without a source speaks in its own voice."""
    return finding.hardening is Hardening.ENDORSED and any(
        (other.relay, other.upstream) == (finding.relay, finding.upstream)
        and other.hardening in (Hardening.NOBODY_GIVEN, Hardening.OWN_VOICE)
        for other in among
    )


def _sentence(finding: Finding, phrases: Mapping[Any, AppearanceRecord]) -> str:
    relay, upstream = phrases[finding.relay], phrases[finding.upstream]
    text = f"{_name(relay)} {_TELLING[finding.hardening](finding, relay, upstream)}"
    if finding.inferred:
        text += "; we inferred that it took the claim from there"
    if finding.withdrawn:
        whose = "the relay" if relay.retracted else "what it relays"
        text += f"; {whose} was {RETRACTED} since"
    return sentence(text)


def _name(appearance: AppearanceRecord) -> str:
    """Return an appearance by its article, number and place: ``POLITICO, 19 March 2024 (#152, in its headline)``."""
    place = f", in its {appearance.placement}" if appearance.placement in ("headline", "lead") else ""
    return f"{article_phrase(appearance.article)} (#{appearance.id}{place})"


# What each hardening is called


def _without(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    lost = listed(map(_printed(upstream), finding.upstream_says))
    return f"{_says(relay)}without the {lost} of {_name(upstream)}"


def _fewer(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    return f"{_without(finding, relay, upstream)}, though it holds back in other words"


def _likelier(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    here, there = (
        listed(map(_printed(article), said))
        for article, said in ((relay, finding.says), (upstream, finding.upstream_says))
    )
    return f"says {here} where {_name(upstream)} says {there}"


def _flatly(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    there = listed(map(_printed(upstream), finding.upstream_says))
    return f"{_says(relay)}flatly, where {_name(upstream)} says {there}"


def _nobody(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    said = f"says {_excerpt(relay)} and " if relay.excerpt else ""
    return f"{said}gives no source, where {_name(upstream)} gives {_given(upstream)}"


def _own_voice(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    return f"says {_it(relay)} in its own voice, where {_name(upstream)} gives {_given(upstream)}"


def _gives(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    return f"gives {_given(relay)} where {_name(upstream)} gives {_given(upstream)}"


def _turned(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    whose = f"{upstream.source.label} " if upstream.source else "it "
    words_there = f": {_excerpt(upstream)}" if upstream.excerpt else ""
    return f"asserts {_it(relay)}, where in {_name(upstream)} {whose}{_STANCES[upstream.stance]}{words_there}"


def _left_out(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    whose = upstream.source.label if upstream.source else "somebody"
    there = f" ({_excerpt(upstream)})" if upstream.excerpt else ""
    return (
        f"says {_it(relay)}, but not, as far as recorded, that in {_name(upstream)} {whose} "
        f"{_STANCES[upstream.stance]}{there}"
    )


def _undoubting(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    how = " in its own voice" if relay.treatment is Treatment.ENDORSES else ""
    there = f": {_excerpt(upstream)}" if upstream.excerpt else ""
    return f"says {_it(relay)}{how}, where {_name(upstream)} {words(upstream.treatment)} it{there}"


def _endorsed(finding: Finding, relay: AppearanceRecord, upstream: AppearanceRecord) -> str:
    there = f" says {_excerpt(upstream)} and" if upstream.excerpt else ""
    return f"says {_it(relay)} in its own voice, where {_name(upstream)}{there} gives {_given(upstream)}"


_TELLING: dict[Hardening, Callable[[Finding, AppearanceRecord, AppearanceRecord], str]] = {
    Hardening.HEDGE_DROPPED: _without,
    Hardening.FEWER_HEDGES: _fewer,
    Hardening.MORE_LIKELY: _likelier,
    Hardening.STATED_FLATLY: _flatly,
    Hardening.NOBODY_GIVEN: _nobody,
    Hardening.OWN_VOICE: _own_voice,
    Hardening.ONE_TO_MANY: _gives,
    Hardening.PEOPLE_TO_INSTITUTION: _gives,
    Hardening.MORE_PEOPLE: _gives,
    Hardening.COUNT_DROPPED: _gives,
    Hardening.DENIAL_TURNED: _turned,
    Hardening.DOUBT_TURNED: _turned,
    Hardening.DENIAL_LEFT_OUT: _left_out,
    Hardening.DOUBT_DROPPED: _undoubting,
    Hardening.ENDORSED: _endorsed,
}

_STANCES = {
    Stance.DENIES: "denies it",
    Stance.QUESTIONS: "questions it",
    Stance.DECLINES: "would not say",
}


def _says(appearance: AppearanceRecord) -> str:
    """Return how an article's wording is introduced in the sentence."""
    return f"says {_excerpt(appearance)}, " if appearance.excerpt else "says it "


def _it(appearance: AppearanceRecord) -> str:
    return _excerpt(appearance) if appearance.excerpt else "it"


def _excerpt(appearance: AppearanceRecord) -> str:
    """Return an excerpt as the article prints it."""
    translated = " (in its translation)" if appearance.wording is Wording.TRANSLATED else ""
    return f"{quoted(appearance.excerpt or '')}{translated}"


def _printed(appearance: AppearanceRecord) -> Callable[[str], str]:
    """Return a function that quotes printed words and leaves our vocabulary plain."""
    on_record = " ".join(
        [
            appearance.excerpt or "",
            appearance.prefix or "",
            appearance.suffix or "",
            *(h.words or "" for h in appearance.hedges),
        ]
    )
    flat = " ".join(on_record.split()).casefold()
    return lambda text: quoted(text) if text.casefold() in flat else text


def _given(appearance: AppearanceRecord) -> str:
    """Return an article's source for the claim; for another outlet's report, with that outlet's name."""
    if appearance.attribution is Attribution.OUTLET and appearance.source is None and appearance.relays is not None:
        return f"a report of {appearance.relays.outlet or UNKNOWN_OUTLET}"
    return attribution_phrase(appearance)
