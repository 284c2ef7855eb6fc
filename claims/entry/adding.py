"""Adding claims with their windows and stories, and appearances of them, for single entries and for batches.

Single entries and batches differ in what they do around these functions: how they recognise existing records, and what
they report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from claims.catalogue import CLAIM, Field
from claims.entry.claim_words import words_of
from claims.entry.drafts import AppearanceDraft, ClaimDraft, WindowDraft
from claims.entry.resolve.archive import Archive
from claims.entry.resolve.context import Entering, Json, include
from claims.entry.resolve.known import KnownArticle
from claims.entry.resolve.names import People
from claims.entry.resolve.registers import Registers
from claims.entry.resolve.relays import Carriers
from claims.entry.rules.appearances import appearance_values, refuse_said_later
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.texts import required
from claims.entry.rules.windows import window_values
from claims.values import value
from claims.vocabulary import Attribution


def new_claim(
    entering: Entering,
    draft: ClaimDraft,
    statement: str,
    key: str,
    *,
    uid: str | None = None,
    condition: int | None = None,
    called: Callable[[Field], str] = as_typed,
) -> int:
    """Add a claim and its search words and return its number; stories and windows are added separately.

    ``statement`` is ready to store, ``key`` is its match key, and ``condition`` the number of the claim it depends on.
    ``called`` gives a field's name for messages.
    """
    values = {
        **stored(CLAIM, draft, called),
        "statement": statement,
        "match_key": key,
        "condition_claim_id": condition,
    }
    number = entering.insert("claim", values, uid=uid, label=statement)
    entering.insert_words(number, words_of(key))
    return number


def put_into_stories(entering: Entering, people: People, claim: int, names: Iterable[str], stories: set[int]) -> None:
    """Add a claim to the named stories; ``stories`` are the stories it is in already, and grows."""
    for name in names:
        story = people.story(name)
        if story not in stories:
            include(entering, stories, story)
            entering.insert("claim_story", {"claim_id": claim, "story_id": story, "withdrawn": False})


def new_window(entering: Entering, claim: int, draft: WindowDraft, said: date) -> None:
    """Add a window, read relative to the day its words were said: the draft's own day, otherwise ``said``."""
    # Today by the clock: a case file may enter with a claim what happened only later.
    today = datetime.now(entering.zone).date()
    values = window_values(draft, draft.said or said, entering.zone, today=today)
    label = f"{draft.role}: “{values['words']}” is understood as {values['understood']}"
    entering.insert("window", {"claim_id": claim, **values}, label=label)


def first_day(archive: Archive, article: KnownArticle, upstream: KnownArticle | None) -> date | None:
    """Return the earliest publication day of an article and the article it relays, or None.

    If both are undated, the article's whole reprints count, as they carry the claim too.
    """
    days = [known.published_earliest for known in (article, upstream) if known is not None]
    if not any(days) and not article.new:
        days = [archive.article(copy).published_earliest for copy in archive.copies(article)]
    return min((day for day in days if day is not None), default=None)


@value
class NewAppearance:
    """An appearance just added: its number, its article, the article it relays, and its columns."""

    id: int
    article: KnownArticle
    upstream: KnownArticle | None
    values: Json


def new_appearance(
    entering: Entering,
    registers: Registers,
    draft: AppearanceDraft,
    claim: int,
    article: KnownArticle,
    carriers: Carriers,
    *,
    source: int | None = None,
    uid: str | None = None,
    label: str | None = None,
    called: Callable[[Field], str] = as_typed,
) -> NewAppearance:
    """Add an appearance of a claim in an article, with the source and the upstream report that the draft names.

    ``source`` is the number of a source already found. Raises `Refused` for words said after they were published and
    for an impossible relay, `BadValue` for text that cannot be stored, `Ambiguous` for a name that fits several
    records.
    """
    if draft.said is not None:
        refuse_said_later(draft.said, article.published_latest, registers.articles.called(article))
    if draft.source is not None:
        source = registers.sources.of(draft.source, draft.attribution, article, registers.archive.described_in)
    upstream = registers.relays.of(draft, carriers, article) if draft.relays or draft.via else None
    if upstream is None and draft.attribution is Attribution.OUTLET:
        entering.notice("no upstream report is given (--relays), so the chain ends at unknown")
    relays = None if upstream is None else upstream.id
    values = appearance_values(draft, claim, article.id, source, relays, called)
    number = entering.insert("appearance", values, uid=uid, label=label)
    for kind, said in draft.hedges:
        entering.insert(
            "hedge", {"appearance_id": number, "kind": kind, "words": required(said, "the hedge", "--hedge")}
        )
    return NewAppearance(number, article, upstream, values)
