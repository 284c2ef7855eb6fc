"""The method on one page, in plain words: what is counted and how, and what the numbers do not mean."""

from __future__ import annotations

from claims.features.story.outline import off_record
from claims.features.story.report import StoryReport
from claims.render.marks import marked
from claims.render.parts import Facts, Heading, Part, Table
from claims.vocabulary import Outcome, Status, words

TITLE = "The method"
NOT_MEANT = "What the numbers do not mean"


def method(report: StoryReport) -> list[Part]:
    """Return how the report comes to its numbers and words, with the sources of the rules that it takes over."""
    return [
        Heading(TITLE),
        Facts((*COUNTING, ("Off the record", f"{_OFF_RECORD} {off_record(report)}"), *_JUDGING)),
        _statuses(),
        Table(("Outcome", "What it says"), tuple((words(one), told) for one, told in OUTCOMES.items()), words=2),
        Heading(NOT_MEANT),
        Facts(NOT_MEANING),
    ]


def _statuses() -> Table:
    """Return what each status says, which is the key to their marks too."""
    rows = tuple((marked(status), meaning) for status, meaning in STATUSES.items())
    return Table(("Status", "What it says"), rows, words=2, statuses=tuple(STATUSES))


COUNTING = (
    (
        "Claim",
        (
            "One statement that can be checked, in the newsroom's words. What is said in one breath and can be true in "
            "parts is split. A claim is key, supporting or background."
        ),
    ),
    (
        "Appearance",
        (
            "One article gives one claim on one footing: whom it names as the origin, and in which words. An article "
            "that has a claim from its own source and from another outlet's report has two appearances."
        ),
    ),
    (
        "Chain",
        (
            "An article that has a claim from another relays it, and each chain of relays is followed to where it "
            "ends. Mostly the article says where it has the claim from; where we inferred that, it says so. A relay "
            "that is only suspected is not followed."
        ),
    ),
    (
        "Origin",
        (
            "Where a chain ends: a person, an institution, a document, what a reporter saw, an outlet's own voice, "
            "people whom nobody counts, or nothing at all, where an article gives nobody or is not known here. An "
            "outlet that repeats another adds no origin. What was retracted adds none, nor do reports that cite only "
            "each other."
        ),
    ),
    (
        "People",
        (
            "How many different voices there can be. Two people whose names cannot be one name are surely two; an "
            "unnamed official may be any other whom nobody names."
        ),
    ),
    (
        "Institutions",
        "The same by institution, each with all that belongs to it: two ministries of one government are one.",
    ),
    (
        "Independent",
        (
            "How many origins a careful editor would call independent: of different institutions, each at first hand, "
            "and not of one occasion; or judged independent by an editor, who gave the reason."
        ),
    ),
    (
        "At least, at most",
        (
            "“At least” counts origins that are surely different, “at most” those that are not surely the same. "
            "“Total unknown” means that somewhere nobody is singled out or nobody is given, so that no upper number "
            "can be known."
        ),
    ),
    (
        "Two-source rule",
        (
            "Newsrooms ask for two independent sources (Reuters: “Two or more sources are better than one.”). The "
            "rule is met when at least two origins are surely independent, possible when there may be two, not "
            "shown when nobody is given or the report it comes from was not read, and not met when all goes back to "
            "one."
        ),
    ),
    (
        "On whose word",
        (
            "Named, unnamed but singled out, people whom nobody counts, a document, or nobody: as the article prints "
            "it (after the rules of the AP, Reuters, the New York Times and the BBC). Quotation marks stand around a "
            "speaker's own words and around words as printed, never around a paraphrase (AP)."
        ),
    ),
)
"""What is counted, and how."""

_OFF_RECORD = (
    "What a source said on the understanding that it is not published (AP) is in no report, and in none of its counts."
)

_JUDGING = (
    (
        "Status",
        (
            "Says whether a claim was right when it was reported. A person decides it and gives the reasons; a "
            "verdict needs evidence from outside the claim's own chain, so that a report can never settle what rests "
            "on it. What one party says settles only what it holds or has decided. Earlier verdicts stay visible."
        ),
    ),
    (
        "Outcome",
        (
            "Says what became of what a claim expects, promises or makes depend on something. A deadline that has "
            "passed decides nothing: the claim is overdue until somebody enters what came of it. “As soon as next "
            "month” is no deadline, for it names no last day."
        ),
    ),
    (
        "Likelihood",
        (
            "Words such as “likely” stand for the seven bands of the US intelligence community's directive 203 (ICD "
            "203). “Could” and “may” stand for no number, and are never scored as right or wrong."
        ),
    ),
    (
        "Reliability",
        (
            "Grades of outlets and of single appearances, where there are any, are an editor's, in the letters and "
            "numbers of NATO's Admiralty code. No number here is computed from them."
        ),
    ),
)

STATUSES = {
    Status.UNVERIFIED: "Nobody has checked it yet.",
    Status.IN_REVIEW: "Somebody is checking it.",
    Status.CORROBORATED: "Two origins or more are surely independent; nothing proves it.",
    Status.DISPUTED: "Something speaks against it, and neither side is proven.",
    Status.UNPROVEN: "It was checked, and there is not enough to decide.",
    Status.NOT_CHECKABLE: "Nobody could check it: an opinion, or too vague.",
    Status.CONFIRMED: "Evidence shows that it was right when it was reported.",
    Status.PARTLY_CONFIRMED: "Evidence shows that a part of it was right.",
    Status.MISLEADING: "What it says may be so, and it leaves a false impression.",
    Status.REFUTED: "Evidence shows that it was wrong when it was reported.",
    Status.OUTDATED: "It was right once, and is no longer.",
}
"""What each status says; the last five are verdicts."""

OUTCOMES = {
    Outcome.PENDING: "Nothing has come of it yet, as far as is entered.",
    Outcome.OCCURRED: "It came to pass, in time.",
    Outcome.OCCURRED_EARLY: "It came to pass before its time.",
    Outcome.OCCURRED_LATE: "It came to pass after its time.",
    Outcome.PARTLY_OCCURRED: "A part of it came to pass.",
    Outcome.DID_NOT_OCCUR: "It did not come to pass.",
    Outcome.VOID: "Its condition never arose, or it was overtaken.",
}
"""What each outcome says."""

NOT_MEANING = (
    (
        "Not the truth",
        (
            "The numbers say where a claim comes from, not whether it is true: one record can settle it, and many "
            "voices can be wrong. A claim on one origin may well be right."
        ),
    ),
    (
        "Not outlets",
        (
            "That ten outlets carry a claim says nothing of how many know it. Different outlets, or unnamed people "
            "described in different words, are never taken for different origins."
        ),
    ),
    (
        "Not a charge",
        (
            "That an article gives nobody does not mean that its reporter had nobody. Editors may know who spoke, and "
            "people may have good reasons not to be named. A practice is found, never a breach of a rule."
        ),
    ),
    (
        "Not all there is",
        (
            "Counted is what has been entered here by the moment for which this report is made. Articles that nobody "
            "has read or entered are missing, and “first” means the first on record."
        ),
    ),
    (
        "Not comparable",
        (
            "Claims were chosen and split by people. Shares compare within this story; between stories they compare "
            "only where the same was entered in the same way."
        ),
    ),
    (
        "Not a mark",
        (
            "Shares of outlets and sources describe this story. They grade nobody, and few cases show little: of too "
            "few no share is given."
        ),
    ),
)
"""What nobody should read into the numbers."""
