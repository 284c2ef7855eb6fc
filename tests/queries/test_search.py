"""Searching: the same set of claims on both engines, over real texts, and in step with what is written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from claims.reading.searching.search import EVERYTHING, _best_first, _ranked, search
from claims.reading.view import View
from claims.settings import settings
from claims.store import search_index
from claims.store.database import engine_for, reading
from claims.text.searching import parsed, words_of
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter
from tests.postgres import Postgres

pytestmark = pytest.mark.engines("sqlite", "postgresql")

TRICKY = (
    "See https://www.example.com/a-b?q=1&r=2#top for the U.S. report",
    "岸田首相は10日に訪米する",
    "Şişli'de 3,000.50 lira: «Hürriyet» Straße ﬁre",
    "O’Brien's e-mail said: don't — won't",
    "한국은 AUKUS에 가입하지 않는다",
    "100% of $5m (5 million) by 2024-03-19T10:00Z",
    "naïve café résumé coöperate Ångström İstanbul",
    "a a a a the the the of of of",
)


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres, sqlite_case: str, postgres_case: str
) -> Iterator[tuple[str, str]]:
    """The case and some texts that are hard to part into words, in a database of each engine."""
    file = tmp_path_factory.mktemp("search") / "claims.db"
    shutil.copyfile(sqlite_case.removeprefix("sqlite:///"), file)
    server = postgres_server.create(template=postgres_case)
    for url in (f"sqlite:///{file}", server):
        enter(url, [*article("a", "Outlet"), *(claim(f"t{at}", text) for at, text in enumerate(TRICKY))])
        enter(url, list(_confided()))
    yield f"sqlite:///{file}", server
    postgres_server.drop(server)


def _confided() -> Iterator[dict[str, Any]]:
    """Claims whose best documents are off the record, and some that cannot be told apart by their words."""
    yield from article("b", "Another outlet")
    for at in range(12):
        yield claim(f"h{at}", f"Japan joins the pact, or so it is said {'twice' * (at % 2)}")
        terms = "off_record" if at % 3 else "on_record"
        yield appearance("b", claim=f"h{at}", excerpt="japan japan pillar", wording="partial", terms=terms)


def found(url: str, typed: str) -> set[int]:
    with reading(settings(url)) as connection:
        return {one.claim.id for one in search(connection, parsed(typed), limit=1_000).matches}


@cache
def statements(url: str) -> list[str]:
    with reading(settings(url)) as connection:
        texts = connection.exec_driver_sql("SELECT statement FROM claim UNION ALL SELECT excerpt FROM appearance")
        return [text for text in texts.scalars() if text]


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), noise=st.text(max_size=12))
def test_both_engines_find_the_same(both: tuple[str, str], seed: int, noise: str) -> None:
    typed = f"{_asked(both[0], seed)} {noise if seed % 4 == 0 else ''}"
    assert found(both[0], typed) == found(both[1], typed), typed


def _asked(url: str, seed: int) -> str:
    """A question made of a real text's words: some of them, beginnings, phrases, alternatives and what is left out."""
    dice = random.Random(seed)
    texts = statements(url)
    pieces = []
    for _ in range(dice.randint(1, 3)):
        text = dice.choice(texts)
        words = text.split()
        at = dice.randrange(len(words))
        piece = dice.choice(
            [
                words[at],
                f'"{" ".join(words[at : at + 3])}"',
                f"{words[at][: dice.randint(1, 4)]}*",
                f"{words[at]} OR {dice.choice(dice.choice(texts).split())}",
                f"-{words[at]}",
                text[(cut := dice.randrange(len(text))) : cut + dice.randint(1, 8)],
            ]
        )
        pieces.append(piece)
    return " ".join(pieces)


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), most=st.integers(1, 40), confidential=st.booleans())
def test_the_best_documents_give_the_order_that_all_of_them_give(
    both: tuple[str, str], seed: int, most: int, confidential: bool
) -> None:
    view = View(confidential=confidential)
    for typed in (_asked(both[0], seed), random.Random(seed).choice(["japan", "pillar", "aukus", "join*"])):
        query = replace(parsed(typed), excluded=())
        for url in both if query.groups else ():
            with reading(settings(url)) as connection:
                ranked = connection.execute(_ranked(connection, query, (EVERYTHING,), view)).all()
                assert list(_best_first(connection, query, view, most)) == [row[0] for row in ranked], typed


def test_every_word_of_a_statement_finds_its_claim(both: tuple[str, str]) -> None:
    for url in both:
        for text in TRICKY:
            words = [word for word in text.split() if words_of(word)]
            for asked in (text, f'"{text}"', *words):
                with reading(settings(url)) as connection:
                    hits = [one.claim.statement for one in search(connection, parsed(asked), limit=1_000).matches]
                assert text in hits, asked


def test_a_sign_alone_is_found_wherever_it_stands(both: tuple[str, str]) -> None:
    for url in both:
        for sign in "岸首は日る":
            assert found(url, sign), sign


def test_the_index_is_what_the_records_give(both: tuple[str, str]) -> None:
    for url in both:
        with reading(settings(url)) as connection:
            assert list(search_index.differences(connection)) == []


def test_it_is_made_again_as_it_was(db_url: str) -> None:
    enter(db_url, [*article("a", "Outlet"), claim(), appearance("a", excerpt="in line to join", wording="direct")])
    engine = engine_for(db_url)
    with engine.connect().execution_options(claims_writes=True) as connection, connection.begin():
        assert search_index.rebuild(connection) == 2
        assert list(search_index.differences(connection)) == []
    engine.dispose()
    assert found(db_url, '"in line to join" japan') == {1}


def hits(run: Run, *typed: str) -> list[int]:
    answer = run("search", *typed, "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    return [one["id"] for one in answer.json]


def test_edits_and_corrections_reach_it(run: Run) -> None:
    said = ("--outlet", "RNZ", "--attribution", "named", "--source", "Ann One", "--role", "minister")
    assert (
        run(
            "log",
            "Japan joins the pact",
            *said,
            "--title",
            "Pact news",
            "--excerpt",
            "quick words",
            "--wording",
            "partial",
        ).exit_code
        == 0
    )
    assert hits(run, "japan", "minister") == hits(run, "quick", "pact", "news") == [1]
    run("edit", 1, "--statement", "Canada joins the pact", "--reason", "misread")
    run("source", "edit", 1, "--role", "spokesperson")
    run("article", "edit", 1, "--title", "Other headline")
    assert hits(run, "japan") == hits(run, "minister") == hits(run, "news") == []
    assert hits(run, "canada", "spokesperson", "headline") == [1]
    run("correct", 1, "--wrong", "--note", "not in the article")
    assert hits(run, "quick") == []
    assert hits(run, "canada") == [1]
    note = ("--note", "the minutes say so", "--evidence", "https://gov.example/minutes-9")
    run("review", 1, "confirmed", *note, "--evidence-kind", "primary_record", "--evidence-title", "Cabinet minutes")
    assert hits(run, "cabinet") == hits(run, '"minutes 9"') == hits(run, "canada", "cabinet") == [1]


def in_step(url: str) -> bool:
    with reading(settings(url)) as connection:
        return list(search_index.differences(connection)) == []


def test_it_is_in_step_after_each_way_to_write(run: Run, db_url: str) -> None:
    said = ("--outlet", "RNZ", "--attribution", "named", "--source", "Ann One", "--title", "Pact news")
    note = (
        "--note",
        "minutes say so",
        "--evidence",
        "https://gov.example/minutes",
        "--evidence-kind",
        "primary_record",
    )
    instead = ("--claim", 1, "--outlet", "RNZ", "--attribution", "unattributed")
    for written, typed, numbers in (
        (("log", "Japan joins", *said, "--excerpt", "quick words", "--wording", "partial"), "quick", [1]),
        (("log", "Korea joins", "--outlet", "BBC", "--attribution", "unattributed"), "korea", [2]),
        (("edit", 1, "--condition", "if invited", "--reason", "left out"), "invited", [1]),
        (("source", "edit", 1, "--name", "Bob Two", "--reason", "misheard"), "ann", []),
        (("article", "edit", 1, "--title", "Other headline", "--reason", "changed"), '"pact news"', []),
        (("review", 1, "confirmed", *note), "minutes", [1]),
        (("redact", "evidence:1", "url", "--reason", "a name", "--yes"), '"gov example"', []),
        (("redact", "claim:1", "statement", "--reason", "a name", "--yes"), "japan", []),
        (("redact", "appearance:1", "excerpt", "--reason", "a name", "--yes"), "quick", []),
        (("appear", *instead[1:], "--excerpt", "later bits", "--wording", "partial"), "later", [1]),
        (("correct", 3, "--wrong", "--note", "not in the article"), "later", []),
        (("duplicate", 1, 2, "--reason", "one claim"), "korea", [1]),
        (("db", "reindex"), "korea", [1]),
    ):
        told = run(*written)
        assert told.exit_code == 0, told.stderr
        assert hits(run, typed) == numbers, written
        assert in_step(db_url), written


def test_it_is_in_step_with_what_comes_from_another_database(
    db_url: str, run: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    other = Run(f"sqlite:///{tmp_path / 'other.db'}", environment)
    assert other("db", "upgrade").exit_code == 0
    said = ("--outlet", "RNZ", "--attribution", "unattributed", "--excerpt", "quick words", "--wording", "partial")
    log, edit = ("log", "Japan joins", *said), ("edit", 1, "--statement", "Korea joins", "--reason", "misread")
    for change in (log, edit):
        sent = str(tmp_path / f"{change[0]}.jsonl")
        assert other(*change).exit_code == 0
        assert other("export", sent, "--complete").exit_code == 0
        told = run("import", sent)
        assert told.exit_code == 0, told.stderr
        assert in_step(db_url)
    assert hits(run, "korea", "quick") == [1]
    assert hits(run, "japan") == []


def test_what_was_said_off_the_record_is_not_found(run: Run) -> None:
    said = ("--outlet", "RNZ", "--attribution", "unnamed", "--source", "a mole", "--terms", "off_record")
    run("log", "The minister resigns", *said, "--excerpt", "secretwords", "--wording", "partial")
    run("log", "The budget passes", "--outlet", "RNZ", "--attribution", "unattributed")
    run("appear", 2, *said, "--excerpt", "otherwords", "--wording", "partial")
    for typed in ("resigns", "secretwords", "otherwords", "mole"):
        assert hits(run, typed) == [], typed
    assert hits(run, "budget") == [2]
    assert sorted(hits(run, "--confidential", "mole")) == [1, 2]


def test_nobody_learns_what_was_said_off_the_record_by_leaving_it_out(run: Run) -> None:
    run("log", "The budget passes", "--outlet", "RNZ", "--attribution", "unattributed")
    said = ("--outlet", "RNZ", "--attribution", "unnamed", "--source", "a mole", "--terms", "off_record")
    run("appear", 1, *said, "--excerpt", "secretwords", "--wording", "partial")
    assert hits(run, "budget", "-secretwords") == hits(run, "-mole") == [1]
    assert hits(run, "--confidential", "budget", "-secretwords") == []


def test_a_claim_known_off_the_record_tells_nothing_under_the_number_of_its_duplicate(run: Run) -> None:
    said = ("--outlet", "RNZ", "--attribution", "unnamed", "--source", "a mole", "--terms", "off_record")
    run("log", "Minister Hidden resigns tomorrow", *said)
    run("log", "The minister resigns", "--outlet", "RNZ", "--attribution", "unattributed")
    assert run("duplicate", 1, 2, "--reason", "one claim").exit_code == 0
    assert hits(run, "hidden") == []
    assert hits(run, "resigns") == hits(run, "the", "minister") == [2]
    assert "Hidden" not in run("search", "resigns").stdout
    assert hits(run, "--confidential", "hidden") == [1]


@pytest.mark.parametrize("when", [{"as_of": "2024-03-21T00:00:00+00:00"}, {"published_until": "2024-03-21"}])
def test_a_claim_is_found_by_what_was_there_then(db_url: str, when: dict[str, str]) -> None:
    later = "2024-04-02T09:00:00+00:00"
    enter(
        db_url,
        [
            *article("a", "Outlet"),
            claim(),
            appearance("a", excerpt="early words", wording="direct"),
            *article("b", "Later", "2024-04-02", entered=later),
            appearance("b", excerpt="late words", wording="direct", entered=later),
        ],
    )
    view = View(
        as_of=datetime.fromisoformat(when["as_of"]) if "as_of" in when else None,
        published_until=date.fromisoformat(when["published_until"]) if "published_until" in when else None,
    )
    with reading(settings(db_url)) as connection:
        assert [one.claim.id for one in search(connection, parsed("late")).matches] == [1]
        assert search(connection, parsed("late"), view=view).matches == ()
        assert [one.claim.id for one in search(connection, parsed("japan -late"), view=view).matches] == [1]
        texts = [one.text for one in search(connection, parsed("words"), view=view).matches[0].passages]
    assert texts == ["early words"]


def test_fields_narrow_and_unknown_ones_are_words(case_url: str, environment: dict[str, str]) -> None:
    run = Run(case_url, environment)
    politico = hits(run, "diplomat", "outlet:politico")
    assert politico
    assert set(politico) <= set(hits(run, "diplomat"))
    assert hits(run, "status:partly_confirmed") == [90, 67, 56, 54]
    assert set(hits(run, "-status:unverified", "--limit", "1000")) == {
        one["id"] for one in run("list", "--format", "json").json if one["status"] != "unverified"
    }
    told = run("search", "status:nonsense", "pillar")
    assert told.exit_code == 0
    assert "narrows nothing" in told.stderr
    assert hits(run, "said:2024-03-19", "diplomat")


def test_several_values_of_a_field_are_each_enough(case_url: str, environment: dict[str, str]) -> None:
    run = Run(case_url, environment)
    rnz, nikkei = (set(hits(run, f"outlet:{name}", "--limit", "1000")) for name in ("rnz", "nikkei"))
    assert rnz - nikkei
    assert nikkei - rnz
    assert set(hits(run, "outlet:rnz", "outlet:nikkei", "--limit", "1000")) == rnz | nikkei
    assert set(hits(run, "outlet:rnz", "OR", "outlet:nikkei", "--limit", "1000")) == rnz | nikkei
    told = run("search", "status:confirmed", "status:nonsense", "--format", "json")
    assert "status:nonsense narrows nothing" in told.stderr
    assert "status:confirmed narrows" not in told.stderr


@pytest.mark.parametrize(
    "field",
    [
        "outlet:nikkei",
        "source:kurt-campbell",
        "status:unverified",
        "outcome:pending",
        "kind:position",
        "weight:key",
        "attribution:own-voice",
        "said:2024-03",
        "published:2024-03-20",
        "overdue:yes",
        "story:aukus-pillar-2",
    ],
)
def test_what_has_a_field_can_be_left_out(case_url: str, environment: dict[str, str], field: str) -> None:
    run = Run(case_url, environment)
    every, having, rest = (hits(run, *typed, "--limit", "1000") for typed in ((), (field,), (f"-{field}",)))
    assert having
    assert sorted(having + rest) == sorted(every)
    assert hits(run, field, f"-{field}") == []
    words = hits(run, "japan", "--limit", "1000")
    assert hits(run, "japan", f"-{field}", "--limit", "1000") == [one for one in words if one in rest]


def test_a_misspelt_field_is_pointed_out(case_url: str, environment: dict[str, str]) -> None:
    run = Run(case_url, environment)
    assert "did you mean outlet?" in run("search", "outlt:nikkei").stderr
    assert run("search", "https://example.com/kind", "note:well").stderr == ""


@pytest.mark.parametrize("typed", ["🙂", "…!", '"', "- *", "OR"])
def test_what_has_no_word_finds_nothing(case_url: str, environment: dict[str, str], typed: str) -> None:
    run = Run(case_url, environment)
    told = run("search", "--", typed)
    assert told.exit_code == 0
    assert told.stdout == "No claim fits.\n"
    assert "a letter or a digit" in told.stderr
    assert len(hits(run)) == 20


def test_what_is_found_is_marked(case_url: str, environment: dict[str, str]) -> None:
    run = Run(case_url, environment)
    told = run("search", "kishida", '"10 april"')
    assert "#56" in told.stdout
    assert "*Kishida*" in told.stdout
    assert "*10 April*" in told.stdout
    first = run("search", "kishida", '"10 april"', "--format", "json").json[0]["passages"][0]
    assert [first["text"][start:end] for start, end in first["marks"]] == ["Kishida", "10 April"]
    assert run("search", "nothinglikethis").stdout.strip() == "No claim fits."
