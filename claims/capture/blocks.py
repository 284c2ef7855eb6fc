"""Proposals as one plain text, to be edited in an editor and read back: a block a claim, ``key: value`` a line.

    pick 3
    statement: Japan will join by the end of 2024
    attribution: unnamed
    source: One senior diplomat involved in the talks

The first line of a block decides: ``pick``, ``skip``, or ``same 3 98`` for a known claim. It begins as ``later``, so
that a text that is closed as it was opened logs nothing. Lines that begin with ``#`` are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from claims.capture.accepting import appearance_draft, claim_draft, refuse_open
from claims.capture.values import Proposal
from claims.entry.drafts import AppearanceDraft, ClaimDraft, SourceDraft, WindowDraft
from claims.errors import BadUsage, BadValue
from claims.text.dates import partial_date
from claims.text.typed import typed_hedge
from claims.vocabulary import (
    Attribution,
    Capacity,
    Channel,
    ClaimKind,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
    Placement,
    Stance,
    Treatment,
    Weight,
    WindowRole,
    Wording,
)

T = TypeVar("T", bound=StrEnum)

PICK, SKIP, SAME, LATER = "pick", "skip", "same", "later"

_WORDS: Mapping[str, type[StrEnum]] = {
    "attribution": Attribution,
    "stance": Stance,
    "treatment": Treatment,
    "placement": Placement,
    "channel": Channel,
    "capacity": Capacity,
    "wording": Wording,
    "likelihood": Likelihood,
}
_TEXTS = ("relays", "via", "occasion", "note")
_OF_SOURCE = ("role", "institution", "issuer")
_WINDOWS = {role.value: role for role in WindowRole}
FIELDS = (
    *("statement", "kind", "weight", "attribution", "source", *_OF_SOURCE, "stated_count", "stance", "treatment"),
    *("placement", "channel", "capacity", "wording", "likelihood", *_TEXTS, "said", *_WINDOWS, "condition", "hedge"),
)
"""The keys of a block."""
_USUAL = {
    "stance": Stance.ASSERTS,
    "treatment": Treatment.REPORTS,
    "placement": Placement.BODY,
    "channel": Channel.NOT_STATED,
    "capacity": Capacity.NOT_STATED,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a line of the text, and the number of the line from 1."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Block:
    """A decided block: the number of its proposal from 1, and the claim to log, the known claim, or None to skip."""

    number: int
    line: int
    claim: ClaimDraft | str | None
    appearance: AppearanceDraft


def text_of(proposals: Sequence[Proposal], heading: str) -> str:
    """Return the text of proposals to be edited; each block ends with the sentence that it was read from."""
    lines = [
        f"# {heading}",
        "# Write pick for later to log a claim, skip to drop it, same 3 98 to add block 3 to claim #98.",
        "# What says later, or is taken out, waits.",
        "",
    ]
    for number, proposal in enumerate(proposals, start=1):
        lines.append(f"{LATER} {number}")
        lines += _lines(proposal)
        lines += [f"# “{_flat(sentence.words)}”" for sentence in proposal.sentences]
        lines.append("")
    return "\n".join(lines)


def read_back(
    text: str, proposals: Sequence[Proposal], article: int, stories: tuple[str, ...], published: date | None
) -> tuple[list[Block], list[Fault]]:
    """Return the blocks of an edited text, and its faults by line; if there are faults, store nothing."""
    blocks: list[Block] = []
    faults: list[Fault] = []
    for lines in _blocks(text):
        reader = _Reader(proposals, article, stories, published)
        block = reader.read(lines)
        faults += reader.faults
        if block is not None:
            blocks.append(block)
    return blocks, faults


def with_faults(text: str, faults: Sequence[Fault]) -> str:
    """Return a text with each fault above its line, for the editor; faults of an earlier reading are taken out."""
    faulty: dict[int, list[str]] = {}
    for fault in faults:
        faulty.setdefault(fault.line, []).append(f"{_MARK} {fault.sentence}")
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        lines += faulty.get(number, [])
        if not line.startswith(_MARK):
            lines.append(line)
    return "\n".join(lines)


_MARK = "#!"


def changed(
    claim: ClaimDraft, appearance: AppearanceDraft, typed: str, published: date | None
) -> tuple[ClaimDraft, AppearanceDraft]:
    """Return the drafts with one field changed by ``key: value``; without a value the field is emptied.

    The first letters of a key or of a word are enough if no other begins so. Raises `BadValue`.
    """
    name, _, value = typed.partition(":")
    name = _begun(name.strip().casefold().replace(" ", "_").replace("-", "_"), FIELDS, "field")
    value = value.strip()
    vocabularies: Mapping[str, type[StrEnum]] = {**_WORDS, "kind": ClaimKind, "weight": Weight}
    words = vocabularies.get(name)
    if words is not None and value:
        value = _begun(value.casefold().replace(" ", "_").replace("-", "_"), list(words), name)
    gone = {name, *_GOES_WITH.get(name, ())}
    if name == "attribution" and value in _WITHOUT_SOURCE:
        gone |= {"source", "stated_count", "via", *_OF_SOURCE}
    kept = [(each, _flat(value_of)) for each, value_of in fields_of(claim, appearance) if each not in gone]
    said = next((window.said for window in claim.windows if window.said is not None), published)
    reader = _Reader((), 0, claim.stories, said)
    for place, (each, value_of) in enumerate([*kept, (name, value)]):
        reader._take(place, f"{each}: {value_of}")
    if name == "source" and appearance.source is None and value and value.split()[-1][0].isupper():
        reader.values["attribution"] = Attribution.NAMED
    if reader.faults:
        raise BadValue(reader.faults[0].sentence)
    if not reader.claim.get("statement") or "attribution" not in reader.values:
        raise BadValue(f"a claim needs its {name}")
    return (
        replace(claim, **{"condition": None, "kind": ClaimKind.FACT, **reader.claim}, windows=tuple(reader.windows)),
        reader._appearance(appearance),
    )


def is_field(typed: str) -> bool:
    """Return whether a line begins as a change of a field does: `stance: denies`."""
    name, colon, _ = typed.partition(":")
    return bool(colon) and name.strip().replace(" ", "").replace("_", "").replace("-", "").isalpha()


def _begun(typed: str, offered: Sequence[str], what: str) -> str:
    """Return the word that begins with these letters; raises `BadValue`."""
    fitting = [word for word in offered if word.startswith(typed)]
    if typed in offered:
        return typed
    if len(fitting) != 1:
        raise BadValue(f'"{typed}" is not one {what} of {", ".join(fitting or offered)}')
    return fitting[0]


_GOES_WITH = {"source": ("role", "institution", "issuer", "stated_count"), "relays": ("via",), "via": ("relays",)}
"""Fields that a change of another empties: another source has another role."""
_WITHOUT_SOURCE = frozenset({"unattributed", "outlet", "own_voice", "witnessed"})


def _lines(proposal: Proposal) -> list[str]:
    fields = fields_of(claim_draft(proposal), appearance_draft(proposal, 0))
    return [f"{name}: {_flat(value)}" for name, value in fields]


def fields_of(claim: ClaimDraft, appearance: AppearanceDraft) -> Iterator[tuple[str, object]]:
    """Yield the fields of a claim and its appearance that say something, each with its value."""
    yield "statement", claim.statement
    yield "kind", claim.kind
    yield "attribution", appearance.attribution
    if appearance.source is not None:
        yield "source", appearance.source.source
        for name in _OF_SOURCE:
            if getattr(appearance.source, name) is not None:
                yield name, getattr(appearance.source, name)
        if appearance.source.stated_count is not None:
            yield "stated_count", appearance.source.stated_count
    for name in ("relays", "via", "occasion"):
        if getattr(appearance, name) is not None:
            yield name, getattr(appearance, name)
    for name in _WORDS:
        value = getattr(appearance, name)
        if name != "attribution" and value is not None and value is not _USUAL.get(name):
            yield name, value
    if appearance.said is not None:
        yield "said", appearance.said
    for window in claim.windows:
        yield window.role, window.words
    if claim.condition is not None:
        yield "condition", claim.condition
    for kind, said in appearance.hedges:
        yield "hedge", f"{kind}:{said}"


def _flat(value: object) -> str:
    return " ".join(str(value).split())


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the blocks of a text as numbered lines, without comments and empty lines."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if block and stripped.split()[0].casefold() in (PICK, SKIP, SAME, LATER) and ":" not in stripped.split()[0]:
            yield block
            block = []
        block.append((number, stripped))
    if block:
        yield block


@dataclass
class _Reader:
    """Reads one block."""

    proposals: Sequence[Proposal]
    article: int
    stories: tuple[str, ...]
    published: date | None
    faults: list[Fault] = field(default_factory=list)
    claim: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)
    windows: list[WindowDraft] = field(default_factory=list)
    hedges: list[tuple[HedgeKind, str]] = field(default_factory=list)

    def read(self, lines: Sequence[tuple[int, str]]) -> Block | None:
        """Return the block, or None where it waits or has faults."""
        line, first = lines[0]
        verb, _, rest = first.partition(" ")
        number = self._number(line, verb.casefold(), rest.split())
        if number is None:
            return None
        proposal = self.proposals[number - 1]
        if verb.casefold() == LATER:
            if [content for _, content in lines[1:]] != _lines(proposal):
                sentence = f"block {number} was changed; write {PICK} to log it, or change it back"
                self.faults.append(Fault(line, sentence))
            return None
        base = appearance_draft(proposal, self.article)
        if verb.casefold() == SKIP:
            return Block(number, line, None, base)
        for at, content in lines[1:]:
            self._take(at, content)
        if not self.claim.get("statement") and verb.casefold() == PICK:
            self.faults.append(Fault(line, "a claim needs its statement"))
        if "attribution" not in self.values and not self.faults:
            self.faults.append(Fault(line, "say who the article attributes it to: attribution"))
        if self.faults:
            return None
        appearance = self._appearance(base)
        try:
            refuse_open(proposal, appearance)
        except BadUsage as error:
            self.faults.append(Fault(line, str(error)))
            return None
        if verb.casefold() == SAME:
            return Block(number, line, rest.split()[-1].removeprefix("#"), appearance)
        claim = ClaimDraft(**self.claim, windows=tuple(self.windows), stories=self.stories)
        return Block(number, line, claim, appearance)

    def _number(self, line: int, verb: str, rest: Sequence[str]) -> int | None:
        numbers = [word.removeprefix("#") for word in rest]
        wanted = 2 if verb == SAME else 1
        if verb not in (PICK, SKIP, SAME, LATER) or len(numbers) != wanted or not all(map(str.isdecimal, numbers)):
            sentence = "begin a block with pick 3, skip 3, later 3 or same 3 98 (the block's number, then the claim's)"
            self.faults.append(Fault(line, sentence))
            return None
        number = int(numbers[0])
        if not 1 <= number <= len(self.proposals):
            self.faults.append(Fault(line, f"there is no block {number}"))
            return None
        return number

    def _take(self, line: int, content: str) -> None:
        name, colon, value = content.partition(":")
        name, value = name.strip().casefold().replace(" ", "_").replace("-", "_"), value.strip()
        if not colon:
            self.faults.append(Fault(line, "write it as key: value"))
            return
        if not value:
            return
        take = self._takers().get(name)
        if take is None:
            self.faults.append(Fault(line, f"there is no field {name}"))
            return
        try:
            take(value)
        except BadValue as error:
            self.faults.append(Fault(line, str(error)))

    def _takers(self) -> dict[str, Callable[[str], None]]:
        takers: dict[str, Callable[[str], None]] = {
            "statement": lambda value: self.claim.update(statement=value),
            "kind": lambda value: self.claim.update(kind=_word(ClaimKind, value)),
            "weight": lambda value: self.claim.update(weight=_word(Weight, value)),
            "condition": lambda value: self.claim.update(condition=value),
            "source": lambda value: self.source.update(source=value),
            "stated_count": lambda value: self.source.update(stated_count=_count(value)),
            "said": lambda value: self.values.update(said=partial_date(value).earliest),
            "hedge": lambda value: self.hedges.append(typed_hedge(value)),
        }
        takers |= {name: self._vocabulary(name, values) for name, values in _WORDS.items()}
        takers |= {name: self._text(self.values, name) for name in _TEXTS}
        takers |= {name: self._text(self.source, name) for name in _OF_SOURCE}
        return takers | {name: self._window(role) for name, role in _WINDOWS.items()}

    def _vocabulary(self, name: str, values: type[StrEnum]) -> Callable[[str], None]:
        return lambda value: self.values.update({name: _word(values, value)})

    def _text(self, into: dict[str, Any], name: str) -> Callable[[str], None]:
        return lambda value: into.update({name: value})

    def _window(self, role: WindowRole) -> Callable[[str], None]:
        return lambda value: self.windows.append(WindowDraft(role=role, words=value, said=self.published))

    def _appearance(self, base: AppearanceDraft) -> AppearanceDraft:
        """Return the appearance as edited: fields taken out are empty, and the excerpt stays as it was read."""
        source = SourceDraft(**self.source) if "source" in self.source else None
        likelihood = self.values.get("likelihood")
        basis = None
        if likelihood is not None:
            basis = LikelihoodBasis.MAPPED if likelihood is base.likelihood else LikelihoodBasis.EDITOR
        values: dict[str, Any] = {
            "article": base.article,
            "terms": base.terms,
            "relay_basis": base.relay_basis,
            "anonymity_reason": base.anonymity_reason,
            "excerpt": base.excerpt,
            "prefix": base.prefix,
            "suffix": base.suffix,
            "wording": base.wording,
            "source": source,
            "likelihood_basis": basis,
            "hedges": tuple(self.hedges),
        }
        return AppearanceDraft(**values | self.values)


def _word(values: type[T], typed: str) -> T:
    word = typed.strip().casefold().replace(" ", "_").replace("-", "_")
    try:
        return values(word)
    except ValueError:
        raise BadValue(f'"{typed}" is not one of {", ".join(values)}') from None


def _count(typed: str) -> int:
    if not typed.isdecimal() or not 0 < int(typed) < 1_000_000:
        raise BadValue("a stated count is a number")
    return int(typed)
