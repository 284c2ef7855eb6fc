"""A report as Markdown (CommonMark with GitHub's tables); stored text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.render.markdown_text import bullets, escaped, linked, markdown_table
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, SettledList, Standing, Table, Timeline


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
        rows = [list(map(escaped, row)) for row in part.rows]
        right = range(part.words, len(part.headers))
        return [markdown_table(list(map(escaped, part.headers)), rows, right=right)]
    if isinstance(part, ClaimPart):
        return _claim(part)
    if isinstance(part, Timeline):
        return [f"- **{escaped(moment.when)}**: {escaped(moment.text)}" for moment in part.moments]
    return [_settled(part)]


def _claim(part: ClaimPart) -> Iterator[str]:
    if part.compact:
        yield f"- **\\#{part.number}** {escaped(part.statement)}  "
        yield from (f"  {line}" for line in _compact_lines(part))
        return
    yield f"### \\#{part.number} {escaped(part.statement)}"
    if part.standing:
        yield ""
        yield _standing(part.standing)
    for line in part.lines:
        yield ""
        yield escaped(line)
    if part.chains:
        yield ""
        yield bullets(part.chains)


def _compact_lines(part: ClaimPart) -> Iterator[str]:
    """Yield the lines of a claim in a list: the first begins with its status."""
    lines = [escaped(line) for line in part.lines]
    if part.standing:
        first, *lines = lines or [""]
        yield " · ".join(filter(None, (_standing(part.standing), first)))
    yield from lines


def _standing(standing: Standing) -> str:
    rest = escaped(standing.rest)
    return f"**{escaped(standing.marked)}**{' ' if standing.rest[:1] == ' ' else ''}{rest}"


def _settled(part: SettledList) -> str:
    headers = ("Claim", "Statement", "Verdict", "By", "Why", "Evidence", "Before that")
    rows = []
    for row in part.rows:
        cells = (f"#{row.number}", row.statement, row.standing.marked, row.by, row.why)
        rows.append([*map(escaped, cells), "<br>".join(map(linked, row.evidence)), escaped(row.earlier)])
    return markdown_table(headers, rows)
