"""The command line: parse, open, call one function, show the answer.

In `main` problems become sentences and exit codes; `claims.errors` lists the codes. Two more codes: 70 after a fault of
the program itself, and 141 when the reader of the output has gone away (`claims list | head`).
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from claims.errors import INTERRUPTED

OBJECTS = 200_000
"""How many new objects Python makes before it searches for circular references."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run one command line (default: the process's) and raise `SystemExit` with its exit code."""
    # Loaded modules stay until the end; searching them for circular references takes a tenth of a short command's time.
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # neither are they searched at the very end
    try:
        # Imported here, so that Ctrl-C during the first moments ends in a sentence too.
        from claims.cli.failures import guarded

        code = guarded(sys.argv[1:] if args is None else list(args))
    except KeyboardInterrupt:
        os.write(2, b"claims: interrupted; nothing was written\n")
        code = INTERRUPTED
    if code == INTERRUPTED:
        # After an interruption in code made from a text (as dataclasses are), `python -m` ends by the signal even if
        # it was handled, unless other code made from a text has run since (see CPython's run_eval_code_obj).
        exec("")
    raise SystemExit(code)
