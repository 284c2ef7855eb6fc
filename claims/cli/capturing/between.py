"""`claims capture --work`, first part: suspected reprints and relays between articles, a key each.

The decisions of a kind are saved before the next is asked about, because its questions depend on them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import click

from claims.capture.together.deciding import relay_mark, reprint_mark
from claims.capture.together.reading import Together
from claims.capture.together.values import End, Sign, SuspectedRelay, SuspectedReprint
from claims.cli.capturing.saving import say
from claims.cli.chassis.desk import Desk
from claims.cli.failures import PROBLEMS, problem_of
from claims.cli.terminal.keys import NO, QUIT, SKIP, YES, Pressed, typed_or_pressed
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import BACK, HELP
from claims.cli.terminal.render import wrap
from claims.render.phrases import counted

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import Made

_KEYS = (BACK, YES, NO, SKIP, QUIT)


class Left(Exception):
    """The person leaves."""


def ask_reprints(desk: Desk, group: Together) -> int:
    """Ask about each suspected reprint; return how many decisions were saved. Raises `Left`."""
    questions = [
        _Question(
            reprint_sentence(group, each),
            (each.words,) if each.words else (),
            "a reprint (y), not (n), later (s) > ",
            partial(_reprint, group, each),
        )
        for each in group.reprints
    ]
    return _Between(desk, questions).ask()


def ask_relays(desk: Desk, group: Together) -> int:
    """Ask about each suspected relay; return how many decisions were saved. Raises `Left`."""
    questions = [
        _Question(
            relay_sentence(group, each),
            tuple(_passages(group, each)[:2]),
            "picked up there (y), not (n), later (s) > ",
            partial(_relay, group, each),
        )
        for each in group.relays
    ]
    return _Between(desk, questions).ask()


def reprint_sentence(group: Together, each: SuspectedReprint) -> str:
    """Return which article may carry which other."""
    copy = article_phrase(group, each.copy)
    if each.original is None:
        return f"{copy} says that its text is by {one_line(each.outlet or '')}, whose article is not captured"
    original = article_phrase(group, each.original)
    if each.extent == "whole":
        return f"{copy} carries {original} whole"
    return f"{copy} has {each.share} per cent of its sentences from {original}"


def relay_sentence(group: Together, each: SuspectedRelay) -> str:
    """Return a sentence about an article that may have picked claims up from another, and why."""
    article, upstream = article_phrase(group, each.article), article_phrase(group, each.upstream)
    keys = len({key.partition("/")[0] for key in each.keys})
    if each.sign is Sign.CITED:
        return f"{article} cites {one_line(each.outlet or '')} for {counted(keys, 'claim')}: probably {upstream}"
    return f"{article} has {counted(each.sentences, 'sentence')} of {upstream}, and does not say so"


def article_phrase(group: Together, number: int) -> str:
    """Return an article as its number and label: ``article #12 (Reuters, 2024-04-07)``."""
    return f"article #{number} ({one_line(group.labels.get(number, ''))})"


def _passages(group: Together, each: SuspectedRelay) -> list[str]:
    from claims.capture.accepting import key_of

    sentences = {key_of(proposal): proposal.sentences[0].words for proposal in group.proposed[each.article]}
    return list(dict.fromkeys(sentences[key] for key in each.keys if key in sentences))


@dataclass(frozen=True, slots=True)
class _Question:
    """A suspicion between two articles: what it is, the sentences that show it, and what a yes or a no saves."""

    suspicion: str
    passages: tuple[str, ...]
    prompt: str
    use_case: Callable[[bool], Callable[[Session], Made]]


@dataclass
class _Between:
    """One walk through the suspicions of a kind; decisions are saved at its end, so that they can be taken back."""

    desk: Desk
    questions: Sequence[_Question]
    answers: dict[int, bool] = field(default_factory=dict)
    """The decisions by the place of their question."""
    steps: list[int] = field(default_factory=list)
    """The places of the questions answered or left, to go back to."""

    def ask(self) -> int:
        """Ask each question; leaving, the end of input and Ctrl-C save what was decided, and are raised then."""
        saved, place = 0, 0
        try:
            while place < len(self.questions):
                place = self._after(place)
        finally:
            for decided, yes in sorted(self.answers.items()):
                saved += _saved(self.desk, self.questions[decided].use_case(yes))
        return saved

    def _after(self, place: int) -> int:
        """Ask a question until there is an answer, and return the place of the next one. Raises `Left`."""
        question = self.questions[place]
        click.echo()
        click.echo(wrap(question.suspicion))
        for passage in question.passages:
            click.echo(wrap(f"“{one_line(passage)}”", first="  ", rest="  "))
        while True:
            try:
                if not typed_or_pressed(question.prompt, _KEYS, by_word=True):
                    break
                say(f"Type one of the keys; {HELP} explains them.")
            except Pressed as pressed:
                if pressed.sign == QUIT:
                    raise Left from pressed
                if pressed.sign == BACK:
                    return self._back(place)
                if pressed.sign != SKIP:
                    self.answers[place] = pressed.sign == YES
                break
        self.steps.append(place)
        return place + 1

    def _back(self, place: int) -> int:
        """Return the question before, and forget its answer."""
        if not self.steps:
            say("This is the first question; what was decided before it is saved.")
            return place
        before = self.steps.pop()
        self.answers.pop(before, None)
        return before


def _saved(desk: Desk, use_case: Callable[[Session], Made]) -> int:
    """Save a decision; return 1, or 0 if the rules refuse it, which is said."""
    try:
        desk.write("capture", use_case)
    except PROBLEMS as error:
        problem = problem_of(error)
        if problem is None:
            raise
        say(f"Not saved: {one_line(str(problem))}.")
        return 0
    return 1


def _reprint(group: Together, each: SuspectedReprint, yes: bool) -> Callable[[Session], Made]:
    from claims.entry.capturing import decide_between
    from claims.entry.reprinting import reprint_known, reprint_unread

    snapshot = group.snapshots[each.copy]
    original = each.outlet or "" if each.original is None else group.snapshots[each.original].article_uid

    def use_case(session: Session) -> Made:
        if not yes:
            return decide_between(session, snapshot.id, reprint_mark(original), yes=False)
        if each.original is None:
            return reprint_unread(session, each.outlet or "", str(each.copy))
        return reprint_known(session, str(each.original), str(each.copy), each.extent, ())

    return use_case


def _relay(group: Together, each: SuspectedRelay, yes: bool) -> Callable[[Session], Made]:
    from claims.entry.capturing import decide_between

    snapshot, upstream = group.snapshots[each.article], group.snapshots[each.upstream]
    return lambda session: decide_between(session, snapshot.id, relay_mark(upstream.article_uid), yes=yes)


def summary(groups: Sequence[Together]) -> str:
    """Return a sentence about all suspicions between the articles of stories, empty without any."""
    from claims.render.phrases import listed

    reprints = sum(len(group.reprints) for group in groups)
    relays = sum(len(group.relays) for group in groups)
    claims = sum(len(_joined(group)) for group in groups)
    parts = [counted(reprints, "reprint")] if reprints else []
    parts += [counted(relays, "relay")] if relays else []
    parts += [f"{counted(claims, 'claim')} in several articles"] if claims else []
    return f"Suspected between the articles: {listed(parts)}. Nothing counts until you confirm it." if parts else ""


def _joined(group: Together) -> list[list[End]]:
    """Return the proposals that are likely one claim, gathered."""
    heads: dict[End, End] = {}

    def head(end: End) -> End:
        while heads.get(end, end) != end:
            end = heads[end]
        return end

    for repeat in group.repeats:
        heads[head(repeat.second)] = head(repeat.first)
    gathered: dict[End, list[End]] = {}
    for end in {end for repeat in group.repeats for end in (repeat.first, repeat.second)}:
        gathered.setdefault(head(end), []).append(end)
    return list(gathered.values())
