#!/usr/bin/env bash
# stix2 3.0.2: a likelihood of ICD 203 becomes a different word in STIX confidence (seen 2026-11-30).
#
# Intelligence and newsroom style take their words from ICD 203: likely is 55 to 80 per cent, very likely 80 to 95,
# unlikely 20 to 45, roughly even 45 to 55. stix2.confidence.scales offers the "DNI Scale" with the same words, so one
# expects a percentage to keep its word. Instead, the scale follows the table of the STIX specification, with limits at 40,
# 60, 80 and 90: "likely" at 57 per cent comes back as "Roughly Even Chance", "unlikely" at 42 too, and "very unlikely" at
# 7 as "Almost No Chance". The Admiralty scale turns every confidence of 80 into "confirmed by other sources", and refuses
# its own sixth grade, "truth cannot be judged", because it has no value.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check stix2==3.0.2
cat >"$work/expected" <<'EOF'
7 ICD 203: very unlikely | DNI scale: Almost No Chance / Remote
42 ICD 203: unlikely | DNI scale: Roughly Even Chance / Roughly Even Odds
57 ICD 203: likely | DNI scale: Roughly Even Chance / Roughly Even Odds
93 ICD 203: very likely | DNI scale: Almost Certain / Nearly Certain
80 Admiralty: 1 - Confirmed by other sources
ValueError: STIX Confidence value cannot be determined for 6 - Truth cannot be judged
EOF
cat >"$work/try.py" <<'EOF'
from stix2.confidence.scales import admiralty_credibility_to_value, value_to_admiralty_credibility, value_to_dni

for percent, word in ((7, "very unlikely"), (42, "unlikely"), (57, "likely"), (93, "very likely")):
    print(percent, "ICD 203:", word, "| DNI scale:", value_to_dni(percent))
print(80, "Admiralty:", value_to_admiralty_credibility(80))
try:
    print(admiralty_credibility_to_value("6 - Truth cannot be judged"))
except ValueError as problem:
    print("ValueError:", problem)
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "stix2_likely_is_not_likely: behaves otherwise than described" >&2; exit 1; }
echo "stix2_likely_is_not_likely: as described"
