"""What a copy of a report says about itself, so that it can be checked against the database later.

Every document has a line for the program, which can be read from the file or from paper.

    claims-report/1 story=018f… as-of=2024-04-09T18:00:00+00:00 asked=then zone=UTC
      for=desk version=0.1.0 head=176d… sha256=9c1f…

The head is the hash of the newest event in the database when the copy was made. `claims db verify --head` uses it to
tell whether events were cut off since. The digest is the SHA-256 of the report's facts as JSON with sorted keys
(`claims.features.story.as_json`), without the moment. The same report, made again for that moment, has the same digest
as long as the records say the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims import __version__
from claims.errors import BadValue
from claims.features.story.as_json import story_document
from claims.features.story.report import Asked, StoryReport
from claims.patterns import pattern_of
from claims.render.parts import FORM, Facts, Heading, Part
from claims.render.phrases import moment_phrase
from claims.text.dates import day_in_words
from claims.text.shell import command
from claims.vocabulary import Audience

TITLE = "About this copy"

SHORT = 16
"""How many characters of the digest people compare."""

_LINE = pattern_of(rf"{re.escape(FORM)}((?:\s+[a-z0-9-]+=[^\s<>|()\"']+)+)")
_NEEDED = ("story", "as-of", "asked", "zone", "for", "version", "sha256")

_FOR = {
    Audience.DESK: "the desk: everything except confidential material",
    Audience.LAWYER: "a lawyer: everything except confidential material, with who entered what, when and why",
    Audience.PUBLIC: "readers: without notes, names of reviewers, proposals and what was said on background",
}


@dataclass(frozen=True, slots=True)
class Colophon:
    """A copy's question, the program that made it, and the digest of its facts."""

    story: str
    """The story's uid."""
    asked: Asked
    version: str
    digest: str
    head: str | None = None

    @property
    def line(self) -> str:
        """The line for the program."""
        asked = self.asked
        values = {
            "story": self.story,
            "as-of": asked.at.astimezone(UTC).isoformat(),
            "asked": "then" if asked.past else "now",
            "zone": zone_name(asked.zone),
            **({"published-until": asked.published_until.isoformat()} if asked.published_until else {}),
            **({"trust-labels": "yes"} if asked.trust_labels else {}),
            "for": asked.audience.value,
            "version": self.version,
            **({"head": self.head} if self.head else {}),
            "sha256": self.digest,
        }
        return " ".join([FORM, *(f"{name}={value}" for name, value in values.items())])


def colophon_of(report: StoryReport) -> Colophon:
    """Return what a copy of the report says about itself."""
    return Colophon(report.story.uid, report.asked, __version__, digest_of(report), report.head)


def digest_of(report: StoryReport) -> str:
    """Return the SHA-256 of the report's facts, in hexadecimal."""
    return facts_digest(story_document(report))


def facts_digest(document: Mapping[str, Any]) -> str:
    """Return the same for the facts as JSON has them: without the moment, and without the line for the program."""
    facts = {name: value for name, value in document.items() if name not in ("as_of", "colophon")}
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def about(report: StoryReport) -> list[Part]:
    """Return the last part of a document: how this copy was made, and how to check it against the database."""
    copy, asked = colophon_of(report), report.asked
    asked_for = ", as asked" if asked.past else ", when it was made"
    paper = f"for a copy on paper, {again(report)} prints the digest again"
    facts = (
        ("Records", f"As they stood on {moment_phrase(asked.at, asked.zone)}{asked_for}."),
        *([("Published", f"Until {day_in_words(asked.published_until)}.")] if asked.published_until else []),
        ("For", f"{_FOR[asked.audience][0].upper()}{_FOR[asked.audience][1:]}."),
        ("Made by", f"claims {copy.version}."),
        ("Digest", f"{grouped(copy.digest[:SHORT])}, the beginning of the SHA-256 of the facts in it."),
        *([("Newest event", _newest(report.head))] if report.head else []),
        ("To check it", f"claims report check FILE reads the last line and makes the report anew; {paper}."),
    )
    return [Heading(TITLE), Facts((*facts, ("For the program", copy.line)))]


def _newest(head: str) -> str:
    return f"{grouped(head[:SHORT])}; claims db verify --head tells from it whether records were cut off since."


def again(report: StoryReport) -> str:
    """Return the command that makes the same report again."""
    asked = report.asked
    options = {
        "as_of": asked.at.astimezone(UTC).isoformat(),
        "published_until": asked.published_until and asked.published_until.isoformat(),
        "trust_labels": asked.trust_labels,
        "for": None if asked.audience is Audience.DESK else asked.audience,
        "format": "csv",
        "table": "about",
    }
    return command("report", "story", report.story.slug, **options)


def grouped(digest: str) -> str:
    """Return a digest in groups of four, as people read it out."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def colophon_in(text: str) -> Colophon:
    """Return what a copy says about itself, read from the last such line of its text; a claim may quote another.

    Raises `BadValue` when the line is missing or damaged.
    """
    results = [match[1] for match in _LINE.finditer(text)]
    if not results:
        raise BadValue(
            f'no line begins with "{FORM}": this is not a copy of a report, the line was cut off, or the format has no '
            "such line (text; csv except --table about)"
        )
    return _colophon(dict(pair.split("=", 1) for pair in results[-1].split()))


def _colophon(values: Mapping[str, str]) -> Colophon:
    missing = [name for name in _NEEDED if not values.get(name)]
    if missing:
        raise BadValue(f"the line about the copy is damaged: {missing[0]} is missing")
    try:
        asked = Asked(
            datetime.fromisoformat(values["as-of"]),
            _zone(values["zone"]),
            values["asked"] == "then",
            date.fromisoformat(values["published-until"]) if "published-until" in values else None,
            values.get("trust-labels") == "yes",
            Audience(values["for"]),
        )
        hashes = [values["sha256"], *([values["head"]] if "head" in values else [])]
        if asked.at.tzinfo is None or not all(re.fullmatch("[0-9a-f]{64}", digest) for digest in hashes):
            raise ValueError
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise BadValue("the line about the copy is damaged and cannot be read") from error
    return Colophon(values["story"], asked, values["version"], values["sha256"], values.get("head"))


def zone_name(zone: tzinfo) -> str:
    """Return a zone by name, or by offset if it has no name."""
    name: str = getattr(zone, "key", None) or datetime.now(zone).strftime("%z")
    return "UTC" if name == "+0000" else name


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    if re.fullmatch(r"[+-]\d{4}", name):
        return datetime.strptime(name, "%z").tzinfo or UTC
    return ZoneInfo(name)
