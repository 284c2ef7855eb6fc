"""The pages of a story: its report, its files, what is open, drafts and copies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word

from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.desk import Desk, Document, Visitor, serving, text_of

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"

RECORDS = [
    record("story", "mine", title=f"The mine {MARKER}"),
    record("story", "other", title="The other", publishing_on="2024-05-01"),
    record("source", "ann", kind="person", name="Ann Fox"),
    record("outlet", "ours", name="Our Paper", ours=True),
    *article("a", "Alpha"),
    *article("b", "Beta"),
    claim("c", "The mine at Blackrock closes on 9 May 2024", stories=["mine"]),
    claim("d", "The mine reopens", stories=["mine"]),
    claim("e", "Nothing else", stories=["other"]),
    appearance("a", "named", source="ann"),
    appearance("b", claim="d"),
    appearance("a", claim="e"),
]


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, RECORDS)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


@sqlite
def test_the_stories_are_listed_the_next_to_be_published_first(visitor: Visitor) -> None:
    page = visitor.page("/stories")
    assert [link.text_content() for link in page.at("//ol//h2/a")] == ["The other", f"The mine {MARKER}"]
    assert "1 claim · to be published on 1 May 2024 · other" in page.text
    assert "2 claims · mine" in page.text


def test_a_report_is_for_its_readers(visitor: Visitor, desk: Desk) -> None:
    page = visitor.page("/stories/1")
    assert page.at("//h1")[0].text_content() == f"The mine {MARKER}"
    assert not page.at("//main//script")
    assert page.at("//main//h3/a[@href='/claims/1']")
    assert "mori" not in page.text
    assert "mori" in visitor.page("/stories/1?for=lawyer").text
    assert visitor.get("/stories/1?for=nobody").status_code == 422
    assert visitor.get("/stories/nowhere").status_code == 404
    then = visitor.page("/stories/1?as_of=2026-01-01")
    assert "As recorded by 2026-01-01" in then.text
    assert visitor.get("/stories/1?as_of=2020-01-01").status_code == 404


@sqlite
def test_a_report_in_brief_is_shorter(visitor: Visitor) -> None:
    whole, brief = (len(visitor.page(f"/stories/1{question}").text) for question in ("", "?brief=yes"))
    assert brief < whole / 2


@sqlite
@pytest.mark.parametrize("form", ["html", "markdown", "json", "csv", "docx", "xlsx"])
def test_a_file_is_that_of_the_command_line_and_is_noted(desk: Desk, run: Run, form: str) -> None:
    visitor = desk.visitor("okafor")
    question = "?for=public&as_of=2026-01-01"
    taken = visitor.send(f"/stories/mine/file{question}", {"format": form})
    assert taken.status_code == 200
    assert taken.headers["content-disposition"].startswith("attachment; filename*=UTF-8''mine-public")
    if form in ("html", "markdown", "json", "csv"):
        told = run("report", "story", "mine", "--for", "public", "--as-of", "2026-01-01", "--format", form)
        assert taken.content.decode() == told.stdout
    events = run("correct", 1, "--retracted", "--note", "withdrawn", "--format", "json")
    assert "mine-public" in events.stdout


@sqlite
def test_a_file_is_for_the_readers_that_the_form_names_too(visitor: Visitor) -> None:
    def name(question: str, **typed: str) -> str:
        taken = visitor.send(f"/stories/1/file{question}", {"format": "json", **typed})
        assert taken.status_code == 200, text_of(taken)
        assert json.loads(taken.content)["published_until"] == (typed.get("published_until"))
        return taken.headers["content-disposition"].rpartition("''")[2]

    assert name("", **{"for": "public"}) == "mine-public.json"
    assert name("?for=lawyer", **{"for": "lawyer"}) == "mine-lawyer.json"
    assert name("?for=public", published_until="2024-04-09") == "mine-public.json"
    assert visitor.send("/stories/1/file", {"format": "json", "for": "nobody"}).status_code == 422
    assert visitor.send("/stories/1/file?for=public", {"format": "json", "for": "desk"}).status_code == 400
    assert visitor.send("/stories/1/file", {"format": "json", "as_of": "2020-01-01"}).status_code == 404


@sqlite
@pytest.mark.parametrize("typed", [{}, {"format": "table"}, {"format": "exe"}, {"format": "csv", "table": "secrets"}])
def test_no_other_file_is_given(visitor: Visitor, typed: dict[str, str | list[str]]) -> None:
    assert visitor.send("/stories/1/file", typed).status_code == 422


@sqlite
@pytest.mark.parametrize("form", ["html", "markdown", "json", "docx"])
def test_a_copy_is_checked(visitor: Visitor, form: str) -> None:
    copy = visitor.send("/stories/1/file", {"format": form}).content
    same = Document(visitor.upload("/stories/1/copies", {"file": (f"C:\\desk\\r.{form}", copy)}))
    assert f"R.{form}:" in same.at("//*[@class='agrees']")[0].text_content()
    if form != "docx":
        changed = visitor.upload("/stories/1/copies", {"file": ("r", copy.replace(b"Ann Fox", b"Ann Wolf"))})
        assert changed.status_code == 200
        assert "text was changed later" in text_of(changed)
    line = json.loads(visitor.send("/stories/1/file", {"format": "json"}).content)["colophon"]
    assert "facts are" in text_of(visitor.send("/stories/1/copies", {"line": line}))


@sqlite
@pytest.mark.parametrize("content", [b"nothing", b"%PDF-1.4 nothing", b"PK\x03\x04nothing", b"\xff\xfe\x00" * 50])
def test_what_is_no_copy_is_refused_in_words(visitor: Visitor, content: bytes) -> None:
    answer = visitor.upload("/stories/1/copies", {"file": ("notes", content)})
    assert answer.status_code == 422
    assert "Notes cannot be checked" in text_of(answer)


@sqlite
def test_nothing_chosen_is_refused_and_what_was_typed_stays(visitor: Visitor) -> None:
    for address in ("/stories/1/copies", "/stories/1/draft"):
        assert visitor.send(address).status_code == 400
    kept = Document(visitor.send("/stories/1/copies", {"line": "claims-report/1 not a line"}))
    assert kept.at("//textarea[@name='line']")[0].text == "claims-report/1 not a line"


@sqlite
def test_a_draft_is_held_against_the_records(visitor: Visitor) -> None:
    text = "The mine at Blackrock closes on 12 May 2024.\r\n\r\nKim Doe has two dogs."
    page = Document(visitor.send("/stories/1/draft", {"text": text}))
    assert "The draft says “12 May 2024”; #1 says “9 May 2024”." in page.text
    assert page.at("//section[@id='answer']//a[@href='/claims/1']")
    assert page.at("//textarea[@name='text']")[0].text.replace("\r", "").strip() == text.replace("\r", "")
    word, file = Word(), BytesIO()
    word.add_paragraph("The mine at Blackrock closes on 12 May 2024.")
    word.save(file)
    sent = visitor.upload("/stories/1/draft", {"file": ("draft.docx", file.getvalue())})
    assert "Draft draft.docx, held against the records" in text_of(sent)


@sqlite
def test_a_draft_is_logged_only_where_asked(visitor: Visitor, run: Run, tmp_path: Path) -> None:
    text = "# Mine to close\n\nThe mine at Blackrock closes."
    before = len(json.loads(run("article", "list", "--format", "json").stdout))
    visitor.send("/stories/1/draft", {"text": text})
    assert len(json.loads(run("article", "list", "--format", "json").stdout)) == before
    logged = visitor.send("/stories/1/draft", {"text": text, "log": "yes"})
    assert f"The draft is article #{before + 1}." in text_of(logged)
    refused = visitor.send("/stories/1/draft", {"text": "No headline at all here.", "log": "yes"})
    assert refused.status_code == 409
    assert "no headline" in text_of(refused)


@sqlite
def test_what_is_open_in_a_story_is_what_its_queue_shows(visitor: Visitor) -> None:
    page = visitor.page("/stories/1/open")
    assert [link.get("href") for link in page.at("//li//a[@data-open]")] == ["/claims/1", "/claims/2"]
    assert page.at("//form[@action='/claims/1/take']")
    assert visitor.sent("/claims/1/take", {"back": "/stories/1/open"}).at("//form[@action='/claims/1/drop']")


def test_a_page_takes_the_same_statements_whatever_the_story_holds(db_url: str) -> None:
    enter(db_url, RECORDS)
    costs = []
    for more in (0, 12):
        enter(db_url, [*RECORDS, *more_claims(more)])
        with serving(db_url) as desk:
            visitor = desk.visitor()
            for address in ("/stories", "/stories/1", "/stories/1?for=lawyer", "/stories/1/open", "/stories/1/copies"):
                visitor.page(address)
                desk.statements.clear()
                visitor.page(address)
                costs.append((address, len(desk.statements)))
    half = len(costs) // 2
    assert costs[:half] == costs[half:]


def more_claims(number: int) -> list[dict[str, object]]:
    """More claims of the story, each in an article of its own."""
    return [
        each
        for at in range(number)
        for each in (
            claim(f"m{at}", f"The mine has {at + 40} shafts", stories=["mine"]),
            *article(f"m{at}", f"Paper {at}"),
            record("appearance", f"am{at}", claim=f"m{at}", article=f"m{at}", attribution="unattributed"),
        )
    ]
