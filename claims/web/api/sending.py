"""Evidence that a program sends: links, articles, and files with their content."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claims.entry.evidence_files import drafted
from claims.web.api.params import SentEvidence
from claims.web.chassis.visit import Visit

if TYPE_CHECKING:
    from claims.entry.drafts import EvidenceDraft
    from claims.store.files.evidence import Copies


@contextmanager
def evidence_sent(
    visit: Visit, sent: Sequence[SentEvidence]
) -> Iterator[tuple[tuple[EvidenceDraft, ...], Copies | None]]:
    """Give the evidence ready to be recorded; files lie in a folder of their own until it is.

    Raises `claims.errors.FileUnusable`.
    """
    folder = Path(tempfile.mkdtemp(prefix="claims-api-"))
    try:
        pieces = []
        for number, each in enumerate(sent):
            piece = each.piece
            if each.content is not None:
                path = folder / str(number) / piece.typed
                path.parent.mkdir(mode=0o700)
                path.write_bytes(each.content)
                piece = replace(piece, typed=str(path))
            pieces.append(piece)
        with drafted(visit.settings, tuple(pieces), visit.tried) as ready:
            yield ready
    finally:
        shutil.rmtree(folder, ignore_errors=True)
