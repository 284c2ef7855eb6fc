"""The lines above a plain text: headline, byline, outlet and day, a line each, as wires and archives print them.

    Harbour bridge to close
    By Ann Rich
    The Daily Echo
    Tuesday 19 March 2024, 6.00am

Only lines above the first paragraph count, and only where one of them is a day, a byline, or names its kind
(`Source: The Daily Echo`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.capture.documents.values import About, Stated
from claims.capture.outlets import OutletNames, mentions_of, name_key
from claims.capture.pages.printed_days import printed_day
from claims.capture.words import words_of
from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.text.dates import partial_date

MOST_LINES = 9
"""How many lines are looked at."""
LONGEST = 120
"""The most characters of a line above the text."""
LONGEST_OUTLET = 6
"""The most words in an outlet's name."""
PLACE = "the lines above the text"
"""The place of a value, as shown to a person."""

_ENDS = (".", "!", "?", "…", ":", '"', "”", "’", "»")
_BYLINE = pattern_of(r"(?i)^(?:by|words by|text by|report by|from our)\b:?\s+(?P<who>\S.*)$")
_SAYING = pattern_of(
    r"(?i)^(?P<what>source|outlet|publication|publisher|paper|newspaper|site|title|headline|author|byline|by|date|"
    r"published(?: on)?|updated|url|link|address)\s*:\s*(?P<value>\S.*)$"
)
_SAID = {
    **dict.fromkeys(("source", "outlet", "publication", "publisher", "paper", "newspaper", "site"), "outlet"),
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("author", "byline", "by"), "byline"),
    **dict.fromkeys(("date", "published", "published on", "updated"), "published"),
    **dict.fromkeys(("url", "link", "address"), "address"),
}
_ADDRESS = pattern_of(r"^https?://\S+$")
_CLOCK = pattern_of(
    r"(?i)(?<![\d.:/-])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?![\d/-]|[.:]\d)\s?(?P<half>[ap])?(?:\.?m\b\.?)?"
    r"(?:\s?(?P<zone>gmt|utc|z)\b)?"
)
_ISO = pattern_of(r"^\d{4}-\d\d-\d\d")
_DESK = pattern_of(r"(?i)\s+(?:staff|staff (?:writers?|reporters?)|reporters?|newsroom|editors?|desk|correspondents?)$")
_NAME = pattern_of(r"(?:The |the )?[A-Z0-9][\w’'&.-]*(?: (?:of|and|the|for|&|[A-Z0-9][\w’'&.-]*))*")


@dataclass(slots=True)
class _Header:
    """What the lines above a text state."""

    title: str | None = None
    bylines: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    outlet: str | None = None
    published: str | None = None
    address: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the lines are a header, not the beginning of the text."""
        return bool(self.published or self.bylines or self.outlet or self.address)


def header_of(text: str) -> tuple[About, int]:
    """Return what the lines above a text state, and how many lines with words they are; 0 without any."""
    lines = list(_lines(text))
    header = _Header()
    taken = 0
    for number, line in enumerate(lines):
        if not _takes(header, line, first=number == 0):
            break
        taken = number + 1
    if not header.counts or taken == len(lines) < MOST_LINES:
        return About(), 0
    return _about(header), taken


def _lines(text: str) -> Iterator[str]:
    """Yield the short lines at the top of a text."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    for line in [line for line in lines if line][:MOST_LINES]:
        yield line
        if len(line) > LONGEST:
            return


def _takes(header: _Header, line: str, *, first: bool) -> bool:
    """Take what a line states; return whether it belongs above the text."""
    if len(line) > LONGEST:
        return False
    saying = _SAYING.match(line)
    byline = _BYLINE.match(line)
    day = _day(line)
    if saying is not None:
        _take_said(header, _SAID[saying["what"].casefold()], saying["value"])
    elif _ADDRESS.match(line):
        header.address = header.address or line
    elif byline is not None and not first:
        header.bylines.append(byline["who"])
    elif day is not None and not first and _is_day_alone(line):
        header.published = header.published or day
    elif first:
        header.title = line
    elif _names_outlet(line):
        header.names.append(line)
    else:
        return False
    return True


def _take_said(header: _Header, what: str, value: str) -> None:
    if what == "byline":
        header.bylines.append(value)
    elif what == "published":
        header.published = header.published or _day(value)
    elif getattr(header, what) is None:
        setattr(header, what, value)


def _day(line: str) -> str | None:
    """Return the day that a line prints, with its time if it prints one: `2024-03-19T18:30`, with `Z` for GMT."""
    try:
        return partial_date(line).text if _ISO.match(line) else _printed(line)
    except BadValue:
        return _printed(line)


def _printed(line: str) -> str | None:
    day = printed_day(line)
    if day is None:
        return None
    clocks = [match for match in _CLOCK.finditer(line) if match["minute"] or match["half"]]
    if len(clocks) != 1:
        return day.isoformat()
    clock = clocks[0]
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].casefold() == "p" else 0)
    if hour > 23 or minute > 59:
        return day.isoformat()
    return f"{day.isoformat()}T{hour:02}:{minute:02}{'Z' if clock['zone'] else ''}"


def _is_day_alone(line: str) -> bool:
    """Return whether a line has little beside its day: a place, a section, a time."""
    return len(line.split()) <= 9 and not line.endswith(_ENDS[:3])


def _names_outlet(line: str) -> bool:
    """Return whether a line is only a name: an outlet's, a desk's or an author's."""
    bare = _DESK.sub("", line)
    return len(line.split()) <= LONGEST_OUTLET and not line.endswith(_ENDS) and _NAME.fullmatch(bare) is not None


def _about(header: _Header) -> About:
    """Return what a header states; of several names the last that can be an outlet's is the outlet, others wrote it."""
    outlet = header.outlet
    names = list(header.names)
    if outlet is None and names:
        known = [name for name in names if _is_outlet(name)]
        bare = known[-1] if known else (names[-1] if header.bylines or len(names) > 1 else None)
        if bare is not None:
            outlet = _DESK.sub("", bare)
            if outlet == bare:
                names.remove(bare)
    return About(
        title=_stated(header.title),
        bylines=tuple(Stated(name, PLACE) for name in [*header.bylines, *names]),
        published=_stated(header.published),
        outlet=_stated(outlet),
        address=_stated(header.address),
    )


def _is_outlet(name: str) -> bool:
    """Return whether a name is a known outlet's, or looks like one."""
    bare = _DESK.sub("", name)
    mentions: Sequence[str] = [mention.name for mention in mentions_of(words_of(bare), OutletNames())]
    return any(name_key(mention) == name_key(bare) for mention in mentions) or bare != name


def _stated(value: str | None) -> Stated | None:
    return None if value is None else Stated(value, PLACE)
