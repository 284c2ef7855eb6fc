"""A server brought back to a moment from a copy and the archive of its log, as docs/server.md tells."""

from __future__ import annotations

import time
from pathlib import Path

from tests.cli.entering import done
from tests.conftest import Run
from tests.postgres import USER
from tests.servers.pair import home, until


def log(run: Run, statement: str) -> None:
    done(run, "log", statement, "--outlet", "Alpha", "--attribution", "unattributed")


def test_a_server_is_brought_back_to_a_moment(programs: None, environment: dict[str, str]) -> None:
    with home() as servers:
        archive = servers.folder / "archive"
        archive.mkdir()
        servers.owned(archive)
        servers.make("primary")
        keeps = f"test ! -f {archive}/%f && cp %p {archive}/%f"
        primary = servers.start("primary", "archive_mode=on", f"archive_command={keeps}")
        primary.asked("CREATE DATABASE newsroom")
        run = Run(f"postgresql://{USER}@{primary.place}/newsroom", environment)
        assert run("db", "upgrade").exit_code == 0
        log(run, "It rained before the copy")
        servers.copy(primary, "restored")
        log(run, "It rained after the copy")
        head = run("db", "status", "--format", "json").json["chain"]["head"]
        time.sleep(0.1)
        moment = primary.asked("SELECT clock_timestamp()")
        time.sleep(0.1)
        log(run, "This was a mistake")
        primary.asked("SELECT pg_switch_wal()")
        until(lambda: run("db", "status", "--format", "json").json["server"]["archived_at"])
        until(lambda: primary.asked("SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) FROM "
                                    "pg_stat_archiver"))  # fmt: skip
        primary.kill()
        servers.owned(_touched(servers.folder / "restored" / "recovery.signal"))
        restored = servers.start(
            "restored",
            f"restore_command=cp {archive}/%f %p",
            f"recovery_target_time={moment.isoformat()}",
            "recovery_target_action=promote",
        )
        until(lambda: not restored.asked("SELECT pg_is_in_recovery()"))
        back = Run(f"postgresql://{USER}@{restored.place}/newsroom", environment)
        statements = {claim["statement"] for claim in back("list", "--format", "json").json}
        assert statements == {"It rained before the copy", "It rained after the copy"}
        assert back("db", "verify", "--format", "json").json["head"] == head
        log(back, "It rains again")
        assert back("db", "verify", "--head", head).exit_code == 0
        assert back("db", "check").exit_code == 0


def test_an_archive_that_fails_is_an_alarm(programs: None, environment: dict[str, str]) -> None:
    with home() as servers:
        servers.make("primary")
        primary = servers.start("primary", "archive_mode=on", "archive_command=false")
        primary.asked("CREATE DATABASE newsroom")
        run = Run(f"postgresql://{USER}@{primary.place}/newsroom", environment)
        assert run("db", "upgrade").exit_code == 0
        assert run("db", "status", "--alarm").exit_code == 0
        primary.asked("SELECT pg_switch_wal()")
        until(lambda: run("db", "status", "--format", "json").json["server"]["archive_failed_at"])
        answer = run("db", "status", "--alarm")
        assert (answer.exit_code, "archive" in answer.stderr) == (1, True)


def _touched(path: Path) -> Path:
    path.touch()
    return path
