"""Regular expressions that are compiled when they are first used.

A command uses a few of the hundred and more that the program has, and compiling all would take a tenth of a second.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a compiled pattern: hands over each of its methods when that is first asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what the object does not have yet.
        if name.startswith("__"):
            raise AttributeError(name)
        handed_over = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, handed_over)
        return handed_over


def pattern_of(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled on first use: a fault in the text is raised only then."""
    return cast("re.Pattern[str]", _Later(text, flags))
