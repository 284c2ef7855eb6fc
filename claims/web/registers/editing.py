"""Adding a record to a register, and editing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import htpy as h

from claims.entry.drafts import ArticleDraft, Made
from claims.entry.edit import add, edit
from claims.entry.registers.articles import add_article, edit_article
from claims.entry.registers.outlets import add_outlet, edit_outlet
from claims.errors import BadUsage, ClaimsError, NotFound, Refused
from claims.privacy.confided import refuse_confided
from claims.reading.find import find
from claims.vocabulary import JudgementKind
from claims.web.chassis.answering import Answer
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, Form
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.registers.forms import as_recorded, changed, fields_of, form_of, overtaken, was
from claims.web.registers.kinds import Line, Register, address_of, called, register_at
from claims.web.registers.showing import tabs

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

NAMES = {"outlet": "name", "reporter": "name", "story": "title", "article": "title"}
"""The field that names a record."""

JUDGED = {
    "same": (JudgementKind.SAME, "merge"),
    "distinct": (JudgementKind.DISTINCT, "distinct"),
    "independent": (JudgementKind.INDEPENDENT, "independent"),
}
"""The judgements of a form: each with its kind and the command that makes it."""


def judgements_of(subject: str) -> tuple[str, ...]:
    """Return the judgements that two records of a kind can have, as `JUDGED` names them."""
    if subject == "story":
        return ("same",)
    return tuple(name for name in JUDGED if name != "independent" or subject == "source")


# Adding


def ask_new(visit: Visit) -> Page:
    """Show the form for a new record."""
    return _new_page(visit, register_at(visit.path["register"]), Filled())


def enter_new(visit: Visit) -> Answer:
    """Add a record."""
    register = register_at(visit.path["register"])
    form = form_of(register.subject, new=True)
    try:
        use_case = adding(register.subject, form.given(visit.form))
        made = visit.write(f"{register.subject} add", use_case)
    except ClaimsError as problem:
        return _new_page(visit, register, Filled.by(form, visit.form, problem), status_of(problem))
    entered = next(record for record in made.made if record.subject == register.subject)
    visit.tell(f"{register.subject} #{entered.id} added: {entered.label}", *made.notices)
    return Done(address_of(register.subject, entered.id))


def adding(subject: str, given: Mapping[str, Any]) -> Callable[[Session], Made]:
    """Return what adds a record; raises `BadUsage` without a name."""
    fields = fields_of(subject)
    values = {
        fields[name].name: value for name, value in given.items() if name in fields and value not in (None, False)
    }
    if subject == "article":
        draft = ArticleDraft(**values, reporters=given["reporters"], read=given["seen"])
        return lambda session: add_article(session, draft)
    if subject == "source":
        if given["kind"] is None:
            raise BadUsage("say whether the source is a person, an institution or a document", part="--kind")
        values |= {"kind": given["kind"], "named": not given["unnamed"]}
    name = NAMES.get(subject) or ("described" if given["unnamed"] else "name")
    typed = values.pop(name, None)
    if typed is None:
        raise BadUsage(f"give the {name} of the {subject}", part=f"--{name}")
    if subject == "outlet":
        return lambda session: add_outlet(session, values, typed, aliases=given["aliases"], hosts=given["hosts"])
    return lambda session: add(session, subject, values, typed)


def _new_page(visit: Visit, register: Register, filled: Filled, status: int = 200) -> Page:
    subject = register.subject
    form = form_body(
        form_of(subject, new=True), filled, f"/new/{register.plural}", f"Add the {subject}", keeps=True, folded=False
    )
    return Page(f"A new {subject}", [tabs(""), h.div(".narrow-form")[form]], status)


# Editing


def ask_edit(visit: Visit) -> Page:
    """Show the values of a record, to be changed."""
    register = register_at(visit.path["register"])
    record = visit.read(lambda connection: _record(connection, register, visit))
    texts = as_recorded(register.subject, record)
    return _edit_page(visit, register, record, Filled(texts), was(texts))


def enter_edit(visit: Visit) -> Answer:
    """Enter the changed values of a record; nobody's newer value is undone."""
    register = register_at(visit.path["register"])
    subject, form = register.subject, form_of(register.subject, new=False)
    record = visit.read(lambda connection: _record(connection, register, visit))
    try:
        now = as_recorded(subject, record)
        newer = overtaken(form, visit, now)
        if newer:
            listed = ", ".join(f"“{each.label}” is now “{' '.join(now.get(each.name, ['empty']))}”" for each in newer)
            raise Refused(
                f"somebody changed it meanwhile: {listed}; your value stays in the form, send it to replace it"
            )
        made = visit.write(f"{subject} edit", _editing(subject, str(record.id), form, record, visit))
    except ClaimsError as problem:
        opened = was(as_recorded(subject, record))
        return _edit_page(visit, register, record, Filled.by(form, visit.form, problem), opened, status_of(problem))
    visit.tell(*(f"{edited.subject} #{edited.id} edited: {edited.label}" for edited in made.made[:1]), *made.notices)
    return Done(f"{address_of(subject, record.id)}{visit.along}")


def _editing(subject: str, number: str, form: Form, record: Line, visit: Visit) -> Callable[[Session], Made]:
    """Return what enters the changed values; raises `BadValue` for a value that cannot be read."""
    given, mine, fields = form.given(visit.form), changed(form, visit), fields_of(subject)
    values = {name: given[name] for name in mine if name in fields}
    if "slug" in mine:
        values["slug"] = given["slug"]
    reason = given["reason"]
    if subject == "outlet":
        names = (*record.aliases, *record.hosts)
        kept = {*given["aliases"], *given["hosts"]}
        dropped = tuple(name for name in names if name not in kept) if {"aliases", "hosts"} & mine else ()
        aliases = tuple(name for name in given["aliases"] if name not in record.aliases)
        hosts = tuple(name for name in given["hosts"] if name not in record.hosts)
        return lambda session: edit_outlet(
            session, number, values, aliases=aliases, hosts=hosts, dropped=dropped, reason=reason
        )
    if subject == "article":
        if "seen" in mine:
            values["seen"] = given["seen"]
        signed = tuple(name for name in given["reporters"] if name not in record.reporters)
        gone = tuple(name for name in record.reporters if name not in given["reporters"])
        return lambda session: edit_article(session, number, values, reporters=signed, dropped=gone, reason=reason)
    return lambda session: edit(session, subject, number, values, reason)


def _record(connection: Connection, register: Register, visit: Visit) -> Line:
    """Return the record of a visit; raises `NotFound`, and `Refused` for one known only off the record."""
    number = find(connection, register.subject, visit.path["record"])
    if not visit.question.confidential:
        refuse_confided(connection, register.subject, number, f"claims {register.subject} show")
    record = register.detail(connection, number, visit.question)
    if record is None:
        raise NotFound(f"{register.subject} #{number} had not been entered by then")
    return record


def _edit_page(
    visit: Visit, register: Register, record: Line, filled: Filled, opened: Mapping[str, str], status: int = 200
) -> Page:
    subject = register.subject
    form = form_body(
        form_of(subject, new=False),
        filled,
        f"{address_of(subject, record.id)}/edit{visit.along}",
        "Enter the changes",
        hidden=opened,
        folded=False,
    )
    return Page(f"Edit {called(subject, record)}"[:80], [tabs(""), h.div(".narrow-form")[form]], status)
