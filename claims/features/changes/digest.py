"""A digest of changes: its title, and its body as HTML and as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from html import escape
from itertools import groupby

from claims.features.changes.read import Change
from claims.render.phrases import counted
from claims.text.harmless import one_line

MOST = 100
"""How many changes a digest lists; services cut long texts off."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest, ready to be sent."""

    title: str
    html: str
    text: str


def digest_of(changes: Sequence[Change], zone: tzinfo) -> Digest:
    """Return the digest of changes, at least one; by claim, without anybody's reasons and notes."""
    title = f"{counted(len(changes), 'change')} to your claims"
    html, text = [f"<p>{title}</p>"], [title]
    for heading, lines in _parts(sorted(changes[:MOST], key=lambda change: (change.claim, change.entry.at)), zone):
        html.append(f"<h4>{escape(heading)}</h4><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>")
        text.append("\n".join([heading, *(f"- {line}" for line in lines)]))
    if len(changes) > MOST:
        more = f"and {len(changes) - MOST:,} more"
        html.append(f"<p>{more}</p>")
        text.append(more)
    return Digest(title, "".join(html), "\n\n".join(text))


def _parts(changes: Sequence[Change], zone: tzinfo) -> Iterator[tuple[str, list[str]]]:
    for _, group in groupby(changes, key=lambda change: change.claim):
        of_claim = list(group)
        heading = f"#{of_claim[0].claim}  {one_line(of_claim[0].statement)}"
        yield heading, [_line(change, zone) for change in of_claim]


def _line(change: Change, zone: tzinfo) -> str:
    entry = change.entry
    return f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}  {one_line(entry.what)} ({one_line(entry.who)})"
