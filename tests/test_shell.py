"""A command that is printed and pasted into a shell gives the program the very values that were meant."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from claims.cli.terminal.plain import cells, one_line
from claims.text.shell import HARMFUL, command, option, quoted
from tests.conftest import ROOT

SHELLS = [shell for shell in ("sh", "dash", "bash", "zsh") if shutil.which(shell)]

HOSTILE = [
    *("$HOME", "`echo pwned`", "$(echo pwned)", "it's", 'said "no"', "50 % off!", "!!", "a\\b", "a\nb", "a\tb", "*"),
    *("-x", "--wrong", "-", "", " ", "a;b&c|d>e", "a\u2028b", "é–漢😀", "'\n!%d\\n\"$HOME`x`", "\\", "{a,b}"),
    *("a=b", "~", "#1", "\x1b[2J"),
]  # fmt: skip


def said(shell: str, line: str) -> list[str]:
    """Return the words that a program gets for a command line: `claims` is a function that prints them."""
    script = f"claims() {{ printf '%s\\0' \"$@\"; }}\n{line}\n"
    done = subprocess.run(
        [shell, "-c", script], check=True, capture_output=True, env={"LC_ALL": "C.UTF-8", "HOME": "/h"}
    )
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]


@pytest.mark.parametrize("shell", SHELLS)
def test_hostile_values_come_back(shell: str) -> None:
    for value in HOSTILE:
        flat = option("note", value)
        assert said(shell, f"claims {flat}") in ([f"--note={value}"], ["--note", value]), value
        dashed = ["--", value] if value.startswith("-") else [value]
        assert said(shell, command("log", value)) == ["log", *dashed], value
        assert said(shell, command("log", value, dry_run=True, no=False, none=None))[-1] == (
            value if value.startswith("-") else "--dry-run"
        )


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
@example("\n a \n b")
def test_any_text_comes_back(text: str) -> None:
    meant = text.rstrip("\n") if HARMFUL.search(text) else text
    assert said("sh", f"claims {quoted(text)}") == [meant]
    assert not HARMFUL.search(quoted(text))


def test_bytes_that_are_no_text_come_back() -> None:
    assert said("sh", f"claims {quoted(chr(0xDCE9))}") == ["\udce9"]


def test_no_sentence_puts_a_value_into_a_command_by_itself() -> None:
    """Numbers and words of ours may stand in one; what was typed goes through `claims.text.shell`."""
    by_hand = re.compile(r"\bclaims [a-z-]+[^;`]*(--[a-z-]+[ =]?[\"']?|[\"'])\0")
    found = []
    for path in sorted((ROOT / "claims").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
                if by_hand.search(text):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text}")
    assert not found


@given(st.text())
def test_what_can_be_printed_acts_on_no_terminal(text: str) -> None:
    assert not (text.isprintable() and HARMFUL.search(text))
    assert not HARMFUL.search(one_line(text))
    assert "\n" not in one_line(text)
    assert one_line(text) == (text.strip() if text.strip().isprintable() else one_line(one_line(text)))


ANY_WIDTH = st.characters(codec="utf-8") | st.sampled_from("“”‘’–—…│├└─✓✗é Ж漢あ😀\u0301\u200d\ufe0f\u1160\xad\n\x1b")


@given(st.text(ANY_WIDTH, max_size=12))
def test_the_quick_way_to_a_width_agrees_with_the_table_of_all_widths(text: str) -> None:
    assert text.isascii() or wcswidth(text) in (cells(text), -1)


def test_every_character_has_the_width_that_the_table_of_all_widths_gives() -> None:
    characters = [chr(number) for number in range(0x80, 0x3000)]
    assert [each for each in characters if wcswidth(each) not in (cells(each), -1)] == []
