"""From typed values to drafts, before a database is opened: on the command line and in the forms of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE, SOURCE
from claims.entry.drafts import (
    AppearanceDraft,
    ArticleDraft,
    ClaimDraft,
    EvidenceDraft,
    KeptFile,
    SourceDraft,
    WindowDraft,
)
from claims.errors import BadUsage, BadValue, Problems
from claims.parsing import whole_path
from claims.text.references import names_an_article, number_in
from claims.text.typed import Given
from claims.vocabulary import EvidenceKind, WindowRole

_CLAIM_FIELDS = {field.name: field.parameter for field in CLAIM.columns if field.option and field.name != "statement"}
_ARTICLE_FIELDS = {"article": "article"} | {field.name: field.parameter for field in ARTICLE if field.beside}
_SOURCE_FIELDS = {"source": "source"} | {field.name: field.parameter for field in SOURCE if field.beside}
_APPEARANCE_FIELDS = {field.name: field.parameter for field in APPEARANCE if field.option and field.name != "source"}
_EVIDENCE_FIELDS = {field.name: field.parameter for field in EVIDENCE if field.beside and field.name != "kind"}


def claim_draft(given: Given) -> ClaimDraft:
    """Return the claim that the options describe; the statement is the command's argument."""
    stories = tuple(given["story"])
    return ClaimDraft(
        statement=given["statement"] or "",
        stories=stories,
        windows=window_drafts(given),
        **present(given, _CLAIM_FIELDS),
    )


def window_drafts(given: Given, *, days_alone: bool = False) -> tuple[WindowDraft, ...]:
    """Return the windows that the options describe; with ``days_alone`` the words may already be recorded."""
    earliest, latest = given["due_earliest"], given["due_latest"]
    windows = [
        WindowDraft(role=role, words=given[role.value], said=given["said"])
        for role in WindowRole
        if given[role.value] is not None
    ]
    if not (earliest or latest):
        return tuple(windows)
    if given["due"] is None and not days_alone:
        option = "--due-earliest" if earliest else "--due-latest"
        raise BadUsage(f"{option} corrects how --due was understood; give the words with --due too", part=option)
    due = WindowDraft(
        role=WindowRole.DUE, words=given["due"] or "", said=given["said"], earliest=earliest, latest=latest
    )
    return (due, *(window for window in windows if window.role is not WindowRole.DUE))


def article_draft(given: Given) -> ArticleDraft:
    """Return the article that the options describe."""
    unread: bool | None = given.get("unread")
    read = None if unread is None else not unread
    return ArticleDraft(**present(given, _ARTICLE_FIELDS), read=read, new=given.get("new_article", False))


def source_draft(given: Given) -> SourceDraft | None:
    """Return the source that the options describe, if any; raises `BadUsage` for details without a source."""
    if given["source"] is not None:
        return SourceDraft(**present(given, _SOURCE_FIELDS))
    for name in _SOURCE_FIELDS:
        if given[name] is not None:
            option = f"--{name.replace('_', '-')}"
            raise BadUsage(f"{option} describes a source; give --source too", part=option)
    return None


def appearance_values(given: Given) -> dict[str, Any]:
    """Return the typed fields of an appearance without its article; raises every problem with them."""
    values, problems = present(given, _APPEARANCE_FIELDS), Problems()
    with problems.collected():
        source = source_draft(given)
        values |= {} if source is None else {"source": source}
    if given["relay_basis"] is not None and not (given["relays"] or given["via"]):
        problems.add(
            BadUsage("--relay-basis says how --relays or --via is known; give one of them", part="--relay-basis")
        )
    problems.tell()
    return values


def appearance_draft(given: Given) -> AppearanceDraft:
    """Return the appearance that the options describe; raises the errors of `appearance_values`."""
    return AppearanceDraft(article=article_draft(given), **appearance_values(given))


@dataclass(frozen=True, slots=True)
class TypedEvidence:
    """A piece of evidence as it was typed: an article, a link or a file."""

    typed: str
    # From the catalogue: evidence, beside
    kind: EvidenceKind
    title: str | None = None
    published: str | None = None
    note: str | None = None


def typed_evidence(given: Given) -> tuple[TypedEvidence, ...]:
    """Return the evidence in the options, each piece with its kind; raises `BadUsage`."""
    pieces: tuple[str, ...] = given["evidence"]
    kinds = _kinds(pieces, given["evidence_kind"])
    more = present(given, _EVIDENCE_FIELDS)
    if more and len(pieces) != 1:
        option = f"--evidence-{next(iter(more))}"
        raise BadUsage(f"{option} describes a single piece of evidence; give one --evidence at a time", part=option)
    return tuple(TypedEvidence(typed, kind, **more) for typed, kind in zip(pieces, kinds, strict=True))


def _kinds(pieces: tuple[str, ...], kinds: tuple[EvidenceKind, ...]) -> Iterable[EvidenceKind]:
    if len(kinds) == 1 and pieces:
        return kinds * len(pieces)
    if kinds and len(kinds) != len(pieces):
        raise BadUsage(
            f"there are {len(kinds)} kinds for {len(pieces)} pieces of evidence; give one kind for all, or one for "
            "each in the same order",
            part="--evidence-kind",
        )
    unsaid = next((typed for typed in pieces if not kinds and not names_an_article(typed)), None)
    if unsaid is not None:
        raise BadUsage(
            f'say what sort of evidence "{unsaid}" is: --evidence-kind {", ".join(EvidenceKind)}', part="--evidence"
        )
    return kinds or (EvidenceKind.REPORT,) * len(pieces)


def present(given: Given, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the values typed for ``names`` (fields of a draft, and the options for them)."""
    return {field: given[name] for field, name in names.items() if given.get(name) not in (None, (), False)}


def is_file(typed: str) -> bool:
    """Return whether a piece of evidence is a file, not a link or an article."""
    return not names_an_article(typed) and "://" not in typed


def refuse_no_file(typed: str) -> None:
    """Raise `BadValue` for evidence that names no file."""
    path = whole_path(typed)
    if path.is_file():
        return
    if path.exists():
        raise BadValue(f'"{typed}" is a folder or a device, and only a file can be kept', part="--evidence")
    number = number_in(typed)
    meant = "" if number is None else f"; for the article write article:{number}"
    raise BadValue(
        f'"{typed}" is not an existing file, a link (https://…) or an article (article:7){meant}', part="--evidence"
    )


def evidence_draft(piece: TypedEvidence, sha256: str | None = None) -> EvidenceDraft:
    """Return a piece of evidence ready to be recorded; ``sha256`` is that of its kept file."""
    draft = EvidenceDraft(**{field.name: getattr(piece, field.name) for field in EVIDENCE if field.beside})
    if names_an_article(piece.typed):
        return replace(draft, article=piece.typed.partition(":")[2].strip())
    if sha256 is None:
        return replace(draft, url=piece.typed.strip())
    return replace(draft, file=KeptFile(name=whole_path(piece.typed).name, sha256=sha256))
