"""Samples of a text, for looking up texts that share whole sentences with it.

A sample is the digest of a run of words. Every eighth run is taken, by its digest and not by its place, so that the
same run is a sample of every text it stands in; of a short text, a few more.
"""

from __future__ import annotations

from hashlib import blake2b

from claims.text.matching import folded

RUN = 5
"""How many words make a run."""
EVERY = 8
"""Of how many runs one is a sample, on average."""
FEWEST = 4
"""How many samples a text has at least, if it has as many runs."""


def samples_of(text: str) -> frozenset[int]:
    """Return the samples of a text as numbers of 31 bits; none for a text of fewer words than a run."""
    words = folded(text).split()
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    digests = sorted(int.from_bytes(blake2b(run.encode(), digest_size=4).digest(), "big") >> 1 for run in runs)
    return frozenset(digests[:FEWEST]) | {digest for digest in digests if digest % EVERY == 0}
