"""Snapshots, and the decisions about the claims proposed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from claims.parsing import json_value
from claims.reading.identity import Identities, identities
from claims.store.schema import TABLES
from claims.text.matching import url_key
from claims.text.versions.places import carried_places
from claims.vocabulary import AliasKind, ArticleKind, CorrectionKind, Decision, Media, ReprintExtent, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot with its article, and the decisions about its proposals by key."""

    id: int
    article: int
    story: str | None
    media: Media
    sha256: str | None
    kept_as: str | None
    """The SHA-256 of the kept file, which names it."""
    reader: str
    language: str | None
    stated: dict[str, Any]
    text: str | None
    confidential: bool
    entered_at: datetime
    entered_by: str
    title: str | None
    url: str | None
    published: str | None
    published_day: date | None
    """The day of its article, or the day that a confidential document states, whose article has none."""
    kind: ArticleKind
    outlet: str | None
    own_names: tuple[str, ...]
    """All names and hosts of the article's outlet."""
    decided: dict[str, Decision]
    """The decisions about its proposals by key, also those taken on another snapshot about sentences that it has."""
    claims: dict[str, int] = field(default_factory=dict)
    """The claims, by their canonical numbers, that its proposals became or were added to."""
    article_uid: str = ""
    reprint_of: int | None = None
    """The article, by its canonical number, whose reprint its article is recorded as."""
    reprint_extent: ReprintExtent | None = None
    original_names: tuple[str, ...] = ()
    """All names and hosts of the original's outlet."""


def snapshots(
    connection: Connection,
    articles: Sequence[int] | None = None,
    numbers: Sequence[int] | None = None,
    story: int | str | None = None,
) -> list[Snapshot]:
    """Return snapshots in order of entry: all, or only of some articles, with some numbers, or of a story (``#7``)."""
    snapshot, article = TABLES["snapshot"], TABLES["article"]
    statement = select(snapshot, *(article.c[name].label(f"article_{name}") for name in _OF_ARTICLE)).join(
        article, article.c.id == snapshot.c.article_id
    )
    if articles is not None:
        statement = statement.where(snapshot.c.article_id.in_(articles))
    if numbers is not None:
        statement = statement.where(snapshot.c.id.in_(numbers))
    if story is not None:
        joined = identities(connection)
        members = joined.members("story", int(str(story).removeprefix("#")))
        statement = statement.where(snapshot.c.story_id.in_(members))
    rows = connection.execute(statement.order_by(snapshot.c.id)).mappings().all()
    decided, claims = _decisions(connection, [row["id"] for row in rows])
    names = outlet_names(connection)
    joined = identities(connection)
    originals = _outlets_of(connection, {row["article_reprint_of_id"] for row in rows} - {None})

    def names_of(outlet: int | None) -> Sequence[str]:
        return names.get(joined.canonical("outlet", outlet or 0), ())

    return [
        replace(
            _snapshot(row, decided[row["id"]], names_of(row["article_outlet_id"])),
            article=joined.canonical("article", row["article_id"]),
            claims={key: joined.canonical("claim", number) for key, number in claims[row["id"]].items()},
            reprint_of=_canonical_article(joined, row["article_reprint_of_id"]),
            original_names=tuple(names_of(originals.get(row["article_reprint_of_id"]))),
        )
        for row in rows
    ]


_OF_ARTICLE = (
    *("uid", "outlet_id", "title", "url", "published", "published_earliest", "kind"),
    *("reprint_of_id", "reprint_extent"),
)


def _canonical_article(joined: Identities, number: int | None) -> int | None:
    return None if number is None else joined.canonical("article", number)


def _outlets_of(connection: Connection, articles: Collection[int]) -> dict[int, int | None]:
    """Return the outlets of articles."""
    article = TABLES["article"]
    if not articles:
        return {}
    rows = connection.execute(select(article.c.id, article.c.outlet_id).where(article.c.id.in_(sorted(articles))))
    return {number: outlet for number, outlet in rows.all()}  # noqa: C416 (rows are no pairs to mypy)


def _stated_day(stated: dict[str, Any]) -> date | None:
    """Return the day that a document states about itself."""
    try:
        return date.fromisoformat(stated.get("published", {}).get("value", "")[:10])
    except ValueError:
        return None


def _snapshot(row: Any, decided: dict[str, Decision], names: Sequence[str]) -> Snapshot:
    stated = json_value(row["stated"]) if row["stated"] else {}
    return Snapshot(
        id=row["id"],
        article=row["article_id"],
        article_uid=row["article_uid"],
        reprint_extent=row["article_reprint_extent"],
        story=None if row["story_id"] is None else f"#{row['story_id']}",
        media=row["media"],
        sha256=row["sha256"],
        kept_as=row["kept_as"],
        reader=row["reader"],
        language=row["language"],
        stated=stated,
        text=row["text"],
        confidential=row["confidential"],
        entered_at=row["entered_at"],
        entered_by=row["entered_by"],
        title=row["article_title"],
        url=row["article_url"],
        published=row["article_published"],
        published_day=row["article_published_earliest"] or (_stated_day(stated) if row["confidential"] else None),
        kind=row["article_kind"],
        outlet=names[0] if names else None,
        own_names=tuple(names),
        decided=decided,
    )


def outlet_names(connection: Connection) -> dict[int, list[str]]:
    """Return the names, aliases and hosts of each outlet by its canonical number, its name first."""
    outlet, alias = TABLES["outlet"], TABLES["outlet_alias"]
    joined = identities(connection)
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(select(outlet.c.id, outlet.c.name).order_by(outlet.c.id)):
        if name:
            names[joined.canonical("outlet", number)].append(name)
    in_force: dict[tuple[int, AliasKind, str], bool] = {}
    entered = select(alias.c.outlet_id, alias.c.kind, alias.c.value, alias.c.withdrawn).order_by(alias.c.id)
    for number, kind, value, withdrawn in connection.execute(entered):
        if value:
            in_force[joined.canonical("outlet", number), kind, value] = not withdrawn
    for (number, _, value), stands in in_force.items():
        if stands:
            names[number].append(value)
    return names


def register_names(connection: Connection) -> list[str]:
    """Return the names, aliases and hosts of all outlets."""
    return [name for names in outlet_names(connection).values() for name in names]


def _decisions(
    connection: Connection, numbers: Sequence[int]
) -> tuple[dict[int, dict[str, Decision]], dict[int, dict[str, int]]]:
    """Return the decisions about each snapshot's proposals by key, and the claims that they became."""
    decision, appearance = TABLES["proposal_decision"], TABLES["appearance"]
    decided: dict[int, dict[str, Decision]] = defaultdict(dict)
    claims: dict[int, dict[str, int]] = defaultdict(dict)
    sharing: dict[int, list[_Sharing]] = defaultdict(list)
    for each in _sharing(connection, numbers):
        sharing[each.decided_on].append(each)
    columns = select(decision.c.snapshot_id, decision.c.proposal, decision.c.decision, appearance.c.claim_id)
    made = columns.select_from(decision.outerjoin(appearance, appearance.c.id == decision.c.appearance_id))
    rows = connection.execute(made.where(decision.c.snapshot_id.in_(sharing)).order_by(decision.c.id)).all()
    keys: dict[int, set[str]] = defaultdict(set)
    for there, proposal, *_ in rows:
        keys[there].add(proposal)
    holding = {(each.snapshot, there): each.holding(keys[there]) for there, every in sharing.items() for each in every}
    for there, proposal, what, claim in rows:
        for each in sharing[there]:
            key = holding[each.snapshot, there].get(proposal)
            if key is not None:
                decided[each.snapshot][key] = what
                if claim is not None:
                    claims[each.snapshot][key] = claim
    return decided, claims


def decided_about(connection: Connection, snapshot: int) -> Collection[str]:
    """Return the keys of the decisions about a snapshot's proposals, and the marks of those between articles."""
    return _decisions(connection, [snapshot])[0][snapshot].keys()


@dataclass(frozen=True, slots=True)
class _Sharing:
    """A snapshot, and one whose decisions hold for it: itself, or another of its article."""

    snapshot: int
    decided_on: int
    texts: tuple[str, str] | None = None
    """The text that the decisions were taken on, and the snapshot's own, if they differ."""

    def holding(self, keys: Collection[str]) -> dict[str, str]:
        """Return the decisions that hold for the snapshot, by their keys: those about sentences that did not change.

        A proposal is known by its place in the text, a decision between two articles by the other's uid.
        """
        if self.texts is None:
            return {key: key for key in keys}
        places = {key: _place(key) for key in keys}
        carried = carried_places(*self.texts, {place for place in places.values() if place is not None})
        held = {key: key for key in keys if key.startswith((REPRINT_OF, RELAY_OF))}
        for key, place in places.items():
            if place in carried:
                start, end = carried[place]
                held[key] = f"{start}-{end}-{key.split('-', 2)[2]}"
        return held


REPRINT_OF, RELAY_OF = "reprint of ", "relay of "
"""How marks of decisions about two articles begin."""


def _place(key: str) -> tuple[int, int] | None:
    """Return the place in a proposal's key (``12-34-named``), None for a mark."""
    start, _, rest = key.partition("-")
    end = rest.partition("-")[0]
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def _sharing(connection: Connection, numbers: Sequence[int]) -> list[_Sharing]:
    """Return for each of these snapshots whose decisions hold for it: its own, and others of its article.

    Decisions on a confidential snapshot hold for confidential ones alone.
    """
    same, other = TABLES["snapshot"], TABLES["snapshot"].alias()
    decision = TABLES["proposal_decision"]
    pairs = select(same.c.id, other.c.id, other.c.text, same.c.text).where(
        same.c.id.in_(numbers),
        other.c.id != same.c.id,
        other.c.article_id == same.c.article_id,
        other.c.confidential == same.c.confidential,
        other.c.id.in_(select(decision.c.snapshot_id)),
    )
    sharing = [_Sharing(number, number) for number in numbers]
    for number, decided_on, old, new in connection.execute(pairs):
        texts = None if old == new else (old or "", new or "")
        sharing.append(_Sharing(number, decided_on, texts))
    return sharing


@dataclass(frozen=True, slots=True)
class Held:
    """A captured article, in a line."""

    snapshot: int
    article: int
    title: str | None
    outlet: str | None
    story: str | None
    """The slug of the story that it was captured for."""
    entered_at: datetime
    entered_by: str


def held(connection: Connection, most: int, *, story: int | None = None, after: int | None = None) -> list[Held]:
    """Return the newest captured articles, the newest first; none that is confidential.

    With ``story`` only those captured for it; with ``after`` those captured next after a snapshot, the oldest first.
    """
    snapshot, article, outlet, of_story = (TABLES[name] for name in ("snapshot", "article", "outlet", "story"))
    statement = (
        select(
            snapshot.c.id,
            snapshot.c.article_id,
            article.c.title,
            outlet.c.name,
            of_story.c.slug,
            snapshot.c.entered_at,
            snapshot.c.entered_by,
        )
        .join(article, article.c.id == snapshot.c.article_id)
        .outerjoin(outlet, outlet.c.id == article.c.outlet_id)
        .outerjoin(of_story, of_story.c.id == snapshot.c.story_id)
        .where(snapshot.c.confidential.is_(False))
    )
    if story is not None:
        statement = statement.where(snapshot.c.story_id == story)
    order = snapshot.c.id.desc()
    if after is not None:
        statement, order = statement.where(snapshot.c.id > after), snapshot.c.id.asc()
    return [Held(*row) for row in connection.execute(statement.order_by(order).limit(most))]


def held_at(connection: Connection, url: str) -> int | None:
    """Return the newest snapshot of the article at an address, if it is held and not confidential."""
    snapshot, article = TABLES["snapshot"], TABLES["article"]
    at = select(func.max(snapshot.c.id)).join(article, article.c.id == snapshot.c.article_id)
    at = at.where(article.c.url_key == url_key(url), snapshot.c.confidential.is_(False))
    number: int | None = connection.execute(at).scalar()
    return number


def article_of(connection: Connection, number: int) -> int | None:
    """Return the article of a snapshot; None if there is no snapshot with this number."""
    snapshot = TABLES["snapshot"]
    article: int | None = connection.execute(
        select(snapshot.c.article_id).where(snapshot.c.id == number)
    ).scalar_one_or_none()
    return article


@dataclass(frozen=True, slots=True)
class Logged:
    """An appearance in an article, with the words that anchor it."""

    appearance: int
    claim: int
    statement: str | None
    excerpt: str | None
    prefix: str | None
    suffix: str | None


def logged_in(connection: Connection, article: int, *, confidential: bool = False) -> list[Logged]:
    """Return the appearances in an article that stand, in order; without ``confidential`` none off the record."""
    appearance, claim, correction = (TABLES[name] for name in ("appearance", "claim", "correction"))
    joined = identities(connection)
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    columns = (appearance.c[name] for name in ("excerpt", "prefix", "suffix"))
    statement = (
        select(appearance.c.id, appearance.c.claim_id, claim.c.statement, *columns)
        .join(claim, claim.c.id == appearance.c.claim_id)
        .where(appearance.c.article_id.in_(joined.members("article", article)), appearance.c.id.not_in(wrong))
    )
    if not confidential:
        statement = statement.where(appearance.c.terms != Terms.OFF_RECORD)
    rows = connection.execute(statement.order_by(appearance.c.id))
    return [Logged(number, joined.canonical("claim", of), *rest) for number, of, *rest in rows]
