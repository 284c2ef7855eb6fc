"""What must stay inside the newsroom because we know it only through something said off the record.

Whoever spoke in confidence belongs to an institution, and the conversation has an outlet and a reporter: these are
confided too, unless something on the record makes them known.  An institution is known through anybody who belongs to
it and is not confided, even where it has itself spoken off the record only.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from claims.errors import Refused
from claims.privacy.offrecord import confided_by_themselves, has_off_record, is_off_record
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.remembered import remembered
from claims.store.schema import TABLES
from claims.values import value
from claims.vocabulary import CorrectionKind, Terms

ABOVE = ("institution_id", "part_of_id", "issuer_id")
"""The columns that say which other source a source belongs to."""


@value
class Confided:
    """The numbers of the confided records, by table."""

    claims: frozenset[int]
    sources: frozenset[int]
    articles: frozenset[int]
    outlets: frozenset[int]
    reporters: frozenset[int]

    def by_table(self) -> dict[str, set[int]]:
        """Return the numbers by table name."""
        return {
            "claim": set(self.claims),
            "source": set(self.sources),
            "article": set(self.articles),
            "outlet": set(self.outlets),
            "reporter": set(self.reporters),
        }


NOTHING = Confided(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
"""No confided records."""


def all_confided(connection: Connection) -> Confided:
    """Return every confided record as known now, whatever moment a command asks about.

    It is read once a transaction, and again after a write to a table it depends on.
    """
    return remembered(connection, "confided", _DEPENDS_ON, lambda: _all_confided(connection))


_DEPENDS_ON = frozenset({"appearance", "correction", "claim", "source", "article", "outlet", "byline", "inquiry"})


def _all_confided(connection: Connection) -> Confided:
    if not has_off_record(connection):
        return NOTHING
    numbers = confided_by_themselves(connection)
    claims, articles, spoke = numbers["claim"], numbers["article"], numbers["source"]
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
    """Return the sources, among these, that have only ever spoken on terms that keep their name out of print (AP)."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    spoke = select(appearance.c.source_id, appearance.c.terms).where(
        appearance.c.source_id.in_(sorted(sources)), appearance.c.id.not_in(wrong)
    )
    rows = connection.execute(spoke.distinct()).all()
    unprinted = (Terms.BACKGROUND, Terms.DEEP_BACKGROUND, Terms.OFF_RECORD)
    return {source for source, _ in rows} - {source for source, terms in rows if terms not in unprinted}


def is_confided(connection: Connection, subject: str, number: int) -> bool:
    """Return whether a record is known only off the record."""
    return number in all_confided(connection).by_table().get(subject, ())


def refuse_confided(connection: Connection, subject: str, number: int, command: str) -> None:
    """Raise `Refused` for a confided record, naming the command that shows it and nothing of its content."""
    if is_confided(connection, subject, number):
        raise Refused(
            f"{subject} #{number} is known only off the record; `{command} {number} --confidential` shows it to you"
        )


def _sources(connection: Connection, claims: set[int], spoke: set[int]) -> set[int]:
    """Return the sources known only off the record, and the institutions and issuers known only through them."""
    doubtful, new = set(spoke), set(spoke)
    while new := _referred(connection, new) - doubtful:
        doubtful |= new
    known = _heard(connection, doubtful - spoke, claims)
    below = _below(connection, doubtful)
    while more := {
        parent
        for parent in doubtful - known
        for child in below.get(parent, ())
        if child not in doubtful or child in known
    }:
        known |= more
    return doubtful - known


def _referred(connection: Connection, sources: set[int]) -> set[int]:
    """Return the sources that these sources belong to."""
    source = TABLES["source"]
    return {
        number
        for chunk in chunks(sorted(sources), MANY)
        for row in connection.execute(select(*(source.c[name] for name in ABOVE)).where(source.c.id.in_(chunk)))
        for number in row
        if number is not None
    }


def _below(connection: Connection, sources: set[int]) -> dict[int, set[int]]:
    """Return the sources that belong to each of these sources."""
    source = TABLES["source"]
    children: dict[int, set[int]] = {}
    for name in ABOVE:
        for chunk in chunks(sorted(sources), MANY):
            rows = select(source.c.id, source.c[name]).where(source.c[name].in_(chunk))
            for child, parent in connection.execute(rows):
                children.setdefault(parent, set()).add(child)
    return children


def _heard(connection: Connection, sources: set[int], claims: set[int]) -> set[int]:
    """Return the sources, among these, that are known in their own right: they spoke on the record, or we asked them.

    An inquiry counts unless its claim is confided.
    """
    appearance, correction, inquiry = TABLES["appearance"], TABLES["correction"], TABLES["inquiry"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    known: set[int] = set()
    for chunk in chunks(sorted(sources), MANY):
        stands = (~is_off_record(appearance), appearance.c.id.not_in(wrong))
        known |= set(
            connection.execute(
                select(appearance.c.source_id).where(appearance.c.source_id.in_(chunk), *stands)
            ).scalars()
        )
        inquiries = select(inquiry.c.source_id, inquiry.c.claim_id).where(inquiry.c.source_id.in_(chunk))
        known |= {source for source, claim in connection.execute(inquiries) if claim not in claims}
    return known


def _ours(connection: Connection) -> set[int]:
    """Return our own outlets, which are never confided: that we talk to people is no secret."""
    outlet = TABLES["outlet"]
    return set(connection.execute(select(outlet.c.id).where(outlet.c.ours)).scalars())


def _only_by(connection: Connection, name: str, column: str, owner: str, articles: Iterable[int]) -> set[int]:
    """Return the outlets, or the reporters, that are known from these articles only."""
    hidden, table = set(articles), TABLES[name]
    article, owners = table.c[column], table.c[owner]
    theirs: set[int] = set()
    for chunk in chunks(sorted(hidden), MANY):
        theirs |= set(connection.execute(select(owners).where(article.in_(chunk), owners.is_not(None))).scalars())
    shown: set[int] = set()
    for chunk in chunks(sorted(theirs), MANY):
        rows = connection.execute(select(article, owners).where(owners.in_(chunk)))
        shown |= {number for other, number in rows if other not in hidden}
    return theirs - shown
