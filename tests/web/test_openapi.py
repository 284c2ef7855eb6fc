"""The description of the API is valid, has every key of every answer, and holds against requests made from it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from claims.catalogue import APPEARANCE, CLAIM
from claims.vocabulary import Attribution, Role, Status
from claims.web.api.openapi import OPERATIONS, description
from tests.conftest import ROOT
from tests.newsroom import enter_case
from tests.web.api import OWNER, Program, token, user
from tests.web.desk import Desk, serving

pytestmark = pytest.mark.engines("sqlite")

ORIGIN = "http://127.0.0.1:8123"


def test_another_reader_finds_the_description_valid() -> None:
    validate(description(ORIGIN))


def test_it_is_open_to_everybody_and_says_nothing_of_the_newsroom(db_url: str) -> None:
    with serving(db_url) as desk:
        answer = desk.browser().get("/api/openapi.json")
        assert answer.status_code == 200
        assert answer.json() == description(desk.origin)


def test_fields_and_words_are_the_catalogues() -> None:
    told = description(ORIGIN)
    body = told["paths"]["/claims"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"]["attribution"]["anyOf"][0]["enum"] == list(Attribution)
    options = {field.parameter for record in (CLAIM, APPEARANCE) for field in record if field.option or field.beside}
    assert options - {"appearance_note"} <= body["properties"].keys()
    assert body["required"] == ["statement"]
    shown = told["components"]["schemas"]["Claim"]["properties"]
    assert shown["status"]["enum"] == list(Status)
    assert shown["note"]["description"]
    ids = [operation["operationId"] for path in told["paths"].values() for operation in path.values()]
    assert sorted(ids) == sorted(operation.name for operation in OPERATIONS)


# Every answer of the worked case


def strict(schema: Any) -> Any:
    """The same schema, which takes no key that it does not list."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: strict(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "claims-report" not in str(schema.get("description")):
        made["additionalProperties"] = False
    return made


@pytest.fixture
def case(db_url: str) -> Iterator[Program]:
    """A program at a desk that holds the worked case."""

    enter_case(db_url, ROOT / "seeds" / "aukus")
    for name, role in ((OWNER, Role.OWNER), ("mori", Role.CHECKER)):
        user(db_url, name, role)
    with serving(db_url) as desk:
        yield Program(desk, token(db_url, "mori"))


def test_every_key_of_every_answer_is_described(case: Program) -> None:
    told = description(ORIGIN)
    schemas = copy.deepcopy(told["components"]["schemas"])
    closed = {name: schema if name == "StoryReport" else strict(schema) for name, schema in schemas.items()}
    root = {"components": {"schemas": closed}}
    registry = Registry().with_resource("urn:api", Resource.from_contents(root, default_specification=DRAFT202012))
    addresses: dict[str, list[str]] = {
        "Claim": [f"/claims/{number}" for number in (1, 30, 54, 73, 97, 98, 120)],
        "HistoryEntry": ["/claims/54/history"],
        "SimilarClaim": ["/claims/98/similar", "/similar?text=Japan joins AUKUS"],
        "ClaimLine": ["/claims?limit=0"],
        "WaitingClaim": ["/queue?limit=0"],
        "FoundClaim": ["/search?words=japan"],
        "InquiryLine": ["/inquiries?all=true"],
        "StoryReport": ["/stories/aukus-pillar-2/report"],
        "OutletLine": ["/outlets"], "Outlet": ["/outlets/1", "/outlets/nikkei"],
        "ReporterLine": ["/reporters"], "Reporter": ["/reporters/1"],
        "SourceLine": ["/sources"], "Source": ["/sources/1", "/sources/2", "/sources/20"],
        "ArticleLine": ["/articles"], "Article": ["/articles/1", "/articles/22"],
        "StoryLine": ["/stories"], "Story": ["/stories/1"],
    }  # fmt: skip
    assert addresses.keys() == {operation.answers for operation in OPERATIONS if not operation.writes}

    def check(name: str, answer: Any) -> None:
        schema = {"$ref": f"urn:api#/components/schemas/{name}"}
        Draft202012Validator(schema, registry=registry).validate(answer)

    for name, places in addresses.items():
        for place in places:
            answer = case.read(place)
            for each in answer if isinstance(answer, list) else [answer]:
                check(name, each)
    check("Made", case.enter("/claims", {"statement": "The dam holds", "attribution": "unattributed", "outlet": "A"}))
    check("Made", case.enter("/claims/98/inquiries", {"whom": "the ministry"}))
    check("Reviewed", case.enter("/claims/98/reviews", {"status": "in_review", "note": "looking"}))
    check("Corrected", case.enter("/appearances/255/corrections", {"correction": "retracted", "note": "gone"}))
    check("Corrected", case.enter("/appearances/article:22/corrections", {"correction": "edited", "note": "new"}))
    check("Claim", case.read("/claims/98"))
    assert "reach" in case.read("/claims/98")
    for refused in (case.get("/claims/9999"), case.send("/claims", {"x": 1}), case.get("/claims?limit=x")):
        check("Problem", refused.json())


# Requests made from the description


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    user(db_url, OWNER, Role.OWNER)
    with serving(db_url) as running:
        yield running


MOST = 6
"""How many requests of each kind are made for an operation."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.mark.filterwarnings("default")
def test_requests_made_from_the_description_are_answered_as_it_says(desk: Desk, db_url: str) -> None:
    secret = token(db_url, OWNER)
    Program(desk, secret).enter("/claims", {"statement": "The dam", "attribution": "unattributed", "outlet": "Alpha"})
    schema = schemathesis.openapi.from_dict(description(desk.origin))
    tried = 0
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == len(OPERATIONS)
    for operation, mode in product(operations, GenerationMode):

        @hypothesis.seed(17)
        @hypothesis.settings(
            max_examples=MOST,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def play(case: Any) -> None:
            nonlocal tried
            response = case.call(base_url=f"{desk.origin}/api", headers={"Authorization": f"Bearer {secret}"})
            case.validate_response(response, checks=CHECKS)
            tried += 1

        with suppress(Unsatisfiable):  # an operation without values has no wrong ones
            play()
    assert tried > MOST * len(OPERATIONS)
