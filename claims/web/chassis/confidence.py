"""Confidential reads at the desk: allowed by role and recorded before anything is shown, as on the command line.

Every request passes here, so that no page can forget it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from claims.errors import Refused
from claims.web.chassis.visit import Visit

BY_FORM = frozenset({"search", "similar"})
"""The pages whose form asks for it: their words stand in no address."""

_SUBJECTS: Mapping[str, str] = {
    "outlets": "outlet",
    "reporters": "reporter",
    "sources": "source",
    "articles": "article",
    "stories": "story",
}
_LISTS: Mapping[str, str] = {"": "queue", "search": "search", "stories": "queue"}
"""The command that lists the same in confidence, by the first word of an address."""


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
    reads = list(_reads_of(first, visit))
    if not reads:
        raise Refused("this page shows nothing off the record")
    from claims.entry.confidence import read_in_confidence

    for read in reads:
        problem = read_in_confidence(visit.settings, f"{read.command} --confidential", read.subject, read.typed)
        if problem is not None:
            visit.tell(f"this confidential read is not recorded: {problem}")


def _reads_of(first: str, visit: Visit) -> Iterator[ConfidentialRead]:
    path = visit.path
    if first in _LISTS:
        yield ConfidentialRead(_LISTS[first])
    elif first == "claims" and "number" in path:
        yield ConfidentialRead("show", "claim", path["number"])
    elif first == "similar":
        number = visit.asked("claim")
        yield ConfidentialRead("similar", None if number is None else "claim", number)
    elif first == "read" and "snapshot" in path:
        yield ConfidentialRead("article text", "article", _article(visit))
    elif visit.address.partition("?")[0].endswith("/changes"):
        yield ConfidentialRead("article changes", "article", path["record"])
    elif first == "registers" or "first" in path:
        subject = _SUBJECTS.get(path.get("register", ""), path.get("subject", ""))
        records = [path[name] for name in ("record", "first", "second") if name in path]
        # A story has no material of its own that is off the record.
        if subject == "story":
            yield ConfidentialRead("queue")
        elif subject in _SUBJECTS.values():
            for typed in records:
                yield ConfidentialRead(f"{subject} show", subject, typed)
            if not records:
                yield ConfidentialRead(f"{subject} list")


def _article(visit: Visit) -> str | None:
    """Return the article of the snapshot in the address, or None if the address names no snapshot."""
    from claims.reading.registers.captured import article_of
    from claims.text.references import number_in

    snapshot = number_in(visit.path["snapshot"])
    article = None if snapshot is None else visit.read(lambda connection: article_of(connection, snapshot))
    return None if article is None else str(article)
