"""Claims: found by key or statement, or added, with their windows and stories."""

from __future__ import annotations

from collections.abc import Iterable

from claims.entry.adding import NewAppearance, first_day, new_claim, new_window, put_into_stories
from claims.entry.bulk.keys import Row
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import ClaimDraft
from claims.entry.resolve.archive import Archive
from claims.entry.resolve.context import put
from claims.entry.resolve.known import KnownClaim
from claims.entry.resolve.names import People
from claims.entry.rules.fields import as_column
from claims.entry.rules.texts import clean
from claims.errors import BadValue, Refused


class Claims:
    """Finds or adds the claims of rows."""

    def __init__(self, writing: Writing, there: There, people: People, proposals: Proposals) -> None:
        """Take the batch, the stored records, the people and stories, and the proposals for changed rows."""
        self._writing, self._there, self._people, self._proposals = writing, there, people, proposals

    def of(self, row: Row) -> tuple[KnownClaim, bool]:
        """Return a row's claim, and whether it is new; raises `Refused` if several claims have the row's statement."""
        draft, known = row.draft.claim, self._there.claims.get(row.claim_uid)
        restated = False
        if known is None and row.draft.claim_key is None and row.key is not None:
            same = self._there.by_statement.get(row.key, [])
            canonical = {self._writing.joined.canonical("claim", claim.id): claim for claim in reversed(same)}
            if len(canonical) > 1:
                listed = ", ".join(f"#{number}" for number in sorted(canonical))
                raise Refused(
                    f"several claims have this statement ({listed}); say which are the same: claims duplicate"
                )
            known = next(iter(canonical.values()), None)
        if known is None and (known := self._there.claim_of_appearance(row)) is not None:
            restated = True
        if known is None:
            if draft is None or row.statement is None or row.key is None:
                raise BadValue(f'the claim "{row.draft.claim_key}" has no statement yet', part="statement")
            return self._new(row, draft, row.statement, row.key), True
        if draft is not None:
            self._put_into_stories(known, draft.stories)
            if restated or known.uid == row.claim_uid:
                self._proposals.claim(row, draft, known)
        return known, False

    def _new(self, row: Row, draft: ClaimDraft, statement: str, key: str) -> KnownClaim:
        number = new_claim(self._writing, draft, statement, key, uid=row.claim_uid, called=as_column)
        made = KnownClaim(number, row.claim_uid, statement, draft.kind, draft.weight)
        put(self._writing, self._there.claims, row.claim_uid, made)
        put(self._writing, self._there.by_statement, key, [*self._there.by_statement.get(key, []), made])
        values = {"condition": clean(draft.condition, "condition"), "note": clean(draft.note, "note")}
        put(self._writing, self._there.claim_values, number, values)
        for window in draft.windows:
            put(self._writing, self._there.windows, (number, window.role), [window.words])
        self._put_into_stories(made, draft.stories)
        return made

    def add_windows(self, claim: KnownClaim, draft: ClaimDraft, archive: Archive, first: NewAppearance | None) -> None:
        """Add a new claim's windows; their words were said when its ``first`` appearance was published."""
        said = None if first is None else first_day(archive, first.article, first.upstream)
        for window in draft.windows:
            new_window(self._writing, claim.id, window, said or self._writing.at.date())

    def _put_into_stories(self, claim: KnownClaim, stories: Iterable[str]) -> None:
        put_into_stories(self._writing, self._people, claim.id, stories, claim.stories)
