"""Words that people type and the program does not have, each with a lead to the right word.

The table is read only after an error. Spellings are compared in the form that `spelt` returns; a lead is the second
half of a sentence about the typed word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum

from claims.vocabulary import (
    Attribution,
    Audience,
    Capacity,
    Channel,
    ClaimKind,
    EvidenceKind,
    InquiryHow,
    Outcome,
    RelationKind,
    Reply,
    Stance,
    Status,
    Terms,
    Treatment,
    Weight,
    Wording,
)

Table = Mapping[str, str]


def spelt(word: str) -> str:
    """Return a word in the form of the table: lower case, one hyphen between its parts, no hyphens around it."""
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _by_word(table: Table) -> dict[str, str]:
    return {word: lead for words, lead in table.items() for word in words.split()}


# Commands

_NOTHING_DELETED = (
    "records are never deleted: `claims correct APPEARANCE --wrong` marks a wrong entry, "
    "`claims redact` removes a text permanently"
)
_SEAL = "`claims source seal` encrypts an identity, so that only the holders of keys you name can read it"
_VERDICT = "`claims review` gives a verdict, like `claims review 1 confirmed`"

COMMANDS: Mapping[str, Table] = {
    "": {
        "add new create record enter submit insert write post save-claim log-claim new-claim add-claim": (
            "`claims log` logs a claim, `claims appear` another article that carries it"
        ),
        "delete remove rm del erase destroy drop-claim undo revert trash": _NOTHING_DELETED,
        "update change modify rename set fix amend rewrite reword": (
            "`claims edit` changes a claim, `claims correct` an appearance, and "
            "`claims outlet edit` (or reporter, source, article, story) the rest"
        ),
        "verify": (
            "`claims review` gives a claim a verdict; `claims db verify` checks that the history was not changed"
        ),
        "check fact-check factcheck validate test": (
            "`claims review` gives a claim a verdict, `claims db check` checks the database, "
            "`claims report check` a copy of a report"
        ),
        "verdict rate rating status decide judge confirm debunk refute approve settle resolve close outcome mark": (
            _VERDICT
        ),
        "agree accept second sign-off signoff": "`claims review CLAIM --agree` agrees with a verdict",
        "find look lookup query grep where filter": "`claims search WORDS` finds claims by their words",
        "ls all index browse recent claims": "`claims list` lists the claims",
        "claim view display open get cat info print read see details chain tree graph origins": (
            "`claims show CLAIM` shows a claim and its chain"
        ),
        "retract retraction retracted correction withdraw": (
            "`claims correct APPEARANCE --retracted` says that the outlet retracted it"
        ),
        "appearance appearances carry repeat also": "`claims appear CLAIM` logs another article that carries a claim",
        "republish republished reprints copy syndicate": "`claims reprint ARTICLE` logs a republished article",
        "link contradict contradicts contradiction relation relations connect refine support supports": (
            "`claims relate CLAIM contradicts OTHER` says how two claims bear on each other"
        ),
        "merge dedupe dedup same duplicates": (
            "`claims duplicate` joins two claims; `claims outlet merge`, `source merge` and so on two records"
        ),
        "split distinct different": "`claims not-duplicate` says that two claims are not the same",
        "evidence proof attach": "evidence goes with a review: `claims review CLAIM STATUS --evidence …`",
        "deadline due deadlines overdue": (
            "`claims list --overdue` lists overdue claims, `claims edit --due` sets a deadline"
        ),
        "todo inbox tasks task backlog waiting pending next work review-queue": (
            "`claims queue` lists what waits; `claims queue --work` walks through it"
        ),
        "assign grab own": "`claims take CLAIM` takes a claim",
        "release unassign untake leave": "`claims drop CLAIM` gives back a claim that you have taken",
        "inquiry inquire enquire request contact question": "`claims ask CLAIM WHOM` records whom you asked",
        "reply response replied": "`claims answer INQUIRY REPLY` records the reply",
        "audit changes blame versions log-history events": (
            "`claims history CLAIM` shows every entry about a claim; "
            "`claims report story SLUG --for lawyer` adds it to a report"
        ),
        "publish html pdf docx word render": "`claims report story SLUG -o report.html` writes a report to a file",
        "summary summarize summarise brief overview": (
            "`claims report story SLUG --brief` says in short what a story rests on"
        ),
        "stats statistics count dashboard": "`claims report counts` counts claims and appearances",
        "chart plot timeline trends": "`claims report trend` plots how much was reported and decided, and when",
        "load ingest read-in csv upload": "`claims import FILE` reads records in",
        "claimreview claimreviews claim-review claim-reviews fact-checks factchecks jsonld json-ld": (
            "`claims import FILE` reads fact-checks in, `claims export FILE --format claimreview` writes them"
        ),
        "bibtex csl stix prov jsonl xlsx spreadsheet excel": (
            "`claims import FILE` reads records in, `claims export FILE --format WORD` writes them in other formats"
        ),
        "dump download save": "`claims export FILE` writes records for another database or program",
        "restore": "a backup is a whole database: name it with `--db`, or put it in place of the old database",
        "init initialise initialize setup database": "the database is made on first use; `claims db status` says where",
        "migrate upgrade": "`claims db upgrade` brings the database to the program's version",
        "backup": "`claims db backup FILE` makes a copy of the database",
        "reindex": "`claims db reindex` builds the search index anew",
        "policy policies rules": "`claims db policy` shows and sets the newsroom's policies",
        "seal unseal": _SEAL,
        "anonymous unnamed": "`claims report anonymous` is about unnamed sources",
        "counts": "`claims report counts` counts claims and appearances",
        "trend": "`claims report trend` plots how much was reported and decided, and when",
        "config settings configure": "settings are options, variables or claims.toml; `claims db status` shows them",
        "users account accounts login logout whoami role roles permission permissions": (
            "`claims user list` shows who is registered, and `claims user add` registers somebody"
        ),
        "encrypt hide": _SEAL,
        "anonymise anonymize forget": "`claims redact` removes a text permanently",
        "topic topics tag tags project folder case": "stories group claims: `claims story`",
        "author authors journalist journalists byline writer": "reporters sign articles: `claims reporter`",
        "publication newspaper paper website publisher media site": "outlets publish articles: `claims outlet`",
        "url page document text": "a publication is an article: `claims article`",
        "person people speaker voice official institution organisation organization": (
            "people, institutions and documents behind claims are sources: `claims source`"
        ),
        "fetch scrape crawl capture": "nothing is fetched; `claims log --url ADDRESS` records an article's address",
        "help": "`claims --help` lists the commands, `claims COMMAND --help` explains one",
        "version": "`claims --version` prints the version",
        "exit quit": "there is no session to leave; each command ends by itself",
    },
    "report": {
        "claim": "`claims show CLAIM` is the report of one claim",
        "html pdf docx xlsx markdown json csv": "`claims report story SLUG -o report.html`; the ending is the format",
        "summary brief overview": "`claims report story SLUG --brief` says in short what a story rests on",
        "unnamed sources-unnamed": "`claims report anonymous` is about unnamed sources",
        "stats statistics": "`claims report counts` counts claims and appearances",
        "timeline chart plot": "`claims report trend` plots how much was reported and decided, and when",
        "all list": "name what the report is about: `claims report story SLUG`; `claims story list` lists the stories",
        "verify": "`claims report check FILE` says whether a copy is unchanged",
    },
    "db": {
        "init create make new": "the database is made on first use; `claims db status` shows where",
        "migrate update": "`claims db upgrade` brings the database to the program's version",
        "info show where path": "`claims db status` shows the database",
        "dump copy save": "`claims db backup FILE` makes a copy of the database",
        "restore": "a backup is a whole database: name it with `--db`, or put it in place of the old database",
        "rebuild vacuum index": "`claims db reindex` builds the search index anew",
        "delete remove drop reset": "records are never deleted; to start afresh, name a new database with `--db`",
        "grant users roles": "`claims user add NAME --role ROLE` registers somebody",
    },
}
"""Commands by the group they were typed after; the program itself is the empty name."""

IN_REGISTERS: Table = {
    "new create make insert record enter": "`claims {group} add`",
    "delete remove rm del erase": (
        "a {group} is never deleted: `claims {group} merge` joins two that are the same, "
        "`claims redact` removes a text permanently"
    ),
    "update change modify rename set": "`claims {group} edit`",
    "find search lookup": "`claims {group} list` lists them, `claims {group} show` shows one",
    "ls all": "`claims {group} list`",
    "view display open get info print": "`claims {group} show`",
    "duplicate dedupe join": "`claims {group} merge` joins two that are the same",
    "split separate": "`claims {group} unmerge` takes a merge back",
    "report track": "`claims report {group}`",
}
"""Words typed after `claims outlet` and the other registers."""

_REGISTERS = ("story", "outlet", "reporter", "source", "article")


def command_lead(group: str, typed: str, names: Collection[str]) -> str:
    """Return the lead from a word that is no command of a group (the program itself is "") to the right command.

    ``names`` are the group's commands. The lead is empty for a word that the table does not have.
    """
    word = spelt(typed)
    tables = [_by_word(COMMANDS.get(group, {}))]
    if group in _REGISTERS:
        tables.append({key: lead.format(group=group) for key, lead in _by_word(IN_REGISTERS).items()})
    for table in tables:
        if word in table:
            return table[word]
    singular = next((name for name in _singulars(word) if name in names), None)
    if singular:
        return f"`{_path(group, singular)}`"
    return _by_what_it_is(group, typed, word, names)


def _by_what_it_is(group: str, typed: str, word: str, names: Collection[str]) -> str:
    """Return a lead that the shape of a word gives: a number, a record's name, a misspelling."""
    is_number = word.lstrip("#").isdecimal()
    near = get_close_matches(word, names)
    if not group and is_number:
        return f"`claims show {word.lstrip('#')}` shows claim {word.lstrip('#')}"
    if near and not is_number:
        return f"did you mean {' or '.join(f'`{_path(group, name)}`' for name in near)}?"
    if not group:
        return 'put a statement in quotes: `claims log "…"` logs it, `claims search …` finds it' if " " in typed else ""
    if group == "report":
        return f"a story's report is `claims report story {_shown(typed)}`"
    if group in _REGISTERS and "show" in names:
        return f"`claims {group} show {_shown(typed)}` shows a {group}"
    return ""


def _path(group: str, name: str) -> str:
    return " ".join(part for part in ("claims", group, name) if part)


def _shown(typed: str) -> str:
    from claims.text.shell import quoted

    return quoted(typed)


def _singulars(word: str) -> Iterable[str]:
    """Yield singulars and plurals of a word."""
    yield word
    yield f"{word}s"
    yield word.removesuffix("s")
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
    if word.endswith("es"):
        yield word[:-2]


SURPLUS: Table = {
    "edit": "a new statement goes in --statement",
    "appear": "the claim is named by its number; its words stay as they are",
    "correct": "the reason goes in --note",
    "review": "the reason goes in --note",
}
"""Where the text goes that people type after a command's last word, by command."""


# Options

OPTIONS: Table = {
    "link href address web-address uri article-url": "--url",
    "date when pubdate pub-date publication-date published-at published-on date-published article-date": "--published",
    "publisher publication newspaper paper media site website outlet-name medium": "--outlet",
    "author authors byline journalist writer reporter-name reporters by-line signed-by": "--reporter",
    "source-name speaker person who said-by quoted sources source-description described-as": "--source",
    "deadline due-by due-date expected expected-by until-when": "--due",
    "event-date happened-on date-happened": "--happened",
    "headline article-title name-of-article": "--title",
    "type claim-kind claim-type category sort": "--kind",
    "importance priority": "--weight",
    "topic tag project case stories slug-of-story": "--story",
    "comment notes remark remarks message why because reason explanation m": "--note --reason",
    "sourcing attributed attributed-to basis word": "--attribution",
    "relayed-from citing cites cited upstream relay origin from-outlet picked-up-from reported-by": "--relays",
    "said-on date-said spoken": "--said",
    "speaker-stance position-of-speaker": "--stance",
    "article-stance": "--treatment",
    "job job-title position function title-of-source source-role": "--role",
    "organisation organization org employer affiliation ministry company": "--institution",
    "issued-by": "--issuer",
    "count how-many people number-of-sources": "--stated-count",
    "lang": "--language",
    "format-of-article medium-kind": "--article-kind",
    "hedges hedging": "--hedge",
    "probability odds chance": "--likelihood",
    "why-anonymous why-unnamed anonymity": "--anonymity-reason",
    "private confidential-note secret": "--private-note",
    "result came-true happened-outcome": "--outcome",
    "proof attach attachment file-evidence document link-evidence": "--evidence",
    "proof-kind evidence-type": "--evidence-kind",
    "start after from from-date begin": "--since --published-until",
    "end before to to-date": "--until --published-until",
    "at as-at moment asof time": "--as-of --at",
    "user me by as-user actor name-of-user": "--as",
    "database file-db": "--db",
    "out outfile output-file o file": "--output",
    "max n top first": "--limit",
    "everything a": "--all --limit",
    "fmt output-format": "--format",
    "short summary": "--brief",
    "audience reader readers for-whom": "--for",
    "off-the-record secret-too include-confidential show-confidential": "--confidential",
    "who-asked asked whom-asked": "--whom",
    "h": "--help",
    "v": "--version",
}
"""Options that people type, each with the right options: the first that the command has is proposed."""

_FORMATS = frozenset("json jsonl csv markdown md html pdf docx xlsx table".split())

OPTION_LEADS: Mapping[str, Table] = {
    "": {
        "anonymous unnamed anon": (
            "write `--attribution unnamed` for one person or a stated number, `--attribution collective` for people "
            "nobody counts"
        ),
        "named on-the-record": "write `--attribution named --source NAME`",
        "witnessed own-voice unattributed": "write `--attribution witnessed`, `own_voice` or `unattributed`",
        "off-record on-record background deep-background": (
            "write `--terms on_record`, `background`, `deep_background` or `off_record`"
        ),
        "quote quotation text passage words-quoted exact-words": (
            "write `--excerpt`, and `--wording direct` for the speaker's exact words"
        ),
        "claim statement text-of-claim": "the statement comes right after `claims log`, in quotes",
        "retweet reprint-of": "`claims reprint ARTICLE` logs a republished article",
    },
    "review": {
        "status verdict rating verified": "the status comes after the claim's number: `claims review 1 confirmed`",
        "confirmed refuted misleading disputed corroborated true false": (
            "the status comes after the claim's number: `claims review 1 confirmed`"
        ),
        "occurred": "write `--outcome occurred`",
    },
    "export": {
        "o out output outfile output-file file to target write f": ("the file needs no option: `claims export FILE`"),
    },
    "import": {
        "i in input infile file from path f": "the file needs no option: `claims import FILE`",
    },
    "ask": {
        "due deadline due-by due-date by until before expected expected-by answer-by reply-until respond-by": (
            "write `--reply-by`"
        ),
        "whom who to person source-name": "whom you asked comes after the claim's number: `claims ask 98 WHOM`",
        "note text message": "write `--question` for what you asked",
    },
    "correct": {
        "retract withdrawn": "write `--retracted`",
        "delete remove": "write `--wrong`; the entry stays and is marked",
        "changed updated": "write `--edited`",
        "claim statement": "`claims edit` changes a statement",
    },
}
"""Options that lead to more than another option, by command; the empty name holds for all commands."""


def option_lead(command: str, typed: str, options: Collection[str]) -> str:
    """Return the lead from an unknown option to a known option in ``options``; empty without a lead."""
    word = spelt(typed)
    for table in (OPTION_LEADS.get(command, {}), OPTION_LEADS[""]):
        lead = _by_word(table).get(word)
        if lead and (table is not OPTION_LEADS[""] or _fits(lead, options)):
            return lead
    if word in _FORMATS and "--format" in options:
        return f"write `--format {'markdown' if word == 'md' else word}`"
    meant = meant_option(typed, options)
    if meant:
        return f"write `{meant}`"
    by_word = {spelt(name): name for name in options}
    near = [by_word[close] for close in get_close_matches(word, by_word, cutoff=0.7)]
    return f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""


def meant_option(typed: str, options: Collection[str]) -> str | None:
    """Return the command's option that the table knows for an unknown one."""
    word = spelt(typed)
    wanted = _by_word(OPTIONS).get(word, "").split()
    return next((name for name in (*wanted, f"--{word}", f"--{word.removesuffix('s')}") if name in options), None)


def _fits(lead: str, options: Collection[str]) -> bool:
    """Return whether a command has the option that a lead names."""
    named = [name for name in options if name.startswith("--") and f"`{name}" in lead]
    return bool(named) or "`--" not in lead


NUMBERED = frozenset(
    {
        *("appearance", "article", "claim", "claims", "condition_claim", "first", "inquiry", "issuer", "institution"),
        *("other", "outlet", "part_of", "record", "relays", "reporter", "reporters", "second", "source", "stories"),
        *("story", "via", "whom"),
    }
)
"""Options and arguments, by the name of their parameter, whose value may be a number like ``#3``."""

COMMENT = 'if it began with #, put it in quotes: "#3" (a shell reads a bare # as a comment)'
"""What may have happened to such a value that is missing."""


# Words of vocabularies

_BOTH = (
    "unnamed is one person or a stated number (“a diplomat”, “two officials”), collective is people nobody counts "
    "(“officials”, “sources”)"
)

WORDS: Mapping[type[StrEnum], Table] = {
    Attribution: {
        "anonymous anon unknown-person undisclosed unidentified sources source insider insiders": _BOTH,
        "official officials diplomat diplomats aide aides minister ministers analyst analysts expert experts "
        "spokesman spokeswoman spokesperson person people politician": (
            f"a person with a name is named, a body that speaks as such is institution; without a name: {_BOTH}"
        ),
        "group several many some plural crowd": "collective is people nobody counts (“officials”, “sources”)",
        "name on-record on-the-record quoted": 'did you mean "named"?',
        "government ministry company organisation organization agency department party": 'did you mean "institution"?',
        "paper-trail record report-document filing leak email memo law transcript data": 'did you mean "document"?',
        "media newspaper paper press report article relay reprint agency-report news other-outlet wire": (
            'did you mean "outlet"?'
        ),
        "witness eyewitness seen observed reporter observation": (
            'did you mean "witnessed" (the reporter was there)? A witness who is quoted is named or unnamed'
        ),
        "editorial opinion author op-ed own analysis columnist": 'did you mean "own_voice"?',
        "nobody none no-source unsourced unknown fact no-one": 'did you mean "unattributed"?',
    },
    Status: {
        "true correct right accurate verified proven yes real supported confirm": (
            'did you mean "confirmed"? A prediction gets `--outcome occurred`'
        ),
        "false wrong fake debunked untrue incorrect no hoax pants-on-fire disproven disproved fabricated lie refute": (
            'did you mean "refuted"? A prediction gets `--outcome did_not_occur`'
        ),
        "half-true partly-true mostly-true mixture mixed partly partially-true partial partly-confirm": (
            'did you mean "partly_confirmed"?'
        ),
        "missing-context out-of-context distorted lacks-context cherry-picked altered": 'did you mean "misleading"?',
        "stale expired old superseded obsolete": 'did you mean "outdated"?',
        "open new pending reopen todo unchecked": 'did you mean "unverified"?',
        "checking in-progress review reviewing working started": 'did you mean "in_review"?',
        "unclear unknown unsubstantiated undetermined no-evidence unsupported": 'did you mean "unproven"?',
        "opinion satire cannot-check unverifiable uncheckable": 'did you mean "not_checkable"?',
        "contested denied contradicted conflicting": 'did you mean "disputed"?',
        "sourced two-sources double-sourced backed": 'did you mean "corroborated"?',
        "retracted withdrawn": "reports are retracted, not claims: `claims correct APPEARANCE --retracted`",
        "duplicate same": "`claims duplicate CLAIM OTHER` says that two claims are the same",
        "agree agreed": "did you mean `--agree`?",
        "happened came-true fulfilled": "write it as an outcome: `--outcome occurred`",
        "failed did-not-happen never-happened": "write it as an outcome: `--outcome did_not_occur`",
    },
    Outcome: {
        "true happened yes came-true fulfilled held kept": 'did you mean "occurred"?',
        "false no failed did-not-happen not-occurred never broken": 'did you mean "did_not_occur"?',
        "late delayed": 'did you mean "occurred_late"?',
        "early": 'did you mean "occurred_early"?',
        "partly partial half partially": 'did you mean "partly_occurred"?',
        "cancelled canceled moot overtaken n-a": 'did you mean "void"?',
        "open waiting unknown": 'did you mean "pending"?',
    },
    ClaimKind: {
        "forecast future expectation": 'did you mean "prediction"?',
        "plan promise pledge aim goal": 'did you mean "intention"?',
        "if condition": 'did you mean "conditional"?',
        "demand stance view": 'did you mean "position"?',
        "judgement judgment comment value": 'did you mean "opinion"?',
        "statement claim factual event news quote": 'did you mean "fact"?',
    },
    Weight: {
        "high main important major primary critical": 'did you mean "key"?',
        "medium secondary minor": 'did you mean "supporting"?',
        "low context": 'did you mean "background"?',
    },
    Terms: {
        "on-background not-for-attribution": 'did you mean "background"?',
        "on-deep-background": 'did you mean "deep_background"?',
        "on-the-record public": 'did you mean "on_record"?',
        "off-the-record confidential secret off": 'did you mean "off_record"?',
        "unknown none": 'did you mean "not_stated"?',
        "anonymous unnamed": 'did you mean "background"? `--attribution` says whether a source is named',
    },
    Stance: {
        "supports confirms agrees affirms says for": 'did you mean "asserts"?',
        "refutes rejects disagrees against contradicts": 'did you mean "denies"?',
        "doubts disputes": 'did you mean "questions"?',
        "no-comment refuses refused-to-comment silent": 'did you mean "declines"?',
    },
    Treatment: {
        "supports for own-voice": 'did you mean "endorses"?',
        "observing neutral attributes quotes": 'did you mean "reports"?',
        "questions": 'did you mean "doubts"?',
        "against denies refutes debunks": 'did you mean "rejects"?',
    },
    Wording: {
        "quote quoted exact verbatim full": 'did you mean "direct"?',
        "fragment partly": 'did you mean "partial"?',
        "indirect reported summary own-words": 'did you mean "paraphrase"?',
        "translation": 'did you mean "translated"?',
    },
    Channel: {
        "phone call telephone": 'did you mean "interview"?',
        "presser press-briefing": 'did you mean "press_conference"?',
        "press-release release communique": 'did you mean "statement"?',
        "tweet twitter facebook post social": 'did you mean "social_post"?',
        "tv radio television": 'did you mean "broadcast"?',
    },
    Capacity: {
        "spokesman spokeswoman": 'did you mean "spokesperson"?',
        "minister diplomat politician": 'did you mean "official"?',
        "eyewitness": 'did you mean "witness"?',
        "analyst academic": 'did you mean "expert"?',
        "journalist": 'did you mean "media"?',
    },
    EvidenceKind: {
        "document record official-record law official primary": 'did you mean "primary_record"?',
        "statistics dataset numbers": 'did you mean "data"?',
        "photo video picture image witness": 'did you mean "observation"?',
        "statement press-release quote": 'did you mean "party_statement"?',
        "article news story": 'did you mean "report"?',
    },
    RelationKind: {
        "refutes conflicts denies against opposes": 'did you mean "contradicts"?',
        "confirms backs agrees": 'did you mean "supports"?',
        "duplicates same equals": "`claims duplicate CLAIM OTHER` says that two claims are the same",
        "part belongs-to": 'did you mean "part_of"?',
        "replaces updates": 'did you mean "supersedes"?',
        "details specifies": 'did you mean "refines"?',
    },
    Reply: {
        "yes replied reply confirmed denied": 'did you mean "answered"?',
        "no-comment refused": 'did you mean "declined"?',
        "none nothing silence no-reply no-response": 'did you mean "no_answer"?',
    },
    InquiryHow: {
        "mail e-mail": 'did you mean "email"?',
        "call telephone": 'did you mean "phone"?',
        "sms text whatsapp signal dm": 'did you mean "message"?',
    },
    Audience: {
        "lawyers legal": 'did you mean "lawyer"?',
        "editor internal newsroom": 'did you mean "desk"?',
        "readers external publication": 'did you mean "public"?',
    },
}
"""Words that people type in place of a vocabulary's own."""


def word_lead(vocabulary: type[StrEnum], typed: str, words: Collection[str]) -> str:
    """Return the lead from an unknown word to a vocabulary's word (or to the allowed ``words``)."""
    word = spelt(typed)
    known = _by_word(WORDS.get(vocabulary, {})).get(word)
    if known:
        return known
    if vocabulary is Status and word.lstrip("#").isdecimal():
        return f"the claim's number comes first: `claims review {word.lstrip('#')} confirmed`"
    if vocabulary is Status and word.replace("-", "_") in list(Outcome):
        return f"that is an outcome: `--outcome {word.replace('-', '_')}`"
    if vocabulary is Outcome and word.replace("-", "_") in list(Status):
        return f"that is a status; it comes after the claim's number: `claims review 1 {word.replace('-', '_')}`"
    near = get_close_matches(word.replace("-", "_"), words, n=1)
    return f'did you mean "{near[0]}"?' if near else ""
