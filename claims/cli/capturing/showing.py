"""A snapshot and its proposals as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claims.capture.proposing import facts
from claims.capture.values import Proposal
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import wrap
from claims.reading.registers.captured import Snapshot
from claims.render.phrases import counted
from claims.text.matching import match_key

if TYPE_CHECKING:
    from claims.capture.together.reading import Together


def snapshot_text(name: str, snapshot: Snapshot, proposed: Mapping[str, Proposal], notices: Iterable[str] = ()) -> str:
    """Return a captured document: its article, what it states about itself, ``notices``, and its proposals."""
    lines = [f"{one_line(name)}: article #{snapshot.article}{', confidential' if snapshot.confidential else ''}"]
    stated = [f"  {label}: {value}" for label, value in _stated(snapshot)]
    lines += stated
    if snapshot.confidential and stated:
        lines.append("  Only the kept copy has these; its article has no title, outlet, byline or day.")
    lines += [wrap(one_line(notice), first="  ", rest="    ") for notice in notices]
    if not proposed:
        return "\n".join([*lines, "No claims are proposed."])
    lines.append(f"{counted(len(proposed), 'claim')} proposed; decide on them: claims capture --work")
    for number, proposal in enumerate(proposed.values(), start=1):
        lines += ["", wrap(one_line(proposal.statement), first=f"{number:>3}  ", rest="     ")]
        lines.append(wrap("; ".join(facts(proposal)), first="     ", rest="     "))
    return "\n".join(lines)


def suspected_json(groups: Sequence[Together], article: int) -> dict[str, Any]:
    """Return the suspicions between an article and others, for programs."""
    group = next((group for group in groups if article in group.snapshots), None)
    if group is None:
        return {"reprints": [], "relays": [], "same_claims": []}
    return {
        "reprints": [
            {"original": each.original, "outlet": each.outlet, "extent": each.extent, "share": each.share}
            for each in group.reprints
            if each.copy == article
        ],
        "relays": [
            {
                "upstream": each.upstream,
                "sign": each.sign,
                "outlet": each.outlet,
                "sentences": each.sentences,
                "proposals": list(each.keys),
            }
            for each in group.relays
            if each.article == article
        ],
        "same_claims": [
            {"key": own[1], "article": other[0], "other_key": other[1], "alike": each.alike, "why": each.why}
            for each in group.repeats
            for own, other in ((each.first, each.second), (each.second, each.first))
            if own[0] == article
        ],
    }


def _stated(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for name in ("outlet", "title", "published", "address"):
        value = snapshot.stated.get(name)
        if name == "outlet" and snapshot.outlet and not (value and _is_its_outlet(snapshot, value["value"])):
            stated = f"; the document names {one_line(value['value'])} ({value['where']})" if value else ""
            yield name, f"{one_line(snapshot.outlet)}{stated}"
        elif value:
            yield name, f"{one_line(value['value'])} ({value['where']})"
    bylines = [f"{one_line(value['value'])} ({value['where']})" for value in snapshot.stated.get("bylines", ())]
    if bylines:
        yield "byline", ", ".join(bylines)


def _is_its_outlet(snapshot: Snapshot, name: str) -> bool:
    return match_key(name) in {match_key(own) for own in snapshot.own_names}
