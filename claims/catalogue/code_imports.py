"""The imports a generated module needs for its fields: vocabularies, days and moments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from enum import StrEnum

from claims import vocabulary
from claims.catalogue.field import Record

_WIDTH = 120
"""The greatest length of a line of code."""

_DAYS = frozenset({"date", "datetime"})

_WORDS = frozenset(name for name, value in vars(vocabulary).items() if isinstance(value, type) and value is not StrEnum)


def with_imports(text: str, records: Iterable[Record]) -> str:
    """Return a module's text with the imports that the fields of ``records`` need, and without those no longer needed.

    Other imports are left alone.
    """
    used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    vocabularies = frozenset(field.words.__name__ for record in records for field in record if field.words is not None)
    for module, names in (("datetime", _DAYS), ("claims.vocabulary", vocabularies | _WORDS)):
        text = _with_import(text, module, names, used)
    return text


def _with_import(text: str, module: str, own: frozenset[str], used: set[str]) -> str:
    statement = re.search(rf"^from {re.escape(module)} import (\([^)]*\)|[^(\n]*)\n", text, re.MULTILINE)
    before = set(re.findall(r"\w+", statement[1])) if statement else set()
    wanted = {name for name in before if name in used or name not in own} | (own & used)
    if wanted == before:
        return text
    several_lines = statement is not None and "(" in statement[1]
    line = _statement(module, wanted, several_lines=several_lines) if wanted else ""
    if statement is None:
        at = _place(text, module)
        return text[:at] + line + text[at:]
    return text[: statement.start()] + line + text[statement.end() :]


def _statement(module: str, names: Iterable[str], *, several_lines: bool) -> str:
    ordered = sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
    line = f"from {module} import {', '.join(ordered)}\n"
    if not several_lines and len(line) <= _WIDTH:
        return line
    return f"from {module} import (\n{''.join(f'    {name},{chr(10)}' for name in ordered)})\n"


def _place(text: str, module: str) -> int:
    """Return where to insert the import of a module: in alphabetical order, ours among ours."""
    ours = module.startswith("claims.")
    imports = [
        line for line in re.finditer(r"^(?:from|import) ([\w.]+)", text, re.MULTILINE) if line[1] != "__future__"
    ]
    beside = [line for line in imports if line[1].startswith("claims") == ours]
    after = next((line for line in beside if line[1] > module), None)
    if after is not None:
        return after.start()
    last = beside[-1]
    end = re.compile(r"[^\n(]*(\([^)]*\))?[^\n]*\n").match(text, last.start())
    assert end is not None, "an import ends"
    return end.end()
