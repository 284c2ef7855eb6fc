"""Commands about evidence files first tidy up after commands that were killed."""

from __future__ import annotations

from claims.cli.chassis.desk import Desk


def settle(desk: Desk) -> int:
    """Put the folder of evidence in order if a command was killed at work in it; return how many copies were finished.

    Raises `claims.errors.FileUnusable` and the errors of `Desk.tried`.
    """
    from claims.entry.evidence_files import put_in_order

    return put_in_order(desk.settings, desk.tried)
