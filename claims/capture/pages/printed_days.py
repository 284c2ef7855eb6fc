"""Days as pages print them: "19 March 2024", "Mar 19, 2024", "19. März 2024", "19.03.2024", "2024-03-19"."""

from __future__ import annotations

from datetime import date

from claims.patterns import pattern_of

_MONTHS = (
    "jan januar january janvier enero gennaio janeiro januari jänner ene gen",
    "feb februar february février fevrier febrero febbraio fevereiro februari feber fév fev",
    "mar mär märz march mars marzo março maart mrz",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio maio mei mag",
    "jun juni june juin junio giugno junho giu",
    "jul juli july juillet julio luglio julho juil lug",
    "aug august août aout agosto augustus ago",
    "sep sept september septembre septiembre settembre setembro set",
    "oct okt oktober october octobre octubre ottobre outubro ott out",
    "nov november novembre noviembre novembro",
    "dec dez dezember december décembre decembre diciembre dicembre dezembro dic déc",
)
_NUMBERS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
_NAMED = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_FORMS = (
    pattern_of(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)"),
    pattern_of(
        rf"(?i)(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de |of )?(?P<month>{_NAMED})\.?,?[\s-]+"
        r"(?:de |del )?(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
    pattern_of(
        rf"(?i)\b(?P<month>{_NAMED})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
    pattern_of(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"),
)
_SHORT = pattern_of(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)?\d\d)(?![\d.])")
"""The only form whose year may have two digits."""


def printed_day(text: str) -> date | None:
    """Return the first day that a text prints in full, or None; of "3/4/2024" no day is read, as it may be two."""
    # Most texts have no year, which is seen sooner.
    forms = (*_FORMS, _SHORT) if "19" in text or "20" in text else (_SHORT,)
    days = [
        (match.start(), day)
        for form in forms
        for match in [form.search(text)]
        if match and (day := _day(match.groupdict()))
    ]
    return min(days)[1] if days else None


def _day(parts: dict[str, str]) -> date | None:
    year = int(parts["year"])
    if year < 100:
        year += 2000
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first != second and first < 13 and second < 13:
            return None
        day, month = max(first, second), min(first, second)
    else:
        day = int(parts["day"])
        month = _NUMBERS.get(parts["month"].lower(), 0) or int(parts["month"])
    try:
        return date(year, month, day)
    except ValueError:
        return None
