"""Sending a digest through Apprise, one address at a time, without ever repeating an address."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from claims.errors import BadUsage, BadValue
from claims.features.changes.digest import Digest


@dataclass(frozen=True, slots=True)
class Target:
    """An address, and what it may be called in an answer: its place and its service, without anything secret."""

    called: str
    address: str = field(repr=False)


def targets_of(addresses: Sequence[str]) -> list[Target]:
    """Return the targets of addresses; raises `BadValue` for an address that Apprise does not know."""
    targets: dict[str, Target] = {}
    with _silent():
        apprise = _apprise()
        for number, address in enumerate(addresses, 1):
            service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
            if service is None or "://" not in address:
                raise BadValue(
                    f"address {number} of your notices is not known to Apprise; fix it in CLAIMS_NOTICES or claims.toml"
                )
            targets.setdefault(address, Target(f"address {number} ({address.partition('://')[0].lower()})", address))
    return list(targets.values())


def is_sent(target: Target, digest: Digest) -> bool:
    """Send a digest and return whether the service took it.

    A mail has both parts only if the body is HTML. Services that prefer text get the text: Apprise hands them HTML
    unchanged.
    """
    with _silent():
        apprise = _apprise()
        service = apprise.Apprise()
        if not service.add(target.address):
            return False
        try:
            form = apprise.NotifyFormat.HTML if _wants_html(service, apprise) else apprise.NotifyFormat.TEXT
            body = digest.html if form is apprise.NotifyFormat.HTML else digest.text
            return bool(service.notify(title=digest.title, body=body, body_format=form))
        except Exception:  # whatever a service raises may repeat its address, password included
            return False


def _wants_html(service: Any, apprise: Any) -> bool:
    """Return whether a service prefers HTML; Apprise 2.3 lists a service's formats, the preferred first."""
    formats = [each.notify_format for each in service]
    preferred = [each[0] if isinstance(each, tuple) else each for each in formats]
    return bool(preferred) and all(each == apprise.NotifyFormat.HTML for each in preferred)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Apprise and the libraries below it from logging and warning: they name addresses."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _apprise() -> Any:
    try:
        import apprise
    except ImportError:
        raise BadUsage(
            "notices need the library apprise, which is not installed: pip install 'newsroom-claims[notices]'"
        ) from None
    return apprise
