"""Which records an entry will make, found out by trying it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claims.cli.chassis.desk import Desk, Tried
from claims.cli.failures import problem_of
from claims.text.matching import match_key
from claims.vocabulary import SOURCE_KIND_OF, Attribution, SourceKind, words

if TYPE_CHECKING:
    from claims.entry.drafts import Made, Thing


def new_records(run: Callable[[Sequence[str]], Any], line: Sequence[str], given: Mapping[str, str]) -> str:
    """Return a sentence that names every record that a command line will make, whose values are ``given``.

    Raises what the command would raise; nothing is stored.
    """
    made = tried(run, line)
    named = [_called(record, made, given) for record in made.made if record.subject in _TOLD]
    return f"New: {'; '.join(named)}." if named else "Nothing else is new."


def tried(run: Callable[[Sequence[str]], Any], line: Sequence[str]) -> Made:
    """Return what a command line that enters something would make; raises what the command would raise."""
    invocation = Desk.current().invocation
    invocation.only_tries = True
    try:
        run(line)
    except Tried as end:
        made: Made = end.result
        return made
    finally:
        invocation.only_tries = False
    raise AssertionError("the command entered nothing")


def problem_with(error: Exception) -> str:
    """Return in a sentence why an entry would be refused; raises any error that is a fault of the program."""
    problem = problem_of(error)
    if problem is None:
        raise error
    return f"It cannot be stored so: {problem}."


_TOLD = ("claim", "outlet", "article", "reporter", "source", "story")


def _called(record: Thing, made: Made, given: Mapping[str, str]) -> str:
    label = record.label
    if record.subject == "claim":
        return "the claim"
    if record.subject == "article" and record.id == made.article:
        return f"an article of {label}"
    if record.subject == "source":
        return f"{_kind(record, given)} {label}"
    return f"{record.subject} {label}"


def _kind(record: Thing, given: Mapping[str, str]) -> str:
    """Return the kind of a new source: it is the one that speaks, or an institution or issuer beside it."""
    beside = {match_key(given.get(name, "")) for name in ("institution", "issuer")}
    if match_key(record.label) in beside and match_key(record.label) != match_key(given.get("source", "")):
        return words(SourceKind.INSTITUTION)
    kind = SOURCE_KIND_OF.get(Attribution(given["attribution"])) if given.get("attribution") else None
    return words(kind) if kind in (SourceKind.INSTITUTION, SourceKind.DOCUMENT) else "source"
