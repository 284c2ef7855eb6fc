"""Tables as rows of text, streamed, from any program.

CSV and TSV are read by `delimited`, XLSX by `workbooks`, ODS by `opendocument`.
"""

from __future__ import annotations

from pathlib import Path

from claims.errors import BadValue, FileUnusable
from claims.interchange.tables.delimited import text_table
from claims.interchange.tables.opendocument import is_opendocument, opendocument_table
from claims.interchange.tables.sheet import LINE as LINE
from claims.interchange.tables.sheet import PROBLEM as PROBLEM
from claims.interchange.tables.sheet import Reading
from claims.interchange.tables.sheet import Row as Row
from claims.interchange.tables.sheet import Sheet as Sheet
from claims.interchange.tables.workbooks import workbook_table


def opened(
    path: Path,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    quotes: str | None = None,
    heading: bool = True,
) -> Sheet:
    """Look through a table once and return it, ready to read; settings passed in are not guessed.

    Raises `FileUnusable` for an unreadable file and `BadValue` for a missing heading, two columns of the same name, or
    a quotation mark that swallows rows.
    """
    reading = Reading(encoding=encoding, separator=separator, sheet=sheet, quotes=quotes, heading=heading)
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise FileUnusable(f"{path} cannot be read ({error.strerror})", part=str(path)) from error
    if beginning == b"PK\x03\x04":
        return opendocument_table(path, reading) if is_opendocument(path) else workbook_table(path, reading)
    if sheet is not None:
        raise BadValue(f"--sheet names a sheet of a workbook; {path.name} is not a workbook", part="--sheet")
    if beginning == b"\xd0\xcf\x11\xe0":
        raise FileUnusable(
            f"{path.name} is a workbook of an old format or with a password; save it as XLSX without a password, or "
            "as CSV",
            part=str(path),
        )
    return text_table(path, beginning, reading)
