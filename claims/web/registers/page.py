"""A register as a list, and a record with everything that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.errors import NotFound, Refused
from claims.privacy.confided import is_confided
from claims.reading.find import find
from claims.reading.registers.paging import FirstLines
from claims.reading.registers.read import confided_count
from claims.web.chassis.page import Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.registers.kinds import MOST, Asked, Line, Register, called, register_at
from claims.web.registers.record import record_body
from claims.web.registers.showing import confided_body, fits, list_body

if TYPE_CHECKING:
    from sqlalchemy import Connection


def show_list(visit: Visit) -> Page:
    """List the records of a register."""
    register, asked, view = register_at(visit.path["register"]), Asked.of(visit), visit.question

    def read(connection: Connection) -> tuple[FirstLines[Line], int]:
        hidden = 0 if register.subject == "story" else confided_count(connection, register.subject, view)
        return _lines(connection, register, asked, visit), hidden

    listed, hidden = visit.read(
        lambda connection: visit.shared(
            connection, (register.title, asked), lambda: read(connection), whole=asked.every
        )
    )
    return Page(register.title, list_body(register, listed, hidden, asked, visit))


def _lines(connection: Connection, register: Register, asked: Asked, visit: Visit) -> FirstLines[Line]:
    """Return the lines to show and how many fit; only these are read, if the words of the others do not decide."""
    unread = register.subject == "article" and asked.only
    if register.first is not None and not asked.needs_every_line and not unread:
        return register.first(connection, visit.question, asked, MOST)
    lines = register.lines(connection, visit.question, asked)
    fitting = [line for line in lines if fits(line, register.subject, asked.name)]
    return FirstLines(fitting if asked.every else fitting[:MOST], len(fitting))


def show(visit: Visit) -> Page:
    """Show a record."""
    register, view = register_at(visit.path["register"]), visit.question
    reference = visit.path["record"]

    def read(connection: Connection) -> tuple[int, Line | None, bool]:
        number = find(connection, register.subject, reference)
        if not view.confidential and is_confided(connection, register.subject, number):
            return number, None, True
        return number, register.detail(connection, number, view), False

    number, record, confided = visit.read(read)
    if confided:
        problem = Refused(f"{register.subject} #{number} is known only off the record")
        return Page(f"{register.title}: #{number}", confided_body(problem, visit), status_of(problem))
    if record is None:
        raise NotFound(f'the {register.subject} "{reference}" had not been entered by then; ask for a later moment')
    title = called(register.subject, record)
    return Page(title[:80], record_body(register, record, visit), heading=False)
