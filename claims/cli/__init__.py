"""The command line: parse, open, call one function, show the answer.

In `main` problems become sentences and exit codes; `claims.errors` lists the codes. Two more codes: 70 after a fault of
the program itself, and 141 when the reader of the output has gone away (`claims list | head`).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from claims.errors import INTERRUPTED

OBJECTS = 100_000
"""So many more objects than before are made until Python looks for those that refer to each other in circles."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run one command line (default: the process's) and raise `SystemExit` with its exit code."""
    # What is loaded stays until the end, and looking for circles among it takes a tenth of the time of a short command.
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
    try:
        # Imported here, so that Ctrl-C during the first moments ends in a sentence too.
        from claims.cli.failures import guarded

        code = guarded(sys.argv[1:] if args is None else list(args))
    except KeyboardInterrupt:
        os.write(2, b"claims: interrupted; nothing was written\n")
        code = INTERRUPTED
    if code == INTERRUPTED:
        # Interrupted in code that it makes from a text (as dataclasses are made), `python -m` would end by the signal,
        # however that was answered, unless such code ran to its end since (CPython's run_eval_code_obj notes it).
        exec("")
    raise SystemExit(code)
