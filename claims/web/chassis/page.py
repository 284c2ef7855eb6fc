"""The frame of every page: the head, the way around, notices, and the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import htpy as h

from claims.render.sheets import plain
from claims.web.chassis.words import notice
from claims.web.chassis.writing import html_of


@dataclass(frozen=True)
class Open:
    """A claim that a page is about, and what somebody does there (``edit``); others may have it open too."""

    claim: int
    doing: str = ""


@dataclass(frozen=True)
class Page:
    """A page to show."""

    title: str
    body: h.Node
    status: int = 200
    heading: bool = True
    """Whether the frame shows the title as the page's heading; else the body has one."""
    wide: bool = False
    """Whether the page takes the whole width of a large screen."""
    cookies: dict[str, str] = field(default_factory=dict)
    """Values that the browser keeps for a year; nothing confidential."""
    open: Open | None = None
    """The claim that it is about, as it is now."""


@dataclass(frozen=True)
class Done:
    """Something was entered: the next page. `Visit.tell` says it there."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entrance:
    """A page in the way around, with the beginning of the addresses that belong to it."""

    title: str
    address: str
    under: tuple[str, ...] = ()

    def leads_to(self, address: str) -> bool:
        """Return whether an address belongs to it."""
        path = address.partition("?")[0]
        return path == self.address or any(path.startswith(beginning) for beginning in self.under)


def framed(
    page: Page,
    entrances: Sequence[Entrance],
    who: str,
    address: str,
    notices: Sequence[str] = (),
    entered: Sequence[str] = (),
    company: h.Node = None,
) -> str:
    """Return a page as HTML, for the person ``who`` at ``address``; the forms ``entered`` are no drafts any more.

    ``company`` says who else has it open.
    """
    return _document(
        page.title,
        h.body(class_="wide" if page.wide else None)[
            h.a(".skip", href="#main")["Skip to the page"],
            _bar(entrances, who, address),
            h.main("#main", data_entered=" ".join(entered) or None)[
                h.div(".notices", role="status")[[h.p[notice(sentence)] for sentence in notices]] if notices else None,
                h.h1[plain(page.title)] if page.heading else None,
                company,
                page.body,
            ],
        ],
        script=True,
    )


def _bar(entrances: Sequence[Entrance], who: str, address: str) -> h.Element:
    """Return the way around, at the top of every page."""
    links = [
        h.li[h.a(href=entrance.address, aria_current="page" if entrance.leads_to(address) else None)[entrance.title]]
        for entrance in entrances
    ]
    return h.header(".top")[
        h.div(".bar")[
            h.a(".brand", href="/")["claims"],
            h.nav(aria_label="Pages")[h.ul[links]],
            h.form(".find", action="/claims", role="search", aria_label="Go to a claim")[
                h.label(".unseen", for_="go")["Go to a claim by its number"],
                h.input("#go", name="number", inputmode="numeric", placeholder="#98", autocomplete="off", size="6"),
                h.button["Go"],
            ],
            h.details(".person")[
                h.summary[h.span[plain(who)]],
                h.div(".menu")[
                    h.p[f"You act as {plain(who)}."],
                    h.form(method="post", action="/sign-out")[h.button["Sign out"]],
                    h.form(method="post", action="/sign-out-everywhere")[h.button["Sign out everywhere"]],
                ],
            ],
        ],
    ]


def bare(title: str, *nodes: h.Node, again: str | None = None, script: bool = False) -> str:
    """Return a page for somebody who is not signed in; it opens the address ``again`` by itself."""
    head = h.meta(http_equiv="refresh", content=f"0;url={again}") if again else None
    return _document(
        title,
        h.body(".bare")[h.main("#main")[h.p(".brand")["claims"], h.h1[title], nodes]],
        head=head,
        script=script,
    )


def _document(title: str, body: h.Element, *, head: h.Node = None, script: bool = False) -> str:
    page = h.html(lang="en")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="color-scheme", content="light dark"),
            head,
            h.title[f"{plain(title)} · claims"],
            h.link(rel="icon", href="data:,"),
            h.link(rel="stylesheet", href="/static/desk.css"),
            h.script(src="/static/desk.js", defer=True) if script else None,
        ],
        body,
    ]
    return html_of(page)
