"""The pairs that look alike as a queue, and two records side by side."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from claims.errors import ClaimsError
from claims.features.similar.names import AlikePair
from claims.reading.identity import JOINING
from claims.reading.registers.twins import TwinArticles
from claims.render.phrases import counted, moment_phrase
from claims.render.register_phrases import judged_words
from claims.web.alike.pair import Pair, Trial
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.registers.editing import judgements_of
from claims.web.registers.kinds import Line, address_of, called
from claims.web.registers.showing import line_facts, tabs

MOST = 200
"""How many pairs are listed at first."""


def queue_body(pairs: Sequence[AlikePair], articles: Sequence[TwinArticles]) -> h.Node:
    """Return the queue of pairs."""
    waiting = len(pairs) + len(articles)
    if not waiting:
        return [
            tabs("/alike"),
            _of_claims(),
            h.p(".empty")["No two records look alike, or somebody has judged every pair."],
        ]
    items = [_names(pair) for pair in pairs[:MOST]]
    items += [_articles(pair) for pair in articles[: MOST - len(items)]]
    count = counted(waiting, "pair looks", "pairs look")
    first = f" The first {MOST} are here; the others follow as you judge these." if waiting > MOST else ""
    return [
        tabs("/alike"),
        _of_claims(),
        h.p(".count")[f"{count} alike. Until somebody judges a pair, its two records may be one.{first}"],
        h.ol(".plain-list.register")[items],
    ]


def _of_claims() -> h.Node:
    return h.p(".adding")[h.a(".button", href="/alike/claims")["Claims that may be one"]]


def _names(pair: AlikePair) -> h.Node:
    return h.li(data_item=True)[
        h.h2[
            h.a(href=f"/alike/{pair.subject}/{pair.a}/{pair.b}", data_open=True)[
                h.span(dir="auto")[flat(pair.a_name)],
                h.span(".number")[f" #{pair.a}"],
                h.span(".and")[" and "],
                h.span(dir="auto")[flat(pair.b_name)],
                h.span(".number")[f" #{pair.b}"],
            ]
        ],
        h.p(".stands")[f"{pair.subject}s"],
    ]


def _articles(pair: TwinArticles) -> h.Node:
    first, other = sorted((pair.unread, pair.other), key=lambda article: article.id)
    carries = "" if pair.same_claim else "; the other does not carry the claim"
    return h.li(data_item=True)[
        h.h2[
            h.a(href=f"/alike/article/{first.id}/{other.id}", dir="auto", data_open=True)[
                flat(first.label),
                h.span(".number")[f" #{first.id}"],
                h.span(".and")[" and "],
                flat(other.label),
                h.span(".number")[f" #{other.id}"],
            ]
        ],
        h.p(".stands")[f"articles; #{pair.unread.id} is unread{carries}"],
    ]


# A pair


def pair_body(pair: Pair, trial: Trial | None, problem: ClaimsError | None, visit: Visit) -> h.Node:
    """Return two records side by side, both as one, and the form for the judgement."""
    subject = pair.register.subject
    names = [called(subject, record) for record in pair.records]
    return [
        tabs(""),
        h.header(".page-head")[
            h.p(".kicker")[h.a(href="/alike")["Look-alikes"], f" · {pair.register.plural}"],
            h.h1(dir="auto")[
                "Is " if not pair.joined else "",
                _quoted(names[0]),
                " the same as " if not pair.joined else " appears as one with ",
                _quoted(names[1]),
                "?" if not pair.joined else "",
            ],
        ],
        problem_body(problem) if problem else None,
        h.div(".side-by-side")[
            []
            if pair.joined
            else [
                _card(f"#{number}", subject, record, visit)
                for number, record in zip(pair.numbers, pair.records, strict=True)
            ],
            _card("As one, now", subject, pair.records[0], visit) if pair.joined else _trial(subject, trial, visit),
        ],
        _judged(pair, visit),
        _form(pair, trial, visit),
    ]


def _quoted(name: str) -> h.Node:
    return f"“{name.strip('“”')}”"


def _card(head: str, subject: str, record: Line, visit: Visit) -> h.Node:
    facts = [flat(fact) for fact in line_facts(subject, record) if fact]
    return h.section(".card-of")[
        h.h2[head],
        h.p(".name", dir="auto")[
            h.a(href=address_of(subject, record.id, visit.question.confidential))[called(subject, record)]
        ],
        h.ul[[h.li(dir="auto")[begun(fact).rstrip(".")] for fact in facts]],
        h.p(".note")[f"entered {moment_phrase(record.entered_at, visit.zone)} by {flat(record.entered_by)}"],
    ]


def _trial(subject: str, trial: Trial | None, visit: Visit) -> h.Node:
    """Return what the two would be as one."""
    if trial is None or trial.record is None:
        why = begun(flat(str(trial.problem))) if trial and trial.problem else "They cannot be one."
        return h.section(".card-of.as-one")[h.h2["As one"], h.p[why]]
    record = trial.record
    facts = [flat(fact) for fact in line_facts(subject, record) if fact]
    return h.section(".card-of.as-one")[
        h.h2["As one"],
        h.p(".name", dir="auto")[called(subject, record)],
        h.ul[[h.li(dir="auto")[begun(fact).rstrip(".")] for fact in facts]],
        h.p(".note")[
            f"They would appear as #{record.id}, the older. No record changes, and a merge can be taken back."
        ],
        [h.p(".note")[begun(flat(notice))] for notice in trial.notices],
    ]


def _judged(pair: Pair, visit: Visit) -> h.Node:
    if not pair.judged:
        return None
    lines = [
        f"judged {judged_words(each.kind, withdrawn=False)} by {each.who}, {moment_phrase(each.at, visit.zone)}"
        + (f": {each.reason}" if each.reason else "")
        for each in pair.judged
    ]
    return h.ul(".lines")[[h.li(dir="auto")[begun(flat(line))] for line in lines]]


def _form(pair: Pair, trial: Trial | None, visit: Visit) -> h.Node:
    """Return the form that judges the pair, or takes a judgement back."""
    subject, (first, second) = pair.register.subject, pair.numbers
    buttons: list[h.Node] = []
    if not pair.joined:
        can_be_one = trial is not None and trial.record is not None
        if can_be_one:
            buttons.append(h.button(".main", name="kind", value="same")["The same: merge them"])
        if "distinct" in judgements_of(subject):
            buttons.append(h.button(name="kind", value="distinct")["Different"])
        if "independent" in judgements_of(subject):
            buttons.append(h.button(name="kind", value="independent")["Independent of each other"])
    elif any(each.kind in JOINING for each in pair.judged):
        buttons.append(h.button(name="kind", value="unmerge")["Take the merge back"])
    if pair.judged and not pair.joined:
        buttons.append(h.button(name="kind", value="back")["Take the judgement back"])
    if not buttons:
        return h.p(".note")["They are one only through another record; its page takes that back."]
    return h.form(".sheet", method="post", action=f"/alike/{subject}/{first}/{second}{visit.along}")[
        labelled("Why", "reason", h.textarea("#reason", name="reason", rows="2")[f"\n{visit.typed('reason') or ''}"]),
        h.div(".tick")[
            h.input("#instead", type="checkbox", name="instead", value="yes"),
            h.label(for_="instead")["Replace the earlier judgement of these two"],
        ]
        if pair.judged and not pair.joined
        else None,
        h.p(".go")[buttons],
    ]
