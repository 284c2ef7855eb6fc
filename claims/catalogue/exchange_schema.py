"""The part of the exchange format's JSON Schema that follows from the catalogue: the fields of each table's rows."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from claims.catalogue.field import DAY, FLAG, MOMENT, NUMBER, Field, Record, Reference

_TYPES = {
    DAY: {"type": "string", "format": "date"},
    MOMENT: {"type": "string", "format": "date-time"},
    FLAG: {"type": "boolean"},
    NUMBER: {"type": "integer"},
}


def with_rows(schema: str, records: Collection[Record]) -> str:
    """Return the schema's text with every table and its fields."""
    names = ", ".join(f'"{record.name}"' for record in records)
    schema = re.sub(r'("table": )\{"enum": \[[^]]*\]\}', rf'\1{{"enum": [{names}]}}', schema)
    chosen = ",\n".join(f"        {_if_of(record)}" for record in records)
    schema = re.sub(r'"allOf": \[\n(?:        .*\n)*      \]', lambda _: f'"allOf": [\n{chosen}\n      ]', schema)
    before = schema.partition('  "$defs": {\n')[0]
    return f'{before}  "$defs": {{\n{",".join(map(_row, records))[1:]}\n  }}\n}}\n'


def _if_of(record: Record) -> str:
    condition = {"properties": {"table": {"const": record.name}}}
    return json.dumps({"if": condition, "then": {"properties": {"row": {"$ref": f"#/$defs/{record.name}"}}}})


def _row(record: Record) -> str:
    fields = ",".join(f'\n        "{field.column}": {json.dumps(_value(field))}' for field in record.columns)
    return f'\n    "{record.name}": {{\n      "properties": {{{fields}\n      }}\n    }}'


def _value(field: Field) -> dict[str, object]:
    if isinstance(field.holds, Reference):
        return {"type": "string", "format": "uuid", "description": f"The uid of a row of {field.holds.record}."}
    if field.words is not None:
        return {"enum": [word.value for word in field.words]}
    return dict(_TYPES.get(field.holds, {"type": "string"}))  # type: ignore[arg-type]
