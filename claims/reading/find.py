"""Finds the record that a person's typing names: a number (`12`, `#12`), a uid or its beginning, a slug, a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from claims.errors import Ambiguous, NotFound
from claims.patterns import pattern_of
from claims.privacy.confided import all_confided, refuse_confided
from claims.privacy.redaction import label_without
from claims.reading.identity import identities
from claims.store.remembered import remembered
from claims.store.schema import TABLES
from claims.text.matching import alike, host_of, match_key, url_key
from claims.text.names.namesakes import is_no_name, reads_alike
from claims.text.references import after_kind, number_in
from claims.text.shell import quoted
from claims.vocabulary import AliasKind, CorrectionKind, SourceKind, Terms

LABELS = {
    "outlet": ("name",),
    "reporter": ("name",),
    "story": ("title",),
    "source": ("name", "described"),
    "article": ("title", "url"),
    "claim": ("statement",),
    "appearance": ("excerpt",),
    "inquiry": ("whom",),
}
"""The columns that describe a record of each kind."""

CONFIDED = "(known only off the record)"
"""The label of a confidential record, in place of its name."""

NOTHING_NEW: Mapping[int, str | None] = {}
"""No records are about to be inserted."""

_UID_LEAST = 8
_HEX = pattern_of(rf"(?=.*[a-f])[0-9a-f]{{1,{_UID_LEAST - 1}}}")
_UID = pattern_of(r"[0-9a-f]{8}[0-9a-f-]{0,28}")
_FEW = 6


def find(connection: Connection, subject: str, typed: str, *, part: str | None = None) -> int:
    """Return the number of the only record of kind ``subject`` that ``typed`` names.

    Raises `NotFound`, or `Ambiguous` with the candidates if several fit.
    """
    numbers = matches(connection, subject, typed)
    if not numbers:
        raise NotFound(_missing(subject, after_kind(subject, typed)), part=part)
    if len(numbers) > 1:
        joined = identities(connection)
        numbers = sorted({joined.canonical(subject, number) for number in numbers})
    if len(numbers) > 1:
        raise Ambiguous(subject, typed, described(connection, subject, numbers[:_FEW]), part=part)
    return numbers[0]


def matches(connection: Connection, subject: str, typed: str) -> list[int]:
    """Return the numbers of all records that ``typed`` names: by number, else uid, else slug, else name.

    The kind of record may stand before it, as where a record of any kind is named: ``article:7``.
    """
    typed = typed.strip()
    table = TABLES[subject]
    reference = after_kind(subject, typed)
    wanted = number_in(reference)
    if wanted is not None:
        return list(connection.execute(select(table.c.id).where(table.c.id == wanted)).scalars())
    if is_uid(reference):
        matching = connection.execute(select(table.c.id).where(table.c.uid.startswith(reference)).limit(_FEW + 1))
        numbers = list(matching.scalars())
        if numbers:
            return numbers
    if subject == "claim" and is_page_typed(typed):
        return _claims_at(connection, typed)
    if "slug" not in table.c:
        return []
    slugged = connection.execute(select(table.c.id).where(table.c.slug == reference.casefold()).order_by(table.c.id))
    numbers = list(slugged.scalars()) or named(connection, subject, typed)
    return numbers or (named(connection, subject, reference) if reference != typed else [])


def is_uid(typed: str) -> bool:
    """Return whether a text looks like a uid or the beginning of one."""
    return _UID.fullmatch(typed) is not None


def named(connection: Connection, subject: str, name: str) -> list[int]:
    """Return the numbers of records whose name or alias is ``name``, ignoring case, accents and punctuation.

    A story is also found by its title; an article by its title as printed, or by its address.
    """
    table, key = TABLES[subject], match_key(name)
    if not key:
        return []
    if subject == "story":
        rows = connection.execute(select(table.c.id, table.c.title).order_by(table.c.id))
        return [number for number, title in rows if match_key(title or "") == key]
    if subject == "article":
        same = table.c.url_key == url_key(name) if is_page_typed(name) else table.c.title == name
        return list(connection.execute(select(table.c.id).where(same).order_by(table.c.id)).scalars())
    numbers = set(connection.execute(select(table.c.id).where(table.c.match_key == key)).scalars())
    return sorted(numbers | _aliased(connection, key) if subject == "outlet" else numbers)


def is_page_typed(typed: str) -> bool:
    """Return whether a text that names a record is the address of a page."""
    return "/" in typed and "." in host_of(typed)


def _claims_at(connection: Connection, url: str) -> list[int]:
    """Return the claims in the articles at an address, as far as they are on the record."""
    appearance, article, correction = (TABLES[name] for name in ("appearance", "article", "correction"))
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    statement = (
        select(appearance.c.claim_id)
        .join(article, article.c.id == appearance.c.article_id)
        .where(article.c.url_key == url_key(url), appearance.c.terms != Terms.OFF_RECORD, appearance.c.id.not_in(wrong))
        .distinct()
    )
    return list(connection.execute(statement.order_by(appearance.c.claim_id)).scalars())


def _aliased(connection: Connection, key: str) -> set[int]:
    """Return the numbers of the outlets that currently have this other name."""
    alias = TABLES["outlet_alias"]
    statement = select(alias.c.outlet_id, alias.c.withdrawn).where(
        alias.c.kind == AliasKind.ALIAS, alias.c.match_key == key
    )
    newest = dict(connection.execute(statement.order_by(alias.c.entered_at, alias.c.uid)).all())
    return {number for number, withdrawn in newest.items() if not withdrawn}


def alike_records(
    connection: Connection, subject: str, name: str, new: Mapping[int, str | None] = NOTHING_NEW
) -> list[int]:
    """Return the records of a kind with names or aliases like ``name``, closest first.

    After these come names that can be the same name (rule 4). Words for nothing match no name. Records known only off
    the record are left out, because a slip of the pen would reveal their names. ``new`` are the names of records about
    to be inserted.
    """
    if is_no_name(name):
        return []
    names: dict[int, list[str]] = defaultdict(list)
    people: set[int] = set()
    for row in register_rows(connection, subject):
        names[row["id"]].append(row["match_key"] or "")
        if subject == "reporter" or row.get("kind") is SourceKind.PERSON:
            people.add(row["id"])
    for row in standing_aliases(connection) if subject == "outlet" else ():
        if row["kind"] is AliasKind.ALIAS:
            names[row["outlet_id"]].append(row["match_key"] or "")
    for number, called in new.items():
        names[number].append(match_key(called or ""))
    joined = identities(connection)
    near = [*alike(name, names), *_namesakes(name, names, people)]
    hidden = _confided(connection, subject) if near else set[int]()
    return list(dict.fromkeys(joined.canonical(subject, number) for number in near if number not in hidden))


def register_rows(connection: Connection, subject: str) -> Sequence[Mapping[Any, Any]]:
    """Return number, uid, slug, key and name of all records of a register, read once in a transaction."""
    table = TABLES[subject]
    columns = [table.c[name] for name in ("id", "uid", "slug", "match_key", "name")]
    columns += [table.c.kind] if subject == "source" else []
    return remembered(
        connection,
        ("register", subject),
        frozenset({subject}),
        lambda: connection.execute(select(*columns)).mappings().all(),
    )


def standing_aliases(connection: Connection) -> Sequence[Mapping[Any, Any]]:
    """Return the other names and the hosts that outlets have, read once in a transaction."""
    return remembered(connection, "aliases", frozenset({"outlet_alias"}), lambda: _standing_aliases(connection))


def _standing_aliases(connection: Connection) -> Sequence[Mapping[Any, Any]]:
    alias = TABLES["outlet_alias"]
    names = ("outlet_id", "kind", "match_key", "withdrawn", "entered_at", "uid")
    rows = connection.execute(select(*(alias.c[name] for name in names))).mappings().all()
    # Sorted here: an index for it would be kept for the few moments in which it is asked for.
    ordered = sorted(rows, key=lambda row: (row["entered_at"], row["uid"]))
    newest = {(row["outlet_id"], row["kind"], row["match_key"]): row for row in ordered}
    return [row for row in newest.values() if not row["withdrawn"]]


def _namesakes(name: str, names: Mapping[int, Iterable[str]], people: Container[int]) -> list[int]:
    """Return the records whose names can be the same as ``name``, by the rules for people or for institutions."""
    return [
        number
        for number, keys in names.items()
        if any(key and reads_alike(name, key, people=number in people) for key in keys)
    ]


def described(connection: Connection, subject: str, numbers: Sequence[int]) -> list[str]:
    """Return a short line for each record, by number: its number and name, unless that is confidential."""
    table = TABLES[subject]
    columns = [table.c[name] for name in LABELS[subject]]
    rows = connection.execute(select(table.c.id, *columns).where(table.c.id.in_(numbers)).order_by(table.c.id))
    lines = {row[0]: next((value for value in row[1:] if value), None) for row in rows}
    if subject == "article" and None in lines.values():
        lines |= _by_outlet(connection, [number for number, label in lines.items() if label is None])
    hidden = _confided(connection, subject) if lines else set[int]()
    return [
        f"#{number} {CONFIDED if number in hidden else label or label_without(subject, number)}"
        for number, label in lines.items()
    ]


def _confided(connection: Connection, subject: str) -> set[int]:
    return all_confided(connection).by_table().get(subject, set())


def _by_outlet(connection: Connection, articles: Sequence[int]) -> dict[int, str]:
    """Return articles' outlets and days, the label of an article without title and address."""
    article, outlet = TABLES["article"], TABLES["outlet"]
    statement = (
        select(article.c.id, outlet.c.name, article.c.published)
        .join(outlet, outlet.c.id == article.c.outlet_id)
        .where(article.c.id.in_(articles))
    )
    rows = connection.execute(statement)
    return {number: ", ".join(part for part in (name, day and day.split("T")[0]) if part) for number, name, day in rows}


def _missing(subject: str, typed: str) -> str:
    where = {
        "claim": "claims list",
        "appearance": "claims show",
        "story": "claims story list",
        "inquiry": "claims inquiries --all",
    }
    shown = typed if len(typed) <= 60 else f"{typed[:59]}…"
    sentence = f'there is no {subject} "{shown}"; `{where.get(subject, f"claims {subject} list")}` shows what there is'
    if _HEX.fullmatch(typed):
        return f"{sentence}; a uid needs at least its first {_UID_LEAST} characters"
    if subject == "claim" and number_in(typed) is None:
        return (
            f'there is no claim "{shown}": a claim is named by its number; `claims list` lists claims, '
            f"`claims search {quoted(shown)}` finds them by their words"
        )
    return sentence


def outlet_asked_about(connection: Connection, typed: str | None) -> int | None:
    """Return the outlet a report is about, if any; raises `Refused` for one known only off the record."""
    if typed is None:
        return None
    number = find(connection, "outlet", typed, part="--outlet")
    refuse_confided(connection, "outlet", number, "claims outlet show")
    return number
