"""What a site answers instead of an article, in sentences."""

from __future__ import annotations

from claims.capture.documents.kinds import FEED
from claims.capture.pages.walls import SAVE_IT
from claims.patterns import pattern_of

_GONE = "if there is an archived copy, capture its address (web.archive.org, archive.today)"
_STATUSES = {
    401: f"the page needs a login; {SAVE_IT}",
    402: f"the article is behind a paywall; {SAVE_IT}",
    403: f"the site refuses programs; {SAVE_IT}",
    404: f"there is no such page; check the address, or {_GONE}",
    406: f"the site refuses programs; {SAVE_IT}",
    407: f"the network wants a login to its proxy; {SAVE_IT}",
    410: f"the site has taken the page down; {_GONE}",
    418: f"the site refuses programs; {SAVE_IT}",
    429: f"the site has had too many requests from here; wait a while, or {SAVE_IT}",
    451: f"the page is blocked for legal reasons where this machine is; {SAVE_IT}",
    503: f"the site is overloaded, or refuses programs; try again later, or {SAVE_IT}",
}
_OURS = range(400, 500)
_THEIRS = range(500, 600)

_READ = frozenset(
    """
    text/html application/xhtml+xml application/xml text/xml text/plain text/markdown text/x-markdown application/pdf
    application/x-pdf application/vnd.openxmlformats-officedocument.wordprocessingml.document message/rfc822
    multipart/related application/x-mimearchive application/warc application/gzip application/x-gzip
    application/octet-stream binary/octet-stream application/force-download application/x-download
    """.split()
)
_KINDS = {
    "image": "a picture",
    "video": "a film",
    "audio": "a sound",
    "application/json": "data (JSON)",
    "application/rss+xml": "a feed",
    "application/atom+xml": "a feed",
    "application/feed+json": "a feed",
    "application/msword": "a document of Word before 2007",
}
_NO_TYPE = pattern_of(r"[^\w.+/-]")
_LOGIN = pattern_of(r"(?i)(?:^|[/.])(?:log-?in|sign-?in|sso|saml|oauth2?|auth|accounts?|anmelden|connexion)(?:[/.]|$)")
_CONSENT = pattern_of(r"(?i)(?:^|[/.])(?:consent|guce|cookie-?wall|gdpr|privacy-?(?:gate|wall))(?:[/.]|$)")
_PAYMENT = pattern_of(r"(?i)(?:^|[/.])(?:subscribe|subscriptions?|paywall|abo)(?:[/.]|$)")
_FRONT = pattern_of(r"(?:/[a-z]{2}(?:[-_][A-Za-z]{2})?)?/?(?:index\.\w{2,5}|home)?")


def status_sentence(status: int, *, challenged: bool = False) -> str | None:
    """Return the sentence about a status (RFC 9110) that brings no page; None for a page.

    ``challenged`` says that the site first checks for robots.
    """
    if challenged:
        return f"the page is a check for robots, not the article; {SAVE_IT}"
    if status == 200:
        return None
    if status in _STATUSES:
        return _STATUSES[status]
    if status in _OURS:
        return f"the site refuses the request (status {status}); {SAVE_IT}"
    if status in _THEIRS:
        return f"the site has a fault of its own (status {status}); try again later"
    return f"the site sends no page (status {status}); {SAVE_IT}"


def kind_sentence(media_type: str, content: bytes) -> str | None:
    """Return the sentence about a file of another kind than capture reads, or None; the type is that of the header."""
    kind = _NO_TYPE.sub("", media_type.partition(";")[0].lower())
    words = _KINDS.get(kind) or _KINDS.get(kind.partition("/")[0])
    if words is None and FEED.match(content[:2048].decode("utf-8", "replace").lstrip("\ufeff")):
        words = "a feed"
    if words == "a feed":
        return "it is a feed, not an article; give the address of the article"
    if words is None and (not kind or kind in _READ):
        return None
    return f"it is {words or f'a file of the type {kind}'}, which capture does not read; give the address of an article"


def detour_sentence(asked: str, final: str) -> str | None:
    """Return the sentence about a redirect to a login, a consent page, an offer or the front page; None for others.

    Both are the address from its host on, without the scheme.
    """
    for pattern, sentence in (
        (_CONSENT, "the site asks for consent to cookies first"),
        (_LOGIN, "the page needs a login"),
        (_PAYMENT, "the article is behind a paywall"),
    ):
        if pattern.search(_place(final)) and not pattern.search(_place(asked)):
            return f"{sentence}; {SAVE_IT}"
    if _FRONT.fullmatch(_path(final)) and not _FRONT.fullmatch(_path(asked)):
        return f"the address leads to the front page of {final.partition('/')[0]}, so the article may be gone; {_GONE}"
    return None


def _place(address: str) -> str:
    """Return an address without its query, which often names the article again."""
    return address.partition("?")[0]


def _path(address: str) -> str:
    return "/" + _place(address).partition("/")[2]
