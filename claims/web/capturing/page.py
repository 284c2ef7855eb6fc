"""Reading an article: giving it to the desk, and its kept text with logged and proposed claims."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import htpy as h
from starlette.datastructures import UploadFile
from starlette.responses import Response

from claims.capture.documents.reading import documents_in
from claims.capture.documents.values import Document
from claims.capture.keeping import keep_document
from claims.capture.proposing import undecided
from claims.capture.together.planning import Plan, plan
from claims.entry.capturing import Captured
from claims.entry.drafts import ArticleDraft
from claims.entry.typed import article_draft
from claims.errors import BadUsage, ClaimsError, FileUnusable, NotFound, Refused
from claims.reading.registers.captured import (
    Held,
    Logged,
    Snapshot,
    held,
    held_at,
    logged_in,
    register_names,
    snapshots,
)
from claims.text.references import number_in
from claims.vocabulary import Media
from claims.web.capturing.forms import READING
from claims.web.capturing.showing import given_body, text_body
from claims.web.chassis.answering import Answer
from claims.web.chassis.forms import Filled
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.safety import KEPT_PAGE_POLICY
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 20
"""How many captured articles the first page lists."""


@dataclass(frozen=True)
class Read:
    """A captured article with everything its page shows."""

    snapshot: Snapshot
    plan: Plan
    logged: list[Logged]
    following: Held | None
    """The article captured next for the same story."""


class Confidential(Refused):
    """A snapshot is confidential, and nobody asked for that."""


# Giving an article to the desk


def give(visit: Visit) -> Page:
    """Show the form that takes an article, and the articles captured last."""
    return _give_page(visit, Filled.of(story=visit.asked("story")))


def _give_page(visit: Visit, filled: Filled, status: int = 200) -> Page:
    newest = visit.read(lambda connection: held(connection, MOST))
    return Page("Read an article", given_body(filled, newest, visit), status)


def take_in(visit: Visit) -> Answer:
    """Keep the article that was pasted, dropped or named, and go on to its text."""
    try:
        given = READING.given(visit.form)
        files = [sent for sent in visit.form.getlist("files") if isinstance(sent, UploadFile) and sent.filename]
        known = _held_already(visit, given["url"]) if not (files or given["text"]) else None
        if known is not None:
            return Done(f"/read/{known}")
        documents = _documents(given, files)
        typed = article_draft({**given, "article": None})
        if len(documents) > 1:
            typed = replace(typed, url=None, title=None)
        story, confidential = given["story"], given["confidential"]
        captured = [_keep(visit, document, typed, story, confidential) for document in documents]
    except ClaimsError as problem:
        return _give_page(visit, Filled.by(READING, visit.form, problem), status_of(problem))
    for each, document in zip(captured, documents, strict=True):
        visit.tell(*_said(each), *document.notices, *each.made.notices)
    first = captured[0]
    secret = "?confidential=yes" if confidential or documents[0].media is Media.MAIL else ""
    return Done(f"/read/{first.snapshot}{secret}")


def _said(captured: Captured) -> list[str]:
    if captured.same_snapshot:
        return ["the very same document is held already"]
    return [] if not captured.same_article else [f"kept as another snapshot of article #{captured.article}"]


def _held_already(visit: Visit, url: str | None) -> int | None:
    if url is None:
        raise BadUsage("paste a text, choose a file, or give the address of an article", part="--text")
    return visit.read(lambda connection: held_at(connection, url))


def _documents(given: dict[str, object], files: list[UploadFile]) -> list[Document]:
    """Return files, text and page as documents; raises `BadUsage` for an address that is not to be fetched."""
    documents: list[Document] = []
    for sent in files:
        documents += documents_in(sent.file.read(), (sent.filename or "").replace("\\", "/").rpartition("/")[2])
    text, url = given["text"], given["url"]
    if isinstance(text, str):
        documents += documents_in(text.encode(), "the pasted text")
    if documents or not isinstance(url, str):
        return documents
    if not given["fetch"]:
        raise BadUsage(
            "this address is not held; paste its text, choose the saved page, or let the desk fetch it", part="--url"
        )
    return _fetched(url)


def _fetched(url: str) -> list[Document]:
    from claims.capture.fetching import visiting

    try:
        page = visiting.fetched(url if "://" in url else f"https://{url}")
        documents = documents_in(page.content, page.origin.address, origin=page.origin)
    except ClaimsError as problem:
        problem.part = "--url"
        raise
    empty = next((each for each in documents if each.media is Media.PAGE and not each.text and each.notices), None)
    if empty is not None:
        raise FileUnusable(empty.notices[0], part="--url")
    return documents


def _keep(visit: Visit, document: Document, typed: ArticleDraft, story: str | None, confidential: bool) -> Captured:
    return keep_document(
        visit.settings,
        document,
        typed,
        story,
        confidential=confidential,
        read=visit.read,
        write=visit.write,
        tried=visit.tried,
    )


# The text


def show(visit: Visit) -> Page:
    """Show a kept text, with its logged passages marked, beside its proposals."""
    try:
        read = visit.read(lambda connection: read_of(connection, visit))
    except Confidential as refusal:
        number = visit.path["snapshot"]
        body = [
            h.p[begun(str(refusal))],
            h.p(".more")[h.a(".button", href=f"/read/{number_in(number)}?confidential=yes")["Show it to me"]],
        ]
        return Page("Confidential", body, status_of(refusal))
    return text_page(read, visit)


def text_page(read: Read, visit: Visit, problem: ClaimsError | None = None, key: str = "") -> Page:
    """Return the page of a text; a ``problem`` stands at the proposal with the ``key``."""
    snapshot = read.snapshot
    title = " ".join((snapshot.title or f"Article #{snapshot.article}").split())
    body = text_body(read.snapshot, read.plan, read.logged, read.following, visit, problem=problem, key=key)
    return Page(title, body, status_of(problem) if problem else 200, heading=False, wide=True)


def read_of(connection: Connection, visit: Visit) -> Read:
    """Return a captured article; raises `NotFound`, and `Confidential` unless the address asks for that."""
    snapshot = snapshot_of(connection, visit)
    waiting = plan([(snapshot, undecided(snapshot, register_names(connection)))], [])
    confidential = visit.question.confidential or snapshot.confidential
    logged = logged_in(connection, snapshot.article, confidential=confidential)
    story = number_in(snapshot.story or "")
    following = held(connection, 1, story=story, after=snapshot.id) if story is not None else []
    return Read(snapshot, waiting, logged, following[0] if following else None)


def snapshot_of(connection: Connection, visit: Visit) -> Snapshot:
    """Return the snapshot in the address; raises as `read_of` does."""
    number = number_in(visit.path["snapshot"])
    there = snapshots(connection, numbers=[number]) if number is not None else []
    if not there:
        raise NotFound(f'no article was captured under the number "{visit.path["snapshot"]}"')
    if there[0].confidential and not visit.question.confidential:
        raise Confidential("this document was captured in confidence")
    return there[0]


def kept_page(visit: Visit) -> Response:
    """Serve the kept page as it came; its scripts cannot run, and the browser fetches not even its pictures."""
    snapshot = visit.read(lambda connection: snapshot_of(connection, visit))
    if snapshot.media is not Media.PAGE or snapshot.kept_as is None:
        raise NotFound("only a saved page can be shown as it came")
    path = visit.settings.files / snapshot.kept_as
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise FileUnusable("the kept file of this page is missing or damaged; `claims db check` says more") from error
    return Response(
        content, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": KEPT_PAGE_POLICY}
    )
