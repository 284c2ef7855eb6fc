"""Every page of the desk by its address, and the way around.

A page is added with a line in `PLACES`; a page in the way around also has a line in `ENTRANCES`. The module of a page
is loaded when somebody first asks for the page, or in the background once the desk listens: nobody waits for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.web.chassis.answering import Place
from claims.web.chassis.late import Late, LateFunction
from claims.web.chassis.page import Entrance

if TYPE_CHECKING:
    from claims.web.accounts import page as accounts
    from claims.web.accounts import password
    from claims.web.alike import claims as alike_claims
    from claims.web.alike import page as alike
    from claims.web.api import page as api
    from claims.web.capturing import bookmarklet, deciding
    from claims.web.capturing import page as capturing
    from claims.web.claim import acting, changing
    from claims.web.claim import page as claim
    from claims.web.help import page as help
    from claims.web.log import hints
    from claims.web.log import page as log
    from claims.web.queue import page as queue
    from claims.web.registers import editing
    from claims.web.registers import page as registers
    from claims.web.search import page as search
    from claims.web.settings import page as settings
    from claims.web.similar import page as similar
    from claims.web.story import checking as story_checking
    from claims.web.story import closing as story_closing
    from claims.web.story import page as story
    from claims.web.tables import page as tables
    from claims.web.versions import page as versions
else:
    accounts = Late("claims.web.accounts.page")
    acting = Late("claims.web.claim.acting")
    alike = Late("claims.web.alike.page")
    alike_claims = Late("claims.web.alike.claims")
    api = Late("claims.web.api.page")
    bookmarklet = Late("claims.web.capturing.bookmarklet")
    capturing = Late("claims.web.capturing.page")
    changing = Late("claims.web.claim.changing")
    claim = Late("claims.web.claim.page")
    deciding = Late("claims.web.capturing.deciding")
    editing = Late("claims.web.registers.editing")
    help = Late("claims.web.help.page")
    hints = Late("claims.web.log.hints")
    log = Late("claims.web.log.page")
    password = Late("claims.web.accounts.password")
    queue = Late("claims.web.queue.page")
    registers = Late("claims.web.registers.page")
    search = Late("claims.web.search.page")
    settings = Late("claims.web.settings.page")
    similar = Late("claims.web.similar.page")
    story = Late("claims.web.story.page")
    story_checking = Late("claims.web.story.checking")
    story_closing = Late("claims.web.story.closing")
    tables = Late("claims.web.tables.page")
    versions = Late("claims.web.versions.page")

ENTRANCES = (
    Entrance("Queue", "/"),
    Entrance("Log a claim", "/log", ("/log",)),
    Entrance("Read an article", "/read", ("/read/",)),
    Entrance("Stories", "/stories", ("/stories/",)),
    Entrance("Search", "/search", ("/similar",)),
    Entrance("Registers", "/registers/outlets", ("/registers/", "/alike", "/new/")),
    Entrance("Paste a table", "/tables", ("/tables/",)),
    Entrance("Settings", "/settings", ("/settings/", "/help")),
)
"""The way around, in the order of a day's work."""

PLACES = (
    Place("/", queue.show),
    Place("/looked", queue.looked, posts=True),
    Place("/hand-over", queue.hand_over, posts=True),
    Place("/claims", claim.go),
    Place("/claims/{number}", claim.show),
    Place("/claims/{number}/here", claim.here, posts=True),
    Place("/claims/{number}/take", claim.take, posts=True),
    Place("/claims/{number}/drop", claim.drop, posts=True),
    Place("/claims/{number}/review", acting.review, posts=True),
    Place("/claims/{number}/agree", acting.agree, posts=True),
    Place("/claims/{number}/ask", acting.ask, posts=True),
    Place("/claims/{number}/answer", acting.answer, posts=True),
    Place("/claims/{number}/relate", acting.relate, posts=True),
    Place("/claims/{number}/same", acting.same, posts=True),
    Place("/stories", story.list_all),
    Place("/stories/{story}", story.show),
    Place("/stories/{story}/open", story.still_open),
    Place("/stories/{story}/draft", story_checking.ask_draft),
    Place("/stories/{story}/draft", story_checking.check_draft, posts=True),
    Place("/stories/{story}/copies", story_checking.ask_copy),
    Place("/stories/{story}/copies", story_checking.check_copy, posts=True),
    Place("/stories/{story}/access", story_closing.ask),
    Place("/stories/{story}/close", story_closing.close, posts=True),
    Place("/stories/{story}/reopen", story_closing.open_again, posts=True),
    Place("/stories/{story}/file", story.take_file, posts=True),
    Place("/search", search.show),
    Place("/search", search.show, posts=True),
    Place("/similar", similar.ask),
    Place("/similar", similar.look, posts=True),
    Place("/registers/{register}", registers.show_list),
    Place("/registers/{register}/{record}", registers.show),
    Place("/registers/articles/{record}/changes", versions.show),
    Place("/registers/{register}/{record}/edit", editing.ask_edit),
    Place("/registers/{register}/{record}/edit", editing.enter_edit, posts=True),
    Place("/new/{register}", editing.ask_new),
    Place("/new/{register}", editing.enter_new, posts=True),
    Place("/alike", alike.queue),
    Place("/alike/compare", alike.compare),
    Place("/alike/claims", alike_claims.queue),
    Place("/alike/claim/{first}/{second}", alike_claims.compare),
    Place("/alike/{subject}/{first}/{second}", alike.show),
    Place("/alike/{subject}/{first}/{second}", alike.decide, posts=True),
    Place("/tables", tables.ask),
    Place("/tables", tables.preview, posts=True),
    Place("/tables/import", tables.enter, posts=True),
    Place("/tables/apply", tables.apply, posts=True),
    Place("/tables/rejects", tables.take_rejects, posts=True),
    Place("/settings", settings.show),
    Place("/settings/policies/{policy}", settings.switch, posts=True),
    Place("/settings/check", settings.check, posts=True),
    Place("/settings/verify", settings.verify_all, posts=True),
    Place("/settings/accounts", accounts.show),
    Place("/settings/accounts/add", accounts.add, posts=True),
    Place("/settings/accounts/role", accounts.give_role, posts=True),
    Place("/settings/accounts/disable", accounts.end, posts=True),
    Place("/settings/accounts/password", accounts.give_password, posts=True),
    Place("/settings/accounts/revoke", accounts.revoke_token, posts=True),
    Place("/settings/accounts/sign-out", accounts.sign_out, posts=True),
    Place("/settings/password", password.ask),
    Place("/settings/password", password.choose, posts=True),
    Place("/help", help.show),
    Place("/claims/{number}/edit", changing.edit),
    Place("/claims/{number}/edit", changing.enter_edit, posts=True),
    Place("/claims/{number}/appearances/{appearance}/correct", changing.correct),
    Place("/claims/{number}/appearances/{appearance}/correct", changing.enter_correction, posts=True),
    Place("/claims/{number}/appear", log.appear),
    Place("/claims/{number}/appear", log.enter_appearance, posts=True),
    Place("/log", log.show),
    Place("/log", log.enter, posts=True),
    Place("/log/passage", log.passage, posts=True),
    Place("/read", capturing.give),
    Place("/read", capturing.take_in, posts=True),
    Place("/read/bookmarklet", bookmarklet.show),
    Place("/read/{snapshot}", capturing.show),
    Place("/read/{snapshot}/page", capturing.kept_page),
    Place("/read/{snapshot}/decide", deciding.decide, posts=True),
    Place("/hints", hints.hint, posts=True),
    Place("/names", hints.names, posts=True),
    Place("/api", api.show),
    Place("/api", api.make, posts=True),
)
"""The pages; a place with ``posts`` takes a form and enters something."""


def load_pages() -> None:
    """Load the modules of all pages, the queue first, so that nobody waits for them later."""
    for place in PLACES:
        if isinstance(place.function, LateFunction):
            place.function.load()
