"""The settings as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import htpy as h

from claims.errors import ClaimsError, Damaged
from claims.reading.policies import PolicyRecord
from claims.render.phrases import counted, entered_phrase, listed, moment_phrase
from claims.store.checking.checks import Check, Contents
from claims.store.granting.unread import in_words
from claims.store.verification import Verification
from claims.vocabulary import PolicyName, words
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat

MEANINGS = {
    PolicyName.TWO_PERSON_VERDICTS: "A verdict or an outcome is a proposal until a second person agrees with it.",
    PolicyName.ACT_FOR_OTHERS: (
        "On the command line, somebody may act under another name than their login proves. The event keeps both "
        "names, and it never makes a second person. While there are no users, this is allowed unless somebody turned "
        "it off."
    ),
}
"""What each policy asks of everybody."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: each subject, or the chain of events verified, or damaged."""

    results: Sequence[Check] = ()
    renewable: bool = False
    """Whether keys and indexes can be made anew."""
    verified: Verification | None = None
    damage: Damaged | None = None


def settings_body(
    database: str,
    held: Contents,
    rules: Sequence[PolicyRecord],
    changes: Sequence[PolicyRecord],
    checked: Checked | None,
    problem: ClaimsError | None,
    visit: Visit,
) -> h.Node:
    """Return the body of the page."""
    return [
        problem_body(problem) if problem else None,
        _checked(checked) if checked else None,
        _database(database, held, visit),
        _clock(visit),
        _policies(rules, changes, problem, visit),
        _accounts(),
        _checks(),
        _help(),
    ]


def _section(name: str, title: str, *nodes: h.Node) -> h.Node:
    return h.section(".part", aria_labelledby=name)[h.h2(id=name)[title], nodes]


def _database(database: str, held: Contents, visit: Visit) -> h.Node:
    last = None
    if held.last_at is not None:
        last = f"{moment_phrase(held.last_at, visit.zone)}: {flat(held.last_what or '')} by {flat(held.last_who or '')}"
    facts = [
        ("Where", h.code[flat(database)]),
        ("Engine", flat(held.engine)),
        ("Size", f"{held.bytes / (1 << 20):,.1f} MB"),
        ("Claims", f"{held.claims:,}"),
        ("Appearances", f"{held.appearances:,}"),
        ("Events", f"{held.events:,}"),
        ("Last event", last),
    ]
    return _section("database", "The database", _facts(facts))


def _facts(facts: Sequence[tuple[str, h.Node]]) -> h.Node:
    return h.dl(".facts-list")[[h.div[h.dt[label], h.dd(dir="auto")[value]] for label, value in facts if value]]


def _clock(visit: Visit) -> h.Node:
    name = getattr(visit.zone, "key", None) or "the zone of this machine"
    facts = [
        ("You act as", flat(visit.who)),
        ("Zone", flat(name)),
        ("Now", moment_phrase(datetime.now(UTC), visit.zone)),
    ]
    note = "Moments and days without an offset are read and shown in this zone. CLAIMS_TZ or claims.toml sets it."
    return _section("clock", "You, and the newsroom's clock", _facts(facts), h.p(".note")[note])


# Policies


def _policies(
    rules: Sequence[PolicyRecord], changes: Sequence[PolicyRecord], problem: ClaimsError | None, visit: Visit
) -> h.Node:
    return _section(
        "policies",
        "Policies",
        h.p(".note")["They apply to everybody who uses the database, from now on."],
        [_policy(rule, changes, problem, visit) for rule in rules],
    )


def _policy(rule: PolicyRecord, changes: Sequence[PolicyRecord], problem: ClaimsError | None, visit: Visit) -> h.Node:
    name, typed = rule.name.value, None
    if problem is not None and visit.path.get("policy") == name:
        typed = visit.typed("note")
    note = f"note-{name}"
    other = "off" if rule.on else "on"
    earlier = [change for change in reversed(changes) if change.name is rule.name]
    since = f" ({entered_phrase(rule.who, rule.at, visit.zone)})" if rule.who and rule.at else ""
    about = h.span(".unseen")[f": {words(rule.name)}"]
    return h.div(".policy")[
        h.h3[begun(words(rule.name)).rstrip("."), " ", h.span(class_=f"switch {rule.value.value}")[rule.value.value]],
        h.p[MEANINGS[rule.name]],
        h.p(".note", dir="auto")[f"It is {rule.value}{flat(since)}", f": {flat(rule.note)}" if rule.note else "."],
        h.form(".filters", method="post", action=f"/settings/policies/{name}")[
            labelled(
                "Why (needed)" if rule.on else "Why",
                note,
                h.input(id=note, name="note", value=typed, autocomplete="off"),
            ),
            h.button(name="value", value=other)[f"Turn it {other}", about],
            h.button(name="value", value="on")["Keep it on", about] if rule.on and rule.who is None else None,
        ],
        h.details[
            h.summary[counted(len(earlier), "change"), ", newest first"],
            h.ol(".history")[[_change(change, visit) for change in earlier]],
        ]
        if len(earlier) > 1
        else None,
    ]


def _change(change: PolicyRecord, visit: Visit) -> h.Node:
    when = moment_phrase(change.at, visit.zone) if change.at else ""
    return h.li[
        h.p(".when")[f"{when} · {flat(change.who or '')}"],
        h.p(dir="auto")[change.value.value, f" — {flat(change.note)}" if change.note else ""],
    ]


def _accounts() -> h.Node:
    return _section(
        "accounts",
        "Accounts",
        h.ul(".lines")[
            h.li[h.a(href="/settings/accounts")["Users, roles and tokens"], ": who may do what, and who is signed in"],
            h.li[h.a(href="/api")["Programs, feeds and calendars"], ": how they come in"],
        ],
    )


# Checks


def _checks() -> h.Node:
    return _section(
        "checks",
        "Checks",
        h.p(".note")[
            "The first looks at the file, the triggers, the schema and the evidence files, and computes everything "
            "derived anew. The second walks the chain of events and compares each record with its digest. Both take "
            "longer for a large database."
        ],
        h.div(".go")[
            h.form(method="post", action="/settings/check")[h.button["Check the database"]],
            h.form(method="post", action="/settings/verify")[h.button["Verify the records"]],
        ],
    )


def _checked(checked: Checked) -> h.Node:
    if checked.damage is not None:
        return problem_body(checked.damage)
    if checked.verified is not None:
        verified = checked.verified
        return h.div(".agrees", role="status")[
            h.p[f"Every record{_READ if verified.unread else ''} is as it was entered{_walked(verified)}."],
            _in_part(verified),
            h.p(".note")[
                "The newest event is ",
                h.code[verified.head or "none"],
                "; note it elsewhere to prove later that no event was cut off.",
            ],
        ]
    problems = [problem for result in checked.results for problem in result.problems]
    if not problems:
        subjects = ", ".join(result.subject for result in checked.results)
        return h.p(".agrees", role="status")[f"In order: {subjects}."]
    mend = "`claims db reindex` makes keys and indexes anew." if checked.renewable else ""
    return h.div(".problem", role="alert")[
        h.p[f"The database has {counted(len(problems), 'problem')}. {mend}"],
        h.ul(".lines")[[h.li(dir="auto")[begun(flat(problem))] for problem in problems]],
    ]


_READ = " that the database lets you read"


def _in_part(verified: Verification) -> h.Node:
    """Return what could not be verified with the user's rights in the database."""
    if not verified.unread:
        return None
    return h.p(".note")[
        f"Not verified: {listed(in_words(verified.unread))}. The database does not let you read all of their fields; "
        "an owner can verify all of it."
    ]


def _walked(verified: Verification) -> str:
    """Return how much was verified; nothing while a story is closed to the user, because counts would give it away."""
    if verified.events is None or verified.rows is None or verified.redacted is None:
        return ""
    return f": {counted(verified.events, 'event')}, {counted(verified.rows, 'row')}, {verified.redacted:,} redacted"


# Help


def _help() -> h.Node:
    return _section(
        "help",
        "Help",
        h.ul(".lines")[
            h.li[h.a(href="/help#keys")["Keys"], ": working without a mouse"],
            h.li[h.a(href="/read/bookmarklet")["The bookmarklet"], ": an article from your browser to the desk"],
            h.li[h.a(href="/help#sealing")["Sealing a source's identity"], ", on your own machine"],
            h.li[h.a(href="/help#command-line")["What the command line does besides"]],
        ],
    )
