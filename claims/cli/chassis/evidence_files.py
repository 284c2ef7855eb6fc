"""Commands about evidence files first tidy up after commands that were killed."""

from __future__ import annotations

from claims.cli.chassis.desk import Desk


def settle(desk: Desk) -> int:
    """Put the folder of evidence in order if a command was killed at work in it; return how many copies were finished.

    Raises `claims.errors.FileUnusable` and the errors of `Desk.tried`.
    """
    from claims.store.files.evidence import unsettled

    settings = desk.settings
    beside = settings.files_beside_link
    if not unsettled(settings.files) and (beside is None or not beside.is_dir()):
        return 0
    from claims.entry.evidence_files import settle_files

    return desk.tried(lambda session: settle_files(session, settings))
