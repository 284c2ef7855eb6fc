"""The forms of records of the registers; their fields follow from the catalogue, as the options of the commands do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claims.catalogue import RECORDS
from claims.catalogue.field import Field
from claims.vocabulary import SourceKind
from claims.web.chassis.forms import Form, Input, Shape, of_field, typed_values
from claims.web.chassis.visit import Visit
from claims.web.registers.kinds import Line

REASON = Input("reason", "Why is it changed?", Shape.LONG, help="It stays in the history.", part="--reason")
SLUG = Input("slug", "Short name", help="For the command line and for addresses.", part="--slug")
ALIASES = Input("aliases", "Also called", Shape.LINES, help="One on each line.", part="--alias")
HOSTS = Input("hosts", "Hosts", Shape.LINES, help="Of its web addresses, one on each line.", part="--host")
REPORTERS = Input("reporters", "Reporters", Shape.LINES, help="One on each line.", offers="reporter", part="--reporter")
READ = Input("seen", "Somebody here has read it", Shape.CHECK, part="--seen")
KIND = Input("kind", "Kind", Shape.CHOICE, words=tuple(SourceKind), required=True, part="--kind")
UNNAMED = Input("unnamed", "A person without a name", Shape.CHECK, part="--unnamed")

_MORE: Mapping[str, tuple[Input, ...]] = {"outlet": (ALIASES, HOSTS), "article": (REPORTERS, READ)}
_NEW: Mapping[str, tuple[Input, ...]] = {"source": (KIND, UNNAMED)}


def fields_of(subject: str) -> dict[str, Field]:
    """Return the fields of a record that somebody types, by name."""
    return {field.name: field for field in RECORDS[subject].in_order("") if field.option and field.stored}


def form_of(subject: str, *, new: bool) -> Form:
    """Return the form of a new record, or of one to be edited."""
    inputs = tuple(_input(name, field) for name, field in fields_of(subject).items())
    more = _MORE.get(subject, ())
    return Form(subject, (*_NEW.get(subject, ()), *inputs, *more) if new else (*inputs, SLUG, *more, REASON))


def _input(name: str, field: Field) -> Input:
    label = {"name": "Name", "described": "Described as"}.get(name, field.form_label)
    part = f"--{name.replace('_', '-')}"
    return of_field(field, group="", required=False, name=name, part=part, label=label)


def as_recorded(subject: str, record: Line) -> dict[str, list[str]]:
    """Return the texts of a record's form, as the record has them."""
    values = {name: getattr(record, name, None) for name in fields_of(subject)}
    values["slug"] = record.slug
    for each in _MORE.get(subject, ()):
        values[each.name] = getattr(record, each.name)
    return {name: _texts(value) for name, value in values.items() if _texts(value)}


def _texts(value: Any) -> list[str]:
    if value is None or value is False or value in ("", ()):
        return []
    if value is True:
        return ["yes"]
    if isinstance(value, tuple):
        return ["\n".join(map(str, value))]
    return [f"#{value.id}" if hasattr(value, "label") else str(value)]


def was(texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the hidden fields that say how a form was opened."""
    return {f"was-{name}": text for name, values in texts.items() for text in values[:1]}


def changed(form: Form, visit: Visit) -> set[str]:
    """Return the fields that somebody changed since the form was opened."""
    return {each.name for each in form.inputs if _typed(each, visit) != _opened(each.name, visit)}


def overtaken(form: Form, visit: Visit, now: Mapping[str, Sequence[str]]) -> list[Input]:
    """Return the changed fields that somebody else has changed meanwhile to something else."""
    mine = changed(form, visit)
    return [
        each
        for each in form.inputs
        if each.name in mine
        and each is not REASON
        and _lines(now.get(each.name, ())) not in (_opened(each.name, visit), _typed(each, visit))
    ]


def _typed(each: Input, visit: Visit) -> list[str]:
    return _lines(typed_values(each, visit.form))


def _opened(name: str, visit: Visit) -> list[str]:
    return _lines([visit.typed(f"was-{name}") or ""])


def _lines(texts: Sequence[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]
