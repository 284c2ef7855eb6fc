"""What reports say about inquiries: in numbers, in sentences, and in the sourcing report of the AUKUS case."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from claims.features.inquiries.read import InquiryFilters, InquiryList, inquiry_lines
from claims.features.inquiries.words import (
    InquiryCounts,
    counts_sentence,
    inquiry_branches,
    inquiry_counts,
    inquiry_phrase,
    state_phrase,
    when_phrase,
)
from claims.reading.records import CorrectionRecord, InquiryRecord, ReplyRecord
from claims.reading.view import View
from claims.settings import settings
from claims.store.database import reading
from claims.vocabulary import Attribution, CorrectionKind, InquiryHow, Reply
from tests.conftest import Run
from tests.newsroom import article as an_article
from tests.newsroom import claim as a_claim
from tests.newsroom import enter, record
from tests.reports.building import AT, article, claim, says

pytestmark = pytest.mark.engines("sqlite")

NOON = datetime(2024, 3, 20, 12, tzinfo=UTC)


def reply(kind: Reply, **values: Any) -> ReplyRecord:
    """A reply that came at noon."""
    given_values = {"note": None, "appearance_id": None, "replied_at": NOON, **values}
    return ReplyRecord(id=1, uid="reply-1", reply=kind, who="mori", at=AT, **given_values)


def inquiry(*replies: ReplyRecord, **values: Any) -> InquiryRecord:
    """An inquiry by email at noon."""
    made: dict[str, Any] = {
        "id": 1, "whom": "The embassy", "source": None, "how": InquiryHow.EMAIL, "asked_at": NOON, "reply_by": None,
        "question": None, **values,
    }  # fmt: skip
    return InquiryRecord(uid="inquiry-1", replies=replies, who="mori", at=AT, **made)


def about(*inquiries: InquiryRecord, **values: Any) -> list[str]:
    """The lines that a claim with these inquiries has, those below set in."""
    told = claim([], inquiries=inquiries, **values)
    return [
        line
        for branch in inquiry_branches(told, UTC)
        for line in (branch.text, *(f"  {below.text}" for below in branch.below))
    ]


# Numbers


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (InquiryCounts(5, 3, 2, 1, 2, 1),
         "5 inquiries about 3 claims: 2 answered, 1 declined, 2 without reply, 1 of them overdue."),
        (InquiryCounts(1, 1, 0, 0, 1, 1), "1 inquiry about 1 claim: 1 without reply and overdue."),
        (InquiryCounts(3, 1, 0, 0, 3, 3), "3 inquiries about 1 claim: 3 without reply, all of them overdue."),
        (InquiryCounts(2, 2, 1, 0, 1, 0), "2 inquiries about 2 claims: 1 answered, 1 without reply."),
    ],
)  # fmt: skip
def test_the_numbers_are_a_sentence(counts: InquiryCounts, sentence: str) -> None:
    assert counts_sentence(counts) == sentence


@given(st.lists(st.lists(st.lists(st.sampled_from(list(Reply)), max_size=3), max_size=4), max_size=5))
def test_every_inquiry_is_counted_once_by_its_newest_reply(claims: list[list[list[Reply]]]) -> None:
    told = [claim([], inquiries=tuple(inquiry(*map(reply, kinds)) for kinds in of)) for of in claims]
    counts = inquiry_counts(told)
    assert counts.inquiries == sum(map(len, claims)) == counts.answered + counts.declined + counts.without_reply
    assert counts.claims == sum(bool(of) for of in claims)
    assert counts.answered == sum(bool(kinds) and kinds[-1] is Reply.ANSWERED for of in claims for kinds in of)


# Sentences


def test_whom_we_asked_is_told_with_how_when_by_whom_and_what() -> None:
    told = inquiry(question="Is it so?")
    assert inquiry_phrase(told, UTC) == (
        "The embassy, by email on 20 March 2024, 12:00 +00:00 (inquiry #1; mori, 20 March 2024): Is it so?"
    )
    bare = inquiry(how=InquiryHow.OTHER, asked_at=None)
    assert inquiry_phrase(bare, UTC) == "The embassy (inquiry #1; mori, 20 March 2024)"


def test_a_moment_that_was_given_as_a_day_is_told_as_one() -> None:
    there = timezone(timedelta(hours=13))
    end = datetime(2024, 3, 22, 23, 59, 59, 999999, tzinfo=there)
    assert when_phrase(end, there) == "22 March 2024"
    assert when_phrase(end, UTC) == "22 March 2024, 10:59 +00:00"
    assert when_phrase(datetime(2024, 3, 22, tzinfo=there), there) == "22 March 2024"


def test_where_an_inquiry_stands() -> None:
    wanted = {"reply_by": NOON + timedelta(days=2)}
    assert state_phrase(inquiry(), UTC) == "no reply yet"
    assert state_phrase(inquiry(**wanted), UTC) == "no reply yet; it is due by 22 March 2024, 12:00 +00:00"
    assert state_phrase(inquiry(**wanted, is_overdue=True), UTC).startswith("no reply yet; it was due on 22 March 2024")
    first, then = reply(Reply.NO_ANSWER), reply(Reply.ANSWERED)
    assert state_phrase(inquiry(first, then, **wanted), UTC) == "answered"
    assert state_phrase(inquiry(then, first, **wanted), UTC) == "did not answer"
    assert state_phrase(inquiry(reply(Reply.ANSWERED, off_record=True)), UTC) == "answered, off the record"


def test_what_came_back_stands_below_in_the_order_of_entry() -> None:
    told = about(inquiry(reply(Reply.NO_ANSWER, replied_at=None), reply(Reply.DECLINED, note="not on this")))
    assert told[1:] == [
        "  did not answer (mori, 20 March 2024)",
        "  declined to answer on 20 March 2024, 12:00 +00:00 (mori, 20 March 2024): not on this",
    ]


def test_the_appearance_in_which_it_was_used_is_named_and_what_stands_instead_of_a_wrong_one() -> None:
    used = inquiry(reply(Reply.ANSWERED, appearance_id=7))
    assert about(used)[1].endswith("(mori, 20 March 2024); used as appearance #7")
    marked = CorrectionRecord(1, CorrectionKind.WRONG, "misheard", "mori", AT, 8)
    wrong = says(7, article(1), Attribution.UNATTRIBUTED, corrections=(marked,))
    assert about(used, wrong_entries=(wrong,))[1].endswith("#7, which was entered wrongly; #8 replaces it")


# The case


@pytest.fixture
def case(case_url: str, environment: dict[str, str]) -> Run:
    """The program on the AUKUS case, which it may only read."""
    return Run(case_url, environment)


def test_the_report_says_whom_the_newsroom_asked(case: Run) -> None:
    told = case("report", "story", "aukus-pillar-2").stdout
    assert "Asked        3 inquiries about 2 claims: 3 without reply, all of them overdue.\n" in told
    asked = " ".join(told.split("\nASKED\n")[1].split("WHAT THE NUMBERS MEAN")[0].split())
    assert re.findall(r"#(\d+) [A-Z][a-z]+ ", asked) == ["98", "122"]
    assert "Global Affairs Canada, media relations, by email on 20 March 2024, 09:35 +00:00" in asked
    assert asked.count("→ no reply yet; it was due on 22 March 2024, 17:00 +00:00") == 3


def test_the_report_as_json_names_inquiries_by_number(case: Run) -> None:
    told = case("report", "story", "aukus-pillar-2", "--format", "json").json
    assert told["asked"] == [{"claim": 98, "inquiries": [1, 2]}, {"claim": 122, "inquiries": [3]}]
    assert told["summary"]["inquiries"] == {
        "inquiries": 3, "claims": 2, "answered": 0, "declined": 0, "without_reply": 3, "overdue": 3,
    }  # fmt: skip
    (claim_122,) = (one for one in told["claims"] if one["id"] == 122)
    assert claim_122["inquiries"][0]["source"]["name"] == "UK Ministry of Defence"


def test_before_anybody_was_asked_there_is_no_such_part(case: Run) -> None:
    then = ("--as-of", "2024-03-20 09:30")
    told = case("report", "story", "aukus-pillar-2", *then).stdout
    assert "ASKED" not in told
    assert "\nAsked" not in told
    assert case("report", "story", "aukus-pillar-2", *then, "--format", "json").json["asked"] == []
    assert "ASKED" not in case("show", 98, *then).stdout


def test_nothing_is_overdue_before_its_time(case: Run) -> None:
    told = case("report", "story", "aukus-pillar-2", "--as-of", "2024-03-22 16:59").stdout
    assert "3 inquiries about 2 claims: 3 without reply.\n" in told
    assert "no reply yet; it is due by 22 March 2024, 17:00 +00:00" in told
    assert "all of them overdue" in case("report", "story", "aukus-pillar-2", "--as-of", "2024-03-22 17:01").stdout


def test_days_of_publication_do_not_touch_inquiries(case: Run) -> None:
    told = case("show", 98, "--published-until", "2024-03-19", "--format", "json").json
    assert [one["id"] for one in told["inquiries"]] == [1, 2]


# The database


def test_the_number_of_statements_does_not_grow_with_the_inquiries(db_url: str) -> None:
    def some(number: int) -> list[dict[str, Any]]:
        return [
            part
            for index in range(number)
            for part in (
                a_claim(f"c{index}", f"Claim {index}"),
                record("inquiry", f"i{index}", claim=f"c{index}", whom=f"Body {index}", source="body"),
                record("reply", f"r{index}", inquiry=f"i{index}", reply="declined"),
            )
        ]

    start = [*an_article("a", "Alpha"), record("source", "body", kind="institution", name="Body")]
    enter(db_url, [*start, *some(2)])
    with reading(settings(db_url)) as connection:
        few = statements(connection)
    enter(db_url, [*start, *some(40)])
    with reading(settings(db_url)) as connection:
        many = statements(connection)
    assert (len(few[0].lines), len(many[0].lines)) == (2, 40)
    assert few[1] == many[1] < 25


def statements(connection: Connection) -> tuple[InquiryList, int]:
    """The inquiries, and how many statements it takes to read them."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    inquiry_lines(connection, InquiryFilters(), View())
    event.listen(connection, "before_cursor_execute", note)
    found = inquiry_lines(connection, InquiryFilters(closed=True), View())
    event.remove(connection, "before_cursor_execute", note)
    return found, len(sent)
