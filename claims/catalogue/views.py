"""The SQL views for analysts: the fields they show, the columns they compute, and what they leave out and why.

Migrations create the views and are never changed; this module describes the newest state. A new public field is added
to its record's view as the last column, or is left out here with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from claims.catalogue.field import Field, Record


@dataclass(frozen=True)
class View:
    """A view, its columns in order, and the records they come from."""

    name: str
    order: str
    """The columns in order; newer fields follow them."""
    records: tuple[str, ...]
    """The records whose fields the view shows."""
    called: Mapping[str, str] = field(default_factory=dict)
    """The column names of fields shown under another name, by ``record.field``."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What a column holds if it is not a field, or differs from the field."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """The public fields that the view does not show, by ``record.field``, each with the reason."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """The fields that the view shows although reports for the public leave them out, each with the reason."""

    def fields(self, records: Mapping[str, Record]) -> Iterator[tuple[str, Field]]:
        """Yield the fields that the view must show, each with its column's name."""
        for name in self.records:
            for each in records[name]:
                key = f"{name}.{each.name}"
                if key in self.printed or (is_public(each) and key not in self.left_out):
                    yield self.called.get(key, each.name), each

    def columns(self, records: Mapping[str, Record]) -> dict[str, str]:
        """Return the view's columns in order, each with what it holds."""
        fields = dict(self.fields(records))
        names = dict.fromkeys([*self.order.split(), *fields])
        return {name: self.about.get(name) or _about(fields[name]) for name in names}


def is_public(each: Field) -> bool:
    """Return whether a field is a value of its record that the public may see."""
    return each.is_plain and not (each.private or each.desk_only)


def _about(each: Field) -> str:
    chosen = f": {', '.join(each.words)}" if each.words else ""
    return f"{each.about or each.called}{chosen}"


_SHORT_NAME = "the newsroom's own short name for it"
_KNOWN_HOW = "how we know it; `claims article show` says it"

V_CLAIMS = View(
    "v_claims",
    "claim statement kind weight stories status outcome due_from due_by look_again_on appearances articles outlets "
    "people_at_least people_at_most institutions_at_least institutions_at_most independent_at_least "
    "independent_at_most two_sources first_published_on last_published_on logged_on reviews first_verdict_on "
    "last_verdict_on verdict_changes days_to_verdict",
    ("claim",),
    about={
        "claim": "its number",
        "statement": "its words",
        "stories": "its stories, separated by spaces",
        "status": "its status: unverified, in_review, corroborated, … confirmed, refuted",
        "outcome": "its outcome; empty for claims that are not about the future",
        "due_from": "the first day it is due",
        "due_by": "the last day it is due",
        "look_again_on": "the day to look again, if there is no last day",
        "appearances": "the number of its appearances",
        "articles": "the number of articles that carry it",
        "outlets": "the number of outlets that carry it",
        "people_at_least": "the number of different people behind it, at least",
        "people_at_most": "the same, at most",
        "institutions_at_least": "the number of different topmost institutions, at least",
        "institutions_at_most": "the same, at most",
        "independent_at_least": "the number of independent origins, at least",
        "independent_at_most": "the same, at most",
        "two_sources": "the two-source rule: met, possible, unknown (no source is named), not met",
        "first_published_on": "the first day it was reported",
        "last_published_on": "the last day it was reported",
        "logged_on": "the day it was entered",
        "reviews": "the number of reviews",
        "first_verdict_on": "the day of its first verdict",
        "last_verdict_on": "the day of its last verdict",
        "verdict_changes": "how often a verdict was replaced by another",
        "days_to_verdict": "days from entry to the first verdict",
    },
    left_out={"claim.condition": "the desk's own text; `claims show` has it"},
)

V_APPEARANCES = View(
    "v_appearances",
    "appearance claim article outlet ours article_kind title url published published_on read reporters attribution "
    "source source_name terms channel occasion capacity proximity stance treatment placement likelihood hedged said_on "
    "excerpt wording anonymity_reason relays relay_basis original retracted logged_on",
    ("article", "appearance"),
    called={"article.kind": "article_kind", "article.seen": "read", "appearance.said": "said_on"},
    about={
        "appearance": "its number",
        "claim": "the number of the claim, as in `v_claims`",
        "article": "the number of the article",
        "outlet": "who published it",
        "ours": "whether the outlet is our own newsroom",
        "title": "the article's title",
        "url": "the article's address",
        "published": "the date as known: 2024, 2024-03 or 2024-03-20",
        "published_on": "its first possible day",
        "read": "whether somebody here has read the article",
        "reporters": "its authors, separated by semicolons",
        "source": "the number of the source in `v_sources`",
        "source_name": "its name or description",
        "terms": "on what terms the source spoke: on_record, background, not_stated",
        "hedged": "whether the wording is hedged",
        "said_on": "the day it was said",
        "anonymity_reason": "why the source is not named, as printed",
        "relays": "the number of the article it was picked up from",
        "relay_basis": "whether that is stated by the article, inferred by a person, or suspected and not yet judged",
        "original": "whether it relays no other report",
        "retracted": "whether its outlet retracted it",
        "logged_on": "the day it was entered",
    },
    left_out={
        "article.slug": _SHORT_NAME,
        "article.outlet_basis": _KNOWN_HOW,
        "article.url_basis": _KNOWN_HOW,
        "article.published_basis": _KNOWN_HOW,
        "article.language": "not asked for yet; `claims article list --format csv` has it",
        "article.reprint_extent": "describes the original, which is not in the view",
        "appearance.likelihood_basis": "where the likelihood comes from; `claims show` has it",
        "appearance.prefix": "locates the excerpt in its article; says nothing by itself",
        "appearance.suffix": "locates the excerpt in its article; says nothing by itself",
    },
    printed={"appearance.anonymity_reason": "the article's own words, not the desk's"},
)

V_CHAINS = View(
    "v_chains",
    "appearance claim article outlet published_on relay_basis retracted upstream_article upstream_outlet "
    "upstream_title upstream_published_on upstream_read upstream_logged",
    (),
    about={
        "appearance": "the number of the relaying appearance",
        "claim": "the number of the claim",
        "article": "the number of the article that relays",
        "outlet": "who relays",
        "published_on": "its first possible day",
        "relay_basis": "stated by the article, inferred by a person, or suspected and not yet judged",
        "retracted": "whether its outlet retracted it",
        "upstream_article": "the number of the article it was picked up from",
        "upstream_outlet": "that article's outlet",
        "upstream_title": "that article's title",
        "upstream_published_on": "that article's first possible day",
        "upstream_read": "whether somebody here has read that article",
        "upstream_logged": "whether the same claim was entered from that article",
    },
)

V_SOURCES = View(
    "v_sources",
    "source kind named name described role belongs_to stated_count appearances claims outlets first_published_on "
    "last_published_on",
    ("source",),
    about={
        "source": "its number",
        "named": "whether it has a name",
        "name": "its name; empty for an unnamed source",
        "described": "its description",
        "role": "its role as printed",
        "belongs_to": "a person's institution, an institution's parent, or a document's issuer",
        "stated_count": "the stated number of people",
        "appearances": "the number of appearances that cite it",
        "claims": "the number of claims that cite it",
        "outlets": "the number of outlets that cite it",
        "first_published_on": "the first day it was cited",
        "last_published_on": "the last day it was cited",
    },
    left_out={"source.slug": _SHORT_NAME},
)

VIEWS = (V_CLAIMS, V_APPEARANCES, V_CHAINS, V_SOURCES)
"""The views, in the order of docs/sql.md."""
