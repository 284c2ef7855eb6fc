"""The settings of a newsroom: its database, who is acting, and its time zone.

Taken, in this order, from: options of the command line, the environment (``CLAIMS_DB``, ``CLAIMS_USER``,
``CLAIMS_TZ``, ``CLAIMS_MAX_LAG``), ``claims.toml`` (``CLAIMS_CONFIG``, else the user's configuration folder), and the
defaults.
"""

from __future__ import annotations

import getpass
import os
import re
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlencode, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims.errors import BadValue, FileUnusable
from claims.parsing import refuse_device, toml_values, whole_path
from claims.values import value

SERVER_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
SQLITE_SCHEME = "sqlite:///"


@value
class Settings:
    """The settings in force for one command."""

    database: str
    """An SQLAlchemy URL: ``sqlite:///…`` or ``postgresql+psycopg://…``."""
    who: str
    zone: tzinfo
    chosen: bool
    """Whether the user named the database (by option, environment or file) instead of using the default."""
    said: bool = False
    """Whether ``who`` was given (by option, environment or file) instead of being the login name."""
    login: str | None = None
    """The login name that the operating system gives, whatever options and variables say; None without a name."""
    account: str | None = None
    """The name of the account that proved itself by other means than a login: at the desk."""
    authority: str | None = None
    """The address of the authority that gives timestamps."""
    certificate: Path | None = None
    """A file with the root certificate of that authority."""
    max_lag: float | None = None
    """By how many seconds a standby may be behind to be read; None for any."""
    direct: str | None = None
    """An SQLAlchemy URL of the server without a pool in between, to listen on; None if the database's serves."""

    def as_account(self, name: str) -> Settings:
        """Return the same settings for a person whom the desk has proved by their account."""
        return replace(self, who=name, said=False, account=name)

    @property
    def embedded(self) -> bool:
        """Whether the database is a file of this user rather than a shared server."""
        return self.database.startswith(SQLITE_SCHEME)

    @property
    def file(self) -> Path:
        """The file of an embedded database."""
        return Path(self.database.removeprefix(SQLITE_SCHEME))

    @property
    def own_file(self) -> Path:
        """The real file of an embedded database, with links resolved; its evidence folder lies beside it."""
        return self.file.resolve()

    @property
    def files(self) -> Path:
        """The folder of kept evidence files: beside an embedded database, or in the data folder for all servers."""
        return evidence_beside(self.own_file) if self.embedded else data_folder() / "evidence"

    @property
    def files_beside_link(self) -> Path | None:
        """The evidence folder beside a link to the database, where earlier versions kept files; None without a link."""
        if not self.embedded or evidence_beside(self.file).resolve() == self.files:
            return None
        return evidence_beside(self.file)


def evidence_beside(database: Path) -> Path:
    """Return the evidence folder of an embedded database, or of a copy."""
    return database.with_name(f"{database.name}.evidence")


def settings(database: str | None = None, who: str | None = None, max_lag: str | None = None) -> Settings:
    """Return the settings in force, given the options of the command line.

    Raises `BadValue` for an unknown time zone or lag, and `FileUnusable` for an unreadable ``claims.toml``.
    """
    kept = _kept_settings()
    named = database or os.environ.get("CLAIMS_DB") or kept.get("database")
    direct = os.environ.get("CLAIMS_DIRECT") or kept.get("direct")
    said = who or os.environ.get("CLAIMS_USER") or kept.get("user")
    return Settings(
        database=database_url(named) if named else SQLITE_SCHEME + str(data_folder() / "claims.db"),
        who=(said or _usual_name()).strip(),
        zone=_zone(os.environ.get("CLAIMS_TZ") or kept.get("timezone")),
        chosen=bool(named),
        said=bool(said),
        login=login_name(),
        authority=kept.get("authority"),
        certificate=whole_path(kept["certificate"]) if kept.get("certificate") else None,
        max_lag=_seconds(max_lag or os.environ.get("CLAIMS_MAX_LAG") or kept.get("max_lag")),
        direct=database_url(direct) if direct else None,
    )


def _seconds(typed: object) -> float | None:
    """Return a number of seconds (``10``, ``10s``, ``2min``); raises `BadValue`."""
    if typed is None:
        return None
    match = re.fullmatch(r"(\d{1,7}(?:\.\d{1,3})?) ?(s|min)?", str(typed).strip())
    if match is None:
        raise BadValue(f'"{typed}" is no time to be behind; give seconds, as in --max-lag 30', part="--max-lag")
    return float(match[1]) * (60 if match[2] == "min" else 1)


def notice_addresses() -> tuple[str, ...]:
    """Return where notices go: the addresses in ``CLAIMS_NOTICES``, else in ``claims.toml``; they may hold passwords.

    Raises `FileUnusable` for an unreadable ``claims.toml``, and `BadValue` if it lists anything but texts.
    """
    named = os.environ.get("CLAIMS_NOTICES")
    if named is not None:
        return tuple(named.split())
    listed = _kept_settings().get("notices", [])
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise BadValue('notices in claims.toml must be a list of addresses: notices = ["mailto://…"]')
    return tuple(listed)


def is_readable_by_others() -> bool:
    """Return whether other users of this machine may read addresses in ``claims.toml``."""
    try:
        return "CLAIMS_NOTICES" not in os.environ and os.name == "posix" and bool(_config_path().stat().st_mode & 0o077)
    except OSError:
        return False


def database_url(named: str) -> str:
    """Return the SQLAlchemy URL of a database named as a path or as a URL."""
    for scheme in SERVER_SCHEMES:
        if named.startswith(scheme):
            return "postgresql+psycopg://" + _with_hosts_apart(named.removeprefix(scheme))
    if named.startswith(SQLITE_SCHEME):
        return named
    if "://" in named:
        raise BadValue(f"{masked(named)} is neither a file nor a PostgreSQL URL (postgresql://…)", part="--db")
    return SQLITE_SCHEME + str(whole_path(named).absolute())


def _with_hosts_apart(address: str) -> str:
    """Return the rest of a PostgreSQL URL with several hosts (``h1:5432,h2/db``) as SQLAlchemy reads it.

    libpq lists hosts where others have one (PostgreSQL 18, section 32.1.1.3); SQLAlchemy takes a ``host`` for each.
    """
    place, slash, rest = address.partition("/")
    login, at, hosts = place.rpartition("@")
    if "," not in hosts:
        return address
    name, _, query = rest.partition("?")
    options = "&".join([*(f"host={host}" for host in hosts.split(",")), *filter(None, (query,))])
    return f"{login}{at or '@'}/{name}?{options}" if slash else f"{login}{at or '@'}/?{options}"


def libpq_url(url: str) -> str:
    """Return an SQLAlchemy URL of a server as PostgreSQL's own library takes it, which lists hosts and ports apart."""
    address, _, query = url.replace("postgresql+psycopg://", "postgresql://").partition("?")
    options = parse_qsl(query, keep_blank_values=True)
    hosts = [value.rpartition(":") for name, value in options if name == "host"]
    if len(hosts) < 2:
        return f"{address}?{query}" if query else address
    listed = {
        "host": ",".join(host or port for host, _, port in hosts),
        "port": ",".join(port if colon else "" for _, colon, port in hosts),
    }
    return f"{address}?{urlencode([*listed.items(), *(option for option in options if option[0] != 'host')])}"


def masked(url: str) -> str:
    """Return a database URL without its password, safe to show; for a file, its path."""
    if url.startswith(SQLITE_SCHEME):
        return url.removeprefix(SQLITE_SCHEME)
    parts = urlsplit(url)
    shown = url.replace("postgresql+psycopg://", "postgresql://")
    in_query = [value for name, value in parse_qsl(parts.query) if name in ("password", "sslpassword")]
    for secret in filter(None, (parts.password, *in_query)):
        for written in {secret, unquote(secret), quote(secret, safe=""), quote_plus(secret)}:
            shown = re.sub(rf"(?<=[:=]){re.escape(written)}(?=[@&]|$)", "***", shown)
    return shown


def data_folder() -> Path:
    """Return the folder for this user's data."""
    from platformdirs import user_data_path

    return user_data_path("claims", appauthor=False)


def _kept_settings() -> dict[str, Any]:
    path = _config_path()
    refuse_device(path)
    try:
        return toml_values(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise FileUnusable(f"the settings in {path} cannot be read ({error}); fix or remove the file") from error


def _config_path() -> Path:
    named = os.environ.get("CLAIMS_CONFIG")
    if named:
        return whole_path(named)
    from platformdirs import user_config_path

    return user_config_path("claims", appauthor=False) / "claims.toml"


def login_name() -> str | None:
    """Return the name of whoever runs this program, as the operating system knows it: ``uid 1000`` without a name.

    The environment (LOGNAME, USER) is not asked: anybody can set it.
    """
    name = _system_name()
    return name if name is not None or not hasattr(os, "getuid") else f"uid {os.getuid()}"


def _system_name() -> str | None:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return None
    except ImportError:  # Windows, where the system itself answers
        try:
            return os.getlogin()
        except OSError:
            return None


def _usual_name() -> str:
    """Return the name by which records call whoever runs this program, if no other is given."""
    try:
        return _system_name() or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _zone(name: str | None) -> tzinfo:
    if not name:
        return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue(f'"{name}" is not a time zone; set CLAIMS_TZ to a name such as Europe/London') from error
