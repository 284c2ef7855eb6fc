"""Programs write to the registers, send evidence files, and judge what is one: as the command line does."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.vocabulary import Role
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter
from tests.web.api import OWNER, Program, token, user
from tests.web.desk import Desk, serving

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(
        db_url,
        [claim("c", "The mine closes"), claim("d", "The mine is closed"), *article("a", "Alpha"), appearance("a")],
    )
    for name, role in ((OWNER, Role.OWNER), ("mori", Role.EDITOR), ("chen", Role.CHECKER), ("ruiz", Role.JOURNALIST)):
        user(db_url, name, role)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def editor(desk: Desk, db_url: str) -> Program:
    return Program(desk, token(db_url, "mori"))


NEW: dict[str, dict[str, object]] = {
    "outlets": {"name": "Harbour Post", "aliases": ["The Post"], "hosts": ["post.example"], "country": "GB"},
    "reporters": {"name": "Ines Holm", "outlet": "Alpha"},
    "sources": {"kind": "person", "name": "Tomas Berg", "role": "mayor"},
    "articles": {"outlet": "Alpha", "title": "Mine to close", "reporters": ["I. Holm"]},
    "stories": {"title": "The mine", "slug": "mine"},
}  # fmt: skip


@pytest.mark.parametrize("register", list(NEW))
def test_a_record_is_added_edited_and_shown(editor: Program, register: str) -> None:
    body = {name: value for name, value in NEW[register].items() if name != "slug"}
    made = editor.enter(f"/{register}", body)
    subject = {"stories": "story"}.get(register, register.rstrip("s"))
    number = next(each["id"] for each in made["made"] if each["subject"] == subject)
    editor.enter(f"/{register}/{number}/edit", {"note": "as printed", "reason": "asked"})
    shown = editor.read(f"/{register}/{number}")
    assert shown["note"] == "as printed"
    name = "title" if register in ("articles", "stories") else "name"
    assert shown[name] == body[name]
    editor.enter(f"/{register}/{number}/edit", {"note": "", "reason": "not needed"})
    assert editor.read(f"/{register}/{number}")["note"] is None


def test_what_is_left_out_of_an_edit_stays(editor: Program) -> None:
    editor.enter("/outlets/1/edit", {"ours": True, "aliases": ["The Alpha"]})
    editor.enter("/outlets/1/edit", {"country": "GB"})
    shown = editor.read("/outlets/1")
    assert (shown["ours"], shown["country"], shown["aliases"]) == (True, "GB", ["The Alpha"])
    editor.enter("/outlets/1/edit", {"ours": False, "dropped": ["The Alpha"]})
    shown = editor.read("/outlets/1")
    assert (shown["ours"], shown["aliases"]) == (False, [])


@pytest.mark.parametrize(
    ("address", "body", "status", "code"),
    [
        ("/outlets", {}, 400, 2),
        ("/outlets", {"name": " "}, 400, 2),
        ("/outlets", {"name": "Alpha"}, 409, 5),
        ("/outlets", {"name": "Beta", "nonsense": 1}, 400, 2),
        ("/sources", {"name": "Ann Rich"}, 400, 2),
        ("/sources", {"kind": "ghost", "name": "Ann Rich"}, 422, 6),
        ("/articles", {"outlet": "Alpha", "published": "someday"}, 422, 6),
        ("/outlets/9/edit", {"name": "Beta"}, 404, 3),
        ("/outlets/1/edit", {"name": ""}, 422, 6),
        ("/outlets/1/judgements", {"other": "1", "kind": "same", "note": "x"}, 409, 5),
        ("/outlets/1/judgements", {"other": "9", "kind": "same", "note": "x"}, 404, 3),
        ("/outlets/1/judgements", {"other": "2", "kind": "independent", "note": "x"}, 422, 6),
        ("/outlets/1/judgements", {"other": "2", "kind": "same"}, 400, 2),
        ("/claims/1/duplicates", {"other": "1", "note": "x"}, 409, 5),
        ("/claims/1/duplicates", {"other": "2"}, 400, 2),
    ],
)
def test_what_the_command_refuses_is_refused(
    editor: Program, address: str, body: dict[str, object], status: int, code: int
) -> None:
    before = editor.read("/outlets"), editor.read("/sources"), editor.read("/articles")
    answer = editor.send(address, body)
    assert (answer.status_code, answer.json()["exit_code"]) == (status, code), answer.text
    assert (editor.read("/outlets"), editor.read("/sources"), editor.read("/articles")) == before


def test_two_are_judged_one_and_parted_again(editor: Program) -> None:
    editor.enter("/outlets", {"name": "The Alfa"})
    editor.enter("/outlets/1/judgements", {"other": "2", "kind": "same", "note": "one paper"})
    assert len(editor.read("/outlets")) == 1
    editor.enter("/outlets/1/judgements", {"other": "2", "kind": "unmerge", "note": "no, two"})
    editor.enter("/outlets/1/judgements", {"other": "2", "kind": "distinct", "note": "two papers"})
    assert len(editor.read("/outlets")) == 2
    editor.refused("/outlets/1/judgements", {"other": "2", "kind": "same", "note": "one after all"}, 409, 5)
    editor.enter("/outlets/1/judgements", {"other": "2", "kind": "same", "note": "one after all", "instead": True})
    assert len(editor.read("/outlets")) == 1


def test_two_claims_are_judged_the_same(editor: Program) -> None:
    editor.enter("/claims/1/duplicates", {"other": "2", "note": "the same words", "not": True})
    editor.enter("/claims/1/duplicates", {"other": "2", "note": "the same after all", "instead": True})
    assert len(editor.read("/claims")) == 1


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/outlets/1/judgements", {"other": "2", "kind": "same", "note": "one"}),
        ("/claims/1/duplicates", {"other": "2", "note": "the same"}),
    ],
)
def test_judging_takes_the_role_that_the_command_takes(
    desk: Desk, db_url: str, address: str, body: dict[str, object]
) -> None:
    Program(desk, token(db_url, "mori")).enter("/outlets", {"name": "The Alfa"})
    for name in ("ruiz", "chen"):
        Program(desk, token(db_url, name)).refused(address, body, 403, 10)
    Program(desk, token(db_url, "chen")).enter(
        "/outlets/1/judgements", {"other": "2", "kind": "distinct", "note": "two papers"}
    )


# Evidence files


def sent(content: bytes, name: str = "minutes.pdf", kind: str = "primary_record") -> dict[str, object]:
    return {"evidence": name, "kind": kind, "content": b64encode(content).decode()}


def test_a_file_is_kept_as_evidence(editor: Program, run: Run) -> None:
    content = b"%PDF-1.4 the minutes of the council"
    body = {"status": "confirmed", "note": "the minutes state it", "evidence": [sent(content)]}
    editor.enter("/claims/1/reviews", body)
    shown = str(editor.read("/claims/1")["reviews"])
    assert "minutes.pdf" in shown
    assert "claims-api-" not in shown
    database = Path(run.url.removeprefix("sqlite:///"))
    kept = [path.read_bytes() for path in database.with_name(f"{database.name}.evidence").rglob("*") if path.is_file()]
    assert content in kept
    assert run("db", "check", "--as", OWNER).exit_code == 0


@pytest.mark.parametrize(
    ("piece", "status"),
    [
        ({**sent(b"x"), "content": "not base64!"}, 422),
        (sent(b"x", "../../escape.txt"), 422),
        (sent(b"x", "..\\escape.txt"), 422),
        (sent(b"x", ".."), 422),
        (sent(b"x", "https://alpha.example/minutes"), 422),
        (sent(b"x", "article:1"), 422),
        ({"evidence": "minutes.pdf", "kind": "primary_record"}, 422),
        ({"evidence": "/etc/hostname", "kind": "primary_record"}, 422),
        ({**sent(b"x"), "kind": None}, 400),
        ({**sent(b"x"), "content": 7}, 400),
    ],
)
def test_what_is_no_file_is_refused_and_nothing_is_kept(
    editor: Program, run: Run, piece: dict[str, object], status: int
) -> None:
    body = {"status": "confirmed", "note": "the minutes state it", "evidence": [piece]}
    answer = editor.send("/claims/1/reviews", body)
    assert answer.status_code == status, answer.text
    database = Path(run.url.removeprefix("sqlite:///"))
    assert not list(database.parent.rglob("*escape*"))
    assert editor.read("/claims/1")["reviews"] == []
