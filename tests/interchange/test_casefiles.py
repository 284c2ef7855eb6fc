"""Case files: read in whole or not at all, and as often as one likes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from claims.errors import BadValue, ClaimsError, FileUnusable
from claims.interchange.casefiles import Loaded, case_path, load_case, read_case
from claims.settings import settings
from claims.store import verification
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import TABLES
from tests.conftest import Run

AUKUS = Path(__file__).resolve().parents[2] / "seeds" / "aukus"
AT = {"entered": "2024-03-20T09:00:00+00:00", "by": "mori"}
SMALL: list[dict[str, Any]] = [
    {"record": "outlet", "key": "politico", "name": "POLITICO", "hosts": ["politico.eu"], **AT},
    {"record": "article", "key": "race", "outlet": "politico", "published": "2024-03-19", **AT},
    {"record": "claim", "key": "in-line", "statement": "Japan is in line", "kind": "prediction", **AT},
    {"record": "appearance", "key": "a", "claim": "in-line", "article": "race", "attribution": "unattributed", **AT},
]


def written(folder: Path, records: list[dict[str, Any]]) -> Path:
    case = folder / "case"
    case.mkdir(exist_ok=True)
    (case / "records.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return case


def load(url: str, path: Path) -> Loaded:
    lines = read_case(path)
    return write(settings(url), "import", lambda session: load_case(session, path.stem, lines))


def count(url: str, table: str) -> int:
    with reading(settings(url)) as connection:
        return int(connection.execute(select(func.count()).select_from(TABLES[table])).scalar_one())


def test_the_case_comes_in_whole_and_only_once(db_url: str) -> None:
    first = load(db_url, AUKUS)
    assert first.made["claim"] == 140
    assert first.skipped == 0
    rows = {table: count(db_url, table) for table in TABLES}
    again = load(db_url, AUKUS)
    assert again.made == {}
    assert {table: count(db_url, table) for table in TABLES} == rows
    with reading(settings(db_url)) as connection:
        assert verification.verify(connection).rows == sum(rows.values())


def test_records_count_as_entered_when_and_by_whom_the_case_says(db_url: str, tmp_path: Path) -> None:
    load(db_url, written(tmp_path, SMALL))
    claim = TABLES["claim"]
    with reading(settings(db_url)) as connection:
        at, by = connection.execute(select(claim.c.entered_at, claim.c.entered_by)).one()
    assert (at.isoformat(), by) == ("2024-03-20T09:00:00+00:00", "mori")


def test_what_was_added_to_a_case_comes_in_later(db_url: str, tmp_path: Path) -> None:
    load(db_url, written(tmp_path, SMALL))
    more = {"record": "claim", "key": "second", "statement": "Canada is in line", **AT}
    assert load(db_url, written(tmp_path, [*SMALL, more])).made == {"claim": 1}


def test_appearances_on_an_original_follow_to_its_whole_reprints(db_url: str, tmp_path: Path) -> None:
    copy = {"record": "article", "key": "copy", "reprint_of": "race", "reprint_extent": "whole", "title": "Copy", **AT}
    load(db_url, written(tmp_path, [*SMALL, copy]))
    assert count(db_url, "appearance") == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"record": "claim", "key": "x", "statement": "", **AT}, "line 5.*statement"),
        ({"record": "claim", "key": "x", "statement": "X", "colour": "red", **AT}, "line 5.*unknown field colour"),
        ({"record": "claim", "key": "x", "statement": "X", "kind": "rumour", **AT}, "line 5.*must be one of fact"),
        ({"record": "appearance", "key": "x", "claim": "no", "article": "race", "attribution": "named", **AT}, '"no"'),
        ({"record": "claim", "key": "x", "statement": "X", "entered": "2024-03-20", "by": "m"}, "with offset"),
        ({"record": "verdict", "key": "x", **AT}, "line 5.*one of outlet"),
        ({"record": "review", "key": "x", "claim": "in-line", "status": "confirmed", "note": "n", **AT}, "evidence"),
    ],
)  # fmt: skip
def test_a_wrong_record_is_named_and_nothing_comes_in(
    db_url: str, tmp_path: Path, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ClaimsError, match=sentence):
        load(db_url, written(tmp_path, [*SMALL, change]))
    assert count(db_url, "claim") == 0


def test_lines_that_are_no_records_are_named(tmp_path: Path) -> None:
    case = tmp_path / "case.jsonl"
    for content in ("[1, 2]", "{", '"text"', "null", '{"record": "claim"}'):
        case.write_text(content)
        with pytest.raises(BadValue, match=r"case\.jsonl, line 1"):
            read_case(case)
    case.write_bytes(b'{"record": "\xff"}')
    with pytest.raises(FileUnusable):
        read_case(case)


def test_a_case_is_found_by_path_and_by_name(tmp_path: Path) -> None:
    assert case_path(tmp_path) == tmp_path.resolve()
    assert case_path(Path("aukus")).name == "aukus"
    with pytest.raises(FileUnusable, match="nothing at"):
        case_path(tmp_path / "nowhere")
    with pytest.raises(FileUnusable, match=r"no \.jsonl file"):
        read_case(tmp_path)


def test_an_address_that_teaches_its_outlets_host_is_read_in_once(run: Run, tmp_path: Path) -> None:
    at = {"entered": "2024-03-20T09:00:00+00:00", "by": "mori"}
    lines = [
        {"record": "outlet", "key": "rnz", "name": "RNZ", **at},
        {"record": "article", "key": "a", "outlet": "rnz", "url": "https://www.rnz.co.nz/a", **at},
    ]
    path = tmp_path / "case.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    assert run("import", path).exit_code == 0
    assert "nothing new" in run("import", path).stdout
    assert len(run("article", "list", "--format", "json").json) == 1
