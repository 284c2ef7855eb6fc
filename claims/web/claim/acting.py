"""Everything done with a claim on its page: review, agree, ask, answer, relate, and say that two are the same.

Each form is read as the command line reads its options and calls the same function. Refused, it comes back as it was
typed, with every fault. So it does when somebody else entered something in the meantime, which the page then shows.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.datastructures import UploadFile

from claims.entry.answers import (
    answered_in_words,
    asked_in_words,
    judged_in_words,
    related_in_words,
    reviewed_in_words,
)
from claims.entry.drafts import InquiryDraft, Made, ReplyDraft, ReplyUse, ReviewDraft
from claims.entry.evidence_files import drafted
from claims.entry.inquiries import answer as answer_inquiry
from claims.entry.inquiries import ask as ask_somebody
from claims.entry.reviewing.judge import judge
from claims.entry.reviewing.relate import relate as relate_claims
from claims.entry.reviewing.review import doubts_about
from claims.entry.reviewing.review import review as review_claim
from claims.entry.typed import appearance_values, is_file, present, typed_evidence
from claims.errors import BadUsage, BadValue, ClaimsError, Problems, Refused
from claims.reading.find import find
from claims.reading.history import Entry, entered_since
from claims.render.phrases import listed
from claims.rules.ladder import without_reason
from claims.text.typed import asked_from, deadline, replied_until
from claims.vocabulary import JudgementKind
from claims.web.chassis.answering import Answer
from claims.web.chassis.forms import Filled, Form, missing
from claims.web.chassis.page import Done
from claims.web.chassis.visit import Visit
from claims.web.claim.forms import ASKING, JUDGING, RELATING, REVIEWING, SAME, agreeing, answering
from claims.web.claim.page import Shown, claim_page, claim_shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import EvidenceDraft
    from claims.store.files.evidence import Copies

T = TypeVar("T")
Given = dict[str, Any]


class Newer(Refused):
    """Somebody entered something about the claim after the form was opened."""

    def __init__(self, entries: list[Entry]) -> None:
        """Take the entries."""
        names = listed(dict.fromkeys(entry.who for entry in entries))
        super().__init__(
            f"{names} entered something about this claim after you opened the form; nothing of yours is lost: read it "
            "and send yours again, or change it first"
        )
        self.entries = entries


def unless_newer(visit: Visit, use_case: Callable[[Session], T], number: str) -> Callable[[Session], T]:
    """Return a use case that raises `Newer` when the claim has entries that the form's reader did not see."""
    seen = visit.typed("seen")
    if seen is None or not seen.isdecimal():
        return use_case

    def checked(session: Session) -> T:
        connection = session.connection()
        newer = entered_since(connection, find(connection, "claim", number), int(seen))
        if newer:
            raise Newer(newer)
        return use_case(session)

    return checked


def _done(visit: Visit, sentence: str, made: Made) -> Done:
    visit.tell(sentence, *made.notices)
    return Done(visit.back(f"/claims/{visit.path['number']}{visit.along}"))


def _act(visit: Visit, form: Callable[[Shown], Form], enter: Callable[[Given], Done]) -> Answer:
    """Enter what a form says; refused, return the page with the form as it was typed."""
    shown: Shown | None = None
    try:
        shown = visit.read(lambda connection: claim_shown(connection, visit))
        return enter(form(shown).given(visit.form))
    except ClaimsError as problem:
        if shown is None:
            raise
        now = visit.read(lambda connection: claim_shown(connection, visit))
        filled = Filled.by(form(now), visit.form, problem)
        newer = problem.entries if isinstance(problem, Newer) else []
        doubts = problem.doubts if isinstance(problem, Doubtful) else []
        return claim_page(now, visit, refused=(form(now), filled, problem), newer=newer, doubts=doubts)


# Reviewing


class Doubtful(Refused):
    """The evidence of a review may prove nothing; a person may insist."""

    def __init__(self, doubts: list[str]) -> None:
        """Take the questions to ask."""
        super().__init__("; ".join(doubts), part="--evidence")
        self.doubts = doubts


def review(visit: Visit) -> Answer:
    """Give the claim a status, an outcome or evidence."""
    number = visit.path["number"]

    def enter(given: Given) -> Done:
        pieces = pieces_of(visit, given)
        _check_review(given, bool(pieces["evidence"]))
        with uploaded(visit, pieces) as (evidence, copies):
            draft = ReviewDraft(
                status=given["status"],
                outcome=given["outcome"],
                note=given["note"],
                evidence=evidence,
                sure=visit.typed("sure") is not None,
            )
            if not draft.sure:
                doubts = visit.read(lambda connection: doubts_about(connection, number, draft))
                if doubts:
                    raise Doubtful(doubts)
            use_case = unless_newer(visit, lambda session: review_claim(session, number, draft), number)
            made = visit.write("review", use_case, copies)
        return _done(visit, reviewed_in_words(made), made)

    return _act(visit, lambda shown: REVIEWING, enter)


def _check_review(given: Given, has_evidence: bool) -> None:
    """Raise every fault between the fields of a review."""
    problems = Problems()
    if given["status"] is None and given["outcome"] is None and not has_evidence:
        problems.add(missing("STATUS", "say what the review decides: a status, an outcome or evidence"))
    reason = without_reason(given["note"])
    if reason is not None:
        problems.add(reason)
    problems.tell()


def pieces_of(visit: Visit, given: Given) -> Given:
    """Return the typed evidence, with a name for each file sent."""
    files = [sent for sent in visit.form.getlist("files") if isinstance(sent, UploadFile) and sent.filename]
    for typed in given["evidence"]:
        if is_file(typed):
            sentence = f'"{typed}" is neither a link (https://…) nor an article (article:7); choose files below'
            raise BadValue(sentence, part="--evidence")
    kind = given["evidence_kind"]
    return {
        **given,
        "evidence": (*given["evidence"], *(_name(sent) for sent in files)),
        "evidence_kind": () if kind is None else (kind,),
    }


def _name(sent: UploadFile) -> str:
    """Return a file's name, without the folders that some browsers send."""
    name = (sent.filename or "").replace("\\", "/").rpartition("/")[2].strip()
    return name if name.strip(".") and name.isprintable() else "file"


@contextmanager
def uploaded(visit: Visit, given: Given) -> Iterator[tuple[tuple[EvidenceDraft, ...], Copies | None]]:
    """Give the evidence ready to be recorded; the files that were sent lie in a folder of their own until then."""
    sent = [each for each in visit.form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    pieces = typed_evidence(given)
    folder = Path(tempfile.mkdtemp(prefix="claims-desk-"))
    try:
        placed = iter([_placed(each, folder / str(place)) for place, each in enumerate(sent)])
        pieces = tuple(replace(piece, typed=str(next(placed))) if is_file(piece.typed) else piece for piece in pieces)
        with drafted(visit.settings, pieces, visit.tried) as evidence:
            yield evidence
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _placed(sent: UploadFile, folder: Path) -> Path:
    folder.mkdir()
    path = folder / _name(sent)
    with path.open("wb") as file:
        shutil.copyfileobj(sent.file, file)
    return path


def agree(visit: Visit) -> Answer:
    """Agree with a verdict, as a second person."""
    number = visit.path["number"]

    def enter(given: Given) -> Done:
        draft = ReviewDraft(agree=True, agrees_with=given["with"], note=given["note"])
        use_case = unless_newer(visit, lambda session: review_claim(session, number, draft), number)
        made = visit.write("review", use_case)
        return _done(visit, reviewed_in_words(made), made)

    return _act(visit, lambda shown: agreeing(shown.chain.claim), enter)


# Asking


def ask(visit: Visit) -> Answer:
    """Record whom we asked."""
    number = visit.path["number"]

    def enter(given: Given) -> Done:
        problems = Problems()
        asked_at = reply_by = None
        if given["whom"] is None:
            problems.add(missing("WHOM", "name whom you asked, as you would print it"))
        with problems.collected():
            asked_at = asked_from(given["asked"], visit.zone) if given["asked"] else None
        with problems.collected():
            reply_by = deadline(given["reply_by"], asked_at, visit.zone) if given["reply_by"] else None
        problems.tell()
        draft = InquiryDraft(
            **present(given, {name: name for name in ("whom", "source", "how", "question")}),
            asked_at=asked_at,
            reply_by=reply_by,
        )
        use_case = unless_newer(visit, lambda session: ask_somebody(session, (number,), draft), number)
        made = visit.write("ask", use_case)
        return _done(visit, asked_in_words(made, reply_by, visit.zone), made)

    return _act(visit, lambda shown: ASKING, enter)


def answer(visit: Visit) -> Answer:
    """Record the reply to an inquiry."""
    number = visit.path["number"]

    def enter(given: Given) -> Done:
        problems = Problems()
        for name, part in (("inquiry", "INQUIRY"), ("reply", "REPLY")):
            if given[name] is None:
                problems.add(missing(part, f"choose the {name}"))
        problems.tell()
        at = given["at"]
        draft = ReplyDraft(
            reply=given["reply"],
            note=given["note"],
            appearance=given["appearance"],
            replied_at=replied_until(at, visit.zone) if at else None,
            use=_use(given) if given["use"] else None,
        )
        inquiries = (given["inquiry"],)
        use_case = unless_newer(visit, lambda session: answer_inquiry(session, inquiries, draft, visit.zone), number)
        made = visit.write("answer", use_case)
        return _done(visit, answered_in_words(made), made)

    return _act(visit, lambda shown: answering(shown.chain.claim), enter)


def _use(given: Given) -> ReplyUse:
    """Return how a reply is used, with the values of its appearance."""
    values = appearance_values({**given, "relays": None, "relay_basis": None, "via": None})
    return ReplyUse(values=values, outlet=given["outlet"], article=given["article"])


# Other claims


def relate(visit: Visit) -> Answer:
    """Say how the claim bears on another, or take that back."""
    number = visit.path["number"]

    def enter(given: Given) -> Done:
        problems = Problems()
        for name, part in (("kind", "KIND"), ("other", "OTHER")):
            if given[name] is None:
                problems.add(missing(part, "choose how they bear on each other" if name == "kind" else _OTHER))
        problems.tell()
        kind, other, note = given["kind"], given["other"], given["note"]
        withdrawn = visit.typed("withdraw") is not None
        use_case = unless_newer(
            visit, lambda session: relate_claims(session, number, kind, other, note, withdrawn=withdrawn), number
        )
        made = visit.write("relate", use_case)
        return _done(visit, related_in_words(made), made)

    return _act(visit, lambda shown: RELATING, enter)


_OTHER = "type the number of the other claim"


def same(visit: Visit) -> Answer:
    """Say that the claim and another are the same, or are not."""
    number = visit.path["number"]

    def enter(given: Given) -> Done:
        problems = Problems()
        if given["other"] is None:
            problems.add(missing("OTHER", _OTHER))
        if given["reason"] is None:
            problems.add(BadUsage("give the reason; it stays with the judgement", part="--note"))
        problems.tell()
        is_same = given["kind"] == SAME
        kind = JudgementKind.DUPLICATE if is_same else JudgementKind.NOT_DUPLICATE
        use_case = unless_newer(
            visit, lambda session: judge(session, "claim", kind, number, given["other"], given["reason"]), number
        )
        made = visit.write(given["kind"], use_case)
        return _done(visit, judged_in_words(made), made)

    return _act(visit, lambda shown: JUDGING, enter)
