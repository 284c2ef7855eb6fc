"""What is said of a field, once: what it holds, how it is asked for, read in, shown, searched and kept back."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, StrEnum
from functools import cached_property
from typing import NamedTuple


class Holds(Enum):
    """What stands in a field that is no word of a vocabulary and no other record."""

    TEXT = "text"
    LINE = "line"  # a code, a slug, a key: short, and never redacted for what it says unless it is said so
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
"""The headings under which help lists the options of `claims log`, in order."""


class Reference(NamedTuple):
    """Another record, to which the column refers by number; what people type for it is a name, a slug or a number."""

    record: str


class Option(NamedTuple):
    """An option of the command line: ``--name METAVAR  help``."""

    help: str
    name: str = ""
    """What is typed after the two hyphens, where that is not the field's name."""
    metavar: str = ""
    """What stands for the value, where that does not follow from what the field holds."""
    repeatable: bool = False
    completes: str = ""
    """The records whose names are offered, where they are not those to which the field refers."""


class Cell(NamedTuple):
    """A column of a table that is read in."""

    headings: str = ""
    """What such columns are commonly called, with a bar between."""
    name: str = ""
    """What a mapping calls it, where that is not the field's name."""
    several: bool = False
    prose: bool = False
    """Whether a word for nothing ("unknown", "N/A") is text there like any other."""


class Field(NamedTuple):
    """One field of a record; all but its name, what it holds and its default are named."""

    name: str
    holds: Holds | type[StrEnum] | Reference
    default: object = None
    """What it is where nothing is given."""

    # What it is, and how it is asked for
    about: str = ""
    """What stands in it, for whoever reads in a table or reads what the program answers."""
    required: bool = False
    """Whether a record cannot be without it."""
    lasting: bool = False
    """Whether an edit can change it and not take it out, though it may be absent."""
    optional: bool = False
    """Whether its column may be empty although something is meant where nothing is given."""
    stored: bool = True
    """Whether it is a column; else it is typed with the record and kept in rows of its own."""
    made_of: str = ""
    """The field from which it is computed, and with which it is redacted; nobody types it."""
    option: Option | None = None
    """How the record's own commands ask for it."""
    beside: Option | None = None
    """How `claims log` asks for it, which enters a claim, its article and who stands behind it in one."""
    group: str = ""
    """The heading under which help lists its option, where that is not its record's."""
    cell: Cell | None = None

    # Where it is shown
    label: str = ""
    """What it is called in a sentence, where that is not its name."""
    told: str = ""
    """How a claim's page and reports tell it: ``{}`` is the text, ``{quoted}`` the text in quotation marks."""
    width: int = 0
    """How wide its column is in exported tables; 0 for none of its own."""
    reported: int | None = None
    """How wide it is in the tables of a story's report, where that is another; 0 where it does not stand in them."""
    searched: bool = False
    passage: str = ""
    """What answers call a passage that was found in it, where that is not its name."""
    shown: bool = True
    """Whether answers for programs have it (JSON)."""

    # Who may see it
    private: bool = False
    """Whether it leaves in no report, and in no export that is not complete."""
    desk_only: bool = False
    """Whether a report for the public leaves it out."""
    confiding: bool | None = None
    """Whether it could give away who spoke in confidence: then an error does not show it again (as the record's)."""
    redactable: bool | None = None
    """Whether `claims redact` can take it out (what people typed as text)."""
    carried: bool = False
    """Whether a reprint says the same of its own appearance."""

    @property
    def column(self) -> str:
        """The name of its column."""
        return f"{self.name}_id" if isinstance(self.holds, Reference) else self.name

    @property
    def called(self) -> str:
        """What it is called in a sentence."""
        return self.label or self.name.replace("_", " ")

    @property
    def words(self) -> type[StrEnum] | None:
        """Its vocabulary, if it has one."""
        return self.holds if isinstance(self.holds, type) else None

    @property
    def can_be_empty(self) -> bool:
        """Whether an edit can take it out again."""
        return self.default is None and self.holds is not FLAG and not (self.required or self.lasting)

    @property
    def is_text(self) -> bool:
        """Whether it holds free text."""
        return self.holds is TEXT

    @property
    def is_plain(self) -> bool:
        """Whether it is a value of the record itself that somebody gives: no reference, and made of nothing else."""
        return self.stored and not self.made_of and not isinstance(self.holds, Reference)

    @property
    def is_key(self) -> bool:
        """Whether it is made of a text so that the record is found by it, whatever the spelling."""
        return bool(self.made_of) and self.name.endswith("_key")

    @property
    def typed(self) -> str:
        """Its option in `claims log` or the record's own command, as it is typed: ``--occasion``."""
        option = self.beside or self.option
        return f"--{((option and option.name) or self.name.replace('_', '-')).partition('/')[0]}"

    @property
    def parameter(self) -> str:
        """The name under which a command is given what was typed for that option."""
        return self.typed.removeprefix("--").replace("-", "_")

    @property
    def heading(self) -> str:
        """What a mapping of a table calls it."""
        return (self.cell and self.cell.name) or self.name


class Record:
    """A kind of record: its fields in the order of its columns, in which exported tables have them too."""

    def __init__(
        self,
        name: str,
        fields: tuple[Field, ...],
        *,
        about: str = "",
        is_named: bool = False,
        confiding: bool = False,
        group: str = "",
        options: str = "",
        json: str = "",
        sheet: str = "",
    ) -> None:
        """Take what the record is called, what it has and, for people, what it is.

        One that ``is_named`` is edited in place; of others rows are only ever added.  ``confiding`` says that its texts
        could give away who spoke in confidence.  ``group`` is the heading under which help lists options of its fields
        that have none of their own.  Where they are another, ``options`` is the order in which `claims log`
        lists them, ``json`` that of answers for programs, ``sheet`` that of the tables of a report.
        """
        self.name, self.is_named, self.confiding = name, is_named, confiding
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
        """The fields that are values of the record itself and that somebody gives."""
        return tuple(field for field in self.fields if field.is_plain)

    @cached_property
    def readable(self) -> tuple[Field, ...]:
        """The values that reads give out: all but those that are private, and keys by which records are found."""
        values = (field for field in self.columns if not isinstance(field.holds, Reference) and not field.private)
        return tuple(field for field in values if not field.is_key)

    @cached_property
    def worded(self) -> tuple[Field, ...]:
        """The fields that sentences give as they are."""
        return tuple(field for field in self.fields if field.told)

    @property
    def searched(self) -> tuple[str, ...]:
        """The columns whose words are searched."""
        return tuple(field.name for field in self.columns if field.searched)

    @property
    def passages(self) -> tuple[str, ...]:
        """What answers call passages in those columns."""
        return tuple(field.passage or field.name for field in self.columns if field.searched)

    @property
    def redactable(self) -> tuple[str, ...]:
        """The columns that hold what people typed; a slug, which is made of the others, comes last."""
        names = [
            field.name
            for field in self.columns
            if (_is_typed_text(field) if field.redactable is None else field.redactable)
        ]
        return tuple(sorted(names, key=lambda name: name == "slug"))

    @property
    def confidences(self) -> tuple[Field, ...]:
        """The fields that could give away who spoke in confidence."""
        return tuple(
            field
            for field in self.fields
            if (self.confiding and _is_typed_text(field) if field.confiding is None else field.confiding)
        )

    @property
    def goes_with(self) -> dict[str, tuple[str, ...]]:
        """The columns that are made of one that can be redacted, and go with it, by its name."""
        return {
            name: made
            for name in self.redactable
            if (made := tuple(field.name for field in self.columns if field.made_of == name))
        }

    def in_order(self, order: str) -> tuple[Field, ...]:
        """Return the fields in an order; one that is not named there comes after the one before it in `fields`."""
        names = order.split()
        for before, field in zip((None, *self.fields), self.fields, strict=False):
            if field.name not in names:
                names.insert(names.index(before.name) + 1 if before else 0, field.name)
        return tuple(self[name] for name in names)


def _is_typed_text(field: Field) -> bool:
    return field.is_text and not field.made_of
