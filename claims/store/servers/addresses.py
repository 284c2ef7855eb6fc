"""What a server's address leaves open."""

from __future__ import annotations


def server_arguments(url: str, *, read_only: bool) -> dict[str, str | int | None]:
    """Return what a server's URL does not say itself: limits of waiting, and which of several hosts to use.

    A connection whose network has gone is given up after a minute; an entry goes to the primary.
    Nothing is prepared on the server: a pool in transaction mode (pgBouncer before 1.21) hands a statement to one
    connection and its values to another.
    """
    from urllib.parse import parse_qsl, urlsplit

    options = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    usual: dict[str, str | int | None] = {
        "prepare_threshold": None,
        "connect_timeout": 10,
        "keepalives_idle": 20,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    }
    hosts = [value for name, value in options if name == "host"]
    if not read_only and (len(hosts) > 1 or any("," in host for host in hosts)):
        usual["target_session_attrs"] = "read-write"
    named = {name for name, _ in options} - ({"target_session_attrs"} if not read_only else set())
    return {name: value for name, value in usual.items() if name not in named}
