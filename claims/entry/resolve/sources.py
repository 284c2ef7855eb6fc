"""Sources: a named source found by name, an unnamed source only within its article, or added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from claims.catalogue import SOURCE
from claims.entry.drafts import SourceDraft
from claims.entry.resolve.context import Entering, Json, Stored, ambiguous, grouped, put, rows_where, rows_with
from claims.entry.resolve.keys import is_reference, key_of, name_of, of_this_database, slug_of
from claims.entry.resolve.known import Known, KnownArticle, KnownSource, known_source
from claims.entry.resolve.names import Slugs
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.sources import refuse_miscounted, refuse_misplaced, refuse_other_footing, source_kind
from claims.entry.rules.texts import clean
from claims.errors import NotFound, Refused
from claims.reading.find import is_uid
from claims.rules.sourcing.described import attribution_read, number_described
from claims.text.matching import slug
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, SourceKind

DescribedIn = Callable[[KnownArticle, str], KnownSource | None]
"""A function that gives the unnamed source an article already describes in words with this key."""


_NOTHING_MORE: Mapping[str, Any] = {field.name: None for field in SOURCE.plain if field.beside}
"""The details of a new institution that is known only by name."""


class Sources:
    """Finds or adds sources."""

    def __init__(self, entering: Entering, known: Known, slugs: Slugs) -> None:
        """Take the entry in progress, the remembered records, and the slugs."""
        self._entering, self._known, self._slugs = entering, known, slugs

    def look_up(self, names: Iterable[str]) -> None:
        """Look up the sources that these names may mean, by name, slug or uid, and which slugs are taken."""
        wanted = {name for name in names if ("source", name) not in self._known.names}
        if not wanted:
            return
        slugs = {name.casefold() for name in wanted} | {slug_of("source", name) for name in wanted}
        keys = {"match_key": {key_of(name) for name in wanted} - {""}, "slug": slugs}
        given = {name: self._uids_of(name) for name in wanted}
        uids = {*filter(is_uid, wanted), *(uid for uids_of_name in given.values() for uid in uids_of_name)}
        rows = rows_with(self._entering.connection, "source", keys | {"uid": uids})
        heads = self._heads(rows)
        by = {column: grouped(rows, column) for column in ("uid", "slug", "match_key")}
        for name in wanted:
            key, typed = key_of(name), name.casefold()
            slugged = by["slug"].get(typed, [])
            referred = [row for row in slugged if is_reference(typed, row["name"] or row["described"])]
            called = [*(by["match_key"].get(key, []) if key else []), *slugged]
            same = [row for uid in given[name] for row in by["uid"].get(uid, [])]
            meant = ([*by["uid"].get(name, []), *referred], called or same)
            referred_heads, called_heads = ({heads[row["id"]].id: heads[row["id"]] for row in part} for part in meant)
            self._known.names["source", name] = referred_heads, called_heads
        self._slugs.learn("source", wanted, (row["slug"] for row in rows))

    def _uids_of(self, name: str) -> set[str]:
        """Return the uids that sources with this name have at the entry's origin."""
        uids = (self._entering.uid_of("source", kind, key_of(name)) for kind in SourceKind)
        return {uid for uid in uids if uid is not None}

    def _heads(self, rows: Iterable[Stored]) -> dict[int, KnownSource]:
        """Return the source that represents each row, by the row's number."""
        canonical = self._entering.joined.canonical
        of = {row["id"]: canonical("source", row["id"]) for row in rows}
        stored = {row["id"]: row for row in rows}
        missing = {head for head in of.values() if head not in stored}
        stored |= {row["id"]: row for row in rows_where(self._entering.connection, "source", "id", missing)}
        return {number: self._known_source(stored[head]) for number, head in of.items()}

    def _known_source(self, row: Stored) -> KnownSource:
        """Return a stored source: always the same object, so that filled-in details are seen everywhere."""
        held: KnownSource | None = self._known.names.get(("source number", row["id"]))
        if held is None:
            held = known_source(row, row["match_key"] or key_of(row["described"] or ""))
            self._known.names["source number", row["id"]] = held
        return held

    def of(
        self,
        draft: SourceDraft,
        attribution: Attribution,
        article: KnownArticle,
        described_in: DescribedIn,
        note: str | None = None,
    ) -> int:
        """Return the source that an article gives, added if new, then with a note.

        A named person, institution or document is found by name; an unnamed source only by number, uid or slug, or by
        the same description in the same article, since two papers' "senior diplomat" may be two people. Raises
        `Ambiguous`, and `Refused` for details that contradict the stored source.
        """
        typed = name_of(self._entering, "source", draft.source, "--source")
        self.look_up({typed, *(name.strip() for name in (draft.institution, draft.issuer) if name)})
        kind, named = source_kind(attribution), attribution not in UNNAMED_ATTRIBUTIONS
        source = self._found(typed, kind, named)
        if source is None and not named:
            source = described_in(article, key_of(typed))
            if source is None:
                self._notice_namesake(typed, kind)
        if source is None:
            source = self._made(typed, draft, attribution, kind, note)
            if not named:
                put(self._entering, article.described, key_of(typed), source)
        else:
            refuse_other_footing(f"source #{source.id}", source.kind, attribution, named=source.named)
            self._fill_in(source, draft)
        if attribution_read(attribution, source.described, source.stated_count) is not attribution:
            self._entering.notice_plural(source.id, source.described or "")
        return source.id

    def institution(self, typed: str, part: str) -> int:
        """Return the institution with a name, added if new; raises `Ambiguous` and `Refused`."""
        name = name_of(self._entering, "institution", typed, part)
        by_number = self._by_number(name, part)
        if by_number is not None:
            return by_number
        referred, called = self._meaning(name)
        institutions = {source.id for source in (referred or called).values() if source.kind is SourceKind.INSTITUTION}
        if len(institutions) > 1:
            raise ambiguous(self._entering, "institution", name, institutions, part)
        if institutions:
            return next(iter(institutions))
        if referred:
            raise Refused(f"source #{min(referred)} is not an institution", part=part)
        return self._add(name, SourceKind.INSTITUTION, named=True).id

    def known_institution(self, typed: str, part: str) -> int:
        """Return the stored institution with a name; raises `NotFound`, `Ambiguous`, `Refused` for other sources."""
        by_number = self._by_number(typed.strip(), part)
        if by_number is not None:
            return by_number
        referred, called = self._meaning(typed.strip())
        everything = referred | called
        institutions = {source.id for source in everything.values() if source.kind is SourceKind.INSTITUTION}
        if len(institutions) == 1:
            return next(iter(institutions))
        if institutions:
            raise ambiguous(self._entering, "institution", typed, institutions, part)
        if everything:
            raise Refused(f"source #{min(everything)} is not an institution", part=part)
        raise _no_institution(typed, part)

    def _by_number(self, typed: str, part: str) -> int | None:
        """Return the institution with a number or uid; raises `Refused` for another kind of source."""
        try:
            number = of_this_database(self._entering, "source", typed, part)
        except NotFound:
            raise _no_institution(typed, part) from None
        if number is None:
            return None
        (row,) = rows_where(self._entering.connection, "source", "id", [number])
        if row["kind"] is not SourceKind.INSTITUTION:
            raise Refused(f"source #{number} is not an institution", part=part)
        return number

    def _meaning(self, typed: str) -> tuple[dict[int, KnownSource], dict[int, KnownSource]]:
        """Return the sources that a text refers to, and the sources with this name, by number."""
        if ("source", typed) not in self._known.names:
            self.look_up([typed])
        referred, called = self._known.names["source", typed]
        new: dict[int, KnownSource] = self._known.names.get(("source new", key_of(typed)), {})
        return referred, {**called, **new}

    def _found(self, typed: str, kind: SourceKind, named: bool) -> KnownSource | None:
        by_number = of_this_database(self._entering, "source", typed, "--source")
        if by_number is not None:
            if ("source number", by_number) not in self._known.names:
                self._known_source(rows_where(self._entering.connection, "source", "id", [by_number])[0])
            held: KnownSource = self._known.names["source number", by_number]
            return held
        referred, called = self._meaning(typed)
        candidates = referred or called
        fitting = {
            number: source for number, source in candidates.items() if source.kind is kind and source.named is named
        }
        if (referred or named) and len(fitting) == 1:
            return next(iter(fitting.values()))
        if len(referred) == 1 or (named and typed == slug(typed) and len(candidates) == 1):
            return next(iter(candidates.values()))  # it does not fit, which raises an error
        if referred or (named and fitting):
            raise ambiguous(self._entering, "source", typed, fitting or referred, "--source")
        return None

    def _notice_namesake(self, typed: str, kind: SourceKind) -> None:
        called = self._meaning(typed)[1]
        same = [source for source in called.values() if source.kind is kind and not source.named]
        if typed == slug(typed) and len(same) == 1:
            self._entering.notice(
                f"source #{same[0].id} in another article has the same name, “{typed}”, but may be somebody else; "
                f"if it is the same: --source {same[0].id}"
            )

    def _made(
        self, typed: str, draft: SourceDraft, attribution: Attribution, kind: SourceKind, note: str | None
    ) -> KnownSource:
        refuse_misplaced(kind, draft)
        count, named = draft.stated_count, attribution not in UNNAMED_ATTRIBUTIONS
        refuse_miscounted(count, attribution)
        if attribution is Attribution.UNNAMED:
            count = count or number_described(typed)
        return self._add(
            typed,
            kind,
            named=named,
            own=stored(SOURCE, draft, as_typed) | {"stated_count": count},
            institution=self.institution(draft.institution, "--institution") if draft.institution else None,
            issuer=self.institution(draft.issuer, "--issuer") if draft.issuer else None,
            note=note,
        )

    def _add(
        self,
        typed: str,
        kind: SourceKind,
        *,
        named: bool,
        own: Mapping[str, Any] = _NOTHING_MORE,
        institution: int | None = None,
        issuer: int | None = None,
        note: str | None = None,
    ) -> KnownSource:
        key, described = key_of(typed), None if named else typed
        values = {
            "slug": self._slugs.free("source", typed),
            "kind": kind,
            "named": named,
            "name": typed if named else None,
            "described": described,
            "match_key": key if named else None,
            "institution_id": institution,
            "issuer_id": issuer,
            "note": note,
            **own,
        }
        uid = self._entering.uid_of("source", kind, key) if named else self._entering.uid_of("somebody", key)
        number = self._entering.insert("source", values, uid=uid, label=typed if named else f"“{typed}”")
        role, count = own["role"], own["stated_count"]
        made = KnownSource(number, key, kind, named, role, institution, issuer, count, described, new=True)
        if named:
            names: dict[Any, Any] = self._known.names
            put(self._entering, names, ("source new", key), {**names.get(("source new", key), {}), number: made})
            self._entering.notice_alike("source", typed, number)
        return made

    def _fill_in(self, source: KnownSource, draft: SourceDraft) -> None:
        """Fill in a stored source's missing details; refuse details that contradict it."""
        refuse_misplaced(source.kind, draft)
        sentence = (
            f"source #{source.id} has a different %s; change it with `claims source edit {source.id}` if yours is right"
        )
        more: Json = {}
        role = clean(draft.role, "--role")
        if role and source.role is None:
            more["role"] = role
        elif role and key_of(role) != key_of(source.role or ""):
            self._entering.notice(sentence % "role" + "; yours was left out")
        for name, typed in (("institution", draft.institution), ("issuer", draft.issuer)):
            if typed:
                given, has = self.institution(typed, f"--{name}"), getattr(source, f"{name}_id")
                if has is None:
                    more[f"{name}_id"] = given
                elif self._entering.joined.canonical("source", has) != given:
                    raise Refused(sentence % name, part=f"--{name}")
        if draft.stated_count is not None and draft.stated_count != source.stated_count:
            raise Refused(sentence % "count", part="--stated-count")
        self._entering.change("source", source, more)


def _no_institution(typed: str, part: str) -> NotFound:
    hint = "add it with `claims source add NAME --kind institution`"
    return NotFound(f'there is no institution "{typed}"; {hint}', part=part)
