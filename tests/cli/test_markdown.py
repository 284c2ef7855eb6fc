"""Markdown of every command: what was stored is read as text, and nothing of it is a link, an image or a mark."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.cli.terminal.plain import harmless
from claims.cli.terminal.render import Column, Format, emit
from claims.render.markdown_text import escaped, escaped_lines, linked
from tests.cli.entering import done
from tests.conftest import Run
from tests.places import kept

HOSTILE = [
    *("![x](https://evil.example/t.png)", "[x](javascript:alert(1))", "<https://evil.example>"),
    *("<img src=x onerror=y>", "=\n===", "^a^ ==b=="),
    *("# heading", "- item", "1. item", "> quote", "```", "    code", "---", "***", "| a | b |", "a | b\n--- | ---"),
    *("[a]: https://evil.example\n[a]", "*a* _b_ **c** ~~d~~ `e`", "&lt;b&gt; &#60; &amp;", "\\", "\\|", "a\\\nb"),
    *("<!-- x", "<script>", "![][x]", "[^1]", "- [ ] todo", "a  \nb", "<br>", "+ a", "http://evil.example"),
]  # fmt: skip
NO_LINKS = [
    *("https://evil.example/a?b=1&c=2", "www.evil.com", "www.1.example", "evil.com/x", "//evil.com", "ftp://evil.example"),
    *("HTTPS://EVIL.COM", "a.b@evil.com", "http://1.2.3.4", "https://localhost", "xn--e1afmkfd.com", "(https://evil.com)."),
]  # fmt: skip
PARSERS = [
    MarkdownIt("commonmark"),
    MarkdownIt("commonmark").enable(["table", "strikethrough"]),
    MarkdownIt("default", {"html": True}),
]
# What makes a link of an address in a text, by the rules of GitHub and of linkify: a scheme, a host or an "@".
LINKABLE = re.compile(r"(?i)[a-z]://|(?<!\\)//\w|(?<!\\)@|www\.\w|\w\.[^\W\d_]{2}")


def inline(parser: MarkdownIt, text: str) -> list[Token]:
    return [child for token in parser.parse(text) for child in token.children or ()]


def read(parser: MarkdownIt, text: str) -> str:
    """Return what a reader sees, and refuse whatever is more than text and line breaks."""
    seen = []
    for token in inline(parser, text):
        is_break = token.type == "html_inline" and token.content == "<br>"
        assert token.type in ("text", "softbreak", "text_special") or is_break, (token.type, text)
        seen.append(" " if is_break else token.content or " ")
    return " ".join("".join(seen).split())


def plain(text: str) -> str:
    return " ".join(text.replace("\0", "\ufffd").split())


TEXTS = st.text(
    st.one_of(st.sampled_from("\\`*_[]()#|~<>&!-+=.:/@ \n1ahtps"), st.characters(codec="utf-8")), max_size=60
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
@example("1.")
@example("=")
def test_any_text_is_read_as_it_is(text: str) -> None:
    text = harmless(text)
    for parser in PARSERS:
        tokens = parser.parse(escaped(text))
        assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline"}
        assert read(parser, escaped(text)) == plain(text)
        cell = f"| a | b |\n| --- | --- |\n| {escaped_lines(text)} | end |"
        if "table_open" in {token.type for token in parser.parse(cell)}:
            assert read(parser, cell).removeprefix("ab") == f"{plain(text)}end"
    assert not LINKABLE.search(escaped(text))


@pytest.mark.parametrize("text", [*HOSTILE, *NO_LINKS])
def test_what_is_hostile_is_read_as_it_is(text: str) -> None:
    for parser in PARSERS:
        assert read(parser, escaped(text)) == plain(text)
    assert not LINKABLE.search(escaped(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_an_address_given_as_evidence_links_to_what_it_says(text: str) -> None:
    told = linked(f"see https://gov.example/a_b?c=1, {text}")
    links = [token for token in inline(PARSERS[2], told) if token.type == "link_open"]
    assert links[0].attrs["href"] == "https://gov.example/a_b?c=1"
    assert not [token for token in inline(PARSERS[2], told) if token.type in ("image", "html_inline")]
    assert all(str(one.attrs["href"]).startswith(("https://", "http://")) for one in links)


def test_a_caption_is_text_too(capsys: pytest.CaptureFixture[str]) -> None:
    emit([{"a": 1}], [Column("a", "a")], Format.MARKDOWN, caption="only of ![x](https://evil.example/t.png)")
    assert not [one for one in inline(PARSERS[1], capsys.readouterr().out) if one.type in ("image", "link_open")]


@pytest.fixture
@kept
def hostile(run: Run) -> Run:
    """One record after another whose every text is hostile."""
    for number, text in enumerate(HOSTILE, start=1):
        where = ("--outlet", f"o{number} {text}", "--title", text, "--reporter", f"r{number} {text}", "--story", "evil")
        who = ("--attribution", "named", "--source", f"s{number} {text}", "--role", text, "--note", text)
        done(
            run,
            "log",
            f"a {' '.join(text.split())}",
            *where,
            *who,
            "--excerpt",
            text,
            "--wording",
            "direct",
            "--occasion",
            text,
        )
    done(run, "review", 1, "in_review", "--note", HOSTILE[0])
    done(run, "relate", 1, "contradicts", 2, "--note", HOSTILE[1])
    done(run, "ask", 1, f"w {HOSTILE[0]}", "--question", HOSTILE[0])
    done(run, "source", "same", 1, 2, "--reason", HOSTILE[0])
    done(run, "outlet", "edit", 1, "--alias", f"x {HOSTILE[0]}", "--reason", HOSTILE[3])
    return run


COMMANDS = [
    *("list", "search evil", "queue --all", "show 1", "history 1", "similar 1", "inquiries --all", "outlet list"),
    *("outlet show 1", "source list", "source show 1", "reporter list", "reporter show 1", "article list"),
    *("article show 1", "story list", "story show evil", "report story evil", "report counts", "report outlet 1"),
    *("report source 1", "report reporter 1", "report anonymous", "report trend"),
]  # fmt: skip


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_no_command_lets_stored_text_be_markup(hostile: Run) -> None:
    for command in COMMANDS:
        told = hostile(*command.split(), "--format", "markdown")
        assert told.exit_code == 0, (command, told.stderr)
        for parser in PARSERS:
            tokens = parser.parse(told.stdout)
            assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "hr", "blockquote_open"}
            inner = inline(parser, told.stdout)
            live = {token.type for token in inner} & {"image", "link_open", "code_inline", "s_open"}
            assert not live, (command, live)
            assert {token.content for token in inner if token.type == "html_inline"} <= {"<br>"}, command
