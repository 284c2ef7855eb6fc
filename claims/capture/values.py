"""What capture knows of an article, and what it proposes: plain values."""

from __future__ import annotations

from datetime import date

from claims.rules.windows import Window
from claims.values import value
from claims.vocabulary import (
    ArticleKind,
    Attribution,
    Capacity,
    Channel,
    ClaimKind,
    HedgeKind,
    Likelihood,
    Placement,
    Stance,
    Treatment,
    WindowRole,
    Wording,
)


@value(kw_only=True)
class KnownArticle:
    """What is known of an article before its claims are read.

    ``outlet_names`` are all names and hosts of its own outlet, which is never taken for somebody else's report.
    ``outlets`` are names and hosts of outlets in the newsroom's register, any spelling.  ``translated`` says that the
    whole text is a translation.  Without ``published`` no day is read from `on Thursday`.
    """

    outlet_names: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    published: date | None = None
    title: str | None = None
    bylines: tuple[str, ...] = ()
    kind: ArticleKind = ArticleKind.ARTICLE
    translated: bool = False


@value
class Passage:
    """Exact words of a text and where they stand: ``text[start:end]``."""

    words: str
    start: int
    end: int


@value(kw_only=True)
class Excerpt:
    """The words that anchor a claim, with the words around them (W3C TextQuoteSelector), and whose words they are."""

    words: str
    start: int
    end: int
    prefix: str
    suffix: str
    wording: Wording


_OPEN = frozenset("he she they him her them himself herself themselves i me we us you somebody someone one".split())
"""Words that stand for somebody whom only the text around them can name."""


@value(kw_only=True)
class Speaker:
    """On whose word a claim stands.

    ``printed`` is how the sentence gives it ("she"); ``name`` is a person's, institution's or document's full name as
    the article has it elsewhere; ``described`` stands for people who are not named.  ``role``, ``institution`` and
    ``issuer`` are as printed.  ``count`` is a stated number of people.  ``guessed``: found through a pronoun or `the
    minister`, so a person should look.
    """

    attribution: Attribution
    printed: str
    name: str | None = None
    described: str | None = None
    role: str | None = None
    institution: str | None = None
    issuer: str | None = None
    count: int | None = None
    capacity: Capacity = Capacity.NOT_STATED
    guessed: bool = False

    @property
    def shown(self) -> str:
        """The name or the description."""
        return self.name or self.described or self.printed

    @property
    def is_open(self) -> bool:
        """Whether the text does not say whom its pronoun means."""
        return self.shown.casefold() in _OPEN


@value(kw_only=True)
class Upstream:
    """Another outlet's report that a sentence relies on; ``outlet`` is None where it is not said whose it is."""

    outlet: str | None
    words: str
    start: int
    end: int


@value
class Hedge:
    """A hedge: its kind and its words."""

    kind: HedgeKind
    words: str


@value(kw_only=True)
class TimeWords:
    """Words about time in a claim, which window they are, and the window if it could be read."""

    role: WindowRole
    words: str
    start: int
    end: int
    window: Window | None


@value
class Part:
    """One of the statements into which a compound one can be split, and its kind."""

    statement: str
    kind: ClaimKind


@value(kw_only=True)
class Proposal:
    """One claim that a sentence may hold, for a person to accept, change, split or skip.

    ``parts`` are the statements into which it can be split, empty if it holds one.  ``sentences`` are the sentences
    from which it was read, the one with the attribution first.  ``sure`` is false where the attribution was read from
    weak signs.
    """

    statement: str
    kind: ClaimKind
    sentences: tuple[Passage, ...]
    excerpt: Excerpt
    attribution: Attribution
    speaker: Speaker | None = None
    printed: str | None = None
    upstream: Upstream | None = None
    stance: Stance = Stance.ASSERTS
    treatment: Treatment = Treatment.REPORTS
    placement: Placement = Placement.BODY
    channel: Channel = Channel.NOT_STATED
    occasion: str | None = None
    said: date | None = None
    anonymity_reason: str | None = None
    hedges: tuple[Hedge, ...] = ()
    likelihood: Likelihood | None = None
    condition: str | None = None
    windows: tuple[TimeWords, ...] = ()
    parts: tuple[Part, ...] = ()
    sure: bool = True
