"""Setting a policy: a rule that all who use the database work by, whatever program they use it with."""

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
    """Enter that a policy holds, or holds no longer, from now on; the newest entry for its name decides.

    Raises `BadUsage` without a reason, `BadValue` for one that is not text, and `Refused` when it is so already.
    """
    work = Work(session)
    reason = clean(note, "--note")
    if reason is None:
        raise BadUsage("a policy binds everybody: add --note and say why it changes", part="--note")
    now = policies.policy(session.connection(), name)
    if now.value is value:
        by = f": {now.who} set it so" if now.who else ", and was never on"
        raise Refused(f"{name} is {value} already{by}; nothing was entered", part="NAME")
    work.add(Policy(name=name.value, value=value.value, note=reason), f"{name} {value}")
    return work.result()
