"""What an archive says to a reader who has neither this program nor its documentation."""

from __future__ import annotations

from claims.interchange.archive.form import (
    ABOUT,
    CONFIDENTIAL,
    DIGESTS,
    EVENTS,
    EVIDENCE,
    KEPT_PAGES,
    LINKS,
    RECORDS,
    REPORTS,
    SNAPSHOTS,
    About,
)
from claims.interchange.left_out import left_out_phrase
from claims.text.harmless import one_line


def readme(about: About) -> str:
    """Return the description that stands in an archive, in plain text."""
    title = one_line(str(about.story["title"] or about.story["slug"]))
    parts = [
        f"THE STORY “{title}”: AN ARCHIVE OF ITS CLAIMS AND SOURCES",
        f"""\
A newsroom recorded who reported what, on which source, and what became of it.
This folder holds those records for one story, as they stood on
{about.made}. {one_line(about.by)} made it with {about.program}.""",
        _LAYOUT,
        _left_out(about),
        _confidential(about),
        _CHECKING,
        _RECORDS,
        _DIGESTS,
        _CHAIN if about.chain else _NO_CHAIN,
        f"""\
Newest event of the newsroom's chain: {about.head or "none"}
The story's identifier: {about.story["uid"]}""",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def confidential_readme() -> str:
    """Return the description that stands in the confidential part."""
    return f"""\
The archive around this part leaves it out: off-the-record material, private
notes, sealed identities and confidential documents of the story.

{RECORDS}  the records, in the same form as in the archive; "salt" is
    the salt of the record's digest. Sealed identities (table "sealed") are
    encrypted once more, to the keys that they name.
{EVIDENCE}/, {KEPT_PAGES}/  their files, named as in the archive.
"""


_LAYOUT = f"""\
CONTENTS

The folder is a BagIt bag (RFC 8493). Everything is in its folder "data":

{REPORTS}/report.html  the report: what each claim rests on. Open it in a browser.
{REPORTS}/report.md    the same as text (Markdown).
{REPORTS}/report.json  the same for programs (JSON).
{RECORDS}    every record of the story.
{SNAPSHOTS}  the captured articles, with their texts.
{KEPT_PAGES}/  the captured articles as files: for each, "original" as it came
    and "text.txt", the text that was read from it. An original page may load
    other pages when it is opened.
{EVIDENCE}/  the files that verdicts rest on, named by their SHA-256.
{DIGESTS}  a digest of every record.
{EVENTS}, {LINKS}  when each record was entered, and who did it.
{ABOUT}  the facts of this description, for programs."""

_CHECKING = """\
CHECKING THAT NOTHING CHANGED

Every file's SHA-256 and SHA-512 are in manifest-sha256.txt and
manifest-sha512.txt. Most systems check them with

    sha256sum -c manifest-sha256.txt

in the folder that holds "data". Any BagIt program checks the whole folder, and
`claims archive verify FOLDER` also checks the records and the chain below."""

_RECORDS = f"""\
THE RECORDS

{RECORDS} and {SNAPSHOTS} are texts in UTF-8 with one
JSON object (RFC 8259) on each line. "table" is the kind of record, "row" its
content. Every record has a "uid"; records name each other by it. Times are in
UTC. The first line of {RECORDS} says what the file is, and the last
holds counts and the SHA-256 of all lines before it. The records:

claim          a statement, in the newsroom's words
appearance     one article's report of a claim: the source it names
               ("attribution"), the words of the article ("excerpt")
article, outlet, reporter, byline    where it was published, and who signed it
source         a person, an institution or a document
window         when a claim is due, or for which days it holds
review         a status or an outcome, with the reasons; "evidence" is its proof
correction     a report was retracted or changed, or was entered wrongly
relation       two claims contradict or support each other
inquiry, inquiry_reply    whom the newsroom asked, and the answer
judgement      two records are the same, or are not
revision       an edit: the field, the old and the new value (both as JSON)
redaction      a text was removed permanently
story, claim_story, hedge, outlet_alias, assignment    what their fields say
snapshot, snapshot_timestamp    a captured article; an authority's timestamp
               of it (RFC 3161, in Base64)"""

_DIGESTS = f"""\
THE DIGESTS

{DIGESTS} has a line for each record. "digest" is the SHA-256, in
hexadecimal, of these three lines in UTF-8, separated by one line feed:

    the salt
    the name of the table
    the record as JSON: keys sorted, no spaces, no empty fields, nothing escaped
    that JSON allows to stand

It covers the record as it was first entered: undo its revisions, the newest
first. A line without "salt" belongs to a record that is here without a
confidential part, or that was redacted; its digest cannot be computed from this
archive, by design: with the salt, the missing part could be guessed."""

_CHAIN = f"""\
THE CHAIN

Whenever something was entered, the newsroom's database wrote an event: who,
when, with which command, and the digests of the records. {EVENTS}
holds the events of this story that list no other records. An event's "hash" is
the SHA-256 of the event as JSON (as above, without "hash"), and "previous" is
the hash of the event before it. {LINKS} lists the hashes of all events
of each chain from the story's first one to the newest: chain, number, hash.
Whoever noted the newest hash elsewhere can tell that nothing was changed; the
report gives it in its last part, and this text does."""

_NO_CHAIN = """\
THE CHAIN

This archive has no events: whoever made it may not see every story of the
newsroom, and the events would say how many others there are."""


def _left_out(about: About) -> str:
    lines = [left_out_phrase(why, count) for why, count in about.left_out.items()]
    lines += [f"the file of {uid}: {why}" for uid, why in about.missing.items()]
    listed = "\n".join(f"  {line}" for line in lines) or "  nothing"
    return f"LEFT OUT\n\n{listed}"


def _confidential(about: About) -> str:
    if not about.keys:
        return ""
    keys = "\n".join(f"  {key}" for key in about.keys)
    return f"""\
THE CONFIDENTIAL PART

{CONFIDENTIAL} is encrypted with age (age-encryption.org/v1) to the
keys below. "age --decrypt -i KEYFILE {CONFIDENTIAL} | tar x"
unpacks it. Without one of the secret keys nobody can read it.

{keys}"""
