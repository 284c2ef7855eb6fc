"""Claims that read like a text or a claim, as a page: why each is shown, its verdict, outlets and origins."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from claims.errors import ClaimsError
from claims.features.similar.answers import Answer, Rating
from claims.features.similar.words import answer_phrase, held_phrase, stands_phrase
from claims.reading.records import ClaimRecord
from claims.render.phrases import counted, quoted
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import labelled
from claims.web.chassis.words import begun, flat, standing
from claims.web.search.showing import tabs


def text_body(
    text: str, held: Sequence[Answer] | None, problem: ClaimsError | None, *, confidential: bool = False
) -> h.Node:
    """Return the form for a text, and below it what we hold on it, once it was looked for."""
    return [
        tabs("/similar"),
        problem_body(problem) if problem else None,
        h.form(".sheet", method="post", action="/similar")[
            labelled(
                "A statement, a post or a paragraph",
                "text",
                h.textarea("#text", name="text", rows="5", required=True, dir="auto")[text],
            ),
            h.div(".tick")[
                h.input("#confidential", type="checkbox", name="confidential", value="yes", checked=confidential),
                h.label(for_="confidential")["Look among claims known only off the record too"],
            ],
            h.p(".go")[h.button(".main")["Look for it"]],
        ],
        h.section(".held", aria_label="What we hold on it")[_held(held, confidential)] if held is not None else None,
    ]


def claim_body(record: ClaimRecord, held: Sequence[Answer]) -> h.Node:
    """Return what else is held on a claim."""
    return [
        tabs("/similar"),
        h.p(".lead", dir="auto")[
            "What else we hold on ",
            h.a(".ref", href=f"/claims/{record.id}")[f"#{record.id}"],
            f": {flat(record.statement or '')}",
        ],
        _held(held) if held else h.p(".empty")[f"No undecided claim reads like claim #{record.id}."],
    ]


def _held(held: Sequence[Answer], confidential: bool = False) -> h.Node:
    if not held:
        return h.p(".empty")["Nothing like it is here."]
    return [
        h.p(".count")[counted(len(held), "claim"), ", the likeliest first. Check each: likeness is no proof."],
        h.ol(".plain-list")[[_answer(answer, confidential) for answer in held]],
    ]


def _answer(answer: Answer, confidential: bool) -> h.Node:
    claim = answer.claim
    address = f"/claims/{claim.id}{'?confidential=yes' if confidential else ''}"
    why = begun(flat(answer_phrase(answer)))
    stands = stands_phrase(claim)
    return h.li(".likely" if answer.proposal else "", data_item=True)[
        h.h2[
            h.a(".statement", href=address, dir="auto", data_open=True)[
                h.span(".number")[f"#{claim.id}"], " ", flat(answer.statement)
            ]
        ],
        h.p(".stands")[standing(claim.status, stands), held_phrase(claim).removeprefix(stands)],
        h.p(".reason", dir="auto")[why] if why else None,
        h.ul(".passages")[[h.li(dir="auto")[_rating(rating)] for rating in answer.ratings]] if answer.ratings else None,
    ]


def _rating(rating: Rating) -> h.Node:
    """Return another fact-checker's rating, word for word, with who gave it and when."""
    said = f"Rated {flat(quoted(rating.rating))} by {flat(rating.outlet or 'another fact-checker')}"
    published = f", {flat(rating.published)}" if rating.published else ""
    link: h.Node = flat(rating.title) if rating.title else None
    if rating.url and rating.url.startswith(("http://", "https://")):
        link = h.a(href=rating.url, rel="noreferrer")[flat(rating.title or rating.url)]
    return [said, published, ": " if link else None, link]
