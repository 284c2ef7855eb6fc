"""Appearances: one a row, on the article, the source and the relay that the row names."""

from __future__ import annotations

from claims.catalogue import APPEARANCE
from claims.entry.bulk.articles import Articles
from claims.entry.bulk.keys import Row
from claims.entry.bulk.known import KnownArticle, KnownClaim
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.relays import Relays
from claims.entry.bulk.sources import Sources
from claims.entry.bulk.there import There
from claims.entry.bulk.trial import Json
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft
from claims.entry.fields import as_column, stored
from claims.entry.log import likelihood_of, said_too_late
from claims.errors import Refused
from claims.vocabulary import RelayBasis, Stance


class Appearances:
    """Enters appearances."""

    def __init__(
        self, writing: Writing, there: There, articles: Articles, sources: Sources, relays: Relays, proposals: Proposals
    ) -> None:
        """Take the batch under way, what is there, where what rows name comes from, and where differences go."""
        self._writing, self._there, self._proposals = writing, there, proposals
        self._articles, self._sources, self._relays = articles, sources, relays

    def enter(self, row: Row, draft: AppearanceDraft, claim: KnownClaim) -> None:
        """Enter the appearance of a row, or compare it with the one that was entered from it."""
        assert row.appearance_uid is not None
        there = self._there.appearances.get(row.appearance_uid)
        if there is None:
            self._add(row, row.appearance_uid, draft, claim)
        elif row.draft.appearance_key is not None:
            self._proposals.appearance(row, draft, there)

    def _add(self, row: Row, uid: str, draft: AppearanceDraft, claim: KnownClaim) -> None:
        article = self._articles.of(row, draft.article)
        if draft.said is not None and said_too_late(draft.said, article.published_latest):
            raise Refused(
                f"the article of {article.published} cannot report what was said on {draft.said}", part="said"
            )
        source = self._sources.of(draft.source, draft.attribution, article) if draft.source is not None else None
        relays = self._relays.of(row, draft, claim, article)
        values = _values(draft, claim.id, article.id, source, relays)
        number = self._writing.add("appearance", values, uid=uid)
        self._writing.put(self._there.appearances, uid, {"id": number, "uid": uid, **values})
        self._remember(number, claim, article, relays)
        if draft.stance is Stance.ASSERTS:
            for one in filter(None, (article.id, relays)):
                self._writing.include(claim.told, one)

    def _remember(self, number: int, claim: KnownClaim, article: KnownArticle, relays: int | None) -> None:
        self._writing.include(claim.articles, article.id)
        if relays is not None:
            self._writing.include(claim.articles, relays)
            self._writing.include(self._there.relaying[article.id], relays)
        self._writing.followed += [(number, copy) for copy in self._there.reprints.get(article.id, ())]


def _values(draft: AppearanceDraft, claim: int, article: int, source: int | None, relays: int | None) -> Json:
    """Return what is stored of an appearance; raises `BadValue` for text that cannot be."""
    likelihood, basis = likelihood_of(draft)
    return {
        "claim_id": claim,
        "article_id": article,
        "source_id": source,
        "relays_id": relays,
        **stored(APPEARANCE, draft, as_column),
        "likelihood": likelihood,
        "likelihood_basis": basis,
        "relay_basis": RelayBasis.STATED if relays is not None else None,
    }
