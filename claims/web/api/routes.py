"""The addresses of the API."""

from __future__ import annotations

from collections import defaultdict

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from claims.render.json_text import json_text
from claims.web.api.answering import endpoint, problem_answer
from claims.web.api.openapi import OPERATIONS, description
from claims.web.api.operation import Operation
from claims.web.chassis.answering import Office


def api_routes(office: Office) -> list[Route]:
    """Return a route for each address of the API; its description and its page say what there is to all who ask."""
    together: dict[str, dict[bool, Operation]] = defaultdict(dict)
    for operation in OPERATIONS:
        together[operation.address][operation.writes] = operation

    async def described(request: Request) -> Response:
        return Response(f"{json_text(description(office.origin))}\n", media_type="application/json")

    async def missing(request: Request) -> Response:
        return problem_answer(404, "There is nothing at this address; /api/openapi.json lists what there is.")

    return [
        Route("/api/openapi.json", described),
        *(
            Route(f"/api{address}", endpoint(office, group.get(False), group.get(True)), methods=["GET", "POST"])
            for address, group in together.items()
        ),
        Route("/api/{rest:path}", missing, methods=["GET", "POST"]),
    ]
