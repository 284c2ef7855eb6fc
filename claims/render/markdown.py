"""A report as Markdown (CommonMark with GitHub's tables); stored text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.render.markdown_text import bullets, escaped, linked, markdown_table
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
        yield from (f"  {escaped(line)}" for line in part.lines)
        return
    yield f"### \\#{part.number} {escaped(part.statement)}"
    for line in part.lines:
        yield ""
        yield escaped(line)
    if part.chains:
        yield ""
        yield bullets(part.chains)


def _settled(part: SettledList) -> str:
    headers = ("Claim", "Statement", "Verdict", "By", "Why", "Evidence", "Before that")
    rows = []
    for row in part.rows:
        before, evidence = (f"#{row.number}", row.statement, row.verdict, row.by, row.why), map(linked, row.evidence)
        rows.append([*map(escaped, before), "<br>".join(evidence), escaped(row.earlier)])
    return markdown_table(headers, rows)
