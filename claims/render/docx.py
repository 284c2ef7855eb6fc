"""A report as a Word document (DOCX), made to be edited.

It uses Word's own styles (Title, headings, lists, tables), so that people can navigate by headings and restyle it with
a newsroom's template. Evidence and claims are links. Equal reports give equal bytes.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from claims.errors import FileUnusable
from claims.render.addresses import pieces
from claims.render.marks import MARKS, SHADES
from claims.render.packed import packed
from claims.render.parts import (
    ClaimPart,
    Facts,
    Heading,
    Paragraph,
    Part,
    SettledList,
    SettledPart,
    Standing,
    Table,
    Timeline,
    claim_places,
)
from claims.render.phrases import TOO_FEW
from claims.render.sheets import plain
from claims.render.tree import Branch
from claims.vocabulary import Status

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

LANGUAGE = "en-GB"
"""The language of the program's own sentences."""

DEEPEST = 8
"""The deepest level of a list: Word knows nine."""

_FONT = "Arial"  # or one as wide, wherever there is no Word: Liberation Sans, Arimo
_INK, _QUIET, _LINK, _LINES = "1F2328", "57606A", "0B4F9E", "A8AEB5"
_PAGE = (210, 297)  # A4, in millimetres
_MARGIN = 20
_WIDTH = _PAGE[0] - 2 * _MARGIN
_LETTER = 0.2
"""How wide a bold digit is, in millimetres for each point of its size."""
_GAP = 4.6
"""The padding of a cell, in millimetres."""
_LONG, _FULL = 14, 90
"""How many letters of a word, and of a text, a column is sized for."""
_MANY = 5
"""From how many columns on a table has smaller type."""
_CELL, _SMALL = 9.0, 8.0
"""The size of letters in tables, in points."""


def parts_docx(parts: Sequence[Part], title: str, at: datetime) -> bytes:
    """Return parts as the bytes of a document dated ``at``."""
    claims = {number: part for number, part in claim_places(parts).items() if isinstance(part, ClaimPart)}
    paper = _Paper(_document(), claims)
    _properties(paper.document, _flat(title), at)
    _footer(paper, _flat(title))
    for part in parts:
        paper.add(part)
    whole = io.BytesIO()
    paper.document.save(whole)
    return packed(whole.getvalue(), at)


def _flat(text: str) -> str:
    """Return text on one line, with only characters that XML allows."""
    return plain(" ".join(text.split()))


class _Paper:
    """A document, written part by part."""

    def __init__(self, document: Document, claims: Mapping[int, ClaimPart]) -> None:
        """Take an empty document, and the claims' parts that links may point to."""
        self.document = document
        self._claims = claims
        self._level, self._title = 0, ""
        self._list = _levels_of_list(document)
        self._styles = {str(style.name): style.style_id for style in document.styles}
        self._looks: dict[type[Part], Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Facts: self._facts,
            Table: self._given_table,
            ClaimPart: self._claim,
            SettledList: self._settled_list,
            Timeline: self._timeline,
        }

    def add(self, part: Part) -> None:
        """Add a part at the end."""
        self._looks[type(part)](part)

    def _heading(self, part: Heading) -> None:
        self._level, self._title = part.level - 1, part.text
        style = "Title" if part.level == 1 else f"Heading {min(self._level, 9)}"
        self._line(part.text, style)

    def _paragraph(self, part: Paragraph) -> None:
        self._line(part.text)

    def _facts(self, part: Facts) -> None:
        for label, text in part.pairs:
            line = self._line("", "Body Text")
            line.add_run(f"{_flat(label)}: ").bold = True
            self._write(line, text)

    def _claim(self, part: ClaimPart) -> None:
        if part.compact:
            self._compact(part)
            return
        self._claim_heading(part.number, part.statement, part)
        if part.standing:
            self._standing(self._new("Body Text"), part.standing)
        for text in part.lines:
            self._line(text, links=False)
        self._bullets(part.chains)

    def _claim_heading(self, number: int, statement: str, part: ClaimPart | None = None) -> None:
        line = self._new(f"Heading {min(self._level + 1, 9)}")
        self._mark(line, part)
        self._write(line, f"#{number} {statement}", links=False)

    def _compact(self, part: ClaimPart) -> None:
        line = self._new("No Spacing")
        line.paragraph_format.keep_with_next = True
        self._mark(line, part)
        line.add_run(f"#{part.number} ").bold = True
        self._write(line, part.statement, links=False)
        lines = part.lines
        if part.standing:
            first, lines = self._new("Quiet"), part.lines[1:]
            self._standing(first, part.standing)
            for text in part.lines[:1]:
                self._write(first, f" · {text}", links=False)
        for text in lines:
            self._line(text, "Quiet", links=False)

    def _standing(self, line: Line, standing: Standing) -> None:
        """Write a claim's status in its colour."""
        _coloured(line, standing.marked, standing.status)
        if standing.rest:
            self._write(line, standing.rest, links=False)

    def _bullets(self, roots: Sequence[Branch]) -> None:
        """Add trees as one list of several levels."""
        waiting = [(root, 0) for root in reversed(roots)]
        while waiting:  # no recursion: a chain of relays may be thousands long
            branch, depth = waiting.pop()
            line = self._line(branch.text, "List Bullet", links=False)
            _at_level(line, self._list, min(depth, DEEPEST))
            waiting.extend((below, depth + 1) for below in reversed(branch.below))

    def _settled_list(self, part: SettledList) -> None:
        for row in part.rows:
            self._settled(row)

    def _settled(self, row: SettledPart) -> None:
        self._claim_heading(row.number, row.statement)
        line = self._line("", "Body Text")
        self._standing(line, row.standing)
        self._write(line, f" ({row.by}){f': {row.why}' if row.why else ''}")
        self._bullets([Branch(text) for text in row.evidence])
        if row.earlier:
            self._line(f"Before that: {row.earlier}.")

    def _timeline(self, part: Timeline) -> None:
        rows = [(moment.when, moment.text) for moment in part.moments]
        self._table(("When", "What"), rows, words=2, widths=(36, _WIDTH - 36))

    def _given_table(self, part: Table) -> None:
        self._table(part.headers, part.rows, words=part.words, status_of=part.status_of)

    def _table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        words: int,
        widths: Sequence[float] = (),
        status_of: Callable[[int, int], Status | None] = lambda row, column: None,
    ) -> None:
        """Add a table with headers on every page; columns of numbers are right-aligned."""
        from docx.shared import Mm

        small = len(headers) >= _MANY
        widths = widths or _widths((headers, *rows), words, _LETTER * (_SMALL if small else _CELL))
        table = self.document.add_table(0, 0, style="Table Grid")
        table.autofit = False
        _name(table, self._title)
        for width in widths:
            table.add_column(Mm(width))
        for index, texts in enumerate((headers, *rows)):
            row = _row(table, [int(Mm(width)) for width in widths], header=not index)
            for column, (cell, text) in enumerate(zip(row, texts, strict=True)):
                status = status_of(index - 1, column) if index else None
                self._in_cell(cell, text, status, bold=not index, right=column >= words, small=small)
        self._new("No Spacing")

    def _in_cell(self, cell: _Cell, text: str, status: Status | None, *, bold: bool, right: bool, small: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        line = cell.paragraphs[0]
        line._p.style = self._styles["Small Cell" if small else "Cell"]
        if right:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if bold:
            line.add_run(_flat(text)).bold = True
        elif status is not None:
            _coloured(line, text, status)
        else:
            self._write(line, text)

    def _line(self, text: str, style: str = "Body Text", *, links: bool = True) -> Line:
        line = self._new(style)
        self._write(line, text, links=links)
        return line

    def _new(self, style: str) -> Line:
        """Add an empty line in a style; the place is passed because the library's own search is slow."""
        line = self.document.add_paragraph()
        line._p.style = self._styles[style]
        return line

    def _write(self, line: Line, text: str, *, links: bool = True) -> None:
        """Write a text into a line, with web addresses as links; with ``links``, claim numbers too."""
        lead = " " if text[:1] == " " else ""
        for piece in pieces(lead + _flat(text), self._claims if links else ()):
            if piece.claim is not None:
                _link(line, piece.text, self._styles["Hyperlink"], anchor=f"claim_{piece.claim}")
            elif piece.address is not None:
                _link(line, piece.text, self._styles["Hyperlink"], address=piece.address)
            else:
                line.add_run(piece.text)

    def _mark(self, line: Line, part: ClaimPart | None) -> None:
        """Make this line a link target if it begins the claim's main place."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if part is None or self._claims[part.number] is not part:
            return
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(part.number))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), f"claim_{part.number}")
            line._p.append(mark)


def _widths(table: Sequence[Sequence[str]], words: int, letter: float) -> list[float]:
    """Return the widths of the columns, in millimetres; ``letter`` is the greatest width of a letter.

    Only very long words are broken. The remaining room goes to the columns of words, by how much text they have.
    """
    columns = [[row[index] for row in table] for index in range(len(table[0]))]
    least = [
        _GAP + letter * min(_LONG, max(map(_longest_word if index < words else _longest_line, column)))
        for index, column in enumerate(columns)
    ]
    wants = [max(0, min(_FULL, max(map(len, column))) - _longest_word(column[0])) for column in columns[:words]]
    room = max(0.0, _WIDTH - sum(least))
    more = [room * want / (sum(wants) or 1) for want in wants] + [0.0] * len(columns)
    wide = [width + another for width, another in zip(least, more, strict=False)]
    return [width * min(1.0, _WIDTH / sum(wide)) for width in wide]


def _longest_line(text: str) -> float:
    """Return the width of the text that stays on one line in a column of numbers; only the headings break."""
    return _breadth(text) if text[:1].isdigit() or text == TOO_FEW else _longest_word(text)


def _longest_word(text: str) -> float:
    return max(map(_breadth, re.split(r"\s+|(?<=-)", text)), default=0.0)


def _breadth(text: str) -> float:
    """Return the width of a word in bold digits, near enough to keep it unbroken."""
    return sum(map(_letter, text))


def _letter(character: str) -> float:
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.8
    if character in "mwMW%@–—":
        return 1.6
    return 0.6 if character in "fijlrt.,:;'’!|()[] -" else 1.3 if character.isupper() else 1.1


# Word


def _document() -> Document:
    """Return an empty document with its styles."""
    try:
        from docx import Document as new
    except ImportError as error:
        raise FileUnusable(
            'documents for Word are written with python-docx, which is not installed: pip install "newsroom-claims'
            '[word]", or take the format html',
            part="--format",
        ) from error
    from docx.shared import Mm

    document = new()
    for number, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
            document.part.package.rels.pop(number)  # they tell of the library's own template
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(side) for side in _PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    _styles(document)
    return document


def _styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").set(qn("w:val"), LANGUAGE)
    for name, of in (("Cell", "No Spacing"), ("Small Cell", "Cell"), ("Quiet", "No Spacing")):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[of]
    styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    for name, size, color, before, after in _LOOKS:
        style = styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor.from_string(color)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    link = styles["Hyperlink"].font
    link.color.rgb, link.underline = RGBColor.from_string(_LINK), True
    for rule in list(styles["Title"].element.iter(qn("w:pBdr"))):
        rule.getparent().remove(rule)
    for borders in styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for border in borders:
            border.set(qn("w:color"), _LINES)


_LOOKS = (
    ("Normal", 10, _INK, 0, 6),
    ("Body Text", 10, _INK, 0, 6),
    ("No Spacing", 10, _INK, 0, 0),
    ("List Bullet", 9.5, _INK, 0, 2),
    ("Title", 22, _INK, 0, 4),
    ("Heading 1", 15, _INK, 18, 6),
    ("Heading 2", 11.5, _INK, 12, 4),
    ("Heading 3", 10.5, _INK, 8, 3),
    ("Cell", _CELL, _INK, 2, 2),
    ("Small Cell", _SMALL, _INK, 1.5, 1.5),
    ("Quiet", 9, _QUIET, 0, 6),
    ("Footer", 8.5, _QUIET, 0, 0),
)
"""Styles: name, size, colour, space before and after, in points."""


def _properties(document: Document, title: str, at: datetime) -> None:
    """Set the document's title and date, without anybody's name."""
    core = document.core_properties
    core.title, core.subject, core.language = title[:255], "Sourcing report", LANGUAGE
    core.author = core.last_modified_by = core.comments = core.keywords = core.category = ""
    core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.revision = 1


def _footer(paper: _Paper, title: str) -> None:
    """Put the title and the page number at the foot of each page."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Mm

    line = paper.document.sections[0].footer.paragraphs[0]
    line.style = "Footer"
    for stops in list(line.style.element.iter(qn("w:tabs"))):
        stops.getparent().remove(stops)  # those of a page of another size
    line.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{title[:80]}\t")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Line, code: str) -> None:
    """Add fields that Word computes: the number of this page and of all pages."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "code", "separate", "shown", "end"):
        run = line.add_run()
        if kind == "code":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)
        elif kind == "shown":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _coloured(line: Line, text: str, status: Status) -> None:
    """Add a text in bold, in the colour of a status."""
    from docx.shared import RGBColor

    run = line.add_run(_flat(text))
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(SHADES[MARKS[status].hue].light.upper())


def _link(line: Line, text: str, style: str, *, address: str | None = None, anchor: str | None = None) -> None:
    """Add a link to a web address, or to a place in the document."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if address is not None:
        link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    if anchor is not None:
        link.set(qn("w:anchor"), anchor)
    run = line.add_run(text)
    run._r.style = style
    link.append(run._r)
    line._p.append(link)


def _row(table: Any, widths: Sequence[int], *, header: bool) -> list[_Cell]:
    """Add a row to a table, kept on one page; a header is repeated on every page."""
    from docx.oxml import OxmlElement
    from docx.table import _Cell

    row = table._tbl.add_tr()
    said = row.get_or_add_trPr()
    for tag in ("w:cantSplit", *(["w:tblHeader"] if header else [])):
        said.append(OxmlElement(tag))
    cells = []
    for width in widths:
        cell = row.add_tc()
        cell.width = width
        cells.append(_Cell(cell, table))
    return cells


def _name(table: Any, title: str) -> None:
    """Describe a table for readers who cannot see the heading above it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    name = OxmlElement("w:tblCaption")
    name.set(qn("w:val"), _flat(title))
    table._tbl.tblPr.append(name)


def _levels_of_list(document: Document) -> int:
    """Define a list of nine levels, and return its number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbering = document.part.numbering_part.element
    number = 1 + max(
        (int(definition.get(qn("w:abstractNumId"))) for definition in numbering.iter(qn("w:abstractNum"))), default=0
    )
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(number))
    kind = OxmlElement("w:multiLevelType")
    kind.set(qn("w:val"), "hybridMultilevel")
    abstract.append(kind)
    for level in range(DEEPEST + 1):
        abstract.append(_level(level))
    numbering.insert(list(numbering).index(numbering.find(qn("w:num"))), abstract)
    return int(numbering.add_num(number).numId)


def _level(level: int) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    left = 340 + 300 * level  # in twentieths of a point
    sign = "•–▪"[level % 3]
    return parse_xml(
        f'<w:lvl {nsdecls("w")} w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="240"/></w:pPr></w:lvl>'
    )


def _at_level(line: Line, number: int, level: int) -> None:
    """Set a line of a list at a level."""
    numbering = line._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = number
