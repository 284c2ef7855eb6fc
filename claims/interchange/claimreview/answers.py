"""Answers of Google's Fact Check Tools API (v1alpha1), turned into the ClaimReviews that they describe.

``claims:search`` and ``claims:imageSearch`` list claims, each with its reviews; ``pages`` lists pages with their
markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]


def is_answer(values: Mapping[str, Any]) -> bool:
    """Return whether an object is a claim with its reviews, or a page with its markup, as the API gives them."""
    claim = isinstance(values.get("claimReview"), list) and "text" in values
    return claim or isinstance(values.get("claimReviewMarkups"), list)


def reviews_of_answer(values: Mapping[str, Any]) -> Iterator[Json]:
    """Yield the ClaimReviews of a claim or a page; a missing value is left out."""
    if "claimReviewMarkups" in values:
        for markup in _objects(values["claimReviewMarkups"]):
            yield _of_markup(values, markup)
        return
    for review in _objects(values["claimReview"]):
        yield _of_claim(values, review)


def _of_claim(claim: Mapping[str, Any], review: Json) -> Json:
    publisher = _object(review.get("publisher"))
    site = publisher.get("site")
    return _kept(
        {
            "@type": "ClaimReview",
            "claimReviewed": claim.get("text"),
            "url": review.get("url"),
            "headline": review.get("title"),
            "datePublished": review.get("reviewDate"),
            "inLanguage": review.get("languageCode"),
            "reviewRating": _kept({"@type": "Rating", "alternateName": review.get("textualRating")}),
            "publisher": _kept({"@type": "Organization", "name": publisher.get("name") or site}),
            "itemReviewed": _kept(
                {"@type": "Claim", "author": _author(claim.get("claimant")), "datePublished": claim.get("claimDate")}
            ),
        }
    )


def _of_markup(page: Mapping[str, Any], markup: Json) -> Json:
    author, rating = _object(markup.get("claimAuthor")), _object(markup.get("rating"))
    first, further = markup.get("claimFirstAppearance"), markup.get("claimAppearances")
    return _kept(
        {
            "@type": "ClaimReview",
            "claimReviewed": markup.get("claimReviewed"),
            "url": markup.get("url") or page.get("pageUrl"),
            "datePublished": page.get("publishDate"),
            "publisher": _kept({"@type": "Organization", "name": _object(page.get("claimReviewAuthor")).get("name")}),
            "reviewRating": _kept(
                {
                    "@type": "Rating",
                    "alternateName": rating.get("textualRating"),
                    "ratingValue": rating.get("ratingValue"),
                    "worstRating": rating.get("worstRating"),
                    "bestRating": rating.get("bestRating"),
                    "ratingExplanation": rating.get("ratingExplanation"),
                }
            ),
            "itemReviewed": _kept(
                {
                    "@type": "Claim",
                    "author": _kept(
                        {
                            "name": author.get("name"),
                            "jobTitle": author.get("jobTitle"),
                            "sameAs": author.get("sameAs"),
                        }
                    ),
                    "datePublished": markup.get("claimDate"),
                    "firstAppearance": first,
                    "appearance": further,
                }
            ),
        }
    )


def _author(name: object) -> Json | None:
    return {"name": name} if name else None


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> Iterator[Json]:
    yield from (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))


def _kept(values: Mapping[str, Any]) -> Json:
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}
