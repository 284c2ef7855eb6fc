"""The plain values that the count of origins takes and returns; no database, no models."""

from __future__ import annotations

from enum import StrEnum

from claims.values import value
from claims.vocabulary import Attribution, JudgementKind, Proximity, RelayBasis, Rule, SourceKind, Stance

Key = int | str
"""A record's key: a row's number or a word.  Articles, sources, outlets and reporters each have keys of their own."""


@value
class SourceFacts:
    """The facts about a source record that the count needs."""

    key: Key
    kind: SourceKind
    named: bool = False
    name: str = ""
    """The name, or the description of an unnamed source."""
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


@value
class Footing:
    """An appearance: an article gives the claim with one attribution and stance."""

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
    """The upstream *article*, read or unread."""
    relay_basis: RelayBasis | None = None
    """None counts as stated."""
    stands: bool = True
    """False once it is retracted or withdrawn."""


@value
class Ruling:
    """A person's judgement about two records; kinds other than same, distinct, independent are ignored."""

    kind: JudgementKind
    a: Key
    b: Key
    subject: str = "source"
    """Outlets can be judged distinct as well."""


class EndKind(StrEnum):
    """What a chain of relays can end at (rule 2)."""

    PERSON = "person"
    INSTITUTION = "institution"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    OWN_VOICE = "own_voice"
    COLLECTIVE = "collective"
    NOTHING = "nothing"


@value
class Count:
    """At least `lower`, at most `upper`; `upper` is None when something is open."""

    lower: int
    upper: int | None
    open: bool
    circular: bool
    estimated: bool = False
    """True when the graph was too hard to solve: the bounds hold but may be wider than necessary."""


@value
class End:
    """Where chains end: a source record, an observation, an own voice, or nothing."""

    kind: EndKind
    source: Key | None
    footings: tuple[Key, ...]
    """The standing footings that end here directly: without a relay, or with a relay to an unread article."""
    articles: tuple[Key, ...]
    """The articles that speak for it; for nothing, the article where the trail is lost."""
    count: int = 1
    """How many ends it counts for ("two officials": 2)."""
    proximity: Proximity = Proximity.NOT_STATED
    joined: tuple[Key, ...] = ()
    """Other sources of this claim that were judged the same."""
    suspected: bool = False
    """True if it would no longer be an end should the suspected relays be real."""
    unread: bool = False
    """For nothing: whether the trail is lost because the article is unread for this claim."""


@value
class Origins:
    """The three counts of a claim, the two-source rule, and the ends and footings behind them."""

    people: Count
    institutions: Count
    independent: Count
    rule: Rule
    ends: tuple[End, ...]
    nothing_from: tuple[Key, ...]
    """Footings where the trail is lost: they name no source, or relay an unread article."""
    circular: tuple[Key, ...]
    """Standing footings stuck in a circle, or leading only into a circle."""
    retracted: tuple[Key, ...]
    """Standing footings that end in retracted footings only, or run through a retracted footing."""
