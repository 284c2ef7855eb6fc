"""Searching: the same set of claims on both engines, over real texts, and in step with what is written."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from claims import search_index
from claims.database import engine_for, reading
from claims.queries.search import search
from claims.searching import parsed, words_of
from claims.settings import settings
from tests.conftest import Run
from tests.newsroom import AUKUS, appearance, article, claim, enter, enter_case
from tests.postgres import Postgres

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
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres, postgres_url: str
) -> Iterator[tuple[str, str]]:
    """The case and some texts that are hard to part into words, in a database of each engine."""
    from claims.migrate import upgrade

    file = f"sqlite:///{tmp_path_factory.mktemp('search') / 'claims.db'}"
    upgrade(file)
    server = postgres_server.create(template=postgres_url)
    for url in (file, server):
        enter_case(url, AUKUS)
        enter(url, [*article("a", "Outlet"), *(claim(f"t{at}", text) for at, text in enumerate(TRICKY))])
    yield file, server
    postgres_server.drop(server)


def found(url: str, typed: str) -> set[int]:
    with reading(settings(url)) as connection:
        return {one.claim.id for one in search(connection, parsed(typed), limit=1_000).found}


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


def test_every_word_of_a_statement_finds_its_claim(both: tuple[str, str]) -> None:
    for url in both:
        for text in TRICKY:
            words = [word for word in text.split() if words_of(word)]
            for asked in (text, f'"{text}"', *words):
                with reading(settings(url)) as connection:
                    hits = [one.claim.statement for one in search(connection, parsed(asked), limit=1_000).found]
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


def test_what_was_said_off_the_record_is_not_found(run: Run) -> None:
    said = ("--outlet", "RNZ", "--attribution", "unnamed", "--source", "a mole", "--terms", "off_record")
    run("log", "The minister resigns", *said, "--excerpt", "secretwords", "--wording", "partial")
    run("log", "The budget passes", "--outlet", "RNZ", "--attribution", "unattributed")
    run("appear", 2, *said, "--excerpt", "otherwords", "--wording", "partial")
    for typed in ("resigns", "secretwords", "otherwords", "mole"):
        assert hits(run, typed) == [], typed
    assert hits(run, "budget") == [2]
    assert sorted(hits(run, "--confidential", "mole")) == [1, 2]


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


def test_what_is_found_is_marked(case_url: str, environment: dict[str, str]) -> None:
    run = Run(case_url, environment)
    told = run("search", "kishida", '"10 april"')
    assert "#56" in told.stdout
    assert "*Kishida*" in told.stdout
    assert "*10 April*" in told.stdout
    first = run("search", "kishida", '"10 april"', "--format", "json").json[0]["passages"][0]
    assert [first["text"][start:end] for start, end in first["marks"]] == ["Kishida", "10 April"]
    assert run("search", "nothinglikethis").stdout.strip() == "No claim fits."
