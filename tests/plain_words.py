"""How plainly the program speaks: its docstrings, messages and pages, and the phrases that have to be decoded.

Run it to see what counts:  python -m tests.plain_words [--list|--all|--names] [PATH ...]
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

DECODED = {
    "of which": (r"(?:of|by|to|from|for|in|on|at|with|under|after|before|through|behind|without) which",),
    "of whom": (r"(?:of|by|to|from|for|in|on|with|behind|without) whom", r"whose word"),
    "what stands": (r"what (?:now )?(?:stands|stood)", r"stands? (?:there|here|in (?:its|their|his) place)"),
    "is none": (r"(?:is|are|was|were|be|has|have|had|gives?|knows?) none", r"none (?:is|there|here)"),
    "is had from": (r"(?:is|are|was|be) had", r"had? (?:it|the claim|them) from", r"(?:has|have) it from"),
    "that is told": (r"(?:is|are|was|were|be) told", r"told (?:of|by|as)", r"as told"),
    "those that": (r"those (?:that|of|too|in|to|who|with|whom|on|at|from|for|given)",),
    "but for": (r"but for", r"(?:all|nothing) but"),
    "nobody gives": (
        r"(?:nobody|nothing) (?:here|is|was|has|had|gives?|knows?|says?|numbers|else|can|stands|comes?|for)",
    ),
    "such a": (r"such an?", r"such (?:one|words?|thing)"),
    "what is": (r"what (?:is|was|has been|had been|came|comes|became|they|reads|goes|went)",),
    "the one that": (
        r"(?:the|that) ones?",
        r"one (?:that|which|of which)",
    ),
    "otherwise than": (r"otherwise than", r"other than what"),
    "nor is": (r"(?:neither|nor) (?:is|are|was|were|does|do|has|have)", r"as (?:is|are|does)"),
    "therein": (r"(?:there|where|here)(?:in|of|by|to|upon|with)",),
    "is given": (r"(?:is|are|was|were) (?:given|meant|asked about|asked for|said to)", r"given (?:on|by|as)"),
    "it is said that": (r"it is (?:not )?(?:said|told|known|given|read|asked) (?:that|which|who|whether|by|of)",),
    "for good": (r"for good", r"at hand", r"in (?:its|their) stead"),
}
"""What counts as having to be decoded, by name: turns that a newsroom editor would not say.

In the help, messages and docstrings of click, sqlite-utils, beancount, datasette and globus-cli they come 0.8
to 2.2 times in a thousand words.
"""

EMPTY_NAMES = frozenset({"one", "ones", "found", "told", "some", "thing", "things"})
"""Names that say nothing of what they name."""

_DECODED = {
    name: re.compile("|".join(rf"\b{turn}\b" for turn in turns), re.IGNORECASE) for name, turns in DECODED.items()
}
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


@dataclass(frozen=True, slots=True)
class Text:
    """A docstring, a message, or a paragraph of a page, and where it is."""

    path: Path
    line: int
    words: str


def texts_of_module(path: Path) -> Iterator[Text]:
    """Yield the docstrings and messages of a module: every string with a blank that is not part of an address."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in ast.walk(node)} - {id(node)}
            yield from _sentence(path, node.lineno, "".join(_piece(part) for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield from _sentence(path, node.lineno, node.value)


def _piece(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"


def _sentence(path: Path, line: int, words: str) -> Iterator[Text]:
    if len(_WORD.findall(words)) > 1 and " " in words:
        yield Text(path, line, words)


def texts_of_page(path: Path) -> Iterator[Text]:
    """Yield the paragraphs of a Markdown page."""
    line = 1
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        yield Text(path, line, paragraph)
        line += paragraph.count("\n") + 2


def texts(paths: list[Path]) -> Iterator[Text]:
    """Yield the texts of files, and of the modules and pages in folders."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix == ".py":
                yield from texts_of_module(file)
            elif file.suffix == ".md":
                yield from texts_of_page(file)


@dataclass(frozen=True, slots=True)
class Plainness:
    """How many words texts have, and how often each turn that has to be decoded comes in them."""

    words: int
    turns: Counter[str]

    @property
    def per_thousand(self) -> float:
        """How many such turns come in a thousand words."""
        return 1000 * self.turns.total() / max(self.words, 1)


def decoded(words: str) -> Counter[str]:
    """Return how often each turn that has to be decoded comes in a text."""
    flat = " ".join(words.split())
    return Counter({name: len(pattern.findall(flat)) for name, pattern in _DECODED.items() if pattern.search(flat)})


def plainness(paths: list[Path]) -> Plainness:
    """Return how plainly files speak."""
    words, turns = 0, Counter[str]()
    for text in texts(paths):
        words += len(_WORD.findall(text.words))
        turns += decoded(text.words)
    return Plainness(words, turns)


def empty_names(paths: list[Path]) -> Iterator[tuple[Path, int, str]]:
    """Yield where modules give something a name that says nothing of it: file, line, name."""
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                name = _name_given(node)
                if name in EMPTY_NAMES:
                    yield file, getattr(node, "lineno", 1), name


def _name_given(node: ast.AST) -> str | None:
    """Return the name that a node gives to something: a variable, a parameter, a function or a class."""
    if isinstance(node, ast.Name):
        return node.id if isinstance(node.ctx, ast.Store) else None
    if isinstance(node, ast.arg):
        return node.arg
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else None


def main(arguments: list[str]) -> None:
    """Print the count; each text with such a turn (``--list``), every text (``--all``), or each empty name."""
    listed = "--list" in arguments
    every = "--all" in arguments
    paths = [Path(name) for name in arguments if not name.startswith("--")] or [ROOT / "claims"]
    if "--names" in arguments:
        given = list(empty_names(paths))
        for path, line, name in given:
            print(f"{path}:{line}: {name}")
        print(f"{len(given)} names that say nothing")
        return
    if listed or every:
        for text in texts(paths):
            turns = decoded(text.words)
            if turns or every:
                print(f"{text.path}:{text.line}: {', '.join(turns)}\n    {' '.join(text.words.split())}")
    result = plainness(paths)
    for name, count in result.turns.most_common():
        print(f"{count:6}  {name}")
    print(f"{result.words} words, {result.turns.total()} turns, {result.per_thousand:.1f} a thousand")


if __name__ == "__main__":
    main(sys.argv[1:])
