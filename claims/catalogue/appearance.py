"""Appearances: what an article says of a claim, on one footing; and the words with which it holds back."""

from __future__ import annotations

from claims.catalogue.field import DAY, TEXT, Cell, Field, Option, Record, Reference
from claims.vocabulary import (
    Attribution,
    Capacity,
    Channel,
    CorrectionKind,
    Credibility,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
    Placement,
    Proximity,
    RelayBasis,
    Stance,
    Terms,
    Treatment,
    Wording,
)

QUOTE = ("prefix", "excerpt", "suffix")
"""The excerpt with the words around it (W3C's TextQuoteSelector), as they stand in the article."""

APPEARANCE = Record(
    "appearance",
    (
        Field("claim", Reference("claim"), required=True),
        Field("article", Reference("article"), required=True),
        Field(
            "attribution",
            Attribution,
            required=True,
            option=Option(help="On whose word the article gives it; always needed."),
            cell=Cell(about="on whose word it is", headings="attribution|sourcing"),
            width=14,
        ),
        Field(
            "source",
            Reference("source"),
            option=Option(help="Who or what that is, as printed, or a #number or slug.", metavar="NAME"),
            cell=Cell(about="who stands behind it", headings="source|speaker|source name|quoted|said by"),
            confiding=True,
        ),
        Field(
            "terms",
            Terms,
            Terms.NOT_STATED,
            option=Option(help="On which terms the source spoke (not_stated)."),
            cell=Cell(about="on what terms the source spoke", headings="terms"),
            width=14,
            carried=True,
        ),
        Field(
            "channel",
            Channel,
            Channel.NOT_STATED,
            option=Option(help="How the words reached the reporter (not_stated)."),
            cell=Cell(about="how the words reached the reporter", headings="channel"),
            width=14,
            reported=0,
        ),
        Field(
            "occasion",
            TEXT,
            option=Option(help='When and where: "2+2 press conference, Melbourne".'),
            cell=Cell(about="on what occasion it was said", headings="occasion|event"),
            told="{}",
            width=14,
            reported=20,
            searched=True,
        ),
        Field(
            "capacity",
            Capacity,
            Capacity.NOT_STATED,
            option=Option(help="In what capacity the source spoke (not_stated)."),
            cell=Cell(about="in what capacity the source spoke", headings="capacity"),
            width=14,
            reported=0,
        ),
        Field(
            "proximity",
            Proximity,
            Proximity.NOT_STATED,
            option=Option(help="Whether it is known at first hand (not_stated)."),
            cell=Cell(about="whether the source knows at first hand", headings="proximity"),
            width=14,
            reported=0,
        ),
        Field(
            "stance",
            Stance,
            Stance.ASSERTS,
            option=Option(help="What the speaker does with the claim (asserts)."),
            cell=Cell(about="what the speaker does with the claim", headings="stance|speaker stance"),
            width=14,
            carried=True,
        ),
        Field(
            "treatment",
            Treatment,
            Treatment.REPORTS,
            option=Option(help="What the outlet does with it (reports)."),
            cell=Cell(about="what the outlet does with the claim", headings="treatment|article stance"),
            width=14,
            carried=True,
        ),
        Field(
            "placement",
            Placement,
            option=Option(help="Where in the article it stands."),
            cell=Cell(about="where in the article it stands", headings="placement"),
            width=14,
            reported=0,
            carried=True,
        ),
        Field(
            "likelihood",
            Likelihood,
            option=Option(help="How likely it is said to be (ICD 203)."),
            width=14,
            carried=True,
        ),
        Field(
            "likelihood_basis",
            LikelihoodBasis,
            option=Option(help="Where that is from (editor)."),
            carried=True,
        ),
        Field(
            "hedges",
            Reference("hedge"),
            stored=False,
            option=Option(
                help="Words that hold back, after their kind (evidential, likelihood, intention or conditional): "
                "likelihood:could; repeatable.",
                name="hedge",
                metavar="KIND:WORDS",
                repeatable=True,
            ),
            confiding=True,
        ),
        Field(
            "said",
            DAY,
            option=Option(help="The day on which it was said (else the chain's earliest dated article)."),
            cell=Cell(about="the day on which it was said", headings="said|said on|date said"),
            width=12,
            carried=True,
        ),
        Field(
            "excerpt",
            TEXT,
            option=Option(help="A few exact words of the article."),
            cell=Cell(about="the words of the article", headings="excerpt|quote|quotation|passage", prose=True),
            label="quote",
            width=60,
            searched=True,
            carried=True,
        ),
        Field(
            "prefix",
            TEXT,
            option=Option(help="The words before the excerpt."),
            label="words before the quote",
            searched=True,
            carried=True,
        ),
        Field(
            "suffix",
            TEXT,
            option=Option(help="The words after it."),
            label="words after the quote",
            searched=True,
            carried=True,
        ),
        Field(
            "wording",
            Wording,
            option=Option(help="Whose words the excerpt holds; the first two are quoted."),
            cell=Cell(about="whose words the excerpt holds", headings="wording"),
            width=14,
            carried=True,
        ),
        Field(
            "anonymity_reason",
            TEXT,
            option=Option(help="Why the source is not named, as printed."),
            cell=Cell(about="why nobody is named", headings="anonymity reason", prose=True),
            label="why not named",
            told="not named because {quoted}",
            width=20,
            searched=True,
            desk_only=True,
        ),
        Field(
            "relays",
            Reference("article"),
            option=Option(
                help='From which report it is had: article:7, "#3" (that appearance\'s article) or an outlet.',
                metavar="ARTICLE|APPEARANCE|OUTLET",
                completes="outlet",
            ),
            cell=Cell(about="from which outlet, or address, it has it", headings="relays|relayed from|via|citing"),
        ),
        Field(
            "relay_basis",
            RelayBasis,
            RelayBasis.STATED,
            optional=True,
            shown=False,
            option=Option(help="Who says that it is had from there (stated)."),
            width=14,
        ),
        Field(
            "via",
            Reference("outlet"),
            stored=False,
            option=Option(help="The outlet to which the source spoke.", metavar="OUTLET"),
            confiding=True,
        ),
        Field(
            "credibility",
            Credibility,
            option=Option(help="How credible it is, in your judgement (Admiralty)."),
            cell=Cell(about="an editor's mark for it", headings="credibility"),
            width=14,
            reported=0,
            desk_only=True,
        ),
        Field(
            "note",
            TEXT,
            option=Option(help="A note on this appearance.", name="appearance-note"),
            cell=Cell(about="a note on the appearance", headings="appearance note", name="appearance_note", prose=True),
            width=30,
            reported=0,
            searched=True,
            desk_only=True,
        ),
        Field(
            "private_note",
            TEXT,
            option=Option(help="A note that leaves in no report."),
            cell=Cell(about="a note that never leaves", headings="private note|confidential note", prose=True),
            private=True,
        ),
    ),
    confiding=True,
    options="attribution source relays relay_basis via said stance treatment placement terms channel occasion capacity "
    "proximity hedges likelihood likelihood_basis excerpt prefix suffix wording anonymity_reason credibility "
    "private_note note",
    json="attribution source relays stance treatment placement excerpt wording prefix suffix terms channel occasion "
    "said capacity proximity hedges likelihood likelihood_basis anonymity_reason credibility note",
    sheet="attribution source terms stance treatment likelihood hedges said occasion excerpt wording anonymity_reason "
    "relays relay_basis",
)
"""One article reports one claim on one footing."""

HEDGE = Record(
    "hedge",
    (
        Field("appearance", Reference("appearance"), required=True),
        Field("kind", HedgeKind, required=True),
        Field("words", TEXT),
    ),
)
"""Words with which an appearance holds back."""

CORRECTION = Record(
    "correction",
    (
        Field("appearance", Reference("appearance"), required=True),
        Field("kind", CorrectionKind, required=True),
        Field("note", TEXT, option=Option(help="The reason; always needed."), desk_only=True),
        Field("successor", Reference("appearance")),
    ),
)
"""What became of an appearance."""
