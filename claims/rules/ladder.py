"""The ladder of verdicts: which step of a review the rules allow, as pure functions over plain values.

The rules follow the published methods of AFP, AAP and Snopes, and AP's demand for two independent sources if they are
anonymous.  A verdict needs evidence.  A party's statement alone proves only what the party holds or decides for itself.
A claim is corroborated only when at least two origins are surely independent.  Where a newsroom asks for two people, as
AFP and Snopes do before they publish a verdict, a verdict is a proposal until somebody else agrees.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar

from claims.errors import BadUsage, ClaimsError, Problems, Refused
from claims.values import value
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
    """What the rules need to know about a review."""

    @property
    def uid(self) -> str:
        """Its uid, which orders reviews entered at the same moment."""

    @property
    def at(self) -> datetime:
        """When it was entered."""

    @property
    def status(self) -> Status:
        """The status it gave."""

    @property
    def outcome(self) -> Outcome | None:
        """The outcome it gave, if any."""

    @property
    def proposed(self) -> bool:
        """Whether it waits for a second person."""


@value
class ReviewResult:
    """The result of a review, for questions that need nothing else of it."""

    id: int
    uid: str
    at: datetime
    status: Status
    outcome: Outcome | None
    proposed: bool


class SignedReview(Decision, Protocol):
    """What the rules also need where several reviews are compared: who entered it, and how they refer to each other."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def who(self) -> str:
        """Who entered it."""

    @property
    def agrees_with_id(self) -> int | None:
        """The other person's review it agrees with."""

    @property
    def replaces_id(self) -> int | None:
        """The newest review its writer had seen."""

    @property
    def proved_by(self) -> str | None:
        """Who entered it, as proved by its event: empty without proof, None if proof and name agree."""

    @property
    def entered_as(self) -> str | None:
        """The name under which its event was written, if that may differ from the name on it: an importer's."""

    @property
    def other_words(self) -> str | None:
        """The statement that was judged, if the claim's statement has changed since."""


D = TypeVar("D", bound=Decision)
R = TypeVar("R", bound=SignedReview)

PARTYS_OWN = frozenset({ClaimKind.POSITION, ClaimKind.INTENTION})
"""The kinds of claim that a party can settle by its own statement: what it holds, and what it decides."""


PARTYS_OWN_WORDS = frozenset({ArticleKind.STATEMENT, ArticleKind.TRANSCRIPT, ArticleKind.POST})
"""The kinds of article that are a party's own words, not an outlet's report about it."""


@value
class Step:
    """A review about to be recorded, and what the rules judge it against."""

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
    """Return why a step is not allowed: one error, or `Several` with every rule that forbids it; None if it is."""
    wrong_outcome = _wrong_outcome(step)
    possible = step if wrong_outcome is None else replace(step, outcome=None)
    rules = (
        without_reason(step.note),
        wrong_outcome,
        _uncorroborated(step),
        _without_evidence(possible),
        _party_alone(possible),
    )
    problems = Problems()
    for problem in filter(None, rules):
        problems.add(problem)
    return problems.joined()


def settles(step: Step) -> bool:
    """Return whether a step gives a new verdict or outcome and so needs evidence."""
    new_verdict = step.status in VERDICTS and step.status != step.old_status
    new_outcome = step.outcome not in (None, Outcome.PENDING) and step.outcome != step.old_outcome
    return new_verdict or new_outcome


def speaks_for_itself(kind: ClaimKind, evidence: EvidenceKind, article: ArticleKind) -> bool:
    """Return whether a party's own statement may settle a claim although it is an origin of the claim.

    A party's statement proves what the party holds or decides: it is the record itself, not a report about it.  For
    any other claim, its own origin proves nothing.
    """
    return kind in PARTYS_OWN and evidence is EvidenceKind.PARTY_STATEMENT and article in PARTYS_OWN_WORDS


def newest_decision(reviews: Iterable[D]) -> D | None:
    """Return the newest review that is no proposal, in the order of entry."""
    return max((review for review in reviews if not review.proposed), key=entry_order, default=None)


def entry_order(review: Decision) -> tuple[datetime, str]:
    """Return the key that orders reviews: the time of entry, then the uid."""
    return review.at, review.uid


def newest_status(reviews: Iterable[Decision]) -> Status:
    """Return a claim's status: that of its newest decision."""
    newest = newest_decision(reviews)
    return newest.status if newest else Status.UNVERIFIED


def newest_outcome(kind: ClaimKind, reviews: Iterable[Decision]) -> Outcome | None:
    """Return a claim's outcome, or None for a kind of claim that has no outcome."""
    if kind not in KINDS_WITH_OUTCOME:
        return None
    newest = newest_decision(review for review in reviews if review.outcome)
    return newest.outcome if newest else Outcome.PENDING


def is_overdue(outcome: Outcome | None, latest: date | None, today: date) -> bool:
    """Return whether a claim's window has closed without an outcome; this alone never settles the claim."""
    return outcome is Outcome.PENDING and latest is not None and latest < today


# Two people


def same_person(name: str, other: str) -> bool:
    """Return whether two names are the same user's, ignoring case and surrounding space."""
    return name_key(name) == name_key(other)


def name_key(name: str) -> str:
    """Return the form of a user's name that is compared."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def people(reviews: Iterable[SignedReview]) -> list[str]:
    """Return who entered the reviews, each person once, in the order of the reviews."""
    names: dict[str, str] = {}
    for review in reviews:
        names.setdefault(name_key(review.who), review.who.strip())
    return list(names.values())


def names_of(review: SignedReview) -> frozenset[str]:
    """Return the keys of who may have made a review: the name it bears, and who is proved to have entered it.

    They differ for an imported review, as the person who imported the file is proved and the name in it is not; and for
    one that somebody entered for another.
    """
    names = (review.who, review.proved_by, review.entered_as)
    return frozenset(name_key(name) for name in names if name is not None)


def is_imported(review: SignedReview) -> bool:
    """Return whether a review's name comes from a file, and not from whoever entered it."""
    return review.entered_as is None or not same_person(review.entered_as, review.who)


def two_people(reviews: Iterable[SignedReview]) -> bool:
    """Return whether two of these reviews are surely by different people, with no name in common."""
    names = {names_of(review) for review in reviews}
    return any(not mine & theirs for mine in names for theirs in names)


def waiting(reviews: Sequence[R]) -> list[R]:
    """Return the proposals that wait for a second person, oldest first, and only the newest from each person.

    A proposal waits until somebody agrees with it, agrees with another proposal, or makes a decision.  It is void once
    the claim's statement has changed.  An agreement by an unproved person does not count: the proposal keeps waiting.
    """
    return [review for review in _undecided(reviews) if review.other_words is None]


def replaced(reviews: Sequence[R], *, proposal: bool) -> R | None:
    """Return the review that a new review replaces: the newest decision, or for a proposal the newest that waits."""
    waits = waiting(reviews) if proposal else []
    return waits[-1] if waits else newest_decision(reviews)


def void(reviews: Sequence[R]) -> list[R]:
    """Return the proposals that would still wait if the claim's statement had not changed since."""
    return [review for review in _undecided(reviews) if review.other_words is not None]


def _undecided(reviews: Sequence[R]) -> list[R]:
    decided = [review for review in reviews if not review.proposed]
    last = max(map(entry_order, decided), default=None)
    agreed = {review.agrees_with_id for review in decided}
    newest = {name_key(review.who): review for review in sorted(reviews, key=entry_order) if _is_proposal(review)}
    undecided = (
        proposal
        for proposal in newest.values()
        if proposal.id not in agreed and (last is None or entry_order(proposal) > last)
    )
    return sorted(undecided, key=entry_order)


def _is_proposal(review: SignedReview) -> bool:
    """Return whether a review is a proposal of its own, not an agreement by an unproved person."""
    return review.proposed and review.agrees_with_id is None


def agreement(review: R, reviews: Sequence[R]) -> list[R]:
    """Return the reviews that people made one decision by agreeing, this review included, oldest first."""
    linked: dict[int, set[int]] = defaultdict(set)
    for agreeing in reviews:
        if agreeing.agrees_with_id is not None:
            linked[agreeing.id].add(agreeing.agrees_with_id)
            linked[agreeing.agrees_with_id].add(agreeing.id)
    reached, ahead = {review.id}, [review.id]
    while ahead:
        new = linked[ahead.pop()] - reached
        reached |= new
        ahead += new
    return sorted((other for other in reviews if other.id in reached), key=entry_order)


def given_by(review: R, reviews: Sequence[R]) -> R:
    """Return the review that turned a proposal into the decision: the oldest in its agreement that is no proposal."""
    return next((other for other in agreement(review, reviews) if not other.proposed), review)


def standing(reviews: Sequence[R]) -> list[R]:
    """Return the reviews behind the present verdict and outcome, oldest first: all since each was first given.

    Proposals are left out.  The list is empty for a claim without a verdict and without an outcome.
    """
    settling = {review.id: review for run, _ in _settling_runs(reviews) for review in run}
    return sorted(settling.values(), key=entry_order)


def made_alone(reviews: Sequence[R]) -> bool:
    """Return whether the present verdict or outcome is one person's alone, with no second person's agreement."""

    def alone(run: Sequence[R], gave: Callable[[R], object]) -> bool:
        decisions = ([other for other in agreement(review, reviews) if gave(other) == gave(review)] for review in run)
        return not any(two_people(decision) for decision in decisions)

    return any(alone(run, gave) for run, gave in _settling_runs(reviews))


def _settling_runs(reviews: Sequence[R]) -> list[tuple[list[R], Callable[[R], object]]]:
    """Return the newest reviews in a row that gave the present verdict, and likewise for the present outcome.

    Each run comes with the function that reads its value from a review.
    """
    decided = sorted((review for review in reviews if not review.proposed), key=entry_order)
    by_status = _run(decided, _status)
    by_outcome = _run([review for review in decided if review.outcome], _outcome)
    runs: list[tuple[list[R], Callable[[R], object]]] = []
    if by_status and by_status[-1].status in VERDICTS:
        runs.append((by_status, _status))
    if by_outcome and by_outcome[-1].outcome is not Outcome.PENDING:
        runs.append((by_outcome, _outcome))
    return runs


def _status(review: Decision) -> object:
    return review.status


def _outcome(review: Decision) -> object:
    return review.outcome


def _run(reviews: Sequence[R], gave: Callable[[R], object]) -> list[R]:
    """Return the last reviews in a row that gave the same value on the same statement, oldest first."""
    given = [(gave(review), review.other_words) for review in reviews]
    changes = [index for index in range(1, len(given)) if given[index] != given[index - 1]]
    return list(reviews[changes[-1] if changes else 0 :])


def agreeable(reviews: Sequence[R], who: str, proved: str | None = None) -> list[R]:
    """Return the reviews that a person may agree with, oldest first; ``proved`` is who acts under that name.

    These are other people's waiting proposals; if none waits, the newest decision by others behind the present verdict
    or outcome that this person has not agreed with yet.
    """
    proposals = waiting(reviews)
    if proposals:
        return [proposal for proposal in proposals if cannot_agree(proposal, reviews, who, proved) is None]
    others = [review for review in standing(reviews) if cannot_agree(review, reviews, who, proved) is None]
    return [given_by(review, reviews) for review in others[-1:]]


def cannot_agree(review: R, reviews: Sequence[R], who: str, proved: str | None = None) -> ClaimsError | None:
    """Return why a person cannot agree with a review, or None if they can; ``proved`` is who acts under that name."""
    what = f"“{words(review.status)}{f', {words(review.outcome)}' if review.outcome else ''}” (review #{review.id})"
    if review.other_words is not None:
        return Refused(
            f"{what} judged an earlier statement, “{review.other_words}”; it cannot be agreed with for today's "
            "statement: review the claim again"
        )
    together = agreement(review, reviews)
    if review not in standing(reviews) and not any(member in waiting(reviews) for member in together):
        return Refused(f"{what} is neither waiting for a second person nor in force: there is nothing to agree with")
    if any(same_person(member.who, who) for member in together):
        part = f"proposed {what}" if review.proposed else f"already made or agreed with {what}"
        return Refused(f"{who.strip()} {part}: somebody else has to agree")
    keys = {name_key(name) for name in (who, proved) if name is not None}
    own = next((member for member in together if keys & names_of(member)), None)
    if own is None:
        return None
    if is_imported(own):
        return Refused(
            f"{who.strip()} imported {what} from a file, and the name {review.who.strip()} in it proves nobody: "
            "somebody else has to agree"
        )
    login = (own.proved_by if proved is None else proved) or who
    return Refused(
        f"{what} was entered by the login {login.strip()}, and so would this be; a name given with --as proves nobody: "
        "somebody else has to agree, by a login of their own"
    )


def nothing_to_agree_with(reviews: Sequence[R], who: str, proved: str | None = None) -> ClaimsError:
    """Return why a person has nothing to agree with."""
    candidates = [*waiting(reviews), *void(reviews)[-1:], *standing(reviews)[-1:]]
    refusals = (cannot_agree(review, reviews, who, proved) for review in candidates)
    refused = next((problem for problem in refusals if problem is not None), None)
    return refused or Refused(
        f"nothing waits for a second person, and “{words(newest_status(reviews))}” is not a verdict to agree with"
    )


# The words that were judged


class Rewording(NamedTuple):
    """An edit of a claim's statement; a redacted text is left as None."""

    at: datetime
    """When it was entered."""
    uid: str
    old: str | None
    new: str | None
    known: datetime
    """When reviewers here could first know of it: for an imported edit, the time of import."""


def same_words(statement: str | None, other: str | None) -> bool:
    """Return whether two statements have the same words, ignoring spaces and the shapes of quotes and hyphens.

    Capitals and punctuation do count: “US” is not “us”, and no rule can tell a typing error from a change of meaning.
    """
    return _drawn(statement) == _drawn(other)


def _drawn(text: str | None) -> str | None:
    """Return a statement with one character for each quote or hyphen that keyboards and word processors vary."""
    return None if text is None else " ".join(unicodedata.normalize("NFC", text).translate(_DRAWN).split())


_DRAWN = {ord(sign): plain for signs, plain in (("‘’‚‛′", "'"), ("“”„‟″", '"'), ("‐‑‒–−", "-")) for sign in signs} | {
    ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
}


def words_at(statement: str | None, rewordings: Sequence[Rewording], at: datetime, uid: str) -> str | None:
    """Return the statement that was before the reviewer for the review made at this moment, with this uid.

    ``statement`` is today's.  It is the newest text of the edits known by then; before any edit, the oldest text.
    """
    known = [edit for edit in rewordings if (edit.known, edit.uid) <= (at, uid)]
    if known:
        return max(known, key=lambda edit: (edit.at, edit.uid)).new
    return min(rewordings, key=lambda edit: (edit.at, edit.uid)).old if rewordings else statement


def rests_on_other_words(reviews: Sequence[R]) -> R | None:
    """Return the newest review if it judged an earlier statement and the claim has a verdict or an outcome."""
    newest = newest_decision(reviews)
    return newest if newest is not None and newest.other_words is not None and _settling_runs(reviews) else None


def rests_on_words(reviews: Sequence[R]) -> R | None:
    """Return the newest review behind the present verdict or outcome, else the newest waiting proposal, or None.

    With a review to return, an edit of the statement needs a reason.
    """
    return next(iter([*standing(reviews)[-1:], *waiting(reviews)[-1:]]), None)


# Reviews made in parallel


def made_apart(reviews: Sequence[R]) -> frozenset[int]:
    """Return the numbers of a claim's reviews that were made in parallel: they replaced the same review.

    A proposal and the decision on it are not parallel; two people's agreements with the same review are not either.
    """
    groups: dict[tuple[bool, int | None], list[R]] = defaultdict(list)
    for review in reviews:
        if not review.proposed or _is_proposal(review):
            groups[review.proposed, review.replaces_id].append(review)
    parallel = (
        group for group in groups.values() if len({review.agrees_with_id or -review.id for review in group}) > 1
    )
    return frozenset(review.id for group in parallel for review in group)


def made_apart_open(reviews: Sequence[R], apart: Iterable[int]) -> list[R]:
    """Return the reviews made in parallel that are still undecided, oldest first.

    ``apart`` holds the numbers of the parallel reviews.  A later review that replaces them decides, unless it is itself
    a proposal.
    """
    numbers = set(apart)
    groups: dict[tuple[bool, int | None], list[R]] = defaultdict(list)
    for review in sorted(reviews, key=entry_order):
        if review.id in numbers:
            groups[review.proposed, review.replaces_id].append(review)
    open_proposals = {proposal.id for proposal in waiting(reviews)}

    def is_open(group: Sequence[R]) -> bool:
        if group[0].proposed:
            return len({proposal.id for proposal in group} & open_proposals) > 1
        return not _is_replaced(group[-1], reviews)

    undecided = (review for group in groups.values() if is_open(group) for review in group)
    return sorted(undecided, key=entry_order)


def _is_replaced(review: SignedReview, reviews: Iterable[SignedReview]) -> bool:
    return any(later.replaces_id == review.id and not later.proposed for later in reviews)


def without_reason(note: str | None) -> ClaimsError | None:
    """Return that a review with this note lacks its reasons, or None if it has them."""
    if (note or "").strip():
        return None
    return BadUsage("a review needs its reasons: add --note", part="--note")


def _wrong_outcome(step: Step) -> ClaimsError | None:
    if step.outcome is None or step.kind in KINDS_WITH_OUTCOME:
        return None
    kinds = ", ".join(sorted(KINDS_WITH_OUTCOME))
    return Refused(
        f"this claim is {a_or_an(step.kind)}: only {kinds} claims have an outcome; give just a status",
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
    if not step.evidence or not settles(step) or step.kind in PARTYS_OWN:
        return None
    if any(kind is not EvidenceKind.PARTY_STATEMENT for kind in step.evidence):
        return None
    return Refused(
        "a party's statement alone settles only what the party itself holds or decides, and this claim is "
        f"{a_or_an(step.kind)}; add evidence of another kind",
        part="--evidence",
    )
