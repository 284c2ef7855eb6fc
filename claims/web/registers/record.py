"""A record of a register as a page: its facts, its articles, claims and relations, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

import htpy as h

from claims.catalogue import RECORDS
from claims.reading.registers.records import JudgementLine
from claims.render.corrections import RETRACTED
from claims.render.phrases import counted, moment_phrase
from claims.render.register_phrases import NOT_VALID, change_words, judged_words
from claims.vocabulary import Basis, words
from claims.web.chassis.controls import labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.registers.kinds import Line, Register, address_of, called
from claims.web.registers.showing import tabs

Fact = tuple[str, h.Node]

APART = frozenset({"slug", "name", "title", "outlet_basis", "url_basis", "published_basis", "reprint_extent"})
"""Fields that a record shows in another way than as a fact of its own."""


def record_body(register: Register, record: Line, visit: Visit) -> h.Node:
    """Return the body of a record's page."""
    subject, caption = register.subject, visit.looking_back[1]
    facts = [(label, value) for label, value in _facts(subject, record, visit) if value not in (None, "", [])]
    return [
        tabs(""),
        h.header(".page-head")[
            h.p(".kicker")[
                h.a(href=f"/registers/{register.plural}")[register.title],
                f" · #{record.id}",
                f" · {flat(record.slug)}" if record.slug else "",
            ],
            h.h1(dir="auto")[called(subject, record)],
            h.p(".adding")[
                h.a(".button", href=f"{address_of(subject, record.id)}/edit{visit.along}")["Edit"],
                _changed(subject, record, visit),
            ],
        ],
        h.p(".caption")[begun(caption.strip("()")), " ", h.a(href=visit.address.partition("?")[0])["Back to now"], "."]
        if caption
        else None,
        h.p(".caption")["Off-the-record material is shown."] if visit.question.confidential else None,
        h.dl(".facts-list")[[h.div[h.dt[label], h.dd(dir="auto")[value]] for label, value in facts]],
        list(_sections(subject, record, visit)),
        _comparing(register, record),
        _history(subject, record, visit),
    ]


def _changed(subject: str, record: Line, visit: Visit) -> h.Node:
    if subject != "article":
        return None
    return [" ", h.a(".button", href=f"{address_of(subject, record.id)}/changes{visit.along}")["What changed in it"]]


# Facts


def _facts(subject: str, record: Line, visit: Visit) -> Iterator[Fact]:
    confidential = visit.question.confidential
    if subject == "article":
        yield from _article_facts(record, confidential)
    for field in RECORDS[subject].plain:
        value = getattr(record, field.name, None)
        if field.name not in APART and not (subject == "article" and field.name in ("url", "published")):
            yield field.called.capitalize(), _plain(value)
    if subject == "outlet":
        yield "Also called", ", ".join(map(flat, record.aliases))
        yield "Hosts", ", ".join(map(flat, record.hosts))
        unread = f", {record.unseen} of them unread" if record.unseen else ""
        articles = f"/registers/articles?outlet=%23{record.id}"
        yield "Articles", h.a(href=articles)[f"{record.articles:,}{unread}"]
    if subject == "reporter":
        yield "Outlet", _to("outlet", record.outlet, confidential)
        yield "Articles", f"{record.articles:,}"
    if subject == "source":
        yield "Belongs to", _several("source", record.above, confidential)
    if subject == "story":
        yield "Statuses", _counts(record.statuses)
        yield "Outcomes", _counts(record.outcomes)
        yield "Overdue", str(record.overdue or "")
    yield "Claims", _claims(subject, record)
    yield "Also", _several_numbers(subject, record.also, confidential)
    yield "Entered", f"{moment_phrase(record.entered_at, visit.zone)} by {flat(record.entered_by)}"
    yield "Permanent number", h.code[record.uid]


def _article_facts(record: Line, confidential: bool) -> Iterator[Fact]:
    basis = record.outlet_basis if record.outlet else Basis.STATED
    yield "Outlet", [_to("outlet", record.outlet, confidential), _basis(basis)] if record.outlet else "unknown"
    yield "Published", f"{record.published}{_basis(record.published_basis)}" if record.published else "undated"
    if record.url:
        ours = record.url.startswith(("http://", "https://"))
        link = h.a(href=record.url, rel="noreferrer")[flat(record.url)] if ours else flat(record.url)
        yield "Address", [link, _basis(record.url_basis)]
    yield "By", ", ".join(map(flat, record.reporters))
    if record.reprint_of:
        yield "Reprint of", [_to("article", record.reprint_of, confidential), f", {words(record.reprint_extent)}"]


def _basis(basis: Basis) -> str:
    return "" if basis is Basis.STATED else f" ({words(basis)})"


def _plain(value: object) -> h.Node:
    if value is None or value is False:
        return None
    return "yes" if value is True else flat(words(value) if isinstance(value, StrEnum) else str(value))


def _counts(counts: Mapping[object, int]) -> str:
    return ", ".join(f"{count} {words(str(word))}" for word, count in counts.items())


def _claims(subject: str, record: Line) -> h.Node:
    field = {"outlet": "outlet", "reporter": "reporter", "source": "source", "article": "article", "story": "story"}
    address = f"/search?{field[subject]}=%23{record.id}"
    return h.a(href=address)[f"{record.claims:,}"] if record.claims else "none"


def _to(subject: str, reference: Line | None, confidential: bool) -> h.Node:
    if reference is None:
        return None
    return h.a(href=address_of(subject, reference.id, confidential))[flat(reference.label)]


def _several(subject: str, references: Iterable[Line], confidential: bool) -> list[h.Node]:
    links = [_to(subject, reference, confidential) for reference in references]
    return [node for at, link in enumerate(links) for node in ((" · ", link) if at else (link,))]


def _several_numbers(subject: str, numbers: Iterable[int], confidential: bool) -> list[h.Node]:
    return [
        node
        for at, number in enumerate(numbers)
        for node in (", " if at else "", h.a(href=address_of(subject, number, confidential))[f"#{number}"])
    ]


# Sections


def _sections(subject: str, record: Line, visit: Visit) -> Iterator[h.Node]:
    confidential = visit.question.confidential
    if subject == "reporter":
        yield _section("Signed", [[_to("article", article, confidential)] for article in record.signed])
    if subject == "source":
        yield _section("Of it", [[_to("source", below, confidential)] for below in record.below])
        yield _section("Speaks in", [_spoken(each, confidential) for each in record.appearances])
        yield _withheld(record.withheld)
        yield _section("Sealed identities", [[_sealed(each, visit)] for each in record.sealed])
    if subject == "article":
        yield _section("Claims in it", [_printed(each, confidential) for each in record.appearances])
        yield _withheld(record.withheld)
        yield _section("Relays", [_relay(each, confidential) for each in record.relays])
        yield _section("Relayed by", [_relay(each, confidential) for each in record.relayed_by])
        yield _section("Reprints", [[_to("article", each, confidential)] for each in record.reprints])
        yield _section("Perhaps the same report", [[_pair("article", record.id, each)] for each in record.perhaps])


def _section(title: str, items: list[list[h.Node]]) -> h.Node:
    if not items:
        return None
    name = title.lower().replace(" ", "-")
    return h.section(".part", aria_labelledby=name)[
        h.h2(id=name)[title], h.ul(".lines")[[h.li(dir="auto")[item] for item in items]]
    ]


def _claim(reference: Line) -> h.Node:
    return [h.a(".ref", href=f"/claims/{reference.id}")[f"#{reference.id}"], f" {flat(reference.label)}"]


def _spoken(each: Line, confidential: bool) -> list[h.Node]:
    where = ", ".join(filter(None, (each.outlet or "an unknown outlet", each.published)))
    gone = f", {RETRACTED}" if each.retracted else ""
    article = h.a(href=address_of("article", each.article, confidential))[flat(where)]
    return [_claim(each.claim), h.span(".note")[f" — {words(each.stance)}, ", article, gone]]


def _printed(each: Line, confidential: bool) -> list[h.Node]:
    source = [" ", _to("source", each.source, confidential)] if each.source else None
    relayed = [", from ", _to("article", each.relays, confidential)] if each.relays else None
    gone = f", {RETRACTED}" if each.retracted else ""
    footing = f" — {words(each.stance)}, {words(each.attribution)}"
    return [_claim(each.claim), h.span(".note")[footing, source, relayed, gone]]


def _relay(each: Line, confidential: bool) -> list[h.Node]:
    numbers = [
        node
        for at, number in enumerate(each.claims)
        for node in (", " if at else "", h.a(".ref", href=f"/claims/{number}")[f"#{number}"])
    ]
    unread = "" if each.article.seen else ", unread"
    return [_to("article", each.article, confidential), f"{unread} ({words(each.basis)}): ", numbers]


def _sealed(each: Line, visit: Visit) -> str:
    keys = f"for {counted(each.recipients, 'key')}" if each.recipients else "redacted"
    return f"#{each.id}, {keys}, {flat(each.entered_by)}, {moment_phrase(each.entered_at, visit.zone)}"


def _withheld(number: int) -> h.Node:
    return h.p(".note")[f"{counted(number, 'appearance is', 'appearances are')} off the record."] if number else None


# Two as one


def _pair(subject: str, first: int, other: int) -> h.Node:
    return h.a(href=f"/alike/{subject}/{first}/{other}")[f"Compare with #{other}"]


def _comparing(register: Register, record: Line) -> h.Node:
    """Return the form that compares a record with another, to merge them or to tell them apart."""
    subject = register.subject
    return h.section(".part", aria_labelledby="compare")[
        h.h2("#compare")["Is it the same as another?"],
        h.form(".filters", method="get", action="/alike/compare")[
            h.input(type="hidden", name="subject", value=subject),
            h.input(type="hidden", name="first", value=str(record.id)),
            labelled(
                f"Another {subject}: its name or number",
                "other",
                h.input("#other", name="other", data_offers=subject, autocomplete="off", required=True),
            ),
            h.button["Compare"],
        ],
        [h.p(".note")["It appears as one with ", _joined(subject, record)] if record.also else None],
    ]


def _joined(subject: str, record: Line) -> list[h.Node]:
    links: list[h.Node] = []
    for number in record.also:
        links += [", " if links else "", h.a(href=f"/alike/{subject}/{record.id}/{number}")[f"#{number}"]]
    return [*links, "."]


# History


def _history(subject: str, record: Line, visit: Visit) -> h.Node:
    entries = sorted(_entries(subject, record), key=lambda entry: entry[0], reverse=True)
    items = [
        h.li(class_="gone" if gone else None)[
            h.p(".when")[moment_phrase(at, visit.zone), " · ", flat(who)],
            h.p(dir="auto")[what, f" — {flat(reason)}" if reason else ""],
        ]
        for at, who, what, reason, gone in entries
    ]
    return h.section(".part", aria_labelledby="history")[h.h2("#history")["History"], h.ol(".history")[items]]


_Entry = tuple[datetime, str, h.Node, str | None, bool]


def _entries(subject: str, record: Line) -> Iterator[_Entry]:
    """Yield the entries about a record: when, who, what, why, and whether it was replaced."""
    yield record.entered_at, record.entered_by, f"{subject} entered", None, False
    for judgement in record.judgements:
        gone = not judgement.stands and not judgement.withdrawn
        yield judgement.entered_at, judgement.entered_by, _judged(judgement, gone), judgement.reason, gone
    for revision in record.revisions:
        where = "" if revision.record == record.id else f"#{revision.record} "
        change = change_words(revision.field, revision.old, revision.new, redacted=revision.redacted)
        yield revision.entered_at, revision.entered_by, flat(f"{where}{change}"), revision.reason, False
    for redaction in record.redactions:
        where = "" if redaction.record == record.id else f"#{redaction.record} "
        what = f"{where}{words(redaction.field)} redacted"
        yield redaction.entered_at, redaction.entered_by, what, redaction.reason, False


def _judged(judgement: JudgementLine, gone: bool) -> str:
    between = " and ".join(f"#{each.id} {each.label}" for each in judgement.between)
    judged = judged_words(judgement.kind, withdrawn=judgement.withdrawn)
    return flat(f"{between}: {judged}{f' ({NOT_VALID})' if gone else ''}")
