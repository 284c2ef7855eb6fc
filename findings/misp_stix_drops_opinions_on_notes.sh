#!/usr/bin/env bash
# misp-stix 2026.10.12 drops a STIX opinion about a note and keeps the same opinion about a report (seen 2026-11-30).
#
# In STIX 2.1, an opinion may refer to any object, and a claim without a type of its own is best a note. The converter to
# MISP makes an event of each report and attaches opinions to events, objects and attributes. A note becomes a remark on
# an event, and an opinion about the note disappears. "Unknown STIX object type: opinion" is no sign of that: it is
# reported in the same way for an opinion that refers to the note and to the report, and that one arrives.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check misp-stix==2026.10.12
cat >"$work/expected" <<'EOF'
about the note: 1 note, 0 opinions, errors and warnings: ['Unknown STIX object type: opinion']
about the note and the report: 1 note, 1 opinions, errors and warnings: ['Unknown STIX object type: opinion']
EOF
cat >"$work/try.py" <<'EOF'
from misp_stix_converter import ExternalSTIX2toMISPParser
from stix2 import Bundle, Identity, Note, Opinion, Report

desk = Identity(name="Desk", identity_class="organization")
report = Report(name="Dam to close", published="2024-03-01T00:00:00Z", object_refs=[desk.id])
note = Note(content="The dam will be closed", object_refs=[report.id])
for name, refs in {"the note": [note.id], "the note and the report": [note.id, report.id]}.items():
    opinion = Opinion(opinion="strongly-disagree", explanation="refuted", object_refs=refs)
    parser = ExternalSTIX2toMISPParser()
    parser.load_stix_bundle(Bundle(desk, report, note, opinion))
    parser.parse_stix_bundle()
    events = parser.misp_events if isinstance(parser.misp_events, list) else [parser.misp_events]
    notes = sum(len(event.to_dict().get("Note", [])) for event in events)
    opinions = sum(len(event.to_dict().get("Opinion", [])) for event in events)
    faults = sorted({str(fault) for faults in (*parser.errors.values(), *parser.warnings.values()) for fault in faults})
    print(f"about {name}: {notes} note, {opinions} opinions, errors and warnings: {faults}")
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || {
    echo "misp_stix_drops_opinions_on_notes: behaves otherwise than described" >&2
    exit 1
}
echo "misp_stix_drops_opinions_on_notes: as described"
