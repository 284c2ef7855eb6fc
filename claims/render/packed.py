"""Documents that are archives (DOCX), packed so that equal reports give equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_PACKED_AT = (1980, 1, 1, 0, 0, 0)  # the first day that a .zip can name
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(<)")


def packed(archive: bytes, at: datetime) -> bytes:
    """Return an archive with the same members, dated by the report and not by the time of packing."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(whole, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == _PROPERTIES:
                content = _MOMENT.sub(lambda result: result[1] + moment + result[3], content)
            member = zipfile.ZipInfo(name, _PACKED_AT)
            member.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(member, content)
    return whole.getvalue()
