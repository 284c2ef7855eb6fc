"""The arrows between the parts of the program, read off its imports, and what may not be loaded early."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "claims"

# From the top down.  A part may import from its own layer and from those below, and nothing from above.
LAYERS = (
    {"__main__"},
    {"cli", "web"},
    {"actions", "checks", "interchange", "queries", "reports"},
    {"backups", "batches", "cells", "database", "dialect", "evidence_store", "ledger", "migrate", "recording"}
    | {"schema", "search_index", "tables", "verification", "versions"},
    {"ladder", "matching", "redaction", "sealing"}
    | {"searching", "sheets", "similarity", "sourcing", "trackrecord", "urgency", "windows"},
    {"dates", "formula", "shell", "uids", "whole_files"},
    {"__init__", "errors", "parsing", "settings", "vocabulary"},
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}

# Inside a layer, what may not be imported all the same.
NEVER = {
    "actions": {"interchange", "reports"},
    "queries": {"actions", "interchange", "reports"},
    "reports": {"actions", "interchange"},
}

# Values in, values out: the standard library and these; parsers of our field only inside the function that needs them.
PURE = {"dates", "errors", "ladder", "matching", "searching", "similarity", "sourcing", "trackrecord", "vocabulary"}
PURE |= {"redaction", "urgency", "windows"}
PURE_LAZILY = {"edtf", "pyparsing", "rapidfuzz", "url_normalize"}
OUTSIDE_WORLD = {"http", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "urllib.request"}

LATE = {"claims.database", "claims.migrate", "claims.recording", "claims.schema", "claims.tables"}
"""Our own modules that load what is heavy."""

HEAVY = {"alembic", "edtf", "psycopg", "pydantic", "rapidfuzz", "rich", "sqlalchemy", "sqlmodel"}
NETWORK = {
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "trafilatura",
    "urllib.request",
    "urllib3",
}
DIALECTS = re.compile(r"^(sqlite|postgres(ql)?)(\+\w+)?$")


@dataclass(frozen=True)
class Import:
    """One module that a file imports, and whether merely loading the file does so."""

    module: str
    line: int
    on_load: bool
    for_types: bool


@dataclass(frozen=True)
class Source:
    """A file of the package, with the part of the program to which it belongs."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def part(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"), self.name)

    @cached_property
    def imports(self) -> list[Import]:
        return list(_imports(self.tree, on_load=True, for_types=False))


SOURCES = [Source(path) for path in sorted(PACKAGE.rglob("*.py")) if "_migrations" not in path.parts]


def _imports(node: ast.AST, *, on_load: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, on_load, for_types)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports name their module in full"
            for alias in child.names:
                yield Import(f"{child.module}.{alias.name}", child.lineno, on_load, for_types)
        elif isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            for statement in child.body:
                yield from _imports(ast.Module([statement], []), on_load=False, for_types=True)
            yield from _imports(ast.Module(child.orelse, []), on_load=on_load, for_types=for_types)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, on_load=on_load and not later, for_types=for_types)


def _is_of(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _part_of(module: str) -> str | None:
    """The part of the program that an import names, if it is ours."""
    if module != "claims" and not module.startswith("claims."):
        return None
    part = [*module.split("."), ""][1]
    return part if part in RANK or (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").is_file() else "__init__"


def _found(problems: Iterator[str]) -> None:
    listed = list(problems)
    assert not listed, "\n".join(["", *listed])


def _of(*parts: str) -> list[Source]:
    return [source for source in SOURCES if source.part in parts]


def test_every_part_has_its_layer() -> None:
    _found(
        f"{source.name}: say in LAYERS to which layer {source.part} belongs"
        for source in SOURCES
        if source.part not in RANK
    )


def test_imports_point_downwards() -> None:
    def problems() -> Iterator[str]:
        for source in SOURCES:
            for imported in source.imports:
                part = _part_of(imported.module)
                if part is None or part == source.part:
                    continue
                if RANK.get(part, 99) < RANK.get(source.part, 99) or part in NEVER.get(source.part, set()):
                    yield f"{source.name}:{imported.line}: {source.part} may not import {imported.module}"

    _found(problems())


def test_no_two_parts_lean_on_each_other() -> None:
    leans: dict[str, set[str]] = {}
    for source in SOURCES:
        parts = {_part_of(imported.module) for imported in source.imports if not imported.for_types}
        leans.setdefault(source.part, set()).update(part for part in parts if part and part != source.part)

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [*leans.get(start, ())]
        while ahead:
            part = ahead.pop()
            if part not in seen:
                seen.add(part)
                ahead.extend(leans.get(part, ()))
        return seen

    _found(
        f"{part} leans on itself by way of {', '.join(sorted(leans[part]))}" for part in leans if part in reached(part)
    )


def test_the_pure_parts_only_compute() -> None:
    def problems() -> Iterator[str]:
        for source in _of(*PURE):
            for imported in source.imports:
                part = _part_of(imported.module)
                top = imported.module.split(".")[0]
                lazy = top in PURE_LAZILY and not imported.on_load
                known = part in PURE if part else top in sys.stdlib_module_names or lazy
                if not known or _is_of(imported.module, OUTSIDE_WORLD):
                    yield f"{source.name}:{imported.line}: {source.part} is pure and may not import {imported.module}"

    _found(problems())


def test_what_works_on_records_neither_prints_nor_fetches() -> None:
    def problems() -> Iterator[str]:
        for source in _of(
            "actions", "queries", "interchange", "database", "evidence_store", "ledger", "migrate", "tables", "dialect"
        ):
            for imported in source.imports:
                if _is_of(imported.module, {"click", "rich"}) or _is_of(imported.module, NETWORK):
                    yield f"{source.name}:{imported.line}: {source.part} may not import {imported.module}"
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "input", "sys.stdout.write"}:
                    yield f"{source.name}:{node.lineno}: {source.part} may not talk to anybody"

    _found(problems())


def test_errors_and_settings_know_no_library() -> None:
    _found(
        f"{source.name}:{imported.line}: {source.part} may not import {imported.module}"
        for source in _of("errors", "settings", "vocabulary")
        for imported in source.imports
        if _is_of(imported.module, HEAVY | {"click"})
    )


def test_reports_hold_no_sessions() -> None:
    _found(
        f"{source.name}:{imported.line}: a report renders what it is given and may not import {imported.module}"
        for source in _of("reports")
        for imported in source.imports
        if _is_of(imported.module, {"sqlalchemy", "sqlmodel", "claims.database", "claims.tables"})
    )


def test_queries_do_not_write() -> None:
    statements = {"insert", "update", "delete"}
    writes = {"add", "add_all", "bulk_insert_mappings", "bulk_save_objects", "commit", "delete", "flush", "merge"}
    raw = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|DROP|CREATE|ALTER|TRUNCATE)\s", re.IGNORECASE)

    def problems() -> Iterator[str]:
        for source in _of("queries"):
            for imported in source.imports:
                package, _, name = imported.module.rpartition(".")
                if package.split(".")[0] in {"sqlalchemy", "sqlmodel"} and name in statements:
                    yield f"{source.name}:{imported.line}: a query may not import {imported.module}"
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    holder, verb = ast.unparse(node.func.value).rpartition(".")[2], node.func.attr
                    if (holder in {"session", "connection", "db"} and verb in writes) or (
                        verb in statements and not node.args and holder[:1].isupper()
                    ):
                        yield f"{source.name}:{node.lineno}: a query may not {verb}"
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "text":
                    words = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                    if any(isinstance(word, str) and raw.match(word) for word in words):
                        yield f"{source.name}:{node.lineno}: a query may not write"

    _found(problems())


def test_actions_leave_the_commit_to_the_unit_of_work() -> None:
    _found(
        f"{source.name}:{node.lineno}: {source.part} may not {node.func.attr}: `claims.database` does"
        for source in _of("actions", "interchange", "queries", "cli")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    )


def test_the_command_line_asks_the_queries() -> None:
    _found(
        f"{source.name}:{node.lineno}: a command may not select; ask a query"
        for source in _of("cli", "web")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "select"
    )


def test_the_command_line_loads_late() -> None:
    _found(
        f"{source.name}:{imported.line}: import {imported.module} inside the function that needs it"
        for source in _of("cli", "__main__", "__init__")
        for imported in source.imports
        if imported.on_load and _is_of(imported.module, HEAVY | LATE)
    )


def test_one_module_knows_the_databases_apart() -> None:
    """A comparison with, or a choice by, the name of a database; URLs are no business of this test."""

    def choices(tree: ast.AST) -> Iterator[ast.expr]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                yield from (node.left, *node.comparators)
            elif isinstance(node, ast.MatchValue):
                yield node.value
            elif isinstance(node, ast.Dict):
                yield from (key for key in node.keys if key)
            elif isinstance(node, ast.Attribute) and ast.unparse(node).endswith("dialect.name"):
                yield node

    def problems() -> Iterator[str]:
        for source in SOURCES:
            if source.part == "dialect":
                continue
            for choice in choices(source.tree):
                words = [part.value for part in ast.walk(choice) if isinstance(part, ast.Constant)]
                named = any(isinstance(word, str) and DIALECTS.match(word) for word in words)
                if named or ast.unparse(choice).endswith("dialect.name"):
                    yield f"{source.name}:{choice.lineno}: {ast.unparse(choice)} belongs in claims/dialect.py"

    _found(problems())


def test_the_migrations_stand_alone() -> None:
    folder = ROOT / "alembic"
    revisions = sorted((folder / "versions").glob("*.py"))
    assert revisions
    assert not list(folder.rglob("__init__.py")), "an alembic/__init__.py would hide the library of that name"
    _found(
        f"{source.name}:{imported.line}: a revision must run unchanged for ever and may not import {imported.module}"
        for source in map(Source, revisions)
        for imported in source.imports
        if _part_of(imported.module)
    )


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--help"], {}),
        (["--version"], {}),
        (["log", "--help"], {}),
        (["nonsense"], {}),
        ([], {"_CLAIMS_COMPLETE": "bash_complete", "COMP_WORDS": "claims lo", "COMP_CWORD": "1"}),
        ([], {"_CLAIMS_COMPLETE": "bash_source"}),
    ],
    ids=["help", "version", "help-of-a-command", "mistake", "completion", "completion-script"],
)
def test_nothing_heavy_is_loaded_for(arguments: list[str], environment: dict[str, str]) -> None:
    """What a person waits for at every keystroke loads no library of databases."""
    said, modules = loaded_for(arguments, environment)
    assert said.strip()
    assert "fault of the program" not in said
    assert not HEAVY & modules


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["show", "54"],
        ["similar", "54"],
        ["history", "54"],
        ["queue"],
        ["report", "story", "aukus-pillar-2"],
        ["outlet", "list"],
    ],
    ids=" ".join,
)
def test_reading_goes_through_core(arguments: list[str], case_url: str) -> None:
    """A command that reads waits neither for the classes that write nor for the libraries behind them."""
    said, modules = loaded_for(["--db", case_url, *arguments], {})
    assert said.strip()
    assert not {"alembic", "claims.tables", "pydantic", "sqlmodel"} & modules


def loaded_for(arguments: list[str], environment: dict[str, str]) -> tuple[str, set[str]]:
    """Return what a process of its own says to a command line, and the modules that it has loaded by then."""
    program = (
        "import contextlib, io, json, sys\n"
        "sys.argv = ['claims', *json.loads(sys.argv[1])]\n"
        "from claims.cli import main\n"
        "said = io.TextIOWrapper(io.BytesIO(), encoding='utf-8')\n"  # for what is completed comes as bytes
        "with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):\n"
        "    try:\n"
        "        main()\n"
        "    except SystemExit:\n"
        "        pass\n"
        "said.flush()\n"
        "print(json.dumps([said.buffer.getvalue().decode(), sorted(sys.modules)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(arguments)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
    )
    said, modules = json.loads(done.stdout)
    return said, set(modules)
