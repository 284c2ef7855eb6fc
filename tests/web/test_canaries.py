"""What was confided is on no page and in no file of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claims.features.story.leaving.files import ReportFormat
from claims.vocabulary import Audience
from tests.conftest import Run
from tests.reports.test_canaries import CONFIDED, KEPT_BACK, SEEN, enter_everything, leaked, readable
from tests.web.desk import Desk, serving

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

FILES = [ReportFormat.HTML, ReportFormat.MARKDOWN, ReportFormat.JSON, ReportFormat.CSV, ReportFormat.XLSX,
         ReportFormat.DOCX]  # fmt: skip

PAGES = ["/stories", "/stories/1", "/stories/1?for=lawyer", "/stories/1?brief=yes", "/stories/1/open",
         "/stories/1/open?all=yes", "/stories/1/draft", "/stories/1/copies",
         "/search",
         "/search?q=zq*", f"/search?q={CONFIDED}*", "/search?q=mine&most=100", "/similar?claim=1",
         *(f"/registers/{name}" for name in ("outlets", "reporters", "sources", "articles", "stories")),
         "/registers/sources/1", "/registers/articles/1", "/registers/outlets/1", "/registers/stories/1",
         "/alike", "/tables", "/settings", "/help"]  # fmt: skip


@pytest.fixture
def desk(run: Run) -> Iterator[Desk]:
    enter_everything(run)
    with serving(run.url) as running:
        yield running


def test_nothing_that_was_confided_is_on_a_page_or_in_a_file(desk: Desk) -> None:
    visitor = desk.visitor()
    for address in PAGES:
        text = readable(visitor.get(address).content).replace(f"{CONFIDED}*", "")
        assert not leaked(text, CONFIDED), address
        assert "age-encryption" not in text, address
    public = readable(visitor.get("/stories/1?for=public").content)
    assert not leaked(public, CONFIDED) | leaked(public, KEPT_BACK)
    assert leaked(public, SEEN)
    for audience in Audience:
        for form in FILES:
            answer = visitor.send(f"/stories/1/file?for={audience}", {"format": form.value})
            assert answer.status_code == 200, (form, answer.text[:300])
            text = readable(answer.content)
            assert not leaked(text, CONFIDED), (audience, form)
            assert leaked(text, SEEN), (audience, form)
            assert audience is not Audience.PUBLIC or not leaked(text, KEPT_BACK), form
    draft = visitor.send("/stories/1/draft", {"text": f"The mine {CONFIDED}statement is open. The port closes."})
    assert "What the records say of it" in draft.text
    shown = readable(draft.content).replace(f"{CONFIDED}statement", "")
    assert not leaked(shown, CONFIDED)


def test_what_is_off_the_record_is_shown_to_whoever_asks_for_exactly_that(desk: Desk) -> None:
    visitor = desk.visitor()
    for address, typed in (
        ("/search", {"q": f"{CONFIDED}*"}),
        ("/similar", {"text": f"{CONFIDED}statement port closes"}),
    ):
        asked = typed.popitem()[1]
        name = "q" if address == "/search" else "text"
        plain = readable(visitor.send(address, {name: asked}).content)
        shown = readable(visitor.send(address, {name: asked, "confidential": "yes"}).content)
        assert plain.count(f"{CONFIDED}statement") < shown.count(f"{CONFIDED}statement"), address
        assert "age-encryption" not in shown


def test_a_record_known_only_off_the_record_is_shown_when_asked_for(desk: Desk) -> None:
    visitor = desk.visitor()
    for name in ("outlets", "sources", "articles", "reporters"):
        listed = visitor.page(f"/registers/{name}?confidential=yes")
        links = [link.get("href") for link in listed.at("//ol//a") if CONFIDED in link.text_content().lower()]
        assert links, name
        assert all(link.endswith("?confidential=yes") for link in links)
        path = links[0].partition("?")[0]
        refused = visitor.get(path)
        assert refused.status_code == 409, name
        assert not leaked(readable(refused.content), CONFIDED), name
        assert f'href="{path}?confidential=yes"' in refused.text
        assert leaked(readable(visitor.get(links[0]).content), CONFIDED), name
