"""The values that a request carries: in its address or, as JSON, in its body; read as the command line reads them.

Every value has the name of its option, with underscores: ``due_latest`` for ``--due-latest``.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum, StrEnum, auto
from typing import Any

from claims.catalogue import DATE, DAY, NUMBER
from claims.entry.typed import TypedEvidence, is_file
from claims.errors import BadUsage, BadValue, Problems
from claims.parsing import is_storable
from claims.text.references import names_an_article
from claims.text.typed import typed_date, typed_day, typed_hedge
from claims.vocabulary import EvidenceKind, HedgeKind
from claims.web.chassis.forms import MOST, Input, Shape

Json = dict[str, Any]


class Kind(Enum):
    """What a value is."""

    TEXT = auto()
    DATE = auto()
    DAY = auto()
    NUMBER = auto()
    FLAG = auto()
    HEDGE = auto()
    EVIDENCE = auto()
    BYTES = auto()
    """The content of a file, in base64."""


@dataclass(frozen=True)
class Param:
    """A value of a request."""

    name: str
    about: str
    kind: Kind = Kind.TEXT
    words: tuple[StrEnum | str, ...] = ()
    """The values to choose from."""
    several: bool = False
    required: bool = False
    default: Any = None
    is_open: bool = False
    """Whether nothing is said by leaving a flag out; otherwise that means no."""
    least: int = 1
    most: int = MOST
    part: str = ""
    """The option or the argument that problems name."""

    @classmethod
    def of(cls, each: Input, **changes: Any) -> Param:
        """Return the value that a field of a form stands for."""
        kinds: dict[object, Kind] = {DATE: Kind.DATE, DAY: Kind.DAY, NUMBER: Kind.NUMBER}
        shapes = {Shape.HEDGES: Kind.HEDGE, Shape.CHECK: Kind.FLAG}
        made = cls(
            name=each.name,
            about=(each.for_programs or each.help or f"{each.label}.").replace("; one on each line", ""),
            kind=shapes.get(each.shape) or kinds.get(each.holds, Kind.TEXT),
            words=each.words,
            several=each.shape in (Shape.LINES, Shape.HEDGES),
            required=each.required,
            part=each.part,
        )
        return replace(made, **changes)

    @property
    def nothing(self) -> Any:
        """The value that stands for a missing one."""
        if self.default is not None:
            return self.default
        return () if self.several else False if self.kind is Kind.FLAG and not self.is_open else None

    def value(self, given: object) -> Any:
        """Return a value of a body; raises `BadUsage` for another type, and `BadValue`."""
        if given is None:
            return self.nothing
        if not self.several:
            return self._single(given)
        if not isinstance(given, list):
            raise BadUsage(f"{self.name} is a list", part=self.part or self.name)
        return tuple(value for each in given if (value := self._single(each)) not in (None, ""))

    def of_address(self, typed: Sequence[str]) -> Any:
        """Return a value of an address; raises `BadUsage` and `BadValue`."""
        filled = [text.strip() for text in typed if text.strip()]
        if not filled:
            return self.nothing
        if not self.several and len(filled) > 1:
            raise BadUsage(f"{self.name} comes more than once", part=self.part or self.name)
        values = [self._plain(text) for text in filled]
        return self.value(values if self.several else values[0])

    def _plain(self, text: str) -> object:
        """Return a text of an address as the type that a body would have; other text stays as it is."""
        if self.kind is Kind.FLAG:
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(text, text)
        return int(text) if self.kind is Kind.NUMBER and text.isascii() and text.isdecimal() else text

    def _single(self, given: object) -> Any:
        wanted = {Kind.FLAG: bool, Kind.NUMBER: int, Kind.EVIDENCE: dict}.get(self.kind, str)
        if not isinstance(given, wanted) or (wanted is int and isinstance(given, bool)):
            raise BadUsage(f"{self.name} is {_TYPES[wanted]}", part=self.part or self.name)
        if isinstance(given, str):
            return self._text(given)
        if isinstance(given, dict):
            return _evidence(given)
        if isinstance(given, int) and self.kind is Kind.NUMBER and not self.least <= given <= self.most:
            raise BadValue(f"{self.name} is a number from {self.least:,} to {self.most:,}", part=self.part)
        return given

    def _text(self, given: str) -> Any:
        if not is_storable(given):
            raise BadValue(f"{self.name} has a character that no database can hold", part=self.part)
        typed = given.strip()
        if not typed:
            return ""
        if self.words:
            chosen = next((word for word in self.words if str(word) == typed), None)
            if chosen is None:
                listed = ", ".join(map(str, self.words))
                raise BadValue(f'"{typed}" is not known; choose from {listed}', part=self.part)
            return chosen
        if self.kind is Kind.BYTES:
            return _bytes(typed, self.name)
        if self.kind is Kind.DATE:
            return typed_date(typed, self.part)
        if self.kind is Kind.DAY:
            return typed_day(typed, self.part)
        return typed_hedge(typed, self.part) if self.kind is Kind.HEDGE else typed.replace("\r\n", "\n")

    @property
    def schema(self) -> Json:
        """What it may be, as JSON Schema (2020-12)."""
        single = self._schema()
        schema: Json = {"type": "array", "items": single} if self.several else single
        if not self.required and self.default is None and not self.several:
            schema = {"anyOf": [schema, {"type": "null"}]} if "enum" in schema else _or_null(schema)
        return schema | ({"default": self.default} if self.default is not None else {})

    def _schema(self) -> Json:
        if self.words:
            return {"type": "string", "enum": [str(word) for word in self.words]}
        if self.kind is Kind.FLAG:
            return {"type": "boolean"}
        if self.kind is Kind.NUMBER:
            return {"type": "integer", "minimum": self.least, "maximum": self.most}
        if self.kind is Kind.HEDGE:
            return {"type": "string", "pattern": f"^({'|'.join(HedgeKind)}):.*\\S"}
        if self.kind is Kind.EVIDENCE:
            return {"$ref": "#/components/schemas/Evidence"}
        if self.kind is Kind.BYTES:
            return {"type": "string", "contentEncoding": "base64"}
        return {"type": "string", "pattern": "\\S"} if self.required else {"type": "string"}


_TYPES = {str: "a text", int: "a whole number", bool: "true or false", dict: "an object"}


def _or_null(schema: Json) -> Json:
    return schema | {"type": [schema["type"], "null"]} if "type" in schema else schema


def given_in_body(params: Iterable[Param], body: object) -> Json:
    """Return the values of a body by name; blank texts stay, for what they may mean.

    Raises `BadUsage` for what is no object, for a name that is not known and for a missing value, and `BadValue`;
    several problems at once.
    """
    if not isinstance(body, dict):
        raise BadUsage('the body is not a JSON object, like {"note": "…"}')
    known = {param.name: param for param in params}
    problems, values = Problems(), {}
    for name in body.keys() - known.keys():
        problems.add(_unknown(name, known))
    for name, param in known.items():
        with problems.collected():
            values[name] = param.value(body.get(name))
            if param.required and values[name] in (None, "", ()):
                raise BadUsage(f"{name} is missing", part=param.part or name)
    problems.tell()
    return values


def given_in_address(params: Iterable[Param], query: Mapping[str, Sequence[str]]) -> Json:
    """Return the values of an address by name; raises as `given_in_body` does."""
    known = {param.name: param for param in params}
    problems, values = Problems(), {}
    for name in query.keys() - known.keys():
        problems.add(_unknown(name, known))
    for name, param in known.items():
        with problems.collected():
            values[name] = param.of_address(query.get(name, ()))
            if param.required and values[name] in (None, "", ()):
                raise BadUsage(f"{name} is missing", part=param.part or name)
    problems.tell()
    return values


def without_blanks(values: Json) -> Json:
    """Return values with nothing in place of blank texts."""
    return {name: None if value == "" else value for name, value in values.items()}


def _unknown(name: str, known: Iterable[str]) -> BadUsage:
    close = get_close_matches(name, known, 1)
    lead = f"; did you mean {close[0]}?" if close else ""
    return BadUsage(f'"{name}" is not known here{lead}', part=name)


# Evidence

EVIDENCE = (
    Param("evidence", "What it rests on: a link, or an article like article:7.", required=True, part="--evidence"),
    Param("kind", "What sort of evidence it is.", words=tuple(EvidenceKind), part="--evidence-kind"),
    Param("title", "Its title.", part="--evidence-title"),
    Param("published", "The day it was published.", Kind.DATE, part="--evidence-published"),
    Param("note", "A note on it.", part="--evidence-note"),
    Param("content", "The content of a file, in base64; evidence is then its name.", Kind.BYTES, part="--evidence"),
)
"""A piece of evidence."""


@dataclass(frozen=True)
class SentEvidence:
    """A piece of evidence, and the bytes of a file, whose name it has then."""

    piece: TypedEvidence
    content: bytes | None = None


def _bytes(typed: str, name: str) -> bytes:
    try:
        return b64decode(typed, validate=True)
    except ValueError:
        raise BadValue(f"{name} is not base64", part=name) from None


def _evidence(given: Json) -> SentEvidence:
    values = without_blanks(given_in_body(EVIDENCE, given))
    typed, content = values.pop("evidence"), values.pop("content")
    if content is not None and (not is_file(typed) or "/" in typed or "\\" in typed or not typed.strip(". ")):
        raise BadValue(f'"{typed}" is not the name of a file, like minutes.pdf', part="--evidence")
    if content is None and is_file(typed):
        raise BadValue(f'"{typed}" is neither a link (https://…) nor an article (article:7)', part="--evidence")
    kind = values.pop("kind")
    if kind is None and not names_an_article(typed):
        raise BadUsage(f'say what sort of evidence "{typed}" is: {", ".join(EvidenceKind)}', part="--evidence-kind")
    return SentEvidence(TypedEvidence(typed, kind or EvidenceKind.REPORT, **values), content)
