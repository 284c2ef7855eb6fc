"""Reviews, their evidence, and judgements on pairs of records."""

from __future__ import annotations

from claims.catalogue.field import DATE, FLAG, LINE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import EvidenceKind, JudgementKind, Outcome, Status

REVIEW = Record(
    "review",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field(
            "status",
            Status,
            required=True,
            about="the claim's status",
            cell=Cell(headings="status|verification status", prose=True),
            width=14,
        ),
        Field(
            "outcome",
            Outcome,
            option=Option(help="Whether it came true."),
            about="whether it came true",
            cell=Cell(headings="outcome", prose=True),
            width=14,
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="The reasons; required unless you agree with a review."),
            form="Reasons",
            about="the reasons",
            cell=Cell(
                headings="review note|explanation|justification|reasons|ruling note",
                name="review_note",
                prose=True,
            ),
            width=40,
            searched=True,
        ),
        Field("proposed", FLAG, False, about="whether it waits for a second person", width=10),
        Field(
            "agrees_with",
            Reference("review"),
            option=Option(help="The number of the review to --agree with, if there are several.", name="with"),
            form="Agree with review",
            about="the review it agrees with",
        ),
        Field("replaces", Reference("review"), about="the newest review its writer had seen"),
        Field(
            "rating",
            TEXT,
            shown=False,
            about="another fact-checker's rating, word for word",
            cell=Cell(
                headings="rating|verdict|truth|veracity|fact check|truth rating|ruling",
            ),
            searched=True,
        ),
    ),
    about="One step in the checking of a claim.",
    json="status outcome note proposed replaces",
)

EVIDENCE = Record(
    "evidence",
    (
        Field("review", Reference("review"), about="the review it supports"),
        Field("correction", Reference("correction"), about="the correction it supports"),
        Field(
            "kind",
            EvidenceKind,
            required=True,
            beside=Option(
                help="The kind of evidence, once for all or once for each (report for an article).",
                name="evidence-kind",
                repeatable=True,
            ),
            form="Kind of evidence",
            about="the kind of evidence",
            cell=Cell(headings="evidence kind", name="evidence_kind"),
            width=14,
        ),
        Field(
            "title",
            TEXT,
            beside=Option(help="The title of the evidence.", name="evidence-title"),
            form="Title of the evidence",
            about="its title",
            label="evidence",
            searched=True,
            passage="evidence",
        ),
        Field("url", TEXT, about="its address", label="evidence", searched=True, passage="evidence_url"),
        Field("article", Reference("article"), about="the article, if the evidence is one"),
        Field(
            "file_name",
            TEXT,
            about="the name of the stored file",
            label="evidence",
            searched=True,
            passage="evidence_file",
        ),
        Field("sha256", LINE, about="the fingerprint of that file", width=20, reported=0),
        Field(
            "published",
            DATE,
            beside=Option(help="When it was published.", name="evidence-published"),
            form="Published",
            about="when it was published",
            width=12,
        ),
        Field(
            "note",
            TEXT,
            beside=Option(help="What it shows.", name="evidence-note"),
            form="What it shows",
            about="what it shows",
            label="evidence",
            searched=True,
            passage="evidence_note",
            width=30,
            reported=0,
            desk_only=True,
        ),
    ),
    about="Evidence for a review or a correction: a link, a file or an article.",
    sheet="kind title url article published sha256 note",
)

JUDGEMENT = Record(
    "judgement",
    (
        Field("subject", LINE, required=True, about="the kind of the two records"),
        Field("kind", JudgementKind, required=True, about="what was judged"),
        Field("a_uid", LINE, required=True, about="the first record"),
        Field("b_uid", LINE, required=True, about="the second record"),
        Field("reason", TEXT, required=True, about="why"),
        Field("replaces", Reference("judgement"), about="the judgement it replaces"),
        Field("withdrawn", FLAG, False, about="whether it withdraws a judgement"),
    ),
    about="A person's judgement on two records.",
)
