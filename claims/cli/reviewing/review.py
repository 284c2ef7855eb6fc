"""`claims review` and `claims correct`: verdicts on claims, and corrections of appearances."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from claims.catalogue import CORRECTION, REVIEW
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import choice, writing
from claims.cli.forms.drafting import Given, taking
from claims.cli.forms.fields import option_of
from claims.cli.forms.sections import CHANGED_APPEARANCE, EVIDENCE, REVIEWED
from claims.cli.reviewing.reaching import reach_of
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Format
from claims.entry.typed import TypedEvidence, is_file, refuse_no_file
from claims.errors import BadUsage, Problems, Refused
from claims.text.references import names_an_article
from claims.vocabulary import CorrectionKind, Status

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import EvidenceDraft, Made, ReviewDraft
    from claims.store.files.evidence import Copies


def _check_files(given: Given, problems: Problems) -> None:
    """Add what is wrong with the files among evidence."""
    for piece in given["evidence"]:
        typed = piece.typed if isinstance(piece, TypedEvidence) else piece
        if is_file(typed):
            with problems.collected():
                refuse_no_file(typed)


def _check_review(given: Given, problems: Problems) -> None:
    """Add what is wrong between the options of a review."""
    from claims.rules.ladder import without_reason

    status, outcome, agree = given["status"], given["decided"].get("outcome"), given["agree"]
    if given["agrees_with"] is not None and not agree:
        problems.add(BadUsage("--with names the review to agree with; add --agree", part="--with"))
    if agree and (status is not None or outcome is not None):
        sentence = "--agree takes over status and outcome; leave STATUS and --outcome out"
        problems.add(BadUsage(sentence, part="--agree"))
    if not agree and status is None and outcome is None and not given["evidence"]:
        problems.add(BadUsage("say what the review decides: a STATUS, an --outcome or --evidence", part="review"))
    _check_files(given, problems)
    reason = None if agree else without_reason(given["decided"].get("note"))
    if problems and reason is not None:
        problems.add(reason)


@command(
    "review",
    example="""
        claims review 1 in_review --note "asked the Canadian ministry"
        claims review 1 --outcome occurred_late --note "announced" --evidence article:9 --evidence-kind primary_record
        claims review 1 --agree
    """,
)
@click.argument("claim", shell_complete=completion.claims)
@click.argument("status", type=choice(Status), required=False)
@taking(decided=REVIEWED)
@click.option("--agree", is_flag=True, help="Agree, as a second person, with the waiting or present verdict.")
@option_of(REVIEW["agrees_with"], given_as="agrees_with")
@taking(_check_review, evidence=EVIDENCE)
@writing
def review(
    desk: Desk,
    form: Format,
    claim: str,
    status: Status | None,
    decided: dict[str, Any],
    agree: bool,
    agrees_with: str | None,
    evidence: tuple[TypedEvidence, ...],
) -> None:
    """Give a claim a status or an outcome, or agree with a verdict.

    STATUS says whether it was right when it was reported: unverified, in_review, corroborated, disputed, unproven and
    not_checkable leave it open; confirmed, partly_confirmed, misleading, refuted and outdated are verdicts. A verdict
    or an outcome needs evidence from outside the claim's own chain; corroborated needs two surely independent origins.
    Where the newsroom asks for two people (`claims db policy`), a verdict or an outcome is proposed until somebody else
    agrees; an open status takes effect at once and ends any proposal. Without that policy, --agree puts a second name
    to the verdict.
    """
    from claims.entry.answers import reviewed_in_words
    from claims.entry.drafts import ReviewDraft
    from claims.entry.reviewing.review import review as use_case

    with _copied(desk, "claim", claim, evidence) as (pieces, copies):
        draft = ReviewDraft(status=status, evidence=pieces, agree=agree, agrees_with=agrees_with, **decided)
        draft = _asked_about(desk, claim, draft)
        made = desk.write("review", lambda session: use_case(session, claim, draft), copies)
    answer(made, form, text=lambda: reviewed_in_words(made))


def _asked_about(desk: Desk, claim: str, draft: ReviewDraft) -> ReviewDraft:
    """Ask the person at a terminal about evidence that may prove nothing; raises `Refused` if they withdraw it."""
    if not desk.interactive or not draft.evidence:
        return draft
    from claims.cli.terminal.prompts import typed_line
    from claims.entry.reviewing.review import doubts_about

    doubts = desk.read(lambda connection: doubts_about(connection, claim, draft))
    for sentence in doubts:
        click.echo(f"{one_line(sentence)}.", err=True)
        if typed_line("Use it all the same? [y/N] > ").strip().casefold() not in ("y", "yes"):
            raise Refused("the review was not entered; give other evidence", part="--evidence")
    return replace(draft, sure=bool(doubts))


CORRECTIONS = ("--retracted", "--edited", "--wrong", "--not-a-reprint")
"""The corrections of an appearance or an article."""


def _corrections(given: Given) -> list[str]:
    """Return the corrections that were typed."""
    return [option for option in CORRECTIONS if given[option.removeprefix("--").replace("-", "_")]]


def _check_correction(given: Given, problems: Problems) -> None:
    """Add what is wrong between the options of a correction."""
    from claims.entry.rules.texts import required

    typed = _corrections(given)
    if len(typed) != 1:
        sentence = "say one thing: --retracted, --edited or --wrong; for an article also --not-a-reprint"
        problems.add(BadUsage(sentence, part=typed[1] if typed else "correct"))
    whole = names_an_article(given["appearance"])
    if "--not-a-reprint" in typed and not whole:
        problems.add(BadUsage("only an article can stop being a reprint: name it as article:9", part="--not-a-reprint"))
    if whole and given.get("changes"):
        problems.add(BadUsage("new values go to one appearance at a time; give its number", part=given["appearance"]))
    _check_files(given, problems)
    if problems:
        with problems.collected():
            required(given["note"], "the reason", "--note")


@command(
    "correct",
    example="""
        claims correct 3 --retracted --note "retracted on 21 March" --evidence article:8
        claims correct article:9 --retracted --note "the whole report was retracted"
        claims correct 3 --wrong --attribution institution --source "the ministry" --note "misread"
        claims correct article:12 --not-a-reprint --note "it only has the same headline"
    """,
)
@click.argument("appearance", metavar="APPEARANCE|ARTICLE")
@click.option("--retracted", is_flag=True, help="The outlet retracted it.")
@click.option("--edited", is_flag=True, help="The outlet changed it; log the new version with `claims appear`.")
@click.option("--wrong", is_flag=True, help="We entered it wrongly; the options below say what it should have been.")
@click.option("--not-a-reprint", is_flag=True, help="The article is not a reprint; the appearances that it copied go.")
@option_of(CORRECTION["note"])
@taking(_check_correction, evidence=EVIDENCE, changes=CHANGED_APPEARANCE)
@writing
def correct(
    desk: Desk,
    form: Format,
    appearance: str,
    retracted: bool,
    edited: bool,
    wrong: bool,
    not_a_reprint: bool,
    note: str | None,
    evidence: tuple[TypedEvidence, ...],
    changes: dict[str, Any],
) -> None:
    """Say that an appearance was retracted, changed or wrong.

    APPEARANCE is its number. ARTICLE instead (article:9) means every appearance in that article at once, as for a
    report that was retracted whole. The appearance stays unchanged and visible.

    With --wrong, give the right values as options: a new appearance takes its place. Values you leave out stay, and an
    empty text removes a value. With --not-a-reprint an article stops being the reprint of another: the appearances that
    it copied are marked as wrong, and no more are copied.

    The answer shows the reach of the correction: appearances that picked the claim up from there, decisions, stories
    and reports that rested on it, and the counts of origins before and after. `claims show` flags the correction until
    the claim is reviewed.
    """
    flags = zip(CORRECTIONS, (retracted, edited, wrong, not_a_reprint), strict=True)
    option = next(name for name, is_set in flags if is_set)
    whole = names_an_article(appearance)
    typed = appearance.partition(":")[2].strip() if whole else appearance
    with _copied(desk, "article" if whole else "appearance", typed, evidence) as (pieces, copies):
        made = desk.write(
            "correct", lambda session: _correct(session, typed, option, whole, note, pieces, changes), copies
        )
    reached = reach_of(desk, made)
    more = {"reach": list(reached.json) if whole else next(iter(reached.json), None)}
    from claims.entry.answers import article_corrected_in_words, corrected_in_words

    text = article_corrected_in_words if whole else corrected_in_words
    answer(made, form, text=lambda: f"{text(made, option.removeprefix('--'))}{reached.text}", more=more)


def _correct(
    session: Session,
    typed: str,
    option: str,
    whole: bool,
    note: str | None,
    evidence: tuple[EvidenceDraft, ...],
    changes: dict[str, Any],
) -> Made:
    """Record the correction of an appearance or of an article."""
    from claims.entry.correcting.correct import Changes, correct
    from claims.entry.correcting.reports import correct_article, not_a_reprint

    if option == "--not-a-reprint":
        return not_a_reprint(session, typed, note, evidence=evidence)
    kind = CorrectionKind(option.removeprefix("--"))
    if whole:
        return correct_article(session, typed, kind, note, evidence=evidence)
    instead = Changes(changes) if changes else None
    return correct(session, typed, kind, note, evidence=evidence, changes=instead)


@contextmanager
def _copied(
    desk: Desk, subject: str, record: str, pieces: tuple[TypedEvidence, ...]
) -> Iterator[tuple[tuple[EvidenceDraft, ...], Copies | None]]:
    """Return evidence ready to be recorded, and the copies of its files, which are kept with the record only."""
    if not pieces:
        yield (), None
        return
    from claims.entry.evidence_files import drafted
    from claims.reading.find import find

    # Nothing is put beside a database that is not there, or for a record that is not in it.
    desk.read(lambda connection: find(connection, subject, record, part=subject.upper()))
    with drafted(desk.settings, pieces, desk.tried) as evidence:
        yield evidence
