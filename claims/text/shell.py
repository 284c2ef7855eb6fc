"""Command lines that are printed for people to paste: every value comes back from the shell as it was.

The shell is POSIX's (`sh`, and with it bash, zsh and dash): within single quotes everything stands for itself, even
what begins a history expansion (POSIX.1-2024, Shell Command Language, 2.2.2).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What acts on a terminal instead of being printed.

Control characters move the cursor or start escape sequences; embeddings, overrides and isolates show text in another
order than it has (CVE-2021-42574); lone surrogates cannot be encoded.  The directional marks that Arabic and Hebrew
need stay.
"""


def command(*words: object, **options: object) -> str:
    """Return the command line of the program with these words and options, to be pasted into a shell.

    ``dry_run=True`` becomes ``--dry-run``; an option of which the value is None or False is left out.  What begins with
    a dash is kept from being read as an option.
    """
    typed = [str(word) for word in words]
    dash = next((place for place, word in enumerate(typed) if word.startswith("-")), len(typed))
    given = [option(name, value) for name, value in options.items() if value is not None and value is not False]
    behind = ["--", *map(quoted, typed[dash:])] if dash < len(typed) else []
    return " ".join(["claims", *map(quoted, typed[:dash]), *given, *behind])


def quoted_line(words: Sequence[str]) -> str:
    """Return a command line, program and options included, as a shell takes it."""
    return " ".join(map(quoted, words))


def option(name: str, value: object = True) -> str:
    """Return an option with its value as a shell takes it; ``True`` is a flag."""
    long = f"--{name.replace('_', '-')}"
    if value is True:
        return long
    # With a space a value such as "-5" would look like an option.
    return f"{long}{'=' if str(value).startswith('-') else ' '}{quoted(str(value))}"


def quoted(word: str) -> str:
    """Return a word as a shell takes it; what would act on the terminal, and bytes that are no text, become escapes.

    They are those of `printf`, which every shell has; line breaks at the end of the word are lost by it.
    """
    if not HARMFUL.search(word):
        return shlex.quote(word)
    # Bash looks for a history expansion ("!") within double quotes, whatever stands around it.
    escapes = re.sub(r"[\\'!%]", lambda found: _octal(found[0]), word)
    return f"\"$(printf '{HARMFUL.sub(lambda found: _octal(found[0]), escapes)}')\""


def _octal(character: str) -> str:
    encoded = character.encode("utf-8", "surrogateescape" if "\udc80" <= character <= "\udcff" else "surrogatepass")
    return "".join(f"\\{byte:03o}" for byte in encoded)
