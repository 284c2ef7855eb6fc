"""The dates of a text, and whether two of them can be one day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from claims.patterns import pattern_of
from claims.text.dates import MONTHS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or the known parts of one."""

    year: int | None
    month: int | None
    day: int | None
    printed: str

    def fits(self, other: Date) -> bool:
        """Return whether both can be the same day: no known part differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(a is None or b is None or a == b for a, b in pairs)

    def is_comparable(self, other: Date) -> bool:
        """Return whether both have a month, or both a year, or both a day and one no month; then they are compared."""
        days = self.day and other.day and not (self.month and other.month)
        return bool(self.month and other.month) or bool(self.year and other.year) or bool(days)

    def is_of_another_day(self, other: Date) -> bool:
        """Return whether the day or the month differs, and not only the year."""
        pairs = ((self.month, other.month), (self.day, other.day))
        return any(a is not None and b is not None and a != b for a, b in pairs)


_MONTH_NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, 1)} | {
    name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)
}
_MONTH_NAMES["sept"] = 9
_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
_MONTH += r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_NO_NOUN = r"(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|or|but|not|instead|at|in|by|for|to|with|after|before|when|if|this|next)\b)"
_DATES = tuple(
    pattern_of(text)
    for text in (
        r"\b(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?\b",
        rf"\b{_DAY}(?:\s+of)?\s+(?i:{_MONTH})(?:,?\s+{_YEAR})?(?!\d)",
        rf"\b(?i:{_MONTH})\s+{_DAY}(?!\d)(?:,?\s+{_YEAR}(?!\d))?",
        rf"\b{_MONTH}(?:,?\s+{_YEAR}(?!\d))?",
        rf"(?<![\d.,$€£-]){_YEAR}(?![\d%]|[.,]\d|\s+(?:people|dollars|euros|pounds|yen|million|billion|tonnes|troops)\b)",
        rf"(?<=\b[Tt]he )(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b{_NO_NOUN}",
    )
)


@lru_cache(maxsize=4_096)
def dates_of(text: str) -> tuple[Date, ...]:
    """Return the dates of a text, in order."""
    dates: list[tuple[int, Date]] = []
    left = text
    for pattern in _DATES:
        for match in pattern.finditer(left):
            parts = match.groupdict()
            month = parts.get("month") or ""
            number = int(month) if month.isdecimal() else _MONTH_NAMES.get(month.casefold().rstrip("."))
            year, day = (int(parts[name]) if parts.get(name) else None for name in ("year", "day"))
            if (number is None or 1 <= number <= 12) and (day is None or 1 <= day <= 31):
                dates.append((match.start(), Date(year, number, day, match[0])))
        left = pattern.sub(lambda match: " " * len(match[0]), left)
    return tuple(date for _, date in sorted(dates, key=lambda pair: pair[0]))


def without_dates(text: str) -> str:
    """Return a text without its dates."""
    for pattern in _DATES:
        text = pattern.sub(" ", text)
    return text


def unpaired(ours: Sequence[T], theirs: Sequence[T], same: Callable[[T, T], bool]) -> tuple[list[T], list[T]]:
    """Return the values that only the first side has, and those that only the other has."""
    left, missing = list(ours), []
    for value in theirs:
        twin = next((other for other in left if same(other, value)), None)
        if twin is None:
            missing.append(value)
        else:
            left.remove(twin)
    return left, missing
