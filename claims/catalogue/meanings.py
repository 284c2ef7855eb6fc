"""What the words of a vocabulary mean, a few words each, where the word alone does not say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from claims.vocabulary import (
    Attribution,
    ClaimKind,
    EvidenceKind,
    Outcome,
    Stance,
    Status,
    Terms,
    Treatment,
    Wording,
)

ONE_OR_COUNTED, UNCOUNTED = "one person or a stated number", "people nobody counts"
"""How `unnamed` and `collective` differ, wherever one of them is to be chosen."""

TOLD_APART: Mapping[StrEnum, str] = {Attribution.UNNAMED: ONE_OR_COUNTED, Attribution.COLLECTIVE: UNCOUNTED}
"""Words that are easily mistaken for each other, with the difference."""

MEANINGS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ClaimKind: {
        ClaimKind.FACT: "something is or was so",
        ClaimKind.PREDICTION: "something will be so",
        ClaimKind.INTENTION: "somebody means to do something",
        ClaimKind.CONDITIONAL: "something will be so if something else is",
        ClaimKind.POSITION: "what somebody holds or demands",
        ClaimKind.OPINION: "a judgement that no record can settle",
    },
    Attribution: {
        Attribution.NAMED: "a person with a name",
        Attribution.INSTITUTION: "an institution speaking as such",
        Attribution.UNNAMED: f"{ONE_OR_COUNTED}, described but not named: “a diplomat”, “two officials”",
        Attribution.COLLECTIVE: f"{UNCOUNTED}: “officials”, “sources”, “experts”",
        Attribution.DOCUMENT: "a document",
        Attribution.OUTLET: "another outlet's report",
        Attribution.WITNESSED: "the reporter was there",
        Attribution.OWN_VOICE: "the author or the outlet speaks for itself",
        Attribution.UNATTRIBUTED: "stated as a fact, with no source given",
    },
    Stance: {
        Stance.ASSERTS: "says that it is so",
        Stance.DENIES: "says that it is not",
        Stance.QUESTIONS: "doubts it",
        Stance.DECLINES: "was asked and would not say",
    },
    Treatment: {
        Treatment.ENDORSES: "in its own voice",
        Treatment.REPORTS: "attributes it",
        Treatment.DOUBTS: "with doubts of its own",
        Treatment.REJECTS: "as wrong",
    },
    Terms: {
        Terms.ON_RECORD: "to be quoted by name",
        Terms.BACKGROUND: "to be quoted, not named",
        Terms.DEEP_BACKGROUND: "to be used, not attributed",
        Terms.OFF_RECORD: "not to be published",
        Terms.NOT_STATED: "the article does not say",
    },
    Wording: {
        Wording.DIRECT: "the speaker's words, whole",
        Wording.PARTIAL: "some of the speaker's words",
        Wording.PARAPHRASE: "the article's words for what was said",
        Wording.TRANSLATED: "translated words of the speaker",
    },
    Status: {
        Status.UNVERIFIED: "nobody has looked at it yet",
        Status.IN_REVIEW: "somebody is looking at it",
        Status.CORROBORATED: "two surely independent origins, no proof",
        Status.DISPUTED: "those who should know say different things",
        Status.UNPROVEN: "looked at, and neither shown nor refuted",
        Status.NOT_CHECKABLE: "no record could settle it",
        Status.CONFIRMED: "right when it was reported; needs evidence",
        Status.PARTLY_CONFIRMED: "right in part; needs evidence",
        Status.MISLEADING: "right in its words, wrong in what it suggests; needs evidence",
        Status.REFUTED: "wrong when it was reported; needs evidence",
        Status.OUTDATED: "was right, and no longer is; needs evidence",
    },
    Outcome: {
        Outcome.PENDING: "it is still to come",
        Outcome.OCCURRED: "as said, in its time",
        Outcome.OCCURRED_EARLY: "as said, before its time",
        Outcome.OCCURRED_LATE: "as said, after its time",
        Outcome.PARTLY_OCCURRED: "a part of it",
        Outcome.DID_NOT_OCCUR: "not in its time",
        Outcome.VOID: "its condition never arose, or it was overtaken",
    },
    EvidenceKind: {
        EvidenceKind.PRIMARY_RECORD: "the thing itself: a treaty, a register, a transcript",
        EvidenceKind.DATA: "figures and data sets",
        EvidenceKind.OBSERVATION: "somebody of ours was there, or a picture shows it",
        EvidenceKind.PARTY_STATEMENT: "what a party to it says; settles only its own position or decision",
        EvidenceKind.REPORT: "what others report",
    },
}
"""What words mean, by vocabulary."""


def meaning(word: StrEnum) -> str:
    """Return what a word means; nothing where the word says it itself."""
    return MEANINGS.get(type(word), {}).get(word, "")


def listed_words(words: Iterable[StrEnum]) -> str:
    """Return words to choose from, those that are easily mistaken with their difference."""
    return ", ".join(f"{word} ({TOLD_APART[word]})" if _is_told_apart(word) else word.value for word in words)


def _is_told_apart(word: StrEnum) -> bool:
    return isinstance(word, Attribution) and word in TOLD_APART
