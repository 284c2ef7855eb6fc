#!/usr/bin/env bash
# text2num 3.1.0 breaks numbers in English news prose in half (seen 2026-11-30).
#
# alpha2digit writes numbers in words as digits. One expects "half a million" to become 500000 or to stay unchanged. It
# becomes "half a 1000000", "two and a half million" becomes "two and a half 1000000", "several hundred officials" becomes
# "several 100 officials", and the year "nineteen eighty-four" becomes "19 84". "Two officials", the usual count of
# anonymous sources, stays unchanged, but "four or five diplomats" does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check text2num==3.1.0
cat >"$work/expected" <<'EOF'
half a million | half a 1000000
two and a half million | two and a half 1000000
several hundred officials | several 100 officials
nineteen eighty-four | 19 84
two officials | two officials
four or five diplomats | 4 or 5 diplomats
twenty-one officials and two ministers | 21 officials and two ministers
EOF
cat >"$work/try.py" <<'EOF'
from text_to_num import alpha2digit

for text in (
    "half a million",
    "two and a half million",
    "several hundred officials",
    "nineteen eighty-four",
    "two officials",
    "four or five diplomats",
    "twenty-one officials and two ministers",
):
    print(f"{text} | {alpha2digit(text, 'en')}")
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "text2num_breaks_half_a_million: behaves otherwise than described" >&2; exit 1; }
echo "text2num_breaks_half_a_million: as described"
