"""Confidential reads at the desk: allowed by role and recorded before anything is shown, as on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claims.entry.confidence import read_in_confidence
from claims.errors import Refused
from claims.web.chassis.visit import Visit

BY_FORM = frozenset({"search", "similar"})
"""The pages whose form asks for it: their words stand in no address."""

_SINGULAR: Mapping[str, str] = {
    "outlets": "outlet",
    "reporters": "reporter",
    "sources": "source",
    "articles": "article",
}
_READS: Mapping[str, str] = {
    "": "queue",
    "claims": "show",
    "read": "article text",
    "search": "search",
    "similar": "similar",
    "stories": "queue",
}
"""The command that shows the same in confidence, by the first word of an address."""


class ConfidentialRead(NamedTuple):
    """A confidential read: its command, and the record that it shows if it shows only one."""

    command: str
    subject: str | None = None
    typed: str | None = None


def record_confidential_read(visit: Visit) -> None:
    """Record that this visit asks for confidential material, if it does.

    Raises the errors of `claims.entry.confidence.read_in_confidence`, and `Refused` on a page without such material.
    """
    first = visit.address.partition("?")[0].strip("/").partition("/")[0]
    by_form = first in BY_FORM and visit.typed("confidential") is not None
    if visit.asked("confidential") is None and not by_form:
        return
    wanted = _read_of(first, visit)
    if wanted is None:
        raise Refused("this page shows nothing off the record")
    read_in_confidence(visit.settings, f"{wanted.command} --confidential", wanted.subject, wanted.typed)


def _read_of(first: str, visit: Visit) -> ConfidentialRead | None:
    path = visit.path
    if first == "claims" and "number" in path:
        return ConfidentialRead("show", "claim", path["number"])
    if first in ("registers", "alike"):
        subject = _SINGULAR.get(path.get("register", ""), path.get("subject") or visit.asked("subject") or "outlet")
        return ConfidentialRead(f"{subject} {'show' if 'record' in path else 'list'}")
    command = _READS.get(first)
    return None if command is None else ConfidentialRead(command)
