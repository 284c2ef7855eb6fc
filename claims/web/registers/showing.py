"""The registers as lists, and what all their pages share."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from claims.errors import ClaimsError
from claims.reading.registers.paging import FirstLines
from claims.render.phrases import counted, unlisted_sentence
from claims.text.dates import day_in_words
from claims.vocabulary import SourceKind, a_or_an, words
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import drop_down, labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.registers.kinds import REGISTERS, Asked, Line, Register, address_of, called


def tabs(here: str) -> h.Node:
    """Return the way between the registers and the names that look alike."""
    places = [(register.title, f"/registers/{plural}") for plural, register in REGISTERS.items()]
    links = [
        h.li[h.a(href=place, aria_current="page" if place == here else None)[name]]
        for name, place in [*places, ("Look-alikes", "/alike")]
    ]
    return h.nav(".tabs", aria_label="Registers")[h.ul[links]]


def confided_body(problem: ClaimsError, visit: Visit) -> h.Node:
    """Return a page that says why a record is not shown, with the explicit way to it."""
    path = visit.address.partition("?")[0]
    return [problem_body(problem), h.p[h.a(".button", href=f"{path}?confidential=yes")["Show it to me"]]]


def list_body(register: Register, listed: FirstLines[Line], hidden: int, asked: Asked, visit: Visit) -> h.Node:
    """Return the body of a list."""
    plural, subject = register.plural, register.subject
    shown, more = listed.lines, listed.total - len(listed.lines)
    confidential = visit.question.confidential
    caption = visit.looking_back[1]
    return [
        tabs(f"/registers/{plural}"),
        _filters(register, asked),
        h.p(".adding")[h.a(".button", href=f"/new/{plural}")[f"Add {a_or_an(subject)}"]],
        h.p(".caption")[begun(caption.strip("()"))] if caption else None,
        h.p(".caption")["Records known only off the record are listed too."] if confidential else None,
        [
            h.p(".count")[begun(counted(listed.total, subject, plural))],
            h.ol(".plain-list.register")[[_line(subject, line, confidential) for line in shown]],
        ]
        if shown
        else h.p(".empty")["Nothing fits." if asked.is_narrowed else f"There are no {plural} yet."],
        h.p(".more")[f"{counted(more, 'more', 'more')}. ", h.a(href=asked.address(plural, all="yes"))["Show all"]]
        if more
        else None,
        h.p(".note")[
            begun(unlisted_sentence(hidden, subject)), " ", h.a(href=asked.address(plural, confidential="yes"))["List"]
        ]
        if hidden
        else None,
    ]


def fits(line: Line, subject: str, typed: str | None) -> bool:
    """Return whether a name or another name of a record has the typed words in it, in any case."""
    if not typed:
        return True
    names = (called(subject, line), line.slug or "", *getattr(line, "aliases", ()), *getattr(line, "reporters", ()))
    return any(typed.casefold() in name.casefold() for name in names)


def _filters(register: Register, asked: Asked) -> h.Node:
    name = h.input("#name", name="name", type="search", value=asked.name, autocomplete="off")
    fields: list[h.Node] = [labelled("Name", "name", name)]
    if register.subject == "article":
        outlet = h.input("#outlet", name="outlet", value=asked.outlet, data_offers="outlet", autocomplete="off")
        fields += [
            labelled("Outlet", "outlet", outlet),
            labelled("Published since", "since", _day("since", asked.since), short=True),
            labelled("until", "until", _day("until", asked.until), short=True),
            _tick("Only unread", asked),
        ]
    if register.subject == "source":
        kinds = [("", "any kind"), *((kind.value, words(kind)) for kind in SourceKind)]
        fields += [labelled("Kind", "kind", drop_down("kind", kinds, [asked.kind or ""])), _tick("Only unnamed", asked)]
    clear = f"/registers/{register.plural}"
    return h.form(".filters", method="get", action=clear)[
        fields, h.button["Show"], h.a(".clear", href=clear)["Clear"] if asked.is_narrowed else None
    ]


def _day(name: str, typed: str | None) -> h.Node:
    return h.input(f"#{name}", name=name, value=typed, placeholder="2024-03", autocomplete="off")


def _tick(label: str, asked: Asked) -> h.Node:
    return h.div(".tick")[
        h.input("#only", type="checkbox", name="only", value="yes", checked=asked.only), h.label(for_="only")[label]
    ]


def _line(subject: str, line: Line, confidential: bool) -> h.Node:
    facts = [flat(fact) for fact in line_facts(subject, line) if fact]
    return h.li(data_item=True)[
        h.h2[
            h.a(href=address_of(subject, line.id, confidential), dir="auto", data_open=True)[
                h.span(".number")[f"#{line.id}"], " ", called(subject, line)
            ]
        ],
        h.p(".stands", dir="auto")[" · ".join(facts)] if facts else None,
    ]


def line_facts(subject: str, line: Line) -> Iterator[str]:
    """Yield what a list says of a record, a few words each."""
    if subject == "article":
        yield from _article_facts(line)
    elif subject == "source":
        yield f"{words(line.kind)}{'' if line.named else ', unnamed'}"
        yield line.role or ""
        yield from (f"of {above.label}" for above in (line.institution, line.part_of, line.issuer) if above)
    elif subject == "story" and line.publishing_on is not None:
        yield f"to be published on {day_in_words(line.publishing_on)}"
    elif subject == "reporter":
        yield line.outlet.label if line.outlet else ""
        yield counted(line.articles, "article")
    elif subject == "outlet":
        yield "ours" if line.ours else ""
        yield line.country or ""
        unread = f" ({line.unseen} unread)" if line.unseen else ""
        yield f"{counted(line.articles, 'article')}{unread}"
    yield counted(line.claims, "claim")
    if subject == "outlet" and line.aliases:
        yield f"also {', '.join(line.aliases)}"
    if line.also:
        yield f"also {', '.join(f'#{number}' for number in line.also)}"


def _article_facts(line: Line) -> Iterator[str]:
    if line.title:
        yield line.outlet.label if line.outlet else "an unknown outlet"
        yield line.published or "undated"
    yield f"{words(line.kind)}{'' if line.seen else ', unread'}"
    yield ", ".join(line.reporters)
    if line.perhaps:
        yield f"perhaps the same as {', '.join(f'#{number}' for number in line.perhaps)}"
