"""Atom feeds (RFC 4287): the queue, and the newest corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from uuid import UUID, uuid5

from lxml import etree

from claims.features.feeds.read import Stamp
from claims.features.queue.read import Queue, QueueLine
from claims.features.queue.words import stands_words, why_phrases
from claims.features.reach.records import Reached
from claims.features.reach.words import reach_sentences
from claims.privacy.redaction import REDACTED
from claims.reading.view import View
from claims.render.phrases import shortened
from claims.render.sheets import plain
from claims.vocabulary import CorrectionKind, words

ATOM = "http://www.w3.org/2005/Atom"
LONGEST = 160
"""How many characters of a statement a title shows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed."""

    id: str
    title: str
    updated: datetime
    address: str
    lines: Sequence[str]
    categories: Sequence[str] = ()


def queue_feed(queue: Queue, stamp: Stamp, view: View, origin: str) -> bytes:
    """Return the waiting claims with their reasons, the most urgent first; an entry is a claim."""
    entries = [_waiting(line, view, origin) for line in queue.lines]
    return _feed("queue", "Claims that wait", entries, stamp, origin, "/")


def corrections_feed(corrections: Iterable[Reached], stamp: Stamp, zone: tzinfo, origin: str) -> bytes:
    """Return corrections with their reach; an entry is a correction."""
    entries = [_corrected(each, stamp, zone, origin) for each in corrections]
    return _feed("corrections", "Corrections", entries, stamp, origin, "/")


def _waiting(line: QueueLine, view: View, origin: str) -> Entry:
    claim = line.claim
    phrases = [stands_words(line), *why_phrases(line, view.today, view.zone)]
    kinds = dict.fromkeys(reason.kind.value for reason in line.reasons)
    return Entry(
        id=f"urn:uuid:{claim.uid}",
        title=_title(claim.id, claim.statement),
        updated=_since(line, view.zone),
        address=f"{origin}/claims/{claim.id}",
        lines=[f"{phrase[:1].upper()}{phrase[1:]}." for phrase in phrases],
        categories=(*kinds, *claim.stories),
    )


def _since(line: QueueLine, zone: tzinfo) -> datetime:
    """Return since when a claim waits as it does; a reason that has a day ahead began with the entry."""
    moments = [
        since if isinstance(since, datetime) else datetime.combine(since, time.min, tzinfo=zone)
        for since in (reason.since for reason in line.reasons)
    ]
    now = datetime.now(UTC)
    return max([line.claim.at, *(at for at in moments if at <= now)])


def _corrected(reached: Reached, stamp: Stamp, zone: tzinfo, origin: str) -> Entry:
    correction, claim = reached.correction, reached.claim
    where = reached.appearance.article.outlet or "an unknown outlet"
    done = {
        CorrectionKind.RETRACTED: f"{where} retracted its report.",
        CorrectionKind.EDITED: f"{where} changed its report.",
    }.get(correction.kind, f"We had entered the report of {where} wrongly.")
    note = [" ".join(correction.note.split())] if correction.note else []
    return Entry(
        id=f"urn:uuid:{uuid5(UUID(stamp.replica), f'correction {correction.id}')}",
        title=_title(claim.id, f"{words(correction.kind)}: {claim.statement or REDACTED}"),
        updated=correction.at,
        address=f"{origin}/claims/{claim.id}#appearance-{reached.appearance.id}",
        lines=[done, *note, *reach_sentences(reached, zone)],
        categories=(correction.kind.value, *reached.stories),
    )


def _title(number: int, text: str | None) -> str:
    return f"#{number} {shortened(text or REDACTED, LONGEST)}"


def _feed(name: str, title: str, entries: Sequence[Entry], stamp: Stamp, origin: str, page: str) -> bytes:
    """Return a feed as XML.

    Its address in itself has no key: a feed may be passed on, its key must not.
    """
    feed = etree.Element(_named("feed"), nsmap={None: ATOM})
    begun = stamp.at or datetime.fromtimestamp(0, UTC)
    _text(feed, "id", f"urn:uuid:{uuid5(UUID(stamp.replica), f'feed {name}')}")
    _text(feed, "title", title)
    _text(feed, "updated", _moment(max((entry.updated for entry in entries), default=begun)))
    _text(etree.SubElement(feed, _named("author")), "name", "claims")
    etree.SubElement(feed, _named("link"), rel="self", href=f"{origin}/feeds/{name}.atom", type="application/atom+xml")
    etree.SubElement(feed, _named("link"), rel="alternate", href=f"{origin}{page}", type="text/html")
    for entry in entries:
        made = etree.SubElement(feed, _named("entry"))
        _text(made, "id", entry.id)
        _text(made, "title", entry.title)
        _text(made, "updated", _moment(entry.updated))
        etree.SubElement(made, _named("link"), rel="alternate", href=entry.address, type="text/html")
        for category in entry.categories:
            etree.SubElement(made, _named("category"), term=plain(category))
        _text(made, "summary", "\n".join(entry.lines))
    content: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return content


def _named(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _named(name)).text = plain(text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
