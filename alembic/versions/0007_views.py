"""The present state of every claim, and views for analysts without anything confidential.

What is withheld is decided once, in the appearances that may be shown (`v_appearances`): none off the record, on deep
background, on background from a named source, or entered wrongly. Everything else is derived from them.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WRONG = "SELECT 1 FROM correction WHERE correction.appearance_id = a.id AND correction.kind = 'wrong'"
HELD_BACK = (
    "(a.terms IN ('off_record', 'deep_background') OR "
    "(a.terms = 'background' AND EXISTS (SELECT 1 FROM source s WHERE s.id = a.source_id AND s.named)))"
)

V_APPEARANCES = f"""
SELECT
    a.id AS appearance,
    now.told_as_id AS claim,
    a.article_id AS article,
    outlet.name AS outlet,
    outlet.ours AS ours,
    article.kind AS article_kind,
    article.title AS title,
    article.url AS url,
    article.published AS published,
    article.published_earliest AS published_on,
    article.seen AS read,
    (
        SELECT {{list_names}} FROM (
            SELECT reporter.name AS name FROM byline JOIN reporter ON reporter.id = byline.reporter_id
            WHERE byline.article_id = a.article_id AND NOT byline.withdrawn AND NOT EXISTS (
                SELECT 1 FROM byline later
                WHERE later.article_id = byline.article_id AND later.reporter_id = byline.reporter_id
                AND (later.entered_at > byline.entered_at
                     OR (later.entered_at = byline.entered_at AND later.uid > byline.uid))
            )
            ORDER BY byline.position, byline.id
        ) signed
    ) AS reporters,
    a.attribution AS attribution,
    a.source_id AS source,
    CASE WHEN source.named THEN source.name ELSE source.described END AS source_name,
    a.terms AS terms,
    a.channel AS channel,
    a.occasion AS occasion,
    a.capacity AS capacity,
    a.proximity AS proximity,
    a.stance AS stance,
    a.treatment AS treatment,
    a.placement AS placement,
    a.likelihood AS likelihood,
    EXISTS (SELECT 1 FROM hedge WHERE hedge.appearance_id = a.id) AS hedged,
    a.said AS said_on,
    a.excerpt AS excerpt,
    a.wording AS wording,
    a.anonymity_reason AS anonymity_reason,
    a.relays_id AS relays,
    a.relay_basis AS relay_basis,
    (a.relays_id IS NULL AND a.attribution <> 'outlet') AS original,
    EXISTS (
        SELECT 1 FROM correction WHERE correction.appearance_id = a.id AND correction.kind = 'retracted'
    ) AS retracted,
    {{entered_on}} AS logged_on
FROM appearance a
JOIN claim_now now ON now.claim_id = a.claim_id
JOIN article ON article.id = a.article_id
LEFT JOIN outlet ON outlet.id = article.outlet_id
LEFT JOIN source ON source.id = a.source_id
WHERE NOT {HELD_BACK} AND NOT EXISTS ({WRONG})
"""
V_CHAINS = """
SELECT
    a.appearance AS appearance,
    a.claim AS claim,
    a.article AS article,
    a.outlet AS outlet,
    a.published_on AS published_on,
    a.relay_basis AS relay_basis,
    a.retracted AS retracted,
    upstream.id AS upstream_article,
    outlet.name AS upstream_outlet,
    upstream.title AS upstream_title,
    upstream.published_earliest AS upstream_published_on,
    upstream.seen AS upstream_read,
    EXISTS (
        SELECT 1 FROM v_appearances other WHERE other.claim = a.claim AND other.article = upstream.id
    ) AS upstream_logged
FROM v_appearances a
JOIN article upstream ON upstream.id = a.relays
LEFT JOIN outlet ON outlet.id = upstream.outlet_id
"""
V_SOURCES = """
SELECT
    source.id AS source,
    source.kind AS kind,
    source.named AS named,
    CASE WHEN source.named THEN source.name END AS name,
    source.described AS described,
    source.role AS role,
    above.name AS belongs_to,
    source.stated_count AS stated_count,
    heard.appearances AS appearances,
    heard.claims AS claims,
    heard.outlets AS outlets,
    heard.first_published_on AS first_published_on,
    heard.last_published_on AS last_published_on
FROM source
JOIN (
    SELECT
        v.source AS source,
        count(*) AS appearances,
        count(DISTINCT v.claim) AS claims,
        count(DISTINCT v.outlet) AS outlets,
        min(v.published_on) AS first_published_on,
        max(v.published_on) AS last_published_on
    FROM v_appearances v WHERE v.source IS NOT NULL GROUP BY v.source
) heard ON heard.source = source.id
LEFT JOIN source above ON above.id = coalesce(source.institution_id, source.part_of_id, source.issuer_id)
"""
V_CLAIMS = """
WITH verdicts AS (
    SELECT
        now.told_as_id AS claim, review.status, {reviewed_on} AS reviewed_on,
        lag(review.status) OVER (
            PARTITION BY now.told_as_id ORDER BY review.entered_at, review.uid
        ) AS before
    FROM review JOIN claim_now now ON now.claim_id = review.claim_id
    WHERE NOT review.proposed
    AND review.status IN ('confirmed', 'partly_confirmed', 'misleading', 'refuted', 'outdated')
), judged AS (
    SELECT
        claim,
        min(reviewed_on) AS first_verdict_on,
        max(reviewed_on) AS last_verdict_on,
        sum(CASE WHEN before <> status THEN 1 ELSE 0 END) AS verdict_changes
    FROM verdicts GROUP BY claim
), reviewed AS (
    SELECT now.told_as_id AS claim, count(*) AS reviews
    FROM review JOIN claim_now now ON now.claim_id = review.claim_id
    WHERE NOT review.proposed GROUP BY now.told_as_id
), carried AS (
    SELECT
        v.claim,
        count(*) AS appearances,
        count(DISTINCT v.article) AS articles,
        count(DISTINCT v.outlet) AS outlets,
        min(v.published_on) AS first_published_on,
        max(v.published_on) AS last_published_on
    FROM v_appearances v GROUP BY v.claim
)
SELECT
    claim.id AS claim,
    claim.statement AS statement,
    claim.kind AS kind,
    claim.weight AS weight,
    (
        SELECT {list_slugs} FROM (
            SELECT DISTINCT story.slug AS slug
            FROM claim_story JOIN story ON story.id = claim_story.story_id
            JOIN claim_now member ON member.claim_id = claim_story.claim_id
            WHERE member.told_as_id = claim.id AND NOT claim_story.withdrawn AND NOT EXISTS (
                SELECT 1 FROM claim_story later
                WHERE later.claim_id = claim_story.claim_id AND later.story_id = claim_story.story_id
                AND (later.entered_at > claim_story.entered_at
                     OR (later.entered_at = claim_story.entered_at AND later.uid > claim_story.uid))
            )
            ORDER BY story.slug
        ) told
    ) AS stories,
    now.status AS status,
    now.outcome AS outcome,
    now.due_from AS due_from,
    now.due_by AS due_by,
    now.look_again_on AS look_again_on,
    coalesce(carried.appearances, 0) AS appearances,
    coalesce(carried.articles, 0) AS articles,
    coalesce(carried.outlets, 0) AS outlets,
    CASE WHEN NOT now.background THEN now.people_at_least END AS people_at_least,
    CASE WHEN NOT now.background THEN now.people_at_most END AS people_at_most,
    CASE WHEN NOT now.background THEN now.institutions_at_least END AS institutions_at_least,
    CASE WHEN NOT now.background THEN now.institutions_at_most END AS institutions_at_most,
    CASE WHEN NOT now.background THEN now.independent_at_least END AS independent_at_least,
    CASE WHEN NOT now.background THEN now.independent_at_most END AS independent_at_most,
    CASE WHEN NOT now.background THEN now.two_sources END AS two_sources,
    carried.first_published_on AS first_published_on,
    carried.last_published_on AS last_published_on,
    {logged_on} AS logged_on,
    coalesce(reviewed.reviews, 0) AS reviews,
    judged.first_verdict_on AS first_verdict_on,
    judged.last_verdict_on AS last_verdict_on,
    coalesce(judged.verdict_changes, 0) AS verdict_changes,
    {days_to_verdict} AS days_to_verdict
FROM claim
JOIN claim_now now ON now.claim_id = claim.id AND now.told_as_id = claim.id
LEFT JOIN carried ON carried.claim = claim.id
LEFT JOIN reviewed ON reviewed.claim = claim.id
LEFT JOIN judged ON judged.claim = claim.id
"""

VIEWS = {"v_appearances": V_APPEARANCES, "v_chains": V_CHAINS, "v_sources": V_SOURCES, "v_claims": V_CLAIMS}

SQLITE = {
    "list_names": "group_concat(signed.name, '; ')",
    "list_slugs": "group_concat(told.slug, ' ')",
    "entered_on": "date(a.entered_at)",
    "reviewed_on": "date(review.entered_at)",
    "logged_on": "date(claim.entered_at)",
    "days_to_verdict": "CAST(julianday(judged.first_verdict_on) - julianday(date(claim.entered_at)) AS INTEGER)",
}
POSTGRESQL = {
    "list_names": "string_agg(signed.name, '; ')",
    "list_slugs": "string_agg(told.slug, ' ')",
    "entered_on": "CAST(a.entered_at AT TIME ZONE 'UTC' AS date)",
    "reviewed_on": "CAST(review.entered_at AT TIME ZONE 'UTC' AS date)",
    "logged_on": "CAST(claim.entered_at AT TIME ZONE 'UTC' AS date)",
    "days_to_verdict": "judged.first_verdict_on - CAST(claim.entered_at AT TIME ZONE 'UTC' AS date)",
}


STATUSES = (
    "unverified", "in_review", "corroborated", "disputed", "unproven", "not_checkable",
    "confirmed", "partly_confirmed", "misleading", "refuted", "outdated",
)  # fmt: skip
OUTCOMES = (
    "pending", "occurred", "occurred_early", "occurred_late", "partly_occurred", "did_not_occur", "void",
)  # fmt: skip


RULES = ("met", "possible", "unknown", "not met")
RESTS_ON = ("one_origin", "unnamed_only", "nobody")
WAITING = (
    "due_by", "look_again_on", "reply_by", "corrected_at", "contested_at", "reworded_at", "made_apart_at", "stale_at",
    "proposed_at",
)  # fmt: skip
"""The columns that waiting claims are found by; most claims have no value there."""


def word(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Return the type of a column that holds a vocabulary's values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def make_table() -> None:
    """Create the table of the present state, which the program fills."""
    moments = ("corrected_at", "contested_at", "reworded_at", "made_apart_at", "stale_at", "proposed_at")
    op.create_table(
        "claim_now",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stands_for_id", sa.Integer(), nullable=False),
        sa.Column("told_as_id", sa.Integer()),
        sa.Column("confided", sa.Boolean(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("status", word("status", STATUSES), nullable=False),
        sa.Column("outcome", word("outcome", OUTCOMES)),
        *(
            sa.Column(f"{name}_{bound}", sa.Integer(), nullable=bound == "at_most")
            for name in ("people", "institutions", "independent")
            for bound in ("at_least", "at_most")
        ),
        sa.Column("two_sources", word("rule", RULES), nullable=False),
        sa.Column("rests_on", word("rests_on", RESTS_ON)),
        sa.Column("due_from", sa.Date()),
        sa.Column("due_by", sa.Date()),
        sa.Column("look_again_on", sa.Date()),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
        sa.Column("reply_by", sa.DateTime(timezone=True)),
        sa.Column("first_published_on", sa.Date()),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in (*moments, "unreviewed_at")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_now")),
    )
    for name in ("stands_for_id", "told_as_id"):
        op.create_index(op.f(f"ix_claim_now_{name}"), "claim_now", [name])
    for name in WAITING:
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(op.f(f"ix_claim_now_{name}"), "claim_now", [name], sqlite_where=there, postgresql_where=there)


def upgrade() -> None:
    make_table()
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    words: Mapping[str, str] = SQLITE if sqlite else POSTGRESQL
    # On a server, a condition of whoever asks is never tried on a row that the view leaves out.
    options = "" if sqlite else " WITH (security_barrier)"
    for name, statement in VIEWS.items():
        connection.execute(sa.text(f"CREATE VIEW {name}{options} AS {statement.format(**words)}"))


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
