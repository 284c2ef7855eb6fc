"""Columns become fields as a mapping says, or as their names do; what is no field is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import BadUsage, BadValue
from claims.interchange.tables.mapping import FIELDS, Plan, Reader, dataset_of, mapping_for

HEADER = ("Claim", "Headline", "Link", "Who", "Tags", "Day", "Stance")


def plan(tmp_path: Path, toml: str, *maps: str, **constants: str) -> Plan:
    file = tmp_path / "map.toml"
    file.write_text(toml, encoding="utf-8")
    return mapping_for(tmp_path / "table.csv", HEADER, file=file, maps=maps, constants=constants)


def fields(found: Plan) -> dict[str, str]:
    return {rule.column: rule.field for rule in found.rules}


def test_common_names_are_recognised(tmp_path: Path) -> None:
    found = mapping_for(tmp_path / "table.csv", HEADER)
    assert fields(found) == {"Claim": "statement", "Headline": "title", "Link": "url", "Stance": "stance"}
    assert found.dataset == "table"


def test_every_field_is_recognised_by_its_own_name(tmp_path: Path) -> None:
    found = mapping_for(tmp_path / "table.csv", tuple(FIELDS))
    assert fields(found) == {name: name for name in FIELDS}


def test_what_is_typed_adds_to_what_is_recognised(tmp_path: Path) -> None:
    found = mapping_for(tmp_path / "table.csv", HEADER, maps=["Who=reporter", "Headline=statement", "Stance="])
    assert fields(found) == {"Headline": "statement", "Link": "url", "Who": "reporter"}


def test_values_parts_and_dates_are_read_as_the_mapping_says(tmp_path: Path) -> None:
    found = plan(
        tmp_path,
        '[columns]\nClaim = "statement"\nTags = { field = "story", split = ";" }\n'
        'Day = { field = "published", dates = "%d/%m/%Y" }\n'
        'Stance = { field = "treatment", values = { For = "endorses", none = "" } }\n'
        '[constants]\nkind = "prediction"\n',
        story="everything",
    )
    reader = Reader(found, HEADER)
    entry = reader.entry(2, [" It rained ", "", "x", "", "a; b;", "03/04/2024", "FOR"])
    assert entry.values == {
        "statement": "It rained",
        "published": "2024-04-03",
        "treatment": "endorses",
        "kind": "prediction",
    }
    assert entry.several == {"story": ("everything", "a", "b")}
    assert "treatment" not in reader.entry(3, ["x", "", "", "", "", "", "none"]).values
    with pytest.raises(BadValue, match="not a date of the form"):
        reader.entry(4, ["x", "", "", "", "", "2024-04-03", ""])


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("[columns]\nClaim = 'statment'", 'did you mean "statement"'),
        ("[columns]\nClaims = 'statement'", 'no column "Claims"; did you mean "Claim"'),
        ("[column]\nClaim = 'statement'", 'did you mean "columns"'),
        ("[columns]\nClaim = { field = 'statement', value = 1 }", 'did you mean "values"'),
        ("[columns]\nClaim = 'statement'\nHeadline = 'statement'", 'go into "statement", which takes one'),
        ("[columns]\nClaim = 'statement'\n[constants]\nstatement = 'x'", "and a constant"),
        ("[columns]\nClaim = 3", "goes into a field"),
        ("columns = 3", "is a table"),
        ("[columns", "is not TOML"),
    ],
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, toml: str, problem: str) -> None:
    with pytest.raises(BadValue, match=problem):
        plan(tmp_path, toml)


def test_a_table_without_statements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match="--map COLUMN=statement"):
        mapping_for(tmp_path / "table.csv", ("x", "y"))


def test_rejected_rows_belong_to_the_table_that_they_are_from(tmp_path: Path) -> None:
    assert {dataset_of(tmp_path / name) for name in ("a.csv", "a.rejects.csv", "a.rejects-2.csv", "a.xlsx")} == {"a"}
    (tmp_path / "a.toml").write_text("[columns]\nx = 'statement'\n")
    assert mapping_for(tmp_path / "a.rejects.csv", ("x",)).file == tmp_path / "a.toml"


def test_control_characters_that_stand_for_nothing_are_left_out_and_counted(tmp_path: Path) -> None:
    reader = Reader(mapping_for(tmp_path / "table.csv", HEADER), HEADER)
    values = reader.entry(2, ["It rained \x90", "a\x81b\x90", *[""] * 5]).values
    assert (values["statement"], values["title"]) == ("It rained", "ab")
    assert reader.meaningless == {"U+0090": 2, "U+0081": 1}


@pytest.mark.parametrize(
    ("word", "is_rating"),
    [
        *((word, False) for word in ("None", "N/A", "null", "-", "nan", "#N/A", "not available", "(blank)", "missing")),
        *((word, True) for word in ("unknown", "Unbekannt", "False", "to be determined")),
    ],
)
def test_words_for_nothing_are_empty_cells_unless_they_may_be_ratings(
    tmp_path: Path, word: str, is_rating: bool
) -> None:
    header = ("claim", "outlet", "published", "rating", "note")
    reader = Reader(mapping_for(tmp_path / "table.csv", header), header)
    values = reader.entry(2, [word, word, word, word, word]).values
    assert {"statement", "note"} <= set(values), "texts are kept"
    assert ("rating" in values) is is_rating
    assert ("outlet" in values) is (word == "False")
