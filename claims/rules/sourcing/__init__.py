"""Where a claim comes from: chains of relays, and the count of independent origins.  Values in, values out."""

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
