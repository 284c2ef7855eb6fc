"""What changed between two versions of an article, in words."""

from __future__ import annotations

from claims.capture.versions.reading import ArticleChanges
from claims.render.phrases import counted

STANDINGS = {
    "unchanged": "stands where it was",
    "moved": "moved",
    "changed": "changed",
    "gone": "gone",
    "new": "stands in the later version alone",
    "absent": "stands in neither version",
}
"""Where an excerpt stands in the later version, by `claims.text.versions.standing.Standing`."""


def text_summary(changes: ArticleChanges) -> str:
    """Return how many sentences changed, and how."""
    counts: dict[str, int] = {}
    for sentence in changes.comparison.sentences:
        counts[sentence.change] = counts.get(sentence.change, 0) + 1
    kept = counted(changes.comparison.kept, "sentence")
    if not counts:
        return f"no change in {kept}" if not changes.comparison.headline.changed else f"otherwise the same, {kept}"
    return ", ".join([*(f"{count} {change}" for change, count in counts.items()), f"{kept} the same"])


def headline_words(changes: ArticleChanges) -> str:
    """Return that the headline was changed, and whether the article says so; empty if it was not."""
    if not changes.comparison.headline.changed:
        return ""
    return "changed, and the article does not say so" if changes.comparison.silent else "changed"
