"""Making an archive: everything is written into a hidden folder, which gets its name when it is complete."""

from __future__ import annotations

import io
import os
import tarfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from claims import __version__
from claims.errors import BadUsage, FileUnusable
from claims.features.story.leaving.files import ReportFormat, story_file
from claims.features.story.report import StoryReport
from claims.interchange.archive.form import (
    ABOUT,
    CONFIDENTIAL,
    README,
    RECORDS,
    REPORTS,
    About,
    about_text,
    lines_of,
    rows_in,
    written,
)
from claims.interchange.archive.kept import put_evidence, put_snapshots, redacted_files
from claims.interchange.archive.readme import confidential_readme, readme
from claims.interchange.archive.records import Held, Request, confidential_lines, write_chain, write_rows
from claims.interchange.archive.writing import write_new
from claims.privacy.sealing import encrypted_file
from claims.store.files.whole import put, unfinished_folder
from claims.text.harmless import one_line

CHECKSUMS = ["sha256", "sha512"]
"""The checksums of every file in an archive; every system has a program for both."""

BLOCK = 1 << 16
"""The confidential part is padded to a multiple of this many bytes, so that its size says little."""

_FORMATS = {"html": ReportFormat.HTML, "md": ReportFormat.MARKDOWN, "json": ReportFormat.JSON}


@dataclass(frozen=True, slots=True)
class Archive:
    """A story to be archived."""

    report: StoryReport
    story: int
    """The story's number."""
    files: Path
    """The folder of kept files."""
    by: str
    """Who makes it."""
    recipients: Sequence[str] = ()
    """The public keys that the confidential part is encrypted to; without any, it is left out."""


def bagit_library() -> Any:
    """Return the library `bagit`, silent; raises `BadUsage` if it is not installed."""
    try:
        import bagit
    except ImportError:
        raise BadUsage(
            "an archive needs the library bagit, which is not installed: pip install 'newsroom-claims[bags]'"
        ) from None
    bagit.LOGGER.disabled = True  # it names every file; the answer says what matters
    return bagit


def make_archive(connection: Connection, archive: Archive, target: Path) -> About:
    """Write a story's archive to a new folder and return what it says about itself.

    Raises `FileUnusable` if the folder exists already or cannot be written.
    """
    bagit = bagit_library()
    try:
        if os.path.lexists(target):
            raise FileExistsError
        with unfinished_folder(target) as unfinished:
            bag = unfinished / "bag"
            bag.mkdir(mode=0o700)
            about = _fill(bag, connection, archive)
            bagit.make_bag(str(bag), _bag_info(about), checksums=CHECKSUMS)
            put(bag, target)
    except FileExistsError as error:
        raise FileUnusable(f"{target} exists already; name another folder", part="--output") from error
    except (OSError, bagit.BagError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise FileUnusable(f"{target} cannot be written ({why}); name another folder", part="--output") from error
    return about


def _fill(folder: Path, connection: Connection, archive: Archive) -> About:
    left_out: Counter[str] = Counter()
    request = Request(connection, archive.story, left_out)
    report, story = archive.report, archive.report.story
    for ending, form in _FORMATS.items():
        write_new(folder / REPORTS / f"report.{ending}", story_file(report, form))
    held = write_rows(folder, request)
    events = write_chain(folder, connection, held)
    redacted = redacted_files(connection)

    def put_file(name: str, content: bytes) -> None:
        write_new(folder / name, content)

    missing = put_evidence(archive.files, rows_in(lines_of(folder / RECORDS)), redacted, put_file)
    missing |= put_snapshots(archive.files, held.snapshots, redacted, put_file)
    if archive.recipients:
        sealed = encrypted_file(_confidential_part(request, archive, held, redacted), archive.recipients)
        write_new(folder / CONFIDENTIAL, sealed)
    about = About(
        story={"uid": story.uid, "slug": story.slug, "title": story.title},
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        by=archive.by,
        program=f"claims {__version__}",
        head=report.head,
        chain=events is not None,
        left_out=dict(sorted(left_out.items())),
        missing=missing,
        keys=list(archive.recipients),
        files={"rows": len(held.tables), "snapshots": len(held.snapshots), "events": events or 0},
    )
    write_new(folder / ABOUT, about_text(about))
    write_new(folder / README, readme(about))
    return about


def _confidential_part(request: Request, archive: Archive, held: Held, redacted: frozenset[str]) -> bytes:
    """Return what the rest of the archive leaves out, as a tar file (POSIX.1-2001), padded."""
    parts = io.BytesIO()
    with tarfile.open(fileobj=parts, mode="w", format=tarfile.PAX_FORMAT) as packed:

        def put_file(name: str, content: bytes) -> None:
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            packed.addfile(member, io.BytesIO(content))

        lines = list(confidential_lines(request, held))
        put_file(README, confidential_readme().encode())
        put_file(RECORDS, b"".join(written(line) for line in lines))
        put_evidence(archive.files, lines, redacted, put_file)
        put_snapshots(archive.files, held.confidential_snapshots, redacted, put_file)
    content = parts.getvalue()
    return content + bytes(-len(content) % BLOCK)


def _bag_info(about: About) -> dict[str, str]:
    """Return the lines of ``bag-info.txt``, whose names RFC 8493 sets."""
    title = about.story["title"] or about.story["slug"]
    return {
        "External-Identifier": f"urn:uuid:{about.story['uid']}",
        "External-Description": one_line(f"The story {title}, with its sourcing report, records and evidence"),
        "Bagging-Date": about.made[:10],
        "Bag-Software-Agent": f"{about.program}, bagit {bagit_library().VERSION}",
    }
