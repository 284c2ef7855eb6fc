"""The controlled vocabulary of the field, one enum for each axis, and the ladder of verdicts.

Values are stored, typed and printed exactly as written here.  Sources of the axes: attribution and
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
    """Whether a detail of an article was printed or inferred by us."""

    STATED = "stated"
    INFERRED = "inferred"


class ReprintExtent(StrEnum):
    """How much of the original a reprint carries."""

    WHOLE = "whole"
    PART = "part"


class AliasKind(StrEnum):
    """What else an outlet is known by: another name, or a host it publishes on."""

    ALIAS = "alias"
    HOST = "host"


class SourceKind(StrEnum):
    """What can stand behind a claim."""

    PERSON = "person"
    INSTITUTION = "institution"
    DOCUMENT = "document"


class Attribution(StrEnum):
    """Who an article attributes a claim to."""

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
    """The terms the source spoke on (AP)."""

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
    """Whether the words of an excerpt are the speaker's own; only the first two are printed as a quotation."""

    DIRECT = "direct"
    PARTIAL = "partial"
    PARAPHRASE = "paraphrase"
    TRANSLATED = "translated"


class HedgeKind(StrEnum):
    """How the wording hedges."""

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
    """Who says that an article picked a claim up from another."""

    STATED = "stated"
    INFERRED = "inferred"
    SUSPECTED = "suspected"


class Media(StrEnum):
    """The kinds of documents that can be captured."""

    PAGE = "page"
    MAIL = "mail"
    PDF = "pdf"
    WORD = "word"
    TEXT = "text"


class Decision(StrEnum):
    """What a person decided about a proposed claim: logged as proposed or edited, as a known claim, or not at all."""

    ACCEPTED = "accepted"
    SAME = "same"
    SKIPPED = "skipped"


class CorrectionKind(StrEnum):
    """Why an appearance was corrected: the outlet withdrew it, the outlet changed it, or we entered it wrongly."""

    RETRACTED = "retracted"
    EDITED = "edited"
    WRONG = "wrong"


class WindowRole(StrEnum):
    """What a window in time says: when the claim is due, when it happened, or the day it holds for."""

    DUE = "due"
    HAPPENED = "happened"
    HOLDS = "holds"


class WindowBasis(StrEnum):
    """Whether a window's days were printed, follow from a convention, or are the editor's."""

    STATED = "stated"
    CONVENTION = "convention"
    EDITOR = "editor"


class Precision(StrEnum):
    """How precise a window's words are."""

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
    """The status of a claim: was it right when it was reported?"""

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
    """Whether a prediction, an intention or a condition came true."""

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
    """How an inquiry was answered."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"


class PolicyName(StrEnum):
    """A rule that a newsroom may set, kept in the database so that it binds everybody who uses it."""

    TWO_PERSON_VERDICTS = "two_person_verdicts"
    ACT_FOR_OTHERS = "act_for_others"


class Switch(StrEnum):
    """Whether a policy is on."""

    ON = "on"
    OFF = "off"


class Role(StrEnum):
    """What a person may do here, from the least to the most; each role may do what those before it may."""

    READER = "reader"
    JOURNALIST = "journalist"
    CHECKER = "checker"
    EDITOR = "editor"
    OWNER = "owner"


class AccessKind(StrEnum):
    """How a person is let in without their password: once (``session``), or as a program, with a token."""

    SESSION = "session"
    TOKEN = "token"


class Urgency(StrEnum):
    """Why a claim needs attention, most urgent first (`claims.rules.urgency` has the rules)."""

    PUBLISHING = "publishing"
    CORRECTED = "corrected"
    ARTICLE_CHANGED = "article_changed"
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
    """The thin sourcing of a claim, which a story should disclose if it publishes the claim."""

    ONE_ORIGIN = "one_origin"
    UNNAMED_ONLY = "unnamed_only"
    NOBODY = "nobody"


class Audience(StrEnum):
    """Who a report is for, which decides its content."""

    DESK = "desk"
    LAWYER = "lawyer"
    PUBLIC = "public"


class PeriodLength(StrEnum):
    """The length of the periods that events are counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class TrendCount(StrEnum):
    """What to count over time."""

    APPEARANCES = "appearances"
    CLAIMS = "claims"
    REVIEWS = "reviews"
    SETTLED = "settled"


class Rule(StrEnum):
    """Whether a claim meets the two-source rule."""

    MET = "met"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"
    NOT_MET = "not met"


VERDICTS = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.MISLEADING, Status.REFUTED, Status.OUTDATED})
"""The statuses that settle a claim; each needs evidence."""

KINDS_WITH_OUTCOME = frozenset({ClaimKind.PREDICTION, ClaimKind.INTENTION, ClaimKind.CONDITIONAL})
"""The kinds of claim that can come true or fail."""

UNNAMED_ATTRIBUTIONS = frozenset({Attribution.UNNAMED, Attribution.COLLECTIVE})
"""The attributions to people who are not named."""

ATTRIBUTIONS_WITH_SOURCE = frozenset(
    {Attribution.NAMED, Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.UNNAMED}
)
"""The attributions that need a source record."""

SOURCE_KIND_OF: dict[Attribution, SourceKind] = {
    Attribution.NAMED: SourceKind.PERSON,
    Attribution.UNNAMED: SourceKind.PERSON,
    Attribution.COLLECTIVE: SourceKind.PERSON,
    Attribution.INSTITUTION: SourceKind.INSTITUTION,
    Attribution.DOCUMENT: SourceKind.DOCUMENT,
}
"""The kind of source behind each attribution that has a source."""

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
"""The likelihood band of a hedge's words: ICD 203's own terms, then common synonyms (Kent 1964)."""


def a_or_an(value: StrEnum | str) -> str:
    """Return a vocabulary value with its article: ``an institution``."""
    return f"{'an' if value[0] in 'aeiou' else 'a'} {words(value)}"


def words(value: StrEnum | str) -> str:
    """Return a vocabulary value as it reads in a sentence: ``partly_confirmed`` becomes ``partly confirmed``."""
    return str(value).replace("_", " ")
