"""The ladder of verdicts, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadUsage, Refused, Several
from claims.rules.ladder import PARTYS_OWN, Step, is_overdue, refusal, settles
from claims.vocabulary import KINDS_WITH_OUTCOME, VERDICTS, ClaimKind, EvidenceKind, Outcome, Status

STEP = Step(
    kind=ClaimKind.PREDICTION,
    old_status=Status.UNVERIFIED,
    old_outcome=Outcome.PENDING,
    status=Status.IN_REVIEW,
    outcome=None,
    note="asked the ministry",
    evidence=(),
    independent_lower=1,
    independent_upper=None,
)


def why(**changes: object) -> str:
    found = refusal(replace(STEP, **changes))  # type: ignore[arg-type]
    return "" if found is None else str(found)


def test_an_open_status_needs_a_reason_and_nothing_else() -> None:
    assert why() == ""
    assert isinstance(refusal(replace(STEP, note=None)), BadUsage)


def test_corroborated_needs_two_surely_independent_origins() -> None:
    sentence = "corroborated needs two surely independent origins; this claim has at least 1, "
    assert why(status=Status.CORROBORATED) == sentence + "total unknown"
    assert why(status=Status.CORROBORATED, independent_upper=3) == sentence + "at most 3"
    assert why(status=Status.CORROBORATED, independent_lower=2) == ""


@pytest.mark.parametrize("status", sorted(VERDICTS))
def test_a_verdict_needs_evidence(status: Status) -> None:
    assert "needs evidence" in why(status=status)
    assert why(status=status, evidence=(EvidenceKind.DATA,)) == ""


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.PENDING])
def test_an_outcome_needs_evidence(outcome: Outcome) -> None:
    assert "needs evidence" in why(outcome=outcome)
    assert why(outcome=outcome, evidence=(EvidenceKind.OBSERVATION,)) == ""


def test_reopening_an_outcome_needs_a_reason_only() -> None:
    assert why(old_outcome=Outcome.OCCURRED, outcome=Outcome.PENDING) == ""


@pytest.mark.parametrize("kind", [one for one in ClaimKind if one not in KINDS_WITH_OUTCOME])
def test_only_what_can_come_true_has_an_outcome(kind: ClaimKind) -> None:
    found = refusal(replace(STEP, kind=kind, outcome=Outcome.OCCURRED, evidence=(EvidenceKind.DATA,)))
    assert isinstance(found, Refused)
    assert found.part == "--outcome"


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_a_party_alone_settles_only_what_is_its_own(kind: ClaimKind) -> None:
    alone = why(kind=kind, status=Status.CONFIRMED, evidence=(EvidenceKind.PARTY_STATEMENT,) * 2)
    assert (alone == "") is (kind in PARTYS_OWN)
    both = (EvidenceKind.PARTY_STATEMENT, EvidenceKind.PRIMARY_RECORD)
    assert why(kind=kind, status=Status.CONFIRMED, evidence=both) == ""


@given(st.sampled_from(Status), st.sampled_from(Outcome), st.lists(st.sampled_from(EvidenceKind), max_size=3))
def test_nothing_is_settled_without_evidence(status: Status, outcome: Outcome, evidence: list[EvidenceKind]) -> None:
    step = replace(STEP, status=status, outcome=outcome, evidence=evidence, independent_lower=2)
    if refusal(step) is None and settles(step):
        assert set(evidence) - {EvidenceKind.PARTY_STATEMENT}


def test_every_rule_that_forbids_a_step_is_told() -> None:
    settled = replace(STEP, status=Status.REFUTED, note=" ")
    problem = refusal(settled)
    assert isinstance(problem, Several)
    assert [each.part for each in problem.problems] == ["--note", "--evidence"]
    assert problem.exit_code == BadUsage.exit_code
    fact = refusal(replace(STEP, kind=ClaimKind.FACT, outcome=Outcome.OCCURRED, note=None))
    assert isinstance(fact, Several)
    assert [each.part for each in fact.problems] == ["--note", "--outcome"], (
        "an outcome that cannot be needs no evidence"
    )


def test_a_window_that_closes_today_is_not_overdue() -> None:
    last = date(2025, 3, 31)
    assert not is_overdue(Outcome.PENDING, last, last)
    assert is_overdue(Outcome.PENDING, last, date(2025, 4, 1))
    assert not is_overdue(Outcome.OCCURRED, last, date(2026, 1, 1))
    assert not is_overdue(Outcome.PENDING, None, date(2026, 1, 1))
    assert not is_overdue(None, last, date(2026, 1, 1))
