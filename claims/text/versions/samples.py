"""Samples of a text, for looking up texts that share whole sentences with it.

A sample is the digest of a run of words: in every window of runs, the run with the lowest digest is one. Two texts that
share `SHARED` words in a row therefore share a sample, wherever the words stand (winnowing; Schleimer, Wilkerson and
Aiken, 2003, as MOSS and other detectors of copies do).
"""

from __future__ import annotations

from hashlib import blake2b

from claims.text.matching import running_words

RUN = 5
"""How many words make a run."""
WINDOW = 8
"""Of how many runs in a row one at least is a sample."""
SHARED = RUN + WINDOW - 1
"""Two texts that share so many words in a row share a sample."""


def samples_of(text: str) -> frozenset[int]:
    """Return the samples of a text as numbers of 31 bits; none for a text of fewer words than a run."""
    words = running_words(text)
    runs = [_digest(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1)]
    windows = range(max(1, len(runs) - WINDOW + 1) if runs else 0)
    return frozenset(min(runs[at : at + WINDOW]) for at in windows)


def _digest(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=4).digest(), "big") >> 1
