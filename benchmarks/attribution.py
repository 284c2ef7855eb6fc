"""How well attributions and relays are read from plain text, beside a plain list of verbs, on public corpora.

    python -m benchmarks.attribution POLNEAR                     figures on PolNeAR's dev part
    python -m benchmarks.attribution POLNEAR --part train        on another part
    python -m benchmarks.attribution POLNEAR --samples FOLDER    write sources to mark; --bodies FILE for outlets too
    python -m benchmarks.attribution --score FOLDER              compare what was marked with what was read

POLNEAR is the repository networkdynamics/PolNeAR, checked out or bare.  Nothing of it belongs in this repository.  A
cue is matched if its words overlap; a pair, if those of its source do too, or neither has one.  BODIES is a CSV with a
column `articleBody` (Emergent's, as FakeNewsChallenge/fnc-1 has them in train_bodies.csv).
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import subprocess
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.capture.attribution.content import gives_claim
from claims.capture.attribution.finding import Attributed
from claims.capture.attribution.press import names_in
from claims.capture.attribution.reading import read_text
from claims.capture.footing import Footings
from claims.capture.outlets import OutletNames, mentions_of
from claims.capture.relays import relays_of
from claims.capture.values import KnownArticle
from claims.capture.words import Word

Place = tuple[int, int]
"""Offsets of the first character and the one after the last."""

SOURCES, SENTENCES = 200, 400
"""How many sources, and how many sentences for outlets, a sample has."""

_LIST = (
    "accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assume assure believe "
    "blame blast boast caution charge claim comment complain concede conclude condemn confess confirm congratulate "
    "contend counter criticize declare decline decry defend demand denounce deny describe detail disagree disclose "
    "dismiss dispute doubt echo emphasize encourage endorse estimate exclaim expect explain express fear feel find "
    "guess hear hint hope imply indicate inform inquire insist intend joke know lament learn maintain "
    "mention mock note "
    "object observe oppose pledge point praise predict promise propose question quip quote reaffirm realize recall "
    "recommend refer reiterate reject remark remember remind reply report request respond reveal rule say seem show "
    "speculate stress suggest suspect swear talk tell testify think threaten tout tweet understand urge vow want "
    "warn wish wonder worry write"
).split()
"""A plain list of verbs, as somebody would write it down in an hour."""

_PAST = {"say": "said", "tell": "told", "write": "wrote", "think": "thought", "know": "knew", "feel": "felt"}
_PAST |= {"find": "found", "hear": "heard", "understand": "understood", "swear": "swore", "show": "showed"}


@dataclass(frozen=True)
class Marked:
    """An attribution as the corpus marks it."""

    cue: Place
    source: Place | None


@dataclass(frozen=True)
class Read:
    """A sentence as read: its place, and each attribution's cue and source."""

    sentence: Place
    pairs: list[tuple[Place, Place | None]]


def main() -> None:
    """Print the figures, write samples or score marks, as asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("polnear", nargs="?", type=Path, help="the repository PolNeAR, checked out or bare")
    parser.add_argument("--part", default="dev", help="which part of it (default: dev)")
    parser.add_argument("--samples", type=Path, help="a folder for samples to mark")
    parser.add_argument("--bodies", type=Path, help="a CSV of articles for the sample of outlets")
    parser.add_argument("--seed", type=int, default=1, help="which sample is drawn (default: 1)")
    parser.add_argument("--without", type=Path, help="a folder of earlier samples, whose sentences are left out")
    parser.add_argument("--score", type=Path, help="a folder of marked samples")
    parser.add_argument("--read", type=Path, help="a folder of samples whose outlets are read anew (with --bodies)")
    asked = parser.parse_args()
    if asked.read:
        if asked.bodies is None:
            parser.error("give --bodies, the articles that the sample is from")
        read_again(asked.read, asked.bodies)
        return
    if asked.score:
        score(asked.score)
        return
    if asked.polnear is None:
        parser.error("give PolNeAR's folder, or --score FOLDER")
    articles = list(corpus(asked.polnear, asked.part))
    if asked.samples:
        left_out = set() if asked.without is None else _sentences_in(asked.without / "types.csv")
        write_samples(articles, asked.samples, asked.bodies, asked.seed, left_out)
        return
    print(f"{asked.part}: {len(articles)} articles")
    print(f"{'':<14} {'sentences':>19}   {'cue and source':>22}   {'source exact,':>13} {'ms for 1,000':>13}")
    print(f"{'':<14} {'P':>9} {'R':>9}   {'P':>6} {'R':>7} {'F1':>7}   {'given the cue':>13} {'words':>13}")
    for name, reader in (("list of verbs", _by_list), ("rules", _by_rules)):
        print(f"{name:<14} {figures(articles, reader)}")


def corpus(folder: Path, part: str) -> Iterator[tuple[str, list[Marked]]]:
    """Yield the articles of a part with what is marked in them; of several annotators the first counts."""
    texts, marks = {}, defaultdict(list)
    for name, content in _files(folder, part):
        if name.endswith(".txt"):
            texts[name.removesuffix(".txt")] = content
        elif name.endswith(".ann"):
            marks[name.rpartition("_")[0]].append((name, content))
    for stem, text in sorted(texts.items()):
        if marks[stem]:
            yield text, list(_marked(min(marks[stem])[1]))


def _files(folder: Path, part: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of a part's texts and annotations."""
    kinds = ("text", "attributions")
    if (folder / "data" / part).is_dir():
        for kind in kinds:
            for path in (folder / "data" / part / kind).iterdir():
                yield path.name, path.read_bytes().decode("utf-8")
        return
    command = ["git", "-C", str(folder), "archive", "HEAD", *(f"data/{part}/{kind}" for kind in kinds)]
    packed = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield Path(member.name).name, content.read().decode("utf-8")


def _marked(annotation: str) -> Iterator[Marked]:
    """Yield the attributions of a brat annotation."""
    places: dict[str, Place] = {}
    for line in annotation.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T") and " " in rest:
            numbers = [int(number) for number in re.findall(r"\d+", rest.split("\t")[0])]
            places[key] = (numbers[0], numbers[-1])
        elif key.startswith("E"):
            roles = dict(role.split(":") for role in reversed(rest.split()))
            if roles.get("Cue") in places:
                yield Marked(places[roles["Cue"]], places.get(roles.get("Source", "")))


def _by_rules(text: str) -> Iterator[Read]:
    """Yield the sentences of a text as our rules read them."""
    for sentence, words, attributions in read_text(text):
        outer = [each for each in attributions if not each.inside]
        yield Read((sentence.start, sentence.end), [_pair(words, each) for each in outer])


def _pair(words: Sequence[Word], attributed: Attributed) -> tuple[Place, Place | None]:
    first, end = attributed.cue
    source = attributed.source
    named = None if source is None else (words[source[0]].start, words[source[1] - 1].end)
    return (words[first].start, words[end - 1].end), named


_FORMS = {form for verb in _LIST for form in (verb + "s", verb.rstrip("e") + "ing", verb.rstrip("e") + "ed")}
_FORMS |= {verb[:-1] + ending for verb in _LIST if verb.endswith("y") for ending in ("ies", "ied")}
_FORMS |= set(_PAST.values()) | {"say", "think", "believe", "know", "want", "hope"}
_NAME = (
    r"(?:[A-Z][\w.'’-]*(?: (?:of |for |the )?[A-Z][\w.'’-]*)*|(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ss]ome|[Mm]any) "
    r"(?:[\w’'-]+ ){0,3}?[\w’'-]+|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|who|I|[Ww]e)"
)
_HELPERS = r"(?: (?:has|have|had|also|later|is|are|was|were|did not|would|repeatedly|now|recently))*"
_BEFORE, _AFTER = re.compile(rf"({_NAME})(?:,[^,]*,)?{_HELPERS} $"), re.compile(rf" ({_NAME})")


def _by_list(text: str) -> Iterator[Read]:
    """Yield the sentences of a text as a list of verbs reads them: the words beside the verb are the source."""
    for sentence, _, _ in read_text(text):
        pairs: list[tuple[Place, Place | None]] = []
        for match in re.finditer(r"[A-Za-z]+", sentence.text):
            if match.group().lower() in _FORMS:
                ahead = sentence.text[: match.start()]
                after = _AFTER.match(sentence.text[match.end() :])
                follows = ahead.rstrip().endswith(("”", '"', ",", "’")) and after is not None
                beside = after if follows else _BEFORE.search(ahead)
                shift = match.end() if follows else 0
                at = sentence.start
                source = None if beside is None else (at + shift + beside.start(1), at + shift + beside.end(1))
                pairs.append(((at + match.start(), at + match.end()), source))
        yield Read((sentence.start, sentence.end), pairs)


def figures(articles: Sequence[tuple[str, list[Marked]]], reader: object) -> str:
    """Return the figures of a reader as the rest of a table's line."""
    assert callable(reader)
    counts: Counter[str] = Counter()
    began, words = time.process_time(), 0
    for text, marked in articles:
        words += len(text.split())
        for read in reader(text):
            here = [mark for mark in marked if _overlap(mark.cue, read.sentence)]
            counts["bearing"] += bool(here)
            counts["taken"] += bool(read.pairs)
            counts["both"] += bool(here and read.pairs)
            _count_pairs(text, here, read.pairs, counts)
    taken = 1000 * (time.process_time() - began) / (words / 1000)
    sentences = _rates(counts["both"], counts["taken"], counts["bearing"])
    pairs = _rates(counts["matched"], counts["pairs"], counts["marked"])
    exact = 100 * counts["exact"] / max(1, counts["with source"])
    return (
        f"{sentences[0]:9.1f} {sentences[1]:9.1f}   {pairs[0]:6.1f} {pairs[1]:7.1f} {pairs[2]:7.1f}   "
        f"{exact:13.1f} {taken:13.1f}"
    )


def _count_pairs(
    text: str, marked: Sequence[Marked], pairs: Sequence[tuple[Place, Place | None]], counts: Counter[str]
) -> None:
    """Count the pairs of one sentence that match, and the sources that are exact where the cue matches."""
    counts["marked"] += len(marked)
    counts["pairs"] += len(pairs)
    left = list(marked)
    for cue, source in pairs:
        near = [mark for mark in marked if _overlap(cue, mark.cue)]
        if near and near[0].source is not None:
            counts["with source"] += 1
            counts["exact"] += source is not None and _bare(text, source) == _bare(text, near[0].source)
        match = next((mark for mark in left if _overlap(cue, mark.cue) and _same_source(source, mark.source)), None)
        if match is not None:
            left.remove(match)
            counts["matched"] += 1


def _same_source(one: Place | None, other: Place | None) -> bool:
    return one is other if one is None or other is None else _overlap(one, other)


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _bare(text: str, place: Place) -> Place:
    """Return a place without the marks at either end, which the corpus takes in now and then."""
    start, end = place
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _rates(right: int, taken: int, wanted: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 in per cent."""
    precision, recall = right / max(1, taken), right / max(1, wanted)
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    return 100 * precision, 100 * recall, 100 * both


def write_samples(
    articles: Sequence[tuple[str, list[Marked]]], folder: Path, bodies: Path | None, seed: int, left_out: set[str]
) -> None:
    """Write what somebody who does not know the rules is to mark, and apart from it what was read."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    sources = [row for text, _ in articles for row in _sources(text) if row[0] not in left_out]
    _write(folder, "types", chance.sample(sources, min(SOURCES, len(sources))))
    if bodies is not None:
        named = list(dict.fromkeys(row for text in _bodies(bodies) for row in _outlets(text)))
        _write(folder, "outlets", chance.sample(named, min(SENTENCES, len(named))))
    print(f"Fill in the column `mark` of the files in {folder}; the files ending in -read.csv say what was read.")


def read_again(folder: Path, bodies: Path) -> None:
    """Write anew what is read of outlets in the sentences of a sample, in the articles that they are from."""
    wanted = _sentences_in(folder / "outlets.csv")
    texts = [text for text in _bodies(bodies) if any(sentence in text for sentence in wanted)]
    read = {sentence: row for text in texts for row in _outlets(text) if (sentence := row[0]) in wanted}
    with (folder / "outlets.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row["sentence"] for row in csv.DictReader(handle)]
    _write(folder, "outlets", [read.get(sentence, (sentence, "", "")) for sentence in rows], marks=False)
    print(
        f"{len(rows)} sentences read, {sum(sentence not in read for sentence in rows)} of them in none of the articles"
    )


def _bodies(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as handle:
        return [row["articleBody"] for row in csv.DictReader(handle)]


def _sentences_in(file: Path) -> set[str]:
    with file.open(encoding="utf-8", newline="") as handle:
        return {row["sentence"] for row in csv.DictReader(handle)}


def _sources(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield sentence, source as printed, and the attribution read, for every source of which a claim is proposed."""
    footings = Footings(KnownArticle())
    read = read_text(text)
    footings.prepare([words for _, words, _ in read])
    for sentence, words, attributions in read:
        footings.cast.meet(words)
        outer = [each for each in attributions if not each.inside and gives_claim(words, each)]
        relays = footings.relays(words)
        for each in outer:
            speaker = footings.attributed(words, each, outer, relays, sentence.paragraph).speaker
            if each.source is not None and speaker is not None:
                first, end = each.source
                yield sentence.text, text[words[first].start : words[end - 1].end], speaker.attribution.value


_MAY_NAME = re.compile(
    r"\b(?:told|tells|according to|reports?|reported|via|citing|cited|quoted|published|newspaper|magazine|website|"
    r"broadcaster|TV|News|Times|Post|Daily|Herald|Journal|Tribune|interview(?:ed)?)\b"
)


def _outlets(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield every sentence of a text that may name an outlet, and the outlets read to be relied on."""
    sentences = read_text(text)
    names = names_in([words for _, words, _ in sentences], OutletNames())
    for sentence, words, _ in sentences:
        mentions = [mention for mention in mentions_of(words, OutletNames()) if mention.strong]
        if mentions or _MAY_NAME.search(sentence.text):
            relays = [relay for relay in relays_of(words, names) if relay.outlet is not None]
            yield sentence.text, "", "; ".join(dict.fromkeys(relay.outlet or "" for relay in relays))


def _write(folder: Path, name: str, rows: Sequence[tuple[str, str, str]], *, marks: bool = True) -> None:
    hint = "attribution" if name == "types" else "outlets relied on, divided by ;"
    for file, last in ((f"{name}.csv", "mark"), (f"{name}-read.csv", "read"))[0 if marks else 1 :]:
        with (folder / file).open("w", encoding="utf-8", newline="") as handle:
            table = csv.writer(handle)
            table.writerow(["number", "sentence", "source", f"{last} ({hint})" if last == "mark" else last])
            for number, (sentence, source, read) in enumerate(rows, start=1):
                table.writerow([number, sentence, source, "" if last == "mark" else read])


def score(folder: Path) -> None:
    """Print how what was read agrees with what was marked."""
    if (folder / "types-read.csv").exists():
        pairs = _marks(folder, "types")
        right = sum(mark == read for mark, read in pairs)
        print(f"attribution of a source: {right} of {len(pairs)} right, {100 * right / max(1, len(pairs)):.1f} %")
    if (folder / "outlets-read.csv").exists():
        counts: Counter[str] = Counter()
        for mark, read in _marks(folder, "outlets", blank=True):
            marked, named = (
                {re.sub(r"^the |\W", "", name.strip().casefold()) for name in cell.split(";")} - {"", "none"}
                for cell in (mark, read)
            )
            counts["right"] += len(marked & named)
            counts["read"] += len(named)
            counts["marked"] += len(marked)
        precision, recall, _ = _rates(counts["right"], counts["read"], counts["marked"])
        print(f"outlets relied on: recall {recall:.1f}, precision {precision:.1f} ({counts['marked']} marked)")


def _marks(folder: Path, name: str, *, blank: bool = False) -> list[tuple[str, str]]:
    """Return mark and reading of each row of a sample that was marked; blank marks count if ``blank``.

    The marks stand in the sample's last column, or apart in a file ending in -marked.csv, by the row's number.
    """
    apart = folder / f"{name}-marked.csv"
    rows = _rows(folder / f"{name}.csv")
    if apart.exists():
        by_number = {row[0]: row[1] for row in _rows(apart)}
        marks = [by_number.get(row[0]) for row in rows]
    else:
        marks = [row[-1] for row in rows]
    pairs = zip(marks, _rows(folder / f"{name}-read.csv"), strict=True)
    return [(mark.strip(), read[-1].strip()) for mark, read in pairs if mark is not None and (mark.strip() or blank)]


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))[1:]


if __name__ == "__main__":
    main()
