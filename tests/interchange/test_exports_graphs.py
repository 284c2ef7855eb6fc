"""PROV-JSON and STIX 2.1, read by the libraries `prov` and `stix2`."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import stix2
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvAttribution,
    ProvDelegation,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvSpecialization,
    ProvUsage,
)
from sqlalchemy import Engine, event

from claims.interchange.stix import EXTENSION
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    enter(
        run.url,
        [
            record("story", "s", title="Story"),
            record("reporter", "ken", name="Ken Moriyasu"),
            record("source", "gov", kind="institution", name="The Ministry"),
            record("source", "ann", kind="person", name="Ann Fox", institution="gov"),
            record("source", "clerk", kind="person", described="a clerk", named=False, institution="gov"),
            record("source", "paper", kind="document", name="White paper", issuer="gov"),
            *article("a", "Alpha", bylines=["ken"]),
            *article("b", "Beta", None, seen=False),
            *article("r", "Gamma", reprint_of="a", reprint_extent="whole"),
            claim("c", "First", stories=["s"]),
            claim("d", "Second", stories=["s"]),
            appearance("a", "named", source="ann", excerpt="it is so", wording="direct"),
            record("appearance", "a2", claim="c", article="a", attribution="unnamed", source="clerk"),
            record("appearance", "a3", claim="c", article="a", attribution="document", source="paper"),
            record("appearance", "a4", claim="c", article="a", attribution="outlet", relays="b",
                   relay_basis="suspected"),
            record("relation", "x", claim="d", kind="supersedes", other="c"),
            record("review", "v", claim="c", status="refuted", note="no", evidence=[
                {"kind": "primary_record", "url": "https://gov.example/1", "title": "The record"}]),
        ],
    )  # fmt: skip
    return run


def prov(run: Run, *options: str) -> ProvDocument:
    answer = run("export", "--format", "prov", *options, "-")
    assert answer.exit_code == 0, answer.stderr
    return ProvDocument.deserialize(content=answer.stdout, format="json")


def stix(run: Run, *options: str) -> stix2.Bundle:
    answer = run("export", "--format", "stix", *options, "-")
    assert answer.exit_code == 0, answer.stderr
    return stix2.parse(answer.stdout, allow_custom=False)


def test_another_program_reads_the_provenance(newsroom: Run) -> None:
    document = prov(newsroom)
    counts = Counter(type(one) for one in document.get_records())
    told = done(newsroom, "show", "1")
    appearances = len(told["appearances"])
    assert counts[ProvSpecialization] == appearances == 5, "that of the reprint too"
    assert counts[ProvEntity] == 3 + 2 + appearances + 1 + 1, "articles, claims, appearances, document, evidence"
    assert counts[ProvAgent] == 3 + 1 + 3 + 1, "outlets, reporter, sources, reviewer"
    assert (counts[ProvActivity], counts[ProvAssociation], counts[ProvUsage]) == (1, 1, 2)
    assert counts[ProvDelegation] == 1, "of whom is named; the clerk's ministry is no business of others"
    assert counts[ProvAttribution] == 3 + 1 + 2 + 1, "outlets, byline, who spoke, who issued"
    derived = [
        tuple(sorted(f"{name}={value}" for name, value in one.extra_attributes))
        for one in document.get_records(ProvDerivation)
    ]
    kinds = Counter(one for each in derived for one in each)
    assert kinds["claims:basis=suspected"] == 1
    assert kinds["prov:type=prov:PrimarySource"] == 1
    assert kinds["prov:type=prov:Quotation"] == 2, "the reprint, and the words that it repeats"
    assert kinds["prov:type=prov:Revision"] == 1


def test_every_end_of_a_relation_is_described(case_url: str, environment: Any) -> None:
    document = prov(Run(case_url, environment))
    elements = {one.identifier for one in document.get_records() if one.is_element()}
    ends = {value for one in document.get_records() if one.is_relation() for _, value in one.formal_attributes if value}
    assert {end for end in ends if not hasattr(end, "isoformat")} <= elements
    assert len(list(document.get_records(ProvSpecialization))) == 420


def test_another_program_reads_the_bundle(newsroom: Run) -> None:
    found = stix(newsroom).objects
    counts = Counter(one["type"] for one in found)
    assert counts["report"] == 2
    assert counts["note"] == 1 + 2, "the article of no known day, and the claims"
    assert counts["identity"] == 1 + 3 + 1 + 2, "the program, outlets, reporter, sources that are no document"
    (opinion,) = (one for one in found if one["type"] == "opinion")
    assert opinion["opinion"] == "strongly-disagree"
    kinds = Counter(
        (one["relationship_type"], one["extensions"][EXTENSION["id"]]["record"])
        for one in found
        if one["type"] == "relationship"
    )
    assert kinds == {
        ("related-to", "source"): 2,
        ("derived-from", "relay"): 2,
        ("duplicate-of", "reprint"): 1,
        ("derived-from", "relation"): 1,
    }


def test_a_verdict_is_told_beside_the_claim_and_the_reports_that_carry_it_as_true(run: Run) -> None:
    """MISP's converter keeps what is said of a report, and drops what is said of a note."""
    said: dict[str, dict[str, str]] = {
        "true": {},
        "also": {"treatment": "endorses"},
        "denied": {"stance": "denies"},
        "asked": {"stance": "questions"},
        "doubted": {"treatment": "doubts"},
        "rejected": {"treatment": "rejects"},
        "withdrawn": {},
        "undated": {},
    }
    enter(run.url, [
        *[each for key in said for each in article(key, f"The {key}", None if key == "undated" else "2024-03-20")],
        claim("c", "The dam will be closed"),
        claim("d", "The dam is old"),
        *[appearance(key, **values) for key, values in said.items()],
        appearance("also", claim="d"),
        record("review", "v", claim="c", status="refuted", note="The ministry said no.", evidence=[
            {"kind": "primary_record", "url": "https://gov.example/añejo", "title": "The record"}]),
    ])  # fmt: skip
    done(run, "correct", 7, "--retracted", "--note", "withdrawn")
    found = stix(run).objects
    (opinion,) = (each for each in found if each["type"] == "opinion")
    about = [each for each in found if each["id"] in opinion["object_refs"]]
    assert sorted(each.get("content") or each["name"].split(",")[0] for each in about) == [
        "The also",
        "The dam will be closed",
        "The true",
    ]
    assert [each["type"] for each in found if each["id"] == opinion["object_refs"][0]] == ["note"]
    for words in ("#1", "The dam will be closed", "refuted", "The ministry said no."):
        assert words in opinion["explanation"], "whoever meets it beside an article sees which claim it is about"
    (evidence,) = opinion["extensions"][EXTENSION["id"]]["evidence"]
    assert evidence["url"] == "https://gov.example/a%C3%B1ejo"


def test_a_verdict_that_waits_for_a_second_person_says_so_beside_the_reports(run: Run) -> None:
    enter(run.url, [*article("a", "Alpha"), claim(), appearance("a")])
    done(run, "db", "policy", "two_person_verdicts", "on", "--note", "asked for")
    shown = ("--evidence", "https://gov.example/1", "--evidence-kind", "data")
    done(run, "review", 1, "refuted", "--note", "no", *shown)
    (opinion,) = (each for each in stix(run).objects if each["type"] == "opinion")
    assert "proposed" in opinion["explanation"]


def test_a_new_appearance_makes_a_verdict_a_later_version(newsroom: Run) -> None:
    def opinion() -> Any:
        (only,) = (each for each in stix(newsroom).objects if each["type"] == "opinion")
        return only

    before = opinion()
    day = ("--published", "2024-04-01")
    done(newsroom, "appear", 1, "--outlet", "Omega", *day, "--attribution", "unattributed")
    assert len(opinion()["object_refs"]) == len(before["object_refs"]) + 1
    assert (opinion()["id"], opinion()["created"]) == (before["id"], before["created"])
    assert opinion()["modified"] > before["modified"]


def test_every_reference_of_a_bundle_is_in_it(case_url: str, environment: Any) -> None:
    found = stix(Run(case_url, environment)).objects
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids))
    for one in found:
        ends = [one[name] for name in ("source_ref", "target_ref", "created_by_ref") if name in one]
        assert {*ends, *one.get("object_refs", ())} <= set(ids), one


def test_equal_records_give_equal_files_and_an_edit_a_newer_version(newsroom: Run) -> None:
    def objects() -> dict[str, Any]:
        return {one["id"]: one for one in stix(newsroom).objects}

    before = objects()
    assert newsroom("export", "--format", "prov", "-").stdout == newsroom("export", "--format", "prov", "-").stdout
    assert objects() == before
    done(newsroom, "outlet", "edit", "alpha", "--name", "Alpha Times", "--reason", "its name")
    changed = [one for key, one in objects().items() if one != before[key] and one["type"] == "identity"]
    assert [one["name"] for one in changed] == ["Alpha Times"]
    assert changed[0]["modified"] > before[changed[0]["id"]]["modified"]
    assert changed[0]["created"] == before[changed[0]["id"]]["created"]


def test_nothing_gives_a_valid_file(run: Run) -> None:
    assert not prov(run).get_records()
    assert {one["type"] for one in stix(run).objects} == {"identity", "extension-definition"}


def test_the_number_of_statements_does_not_grow_with_the_records(run: Run) -> None:
    def counted() -> list[int]:
        said: list[str] = []

        def note(*given: Any) -> None:
            said.append(given[2])

        counts = []
        event.listen(Engine, "before_cursor_execute", note)
        try:
            for form in (("csv", "--table", "outlets"), ("bibtex",), ("csl",), ("prov",), ("stix",)):
                said.clear()
                assert run("export", "--format", *form, "-").exit_code == 0
                counts.append(len(said))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return counts

    def enter_some(first: int, last: int) -> None:
        records = [record("source", "gov", kind="institution", name="Ministry")]
        for number in range(first, last):
            key = str(number)
            records += [
                record("source", f"s{key}", kind="person", name=f"Ann {key}", institution="gov"),
                *article(key, f"Paper {key}"),
                claim(key, f"Claim {key}"),
                appearance(key, "named", claim=key, source=f"s{key}"),
            ]
            if number:
                records += [record("relation", f"r{key}", claim=key, kind="supersedes", other=str(number - 1))]
        enter(run.url, records)

    enter_some(0, 3)
    few = counted()
    enter_some(0, 12)
    assert counted() == few


@pytest.mark.parametrize(
    "change",
    [
        ("correct", 1, "--retracted", "--note", "withdrawn"),
        ("correct", 1, "--wrong", "--note", "misread"),
        ("source", "distinct", "ann-fox", "the-ministry", "--reason", "two"),
        ("appear", 1, "--outlet", "Omega", "--attribution", "unattributed"),
        ("review", 1, "unverified", "--note", "again"),
    ],
    ids=["retracted", "wrong", "judged", "appears", "reviewed"],
)
def test_a_claim_of_which_more_is_known_is_a_later_version(newsroom: Run, change: tuple[object, ...]) -> None:
    """A reader of STIX takes no object in again of which it has this version (STIX 2.1, 3.6)."""

    def note() -> dict[str, Any]:
        objects = newsroom("export", "--format", "stix", "-").json["objects"]
        [found] = [one for one in objects if one["type"] == "note" and one["content"] == "First"]
        return found  # type: ignore[no-any-return]

    before = note()
    done(newsroom, *change)
    after = note()
    assert after["id"] == before["id"]
    assert after["modified"] > before["modified"]
