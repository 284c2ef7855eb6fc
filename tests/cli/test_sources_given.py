"""Who is given as a source: plurals that count as collectives, and records meant by slug, number or uid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.entry.work import number
from claims.settings import settings
from claims.store.recording import write
from claims.store.tables import Appearance, Article, Claim, Source
from claims.vocabulary import Attribution, SourceKind
from tests.cli.entering import done, refused, row, rows
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

PLURAL = "people familiar with the matter"


def log(run: Run, statement: str, attribution: str, *more: object, outlet: str = "POLITICO") -> Any:
    return done(run, "log", statement, "--outlet", outlet, "--attribution", attribution, *more)


def shown(run: Run, claim: int) -> Any:
    return run("show", claim, "--format", "json").json


# Plurals without a number


@pytest.mark.parametrize("description", [PLURAL, "several officials", "dozens of aides", "insiders"])
def test_a_plural_without_a_number_is_a_collective_and_entry_says_so(run: Run, description: str) -> None:
    made = log(run, "It is over", "unnamed", "--source", description)
    assert any("collective" in notice for notice in made["notices"])
    told = shown(run, 1)
    assert [one["attribution"] for one in told["appearances"]] == ["collective"]
    assert told["origins"]["people"]["upper"] is None
    assert told["origins"]["rule"] == "possible"
    assert row(run, "appearance", 1)["attribution"] is Attribution.UNNAMED


@pytest.mark.parametrize(
    ("description", "people"), [("a senior diplomat", 1), ("two officials", 2), ("a dozen aides", 12)]
)
def test_one_person_and_a_stated_number_stay_unnamed(run: Run, description: str, people: int) -> None:
    made = log(run, "It is over", "unnamed", "--source", description)
    assert not any("collective" in notice for notice in made["notices"])
    told = shown(run, 1)
    assert told["appearances"][0]["attribution"] == "unnamed"
    assert told["origins"]["people"]["upper"] == people


def test_a_number_that_is_entered_afterwards_closes_the_count(run: Run) -> None:
    log(run, "It is over", "unnamed", "--source", PLURAL)
    done(run, "source", "edit", 1, "--stated-count", 3)
    assert shown(run, 1)["origins"]["people"]["upper"] == 3
    assert shown(run, 1)["appearances"][0]["attribution"] == "unnamed"


def test_what_was_stored_as_unnamed_is_read_as_a_collective_everywhere(run: Run) -> None:
    def store(session: Any) -> None:
        source = Source(slug="people", kind=SourceKind.PERSON, named=False, described=PLURAL)
        article = Article(title="A report", published="2024-03-19")
        claim = Claim(statement="It is over", match_key="it is over")
        for each in (source, article, claim):
            session.add(each)
        session.flush()
        session.add(
            Appearance(
                claim_id=number(claim), article_id=number(article), attribution=Attribution.UNNAMED, source_id=source.id
            )
        )

    write(settings(run.url), "test", store)
    assert shown(run, 1)["appearances"][0]["attribution"] == "collective"
    assert [one["id"] for one in run("list", "--attribution", "collective", "--format", "json").json] == [1]
    assert run("list", "--attribution", "unnamed", "--format", "json").json == []
    counted = run("report", "anonymous", "--format", "json").json
    assert {one["practice"]: one["count"] for one in counted["practices"]}["plural"] == 1
    assert run("source", "show", 1, "--format", "json").json["appearances"][0]["attribution"] == "collective"
    assert run("article", "show", 1, "--format", "json").json["appearances"][0]["attribution"] == "collective"


def test_a_table_is_read_so_too_and_says_which(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        "statement,outlet,attribution,source\n"
        f"It is over,POLITICO,unnamed,{PLURAL}\n"
        "It goes on,POLITICO,unnamed,a spokesman\n",
        encoding="utf-8",
    )
    assert PLURAL in run("import", table, "--preview").stdout
    assert PLURAL in run("import", table).stdout
    assert [shown(run, one)["appearances"][0]["attribution"] for one in (1, 2)] == ["collective", "unnamed"]


# Where no source is given


def test_the_rule_is_unknown_where_nobody_is_given(run: Run) -> None:
    log(run, "It is over", "unattributed")
    log(run, "It goes on", "outlet", "--relays", "Nikkei")
    assert [shown(run, one)["origins"]["rule"] for one in (1, 2)] == ["unknown", "unknown"]
    assert "not shown: no source is given" in run("show", 1).stdout
    assert "not shown: the report it comes from is unread" in run("show", 2).stdout
    assert all("possible" not in run("show", one).stdout for one in (1, 2))


# References


@pytest.fixture
def known(run: Run) -> Run:
    """Five sources, one of each kind: p, boss, crowd, house and memo."""
    unnamed = ("--kind", "person", "--unnamed", "--described")
    done(run, "source", "add", "p", *unnamed, "a person close to it")
    done(run, "source", "add", "boss", "--kind", "person", "--name", "Ann One")
    done(run, "source", "add", "crowd", *unnamed, "officials in two ministries")
    done(run, "source", "add", "house", "--kind", "institution", "--name", "The Treasury")
    done(run, "source", "add", "memo", "--kind", "document", "--name", "A memo of March")
    return run


KINDS = {1: ("unnamed", "p"), 2: ("named", "boss"), 3: ("collective", "crowd"), 4: ("institution", "house")} | {
    5: ("document", "memo")
}


@pytest.mark.parametrize("number", KINDS)
@pytest.mark.parametrize("how", ["slug", "number", "#number", "uid", "beginning of uid"])
def test_a_reference_takes_the_source_of_any_kind(known: Run, number: int, how: str) -> None:
    attribution, slug = KINDS[number]
    uid = row(known, "source", number)["uid"]
    typed = {"slug": slug, "number": str(number), "#number": f"#{number}", "uid": uid}.get(how) or uid[:23]
    before = rows(known)["source"]
    log(known, "It is over", attribution, "--source", typed)
    done(known, "appear", 1, "--outlet", "Reuters", "--attribution", attribution, "--source", typed)
    assert rows(known)["source"] == before
    assert {one["source"]["id"] for one in shown(known, 1)["appearances"]} == {number}


def test_a_slug_in_a_table_is_taken_too(known: Run, tmp_path: Path) -> None:
    lines = [f"Claim {number},POLITICO,{attribution},{slug}\n" for number, (attribution, slug) in KINDS.items()]
    table = tmp_path / "rows.csv"
    table.write_text("statement,outlet,attribution,source\n" + "".join(lines), encoding="utf-8")
    before = rows(known)["source"]
    assert known("import", table).exit_code == 0
    assert rows(known)["source"] == before
    assert [shown(known, number)["appearances"][0]["source"]["id"] for number in KINDS] == list(KINDS)


def test_the_same_words_in_another_article_are_no_reference(run: Run) -> None:
    log(run, "It is over", "unnamed", "--source", "a person close to it")
    for outlet in ("Reuters", "AP"):
        done(run, "appear", 1, "--outlet", outlet, "--attribution", "unnamed", "--source", "a person close to it")
    assert rows(run)["source"] == 3
    done(run, "appear", 1, "--outlet", "AFP", "--attribution", "unnamed", "--source", "a-person-close-to-it")
    assert rows(run)["source"] == 3


def test_a_bare_word_that_is_a_description_stays_one(run: Run) -> None:
    log(run, "It is over", "collective", "--source", "officials")
    made = done(run, "appear", 1, "--outlet", "Reuters", "--attribution", "collective", "--source", "officials")
    assert rows(run)["source"] == 2
    assert any("--source 1" in notice for notice in made["notices"])


def test_a_slug_of_several_sources_lists_them(known: Run) -> None:
    def double(session: Any) -> None:
        session.add(Source(slug="p", kind=SourceKind.PERSON, named=False, described="somebody else"))

    write(settings(known.url), "test", double)
    said = refused(
        known,
        "log",
        "It is over",
        "--outlet",
        "POLITICO",
        "--attribution",
        "unnamed",
        "--source",
        "p",
        code=4,
        says="p",
    )
    assert "#1" in said
    assert "#6" in said


def test_an_unnamed_source_is_no_institution_and_makes_none(known: Run) -> None:
    given = ("log", "It is over", "--outlet", "POLITICO", "--attribution", "named", "--source", "Bob Two")
    refused(known, *given, "--institution", "p", code=5, says="institution")
    log(known, "It is over", "named", "--source", "Bob Two", "--institution", "house")
    assert row(known, "source", 6)["institution_id"] == 4
