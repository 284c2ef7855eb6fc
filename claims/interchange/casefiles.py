"""Case files: a story as JSON Lines, written by people, safe to read in twice.

A case is a folder of ``*.jsonl`` files (or one file). Every line is one object with ``record`` (its type), ``key``
(unique within its type), ``entered`` (a moment with offset: when a newsroom would have entered it) and ``by`` (who).
Other fields have the columns' names. A reference is the key of a record entered earlier in the case, else the uid or
the name of a record already in the database. An outlet, a reporter, a story or a named source already known by its name
is used, and gets the details it lacked. A record's uid is the UUIDv5 of the case's name, its type and its key, so a
record already imported is skipped.

A ``review`` that ``agrees_with`` another takes over its status and outcome. A ``correction`` is of an ``appearance``,
or with ``article`` instead of every appearance in that article.

An ``inquiry`` says whom we asked about a ``claim`` (``whom``, ``how``, ``asked_at``, ``reply_by``, ``question``, and
``source`` for a known one). A ``reply`` to an ``inquiry`` says how they answered (``reply``, ``replied_at``, ``note``,
and ``appearance`` where our own outlet used it). Their moments have offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import (
    APPEARANCE,
    ARTICLE,
    CLAIM,
    DAY,
    EVIDENCE,
    FLAG,
    INQUIRY,
    INQUIRY_REPLY,
    MOMENT,
    NUMBER,
    OUTLET,
    REPORTER,
    REVIEW,
    SOURCE,
    STORY,
    TEXT,
    Field,
    Holds,
    Record,
    Reference,
)
from claims.entry.correcting.correct import correct
from claims.entry.correcting.reports import correct_article
from claims.entry.drafts import (
    AppearanceDraft,
    ArticleDraft,
    ClaimDraft,
    EvidenceDraft,
    InquiryDraft,
    ReplyDraft,
    ReviewDraft,
    SourceDraft,
    WindowDraft,
)
from claims.entry.edit import add
from claims.entry.inquiries import answer, ask
from claims.entry.log import add_appearance, add_claim, add_reprint, add_window, follow
from claims.entry.registers.outlets import name_outlet
from claims.entry.retracted import appearances_in
from claims.entry.reviewing.judge import judge
from claims.entry.reviewing.relate import relate
from claims.entry.reviewing.review import review
from claims.entry.rules.nothing import without_nothing
from claims.entry.work import Work
from claims.errors import BadValue, ClaimsError, FileUnusable
from claims.interchange.elsewhere import TABLE_OF, Elsewhere, fill_in
from claims.parsing import is_storable, json_value
from claims.store.recording import entered
from claims.store.schema import TABLES
from claims.vocabulary import (
    CorrectionKind,
    HedgeKind,
    JudgementKind,
    RelationKind,
    ReprintExtent,
    Status,
    WindowRole,
)

E = TypeVar("E", bound=StrEnum)

NAMESPACE = UUID("6b1f9c1e-52c5-5d0e-9a53-1f5f0c6c7a11")
"""The UUIDv5 namespace of records that come from case files."""

ORDER = "outlet reporter source story article claim appearance relation judgement review correction".split()
ORDER += ["inquiry", "reply"]
"""The types of record; records entered at the same moment are applied in this order."""

_MOST = 1_000_000
"""The highest number accepted, far above any count of people in an article."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a case file, with the place it is from."""

    place: str
    type: str
    key: str
    at: datetime
    by: str
    values: dict[str, Any]


@dataclass(slots=True)
class Loaded:
    """What reading a case did."""

    made: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    warnings: list[str] = field(default_factory=list)
    """What a person should look at again, each with its place in the file."""


def case_path(named: Path) -> Path:
    """Return the path of a case: the one given, else the case of that name shipped with the program.

    Raises `FileUnusable` when neither exists.
    """
    if named.exists():
        return named.resolve()
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "_seeds", here.parent / "seeds"):
        if (folder / named.name).is_dir() and len(named.parts) == 1:
            return folder / named
    raise FileUnusable(f"there is nothing at {named}; name a case's folder or file", part=str(named))


def read_case(path: Path) -> list[Line]:
    """Return a case's records in the order they were entered.

    Raises `FileUnusable` for an unreadable file and `BadValue`, with file and line, for a wrong line.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise FileUnusable(f"there is no .jsonl file in {path}; name a case's folder or file")
    lines = [line for file in files for line in _lines(file)]
    return sorted(lines, key=lambda line: (line.at, ORDER.index(line.type), "agrees_with" in line.values))


def load_case(session: Session, case: str, lines: list[Line], advance: Callable[[], None] = lambda: None) -> Loaded:
    """Enter a case's records that are not there yet; ``advance`` is called after each.

    Raises whatever the actions raise, with the file and the line.
    """
    loader = _Loader(session, case, lines)
    for line in lines:
        try:
            loader.apply(line)
        except ClaimsError as error:
            error.args = (f"{line.place}: {error}",)
            raise
        advance()
    return loader.outcomes


def record_uid(case: str, record: str, key: str) -> str:
    """Return the uid of a case's record."""
    return str(uuid5(NAMESPACE, f"{case}/{record}/{key}"))


class _Loader:
    """Applies records one by one, knowing the numbers of those before."""

    def __init__(self, session: Session, case: str, lines: list[Line]) -> None:
        self.session, self.case, self.outcomes = session, case, Loaded()
        self.keys = {(line.type, line.key) for line in lines}
        self.numbers: dict[tuple[str, str], int] = {}
        for record in ORDER:
            uids = {record_uid(case, record, line.key): line.key for line in lines if line.type == record}
            table = TABLES[TABLE_OF.get(record, record)]
            known = session.connection().execute(select(table.c.uid, table.c.id).where(table.c.uid.in_(uids)))
            self.numbers.update({(record, uids[uid]): number for uid, number in known})

    def apply(self, line: Line) -> None:
        """Enter one record unless it is there already."""
        if (line.type, line.key) in self.numbers:
            self.outcomes.skipped += 1
            return
        values = _Values(line.values, self.numbers, Elsewhere(self.session, self.keys))
        uids = _uids(TABLE_OF.get(line.type, line.type), record_uid(self.case, line.type, line.key))
        with entered(self.session, at=line.at, by=line.by, uids=uids):
            made = _APPLY[line.type](self.session, line.key, values)
        values.refuse_unknown()
        self.outcomes.warnings += (f"{line.place}: {warning}" for warning in values.warnings)
        self.numbers[line.type, line.key] = made
        if values.found:
            self.outcomes.skipped += 1
            return
        self.outcomes.made[line.type] = self.outcomes.made.get(line.type, 0) + 1


class _Values:
    """The fields of one record, taken out one by one so that an unknown one is noticed."""

    def __init__(self, values: Mapping[str, Any], numbers: Mapping[tuple[str, str], int], elsewhere: Elsewhere) -> None:
        self._left, self._numbers, self._elsewhere = dict(values), numbers, elsewhere
        self.warnings: list[str] = []
        self.found = False
        """Whether the record was in the database already, under another key."""

    @property
    def elsewhere(self) -> Elsewhere:
        """The finder of records that are not from the case."""
        return self._elsewhere

    @property
    def own(self) -> Mapping[tuple[str, str], int]:
        """The numbers of the case's records entered so far, by type and key."""
        return self._numbers

    def take(self, name: str, default: Any = None) -> Any:
        return self._left.pop(name, default)

    def text(self, name: str) -> str | None:
        value = self.take(name)
        if value is not None and not is_storable(value):
            raise BadValue(f'"{name}" is a text')
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.take(name, default)
        if not isinstance(value, bool):
            raise BadValue(f'"{name}" is true or false')
        return value

    def count(self, name: str) -> int | None:
        value = self.take(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MOST):
            raise BadValue(f'"{name}" is a whole number')
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        texts = self.several(name)
        if not all(map(is_storable, texts)):
            raise BadValue(f'"{name}" is a list of texts')
        return tuple(texts)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise BadValue(f'"{name}" is missing')
        return value

    def choice(self, name: str, kind: type[E], default: E | None = None) -> E | None:
        value = self.take(name)
        if value is None:
            return default
        try:
            return kind(str(value))
        except ValueError:
            raise BadValue(f'"{name}" is "{value}" and must be one of {", ".join(kind)}') from None

    def chosen(self, name: str, kind: type[E], default: E | None = None) -> E:
        value = self.choice(name, kind, default)
        if value is None:
            raise BadValue(f'"{name}" is missing')
        return value

    def day(self, name: str) -> date | None:
        value = self.text(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            raise BadValue(f'"{name}" is "{value}" and must be a day like 2024-03-20') from None

    def moment(self, name: str) -> datetime | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValueError
            moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadValue(
                f'"{name}" is "{value}" and must be a moment with offset like 2024-03-20T10:00:00+00:00'
            ) from None
        return moment

    def reference(self, name: str, record: str) -> str | None:
        """Return the record a key refers to: one of the case, else one from the database, as `#12`."""
        key = self.text(name)
        if key is None:
            return None
        number = self._numbers.get((record, key)) or self._elsewhere.record(record, key, name)
        if number is None:
            raise BadValue(f'"{name}" refers to the {record} "{key}", which is not entered by then')
        return f"#{number}"

    def relayed(self, name: str) -> str | None:
        """Return the article that is relayed: one of the case by its key, else one by its address or its outlet."""
        key = self.text(name)
        if key is None or (("article", key) not in self._numbers and not self._elsewhere.has(("article", key))):
            return key
        return f"article:{self.within({name: key}).wanted(name, 'article')}"

    def wanted(self, name: str, record: str) -> str:
        reference = self.reference(name, record)
        if reference is None:
            raise BadValue(f'"{name}" is missing')
        return reference

    def several(self, name: str) -> list[Any]:
        value = self.take(name, [])
        if not isinstance(value, list):
            raise BadValue(f'"{name}" is a list')
        return value

    def references(self, name: str, record: str) -> tuple[str, ...]:
        return tuple(self.within({name: key}).wanted(name, record) for key in self.several(name))

    def parts(self, name: str) -> list[_Values]:
        parts = self.several(name)
        if not all(isinstance(part, dict) for part in parts):
            raise BadValue(f'"{name}" is a list of objects')
        return [self.within(part) for part in parts]

    def within(self, values: Mapping[str, Any]) -> _Values:
        """Return the fields of a part of this record."""
        return _Values(values, self._numbers, self._elsewhere)

    def of(self, record: Record, *references: str, but: Collection[str] = ()) -> dict[str, Any]:
        """Return a record's own fields and its named references, by field."""
        fields = [field for field in record.plain if not (field.private or field.name in but or field.name in _OURS)]
        fields += [record[name] for name in references]
        given = {field.name: self._field(field) for field in fields}
        return {name: value for name, value in given.items() if value is not None}

    def _field(self, field: Field) -> Any:
        holds = field.holds
        if isinstance(holds, Reference):
            return self.reference(field.name, holds.record)
        if isinstance(holds, type):
            return self.chosen(field.name, holds) if field.required else self.choice(field.name, holds)
        if holds is FLAG:
            return self.flag(field.name, bool(field.default))
        if holds is TEXT and field.required:
            return self.required(field.name)
        return _READS.get(holds, _Values.text)(self, field.name)

    def refuse_unknown(self) -> None:
        if self._left:
            raise BadValue(f"unknown field {', '.join(sorted(self._left))}")


_OURS = frozenset({"slug"})
"""The fields that the program fills itself, whatever a case file says."""

_READS: Mapping[Holds, Callable[[_Values, str], Any]] = {
    DAY: _Values.day,
    MOMENT: _Values.moment,
    NUMBER: _Values.count,
}


def _outlet(session: Session, key: str, values: _Values) -> int:
    aliases, hosts = values.texts("aliases"), values.texts("hosts")
    columns = values.of(OUTLET)
    made = _add(session, "outlet", key, columns, values)
    name_outlet(session, f"#{made}", aliases=aliases, hosts=hosts)
    return made


def _reporter(session: Session, key: str, values: _Values) -> int:
    columns = values.of(REPORTER, "outlet")
    return _add(session, "reporter", key, columns, values)


def _source(session: Session, key: str, values: _Values) -> int:
    columns = values.of(SOURCE, "institution", "part_of", "issuer")
    return _add(session, "source", key, columns, values)


def _story(session: Session, key: str, values: _Values) -> int:
    columns = values.of(STORY)
    return _add(session, "story", key, columns, values)


def _article(session: Session, key: str, values: _Values) -> int:
    article = values.of(ARTICLE, "outlet", but=("seen", "reprint_extent"))
    draft = ArticleDraft(reporters=values.references("bylines", "reporter"), **article)
    work = Work(session)
    original = values.reference("reprint_of", "article")
    extent = values.choice("reprint_extent", ReprintExtent)
    if (original is None) != (extent is None):
        raise BadValue('"reprint_of" and "reprint_extent" go together')
    draft = replace(draft, read=values.flag("seen", True))
    slug = work.registers.slugs.free("article", key)
    if original is None or extent is None:
        return work.registers.articles.new(without_nothing(draft, work.notice), slug=slug).id
    reprinted = work.registers.archive.article(int(original.removeprefix("#")))
    made = add_reprint(work, draft, reprinted, extent, part="reprint_of", slug=slug)
    if extent is ReprintExtent.WHOLE:
        for row in appearances_in(work, {reprinted.id})[0]:
            follow(work, row, made.id)
    return made.id


def _claim(session: Session, key: str, values: _Values) -> int:
    work = Work(session)
    draft = ClaimDraft(
        stories=values.references("stories", "story"),
        **values.of(CLAIM, "condition_claim"),
    )
    made = add_claim(work, draft)
    for part in values.parts("windows"):
        window = WindowDraft(
            role=part.chosen("role", WindowRole),
            words=part.required("words"),
            said=part.day("said"),
            earliest=part.day("earliest"),
            latest=part.day("latest"),
        )
        part.take("note")
        part.refuse_unknown()
        add_window(work, made, window)
    return made


def _appearance(session: Session, key: str, values: _Values) -> int:
    claim = int(values.wanted("claim", "claim").removeprefix("#"))
    source = values.reference("source", "source")
    relays = values.relayed("relays")
    draft = AppearanceDraft(
        article=ArticleDraft(article=values.wanted("article", "article"), read=False),
        source=None if source is None else SourceDraft(source=source),
        hedges=tuple((part.chosen("kind", HedgeKind), part.required("words")) for part in values.parts("hedges")),
        relays=relays,
        **values.of(APPEARANCE),
    )
    return add_appearance(Work(session), claim, draft).id


def _relation(session: Session, key: str, values: _Values) -> int:
    claim, other = values.wanted("claim", "claim"), values.wanted("other", "claim")
    return relate(session, claim, values.chosen("kind", RelationKind), other, values.text("note")).made[0].id


def _judgement(session: Session, key: str, values: _Values) -> int:
    subject = values.required("subject")
    if subject not in ORDER[:6]:
        raise BadValue(f'"subject" is "{subject}" and must be one of {", ".join(ORDER[:6])}')
    kind = values.chosen("kind", JudgementKind)
    a, b = values.wanted("a", subject), values.wanted("b", subject)
    return judge(session, subject, kind, a, b, values.required("reason")).made[0].id


def _review(session: Session, key: str, values: _Values) -> int:
    draft = ReviewDraft(
        status=values.choice("status", Status),
        evidence=_evidence(values),
        **values.of(REVIEW, "agrees_with", but=("status", "proposed", "rating")),
    )
    made = review(session, values.wanted("claim", "claim"), draft)
    values.warnings += made.doubts
    return made.made[0].id


def _correction(session: Session, key: str, values: _Values) -> int:
    article = values.reference("article", "article")
    appearance = values.wanted("appearance", "appearance") if article is None else article
    kind, note, evidence = values.chosen("kind", CorrectionKind), values.required("note"), _evidence(values)
    use_case = correct if article is None else correct_article
    return use_case(session, appearance, kind, note, evidence=evidence).made[0].id


def _inquiry(session: Session, key: str, values: _Values) -> int:
    draft = InquiryDraft(**values.of(INQUIRY, "source"))
    return ask(session, (values.wanted("claim", "claim"),), draft).made[0].id


def _reply(session: Session, key: str, values: _Values) -> int:
    draft = ReplyDraft(**values.of(INQUIRY_REPLY, "appearance"))
    return answer(session, (values.wanted("inquiry", "inquiry"),), draft).made[0].id


def _evidence(values: _Values) -> tuple[EvidenceDraft, ...]:
    evidence = []
    for part in values.parts("evidence"):
        evidence.append(EvidenceDraft(**part.of(EVIDENCE, "article", but=("file_name", "sha256"))))
        part.refuse_unknown()
    return tuple(evidence)


_APPLY: dict[str, Callable[[Session, str, _Values], int]] = {
    "outlet": _outlet,
    "reporter": _reporter,
    "source": _source,
    "story": _story,
    "article": _article,
    "claim": _claim,
    "appearance": _appearance,
    "relation": _relation,
    "judgement": _judgement,
    "review": _review,
    "correction": _correction,
    "inquiry": _inquiry,
    "reply": _reply,
}


def _add(session: Session, record: str, key: str, columns: dict[str, Any], values: _Values) -> int:
    """Add a record of a register, or use the known record with its name and fill in its gaps; return its number."""
    own = {number for (kind, _), number in values.own.items() if kind == record}
    there = values.elsewhere.named(record, columns, own)
    if there is not None:
        values.found = True
        fill_in(session, record, there, columns)
        return there
    columns["slug"] = Work(session).registers.slugs.free(record, key)
    return add(session, record, columns).made[0].id


def _uids(record: str, first: str) -> Callable[[str], str]:
    """Return a function from a table's name to the next row's uid: ``first`` for the record's own row, in ``record``.

    Rows of other tables that come with the record get uids made from ``first``, in order.
    """
    own, count = iter([first]), 0

    def uid(table: str) -> str:
        nonlocal count
        if table == record and (match := next(own, None)) is not None:
            return match
        count += 1
        return str(uuid5(UUID(first), str(count)))

    return uid


def _lines(file: Path) -> Iterator[Line]:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            for place, text in enumerate(opened, start=1):
                if text.strip():
                    yield _line(f"{file.name}, line {place}", text)
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnusable(f"{file} cannot be read ({error}); name a case's folder or file") from error


def _line(place: str, text: str) -> Line:
    try:
        values = json_value(text)
        record, key, by = (values.pop(name) for name in ("record", "key", "by"))
        at = datetime.fromisoformat(values.pop("entered"))
        if record not in ORDER or at.tzinfo is None or not all(part and is_storable(part) for part in (key, by)):
            raise ValueError
        at = at.astimezone(UTC)
        return Line(place, record, key, at, by, values)
    except (ValueError, KeyError, AttributeError, TypeError, OverflowError):
        raise BadValue(
            f'{place}: a record is a JSON object with "record" (one of {", ".join(ORDER)}), "key", "entered" '
            '(a moment with offset) and "by"'
        ) from None
