"""Appearances: one for each row, with the row's article, source and relay."""

from __future__ import annotations

from claims.entry.adding import NewAppearance, new_appearance
from claims.entry.bulk.keys import Row
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft, ArticleDraft
from claims.entry.resolve.context import include, put
from claims.entry.resolve.known import KnownArticle, KnownClaim
from claims.entry.resolve.registers import Registers
from claims.entry.rules.fields import as_column
from claims.rules.sourcing.values import Footing
from claims.vocabulary import Stance, Terms


class Appearances:
    """Enters the appearances of rows."""

    def __init__(self, writing: Writing, there: There, registers: Registers, proposals: Proposals) -> None:
        """Take the batch, the stored records, the registers, and the proposals for changed rows."""
        self._writing, self._there, self._proposals = writing, there, proposals
        self._registers, self._articles = registers, registers.articles

    def enter(self, row: Row, draft: AppearanceDraft, claim: KnownClaim) -> NewAppearance | None:
        """Enter a row's appearance and return it, or compare the row with the appearance entered from it before."""
        assert row.appearance_uid is not None
        there = self._there.appearances.get(row.appearance_uid)
        if there is None:
            return self._add(row, row.appearance_uid, draft, claim)
        of, given = (self._writing.joined.canonical("claim", number) for number in (there["claim_id"], claim.id))
        if of != given:
            self._proposals.elsewhere(row, there, claim)
        self._proposals.appearance(row, draft, there)
        self._proposals.article(row, draft.article, self._registers.archive.article(there["article_id"]))
        return None

    def _add(self, row: Row, uid: str, draft: AppearanceDraft, claim: KnownClaim) -> NewAppearance:
        article = self._article(row, draft.article)
        made = new_appearance(
            self._writing, self._registers, draft, claim.id, article, lambda: claim.articles, uid=uid, called=as_column
        )
        put(self._writing, self._there.appearances, uid, {"id": made.id, "uid": uid, **made.values})
        include(self._writing, claim.articles, article.id)
        if made.upstream is not None:
            include(self._writing, claim.articles, made.upstream.id)
            self._registers.archive.relays(article, made.upstream)
        self._writing.followed += [(made.id, copy) for copy in self._registers.archive.copies(article)]
        self._remember(draft, claim, made)
        return made

    def _remember(self, draft: AppearanceDraft, claim: KnownClaim, made: NewAppearance) -> None:
        """Remember the footing on which this batch gives a claim, and the articles that assert it on the record."""
        relays = None if made.upstream is None else made.upstream.id
        footing = Footing(made.id, made.article.id, draft.attribution, stance=draft.stance, relays=relays)
        before = len(claim.footings), len(claim.carriers)
        claim.footings.append(footing)
        if draft.stance is Stance.ASSERTS and draft.terms is not Terms.OFF_RECORD:
            claim.carriers += [made.article.id] if relays is None else [made.article.id, relays]

        def undo() -> None:
            del claim.footings[before[0] :], claim.carriers[before[1] :]

        self._writing.on_undo(undo)

    def _article(self, row: Row, draft: ArticleDraft) -> KnownArticle:
        """Return a row's article: by its key or address, else a new one."""
        assert row.article_uid is not None
        by_key = self._there.articles.get(row.article_uid)
        article = by_key or self._articles.at(draft.url)
        if article is None:
            article = self._articles.new(draft, row.article_uid)
        else:
            keyed = by_key is not None and row.draft.article_key is not None
            if keyed:
                self._proposals.article(row, draft, article)
            self._articles.met(article, draft, differs=keyed)
        put(self._writing, self._there.articles, row.article_uid, article)
        return article
