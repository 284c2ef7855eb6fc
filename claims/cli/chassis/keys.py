"""Public keys as an option takes them: each a key, or a file of keys."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from claims.errors import FileUnusable
from claims.parsing import whole_path


def public_keys(typed: Iterable[str], part: str) -> tuple[str, ...]:
    """Return the public keys that an option names; ``part`` is the option.

    Raises `claims.errors.BadValue` for anything else, and `FileUnusable` for a file that cannot be read.
    """
    from claims.privacy.sealing import recipients_of

    lines: list[str] = []
    for value in typed:
        lines += [value] if value.strip().startswith(("age1", "ssh-")) else key_file(value, part).splitlines()
    return recipients_of(lines, part)


def key_file(path: str, part: str) -> str:
    """Return the text of a file or of the standard input; errors leave out the name, which may be a key."""
    try:
        return sys.stdin.read() if path == "-" else whole_path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        why = (error.strerror or "the system refuses it") if isinstance(error, OSError) else "it is not text"
        raise FileUnusable(f"the file of keys cannot be read ({why})", part=part) from None
