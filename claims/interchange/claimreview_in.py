"""Taking fact-checks in: their claims, who made them and where, and each rating as a review with its evidence.

A claim is the statement as one fact-check page has it; what two pages say alike is for people to join.  Its review
rests on the page (evidence of the kind `report`) and keeps the rating word for word; whoever imports enters it, and
its note names who rated.  The uids are UUIDv5 of the page's address and the statement, so that what is there already
is known again.  A rating that has changed since becomes a new review, unless somebody here has reviewed the claim in
the meantime: then it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from claims.actions.log import follow
from claims.actions.own_chain import Given, OwnChain
from claims.actions.registers import story_named
from claims.actions.work import Work
from claims.batches import Batch
from claims.dates import partial_date
from claims.errors import ClaimsError, Refused
from claims.interchange.claimreview import FactCheck, Number, Remark, Speaker, page_key
from claims.interchange.ratings import UNKNOWN
from claims.ladder import Step, refusal, settles
from claims.ledger import chunks
from claims.matching import host_of, index_words, match_key, parent_hosts, site_name, slug
from claims.queries.dossier import View, claim_record
from claims.queries.identity import Identities, identities
from claims.queries.policies import policy
from claims.schema import TABLES
from claims.tables import Appearance, Source
from claims.vocabulary import (
    UNNAMED_ATTRIBUTIONS,
    AliasKind,
    ArticleKind,
    Attribution,
    Basis,
    Capacity,
    Channel,
    ClaimKind,
    EvidenceKind,
    PolicyName,
    Proximity,
    ReprintExtent,
    SourceKind,
    Stance,
    Status,
    Terms,
    Treatment,
    Weight,
)

NAMESPACE = UUID("0c7a7b5e-6f0e-5d7a-8f0b-6b0b6d6f1d2e")
"""The UUIDv5 namespace of records that come from ClaimReviews."""

AT_ONCE = 500
"""Fact-checks that are entered in one transaction."""

MANY = 400
"""Values that one statement looks for at most."""

StatusOf = Callable[[str, str | None], Status | None]
"""Gives the status for which a rating of a publisher stands; none for a rating that is in no table."""

_POSTS = frozenset(
    "facebook.com fb.watch twitter.com x.com instagram.com tiktok.com youtube.com youtu.be t.me telegram.me "
    "telegram.org reddit.com linkedin.com threads.net vk.com weibo.com bsky.app gab.com".split()
)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A fact-check that was not entered, and why."""

    check: FactCheck
    reason: str


@dataclass(slots=True)
class TakenIn:
    """What entering some fact-checks did."""

    made: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    """How many were there already."""
    unmapped: dict[str, int] = field(default_factory=dict)
    """Ratings in no table, each with how often it was met: somebody has to look at their claims."""
    refused: list[Unfit] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)


def enter_fact_checks(
    session: Session, checks: Sequence[FactCheck], status_of: StatusOf, stories: Sequence[str] = ()
) -> TakenIn:
    """Enter fact-checks in one batch, as a use case of `claims.recording.write`; what cannot be is in the answer.

    New claims become part of ``stories``, which are made if there are none of these names.
    """
    return _Entry(session, checks, status_of, stories).entered()


def source_uid(kind: SourceKind, name: str) -> str:
    """Return the uid of a named source that is first met in a ClaimReview."""
    return _uid("source", kind, match_key(name))


def claim_uid(check: FactCheck) -> str:
    """Return the uid of the claim of a fact-check."""
    return _uid("claim", page_key(check.url), check.statement)


def status_for(check: FactCheck, status_of: StatusOf) -> tuple[Status | None, bool]:
    """Return the status for which a rating stands, and whether only its number says so.

    A number counts where it is the first or the last of a scale of which both ends are given (Google: the worst
    rating is false, the best is true); between them scales differ.
    """
    found = status_of(check.rating, check.outlet)
    return (found, False) if found is not None else (_by_number(check.number), True)


def _by_number(number: Number | None) -> Status | None:
    if number is None or number.worst is None or number.best is None:
        return None
    try:
        value, worst, best = (float(one.replace(",", ".")) for one in (number.value, number.worst, number.best))
    except ValueError:
        return None
    if not worst < best:
        return None
    return {worst: Status.REFUTED, best: Status.CONFIRMED}.get(value)


def _uid(*parts: str) -> str:
    return str(uuid5(NAMESPACE, "\n".join(parts)))


class _Entry:
    """One batch under way: what is known already, and what is new."""

    def __init__(
        self, session: Session, checks: Sequence[FactCheck], status_of: StatusOf, stories: Sequence[str]
    ) -> None:
        self.session, self.checks, self.status_of = session, checks, status_of
        self.connection = session.connection()
        self.joined: Identities = identities(self.connection)
        self.two_people = policy(self.connection, PolicyName.TWO_PERSON_VERDICTS).on
        work = Work(session)
        self.stories = [story_named(work, one) for one in dict.fromkeys(stories)] if checks else []
        self.batch, self.taken = Batch(session), TakenIn()
        self.on_known: list[tuple[int, int]] = []
        self.fresh: set[int] = set()
        self.fresh_sources: set[int] = set()
        self._look_up()

    def entered(self) -> TakenIn:
        for check in self.checks:
            try:
                self._enter(check)
            except ClaimsError as problem:
                self.taken.refused.append(Unfit(check, str(problem)))
        self._fill_in()
        self.batch.flush()
        self.session.flush()
        self._let_reprints_follow()
        return self.taken

    # What is there

    def _look_up(self) -> None:
        claims = {claim_uid(one): one for one in self.checks}
        self.claims = self._numbers("claim", claims)
        self.reviews = set(self._numbers("review", {_review_uid(one) for one in self.checks}))
        self._look_up_articles()
        self._look_up_outlets()
        self._look_up_people()
        self._look_up_slugs()

    def _look_up_articles(self) -> None:
        addresses = {page_key(url) for one in self.checks for url in (one.url, *one.carried)}
        table = TABLES["article"]
        self.articles: dict[str, int] = {}
        self.known_articles: dict[int, Mapping[str, Any]] = {}
        by_key = self._rows("article", table.c.url_key, addresses)
        by_uid = self._rows("article", table.c.uid, {_uid("article", one) for one in addresses})
        keys = {_uid("article", one): one for one in addresses}
        for row in [*by_uid, *by_key]:
            number = self.joined.canonical("article", row["id"])
            self.articles[row["url_key"] if row["url_key"] in addresses else keys[row["uid"]]] = number
            self.known_articles[number] = row

    def _look_up_outlets(self) -> None:
        hosts = {host_of(one.url) for one in self.checks} | {host_of(u) for one in self.checks for u in one.carried}
        names = {match_key(one.outlet) for one in self.checks if one.outlet}
        names |= {match_key(host) for host in hosts} | {match_key(site_name(host)) for host in hosts}
        self.outlets: dict[str, int] = {}
        table, alias = TABLES["outlet"], TABLES["outlet_alias"]
        found = self._rows("outlet", table.c.uid, {_uid("outlet", one) for one in names})
        by_uid = {row["uid"]: row["id"] for row in found}
        for row in self._rows("outlet", table.c.match_key, names):
            self._found_outlet(row["match_key"], row["id"])
        for key in names:
            if _uid("outlet", key) in by_uid:
                self.outlets.setdefault(key, self.joined.canonical("outlet", by_uid[_uid("outlet", key)]))
        above = {one for host in hosts for one in parent_hosts(host)}
        self.hosts: dict[str, int] = {}
        for kind, keys in ((AliasKind.ALIAS, names), (AliasKind.HOST, above)):
            rows = [row for row in self._rows("outlet_alias", alias.c.match_key, keys) if row["kind"] is kind]
            newest = {
                (row["outlet_id"], row["match_key"]): row
                for row in sorted(rows, key=lambda row: (row["entered_at"], row["uid"]))
            }
            for row in newest.values():
                if not row["withdrawn"]:
                    number = self.joined.canonical("outlet", row["outlet_id"])
                    if kind is AliasKind.HOST:
                        self.hosts.setdefault(row["match_key"], number)
                    else:
                        self.outlets.setdefault(row["match_key"], number)

    def _found_outlet(self, key: str, number: int) -> None:
        number = self.joined.canonical("outlet", number)
        self.outlets[key] = min(number, self.outlets.get(key, number))

    def _look_up_people(self) -> None:
        source, reporter = TABLES["source"], TABLES["reporter"]
        wanted = {(_kind(s), match_key(s.name)) for one in self.checks for s in one.speakers}
        wanted |= {
            (SourceKind.INSTITUTION, match_key(s.institution)) for c in self.checks for s in c.speakers if s.institution
        }
        keys = {_uid("source", kind, key): (kind, key) for kind, key in wanted}
        self.details = _details(self.checks)
        self.sources: dict[tuple[SourceKind, str], int] = {}
        for row in self._rows("source", source.c.match_key, {key for _, key in wanted}):
            if row["named"]:
                number = self.joined.canonical("source", row["id"])
                key = (row["kind"], row["match_key"])
                self.sources[key] = min(number, self.sources.get(key, number))
        for row in self._rows("source", source.c.uid, keys):
            self.sources.setdefault(keys[row["uid"]], self.joined.canonical("source", row["id"]))
        names = {match_key(name) for one in self.checks for name in one.reporters}
        of_uid = {_uid("reporter", one): one for one in names}
        self.reporters: dict[str, int] = {}
        for row in self._rows("reporter", reporter.c.match_key, names):
            self.reporters.setdefault(row["match_key"], self.joined.canonical("reporter", row["id"]))
        for row in self._rows("reporter", reporter.c.uid, of_uid):
            self.reporters.setdefault(of_uid[row["uid"]], self.joined.canonical("reporter", row["id"]))

    def _look_up_slugs(self) -> None:
        """Learn which of the slugs that new records would have are taken."""
        wanted: dict[str, set[str]] = {"outlet": set(), "source": set(), "reporter": set()}
        for one in self.checks:
            wanted["outlet"] |= {slug(name) for name in (one.outlet, *map(host_of, (one.url, *one.carried))) if name}
            wanted["source"] |= {slug(name) for s in one.speakers for name in (s.name, s.institution) if name}
            wanted["reporter"] |= {slug(name) for name in one.reporters}
        self.slugs: dict[str, set[str]] = {}
        for subject, bases in wanted.items():
            column = TABLES[subject].c.slug
            numbered = {f"{base}-{number}" for base in bases for number in range(2, 10)}
            self.slugs[subject] = {row["slug"] for row in self._rows(subject, column, bases | numbered)}

    def _numbers(self, subject: str, uids: Iterable[str]) -> dict[str, int]:
        return {row["uid"]: row["id"] for row in self._rows(subject, TABLES[subject].c.uid, uids)}

    def _rows(self, subject: str, column: ColumnElement[Any], values: Iterable[str]) -> list[Mapping[Any, Any]]:
        return [
            row
            for some in chunks(sorted(values), MANY)
            for row in self.connection.execute(select(TABLES[subject]).where(column.in_(some))).mappings()
        ]

    # What is new

    def _enter(self, check: FactCheck) -> None:
        review = _review_uid(check)
        if review in self.reviews:
            self.taken.skipped += 1
            return
        status, guessed = status_for(check, self.status_of)
        uid = claim_uid(check)
        if uid in self.claims:
            self._rated_again(check, self.claims[uid], status)
        else:
            _refuse(Status.UNVERIFIED, status or UNKNOWN, check)
            self._refuse_reprint(check)
            self._new_claim(check, uid, status or UNKNOWN)
        self.reviews.add(review)
        if status is None:
            self.taken.unmapped[check.rating] = self.taken.unmapped.get(check.rating, 0) + 1
        elif guessed:
            self._remark(check, "reviewRating", f"has words in no table; its number makes it {status}", check.rating)
        self.taken.remarks += ((check.place, one) for one in check.remarks)

    def _new_claim(self, check: FactCheck, uid: str, status: Status) -> None:
        key = match_key(check.statement)
        values = {"statement": check.statement, "match_key": key, "kind": ClaimKind.FACT, "weight": Weight.KEY}
        claim = self._add("claim", uid, **values)
        self.batch.add_words(claim, index_words(key))
        self.claims[uid] = claim
        self.fresh.add(claim)
        for story in self.stories:
            self._add("claim_story", None, claim_id=claim, story_id=story, withdrawn=False)
        sources: list[tuple[Speaker | None, int | None]] = [(one, self._source(one, uid)) for one in check.speakers]
        for url in check.carried or (None,):
            article = self._unseen(check, uid) if url is None else self._carrier(check, url)
            for speaker, source in sources or [(None, None)]:
                self._appearance(check, claim, uid, article, url, speaker, source)
        self._review(check, claim, status, Status.UNVERIFIED, None)

    def _appearance(
        self,
        check: FactCheck,
        claim: int,
        uid: str,
        article: int,
        url: str | None,
        speaker: Speaker | None,
        source: int | None,
    ) -> None:
        who = "" if speaker is None else f"{speaker.attribution} {match_key(speaker.name)}"
        number = self._add(
            "appearance",
            _uid("appearance", uid, "" if url is None else page_key(url), who),
            claim_id=claim,
            article_id=article,
            attribution=speaker.attribution if speaker else Attribution.UNATTRIBUTED,
            source_id=source,
            terms=Terms.NOT_STATED,
            channel=Channel.NOT_STATED,
            occasion=check.occasion,
            capacity=Capacity.NOT_STATED,
            proximity=Proximity.NOT_STATED,
            stance=Stance.ASSERTS,
            treatment=Treatment.REPORTS,
            said=self._said(check, article),
        )
        if article in self.known_articles:
            self.on_known.append((number, article))

    def _said(self, check: FactCheck, article: int) -> date | None:
        """Return the day on which a claim was made, unless the article is older than that."""
        day = _whole_day(check.said)
        if day is None:
            return None
        known = self.known_articles.get(article, {}).get("published_latest")
        if known is not None and day > known + timedelta(days=1):
            self._remark(check, "itemReviewed.datePublished", f"is later than article #{article}; left out", check.said)
            return None
        return day

    def _review(self, check: FactCheck, claim: int, status: Status, before: Status, replaces: int | None) -> None:
        review = self._add(
            "review",
            _review_uid(check),
            claim_id=claim,
            status=status,
            note=f"rated “{check.rating}” by {check.rater}"[:4_000],
            proposed=self.two_people and settles(_step(before, status, "rated")),
            replaces_id=replaces,
            rating=check.rating,
        )
        self._add(
            "evidence",
            _uid("evidence", _review_uid(check)),
            review_id=review,
            kind=EvidenceKind.REPORT,
            article_id=self._fact_check(check),
            note=check.explanation,
        )

    def _rated_again(self, check: FactCheck, claim: int, status: Status | None) -> None:
        """Enter a rating that has changed; what somebody here found out is not overruled."""
        if claim in self.fresh:
            self.batch.flush()
        now = claim_record(self.connection, claim, View(confidential=True))
        assert now is not None, claim
        review = TABLES["review"]
        members = self.joined.members("claim", claim)
        ours = select(review.c.id).where(review.c.claim_id.in_(members), review.c.rating.is_(None))
        if self.connection.execute(ours).first() is not None:
            raise Refused(
                f"reviewRating is “{check.rating}” by now, and claim #{now.id} has been reviewed here since; "
                f"`claims review {now.id}` takes it over if it is right"
            )
        wanted = status or UNKNOWN
        _refuse(now.status, wanted, check)
        article = self.articles.get(page_key(check.url))
        OwnChain(self.connection, now).refuse(Given(EvidenceKind.REPORT, article, check.url))
        latest = now.latest_review
        self._review(check, claim, wanted, now.status, latest.id if latest else None)

    def _refuse_reprint(self, check: FactCheck) -> None:
        """Refuse a fact-check that is known to be a reprint of what carries the claim, or the other way round."""
        own = self.known_articles.get(self.articles.get(page_key(check.url), 0))
        for url in check.carried:
            other = self.known_articles.get(self.articles.get(page_key(url), 0))
            if own is None or other is None:
                continue
            same = self.joined.canonical("article", own["id"]) == self.joined.canonical("article", other["id"])
            if same or own["reprint_of_id"] == other["id"] or other["reprint_of_id"] == own["id"]:
                raise Refused(f"itemReviewed.appearance is {url}, which is one with the fact-check: it proves nothing")

    # Articles

    def _fact_check(self, check: FactCheck) -> int:
        key = page_key(check.url)
        if key not in self.articles:
            outlet, basis = self._outlet_of(check.url, check.outlet)
            self.articles[key] = self._article(
                key,
                url=check.url,
                outlet=outlet,
                basis=basis,
                title=check.title,
                published=check.published,
                language=check.language,
                seen=True,
            )
            for position, name in enumerate(check.reporters, 1):
                self._sign(self.articles[key], key, position, name, outlet)
        return self.articles[key]

    def _carrier(self, check: FactCheck, url: str) -> int:
        key = page_key(url)
        if key not in self.articles:
            outlet, basis = self._outlet_of(url, None)
            kind = ArticleKind.POST if set(parent_hosts(host_of(url))) & _POSTS else ArticleKind.ARTICLE
            only = len(check.carried) == 1
            self.articles[key] = self._article(
                key, url=url, outlet=outlet, basis=basis, kind=kind, published=check.said if only else None
            )
        return self.articles[key]

    def _unseen(self, check: FactCheck, uid: str) -> int:
        """Add the article of which nothing is known but that it carries the claim."""
        return self._article(f"of {uid}", published=check.said)

    def _article(
        self,
        key: str,
        *,
        url: str | None = None,
        outlet: int | None = None,
        basis: Basis = Basis.STATED,
        kind: ArticleKind = ArticleKind.ARTICLE,
        title: str | None = None,
        published: str | None = None,
        language: str | None = None,
        seen: bool = False,
    ) -> int:
        day = partial_date(published) if published else None
        return self._add(
            "article",
            _uid("article", key),
            outlet_id=outlet,
            outlet_basis=basis,
            kind=kind,
            title=title,
            url=url,
            url_key=None if url is None else key,
            url_basis=Basis.STATED,
            published=day.text if day else None,
            published_earliest=day.earliest if day else None,
            published_latest=day.latest if day else None,
            published_basis=Basis.STATED if seen else Basis.INFERRED,
            language=language,
            seen=seen,
        )

    def _sign(self, article: int, key: str, position: int, name: str, outlet: int | None) -> None:
        called = match_key(name)
        if called not in self.reporters:
            self.reporters[called] = self._add(
                "reporter",
                _uid("reporter", called),
                slug=self._slug("reporter", name, _uid("reporter", called)),
                name=name,
                match_key=called,
                outlet_id=outlet,
            )
        self._add(
            "byline",
            _uid("byline", key, called),
            article_id=article,
            reporter_id=self.reporters[called],
            position=position,
            withdrawn=False,
        )

    # Outlets and people

    def _outlet_of(self, url: str, name: str | None) -> tuple[int, Basis]:
        """Return an outlet by name, else by the host of an address, and whether it was inferred."""
        host = host_of(url)
        owner = next((self.hosts[one] for one in parent_hosts(host) if one in self.hosts), None)
        if name is not None and match_key(name):
            outlet = self._outlet(name)
            says_so = site_name(host).replace("-", "") in match_key(name).replace(" ", "")
            if owner is None and says_so:
                self._own_host(outlet, host)
            return outlet, Basis.STATED
        if owner is not None:
            return owner, Basis.STATED
        known = self.outlets.get(match_key(site_name(host)))
        outlet = self._outlet(host) if known is None else known
        self._own_host(outlet, host)
        return outlet, Basis.INFERRED

    def _outlet(self, name: str) -> int:
        key = match_key(name)
        if key not in self.outlets:
            uid = _uid("outlet", key)
            self.outlets[key] = self._add(
                "outlet", uid, slug=self._slug("outlet", name, uid), name=name, match_key=key, ours=False
            )
        return self.outlets[key]

    def _own_host(self, outlet: int, host: str) -> None:
        self.hosts[host] = outlet
        self._add(
            "outlet_alias",
            None,
            outlet_id=outlet,
            kind=AliasKind.HOST,
            value=host,
            match_key=host,
            withdrawn=False,
        )

    def _source(self, speaker: Speaker, claim: str) -> int:
        key = match_key(speaker.name)
        if speaker.attribution in UNNAMED_ATTRIBUTIONS:
            uid = _uid("source", claim, key)
            return self._add(
                "source",
                uid,
                slug=self._slug("source", speaker.name, uid),
                kind=SourceKind.PERSON,
                named=False,
                described=speaker.name,
                role=speaker.role,
            )
        return self._named_source(_kind(speaker), speaker.name)

    def _named_source(self, kind: SourceKind, name: str) -> int:
        key = match_key(name)
        if (kind, key) not in self.sources:
            uid = _uid("source", kind, key)
            told = self.details.get((kind, key), _Details())
            self.sources[kind, key] = self._add(
                "source",
                uid,
                slug=self._slug("source", name, uid),
                kind=kind,
                named=True,
                name=name,
                match_key=key,
                role=told.role,
                institution_id=self._institution(told),
                note=told.address,
            )
            self.fresh_sources.add(self.sources[kind, key])
        return self.sources[kind, key]

    def _institution(self, told: _Details) -> int | None:
        return None if told.institution is None else self._named_source(SourceKind.INSTITUTION, told.institution)

    def _fill_in(self) -> None:
        """Fill in what was not known of sources that were there already."""
        for key, told in self.details.items():
            number = self.sources.get(key)
            if number is None or number in self.fresh_sources or not (told.role or told.institution):
                continue
            row = self.session.get_one(Source, number)
            row.role = row.role or told.role
            if row.institution_id is None and told.institution is not None:
                row.institution_id = self._institution(told)

    def _slug(self, subject: str, name: str, uid: str) -> str:
        wanted = slug(name)
        if re.fullmatch(r"\d+", wanted):
            wanted = f"{subject}-{wanted}"
        tried = [wanted, *(f"{wanted}-{number}" for number in range(2, 10)), f"{wanted}-{uid[:8]}"]
        found = next(one for one in tried if one not in self.slugs[subject] or one is tried[-1])
        self.slugs[subject].add(found)
        return found

    # Steps

    def _add(self, subject: str, uid: str | None, **values: Any) -> int:
        self.taken.made[subject] = self.taken.made.get(subject, 0) + 1
        return self.batch.add(subject, values, uid=uid)

    def _remark(self, check: FactCheck, name: str, what: str, value: str | None) -> None:
        self.taken.remarks.append((check.place, Remark(name, what, value or "")))

    def _let_reprints_follow(self) -> None:
        """Let whole reprints of articles that were known already carry what was found in these."""
        if not self.on_known:
            return
        article, work = TABLES["article"], Work(self.session)
        for some in chunks(self.on_known, MANY):
            originals = {number for _, number in some}
            copies = select(article.c.reprint_of_id, article.c.id).where(
                article.c.reprint_of_id.in_(originals), article.c.reprint_extent == ReprintExtent.WHOLE
            )
            for original, copy in self.connection.execute(copies).all():
                for number, of in some:
                    if of == original:
                        follow(work, work.get(Appearance, number), copy)


@dataclass(frozen=True, slots=True)
class _Details:
    """What is said of a named source: the first that is said in a batch."""

    role: str | None = None
    institution: str | None = None
    address: str | None = None


def _details(checks: Iterable[FactCheck]) -> dict[tuple[SourceKind, str], _Details]:
    found: dict[tuple[SourceKind, str], _Details] = {}
    for one in (speaker for check in checks for speaker in check.speakers):
        if one.attribution not in UNNAMED_ATTRIBUTIONS:
            key = _kind(one), match_key(one.name)
            told = found.get(key, _Details())
            institution = one.institution if key[0] is SourceKind.PERSON else None
            found[key] = _Details(told.role or one.role, told.institution or institution, told.address or one.address)
    return found


def _kind(speaker: Speaker) -> SourceKind:
    return SourceKind.INSTITUTION if speaker.attribution is Attribution.INSTITUTION else SourceKind.PERSON


def _review_uid(check: FactCheck) -> str:
    return _uid("review", claim_uid(check), check.rating)


def _whole_day(text: str | None) -> date | None:
    """Return the day of a date that names one."""
    if text is None:
        return None
    found = partial_date(text)
    return found.earliest if found.earliest == found.latest else None


def _step(old: Status, new: Status, note: str) -> Step:
    return Step(
        kind=ClaimKind.FACT,
        old_status=old,
        old_outcome=None,
        status=new,
        outcome=None,
        note=note,
        evidence=(EvidenceKind.REPORT,),
        independent_lower=0,
        independent_upper=None,
    )


def _refuse(old: Status, new: Status, check: FactCheck) -> None:
    problem = refusal(_step(old, new, check.rating))
    if problem is not None:
        raise Refused(f"reviewRating “{check.rating}” stands for {new}, which is refused: {problem}")
