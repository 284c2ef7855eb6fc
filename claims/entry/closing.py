"""Closing a story, so that only named users see it, and opening it: every change is a new row, the newest counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.people import account_called
from claims.entry.rules.texts import clean
from claims.entry.work import Work
from claims.errors import BadUsage, Refused
from claims.privacy.closed import Closing, closed_stories_of, closings
from claims.reading.find import find
from claims.reading.identity import identities
from claims.render.phrases import listed
from claims.rules.ladder import name_key
from claims.rules.rights import Account
from claims.store.people.actors import accounts, has_closings
from claims.store.schema import TABLES
from claims.store.tables import StoryClosing


def close_story(session: Session, story: str, people: Iterable[str], note: str | None) -> Made:
    """Close a story and all stories judged the same: only these users and the person closing it see them from now on.

    The SQL views leave its claims out. Raises `NotFound`, `Ambiguous`, and `Refused` without users or without a change.
    """
    work = Work(session)
    known = accounts(work.connection)
    if not known:
        raise Refused(
            "only users can be named with --to, and there are no users yet: `claims user add` registers you, and then "
            "the others",
            part="--to",
        )
    admitted = _admitted(work, known, people)
    stories = _same_stories(work, story)
    now = {closing.story: closing for closing in closings(work.connection)}
    if all(_is_closed_to(now.get(number), admitted) for number in stories):
        raise Refused(f"the story is already open only to {listed(admitted)}; there is no change")
    for number in stories:
        row = StoryClosing(story_id=number, closed=True, people="\n".join(admitted), note=clean(note, "--note"))
        work.add(row, f"open only to {listed(admitted)} from now on" if number == stories[0] else None)
    _recompute(work, stories)
    return work.result()


def open_story(session: Session, story: str, note: str | None) -> Made:
    """Open a closed story to everybody again; raises `BadUsage` without a reason, and the errors of `close_story`."""
    work = Work(session)
    reason = clean(note, "--note")
    if reason is None:
        raise BadUsage("opening a story shows it to everybody: say why with --note", part="--note")
    stories = _same_stories(work, story)
    closed = {closing.story for closing in closings(work.connection)} & set(stories)
    if not closed:
        raise Refused("the story is not closed; there is no change", part="STORY")
    for place, number in enumerate(sorted(closed)):
        work.add(
            StoryClosing(story_id=number, closed=False, note=reason),
            "open to everyone from now on" if not place else None,
        )
    _recompute(work, stories)
    return work.result()


def refuse_across(work: Work, subject: str, first: int, second: int) -> None:
    """Raise `Refused` when a judgement would join a closed record with an open one, which would show the closed one."""
    if subject not in ("story", "claim") or not has_closings(work.connection):
        return
    if subject == "story":
        people = {closing.story: frozenset(map(name_key, closing.people)) for closing in closings(work.connection)}
        apart = people.get(first) != people.get(second)
    else:
        stories = closed_stories_of(work.connection, (first, second))
        apart = stories[first] != stories[second]
    if apart:
        both = "stories" if subject == "story" else "claims"
        raise Refused(
            f"only one of these two {both} is closed, or they are open to different people; joining them would show a "
            "closed one: use `claims story open` or `claims story close` first"
        )


def _admitted(work: Work, known: Sequence[Account], people: Iterable[str]) -> list[str]:
    names = [part for typed in people for part in typed.split(",") if part.strip()]
    if not names:
        raise BadUsage("say who may see the story: --to NAME,NAME", part="--to")
    admitted = [account_called(known, name) for name in names]
    own = [account for account in known if name_key(account.name) == name_key(work.actor)]
    return list(dict.fromkeys(account.name for account in (*own, *admitted)))


def _same_stories(work: Work, story: str) -> list[int]:
    number = find(work.connection, "story", story, part="STORY")
    return sorted(identities(work.connection).members("story", number))


def _is_closed_to(closing: Closing | None, admitted: Sequence[str]) -> bool:
    return closing is not None and {*map(name_key, closing.people)} == {*map(name_key, admitted)}


def _recompute(work: Work, stories: Sequence[int]) -> None:
    """Have the present state of the stories' claims computed again."""
    member = TABLES["claim_story"]
    claims = work.connection.execute(select(member.c.claim_id).where(member.c.story_id.in_(stories)))
    work.session.info["claims"] |= set(claims.scalars())
