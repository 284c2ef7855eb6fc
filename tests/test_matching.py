"""Names and addresses in the form in which they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.matching import alike, host_of, is_web_address, match_key, parent_hosts, slug, url_key
from claims.text.sites import owner_hosts, site_name, site_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("POLITICO", "Politico"),
        ("Hürriyet Daily News", "hurriyet  daily-news"),
        ("L’Équipe", "l'equipe"),
        ("读卖新闻", " 读卖新闻 "),
    ],
)
def test_names_are_the_same_but_for_case_accents_and_punctuation(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.politico.eu/article/x/?utm_source=a&fbclid=b#top", "http://politico.eu/article/x"),
        ("https://rt.com/news/594571-canada-japan-join-aukus/amp", "https://www.rt.com/news/594571-canada-japan-join-aukus"),
        ("https://amp.rnz.co.nz/article/96dec4b4", "https://rnz.co.nz/article/96dec4b4"),
        ("https://m.example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("HTTPS://Example.org:443/%7Eann/", "https://example.org/~ann"),
    ],
)  # fmt: skip
def test_addresses_of_one_page_are_the_same(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/b"),
        ("https://english.kyodonews.net/x", "https://kyodonews.net/x"),
        ("https://example.org/A", "https://example.org/a"),
    ],
)
def test_addresses_of_two_pages_are_not_the_same(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@given(st.text(max_size=80))
def test_a_key_of_a_key_is_the_same_and_a_slug_fits_a_command_line(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)
    assert slug(slug(text)) == slug(text)
    assert " " not in slug(text)
    assert 0 < len(slug(text)) <= 60


def test_hosts_and_sites() -> None:
    assert host_of("https://user:secret@WWW.Politico.eu:8080/x") == "politico.eu"
    assert host_of("politico.eu/x") == "politico.eu"
    assert parent_hosts("english.kyodonews.net") == ["english.kyodonews.net", "kyodonews.net"]
    assert [site_name(host) for host in ("politico.eu", "rnz.co.nz", "english.kyodonews.net", "localhost")] == [
        "politico",
        "rnz",
        "kyodonews",
        "localhost",
    ]


@pytest.mark.parametrize(
    ("host", "site", "name"),
    [
        ("edition.cnn.com", "cnn.com", "cnn"),
        ("news.un.org", "un.org", "un"),
        ("news.bbc.co.uk", "bbc.co.uk", "bbc"),
        ("www3.nhk.or.jp", "nhk.or.jp", "nhk"),
        ("ministers.dfat.gov.au", "dfat.gov.au", "dfat"),
        ("globalpolarity.substack.com", "globalpolarity.substack.com", "globalpolarity"),
        ("annrich.blogspot.com", "annrich.blogspot.com", "annrich"),
        ("annrich.blogspot.co.uk", "annrich.blogspot.co.uk", "annrich"),
        ("annrich.medium.com", "annrich.medium.com", "annrich"),
        ("annrich.wordpress.com", "annrich.wordpress.com", "annrich"),
        ("annrich.github.io", "annrich.github.io", "annrich"),
        ("annrich.netlify.app", "annrich.netlify.app", "annrich"),
        ("timesofindia.indiatimes.com", "timesofindia.indiatimes.com", "timesofindia"),
        ("www1.folha.uol.com.br", "www1.folha.uol.com.br", "folha"),
        ("asia.nikkei.com", "asia.nikkei.com", "nikkei asia"),
        ("news.sky.com", "news.sky.com", "sky news"),
        ("gov.uk", "gov.uk", "gov"),
        ("localhost", "localhost", "localhost"),
        ("192.168.0.1", "192.168.0.1", "192"),
    ],
)
def test_a_host_is_of_one_publisher(host: str, site: str, name: str) -> None:
    assert (site_of(host), site_name(host)) == (site, name)
    assert owner_hosts(host)[0] == host
    assert site == host or site in owner_hosts(host)


def test_a_platform_owns_nobody_s_pages() -> None:
    assert owner_hosts("annrich.substack.com") == ["annrich.substack.com"]
    assert owner_hosts("substack.com") == ["substack.com"]
    assert owner_hosts("asia.nikkei.com") == ["asia.nikkei.com", "nikkei.com"]


@given(st.from_regex(r"[a-z0-9-]{1,9}(\.[a-z0-9-]{1,9}){0,4}", fullmatch=True))
def test_any_host_has_a_site_that_it_ends_in(host: str) -> None:
    assert host == site_of(host) or host.endswith(f".{site_of(host)}")
    assert site_of(site_of(host)) == site_of(host)


def test_names_alike_are_offered_and_others_are_not() -> None:
    known = {1: ("politico",), 2: ("nikkei asia",), 3: ("the guardian",), 4: ("rt",)}
    assert alike("Politico Europe", known) == [1]
    assert alike("Nikkei", known) == [2]
    assert alike("Guardian", known) == [3]
    assert alike("Reuters", known) == []


@pytest.mark.parametrize(
    "url", ["https://www.politico.eu/x?y=1#z", "politico.eu", "http://rnz.co.nz:8080/", "https://müller.de"]
)
def test_addresses_of_pages(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "text",
    ["https://…", "https://[", "https://[::1", "x", "a b.org", "ftp://a.org", "ann@a.org", "https://ann:pw@a.org",
     "//a.org", "mailto:ann@a.org", "javascript:alert(1)", "https://", ".", "https://a..b", ""],
)  # fmt: skip
def test_what_is_no_address_of_a_page(text: str) -> None:
    assert not is_web_address(text)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none(text: str) -> None:
    assert is_web_address(text) in (True, False)


def test_long_keys_fit_an_index_and_stay_apart() -> None:
    one, other = "漢" * 3000, "漢" * 3001
    assert len(match_key(one).encode()) < 2700
    assert match_key(one) != match_key(other)
    assert len(url_key(f"https://a.org/{'x' * 4000}")) < 2700


letters = st.text("abcxyz019-", min_size=1, max_size=8)


@given(st.sampled_from(["http://", "https://", ""]), st.lists(letters, min_size=2, max_size=4), st.data())
def test_an_address_that_is_plain_has_the_key_that_taking_it_apart_gives(
    scheme: str, labels: list[str], data: st.DataObject
) -> None:
    """What follows how a reader came makes the address one that is taken apart, and counts for nothing."""
    host = ".".join(labels)
    prefix = data.draw(st.sampled_from(["", "www.", "amp.", "m.", "www.m."]))
    pages = data.draw(st.lists(st.sampled_from(["news", "A-b_c~1", "x.html", "amp", "page.amp", "a.b"]), max_size=3))
    end = data.draw(st.sampled_from(["", "/"]))
    address = f"{scheme}{prefix}{host}{''.join(f'/{page}' for page in pages)}{end}"
    assert url_key(address) == url_key(f"{address}?utm_source=letter")
