"""Pasting a table as pages: the form, the preview, the result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import htpy as h

from claims.entry.bulk.entered import Problem, Proposal
from claims.errors import ClaimsError
from claims.features.similar.names import AlikePair
from claims.interchange.tables.mapped import Table
from claims.interchange.tables.mapping import FIELDS, recognised
from claims.interchange.tables.remarks import (
    formula_lines,
    meaningless_lines,
    nothing_lines,
    plural_lines,
    ratings_listed,
)
from claims.render.phrases import counted
from claims.vocabulary import words
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import drop_down, labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.tables.asked import PASTED, Asked
from claims.web.tables.shown import Imported, Shown

MOST = 200
"""How many problems and changes are listed; the file of rejected rows has all."""

SEPARATORS = (("", "recognised"), ("comma", "comma"), ("semicolon", "semicolon"), ("tab", "tab"))
QUOTES = (("", "recognised"), ("double", "around fields"), ("none", "part of the text"))

_OPTIONS = {
    ": --map COLUMN=statement, or --no-heading if the first row is data": (
        " in the list of columns, or tick that the first row is data"
    ),
    "with --quotes none": "with quotation marks as part of the text",
    "--sheet": "the sheet",
}
"""What the sentences of the command line say here."""


def form_body(visit: Visit, problem: ClaimsError | None) -> h.Node:
    """Return the form for a table, as somebody filled it in."""
    text, name = visit.typed("text") or "", visit.typed("name") or ""
    return [
        problem_body(_here(problem)) if problem else None,
        h.form(".sheet", method="post", action="/tables", enctype="multipart/form-data")[
            h.p(".lead")[
                "Paste rows from a spreadsheet, or choose its file. A column for each field, a row for each claim in "
                "an article. You see first what would be entered, and every problem."
            ],
            labelled(
                "The rows, with their heading",
                "text",
                h.textarea("#text", name="text", rows="10", spellcheck="false", placeholder=_EXAMPLE)[f"\n{text}"],
            ),
            labelled(
                "What the pasted table is called",
                "name",
                h.input("#name", name="name", value=name, placeholder=PASTED, maxlength="80", autocomplete="off"),
            ),
            h.p(".hint")["Rows pasted again under the same name are recognised, and enter no second time."],
            labelled(
                "Or its file",
                "file",
                h.input("#file", type="file", name="file", accept=".csv,.tsv,.txt,.xlsx,.ods"),
            ),
            h.p(".hint")["CSV, TSV, XLSX or ODS."],
            labelled("A story for all its claims", "stories", _stories(visit.typed("stories") or "")),
            _reading(
                visit.typed("encoding"),
                visit.typed("separator"),
                visit.typed("quotes"),
                visit.typed("tab"),
                visit.typed("no_heading") is not None,
            ),
            h.p(".go")[h.button(".main")["Preview"]],
        ],
    ]


_EXAMPLE = "statement\toutlet\tpublished\tattribution\tsource"


def _stories(typed: str) -> h.Node:
    return h.input("#stories", name="stories", value=typed, data_offers="story", autocomplete="off")


def _reading(
    encoding: str | None, separator: str | None, quotes: str | None, tab: str | None, no_heading: bool
) -> h.Node:
    """Return the fields that say how a file is read where it is not recognised."""
    typed = any((encoding, separator, quotes, tab, no_heading))
    coded = h.input("#encoding", name="encoding", value=encoding, placeholder="utf-8", autocomplete="off")
    return h.details(".narrow", open=typed)[
        h.summary["How the file is read"],
        h.div(".filters")[
            labelled("Separated by", "separator", drop_down("separator", SEPARATORS, [separator or ""])),
            labelled("Quotation marks are", "quotes", drop_down("quotes", QUOTES, [quotes or ""])),
            labelled("Encoding", "encoding", coded),
            labelled("Sheet of a workbook", "tab", h.input("#tab", name="tab", value=tab, autocomplete="off")),
            h.div(".tick")[
                h.input("#no_heading", type="checkbox", name="no_heading", value="yes", checked=no_heading),
                h.label(for_="no_heading")["The first row is data"],
            ],
        ],
    ]


def _here(problem: ClaimsError) -> ClaimsError:
    """Return a problem in the words of the page."""
    sentence = str(problem)
    for typed, here in _OPTIONS.items():
        sentence = sentence.replace(typed, here)
    return type(problem)(sentence) if sentence != str(problem) else problem


# The preview


def preview_body(shown: Shown) -> h.Node:
    """Return what importing a table would do, with its columns to be mapped."""
    asked, seen, table = shown.asked, shown.seen, shown.table
    ready = seen.rows - len(seen.problems) - seen.total.skipped if seen is not None else 0
    rows = f"{counted(seen.rows, 'row')}, " if seen is not None else ""
    return [
        _done(shown.done),
        problem_body(_here(shown.problem)) if shown.problem else None,
        h.form(".table-form", method="post", action="/tables", enctype="multipart/form-data")[
            h.input(type="hidden", name="held", value=asked.word),
            h.p(".lead", dir="auto")[h.strong[flat(asked.path.name)], f": {rows}{flat(shown.sheet.said())}."],
            _columns(shown),
            labelled("A story for all its claims", "stories", _stories(asked.stories)),
            _reading(asked.encoding, asked.separator, asked.quotes, asked.tab, not asked.heading),
            h.p(".go")[
                h.button(".main", formaction="/tables/import")[f"Import {counted(ready, 'row')}"] if ready else None,
                h.button["Preview again"],
                h.a(".button", href="/tables")["Another table"],
            ],
            _here_already(seen.total.skipped, seen.rows) if seen is not None else None,
            _problems(seen.problems, ready, seen.total.skipped) if seen is not None else None,
            _changes(seen.proposals or seen.total.proposals, seen.total.off_record) if seen is not None else None,
        ],
        [_remarks(table, seen), _first(seen.first), _alike(seen.alike)] if table and seen is not None else None,
    ]


def _columns(shown: Shown) -> h.Node:
    """Return each column with its first cell and the field that it goes into."""
    header = shown.sheet.header
    rules = shown.table.plan.rules if shown.table else recognised(header)
    fields = {rule.column.casefold(): rule.field for rule in rules}
    chosen = shown.asked.chosen
    if shown.table is None and chosen is not None and len(chosen) == len(header):
        fields = {column.casefold(): field for column, field in zip(header, chosen, strict=True)}
    choices = [("", "— not read"), *((name, f"{name}: {field.about}") for name, field in FIELDS.items())]
    return h.fieldset(".columns-map")[
        h.legend["What the columns hold"],
        h.ol[
            [
                h.li[
                    h.label(for_=f"field-{at}", dir="auto")[flat(column)],
                    h.span(".note", dir="auto")[_cell(shown.sample, at)],
                    drop_down(f"field-{at}", choices, [fields.get(column.casefold(), "")], field="field"),
                ]
                for at, column in enumerate(header)
            ]
        ],
    ]


def _cell(sample: Sequence[str], at: int) -> str:
    text = flat(sample[at]) if at < len(sample) else ""
    return f"{text[:60]}…" if len(text) > 60 else text or "—"


def _here_already(skipped: int, rows: int) -> h.Node:
    if not skipped:
        return None
    return h.p(".note")["Every row is" if skipped == rows else counted(skipped, "row is", "rows are"), " here already."]


def _problems(problems: Sequence[Problem], ready: int = 0, skipped: int = 0) -> h.Node:
    if not problems:
        rows = "every other row" if skipped else "every row"
        return h.p(".agrees", role="status")[f"No problems: {rows} can be entered."] if ready else None
    more = f" The first {MOST} are listed." if len(problems) > MOST else ""
    verb = "cannot be entered"
    return h.section(".part", aria_labelledby="problems")[
        h.h2("#problems")[f"{counted(len(problems), 'row')} {verb}"],
        h.p(".note")[f"The others can be imported without them.{more}"],
        h.ul(".lines.wrong-rows")[
            [
                h.li(dir="auto")[h.strong[f"Line {each.line}"], f": {_part(each)}{flat(each.reason)}"]
                for each in problems[:MOST]
            ]
        ],
        h.p(".go")[h.button(formaction="/tables/rejects")["Take these rows as a file"]],
    ]


def _part(problem: Problem) -> str:
    return f"{flat(problem.part)}: " if problem.part else ""


def _changes(proposals: Sequence[Proposal], off_record: int) -> h.Node:
    """Return the values that differ from the records, a record each with its button."""
    if not proposals and not off_record:
        return None
    ordered = sorted(proposals, key=lambda each: (each.record, each.id))[:MOST]
    groups = [(key, list(group)) for key, group in groupby(ordered, key=lambda each: (each.record, each.id))]
    hidden = f"{counted(off_record, 'value differs', 'values differ')} from records that are off the record."
    return h.section(".part", aria_labelledby="changes")[
        h.h2("#changes")[counted(len(proposals), "value differs", "values differ"), " from the records"],
        h.p(".note")["An import leaves these records as they are. Apply a row's changes one by one, or all."],
        h.ol(".plain-list.register")[[_changed(record, number, group) for (record, number), group in groups]],
        h.p(".go")[h.button(name="apply", value="all", formaction="/tables/apply")["Apply all"]]
        if len(groups) > 1
        else None,
        h.p(".note")[hidden] if off_record else None,
    ]


def _changed(record: str, number: int, group: Iterable[Proposal]) -> h.Node:
    return h.li(".change")[
        h.div[
            h.h3[f"{record} #{number}"],
            h.ul[[h.li(dir="auto")[_old_and_new(each)] for each in group]],
        ],
        h.button(name="apply", value=f"{record}:{number}", formaction="/tables/apply")[
            "Apply", h.span(".unseen")[f" the changes of {record} #{number}"]
        ],
    ]


def _old_and_new(each: Proposal) -> str:
    old, new = ("nothing" if value is None else f"“{flat(value)}”" for value in (each.old, each.new))
    return f"line {each.line}, {words(each.field)}: {old} → {new}"


def _done(done: Sequence[Proposal]) -> h.Node:
    """Return which changes were applied, and why others were not."""
    if not done:
        return None
    return h.div(".notices", role="status")[
        [
            h.p(dir="auto")[
                f"{each.record} #{each.id}: {_old_and_new(each)}: ",
                "applied." if each.applied else f"not applied: {flat(each.refused or '')}.",
            ]
            for each in done[:MOST]
        ]
    ]


def _remarks(table: Table, seen: Any) -> h.Node:
    unknown = seen.unknown
    lines = [
        *([f"ratings not in any table: {ratings_listed(dict(unknown.most_common()))}"] if unknown else []),
        *nothing_lines(table.reader.nothing),
        *meaningless_lines(table.reader.meaningless),
        *plural_lines(seen.plurals),
        *formula_lines(table.sheet.left_out),
    ]
    return [h.p(".remark", dir="auto")[begun(flat(line))] for line in lines]


def _first(first: Sequence[Mapping[str, Any]]) -> h.Node:
    """Return the first rows as they would be stored."""
    if not first:
        return None
    return h.section(".part", aria_labelledby="first")[
        h.h2("#first")["The first rows as they would be stored"],
        h.ol(".lines")[[h.li[h.strong[f"Line {row['line']}"], _records(row["records"])] for row in first]],
    ]


def _records(records: Mapping[str, Sequence[Mapping[str, Any]]]) -> h.Node:
    if not records:
        return ": nothing; it is here already, or has a problem."
    return h.ul(".tree")[
        [
            h.li(dir="auto")[
                f"{words(record)}: ", flat(", ".join(f"{words(name)} {value}" for name, value in entry.items()))
            ]
            for record, rows in records.items()
            for entry in rows
        ]
    ]


def _alike(pairs: Sequence[AlikePair]) -> h.Node:
    if not pairs:
        return None
    return h.section(".part", aria_labelledby="alike")[
        h.h2("#alike")[counted(len(pairs), "pair of names", "pairs of names"), " may be the same"],
        h.ul(".lines")[[h.li(dir="auto")[_names(pair)] for pair in pairs[:MOST]]],
    ]


def _names(pair: AlikePair) -> h.Node:
    names = [
        f"“{flat(name)}” ({'new' if number is None else f'#{number}'})"
        for number, name in ((pair.a, pair.a_name), (pair.b, pair.b_name))
    ]
    text = f"{pair.subject} {names[0]} and {names[1]}"
    if pair.a is None or pair.b is None:
        return text
    return h.a(href=f"/alike/{pair.subject}/{pair.a}/{pair.b}")[text]


# The import


def imported_body(asked: Asked, table: Table, imported: Imported) -> h.Node:
    """Return the result: the new records, the rows left out with the reasons, and names that may be the same."""
    entered = imported.entered
    made = ", ".join(f"{count:,} {_plural(record, count)}" for record, count in entered.made.items())
    there = f" {counted(entered.skipped, 'row was', 'rows were')} there already." if entered.skipped else ""
    return [
        h.div(".notices", role="status")[h.p[f"Entered {made}." if made else "Nothing new was entered.", there]],
        h.form(".table-form", method="post", action="/tables", enctype="multipart/form-data")[
            h.input(type="hidden", name="held", value=asked.word),
            h.input(type="hidden", name="stories", value=asked.stories),
            [h.input(type="hidden", name=name, value=value) for name, value in _how(asked) if value],
            [h.input(type="hidden", name="field", value=field) for field in asked.chosen or ()],
            _problems(entered.problems),
            _changes(entered.proposals, entered.off_record),
        ],
        [
            h.p(".remark", dir="auto")[f"Look again at line {warning.line}: {begun(flat(warning.reason))}"]
            for warning in entered.warnings[:MOST]
        ],
        _alike(imported.alike),
        h.p(".go")[h.a(".button", href="/tables")["Another table"], " ", h.a(".button", href="/")["To the queue"]],
    ]


def _how(asked: Asked) -> list[tuple[str, str | None]]:
    return [
        ("encoding", asked.encoding),
        ("separator", asked.separator),
        ("quotes", asked.quotes),
        ("tab", asked.tab),
        ("no_heading", None if asked.heading else "yes"),
    ]


def _plural(record: str, count: int) -> str:
    name = words(record)
    return name if count == 1 else "stories" if name == "story" else re.sub(r"$", "s", name)
