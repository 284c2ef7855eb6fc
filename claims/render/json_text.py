"""Values as the text of JSON, for files, programs and people alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any

from claims.text.harmless import harmless_json


def json_text(value: Any, *, ascii_only: bool = False) -> str:
    """Return a value as JSON; ``ascii_only`` spells out every other character."""
    return harmless_json(json.dumps(plain_value(value), indent=2, ensure_ascii=ascii_only))


def plain_value(value: Any) -> Any:
    """Return a value for JSON: dataclasses as objects, enums by value, days and moments in ISO form."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain_value(key)): plain_value(inner) for key, inner in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain_value, value))
    if isinstance(value, (list, tuple)):
        return list(map(plain_value, value))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def on_the_clock(value: Any, zone: tzinfo) -> Any:
    """Return a record in the form of its JSON, with its moments in a zone."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: on_the_clock(getattr(value, field.name), zone) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [on_the_clock(item, zone) for item in value]
    return value.astimezone(zone) if isinstance(value, datetime) else value
