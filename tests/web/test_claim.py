"""The page of a claim: what it shows, and everything that is done there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from claims.entry.people import add_user
from claims.reading.registers.people import confidential_reads
from claims.settings import settings
from claims.store.database import reading
from claims.store.recording import write
from claims.vocabulary import Role, Status
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.web.desk import Desk, Document, Visitor, serving

RECORDS = [
    claim("c", "Japan is in line to join", kind="prediction"),
    claim("d", "Japan is not in line to join"),
    *article("a", "Nikkei"),
    *article("b", "The Evidence"),
    record("source", "s", kind="person", name="Anna Lee", role="minister"),
    appearance("a", "named", source="s"),
    appearance("b", claim="d"),
]


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, RECORDS)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


def refused(visitor: Visitor, address: str, typed: dict[str, str | list[str]], status: int) -> Document:
    answer = visitor.send(address, typed)
    assert answer.status_code == status, answer.text[:500]
    return Document(answer)


def faults(page: Document) -> dict[str, str]:
    """The sentence beside each field that is wrong."""
    wrong = page.at("//*[contains(concat(' ', @class, ' '), ' fault ')]")
    return {fault.get("id").rpartition("-fault")[0]: fault.text_content() for fault in wrong}


@sqlite
def test_a_claim_shows_its_chain_its_counts_and_its_history(visitor: Visitor) -> None:
    page = visitor.page("/claims/1")
    assert page.at("//h1")[0].text_content() == "Japan is in line to join"
    counts = [count.text_content() for count in page.at("//dl[@class='counts']/div/dd[@class='amount']")]
    assert counts == ["At least 1; at most 1"] * 3
    (link,) = page.at("//*[local-name()='svg']//*[local-name()='a']")
    assert page.at(f"//*[@id='{link.get('href').removeprefix('#')}']")
    assert "claim logged: Japan is in line to join" in page.text


def test_a_review_is_entered_in_place(visitor: Visitor) -> None:
    page = visitor.sent("/claims/1/review", {"status": "in_review", "note": "asked the ministry"})
    assert "unverified, now in review" in page.text
    assert "asked the ministry" in page.text


@sqlite
def test_everything_typed_comes_back_with_every_fault(visitor: Visitor) -> None:
    typed: dict[str, str | list[str]] = {
        "status": "confirmed",
        "outcome": "occurred",
        "note": "",
        "evidence": "https://example.org/treaty\r\nnotes.pdf",
        "evidence_kind": "primary_record",
    }
    page = refused(visitor, "/claims/1/review", typed, 422)
    assert set(faults(page)) == {"review-evidence"}
    assert page.at("//details[@id='act-review'][@open]")
    assert page.at("//details[@id='act-review']//option[@value='confirmed'][@selected]")
    assert page.at("//textarea[@name='evidence']")[0].text.strip().splitlines() == [
        "https://example.org/treaty",
        "notes.pdf",
    ]
    page = refused(visitor, "/claims/1/review", {**typed, "evidence": ""}, 400)
    assert set(faults(page)) == {"review-note"}


@sqlite
def test_the_same_rules_refuse_in_the_same_words(visitor: Visitor) -> None:
    page = refused(visitor, "/claims/1/review", {"status": "corroborated", "note": "so it seems"}, 409)
    assert "independent" in faults(page)["review-status"]


@sqlite
def test_a_verdict_rests_on_a_link_or_on_a_file(visitor: Visitor, desk: Desk, tmp_path: Path) -> None:
    typed = {"status": "confirmed", "note": "the text is out", "evidence_kind": "primary_record"}
    files = {"files": ("../../treaty.txt", b"signed", "text/plain")}
    answer = visitor.http.post("/claims/2/review", data=typed, files=files, headers={"Origin": visitor.origin})
    assert answer.status_code == 303, answer.text
    page = visitor.page("/claims/2")
    assert "confirmed" in page.at("//*[@class='verdict']")[0].text_content()
    assert "treaty.txt" in page.text
    assert ".." not in page.at("//*[@class='verdict']/following-sibling::*")[0].text_content()


@sqlite
def test_asking_and_the_reply(visitor: Visitor) -> None:
    page = visitor.sent("/claims/1/ask", {"whom": "Anna Lee", "how": "email", "reply_by": "in 2 days"})
    assert "a reply is wanted by" in page.text
    assert set(faults(refused(visitor, "/claims/1/ask", {"whom": " ", "reply_by": "soonish"}, 400))) == {
        "ask-whom",
        "ask-reply_by",
    }
    assert set(faults(refused(visitor, "/claims/1/answer", {"inquiry": "1"}, 400))) == {"answer-reply"}
    page = visitor.sent("/claims/1/answer", {"inquiry": "1", "reply": "declined", "note": "no comment"})
    assert "no comment" in page.text


@sqlite
def test_relating_and_taking_it_back(visitor: Visitor) -> None:
    page = visitor.sent("/claims/1/relate", {"kind": "contradicts", "other": "2", "note": "both cannot be so"})
    assert page.at("//h2[text()='Related claims']/following-sibling::*//a[@href='/claims/2']")
    assert set(faults(refused(visitor, "/claims/1/relate", {"kind": "supports", "other": "77"}, 404))) == {
        "relate-other"
    }
    assert set(faults(refused(visitor, "/claims/1/relate", {"kind": "", "other": ""}, 400))) == {
        "relate-kind",
        "relate-other",
    }


@sqlite
def test_two_claims_are_judged_the_same(visitor: Visitor) -> None:
    assert set(faults(refused(visitor, "/claims/1/same", {"other": "2"}, 400))) == {"same-reason"}
    page = visitor.sent("/claims/2/same", {"other": "1", "kind": "duplicate", "reason": "one statement"})
    assert "they now appear as claim #" in page.text


@sqlite
def test_a_second_person_agrees(desk: Desk, visitor: Visitor) -> None:
    visitor.sent(
        "/claims/2/review",
        {"status": "refuted", "note": "so", "evidence": "https://example.org/x", "evidence_kind": "primary_record"},
    )
    assert not visitor.page("/claims/2").at("//details[@id='act-agree']")
    second = desk.visitor("lindqvist")
    (with_,) = second.page("/claims/2").at("//details[@id='act-agree']//input[@name='with']")
    page = second.sent("/claims/2/agree", {"with": with_.get("value"), "note": "read it too"})
    assert "agree" in page.at("//*[@role='status']")[0].text_content()


def test_taking_is_exclusive(desk: Desk, visitor: Visitor) -> None:
    other = desk.visitor("lindqvist")
    visitor.sent("/claims/1/take")
    kept = refused(other, "/claims/1/take", {}, 409).text
    assert "okafor has had claim #1" in kept.lower()
    assert "--over" not in kept
    assert "over from okafor" in other.sent("/claims/1/take", {"over": "yes"}).text
    assert "is not yours to drop" in refused(visitor, "/claims/1/drop", {}, 409).text
    assert "free to take" in other.sent("/claims/1/drop").text


@sqlite
def test_a_form_that_meets_a_newer_record_shows_both_and_loses_neither(desk: Desk, visitor: Visitor) -> None:
    other = desk.visitor("lindqvist")
    seen = visitor.page("/claims/1").at("//details[@id='act-review']//input[@name='seen']")[0].get("value")
    other.sent("/claims/1/review", {"status": "in_review", "note": "asked the ministry"})
    typed: dict[str, str | list[str]] = {"status": "unproven", "note": "nothing settles it", "seen": seen}
    page = refused(visitor, "/claims/1/review", typed, 409)
    assert "asked the ministry" in page.at("//*[@class='newer']")[0].text_content()
    assert "nothing settles it" in page.at("//details[@id='act-review']//textarea[@name='note']")[0].text
    again = page.at("//details[@id='act-review']//input[@name='seen']")[0].get("value")
    done = visitor.sent("/claims/1/review", {**typed, "seen": again})
    assert "nothing settles it" in done.text
    assert "asked the ministry" in done.text


@sqlite
def test_what_others_entered_elsewhere_is_no_hindrance(desk: Desk, visitor: Visitor) -> None:
    seen = visitor.page("/claims/1").at("//details[@id='act-review']//input[@name='seen']")[0].get("value")
    desk.visitor("lindqvist").sent("/claims/2/review", {"status": "in_review", "note": "asked"})
    visitor.sent("/claims/1/review", {"status": Status.UNPROVEN.value, "note": "nothing", "seen": seen})


def test_a_page_takes_the_same_number_of_statements_however_much_there_is(
    desk: Desk, visitor: Visitor, db_url: str
) -> None:
    def taken(address: str) -> int:
        visitor.page(address)
        desk.statements.clear()
        visitor.page(address)
        return len(desk.statements)

    before = {address: taken(address) for address in ("/", "/claims/1")}
    for count in range(4):
        visitor.sent("/claims/1/ask", {"whom": f"Press office {count}"})
        visitor.sent("/claims/1/review", {"status": "in_review", "note": f"asked {count}"})
        visitor.sent("/claims/1/relate", {"kind": "supports", "other": "2"} if not count else _OTHER[count])
    after = {address: taken(address) for address in before}
    assert after["/"] <= before["/"] + 3
    assert after["/claims/1"] <= before["/claims/1"] + 6
    visitor.sent("/claims/1/ask", {"whom": "One more"})
    assert {address: taken(address) for address in before} == after


_OTHER: dict[int, dict[str, str | list[str]]] = {
    1: {"kind": "refines", "other": "2"},
    2: {"kind": "part_of", "other": "2"},
    3: {"kind": "supersedes", "other": "2"},
}


def test_off_the_record_is_shown_on_request_only(desk: Desk, db_url: str) -> None:
    canary = "canary-minister"
    from claims.entry.drafts import AppearanceDraft, ArticleDraft, SourceDraft
    from claims.entry.log import appear
    from claims.vocabulary import Attribution, Terms

    draft = AppearanceDraft(
        attribution=Attribution.NAMED,
        source=SourceDraft(source=canary),
        terms=Terms.OFF_RECORD,
        article=ArticleDraft(outlet="Nikkei"),
    )
    act(db_url, "2024-03-22T09:00:00+00:00", lambda session: appear(session, "1", draft))
    visitor = desk.visitor()
    for address in ("/", "/claims/1", "/claims/1?as_of=today"):
        assert canary not in visitor.page(address).answer.text
    assert canary in visitor.page("/claims/1?confidential=yes").answer.text


@sqlite
def test_a_confidential_read_is_allowed_by_role_and_recorded(desk: Desk, db_url: str) -> None:
    for name, role in (("mori", Role.OWNER), ("lowe", Role.READER)):
        write(settings(db_url).as_account("mori"), "user add", partial(add_user, name=name, role=role))
    desk.visitor("mori").page("/claims/1?confidential=yes")
    desk.visitor("mori").page("/?confidential=yes")
    assert desk.visitor("lowe").get("/claims/1").status_code == 200
    assert desk.visitor("lowe").get("/claims/1?confidential=yes").status_code == 403
    assert desk.visitor("lowe").send("/claims/1/review", {"status": "in_review", "note": "x"}).status_code == 403
    with reading(settings(db_url).as_account("mori")) as connection:
        reads = [(line["who"], line["what"]) for line in confidential_reads(connection)]
    assert reads == [("mori", "show --confidential"), ("mori", "queue --confidential")]


@sqlite
def test_a_refusal_is_said_where_the_form_fits_no_longer(desk: Desk) -> None:
    visitor = desk.visitor()
    answer = visitor.send("/claims/1/agree", {"note": "so do I"})
    assert answer.status_code >= 400
    (problem,) = Document(answer).at("//*[@role='alert']")
    assert problem.text_content().strip()


@sqlite
def test_the_status_of_a_claim_is_said_once(desk: Desk) -> None:
    (verdict,) = desk.visitor().page("/claims/1").at("//p[@class='verdict']")
    assert verdict.text_content().casefold().count("unverified") == 1
