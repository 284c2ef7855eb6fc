"""`claims db policy`: the rules for everybody who uses the database."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import choice, writing
from claims.cli.terminal.render import Column, Format, emit
from claims.errors import BadUsage
from claims.vocabulary import PolicyName, Switch

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.policies import PolicyRecord


@command(
    "policy",
    example="""
        claims db policy
        claims db policy two_person_verdicts on
        claims db policy two_person_verdicts off --note "only two of us over the holidays"
        claims db policy two_person_verdicts --as-of "9 April 2024"
    """,
)
@click.argument("name", type=choice(PolicyName), required=False)
@click.argument("value", type=choice(Switch), required=False)
@click.option("--note", metavar="TEXT", help="Why it changes; needed to turn it off.")
@click.option("--as-of", metavar="WHEN", help='Show what held then: "18:00 on 9 April 2024".')
@writing
def policy(
    desk: Desk, form: Format, name: PolicyName | None, value: Switch | None, note: str | None, as_of: str | None
) -> None:
    """Show or set the rules that everybody works by.

    Without arguments it lists them, each with who set it, when and why. A NAME alone lists every change of that rule.
    The database keeps them, so they bind everybody who uses it.

    `two_person_verdicts`: a verdict or an outcome is a proposal until somebody else agrees with it; it is off until
    somebody turns it on.

    `act_for_others`: `--as` and CLAIMS_USER may name somebody else than the login proves, and the event keeps both
    names; it never makes a second person. As long as nobody is registered (`claims user`) it is allowed unless it was
    turned off; from then on it has to be turned on.
    """
    if value is None:
        if note is not None:
            raise BadUsage(
                "--note says why a policy changes; say which policy, and how: NAME on or NAME off", part="--note"
            )
        _tell(desk, form, name, as_of)
        return
    if as_of is not None:
        raise BadUsage("--as-of asks what held then; a policy changes from now on", part="--as-of")
    from claims.entry.policy import set_policy

    assert name is not None
    made = desk.write("db policy", lambda session: set_policy(session, name, value, note))
    answer(made, form, text=lambda: f"{name} is {value} from now on.")


def policy_phrase(record: PolicyRecord, zone: tzinfo) -> str:
    """Return a policy in a sentence: ``two_person_verdicts on (lindqvist, 9 April 2024)``."""
    from claims.render.phrases import entered_phrase

    by = f" ({entered_phrase(record.who, record.at, zone)})" if record.who and record.at else ""
    return f"{record.name} {record.value}{by}"


def _tell(desk: Desk, form: Format, name: PolicyName | None, as_of: str | None) -> None:
    from claims.reading.policies import policies, policy_changes

    view = desk.view(form, as_of, None)

    def read(connection: Connection) -> list[PolicyRecord]:
        return policies(connection, view.as_of) if name is None else policy_changes(connection, view.as_of, name)

    zone = desk.settings.zone
    rows = [_row(record, zone) for record in desk.read(read)]
    emit(rows, _columns(form), form, empty=f"{name} is off and was never on.", caption=view.caption)


def _row(record: PolicyRecord, zone: tzinfo) -> dict[str, Any]:
    at = record.at.astimezone(zone).isoformat(timespec="seconds") if record.at else None
    return {
        "name": record.name,
        "value": record.value,
        "entered_by": record.who,
        "entered_at": at,
        "note": record.note,
    }


def _columns(form: Format) -> list[Column]:
    headers = {"name": "policy", "entered_by": "who", "entered_at": "since", "note": "why"}
    names = ("name", "value", "entered_by", "entered_at", "note")
    return [Column(name if form is Format.CSV else headers.get(name, name), name) for name in names]
