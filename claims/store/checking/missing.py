"""Tables and columns that a damaged database lacks; without them its rows cannot be read."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from claims.store.schema import EVENT, TABLES


def first_missing(connection: Connection) -> str | None:
    """Return a sentence about the first table or column that the database lacks, or None."""
    present = inspect(connection).get_multi_columns()
    columns = {table: {column["name"] for column in listed} for (_, table), listed in present.items()}
    for table in (*TABLES.values(), EVENT):
        if table.name not in columns:
            return f"the table {table.name} is missing"
        for column in table.columns:
            if column.name not in columns[table.name]:
                return f"the column {column.name} of the table {table.name} is missing"
    return None
