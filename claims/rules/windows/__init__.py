"""Windows in time: when a claim is due, when it happened, or the day it holds for.

    read_window("by May 2025", said=date(2024, 3, 20))

A small grammar reads the words, in two levels: `periods` reads a stretch of the calendar ("early next month"), `frames`
the words that place a claim before, in or after a stretch ("by", "between", "as soon as").  `conventions` holds, as
data, the readings that are agreed rather than stated.  General date parsers make up days (dateparser reads "by May
2025" as 23 May), so this package uses its own grammar and refuses words it does not understand.  Besides its days, a
window carries an EDTF text (ISO 8601-2) for exchange.

Pure: values in, values out.
"""

from __future__ import annotations

from claims.rules.windows.conventions import CONVENTIONS, FORMS, PARTS, VAGUE
from claims.rules.windows.edtftext import valid_edtf
from claims.rules.windows.window import Window, overruled, read_window, window_of_days

__all__ = [
    "CONVENTIONS",
    "FORMS",
    "PARTS",
    "VAGUE",
    "Window",
    "overruled",
    "read_window",
    "valid_edtf",
    "window_of_days",
]
