"""The description of a field: what it holds, its option, how it is imported, shown and searched, who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, StrEnum
from functools import cached_property
from typing import NamedTuple


class Holds(Enum):
    """The type of a field that holds neither a vocabulary's value nor another record."""

    TEXT = "text"
    LINE = "line"  # a code, a slug, a key: short, and not redactable unless marked
    DATE = "date"  # a day, a month or a year, as it was typed
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    NUMBER = "number"


TEXT, LINE, DATE, DAY, MOMENT, FLAG, NUMBER = Holds


FIRST, OF_CLAIM, OF_ARTICLE, PASSAGE, OF_SOURCE, CHAIN, DATES, NOTES = GROUPS = (
    "What you need first",
    "The claim",
    "The article",
    "What the article says",
    "The source",
    "The chain",
    "Deadline and dates",
    "Notes",
)
"""The headings that group the options in the help of `claims log`, in order."""


class Reference(NamedTuple):
    """Another record: the column holds its number; people type its name, slug or number."""

    record: str


class Option(NamedTuple):
    """A command-line option: ``--name METAVAR help``."""

    help: str
    name: str = ""
    """The option's name after the two hyphens; by default the field's name."""
    metavar: str = ""
    """The placeholder for the value in help; by default it follows from what the field holds."""
    repeatable: bool = False
    completes: str = ""
    """The kind of record whose names completion offers; by default the kind that the field refers to."""
    at_desk: str = ""
    """The help of the desk's field, where a browser has other ways than a command line."""


class Cell(NamedTuple):
    """A column of an imported table."""

    headings: str = ""
    """Common headings of this column, separated by bars."""
    name: str = ""
    """Its name in a mapping; by default the field's name."""
    several: bool = False
    prose: bool = False
    """Whether words such as "unknown" or "N/A" count as text in this column, not as an empty cell."""


class Field(NamedTuple):
    """A field of a record; everything after the default is passed by name."""

    name: str
    holds: Holds | type[StrEnum] | Reference
    default: object = None
    """Its value unless another is entered."""

    # What it is, and its options
    about: str = ""
    """What it holds, for readers of the documentation."""
    required: bool = False
    """Whether every record must have it."""
    lasting: bool = False
    """Whether an edit can change it but not remove it, though a record may lack it."""
    optional: bool = False
    """Whether its column may be empty even though it has a default."""
    stored: bool = True
    """Whether it is a column; otherwise it is entered with the record and kept in rows of another table."""
    made_of: str = ""
    """The field it is computed from and redacted with; nobody types it."""
    option: Option | None = None
    """Its option in the record's own commands."""
    beside: Option | None = None
    """Its option in `claims log`, which enters a claim, its article and its source together."""
    group: str = ""
    """The help heading for its option; by default the record's."""
    cell: Cell | None = None

    # Where it is shown
    label: str = ""
    """What sentences call it; by default its name."""
    form: str = ""
    """Its label in a form; by default what sentences call it."""
    phrase: str = ""
    """The phrase for it in a claim's page and in reports: ``{}`` is its text, ``{quoted}`` the text in quotation marks.
    """
    width: int = 0
    """The width of its column in exported tables; 0 if it has no column."""
    reported: int | None = None
    """The width of its column in a story's report, if different; 0 leaves it out."""
    searched: bool = False
    passage: str = ""
    """What search results call a match in it; by default its name."""
    shown: bool = True
    """Whether JSON answers include it."""

    # Who may see it
    private: bool = False
    """Whether it is left out of every report and of every export that is not complete."""
    desk_only: bool = False
    """Whether reports for the public leave it out."""
    identifying: bool | None = None
    """Whether it could identify a confidential source, so that errors must not repeat it; by default as for the record.
    """
    redactable: bool | None = None
    """Whether `claims redact` can empty it; by default every typed text can be emptied."""
    carried: bool = False
    """Whether a reprint's appearance takes it over from the original."""

    @property
    def column(self) -> str:
        """Its column's name."""
        return f"{self.name}_id" if isinstance(self.holds, Reference) else self.name

    @property
    def called(self) -> str:
        """What sentences call it."""
        return self.label or self.name.replace("_", " ")

    @property
    def form_label(self) -> str:
        """Its label in a form."""
        label = self.form or self.called
        return label[:1].upper() + label[1:]

    @property
    def words(self) -> type[StrEnum] | None:
        """Its vocabulary, if it has one."""
        return self.holds if isinstance(self.holds, type) else None

    @property
    def can_be_empty(self) -> bool:
        """Whether an edit can remove its value."""
        return self.default is None and self.holds is not FLAG and not (self.required or self.lasting)

    @property
    def is_text(self) -> bool:
        """Whether it holds free text."""
        return self.holds is TEXT

    @property
    def is_plain(self) -> bool:
        """Whether somebody enters it as a value of the record itself: not a reference, and not computed."""
        return self.stored and not self.made_of and not isinstance(self.holds, Reference)

    @property
    def is_key(self) -> bool:
        """Whether it is computed from a text to find the record whatever the spelling."""
        return bool(self.made_of) and self.name.endswith("_key")

    @property
    def typed(self) -> str:
        """Its option as typed in `claims log` or the record's own command: ``--occasion``."""
        option = self.beside or self.option
        return f"--{((option and option.name) or self.name.replace('_', '-')).partition('/')[0]}"

    @property
    def parameter(self) -> str:
        """The parameter that passes the option's value to a command."""
        return self.typed.removeprefix("--").replace("-", "_")

    @property
    def heading(self) -> str:
        """Its name in a mapping of a table."""
        return (self.cell and self.cell.name) or self.name


class Record:
    """A kind of record: its fields in the order of its columns, which is also their order in exported tables."""

    def __init__(
        self,
        name: str,
        fields: tuple[Field, ...],
        *,
        about: str = "",
        is_named: bool = False,
        identifying: bool = False,
        group: str = "",
        options: str = "",
        json: str = "",
        sheet: str = "",
    ) -> None:
        """Describe a kind of record.

        A record that ``is_named`` is edited in place; rows of other kinds are only ever added. ``identifying`` says
        whether its texts could identify a confidential source. ``group`` is the help heading for fields without one of
        their own. Where the order of fields differs, ``options`` is the order in `claims log`, ``json`` in JSON
        answers, and ``sheet`` in the tables of a report.
        """
        self.name, self.is_named, self.identifying = name, is_named, identifying
        self.fields = tuple(field._replace(group=field.group or group) for field in fields)
        self.options, self.json, self.sheet = options, json, sheet
        self.about = about

    def __getitem__(self, name: str) -> Field:
        """Return a field by name; raises `KeyError`."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def __iter__(self) -> Iterator[Field]:
        """Yield the fields."""
        return iter(self.fields)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that are columns."""
        return tuple(field for field in self.fields if field.stored)

    @property
    def plain(self) -> tuple[Field, ...]:
        """The values of the record itself that somebody enters."""
        return tuple(field for field in self.fields if field.is_plain)

    @cached_property
    def readable(self) -> tuple[Field, ...]:
        """The values that may be read out: neither private values nor the keys that records are found by."""
        values = (field for field in self.columns if not isinstance(field.holds, Reference) and not field.private)
        return tuple(field for field in values if not field.is_key)

    @cached_property
    def phrased(self) -> tuple[Field, ...]:
        """The fields with a phrase of their own."""
        return tuple(field for field in self.fields if field.phrase)

    @property
    def searched(self) -> tuple[str, ...]:
        """The columns that search covers."""
        return tuple(field.name for field in self.columns if field.searched)

    @property
    def passages(self) -> tuple[str, ...]:
        """What search results call matches in those columns."""
        return tuple(field.passage or field.name for field in self.columns if field.searched)

    @property
    def redactable(self) -> tuple[str, ...]:
        """The columns that people typed text into; the slug, which derives from the others, is last."""
        names = [
            field.name
            for field in self.columns
            if (_is_typed_text(field) if field.redactable is None else field.redactable)
        ]
        return tuple(sorted(names, key=lambda name: name == "slug"))

    @property
    def identifying_fields(self) -> tuple[Field, ...]:
        """The fields that could identify a confidential source."""
        return tuple(
            field
            for field in self.fields
            if (self.identifying and _is_typed_text(field) if field.identifying is None else field.identifying)
        )

    @property
    def goes_with(self) -> dict[str, tuple[str, ...]]:
        """The columns computed from each redactable column, by its name; they are redacted with it."""
        return {
            name: made
            for name in self.redactable
            if (made := tuple(field.name for field in self.columns if field.made_of == name))
        }

    def in_order(self, order: str) -> tuple[Field, ...]:
        """Return the fields in an order; a field missing from it follows the field that precedes it in `fields`."""
        names = order.split()
        for before, field in zip((None, *self.fields), self.fields, strict=False):
            if field.name not in names:
                names.insert(names.index(before.name) + 1 if before else 0, field.name)
        return tuple(self[name] for name in names)


def _is_typed_text(field: Field) -> bool:
    return field.is_text and not field.made_of
