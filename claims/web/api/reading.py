"""The operations that read: the answers of the reading commands, by the same functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from claims.entry.confidence import read_in_confidence
from claims.errors import NotFound, blaming
from claims.features.claim.as_json import claim_json
from claims.features.inquiries.as_json import inquiry_line_json
from claims.features.inquiries.read import InquiryFilters, inquiry_lines
from claims.features.queue.as_json import queue_json
from claims.features.queue.read import claim_queue
from claims.features.queue.scope import queue_filters
from claims.features.queue.words import more_sentence
from claims.features.reach.as_json import reach_json
from claims.features.reach.read import claim_and_reach
from claims.features.similar.answers import answers
from claims.features.similar.words import answer_json
from claims.features.story.leaving.files import copied_document
from claims.features.story.leaving.read import asked_now, read_copy
from claims.privacy.confided import refuse_confided
from claims.privacy.offrecord import off_record_count
from claims.reading.chain_view import ChainView
from claims.reading.dossier import claim_named
from claims.reading.find import find
from claims.reading.history import history_of
from claims.reading.listing import claim_lines, first_lines
from claims.reading.registers import read as registers
from claims.reading.searching.fields import filters_typed, search_typed
from claims.reading.view import View, looking_back
from claims.render.as_json import entry_json, line_json, view_json
from claims.render.json_text import on_the_clock
from claims.render.phrases import unlisted_sentence
from claims.rules.urgency import DAYS
from claims.vocabulary import Attribution, Audience, ClaimKind, Outcome, Status, Urgency, Weight
from claims.web.api.operation import CONFIDENTIAL, Operation, Reply, reads
from claims.web.api.params import Json, Kind, Param
from claims.web.chassis.visit import Visit

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

LIMIT = Param("limit", "How many at most; 0 for all.", Kind.NUMBER, default=100, least=0, most=1_000_000)


def question_of(visit: Visit, given: Json) -> View:
    """Return the question that an address asks; raises `BadValue` for a moment or a day that cannot be read."""
    asked, _ = looking_back(given["as_of"], given["published_until"], visit.zone)
    return replace(asked, confidential=given.get("confidential", False), trust_labels=given.get("trust_labels", False))


def ask(
    visit: Visit,
    given: Json,
    command: str,
    query: Callable[[Connection, View], T],
    about: tuple[str, str] | None = None,
) -> tuple[T, View]:
    """Return a query's result and the question; who asks for confidential material is recorded first.

    ``about`` is the kind of record, and its name as typed. Raises `NotAllowed`, and the errors of
    `claims.entry.confidence.read_in_confidence`.
    """
    question = question_of(visit, given)
    if question.confidential:
        unrecorded = read_in_confidence(visit.settings, f"{command} --confidential", *(about or ()))
        if unrecorded is not None:
            visit.tell(f"this confidential read is not recorded: {unrecorded}")
    return visit.read(lambda connection: query(connection, question)), question


def _open(connection: Connection, subject: str, typed: str, question: View, command: str) -> int:
    """Return a record's number; raises `Refused` for one known only off the record, and `NotFound`."""
    number = find(connection, subject, typed, part=subject.upper())
    if not question.confidential:
        refuse_confided(connection, subject, number, command)
    return number


# Claims


def list_claims(visit: Visit, given: Json) -> Reply:
    """Return the claims that fit."""

    def read(connection: Connection, question: View) -> tuple[Any, bool, int]:
        filters = filters_typed(connection, {_PLURALS.get(name, name): value for name, value in given.items()})
        hidden = 0 if question.confidential else off_record_count(connection, "claim", question.as_of)
        if given["limit"]:
            return *first_lines(connection, filters, given["limit"], question), hidden
        return claim_lines(connection, filters, question), False, hidden

    (lines, more, hidden), question = ask(visit, given, "list", read)
    rows = [line_json(line, question.zone) | view_json(question) for line in lines]
    return Reply(rows, _unlisted(hidden), more)


_PLURALS = {
    "status": "statuses",
    "outcome": "outcomes",
    "kind": "kinds",
    "weight": "weights",
    "attribution": "attributions",
}


def _unlisted(hidden: int) -> tuple[str, ...]:
    return (unlisted_sentence(hidden, "claim"),) if hidden else ()


def show(visit: Visit, given: Json) -> Reply:
    """Return a claim in full."""
    typed = given["claim"]

    def read(connection: Connection, question: View) -> Any:
        _open(connection, "claim", typed, question, "claims show")
        return claim_and_reach(connection, typed, question)

    with blaming("CLAIM"):
        (record, reach), question = ask(visit, given, "show", read, ("claim", typed))
    zone = question.zone
    return Reply(claim_json(ChainView(record), zone) | reach_json(reach, zone) | view_json(question))


def history(visit: Visit, given: Json) -> Reply:
    """Return the entries about a claim."""
    typed = given["claim"]

    def read(connection: Connection, question: View) -> Any:
        _open(connection, "claim", typed, question, "claims history")
        return history_of(connection, claim_named(connection, typed, question), question)

    with blaming("CLAIM"):
        entries, question = ask(visit, given, "history", read, ("claim", typed))
    return Reply([entry_json(entry, question.zone) | view_json(question) for entry in entries])


def queue(visit: Visit, given: Json) -> Reply:
    """Return the claims that wait, the most urgent first."""

    def read(connection: Connection, question: View) -> Any:
        filters = queue_filters(
            connection,
            visit.who,
            story=given["story"],
            outlet=given["outlet"],
            reviewer=given["reviewer"],
            unassigned=given["unassigned"],
            kinds=given["reason"],
            days=given["days"],
        )
        return claim_queue(connection, filters, question, given["limit"] or None)

    waiting, question = ask(visit, given, "queue", read)
    rows = [queue_json(line, question.today, question.zone) | view_json(question) for line in waiting.lines]
    more = more_sentence(len(waiting.lines), waiting.more) is not None
    return Reply(rows, _unlisted(waiting.hidden), more)


def search(visit: Visit, given: Json) -> Reply:
    """Return the claims with these words."""
    (answer, remarks), question = ask(
        visit,
        given,
        "search",
        lambda connection, question: search_typed(connection, given["words"] or "", question, limit=given["limit"]),
    )
    rows = [line_json(match.claim, question.zone) | {"passages": list(match.passages)} for match in answer.matches]
    return Reply(rows, remarks, answer.more)


def similar(visit: Visit, given: Json) -> Reply:
    """Return the likeliest matches of a claim."""
    typed = given["claim"]

    def read(connection: Connection, question: View) -> Any:
        _open(connection, "claim", typed, question, "claims similar")
        number = claim_named(connection, typed, question).id
        return number, answers(connection, number, question, given["limit"])

    with blaming("CLAIM"):
        (number, likely), question = ask(visit, given, "similar", read, ("claim", typed))
    return Reply([answer_json(number, each) | view_json(question) for each in likely])


def said_before(visit: Visit, given: Json) -> Reply:
    """Return the likeliest matches of a text."""
    likely, question = ask(
        visit,
        given,
        "similar",
        lambda connection, question: answers(connection, given["text"], question, given["limit"]),
    )
    return Reply([answer_json(None, each) | view_json(question) for each in likely])


def inquiries(visit: Visit, given: Json) -> Reply:
    """Return whom we asked."""

    def read(connection: Connection, question: View) -> Any:
        filters = InquiryFilters(
            claim=None if given["claim"] is None else find(connection, "claim", given["claim"], part="--claim"),
            story=None if given["story"] is None else find(connection, "story", given["story"], part="--story"),
            whom=given["whom"],
            overdue=given["overdue"],
            closed=given["all"],
        )
        return inquiry_lines(connection, filters, question)

    listed, question = ask(visit, given, "inquiries", read)
    return Reply([inquiry_line_json(line, question.zone) | view_json(question) for line in listed.lines])


def report_story(visit: Visit, given: Json) -> Reply:
    """Return the sourcing report of a story."""
    asked = asked_now(question_of(visit, given), given["for"])
    report, _ = visit.read(lambda connection: read_copy(connection, given["story"], asked))
    return Reply(copied_document(report))


# Registers

_LINES: dict[str, Callable[[Connection, View], Any]] = {
    "outlet": registers.outlet_lines,
    "reporter": registers.reporter_lines,
    "source": registers.source_lines,
    "article": lambda connection, view: registers.article_lines(connection, None, view),
    "story": registers.story_lines,
}
_DETAILS: dict[str, Callable[[Connection, int, View], Any]] = {
    "outlet": registers.outlet_detail,
    "reporter": registers.reporter_detail,
    "source": registers.source_detail,
    "article": registers.article_detail,
    "story": registers.story_detail,
}


def _listing(subject: str) -> Callable[[Visit, Json], Reply]:
    def listed(visit: Visit, given: Json) -> Reply:
        def read(connection: Connection, question: View) -> Any:
            lines = _LINES[subject](connection, question)
            return lines, 0 if subject == "story" else registers.confided_count(connection, subject, question)

        (lines, hidden), question = ask(visit, given, f"{subject} list", read)
        rows = [on_the_clock(line, question.zone) | view_json(question) for line in lines]
        return Reply(rows, (unlisted_sentence(hidden, subject),) if hidden else ())

    return listed


def _showing(subject: str) -> Callable[[Visit, Json], Reply]:
    def shown(visit: Visit, given: Json) -> Reply:
        typed = given[subject]

        def read(connection: Connection, question: View) -> Any:
            number = _open(connection, subject, typed, question, f"claims {subject} show")
            return _DETAILS[subject](connection, number, question)

        with blaming(subject.upper()):
            record, question = ask(visit, given, f"{subject} show", read, (subject, typed))
            if record is None:
                raise NotFound(f'the {subject} "{typed}" had not been entered by then; give a later as_of')
        return Reply(on_the_clock(record, question.zone) | view_json(question))

    return shown


def _register(subject: str, many: str) -> tuple[Operation, Operation]:
    confidential = (CONFIDENTIAL,) if subject != "story" else ()
    return (
        reads(
            f"{subject} list",
            f"/{many}",
            f"List the {many}.",
            _listing(subject),
            f"{subject.capitalize()}Line",
            *confidential,
            lists=True,
        ),
        reads(
            f"{subject} show",
            f"/{many}/{{{subject}}}",
            f"Show one of the {many}, with its history.",
            _showing(subject),
            subject.capitalize(),
            *confidential,
        ),
    )


def _record(name: str, about: str) -> Param:
    return Param(name, about, part=f"--{name}")


READING: tuple[Operation, ...] = (
    reads(
        "list",
        "/claims",
        "List claims. Every value narrows the list; of a repeated one, any fits.",
        list_claims,
        "ClaimLine",
        _record("story", "Claims in this story."),
        Param("status", "Only claims with this status.", words=tuple(Status), several=True),
        Param("outcome", "Only claims with this outcome.", words=tuple(Outcome), several=True),
        Param("kind", "Only claims of this kind.", words=tuple(ClaimKind), several=True),
        Param("weight", "Only claims of this weight.", words=tuple(Weight), several=True),
        _record("outlet", "Claims carried by this outlet."),
        _record("reporter", "Claims in articles signed by this reporter."),
        _record("source", "Claims attributed to this source."),
        Param("attribution", "Only claims with this attribution.", words=tuple(Attribution), several=True),
        Param("since", "Claims published on or after this day, month or year.", part="--since"),
        Param("until", "Claims published on or before this day, month or year.", part="--until"),
        Param("overdue", "Claims whose last day has passed without an outcome.", Kind.FLAG),
        LIMIT,
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "show",
        "/claims/{claim}",
        "Show a claim, its chain and its sources.",
        show,
        "Claim",
        Param(
            "trust_labels",
            "Count unnamed people described with different organisations as different people.",
            Kind.FLAG,
        ),
        CONFIDENTIAL,
    ),
    reads(
        "history",
        "/claims/{claim}/history",
        "Show the history of a claim, in order of entry.",
        history,
        "HistoryEntry",
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "similar",
        "/claims/{claim}/similar",
        "Find claims that are likely the same as a claim, or contradict it.",
        similar,
        "SimilarClaim",
        replace(LIMIT, default=10, least=1, most=100),
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "similar text",
        "/similar",
        "Find what we hold on a text: has this been said, or checked, before?",
        said_before,
        "SimilarClaim",
        Param("text", "A statement, a post, a paragraph.", required=True, part="CLAIM"),
        replace(LIMIT, default=10, least=1, most=100),
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "queue",
        "/queue",
        "List the claims that wait for somebody, the most urgent first.",
        queue,
        "WaitingClaim",
        _record("story", "Claims in this story."),
        _record("outlet", "Claims carried by this outlet."),
        Param("reviewer", "Claims that this person has taken or reviewed last; me for your own."),
        Param("unassigned", "Only untaken claims.", Kind.FLAG),
        Param("reason", "Only claims that wait for this reason.", words=tuple(Urgency), several=True),
        Param("days", "How many days ahead to look.", Kind.NUMBER, default=DAYS, least=0, most=36_500),
        replace(LIMIT, default=50),
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "search",
        "/search",
        "Find claims by the words in them; fields like outlet:nikkei narrow the answer.",
        search,
        "FoundClaim",
        Param("words", "What to search for, as `claims search` takes it."),
        replace(LIMIT, default=20, least=1, most=100_000),
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "inquiries",
        "/inquiries",
        "List whom we asked, overdue replies first.",
        inquiries,
        "InquiryLine",
        _record("claim", "Inquiries about this claim."),
        _record("story", "Inquiries about this story's claims."),
        Param("whom", "Inquiries to this source, or to anybody of that name."),
        Param("overdue", "Inquiries whose reply is overdue.", Kind.FLAG),
        Param("all", "List answered and closed inquiries too.", Kind.FLAG),
        CONFIDENTIAL,
        lists=True,
    ),
    reads(
        "report story",
        "/stories/{story}/report",
        "Report what a story rests on.",
        report_story,
        "StoryReport",
        Param("for", "The reader.", words=tuple(Audience), default=Audience.DESK),
        Param(
            "trust_labels",
            "Count unnamed people described with different organisations as different people.",
            Kind.FLAG,
        ),
    ),
    *_register("outlet", "outlets"),
    *_register("reporter", "reporters"),
    *_register("source", "sources"),
    *_register("article", "articles"),
    *_register("story", "stories"),
)
"""Everything that can be read."""
