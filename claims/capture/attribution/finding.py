"""Attributions in a sentence: the cue, the source and the content.

    find_attributions(words)

The cue is a group of words around a verb (`has repeatedly said`), a preposition (`according to`) or a noun (`her claim
that`).  Hand rules over word lists; no statistics and nothing learnt from a corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.capture.attribution.frames import bears_content
from claims.capture.attribution.phrases import (
    Span,
    after_listener,
    appositive_after,
    is_noun,
    phrase_after,
    phrase_before,
    subject_before,
)
from claims.capture.attribution.sources import may_speak, names_a_thing
from claims.capture.attribution.standing import is_in_passing
from claims.capture.wordlists.nouns import SAYINGS
from claims.capture.wordlists.places import CITIES, GOVERNMENTS
from claims.capture.wordlists.verbs import Form, Frame, Verb, verb_forms
from claims.capture.words import Sort, Word, may_be_finite, may_be_verb

MOST = 12
"""The most attributions in a sentence; a real one has fewer, and what has more is no prose."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution: places of the words of its cue and source, the cue's verb, and how the verb stands.

    ``head`` is the place of the cue's main word.  ``shape`` is `finite`, `participle` (saying), `infinitive`,
    `passive`, `noun`, `mood`, `preposition`, `adverb` or `colon`.  ``sure``: nearly every such cue bears
    an attribution.  ``inverted``: the source follows (`said Rossi`).  ``inside``: it stands in another's content.
    ``passing``: it only describes its source, and is no news of what somebody says.
    """

    cue: Span
    head: int
    source: Span | None
    verb: Verb | None
    shape: str
    sure: bool
    inverted: bool = False
    inside: bool = False
    passing: bool = False


def find_attributions(words: Sequence[Word]) -> list[Attributed]:
    """Return the attributions of a sentence in the order of their cues."""
    attributions: list[Attributed] = []
    for place, word in enumerate(words):
        named = any(each.source and each.source[0] <= place < each.source[1] for each in attributions)
        if word.quoted or named:
            continue
        if len(attributions) == MOST:
            break
        attributed = _at(words, place, attributions)
        if attributed is not None:
            attributions.append(attributed)
    return _marked_inside(words, attributions)


def _at(words: Sequence[Word], place: int, earlier: Sequence[Attributed]) -> Attributed | None:
    """Return the attribution whose cue has its main word at a place."""
    word = words[place]
    low = word.low
    if low == "according" and _low(words, place + 1) == "to":
        return _according(words, place)
    if low in {"reportedly", "allegedly", "supposedly", "purportedly", "apparently", "ostensibly"}:
        return Attributed((place, place + 1), place, None, None, "adverb", sure=low in {"reportedly", "allegedly"})
    if word.text == ":":
        return _colon(words, place, earlier)
    if low == "in" and (place == 0 or words[place - 1].text == ","):
        return _in_a_poll(words, place) or _in_the_view_of(words, place)
    forms = verb_forms().get(low)
    if forms and word.sort in (Sort.WORD, Sort.PREPOSITION):
        by_verb = _by_verb(words, place, forms, earlier)
        if by_verb is not None:
            return by_verb
    if low in SAYINGS or low in _MOODS:
        return _by_noun(words, place)
    return None


def _low(words: Sequence[Word], place: int) -> str:
    return words[place].low if 0 <= place < len(words) else ""


def _according(words: Sequence[Word], place: int) -> Attributed | None:
    end = phrase_after(words, place + 2)
    if end is None:
        return None
    if place > 0 or (end + 1 < len(words) and words[end + 1].sort is Sort.ARTICLE):
        close = appositive_after(words, end)
        end = close if place > 0 or _low(words, close) == "," else end  # "According to X, the plan is dead"
    return Attributed((place, place + 2), place, (place + 2, end), None, "preposition", sure=True)


_LABELS = frozenset(
    "update updates updated breaking exclusive watch video analysis opinion note correction related more "
    "read live photos "
    "report poll editorial comment explainer factbox timeline transcript photo caption image source clarification "
    "remember q a name age contributing claim claims origin origins example examples status fact facts myth verdict "
    "rating summary background context details location date topic tags".split()
)
"""Words before a colon that are no speaker: `UPDATE:`."""


def _in_a_poll(words: Sequence[Word], place: int) -> Attributed | None:
    """Return `In a new poll, …`: what a survey or a study gives."""
    end = phrase_after(words, place + 1)
    if end is None or end >= len(words) or words[end].text not in {",", "."}:
        return None
    if not any(word.low in {"poll", "polls", "survey", "surveys", "study"} for word in words[place + 1 : end]):
        return None
    return Attributed((place, place + 1), place, (place + 1, end), None, "preposition", sure=False)


def _in_the_view_of(words: Sequence[Word], place: int) -> Attributed | None:
    """Return `in the opinion of Rossi`."""
    nouns = {"opinion", "view", "words", "judgment", "judgement", "estimation", "eyes", "assessment"}
    if _low(words, place + 1) != "the" or _low(words, place + 2) not in nouns or _low(words, place + 3) != "of":
        return None
    end = phrase_after(words, place + 4)
    return (
        None if end is None else Attributed((place, place + 4), place, (place + 4, end), None, "preposition", sure=True)
    )


def _colon(words: Sequence[Word], place: int, earlier: Sequence[Attributed]) -> Attributed | None:
    """Return `Rossi: “…”`: a colon between a speaker and a quotation."""
    if place + 1 >= len(words) or not 0 < place <= 8:
        return None
    named = all(word.sort in (Sort.NAME, Sort.WORD) and word.text[0].isupper() for word in words[:place]) and place <= 4
    if words[place + 1].sort is not Sort.QUOTE and not (named and words[place + 1].text[0].isupper()):
        return None
    if any(may_be_finite(word) for word in words[:place]) or earlier:
        return None
    first = phrase_before(words, place - 1)
    if first is None or words[place - 1].low in _LABELS or words[place - 1].low in CITIES | GOVERNMENTS:
        return None  # "Beirut: …" is where it was written
    return Attributed((place, place + 1), place, (first, place), None, "colon", sure=False)


def _by_verb(
    words: Sequence[Word], place: int, forms: Sequence[Form], earlier: Sequence[Attributed]
) -> Attributed | None:
    """Return the attribution by a verb at a place."""
    first, shape = _group(words, place, forms)
    if shape == "":
        return None
    usable = [form for form in forms if _fits(form, shape)]
    best: tuple[Form, int, bool] | None = None
    for form in usable:
        end = bears_content(words, first, place, form, shape)
        if end is not None and (best is None or (form.verb.sure and not best[2])):
            best = (form, end, form.verb.sure)
    if best is None:
        return None
    form, end, sure = best
    source, inverted = _source(words, first, place, end, form, shape, earlier)
    if source is None and shape == "finite" and not inverted and form.verb.frame is not Frame.SEEM:
        return None
    if source is not None and not may_speak(words, source, sure=sure):
        return None
    if shape == "finite" and _is_noun_here(words, place, source, form):
        return None
    if form.verb.frame is Frame.SEEM or (shape == "passive" and source is not None and not inverted):
        source = None if form.verb.frame is Frame.SEEM else source
    passing = is_in_passing(words, (first, place), source, form, shape) or (
        source is not None and names_a_thing(words, source)
    )
    return Attributed((first, end), place, source, form.verb, shape, sure, inverted=inverted, passing=passing)


def _is_noun_here(words: Sequence[Word], place: int, source: Span | None, form: Form) -> bool:
    """Return whether what may be a verb is a noun: `health worries have grown`, `on his tax claims`."""
    if words[place].low not in SAYINGS | {"rules"} or "s" not in form.tags:
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    beyond = words[place + 2] if place + 2 < len(words) else None
    if after is not None and after.sort in (Sort.AUXILIARY, Sort.MODAL) and after.low != "to":
        return True
    if after is not None and after.low == "that" and beyond is not None:
        return beyond.sort in (Sort.AUXILIARY, Sort.MODAL)  # "rules that could close it"
    if after is not None and (after.sort is Sort.JOINER or after.low in {"as", "of", "from", "by", "against", "among"}):
        return True
    if after is not None and after.text not in {".", ";"}:
        return False
    before = words[source[0] - 1] if source is not None and source[0] else None
    return before is None or not (before.quoted or before.sort in (Sort.QUOTE, Sort.MARK))


def _fits(form: Form, shape: str) -> bool:
    if shape == "participle":
        return "ing" in form.tags
    if shape == "passive":
        return "part" in form.tags
    if shape == "infinitive":
        return "base" in form.tags
    return True


def _group(words: Sequence[Word], place: int, forms: Sequence[Form]) -> tuple[int, str]:
    """Return where a verb's group begins and how it stands; "" if it is no verb here."""
    tags = frozenset().union(*(form.tags for form in forms))
    first = place
    helpers: list[str] = []
    while first > 0:
        before = words[first - 1]
        if before.quoted:
            break
        if before.sort in (Sort.AUXILIARY, Sort.MODAL):
            helpers.append(before.low)
        elif (before.sort is not Sort.ADVERB and before.low not in {"repeatedly", "widely"}) or not _joins_group(
            words, first - 1
        ):
            break
        first -= 1
    return first, _shape(words, first, place, tags, helpers)


def _joins_group(words: Sequence[Word], place: int) -> bool:
    """Return whether an adverb belongs to the verb that follows: not `here`."""
    return words[place].low not in {"here", "today", "yesterday", "tomorrow", "tonight", "away"}


def _shape(words: Sequence[Word], first: int, place: int, tags: frozenset[str], helpers: Sequence[str]) -> str:
    """Return how a verb stands, from the words before it."""
    nearest = helpers[0] if helpers else ""
    be = nearest in {"is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't",
                     "'m", "'re", "get", "got", "gets"}  # fmt: skip
    if helpers:
        if be:
            return "finite" if "ing" in tags else "passive" if "part" in tags else ""
        if nearest in {"have", "has", "had", "having", "haven't", "hasn't", "hadn't", "'ve"}:
            return "finite" if "part" in tags else ""
        if nearest in {"'s", "'d"}:
            return "finite" if tags & {"part", "ing", "base"} else ""
        if nearest == "to":
            return "infinitive" if "base" in tags else ""
        return "finite" if "base" in tags else ""
    before = words[first - 1] if first else None
    return _bare_shape(words, before, place, tags)


def _bare_shape(words: Sequence[Word], before: Word | None, place: int, tags: frozenset[str]) -> str:
    """Return how a verb without auxiliaries stands."""
    if "ing" in tags:
        if before is None or before.sort is not Sort.ARTICLE:
            return "participle"
        return ""
    if "part" in tags and (before is None or before.low in {"when", "if", "as", "though", "although"}):
        return "passive"
    if before is None:
        return "finite" if "past" in tags or "s" in tags else ""
    if before.sort in (Sort.ARTICLE, Sort.PREPOSITION) or before.is_owner:
        named = before.low in {"some", "many", "both", "others", "several", "most", "all", "few", "one", "another",
                               "those", "two", "three", "four", "five", "six", "ten"}  # fmt: skip
        if "base" in tags and place + 1 < len(words) and words[place + 1].sort is Sort.WORD:
            return ""  # "Some protest leaders said"
        if not (named and ("past" in tags or "base" in tags)):
            return ""
    if "past" in tags:
        return "finite"
    if words[place].low == "say" and before.sort in (Sort.WORD, Sort.NAME, Sort.NUMBER, Sort.MARK, Sort.ARTICLE):
        return "finite"
    if "s" in tags and before.sort is Sort.WORD and (may_be_finite(before) or _is_past(before)):
        return ""
    if "s" in tags:
        return "finite" if before.low not in {"i", "you", "we", "they"} else ""
    if "base" in tags:
        plural_that = before.low == "that" and place > 1 and words[place - 2].low.endswith("s")
        return "finite" if plural_that or _takes_base(before) or _is_plural_phrase(words, place - 1) else ""
    return ""


def _is_past(word: Word) -> bool:
    """Return whether a word is the past of a verb of attribution: `announced` in `announced plans`."""
    return any("past" in form.tags for form in verb_forms().get(word.low, ()))


def _is_plural_phrase(words: Sequence[Word], last: int) -> bool:
    """Return whether a noun phrase before a verb is a plural with something after it: `Officials in Turin`."""
    first = phrase_before(words, last)
    if first is None:
        return False
    tie = next((place for place in range(first, last) if words[place].sort is Sort.PREPOSITION), None)
    return tie is not None and tie > first and words[tie - 1].sort is Sort.WORD and _takes_base(words[tie - 1])


def _takes_base(before: Word) -> bool:
    """Return whether a word before a verb's base form can be its subject: a plural."""
    if before.low in {"i", "you", "we", "they", "who", "which", "some", "many", "others", "both", "most",
                      "people", "police", "several", "few", "all", "and", "or", "public"}:  # fmt: skip
        return True
    plural = before.low.endswith("s") and not before.low.endswith(("ss", "us", "is"))
    return before.sort in (Sort.WORD, Sort.NAME) and (plural or before.low.endswith(("men", "people", "women")))


def _source(
    words: Sequence[Word],
    first: int,
    place: int,
    end: int,
    form: Form,
    shape: str,
    earlier: Sequence[Attributed],
) -> tuple[Span | None, bool]:
    """Return the words of the source of a verb, and whether it follows the verb."""
    if shape == "passive":
        for by in range(place + 1, min(place + 12, len(words) - 1)):
            if words[by].low == "by":
                stop = phrase_after(words, by + 1)
                return ((by + 1, appositive_after(words, stop)), True) if stop else (None, False)
            if words[by].text in {",", ";"} or words[by].sort is Sort.LINK:
                break
        return None, False
    if shape in {"participle", "infinitive"}:
        return _shared(words, first, shape, earlier), False
    if form.verb.frame is Frame.SAY and _may_invert(words, first):
        inverted = _source_after(words, place + 1)
        if inverted is not None:
            return inverted, True
    subject = subject_before(words, first)
    if subject is not None:
        return subject, False
    return _shared(words, first, shape, earlier), False


def _may_invert(words: Sequence[Word], first: int) -> bool:
    """Return whether content stands before a verb: a closing quotation mark, or a comma after a clause."""
    if first == 0:
        return False
    before = words[first - 1]
    if before.sort is Sort.QUOTE or before.quoted:
        return True
    ahead = words[: first - 1]
    if before.text != "," or any(word.low == "who" for word in ahead):
        return False
    return any(may_be_verb(word, attributed=True) or word.quoted for word in ahead)


def _source_after(words: Sequence[Word], first: int) -> Span | None:
    end = phrase_after(words, first)
    if end is None or words[first].low in {"it", "that", "this", "him", "them", "there"}:
        return None
    if end < len(words) and (may_be_finite(words[end]) or words[end].sort is Sort.MODAL):
        return None
    return first, appositive_after(words, end)


def _shared(words: Sequence[Word], first: int, shape: str, earlier: Sequence[Attributed]) -> Span | None:
    """Return the source that a verb without a subject of its own shares with another clause."""
    if shape == "participle" and first and is_noun(words[first - 1]) and not words[first - 1].is_day:
        start = phrase_before(words, first - 1)
        return None if start is None else (_behind_picture(words, start, first), first)
    clauses = [place for place in range(first) if may_be_finite(words[place]) and not words[place].quoted]
    if shape == "participle" and not clauses and not earlier:
        return _subject_ahead(words, first)
    if shape != "infinitive":
        for attributed in reversed(earlier):
            if attributed.source is not None and attributed.shape in {"finite", "participle", "infinitive"}:
                return attributed.source
    nearest = clauses[: -MOST - 1 : -1] if shape == "infinitive" else clauses[:MOST]
    for place in nearest:
        while place > 0 and words[place - 1].sort in (Sort.AUXILIARY, Sort.MODAL, Sort.ADVERB):
            place -= 1
        subject = subject_before(words, place)
        if subject is not None:
            return subject
    return None


_PICTURES = frozenset("footage video videos clip clips film recording recordings tape tapes audio image images".split())


def _behind_picture(words: Sequence[Word], start: int, end: int) -> int:
    """Return where the speaker begins in `footage of Rossi saying`."""
    for place in range(start, end - 2):
        if words[place].low in _PICTURES and words[place + 1].low == "of":
            return place + 2
    return start


def _subject_ahead(words: Sequence[Word], first: int) -> Span | None:
    """Return the subject after a participle that opens a sentence: `Speaking in Turin, Rossi said`."""
    for place in range(first + 1, len(words) - 2):
        if words[place].text == "," and not words[place].quoted:
            end = phrase_after(words, place + 1)
            if end is None:
                continue
            close = appositive_after(words, end)
            verb = close + 1 if close < len(words) and words[close].text == "," else close
            if verb < len(words) and (may_be_finite(words[verb]) or words[verb].low in verb_forms()):
                return place + 1, close
    return None


_MOODS = frozenset(
    "fears concerns worries concern hopes speculation suspicions expectations doubts rumours rumors anger unease alarm "
    "scepticism skepticism suspicion optimism confidence belief consensus agreement".split()
)
"""Nouns for what many think: `fears in Washington that`."""


def _by_mood(words: Sequence[Word], place: int) -> Attributed | None:
    """Return the attribution of a mood to a place or a group: `fears in Washington and London that`."""
    if _low(words, place + 1) not in {"in", "among", "within", "at", "from", "across"}:
        return None
    end = phrase_after(words, place + 2)
    while end is not None and end + 1 < len(words) and words[end].text == "," and words[end + 1].sort is Sort.NAME:
        end = phrase_after(words, end + 1)
    if end is None or _low(words, end) not in {"that", "about", "over"}:
        return None
    return Attributed((place, place + 1), place, (place + 2, end), None, "mood", sure=_low(words, end) == "that")


def _by_noun(words: Sequence[Word], place: int) -> Attributed | None:
    """Return the attribution by a noun: `his claim that`, `in her view`, `the party's decision to`."""
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None or following.quoted:
        return None
    if words[place].low in _MOODS:
        mood = _by_mood(words, place)
        if mood is not None:
            return mood
    begins = place
    while begins > 0 and words[begins - 1].sort is Sort.WORD and not words[begins - 1].is_owner and place - begins < 2:
        if may_be_finite(words[begins - 1]):
            break
        begins -= 1
    owner = words[begins - 1] if begins else None
    owned = owner is not None and (owner.is_owner or owner.low in {"his", "her", "their", "my", "our", "its"})
    view = _low(words, place) in {"view", "opinion", "words"} and _low(words, begins - 2 if owner else begins) == "in"
    if not owned or owner is None or not (following.low == "that" or view):
        return None
    first = begins - 1 if owner.sort is Sort.ARTICLE else phrase_before(words, begins - 1)
    if first is None:
        return None
    return Attributed((begins, place + 1), place, (first, begins), None, "noun", sure=following.low == "that")


def _marked_inside(words: Sequence[Word], attributions: Sequence[Attributed]) -> list[Attributed]:
    """Return attributions with those marked that stand in what another one gives."""
    marked: list[Attributed] = []
    open_from: Attributed | None = None
    for attributed in attributions:
        if _closes_sentence(words, attributed):
            # "Rossi hopes to win, she said": all that comes before is what she said.
            marked = [
                replace(earlier, inside=True) if _may_be_given(words, earlier, attributed) else earlier
                for earlier in marked
            ]
            marked.append(attributed)
            continue
        inside = open_from is not None and not _goes_on(words, attributed, open_from)
        marked.append(replace(attributed, inside=inside))
        if not inside and _opens(words, attributed):
            open_from = attributed
    return marked


def _closes_sentence(words: Sequence[Word], attributed: Attributed) -> bool:
    """Return whether an attribution stands after a comma or quotation and gives all before it."""
    if attributed.shape != "finite" or attributed.source is None or attributed.verb is None:
        return False
    if attributed.verb.frame not in (Frame.SAY, Frame.TELL, Frame.SHOW):
        return False
    low = min(attributed.source[0], attributed.cue[0])
    if low < 3 or (words[low - 1].text not in {",", "—", "–"} and words[low - 1].sort is not Sort.QUOTE):
        return False
    high = max(attributed.source[1], attributed.cue[1])
    high = after_listener(words, high, tells=attributed.verb.frame is Frame.TELL)
    after = words[high] if high < len(words) else None
    return (
        after is None or after.text in {".", ";"} or after.is_day or after.low in {"on", "in", "last", "at", "during"}
    )


def _may_be_given(words: Sequence[Word], earlier: Attributed, closing: Attributed) -> bool:
    """Return whether an earlier attribution stands in what a closing one gives: not one with a quotation of its own."""
    if earlier.source == closing.source or closing.source is None:
        return False
    between = words[earlier.cue[1] : min(closing.source[0], closing.cue[0])]
    return not (earlier.sure and any(word.quoted for word in between[:3]))


def _opens(words: Sequence[Word], attributed: Attributed) -> bool:
    """Return whether what follows an attribution in its sentence is what it attributes."""
    if attributed.inverted or attributed.shape in {"adverb", "preposition"}:
        return False
    following = words[attributed.cue[1]] if attributed.cue[1] < len(words) else None
    return following is not None and following.text not in {".", ",", ";"}


def _goes_on(words: Sequence[Word], attributed: Attributed, opened: Attributed) -> bool:
    """Return whether an attribution goes on with the source of an earlier one rather than standing in its content."""
    before = words[attributed.cue[0] - 1] if attributed.cue[0] else None
    if before is None:
        return True
    after = words[attributed.cue[1]] if attributed.cue[1] < len(words) else None
    if attributed.sure and attributed.shape == "finite" and after is not None:
        following = words[attributed.cue[1] + 1] if attributed.cue[1] + 1 < len(words) else after
        if after.sort is Sort.QUOTE or after.text == ":" or (after.text == "," and following.sort is Sort.QUOTE):
            return True
    if attributed.shape == "preposition":
        return True
    if attributed.shape == "participle":
        return before.text in {",", "—", "–"}
    if attributed.shape == "finite" and before.low in {"and", "but", "then"} and not is_noun(before):
        return attributed.source == opened.source
    if attributed.shape != "finite" or attributed.source is None:
        return False
    begins = attributed.source[0]
    if begins < opened.cue[0] and attributed.source != opened.source:
        return True
    ahead = words[begins - 1] if begins else None
    return ahead is not None and (
        ahead.text in {",", ";", "—", "–"} or ahead.low in {"but", "while", "although", "though"}
    )
