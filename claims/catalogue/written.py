"""The code and documentation generated from the catalogue and checked in.

Type checkers and readers need to see a class's fields in the code, so `python -m claims.catalogue` writes them there,
and a test checks that they match. In table classes it only adds and removes columns; indexes are written by hand.
Drafts and records have a generated block under a comment such as ``# From the catalogue: appearance, except source``;
the block ends at the first empty line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from claims.catalogue import APPEARANCE, RECORDS
from claims.catalogue.code_imports import with_imports
from claims.catalogue.exchange_schema import with_rows
from claims.catalogue.field import DATE, DAY, FLAG, LINE, MOMENT, NUMBER, TEXT, Field, Record, Reference
from claims.catalogue.imported import FIELDS
from claims.catalogue.meanings import EASILY_CONFUSED, MEANINGS
from claims.catalogue.views import VIEWS
from claims.vocabulary import Attribution

TABLES = "claims/store/tables.py"
DRAFTS = ("claims/entry/drafts.py", "claims/entry/typed.py")
RECORD_CLASSES = tuple(f"claims/reading/{name}.py" for name in ("records", "registers/records", "disclosed"))
EXCHANGE_SCHEMA = "claims/interchange/exchange/exchange.schema.json"
FIELDS_PAGE, IMPORT_PAGE, JSON_PAGE, SQL_PAGE = "docs/fields.md", "docs/import.md", "docs/json.md", "docs/sql.md"

_BLOCK = re.compile(
    r"^    # From the catalogue: (\w+)(, beside)?(?:, except ([\w, ]+))?\n(?:    \S.*\n)*", re.MULTILINE
)
_CLASS = re.compile(r"^class (\w+)\(Row, table=True\):\n(?:(?!\n\n\n).)*", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(r"    (\w+): .*")
_TYPES: Mapping[object, str] = {
    TEXT: "str",
    LINE: "str",
    DATE: "str",
    DAY: "date",
    MOMENT: "datetime",
    FLAG: "bool",
    NUMBER: "int",
}
_MADE: Mapping[object, str] = {TEXT: "text()", DAY: "day()", MOMENT: "Field(default=None, sa_type=UtcDateTime)"}


def written(read: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each generated file with the text it should have.

    ``read`` returns a file's present text by its name in the checkout.
    """
    yield TABLES, with_imports(_CLASS.sub(_table, read(TABLES)), RECORDS.values())
    for names, line in ((DRAFTS, _draft_line), (RECORD_CLASSES, _record_line)):
        yield from ((name, with_imports(_with_blocks(read(name), line), RECORDS.values())) for name in names)
    yield EXCHANGE_SCHEMA, with_rows(read(EXCHANGE_SCHEMA), RECORDS.values())
    yield IMPORT_PAGE, _rows(read(IMPORT_PAGE), "| field | holds |", _columns())
    yield SQL_PAGE, _views(read(SQL_PAGE))
    attributions = "| attribution | who is behind the claim |"
    yield FIELDS_PAGE, _rows(_with_every_field(read(FIELDS_PAGE)), attributions, _meanings(Attribution))
    yield JSON_PAGE, _rows(read(JSON_PAGE), "| value of an appearance | holds |", _values(APPEARANCE))


# Tables


def _table(match: re.Match[str]) -> str:
    name = re.sub(r"(?<=.)(?=[A-Z])", "_", match[1]).lower()
    head, columns = _parted(match[0].split("\n"))
    wanted = (columns.get(field.column, [f"    {_column(field)}"]) for field in RECORDS[name].columns)
    return "\n".join([*head, *(line for lines in wanted for line in lines)])


def _parted(lines: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines of a class before its columns, and each column's lines by its name."""
    head: list[str] = []
    columns: dict[str, list[str]] = {}
    into = head
    for line in lines:
        column = _COLUMN.fullmatch(line)
        if column and not column[1].startswith("__"):
            into = columns.setdefault(column[1], [])
        into.append(line)
    return head, columns


def _column(field: Field) -> str:
    holds = field.holds
    if isinstance(holds, Reference):
        more = ", required=True" if field.required else ""
        return f'{field.column}: int{"" if field.required else " | None"} = link("{holds.record}"{more})'
    if field.words is not None:
        default = "" if field.required else f", default={_default(field)}"
        return f'{field.name}: {_stored_type(field)} = choice({field.words.__name__}, "{field.name}"{default})'
    if holds is FLAG:
        return f"{field.name}: bool = {field.default}"
    return f"{field.name}: {_type(field)} | None = {_MADE.get(holds, 'None')}"


# Drafts and records


def _with_blocks(text: str, line: Callable[[Field], str]) -> str:
    def block(match: re.Match[str]) -> str:
        left_out = re.split(r", | and ", match[3] or "")
        record = RECORDS[match[1]]
        fields = _drafted(record, beside=bool(match[2])) if line is _draft_line else record.readable
        lines = [f"    {line(field)}\n" for field in fields if field.name not in left_out]
        return match[0].split("\n", 1)[0] + "\n" + "".join(lines)

    return _BLOCK.sub(block, text)


def _drafted(record: Record, *, beside: bool) -> Sequence[Field]:
    """Return the fields entered with a record; those kept in other tables only if they refer to a record."""
    return [
        field
        for field in record
        if (field.beside or ((field.option or field.cell) and not beside))
        and (field.stored or isinstance(field.holds, Reference))
    ]


def _draft_line(field: Field) -> str:
    if isinstance(field.holds, Reference):
        option = field.beside or field.option
        value = "tuple[HedgeKind, str]" if field.holds.record == "hedge" else "str"
        several = option is not None and option.repeatable
        return f"{field.name}: tuple[{value}, ...] = ()" if several else f"{field.name}: {value} | None = None"
    if field.required:
        return f"{field.name}: {_type(field)}"
    if field.default is None:
        return f"{field.name}: {_type(field)} | None = None"
    return f"{field.name}: {_type(field)} = {_default(field)}"


def _record_line(field: Field) -> str:
    return f"{field.name}: {_stored_type(field)}"


def _type(field: Field) -> str:
    return field.words.__name__ if field.words is not None else _TYPES[field.holds]


def _stored_type(field: Field) -> str:
    """Return the type of the stored value; texts may be None, as redaction empties them."""
    never_empty = field.required and field.holds is not TEXT
    return (
        _type(field) if never_empty or (field.default is not None and not field.optional) else f"{_type(field)} | None"
    )


def _default(field: Field) -> str:
    words = field.words
    return (
        f"{words.__name__}.{words(str(field.default)).name}"
        if words and field.default is not None
        else f"{field.default}"
    )


# Documentation


def _rows(page: str, heading: str, rows: Iterator[str]) -> str:
    """Return the page with new rows in the table that has this heading."""
    before, after = page.split(f"{heading}\n|---|---|\n", 1)
    rest = re.sub(r"\A(?:\|.*\n)*", "", after)
    return f"{before}{heading}\n|---|---|\n{''.join(rows)}{rest}"


def _values(record: Record) -> Iterator[str]:
    for field in record.in_order(record.json):
        if field.is_plain and field.shown and not field.private:
            yield f"| `{field.name}` | {field.about} |\n"


def _views(page: str) -> str:
    """Return the page about the views with each view's columns."""
    for view in VIEWS:
        before, after = page.split(f"## {view.name}\n", 1)
        rows = (f"| `{name}` | {about} |\n" for name, about in view.columns(RECORDS).items())
        page = f"{before}## {view.name}\n{_rows(after, '| column | holds |', rows)}"
    return page


def _with_every_field(page: str) -> str:
    """Return the page about fields with a table for each kind of record, up to the heading "Adding a field"."""
    before, after = page.split("## Adding a field\n")
    return f"{before.partition('### ')[0]}{''.join(map(_fields, RECORDS.values()))}## Adding a field\n{after}"


def _fields(record: Record) -> str:
    rows = (_field_row(field, record) for field in record if not field.made_of)
    heading = "| field | holds | kept back | can be redacted |\n|---|---|---|---|\n"
    return f"### {record.name.replace('_', ' ')}\n\n{record.about}\n\n{heading}{''.join(rows)}\n"


def _field_row(field: Field, record: Record) -> str:
    kept_back = "always" if field.private else "from the public" if field.desk_only else ""
    redactable = "yes" if field.name in record.redactable else ""
    cells = (f"`{field.name}`", f"{field.about}{_chosen(field.words)}", kept_back, redactable)
    return f"| {' | '.join(cells)} |\n".replace("|  |", "| |").replace("|  |", "| |")


def _chosen(words: type[StrEnum] | None) -> str:
    return ": " + ", ".join(map(_word, words)) if words else ""


def _columns() -> Iterator[str]:
    for name, field in FIELDS.items():
        yield f"| `{name}` | {field.about}{_chosen(field.words)}{'; several' if field.several else ''} |\n"


def _word(word: StrEnum) -> str:
    difference = EASILY_CONFUSED.get(word) if isinstance(word, Attribution) else None
    return f"`{word}` ({difference})" if difference else f"`{word}`"


def _meanings(vocabulary: type[StrEnum]) -> Iterator[str]:
    yield from (f"| `{word}` | {meaning} |\n" for word, meaning in MEANINGS[vocabulary].items())
