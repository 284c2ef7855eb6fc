"""The description of the API (OpenAPI 3.1), from the operations, the catalogue and the contract in docs/json.md."""

from __future__ import annotations

from functools import cache

from claims import __version__
from claims.web.api.entering import ENTERING
from claims.web.api.operation import Operation
from claims.web.api.params import Json, Param
from claims.web.api.reading import READING
from claims.web.api.registering import REGISTERING
from claims.web.api.schemas import SCHEMAS, of

OPERATIONS: tuple[Operation, ...] = (*READING, *ENTERING, *REGISTERING)
"""Everything that the API does."""

ABOUT = (
    "The records of `claims` for programs: the JSON of its commands (docs/json.md), under the same names. Answers only "
    "ever gain keys. A value of a body or an address has the name of its option, with underscores. Null stands for "
    "what is missing; in a body it is the same as leaving a value out. Times without an offset are the newsroom's. "
    "Nothing off the record is in an answer, unless confidential=true asks for it."
)

_REFUSALS = {
    400: "The request cannot be understood.",
    401: "No token, or an invalid token.",
    403: "The person's role does not allow it.",
    404: "There is no such record.",
    409: "A rule of the field does not allow it, or a name fits several records.",
    413: "The body is too large.",
    422: "A value is not valid.",
    500: "A fault of the program.",
    503: "The database cannot be used.",
}


@cache
def description(origin: str) -> Json:
    """Return the description of the API of the desk at an address."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        method = "post" if operation.writes else "get"
        paths.setdefault(operation.address, {})[method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "claims",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": f"{origin}/api"}],
        "security": [{"token": []}],
        "tags": [{"name": "read"}, {"name": "enter"}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token from `claims user token`."}
            },
            "responses": {"Problem": _problem("A refusal.")},
        },
    }


def _operation(operation: Operation) -> Json:
    made: Json = {
        "operationId": operation.name,
        "summary": operation.about,
        "description": f"As `claims {operation.command.removesuffix(' text')}` does it.",
        "tags": ["enter" if operation.writes else "read"],
        "parameters": [_place(name) for name in operation.places],
        "responses": _responses(operation),
    }
    if operation.writes:
        made["requestBody"] = {
            "required": any(param.required for param in operation.params),
            "content": {"application/json": {"schema": _body(operation)}},
        }
    else:
        made["parameters"] += [_parameter(param) for param in operation.params]
    return made


def _place(name: str) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": _PLACES.get(name, "Its number, its slug, its name, or the beginning of its uid."),
        "schema": {"type": "string", "pattern": "^[^/]+$"},
    }


_PLACES = {
    "claim": "Its number, or the beginning of its uid.",
    "inquiry": "Its number.",
    "appearance": "Its number; or an article, like article:9.",
}


def _parameter(param: Param) -> Json:
    schema = param.schema
    if isinstance(schema.get("type"), list):  # an address has no null
        schema = {**schema, "type": schema["type"][0]}
    elif "anyOf" in schema:
        schema = schema["anyOf"][0]
    return {
        "name": param.name,
        "in": "query",
        "required": param.required,
        "description": param.about,
        "schema": schema,
        **({"style": "form", "explode": True} if param.several else {}),
    }


def _body(operation: Operation) -> Json:
    return {
        "type": "object",
        "properties": {param.name: {**param.schema, "description": param.about} for param in operation.params},
        "required": [param.name for param in operation.params if param.required],
        "additionalProperties": False,
    }


def _responses(operation: Operation) -> Json:
    schema = {"type": "array", "items": of(operation.answers)} if operation.lists else of(operation.answers)
    done: Json = {
        "description": "Entered." if operation.writes else "The answer.",
        "content": {"application/json": {"schema": schema}},
    }
    if not operation.writes:
        done["headers"] = _HEADERS
    answers: Json = {"201" if operation.writes else "200": done}
    if not operation.writes:
        answers["304"] = {"description": "Nothing has changed since the answer with this ETag."}
    return answers | {str(status): _problem(text) for status, text in _REFUSALS.items()}


_HEADERS: Json = {
    "ETag": {
        "description": "The same as long as the answer is; send it as If-None-Match.",
        "schema": {"type": "string"},
    },
    "Claims-More": {"description": "There are more than limit allows.", "schema": {"type": "string"}},
    "Claims-Remark": {
        "description": "What the command says on the standard error, percent-encoded.",
        "schema": {"type": "string"},
    },
}


def _problem(text: str) -> Json:
    return {"description": text, "content": {"application/problem+json": {"schema": of("Problem")}}}
