"""What people type, in every field that an export writes: each file is read by a reader that is not ours.

Texts that are markup, formulas or code somewhere; names in other scripts; records without day, outlet or address;
records that people judged one, corrected, or redacted.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import stix2
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openpyxl.utils.escape import unescape
from prov.model import ProvDocument, ProvEntity, ProvRelation
from pybtex.database import parse_string

from claims.cli.files.exporting import ExportFormat
from claims.interchange.exchange import form as exchange
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

FORMS = [form.value for form in ExportFormat]
SITE = ("--site", "https://paper.example/{uid}", "--publisher", 'The "Paper" & Sons </script> 新聞')
LATER = "2024-03-22T09:00:00+00:00"

TEXTS = (
    "=cmd|' /C calc'!A0",
    '@SUM(1+1)*"x"',
    "+1 -1 \t tab",
    "100% of $5 & #1_a {b} ~c ^d \\e \\input{/etc/passwd}",
    "two\nlines\n\nand \"quotes\", 'more'; a, b and c",
    "</script><!-- --> ]]> &amp; _x0041_",
    "中文 日本語 한국어 🇯🇵 👩‍👩‍👧 ﷽",
    "\u202eright to left\u202c \u2067עברית\u2069 \u200f",
    "odd \u2028 \ufeff \ufffe \u00ad \u0301 e",
    "{unbalanced",
    "unbalanced} @article{x, y}",
)


def hostile() -> list[Record]:
    """A claim for each text, with that text wherever one may stand."""
    records = [record("story", "s", title=TEXTS[0], note=TEXTS[1])]
    for number, text in enumerate(TEXTS):
        key, odd = f"k{number}", number % 2
        records += [
            record("source", key, kind="person", name=f"Name {number} {text}", role=text, note=text),
            record("source", f"u{key}", kind="person", named=False, described=f"a {text}", note=text),
            record("source", f"d{key}", kind="document", name=f"Paper {number} {text}"),
            record("reporter", key, name=f"Pen {number} {text}"),
            *article(key, f"Outlet {number} {text}", title=text, note=text, bylines=[key],
                     url=f"https://host{number}.example/ü?q=%20{{{number}}}&x='~_$(1)#f"),
            record("article", f"b{key}", title=text),
            claim(key, " ".join(f"Claim {number} {text}".split()), note=text, condition=text,
                  stories=["s"] if odd else []),
            appearance(key, "named", claim=key, source=key, excerpt=text, wording="direct", prefix=text, suffix=text,
                       occasion=text, note=text, hedges=[{"kind": "likelihood", "words": text}]),
            record("appearance", f"u{key}", claim=key, article=f"b{key}", attribution="unnamed", source=f"u{key}",
                   anonymity_reason=text, terms="background"),
            record("appearance", f"d{key}", claim=key, article=key, attribution="document", source=f"d{key}"),
            record("appearance", f"r{key}", claim=key, article=key, attribution="outlet", relays=f"b{key}",
                   relay_basis="inferred"),
            record("review", key, claim=key, status="confirmed", note=text, by=f"who {text}", evidence=[
                {"kind": "primary_record", "url": "https://gov.example/1", "title": text, "note": text}]),
        ]  # fmt: skip
    records += [
        claim("bare", "A claim that appears nowhere"),
        record("relation", "1", claim="k1", kind="supersedes", other="k2", note=TEXTS[3]),
        record("relation", "2", claim="k3", kind="contradicts", other="k2"),
        record("relation", "3", claim="k4", kind="contradicts", other="k2"),
        record("correction", "c", appearance="k5-k5", kind="retracted", note=TEXTS[4], entered=LATER),
        record("correction", "w", appearance="uk6", kind="wrong", note=TEXTS[4], entered=LATER),
    ]
    return records


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    """All of it in a database, with records judged one."""
    prepared(run)
    return run


def prepared(run: Run) -> None:
    """Enter all of it, and what people judged."""
    enter(run.url, [*hostile(), *judged()])


def judged() -> list[Record]:
    """Two of each judged one."""
    pairs = (("outlet", "k7", "k8"), ("source", "k7", "k8"), ("claim", "k3", "k4"), ("source", "uk1", "uk2"))
    return [
        record("judgement", f"{kind}{a}", subject=kind, kind="duplicate" if kind == "claim" else "same", a=a, b=b,
               reason="one and the same", entered=LATER)
        for kind, a, b in pairs
    ]  # fmt: skip


def exported(run: Run, form: str, *options: str) -> bytes:
    """Return the bytes of an export."""
    more = SITE if form == "claimreview" else ()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        answer = run("export", "--format", form, *more, *options, path)
        assert answer.exit_code == 0, answer.stderr
        return path.read_bytes()


def flat(text: object) -> str:
    """Return a text without what a format may change: spaces, and signs that nobody sees."""
    return "".join(one for one in str(text) if one.isprintable() and not one.isspace())


_SHOWN = dict.fromkeys(map(ord, "\u202e\u202c\u2067\u2069\u2028\ufffe"), "\ufffd")  # what shows that it was there


def packed(run: Run, form: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the tables of a .zip or of a workbook with their rows."""
    whole = io.BytesIO(exported(run, form))
    if form == "csv":
        with zipfile.ZipFile(whole) as archive:
            for name in archive.namelist():
                text = io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")
                yield name.removesuffix(".csv"), list(csv.DictReader(text, strict=True))
        return
    for sheet in openpyxl.load_workbook(whole):
        heading, *rows = [[shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        yield sheet.title, [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def shown(value: Any) -> Any:
    """Return a cell as spreadsheets show it: openpyxl leaves "_x0041_", which is an A (ECMA-376, ST_Xstring)."""
    return unescape(value) if isinstance(value, str) else value


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_hold_every_text(newsroom: Run, form: str) -> None:
    tables = dict(packed(newsroom, form))
    notes = {flat(row["note"] or "").lstrip("'") for row in tables["appearances"]}
    assert {flat(text.translate(_SHOWN)) for text in TEXTS} <= notes
    assert len(tables["claims"]) == len(TEXTS)  # two are one, and one appears nowhere
    assert len(tables["appearances"]) == 4 * len(TEXTS) - 1


def test_an_exchange_file_is_as_its_schema_says(newsroom: Run) -> None:
    schema = json.loads((Path(exchange.__file__).parent / "exchange.schema.json").read_text())
    check = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    lines = [json.loads(line) for line in exported(newsroom, "jsonl").split(b"\n") if line]
    for line in lines:
        check.validate(line)
    told = {line["row"].get("note") for line in lines if line.get("table") == "claim"}
    assert set(TEXTS) <= told


def test_claimreviews_are_as_their_schema_says(newsroom: Run) -> None:
    schema = json.loads((Path(__file__).parent / "claimreview.schema.json").read_text())
    found = json.loads(exported(newsroom, "claimreview"))
    for one in found:
        Draft202012Validator(schema).validate(one)
        withdrawn = one["claimReviewed"].startswith("Claim 5 ")
        assert withdrawn or one["itemReviewed"]["author"]["name"].startswith("Name"), one
    assert len(found) == len(TEXTS) - 1


def test_an_entry_of_bibtex_stands_for_each_article(newsroom: Run) -> None:
    text = exported(newsroom, "bibtex").decode()
    entries = parse_string(text, "bibtex").entries
    assert len(entries) == 2 * len(TEXTS)
    for entry in entries.values():
        assert entry.fields["title"].count("{") == entry.fields["title"].count("}")
        assert "\n" not in entry.fields["title"]


def test_everything_in_prov_is_declared(newsroom: Run) -> None:
    document = ProvDocument.deserialize(content=exported(newsroom, "prov").decode(), format="json")
    names = Counter(str(one.identifier) for one in document.get_records() if isinstance(one, ProvEntity))
    assert set(names.values()) == {1}
    declared = {str(one.identifier) for one in document.get_records() if not isinstance(one, ProvRelation)}
    for one in document.get_records(ProvRelation):
        for _, end in one.formal_attributes:
            assert end is None or str(end) in declared, one


def test_everything_in_a_bundle_is_there_once(newsroom: Run) -> None:
    text = exported(newsroom, "stix").decode()
    bundle = stix2.parse(text, allow_custom=False)
    ids = Counter(one["id"] for one in json.loads(text)["objects"])
    assert [one for one, times in ids.items() if times > 1] == []
    for one in json.loads(text)["objects"]:
        for name, value in one.items():
            if name.endswith("_ref"):
                assert value in ids, one
            if name.endswith("_refs"):
                assert set(value) <= ids.keys(), one
            if name == "source_ref":
                assert value != one["target_ref"], one
    assert bundle["objects"]


def test_equal_records_give_equal_files_on_both_engines(
    sqlite_db: str, postgres_db: str, environment: dict[str, str]
) -> None:
    runs = [Run(url, environment) for url in (sqlite_db, postgres_db)]
    for each in runs:
        prepared(each)
    for form in FORMS:
        for scope in ((), ("--story", "1")):
            first, again, other = (exported(each, form, *scope) for each in (runs[0], *runs))
            assert first == again, form
            assert first == other, form
