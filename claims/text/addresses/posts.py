"""Posts and videos of platforms, which have many addresses each: by their number, however they are linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claims.patterns import pattern_of

_VIDEO = pattern_of(r"/(?:shorts|live|embed|v|e|watch)/([\w-]{11})")
_SHORT_VIDEO = pattern_of(r"/([\w-]{11})")
_STATUS = pattern_of(r"(?:/[\w.]+){0,3}/status(?:es)?/(\d{1,20})(?:/.*)?")
_REDDIT = pattern_of(r"(?:/(?:r|u|user)/[\w-]+)?/comments/(\w{3,10})(?:/[^/]*(?:/(\w{5,10}))?)?")
_REDD_IT = pattern_of(r"/(\w{3,10})")
_INSTAGRAM = pattern_of(r"(?:/[\w.]+)?/(?:p|reels?|tv)/([\w-]{5,})(?:/.*)?")
_TIKTOK = pattern_of(r"(?:/@[\w.]+/(?:video|photo)|/v|/embed(?:/v2)?)/(\d{10,20})(?:\.html)?(?:/.*)?")
_TELEGRAM = pattern_of(r"/(?:s/)?(\w{4,}/\d+)")
_WIKI = pattern_of(r"(\w[\w-]*)\.m\.(wiki\w+\.org)")

Parameters = Mapping[str, str]


def post_key(host: str, path: str, asked: Parameters) -> str | None:
    """Return the single key of a post, given its `host_key`, its path without a closing slash and its parameters.

    None for anything but a post or video of these platforms.
    """
    reader = _PLATFORMS.get(host) or _PLATFORMS.get(main_host(host))
    return None if reader is None else reader(path, asked)


def _youtube(path: str, asked: Parameters) -> str | None:
    video = asked.get("v", "") if path in ("/watch", "") else ""
    there = _VIDEO.fullmatch(path)
    number = video or (there[1] if there else "")
    if not _SHORT_VIDEO.fullmatch(f"/{number}") or number == "videoseries":
        return None
    comment = f"&lc={asked['lc']}" if "lc" in asked else ""
    return f"youtube.com/watch?v={number}{comment}"


def _youtu_be(path: str, asked: Parameters) -> str | None:
    return f"youtube.com/watch?v={path[1:]}" if _SHORT_VIDEO.fullmatch(path) else None


def _x(path: str, asked: Parameters) -> str | None:
    status = _STATUS.fullmatch(path)
    return f"x.com/i/status/{status[1]}" if status else None


def _reddit(path: str, asked: Parameters) -> str | None:
    post = _REDDIT.fullmatch(path)
    if post is None:
        return None
    return f"reddit.com/comments/{post[1]}" + (f"/comment/{post[2]}" if post[2] else "")


def _redd_it(path: str, asked: Parameters) -> str | None:
    post = _REDD_IT.fullmatch(path)
    return f"reddit.com/comments/{post[1]}" if post else None


def _instagram(path: str, asked: Parameters) -> str | None:
    post = _INSTAGRAM.fullmatch(path)
    return f"instagram.com/p/{post[1]}" if post else None


def _tiktok(path: str, asked: Parameters) -> str | None:
    video = _TIKTOK.fullmatch(path)
    return f"tiktok.com/video/{video[1]}" if video else None


def _telegram(path: str, asked: Parameters) -> str | None:
    post = _TELEGRAM.fullmatch(path)
    comment = f"?comment={asked['comment']}" if "comment" in asked else ""
    return f"t.me/{post[1]}{comment}" if post else None


_PLATFORMS: dict[str, Callable[[str, Parameters], str | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtu_be,
    "x.com": _x,
    "twitter.com": _x,
    "reddit.com": _reddit,
    "redd.it": _redd_it,
    "instagram.com": _instagram,
    "tiktok.com": _tiktok,
    "t.me": _telegram,
    "telegram.me": _telegram,
}
"""Platforms by `host_key`."""

_MAIN = {
    **dict.fromkeys(("youtu.be", "youtube-nocookie.com", "music.youtube.com", "gaming.youtube.com"), "youtube.com"),
    **dict.fromkeys(("old.reddit.com", "new.reddit.com", "np.reddit.com", "i.reddit.com", "redd.it"), "reddit.com"),
    **dict.fromkeys(("web.facebook.com", "mbasic.facebook.com", "touch.facebook.com", "fb.com"), "facebook.com"),
    "telegram.me": "t.me",
}
"""Further hosts of platforms."""


def main_host(host: str) -> str:
    """Return the host that a platform's further host stands for, and any other host unchanged."""
    wiki = _WIKI.fullmatch(host) if ".m.wik" in host else None
    return f"{wiki[1]}.{wiki[2]}" if wiki else _MAIN.get(host, host)
