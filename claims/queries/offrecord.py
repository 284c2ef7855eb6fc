"""What is known only off the record: left out of lists and counted, unless it is asked for.

A claim or a source that appears nowhere yet is no secret; one whose every appearance is off the record is.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from claims.queries.past import entered_by
from claims.schema import TABLES
from claims.vocabulary import Terms


def only_off_record(subject: str, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a claim or a source had by then appeared off the record and nowhere else."""
    appearance, record = TABLES["appearance"], TABLES[subject]
    known = appearance.c[f"{subject}_id"] == record.c.id
    entered = entered_by(appearance, as_of)
    there = known if entered is None else and_(known, entered)
    off = appearance.c.terms == Terms.OFF_RECORD
    return and_(exists().where(there, off), ~exists().where(there, ~off))


def off_record_count(connection: Connection, subject: str, as_of: datetime | None) -> int:
    """Return how many claims or sources a list leaves out because they are known only off the record."""
    record = TABLES[subject]
    statement = select(func.count()).select_from(record).where(only_off_record(subject, as_of))
    entered = entered_by(record, as_of)
    return int(connection.execute(statement if entered is None else statement.where(entered)).scalar_one())
