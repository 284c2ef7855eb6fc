"""Who may do what, as pure rules over plain values."""

from __future__ import annotations

from itertools import pairwise

import pytest

from claims.rules.rights import ACTIONS, CONFIDENTIAL, ROLES, WRITES, Account, Actor, may, refusal
from claims.vocabulary import Role


def somebody(role: Role, *, active: bool = True) -> Actor:
    account = Account(1, "u", "Ada Okafor", role, "aokafor", active)
    return Actor("Ada Okafor", "Ada Okafor", registered=True, account=account)


def test_each_role_may_do_what_those_before_it_may() -> None:
    allowed = {role: {action for action in ACTIONS if may(role, action)} for role in ROLES}
    for less, more in pairwise(ROLES):
        assert allowed[less] < allowed[more]
    assert allowed[Role.OWNER] == set(ACTIONS)
    assert not WRITES.keys() & CONFIDENTIAL.keys()


@pytest.mark.parametrize(
    ("action", "least"),
    [
        ("log", Role.JOURNALIST),
        ("ask", Role.JOURNALIST),
        ("review", Role.CHECKER),
        ("review --agree", Role.EDITOR),
        ("source merge", Role.EDITOR),
        ("duplicate", Role.EDITOR),
        ("redact", Role.EDITOR),
        ("db policy", Role.EDITOR),
        ("user add", Role.OWNER),
        ("show --confidential", Role.JOURNALIST),
    ],
)
def test_an_action_is_allowed_from_its_role_on(action: str, least: Role) -> None:
    for role in ROLES:
        assert may(role, action) is (ROLES.index(role) >= ROLES.index(least))
        problem = refusal(somebody(role), action)
        assert (problem is None) is may(role, action)
        if problem is not None:
            assert problem.exit_code == 10
            assert f"`claims user role 'Ada Okafor' {least}`" in str(problem)


def test_nobody_may_do_what_no_table_names() -> None:
    assert refusal(somebody(Role.OWNER), "story burn") is not None
    assert not any(may(role, "story burn") for role in ROLES)
    assert refusal(somebody(Role.EDITOR), "story burn") is not None


def test_as_long_as_nobody_is_registered_everybody_may_do_everything() -> None:
    assert all(refusal(Actor("mori", "mori"), action) is None for action in (*ACTIONS, "anything"))


def test_whoever_is_not_registered_or_disabled_is_told_the_command_that_lets_them_in() -> None:
    stranger = Actor("mori", "m mori", registered=True)
    for action, least in ACTIONS.items():
        assert f"`claims user add 'm mori' --role {least}`" in str(refusal(stranger, action))
        problem = refusal(somebody(Role.OWNER, active=False), action)
        assert "`claims user role 'Ada Okafor' owner`" in str(problem)
