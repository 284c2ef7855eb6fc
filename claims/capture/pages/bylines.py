"""The byline of a page: the people that it says wrote it, else the desk or agency that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any

from lxml.etree import _Element as Element

from claims.capture.pages.places import after_title, is_within, parts_of, site_names, words_of
from claims.capture.pages.stated import Stated
from claims.patterns import pattern_of
from claims.text.names.bylines import byline_of

_META = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl dc.contributor "
    "article:author_name cxenseparse:author og:author article.author authors citation_author twitter:data1".split()
)
_CLASSES = pattern_of(
    r"(?i)(^|[\s_-])(by-?line|author|autor(in|en)?|auteur|autore|writer|contributor|reporter|journalist|firma"
    r"|signature|credits?-author|posted-?by|written-?by)s?([\s_-]|name|info|link|$)"
)
_NOT_CLASSES = pattern_of(
    r"(?i)(^|[\s_-])(author-?)?(bio(graphy)?|avatar|image|img|photo|picture|caption|comments?|social|follow|related|share"
    r"|description|more|email|role|position|job|title|tools|list-?item)s?([\s_-]|$)|comment|caption|related"
)
_ASIDE = pattern_of(
    r"(?i)(^|[\s_-])(comments?|comment-?list|respond|sidebar|related|recommend(ed|ations?)|teasers?|widget|popular"
    r"|most-?read|more-?stories|newsletter|trending|read-?more|latest)([\s_-]|$)"
)
_ROLE = pattern_of(
    r"(?i)^(?:(?:view )?all (?:posts|articles|stories) by|(?:zeige )?alle beiträge von|author|autor(?:in|en)?"
    r"|auteur|autore|redakt(?:ion|eur|eurin)|text|interview|story|words|foto|reporter|writer|publisher|post author"
    r"|(?:article |story |words |report |text )?(?:written|posted|authored|published|submitted|reported|created) by"
    r"|(?:story|words|text|report|analysis|opinion|review|post author|article) by|by|an? (?:article|post) by"
    r"|(?:ein )?(?:artikel|beitrag|text|interview|kommentar|pressemitteilung|gastbeitrag|bericht|post) von"
    r"|(?:verfasst|erstellt|eingestellt|veröffentlicht|geschrieben|publiziert|gepostet|verfaßt) (?:von|durch)|von|vom"
    r"|(?:publié|écrit|rédigé|posté|propos recueillis) par|par|(?:publicado|escrito) (?:por|el)|por"
    r"|(?:scritto|pubblicato|articolo) da|di|door|av|af|skrevet av|tekst)"
    r"\s*(?::\s*|\s(?=\S)|(?<=von|hor)(?-i:(?=[A-ZÄÖÜ][a-zäöü])))"
)
_BY_LINE = pattern_of(
    r"(?i)^(?:(?:written|posted|story|words|text) )?(?:by|von|par|por|di|door)\b:?\s+(?-i:(?=[A-ZÀ-Ý]))"
)
_HANDLE = pattern_of(r"[@\d_]|[a-z]\.[a-z]|\.(?:com|de|org|net)$|^(?:https?:|www\.|/)|^admin|admin$|^[a-z]+$")
_ADDRESS = pattern_of(r"(?i)^(https?:|www\.|/|@?\S+@\S+$|\S+\.(?:com|org|net|de|at|ch|fr|it|es|uk)(?:/\S*)?$|@)")
_PARTED = pattern_of(r"(?i)\s+(?:im gespräch mit|in conversation with|mit|am|vor|veröffentlicht|stand)[\s:]")
_NOBODY = frozenset(
    """admin administrator author autor anonymous comments follow follow-us follow_us guest home kategorien login more
    none posted publiziert share staff unknown menu read photo foto image contributor subscribe tags""".split()
) | {"no author", "no byline", "author unknown", "unknown author", "n/a", "not provided", "guest author"}
_MOMENT = pattern_of(
    r"(?i)\d{1,4}(?:st|nd|rd|th)?[\s./:-]|(?:mon|tue|wed|thu|fri|sat|sun)\w*\W{1,2}\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\W{1,2}\d|(?:today|yesterday)\b|(?:updated|published)\W"
)
"""The beginning of a day or a time, which pages mark as a byline when they show no other."""
_HUMP = pattern_of(r"(?<=[a-z])(?=[A-Z])")
_PROFILE = pattern_of(
    r"(?i)/(?:authors?|autor(?:en|in|es)?|auteurs?|autori|profiles?|profil|people|person|staff|contributors?|writers?"
    r"|reporters?|journalists?|by|columnists?|redaktion|team|user|users|users?profile)/[^/?#]*[a-z]"
)
_NOT_NAMES = pattern_of(
    r"(?i)^(?:posted|publi\w+|veröffentlicht|share|more|alle|über|zur|nombre|edit|live|write|view|rezept|artikel|all"
    r"|follow|read|updated?|sign|subscribe|show|comments?|leave|reply|revised)\b|\b(?:von|by|am|on|par|del|posts)$"
)
_ELSEWHERE = pattern_of(
    r"(?i)(?:facebook|twitter|x|linkedin|instagram|xing|last|listenbrainz|youtube|pinterest|google|wikipedia|wikimedia)"
    r"\.(?:com|de|org|fm|net)/"
)
_LONGEST = 200
_NEAR = 60
"""How many elements after the title are looked through for a line that begins with By."""


class _Worth(IntEnum):
    """What a place gives, the best last."""

    NOTHING = 0
    SITE = 1
    HANDLE = 2
    DESK = 3
    WORD = 4
    PEOPLE = 5


def bylines_of(
    page: Element,
    articles: Sequence[dict[str, Any]],
    meta: dict[str, list[str]],
    address: str = "",
    title: str = "",
) -> list[Stated]:
    """Return the people of a page's byline, from the first place that gives full names; empty if none does.

    Where no place names people, the first agency, desk or nickname that a place gives, as printed there.
    """
    sites = frozenset(name.casefold() for name in site_names(page, articles, meta, address))
    best: tuple[_Worth, list[Stated]] = (_Worth.NOTHING, [])
    for places in (_linked(articles), _meta(meta), _marked(page), _desks(articles)):
        worth, bylines = _read(places, sites)
        if worth > best[0]:
            best = (worth, bylines)
        if worth is _Worth.PEOPLE:
            return bylines
    for places in (_near_title(page, title), _by_profile(page)):
        if best[0] > _Worth.HANDLE:
            break
        worth, bylines = _read(places, sites)
        if worth > best[0]:
            best = (worth, bylines)
    return best[1]


def _read(places: Iterable[Stated], sites: frozenset[str]) -> tuple[_Worth, list[Stated]]:
    """Return what the values of a place are worth, and the best of them."""
    values: dict[_Worth, dict[str, Stated]] = {worth: {} for worth in _Worth}
    for place in places:
        for worth, value in _people(place.value, sites):
            values[worth].setdefault(value.casefold(), Stated(value, place.where))
    for worth in sorted(_Worth, reverse=True):
        if values[worth] and worth is not _Worth.NOTHING:
            return worth, list(values[worth].values())
    return _Worth.NOTHING, []


def _people(value: str, sites: frozenset[str]) -> Iterator[tuple[_Worth, str]]:
    text = _bare(value)
    if not 2 <= len(text) <= _LONGEST or text.isdecimal() or text.casefold() in _NOBODY:
        return
    if _ADDRESS.match(text) or _MOMENT.match(text):
        return
    if text.casefold() in sites:
        yield _Worth.SITE, text
        return
    people = [name for name in byline_of(text).people if name.casefold() not in _NOBODY and not _NOT_NAMES.search(name)]
    named = False
    for name in people:
        bare = _bare(name)
        if not bare:
            continue
        named = True
        if bare.casefold() in sites:
            yield _Worth.SITE, bare
        elif _HANDLE.search(bare):
            yield _Worth.HANDLE, bare
        else:
            yield (_Worth.PEOPLE if " " in bare else _Worth.WORD), bare
    if not named and "|" not in text and not _NOT_NAMES.search(text) and len(text.split()) < 8:
        yield _Worth.DESK, text


def _bare(value: str) -> str:
    """Return a byline without the words that lead up to names."""
    text = " ".join(value.split()).strip(" ,;|·•-–—:")
    for _ in range(3):
        shorter = _ROLE.sub("", text).strip(" ,;|·•-–—:")
        if shorter == text or not shorter:
            break
        text = shorter
    return _PARTED.sub(" | ", text)


# Places


def _linked(articles: Sequence[dict[str, Any]]) -> Iterator[Stated]:
    for article in articles:
        names = list(_names(article.get("author"), people=True)) or list(_names(article.get("creator"), people=True))
        if names:
            yield from (Stated(name, "JSON-LD") for name in names)
            return


def _desks(articles: Sequence[dict[str, Any]]) -> Iterator[Stated]:
    for article in articles:
        names = list(_names(article.get("author"), people=False))
        if names:
            yield from (Stated(name, "JSON-LD") for name in names)
            return


def _names(value: Any, *, people: bool) -> Iterator[str]:
    if isinstance(value, str):
        if people:
            yield value
    elif isinstance(value, list):
        for each in value:
            yield from _names(each, people=people)
    elif isinstance(value, dict) and people is not ("Organization" in str(value.get("@type"))):
        named = value.get("name")
        for name in named if isinstance(named, list) else [named]:
            if isinstance(name, str):
                yield name


def _meta(meta: dict[str, list[str]]) -> Iterator[Stated]:
    for name in _META:
        if name == "twitter:data1" and not any("by" in label.lower() for label in meta.get("twitter:label1", ())):
            continue
        values = [value for value in meta.get(name, ()) if not _ADDRESS.match(value)]
        if values:
            yield from (Stated(value, f"meta {name}") for value in values)
            if any(" " in value for value in values):
                return


def _marked(page: Element) -> Iterator[Stated]:
    """Give the words of elements that are marked as the author: by property, by relation, by class."""
    for texts in (_by_property(page), _by_relation(page), _by_class(page)):
        named = [text for text in texts if any(" " in name for name in byline_of(_bare(text)).people)]
        if named:
            yield from (Stated(text, "byline") for text in named[:6])
            return
    for texts in (_by_property(page), _by_relation(page), _by_class(page)):
        yield from (Stated(text, "byline") for text in [*texts][:1])


def _by_property(page: Element) -> Iterator[str]:
    for element in page.xpath("//*[@itemprop='author' or contains(@itemprop, 'author ')]"):
        named = element.xpath(".//*[@itemprop='name']")
        if not _is_aside(element):
            yield parts_of(named[0] if named else element) or (named[0] if named else element).get("content") or ""


def _by_relation(page: Element) -> Iterator[str]:
    for element in page.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]"):
        if not _is_aside(element):
            yield parts_of(element)


def _by_profile(page: Element) -> Iterator[Stated]:
    """Give the words of the first link to an author's own page on the site."""
    for element in page.iter("a"):
        target = element.get("href") or ""
        if _PROFILE.search(target) and not _ELSEWHERE.search(target) and not _is_aside(element):
            text = parts_of(element)
            if 3 <= len(text) <= _LONGEST:
                yield Stated(text, "link to the author")
                if " " in text:
                    return


def _by_class(page: Element) -> Iterator[str]:
    """Give the words of the first elements whose class speaks of an author, the innermost that name somebody."""
    given = 0
    for element in page.iter(
        "a",
        "span",
        "p",
        "div",
        "address",
        "li",
        "ul",
        "em",
        "strong",
        "b",
        "i",
        "cite",
        "small",
        "h2",
        "h3",
        "h4",
        "h5",
    ):
        marks = _marks(element)
        if not _CLASSES.search(marks) or _NOT_CLASSES.search(marks) or _is_aside(element):
            continue
        text = parts_of(element)
        if 3 <= len(text) <= _LONGEST:
            yield text
            given += 1
            if given > 3:
                return


def _near_title(page: Element, title: str) -> Iterator[Stated]:
    """Give the first line after the title that begins with By."""
    for element in after_title(page, title, _NEAR):
        text = words_of(element)
        if len(text) < 80 and _BY_LINE.match(text) and not _is_aside(element):
            yield Stated(parts_of(element), "line by the title")
            return


def _is_aside(element: Element) -> bool:
    """Return whether an element stands among comments or other articles, in something that lacks the heading."""
    for outer in element.iterancestors():
        if outer.tag in ("body", "html", "main"):
            return False
        apart = outer.tag in ("aside", "nav") or (outer.tag == "footer" and not is_within(outer, ("article", "main")))
        if (apart or _ASIDE.search(_marks(outer))) and outer.tag != "article" and outer.find(".//h1") is None:
            return True
    return False


def _marks(element: Element) -> str:
    """Return an element's class and other marks, their words parted by hyphens."""
    marks = " ".join(element.get(name) or "" for name in ("class", "id", "data-testid"))
    return _HUMP.sub("-", marks)
