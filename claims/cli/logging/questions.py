"""The questions of `claims log` and `claims appear` on a terminal, each for the value of one option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims.vocabulary import (
    ATTRIBUTIONS_WITH_SOURCE,
    KINDS_WITH_OUTCOME,
    SOURCE_KIND_OF,
    Attribution,
    ClaimKind,
    Stance,
    Terms,
    Treatment,
)

Answers = Mapping[str, str]
"""Answers by the name of the option; empty without an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the value of one option (or of the argument)."""

    name: str
    text: str
    when: Callable[[Answers], bool] = lambda answers: True
    needed: Callable[[Answers], bool] = lambda answers: False
    default: str = ""
    subject: str | None = None
    """The kind of record that the answer names."""


def attribution_of(answers: Answers) -> str:
    """Return the attribution among the answers, or an empty text."""
    return answers.get("attribution", "")


def _has_source(answers: Answers) -> bool:
    return attribution_of(answers) in {*SOURCE_KIND_OF, Attribution.OWN_VOICE}


def _is_new(answers: Answers) -> bool:
    """Return whether the article is a new one, as far as is known."""
    return answers.get(ARTICLE, "") in ("", NEW)


def _is_described(answers: Answers) -> bool:
    """Return whether the article is described, not only named by its number."""
    return _is_new(answers) or any(answers.get(name) for name in ("outlet", "url", "published"))


ARTICLE, NEW = "article", "new"
"""The question which recorded article is meant, and the answer that it is another."""

_OF_CLAIM = (
    Question("statement", "What is claimed? One checkable statement, in your own words.", needed=lambda answers: True),
    Question("kind", "What sort of statement is it?", default=ClaimKind.FACT),
    Question("story", "Which story does it belong to? Several with commas.", subject="story"),
)

_OF_APPEARANCE = (
    Question(
        "outlet",
        "Which outlet reported it, or article:7? Enter takes it from the address.",
        subject="outlet",
    ),
    Question("url", "What is its address?", when=_is_described, needed=lambda answers: not answers.get("outlet")),
    Question(
        "published",
        "When was it published? Like 2024-03-19, 2024-03 or 2024; Enter if that is not known.",
        when=_is_described,
    ),
    Question(ARTICLE, "Do you mean a recorded article?", needed=lambda answers: True),
    Question("reporter", "Who signed it? Several with commas.", when=_is_new, subject="reporter"),
    Question("attribution", "Who does the article attribute it to?", needed=lambda answers: True),
    Question(
        "source",
        "Who or what is that? As printed.",
        when=_has_source,
        needed=lambda answers: attribution_of(answers) in ATTRIBUTIONS_WITH_SOURCE,
        subject="source",
    ),
    Question(
        "relays",
        "Which report was it picked up from? An outlet, article:7, or #3 for the article of appearance 3.",
        when=lambda answers: attribution_of(answers) == Attribution.OUTLET,
        subject="outlet",
    ),
    Question("terms", "What terms did the source speak on?", when=_has_source, default=Terms.NOT_STATED),
    Question("stance", "What does the speaker say about it?", default=Stance.ASSERTS),
    Question("treatment", "How does the outlet treat it?", default=Treatment.REPORTS),
    Question("excerpt", "A few exact words of the article?"),
    Question(
        "wording",
        "Whose words are these?",
        when=lambda answers: bool(answers.get("excerpt")),
        needed=lambda answers: True,
    ),
)

_WINDOWS = (
    Question(
        "due",
        "When is it due, in the words used? Like: by the end of 2024.",
        when=lambda answers: (answers.get("kind") or ClaimKind.FACT) in KINDS_WITH_OUTCOME,
    ),
    Question(
        "happened",
        "When did it happen, in the words used? Like: on 8 April 2024.",
        when=lambda answers: (answers.get("kind") or ClaimKind.FACT) == ClaimKind.FACT,
    ),
)

OF_LOG = (*_OF_CLAIM, *_OF_APPEARANCE, *_WINDOWS)
"""The questions about a new claim and where it appeared."""

OF_APPEAR = (
    Question(
        "claim",
        "Which claim appeared there? Its number, or a few of its words.",
        needed=lambda answers: True,
        subject="claim",
    ),
    *_OF_APPEARANCE,
)
"""The questions about another appearance of a claim."""
