"""The options that commands share, in sections, each with the draft that is made of it."""

from __future__ import annotations

import click

from claims.cli import completion
from claims.cli.chassis.options import choice
from claims.cli.forms.drafting import Date, Day, Hedged, Section, present
from claims.cli.forms.drafts import (
    appearance_draft,
    appearance_values,
    article_draft,
    claim_draft,
    typed_evidence,
    window_drafts,
)
from claims.entry.drafts import ArticleDraft
from claims.vocabulary import (
    SOURCE_KIND_OF,
    ArticleKind,
    Attribution,
    Basis,
    Capacity,
    Channel,
    ClaimKind,
    Credibility,
    EvidenceKind,
    Likelihood,
    LikelihoodBasis,
    Placement,
    Proximity,
    RelayBasis,
    Stance,
    Terms,
    Treatment,
    Weight,
    Wording,
)

_WINDOWS = (
    click.option("--due", metavar="WORDS", help='When it is due, in the words used: "by May 2025".'),
    click.option("--due-earliest", metavar="DAY", type=Day(), help="The first day, where --due is understood wrongly."),
    click.option("--due-latest", metavar="DAY", type=Day(), help="The last day, where --due is understood wrongly."),
    click.option("--happened", metavar="WORDS", help='When it happened: "on 8 April 2024", "last week".'),
    click.option("--holds", metavar="WORDS", help="The day or time for which it holds."),
)
_SAID = click.option(
    "--said", metavar="DAY", type=Day(), help="The day on which it was said (else the chain's earliest dated article)."
)
_CLAIM = (
    click.option("--kind", type=choice(ClaimKind), help="What sort of statement it is (fact)."),
    click.option("--weight", type=choice(Weight), help="How much of the story rests on it (key)."),
)
_CONDITION = (
    click.option("--condition", metavar="TEXT", help="On what it depends, in words."),
    click.option(
        "--condition-claim",
        metavar="CLAIM",
        shell_complete=completion.claims,
        help="The claim on which it depends.",
    ),
)
_NEW_ARTICLE = (
    click.option(
        "--outlet", metavar="NAME", shell_complete=completion.outlets, help="Who published it: a name, slug or #number."
    ),
    click.option("--url", metavar="URL", help="Its address; the outlet can be found by the host alone."),
    click.option("--published", metavar="DATE", type=Date(), help="When: 2024-03-19, 2024-03 or 2024; else unknown."),
    click.option("--title", metavar="TEXT", help="Its title as printed."),
    click.option(
        "--reporter",
        metavar="NAME",
        multiple=True,
        shell_complete=completion.reporters,
        help="Who signed it; repeatable, in order.",
    ),
    click.option("--article-kind", type=choice(ArticleKind), help="What sort of publication it is (article)."),
    click.option("--language", metavar="CODE", help="Its language: en, ja."),
    click.option("--outlet-basis", type=choice(Basis), help="Whether the outlet is printed or concluded (stated)."),
    click.option("--published-basis", type=choice(Basis), help="The same of the date (stated)."),
    click.option("--url-basis", type=choice(Basis), help="The same of the address (stated)."),
    click.option("--article-note", metavar="TEXT", help="A note on the article."),
)
_KNOWN_ARTICLE = click.option(
    "--article",
    metavar="ARTICLE",
    shell_complete=completion.articles,
    help="The article, when it is there already: its number.",
)
_ARTICLE = (
    _KNOWN_ARTICLE,
    *_NEW_ARTICLE,
    click.option("--unread", is_flag=True, help="Nobody here has read the article; others say what is in it."),
)
_ATTRIBUTION = (
    click.option("--attribution", type=choice(Attribution), help="On whose word the article gives it; always needed."),
    click.option(
        "--source",
        metavar="NAME",
        shell_complete=completion.sources,
        help="Who or what that is, as printed, or a #number or slug.",
    ),
    click.option("--role", metavar="TEXT", help="The source's role as printed."),
    click.option("--institution", metavar="NAME", shell_complete=completion.sources, help="For whom a person speaks."),
    click.option("--issuer", metavar="NAME", shell_complete=completion.sources, help="Who issued a document."),
    click.option(
        "--stated-count",
        metavar="N",
        type=click.IntRange(1, 100_000),
        help='How many unnamed people the article counts ("two" is read off the words).',
    ),
)
_RELAY = (
    click.option(
        "--relays",
        metavar="ARTICLE|APPEARANCE|OUTLET",
        shell_complete=completion.outlets,
        help='From which report it is had: article:7, "#3" (that appearance\'s article) or an outlet.',
    ),
    click.option("--relay-basis", type=choice(RelayBasis), help="Who says that it is had from there (stated)."),
    click.option(
        "--via", metavar="OUTLET", shell_complete=completion.outlets, help="The outlet to which the source spoke."
    ),
)
_AXES = (
    click.option("--stance", type=choice(Stance), help="What the speaker does with the claim (asserts)."),
    click.option("--treatment", type=choice(Treatment), help="What the outlet does with it (reports)."),
    click.option("--placement", type=choice(Placement), help="Where in the article it stands."),
    click.option("--terms", type=choice(Terms), help="On which terms the source spoke (not_stated)."),
    click.option("--channel", type=choice(Channel), help="How the words reached the reporter (not_stated)."),
    click.option("--occasion", metavar="TEXT", help='When and where: "2+2 press conference, Melbourne".'),
    click.option("--capacity", type=choice(Capacity), help="In what capacity the source spoke (not_stated)."),
    click.option("--proximity", type=choice(Proximity), help="Whether it is known at first hand (not_stated)."),
    click.option(
        "--hedge",
        metavar="KIND:WORDS",
        type=Hedged(),
        multiple=True,
        help="Words that hold back, after their kind (evidential, likelihood, intention or conditional): "
        "likelihood:could; repeatable.",
    ),
    click.option("--likelihood", type=choice(Likelihood), help="How likely it is said to be (ICD 203)."),
    click.option("--likelihood-basis", type=choice(LikelihoodBasis), help="Where that is from (editor)."),
    click.option("--excerpt", metavar="TEXT", help="A few exact words of the article."),
    click.option("--prefix", metavar="TEXT", help="The words before the excerpt."),
    click.option("--suffix", metavar="TEXT", help="The words after it."),
    click.option("--wording", type=choice(Wording), help="Whose words the excerpt holds; the first two are quoted."),
    click.option("--anonymity-reason", metavar="TEXT", help="Why the source is not named, as printed."),
    click.option("--credibility", type=choice(Credibility), help="How credible it is, in your judgement (Admiralty)."),
    click.option("--private-note", metavar="TEXT", help="A note that leaves in no report."),
)

_APPEARANCE_NOTE = click.option("--appearance-note", metavar="TEXT", help="A note on this appearance.")

CLAIM = Section(
    (
        *_CLAIM,
        click.option(
            "--story",
            metavar="STORY",
            multiple=True,
            shell_complete=completion.stories,
            help="The story to which it belongs; repeatable.",
        ),
        *_WINDOWS,
        *_CONDITION,
        click.option("--note", metavar="TEXT", help="A note on the claim."),
    ),
    claim_draft,
)
"""A new claim; its windows are read against the ``--said`` of `APPEARANCE`."""

APPEARANCE = Section((*_ATTRIBUTION, *_RELAY, *_ARTICLE, _SAID, *_AXES, _APPEARANCE_NOTE), appearance_draft)
"""A new appearance beside a new claim."""

ANOTHER_APPEARANCE = Section(
    (
        *APPEARANCE.options[:-1],
        click.option("--note", "--appearance-note", "appearance_note", metavar="TEXT", help="A note on it."),
    ),
    appearance_draft,
)
"""A new appearance of a claim that is there."""

USED_REPLY = Section(
    (
        click.option(
            "--attribution",
            type=choice(Attribution, only=SOURCE_KIND_OF),
            help="On whose word it is, if not on that of the source that was asked.",
        ),
        *_ATTRIBUTION[1:],
        click.option("--said", metavar="DAY", type=Day(), help="The day on which it was said, if not that of --at."),
        click.option(
            "--stance", type=choice(Stance), help="What it does with the claim; needed when they answered (declines)."
        ),
        *_AXES[1:],
        _APPEARANCE_NOTE,
    ),
    lambda given: appearance_values({**given, "relays": None, "relay_basis": None, "via": None}),
)
"""What a reply says as an appearance, by field."""

REPRINT = Section(_NEW_ARTICLE, article_draft)
"""A new article alone."""

CHANGED_APPEARANCE = Section(
    (*_ATTRIBUTION, *_RELAY, _KNOWN_ARTICLE, _SAID, *_AXES, _APPEARANCE_NOTE),
    lambda given: (
        appearance_values(given)
        | ({"article": ArticleDraft(article=given["article"])} if given["article"] is not None else {})
    ),
)
"""What an appearance should have said, by field."""

WINDOWS = Section((*_WINDOWS, _SAID), lambda given: window_drafts(given, days_alone=True))
"""New windows of a claim that is there."""

CONDITION = Section(_CONDITION, lambda given: present(given, {name: name for name in ("condition", "condition_claim")}))
"""On what a claim that is there depends."""

EVIDENCE = Section(
    (
        click.option(
            "--evidence",
            metavar="URL|FILE|ARTICLE",
            multiple=True,
            help="What it rests on: a link, a file (a copy is kept) or article:7; repeatable.",
        ),
        click.option(
            "--evidence-kind",
            type=choice(EvidenceKind),
            multiple=True,
            help="What sort of evidence it is, one for all or one for each; an article is a report unless you say so.",
        ),
        click.option("--evidence-title", metavar="TEXT", help="The title of the one piece of evidence."),
        click.option("--evidence-published", metavar="DATE", type=Date(), help="When it was published."),
        click.option("--evidence-note", metavar="TEXT", help="What it shows."),
    ),
    typed_evidence,
)
"""What a review or a correction rests on."""
