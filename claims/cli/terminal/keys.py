"""The keys of every walk-through and interview: one table, so that a letter always does the same.

`python -m claims.cli.terminal.keys` prints the page docs/keys.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import click

from claims.cli.terminal.plain import is_harmful, padded
from claims.cli.terminal.prompts import BACK, HELP, NONE, typed_line
from claims.cli.terminal.render import wrap

YES, NO, AGREE, EDIT = "y", "n", "a", "e"
ASK, REPLY, LINK, DUPLICATE, SPLIT = "i", "r", "l", "d", "p"
TAKE, SKIP, QUIT = "t", "s", "q"
CHOICES = FIRST, SECOND, THIRD = "1", "2", "3"


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the sign that is typed, a word that does the same where words are asked for, and the act."""

    sign: str
    word: str
    act: str


KEYS = (
    Key("Enter", "", "takes the value in [brackets], or changes nothing"),
    Key(HELP, "help", "explains the question, lists the words or names to choose from, and these keys"),
    Key(BACK, "back", "goes back to the question before"),
    Key(NONE, "", "leaves a value out"),
    Key(YES, "yes", "yes"),
    Key(NO, "no", "no"),
    Key(AGREE, "agree", "agrees with a proposal: a verdict that waits for a second person, a likely duplicate"),
    Key(EDIT, "edit", "changes an answer, or the wording"),
    Key(ASK, "ask", "records whom you asked about the claim (`claims ask`)"),
    Key(REPLY, "answer", "records the reply to an inquiry about it (`claims answer`)"),
    Key(LINK, "relate", "says how it bears on another claim (`claims relate`)"),
    Key(DUPLICATE, "duplicate", "says that it is the same as another claim (`claims duplicate`)"),
    Key(SPLIT, "split", "parts a proposal into its statements, or into what you type, to be decided one by one"),
    Key(FIRST, "", "takes the first of the listed claims (`2` and `3` the others)"),
    Key(TAKE, "take", "takes the claim: others see that you are working on it (`claims take`)"),
    Key(SKIP, "skip", "goes on to the next without a decision"),
    Key(QUIT, "quit", "leaves; entries so far are kept, and an unfinished one is shown as a command line"),
)
"""The keys, in the order in which help lists them."""

EVERYWHERE = frozenset({"Enter", HELP, BACK, NONE})
"""Keys that every walk-through and interview has."""


class Pressed(Exception):
    """A person pressed a key in place of an answer."""

    def __init__(self, sign: str) -> None:
        """Take the key's sign."""
        super().__init__(sign)
        self.sign = sign


def typed_or_pressed(
    prompt: str,
    keys: Collection[str],
    offers: Callable[[str], Sequence[str]] | None = None,
    explain: Callable[[], None] = lambda: None,
    *,
    by_word: bool = False,
) -> str:
    """Return the next line that is no key; raises `Pressed` for one of ``keys`` and explains on ``?``.

    With ``by_word``, where no free text is asked for, the key's word does the same as its sign.
    """
    signs = {sign: sign for sign in keys}
    if by_word:
        signs |= {key.word: key.sign for key in KEYS if key.word and key.sign in keys}
    while True:
        typed = typed_line(prompt, offers).strip()
        if typed == HELP or (by_word and typed.casefold() == "help"):
            explain()
            for line in key_lines(keys):
                click.echo(line, err=True)
        elif typed in signs or (by_word and typed.casefold() in signs):
            raise Pressed(signs[typed if typed in signs else typed.casefold()])
        elif is_harmful(typed):
            click.echo("That holds control characters; type it again as plain text.", err=True)
        else:
            return typed


def key_lines(keys: Collection[str]) -> list[str]:
    """Return the lines of help about these keys, and the keys that are everywhere."""
    shown = [key for key in KEYS if key.sign in keys or key.sign in EVERYWHERE]
    return [wrap(key.act.replace("`", ""), first=f"  {padded(key.sign, 5)}  ") for key in shown]


def page() -> str:
    """Return the page about the keys in Markdown."""
    rows = "\n".join(f"| `{key.sign}` | {key.word} | {key.act} |" for key in KEYS)
    return f"""# Keys

<!-- Made by `make docs` from the program's table of keys; do not edit. -->

`claims queue --work`, `claims capture --work`, `claims similar --work` and the interviews of `claims log` and `claims
appear` ask a question at a time. Type the answer, or one of these keys and Enter; a letter does the same everywhere. A
question that asks for a word also takes the key's word. `?` lists the keys that work at the question, and the tab key
completes names and words.

| key | word | what it does |
|---|---|---|
{rows}

Ctrl-C leaves at once. Entries so far are kept, and the program shows the unfinished one as a command line that you can
run again. A status or an outcome typed as a note is questioned, because it mostly belongs to an earlier question.
"""


if __name__ == "__main__":
    click.echo(page(), nl=False)
