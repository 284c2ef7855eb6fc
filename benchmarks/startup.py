"""What starting the program costs, as ratios against importing the libraries that it cannot do without.

Modules are compiled beforehand and kept compiled, as they are where the program is installed, whatever the environment
says (PYTHONDONTWRITEBYTECODE).  Every command runs in a fresh interpreter, the commands taking turns so that a busy
moment hits all of them; the median of the processor's time counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 21
"""How often each command is run; odd, so that the median is one of them."""

CLICK = (sys.executable, "-c", "import click")
SQLMODEL = (sys.executable, "-c", "import sqlmodel")
_ASKED_BY_A_SHELL = ("env", "_CLAIMS_COMPLETE=bash_complete", "COMP_WORDS=claims show 5", "COMP_CWORD=2")
CASE = Path(__file__).resolve().parent.parent / "seeds" / "aukus"


def main() -> None:
    """Print a line for each comparison: the command, its median in milliseconds, its peer's, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "claims.db")
        environment = {**os.environ, "CLAIMS_DB": database, "CLAIMS_USER": "benchmark"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        claims = (sys.executable, "-m", "claims")
        subprocess.run([*claims, "import", str(CASE)], check=True, env=environment, capture_output=True)
        compared = {
            "claims --help": ((*claims, "--help"), CLICK),
            "claims show 5<Tab>": ((*_ASKED_BY_A_SHELL, *claims), CLICK),
            "claims log --help": ((*claims, "log", "--help"), CLICK),
            "claims list": ((*claims, "list"), SQLMODEL),
            "claims show 54": ((*claims, "show", "54"), SQLMODEL),
            "claims report story aukus-pillar-2": ((*claims, "report", "story", "aukus-pillar-2"), SQLMODEL),
        }
        commands = dict.fromkeys(command for pair in compared.values() for command in pair)
        seconds = medians(list(commands), environment)
    print("the processor's time")
    print(f"{'command':<36} {'ms':>6}  {'peer':<24} {'ms':>6} {'ratio':>6}")
    for name, (command, peer) in compared.items():
        own, other = seconds[command] * 1000, seconds[peer] * 1000
        called = f"python -c '{peer[-1]}'"
        print(f"{name:<36} {own:6.0f}  {called:<24} {other:6.0f} {own / other:6.2f}")


def medians(commands: list[tuple[str, ...]], environment: dict[str, str]) -> dict[tuple[str, ...], float]:
    """Return the median of the processor's time for each command, in seconds, after one run that warms the cache.

    Others who use the machine disturb that least.
    """
    taken: dict[tuple[str, ...], list[float]] = {command: [] for command in commands}
    for run in range(RUNS + 1):
        for command in commands:
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise subprocess.CalledProcessError(process.returncode, command)
            if run:
                taken[command].append(used.ru_utime + used.ru_stime)
    return {command: statistics.median(times) for command, times in taken.items()}


if __name__ == "__main__":
    main()
