"""Settings, policies, checks, and the help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from claims.reading.registers.people import confidential_reads
from claims.settings import settings
from claims.store.database import reading
from claims.vocabulary import Role
from claims.web.pages import PLACES
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter
from tests.web.api import OWNER, user
from tests.web.desk import Desk, Document, Visitor, serving, text_of

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

IN_ADDRESSES = defaultdict(lambda: "1", register="outlets", subject="outlet")
"""What stands in the addresses of pages."""

MARKER = "<script>document.title = 'marker'</script>"


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "The mine closes"), *article("a", "Alpha"), appearance("a")])
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


def test_the_settings_say_what_the_database_is(visitor: Visitor, run: Run) -> None:
    page = visitor.page("/settings")
    facts = {each.xpath("./dt")[0].text_content(): each.xpath("./dd")[0].text_content() for each in page.at("//dl/div")}
    assert facts["Claims"] == "1"
    assert facts["You act as"] == "okafor"
    assert facts["Engine"].startswith(("SQLite", "PostgreSQL"))
    told = run("db", "status", "--format", "json").json
    assert facts["Where"] == told["database"]


@sqlite
def test_a_policy_is_turned_on_and_off_with_a_reason(visitor: Visitor, run: Run) -> None:
    on = visitor.sent("/settings/policies/two_person_verdicts", {"value": "on"})
    assert "The policy “two person verdicts” is on from now on." in on.text
    assert run("db", "policy", "--format", "json").json[0]["value"] == "on"
    refused = visitor.send("/settings/policies/two_person_verdicts", {"value": "off", "note": " "})
    assert refused.status_code == 400
    assert "say why" in text_of(refused)
    again = visitor.send("/settings/policies/two_person_verdicts", {"value": "on", "note": f"twice {MARKER}"})
    assert again.status_code == 409
    assert Document(again).at("//input[@id='note-two_person_verdicts']")[0].get("value") == f"twice {MARKER}"
    off = visitor.sent("/settings/policies/two_person_verdicts", {"value": "off", "note": f"two of us {MARKER}"})
    assert "two of us" in off.text
    assert not off.at("//main//script")
    assert len(off.at("//details/ol/li")) == 2


@sqlite
def test_the_settings_say_what_applies_until_there_are_users(visitor: Visitor, db_url: str, run: Run) -> None:
    def shown() -> tuple[str, list[str]]:
        policy = visitor.page("/settings").at("//div[@class='policy'][.//form[contains(@action, 'act_for_others')]]")[0]
        return policy.xpath("./h3/span")[0].text, policy.xpath(".//button/@value")

    assert shown() == ("on", ["off", "on"])
    assert run("take", 1, "--as", "somebody").exit_code == 0
    visitor.sent("/settings/policies/act_for_others", {"value": "on"})
    assert shown() == ("on", ["off"])
    visitor.sent("/settings/policies/act_for_others", {"value": "off", "note": "each for themselves"})
    assert shown() == ("off", ["on"])
    assert run("drop", 1, "--as", "somebody").exit_code == 10


@sqlite
def test_with_users_nobody_acts_for_others_until_it_is_turned_on(visitor: Visitor, db_url: str) -> None:
    user(db_url, OWNER, Role.OWNER)
    policy = visitor.page("/settings").at("//div[@class='policy'][.//form[contains(@action, 'act_for_others')]]")[0]
    assert (policy.xpath("./h3/span")[0].text, policy.xpath(".//button/@value")) == ("off", ["on"])


@sqlite
@pytest.mark.parametrize(("name", "value", "status"), [("nothing", "on", 422), ("two_person_verdicts", "maybe", 422)])
def test_no_other_policy_is_set(visitor: Visitor, name: str, value: str, status: int) -> None:
    assert visitor.send(f"/settings/policies/{name}", {"value": value}).status_code == status


def test_the_database_is_checked_and_its_records_verified(visitor: Visitor) -> None:
    assert "In order: the file" in text_of(visitor.send("/settings/check"))
    assert "Every record is as it was entered" in text_of(visitor.send("/settings/verify"))


@sqlite
def test_what_is_wrong_is_named(visitor: Visitor, run: Run) -> None:
    import sqlite3

    with sqlite3.connect(run.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE claim_now SET status = 'confirmed'")
    page = text_of(visitor.send("/settings/check"))
    assert "The database has 1 problem" in page


@sqlite
def test_the_help_is_there(visitor: Visitor) -> None:
    settings, page = visitor.page("/settings"), visitor.page("/help")
    for link in settings.at("//section[@aria-labelledby='help']//a"):
        address, _, anchor = link.get("href").partition("#")
        assert visitor.get(address).status_code == 200
        assert not anchor or page.at(f"//*[@id='{anchor}']")


@sqlite
def test_who_reads_confidential_material_is_recorded_once(desk: Desk, run: Run) -> None:
    visitor = desk.visitor("okafor")
    sent = visitor.send("/read", {"text": "The mine is to close in May, an aide said.", "confidential": "yes"})
    assert sent.headers["location"] == "/read/1?confidential=yes"
    addresses = (
        "/registers/outlets", "/registers/articles/1", "/registers/articles/1/edit", "/", "/claims/1",
        "/claims/1/appear", "/claims/1/edit", "/read/1", "/alike/outlet/1/1",
    )  # fmt: skip
    for address in addresses:
        assert visitor.get(f"{address}?confidential=yes").status_code == 200, address
    visitor.send("/search", {"q": "mine", "confidential": "yes"})
    visitor.send("/similar", {"text": "the mine", "confidential": "yes"})
    assert visitor.get("/similar?claim=1&confidential=yes").status_code == 200
    reads = sorted((each["what"], each["record"] or "") for each in run("user", "reads", "--format", "json").json)
    assert reads == [
        ("article show --confidential", "article #1"), ("article show --confidential", "article #1"),
        ("article text --confidential", "article #2"), ("outlet list --confidential", ""),
        ("outlet show --confidential", "outlet #1"), ("outlet show --confidential", "outlet #1"),
        ("queue --confidential", ""), ("search --confidential", ""), ("show --confidential", "claim #1"),
        ("show --confidential", "claim #1"), ("show --confidential", "claim #1"), ("similar --confidential", ""),
        ("similar --confidential", "claim #1"),
    ]  # fmt: skip


@sqlite
def test_no_page_shows_confidential_material_unrecorded(desk: Desk, db_url: str) -> None:
    user(db_url, OWNER, Role.OWNER)
    user(db_url, "rita", Role.READER)
    owner, reader = desk.visitor(OWNER), desk.visitor("rita")
    shown = 0
    for place in PLACES:
        address = place.address.format_map(IN_ADDRESSES) + "?confidential=yes"
        if not place.posts:
            assert reader.get(address).status_code >= 400, address
            shown += owner.get(address).status_code < 400
    with reading(settings(db_url).as_account(OWNER)) as connection:
        assert len(confidential_reads(connection)) >= shown > 5


@sqlite
def test_a_reader_sees_nothing_confidential_and_changes_nothing(desk: Desk, db_url: str) -> None:
    user(db_url, OWNER, Role.OWNER)
    user(db_url, "rita", Role.READER)
    reader, owner = desk.visitor("rita"), desk.visitor(OWNER)
    assert reader.get("/registers/outlets").status_code == 200
    assert owner.get("/registers/outlets?confidential=yes").status_code == 200
    for address in ("/registers/outlets", "/registers/outlets/1", "/", "/claims/1", "/alike/outlet/1/1"):
        assert reader.get(f"{address}?confidential=yes").status_code == 403, address
    sent: list[tuple[str, dict[str, str | list[str]]]] = [
        ("/search", {"q": "mine", "confidential": "yes"}),
        ("/similar", {"text": "mine", "confidential": "yes"}),
        ("/settings/policies/two_person_verdicts", {"value": "on"}),
        ("/tables/import", {"text": "statement\toutlet\tattribution\nThe ferry stops\tAlpha\tunattributed"}),
    ]
    for address, typed in sent:
        assert reader.send(address, typed).status_code == 403, address
    assert [item.text_content() for item in owner.page("/search").at("//li//a[@data-open]")] == ["#1 The mine closes"]
    assert reader.send("/stories/none/file", {"format": "html"}).status_code == 404
