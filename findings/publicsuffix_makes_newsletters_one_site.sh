#!/usr/bin/env bash
# publicsuffixlist 1.1.2.20261023 (Mozilla's list of that day): all newsletters on Substack, Medium and WordPress.com are
# a single "site", but every blog on Blogspot and GitHub is its own (seen 2026-11-30).
#
# The registrable domain is the usual answer to the question which site a page belongs to. The list has a private section
# for hosts shared by unrelated customers, so one expects the large publishing platforms in it. Blogspot and github.io are
# there; substack.com, medium.com, wordpress.com and ghost.io are not, so two people's newsletters count as the same
# publisher. The opposite case is police.uk: the list has it as a suffix, so the site itself does not count as a site.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check publicsuffixlist==1.1.2.20261023
cat >"$work/expected" <<'EOF'
substack.com one site
medium.com one site
wordpress.com one site
ghost.io one site
blogspot.com two sites
github.io two sites
police.uk None
EOF
cat >"$work/try.py" <<'EOF'
from publicsuffixlist import PublicSuffixList

suffixes = PublicSuffixList()
for platform in ("substack.com", "medium.com", "wordpress.com", "ghost.io", "blogspot.com", "github.io"):
    ann, lowe = (suffixes.privatesuffix(f"{writer}.{platform}") for writer in ("annrich", "peterlowe"))
    print(platform, "one site" if ann == lowe else "two sites")
print("police.uk", suffixes.privatesuffix("police.uk"))
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "publicsuffix_makes_newsletters_one_site: behaves otherwise than described" >&2; exit 1; }
echo "publicsuffix_makes_newsletters_one_site: as described"
