"""`claims ask`, `claims answer`, `claims inquiries`: whom we asked, what came back, and what is kept in confidence."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from claims.entry.reviewing.judge import judge
from claims.errors import ClaimsError
from claims.vocabulary import JudgementKind
from tests.cli.entering import done, refused, row, rows
from tests.conftest import Run
from tests.newsroom import Record, act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

SECRET = "FRIDAYSIGNING"
"""What was said in confidence: one word, so that no line is broken inside it."""

LATER = "2024-03-20T09:30:00+00:00"


CASE = [
    *article("politico", "POLITICO", "2024-03-19"),
    record("story", "pillar-2", title="Pillar 2"),
    record("source", "diplomat", kind="person", named=False, described="a diplomat"),
    record("source", "global-affairs-canada", kind="institution", name="Global Affairs Canada"),
    record("source", "judith-collins", kind="person", name="Judith Collins"),
    claim("c", "Japan will join", stories=["pillar-2"]),
    appearance("politico", "unnamed", source="diplomat"),
    record(
        "inquiry",
        "i",
        claim="c",
        whom="Global Affairs Canada",
        source="global-affairs-canada",
        how="email",
        asked_at="2024-03-20T08:55:00+00:00",
        reply_by="2024-03-22T17:00:00+00:00",
        question="Has Canada been asked?",
    ),
]
"""Claim 1 in a story, two known bodies (sources 2 and 3), and inquiry 1 to the first."""


@pytest.fixture
@kept
def asked(run: Run) -> Run:
    """The program on a database that holds the case."""
    enter(run.url, CASE)
    return run


@pytest.fixture
@kept
def ours(asked: Run) -> Run:
    """The same with an outlet of our own (2)."""
    enter(asked.url, [record("outlet", "the-daily", name="The Daily", ours=True)])
    return asked


def inquiries(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done(run, "show", 1, *options)["inquiries"]
    return found


# Asking


def test_whom_we_asked_how_and_by_when_is_kept(asked: Run) -> None:
    done(asked, "ask", 1, "The embassy", "--how", "email", "--asked", "2024-03-20 10:00", "--reply-by", "2024-03-22",
         "--question", "Has Japan been asked?")  # fmt: skip
    one = inquiries(asked)[1]
    assert (one["whom"], one["source"], one["how"]) == ("The embassy", None, "email")
    assert (one["asked_at"], one["question"]) == ("2024-03-20T10:00:00+00:00", "Has Japan been asked?")
    assert one["reply_by"] == "2024-03-22T23:59:59.999999+00:00", "a day means its end"
    assert (one["reply"], one["overdue"], one["replies"], one["entered_by"]) == (None, True, [], "tester")
    assert "no reply yet; it was due on 22 March 2024\n" in asked("show", 1).stdout


def test_a_known_source_is_tied_and_no_new_one_is_made(asked: Run) -> None:
    before = rows(asked)["source"]
    for number, (whom, called, source) in enumerate(
        (
            ("global affairs CANADA", "global affairs CANADA", 2),
            ("global-affairs-canada", "Global Affairs Canada", 2),
            ("#3", "Judith Collins", 3),
            ("The press office", "The press office", None),
        ),
        start=2,
    ):
        done(asked, "ask", 1, whom)
        stored = row(asked, "inquiry", number)
        assert (stored["whom"], stored["source_id"]) == (called, source)
    assert rows(asked)["source"] == before


def test_a_source_can_be_said_beside_whom(asked: Run) -> None:
    done(asked, "ask", 1, "the minister's office", "--source", "Judith Collins")
    assert (row(asked, "inquiry", 2)["whom"], row(asked, "inquiry", 2)["source_id"]) == ("the minister's office", 3)


def test_several_claims_have_an_inquiry_each(asked: Run) -> None:
    done(asked, "log", "Canada will join", "--outlet", "RNZ", "--attribution", "unattributed")
    told = asked("ask", "1, 2,1", "The embassy")
    assert told.stdout == "inquiries #2, #3, one about each claim: asked The embassy\n"
    assert [row(asked, "inquiry", number)["claim_id"] for number in (2, 3)] == [1, 2]


def test_a_day_alone_is_the_newsroom_s_and_times_are_on_its_clock(asked: Run) -> None:
    env = {"CLAIMS_TZ": "Pacific/Auckland"}
    asked("ask", 1, "x", "--asked", "2024-03-20", "--reply-by", "21 March 2024 17:00", env=env)
    stored = row(asked, "inquiry", 2)
    assert stored["asked_at"].isoformat() == "2024-03-19T11:00:00+00:00"
    assert stored["reply_by"].isoformat() == "2024-03-21T04:00:00+00:00"
    assert "x, on 20 March 2024 (inquiry #2" in asked("show", 1, env=env).stdout, "a day is told as one"


def test_a_reply_can_be_wanted_so_long_after_asking(asked: Run) -> None:
    for number, (words, until) in enumerate(
        (
            ("in 2 days", "2024-03-22T23:59:59.999999+00:00"),
            ("within a week", "2024-03-27T23:59:59.999999+00:00"),
            ("in 3 hours", "2024-03-20T13:00:00+00:00"),
        ),
        start=2,
    ):
        done(asked, "ask", 1, "x", "--asked", "2024-03-20 10:00", "--reply-by", words)
        assert row(asked, "inquiry", number)["reply_by"].isoformat() == until


def test_tomorrow_is_understood_too(asked: Run) -> None:
    done(asked, "ask", 1, "x", "--reply-by", "tomorrow 17:00")
    stored = row(asked, "inquiry", 2)
    assert (stored["reply_by"].date() - stored["asked_at"].date()).days == 1
    assert stored["reply_by"].hour == 17


def test_asking_the_same_twice_is_pointed_out(asked: Run) -> None:
    assert (
        "inquiry #1 to global affairs canada about claim #1 is still unanswered"
        in asked("ask", 1, "global affairs canada").stderr
    )


def test_what_cannot_have_been_asked_is_refused(asked: Run) -> None:
    cases: tuple[tuple[tuple[object, ...], int, str], ...] = (
        ((9, "x"), 3, 'there is no claim "9"'),
        ((1, " "), 6, "whoever was asked is empty"),
        ((1, "#99"), 3, 'there is no source "#99"'),
        ((1, "x", "--source", "nobody"), 3, 'there is no source "nobody"'),
        ((1, "x", "--asked", "2024-03-20 10:00", "--reply-by", "2024-03-20 09:59"), 5, "before the time of asking"),
        ((1, "x", "--asked", "2990-01-01"), 6, "in the future"),
        ((1, "x", "--asked", "soon"), 6, "not understood as a moment"),
        ((1, "x", "--reply-by", "03/04/2024"), 6, "more than one day"),
        ((1, "x", "--how", "pigeon"), 2, "is not known"),
    )
    for args, code, says in cases:
        refused(asked, "ask", *args, code=code, says=says)


def test_a_document_answers_nobody(asked: Run) -> None:
    done(asked, "source", "add", "AUKUS factsheet", "--kind", "document")
    refused(asked, "ask", 1, "AUKUS factsheet", code=5, says="source #4 is a document")


# What came back


def test_every_reply_stays_and_the_newest_stands(asked: Run) -> None:
    done(asked, "answer", 1, "no_answer", "--note", "voicemail", "--at", "2024-03-23")
    assert (inquiries(asked)[0]["reply"], inquiries(asked)[0]["overdue"]) == ("no_answer", False)
    done(asked, "answer", 1, "answered", "--note", "not yet", "--at", "2024-03-24 10:00")
    (one,) = inquiries(asked)
    assert one["reply"] == "answered"
    assert [(reply["reply"], reply["note"]) for reply in one["replies"]] == [
        ("no_answer", "voicemail"), ("answered", "not yet"),
    ]  # fmt: skip
    told = asked("show", 1).stdout
    assert "did not answer by 23 March 2024 (tester" in told
    assert "answered on 24 March 2024, 10:00 +00:00 (tester" in told
    history = [entry["what"] for entry in done(asked, "history", 1)]
    assert "asked Global Affairs Canada (email), a reply wanted by 22 March 2024" in history
    assert history[-2:] == [
        "inquiry #1 to Global Affairs Canada: no answer",
        "inquiry #1 to Global Affairs Canada: answered",
    ]


def test_an_inquiry_without_a_reply_says_by_when_one_was_wanted(asked: Run) -> None:
    told = asked("show", 1).stdout
    assert "Global Affairs Canada, by email on 20 March 2024, 08:55 +00:00 (inquiry #1; mori, 20 March" in told
    assert "no reply yet; it was due on 22 March 2024, 17:00 +00:00\n" in told


def test_no_answer_before_the_time_is_over_is_pointed_out(asked: Run) -> None:
    done(asked, "ask", 1, "x", "--reply-by", "in 9 days")
    assert "has not passed yet" in asked("answer", 2, "no_answer").stderr


def test_what_cannot_have_come_back_is_refused(ours: Run) -> None:
    cases: tuple[tuple[tuple[object, ...], int, str], ...] = (
        ((9, "answered", "--note", "x"), 3, 'there is no inquiry "9"'),
        ((1, "answered"), 2, "give the answer with --note"),
        ((1, "answered", "--note", " "), 2, "give the answer with --note"),
        ((1, "perhaps"), 2, "is not known"),
        ((1, "declined", "--at", "2024-03-19"), 5, "dated before inquiry #1"),
        ((1, "declined", "--at", "2990-01-01"), 6, "in the future"),
        ((1, "answered", "--note", "x", "--stance", "denies"), 2, "--stance says how to use a reply"),
        ((1, "answered", "--note", "x", "--hedge", "likelihood:could"), 2, "--hedge says how"),
        ((1, "answered", "--note", "x", "--outlet", "The Daily"), 2, "--outlet says how"),
        ((1, "no_answer", "--use"), 2, "there is no reply to use"),
        ((1, "answered", "--use"), 2, "--stance asserts, denies, questions, declines"),
        ((1, "answered", "--use", "--stance", "denies", "--attribution", "witnessed"), 2, "is not known"),
        ((1, "answered", "--use", "--stance", "denies", "--outlet", "POLITICO"), 5, "edit 1 --ours"),
        ((1, "answered", "--use", "--stance", "denies", "--article", 1), 5, "article #1 is not in our own outlet"),
        ((1, "answered", "--appearance", 1), 5, "appearance #1 is not in our own outlet"),
        ((1, "answered", "--use", "--appearance", 1), 2, "give only one"),
        ((1, "answered", "--use", "--stance", "denies", "--attribution", "named"), 2, "needs --source"),
    )
    for args, code, says in cases:
        refused(ours, "answer", *args, code=code, says=says)


# Using a reply


def test_a_used_reply_is_an_appearance_in_our_own_outlet(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--note", "Canada was not asked", "--at", "2024-03-21 15:00", "--use",
         "--stance", "denies", "--terms", "on_record", "--excerpt", "not asked", "--wording", "partial")  # fmt: skip
    found = done(ours, "show", 1)
    (used,) = (one for one in found["appearances"] if one["outlet"] == "The Daily")
    assert (used["attribution"], used["source"]["id"], used["stance"]) == ("institution", 2, "denies")
    assert (used["terms"], used["said"], used["excerpt"]) == ("on_record", "2024-03-21", "not asked")
    assert used["article"]["kind"] == "unpublished"
    assert found["inquiries"][0]["replies"][0]["appearance"] == used["id"]
    assert f"Canada was not asked; used as appearance #{used['id']}" in " ".join(ours("show", 1).stdout.split())
    assert found["denials"]["independent"]["lower"] == 1


def test_who_declines_was_asked_and_would_not_say(ours: Run) -> None:
    done(ours, "answer", 1, "declined", "--use")
    assert row(ours, "appearance", 2)["stance"] == "declines"


def test_somebody_else_can_answer_than_was_asked(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--use", "--stance", "asserts", "--attribution", "named",
         "--source", "Jean Roy", "--institution", "Global Affairs Canada")  # fmt: skip
    assert row(ours, "source", row(ours, "appearance", 2)["source_id"])["institution_id"] == 2


def test_a_reply_that_was_entered_can_be_used_later(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--note", "no", "--at", "2024-03-21 15:00")
    done(ours, "answer", 1, "answered", "--use", "--stance", "denies")
    assert [row(ours, "inquiry_reply", number)["replied_at"].day for number in (1, 2)] == [21, 21]
    assert row(ours, "appearance", 2)["said"].day == 21


def test_an_article_of_ours_can_carry_it(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--use", "--stance", "denies")
    article = row(ours, "appearance", 2)["article_id"]
    done(ours, "ask", 1, "#3")
    done(ours, "answer", 2, "answered", "--use", "--stance", "denies", "--article", article)
    assert (row(ours, "appearance", 3)["article_id"], row(ours, "appearance", 3)["attribution"]) == (article, "named")


def test_a_reply_that_was_logged_by_hand_can_be_named(ours: Run) -> None:
    done(ours, "appear", 1, "--outlet", "The Daily", "--attribution", "institution", "--source", "#2")
    done(ours, "answer", 1, "answered", "--appearance", 2)
    assert row(ours, "inquiry_reply", 1)["appearance_id"] == 2
    done(ours, "log", "Canada will join", "--outlet", "The Daily", "--attribution", "unattributed")
    refused(ours, "answer", 1, "answered", "--appearance", 3, code=5, says="appearance #3 is of claim #2")


def test_without_an_outlet_of_our_own_it_says_what_to_do(asked: Run) -> None:
    refused(asked, "answer", 1, "answered", "--use", "--stance", "denies", code=5, says="edit NAME --ours")


def test_of_several_outlets_of_our_own_one_is_chosen(ours: Run) -> None:
    done(ours, "outlet", "add", "The Weekly", "--ours")
    use = ("answer", 1, "answered", "--use", "--stance", "denies")
    refused(ours, *use, code=2, says="#2 The Daily; #3 The Weekly")
    done(ours, *use, "--outlet", "The Weekly")
    assert row(ours, "article", 2)["outlet_id"] == 3


@pytest.fixture
def asked_twice(ours: Run) -> Run:
    """A second claim, and inquiry 2 to the same body about it."""
    done(ours, "log", "Canada will join", "--outlet", "RNZ", "--attribution", "unattributed")
    done(ours, "ask", 2, "Global Affairs Canada")
    return ours


def test_one_reply_answers_several_inquiries(asked_twice: Run) -> None:
    told = asked_twice("answer", "#1, 2,1", "declined", "--note", "no comment")
    assert (told.exit_code, told.stdout) == (0, "Global Affairs Canada: declined (replies #1, #2)\n")
    replies = [row(asked_twice, "inquiry_reply", number) for number in (1, 2)]
    assert [(one["inquiry_id"], one["reply"], one["note"]) for one in replies] == [
        (1, "declined", "no comment"),
        (2, "declined", "no comment"),
    ]
    assert done(asked_twice, "inquiries") == []


def test_a_reply_to_several_is_used_in_one_article(asked_twice: Run) -> None:
    before = rows(asked_twice)
    made = done(asked_twice, "answer", "1,2", "answered", "--note", "not so", "--use", "--stance", "denies")
    assert (made["claim"], made["appearance"]) == (None, None)
    assert rows(asked_twice)["article"] == before["article"] + 1
    used = [row(asked_twice, "inquiry_reply", number)["appearance_id"] for number in (1, 2)]
    appearances = [row(asked_twice, "appearance", number) for number in used]
    assert [(one["claim_id"], one["article_id"], one["stance"]) for one in appearances] == [
        (1, made["article"], "denies"),
        (2, made["article"], "denies"),
    ]


def test_several_are_answered_whole_or_not_at_all(asked_twice: Run) -> None:
    refused(asked_twice, "answer", "1,9", "declined", code=3, says='no inquiry "9"')
    refused(asked_twice, "answer", "1,x", "declined", code=3, says='no inquiry "x"')


def test_what_stands_instead_of_a_wrong_entry_is_told(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--use", "--stance", "asserts")
    done(ours, "correct", 2, "--wrong", "--stance", "denies", "--note", "misheard")
    told = " ".join(ours("show", 1).stdout.split())
    assert "used as appearance #2, which was entered wrongly; #3 replaces it" in told


# Off the record


EVERYWHERE = (
    *(("show", 1, "--format", form) for form in ("table", "json", "markdown")),
    ("history", 1, "--format", "json"),
    *(("inquiries", "--all", "--format", form) for form in ("jsonl", "csv")),
    *(("report", "story", "pillar-2", "--format", form) for form in ("table", "json")),
)


def everywhere(run: Run, *options: str) -> str:
    """All that can be read about the claim."""
    told = ""
    for command in EVERYWHERE:
        answered = run(*command, *options)
        assert answered.exit_code == 0
        told += answered.stdout + answered.stderr
    return told


def test_what_was_said_off_the_record_is_nowhere_but_that_something_was(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--note", SECRET, "--use", "--stance", "asserts", "--terms", "off_record")
    assert SECRET not in everywhere(ours)
    (reply,) = inquiries(ours)[0]["replies"]
    assert (reply["reply"], reply["off_record"], reply["withheld"]) == ("answered", True, True)
    assert (reply["note"], reply["appearance"]) == (None, None)
    assert ", off the record (tester" in ours("show", 1).stdout
    assert SECRET in ours("show", 1, "--confidential").stdout
    assert SECRET in ours("history", 1, "--confidential").stdout
    assert done(ours, "inquiries", "--all", "--confidential")[0]["replies"][0]["note"] == SECRET


def test_words_entered_before_they_turned_out_to_be_off_the_record_are_kept_too(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--note", SECRET)
    before = row(ours, "inquiry_reply", 1)["entered_at"].isoformat()
    assert SECRET in everywhere(ours)
    done(ours, "answer", 1, "answered", "--use", "--stance", "asserts", "--terms", "off_record")
    assert SECRET not in everywhere(ours)
    assert SECRET not in everywhere(ours, "--as-of", before), "the day before is no way round it"


def test_what_was_said_on_the_record_beside_it_is_shown(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--note", "We consult", "--use", "--stance", "asserts", "--terms", "on_record")
    done(ours, "answer", 1, "answered", "--note", SECRET, "--use", "--stance", "asserts", "--terms", "off_record")
    told = everywhere(ours)
    assert "We consult" in told
    assert SECRET not in told


def test_terms_that_were_entered_wrongly_count_as_they_were_set_right(ours: Run) -> None:
    done(ours, "answer", 1, "answered", "--note", SECRET, "--use", "--stance", "asserts", "--terms", "on_record")
    done(ours, "correct", 2, "--wrong", "--terms", "off_record", "--note", "they had said so")
    assert SECRET not in everywhere(ours)
    done(ours, "correct", 3, "--wrong", "--terms", "background", "--note", "they agreed")
    assert SECRET in everywhere(ours)


def test_inquiries_about_what_is_known_only_off_the_record_are_not_listed(ours: Run) -> None:
    done(ours, "log", SECRET, "--outlet", "The Daily", "--attribution", "named", "--source", "Jane Roe",
         "--terms", "off_record")  # fmt: skip
    done(ours, "ask", 2, "the ministry", "--question", SECRET)
    for form in ("table", "json", "csv"):
        listed = ours("inquiries", "--format", form)
        assert SECRET not in listed.stdout
        assert listed.stderr == (
            "claims: 1 inquiry about a claim known only off the record is not listed; --confidential lists it\n"
        )
    assert SECRET in ours("inquiries", "--confidential").stdout


def test_asking_a_source_known_only_off_the_record_is_pointed_out(ours: Run) -> None:
    done(ours, "appear", 1, "--outlet", "The Daily", "--attribution", "named", "--source", "Jane Roe",
         "--terms", "off_record")  # fmt: skip
    assert "source #4 is known only off the record" in ours("ask", 1, "Jane Roe").stderr
    assert ours("ask", 1, "Judith Collins").stderr == ""


def test_a_mistake_does_not_show_again_what_was_said_in_confidence(ours: Run) -> None:
    told = refused(ours, "answer", 1, "answered", "--note", SECRET, "--use", "--terms", "off_record",
                   code=2, says="--stance")  # fmt: skip
    assert SECRET not in told


# The list


@pytest.fixture
@kept
def listed(asked: Run) -> Run:
    """The same with a claim (2) in no story, an open inquiry, one without a day, a closed one and an overdue one."""

    def inquiry(key: str, whom: str, reply_by: str | None = None, *, about: str = "c") -> Record:
        wanted = {"reply_by": reply_by} if reply_by else {}
        return record("inquiry", key, entered=LATER, claim=about, whom=whom, **wanted)

    enter(
        asked.url,
        [
            *CASE,
            claim("d", "Canada will join", entered=LATER),
            inquiry("2", "The embassy of Japan", "2999-03-21T00:00:00+00:00", about="d"),
            inquiry("3", "Judith Collins", about="d"),
            inquiry("4", "The White House", "2024-03-21T00:00:00+00:00"),
            record("reply", "4", entered="2024-03-25T09:00:00+00:00", inquiry="4", reply="declined"),
            inquiry("5", "The Pentagon", "2024-03-21T00:00:00+00:00"),
        ],
    )
    return asked


def test_what_is_overdue_comes_first(listed: Run) -> None:
    cases: tuple[tuple[tuple[object, ...], list[int]], ...] = (
        ((), [5, 1, 2, 3]),
        (("--all",), [5, 1, 2, 3, 4]),
        (("--overdue",), [5, 1]),
        (("--overdue", "--all"), [5, 1]),
        (("--claim", 2), [2, 3]),
        (("--story", "pillar-2"), [5, 1]),
        (("--whom", "embassy"), [2]),
        (("--whom", "#3"), [3]),
        (("--whom", "judith-collins"), [3]),
        (("--whom", "nobody"), []),
        (("--as-of", "2020-01-01"), []),
    )
    for options, found in cases:
        assert [one["id"] for one in done(listed, "inquiries", *options)] == found, options


def test_the_list_is_for_people_and_for_programs(listed: Run) -> None:
    first = listed("inquiries").stdout.splitlines()[2].split("  ")
    assert [cell.strip() for cell in first if cell.strip()] == [
        "#5", "#1", "The Pentagon", "20 March 2024", "no reply yet; it was due on 21 March 2024", "Japan will join",
    ]  # fmt: skip
    header, row_of_five, *_ = listed("inquiries", "--format", "csv").stdout.splitlines()
    assert header.startswith("id,uid,claim,whom,how,asked_at,reply_by,overdue,reply,question,statement")
    assert row_of_five.startswith("5,")
    assert listed("inquiries", "--format", "markdown").stdout.count("\n") == 6
    assert listed("inquiries", "--whom", "nobody").stdout == "No inquiry fits.\n"


def test_the_past_is_read_as_it_stood(listed: Run) -> None:
    then = done(listed, "inquiries", "--claim", 1, "--as-of", "2024-03-21 18:00")
    assert [(one["id"], one["reply"], one["overdue"]) for one in then] == [
        (4, None, True), (5, None, True), (1, None, False),
    ]  # fmt: skip


def test_claims_judged_one_have_one_list(listed: Run) -> None:
    def duplicate(session: Session) -> None:
        judge(session, "claim", JudgementKind.DUPLICATE, "1", "2", "the same words")

    act(listed.url, "2024-04-01T00:00:00+00:00", duplicate)
    found = done(listed, "inquiries", "--claim", 2)
    assert [(one["id"], one["claim"]) for one in found] == [(5, 1), (1, 1), (2, 1), (3, 1)]
    assert [one["id"] for one in inquiries(listed)] == [1, 2, 3, 4, 5]


# Case files


def test_a_case_can_hold_inquiries_and_replies_and_be_read_in_twice(ours: Run) -> None:
    told = [
        record("reply", "r1", inquiry="i", reply="no_answer", replied_at="2024-03-20T08:59:00+00:00"),
        record("reply", "r2", entered=LATER, inquiry="i", reply="answered", note="no"),
    ]
    enter(ours.url, [*CASE, *told])
    before = rows(ours)
    enter(ours.url, [*CASE, *told])
    assert rows(ours) == before
    replies = inquiries(ours)[0]["replies"]
    assert [(one["reply"], one["note"], one["replied_at"], one["entered_by"]) for one in replies] == [
        ("no_answer", None, "2024-03-20T08:59:00+00:00", "mori"),
        ("answered", "no", "2024-03-20T09:30:00+00:00", "mori"),
    ]


def test_a_reply_in_a_case_names_the_appearance_in_which_it_was_used(ours: Run) -> None:
    told = [
        record("outlet", "us", name="Us", ours=True),
        record("article", "us", outlet="us", kind="unpublished"),
        appearance("us", "institution", source="global-affairs-canada", terms="off_record"),
        record("reply", "r", inquiry="i", reply="answered", note=SECRET, appearance="c-us"),
    ]
    enter(ours.url, [*CASE, *told])
    assert row(ours, "inquiry_reply", 1)["appearance_id"] == 2
    assert SECRET not in everywhere(ours)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (record("inquiry", "x", claim="c", whom="x", asked_at="2024-03-20T08:00:00"), "a moment with offset"),
        (record("inquiry", "x", claim="c", whom="x", reply_by="soon"), "a moment with offset"),
        (record("inquiry", "x", claim="c"), '"whom" is missing'),
        (record("inquiry", "x", claim="c", whom="x", how="pigeon"), "must be one of email"),
        (record("inquiry", "x", claim="c", whom="x", asked_at="2024-03-20T10:00:00+00:00"), "in the future"),
        (record("reply", "x", inquiry="nothing", reply="declined"), 'refers to the inquiry "nothing"'),
        (record("reply", "x", inquiry="i", reply="answered"), "give the answer with --note"),
    ],
)
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_wrong_record_of_an_inquiry_is_refused(asked: Run, wrong: Record, says: str) -> None:
    before = rows(asked)
    with pytest.raises(ClaimsError, match=says):
        enter(asked.url, [*CASE, wrong])
    assert rows(asked) == before
