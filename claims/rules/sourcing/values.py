"""The plain values that the count of origins takes in and hands out; no database, no models."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claims.vocabulary import Attribution, JudgementKind, Proximity, RelayBasis, Rule, SourceKind, Stance

Key = int | str
"""Whatever names a record: a row's number or a word.  Articles, sources, outlets and reporters are apart."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of one source record, as far as the count needs it."""

    key: Key
    kind: SourceKind
    named: bool = False
    name: str = ""
    """The name; of somebody unnamed, how they are described."""
    institution: Key | None = None
    """A person's organisation."""
    part_of: Key | None = None
    """The institution that an institution belongs to."""
    issuer: Key | None = None
    """The institution that issued a document."""
    stated_count: int | None = None
    """"Two officials" in one record: 2."""
    label: str = ""
    """How the record is shown to people."""


@dataclass(frozen=True, slots=True)
class Footing:
    """One appearance: one article gives the claim on one footing."""

    key: Key
    article: Key
    attribution: Attribution
    source: Key | None = None
    stance: Stance = Stance.ASSERTS
    proximity: Proximity = Proximity.NOT_STATED
    occasion: str | None = None
    outlet: Key | None = None
    outlet_name: str = ""
    reporters: tuple[Key, ...] = ()
    reporter_names: tuple[str, ...] = ()
    relays: Key | None = None
    """The upstream *article*, seen or not."""
    relay_basis: RelayBasis | None = None
    """Nothing given is taken as stated."""
    stands: bool = True
    """False once it is retracted or withdrawn."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about two records; kinds other than same, distinct, independent are ignored."""

    kind: JudgementKind
    a: Key
    b: Key
    subject: str = "source"
    """Two outlets may be judged distinct too."""


class EndKind(StrEnum):
    """What a chain of relays can end at (rule 2)."""

    PERSON = "person"
    INSTITUTION = "institution"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    OWN_VOICE = "own_voice"
    COLLECTIVE = "collective"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Count:
    """At least `lower`, at most `upper`; `upper` is None when something is open."""

    lower: int
    upper: int | None
    open: bool
    circular: bool
    estimated: bool = False
    """True when the graph was too hard to solve: the bounds hold but may be wider than they need to be."""


@dataclass(frozen=True, slots=True)
class End:
    """Where chains end: one source record, one observation, one own voice, or nothing."""

    kind: EndKind
    source: Key | None
    footings: tuple[Key, ...]
    """The standing footings that end here themselves, without a relay or by one to an article nobody has read."""
    articles: tuple[Key, ...]
    """The articles that speak for it; for nothing, the article at which the trail is lost."""
    count: int = 1
    """How many ends it stands for ("two officials": 2)."""
    proximity: Proximity = Proximity.NOT_STATED
    joined: tuple[Key, ...] = ()
    """Other sources of this claim that were judged the same."""
    suspected: bool = False
    """True when it is no end of its own should the suspected relays be real."""
    unread: bool = False
    """Of nothing: whether the trail is lost because nobody here has read the article for this claim."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The three counts of one claim, the two-source rule, and what they rest on."""

    people: Count
    institutions: Count
    independent: Count
    rule: Rule
    ends: tuple[End, ...]
    nothing_from: tuple[Key, ...]
    """Footings at which the trail is lost: they give nobody, or relay an article that nobody has read."""
    circular: tuple[Key, ...]
    """Standing footings stuck in a circle, or leading only into one."""
    retracted: tuple[Key, ...]
    """Standing footings that reach only retracted ones, or run through one."""
