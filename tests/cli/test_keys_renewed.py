"""Names and addresses that an older program compared in another way: found by a check, and made again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from claims.entry.resolve.keys import key_of
from claims.text import letters, matching
from tests.cli.entering import done, queried, rows
from tests.conftest import Run


@contextmanager
def older_program() -> Iterator[None]:
    """A program that takes abbreviations with dots apart, and addresses for what they are."""
    key_of.cache_clear()
    matching._url_key.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "undotted", lambda text: text)
        patch.setattr(matching, "plain", lambda text: letters.plain(text).replace("oystein", "øystein"))
        patch.setattr(matching, "page_of", lambda url: url)
        yield
    key_of.cache_clear()
    matching._url_key.cache_clear()


def test_keys_of_an_older_program_are_found_stale_and_made_again(run: Run) -> None:
    copy = "https://web.archive.org/web/2024/https://www.paper.example/x"
    with older_program():
        done(run, "outlet", "add", "U.S. News", "--alias", "U.S.N.")
        said = ("--attribution", "named", "--source", "Øystein Rich", "--reporter", "Øystein Lie")
        done(run, "log", "The U.S. will send troops to Chad", "--outlet", "U.S. News", "--url", copy, *said)
        done(run, "log", "Nothing changes here", "--outlet", "Plain", "--attribution", "unattributed")
    checked = run("db", "check")
    assert checked.exit_code == 1
    stale = {line.split(":")[0] for line in checked.stdout.splitlines() if "_key is" in line}
    assert {"outlet #1", "outlet_alias #1", "source #1", "reporter #1", "claim #1"} <= stale
    assert not {"claim #2", "outlet #2"} & stale
    before = rows(run)
    assert run("db", "reindex").exit_code == 0
    assert run("db", "check").exit_code == run("db", "verify").exit_code == 0
    after = rows(run)
    assert {name for name in after if after[name] != before[name]} == {"event", "revision", "outlet_alias"}
    for subject, typed in (
        ("outlet", "US News"),
        ("outlet", "USN"),
        ("source", "oystein rich"),
        ("reporter", "oystein-lie"),
    ):
        assert done(run, subject, "show", typed)["id"] == 1
    assert done(run, "article", "show", "https://paper.example/x")["id"] == 1
    assert [claim["id"] for claim in done(run, "search", "US troops")] == [1]
    assert run("db", "reindex").exit_code == 0
    assert rows(run) == after


def test_keys_made_again_change_nothing_that_people_see(run: Run) -> None:
    with older_program():
        done(run, "log", "The U.S. will send troops to Chad", "--outlet", "U.S. News", "--attribution", "unattributed")
        done(run, "review", 1, "unproven", "--note", "nobody confirms it")
    shown = [
        run(*command, "--format", "json").stdout for command in (("show", 1), ("history", 1), ("list",), ("queue",))
    ]
    assert run("db", "reindex").exit_code == 0
    assert shown == [
        run(*command, "--format", "json").stdout for command in (("show", 1), ("history", 1), ("list",), ("queue",))
    ]
    assert queried(run, lambda connection: connection.exec_driver_sql("SELECT count(*) FROM revision").scalar()) == 2
