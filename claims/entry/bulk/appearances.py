"""Appearances: one a row, on the article, the source and the relay that the row names."""

from __future__ import annotations

from claims.entry.bulk.keys import Row
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft, ArticleDraft
from claims.entry.resolve.context import include, put
from claims.entry.resolve.known import KnownArticle, KnownClaim
from claims.entry.resolve.registers import Registers
from claims.entry.rules.appearances import appearance_values, refuse_said_later
from claims.entry.rules.fields import as_column
from claims.rules.sourcing.values import Footing
from claims.vocabulary import Stance, Terms


class Appearances:
    """Enters appearances."""

    def __init__(self, writing: Writing, there: There, registers: Registers, proposals: Proposals) -> None:
        """Take the batch under way, what is there, where what rows name comes from, and where differences go."""
        self._writing, self._there, self._proposals = writing, there, proposals
        self._articles, self._sources, self._relays = registers.articles, registers.sources, registers.relays
        self._archive = registers.archive

    def enter(self, row: Row, draft: AppearanceDraft, claim: KnownClaim) -> None:
        """Enter the appearance of a row, or compare it with the one that was entered from it."""
        assert row.appearance_uid is not None
        there = self._there.appearances.get(row.appearance_uid)
        if there is None:
            self._add(row, row.appearance_uid, draft, claim)
        elif row.draft.appearance_key is not None:
            self._proposals.appearance(row, draft, there)

    def _add(self, row: Row, uid: str, draft: AppearanceDraft, claim: KnownClaim) -> None:
        article = self._article(row, draft.article)
        if draft.said is not None:
            refuse_said_later(draft.said, article.published_latest, self._articles.called(article))
        source = None
        if draft.source is not None:
            source = self._sources.of(draft.source, draft.attribution, article, self._archive.described_in)
        upstream = self._relays.of(draft, lambda: claim.articles, article)
        relays = None if upstream is None else upstream.id
        values = appearance_values(draft, claim.id, article.id, source, relays, as_column)
        number = self._writing.insert("appearance", values, uid=uid)
        put(self._writing, self._there.appearances, uid, {"id": number, "uid": uid, **values})
        include(self._writing, claim.articles, article.id)
        if upstream is not None:
            include(self._writing, claim.articles, upstream.id)
            self._archive.relays(article, upstream)
        self._writing.followed += [(number, copy) for copy in self._archive.copies(article)]
        told = Footing(number, article.id, draft.attribution, stance=draft.stance, relays=relays)
        claim.told.append(told)
        self._writing.on_undo(lambda: claim.told.remove(told))
        if draft.stance is Stance.ASSERTS and draft.terms is not Terms.OFF_RECORD:
            before = len(claim.carriers)
            claim.carriers += [article.id] if relays is None else [article.id, relays]
            self._writing.on_undo(lambda: claim.carriers.__delitem__(slice(before, None)))

    def _article(self, row: Row, draft: ArticleDraft) -> KnownArticle:
        """Return the article of a row, by its key or address, else a new one."""
        assert row.article_uid is not None
        by_key = self._there.articles.get(row.article_uid)
        found = by_key or self._articles.at(draft.url)
        if found is None:
            found = self._articles.new(draft, row.article_uid)
        else:
            keyed = by_key is not None and row.draft.article_key is not None
            if keyed:
                self._proposals.article(row, draft, found)
            self._articles.met(found, draft, differs=keyed)
        put(self._writing, self._there.articles, row.article_uid, found)
        return found
