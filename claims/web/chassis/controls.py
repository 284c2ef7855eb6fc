"""The controls of small forms: filters and buttons. The forms of records follow from the catalogue (`forms`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import htpy as h
from htpy import select as drop_down_element

from claims.web.chassis.words import flat


def labelled(label: str, name: str, control: h.Node, *, short: bool = False) -> h.Node:
    """Return a control under its label; the control has ``name`` as its id."""
    return h.div(".field.short" if short else ".field")[h.label(for_=name)[label], control]


def drop_down(
    name: str,
    choices: Iterable[tuple[str, str]],
    chosen: Collection[str],
    *,
    field: str = "",
    about: Mapping[str, str | None] | None = None,
) -> h.Element:
    """Return a list to choose from: each choice with its value and its text."""
    return drop_down_element(id=name, name=field or name, **(about or {}))[
        [h.option(value=value, selected=value in chosen)[flat(text)] for value, text in choices]
    ]


def button(action: str, text: str, about: str = "", **hidden: str) -> h.Element:
    """Return a form that is only a button; screen readers also hear what it is ``about``."""
    return h.form(method="post", action=action)[
        [h.input(type="hidden", name=name, value=value) for name, value in hidden.items()],
        h.button[text, h.span(".unseen")[f" {about}"] if about else None],
    ]
