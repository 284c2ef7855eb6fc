"""Names that may be the same: the lines printed about them, with the commands that judge them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import plain_value
from claims.text.shell import command

if TYPE_CHECKING:
    from claims.features.similar.names import AlikePair

FEW = 5
"""How many pairs are printed; a line counts the others."""


def before_import(desk: Desk) -> Mapping[str, int]:
    """Return the newest record of each register, so that `after_import` can tell which records are new."""
    from claims.features.similar.names import newest

    return desk.read(newest, make=True)


def after_import(desk: Desk, before: Mapping[str, int]) -> list[AlikePair]:
    """Return the pairs of names, at least one name new with an import, that may be the same."""
    from claims.features.similar.names import alike_since

    return desk.read(lambda connection: alike_since(connection, before))


def with_alike(record: Any, pairs: Sequence[AlikePair]) -> dict[str, Any]:
    """Return an answer for programs, with the pairs of names that may be the same."""
    return {**plain_value(record), "alike": plain_value(list(pairs))}


def alike_lines(pairs: Sequence[AlikePair]) -> list[str]:
    """Return lines with the first few pairs of names that may be the same, and how to judge them."""
    if not pairs:
        return []
    count = len(pairs)
    them = "1 pair of names" if count == 1 else f"{count:,} pairs of names"
    lines = [f"{them} may be the same; until somebody judges them they count as possibly the same:"]
    for pair in pairs[:FEW]:
        lines.append(f"  {pair.subject} {_called(pair.a, pair.a_name)} and {_called(pair.b, pair.b_name)}")
        if pair.a is not None and pair.b is not None:
            lines.append(f"    the same: {_command(pair, 'merge')}; different: {_command(pair, 'distinct')}")
    if count > FEW:
        lines.append(f"  and {count - FEW:,} more: `claims {pairs[FEW].subject} list` shows them as you judge these")
    return lines


def _called(number: int | None, name: str) -> str:
    return f"“{one_line(name)}” ({'new' if number is None else f'#{number}'})"


def _command(pair: AlikePair, verb: str) -> str:
    return f"{command(pair.subject, verb, pair.a, pair.b)} --note …"
