"""The ladder of verdicts: which step of a review the rules allow, as pure functions over plain values.

The rules are those of AFP's, AAP's and Snopes' published methods, and AP's rule on anonymous sources that two
independent ones are wanted: a verdict rests on evidence, a party's word alone proves only what it holds or
decides for itself, and what several report is corroborated only when at least two of its origins are surely
independent.  Where a newsroom asks for two people, as AFP's and Snopes' editors are asked before a verdict is
published, a verdict is a proposal until somebody else agrees.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from claims.errors import BadUsage, ClaimsError, Refused
from claims.vocabulary import (
    KINDS_WITH_OUTCOME,
    VERDICTS,
    ArticleKind,
    ClaimKind,
    EvidenceKind,
    Outcome,
    Status,
    a_or_an,
    words,
)


class Decision(Protocol):
    """What the rules need to know of a review."""

    @property
    def uid(self) -> str:
        """Its uid, which orders reviews of one moment."""

    @property
    def at(self) -> datetime:
        """When it was entered."""

    @property
    def status(self) -> Status:
        """The status that it gave."""

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that it gave, if it gave one."""

    @property
    def proposed(self) -> bool:
        """Whether it waits for a second person."""


class SignedReview(Decision, Protocol):
    """What the rules need to know of a review among others: whose it is, and its place among them."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def who(self) -> str:
        """Who entered it."""

    @property
    def agrees_with_id(self) -> int | None:
        """The review of somebody else with which it agrees."""

    @property
    def replaces_id(self) -> int | None:
        """The review that its writer saw before."""

    @property
    def proved_by(self) -> str | None:
        """Who is proved to have entered it, by its event: empty for nobody, none where that is whose name it bears."""

    @property
    def other_words(self) -> str | None:
        """The words that were judged, where those of the claim are others by now."""


R = TypeVar("R", bound=SignedReview)

PARTYS_OWN = frozenset({ClaimKind.POSITION, ClaimKind.INTENTION})
"""The kinds of claim that a party can settle by its own statement: what it holds, and what it decides itself."""


PARTYS_OWN_WORDS = frozenset({ArticleKind.STATEMENT, ArticleKind.TRANSCRIPT, ArticleKind.POST})
"""The kinds of article in which a party speaks itself, and no outlet about it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One review as it is about to be recorded, and what it is judged against."""

    kind: ClaimKind
    old_status: Status
    old_outcome: Outcome | None
    status: Status
    outcome: Outcome | None
    note: str | None
    evidence: Sequence[EvidenceKind]
    independent_lower: int
    independent_upper: int | None
    """None when the total is unknown."""


def refusal(step: Step) -> ClaimsError | None:
    """Return why a step is not allowed, or nothing if it is."""
    checks = (_without_reason, _wrong_outcome, _uncorroborated, _without_evidence, _party_alone)
    return next((problem for check in checks if (problem := check(step)) is not None), None)


def settles(step: Step) -> bool:
    """Return whether a step gives a verdict or an outcome, so that it must rest on evidence."""
    new_verdict = step.status in VERDICTS and step.status != step.old_status
    new_outcome = step.outcome not in (None, Outcome.PENDING) and step.outcome != step.old_outcome
    return new_verdict or new_outcome


def speaks_for_itself(kind: ClaimKind, evidence: EvidenceKind, article: ArticleKind) -> bool:
    """Return whether a party's statement may settle a claim of which it is an origin.

    What a party holds or decides is proved by the very statement in which it says so, which is then the record and
    no report of one.  For everything else a claim's own origin proves nothing.
    """
    return kind in PARTYS_OWN and evidence is EvidenceKind.PARTY_STATEMENT and article in PARTYS_OWN_WORDS


def newest_status(reviews: Iterable[Decision]) -> Status:
    """Return where a claim stands: the status of its newest review that is no proposal, by time of entry and uid."""
    newest = max((one for one in reviews if not one.proposed), key=_age, default=None)
    return newest.status if newest else Status.UNVERIFIED


def newest_outcome(kind: ClaimKind, reviews: Iterable[Decision]) -> Outcome | None:
    """Return what became of what was to come; none for a kind of claim in which nothing is to come."""
    if kind not in KINDS_WITH_OUTCOME:
        return None
    newest = max((one for one in reviews if one.outcome and not one.proposed), key=_age, default=None)
    return newest.outcome if newest else Outcome.PENDING


def is_overdue(outcome: Outcome | None, latest: date | None, today: date) -> bool:
    """Return whether a claim's window has closed without an outcome; that alone never settles anything."""
    return outcome is Outcome.PENDING and latest is not None and latest < today


# Two people


def same_person(one: str, other: str) -> bool:
    """Return whether two names of people who entered something are one, whatever their case and the space around."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """Return the form in which two names of people who enter something are one."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def people(reviews: Iterable[SignedReview]) -> list[str]:
    """Return who entered reviews, each once, in the order given."""
    names: dict[str, str] = {}
    for one in reviews:
        names.setdefault(name_key(one.who), one.who.strip())
    return list(names.values())


def names_of(review: SignedReview) -> frozenset[str]:
    """Return who may have made a review, as keys: whose name it bears, and who is proved to have entered it.

    The two differ where a file brought the name: whoever took the file in is proved, and the name is only claimed.
    """
    return frozenset(name_key(one) for one in (review.who, review.proved_by) if one is not None)


def two_people(reviews: Iterable[SignedReview]) -> bool:
    """Return whether two of these reviews are surely by different people: no name could stand behind both."""
    names = {names_of(one) for one in reviews}
    return any(not one & other for one in names for other in names)


def waiting(reviews: Sequence[R]) -> list[R]:
    """Return the proposals that wait for a second person, the oldest first; of each person only the newest.

    A proposal waits until somebody decides: agrees with it or with another one, or decides otherwise.  One on other
    words than the claim has by now is void.  An agreement that proves nobody is none, and what it agrees with waits on.
    """
    return [one for one in _undecided(reviews) if one.other_words is None]


def replaced(reviews: Sequence[R], *, proposal: bool) -> R | None:
    """Return the review in whose place a new one comes: the newest that is decided, for a proposal one that waits."""
    waits = waiting(reviews) if proposal else []
    return waits[-1] if waits else max((one for one in reviews if not one.proposed), key=_age, default=None)


def void(reviews: Sequence[R]) -> list[R]:
    """Return the proposals that would wait if the claim's words were still those on which they were made."""
    return [one for one in _undecided(reviews) if one.other_words is not None]


def _undecided(reviews: Sequence[R]) -> list[R]:
    decided = [one for one in reviews if not one.proposed]
    last = max(map(_age, decided), default=None)
    agreed = {one.agrees_with_id for one in decided}
    newest = {name_key(one.who): one for one in sorted(reviews, key=_age) if _is_proposal(one)}
    open_ones = (one for one in newest.values() if one.id not in agreed and (last is None or _age(one) > last))
    return sorted(open_ones, key=_age)


def _is_proposal(review: SignedReview) -> bool:
    """Return whether a review proposes something itself, and is no agreement that proves nobody."""
    return review.proposed and review.agrees_with_id is None


def agreement(review: R, reviews: Sequence[R]) -> list[R]:
    """Return the reviews that are one decision with this one because people agreed, the oldest first, itself among."""
    linked: dict[int, set[int]] = defaultdict(set)
    for one in reviews:
        if one.agrees_with_id is not None:
            linked[one.id].add(one.agrees_with_id)
            linked[one.agrees_with_id].add(one.id)
    found, ahead = {review.id}, [review.id]
    while ahead:
        new = linked[ahead.pop()] - found
        found |= new
        ahead += new
    return sorted((one for one in reviews if one.id in found), key=_age)


def given_by(review: R, reviews: Sequence[R]) -> R:
    """Return the review by which a decision came to stand: the oldest with which others agreed, and no proposal."""
    return next((one for one in agreement(review, reviews) if not one.proposed), review)


def standing(reviews: Sequence[R]) -> list[R]:
    """Return the decided reviews that say what stands, the oldest first: all since the verdict or outcome was given.

    Nothing for a claim without a verdict and without an outcome.
    """
    found = {one.id: one for run, _ in _settling_runs(reviews) for one in run}
    return sorted(found.values(), key=_age)


def made_alone(reviews: Sequence[R]) -> bool:
    """Return whether one person alone made the verdict, or the outcome, that stands: nobody else has agreed."""

    def alone(run: Sequence[R], gave: Callable[[R], object]) -> bool:
        agreeing = ([other for other in agreement(one, reviews) if gave(other) == gave(one)] for one in run)
        return not any(two_people(some) for some in agreeing)

    return any(alone(run, gave) for run, gave in _settling_runs(reviews))


def _settling_runs(reviews: Sequence[R]) -> list[tuple[list[R], Callable[[R], object]]]:
    """Return the newest reviews that gave the same verdict, and the same outcome, where one stands, with what it is."""
    decided = sorted((one for one in reviews if not one.proposed), key=_age)
    by_status = _run(decided, _status)
    by_outcome = _run([one for one in decided if one.outcome], _outcome)
    runs: list[tuple[list[R], Callable[[R], object]]] = []
    if by_status and by_status[-1].status in VERDICTS:
        runs.append((by_status, _status))
    if by_outcome and by_outcome[-1].outcome is not Outcome.PENDING:
        runs.append((by_outcome, _outcome))
    return runs


def _status(one: Decision) -> object:
    return one.status


def _outcome(one: Decision) -> object:
    return one.outcome


def _run(reviews: Sequence[R], gave: Callable[[R], object]) -> list[R]:
    """Return the last reviews that gave the same, on the same words, the oldest first."""
    given = [(gave(one), one.other_words) for one in reviews]
    changes = [index for index in range(1, len(given)) if given[index] != given[index - 1]]
    return list(reviews[changes[-1] if changes else 0 :])


def agreeable(reviews: Sequence[R], who: str) -> list[R]:
    """Return with what somebody may agree, the oldest first: others' proposals that wait, else what stands.

    Of what stands it is the newest of others with which this person has not agreed yet.
    """
    proposals = waiting(reviews)
    if proposals:
        return [one for one in proposals if cannot_agree(one, reviews, who) is None]
    others = [one for one in standing(reviews) if cannot_agree(one, reviews, who) is None]
    return [given_by(one, reviews) for one in others[-1:]]


def cannot_agree(review: R, reviews: Sequence[R], who: str) -> ClaimsError | None:
    """Return why somebody cannot agree with a review, or nothing if they can."""
    what = f"“{words(review.status)}{f', {words(review.outcome)}' if review.outcome else ''}” (review #{review.id})"
    if review.other_words is not None:
        return Refused(
            f"{what} was given on other words, “{review.other_words}”, so that nobody can agree with it for those of "
            "today; review the claim anew"
        )
    together = agreement(review, reviews)
    if review not in standing(reviews) and not any(one in waiting(reviews) for one in together):
        return Refused(f"{what} neither waits for a second person nor stands, so that nobody can agree with it")
    if any(same_person(one.who, who) for one in together):
        told = f"proposed {what}" if review.proposed else f"stands behind {what} already"
        return Refused(f"{who.strip()} {told}: somebody else has to agree")
    if any(name_key(who) in names_of(one) for one in together):
        return Refused(
            f"{who.strip()} took {what} in from a file, where the name {review.who.strip()} proves nobody: "
            "somebody else has to agree"
        )
    return None


def nothing_to_agree_with(reviews: Sequence[R], who: str) -> ClaimsError:
    """Return why there is nothing with which somebody could agree."""
    own = [*waiting(reviews), *void(reviews)[-1:], *standing(reviews)[-1:]]
    refused = (cannot_agree(one, reviews, who) for one in own)
    found = next((problem for problem in refused if problem is not None), None)
    return found or Refused(
        f"nothing waits for a second person, and “{words(newest_status(reviews))}” is no verdict with which to agree"
    )


# The words that were judged


@dataclass(frozen=True, slots=True)
class Rewording:
    """An edit of a claim's statement; a text is none where it was redacted."""

    at: datetime
    """When it was entered."""
    uid: str
    old: str | None
    new: str | None
    known: datetime
    """From when on whoever reviewed could know of it: where it came from elsewhere, when it came."""


def same_words(one: str | None, other: str | None) -> bool:
    """Return whether two statements are the same words: spaces, and how quotes and hyphens are drawn, do not count.

    Everything else does, capitals and punctuation too: “US” is not “us”, and no rule can tell a typing error from
    another meaning.
    """
    return _drawn(one) == _drawn(other)


def _drawn(text: str | None) -> str | None:
    """Return a statement with one sign for each that typewriters, phones and word processors draw in several ways."""
    return None if text is None else " ".join(unicodedata.normalize("NFC", text).translate(_DRAWN).split())


_DRAWN = {ord(sign): plain for signs, plain in (("‘’‚‛′", "'"), ("“”„‟″", '"'), ("‐‑‒–−", "-")) for sign in signs} | {
    ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
}


def words_at(statement: str | None, rewordings: Sequence[Rewording], at: datetime, uid: str) -> str | None:
    """Return the words that whoever made the review of this moment and uid had before them.

    ``statement`` are those of today.  Of the edits known by then the newest says; before all of them stood what the
    oldest found.
    """
    known = [one for one in rewordings if (one.known, one.uid) <= (at, uid)]
    if known:
        return max(known, key=lambda one: (one.at, one.uid)).new
    return min(rewordings, key=lambda one: (one.at, one.uid)).old if rewordings else statement


def rests_on_other_words(reviews: Sequence[R]) -> R | None:
    """Return the review that says where a claim stands, if a verdict or an outcome stands and its words are others."""
    newest = max((one for one in reviews if not one.proposed), key=_age, default=None)
    return newest if newest is not None and newest.other_words is not None and _settling_runs(reviews) else None


def rests_on_words(reviews: Sequence[R]) -> R | None:
    """Return the review whose words need a reason to be changed: of what stands, else of what waits; or none."""
    return next(iter([*standing(reviews)[-1:], *waiting(reviews)[-1:]]), None)


# Made apart


def made_apart(reviews: Sequence[R]) -> frozenset[int]:
    """Return the numbers of the reviews that were made without knowing of each other: they replaced the same one.

    The reviews are those of one claim.  A proposal and what was decided on it are no two decisions, nor are two
    people's agreements with the same review.
    """
    groups: dict[tuple[bool, int | None], list[R]] = defaultdict(list)
    for one in reviews:
        if not one.proposed or _is_proposal(one):
            groups[one.proposed, one.replaces_id].append(one)
    apart = (some for some in groups.values() if len({one.agrees_with_id or -one.id for one in some}) > 1)
    return frozenset(one.id for some in apart for one in some)


def made_apart_open(reviews: Sequence[R], apart: Iterable[int]) -> list[R]:
    """Return those of the reviews made apart on which nobody has decided since, the oldest first.

    ``apart`` are the numbers of those made apart.  Decided is what a later review, no proposal, replaces.
    """
    numbers = set(apart)
    groups: dict[tuple[bool, int | None], list[R]] = defaultdict(list)
    for one in sorted(reviews, key=_age):
        if one.id in numbers:
            groups[one.proposed, one.replaces_id].append(one)
    open_proposals = {one.id for one in waiting(reviews)}
    found = [
        one
        for (proposed, _), some in groups.items()
        if (len({one.id for one in some} & open_proposals) > 1 if proposed else not _replaced(some[-1], reviews))
        for one in some
    ]
    return sorted(found, key=_age)


def _replaced(review: SignedReview, reviews: Iterable[SignedReview]) -> bool:
    return any(one.replaces_id == review.id and not one.proposed for one in reviews)


def _age(one: Decision) -> tuple[datetime, str]:
    return one.at, one.uid


def _without_reason(step: Step) -> ClaimsError | None:
    if step.note:
        return None
    return BadUsage("a review gives its reasons: add --note", part="--note")


def _wrong_outcome(step: Step) -> ClaimsError | None:
    if step.outcome is None or step.kind in KINDS_WITH_OUTCOME:
        return None
    kinds = ", ".join(sorted(KINDS_WITH_OUTCOME))
    return Refused(
        f"this claim is {a_or_an(step.kind)}: only {kinds} claims have an outcome; give a status alone",
        part="--outcome",
    )


def _uncorroborated(step: Step) -> ClaimsError | None:
    if step.status is not Status.CORROBORATED or step.independent_lower >= 2:
        return None
    upper = "total unknown" if step.independent_upper is None else f"at most {step.independent_upper}"
    return Refused(
        f"corroborated needs two surely independent origins; this claim has at least {step.independent_lower}, {upper}",
        part="STATUS",
    )


def _without_evidence(step: Step) -> ClaimsError | None:
    if step.evidence or not settles(step):
        return None
    what = words(step.status) if step.status in VERDICTS else words(step.outcome or "")
    return Refused(f"“{what}” needs evidence: add --evidence with a link, a file or an article", part="--evidence")


def _party_alone(step: Step) -> ClaimsError | None:
    if not settles(step) or step.kind in PARTYS_OWN:
        return None
    if any(kind is not EvidenceKind.PARTY_STATEMENT for kind in step.evidence):
        return None
    return Refused(
        "a party's statement alone settles only what it holds or decides itself, and this claim is "
        f"{a_or_an(step.kind)}; add evidence of another kind",
        part="--evidence",
    )
