"""Claims, their dates, their stories, and how they relate to each other."""

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
            option=Option(help="The kind of statement."),
            beside=Option(help="The kind of statement (fact)."),
            about="the kind of statement",
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
            option=Option(help='When it is due, as printed: "by May 2025".', metavar="WORDS"),
            about="when it is due, as printed",
            cell=Cell(headings="due|deadline|due by|expected by", prose=True),
            identifying=False,
            group=DATES,
        ),
        Field(
            "due_earliest",
            DAY,
            stored=False,
            option=Option(help="The first day, if --due is misread."),
            about="the first day it is due, if the words are misread",
            group=DATES,
        ),
        Field(
            "due_latest",
            DAY,
            stored=False,
            option=Option(help="The last day, if --due is misread."),
            about="the last day it is due, if the words are misread",
            group=DATES,
        ),
        Field(
            "happened",
            TEXT,
            stored=False,
            option=Option(help='When it happened: "on 8 April 2024", "last week".', metavar="WORDS"),
            about="when it happened, as printed",
            cell=Cell(headings="happened|event date", prose=True),
            identifying=False,
            group=DATES,
        ),
        Field(
            "holds",
            TEXT,
            stored=False,
            option=Option(help="The day or time it holds for.", metavar="WORDS"),
            about="the day or time it holds for",
            cell=Cell(headings="holds", prose=True),
            identifying=False,
            group=DATES,
        ),
        Field(
            "condition",
            TEXT,
            option=Option(help="The condition it depends on."),
            about="the condition it depends on",
            cell=Cell(headings="condition", prose=True),
            label="condition of the claim",
            width=30,
            reported=0,
            searched=True,
            identifying=True,
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
            option=Option(help='A note on the claim; "" removes it.'),
            beside=Option(help="A note on the claim."),
            about="a note on the claim",
            phrase="note: {}",
            cell=Cell(headings="note|notes|comment|comments|remarks", prose=True),
            width=30,
            reported=0,
            searched=True,
            desk_only=True,
            identifying=True,
            group=NOTES,
        ),
    ),
    about="A checkable statement, in the newsroom's words.",
    group=OF_CLAIM,
    is_named=True,
)

CLAIM_STORY = Record(
    "claim_story",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("story", Reference("story"), required=True, about="the story"),
        Field("withdrawn", FLAG, False, about="whether it was removed from the story"),
    ),
    about="A claim's place in a story.",
)

WINDOW = Record(
    "window",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("role", WindowRole, required=True, about="whether the claim is due, happened or holds then"),
        Field("words", TEXT, required=True, about="the words, as printed"),
        Field("said", DAY, about="the day they were said"),
        Field("earliest", DAY, about="the first day they can mean"),
        Field("latest", DAY, about="the last day they can mean"),
        Field("edtf", LINE, about="the same as an EDTF date"),
        Field("precision", Precision, required=True, about="how exact the words are"),
        Field(
            "basis",
            WindowBasis,
            required=True,
            about="whether the days were printed, follow a convention or are the editor's",
        ),
        Field("review_on", DAY, about="the day to look again"),
        Field("understood", TEXT, made_of="words", redactable=True),
    ),
    about="When a claim is due, happened or holds; the newest of each kind counts.",
    json="role words said earliest latest edtf basis precision review_on understood",
)

RELATION = Record(
    "relation",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("kind", RelationKind, required=True, about="how it relates to the other", width=14),
        Field("other", Reference("claim"), required=True, about="the other claim"),
        Field("note", TEXT, option=Option(help="Why."), about="why", width=30, desk_only=True),
        Field("withdrawn", FLAG, False, about="whether it was withdrawn", shown=False),
    ),
    about="How one claim relates to another.",
)
