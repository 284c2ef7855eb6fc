"""Sources: a named one found by name, an unnamed one only in its own article, or made."""

from __future__ import annotations

from collections.abc import Iterable

from claims.entry.bulk.keys import key_of, name_of
from claims.entry.bulk.known import Known, KnownArticle, KnownSource, known_source
from claims.entry.bulk.names import Slugs
from claims.entry.bulk.there import There
from claims.entry.bulk.trial import Json
from claims.entry.bulk.writing import Writing, rows_where
from claims.entry.drafts import SourceDraft
from claims.entry.registers import is_reference, source_kind
from claims.entry.work import clean
from claims.errors import BadUsage, BadValue, Refused
from claims.reading.find import is_uid
from claims.rules.sourcing.described import attribution_read, number_described
from claims.text.matching import slug
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, SourceKind


class Sources:
    """Finds or makes sources."""

    def __init__(self, writing: Writing, known: Known, there: There, slugs: Slugs) -> None:
        """Take the batch under way, what is remembered and what is there, and where slugs come from."""
        self._writing, self._known, self._there, self._slugs = writing, known, there, slugs

    def look_up(self, names: Iterable[str]) -> None:
        """Look up the named sources that have one of these names, and which slugs are taken."""
        wanted = {name for name in names if ("source", key_of(name)) not in self._known.names}
        found: dict[str, dict[int, KnownSource]] = {key_of(name): {} for name in wanted}
        for one in rows_where(self._writing.connection, "source", "match_key", list(found)):
            canonical = self._writing.joined.canonical("source", one["id"])
            if canonical == one["id"]:
                found[one["match_key"]][canonical] = known_source(one, one["match_key"])
            else:
                (row,) = rows_where(self._writing.connection, "source", "id", [canonical])
                found[one["match_key"]][canonical] = known_source(row, row["match_key"] or "")
        self._look_up_references(wanted)
        self._slugs.learn("source", wanted)
        self._known.names.update({("source", key): list(sources.values()) for key, sources in found.items()})

    def of(self, draft: SourceDraft, attribution: Attribution, article: KnownArticle) -> int:
        """Return the source that is given in an article; raises `Refused` when it fits several."""
        typed = name_of(draft.source, "source")
        kind = source_kind(attribution)
        _refuse_misplaced(kind, draft)
        key, named = key_of(typed), attribution not in UNNAMED_ATTRIBUTIONS
        found = self._referred(typed, kind, named)
        if found is None:
            found = self._named_source(typed, key, kind) if named else self._there.described.get((article.id, key))
        if found is not None:
            self._fill_in(found, draft)
            self._note_plural(found, attribution)
            return found.id
        made = self._made(typed, draft, attribution, kind)
        self._note_plural(made, attribution)
        if named:
            self._remember(made)
        else:
            self._writing.put(self._there.described, (article.id, key), made)
        return made.id

    def _note_plural(self, found: KnownSource, attribution: Attribution) -> None:
        """Count an unnamed plural without a number, which is read as a collective, for what the import says."""
        if attribution_read(attribution, found.described, found.stated_count) is not attribution:
            self._writing.count_plural(found.described or "")

    def _referred(self, typed: str, kind: SourceKind, named: bool) -> KnownSource | None:
        """Return the source that is meant by its slug or uid; raises `Refused` when several are, or none that fits."""
        if ("source reference", typed) not in self._known.names:
            self._look_up_references([typed])
        referred: list[KnownSource] = self._known.names["source reference", typed]
        fitting = [one for one in referred if one.kind is kind and one.named is named]
        if len(fitting) > 1 or (referred and not fitting):
            listed = ", ".join(f"#{one.id}" for one in fitting or referred)
            told = "fits more than one source" if fitting else f"is no {kind} {'with' if named else 'without'} a name"
            raise Refused(f'"{typed}" {told} ({listed})', part="source")
        return fitting[0] if fitting else None

    def _look_up_references(self, texts: Iterable[str]) -> None:
        """Look up which texts are the slugs or uids of sources, and mean those."""
        wanted = {text for text in texts if ("source reference", text) not in self._known.names}
        connection, canonical = self._writing.connection, self._writing.joined.canonical
        found: dict[str, dict[int, KnownSource]] = {text: {} for text in wanted}
        slugs = [text for text in wanted if text == slug(text)]
        rows = list(rows_where(connection, "source", "slug", slugs))
        rows += rows_where(connection, "source", "uid", [text for text in wanted if is_uid(text)])
        heads = {canonical("source", one["id"]) for one in rows}
        standing = {one["id"]: one for one in rows_where(connection, "source", "id", list(heads))}
        for one in rows:
            head = standing[canonical("source", one["id"])]
            for text in {one["slug"], one["uid"]} & wanted:
                if text == one["uid"] or is_reference(text, one["name"] or one["described"]):
                    found[text][head["id"]] = known_source(head, head["match_key"] or key_of(head["described"] or ""))
        self._known.names.update({("source reference", text): list(some.values()) for text, some in found.items()})

    def _made(self, typed: str, draft: SourceDraft, attribution: Attribution, kind: SourceKind) -> KnownSource:
        count, named = draft.stated_count, attribution not in UNNAMED_ATTRIBUTIONS
        if count is not None and (count < 1 or attribution is not Attribution.UNNAMED):
            raise BadValue("a stated count is a number of unnamed people, one or more", part="stated_count")
        if attribution is Attribution.UNNAMED:
            count = count or number_described(typed)
        return self._add(
            typed,
            key_of(typed),
            kind,
            named=named,
            role=clean(draft.role, "role"),
            stated_count=count,
            institution=self._institution(draft.institution, "institution") if draft.institution else None,
            issuer=self._institution(draft.issuer, "issuer") if draft.issuer else None,
        )

    def _remember(self, made: KnownSource) -> None:
        others = self._known.names.get(("source", made.key), [])
        self._writing.put(self._known.names, ("source", made.key), [*others, made])

    def _named_source(self, typed: str, key: str, kind: SourceKind) -> KnownSource | None:
        if ("source", key) not in self._known.names:
            self.look_up([typed])
        fitting = [one for one in self._known.names["source", key] if one.kind is kind and one.named]
        if len(fitting) > 1:
            listed = ", ".join(f"#{one.id}" for one in fitting)
            raise Refused(f'"{typed}" fits more than one source ({listed}); judge which are one', part="source")
        return fitting[0] if fitting else None

    def _institution(self, typed: str, part: str) -> int:
        name = name_of(typed, part)
        key = key_of(name)
        found = self._referred(name, SourceKind.INSTITUTION, True) or self._named_source(
            name, key, SourceKind.INSTITUTION
        )
        if found is None:
            found = self._add(name, key, SourceKind.INSTITUTION, named=True)
            self._remember(found)
        return found.id

    def _add(
        self,
        typed: str,
        key: str,
        kind: SourceKind,
        *,
        named: bool,
        role: str | None = None,
        stated_count: int | None = None,
        institution: int | None = None,
        issuer: int | None = None,
    ) -> KnownSource:
        number = self._writing.add(
            "source",
            {
                "slug": self._slugs.free("source", typed),
                "kind": kind,
                "named": named,
                "name": typed if named else None,
                "described": None if named else typed,
                "match_key": key if named else None,
                "role": role,
                "institution_id": institution,
                "issuer_id": issuer,
                "stated_count": stated_count,
            },
        )
        described = None if named else typed
        return KnownSource(number, key, kind, named, role, institution, issuer, stated_count, described, new=True)

    def _fill_in(self, found: KnownSource, draft: SourceDraft) -> None:
        """Give a source that is there what was not known of it; refuse what contradicts it."""
        told = f"source #{found.id} has another %s; change it with `claims source edit {found.id}` if this one is right"
        more: Json = {}
        if draft.role and found.role is None:
            more["role"] = clean(draft.role, "role")
        for name, typed in (("institution", draft.institution), ("issuer", draft.issuer)):
            if typed:
                given, has = self._institution(typed, name), getattr(found, f"{name}_id")
                if has is None:
                    more[f"{name}_id"] = given
                elif self._writing.joined.canonical("source", has) != given:
                    raise Refused(told % name, part=name)
        if draft.stated_count is not None and draft.stated_count != found.stated_count:
            raise Refused(told % "count", part="stated_count")
        self._writing.change("source", found, more)


def _refuse_misplaced(kind: SourceKind, draft: SourceDraft) -> None:
    if draft.institution and kind is not SourceKind.PERSON:
        raise BadUsage("an institution is for whom a person speaks", part="institution")
    if draft.issuer and kind is not SourceKind.DOCUMENT:
        raise BadUsage("an issuer is who issued a document", part="issuer")
