"""What a new snapshot changes in its article, and which other articles carry its text, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from claims.cli.terminal.plain import one_line
from claims.render.phrases import counted, listed
from claims.text.shell import command

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.capture.versions.copies import AlikeArticle
    from claims.capture.versions.reading import LaterVersion
    from claims.entry.capturing import Captured

Json = dict[str, Any]


class Notices:
    """What is to be said about new snapshots, by their number."""

    def __init__(
        self,
        later: dict[int, LaterVersion],
        alike: dict[int, list[AlikeArticle]],
        same_text: Collection[int] = (),
    ) -> None:
        """Take the later versions, the articles with nearly the same text, and the snapshots known by their text."""
        self._later, self._alike, self._same_text = later, alike, same_text

    def sentences(self, snapshot: int, article: int) -> list[str]:
        """Return the sentences about a snapshot of an article."""
        later = self._later.get(snapshot)
        return [
            *([f"this is article #{article} (same text)"] if snapshot in self._same_text else []),
            *([] if later is None else later_sentences(later, article)),
            *(alike_sentence(each) for each in self._alike.get(snapshot, ()) if not each.recorded),
        ]

    def as_json(self, snapshot: int) -> Json:
        """Return the same for programs."""
        later = self._later.get(snapshot)
        return {
            "same_text": snapshot in self._same_text,
            "later_than": None
            if later is None
            else {
                "snapshot": later.before,
                "same_text": later.same_text,
                "headline_changed": later.headline is not None,
                "silent": later.silent,
                "changed": later.changed,
                "gone": later.gone,
            },
            "alike": [
                {
                    "copy": each.copy,
                    "original": each.original,
                    "extent": each.extent,
                    "sentences": each.likeness.common,
                    "share": each.likeness.share,
                    "same_outlet": each.same_outlet,
                    "recorded": each.recorded,
                }
                for each in self._alike.get(snapshot, ())
            ],
        }


def notices_of(connection: Connection, captured: Sequence[Captured]) -> Notices:
    """Return what is to be said about captured documents; of those kept before, nothing about versions."""
    from claims.capture.versions.copies import alike_articles

    new = [(each.snapshot, each.article) for each in captured if each.same_article and not each.same_snapshot]
    alike: dict[int, list[AlikeArticle]] = {}
    named: set[tuple[int, int]] = set()
    for each in captured:
        pairs = {(other.copy, other.original): other for other in alike_articles(connection, each.snapshot)}
        alike.setdefault(each.snapshot, []).extend(other for pair, other in pairs.items() if pair not in named)
        named |= pairs.keys()
    known = {each.snapshot for each in captured if each.same_text}
    return Notices(_later(connection, new), alike, known)


def _later(connection: Connection, new: Sequence[tuple[int, int]]) -> dict[int, LaterVersion]:
    """Return what new snapshots of known articles changed; comparing versions is loaded only if there are any."""
    if not new:
        return {}
    from claims.capture.versions.reading import later_versions

    return later_versions(connection, new)


def later_sentences(later: LaterVersion, article: int) -> list[str]:
    """Return what a later version changed."""
    if later.same_text:
        return [f"later than snapshot #{later.before}; the text is the same"]
    lost = [
        *([f"{counted(later.changed, 'excerpt')} changed"] if later.changed else []),
        *([f"{counted(later.gone, 'excerpt')} gone"] if later.gone else []),
    ]
    excerpts = listed(lost) if lost else "every excerpt still stands"
    lines = [f"later than snapshot #{later.before}: {excerpts}; compare them: claims article changes {article}"]
    if later.headline is not None:
        silent = ", and the article does not say so" if later.silent else ""
        old, new = (one_line(words) for words in later.headline)
        lines.append(f"the headline was changed{silent}: “{old}” is now “{new}”")
    return lines


def alike_sentence(each: AlikeArticle) -> str:
    """Return which article carries the text of another, and the command that logs it."""
    copy = f"article #{each.copy} ({one_line(each.copy_label)})"
    original = f"article #{each.original} ({one_line(each.original_label)})"
    if each.extent is None:
        return (
            f"{counted(each.likeness.common, 'sentence')} of {copy} stand in {original} too; "
            "it may have picked them up there"
        )
    if each.same_outlet:
        merge = command("article", "merge", each.original, each.copy, note="same text")
        return f"{copy} has the text of {original}; if they are the same: {merge}"
    share = "all" if each.extent == "whole" else f"{each.likeness.share} per cent of its sentences"
    carries = f"carries {original} whole" if share == "all" else f"has {share} from {original}"
    log = command("reprint", each.original, article=each.copy, extent=each.extent)
    return f"{copy} {carries}; if it is a reprint: {log}"
