"""Windows typed in EDTF (ISO 8601-2): single dates, seasons, decades and intervals of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.rules.windows.stretches import (
    OPEN,
    Period,
    Span,
    coarser,
    day_period,
    decade_of,
    half_of,
    month_of,
    quarter,
    season,
    span_of,
    year_period,
    years_period,
)
from claims.text.dates import partial_date

_DATE = r"[1-9][\dX]{3}(?:-\d\d(?:-\d\d)?)?[~?%]?"
_SHAPE = pattern_of(
    rf"{_DATE}|{_DATE}/(?:{_DATE}|\.\.)?|(?:\.\.)?/{_DATE}|\d{{4}}-\d\d-\d\dT\S+", re.ASCII | re.IGNORECASE
)
_PLAIN = pattern_of(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", re.ASCII)
_CODED = pattern_of(r"(?P<year>\d{4})-(?P<code>2[1-4]|3[3-6]|4[01])", re.ASCII)


@lru_cache(maxsize=4096)  # a parse takes eight milliseconds, and few windows of a newsroom differ
def valid_edtf(text: str) -> bool:
    """Return whether the text is valid EDTF (ISO 8601-2, levels 0 to 2) by the edtf library."""
    # Imported here because it takes a tenth of a second, and only typed EDTF needs it.
    import pyparsing
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(text)
    except (EDTFParseException, pyparsing.ParseBaseException, ValueError, OverflowError):
        return False
    return True


def looks_like_edtf(text: str) -> bool:
    """Return whether the text has the shape of an EDTF date or interval, valid or not."""
    return _SHAPE.fullmatch(text) is not None


def read_edtf(typed: str) -> Span:
    """Return the span of an EDTF text; raises BadValue if it is invalid or of an unsupported kind.

    An empty end (EDTF's "unknown") counts as open.
    """
    text = typed.upper()
    if "T" in text:
        named = partial_date(text)
        return replace(span_of(day_period(named.earliest)), whole=named.text)
    start, slash, end = text.partition("/")
    first = _side(start)
    last = _side(end) if slash else first
    if not _PLAIN.fullmatch(text) and not valid_edtf(text):
        raise BadValue(f'"{typed}" is not valid EDTF (ISO 8601-2); write it like "2024-03/2024-05" or "2024-03-20/.."')
    sides = [side for side in (first, last) if side is not None]
    return Span(
        None if first is None else first.first,
        None if last is None else last.last,
        start,
        end if slash else start,
        coarser(sides[0].precision, sides[-1].precision),
        tuple(dict.fromkeys(note for side in sides for note in side.notes)),
        whole=text,
    )


def _side(text: str) -> Period | None:
    """Return the period at an end of an EDTF interval, or None if that end is open or unknown."""
    return None if text in {"", OPEN} else _edtf_period(text)


def _edtf_period(side: str) -> Period:
    """Return the period of an EDTF date; raises BadValue for dates that do not exist and unsupported kinds."""
    bare = side.rstrip("~?%")
    period = _unqualified(bare)
    if bare == side:
        return period
    return replace(period, begins=side, ends=side).noting("around")


def _unqualified(text: str) -> Period:
    """Return the period of an EDTF date without a mark of doubt."""
    if "X" in text:
        known = text.rstrip("X")
        if len(text) != 4 or "X" in known:
            raise BadValue(f'"{text}" is a kind of EDTF that claims does not read; give the first and last year')
        count = 10 ** (4 - len(known))
        return decade_of(int(known) * 10) if count == 10 else years_period(int(known) * count, count, text)
    coded = _CODED.fullmatch(text)
    if coded is None:
        named = partial_date(text)
        if named.text.count("-") == 2:
            return day_period(named.earliest)
        return month_of(named.earliest) if "-" in named.text else year_period(named.earliest.year)
    year, code = int(coded["year"]), int(coded["code"])
    if code <= 24:
        return season(year, code - 20)
    if code <= 36:
        return quarter(year, code - 32).noting("fiscal")
    return half_of(year_period(year), code - 39) or year_period(year)
