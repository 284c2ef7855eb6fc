"""The meanings of vocabulary values, in a few words each, where the value alone is not clear."""

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
"""How `unnamed` and `collective` differ; shown wherever people choose between them."""

EASILY_CONFUSED: Mapping[StrEnum, str] = {Attribution.UNNAMED: ONE_OR_COUNTED, Attribution.COLLECTIVE: UNCOUNTED}
"""Values that are easily confused, each with what sets it apart."""

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
        Stance.ASSERTS: "says it is so",
        Stance.DENIES: "says it is not so",
        Stance.QUESTIONS: "doubts it",
        Stance.DECLINES: "was asked and would not say",
    },
    Treatment: {
        Treatment.ENDORSES: "says so in its own voice",
        Treatment.REPORTS: "attributes it to somebody",
        Treatment.DOUBTS: "casts doubt on it",
        Treatment.REJECTS: "says it is wrong",
    },
    Terms: {
        Terms.ON_RECORD: "to be quoted by name",
        Terms.BACKGROUND: "to be quoted, not named",
        Terms.DEEP_BACKGROUND: "to be used, not attributed",
        Terms.OFF_RECORD: "not to be published",
        Terms.NOT_STATED: "the article does not say",
    },
    Wording: {
        Wording.DIRECT: "the speaker's exact words",
        Wording.PARTIAL: "some of the speaker's exact words",
        Wording.PARAPHRASE: "the article's own words",
        Wording.TRANSLATED: "the speaker's words, translated",
    },
    Status: {
        Status.UNVERIFIED: "not looked at yet",
        Status.IN_REVIEW: "somebody is looking at it",
        Status.CORROBORATED: "two surely independent origins, no proof",
        Status.DISPUTED: "people who should know disagree",
        Status.UNPROVEN: "checked, but neither proven nor refuted",
        Status.NOT_CHECKABLE: "nothing could settle it",
        Status.CONFIRMED: "right when reported; needs evidence",
        Status.PARTLY_CONFIRMED: "right in part; needs evidence",
        Status.MISLEADING: "literally right, but misleads; needs evidence",
        Status.REFUTED: "wrong when reported; needs evidence",
        Status.OUTDATED: "was right, no longer is; needs evidence",
    },
    Outcome: {
        Outcome.PENDING: "still to come",
        Outcome.OCCURRED: "as said, on time",
        Outcome.OCCURRED_EARLY: "as said, but early",
        Outcome.OCCURRED_LATE: "as said, but late",
        Outcome.PARTLY_OCCURRED: "only in part",
        Outcome.DID_NOT_OCCUR: "did not happen in time",
        Outcome.VOID: "its condition never arose, or events overtook it",
    },
    EvidenceKind: {
        EvidenceKind.PRIMARY_RECORD: "the thing itself: a treaty, a register, a transcript",
        EvidenceKind.DATA: "figures and data sets",
        EvidenceKind.OBSERVATION: "one of us saw it, or a picture shows it",
        EvidenceKind.PARTY_STATEMENT: "a statement by a party involved; settles only its own position or decision",
        EvidenceKind.REPORT: "somebody else's report",
    },
}
"""The meanings of values, by vocabulary."""


def meaning(word: StrEnum) -> str:
    """Return a value's meaning; an empty text where the value is clear by itself."""
    return MEANINGS.get(type(word), {}).get(word, "")


def listed_words(words: Iterable[StrEnum]) -> str:
    """Return the values to choose from, with what sets the easily confused ones apart."""
    return ", ".join(f"{word} ({EASILY_CONFUSED[word]})" if _is_easily_confused(word) else word.value for word in words)


def _is_easily_confused(word: StrEnum) -> bool:
    return isinstance(word, Attribution) and word in EASILY_CONFUSED
