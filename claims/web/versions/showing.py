"""The copies of an article, and two of them compared, as a page."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from claims.capture.versions.comparing import SentenceChange
from claims.capture.versions.reading import ArticleChanges, ExcerptVersions
from claims.capture.versions.words import STANDINGS, headline_words, text_summary
from claims.errors import ClaimsError
from claims.reading.registers.versions import ArticleSnapshots, SnapshotLine
from claims.render.phrases import counted, moment_phrase, withheld_sentence
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import drop_down, labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.registers.kinds import address_of


def changes_body(
    snapshots: ArticleSnapshots, changes: ArticleChanges | None, problem: ClaimsError | None, visit: Visit
) -> h.Node:
    """Return the body of the page; without two copies it says so."""
    article = snapshots.article
    address = address_of("article", article, visit.question.confidential)
    return [
        h.header(".page-head")[
            h.p(".kicker")[h.a(href=address)[f"Article #{article}"], " · kept copies"],
            h.h1(dir="auto")[f"What changed in “{flat(snapshots.label)}”"],
        ],
        problem_body(problem) if problem else None,
        _withheld(snapshots, visit),
        _choosing(snapshots, changes, visit) if len(snapshots.held) > 1 else None,
        _nothing(snapshots) if changes is None and problem is None else None,
        list(_changes(changes)) if changes is not None else None,
        _copies(snapshots, visit),
    ]


def _nothing(snapshots: ArticleSnapshots) -> h.Node:
    if snapshots.lines and not snapshots.held:
        return h.p(".empty")["The text of every copy was redacted; nothing is left to compare."]
    kept = "One copy is kept" if snapshots.held else "No copy is kept"
    return h.p(".empty")[f"{kept}. Read the article again when it has changed; the two are then compared here."]


def _withheld(snapshots: ArticleSnapshots, visit: Visit) -> h.Node:
    if not snapshots.withheld:
        return None
    are = "copy is" if snapshots.withheld == 1 else "copies are"
    path = visit.address.partition("?")[0]
    return h.p(".note")[
        f"{snapshots.withheld:,} confidential {are} left out. ", h.a(href=f"{path}?confidential=yes")["Show it to me"]
    ]


def _choosing(snapshots: ArticleSnapshots, changes: ArticleChanges | None, visit: Visit) -> h.Node:
    """Return the form that chooses the two copies."""
    choices = [(str(line.id), _copy(line, visit)) for line in snapshots.held]
    chosen = (str(changes.old.id), str(changes.new.id)) if changes is not None else ("", "")
    return h.form(".filters", method="get")[
        h.input(type="hidden", name="confidential", value="yes") if visit.question.confidential else None,
        labelled("From", "from", drop_down("from", choices, {chosen[0]})),
        labelled("To", "to", drop_down("to", choices, {chosen[1]})),
        h.button["Compare"],
    ]


def _copy(line: SnapshotLine, visit: Visit) -> str:
    return f"#{line.id}, {line.entered_by}, {moment_phrase(line.entered_at, visit.zone)}"


def _copies(snapshots: ArticleSnapshots, visit: Visit) -> h.Node:
    if not snapshots.lines:
        return None
    along = "?confidential=yes" if visit.question.confidential else ""
    return h.section(".part", aria_labelledby="copies")[
        h.h2("#copies")["Kept copies"],
        h.ul(".lines")[
            [
                h.li(dir="auto")[
                    h.a(href=f"/read/{line.id}{along}")[flat(_copy(line, visit))],
                    f" — {flat(line.headline)}" if line.headline else "",
                    "" if line.characters is not None else " (its text was redacted)",
                    ", confidential" if line.confidential else "",
                ]
                for line in reversed(snapshots.lines)
            ]
        ],
    ]


# What changed


def _changes(changes: ArticleChanges) -> Iterator[h.Node]:
    comparison = changes.comparison
    yield h.p(".count")[begun(text_summary(changes))]
    words = headline_words(changes)
    if words:
        headline = comparison.headline
        yield _part("headline", "Headline", h.p[begun(words)], _pair(headline.old, headline.new))
    if comparison.note:
        yield _part("says", "The article says", h.blockquote(dir="auto")[flat(comparison.note)])
    if changes.excerpts or changes.withheld:
        withheld = withheld_sentence(changes.withheld)
        yield _part(
            "excerpts",
            "Excerpts of its claims",
            h.ul(".lines")[[_excerpt(each, changes) for each in changes.excerpts]] if changes.excerpts else None,
            h.p(".note")[begun(withheld)] if withheld else None,
        )
    if comparison.sentences:
        count = counted(len(comparison.sentences), "sentence")
        yield _part("text", count.capitalize(), h.ol(".changed")[[_sentence(each) for each in comparison.sentences]])


def _part(name: str, title: str, *nodes: h.Node) -> h.Node:
    return h.section(".part", aria_labelledby=name)[h.h2(id=name)[title], nodes]


def _sentence(each: SentenceChange) -> h.Node:
    """Return a changed sentence: its old and its new words; one that only moved stands once, without marks."""
    text = h.p(dir="auto")[flat(each.new or "")] if each.change == "moved" else _pair(each.old, each.new)
    return h.li[h.p(".when")[each.change.capitalize()], text]


def _pair(old: str | None, new: str | None) -> h.Node:
    return [
        h.p(dir="auto")[h.del_[flat(old)]] if old else None,
        h.p(dir="auto")[h.ins[flat(new)]] if new else None,
    ]


def _excerpt(each: ExcerptVersions, changes: ArticleChanges) -> h.Node:
    new = each.trace.new
    now = changes.new_text[new.start : new.end] if new is not None and each.trace.standing == "changed" else None
    return h.li(dir="auto")[
        h.a(".ref", href=f"/claims/{each.claim}#appearance-{each.appearance}")[f"#{each.claim}"],
        f" {STANDINGS[each.trace.standing]}: “{flat(each.excerpt)}”",
        f"; now: “{flat(now)}”" if now else "",
    ]
