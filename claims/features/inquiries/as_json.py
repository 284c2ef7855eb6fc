"""A list of inquiries as JSON: the contract of `claims inquiries --format json`.  Keys are only ever added."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from claims.features.inquiries.read import InquiryLine
from claims.render.as_json import inquiry_json

Json = dict[str, Any]


def inquiry_line_json(line: InquiryLine, zone: tzinfo) -> Json:
    """Return an inquiry in the form of `claims show`, with the claim that it is about."""
    return {"claim": line.claim, "statement": line.statement} | inquiry_json(line.inquiry, zone)
