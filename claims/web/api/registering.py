"""The operations on the registers: adding and editing their records, and judging that two are one or are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.edit import edit
from claims.entry.registers.articles import edit_article
from claims.entry.registers.outlets import edit_outlet
from claims.entry.reviewing.judge import judge, take_back
from claims.reading.identity import JOINING
from claims.render.json_text import plain_value
from claims.vocabulary import JudgementKind, a_or_an
from claims.web.api.operation import Function, Operation, Reply, writes
from claims.web.api.params import Json, Kind, Param, without_blanks
from claims.web.chassis.visit import Visit
from claims.web.registers.editing import JUDGED, adding, judgements_of
from claims.web.registers.forms import fields_of, form_of
from claims.web.registers.kinds import OF

_REASON = Param("note", "Why; it stays with the entry.", required=True, part="--note")
_OTHER = "The other: its number, its slug, its name, or the beginning of its uid."

UNDONE = ("unmerge", "unjudge")
"""Taking a merge back, or any judgement of the two."""


def _made(made: Made) -> Reply:
    return Reply(plain_value(made))


# Adding and editing


def _adds(subject: str) -> Function:
    def add(visit: Visit, given: Json) -> Reply:
        values = without_blanks(given)
        return _made(visit.write(f"{subject} add", adding(subject, values)))

    return add


def _edits(subject: str) -> Function:
    """Return what edits a record; a blank text removes a value."""

    def change(visit: Visit, given: Json) -> Reply:
        names = [*fields_of(subject), "slug", *(["seen"] if subject == "article" else [])]
        values = {name: None if given[name] == "" else given[name] for name in names if given[name] is not None}
        record, reason = given[subject], given["reason"] or None

        def use_case(session: Session) -> Made:
            if subject == "outlet":
                aliases, hosts, dropped = (given[name] for name in ("aliases", "hosts", "dropped"))
                return edit_outlet(
                    session, record, values, aliases=aliases, hosts=hosts, dropped=dropped, reason=reason
                )
            if subject == "article":
                signed, dropped = given["reporters"], given["dropped"]
                return edit_article(session, record, values, reporters=signed, dropped=dropped, reason=reason)
            return edit(session, subject, record, values, reason)

        return _made(visit.write(f"{subject} edit", use_case))

    return change


def _params(subject: str, *, new: bool) -> Iterator[Param]:
    """Yield the values of a record; of an edited one, a value that is left out stays as it is."""
    for each in form_of(subject, new=new).inputs:
        param = Param.of(each, required=new and each.required)
        yield param if new else replace(param, is_open=True)
    if not new and subject in ("outlet", "article"):
        what = "Names and hosts" if subject == "outlet" else "Reporters"
        yield Param("dropped", f"{what} to take out.", several=True, part="--drop")


# Judging


def _judges(subject: str) -> Function:
    def judged(visit: Visit, given: Json) -> Reply:
        first, other, kind, note = given[subject], given["other"], given["kind"], given["note"]

        def use_case(session: Session) -> Made:
            if kind in UNDONE:
                return take_back(session, subject, first, other, note, only=JOINING if kind == "unmerge" else None)
            return judge(session, subject, JUDGED[kind][0], first, other, note, instead=given["instead"])

        return _made(visit.write(f"{subject} {kind if kind in UNDONE else JUDGED[kind][1]}", use_case))

    return judged


def _kinds(subject: str) -> tuple[str, ...]:
    """Return the judgements of a register; two stories are the same or not judged at all."""
    return (*judgements_of(subject), *(UNDONE if subject != "story" else ("unmerge",)))


def duplicate(visit: Visit, given: Json) -> Reply:
    """Judge that two claims are the same, or that they are not."""
    kind = JudgementKind.NOT_DUPLICATE if given["not"] else JudgementKind.DUPLICATE
    command = "not-duplicate" if given["not"] else "duplicate"

    def use_case(session: Session) -> Made:
        return judge(session, "claim", kind, given["claim"], given["other"], given["note"], instead=given["instead"])

    return _made(visit.write(command, use_case))


_INSTEAD = Param("instead", "Replace the earlier judgement of the two.", Kind.FLAG, part="--instead")


def _operations() -> Iterator[Operation]:
    for subject, register in OF.items():
        plural = register.plural
        yield writes(
            f"{subject} add",
            f"/{plural}",
            f"Add {a_or_an(subject)}.",
            _adds(subject),
            "Made",
            *_params(subject, new=True),
        )
        yield writes(
            f"{subject} edit",
            f"/{plural}/{{{subject}}}/edit",
            f"Edit {a_or_an(subject)}; a blank text removes a value.",
            _edits(subject),
            "Made",
            *_params(subject, new=False),
        )
        yield writes(
            f"{subject} merge",
            f"/{plural}/{{{subject}}}/judgements",
            f"Judge that two {plural} are the same or are not, or take that back.",
            _judges(subject),
            "Made",
            Param("other", _OTHER, required=True, part="OTHER"),
            Param("kind", "What they are.", words=_kinds(subject), required=True, part="KIND"),
            _REASON,
            _INSTEAD,
        )
    yield writes(
        "duplicate",
        "/claims/{claim}/duplicates",
        "Judge that two claims are the same, or that they are not.",
        duplicate,
        "Made",
        Param("other", "The number of the other claim.", required=True, part="OTHER"),
        _REASON,
        Param("not", "Say that they are not the same.", Kind.FLAG, part="--not"),
        _INSTEAD,
    )


REGISTERING = tuple(_operations())
"""What is entered in the registers, and judged."""
