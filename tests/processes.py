"""Processes of their own in which the program is loaded already: one is started, and forked for each that is wanted."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

PRELOADED = ("tests.processes", "claims.cli.failures", "claims.cli.root", "claims.entry.work", "claims.store.recording")


def forked(target: Callable[..., None], *args: object, environment: Mapping[str, str]) -> tuple[int | None, str]:
    """Call a function of a module in a process that has no connections yet; return its exit code and standard error.

    The code is negative when a signal ended it.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    with TemporaryDirectory() as folder:
        said = Path(folder, "stderr")
        process = context.Process(target=_called, args=(target, args, {**os.environ, **environment}, str(said)))
        process.start()
        process.join(120)
        assert process.exitcode is not None, "it goes on and on"
        code = process.exitcode
        process.close()
        return code, said.read_text(encoding="utf-8", errors="replace") if said.exists() else ""


def _called(target: Callable[..., None], args: tuple[object, ...], environment: dict[str, str], said: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with open(said, "wb") as err, open(os.devnull, "wb") as out:  # noqa: PTH123
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
    target(*args)


def killed_after(module: str, name: str, line: list[str]) -> None:
    """Run a command line in this process, which kills itself when a function of a module has been called."""
    import signal

    from claims.cli.failures import guarded

    holder: object = importlib.import_module(module)
    *path, last = name.split(".")
    for part in path:
        holder = getattr(holder, part)
    whole = getattr(holder, last)

    def then_killed(*args: object, **named: object) -> None:
        whole(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, last, then_killed)
    guarded(line)
