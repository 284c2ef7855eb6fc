"""What was known then: reading as of a moment gives what a database holds in which nothing later was ever entered.

A newsroom at random works in one database to the end.  The same work is done again in a second one, step by step,
and after steps chosen at random everything that can be read is read in both, as of that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import Session

from claims.entry.correcting.correct import Changes, correct
from claims.entry.drafts import (
    AppearanceDraft,
    ArticleDraft,
    ClaimDraft,
    EvidenceDraft,
    InquiryDraft,
    ReplyDraft,
    ReviewDraft,
    SourceDraft,
    WindowDraft,
)
from claims.entry.edit import edit, edit_claim
from claims.entry.inquiries import answer, ask
from claims.entry.log import appear, log, reprint
from claims.entry.policy import set_policy
from claims.entry.reviewing.assign import drop, take
from claims.entry.reviewing.judge import judge, take_back
from claims.entry.reviewing.relate import deny_contradiction, relate
from claims.entry.reviewing.review import review
from claims.errors import ClaimsError
from claims.settings import settings
from claims.store import recording
from claims.store.schema import TABLES
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    CorrectionKind,
    EvidenceKind,
    HedgeKind,
    JudgementKind,
    Outcome,
    PolicyName,
    RelationKind,
    Reply,
    ReprintExtent,
    Stance,
    Status,
    Switch,
    WindowRole,
)
from tests.conftest import Run
from tests.places import Pool

BEGINNING = datetime(2024, 3, 1, 9, tzinfo=UTC)
PEOPLE = ("mori", "okafor", "lindqvist")
OUTLETS = ("Nikkei Asia", "POLITICO", "RNZ", "Kyodo")
NAMES = ("Richard Marles", "Kurt Campbell", "Judith Collins")
STORIES = ("aukus", "pillar-2")
STATEMENTS = (
    "Japan is in line to join",
    "Japan is not in line to join",
    "Canada is in line to join by May 2025",
    "New Zealand may decline",
    "The talks have begun",
)
ON_WHOSE_WORD = (Attribution.NAMED, Attribution.UNNAMED, Attribution.COLLECTIVE, Attribution.UNATTRIBUTED)


@dataclass(frozen=True)
class Step:
    """Something that a newsroom does; the numbers choose among what there is."""

    what: str
    a: int
    b: int
    c: int


# What a newsroom does


def _log(session: Session, step: Step) -> None:
    claim = ClaimDraft(
        statement=f"{STATEMENTS[step.a % len(STATEMENTS)]}{'' if step.b % 3 else f', said {step.c}'}",
        kind=(ClaimKind.FACT, ClaimKind.PREDICTION)[step.a % 2],
        stories=(STORIES[step.c % 2],),
        windows=(WindowDraft(role=WindowRole.DUE, words=("in March 2024", "by May 2025")[step.b % 2]),),
    )
    log(session, claim, _appearance(step, relays=None))


def _appear(session: Session, step: Step) -> None:
    relays = f"#{_any(session, 'appearance', step.b)}" if step.c % 2 else None
    appear(session, _any(session, "claim", step.a), _appearance(step, relays=relays))


def _appearance(step: Step, relays: str | None) -> AppearanceDraft:
    word = Attribution.OUTLET if relays else ON_WHOSE_WORD[step.a % len(ON_WHOSE_WORD)]
    named = {
        Attribution.NAMED: NAMES[step.b % len(NAMES)],
        Attribution.UNNAMED: f"a senior official ({step.b % 3})",
        Attribution.COLLECTIVE: "officials",
    }
    return AppearanceDraft(
        attribution=word,
        article=ArticleDraft(
            outlet=OUTLETS[step.c % len(OUTLETS)],
            published=f"2024-03-{1 + step.b % 28:02}",
            reporters=(f"Reporter {step.a % 3}",),
        ),
        source=SourceDraft(source=named[word]) if word in named else None,
        stance=Stance.DENIES if step.a % 7 == 0 else Stance.ASSERTS,
        hedges=((HedgeKind.LIKELIHOOD, "could"),) if step.b % 2 else (),
        relays=relays,
    )


def _reprint(session: Session, step: Step) -> None:
    draft = ArticleDraft(outlet=OUTLETS[step.b % len(OUTLETS)], published="2024-03-29")
    reprint(session, _any(session, "article", step.a), draft, ReprintExtent.WHOLE, ())


def _review(session: Session, step: Step) -> None:
    evidence = EvidenceDraft(kind=EvidenceKind.PRIMARY_RECORD, url=f"https://gov.example/{step.c}")
    draft = ReviewDraft(
        status=tuple(Status)[step.b % len(Status)],
        outcome=tuple(Outcome)[step.c % len(Outcome)] if step.c % 3 == 0 else None,
        note=f"note {step.c}",
        evidence=(evidence,) if step.c % 2 else (),
    )
    review(session, _any(session, "claim", step.a), draft)


def _correct(session: Session, step: Step) -> None:
    kind = tuple(CorrectionKind)[step.b % len(CorrectionKind)]
    changed = Changes({"occasion": f"occasion {step.c}"}) if kind is CorrectionKind.WRONG and step.c % 2 else None
    correct(session, _any(session, "appearance", step.a), kind, f"reason {step.c}", changes=changed)


def _relate(session: Session, step: Step) -> None:
    kind = tuple(RelationKind)[step.c % len(RelationKind)]
    pair = (_any(session, "claim", step.a), _any(session, "claim", step.b))
    relate(session, pair[0], kind, pair[1], "so", withdrawn=step.c % 4 == 0)


def _edit_claim(session: Session, step: Step) -> None:
    windows = (WindowDraft(role=WindowRole.DUE, words="by June 2024"),) if step.c % 3 == 0 else ()
    edit_claim(
        session,
        _any(session, "claim", step.a),
        {"statement": f"{STATEMENTS[step.b % len(STATEMENTS)]} ({step.c})"} if step.c % 2 else {"note": f"n{step.c}"},
        windows=windows,
        stories=(STORIES[step.b % 2],) if step.c % 5 == 0 else (),
        not_stories=(STORIES[step.b % 2],) if step.c % 5 == 1 else (),
        reason="better",
    )


def _edit_thing(session: Session, step: Step) -> None:
    subject, values = (
        ("outlet", {"name": f"Outlet {step.b}", "reliability": "B"}),
        ("source", {"role": f"role {step.b}"}),
        ("story", {"title": f"title {step.b}", "publishing_on": f"2024-03-{1 + step.c % 28:02}"}),
        ("reporter", {"name": f"Reporter {step.b}"}),
        ("article", {"title": f"title {step.b}", "published": f"2024-02-{1 + step.c % 28:02}"}),
    )[step.c % 5]
    edit(session, subject, _any(session, subject, step.a), values, "better known")


def _judge(session: Session, step: Step) -> None:
    subject = ("outlet", "source", "reporter", "article", "story")[step.c % 5]
    kind = JudgementKind.DISTINCT if subject == "source" and step.b % 2 else JudgementKind.SAME
    judge(session, subject, kind, _any(session, subject, step.a), _any(session, subject, step.b), "known to be so")


def _duplicate(session: Session, step: Step) -> None:
    kind = (JudgementKind.DUPLICATE, JudgementKind.DUPLICATE, JudgementKind.NOT_DUPLICATE)[step.c % 3]
    judge(session, "claim", kind, _any(session, "claim", step.a), _any(session, "claim", step.b), "the same words")


def _contrary(session: Session, step: Step) -> None:
    pair = (_any(session, "claim", step.a), _any(session, "claim", step.b))
    deny_contradiction(session, *pair, "other years")


def _agree(session: Session, step: Step) -> None:
    review(session, _any(session, "claim", step.a), ReviewDraft(agree=True, note="read it too"))


def _policy(session: Session, step: Step) -> None:
    set_policy(session, PolicyName.TWO_PERSON_VERDICTS, tuple(Switch)[step.a % 2], "so decided")


def _assign(session: Session, step: Step) -> None:
    claim = _any(session, "claim", step.a)
    take(session, claim, over=step.c % 2 == 0) if step.b % 3 else drop(session, claim)


def _ask(session: Session, step: Step) -> None:
    due = session.info["at"] + timedelta(hours=step.c % 5)
    draft = InquiryDraft(whom=NAMES[step.b % len(NAMES)], question="is it so?", reply_by=due)
    ask(session, (_any(session, "claim", step.a),), draft)


def _answer(session: Session, step: Step) -> None:
    answer(session, (_any(session, "inquiry", step.a),), ReplyDraft(reply=tuple(Reply)[step.b % len(Reply)], note="no"))


def _take_back(session: Session, step: Step) -> None:
    table = TABLES["judgement"]
    rows = session.connection().execute(select(table).order_by(table.c.id)).mappings().all()
    if rows:
        row = rows[step.a % len(rows)]
        take_back(session, row["subject"], row["a_uid"], row["b_uid"], "a mistake")


STEPS: dict[str, Callable[[Session, Step], None]] = {
    "log": _log,
    "appear": _appear,
    "reprint": _reprint,
    "review": _review,
    "correct": _correct,
    "relate": _relate,
    "edit claim": _edit_claim,
    "edit": _edit_thing,
    "judge": _judge,
    "duplicate": _duplicate,
    "take back": _take_back,
    "contrary": _contrary,
    "agree": _agree,
    "policy": _policy,
    "assign": _assign,
    "ask": _ask,
    "answer": _answer,
}


def _any(session: Session, subject: str, number: int) -> str:
    """One of the records that there are."""
    table = TABLES[subject]
    there = session.connection().execute(select(func.max(table.c.id))).scalar_one() or 0
    return f"#{1 + number % there}" if there else "#1"


# Two databases


def do(url: str, index: int, step: Step) -> None:
    """Enter what a step gives, an hour after the one before, with uids of its own."""

    count = iter(range(1_000))

    def uid(table: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{index}/{next(count)}"))

    def then(session: Session) -> None:
        with recording.entered(session, at=moment(index), by=PEOPLE[step.a % len(PEOPLE)], uids=uid):
            STEPS[step.what](session, step)

    with suppress(ClaimsError):  # what the rules refuse leaves nothing behind
        recording.write(settings(url), step.what, then)


def moment(index: int) -> datetime:
    """When the step of this index was taken."""
    return BEGINNING + timedelta(hours=index)


def everything_read(run: Run, at: datetime) -> dict[str, Any]:
    """All that the program tells of that moment."""
    then = ("--format", "json", "--as-of", at.isoformat())
    claims = run("list", *then)
    found: dict[str, Any] = {"list": claims.json}
    for one in claims.json:
        for command in PER_CLAIM:
            answer = run(command, one["id"], *then)
            assert answer.exit_code == 0, answer.stderr
            found[f"{command} {one['id']}"] = unweighed(answer.json) if command == "similar" else answer.json
    for words in WHOLE:
        answer = run(*words, *then)
        found[" ".join(words)] = answer.json if answer.exit_code == 0 else answer.exit_code
    return found


def unweighed(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers of `similar` without the weight of their words, which is always that among the claims held now."""
    kept = ({name: value for name, value in each.items() if name not in ("measure", "why")} for each in answers)
    return sorted(kept, key=lambda each: int(each["id"]))


PER_CLAIM = ("show", "history", "similar")
WHOLE = (
    *((subject, "list") for subject in ("outlet", "reporter", "source", "story", "article")),
    *(("report", "story", story) for story in STORIES),
    ("list", "--overdue"),
    ("queue", "--all"),
    ("inquiries", "--all"),
    ("report", "anonymous"),
    *(("report", "outlet", outlet) for outlet in ("#1", "#2")),
    ("report", "reporter", "#1"),
    ("report", "source", "#1"),
)


def steps() -> st.SearchStrategy[list[Step]]:
    """What a newsroom does in a day, beginning with two claims so that there is something to work on."""
    numbers = st.integers(0, 40)
    some = st.builds(Step, st.sampled_from([*STEPS, "appear", "review"]), numbers, numbers, numbers)
    opening = st.tuples(*(st.builds(Step, st.just(what), numbers, numbers, numbers) for what in OPENING))
    return st.builds(lambda first, rest: [*first, *rest], opening, st.lists(some, min_size=6, max_size=12))


OPENING = ("log", "appear", "log", "appear")


LONG = hypothesis_settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take longer than anybody waits
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    print_blob=True,
)
"""For tests of which one example is a day's work in several databases."""


@LONG
@given(steps=steps(), data=st.data())
def test_what_was_known_then_is_what_would_be_known_had_nothing_followed(
    several: Pool, environment: dict[str, str], steps: list[Step], data: st.DataObject
) -> None:
    whole, so_far = (Run(url, environment) for url in several(2))
    for index, step in enumerate(steps):
        do(whole.url, index, step)
    stops = data.draw(st.sets(st.integers(len(OPENING) - 1, len(steps) - 1), min_size=1, max_size=2))
    for index, step in enumerate(steps):
        do(so_far.url, index, step)
        if index in stops:
            at = moment(index)
            assert everything_read(whole, at) == everything_read(so_far, at)
