"""Reprints among captured articles, and articles that credit another outlet for their whole text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.capture.attribution.press import dateline_of
from claims.capture.outlets import Mention, OutletNames, mentions_of
from claims.capture.together.relays import keys_in
from claims.capture.together.values import Member, SuspectedReprint
from claims.capture.versions.reprints import Likeness, likeness
from claims.capture.words import Word, words_of
from claims.patterns import pattern_of
from claims.text.sentences import Sentence
from claims.vocabulary import ReprintExtent

OPENING, CLOSING = 8, 4
"""In how many sentences at either end an article says whose text it is."""

_CREDITS = frozenset("via from by in on at with source sources courtesy credit © copyright".split())
_WHOLE_TEXT = pattern_of(
    r"\b(?:re-?publish|re-?print|reproduc|syndicat|cross-?post)\w*\b"
    r"|\b(?:first|originally) (?:published|appeared|ran|posted|printed)\b"
    r"|\b(?:published|reproduced|used|reprinted) (?:here )?(?:with|by) (?:the )?(?:kind )?permission\b"
    r"|\b(?:informs?|reports?|writes?|says?|notes?|announces?|tells?)(?: \w+)? via\b"
    r"|^(?:story|text|article|source|sources|courtesy|credit|copyright|©|via)\b[^.]{0,3}(?:by|of|:|from|©)?"
    r"|\bthis (?:article|story|report|piece|text|dispatch|copy)\b.{0,60}\b(?:by|from|in|on)\b",
)
"""Words that say that all of a text is somebody else's."""


def suspected_reprints(members: Sequence[Member], register: Sequence[str] = ()) -> list[SuspectedReprint]:
    """Return the reprints among articles in order of time, also of originals that are not captured.

    ``register`` has the names and hosts of known outlets.  An article is a copy of a single original: of several with
    its text it is the credited original, or else the first.
    """
    suspected: list[SuspectedReprint] = []
    copies: set[int] = set()
    credits = {member.article: credited(member, register) for member in members}
    for place, member in enumerate(members):
        credit = credits[member.article]
        others = [
            (other, alike)
            for number, other in enumerate(members)
            if other is not member and other.article not in copies
            for alike in [likeness(member.printed, other.printed)]
            if alike.extent is not None and _is_original(other, member, number < place, credits)
        ]
        if others:
            other, alike = max(others, key=lambda pair: (_is_credited(pair[0], credit), pair[1].original_in_copy))
            copies.add(member.article)
            suspected.append(_of_member(member, other, alike))
        elif credit is not None and not _is_here(credit[0], members, member):
            copies.add(member.article)
            suspected.append(
                SuspectedReprint(
                    copy=member.article,
                    original=None,
                    extent=ReprintExtent.WHOLE,
                    keys=(),
                    outlet=credit[0],
                    words=credit[1],
                )
            )
    return suspected


def _of_member(member: Member, other: Member, alike: Likeness) -> SuspectedReprint:
    assert alike.extent is not None
    return SuspectedReprint(
        copy=member.article,
        original=other.article,
        extent=alike.extent,
        keys=keys_in(member.proposals, member.printed.common_with(other.printed)),
        share=alike.share,
    )


def _is_original(other: Member, member: Member, is_earlier: bool, credits: dict[int, tuple[str, str] | None]) -> bool:
    """Return whether the other of two articles with one text is the original: credited by it, or published before."""
    if _is_credited(other, credits[member.article]):
        return True
    if _is_credited(member, credits[other.article]):
        return False
    return is_earlier


def _is_credited(other: Member, credit: tuple[str, str] | None) -> bool:
    return credit is not None and OutletNames(own=other.own_names).is_own(credit[0])


def _is_here(outlet: str, members: Sequence[Member], member: Member) -> bool:
    """Return whether another article of an outlet is captured; if it has not the text, that is no reprint of it."""
    return any(OutletNames(own=other.own_names).is_own(outlet) for other in members if other is not member)


def credited(member: Member, register: Sequence[str]) -> tuple[str, str] | None:
    """Return the outlet that an article credits for its whole text, with the words that say so, or None.

    It says so in a dateline (`LONDON (Reuters) -`), or at either end: `first published by X`, `informs via X`.
    """
    outlets = OutletNames(own=member.own_names, register=tuple(register))
    sentences = member.printed.all_sentences
    ends = [*sentences[:OPENING], *sentences[max(OPENING, len(sentences) - CLOSING) :]]
    for sentence in ends:
        for mention in _crediting(sentence, outlets):
            if not outlets.is_own(mention.name):
                return mention.name, sentence.text
    return None


def _crediting(sentence: Sentence, outlets: OutletNames) -> Iterator[Mention]:
    """Yield the outlets that a sentence credits for the whole text."""
    words = words_of(sentence.text)
    line = dateline_of(words)
    if line is not None:
        yield from mentions_of(words[line[0] : line[1]], outlets)
    if _WHOLE_TEXT.search(sentence.text.casefold()):
        yield from (mention for mention in mentions_of(words, outlets) if _follows_credit(words, mention))


def _follows_credit(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether a word of crediting stands right before an outlet: `via X`, `on the website of X`, `Source: X`."""
    before = [word.low for word in words[max(0, mention.first - 4) : mention.first]]
    return not _CREDITS.isdisjoint(before) or mention.first == 0
