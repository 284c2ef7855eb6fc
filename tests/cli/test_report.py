"""`claims report story`: what stands on the screen, in Markdown and in JSON."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlmodel import Session

from claims.settings import settings
from claims.store.recording import write
from claims.store.tables import Appearance, Article, Claim, ClaimStory, Outlet, Story
from claims.vocabulary import Attribution, Terms
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

SLUG = "aukus-pillar-2"
HOSTILE = "<b>*AUKUS*</b> | a\n# [link](http://x.example/a_b) \x1b[31mred\x07 _x_ `code`"


@pytest.fixture
def case(case_url: str, environment: dict[str, str]) -> Run:
    """The program on the AUKUS case, which it may only read."""
    return Run(case_url, environment)


def printed(run: Run, *args: str, **others: Any) -> str:
    done = run("report", "story", *args, **others)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def flat(text: str) -> str:
    return " ".join(text.split())


# Text


def test_the_head_says_what_there_is_and_as_of_when(case: Run) -> None:
    lines = printed(case, SLUG).splitlines()
    assert lines[0] == "Will AUKUS Pillar 2 be opened to others?"
    assert re.fullmatch(r"Sourcing report, as recorded now, \d+ \w+ \d{4}, \d\d:\d\d \+00:00\.", lines[1])
    assert flat(" ".join(lines[3:5])) == (
        "140 claims: 14 key, 55 supporting and 71 background. 42 articles (5 known only from other reports) of 36 "
        "outlets, 1 February to 10 April 2024."
    )


def test_the_parts_stand_in_the_order_in_which_an_editor_reads(case: Run) -> None:
    headings = [line for line in printed(case, SLUG).splitlines() if line.isupper() and line[0].isalpha()]
    assert headings == [
        "SUMMARY", "CARRIED WIDEST", "KEY CLAIMS", "SUPPORTING CLAIMS", "BACKGROUND",
        "WORDING ALONG THE CHAIN", "CONTESTED", "SETTLED", "ASKED", "WHAT THE NUMBERS MEAN", "BOTTOM LINE",
    ]  # fmt: skip


def test_the_summary_is_plain_sentences_with_numbers(case: Run) -> None:
    summary = flat(printed(case, SLUG).split("SUMMARY")[1].split("CARRIED WIDEST")[0])
    for sentence in (
        "74 claims rest on one known origin, 12 of them on an unspecified number of unnamed people. 27",
        "27 claims rest on unnamed people only; for 61 no article gives a source.",
        "The two-source rule is met for 0 claims; possible for 17, where there may be more sources than we know;",
        "#73 (Richard Marles) and #122 (“an official working at the UK Ministry of Defense”) against #55 and #98.",
        "4 claims (#55, #73, #98 and #122): #73",
        "10 claims, decided between 2 April and 10 May 2024: 6 confirmed",
        "On a primary record: 4; on a party's own statement: 1; on reports: 5.",
        "#55 and #67 partly occurred and #56 occurred early.",
    ):
        assert sentence in summary
    assert re.search(r"a named person +57 +42", printed(case, SLUG))


def test_the_screen_ends_with_the_point(case: Run) -> None:
    assert flat(printed(case, SLUG).rsplit("\n\n", 1)[1]) == (
        "#54 The United States has begun talks with Britain and Australia on inviting Japan to collaborate on defence "
        "technology under AUKUS. ≈ Partly confirmed, since 9 April 2024. 10 outlets carried it. All lead back to one "
        "report, Nikkei Asia of 2 March 2024, and that to “American officials”, neither named nor numbered. "
        "Independent origins: at least 1; total unknown. Two-source rule: possible."
    )


def test_a_key_claim_has_its_chain_its_counts_and_what_stands_against_it(case: Run) -> None:
    key = printed(case, SLUG).split("KEY CLAIMS")[1].split("SUPPORTING CLAIMS")[0]
    april = key.split("#55 ", 1)[1].split("\n\n")[0]
    told = flat(april)
    assert "14 outlets, 16 articles. Origins: at least 2 people, 1 institution, 1 independent; total unknown." in told
    assert "Contradicted by #73: Collaboration between AUKUS and Japan is not going to happen soon." in told
    assert "└─ Nikkei Asia, 2 March 2024 (#74)" in told
    assert "Kurt Campbell, Deputy Secretary of State" in told
    in_line = flat(key.split("#98 ", 1)[1].split("\n\n")[0])
    assert "The Silicon Review, 21 March 2024 (#400) [relay inferred]" in in_line
    assert "? Unproven; pending, overdue (okafor, 18 September 2024)" in in_line
    assert "Prediction. 9 outlets" in in_line


def test_settled_claims_show_evidence_and_what_was_decided_before(case: Run) -> None:
    settled = flat(printed(case, SLUG).split("SETTLED\n")[1].split("WHAT THE NUMBERS MEAN")[0])
    assert (
        "primary record: AUKUS defence ministers' joint statement: April 2024, 8 April 2024, https://www.gov" in settled
    )
    assert "Before that: in review (4 March 2024), then unproven (8 March 2024)." in settled
    assert "partly confirmed; occurred early (lindqvist, 11 April 2024)" in settled


@pytest.mark.parametrize("width", [40, 72, 100, 160])
def test_no_line_is_wider_than_the_terminal(case: Run, width: int) -> None:
    lines = printed(case, SLUG, env={"COLUMNS": str(width)}).splitlines()
    assert max(map(len, lines)) <= width


def test_what_is_no_terminal_gets_no_colours(case: Run) -> None:
    assert "\x1b" not in printed(case, SLUG, env={"NO_COLOR": ""})


# Time


def test_as_of_a_day(case: Run) -> None:
    text = printed(case, SLUG, "--as-of", "2024-03-21")
    assert "as recorded by 21 March 2024, 23:59 +00:00." in text
    assert "Settled      Nothing yet." in text
    assert "HSToday" not in text
    assert "CONTESTED" in text


def test_as_of_an_hour_in_words_with_the_newsrooms_offset(case: Run) -> None:
    text = printed(case, SLUG, "--as-of", "18:00 on 9 April 2024", env={"CLAIMS_TZ": "Asia/Tokyo"})
    assert "as recorded by 9 April 2024, 18:00 +09:00." in text


def test_published_until(case: Run) -> None:
    text = printed(case, SLUG, "--published-until", "2024-03-05")
    assert "only articles published by 5 March 2024" in flat(text)
    assert "POLITICO" not in text


# JSON


def test_json_has_the_same_numbers(case: Run) -> None:
    told = case("report", "story", SLUG, "--format", "json", "--as-of", "2024-12-31").json
    assert list(told) == [
        "story", "as_of", "published_until", "trust_labels", "for", "left_out", "audit", "summary", "claims", "widest",
        "bottom_line", "drift", "contested", "settled", "asked", "carried", "sources", "outlets", "timeline",
        "colophon",
    ]  # fmt: skip
    assert told["story"]["slug"] == SLUG
    assert told["as_of"] == "2024-12-31T23:59:59.999999+00:00"
    assert (told["summary"]["claims"], len(told["claims"])) == (140, 140)
    assert told["summary"]["weights"] == {"key": 14, "supporting": 55, "background": 71}
    assert len(told["summary"]["one_origin"]) == 74
    assert len(told["summary"]["rule"]["not met"]) == 62
    april, talks, *_ = told["widest"]
    assert (talks["claim"], len(talks["outlets"]), talks["origins"]["independent"]["upper"]) == (54, 10, None)
    assert [root["article"]["outlet"] for root in talks["roots"]] == ["Nikkei Asia"]
    assert [voice["named"] for voice in april["voices"]] == [False, True, False, True, False]
    assert told["bottom_line"] == [54, 98, 55]
    assert [(one["claim"], one["against"]) for one in told["contested"]] == [(55, 73), (55, 122), (98, 73), (98, 122)]
    assert {one["claim"] for one in told["settled"]} == set(told["summary"]["settled"])
    assert (told["carried"], len(told["outlets"]), told["summary"]["outlets"]) == (412, 36, 36)
    diplomat = next(one for one in told["sources"] if one["label"] == "“One senior diplomat involved in the talks”")
    assert (diplomat["named"], diplomat["claims"], diplomat["itself"], diplomat["leading"]) == (False, 8, 8, 30)
    assert told["timeline"][-1]["when"] == "no date"
    (shown,) = (one for one in told["claims"] if one["id"] == 54)
    assert {"uid", "statement", "kind", "weight", "status", "outcome", "stories", "windows", "origins", "appearances",
            "reviews", "relations"} <= set(shown)  # fmt: skip


# Markdown


def html(markdown: str) -> str:
    """Return what a reader of CommonMark makes of it."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark").enable("table").render(markdown)
    return made


def test_markdown_is_read_as_meant(case: Run) -> None:
    read = html(printed(case, SLUG, "--format", "markdown"))
    assert read.count("<h1>") == 1
    assert re.findall("<h2>(.*?)</h2>", read) == [
        "In two minutes", "How each claim stands", "Carried widest", "Key claims", "Supporting claims", "Background",
        "Wording along the chain", "Contested", "Settled", "Asked", "Timeline", "Sources", "Outlets",
        "Anonymous sourcing", "The method", "What the numbers do not mean", "About this copy",
    ]  # fmt: skip
    assert read.count("<table>") == 9
    assert (
        'href="https://www.gov.uk/government/publications/aukus-defence-ministers-joint-statement-april-2024"' in read
    )
    assert "<li>Nikkei Asia, 2 March 2024 (#73)" in read.replace("<li>\n<p>", "<li>")


# What people typed


def hostile(session: Session) -> None:
    """Enter a story of which every text could be markup or move a cursor."""
    session.add(Story(slug="hostile", title=HOSTILE))
    session.add(Outlet(slug="out", name=HOSTILE, match_key="out"))
    session.flush()
    session.add(Article(outlet_id=1))
    session.add(Claim(statement=HOSTILE, match_key="x"))
    session.flush()
    session.add(ClaimStory(claim_id=1, story_id=1))
    session.add(Appearance(claim_id=1, article_id=1, attribution=Attribution.UNATTRIBUTED, excerpt=HOSTILE))


def test_stored_text_stays_text(run: Run) -> None:
    write(settings(run.url), "log", hostile)
    for form in ("table", "markdown", "json"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", printed(run, "hostile", "--format", form)), form
    read = html(printed(run, "hostile", "--format", "markdown"))
    assert "<b>" not in read
    assert "<em>" not in read
    assert "<code>" not in read
    assert read.count("<h1>") == 1
    assert re.search(r"<h1>.*\*AUKUS\*.*\[link\].*</h1>", read)


def off_the_record(session: Session) -> None:
    """Enter a story of one claim that is known only off the record, and one that is not."""
    session.add(Story(slug="quiet", title="Quiet"))
    session.add(Outlet(slug="out", name="Out", match_key="out"))
    session.flush()
    session.add(Article(outlet_id=1))
    session.add_all([Claim(statement="The secret", match_key="a"), Claim(statement="The known", match_key="b")])
    session.flush()
    session.add_all([ClaimStory(claim_id=1, story_id=1), ClaimStory(claim_id=2, story_id=1)])
    quiet: dict[str, Any] = {"article_id": 1, "attribution": Attribution.UNATTRIBUTED}
    session.add_all([Appearance(claim_id=1, terms=Terms.OFF_RECORD, **quiet), Appearance(claim_id=2, **quiet)])


def test_what_is_off_the_record_never_leaves(run: Run) -> None:
    write(settings(run.url), "log", off_the_record)
    for form in ("table", "markdown", "json"):
        text = printed(run, "quiet", "--format", form)
        assert "secret" not in text
        assert "The known" in text
    assert (
        "1 appearance was left out of this report and of its counts. 1 claim known only off the record is not named."
        in flat(printed(run, "quiet"))
    )


# A verdict without its outcome


def test_a_report_says_that_an_outcome_is_not_recorded_and_only_the_desk_is_told_the_command(run: Run) -> None:
    logged = ("--kind", "prediction", "--due", "by May 2025", "--published", "2024-03-19", "--story", "s")
    assert run("log", "It will join", "--outlet", "A", "--attribution", "witnessed", *logged).exit_code == 0
    proof = ("--note", "as it was said", "--evidence", "https://gov.example/1", "--evidence-kind", "primary_record")
    command = "claims review 1 --outcome …"
    decided = run("review", 1, "confirmed", *proof)
    assert command in decided.stdout, decided.stderr
    assert command in flat(run("queue").stdout)
    for audience in ("desk", "lawyer", "public"):
        for form in ("table", "markdown", "json", "html", "csv"):
            text = flat(printed(run, "s", "--for", audience, "--format", form))
            assert "not recorded yet" in text, (audience, form)
            assert "claims review" not in text, (audience, form)
    for args in (("show", 1), ("list",), ("report", "outlet", "A"), ("report", "story", "s", "--brief")):
        text = flat(run(*args).stdout)
        assert "pending" in text, args
        assert "claims review" not in text, args


# What is missing


def test_an_unknown_story(case: Run) -> None:
    done = case("report", "story", "nonsense")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == 'claims: there is no story "nonsense"; `claims story list` shows what there is\n'


def test_a_story_that_had_not_been_entered_by_then(case: Run) -> None:
    done = case("report", "story", SLUG, "--as-of", "2023-01-01")
    assert done.exit_code == 3
    assert "had not been entered by then" in done.stderr


def test_an_empty_story(run: Run) -> None:
    write(settings(run.url), "story add", lambda session: session.add(Story(slug="empty", title="Nothing here")))
    assert "No claims belong to this story: there is nothing to report." in printed(run, "empty")
    assert "nothing to report" in printed(run, "empty", "--format", "markdown")
    told = run("report", "story", "empty", "--format", "json").json
    assert (told["claims"], told["summary"]["claims"], told["summary"]["first_published"]) == ([], 0, None)


def test_a_format_that_it_does_not_have(case: Run) -> None:
    assert case("report", "story", SLUG, "--format", "jsonl").exit_code == 2
