"""What a claim's spread means, in sentences that can stand alone.

Outlets are never called independent because their names differ: only the count of independent origins says that, and it
is printed as counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.features.claim.spread import Inference, Root, Spread, Voice, outlet_of
from claims.patterns import pattern_of
from claims.reading.records import ArticleRecord, ClaimRecord
from claims.render.corrections import RETRACTED
from claims.render.origin_phrases import count_phrase, rule_phrase
from claims.render.phrases import (
    NOBODY_NAMES,
    counted,
    date_phrase,
    listed,
    sentence,
    unread_phrase,
)
from claims.rules.sourcing import Count, EndKind, Origins
from claims.vocabulary import ArticleKind

FEW = 6
"""How many names a sentence lists at most."""

_NOUNS = {
    ArticleKind.ARTICLE: "report",
    ArticleKind.EDITORIAL: "editorial",
    ArticleKind.OPINION: "opinion piece",
    ArticleKind.NEWSLETTER: "newsletter",
    ArticleKind.BROADCAST: "broadcast",
    ArticleKind.TRANSCRIPT: "transcript",
    ArticleKind.STATEMENT: "statement",
    ArticleKind.POST: "post",
    ArticleKind.UNPUBLISHED: "unpublished report",
}

_BEGINS_SMALL = pattern_of(r"“(?=(?:An?|One|The|Some|Two|Three|Four|Five|Several|Many|Another|People)\b)(\w)")


def spread_sentences(spread: Spread) -> tuple[str, ...]:
    """Return the sentences about a claim: who carried it, where that leads back to, and what it amounts to."""
    if not spread.outlets:
        return (_nobody_asserts(spread), *_denied(spread))
    parts = (
        _carried(spread),
        _leads_back(spread),
        _not_surely_independent(spread),
        *_inferred(spread.inferences),
        *_adding_nothing(spread),
        *_denied(spread),
        amounts_to(spread),
    )
    return tuple(part for part in parts if part)


def amounts_to(spread: Spread) -> str:
    """Return the count of independent origins and the result of the two-source rule."""
    count = short_count(spread.independent).replace(", total", "; total")
    return f"Independent origins: {count}. {rule_words(spread.claim)}"


def short_count(count: Count) -> str:
    """Return a count in the fewest words: ``1``, ``at least 1, at most 3``, ``at least 1, total unknown``."""
    if count.upper is not None and count.lower == count.upper:
        return f"{count.lower:,}{' (estimated)' if count.estimated else ''}"
    return count_phrase(count).replace("; ", ", ")


def three_counts(origins: Origins) -> str:
    """Return the three counts in a sentence: ``Origins: at least 2 people, 1 institution, 1 independent; …``."""
    people, institutions = origins.people, origins.institutions
    named = (
        f"{_range(people)} {'person' if _one(people) else 'people'}",
        f"{_range(institutions)} {'institution' if _one(institutions) else 'institutions'}",
        f"{_range(origins.independent)} independent",
    )
    counts = (people, institutions, origins.independent)
    marks = "; total unknown" if people.open else ""
    marks += " (estimated)" if any(count.estimated for count in counts) else ""
    return f"Origins: {'at least ' if people.open else ''}{', '.join(named)}{marks}."


def _range(count: Count) -> str:
    return f"{count.lower:,}" if count.upper in (None, count.lower) else f"{count.lower:,} to {count.upper:,}"


def _one(count: Count) -> bool:
    return count.lower == 1 and count.upper in (None, 1)


def rule_words(record: ClaimRecord) -> str:
    """Return the result of the two-source rule for a claim, in a sentence."""
    return f"Two-source rule: {rule_phrase(record)}."


def article_of(article: ArticleRecord, *, read: bool = True) -> str:
    """Return an article with its outlet and day: ``Nikkei Asia of 2 March 2024``."""
    day = f" of {date_phrase(article.published)}" if article.published else ""
    marks = ([] if article.published else ["undated"]) + ([] if read else [unread_phrase(article)])
    return f"{outlet_of(article)}{day}{f' ({listed(marks)})' if marks else ''}"


def voice_name(voice: Voice) -> str:
    """Return a voice's name for a sentence, without saying whether it is named."""
    if voice.kind is EndKind.OBSERVATION:
        return f"{_by_whom(voice)}, who was there"
    if voice.kind is EndKind.OWN_VOICE:
        return f"{voice.source.label if voice.source else _by_whom(voice)} in its own voice"
    if voice.source is None:
        return f"people {NOBODY_NAMES}"
    return _BEGINS_SMALL.sub(lambda result: "“" + result[1].lower(), voice.source.label)


def voice_words(voice: Voice) -> str:
    """Return a voice's name for a sentence, and whether it is named."""
    name = voice_name(voice)
    if not voice.unnamed or voice.source is None:
        return name
    if voice.kind is EndKind.COLLECTIVE:
        return f"{name}, {NOBODY_NAMES}"
    return f"{name}, {'not named' if voice.members == 1 else f'{voice.members} people, not named'}"


def whose_word(spread: Spread) -> str:
    """Return the claim's sources in the fewest words: ``Ann One; no source given by The Guardian``."""
    if not spread.outlets:
        return "nobody asserts it"
    lost = [outlet_of(root.article) for root in spread.giving_nobody]
    phrases = [_some([voice_name(voice) for voice in spread.voices])] if spread.voices else []
    phrases += [f"no source given by {_some(lost)}"] if lost else []
    return "; ".join(phrases) or "no chain leads to anybody"


def on_whose_word(spread: Spread) -> str:
    """Return the claim's sources for a line in a list."""
    return f"{'according to ' if spread.voices and spread.outlets else ''}{whose_word(spread)}"


# Who carried it


def _carried(spread: Spread) -> str:
    """Return how many outlets carried it, and which are known only from other reports."""
    text = f"{counted(len(spread.outlets), 'outlet')} carried it"
    if len(spread.outlets) == 1:
        text += f", {spread.outlets[0]}"
    if spread.unread:
        text += f" ({_some(spread.unread)} known only from other reports)"
    return sentence(text)


def _nobody_asserts(spread: Spread) -> str:
    if spread.withdrawn:
        return f"Nobody stands by it: {listed(spread.withdrawn)} {RETRACTED} it."
    return "No article here asserts it."


# Where it leads back to


def _leads_back(spread: Spread) -> str:
    """Return the reports and voices behind everything not retracted."""
    if not spread.roots:
        return "No chain leads to an origin."
    if len(spread.roots) == 1:
        return _one_root(spread, spread.roots[0])
    if not spread.voices:
        return _all_give_nobody(spread)
    if len(spread.voices) == 1 and not spread.giving_nobody:
        return _one_voice(spread, spread.voices[0])
    return _several_voices(spread)


def _one_root(spread: Spread, root: Root) -> str:
    """All chains begin at one article."""
    report = f"one {_NOUNS[root.article.kind]}, {article_of(root.article, read=root.read)}"
    if len(spread.articles) == 1:
        head, there = f"It appeared in {report}", "attributed"
    else:
        head, there = f"{_all(spread)} lead back to {report}", "and that"
    also = "; it also states the claim without a source" if root.gives_nobody else ""
    if not spread.voices:
        return f"{head}{', which gives no source' if root.read else ''}."
    if len(spread.voices) == 1 and spread.voices[0].kind in _ITS_OWN:
        return f"{head}, which {_ITS_OWN[spread.voices[0].kind]}{also}."
    return f"{head}, {there} to {_to_voices(spread.voices)}{also}."


_ITS_OWN = {EndKind.OWN_VOICE: "says so in its own voice", EndKind.OBSERVATION: "had a reporter there"}


def _to_voices(voices: Sequence[Voice]) -> str:
    """Return the voices behind one report."""
    if len(voices) > 1:
        return f"{len(voices)} voices: {_some([voice_words(voice) for voice in voices], '; ')}"
    voice = voices[0]
    if voice.kind is EndKind.PERSON and voice.unnamed:
        people = "one unnamed person" if voice.members == 1 else f"{voice.members} unnamed people"
        return f"{people}, {voice_name(voice)}"
    if voice.kind is EndKind.INSTITUTION:
        return f"one institution, {voice_name(voice)}"
    if voice.kind is EndKind.DOCUMENT:
        return f"one document, {voice_name(voice)}"
    return voice_words(voice)


def _one_voice(spread: Spread, voice: Voice) -> str:
    """Several first reports, all quoting one voice."""
    reports = _some([article_of(root.article) for root in spread.roots], "; ")
    which = "both" if len(spread.roots) == 2 else "all"
    return (
        f"{_all(spread)} lead back to {len(spread.roots):,} reports ({reports}), and {which} of these to "
        f"{_to_voices([voice])}: one voice, however often it speaks."
    )


def _all_give_nobody(spread: Spread) -> str:
    """Several first reports, all without a source."""
    silent, unread, without = _lost(spread)
    phrases = []
    if silent:
        phrases.append(f"{counted(len(silent), 'report')} that {_give(silent)} no source ({_some(silent)})")
    if unread:
        phrases.append(f"{counted(len(unread), 'unread report')} ({_some(unread)})")
    if without:
        phrases.append(f"{counted(len(without), 'report')} that {_do(without)} not carry it ({_some(without)})")
    return f"{_all(spread)} lead back to {' and '.join(phrases)}."


def _lost(spread: Spread) -> tuple[list[str], list[str], list[str]]:
    """Return the outlets without a source, the unread ones, and those read that do not carry the claim."""
    lost = spread.giving_nobody
    return (
        [outlet_of(root.article) for root in lost if root.read],
        [outlet_of(root.article) for root in lost if not root.read and not root.article.seen],
        [
            f"{outlet_of(root.article)}, article #{root.article.id}"
            for root in lost
            if not root.read and root.article.seen
        ],
    )


def _do(outlets: Sequence[str]) -> str:
    return "does" if len(outlets) == 1 else "do"


def _give(outlets: Sequence[str]) -> str:
    return "gives" if len(outlets) == 1 else "give"


def _several_voices(spread: Spread) -> str:
    """Chains begin at several articles and lead to several voices."""
    voices = [voice_and_outlets(voice) for voice in spread.voices]
    many = f"{counted(len(spread.roots), 'report')} and {counted(len(voices), 'voice')}"
    return f"{_all(spread)} lead back to {many}: {_some(voices, '; ')}{_besides(spread)}."


def _besides(spread: Spread) -> str:
    """Return the reports without a source, next to the reports with one."""
    silent, unread, without = _lost(spread)
    phrases = [f"{_some(silent)} {_give(silent)} no source"] if silent else []
    phrases += [f"{_some(unread)} {'is' if len(unread) == 1 else 'are'} unread"] if unread else []
    phrases += (
        [f"{_some(without)} {'was' if len(without) == 1 else 'were'} read and {_do(without)} not carry it"]
        if without
        else []
    )
    return "".join(f"; {part}" for part in phrases)


def _all(spread: Spread) -> str:
    """Return the subject of the sentence: the articles that lead back."""
    if spread.circular or spread.hollow:
        return "Those not retracted"
    return "All" if len(spread.outlets) > 1 else "Its articles"


def _told(voice: Voice) -> list[str]:
    """Return the outlets that quote a voice."""
    return list(dict.fromkeys(outlet_of(article) for article in voice.articles))


def _by_whom(voice: Voice) -> str:
    article = voice.articles[0]
    return listed(article.reporters) if article.reporters else outlet_of(article)


# What it amounts to


def _not_surely_independent(spread: Spread) -> str:
    """Return why several voices are not two independent ones, if that is so."""
    if len(spread.voices) + len(spread.giving_nobody) < 2 or not spread.voices:
        return ""
    if spread.independent.lower >= 2:
        return f"At least {spread.independent.lower} of the voices are surely independent of each other."
    if len(spread.voices) == 1 and not spread.giving_nobody:
        return ""
    reasons = [reason for reason in (_one_house(spread), _one_occasion(spread), _may_be_the_same(spread)) if reason]
    why = (
        f": {'; '.join(reasons)}"
        if reasons
        else ": no two are known to be of different institutions and both at first hand"
    )
    return f"No two of these are surely independent{why}."


def _one_house(spread: Spread) -> str:
    """Return that all the named voices belong to one institution, if they do."""
    named = [voice for voice in spread.voices if voice.source and not voice.unnamed]
    houses = {voice.source.topmost_id: voice.source.topmost for voice in named if voice.source}
    if len(named) < 2 or len(houses) > 1 or None in houses:
        return ""
    both = "both" if len(named) == 2 else "all"
    (house,) = houses.values()
    return f"{_some([voice_name(voice) for voice in named])} {both} belong to one institution, {house}"


def _one_occasion(spread: Spread) -> str:
    """Return that all spoke on one occasion, if they did."""
    if len(spread.voices) < 2:
        return ""
    shared = frozenset.intersection(*(voice.occasions for voice in spread.voices))
    return f"they spoke on one occasion, {min(shared)}" if shared else ""


def _may_be_the_same(spread: Spread) -> str:
    """Return that unnamed people may be the same as each other or as the rest."""
    vague = [voice for voice in spread.voices if voice.unnamed]
    if len(vague) > 1:
        return "the unnamed people may be the same"
    if vague and len(spread.voices) > 1:
        one_person = vague[0].members == 1 and vague[0].kind is EndKind.PERSON
        return f"no report says who {voice_name(vague[0])} {'is' if one_person else 'are'}"
    if spread.giving_nobody:
        return "a report without a source may have picked it up from any of the others"
    return ""


def _inferred(inferences: Sequence[Inference]) -> list[str]:
    """Return the outlets whose place in the chain we inferred, because they do not credit anybody."""
    return [
        f"{inference.outlet} does not credit {inference.upstream}; we inferred that it took the claim from there."
        for inference in inferences[:FEW]
    ]


def _adding_nothing(spread: Spread) -> list[str]:
    """Return everything left out of the count: circles, withdrawals, suspicions."""
    phrases = []
    if spread.circular:
        lead, add = ("leads", "adds") if spread.circular == 1 else ("lead", "add")
        phrases.append(
            f"{counted(spread.circular, 'appearance')} {lead} only to reports that cite each other, and {add} nothing."
        )
    if spread.withdrawn:
        phrases.append(f"{listed(spread.withdrawn)} {RETRACTED} it.")
    if spread.hollow:
        rest, add = ("rests", "adds") if spread.hollow == 1 else ("rest", "add")
        phrases.append(f"{counted(spread.hollow, 'appearance')} {rest} on a {RETRACTED} report, and {add} nothing.")
    if spread.suspected:
        verb = "is" if spread.suspected == 1 else "are"
        phrases.append(f"{counted(spread.suspected, 'more relay')} {verb} only suspected, and {verb} not followed.")
    return phrases


def _denied(spread: Spread) -> list[str]:
    """Return who denies the claim, in a sentence."""
    names = denying(spread)
    return [f"It is denied by {_some(names)}."] if names else []


def denying(spread: Spread) -> list[str]:
    """Return who denies the claim, with the outlets that report it."""
    return [voice_and_outlets(voice) for voice in spread.denials]


def voice_and_outlets(voice: Voice) -> str:
    """Return a voice with the outlets that quote it."""
    return f"{voice_words(voice)} ({_some(_told(voice))})"


def _some(parts: Sequence[str], between: str = ", ") -> str:
    """Return a list for a sentence; of a long list, the rest as a number."""
    items = list(parts[:FEW])
    if len(parts) > FEW:
        items.append(f"{len(parts) - FEW:,} more")
    if between == ", " or len(items) <= 2:
        return listed(items)
    return f"{between.join(items[:-1])}{between}and {items[-1]}"
