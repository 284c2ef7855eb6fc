"""Need to know: the rows that belong only to stories closed to a person.

A claim is hidden if it was ever in a story closed to the person, and is in no open story now; claims judged the same
are hidden or shown together. A source, an article, an outlet or a reporter is hidden if only hidden records refer to
it. Everything about a hidden row is hidden with it. The present decides, for questions about the past too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, FromClause, Select, Table, func, select

from claims.privacy.confided import ABOVE
from claims.rules.ladder import name_key
from claims.rules.rights import Actor
from claims.store import dialect
from claims.store.hiding.sight import EVERY_ROW, readable
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.people.actors import has_closings
from claims.store.schema import CLAIM_NOW, CLAIM_WORD, GIST, GIST_STEM, NAMED_TABLES, READS, SEARCH, TABLES

Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed story, and the people who may see it."""

    story: int
    people: tuple[str, ...]

    def admits(self, name: str | None) -> bool:
        """Return whether a person may see the story."""
        return name is not None and name_key(name) in {name_key(admitted) for admitted in self.people}


def closings(connection: Connection) -> list[Closing]:
    """Return the stories that are closed now, by number: the newest row of each story decides."""
    closing = TABLES["story_closing"]
    age = func.row_number().over(
        partition_by=closing.c.story_id, order_by=(closing.c.entered_at.desc(), closing.c.uid.desc())
    )
    rows = select(closing.c.story_id, closing.c.closed, closing.c.people, age.label("age")).subquery()
    newest = select(rows.c.story_id, rows.c.people).where(rows.c.age == 1, rows.c.closed).order_by(rows.c.story_id)
    return [Closing(story, tuple((people or "").splitlines())) for story, people in connection.execute(newest)]


def in_closed_stories(connection: Connection, claims: Iterable[int]) -> tuple[Numbers, Numbers]:
    """Return which of these claims were ever put into a story that is closed now, and which stand in an open one."""
    if not has_closings(connection):
        return frozenset(), frozenset()
    closed = {closing.story for closing in closings(connection)}
    inside, outside = set(), set()
    for claim, story, withdrawn in _memberships(connection, claims):
        if story in closed:
            inside.add(claim)
        elif not withdrawn:
            outside.add(claim)
    return frozenset(inside), frozenset(outside)


def closed_stories_of(connection: Connection, claims: Collection[int]) -> dict[int, Numbers]:
    """Return the closed stories of claims by claim; a claim in an open story has none."""
    inside, outside = in_closed_stories(connection, claims)
    closed = {closing.story for closing in closings(connection)}
    stories: dict[int, set[int]] = {claim: set() for claim in claims}
    for claim, story, _ in _memberships(connection, inside - outside):
        stories[claim] |= {story} & closed
    return {claim: frozenset(of) for claim, of in stories.items()}


def _memberships(connection: Connection, claims: Iterable[int]) -> Iterable[Any]:
    """Yield the claims' places in stories: claim, story, and whether it was taken out again."""
    member = TABLES["claim_story"]
    rows = select(member.c.claim_id, member.c.story_id, member.c.withdrawn)
    newest = {
        (claim, story): withdrawn
        for claim, story, withdrawn in _rows(
            connection, rows.order_by(member.c.entered_at, member.c.uid), member.c.claim_id, claims
        )
    }
    yield from ((claim, story, withdrawn) for (claim, story), withdrawn in newest.items())


def hidden_from(connection: Connection, acting: Actor) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what a person may not see, as SQL: lists of numbers, and each table without its hidden rows."""
    name = acting.account.name if acting.account is not None and acting.account.active else None
    if not acting.registered:
        name = acting.proved
    stories = frozenset(closing.story for closing in closings(connection) if not closing.admits(name))
    return _as_sql(connection, _hidden(connection, stories)) if stories else ({}, {})


# Which


def _hidden(connection: Connection, stories: Numbers) -> dict[str, Numbers]:
    claims = _claims(connection, stories)
    articles = _articles(connection, claims, stories)
    sources = _sources(connection, claims)
    reporters = _owned(connection, "byline", "reporter_id", "article_id", articles)
    outlets = _outlets(connection, articles, reporters)
    return {
        "story": stories,
        "claim": claims,
        "article": articles,
        "source": sources,
        "reporter": reporters,
        "outlet": outlets,
    }


def _claims(connection: Connection, stories: Numbers) -> Numbers:
    """Return the claims that were put into these stories and stand in no other."""
    member, now = TABLES["claim_story"], CLAIM_NOW
    inside = select(now.c.stands_for_id).join(member, member.c.claim_id == now.c.claim_id)
    groups = _asked(connection, inside, member.c.story_id, stories)
    if not groups:
        return frozenset()
    age = func.row_number().over(
        partition_by=(member.c.claim_id, member.c.story_id), order_by=(member.c.entered_at.desc(), member.c.uid.desc())
    )
    rows = select(member.c.claim_id, member.c.story_id, member.c.withdrawn, age.label("age")).subquery()
    elsewhere = (
        select(now.c.stands_for_id)
        .join(rows, rows.c.claim_id == now.c.claim_id)
        .where(rows.c.age == 1, ~rows.c.withdrawn, rows.c.story_id.not_in(sorted(stories)))
    )
    groups -= _asked(connection, elsewhere, now.c.stands_for_id, groups)
    return _asked(connection, select(now.c.claim_id), now.c.stands_for_id, groups)


def _articles(connection: Connection, claims: Numbers, stories: Numbers) -> Numbers:
    """Return the articles that only hidden claims, evidence on them or captures for hidden stories speak of."""
    spoken, evidence = TABLES["appearance"], TABLES["evidence"]
    snapshot, article = TABLES["snapshot"], TABLES["article"]
    said = select(spoken.c.id, spoken.c.article_id, spoken.c.relays_id)
    inside = [tuple(row) for row in _rows(connection, said, spoken.c.claim_id, claims)]
    appearances = frozenset(row[0] for row in inside)
    doubtful: set[int] = {number for row in inside for number in row[1:] if number is not None}
    of_reviews = _evidence(connection, claims, appearances)
    doubtful |= {number for _, number in of_reviews}
    doubtful |= _asked(connection, select(snapshot.c.article_id), snapshot.c.story_id, stories)
    new = set(doubtful)
    while new:  # an original is spoken of by its reprints
        new = set(_asked(connection, select(article.c.reprint_of_id), article.c.id, new)) - doubtful
        doubtful |= new
    known = set[int]()
    for column in (spoken.c.article_id, spoken.c.relays_id):
        rows = _rows(connection, select(column, spoken.c.id), column, doubtful)
        known |= {number for number, of in rows if of not in appearances}
    pieces = {piece for piece, _ in of_reviews}
    rows = _rows(connection, select(evidence.c.article_id, evidence.c.id), evidence.c.article_id, doubtful)
    known |= {number for number, of in rows if of not in pieces}
    rows = _rows(connection, select(snapshot.c.article_id, snapshot.c.story_id), snapshot.c.article_id, doubtful)
    known |= {number for number, story in rows if story not in stories}
    return frozenset(doubtful - _with_what_they_name(connection, "article", ("reprint_of_id",), doubtful, known))


def _evidence(connection: Connection, claims: Numbers, appearances: Numbers) -> list[tuple[int, int]]:
    """Return the evidence with an article on hidden claims and appearances, each with the article."""
    review, correction, evidence = TABLES["review"], TABLES["correction"], TABLES["evidence"]
    pieces: list[tuple[int, int]] = []
    for column, owner, of, numbers in (
        (evidence.c.review_id, review, review.c.claim_id, claims),
        (evidence.c.correction_id, correction, correction.c.appearance_id, appearances),
    ):
        statement = select(evidence.c.id, evidence.c.article_id).join(owner, owner.c.id == column)
        pieces += [tuple(row) for row in _rows(connection, statement, of, numbers) if row[1] is not None]
    return pieces


def _sources(connection: Connection, claims: Numbers) -> Numbers:
    """Return the sources that only hidden claims and inquiries speak of, with the institutions only they belong to."""
    doubtful: set[int] = set()
    known: set[int] = set()
    tables = [TABLES["appearance"], TABLES["inquiry"]]
    for table in tables:
        doubtful |= _asked(connection, select(table.c.source_id), table.c.claim_id, claims)
    source, new = TABLES["source"], set(doubtful)
    while new:
        rows = _rows(connection, select(*(source.c[name] for name in ABOVE)), source.c.id, new)
        new = {number for row in rows for number in row if number is not None} - doubtful
        doubtful |= new
    for table in tables:
        rows = _rows(connection, select(table.c.source_id, table.c.claim_id), table.c.source_id, doubtful)
        known |= {number for number, claim in rows if claim not in claims}
    return frozenset(doubtful - _with_what_they_name(connection, "source", ABOVE, doubtful, known))


def _with_what_they_name(
    connection: Connection, name: str, columns: Collection[str], doubtful: Collection[int], known: set[int]
) -> set[int]:
    """Return the known records, and the doubtful ones that known records or any others refer to."""
    table, known = TABLES[name], set(known)
    below: list[tuple[int, int]] = []
    for column in columns:
        rows = _rows(connection, select(table.c[column], table.c.id), table.c[column], doubtful)
        below += [(above, number) for above, number in rows]
    while more := {above for above, number in below if number not in doubtful or number in known} - known:
        known |= more
    return known


def _owned(connection: Connection, name: str, column: str, owner: str, hidden: Collection[int]) -> Numbers:
    """Return the records that only hidden owners name."""
    table = TABLES[name]
    doubtful = _asked(connection, select(table.c[column]), table.c[owner], hidden)
    rows = _rows(connection, select(table.c[column], table.c[owner]), table.c[column], doubtful)
    return frozenset(doubtful - {number for number, of in rows if of not in hidden})


def _outlets(connection: Connection, articles: Numbers, reporters: Numbers) -> Numbers:
    """Return the outlets known only from hidden articles and reporters; our own outlets are no secret."""
    doubtful, known = set[int](), set[int]()
    for name, hidden in (("article", articles), ("reporter", reporters)):
        table = TABLES[name]
        doubtful |= _asked(connection, select(table.c.outlet_id), table.c.id, hidden)
    for name, hidden in (("article", articles), ("reporter", reporters)):
        table = TABLES[name]
        rows = _rows(connection, select(table.c.outlet_id, table.c.id), table.c.outlet_id, doubtful)
        known |= {number for number, of in rows if of not in hidden}
    outlet = TABLES["outlet"]
    ours = _asked(connection, select(outlet.c.id).where(outlet.c.ours), outlet.c.id, doubtful)
    return frozenset(doubtful - known - ours)


def _rows(connection: Connection, statement: Select[Any], column: Any, numbers: Iterable[int]) -> Iterable[Any]:
    for part in chunks(sorted(numbers), MANY):
        yield from connection.execute(statement.where(column.in_(part))).all()


def _asked(connection: Connection, statement: Select[Any], column: Any, numbers: Iterable[int]) -> Numbers:
    rows = _rows(connection, statement, column, numbers)
    return frozenset(row[0] for row in rows if row[0] is not None)


# As SQL


_HANGING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "story_closing": (("story_id", "story"),),
    "outlet_alias": (("outlet_id", "outlet"),),
    "byline": (("article_id", "article"), ("reporter_id", "reporter")),
    "claim_story": (("claim_id", "claim"), ("story_id", "story")),
    "appearance": (("claim_id", "claim"),),
    "window": (("claim_id", "claim"),),
    "relation": (("claim_id", "claim"), ("other_id", "claim")),
    "review": (("claim_id", "claim"),),
    "inquiry": (("claim_id", "claim"),),
    "assignment": (("claim_id", "claim"),),
    "snapshot": (("article_id", "article"), ("story_id", "story")),
    "hedge": (("appearance_id", "appearance"),),
    "correction": (("appearance_id", "appearance"),),
    "evidence": (("review_id", "review"), ("correction_id", "correction")),
    "inquiry_reply": (("inquiry_id", "inquiry"),),
    "proposal_decision": (("snapshot_id", "snapshot"),),
    "snapshot_timestamp": (("snapshot_id", "snapshot"),),
}
"""The columns by which rows belong to other rows; a table comes after the tables that it refers to."""

_ABOUT = ("judgement", "revision", "redaction", "sealed", "copy", "remainder")
"""Tables whose rows name others by uid."""

_LEFT_EMPTY = {("claim", "condition_claim_id"): "claim"}
"""References of rows that are shown, which may be to a hidden one; any other makes its record known."""

_OF_CLAIMS = (CLAIM_NOW, CLAIM_WORD, GIST, GIST_STEM)
"""Derived tables with a row or more for each claim."""

_OPEN = frozenset({"policy"})
"""Tables that tell of no story."""


def _as_sql(connection: Connection, hidden: Mapping[str, Numbers]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the lists of hidden numbers, and the text of each table without its hidden rows."""
    whole = readable(connection, dialect.qualified(connection))
    lists = {f"hidden {name}": dialect.list_text(connection, numbers) for name, numbers in hidden.items()}
    gone: dict[str, str] = {name: f'"id" IN (SELECT "id" FROM "hidden {name}")' for name in NAMED_TABLES}
    for name, belongs in _HANGING.items():
        gone[name] = " OR ".join(_gone_with(column, of, gone, whole) for column, of in belongs)
    uids = " UNION ALL ".join(f'SELECT "uid" FROM {whole(name)} WHERE {gone[name]}' for name in gone)
    lists["hidden uids"] = f'SELECT "uid" FROM ({uids}) AS "all uids"'
    named = '"{}" IN (SELECT "uid" FROM "hidden uids")'
    for name in (*_ABOUT, READS.name):
        columns = ("a_uid", "b_uid") if name == "judgement" else ("row_uid",)
        gone[name] = " OR ".join(named.format(column) for column in columns)
    about = " UNION ALL ".join(f'SELECT "uid" FROM {whole(name)} WHERE {gone[name]}' for name in _ABOUT)
    lists[EVERY_ROW] = f'SELECT "uid" FROM "hidden uids" UNION ALL {about}'
    tables = {name: _without(TABLES.get(name, READS), gone[name], whole) for name in gone}
    of_claims = '"claim_id" IN (SELECT "id" FROM "hidden claim")'
    tables |= {table.name: _without(table, of_claims, whole) for table in _OF_CLAIMS}
    tables[SEARCH.name] = _without(SEARCH, " OR ".join([of_claims, *_documents()]), whole)
    return lists, tables


def _gone_with(column: str, of: str, gone: Mapping[str, str], whole: Any) -> str:
    if of in NAMED_TABLES:
        return f'"{column}" IN (SELECT "id" FROM "hidden {of}")'
    return f'"{column}" IN (SELECT "id" FROM {whole(of)} WHERE {gone[of]})'


def _documents() -> list[str]:
    """Return the conditions for documents of the search index that are about hidden records."""
    return [
        f'("subject" = \'{name}\' AND "row_id" IN (SELECT "id" FROM "hidden {name}"))' for name in sorted(NAMED_TABLES)
    ]


def _without(table: Table, gone: str, whole: Any) -> str:
    columns = ", ".join(_column(table, column.name) for column in table.columns)
    return f"SELECT {columns} FROM {whole(table.name)} WHERE ({gone}) IS NOT TRUE"


def _column(table: FromClause, name: str) -> str:
    target = _LEFT_EMPTY.get((str(getattr(table, "name", "")), name))
    if target is None:
        return f'"{name}"'
    return f'CASE WHEN "{name}" IN (SELECT "id" FROM "hidden {target}") THEN NULL ELSE "{name}" END AS "{name}"'


def tables_accounted_for() -> frozenset[str]:
    """Return the tables that this module covers."""
    return frozenset({*NAMED_TABLES, *_HANGING, *_ABOUT, *_OPEN})
