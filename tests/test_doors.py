"""One answer, whichever door it comes in by: the command line, a table, a case file, a ClaimReview.

A case says what is there, what is entered, and the answer: the record that comes of it, or the reason why it is
refused.  It is sent through every door that can carry it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, select

from claims.errors import ClaimsError
from claims.interchange.casefiles import load_case, read_case
from claims.reading.dossier import claim_record
from claims.reading.view import View
from claims.settings import settings
from claims.store.recording import write
from claims.store.schema import TABLES
from tests.cli.entering import done, queried, rows
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record

STATEMENT = "Japan is in line to join"
"""What the claim says that is there already, and that most entries are about: claim #1."""

THERE = [
    record("outlet", "politico", name="POLITICO", aliases=["Politico Europe"], hosts=["politico.eu"]),
    record("article", "politico", outlet="politico", published="2024-03-19", url="https://www.politico.eu/aukus"),
    *article("blog", "A blog", "2024-03-21", url="https://blog.example/aukus"),
    record("source", "ada", kind="person", name="Ada Ruiz"),
    record("source", "diplomat", kind="person", named=False, described="one senior diplomat"),
    claim("c", STATEMENT),
    appearance("politico", "unnamed", source="diplomat"),
]
"""POLITICO (outlet #1, article #1), from which a blog (#2) may have it, and Ada Ruiz (source #1)."""


@dataclass(frozen=True)
class Case:
    """What is there, what is entered, and what has to be answered."""

    name: str
    entry: Mapping[str, str]
    """The entry, by the fields of a table: ``statement`` where it is not claim #1."""
    because: str | None = None
    """Words of the reason for which it is refused; none if it is taken."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """What comes of it."""
    there: tuple[Record, ...] = ()
    """What is there besides."""
    doors: tuple[str, ...] = ("command", "table", "case")
    two_people: bool = False
    shows: str = ""
    """What a person is told besides."""


@dataclass(frozen=True)
class Answer:
    """What a door answered: the reason for a refusal, or what came of it; and all that was shown."""

    reason: str | None
    shown: str
    record: Mapping[str, Any] = field(default_factory=dict)


# The doors

OF_ARTICLE = ("outlet", "url", "title", "published", "reporter")
OF_SOURCE = ("role", "institution", "issuer", "stated_count")
OF_REVIEW = ("status", "outcome", "evidence", "evidence_kind", "rating")


def by_command(run: Run, entry: Mapping[str, str], folder: Path) -> Answer:
    """Log it, or another appearance of claim #1, and review it, a command each."""
    reported = {name: text for name, text in entry.items() if name not in (*OF_REVIEW, "statement")}
    shown, number = "", 1
    if reported:
        begin = ("log", entry["statement"]) if "statement" in entry else ("appear", 1)
        answered = run(*begin, *_options(reported), "--format", "json")
        shown += answered.stdout + answered.stderr
        if answered.exit_code:
            return Answer(answered.stderr.splitlines()[0], shown)
        number = answered.json["claim"]
    if not entry.keys().isdisjoint(OF_REVIEW):
        options = {name: text for name, text in entry.items() if name in OF_REVIEW and name not in ("status", "rating")}
        status = [entry["status"]] if "status" in entry else []
        answered = run("review", number, *status, "--note", "as entered", *_options(options))
        shown += answered.stdout + answered.stderr
        if answered.exit_code:
            return Answer(answered.stderr.splitlines()[0], shown)
    return Answer(None, shown)


def _options(fields: Mapping[str, str]) -> list[str]:
    return [part for name, text in fields.items() for part in (f"--{name.replace('_', '-')}", text)]


def by_table(run: Run, entry: Mapping[str, str], folder: Path) -> Answer:
    """Import a table of one row; the reason stands in the file of rejected rows."""
    row = {"statement": STATEMENT, **entry}
    if row.keys() & {"status", "outcome"}:
        row.setdefault("review_note", "as entered")
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(row), list(row.values())])
    answered = run("import", path, *(part for name in row for part in ("--map", f"{name}={name}")))
    assert answered.exit_code == 0, answered
    rejects = folder / "table.rejects.csv"
    shown = answered.stdout + answered.stderr
    if not rejects.exists():
        return Answer(None, shown)
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        reason = next(csv.DictReader(file))["problem"]
    return Answer(reason, shown + reason)


def by_case(run: Run, entry: Mapping[str, str], folder: Path) -> Answer:
    """Enter it as records of a case of its own, which names what the entry names."""
    uid = queried(run, lambda connection: connection.execute(select(TABLES["claim"].c.uid)).scalars().first())
    path = folder / "other.jsonl"
    path.write_text("\n".join(map(json.dumps, _records(entry, uid))), encoding="utf-8")
    lines = read_case(path)
    try:
        loaded = write(settings(run.url), "import", lambda session: load_case(session, path.stem, lines))
    except ClaimsError as problem:
        return Answer(str(problem), str(problem))
    return Answer(None, "\n".join(loaded.warnings))


def _records(entry: Mapping[str, str], number: str) -> list[Record]:
    """An entry as records of a case, about a new claim or the one of a uid."""
    at = {"entered": "2024-03-25T09:00:00+00:00"}
    made: list[Record] = []
    if "statement" in entry:
        number = "new"
        windows = [{"role": "due", "words": entry["due"]}] if "due" in entry else []
        kind = {"kind": entry["kind"]} if "kind" in entry else {}
        made.append(record("claim", number, statement=entry["statement"], windows=windows, **kind, **at))
    if "attribution" in entry:
        of_article = {name: entry[name] for name in OF_ARTICLE if name in entry}
        if "outlet" in entry:
            made.append(record("outlet", "given", name=entry["outlet"], **at))
            of_article["outlet"] = "given"
        named: dict[str, Any] = {}
        if "source" in entry:
            made += _source(entry, at)
            named["source"] = "given source"
        if "relays" in entry:
            named["relays"] = entry["relays"]
        rest = {name: text for name, text in entry.items() if name not in (*OF_ARTICLE, *OF_SOURCE, *OF_REVIEW)}
        rest = {name: text for name, text in rest.items() if name not in ("statement", "due", "kind")}
        made.append(record("article", "given", **of_article, **at))
        made.append(record("appearance", "given", claim=number, article="given", **{**rest, **named}, **at))
    if not entry.keys().isdisjoint(OF_REVIEW):
        evidence = []
        if "evidence" in entry:
            evidence = [{"kind": entry.get("evidence_kind", "report"), "url": entry["evidence"]}]
        stands = {name: entry[name] for name in ("status", "outcome") if name in entry}
        made.append(record("review", "given", claim=number, note="as entered", evidence=evidence, **stands, **at))
    return made


def _source(entry: Mapping[str, str], at: Mapping[str, str]) -> list[Record]:
    unnamed = entry["attribution"] in ("unnamed", "collective")
    kinds = {"institution": "institution", "document": "document"}
    values: dict[str, Any] = {"kind": kinds.get(entry["attribution"], "person")}
    values |= {"named": False, "described": entry["source"]} if unnamed else {"name": entry["source"]}
    return [record("source", "given source", **values, **at)]


def by_claimreview(run: Run, entry: Mapping[str, str], folder: Path) -> Answer:
    """Import a fact-check of it."""
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": entry.get("statement", STATEMENT),
        "url": entry.get("evidence", "https://checker.example/1"),
        "author": {"@type": "Organization", "name": entry.get("outlet", "Checker")},
        "reviewRating": {"@type": "Rating", "alternateName": entry.get("rating", "False")},
        "itemReviewed": {"@type": "Claim"},
    }
    if "url" in entry:
        made["itemReviewed"]["appearance"] = entry["url"]
    if "source" in entry:
        made["itemReviewed"]["author"] = {"@type": "Person", "name": entry["source"]}
    if "published" in entry:
        made["datePublished"] = entry["published"]
    path = folder / "checks.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    answered = run("import", path, "--format", "json")
    shown = answered.stdout + answered.stderr
    if answered.exit_code:
        return Answer(answered.stderr, shown)
    refused = answered.json["refused"]
    return Answer(refused[0]["reason"] if refused else None, shown)


DOORS: dict[str, Callable[[Run, Mapping[str, str], Path], Answer]] = {
    "command": by_command,
    "table": by_table,
    "case": by_case,
    "claimreview": by_claimreview,
}


# What came of it


def outcome(connection: Connection) -> dict[str, Any]:
    """The newest appearance with what it stands on, and where its claim stands."""
    appearance_, article_, source_ = TABLES["appearance"], TABLES["article"], TABLES["source"]
    newest = connection.execute(select(appearance_).order_by(appearance_.c.id.desc())).mappings().first()
    assert newest is not None
    of = connection.execute(select(article_).where(article_.c.id == newest["article_id"])).mappings().one()
    source = connection.execute(select(source_).where(source_.c.id == newest["source_id"])).mappings().first()
    outlet_ = TABLES["outlet"]
    outlet = connection.execute(select(outlet_).where(outlet_.c.id == of["outlet_id"])).mappings().first()
    number = connection.execute(select(TABLES["claim"].c.id).order_by(TABLES["claim"].c.id.desc())).scalars().first()
    assert number is not None
    now = claim_record(connection, number, View(confidential=True))
    assert now is not None
    upstream = connection.execute(select(article_).where(article_.c.id == newest["relays_id"])).mappings().first()
    return {
        "outlet": of["outlet_id"],
        "outlet's name": outlet["name"] if outlet else None,
        "published": of["published"],
        "attribution": newest["attribution"],
        "source": newest["source_id"],
        "people": now.origins.people.upper,
        "role": source["role"] if source else None,
        "count": source["stated_count"] if source else None,
        "counted as": next(one.attribution for one in now.appearances) if now.appearances else None,
        "occasion": newest["occasion"],
        "relays": newest["relays_id"],
        "upstream seen": upstream["seen"] if upstream else None,
        "upstream outlet": upstream["outlet_id"] if upstream else None,
        "institution": source["institution_id"] if source else None,
        "reporters": len(connection.execute(select(TABLES["byline"].c.id)).all()),
        "checker": connection.execute(
            select(article_.c.outlet_id).where(article_.c.id.in_(select(TABLES["evidence"].c.article_id)))
        ).scalar(),
        "status": now.status,
        "outcome": now.outcome,
        "proposed": [(one.status, one.outcome) for one in now.reviews if one.proposed],
        "evidence": [one.kind for review in now.reviews for one in review.evidence],
        "due": [window.latest.isoformat() if window.latest else None for window in now.windows],
    }


PROPOSED = {
    "edition.cnn.com": "cnn.com",
    "news.un.org": "un.org",
    "news.bbc.co.uk": "bbc.co.uk",
    "asia.nikkei.com": "asia.nikkei.com",
    "globalpolarity.substack.com": "globalpolarity.substack.com",
    "annrich.blogspot.com": "annrich.blogspot.com",
}
"""What an outlet is called of which there is only the host of an address."""

NIKKEI = record("outlet", "nikkei", name="Nikkei", hosts=["nikkei.com"])


def at(host: str, name: str, *there: Record) -> Case:
    """An article at a host, and what its outlet is called."""
    fields = {"url": f"https://{host}/1", "attribution": "unattributed"}
    return Case(f"outlet at {host}, {name}", fields, record={"outlet's name": name}, there=there)


def entry(**fields: str) -> dict[str, str]:
    """An appearance of claim #1 in Ednews."""
    return {"outlet": "Ednews", "published": "2024-03-25", "attribution": "unattributed"} | fields


def verdict(status: str = "confirmed", **fields: str) -> dict[str, str]:
    """A review of claim #1."""
    return {"status": status, **({"evidence_kind": "report"} if "evidence" in fields else {}), **fields}


OUTSIDE = "https://records.example/1"
REPRINT = (
    record("outlet", "copyist", name="Copyist"),
    record(
        "article",
        "reprint",
        outlet="copyist",
        url="https://copyist.example/aukus",
        reprint_of="politico",
        reprint_extent="part",
    ),
)
"""A reprint in part of the claim's own article (#3), which is not said to carry the claim."""

CONFIRMED = (
    record(
        "review",
        "confirmed",
        claim="same",
        status="confirmed",
        note="published",
        evidence=[{"kind": "primary_record", "url": "https://records.example/9"}],
        entered="2024-03-20T09:30:00+00:00",
    ),
)
ONE_CLAIM = record(
    "judgement",
    "one claim",
    subject="claim",
    kind="same",
    a="c",
    b="same",
    reason="the same in other words",
    entered="2024-03-20T10:00:00+00:00",
)

TWO_OF_ONE_NAME = (record("outlet", "sky", name="Sky News"), record("outlet", "sky-au", name="Sky News"))
EVERY = ("command", "table", "case", "claimreview")

CASES = [
    # The claim's own chain proves nothing
    Case("own article", verdict(evidence="https://politico.eu/aukus?utm_source=x"), because="own chain"),
    Case("reprint in part", verdict(evidence="https://copyist.example/aukus"), because="own chain", there=REPRINT),
    Case(
        "reprint in part of what is fact-checked",
        {"url": "https://www.politico.eu/aukus", "evidence": "https://copyist.example/aukus"},
        because="https://copyist.example/aukus is in the claim's own chain and settles nothing",
        there=REPRINT,
        doors=("claimreview",),
    ),
    Case("outside of the chain", verdict(evidence=OUTSIDE), record={"status": "confirmed"}),
    Case(
        "address that two articles have, of which the later one carries it",
        verdict(evidence="https://two.example/1"),
        because="own chain",
        there=(
            *article("aside", "Aside", "2024-03-21", url="https://two.example/1"),
            *article("late", "Late", "2024-03-22", url="https://two.example/1"),
            appearance("late", "unattributed"),
        ),
    ),
    Case(
        "another page of what reports it",
        verdict(evidence="https://www.politico.eu/elsewhere"),
        record={"status": "confirmed"},
        shows="is published by POLITICO, which reports the claim",
    ),
    Case(
        "page of an outlet for a record",
        verdict(evidence="https://sky.example/1", evidence_kind="primary_record"),
        record={"status": "confirmed"},
        shows="is an outlet's page",
        there=(record("outlet", "sky", name="Sky News", hosts=["sky.example"]),),
    ),
    Case(
        "what a party says of what it holds",
        {
            "statement": "We want to join",
            "kind": "position",
            "outlet": "POLITICO",
            "url": "https://www.politico.eu/said",
            "article_kind": "statement",
            "attribution": "own_voice",
            "status": "confirmed",
            "evidence": "https://www.politico.eu/said",
            "evidence_kind": "party_statement",
        },
        record={"status": "confirmed"},
        doors=("command", "table"),
    ),
    Case(
        "what a party says of a fact",
        {
            "statement": "It rained",
            "outlet": "POLITICO",
            "url": "https://www.politico.eu/said",
            "article_kind": "statement",
            "attribution": "own_voice",
            "status": "confirmed",
            "evidence": "https://www.politico.eu/said",
            "evidence_kind": "report",
        },
        because="own chain",
        doors=("command", "table"),
    ),
    # The ladder
    Case("verdict without evidence", verdict(), because="needs evidence"),
    Case("one origin", verdict("corroborated"), because="corroborated"),
    Case(
        "verdict that stands on a claim judged one with it",
        verdict(),
        record={"status": "confirmed"},
        there=(claim("same", "Japan will be the next to join"), *CONFIRMED, ONE_CLAIM),
    ),
    Case("outcome of a fact", verdict("confirmed", outcome="occurred", evidence=OUTSIDE), because="outcome"),
    Case(
        "proposed while two people are asked for",
        verdict(evidence=OUTSIDE),
        record={"status": "unverified", "proposed": [("confirmed", None)]},
        two_people=True,
    ),
    Case(
        "fact-check while two people are asked for",
        {"rating": "False", "evidence": OUTSIDE},
        record={"status": "unverified", "proposed": [("refuted", None)]},
        two_people=True,
        doors=("claimreview",),
    ),
    # Outlets
    Case(
        "outlet of two",
        entry(outlet="Sky News"),
        because="matches more than one outlet",
        there=TWO_OF_ONE_NAME,
        doors=EVERY,
    ),
    Case(
        "outlet of two, of which one has the word for its slug",
        entry(outlet="Nikkei"),
        because="matches more than one outlet",
        there=(record("outlet", "nikkei", name="Nikkei"), record("outlet", "nikkei-2", name="NIKKEI")),
        doors=EVERY,
    ),
    Case(
        "outlet of two, one by its other name",
        entry(outlet="The Post"),
        because="matches more than one outlet",
        there=(
            record("outlet", "post", name="Washington Post", aliases=["The Post"]),
            record("outlet", "post-2", name="The Post"),
        ),
        doors=EVERY,
    ),
    Case(
        "outlets of one name that were judged the same",
        entry(outlet="Sky News"),
        record={"outlet": 3},
        there=(
            *TWO_OF_ONE_NAME[:1],
            TWO_OF_ONE_NAME[1] | {"entered": "2024-03-20T09:30:00+00:00"},
            record(
                "judgement",
                "one",
                subject="outlet",
                kind="same",
                a="sky",
                b="sky-au",
                reason="one site",
                entered="2024-03-20T10:00:00+00:00",
            ),
        ),
    ),
    Case(
        "outlet by its slug",
        entry(outlet="sky-au"),
        record={"outlet": 4},
        there=TWO_OF_ONE_NAME,
        doors=("command", "table"),
    ),
    Case(
        "fact-checker by another name",
        {"outlet": "Politico Europe", "evidence": "https://checks.example/1"},
        record={"checker": 1},
        doors=("claimreview",),
    ),
    Case(
        "site of a fact-check",
        {"outlet": "Unknown", "evidence": "https://www.politico.eu/check"},
        record={"checker": 1},
        doors=("claimreview",),
    ),
    Case(
        "story of two",
        entry(statement="It will join", story="The pact"),
        because="matches more than one story",
        there=(record("story", "pact", title="The pact"), record("story", "pact-2", title="The Pact")),
        doors=("command", "table"),
    ),
    Case(
        "reporter of two",
        entry(reporter="Eva Corlett"),
        because="matches more than one reporter",
        there=(record("reporter", "eva", name="Eva Corlett"), record("reporter", "eva-2", name="Eva Corlett")),
        doors=("command", "table"),
    ),
    Case("outlet by name", entry(outlet="Politico"), record={"outlet": 1}),
    Case("outlet by another name", entry(outlet="politico europe"), record={"outlet": 1}),
    Case("outlet by host", {"url": "https://www.politico.eu/2", "attribution": "unattributed"}, record={"outlet": 1}),
    Case("outlet by the address of its site", entry(outlet="politico.eu"), record={"outlet": 1}),
    *(at(host, names) for host, names in PROPOSED.items()),
    at("edition.cnn.com", "Cable News", record("outlet", "cnn", name="Cable News", hosts=["cnn.com"])),
    at("annrich.substack.com", "annrich.substack.com", record("outlet", "s", name="Substack", hosts=["substack.com"])),
    at(
        "asia.nikkei.com",
        "Nikkei Asia",
        NIKKEI,
        record("outlet", "asia", name="Nikkei Asia", hosts=["asia.nikkei.com"]),
    ),
    # People
    Case("person", entry(attribution="named", source="ADA RUÍZ"), record={"source": 1}),
    Case(
        "person by the name of one judged the same",
        entry(attribution="named", source="Ada R. Ruiz-Ito"),
        record={"source": 1},
        there=(
            record("source", "ada-2", kind="person", name="Ada R. Ruiz-Ito", entered="2024-03-20T09:30:00+00:00"),
            record(
                "judgement",
                "same",
                subject="source",
                kind="same",
                a="ada",
                b="ada-2",
                reason="her name since 2023",
                entered="2024-03-20T10:00:00+00:00",
            ),
        ),
    ),
    Case(
        "person of two",
        entry(attribution="named", source="Jo Lee"),
        because="matches more than one source",
        there=(
            record("source", "jo", kind="person", name="Jo Lee"),
            record("source", "jo2", kind="person", name="Jo Lee"),
        ),
    ),
    Case(
        "person who made a claim that is checked",
        {"source": "Ada Ruiz", "evidence": OUTSIDE},
        record={"source": 1},
        doors=("claimreview",),
    ),
    Case(
        "person by a slug that an institution has",
        entry(attribution="named", source="treasury"),
        because="institution",
        there=(record("source", "treasury", kind="institution", name="Treasury"),),
        doors=("command", "table"),
    ),
    Case(
        "somebody unnamed is nobody known",
        entry(attribution="unnamed", source="one senior diplomat"),
        record={"source": 3},
    ),
    Case("a number of people", entry(attribution="unnamed", source="two officials"), record={"count": 2}),
    Case(
        "a plural without a number",
        entry(attribution="unnamed", source="people familiar with it"),
        record={"count": None, "counted as": "unnamed"},
    ),
    # Words for nothing
    Case(
        "no outlet",
        entry(outlet="N/A", url="https://www.politico.eu/3"),
        record={"outlet": 1},
        doors=("command", "table"),  # a record of a case says itself what it is called
    ),
    Case("no source", entry(attribution="named", source="None"), record={"people": None}),
    Case("no rating", {"rating": "N/A", "evidence": OUTSIDE}, because="rating", doors=("claimreview",)),
    Case("nobody's claim", {"source": "None", "evidence": OUTSIDE}, record={"people": None}, doors=("claimreview",)),
    Case("no reporter", entry(reporter="n/a"), record={"reporters": 0}, doors=("command", "table")),
    Case(
        "no institution", entry(attribution="named", source="Bea Soto", institution="-"), record={"institution": None}
    ),
    Case("no occasion", entry(occasion="N/A"), record={"occasion": None}, doors=("command", "table", "case")),
    Case("an occasion", entry(occasion="a gala"), record={"occasion": "a gala"}, doors=("command", "table", "case")),
    Case("no date", entry(published="n/a"), record={"published": None}),
    # Relays
    Case(
        "relay to itself",
        entry(
            outlet="POLITICO",
            published="2024-03-19",
            url="https://www.politico.eu/aukus",
            attribution="outlet",
            relays="POLITICO",
        ),
        record={},
    ),
    Case(
        "relay by outlet", entry(attribution="outlet", relays="POLITICO"), record={"relays": 1, "upstream seen": True}
    ),
    Case(
        "relay by address",
        entry(attribution="outlet", relays="https://politico.eu/aukus"),
        record={"relays": 1, "upstream seen": True},
    ),
    Case(
        "relay to an address that nobody has read",
        entry(attribution="outlet", relays="https://www.politico.eu/unread"),
        record={"relays": 4, "upstream seen": False, "upstream outlet": 1},
    ),
    Case(
        "relay to the article itself by its address",
        entry(outlet="POLITICO", published="2024-03-19", url="https://politico.eu/aukus", attribution="outlet")
        | {"relays": "https://www.politico.eu/aukus"},
        because="cannot relay itself",
        doors=("command", "table"),  # an article of a case is a record of its own
    ),
    Case(
        "relay by address to what came later",
        entry(published="2024-03-18", attribution="outlet", relays="https://politico.eu/aukus"),
        because="cannot be relayed",
    ),
    Case("relay by the site of an outlet", entry(attribution="outlet", relays="politico.eu"), record={"relays": 1}),
    Case(
        "relay to an outlet of two",
        entry(attribution="outlet", relays="Sky News"),
        because="matches more than one outlet",
        there=TWO_OF_ONE_NAME,
    ),
    Case(
        "relay to what came later",
        entry(published="2024-03-18", attribution="outlet", relays="POLITICO"),
        record={"upstream seen": False},
    ),
    # Dates
    Case("said after it was reported", entry(said="2024-05-01"), because="cannot report words said later"),
    Case("a date that is none", entry(published="2024-13-01"), because="no month 13"),
    Case(
        "a deadline counted from the day of the report that it was picked up from",
        entry(statement="It will join", kind="prediction", due="next month", published="2024-04-02")
        | {"attribution": "outlet", "relays": "https://politico.eu/aukus"},
        record={"due": ["2024-04-30"]},
        doors=("command", "table"),  # a claim of a case comes before its articles
    ),
    Case(
        "a deadline that is none", entry(statement="It will join", kind="prediction", due="soonish!"), because="soonish"
    ),
    # Off the record
    Case(
        "evidence that is known off the record",
        verdict(evidence="https://deep.example/1"),
        because="own chain",
        there=(
            *article("deep", "Deep Paper", "2024-03-22", url="https://deep.example/1"),
            record("source", "throat", kind="person", name="Ada Throat"),
            appearance("deep", "named", source="throat", terms="off_record"),
        ),
    ),
]


@pytest.mark.parametrize(
    ("case", "door"), [pytest.param(one, door, id=f"{one.name}: {door}") for one in CASES for door in one.doors]
)
def test_every_door_gives_the_same_answer(case: Case, door: str, run: Run, tmp_path: Path) -> None:
    enter(run.url, [*THERE, *case.there])
    if case.two_people:
        done(run, "db", "policy", "two_person_verdicts", "on", "--note", "from today")
    before = rows(run)
    answer = DOORS[door](run, case.entry, tmp_path)
    assert "Throat" not in answer.shown
    if case.because is not None:
        assert answer.reason is not None, "it was taken"
        assert case.because in answer.reason
        assert rows(run) == before or door == "command"
        return
    assert answer.reason is None
    assert case.shows in answer.shown
    found = queried(run, outcome)
    assert {name: found[name] for name in case.record} == dict(case.record)


def test_a_chain_proves_nothing_whichever_row_comes_first(run: Run, tmp_path: Path) -> None:
    enter(run.url, [*THERE, *REPRINT])
    path = tmp_path / "table.csv"
    path.write_text(
        "statement,outlet,url,attribution,status,evidence,review_note\n"
        "It will join,,,,confirmed,https://copyist.example/aukus,as entered\n"
        "It will join,POLITICO,https://www.politico.eu/aukus,unattributed,,,\n"
        "It may join,,,,refuted,https://new.example/1,as entered\n"
        "It may join,New Paper,https://new.example/1,unattributed,,,\n",
        encoding="utf-8",
    )
    assert done(run, "import", path)["rejected"] == 2
    assert {one["status"] for one in done(run, "list")} == {"unverified"}


@pytest.mark.parametrize("door", ["command", "table"])
def test_a_verdict_on_other_words_is_no_verdict_on_those_of_today(door: str, run: Run, tmp_path: Path) -> None:
    enter(run.url, THERE)
    done(run, "review", 1, "confirmed", "--note", "published", "--evidence", OUTSIDE, "--evidence-kind", "data")
    new = "Japan is next in line to join"
    done(run, "edit", 1, "--statement", new, "--reason", "what was said")
    answer = DOORS[door](run, verdict() | ({"statement": new} if door == "table" else {}), tmp_path)
    assert answer.reason is not None
    assert "needs evidence" in answer.reason


def test_what_is_known_off_the_record_is_not_told_of_evidence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "statement,outlet,url,attribution,source,terms,status,evidence,review_note\n"
        "It will join,Deep Paper,https://deep.example/1,named,Ada Throat,off_record,,,\n"
        "It will join,,,,,,confirmed,https://deep.example/2,as entered\n",
        encoding="utf-8",
    )
    imported = run("import", path)
    assert imported.exit_code == 0
    assert done(run, "show", 1, "--confidential")["status"] == "confirmed"
    assert "reports the claim" not in imported.stdout + imported.stderr


MOST_STATEMENTS = 40
"""Statements that one `claims log` sends, whatever it makes and however much is there."""

PLAIN = ("--outlet", "Asahi", "--published", "2024-03-21", "--attribution", "named", "--source", "Bea Soto")
RICH = (
    *("--outlet", "Asahi", "--url", "https://asahi.example/1", "--published", "2024-03-21", "--reporter", "Jo Doe"),
    *("--attribution", "named", "--source", "Bea Soto", "--institution", "Home Office", "--said", "2024-03-20"),
)


WHOLE = (*RICH, "--relays", "POLITICO", "--story", "The pact", "--kind", "prediction", "--due", "by May 2025")


@pytest.mark.parametrize("options", [(*PLAIN, "--relays", "POLITICO"), (*RICH, "--via", "POLITICO"), PLAIN, WHOLE])
def test_one_log_takes_few_statements(options: tuple[str, ...], run: Run) -> None:
    """Identity is read once; what is inserted goes in a statement a table."""
    same = record("judgement", "same", subject="source", kind="same", a="ada", b="ada-2", reason="one person")
    pact = record("story", "pact", title="The pact")
    enter(run.url, [*THERE, record("source", "ada-2", kind="person", name="Ada Ruiz Ito"), same, pact])
    done(run, "story", "add", "other", "--title", "Another")  # a copy begins a chain of its own once
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        done(run, "log", "Canada will join the second pillar", *options)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)
    assert len([statement for statement in sent if "FROM judgement" in statement]) == 1
