"""The words that decide how two statements differ; for languages other than English, only the plainest words."""

from __future__ import annotations

NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor cannot deny denies denied denying false untrue fake bogus hoax "
    "nicht kein keine keinen nie pas jamais rien aucun aucune nunca nada nenhum não non niet geen nooit inte ikke nie "
    "не нет никогда yok değil नहीं लا".split()
)
"""Words that turn a statement into its opposite."""

REJECTING = frozenset(
    "reject rejects rejected rejecting dismiss dismisses dismissed dismissing refute refutes refuted refuting rebut "
    "rebuts rebutted rubbish rubbishes rubbished dispel dispels dispelled debunk debunks debunked".split()
)
REPORTS = frozenset(
    "report reports claim claims rumour rumours rumor rumors suggestion suggestions speculation allegation "
    "allegations".split()
)
"""Whoever rejects reports denies what they say."""

NEGATING_SIGNS = ("ありません", "ません", "なかった", "ない", "않", "없", "不", "没", "沒", "未", "無", "无", "非")
"""The same in scripts without spaces."""

FILLERS = frozenset(
    "a an the of to be is am are was were been being has have had having do does did "
    "it its that there this these those as per cent percent says said say saying confirms confirmed and "
    "at by from in into on".split()
)
"""Words that make no difference between two statements; the `will` of a prediction is not among them."""

QUANTIFIERS = frozenset(
    "about almost around at exactly fewer just less more nearly only over roughly some under up another other".split()
)
"""Words that can begin a sentence before a number and are not names."""

CURRENCIES = frozenset("usd eur gbp aud cad nzd jpy cny chf inr us a c nz rs".split())
"""Codes before an amount of money that are not names."""

MONEY = frozenset(
    "dollar dollars euro euros pound pounds sterling yen won yuan renminbi rupee rupees franc francs rouble roubles "
    "ruble rubles lira real peso pesos krona kronor krone kroner zloty shekel shekels rand naira dirham riyal dinar "
    "hryvnia".split()
)
"""Names of money, which belong to an amount."""

NUMBERS = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "dozen": 12,
    "once": 1,
    "twice": 2,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}

MULTIPLES = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
}

_IRREGULAR = """
    rise/rose/risen fall/fell/fallen grow/grew/grown shrink/shrank/shrunk begin/began/begun lose/lost win/won sell/sold
    buy/bought leave/left strike/struck shoot/shot take/took/taken give/gave/given make/made meet/met hold/held
    lead/led send/sent spend/spent pay/paid find/found speak/spoke/spoken write/wrote/written see/saw/seen
    come/came go/went/gone get/got/gotten keep/kept build/built break/broke/broken fight/fought flee/fled
    forbid/forbade/forbidden withdraw/withdrew/withdrawn steal/stole/stolen choose/chose/chosen tell/told
    know/knew/known think/thought bring/brought sink/sank/sunk freeze/froze/frozen arise/arose drive/drove/driven
    fly/flew/flown die/dies/died/dying
"""

IRREGULAR = {form: forms.split("/")[0] for forms in _IRREGULAR.split() for form in forms.split("/")}
"""Irregular forms of common verbs, with their infinitives."""

_OPPOSITES = """
    rise/fall rise/drop rise/decline rise/sink grow/shrink grow/decline grow/fall increase/decrease increase/reduce
    increase/cut raise/cut raise/lower gain/lose gain/loss higher/lower high/low more/less more/fewer most/least
    most/fewest better/worse best/worst stronger/weaker strong/weak strengthen/weaken expand/shrink expand/cut
    widen/narrow accelerate/slow faster/slower above/below over/under up/down before/after earlier/later early/late
    sooner/later soon/late first/last begin/end start/end start/stop begin/stop join/leave enter/leave enter/exit
    stay/leave remain/leave arrive/leave open/close open/shut accept/reject accept/refuse agree/refuse agree/disagree
    approve/reject approve/block pass/reject support/oppose back/oppose favour/oppose favor/oppose for/against
    allow/ban allow/forbid allow/prohibit permit/ban permit/forbid legal/illegal win/lose succeed/fail success/failure
    hire/fire appoint/dismiss alive/dead live/die survive/die guilty/innocent true/false right/wrong correct/wrong
    buy/sell import/export include/exclude with/without all/none everybody/nobody everyone/nobody always/never
    safe/dangerous friend/enemy ally/enemy keep/scrap keep/drop continue/stop continue/end release/detain
    release/arrest release/jail
    kill/wound kill/injure dead/wound dead/injure free/jail healthy/ill rich/poor cheaper/dearer positive/negative
    inside/outside advance/retreat attack/defend maximum/minimum majority/minority
"""

OPPOSITES = frozenset(frozenset(pair.split("/")) for pair in _OPPOSITES.split())
"""Pairs of words that reverse a statement when they replace each other."""

OPPOSING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de")
"""Prefixes that make a word its opposite: `likely`, `unlikely`."""

ENDING = frozenset(
    "ended ends ending stopped stops stopping halted halts halting ceased ceases ceasing cease suspended suspends "
    "suspending suspend paused pauses pausing cancelled cancels cancelling cancel canceled canceling abandoned "
    "abandons abandoning abandon scrapped scraps scrapping abolished abolishes abolishing abolish axed axes ditched "
    "ditches ditching shelved shelves shelving discontinued discontinues discontinue terminated terminates terminate "
    "failed fails failing fail refused refuses refusing refuse rejected rejects rejecting reject avoided avoids "
    "avoiding avoid neglected neglects unable expired lapsed quit quits withdrew withdraws withdrawn withdrawing "
    "withdraw".split()
)
"""Verbs that say that something ended or was not done; the forms in -ing only after a form of *be*."""

ENDING_IF_VERB = frozenset("end stop halt pause scrap axe ditch shelve neglect".split())
"""The same, if they stand where a verb does: these are nouns too."""


def _phrasal(pairs: str, near: int) -> dict[str, tuple[str, int]]:
    return {
        form: (particle, near) for pair in pairs.split() for *forms, particle in [pair.split("/")] for form in forms
    }


ENDING_PHRASES = {
    **_phrasal("call/calls/called/calling/off break/breaks/broke/broken/breaking/off rule/rules/ruled/ruling/out", 3),
    **_phrasal("turn/turns/turned/turning/down", 3),
    **_phrasal("pull/pulls/pulled/pulling/out back/backs/backed/backing/out opt/opts/opted/opting/out", 1),
    **_phrasal("drop/drops/dropped/dropping/out bow/bows/bowed/bowing/out", 1),
    **_phrasal("walk/walks/walked/walking/away give/gives/gave/giving/up fall/falls/fell/fallen/through", 1),
}
"""Verbs of two words that say the same, with the second word, and within how many words that follows."""

TALKS = frozenset(
    "talks negotiations deal merger agreement accord coalition truce ceasefire takeover bid plan plans".split()
)
ENDING_OF_TALKS = frozenset("collapsed collapses collapse collapsing stalled".split())
ENDING_PHRASES_OF_TALKS = _phrasal("break/breaks/broke/broken/breaking/down fall/falls/fell/fallen/falling/apart", 1)
"""What says so of talks and agreements alone: bridges collapse too."""

STOPPED_PLANS = frozenset(
    "plan plans bid bids charge charges case lawsuit suit probe inquiry investigation idea proposal proposals demand "
    "demands campaign candidacy project".split()
)
"""Plans and the like: who drops them does not do it."""

HINTS_OF_AN_END = frozenset(
    "ban bar block prevent prohibit forbid forbidden oppose against without lack revoke repeal finish conclude "
    "suspension cancellation refusal failure withdrawal collapse ceasefire closure termination rejection abolition "
    "leave left exit drop bail lose lost".split()
)
"""Words that may say that something ended or was not done, without one of the verbs."""
