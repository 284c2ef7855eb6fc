"""Command lines printed for users to paste: the shell passes on every value unchanged.

The shell is POSIX's (`sh`, and with it bash, zsh and dash): within single quotes every character is literal, even the
start of a history expansion (POSIX.1-2024, Shell Command Language, 2.2.2).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from claims.patterns import pattern_of

HARMFUL = pattern_of("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that act on a terminal instead of being printed.

Control characters move the cursor or start escape sequences; embeddings, overrides and isolates change the order in
which text is shown (CVE-2021-42574); lone surrogates cannot be encoded.  The directional marks that Arabic and Hebrew
need are allowed.
"""


def command(*words: object, **options: object) -> str:
    """Return a command line of the program with these words and options, for pasting into a shell.

    ``dry_run=True`` becomes ``--dry-run``; an option with the value None or False is left out.  A word that begins with
    a dash is protected from being read as an option.
    """
    typed = [str(word) for word in words]
    dash = next((place for place, word in enumerate(typed) if word.startswith("-")), len(typed))
    given = [option(name, value) for name, value in options.items() if value is not None and value is not False]
    behind = ["--", *map(quoted, typed[dash:])] if dash < len(typed) else []
    return " ".join(["claims", *map(quoted, typed[:dash]), *given, *behind])


def quoted_line(words: Sequence[str]) -> str:
    """Return a command line, program and options included, quoted for a shell."""
    return " ".join(map(quoted, words))


def option(name: str, value: object = True) -> str:
    """Return an option with its value, quoted for a shell; ``True`` makes a flag."""
    long = f"--{name.replace('_', '-')}"
    if value is True:
        return long
    # With a space a value such as "-5" would look like an option.
    return f"{long}{'=' if str(value).startswith('-') else ' '}{quoted(str(value))}"


def quoted(word: str) -> str:
    """Return a word quoted for a shell; characters that act on a terminal, and bytes that are not text, are escaped.

    The escapes are those of `printf`, which every shell has; it loses line breaks at the end of the word.
    """
    if not HARMFUL.search(word):
        return shlex.quote(word)
    # Bash expands history ("!") even within double quotes.
    escapes = re.sub(r"[\\'!%]", lambda match: _octal(match[0]), word)
    return f"\"$(printf '{HARMFUL.sub(lambda match: _octal(match[0]), escapes)}')\""


def _octal(character: str) -> str:
    encoded = character.encode("utf-8", "surrogateescape" if "\udc80" <= character <= "\udcff" else "surrogatepass")
    return "".join(f"\\{byte:03o}" for byte in encoded)
