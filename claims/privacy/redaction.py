"""What a redaction may take out, what goes with it, and how a text is looked for: values in, values out.

A redaction takes the content and leaves the row.  Who entered something when, what refers to what and the words of a
vocabulary are no content: they stay.  The database's own triggers let nothing else through.
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
from claims.rules.redacted import FILE as FILE
from claims.rules.redacted import placeholder as placeholder
from claims.text.matching import folded

REDACTED = "(redacted)"
"""What is printed in the place of a text that was taken out."""

TEXTS: Mapping[str, tuple[str, ...]] = {
    name: record.redactable for name, record in RECORDS.items() if record.redactable
}
"""The fields that hold what people typed, by table."""

DERIVED: Mapping[tuple[str, str], tuple[str, ...]] = {
    (name, field): made for name, record in RECORDS.items() for field, made in record.goes_with.items()
}
"""The columns that are made of a field and go with it."""

PRIVATE = frozenset(field.name for record in RECORDS.values() for field in record if field.private)
"""The columns that are for whoever entered them: they leave in no report, and in a complete export alone."""

FIELDS = frozenset({name for names in TEXTS.values() for name in names} | {FILE})
"""Every name of a field, of whatever record."""

CALLED = frozenset({"name", "described", "title"})
"""The fields of which a slug is made."""

KINDS: Mapping[str, str] = {"alias": "outlet_alias", "reply": "inquiry_reply"}
"""What people call records whose table has another name."""

SHORTEST = 3
"""Signs from which on a text is looked for elsewhere without being asked: shorter ones stand everywhere."""

_RECORD = re.compile(r"([a-z_-]+)[:#](\d{1,9})")
_WITHOUT_SPACES = "\u0e00"
"""From Thai on, most scripts do not part words by spaces, so a text is found inside of a run too."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record by its table and number, and the fields of it that are to go."""

    subject: str
    number: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """A text that is looked for, whatever its case, accents and punctuation, as whole words."""

    key: str
    beginning: bool = False
    """Whether the last word may go on, as names do where they are declined."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a folded text."""
        other = rf"[^\W{_WITHOUT_SPACES}-\U0010ffff]"
        left = f"(?<!{other})" if self.key[0] < _WITHOUT_SPACES else ""
        right = f"(?!{other})" if self.key[-1] < _WITHOUT_SPACES and not self.beginning else ""
        return re.compile(left + re.escape(self.key) + right)


def holds(text: str, wanted: Iterable[Sought]) -> bool:
    """Return whether a text holds any of what is looked for."""
    flat = folded(text)
    return any(one.pattern.search(flat) for one in wanted)


def sought(text: str) -> Sought:
    """Return what is looked for; a star at the end lets the last word go on.  Raises `BadValue` for no words."""
    key = folded(text.strip().removesuffix("*"))
    if not key:
        raise BadValue("there are no words to look for; give the text that is to go")
    return Sought(key, beginning=text.strip().endswith("*"))


def worth_seeking(texts: Iterable[str]) -> tuple[Sought, ...]:
    """Return those of some texts that are long enough to be looked for elsewhere, each once."""
    keys = dict.fromkeys(folded(text) for text in texts)
    return tuple(Sought(key) for key in keys if len(key) >= SHORTEST)


def plain_value(subject: str, field: str, value: str) -> str:
    """Return a stored value as it was typed: a revision's without its JSON."""
    return str(json.loads(value)) if subject == "revision" and field in ("old", "new") else value


def readable(subject: str, field: str, value: str) -> str:
    """Return a stored value in which something can be looked for: an address is there without its escapes too."""
    plain = plain_value(subject, field, value)
    return f"{plain} {unquote(plain)}" if "%" in plain else plain


def shares_word(slug: str, texts: Iterable[str]) -> bool:
    """Return whether a slug has a word of one of the texts, so that it tells something of them."""
    words = set(slug.split("-"))
    return any(words & set(folded(text).split()) for text in texts)


def redacted_name(subject: str, number: int) -> str:
    """Return what a record is called whose name was taken out: ``(redacted source #12)``, told apart from others."""
    return f"(redacted {subject} #{number})"


def label_without(subject: str, number: int, slug: str | None = None) -> str:
    """Return what a record is called in which nothing says what it is called: such a name was redacted or never was."""
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
    """Return what is asked for by words such as ``source:12 name note evidence:9 file``.

    Raises `BadUsage`, which repeats no word: a misplaced one may be the very text that is to go.
    """
    found: list[tuple[str, int, list[str]]] = []
    for word in words:
        record = _RECORD.fullmatch(word.strip().casefold())
        if record is not None:
            found.append((_table(record[1].replace("-", "_")), int(record[2]), []))
        elif not found:
            raise BadUsage("name the record first, by its kind and number, such as source:12", part="WHAT")
        else:
            subject, _, fields = found[-1]
            fields.append(_field(subject, word.strip().casefold().replace("-", "_")))
    for subject, number, fields in found:
        if not fields:
            raise BadUsage(f"say what of {record_name(subject, number)} is to go: {_choice(subject)}", part="WHAT")
    return [Wanted(subject, number, tuple(dict.fromkeys(fields))) for subject, number, fields in found]


def _table(kind: str) -> str:
    subject = KINDS.get(kind, kind)
    if subject not in TEXTS:
        kinds = ", ".join(sorted({record_name(one, 0).partition(":")[0] for one in TEXTS}))
        raise BadUsage(f"there is no such kind of record with a text; there are {kinds}", part="WHAT")
    return subject


def _field(subject: str, field: str) -> str:
    if field in TEXTS[subject] or (subject, field) == ("evidence", FILE):
        return field
    kind = record_name(subject, 0).partition(":")[0]
    raise BadUsage(f"that is no text of this {kind}; it may have {_choice(subject)}", part="WHAT")


def _choice(subject: str) -> str:
    fields = [*TEXTS[subject], *([FILE] if subject == "evidence" else [])]
    return ", ".join(field.replace("_", "-") for field in fields)
