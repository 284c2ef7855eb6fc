"""The floors of the program, read off its imports, and what may not be loaded early."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "claims"

# From the ground up.  A part uses its own floor and those below it, and nothing above.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("__init__", "errors", "parsing", "patterns", "settings", "uids", "values", "vocabulary"),
    ("catalogue",),  # every field once
    ("text",),  # names, addresses, dates, tokens, likeness
    ("rules",),  # sourcing, windows, ladder, urgency: values in, values out
    ("store",),  # tables, unit of work, ledger, index, files
    ("privacy",),  # what is confidential, redaction, sealing
    ("reading",),  # shared reads
    ("render",),  # parts of documents, and their formats
    ("features",),  # what people ask: queue, story, track, ...
    ("entry",),  # the one way to write
    ("capture", "interchange"),  # articles into proposals; formats in and out
    ("cli", "web"),  # the faces: parse, call, show
    ("__main__",),
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}

MOST = 21
"""How many modules a folder holds."""

# Values in, values out: the standard library and these; parsers of our field only inside the function that needs them.
PURE = {
    *(
        f"claims.capture.{name}"
        for name in ("attribution", "excerpts", "footing", "groups", "hedging", "language", "naming")
    ),
    *(f"claims.capture.{name}" for name in ("occasions", "outlets", "proposals", "relays", "speakers")),
    *(f"claims.capture.{name}" for name in ("statements", "stretches", "timing", "values", "words", "wordlists")),
    "claims.capture.fetching.networks",
    "claims.catalogue",
    "claims.errors",
    "claims.patterns",
    "claims.privacy.redaction",
    "claims.rules",
    "claims.text",
    "claims.values",
    "claims.vocabulary",
}
PURE_LAZILY = {"Stemmer", "edtf", "publicsuffixlist", "pyparsing", "rapidfuzz", "url_normalize"}
OUTSIDE_WORLD = {"http", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "urllib.request"}

LATE = {f"claims.store.{name}" for name in ("database", "migrate", "recording", "schema", "tables")}
"""Our own modules that load what is heavy."""

HEAVY = {"alembic", "edtf", "psycopg", "publicsuffixlist", "pydantic", "rapidfuzz", "rich", "sqlalchemy", "sqlmodel"}
SERVING = {"anyio", "claims.web", "multipart", "python_multipart", "starlette", "uvicorn"}
"""What only `claims desk` needs."""
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

    @property
    def module(self) -> str:
        return _dotted(self.path)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"), self.name)

    @cached_property
    def imports(self) -> list[Import]:
        return list(_imports(self.tree, on_load=True, for_types=False))


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = [Source(path) for path in sorted(PACKAGE.rglob("*.py")) if "_migrations" not in path.parts]
MODULES = {source.module: source for source in SOURCES}


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


def _ours(imported: Import) -> str | None:
    """The module of ours that an import names."""
    if imported.module in MODULES:
        return imported.module
    package = imported.module.rpartition(".")[0]
    return package if package in MODULES else None


def _part_of(module: str) -> str:
    return MODULES[module].part


def _found(problems: Iterator[str]) -> None:
    listed = list(problems)
    assert not listed, "\n".join(["", *listed])


def _of(*parts: str) -> list[Source]:
    return [source for source in SOURCES if source.part in parts]


def test_every_part_has_its_floor() -> None:
    _found(
        f"{source.name}: say in FLOORS on which floor {source.part} stands"
        for source in SOURCES
        if source.part not in FLOOR
    )


def test_nothing_lies_loose_but_the_ground() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")}
    assert not loose - {*FLOORS[0], *FLOORS[-1]}


def test_a_folder_can_be_overlooked() -> None:
    held: dict[Path, list[str]] = defaultdict(list)
    for source in SOURCES:
        if source.path.stem != "__init__":
            held[source.path.parent].append(source.path.stem)
    _found(
        f"{folder.relative_to(ROOT)} holds {len(names)} modules, and at most {MOST} are seen at a glance"
        for folder, names in held.items()
        if len(names) > MOST
    )


def test_every_floor_uses_those_below_it() -> None:
    def problems() -> Iterator[str]:
        for source in SOURCES:
            for imported in source.imports:
                module = _ours(imported)
                if module is not None and FLOOR[_part_of(module)] > FLOOR[source.part]:
                    yield f"{source.name}:{imported.line}: {source.part} stands below {imported.module}"

    _found(problems())


def _circles(leans: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Say of which names one leans on itself by way of others."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [*leans.get(start, ())]
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead.extend(leans.get(name, ()))
        return seen

    everything = {name: reached(name) for name in leans}
    for name in sorted(leans):
        by = sorted(other for other in leans[name] if name in everything.get(other, ()))
        if by:
            yield f"{name} leans on itself by way of {', '.join(by)}"


def test_no_two_folders_lean_on_each_other() -> None:
    """A folder is one thing; of one that has folders in it, each of its own modules is."""
    packages = {source.path.parent for source in SOURCES}
    nested = {folder.parent for folder in packages}

    def place(module: str) -> str:
        folder = MODULES[module].path.parent
        return module if folder in nested else _dotted(folder)

    leans: dict[str, set[str]] = defaultdict(set)
    for source in SOURCES:
        for module in filter(None, map(_ours, source.imports)):
            if place(module) != place(source.module):
                leans[place(source.module)].add(place(module))
    _found(_circles(leans))


def test_no_two_modules_lean_on_each_other() -> None:
    leans: dict[str, set[str]] = defaultdict(set)
    for source in SOURCES:
        leans[source.module] |= {module for module in map(_ours, source.imports) if module not in (None, source.module)}
    _found(_circles(leans))


def test_the_pure_parts_only_compute() -> None:
    def problems() -> Iterator[str]:
        for source in SOURCES:
            if not _is_of(source.module, PURE) or source.path.stem == "__main__":
                continue
            for imported in source.imports:
                module, top = _ours(imported), imported.module.split(".")[0]
                lazy = top in PURE_LAZILY and not imported.on_load
                known = _is_of(module, PURE) if module else top in sys.stdlib_module_names or lazy
                if not known or _is_of(imported.module, OUTSIDE_WORLD):
                    yield f"{source.name}:{imported.line}: {source.part} is pure and may not import {imported.module}"

    _found(problems())


def test_what_works_on_records_neither_prints_nor_fetches() -> None:
    def problems() -> Iterator[str]:
        for source in _of("text", "rules", "store", "privacy", "reading", "render", "features", "entry", "interchange"):
            for imported in source.imports:
                if _is_of(imported.module, {"click", "rich"}) or _is_of(imported.module, NETWORK):
                    yield f"{source.name}:{imported.line}: {source.part} may not import {imported.module}"
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "input", "sys.stdout.write"}:
                    yield f"{source.name}:{node.lineno}: {source.part} may not talk to anybody"

    _found(problems())


def test_the_ground_knows_no_library() -> None:
    _found(
        f"{source.name}:{imported.line}: {source.part} may not import {imported.module}"
        for source in _of(*FLOORS[0])
        for imported in source.imports
        if _is_of(imported.module, HEAVY | {"click"})
    )


RECORDS = {"sqlalchemy", "sqlmodel", "claims.store"}


def test_formats_hold_no_sessions() -> None:
    _found(
        f"{source.name}:{imported.line}: a format shows what it is given and may not import {imported.module}"
        for source in _of("render")
        for imported in source.imports
        if _is_of(imported.module, RECORDS)
    )


def test_a_module_of_a_feature_reads_or_tells() -> None:
    def problems() -> Iterator[str]:
        for source in _of("features"):
            reads = [imported for imported in source.imports if _is_of(imported.module, RECORDS)]
            tells = [imported for imported in source.imports if _is_of(imported.module, {"claims.render"})]
            if reads and tells:
                yield f"{source.name}:{tells[0].line}: it reads ({reads[0].module}) and tells ({tells[0].module})"

    _found(problems())


def test_reads_do_not_write() -> None:
    statements = {"insert", "update", "delete"}
    writes = {"add", "add_all", "bulk_insert_mappings", "bulk_save_objects", "commit", "delete", "flush", "merge"}
    raw = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|DROP|CREATE|ALTER|TRUNCATE)\s", re.IGNORECASE)

    def problems() -> Iterator[str]:
        for source in _of("privacy", "reading", "features"):
            for imported in source.imports:
                package, _, name = imported.module.rpartition(".")
                if package.split(".")[0] in {"sqlalchemy", "sqlmodel"} and name in statements:
                    yield f"{source.name}:{imported.line}: a read may not import {imported.module}"
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    holder, verb = ast.unparse(node.func.value).rpartition(".")[2], node.func.attr
                    if (holder in {"session", "connection", "db"} and verb in writes) or (
                        verb in statements and not node.args and holder[:1].isupper()
                    ):
                        yield f"{source.name}:{node.lineno}: a read may not {verb}"
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "text":
                    words = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                    if any(isinstance(word, str) and raw.match(word) for word in words):
                        yield f"{source.name}:{node.lineno}: a read may not write"

    _found(problems())


def test_entry_leaves_the_commit_to_the_unit_of_work() -> None:
    _found(
        f"{source.name}:{node.lineno}: {source.part} may not {node.func.attr}: `claims.store.database` does"
        for source in _of("privacy", "reading", "features", "entry", "interchange", "cli", "web")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    )


def test_the_command_line_asks_the_reads() -> None:
    _found(
        f"{source.name}:{node.lineno}: a command may not select; ask a read"
        for source in _of("cli", "web")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "select"
    )


def test_the_command_line_loads_late() -> None:
    _found(
        f"{source.name}:{imported.line}: import {imported.module} inside the function that needs it"
        for source in _of("cli", "__main__", "__init__")
        for imported in source.imports
        if imported.on_load and _is_of(imported.module, HEAVY | LATE | SERVING)
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
            if source.module == "claims.store.dialect":
                continue
            for choice in choices(source.tree):
                words = [part.value for part in ast.walk(choice) if isinstance(part, ast.Constant)]
                named = any(isinstance(word, str) and DIALECTS.match(word) for word in words)
                if named or ast.unparse(choice).endswith("dialect.name"):
                    yield f"{source.name}:{choice.lineno}: {ast.unparse(choice)} belongs in claims/store/dialect.py"

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
        if _is_of(imported.module, {"claims"})
    )


def test_nothing_heavy_is_loaded_for_what_a_person_waits_for_at_every_keystroke() -> None:
    """Help, a mistake and completion load no library of databases."""
    typing = {"_CLAIMS_COMPLETE": "bash_complete", "COMP_WORDS": "claims lo", "COMP_CWORD": "1"}
    answers = answered_by_one(
        (["--help"], {}),
        (["--version"], {}),
        (["log", "--help"], {}),
        (["desk", "--help"], {}),
        (["nonsense"], {}),
        ([], typing),
        ([], {"_CLAIMS_COMPLETE": "bash_source"}),
    )
    for words, said, modules in answers:
        assert said.strip(), words
        assert "fault of the program" not in said, words
        assert not (HEAVY | SERVING) & modules, words


def test_reading_goes_through_core(case_url: str) -> None:
    """A command that reads waits neither for the classes that write nor for the libraries behind them."""
    reads = ("list", "show 54", "similar 54", "history 54", "queue", "report story aukus-pillar-2", "outlet list")
    for words, said, modules in answered_by_one(*((["--db", case_url, *words.split()], {}) for words in reads)):
        assert said.strip(), words
        assert not ({"alembic", "claims.store.tables", "pydantic", "sqlmodel"} | SERVING) & modules, words


def answered_by_one(*lines: tuple[list[str], dict[str, str]]) -> list[tuple[str, str, set[str]]]:
    """Return what one process of its own says to each command line, and the modules that it has loaded by then.

    What it has not loaded after the last, it loaded for none.
    """
    program = (
        "import contextlib, io, json, os, sys\n"
        "from claims.cli import main\n"
        "for line, environment in json.loads(sys.argv[1]):\n"
        "    sys.argv = ['claims', *line]\n"
        "    os.environ.update(environment)\n"
        "    said = io.TextIOWrapper(io.BytesIO(), encoding='utf-8')\n"  # for what is completed comes as bytes
        "    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):\n"
        "        try:\n"
        "            main()\n"
        "        except SystemExit:\n"
        "            pass\n"
        "    said.flush()\n"
        "    for name in environment:\n"
        "        del os.environ[name]\n"
        "    print(json.dumps([' '.join(line), said.buffer.getvalue().decode(), sorted(sys.modules)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(lines)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ},
        timeout=120,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    return [(words, said, set(modules)) for words, said, modules in answers]
