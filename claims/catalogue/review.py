"""Reviews, what they rest on, and what people judged of two records."""

from __future__ import annotations

from claims.catalogue.field import DATE, FLAG, LINE, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import EvidenceKind, JudgementKind, Outcome, Status

REVIEW = Record(
    "review",
    (
        Field("claim", Reference("claim"), required=True),
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
            option=Option(help="What became of what was to come."),
            about="whether it came true",
            cell=Cell(headings="outcome", prose=True),
            width=14,
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="The reasons; always needed, but to agree."),
            about="the reasons",
            cell=Cell(
                headings="review note|explanation|justification|reasons|ruling note",
                name="review_note",
                prose=True,
            ),
            width=40,
            searched=True,
        ),
        Field("proposed", FLAG, False, width=10),
        Field(
            "agrees_with",
            Reference("review"),
            option=Option(help="With which of several reviews to --agree: its number.", name="with"),
        ),
        Field("replaces", Reference("review")),
        Field(
            "rating",
            TEXT,
            shown=False,
            about="somebody else's rating, word for word",
            cell=Cell(
                headings="rating|verdict|truth|veracity|fact check|truth rating|ruling",
            ),
            searched=True,
        ),
    ),
    json="status outcome note proposed replaces",
)
"""One step in a claim's verification history; `replaces` is the review that its writer saw before."""

EVIDENCE = Record(
    "evidence",
    (
        Field("review", Reference("review")),
        Field("correction", Reference("correction")),
        Field(
            "kind",
            EvidenceKind,
            required=True,
            beside=Option(
                help="What sort of evidence it is, one for all or one for each; an article is a report unless you say "
                "so.",
                name="evidence-kind",
                repeatable=True,
            ),
            about="the sort of evidence",
            cell=Cell(headings="evidence kind", name="evidence_kind"),
            width=14,
        ),
        Field(
            "title",
            TEXT,
            beside=Option(help="The title of the one piece of evidence.", name="evidence-title"),
            label="evidence",
            searched=True,
            passage="evidence",
        ),
        Field("url", TEXT, label="evidence", searched=True, passage="evidence_url"),
        Field("article", Reference("article")),
        Field("file_name", TEXT, label="evidence", searched=True, passage="evidence_file"),
        Field("sha256", LINE, width=20, reported=0),
        Field(
            "published",
            DATE,
            beside=Option(help="When it was published.", name="evidence-published"),
            width=12,
        ),
        Field(
            "note",
            TEXT,
            beside=Option(help="What it shows.", name="evidence-note"),
            label="evidence",
            searched=True,
            passage="evidence_note",
            width=30,
            reported=0,
            desk_only=True,
        ),
    ),
    sheet="kind title url article published sha256 note",
)
"""What a review or a correction rests on: a link, a kept file or an article."""

JUDGEMENT = Record(
    "judgement",
    (
        Field("subject", LINE, required=True),
        Field("kind", JudgementKind, required=True),
        Field("a_uid", LINE, required=True),
        Field("b_uid", LINE, required=True),
        Field("reason", TEXT, required=True),
        Field("replaces", Reference("judgement")),
        Field("withdrawn", FLAG, False),
    ),
)
"""What a person decided about two records, named by uid; `replaces` is the judgement taken back by it."""
