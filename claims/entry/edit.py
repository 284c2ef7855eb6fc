"""Adding and editing named records; the unit of work writes a revision for every edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import Session

from claims.catalogue import LINE, RECORDS, TEXT, Reference
from claims.entry.claim_words import index_claim
from claims.entry.drafts import Made, Thing, WindowDraft
from claims.entry.log import add_window
from claims.entry.resolve.keys import page_address
from claims.entry.reviewing.judge import refuse_circles
from claims.entry.rules.statements import statement_of
from claims.entry.rules.texts import clean, dated, required, with_line
from claims.entry.shared import article_label
from claims.entry.work import Work, number
from claims.errors import BadUsage, BadValue, Refused
from claims.privacy.redaction import REDACTED, label_without
from claims.reading.dossier import claim_record
from claims.reading.find import LABELS, described, find, named
from claims.reading.view import View
from claims.rules.ladder import rests_on_words, same_words
from claims.rules.sourcing.described import number_described
from claims.store.recording import because
from claims.store.schema import TABLES
from claims.store.tables import Article, Claim, ClaimStory, Outlet, Reporter, Row, Source, Story, table_of
from claims.text.addresses import kept_address
from claims.text.matching import match_key, slug, url_key
from claims.vocabulary import KINDS_WITH_OUTCOME, ClaimKind, Outcome, SourceKind, words

MODELS: dict[str, type[Row]] = {
    "outlet": Outlet,
    "reporter": Reporter,
    "story": Story,
    "source": Source,
    "article": Article,
    "claim": Claim,
}

_DEMANDED = {"outlet": "name", "reporter": "name", "story": "title"}
"""The column that a record must have."""

_KEYED = {name: field.made_of for name in MODELS for field in RECORDS[name] if field.name == "match_key"}
"""The column whose match key finds a record whatever its case, accents and punctuation."""

NOTHING = "nothing to change: give an option; `--help` lists them"


def add(session: Session, subject: str, values: Mapping[str, Any], called: str | None = None) -> Made:
    """Add an outlet, a reporter, a source or a story; ``values`` are its columns, references by name or number.

    ``called`` is the slug if ``values`` include the name, otherwise the name that the slug is made from. Raises
    `Refused` when the slug or name is taken, `BadValue`, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    added(work, subject, values, called)
    return work.result()


def edit(session: Session, subject: str, typed: str, values: Mapping[str, Any], reason: str | None = None) -> Made:
    """Change columns of a named record; ``None`` empties one. Raises as `add` does, `Refused` if nothing changes."""
    work = Work(session)
    wanted = work.canonical(subject, typed, typed)
    if not values:
        raise BadUsage(NOTHING)
    edited(work, subject, wanted, values, reason)
    return work.result(claim=wanted if subject == "claim" else None)


def edit_claim(
    session: Session,
    typed: str,
    values: Mapping[str, Any],
    *,
    windows: tuple[WindowDraft, ...] = (),
    stories: tuple[str, ...] = (),
    not_stories: tuple[str, ...] = (),
    reason: str | None = None,
) -> Made:
    """Change a claim's columns, give it new windows, add it to stories or remove it from them; raises as `edit` does.

    A reason belongs to changed columns; without any, a notice says that it was not stored.
    """
    if not (values or windows or stories or not_stories):
        raise BadUsage("nothing to change: give an option, for example --weight background")
    work = Work(session)
    wanted = work.canonical("claim", typed, "CLAIM")
    edited(work, "claim", wanted, values, reason)
    if reason and not values:
        work.notice("the reason was not stored: windows and stories have no reasons")
    for window in windows:
        add_window(work, wanted, window if window.words else _with_words(session, wanted, window))
    for name in stories:
        _put_into_story(work, wanted, name)
    for name in not_stories:
        _take_out_of_story(work, wanted, name)
    return work.result(claim=wanted)


def _with_words(session: Session, claim: int, window: WindowDraft) -> WindowDraft:
    """Return a window that has only days, completed with the words and the day of the role's newest window."""
    table = TABLES["window"]
    statement = select(table.c.words, table.c.said).where(table.c.claim_id == claim, table.c.role == window.role)
    newest = session.connection().execute(statement.order_by(table.c.entered_at.desc(), table.c.uid.desc())).first()
    if newest is None or newest.words is None:
        raise BadUsage(
            f"claim #{claim} has no --{window.role} words yet; give them together with the days",
            part=f"--{window.role}",
        )
    return replace(window, words=newest.words, said=window.said or newest.said)


def _put_into_story(work: Work, claim: int, name: str) -> None:
    story = work.registers.people.story(name)
    if _in_story(work.session, claim, story):
        raise Refused(f'claim #{claim} is already in the story "{name}"', part="--story")
    work.add(ClaimStory(claim_id=claim, story_id=story))


def _take_out_of_story(work: Work, claim: int, name: str) -> None:
    story = find(work.session.connection(), "story", name, part="--not-story")
    if not _in_story(work.session, claim, story):
        raise Refused(f'claim #{claim} is not in the story "{name}"', part="--not-story")
    work.add(ClaimStory(claim_id=claim, story_id=story, withdrawn=True))


def _in_story(session: Session, claim: int, story: int) -> bool:
    table = TABLES["claim_story"]
    statement = select(table.c.withdrawn).where(table.c.claim_id == claim, table.c.story_id == story)
    newest = statement.order_by(table.c.entered_at.desc(), table.c.uid.desc())
    return session.connection().execute(newest).scalars().first() is False


def added(work: Work, subject: str, values: Mapping[str, Any], called: str | None) -> int:
    """Add a record as `add` does and return its number."""
    given = values if called is None else {**values, **naming(work, subject, called, values)}
    columns = _columns(work, subject, given)
    if columns.get("named") is False:
        _count_people(work, columns)
    label = next((columns[name] for name in LABELS[subject] if columns.get(name)), None)
    _check_source(subject, columns)
    if label is None:
        raise BadUsage(f"the {subject} needs a name", part=f"--{LABELS[subject][0]}")
    if "slug" not in columns:
        columns["slug"] = work.registers.slugs.free(subject, label)
    refuse_taken_slug(work, subject, columns["slug"], None)
    made = number(work.add(MODELS[subject](**columns), label))
    if called is not None and columns.get("match_key"):
        work.notice_alike(subject, label, made)
    return made


def _count_people(work: Work, columns: dict[str, Any]) -> None:
    """Take the number of people from the description, unless it was entered."""
    counted = number_described(columns.get("described"))
    if counted is not None and columns.get("stated_count") is None:
        columns["stated_count"] = counted
        work.notice(f"counted as {counted} people; if that is wrong, correct it with --stated-count")


def naming(work: Work, subject: str, called: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Return a new record's slug, and its name unless ``values`` include it."""
    label = "described" if values.get("named") is False else LABELS[subject][0]
    typed = required(called, f"the name of the {subject}", called)
    if values.get(label) is not None:
        return {"slug": _slug(typed, called)}
    if typed != slug(typed, length=200):
        if label != "described":
            _refuse_same_name(work, subject, typed)
        return {label: typed, "slug": work.registers.slugs.free(subject, typed)}
    if subject == "story":
        return {label: typed.replace("-", " ").capitalize(), "slug": _slug(typed, called)}
    if "-" in typed:
        raise BadUsage(f'"{typed}" looks like a slug; give the name with --{label}', part=called)
    return {label: typed, "slug": _slug(typed, called)}


def _refuse_same_name(work: Work, subject: str, name: str) -> None:
    """Refuse another record's name, unless the new record has a slug of its own."""
    same = named(work.session.connection(), subject, name)
    if same:
        known = described(work.session.connection(), subject, same[:1])[0]
        hint = f"if this is another {subject}, give it its own slug: claims {subject} add SLUG --{LABELS[subject][0]} …"
        raise Refused(f"{subject} {known} already has this name; {hint}", part=name)


def edited(work: Work, subject: str, wanted: int, values: Mapping[str, Any], reason: str | None) -> None:
    """Change columns of a record, if any, and list the record in the result."""
    row = work.get(MODELS[subject], wanted)
    columns = _columns(work, subject, values)
    if isinstance(row, Article) and values.get("url"):
        note = with_line(columns.get("note", row.note), kept_address(values["url"]))
        columns |= {"note": note} if note != row.note else {}
    if columns.get("slug"):
        refuse_taken_slug(work, subject, columns["slug"], wanted)
    if subject == "claim" and columns.get("condition_claim_id") == wanted:
        raise Refused(f"claim #{wanted} cannot be its own condition", part="--condition-claim")
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if columns and not changed:
        raise Refused(f"{subject} #{wanted} already has these values; nothing was changed")
    _check_kind(work, row, changed)
    if isinstance(row, Claim) and changed:
        _check_words(work, row, changed, reason)
    if changed.get("url_key"):
        _notice_same_address(work, wanted, changed["url_key"])
    with because(work.session, clean(reason, "--reason")):
        for name, value in changed.items():
            setattr(row, name, value)
    if isinstance(row, Claim) and "match_key" in changed:
        index_claim(work.session, wanted, row.match_key)
    if isinstance(row, Source):
        stands = {column.name: getattr(row, column.name) for column in table_of(Source).columns}
        called = "name" if row.named else "described"
        if row.salt is None and called not in changed:  # its name may have been redacted
            stands[called] = stands[called] or REDACTED
        _check_source(subject, stands)
        refuse_circles(work.session)
    label = next((getattr(row, name) for name in LABELS[subject] if getattr(row, name)), None)
    if label is None and isinstance(row, Article):
        label = article_label(work.session, row)
    work.made.append(Thing(subject, wanted, row.uid, label or label_without(subject, wanted)))


def edit_needs_reason(connection: Connection, typed: str, values: Mapping[str, Any]) -> str | None:
    """Return why an edit of a claim (by number or uid) needs a reason, or None if it does not.

    A verdict or a waiting proposal judged the claim with its present words, kind and condition. Raises `NotFound` and
    `Ambiguous`.
    """
    record = claim_record(connection, find(connection, "claim", typed, part="CLAIM"), View(confidential=True))
    review = rests_on_words(record.reviews) if record is not None else None
    if record is None or review is None:
        return None
    stands = {
        "statement": record.statement,
        "kind": record.kind,
        "condition": record.condition,
        "condition_claim_id": record.condition_claim_id,
        "condition_claim": record.condition_claim_id and f"{record.condition_claim_id}",
    }
    given = [(stands[name], values[name]) for name in stands.keys() & values.keys()]
    if all(
        old == new or (isinstance(old, str) and isinstance(new, str) and same_words(old, new)) for old, new in given
    ):
        return None
    verdict = ", ".join(words(value) for value in (review.status, review.outcome) if value)
    waiting = ", which waits for a second person," if review.proposed else ""
    return f"review #{review.id} (“{verdict}”){waiting} judged the claim as it is now"


def _check_words(work: Work, row: Claim, changed: Mapping[str, Any], reason: str | None) -> None:
    """Refuse to change the words that a review judged without a reason, and say that the claim needs a new review."""
    wanted = edit_needs_reason(work.session.connection(), f"#{row.id}", changed)
    if wanted is None:
        return
    if clean(reason, "--reason") is None:
        raise Refused(f"{wanted}; give the reason for the change with --reason", part="--reason")
    if "statement" in changed and not same_words(row.statement, changed["statement"]):
        work.notice(f"the last review judged the earlier words; review the claim again: claims review {row.id}")


def _notice_same_address(work: Work, wanted: int, key: str) -> None:
    table = TABLES["article"]
    same = select(table.c.id).where(table.c.url_key == key, table.c.id != wanted).order_by(table.c.id)
    other = work.session.connection().execute(same).scalars().first()
    if other is not None:
        work.notice(
            f"article #{other} has the same address; if they are the same article: "
            f"claims article merge {other} {wanted} --note …"
        )


def _columns(work: Work, subject: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns ready to store, together with the columns computed from them."""
    columns: dict[str, Any] = {}
    for name, value in values.items():
        part = f"--{name.replace('_', '-')}"
        field = RECORDS[subject][name]
        if isinstance(field.holds, Reference):
            columns[field.column] = None if value is None else _reference(work, field.holds.record, value, part)
        elif name == "published":
            columns |= _published(value)
        elif name == "url":
            url = page_address(value, part)
            columns |= {"url": url, "url_key": url_key(url) if url else None}
        elif name == "publishing_on" and isinstance(value, str):
            columns[name] = _whole_day(value, part)
        elif name == "slug":
            columns["slug"] = _slug(required(value, "the slug", part), part)
        elif name == "statement":
            columns[name] = statement_of(value, part)
        elif name == _DEMANDED.get(subject):
            columns[name] = required(value, f"the {name}", part)
        else:
            columns[name] = clean(value, part) if field.holds in (TEXT, LINE) else value
    keyed = _KEYED.get(subject)
    if keyed in columns:
        columns["match_key"] = match_key(columns[keyed]) if columns[keyed] else None
    return columns


def _reference(work: Work, subject: str, value: str, part: str) -> int:
    if subject == "source":
        return work.registers.sources.known_institution(value, part)
    return work.canonical(subject, value, part)


def _whole_day(text: str, part: str) -> date:
    day = dated(text, part)
    if day.earliest != day.latest:
        raise BadValue(f'"{text}" is not a day; write it like 2024-03-20', part=part)
    return day.earliest


def _published(value: str | None) -> dict[str, Any]:
    if value is None:
        return {"published": None, "published_earliest": None, "published_latest": None}
    day = dated(value, "--published")
    return {"published": day.text, "published_earliest": day.earliest, "published_latest": day.latest}


def _slug(typed: str, part: str) -> str:
    if typed != slug(typed, length=200):
        raise BadValue(f'"{typed}" is not a slug; type "{slug(typed)}"', part=part)
    if re.fullmatch(r"\d+", typed):
        raise BadValue("a slug of digits only would be read as a number; add a letter", part=part)
    return typed


def refuse_taken_slug(work: Work, subject: str, wanted: str, own: int | None) -> None:
    """Refuse another record's slug."""
    table = TABLES[subject]
    rows = work.session.connection().execute(select(table.c.id).where(table.c.slug == wanted, table.c.id != (own or 0)))
    taken = rows.scalars().first()
    if taken is not None:
        raise Refused(f'{subject} #{taken} already has the slug "{wanted}"; choose another', part=wanted)


def _check_source(subject: str, columns: Mapping[str, Any]) -> None:
    """Refuse columns that this kind of source cannot have."""
    if subject != "source":
        return
    kind = columns.get("kind")
    belongs = {
        "institution_id": (SourceKind.PERSON, "only a person can have --institution"),
        "part_of_id": (SourceKind.INSTITUTION, "only an institution can have --part-of"),
        "issuer_id": (SourceKind.DOCUMENT, "only a document can have --issuer"),
    }
    for name, (only, sentence) in belongs.items():
        if columns.get(name) is not None and kind is not only:
            raise BadUsage(sentence, part="--" + name.removesuffix("_id").replace("_", "-"))
    is_named = columns.get("named", True)
    if kind is not SourceKind.PERSON and not is_named:
        raise BadUsage("only people can be --unnamed; give an institution or a document its name", part="--unnamed")
    if columns.get("stated_count") is not None and (is_named or columns["stated_count"] < 1):
        raise BadUsage("--stated-count is for unnamed people only, and must be at least 1", part="--stated-count")
    if is_named and not columns.get("name"):
        raise BadUsage(
            "a named source needs --name; for an unnamed source give --unnamed and --described", part="--name"
        )
    if not is_named and columns.get("name"):
        raise BadUsage("an --unnamed source has no --name; give --described instead", part="--name")
    if not is_named and not columns.get("described"):
        raise BadUsage("an --unnamed source needs --described, its description as printed", part="--described")


def _check_kind(work: Work, row: Row, changed: Mapping[str, Any]) -> None:
    """Refuse to turn a claim with an outcome into a kind of claim that cannot have an outcome."""
    if not isinstance(row, Claim) or "kind" not in changed or changed["kind"] in KINDS_WITH_OUTCOME:
        return
    review = TABLES["review"]
    settled = select(review.c.id).where(
        review.c.claim_id == number(row), review.c.outcome.is_not(None), review.c.outcome != Outcome.PENDING
    )
    if work.session.connection().execute(settled).first() is not None:
        kind: ClaimKind = changed["kind"]
        raise Refused(f"claim #{row.id} has an outcome, but {kind} claims cannot have outcomes", part="--kind")
