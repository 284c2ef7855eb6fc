"""Capitals, nations and the adjectives made of them."""

from __future__ import annotations

CAPITALS = frozenset(
    "washington london paris berlin rome madrid brussels moscow beijing tokyo seoul pyongyang canberra wellington "
    "ottawa kyiv kiev warsaw ankara tehran jerusalem riyadh cairo delhi islamabad taipei hanoi manila jakarta "
    "brasilia caracas havana pretoria nairobi abuja westminster whitehall doha damascus baghdad kabul minsk "
    "belgrade budapest vienna athens lisbon dublin oslo stockholm copenhagen helsinki prague bratislava bucharest "
    "sofia zagreb tbilisi baku yerevan".split()
)
"""Capitals that stand for a government: nobody is singled out by them."""

NATIONS = frozenset(
    "russia china japan israel iran iraq syria turkey france germany italy spain britain england scotland wales "
    "ireland poland ukraine canada australia mexico brazil india pakistan egypt qatar venezuela cuba america "
    "taiwan hungary greece sweden norway denmark finland netherlands belgium austria switzerland portugal vietnam "
    "thailand indonesia philippines malaysia singapore kenya nigeria ethiopia sudan libya lebanon jordan yemen "
    "afghanistan kazakhstan azerbaijan armenia georgia belarus serbia croatia romania bulgaria argentina chile "
    "colombia peru ecuador bolivia nauru fiji samoa bangladesh myanmar cambodia laos nepal morocco algeria tunisia "
    "ghana senegal uganda rwanda congo angola zimbabwe u.s. us usa uk u.k. eu uae dprk prc".split()
) | frozenset(
    "new zealand|south korea|north korea|united states|united kingdom|saudi arabia|south africa|solomon islands|"
    "papua new guinea|sri lanka|costa rica|el salvador|hong kong|european union|united arab emirates|czech republic|"
    "dominican republic|great britain|northern ireland|ivory coast|soviet union|south sudan|puerto rico|"
    "united nations".split("|")
)
"""Nations and unions of nations, which speak as institutions."""

NATION_ADJECTIVES = frozenset(
    "american british english scottish welsh irish french german italian spanish dutch belgian swiss austrian "
    "polish czech hungarian greek turkish russian ukrainian chinese japanese korean indian pakistani israeli "
    "palestinian iranian iraqi syrian egyptian saudi emirati qatari lebanese jordanian canadian australian mexican "
    "brazilian argentine argentinian chilean colombian venezuelan cuban swedish norwegian danish finnish icelandic "
    "portuguese romanian bulgarian serbian croatian bosnian georgian armenian azerbaijani kazakh afghan vietnamese "
    "thai indonesian malaysian singaporean filipino philippine taiwanese european asian african arab western "
    "eastern northern southern u.s. us uk u.k. eu federal south north new nigerian kenyan ethiopian sudanese "
    "libyan moroccan algerian tunisian".split()
)

CITIES = frozenset(
    "houston dallas austin detroit chicago boston philadelphia pittsburgh cleveland cincinnati columbus baltimore "
    "atlanta miami orlando tampa phoenix denver seattle portland sacramento oakland minneapolis milwaukee charlotte "
    "nashville memphis indianapolis toronto montreal vancouver calgary edmonton winnipeg halifax sydney melbourne "
    "brisbane perth adelaide auckland birmingham manchester liverpool leeds sheffield bristol glasgow edinburgh "
    "cardiff belfast mumbai kolkata chennai bangalore lahore karachi lagos johannesburg durban istanbul dubai shanghai "
    "osaka".split()
)
"""Cities that are no capitals, after which stations and editions are called."""

STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming "
    "ontario quebec alberta manitoba saskatchewan queensland tasmania bavaria saxony catalonia lombardy sicily "
    "punjab kerala gujarat".split()
)
"""States and provinces, which speak as institutions."""

GOVERNMENTS = CAPITALS | NATIONS
"""Names that can stand for a government."""
