"""Pages are written as htpy writes them, by a function that appends to one list."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import htpy as h
import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from claims.web.chassis import writing


class _Word(StrEnum):
    AND = "a & b"


class _Number(IntEnum):
    ONE = 1


_LEAVES = some.one_of(
    some.text(max_size=8),
    some.text(max_size=8).map(Markup),
    some.sampled_from([None, True, False, 7, _Word.AND, _Number.ONE, h.br, h.fragment["<", h.b["x"]]]),
)


def _element(parts: tuple[h.Element, str, h.Node]) -> h.Element:
    element, title, children = parts
    return element(".a.b", title=title, data_x=True, hidden=False, lang=None)[children]


_NODES = some.recursive(
    _LEAVES,
    lambda nodes: some.one_of(
        some.lists(nodes, max_size=4),
        some.lists(nodes, max_size=4).map(tuple),
        some.tuples(some.sampled_from([h.p, h.div, h.ul, h.textarea]), some.text(max_size=8), nodes).map(_element),
    ),
    max_leaves=12,
)


def test_the_fast_way_is_the_one_in_use() -> None:
    assert writing._KNOWN, "this version of htpy keeps its elements otherwise: `_write` has to learn how"


@given(_NODES)
def test_a_page_is_written_as_htpy_writes_it(node: h.Node) -> None:
    assert writing.html_of(h.html(lang="en")[node]) == str(h.html(lang="en")[node])
    assert writing.fragment(node) == str(h.fragment[node])


def test_a_generator_is_written_in_its_order() -> None:
    assert (
        writing.fragment(h.ul[(h.li[f"{number}<"] for number in range(2))]) == "<ul><li>0&lt;</li><li>1&lt;</li></ul>"
    )


@pytest.mark.parametrize("wrong", [b"bytes", object()])
def test_what_is_no_node_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        writing.fragment((wrong,))  # type: ignore[arg-type]
