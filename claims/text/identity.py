"""Texts and addresses as the uids of imported records are made of them.

These two functions never change, however texts are compared: a file that was imported before is then recognised.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from claims.patterns import pattern_of
from claims.text.lengths import bounded

_TRACKERS = pattern_of(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src|cmpid|ocid|smid|xtor|_ga|at_.*|s_cid|amp)$",
    re.IGNORECASE,
)


def text_identity(text: str) -> str:
    """Return a text without case, accents and punctuation."""
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(char for char in small if not unicodedata.combining(char))
    return bounded(" ".join(re.findall(r"\w+", kept.replace("_", " "))))


def address_identity(url: str) -> str:
    """Return an address without scheme, ``www.``, trackers, fragment and closing slash."""
    from url_normalize import url_normalize

    try:
        parts = urlsplit(url_normalize(url) or url)
    except ValueError:
        return bounded(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKERS.match(pair[0])]
    path = parts.path
    for ending in ("/amp", "/amp/", ".amp"):
        path = path.removesuffix(ending)
    host = parts.netloc.casefold().rsplit("@", 1)[-1].split(":")[0].strip(".")
    for prefix in ("www.", "amp.", "m.", "mobile."):
        host = host.removeprefix(prefix)
    key = urlunsplit(("", host, path.rstrip("/"), urlencode(sorted(query)), ""))
    return bounded(key.removeprefix("//"))
