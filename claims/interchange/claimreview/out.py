"""Writing verdicts as ClaimReview objects, a JSON array with one object a line.

Every object has what Google's guide requires of a fact-check (`claimReviewed`, `reviewRating` with `alternateName`,
`url`) and, where it is known, what it recommends (`author`, `itemReviewed` with `author`, `datePublished` and
`appearance`).  A verdict that was read from somebody else's fact-check is written as theirs, with their words, their
address and their name; one of our own has the words of its status and the address that the newsroom gives to its pages.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claims.errors import BadUsage, BadValue
from claims.interchange.claimreview.read import Number
from claims.interchange.claimreview.records import TELLABLE, Verdict, verdicts
from claims.interchange.claimreview.uids import source_uid
from claims.interchange.outgoing import json_list, uri
from claims.reading.ours import our_name
from claims.reading.records import AppearanceRecord, ArticleRecord
from claims.reading.view import View
from claims.text.matching import is_web_address
from claims.vocabulary import Basis, SourceKind, words

if TYPE_CHECKING:
    from collections import Counter
    from typing import Protocol

    from sqlalchemy import Connection

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        story: int | None
        left_out: Counter[str]
        site: str | None
        publisher: str | None
        zone: tzinfo


Json = dict[str, Any]

CONTEXT = "https://schema.org"
_NUMBER = re.compile(r"(?P<value>-?\d+(?:[.,]\d+)?)(?: \((?:from (?P<worst>\S+) to (?P<best>\S+)|of (?P<of>\S+))\))?")


def claimreview_lines(request: Request) -> Generator[bytes]:
    """Yield the lines of a file of ClaimReviews; count omissions in ``request.left_out``.

    Raises `BadUsage` when a verdict is our own and the request lacks its site or its publisher.
    """
    yield from json_list(claimreviews(request))


def claimreviews(request: Request) -> Iterator[Json]:
    """Yield one ClaimReview for each claim with a verdict, by uid; raises as `claimreview_lines` does."""
    if request.site is not None:
        _refuse_bad_site(request.site)
    publisher = request.publisher or our_name(request.connection)
    view = View(zone=request.zone)
    for verdict in verdicts(request.connection, request.left_out, story=request.story, view=view):
        yield _claimreview(verdict, request.site, publisher, request.zone)


def page_of(site: str, uid: str) -> str:
    """Return the address of the page about a claim: the site with ``{uid}`` filled in, or with the uid after it."""
    return site.replace("{uid}", uid) if "{uid}" in site else f"{site.rstrip('/')}/{uid}"


def _refuse_bad_site(site: str) -> None:
    page = page_of(site, "0")
    if not re.match(r"https?://", page) or not is_web_address(page):
        raise BadValue(
            f'"{site}" is not a web address; type it like https://paper.example/claims/{{uid}}', part="--site"
        )


def _claimreview(verdict: Verdict, site: str | None, publisher: str | None, zone: tzinfo = UTC) -> Json:
    theirs = verdict.rating is not None and verdict.report is not None
    return {"@context": CONTEXT, "@type": "ClaimReview"} | _present(
        claimReviewed=verdict.claim.statement,
        **(_theirs(verdict) if theirs else _ours(verdict, site, publisher, zone)),
        itemReviewed=_claim(verdict),
    )


def _theirs(verdict: Verdict) -> Json:
    """Return the details of a fact-check published by another newsroom."""
    assert verdict.rating is not None
    assert verdict.report is not None
    article = verdict.report.article
    url = article.url if article else verdict.report.url
    return _present(
        url=uri(url or ""),
        author=_author(article) if article else None,
        datePublished=_day(article.published_earliest, article.published_latest) if article else None,
        reviewRating=_rating(verdict.rating, verdict.report.note),
    )


def _ours(verdict: Verdict, site: str | None, publisher: str | None, zone: tzinfo) -> Json:
    if site is None:
        raise BadUsage(
            f"claim #{verdict.claim.id} has a verdict of our own: say where it is published, "
            "like --site https://paper.example/claims/{uid}",
            part="--site",
        )
    if publisher is None:
        raise BadUsage(
            "say who publishes our verdicts: --publisher NAME, or mark our outlet: claims outlet edit NAME --ours",
            part="--publisher",
        )
    page = page_of(site, verdict.claim.uid)
    parts = urlsplit(page)
    return _present(
        url=uri(page),
        author={"@type": "Organization", "name": publisher, "url": f"{parts.scheme}://{parts.netloc}/"},
        datePublished=verdict.review.at.astimezone(zone).date().isoformat(),
        reviewRating=_rating(words(verdict.claim.status).capitalize(), None),
    )


def _rating(said: str, explanation: str | None) -> Json:
    """Return a rating; numbers stand beside the words only where the rating was a number."""
    number = _number(said)
    return {"@type": "Rating"} | _present(
        alternateName=said,
        ratingValue=number.value if number else None,
        worstRating=number.worst if number else None,
        bestRating=number.best if number else None,
        ratingExplanation=explanation,
    )


def _number(said: str) -> Number | None:
    match = _NUMBER.fullmatch(said)
    return Number(match["value"], match["worst"], match["best"] or match["of"]) if match else None


def _author(article: ArticleRecord) -> Json | None:
    """Return who published a fact-check: one person who signed it, with the outlet, else the outlet."""
    outlet = article.outlet if article.outlet_basis is Basis.STATED else None
    if len(article.reporters) == 1 or (article.reporters and outlet is None):
        works_for = None if outlet is None else {"@type": "Organization", "name": outlet}
        return {"@type": "Person"} | _present(name=article.reporters[0], affiliation=works_for)
    return {"@type": "Organization", "name": outlet} if outlet else None


def _claim(verdict: Verdict) -> Json:
    public = verdict.speakers or tuple(each for each in verdict.appearances if each.terms in TELLABLE)
    days = [day for each in verdict.appearances if (day := _day_of(each)) is not None]
    addresses = dict.fromkeys(uri(each.article.url) for each in verdict.appearances if each.article.url)
    return {"@type": "Claim"} | _present(
        author=next((who for each in verdict.speakers if (who := _speaker(each)) is not None), None),
        datePublished=min(days).isoformat() if days else None,
        name=next((each.occasion for each in public if each.occasion), None),
        appearance=[{"@type": "CreativeWork", "url": url} for url in addresses] or None,
    )


def _speaker(appearance: AppearanceRecord) -> Json | None:
    """Return who made a claim; a document speaks for whoever issued it."""
    source = appearance.source
    assert source is not None
    if source.kind is SourceKind.DOCUMENT:
        return {"@type": "Organization", "name": source.belongs_to} if source.belongs_to else None
    if not source.named or source.name is None:
        return None
    person = source.kind is SourceKind.PERSON
    ours = source.uid == source_uid(source.kind, source.name)  # then its note is the page that a ClaimReview gave
    about = source.note if ours and source.note and is_web_address(source.note) else None
    of = {"@type": "Organization", "name": source.belongs_to} if person and source.belongs_to else None
    return {"@type": "Person" if person else "Organization", "name": source.name} | _present(
        jobTitle=source.role, affiliation=of, sameAs=[uri(about)] if about else None
    )


def _day_of(appearance: AppearanceRecord) -> date | None:
    """Return when a claim was said or published; when somebody spoke on background is not told."""
    article = appearance.article
    if appearance.said is not None and appearance.terms in TELLABLE:
        return appearance.said
    return article.published_earliest if article.published_earliest == article.published_latest else None


def _day(first: date | None, last: date | None) -> str | None:
    return first.isoformat() if first is not None and first == last else None


def _present(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value is not None}
