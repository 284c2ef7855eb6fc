"""BibTeX and CSL-JSON, read by pybtex and by citeproc-py."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from claims.interchange.bibliography import Name, latex, name_parts
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")


def bibliography(run: Run, *options: str) -> BibliographyData:
    return parse_string(run("export", "--format", "bibtex", *options, "-").stdout, "bibtex")


def items(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("export", "--format", "csl", *options, "-").json
    return found


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    enter(
        run.url,
        [
            record("story", "s", title="Story"),
            record("reporter", "ken", name="Ken Moriyasu"),
            record("reporter", "uvl", name="Ursula von der Leyen"),
            record("reporter", "desk", name="Nikkei staff writers and Reuters"),
            *article("nikkei", "Nikkei Asia", title="{A} 50% \\ rise & $5_000 #1 ~^", bylines=["ken", "uvl", "desk"],
                     url="https://nikkei.example/a_b?x={1}&y=50%25"),
            *article("sky", "Sky News", "2024-03", kind="broadcast", seen=False),
            *article("undated", "中央日報", None, kind="editorial", published_basis="inferred", reprint_of="nikkei",
                     reprint_extent="part"),
            claim("c", "First", stories=["s"]),
            appearance("nikkei"),
            appearance("sky", "outlet", claim="c", relays="undated"),
        ],
    )  # fmt: skip
    return run


def test_another_program_reads_the_bibtex(newsroom: Run) -> None:
    found = bibliography(newsroom).entries
    assert list(found)[:2] == ["nikkei-asia-2024-1", "sky-news-2024-2"]
    assert [key.isascii() for key in found] == [True] * 3
    one = found["nikkei-asia-2024-1"]
    assert (one.type, one.fields["journal"], one.fields["date"]) == ("article", "Nikkei Asia", "2024-03-20")
    ken, ursula, desk = one.persons["author"]
    assert (ken.last_names, ken.first_names) == (["Moriyasu"], ["Ken"])
    assert (ursula.prelast_names, ursula.last_names, ursula.first_names) == (["von", "der"], ["Leyen"], ["Ursula"])
    assert desk.last_names == ["{Nikkei staff writers and Reuters}"]
    assert one.fields["title"] == (
        r"{\textbraceleft{}A\textbraceright{} 50\% \textbackslash{} rise \& \$5\_000 \#1 "
        r"\textasciitilde{}\textasciicircum{}}"
    )
    assert one.fields["url"] == "https://nikkei.example/a_b?x=%7B1%7D&y=50%25"
    sky = found["sky-news-2024-2"]
    assert (sky.type, sky.fields["year"], sky.fields["month"]) == ("misc", "2024", "March")
    assert sky.fields["note"].startswith("Not seen")


def test_another_program_prints_the_csl(newsroom: Run) -> None:
    found = {one["id"]: one for one in items(newsroom)}
    one = found["nikkei-asia-2024-1"]
    assert (one["type"], one["container-title"], one["issued"]) == (
        "article-newspaper",
        "Nikkei Asia",
        {"date-parts": [[2024, 3, 20]]},
    )
    assert one["author"] == [
        {"family": "Moriyasu", "given": "Ken"},
        {"family": "Leyen", "given": "Ursula", "non-dropping-particle": "von der"},
        {"literal": "Nikkei staff writers and Reuters"},
    ]
    assert "accessed" not in one
    assert found["sky-news-2024-2"]["issued"] == {"date-parts": [[2024, 3]]}
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    printed = CitationStylesBibliography(style, CiteProcJSON(list(found.values())), formatter.plain)
    for key in found:
        printed.register(Citation([CitationItem(key)]))
    lines = " ".join(map(str, printed.bibliography()))
    assert "Moriyasu, K." in lines
    assert "20 March" in lines


def test_the_type_the_outlet_and_the_day_reach_programs_that_read_no_csl(run: Run) -> None:
    kinds = ("article", "editorial", "newsletter", "post", "statement", "broadcast", "unpublished")
    enter(run.url, [each for kind in kinds for each in article(
        kind, f"The {kind}", kind=kind, language="en-GB", url=f"https://{kind}.example/1")])  # fmt: skip
    entries = {key.split("-")[1]: entry for key, entry in bibliography(run).entries.items()}
    assert {kind: (entry.type, entry.fields.get("entrysubtype")) for kind, entry in entries.items()} == {
        "article": ("article", "newspaper"),
        "editorial": ("article", "newspaper"),
        "newsletter": ("article", "magazine"),
        "post": ("online", None),
        "statement": ("online", None),
        "broadcast": ("online", None),
        "unpublished": ("unpublished", None),
    }
    for kind, entry in entries.items():
        outlets = [entry.fields.get(name) for name in ("journal", "organization", "publisher")]
        assert [name for name in outlets if name] == [f"The {kind}"]
        assert (entry.fields["date"], entry.fields["langid"]) == ("2024-03-20", "en-GB")
    assert entries["editorial"].fields["type"] == "Editorial"
    assert entries["post"].fields["type"] == "Post"


@pytest.mark.parametrize("form", ["bibtex", "csl"])
def test_an_article_of_which_nothing_but_a_day_is_known_is_left_out_and_counted(
    run: Run, tmp_path: Path, form: str
) -> None:
    """A fact-check says what was claimed, and often not where."""
    enter(run.url, [
        record("article", "titled", published="2024-03-01", title="Dam to close"),
        record("article", "placed", published="2024-03-01", url="https://paper.example/dam"),
        *article("named", "The Paper", None),
    ])  # fmt: skip
    checks = [
        {
            "@type": "ClaimReview",
            "url": f"https://factdesk.example/{number}",
            "claimReviewed": f"Dam {number} will be closed",
            "author": {"@type": "Organization", "name": "Fact Desk"},
            "reviewRating": {"@type": "Rating", "alternateName": "False"},
            "itemReviewed": {"@type": "Claim", "datePublished": "2024-03-01"},
        }
        for number in (1, 2)
    ]
    path = tmp_path / "checks.json"
    path.write_text(json.dumps(checks), encoding="utf-8")
    done(run, "import", path)
    answer = run("export", "--format", form, "-")
    keys = bibliography(run).entries if form == "bibtex" else [each["id"] for each in answer.json]
    assert len(list(keys)) == 3 + 2
    assert re.search(r"left out: 2 articles\b", answer.stderr), answer.stderr
    assert answer.exit_code == 0


def test_a_story_has_its_articles_alone(newsroom: Run) -> None:
    enter(newsroom.url, article("other", "Other paper"))
    assert any("Other" in one.get("publisher", "") for one in items(newsroom))
    assert len(items(newsroom, "--story", "s")) == 3
    assert set(bibliography(newsroom, "--story", "s").entries) == {one["id"] for one in items(newsroom, "--story", "s")}


def test_a_case_comes_out_whole(case_url: str, environment: Any) -> None:
    run = Run(case_url, environment)
    keys = [one["id"] for one in items(run)]
    assert len(keys) == len(set(keys)) == 42
    assert set(bibliography(run).entries) == set(keys)


def test_nothing_gives_an_empty_list(run: Run) -> None:
    assert items(run) == []
    assert not bibliography(run).entries


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ken Moriyasu", Name(given="Ken", family="Moriyasu")),
        ("J. R. Smith", Name(given="J. R.", family="Smith")),
        ("Martin Luther King Jr.", Name(literal="Martin Luther King Jr.")),
        ("Sammy Davis, Jr.", Name(given="Sammy", family="Davis", suffix="Jr.")),
        ("Charles de Gaulle", Name(given="Charles", particle="de", family="Gaulle")),
        ("Zoë Šimić", Name(given="Zoë", family="Šimić")),
        *[
            (whole, Name(literal=whole))
            for whole in (
                "Reuters", "Xi Jinping", "Gabriel García Márquez", "MORIYASU Ken", "森安健", "森安 健", "Smith, John",
                "Ann Fox and Bob Roe", "Ann Fox & Bob Roe", "Financial Times", "Agence France-Presse staff",
                "NHK World", "de Gaulle", "(redacted reporter #3)", "",
            )
        ],
    ],
)  # fmt: skip
def test_names_are_parted_only_where_that_is_safe(name: str, parts: Name) -> None:
    assert name_parts(name) == parts


@given(st.text())
def test_any_text_is_one_field(text: str) -> None:
    entry = f"@misc{{a,\n  title = {{{{{latex(text)}}}}},\n  note = {{after}}\n}}\n"
    found = parse_string(entry, "bibtex").entries["a"].fields
    assert found["note"] == "after"
    assert found["title"] == f"{{{latex(text)}}}"


@given(st.text())
def test_no_part_of_a_name_is_lost(name: str) -> None:
    parts = name_parts(name)
    joined = [parts.given, parts.particle, parts.family, parts.suffix]
    assert (
        parts.literal == " ".join(name.split())
        or " ".join(filter(None, joined)).split() == name.replace(",", " ").split()
    )
