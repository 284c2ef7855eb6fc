"""Which fields may be redacted, which columns go with them, and how a text is searched for: values in, values out.

A redaction removes the content and leaves the row.  Who entered it and when, its links to other records and its
vocabulary values stay.  The database's own triggers allow no other change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from claims.catalogue import RECORDS
from claims.errors import BadUsage, BadValue
from claims.patterns import pattern_of
from claims.rules.redacted import FILE as FILE
from claims.rules.redacted import KEPT as KEPT
from claims.rules.redacted import placeholder as placeholder
from claims.text.matching import folded
from claims.values import value
from claims.vocabulary import a_or_an

REDACTED = "(redacted)"
"""Printed in place of a redacted text."""

TEXTS: Mapping[str, tuple[str, ...]] = {
    name: record.redactable for name, record in RECORDS.items() if record.redactable
}
"""The fields that hold what people typed, by table."""

DERIVED: Mapping[tuple[str, str], tuple[str, ...]] = {
    (name, field): made for name, record in RECORDS.items() for field, made in record.goes_with.items()
}
"""The columns derived from a field, which are redacted with it."""

PRIVATE = frozenset(field.name for record in RECORDS.values() for field in record if field.private)
"""The newsroom's private columns: in no report, and in a complete export only."""

FIELDS = frozenset({name for names in TEXTS.values() for name in names} | {FILE})
"""Every redactable field name, of all records."""

CALLED = frozenset({"name", "described", "title"})
"""The fields a slug is made from."""

KINDS: Mapping[str, str] = {"alias": "outlet_alias", "reply": "inquiry_reply"}
"""The everyday names of records, where the table is called differently."""

SHORTEST = 3
"""Characters a text must have to be searched for in other records: shorter texts match everywhere."""

_RECORD = pattern_of(r"([a-z_-]+)[:#](\d{1,9})")
_WITHOUT_SPACES = "\u0e00"
"""From Thai on in Unicode, most scripts put no spaces between words, so a text also matches inside a run of letters."""


@value
class Wanted:
    """A record by table and number, and its fields to be redacted."""

    subject: str
    number: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """A text to search for as whole words, ignoring case, accents and punctuation."""

    key: str
    beginning: bool = False
    """Whether the last word may have an ending, as names have in languages that decline them."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that matches it in a folded text."""
        other = rf"[^\W{_WITHOUT_SPACES}-\U0010ffff]"
        left = f"(?<!{other})" if self.key[0] < _WITHOUT_SPACES else ""
        right = f"(?!{other})" if self.key[-1] < _WITHOUT_SPACES and not self.beginning else ""
        return re.compile(left + re.escape(self.key) + right)


def holds(text: str, wanted: Iterable[Sought]) -> bool:
    """Return whether a text contains any of the texts searched for."""
    flat = folded(text)
    return any(sought_text.pattern.search(flat) for sought_text in wanted)


def sought(text: str) -> Sought:
    """Return the text to search for; a final ``*`` allows endings.  Raises `BadValue` if it has no words."""
    key = folded(text.strip().removesuffix("*"))
    if not key:
        raise BadValue("there are no words to search for; give the text to redact")
    return Sought(key, beginning=text.strip().endswith("*"))


def worth_seeking(texts: Iterable[str]) -> tuple[Sought, ...]:
    """Return the texts that are long enough to search for in other records, each once."""
    keys = dict.fromkeys(folded(text) for text in texts)
    return tuple(Sought(key) for key in keys if len(key) >= SHORTEST)


def plain_value(subject: str, field: str, value: str) -> str:
    """Return a stored value as it was typed: a revision's without its JSON."""
    return str(json.loads(value)) if subject == "revision" and field in ("old", "new") else value


def readable(subject: str, field: str, value: str) -> str:
    """Return a stored value ready to be searched: an address is followed by its unescaped form."""
    plain = plain_value(subject, field, value)
    return f"{plain} {unquote(plain)}" if "%" in plain else plain


def shares_word(slug: str, texts: Iterable[str]) -> bool:
    """Return whether a slug has a word of one of the texts and so gives something of it away."""
    words = set(slug.split("-"))
    return any(words & set(folded(text).split()) for text in texts)


def redacted_name(subject: str, number: int) -> str:
    """Return the label of a record whose name was redacted: ``(redacted source #12)``."""
    return f"(redacted {subject} #{number})"


def label_without(subject: str, number: int, slug: str | None = None) -> str:
    """Return the label of a record without a name, because it was redacted or never given."""
    if subject == "claim":
        return REDACTED
    if subject in ("outlet", "reporter", "source"):
        return redacted_name(subject, number)
    return slug or "(no name)"


def record_name(subject: str, number: int) -> str:
    """Return a record as `claims redact` takes it: ``source:12``."""
    called = {table: kind for kind, table in KINDS.items()}.get(subject, subject)
    return f"{called}:{number}"


def wanted_of(words: Iterable[str]) -> list[Wanted]:
    """Return the records and fields named by words such as ``source:12 name note evidence:9 file``.

    Raises `BadUsage`, which repeats no word: a misplaced word may be the very text to redact.
    """
    named: list[tuple[str, int, list[str]]] = []
    for word in words:
        record = _RECORD.fullmatch(word.strip().casefold())
        if record is not None:
            named.append((_table(record[1].replace("-", "_")), int(record[2]), []))
        elif not named:
            raise BadUsage("name the record first, by its kind and number, such as source:12", part="WHAT")
        else:
            subject, _, fields = named[-1]
            fields.append(_field(subject, word.strip().casefold().replace("-", "_")))
    for subject, number, fields in named:
        if not fields:
            raise BadUsage(
                f"say which field of {record_name(subject, number)} to redact: {_choice(subject)}", part="WHAT"
            )
    return [Wanted(subject, number, tuple(dict.fromkeys(fields))) for subject, number, fields in named]


def _table(kind: str) -> str:
    subject = KINDS.get(kind, kind)
    if subject not in TEXTS:
        kinds = ", ".join(sorted({record_name(table, 0).partition(":")[0] for table in TEXTS}))
        raise BadUsage(f"no record of that kind holds text; these do: {kinds}", part="WHAT")
    return subject


def _field(subject: str, field: str) -> str:
    if field in TEXTS[subject] or (field == FILE and subject in KEPT):
        return field
    kind = record_name(subject, 0).partition(":")[0]
    raise BadUsage(f"{a_or_an(kind)} has no such text; it may have {_choice(subject)}", part="WHAT")


def _choice(subject: str) -> str:
    fields = [*TEXTS[subject], *([FILE] if subject in KEPT else [])]
    return ", ".join(field.replace("_", "-") for field in fields)
