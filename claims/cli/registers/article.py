"""`claims article`: the publications that carry claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from claims.catalogue import ARTICLE
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading, writing
from claims.cli.forms.drafting import taking
from claims.cli.forms.fields import option_of
from claims.cli.forms.twins import propose_twins
from claims.cli.registers.changes import add_changes
from claims.cli.registers.common import (
    ALSO,
    LIST_CONFIDENTIAL,
    REASON,
    SHOW_CONFIDENTIAL,
    Json,
    add_judging,
    add_merging,
    add_taking_back,
    changes,
    details,
    edited,
    label_of,
    lines,
    numbered,
    show_list,
    show_one,
    told_columns,
    withheld,
)
from claims.cli.registers.snapshots import add_snapshots
from claims.cli.registers.timestamps import add_timestamp
from claims.cli.terminal.render import Column, Format
from claims.entry.drafts import ArticleDraft
from claims.errors import blaming
from claims.render.corrections import RETRACTED
from claims.text.dates import partial_date
from claims.vocabulary import Basis, JudgementKind, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.view import View as Question

_REPORTER = option_of(ARTICLE["reporters"], given_as="reporters")
_LIST = [
    Column("id", "id", right=True),
    Column("outlet", label_of("outlet")),
    Column("published", "published"),
    Column("title", lambda row: row["title"] or row["url"]),
    Column("kind", "kind"),
    Column("seen", lambda row: "" if row["seen"] else "not seen"),
    Column("reporters", "reporters"),
    Column("claims", "claims", right=True),
    ALSO,
    Column("perhaps", lambda row: ", ".join(f"#{number}" for number in row["perhaps"])),
]
_TOLD = ("kind", "seen", "title", "url", "published", "outlet_basis", "url_basis", "published_basis", "reprint_extent")
_SHOWN = [
    Column("article", lambda row: f"#{row['id']} {row['kind']}{'' if row['seen'] else ', unread'}"),
    Column("title", "title"),
    Column("slug", "slug"),
    Column("outlet", lambda row: _with_basis(numbered(row["outlet"]), row["outlet_basis"])),
    Column("published", lambda row: _with_basis(row["published"], row["published_basis"])),
    Column("address", lambda row: _with_basis(row["url"], row["url_basis"])),
    *told_columns(ARTICLE, *_TOLD),
    Column("reporters", "reporters"),
    Column(
        "reprint of", lambda row: f"{numbered(row['reprint_of'])}, {row['reprint_extent']}" if row["reprint_of"] else ""
    ),
    Column("reprints", lines(lambda row: map(numbered, row["reprints"]))),
    Column("claims", lines(lambda row: _printed(row))),
    Column("withheld", withheld),
    Column("relays", lines(lambda row: map(_relay, row["relays"]))),
    Column("perhaps", lambda row: ", ".join(f"#{number}" for number in row["perhaps"])),
    Column("relayed by", lines(lambda row: map(_relay, row["relayed_by"]))),
]


@group()
def article() -> None:
    """Manage the articles that report claims.

    ARTICLE is a number, a slug, a title, an address, or the beginning of a uid.
    """


@article.command(
    "list", example="claims article list --outlet nikkei --since 2024-03\nclaims article list --unseen --format csv"
)
@click.option("--outlet", metavar="OUTLET", shell_complete=completion.outlets, help="Only articles of this outlet.")
@click.option("--since", metavar="DATE", help="Only articles published on or after this day, month or year.")
@click.option("--until", metavar="DATE", help="Only articles published on or before this day, month or year.")
@click.option("--unseen", is_flag=True, help="Only unread articles.")
@LIST_CONFIDENTIAL
@reading
def list_(
    desk: Desk,
    view: View,
    outlet: str | None,
    since: str | None,
    until: str | None,
    unseen: bool,
    confidential: bool,
) -> None:
    """List the articles; one dated by month alone counts for any day of that month.

    An unread article may be the same as another article of its outlet: the list names these pairs, with the command
    that merges them.
    """
    query = _listing(outlet, since, until, unseen)
    empty = "There is no such article."
    shown = show_list(desk, view, query, _LIST, empty, of="article", confidential=confidential)
    if view.format is Format.TABLE and any(row["perhaps"] for row in shown):
        propose_twins(desk, [row["id"] for row in shown])


@article.command("show", example="claims article show 12\nclaims article show https://www.politico.eu/article/…")
@click.argument("article", shell_complete=completion.articles)
@SHOW_CONFIDENTIAL
@reading
def show(desk: Desk, view: View, article: str, confidential: bool) -> None:
    """Show an article: its claims with their sources, its relays in both directions, its reprints."""
    from claims.reading.registers.read import article_detail

    show_one(desk, view, "article", article, article_detail, _SHOWN, confidential=confidential)


@article.command(
    "add",
    example='claims article add --outlet "Sky News" --unseen\n'
    'claims article add nikkei-scoop --title "Japan to join" --outlet nikkei --published 2024-03-03',
)
@click.argument("called", metavar="[SLUG|TITLE]", required=False)
@click.option("--unseen", is_flag=True, help="The article is unread, and known only through others.")
@_REPORTER
@taking(values=details(ARTICLE))
@writing
def add(desk: Desk, form: Format, called: str | None, values: Json, reporters: tuple[str, ...], unseen: bool) -> None:
    """Add an article without a claim; `claims log` and `claims appear` add one with it.

    With --title the first word is the slug; else it is the title. A new outlet is added with the article.
    """
    from claims.entry.registers.articles import add_article

    draft = ArticleDraft(**values, reporters=reporters, read=not unseen)
    answer(desk.write("article add", lambda session: add_article(session, draft, called)), form)


@article.command("edit", example='claims article edit 12 --published 2024-03-03 --reason "the archive has it"')
@click.argument("article", shell_complete=completion.articles)
@click.option("--seen/--unseen", default=None, help="Whether the newsroom has read it.")
@_REPORTER
@click.option(
    "--not-reporter",
    "dropped",
    metavar="REPORTER",
    multiple=True,
    shell_complete=completion.reporters,
    help="A reporter who did not sign it; repeatable.",
)
@REASON
@taking(values=changes(ARTICLE))
@writing
def edit(
    desk: Desk,
    form: Format,
    article: str,
    values: Json,
    seen: bool | None,
    reporters: tuple[str, ...],
    dropped: tuple[str, ...],
    reason: str | None,
) -> None:
    """Edit an article; its history keeps the old values."""
    from claims.entry.registers.articles import edit_article

    columns = values if seen is None else {**values, "seen": seen}
    edited(
        desk,
        form,
        "article edit",
        lambda session: edit_article(session, article, columns, reporters=reporters, dropped=dropped, reason=reason),
    )


add_snapshots(article)
add_changes(article)
add_timestamp(article)
add_merging(article, "article", completion.articles)

add_judging(
    article,
    "article",
    "distinct",
    JudgementKind.DISTINCT,
    completion.articles,
    help="""Say that two articles are different.

    They are not proposed as the same again. `claims article unjudge` takes it back.
    """,
)

add_taking_back(
    article,
    "article",
    "unjudge",
    completion.articles,
    help="""Take back every judgement about two articles.

    The history keeps the judgement.
    """,
)


def _listing(
    outlet: str | None, since: str | None, until: str | None, unseen: bool
) -> Callable[[Connection, Question], Iterable[Any]]:
    """Return the query for articles that fit the options; raises `claims.errors.BadValue`."""
    with blaming("--since"):
        first = partial_date(since).earliest if since is not None else None
    with blaming("--until"):
        last = partial_date(until).latest if until is not None else None

    def query(connection: Connection, question: Question) -> Iterable[Any]:
        from claims.reading.find import find
        from claims.reading.registers.read import ArticleFilters, article_lines

        number = find(connection, "outlet", outlet, part="--outlet") if outlet is not None else None
        return article_lines(
            connection, ArticleFilters(outlet=number, since=first, until=last, unseen=unseen), question
        )

    return query


def _with_basis(text: str | None, basis: Basis) -> str:
    return f"{text or ''}{f' ({basis})' if text and basis is not Basis.STATED else ''}"


def _printed(row: Json) -> Iterable[str]:
    for appearance in row["appearances"]:
        source = f" {appearance['source']['label']}" if appearance["source"] else ""
        relayed = f", from {numbered(appearance['relays'])}" if appearance["relays"] else ""
        retracted = f", {RETRACTED}" if appearance["retracted"] else ""
        footing = f"{words(appearance['stance'])}, {words(appearance['attribution'])}{source}{relayed}{retracted}"
        yield f"claim {numbered(appearance['claim'])} — {footing}"


def _relay(relay: Json) -> str:
    claims = ", ".join(f"#{number}" for number in relay["claims"])
    return f"{numbered(relay['article'])}{'' if relay['article']['seen'] else ', unread'} ({relay['basis']}): {claims}"
