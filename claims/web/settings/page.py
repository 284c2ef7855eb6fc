"""What the database is, which rules everybody works by, and whether all is in order."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from claims.entry.evidence_files import put_in_order
from claims.entry.policy import set_policy
from claims.errors import BadValue, ClaimsError, Damaged, DatabaseUnusable, FileUnusable
from claims.reading.policies import PolicyRecord, policies_in_force, policy_changes
from claims.settings import masked
from claims.store.checking.checks import KEYS, Check, Contents, checks, contents
from claims.store.verification import Verification, verify
from claims.vocabulary import PolicyName, Switch, words
from claims.web.chassis.answering import Answer
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.settings.showing import Checked, settings_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

TITLE = "Settings"


def show(visit: Visit) -> Page:
    """Show the settings."""
    return _page(visit)


def switch(visit: Visit) -> Answer:
    """Turn a policy on or off."""
    try:
        name, value = _policy(visit.path["policy"]), _switch(visit.typed("value"))
        note = visit.typed("note")
        visit.write("db policy", lambda session: set_policy(session, name, value, note))
    except ClaimsError as problem:
        return _page(visit, problem=problem)
    visit.tell(f"the policy “{words(name)}” is {value} from now on")
    return Done("/settings")


def check(visit: Visit) -> Page:
    """Check that the database is sound and that everything derived is right."""
    with suppress(DatabaseUnusable, FileUnusable):  # where nothing can be written it is looked at as it is
        put_in_order(visit.settings, visit.tried)
    results: list[Check] = visit.read(lambda connection: list(checks(connection, visit.settings.files)))
    renewable = any(result.problems and result.subject in KEYS for result in results)
    return _page(visit, checked=Checked(results, renewable))


def verify_all(visit: Visit) -> Page:
    """Verify that every record is as it was entered."""
    try:
        verified: Verification = visit.read(verify)
    except Damaged as problem:
        return _page(visit, checked=Checked(damage=problem))
    return _page(visit, checked=Checked(verified=verified))


def _policy(typed: str) -> PolicyName:
    if typed not in list(PolicyName):
        raise BadValue(f'there is no policy "{typed}"; there are {", ".join(map(words, PolicyName))}')
    return PolicyName(typed)


def _switch(typed: str | None) -> Switch:
    if typed not in list(Switch):
        raise BadValue("a policy is turned on or off")
    return Switch(typed)


def _page(visit: Visit, *, problem: ClaimsError | None = None, checked: Checked | None = None) -> Page:
    def read(connection: Connection) -> tuple[Contents, list[PolicyRecord], list[PolicyRecord]]:
        return contents(connection), policies_in_force(connection), policy_changes(connection)

    held, rules, changes = visit.read(read)
    body = settings_body(masked(visit.settings.database), held, rules, changes, checked, problem, visit)
    return Page(TITLE, body, 200 if problem is None else status_of(problem))
