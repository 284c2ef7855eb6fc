#!/usr/bin/env bash
# urllib3 2.8.0: a page packed with gzip that breaks off half-way is given back as if it were whole (seen 2026-11-30).
#
# A site sends a packed page without its length (HTTP/1.1 with `Connection: close`, as many do for pages that they make
# on the spot), and the connection ends early. Gzip ends with a checksum and a length, so the loss can be noticed: zlib
# says that the stream has not ended, and the gzip module raises EOFError. One expects an error, as for a wrong
# Content-Length. But urllib3 unpacks as far as the bytes go and returns that, and so does requests, which uses it: half
# an article, with status 200. A program that keeps pages as evidence has to unpack them itself and look at `eof`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check urllib3==2.8.0 requests==2.34.2
cat >"$work/expected" <<'EOF2'
urllib3: 200, a part of the page
requests: 200, a part of the page
gzip: EOFError
EOF2
cat >"$work/try.py" <<'EOF2'
import gzip
import socket
import threading

import requests
import urllib3

PAGE = b"".join(b"Sentence %d of the article.\n" % number for number in range(2000))
PACKED = gzip.compress(PAGE, mtime=0)
HALF = PACKED[: len(PACKED) // 2]


def site():
    """Serve half of the packed page, then hang up."""
    while True:
        client, _ = server.accept()
        client.recv(65536)
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + HALF)
        client.close()


server = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=site, daemon=True).start()
address = f"http://127.0.0.1:{server.getsockname()[1]}/"


def part(content):
    return "a part of the page" if content and PAGE.startswith(content) and content != PAGE else "something else"


answer = urllib3.PoolManager().request("GET", address, retries=False)
print(f"urllib3: {answer.status}, {part(answer.data)}")
answer = requests.get(address, timeout=10)
print(f"requests: {answer.status_code}, {part(answer.content)}")
try:
    gzip.decompress(HALF)
except EOFError as error:
    print(f"gzip: {type(error).__name__}")
EOF2
env -u http_proxy -u HTTP_PROXY -u all_proxy -u ALL_PROXY "$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "urllib3_takes_half_a_page_for_whole: behaves otherwise than described" >&2; exit 1; }
