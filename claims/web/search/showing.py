"""A search as a page: its words, the fields offered, and the claims that fit with the places of the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import htpy as h

from claims.privacy.redaction import REDACTED
from claims.reading.registers.offered import Offer
from claims.reading.searching.search import Answer, Found
from claims.render.passages import MOST as MOST_PASSAGES
from claims.render.passages import PLACES, around
from claims.render.phrases import counted
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight, words
from claims.web.chassis.controls import drop_down, labelled
from claims.web.chassis.words import begun, flat, standing
from claims.web.search.asked import MOST_EVER, Asked

PAGES = (("Search", "/search"), ("Said before?", "/similar"))

CHOSEN: dict[str, type[StrEnum]] = {
    "status": Status,
    "outcome": Outcome,
    "kind": ClaimKind,
    "weight": Weight,
    "attribution": Attribution,
}
"""The fields whose values are chosen from a vocabulary."""

TYPED = {
    "outlet": ("Outlet", "a name"),
    "reporter": ("Reporter", "a name"),
    "source": ("Source", "a name"),
    "article": ("Article", "an address or a number"),
    "said": ("Said", "2024-03"),
    "published": ("Published", "2024-03"),
}
"""The fields whose values are typed: each with its label and an example."""


def tabs(here: str) -> h.Node:
    """Return the way between the two searches."""
    links = [h.li[h.a(href=place, aria_current="page" if place == here else None)[name]] for name, place in PAGES]
    return h.nav(".tabs", aria_label="Ways to search")[h.ul[links]]


def search_body(
    asked: Asked, answer: Answer, remarks: Sequence[str], stories: Sequence[Offer], caption: str | None
) -> h.Node:
    """Return the body of the page."""
    return [
        tabs("/search"),
        _form(asked, stories),
        h.p(".caption")[begun(caption.strip("()"))] if caption else None,
        h.p(".caption")["Off-the-record statements are searched too."] if asked.confidential else None,
        [h.p(".remark")[begun(flat(remark))] for remark in remarks],
        _answers(asked, answer),
    ]


def _form(asked: Asked, stories: Sequence[Offer]) -> h.Node:
    return h.form(".search", method="get", action="/search", role="search", aria_label="Search claims")[
        h.div(".words")[
            h.label(for_="q")["Words"],
            h.input("#q", name="q", type="search", value=asked.words, autocomplete="off", placeholder="in line"),
            h.button(".main")["Search"],
        ],
        h.p(".hint")[
            "“Two words” in quotation marks stay together, Ivanov* finds longer words, OR means that either is enough, "
            "and -word leaves claims with it out."
        ],
        h.details(".narrow", open=asked.is_narrowed)[
            h.summary["Narrow it"],
            h.div(".filters")[
                labelled("Story", "story", _stories(asked, stories)),
                [labelled(name.capitalize(), name, _choice(asked, name)) for name in CHOSEN],
                [labelled(label, name, _typed(asked, name, hint)) for name, (label, hint) in TYPED.items()],
                labelled("As recorded by", "as_of", _past(asked.as_of, "as_of", "18:00 on 9 April 2024")),
                labelled(
                    "As published until", "published_until", _past(asked.published_until, "published_until", "2024-04")
                ),
                h.div(".tick")[
                    h.input(
                        "#overdue", type="checkbox", name="overdue", value="yes", checked="overdue" in asked.fields
                    ),
                    h.label(for_="overdue")["Only overdue"],
                ],
                h.a(".clear", href=Asked(asked.words).address())["Clear"] if asked.is_narrowed else None,
            ],
        ],
        h.p(".quietly")[
            h.button(name="confidential", value="yes", formmethod="post")["Search off-the-record statements too"]
        ],
    ]


def _stories(asked: Asked, stories: Sequence[Offer]) -> h.Node:
    return _listed("story", asked, ((story.value, story.label or story.value) for story in stories))


def _choice(asked: Asked, name: str) -> h.Node:
    return _listed(name, asked, ((member.value, words(member)) for member in CHOSEN[name]))


def _listed(name: str, asked: Asked, choices: Iterable[tuple[str, str]]) -> h.Node:
    """Return a field's list; a value that was typed in the address and is in no list stays as it is."""
    chosen = asked.fields.get(name, "")
    offered = [("", "any"), *choices]
    known = chosen in [value for value, _ in offered]
    return drop_down(name, offered if known else [*offered, (chosen, chosen)], [chosen])


def _typed(asked: Asked, name: str, hint: str) -> h.Node:
    offered = name if name in ("outlet", "reporter", "source") else None
    value = asked.fields.get(name)
    return h.input(f"#{name}", name=name, value=value, placeholder=hint, data_offers=offered, autocomplete="off")


def _past(value: str | None, name: str, hint: str) -> h.Node:
    return h.input(f"#{name}", name=name, value=value, placeholder=hint, autocomplete="off")


# What fits


def _answers(asked: Asked, answer: Answer) -> h.Node:
    if not answer.matches:
        return h.p(".empty")[
            "No claim fits. ", h.a(href="/similar")["Has a text been said before?"], " looks for more than its words."
        ]
    count = len(answer.matches)
    first = "the best first" if asked.words else "the newest first"
    more = None
    if answer.more and not asked.confidential:
        most = str(min(max(count, asked.most) * 5, MOST_EVER))
        more = h.p(".more")["More claims fit. ", h.a(href=asked.address(most=most))["Show more"]]
    return [
        h.p(".count")[counted(count, "claim"), f", {first}."],
        h.ol(".plain-list")[[_match(match, asked.confidential) for match in answer.matches]],
        more or (h.p(".more")["More claims fit: give more words."] if answer.more else None),
    ]


def _match(match: Found, confidential: bool) -> h.Node:
    line = match.claim
    own = next((passage for passage in match.passages if passage.field == "statement"), None)
    statement = lit(own.text, own.marks) if own else [flat(line.statement or REDACTED)]
    others = [passage for passage in match.passages if passage.field != "statement"][:MOST_PASSAGES]
    outcome = f"; {words(line.outcome)}" if line.outcome else ""
    address = f"/claims/{line.id}{'?confidential=yes' if confidential else ''}"
    return h.li(data_item=True)[
        h.h2[
            h.a(".statement", href=address, dir="auto", data_open=True)[
                h.span(".number")[f"#{line.id}"], " ", statement
            ]
        ],
        h.p(".stands")[standing(line.status, f"{words(line.status)}{outcome}"), f" · {words(line.kind)}"],
        h.ul(".passages")[
            [
                h.li(dir="auto")[h.span(".place")[f"{PLACES[each.field]} (#{each.id}): "], lit(*around(each))]
                for each in others
            ]
        ]
        if others
        else None,
    ]


def lit(text: str, marks: Iterable[tuple[int, int]]) -> list[h.Node]:
    """Return a text with its matches marked."""
    nodes: list[h.Node] = []
    at = 0
    for start, end in sorted(marks):
        if start >= at:
            nodes += [_spaced(text[at:start]), h.mark[_spaced(text[start:end])]]
            at = end
    return [*nodes, _spaced(text[at:])]


def _spaced(text: str) -> str:
    """Return a piece of a text on one line, with the blanks at its ends."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{flat(text)}{after}" if text.strip() else before
