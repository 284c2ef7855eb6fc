"""The claims that may be one as a queue, and two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import htpy as h

from claims.errors import ClaimsError
from claims.privacy.redaction import REDACTED
from claims.reading.records import ClaimRecord
from claims.reading.registers.offered import Offer
from claims.render.origin_phrases import count_lines, rule_sentence
from claims.render.phrases import counted
from claims.web.chassis.controls import drop_down, labelled
from claims.web.chassis.sending import KEY, new_key
from claims.web.chassis.words import at_desk, begun, flat, standing, with_commands
from claims.web.claim.forms import NOT_SAME, SAME
from claims.web.registers.showing import tabs


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims that are perhaps the same, the older first, and why."""

    first: int
    second: int
    alike: int
    """How alike their statements are, in per cent."""
    why: str


@dataclass(frozen=True, slots=True)
class AlikeClaims:
    """The pairs of a page, their statements, for how many claims others were looked for, and where it goes on."""

    pairs: Sequence[ClaimPair]
    statements: Mapping[int, str]
    looked: int
    following: int | None


@dataclass(frozen=True, slots=True)
class ClaimTrial:
    """What two claims would be as one, with remarks; or why they cannot be one."""

    record: ClaimRecord | None = None
    notices: tuple[str, ...] = ()
    problem: ClaimsError | None = None


def claims_body(alike: AlikeClaims, stories: Sequence[Offer], story: str) -> h.Node:
    """Return the queue of claims that may be one."""
    count = counted(len(alike.pairs), "pair may", "pairs may") if alike.pairs else "No pair may"
    further = urlencode({name: text for name, text in (("story", story), ("before", str(alike.following))) if text})
    return [
        tabs("/alike"),
        h.form(".filters", action="/alike/claims", data_filters=True)[
            labelled(
                "Story",
                "story",
                drop_down("story", [("", "any story"), *((each.value, each.label) for each in stories)], {story}),
            ),
            h.button["Show"],
        ],
        h.p(".count")[f"{count} be one, among {counted(alike.looked, 'claim')} and all that read like them."],
        h.ol(".plain-list.register")[[_pair(pair, alike.statements) for pair in alike.pairs]] if alike.pairs else None,
        h.p(".more")[h.a(href=f"/alike/claims?{further}")["Earlier claims"]] if alike.following else None,
    ]


def _pair(pair: ClaimPair, statements: Mapping[int, str]) -> h.Node:
    return h.li(data_item=True)[
        h.h2[
            h.a(href=f"/alike/claim/{pair.first}/{pair.second}", data_open=True, dir="auto")[
                f"#{pair.first} ",
                flat(statements.get(pair.first) or REDACTED),
                h.span(".and")[" and "],
                f"#{pair.second} ",
                flat(statements.get(pair.second) or REDACTED),
            ]
        ],
        h.p(".stands", dir="auto")[begun(flat(pair.why))],
    ]


# A pair


def pair_body(first: ClaimRecord, second: ClaimRecord, trial: ClaimTrial) -> h.Node:
    """Return two claims side by side, both as one, and the form for the judgement."""
    return [
        tabs(""),
        h.header(".page-head")[
            h.p(".kicker")[h.a(href="/alike/claims")["Claims that may be one"]],
            h.h1[f"Is #{first.id} the same claim as #{second.id}?"],
        ],
        h.div(".side-by-side")[_card(first, f"#{first.id}"), _card(second, f"#{second.id}"), _as_one(trial)],
        _judging(first, second, trial),
    ]


def _card(record: ClaimRecord, head: str, *more: h.Node, as_one: bool = False) -> h.Node:
    return h.section(class_="card-of as-one" if as_one else "card-of")[
        h.h2[head],
        h.p(".name", dir="auto")[h.a(href=f"/claims/{record.id}")[flat(record.statement or REDACTED)]],
        h.p[standing(record.status)],
        h.ul[
            h.li[counted(len(record.appearances), "appearance")],
            [h.li[begun(f"{name}: {count}").rstrip(".")] for name, count, _ in count_lines(record)],
        ],
        h.p(".note")[begun(rule_sentence(record))],
        more,
    ]


def _as_one(trial: ClaimTrial) -> h.Node:
    if trial.record is None:
        why = begun(at_desk(str(trial.problem))) if trial.problem else "They cannot be one."
        return h.section(".card-of.as-one")[h.h2["As one"], h.p[with_commands(flat(why))]]
    record = trial.record
    return _card(
        record,
        "As one",
        h.p(".note")[f"They would appear as #{record.id}, the older. No record changes, and it can be taken back."],
        [h.p(".note")[begun(flat(at_desk(notice)))] for notice in trial.notices],
        as_one=True,
    )


def _judging(first: ClaimRecord, second: ClaimRecord, trial: ClaimTrial) -> h.Node:
    """Return the form of the claim's own page, which judges the pair."""
    hidden = {KEY: new_key(), "other": str(second.id), "back": "/alike/claims"}
    return h.form(".sheet", method="post", action=f"/claims/{first.id}/same")[
        [h.input(type="hidden", name=name, value=value) for name, value in hidden.items()],
        labelled("Why", "reason", h.textarea("#reason", name="reason", rows="2", required=True)),
        h.p(".go")[
            h.button(".main", name="kind", value=SAME)["The same claim"] if trial.record is not None else None,
            h.button(name="kind", value=NOT_SAME)["Different claims"],
        ],
    ]
