#!/usr/bin/env bash
# WeasyPrint 70.0 leaves page numbers neither tagged nor marked as artifacts in PDF/UA files (seen 2026-11-30).
#
# In a PDF that follows PDF/UA-1 (ISO 14289-1, section 7.1), all content is tagged or marked as an artifact. WeasyPrint
# marks the text of page margins (page numbers, running titles) as content, with a number, and then leaves that number out
# of the structure tree: a screen reader neither reads nor skips it, and a checker of PDF/UA rejects the file. The option
# pdf_variant="pdf/ua-1" warns of nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0
cat >"$work/expected" <<'EOF'
marked as content: 2, reached from the structure tree: 1
EOF
cat >"$work/try.py" <<'EOF'
import io

import pikepdf
from weasyprint import HTML

PAGE = "<html lang=en><title>t</title><style>@page { @bottom-right { content: counter(page) } }</style><p>text</p></html>"
pdf = pikepdf.open(io.BytesIO(HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1")))
marked = {
    int(operands[1].MCID)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
    if str(operator) == "BDC" and "/MCID" in operands[1]
}
reached, waiting = set(), [pdf.Root.StructTreeRoot]
while waiting:
    kids = waiting.pop().get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            waiting.append(kid)
        else:
            reached.add(int(kid))
print(f"marked as content: {len(marked)}, reached from the structure tree: {len(marked & reached)}")
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || {
    echo "weasyprint_leaves_page_margins_unread: behaves otherwise than described" >&2
    exit 1
}
echo "weasyprint_leaves_page_margins_unread: as described"
