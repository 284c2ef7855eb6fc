"""The operations that enter something: the actions of the command line, refused and noticed as there.

A body's values are the options of the command. Nothing is asked back: what a person at a terminal would be asked is
refused or noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from claims.entry import log as actions
from claims.entry.correcting.correct import Changes
from claims.entry.correcting.correct import correct as correct_appearance
from claims.entry.correcting.reports import correct_article, not_a_reprint
from claims.entry.drafts import AppearanceDraft, ArticleDraft, InquiryDraft, Made, ReplyDraft, ReplyUse, ReviewDraft
from claims.entry.edit import edit_claim
from claims.entry.inquiries import answer as answer_inquiry
from claims.entry.inquiries import ask as ask_somebody
from claims.entry.proposing import with_proposals
from claims.entry.reviewing.assign import drop as drop_claim
from claims.entry.reviewing.assign import take as take_claim
from claims.entry.reviewing.relate import deny_contradiction
from claims.entry.reviewing.relate import relate as relate_claims
from claims.entry.reviewing.review import review as review_claim
from claims.entry.typed import appearance_draft, appearance_values, claim_draft, present, window_drafts
from claims.errors import BadUsage, Problems
from claims.features.reach.as_json import reached_json
from claims.features.reach.read import corrections_reach
from claims.render.json_text import plain_value
from claims.text.references import names_an_article
from claims.text.typed import asked_from, deadline, replied_until
from claims.vocabulary import CorrectionKind, RelationKind, Reply, Status
from claims.web.api.operation import Operation, writes
from claims.web.api.operation import Reply as Answered
from claims.web.api.params import Json, Kind, Param, without_blanks
from claims.web.api.sending import evidence_sent
from claims.web.chassis.forms import Form, Input
from claims.web.chassis.visit import Visit
from claims.web.claim.changing import EDITING
from claims.web.claim.forms import ASKING, RELATING, REVIEWING, using_inputs
from claims.web.log.forms import APPEAR, CHANGES, LOG, as_article, with_relay

EVIDENCE = Param("evidence", "What it rests on.", Kind.EVIDENCE, several=True, part="--evidence")


def _params(inputs: Form | Iterable[Input], *but: str) -> tuple[Param, ...]:
    """Return the values that the fields of a form stand for."""
    fields = inputs.inputs if isinstance(inputs, Form) else inputs
    return tuple(Param.of(each) for each in fields if each.name not in but)


def _made(made: Made, **more: Any) -> Answered:
    return Answered({**plain_value(made), **more})


# Reports


def log(visit: Visit, given: Json) -> Answered:
    """Log a claim with its first appearance."""
    values, problems = with_relay(without_blanks(given)), Problems()
    claim = None
    with problems.collected():
        claim = claim_draft(values)
    appearance = _appearance(values, problems)
    assert claim is not None
    logged = claim

    def use_case(session: Session) -> Made:
        return with_proposals(session.connection(), actions.log(session, logged, appearance), logged)

    return _made(visit.write("log", use_case))


def appear(visit: Visit, given: Json) -> Answered:
    """Log another appearance of a claim."""
    appearance = _appearance(with_relay(without_blanks(given)), Problems())
    return _made(visit.write("appear", lambda session: actions.appear(session, given["claim"], appearance)))


def _appearance(values: Json | Any, problems: Problems) -> AppearanceDraft:
    """Return the draft of an appearance; raises every fault at once."""
    draft = None
    if values["attribution"] is None:
        problems.add(BadUsage("attribution is missing: say on whose word the article gives it", part="--attribution"))
    else:
        with problems.collected():
            draft = appearance_draft(as_article(values))
    problems.tell()
    assert draft is not None
    return draft


# Reviewing


def review(visit: Visit, given: Json) -> Answered:
    """Give a claim a status or an outcome, or agree with a verdict."""
    values = without_blanks(given)
    status, outcome, agree = values["status"], values["outcome"], values["agree"]
    problems = Problems()
    if values["with"] is not None and not agree:
        problems.add(BadUsage("with names the review to agree with; give agree too", part="--with"))
    if agree and (status is not None or outcome is not None):
        problems.add(BadUsage("agree takes over status and outcome; leave these out", part="--agree"))
    if not (agree or status or outcome or values["evidence"]):
        problems.add(BadUsage("say what the review decides: a status, an outcome or evidence", part="STATUS"))
    problems.tell()
    with evidence_sent(visit, values["evidence"]) as (evidence, copies):
        draft = ReviewDraft(
            status=status,
            outcome=outcome,
            note=values["note"],
            agree=agree,
            agrees_with=values["with"],
            evidence=evidence,
        )
        return _made(visit.write("review", lambda session: review_claim(session, values["claim"], draft), copies))


def take(visit: Visit, given: Json) -> Answered:
    """Take a claim."""
    claim, over = given["claim"], given["over"]
    return _made(visit.write("take", lambda session: take_claim(session, claim, over=over, zone=visit.zone)))


def drop(visit: Visit, given: Json) -> Answered:
    """Drop a claim."""
    return _made(visit.write("drop", lambda session: drop_claim(session, given["claim"], zone=visit.zone)))


# Asking


def ask(visit: Visit, given: Json) -> Answered:
    """Record whom we asked."""
    values, problems = without_blanks(given), Problems()
    asked_at = reply_by = None
    with problems.collected():
        asked_at = asked_from(values["asked"], visit.zone) if values["asked"] else None
    with problems.collected():
        reply_by = deadline(values["reply_by"], asked_at, visit.zone) if values["reply_by"] else None
    problems.tell()
    named = present(values, {name: name for name in ("whom", "source", "how", "question")})
    draft = InquiryDraft(**named, asked_at=asked_at, reply_by=reply_by)
    return _made(visit.write("ask", lambda session: ask_somebody(session, (values["claim"],), draft)))


def answer(visit: Visit, given: Json) -> Answered:
    """Record the reply to an inquiry."""
    values = without_blanks(given)
    if not values["use"]:
        for name in _OF_USE:
            if values[name] not in (None, (), False):
                raise BadUsage(f"{name} says how to use a reply; give use too", part=name)
    at = values["at"]
    draft = ReplyDraft(
        reply=values["reply"],
        note=values["note"],
        appearance=values["appearance"],
        replied_at=replied_until(at, visit.zone) if at else None,
        use=_use(values) if values["use"] else None,
    )
    inquiries = (values["inquiry"],)
    return _made(visit.write("answer", lambda session: answer_inquiry(session, inquiries, draft, visit.zone)))


def _use(values: Json) -> ReplyUse:
    used = appearance_values({**values, "relays": None, "relay_basis": None, "via": None})
    return ReplyUse(values=used, outlet=values["outlet"], article=values["article"])


_USING = tuple(replace(param, required=False) for param in _params(using_inputs()))
_OF_USE = tuple(param.name for param in _USING if param.name != "use")


# Claims


def relate(visit: Visit, given: Json) -> Answered:
    """Say how one claim bears on another, or take that back, or deny it."""
    values = without_blanks(given)
    claim, kind, other, note = (values[name] for name in ("claim", "kind", "other", "note"))
    withdrawn, denied = values["withdraw"], values["not"]
    if denied and (withdrawn or kind is not RelationKind.CONTRADICTS):
        raise BadUsage("not denies a contradiction; withdraw takes back another relation", part="--not")

    def related(session: Session) -> Made:
        if denied:
            return deny_contradiction(session, claim, other, note)
        return relate_claims(session, claim, kind, other, note, withdrawn=withdrawn)

    return _made(visit.write("relate", related))


def edit(visit: Visit, given: Json) -> Answered:
    """Edit a claim; a blank text removes a value."""
    columns = {name: given[name] or None for name in _COLUMNS if given[name] is not None}
    values = without_blanks(given)
    windows = window_drafts(values, days_alone=True)

    def use_case(session: Session) -> Made:
        return edit_claim(
            session,
            values["claim"],
            columns,
            windows=windows,
            stories=values["story"],
            not_stories=values["not_story"],
            reason=values["reason"],
        )

    return _made(visit.write("edit", use_case))


_COLUMNS = ("statement", "kind", "weight", "condition", "condition_claim", "note")

_CORRECTIONS = (*CorrectionKind, "not_a_reprint")


def correct(visit: Visit, given: Json) -> Answered:
    """Say that an appearance, or a whole article (``article:9``), was retracted, changed or wrong."""
    typed, correction, note = given["appearance"], given["correction"], given["note"] or None
    whole = names_an_article(typed)
    named = typed.partition(":")[2].strip() if whole else typed
    changes = _changes(given)
    if correction == "not_a_reprint" and not whole:
        raise BadUsage("only an article can stop being a reprint: name it as article:9", part="APPEARANCE")
    if whole and changes:
        raise BadUsage("new values go to one appearance at a time; give its number", part="APPEARANCE")
    with evidence_sent(visit, given["evidence"]) as (evidence, copies):

        def use_case(session: Session) -> Made:
            if correction == "not_a_reprint":
                return not_a_reprint(session, named, note, evidence=evidence)
            if whole:
                return correct_article(session, named, correction, note, evidence=evidence)
            instead = Changes(changes) if changes else None
            return correct_appearance(session, named, correction, note, evidence=evidence, changes=instead)

        made = visit.write("correct", use_case, copies)
    corrections = {record.id for record in made.made if record.subject == "correction"}
    reached = visit.read(lambda connection: corrections_reach(connection, corrections)) if corrections else []
    shown = [reached_json(each, visit.zone) for each in reached]
    return _made(made, reach=shown if whole else next(iter(shown), None))


def _changes(given: Json) -> Json:
    """Return the right values of an appearance; a blank text removes a value."""
    values = {name: value for name, value in given.items() if name in _OF_CHANGES}
    changes = appearance_values(values)
    return changes | ({"article": ArticleDraft(article=values["article"])} if values["article"] else {})


_CHANGES = _params(CHANGES)
_OF_CHANGES = frozenset(param.name for param in _CHANGES)

_NOTE = Param("note", "Why; it stays with the entry.", required=True, part="--note")

ENTERING: tuple[Operation, ...] = (
    writes(
        "log",
        "/claims",
        "Log a claim and where it appeared.",
        log,
        "Made",
        *(replace(param, required=param.name == "statement") for param in _params(LOG)),
    ),
    writes(
        "appear",
        "/claims/{claim}/appearances",
        "Log another appearance of a claim.",
        appear,
        "Made",
        *(replace(param, required=False) for param in _params(APPEAR)),
    ),
    writes(
        "review",
        "/claims/{claim}/reviews",
        "Give a claim a status or an outcome, or agree with a verdict.",
        review,
        "Reviewed",
        Param("status", "Was it right when it was reported?", words=tuple(Status), part="STATUS"),
        replace(Param.of(REVIEWING["outcome"]), required=False),
        Param("note", "The reasons; every review gives them.", part="--note"),
        Param("agree", "Agree, as a second person, with the waiting or present verdict.", Kind.FLAG, part="--agree"),
        Param("with", "The review to agree with, if several wait.", part="--with"),
        EVIDENCE,
    ),
    writes(
        "take",
        "/claims/{claim}/take",
        "Take a claim: say that you are working on it.",
        take,
        "Made",
        Param("over", "Take it over from somebody else who has it.", Kind.FLAG, part="--over"),
    ),
    writes("drop", "/claims/{claim}/drop", "Drop a claim that you have taken.", drop, "Made"),
    writes("ask", "/claims/{claim}/inquiries", "Record whom we asked about a claim.", ask, "Made", *_params(ASKING)),
    writes(
        "answer",
        "/inquiries/{inquiry}/replies",
        "Record the reply to an inquiry.",
        answer,
        "Made",
        Param("reply", "The reply.", words=tuple(Reply), required=True, part="REPLY"),
        Param("note", "Their words, or our tries to reach them.", part="--note"),
        Param("at", "When the reply came, if not just now.", part="--at"),
        Param("appearance", "The appearance in our own outlet that carries the reply.", part="--appearance"),
        *_USING,
    ),
    writes(
        "relate",
        "/claims/{claim}/relations",
        "Say how one claim bears on another.",
        relate,
        "Made",
        *_params(RELATING),
        Param("withdraw", "Take the relation back; it stays in the history.", Kind.FLAG, part="--withdraw"),
        Param("not", "Say that they do not contradict each other; needs a note.", Kind.FLAG, part="--not"),
    ),
    writes(
        "edit",
        "/claims/{claim}/edit",
        "Edit a claim; a blank text removes a value.",
        edit,
        "Made",
        *_params(EDITING),
        Param("not_story", "Stories to take it out of.", several=True, part="--not-story"),
    ),
    writes(
        "correct",
        "/appearances/{appearance}/corrections",
        "Say that an appearance, or an article like article:9, was retracted, changed or wrong.",
        correct,
        "Corrected",
        Param("correction", "What happened.", words=_CORRECTIONS, required=True, part="--retracted"),
        _NOTE,
        EVIDENCE,
        *_CHANGES,
    ),
)
"""Everything that can be entered."""
