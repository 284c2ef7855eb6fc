"""The program's own help and the table of its commands."""

from __future__ import annotations

import click

from claims import __version__
from claims.cli.chassis.command import Entry, LazyGroup

TABLE = {
    "Logging": {
        "log": Entry("claims.cli.logging.log:log", "Log a claim and where it appeared."),
        "appear": Entry("claims.cli.logging.log:appear", "Log another appearance of a claim."),
        "capture": Entry("claims.cli.capturing.capture:capture", "Read an article and propose its claims."),
        "reprint": Entry("claims.cli.logging.log:reprint", "Log a republished article with all its claims."),
        "import": Entry("claims.cli.files.importing:import_", "Read records in from files."),
        "export": Entry("claims.cli.files.exporting:export", "Write records for another database or program."),
        "archive": Entry("claims.cli.files.archiving:archive", "Archive a story in a folder that lasts."),
    },
    "Reading": {
        "list": Entry("claims.cli.reading.claims:list_", "List claims."),
        "search": Entry("claims.cli.reading.search:search", "Find claims by the words in them."),
        "show": Entry("claims.cli.reading.claims:show", "Show a claim, its chain and its sources."),
        "similar": Entry(
            "claims.cli.reviewing.similar:similar",
            "Find what we hold on a claim or a text: has this been said, or checked, before?",
        ),
        "history": Entry("claims.cli.reading.claims:history", "Show the history of a claim, in order of entry."),
        "watch": Entry("claims.cli.reading.watching:watch", "Follow a story: print each entry when it is made."),
        "inquiries": Entry("claims.cli.reviewing.inquiries:inquiries", "List whom we asked, overdue replies first."),
        "check-draft": Entry(
            "claims.cli.reports.draft:check_draft", "Check a draft against the records before it is published."
        ),
        "report": Entry(
            "claims.cli.reports.report:report", "Report on stories, outlets, reporters, sources and unnamed people."
        ),
    },
    "Reviewing": {
        "queue": Entry("claims.cli.reviewing.queue:queue", "List the claims that wait for somebody."),
        "take": Entry("claims.cli.reviewing.queue:take", "Take a claim: say that you are working on it."),
        "drop": Entry("claims.cli.reviewing.queue:drop", "Drop a claim that you have taken."),
        "ask": Entry("claims.cli.reviewing.inquiries:ask", "Record whom we asked about a claim."),
        "answer": Entry("claims.cli.reviewing.inquiries:answer_", "Record the reply to an inquiry."),
        "review": Entry(
            "claims.cli.reviewing.review:review", "Give a claim a status or an outcome, or agree with a verdict."
        ),
        "correct": Entry(
            "claims.cli.reviewing.review:correct", "Say that an appearance was retracted, changed or wrong."
        ),
        "relate": Entry("claims.cli.reviewing.relating:relate", "Say how one claim bears on another."),
        "duplicate": Entry("claims.cli.reviewing.similar:duplicate", "Say that two claims are the same."),
        "not-duplicate": Entry("claims.cli.reviewing.similar:not_duplicate", "Say that two claims are not the same."),
        "edit": Entry("claims.cli.reviewing.relating:edit", "Edit a claim."),
    },
    "In a browser": {
        "desk": Entry("claims.cli.serving.desk:desk_", "Work in a browser: queue, claims, logging and reading."),
    },
    "Registers": {
        "story": Entry("claims.cli.registers.story:story", "Manage the stories that group claims."),
        "outlet": Entry("claims.cli.registers.outlet:outlet", "Manage the outlets that publish articles."),
        "reporter": Entry("claims.cli.registers.reporter:reporter", "Manage the reporters who sign articles."),
        "source": Entry("claims.cli.registers.source:source", "Manage the sources of claims."),
        "article": Entry("claims.cli.registers.article:article", "Manage the articles that report claims."),
    },
    "Database": {
        "db": Entry(
            "claims.cli.database.db:db", "Look after the database: status, policy, upgrade, check, verify, backup."
        ),
        "user": Entry(
            "claims.cli.people.user:user", "Manage the users: who may use the database, and who may do what."
        ),
        "notices": Entry("claims.cli.people.notices:notices", "Send yourself what others changed on your claims."),
        "redact": Entry("claims.cli.database.redact:redact", "Remove a text permanently."),
        "completion": Entry("claims.cli.completion:completion", "Print the script that completes commands in a shell."),
    },
}
"""The commands by heading, in the order of a day's work."""


@click.group("claims", cls=LazyGroup, table=TABLE, context_settings={"max_content_width": 100})
@click.version_option(__version__, message="claims %(version)s", help="Print the version.")
def root() -> None:
    """Keep track of claims: who said what, who their source was, and whether it held.

    `claims COMMAND --help` explains a command. The options here may come before or after its name.
    """
