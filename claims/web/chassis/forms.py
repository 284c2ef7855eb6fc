"""The forms of records: their fields, labels, help and choices follow from the catalogue, as the options do.

A form reads typed values as the command line does, so that the same functions make drafts of them; a fault names the
option, and the form shows it beside the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from typing import Any

from starlette.datastructures import FormData

from claims.catalogue import DATE, DAY, FLAG, NUMBER, TEXT, Field, Option, Reference
from claims.errors import BadUsage, BadValue, ClaimsError, Problems, Several
from claims.text.typed import typed_date, typed_day
from claims.vocabulary import HedgeKind, words
from claims.web.chassis.picking import REPORT, chosen
from claims.web.chassis.words import at_desk

MOST = 100_000
"""More people than any article counts."""


class Shape(Enum):
    """How a field is filled in."""

    LINE = auto()
    LONG = auto()
    LINES = auto()
    """Several values, one a line."""
    CHOICE = auto()
    CARDS = auto()
    """A choice whose values need an explanation."""
    CHECK = auto()
    HEDGES = auto()
    FILE = auto()
    PASSWORD = auto()
    """A secret; what was typed never comes back."""
    NEW_PASSWORD = auto()
    HIDDEN = auto()


_LONG = frozenset(
    "statement note question excerpt prefix suffix private_note condition anonymity_reason occasion reason".split()
)
"""The texts that often need more than a line."""


@dataclass(frozen=True)
class Input:
    """A field of a form."""

    name: str
    label: str
    shape: Shape = Shape.LINE
    help: str = ""
    group: str = ""
    words: tuple[StrEnum | str, ...] = ()
    """The values to choose from."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What a choice says, where it is not the value itself."""
    default: str = ""
    required: bool = False
    offers: str = ""
    """The kind of record whose names are offered while somebody types."""
    hint: str = ""
    """The live hint that answers while somebody types: ``window``, ``similar``."""
    holds: object = TEXT
    part: str = ""
    """The option that errors name, like ``--due``."""
    broad: bool = False
    """Whether it takes the whole width of the form."""
    for_programs: str = ""
    """The help in the API's description, where it differs from the form's."""

    def value(self, typed: Sequence[str]) -> Any:
        """Return typed values as the command line reads them; raises `BadValue`."""
        filled = [text.strip() for text in typed if text.strip()]
        if self.shape is Shape.HEDGES:
            return tuple(_hedges(filled))
        if self.shape is Shape.LINES:
            lines = (line.strip() for text in filled for line in text.splitlines() if line.strip())
            return tuple(chosen(line, self.offers) for line in lines)
        if self.shape is Shape.CHECK:
            return bool(filled)
        if not filled:
            return None
        return self._single(filled[0])

    def _single(self, typed: str) -> Any:
        if self.words:
            word = next((word for word in self.words if str(word) == typed), None)
            if word is None:
                listed = ", ".join(words(word) for word in self.words)
                raise BadValue(f'"{typed}" is not known; choose from {listed}', part=self.part)
            return word
        if self.holds is DATE:
            return typed_date(typed, self.part)
        if self.holds is DAY:
            return typed_day(typed, self.part)
        if self.holds is NUMBER:
            if not typed.isdecimal() or not 1 <= int(typed) <= MOST:
                raise BadValue(f'"{typed}" is not a number from 1 to {MOST:,}', part=self.part)
            return int(typed)
        return chosen(typed.replace("\r\n", "\n"), self.offers)


def _hedges(typed: Iterable[str]) -> Iterable[tuple[HedgeKind, str]]:
    """Yield the hedges among texts like ``likelihood:could; may``."""
    for text in typed:
        kind, _, said = text.partition(":")
        yield from ((HedgeKind(kind), part.strip()) for part in said.split(";") if part.strip())


def of_field(of: Field, option: Option | None = None, **changes: Any) -> Input:
    """Return the field of a form for a field of the catalogue, by one of its options; ``changes`` replace values."""
    option = option or of.option or of.beside
    assert option is not None, of.name
    holds = of.holds
    reference = holds.record if isinstance(holds, Reference) else ""
    shape = Shape.LINE
    if reference == "hedge":
        shape = Shape.HEDGES
    elif option.repeatable and of.words is None:
        shape = Shape.LINES
    elif of.words is not None:
        shape = Shape.CHOICE
    elif holds is FLAG:
        shape = Shape.CHECK
    elif of.name in _LONG:
        shape = Shape.LONG
    name = option.name or of.name.replace("_", "-")
    made = Input(
        name=name.replace("-", "_"),
        label=of.form_label,
        shape=shape,
        help=option.at_desk or _beyond(of.form_label, help_of(option.help, of.default)),
        group=of.group,
        words=tuple(of.words) if of.words is not None else (),
        default=str(of.default) if of.words is not None and of.default is not None else "",
        offers=_offered(option, reference),
        holds=holds,
        part=f"--{name}",
        for_programs=help_of(option.help, of.default) if option.at_desk else "",
    )
    return replace(made, **changes)


def _offered(option: Option, reference: str) -> str:
    """Return the kind of record that a field offers; a report that was picked up may be an article or an outlet."""
    if reference == "hedge":
        return ""
    return REPORT if (reference, option.completes) == ("article", "outlet") else option.completes or reference


def help_of(text: str, default: object = None) -> str:
    """Return the help of an option as the help of a field: without what only a command line needs."""
    plain = re.sub(r'; "" removes it', "", text)
    if default is not None:
        plain = re.sub(rf"\s*\({re.escape(str(default))}\)(?=\.$)", "", plain)
    return re.sub(r"; repeatable(, in order)?(?=\.$)", "; one on each line", plain)


def _beyond(label: str, text: str) -> str:
    """Return the help, or nothing where it only repeats the label."""
    words = re.sub(r"^(the|a|an|its) ", "", text.lower().rstrip("."))
    return "" if words == label.lower() else text


@dataclass(frozen=True, eq=False)
class Form:
    """The fields of a form, with its name on the page; each is one of its own."""

    name: str
    inputs: tuple[Input, ...]

    def given(self, typed: FormData) -> dict[str, Any]:
        """Return the values by field, as the command line has them by option; raises every `BadValue` at once."""
        problems, values = Problems(), {}
        for each in self.inputs:
            if each.shape is not Shape.FILE:
                with problems.collected():
                    values[each.name] = each.value(typed_values(each, typed))
        problems.tell()
        return values

    def __getitem__(self, name: str) -> Input:
        """Return a field by its name; raises `KeyError`."""
        for each in self.inputs:
            if each.name == name:
                return each
        raise KeyError(name)

    def with_changes(self, **changes: Mapping[str, Any]) -> Form:
        """Return the form with values of some fields changed."""
        return Form(self.name, tuple(replace(each, **dict(changes.get(each.name, {}))) for each in self.inputs))


def typed_values(each: Input, typed: FormData) -> list[str]:
    """Return the texts of a field, as they came."""
    if each.shape is Shape.HEDGES:
        texts = [(kind, typed.get(f"{each.name}-{kind}")) for kind in HedgeKind]
        return [f"{kind}:{text}" for kind, text in texts if isinstance(text, str) and text.strip()]
    return [text for text in typed.getlist(each.name) if isinstance(text, str)]


@dataclass(frozen=True)
class Filled:
    """How a form is filled in: by a person, or from a record; and its faults."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: tuple[ClaimsError, ...] = ()
    is_typed: bool = False
    """Whether a person filled it in and it was refused."""

    @classmethod
    def by(cls, form: Form, typed: FormData, problem: ClaimsError | None = None) -> Filled:
        """Return a form as a person filled it in."""
        values = {each.name: typed_values(each, typed) for each in form.inputs}
        return cls(values, _each(problem), is_typed=True)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in, nor refused."""
        return not (self.values or self.problems or self.is_typed)

    @classmethod
    def of(cls, **values: object) -> Filled:
        """Return a form filled in from a record; empty values are left out."""
        texts = {name: _texts(value) for name, value in values.items() if value not in (None, "", ())}
        return cls(texts)

    def of_input(self, each: Input) -> Sequence[str]:
        """Return the texts in a field."""
        if each.name in self.values:
            return self.values[each.name]
        return [each.default] if each.default and not self.is_typed else []

    def faults_of(self, each: Input) -> list[ClaimsError]:
        """Return the problems with a field."""
        return [problem for problem in self.problems if self._is_about(problem, each)]

    def other_faults(self, form: Form) -> list[ClaimsError]:
        """Return the problems that no field of the form has."""
        return [problem for problem in self.problems if not any(self._is_about(problem, each) for each in form.inputs)]

    def _is_about(self, problem: ClaimsError, each: Input) -> bool:
        """Return whether a problem names a field: its option, its argument, or the text typed for it."""
        if not problem.part or each.shape is Shape.HIDDEN:
            return False
        return problem.part in (
            each.part,
            each.name.upper(),
            *(text.strip() for text in self.values.get(each.name, ())),
            *(chosen(text.strip(), each.offers) for text in self.values.get(each.name, ())),
        )


def _each(problem: ClaimsError | None) -> tuple[ClaimsError, ...]:
    if problem is None:
        return ()
    return tuple(problem.problems) if isinstance(problem, Several) else (problem,)


def _texts(value: object) -> list[str]:
    if isinstance(value, tuple | list):
        return ["\n".join(str(item) for item in value)]
    return [str(value)]


def in_form(sentence: str, form: Form) -> str:
    """Return a sentence with the labels of the form's fields in place of options: “Due” for ``--due``."""
    return at_desk(sentence, {each.part: each.label for each in form.inputs if each.part})


def choice_text(word: StrEnum | str, texts: Mapping[str, str]) -> str:
    """Return a value to choose as people read it."""
    return texts.get(str(word)) or words(word)


def missing(part: str, sentence: str) -> BadUsage:
    """Return the problem that a needed field is empty."""
    return BadUsage(sentence, part=part)
