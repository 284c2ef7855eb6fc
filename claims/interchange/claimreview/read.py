"""Reading real ClaimReview objects: what a fact-checker says about a claim, tidied and checked.

Real objects seldom follow schema.org: ratings are texts, numbers or nested objects, dates have a dozen shapes, single
values are lists and lists are single values, names identify no one. We invent no value: anything unreadable is left out
with a remark, every guess gets a remark, and an object without a claim, a rating or its fact-check's address is refused
with the field's name. The properties are schema.org's (ClaimReview, Claim, Rating) and Google's for fact-checks;
docs/claimreview.md says how each is used.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from claims.entry.rules.nothing import is_no_rating
from claims.entry.rules.texts import LONGEST
from claims.errors import BadValue
from claims.interchange.claimreview.files import Found, Json, local_name
from claims.interchange.claimreview.names import nobody
from claims.rules.sourcing.described import attribution_read
from claims.text.addresses import page_of
from claims.text.controls import with_marks
from claims.text.dates import PartialDate, partial_date
from claims.text.matching import is_web_address, match_key, url_key
from claims.text.names.namesakes import is_no_name
from claims.vocabulary import Attribution

_TAGS = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|cite|code|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|q|s|script|small|span"
    r"|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d+.*)?")
_LOOSE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")

page_key = lru_cache(maxsize=16_384)(url_key)
"""`url_key` with a cache, because fact-checks repeat the same addresses."""

KEPT = frozenset(
    "@context @type @id type id claimreviewed reviewrating itemreviewed author publisher url mainentityofpage name "
    "headline title datepublished datecreated inlanguage reviewbody description".split()
)
"""The ClaimReview properties we keep."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A guess or an omission: the field, the remark and the original value."""

    field: str
    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A rating's number and the ends of its scale, as printed."""

    value: str
    worst: str | None = None
    best: str | None = None

    @property
    def label(self) -> str:
        """The number in words, where nobody gave any: ``2 (from 1 to 5)``."""
        if self.worst is not None and self.best is not None:
            return f"{self.value} (from {self.worst} to {self.best})"
        return f"{self.value} (of {self.best})" if self.best is not None else self.value


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who made a claim."""

    attribution: Attribution
    name: str
    """As printed; of nobody in particular, the words for them."""
    role: str | None = None
    institution: str | None = None
    address: str | None = None
    """A page about them."""


@dataclass(frozen=True, slots=True)
class FactCheck:
    """What one ClaimReview says of one claim."""

    place: str
    statement: str
    rating: str
    """Word for word; where there are no words, the number with its scale."""
    number: Number | None
    url: str
    """Where the fact-check was published."""
    outlet: str | None
    """Who published it, if that is said."""
    reporters: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    language: str | None = None
    explanation: str | None = None
    speakers: tuple[Speaker, ...] = ()
    carried: tuple[str, ...] = ()
    """The addresses where the claim appeared."""
    said: str | None = None
    """When the claim was made or published."""
    occasion: str | None = None
    remarks: tuple[Remark, ...] = ()
    source: Json = field(default_factory=dict, repr=False, compare=False)

    @property
    def rater(self) -> str:
        """Who rated it, for a sentence."""
        return self.outlet or " and ".join(self.reporters) or self.url.split("/")[2]


def fact_checks(raw: Found) -> list[FactCheck]:
    """Return the fact-checks of a ClaimReview, one for each of its claims (nearly always a single one).

    Raises `BadValue`, with the field's name, for an unusable object.
    """
    review = _Node(raw.values, raw.others)
    statements = _statements(review)
    url = _address_of(review, raw.base)
    rating, number, explanation = _rating(review)
    outlet, reporters = _publisher(review)
    item = review.node("itemReviewed")
    speakers, posts = _speakers(item)
    carried = _elsewhere(review, url, [*_carried(item, raw.base), *posts])
    said = item.day("datePublished") or item.day("dateCreated")
    occasion = item.text("name")
    return [
        FactCheck(
            place=raw.place if len(statements) == 1 else f"{raw.place}, claim {index}",
            statement=statement,
            rating=rating,
            number=number,
            url=url,
            outlet=outlet,
            reporters=reporters,
            title=review.text("headline") or review.text("name") or review.text("title"),
            published=review.day("datePublished") or review.day("dateCreated"),
            language=_language(review),
            explanation=explanation or review.text("reviewBody") or review.text("description"),
            speakers=speakers,
            carried=carried,
            said=said,
            occasion=None if occasion is None or match_key(occasion) == match_key(statement) else occasion,
            remarks=tuple(dict.fromkeys(review.remarks)),
            source=raw.values,
        )
        for index, statement in enumerate(statements, 1)
    ]


def unkept(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of an object's properties that we drop."""
    for name in values:
        if local_name(name) not in KEPT:
            yield name


def tidy(text: str) -> str:
    """Return a text on one line, without marks of HTML and without characters that no text has (Unicode NFC)."""
    before = None
    while text != before:  # every round makes it shorter or leaves it
        before = text
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAGS.sub(" ", text))
        text = with_marks(text)
        text = "".join(" " if char in "\t\n\r\x0b\x0c\x85" else char for char in text)
        text = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs"))
        text = " ".join(unicodedata.normalize("NFC", text).split())
    return text


class _Node:
    """An object of linked data, read leniently: names in any case, single values for lists and lists for single ones.

    Remarks gather at the outermost object.
    """

    def __init__(
        self, values: Json, others: Mapping[str, Json], path: str = "", remarks: list[Remark] | None = None
    ) -> None:
        self._values: dict[str, list[Any]] = {}
        for name, value in values.items():
            self._values.setdefault(local_name(name), []).append(value)
        self._others, self._path = others, path
        self.remarks: list[Remark] = [] if remarks is None else remarks

    def __bool__(self) -> bool:
        return bool(self._values)

    def field(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def remark(self, name: str, what: str, value: object = "") -> None:
        shown = tidy(str(value))
        self.remarks.append(Remark(self.field(name), what, shown if len(shown) <= 80 else f"{shown[:79]}…"))

    def all(self, name: str) -> list[Any]:
        """Return a property's values, out of their lists; empty values give an empty list."""
        values: list[Any] = []
        ahead = list(reversed(self._values.get(local_name(name), [])))
        while ahead:
            value = ahead.pop()
            if isinstance(value, list):
                ahead += reversed(value)
            elif isinstance(value, dict) and ({"@list", "@set"} & value.keys()):
                ahead += [value.get("@set"), value.get("@list")]
            elif isinstance(value, dict) and value.keys() == {"@id"} and str(value["@id"]) in self._others:
                values.append(self._others[str(value["@id"])])
            elif value is not None and value != "" and value != {}:
                values.append(value)
        return values

    def nodes(self, name: str) -> list[_Node]:
        """Return the objects of a property; a text is an object that has it for its name."""
        values = [value if isinstance(value, dict) else {"name": value} for value in self.all(name)]
        return [_Node(value, self._others, self.field(name), self.remarks) for value in values]

    def node(self, name: str) -> _Node:
        """Return the first object of a property, else an empty one."""
        nodes = self.nodes(name)
        if len(nodes) > 1:
            self.remark(name, f"has {len(nodes)} values; the first was taken")
        return nodes[0] if nodes else _Node({}, self._others, self.field(name), self.remarks)

    def texts(self, name: str) -> list[str]:
        """Return the texts of a property, numbers as printed, each once."""
        return list(dict.fromkeys(filter(None, (tidy(_text(value)) for value in self.all(name)))))

    def text(self, name: str) -> str | None:
        """Return the first text of a property, not longer than a text may be."""
        texts = self.texts(name)
        if len(texts) > 1:
            self.remark(name, f"has {len(texts)} values; the first was taken", texts[0])
        return self.fitting(name, texts[0]) if texts else None

    def fitting(self, name: str, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        self.remark(name, f"has more than {LONGEST:,} characters and was cut", text)
        return text[: LONGEST - 1].rstrip() + "…"

    def types(self) -> set[str]:
        return {local_name(kind) for name in ("@type", "type") for kind in self.texts(name)}

    def day(self, name: str) -> str | None:
        """Return a day or moment as stored; leave out an unreadable or ambiguous one."""
        for value in self.all(name):
            day = _date(value.get("@value") if isinstance(value, dict) else value)
            if day is not None:
                return day.text
            self.remark(name, "is not a date, or could be two, and was left out", _text(value))
        return None

    def address(self, name: str, value: Any, base: str | None) -> str | None:
        """Return a whole address; leave out anything else."""
        if isinstance(value, dict):
            of = _Node(value, self._others)
            value = next(iter([*of.all("url"), *of.all("@id"), *of.all("contentUrl"), *of.all("@value")]), None)
        typed = "" if value is None else "".join(str(value).split()).replace("&amp;", "&")
        if not typed:
            return None
        url = _whole(typed, base)
        if url is None:
            self.remark(name, "is not a web address and was left out", typed)
        elif url != typed:
            self.remark(name, f"was taken for {url if len(url) < 80 else url[:79] + '…'}", typed)
        return url

    def addresses(self, name: str, base: str | None) -> list[str]:
        return [address for value in self.all(name) if (address := self.address(name, value, base))]


def _text(value: Any) -> str:
    """Return a value as text: of an object, what it says it is called."""
    for _ in range(8):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            named = {local_name(name): inner for name, inner in value.items()}
            value = named.get("@value", named.get("name", named.get("alternatename")))
        else:
            break
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else ""
    return str(value)


def _whole(typed: str, base: str | None) -> str | None:
    try:
        url = urljoin(base, typed) if base and not re.match(r"[\w.-]+\.\w+/", typed) else typed
    except ValueError:
        return None
    if url.startswith("//"):
        url = f"https:{url}"
    if len(url) > LONGEST or not is_web_address(url):
        return None
    return url if re.match(r"https?://", url, re.IGNORECASE) else f"https://{url}"


def _statements(review: _Node) -> list[str]:
    statements = [statement for statement in review.texts("claimReviewed") if match_key(statement)]
    if not statements:
        raise BadValue("claimReviewed is missing, so the claim is unknown")
    for statement in statements:
        if len(statement) > LONGEST:
            raise BadValue(f"claimReviewed has {len(statement):,} characters; a statement may have {LONGEST:,}")
    if len(statements) > 1:
        review.remark("claimReviewed", f"has {len(statements)} claims, which were entered one by one", statements[0])
    return statements


def _address_of(review: _Node, base: str | None) -> str:
    values = [*review.all("url"), *review.all("mainEntityOfPage")]
    if not values and base:
        values = [base]
    tried: list[str] = []
    for value in values:
        quiet = _Node({"url": value}, {})
        addresses = quiet.addresses("url", base)
        if addresses:
            review.remarks += quiet.remarks
            return addresses[0]
        tried += [remark.value for remark in quiet.remarks]
    if not tried:
        raise BadValue("url is missing, so the fact-check has no address")
    if tried[0].startswith(("/", ".")):
        raise BadValue(f'url is "{tried[0]}" and names no site; write the whole address')
    raise BadValue(f'url is "{tried[0]}", which is not a web address; write the whole address')


def _rating(review: _Node) -> tuple[str, Number | None, str | None]:
    """Return a rating in words, its number, and the reasons given; of several the first that says anything."""
    said = 0
    for value in review.all("reviewRating"):
        node = _Node(value if isinstance(value, dict) else {"alternateName": value}, {}, "reviewRating", review.remarks)
        for inner in node.nodes("reviewRating") + node.nodes("Rating"):
            node = inner if not node.all("alternateName") else node
        number = _number(node)
        rated = node.text("alternateName") or (number.label if number else None) or node.text("name")
        if rated and not is_no_rating(rated):
            if len(review.all("reviewRating")) > 1:
                review.remark("reviewRating", "has several ratings; the first was taken", rated)
            explained = [text for text in node.texts("ratingExplanation") if not _is_number(text)]
            return rated, number, node.fitting("ratingExplanation", explained[0]) if explained else None
        said += 1
    if said:
        raise BadValue("reviewRating says neither words (alternateName) nor a number (ratingValue)")
    raise BadValue("reviewRating is missing, so the verdict is unknown")


def _number(node: _Node) -> Number | None:
    value, worst, best = (next(iter(node.texts(name)), None) for name in ("ratingValue", "worstRating", "bestRating"))
    if value is None:
        return None
    return Number(value, *(end if end is not None and _is_number(end) else None for end in (worst, best)))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:[.,]\d+)?", text) is not None


def _publisher(review: _Node) -> tuple[str | None, tuple[str, ...]]:
    """Return the outlet of a fact-check and who signed it."""
    publishers = [name for node in review.nodes("publisher") if (name := node.text("name"))]
    outlets, people = [], []
    for node in review.nodes("author") or review.nodes("creator"):
        name = node.text("name")
        if name is None:
            continue
        if _is_person(node):
            people.append(name)
            publishers += [printed for of in ("affiliation", "worksFor") for printed in node.texts(of)]
        elif _is_organization(node) or not publishers:
            if not _is_organization(node):
                review.remark("author", "does not say whether it is a person; it was taken for the outlet", name)
            outlets.append(name)
        else:
            people.append(name)
            review.remark("author", "does not say whether it is a person; it was taken for the reporter", name)
    names = list(dict.fromkeys(outlets + publishers))
    if len(names) > 1:
        review.remark("publisher" if outlets else "author", "is another than the outlet and was left out", names[1])
    return names[0] if names else None, tuple(dict.fromkeys(people))


def _is_person(node: _Node) -> bool:
    return any("person" in kind for kind in node.types())


def _is_organization(node: _Node) -> bool:
    kinds = ("organization", "organisation", "corporation", "business", "ngo", "website", "periodical")
    return any(kind in printed for printed in node.types() for kind in kinds)


def _language(review: _Node) -> str | None:
    language = review.text("inLanguage")
    return language if language and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", language) else None


def _carried(item: _Node, base: str | None) -> Iterator[str]:
    for name in ("firstAppearance", "appearance", "url"):
        yield from item.addresses(name, base)


def _elsewhere(review: _Node, url: str, carried: Iterable[str]) -> tuple[str, ...]:
    """Return the pages where a claim appeared, without repeats and without the fact-check itself."""
    pages: dict[str, str] = {}
    for address in carried:
        if page_key(address) == page_key(url):
            review.remark("itemReviewed", "names the fact-check itself as an appearance; left out", address)
        elif page_key(address) not in pages or page_of(address) != address:  # of a page and its copy, both are kept
            pages[page_key(address)] = address
    return tuple(pages.values())


def _speakers(item: _Node) -> tuple[tuple[Speaker, ...], tuple[str, ...]]:
    """Return who made the claim, and the addresses of posts by people whom nobody named."""
    speakers: dict[tuple[Attribution, str], Speaker] = {}
    posts: list[str] = []
    for node in item.nodes("author"):
        speaker = _speaker(item, node)
        if speaker is None:
            continue
        about = [address for name in ("sameAs", "url") for address in node.addresses(name, None)]
        if speaker.attribution in (Attribution.UNNAMED, Attribution.COLLECTIVE):
            if about:
                node.remark(
                    "sameAs",
                    "was taken as the place where the claim appeared, because the author has no name",
                    about[0],
                )
            posts += about
        elif about:
            if len(about) > 1:
                node.remark("sameAs", "has several addresses; the first was taken", about[0])
            speaker = Speaker(speaker.attribution, speaker.name, speaker.role, speaker.institution, about[0])
        speakers.setdefault((speaker.attribution, match_key(speaker.name)), speaker)
    return tuple(speakers.values()), tuple(dict.fromkeys(posts))


def _speaker(item: _Node, node: _Node) -> Speaker | None:
    names = [printed for printed in node.texts("name") if match_key(printed)]
    role = node.text("jobTitle")
    institution = node.text("affiliation") or node.text("worksFor")
    if not names:
        if role is None:
            return None
        item.remark("author", "has no name; its jobTitle was taken for a description", role)
        return Speaker(attribution_read(Attribution.UNNAMED, role, None), role)
    name = node.fitting("name", names[0])
    if len(names) > 1 and role is None:
        role = ", ".join(names[1:])[:LONGEST]
        node.remark("name", "has several values: the first was taken for the name, the rest for the role", name)
    elif len(names) > 1:
        node.remark("name", "has several values; the first was taken", name)
    if is_no_name(name):
        item.remark("author", "does not name a person; left out", name)
        return None
    whose = nobody(name)
    if whose is not None:
        item.remark("author", f"does not name a person; entered as {whose}", name)
        return Speaker(whose, name)
    if institution is not None and match_key(institution) == match_key(name):
        if not _is_organization(node):
            item.remark("author", "is listed as its own affiliation; taken for an institution", name)
        return Speaker(Attribution.INSTITUTION, name, role)
    if _is_organization(node) and not _is_person(node):
        return Speaker(Attribution.INSTITUTION, name, role)
    if not _is_person(node):
        item.remark("author", "does not say whether it is a person; it was taken for one", name)
    return Speaker(Attribution.NAMED, name, role, institution)


# Dates


def _date(value: Any) -> PartialDate | None:
    """Return the day or moment of a value; None for an unreadable or ambiguous one."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, int | float):
        return _epoch(float(value)) if not 1000 <= value <= 9999 else partial_date(str(int(value)))
    text = tidy(str(value))
    for shape in (text, *_day_in(text)):
        try:
            return partial_date(shape)
        except BadValue:
            continue
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _epoch(float(text))
    try:
        return partial_date(parsedate_to_datetime(text).date().isoformat())
    except (BadValue, ValueError, TypeError, IndexError, OverflowError):
        return None


def _day_in(text: str) -> Iterator[str]:
    """Yield the days that stand in other shapes, plainly."""
    for pattern in (_DAY_FIRST, _LOOSE, _COMPACT):
        match = pattern.match(text) if pattern is _DAY_FIRST else pattern.fullmatch(text)
        if match is not None:
            year, month, day = match[1].split("-") if pattern is _DAY_FIRST else match.groups()
            yield f"{year}-{int(month):02d}-{int(day):02d}"


def _epoch(seconds: float) -> PartialDate | None:
    """Return the day of seconds or milliseconds since 1970; None outside the web's lifetime."""
    if not math.isfinite(seconds):
        return None
    if seconds > 1e11:
        seconds /= 1_000
    if not 5e8 < seconds < 5e9:
        return None
    return partial_date(datetime.fromtimestamp(seconds, UTC).date().isoformat())
