"""Addresses as other programs get them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.interchange.outgoing import uri

_KEPT = r"[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_URI = re.compile(
    rf"""[A-Za-z][A-Za-z0-9+.-]*:
    (?://(?:(?:{_KEPT}|:)*@)?(?:\[[0-9A-Fa-f:.]+\]|(?:{_KEPT})*)(?::[0-9]*)?(?:/(?:{_KEPT}|[:@])*)*
      |/(?:(?:{_KEPT}|[:@])+(?:/(?:{_KEPT}|[:@])*)*)?
      |(?:(?:{_KEPT}|[:@])+(?:/(?:{_KEPT}|[:@])*)*)?)
    (?:\?(?:{_KEPT}|[:@/?])*)?(?:\#(?:{_KEPT}|[:@/?])*)?""",
    re.VERBOSE,
)
"""RFC 3986, appendix A, as far as addresses of pages go."""


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://paper.example/a_b?x=1&y=50%25#top", "https://paper.example/a_b?x=1&y=50%25#top"),
        ("https://paper.example/publicações/barragem", "https://paper.example/publica%C3%A7%C3%B5es/barragem"),
        ("https://paper.example/news/ダム", "https://paper.example/news/%E3%83%80%E3%83%A0"),
        ("https://müller.example/dam", "https://xn--mller-kva.example/dam"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://💩.la/", "https://xn--ls8h.la/"),
        ("https://пример.рф:8080/", "https://xn--e1afmkfd.xn--p1ai:8080/"),
        ("https://a_b.example/é", "https://a_b.example/%C3%A9"),
        ("https://paper.example/a|b", "https://paper.example/a%7Cb"),
        ("https://paper.example/?q={dam}", "https://paper.example/?q=%7Bdam%7D"),
        ("https://paper.example/100%", "https://paper.example/100%25"),
        ("https://paper.example/100%zz%2f", "https://paper.example/100%25zz%2f"),
        ("https://paper.example/a[1]", "https://paper.example/a%5B1%5D"),
        ("http://[2001:db8::1]:80/a[1]", "http://[2001:db8::1]:80/a%5B1%5D"),
        ("https://paper.example/#a#b", "https://paper.example/#a%23b"),
        ("https://paper.example?q=a/b?c", "https://paper.example?q=a/b?c"),
        ("https://web.archive.example/2024/https://müller.example/ä",
         "https://web.archive.example/2024/https://m%C3%BCller.example/%C3%A4"),
        (" paper.example/dam ", "https://paper.example/dam"),
        ("paper.example:8080/dam", "https://paper.example:8080/dam"),
        ("ftp://paper.example/dam", "ftp://paper.example/dam"),
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("mailto:desk@paper.example", "mailto:desk@paper.example"),
    ],
)  # fmt: skip
def test_an_address_leaves_as_browsers_send_it(address: str, sent: str) -> None:
    assert uri(address) == sent


@given(st.one_of(st.text(), st.text().map("https://".__add__), st.text("/?#[]@:%ü.٣x\\ ").map("http://".__add__)))
@example("http://[fe80::1%eth0]/")
@example(f"https://{'ü' * 80}.example/")
@example("https://~|ü<z_&.example")
@example("https://paper.example/\ud800")
def test_any_text_leaves_as_an_address_and_is_encoded_once(address: str) -> None:
    sent = uri(address)
    assert _URI.fullmatch(sent)
    assert uri(sent) == sent
