"""What files for other programs share: lists of JSON objects, and addresses as URIs."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from typing import Any
from urllib.parse import quote


def json_list(objects: Iterable[Mapping[str, Any]]) -> Generator[bytes]:
    """Yield a JSON array in UTF-8, a line for each object, so that only one object at a time is in memory."""
    before = "[\n"
    for each in objects:
        yield f"{before}{json.dumps(each, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def uri(url: str) -> str:
    """Return an address in the characters that a URI may have (RFC 3986), others percent-encoded."""
    return quote(url.strip(), safe="%/:?#[]@!$&'()*+,;=~")
