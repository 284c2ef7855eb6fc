"""Reading a page loads what that takes of trafilatura, and reads what the whole of it reads."""

from __future__ import annotations

import json
import subprocess
import sys

from claims.capture.documents.reading import documents_in

WORDS = "The harbour bridge will close for repairs from the end of June, the council said on Tuesday. " * 5
HEAD = "<html><head><meta property='article:published_time' content='2024-03-19'></head><body>"
PLAIN = f"{HEAD}<nav><a href=/>Home</a></nav><article><h1>Bridge</h1><p>{WORDS}</p></article></body></html>"
SHORT = f"{HEAD}<div>Café au lait: crème brûlée für Gäste in Zürich, señor.</div></body></html>"

PROGRAM = """
import json, sys
from claims.capture.documents import extracting
from claims.capture.documents.reading import documents_in
extracting._SELDOM_CALLED = json.loads(sys.argv[1]) or extracting._SELDOM_CALLED
seldom = "charset_normalizer", "courlan", "htmldate", "justext", "urllib3"
plain, short = (bytes.fromhex(page) for page in sys.argv[2:])
first = documents_in(plain)[0].text
loaded = [name for name in seldom if name in sys.modules]
second = documents_in(short)[0].text
print(json.dumps([first, loaded, second, [name for name in seldom if name in sys.modules]]))
"""


def read_alone(*instead: str) -> list[object]:
    """Read a plain page, then one that takes more, in a fresh process; ``instead`` are modules to stand in for."""
    pages = (PLAIN.encode(), SHORT.encode("latin-1"))
    values = (json.dumps(instead), *(page.hex() for page in pages))
    done = subprocess.run([sys.executable, "-c", PROGRAM, *values], check=True, capture_output=True, timeout=120)
    answer: list[object] = json.loads(done.stdout)
    return answer


def test_a_page_is_read_alike_with_little_and_with_all_of_the_library() -> None:
    first, loaded, second, later = read_alone()
    assert loaded == []
    assert later == ["charset_normalizer", "justext"]
    assert [first, second] == [documents_in(page)[0].text for page in (PLAIN.encode(), SHORT.encode("latin-1"))]


def test_a_library_that_uses_at_once_what_it_imports_is_loaded_whole() -> None:
    first, loaded, second, _ = read_alone("trafilatura.settings")
    assert "courlan" in list(map(str, loaded if isinstance(loaded, list) else []))
    assert [first, second] == [documents_in(page)[0].text for page in (PLAIN.encode(), SHORT.encode("latin-1"))]
