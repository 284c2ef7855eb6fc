"""The desk listens before its pages are loaded, and every page is there when somebody asks for it."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from pathlib import Path

from claims.web import pages
from claims.web.chassis.late import LateFunction

HEAVY = {"alembic", "argon2", "claims.store.tables", "icalendar", "lxml", "pydantic", "sqlmodel", "trafilatura"}


def test_the_desk_listens_before_it_loads_what_only_pages_need() -> None:
    program = "import json, sys, claims.web.server; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, timeout=120)
    loaded = set(json.loads(done.stdout))
    assert "claims.web.app" in loaded
    assert not loaded & HEAVY
    assert not loaded & {"claims.web.queue.page", "claims.web.claim.page", "claims.web.api.openapi"}


def test_every_page_is_there_and_takes_a_visit() -> None:
    for place in pages.PLACES:
        assert isinstance(place.function, LateFunction), place
        taken = list(inspect.signature(place.function.load()).parameters.values())
        assert taken[0].annotation == "Visit", place
        assert all(other.default is not other.empty for other in taken[1:]), place


def test_a_page_is_loaded_from_the_module_that_is_checked_for_it() -> None:
    """The types of `PLACES` are checked against imports; what is loaded later has the same names."""
    tree = ast.parse(Path(pages.__file__).read_text(encoding="utf-8"))
    checked = {
        alias.asname or alias.name: f"{imported.module}.{alias.name}"
        for branch in tree.body
        if isinstance(branch, ast.If)
        for imported in branch.body
        if isinstance(imported, ast.ImportFrom)
        for alias in imported.names
    }
    assert checked
    assert {name: getattr(pages, name).module for name in checked} == checked


def test_threads_that_ask_first_for_the_same_table_get_the_same() -> None:
    program = (
        "import sys, threading\n"
        "from claims.store.schema import TABLES\n"
        "sys.setswitchinterval(1e-6)\n"
        "start, problems, got = threading.Barrier(16), [], []\n"
        "def ask():\n"
        "    start.wait()\n"
        "    try:\n"
        "        got.append(tuple(id(TABLES[name]) for name in TABLES))\n"
        "    except Exception as problem:\n"
        "        problems.append(problem)\n"
        "threads = [threading.Thread(target=ask) for _ in range(16)]\n"
        "[thread.start() for thread in threads]\n"
        "[thread.join() for thread in threads]\n"
        "print(len(got), len(set(got)), problems)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "16 1 []"
