"""Sixteen people at one desk at once: every entry that the desk acknowledges is there, in one chain."""

from __future__ import annotations

from tests.people import accounts, assert_all_there, work
from tests.web.desk import serving


def test_nothing_that_sixteen_people_enter_at_once_is_lost(db_url: str) -> None:
    names = accounts(db_url, 16)
    with serving(db_url) as desk:
        done = work(desk.origin, names, lambda rounds: rounds < 1)
    assert len(done.logged) == 16
    assert_all_there(db_url, done)
