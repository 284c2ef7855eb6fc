"""Outlets, reporters, sources, articles and stories: finding the one that is meant, or making it.

A name finds a record when it is the same but for case, accents and punctuation, by slug, alias or host.  Names
that are only alike never join by themselves: the new record is made, with a notice that says how to merge.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import Session

from claims.catalogue import ARTICLE
from claims.entry.drafts import ArticleDraft, SourceDraft
from claims.entry.fields import as_typed, stored
from claims.entry.work import Work, clean, dated, number, required
from claims.errors import Ambiguous, BadUsage, BadValue, NotFound, Refused
from claims.privacy.redaction import redacted_name
from claims.reading.find import alike_records, described, find, is_uid, matches
from claims.reading.identity import identities
from claims.reading.twins import twin_articles
from claims.rules.sourcing.described import attribution_read, number_described
from claims.store.schema import TABLES
from claims.store.tables import Article, Byline, Outlet, OutletAlias, Reporter, Source, Story
from claims.text.dates import partial_date
from claims.text.matching import host_of, is_web_address, match_key, slug, url_key
from claims.text.sites import owner_hosts, site_name, site_of
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, AliasKind, Attribution, Basis, SourceKind, a_or_an


def outlet_named(work: Work, name: str, *, part: str = "--outlet") -> int:
    """Return the outlet that ``name`` names, making it if there is none."""
    name = required(name, "the outlet's name", part)
    if matches(work.session.connection(), "outlet", name) or re.fullmatch(r"#?\d+", name):
        return _one(work, "outlet", name, part)
    row = Outlet(slug=free_slug(work, "outlet", name), name=name, match_key=match_key(name))
    made = number(work.add(row, name))
    notice_alike(work, "outlet", name, made)
    return made


def outlet_of_url(connection: Connection, url: str) -> int | None:
    """Return the outlet that publishes on the host of an address, subdomains included; none if nobody does."""
    table = TABLES["outlet_alias"]
    for host in owner_hosts(host_of(url)):
        statement = (
            select(table.c.outlet_id, table.c.withdrawn)
            .where(table.c.kind == AliasKind.HOST, table.c.match_key == host)
            .order_by(table.c.entered_at, table.c.uid)
        )
        newest = dict(connection.execute(statement).all())
        holders = {number for number, withdrawn in newest.items() if not withdrawn}
        joined = identities(connection)
        owners = {joined.canonical("outlet", holder) for holder in holders}
        if len(owners) == 1:
            return owners.pop()
    return None


def reporter_named(work: Work, name: str, outlet: int | None, *, part: str = "--reporter") -> int:
    """Return the reporter that ``name`` names, making the record if there is none."""
    name = required(name, "the reporter's name", part)
    if matches(work.session.connection(), "reporter", name) or re.fullmatch(r"#?\d+", name):
        return _one(work, "reporter", name, part)
    row = Reporter(slug=free_slug(work, "reporter", name), name=name, match_key=match_key(name), outlet_id=outlet)
    made = number(work.add(row, name))
    notice_alike(work, "reporter", name, made)
    return made


def story_named(work: Work, name: str, *, part: str = "--story") -> int:
    """Return the story that ``name`` names, making it if there is none."""
    name = required(name, "the story's name", part)
    if matches(work.session.connection(), "story", name) or re.fullmatch(r"#?\d+", name):
        return find(work.session.connection(), "story", name, part=part)
    readable = name.replace("-", " ").capitalize() if name == slug(name) else name
    return number(work.add(Story(slug=free_slug(work, "story", name), title=readable), name))


def institution_named(work: Work, name: str, *, part: str) -> int:
    """Return the institution that ``name`` names, making it if there is none; raises `Ambiguous` and `Refused`."""
    name = required(name, "the institution's name", part)
    if _institutions(work, name) or re.fullmatch(r"#?\d+", name) or sources_referred(work, name):
        return known_institution(work, name, part=part)
    row = Source(
        slug=free_slug(work, "source", name), kind=SourceKind.INSTITUTION, name=name, match_key=match_key(name)
    )
    made = number(work.add(row, name))
    notice_alike(work, "source", name, made)
    return made


def known_institution(work: Work, name: str, *, part: str) -> int:
    """Return the institution that ``name`` names; raises `NotFound`, `Ambiguous`, and `Refused` for a person's."""
    found = _institutions(work, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous("institution", name, described(work.session.connection(), "source", found), part=part)
    others = matches(work.session.connection(), "source", name)
    if others:
        raise Refused(f"source #{others[0]} is no institution", part=part)
    hint = "`claims source add NAME --kind institution` adds one"
    raise NotFound(f'there is no institution "{name}"; {hint}', part=part)


def _institutions(work: Work, name: str) -> list[int]:
    connection = work.session.connection()
    joined = identities(connection)
    found = [one for one in matches(connection, "source", name) if work.get(Source, one).kind is SourceKind.INSTITUTION]
    return sorted({joined.canonical("source", one) for one in found})


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
        row = work.get(Source, found)
        _check_footing(work, row, draft, attribution)
        notice_plural(work, row, attribution)
        return found
    _refuse_misplaced(kind, draft)
    if draft.stated_count is not None and (draft.stated_count < 1 or attribution is not Attribution.UNNAMED):
        raise BadValue("a stated count is a number of unnamed people, one or more", part="--stated-count")
    row = Source(
        slug=free_slug(work, "source", typed),
        kind=kind,
        named=is_named,
        name=typed if is_named else None,
        described=None if is_named else typed,
        match_key=match_key(typed) if is_named else None,
        role=clean(draft.role, "--role"),
        stated_count=draft.stated_count or (None if is_named else number_described(typed)),
    )
    if attribution is Attribution.COLLECTIVE:
        row.stated_count = None
    if draft.institution:
        row.institution_id = institution_named(work, draft.institution, part="--institution")
    if draft.issuer:
        row.issuer_id = institution_named(work, draft.issuer, part="--issuer")
    made = number(work.add(row, typed if is_named else f"“{typed}”"))
    if is_named:
        notice_alike(work, "source", typed, made)
    notice_plural(work, row, attribution)
    return made


def notice_plural(work: Work, row: Source, attribution: Attribution) -> None:
    """Say that an unnamed source described by a plural without a number counts as a collective, where it is one."""
    if attribution_read(attribution, row.described, row.stated_count) is not attribution:
        work.notice(
            f"“{row.described}” is a plural without a number, so it counts as a collective: how many stand behind it "
            f"is open. If the article gives a number: claims source edit {row.id} --stated-count N"
        )


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


def article_of(work: Work, draft: ArticleDraft) -> int:
    """Return the article that a draft means: one that is there by number or address, else a new one.

    An unseen article that is named counts as read from now on, and details that were missing are filled in.
    """
    if draft.article is not None:
        return _existing_article(
            work, find(work.session.connection(), "article", draft.article, part="--article"), draft
        )
    same = articles_at(work, draft.url)
    if len(same) == 1:
        work.notice(f"article #{same[0]} has this address already; the claim was put into it")
        return _existing_article(work, same[0], draft)
    if len(same) > 1:
        listed = ", ".join(f"#{one}" for one in same)
        raise Refused(f"several articles have this address ({listed}); name one with --article", part="--url")
    return new_article(work, draft)


def new_article(work: Work, draft: ArticleDraft, **more: Any) -> int:
    """Make an article from a draft and return its number; ``more`` sets further columns."""
    if draft.outlet is None and not draft.url and not draft.title:
        raise BadUsage("say where it was reported: --outlet, --url or --article", part=None)
    url = web_address(draft.url)
    outlet, basis = _outlet_for(work, draft, url)
    day = dated(draft.published, "--published") if draft.published else None
    values = stored(ARTICLE, draft, as_typed) | {
        "outlet_basis": basis,
        "url": url,
        "published": day.text if day else None,
        "seen": draft.read,
    }
    row = Article(
        outlet_id=outlet,
        url_key=url_key(url) if url else None,
        published_earliest=day.earliest if day else None,
        published_latest=day.latest if day else None,
        **{**values, **more},
    )
    _notice_same_day(work, row)
    made = number(work.add(row, article_label(work.session, row)))
    sign(work, made, draft.reporters, outlet)
    return made


def web_address(typed: str | None, part: str = "--url") -> str | None:
    """Return the address of a page as it is stored; raises `BadValue` when it is none."""
    url = clean(typed, part)
    if url is not None and not is_web_address(url):
        raise BadValue(
            f'"{url[:80]}" is no address of a page; paste it whole, like https://www.politico.eu/article/…', part=part
        )
    return url


def sign(work: Work, article: int, reporters: tuple[str, ...], outlet: int | None) -> None:
    """Put reporters' names over an article, after those who signed it already."""
    positions = signers(work, article)
    for name in reporters:
        reporter = reporter_named(work, name, outlet)
        if reporter not in positions:
            positions[reporter] = max(positions.values(), default=0) + 1
            work.add(Byline(article_id=article, reporter_id=reporter, position=positions[reporter]))


def signers(work: Work, article: int) -> dict[int, int]:
    """Return the reporters whose names stand over an article, each with the position."""
    table, connection = TABLES["byline"], work.session.connection()
    joined = identities(connection)
    statement = (
        select(table.c.reporter_id, table.c.position, table.c.withdrawn)
        .where(table.c.article_id.in_(joined.members("article", article)))
        .order_by(table.c.entered_at, table.c.uid)
    )
    newest = {joined.canonical("reporter", one): (at, gone) for one, at, gone in connection.execute(statement)}
    return {one: position for one, (position, withdrawn) in newest.items() if not withdrawn}


def unseen_article(work: Work, outlet: int) -> int:
    """Make an article that is known only because another cites it, and return its number."""
    name = work.get(Outlet, outlet).name
    return number(work.add(Article(outlet_id=outlet, seen=False), f"{name}, not seen"))


def notice_twins(work: Work, articles: Collection[int], *, claims: Collection[int] = ()) -> None:
    """Point at articles of one outlet that are perhaps one report, one of them unread, with the command for it.

    Told is what one of ``articles`` that was made just now may be, and what is here for one of ``claims`` twice.
    """
    new = {thing.id for thing in work.made if thing.subject == "article"}
    for pair in twin_articles(work.session.connection(), articles):
        both = {pair.unread.id, pair.other.id}
        if chosen_anew(pair.unread.outlet or "") in work.chosen and pair.unread.id in new:
            continue
        if both & new or (claims and pair.same_claim):
            work.notice(pair.sentence)


def chosen_anew(outlet: str) -> str:
    """Return the note that a person wants another report of an outlet than those that are here."""
    return f"another report of {match_key(outlet)}"


def article_label(session: Session, row: Article) -> str:
    """Return how an article is called in a sentence: its outlet and day."""
    outlet = session.get(Outlet, row.outlet_id) if row.outlet_id else None
    named = (outlet.name or redacted_name("outlet", number(outlet))) if outlet else "an unknown outlet"
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
    url = web_address(draft.url)
    if url and row.url is None:
        row.url, row.url_key, row.url_basis = url, url_key(url), draft.url_basis
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
    url = web_address(draft.url)
    if url and row.url_key and url_key(url) != row.url_key:
        raise Refused(told % "address", part="--url")


def _outlet_for(work: Work, draft: ArticleDraft, url: str | None) -> tuple[int | None, Basis]:
    """Return the outlet of a new article, by name, else by the address's host, and whether it was inferred."""
    if draft.outlet is not None:
        outlet = outlet_named(work, draft.outlet)
        if url:
            _learn_host(work, outlet, host_of(url))
            _notice_other_site(work, outlet, url)
        return outlet, draft.outlet_basis
    if url is None:
        return None, draft.outlet_basis
    known = outlet_of_url(work.session.connection(), url)
    if known is not None:
        return known, draft.outlet_basis
    host = host_of(url)
    by_name = matches(work.session.connection(), "outlet", site_name(host))
    if len(by_name) == 1:
        _learn_host(work, by_name[0], host)
        work.notice(f"{host} was taken to be the site of {work.get(Outlet, by_name[0]).name}")
        return by_name[0], Basis.INFERRED
    made = outlet_named(work, site_of(host))
    _learn_host(work, made, host)
    return made, Basis.INFERRED


def _notice_other_site(work: Work, outlet: int, url: str) -> None:
    """Point at an address that is the site of another outlet than the one that was named."""
    owner = outlet_of_url(work.session.connection(), url)
    if owner not in (None, identities(work.session.connection()).canonical("outlet", outlet)):
        named, other = work.get(Outlet, outlet).name, work.get(Outlet, owner or 0).name
        work.notice(f"{host_of(url)} is the site of {other} (#{owner}), and the article was put under {named}")


def _learn_host(work: Work, outlet: int, host: str) -> None:
    """Remember a host as an outlet's own when its name says so and no outlet has it yet."""
    name = work.get(Outlet, outlet).match_key or ""
    if host and is_site_of(name, host) and outlet_of_url(work.session.connection(), host) is None:
        work.add(OutletAlias(outlet_id=outlet, kind=AliasKind.HOST, value=host, match_key=host))


def is_site_of(key: str, host: str) -> bool:
    """Return whether a host is by its name the site of the outlet whose name has this `match_key`."""
    name = match_key(site_name(host))
    by_name = name.replace(" ", "") in key.replace(" ", "") if len(name) >= TELLING else name in key.split()
    return by_name or match_key(host) == key


TELLING = 4
"""From how many letters on a site's name can be known again in the middle of an outlet's."""


def articles_at(work: Work, typed: str | None) -> list[int]:
    """Return the articles that have an address, each once; raises `BadValue` for what is no address."""
    url = web_address(typed)
    if url is None:
        return []
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
    connection = work.session.connection()
    if re.fullmatch(r"#?\d+", typed):
        return identities(connection).canonical("source", find(connection, "source", typed, part="--source"))
    referred = sources_referred(work, typed)
    found = referred or _source_heads(work, typed)
    fitting = {one for one in found if work.get(Source, one).kind is kind and work.get(Source, one).named is is_named}
    if (referred or is_named) and len(fitting) == 1:
        return fitting.pop()
    if len(referred) == 1 or (is_named and typed == slug(typed) and len(found) == 1):
        return next(iter(found))
    if referred or (is_named and fitting):
        shown = described(connection, "source", sorted(fitting or referred))
        raise Ambiguous("source", typed, shown, part="--source")
    if is_named:
        return None
    here = _described_in(work, typed, article)
    if here is None and typed == slug(typed) and len(fitting) == 1:
        other = next(iter(fitting))
        work.notice(
            f"source #{other} in another article is called “{typed}” too, and was not taken for the same; "
            f"if it is: --source {other}"
        )
    return here


def sources_referred(work: Work, typed: str) -> set[int]:
    """Return the sources that a text means by number, by uid or its beginning, or by slug, and not by its words."""
    found = _source_rows(work, typed)
    by_number, by_uid = re.fullmatch(r"#?\d+", typed), is_uid(typed)
    joined = identities(work.session.connection())
    return {
        joined.canonical("source", number(row))
        for row in found
        if by_number
        or (by_uid and row.uid.startswith(typed))
        or (row.slug == typed and is_reference(typed, row.name or row.described))
    }


def is_reference(slug_typed: str, label: str | None) -> bool:
    """Return whether a text that is a record's slug means that record, rather than being words of its own.

    A bare word that is also how the record is called ("officials") may describe anybody; "p" for "a person close to
    it", and "a-person-close-to-it", can only be meant as slugs.
    """
    if label is None or match_key(slug_typed) != match_key(label):
        return True
    return "-" in slug_typed and slug_typed != label.strip().casefold()


def _source_rows(work: Work, typed: str) -> list[Source]:
    return [work.get(Source, one) for one in matches(work.session.connection(), "source", typed)]


def _source_heads(work: Work, typed: str) -> set[int]:
    joined = identities(work.session.connection())
    return {joined.canonical("source", number(row)) for row in _source_rows(work, typed)}


def _check_footing(work: Work, row: Source, draft: SourceDraft, attribution: Attribution) -> None:
    """Refuse a source of which the attribution cannot speak, and fill in what was not known of it."""
    label, wanted = f"source #{row.id}", source_kind(attribution)
    if row.kind is not wanted:
        raise Refused(
            f"{label} is {a_or_an(row.kind)}, and --attribution {attribution} wants {a_or_an(wanted)}", part="--source"
        )
    if attribution in UNNAMED_ATTRIBUTIONS and row.named:
        raise Refused(f"{label} has a name, and --attribution {attribution} gives none", part="--source")
    if attribution is Attribution.NAMED and not row.named:
        raise Refused(f"{label} is not named; say --attribution unnamed or collective", part="--source")
    _refuse_misplaced(row.kind, draft)
    told = f"{label} has another %s; change it with `claims source edit {row.id}` if this one is right"
    role = clean(draft.role, "--role")
    if role and row.role and match_key(role) != match_key(row.role):
        work.notice(told % "role" + "; the one given here was left out")
    row.role = row.role or role
    row.institution_id = _belonging(work, row.institution_id, draft.institution, "--institution", told)
    row.issuer_id = _belonging(work, row.issuer_id, draft.issuer, "--issuer", told)
    if draft.stated_count is not None and draft.stated_count != row.stated_count:
        raise Refused(told % "count", part="--stated-count")
    work.session.flush()


def _refuse_misplaced(kind: SourceKind, draft: SourceDraft) -> None:
    """Refuse what one kind of source cannot have."""
    if draft.institution and kind is not SourceKind.PERSON:
        raise BadUsage("--institution says for whom a person speaks", part="--institution")
    if draft.issuer and kind is not SourceKind.DOCUMENT:
        raise BadUsage("--issuer says who issued a document", part="--issuer")


def _belonging(work: Work, has: int | None, typed: str | None, part: str, told: str) -> int | None:
    """Return to whom a known source belongs, filled in if that was missing."""
    if typed is None:
        return has
    given = institution_named(work, typed, part=part)
    if has is not None and identities(work.session.connection()).canonical("source", has) != given:
        raise Refused(told % part.removeprefix("--"), part=part)
    return has or given


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


def plain_slug(subject: str, name: str) -> str:
    """Return the slug that a record would have if it were the only one of its name."""
    wanted = slug(name)
    return f"{subject}-{wanted}" if re.fullmatch(r"\d+", wanted) else wanted


def free_slug(work: Work, subject: str, name: str) -> str:
    """Return a slug for a new record that no other one of this database has, numbered where need be.

    What is all digits gets the kind of record before it, since digits alone mean a number.
    """
    table, wanted = TABLES[subject], plain_slug(subject, name)
    found = work.session.connection().execute(select(table.c.slug).where(table.c.slug.startswith(wanted)))
    taken = set(found.scalars())
    return next(made for made in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if made not in taken)


def _one(work: Work, subject: str, name: str, part: str) -> int:
    found = find(work.session.connection(), subject, name, part=part)
    return identities(work.session.connection()).canonical(subject, found)


def notice_alike(work: Work, subject: str, name: str, made: int) -> None:
    """Point at a record that has a name like that of a new one, with the command that makes them one."""
    if name in work.chosen:
        return
    near = [one for one in alike_records(work.session.connection(), subject, name) if one != made]
    if near:
        label = (
            work.session.connection()
            .execute(select(TABLES[subject].c.name).where(TABLES[subject].c.id == near[0]))
            .scalar()
        )
        work.notice(
            f'{subject} #{made} "{name}" was made although #{near[0]} "{label}" has a name like it; '
            f"if they are one: claims {subject} merge {near[0]} {made} --reason …; "
            f"if two: claims {subject} distinct {near[0]} {made} --reason …"
        )
