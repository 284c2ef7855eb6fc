#!/usr/bin/env bash
# openpyxl 3.1.5 silently removes six letters from texts in a workbook (seen 2026-11-30).
#
# A workbook writes the letter A as the code "_x0041_", and "_x005F_" for an underscore that does not begin a code. One
# expects a reader to decode all codes, or none. openpyxl removes every "x005F_" from shared texts, even without the
# underscore that makes it a code, and decodes no other code. From files by XlsxWriter 3.3.1 it reads the reference number
# "0x005F_A9" as "0A9", the name "Press_x005F_list" in an address as "Press_list", and the bell character, written as
# "_x0007_", as seven letters. It does not change texts stored in the cell itself, which is how openpyxl writes them, so a
# round trip through openpyxl does not show the fault.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1
cat >"$work/expected" <<'EOF'
XlsxWriter to openpyxl: 'file_x0041_final' is read as 'file_x0041_final'
XlsxWriter to openpyxl: 'case 0x005F_A9' is read as 'case 0A9'
XlsxWriter to openpyxl: 'Press_x005F_list' is read as 'Press_list'
XlsxWriter to openpyxl: 'a\x07b' is read as 'a_x0007_b'
openpyxl to openpyxl: 'file_x0041_final' is read as 'file_x0041_final'
openpyxl to openpyxl: 'case 0x005F_A9' is read as 'case 0x005F_A9'
EOF
cat >"$work/try.py" <<'EOF'
import sys

import openpyxl
import xlsxwriter

texts = ["file_x0041_final", "case 0x005F_A9", "Press_x005F_list", "a\x07b"]
path = f"{sys.argv[1]}/x.xlsx"
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text)
for text, (cell,) in zip(texts, openpyxl.load_workbook(path).active.rows):
    print(f"XlsxWriter to openpyxl: {text!r} is read as {cell.value!r}")
book = openpyxl.Workbook()
for text in texts[:2]:
    book.active.append([text])
book.save(path)
for text, (cell,) in zip(texts, openpyxl.load_workbook(path).active.rows):
    print(f"openpyxl to openpyxl: {text!r} is read as {cell.value!r}")
EOF
"$work/env/bin/python" "$work/try.py" "$work" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "openpyxl_takes_letters_out_of_texts: behaves otherwise than described" >&2; exit 1; }
echo "openpyxl_takes_letters_out_of_texts: as described"
