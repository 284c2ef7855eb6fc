"""Programs that visit a desk with a token."""

from __future__ import annotations

from typing import Any

import httpx

from claims.entry.access.tokens import make_token
from claims.entry.people import add_user
from claims.settings import settings
from claims.store.people.access import new_secret
from claims.store.recording import write
from claims.vocabulary import Role
from tests.web.desk import Desk

OWNER = "lindqvist"


def user(url: str, name: str, role: Role) -> None:
    """Register a user; the first is the owner."""
    write(settings(url).as_account(OWNER), "user add", lambda session: add_user(session, name, role))


def token(url: str, name: str) -> str:
    """A token of a user."""
    secret = new_secret()
    write(settings(url).as_account(name), "access", lambda session: make_token(session, secret, f"{name}'s script"))
    return secret


class Program:
    """A program with a token: what it asks, and what it sends."""

    def __init__(self, desk: Desk, secret: str | None) -> None:
        headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
        self.http = desk.browsers.enter_context(
            httpx.Client(base_url=f"{desk.origin}/api", headers=headers, trust_env=False, timeout=60)
        )

    def get(self, address: str, **headers: str) -> httpx.Response:
        return self.http.get(address, headers=headers)

    def read(self, address: str) -> Any:
        """The answer at an address, which must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def send(self, address: str, body: object) -> httpx.Response:
        return self.http.post(address, json=body)

    def enter(self, address: str, body: object) -> Any:
        """What an entry made, which must be taken."""
        answer = self.send(address, body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def refused(self, address: str, body: object, status: int, code: int | None = None) -> dict[str, Any]:
        """The problem for an entry, which must be refused."""
        return problem(self.send(address, body), status, code)


def problem(answer: httpx.Response, status: int, code: int | None = None) -> dict[str, Any]:
    """A refusal as JSON."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["exit_code"] == code
    assert told["detail"]
    return told
