#!/usr/bin/env bash
# quantulum3 0.10.0 reads newsroom money as physics (seen 2026-11-30, Python 3.11).
#
# The library reads quantities with units from text. It reads "$3.6 billion" correctly, so one expects the same of the
# short forms that every newspaper prints. It reads them, without any error, as other units:
#   "$3.6bn"        3.6 "dollar barn newton"        (b = barn, n = newton)
#   "A$368bn"       1.0 "dollar to the 368 barn newton"
#   "4tn won"       4 "tonne newton"
#   "EUR sign 2m"   2 "euro metre"
#   "yen sign 3 trillion"  3e12 Chinese yuan, although the sign is printed for the yen first
# If you compare figures with it, "$3.6bn" and "$3.6 billion" differ by nine orders of magnitude and by unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
cat >"$work/expected" <<'EOF'
$3.6 billion [(3600000000.0, 'dollar')]
$3.6bn [(3.6, 'dollar barn newton')]
A$368bn [(1.0, 'dollar to the 368 barn newton')]
4tn won [(4.0, 'tonne newton')]
€2m [(2.0, 'euro metre')]
¥3 trillion [(3000000000000.0, 'chinese yuan')]
EOF
cat >"$work/try.py" <<'EOF'
from quantulum3 import parser

for text in ("$3.6 billion", "$3.6bn", "A$368bn", "4tn won", "€2m", "¥3 trillion"):
    print(text, [(quantity.value, quantity.unit.name) for quantity in parser.parse(text)])
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "quantulum3_reads_billions_as_barns: behaves otherwise than described" >&2; exit 1; }
echo "quantulum3_reads_billions_as_barns: as described"
