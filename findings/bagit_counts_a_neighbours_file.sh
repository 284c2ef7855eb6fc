#!/usr/bin/env bash
# bagit 1.9.0 takes a file outside of a bag for a part of it, if the folder's name begins like the bag's (seen 2026-12-01).
#
# A bag's manifest may name no file outside of the bag (RFC 8493, 5.1.1), and bagit.py refuses ../notes/letter.txt as
# unsafe. One expects it to refuse every such path. It compares the two paths letter by letter (os.path.commonprefix), so
# for a bag in "case" it accepts ../case-notes/letter.txt, reads it, and calls the bag valid. Copied to another disk, the
# "complete" bag lacks a file that was never in it; and a bag from a stranger can have files beside it read.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check bagit==1.9.0
cat >"$work/expected" <<'EOF'
../notes/letter.txt: refused as unsafe
../case-notes/letter.txt: valid
EOF
cat >"$work/try.py" <<'EOF'
import hashlib
import logging
import pathlib
import shutil

import bagit

logging.disable(logging.CRITICAL)
for beside in ("notes", "case-notes"):
    shutil.rmtree("case", ignore_errors=True)
    for folder, name in (("case", "report.txt"), (beside, "letter.txt")):
        pathlib.Path(folder).mkdir()
        pathlib.Path(folder, name).write_text("text")
    bagit.make_bag("case", checksums=["sha256"])
    digest = hashlib.sha256(b"text").hexdigest()
    with open("case/tagmanifest-sha256.txt", "a") as manifest:
        manifest.write(f"{digest}  ../{beside}/letter.txt\n")
    try:
        bagit.Bag("case").validate()
        print(f"../{beside}/letter.txt: valid")
    except bagit.BagError as error:
        print(f"../{beside}/letter.txt: {'refused as unsafe' if 'unsafe' in str(error) else error}")
EOF
cd "$work"
"$work/env/bin/python" try.py >seen
diff expected seen || { echo "bagit_counts_a_neighbours_file: behaves otherwise than described" >&2; exit 1; }
echo "bagit_counts_a_neighbours_file: as described"
