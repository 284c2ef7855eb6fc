"""The command line as typed, shown again after an error so that nobody has to retype it: masked, quoted, marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.catalogue import RECORDS
from claims.cli.terminal.plain import cells, columns
from claims.patterns import pattern_of
from claims.privacy.redaction import FIELDS
from claims.text.shell import quoted

MASK = "***"

ALWAYS_MASKED = frozenset(
    {"--everywhere", "--find", *(field.typed for record in RECORDS.values() for field in record if field.private)}
)
"""Options whose values are never shown."""

MASKED_IN_CONFIDENCE = frozenset(field.typed for record in RECORDS.values() for field in record.identifying_fields)
"""Options whose values could give away a source who spoke in confidence."""

OPEN_TERMS = frozenset({"on_record", "background", "not_stated"})
"""The terms that allow showing the words again; a misspelt term counts as confidence."""

TELL_TALES = frozenset({"redact", "seal", "unseal"})
"""Commands whose arguments are confidential: only words that the program knows are shown."""

HARMLESS = frozenset({"--as", "--as-of", "--db", "--format", "--identity-file", "--max-lag"})
"""Options of these commands whose values are shown all the same."""

_NUMBER = pattern_of(r"([a-z_-]+[:#]|#)?\d{1,9}")
_PASSWORDS = (
    (pattern_of(r"(://[^/@\s:]*):\S*@"), rf"\1:{MASK}@"),
    (pattern_of(r"([?&]password=)[^&\s]*"), rf"\1{MASK}"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the command line in a form that may be shown, with the option that it is or belongs to."""

    shown: str
    option: str | None = None
    hidden: str | None = None
    """What a mask stands for."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words typed after the program's name, and the program's knowledge of them."""

    args: Sequence[str]
    commands: int = 1
    """How many words name a command."""
    takes_value: Mapping[str, bool] = field(default_factory=dict)
    """The options of the command; unknown options are not here."""


def tokens(line: Line) -> list[Token]:
    """Return the words of a command line, masked.

    In confidence, the value of an unknown option is masked too: the option may be misspelt.
    """
    confidential, tells = in_confidence(line.args), False
    takes_value = {"--db": True, "--as": True, "--terms": True, **line.takes_value}
    masked: list[Token] = []
    commands, option, options_end = line.commands, None, False
    for arg in line.args:
        if option is not None and (takes_value.get(option) or not _is_option(arg)):
            masked.append(_value(arg, option, _is_masked(option, confidential, takes_value, tells)))
            option = None
        elif options_end or not _is_option(arg):
            is_command = commands > 0 and not options_end
            commands -= is_command
            tells = tells or (is_command and arg in TELL_TALES)
            known = is_command or _NUMBER.fullmatch(arg) is not None or (tells and arg.replace("-", "_") in FIELDS)
            masked.append(_value(arg, None, (confidential or tells) and not known))
        else:
            name, equals, value = arg.partition("=")
            options_end = arg == "--"
            if equals:
                masked.append(
                    _value(value, name, _is_masked(name, confidential, takes_value, tells), before=f"{name}=")
                )
            else:
                masked.append(Token(arg, arg))
                option = name if takes_value.get(name, not options_end) else None
    return masked


def shown_again(line: Line, *parts: str | None) -> list[str]:
    """Return the command line masked, with a mark under each option or word of ``parts`` that is at fault."""
    typed, marks = "  claims", "        "
    wrong = []
    for token in tokens(line):
        word = quoted(token.shown)
        at_fault = any(part in (token.option, token.shown, token.hidden) for part in parts if part is not None)
        # The space between an option and its value is marked too.
        marks += ("^" if at_fault and marks.endswith("^") else " ") + ("^" if at_fault else " ") * cells(word)
        typed += f" {word}"
        if at_fault:
            wrong.append(word)
    if not wrong:
        return [typed]
    return [typed, marks.rstrip() if cells(typed) <= columns() else f"  here: {' '.join(wrong)}"]


def without_secrets(sentence: str, line: Line) -> str:
    """Return a sentence without any quoted word that the command line would show masked."""
    for token in tokens(line):
        if token.hidden and len(token.hidden) > 2:
            sentence = re.sub(rf"(?<!\w){re.escape(token.hidden)}(?!\w)", MASK, sentence)
    return _without_passwords(sentence)


def _value(text: str, option: str | None, masked: bool, before: str = "") -> Token:
    return Token(before + MASK, option, hidden=text) if masked else Token(before + _without_passwords(text), option)


def _without_passwords(text: str) -> str:
    for pattern, kept in _PASSWORDS:
        text = pattern.sub(kept, text)
    return text


def _is_option(arg: str) -> bool:
    return len(arg) > 1 and arg.startswith("-")


def _is_masked(option: str, confidential: bool, known: Mapping[str, bool], tells: bool) -> bool:
    if tells and option not in HARMLESS:
        return True
    return option in ALWAYS_MASKED or (confidential and (option in MASKED_IN_CONFIDENCE or option not in known))


def in_confidence(args: Sequence[str]) -> bool:
    """Return whether the command line speaks in confidence, as far as its ``--terms`` can be read."""
    terms = [arg.partition("=")[2] for arg in args if arg.startswith("--terms=")]
    terms += [value for option, value in pairwise(args) if option == "--terms"]
    return any(word.casefold().replace("-", "_") not in OPEN_TERMS for word in terms)
