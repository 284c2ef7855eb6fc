"""A claim as a page: where it stands, its origins, its chain, its appearances, and its history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import htpy as h
from markupsafe import Markup

from claims.features.claim.graph import claim_graph
from claims.features.claim.report import ClaimReport, Section, claim_report
from claims.features.reach.records import Reach
from claims.privacy.redaction import REDACTED
from claims.reading.chain_view import ChainView
from claims.reading.history import Entry
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.render.drawings.chain import graph_svg, legend
from claims.render.graph import ChainGraph
from claims.render.origin_phrases import count_lines, rule_sentence
from claims.render.phrases import (
    article_phrase,
    attribution_phrase,
    counted,
    excerpt_phrase,
    hedge_phrase,
    moment_phrase,
    speaker_phrases,
    status_sentence,
    treatment_phrase,
)
from claims.render.tree import Branch
from claims.rules.ladder import same_person
from claims.web.chassis.controls import button
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat, linked, standing, tree

ORIGINS, CHAIN, STATUS = "Origins", "Chain", "Status"
"""Sections that the page shows in a way of their own."""


def claim_body(chain: ChainView, reach: Reach, history: Sequence[Entry], visit: Visit, acts: h.Node) -> h.Node:
    """Return the body of the page."""
    record, question = chain.claim, visit.question
    report = claim_report(chain, visit.zone, confidential=question.confidential, reach=reach)
    numbers = _Numbers(record)
    return h.article(".claim-page")[
        _head(record, report, numbers, visit),
        h.aside(".acts-column", aria_label="What you can do with this claim")[acts],
        h.div(".facts")[
            _caption(visit),
            [h.p(".note")[begun(remark)] for remark in report.remarks],
            [_section(section, chain, numbers) for section in report.sections if section.title != STATUS],
            _appearances(record, visit),
            _history(history, visit),
        ],
    ]


class _Numbers:
    """The numbers that a claim's page links: other claims, and its own appearances."""

    def __init__(self, record: ClaimRecord) -> None:
        """Take the claim."""
        self.claims = {relation.claim_id for relation in record.relations}
        self.claims |= {number for number in (record.condition_claim_id,) if number is not None}
        self.appearances = {appearance.id for appearance in (*record.appearances, *record.wrong_entries)}

    def linked(self, text: str) -> list[h.Node]:
        """Return a text with its links."""
        return linked(text, self.claims, self.appearances)

    def tree(self, branches: Sequence[Branch]) -> h.Node:
        """Return trees with their links."""
        return tree(branches, self.claims, self.appearances)


# The head


def _head(record: ClaimRecord, report: ClaimReport, numbers: _Numbers, visit: Visit) -> h.Node:
    status = next(section for section in report.sections if section.title == STATUS)
    sentence = status_sentence(record, visit.zone)
    return h.header(".claim-head")[
        h.p(".kicker")[f"#{record.id}", *_kicker(record)],
        h.h1(".statement", dir="auto")[flat(record.statement or REDACTED)],
        h.p(".verdict", dir="auto")[standing(record.status), numbers.linked(_after(_word(record), sentence))],
        [numbers.tree(part) for part in (status.lines[0].below, status.lines[1:]) if part],
        h.p(".meta")[numbers.linked(begun(report.facts.partition("; ")[2]))],
        h.div(".taking")[_taking(record, visit)],
    ]


def _word(record: ClaimRecord) -> str:
    return record.status.replace("_", " ")


def _after(word: str, sentence: str) -> str:
    """Return what a sentence says after the word that it begins with."""
    return sentence[len(word) :] if sentence.casefold().startswith(word) else sentence


def _kicker(record: ClaimRecord) -> Iterator[h.Node]:
    yield f" · {record.kind} · {record.weight}"
    for story in record.stories:
        yield " · "
        yield h.a(href=f"/?story={story}")[story]


def _taking(record: ClaimRecord, visit: Visit) -> h.Node:
    """Return the button that takes or drops the claim."""
    assigned, address = record.assigned, f"/claims/{record.id}"
    if assigned is None:
        return button(f"{address}/take", "Take")
    if same_person(assigned.reviewer, visit.who):
        return button(f"{address}/drop", "Drop")
    return button(f"{address}/take", "Take over", over="yes")


def _caption(visit: Visit) -> h.Node:
    caption = visit.looking_back[1]
    if caption is None:
        return None
    return h.p(".caption")[
        begun(caption.strip("()")), " ", h.a(href=visit.address.partition("?")[0])["Back to now"], "."
    ]


# Sections


def _section(section: Section, chain: ChainView, numbers: _Numbers) -> h.Node:
    name = "".join(letter if letter.isalnum() else "-" for letter in section.title.lower())
    if section.title == ORIGINS:
        body: h.Node = _origins(section, chain.claim, numbers)
    elif section.title == CHAIN:
        body = _chain(section, chain, numbers)
    elif section.drawn or any(line.below for line in section.lines):
        body = numbers.tree(section.lines)
    else:
        body = h.ul(".lines")[[h.li(dir="auto")[numbers.linked(begun(line.text))] for line in section.lines]]
    return h.section(aria_labelledby=name)[h.h2(id=name)[section.title], body]


def _origins(section: Section, record: ClaimRecord, numbers: _Numbers) -> h.Node:
    """Return the spread in a sentence, the three counts with their reasons, and the rule."""
    names = {"people": "Different people", "institutions": "Institutions", "independent": "Independent origins"}
    return [
        h.p(dir="auto")[numbers.linked(section.lines[0].text)],
        h.dl(".counts")[
            [
                h.div(class_="main" if name == "independent" else None)[
                    h.dt[names.get(name, name)], h.dd(".amount")[begun(count).rstrip(".")], h.dd(dir="auto")[begun(why)]
                ]
                for name, count, why in count_lines(record)
            ]
        ],
        h.p(".rule")[begun(rule_sentence(record))],
    ]


def _chain(section: Section, chain: ChainView, numbers: _Numbers) -> h.Node:
    graph = claim_graph(chain)
    words = numbers.tree(section.lines)
    if graph is None:
        return words
    return [_drawing(graph, chain.claim), h.details[h.summary["The chain in words"], words]]


def _drawing(graph: ChainGraph, record: ClaimRecord) -> h.Node:
    """Return the drawn chain; each article leads to its appearance below."""
    first: dict[str, str] = {}
    for appearance in record.appearances:
        first.setdefault(str(appearance.article.id), f"#appearance-{appearance.id}")
    drawn = graph_svg(graph, "chain", record.id, first)
    key = [h.li[Markup(sample), " ", h.span[words]] for sample, words in legend([graph])]
    return h.figure[
        h.div(".scroll", role="region", tabindex="0", aria_label="The chain, drawn")[Markup(drawn)],
        h.p(".note")[begun(graph.summary)] if graph.summary else None,
        h.ul(".key", aria_label="Key to the drawing")[key],
    ]


def _appearances(record: ClaimRecord, visit: Visit) -> h.Node:
    address = f"/claims/{record.id}/appearances/{{}}/correct{visit.along}"
    entries = (*record.appearances, *record.wrong_entries)
    if not entries:
        return None
    return h.section(aria_labelledby="appearances")[
        h.h2("#appearances")[counted(len(record.appearances), "appearance").capitalize()],
        h.ol(".appearances")[
            [_appearance(appearance, appearance in record.wrong_entries, address) for appearance in entries]
        ],
    ]


def _appearance(appearance: AppearanceRecord, wrong: bool, address: str) -> h.Node:
    article = appearance.article
    title = flat(article.title) if article.title else None
    lines = [
        attribution_phrase(appearance),
        treatment_phrase(appearance),
        hedge_phrase(appearance),
        *speaker_phrases(appearance),
    ]
    state = "entered wrongly" if wrong else "withdrawn by the outlet" if appearance.retracted else ""
    excerpt = excerpt_phrase(appearance)
    return h.li(id=f"appearance-{appearance.id}", class_="gone" if state else None)[
        h.h3[
            h.span(".number")[f"#{appearance.id}"],
            " ",
            h.span(dir="auto")[flat(article_phrase(article))],
            h.span(".state")[f" · {state}"] if state else None,
        ],
        h.p(".title", dir="auto")[
            h.a(href=article.url, rel="noreferrer")[title or flat(article.url or "")] if _is_web(article.url) else title
        ]
        if title or _is_web(article.url)
        else None,
        h.p(".said", dir="auto")[begun("; ".join(flat(line) for line in lines if line))],
        h.blockquote(dir="auto")[flat(excerpt)] if excerpt else None,
        None if wrong else h.p(".more-acts")[_correct_link(appearance, address)],
    ]


def _correct_link(appearance: AppearanceRecord, address: str) -> h.Node:
    return h.a(href=address.format(appearance.id))["Correct", h.span(".unseen")[f" appearance #{appearance.id}"]]


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))


def _history(history: Sequence[Entry], visit: Visit) -> h.Node:
    items = [
        h.li(class_="gone" if entry.superseded else None)[
            h.p(".when")[moment_phrase(entry.at, visit.zone), " · ", flat(entry.who)],
            h.p(dir="auto")[
                flat(entry.what),
                h.span(".note")[f" ({flat(entry.record)}{', superseded' if entry.superseded else ''})"],
                f" — {flat(entry.reason)}" if entry.reason else "",
            ],
        ]
        for entry in reversed(history)
    ]
    return h.section(aria_labelledby="history")[
        h.h2("#history")["History"],
        h.details[h.summary[counted(len(history), "entry", "entries"), ", newest first"], h.ol(".history")[items]],
    ]
