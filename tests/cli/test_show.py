"""`claims show`: what a person reads, and the JSON that is a contract."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sqlmodel import Session

from claims.cli.terminal.plain import cells, is_harmful
from claims.entry.correcting.correct import correct
from claims.entry.edit import edit_claim
from claims.entry.reviewing.judge import judge
from claims.entry.shared import sign
from claims.entry.work import Work
from claims.settings import settings
from claims.store.recording import write
from claims.store.tables import Appearance, Article, Claim, Outlet, Review, Source
from claims.vocabulary import Attribution, CorrectionKind, JudgementKind, SourceKind, Status, Wording
from tests.conftest import ROOT, Run
from tests.newsroom import Record, act, appearance, article, claim, enter, record

pytestmark = pytest.mark.engines("sqlite")

COUNT = {"lower", "upper", "open", "circular"}
TALKS, ANNOUNCEMENT, IN_LINE = 54, 55, 98


def shown(run: Run, number: int = 1, *options: str) -> Any:
    done = run("show", number, "--format", "json", *options)
    assert done.exit_code == 0, done.stderr
    return done.json


def text(run: Run, number: int = 1, *options: str) -> str:
    done = run("show", number, *options)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def one_line(told: str) -> str:
    return " ".join(re.sub("[│├└─]", " ", told).split())


# What a person reads


def test_ten_outlets_lead_back_to_one_report_and_to_nobody_named(aukus: Run) -> None:
    told = one_line(text(aukus, TALKS))
    assert told.startswith("#54 The United States has begun talks")
    assert "10 outlets carried it. All lead back to one report, Nikkei Asia of 2 March 2024" in told
    assert "people: at least 1; total unknown — “American officials” are neither named nor numbered" in told
    assert "Two-source rule: possible, not shown." in told
    assert "“American officials” (neither named nor numbered) Nikkei Asia, 2 March 2024 (#73) The Japan Times" in told
    assert "The Borneo Post, 7 March 2024 (#248) [reprint]" in told
    assert "in review (okafor, 4 March 2024): One report so far" in told, "earlier reviews stay visible"
    assert "unproven (okafor, 8 March 2024): Ten outlets by now" in told
    assert "primary record: AUKUS defence ministers' joint statement: April 2024, 8 April 2024" in told


def test_a_closed_window_is_overdue_and_nothing_more(aukus: Run) -> None:
    told = one_line(text(aukus, IN_LINE))
    assert "unproven; pending, overdue (okafor, 18 September 2024)" in told
    assert "due “by the end of 2024 or early 2025” (said on 19 March 2024): from 19 March 2024 until 31" in told
    assert "early in a year is read as its first quarter" in told
    assert "overdue: the deadline was 31 March 2025, and no outcome is recorded" in told
    assert "people: at least 1; at most 1 — “One senior diplomat involved in the talks” (unnamed)" in told
    assert "Two-source rule: not met. All of it goes back to one origin." in told
    assert "contradicted by #122: No decisions on Japan" in told
    assert "[relay inferred]; gives no source — Credits nobody." in told
    open_yet = one_line(text(aukus, IN_LINE, "--as-of", "2025-03-31"))
    assert "not overdue: it is open until 31 March 2025" in open_yet


def test_a_floor_is_never_overdue(aukus: Run) -> None:
    told = one_line(text(aukus, ANNOUNCEMENT, "--as-of", "2024-03-05"))
    assert "due “as soon as next month” (said on 2 March 2024): not before 1 April 2024, no last day" in told
    assert "never overdue: it has no deadline" in told


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_text_fits_the_terminal(aukus: Run, width: int) -> None:
    for number in (TALKS, ANNOUNCEMENT, IN_LINE):
        done = aukus("show", number, env={"COLUMNS": str(width)})
        assert max(map(cells, done.stdout.splitlines())) <= width


def test_only_the_speakers_words_stand_in_quotation_marks(run: Run) -> None:
    peters = record("source", "peters", kind="person", name="Winston Peters", role="foreign minister")
    enter(
        run.url,
        [
            *(one for key in ("a", "b", "d") for one in article(key, f"Paper {key.upper()}")),
            peters,
            claim(),
            appearance("a", "named", source="peters", excerpt="external interest", wording="partial"),
            appearance("b", "named", source="peters", excerpt="outsiders take an interest", wording="paraphrase"),
            appearance("d", "named", source="peters", excerpt="interés ajeno", wording="translated"),
        ],
    )
    told = one_line(text(run))
    assert "Paper A, 20 March 2024 (#1); “external interest”" in told
    assert "Paper B, 20 March 2024 (#2); in its own words: outsiders take an interest" in told
    assert "Paper D, 20 March 2024 (#3); in its translation: interés ajeno" in told
    assert "Winston Peters, foreign minister" in told


def chain_of_all_sorts() -> list[Record]:
    return [
        *article("a", "Alpha"),
        *article("b", "Beta", seen=False),
        *article("d", "Delta"),
        *article("e", "Epsilon"),
        *article("f", "Phi"),
        *article("g", "Gamma"),
        record("source", "two", kind="person", named=False, described="two officials", stated_count=2),
        claim(kind="prediction", windows=[{"role": "due", "words": "by the end of 2024", "said": "2024-03-20"}]),
        appearance("a", "unnamed", source="two", anonymity_reason="not allowed to speak", occasion="a briefing"),
        appearance("d", "outlet", relays="b", hedges=[{"kind": "likelihood", "words": "could"}]),
        appearance("e", "outlet", relays="a", relay_basis="suspected", note="The same error in it."),
        appearance("f", "outlet", relays="g"),
        appearance("g", "outlet", relays="f", treatment="doubts"),
    ]


def test_the_chain_says_what_is_unseen_suspected_circular_and_hedged(run: Run) -> None:
    enter(run.url, chain_of_all_sorts())
    told = one_line(text(run))
    assert "“two officials” (2 people, unnamed) Alpha, 20 March 2024 (#1); a briefing; not named because" in told
    assert "Epsilon, 20 March 2024 (#3) [relay only suspected] — The same error in it." in told
    assert "Beta, 20 March 2024 [unread] Delta, 20 March 2024 (#2); hedged by “could”" in told
    assert "Circular reporting: these reports only cite each other" in told
    assert "the outlet doubts it" in told
    assert "unread: Beta" in told
    assert shown(run)["origins"]["people"] == {"lower": 2, "upper": None, "open": True, "circular": True}


def test_denials_are_counted_on_their_own(run: Run) -> None:
    enter(
        run.url,
        [
            *article("a", "Alpha"),
            *article("b", "Beta"),
            record("source", "wong", kind="person", name="Penny Wong"),
            claim(),
            appearance("a"),
            appearance("b", "named", source="wong", stance="denies"),
        ],
    )
    told, found = one_line(text(run)), shown(run)
    assert "DENIED: ORIGINS people: at least 1; at most 1 — Penny Wong" in told
    assert "DENIED: CHAIN Penny Wong Beta, 20 March 2024 (#2)" in told
    assert found["denials"]["people"] == {"lower": 1, "upper": 1, "open": False, "circular": False}
    assert found["origins"]["people"]["upper"] is None


def test_corrections_stay_visible_and_what_we_entered_wrongly_counts_nowhere(run: Run) -> None:
    papers = [one for key, name in (("a", "Alpha"), ("b", "Beta"), ("d", "Delta")) for one in article(key, name)]
    enter(run.url, [*papers, claim(), appearance("a"), appearance("b", "outlet", relays="a"), appearance("d")])
    later = "2024-05-01T10:00:00+00:00"
    act(run.url, later, lambda session: correct(session, "#1", CorrectionKind.RETRACTED, "Withdrawn on page 2"))
    act(run.url, later, lambda session: correct(session, "#3", CorrectionKind.WRONG, "Another claim"))
    told, found = one_line(text(run)), shown(run)
    assert "Alpha, 20 March 2024 (#1) [RETRACTED]" in told
    assert "#1, Alpha, 20 March 2024: retracted by the outlet (okafor, 1 May 2024): Withdrawn on page 2" in told
    assert "#3, Delta, 20 March 2024: entered wrongly by us (okafor, 1 May 2024): Another claim" in told
    assert [one["retracted"] for one in found["appearances"]] == [True, False]
    assert found["wrong_entries"] == [3]
    assert found["outlets"] == ["Beta"]
    assert found["origins"]["people"]["lower"] == 0
    before = shown(run, 1, "--as-of", "2024-04-30")
    assert [one["retracted"] for one in before["appearances"]] == [False, False, False]


def test_sixty_appearances_stay_readable(run: Run) -> None:
    keys = [f"k{number}" for number in range(60)]
    records = [one for key in keys for one in article(key, f"Paper {key}")]
    records += [claim(), appearance("k0"), *(appearance(key, "outlet", relays="k0") for key in keys[1:])]
    enter(run.url, records)
    told = text(run)
    assert len(told.splitlines()) < 50
    assert "59 that only relay it: Paper k1, 20 March 2024 (#2); Paper k2" in one_line(told)
    assert all(f"(#{number})" in one_line(told) for number in range(1, 61))


HOSTILE = "join \x1b[31m\x1b]0;owned\x07 \u202eSUKUA\u2066 end\nand another line"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_nothing_stored_acts_on_the_terminal(run: Run, form: str) -> None:
    """The actions refuse such text; it can come in from elsewhere."""
    rows = [
        Outlet(slug="alpha", name=f"Alpha {HOSTILE}", match_key="alpha"),
        Article(slug="alpha-1", outlet_id=1, title=HOSTILE, published="2024-03-20", seen=True),
        Source(slug="x", kind=SourceKind.PERSON, named=False, described=HOSTILE, match_key="x"),
        Claim(statement=f"# *Japan* <b>{HOSTILE}", match_key="japan", note=HOSTILE),
        Appearance(
            claim_id=1,
            article_id=1,
            source_id=1,
            attribution=Attribution.UNNAMED,
            excerpt=HOSTILE,
            wording=Wording.DIRECT,
            note=HOSTILE,
        ),
        Review(claim_id=1, status=Status.DISPUTED, note=HOSTILE),
    ]

    def use_case(session: Session) -> None:
        for row in rows:
            session.add(row)
            session.flush()

    write(settings(run.url), "test", use_case)
    for command in (("show", 1), ("history", 1), ("list",)):
        done = run(*command, "--format", form)
        assert done.exit_code == 0, done.stderr
        assert "owned" in done.stdout
        assert not any(is_harmful(line) for line in done.stdout.split("\n")), (command, done.stdout)


def test_markdown_lets_nothing_stored_be_markup(run: Run) -> None:
    enter(
        run.url,
        [*article("a", "*Alpha*"), claim(statement="A <b>bold</b> [claim](http://x)"), appearance("a")],
    )
    told = text(run, 1, "--format", "markdown")
    assert r"## \#1 A &lt;b&gt;bold&lt;/b&gt; \[claim\](http\:\//x)" in told
    assert "- \\*Alpha\\*, 20 March 2024 (\\#1)" in told


# Off the record


def test_what_is_off_the_record_is_withheld_and_said_to_be(run: Run) -> None:
    enter(
        run.url,
        [
            *article("a", "Alpha", "2024-03-20"),
            *article("b", "Beta", "2024-03-22"),
            record("source", "deep", kind="person", name="Deep Throat"),
            claim(),
            appearance("a"),
            appearance("b", "named", source="deep", terms="off_record", excerpt="I told them so", wording="direct"),
        ],
    )
    told, found = one_line(text(run)), shown(run)
    assert "1 off-the-record appearance is not shown; --confidential shows it." in told
    assert found["withheld"] == 1
    for form in ("table", "json", "jsonl", "csv", "markdown"):
        for command in (("show", 1), ("history", 1), ("list",)):
            assert not re.search("Deep|told them", run(*command, "--format", form).stdout)
    assert run("list", "--source", "deep", "--format", "json").json == []
    assert found["origins"]["people"]["lower"] == 1
    confidential = shown(run, 1, "--confidential")
    assert confidential["withheld"] == 0
    assert confidential["appearances"][1]["source"]["name"] == "Deep Throat"
    assert "OFF THE RECORD; “I told them so”" in one_line(text(run, 1, "--confidential"))
    assert "Deep Throat" in run("history", 1, "--confidential").stdout
    assert shown(run, 1, "--published-until", "2024-03-20")["withheld"] == 0, "Beta had not printed it by then"


# As of


def test_as_of_reads_before_and_after_a_review(aukus: Run) -> None:
    before, after = (shown(aukus, TALKS, "--as-of", at) for at in ("2024-03-07", "2024-03-08 10:00"))
    assert (before["status"], after["status"], shown(aukus, TALKS)["status"]) == (
        "in_review",
        "unproven",
        "partly_confirmed",
    )
    assert len(before["reviews"]) == 1
    assert after["as_of"] == "2024-03-08T10:00:00+00:00"


def test_the_answer_repeats_the_moment_with_the_newsrooms_offset(aukus: Run) -> None:
    env = {"CLAIMS_TZ": "Australia/Sydney"}
    done = aukus("show", TALKS, "--as-of", "18:00 on 9 March 2024", "--format", "json", env=env)
    assert done.json["as_of"] == "2024-03-09T18:00:00+11:00"
    assert done.json["entered_at"] == "2024-03-03T02:00:00+11:00"
    told = aukus("show", TALKS, "--as-of", "18:00 on 9 March 2024", env=env).stdout
    assert "(as recorded by 2024-03-09 18:00:00+11:00)" in told
    assert "logged by mori, 3 March 2024" in told


def test_a_claim_that_was_not_there_yet_says_when_it_was_entered(aukus: Run) -> None:
    done = aukus("show", IN_LINE, "--as-of", "2024-03-01")
    assert done.exit_code == 3
    assert "claim #98 had not been entered by 2024-03-01 23:59:59+00:00" in done.stderr
    assert "it was entered on 2024-03-19 18:00:00+00:00" in done.stderr
    assert aukus("history", IN_LINE, "--as-of", "2024-03-01").exit_code == 3
    assert aukus("show", 999).exit_code == 3


def test_as_of_reads_before_and_after_edits_of_a_claim_and_of_a_byline(run: Run) -> None:
    enter(run.url, [*article("a", "Alpha"), claim(), appearance("a")])
    later = "2024-04-02T10:00:00+00:00"
    act(
        run.url,
        later,
        lambda session: edit_claim(session, "#1", {"statement": "Japan joins", "weight": "background"}, reason="typo"),
    )
    act(run.url, later, lambda session: sign(Work(session), 1, ("Eva Corlett",), None))
    now, then = shown(run), shown(run, 1, "--as-of", "2024-04-02 09:59")
    assert (now["statement"], now["weight"]) == ("Japan joins", "background")
    assert (then["statement"], then["weight"]) == ("Japan is in line to join", "key")
    assert [one["reporters"] for one in (*now["appearances"], *then["appearances"])] == [["Eva Corlett"], []]


LATER = "2024-03-20T10:00:00+00:00"


def test_as_of_reads_before_and_after_a_merge(run: Run) -> None:
    enter(
        run.url,
        [
            *article("a", "POLITICO"),
            *article("b", "Politico", entered=LATER),
            record("source", "x", kind="person", named=False, described="a diplomat"),
            record("source", "y", kind="person", named=False, described="one senior diplomat", entered=LATER),
            record("story", "s", title="Pillar 2"),
            record("story", "t", title="Pillar Two", entered=LATER),
            claim(stories=["s"]),
            claim("d", "Japan will join", stories=["t"], entered=LATER),
            appearance("a", "unnamed", source="x"),
            appearance("b", "unnamed", source="y", claim="d", entered=LATER),
            record("relation", "r", claim="c", kind="supports", other="d", entered=LATER),
        ],
    )
    apart = shown(run)
    assert apart["relations"][0]["claim"] == 2
    later = "2024-04-02T10:00:00+00:00"
    for subject, kind in (
        ("outlet", JudgementKind.SAME),
        ("source", JudgementKind.SAME),
        ("story", JudgementKind.SAME),
        ("claim", JudgementKind.DUPLICATE),
    ):
        act(run.url, later, lambda session, s=subject, k=kind: judge(session, s, k, "#1", "#2", "one and the same"))  # type: ignore[misc]
    now = shown(run, 2)
    assert now["id"] == 1
    assert now["duplicates"] == [2]
    assert now["stories"] == ["s"], "two stories judged one are one"
    assert now["relations"] == [], "a claim does not support itself"
    assert now["outlets"] == ["POLITICO"]
    assert {one["source"]["id"] for one in now["appearances"]} == {1}
    assert now["origins"]["people"]["upper"] == 1
    assert "also logged as #2" in one_line(text(run))
    assert shown(run, 1, "--as-of", "2024-04-01") == apart | {"as_of": "2024-04-01T23:59:59.999999+00:00"}
    assert shown(run, 2, "--as-of", "2024-04-01")["id"] == 2


def test_published_until_leaves_out_what_came_later(aukus: Run) -> None:
    found = shown(aukus, TALKS, "--published-until", "2024-03-05")
    dates = {one["article"]["published"] for one in found["appearances"]}
    assert dates == {"2024-03", "2024-03-02", "2024-03-04"}
    assert found["published_until"] == "2024-03-05"
    assert "(as published until 5 March 2024)" in text(aukus, TALKS, "--published-until", "2024-03-05")
    nothing = aukus("show", TALKS, "--published-until", "2024-01")
    assert nothing.exit_code == 0
    assert "No article here asserts it." in nothing.stdout


def test_an_undated_article_counts_once_something_published_relays_it(run: Run) -> None:
    papers = [*article("a", "Alpha", None, seen=False), *article("b", "Beta")]
    enter(run.url, [*papers, claim(), appearance("a"), appearance("b", "outlet", relays="a")])
    assert len(shown(run, 1, "--published-until", "2024-03-20")["appearances"]) == 2
    assert shown(run, 1, "--published-until", "2024-03-19")["appearances"] == []
    listed = run("list", "--published-until", "2024-03-20", "--format", "json").json
    assert [(one["appearances"], one["outlets"]) for one in listed] == [(2, 2)]


# The contract


DOCUMENT = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
KEYS = """id uid statement kind weight status outcome overdue stories condition condition_claim note windows origins
    denials outlets appearances withheld wrong_entries reviews proposed made_alone judged_statement
    relations contradicted_by inquiries
    assigned duplicates drift entered_by entered_at corrected reach leaning as_of published_until""".split()
APPEARANCE = """id uid outlet article reporters attribution source relays stance treatment placement excerpt wording
    prefix suffix terms channel occasion said capacity proximity hedges likelihood likelihood_basis anonymity_reason
    credibility note retracted corrections entered_by entered_at""".split()
VALUES = set(
    re.findall(r"^\| `(\w+)` \|", DOCUMENT.split("| value of an appearance |")[1].split("\n\n")[0], re.MULTILINE)
)
"""The values of an appearance that the document lists, by which alone its keys may grow."""
ARTICLE = """id uid kind seen outlet outlet_basis title url published published_basis reprint_of reprint_extent
    language""".split()
SOURCE = "id uid kind named label name described role institution stated_count".split()
WINDOW = "role words said earliest latest edtf basis precision review_on understood".split()
REVIEW = """id uid status outcome note proposed replaces made_apart agrees_with agreed_by judged_statement evidence
    entered_by entered_at""".split()
EVIDENCE = "id kind title url article file_name sha256 published note".split()
RELATION = "id kind incoming claim statement note".split()
INQUIRY = "id uid whom source how asked_at reply_by question reply overdue replies entered_by entered_at".split()


def test_every_key_of_the_contract_is_there(aukus: Run) -> None:
    for number in (TALKS, ANNOUNCEMENT, IN_LINE, 28, 43, 73):
        found = shown(aukus, number)
        assert list(found) == KEYS
        assert list(found["origins"]) == ["people", "institutions", "independent", "rule"]
        assert found["origins"]["rule"] in {"met", "possible", "not met"}
        for name in ("people", "institutions", "independent"):
            count = found["origins"][name]
            assert set(count) == COUNT
            assert (count["upper"] is None) == count["open"]
        assert all(list(one) == WINDOW for one in found["windows"])
        assert all(list(one) == REVIEW for one in found["reviews"])
        assert all(list(one) == EVIDENCE for review in found["reviews"] for one in review["evidence"])
        assert all(list(one) == RELATION for one in found["relations"])
        assert all(list(one) == INQUIRY for one in found["inquiries"])
        for one in found["appearances"]:
            later = [key for key in one if key not in APPEARANCE]
            assert [key for key in one if key not in later] == APPEARANCE
            assert set(later) <= VALUES
            assert list(one["article"]) == ARTICLE
            assert one["source"] is None or list(one["source"]) == SOURCE
            assert one["relays"] is None or list(one["relays"]) == ["article", "outlet", "basis"]
            assert one["attribution"] != "outlet" or one["relays"] is not None


def test_the_values_of_the_contract(aukus: Run) -> None:
    found = shown(aukus, IN_LINE)
    assert (found["id"], found["kind"], found["weight"]) == (98, "prediction", "key")
    assert (found["status"], found["outcome"], found["overdue"]) == ("unproven", "pending", True)
    assert found["stories"] == ["aukus-pillar-2"]
    assert found["contradicted_by"] == [122, 73]
    one = {"lower": 1, "upper": 1, "open": False, "circular": False}
    assert found["origins"] == {"people": one, "institutions": one, "independent": one, "rule": "not met"}
    assert found["denials"] is None
    (due,) = found["windows"]
    assert (due["role"], due["words"], due["said"]) == ("due", "by the end of 2024 or early 2025", "2024-03-19")
    assert (due["earliest"], due["latest"], due["basis"]) == ("2024-03-19", "2025-03-31", "convention")
    by_outlet = {appearance["outlet"]: appearance for appearance in found["appearances"]}
    politico, silicon = by_outlet["POLITICO"], by_outlet["The Silicon Review"]
    assert politico["relays"] is None
    assert politico["source"]["label"] == "“One senior diplomat involved in the talks”"
    assert (politico["source"]["named"], politico["source"]["kind"]) == (False, "person")
    assert (politico["attribution"], politico["stance"], politico["treatment"]) == ("unnamed", "asserts", "reports")
    assert (politico["excerpt"], politico["wording"]) == ("Japan and Canada are in line to join", "paraphrase")
    assert silicon["relays"] == {"article": politico["article"]["id"], "outlet": "POLITICO", "basis": "inferred"}
    assert by_outlet["Ednews"]["article"]["reprint_of"] == politico["article"]["id"]
    assert [review["status"] for review in found["reviews"]] == ["in_review", "unproven"]
    assert found["reviews"][1]["replaces"] == found["reviews"][0]["id"]
    assert found["reviews"][1]["evidence"][0]["kind"] == "report"
    assert found["entered_at"] == "2024-03-19T18:00:00+00:00"


def test_uids_and_their_beginnings_name_a_claim(aukus: Run) -> None:
    uid = shown(aukus, IN_LINE)["uid"]
    assert aukus("show", uid[:10], "--format", "json").json["id"] == IN_LINE


def test_the_other_formats(aukus: Run) -> None:
    assert json.loads(aukus("show", IN_LINE, "--format", "jsonl").stdout) == shown(aukus, IN_LINE)
    header, row = aukus("show", IN_LINE, "--format", "csv").stdout.splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=False))
    assert (told["id"], told["status"], told["people_lower"]) == ("98", "unproven", "") or told["id"] == "98"
    markdown = text(aukus, IN_LINE, "--format", "markdown", "--as-of", "2024-03-25")
    assert markdown.startswith("## \\#98 Japan and Canada are in line")
    assert "  - POLITICO, 19 March 2024" in markdown
    assert "(as recorded by 2024-03-25 23:59:59+00:00)" in markdown


def test_the_documented_example_is_what_the_program_prints(aukus: Run) -> None:
    block = re.search(r"```console\n\$ claims (show .*?)\n(\{.*?)```", DOCUMENT, re.DOTALL)
    assert block is not None
    assert block[1] == 'show 98 --as-of "2024-03-19 18:30" --format json'
    assert block[2] == aukus("show", "98", "--as-of", "2024-03-19 18:30", "--format", "json").stdout
    documented = set(re.findall(r"`([a-z_0-9]+)`", DOCUMENT))
    assert {*KEYS, *APPEARANCE, *ARTICLE, *SOURCE, *WINDOW, *REVIEW, *EVIDENCE, *RELATION, *COUNT} <= documented
