"""Pages are written as htpy writes them, by a function that appends to one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


class _Marked(Markup):
    pass


class _Drawing:
    def __html__(self) -> str:
        return "<svg></svg>"


class _Drawings(list[str]):
    def __html__(self) -> str:
        return "<svg></svg>"


class _Worded(str):
    def __html__(self) -> str:
        return "<b>word</b>"


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


HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "&amp;&#x27;</title></textarea>",
    "`${1}` \0 \u2028",
]


@pytest.mark.parametrize("hostile", [*HOSTILE, *map(Markup, HOSTILE), *map(_Marked, HOSTILE), _Worded(HOSTILE[0])])
def test_hostile_text_is_written_as_htpy_writes_it(hostile: str) -> None:
    page = h.html[
        h.p(title=hostile, class_=hostile, data_x=hostile)[hostile, h.textarea[hostile]], h.input(value=hostile)
    ]
    assert writing.html_of(page) == str(page)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_ends_no_element_and_no_attribute(typed: str) -> None:
    written = writing.html_of(h.html[h.body(title=typed)[typed]])
    assert written.count("<") == 5  # the doctype, and two elements
    assert written.count('"') == 2


@pytest.mark.parametrize(
    "node",
    [
        lambda: lambda: "<called>",
        lambda: lambda: lambda: h.b["<called twice>"],
        lambda: [_Drawing(), _Drawings(["<"])],
        lambda: map(str, (1, "<")),
        lambda: {"<": 1}.keys(),
        lambda: (piece for piece in ("<", (inner for inner in (None, "&")), h.b)),
        lambda: h.comment("-- >"),
    ],
)
def test_a_rare_node_is_written_as_htpy_writes_it(node: Callable[[], h.Node]) -> None:
    assert writing.html_of(h.html[node()]) == str(h.html[node()])
    assert writing.fragment(node()) == str(h.fragment[node()])


def test_htpy_writes_pages_itself_where_it_keeps_its_elements_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    page = h.html(lang="en")[h.p(title='"')[HOSTILE, h.br, 1, None]]
    fast = writing.html_of(page), writing.fragment(page)
    monkeypatch.setattr(writing, "_KNOWN", False)
    assert (writing.html_of(page), writing.fragment(page)) == fast
    assert isinstance(writing.fragment(page), Markup)


def test_another_way_of_keeping_elements_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(h.Element):
        """An element whose attributes are written when the page is."""

        def iter_chunks(self, context: object = None) -> Iterator[str]:
            yield f"<{self._name} later>"

    monkeypatch.setattr(writing, "_ELEMENT", Later)
    monkeypatch.setattr(h, "body", Later("body"))
    assert not writing._is_known()


def test_a_generator_that_was_written_is_not_left_out_silently() -> None:
    pieces = (piece for piece in "ab")
    with pytest.raises(RuntimeError):
        writing.fragment([pieces, pieces])


def test_a_generator_is_written_in_its_order() -> None:
    assert (
        writing.fragment(h.ul[(h.li[f"{number}<"] for number in range(2))]) == "<ul><li>0&lt;</li><li>1&lt;</li></ul>"
    )


@pytest.mark.parametrize("wrong", [b"bytes", bytearray(b"bytes"), memoryview(b"bytes"), object(), 1.5])
def test_what_is_no_node_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        writing.fragment((wrong,))  # type: ignore[arg-type]
