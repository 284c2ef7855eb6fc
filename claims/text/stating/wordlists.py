"""Word lists for comparing a sentence with a claim: words to ignore, names of countries, words of the same meaning."""

from __future__ import annotations

EMPTY = frozenset(
    "a about above after again against all also although am among an and another any are around as at be became "
    "because become been before being both but by came can cannot case come comes could day did do does doing done "
    "down due during each either else ever every few first for from further get given go goes going gone got had has "
    "have having he held her here him his hold holds how however if in into is it its itself just keep kept last "
    "later least less let like made make makes making many may me might more most much must my near neither never "
    "next no nobody none nor not nothing now of off often on once one only or other others our out over own part per "
    "put quite rather said same say saying says second seem seems set several she should since so some something soon "
    "still such take taken takes than that the their them then there these they thing this those though through to "
    "together told too took toward towards two under until up upon us use used very want wants was way we well went "
    "were what when where whether which while who whole whom whose why will with within without would year yet you "
    "your month months years week weeks days today yesterday tomorrow according reported report reports people person "
    "officials official present whereas kind sort".split()
)
"""Words common in any article; a claim's share is counted without them."""

_PLACES = """
    usa: united states, u.s., us, america, american, americans, washington
    uk: united kingdom, u.k., uk, britain, british, great britain, london
    eu: european union, e.u., eu, brussels
    un: united nations, u.n., un
    australia: australia, australian, australians, canberra
    canada: canada, canadian, canadians, ottawa
    newzealand: new zealand, new zealander, new zealanders, wellington
    southkorea: south korea, south korean, south koreans, seoul
    northkorea: north korea, north korean, north koreans, pyongyang
    japan: japan, japanese, tokyo
    china: china, chinese, beijing
    taiwan: taiwan, taiwanese, taipei
    russia: russia, russian, russians, moscow, kremlin
    ukraine: ukraine, ukrainian, ukrainians, kyiv, kiev
    france: france, french, paris
    germany: germany, german, germans, berlin
    italy: italy, italian, italians, rome
    spain: spain, spanish, madrid
    portugal: portugal, portuguese, lisbon
    poland: poland, polish, warsaw
    hungary: hungary, hungarian, hungarians, budapest
    greece: greece, greek, greeks, athens
    turkey: turkey, türkiye, turkish, ankara
    sweden: sweden, swedish, stockholm
    norway: norway, norwegian, oslo
    denmark: denmark, danish, copenhagen
    finland: finland, finnish, helsinki
    netherlands: netherlands, dutch, the hague
    belgium: belgium, belgian, belgians
    switzerland: switzerland, swiss, bern
    austria: austria, austrian, austrians, vienna
    ireland: ireland, irish, dublin
    india: india, indian, indians, new delhi, delhi
    pakistan: pakistan, pakistani, pakistanis, islamabad
    indonesia: indonesia, indonesian, indonesians, jakarta
    philippines: philippines, philippine, filipino, filipinos, manila
    vietnam: vietnam, vietnamese, hanoi
    thailand: thailand, thai, bangkok
    israel: israel, israeli, israelis, jerusalem
    iran: iran, iranian, iranians, tehran
    iraq: iraq, iraqi, iraqis, baghdad
    syria: syria, syrian, syrians, damascus
    saudiarabia: saudi arabia, saudi, saudis, riyadh
    egypt: egypt, egyptian, egyptians, cairo
    southafrica: south africa, south african, south africans, pretoria
    nigeria: nigeria, nigerian, nigerians, abuja
    kenya: kenya, kenyan, kenyans, nairobi
    brazil: brazil, brazilian, brazilians, brasilia
    argentina: argentina, argentine, argentinian, buenos aires
    mexico: mexico, mexican, mexicans, mexico city
    png: papua new guinea, papua new guinean, port moresby
    solomons: solomon islands, solomon islander, honiara
"""


def _named(lines: str) -> dict[str, str]:
    """Return a table of names, each with the term before the colon of its line."""
    return {
        name.strip(): term.strip()
        for line in lines.strip().splitlines()
        for term, _, names in [line.partition(":")]
        for name in names.split(",")
    }


PLACES = _named(_PLACES)
"""The names of a country in the news: its own, its people's, and its capital, which stands for its government."""

CASED = frozenset({"us", "un", "uk", "eu", "polish", "thai", "turkey", "rome", "paris"})
"""Names of countries that are other words in small letters, or may be other names."""

_SAME = """
    rush hurry race haste speed | open widen broaden expand enlarge extend | ally partner | invite ask solicit pact
    agreement deal treaty accord | submarine boat sub | election poll vote ballot elect | talk discussion
    negotiation consultation | biggest largest greatest | announce unveil reveal | begin start launch open | warn
    caution | leak disclose secret | rise increase grow climb growth fall drop decline decrease sink | kill die dead
    death | hurt injure wound | join enter member membership participate leave quit exit withdraw withdrawal | close
    shut closure | minister secretary | leader chief head | firm company business | worker employee staff | job post
    | money fund finance funding | cost price | buy purchase acquire sell sale | build construct construction
    building | destroy demolish wreck | arrest detain custody | jail prison imprison | fine penalty | court judge
    tribunal | law bill legislation act | army military force troop soldier | weapon arm armed | missile rocket |
    doctor physician | school pupil student | child kid | woman female | man male | police officer | protest
    demonstrate demonstration rally | strike walkout stoppage | house home | car vehicle | flood inundate | storm
    hurricane cyclone | fire blaze | plan intend intention aim | help aid assist | ban forbid prohibit | allow
    permit | deny denial reject | approve approval pass | refuse decline | agree consent | sign conclude | loan lend
    lent | limit confine restrict | technology technological tech | advanced advance | cybersecurity cyber | concern
    worry fear alarm afraid | scrap cancel abandon abolish | cut reduce reduction slow lower | capability capable |
    include inclusion | share swap exchange | possible possibility potential | secure security | visit trip travel
    fly flew | meet meeting | brief briefing | guarantee assurance assure | decide decision | drone unmanned |
    nuclear atomic | public publicly | tariff duty levy | tax taxation | budget spending | immigrant migrant
    immigration migration | refugee asylum | virus pandemic covid | vaccine vaccinate jab | research study | rule
    govern government administration | president presidential presidency | parliament parliamentary legislature |
    prime premier | opposition opponent | supporter backer support back | scientist researcher | owner own | bank
    lender | rate percentage | half fifty | quarter fourth | double twice | triple treble | damage harm | safe
    safety | danger dangerous risk threat threaten | end finish conclude expire | delay postpone | speak say talk
    tell | show shown demonstrate | lack shortage scarce | trade trading commerce | relation relationship tie bond |
    supply provide deliver give | obtain receive acquire | shadow cloud | expert specialist | natural obvious |
    candidate contender | interest interested keen | contribute contribution
"""

_PHRASES = """
    participate: take part, takes part, took part, taking part, taken part
    join: sign up, signs up, signed up, signing up
    refuse: turn down, turns down, turned down
    reject: rule out, ruled out
    reduce: wind back, winds back, wound back, scale down, scaled down, scale back, scaled back, cut back, cut it back
    scrap: tear up, tear it up, tore up, torn up
    create: set up, sets up
    increase: step up, stepped up, stepping up
    cancel: call off, called off
    delay: put off
    deliver: hand over, handed over
    dismiss: lay off, laid off
    acquire: take over, taken over
    begin: break out, broke out
"""

PHRASES = _named(_PHRASES)
"""Verbs of several words, and a single word for each."""

SAME = [frozenset(group.split()) for group in _SAME.split("|") if group.strip()]
"""Groups of words that mean the same in news, in their plainest forms; a word may be in several groups."""
