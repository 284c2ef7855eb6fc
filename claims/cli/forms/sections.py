"""The options that commands share, in sections, each with the draft made from it."""

from __future__ import annotations

from collections.abc import Collection

import click

from claims import catalogue
from claims.catalogue.meanings import listed_words
from claims.cli import completion
from claims.cli.chassis.command import Invocation, Option
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import choice
from claims.cli.forms.drafting import ASKS, Section
from claims.cli.forms.fields import Decorator, option_of, options_beside, own_options
from claims.entry.drafts import ArticleDraft
from claims.entry.typed import (
    appearance_draft,
    appearance_values,
    article_draft,
    claim_draft,
    present,
    typed_evidence,
    window_drafts,
)
from claims.errors import BadUsage
from claims.vocabulary import SOURCE_KIND_OF, Attribution


def own_section(record: catalogue.Record, *, but: Collection[str] = ()) -> Section:
    """Return the options of a record's own commands, whose draft is the typed values by field."""
    options = {name: option for name, option in own_options(record, record.options).items() if name not in but}
    names = {name: record[name].parameter for name in options}
    return Section(tuple(options.values()), lambda given: present(given, names))


def _given(context: click.Context, parameter: click.Parameter, attribution: Attribution | None) -> Attribution | None:
    """Return an attribution: `outlet` for ``--relays`` alone.

    Without either, a person at a terminal will be asked; elsewhere it raises `BadUsage`.
    """
    if attribution is None and (context.params.get("relays") or "").strip() and context.params.get("source") is None:
        return Attribution.OUTLET
    if attribution is None and not context.resilient_parsing:
        if Desk(context.ensure_object(Invocation)).interactive:
            context.meta[ASKS] = True
            return None
        raise BadUsage(
            f"say who the article attributes it to: --attribution {listed_words(Attribution)}", part="--attribution"
        )
    return attribution


_OF_CLAIM = {**own_options(catalogue.CLAIM), **options_beside(catalogue.CLAIM)}
_OF_ARTICLE = options_beside(catalogue.ARTICLE)
_OF_APPEARANCE = own_options(catalogue.APPEARANCE, catalogue.APPEARANCE.options)
_ATTRIBUTION = (
    _OF_APPEARANCE.pop("attribution"),
    _OF_APPEARANCE.pop("source"),
    *options_beside(catalogue.SOURCE).values(),
)
_NEEDED_ATTRIBUTION = (option_of(catalogue.APPEARANCE["attribution"], callback=_given), *_ATTRIBUTION[1:])
_RELAY = tuple(_OF_APPEARANCE.pop(name) for name in ("relays", "relay_basis", "via"))
_SAID = _OF_APPEARANCE.pop("said")
_APPEARANCE_NOTE = _OF_APPEARANCE.pop("note")
_AXES = tuple(_OF_APPEARANCE.values())
_WINDOWS = tuple(_OF_CLAIM[name] for name in ("due", "due_earliest", "due_latest", "happened", "holds"))
_CONDITION = tuple(_OF_CLAIM[name] for name in ("condition", "condition_claim"))
_KNOWN_ARTICLE = click.option(
    "--article",
    metavar="ARTICLE",
    shell_complete=completion.articles,
    help="The number of a recorded article, instead of --outlet, --url and --published.",
    cls=Option,
    group=catalogue.OF_ARTICLE,
)
_OTHER_ARTICLE = click.option(
    "--new-article",
    is_flag=True,
    help="A new article, even if this outlet has a similar one; otherwise the program asks which you mean.",
    cls=Option,
    group=catalogue.OF_ARTICLE,
)
_NEW_ARTICLE = tuple(_OF_ARTICLE.values())
_ARTICLE: tuple[Decorator, ...] = (
    _KNOWN_ARTICLE,
    *_NEW_ARTICLE,
    _OTHER_ARTICLE,
    click.option(
        "--unread/--read",
        default=None,
        help="The article is unread, and known only through others; or somebody has read it after all.",
        cls=Option,
        group=catalogue.OF_ARTICLE,
    ),
)

CLAIM = Section(tuple(option for name, option in _OF_CLAIM.items() if name != "statement"), claim_draft)
"""A new claim; its windows are read against the ``--said`` of `APPEARANCE`."""

APPEARANCE = Section((*_ARTICLE, *_NEEDED_ATTRIBUTION, *_RELAY, _SAID, *_AXES, _APPEARANCE_NOTE), appearance_draft)
"""A new appearance beside a new claim."""

ANOTHER_APPEARANCE = Section(
    (
        *APPEARANCE.options[:-1],
        click.option(
            "--note",
            "--appearance-note",
            "appearance_note",
            metavar="TEXT",
            help="A note on this appearance.",
            cls=Option,
            group=catalogue.NOTES,
        ),
    ),
    appearance_draft,
)
"""A new appearance of an existing claim."""

USED_REPLY = Section(
    (
        option_of(
            catalogue.APPEARANCE["attribution"],
            type=choice(Attribution, only=SOURCE_KIND_OF),
            help="Who the reply is attributed to, if not the source you asked.",
        ),
        *_ATTRIBUTION[1:],
        option_of(catalogue.APPEARANCE["said"], help="The day it was said, if not the day of --at."),
        option_of(
            catalogue.APPEARANCE["stance"],
            help="What the reply says about the claim; needed when they answered (declines).",
        ),
        *_AXES[1:],
        _APPEARANCE_NOTE,
    ),
    lambda given: appearance_values({**given, "relays": None, "relay_basis": None, "via": None}),
)
"""A reply's content as an appearance, by field."""

CAPTURED = Section(
    (
        _KNOWN_ARTICLE,
        *_NEW_ARTICLE,
        click.option(
            "--new-article",
            is_flag=True,
            help="A new article, even if a recorded one has the same text.",
            cls=Option,
            group=catalogue.OF_ARTICLE,
        ),
    ),
    article_draft,
)
"""A captured article, known or new."""

REPRINT = Section(_NEW_ARTICLE, article_draft)
"""A new article alone."""

CHANGED_APPEARANCE = Section(
    (*_ATTRIBUTION, *_RELAY, _KNOWN_ARTICLE, _SAID, *_AXES, _APPEARANCE_NOTE),
    lambda given: (
        appearance_values(given)
        | ({"article": ArticleDraft(article=given["article"])} if given["article"] is not None else {})
    ),
)
"""The right values of an appearance that was entered wrongly, by field."""

CHANGED_CLAIM = own_section(
    catalogue.CLAIM, but=[field.name for field in catalogue.CLAIM if not field.stored or "condition" in field.name]
)
"""New values of a claim, by field, without its `WINDOWS`, its `CONDITION` and its stories."""

REVIEWED = own_section(catalogue.REVIEW, but=("agrees_with",))
"""A review's details beside its status, by field."""

ASKED = own_section(catalogue.INQUIRY)
"""An inquiry's details beside the person asked, by field; moments as typed."""

CAME_BACK = own_section(catalogue.INQUIRY_REPLY, but=("appearance",))
"""A reply's details, by field; moments as typed."""

WINDOWS = Section((*_WINDOWS, _SAID), lambda given: window_drafts(given, days_alone=True))
"""New windows of an existing claim."""

CONDITION = Section(_CONDITION, lambda given: present(given, {name: name for name in ("condition", "condition_claim")}))
"""The condition of an existing claim."""

EVIDENCE = Section(
    (
        click.option(
            "--evidence",
            metavar="URL|FILE|ARTICLE",
            multiple=True,
            help="What it rests on: a link, a file (a copy is kept) or article:7; repeatable.",
        ),
        *options_beside(catalogue.EVIDENCE).values(),
    ),
    typed_evidence,
)
"""The evidence for a review or a correction."""
