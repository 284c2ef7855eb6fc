"""Noun phrases and clauses around a verb of attribution: where its subject begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.wordlists.nouns import OCCASIONS
from claims.capture.wordlists.verbs import other_verbs, verb_forms
from claims.capture.words import Sort, Word, may_be_finite

Span = tuple[int, int]
"""Places of words: the first, and the first no longer part."""

_INSIDE = frozenset({Sort.NAME, Sort.WORD, Sort.NUMBER, Sort.ARTICLE})
_ATTACHING = frozenset("of for at from in with on to against behind near within between among inside by".split())
_BEFORE_NOUNS = frozenset("very once first newly recently only nearly".split())
_DETERMINERS = frozenset("the a an this these those his her its their our my your whose any each every no".split())
_ABOUT = frozenset("only nearly about almost just roughly around over fully more".split())
"""Words before a number that belong to it: `only 32 per cent`."""
_PAUSES = frozenset(", ; : -- — – - ( )".split())


def is_nominal(word: Word) -> bool:
    """Return whether a word may stand in a noun phrase."""
    return word.sort in _INSIDE or (word.sort is Sort.ADVERB and word.low in _BEFORE_NOUNS)


def is_noun(word: Word) -> bool:
    """Return whether a word may be the head of a noun phrase."""
    return word.sort in (Sort.NAME, Sort.WORD, Sort.NUMBER) or word.low in {
        "some", "many", "others", "both", "several", "most", "few", "all", "one", "another", "those", "two", "three",
        "each", "this", "these", "four", "five", "six", "seven", "eight", "nine", "ten", "no", "more", "other",
    }  # fmt: skip


def phrase_before(words: Sequence[Word], last: int) -> int | None:
    """Return where the noun phrase that ends at `last` begins, None if no noun ends there."""
    if last < 0 or not is_noun(words[last]) or words[last].quoted or _reads_as_verb(words, last):
        return None
    first = core_before(words, last)
    while True:
        wider = _attached_before(words, first)
        if wider is None:
            return _with_about(words, first)
        first = wider


_DESCRIBING = frozenset(
    "involved familiar briefed close based working responsible aware privy present affiliated associated "
    "acquainted knowledgeable speaking quoted cited aligned employed stationed participating living dealing".split()
)
"""Words that go on describing the noun before them: `a diplomat involved in the talks`."""


def core_before(words: Sequence[Word], last: int) -> int:
    """Return where a noun phrase without its prepositions begins."""
    first = last
    while first > 0:
        word, before = words[first], words[first - 1]
        if before.sort is Sort.ADVERB and (first < 2 or words[first - 2].sort is not Sort.ARTICLE):
            break
        if before.quoted or not is_nominal(before):
            break
        if _opens_phrase(word, before):
            break
        if before.sort is Sort.WORD and not before.is_owner and _reads_as_verb(words, first - 1):
            break
        if before.is_day and not before.is_owner and word.low not in {"night", "morning", "evening", "afternoon"}:
            break
        first -= 1
    return first


def _with_about(words: Sequence[Word], first: int) -> int:
    """Return where a phrase begins with the words that belong to its number."""
    counted = words[first].sort is Sort.NUMBER or words[first].low in {"all", "half", "a"}
    if counted and first and words[first - 1].low in _ABOUT and words[first].low != "a":
        return first - 1
    return first


def _opens_phrase(word: Word, before: Word) -> bool:
    """Return whether a word opens its phrase: an article, unless after `all` or `both`."""
    if word.low not in _DETERMINERS:
        return False
    return before.low not in {"all", "both", "such", "many", "those"} or word.low in {"a", "an"}


def _attached_before(words: Sequence[Word], first: int) -> int | None:
    """Return where the noun phrase before a preposition begins: `a spokesman for` the White House."""
    if first < 2:
        return None
    link, before = words[first - 1], words[first - 2]
    preposition = link.sort is Sort.PREPOSITION or (link.low == "to" and words[first].sort in (Sort.ARTICLE, Sort.NAME))
    if preposition and before.low in _DESCRIBING and first > 2 and is_noun(words[first - 3]):
        return core_before(words, first - 3)
    if link.quoted or before.quoted or not is_noun(before) or before.is_day:
        return None
    if preposition and link.low in _ATTACHING:
        if link.low != "of" and before.sort is Sort.NUMBER:
            return None
        start = core_before(words, first - 2)
        opens_with_preposition = (
            start > 0 and words[start - 1].sort is Sort.PREPOSITION and words[start - 1].low != "of"
        )
        tied = start > 1 and (is_noun(words[start - 2]) or words[start - 2].low in _DESCRIBING)
        if opens_with_preposition and link.low != "of" and not (tied and not _reads_as_verb(words, start - 2)):
            return None
        if _reads_as_verb(words, first - 2):
            return None
        return start
    if link.low in {"and", "&"}:
        start = core_before(words, first - 2)
        opens = (
            start == 0 or words[start - 1].sort in (Sort.LINK, Sort.QUOTE) or words[start - 1].low in {",", ":", "but"}
        )
        if opens and not any(may_be_finite(word) for word in words[max(0, start - 12) : start]):
            return start
        if words[start].low == "the" and words[first].sort is Sort.WORD and words[first].text.islower():
            return start  # "the former minister and current mayor": one person
    return None


def _reads_as_verb(words: Sequence[Word], place: int) -> bool:
    """Return whether a word before a noun is rather the verb of an earlier clause."""
    word = words[place]
    if word.sort is not Sort.WORD:
        return False
    low = word.low
    before = words[place - 1] if place else None
    if low in other_verbs():
        return True
    if before is not None and before.sort in (Sort.ARTICLE, Sort.PREPOSITION):
        return False
    if low.endswith("ed") and len(low) > 4:
        subject = (Sort.NAME, Sort.PRONOUN, Sort.RELATIVE)
        return before is not None and (before.sort in subject or before.low == "that" or is_noun(before))
    forms = verb_forms().get(low, ())
    if any("past" in form.tags for form in forms):
        return before is not None
    return bool(forms) and before is not None and before.sort in (Sort.MODAL, Sort.PRONOUN)


def phrase_after(words: Sequence[Word], first: int) -> int | None:
    """Return the place after the noun phrase that begins at `first`, None if none begins there."""
    if first >= len(words) or words[first].quoted:
        return None
    if words[first].sort is Sort.PRONOUN:
        return first + 1
    if not is_nominal(words[first]):
        return None
    place = _core_after(words, first)
    while place < len(words):
        wider = _attached_after(words, place)
        if wider is None:
            break
        place = wider
    return place


def _core_after(words: Sequence[Word], first: int) -> int:
    place = first
    while place < len(words) and is_nominal(words[place]) and not words[place].quoted:
        word = words[place]
        opens = word.is_day or (word.sort is Sort.ARTICLE and word.low not in {"other", "such"})
        if place > first and opens and not words[place - 1].is_owner and words[place - 1].low not in {"all", "both"}:
            break
        if place > first and word.sort is Sort.WORD and may_be_finite(word) and is_noun(words[place - 1]):
            break
        place += 1
    return place


def _attached_after(words: Sequence[Word], place: int) -> int | None:
    """Return the place after an addition to a noun phrase: `of the union`, `at Harvard`, `and another`."""
    link = words[place]
    if place + 1 >= len(words) or link.quoted:
        return None
    following = words[place + 1 : place + 4]
    if link.low in _DESCRIBING and following[0].sort is Sort.PREPOSITION and len(following) > 1:
        described = following[1]
        if described.sort is Sort.PRONOUN:
            return place + 3  # "a person briefed on them"
        return _core_after(words, place + 2) if is_nominal(described) else None
    if link.sort is Sort.PREPOSITION and link.low in _ATTACHING and is_nominal(following[0]):
        if following[0].is_day or any(word.low in OCCASIONS and word.sort is not Sort.NAME for word in following):
            return None
        return _core_after(words, place + 1)
    if link.low in {"and", "&"} and is_nominal(following[0]):
        end = _core_after(words, place + 1)
        if end >= len(words) or not may_be_finite(words[end]):
            return end
    return None


def appositive_after(words: Sequence[Word], end: int) -> int:
    """Return the place after the appositives that follow a name: `, the party's leader in the senate`."""
    while end + 1 < len(words) and words[end].text == ",":
        first = words[end + 1]
        if first.sort is Sort.NUMBER:
            close = end + 2
        elif first.sort in (Sort.ARTICLE, Sort.NAME, Sort.WORD) and not first.quoted:
            if first.sort is Sort.WORD and (first.low.endswith(("ing", "ed")) or may_be_finite(first)):
                break
            after = phrase_after(words, end + 1)
            if after is None:
                break
            close = after
        else:
            break
        if close < len(words) and may_be_finite(words[close]):
            break
        end = close
    return end


def subject_before(words: Sequence[Word], verb: int) -> Span | None:
    """Return the words of the subject that stands before a verb group, None if no noun stands right before it."""
    last = verb - 1
    if verb > 2 and words[last].text == "," and words[last - 1].low == words[verb].low:
        last -= 2  # "he really, really wants"
    while last >= 0 and words[last].sort is Sort.ADVERB and words[last].low not in {"here", "there"}:
        last -= 1
    if last > 1 and words[last].is_day and words[last - 1].low in {"on", "late", "early"}:
        last -= 2
    elif last > 0 and words[last].is_day and words[last - 1].sort is not Sort.PREPOSITION:
        last -= 1
    last = _before_time(words, last)
    if last < 0 or words[last].quoted:
        return None
    word = words[last]
    if word.sort in (Sort.PRONOUN, Sort.RELATIVE):
        return last, last + 1
    if word.low == "that" and last and is_noun(words[last - 1]):
        return last, last + 1
    if word.text in _PAUSES:
        return _subject_before_pause(words, last)
    first = phrase_before(words, last)
    return None if first is None else _with_clause_before(words, first, last + 1)


_TIMES = frozenset("day week month year night morning evening afternoon weekend summer winter spring fall".split())


def _before_time(words: Sequence[Word], last: int) -> int:
    """Return the place before words of time that end at `last`: of `Rossi` in `Rossi last month`."""
    if last > 1 and words[last].sort is Sort.NUMBER and len(words[last].text) == 4 and words[last - 1].low == "in":
        return last - 2
    if last < 2 or words[last].low not in _TIMES:
        return last
    if words[last - 1].is_day and words[last - 2].sort is not Sort.PREPOSITION:
        return last - 2
    place = last - 1
    if words[place].low in {"past", "last"} and words[place - 1].low in {"this", "the"}:
        place -= 1
    elif words[place].low not in {"last", "this"}:
        return last
    return place - 1 if place and words[place - 1].sort is not Sort.PREPOSITION else last


def _with_clause_before(words: Sequence[Word], first: int, end: int) -> Span:
    """Return a subject widened to the left by the clause that it ends: `officials who attended the meeting`."""
    verb = False
    for place in range(first - 1, max(0, first - 12), -1):
        word = words[place]
        if word.sort in (Sort.MARK, Sort.QUOTE, Sort.LINK, Sort.JOINER) or word.quoted:
            break
        if word.low == "who" and verb:
            start = phrase_before(words, place - 1)
            return (start, end) if start is not None else (first, end)
        verb = verb or may_be_finite(word) or word.low in verb_forms()
    return first, end


def _subject_before_pause(words: Sequence[Word], pause: int) -> Span | None:
    """Return the subject before a parenthesis: `Rossi, the mayor, said`, `Rossi, speaking in Turin, said`."""
    closing = words[pause].text
    opening = {")": "("}.get(closing, closing)
    place = pause - 1
    best: Span | None = None
    tries = 0
    while place > 0 and tries < 4:
        if words[place].quoted:
            break
        if words[place].text == opening or (opening in "—–-" and words[place].text in "—–-"):
            tries += 1
            last = before_brackets(words, place - 1)
            first = last if words[last].sort is Sort.PRONOUN else phrase_before(words, last)
            if first is not None:
                best = _apposed(words, first, place, pause)
                if first and words[first - 1].sort is Sort.PREPOSITION:
                    place -= 1
                    continue  # "Rossi, at a meeting in Turin, Italy, said"
                opens = words[first].sort in (Sort.NAME, Sort.PRONOUN) or words[first].is_owner
                if (
                    first < 2
                    or words[first - 1].text != ","
                    or opens
                    or words[first - 2].sort not in (Sort.NAME, Sort.NUMBER)
                ):
                    return best
        place -= 1
    return best


def before_brackets(words: Sequence[Word], last: int) -> int:
    """Return the place before brackets that end at `last`: of `Rossi` in `Sen. Rossi (R-Turin)`."""
    if words[last].text != ")":
        return last
    opening = next((place for place in range(last, 0, -1) if words[place].text == "("), 0)
    return opening - 1 if opening else last


def _apposed(words: Sequence[Word], first: int, opening: int, pause: int) -> Span:
    """Return a subject with its apposition, without clauses that only say what else the subject does."""
    inner = words[opening + 1]
    if inner.low == "including":
        return first, pause
    joined = inner.sort in (Sort.ARTICLE, Sort.NAME, Sort.NUMBER) or (
        inner.sort is Sort.WORD and not inner.low.endswith("ing") and not may_be_finite(inner)
    )
    return (first, pause) if joined else (first, opening)


_CLOSING = frozenset(
    ". ; , ” \" '' on in at during last this earlier later yesterday today via per citing to after before by when "
    "while as from over".split()
)


def after_listener(words: Sequence[Word], end: int, *, tells: bool) -> int:
    """Return the place after a verb's listener, the same place without one: of `Sky News` in `told Sky News on`.

    Nothing but a day, an occasion or the sentence's end may follow.
    """
    if not tells or end >= len(words):
        return end
    after = phrase_after(words, end)
    if after is None:
        return end
    after = appositive_after(words, after)
    closes = after >= len(words) or words[after].low in _CLOSING or words[after].text in _CLOSING or words[after].is_day
    return after if closes else end
