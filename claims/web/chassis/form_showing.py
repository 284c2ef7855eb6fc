"""A form on a page: the needed fields first, the rest folded under headings, and each fault beside its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from weakref import WeakKeyDictionary

import htpy as h
from markupsafe import Markup

from claims.catalogue.field import FIRST
from claims.catalogue.meanings import meaning
from claims.errors import ClaimsError
from claims.render.sheets import plain
from claims.vocabulary import HedgeKind, words
from claims.web.chassis.controls import drop_down
from claims.web.chassis.forms import Filled, Form, Input, Shape, choice_text, in_form
from claims.web.chassis.sending import KEY, new_key
from claims.web.chassis.words import begun, with_commands
from claims.web.chassis.writing import fragment


def form_body(
    form: Form,
    filled: Filled,
    action: str,
    submit: str,
    *,
    hidden: Mapping[str, str] | None = None,
    above: h.Node = None,
    below: h.Node = None,
    keeps: bool = False,
    folded: bool = True,
) -> h.Element:
    """Return a form with a key of its own: sent twice, it is entered once.

    ``keeps`` lets the browser keep the typed values until they are entered; without ``folded`` all groups are open.
    """
    uploads = any(each.shape is Shape.FILE for each in form.inputs)
    return h.form(
        ".record",
        method="post",
        action=action,
        enctype="multipart/form-data" if uploads else None,
        data_keeps=form.name if keeps else None,
        novalidate=True,
    )[
        [h.input(type="hidden", name=name, value=value) for name, value in {KEY: new_key(), **(hidden or {})}.items()],
        above,
        _faults(filled.other_faults(form), form),
        _blank(form, folded=folded) if filled.is_blank else list(_groups(form, filled, folded=folded)),
        below,
        h.div(".end")[h.button(".main")[submit]],
    ]


_BLANK: WeakKeyDictionary[Form, dict[bool, Markup]] = WeakKeyDictionary()


def _blank(form: Form, *, folded: bool) -> Markup:
    """Return the fields of a form that nobody filled in; they stand on most pages, so they are written once."""
    written = _BLANK.setdefault(form, {})
    if folded not in written:
        written[folded] = fragment(list(_groups(form, Filled(), folded=folded)))
    return written[folded]


def _faults(problems: Sequence[ClaimsError], form: Form) -> h.Node:
    if not problems:
        return None
    return h.div(".problem", role="alert", tabindex="-1", data_first=True)[
        [h.p[with_commands(begun(in_form(str(problem), form)))] for problem in problems]
    ]


def _groups(form: Form, filled: Filled, *, folded: bool) -> Iterator[h.Node]:
    """Yield the fields under their headings; a group is open where something is typed or wrong."""
    for group, inputs in groupby(form.inputs, key=lambda each: each.group):
        fields = list(inputs)
        nodes = [field_of(form, each, filled) for each in fields]
        if not folded or group in ("", FIRST):
            yield h.div(".fields")[nodes]
            continue
        is_open = any(_is_filled(each, filled) for each in fields)
        yield h.details(".group", open=is_open)[h.summary[group], h.div(".fields")[nodes]]


def _is_filled(each: Input, filled: Filled) -> bool:
    texts = [text for text in filled.of_input(each) if text.strip() and text != each.default]
    return bool(texts) or bool(filled.faults_of(each))


def field_of(form: Form, each: Input, filled: Filled) -> h.Node:
    """Return a field with its label, its help and its faults."""
    typed = list(filled.of_input(each))
    if each.shape is Shape.HIDDEN:
        return h.input(type="hidden", name=each.name, value=typed[0] if typed else "")
    name, faults = f"{form.name}-{each.name}", filled.faults_of(each)
    described = [f"{name}-help"] if each.help else []
    described += [f"{name}-hint"] if each.hint else []
    described += [f"{name}-fault"] if faults else []
    about: dict[str, str | None] = {
        "aria_describedby": " ".join(described) or None,
        "aria_invalid": "true" if faults else None,
    }
    help_ = h.p(".help", id=f"{name}-help")[plain(in_form(each.help, form))] if each.help else None
    hint = h.p(".hint", id=f"{name}-hint", aria_live="polite", data_hint_of=each.name) if each.hint else None
    sentences = [begun(in_form(str(fault), form)) for fault in faults]
    wrong = h.p(".fault", id=f"{name}-fault")[with_commands(" ".join(sentences))] if faults else None
    kind = "field" + (" wrong" if faults else "") + (" broad" if each.broad or each.shape in _BROAD else "")
    if each.shape is Shape.CARDS or each.shape is Shape.HEDGES:
        inner = _cards(name, each, typed) if each.shape is Shape.CARDS else _hedges(name, each, typed)
        return h.fieldset(class_=kind, aria_describedby=about["aria_describedby"])[
            h.legend[each.label, _needed(each)], help_, wrong, inner, hint
        ]
    if each.shape is Shape.CHECK:
        return h.div(class_=f"{kind} check")[
            h.label[
                h.input(id=name, type="checkbox", name=each.name, value="yes", checked=bool(typed), **about),
                h.span[each.label],
            ],
            help_,
            wrong,
        ]
    return h.div(class_=kind)[
        h.label(for_=name)[each.label, _needed(each)], help_, wrong, _control(name, each, typed, about), hint
    ]


_BROAD = frozenset({Shape.LONG, Shape.LINES, Shape.CARDS, Shape.HEDGES})


_SECRET = {Shape.PASSWORD: "current-password", Shape.NEW_PASSWORD: "new-password"}
"""How browsers and password managers fill in a secret."""


def _needed(each: Input) -> h.Node:
    return h.span(".needed")[" needed"] if each.required else None


def _control(name: str, each: Input, typed: Sequence[str], about: Mapping[str, str | None]) -> h.Node:
    more = {**about, "data_offers": each.offers or None, "data_hint": each.hint or None}
    if each.shape is Shape.CHOICE:
        choices = [] if each.default else [("", "—")]
        choices += [(str(word), _explained(each, word)) for word in each.words]
        return drop_down(name, choices, typed or [""], field=each.name, about=about)
    if each.shape is Shape.FILE:
        return h.input(id=name, type="file", name=each.name, multiple=True, **about)
    if each.shape in _SECRET:
        return h.input(id=name, type="password", name=each.name, autocomplete=_SECRET[each.shape], **about)
    text = typed[0] if typed else ""
    if each.shape in (Shape.LONG, Shape.LINES):
        rows = "2" if each.shape is Shape.LONG else "1"
        # A line break at the beginning is not part of what is typed, for the browser leaves the first out.
        return h.textarea(id=name, name=each.name, rows=rows, **more)[f"\n{plain(text)}"]
    return h.input(id=name, name=each.name, value=plain(text), autocomplete="off", **more)


def _explained(each: Input, word: StrEnum | str) -> str:
    text, why = choice_text(word, each.texts), _meaning(word)
    return f"{text}: {why}" if why else text


def _meaning(word: StrEnum | str) -> str:
    return meaning(word) if isinstance(word, StrEnum) else ""


def _cards(name: str, each: Input, typed: Sequence[str]) -> h.Node:
    """Return a choice as cards, each with what it means."""
    cards = []
    for place, word in enumerate(each.words):
        text = choice_text(word, each.texts)
        cards.append(
            h.label(".card")[
                h.input(
                    id=f"{name}-{place}" if place else name,
                    type="radio",
                    name=each.name,
                    value=str(word),
                    checked=str(word) in typed,
                ),
                h.span[h.strong[text[:1].upper() + text[1:]], h.span(".why")[_meaning(word)]],
            ]
        )
    return h.div(".cards")[cards]


def _hedges(name: str, each: Input, typed: Sequence[str]) -> h.Node:
    """Return a line for each kind of hedge."""
    said = {text.partition(":")[0]: text.partition(":")[2] for text in typed}
    return h.div(".hedges")[
        [
            h.div(".field")[
                h.label(for_=f"{name}-{kind}")[words(kind).capitalize()],
                h.input(
                    id=f"{name}-{kind}",
                    name=f"{each.name}-{kind}",
                    value=plain(said.get(kind, "")),
                    placeholder=_HEDGES[kind],
                    autocomplete="off",
                ),
            ]
            for kind in HedgeKind
        ]
    ]


_HEDGES = {
    HedgeKind.EVIDENTIAL: "reportedly",
    HedgeKind.LIKELIHOOD: "could",
    HedgeKind.INTENTION: "aims to",
    HedgeKind.CONDITIONAL: "if invited",
}
