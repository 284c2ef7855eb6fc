"""Claims: found by key or by what they say, or made, with their windows and stories."""

from __future__ import annotations

from collections.abc import Iterable

from claims.catalogue import CLAIM
from claims.entry.bulk.keys import Row
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.claim_words import words_of
from claims.entry.drafts import ClaimDraft
from claims.entry.resolve.context import include, put
from claims.entry.resolve.keys import day_of
from claims.entry.resolve.known import KnownClaim
from claims.entry.resolve.names import People
from claims.entry.rules.fields import as_column, stored
from claims.entry.rules.windows import window_values
from claims.errors import BadValue, Refused


class Claims:
    """Finds or makes claims."""

    def __init__(self, writing: Writing, there: There, people: People, proposals: Proposals) -> None:
        """Take the batch under way, what is there, where stories come from and where differences go."""
        self._writing, self._there, self._people, self._proposals = writing, there, people, proposals

    def of(self, row: Row) -> KnownClaim:
        """Return the claim of a row; raises `Refused` when several read like it."""
        draft, found = row.draft.claim, self._there.claims.get(row.claim_uid)
        if found is None and row.draft.claim_key is None and row.key is not None:
            same = self._there.by_statement.get(row.key, [])
            canonical = {self._writing.joined.canonical("claim", one.id): one for one in reversed(same)}
            if len(canonical) > 1:
                listed = ", ".join(f"#{number}" for number in sorted(canonical))
                raise Refused(f"several claims read like this ({listed}); judge which are one: claims duplicate")
            found = next(iter(canonical.values()), None)
        if found is None:
            if draft is None or row.statement is None or row.key is None:
                raise BadValue(f'the claim "{row.draft.claim_key}" has no statement yet', part="statement")
            return self._new(row, draft, row.statement, row.key)
        if draft is not None:
            self._put_into_stories(found, draft.stories)
            if row.draft.claim_key is not None:
                self._proposals.claim(row, draft, found)
        return found

    def _new(self, row: Row, draft: ClaimDraft, statement: str, key: str) -> KnownClaim:
        number = self._writing.insert(
            "claim",
            {
                **stored(CLAIM, draft, as_column),
                "statement": statement,
                "match_key": key,
            },
            uid=row.claim_uid,
        )
        self._writing.batch.add_words(number, words_of(key))
        made = KnownClaim(number, row.claim_uid, statement, draft.kind, draft.weight)
        put(self._writing, self._there.claims, row.claim_uid, made)
        put(self._writing, self._there.by_statement, key, [*self._there.by_statement.get(key, []), made])
        self._put_into_stories(made, draft.stories)
        self._add_windows(row, made, draft)
        return made

    def _add_windows(self, row: Row, claim: KnownClaim, draft: ClaimDraft) -> None:
        if not draft.windows:
            return
        appearance = row.draft.appearance
        published = appearance.article.published if appearance else None
        said = day_of(published, "--published").earliest if published else None
        for window in draft.windows:
            values = window_values(window, window.said or said or self._writing.at.date())
            self._writing.insert("window", {"claim_id": claim.id, **values})

    def _put_into_stories(self, claim: KnownClaim, stories: Iterable[str]) -> None:
        for name in stories:
            story = self._people.story(name)
            if story not in claim.stories:
                include(self._writing, claim.stories, story)
                self._writing.insert("claim_story", {"claim_id": claim.id, "story_id": story, "withdrawn": False})
