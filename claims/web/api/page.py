"""The page about programs, feed readers and calendars: what there is for them, and how they come in."""

from __future__ import annotations

import htpy as h

from claims.entry.access.tokens import make_token
from claims.errors import BadUsage
from claims.store.people.access import feed_key, new_secret, tokens
from claims.web.api.openapi import OPERATIONS
from claims.web.api.operation import Operation
from claims.web.chassis.controls import labelled
from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit

FEEDS = (
    ("queue.atom", "The queue, as a feed"),
    ("corrections.atom", "Corrections, as a feed"),
    ("deadlines.ics", "Deadlines, as a calendar"),
)

TITLE = "Programs, feeds and calendars"


def show(visit: Visit) -> Page:
    """Show what there is."""
    return Page(TITLE, h.div(".narrow.programs")[_making(), _feeds(), _operations()])


def make(visit: Visit) -> Page:
    """Make a token or the addresses of feeds, and show them this once."""
    label, for_feeds = visit.typed("label"), visit.typed("what") == "feeds"
    if label is None:
        raise BadUsage("say what it is for; you will know it by that when you revoke it", part="label")
    secret = new_secret()
    made = visit.write("user token", lambda session: make_token(session, secret, label, for_feeds=for_feeds))
    number = made.made[0].id
    if not for_feeds:
        return Page(
            TITLE, h.div(".narrow.programs")[h.p["The token, shown this once:"], h.p[h.code[secret]], _revoked(number)]
        )
    token = next(token for token in visit.read(tokens) if token.id == number)
    return Page(
        TITLE,
        h.div(".narrow.programs")[
            h.p["Give each address to the reader or calendar that needs it. Whoever has it can read this feed."],
            h.dl[[(h.dt[text], h.dd[h.code[f"/feeds/{name}?key={feed_key(token, name)}"]]) for name, text in FEEDS]],
            _revoked(number),
        ],
    )


def _revoked(number: int) -> h.Node:
    return h.p(".more")[
        f"It is token #{number}; ",
        h.a(href="/settings/accounts")["Accounts"],
        " lists it until it is revoked. ",
        h.a(href="/api")["Back"],
    ]


def _making() -> h.Node:
    choices = (
        ("token", "A token for a program, which acts as you"),
        ("feeds", "Addresses for feed readers and calendars"),
    )
    return h.section[
        h.h2["Let a program or a reader in"],
        h.form(method="post", action="/api")[
            h.fieldset[
                h.legend["What do you need?"],
                [
                    h.label(".check")[
                        h.input(type="radio", name="what", value=value, checked=value == "feeds"), h.span[text]
                    ]
                    for value, text in choices
                ],
            ],
            labelled("Its purpose", "label", h.input("#label", name="label", required=True, autocomplete="off")),
            h.button(".main")["Make it"],
        ],
    ]


def _feeds() -> h.Node:
    return h.section[
        h.h2["Feeds"],
        h.p["While you are signed in, these open here; a reader needs an address with a key of its own."],
        h.ul[[h.li[h.a(href=f"/feeds/{name}")[text]] for name, text in FEEDS]],
    ]


def _operations() -> h.Node:
    return h.section[
        h.h2["For programs"],
        h.p[
            "Each address answers with the JSON of the command that does the same. A program sends its token as ",
            h.code["Authorization: Bearer …"],
            ". The whole description is at ",
            h.a(href="/api/openapi.json")["/api/openapi.json"],
            " (OpenAPI 3.1).",
        ],
        h.h3["To read"],
        _listed([operation for operation in OPERATIONS if not operation.writes]),
        h.h3["To enter"],
        _listed([operation for operation in OPERATIONS if operation.writes]),
    ]


def _listed(operations: list[Operation]) -> h.Node:
    return h.dl[
        [
            (
                h.dt[h.code[f"{'POST' if operation.writes else 'GET'} /api{operation.address}"]],
                h.dd[operation.about],
            )
            for operation in operations
        ]
    ]
