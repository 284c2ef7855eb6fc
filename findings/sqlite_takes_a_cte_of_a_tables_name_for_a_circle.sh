#!/usr/bin/env bash
# SQLite 3.40.1 (Python 3.11's driver): a common table expression with the name of the table that it reads is a circle,
# where PostgreSQL reads the table (seen 2026-11-30).
#
# To hide rows from every statement of a program, put the table without them in front of the statement, under the table's
# own name: `WITH claim AS (SELECT * FROM claim WHERE id <> 2) SELECT count(*) FROM claim`. PostgreSQL documents that a
# WITH query which is not RECURSIVE does not see itself, so the inner name is the table. SQLite has no such rule: "circular
# reference: claim". With the schema in front (main.claim) both do what is meant, and an alias or a subquery further in
# finds the shortened table too. Second surprise: `id NOT IN (…)` also drops rows whose column is NULL;
# `(id IN (…)) IS NOT TRUE` keeps them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/expected" <<'EOF2'
bare: circular reference: claim
with its schema: 2 1
not in: 1
is not true: 2
EOF2
python3 - >"$work/seen" <<'EOF2'
import sqlite3

db = sqlite3.connect(":memory:")
db.executescript("CREATE TABLE claim (id INTEGER, story INTEGER); INSERT INTO claim VALUES (1, 7), (2, 8), (3, NULL);")
try:
    db.execute("WITH claim AS (SELECT * FROM claim WHERE id <> 2) SELECT count(*) FROM claim")
except sqlite3.OperationalError as error:
    print(f"bare: {error}")
front = "WITH claim AS (SELECT * FROM main.claim WHERE id <> 2) "
whole = db.execute(front + "SELECT count(*) FROM claim").fetchone()[0]
inner = db.execute(front + "SELECT count(*) FROM (SELECT 1) WHERE EXISTS (SELECT 1 FROM claim c WHERE c.id = 3)").fetchone()[0]
print(f"with its schema: {whole} {inner}")
print("not in:", db.execute("SELECT count(*) FROM claim WHERE story NOT IN (8)").fetchone()[0])
print("is not true:", db.execute("SELECT count(*) FROM claim WHERE (story IN (8)) IS NOT TRUE").fetchone()[0])
EOF2
diff "$work/expected" "$work/seen" || { echo "sqlite_takes_a_cte_of_a_tables_name_for_a_circle: behaves otherwise than described" >&2; exit 1; }
