#!/usr/bin/env bash
# edtf 5.0.2: an approximate month is fuzzy by thirteen months, an unknown end is ten years away (seen 2026-11-30).
#
# "2024-05~" means "about May 2024". One expects its fuzzy bounds to be a month wider on either side, because the library
# sets the padding of a month to one month. But the library adds the padding of the year to that of the month (and for a
# day, of day, month and year), so the bounds are April 2023 and June 2025.
# "2024-05/" is an interval with an unknown end. Its strict upper bound is 2034-05-01, an invented day, while
# "2024-05/.." (open end) gives a bare float, inf, where every other date gives a struct_time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
cat >"$work/expected" <<'EOF'
2024~ from 2023-01-01 to 2025-12-31
2024-05~ from 2023-04-01 to 2025-06-30
2024-05-15~ from 2023-04-14 to 2025-06-16
2024-05% from 2022-03-01 to 2026-07-31
2024-05/ from 2024-05-01 to 2034-05-01
/2024-05 from 2014-05-31 to 2024-05-31
2024-05/.. from 2024-05-01 to inf
../2024-05 from -inf to 2024-05-31
EOF
cat >"$work/try.py" <<'EOF'
from edtf import parse_edtf


def day(bound: object) -> object:
    return bound if isinstance(bound, float) else "-".join(f"{part:02}" for part in bound[:3])


for text in ("2024~", "2024-05~", "2024-05-15~", "2024-05%"):
    date = parse_edtf(text)
    print(text, "from", day(date.lower_fuzzy()), "to", day(date.upper_fuzzy()))
for text in ("2024-05/", "/2024-05", "2024-05/..", "../2024-05"):
    date = parse_edtf(text)
    print(text, "from", day(date.lower_strict()), "to", day(date.upper_strict()))
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "edtf_about_a_month_is_two_years: behaves otherwise than described" >&2; exit 1; }
echo "edtf_about_a_month_is_two_years: as described"
