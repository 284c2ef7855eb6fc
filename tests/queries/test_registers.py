"""The registers as they are read: counts, groups of records judged one, the past, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event

from claims.entry.correcting.correct import correct
from claims.entry.edit import add, edit
from claims.entry.registers.articles import edit_article
from claims.entry.registers.outlets import edit_outlet
from claims.entry.reviewing.judge import judge, take_back
from claims.reading.dossier import claim_record
from claims.reading.find import find
from claims.reading.lines import Filters
from claims.reading.listing import claim_lines
from claims.reading.registers.paging import first_articles, first_outlets, first_reporters, first_sources
from claims.reading.registers.read import (
    ArticleFilters,
    article_detail,
    article_lines,
    outlet_detail,
    outlet_lines,
    reporter_detail,
    reporter_lines,
    source_detail,
    source_lines,
    story_detail,
    story_lines,
)
from claims.reading.registers.records import ArticleDetail, OutletDetail, SourceDetail
from claims.reading.view import PRESENT, View
from claims.settings import settings
from claims.store.database import reading
from claims.vocabulary import CorrectionKind, JudgementKind, Outcome, SourceKind, Status
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

T = TypeVar("T")
NOON, EVENING, NIGHT = (f"2024-03-20T{hour}:00:00+00:00" for hour in (12, 18, 22))
AT_NOON = View(as_of=datetime(2024, 3, 20, 12, 30, tzinfo=UTC))
AT_DAWN = View(as_of=datetime(2024, 3, 20, 5, tzinfo=UTC))


def read(url: str, query: Callable[..., T], *args: Any, **more: Any) -> T:
    with reading(settings(url)) as connection:
        return query(connection, *args, **more)


def same(url: str, subject: str, a: str, b: str, at: str = NOON) -> None:
    act(url, at, lambda session: judge(session, subject, JudgementKind.SAME, a, b, "one and the same"))


@pytest.fixture
@kept
def url(db_url: str) -> str:
    """Nikkei reports on the word of Marles, twice; The Japan Times and an unseen paper after it."""
    enter(
        db_url,
        [
            record("reporter", "aoki", name="A. Aoki"),
            record("reporter", "beta", name="B. Beta"),
            record("story", "pillar-2", title="Pillar 2"),
            record("source", "government", kind="institution", name="Australian Government"),
            record("source", "ministry", kind="institution", name="Ministry of Defence", part_of="government"),
            record("source", "marles", kind="person", name="Richard Marles", institution="ministry"),
            record("source", "officials", kind="person", named=False, described="Two officials", stated_count=2),
            *article("nikkei", "Nikkei", "2024-03-03", bylines=["aoki", "beta"], title="Japan in line"),
            *article("times", "The Japan Times", "2024-03"),
            *article("unseen", "Kyodo", None, seen=False),
            claim("c", stories=["pillar-2"]),
            claim("d", "Canada is in line to join", kind="prediction", stories=["pillar-2"]),
            appearance("unseen"),
            appearance("nikkei", "named", source="marles", relays="unseen"),
            appearance("nikkei", "unnamed", claim="d", source="officials"),
            appearance("times", "outlet", relays="nikkei", relay_basis="inferred"),
        ],
    )
    return db_url


def detail(url: str, subject: str, name: str, view: View = PRESENT) -> Any:
    queries = {"outlet": outlet_detail, "source": source_detail, "article": article_detail, "reporter": reporter_detail,
               "story": story_detail}  # fmt: skip
    with reading(settings(url)) as connection:
        return queries[subject](connection, find(connection, subject, name), view)


def test_outlets_count_their_articles_and_claims(url: str) -> None:
    lines = {line.slug: line for line in read(url, outlet_lines)}
    counts = {slug: (line.articles, line.unseen, line.claims) for slug, line in lines.items()}
    assert counts == {"nikkei": (1, 0, 2), "times": (1, 0, 1), "unseen": (1, 1, 1)}


def test_reporters_count_what_they_signed(url: str) -> None:
    lines = read(url, reporter_lines)
    assert [(line.name, line.articles, line.claims) for line in lines] == [("A. Aoki", 1, 2), ("B. Beta", 1, 2)]
    assert [one.label for one in detail(url, "reporter", "aoki").signed] == ["Nikkei, 2024-03-03"]


def test_sources_are_narrowed_by_kind_and_name(url: str) -> None:
    def slugs(**asked: Any) -> list[str | None]:
        return [line.slug for line in read(url, source_lines, **asked)]

    assert slugs() == ["government", "ministry", "marles", "officials"]
    assert slugs(kinds=(SourceKind.INSTITUTION,)) == ["government", "ministry"]
    assert slugs(unnamed=True) == ["officials"]


def test_a_source_shows_what_it_belongs_to_and_where_it_speaks(url: str) -> None:
    found: SourceDetail = detail(url, "source", "marles")
    assert [one.label for one in found.above] == ["Ministry of Defence", "Australian Government"]
    assert [(one.claim.label, one.outlet, one.published) for one in found.appearances] == [
        ("Japan is in line to join", "Nikkei", "2024-03-03")
    ]
    assert [one.label for one in detail(url, "source", "ministry").below] == ["Richard Marles"]
    assert detail(url, "source", "officials").above == ()


def test_an_article_shows_both_ends_of_its_relays(url: str) -> None:
    found: ArticleDetail = detail(url, "article", "Japan in line")
    assert found.reporters == ("A. Aoki", "B. Beta")
    assert [(one.claim.id, one.source and one.source.label) for one in found.appearances] == [
        (1, "Richard Marles"),
        (2, "“Two officials”"),
    ]
    assert [(one.article.label, one.article.seen, one.basis, one.claims) for one in found.relays] == [
        ("Kyodo", False, "stated", (1,))
    ]
    assert [(one.article.label, one.basis, one.claims) for one in found.relayed_by] == [
        ("The Japan Times, 2024-03", "inferred", (1,))
    ]


def test_articles_are_narrowed(url: str) -> None:
    def labels(view: View = PRESENT, **asked: Any) -> list[str]:
        lines = read(url, article_lines, ArticleFilters(**asked), view)
        return [line.outlet.label for line in lines if line.outlet]

    every = ["Nikkei", "The Japan Times", "Kyodo"]
    for view in (PRESENT, AT_NOON):
        assert labels(view) == every
        assert labels(view, outlet=1) == ["Nikkei"]
        assert labels(view, unseen=True) == ["Kyodo"]
        assert labels(view, since=date(2024, 3, 4)) == ["The Japan Times"]
        assert labels(view, until=date(2024, 3, 2)) == ["The Japan Times"]
        assert labels(view, since=date(2024, 3, 3), until=date(2024, 3, 3)) == every[:2]
    assert labels(AT_DAWN) == []


def test_a_story_counts_its_claims_by_status(url: str) -> None:
    found = detail(url, "story", "Pillar 2")
    assert (found.claims, found.statuses, found.outcomes) == (2, {Status.UNVERIFIED: 2}, {Outcome.PENDING: 1})
    assert [line.claims for line in read(url, story_lines)] == [2]


def test_what_is_off_the_record_or_entered_wrongly_is_not_counted(url: str) -> None:
    enter(
        url,
        [
            *article("quiet", "Quiet"),
            record("source", "ann", kind="person", name="Ann"),
            claim("e", "A third claim"),
            claim("f", "A fourth claim"),
            appearance("quiet", "named", claim="e", source="ann", terms="off_record"),
            record("appearance", "open", claim="f", article="quiet", attribution="named", source="ann"),
        ],
    )
    found = detail(url, "source", "ann")
    assert (found.claims, len(found.appearances), found.withheld) == (1, 1, 1)
    quiet = detail(url, "article", str(detail(url, "outlet", "quiet").id))
    assert (quiet.claims, len(quiet.appearances), quiet.withheld) == (1, 1, 1)
    assert detail(url, "outlet", "quiet").claims == 1

    act(url, NOON, lambda session: correct(session, "2", CorrectionKind.WRONG, "another man"))
    assert (detail(url, "source", "marles").claims, detail(url, "source", "marles").appearances) == (0, ())
    assert detail(url, "article", "Japan in line").relays == ()
    before = View(as_of=datetime(2024, 3, 20, 10, tzinfo=UTC))
    assert detail(url, "source", "marles", before).claims == 1


def test_what_was_published_later_is_left_out(url: str) -> None:
    enter(url, [*article("first", "First", "2024-03-02"), claim("e", "A third claim"), appearance("first", claim="e")])
    early, late = View(published_until=date(2024, 3, 2)), View(published_until=date(2024, 3, 3))
    assert [line.claims for line in read(url, outlet_lines, early)] == [0, 0, 0, 1]
    assert [line.claims for line in read(url, outlet_lines, late)] == [2, 1, 1, 1]
    assert [line.articles for line in read(url, reporter_lines, early)] == [0, 0]
    assert [line.claims for line in read(url, source_lines, early)] == [0, 0, 0, 0]
    assert [line.claims for line in read(url, story_lines, early)] == [0]
    assert [line.claims for line in read(url, story_lines, late)] == [2]
    assert [line.id for line in read(url, article_lines, None, early)] == [4]
    assert detail(url, "article", "Japan in line", early).relayed_by == ()


def test_records_judged_one_are_listed_once_under_the_oldest(url: str) -> None:
    older = record("outlet", "asia", name="Nikkei Asia", entered="2024-03-01T09:00:00+00:00", hosts=["asia.nikkei.com"])
    enter(url, [older])
    number = detail(url, "outlet", "asia").id
    same(url, "outlet", "nikkei", "asia")
    lines = {line.id: line for line in read(url, outlet_lines)}
    assert sorted(lines) == [2, 3, number]
    assert (lines[number].also, lines[number].articles, lines[number].claims) == ((1,), 1, 2)
    shown: OutletDetail = detail(url, "outlet", "nikkei")
    assert (shown.id, shown.name, shown.hosts) == (number, "Nikkei Asia", ("asia.nikkei.com",))
    assert len(read(url, article_lines, ArticleFilters(outlet=1))) == 1

    act(url, EVENING, lambda session: take_back(session, "outlet", "1", str(number), "two houses"))
    assert detail(url, "outlet", "nikkei").id == 1
    assert detail(url, "outlet", "nikkei", AT_NOON).id == number
    judged = detail(url, "outlet", "nikkei").judgements
    assert [(one.stands, one.withdrawn, one.reason) for one in judged] == [
        (False, False, "one and the same"),
        (False, True, "two houses"),
    ]


@pytest.mark.parametrize("confidential", [False, True])
def test_the_first_lines_are_the_first_of_all(url: str, confidential: bool) -> None:
    enter(
        url,
        [
            record("outlet", "asia", name="Nikkei Asia", entered="2024-03-01T09:00:00+00:00"),
            *article("hushed", "Hushed"),
            record("source", "whisper", kind="person", name="Whisper"),
            claim("e", "A third claim"),
            appearance("hushed", "named", claim="e", source="whisper", terms="off_record"),
            *article("copy", "Kyodo", "2024-03-04"),
            claim("f", "A fourth claim"),
            appearance("copy", claim="f"),
        ],
    )
    same(url, "outlet", "nikkei", "asia")
    same(url, "article", "3", "5")
    same(url, "claim", "2", "4")
    view = View(confidential=confidential)
    registers: list[tuple[Callable[..., Any], Callable[..., Any]]] = [
        (partial(outlet_lines, view=view), first_outlets),
        (partial(reporter_lines, view=view), first_reporters),
        (partial(article_lines, view=view), first_articles),
        (partial(source_lines, view=view), first_sources),
        (partial(source_lines, view=view, unnamed=True), partial(first_sources, unnamed=True)),
        (partial(source_lines, view=view, kinds=PEOPLE), partial(first_sources, kinds=PEOPLE)),
    ]
    for every, first in registers:
        lines = read(url, every)
        assert lines
        for most in range(1, len(lines) + 2):
            found = read(url, first, view, most)
            assert (list(found.lines), found.total) == (lines[:most], len(lines))


PEOPLE = (SourceKind.PERSON,)


def test_what_hangs_on_either_of_two_is_shown_under_one(url: str) -> None:
    enter(url, [record("source", "rm", kind="person", name="R. Marles", entered=NOON),
                record("reporter", "bea", name="Bea Beta", entered=NOON),
                *article("late", "Late", bylines=["bea"], entered=NOON), claim("f", "A sixth", entered=NOON),
                appearance("late", "named", claim="f", source="rm", entered=NOON)])  # fmt: skip
    same(url, "source", "marles", "rm", EVENING)
    assert [one.claim.id for one in detail(url, "source", "rm").appearances] == [1, 3]
    assert {line.slug: line.claims for line in read(url, source_lines)}["marles"] == 2
    same(url, "article", "1", "4", EVENING)
    merged = detail(url, "article", "4")
    assert (merged.id, merged.also, merged.claims) == (1, (4,), 3)
    assert merged.reporters == ("A. Aoki", "Bea Beta", "B. Beta")
    same(url, "reporter", "B. Beta", "Bea Beta", EVENING)
    assert detail(url, "article", "4").reporters == ("A. Aoki", "B. Beta")
    assert detail(url, "reporter", "Bea Beta").articles == 1
    same(url, "story", "pillar-2", made(url, "story", "again", {"title": "Again"}))
    assert [(line.id, line.also, line.claims) for line in read(url, story_lines)] == [(1, (2,), 2)]


def made(url: str, subject: str, called: str, values: dict[str, Any]) -> str:
    act(url, NOON, lambda session: add(session, subject, values, called))
    return called


def test_duplicate_claims_count_once_and_keep_the_oldest(url: str) -> None:
    enter(url, [claim("g", "Japan will join", entered="2024-03-01T09:00:00+00:00", stories=[]), *article("g", "G"),
                appearance("g", claim="g")])  # fmt: skip
    act(url, NOON, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "1", "3", "the same statement"))
    assert read(url, claim_record, 1).id == 3  # type: ignore[union-attr]
    assert [line.id for line in read(url, claim_lines, Filters())] == [2, 3]
    assert [(line.id, line.statement) for line in read(url, claim_lines, Filters(story=1))] == [
        (2, "Canada is in line to join"),
        (3, "Japan will join"),
    ]
    assert detail(url, "story", "pillar-2").claims == 2


def test_the_past_is_read_before_its_edits(url: str) -> None:
    act(url, EVENING, lambda session: edit(session, "outlet", "nikkei", {"name": "Nikkei Asia"}, "as they print it"))
    act(url, EVENING, lambda session: edit_article(session, "1", {"outlet": "times"}, reason="theirs"))
    act(url, EVENING, lambda session: edit(session, "source", "marles", {"institution": "government"}, "moved"))
    now, then = detail(url, "outlet", "nikkei"), detail(url, "outlet", "nikkei", AT_NOON)
    assert (now.name, now.articles, now.claims) == ("Nikkei Asia", 0, 0)
    assert (then.name, then.articles, then.claims, then.revisions) == ("Nikkei", 1, 2, ())
    (edited,) = now.revisions
    assert (edited.field, edited.old, edited.new, edited.reason, edited.entered_by) == (
        "name", "Nikkei", "Nikkei Asia", "as they print it", "okafor",
    )  # fmt: skip
    (moved,) = detail(url, "article", "1").revisions
    assert (moved.field, moved.old, moved.new) == ("outlet", "#1 Nikkei Asia", "#2 The Japan Times")
    assert detail(url, "source", "marles", AT_NOON).institution.label == "Ministry of Defence"
    assert detail(url, "source", "ministry").below == ()
    assert len(detail(url, "source", "ministry", AT_NOON).below) == 1
    assert detail(url, "outlet", "nikkei", AT_DAWN) is None


def test_names_come_and_go(url: str) -> None:
    act(url, NOON, lambda session: edit_outlet(session, "nikkei", {}, aliases=("The Nikkei",), hosts=("nikkei.com",)))
    act(url, EVENING, lambda session: edit_outlet(session, "nikkei", {}, dropped=("the nikkei",)))
    now, then = detail(url, "outlet", "nikkei"), detail(url, "outlet", "nikkei", AT_NOON)
    assert (now.aliases, now.hosts) == ((), ("nikkei.com",))
    assert then.aliases == ("The Nikkei",)


def test_signatures_come_and_go(url: str) -> None:
    act(url, NOON, lambda session: edit_article(session, "1", {}, dropped=("B. Beta",)))
    assert detail(url, "article", "1").reporters == ("A. Aoki",)
    assert detail(url, "reporter", "beta").articles == 0
    act(url, EVENING, lambda session: edit_article(session, "1", {}, reporters=("B. Beta",), dropped=("A. Aoki",)))
    assert detail(url, "article", "1").reporters == ("B. Beta",)
    assert detail(url, "article", "1", AT_NOON).reporters == ("A. Aoki",)


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """Keep the statements that are run meanwhile."""
    found: list[str] = []

    def keep(_: object, cursor: object, statement: str, *rest: object) -> None:
        found.append(statement)

    event.listen(connection.engine, "before_cursor_execute", keep)
    yield found
    event.remove(connection.engine, "before_cursor_execute", keep)


QUERIES: dict[str, Callable[[Connection, View], object]] = {
    "outlets": outlet_lines,
    "reporters": reporter_lines,
    "sources": source_lines,
    "articles": lambda connection, view: article_lines(connection, None, view),
    "stories": story_lines,
    "outlet": lambda connection, view: outlet_detail(connection, 1, view),
    "reporter": lambda connection, view: reporter_detail(connection, 1, view),
    "source": lambda connection, view: source_detail(connection, 3, view),
    "article": lambda connection, view: article_detail(connection, 1, view),
    "story": lambda connection, view: story_detail(connection, 1, view),
}


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_the_number_of_statements_does_not_grow(url: str) -> None:
    same(url, "source", "marles", made(url, "source", "rm", {"name": "R. Marles", "kind": SourceKind.PERSON}))
    act(url, EVENING, lambda session: edit(session, "article", "1", {"outlet": "times"}, "theirs"))
    act(url, NOON, lambda session: edit(session, "reporter", "aoki", {"outlet": "times"}, "theirs"))
    views = {"now": PRESENT, "then": AT_NOON, "until": View(published_until=date(2024, 3, 10))}

    def statements() -> dict[tuple[str, str], int]:
        counts = {}
        for name, query in QUERIES.items():
            for when, view in views.items():
                with reading(settings(url)) as connection, counted(connection) as run:
                    assert query(connection, view), name
                counts[name, when] = len(run)
        return counts

    before = statements()
    assert max(before.values()) <= 40
    enter(
        url,
        [
            line
            for number in range(30)
            for line in (
                record("source", f"s{number}", kind="person", name=f"Person {number}"),
                *article(f"a{number}", f"Outlet {number}", entered=NOON),
                claim(f"k{number}", f"Claim {number}", entered=NOON),
                appearance(f"a{number}", "named", claim=f"k{number}", source=f"s{number}", entered=NOON),
            )
        ],
    )
    act(url, NOON, lambda session: edit_article(session, "1", {}, reporters=tuple(f"R{n}" for n in range(30))))
    assert statements() == before
