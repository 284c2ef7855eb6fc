"""The keys that identify a table's records again: uids made of the table's name and a key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1
from uuid import UUID

from claims.entry.drafts import ArticleDraft, EvidenceDraft, RowDraft
from claims.entry.resolve.keys import is_page, key_of, web_address
from claims.entry.rules.statements import statement_of
from claims.errors import BadValue
from claims.text.identity import text_identity
from claims.text.matching import url_key

NAMESPACE = UUID("b5c7a1f2-3f0b-5a57-9f10-5b2e6d1c8a44")
"""The UUIDv5 namespace of records that come from tables."""

_NAMESPACE = NAMESPACE.bytes

stored_statement = lru_cache(maxsize=2_048)(statement_of)


@dataclass(slots=True)
class Row:
    """A row of a table with its keys."""

    draft: RowDraft
    statement: str | None
    key: str | None
    claim_uid: str
    url: str | None = None
    url_key: str | None = None
    article_uid: str | None = None
    appearance_uid: str | None = None
    whole_uid: str | None = None
    """The uid that earlier versions of the program gave the row's appearance: it stands for the whole row."""
    review_uid: str | None = None
    evidence: str | None = None
    evidence_key: str | None = None
    relayed_key: str | None = None


def record_uid(dataset: str, record: str, key: str) -> str:
    """Return the uid of a table's record."""
    # The same as `uuid.uuid5`, in a fifth of the time; a table needs four uids a row.
    made = sha1(_NAMESPACE + f"{dataset}/{record}/{key}".encode(), usedforsecurity=False).hexdigest()
    return f"{made[:8]}-{made[8:12]}-5{made[13:16]}-{_VARIANT[made[16]]}{made[17:20]}-{made[20:32]}"


_VARIANT = {f"{digit:x}": f"{digit & 3 | 8:x}" for digit in range(16)}
"""The digit of a UUID that holds its variant (RFC 9562, section 4.1), by the digit of the digest."""

_claim_uid = lru_cache(maxsize=2_048)(record_uid)
_identity = lru_cache(maxsize=2_048)(text_identity)
"""Both are kept for the rows of one claim, which usually follow each other."""


def with_keys(draft: RowDraft, dataset: str) -> Row:
    """Return a row with the keys that every row needs; raises `BadValue` for a row without a claim."""
    statement = None if draft.claim is None else stored_statement(draft.claim.statement, "statement")
    key = key_of(statement) if statement is not None else None
    if draft.claim_key is None and key is None:
        raise BadValue("the statement is empty; enter it", part="statement")
    identified = draft.claim_key or _identity(statement or "")
    row = Row(draft, statement, key, _claim_uid(dataset, "claim", identified))
    if draft.appearance is not None:
        row.appearance_uid = record_uid(dataset, "appearance", draft.appearance_key or _appearance(row, identified))
        row.whole_uid = None if draft.appearance_key else record_uid(dataset, "appearance", draft.content)
    if draft.review is not None:
        row.review_uid = _claim_uid(dataset, "review", f"{identified}/{_identity(draft.review.rated_by or '')}")
    return row


def next_review_uid(dataset: str, before: str) -> str:
    """Return the uid of the review that a table's changed row gives after the review with the uid ``before``."""
    return record_uid(dataset, "review", f"after/{before}")


def _appearance(row: Row, claim: str) -> str:
    """Return the identity of an appearance without a key: its claim, its article, and what the article says.

    Columns of the claim and of its review, and notes, are no part of it: they may change.
    """
    draft = row.draft
    assert draft.appearance is not None
    article = draft.article_key or _key_of_address(draft.appearance.article.url) or draft.of_article
    return f"{claim}\n{article}\n{draft.of_appearance}"


def _key_of_address(typed: str | None) -> str | None:
    """Return the key of an address, or None for what is no address: it is reported once the row is entered."""
    try:
        url = web_address(typed)
    except BadValue:
        return None
    return url_key(url) if url else None


def address_article(row: Row, article: ArticleDraft, relays: str | None, dataset: str) -> None:
    """Set the keys of a row's article and of the report it relays; raises `BadValue` for an invalid address."""
    row.url = web_address(article.url)
    row.url_key = url_key(row.url) if row.url else None
    row.relayed_key = url_key(relays) if relays and is_page(relays) else None
    row.article_uid = record_uid(dataset, "article", row.draft.article_key or _article_identity(row, article))


def address_evidence(row: Row, evidence: Iterable[EvidenceDraft]) -> None:
    """Set the key of a row's evidence; raises `BadValue` for an invalid address."""
    for url in (piece.url for piece in evidence if piece.url):
        row.evidence = web_address(url, "--evidence")
        row.evidence_key = url_key(row.evidence) if row.evidence else None


def _article_identity(row: Row, draft: ArticleDraft) -> str:
    """Return the identity of an article without a key: its address, else outlet, day and title, else its row."""
    if row.url_key is not None:
        return row.url_key
    if draft.title:
        return "\n".join(text_identity(part or "") for part in (draft.outlet, draft.published, draft.title))
    return f"{row.appearance_uid}"
