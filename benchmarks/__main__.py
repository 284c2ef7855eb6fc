"""All benchmarks, one after the other."""

from __future__ import annotations

from benchmarks import similar, startup

startup.main()
similar.main()
