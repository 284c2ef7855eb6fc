"""The catalogue of fields, and what is written from it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from claims.catalogue import APPEARANCE, DAY, FLAG, MOMENT, RECORDS, TEXT, Field, Option, Record, Reference
from claims.catalogue.imported import FIELDS
from claims.catalogue.views import VIEWS, View
from claims.catalogue.written import SQL_PAGE, TABLES, written
from claims.interchange import exchange
from claims.privacy.redaction import PRIVATE, TEXTS
from claims.text.matching import match_key
from claims.vocabulary import Audience, Terms, Wording
from tests.conftest import ROOT

EACH = pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


WRITTEN = dict(written(text_of))


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_from_the_catalogue_is_as_it_says(name: str) -> None:
    assert text_of(name) == WRITTEN[name], "run python -m claims.catalogue"


def with_fields(name: str, *more: Field) -> dict[str, Record]:
    """The records, one of them with further fields after those that it has."""
    record = RECORDS[name]
    return {**RECORDS, name: Record(name, (*record.fields, *more))}


def test_a_new_field_is_written_into_its_table_and_an_old_one_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    more = (
        Field("setting", TEXT),
        Field("since", DAY),
        Field("wording", Wording),
        Field("terms", Terms, Terms.NOT_STATED),
        Field("loud", FLAG, False),
        Field("reporter", Reference("reporter")),
    )
    monkeypatch.setattr("claims.catalogue.written.RECORDS", with_fields("hedge", *more))
    found = dict(written(text_of))[TABLES]
    start = found.index("class Hedge")
    assert found[start : found.index("\n\n\n", start)].endswith(
        """
    words: str | None = text()
    setting: str | None = text()
    since: date | None = day()
    wording: Wording | None = choice(Wording, "wording", default=None)
    terms: Terms = choice(Terms, "terms", default=Terms.NOT_STATED)
    loud: bool = False
    reporter_id: int | None = link("reporter")"""
    )
    monkeypatch.setattr("claims.catalogue.written.RECORDS", RECORDS)
    assert dict(written(lambda name: found if name == TABLES else text_of(name)))[TABLES] == text_of(TABLES)


def test_a_new_field_is_drafted_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    weather = Field("weather", TEXT, option=Option(help="How it was."))
    secret = Field("secret", TEXT, option=Option(help="What."), private=True)
    monkeypatch.setattr("claims.catalogue.written.RECORDS", with_fields("appearance", weather, secret))
    found = dict(written(text_of))
    drafts, records = found["claims/entry/drafts.py"], found["claims/reading/records.py"]
    assert "    weather: str | None = None\n    secret: str | None = None\n" in drafts
    assert "    weather: str | None\n" in records
    assert "secret" not in records  # what is private is not read for anything that leaves


def test_what_a_new_field_needs_is_imported_and_what_an_old_one_needed_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a vocabulary that no field had before, and days and moments where there were none."""
    more = (Field("reader", Audience, required=True), Field("since", DAY), Field("at", MOMENT))
    monkeypatch.setattr("claims.catalogue.written.RECORDS", with_fields("outlet", *more))
    added = dict(written(text_of))
    name = "claims/reading/disclosed.py"
    assert "from datetime import date, datetime\n" in added[name]
    assert "from claims.vocabulary import Audience, CorrectionKind, Reliability, Terms\n" in added[name]
    assert "    AliasKind,\n    ArticleKind,\n    Attribution,\n    Audience,\n    Basis,\n" in added[TABLES]
    for text in added.values():
        if text.startswith('"""'):
            compile(text, "written", "exec")
    monkeypatch.setattr("claims.catalogue.written.RECORDS", RECORDS)
    assert dict(written(lambda name: added.get(name) or text_of(name))) == WRITTEN


@EACH
def test_a_field_stands_once_in_its_record(record: Record) -> None:
    columns = Counter(field.column for field in record)
    options = Counter(field.typed for field in record if field.option or field.beside)
    assert set((columns + options).values()) == {1}


@EACH
def test_people_are_told_what_a_record_is_and_what_a_field_holds(record: Record) -> None:
    assert record.about
    assert [field.name for field in record if not (field.about or field.made_of)] == []


@EACH
def test_an_order_has_every_field_once(record: Record) -> None:
    for order in (record.options, record.json, record.sheet):
        assert sorted(field.name for field in record.in_order(order)) == sorted(field.name for field in record)


def test_a_field_that_no_order_names_follows_the_one_before_it() -> None:
    order = [field.name for field in APPEARANCE.in_order("stance terms")]
    assert order.index("channel") == order.index("terms") + 1
    assert order.index("treatment") == order.index("stance") + 1
    assert order[0] == APPEARANCE.fields[0].name


@EACH
def test_a_reference_is_to_a_record_that_there_is(record: Record) -> None:
    assert {field.holds.record for field in record if isinstance(field.holds, Reference)} <= RECORDS.keys()


def test_no_two_fields_are_read_from_one_column() -> None:
    headings = Counter(key for field in FIELDS.values() for key in {match_key(heading) for heading in field.headings})
    assert [heading for heading, count in headings.items() if count > 1] == []


def test_what_is_private_can_be_redacted_and_is_not_searched() -> None:
    private = [(record, field) for record in RECORDS.values() for field in record if field.private]
    assert {field.name for _, field in private} == PRIVATE
    for record, field in private:
        assert field.name in TEXTS[record.name]
        assert not field.searched
        assert not field.width
        assert not field.phrase


def test_the_exchange_form_knows_every_table_and_every_column() -> None:
    schema = json.loads((Path(exchange.__file__).parent / "exchange.schema.json").read_text())
    (row,) = (kind for kind in schema["oneOf"] if kind["title"] == "A row")
    assert row["properties"]["table"]["enum"] == list(RECORDS)
    assert [one["if"]["properties"]["table"]["const"] for one in row["allOf"]] == list(RECORDS)
    for name, record in RECORDS.items():
        assert list(schema["$defs"][name]["properties"]) == [field.column for field in record.columns]


EACH_VIEW = pytest.mark.parametrize("view", VIEWS, ids=[view.name for view in VIEWS])


@EACH_VIEW
def test_a_view_names_fields_that_there_are(view: View) -> None:
    named = {*view.called, *view.left_out, *view.printed}
    there = {f"{name}.{field.name}" for name in view.records for field in RECORDS[name]}
    assert named <= there
    assert all(view.left_out.values())
    assert all(view.printed.values())
    assert not view.left_out.keys() & view.printed.keys()


@EACH_VIEW
def test_no_view_shows_what_is_private_or_the_desk_s_own(view: View) -> None:
    columns = view.columns(RECORDS)
    shown = {field.name for _, field in view.fields(RECORDS)}
    for name in view.records:
        for field in RECORDS[name]:
            if field.private:
                assert f"{name}.{field.name}" not in view.printed
            if field.private or (field.desk_only and f"{name}.{field.name}" not in view.printed):
                assert field.name not in {*columns, *shown}


def test_a_view_takes_a_new_public_field_last_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in which the view lacks it then fails the test of the document."""
    more = (
        Field("weather", TEXT, about="how the weather was"),
        Field("secret", TEXT, private=True),
        Field("remark", TEXT, desk_only=True),
        Field("other", Reference("claim")),
    )
    monkeypatch.setattr("claims.catalogue.written.RECORDS", with_fields("appearance", *more))
    added = dict(written(text_of))[SQL_PAGE]
    assert added == text_of(SQL_PAGE).replace("\n\n## v_chains", "\n| `weather` | how the weather was |\n\n## v_chains")
    monkeypatch.setattr("claims.catalogue.written.RECORDS", RECORDS)
    assert dict(written(lambda name: added if name == SQL_PAGE else text_of(name)))[SQL_PAGE] == text_of(SQL_PAGE)
