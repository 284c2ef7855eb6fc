"""What a file is, is read off what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.interchange.formats import Kind, recognised

FACT_CHECK = '{"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "x"}'


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", "claim,url\nx,y\n", Kind.TABLE),
        ("a.csv", '{"json": "in a sheet"}\n', Kind.TABLE),
        ("a", "claim;url\nx;y\n", Kind.TABLE),
        ("a.xlsx", "PK\x03\x04", Kind.TABLE),
        ("a", "PK\x03\x04", Kind.TABLE),
        ("a.jsonl", '{"record": "claim", "key": "a"}\n', Kind.CASE),
        ("a", '{"record": "claim", "key": "a"}\n', Kind.CASE),
        ("a.jsonl", '{"format": "claims-exchange", "version": 1}\n', Kind.EXCHANGE),
        ("a", '{"format": "claims-exchange", "version": 1}\n', Kind.EXCHANGE),
        ("a.json", FACT_CHECK, Kind.CLAIMREVIEW),
        ("a.html", f"<html><script type='application/ld+json'>{FACT_CHECK}</script></html>", Kind.CLAIMREVIEW),
    ],
)
def test_it_is_recognised(tmp_path: Path, name: str, text: str, kind: Kind) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert recognised(path) is kind


def test_folders_and_names_are_cases(tmp_path: Path) -> None:
    assert recognised(tmp_path) is Kind.CASE
    assert recognised(Path("aukus")) is Kind.CASE
