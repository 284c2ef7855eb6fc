"""Setting a policy: a rule for everybody who uses the database, whatever program they use it with."""

from __future__ import annotations

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.rules.texts import clean
from claims.entry.work import Work
from claims.errors import BadUsage, Refused
from claims.reading import policies
from claims.store.tables import Policy
from claims.vocabulary import PolicyName, Switch


def set_policy(session: Session, name: PolicyName, value: Switch, note: str | None) -> Made:
    """Switch a policy on or off from now on; the newest entry for its name counts.

    Raises `BadUsage` for an empty reason, and without one for a policy that ends; `BadValue` for a reason that is not
    text, and `Refused` if it is so already.
    """
    work = Work(session)
    reason = clean(note, "--note")
    if reason is None and (note is not None or value is Switch.OFF):
        raise BadUsage(f"a policy applies to everybody: say why it is {value} with --note", part="--note")
    now = policies.policy(session.connection(), name)
    if now.value is value and (now.who or name is not PolicyName.ACT_FOR_OTHERS):  # which nobody set, and yet holds
        by = f" (set by {now.who})" if now.who else " (it was never on)"
        raise Refused(f"{name} is already {value}{by}; nothing was entered", part="NAME")
    work.add(Policy(name=name.value, value=value.value, note=reason), f"{name} {value}")
    return work.result()
