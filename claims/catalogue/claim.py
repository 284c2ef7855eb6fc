"""Claims, their windows in time, their places in stories, and how one bears on another."""

from __future__ import annotations

from claims.catalogue.field import DATES, DAY, FLAG, LINE, NOTES, OF_CLAIM, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import ClaimKind, Precision, RelationKind, Weight, WindowBasis, WindowRole

CLAIM = Record(
    "claim",
    (
        Field(
            "statement",
            TEXT,
            required=True,
            option=Option(help="The statement, in your own words."),
            about="the claim in the newsroom's words",
            cell=Cell(
                headings="claim|statement|claim text|claim reviewed|claim headline|rumour|rumor|assertion",
                prose=True,
            ),
            searched=True,
        ),
        Field("match_key", TEXT, made_of="statement"),
        Field(
            "kind",
            ClaimKind,
            ClaimKind.FACT,
            option=Option(help="What sort of statement it is."),
            beside=Option(help="What sort of statement it is (fact)."),
            about="the sort of statement",
            cell=Cell(headings="claim kind|claim type"),
            width=14,
        ),
        Field(
            "weight",
            Weight,
            Weight.KEY,
            option=Option(help="How much of the story rests on it."),
            beside=Option(help="How much of the story rests on it (key)."),
            about="how much of the story rests on it",
            cell=Cell(headings="weight"),
            width=14,
        ),
        Field(
            "stories",
            Reference("story"),
            stored=False,
            option=Option(help="The story it belongs to; repeatable.", name="story", repeatable=True),
            about="its story",
            cell=Cell(
                headings="story|stories|topic|slug",
                name="story",
                several=True,
            ),
        ),
        Field(
            "due",
            TEXT,
            stored=False,
            option=Option(help='When it is due, in the words used: "by May 2025".', metavar="WORDS"),
            about="when it is due, in words",
            cell=Cell(headings="due|deadline|due by|expected by", prose=True),
            confiding=False,
            group=DATES,
        ),
        Field(
            "due_earliest",
            DAY,
            stored=False,
            option=Option(help="The first day, where --due is understood wrongly."),
            about="the first day on which it is due, where its words say it otherwise",
            group=DATES,
        ),
        Field(
            "due_latest",
            DAY,
            stored=False,
            option=Option(help="The last day, where --due is understood wrongly."),
            about="the last day on which it is due, where its words say it otherwise",
            group=DATES,
        ),
        Field(
            "happened",
            TEXT,
            stored=False,
            option=Option(help='When it happened: "on 8 April 2024", "last week".', metavar="WORDS"),
            about="when it happened, in words",
            cell=Cell(headings="happened|event date", prose=True),
            confiding=False,
            group=DATES,
        ),
        Field(
            "holds",
            TEXT,
            stored=False,
            option=Option(help="The day or time it holds for.", metavar="WORDS"),
            about="the day or time it holds for",
            cell=Cell(headings="holds", prose=True),
            confiding=False,
            group=DATES,
        ),
        Field(
            "condition",
            TEXT,
            option=Option(help="On what it depends, in words."),
            about="its condition",
            cell=Cell(headings="condition", prose=True),
            label="condition of the claim",
            width=30,
            reported=0,
            searched=True,
            confiding=True,
        ),
        Field(
            "condition_claim",
            Reference("claim"),
            option=Option(help="The claim it depends on."),
            about="the claim it depends on",
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on the claim; an empty one takes it out."),
            beside=Option(help="A note on the claim."),
            about="a note on the claim",
            told="note: {}",
            cell=Cell(headings="note|notes|comment|comments|remarks", prose=True),
            width=30,
            reported=0,
            searched=True,
            desk_only=True,
            confiding=True,
            group=NOTES,
        ),
    ),
    about="One statement that can be checked, in the newsroom's words.",
    group=OF_CLAIM,
    is_named=True,
)

CLAIM_STORY = Record(
    "claim_story",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("story", Reference("story"), required=True, about="the story to which it belongs"),
        Field("withdrawn", FLAG, False, about="whether it was taken out of the story"),
    ),
    about="That a claim belongs to a story, or no longer does.",
)

WINDOW = Record(
    "window",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("role", WindowRole, required=True, about="of what it is the time"),
        Field("words", TEXT, required=True, about="the words, as printed"),
        Field("said", DAY, about="the day on which they were said"),
        Field("earliest", DAY, about="the first day that they can mean"),
        Field("latest", DAY, about="the last day that they can mean"),
        Field("edtf", LINE, about="the same as a date of the EDTF standard"),
        Field("precision", Precision, required=True, about="how exact the words are"),
        Field("basis", WindowBasis, required=True, about="whose reading it is"),
        Field("review_on", DAY, about="the day on which to look again"),
        Field("understood", TEXT, made_of="words", redactable=True),
    ),
    about="When a claim is due, when it happened, or for what time it holds; the newest of its kind counts.",
    json="role words said earliest latest edtf basis precision review_on understood",
)

RELATION = Record(
    "relation",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("kind", RelationKind, required=True, about="how it bears on the other", width=14),
        Field("other", Reference("claim"), required=True, about="the other claim"),
        Field("note", TEXT, option=Option(help="Why."), about="why", width=30, desk_only=True),
        Field("withdrawn", FLAG, False, about="whether it was taken back", shown=False),
    ),
    about="How one claim bears on another.",
)
