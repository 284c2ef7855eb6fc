#!/usr/bin/env bash
# sqlite-utils 4.2.1: the dump of a database with an FTS5 index is SQL that does not run (seen 2026-11-30).
#
# `sqlite-utils dump` promises SQL that recreates the database; Python's `Connection.iterdump` (Python 3.11) writes it. An
# index made by `sqlite-utils enable-fts` is dumped as a row of sqlite_master under writable_schema, followed by an INSERT
# into a table that the open connection does not know yet: "no such table". Everything after it in the dump is lost; a
# table without an index comes back whole. Whoever relies on this as a backup finds out when it is needed. SQLite's own
# backup (`.backup`, VACUUM INTO) copies a database with its index.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check sqlite-utils==4.2.1
utils="$work/env/bin/sqlite-utils"
cat >"$work/expected" <<'EOF'
plain: read back, 1 row
searched: OperationalError: no such table: reports_fts
EOF
for name in plain searched; do
    echo '[{"id": 1, "title": "The pact is over"}]' | "$utils" insert "$work/$name.db" reports - --pk id
done
"$utils" enable-fts "$work/searched.db" reports title
cat >"$work/read.py" <<'EOF'
import pathlib
import sqlite3
import sys

for name in ("plain", "searched"):
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(pathlib.Path(sys.argv[1], f"{name}.sql").read_text())
        print(f"{name}: read back, {len(connection.execute('SELECT * FROM reports').fetchall())} row")
    except sqlite3.Error as error:
        print(f"{name}: {type(error).__name__}: {error}")
EOF
for name in plain searched; do "$utils" dump "$work/$name.db" >"$work/$name.sql"; done
"$work/env/bin/python" "$work/read.py" "$work" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "sqlite_utils_dump_with_search_is_not_read_back: behaves otherwise than described" >&2; exit 1; }
echo "sqlite_utils_dump_with_search_is_not_read_back: as described"
