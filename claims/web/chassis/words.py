"""Texts of the program as a page shows them: sentences, links, trees, statuses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

import htpy as h

from claims.catalogue import RECORDS
from claims.render.addresses import pieces
from claims.render.marks import MARKS, marked
from claims.render.sheets import plain
from claims.render.tree import Branch
from claims.vocabulary import Status

DEEPEST = 12
"""How many levels of a tree are set in; what lies deeper stays at the last."""


def begun(sentence: str) -> str:
    """Return a sentence with a capital at its beginning and a full stop at its end."""
    text = sentence.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.!?:' else '.'}" if text else ""


_LOOK_UP = (
    r"""[;,] `claims (?:list|show|search|inquiries|(?:outlet|reporter|source|article|story|user) list)\b[^`]*`[^;,`]*"""
    r"(?:, and `claims user add` adds one)?"
)
_DONE_HERE = (
    r": claims review \d+ --agree|: claims [a-z]+ add SLUG .*?…|; enter it with --note|"
    r"; `claims (?:[a-z]+ unjudge|not-duplicate --withdraw)` withdraws a judgement"
)
_MERGE = r"if they are the same(?: article)?: claims ([a-z]+) merge (\d+) (\d+) --note …(?:; if not: [^…]*…)?"

_PLACES: Sequence[tuple[str, str]] = (
    (r" with `claims user [^`]*`", " under Settings, Accounts"),
    (r" with `claims db policy [^`]*`", " under Settings, Policies"),
    (r"`claims user [^`]*`", "the page of accounts, under Settings,"),
    (r"`claims db policy[^`]*`", "the page of settings"),
    (r"`claims db (?:check|verify)`", "a check under Settings"),
    (r"`claims (outlet|reporter|source|article|story) edit[^`]*`", r"“Edit” on the page of the \1"),
    (r"`claims (outlet|reporter|source|article|story) add[^`]*`", r"“Add” in the register of that name"),
    (r"`claims search[^`]*`", "the search"),
    (r"`claims history[^`]*`", "its history"),
    (r"`claims review \S+ --agree`", "“Agree with the verdict” on its page"),
    (r"`claims review[^`]*`", "“Review” on the page of the claim"),
    (r"`claims take [^`]*`", "“Take over” on its page"),
    (r"`claims log`", "“Log a claim”"),
    (r"`claims appear`", "“Log another appearance”"),
    (r"`claims capture`", "“Read an article”"),
    (r"`claims (?:show|list)[^`]*--confidential`", "“Show it to me”"),
    (r"`claims [a-z]+ show[^`]*--confidential`", "“Show it to me”"),
    (r": claims (outlet|reporter|source|article|story) edit[^;]*", r": “Edit” on the page of the \1"),
    (r": claims (?:outlet|reporter|source|article|story) merge[^;]*", ": compare them under Look-alikes"),
    (r": claims correct (\d+) --wrong --note \"[^\"]*\"", r": correct appearance #\1 as entered wrongly"),
    (r": claims duplicate\b[^;]*", ": “Same as another claim?” on the page of either"),
    (r": claims review \d+", ": “Review” on its page"),
    (r": claims article changes \d+", ": “What changed in it” on the page of the article"),
    (r"\barticle:(\d+|N)\b", r"article \1"),
)
"""Where the desk does what a command does."""


def at_desk(sentence: str, labels: Mapping[str, str] | None = None) -> str:
    """Return a sentence as the desk says it: pages in place of commands, the ``labels`` of fields in place of options.

    An option that no label is given for has that of the catalogue.
    """
    looked = re.sub(_DONE_HERE, "", re.sub(_LOOK_UP, "", sentence))
    placed = re.sub(_MERGE, r"compare \1 #\2 and #\3 under Look-alikes", looked)
    for command, place in _PLACES:
        placed = re.sub(command, place, placed)
    known = {**_labels(), **(labels or {})}

    def labelled(match: re.Match[str]) -> str:
        return f"“{known[match[0]]}”" if match[0] in known else match[0]

    parts = re.split(r"(`[^`]*`)", placed)  # what stays a command stays as it is typed
    return "".join(
        part if place % 2 else re.sub(r"--[a-z][a-z-]*[a-z]", labelled, part) for place, part in enumerate(parts)
    )


@cache
def _labels() -> Mapping[str, str]:
    """Return the labels of all fields by their options."""
    fields = [field for record in RECORDS.values() for field in record if field.option or field.beside]
    named = {
        f"--{(option.name or field.name).replace('_', '-')}": field.form_label
        for field in reversed(fields)
        for option in (field.option, field.beside)
        if option is not None
    }
    return {**named, "--note": "Why", "--article": "A recorded article", "--evidence": "Links and articles"}


def with_commands(sentence: str) -> list[h.Node]:
    """Return a sentence whose commands are set as what somebody types."""
    return [h.code[part] if place % 2 else part for place, part in enumerate(plain(sentence).split("`"))]


def notice(sentence: str) -> list[h.Node]:
    """Return a sentence as the desk says it, with links to the claims that it names, and to two records to compare."""
    link = r"((?<=[Cc]laim )#[0-9]{1,9}|compare [a-z]+ #[0-9]+ and #[0-9]+)"
    nodes: list[h.Node] = []
    for place, part in enumerate(re.split(link, plain(begun(at_desk(sentence))))):
        if place % 2 == 0:
            nodes += with_commands(part)
        elif part.startswith("#"):
            nodes.append(h.a(href=f"/claims/{part[1:]}")[part])
        else:
            subject, first, second = re.findall(r"(?<=compare )[a-z]+|(?<=#)[0-9]+", part)
            nodes.append(h.a(href=f"/alike/{subject}/{first}/{second}")[part])
    return nodes


def flat(text: str) -> str:
    """Return a stored text on one line, without what may not stand on a page."""
    return plain(" ".join(text.split()))


def linked(text: str, claims: Collection[int] = (), appearances: Collection[int] = (), at: str = "") -> list[h.Node]:
    """Return a text with links for web addresses, claims, and appearances, whose numbers stand in brackets.

    ``at`` is the address of the page with the appearances, if it is another.
    """
    nodes: list[h.Node] = []
    for place, group in enumerate(re.split(r"(\([^()]*\))", re.sub(r"\s+", " ", text))):
        in_brackets = place % 2 == 1
        for piece in pieces(group, appearances if in_brackets else claims):
            if piece.address:
                nodes.append(h.a(href=piece.address, rel="noreferrer")[plain(piece.text)])
            elif piece.claim is not None:
                target = f"{at}#appearance-{piece.claim}" if in_brackets else f"/claims/{piece.claim}"
                nodes.append(h.a(".ref", href=target)[piece.text])
            else:
                nodes.append(plain(piece.text))
    return nodes


def standing(status: Status, text: str | None = None) -> h.Element:
    """Return a status by its mark, its words and its colour."""
    return h.span(f".status.{MARKS[status].hue.value}")[plain(marked(status, text)).replace(" ", "\u00a0", 1)]


def tree(branches: Sequence[Branch], claims: Collection[int] = (), appearances: Collection[int] = ()) -> h.Node:
    """Return trees of texts as nested lists; no recursion, because a chain may be thousands long."""
    levels: list[list[h.Node]] = [[]]
    for depth, text in reversed(list(_lines(branches))):
        while len(levels) <= depth + 1:
            levels.append([])
        below = levels[depth + 1][::-1]
        levels[depth + 1] = []
        levels[depth].append(h.li(dir="auto")[linked(text, claims, appearances), h.ul[below] if below else None])
    return h.ul(".tree")[levels[0][::-1]]


def _lines(branches: Iterable[Branch]) -> Iterator[tuple[int, str]]:
    waiting = [(branch, 0) for branch in reversed(list(branches))]
    while waiting:
        branch, depth = waiting.pop()
        yield depth, branch.text
        waiting.extend((below, min(depth + 1, DEEPEST)) for below in reversed(branch.below))
