"""The program on the AUKUS case."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def aukus(case_url: str, environment: dict[str, str]) -> Run:
    """The program on the AUKUS case, on each engine in turn; shared, so it is only read."""
    return Run(case_url, environment)
