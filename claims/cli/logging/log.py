"""`claims log`, `claims appear`, `claims reprint`: entering published reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import choice, writing
from claims.cli.forms.drafting import Given, taking
from claims.cli.forms.names import chosen_names, settled_appearance, settled_article
from claims.cli.forms.sections import ANOTHER_APPEARANCE, APPEARANCE, CLAIM, REPRINT
from claims.cli.logging.asking import argument, asking, were_likeliest_shown
from claims.cli.logging.questions import OF_APPEAR, OF_LOG
from claims.cli.reviewing.answering import show_likeliest
from claims.cli.terminal.render import Format
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft
from claims.errors import BadUsage, Problems
from claims.vocabulary import ReprintExtent

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import Made


def _check_claim(given: Given, problems: Problems) -> None:
    """Add the faults of a claim's statement and address to others."""
    from claims.entry.resolve.keys import web_address
    from claims.entry.rules.statements import statement_of

    if problems:
        with problems.collected():
            statement_of(given["statement"])
        with problems.collected():
            web_address(given["url"])


@command(
    "log",
    example="""
        claims log
        claims log "Japan will join AUKUS" --outlet POLITICO --attribution unnamed --source "a diplomat"
    """,
)
@argument("statement")
@asking(*OF_LOG)
@taking(_check_claim, claim=CLAIM, appearance=APPEARANCE)
@writing
def log(desk: Desk, form: Format, statement: str, claim: ClaimDraft, appearance: AppearanceDraft) -> None:
    """Log a claim and where it appeared.

    STATEMENT is one checkable statement in your own words, in quotes. New outlets, reporters, sources, articles and
    stories are added when you name them; the answer lists claims that read alike, on a terminal with where they were
    reported and how they stand. On a terminal, `claims log` without a statement asks one short question at a time.
    """
    from claims.entry import log as actions
    from claims.entry.proposing import with_proposals

    appearance = settled_appearance(desk, appearance, stories=claim.stories)
    chosen = chosen_names()
    shows = desk.interactive and form is Format.TABLE and not were_likeliest_shown()

    def use_case(session: Session) -> Made:
        made = actions.log(session, claim, appearance, chosen=chosen)
        return made if shows else with_proposals(session.connection(), made, claim)

    made = desk.write("log", use_case)
    answer(made, form)
    if shows and made.claim is not None:
        show_likeliest(desk, made.claim)


@command(
    "appear",
    example="""
        claims appear
        claims appear 1 --outlet Ednews --published 2024-03-20 --relays POLITICO
    """,
)
@argument("claim", shell_complete=completion.claims)
@asking(*OF_APPEAR)
@taking(appearance=ANOTHER_APPEARANCE)
@writing
def appear(desk: Desk, form: Format, claim: str, appearance: AppearanceDraft) -> None:
    """Log another appearance of a claim.

    An appearance is one article with one attribution of the claim. If an article attributes it twice, to its own
    official and to another paper's report, log the second appearance with `--article N`. `--relays` names the report it
    was picked up from: `article:7`, `#3` (the article of appearance 3) or an outlet, with its unread article; alone it
    means `--attribution outlet`. On a terminal, `claims appear` asks one short question at a time.
    """
    from claims.entry import log as actions

    appearance = settled_appearance(desk, appearance, claim=claim)
    chosen = chosen_names()
    answer(desk.write("appear", lambda session: actions.appear(session, claim, appearance, chosen=chosen)), form)


@command("reprint", example="claims reprint 7 --outlet Ednews --url https://ednews.net/aukus --published 2024-03-20")
@click.argument("article", shell_complete=completion.articles)
@click.option(
    "--extent", type=choice(ReprintExtent), default="whole", help="How much of the original it carries (whole)."
)
@click.option(
    "--claim",
    "claims",
    metavar="CLAIM",
    multiple=True,
    shell_complete=completion.claims,
    help="A claim that a reprint of a part carries; repeatable.",
)
@click.option(
    "--article",
    "known",
    metavar="ARTICLE",
    shell_complete=completion.articles,
    help="The reprint, if it is recorded already, instead of --outlet, --url and --published.",
)
@taking(copy=REPRINT)
@writing
def reprint(
    desk: Desk,
    form: Format,
    article: str,
    extent: ReprintExtent,
    claims: tuple[str, ...],
    known: str | None,
    copy: ArticleDraft,
) -> None:
    """Log a republished article with all its claims.

    ARTICLE is the original. Appearances logged later in the original are added to its whole reprints too.
    """
    from claims.entry import log as actions

    if known is not None:
        from claims.entry.reprinting import reprint_known

        if copy.outlet or copy.url or copy.published or copy.title or copy.reporters:
            raise BadUsage(
                f"--article names a recorded article; `claims article edit {known}` changes its details",
                part="--article",
            )
        answer(desk.write("reprint", lambda session: reprint_known(session, article, known, extent, claims)), form)
        return
    if not (copy.outlet or copy.url):
        raise BadUsage("say where it was republished: --outlet or --url", part="reprint")
    copy = settled_article(desk, copy)
    chosen = chosen_names()
    made = desk.write("reprint", lambda session: actions.reprint(session, article, copy, extent, claims, chosen=chosen))
    answer(made, form)
