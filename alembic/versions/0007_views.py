"""Views for analysts: what the records say, in the field's words and with nothing that is confidential in them.

What is held back is decided once, in the appearances that may be shown (`v_appearances`): none off the record, on deep
background, on background from a source with a name, or entered wrongly.  Everything else is reached from these.
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
    a.claim_id AS claim,
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
V_CLAIMS = f"""
WITH decided AS (
    SELECT
        review.claim_id, review.status, review.outcome, {{reviewed_on}} AS reviewed_on,
        review.status IN ('confirmed', 'partly_confirmed', 'misleading', 'refuted', 'outdated') AS verdict,
        row_number() OVER (PARTITION BY review.claim_id ORDER BY review.entered_at DESC, review.uid DESC) AS place
    FROM review WHERE NOT review.proposed
), verdicts AS (
    SELECT
        claim_id, status, reviewed_on,
        lag(status) OVER (PARTITION BY claim_id ORDER BY place DESC) AS before
    FROM decided WHERE verdict
), outcomes AS (
    SELECT
        review.claim_id, review.outcome,
        row_number() OVER (PARTITION BY review.claim_id ORDER BY review.entered_at DESC, review.uid DESC) AS place
    FROM review WHERE NOT review.proposed AND review.outcome IS NOT NULL
), due AS (
    SELECT
        claim_id, earliest, latest, review_on,
        row_number() OVER (PARTITION BY claim_id ORDER BY entered_at DESC, uid DESC) AS place
    FROM "window" WHERE role = 'due'
), carried AS (
    SELECT
        v.claim,
        count(*) AS appearances,
        count(DISTINCT v.article) AS articles,
        count(DISTINCT v.outlet) AS outlets,
        count(DISTINCT CASE WHEN v.stance = 'asserts' AND NOT v.retracted THEN v.source END) AS sources,
        min(v.published_on) AS first_published_on,
        max(v.published_on) AS last_published_on
    FROM v_appearances v GROUP BY v.claim
), reviewed AS (
    SELECT claim_id, count(*) AS reviews FROM decided GROUP BY claim_id
), judged AS (
    SELECT
        claim_id,
        min(reviewed_on) AS first_verdict_on,
        max(reviewed_on) AS last_verdict_on,
        sum(CASE WHEN before <> status THEN 1 ELSE 0 END) AS verdict_changes
    FROM verdicts GROUP BY claim_id
)
SELECT
    claim.id AS claim,
    claim.statement AS statement,
    claim.kind AS kind,
    claim.weight AS weight,
    (
        SELECT {{list_slugs}} FROM (
            SELECT story.slug AS slug FROM claim_story JOIN story ON story.id = claim_story.story_id
            WHERE claim_story.claim_id = claim.id AND NOT claim_story.withdrawn AND NOT EXISTS (
                SELECT 1 FROM claim_story later
                WHERE later.claim_id = claim_story.claim_id AND later.story_id = claim_story.story_id
                AND (later.entered_at > claim_story.entered_at
                     OR (later.entered_at = claim_story.entered_at AND later.uid > claim_story.uid))
            )
            ORDER BY claim_story.id
        ) told
    ) AS stories,
    coalesce(newest.status, 'unverified') AS status,
    CASE
        WHEN claim.kind IN ('prediction', 'intention', 'conditional') THEN coalesce(outcomes.outcome, 'pending')
    END AS outcome,
    due.earliest AS due_from,
    due.latest AS due_by,
    due.review_on AS look_again_on,
    coalesce(carried.appearances, 0) AS appearances,
    coalesce(carried.articles, 0) AS articles,
    coalesce(carried.outlets, 0) AS outlets,
    coalesce(carried.sources, 0) AS sources,
    carried.first_published_on AS first_published_on,
    carried.last_published_on AS last_published_on,
    {{logged_on}} AS logged_on,
    coalesce(reviewed.reviews, 0) AS reviews,
    judged.first_verdict_on AS first_verdict_on,
    judged.last_verdict_on AS last_verdict_on,
    coalesce(judged.verdict_changes, 0) AS verdict_changes,
    {{days_to_verdict}} AS days_to_verdict
FROM claim
LEFT JOIN decided newest ON newest.claim_id = claim.id AND newest.place = 1
LEFT JOIN outcomes ON outcomes.claim_id = claim.id AND outcomes.place = 1
LEFT JOIN due ON due.claim_id = claim.id AND due.place = 1
LEFT JOIN carried ON carried.claim = claim.id
LEFT JOIN reviewed ON reviewed.claim_id = claim.id
LEFT JOIN judged ON judged.claim_id = claim.id
WHERE carried.claim IS NOT NULL OR NOT EXISTS (SELECT 1 FROM appearance a WHERE a.claim_id = claim.id AND {HELD_BACK})
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


def upgrade() -> None:
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    words: Mapping[str, str] = SQLITE if sqlite else POSTGRESQL
    # On a server, a condition of whoever asks is never tried on a row that the view leaves out.
    options = "" if sqlite else " WITH (security_barrier)"
    for name, statement in VIEWS.items():
        connection.execute(sa.text(f"CREATE VIEW {name}{options} AS {statement.format(**words)}"))


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
