"""What starting the program costs, as ratios against importing the libraries that it cannot do without.

Every command runs in a fresh interpreter, the commands taking turns so that a busy moment hits all of them;
the median of the runs counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 21
"""How often each command is run; odd, so that the median is one of them."""

CLICK = (sys.executable, "-c", "import click")
SQLMODEL = (sys.executable, "-c", "import sqlmodel")
CASE = Path(__file__).resolve().parent.parent / "seeds" / "aukus"


def main() -> None:
    """Print a line for each comparison: the command, its median in milliseconds, its peer's, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "claims.db")
        environment = {**os.environ, "CLAIMS_DB": database, "CLAIMS_USER": "benchmark"}
        claims = (sys.executable, "-m", "claims")
        subprocess.run([*claims, "import", str(CASE)], check=True, env=environment, capture_output=True)
        compared = {
            "claims --help": ((*claims, "--help"), CLICK),
            "claims log --help": ((*claims, "log", "--help"), CLICK),
            "claims list": ((*claims, "list"), SQLMODEL),
            "claims show 54": ((*claims, "show", "54"), SQLMODEL),
            "claims report story aukus-pillar-2": ((*claims, "report", "story", "aukus-pillar-2"), SQLMODEL),
        }
        commands = dict.fromkeys(command for pair in compared.values() for command in pair)
        seconds = medians(list(commands), environment)
    print(f"{'command':<36} {'ms':>6}  {'peer':<24} {'ms':>6} {'ratio':>6}")
    for name, (command, peer) in compared.items():
        own, other = seconds[command] * 1000, seconds[peer] * 1000
        told = f"python -c '{peer[-1]}'"
        print(f"{name:<36} {own:6.0f}  {told:<24} {other:6.0f} {own / other:6.2f}")


def medians(commands: list[tuple[str, ...]], environment: dict[str, str]) -> dict[tuple[str, ...], float]:
    """Return the median wall time of each command, in seconds, after one run that warms the disk's cache."""
    taken: dict[tuple[str, ...], list[float]] = {command: [] for command in commands}
    for run in range(RUNS + 1):
        for command in commands:
            began = time.perf_counter()
            subprocess.run(command, check=True, env=environment, capture_output=True)
            if run:
                taken[command].append(time.perf_counter() - began)
    return {command: statistics.median(times) for command, times in taken.items()}


if __name__ == "__main__":
    main()
