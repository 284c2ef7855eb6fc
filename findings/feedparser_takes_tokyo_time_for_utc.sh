#!/usr/bin/env bash
# feedparser 6.0.14 takes the zones BST, CEST and JST of an RSS feed for UTC (seen 2026-11-30).
#
# RSS dates are RFC 822 dates, and published_parsed is documented as UTC. American zones are converted to UTC, so one
# expects other zone names to be converted too, or the date to be refused. The library does neither: 18:00 BST becomes
# 18:00 UTC (right: 17:00), 18:00 CEST becomes 18:00 (right: 16:00), and 18:00 JST becomes 18:00 (right: 09:00). If you
# compare who reported first, a Tokyo paper is nine hours late. For a date that does not exist, published_parsed is None.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cat >"$work/expected" <<'EOF'
GMT (2024, 4, 9, 18, 0)
EDT (2024, 4, 9, 22, 0)
+0900 (2024, 4, 9, 9, 0)
BST (2024, 4, 9, 18, 0)
CEST (2024, 4, 9, 18, 0)
JST (2024, 4, 9, 18, 0)
EOF
cat >"$work/try.py" <<'EOF'
import feedparser

ITEM = "<item><title>{0}</title><pubDate>Tue, 09 Apr 2024 18:00:00 {0}</pubDate></item>"
zones = ("GMT", "EDT", "+0900", "BST", "CEST", "JST")
feed = f"<rss version='2.0'><channel><title>t</title>{''.join(map(ITEM.format, zones))}</channel></rss>"
for entry in feedparser.parse(feed).entries:
    print(entry.title, tuple(entry.published_parsed)[:5])
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "feedparser_takes_tokyo_time_for_utc: behaves otherwise than described" >&2; exit 1; }
echo "feedparser_takes_tokyo_time_for_utc: as described"
