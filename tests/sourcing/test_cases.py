"""The worked cases of the design, with their answers."""

from __future__ import annotations

from typing import Any

import pytest

from claims.errors import ConflictingJudgements
from tests.sourcing.building import CASES, as_expected, count_case


def test_all_cases_are_there() -> None:
    assert len(CASES) == 37


@pytest.mark.parametrize("case", [c for c in CASES if "error" not in c["expect"]], ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert as_expected(count_case(case)) == case["expect"]


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c["expect"]], ids=lambda case: case["name"])
def test_case_is_refused_with_both_sources_named(case: dict[str, Any]) -> None:
    with pytest.raises(ConflictingJudgements, match="the source x and the source y are judged the same and different"):
        count_case(case)
