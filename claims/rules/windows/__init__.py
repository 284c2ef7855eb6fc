"""Windows in time: when a claim is due, when it happened, or the day for which it holds.

    read_window("by May 2025", said=date(2024, 3, 20))

The words are read by a small grammar, in two levels: `periods` knows what names a stretch of the calendar
("early next month"), `frames` what places a claim against one ("by", "between", "as soon as").  `conventions` holds
as data whatever is agreed and not said.  General date parsers make up days (dateparser reads "by May 2025"
as 23 May), so none is used: words that are not understood are refused.  Beside its days a window carries an EDTF
text (ISO 8601-2), for exchange.

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
