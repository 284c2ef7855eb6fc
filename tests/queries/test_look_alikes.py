"""The names that read alike are worked out once, and again as far as something was entered."""

from __future__ import annotations

import pytest

from claims.features.similar.names import AlikePair, alike_now
from claims.reading.until_written import until_written
from claims.settings import settings
from claims.store.database import reading
from tests.newsroom import enter, record

pytestmark = pytest.mark.engines("sqlite")


def pairs(url: str) -> list[tuple[str, str]]:
    def read(pair: AlikePair) -> tuple[str, str]:
        return pair.a_name, pair.b_name

    with reading(settings(url)) as connection:
        return [read(pair) for pair in until_written(connection, "what looks alike", alike_now)]


def test_a_name_that_is_entered_later_is_compared_with_those_before(db_url: str) -> None:
    enter(db_url, [record("outlet", "nikkei", name="Nikkei"), record("reporter", "roe", name="Jane Roe")])
    assert pairs(db_url) == []
    enter(db_url, [record("outlet", "asia", name="Nikkei Asia")])
    assert pairs(db_url) == pairs(db_url) == [("Nikkei", "Nikkei Asia")]
    enter(db_url, [record("reporter", "j", name="J. Roe"), record("outlet", "times", name="The Times")])
    assert pairs(db_url) == [("Nikkei", "Nikkei Asia"), ("Jane Roe", "J. Roe")]


def test_names_of_another_database_are_in_no_pair(db_url: str) -> None:
    enter(db_url, [record("outlet", "asia", name="Nikkei Asia"), record("outlet", "post", name="The Post")])
    assert pairs(db_url) == []
