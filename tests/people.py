"""Several people who work at one desk at once, each with an account, and what must be there afterwards."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import httpx
from sqlalchemy import func, select

from claims.entry.people import add_user, set_password
from claims.privacy.passwords import hashed
from claims.settings import settings
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import CHAIN, EVENT, TABLES
from claims.store.verification import verify
from claims.vocabulary import Role

PASSWORD = "correct horse battery"


@dataclass
class Acknowledged:
    """What the desk said was entered: statements, and the numbers of claims taken and reviewed, each with by whom."""

    logged: list[tuple[str, str]] = field(default_factory=list)
    taken: list[tuple[int, str]] = field(default_factory=list)
    reviewed: list[tuple[int, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def writes(self) -> int:
        """How many entries were acknowledged."""
        return len(self.logged) + len(self.taken) + len(self.reviewed)


def accounts(url: str, people: int) -> list[str]:
    """Register people who may log, take and review, and return their names."""
    owner, kept = settings(url).as_account("owner"), hashed(PASSWORD)
    write(owner, "user add", partial(add_user, name="owner", role=Role.OWNER))
    names = [f"person-{number}" for number in range(people)]
    for name in names:
        write(owner, "user add", partial(add_user, name=name, role=Role.CHECKER))
        write(owner, "user password", partial(set_password, name=name, password_hash=kept))
    return names


def work(origin: str, names: list[str], goes_on: Callable[[int], bool]) -> Acknowledged:
    """Let everybody log, take and review claims of their own as long as ``goes_on`` says, after so many rounds."""
    done = Acknowledged()

    def shift(name: str) -> None:
        with httpx.Client(base_url=origin, trust_env=False, timeout=60, headers={"Origin": origin}) as browser:
            form = {"name": name, "password": PASSWORD}
            if browser.post("/sign-in/password", data=form).status_code != 200:
                done.problems.append(f"{name} cannot sign in")
                return
            rounds = 0
            while goes_on(rounds):
                _round(browser, name, rounds, done)
                rounds += 1

    with ThreadPoolExecutor(len(names)) as pool:
        for shift_of in [pool.submit(shift, name) for name in names]:
            shift_of.result()
    return done


def _round(browser: httpx.Client, name: str, number: int, done: Acknowledged) -> None:
    statement = f"Budget line {number:04} of {name} rose by {number + 3} per cent"
    answer = browser.post(
        "/log", data={"statement": statement, "attribution": "unattributed", "outlet": f"Gazette of {name}"}
    )
    made = re.fullmatch(r"/claims/(\d+)", answer.headers.get("location", ""))
    if answer.status_code != 303 or made is None:
        done.problems.append(f"{name} logs: {answer.status_code} {answer.text[-300:]}")
        return
    claim = int(made[1])
    done.logged.append((statement, name))
    for act, form, kept in (
        ("take", {}, done.taken),
        ("review", {"status": "in_review", "note": f"{name} asked the ministry"}, done.reviewed),
    ):
        answer = browser.post(f"/claims/{claim}/{act}", data=form)
        if answer.status_code == 303:
            kept.append((claim, name))
        else:
            done.problems.append(f"{name} {act}s: {answer.status_code} {answer.text[-300:]}")
    for address in (f"/claims/{claim}", "/"):
        answer = browser.get(address)
        if answer.status_code != 200:
            done.problems.append(f"{name} reads {address}: {answer.status_code}")


def for_seconds(seconds: float) -> Callable[[int], bool]:
    """Return what says that people go on for so long from now."""
    ends = time.monotonic() + seconds
    return lambda rounds: time.monotonic() < ends


def assert_all_there(url: str, done: Acknowledged) -> None:
    """Check that every acknowledged entry is there once, by whoever made it, and in one chain without a gap."""
    assert done.problems == []
    claim, assignment, review = (TABLES[name] for name in ("claim", "assignment", "review"))
    with reading(settings(url)) as connection:
        statements = connection.execute(select(claim.c.statement, claim.c.entered_by)).all()
        assert sorted(map(tuple, statements)) == sorted(done.logged)
        for table, acknowledged in ((assignment, done.taken), (review, done.reviewed)):
            rows = connection.execute(select(table.c.claim_id, table.c.entered_by)).all()
            assert sorted(map(tuple, rows)) == sorted(acknowledged)
        assert verify(connection).elsewhere == {}
        assert connection.execute(select(func.count()).select_from(CHAIN)).scalar_one() == 1
        numbers = connection.execute(select(EVENT.c.seq).order_by(EVENT.c.seq)).scalars().all()
        assert list(numbers) == list(range(1, len(numbers) + 1))
