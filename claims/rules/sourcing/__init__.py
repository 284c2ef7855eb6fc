"""Where a claim comes from: chains of relays, and the count of independent origins.  Values in, values out."""

from claims.rules.sourcing.chains import (
    EndMark,
    Lead,
    Node,
    NodeKind,
    Roots,
    carriers,
    chain_tree,
    depth,
    depths,
    leads,
    roots_of,
    walk,
)
from claims.rules.sourcing.origins import count_origins, rule_of
from claims.rules.sourcing.reach import Downstream, downstream
from claims.rules.sourcing.values import Count, End, EndKind, Footing, Key, Origins, Ruling, SourceFacts

__all__ = [
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
    "carriers",
    "chain_tree",
    "count_origins",
    "depth",
    "depths",
    "downstream",
    "leads",
    "roots_of",
    "rule_of",
    "walk",
]
