"""Fact-check records already in the database, looked up together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from claims.entry.resolve.context import rows_where
from claims.interchange.claimreview.read import FactCheck
from claims.interchange.claimreview.uids import claim_uid, review_uid
from claims.reading.identity import Identities, identities


class There:
    """The claims and reviews of fact-checks by uid; new ones are added, so that later rows find them."""

    def __init__(self, connection: Connection, checks: Sequence[FactCheck]) -> None:
        """Look up what the fact-checks are about."""
        self._connection = connection
        self.joined: Identities = identities(connection)
        self.claims = self._numbers("claim", {claim_uid(check) for check in checks})
        self.reviews = set(self._numbers("review", {review_uid(check) for check in checks}))

    def _numbers(self, subject: str, uids: Iterable[str]) -> dict[str, int]:
        rows = rows_where(self._connection, subject, "uid", uids, "uid")
        return {row["uid"]: row["id"] for row in rows}
