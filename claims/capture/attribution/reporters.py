"""Outlets cited by their people and their verbs: `told Jane Roe, a reporter at X`, `X journalist Jane Roe tweeted`."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.wordlists.verbs import Frame, verb_forms
from claims.capture.words import Sort, Word

REPORTING = frozenset(
    "report reports reported reporting said says say saying wrote writes write writing revealed reveals reveal "
    "revealing noted notes noting claimed claims claiming claim announced broke broken published publishes publishing "
    "quoted quotes quoting cited cites citing added adds adding learned learnt confirmed confirms broadcast aired ran "
    "carried describes described suggested suggests found disclosed detailed details explained explains informs "
    "informed stated states observed tells told alleges alleged understands obtained posted tweeted credited spoke "
    "identified identifies points pointed called calls picked asked interviewed showed shows speculated speculates "
    "estimates estimated put puts asserts asserted argues argued commented concluded "
    "retracted corrected updated rated debunked speculated named relays relayed unmasked suggest believe believes "
    "linked hears elaborates substantiated substantiates uncovered uncovers discovered exposed exposes unearthed "
    "refuted debunks debunking lays laid finds relates recounts recounted cautions predicts predicted reckons "
    "tweets tweeting implies implied cautioned warned warns speculating mentions mentioned".split()
)
"""Verbs that make an outlet the reporter."""
_OF_ITSELF = frozenset(
    "announce plan pledge promise vow offer apologize apologise refuse decline decide agree want hope wish seek intend "
    "aim choose defend sue settle complain deny hear ask order demand insist accept threaten request urge tell "
    "advise".split()
)
"""Verbs by which an outlet speaks of its own affairs more often than it reports."""
REPORTERS = frozenset(
    "journalist journalists reporter reporters correspondent presenter host editor columnist writer blogger anchor "
    "interviewer".split()
)
SAYING = frozenset({Frame.SAY, Frame.TELL, Frame.SHOW, Frame.CALL})


def low_at(words: Sequence[Word], place: int) -> str:
    """Return a word in small letters, "" before the first and after the last."""
    return words[place].low if 0 <= place < len(words) else ""


def is_reporting(words: Sequence[Word], place: int) -> bool:
    """Return whether the word at a place is a verb by which an outlet reports."""
    low = low_at(words, place)
    if place and place <= len(words) and words[place - 1].is_owner:
        return False  # "the host's comments"
    if low in {"reported", "reports"} and not _EARNINGS.isdisjoint(word.low for word in words[place + 1 : place + 6]):
        return False  # "McClatchy reported a loss"
    if low in REPORTING:
        announces = low.startswith("announc") and low_at(words, place + 1) in {"it", "plans", "that", "its", "a", "the"}
        return not announces
    forms = verb_forms().get(low, ())
    said = [form for form in forms if form.verb.frame in SAYING and form.verb.lemma not in _OF_ITSELF]
    return any(not form.tags.isdisjoint({"past", "s"}) for form in said)


_EARNINGS = frozenset("loss losses profit profits earnings revenue sales income turnover".split())


def past_reporter(words: Sequence[Word], end: int) -> int:
    """Return the place after an outlet's reporter, or the same: `CBS Sports NFL Insider Jane Roe`, `AP journalist`."""
    agent = _past_agent(words, end)
    if agent > end:
        return agent
    staff = next((place for place in range(end, min(end + 3, len(words))) if words[place].low in _STAFFERS), None)
    if staff is None or not all(word.sort in (Sort.NAME, Sort.WORD) for word in words[end : staff + 1]):
        return end
    place = staff + 1
    while place < len(words) and place - staff < 5 and words[place].sort is Sort.NAME:
        place += 1
    if place < len(words) and words[place].low in {"in", "at", "on"}:
        after = [place + 1 + more for more in range(4) if place + 1 + more < len(words)]
        verb = next((each for each in after if words[each].low == "also" or is_reporting(words, each)), None)
        place = verb if verb is not None else place
    return place


_STAFFERS = REPORTERS - {"editor", "host", "presenter", "anchor"} | frozenset(
    "insider analyst contributor photographer producer".split()
)


_WRITES = frozenset("reports reported reporting writes wrote".split())
"""Verbs by which whoever works for an outlet reports for it."""
_POSTS = _WRITES | frozenset(
    "tweets tweeted notes noted posts posted finds found reveals revealed wonders argues argued "
    "says said explains".split()
)
_AT_WORK = REPORTERS - {"editor", "host", "presenter", "anchor", "interviewer"}
_STAFF = frozenset("writers reporters journalists editors folks people team guys staff bloggers analysts".split())


def _past_agent(words: Sequence[Word], end: int) -> int:
    """Return the place after whoever writes for an outlet: `Bleeding Cool rumormonger Jane Roe is reporting`."""
    place = end
    while place < end + 2 and place < len(words) and words[place].sort is Sort.WORD and words[place].text.islower():
        place += 1
    if place == end or not words[place - 1].low.endswith(("er", "or", "ist")):
        return end
    named = place
    while place < len(words) and words[place].sort is Sort.NAME and place < named + 3:
        place += 1
    after = place + (low_at(words, place) in {"is", "has", "also", "was", "first"})
    return place if place > named and low_at(words, after) in _WRITES else end


def _is_apposed(words: Sequence[Word], start: int) -> bool:
    """Return whether a reporter named before an outlet reports: `Jane Roe, a reporter for X, tweeted`."""
    end = next((place for place in range(start, min(start + 7, len(words) - 1)) if words[place].text == ","), 0)
    if not end or low_at(words, end + 1) not in _POSTS:
        return False
    near = words[max(0, start - 9) : start - 1]
    comma = next((place for place in range(len(near) - 1, -1, -1) if near[place].text == ","), -1)
    aside = [word.low for word in near[comma + 1 :]]
    return comma >= 0 and not _AT_WORK.isdisjoint(aside) and "former" not in aside


def is_through_staff(words: Sequence[Word], start: int, end: int, tail: int) -> bool:
    """Return whether an outlet is cited by whoever is at it: `the writers at X say`, `Over at X, Jane Roe notes`."""
    if low_at(words, start - 1) != "at":
        return False
    over = low_at(words, start - 2) == "over"
    opening = start - 2 - over
    if low_at(words, opening) in _STAFF:
        hints = any(word.low in {"pointing", "noting", "citing", "saying"} for word in words[tail : tail + 10])
        return is_reporting(words, tail) or (low_at(words, tail) in {"are", "were"} and hints)
    if (opening >= 0 and words[opening].sort not in (Sort.MARK, Sort.QUOTE)) or low_at(words, end) != ",":
        return False
    place = end + 1
    while place < len(words) and place < end + 5 and words[place].sort in (Sort.NAME, Sort.ADVERB):
        place += 1
    verb = low_at(words, place)
    return place > end + 1 and (verb in _POSTS or (over and is_reporting(words, place)))


def is_reached_through(words: Sequence[Word], start: int) -> bool:
    """Return whether an outlet is cited through its reporter or its site: `according to Jane Roe at X`."""
    near = [word.low for word in words[max(0, start - 9) : start - 1]]
    if low_at(words, start - 1) == "at":
        posted = not {"published", "posted", "appeared", "post", "article", "story"}.isdisjoint(near[-5:])
        return posted or ("according" in near[-4:] and (words[start - 2].sort is Sort.NAME or near[-1] in _STAFF))
    site = not {"website", "site", "pages", "blog"}.isdisjoint(near[-2:])
    return site and not {"published", "posted", "reported", "according", "appeared"}.isdisjoint(near)


def is_through_reporter(words: Sequence[Word], start: int) -> bool:
    """Return whether an outlet is cited by its reporter: `told Jane Roe, a journalist at X`, `Jane Roe, of X, said`."""
    if low_at(words, start - 1) not in {"at", "for", "with", "of", "from"}:
        return False
    near = [word.low for word in words[max(0, start - 12) : start - 1]]
    if _is_apposed(words, start):
        return True
    if not REPORTERS.isdisjoint(near[-2:]) and words[start - 2].sort is not Sort.NAME:
        return not {"told", "tells", "according", "by", "via"}.isdisjoint(near[:-2])
    end = next((place for place in range(start, min(start + 6, len(words) - 1)) if words[place].text == ","), 0)
    if end and words[start - 2].sort is Sort.NAME and low_at(words, end + 1) == "who":
        return low_at(words, end + 2) in REPORTING  # "Jane Roe of X, who found"
    if words[start - 2].sort is Sort.NAME and not {"via", "according", "told"}.isdisjoint(near[-5:]):
        return True  # "via Jane Roe of X", "told Jane Roe of X"
    after = next((place for place in range(start, min(start + 5, len(words))) if is_reporting(words, place)), 0)
    if start > 1 and words[start - 2].text[0].isupper() and low_at(words, start - 1) == "of" and 0 < after <= start + 4:
        return low_at(words, after) in {"reports", "reported", "writes", "wrote"}  # "Roe of the Times reports"
    aside = low_at(words, start - 2) == "," and start > 2 and words[start - 3].sort is Sort.NAME
    return aside and end > 0 and low_at(words, end + 1) in REPORTING | {"thought", "thinks"}
