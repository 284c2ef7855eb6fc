"""Editing a claim, and correcting one of its appearances, on pages of their own.

The form knows the values it was opened with: only what somebody changed is entered, and nobody's newer value is undone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import htpy as h

from claims.catalogue import CLAIM
from claims.catalogue.field import DATES
from claims.entry.answers import corrected_in_words, edited_in_words
from claims.entry.correcting.correct import Changes
from claims.entry.correcting.correct import correct as correct_appearance
from claims.entry.drafts import ArticleDraft, Made
from claims.entry.edit import edit_claim, edit_needs_reason
from claims.entry.typed import appearance_values, window_drafts
from claims.errors import BadUsage, BadValue, ClaimsError, NotFound, Problems
from claims.features.reach.read import corrections_reach
from claims.features.reach.words import reach_sentences
from claims.reading.history import Entry
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.render.phrases import REDACTED, article_phrase
from claims.text.references import number_in
from claims.text.typed import Given
from claims.vocabulary import CorrectionKind, HedgeKind, WindowRole
from claims.web.chassis.answering import Answer
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, Form, Input, Shape, missing, of_field, typed_values
from claims.web.chassis.page import Done, Open, Page
from claims.web.chassis.picking import offered_article
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import flat
from claims.web.claim.acting import Newer, pieces_of, unless_newer, uploaded
from claims.web.claim.acts import newer_body
from claims.web.claim.forms import CORRECTING_WHOLE, EVIDENCE_INPUTS
from claims.web.claim.page import Shown, claim_shown
from claims.web.log.forms import CHANGES

if TYPE_CHECKING:
    from claims.store.files.evidence import Copies

Texts = Mapping[str, Sequence[str]]

_COLUMNS = ("statement", "kind", "weight", "condition", "condition_claim", "note")
_DATES = ("due", "due_earliest", "due_latest", "happened", "holds")

EDITING = Form(
    "edit",
    (
        *(of_field(CLAIM[name], group="") for name in _COLUMNS),
        of_field(CLAIM["stories"], group="", help="One on each line."),
        *(of_field(CLAIM[name], hint="window" if name in set(WindowRole) else "", group=DATES) for name in _DATES),
        Input("said", "Said on", help="The day these words were said.", group=DATES, part="--said"),
        Input("reason", "Why is it changed?", Shape.LONG, help="It stays in the claim's history.", part="--reason"),
    ),
)
"""New values of a claim."""

_RIGHT = "The right values, if we entered it wrongly"

CORRECTING = Form(
    "correct",
    (
        *CORRECTING_WHOLE,
        *(replace(each, group=each.group or "Evidence") for each in EVIDENCE_INPUTS),
        *(replace(each, group=_RIGHT, hint="") for each in CHANGES.inputs),
    ),
)
"""The correction of an appearance, with its right values."""


# Editing


def edit(visit: Visit) -> Page:
    """Show the claim's values, to be changed."""
    shown = visit.read(lambda connection: claim_shown(connection, visit))
    filled = _as_recorded(shown.chain.claim)
    return _edit_page(visit, shown, filled, _frozen(filled.values))


def enter_edit(visit: Visit) -> Answer:
    """Enter the changed values."""
    number = visit.path["number"]
    try:
        values = EDITING.given(visit.form)
        changed = _changed(EDITING, visit)
        columns = {name: values[name] for name in _COLUMNS if name in changed}
        stories, gone = _stories(visit, values["story"])
        windows = window_drafts(
            {**{name: values[name] if name in changed else None for name in _DATES}, "said": _said(values)},
            days_alone=True,
        )
        _check_reason(visit, number, columns, values["reason"])
        use_case = unless_newer(
            visit,
            lambda session: edit_claim(
                session,
                number,
                columns,
                windows=windows,
                stories=stories,
                not_stories=gone,
                reason=values["reason"],
            ),
            number,
        )
        made = visit.write("edit", use_case)
    except ClaimsError as problem:
        now = visit.read(lambda connection: claim_shown(connection, visit))
        newer = problem.entries if isinstance(problem, Newer) else ()
        filled = Filled.by(EDITING, visit.form, _nothing_changed(problem))
        return _edit_page(visit, now, filled, visit.typed("was") or "{}", status_of(problem), newer)
    visit.tell(edited_in_words(made), *made.notices)
    return Done(f"/claims/{number}{visit.along}")


def _nothing_changed(problem: ClaimsError) -> ClaimsError:
    """Return the problem, in other words where a command line would be named."""
    return BadUsage("you changed no value") if str(problem).startswith("nothing to change") else problem


def _check_reason(visit: Visit, number: str, columns: Given, reason: str | None) -> None:
    """Raise `BadUsage` when an edit lacks the reason that it needs."""
    if reason is None and columns:
        wanted = visit.read(lambda connection: edit_needs_reason(connection, number, columns))
        if wanted is not None:
            raise BadUsage(wanted, part="--reason")


def _said(values: Given) -> Any:
    from claims.text.typed import typed_day

    return typed_day(values["said"], "--said") if values["said"] else None


def _stories(visit: Visit, typed: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stories that the claim enters, and the stories that it leaves."""
    before = _lines(_was(visit).get("story", []))
    now = list(dict.fromkeys(typed))
    return tuple(name for name in now if name not in before), tuple(name for name in before if name not in now)


def _lines(texts: Sequence[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def _as_recorded(record: ClaimRecord) -> Filled:
    windows = {window.role.value: window.words for window in record.windows}
    condition = f"#{record.condition_claim_id}" if record.condition_claim_id else None
    columns = {name: getattr(record, name) for name in _COLUMNS if name != "condition_claim"}
    return Filled.of(**columns, **windows, condition_claim=condition, story=record.stories)


def _edit_page(
    visit: Visit, shown: Shown, filled: Filled, was: str, status: int = 200, newer: Sequence[Entry] = ()
) -> Page:
    record = shown.chain.claim
    body = form_body(
        EDITING,
        filled,
        f"/claims/{record.id}/edit{visit.along}",
        "Save the changes",
        hidden={"seen": str(shown.seen), "was": was},
        above=[_about(record, visit), newer_body(newer, visit)],
        keeps=True,
        folded=False,
    )
    return Page("Edit a claim", h.div(".narrow")[body], status, open=Open(record.id, "edit"))


def _about(record: ClaimRecord, visit: Visit) -> h.Node:
    link = h.a(href=f"/claims/{record.id}{visit.along}")[f"#{record.id}"]
    return h.p(".lead", dir="auto")[link, " ", h.span(".statement")[flat(record.statement or REDACTED)]]


# What was changed


def _frozen(values: Texts) -> str:
    """Return the values that a form is opened with, to be sent along."""
    return json.dumps({name: list(texts) for name, texts in values.items()}, ensure_ascii=False)


def _was(visit: Visit) -> dict[str, list[str]]:
    """Return the values that the form was opened with; raises `BadValue` for a forged form."""
    try:
        was: object = json.loads(visit.typed("was") or "{}")
    except ValueError:
        was = None
    if not isinstance(was, dict) or not all(_are_texts(value) for value in was.values()):
        raise BadValue("the form is not as this page made it; open it again")
    return was


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _changed(form: Form, visit: Visit) -> set[str]:
    """Return the names of the fields with another value than the form was opened with."""
    was = _was(visit)
    return {
        each.name
        for each in form.inputs
        if each.shape is not Shape.FILE
        and _plain(typed_values(each, visit.form)) != _plain(was.get(each.name, [each.default] if each.default else []))
    }


def _plain(texts: Sequence[str]) -> list[str]:
    return [text.strip().replace("\r\n", "\n") for text in texts if text.strip()]


# Correcting


def correct(visit: Visit) -> Page:
    """Show an appearance's values, to be corrected."""
    shown = visit.read(lambda connection: claim_shown(connection, visit))
    appearance = _appearance(shown, visit)
    filled = _values(appearance)
    return _correct_page(visit, shown, appearance, filled, _frozen(filled.values))


def enter_correction(visit: Visit) -> Answer:
    """Enter the correction."""
    number, wanted = visit.path["number"], visit.path["appearance"]
    now = visit.read(lambda connection: claim_shown(connection, visit))
    appearance = _appearance(now, visit)
    try:
        given = CORRECTING.given(visit.form)
        problems = Problems()
        if given["correction"] is None:
            problems.add(missing("--retracted", "say what happened to it"))
        if given["note"] is None:
            problems.add(missing("--note", "give the reasons"))
        problems.tell()
        kind, note = CorrectionKind(given["correction"]), given["note"]
        changes = _changes(given, _changed(CHANGES, visit))

        def entered(evidence: Any, copies: Copies | None) -> Made:
            use_case = unless_newer(
                visit,
                lambda session: correct_appearance(
                    session, wanted, kind, note, evidence=evidence, changes=Changes(changes) if changes else None
                ),
                number,
            )
            return visit.write("correct", use_case, copies)

        with uploaded(visit, pieces_of(visit, given)) as (evidence, copies):
            made = entered(evidence, copies)
    except ClaimsError as problem:
        shown = visit.read(lambda connection: claim_shown(connection, visit))
        newer = problem.entries if isinstance(problem, Newer) else ()
        filled = Filled.by(CORRECTING, visit.form, problem)
        return _correct_page(visit, shown, appearance, filled, visit.typed("was") or "{}", status_of(problem), newer)
    visit.tell(corrected_in_words(made, kind.value), *made.notices, *_reach(visit, made))
    return Done(f"/claims/{number}{visit.along}#appearance-{made.appearance or wanted}")


def _reach(visit: Visit, made: Made) -> list[str]:
    """Return what the corrections reach: whoever picked it up, decisions, counts."""
    numbers = {record.id for record in made.made if record.subject == "correction"}
    try:
        reached = visit.read(lambda connection: corrections_reach(connection, numbers)) if numbers else []
    except ClaimsError as problem:
        return [f"the correction was made, but its reach cannot be shown: {problem}"]
    return [sentence for each in reached for sentence in reach_sentences(each, visit.zone)]


def _changes(given: Given, changed: set[str]) -> dict[str, Any]:
    """Return the right values of an appearance by field, only the changed ones; an empty text removes one."""
    blank: Given = {each.name: None for each in CHANGES.inputs}
    typed = {name: "" if given[name] is None else given[name] for name in changed}
    values = appearance_values({**blank, **typed})
    if typed.get("article"):
        values["article"] = ArticleDraft(article=str(typed["article"]))
    return values


def _appearance(shown: Shown, visit: Visit) -> AppearanceRecord:
    """Return the appearance in the address; raises `NotFound`."""
    typed = visit.path["appearance"]
    number = number_in(typed)
    entries = (*shown.chain.claim.appearances, *shown.chain.claim.wrong_entries)
    wanted = next((appearance for appearance in entries if appearance.id == number), None)
    if wanted is None:
        raise NotFound(f'claim #{shown.chain.claim.id} has no appearance "{typed}"')
    return wanted


def _values(appearance: AppearanceRecord) -> Filled:
    """Return the form filled in with the values of an appearance."""
    named = {each.name for each in CHANGES.inputs}
    values = {name: getattr(appearance, name, None) for name in named}
    source, relays = appearance.source, appearance.relays
    values |= {
        "source": (source.name or source.described) if source else None,
        "role": None,
        "institution": None,
        "article": offered_article(appearance.article.id, article_phrase(appearance.article)),
        "relays": offered_article(relays.id, article_phrase(relays)) if relays else None,
        "appearance_note": appearance.note,
        "hedge": None,
    }
    filled = Filled.of(**values)
    hedges = [
        f"{kind}:{'; '.join(hedge.words for hedge in appearance.hedges if hedge.kind is kind and hedge.words)}"
        for kind in HedgeKind
        if any(hedge.kind is kind and hedge.words for hedge in appearance.hedges)
    ]
    return Filled({**filled.values, **({"hedge": hedges} if hedges else {})})


def _correct_page(
    visit: Visit,
    shown: Shown,
    appearance: AppearanceRecord,
    filled: Filled,
    was: str,
    status: int = 200,
    newer: Sequence[Entry] = (),
) -> Page:
    record = shown.chain.claim
    of_article = f"Appearance #{appearance.id}: {flat(article_phrase(appearance.article))}."
    body = form_body(
        CORRECTING,
        filled,
        f"/claims/{record.id}/appearances/{appearance.id}/correct{visit.along}",
        "Enter the correction",
        hidden={"seen": str(shown.seen), "was": was},
        above=[_about(record, visit), h.p[of_article], newer_body(newer, visit)],
        keeps=True,
    )
    return Page("Correct an appearance", h.div(".narrow")[body], status, open=Open(record.id, "correct"))
