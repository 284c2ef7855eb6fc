"""Sources: a named one found by name, an unnamed one only in its own article, or made."""

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
"""Gives the unnamed source that an article describes already in words of this key."""


_NOTHING_MORE: Mapping[str, Any] = {field.name: None for field in SOURCE.plain if field.beside}
"""What is known of an institution that was made for who belongs to it, beside its name."""


class Sources:
    """Finds or makes sources."""

    def __init__(self, entering: Entering, known: Known, slugs: Slugs) -> None:
        """Take what is under way, what is remembered, and where slugs come from."""
        self._entering, self._known, self._slugs = entering, known, slugs

    def look_up(self, names: Iterable[str]) -> None:
        """Look up the sources that these names mean, by name, slug or uid, and which slugs are taken."""
        wanted = {name for name in names if ("source", name) not in self._known.names}
        if not wanted:
            return
        slugs = {name.casefold() for name in wanted} | {slug_of("source", name) for name in wanted}
        keys = {"match_key": {key_of(name) for name in wanted} - {""}, "slug": slugs}
        given = {name: self._uids_of(name) for name in wanted}
        uids = {*filter(is_uid, wanted), *(uid for some in given.values() for uid in some)}
        rows = rows_with(self._entering.connection, "source", keys | {"uid": uids})
        heads = self._heads(rows)
        by = {column: grouped(rows, column) for column in ("uid", "slug", "match_key")}
        for name in wanted:
            key, typed = key_of(name), name.casefold()
            slugged = by["slug"].get(typed, [])
            referred = [one for one in slugged if is_reference(typed, one["name"] or one["described"])]
            called = [*(by["match_key"].get(key, []) if key else []), *slugged]
            same = [one for uid in given[name] for one in by["uid"].get(uid, [])]
            meant = ([*by["uid"].get(name, []), *referred], called or same)
            referred_heads, called_heads = ({heads[one["id"]].id: heads[one["id"]] for one in some} for some in meant)
            self._known.names["source", name] = referred_heads, called_heads
        self._slugs.learn("source", wanted, (one["slug"] for one in rows))

    def _uids_of(self, name: str) -> set[str]:
        """Return the uids that sources of a name have where this comes from."""
        uids = (self._entering.uid_of("source", kind, key_of(name)) for kind in SourceKind)
        return {uid for uid in uids if uid is not None}

    def _heads(self, rows: Iterable[Stored]) -> dict[int, KnownSource]:
        """Return for each of some rows the source that stands for it."""
        canonical = self._entering.joined.canonical
        of = {one["id"]: canonical("source", one["id"]) for one in rows}
        stored = {one["id"]: one for one in rows}
        missing = {head for head in of.values() if head not in stored}
        stored |= {one["id"]: one for one in rows_where(self._entering.connection, "source", "id", missing)}
        return {one: self._known_source(stored[head]) for one, head in of.items()}

    def _known_source(self, row: Stored) -> KnownSource:
        """Return a stored source, the same object each time, as what is filled in is filled in there."""
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
        """Return the source that is given in an article, made if it must be new (then with a note).

        A named person, institution or document is found by name; somebody unnamed only by number, uid or slug, or by
        the same description in the same article, since two papers' "senior diplomat" need not be one person.  Raises
        `Ambiguous`, and `Refused` for what contradicts what is known.
        """
        typed = name_of(self._entering, "source", draft.source, "--source")
        self.look_up({typed, *(name.strip() for name in (draft.institution, draft.issuer) if name)})
        kind, named = source_kind(attribution), attribution not in UNNAMED_ATTRIBUTIONS
        found = self._found(typed, kind, named)
        if found is None and not named:
            found = described_in(article, key_of(typed))
            if found is None:
                self._notice_namesake(typed, kind)
        if found is None:
            found = self._made(typed, draft, attribution, kind, note)
            if not named:
                put(self._entering, article.described, key_of(typed), found)
        else:
            refuse_other_footing(f"source #{found.id}", found.kind, attribution, named=found.named)
            self._fill_in(found, draft)
        if attribution_read(attribution, found.described, found.stated_count) is not attribution:
            self._entering.notice_plural(found.id, found.described or "")
        return found.id

    def institution(self, typed: str, part: str) -> int:
        """Return the institution of a name, made if there is none; raises `Ambiguous` and `Refused`."""
        name = name_of(self._entering, "institution", typed, part)
        by_number = self._by_number(name, part)
        if by_number is not None:
            return by_number
        referred, called = self._meaning(name)
        found = {one.id for one in (referred or called).values() if one.kind is SourceKind.INSTITUTION}
        if len(found) > 1:
            raise ambiguous(self._entering, "institution", name, found, part)
        if found:
            return next(iter(found))
        if referred:
            raise Refused(f"source #{min(referred)} is no institution", part=part)
        return self._add(name, SourceKind.INSTITUTION, named=True).id

    def known_institution(self, typed: str, part: str) -> int:
        """Return the institution of a name; raises `NotFound`, `Ambiguous`, and `Refused` for a person's."""
        by_number = self._by_number(typed.strip(), part)
        if by_number is not None:
            return by_number
        referred, called = self._meaning(typed.strip())
        everything = referred | called
        found = {one.id for one in everything.values() if one.kind is SourceKind.INSTITUTION}
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ambiguous(self._entering, "institution", typed, found, part)
        if everything:
            raise Refused(f"source #{min(everything)} is no institution", part=part)
        raise _no_institution(typed, part)

    def _by_number(self, typed: str, part: str) -> int | None:
        """Return the institution that is meant by its number or uid; raises `Refused` for a person's."""
        try:
            number = of_this_database(self._entering, "source", typed, part)
        except NotFound:
            raise _no_institution(typed, part) from None
        if number is None:
            return None
        (row,) = rows_where(self._entering.connection, "source", "id", [number])
        if row["kind"] is not SourceKind.INSTITUTION:
            raise Refused(f"source #{number} is no institution", part=part)
        return number

    def _meaning(self, typed: str) -> tuple[dict[int, KnownSource], dict[int, KnownSource]]:
        """Return the sources that a text refers to, and those that are called so, by number."""
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
        found = referred or called
        fitting = {number: one for number, one in found.items() if one.kind is kind and one.named is named}
        if (referred or named) and len(fitting) == 1:
            return next(iter(fitting.values()))
        if len(referred) == 1 or (named and typed == slug(typed) and len(found) == 1):
            return next(iter(found.values()))  # which does not fit, as is told
        if referred or (named and fitting):
            raise ambiguous(self._entering, "source", typed, fitting or referred, "--source")
        return None

    def _notice_namesake(self, typed: str, kind: SourceKind) -> None:
        called = self._meaning(typed)[1]
        same = [one for one in called.values() if one.kind is kind and not one.named]
        if typed == slug(typed) and len(same) == 1:
            self._entering.notice(
                f"source #{same[0].id} in another article is called “{typed}” too, and was not taken for the same; "
                f"if it is: --source {same[0].id}"
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

    def _fill_in(self, found: KnownSource, draft: SourceDraft) -> None:
        """Give a source that is there what was not known of it; refuse what contradicts it."""
        refuse_misplaced(found.kind, draft)
        told = f"source #{found.id} has another %s; change it with `claims source edit {found.id}` if this one is right"
        more: Json = {}
        role = clean(draft.role, "--role")
        if role and found.role is None:
            more["role"] = role
        elif role and key_of(role) != key_of(found.role or ""):
            self._entering.notice(told % "role" + "; the one given here was left out")
        for name, typed in (("institution", draft.institution), ("issuer", draft.issuer)):
            if typed:
                given, has = self.institution(typed, f"--{name}"), getattr(found, f"{name}_id")
                if has is None:
                    more[f"{name}_id"] = given
                elif self._entering.joined.canonical("source", has) != given:
                    raise Refused(told % name, part=f"--{name}")
        if draft.stated_count is not None and draft.stated_count != found.stated_count:
            raise Refused(told % "count", part="--stated-count")
        self._entering.change("source", found, more)


def _no_institution(typed: str, part: str) -> NotFound:
    hint = "`claims source add NAME --kind institution` adds one"
    return NotFound(f'there is no institution "{typed}"; {hint}', part=part)
