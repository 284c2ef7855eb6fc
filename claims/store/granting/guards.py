"""Triggers that hold a login to what the program writes, where a right on a table says too little.

They bind whoever does not own the tables: an event continues our chain, is rightly hashed and names the person that the
login proves; the head of the chain follows an event; a named record changes only with the revision that keeps its old
value; and passwords and tokens are one's own.  A login at the desk acts for whoever signed in there.  All checks
happen at once: PostgreSQL's relatives do not know triggers deferred to the end of a transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claims.catalogue import RECORDS, Reference
from claims.store.rights.allowed import changeable
from claims.vocabulary import Role

PREFIX = "claims_guard"
"""The beginning of the names of these triggers and their functions."""

OWN = ("access", "access_end", "account_password")
"""The tables in which only an owner enters something for somebody else."""

LATEST = "1 day"
"""How far ahead of the server's clock a login may date an event: after it, everybody's events are as late."""


def guarded_tables() -> tuple[str, ...]:
    """Return the tables with a trigger of this module."""
    return ("chain", "event", *OWN, *(name for name, record in RECORDS.items() if record.is_named))


def guards(schema: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Yield the SQL that makes the functions and triggers anew; ``groups`` are the group roles by role, and ``desk``.

    The names of schema and groups come quoted as identifiers.
    """
    head = f"SECURITY DEFINER SET search_path = {schema}, pg_temp AS $guard$"
    yield _function("bound() RETURNS boolean LANGUAGE sql STABLE", head, _BOUND)
    yield _function("has(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE", head, _HAS)
    yield _function(
        "serves() RETURNS boolean LANGUAGE sql STABLE", head, _SERVES.replace("<DESK>", _literal(groups[DESK]))
    )
    yield _function("person() RETURNS text LANGUAGE sql STABLE", head, _PERSON)
    wanted = {f"{name.upper()}": _literal(group) for name, group in groups.items()}
    for table, body in _bodies().items():
        for name, group in wanted.items():
            body = body.replace(f"<{name}>", group)
        yield _function(f"{table}() RETURNS trigger LANGUAGE plpgsql", head, body)
        when = {"chain": "INSERT OR UPDATE", "event": "INSERT", **dict.fromkeys(OWN, "INSERT")}.get(table, "UPDATE")
        yield f'DROP TRIGGER IF EXISTS "{PREFIX}" ON "{table}"'
        yield f'CREATE TRIGGER "{PREFIX}" BEFORE {when} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {PREFIX}_{table}()'
        yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{PREFIX}"'


def _function(declared: str, head: str, body: str) -> str:
    name = f"{PREFIX}_{declared.partition('(')[0]}"
    arguments = "text[]" if "VARIADIC" in declared else ""
    made = f"CREATE OR REPLACE FUNCTION {PREFIX}_{declared} {head}{body}$guard$"
    return f"{made}; REVOKE EXECUTE ON FUNCTION {name}({arguments}) FROM PUBLIC"


def _literal(identifier: str) -> str:
    """Return a quoted identifier's name as a string of SQL."""
    return "'" + identifier[1:-1].replace('""', '"').replace("'", "''") + "'"


_WHO = "(CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END)::name"
"""Who acts, seen from a function that runs as the owner of the tables."""

_BOUND = f"""
    SELECT NOT pg_has_role({_WHO}, relowner, 'USAGE') FROM pg_class
    WHERE relname = 'chain' AND relnamespace = current_schema()::regnamespace
"""

_HAS = f"""
    SELECT bool_or(pg_has_role({_WHO}, rolname, 'USAGE')) FROM pg_roles WHERE rolname = ANY (wanted)
"""

# The name of the login's user, or the login itself while there are no users.
_PERSON = """
    SELECT CASE WHEN EXISTS (SELECT 1 FROM account) THEN (
        SELECT account.name FROM account
        JOIN LATERAL (
            SELECT login, active FROM account_role WHERE account_id = account.id
            ORDER BY entered_at DESC, uid COLLATE "C" DESC LIMIT 1
        ) AS newest ON true
        WHERE newest.login = session_user AND newest.active ORDER BY account.id LIMIT 1
    ) ELSE session_user END
"""

_REFUSE = "RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = "

DESK = "desk"
"""The group of the login under which a desk serves several people, each with their own role."""

# Whether the login acts for people whom a desk proved: a desk's, or that of the tables' owner.
_SERVES = """
    SELECT pg_has_role(session_user, <DESK>, 'MEMBER') OR pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class
    WHERE relname = 'chain' AND relnamespace = current_schema()::regnamespace
"""

_DESK = f"{PREFIX}_serves()"


def _bodies() -> dict[str, str]:
    edits = {name: _edit(name) for name, record in RECORDS.items() if record.is_named}
    return {"chain": _CHAIN, "event": _EVENT, **{name: _own(name) for name in OWN}, **edits}


_CHAIN = f"""
BEGIN
    IF NOT {PREFIX}_bound() THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' OR NOT OLD.ours THEN
        IF NOT NEW.ours AND {PREFIX}_has(<EDITOR>, <OWNER>) THEN RETURN NEW; END IF;
        {_REFUSE}'claims: the chain of another database is entered by an editor';
    END IF;
    IF (NEW.id, NEW.replica, NEW.ours, NEW.place) IS DISTINCT FROM (OLD.id, OLD.replica, OLD.ours, OLD.place)
        OR NEW.seq <> OLD.seq + 1 OR NOT EXISTS (
            SELECT 1 FROM event WHERE replica = NEW.replica AND seq = NEW.seq AND hash = NEW.hash
            AND previous = OLD.hash AND at = NEW.at
        )
    THEN {_REFUSE}'claims: the head of the chain only follows its newest event'; END IF;
    RETURN NEW;
END
"""

_EVENT = f"""
DECLARE head record; told text;
BEGIN
    IF NOT {PREFIX}_bound() THEN RETURN NEW; END IF;
    SELECT * INTO head FROM chain WHERE ours;
    IF NEW.replica IS DISTINCT FROM head.replica THEN
        IF {PREFIX}_has(<EDITOR>, <OWNER>) THEN RETURN NEW; END IF;
        {_REFUSE}'claims: the events of another database are entered by an editor';
    END IF;
    IF NEW.seq <> head.seq + 1 OR NEW.previous <> head.hash OR NEW.at < head.at
        OR NEW.at > clock_timestamp() + interval '{LATEST}'
    THEN {_REFUSE}'claims: an event continues the chain where it ends, at the present time'; END IF;
    IF NOT {_DESK} AND NEW.proved IS DISTINCT FROM {PREFIX}_person() THEN
        {_REFUSE}'claims: an event names the user of the login';
    END IF;
    told := '{{"at":' || to_json(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'))::text
        || ',"previous":' || to_json(NEW.previous::text)::text
        || coalesce(',"proved":' || to_json(NEW.proved::text)::text, '')
        || ',"replica":' || to_json(NEW.replica::text)::text
        || ',"rows":' || to_json(NEW.rows)::text || ',"seq":' || NEW.seq
        || ',"what":' || to_json(NEW.what::text)::text || ',"who":' || to_json(NEW.who::text)::text || '}}';
    IF NEW.hash IS DISTINCT FROM encode(sha256(convert_to(told, 'UTF8')), 'hex') THEN
        {_REFUSE}'claims: an event has the hash of what it holds';
    END IF;
    RETURN NEW;
END
"""


def _own(table: str) -> str:
    account = "NEW.account_id"
    if table == "access_end":
        account = "(SELECT account_id FROM access WHERE id = NEW.access_id)"
    return f"""
BEGIN
    IF NOT {PREFIX}_bound() OR {PREFIX}_has(<OWNER>) OR {_DESK}
        OR {PREFIX}_person() IS NOT DISTINCT FROM (SELECT name FROM account WHERE id = {account})
    THEN RETURN NEW; END IF;
    {_REFUSE}'claims: only an owner enters rows of {table} for somebody else';
END
"""


def _edit(table: str) -> str:
    columns = {field.column: field.holds for field in RECORDS[table].columns}
    checked = [column for column in changeable(table, Role.OWNER) if column != "salt"]
    checks = "".join(_changed(table, column, columns[column]) for column in checked)
    return f"""
DECLARE now_here text;
BEGIN
    IF NOT {PREFIX}_bound() THEN RETURN NEW; END IF;
{checks}    RETURN NEW;
END
"""


def _changed(table: str, column: str, holds: object) -> str:
    """Return the check of one field: its newest revision gives the new value, or it was redacted, or is filled in."""
    value = f'to_jsonb(NEW."{column}")'
    later = ""
    if isinstance(holds, Reference):
        value = f'to_jsonb((SELECT uid FROM "{holds.record}" WHERE id = NEW."{column}"))'
        # An import enters records that refer to each other first without the reference.
        later = (
            f' OR (OLD."{column}" IS NULL AND {PREFIX}_has(<EDITOR>, <OWNER>) AND EXISTS (SELECT 1 FROM "{table}" '
            "WHERE id = OLD.id AND xmin::text::bigint = txid_current() % 4294967296))"
        )
    return f"""\
    IF NEW."{column}" IS DISTINCT FROM OLD."{column}" AND NOT (coalesce((
            SELECT revision.new::jsonb IS NOT DISTINCT FROM nullif({value}, 'null'::jsonb) FROM revision
            WHERE subject = '{table}' AND row_uid = NEW.uid AND field = '{column}'
            ORDER BY entered_at DESC, uid COLLATE "C" DESC LIMIT 1
        ), false) OR ({PREFIX}_has(<EDITOR>, <OWNER>) AND EXISTS (
            SELECT 1 FROM redaction WHERE row_uid = NEW.uid
        )){later})
    THEN
        {_REFUSE}'claims: {table}.{column} changes only with a revision that keeps what it was';
    END IF;
"""
