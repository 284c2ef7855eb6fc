"""Articles for reference managers: BibTeX, and the JSON of the Citation Style Language (CSL-JSON 1.0.2).

The key of an entry is its outlet, year and number in this database: ``nikkei-2024-17``. A name is split into given and
family name only where that is safe and kept whole otherwise, because a name in the wrong order is an error in print.
The note says which facts we inferred and which articles are unread. An article without author, title, outlet and
address is no reference: it is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.interchange.outgoing import json_list, uri
from claims.patterns import pattern_of
from claims.reading.disclosed import Disclosed
from claims.reading.records import ArticleRecord
from claims.text.matching import slug
from claims.vocabulary import ArticleKind, Basis, ReprintExtent, words

if TYPE_CHECKING:
    from collections import Counter
    from typing import Protocol

    from sqlalchemy import Connection

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        story: int | None
        left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or kept whole (``literal``)."""

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""


CSL_TYPES = {
    ArticleKind.ARTICLE: "article-newspaper",
    ArticleKind.EDITORIAL: "article-newspaper",
    ArticleKind.OPINION: "article-newspaper",
    ArticleKind.NEWSLETTER: "article-magazine",
    ArticleKind.BROADCAST: "broadcast",
    ArticleKind.TRANSCRIPT: "document",
    ArticleKind.STATEMENT: "document",
    ArticleKind.POST: "post",
    ArticleKind.UNPUBLISHED: "manuscript",
}
"""The type of each kind of article in CSL 1.0.2."""

BIBTEX_TYPES = {
    ArticleKind.ARTICLE: "article",
    ArticleKind.EDITORIAL: "article",
    ArticleKind.OPINION: "article",
    ArticleKind.NEWSLETTER: "article",
    ArticleKind.UNPUBLISHED: "unpublished",
}
"""The entry type of each kind of article in BibTeX; others are `online`, or `misc` without an address."""

BIBTEX_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
"""What makes biblatex and pandoc take an `article` for one in a newspaper, and print its day."""

_PLAIN = frozenset({ArticleKind.ARTICLE, ArticleKind.UNPUBLISHED})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def bibtex_entries(request: Request) -> Generator[bytes]:
    """Yield the entries of a BibTeX file, in UTF-8; count omissions in ``request.left_out``."""
    for article in _articles(request):
        yield f"{bibtex(article)}\n".encode()


def csl_lines(request: Request) -> Generator[bytes]:
    """Yield the lines of a CSL-JSON file, an item each; count omissions in ``request.left_out``."""
    yield from json_list(map(csl, _articles(request)))


def _articles(request: Request) -> Iterator[ArticleRecord]:
    disclosed = Disclosed(request.connection, request.story)
    request.left_out.update(disclosed.left_out_articles())
    for article in disclosed.articles():
        if article.reporters or article.title or article.outlet or article.url:
            yield article
        else:
            request.left_out["no_reference"] += 1


def citation_key(article: ArticleRecord) -> str:
    """Return the key of an article's entry: ``nikkei-2024-17``, ASCII letters, digits and hyphens."""
    outlet = re.sub(r"[^a-z0-9-]+", "", slug(article.outlet, 30)) if article.outlet else ""
    parts = date_parts(article)
    return f"{outlet.strip('-') or 'unknown'}-{parts[0] if parts else 'undated'}-{article.id}"


def date_parts(article: ArticleRecord) -> tuple[int, ...]:
    """Return year, month and day of publication as far as they are known."""
    match = _DAY.fullmatch(article.published or "")
    return tuple(int(part) for part in match.groups() if part is not None) if match else ()


def note_of(article: ArticleRecord) -> str | None:
    """Return what a reader of an entry has to know that no field has room for."""
    remarks = [
        "Not seen: known only from an article that cites it" if not article.seen else None,
        "Outlet inferred" if article.outlet and article.outlet_basis is Basis.INFERRED else None,
        "Date inferred" if article.published and article.published_basis is Basis.INFERRED else None,
        _reprint(article),
        "Unpublished" if article.kind is ArticleKind.UNPUBLISHED else None,
    ]
    return ". ".join(remark for remark in remarks if remark) or None


def _reprint(article: ArticleRecord) -> str | None:
    if article.reprint_of_id is None:
        return None
    extent = "in part " if article.reprint_extent is ReprintExtent.PART else ""
    return f"Reprinted {extent}from article {article.reprint_of_id}"


# Names

_WHOLE = re.compile(r"[\d&/@|;:()\[\]{}<>\"“”]")
_NO_PERSON = frozenset(
    "agency agencies and board bureau by correspondent correspondents desk editor editorial editors from group news "
    "newsroom of office online press radio reporter reporters service staff team television the times tv with wire "
    "writer writers associated reuters afp bbc cnn".split()
)
_PARTICLES = frozenset("af av da de del della den der di dos du el la le ten ter van von zu zum zur".split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})

# In these a name may well stand family name first ("Xi Jinping"), and nothing in it says so.
_OFTEN_FIRST = frozenset(
    "an bae bai bui cai cao chang chen cheng cho choi chu chung dang deng ding do dong du duan duong fan fang feng fu "
    "gao gong gu guo ha han he ho hong hou hu huang hwang hoang jang jeon jeong jia jiang jin jung kang kim ko kong "
    "kwon lai lam le lee lei li liang liao lim lin liu long lu luo luu ly ma mao meng mo ngo nguyen no oh pak pan park "
    "peng pham phan qian qin ren rhee ryu seo shao shen shi shim shin sim so son song su sun tan tang tao tian tran "
    "trinh truong vo vu wan wang wei wen won wong woo wu xi xia xiao xie xiong xu xue yan yang yao ye yeo yi yin yoo "
    "yoon you yu yuan yun zeng zhang zhao zheng zhong zhou zhu zou".split()
)


def name_parts(name: str) -> Name:
    """Return a name in parts where its order is sure, and whole otherwise.

    These stay whole: names of one word, of agencies and desks, with commas or in scripts other than Latin; names whose
    first word is often a family name (Chinese, Korean, Vietnamese); and names of three or more words without a
    particle, because the family name may be the last word or the last two (García Márquez).
    """
    text = " ".join(name.split())
    whole = Name(literal=text)
    body, suffix = _without_suffix(text)
    tokens = body.split(" ")
    latin = all(ord(character) < 0x250 or 0x1E00 <= ord(character) < 0x1F00 or character == "’" for character in body)
    if len(tokens) < 2 or len(tokens) > 6 or not latin or "," in body or _WHOLE.search(body):
        return whole
    if tokens[0] in _PARTICLES:
        return whole
    folded = [token.casefold().strip(".") for token in tokens]
    if _NO_PERSON.intersection(folded) or folded[0] in _OFTEN_FIRST or any(word.isupper() for word in _long(tokens)):
        return whole
    first = next((index for index in range(1, len(tokens)) if tokens[index] in _PARTICLES), len(tokens) - 1)
    if any(_long([token]) for token in tokens[1:first]):
        return whole
    last = first
    while last < len(tokens) - 1 and tokens[last] in _PARTICLES:
        last += 1
    return Name(" ".join(tokens[:first]), " ".join(tokens[first:last]), " ".join(tokens[last:]), suffix)


def _without_suffix(text: str) -> tuple[str, str]:
    head, _, tail = text.rpartition(" ")
    return (head.rstrip(","), tail) if tail.casefold() in _SUFFIXES and " " in head else (text, "")


def _long(tokens: list[str]) -> list[str]:
    """Return the words of a name that are no initials; one in capitals marks a family name or an agency."""
    return [token for token in tokens if len(token.strip(".")) > 2]


# CSL-JSON


def csl(article: ArticleRecord) -> dict[str, Any]:
    """Return an article as an item of CSL-JSON."""
    parts = date_parts(article)
    item = {
        "id": citation_key(article),
        "type": CSL_TYPES[article.kind],
        "title": article.title,
        "author": [_csl_name(name_parts(reporter)) for reporter in article.reporters],
        "container-title": article.outlet,
        "publisher": article.outlet,
        "issued": {"date-parts": [list(parts)]} if parts else None,
        "genre": None if article.kind in _PLAIN else words(article.kind).capitalize(),
        "language": article.language,
        "URL": uri(article.url) if article.url else None,
        "note": note_of(article),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: value for part, value in parts.items() if value}


# BibTeX


def bibtex(article: ArticleRecord) -> str:
    """Return an article as a BibTeX entry."""
    kind = BIBTEX_TYPES.get(article.kind, "online" if article.url else "misc")
    parts = date_parts(article)
    genre = None if article.kind in _PLAIN else latex(words(article.kind).capitalize())
    fields = {
        "author": " and ".join(_bibtex_name(name_parts(reporter)) for reporter in article.reporters),
        "title": article.title and f"{{{latex(article.title)}}}",
        _BIBTEX_OUTLETS.get(kind, "publisher"): article.outlet and latex(article.outlet),
        "entrysubtype": BIBTEX_SUBTYPES[CSL_TYPES[article.kind]] if kind == "article" else None,
        "howpublished": genre if kind == "misc" else None,
        "type": genre if kind != "misc" else None,
        "date": "-".join(f"{part:02d}" if index else f"{part:04d}" for index, part in enumerate(parts)),
        "year": f"{parts[0]:04d}" if parts else None,
        "language": article.language and latex(article.language),
        "langid": article.language and latex(article.language),  # read by Pandoc: the code says more than babel's names
        "url": uri(article.url) if article.url else None,
        "note": latex(note_of(article) or "") or None,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if len(parts) > 1:
        lines.append(f"  month = {_MONTHS[parts[1] - 1]}")
    return f"@{kind}{{{citation_key(article)},\n" + ",\n".join(lines) + "\n}\n"


_BIBTEX_OUTLETS = {"article": "journal", "online": "organization"}


def _bibtex_name(name: Name) -> str:
    """Return a name as BibTeX parts it: ``von Family, Jr, Given``, or one word in braces."""
    if name.literal:
        return f"{{{latex(name.literal)}}}"
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(latex(part) for part in (family, name.suffix, name.given) if part)


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts the braces of \{ too
    "}": r"\textbraceright{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
_CONTROLS = pattern_of("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def latex(text: str) -> str:
    """Return a text as LaTeX has it, so that every sign stands for itself; letters stay as they are, in UTF-8."""
    flat = " ".join(_CONTROLS.sub(" ", text).split())
    return "".join(_SPECIAL.get(character, character) for character in flat)
