"""`claims article changes`: what changed between two snapshots of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import Group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading
from claims.cli.reading.claims import question_of
from claims.cli.registers.snapshots import CONFIDENTIAL, SNAPSHOT, withheld_sentence
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, as_json, compact_json, emit, warn, wrap
from claims.errors import blaming
from claims.render.json_text import on_the_clock
from claims.render.phrases import moment_phrase
from claims.render.phrases import withheld_sentence as appearances_withheld

if TYPE_CHECKING:
    from datetime import tzinfo

    from claims.capture.versions.reading import ArticleChanges, ExcerptVersions
    from claims.reading.registers.versions import SnapshotLine
    from claims.text.versions.anchors import Place

Json = dict[str, Any]

_ROWS = [
    Column("what", "what"),
    Column("change", "change"),
    Column("claim", lambda row: f"#{row['claim']}" if row["claim"] else ""),
    Column("before", "old", wide=True),
    Column("now", "new"),
]


def add_changes(group: Group) -> None:
    """Give the group of articles its command `changes`."""
    group.command("changes", example="claims article changes 12\nclaims article changes 12 --from 3 --to 7")(_changes)


@click.argument("article", shell_complete=completion.articles)
@click.option("--from", "since", type=SNAPSHOT, metavar="NUMBER", help="The earlier snapshot (the one before).")
@click.option("--to", "until", type=SNAPSHOT, metavar="NUMBER", help="The later snapshot (the newest).")
@CONFIDENTIAL
@reading
def _changes(desk: Desk, view: View, article: str, since: int | None, until: int | None, confidential: bool) -> None:
    """Compare two snapshots of an article.

    Every sentence that was removed, added, reworded or moved is shown, and whether the excerpts of its claims still
    stand. A headline that was changed without a word about it is named.
    """
    from claims.capture.versions.reading import article_changes
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential, about=("article", article))
    with blaming(article):
        changes = desk.read(lambda connection: article_changes(connection, article, question, since, until))
    if changes.snapshots.withheld:
        warn(withheld_sentence(changes.snapshots.withheld))
    if view.format is Format.JSON:
        click.echo(as_json(_json(changes, question.zone) | view_json(question)))
    elif view.format is Format.JSONL:
        click.echo(compact_json(_json(changes, question.zone) | view_json(question)))
    elif view.format is Format.TABLE:
        click.echo("\n\n".join([*_parts(changes, question.zone), *([view.caption] if view.caption else [])]))
    else:
        emit(list(_rows(changes)), _ROWS, view.format, caption=view.caption)


def _json(changes: ArticleChanges, zone: tzinfo) -> Json:
    comparison = changes.comparison
    return {
        "article": changes.snapshots.article,
        "old": on_the_clock(changes.old, zone),
        "new": on_the_clock(changes.new, zone),
        "headline": {"changed": comparison.headline.changed, "silent": comparison.silent},
        "note": comparison.note,
        "kept": comparison.kept,
        "sentences": [
            {"change": each.change, "old": each.old, "new": each.new} for each in changes.comparison.sentences
        ],
        "excerpts": [_excerpt_json(changes, each) for each in changes.excerpts],
        "withheld": changes.withheld,
    }


def _excerpt_json(changes: ArticleChanges, each: ExcerptVersions) -> Json:
    return {
        "claim": each.claim,
        "appearance": each.appearance,
        "excerpt": each.excerpt,
        "standing": each.trace.standing,
        "old": _place(each.trace.old, changes.old_text),
        "new": _place(each.trace.new, changes.new_text),
    }


def _place(place: Place | None, text: str) -> Json | None:
    if place is None:
        return None
    return {"start": place.start, "end": place.end, "words": text[place.start : place.end], "alike": place.alike}


def _rows(changes: ArticleChanges) -> Iterator[Json]:
    """Yield every change as a row: the headline, the sentences, the excerpts."""
    headline = changes.comparison.headline
    if headline.changed:
        change = "changed silently" if changes.comparison.silent else "changed"
        yield {"what": "headline", "change": change, "claim": None, "old": headline.old, "new": headline.new}
    for sentence in changes.comparison.sentences:
        yield {
            "what": "sentence",
            "change": sentence.change,
            "claim": None,
            "old": sentence.old,
            "new": sentence.new,
        }
    for each in changes.excerpts:
        new = each.trace.new
        yield {
            "what": "excerpt",
            "change": each.trace.standing,
            "claim": each.claim,
            "old": each.excerpt,
            "new": None if new is None else changes.new_text[new.start : new.end],
        }


# For people

_SIGNS = {"removed": "-", "added": "+", "moved": ">"}


def _parts(changes: ArticleChanges, zone: tzinfo) -> Iterator[str]:
    """Yield the paragraphs that a person reads."""
    from claims.capture.versions.words import headline_words, text_summary

    yield "\n".join(
        [
            one_line(f"Article #{changes.snapshots.article}, {changes.snapshots.label}"),
            f"  from {_snapshot(changes.old, zone)}",
            f"  to   {_snapshot(changes.new, zone)}",
        ]
    )
    comparison = changes.comparison
    headline, words = comparison.headline, headline_words(changes)
    if words:
        yield "\n".join([f"HEADLINE: {words}", _line("-", headline.old or ""), _line("+", headline.new or "")])
    if comparison.note:
        yield "\n".join(["THE ARTICLE SAYS", wrap(one_line(comparison.note), first="  ", rest="  ")])
    yield "\n".join([f"TEXT: {text_summary(changes)}", *_sentences(changes)])
    if changes.excerpts or changes.withheld:
        yield "\n".join(["EXCERPTS", *_excerpts(changes)])


def _snapshot(line: SnapshotLine, zone: tzinfo) -> str:
    confidential = ", confidential" if line.confidential else ""
    return f"snapshot #{line.id}, {one_line(line.entered_by)}, {moment_phrase(line.entered_at, zone)}{confidential}"


def _sentences(changes: ArticleChanges) -> Iterator[str]:
    for sentence in changes.comparison.sentences:
        if sentence.change in _SIGNS:
            yield _line(_SIGNS[sentence.change], sentence.new or sentence.old or "")
        else:
            yield _line("-", sentence.old or "")
            yield _line("+", sentence.new or "")


def _excerpts(changes: ArticleChanges) -> Iterator[str]:
    from claims.capture.versions.words import STANDINGS

    for each in changes.excerpts:
        new = each.trace.new
        standing = STANDINGS[each.trace.standing]
        yield wrap(f"claim #{each.claim}: {standing}: “{one_line(each.excerpt)}”", first="  ", rest="    ")
        if each.trace.standing == "changed" and new is not None:
            yield wrap(f"now: “{one_line(changes.new_text[new.start : new.end])}”", first="    ", rest="    ")
    sentence = appearances_withheld(changes.withheld)
    if sentence:
        yield wrap(sentence, first="  ", rest="  ")


def _line(sign: str, words: str) -> str:
    return wrap(one_line(words), first=f"  {sign} ", rest="    ")
