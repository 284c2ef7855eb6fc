"""Which claims a proposal is likeliest to be, to take one with a key: those we have, and those decided just now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.cli.capturing.saving import Decided, SameAs
from claims.cli.terminal.plain import one_line
from claims.entry.drafts import ClaimDraft

if TYPE_CHECKING:
    from sqlalchemy import Connection

BEST = 3
"""How many claims are listed."""

SURE = 60
"""How much of a proposal a claim covers, in per cent, to be listed before anybody asks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A claim that a proposal may be: what to enter, its statement, why, and how much of the proposal it covers."""

    claim: SameAs | str
    statement: str
    why: str
    measure: int
    proposed: bool

    @property
    def shown_at_once(self) -> bool:
        """Whether it is listed beside the proposal."""
        return self.proposed or self.measure >= SURE


def likeliest(
    connection: Connection, statement: str, decided: Sequence[Decided], near: Mapping[SameAs | str, str]
) -> list[Choice]:
    """Return the best claims for a statement: logged ones by the ranking of `claims similar`, and those not saved yet.

    ``near`` are the claims of proposals in other articles that are likely the same, with the reason.
    """
    choices = [*_unsaved(statement, decided, near), *_logged(connection, statement, near)]
    return sorted(choices, key=lambda choice: (not choice.proposed, -choice.measure))[:BEST]


def _logged(connection: Connection, statement: str, near: Mapping[SameAs | str, str]) -> list[Choice]:
    from claims.features.similar.answers import answers
    from claims.features.similar.words import answer_phrase, held_phrase

    choices = []
    for answer in answers(connection, statement, limit=BEST):
        number = str(answer.claim.id)
        why = near.get(number) or answer_phrase(answer)
        proposed = number in near or (answer.proposal is not None and answer.proposal.proposed == "duplicate")
        measure = answer.measure if answer.measure is not None else answer.proposal.alike if answer.proposal else 0
        choices.append(
            Choice(number, answer.statement, f"{one_line(why)}; {held_phrase(answer.claim)}", measure, proposed)
        )
    return choices


def _unsaved(statement: str, decided: Sequence[Decided], near: Mapping[SameAs | str, str]) -> list[Choice]:
    """Return the claims that are decided and not saved yet, ranked as logged ones are."""
    from claims.text.similarity.asked import ranked_words, stem_of
    from claims.text.similarity.ranking import asked, ranked

    drafts = [each for each in decided if isinstance(each.claim, ClaimDraft)]
    words = {number: ranked_words(_statement(each)) for number, each in enumerate(drafts)}
    having = Counter(stem for each in words.values() for stem in set(map(stem_of, each)))
    ranks = ranked(asked(statement), having, len(drafts), words, lambda stems: {stem: having[stem] for stem in stems})
    choices = []
    for rank in ranks[:BEST]:
        each = drafts[rank.claim]
        claim = SameAs(each.end)
        why = near.get(claim) or f"{rank.covers} % of it"
        choices.append(Choice(claim, _statement(each), f"{why}; not saved yet", rank.covers, claim in near))
    return choices


def _statement(decided: Decided) -> str:
    assert isinstance(decided.claim, ClaimDraft)
    return decided.claim.statement
