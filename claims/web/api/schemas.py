"""What the API answers, as JSON Schema (2020-12): fields, vocabularies and their meaning follow from the catalogue.

Answers only ever gain keys, so every object may have more than is listed.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from claims.catalogue import (
    APPEARANCE,
    ARTICLE,
    CLAIM,
    CORRECTION,
    DAY,
    EVIDENCE,
    FLAG,
    HEDGE,
    INQUIRY,
    INQUIRY_REPLY,
    MOMENT,
    NUMBER,
    RELATION,
    REVIEW,
    SOURCE,
    WINDOW,
    Field,
    Record,
)
from claims.entry.drafts import Made
from claims.entry.reviewing.reviewed import Reviewed
from claims.reading.registers import records as registers
from claims.reading.searching.search import Passage
from claims.text.similarity import DifferenceKind, Proposed
from claims.vocabulary import ClaimKind, Outcome, RestsOn, Rule, Status, Urgency, Weight
from claims.web.api.params import EVIDENCE as SENT_EVIDENCE
from claims.web.api.params import Json

# Kinds of values

TEXT: Json = {"type": "string"}
NUMBER_: Json = {"type": "integer"}
YES_NO: Json = {"type": "boolean"}
DAY_: Json = {"type": "string", "format": "date"}
MOMENT_: Json = {"type": "string", "format": "date-time"}
UID: Json = {"type": "string", "format": "uuid"}


def or_null(schema: Json) -> Json:
    """Return the schema of a value that may be missing."""
    if "type" in schema and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def listing(items: Json) -> Json:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def of(name: str) -> Json:
    """Return a reference to a schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def words(vocabulary: type[StrEnum]) -> Json:
    """Return the schema of a word of a vocabulary."""
    return {"type": "string", "enum": [word.value for word in vocabulary]}


def entity(properties: Mapping[str, Json], about: str = "") -> Json:
    """Return the schema of an object: all its keys are there, and null stands for a missing value."""
    described = {"description": about} if about else {}
    return {"type": "object", **described, "properties": dict(properties), "required": list(properties)}


# From the catalogue


def of_record(record: Record, but: Sequence[str] = (), **own: Json) -> dict[str, Json]:
    """Return the keys of a record in answers; ``own`` are the schemas of those that no column holds."""
    made: dict[str, Json] = {}
    for field in record.in_order(record.json):
        if field.name in own:
            made[field.name] = _about(field, own[field.name])
        elif field.is_plain and field.shown and not field.private and field.name not in but:
            made[field.name] = _about(field, _of_field(field))
    return made


def _of_field(field: Field) -> Json:
    kinds: dict[object, Json] = {DAY: DAY_, MOMENT: MOMENT_, FLAG: YES_NO, NUMBER: NUMBER_}
    schema = words(field.words) if field.words is not None else kinds.get(field.holds, TEXT)
    always = (field.required and not field.is_text) or (field.default is not None and not field.optional)
    return schema if always else or_null(schema)


def _about(field: Field, schema: Json) -> Json:
    return {**schema, "description": f"{field.about[:1].upper()}{field.about[1:]}."} if field.about else schema


# From dataclasses


def of_class(kind: type[Any], about: str = "", /, **more: Json) -> Json:
    """Return the schema of a record of a register, or of an action's result."""
    hints = get_type_hints(kind)
    return entity({field.name: _of_hint(hints[field.name]) for field in fields(kind)} | more, about)


def _of_hint(hint: Any) -> Json:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return or_null(_of_hint(next(part for part in parts if part is not type(None))))
    if origin in (tuple, list, frozenset, set, Sequence):
        inner = [part for part in parts if part is not Ellipsis]
        return listing(_of_hint(inner[0]))
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _of_hint(parts[1])}
    return _of_type(hint)


def _of_type(kind: Any) -> Json:
    simple: dict[Any, Json] = {str: TEXT, int: NUMBER_, bool: YES_NO, date: DAY_, datetime: MOMENT_}
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    return of_class(kind) if is_dataclass(kind) and isinstance(kind, type) else {}


# The schemas

_QUESTION = {
    "as_of": or_null(MOMENT_),
    "published_until": or_null(DAY_),
}
_ENTERED = {"entered_by": TEXT, "entered_at": MOMENT_}
_NAMED = {"id": NUMBER_, "uid": UID}
_STANDING = {"status": words(Status), "outcome": or_null(words(Outcome))}
_COUNT = entity(
    {"lower": NUMBER_, "upper": or_null(NUMBER_), "open": YES_NO, "circular": YES_NO},
    "A count of origins: at least lower, at most upper; open, with no upper, if the total is unknown.",
)
_COUNTS = {"people": of("Count"), "institutions": of("Count"), "independent": of("Count"), "rule": words(Rule)}
_PROPOSAL = entity({"review": NUMBER_, **_STANDING, "by": TEXT, "at": MOMENT_} | {"status": or_null(words(Status))})
_ASSIGNED = or_null(entity({"reviewer": TEXT, "since": MOMENT_}))
_DECIDED = or_null(entity({"claim": NUMBER_, "review": NUMBER_, **_STANDING, "people": listing(TEXT), "at": MOMENT_}))
_ARTICLE = entity(
    {
        **_NAMED,
        **of_record(ARTICLE, but=("slug", "url_basis"), outlet=or_null(TEXT), reprint_of=or_null(NUMBER_)),
    },
    "An article; dates may be partial (2024-03).",
)
_SOURCE = entity(
    {
        **_NAMED,
        "kind": of_record(SOURCE)["kind"],
        "named": YES_NO,
        "label": TEXT,
        **{
            name: schema
            for name, schema in of_record(SOURCE, institution=or_null(TEXT)).items()
            if name not in ("kind", "named")
        },
    },
    "A source; its label is for use in a sentence.",
)
_APPEARANCE = entity(
    {
        **_NAMED,
        "outlet": or_null(TEXT),
        "article": of("ClaimArticle"),
        "reporters": listing(TEXT),
        **of_record(
            APPEARANCE,
            source=or_null(of("ClaimSource")),
            relays=or_null(entity({"article": NUMBER_, "outlet": or_null(TEXT), "basis": or_null(TEXT)})),
            hedges=listing(entity(of_record(HEDGE))),
        ),
        "retracted": YES_NO,
        "corrections": listing(
            entity({"id": NUMBER_, **of_record(CORRECTION, successor=or_null(NUMBER_)), **_ENTERED})
        ),
        **_ENTERED,
    },
    "One article reports the claim on one footing.",
)
_EVIDENCE = entity({"id": NUMBER_, **of_record(EVIDENCE, article=or_null(NUMBER_))})
_REVIEW = entity(
    {
        **_NAMED,
        **of_record(REVIEW, replaces=or_null(NUMBER_)),
        "made_apart": YES_NO,
        "agrees_with": or_null(NUMBER_),
        "agreed_by": listing(TEXT),
        "judged_statement": or_null(TEXT),
        "evidence": listing(_EVIDENCE),
        **_ENTERED,
    },
    "A step of the verification history, with its evidence.",
)
_RELATION = entity(
    {
        "id": NUMBER_,
        "kind": of_record(RELATION)["kind"],
        "incoming": YES_NO,
        "claim": NUMBER_,
        "statement": or_null(TEXT),
        "note": or_null(TEXT),
    }
)
_REPLY = entity(
    {
        **_NAMED,
        **of_record(INQUIRY_REPLY, appearance=or_null(NUMBER_)),
        "off_record": YES_NO,
        "withheld": YES_NO,
        **_ENTERED,
    }
)
_INQUIRY = {
    **_NAMED,
    **of_record(INQUIRY, source=or_null(of("ClaimSource"))),
    "reply": or_null(TEXT),
    "overdue": YES_NO,
    "replies": listing(_REPLY),
    **_ENTERED,
}
_LINE = {
    **_NAMED,
    "statement": or_null(TEXT),
    "kind": words(ClaimKind),
    "weight": words(Weight),
    **_STANDING,
    "overdue": YES_NO,
    "proposed": listing(_PROPOSAL),
    "on_other_words": YES_NO,
    "due": or_null(DAY_),
    "appearances": NUMBER_,
    "outlets": NUMBER_,
    "first_published": or_null(TEXT),
    "entered_at": MOMENT_,
}
_REACHED = entity(
    {
        **dict.fromkeys(("correction",), NUMBER_),
        "kind": of_record(CORRECTION)["kind"],
        **dict.fromkeys(("claim", "appearance", "article"), NUMBER_),
        "downstream": listing(
            entity(
                {
                    "appearance": NUMBER_,
                    "article": NUMBER_,
                    "outlet": or_null(TEXT),
                    "through": NUMBER_,
                    "alone": YES_NO,
                    "suspected": YES_NO,
                }
            )
        ),
        "before": entity({**_COUNTS, "denials": or_null(of("Origins"))}),
        "after": entity({**_COUNTS, "denials": or_null(of("Origins"))}),
        "decided": _DECIDED,
        "reviewed": _DECIDED,
        "evidence_for": listing(
            entity(
                {
                    "claim": NUMBER_,
                    "statement": or_null(TEXT),
                    "decided": _DECIDED,
                    "evidence": NUMBER_,
                    "article": NUMBER_,
                    "direct": YES_NO,
                    "reviewed": _DECIDED,
                    "open": YES_NO,
                }
            )
        ),
        "stories": listing(TEXT),
        "reports": listing(entity({"path": or_null(TEXT), "story": TEXT, "by": TEXT, "at": MOMENT_})),
        "open": YES_NO,
        "flagged": YES_NO,
    },
    "A correction, and everything that had rested on the appearance.",
)
_LEANING = entity(
    {
        "correction": NUMBER_,
        "kind": of_record(CORRECTION)["kind"],
        "claim": NUMBER_,
        "statement": or_null(TEXT),
        "appearance": NUMBER_,
        "evidence": NUMBER_,
        "article": NUMBER_,
        "direct": YES_NO,
        "decided": _DECIDED,
        "reviewed": _DECIDED,
        "note": or_null(TEXT),
        "by": TEXT,
        "at": MOMENT_,
        "open": YES_NO,
    }
)
_DRIFT = entity(
    {
        "appearance": NUMBER_,
        "upstream": NUMBER_,
        "axis": TEXT,
        "hardening": TEXT,
        "hedge": or_null(TEXT),
        "says": listing(TEXT),
        "upstream_says": listing(TEXT),
        "inferred": YES_NO,
        "withdrawn": YES_NO,
        "sentence": TEXT,
    }
)
_CLAIM_FIELDS = of_record(CLAIM, stories=listing(TEXT), condition_claim=or_null(NUMBER_))
_CLAIM = {
    **_NAMED,
    **{name: _CLAIM_FIELDS[name] for name in ("statement", "kind", "weight")},
    **_STANDING,
    "overdue": YES_NO,
    **{name: schema for name, schema in _CLAIM_FIELDS.items() if name not in ("statement", "kind", "weight")},
    "windows": listing(entity(of_record(WINDOW, understood=or_null(TEXT)))),
    "origins": of("Origins"),
    "denials": or_null(of("Origins")),
    "outlets": listing(TEXT),
    "appearances": listing(of("Appearance")),
    "withheld": NUMBER_,
    "wrong_entries": listing(NUMBER_),
    "reviews": listing(of("Review")),
    "proposed": listing(_PROPOSAL),
    "made_alone": or_null(YES_NO),
    "judged_statement": or_null(TEXT),
    "relations": listing(_RELATION),
    "contradicted_by": listing(NUMBER_),
    "inquiries": listing(of("Inquiry")),
    "assigned": _ASSIGNED,
    "duplicates": listing(NUMBER_),
    "drift": listing(_DRIFT),
    **_ENTERED,
    "corrected": YES_NO,
    "reach": listing(of("Reached")),
    "leaning": listing(_LEANING),
    **_QUESTION,
}
_REASON = entity(
    {
        "kind": words(Urgency),
        "since": TEXT,
        **{name: or_null(NUMBER_) for name in ("claim", "appearance", "correction")},
        "reviews": listing(NUMBER_),
        "inquiry": or_null(NUMBER_),
        "story": or_null(TEXT),
        "rests_on": or_null(words(RestsOn)),
        "words": TEXT,
    },
    "Why the claim waits.",
)
_SIMILAR = {
    **_NAMED,
    "proposed": or_null(words(Proposed)),
    "differs": or_null(words(DifferenceKind)),
    "alike": or_null(NUMBER_),
    "measure": or_null(NUMBER_),
    "why": TEXT,
    "statement": or_null(TEXT),
    **_STANDING,
    "outlets": NUMBER_,
    "origins_at_least": or_null(NUMBER_),
    "origins_at_most": or_null(NUMBER_),
    "ratings": listing(
        entity({"rating": or_null(TEXT), **{name: or_null(TEXT) for name in ("outlet", "title", "published", "url")}})
    ),
    "yes": TEXT,
    "no": or_null(TEXT),
    **_QUESTION,
}

_REGISTERS = {
    f"{name}{part}": of_class(getattr(registers, f"{name}{kind}"), "", **_QUESTION)
    for name in ("Outlet", "Reporter", "Source", "Article", "Story")
    for part, kind in (("Line", "Line"), ("", "Detail"))
}

SCHEMAS: dict[str, Json] = {
    "Claim": entity(_CLAIM, "A claim: its chain, its sources, its verification history."),
    "ClaimLine": entity({**_LINE, **_QUESTION}, "A claim in a list."),
    "FoundClaim": entity({**_LINE, "passages": listing(of_class(Passage))}, "A claim that a search found, and where."),
    "HistoryEntry": entity(
        {
            "at": MOMENT_,
            "who": TEXT,
            "record": TEXT,
            "what": TEXT,
            "reason": or_null(TEXT),
            "superseded": YES_NO,
            **_QUESTION,
        },
        "An entry about a claim.",
    ),
    "SimilarClaim": entity(_SIMILAR, "A claim that is likely the same, or likely contradicts."),
    "WaitingClaim": entity(
        {
            **_NAMED,
            "statement": or_null(TEXT),
            "kind": words(ClaimKind),
            "weight": words(Weight),
            **_STANDING,
            "stories": listing(TEXT),
            "assigned": _ASSIGNED,
            "reasons": listing(_REASON),
            "why": listing(TEXT),
            **_QUESTION,
        },
        "A claim that waits for somebody, and why.",
    ),
    "InquiryLine": entity({"claim": NUMBER_, "statement": or_null(TEXT), **_INQUIRY, **_QUESTION}),
    "StoryReport": {
        "type": "object",
        "description": "The sourcing report of a story; docs/report-json.md has every key.",
        "properties": {
            "story": entity({**_NAMED, "slug": TEXT, "title": or_null(TEXT), "note": or_null(TEXT)}),
            "as_of": MOMENT_,
            "published_until": or_null(DAY_),
            "claims": listing({"type": "object"}),
        },
        "required": ["story", "as_of", "published_until", "claims"],
    },
    **_REGISTERS,
    "Made": of_class(Made, "The new records, and the notices about them."),
    "Reviewed": of_class(Reviewed, "A review that was entered."),
    "Corrected": of_class(
        Made,
        "A correction that was entered, and what it reached; for an article, a list.",
        reach={"anyOf": [of("Reached"), listing(of("Reached")), {"type": "null"}]},
    ),
    "Appearance": _APPEARANCE,
    "ClaimArticle": _ARTICLE,
    "ClaimSource": _SOURCE,
    "Count": _COUNT,
    "Origins": entity(_COUNTS, "How many origins: only independent may be called independent."),
    "Review": _REVIEW,
    "Inquiry": entity(_INQUIRY, "Whom we asked about a claim, and the replies."),
    "Reached": _REACHED,
    "Evidence": {
        "type": "object",
        "description": "A piece of evidence that is sent.",
        "properties": {param.name: {**param.schema, "description": param.about} for param in SENT_EVIDENCE},
        "required": [param.name for param in SENT_EVIDENCE if param.required],
        "additionalProperties": False,
    },
    "Problem": entity(
        {
            "title": TEXT,
            "status": NUMBER_,
            "detail": TEXT,
            "exit_code": or_null(NUMBER_),
            "problems": listing(entity({"sentence": TEXT, "exit_code": NUMBER_, "part": or_null(TEXT)})),
        },
        "Why it was refused: the sentence and the exit code of the command line (RFC 9457).",
    ),
}
"""Every schema, by name."""
