"""`claims report outlet`, `reporter` and `source`: what stands on the screen, in Markdown, JSON and CSV."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

AFTER = "2024-06-01T09:00:00+00:00"
HOSTILE = "=A *bold* | [red] <b>"


@pytest.fixture
def case(case_url: str, environment: dict[str, str]) -> Run:
    """The program on the AUKUS case, which it may only read."""
    return Run(case_url, environment)


@pytest.fixture
@kept
def herald(run: Run) -> Run:
    """The program on a newsroom in which the Herald, graded B, has twelve settled claims.

    Of 1 to 12, 1 to 9 held, 10 in part, 11 and 12 not.  Of the predictions 13 to 19, two came true when they were due,
    one early, two late, one in part, one not, and nobody gave them a verdict.  20 was said only to be possible.
    """
    verdicts = ["confirmed"] * 8 + ["outdated", "partly_confirmed", "refuted", "misleading"]
    outcomes = "occurred occurred occurred_early occurred_late occurred_late partly_occurred did_not_occur".split()
    days = ["2024-04-30"] * 2 + ["2024-04-26", "2024-05-03", "2024-05-10"] + ["2024-04-30"] * 2
    due = [{"role": "due", "words": "on 30 April 2024", "said": "2024-03-20"}]
    records: list[Record] = [
        record("reporter", "reed", name="Ada Reed"),
        record("outlet", "herald-outlet", name="The Herald", reliability="B"),
        record("article", "herald", outlet="herald-outlet", published="2024-03-20", bylines=["reed"]),
        *article("echo", "The Echo", "2024-03-21"),
        record("source", "minister", kind="person", name="The Minister"),
    ]
    for number, status in enumerate(verdicts, start=1):
        records += [claim(f"c{number}", f"Statement {number}"), settled(f"c{number}", status=status)]
        records.append(appearance("herald", "named", claim=f"c{number}", source="minister"))
    for number, (outcome, day) in enumerate(zip(outcomes, days, strict=True), start=13):
        records.append(claim(f"c{number}", f"Statement {number}", kind="prediction", windows=due))
        records.append(appearance("herald", claim=f"c{number}"))
        records.append(settled(f"c{number}", day, status="in_review", outcome=outcome))
    records += [claim("c20", HOSTILE), settled("c20", status="confirmed")]
    records.append(appearance("herald", claim="c20", likelihood="possible", likelihood_basis="editor"))
    records.append(appearance("echo", "outlet", claim="c1", relays="herald"))
    enter(run.url, records)
    return run


def settled(key: str, on: str = "2024-05-20", **values: Any) -> Record:
    evidence = [{"kind": "primary_record", "title": "A record", "published": on}]
    return record("review", key, claim=key, note="As the record has it.", evidence=evidence, entered=AFTER, **values)


def printed(run: Run, *args: str) -> str:
    done = run("report", *args)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def flat(text: str) -> str:
    return " ".join(text.split())


# Text


def test_the_summary_of_an_outlet_is_plain_sentences_with_numbers(herald: Run) -> None:
    told = flat(printed(herald, "outlet", "The Herald"))
    for sentence in (
        "Carried 20 claims; all originate with the outlet itself.",
        (
            "12 settled claims, from one article: 9 held (#1, #2, #3, #4, #5, #6, #7, #8 and #9), 1 held in part "
            "(#10), "
            "2 did not hold (#11 and #12). In full: 75% (95% interval 47% to 91%); at least in part: 83% (95% interval "
            "55% to 95%). Held, but outdated since: #9."
        ),
        (
            "7 claims with an outcome, from one article: 3 came true in time (#13, #14 and #15), 2 came true late (#16 "
            "and #17), 1 came true in part (#18), 1 did not come true (#19). In full: 43% (95% interval 16% to "
            "75%); at "
            "least in part, or late: 86% (95% interval 49% to 97%)."
        ),
        "Early 1 claim came early, by 4 days.",
        "Late 2 claims came late, by 3 to 10 days, 6.5 in the median.",
        "20 claims originate here: 1 here first, 19 only here.",
        "1 said to be merely possible, or at even odds or less (#20).",
        "The editor's: B, usually reliable. It is not computed from these numbers.",
    ):
        assert sentence in told


def test_the_tables_break_the_numbers_down_by_attribution_and_kind(herald: Run) -> None:
    told = printed(herald, "outlet", "The Herald")
    right, came = told.split("CAME TRUE\n")[0], told.split("CAME TRUE\n")[1]
    assert re.search(r"a named person +12 +12 +9 +1 +2 +75% \(47% to 91%\)", right)
    assert re.search(r"no source is given +8 +0 +0 +0 +0 +–", right)
    assert re.search(r"fact +13 +12 +9 +1 +2 +75% \(47% to 91%\)", right)
    assert re.search(r"prediction +7 +7 +3 +2 +1 +1 +43% \(16% to 75%\)", came)


def test_long_lists_are_cut_unless_all_is_asked_for(run: Run) -> None:
    keys = [f"c{number}" for number in range(1, 14)]
    told = [part for key in keys for part in (claim(key, f"Statement {key}"), appearance("herald", claim=key))]
    enter(run.url, [*article("herald", "The Herald"), *told])
    short = printed(run, "outlet", "The Herald")
    assert "Statement c10\n" in short
    assert "Statement c11\n" not in short
    assert "3 more; --all lists them." in short
    whole = printed(run, "outlet", "The Herald", "--all")
    assert "Statement c13\n" in whole
    assert "more; --all" not in whole


def test_the_one_who_relays_is_credited_with_nothing(herald: Run) -> None:
    told = flat(printed(herald, "outlet", "The Echo"))
    assert "Carried 1 claim, none of them originating here; 1 taken from others, who are credited (#1)." in told
    assert "settled" not in told.split("WHAT THE NUMBERS")[0]


def test_a_reporter_and_a_source_have_the_same_report(herald: Run) -> None:
    reporter, source = (flat(printed(herald, *args)) for args in (("reporter", "reed"), ("source", "minister")))
    assert "Track record of a reporter, as recorded now," in reporter
    assert "20 claims; all originate with the reporter." in reporter
    assert "Admiralty" not in reporter
    assert "Named as source 12 claims; all originate with this source." in source
    assert "75% (95% interval 47% to 91%)" in source


def test_who_carried_nothing_is_told_so_and_the_letter_all_the_same(run: Run) -> None:
    enter(run.url, [record("outlet", "herald", name="The Herald", reliability="F")])
    told = flat(printed(run, "outlet", "herald"))
    assert "The Herald carried no claim that fits: there is nothing to judge." in told
    assert "The editor's: F, its reliability cannot be judged." in told


def test_few_are_not_computed_away(case: Run) -> None:
    told = flat(printed(case, "outlet", "The Japan Times"))
    assert (
        "3 settled claims, from one article: 2 held (#91 and #92), 1 held in part (#90), none failed to hold. Too few "
        "to judge: no share is shown for fewer than 5."
    ) in told
    assert "1 said to be merely possible, or at even odds or less (#88)" in told
    assert "%" not in told.split("WHAT THE NUMBERS")[0]


def test_nikkei_asia(case: Run) -> None:
    told = flat(printed(case, "outlet", "Nikkei Asia"))
    for sentence in (
        (
            "5 settled claims, from 2 articles: 2 held (#55 and #61), 3 held in part (#54, #56 and #67), none "
            "failed to "
            "hold. In full: 40% (95% interval 12% to 77%); at least in part: 100% (95% interval 57% to 100%). "
            "Also originated elsewhere, and credited there too: #55."
        ),
        (
            "3 claims with an outcome, from 2 articles: 1 came true in time (#56), 2 came true in part (#55 and "
            "#67), none "
            "failed to come true. Too few to judge"
        ),
        "1 claim came early, by 2 days.",
        (
            "8 here first, 1 elsewhere first (#53), 1 unclear, because an article is "
            "undated or dated only by month (#58)."
        ),
        (
            "Prediction, confirmed; partly occurred. Nikkei Asia, 2 March 2024: “American officials” and Nikkei "
            "Asia, 22 "
            "March 2024 (unread): Kurt Campbell."
        ),
    ):
        assert sentence in told


def test_an_institution_says_whose_words_it_counts(case: Run) -> None:
    told = flat(printed(case, "source", "us-government"))
    assert "Its people, parts and documents count with it: “American officials”, Mira Rapp" in told
    alone = flat(printed(case, "source", "us-government", "--alone"))
    assert "only what it said itself." in alone
    assert "is the source of no claim that fits" in alone


def test_the_question_is_repeated(case: Run) -> None:
    asked = ("--as-of", "18:00 on 9 March 2024", "--since", "2024-03", "--until", "2024-03-02")
    told = flat(printed(case, "outlet", "nikkei-asia", "--story", "aukus-pillar-2", *asked))
    assert (
        "as recorded by 9 March 2024, 18:00 +00:00; only claims of the story aukus-pillar-2; only claims first "
        "published there from 1 March 2024 until 2 March 2024."
    ) in told
    assert "Too few to judge: none of these is settled and can be scored." in told


# Markdown, JSON, CSV


def test_markdown_has_the_same_numbers_and_no_markup_of_others(herald: Run) -> None:
    told = printed(herald, "outlet", "The Herald", "--format", "markdown")
    assert "| a named person | 12 | 12 | 9 | 1 | 2 | 75% (47% to 91%) |" in told
    assert "- **Came true**: 7 claims with an outcome" in told
    assert r"=A \*bold\* \| \[red\] &lt;b&gt;" in told


def test_json_names_the_claims_behind_every_number(herald: Run) -> None:
    told = herald("report", "outlet", "The Herald", "--format", "json").json
    right, came = told["right_when_reported"], told["came_true"]
    assert told["subject"] | {"uid": ""} == {"kind": "outlet", "id": 1, "uid": "", "name": "The Herald"}
    assert (told["reliability"], told["fewest"], told["confidence"]) == ("B", 5, 0.95)
    assert [right[name] for name in ("settled", "held", "late", "in_part", "not_held")] == [12, 9, 0, 1, 2]
    assert right["share"] == {"share": 0.75, "lower": 0.4677, "upper": 0.9111}
    assert right["claims"]["in_part"] == [10]
    assert right["claims"]["possible"] == [20]
    assert [len(numbers) for numbers in right["claims"].values()] == [9, 0, 1, 2, 0, 7, 1, 0, 0, 0]
    assert came["claims"]["late"] == [16, 17]
    assert (told["late"]["median_days"], told["late"]["known"]) == (6.5, 2)
    assert told["first"] == {"alone": list(range(2, 21)), "first": [1], "same_day": [], "later": [], "unclear": []}
    assert [row["attribution"] for row in right["by_attribution"]] == ["named", "unattributed"]
    first = told["claims"][0]
    assert (first["right_when_reported"], first["words"][0]["source"]) == ("held", "The Minister")
    assert [one["id"] for one in told["claims"]] == told["originated"] + told["relayed"]


def test_json_has_no_share_of_few(case: Run) -> None:
    right = case("report", "source", "marles", "--format", "json").json["right_when_reported"]
    assert (right["settled"], right["held"], right["share"], right["share_in_part"]) == (1, 1, None, None)


def test_csv_has_a_row_for_each_claim(herald: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(herald, "outlet", "The Herald", "--format", "csv"))))
    assert len(rows) == 20
    assert [row["right_when_reported"] for row in rows[8:12]] == ["held", "in_part", "not_held", "not_held"]
    assert [(row["came_true"], row["days_off"]) for row in rows[14:17]] == [
        ("held", "4"),
        ("late", "3"),
        ("late", "10"),
    ]
    assert rows[19]["statement"].startswith("'=A")
    assert rows[0]["attributions"] == "named"


# Bad input


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("outlet", "Nikki"), 3, 'there is no outlet "Nikki"'),
        (("reporter", "nobody"), 3, 'there is no reporter "nobody"'),
        (("source", "#999"), 3, 'there is no source "#999"'),
        (("outlet", "nikkei-asia", "--story", "nope"), 3, 'there is no story "nope"'),
        (("outlet", "nikkei-asia", "--since", "soon"), 6, '"soon" is not understood as a date'),
        (("outlet", "nikkei-asia", "--since", "2024-05", "--until", "2024-04"), 2, "the last day is before the first"),
        (("outlet", "nikkei-asia", "--as-of", "2020-01-01"), 3, "had not been entered by then"),
        (("outlet", "nikkei-asia", "--format", "jsonl"), 2, "choose from table, markdown, json, csv"),
        (("outlet", "nikkei-asia", "--alone"), 2, "--alone"),
    ],
)
def test_bad_input_is_answered_in_one_sentence(case: Run, args: tuple[str, ...], code: int, says: str) -> None:
    done = case("report", *args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
