"""The forms that enter reports: a claim with its first appearance, another appearance, and the right values of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, OF_ARTICLE, SOURCE
from claims.catalogue.field import FIRST, GROUPS
from claims.entry.drafts import AppearanceDraft, ClaimDraft
from claims.text.typed import Given
from claims.vocabulary import Attribution, HedgeKind, RelayBasis, WindowRole
from claims.web.chassis.forms import Filled, Form, Input, Shape, of_field

_STATEMENT = of_field(
    CLAIM["statement"],
    label="What is claimed?",
    help="One checkable statement, in your own words.",
    required=True,
    hint="similar",
    group=FIRST,
    part="STATEMENT",
    name="statement",
)
_ATTRIBUTION = of_field(
    APPEARANCE["attribution"],
    label="On whose word?",
    help="Who the article attributes it to.",
    shape=Shape.CARDS,
    required=True,
)
_SOURCE = of_field(
    APPEARANCE["source"],
    label="Who is that?",
    help="The name, or the words that describe them, as printed. Leave it empty where the article has neither.",
    broad=True,
)
_WINDOWS = frozenset(role.value for role in WindowRole)
_OUTLET = of_field(
    ARTICLE["outlet"],
    ARTICLE["outlet"].beside,
    label="Outlet",
    help="Who published it. The address can stand in for it.",
)
_URL = of_field(ARTICLE["url"], ARTICLE["url"].beside, help="")
_PUBLISHED = of_field(ARTICLE["published"], ARTICLE["published"].beside, help="A day, a month or a year.")
_KNOWN = Input(
    "article",
    "A recorded article",
    help="Instead of outlet, address and date: type a word of its title, and choose.",
    for_programs="Its number, instead of outlet, address and date.",
    group=OF_ARTICLE,
    offers="article",
    part="--article",
)
_NEW = Input(
    "new_article",
    "It is a new article, even if this outlet has a similar one",
    Shape.CHECK,
    group=OF_ARTICLE,
    part="--new-article",
)
_UNREAD = Input(
    "unread",
    "It is unread: we know it through others only",
    Shape.CHECK,
    group=OF_ARTICLE,
    part="--unread",
)


def _in_groups(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Return fields by their headings, in the headings' order."""
    return tuple(sorted(inputs, key=lambda each: GROUPS.index(each.group) if each.group else 0))


def _claim() -> list[Input]:
    """Return the fields of a claim beside its statement."""
    fields = [field for field in CLAIM if (field.beside or field.option) and field.name != "statement"]
    inputs = [of_field(field, field.beside or field.option) for field in fields]
    return [replace(each, hint="window") if each.name in _WINDOWS else each for each in inputs]


def _article() -> list[Input]:
    fields = [field for field in ARTICLE.in_order(ARTICLE.options) if field.beside]
    rest = [field for field in fields if field.name not in ("outlet", "url", "published")]
    return [_KNOWN, *(of_field(field, field.beside) for field in rest), _NEW, _UNREAD]


def _source() -> list[Input]:
    return [of_field(field, field.beside) for field in SOURCE if field.beside]


def _appearance(*, but: frozenset[str]) -> list[Input]:
    fields = [field for field in APPEARANCE.in_order(APPEARANCE.options) if field.option and field.name not in but]
    return [of_field(field) for field in fields]


_FIRST = frozenset({"attribution", "source"})
_PLACE = (_OUTLET, _URL, _PUBLISHED)

LOG = Form(
    "log",
    _in_groups(
        (
            *(_STATEMENT, _ATTRIBUTION, _SOURCE, *_PLACE),
            *(*_claim(), *_article(), *_appearance(but=_FIRST), *_source()),
        )
    ),
)
"""A claim with its first appearance."""

APPEAR = Form(
    "appear",
    _in_groups([_ATTRIBUTION, _SOURCE, _OUTLET, _URL, _PUBLISHED, *_article(), *_appearance(but=_FIRST), *_source()]),
)
"""Another appearance of a claim."""

CHANGES = Form(
    "changes",
    _in_groups(
        (
            *(replace(_ATTRIBUTION, shape=Shape.CHOICE, required=False), _SOURCE),
            *(_KNOWN, *_appearance(but=_FIRST), *_source()),
        )
    ),
)
"""The right values of an appearance that we entered wrongly."""


def with_relay(given: Given) -> Given:
    """Return the values with the attribution that follows from a relay alone, as on the command line."""
    if given["relay_basis"] == RelayBasis.STATED:  # chosen already in the form, and what a relay has anyway
        given = {**given, "relay_basis": None}
    alone = given["attribution"] is None and given["relays"] is not None and given["source"] is None
    return {**given, "attribution": Attribution.OUTLET} if alone else given


def as_article(given: Given) -> Given:
    """Return the values with ``unread`` as the command line has it: unknown, unless somebody says so."""
    return {**given, "unread": True if given["unread"] else None}


def filled_in(claim: ClaimDraft, appearance: AppearanceDraft) -> Filled:
    """Return the form of a claim filled in with drafts."""
    source, article = appearance.source, appearance.article
    hedges = [
        f"{kind}:{'; '.join(said)}"
        for kind in HedgeKind
        if (said := [words for of, words in appearance.hedges if of is kind])
    ]
    names = {each.name for each in LOG.inputs}
    values = {name: getattr(appearance, name, None) for name in names}
    values |= {
        "statement": claim.statement,
        "kind": claim.kind,
        "weight": claim.weight,
        "story": claim.stories,
        "condition": claim.condition,
        **{window.role.value: window.words for window in claim.windows},
        "said": next((window.said for window in claim.windows if window.said), appearance.said),
        "source": source.source if source else None,
        "role": source.role if source else None,
        "institution": source.institution if source else None,
        "issuer": source.issuer if source else None,
        "stated_count": source.stated_count if source else None,
        "article": f"#{article.article}" if article.article else None,
        "appearance_note": appearance.note,
        "note": claim.note,
        "hedge": None,
    }
    filled = Filled.of(**values)
    return Filled({**filled.values, **({"hedge": hedges} if hedges else {})})
