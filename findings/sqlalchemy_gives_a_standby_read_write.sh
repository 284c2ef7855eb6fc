#!/usr/bin/env bash
# SQLAlchemy 2.1 with psycopg 3.3 on a PostgreSQL standby: the second use of a pooled connection fails (seen 2026-12-01).
#
# A transaction is made read-only by the execution option `postgresql_readonly=True`. When the connection goes back to the
# pool, SQLAlchemy resets that to what it takes for the default, `read_only = False`. For psycopg, False is not the default
# (None is: leave it to the server). It begins the next transaction with `BEGIN READ WRITE`, which a standby refuses even if
# nothing is written: "cannot set transaction read-write mode during recovery". So whoever reads from a pool on a standby
# gives the option each time, or fails whenever somebody else gave it before.
#
# Runs a primary and a standby on 127.0.0.1 with what the tests of this repository use for that, and ends them.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/expected" <<'EOF2'
at first: None, 1
with the option: 1
back in the pool: False
without it again: cannot set transaction read-write mode during recovery
EOF2
python3 - >"$work/seen" <<'EOF2'
from sqlalchemy import create_engine, text
from sqlalchemy.exc import NotSupportedError

from tests.servers.pair import pair

with pair() as servers:
    standby = servers.standby.place
    engine = create_engine(f"postgresql+psycopg://claims@{standby}/postgres", pool_size=1, max_overflow=0)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        print(f"at first: {driver.read_only}, {connection.scalar(text('SELECT 1'))}")
    with engine.connect().execution_options(postgresql_readonly=True) as connection:
        print("with the option:", connection.scalar(text("SELECT 1")))
    print("back in the pool:", driver.read_only)
    try:
        with engine.connect() as connection:
            connection.scalar(text("SELECT 1"))
            print("without it again: 1")
    except NotSupportedError as error:
        print("without it again:", error.orig)
    engine.dispose()
EOF2
diff "$work/expected" "$work/seen" || { echo "sqlalchemy_gives_a_standby_read_write: behaves otherwise than described" >&2; exit 1; }
