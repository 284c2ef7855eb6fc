"""Whether the database answers, in one statement: for a health page that anybody may ask."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from claims.settings import Settings
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.migrate import VERSION_TABLE, versions
from claims.store.servers.standby import BEHIND

_FILE = f"SELECT version_num, false, 0 FROM {VERSION_TABLE}"
_SERVER = (
    f"SELECT version_num, pg_is_in_recovery(), CASE WHEN pg_is_in_recovery() THEN {BEHIND} END FROM {VERSION_TABLE}"
)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether people can work, and what may be in the way. Nothing of the records is in it."""

    ok: bool
    database: str
    """``ok``, ``away`` (no answer), ``upgrade`` (another schema than the program's) or ``behind`` (a late standby)."""
    standby: bool | None = None
    lag_seconds: float | None = None


AWAY = Health(ok=False, database="away")


def health(settings: Settings) -> Health:
    """Return whether the database answers and has the program's schema; raises what its driver raises."""
    engine = engine_for(settings.database, read_only=True)
    # With the options of every other reader: on a connection that one of them gave back, a standby refuses a
    # transaction that does not say again that it only reads.
    with engine.connect().execution_options(**dialect.reading_options(settings.database)) as connection:
        asked = _SERVER if dialect.is_postgres(connection) else _FILE
        version, standby, behind = connection.execute(text(asked)).one()
        connection.rollback()
    lag = None if behind is None or not standby else max(0.0, float(behind))
    too_far = standby and settings.max_lag is not None and (lag is None or lag > settings.max_lag)
    word = "upgrade" if version != versions()[-1] else "behind" if too_far else "ok"
    return Health(word == "ok", word, standby, lag)
