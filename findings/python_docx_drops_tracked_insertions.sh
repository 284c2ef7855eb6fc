#!/usr/bin/env bash
# python-docx 1.2.0 reads a draft with tracked changes as a sentence that nobody wrote (seen 2026-11-30).
#
# In a draft with tracked changes, one expects Paragraph.text to be the text with the changes accepted, or the text before
# them. It is neither: it leaves out inserted and moved words as well as deleted words, and also words in a content
# control or a simple field. "Ten officials denied the report", with "denied" inserted for "confirmed", becomes "Ten
# officials the report".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
cat >"$work/expected" <<'EOF'
Ten officials the report.
On Monday 
Published 
Printed 
EOF
cat >"$work/try.py" <<'EOF'
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

MARK = 'w:id="1" w:author="Desk" w:date="2024-04-09T18:00:00Z"'
RUN = "<w:r><w:t>{}</w:t></w:r>"


def appended(paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


document = Document()
tracked = document.add_paragraph("Ten officials ")
appended(tracked, f"<w:ins {MARK}>{RUN.format('denied ')}</w:ins>")
appended(tracked, f"<w:del {MARK}><w:r><w:delText>confirmed </w:delText></w:r></w:del>")
tracked.add_run("the report.")
print(tracked.text)
moved = document.add_paragraph("On Monday ")
appended(moved, f"<w:moveTo {MARK}>{RUN.format('the minister resigned.')}</w:moveTo>")
print(moved.text)
controlled = document.add_paragraph("Published ")
appended(controlled, f"<w:sdt><w:sdtContent>{RUN.format('9 April 2024')}</w:sdtContent></w:sdt>")
print(controlled.text)
field = document.add_paragraph("Printed ")
appended(field, f'<w:fldSimple w:instr="DATE">{RUN.format("10 April 2024")}</w:fldSimple>')
print(field.text)
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "python_docx_drops_tracked_insertions: behaves otherwise than described" >&2; exit 1; }
echo "python_docx_drops_tracked_insertions: as described"
