"""The newsroom's policies at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, exists, select

from claims.rules.rights import may_speak_for_others
from claims.store.past import rows_of
from claims.store.people.actors import set_here
from claims.store.schema import LOCAL, TABLES
from claims.vocabulary import PolicyName, Switch


@dataclass(frozen=True, slots=True)
class PolicyRecord:
    """A policy as a person set it; a policy never set is off."""

    name: PolicyName
    value: Switch
    who: str | None = None
    at: datetime | None = None
    note: str | None = None

    @property
    def on(self) -> bool:
        """Whether it is on."""
        return self.value is Switch.ON


def policies(connection: Connection, as_of: datetime | None = None) -> list[PolicyRecord]:
    """Return every policy at ``as_of``: the newest row entered here, by time of entry and uid, decides."""
    newest = {record.name: record for record in policy_changes(connection, as_of)}
    return [newest.get(name, PolicyRecord(name, Switch.OFF)) for name in PolicyName]


def policies_in_force(connection: Connection) -> list[PolicyRecord]:
    """Return every policy with the value that applies now; what nobody set may apply until there are users."""
    registered = connection.execute(select(exists(select(LOCAL["account"].c.id)))).scalar_one()

    def in_force(record: PolicyRecord) -> PolicyRecord:
        if record.name is not PolicyName.ACT_FOR_OTHERS:
            return record
        allowed = may_speak_for_others(record.value if record.who else None, registered=registered)
        return replace(record, value=Switch.ON if allowed else Switch.OFF)

    return [in_force(record) for record in policies(connection)]


def policy(connection: Connection, name: PolicyName, as_of: datetime | None = None) -> PolicyRecord:
    """Return a policy at ``as_of``."""
    return {known.name: known for known in policies(connection, as_of)}[name]


def policy_changes(
    connection: Connection, as_of: datetime | None = None, name: PolicyName | None = None
) -> list[PolicyRecord]:
    """Return every change made here of the policies (or of one) until ``as_of``, the oldest first."""
    table = TABLES["policy"]
    known = table.c.name.in_([*PolicyName] if name is None else [name]) & table.c.value.in_([*Switch])
    statement = select(table).where(known, set_here(table)).order_by(table.c.entered_at, table.c.uid)
    return [
        PolicyRecord(PolicyName(row["name"]), Switch(row["value"]), row["entered_by"], row["entered_at"], row["note"])
        for row in rows_of(connection, statement, table, as_of)
    ]
