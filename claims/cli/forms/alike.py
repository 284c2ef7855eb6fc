"""Names that may be one: the lines printed about them, with the commands that judge them."""

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
"""How many pairs are printed; the others are counted."""


def before_import(desk: Desk) -> Mapping[str, int]:
    """Return the newest record of each register, to tell later what an import made."""
    from claims.features.similar.names import newest

    return desk.read(newest, make=True)


def after_import(desk: Desk, before: Mapping[str, int]) -> list[AlikePair]:
    """Return the names that an import made and that may be one with others."""
    from claims.features.similar.names import alike_since

    return desk.read(lambda connection: alike_since(connection, before))


def with_alike(record: Any, pairs: Sequence[AlikePair]) -> dict[str, Any]:
    """Return an answer for programs, with the names that may be one added."""
    return {**plain_value(record), "alike": plain_value(list(pairs))}


def alike_lines(pairs: Sequence[AlikePair]) -> list[str]:
    """Return which names may be one, the first few, and how to judge them; nothing if there are none."""
    if not pairs:
        return []
    count = len(pairs)
    them = "1 pair of names" if count == 1 else f"{count:,} pairs of names"
    lines = [f"{them} may be the same; until somebody decides, they count as possibly the same:"]
    for pair in pairs[:FEW]:
        lines.append(f"  {pair.subject} {_called(pair.a, pair.a_name)} and {_called(pair.b, pair.b_name)}")
        if pair.a is not None and pair.b is not None:
            lines.append(f"    the same: {_command(pair, 'merge')}; not: {_command(pair, 'distinct')}")
    if count > FEW:
        lines.append(f"  and {count - FEW:,} more: `claims {pairs[FEW].subject} list` shows them as they are judged")
    return lines


def _called(number: int | None, name: str) -> str:
    return f"“{one_line(name)}” ({'new' if number is None else f'#{number}'})"


def _command(pair: AlikePair, verb: str) -> str:
    return f"{command(pair.subject, verb, pair.a, pair.b)} --reason …"
