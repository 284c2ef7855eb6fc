"""The chains of one claim as a graph to be drawn: origins, articles, and who has it from whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Shape(StrEnum):
    """What a node stands for; each has an outline of its own, so that nothing is told by colour alone."""

    NAMED = "named"
    UNNAMED = "unnamed"
    NOBODY = "nobody"
    INSTITUTION = "institution"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    OWN_VOICE = "own_voice"
    ARTICLE = "article"
    UNREAD = "unread"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An origin, an article, or many articles that are summed up in one node."""

    key: str
    shape: Shape
    label: str
    detail: str
    """The day, the numbers of appearances."""
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """That one node has the claim from another."""

    upstream: str
    downstream: str
    inferred: bool = False
    retracted: bool = False
    hardened: str = ""
    """In words how the relay says more than its upstream; empty where it does not."""


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """The chains of one claim."""

    nodes: Sequence[GraphNode]
    edges: Sequence[GraphEdge]
    summary: str = ""
    """What was left out of the drawing, in a sentence; empty where all is in it."""
