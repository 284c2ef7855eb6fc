"""A table is entered a batch at a time, and where one batch ends makes no difference to what is stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import TABLES
from tests.conftest import Run
from tests.places import Pool

Import = Callable[..., None]

FRESH = {"uid", "salt", "entered_at"}
MADE = (
    *("outlet", "outlet_alias", "reporter", "source", "story", "article", "byline"),
    *("claim", "claim_story", "appearance", "review", "evidence"),
)

HEAD = "claim_id,statement,story,outlet,title,url,published,reporter,attribution,source,role,relays,said,rating,status"
ROWS = """
c1,Chile hosts the talks,Talks,Nikkei Asia,A,https://asia.nikkei.com/a,2024-03-19,Jane Doe,named,Bob Ray,,,,false,
c1,Chile hosts the talks,Talks,Le Monde,B,https://lemonde.fr/b,2024-03-20,Jane Doe,named,Bob Ray,,Nikkei Asia,,,
c2,Fees rise,Fees,Le Monde,C,https://lemonde.fr/c,2024-03-20,Jean Roux,unnamed,two officials,,,,odd,
c2,Fees rise,Fees,Ednews,D,https://ednews.net/d,2024-03-21,Jane Doe,unnamed,two officials,,https://lemonde.fr/c,,,
c3,Late words,,Ednews,E,https://ednews.net/e,2024-03-21,Ann Late,unnamed,a late aide,,,2024-09-01,,
c4,Fares fall,Fees,Ednews,F,https://ednews.net/f,2024-03-22,Ann Late,named,Bob Ray,minister,,,true,
""".strip().splitlines()


@pytest.fixture
def enter(environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Give what imports some rows into a database, so many in a transaction."""

    def import_rows(url: str, rows: list[str], at_once: int) -> None:
        monkeypatch.setattr("claims.interchange.tables.mapped.BATCH", at_once)
        run, path = Run(url, environment), tmp_path / "log.csv"
        path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        for told in (("import", path), ("db", "verify"), ("db", "check")):
            done = run(*told)
            assert done.exit_code == 0, done.stderr

    return import_rows


def stored(url: str, name: str) -> list[dict[str, Any]]:
    with reading(settings(url)) as connection:
        rows = connection.execute(select(TABLES[name]).order_by(TABLES[name].c.id)).mappings()
        return [{column: value for column, value in row.items() if column not in FRESH} for row in rows]


@pytest.mark.parametrize("at_once", [1, 2, 4])
def test_where_batches_end_makes_no_difference(enter: Import, several: Pool, at_once: int) -> None:
    parted, whole = several(2)
    enter(parted, ROWS, at_once)
    enter(whole, ROWS, len(ROWS))
    assert len(stored(whole, "appearance")) == len(ROWS) - 1
    for name in MADE:
        assert stored(parted, name) == stored(whole, name), name


def test_what_a_later_batch_says_of_a_source_is_kept_with_a_revision(enter: Import, db_url: str) -> None:
    enter(db_url, ROWS, 1)
    assert [one["role"] for one in stored(db_url, "source") if one["name"] == "Bob Ray"] == ["minister"]
    assert [(one["subject"], one["field"], one["new"]) for one in stored(db_url, "revision")] == [
        ("source", "role", '"minister"')
    ]


def test_a_batch_may_lose_every_record_of_a_kind(enter: Import, db_url: str) -> None:
    enter(db_url, [ROWS[4], "c9,Of no article,,,,,,,,,,,,,"], 2)
    assert [one["statement"] for one in stored(db_url, "claim")] == ["Of no article"]
    assert not any(stored(db_url, name) for name in ("article", "source", "outlet"))


def test_a_reprint_follows_no_row_that_was_refused(enter: Import, db_url: str, environment: dict[str, str]) -> None:
    run = Run(db_url, environment)
    enter(db_url, [ROWS[2]], 1)
    assert run("reprint", 1, "--outlet", "Ednews", "--url", "https://ednews.net/c").exit_code == 0
    before = len(stored(db_url, "appearance"))
    row = "c8,Stays away,,Le Monde,C,https://lemonde.fr/c,2024-03-20,,own_voice,,,,,,corroborated"
    enter(db_url, [row, ROWS[5]], 2)  # the number that the refused appearance had goes to the next
    assert len(stored(db_url, "appearance")) == before + 1
