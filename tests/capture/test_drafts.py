"""Articles read from web pages, Word documents, Markdown and plain text."""

from __future__ import annotations

import io
import zipfile
from time import process_time

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.documents.drafts import MOST, Document, document
from claims.errors import FileUnusable

MARK = 'w:id="1" w:author="Desk" w:date="2024-04-09T18:00:00Z"'
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def texts(read: Document) -> list[str]:
    return [paragraph.text for paragraph in read.paragraphs]


def of(text: str, name: str | None = None) -> list[str]:
    return texts(document(text.encode(), name))


# Word


def word(*paragraphs: str) -> bytes:
    """A document of these paragraphs, each the XML of its contents."""
    made = WordDocument()
    for xml in paragraphs:
        paragraph = made.add_paragraph()
        for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
            paragraph._p.append(element)
    return saved(made)


def saved(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_tracked_changes_count_as_accepted() -> None:
    inserted = f"<w:ins {MARK}>{RUN.format('denied ')}</w:ins>"
    deleted = f"<w:del {MARK}><w:r><w:delText>confirmed </w:delText></w:r></w:del>"
    moved = f"<w:moveTo {MARK}>{RUN.format('the minister resigned.')}</w:moveTo>"
    away = f"<w:moveFrom {MARK}>{RUN.format('the minister resigned.')}</w:moveFrom>"
    content = word(
        RUN.format("Ten officials ") + inserted + deleted + RUN.format("the report."),
        RUN.format("On Monday ") + moved,
        RUN.format("Before that: ") + away + RUN.format("nothing."),
    )
    assert texts(document(content)) == [
        "Ten officials denied the report.",
        "On Monday the minister resigned.",
        "Before that: nothing.",
    ]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    end = f"<w:pPr><w:rPr><w:del {MARK}/></w:rPr></w:pPr>"
    assert texts(document(word(f"{end}{RUN.format('Ten ')}", RUN.format("officials")))) == ["Ten officials"]


def test_words_in_fields_controls_links_tables_and_notes_are_read_and_hidden_ones_are_not() -> None:
    made = WordDocument()
    made.add_heading("Dam to close", 1)
    for xml in (
        f'<w:fldSimple w:instr="DATE">{RUN.format("10 April 2024")}</w:fldSimple>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{RUN.format('9 April 2024')}</w:sdtContent></w:sdt>",
        f'<w:hyperlink w:anchor="x">{RUN.format("the ministry")}</w:hyperlink>',
        "<w:r><w:t>north</w:t><w:tab/><w:t>south</w:t><w:br/><w:t>east</w:t><w:noBreakHyphen/><w:t>west</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r><w:r><w:t>seen</w:t></w:r>",
        '<w:r><w:instrText> HYPERLINK "https://paper.example" </w:instrText></w:r><w:r><w:t>shown</w:t></w:r>',
    ):
        paragraph = made.add_paragraph()
        for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
            paragraph._p.append(element)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "400", "tonnes"
    read = document(saved(made))
    assert texts(read) == [
        "Dam to close", "10 April 2024", "9 April 2024", "the ministry", "north south east‑west", "seen", "shown",
        "400", "tonnes",
    ]  # fmt: skip
    assert (read.title, [paragraph.heading for paragraph in read.paragraphs][:2]) == ("Dam to close", [True, False])


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 damaged",
        packed(styles="<styles/>"),
        packed(document="<w:document"),
        packed(document=f"{ENTITIES}<w:document xmlns:w='x'>&b;</w:document>"),
        packed(document="<d>" + " " * (MOST + 1) + "</d>"),
        word(RUN.format("cut"))[:400],
        b"%PDF-1.7 ...",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"{\\rtf1 text}",
        b"text \0 bytes",
        b"a" * (MOST + 1),
    ],
    ids=["damaged", "other", "torn", "entities", "bomb", "cut", "pdf", "doc", "rtf", "bytes", "large"],
)
def test_what_is_no_article_is_refused(content: bytes) -> None:
    with pytest.raises(FileUnusable):
        document(content)


# Web pages


def test_of_a_page_its_article_is_read_without_menus_scripts_and_what_was_struck_out() -> None:
    page = """<!DOCTYPE html><html><head><title>Site</title><style>p {}</style></head><body>
      <nav><ul><li>Menu</li></ul></nav><header>The Paper</header>
      <article><h1>Dam to&nbsp;close</h1><p>The dam will <del>open</del><ins>close</ins> on <b>27&#32;February</b>.
      It is old.<br>Very.<p>Second<script>var x = "<p>no</p>";</script> &amp; last
      <ul><li>One</li><li>Two</li></ul><aside>Advert</aside><p hidden>Hidden</p><blockquote>Quoted</blockquote>
      <table><tr><td>400</td><td>tonnes</td></tr></table></article><footer>Imprint</footer></body></html>"""
    read = document(page.encode())
    assert texts(read) == [
        "Dam to close", "The dam will close on 27 February. It is old. Very.", "Second & last", "One", "Two", "Quoted",
        "400", "tonnes",
    ]  # fmt: skip
    assert read.title == "Dam to close"


def test_a_page_is_read_in_the_encoding_that_it_names() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Führerschein</p></body></html>'
    assert texts(document(page.encode("latin-1"))) == ["Führerschein"]
    assert texts(document("“Führer”".encode("cp1252"))) == ["“Führer”"]
    assert texts(document("ダムは閉鎖される。".encode("utf-16"))) == ["ダムは閉鎖される。"]


@pytest.mark.parametrize("page", ["<p>One<p>Two", "<div>One</div>Two", "<p>One</b></p></div><p>Two", "<P>One<P>Two"])
def test_a_careless_page_is_read(page: str) -> None:
    assert of(page)[:2] == ["One", "Two"]


# Markdown and plain text


def test_markdown_is_read_without_its_marks() -> None:
    text = """---
title: Front
---
# Dam to *close*

The **dam** at [North Lake](https://paper.example/dam_(old) "The lake") will
close on _27 February_.[^1] ~~It will open.~~ It cost 5 \\* 3, see <https://paper.example>.

- One
- Two
1. Three

> Quoted words

![A picture](dam.png)

| Year | Tonnes |
|------|-------:|
| 2024 | 400 |

```
code
```

Second
======

<!-- a note -->
snake_case_name stays

[^1]: The ministry said so.
[ref]: https://paper.example
"""
    read = document(text.encode(), "draft.md")
    assert texts(read) == [
        "Dam to close", "The dam at North Lake will close on 27 February. It cost 5 * 3, see https://paper.example.",
        "One", "Two", "Three", "Quoted words", "Year", "Tonnes", "2024", "400", "Second", "snake_case_name stays",
        "The ministry said so.",
    ]  # fmt: skip
    assert [paragraph.text for paragraph in read.paragraphs if paragraph.heading] == ["Dam to close", "Second"]
    assert texts(document(text.encode())) == texts(read), "without a name too"


def test_plain_text_is_parted_at_empty_lines_or_line_by_line() -> None:
    wrapped = "Dam to close\n\nThe dam will close on\n27 February.\n\nIt is\nold."
    assert of(wrapped) == ["Dam to close", "The dam will close on 27 February.", "It is old."]
    assert document(wrapped.encode()).title == "Dam to close"
    assert of("The dam will close.\nIt is old.\nNobody knows why.") == [
        "The dam will close.", "It is old.", "Nobody knows why.",
    ]  # fmt: skip
    assert of("1 * 2 is 2, and # is a sign.", "draft.txt") == ["1 * 2 is 2, and # is a sign."]
    assert of("") == of("\n \u200b \n---\n") == []


SIGNS = st.text("<>/p!-[]*_`~#>|\\ ab\n&;=\"'(){}^", max_size=80)


BEGUN = ("[", "![", "[a](", "[^", "**a", "<a", "<!--", "<!a", "<?", "</", "<![CDATA[", "&a", "-|x")


@pytest.mark.parametrize("name", ["draft.md", "draft.html", None])
@pytest.mark.parametrize("begun", BEGUN)
def test_the_time_grows_no_faster_than_the_length(begun: str, name: str | None) -> None:
    """What is begun and never ended took a parser the square of its length: minutes, for a draft of that length."""
    start = process_time()
    document((begun * 40_000).encode(), name)
    assert process_time() - start < 8


@given(st.one_of(st.text(), SIGNS), st.sampled_from([".md", ".html", ".txt", None]))
def test_any_text_is_read(text: str, suffix: str | None) -> None:
    try:
        read = document(text.encode("utf-8", "replace"), suffix and f"draft{suffix}")
    except FileUnusable:
        return
    assert all(paragraph.text.strip() == paragraph.text != "" for paragraph in read.paragraphs)
    assert not any("\n" in paragraph.text for paragraph in read.paragraphs)
