#!/usr/bin/env bash
# edtf 5.0.2: "1984-1X", an example of the specification, prints on stdout and ends in an AttributeError (seen 2026-11-30).
#
# The Library of Congress gives 1984-1X ("some month from October to December 1984") as an example of level 2. One expects
# it to be read, or an EDTFParseException. The library prints "trying to PartialUnspecified…" on standard output, into the
# answer of whatever program asked, and raises an AttributeError that no caller expects.
# 2024-1X-05 is read, but each of its bounds raises a ValueError. 2023-02-29 is read, a day that never was. A season that
# begins in December, 2001-24, lasts one month instead of three, while spring, summer and autumn last three.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
cat >"$work/expected" <<'EOF'
trying to PartialUnspecified.__init__(**{'year': {'year': '1984'}, 'month': '1X'})
1984-1X AttributeError
2024-1X-05 read, bounds: ValueError
2023-02-29 from 2023-02-29 to 2023-02-29
2001-21 from 2001-03-01 to 2001-05-31
2001-24 from 2001-12-01 to 2001-12-31
EOF
cat >"$work/try.py" <<'EOF'
from edtf import parse_edtf


def day(bound: object) -> str:
    return "-".join(f"{part:02}" for part in bound[:3])


for text in ("1984-1X", "2024-1X-05", "2023-02-29", "2001-21", "2001-24"):
    try:
        date = parse_edtf(text)
    except Exception as error:
        print(text, type(error).__name__)
        continue
    try:
        print(text, "from", day(date.lower_strict()), "to", day(date.upper_strict()))
    except Exception as error:
        print(text, "read, bounds:", type(error).__name__)
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "edtf_prints_and_fails_on_open_digits: behaves otherwise than described" >&2; exit 1; }
echo "edtf_prints_and_fails_on_open_digits: as described"
