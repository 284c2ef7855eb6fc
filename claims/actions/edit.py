"""Adding and editing the named things; every edit leaves revisions, which the unit of work writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.actions.drafts import Made, Thing, WindowDraft
from claims.actions.log import add_window
from claims.actions.registers import free_slug, institution_named, outlet_named, sign, story_named
from claims.actions.work import Work, clean, number, required
from claims.database import because
from claims.dates import partial_date
from claims.errors import BadUsage, BadValue, Refused
from claims.matching import host_of, match_key, slug, url_key
from claims.queries.find import LABELS, find
from claims.queries.identity import identities
from claims.tables import (
    TABLES,
    Article,
    Byline,
    Claim,
    ClaimStory,
    Outlet,
    OutletAlias,
    Reporter,
    Row,
    Source,
    Story,
    table_of,
)
from claims.vocabulary import AliasKind, ClaimKind, SourceKind

MODELS: dict[str, type[Row]] = {
    "outlet": Outlet,
    "reporter": Reporter,
    "story": Story,
    "source": Source,
    "article": Article,
    "claim": Claim,
}

_TEXTS = frozenset("name title described role note country language statement condition url".split())
_REFERENCES = frozenset("outlet institution part_of issuer condition_claim".split())
_DEMANDED = frozenset({"statement"})


def add(session: Session, subject: str, values: Mapping[str, Any]) -> Made:
    """Add a named thing; ``values`` are its columns, references by name or number, texts as typed.

    Raises `Refused` when the slug is taken, `BadValue`, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    columns = _columns(work, subject, values)
    label = next((columns[name] for name in LABELS[subject] if columns.get(name)), None)
    if label is None:
        raise BadUsage(f"say what the {subject} is called", part=f"--{LABELS[subject][0]}")
    if subject != "claim" and subject != "article":
        columns.setdefault("slug", free_slug(work, subject, label))
    if "slug" in columns:
        _refuse_taken_slug(work, subject, columns["slug"], None)
    _check_source(subject, columns)
    row = MODELS[subject](**columns)
    work.add(row, label)
    return work.result()


def edit(session: Session, subject: str, typed: str, values: Mapping[str, Any], reason: str | None = None) -> Made:
    """Change columns of a named thing; ``None`` empties one.  Raises as `add` does, `Refused` if nothing changes."""
    work = Work(session)
    wanted = identities(session.connection()).canonical(subject, find(session.connection(), subject, typed))
    row = work.get(MODELS[subject], wanted)
    columns = _columns(work, subject, values)
    if columns.get("slug"):
        _refuse_taken_slug(work, subject, columns["slug"], wanted)
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if columns and not changed:
        raise Refused(f"{subject} #{wanted} has these values already; nothing was changed")
    _check_kind(work, row, changed)
    with because(session, clean(reason, "--reason")):
        for name, value in changed.items():
            setattr(row, name, value)
    if subject == "source":
        _check_source(
            subject, {name: getattr(row, name) for name in (column.name for column in table_of(Source).columns)}
        )
        _refuse_circle(work, row)
    label = next((getattr(row, name) for name in LABELS[subject] if getattr(row, name)), "")
    work.made.append(_thing(subject, row, label))
    return work.result(claim=wanted if subject == "claim" else None)


def edit_claim(
    session: Session,
    typed: str,
    values: Mapping[str, Any],
    *,
    windows: tuple[WindowDraft, ...] = (),
    stories: tuple[str, ...] = (),
    not_stories: tuple[str, ...] = (),
    reason: str | None = None,
) -> Made:
    """Change a claim's columns, give it new windows, put it into stories or take it out of them."""
    work = Work(session)
    wanted = find(session.connection(), "claim", typed, part="CLAIM")
    made = edit(session, "claim", f"#{wanted}", values, reason) if values else None
    for window in windows:
        add_window(work, wanted, window)
    for name in stories:
        work.add(ClaimStory(claim_id=wanted, story_id=story_named(work, name)))
    for name in not_stories:
        story = find(session.connection(), "story", name, part="--not-story")
        work.add(ClaimStory(claim_id=wanted, story_id=story, withdrawn=True))
    if made is None and not (windows or stories or not_stories):
        raise BadUsage("nothing to change: say what, for example --weight background")
    work.made.append(_thing("claim", work.get(Claim, wanted), work.get(Claim, wanted).statement or ""))
    return work.result(claim=wanted)


def name_outlet(
    session: Session,
    typed: str,
    *,
    aliases: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    dropped: tuple[str, ...] = (),
) -> Made:
    """Give an outlet other names and hosts, or take some back.  Raises `Refused` for a host that another one has."""
    work = Work(session)
    outlet = identities(session.connection()).canonical("outlet", find(session.connection(), "outlet", typed))
    for kind, values, part in ((AliasKind.ALIAS, aliases, "--alias"), (AliasKind.HOST, hosts, "--host")):
        for value in values:
            _add_alias(work, outlet, kind, required(value, "the name", part), part)
    for value in dropped:
        _drop_alias(work, outlet, value)
    return work.result()


def sign_article(session: Session, typed: str, reporters: tuple[str, ...], dropped: tuple[str, ...] = ()) -> Made:
    """Put reporters' names over an article, or take some off.  Raises `NotFound`."""
    work = Work(session)
    article = find(session.connection(), "article", typed)
    sign(work, article, reporters, work.get(Article, article).outlet_id)
    for name in dropped:
        reporter = find(session.connection(), "reporter", name, part="--not-reporter")
        work.add(Byline(article_id=article, reporter_id=reporter, withdrawn=True))
    return work.result(article=article)


def _columns(work: Work, subject: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns ready to be stored, with those that are derived from them."""
    columns: dict[str, Any] = {}
    for name, value in values.items():
        part = "STATEMENT" if name == "statement" else f"--{name.replace('_', '-')}"
        if name in _REFERENCES:
            columns[f"{name}_id"] = None if value is None else _reference(work, name, value, part)
        elif name == "published":
            columns |= _published(value)
        elif name == "slug":
            columns["slug"] = _slug(required(value, "the slug", part), part)
        elif name in _DEMANDED:
            columns[name] = required(value, f"the {name}", part)
        else:
            columns[name] = clean(value, part) if name in _TEXTS else value
    keyed = {"outlet": "name", "reporter": "name", "source": "name", "claim": "statement"}.get(subject)
    if keyed in columns:
        columns["match_key"] = match_key(columns[keyed]) if columns[keyed] else None
    if "url" in columns:
        columns["url_key"] = _url_key(columns["url"])
    return columns


def _reference(work: Work, name: str, value: str, part: str) -> int:
    if name == "outlet":
        return outlet_named(work, value, part=part)
    if name == "condition_claim":
        return find(work.session.connection(), "claim", value, part=part)
    return institution_named(work, value, part=part)


def _published(value: str | None) -> dict[str, Any]:
    if value is None:
        return {"published": None, "published_earliest": None, "published_latest": None}
    day = partial_date(value)
    return {"published": day.text, "published_earliest": day.earliest, "published_latest": day.latest}


def _url_key(url: str | None) -> str | None:
    if url is None:
        return None
    if not host_of(url):
        raise BadValue(f'"{url}" is no address; type it with its host', part="--url")
    return url_key(url)


def _slug(typed: str, part: str) -> str:
    if typed != slug(typed, length=200):
        raise BadValue(f'"{typed}" is no slug; type it as "{slug(typed)}"', part=part)
    if re.fullmatch(r"\d+", typed):
        raise BadValue("a slug of digits would be taken for a number; put a letter into it", part=part)
    return typed


def _refuse_taken_slug(work: Work, subject: str, wanted: str, own: int | None) -> None:
    table = TABLES[subject]
    found = work.session.connection().execute(
        select(table.c.id).where(table.c.slug == wanted, table.c.id != (own or 0))
    )
    taken = found.scalars().first()
    if taken is not None:
        raise Refused(f'{subject} #{taken} has the slug "{wanted}" already; give this one another with --slug')


def _check_source(subject: str, columns: Mapping[str, Any]) -> None:
    """Refuse what one kind of source cannot have."""
    if subject != "source":
        return
    kind = columns.get("kind")
    belongs = {
        "institution_id": (SourceKind.PERSON, "--institution says for whom a person speaks"),
        "part_of_id": (SourceKind.INSTITUTION, "--part-of says to what an institution belongs"),
        "issuer_id": (SourceKind.DOCUMENT, "--issuer says who issued a document"),
    }
    for name, (only, sentence) in belongs.items():
        if columns.get(name) is not None and kind is not only:
            raise BadUsage(sentence, part="--" + name.removesuffix("_id").replace("_", "-"))
    named = columns.get("named", True)
    if kind is not SourceKind.PERSON and not named:
        raise BadUsage("only people can be --unnamed; an institution and a document have a name", part="--unnamed")
    if columns.get("stated_count") is not None and (named or columns["stated_count"] < 1):
        raise BadUsage("--stated-count counts unnamed people, one or more", part="--stated-count")
    if named and not columns.get("name"):
        raise BadUsage(
            "a named source needs --name; for one that is not named give --unnamed --described", part="--name"
        )
    if not named and columns.get("name"):
        raise BadUsage("an --unnamed source has no --name; say how it is --described", part="--name")


def _refuse_circle(work: Work, row: Row) -> None:
    """Refuse an institution that would be part of itself."""
    seen = {row.id}
    above = getattr(row, "part_of_id", None)
    while above is not None:
        if above in seen:
            raise Refused(f"source #{row.id} would be part of itself", part="--part-of")
        seen.add(above)
        above = work.get(Source, above).part_of_id


def _check_kind(work: Work, row: Row, changed: Mapping[str, Any]) -> None:
    """Refuse to make a claim that has an outcome into one of a kind that has none."""
    from claims.vocabulary import KINDS_WITH_OUTCOME, Outcome

    if not isinstance(row, Claim) or "kind" not in changed or changed["kind"] in KINDS_WITH_OUTCOME:
        return
    review = TABLES["review"]
    settled = select(review.c.id).where(
        review.c.claim_id == number(row), review.c.outcome.is_not(None), review.c.outcome != Outcome.PENDING
    )
    if work.session.connection().execute(settled).first() is not None:
        kind: ClaimKind = changed["kind"]
        raise Refused(f"claim #{row.id} has an outcome, which a {kind} claim cannot have", part="--kind")


def _add_alias(work: Work, outlet: int, kind: AliasKind, value: str, part: str) -> None:
    key = host_of(value) if kind is AliasKind.HOST else match_key(value)
    if not key or (kind is AliasKind.HOST and "." not in key):
        raise BadValue(
            f'"{value}" is no {kind}; type it like {"nikkei.com" if kind is AliasKind.HOST else "Nikkei"}', part=part
        )
    table = TABLES["outlet_alias"]
    statement = select(table.c.outlet_id, table.c.withdrawn).where(table.c.kind == kind, table.c.match_key == key)
    newest = dict(work.session.connection().execute(statement.order_by(table.c.entered_at, table.c.uid)).all())
    holders = {one for one, withdrawn in newest.items() if not withdrawn}
    if outlet in holders:
        return
    if holders and kind is AliasKind.HOST:
        raise Refused(f"{key} is a host of outlet #{min(holders)} already", part=part)
    work.add(OutletAlias(outlet_id=outlet, kind=kind, value=value, match_key=key), value)


def _drop_alias(work: Work, outlet: int, value: str) -> None:
    table = TABLES["outlet_alias"]
    keys = {host_of(value), match_key(value)}
    statement = select(table.c.kind, table.c.value, table.c.match_key).where(
        table.c.outlet_id == outlet, table.c.match_key.in_(keys)
    )
    found = set(work.session.connection().execute(statement))
    if not found:
        raise Refused(f'outlet #{outlet} has no other name or host "{value}"', part="--drop")
    for kind, kept, key in found:
        work.add(OutletAlias(outlet_id=outlet, kind=kind, value=kept, match_key=key, withdrawn=True), kept)


def _thing(subject: str, row: Row, label: str) -> Thing:
    return Thing(subject, number(row), row.uid, label)
