"""The tables that reads see and the tables that are written are the same."""

from __future__ import annotations

from sqlalchemy import Enum, Table
from sqlmodel import SQLModel

from claims.store import schema, tables

WRITTEN = {table.name: table for table in SQLModel.metadata.sorted_tables}
READ = {
    **schema.TABLES,
    **schema.LOCAL,
    "confidential_read": schema.READS,
    "event": schema.EVENT,
    "chain": schema.CHAIN,
    "claim_word": schema.CLAIM_WORD,
    "gist": schema.GIST,
    "gist_stem": schema.GIST_STEM,
    "gist_count": schema.GIST_COUNT,
    "snapshot_sample": schema.SNAPSHOT_SAMPLE,
    "claim_now": schema.CLAIM_NOW,
    "arrival": schema.ARRIVAL,
    "departure": schema.DEPARTURE,
}


def shape(table: Table) -> list[tuple[object, ...]]:
    return [
        (
            column.name,
            type(column.type).__name__.replace("AutoString", "String"),
            column.type.enum_class if isinstance(column.type, Enum) else None,
            sorted(key.target_fullname for key in column.foreign_keys),
        )
        for column in table.columns
    ]


def test_every_table_has_the_same_columns_in_both() -> None:
    assert READ.keys() == WRITTEN.keys()
    for name, table in READ.items():
        assert shape(table) == shape(WRITTEN[name]), name


def test_the_named_things_are_the_same_in_both() -> None:
    assert {tables.table_of(model).name for model in tables.NAMED} == schema.NAMED_TABLES
    written = {tables.table_of(model).name for model in (*tables.NAMED, *tables.RECORDED)}
    assert written == schema.TABLES.keys()
