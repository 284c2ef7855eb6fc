"""The API says what the command line says in JSON, refuses as it does, and lets in by token alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from sqlalchemy import func, select

from claims.entry.closing import close_story
from claims.rules.rights import WRITES
from claims.settings import settings
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import EVENT, READS, TABLES
from claims.vocabulary import Role
from claims.web.api.openapi import OPERATIONS
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.api import OWNER, Program, problem, token, user
from tests.web.desk import Desk, serving

SECRET = "FRIDAYSIGNING"

NEWSROOM = [
    record("story", "dam", title="The dam"),
    record("source", "ann", kind="person", name="Ann Fox"),
    *article("a", "Alpha", "2024-03-19", title="A dam"),
    *article("b", "Beta", "2024-03-20"),
    claim("c", "The dam holds", kind="prediction", stories=["dam"], windows=[{"role": "due", "words": "by May 2024"}]),
    claim("d", "The dam breaks", stories=["dam"]),
    appearance("a", "named", source="ann"),
    appearance("b", "outlet", relays="a"),
    appearance("b", claim="d"),
    record("relation", "r", claim="c", kind="contradicts", other="d"),
    claim("off", f"{SECRET} statement", stories=["dam"]),
    appearance("a", "named", claim="off", source="ann", terms="off_record", excerpt=f"{SECRET} excerpt",
               wording="direct"),
    record("appearance", "o2", claim="c", article="b", attribution="named", source="ann", terms="off_record",
           excerpt=f"{SECRET} words", wording="direct"),
]  # fmt: skip


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, NEWSROOM)
    for name, role in ((OWNER, Role.OWNER), ("mori", Role.JOURNALIST), ("ruiz", Role.READER), ("okafor", Role.CHECKER)):
        user(db_url, name, role)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def url(db_url: str) -> str:
    return db_url


def program(desk: Desk, url: str, name: str = "mori") -> Program:
    return Program(desk, token(url, name))


def count(url: str, table: str = "event") -> int:
    with reading(settings(url)) as connection:
        of = EVENT if table == "event" else TABLES[table]
        return int(connection.execute(select(func.count()).select_from(of)).scalar_one())


ADDRESSES = [
    *(f"/api{operation.address}" for operation in OPERATIONS if not operation.writes and not operation.places),
    *("/api/claims/1", "/api/claims/1/history", "/api/claims/1/similar", "/api/stories/1/report"),
    *("/api/outlets/1", "/api/sources/1", "/api/articles/1", "/api/stories/1"),
]


# Who


@pytest.mark.engines("sqlite")
def test_nobody_is_answered_without_a_token_that_works(desk: Desk, url: str) -> None:
    secret = token(url, "mori")
    wrong: list[dict[str, str]] = [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {secret}x"},
        {"Authorization": f"Basic {secret}"},
        {"Authorization": secret},
        {"Authorization": f"Bearer {secret} {secret}"},
    ]
    plain = Program(desk, None)
    for headers in wrong:
        for address in ("/claims", "/claims/1", "/queue"):
            told = problem(plain.get(address, **headers), 401)
            assert "The dam" not in str(told)
        answer = plain.http.post("/claims/1/take", json={}, headers={**headers, "Origin": desk.origin})
        assert answer.status_code in (401, 403)
        assert answer.headers.get("www-authenticate", "Bearer").startswith("Bearer")
    assert plain.get("/claims", Authorization=f"bearer {secret}").status_code == 200


@pytest.mark.engines("sqlite")
def test_a_browser_that_is_signed_in_may_read_and_enter_from_our_own_pages_alone(desk: Desk, url: str) -> None:
    visitor = desk.visitor("mori")
    assert visitor.get("/api/claims").status_code == 200
    assert visitor.get("/api/claims", Authorization="Bearer x").status_code == 401  # a token never leans on a session
    before = count(url)
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = visitor.http.post("/api/claims/1/take", json={}, headers=headers)
        assert answer.status_code == 403
    assert count(url) == before
    ours = {"Origin": desk.origin, "Sec-Fetch-Site": "same-origin"}
    assert visitor.http.post("/api/claims/1/take", json={}, headers=ours).status_code == 201


@pytest.mark.engines("sqlite")
def test_whoever_has_a_token_acts_as_its_person_within_their_role(desk: Desk, url: str) -> None:
    reader, journalist, checker = (program(desk, url, name) for name in ("ruiz", "mori", "okafor"))
    before = count(url)
    told = reader.refused("/claims/1/take", {}, 403, 10)
    assert "ruiz is a reader" in told["detail"]
    journalist.refused("/claims/1/reviews", {"status": "in_review", "note": "looking"}, 403, 10)
    assert count(url) == before
    assert checker.enter("/claims/1/reviews", {"status": "in_review", "note": "looking"})["status"] == "in_review"
    with reading(settings(url)) as connection:
        last = connection.execute(select(EVENT.c.who, EVENT.c.proved).order_by(EVENT.c.id.desc()).limit(1)).one()
    assert tuple(last) == ("okafor", "okafor")


# What is read


def told(run: Run, *words: object) -> Any:
    answer = run(*words, "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


SAME = [
    ("/claims", ("list",)),
    ("/claims?kind=prediction&kind=intention&limit=0", ("list", "--kind", "prediction", "--kind", "intention")),
    ("/claims?story=dam&outlet=alpha&since=2024-03&overdue=true",
     ("list", "--story", "dam", "--outlet", "alpha", "--since", "2024-03", "--overdue")),
    ("/claims/1", ("show", 1)),
    ("/claims/1?as_of=2030-01-01", ("show", 1, "--as-of", "2030-01-01")),
    ("/claims/1?published_until=2024-03-19", ("show", 1, "--published-until", "2024-03-19")),
    ("/claims/2/history", ("history", 2)),
    ("/claims/1/similar", ("similar", 1)),
    ("/similar?text=the dam will break", ("similar", "the dam will break")),
    ("/queue", ("queue",)),
    ("/queue?story=dam&reason=contested&days=14", ("queue", "--story", "dam", "--reason", "contested", "--days", 14)),
    ("/search?words=dam outlet:alpha", ("search", "dam", "outlet:alpha")),
    ("/inquiries?all=true", ("inquiries", "--all")),
    ("/stories/dam/report?as_of=2030-01-01", ("report", "story", "dam", "--as-of", "2030-01-01")),
    ("/stories/dam/report?as_of=2030-01-01&for=public",
     ("report", "story", "dam", "--as-of", "2030-01-01", "--for", "public")),
    *((f"/{many}", (kind, "list")) for kind, many in (
        ("outlet", "outlets"), ("reporter", "reporters"), ("source", "sources"), ("article", "articles"),
        ("story", "stories"))),
    *((f"/{kind}s/1", (kind, "show", 1)) for kind in ("outlet", "source", "article")),
    ("/stories/dam", ("story", "show", "dam")),
]  # fmt: skip


def test_it_says_what_the_command_line_says(desk: Desk, run: Run) -> None:
    run("--as", "mori", "ask", 1, "the ministry", "--reply-by", "2024-04-01", "--asked", "2024-03-20")
    asking = program(desk, run.url)
    for address, words in SAME:
        assert asking.read(address) == told(run, *words), address


@pytest.mark.engines("sqlite")
def test_what_is_missing_or_mistyped_is_said_as_on_the_command_line(desk: Desk, url: str) -> None:
    asking = program(desk, url)
    for address, status, code, words in (
        ("/claims/99", 404, 3, "99"),
        ("/claims/x%00y", 404, 3, ""),
        ("/outlets/nowhere", 404, 3, "nowhere"),
        ("/claims?statu=x", 400, 2, "did you mean status"),
        ("/claims?status=x", 422, 6, "choose from"),
        ("/claims?limit=-1", 400, 2, "limit"),
        ("/claims?limit=1000001", 422, 6, "limit"),
        ("/claims?limit=1&limit=2", 400, 2, "more than once"),
        ("/claims?overdue=perhaps", 400, 2, "overdue"),
        ("/claims?since=soon", 422, 6, "soon"),
        ("/claims?as_of=tomorrowish", 422, 6, "tomorrowish"),
        ("/claims?story=nowhere", 404, 3, "nowhere"),
        ("/similar", 400, 2, "text"),
        ("/queue?reason=boredom", 422, 6, "choose from"),
        ("/nowhere", 404, None, "openapi"),
    ):
        assert words in problem(asking.get(address), status, code)["detail"], address
    assert problem(asking.get("/claims?status=x"), 422, 6)["problems"][0]["part"] is not None
    assert asking.http.post("/queue", json={}).status_code == 405
    assert asking.get("/claims/1/take").status_code == 405


@pytest.mark.engines("sqlite")
def test_nothing_off_the_record_is_in_an_answer(desk: Desk, url: str) -> None:
    for name in (OWNER, "mori", "ruiz"):
        asking = program(desk, url, name)
        for address in (
            *ADDRESSES,
            "/api/claims/3",
            "/api/claims/3/history",
            "/api/similar?text=FRIDAYSIGNING statement",
        ):
            answer = httpx.get(f"{desk.origin}{address}", headers=asking.http.headers, trust_env=False, timeout=60)
            assert answer.status_code in (200, 400, 409), (address, answer.text)
            assert SECRET not in answer.text.replace("text=FRIDAYSIGNING", ""), address
            assert SECRET not in str(answer.headers), address
    journalist, reader = program(desk, url, "mori"), program(desk, url, "ruiz")
    assert SECRET in journalist.get("/claims?confidential=true").text
    assert SECRET in journalist.get("/claims/3?confidential=true").text
    for address in ("/claims?confidential=true", "/claims/3?confidential=true", "/queue?confidential=true"):
        assert SECRET not in str(problem(reader.get(address), 403, 10))
    with reading(settings(url)) as connection:
        recorded = connection.execute(select(READS.c.who, READS.c.what, READS.c.subject)).all()
    assert [tuple(row) for row in recorded] == [
        ("mori", "list --confidential", None),
        ("mori", "show --confidential", "claim"),
    ]
    assert "off the record" in unquote(journalist.get("/claims").headers["claims-remark"])


# What is entered


def test_a_day_of_work_is_entered(desk: Desk, run: Run) -> None:
    mori, okafor = program(desk, run.url), program(desk, run.url, "okafor")
    logged = mori.enter("/claims", {
        "statement": "Die Brücke öffnet — «soon» in June 橋", "attribution": "named", "source": "Zoë O’Neill",
        "outlet": "Gamma", "published": "2024-03-21", "due": "by June 2027", "hedge": ["likelihood:could"],
        "story": ["bridge", "dam"], "url": "https://gamma.example/1?id=7", "role": None, "unread": False,
        "excerpt": "it could open", "wording": "direct", "stated_count": None, "kind": "prediction",
    })  # fmt: skip
    number = logged["claim"]
    shown = mori.read(f"/claims/{number}")
    assert shown == told(run, "show", number)
    assert shown["statement"] == "Die Brücke öffnet — «soon» in June 橋"
    assert shown["stories"] == ["bridge", "dam"]
    assert shown["appearances"][0]["hedges"] == [{"kind": "likelihood", "words": "could"}]
    assert shown["windows"][0]["latest"] == "2027-06-30"
    assert mori.enter(f"/claims/{number}/appearances", {"relays": "Gamma", "outlet": "Delta"})["appearance"]
    assert mori.read(f"/claims/{number}")["appearances"][1]["attribution"] == "outlet"
    mori.enter(f"/claims/{number}/take", {})
    okafor.refused(f"/claims/{number}/take", {}, 409, 5)
    okafor.enter(f"/claims/{number}/take", {"over": True})
    okafor.enter(f"/claims/{number}/drop", {})
    asked = mori.enter(f"/claims/{number}/inquiries", {"whom": "the ministry", "how": "email", "reply_by": "in 2 days"})
    inquiry = asked["made"][0]["id"]
    mori.enter(f"/inquiries/{inquiry}/replies", {"reply": "answered", "note": "it will"})
    mori.enter(f"/claims/{number}/relations", {"kind": "supports", "other": "1", "note": "both"})
    mori.enter(f"/claims/{number}/relations", {"kind": "supports", "other": "1", "withdraw": True})
    mori.enter(f"/claims/{number}/edit", {"weight": "background", "note": "aside", "not_story": ["dam"]})
    edited = mori.read(f"/claims/{number}")
    assert (edited["weight"], edited["note"], edited["stories"]) == ("background", "aside", ["bridge"])
    mori.enter(f"/claims/{number}/edit", {"note": ""})
    assert mori.read(f"/claims/{number}")["note"] is None
    reviewed = okafor.enter(f"/claims/{number}/reviews", {
        "status": "confirmed", "note": "the record says so",
        "evidence": [{"evidence": "https://gov.example/1", "kind": "primary_record", "title": "Gazette"}],
    })  # fmt: skip
    assert (reviewed["old_status"], reviewed["status"]) == ("unverified", "confirmed")
    corrected = mori.enter(f"/appearances/{logged['appearance']}/corrections", {
        "correction": "wrong", "note": "misread", "source": "Ann Fox", "wording": "paraphrase",
    })  # fmt: skip
    assert corrected["reach"]["flagged"]
    whole = mori.enter(f"/appearances/article:{logged['article']}/corrections",
                       {"correction": "retracted", "note": "the outlet withdrew it"})  # fmt: skip
    assert isinstance(whole["reach"], list)
    assert mori.read(f"/claims/{number}") == told(run, "show", number)
    assert run("db", "check").exit_code == 0


REFUSED: list[tuple[str, object, int, int, str]] = [
    ("/claims", {}, 400, 2, "statement"),
    ("/claims", [], 400, 2, "object"),
    ("/claims", "statement", 400, 2, "object"),
    ("/claims", {"statement": "  ", "attribution": "named"}, 400, 2, "statement"),
    ("/claims", {"statement": "The dam opens"}, 400, 2, "attribution"),
    ("/claims", {"statement": 7, "attribution": "unattributed"}, 400, 2, "text"),
    ("/claims", {"statement": "x" * 100_000, "attribution": "unattributed", "outlet": "A"}, 422, 6, ""),
    ("/claims", {"statement": "The dam\x00", "attribution": "unattributed", "outlet": "A"}, 422, 6, "statement"),
    ("/claims", {"statement": "The dam \ud800", "attribution": "unattributed", "outlet": "A"}, 422, 6, "statement"),
    ("/claims", {"statement": "The dam opens", "attribution": "gossip"}, 422, 6, "choose from"),
    ("/claims", {"statement": "The dam opens", "attribution": "unattributed", "story": "dam"}, 400, 2, "list"),
    ("/claims", {"statement": "The dam opens", "attribution": "unattributed", "hedge": ["could"]}, 422, 6, "hedge"),
    ("/claims", {"statement": "The dam opens", "attribution": "unattributed", "published": "soon"}, 422, 6, "soon"),
    ("/claims", {"statement": "The dam opens", "attribution": "unattributed", "unread": "no"}, 400, 2, "true or false"),
    ("/claims", {"statement": "The dam opens", "attribution": "unattributed", "stated_count": True}, 400, 2, "number"),
    ("/claims", {"statement": "The dam opens", "attribution": "unattributed", "role": "minister"}, 400, 2, "source"),
    ("/claims/99/take", {}, 404, 3, "99"),
    ("/claims/1/take", {"over": "yes"}, 400, 2, "true or false"),
    ("/claims/1/drop", {"why": "x"}, 400, 2, "why"),
    ("/claims/1/reviews", {}, 400, 2, "decides"),
    ("/claims/1/reviews", {"status": "confirmed", "note": "so it is"}, 409, 5, "evidence"),
    ("/claims/1/reviews", {"agree": True, "status": "confirmed"}, 400, 2, "agree"),
    ("/claims/1/reviews", {"with": "3"}, 400, 2, "agree"),
    ("/claims/1/reviews", {"status": "confirmed", "note": "x", "evidence": [{"evidence": "a.pdf", "kind": "data"}]},
     422, 6, "link"),
    ("/claims/1/reviews", {"status": "confirmed", "note": "x", "evidence": [{"evidence": "https://gov.example/"}]},
     400, 2, "sort of evidence"),
    ("/claims/1/reviews", {"status": "confirmed", "note": "x", "evidence": ["https://gov.example/"]}, 400, 2, "object"),
    ("/claims/1/inquiries", {}, 400, 2, "whom"),
    ("/claims/1/inquiries", {"whom": "x", "reply_by": "whenever"}, 422, 6, "whenever"),
    ("/inquiries/99/replies", {"reply": "answered"}, 404, 3, "99"),
    ("/inquiries/1/replies", {"reply": "declined", "stance": "denies"}, 400, 2, "use"),
    ("/claims/1/relations", {"kind": "supports", "other": "1"}, 409, 5, "itself"),
    ("/claims/1/relations", {"kind": "supports", "other": "2", "not": True}, 400, 2, "contradiction"),
    ("/claims/1/edit", {}, 400, 2, "nothing to change"),
    ("/claims/1/edit", {"not_story": ["nowhere"]}, 404, 3, "nowhere"),
    ("/appearances/1/corrections", {"correction": "retracted"}, 400, 2, "note"),
    ("/appearances/1/corrections", {"correction": "not_a_reprint", "note": "x"}, 400, 2, "article"),
    ("/appearances/article:1/corrections", {"correction": "wrong", "note": "x", "stance": "denies"}, 400, 2, "a time"),
]  # fmt: skip


@pytest.mark.engines("sqlite")
def test_what_is_refused_is_refused_in_words_and_enters_nothing(desk: Desk, url: str) -> None:
    checker = program(desk, url, "okafor")
    before = count(url)
    for address, body, status, code, words in REFUSED:
        answer = checker.http.post(address, content=json.dumps(body), headers={"Content-Type": "application/json"})
        assert words in problem(answer, status, code)["detail"], (address, body)
    for content, kind in (
        (b"{", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"a": ' * 100_000, "application/json"),
        (b'{"over": true}', "text/plain"),
        (b"over=true", "application/x-www-form-urlencoded"),
    ):
        answer = checker.http.post("/claims/1/take", content=content, headers={"Content-Type": kind})
        problem(answer, 400, 2)
    answer = checker.http.post("/claims/1/take", content=b" " * 2_000_000, headers={"Content-Type": "application/json"})
    problem(answer, 413, 9)
    problem(checker.http.post("/claims/1/take?over=true", json={}), 400, 2)
    assert count(url) == before


# Asking again


def test_what_has_not_changed_costs_next_to_nothing(desk: Desk, url: str) -> None:
    asking, other = program(desk, url), program(desk, url, "okafor")
    for address in ("/queue", "/claims", "/claims/1", "/sources", "/stories/dam/report"):
        first = asking.get(address)
        tag = first.headers["etag"]
        assert asking.get(address).headers["etag"] == tag
        assert other.get(address).headers["etag"] != tag
        assert asking.get(f"{address}?").headers["etag"]
        desk.statements.clear()
        again = asking.get(address, **{"If-None-Match": f'"x", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert len(desk.statements) <= 10
        assert asking.get(address, **{"If-None-Match": '"x"'}).status_code == 200
    tag = asking.get("/queue").headers["etag"]
    other.enter("/claims/2/take", {})
    assert asking.get("/queue", **{"If-None-Match": tag}).status_code == 200
    assert "etag" not in asking.get("/queue?as_of=now").headers


@pytest.mark.engines("sqlite")
def test_a_reply_that_becomes_overdue_changes_the_answer(desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime, timedelta

    from claims.features.feeds import read

    asking = program(desk, url)
    asking.enter("/claims/2/inquiries", {"whom": "the ministry", "reply_by": "in 2 hours"})
    tag = asking.get("/queue").headers["etag"]

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(hours=3)

    assert asking.get("/queue", **{"If-None-Match": tag}).status_code == 304
    monkeypatch.setattr(read, "datetime", Later)
    assert asking.get("/queue", **{"If-None-Match": tag}).status_code == 200


def test_any_number_of_claims_costs_the_same_statements(desk: Desk, url: str) -> None:
    asking = program(desk, url)
    addresses = ("/claims", "/queue", "/search?words=dam", "/sources", "/outlets", "/articles", "/inquiries")

    def statements() -> dict[str, int]:
        counts = {}
        for address in addresses:
            asking.read(address)
            desk.statements.clear()
            asking.read(address)
            counts[address] = len(desk.statements)
        return counts

    before = statements()
    for number in range(25):
        log = {"statement": f"The dam {number}", "outlet": f"Outlet {number}", "attribution": "named"}
        asking.enter("/claims", log | {"source": f"Ann Fox {number}", "story": ["more"]})
    assert statements() == before


# The description


@pytest.mark.engines("sqlite")
def test_every_operation_has_the_name_of_a_command_that_roles_know(db_url: str) -> None:
    names = [operation.name for operation in OPERATIONS]
    assert len(set(names)) == len(names)
    assert {operation.command for operation in OPERATIONS if operation.writes} <= WRITES.keys()


@pytest.mark.engines("sqlite")
def test_a_closed_story_is_in_no_answer_for_others(desk: Desk, run: Run) -> None:
    mori, okafor = program(desk, run.url), program(desk, run.url, "okafor")
    closing = settings(run.url).as_account(OWNER)
    logged = mori.enter("/claims", {"statement": "MARKER rises", "attribution": "unattributed", "outlet": "MARKERpost",
                                    "story": ["marker-story"]})["claim"]  # fmt: skip
    before = okafor.get("/queue").headers["etag"]
    write(closing, "story close", lambda session: close_story(session, "marker-story", ("mori",), None))
    assert "MARKER" in mori.get(f"/claims/{logged}").text
    assert okafor.get("/queue", **{"If-None-Match": before}).status_code == 200
    for address in (
        "/claims",
        f"/claims/{logged}",
        "/queue",
        "/search?words=MARKER",
        "/outlets",
        "/stories",
        "/stories/marker-story",
        "/similar?text=MARKER falls",
        f"/claims/{logged}?confidential=true",
    ):
        answer = okafor.get(address)
        assert "MARKER" not in answer.text.replace("MARKER falls", ""), address
    assert okafor.send(f"/claims/{logged}/take", {}).status_code == 404
