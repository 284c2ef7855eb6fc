"""Help: keys, sealing on one's own machine, and the work left to the command line."""

from __future__ import annotations

import htpy as h

from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit

KEYS = (
    ("j", "down a list"),
    ("k", "up a list"),
    ("Enter", "opens where you are in a list"),
    ("Tab", "from one link, field or button to the next"),
    ("Escape", "closes a menu"),
)

COMMANDS = (
    ("claims redact", "removes a text permanently, from every version and from the files of the database"),
    ("claims export", "gives all records to another newsroom or another program"),
    ("claims import", "takes in files of another newsroom, cases and ClaimReviews"),
    ("claims db backup", "copies the database while others use it"),
    ("claims db upgrade", "brings the database to a newer program"),
)
"""What the desk leaves to the command line: each command with what it does."""


def show(visit: Visit) -> Page:
    """Show the help."""
    return Page("Help", [_keys(), _sealing(), _commands()])


def _keys() -> h.Node:
    return h.section(".part", aria_labelledby="keys")[
        h.h2("#keys")["Keys"],
        h.dl(".facts-list")[[h.div[h.dt[h.kbd[key]], h.dd[does]] for key, does in KEYS]],
        h.p(".note")["Every page also works without scripts; then only j and k are missing."],
    ]


def _sealing() -> h.Node:
    return h.section(".part", aria_labelledby="sealing")[
        h.h2("#sealing")["Sealing a source's identity"],
        h.p[
            "An unnamed source needs no name here. A newsroom that must keep one seals it: the name is encrypted to "
            "the keys of the people who may read it. The desk never takes that name, because a server would see it. "
            "Seal it on your own machine, and type it when the command asks for it:"
        ],
        h.pre(".command")[h.code["claims source seal SOURCE --to KEY"]],
        h.p["Whoever has the key reads it on a machine of their own:"],
        h.pre(".command")[h.code["claims source unseal SOURCE --identity-file FILE"]],
        h.p(".note")["The page of a source says only that an identity is sealed, with the author and the time."],
    ]


def _commands() -> h.Node:
    return h.section(".part", aria_labelledby="command-line")[
        h.h2("#command-line")["What the command line does besides"],
        h.dl(".facts-list.commands")[[h.div[h.dt[h.code[name]], h.dd[does]] for name, does in COMMANDS]],
        h.p(".note")["With ", h.code["--help"], ", each command explains itself."],
    ]
