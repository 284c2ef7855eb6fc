#!/usr/bin/env bash
# WeasyPrint 70.0 splits a list in two columns across pages although its style forbids a break inside (seen 2026-11-30).
#
# "break-inside: avoid" keeps a block on one page: WeasyPrint moves a plain list, or a list laid out as a grid, to the
# next page when it does not fit. The same list with "columns: 2" stays where it is: its first half fills both columns at
# the end of the page, its second half both columns at the top of the next. So the list is read in the order 1 to 6, then
# 7 to 12 on another page, and half of a drawing's key can end up on a page without the drawing. CSS Fragmentation (Level
# 3, section 3.2) makes no exception for such a block.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pypdf==7.1.1
cat >"$work/expected" <<'EOF'
as a block: page 1 has 0 entries, page 2 has 12
as a grid: page 1 has 0 entries, page 2 has 12
in two columns: page 1 has 6 entries, page 2 has 6
EOF
cat >"$work/try.py" <<'EOF'
import io

import pypdf
from weasyprint import HTML

PAGE = "@page { size: 100mm 100mm; margin: 10mm } body { font: 10pt/14pt sans-serif; margin: 0 }"
LIST = "margin: 0; padding: 0; list-style: none; break-inside: avoid"
LAYOUTS = {
    "as a block": "",
    "as a grid": "display: grid; grid-template-columns: 1fr 1fr",
    "in two columns": "columns: 2",
}
entries = "".join(f"<li>entry{number:02d}</li>" for number in range(12))
for name, layout in LAYOUTS.items():
    style = f"<style>{PAGE} .space {{ height: 62mm }} ul {{ {LIST}; {layout} }}</style>"
    page = HTML(string=f'{style}<div class="space">text</div><ul>{entries}</ul>').write_pdf()
    counts = [leaf.extract_text().count("entry") for leaf in pypdf.PdfReader(io.BytesIO(page)).pages]
    print(f"{name}: page 1 has {counts[0]} entries, page 2 has {counts[1]}")
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || {
    echo "weasyprint_splits_columns_that_are_kept_together: behaves otherwise than described" >&2
    exit 1
}
echo "weasyprint_splits_columns_that_are_kept_together: as described"
