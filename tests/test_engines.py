"""The program answers alike on both engines: a newsroom's days, each command on either, and every way to read a case.

Tests marked ``engines("sqlite")`` are of rules and words, and run on one engine; here the same commands are held
against each other on two, in every command that there is.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import pytest

from claims.cli.root import root
from tests.conftest import Result, Run

WORKING = """
log "Japan will join" --outlet POLITICO --published 2024-03-19 --url https://www.politico.eu/aukus --title "A pact"
    --attribution unnamed --source "two senior officials" --institution "US State Department" --terms background
    --story aukus --kind prediction --due "by the end of 2024" --hedge "likelihood:could" --excerpt "could join"
    --wording partial --anonymity-reason "to speak freely" --reporter "A. Aoki" --reporter "B. Beta" --placement lead
log "Japan will join" --outlet Nikkei --attribution own_voice
appear 1 --outlet "The Blog" --published 2024-03-20 --attribution outlet --relays article:1
    --relay-basis inferred --note "likely"
appear 1 --outlet Reuters --published 2024-03-21 --attribution named --source "Ada Ruiz" --role minister
    --institution "Government of Spain" --stance denies --excerpt "we will not" --wording direct --said 2024-03-20
appear 1 --outlet AFP --attribution named --source "Ana Núñez" --terms on_record --proximity first_hand
appear 1 --outlet AFP --attribution collective --source "experts" --terms off_record
log "The fine is 5%" --outlet Reuters --published 2024-03-21 --attribution document --source "The ruling" --issuer Court
    --story aukus --weight supporting --holds "as of March 2024"
log "It costs more" --article 1 --attribution own_voice --treatment doubts --happened "on 8 April 2024"
log "Canada will leave" --outlet "Le Monde" --attribution named --source "ADA RUIZ" --kind intention
    --condition "if asked"
log "Wrongly off the record" --outlet "Le Monde" --attribution named --source "Jean Roy" --terms off_record
log "" --outlet A --attribution witnessed
log "No attribution" --outlet A
log "Bad word" --outlet A --attribution named
log "Bad day" --outlet A --attribution witnessed --published 2024-13-01
log "Two outlets" --outlet A --article 1 --attribution witnessed
appear 99 --outlet A --attribution witnessed
reprint 1 --outlet "The Mirror" --published 2024-03-22
reprint 4 --outlet "The Mirror" --extent part --claim 2
reprint 1 --outlet "The Mirror" --published 2024-03-22
list
list --format json
similar 1
relate 1 contradicts 3 --note "they cannot both be"
relate 1 supports 1
relate 2 part_of 1
relate 2 part_of 1 --withdraw --note "it is not"
duplicate 1 3 --reason "the same words"
not-duplicate 1 3 --reason "other numbers"
review 1 in_review --note "asked the ministry"
review 1 corroborated --note "two of them"
review 1 confirmed --note "no evidence"
review 1 confirmed --outcome occurred --note "the gazette has it" --evidence https://gov.example/1
    --evidence-kind primary_record --evidence-title "Gazette" --evidence-published 2024-12-01
review 2 refuted --note "says who" --evidence https://court.example/2 --evidence-kind party_statement
review 3 true --note "wrong word"
review 1 in_review --note "reopened"
take 2
take 2
drop 2
take 3 --over
ask 2 "the court's press office" --question "Is it so?" --asked 2024-03-22 --reply-by 2024-03-25
ask 2 ""
answer 1 answered --note "they say no"
answer 1 declined --note "nothing more"
answer 9 answered
inquiries
inquiries --format json
correct 7 --retracted --note "the outlet withdrew it" --evidence https://politico.example/r
    --evidence-kind primary_record
correct 2 --wrong --attribution unattributed --note "no source is given"
correct 3 --edited --note "changed"
correct article:4 --retracted --note "withdrawn whole"
correct 99 --retracted --note "x"
correct 7 --retracted
edit 1 --statement "Japan will join Pillar 2" --reason "clearer" --story other --weight background
edit 1 --due "as soon as next month" --reason "reread"
edit 1 --statement " "
edit 2 --not-story aukus --reason "not of it"
story add "Pillar 2" --note "the second"
story edit 1 --title "AUKUS" --reason "its name"
story merge 2 1 --reason "one story"
story unmerge 2 1 --reason "two stories"
story list
story show 1 --format json
outlet add nikkei --name "Nikkei Asia" --host asia.nikkei.com
outlet add asia --name "Nikkei Asia" --host asia.nikkei.com
outlet edit 1 --name "POLITICO Europe" --reason "whole name" --reliability B
outlet merge 1 2 --reason "one house"
outlet unmerge 1 2 --reason "two papers"
outlet distinct 1 3 --reason "they share nothing"
outlet unjudge 1 3 --reason "not sure"
outlet list
outlet show 1 --format json
reporter add "C. Gamma"
reporter edit 1 --name "Aoi Aoki" --reason "whole name"
reporter merge 3 1 --reason "a pen name"
reporter unmerge 3 1 --reason "no pen name"
reporter distinct 1 2 --reason "two people"
reporter unjudge 1 2 --reason "perhaps"
reporter list --format json
reporter show 1
source add "Ada Ruiz Gómez" --kind person --role minister
source edit 1 --note "met twice" --reason "for us"
source same 2 7 --reason "they said so"
source distinct 3 4 --reason "two people"
source independent 3 4 --reason "they never met"
source independent 3 4 --reason "they never met" --instead
source unjudge 3 4 --reason "they met"
source merge 10 4 --reason "her whole name"
source unmerge 10 4 --reason "another person"
source list --format json
source list --unnamed
source show 1
article add "A page" --outlet Reuters --url https://reuters.example/x --published 2024-04-01
article edit 1 --title "A pact, again" --reason "as printed"
article merge 2 3 --reason "one page"
article unmerge 2 3 --reason "two pages"
article distinct 2 3 --reason "two pages"
article unjudge 2 3 --reason "perhaps"
article list --format json
article show 1
outlet import outlets.csv
import claims.csv
import claims.csv
import broken.csv --preview
import claims.csv --strict --story imported
search "japan OR canada"
search "fine" --format json
queue
queue --format json
queue --confidential --days 3650
show 1
show 1 --format json
show 2 --format markdown
show 99
history 1
history 1 --format json
show 1 --as-of 2024-03-01
report story aukus
report story aukus --format json
report story aukus --for public --format markdown
report story nothing
report anonymous --format json
report counts
report trend --format json
report outlet 1
report reporter 1 --format json
report source 3
db policy two_person_verdicts on --note "all of us"
db policy
review 3 refuted --note "proposed" --evidence https://gov.example/3 --evidence-kind data
review 3 --agree
review 3 --agree --as okafor
queue --reason proposed
redact claim:2 note --reason "a name" --yes
redact article:2 title --reason "nothing there" --yes
redact claim:3 statement --reason "a name"
show 3
show 3 --format json
capture page.txt --outlet "The Echo" --published 2024-03-19 --story aukus
capture later.txt --outlet "The Echo" --published 2024-03-19
capture --work
article snapshots 1
article text 1
article changes 1
article timestamp 1 --authority http://127.0.0.1/
check-draft page.txt --story aukus
user list
user add tester --role checker
user add tester --role owner
user add okafor --role journalist --note "from May on"
user add "Ruiz, Ada" --role reader --login aruiz
user list --format csv
log "A clear statement" --outlet POLITICO --attribution unattributed --as okafor
review 1 in_review --note "asked" --as okafor
take 1 --as nobody
user role okafor checker
story close aukus --to tester --note "until it runs"
story closings --format csv
story open aukus --note "it ran"
user reads --format csv
user disable okafor --note "left"
user disable tester
user password
"""

READING = """
list --limit 0
list --limit 0 --format json
list --story aukus-pillar-2 --status unverified --format csv
show 98
show 98 --format json
show 54 --format markdown
history 98 --format json
similar 98 --format json
inquiries --format json
queue --limit 0 --as-of 2024-12-31
queue --limit 0 --format json --as-of 2024-06-01
report story aukus-pillar-2 --as-of 2026-11-01
report story aukus-pillar-2 --as-of 2024-04-09 --format json
report story aukus-pillar-2 --as-of 2026-11-01 --format html
report story aukus-pillar-2 --published-until 2024-04-09 --as-of 2026-11-01 --format markdown
report anonymous
report anonymous --format json
report counts --format json
report trend --format json
report outlet politico --format json
report reporter 1 --format json
report source 1 --format json
story list --format json
story show aukus-pillar-2 --format json
outlet list --format csv
outlet show politico --format json
reporter list --format json
source list --format json
source list --unnamed
article list --format json
article show 1 --format json
"""

ELSEWHERE = {
    "archive make": "test_archive, on both",
    "archive verify": "test_archive, without a database",
    "completion": "of the shell",
    "db backup": "test_db",
    "db check": "what is checked is the engine's; test_db",
    "db reindex": "test_db",
    "db status": "names the engine; test_db",
    "db grant": "test_grants, on servers",
    "db revoke": "test_grants, on servers",
    "db roles": "test_grants, on servers",
    "db upgrade": "test_migrate",
    "db verify": "names its head; test_db",
    "desk": "serves a browser; tests/web",
    "export": "test_exports_hostile, in every form",
    "report check": "test_report_check, on a file",
    "source seal": "test_sealing",
    "source unseal": "test_sealing",
    "notices send": "test_notices, on both",
    "notices show": "test_notices, on both",
    "watch": "test_watch, on both",
    "user revoke": "test_tokens",
    "user token": "test_tokens, as each is another",
    "user tokens": "test_tokens",
}
"""Commands that are held against each other elsewhere, or have no records to read."""

FILES = {
    "claims.csv": "statement,outlet,published,attribution,source,status\n"
    'Japan will join,Reuters,2024-05-01,named,Ada Ruiz,\n"Müller said ""no""",Die Zeit,2024-05,unnamed,one aide,\n'
    "Nobody knows,N/A,2024,own_voice,,disputed\n",
    "broken.csv": "statement,outlet,published,attribution\nA,B,2024-02-30,named\n,B,,witnessed\nC,,soon,nobody\n",
    "page.txt": "Harbour bridge to close\n\nThe bridge will close by 30 June 2024, Mayor Ann Rich said on Tuesday.\n",
    "later.txt": "Harbour bridge to close\n\nThe bridge will close by 31 July 2024, Mayor Ann Rich said on Tuesday.\n",
    "outlets.csv": "name,domain,alias\nThe Herald,herald.example,Herald\nReuters,reuters.com,RTRS\n",
}


def lines(script: str) -> Iterator[list[str]]:
    """The command lines of a script; one that is indented goes on with the one before."""
    for line in re.sub(r"\n +", " ", script).strip().splitlines():
        yield shlex.split(line)


def leaves(command: click.Command, *path: str) -> Iterator[str]:
    """The commands that do something, as they are typed."""
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from leaves(inner, *path, name)


class Sitting(Run):
    """The program on a database that the environment names, so that no answer holds its address."""

    def __call__(self, *args: object, input: str | None = None, env: Mapping[str, str] | None = None) -> Result:
        return super().__call__(*args, input=input, env={"CLAIMS_DB": self.url, **(env or {})})

    def arguments(self, args: Sequence[object]) -> list[str]:
        return [*map(str, args)]


def alike(line: list[str], result: Result) -> tuple[int, object, str]:
    """What was answered, without what differs from run to run: uids, hashes and the time of day.

    In which order hits stand is for each engine's own search to say.
    """

    def masked(text: str) -> str:
        text = re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UID", text)
        text = re.sub(r"\b([0-9a-f]{64}|[0-9a-f]{4}( [0-9a-f]{4}){3})\b", "DIGEST", text)
        return re.sub(r"(?<!\d)\d\d:\d\d(:\d\d(\.\d+)?)?", "TIME", text)

    said = masked(result.stdout)
    return result.exit_code, sorted(said.splitlines()) if line[0] == "search" else said, masked(result.stderr)


def test_every_command_is_tried() -> None:
    tried = {" ".join(line[: len(name.split())]) for line in lines(WORKING + READING) for name in leaves(root)}
    assert set(leaves(root)) - tried == set(ELSEWHERE)


@pytest.mark.usefixtures("own_logins")
def test_a_newsroom_works_alike_on_both(
    sqlite_db: str, postgres_db: str, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for line in lines(WORKING):
        answers = []
        for url in (sqlite_db, postgres_db):
            for path in tmp_path.glob("*.rejects.csv"):
                path.unlink()
            answers.append(alike(line, Sitting(url, environment)(*line)))
        assert answers[0] == answers[1], line
        assert answers[0][0] in (0, 2, 3, 5, 6, 10), line


def test_a_case_reads_alike_on_both(sqlite_case: str, postgres_case: str, environment: dict[str, str]) -> None:
    file, server = (Sitting(url, environment) for url in (sqlite_case, postgres_case))
    for line in lines(READING):
        first = file(*line)
        assert first.exit_code == 0, (line, first.stderr)
        assert alike(line, server(*line)) == alike(line, first), line
