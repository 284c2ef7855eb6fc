"""Outlets, reporters, sources, articles and stories: finding the one that is meant, or making it.

A name finds a record when it is the same but for case, accents and punctuation, by slug, alias or host.  Names
that are only alike never join by themselves: the new record is made, with a notice that says how to merge.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.actions.drafts import ArticleDraft, SourceDraft
from claims.actions.work import Work, clean, number, required
from claims.dates import partial_date
from claims.errors import BadUsage, BadValue, Refused
from claims.matching import alike, host_of, match_key, parent_hosts, site_name, slug, url_key
from claims.queries.find import find, matches
from claims.queries.identity import identities
from claims.tables import (
    TABLES,
    Article,
    Byline,
    Outlet,
    OutletAlias,
    Reporter,
    Source,
    Story,
)
from claims.vocabulary import AliasKind, Attribution, Basis, SourceKind

STATED_COUNTS = {
    word: count
    for count, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
}


def outlet_named(work: Work, name: str, *, part: str = "--outlet", chosen: bool = False) -> int:
    """Return the outlet that ``name`` names, making it if there is none; ``chosen`` means that nothing is alike."""
    name = required(name, "the outlet's name", part)
    found = matches(work.session.connection(), "outlet", name)
    if found:
        return _one(work, "outlet", name, part)
    if re.fullmatch(r"#\d+", name):
        return find(work.session.connection(), "outlet", name, part=part)
    row = Outlet(slug=free_slug(work, "outlet", name), name=name, match_key=match_key(name))
    made = number(work.add(row, name))
    if not chosen:
        _notice_alike(work, "outlet", name, made)
    return made


def outlet_of_url(work: Work, url: str) -> int | None:
    """Return the outlet that publishes on the host of an address, subdomains included; none if nobody does."""
    table = TABLES["outlet_alias"]
    for host in parent_hosts(host_of(url)):
        statement = (
            select(table.c.outlet_id, table.c.withdrawn)
            .where(table.c.kind == AliasKind.HOST, table.c.match_key == host)
            .order_by(table.c.entered_at, table.c.uid)
        )
        newest = dict(work.session.connection().execute(statement).all())
        holders = {number for number, withdrawn in newest.items() if not withdrawn}
        joined = identities(work.session.connection())
        owners = {joined.canonical("outlet", holder) for holder in holders}
        if len(owners) == 1:
            return owners.pop()
    return None


def reporter_named(work: Work, name: str, outlet: int | None, *, part: str = "--reporter") -> int:
    """Return the reporter that ``name`` names, making the record if there is none."""
    name = required(name, "the reporter's name", part)
    if matches(work.session.connection(), "reporter", name):
        return _one(work, "reporter", name, part)
    row = Reporter(slug=free_slug(work, "reporter", name), name=name, match_key=match_key(name), outlet_id=outlet)
    made = number(work.add(row, name))
    _notice_alike(work, "reporter", name, made)
    return made


def story_named(work: Work, name: str, *, part: str = "--story") -> int:
    """Return the story that ``name`` names, making it if there is none."""
    name = required(name, "the story's name", part)
    if matches(work.session.connection(), "story", name) or re.fullmatch(r"#?\d+", name):
        return find(work.session.connection(), "story", name, part=part)
    readable = name.replace("-", " ").capitalize() if name == slug(name) else name
    return number(work.add(Story(slug=free_slug(work, "story", name), title=readable), name))


def institution_named(work: Work, name: str, *, part: str) -> int:
    """Return the institution that ``name`` names, making it if there is none."""
    name = required(name, "the institution's name", part)
    for candidate in matches(work.session.connection(), "source", name):
        if work.get(Source, candidate).kind is SourceKind.INSTITUTION:
            return identities(work.session.connection()).canonical("source", candidate)
    row = Source(
        slug=free_slug(work, "source", name), kind=SourceKind.INSTITUTION, name=name, match_key=match_key(name)
    )
    return number(work.add(row, name))


def source_of(work: Work, draft: SourceDraft, attribution: Attribution, article: int) -> int:
    """Return the source of an appearance, making the record if it must be new.

    A named person, institution or document is found by name; somebody unnamed only by number or slug, or by the
    same description in the same article, since two papers' "senior diplomat" need not be one person.
    """
    typed = required(draft.source, "the source", "--source")
    kind = source_kind(attribution)
    is_named = attribution not in (Attribution.UNNAMED, Attribution.COLLECTIVE)
    found = _source_found(work, typed, kind, is_named, article)
    if found is not None:
        return found
    row = Source(
        slug=free_slug(work, "source", typed),
        kind=kind,
        named=is_named,
        name=typed if is_named else None,
        described=None if is_named else typed,
        match_key=match_key(typed) if is_named else None,
        role=clean(draft.role, "--role"),
        stated_count=draft.stated_count or (None if is_named else stated_count(typed)),
    )
    if draft.stated_count is not None and (draft.stated_count < 1 or attribution is not Attribution.UNNAMED):
        raise BadValue("a stated count is a number of unnamed people, one or more", part="--stated-count")
    if attribution is Attribution.COLLECTIVE:
        row.stated_count = None
    if draft.institution:
        if kind is not SourceKind.PERSON:
            raise BadUsage("--institution says for whom a person speaks", part="--institution")
        row.institution_id = institution_named(work, draft.institution, part="--institution")
    if draft.issuer:
        if kind is not SourceKind.DOCUMENT:
            raise BadUsage("--issuer says who issued a document", part="--issuer")
        row.issuer_id = institution_named(work, draft.issuer, part="--issuer")
    made = number(work.add(row, typed))
    if is_named:
        _notice_alike(work, "source", typed, made)
    return made


def source_kind(attribution: Attribution) -> SourceKind:
    """Return the kind of source of which an attribution speaks; raises `BadUsage` when it speaks of none."""
    from claims.vocabulary import SOURCE_KIND_OF

    if attribution is Attribution.OWN_VOICE:
        return SourceKind.PERSON
    if attribution not in SOURCE_KIND_OF:
        raise BadUsage(
            f"--attribution {attribution} gives nobody as the origin, so it takes no --source", part="--source"
        )
    return SOURCE_KIND_OF[attribution]


def stated_count(described: str) -> int | None:
    """Return how many people a description counts ("two officials"), if it counts them."""
    first = re.match(r"\s*(\w+)", described)
    return STATED_COUNTS.get(first[1].casefold()) if first else None


def article_of(work: Work, draft: ArticleDraft, *, chosen_outlet: bool = False) -> int:
    """Return the article that a draft means: one that is there by number or address, else a new one.

    An unseen article that is named counts as read from now on, and details that were missing are filled in.
    """
    if draft.article is not None:
        return _existing_article(
            work, find(work.session.connection(), "article", draft.article, part="--article"), draft
        )
    same = _articles_at(work, draft.url) if draft.url else []
    if len(same) == 1:
        work.notice(f"article #{same[0]} has this address already; the claim was put into it")
        return _existing_article(work, same[0], draft)
    if len(same) > 1:
        listed = ", ".join(f"#{one}" for one in same)
        raise Refused(f"several articles have this address ({listed}); name one with --article", part="--url")
    return new_article(work, draft, chosen_outlet=chosen_outlet)


def new_article(work: Work, draft: ArticleDraft, *, chosen_outlet: bool = False, **more: Any) -> int:
    """Make an article from a draft and return its number; ``more`` sets further columns."""
    if draft.outlet is None and draft.url is None and draft.title is None:
        raise BadUsage("say where it was reported: --outlet, --url or --article", part=None)
    url = clean(draft.url, "--url")
    if url is not None and not host_of(url):
        raise BadValue(f'"{url}" is no address; type it with its host', part="--url")
    outlet, basis = _outlet_for(work, draft, url, chosen_outlet)
    day = partial_date(draft.published) if draft.published else None
    row = Article(
        outlet_id=outlet,
        outlet_basis=basis,
        kind=draft.kind,
        title=clean(draft.title, "--title"),
        url=url,
        url_key=url_key(url) if url else None,
        url_basis=draft.url_basis,
        published=day.text if day else None,
        published_earliest=day.earliest if day else None,
        published_latest=day.latest if day else None,
        published_basis=draft.published_basis,
        language=clean(draft.language, "--language"),
        note=clean(draft.note, "--note"),
        **more,
    )
    _notice_same_day(work, row)
    made = number(work.add(row, article_label(work.session, row)))
    sign(work, made, draft.reporters, outlet)
    return made


def sign(work: Work, article: int, reporters: tuple[str, ...], outlet: int | None) -> None:
    """Put reporters' names over an article, after those who signed it already."""
    table = TABLES["byline"]
    signed = set(
        work.session.connection().execute(select(table.c.reporter_id).where(table.c.article_id == article)).scalars()
    )
    for name in reporters:
        reporter = reporter_named(work, name, outlet)
        if reporter not in signed:
            signed.add(reporter)
            work.add(Byline(article_id=article, reporter_id=reporter, position=len(signed)))


def unseen_article(work: Work, outlet: int) -> int:
    """Make an article that is known only because another cites it, and return its number."""
    name = work.get(Outlet, outlet).name
    return number(work.add(Article(outlet_id=outlet, seen=False), f"{name}, not seen"))


def article_label(session: Session, row: Article) -> str:
    """Return how an article is called in a sentence: its outlet and day."""
    outlet = session.get(Outlet, row.outlet_id) if row.outlet_id else None
    named = outlet.name if outlet and outlet.name else "an unknown outlet"
    return f"{named}, {row.published.split('T')[0]}" if row.published else named


def _existing_article(work: Work, wanted: int, draft: ArticleDraft) -> int:
    wanted = identities(work.session.connection()).canonical("article", wanted)
    row = work.get(Article, wanted)
    _refuse_other_details(work, row, draft)
    if draft.read and not row.seen:
        row.seen = True
        work.notice(f"article #{wanted} had not been seen; it counts as read now")
    if draft.published and row.published is None:
        day = partial_date(draft.published)
        row.published, row.published_earliest, row.published_latest = day.text, day.earliest, day.latest
        row.published_basis = draft.published_basis
    if draft.url and row.url is None:
        row.url, row.url_key, row.url_basis = draft.url, url_key(draft.url), draft.url_basis
    if draft.title and row.title is None:
        row.title = clean(draft.title, "--title")
    work.session.flush()
    sign(work, wanted, draft.reporters, row.outlet_id)
    return wanted


def _refuse_other_details(work: Work, row: Article, draft: ArticleDraft) -> None:
    """Refuse details that differ from what the article has; those are changed by `claims article edit`."""
    told = f"article #{row.id} has another %s; change it with `claims article edit {row.id}` if this one is right"
    if draft.outlet is not None and row.outlet_id is not None:
        joined = identities(work.session.connection())
        same = {joined.canonical("outlet", one) for one in matches(work.session.connection(), "outlet", draft.outlet)}
        if joined.canonical("outlet", row.outlet_id) not in same:
            raise Refused(told % "outlet", part="--outlet")
    if draft.published and row.published and partial_date(draft.published).text != row.published:
        raise Refused(told % "date", part="--published")
    if draft.url and row.url_key and url_key(draft.url) != row.url_key:
        raise Refused(told % "address", part="--url")


def _outlet_for(work: Work, draft: ArticleDraft, url: str | None, chosen: bool) -> tuple[int | None, Basis]:
    """Return the outlet of a new article, by name, else by the address's host, and whether it was inferred."""
    if draft.outlet is not None:
        outlet = outlet_named(work, draft.outlet, chosen=chosen)
        if url:
            _learn_host(work, outlet, host_of(url))
        return outlet, draft.outlet_basis
    if url is None:
        return None, draft.outlet_basis
    known = outlet_of_url(work, url)
    if known is not None:
        return known, draft.outlet_basis
    host = host_of(url)
    by_name = matches(work.session.connection(), "outlet", site_name(host))
    if len(by_name) == 1:
        _learn_host(work, by_name[0], host)
        work.notice(f"{host} was taken to be the site of {work.get(Outlet, by_name[0]).name}")
        return by_name[0], Basis.INFERRED
    made = outlet_named(work, host, chosen=chosen)
    _learn_host(work, made, host)
    return made, Basis.INFERRED


def _learn_host(work: Work, outlet: int, host: str) -> None:
    """Remember a host as an outlet's own when its name says so and no outlet has it yet."""
    name = work.get(Outlet, outlet).match_key or ""
    says_so = site_name(host).replace("-", "") in name.replace(" ", "") or match_key(host) == name
    if host and says_so and outlet_of_url(work, host) is None:
        work.add(OutletAlias(outlet_id=outlet, kind=AliasKind.HOST, value=host, match_key=host))


def _articles_at(work: Work, url: str) -> list[int]:
    table = TABLES["article"]
    found = work.session.connection().execute(select(table.c.id).where(table.c.url_key == url_key(url)))
    joined = identities(work.session.connection())
    return sorted({joined.canonical("article", one) for one in found.scalars()})


def _notice_same_day(work: Work, row: Article) -> None:
    """Point at an article of the same outlet and day that has no address to tell them apart."""
    if row.outlet_id is None or row.published is None or row.url is not None or not row.seen:
        return
    table = TABLES["article"]
    same = select(table.c.id).where(
        table.c.outlet_id == row.outlet_id, table.c.published == row.published, table.c.title.is_(None)
    )
    found = work.session.connection().execute(same.order_by(table.c.id)).scalars().first()
    if found is not None and row.title is None:
        work.notice(f"this outlet has article #{found} of the same day; if it is the same one, use --article {found}")


def _source_found(work: Work, typed: str, kind: SourceKind, is_named: bool, article: int) -> int | None:
    joined = identities(work.session.connection())
    found = {joined.canonical("source", one) for one in matches(work.session.connection(), "source", typed)}
    # A bare word such as "officials" describes somebody unnamed; only a longer slug can mean a record.
    by_reference = re.fullmatch(r"#?\d+", typed) or (typed == slug(typed) and (is_named or "-" in typed))
    if by_reference and len(found) == 1:
        return found.pop()
    if re.fullmatch(r"#\d+", typed):
        return find(work.session.connection(), "source", typed, part="--source")
    fitting = {one for one in found if work.get(Source, one).kind is kind and work.get(Source, one).named is is_named}
    if is_named and len(fitting) == 1:
        return fitting.pop()
    if is_named and len(fitting) > 1:
        return find(work.session.connection(), "source", typed, part="--source")
    return None if is_named else _described_in(work, typed, article)


def _described_in(work: Work, described: str, article: int) -> int | None:
    """Return the unnamed source that this very article describes in these words already."""
    appearance, source = TABLES["appearance"], TABLES["source"]
    statement = (
        select(source.c.id, source.c.described)
        .join(appearance, appearance.c.source_id == source.c.id)
        .where(appearance.c.article_id == article, ~source.c.named)
        .order_by(source.c.id)
    )
    rows = work.session.connection().execute(statement).all()
    found: list[int] = [one for one, words in rows if match_key(words or "") == match_key(described)]
    return found[0] if found else None


def free_slug(work: Work, subject: str, name: str) -> str:
    """Return a slug for a new record that no other one of this database has, numbered where need be."""
    table, wanted = TABLES[subject], slug(name)
    found = work.session.connection().execute(select(table.c.slug).where(table.c.slug.startswith(wanted)))
    taken = set(found.scalars())
    return next(made for made in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if made not in taken)


def _one(work: Work, subject: str, name: str, part: str) -> int:
    found = find(work.session.connection(), subject, name, part=part)
    return identities(work.session.connection()).canonical(subject, found)


def _notice_alike(work: Work, subject: str, name: str, made: int) -> None:
    near = [one for one in alike_records(work.session, subject, name) if one != made]
    if near:
        label = (
            work.session.connection()
            .execute(select(TABLES[subject].c.name).where(TABLES[subject].c.id == near[0]))
            .scalar()
        )
        work.notice(
            f'{subject} #{made} "{name}" was made although #{near[0]} "{label}" has a name like it; '
            f"if they are one: claims {subject} merge {near[0]} {made}"
        )


def alike_records(session: Session, subject: str, name: str) -> list[int]:
    """Return the records of a kind whose names are like ``name``, the likest first."""
    table = TABLES[subject]
    rows = session.connection().execute(select(table.c.id, table.c.match_key).where(table.c.match_key.is_not(None)))
    return alike(name, {one: (key,) for one, key in rows})
