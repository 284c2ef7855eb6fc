"""The code and the documentation that are written from the catalogue, and are checked in.

Type checkers and readers want to see the fields of a class, so they stand there: `python -m claims.catalogue` writes
them after the catalogue has changed, and a test holds the two together.  Columns of tables are only added and taken
out; how they are indexed is said there.  Drafts and records have a block of lines under a comment such as
``# From the catalogue: appearance, but for source``, which ends at the first empty line.
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
from claims.catalogue.meanings import MEANINGS, TOLD_APART
from claims.catalogue.views import VIEWS
from claims.vocabulary import Attribution

TABLES = "claims/store/tables.py"
DRAFTS = ("claims/entry/drafts.py", "claims/cli/forms/drafts.py")
RECORD_CLASSES = tuple(f"claims/reading/{name}.py" for name in ("records", "registers/records", "disclosed"))
EXCHANGE_SCHEMA = "claims/interchange/exchange/exchange.schema.json"
FIELDS_PAGE, IMPORT_PAGE, JSON_PAGE, SQL_PAGE = "docs/fields.md", "docs/import.md", "docs/json.md", "docs/sql.md"

_BLOCK = re.compile(
    r"^    # From the catalogue: (\w+)(, beside)?(?:, but for ([\w, ]+))?\n(?:    \S.*\n)*", re.MULTILINE
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
    """Yield the name of each file that follows from the catalogue, with the text that it is to have.

    ``read`` returns the text that a file has, by its name in the checkout.
    """
    yield TABLES, with_imports(_CLASS.sub(_table, read(TABLES)), RECORDS.values())
    for names, line in ((DRAFTS, _draft_line), (RECORD_CLASSES, _record_line)):
        yield from ((name, with_imports(_with_blocks(read(name), line), RECORDS.values())) for name in names)
    yield EXCHANGE_SCHEMA, with_rows(read(EXCHANGE_SCHEMA), RECORDS.values())
    yield IMPORT_PAGE, _rows(read(IMPORT_PAGE), "| field | holds |", _columns())
    yield SQL_PAGE, _views(read(SQL_PAGE))
    whose_word = "| attribution | who is behind the claim |"
    yield FIELDS_PAGE, _rows(_with_every_field(read(FIELDS_PAGE)), whose_word, _meanings(Attribution))
    yield JSON_PAGE, _rows(read(JSON_PAGE), "| value of an appearance | holds |", _values(APPEARANCE))


# Tables


def _table(found: re.Match[str]) -> str:
    name = re.sub(r"(?<=.)(?=[A-Z])", "_", found[1]).lower()
    head, columns = _parted(found[0].split("\n"))
    wanted = (columns.get(field.column, [f"    {_column(field)}"]) for field in RECORDS[name].columns)
    return "\n".join([*head, *(line for lines in wanted for line in lines)])


def _parted(lines: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines of a class before its columns, and each column's own lines by its name."""
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
    def block(found: re.Match[str]) -> str:
        left_out = re.split(r", | and ", found[3] or "")
        record = RECORDS[found[1]]
        fields = _drafted(record, beside=bool(found[2])) if line is _draft_line else record.readable
        lines = [f"    {line(field)}\n" for field in fields if field.name not in left_out]
        return found[0].split("\n", 1)[0] + "\n" + "".join(lines)

    return _BLOCK.sub(block, text)


def _drafted(record: Record, *, beside: bool) -> Sequence[Field]:
    """Return the fields that people give with a record: those that are kept in other records' rows only by name."""
    return [
        field
        for field in record
        if (field.beside or ((field.option or field.cell) and not beside))
        and (field.stored or isinstance(field.holds, Reference))
    ]


def _draft_line(field: Field) -> str:
    if isinstance(field.holds, Reference):
        option = field.beside or field.option
        one = "tuple[HedgeKind, str]" if field.holds.record == "hedge" else "str"
        several = option is not None and option.repeatable
        return f"{field.name}: tuple[{one}, ...] = ()" if several else f"{field.name}: {one} | None = None"
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
    """Return the type of what is stored: a text is nothing where it was redacted."""
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
    """Return a page on which the table with that heading has these rows."""
    before, after = page.split(f"{heading}\n|---|---|\n", 1)
    rest = re.sub(r"\A(?:\|.*\n)*", "", after)
    return f"{before}{heading}\n|---|---|\n{''.join(rows)}{rest}"


def _values(record: Record) -> Iterator[str]:
    for field in record.in_order(record.json):
        if field.is_plain and field.shown and not field.private:
            yield f"| `{field.name}` | {field.about} |\n"


def _views(page: str) -> str:
    """Return the page about the views with the columns of each."""
    for view in VIEWS:
        before, after = page.split(f"## {view.name}\n", 1)
        rows = (f"| `{name}` | {about} |\n" for name, about in view.columns(RECORDS).items())
        page = f"{before}## {view.name}\n{_rows(after, '| column | holds |', rows)}"
    return page


def _with_every_field(page: str) -> str:
    """Return the page about fields with a table for each kind of record, up to the next heading of its level."""
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
    told_apart = TOLD_APART.get(word) if isinstance(word, Attribution) else None
    return f"`{word}` ({told_apart})" if told_apart else f"`{word}`"


def _meanings(vocabulary: type[StrEnum]) -> Iterator[str]:
    yield from (f"| `{word}` | {told} |\n" for word, told in MEANINGS[vocabulary].items())
