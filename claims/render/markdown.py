"""A report as Markdown (CommonMark with GitHub's tables); stored text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.render.markdown_text import bullets, escaped, linked
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, SettledList, Table, Timeline


def parts_markdown(parts: Sequence[Part]) -> str:
    """Return parts as Markdown, one below the other."""
    return "\n\n".join("\n".join(_lines(part)) for part in parts) + "\n"


def _lines(part: Part) -> Iterable[str]:
    if isinstance(part, Heading):
        return [f"{'#' * part.level} {escaped(part.text)}"]
    if isinstance(part, Paragraph):
        return [escaped(part.text)]
    if isinstance(part, Facts):
        return [f"- **{escaped(label)}**: {escaped(text)}" for label, text in part.pairs]
    if isinstance(part, Table):
        return _table(part.headers, part.rows, words=part.words)
    if isinstance(part, ClaimPart):
        return _claim(part)
    if isinstance(part, Timeline):
        return [f"- **{escaped(moment.when)}**: {escaped(moment.text)}" for moment in part.moments]
    return _settled(part)


def _claim(part: ClaimPart) -> Iterator[str]:
    if part.compact:
        yield f"- **\\#{part.number}** {escaped(part.statement)}  "
        yield from (f"  {escaped(line)}" for line in part.lines)
        return
    yield f"### \\#{part.number} {escaped(part.statement)}"
    for line in part.lines:
        yield ""
        yield escaped(line)
    if part.chains:
        yield ""
        yield bullets(part.chains)


def _settled(part: SettledList) -> list[str]:
    headers = ("Claim", "Statement", "Verdict", "By", "Why", "Evidence", "Before that")
    found = _table(headers, ())
    for row in part.rows:
        before, evidence = (f"#{row.number}", row.statement, row.verdict, row.by, row.why), map(linked, row.evidence)
        found.append(_row([*map(_cell, before), "<br>".join(evidence), _cell(row.earlier)]))
    return found


def _table(
    headers: Sequence[str], rows: Iterable[Sequence[str | tuple[str, ...]]], *, words: int | None = None
) -> list[str]:
    """Return a table; of its columns those after the first ``words`` are set flush right, as numbers are."""
    marks = ["---" if words is None or index < words else "---:" for index in range(len(headers))]
    return [_row([escaped(header) for header in headers]), _row(marks), *(_row(map(_cell, row)) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: str | tuple[str, ...]) -> str:
    return "<br>".join(map(escaped, value)) if isinstance(value, tuple) else escaped(value)
