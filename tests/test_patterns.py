"""Regular expressions compiled on first use: the same as compiled at once, and none of the program's is broken."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.patterns import pattern_of
from tests.test_architecture import MODULES

RUNS = str(pattern_of(r"(?P<letter>[a-z])(?P<number>\d+)", re.IGNORECASE).pattern)


@given(st.text(alphabet="aB12 -", max_size=12))
def test_a_pattern_compiled_late_answers_like_one_compiled_at_once(text: str) -> None:
    late, at_once = pattern_of(RUNS, re.IGNORECASE), re.compile(RUNS, re.IGNORECASE)
    assert late.findall(text) == at_once.findall(text) == late.findall(text)
    assert late.sub(r"\g<number>", text) == at_once.sub(r"\g<number>", text)
    assert [match.span() for match in late.finditer(text)] == [match.span() for match in at_once.finditer(text)]
    assert (late.groups, late.groupindex, late.flags) == (at_once.groups, at_once.groupindex, at_once.flags)


def test_a_broken_pattern_is_refused_when_it_is_used() -> None:
    broken = pattern_of("(")
    with pytest.raises(re.error):
        broken.search("anything")


def test_every_pattern_of_the_program_compiles() -> None:
    """A fault in a pattern would show only when a command first needs it."""
    late = type(pattern_of(""))
    patterns = [
        value
        for name in MODULES
        if not name.endswith("__main__")
        for value in vars(import_module(name)).values()
        if type(value) is late
    ]
    assert len(patterns) > 50
    for pattern in patterns:
        assert pattern.flags is not None
