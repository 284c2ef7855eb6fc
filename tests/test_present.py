"""Where claims stand at present, as it is kept, is what the records give: after whatever people enter, in any order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select, text

from claims.entry.present.keeper import differences
from claims.features.similar.held import held
from claims.features.similar.words import held_phrase
from claims.privacy.confided import all_confided
from claims.reading.dossier import claim_records
from claims.reading.lines import Filters
from claims.reading.listing import claim_lines, first_lines
from claims.reading.view import View
from claims.settings import settings
from claims.store.database import engine_for, reading
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight
from tests.conftest import Run
from tests.newsroom import AUKUS
from tests.places import Pool

STEPS = 40
CLAIMS, APPEARANCES, SOURCES, ARTICLES, OUTLETS = 6, 14, 9, 8, 4
NAMES = ("Ann One", "Bob Two", "Cy Three")
BODIES = ("Treasury", "Ministry of Defence", "Navy")
PAPERS = ("Alpha", "Beta", "Gamma", "Delta")

Words = list[object]

MARCH, MAY = date(2024, 3, 8), date(2024, 5, 31)
ASKED = (
    Filters(),
    Filters(statuses=(Status.UNVERIFIED, Status.REFUTED)),
    Filters(statuses=(Status.CONFIRMED,), weights=(Weight.KEY,)),
    Filters(outcomes=(Outcome.PENDING,)),
    Filters(outcomes=(Outcome.OCCURRED,), kinds=(ClaimKind.PREDICTION, ClaimKind.FACT)),
    Filters(overdue=True),
    Filters(since=MARCH),
    Filters(until=MARCH, attributions=(Attribution.NAMED,)),
    Filters(said=(MARCH, MAY)),
    *(Filters(attributions=(attribution,)) for attribution in Attribution),
    *(Filters(outlet=number) for number in range(1, OUTLETS + 1)),
    *(Filters(source=number) for number in range(1, SOURCES + 1)),
    Filters(reporter=1),
    Filters(outlet=1, attributions=(Attribution.NAMED,), since=MARCH),
)
"""What is asked of a list."""


class Desk:
    """A newsroom at random, at the command line."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.logged = 0

    def command(self) -> Words:
        """Something that somebody enters, possible or not."""
        kinds = (self.log, self.log, self.appear, self.appear, self.appear, self.review, self.review, self.correct,
                 self.relate, self.edit, self.ask, self.answer, self.judge, self.judge, self.unjudge, self.institution,
                 self.article, self.redact)  # fmt: skip
        return self.chance.choice(kinds)()

    def any(self, most: int) -> int:
        return self.chance.randint(1, most)

    def origin(self) -> Words:
        terms = self.chance.choice(("on_record", "not_stated", "not_stated", "background", "off_record"))
        given: Words = ["--terms", terms, "--proximity", self.chance.choice(("first_hand", "not_stated"))]
        kind = self.chance.randrange(4)
        if kind == 0:
            given += ["--attribution", "named", "--source", self.chance.choice(NAMES)]
            given += ["--institution", self.chance.choice(BODIES)]
        elif kind == 1:
            given += ["--attribution", "unnamed", "--source", f"a {self.chance.choice(BODIES)} official"]
        elif kind == 2:
            given += ["--attribution", "institution", "--source", self.chance.choice(BODIES)]
        else:
            return ["--attribution", self.chance.choice(("witnessed", "own_voice", "unattributed"))]
        return given

    def beginning(self) -> list[Words]:
        """What stands there before: enough that later commands find what they name."""
        body: Words = ["--institution", BODIES[0]]
        named: list[Words] = [
            ["--attribution", "named", "--source", name, *body, "--proximity", "first_hand"] for name in NAMES
        ]
        bodies: list[Words] = [["--attribution", "institution", "--source", name] for name in BODIES]
        papers = [["--outlet", PAPERS[at % 4], "--published", f"2024-03-{at + 1:02}"] for at in range(CLAIMS)]
        logged: list[Words] = [
            ["log", f"Beginning {at}", *papers[at], *origin, "--title", f"First {at}"]
            for at, origin in enumerate([*named, *bodies])
        ]
        return [*logged, ["ask", 1, "the ministry", "--reply-by", "2031-01-01"]]

    def carried(self) -> Words:
        if self.chance.random() < 0.4:
            return ["--article", self.any(ARTICLES)]
        day = f"2024-03-{self.any(28):02}"
        return ["--outlet", self.chance.choice(PAPERS), "--published", day, "--title", f"Title {self.any(20)}"]

    def log(self) -> Words:
        self.logged += 1
        kind = self.chance.choice(("fact", "prediction", "intention"))
        due: Words = ["--due", self.chance.choice(("by May 2024", "in 2031", "as soon as next month"))]
        return ["log", f"Statement number {self.logged}", "--kind", kind, *self.carried(), *self.origin(),
                *(due if self.chance.random() < 0.5 else [])]  # fmt: skip

    def appear(self) -> Words:
        stance = self.chance.choice(("asserts", "asserts", "denies"))
        if self.chance.random() < 0.4:
            upstream: Words = ["--relays", f"article:{self.any(ARTICLES)}"]
            basis = self.chance.choice(("stated", "suspected"))
            return ["appear", self.any(CLAIMS), *self.carried(), "--attribution", "outlet", *upstream,
                    "--relay-basis", basis]  # fmt: skip
        return ["appear", self.any(CLAIMS), *self.carried(), *self.origin(), "--stance", stance]

    def review(self) -> Words:
        status = self.chance.choice(("in_review", "disputed", "confirmed", "refuted"))
        proof: Words = ["--evidence", "https://gov.example/1", "--evidence-kind", "primary_record"]
        outcome: Words = ["--outcome", self.chance.choice(("occurred", "pending"))]
        return ["review", self.any(CLAIMS), status, "--note", "looked", *proof,
                *(outcome if self.chance.random() < 0.3 else [])]  # fmt: skip

    def correct(self) -> Words:
        how = self.chance.choice((["--retracted"], ["--edited"], ["--wrong"], ["--wrong", *self.origin()]))
        return ["correct", self.any(APPEARANCES), *how, "--note", "seen"]

    def relate(self) -> Words:
        kind = self.chance.choice(("contradicts", "contradicts", "supersedes", "refines"))
        take_back = ["--withdraw"] if self.chance.random() < 0.2 else []
        return ["relate", self.any(CLAIMS), kind, self.any(CLAIMS), *take_back]

    def edit(self) -> Words:
        what: list[Words] = [
            ["--kind", "prediction"],
            ["--kind", "fact"],
            ["--due", "by June 2024"],
            ["--weight", "key"],
        ]
        return ["edit", self.any(CLAIMS), *self.chance.choice(what)]

    def ask(self) -> Words:
        return ["ask", self.any(CLAIMS), "the ministry", "--reply-by", f"2031-01-{self.any(28):02}"]

    def answer(self) -> Words:
        return ["answer", self.any(3), "declined"]

    def judge(self) -> Words:
        what = self.chance.choice(("source", "source", "outlet", "article", "claim"))
        most = {"source": SOURCES, "outlet": OUTLETS, "article": ARTICLES, "claim": CLAIMS}[what]
        a, b = self.any(most), self.any(most)
        if what == "claim":
            return ["duplicate", a, b, "--reason", "one"]
        verb = self.chance.choice(("same", "distinct", "independent")) if what == "source" else "merge"
        return [what, verb, f"#{a}", f"#{b}", "--reason", "judged"]

    def unjudge(self) -> Words:
        if self.chance.random() < 0.5:
            return ["source", "unjudge", f"#{self.any(SOURCES)}", f"#{self.any(SOURCES)}", "--reason", "not so"]
        return ["not-duplicate", self.any(CLAIMS), self.any(CLAIMS), "--reason", "two"]

    def institution(self) -> Words:
        above = self.chance.choice((["--part-of"], ["--institution"]))
        return ["source", "edit", f"#{self.any(SOURCES)}", *above, f"#{self.any(SOURCES)}"]

    def article(self) -> Words:
        what: list[Words] = [["--published", f"2024-02-{self.any(28):02}"], ["--outlet", self.chance.choice(PAPERS)],
                             ["--reporter", self.chance.choice(("Rae", "Sam"))]]  # fmt: skip
        return ["article", "edit", f"#{self.any(ARTICLES)}", *self.chance.choice(what)]

    def redact(self) -> Words:
        what = self.chance.choice((["source", "name"], ["claim", "statement"], ["appearance", "occasion"]))
        return ["redact", f"{what[0]}:{self.any(SOURCES)}", what[1], "--reason", "a mistake", "--yes"]


def wrong(run: Run) -> list[str]:
    with reading(settings(run.url)) as connection:
        kept = select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.confided)
        assert set(connection.execute(kept).scalars()) == all_confided(connection).claims
        return list(differences(connection))


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_the_records_give_after_whatever_is_entered(run: Run, seed: int) -> None:
    desk, done = Desk(seed), 0
    history: list[Words] = []
    for words in desk.beginning():
        assert run(*words).exit_code == 0, words
    for _ in range(STEPS):
        words = desk.command()
        if run(*words).exit_code == 0:
            done += 1
            history.append(words)
            assert wrong(run) == [], history
    assert done > STEPS / 3
    assert_listed_as_recorded(run.url)
    assert_held_as_recorded(run.url)


def assert_listed_as_recorded(url: str) -> None:
    """Hold what is listed of the present, which is kept, against what the records of this moment give."""
    with reading(settings(url)) as connection:
        recorded = View(as_of=datetime.now(UTC))
        for asked in ASKED:
            listed = claim_lines(connection, asked)
            assert listed == claim_lines(connection, asked, recorded), asked
            assert first_lines(connection, asked, 3) == (listed[:3], len(listed) > 3), asked
        assert claim_lines(connection, Filters())


def assert_held_as_recorded(url: str) -> None:
    """Hold how claims stand that are likely the same, which is kept, against what the records of this moment give."""
    with reading(settings(url)) as connection:
        numbers = [line.id for line in claim_lines(connection, Filters())]
        kept, recorded = (held(connection, numbers, view) for view in (View(), View(as_of=datetime.now(UTC))))
        assert kept.keys() == recorded.keys() == set(numbers)
        for number in numbers:
            assert held_phrase(kept[number]) == held_phrase(recorded[number])
            assert kept[number].uid == recorded[number].uid


def test_it_says_what_show_says(run: Run) -> None:
    assert run("import", AUKUS).exit_code == 0
    with reading(settings(run.url)) as connection:
        kept_rows = {row["claim_id"]: row for row in connection.execute(select(CLAIM_NOW)).mappings()}
        records = claim_records(connection, select(TABLES["claim"].c.id))
    assert kept_rows.keys() == {number for one in records for number in (one.id, *one.duplicates)}
    for one in records:
        row = kept_rows[one.id]
        assert (row["status"], row["outcome"]) == (one.status, one.outcome)
        assert row["independent_at_least"] == one.origins.independent.lower
        assert row["two_sources"] == one.origins.rule


def test_a_present_that_is_wrong_is_seen_and_mended(run: Run) -> None:
    assert run("import", AUKUS).exit_code == 0
    engine = engine_for(run.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE claim_now SET people_at_least = 77 WHERE claim_id = 3"))
        connection.execute(delete(CLAIM_NOW).where(CLAIM_NOW.c.claim_id == 5))
    engine.dispose()
    checked = run("db", "check")
    assert checked.exit_code != 0
    assert "claim #3:" in checked.stdout
    assert "claim #5:" in checked.stdout
    assert run("db", "reindex").exit_code == 0
    assert run("db", "check").exit_code == 0


def test_it_is_no_part_of_an_export_and_made_where_one_is_taken_in(
    run: Run, several: Pool, environment: dict[str, str], tmp_path: Path
) -> None:
    assert run("import", AUKUS).exit_code == 0
    files = {"all.jsonl": ["--complete"], "some.jsonl": []}
    for (name, options), url in zip(files.items(), several(len(files)), strict=True):
        assert run("export", *options, tmp_path / name).exit_code == 0
        assert "claim_now" not in (tmp_path / name).read_text(encoding="utf-8")
        other = Run(url, environment)
        assert other("import", tmp_path / name).exit_code == 0
        assert wrong(other) == []
        with reading(settings(other.url)) as connection:
            assert connection.execute(select(CLAIM_NOW.c.claim_id)).scalars().all()


def row(run: Run, number: int) -> dict[str, object]:
    with reading(settings(run.url)) as connection:
        found = connection.execute(select(CLAIM_NOW).where(CLAIM_NOW.c.claim_id == number)).mappings().one()
        return dict(found)


def told(*origin: object) -> Words:
    return ["--outlet", "Alpha", "--published", "2024-03-01", *origin]


TWO_PEOPLE: list[Words] = [
    ["log", "The dock closes", *told("--attribution", "named", "--source", "Ann One", "--institution", "Treasury")],
    ["appear", 1, "--outlet", "Beta", "--attribution", "named", "--source", "One", "--institution", "Navy"],
]
CONTRADICTED: list[Words] = [
    ["log", "The dock closes", *told("--attribution", "unattributed")],
    ["log", "The dock stays open", *told("--attribution", "unattributed"), "--title", "Another"],
    ["relate", 1, "contradicts", 2],
]
PROOF: Words = ["--note", "seen", "--evidence", "https://gov.example/1", "--evidence-kind", "primary_record"]


@pytest.mark.parametrize(
    ("before", "then", "column"),
    [
        (TWO_PEOPLE, ["source", "distinct", "Ann One", "One", "--reason", "met both"], "people_at_least"),
        (TWO_PEOPLE, ["source", "same", "Ann One", "One", "--reason", "met her"], "people_at_most"),
        (TWO_PEOPLE, ["source", "edit", "Navy", "--part-of", "Treasury"], "institutions_at_most"),
        (TWO_PEOPLE, ["source", "merge", "Navy", "Treasury", "--reason", "one"], "institutions_at_most"),
        (TWO_PEOPLE, ["source", "edit", "One", "--name", "Cy Three"], "people_at_least"),
        (TWO_PEOPLE, ["correct", 2, "--retracted", "--note", "gone"], "people_at_most"),
        (TWO_PEOPLE, ["redact", "source:3", "name", "--reason", "a mistake", "--yes"], None),
        (TWO_PEOPLE, ["edit", 1, "--kind", "prediction"], "outcome"),
        (TWO_PEOPLE, ["edit", 1, "--kind", "prediction", "--due", "by May 2024"], "due_by"),
        (TWO_PEOPLE, ["article", "edit", "#1", "--published", "2024-02-02"], "first_published_on"),
        (TWO_PEOPLE, ["article", "edit", "#1", "--published", "2024-02"], "first_published"),
        (TWO_PEOPLE, ["appear", 1, "--outlet", "Gamma", "--attribution", "witnessed"], "appearances"),
        (TWO_PEOPLE, ["correct", 1, "--retracted", "--note", "gone"], "outlets"),
        (TWO_PEOPLE, ["outlet", "merge", "Alpha", "Beta", "--reason", "one house"], "outlets"),
        (TWO_PEOPLE, ["ask", 1, "them", "--reply-by", "2031-01-01"], "reply_by"),
        (TWO_PEOPLE, ["review", 1, "confirmed", *PROOF], "status"),
        (CONTRADICTED, ["review", 2, "refuted", *PROOF], "contested_at"),
        (CONTRADICTED, ["relate", 1, "contradicts", 2, "--withdraw"], "contested_at"),
        ([*CONTRADICTED[:2], TWO_PEOPLE[1]], ["duplicate", 2, 1, "--reason", "one"], None),
    ],
)
def test_what_is_entered_reaches_the_claims_that_it_changes(
    run: Run, before: list[Words], then: Words, column: str | None
) -> None:
    for words in before:
        done = run(*words)
        assert done.exit_code == 0, done.stderr
    was = row(run, 1)
    done = run(*then)
    assert done.exit_code == 0, done.stderr
    assert wrong(run) == []
    if column is not None:
        assert row(run, 1)[column] != was[column]


def test_one_who_is_confided_no_longer_lends_a_name_to_others(run: Run) -> None:
    """Two sources judged one are told as one until one of them turns out to have spoken off the record alone."""
    entered: list[Words] = [
        *TWO_PEOPLE,
        ["log", "The mine closes", *told("--attribution", "named", "--source", "A. One"), "--title", "Mine"],
        [
            "log",
            "The pit closes",
            *told("--attribution", "named", "--source", "A. One"),
            "--title",
            "Pit",
            "--terms",
            "off_record",
        ],
        ["source", "same", "Ann One", "A. One", "--reason", "met her"],
        ["source", "same", "One", "A. One", "--reason", "met her"],
    ]
    for words in entered:
        done = run(*words)
        assert done.exit_code == 0, done.stderr
    was = row(run, 1)
    done = run("correct", 3, "--wrong", "--note", "she never said that")
    assert done.exit_code == 0, done.stderr
    assert wrong(run) == []
    assert row(run, 1)["people_at_most"] != was["people_at_most"]
