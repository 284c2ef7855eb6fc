"""All benchmarks, one after the other; ``python -m benchmarks SIZE`` takes so many appearances as the greatest size."""

from __future__ import annotations

import sys

from benchmarks import capture, imports, origins, reads, similar, startup

SMALL = 10_000

sizes = sorted({SMALL, int(sys.argv[1])} if sys.argv[1:] else {SMALL})
startup.main()
capture.main()
similar.near_duplicates()
imports.main(sizes)
origins.main(sizes)
reads.main(sizes)
