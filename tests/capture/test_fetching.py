"""An address is fetched only when that is asked for, from the public internet alone, and within limits."""

from __future__ import annotations

import ipaddress
import socket
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.fetching import visiting
from claims.capture.fetching.networks import is_public
from claims.capture.fetching.targets import redirected, target_of
from claims.capture.fetching.unpacking import BrokenOff, unpacked
from claims.capture.fetching.visiting import Fetched, Limits, fetched
from claims.cli.capturing.fetching import is_address
from claims.errors import BadValue, ClaimsError, Refused
from tests.capture.pages import PAGE, PARAGRAPHS, TEXT
from tests.capture.site import Answer, Site, site, zipped
from tests.cli.entering import done, refused
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
SMALL = Limits(size=20_000, seconds=5, silence=1, redirects=3)
AWAY = PAGE.replace(b"https://echo.example/2024/bridge", b"/2024/bridge")
"""The page without the address of another site."""


@pytest.fixture(scope="module")
def shared() -> Iterator[Site]:
    """A site for all tests."""
    with site() as served:
        yield served


@pytest.fixture
def local(shared: Site) -> Site:
    """The site without answers."""
    shared.answers.clear()
    shared.asked.clear()
    return shared


@pytest.fixture
def get(local: Site) -> Callable[..., Fetched]:
    """Fetching that may ask the site of the tests."""
    return partial(fetched, limits=SMALL, allowed=[local.host])


@pytest.fixture
def fetching(local: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, which the command may ask."""
    monkeypatch.setattr(visiting, "fetched", partial(fetched, allowed=[local.host]))
    return local


# The guard


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.8.8.8 168.63.129.16 169.254.1.1
    169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.9 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1
    198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 100::1
    2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0
    2606:4700::1%eth0 fec0::1 ff02::1 ff0e::1
    localhost example.org 127.1 2130706433 0x7f000001 010.8.8.8 1.2.3.4.5 [::1]
    """.split(),
)
def test_what_is_not_on_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    "1.1.1.1 8.8.8.8 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.1.0.1 223.255.255.254 2606:4700::1111 "
    "2a00:1450::1 2001:4860:4860::8888 64:ff9b::8.8.8.8".split(),
)
def test_what_is_on_the_public_internet(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_of_ipv4_counts_the_same_behind_a_translator_and_never_as_ipv6(
    address: ipaddress.IPv4Address,
) -> None:
    assert is_public(f"64:ff9b::{address}") == is_public(str(address))
    for disguise in (f"::ffff:{address}", f"::{address}", f"2002:{int(address) >> 16:x}:{int(address) & 0xFFFF:x}::1"):
        assert not is_public(disguise)


@given(st.ip_addresses())
def test_nothing_counts_as_public_that_the_registry_of_special_addresses_does_not(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(str(address)) and not str(address).startswith("64:ff9b::"):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    "address",
    """
    http://127.0.0.1:{port}/ http://localhost:{port}/ http://[::1]:{port}/ http://[::ffff:127.0.0.1]:{port}/
    http://127.1:{port}/ http://2130706433:{port}/ http://0x7f.1:{port}/ http://0:{port}/ http://%31%32%37.0.0.1:{port}/
    http://10.0.0.1/ https://192.168.1.1/ http://169.254.169.254/
    """.split(),
)
def test_this_machine_and_its_network_are_never_asked(local: Site, address: str) -> None:
    local.page("/", PAGE)
    with pytest.raises(Refused, match="internal network"):
        fetched(address.format(port=local.host.partition(":")[2]), SMALL)
    assert not local.asked


def test_every_hop_is_checked(local: Site, get: Callable[..., Fetched]) -> None:
    for location in ("http://10.0.0.1/", "http://localhost:8000/", "//192.168.0.1/", "http://[::1]/"):
        with pytest.raises(Refused, match="internal network"):
            get(local.redirect("/a", location))
    for location in (
        "http://[31m/",
        "file:///etc/hosts",
        "ftp://example.org/",
        "http://a:b@example.org/",
        "http://example.org:25/",
    ):
        with pytest.raises(ClaimsError, match="redirected to an address that cannot be fetched"):
            get(local.redirect("/a", location))


def test_a_host_with_an_internal_address_beside_a_public_one_is_refused(
    local: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(Refused, match=r"two\.example is on this machine or an internal network"):
        fetched("http://two.example/", SMALL)


def test_the_number_that_was_checked_is_the_one_that_is_asked(
    local: Site, monkeypatch: pytest.MonkeyPatch, get: Callable[..., Fetched]
) -> None:
    """A name that leads elsewhere when it is looked up again moves nothing."""
    local.page("/a", PAGE)
    port = int(local.host.partition(":")[2])
    lookups: list[str] = []
    real = socket.getaddrinfo

    def answers(host: str, *args: object, **named: object) -> object:
        if host != "moving.example":
            return real(host, *args, **named)  # type: ignore[arg-type]
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(lookups) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert get(f"http://moving.example:{port}/a").content == PAGE
    assert lookups == ["moving.example"]
    assert local.asked[0][1]["Host"] == f"moving.example:{port}"


def test_proxies_of_the_environment_are_not_used(
    local: Site, monkeypatch: pytest.MonkeyPatch, get: Callable[..., Fetched]
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get(local.page("/a", PAGE)).content == PAGE


# Addresses


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://Echo.Example", "https://echo.example/"),
        (" https://echo.example/a?b=1#c ", "https://echo.example/a?b=1"),
        ("http://echo.example:80/a", "http://echo.example/a"),
        ("http://echo.example:8080/a", "http://echo.example:8080/a"),
        ("https://müller.example/straße?q=ü", "https://xn--mller-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://echo.example/a?", "https://echo.example/a?"),
    ],
)
def test_an_address_as_it_is_asked(typed: str, asked: str) -> None:
    assert target_of(typed).address == asked


@pytest.mark.parametrize(
    "typed",
    [
        *"ftp://a.example/ file:///etc/hosts javascript:alert(1) http:// https:///a http://[::1 https://a.example:99999/".split(),
        *"http://a.example:22/ http://u:p@a.example/ http://u@a.example/ data:text/html,a".split(),
        "http://a.example/ b",
        "http://a b.example/",
        "http://a.example/\r\nHost: b",
        "",
    ],
)
def test_what_is_no_address_of_the_web(typed: str) -> None:
    with pytest.raises(BadValue):
        target_of(typed)


@pytest.mark.parametrize(
    ("location", "led"),
    [
        ("/b", "https://a.example/b"),
        ("c?d=1", "https://a.example/x/c?d=1"),
        ("//b.example/", "https://b.example/"),
        ("https://b.example/ö b", "https://b.example/%C3%B6%20b"),
        ("https://b.example/ö".encode().decode("latin-1"), "https://b.example/%C3%B6"),
        ("/%C3%B6", "https://a.example/%C3%B6"),
        ("?e=1", "https://a.example/x/y?e=1"),
    ],
)
def test_where_a_redirect_leads(location: str, led: str) -> None:
    assert redirected(target_of("https://a.example/x/y"), location).address == led


# The answer


def test_only_the_address_is_asked_and_nothing_that_its_page_holds(local: Site, get: Callable[..., Fetched]) -> None:
    pictures = b'<img src="/b.png"><script src="/c.js"></script><link rel=stylesheet href="/d.css"><iframe src="/e">'
    page = get(local.page("/a?b=1", AWAY.replace(b"<body>", b"<body>" + pictures)) + "#part")
    assert [path for path, _ in local.asked] == ["/a?b=1"]
    assert page.origin.address == page.origin.asked == f"{local.address}/a?b=1"
    headers = local.asked[0][1]
    assert headers["User-Agent"].startswith("newsroom-claims/")
    assert not headers.keys() & {"Cookie", "Referer", "Authorization"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_named(local: Site, get: Callable[..., Fetched], status: int) -> None:
    local.page("/c", PAGE)
    local.redirect("/b", "/c", status)
    page = get(local.redirect("/a", f"{local.address}/b", status))
    assert page.redirects == (f"{local.address}/b", f"{local.address}/c")
    assert (page.content, page.origin.address, page.origin.asked) == (PAGE, page.redirects[-1], f"{local.address}/a")


@pytest.mark.parametrize("packed", [zipped, zlib.compress])
def test_packed_pages_are_unpacked(local: Site, get: Callable[..., Fetched], packed: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if packed is zipped else "deflate"
    assert get(local.page("/a", packed(PAGE), Content_Encoding=encoding)).content == PAGE


def _refusal(get: Callable[..., Fetched], address: str) -> str:
    with pytest.raises(ClaimsError) as problem:
        get(address)
    assert problem.value.exit_code == 9
    return str(problem.value)


def test_limits_hold_for_what_is_sent_and_for_what_it_unpacks_to(local: Site, get: Callable[..., Fetched]) -> None:
    assert "has more than" in _refusal(get, local.page("/a", b"a " * 15_000))
    bomb = zipped(b"a " * 1_000_000)
    assert len(bomb) < SMALL.size
    assert "has more than" in _refusal(get, local.page("/b", bomb, Content_Encoding="gzip"))
    nested = local.page("/c", zipped(bomb), Content_Encoding="gzip, gzip")
    assert "not asked for" in _refusal(get, nested)
    assert "not asked for" in _refusal(get, local.page("/d", b"x", Content_Encoding="br"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_packed_page_that_breaks_off_is_not_taken_for_whole(
    local: Site, get: Callable[..., Fetched], share: float
) -> None:
    packed = zipped(PAGE)
    local.page("/a", packed[: int(len(packed) * share)], Content_Encoding="gzip")
    assert "breaks off" in _refusal(get, f"{local.address}/a")
    local.page("/b", PAGE, Content_Encoding="gzip")
    assert "breaks off" in _refusal(get, f"{local.address}/b")


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_unpacking_gives_back_what_was_packed_whatever_the_pieces(parts: list[bytes], step: int) -> None:
    packed = b"".join(map(zipped, parts))
    pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
    assert b"".join(unpacked(pieces, 10_000)) == b"".join(parts)
    with pytest.raises(BrokenOff):
        list(unpacked([packed[:-1]], 10_000))
    assert len(b"".join(unpacked([zipped(b"a" * 1_000_000)], 1_000))) < 200_000


def test_too_many_redirects_and_circles_end(local: Site, get: Callable[..., Fetched]) -> None:
    for number in range(6):
        local.redirect(f"/{number}", f"/{number + 1}")
    assert "more than 3 times" in _refusal(get, f"{local.address}/0")
    local.redirect("/b", "/a")
    assert "in a circle" in _refusal(get, local.redirect("/a", "/b"))
    assert "in a circle" in _refusal(get, local.redirect("/c", "/c"))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(PAGE, delay=0.1),  # a byte now and then
        Answer(PAGE[:1_000], headers={"Content-Length": "1000"}, delay=0.3),
    ],
)
def test_the_time_in_all_is_limited(local: Site, answer: Answer) -> None:
    local.answers["/slow"] = answer
    begun = monotonic()
    with pytest.raises(ClaimsError, match=r"longer than 0\.5 seconds"):
        fetched(f"{local.address}/slow", Limits(seconds=0.5), [local.host])
    assert monotonic() - begun < 5


def test_a_site_that_says_nothing_is_left(local: Site) -> None:
    local.answers["/still"] = lambda: Answer(delay=0) if not __import__("time").sleep(1) else Answer()
    with pytest.raises(ClaimsError, match="does not answer"):
        fetched(f"{local.address}/still", Limits(seconds=4, silence=0.2), [local.host])


def test_a_page_that_breaks_off_is_not_taken_for_whole(local: Site, get: Callable[..., Fetched]) -> None:
    local.answers["/a"] = Answer(PAGE[:500], headers={"Content-Type": "text/html", "Content-Length": "5000"})
    assert "does not answer as a web site does" in _refusal(get, f"{local.address}/a")


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "needs a login"),
        (402, "paywall"),
        (403, "refuses programs"),
        (404, "no such page"),
        (410, "taken the page down"),
        (429, "too many requests"),
        (451, "legal reasons"),
        (400, "status 400"),
        (500, "fault of its own"),
        (502, "fault of its own"),
        (503, "overloaded"),
        (204, "sends no page"),
        (304, "sends no page"),
    ],
)
def test_a_status_is_one_sentence_with_what_to_do(
    local: Site, get: Callable[..., Fetched], status: int, says: str
) -> None:
    local.answers["/a"] = Answer(b"" if status in (204, 304) else PAGE, status)
    sentence = _refusal(get, f"{local.address}/a")
    assert says in sentence
    assert any(remedy in sentence for remedy in ("SingleFile", "archived copy", "try again later"))


def test_a_check_for_robots_is_named(local: Site, get: Callable[..., Fetched]) -> None:
    local.answers["/a"] = Answer(b"Just a moment", 403, {"cf-mitigated": "challenge"})
    assert "check for robots" in _refusal(get, f"{local.address}/a")


@pytest.mark.parametrize(
    ("final", "says"),
    [
        ("/login?next=/2024/bridge", "needs a login"),
        ("/auth/enter", "needs a login"),
        ("/consent?to=%2F2024%2Fbridge", "consent"),
        ("/subscribe/offer", "paywall"),
        ("/", "front page"),
        ("/en/", "front page"),
        ("/index.html", "front page"),
    ],
)
def test_a_redirect_away_from_the_article_is_named(
    local: Site, get: Callable[..., Fetched], final: str, says: str
) -> None:
    local.page(final, PAGE)
    assert says in _refusal(get, local.redirect("/2024/bridge", final))


def test_a_redirect_to_the_articles_full_name_is_no_detour(local: Site, get: Callable[..., Fetched]) -> None:
    final = "/2024/how-to-login-without-consent-or-subscribe"
    local.page(final, PAGE)
    assert get(local.redirect("/1", final)).content == PAGE


@pytest.mark.parametrize(
    ("media_type", "body", "says"),
    [
        ("image/jpeg", b"\xff\xd8", "a picture"),
        ("video/mp4", b"a", "a film"),
        ("application/json", b"{}", "data"),
        ("application/rss+xml", b"<rss/>", "a feed"),
        ("text/xml", b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", "a feed"),
        ("text/css", b"a{}", "text/css"),
        ("text/html", b"  \n", "empty"),
    ],
)
def test_what_capture_does_not_read_is_named(
    local: Site, get: Callable[..., Fetched], media_type: str, body: bytes, says: str
) -> None:
    assert says in _refusal(get, local.page("/a", body, media_type))


def test_what_is_no_web_site_is_said(local: Site, get: Callable[..., Fetched]) -> None:
    assert "does not answer" in _refusal(get, local.address.replace("http:", "https:") + "/a")
    assert "is not found" in _refusal(get, "http://nowhere.invalid/")


# The command


@SQLITE
def test_without_fetch_an_address_is_refused_and_nothing_is_asked(run: Run, fetching: Site) -> None:
    address = fetching.page("/2024/bridge", AWAY)
    for typed in (address, "www.echo.example/1", "ftp://echo.example/1"):
        said = refused(run, "capture", typed, code=2, says="--fetch")
        assert "capture the file" in said
    assert not fetching.asked


@pytest.mark.parametrize(
    ("typed", "fetch", "expected"),
    [
        ("https://echo.example/1", False, True),
        ("www.echo.example/1", False, True),
        ("echo.example/news/1", True, True),
        ("echo.example/news/1", False, False),
        ("page.html", True, False),
        ("saved/page.html", True, False),
        ("./page.html", True, False),
        ("-", True, False),
        ("x" * 5_000 + "/a", True, False),
        ("a\0b/c", True, False),
    ],
)
def test_what_counts_as_an_address(typed: str, fetch: bool, expected: bool) -> None:
    assert is_address(typed, fetch=fetch) is expected


def test_a_file_with_the_name_of_an_address_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "echo.example").mkdir()
    (tmp_path / "echo.example" / "1").write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)
    assert not is_address("echo.example/1", fetch=True)


def test_a_fetched_page_is_kept_with_its_addresses_and_its_day(run: Run, fetching: Site) -> None:
    final = fetching.page("/2024/bridge", PAGE)
    answered = run("capture", fetching.redirect("/s/1", "/2024/bridge"), "--fetch", "--format", "json")
    assert answered.exit_code == 0, answered.stderr
    assert f"redirected to {final}" in answered.stderr
    (captured,) = answered.json
    stated = captured["stated"]
    assert stated["address"] == {"value": final, "where": "fetched"}
    assert stated["asked"]["value"] == f"{fetching.address}/s/1"
    assert stated["canonical"] == {"value": "https://echo.example/2024/bridge", "where": "canonical link"}
    assert stated["fetched"]["value"].startswith("20")
    assert any("bridge will close" in proposal["statement"] for proposal in captured["proposals"])
    article = done(run, "article", "show", captured["article"])
    assert (article["url"], article["title"]) == (final, "Harbour bridge to close")
    assert run("db", "check").exit_code == run("db", "verify").exit_code == 0


@SQLITE
def test_fetching_again_finds_the_article_by_every_address_that_it_had(run: Run, fetching: Site) -> None:
    fetching.page("/2024/bridge", AWAY)
    short = fetching.redirect("/s/1", "/2024/bridge")
    logged = done(run, "log", "A toll is planned", "--attribution", "witnessed", "--url", short, "--outlet", "Echo")
    (first,) = done(run, "capture", short, "--fetch")
    assert first["article"] == logged["article"]
    fetching.page("/2024/bridge", AWAY.replace(b"will close", b"may close"))
    (second,) = done(run, "capture", short, "--fetch")
    assert (second["article"], second["later_than"]["snapshot"]) == (first["article"], first["snapshot"])


@SQLITE
def test_a_page_that_names_another_address_of_its_site_is_the_article_there(run: Run, fetching: Site) -> None:
    final = fetching.page("/2024/bridge", AWAY)
    (first,) = done(run, "capture", final, "--fetch")
    printed = AWAY.replace(b'"/2024/bridge"', f'"{final}"'.encode()).replace(b"will close", b"may close")
    (second,) = done(run, "capture", fetching.page("/print/bridge", printed), "--fetch")
    assert second["article"] == first["article"]
    assert done(run, "article", "show", first["article"])["url"] == final


@SQLITE
def test_the_encoding_of_the_header_goes_first(run: Run, fetching: Site) -> None:
    words = AWAY.decode().replace("Ann Rich", "Zoë Müller").replace("“", '"').replace("”", '"')
    for number, (encoding, label) in enumerate(
        [("cp1252", "iso-8859-1"), ("cp1252", "nonsense"), ("utf-8", "latin1x")]
    ):
        page = words.replace("bridge", f"bridge{number}").encode(encoding)
        (captured,) = done(run, "capture", fetching.page(f"/{number}", page, f"text/html; charset={label}"), "--fetch")
        assert "Zoë Müller" in done(run, "article", "text", captured["article"])["text"]
    greek = words.replace("Zoë Müller", "Άννα Ρίτσου").encode("iso-8859-7")
    (captured,) = done(run, "capture", fetching.page("/g", greek, "text/html;charset=ISO-8859-7"), "--fetch")
    assert "Άννα Ρίτσου" in done(run, "article", "text", captured["article"])["text"]


@SQLITE
def test_a_wall_is_refused_and_not_kept(run: Run, fetching: Site) -> None:
    for body, says in (
        ("<p>Subscribe to continue reading this article.</p>", "behind a paywall"),
        ("<p>Please verify you are human.</p>", "check for robots"),
        ("<p>We value your privacy. Accept all cookies to continue.</p>", "consent to cookies"),
        ("<p>Sign in to continue to your account.</p>", "needs a login"),
        ("<div id=app></div><script src=a.js></script>", "no article text"),
        ('<meta http-equiv=refresh content="0; url=/2024/bridge">', "forwards"),
    ):
        address = fetching.page("/a", f"<html><body>{body}</body></html>".encode())
        refused(run, "capture", address, "--fetch", code=9, says=says)
    assert fetching.asked[-1][0] == "/a"


@SQLITE
def test_an_article_for_subscribers_is_kept_with_a_warning(run: Run, fetching: Site, tmp_path: Path) -> None:
    free = AWAY.replace(b'"headline"', b'"isAccessibleForFree": true, "headline"')
    assert "subscribers" not in run("capture", fetching.page("/free", free), "--fetch").stderr
    for number, mark in enumerate((b"false", b'"False"', b'"http://schema.org/False"')):
        paid = AWAY.replace(b'"headline"', b'"isAccessibleForFree": %b, "headline"' % mark)
        paid = paid.replace(b"bridge was built", b"bridge No. %d was built" % number)
        long = paid.replace(b"</article>", b"<p>Engineers found cracks in two of the four pillars, they say.</p>" * 4)
        answered = run("capture", fetching.page(f"/paid/{number}", long + b"</article>"), "--fetch")
        assert answered.exit_code == 0, answered.stderr
        assert "for subscribers, so its end may be missing" in answered.stderr
    meta = b"<meta property=article:content_tier content=locked>"
    locked = b"<html><head>%b</head><body><p>The bridge will close for repairs.</p></body></html>" % meta
    refused(run, "capture", fetching.page("/locked", locked), "--fetch", code=9, says="behind a paywall")
    saved = tmp_path / "saved.html"
    saved.write_bytes(locked)
    answered = run("capture", saved, "--outlet", "Echo")
    assert answered.exit_code == 0, answered.stderr
    assert "paywall" not in answered.stderr


@SQLITE
def test_of_several_addresses_one_that_gives_nothing_is_left_out(run: Run, fetching: Site) -> None:
    there = fetching.page("/2024/bridge", AWAY)
    answered = run("capture", there, f"{fetching.address}/gone", "--fetch", "--format", "json")
    assert answered.exit_code == 0, answered.stderr
    assert len(answered.json) == 1
    assert "no such page" in answered.stderr
    assert "(left out)" in answered.stderr
    refused(run, "capture", f"{fetching.address}/gone", "--fetch", code=9, says="no such page")
    none = run("capture", f"{fetching.address}/gone", f"{fetching.address}/too", "--fetch")
    assert none.exit_code != 0


@SQLITE
def test_other_documents_are_fetched_too(run: Run, fetching: Site) -> None:
    (captured,) = done(run, "capture", fetching.page("/a.txt", TEXT.encode(), "text/plain"), "--fetch")
    assert captured["media"] == "text"
    assert done(run, "article", "show", captured["article"])["url"] == f"{fetching.address}/a.txt"
    assert PARAGRAPHS[0] in done(run, "article", "text", captured["article"])["text"]
