"""Completion of records in the shell, by plain SQL on the driver, and silence on any trouble."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from claims.cli.chassis.command import Invocation, command

MOST = 50
"""How many records are offered at once."""

PATIENCE = 1
"""How many seconds a shell waits for the database."""

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completer(value: str, label: str, table: str, order: str) -> Completer:
    """Return a completer that offers ``value`` and explains it by ``label``; both are SQL, and so is ``order``.

    Off-the-record records are not offered: anybody looking over a shoulder sees a completion.
    """

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        begins = incomplete.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        fits = f"lower({value}) LIKE ? ESCAPE '\\' OR lower({label}) LIKE ? ESCAPE '\\'"
        try:
            invocation = context.ensure_object(Invocation)
            statement = (
                f"SELECT {value}, {label} FROM {table} WHERE ({fits}) AND {_told(invocation.database, table)} "
                f"ORDER BY {order} LIMIT {MOST}"
            )
            rows = _rows(invocation.database, statement, (begins, begins))
        except Exception:  # a shell that completes shows no errors
            return []
        return [CompletionItem(row[0], help=" ".join((row[1] or "").split())) for row in rows]

    return complete


claims = _completer("CAST(id AS VARCHAR(20))", "statement", "claim", "id DESC")
stories = _completer("slug", "title", "story", "slug")
outlets = _completer("slug", "name", "outlet", "slug")
sources = _completer("slug", "COALESCE(name, described)", "source", "slug")
reporters = _completer("slug", "name", "reporter", "slug")
articles = _completer("CAST(id AS VARCHAR(20))", "title", "article", "id DESC")


def _told(database: str | None, table: str) -> str:
    """Return the condition for offering a record: it is not known only off the record, by the rule of all lists.

    `claim_now` has the answer for claims. For other records the code for the rule is loaded if anything is off the
    record, which takes as long as a list.
    """
    if table == "claim":
        return "id IN (SELECT claim_id FROM claim_now WHERE NOT confided)"
    if table == "story" or not _rows(database, "SELECT 1 FROM appearance WHERE terms = 'off_record' LIMIT 1", ()):
        return "1 = 1"
    from claims.privacy.confided import all_confided
    from claims.settings import settings
    from claims.store.database import reading

    with reading(settings(database)) as connection:
        confided = all_confided(connection).by_table()[table]
    return f"id NOT IN ({', '.join(map(str, sorted(confided))) or 0})"


def _rows(database: str | None, statement: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    from claims.settings import libpq_url, settings

    chosen = settings(database)
    if chosen.embedded:
        with closing(sqlite3.connect(f"{chosen.file.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as file:
            return file.execute(statement, values).fetchall()
    import psycopg

    with psycopg.connect(libpq_url(chosen.database), connect_timeout=PATIENCE) as server:
        return server.execute(statement.replace("?", "%s").encode(), values).fetchall()


@command(example='eval "$(claims completion bash)"   # in ~/.bashrc; zsh alike in ~/.zshrc')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands in a shell.

    It completes commands, options, the words of each vocabulary, claims, stories, outlets, sources, reporters and
    articles. For fish, put the output into ~/.config/fish/completions/claims.fish.
    """
    from claims.cli.root import root

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(root, {}, "claims", "_CLAIMS_COMPLETE").source())
