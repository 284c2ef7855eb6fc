"""Are these two one? The pairs that look alike, each with what a merge would do, and the judgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from claims.entry.answers import judged_in_words
from claims.entry.drafts import Made
from claims.entry.reviewing.judge import judge, take_back
from claims.errors import BadUsage, BadValue, ClaimsError, NotFound
from claims.features.similar.names import AlikePair, alike_now
from claims.privacy.confided import refuse_confided
from claims.reading.find import find
from claims.reading.identity import JOINING, identities
from claims.reading.registers.twins import TwinArticles, twin_articles
from claims.reading.until_written import until_written
from claims.vocabulary import JudgementKind
from claims.web.alike.pair import Pair, Trial
from claims.web.alike.showing import pair_body, queue_body
from claims.web.chassis.answering import Answer
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.registers.editing import JUDGED, judgements_of
from claims.web.registers.kinds import OF, Register

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

TITLE = "Are these two one?"


def queue(visit: Visit) -> Page:
    """List the pairs that look alike."""

    def read(connection: Connection) -> tuple[Sequence[AlikePair], Sequence[TwinArticles]]:
        return alike_now(connection), twin_articles(connection)

    pairs = visit.read(lambda connection: until_written(connection, "what looks alike", read))
    return Page(TITLE, queue_body(*pairs))


def compare(visit: Visit) -> Done:
    """Go to the pair whose names were typed."""
    subject, first, other = (visit.asked(name) for name in ("subject", "first", "other"))
    if first is None or other is None:
        raise BadValue("name two records to compare")
    register = _register(subject or "")
    numbers = visit.read(
        lambda connection: [find(connection, register.subject, typed, part="OTHER") for typed in (first, other)]
    )
    return Done(f"/alike/{register.subject}/{'/'.join(quote(str(number)) for number in numbers)}")


def show(visit: Visit) -> Page:
    """Show two records side by side, and as one."""
    return _page(visit, None)


def decide(visit: Visit) -> Answer:
    """Enter a judgement of two records, or take one back."""
    try:
        register = _register(visit.path["subject"])
        use_case, command = _judgement(visit, register)
        made = visit.write(f"{register.subject} {command}", use_case)
    except ClaimsError as problem:
        return _page(visit, problem)
    visit.tell(judged_in_words(made), *made.notices)
    return Done(visit.back("/alike"))


def _judgement(visit: Visit, register: Register) -> tuple[Callable[[Session], Made], str]:
    """Return what enters the judgement of a form, and the name of its command; raises `BadUsage`."""
    subject, first, second = register.subject, visit.path["first"], visit.path["second"]
    kind, reason = visit.typed("kind") or "", visit.typed("reason")
    if kind == "back":
        return lambda session: take_back(session, subject, first, second, reason), "unjudge"
    if kind == "unmerge":
        return lambda session: take_back(session, subject, first, second, reason, only=JOINING), "unmerge"
    if kind not in judgements_of(subject):
        raise BadUsage("say whether the two are the same or different")
    judgement, command = JUDGED[kind]
    instead = visit.typed("instead") is not None
    return lambda session: judge(session, subject, judgement, first, second, reason, instead=instead), command


def _register(subject: str) -> Register:
    if subject not in OF:
        raise NotFound(f'there is no register of "{subject}"')
    return OF[subject]


def _page(visit: Visit, problem: ClaimsError | None) -> Page:
    register = _register(visit.path["subject"])
    pair = visit.read(lambda connection: _read(connection, register, visit))
    trial = None if pair.joined else _tried(visit, pair)
    status = 200 if problem is None else status_of(problem)
    return Page(TITLE, pair_body(pair, trial, problem, visit), status, heading=False)


def _read(connection: Connection, register: Register, visit: Visit) -> Pair:
    """Return two records; raises `NotFound`, and `Refused` for one known only off the record."""
    subject, view = register.subject, visit.question
    first, second = (find(connection, subject, visit.path[name]) for name in ("first", "second"))
    records = []
    for number in (first, second):
        if not view.confidential:
            refuse_confided(connection, subject, number, f"claims {subject} show")
        record = register.detail(connection, number, view)
        if record is None:
            raise NotFound(f"{subject} #{number} had not been entered by then")
        records.append(record)
    joined = identities(connection)
    same = joined.canonical(subject, first) == joined.canonical(subject, second)
    return Pair(
        register, (first, second), (records[0], records[1]), same, tuple(joined.between(subject, first, second))
    )


def _tried(visit: Visit, pair: Pair) -> Trial:
    """Return what a merge of two records would do; nothing of it is kept."""
    subject = pair.register.subject
    first, second = map(str, pair.numbers)

    def merged(session: Session) -> Trial:
        made = judge(session, subject, JudgementKind.SAME, first, second, "a trial", instead=bool(pair.judged))
        session.flush()
        stands = made.made[-1].id
        return Trial(pair.register.detail(session.connection(), stands, visit.question), made.notices)

    try:
        return visit.tried(merged)
    except ClaimsError as problem:
        return Trial(problem=problem)
