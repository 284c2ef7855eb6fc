"""Addresses within addresses: the page that a copy, a cache, a redirector or a share link means."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.addresses import kept_address, page_of
from claims.text.matching import host_of, is_web_address, url_key
from claims.text.sites import owner_hosts

PAGE = "https://www.paper.example/news/dam?id=5"
BARE = "www.paper.example/news/dam?id=5"
CODED = quote(PAGE, safe="")
PACKED = base64.urlsafe_b64encode(PAGE.encode()).decode().rstrip("=")

COPIES = [
    f"https://web.archive.org/web/20240301120000/{PAGE}",
    f"https://web.archive.org/web/20240301120000id_/{PAGE}",
    f"http://web.archive.org/web/{PAGE}",
    f"web.archive.org/web/2024/{BARE}",
    f"https://web.archive.org/web/20240301120000if_/{CODED}",
    f"https://web.archive.org/web/2024/{PAGE.replace('//', '/')}",
    f"https://web.archive.org/web/*/{PAGE}",
    f"https://archive.ph/2024.03.01-120000/{PAGE}",
    f"https://archive.today/newest/{PAGE}",
    f"https://archive.md/o/AbC12/{PAGE}",
    f"https://arquivo.pt/noFrame/replay/20240301120000/{PAGE}",
    f"https://www.webarchive.org.uk/wayback/archive/20240301120000/{PAGE}",
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/20240301120000/{PAGE}",
    f"https://wayback.archive-it.org/1234/20240301120000/{PAGE}",
    f"https://wayback.town-library.example/coll/20240301120000mp_/{PAGE}",
    f"https://www-paper-example.cdn.ampproject.org/c/s/{BARE}",
    f"https://www.google.co.uk/amp/s/{BARE}",
    f"https://www.bing.com/amp/s/{BARE}",
    "https://yandex.ru/turbo/www.paper.example/s/news/dam?id=5",
    f"https://via.hypothes.is/{PAGE}",
    "https://www-paper-example.translate.goog/news/dam?id=5",
    f"https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjkJ:{PAGE}+dam&hl=en",
]
LINKS = [
    f"https://www.webcitation.org/5xyzAbC?url={CODED}",
    f"https://archive.fo/?run=1&url={CODED}",
    f"https://www.google.com/url?sa=t&url={CODED}&usg=x",
    f"https://www.google.de/url?q={quote(CODED, safe='')}",
    f"https://www.google.com/url?q={quote(BARE, safe='')}",
    f"https://l.facebook.com/l.php?u={CODED}&h=AT0",
    f"https://www.facebook.com/sharer/sharer.php?u={CODED}",
    f"https://out.reddit.com/t3_x?url={CODED}&token=z",
    f"https://t.umblr.com/redirect?z={CODED}&t=x",
    f"https://nam02.safelinks.protection.outlook.com/?url={CODED}&data=05",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.paper.example_news_dam-3Fid-3D5&d=DwMF",
    "https://urldefense.com/v3/__https://www.paper.example/news/dam*id=5__;Pw!!abc!def$",
    f"https://slack-redir.net/link?url={CODED}",
    f"https://www.linkedin.com/safety/go?url={CODED}",
    f"https://www.youtube.com/redirect?event=x&q={CODED}",
    f"https://duckduckgo.com/l/?uddg={CODED}&rut=1",
    f"https://vk.com/away.php?to={CODED}",
    f"https://www.bing.com/ck/a?!&&p=1&u=a1{PACKED}&ntb=1",
    f"https://r.search.yahoo.com/_ylt=A/RV=2/RO=10/RU={CODED}/RK=2/RS=x",
    f"https://twitter.com/intent/tweet?text=Look&url={CODED}",
    f"https://x.com/intent/post?text={quote(f'Look: {PAGE}, wow')}",
    f"https://t.me/share/url?url={CODED}&text=hi",
    f"whatsapp://send?text={quote(f'Dam closes: {PAGE}')}",
    f"mailto:?subject=Dam&body={CODED}",
    f"https://newsletter.example/click?to={CODED}",
    f"https://newsletter.example/redirect/{PAGE}",
    f"https://disq.us/url?url={quote(f'{PAGE}:abcDEF123', safe='')}&cuid=1",
    f"https://www.pinterest.co.uk/pin/create/button/?url={CODED}&media=x",
    "https://www.paper.example/login?returnUrl=%2Fnews%2Fdam%3Fid%3D5",
    f"https://www.google.com/url?q={quote(f'https://l.facebook.com/l.php?u={CODED}', safe='')}",
    f"https://web.archive.org/web/2024/https://archive.ph/2024/https://www.google.com/amp/s/{BARE}",
]
VIDEO = """
https://youtu.be/abcdefghijk?si=xx https://www.youtube.com/watch?v=abcdefghijk&t=10s youtube.com/shorts/abcdefghijk
https://m.youtube.com/watch?v=abcdefghijk&feature=youtu.be https://www.youtube.com/live/abcdefghijk
https://www.youtube-nocookie.com/embed/abcdefghijk https://yewtu.be/watch?v=abcdefghijk
https://ghostarchive.org/varchive/abcdefghijk
"""
POST = """
https://twitter.com/ann/status/1234567890?s=20 https://x.com/ann/status/1234567890/photo/1
https://mobile.twitter.com/ann/status/1234567890 https://vxtwitter.com/ann/status/1234567890
https://nitter.net/ann/status/1234567890#m https://twitter.com/#!/ann/status/1234567890
"""


@pytest.mark.parametrize("url", [*COPIES, *LINKS])
def test_the_page_within_an_address_is_what_it_means(url: str) -> None:
    assert url_key(url) == url_key(PAGE)
    assert host_of(url) == "paper.example"
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.archive.org/2024/03/01/a-page-about-http-archives",
        "https://archive.org/details/https-archive",
        "https://www.theverge.example/2024/1/1/archive-org-lawsuit",
        "https://web.archive.org/web/*/https://paper.example/*",
        "https://perma.cc/AB12-CD34",
        "https://archive.ph/AbC12",
        "https://bit.ly/3abc",
        "https://t.co/abc",
        "https://news.google.com/articles/CBMiabc",
        f"https://www.google.com/search?q={CODED}",
        f"https://twitter.com/search?q={CODED}",
        f"https://validator.w3.org/check?uri={CODED}",
        f"https://review.example/report?url={CODED}",
        f"https://www.facebook.com/sharing/debug?q={CODED}",
        "https://paper.example/2024/03/01/www.other.example/",
        "https://paper.example/news?next=/page2",
        "https://paper.example/out",
    ],
)
def test_a_page_about_addresses_and_an_opaque_link_stay_what_they_are(url: str) -> None:
    assert page_of(url) == url


@pytest.mark.parametrize(
    "addresses",
    [
        VIDEO,
        POST,
        "https://old.reddit.com/r/news/comments/abc12/title/ https://redd.it/abc12",
        "https://www.instagram.com/reel/Cabc123/?igsh=1 https://instagram.com/ann/p/Cabc123/",
        "https://t.me/s/chan/12 https://telegram.me/chan/12?single",
        "https://en.m.wikipedia.org/wiki/Dam https://en.wikipedia.org/wiki/Dam#History",
        "https://münchen.example/ü https://xn--mnchen-3ya.example/%C3%BC MÜNCHEN.example/ü",
        "https://p.example/#!/story/5 https://p.example/?_escaped_fragment_=/story/5",
        "https://p.example/2024/dam.amp.html https://amp.p.example/2024/dam.html?outputType=amp",
        "https://p.example/amp/news/dam-is-closed-now https://p.example/news/dam-is-closed-now",
        "https://p.example/news/amp/world-12345 https://p.example/news/world-12345",
        "https://p.example/a?ref=twitter&fbclid=1&igshid=2&mc_cid=3&ocid=4&smid=5&CMP=6&at_medium=7&xtor=8 p.example/a",
    ],
)
def test_one_post_or_page_has_one_key(addresses: str) -> None:
    keys = {url_key(url) for url in addresses.split()}
    assert len(keys) == 1
    assert keys == {url_key(key) for key in keys}


def test_different_pages_have_different_keys() -> None:
    pages = (
        "p.example/article.php?ref=8812 p.example/article.php?ref=8813 p.example/?ref=abc p.example/?ref=abd "
        "p.example/#!/story/5 p.example/#!/story/6 p.example/#/story/6 p.example/#/story/7 p.example/a?page=2 "
        "youtube.com/watch?v=abcdefghijk youtube.com/watch?v=abcdefghijl youtube.com/watch?v=abcdefghijk&lc=Ug "
        "youtube.com/playlist?list=abc x.com/ann/status/12 x.com/ann/status/13 x.com/ann amp.dev/x dev/x m.co/a "
        "p.example/a?id=1 p.example/a?id=2 p.example/a?si=1 p.example/a?si=2 straße.example/x strasse.example/x "
        "shop.example/amp/fender shop.example/fender p.example/item?partner=1 p.example/item?partner=2 "
        "review.example/?url=https://p.example/1 review.example/?url=https://p.example/2"
    ).split()
    assert len({url_key(f"https://{page}") for page in pages}) == len(pages)


def test_a_site_that_was_renamed_belongs_to_one_outlet() -> None:
    assert "x.com" in owner_hosts("twitter.com")
    assert "twitter.com" in owner_hosts("x.com")


@pytest.mark.parametrize("url", COPIES)
def test_a_copy_is_kept(url: str) -> None:
    assert kept_address(url) == f"Copy: {url}"


def test_of_a_link_only_what_leads_to_the_page_is_kept() -> None:
    link = f"https://nam02.safelinks.protection.outlook.com/?url={CODED}&data=05%7Cann%40desk.example"
    assert kept_address(link) == f"Linked as: https://nam02.safelinks.protection.outlook.com/?url={CODED}"
    assert kept_address(f"https://wa.me/?text={quote(f'Bob, look: {PAGE}')}") is None
    assert kept_address(PAGE) is None


@given(st.lists(st.sampled_from([*COPIES[:3], *LINKS[2:4]]), max_size=3))
def test_however_deep_a_page_lies_it_is_found(around: list[str]) -> None:
    url = PAGE
    for wrapper in around:
        held = quote(url, safe="") if CODED in wrapper else url
        url = wrapper.replace(CODED if CODED in wrapper else PAGE, held)
    assert url_key(url) == url_key(PAGE)


@given(
    st.text(max_size=60), st.sampled_from(["", "https://web.archive.org/web/2024/", "https://www.google.com/url?q="])
)
def test_any_text_has_a_page_that_holds_no_other(text: str, before: str) -> None:
    page = page_of(before + text)
    assert page_of(page) == page
    url_key(page)
