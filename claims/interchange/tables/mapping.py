"""Which field each column of a table goes into: by a written mapping, else by the columns' names.

A mapping is TOML::

    dataset = "emergent"                 # names the records' origin; else the file's name
    [columns]
    claimId = "claim.key"                # a column and its field
    stance = { field = "treatment", values = { for = "endorses", against = "rejects" } }
    tags = { field = "story", split = ";" }
    date = { field = "published", dates = "%d/%m/%Y" }
    [constants]
    story = "rumours-2014"               # what every row has
    [ratings]
    "mostly scam" = "refuted"            # see claims.interchange.ratings

An unknown field or column is refused, with the name most like it.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from claims.catalogue.imported import FIELDS as FIELDS
from claims.entry.rules.nothing import is_no_rating
from claims.errors import BadUsage, BadValue, FileUnusable
from claims.parsing import refuse_device, toml_values
from claims.patterns import pattern_of
from claims.text.matching import is_web_address, match_key
from claims.text.names.namesakes import is_no_name
from claims.values import value


@dataclass(frozen=True, slots=True)
class Rule:
    """A column, its field, and how to read its cells."""

    column: str
    field: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The meaning of cells, by their text in lower case."""
    split: str | None = None
    dates: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns go into which fields, and what every row has."""

    dataset: str
    rules: tuple[Rule, ...]
    constants: Mapping[str, str] = dataclasses.field(default_factory=dict)
    ratings: Mapping[str, Any] | None = None
    file: Path | None = None
    """The mapping's file, if it has one."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that rows can have."""
        return frozenset({*(rule.field for rule in self.rules), *self.constants})


@value
class Entry:
    """One record of a table as fields: each a text that is not empty, or several."""

    line: int
    values: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    nothing: frozenset[str] = frozenset()
    """The fields that have words for nothing."""


_FREE_TEXTS = frozenset(name for name, field in FIELDS.items() if field.prose)
"""The fields whose words for nothing are kept as text."""

_ADDRESSES = frozenset({"url", "evidence"})
"""The fields that take the address a cell links to, if the cell's text is not an address."""

_UNCALCULATED = (
    'the column "{}" has a formula whose result is not in the file ({}); open and save the workbook in a spreadsheet '
    "program, or enter the value"
)

_MEANINGLESS = pattern_of("[\x81\x8d\x8f\x90\x9d]")
"""The control characters that are no marks in Windows-1252 either: what is left of a text decoded wrongly twice."""

_BREAKS = re.compile(r"\s*[\r\n]+\s*")


class Reader:
    """Reads records as entries, by a mapping and a heading."""

    def __init__(self, mapping: Plan, header: Sequence[str]) -> None:
        """Take the mapping and the table's heading, which has every column of the mapping."""
        at = {name.casefold(): place for place, name in enumerate(header)}
        self._rules = [
            (
                at[rule.column.casefold()],
                rule,
                rule.field,
                FIELDS[rule.field].several,
                rule.field not in _FREE_TEXTS,
                _is_read(rule),
            )
            for rule in mapping.rules
        ]
        self._constants = {name: value for name, value in mapping.constants.items() if not FIELDS[name].several}
        self._several = {
            name: tuple(part.strip() for part in value.split(";") if part.strip())
            for name, value in mapping.constants.items()
            if FIELDS[name].several
        }
        self.nothing: Counter[str] = Counter()
        """Words for nothing that were read as empty cells, and how often."""
        self.meaningless: Counter[str] = Counter()
        """Control characters that were left out, and how often."""

    def entry(
        self,
        line: int,
        cells: Sequence[str],
        links: Mapping[int, str] | None = None,
        uncalculated: Mapping[int, str] | None = None,
    ) -> Entry:
        """Return one record as fields; ``links`` and ``uncalculated`` are as in `claims.interchange.tables.sheet.Row`.

        Raises `BadValue` for a date that is not as its format says, and for a formula without a result.
        """
        values = dict(self._constants)
        several = dict(self._several)
        nothing: set[str] = set()
        for place, rule, name, takes_several, may_be_nothing, is_read in self._rules:
            text = cells[place].strip()
            if not text and not links and not uncalculated:
                continue
            if not text.isascii() and _MEANINGLESS.search(text):
                self.meaningless.update(f"U+{ord(sign):04X}" for sign in _MEANINGLESS.findall(text))
                text = _MEANINGLESS.sub("", text).strip()
            if uncalculated and place in uncalculated:
                raise BadValue(_UNCALCULATED.format(rule.column, uncalculated[place]), part=name)
            if links and place in links and name in _ADDRESSES and not is_web_address(text):
                text = links[place]
            if not text:
                continue
            if may_be_nothing and is_no_name(text) and self._is_nothing(rule, text):
                nothing.add(name)
                continue
            if takes_several:
                pieces = (part.strip() for part in (text.split(rule.split) if rule.split else (text,)))
                parts = tuple(rule.values.get(part.casefold(), part) for part in pieces if part)
                several[name] = several.get(name, ()) + parts
                continue
            if not is_read:
                values[name] = text
                continue
            text = rule.values.get(text.casefold(), text) if rule.values else text
            if name == "statement":  # a cell of a sheet may hold lines, and a statement is one
                text = _BREAKS.sub(" ", text)
            if rule.dates is not None:
                text = _dated(text, rule)
            if text:
                values[name] = text
        return Entry(line, values, several, frozenset(nothing))

    def _is_nothing(self, rule: Rule, text: str) -> bool:
        """Return whether a word for nothing (`is_no_name`) is read as an empty cell where it stands; counts it."""
        if text.casefold() in rule.values:
            return False
        vocabulary = FIELDS[rule.field].words
        if vocabulary is not None and match_key(text).replace(" ", "_") in set(vocabulary):
            return False  # "unnamed" is an attribution
        if rule.field == "rating" and not is_no_rating(text):
            return False
        self.nothing[text] += 1
        return True


def _is_read(rule: Rule) -> bool:
    """Return whether a cell's text is changed before it is a field's."""
    return bool(rule.values) or rule.field == "statement" or rule.dates is not None


def _dated(text: str, rule: Rule) -> str:
    assert rule.dates is not None
    try:
        moment = datetime.strptime(text, rule.dates)  # noqa: DTZ007 - a day as printed
    except ValueError:
        raise BadValue(f'"{text}" is not a date of the form {rule.dates}', part=rule.column) from None
    return moment.date().isoformat()


def dataset_of(path: Path) -> str:
    """Return the name of a file's dataset: the file's own, without suffixes."""
    return re.sub(r"\.rejects(-\d+)?$", "", path.stem)


def beside(path: Path) -> Path | None:
    """Return the mapping stored beside a table under its name, or None."""
    for name in dict.fromkeys((path.stem, dataset_of(path))):
        mapping = path.with_name(f"{name}.toml")
        if mapping.is_file():
            return mapping
    return None


def mapping_for(
    path: Path,
    header: Sequence[str],
    *,
    file: Path | None = None,
    maps: Iterable[str] = (),
    constants: Mapping[str, str] | None = None,
) -> Plan:
    """Return a table's mapping: from a file, else from the columns' names, plus ``maps``.

    ``maps`` are ``column=field`` as typed; ``column=`` leaves a column out. Raises `FileUnusable`, `BadValue` and
    `BadUsage` for a wrong mapping, an unknown column or an unknown field.
    """
    chosen = file or beside(path)
    plan = _of_file(chosen, dataset_of(path)) if chosen else Plan(dataset_of(path), tuple(recognised(header)))
    rules = {rule.column.casefold(): rule for rule in plan.rules}
    for typed in maps:
        column, sign, name = typed.rpartition("=")
        if not sign or not column.strip():
            raise BadUsage(f'--map takes COLUMN=FIELD, and "{typed}" is not of that form', part="--map")
        column = _numbered(column.strip(), header)
        key = column.casefold()
        if name.strip():
            wanted = _field(name, "--map")
            rules = {other: rule for other, rule in rules.items() if rule.field != wanted or FIELDS[wanted].several}
            before = rules.get(key)
            keeps = before is not None and before.field == wanted
            rules[key] = before if before is not None and keeps else Rule(column, wanted)
        else:
            rules.pop(key, None)
    constant = {**plan.constants, **{_field(name, "--set"): value for name, value in (constants or {}).items()}}
    _check(list(rules.values()), constant, header, "--mapping" if chosen else "--map")
    return Plan(plan.dataset, tuple(rules.values()), constant, plan.ratings, chosen)


def _numbered(column: str, header: Sequence[str]) -> str:
    """Return the name of a column that was given by its number, unless a column has the number for a name."""
    named = column.casefold() in {name.casefold() for name in header}
    if not named and column.isascii() and column.isdigit() and 0 < int(column) <= len(header):
        return header[int(column) - 1]
    return column


def recognised(header: Iterable[str]) -> Iterator[Rule]:
    """Yield a rule for every column with a field's name or a common name for it."""
    taken: set[str] = set()
    columns = [(column, match_key(column)) for column in header]
    for exact in (True, False):
        for column, key in columns:
            for name in FIELDS:
                fits = key == match_key(name) or column == name if exact else _BY_HEADING.get(key) == name
                if fits and name not in taken and column not in taken:
                    taken |= {name, column}
                    yield Rule(column, name)


_BY_HEADING = {match_key(heading): name for name, field in FIELDS.items() for heading in field.headings}
"""The fields by what their columns are commonly called."""


def _of_file(path: Path, dataset: str) -> Plan:
    refuse_device(path, "--mapping")
    try:
        values = toml_values(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnusable(f"{path} cannot be read ({error})", part="--mapping") from error
    except ValueError as error:
        raise BadValue(f"{path} is not TOML: {error}", part="--mapping") from error
    known = ("dataset", "columns", "constants", "ratings")
    for name in values:
        if name not in known:
            raise BadValue(
                f'{path.name} has "{name}"{_near(name, known)}; a mapping has {", ".join(known)}', part="--mapping"
            )
    columns, constants = values.get("columns", {}), values.get("constants", {})
    for name, part in (("columns", columns), ("constants", constants), ("ratings", values.get("ratings", {}))):
        if not isinstance(part, dict):
            raise BadValue(f"{path.name}: [{name}] is a table", part="--mapping")
    return Plan(
        str(values.get("dataset", dataset)),
        tuple(_rule(path, column, given) for column, given in columns.items()),
        {_field(name, "--mapping"): str(value) for name, value in constants.items()},
        values.get("ratings"),
        path,
    )


def _rule(path: Path, column: str, given: Any) -> Rule:
    if isinstance(given, str):
        return Rule(column, _field(given, "--mapping"))
    known = ("field", "values", "split", "dates")
    if not isinstance(given, dict) or not isinstance(given.get("field"), str):
        raise BadValue(
            f'{path.name}: "{column}" goes into a field: "{column}" = "title", or {{ field = "title", … }}',
            part="--mapping",
        )
    for name in given:
        if name not in known:
            raise BadValue(f'{path.name}: "{column}" has "{name}"{_near(name, known)}', part="--mapping")
    values = given.get("values", {})
    if not isinstance(values, dict):
        raise BadValue(f'{path.name}: the values of "{column}" are a table', part="--mapping")
    return Rule(
        column,
        _field(given["field"], "--mapping"),
        {str(name).casefold(): str(value) for name, value in values.items()},
        given.get("split"),
        given.get("dates"),
    )


def _field(typed: str, part: str) -> str:
    name = typed.strip()
    plain = name.replace("-", "_").casefold()
    field = next((candidate for candidate in (name, plain) if candidate in FIELDS), None)
    if field is None:
        raise BadValue(f'"{name}" is not a field; docs/import.md lists them{_near(plain, FIELDS)}', part=part)
    return field


def _check(rules: Sequence[Rule], constants: Mapping[str, str], header: Sequence[str], part: str) -> None:
    there = {name.casefold() for name in header}
    for rule in rules:
        if rule.column.casefold() not in there:
            raise BadValue(f'the table has no column "{rule.column}"{_near(rule.column, header)}', part=part)
    fields = Counter([*(rule.field for rule in rules), *constants])
    for name, count in fields.items():
        if count > 1 and not FIELDS[name].several:
            columns = " and ".join(f'"{rule.column}"' for rule in rules if rule.field == name)
            places = f"{columns} and a constant" if name in constants else columns
            raise BadValue(f'{places} go into "{name}", which takes one', part=part)
    if not {"statement", "claim.key"} & set(fields):
        raise BadUsage(
            "no column holds the claims' statements; say which does: --map COLUMN=statement, or --no-heading if the "
            f"first row is data (the columns are {', '.join(header)})",
            part="--map",
        )


def _near(name: str, known: Iterable[str]) -> str:
    others = {other.casefold(): other for other in known}
    near = get_close_matches(name.casefold(), others, n=1)
    return f'; did you mean "{others[near[0]]}"?' if near else ""
