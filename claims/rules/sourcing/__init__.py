"""Where a claim comes from: chains of relays, and the count of independent origins.  Values in, values out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.rules.sourcing.chains import (
        Chains,
        EndMark,
        Lead,
        Node,
        NodeKind,
        Roots,
        carriers,
        chains_of,
        depth,
        depths,
        roots_of,
        walk,
    )
    from claims.rules.sourcing.origins import Sourcing, count_origins, rule_of
    from claims.rules.sourcing.reach import Downstream, downstream
    from claims.rules.sourcing.values import Count, End, EndKind, Footing, Key, Origins, Ruling, SourceFacts

__all__ = [
    "Chains",
    "Count",
    "Downstream",
    "End",
    "EndKind",
    "EndMark",
    "Footing",
    "Key",
    "Lead",
    "Node",
    "NodeKind",
    "Origins",
    "Roots",
    "Ruling",
    "SourceFacts",
    "Sourcing",
    "carriers",
    "chains_of",
    "count_origins",
    "depth",
    "depths",
    "downstream",
    "roots_of",
    "rule_of",
    "walk",
]

_MODULES = {
    "chains": (
        "Chains",
        "EndMark",
        "Lead",
        "Node",
        "NodeKind",
        "Roots",
        "carriers",
        "chains_of",
        "depth",
        "depths",
        "roots_of",
        "walk",
    ),
    "origins": ("Sourcing", "count_origins", "rule_of"),
    "reach": ("Downstream", "downstream"),
    "values": ("Count", "End", "EndKind", "Footing", "Key", "Origins", "Ruling", "SourceFacts"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}
"""In which module each name is."""


def __getattr__(name: str) -> Any:
    """Load a name when it is first used, because lists read records and count nothing (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    loaded = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return loaded
