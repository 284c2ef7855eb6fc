"""The bookmarklet: it opens the desk with a page's address, title and selection, which the desk asks before it stores.

They come after the # of the address, which no server and no log sees. The page that takes them needs no session: it
holds nothing, and hands over to the form in the browser itself.
"""

from __future__ import annotations

import htpy as h
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from claims.web.chassis.page import Page, bare
from claims.web.chassis.visit import Visit

LANDING = "/clip"


def script(origin: str) -> str:
    """Return the bookmarklet's address."""
    return (
        "javascript:(()=>{const s=String(getSelection()),p=new URLSearchParams({url:location.href,"
        "title:document.title,text:s||document.body.innerText.slice(0,400000)});"
        f"open('{origin}{LANDING}#'+p,'_blank')}})()"
    )


def show(visit: Visit) -> Page:
    """Explain the bookmarklet."""
    body = h.div(".narrow.prose")[
        h.p(".lead")["It reads the page in front of you, as your browser sees it, behind its paywall too."],
        h.ol[
            h.li[
                "Drag this link to your bookmarks: ",
                h.a(".button", href=Markup(script(visit.origin)), data_bookmarklet=True)["Read with claims"],
            ],
            h.li["On an article, select the passage that matters, or none for the whole text, and press the bookmark."],
            h.li["The desk opens with the address, the title and the text. Press “Read it” to keep them."],
        ],
        h.h2["Good to know"],
        h.ul[
            h.li[
                "The desk must run, and it takes another address each time it starts: begin it with ",
                h.code["claims desk --port 8123"],
                " and drag the link once.",
            ],
            h.li["The text stays between your browser and this machine; it stands in no address that is logged."],
            h.li["To keep the page as it looks, save it from the browser and choose the file instead."],
        ],
    ]
    return Page("Read from the browser", body)


async def land(request: Request) -> Response:
    """Take what the bookmarklet hands over; the script of the desk brings it into the form."""
    return HTMLResponse(
        bare(
            "Bringing the page to the desk",
            h.p(data_clip=True)["One moment. If nothing happens, your browser runs no scripts: ", _link(), "."],
            script=True,
        )
    )


def _link() -> h.Element:
    return h.a(href="/read")["open the form and paste the text"]
