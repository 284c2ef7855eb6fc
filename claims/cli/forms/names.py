"""Names that are similar to names of existing records: at a terminal, a person chooses the record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import typed_line
from claims.cli.terminal.render import wrap
from claims.entry.drafts import AppearanceDraft, ArticleDraft
from claims.text.references import after_kind, names_an_article, number_in
from claims.vocabulary import Attribution

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.registers.forgotten import Meant

MOST = 5
"""How many records are offered for a name."""

_CHOSEN, _ANSWERED = "claims.names.chosen", "claims.names.answered"
Answering = Callable[[str], str]
"""A function that asks at a terminal with a prompt, and returns the answer."""

_OFFERED = frozenset({"outlet", "reporter", "source"})
_NAMED = frozenset({Attribution.NAMED, Attribution.INSTITUTION, Attribution.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Found:
    """The possible meanings of a name: the record that has it, or else records with similar names."""

    exact: str | None = None
    """The record with this very name, as it is shown."""
    alike: tuple[tuple[int, str], ...] = ()
    """Numbers and labels of records with similar names."""


def chosen_names() -> frozenset[str]:
    """Return the names that the person wants as new records."""
    click.get_current_context().meta.setdefault(_ANSWERED, {})
    return frozenset(_chosen())


def settled_article(desk: Desk, draft: ArticleDraft) -> ArticleDraft:
    """Return an article's draft after the person at the terminal chose the records for names like known names."""
    from claims.text.names.bylines import byline_of

    if not desk.interactive or draft.article is not None:
        return draft
    outlet = draft.outlet
    if outlet is None and draft.url:
        outlet = _settled_host(desk, draft.url)
    elif outlet is not None:
        outlet = settled(desk, "outlet", outlet)
    bylines = [byline_of(typed) for typed in draft.reporters]
    people = dict.fromkeys(name for byline in bylines for name in byline.people or (byline.printed,))
    printed = tuple(byline.printed for byline in bylines if byline.people and byline.says_more)
    reporters = tuple(settled(desk, "reporter", name) for name in people)
    return replace(draft, outlet=outlet, reporters=reporters, bylines=printed)


def settled_appearance(
    desk: Desk, draft: AppearanceDraft, *, claim: str | None = None, stories: Collection[str] = ()
) -> AppearanceDraft:
    """Do the same as `settled_article` for an appearance: for its article, source and relay.

    For a relay to an outlet, the person chooses among the outlet's recorded reports on the ``claim`` or ``stories``.
    """
    if not desk.interactive:
        return draft
    source, relays, via = draft.source, draft.relays, draft.via
    if source is not None and draft.attribution in _NAMED:
        source = replace(source, source=settled(desk, "source", source.source))
    if source is not None:
        source = replace(
            source,
            institution=source.institution and settled(desk, "source", source.institution),
            issuer=source.issuer and settled(desk, "source", source.issuer),
        )
    published = draft.article.published
    if relays and not _is_numbered(relays):
        relays = which_report(desk, _outlet(desk, relays), published, claim=claim, stories=stories)
    if via and not _is_numbered(via):
        via = which_report(desk, _outlet(desk, via), published, claim=claim, stories=stories)
    article = settled_report(desk, settled_article(desk, draft.article))
    return replace(draft, article=article, source=source, relays=relays, via=via)


def settled_report(desk: Desk, draft: ArticleDraft) -> ArticleDraft:
    """Return an article's draft after the person at the terminal said which recorded article they mean, if any."""
    if not desk.interactive or draft.article is not None or draft.new:
        return draft
    meant = meant_articles(desk, draft)
    if not meant:
        return draft
    click.echo("Do you mean a recorded article?", err=True)
    place = _picked([*(known.offer for known in meant), "a new article"])
    return replace(draft, article=f"#{meant[place].id}") if place < len(meant) else replace(draft, new=True)


def meant_articles(desk: Desk, draft: ArticleDraft) -> list[Meant]:
    """Return the recorded articles that a draft without a number may be."""
    from claims.entry.registers.forgotten import articles_perhaps_meant
    from claims.store.people.actors import acting_name

    def meant(connection: Connection) -> list[Meant]:
        return articles_perhaps_meant(connection, draft, acting_name(connection, desk.settings))

    return desk.read(meant, make=True)


def _is_numbered(relays: str) -> bool:
    """Return whether a relay is named by the number of an article or an appearance."""
    return names_an_article(relays) or number_in(relays) is not None


def settled(desk: Desk, subject: str, name: str) -> str:
    """Return the name itself, or `#12` for a record that the person chose instead; it asks only once."""
    name = name.strip()
    if name in _chosen() or not name or number_in(name) is not None:
        return name
    answers: dict[tuple[str, str], str] = click.get_current_context().meta.setdefault(_ANSWERED, {})
    if (subject, name) in answers:
        return answers[subject, name]
    meant = desk.read(lambda connection: look_up(connection, subject, name), make=True)
    if meant.exact or not meant.alike:
        return name
    answers[subject, name] = ask_which(subject, name, meant)
    return answers[subject, name]


def look_up(connection: Connection, subject: str, name: str) -> Found:
    """Return the record with this name, else records with similar names, the most similar first."""
    from claims.reading.find import alike_records, described, matches

    exact = matches(connection, subject, name)
    if exact:
        return Found(exact=described(connection, subject, exact[:1])[0])
    if subject not in _OFFERED:
        return Found()
    return Found(alike=_labelled(connection, subject, alike_records(connection, subject, name)[:MOST]))


def ask_which(subject: str, name: str, meant: Found, ask: Answering | None = None) -> str:
    """Ask for the record, and return `#12`; for a new record, note that and return the name."""
    click.echo(f'There is no {subject} "{name}" yet, but there are similar names:', err=True)
    offers = [*(label for _, label in meant.alike), "make a new one"]
    place = _picked(offers, ask)
    if place < len(meant.alike):
        return f"#{meant.alike[place][0]}"
    _chosen().add(name)
    return name


def _picked(offers: Sequence[str], ask: Answering | None = None) -> int:
    """Ask for a choice from these offers, and return its place, counted from 0."""
    for place, offer in enumerate(offers, start=1):
        click.echo(wrap(one_line(offer), first=f"  {place}  "), err=True)
    while True:
        typed = (ask or typed_line)("Which one? > ").strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(offers):
            return int(typed) - 1
        click.echo(f"Type a number from 1 to {len(offers)}.", err=True)


def which_report(
    desk: Desk,
    outlet: str,
    published: str | None,
    *,
    claim: str | None = None,
    stories: Collection[str] = (),
    ask: Answering | None = None,
) -> str:
    """Return the report of an outlet that a relay picked up: ``article:8`` if the person says so, else its name.

    It asks only if the outlet has reports in the story (or on related claims), and not exactly one on the claim itself.
    A person's answer that it was another report is remembered, so that no notice repeats the question.
    """
    from claims.entry.shared import chosen_anew
    from claims.reading.registers.twins import reports_meant
    from claims.text.dates import partial_date
    from claims.text.names.namesakes import is_no_name

    day = partial_date(published).latest if published and not is_no_name(published) else None

    def query(connection: Connection) -> tuple[str, list[tuple[int, str]]]:
        return reports_meant(connection, outlet, day, claim, stories)

    name, offered = desk.read(query, make=True)
    if not offered or chosen_anew(name) in chosen_names():
        return outlet
    click.echo(f"Which report by {name} was it picked up from?", err=True)
    offers = [*(label for _, label in offered), "another report, which is unread"]
    place = _picked(offers, ask)
    if place < len(offered):
        return f"article:{offered[place][0]}"
    _chosen().add(chosen_anew(name))
    return outlet


def which_claim(desk: Desk, typed: str, ask: Answering | None = None) -> str:
    """Return the number of the claim that the person means: as typed, or chosen among claims with these words.

    Raises `NotFound` if no claim has the words, and if the person chooses none.
    """
    from claims.errors import NotFound
    from claims.reading.find import is_uid

    if number_in(after_kind("claim", typed)) is not None or is_uid(typed):
        return typed
    claims = desk.read(lambda connection: _claims_with(connection, typed), make=True)
    if not claims:
        raise NotFound(f'no claim has the words "{typed}"; type its number, or other words')
    click.echo("Which claim is it?", err=True)
    place = _picked([*(f"#{number} {statement}" for number, statement in claims), "none of these"], ask)
    if place == len(claims):
        raise NotFound("type the claim's number, or other words")
    return f"#{claims[place][0]}"


def _claims_with(connection: Connection, words: str) -> list[tuple[int, str]]:
    """Return the claims with these words, best first, as number and statement; nothing known only off the record."""
    from claims.reading.searching.search import search
    from claims.text.searching import parsed

    matches = search(connection, parsed(words, ()), limit=MOST).matches
    return [(match.claim.id, match.claim.statement or "") for match in matches]


def _settled_host(desk: Desk, url: str) -> str | None:
    """Return the outlet that publishes at an address, as the person says, if no outlet has its host yet; else None."""
    from claims.text.matching import host_of, is_web_address
    from claims.text.sites import site_name, site_of

    if not is_web_address(url):
        return None
    host = host_of(url)
    site = site_of(host)

    def look(connection: Connection) -> Found:
        from claims.entry.resolve.outlets import outlet_of_url
        from claims.reading.find import alike_records

        if site in _chosen() or outlet_of_url(connection, url) is not None:
            return Found()
        known = look_up(connection, "outlet", site_name(host))
        if known.exact:
            return Found(exact=known.exact)
        return Found(alike=_labelled(connection, "outlet", alike_records(connection, "outlet", site)[:MOST]))

    meant = desk.read(look, make=True)
    if not meant.alike:
        return None
    answered = ask_which("outlet", site, meant)
    return None if answered == site else answered


def _outlet(desk: Desk, typed: str) -> str:
    """Return the name of the outlet that the person means."""
    meant = settled(desk, "outlet", typed)
    if meant == typed:
        return typed
    return desk.read(lambda connection: _name_of(connection, meant))


def _name_of(connection: Connection, reference: str) -> str:
    """Return the name of an outlet; after ``--relays`` a number would be an appearance's."""
    from claims.reading.find import described, find

    number = find(connection, "outlet", reference)
    return described(connection, "outlet", [number])[0].partition(" ")[2]


def _labelled(connection: Connection, subject: str, numbers: list[int]) -> tuple[tuple[int, str], ...]:
    from claims.reading.find import described

    labels = {int(label[1:].partition(" ")[0]): label for label in described(connection, subject, numbers)}
    return tuple((number, f"{labels[number].partition(' ')[2]} (#{number})") for number in numbers)


def _chosen() -> set[str]:
    chosen: set[str] = click.get_current_context().meta.setdefault(_CHOSEN, set())
    return chosen
