"""The tree of institutions, through `part_of` and judgements of sameness; bad data may contain circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.rules.sourcing.joining import Groups
from claims.rules.sourcing.values import Key, SourceFacts
from claims.text.names.namesakes import is_no_name
from claims.vocabulary import SourceKind

Place = frozenset[Key] | tuple[str, Key]
"""A topmost institution (the records that make it up), or ``("outlet", key)``."""

Body = Key | tuple[str, Key]
"""An institution by its group's key, or ``("outlet", key)``."""


def bodies_of(places: Iterable[Place]) -> frozenset[Body]:
    """Return the institutions and outlets that make up these topmost institutions."""
    return frozenset(body for place in places for body in ([place] if isinstance(place, tuple) else place))


class Institutions:
    """The tree of institutions of a claim's sources."""

    def __init__(self, sources: Mapping[Key, SourceFacts], judged: Groups[tuple[Key, int]]) -> None:
        """Take the records, and the groups judged the same."""
        self._sources = sources
        self._judged = judged
        self._above: dict[Key, frozenset[Key]] = {}
        self._tops: dict[Key, frozenset[Place]] = {}
        self._joined: dict[Key, set[Key]] = {}
        for key, member in judged.mentioned():
            if member == 0:
                self._joined.setdefault(self.record(key), set()).add(key)

    def record(self, key: Key) -> Key:
        """Return the key that represents all records judged the same as `key`."""
        return self._judged.root((key, 0))[0]

    def of_source(self, key: Key | None) -> Key | None:
        """Return the institution of a source: a person's, a document's issuer, or itself; None if unknown."""
        facts = self._sources.get(key) if key is not None else None
        if facts is None:
            return None
        own = {
            SourceKind.PERSON: facts.institution,
            SourceKind.DOCUMENT: facts.issuer,
            SourceKind.INSTITUTION: facts.key,
        }[facts.kind]
        return None if own is None or self._is_nothing(own) else self.record(own)

    def names(self, record: Key) -> list[str]:
        """Return the known names of the records that `record` represents."""
        joined = (self._sources.get(key) for key in sorted({record, *self._joined.get(record, ())}, key=str))
        return list(dict.fromkeys(facts.name for facts in joined if facts is not None and facts.name))

    def _is_nothing(self, key: Key) -> bool:
        """Return whether an institution's name is a word for nothing, so that it counts as unknown (rule 4)."""
        facts = self._sources.get(key)
        return facts is not None and is_no_name(facts.name)

    def _parents(self, record: Key) -> set[Key]:
        """Return the parents of the records that `record` represents; looked up on demand, as records are many."""
        joined = (self._sources.get(key) for key in {record, *self._joined.get(record, ())})
        return {
            self.record(facts.part_of)
            for facts in joined
            if facts is not None
            and facts.part_of is not None
            and self.record(facts.key) == record
            and not self._is_nothing(facts.part_of)
        }

    def with_parents(self, record: Key) -> frozenset[Key]:
        """Return the institution and everything it is part of."""
        if record not in self._above:
            above = {record}
            queue = [record]
            while queue:
                for parent in self._parents(queue.pop()):
                    if parent not in above:
                        above.add(parent)
                        queue.append(parent)
            self._above[record] = frozenset(above)
        return self._above[record]

    def tops(self, record: Key) -> frozenset[Place]:
        """Return the topmost institutions above `record`: nearly always one, but data may give two parents.

        A circle of institutions without a way up counts as a single topmost institution.
        """
        if record not in self._tops:
            above = self.with_parents(record)
            summits = {self.with_parents(each) for each in above}
            self._tops[record] = frozenset(s for s in summits if all(self.with_parents(each) == s for each in s))
        return self._tops[record]

    def relations(self, records: Iterable[Key]) -> dict[Key, set[Key]]:
        """Return, for each of `records`, itself and the others that it is part of or that are part of it."""
        wanted = set(records)
        related: dict[Key, set[Key]] = {record: set() for record in wanted}
        for record in wanted:
            for above in self.with_parents(record) & wanted:
                related[record].add(above)
                related[above].add(record)
        return related
