"""Fetching one address: its redirects, its answer and its content, within limits of size and time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from urllib3 import BaseHTTPResponse

from claims import __version__
from claims.capture.documents.values import MEGABYTE, Origin
from claims.capture.fetching.answers import detour_sentence, kind_sentence, status_sentence
from claims.capture.fetching.clock import Clock, in_time
from claims.capture.fetching.connecting import BROKEN, Unfetched, broken, connected
from claims.capture.fetching.targets import Target, redirected, target_of
from claims.capture.fetching.unpacking import BrokenOff, unpacked
from claims.capture.pages.walls import SAVE_IT
from claims.errors import BadValue

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PLAIN, _PACKED = frozenset({"", "identity"}), frozenset({"gzip", "x-gzip", "deflate"})
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that fetching one address may take."""

    size: int = 25 * MEGABYTE
    """Bytes of the page, unpacked."""
    seconds: float = 40
    """From the first question to the last byte, over all redirects."""
    silence: float = 15
    """How many seconds a site may be silent."""
    redirects: int = 8


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: its bytes, unpacked, and where they are from."""

    content: bytes
    origin: Origin
    redirects: tuple[str, ...]
    """Where the address led, in order; the content is from the last."""


def fetched(address: str, limits: Limits = LIMITS, allowed: Collection[str] = ()) -> Fetched:
    """Fetch one address and follow its redirects; each host has to be on the public internet.

    No pictures, scripts or other pages are fetched. ``allowed`` exempts internal hosts from the rule, as number and
    port ("127.0.0.1:8000"). Raises `claims.errors.BadValue` for other addresses than the web's, `claims.errors.Refused`
    for internal hosts, and `Unfetched` where no page comes.
    """
    visit = _Visit(target_of(address), limits, allowed)
    return in_time(visit.clock, visit.fetch)


class _Visit:
    """One run of fetching."""

    def __init__(self, asked: Target, limits: Limits, allowed: Collection[str]) -> None:
        self._asked, self._limits, self._allowed = asked, limits, allowed
        self.clock = Clock(asked.address, limits.seconds, limits.silence)

    def fetch(self) -> Fetched:
        """Return the page; raises as `fetched`."""
        target, led = self._asked, list[str]()
        while True:
            answer = self._answer(target)
            if not isinstance(answer, Target):
                return Fetched(content=answer[0], origin=self._origin(target, answer[1]), redirects=tuple(led))
            target = answer
            if target.address in (self._asked.address, *led):
                raise Unfetched(f"{self._asked.address} is redirected in a circle; {SAVE_IT}")
            led.append(target.address)
            if len(led) > self._limits.redirects:
                raise Unfetched(
                    f"{self._asked.address} is redirected more than {self._limits.redirects} times; {SAVE_IT}"
                )

    def _origin(self, target: Target, media_type: str) -> Origin:
        detour = detour_sentence(_unschemed(self._asked), _unschemed(target))
        if detour is not None:
            raise Unfetched(detour)
        return Origin(
            address=target.address,
            asked=self._asked.address,
            media_type=media_type,
            fetched=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _answer(self, target: Target) -> Target | tuple[bytes, str]:
        """Return where a target leads, or its content and the type that its header names."""
        self.clock.connection = connection = connected(target, self._allowed, self.clock.remaining())
        try:
            connection.request("GET", target.path, headers=_headers(target), preload_content=False)
            with closing(connection.getresponse()) as response:
                location = response.headers.get("Location")
                if response.status in _REDIRECTS and location:
                    return self._led(target, location)
                media_type = response.headers.get("Content-Type") or ""
                return self._content(response, media_type), media_type
        except BROKEN as error:
            raise broken(target, error) from error
        finally:
            connection.close()

    def _led(self, target: Target, location: str) -> Target:
        try:
            return redirected(target, location)
        except BadValue as error:
            raise Unfetched(f"{target.address} is redirected to an address that cannot be fetched: {error}") from error

    def _content(self, response: BaseHTTPResponse, media_type: str) -> bytes:
        challenged = response.headers.get("cf-mitigated") == "challenge"
        sentence = status_sentence(response.status, challenged=challenged)
        if sentence is not None:
            raise Unfetched(sentence)
        packed = (response.headers.get("Content-Encoding") or "").strip().lower()
        if packed not in _PACKED | _PLAIN:
            raise Unfetched(f"the site packs the page in a way that was not asked for; {SAVE_IT}")
        raw = self._raw(response)
        try:
            content = self._whole(unpacked(raw, self._limits.size) if packed in _PACKED else raw)
        except BrokenOff as error:
            raise Unfetched("the page breaks off; try again later") from error
        if not content.strip():
            raise Unfetched(f"the site sends an empty page; {SAVE_IT}")
        sentence = kind_sentence(media_type, content)
        if sentence is not None:
            raise Unfetched(sentence)
        return content

    def _raw(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        while piece := response.read1(_PIECE, decode_content=False):
            self.clock.remaining()
            yield piece

    def _whole(self, pieces: Iterable[bytes]) -> bytes:
        content = bytearray()
        for piece in pieces:
            content += piece
            if len(content) > self._limits.size:
                most = self._limits.size / MEGABYTE
                raise Unfetched(f"the page has more than {most:g} MB; {SAVE_IT}")
        return bytes(content)


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.authority,
        "User-Agent": f"newsroom-claims/{__version__}",
        "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
        "Accept-Language": "en, *;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _unschemed(target: Target) -> str:
    return target.address.partition("://")[2]
