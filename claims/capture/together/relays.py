"""Relays between captured articles: an article cites another's outlet, or has its sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from claims.capture.accepting import speaks_as_report
from claims.capture.outlets import OutletNames, name_key
from claims.capture.together.values import End, Member, Repeat, Sign, SuspectedRelay
from claims.capture.values import Proposal
from claims.capture.versions.reprints import FEWEST
from claims.text.sentences import Sentence
from claims.text.similarity.asked import ranked_words, stem_of

IN_TEXT = 0.5
"""The least share of a claim's words in the text of the report that the article names for it."""


def suspected_relays(
    members: Sequence[Member],
    repeated: Sequence[Repeat],
    reprints: Collection[tuple[int, int]] = (),
    denied: Collection[tuple[int, int]] = (),
) -> list[SuspectedRelay]:
    """Return the relays between articles in order of time; ``reprints`` are pairs of a copy and its original.

    A report comes before the article that picks it up.  A reprint's relays are its original's; ``denied`` are pairs
    that a person rejected as reprints.
    """
    together = _together(repeated)
    copies = {copy for copy, _ in reprints}
    cited = {member.article: list(_cited(member, _earlier(member, members), together)) for member in members}
    citing = {(relay.article, relay.upstream) for relays in cited.values() for relay in relays}
    relays: list[SuspectedRelay] = []
    for place, member in enumerate(members):
        relays += [relay for relay in cited[member.article] if (member.article, relay.upstream) not in reprints]
        if member.article not in copies:
            others = [other for other in members[:place] if other.article not in copies]
            relays += _by_sentences(
                member, [other for other in others if not _is_settled(member, other, {*reprints, *denied}, citing)]
            )
    return relays


def _is_settled(
    member: Member, other: Member, reprints: Collection[tuple[int, int]], citing: Collection[tuple[int, int]]
) -> bool:
    """Return whether two articles cite one another, or a person was asked whether one is a reprint of the other."""
    pair = member.article, other.article
    return any(each in settled for each in (pair, pair[::-1]) for settled in (reprints, citing))


def _earlier(member: Member, members: Sequence[Member]) -> list[Member]:
    return [other for other in members if other is not member and _may_be_before(other, member)]


def _may_be_before(other: Member, member: Member) -> bool:
    return other.day is None or member.day is None or other.day <= member.day


def _together(repeated: Sequence[Repeat]) -> Mapping[End, set[int]]:
    """Return the articles that likely have the same claim, by article and key."""
    articles: dict[End, set[int]] = defaultdict(set)
    for repeat in repeated:
        articles[repeat.first].add(repeat.second[0])
        articles[repeat.second].add(repeat.first[0])
    return articles


def _cited(member: Member, earlier: Sequence[Member], together: Mapping[End, set[int]]) -> Iterator[SuspectedRelay]:
    """Yield the relays to articles of outlets that the article names for its claims."""
    by_upstream: dict[int, list[str]] = defaultdict(list)
    names: dict[int, str] = {}
    for outlet, keys in _naming(member).items():
        candidates = [(other, _stems(other.printed.text)) for other in earlier if is_called(other, outlet)]
        likeliest = {key: _likeliest(member, key, candidates, together) for key in keys}
        counted = Counter(each.article for each in likeliest.values() if each is not None)
        for key, upstream in likeliest.items():
            # What an article has from an outlet, it mostly has from one report.
            article = (
                upstream.article if upstream is not None else next((each for each, _ in counted.most_common(1)), None)
            )
            if article is not None:
                by_upstream[article].append(key)
                names.setdefault(article, outlet)
    if len(by_upstream) == 1:
        (article,) = by_upstream
        report = next(other for other in earlier if other.article == article)
        by_upstream[article] += _of_the_report(member, report, by_upstream[article])
    for article, keys in by_upstream.items():
        yield SuspectedRelay(
            article=member.article, upstream=article, sign=Sign.CITED, keys=tuple(keys), outlet=names[article]
        )


def _of_the_report(member: Member, report: Member, keys: Collection[str]) -> list[str]:
    """Return the further proposals that name only `the report` or `the newspaper`, where the article cites no other."""
    return [
        key
        for key, proposal in member.proposals.items()
        if key not in keys
        and (proposal.upstream is None or proposal.upstream.outlet is None)
        and speaks_as_report(proposal, report.own_names)
    ]


def _naming(member: Member) -> Mapping[str, list[str]]:
    """Return the keys of the proposals that name an outlet as their origin, by its name."""
    keys: dict[str, list[str]] = defaultdict(list)
    for key, proposal in member.proposals.items():
        if proposal.upstream is not None and proposal.upstream.outlet is not None:
            keys[proposal.upstream.outlet].append(key)
    return keys


def is_called(member: Member, outlet: str) -> bool:
    """Return whether a name is that of an article's outlet, or its last word: `the Courant` for `Northern Courant`."""
    names = OutletNames(own=member.own_names)
    if names.is_own(outlet):
        return True
    last = name_key(outlet)
    return " " not in last and any(name_key(name).endswith(f" {last}") for name in member.own_names)


def _likeliest(
    member: Member,
    key: str,
    candidates: Sequence[tuple[Member, Collection[str]]],
    together: Mapping[End, set[int]],
) -> Member | None:
    """Return the cited outlet's article that has most of a claim's words, the first of several; None if none has it.

    ``candidates`` are the outlet's articles with the stems of their texts.
    """
    stems = _stems(member.proposals[key].statement)
    shares = [(other, _share(stems, theirs)) for other, theirs in candidates]
    same = together.get((member.article, key), ())
    having = [(other, share) for other, share in shares if other.article in same or share >= IN_TEXT]
    return max(having, key=lambda pair: pair[1])[0] if having else None


def _stems(statement: str) -> frozenset[str]:
    return frozenset(map(stem_of, ranked_words(statement)))


def _share(stems: frozenset[str], theirs: Collection[str]) -> float:
    return len(stems.intersection(theirs)) / len(stems) if stems else 0.0


def _by_sentences(member: Member, earlier: Sequence[Member]) -> Iterator[SuspectedRelay]:
    """Yield the relays to articles whose sentences it has; a sentence that an earlier article has counts there."""
    explained: set[int] = set()
    for other in earlier:
        common = [each for each in member.printed.common_with(other.printed) if each.start not in explained]
        explained.update(each.start for each in common)
        if len(common) >= FEWEST:
            yield SuspectedRelay(
                article=member.article,
                upstream=other.article,
                sign=Sign.SENTENCES,
                keys=keys_in(member.proposals, common),
                sentences=len(common),
            )


def keys_in(proposals: Mapping[str, Proposal], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Return the keys of the proposals that were read from these sentences."""
    starts = {sentence.start for sentence in sentences}
    return tuple(key for key, proposal in proposals.items() if proposal.sentences[0].start in starts)
