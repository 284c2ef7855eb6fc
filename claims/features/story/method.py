"""The method on one page, in plain words: how the report counts, and the limits of its numbers."""

from __future__ import annotations

from claims.features.story.outline import off_record
from claims.features.story.report import StoryReport
from claims.render.marks import marked
from claims.render.parts import Facts, Heading, Part, Table
from claims.vocabulary import Outcome, Status, words

TITLE = "The method"
NOT_MEANT = "What the numbers do not mean"


def method(report: StoryReport) -> list[Part]:
    """Return how the report arrives at its numbers and words, and the sources of the rules that it follows."""
    return [
        Heading(TITLE),
        Facts((*COUNTING, ("Off the record", f"{_OFF_RECORD} {off_record(report)}"), *_JUDGING)),
        _statuses(),
        Table(
            ("Outcome", "What it says"), tuple((words(outcome), text) for outcome, text in OUTCOMES.items()), words=2
        ),
        Heading(NOT_MEANT),
        Facts(NOT_MEANING),
    ]


def _statuses() -> Table:
    """Return what each status says; this is also the key to their marks."""
    rows = tuple((marked(status), meaning) for status, meaning in STATUSES.items())
    return Table(("Status", "What it says"), rows, words=2, statuses=tuple(STATUSES))


COUNTING = (
    (
        "Claim",
        (
            "One statement that can be checked, in the newsroom's words. A sentence that can be true in part is "
            "split into several claims. A claim is key, supporting or background."
        ),
    ),
    (
        "Appearance",
        (
            "One article reports one claim and credits one origin for it, in words of its own. An article that "
            "has a claim both from its own source and from another outlet's report has two appearances."
        ),
    ),
    (
        "Chain",
        (
            "An article that takes a claim from another article relays it. Each chain of relays is followed to "
            "its end. Usually the article says where it got the claim; where we inferred it, the report says so. "
            "A relay that is only suspected is not followed."
        ),
    ),
    (
        "Origin",
        (
            "The end of a chain: a person, an institution, a document, what a reporter saw, an outlet's own "
            "voice, an unspecified number of unnamed people, or nothing, if an article gives no source or is "
            "unread. An outlet that repeats another adds no origin. Retracted reports add none, nor do "
            "reports that only cite each other."
        ),
    ),
    (
        "People",
        (
            "How many different people may be speaking. Two people whose names cannot be the same name are surely"
            " two; an unnamed official may be any other unnamed person."
        ),
    ),
    (
        "Institutions",
        "The same count by institution, with everything that belongs to it: two ministries of one government are one.",
    ),
    (
        "Independent",
        (
            "How many origins a careful editor would call independent: from different institutions, each with "
            "first-hand knowledge, and not speaking on the same occasion; or judged independent by an editor, who"
            " gave the reason."
        ),
    ),
    (
        "At least, at most",
        (
            "“At least” counts origins that are surely different, “at most” those that may be. “Total unknown” "
            "means that somewhere an article cites an unspecified number of people or no source, so no upper "
            "limit can be given."
        ),
    ),
    (
        "Two-source rule",
        (
            "Newsrooms ask for two independent sources (Reuters: “Two or more sources are better than one.”). The"
            " rule is met when at least two origins are surely independent, possible when there may be two, not "
            "shown when no source is given or the report it comes from is unread, and not met when everything "
            "goes back to one."
        ),
    ),
    (
        "Attribution",
        (
            "Whom the article credits: a named person, one unnamed person or a stated number, an unspecified number "
            "of unnamed people, a document, or nobody (after the rules of the AP, Reuters, the New York "
            "Times and the BBC). Quotation marks are for a speaker's own words and for words as printed, never "
            "for a paraphrase (AP)."
        ),
    ),
)
"""What is counted, and how."""

_OFF_RECORD = "What a source said on condition that it is not published (AP) is in no report and in none of its counts."

_JUDGING = (
    (
        "Status",
        (
            "Says whether a claim was right when it was reported. A person decides and gives the reasons. A "
            "verdict needs evidence from outside the claim's own chain: a report cannot settle a claim that rests"
            " on it. A party's own statement settles only its position or its own decision. Earlier verdicts stay"
            " visible."
        ),
    ),
    (
        "Outcome",
        (
            "Says whether a prediction, a plan or a condition came true. A missed deadline decides nothing: the claim "
            "is overdue until somebody enters the outcome. “As soon as next month” is not a deadline, because it "
            "names no last day."
        ),
    ),
    (
        "Likelihood",
        (
            "Words such as “likely” stand for the seven bands of the US intelligence community's directive 203 "
            "(ICD 203). “Could” and “may” stand for no number and are never scored as right or wrong."
        ),
    ),
    (
        "Reliability",
        (
            "Grades of outlets and appearances, where there are any, are an editor's, in the letters and numbers "
            "of NATO's Admiralty code. No number in this report is computed from them."
        ),
    ),
)

STATUSES = {
    Status.UNVERIFIED: "It has not been checked yet.",
    Status.IN_REVIEW: "Somebody is checking it.",
    Status.CORROBORATED: "At least two origins are surely independent; there is no proof.",
    Status.DISPUTED: "Something speaks against it, and neither side is proven.",
    Status.UNPROVEN: "It was checked; the evidence is not enough to decide.",
    Status.NOT_CHECKABLE: "Nobody could check it: an opinion, or too vague.",
    Status.CONFIRMED: "Evidence shows that it was right when it was reported.",
    Status.PARTLY_CONFIRMED: "Evidence shows that part of it was right.",
    Status.MISLEADING: "It may be literally true, but it leaves a false impression.",
    Status.REFUTED: "Evidence shows that it was wrong when it was reported.",
    Status.OUTDATED: "It was right when it was reported, and no longer is.",
}
"""What each status says; the last five are verdicts."""

OUTCOMES = {
    Outcome.PENDING: "No outcome has been entered yet.",
    Outcome.OCCURRED: "It happened, and in time.",
    Outcome.OCCURRED_EARLY: "It happened earlier than said.",
    Outcome.OCCURRED_LATE: "It happened later than said.",
    Outcome.PARTLY_OCCURRED: "Part of it happened.",
    Outcome.DID_NOT_OCCUR: "It did not happen.",
    Outcome.VOID: "Its condition never arose, or events overtook it.",
}
"""What each outcome says."""

NOT_MEANING = (
    (
        "Not the truth",
        (
            "The numbers say where a claim comes from, not whether it is true: one record can settle it, and many"
            " voices can be wrong. A claim with one origin may well be right."
        ),
    ),
    (
        "Not outlets",
        (
            "Ten outlets carrying a claim does not mean that ten outlets know it. Different outlets, or unnamed "
            "people described in different words, are never taken for different origins."
        ),
    ),
    (
        "Not a charge",
        (
            "An article that gives no source may still have had one. Editors may know who spoke, and people may "
            "have good reasons not to be named. The report points to a practice, never to a breach of a rule."
        ),
    ),
    (
        "Not all there is",
        (
            "The report counts only records entered before it was made. Articles that nobody read or "
            "entered are missing, and “first” means the first on record."
        ),
    ),
    (
        "Not comparable",
        (
            "People chose and split the claims. Shares can be compared within this story; between stories only "
            "where both were entered in the same way."
        ),
    ),
    (
        "Not a mark",
        (
            "Shares of outlets and sources describe this story. They grade nobody, and small numbers prove "
            "little: where there are too few, no share is shown."
        ),
    ),
)
"""What the numbers do not mean."""
