"""What nobody outside may learn of because it is known by way of something off the record, and of nothing else.

Whoever spoke in confidence has an institution, a conversation has an outlet and a reporter who held it: these are
confided with it, unless something on the record makes them known.  An institution to which somebody belongs who may
be told is known by that, even where it has itself spoken off the record alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.errors import Refused
from claims.privacy.offrecord import confided_by_themselves, is_off_record
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.remembered import remembered
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind, Terms

ABOVE = ("institution_id", "part_of_id", "issuer_id")
"""The columns by which a source belongs to another."""


@dataclass(frozen=True, slots=True)
class Confided:
    """The numbers of what was confided, by table."""

    claims: frozenset[int]
    sources: frozenset[int]
    articles: frozenset[int]
    outlets: frozenset[int]
    reporters: frozenset[int]

    def by_table(self) -> dict[str, set[int]]:
        """Return them under the names of their tables."""
        return {
            "claim": set(self.claims),
            "source": set(self.sources),
            "article": set(self.articles),
            "outlet": set(self.outlets),
            "reporter": set(self.reporters),
        }


NOTHING = Confided(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
"""That nothing was confided."""


def all_confided(connection: Connection) -> Confided:
    """Return everything that was confided; what is known now decides, whatever moment is asked about.

    It is read once in a transaction, as long as nothing is written on which it rests.
    """
    return remembered(connection, "confided", _TOLD_BY, lambda: _all_confided(connection))


_TOLD_BY = frozenset({"appearance", "correction", "claim", "source", "article", "outlet", "byline", "inquiry"})


def _all_confided(connection: Connection) -> Confided:
    found = confided_by_themselves(connection)
    claims, articles, spoke = found["claim"], found["article"], found["source"]
    if not (claims or articles or spoke):
        return NOTHING
    return Confided(
        claims=frozenset(claims),
        sources=frozenset(_sources(connection, claims, spoke)),
        articles=frozenset(articles),
        outlets=frozenset(_only_by(connection, "article", "id", "outlet_id", articles) - _ours(connection)),
        reporters=frozenset(_only_by(connection, "byline", "article_id", "reporter_id", articles)),
    )


def on_background(connection: Connection, sources: set[int]) -> set[int]:
    """Return which of some sources have spoken on no other terms than those under which no name is printed (AP)."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    spoke = select(appearance.c.source_id, appearance.c.terms).where(
        appearance.c.source_id.in_(sorted(sources)), appearance.c.id.not_in(wrong)
    )
    rows = connection.execute(spoke.distinct()).all()
    unprinted = (Terms.BACKGROUND, Terms.DEEP_BACKGROUND, Terms.OFF_RECORD)
    return {source for source, _ in rows} - {source for source, terms in rows if terms not in unprinted}


def refuse_confided(connection: Connection, subject: str, number: int, command: str) -> None:
    """Raise `Refused` for a record that was confided, with the command that shows it; nothing says what it is."""
    if number in all_confided(connection).by_table().get(subject, ()):
        raise Refused(
            f"{subject} #{number} is known only off the record; `{command} {number} --confidential` shows it to you"
        )


def _sources(connection: Connection, claims: set[int], spoke: set[int]) -> set[int]:
    """Return the sources known only off the record, with the institutions and issuers known only by such."""
    doubtful, new = set(spoke), set(spoke)
    while new := _referred(connection, new) - doubtful:
        doubtful |= new
    known = _heard(connection, doubtful - spoke, claims)
    below = _below(connection, doubtful)
    while more := {
        one for one in doubtful - known for child in below.get(one, ()) if child not in doubtful or child in known
    }:
        known |= more
    return doubtful - known


def _referred(connection: Connection, sources: set[int]) -> set[int]:
    """Return those to whom some sources belong."""
    source = TABLES["source"]
    return {
        number
        for some in chunks(sorted(sources), MANY)
        for row in connection.execute(select(*(source.c[name] for name in ABOVE)).where(source.c.id.in_(some)))
        for number in row
        if number is not None
    }


def _below(connection: Connection, sources: set[int]) -> dict[int, set[int]]:
    """Return the sources that belong to each of some."""
    source = TABLES["source"]
    found: dict[int, set[int]] = {}
    for name in ABOVE:
        for some in chunks(sorted(sources), MANY):
            rows = select(source.c.id, source.c[name]).where(source.c[name].in_(some))
            for child, above in connection.execute(rows):
                found.setdefault(above, set()).add(child)
    return found


def _heard(connection: Connection, sources: set[int], claims: set[int]) -> set[int]:
    """Return which of some sources are known by themselves: they spoke on the record, or were asked in the open."""
    appearance, correction, inquiry = TABLES["appearance"], TABLES["correction"], TABLES["inquiry"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    found: set[int] = set()
    for some in chunks(sorted(sources), MANY):
        stands = (~is_off_record(appearance), appearance.c.id.not_in(wrong))
        found |= set(
            connection.execute(
                select(appearance.c.source_id).where(appearance.c.source_id.in_(some), *stands)
            ).scalars()
        )
        asked = select(inquiry.c.source_id, inquiry.c.claim_id).where(inquiry.c.source_id.in_(some))
        found |= {number for number, claim in connection.execute(asked) if claim not in claims}
    return found


def _ours(connection: Connection) -> set[int]:
    """Return our own outlets, which are no secret wherever we talk to people."""
    outlet = TABLES["outlet"]
    return set(connection.execute(select(outlet.c.id).where(outlet.c.ours)).scalars())


def _only_by(connection: Connection, name: str, column: str, owner: str, articles: Iterable[int]) -> set[int]:
    """Return the outlets, or the reporters, of some articles of which no other article is known."""
    hidden, table = set(articles), TABLES[name]
    article, owners = table.c[column], table.c[owner]
    found: set[int] = set()
    for some in chunks(sorted(hidden), MANY):
        found |= set(connection.execute(select(owners).where(article.in_(some), owners.is_not(None))).scalars())
    shown: set[int] = set()
    for some in chunks(sorted(found), MANY):
        rows = connection.execute(select(article, owners).where(owners.in_(some)))
        shown |= {number for one, number in rows if one not in hidden}
    return found - shown
