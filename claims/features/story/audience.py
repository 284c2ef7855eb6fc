"""The contents of a report for each audience. Values in, values out.

No audience gets off-the-record appearances, private notes or sealed identities: no report reads them. The desk gets
everything else. A lawyer gets that, and the trail of who entered what, when and why. The public gets what the newsroom
answers for: what was published, whom it asked, what it decided and on which evidence. The public gets no notes, no
colleagues' names, no mere proposals, and nothing said on background, which the source allowed us to use but not to
print (AP). The report counts what it leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claims.catalogue import (
    APPEARANCE,
    ARTICLE,
    CLAIM,
    CORRECTION,
    EVIDENCE,
    INQUIRY,
    INQUIRY_REPLY,
    RELATION,
    SOURCE,
    Record,
)
from claims.reading.records import (
    AppearanceRecord,
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    InquiryRecord,
    ReviewRecord,
    SourceRecord,
)
from claims.render.phrases import counted, listed
from claims.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Told:
    """The claims for an audience, and how many items of each kind were left out."""

    claims: tuple[ClaimRecord, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


BACKGROUND, INQUIRIES, PROPOSALS, ENTRIES, NOTES = "background", "inquiries", "proposals", "wrong_entries", "notes"

_NOUNS = {
    BACKGROUND: ("appearance on background", "appearances on background"),
    INQUIRIES: ("inquiry to somebody other than a named source", "inquiries to somebody other than a named source"),
    PROPOSALS: ("proposed verdict", "proposed verdicts"),
    ENTRIES: ("wrong entry", "wrong entries"),
    NOTES: ("desk note", "desk notes"),
}


def told_to(claims: Sequence[ClaimRecord], audience: Audience) -> Told:
    """Return claims as an audience may see them.

    The reader left out what was said on background, so nothing here counts it.
    """
    if audience is not Audience.PUBLIC:
        return Told(tuple(claims))
    telling = _Public()
    shown = tuple(map(telling.claim, claims))
    return Told(shown, {what: telling.left_out[what] for what in _NOUNS if telling.left_out[what]})


def left_out_sentence(left_out: Mapping[str, int]) -> str:
    """Return the omissions in words: ``2 appearances on background and 12 desk notes``."""
    return listed(counted(number, *_NOUNS[what]) for what, number in left_out.items())


class _Public:
    """Prepares claims for the public, and counts what it leaves out."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self._letters: dict[str, str] = {}

    def claim(self, claim: ClaimRecord) -> ClaimRecord:
        self.left_out[BACKGROUND] += claim.background
        self.left_out[ENTRIES] += len(claim.wrong_entries)
        # A proposal that somebody agreed with is part of the verdict, with its evidence and its reasons.
        agreed = {review.agrees_with_id for review in claim.reviews}
        decided = [review for review in claim.reviews if not review.proposed or review.id in agreed]
        self.left_out[PROPOSALS] += len(claim.reviews) - len(decided)
        asked = [inquiry for inquiry in claim.inquiries if inquiry.source is not None and inquiry.source.named]
        self.left_out[INQUIRIES] += len(claim.inquiries) - len(asked)
        return replace(
            claim,
            **self._desk_only(CLAIM, claim),
            who="",
            windows=tuple(
                replace(window, review_on=None, understood=None) if window.review_on else window
                for window in claim.windows
            ),
            appearances=tuple(map(self._appearance, claim.appearances)),
            wrong_entries=(),
            reviews=tuple(map(self._review, decided)),
            relations=tuple(replace(relation, **self._desk_only(RELATION, relation)) for relation in claim.relations),
            overdue=False,
            inquiries=tuple(map(self._inquiry, asked)),
            assigned=None,
        )

    def _appearance(self, appearance: AppearanceRecord) -> AppearanceRecord:
        return replace(
            appearance,
            article=self._article(appearance.article),
            relays=self._article(appearance.relays) if appearance.relays else None,
            source=self._source(appearance.source) if appearance.source else None,
            **self._desk_only(APPEARANCE, appearance),
            corrections=tuple(
                replace(each, **self._desk_only(CORRECTION, each), who=self._letter(each.who))
                for each in appearance.corrections
            ),
            who="",
        )

    def _article(self, article: ArticleRecord) -> ArticleRecord:
        return replace(article, **self._desk_only(ARTICLE, article))

    def _source(self, source: SourceRecord) -> SourceRecord:
        return replace(source, **self._desk_only(SOURCE, source))

    def _review(self, review: ReviewRecord) -> ReviewRecord:
        return replace(review, who=self._letter(review.who), evidence=tuple(map(self._evidence, review.evidence)))

    def _evidence(self, evidence: EvidenceRecord) -> EvidenceRecord:
        kept = (
            "a file that the newsroom keeps"
            if evidence.file_name and not (evidence.title or evidence.url or evidence.article)
            else None
        )
        return replace(
            evidence,
            title=evidence.title or kept,
            article=self._article(evidence.article) if evidence.article else None,
            file_name=None,
            **self._desk_only(EVIDENCE, evidence),
        )

    def _inquiry(self, inquiry: InquiryRecord) -> InquiryRecord:
        return replace(
            inquiry,
            whom=None,
            source=self._source(inquiry.source) if inquiry.source else None,
            **self._desk_only(INQUIRY, inquiry),
            replies=tuple(
                replace(each, **self._desk_only(INQUIRY_REPLY, each), who=self._letter(each.who))
                for each in inquiry.replies
            ),
            who=self._letter(inquiry.who),
            reply_by=None,
            is_overdue=False,
        )

    def _desk_only(self, record: Record, row: object) -> dict[str, Any]:
        """Leave out a record's fields that are for the desk only, and count the texts."""
        left_out = [field for field in record.plain if field.desk_only]
        self.left_out[NOTES] += sum(field.is_text and getattr(row, field.name) is not None for field in left_out)
        return {field.name: None for field in left_out}

    def _letter(self, who: str) -> str:
        """Return a stand-in for a person's name: readers see who decided together, but not who it was."""
        return self._letters.setdefault(who, f"colleague {_letters(len(self._letters))}")


def _letters(number: int) -> str:
    """Return a number as letters: A to Z, then AA."""
    text = ""
    number += 1
    while number:
        number, at = divmod(number - 1, 26)
        text = chr(ord("A") + at) + text
    return text
