"""One report in every format: each is read back by a library that is not ours, and carries the same.

The claims (number and statement), where they stand, and how many people, institutions and independent origins there
are; of a real case, of a hard small one, and of a story without claims.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from docx import Document
from lxml import html
from markdown_it import MarkdownIt
from pypdf.generic import ContentStream

from claims.features.claim.spread_words import rule_words, short_count, three_counts
from claims.features.story.document import document_outline
from claims.features.story.leaving.files import ReportFormat
from claims.features.story.leaving.read import read_story
from claims.features.story.report import Asked, StoryReport
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, SettledList, Table, Timeline
from claims.settings import settings
from claims.store.database import reading
from claims.vocabulary import Weight, words
from tests.conftest import Run
from tests.needs import NEEDS, require, with_needs
from tests.newsroom import appearance, article, claim, enter, record

HOSTILE = (
    "<script>alert(1)</script> & <b>*bold*</b> | a # [link](javascript:alert(1)) ACTING "
    "_x_ `code` =SUM(A1) {{x}} ]]> \\x 漢字 😀 #2 https://evil.example/a?b=1&c=<d>"
)
ACTING = "\x1b[31mred\x07 \u202eback\u202c\x85"
"""What could act on a terminal or turn text round: refused where it is typed, so it is put where it may be by hand."""

MOMENT = "2026-11-01T12:00:00+00:00"


@dataclass
class Written:
    """One report, and the files in which it stands."""

    told: StoryReport
    folder: Path

    def path(self, form: ReportFormat) -> Path:
        return self.folder / f"report.{form}"

    @cached_property
    def parts(self) -> list[Part]:
        return document_outline(self.told)

    @cached_property
    def json(self) -> Any:
        return json.loads(self.path(ReportFormat.JSON).read_text(encoding="utf-8"))

    @cached_property
    def sheets(self) -> dict[str, list[dict[str, Any]]]:
        found = {}
        for sheet in openpyxl.load_workbook(self.path(ReportFormat.XLSX)):
            heading, *rows = sheet.iter_rows(values_only=True)
            found[sheet.title] = [dict(zip(heading, row, strict=True)) for row in rows]
        return found

    @cached_property
    def csv(self) -> list[dict[str, str]]:
        text = self.path(ReportFormat.CSV).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))


def _aukus(url: str, run: Run) -> str:
    """The case, which is there already."""
    return "aukus-pillar-2"


def _hard(url: str, run: Run) -> str:
    """Hostile text in every field that there is, a claim without a statement, none settled."""
    enter(
        url,
        [
            record("story", "s", title=HOSTILE),
            record("source", "ann", kind="person", name=f"Ann {HOSTILE}"),
            record("source", "some", kind="person", named=False, described=f"officials {HOSTILE}"),
            *article("a", f"Alpha {HOSTILE}", title=HOSTILE),
            *article("b", "Beta", "2024-03-21"),
            claim("c", f"First {HOSTILE}", stories=["s"]),
            claim("d", "To be redacted", stories=["s"]),
            claim("e", f"Third {HOSTILE}", stories=["s"], weight="background"),
            claim("f", "قال الوزير", stories=["s"], weight="supporting"),
            appearance("b", "unattributed", claim="f"),
            appearance("a", "named", source="ann", occasion=HOSTILE, excerpt=HOSTILE, wording="direct"),
            appearance("b", "outlet", relays="a"),
            appearance("a", "collective", source="some", claim="e", anonymity_reason=HOSTILE),
            record("relation", "r", claim="c", kind="contradicts", other="e", note=HOSTILE),
        ],
    )
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        for table, name in (("story", "title"), ("claim", "statement"), ("source", "name"), ("article", "title")):
            connection.execute(f"UPDATE {table} SET {name} = replace({name}, 'ACTING', ?)", (ACTING,))
    assert run("redact", "claim:2", "statement", "--reason", "a name", "--yes").exit_code == 0
    return "1"


def _empty(url: str, run: Run) -> str:
    enter(url, [record("story", "s", title="Nothing yet")])
    return "1"


NEWSROOMS: dict[str, Callable[[str, Run], str]] = {"aukus": _aukus, "hard": _hard, "empty": _empty}


@pytest.fixture(scope="module", params=list(NEWSROOMS))
def written(
    request: pytest.FixtureRequest, sqlite_template: Path, sqlite_case: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Written]:
    folder = tmp_path_factory.mktemp(request.param)
    begun = sqlite_case.removeprefix("sqlite:///") if request.param == "aukus" else sqlite_template
    shutil.copyfile(begun, folder / "claims.db")
    url = f"sqlite:///{folder / 'claims.db'}"
    run = Run(url, {"CLAIMS_USER": "tester", "CLAIMS_TZ": "UTC", "COLUMNS": "100", "XDG_CONFIG_HOME": str(folder)})
    slug = NEWSROOMS[request.param](url, run)
    for form in ReportFormat:
        if form is ReportFormat.PDF and not NEEDS["pango"].is_there():
            continue
        options = ("--as-of", MOMENT, "--format", form, "-o", folder / f"report.{form}")
        answer = run("report", "story", slug, *(options if form is not ReportFormat.TABLE else options[2:]))
        assert (answer.exit_code, answer.stderr) == (0, ""), form
    with pytest.MonkeyPatch.context() as patch:
        for name, value in run.environment.items():
            patch.setenv(name, value)
        yield Written(_as_told(url, slug), folder)


def _as_told(url: str, slug: str) -> StoryReport:
    """The report as the command makes it."""
    from datetime import UTC, datetime

    asked = Asked(datetime.fromisoformat(MOMENT), UTC, past=True)
    with reading(settings(url)) as connection:
        return read_story(connection, slug, asked, asked.at)[0]


# What stands in a file, read by somebody else


def _of_html(path: Path) -> str:
    page = html.fromstring(path.read_bytes())
    for element in page.xpath("//head | //style | //script | //svg | //nav | //header//nav"):
        element.drop_tree()
    return "".join(page.itertext())


def _of_markdown(path: Path) -> str:
    """The texts that Markdown gives; an element of HTML in it would be lost, and missed."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    return " ".join(
        " " if child.type in ("softbreak", "hardbreak") or child.content == "<br>" else child.content
        for token in tokens
        if token.type == "inline"
        for child in token.children or ()
        if child.type != "html_inline" or child.content == "<br>"
    )


def _of_docx(path: Path) -> str:
    lines = []
    for block in Document(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _of_pdf(path: Path) -> str:
    """The texts of a PDF without what stands in the margins of its pages."""
    found = []
    for page in pypdf.PdfReader(path).pages:
        height = float(page.mediabox.height)

        def keep(text: str, of_user: Any, of_text: Any, _font: Any, _size: Any, height: float = height) -> None:
            across = of_text[4] * of_user[1] + of_text[5] * of_user[3] + of_user[5]
            if 45 < across < height - 40:
                found.append(text)

        page.extract_text(visitor_text=keep)
    return "".join(found)


def _of_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


DOCUMENTS: dict[ReportFormat, Callable[[Path], str]] = {
    ReportFormat.HTML: _of_html,
    ReportFormat.MARKDOWN: _of_markdown,
    ReportFormat.DOCX: _of_docx,
    ReportFormat.PDF: _of_pdf,
}

# What is shown of characters that could act on a reader: an escape, a sign instead, or nothing.
_ACTING = re.compile(
    r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|[\x00-\x20\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufffd]"
)


def squeezed(text: str) -> str:
    """A text without blanks, without signs of lists and without what could act on a reader."""
    return "".join(re.sub("[•◦▪‣]", "", _ACTING.sub("", text)).split())


def texts(part: Part) -> list[str]:
    """What a part says."""
    if isinstance(part, Heading | Paragraph):
        return [part.text]
    if isinstance(part, Facts):
        return [text for pair in part.pairs for text in pair]
    if isinstance(part, Table):
        return [cell for row in (part.headers, *part.rows) for cell in row]
    if isinstance(part, ClaimPart):
        standing = [f"{part.standing.marked}{part.standing.rest}"] if part.standing else []
        return [f"#{part.number}", part.statement, *standing, *part.lines]
    if isinstance(part, SettledList):
        return [
            text
            for row in part.rows
            for text in (
                f"#{row.number}",
                row.statement,
                row.standing.marked,
                row.by,
                row.why,
                *row.evidence,
                row.earlier,
            )
        ]
    assert isinstance(part, Timeline)
    return [text for moment in part.moments for text in (moment.when, moment.text)]


# The documents


def is_turned(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


@pytest.mark.parametrize("form", with_needs(DOCUMENTS))
def test_a_document_says_all_that_the_report_says(written: Written, form: ReportFormat) -> None:
    """In its order; but what runs from right to left has in a PDF the order in which it is drawn."""
    if form is ReportFormat.PDF and written.folder.name.startswith("hard"):
        require("fonts")
    there, at = squeezed(DOCUMENTS[form](written.path(form))), 0
    for part in written.parts:
        for text in map(squeezed, texts(part)):
            if form is ReportFormat.PDF and is_turned(text):
                assert set(text) <= set(there)
                continue
            found = there.find(text, 0 if form is ReportFormat.PDF else at)
            assert found >= 0, f"{text!r} is not in {form} after {there[max(0, at - 80) : at]!r}"
            at = found + len(text)


def test_the_parts_say_how_each_claim_stands(written: Written) -> None:
    """What the documents carry, held against the values: so that all of them carry what is true."""
    for spread in written.told.spreads:
        about = [part for part in written.parts if isinstance(part, ClaimPart) and part.number == spread.claim.id]
        lines = squeezed(" ".join(line for part in about for line in texts(part)).casefold())
        assert {part.statement for part in about} == {spread.claim.statement or "(redacted)"}
        assert squeezed(words(spread.claim.status)) in lines
        assert squeezed(short_count(spread.independent)) in lines or squeezed(three_counts(spread.claim.origins)) in (
            squeezed(" ".join(line for part in about for line in part.lines))
        )
        if spread.claim.weight is Weight.KEY:
            assert squeezed(rule_words(spread.claim).casefold()) in lines


# Tables and JSON


def blank(value: object) -> str:
    return "" if value is None else str(value)


def test_tables_and_json_carry_the_same_claims_and_counts(written: Written) -> None:
    of_json = {one["id"]: one for one in written.json["claims"]}
    of_csv = {int(row["claim"]): row for row in written.csv}
    of_xlsx = {row["claim"]: row for row in written.sheets["claims"]}
    assert list(of_json) == list(of_csv) == list(of_xlsx) == [spread.claim.id for spread in written.told.spreads]
    for spread in written.told.spreads:
        claim, number = spread.claim, spread.claim.id
        assert of_json[number]["statement"] == claim.statement
        for row in (of_csv[number], of_xlsx[number]):
            assert squeezed(row["statement"]) == squeezed(claim.statement or "(redacted)")
            assert (row["status"], row["outcome"] or None) == (claim.status, claim.outcome)
            assert row["two_source_rule"] == of_json[number]["origins"]["rule"] == spread.rule
        assert of_json[number]["status"] == claim.status
        for name in ("people", "institutions", "independent"):
            count, told = getattr(claim.origins, name), of_json[number]["origins"][name]
            assert (told["lower"], told["upper"]) == (count.lower, count.upper)
            rows = of_xlsx[number], of_csv[number]
            assert [blank(row[f"{name}_at_least"]) for row in rows] == [str(count.lower)] * 2
            assert [blank(row[f"{name}_at_most"]) for row in rows] == [blank(count.upper)] * 2


def test_the_sheets_hold_every_appearance_and_every_verdict(written: Written) -> None:
    appearances = [one.id for spread in written.told.spreads for one in spread.claim.appearances]
    assert sorted(row["id"] for row in written.sheets["appearances"]) == sorted(appearances)
    assert [row["claim"] for row in written.sheets["reviews"]] == list(written.told.summary.settled)
    assert {row["claim"] for row in written.sheets["evidence"]} <= set(written.told.summary.settled)
    assert {row["claim"] for row in written.sheets["contested"]} == {
        one.spread.claim.id for one in written.told.contested
    }
    facts = [pair for part in written.parts if isinstance(part, Facts) for pair in part.pairs]
    told = [row["told"] for name in ("summary", "about") for row in written.sheets[name]]
    assert [squeezed(one) for one in told] == [squeezed(text) for _, text in facts]


# What must not be in them


def test_nothing_that_was_stored_is_markup(written: Written) -> None:
    page = html.fromstring(written.path(ReportFormat.HTML).read_bytes())
    assert not page.xpath("//script | //@onclick | //*[starts-with(@href, 'javascript:')]")
    tokens = MarkdownIt("commonmark").enable("table").parse(written.path(ReportFormat.MARKDOWN).read_text("utf-8"))
    inner = [child for token in tokens for child in token.children or ()]
    assert {child.content for child in inner if child.type == "html_inline"} <= {"<br>"}
    assert not [token for token in tokens if token.type == "html_block"]
    links = [str(child.attrs["href"]) for child in inner if child.type == "link_open"]
    assert all(link.startswith(("https://", "http://")) for link in links)
    for sheet in openpyxl.load_workbook(written.path(ReportFormat.XLSX)):
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    links = [
        one.target_ref for one in Document(str(written.path(ReportFormat.DOCX))).part.rels.values() if one.is_external
    ]
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_a_document_for_word_can_be_navigated(written: Written) -> None:
    document = Document(str(written.path(ReportFormat.DOCX)))
    headings = [
        line for line in document.paragraphs if line.style is not None and line.style.name.startswith("Heading")
    ]
    assert [line.style.name for line in document.paragraphs if line.style and line.style.name == "Title"] == ["Title"]
    wanted = [part.text for part in written.parts if isinstance(part, Heading) and part.level == 2]
    assert [line.text for line in headings if line.style and line.style.name == "Heading 1"] == wanted
    numbers = {f"#{part.number}" for part in written.parts if isinstance(part, ClaimPart) and not part.compact}
    assert numbers <= {line.text.split()[0] for line in headings}
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"), "the headers stand again on each page"
    linked = set(document.element.xpath("//w:hyperlink/@w:anchor"))
    assert linked <= set(document.element.xpath("//w:bookmarkStart/@w:name"))
    numbers_of_appearances = "//w:p[w:pPr/w:pStyle/@w:val = 'ListBullet']/w:hyperlink[@w:anchor]"
    assert not document.element.xpath(numbers_of_appearances), "in a chain, #12 is an appearance and no claim"


def test_evidence_is_linked(written: Written) -> None:
    addresses = {row["url"] for row in written.sheets["evidence"] if row["url"]}
    relations = Document(str(written.path(ReportFormat.DOCX))).part.rels.values()
    assert addresses <= {one.target_ref for one in relations if one.is_external}
    assert addresses <= set(html.fromstring(written.path(ReportFormat.HTML).read_bytes()).xpath("//a/@href"))


@pytest.mark.needs("pango")
def test_a_pdf_can_be_read_by_a_screen_reader(written: Written) -> None:
    reader = pypdf.PdfReader(written.path(ReportFormat.PDF))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert squeezed(reader.metadata.title or "") == squeezed(written.told.story.title or "")
    assert f"{reader.metadata.creation_date:%Y-%m-%dT%H:%M}" == MOMENT[:16]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    drawn = [part.graph for part in written.parts if isinstance(part, ClaimPart) and part.graph]
    alternatives = [str(figure.get("/Alt", "")) for figure in _figures(root["/StructTreeRoot"])]
    assert all(alternatives), "each picture has its words"
    assert len(set(alternatives)) == len(alternatives), "of its own"
    drawings = html.fromstring(written.path(ReportFormat.HTML).read_bytes()).xpath("//*[local-name() = 'svg']")
    assert len(alternatives) == len([each for each in drawings if each.get("role") == "img"])
    assert any(each.get("aria-hidden") for each in drawings) == bool(drawn), "the key to the chains only decorates"
    chains = [text for text in alternatives if text.startswith("The chain")]
    assert len(chains) == len(drawn)
    for graph, text in zip(drawn, chains, strict=True):
        assert all(squeezed(node.label.casefold()) in squeezed(text.casefold()) for node in graph.nodes)


@pytest.mark.needs("pango")
def test_all_of_a_pdf_is_in_its_structure_or_marked_to_be_skipped(written: Written) -> None:
    reader = pypdf.PdfReader(written.path(ReportFormat.PDF))
    root: Any = reader.trailer["/Root"]
    read = _marks_read(root["/StructTreeRoot"])
    seen: Counter[str] = Counter()
    for page in reader.pages:
        within: list[str] = []
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            if operator in (b"BMC", b"BDC"):
                about = operands[1] if operator == b"BDC" else {}
                within.append(str(operands[0]))
                if "/MCID" in about:
                    assert (page["/StructParents"], about["/MCID"]) in read, "it is reached from the root"
                if about.get("/Type") == "/Pagination":
                    seen["at the foot of a page"] += 1
            elif operator == b"EMC":
                within.pop()
            elif operator in (b"Tj", b"TJ", b"S", b"f", b"f*", b"B", b"Do"):
                assert within, "what is painted is content, or is skipped"
                seen[within[0]] += 1
    assert seen["/Artifact"]
    assert bool(seen["/Figure"]) == any(isinstance(part, ClaimPart) and part.graph for part in written.parts)
    assert seen["at the foot of a page"] >= len(reader.pages), "its number"


def _marks_read(root: Any) -> set[tuple[Any, Any]]:
    """The marks that the structure leads to: the page's key in it, and the mark's number on the page."""
    marks: set[tuple[Any, Any]] = set()
    waiting = [root.get_object()]
    while waiting:
        tag = waiting.pop()
        kids = tag.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            below = kid.get_object()
            if isinstance(below, int):
                marks.add((tag["/Pg"]["/StructParents"], int(below)))
            else:
                waiting.append(below)
    return marks


def _figures(root: Any) -> Iterator[Any]:
    """The pictures of a tagged PDF, in their order."""
    waiting = [root]
    while waiting:
        tag = waiting.pop().get_object()
        if isinstance(tag, list):
            waiting.extend(reversed(tag))
        elif isinstance(tag, dict):
            if tag.get("/S") == "/Figure":
                yield tag
            waiting.extend([tag["/K"]] if "/K" in tag else [])
