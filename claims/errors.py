"""Every error that a user can meet, one class each, with its sentence and its exit code.

The sentence names the fault and the remedy.  Exit codes are part of the public contract:

====  ==================================================================
code  meaning
====  ==================================================================
0     done
1     `db check`, `db verify`, `report check` or `archive verify` found something wrong
2     the command line is not understood
3     a record does not exist
4     a name matches several records
5     a rule of the field does not allow it (the message says why)
6     a value is not valid (a date, a statement, words for a window, …)
7     the database cannot be used (locked, read-only, full, unreachable, no database, …)
8     the database's schema is older or newer than the program
9     a file cannot be read or written, or an address cannot be fetched
10    the user's role does not allow it
130   interrupted; the sentence says whether anything was written
====  ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


class InterruptedInCommit(BaseException):
    """Ctrl-C while the database was storing an entry: it may be there.

    Not a `KeyboardInterrupt`, which some commands take for the end of the work: this has to be said.
    """


class ClaimsError(Exception):
    """The base of all errors; ``str(error)`` is a sentence for the person at the keyboard."""

    exit_code = 1

    def __init__(self, sentence: str, *, part: str | None = None) -> None:
        """Take the sentence and, if an option or argument is at fault, its name as typed (``--due``)."""
        super().__init__(sentence)
        self.part = part


class Several(ClaimsError):
    """Several problems at once, each with its own part; the exit code is that of the first."""

    def __init__(self, problems: Sequence[ClaimsError]) -> None:
        """Take the problems, at least one."""
        super().__init__("; ".join(map(str, problems)), part=problems[0].part)
        self.problems = tuple(problems)
        self.exit_code = problems[0].exit_code


class Problems:
    """Collects the problems of several values, so that the user sees all of them at once."""

    def __init__(self) -> None:
        """Begin without problems."""
        self._collected: list[ClaimsError] = []

    def add(self, problem: ClaimsError) -> None:
        """Add a problem; the problems inside a `Several` are added one by one."""
        self._collected += problem.problems if isinstance(problem, Several) else [problem]

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Collect any problem raised inside the block, and continue."""
        try:
            yield
        except ClaimsError as problem:
            self.add(problem)

    def __bool__(self) -> bool:
        """Whether there are any problems."""
        return bool(self._collected)

    def joined(self) -> ClaimsError | None:
        """Return the collected problem, or `Several` of them; None without problems."""
        if len(self._collected) > 1:
            return Several(self._collected)
        return self._collected[0] if self._collected else None

    def tell(self) -> None:
        """Raise the collected problem, or `Several` of them; do nothing without problems."""
        problem = self.joined()
        if problem is not None:
            raise problem


@contextmanager
def blaming(part: str) -> Iterator[None]:
    """Name the faulty option or word for a problem raised inside the block, unless it names one."""
    try:
        yield
    except ClaimsError as error:
        error.part = error.part or part
        raise


class Damaged(ClaimsError):
    """A check found records that were changed after they were written."""

    exit_code = 1


class BadUsage(ClaimsError):
    """The command line cannot be understood, or its options do not go together."""

    exit_code = 2

    def __init__(self, sentence: str, *, part: str | None = None, hint: str = "") -> None:
        """Take the sentence, the part and a hint where to read more."""
        super().__init__(sentence, part=part)
        self.hint = hint


class NotFound(ClaimsError):
    """A record that the user named does not exist."""

    exit_code = 3


class Ambiguous(ClaimsError):
    """A name matches several records; the sentence lists them."""

    exit_code = 4

    def __init__(
        self,
        what: str,
        name: str,
        candidates: Sequence[str],
        *,
        part: str | None = None,
        hint: str = "give its number",
    ) -> None:
        """Take the kind of record, the name as typed, a line for each matching record, and what to do."""
        listed = "; ".join(candidates)
        super().__init__(f'"{name}" matches more than one {what}: {listed}; {hint}', part=part)
        self.candidates = tuple(candidates)


class Refused(ClaimsError):
    """A rule of the field does not allow it; the sentence says why."""

    exit_code = 5


class ConflictingJudgements(Refused):
    """Two records were judged both the same and distinct or independent."""

    def __init__(self, first: str, second: str, subject: str = "source") -> None:
        """Take the labels of both, and what they are."""
        command = "not-duplicate --withdraw" if subject == "claim" else f"{subject} unjudge"
        super().__init__(
            f"{first} and {second} are judged the same and different at once; `claims {command}` withdraws a judgement"
        )


class BadValue(ClaimsError):
    """A value is not valid."""

    exit_code = 6


class DatabaseUnusable(ClaimsError):
    """The database cannot be opened, read or written."""

    exit_code = 7


class WorkRefused(DatabaseUnusable):
    """The engine refused a statement for a reason that the program does not know."""


class SchemaMismatch(ClaimsError):
    """The database's schema is older or newer than the program."""

    exit_code = 8


class FileUnusable(ClaimsError):
    """A file cannot be read or written."""

    exit_code = 9


class Fault(ClaimsError):
    """A fault of the program, named by kind and place: its own message could hold something said in confidence."""

    exit_code = 70

    def __init__(self, error: Exception) -> None:
        """Take the error that was raised."""
        import traceback

        frames = [
            (entry.filename.replace("\\", "/").split("/"), entry.lineno)
            for entry in traceback.extract_tb(error.__traceback__)
        ]
        parts, line = next((frame for frame in reversed(frames) if "claims" in frame[0]), frames[-1])
        ours = [place for place, part in enumerate(parts) if part == "claims"]
        place = f"{'/'.join(parts[ours[-1] if ours else -3 :])}:{line}"
        super().__init__(
            f"a fault of the program, not yours ({type(error).__name__} in {place}); please report it "
            "(CLAIMS_DEBUG=1 shows more)"
        )


class NotAllowed(ClaimsError):
    """The user may not do it: they have no account here, or their role does not allow it."""

    exit_code = 10
