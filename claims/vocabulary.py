"""The controlled words of the field, one enum an axis, and the ladder of verdicts.

Every value is stored, typed and printed as it stands here.  The sources of the axes: attribution and
terms from AP's and Reuters' handbooks, stance and treatment from Emergent (Silverman 2015), likelihood
from ICD 203, reliability and credibility from NATO's Admiralty code (AJP-2.1), wording from AP's rules
on quotations, statuses from AFP, AAP and Snopes.
"""

from __future__ import annotations

from enum import StrEnum


class ClaimKind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    PREDICTION = "prediction"
    INTENTION = "intention"
    CONDITIONAL = "conditional"
    POSITION = "position"
    OPINION = "opinion"


class Weight(StrEnum):
    """How much of the story rests on the claim."""

    KEY = "key"
    SUPPORTING = "supporting"
    BACKGROUND = "background"


class ArticleKind(StrEnum):
    """What sort of publication an article is."""

    ARTICLE = "article"
    EDITORIAL = "editorial"
    OPINION = "opinion"
    NEWSLETTER = "newsletter"
    BROADCAST = "broadcast"
    TRANSCRIPT = "transcript"
    STATEMENT = "statement"
    POST = "post"
    UNPUBLISHED = "unpublished"


class Basis(StrEnum):
    """Whether a detail of an article was printed or concluded by us."""

    STATED = "stated"
    INFERRED = "inferred"


class ReprintExtent(StrEnum):
    """How much of the original a reprint carries."""

    WHOLE = "whole"
    PART = "part"


class AliasKind(StrEnum):
    """By what else an outlet is known: another name, or a host that it publishes on."""

    ALIAS = "alias"
    HOST = "host"


class SourceKind(StrEnum):
    """What can stand behind a claim."""

    PERSON = "person"
    INSTITUTION = "institution"
    DOCUMENT = "document"


class Attribution(StrEnum):
    """On whose word an article gives a claim."""

    NAMED = "named"
    INSTITUTION = "institution"
    UNNAMED = "unnamed"
    COLLECTIVE = "collective"
    DOCUMENT = "document"
    OUTLET = "outlet"
    WITNESSED = "witnessed"
    OWN_VOICE = "own_voice"
    UNATTRIBUTED = "unattributed"


class Terms(StrEnum):
    """The terms on which the source spoke (AP)."""

    ON_RECORD = "on_record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep_background"
    OFF_RECORD = "off_record"
    NOT_STATED = "not_stated"


class Channel(StrEnum):
    """How the source's words reached the reporter."""

    INTERVIEW = "interview"
    PRESS_CONFERENCE = "press_conference"
    BRIEFING = "briefing"
    STATEMENT = "statement"
    SPEECH = "speech"
    SOCIAL_POST = "social_post"
    BROADCAST = "broadcast"
    NOT_STATED = "not_stated"


class Capacity(StrEnum):
    """In what capacity the source spoke."""

    OFFICIAL = "official"
    SPOKESPERSON = "spokesperson"
    WITNESS = "witness"
    EXPERT = "expert"
    MEDIA = "media"
    PRIVATE = "private"
    NOT_STATED = "not_stated"


class Proximity(StrEnum):
    """Whether the source knows the matter at first hand."""

    FIRST_HAND = "first_hand"
    SECOND_HAND = "second_hand"
    NOT_STATED = "not_stated"


class Stance(StrEnum):
    """What the speaker does with the claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    QUESTIONS = "questions"
    DECLINES = "declines"


class Treatment(StrEnum):
    """What the outlet does with the claim (Emergent)."""

    ENDORSES = "endorses"
    REPORTS = "reports"
    DOUBTS = "doubts"
    REJECTS = "rejects"


class Placement(StrEnum):
    """Where in the article the claim stands."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"


class Wording(StrEnum):
    """Whether the words of an excerpt are the speaker's own; only the first two are ever printed as a quotation."""

    DIRECT = "direct"
    PARTIAL = "partial"
    PARAPHRASE = "paraphrase"
    TRANSLATED = "translated"


class HedgeKind(StrEnum):
    """In which way the wording holds back."""

    EVIDENTIAL = "evidential"
    LIKELIHOOD = "likelihood"
    INTENTION = "intention"
    CONDITIONAL = "conditional"


class Likelihood(StrEnum):
    """The seven bands of ICD 203, and `possible`: could or may, which names no number."""

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly_even"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"
    POSSIBLE = "possible"


class LikelihoodBasis(StrEnum):
    """Whether the band was printed, read from words by the published table, or set by an editor."""

    STATED = "stated"
    MAPPED = "mapped"
    EDITOR = "editor"


class RelayBasis(StrEnum):
    """Who says that an article has a claim from another."""

    STATED = "stated"
    INFERRED = "inferred"
    SUSPECTED = "suspected"


class CorrectionKind(StrEnum):
    """What became of an appearance: withdrawn by the outlet, changed by the outlet, or entered wrongly by us."""

    RETRACTED = "retracted"
    EDITED = "edited"
    WRONG = "wrong"


class WindowRole(StrEnum):
    """Which question a window in time answers: when due, when it happened, for which day it holds."""

    DUE = "due"
    HAPPENED = "happened"
    HOLDS = "holds"


class WindowBasis(StrEnum):
    """Whether a window's days were printed, follow from a convention, or are the editor's."""

    STATED = "stated"
    CONVENTION = "convention"
    EDITOR = "editor"


class Precision(StrEnum):
    """How fine a window's words are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    VAGUE = "vague"


class RelationKind(StrEnum):
    """How one claim bears on another."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    REFINES = "refines"
    PART_OF = "part_of"
    SUPERSEDES = "supersedes"


class JudgementKind(StrEnum):
    """What a person decided about two records."""

    SAME = "same"
    DISTINCT = "distinct"
    INDEPENDENT = "independent"
    DUPLICATE = "duplicate"
    NOT_DUPLICATE = "not_duplicate"


class Status(StrEnum):
    """Where a claim stands: was it right when it was reported?"""

    UNVERIFIED = "unverified"
    IN_REVIEW = "in_review"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    UNPROVEN = "unproven"
    NOT_CHECKABLE = "not_checkable"
    CONFIRMED = "confirmed"
    PARTLY_CONFIRMED = "partly_confirmed"
    MISLEADING = "misleading"
    REFUTED = "refuted"
    OUTDATED = "outdated"


class Outcome(StrEnum):
    """What became of what was to come."""

    PENDING = "pending"
    OCCURRED = "occurred"
    OCCURRED_EARLY = "occurred_early"
    OCCURRED_LATE = "occurred_late"
    PARTLY_OCCURRED = "partly_occurred"
    DID_NOT_OCCUR = "did_not_occur"
    VOID = "void"


class EvidenceKind(StrEnum):
    """What sort of evidence settles a claim (ICD 206, AFP)."""

    PRIMARY_RECORD = "primary_record"
    DATA = "data"
    OBSERVATION = "observation"
    PARTY_STATEMENT = "party_statement"
    REPORT = "report"


class Reliability(StrEnum):
    """How reliable an outlet is, in an editor's judgement (Admiralty code); never computed."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """How credible one appearance is, in an editor's judgement (Admiralty code); never computed."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class InquiryHow(StrEnum):
    """How we asked."""

    EMAIL = "email"
    PHONE = "phone"
    MESSAGE = "message"
    IN_PERSON = "in_person"
    LETTER = "letter"
    FORM = "form"
    OTHER = "other"


class Reply(StrEnum):
    """What came back from an inquiry."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"


class PolicyName(StrEnum):
    """A rule that a newsroom may work by, kept in the database so that all who use it work by the same."""

    TWO_PERSON_VERDICTS = "two_person_verdicts"


class Switch(StrEnum):
    """Whether a policy holds."""

    ON = "on"
    OFF = "off"


class Urgency(StrEnum):
    """Why a claim waits for somebody, what hurts most first (`claims.rules.urgency` has the rules)."""

    PUBLISHING = "publishing"
    CORRECTED = "corrected"
    OVERDUE = "overdue"
    CONTESTED = "contested"
    REWORDED = "reworded"
    MADE_APART = "made_apart"
    STALE = "stale"
    UNANSWERED = "unanswered"
    PROPOSED = "proposed"
    DUE = "due"
    LOOK_AGAIN = "look_again"
    UNREVIEWED = "unreviewed"


class RestsOn(StrEnum):
    """On what a claim rests that rests on too little to be published without a word about it."""

    ONE_ORIGIN = "one_origin"
    UNNAMED_ONLY = "unnamed_only"
    NOBODY = "nobody"


class Audience(StrEnum):
    """For whom a report is made, which decides what is in it."""

    DESK = "desk"
    LAWYER = "lawyer"
    PUBLIC = "public"


class PeriodLength(StrEnum):
    """How long a period is, in which what happened is counted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class TrendCount(StrEnum):
    """What is counted over time."""

    APPEARANCES = "appearances"
    CLAIMS = "claims"
    REVIEWS = "reviews"
    SETTLED = "settled"


class Rule(StrEnum):
    """Whether the two-source rule is satisfied."""

    MET = "met"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"
    NOT_MET = "not met"


VERDICTS = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.MISLEADING, Status.REFUTED, Status.OUTDATED})
"""The statuses that settle a claim; each needs evidence."""

OPEN_STATUSES = frozenset(Status) - VERDICTS
"""The statuses that leave a claim unsettled."""

KINDS_WITH_OUTCOME = frozenset({ClaimKind.PREDICTION, ClaimKind.INTENTION, ClaimKind.CONDITIONAL})
"""The kinds of claim in which there is something to come true."""

UNNAMED_ATTRIBUTIONS = frozenset({Attribution.UNNAMED, Attribution.COLLECTIVE})
"""The attributions that rest on people whom nobody named."""

ATTRIBUTIONS_WITH_SOURCE = frozenset(
    {Attribution.NAMED, Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.UNNAMED}
)
"""The attributions that mean nothing without a source record."""

SOURCE_KIND_OF: dict[Attribution, SourceKind] = {
    Attribution.NAMED: SourceKind.PERSON,
    Attribution.UNNAMED: SourceKind.PERSON,
    Attribution.COLLECTIVE: SourceKind.PERSON,
    Attribution.INSTITUTION: SourceKind.INSTITUTION,
    Attribution.DOCUMENT: SourceKind.DOCUMENT,
}
"""The kind of source that each attribution speaks of, when it speaks of one."""

LIKELIHOOD_WORDS: dict[str, Likelihood] = {
    "almost no chance": Likelihood.ALMOST_NO_CHANCE,
    "remote": Likelihood.ALMOST_NO_CHANCE,
    "very unlikely": Likelihood.VERY_UNLIKELY,
    "highly unlikely": Likelihood.VERY_UNLIKELY,
    "highly improbable": Likelihood.VERY_UNLIKELY,
    "unlikely": Likelihood.UNLIKELY,
    "improbable": Likelihood.UNLIKELY,
    "roughly even": Likelihood.ROUGHLY_EVEN,
    "roughly even chance": Likelihood.ROUGHLY_EVEN,
    "even odds": Likelihood.ROUGHLY_EVEN,
    "likely": Likelihood.LIKELY,
    "probable": Likelihood.LIKELY,
    "probably": Likelihood.LIKELY,
    "expected": Likelihood.LIKELY,
    "very likely": Likelihood.VERY_LIKELY,
    "highly likely": Likelihood.VERY_LIKELY,
    "highly probable": Likelihood.VERY_LIKELY,
    "almost certain": Likelihood.ALMOST_CERTAIN,
    "almost certainly": Likelihood.ALMOST_CERTAIN,
    "nearly certain": Likelihood.ALMOST_CERTAIN,
    "could": Likelihood.POSSIBLE,
    "may": Likelihood.POSSIBLE,
    "might": Likelihood.POSSIBLE,
    "possible": Likelihood.POSSIBLE,
    "possibly": Likelihood.POSSIBLE,
    "perhaps": Likelihood.POSSIBLE,
    "potentially": Likelihood.POSSIBLE,
}
"""The band for which a hedge's words stand: ICD 203's own terms, then common ones (Kent 1964)."""


def a_or_an(value: StrEnum | str) -> str:
    """Return a vocabulary value with its article: ``an institution``."""
    return f"{'an' if value[0] in 'aeiou' else 'a'} {words(value)}"


def words(value: StrEnum | str) -> str:
    """Return a vocabulary value as it reads in a sentence: ``partly_confirmed`` becomes ``partly confirmed``."""
    return str(value).replace("_", " ")
