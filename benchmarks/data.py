"""Newsrooms of any size to real proportions, the same each time: as records in a database, or as a table of a file.

The proportions are those of two real sets: Emergent (2,595 articles on 300 rumours; Silverman 2015, Ferreira and
Vlachos 2016) for how many articles carry a claim, how long statements, titles and addresses are, how often an outlet
recurs, how many distinct words so many words have, how articles treat claims and what became of these; and the AUKUS
case of this project for attributions, chains of relays, quotes, notes, hedges and windows.  They stand here as
numbers, so that no file is needed.  The words are invented.
"""

from __future__ import annotations

import csv
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlmodel import Session

from claims.settings import settings
from claims.store.batches import Batch
from claims.store.ledger import chunks
from claims.store.migrate import upgrade
from claims.store.recording import write
from claims.text.matching import index_words, match_key
from claims.vocabulary import (
    Attribution,
    EvidenceKind,
    HedgeKind,
    Placement,
    Precision,
    Proximity,
    RelayBasis,
    SourceKind,
    Status,
    Treatment,
    Weight,
    WindowBasis,
    WindowRole,
    Wording,
)

T = TypeVar("T")

FOLDER = Path(".bench")
"""Where databases are kept that take long to make; `make clean` removes it."""

AT_ONCE = 500
"""How many claims are entered in one transaction, with one event."""

# Measured from Emergent

CARRIED = {
    1: 23, 2: 28, 3: 27, 4: 21, 5: 20, 6: 16, 7: 23, 8: 23, 9: 16, 10: 15, 11: 17, 12: 8, 13: 7, 14: 13, 15: 8, 16: 5,
    17: 2, 18: 3, 19: 3, 20: 2, 21: 3, 22: 3, 23: 2, 25: 1, 26: 2, 28: 1, 29: 1, 31: 1, 32: 1, 36: 1, 37: 1, 40: 2,
    50: 1,
}  # fmt: skip
"""How many of 300 claims so many articles carry; 8.65 in the mean."""

STATEMENT = (19, 40, 47, 50, 55, 60, 68, 76, 82, 93, 123)
TITLE = (9, 43, 51, 56, 61, 66, 70, 76, 84, 97, 475)
URL = (23, 65, 77, 84, 91, 98, 104, 111, 121, 137, 244)
"""Lengths in characters: the least, each tenth of the way, and the greatest."""

OUTLETS, OUTLETS_AMONG = 721, 2_595
"""Outlets, and the articles among which they were counted; taken to grow with the square root of these."""

OUTLET_SHARES = ((0.001, 0.052), (0.007, 0.134), (0.028, 0.33), (0.14, 0.65), (0.28, 0.77), (0.55, 0.88), (1.0, 1.0))
"""Which part of the outlets, the most frequent first, has which part of the articles."""

TREATED = {Treatment.ENDORSES: 1_238, Treatment.REJECTS: 395, Treatment.REPORTS: 962}
TRUTH = {None: 125, Status.REFUTED: 112, Status.CONFIRMED: 63}

WORDS, HEAPS, HEAD = 300_000, 0.74, 30
"""The vocabulary, the power with which distinct words grow with words, and how flat its most frequent words are."""

# Measured from the AUKUS case

ATTRIBUTED = {
    Attribution.UNATTRIBUTED: 73,
    Attribution.NAMED: 57,
    Attribution.OUTLET: 41,
    Attribution.COLLECTIVE: 20,
    Attribution.UNNAMED: 16,
    Attribution.INSTITUTION: 5,
    Attribution.OWN_VOICE: 4,
    Attribution.DOCUMENT: 2,
}
RELAYS, RELAYS_A_RELAY = 57 / 218, 8 / 57
"""Appearances that relay another's article, and those of them that relay one which relays in turn."""

STATED_RELAY = 34 / 57
PLACED = {Placement.BODY: 137, None: 53, Placement.LEAD: 25, Placement.HEADLINE: 3}
WORDED = {Wording.PARAPHRASE: 115, None: 59, Wording.DIRECT: 26, Wording.PARTIAL: 18}
EXCERPT = (6, 22, 32, 37, 40, 46, 51, 53, 56, 60, 82)
NOTE = (17, 25, 28, 48, 53, 65, 74, 84, 92, 110, 198)
DESCRIBED = (7, 13, 18, 22, 34, 35, 36, 39, 41, 45, 49)
ROLE = (16, 20, 21, 25, 25, 27, 29, 35, 36, 62, 85)
NOTED, HEDGED, SAID, FIRST_HAND = 64 / 218, 37 / 218, 37 / 218, 36 / 218
HEDGES = {HedgeKind.LIKELIHOOD: 19, HedgeKind.EVIDENTIAL: 7, HedgeKind.CONDITIONAL: 6, HedgeKind.INTENTION: 5}
KINDS = {"fact": 60, "opinion": 24, "position": 20, "prediction": 17, "intention": 10, "conditional": 9}
WEIGHTS = {Weight.BACKGROUND: 71, Weight.SUPPORTING: 55, Weight.KEY: 14}
DUE = 25 / 140
CLAIMS_A_STORY = 140
SIGNED = 6 / 42
NEW_UNNAMED = 11 / 36
"""Unnamed people and groups that are others than those of whom the claim was told before."""

BEGINS = date(2015, 1, 1)
DAYS = 3_650

_SYLLABLES = [
    first + last for first in "b d f g k l m n p r s t v z sh ch".split() for last in "a e i o u ai en or".split()
]


@dataclass(frozen=True, slots=True)
class Source:
    """Who is given as the origin: one of the register by its place there, or somebody unnamed of this claim."""

    kind: SourceKind
    place: int
    described: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One article that carries the claim, and how."""

    outlet: int
    title: str
    url: str
    published: date
    reporter: int | None
    attribution: Attribution
    source: Source | None
    relays: int | None
    """The place of the one that it relays; -1 for an article that nobody here has read."""
    relay_basis: RelayBasis | None
    treatment: Treatment
    placement: Placement | None
    excerpt: str | None
    wording: Wording | None
    first_hand: bool
    said: bool
    hedge: HedgeKind | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with everything that carries it."""

    number: int
    statement: str
    kind: str
    weight: Weight
    story: int
    due: date | None
    truth: Status | None
    told: tuple[Told, ...]


class Newsroom:
    """A newsroom with so many appearances; its claims can be gone through as often as wanted."""

    def __init__(self, size: int, seed: int = 1) -> None:
        """Take the number of appearances, and what all chance follows from."""
        self.size, self._seed = size, seed
        self.outlets = round(OUTLETS * (size / OUTLETS_AMONG) ** 0.5)
        self.reporters = round(self.outlets * 2)
        self.people = round(12 * (size / 218) ** 0.75)
        self.institutions = round(16 * (size / 218) ** 0.75)

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, one after the other, until there are as many appearances as asked for."""
        chance, left, number = Random(self._seed), self.size, 0
        while left > 0:
            number += 1
            carried = min(left, _one_of(CARRIED, chance))
            left -= carried
            yield self._claim(number, carried, chance)

    def _claim(self, number: int, carried: int, chance: Random) -> Claim:
        begins = BEGINS + timedelta(days=chance.randrange(DAYS))
        told: list[Told] = []
        for _ in range(carried):
            told.append(self._told(told, begins, chance))
        return Claim(
            number,
            _text(STATEMENT, chance).capitalize() + ".",
            _one_of(KINDS, chance),
            _one_of(WEIGHTS, chance),
            (number - 1) // CLAIMS_A_STORY,
            begins + timedelta(days=chance.randrange(400)) if chance.random() < DUE else None,
            _one_of(TRUTH, chance),
            tuple(told),
        )

    def _told(self, before: Sequence[Told], begins: date, chance: Random) -> Told:
        outlet = self._outlet(chance)
        attribution = _one_of(ATTRIBUTED, chance)
        relays = _upstream(before, chance) if chance.random() < RELAYS else None
        title, wording = _text(TITLE, chance), _one_of(WORDED, chance)
        address = f"https://{host(outlet)}/{'-'.join(title.split())}-{chance.getrandbits(32):08x}"
        return Told(
            outlet=outlet,
            title=title.capitalize(),
            url=address[: max(_length(URL, chance), len(host(outlet)) + 18)] + f"{chance.getrandbits(24):06x}",
            published=begins + timedelta(days=int(chance.expovariate(0.3))),
            reporter=chance.randrange(self.reporters) if chance.random() < SIGNED else None,
            attribution=attribution,
            source=self._source(attribution, before, chance),
            relays=relays,
            relay_basis=None
            if relays is None
            else (RelayBasis.STATED if chance.random() < STATED_RELAY else RelayBasis.INFERRED),
            treatment=_one_of(TREATED, chance),
            placement=_one_of(PLACED, chance),
            excerpt=_text(EXCERPT, chance) if wording else None,
            wording=wording,
            first_hand=chance.random() < FIRST_HAND,
            said=chance.random() < SAID,
            hedge=_one_of(HEDGES, chance) if chance.random() < HEDGED else None,
            note=_text(NOTE, chance).capitalize() + "." if chance.random() < NOTED else None,
        )

    def _outlet(self, chance: Random) -> int:
        """Return an outlet by its place among all, the most frequent first."""
        share, last = chance.random(), (0.0, 0.0)
        for here in OUTLET_SHARES:
            if share <= here[1]:
                part = last[0] + (here[0] - last[0]) * (share - last[1]) / (here[1] - last[1])
                return min(int(part * self.outlets), self.outlets - 1)
            last = here
        return self.outlets - 1

    def _source(self, attribution: Attribution, before: Sequence[Told], chance: Random) -> Source | None:
        if attribution is Attribution.NAMED:
            return Source(SourceKind.PERSON, chance.randrange(self.people))
        if attribution in (Attribution.INSTITUTION, Attribution.DOCUMENT):
            return Source(SourceKind.INSTITUTION, chance.randrange(self.institutions))
        if attribution not in (Attribution.UNNAMED, Attribution.COLLECTIVE):
            return None
        unnamed = [one.source for one in before if one.source and one.source.described]
        if unnamed and chance.random() > NEW_UNNAMED:
            return chance.choice(unnamed)
        return Source(SourceKind.PERSON, len(unnamed), _text(DESCRIBED, chance))


def _upstream(before: Sequence[Told], chance: Random) -> int:
    """Return the place of what is relayed, seldom of one that relays in turn; -1 if none of them will do."""
    in_turn = chance.random() < RELAYS_A_RELAY
    fitting = [place for place, one in enumerate(before) if (one.relays is not None) == in_turn]
    return chance.choice(fitting) if fitting else -1


# Words


def word(rank: int) -> str:
    """Return the invented word of a rank; frequent ones are short."""
    made = ""
    while True:
        made += _SYLLABLES[rank % len(_SYLLABLES)]
        rank = rank // len(_SYLLABLES) - 1
        if rank < 0:
            return made


_VOCABULARY = [word(rank) for rank in range(WORDS)]
_UP_TO = [1 - (1 + (rank + 1) / HEAD) ** -HEAPS for rank in range(WORDS)]


def host(outlet: int) -> str:
    """Return the host of an outlet's site."""
    return f"{word(outlet * 7 + 140)}{word(outlet)}.example"


def _text(lengths: Sequence[int], chance: Random) -> str:
    """Return words of about the length that texts of a kind have."""
    wanted = _length(lengths, chance)
    return " ".join(chance.choices(_VOCABULARY, cum_weights=_UP_TO, k=max(1, round(wanted / 5.9))))


def _length(lengths: Sequence[int], chance: Random) -> int:
    """Return a length between two tenths of those that were measured."""
    at = chance.random() * (len(lengths) - 1)
    low = int(at)
    return round(lengths[low] + (lengths[low + 1] - lengths[low]) * (at - low))


def _one_of(counted: Mapping[T, int], chance: Random) -> T:
    """Return one of the values, each as often as it was counted."""
    up_to = list(accumulate(counted.values()))
    return list(counted)[bisect(up_to, chance.random() * up_to[-1])]


# Into a database


def database(size: int) -> str:
    """Return the URL of an SQLite database with so many appearances, which is made once and kept in `FOLDER`."""
    path = FOLDER / f"{size}.db"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        made = path.with_suffix(".making")
        made.unlink(missing_ok=True)
        upgrade(f"sqlite:///{made}")
        fill(f"sqlite:///{made}", size)
        made.rename(path)
    url = f"sqlite:///{path}"
    upgrade(url)
    return url


def fill(url: str, size: int, seed: int = 1) -> None:
    """Enter a newsroom of so many appearances into a migrated, empty database, with events, digests and index."""
    newsroom, chosen = Newsroom(size, seed), settings(url, who="benchmark")
    register = _Register(newsroom)
    write(chosen, "benchmark", register.enter)
    for claims in chunks(newsroom.claims(), AT_ONCE):
        write(chosen, "benchmark", partial(register.enter_claims, claims=claims))


class _Register:
    """Turns what is told into rows, in terms of numbers that rows of the registers have."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._outlets: list[int] = []
        self._reporters: list[int] = []
        self._people: list[int] = []
        self._institutions: list[int] = []
        self._stories: dict[int, int] = {}

    def enter(self, session: Session) -> None:
        batch = Batch(session)
        self.registers(batch)
        batch.flush()

    def enter_claims(self, session: Session, claims: Sequence[Claim]) -> None:
        batch = Batch(session)
        for claim in claims:
            self.claim(claim, batch)
        batch.flush()

    def registers(self, batch: Batch) -> None:
        for place in range(self._newsroom.outlets):
            name = host(place).removesuffix(".example").capitalize()
            number = batch.add("outlet", {**_named(name), "ours": False})
            batch.add(
                "outlet_alias",
                {
                    "outlet_id": number,
                    "kind": "host",
                    "value": host(place),
                    "match_key": host(place),
                    "withdrawn": False,
                },
            )
            self._outlets.append(number)
        for place in range(self._newsroom.reporters):
            name = f"{word(place % 900 + 140).capitalize()} {word(place + 3_000).capitalize()}"
            outlet = self._outlets[place % len(self._outlets)]
            self._reporters.append(batch.add("reporter", {**_named(name), "outlet_id": outlet}))
        chance = Random(0)
        for place in range(self._newsroom.institutions):
            name = f"Ministry of {word(place + 20_000).capitalize()}"
            row = {**_named(name), "kind": SourceKind.INSTITUTION, "named": True}
            self._institutions.append(batch.add("source", row))
        for place in range(self._newsroom.people):
            name = f"{word(place % 800 + 140).capitalize()} {word(place + 5_000).capitalize()}"
            row = {**_named(name), "kind": SourceKind.PERSON, "named": True, "role": _text(ROLE, chance)}
            over = chance.choice(self._institutions) if chance.random() < 0.5 else None
            self._people.append(batch.add("source", {**row, "institution_id": over}))

    def claim(self, claim: Claim, batch: Batch) -> None:
        key = match_key(claim.statement)
        number = batch.add(
            "claim", {"statement": claim.statement, "match_key": key, "kind": claim.kind, "weight": claim.weight}
        )
        batch.add_words(number, index_words(key))
        self._belongs(number, claim, batch)
        articles: list[int] = []
        unnamed: dict[int, int] = {}
        for told in claim.told:
            articles.append(self._article(told, batch))
            self._appearance(number, told, articles, self._source(told.source, unnamed, batch), batch)
        if claim.truth is not None:
            review = batch.add(
                "review", {"claim_id": number, "status": claim.truth, "note": "As published.", "proposed": False}
            )
            url = f"https://{host(0)}/checked/{number}"
            batch.add("evidence", {"review_id": review, "kind": EvidenceKind.PRIMARY_RECORD, "title": url, "url": url})

    def _belongs(self, number: int, claim: Claim, batch: Batch) -> None:
        if claim.story not in self._stories:
            title = f"Story {word(claim.story + 200)}"
            row = {"slug": f"story-{claim.story + 1}", "title": title}
            self._stories[claim.story] = batch.add("story", row)
        batch.add("claim_story", {"claim_id": number, "story_id": self._stories[claim.story], "withdrawn": False})
        if claim.due is not None:
            window = {
                "claim_id": number,
                "role": WindowRole.DUE,
                "words": f"by {claim.due.isoformat()}",
                "latest": claim.due,
                "edtf": f"../{claim.due.isoformat()}",
                "precision": Precision.DAY,
                "basis": WindowBasis.STATED,
                "understood": f"by {claim.due.isoformat()}",
            }
            batch.add("window", window)

    def _article(self, told: Told, batch: Batch) -> int:
        row = {
            "outlet_id": self._outlets[told.outlet],
            "outlet_basis": "stated",
            "kind": "article",
            "title": told.title,
            "url": told.url,
            "url_key": told.url.removeprefix("https://"),
            "url_basis": "stated",
            "published": told.published.isoformat(),
            "published_earliest": told.published,
            "published_latest": told.published,
            "published_basis": "stated",
            "language": "en",
            "seen": True,
        }
        number = batch.add("article", row)
        if told.reporter is not None:
            reporter = self._reporters[told.reporter]
            batch.add("byline", {"article_id": number, "reporter_id": reporter, "position": 1, "withdrawn": False})
        return number

    def _unseen(self, told: Told, batch: Batch) -> int:
        basis = dict.fromkeys(("outlet_basis", "url_basis", "published_basis"), "stated")
        outlet = self._outlets[(told.outlet * 31 + 7) % len(self._outlets)]
        return batch.add("article", {"outlet_id": outlet, "kind": "article", "seen": False, **basis})

    def _source(self, source: Source | None, unnamed: dict[int, int], batch: Batch) -> int | None:
        if source is None:
            return None
        if source.described is None:
            return (self._people if source.kind is SourceKind.PERSON else self._institutions)[source.place]
        if source.place not in unnamed:
            described = source.described
            unnamed[source.place] = batch.add(
                "source",
                {"slug": "-".join(described.split())[:60], "kind": source.kind, "named": False, "described": described}
                | {"match_key": match_key(described)},
            )
        return unnamed[source.place]

    def _appearance(self, claim: int, told: Told, articles: Sequence[int], source: int | None, batch: Batch) -> None:
        relayed = (
            None if told.relays is None else articles[told.relays] if told.relays >= 0 else self._unseen(told, batch)
        )
        row = {
            "claim_id": claim,
            "article_id": articles[-1],
            "attribution": told.attribution,
            "source_id": source,
            "terms": "not_stated",
            "channel": "not_stated",
            "capacity": "not_stated",
            "proximity": Proximity.FIRST_HAND if told.first_hand else Proximity.NOT_STATED,
            "stance": "asserts",
            "treatment": told.treatment,
            "placement": told.placement,
            "said": told.published if told.said else None,
            "excerpt": told.excerpt,
            "wording": told.wording,
            "relays_id": relayed,
            "relay_basis": told.relay_basis,
            "note": told.note,
        }
        number = batch.add("appearance", row)
        if told.hedge is not None:
            batch.add("hedge", {"appearance_id": number, "kind": told.hedge, "words": "reportedly"})


def _named(name: str) -> dict[str, str]:
    return {"slug": "-".join(name.lower().split()), "name": name, "match_key": match_key(name)}


# Into a file

COLUMNS = (
    "claim_id", "statement", "kind", "weight", "story", "truth", "article_id", "title", "url", "outlet", "published",
    "reporter", "attribution", "source", "treatment", "excerpt", "wording", "note",
)  # fmt: skip
"""The columns of the table, one row of which is one appearance."""


def write_csv(path: Path, size: int, seed: int = 1) -> None:
    """Write a newsroom of so many appearances as a table, as one that kept a spreadsheet has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for claim in Newsroom(size, seed).claims():
            for place, told in enumerate(claim.told):
                table.writerow(_line(claim, place, told))


def _line(claim: Claim, place: int, told: Told) -> list[object]:
    own = (
        claim.number,
        claim.statement,
        claim.kind,
        claim.weight,
        f"story-{claim.story + 1}",
        claim.truth or "unknown",
    )
    article = (f"{claim.number}-{place + 1}", told.title, told.url, host(told.outlet), told.published)
    signed = "" if told.reporter is None else f"{word(told.reporter % 900 + 140)} {word(told.reporter + 3_000)}".title()
    texts = (told.excerpt or "", told.wording or "", told.note or "")
    return [*own, *article, signed, told.attribution, _origin(told.source), told.treatment, *texts]


def _origin(source: Source | None) -> str:
    if source is None:
        return ""
    if source.described:
        return source.described
    return f"{word(source.place % 800 + 140).title()} {word(source.place + 5_000).title()}"
