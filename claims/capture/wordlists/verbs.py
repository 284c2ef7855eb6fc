"""Verbs that tell who says, thinks, wants or shows something, and the other verbs by which a clause is recognised.

A hand list of the field's own words.  Each verb stands in one frame, which says what follows it and how surely it
bears an attribution.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import NamedTuple


class Frame(Enum):
    """What a verb of attribution takes as its content."""

    SAY = "say"  # a quotation, a clause with or without `that`
    TELL = "tell"  # the same, after the listener
    CALL = "call"  # a person or thing, and what it is called
    JUDGE = "judge"  # a person or thing that is praised, blamed, backed
    URGE = "urge"  # somebody, to do something; or that it be done
    PLAN = "plan"  # to do something
    THINK = "think"  # a clause: what somebody believes or knows
    SHOW = "show"  # a clause: what a document or a poll shows
    SEEM = "seem"  # nobody is given


class Verb(NamedTuple):
    """A verb of attribution: its lemma, its frame, and whether nearly every use of it is one."""

    lemma: str
    frame: Frame
    sure: bool


class Form(NamedTuple):
    """A form of a verb: which verb, and whether it is the base, -s, past, participle or -ing form (any of these)."""

    verb: Verb
    tags: frozenset[str]


_SURE = {
    Frame.SAY: """
        say add announce argue assert claim declare explain insist note observe stress reply reiterate acknowledge admit
        allege concede contend counter emphasize emphasise lament quip joke caution testify tweet retweet opine muse vow
        complain boast brag hint imply conclude predict recall suggest warn confirm deny write swear stipulate posit
        retort theorize speculate gloat disclose proclaim profess affirm reaffirm aver rejoin interject confess exclaim
        fume
        """,
    Frame.TELL: "tell remind assure inform notify reassure",
    Frame.CALL: "describe dub denounce decry deride characterize characterise portray depict",
    Frame.JUDGE: """
        criticize criticise blame accuse praise mock ridicule condemn slam blast lambast lambaste rebuke scold chastise
        applaud laud commend hail tout deplore bemoan assail castigate berate
        """,
    Frame.URGE: "urge implore exhort",
    Frame.PLAN: "vow pledge promise threaten",
    Frame.THINK: "believe think hope fear suspect doubt worry wish",
}
"""Nearly every use of these bears an attribution."""

_LIKELY = {
    Frame.SAY: """
        report repeat agree answer continue reveal mention point indicate ask inquire wonder question post rule certify
        signal propose demand promise read sum echo cite quote advise submit chant shout yell holler scream whisper
        mutter text email rant rail decide go speak talk discuss blog chime intone sigh snap demur protest allude refer
        project forecast guess reckon calculate plead retract marvel recount relate reason thunder state pledge respond
        comment remark maintain estimate decree grumble scoff tease gush clarify elaborate volunteer joke object
        """,
    Frame.CALL: "call label brand paint compare name identify refer consider deem regard view rate liken declare",
    Frame.JUDGE: """
        attack dismiss defend endorse reject oppose support back welcome thank congratulate question challenge disavow
        dispute rebut refute hammer skewer apologize apologise salute repudiate renounce disparage belittle bash
        excoriate favor favour approve disapprove admire dislike hate loathe detest distrust champion advocate credit
        scorn protest fault rap rip decry
        """,
    Frame.URGE: """
        call ask demand request order instruct encourage press push advise recommend invite appeal beseech plead direct
        counsel petition lobby pressure want expect warn challenge beg
        """,
    Frame.PLAN: """
        plan intend hope want wish aim refuse decline offer agree decide seek propose expect desire prefer opt choose
        consider commit swear yearn long aspire dream contemplate
        """,
    Frame.THINK: """
        know feel expect want assume understand realize realise recognize recognise imagine guess see find learn
        consider remember forget notice anticipate presume conclude judge hear view foresee envision envisage care
        decide determine appreciate figure reckon deem dread discover surmise infer gather
        """,
    Frame.SHOW: """
        show find indicate suggest reveal demonstrate estimate project describe state read detail list outline highlight
        illustrate signal confirm report conclude document imply underscore reflect claim
        """,
    Frame.SEEM: "seem appear",
}
"""These bear one with the right words after them."""

_IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "find": ("finds", "forms", "forms", "finding"),
    "see": ("sees", "saw", "seen", "seeing"),
    "hear": ("hears", "heard", "heard", "hearing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "mean": ("means", "meant", "meant", "meaning"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "read": ("reads", "read", "read", "reading"),
    "show": ("shows", "showed", "shown", "showing"),
    "hold": ("holds", "held", "held", "holding"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "cast": ("casts", "cast", "cast", "casting"),
    "hit": ("hits", "hit", "hit", "hitting"),
    "beseech": ("beseeches", "besought", "besought", "beseeching"),
    "forecast": ("forecasts", "forecast", "forecast", "forecasting"),
    "go": ("goes", "went", "gone", "going"),
    "rebut": ("rebuts", "rebutted", "rebutted", "rebutting"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "permit": ("permits", "permitted", "permitted", "permitting"),
    "submit": ("submits", "submitted", "submitted", "submitting"),
    "commit": ("commits", "committed", "committed", "committing"),
    "refer": ("refers", "referred", "referred", "referring"),
    "infer": ("infers", "inferred", "inferred", "inferring"),
    "aver": ("avers", "averred", "averred", "averring"),
    "prefer": ("prefers", "preferred", "preferred", "preferring"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
    "plan": ("plans", "planned", "planned", "planning"),
    "slam": ("slams", "slammed", "slammed", "slamming"),
    "beg": ("begs", "begged", "begged", "begging"),
    "brag": ("brags", "bragged", "bragged", "bragging"),
    "blog": ("blogs", "blogged", "blogged", "blogging"),
    "ban": ("bans", "banned", "banned", "banning"),
    "bar": ("bars", "barred", "barred", "barring"),
    "dub": ("dubs", "dubbed", "dubbed", "dubbing"),
    "rap": ("raps", "rapped", "rapped", "rapping"),
    "rip": ("rips", "ripped", "ripped", "ripping"),
    "pan": ("pans", "panned", "panned", "panning"),
    "snap": ("snaps", "snapped", "snapped", "snapping"),
    "sum": ("sums", "summed", "summed", "summing"),
    "opt": ("opts", "opted", "opted", "opting"),
    "demur": ("demurs", "demurred", "demurred", "demurring"),
    "label": ("labels", "labeled labelled", "labeled labelled", "labeling labelling"),
    "signal": ("signals", "signaled signalled", "signaled signalled", "signaling signalling"),
    "prove": ("proves", "proved", "proven proved", "proving"),
}

_OTHER = (
    "is are was were be been being am has have had having do does did doing done "
    "took takes take made makes make gave gives give given came comes come went goes go gone got gets get won wins win "
    "lost loses lose ran runs run met meets meet led leads lead left leaves began begins begin became becomes become "
    "brought brings bring bought built caught drew drove fell falls fall fought flew grew grows grow kept keeps keep "
    "laid let lets lies lie paid pays pay put puts rose rises rise sat sent sends send set sets shot stood stands "
    "stand spent spends spend struck taught threw threatens wore broke breaks break died faced faces face uses use "
    "used helped helps help tried tries try works worked moved moves turned turns turn followed follows follow "
    "remains remained remain needs need needed visited visits released releases launched launches killed attended "
    "travelled traveled arrived arrives started starts start stopped ended ends held holds hold served serves sold "
    "said says told tells wrote writes thought thinks sells sell stays stayed stay rejected received "
    "receives hosted hosts won resigned retired struggled continues found felt knew heard"
).split()

_PASTS = (
    "ate beat bent bit bled blew bore bred clung crept dealt drank dug fled forbade froze hid hung leapt lent meant "
    "overran overtook rang rode sang sank shone shook shrank sped slept slid spat sprang spun stank stole stuck stung "
    "swam swept swore swung tore underwent upheld wept withdrew withstood woke wove"
).split()
_PASTS_OR_NOUNS = "burst cost cut hit hurt quit shut split spread".split()

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did doing isn't aren't wasn't weren't hasn't "
    "haven't hadn't don't doesn't didn't ain't get gets got".split()
)
MODALS = frozenset(
    "will would shall should can could may might must ought cannot can't won't wouldn't shouldn't couldn't mustn't "
    "shan't mightn't to".split()
)
"""Modal verbs, and `to` before an infinitive."""

_VOWELS = frozenset("aeiou")


@cache
def verb_forms() -> dict[str, tuple[Form, ...]]:
    """Return every form of every verb of attribution, in small letters, with the verbs it can belong to."""
    forms: dict[str, dict[Verb, set[str]]] = {}
    for sure, table in ((True, _SURE), (False, _LIKELY)):
        for frame, lemmas in table.items():
            for lemma in lemmas.split():
                for form, tag in _forms(lemma):
                    forms.setdefault(form, {}).setdefault(Verb(lemma, frame, sure), set()).add(tag)
    return {form: tuple(Form(verb, frozenset(tags)) for verb, tags in verbs.items()) for form, verbs in forms.items()}


@cache
def other_verbs() -> frozenset[str]:
    """Return forms of frequent verbs that show where a clause has its verb."""
    return frozenset(_OTHER)


@cache
def irregular_pasts() -> frozenset[str]:
    """Return forms of the past of further verbs that are no other words."""
    return frozenset(_PASTS)


@cache
def pasts_or_nouns() -> frozenset[str]:
    """Return forms of the past of further verbs that are nouns as well."""
    return frozenset(_PASTS_OR_NOUNS)


def _forms(lemma: str) -> list[tuple[str, str]]:
    """Return the forms of a verb with their tags."""
    if lemma in _IRREGULAR:
        third, past, participle, progressive = _IRREGULAR[lemma]
        pairs = [("s", third), ("past", past), ("part", participle), ("ing", progressive)]
        return [(lemma, "base"), *((form, tag) for tag, forms in pairs for form in forms.split())]
    if lemma.endswith("e"):
        stem, past = lemma[:-1], lemma + "d"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        stem, past = lemma, lemma[:-1] + "ied"
    else:
        stem, past = lemma, lemma + "ed"
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    return [(lemma, "base"), (third, "s"), (past, "past"), (past, "part"), (stem + "ing", "ing")]
