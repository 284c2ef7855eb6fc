"""A value that a document states about itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a document gives, and the place that gives it, such as "JSON-LD"."""

    value: str
    where: str
