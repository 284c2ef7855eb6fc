"""Every field of every record, defined once: options, tables, drafts, answers and redaction all follow from here."""

from __future__ import annotations

from claims.catalogue.appearance import APPEARANCE as APPEARANCE
from claims.catalogue.appearance import CORRECTION as CORRECTION
from claims.catalogue.appearance import HEDGE as HEDGE
from claims.catalogue.appearance import QUOTE as QUOTE
from claims.catalogue.article import ARTICLE as ARTICLE
from claims.catalogue.article import BYLINE as BYLINE
from claims.catalogue.captured import PROPOSAL_DECISION as PROPOSAL_DECISION
from claims.catalogue.captured import SNAPSHOT as SNAPSHOT
from claims.catalogue.captured import SNAPSHOT_TIMESTAMP as SNAPSHOT_TIMESTAMP
from claims.catalogue.claim import CLAIM as CLAIM
from claims.catalogue.claim import CLAIM_STORY as CLAIM_STORY
from claims.catalogue.claim import RELATION as RELATION
from claims.catalogue.claim import WINDOW as WINDOW
from claims.catalogue.field import DATE as DATE
from claims.catalogue.field import DAY as DAY
from claims.catalogue.field import FLAG as FLAG
from claims.catalogue.field import LINE as LINE
from claims.catalogue.field import MOMENT as MOMENT
from claims.catalogue.field import NOTES as NOTES
from claims.catalogue.field import NUMBER as NUMBER
from claims.catalogue.field import OF_ARTICLE as OF_ARTICLE
from claims.catalogue.field import TEXT as TEXT
from claims.catalogue.field import Field as Field
from claims.catalogue.field import Holds as Holds
from claims.catalogue.field import Option as Option
from claims.catalogue.field import Record as Record
from claims.catalogue.field import Reference as Reference
from claims.catalogue.house import ASSIGNMENT as ASSIGNMENT
from claims.catalogue.house import COPY as COPY
from claims.catalogue.house import POLICY as POLICY
from claims.catalogue.house import REDACTION as REDACTION
from claims.catalogue.house import REMAINDER as REMAINDER
from claims.catalogue.house import REVISION as REVISION
from claims.catalogue.house import SEALED as SEALED
from claims.catalogue.inquiry import INQUIRY as INQUIRY
from claims.catalogue.inquiry import INQUIRY_REPLY as INQUIRY_REPLY
from claims.catalogue.outlet import OUTLET as OUTLET
from claims.catalogue.outlet import OUTLET_ALIAS as OUTLET_ALIAS
from claims.catalogue.outlet import REPORTER as REPORTER
from claims.catalogue.review import EVIDENCE as EVIDENCE
from claims.catalogue.review import JUDGEMENT as JUDGEMENT
from claims.catalogue.review import REVIEW as REVIEW
from claims.catalogue.source import SOURCE as SOURCE
from claims.catalogue.story import STORY as STORY
from claims.catalogue.story import STORY_CLOSING as STORY_CLOSING

_NAMED = (OUTLET, REPORTER, STORY, SOURCE, ARTICLE, CLAIM)
_RECORDED = (
    *(OUTLET_ALIAS, BYLINE, CLAIM_STORY, APPEARANCE, HEDGE, WINDOW, CORRECTION, RELATION, REVIEW, EVIDENCE),
    *(JUDGEMENT, INQUIRY, INQUIRY_REPLY, ASSIGNMENT, REVISION, REDACTION, SEALED, COPY, POLICY, REMAINDER),
    *(SNAPSHOT, PROPOSAL_DECISION, SNAPSHOT_TIMESTAMP, STORY_CLOSING),
)

RECORDS: dict[str, Record] = {record.name: record for record in (*_NAMED, *_RECORDED)}
"""Every kind of record, by the name of its table: first the records edited in place, then those only ever added to."""
