"""Words that say little of what a text is about, and words that newsrooms and readers use for the same thing."""

from __future__ import annotations

LITTLE_WORDS = frozenset(
    """
    a about above after again against all am an and any anybody anyone are as at be because been before being below
    between both but by can could d did do does doing down during each few for from further had has have having he
    her here hers herself him himself his how i if in into is it its itself just ll m me more most my myself o of
    off on once only or other our ours ourselves out over own re s same she should so some somebody someone such t
    than that the their theirs them themselves then there these they this those through to too under until up ve
    very was we were what when where which while who whom why will with would y you your yours yourself yourselves
    """.split()
)
"""Words that are left out of ranking."""

COMMON_WORDS = frozenset(
    """
    able actually age ago air almost along already also always american among another anything area around ask away
    back bad based become believe best better big bit black body book business buy call called came car care case
    cause change check children city class close come comes coming community company control country course court
    data day days deal death development different done due early either else end enough even ever every everyone
    everything face fact family far feel find first five following food form found four free friend friends full
    future game games general get getting girl give given go god going good got government great group guy guys half
    hand happy hard head health heart help high history hit home hope hours house however human idea important
    including information international job john keep kind know known large last late later law least leave left
    less let level life light like line little live local long look looking looks lost lot love low made make makes
    making man many matter may maybe mean means members men might million mind minutes money months morning move mr
    much music must name national need needs never new news next nice night no north not nothing now number office
    often oh old one open order others part party past pay people per person place play playing please point police
    possible post power president pretty probably problem public put question rather read real really reason red
    remember report research right room run said saw say saying says school season second see seen series service
    services set several short show side since single small social something soon south special start started state
    states stay still stop story support sure system take taken taking talk team tell thank thanks thing things
    think third though thought three time times today together told took top true try trying turn two understand
    united university us use used using video wait want wanted war watch water way week well went whether white
    whole win within without woman women work working world wrong yeah year years yes yet young
    """.split()
)
"""The words that everybody uses most: in a ranking they count less, however rare they are among our claims."""

_SYNONYMS = """
    ad/advertisement/commercial aid/help alien/immigrant/migrant assault/rape
    ballot/election/vote ban/outlaw/prohibit bill/act/law/legislation boy/man
    car/vehicle
    cash/dollar/money
    child/kid church/religion congressman/congresswoman/rep/representative cop/officer/police dad/father
    die/dead/death/kill doctor/physician employment/job fake/false/hoax film/movie firearm/gun/rifle/weapon
    gov/governor image/photo/photograph/pic/picture islam/islamic/muslim kill/murder
    mom/mother/mum potus/president school/student sen/senator tax/taxation television/tv tweet/twitter
    vaccination/vaccine/vax vet/veteran
"""

SYNONYMS = tuple(tuple(group.split("/")) for group in _SYNONYMS.split())
"""Groups of words that different people use for the same thing; nations and their people are joined elsewhere."""
