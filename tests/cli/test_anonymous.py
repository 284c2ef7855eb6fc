"""`claims report anonymous`: what stands on the screen, in Markdown, in JSON and in CSV."""

from __future__ import annotations

import csv
import io

import pytest

from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record

pytestmark = pytest.mark.engines("sqlite")


def printed(run: Run, *args: str) -> str:
    done = run("report", "anonymous", *args)
    assert (done.exit_code, done.stderr) == (0, ""), done
    return done.stdout


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_summary_has_counts_beside_shares(aukus: Run) -> None:
    text = flat(printed(aukus, "--story", "aukus-pillar-2"))
    for sentence in (
        "only claims of the story “Will AUKUS Pillar 2 be opened to others?”",
        "160 appearances from an outlet's own reporting; 33 (21%) on unnamed people.",
        (
            "418 appearances; 36 (9%) on unnamed people. 258 relay another outlet's report; 3 of these "
            "cite unnamed people."
        ),
        "27 of 140 claims.",
        "POLITICO 48 16 33% 48 16 33%",
        "Reuters 2 2 too few 4 2 too few",
        "26 other outlets 18 0 0% 249 0 0%",
        "March 2024 96 27 28% 328 30 9%",
        "no date 4 0 too few 9 0 too few",
    ):
        assert sentence in text, sentence


def test_the_parts_stand_in_their_order(aukus: Run) -> None:
    lines = printed(aukus).splitlines()
    assert lines[0] == "Anonymous sourcing"
    assert [line for line in lines if line.isupper() and line[0].isalpha() and "%" not in line] == [
        "SUMMARY", "BY OUTLET", "BY MONTH", "CLAIMS THAT REST ON NO NAMED SOURCE",
        "CLAIMS THAT REST ON ONE UNNAMED PERSON", "OPINIONS ATTRIBUTED TO UNNAMED PEOPLE",
        "PLURALS WITHOUT A NUMBER", "UNNAMED, AND NO REASON GIVEN", "UNNAMED, AND AT SECOND HAND",
        "WHAT THE NUMBERS MEAN",
    ]  # fmt: skip


def test_each_practice_has_the_rule_that_names_it_and_what_shows_it(aukus: Run) -> None:
    text = flat(printed(aukus))
    for sentence in (
        (
            "AP: “The material is information and not opinion or speculation, and is vital to the news report.” "
            "(News Values & Principles, “Anonymous Sources”)"
        ),
        "5 of 33 appearances on unnamed people in an outlet's own reporting.",
        "#113 A return of American isolationism is a risk to the Indo-Pacific. POLITICO, 19 March 2024",
        (
            "cite sources in the plural when we have only one.” (Handbook of Journalism, “The Essentials of Reuters "
            "sourcing”)"
        ),
        "“American officials” (neither named nor numbered)",
        "And 7 more.",
    ):
        assert sentence in text, sentence


def test_markdown_has_tables(aukus: Run) -> None:
    text = printed(aukus, "--format", "markdown")
    assert "| POLITICO | 48 | 16 | 33% | 48 | 16 | 33% |" in text
    assert "## Plurals without a number" in text


def test_json_is_the_contract(aukus: Run) -> None:
    told = aukus("report", "anonymous", "--outlet", "politico", "--since", "2024-03", "--format", "json").json
    assert list(told) == [
        "as_of", "published_until", "story", "outlet", "since", "until", "total", "claims", "retracted", "withheld",
        "by_outlet", "by_month", "by_outlet_and_month", "practices",
    ]  # fmt: skip
    assert (told["outlet"], told["since"], told["until"], told["story"]) == ("POLITICO", "2024-03-01", None, None)
    cell = {"own": 48, "own_unnamed": 16, "own_share": 0.333, "all": 48, "all_unnamed": 16, "all_share": 0.333}
    assert told["total"] == cell
    assert told["by_outlet"] == [{"outlet": "POLITICO", **cell}]
    assert told["by_month"] == [{"month": "2024-03", **cell}]
    assert told["by_outlet_and_month"] == [{"outlet": "POLITICO", "month": "2024-03", **cell}]
    alone = told["practices"][1]
    assert list(alone) == ["practice", "of", "rule", "count", "examples", "more"]
    assert (alone["practice"], alone["of"], alone["count"], alone["more"]) == ("one_alone", "claims", 13, 3)
    assert list(alone["rule"]) == ["house", "document", "section", "words", "url"]
    example = alone["examples"][0]
    assert list(example) == ["claim", "statement", "appearances"]
    assert example["claim"] == 98
    assert list(example["appearances"][0]) == [
        "id", "outlet", "published", "attribution", "label", "described", "stated_count",
    ]  # fmt: skip
    assert example["appearances"][0]["label"] == "“One senior diplomat involved in the talks”"


def test_csv_has_the_table_by_outlet_and_month(aukus: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(aukus, "--format", "csv"))))
    assert list(rows[0]) == ["outlet", "month", "own", "own_unnamed", "own_share", "all", "all_unnamed", "all_share"]
    [politico] = [row for row in rows if row["outlet"] == "POLITICO"]
    assert (politico["month"], politico["own_unnamed"], politico["own_share"]) == ("2024-03", "16", "0.333")
    assert sum(int(row["all"]) for row in rows) == 418
    assert {row["own_share"] for row in rows if int(row["own"]) < 10} == {""}


def test_as_of_and_published_until_are_answered_and_repeated(aukus: Run) -> None:
    text = flat(printed(aukus, "--as-of", "2024-03-05 16:00", "--published-until", "2024-03-04"))
    assert "As recorded by 5 March 2024, 16:00 +00:00; only articles published by 4 March 2024." in text
    assert "POLITICO" not in text


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["--outlet", "nosuch"], 3, 'no outlet "nosuch"'),
        (["--story", "nosuch"], 3, 'no story "nosuch"'),
        (["--since", "nonsense"], 6, "not understood as a date"),
        (["--since", "2024-05", "--until", "2024-03"], 2, "the last day is before the first"),
        (["--format", "jsonl"], 2, "choose from table, markdown, json, csv"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(aukus: Run, args: list[str], code: int, says: str) -> None:
    done = aukus("report", "anonymous", *args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr


def test_what_fits_nothing_says_so(aukus: Run, run: Run) -> None:
    text = flat(printed(aukus, "--since", "2030"))
    assert "only articles published from 1 January 2030, so undated articles are left out." in text
    assert "No appearance fits: there is nothing to count." in text
    assert "No appearance fits" in printed(run)
    assert printed(run, "--format", "csv") == "outlet,month,own,own_unnamed,own_share,all,all_unnamed,all_share\n"


def test_withdrawn_and_off_the_record_are_left_out_and_said(run: Run) -> None:
    enter(
        run.url,
        [
            *article("a", "=Alpha|*"),
            *article("d", "Delta", None),
            record("source", "s", kind="person", named=False, described="a <b>colonel</b>"),
            claim("c"),
            claim("d", "Canada will join"),
            appearance("a", "unnamed", source="s"),
            appearance("d", "unnamed", source="s", claim="d", terms="off_record"),
            appearance("d", "collective", claim="c"),
            record("correction", "r", appearance="c-d", kind="retracted", note="withdrawn"),
        ],
    )
    text = flat(printed(run))
    assert "Left out: 1 appearance that the outlet retracted and 1 appearance off the record." in text
    assert "1 appearance from an outlet's own reporting; 1 (too few to judge) on unnamed people." in text
    assert "Canada" not in text
    markdown = printed(run, "--format", "markdown")
    assert "| =Alpha\\|\\* |" in markdown
    assert "<b>" not in markdown
    assert printed(run, "--format", "csv").splitlines()[1].startswith("'=Alpha|*,2024-03")


def test_the_help_has_an_example(run: Run) -> None:
    said = run("report", "anonymous", "--help").stdout
    assert "claims report anonymous --story aukus-pillar-2" in said
    assert "anonymous" in run("report", "--help").stdout
