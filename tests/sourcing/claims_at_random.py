"""Random claims for the property tests."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from claims.errors import ConflictingJudgements
from claims.rules.sourcing import Footing, Key, Origins, Ruling, SourceFacts, count_origins
from claims.vocabulary import Attribution, JudgementKind, Proximity, RelayBasis, SourceKind, Stance

ARTICLES = [f"a{number}" for number in range(6)]
OUTLETS = ["o1", "o2", "o3"]
REPORTERS = ["r1", "r2", "r3"]
BODIES = [f"body{number}" for number in range(5)]
PEOPLE = [f"p{number}" for number in range(8)]
PAPERS = ["doc0", "doc1", "doc2"]
NAMES = ["", "Ann One", "A. One", "One", "Bob Two", "Two", "Cy Three", "Dan Four", "Анна Раз", "Daniel Four", "None"]
BODY_NAMES = ["", "Ministry of Defence", "MoD", "Ministry of Finance", "Japan", "Ministry of Defence of Japan", "N/A"]
OUTLET_NAMES = {None: "", "o1": "", "o2": "The Daily", "o3": "Daily"}
OCCASIONS = [None, None, None, "2+2", "Briefing", " briefing "]


@dataclass(frozen=True)
class RandomClaim:
    """A claim that can be counted and changed."""

    footings: tuple[Footing, ...]
    sources: dict[Key, SourceFacts]
    rulings: tuple[Ruling, ...]

    def counted(self, trust_labels: bool = False) -> Origins:
        """Return its origins."""
        return count_origins(self.footings, self.sources, self.rulings, trust_labels=trust_labels)

    def with_footing(self, footing: Footing) -> RandomClaim:
        """Return it with one footing more."""
        return replace(self, footings=(*self.footings, footing))

    def with_ruling(self, ruling: Ruling) -> RandomClaim:
        """Return it with one ruling more."""
        return replace(self, rulings=(*self.rulings, ruling))

    def shuffled(self, seed: int) -> RandomClaim:
        """Return it with everything in another order."""
        dice = random.Random(seed)
        return RandomClaim(
            tuple(dice.sample(self.footings, len(self.footings))),
            dict(dice.sample(list(self.sources.items()), len(self.sources))),
            tuple(
                replace(each, a=each.b, b=each.a) if dice.random() < 0.5 else each
                for each in dice.sample(self.rulings, len(self.rulings))
            ),
        )

    def renamed(self, seed: int) -> RandomClaim:
        """Return it with other keys, numbers among them."""
        dice = random.Random(seed)
        new: dict[Key | None, Key] = {}

        def key(old: Key) -> Key:
            if old not in new:
                number = dice.randrange(10**9)
                new[old] = number if dice.random() < 0.5 else f"k{number}"
            return new[old]

        def maybe(old: Key | None) -> Key | None:
            return None if old is None else key(old)

        footings = tuple(
            replace(
                each,
                key=key(each.key),
                article=key(each.article),
                source=maybe(each.source),
                outlet=maybe(each.outlet),
                reporters=tuple(map(key, each.reporters)),
                relays=maybe(each.relays),
            )
            for each in self.footings
        )
        sources = [
            replace(
                each,
                key=key(each.key),
                institution=maybe(each.institution),
                part_of=maybe(each.part_of),
                issuer=maybe(each.issuer),
            )
            for each in self.sources.values()
        ]
        rulings = tuple(replace(each, a=key(each.a), b=key(each.b)) for each in self.rulings)
        return RandomClaim(footings, {each.key: each for each in sources}, rulings)


def _records(dice: random.Random) -> list[SourceFacts]:
    """Return people of all sorts, institutions (perhaps in a circle) and documents."""
    some_body: list[str | None] = [None, *BODIES]
    records = []
    for key in PEOPLE:
        name = dice.choice(NAMES)
        count = dice.choice([None, None, None, None, 1, 2, 3])
        records.append(
            SourceFacts(key, SourceKind.PERSON, bool(name), name, dice.choice(some_body), stated_count=count)
        )
    for key in BODIES:
        name = dice.choice(BODY_NAMES)
        records.append(
            SourceFacts(key, SourceKind.INSTITUTION, name=name, part_of=dice.choice([None, None, *some_body]))
        )
    for key in PAPERS:
        records.append(SourceFacts(key, SourceKind.DOCUMENT, issuer=dice.choice(some_body)))
    return records


SPEAKERS: dict[Attribution, list[str | None]] = {
    Attribution.NAMED: [*PEOPLE],
    Attribution.UNNAMED: [*PEOPLE, None],
    Attribution.COLLECTIVE: [*PEOPLE, None, None],
    Attribution.INSTITUTION: [*BODIES],
    Attribution.DOCUMENT: [*PAPERS],
    Attribution.OWN_VOICE: [*PEOPLE[:2], None, None],
}

CLOSED = [Attribution.NAMED, Attribution.UNNAMED, Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.WITNESSED]


def _footing(dice: random.Random, key: str, relaying: bool, closed: bool) -> Footing:
    """Return one footing; of a closed claim none of whose ends is open."""
    attribution = dice.choice(CLOSED if closed else [*Attribution, *CLOSED])
    relays = dice.choice([None, None, *ARTICLES]) if relaying else None
    outlet = dice.choice([None, *OUTLETS])
    return Footing(
        key=key,
        article=dice.choice(ARTICLES),
        attribution=attribution,
        source=dice.choice(SPEAKERS.get(attribution, [None])),
        stance=dice.choice([*[Stance.ASSERTS] * 6, Stance.DENIES]),
        proximity=dice.choice([*Proximity, Proximity.FIRST_HAND, Proximity.FIRST_HAND]),
        occasion=dice.choice(OCCASIONS),
        outlet=outlet,
        outlet_name=OUTLET_NAMES[outlet],
        reporters=tuple(dice.sample(REPORTERS, dice.choice([0, 1, 1, 2]))),
        relays=relays,
        relay_basis=dice.choice([*RelayBasis, None]) if relays else None,
        stands=dice.random() < 0.85,
    )


KINDS = [JudgementKind.SAME, JudgementKind.DISTINCT, JudgementKind.INDEPENDENT, JudgementKind.DUPLICATE]
JUDGED = [*PEOPLE, *PEOPLE, *BODIES, *PAPERS, "elsewhere"]


@st.composite
def random_claims(draw: st.DrawFn, relaying: bool = True) -> RandomClaim:
    """Return a random claim of which the count is not refused.

    Hypothesis draws the sizes and a seed: far faster than drawing every field, and failures still shrink in size.
    """
    size = draw(st.integers(0, 12))
    most = draw(st.integers(0, 6))
    closed = draw(st.booleans())
    dice = random.Random(draw(st.integers(0, 10**9)))
    sources: dict[Key, SourceFacts] = {each.key: each for each in _records(dice)}
    footings = tuple(_footing(dice, f"f{number}", relaying, closed) for number in range(size))
    claim = RandomClaim(footings, sources, ())
    for _ in range(most):
        ruling = Ruling(dice.choice(KINDS), dice.choice(JUDGED), dice.choice(JUDGED))
        with suppress(ConflictingJudgements):
            claim.with_ruling(ruling).counted()
            claim = claim.with_ruling(ruling)
    return claim
