"""Who may do what: the least role for every action, as plain data, and the refusals in words.

An action has the name of its command (``story add``); a part of a command that needs a higher role adds its option
(``review --agree``).  The roles build on each other: a reader reads, a journalist logs and asks, a checker reviews, an
editor agrees, merges, redacts and sets policy, an owner manages the users.  While there are no users, everybody may do
everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.errors import NotAllowed
from claims.text.shell import command
from claims.values import value
from claims.vocabulary import Role, Switch, a_or_an

WRITES: Mapping[str, Role] = {
    # What a reader leaves behind: where a copy of open records went.
    "report story": Role.READER,
    "export": Role.READER,
    "archive make": Role.READER,
    "user password": Role.READER,
    "user token": Role.READER,
    "user revoke": Role.READER,
    "access": Role.READER,
    # Logging and asking.
    "log": Role.JOURNALIST,
    "appear": Role.JOURNALIST,
    "capture": Role.JOURNALIST,
    "article timestamp": Role.JOURNALIST,
    "reprint": Role.JOURNALIST,
    "import": Role.JOURNALIST,
    "check-draft": Role.JOURNALIST,
    "take": Role.JOURNALIST,
    "drop": Role.JOURNALIST,
    "ask": Role.JOURNALIST,
    "answer": Role.JOURNALIST,
    "edit": Role.JOURNALIST,
    "correct": Role.JOURNALIST,
    "relate": Role.JOURNALIST,
    "story add": Role.JOURNALIST,
    "story edit": Role.JOURNALIST,
    "outlet add": Role.JOURNALIST,
    "outlet edit": Role.JOURNALIST,
    "reporter add": Role.JOURNALIST,
    "reporter edit": Role.JOURNALIST,
    "source add": Role.JOURNALIST,
    "source edit": Role.JOURNALIST,
    "source seal": Role.JOURNALIST,
    "article add": Role.JOURNALIST,
    "article edit": Role.JOURNALIST,
    # Reviewing, and what a count rests on.
    "review": Role.CHECKER,
    "not-duplicate": Role.CHECKER,
    "outlet distinct": Role.CHECKER,
    "reporter distinct": Role.CHECKER,
    "source distinct": Role.CHECKER,
    "source independent": Role.CHECKER,
    "article distinct": Role.CHECKER,
    # Agreeing, merging, redacting, policy.
    "review --agree": Role.EDITOR,
    "duplicate": Role.EDITOR,
    "story merge": Role.EDITOR,
    "story unmerge": Role.EDITOR,
    "story close": Role.EDITOR,
    "story open": Role.EDITOR,
    "outlet import": Role.EDITOR,
    "outlet merge": Role.EDITOR,
    "outlet unmerge": Role.EDITOR,
    "outlet unjudge": Role.EDITOR,
    "reporter merge": Role.EDITOR,
    "reporter unmerge": Role.EDITOR,
    "reporter unjudge": Role.EDITOR,
    "source same": Role.EDITOR,
    "source merge": Role.EDITOR,
    "source unmerge": Role.EDITOR,
    "source unjudge": Role.EDITOR,
    "article merge": Role.EDITOR,
    "article unmerge": Role.EDITOR,
    "article unjudge": Role.EDITOR,
    "import --records": Role.EDITOR,
    "redact": Role.EDITOR,
    "redact --clean": Role.EDITOR,
    "db policy": Role.EDITOR,
    "db reindex": Role.EDITOR,
    # Accounts, and copies of everything.
    "user add": Role.OWNER,
    "user role": Role.OWNER,
    "user disable": Role.OWNER,
    "user password --for": Role.OWNER,
    "user revoke --for": Role.OWNER,
    "access --for": Role.OWNER,
    "db grant": Role.OWNER,
    "db revoke": Role.OWNER,
    "db backup": Role.OWNER,
}
"""The least role for every action that enters something."""

CONFIDENTIAL: Mapping[str, Role] = {
    "list --confidential": Role.JOURNALIST,
    "search --confidential": Role.JOURNALIST,
    "show --confidential": Role.JOURNALIST,
    "similar --confidential": Role.JOURNALIST,
    "history --confidential": Role.JOURNALIST,
    "inquiries --confidential": Role.JOURNALIST,
    "queue --confidential": Role.JOURNALIST,
    "outlet list --confidential": Role.JOURNALIST,
    "outlet show --confidential": Role.JOURNALIST,
    "reporter list --confidential": Role.JOURNALIST,
    "reporter show --confidential": Role.JOURNALIST,
    "source list --confidential": Role.JOURNALIST,
    "source show --confidential": Role.JOURNALIST,
    "article list --confidential": Role.JOURNALIST,
    "article show --confidential": Role.JOURNALIST,
    "article snapshots --confidential": Role.JOURNALIST,
    "article text --confidential": Role.JOURNALIST,
    "article changes --confidential": Role.JOURNALIST,
    "source unseal": Role.JOURNALIST,
    "user reads": Role.EDITOR,
    "story closings": Role.EDITOR,
    "export --complete": Role.OWNER,
    "archive make --confidential-to": Role.OWNER,
}
"""The least role for every confidential read; other reads are open to anyone who can open the database."""

OPEN = frozenset(
    {
        *("list", "search", "show", "similar", "history", "inquiries", "queue", "completion"),
        *("report anonymous", "report check", "report counts", "report trend"),
        *("report outlet", "report reporter", "report source"),
        *("story list", "story show", "outlet list", "outlet show", "reporter list", "reporter show"),
        *("source list", "source show", "article list", "article show"),
        *("article snapshots", "article text", "article changes"),
        *("user list", "user tokens", "db status", "db roles", "db verify", "db check", "desk"),
        *("archive verify", "watch", "notices send", "notices show"),
        # Any first command upgrades a file; on a server, the server's own rights say who may change its tables.
        "db upgrade",
    }
)
"""The commands that anyone who can open the database may run, as far as they show nothing confidential."""

ROWS: Mapping[str, tuple[Role, str]] = {
    "review": (Role.CHECKER, "entering a review"),
    "judgement": (Role.CHECKER, "judging records"),
    "redaction": (Role.EDITOR, "a redaction"),
    "policy": (Role.EDITOR, "setting a policy"),
    "story_closing": (Role.EDITOR, "closing or opening a story"),
    "account": (Role.OWNER, "adding a user"),
    "account_role": (Role.OWNER, "giving a role"),
}
"""The least role for rows of these tables, whatever command or file they come from, with words for a refusal."""

ACTIONS: Mapping[str, Role] = {**WRITES, **CONFIDENTIAL}
"""The least role for every action with limits."""

ROLES = tuple(Role)

DESCRIBED = {
    "import --records": "importing another database's records",
    "user password --for": "setting another user's password",
    "user revoke --for": "revoking another user's token",
    "access --for": "signing another user out",
    "review --agree": "agreeing with a verdict",
    "archive make --confidential-to": "archiving confidential material",
}
"""Words for the parts of commands that need a higher role than the command."""

OVERSEEN = frozenset({"story close", "story open", "story closings"})
"""The actions in which an owner sees stories that are closed to them: only that they are closed, and to whom."""


@value
class Account:
    """A registered user, with the present role."""

    id: int
    uid: str
    name: str
    role: Role
    login: str | None
    """The login that proves who the user is; None for a user of the desk alone."""
    active: bool


@value
class Actor:
    """Who acts: the name for the records, the proved login, and the account, if there are users."""

    who: str
    proved: str | None
    registered: bool = False
    """Whether the database has users."""
    account: Account | None = None


def may(role: Role, action: str) -> bool:
    """Return whether a role may do an action; an action missing from the tables is refused to every role."""
    least = ACTIONS.get(action)
    return least is not None and ROLES.index(role) >= ROLES.index(least)


def may_oversee(actor: Actor) -> bool:
    """Return whether somebody sees that stories are closed to them, and may let themselves in."""
    account = actor.account
    return account is not None and account.active and account.role is Role.OWNER


def refusal(actor: Actor, action: str) -> NotAllowed | None:
    """Return the refusal of an action, with the command that grants it; None if the user may do it."""
    return _below(actor, ACTIONS.get(action), DESCRIBED.get(action, f"`claims {action}`"))


def refusal_of_rows(actor: Actor, tables: Iterable[str]) -> NotAllowed | None:
    """Return the refusal of new rows in these tables; None if the user may enter them."""
    limited = (ROWS[table] for table in ROWS if table in set(tables))
    return next(filter(None, (_below(actor, least, what) for least, what in limited)), None)


def _below(actor: Actor, given: Role | None, what: str) -> NotAllowed | None:
    if not actor.registered:
        return None
    account, least = actor.account, given or Role.OWNER
    if account is None:
        name = actor.proved or actor.who
        return NotAllowed(
            f"{name} is not a user of this database, and {what} needs {a_or_an(least)}: an owner can add {name} with "
            f"`{command('user', 'add', name, role=least)}`"
        )
    if not account.active:
        return NotAllowed(
            f"{account.name} was disabled: an owner can undo that with "
            f"`{command('user', 'role', account.name, account.role)}`"
        )
    if given is not None and ROLES.index(account.role) >= ROLES.index(given):
        return None
    return NotAllowed(
        f"{account.name} is {a_or_an(account.role)}, and {what} needs {a_or_an(least)}: an owner can give "
        f"that role with `{command('user', 'role', account.name, least)}`"
    )


def may_speak_for_others(value: Switch | None, *, registered: bool) -> bool:
    """Return whether `--as` may name somebody else, by the policy `act_for_others`, which is None if nobody set it.

    With users it has to be turned on; without, it is allowed unless somebody turned it off.
    """
    return value is Switch.ON if registered else value is not Switch.OFF


def speaks_for(account: str, said: str) -> NotAllowed:
    """Return the refusal of a name that is not the person's own."""
    return NotAllowed(
        f"you are {account} and cannot act as {said}: leave out --as and CLAIMS_USER; an editor can allow it with "
        "`claims db policy act_for_others on`",
        part="--as",
    )
