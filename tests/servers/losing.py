"""A primary server that is lost under writers, and what is there when its standby has taken over."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import partial

from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft
from claims.entry.log import log
from claims.errors import DatabaseUnusable
from claims.settings import settings
from claims.store.migrate import upgrade
from claims.store.recording import write
from claims.vocabulary import Attribution
from tests.servers.pair import Pair, Server, until

WRITERS = 16
PATIENCE = 120


@dataclass
class Writers:
    """People who log claims, one after the other, until they are told to end."""

    url: str
    acknowledged: dict[str, float] = field(default_factory=dict)
    """Each statement that the program said was entered, and when it said so."""
    refused: int = 0
    """How many entries the program said that it could not make."""
    ended: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Let them begin."""
        self.threads = [threading.Thread(target=self._work, args=(writer,)) for writer in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        """Let each finish the entry at hand."""
        self.ended.set()
        for thread in self.threads:
            thread.join(timeout=PATIENCE)
            assert not thread.is_alive()

    def wait_for(self, more_than: int) -> None:
        """Wait for so many acknowledgements."""
        until(lambda: len(self.acknowledged) > more_than)

    def _work(self, writer: int) -> None:
        here, number = settings(self.url), 0
        while not self.ended.is_set():
            number += 1
            statement = f"Writer {writer} has entered claim {number}"
            article = ArticleDraft(outlet=f"Paper {writer}")
            said = AppearanceDraft(attribution=Attribution.OWN_VOICE, article=article)
            try:
                write(here, "log", partial(log, claim=ClaimDraft(statement=statement), appearance=said))
            except DatabaseUnusable:
                self.refused += 1
                continue
            self.acknowledged[statement] = time.monotonic()


@dataclass(frozen=True)
class Loss:
    """A primary that was lost under `WRITERS` writers, with its standby promoted at once."""

    database: str
    left: Server
    """The server that took over."""
    before: int
    """How many entries were acknowledged when the primary was killed."""
    acknowledged: frozenset[str]
    """The statements that were acknowledged before and after."""
    refused: int
    first: float
    """The seconds from the kill until an entry was acknowledged again."""
    last: float
    """The same until each of the writers had an entry acknowledged."""


def lose_primary(servers: Pair, moment: int) -> Loss:
    """Kill the primary once more than ``moment`` entries are acknowledged, and promote the standby.

    Commits wait for the standby. The writers go on until each had several entries acknowledged since.
    """
    name = servers.create()
    upgrade(settings(servers.url(name, servers.primary)).database)
    servers.wait_for_each(synchronous=True)
    writers = Writers(servers.url(name))
    writers.begin()
    writers.wait_for(moment)
    servers.primary.kill()
    lost, before = time.monotonic(), dict(writers.acknowledged)
    servers.standby.asked("SELECT pg_promote()")
    writers.wait_for(len(before) + WRITERS)
    writers.end()
    since: dict[str, float] = {}
    for statement, at in list(writers.acknowledged.items()):
        if statement not in before:
            writer = statement.partition(" has ")[0]
            since[writer] = min(at - lost, since.get(writer, at - lost))
    return Loss(
        database=name,
        left=servers.standby,
        before=len(before),
        acknowledged=frozenset(writers.acknowledged),
        refused=writers.refused,
        first=min(since.values()),
        last=max(since.values()),
    )
