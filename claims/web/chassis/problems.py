"""From any problem to a status of HTTP: with the sentence of the command line."""

from __future__ import annotations

import os
import sys

from claims.errors import ClaimsError, Fault, FileUnusable
from claims.web.chassis.safety import MOST_BYTES, TooLarge

STATUSES = {1: 500, 2: 400, 3: 404, 4: 409, 5: 409, 6: 422, 7: 503, 8: 503, 9: 422, 10: 403, 70: 500}
"""The status for each exit code of `claims.errors`."""

TITLES = {
    400: "That cannot be understood",
    401: "You are not signed in",
    403: "That is not yours to do",
    404: "Not found",
    405: "That cannot be done here",
    409: "That cannot be done",
    413: "Too much at once",
    422: "That is not valid",
    500: "A fault of the program",
    503: "The database cannot be used",
}


class TooMuch(FileUnusable):
    """More was sent than the desk takes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """Name the limit, in bytes."""
        super().__init__(f"this is more than the desk takes at once ({most // 1024 // 1024} MB)")


def problem_of(error: Exception) -> ClaimsError:
    """Return the problem behind an error; a fault of the program is also named on the standard error."""
    if isinstance(error, ClaimsError):
        return error
    if isinstance(error, TooLarge):
        return TooMuch()
    if isinstance(error, OSError) and error.filename is not None:
        return FileUnusable(f"{error.filename} cannot be read or written ({error.strerror})")
    if os.environ.get("CLAIMS_DEBUG"):
        import traceback

        traceback.print_exception(error)
    fault = Fault(error)
    sys.stderr.write(f"claims: {fault}\n")
    return fault


def status_of(problem: ClaimsError) -> int:
    """Return the status of HTTP for a problem."""
    return 413 if isinstance(problem, TooMuch) else STATUSES.get(problem.exit_code, 500)
