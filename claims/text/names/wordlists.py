"""Word lists for comparing names: short forms of first names, nations, words that do not count, words for no name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

NO_NAME = frozenset(
    "none|n/a|#n/a|na|n.a.|n.a|null|#null!|#null|nil|nan|-|--|---|–|—|?|??|???|.|..|...|…|unknown|not known|"
    "unknown name|name unknown|unnamed|tbd|t.b.d.|tba|tbc|to be determined|to be decided|to be confirmed|"
    "to be announced|undefined|undisclosed|unspecified|not specified|not stated|not given|not available|"
    "not applicable|missing|no name|nobody|no one|no-one|nothing|empty|blank|(blank)|(empty)|(none)|(null)|(unknown)|"
    "<na>|<null>|<none>|#ref!|#value!|#name?|#div/0!|#num!|unbekannt|keine|keiner|k. a.|k.a.|k/a|inconnu|"
    "aucun|s/o|desconocido|ninguno|sin nombre|sconosciuto|nessuno|unk|unk.|none given|none.|no source|no data|no value|"
    "#na|nat|[blank]|[none]|[empty]|[null]|n.d.|keine angabe|keine angaben|sin datos|no disponible|non disponible|"
    "onbekend|okänd|ukjent|ukendt|nieznany|неизвестно|bilinmiyor|desconhecido|sem dados".split("|")
)
"""Words that spreadsheets, programs and people write for a missing name, casefolded."""

SMALL_WORDS = frozenset(
    "the a an of for and or in on at to by from with de des du del della di da do dos das la le les los las el il lo "
    "l d der die den dem das ein eine und für fur van het en et y e i al".split()
)
"""Articles and the like: not part of an institution's name, and left out of its initials."""

LEGAL_FORMS = frozenset("inc incorporated ltd limited llc llp plc corp corporation co company gmbh".split())
"""Legal forms of companies: not part of a name that has other words."""

_NICKNAMES = """
robert bob bobby rob robbie bert roberto | william bill billy will willy willie liam wilhelm guillaume guglielmo
richard rick rich richie ricky dick ricardo riccardo | james jim jimmy jamie jem
charles charlie chuck chas carl karl | john jon johnny jack jonny johannes johann hans ivan ion
jonathan jon jonny johnathan jonathon | joan joanna joanne jo
joseph joe joey josef jose pepe giuseppe yosef yusuf yousef youssef yousuf joschka josip
edward ed eddie ted teddy ned eduard eduardo edouard | theodore ted teddy theo teodor fyodor | edmund ed eddie ned
thomas tom tommy tomas tomasz
michael mike mick micky mickey mikey mikhail misha michel miguel michele mykhailo mihail | david dave davey davy dawid
daniel dan danny danil | andrew andy drew andrei andrey andriy andreas andrea andre andrzej
anthony tony antony antoine antonio anton | christopher chris kit kris christoph christophe cristopher kristoffer
christian chris kristian cristian | christina chris christine tina chrissie kristina christiana kirsten
steven steve stephen stefan stephan stevie esteban etienne istvan stepan
peter pete petr pyotr piotr petro pedro pietro pierre
matthew matt matty mathew matthias mathias matteo mateo matthieu
nicholas nick nicky nicolas nikolai nikolay mykola nikolaus klaus nico niko nicola
alexander alex alec sandy sasha aleksandr oleksandr alexandre alejandro alessandro alistair aleksander al iskander
alexander aliaksandr alyaksandr
alexandra alex sandra sasha alexa aleksandra oleksandra alessandra lexi | alexei alexey oleksiy aleksei aleksey alexis
albert al bert alberto | alfred al alf alfie fred alfredo | alan al alain allan allen allyn
benjamin ben benny benji binyamin | samuel sam sammy | samantha sam sammy | patrick pat paddy patricio padraig
patricia pat patty patti trish tricia
elizabeth liz lizzie beth betty bess eliza elisabeth elisa liza lisa elsa libby elizaveta yelizaveta isabel
katherine catherine kate katie kathy cathy kathryn katharine kitty katya ekaterina yekaterina kateryna katarina kat
margaret maggie meg peggy marge margie greta rita marguerite margarita margarethe gretchen
mary maria marie molly polly maryam mariam miriam mariya | ann anne anna annie nan nancy ana anya hannah anneke
susan sue susie suzy suzanne susanna suzanna susanne | deborah debbie deb debra | barbara barb babs barbie
jennifer jen jenny jenn | jessica jess jessie | rebecca becky becca rebekah | victoria vicky vicki tori viktoria
gregory greg gregg grigory grigori gregor hryhoriy | jeffrey jeff geoff geoffrey jeffery
gerald gerry jerry gerard gerhard | jeremy jerry jeremiah | kenneth ken kenny | ronald ron ronnie
donald don donny donnie | raymond ray | lawrence larry laurence lorenz lorenzo laurie lars
leonard len lenny leo leonid | leon leo lev leonardo leo
frederick fred freddie freddy friedrich fritz fredrik frederik federico frederic
francis frank francisco paco pancho francesco francois franz frankie | frances fran francesca francoise
franklin frank | henry harry hank heinrich heinz henri enrique enrico hal henrik | harold harry hal harald
walter walt wally wolter | timothy tim timmy timofey | philip phil pip felipe philippe filip philipp filippo
stanley stan stanislav stanislaw | vincent vince vinny vincenzo vicente | zachary zach zack zac | joshua josh
nathaniel nathan nate nat | nathan nate | douglas doug | dennis denny denis denys
eugene gene evgeny evgeni yevgeny yevgeni yevhen eugen | abraham abe ibrahim avraham abram
isaac ike izzy yitzhak itzhak ishaq | jacob jake jakob jacques jaime yakov yaakov yaqub giacomo
martin marty martijn marcin | maximilian max maxim maksim maksym | maxwell max | sebastian seb bastian sebastien
gabriel gabe | raphael rafael rafe raffaele | dominic dom dominik domenico domingo | terence terry terrence
theresa terry teresa tess tessa therese | jacqueline jackie | judith judy judi | linda lynn lindy | pamela pam
sandra sandy | sarah sara sally | dorothy dot dottie dolly dorothea | eleanor ellie nell nora elinor helen
helen helena elena yelena olena helene ellen lena | julia julie yulia yuliya iulia juliya
julian jules julien juliano | catalina cat | caroline carrie caro carolyn carolina karoline | valerie val
valentina val valya | vladimir volodymyr wladimir wolodymyr vova volodya vlad wladyslaw
dmitry dmitri dmytro dima dmitriy dimitri | sergei sergey serhiy serhii serge sergio sergej
pavel pavlo paul pablo paolo pawel paulo pavol | yuri yury yurii yuriy iurii jurij george georgy
george georgy georgi jorge georges giorgio jerzy georg heorhiy yuri iury | oleg oleh | igor ihor
viktor victor viktar | vasily vasyl vasiliy basil | konstantin kostya constantin kostyantyn constantine
anatoly anatoliy anatolii tolya | arkady arkadiy | evan yvan | ilya illia ilia elijah eli | gennady gennadiy hennadiy
boris borys | stepan stefan | marc mark markus marcus marco marko marek | luke luca lukas lucas luc
eric erik erich eirik | hugh hugo hughie | neil neal niall nigel | sean shaun shawn shane seann | ian iain
stuart stewart | graham graeme | claire clare clara | gray grey | reid reed read | philippa pip pippa
alison allison ally | leslie lesley les | marion marian
mohammed muhammad mohammad mohamed mohamad mehmet mahomet muhammed muhamed mo mohd mehmed muhammet | ahmed ahmad ahmet
mahmoud mahmud mehmud | hussein hossein husain hussain husayn hoseyn husein | hassan hasan
abdullah abdallah abdulla abdellah | abdel abdul abd | osama usama | omar umar omer | khaled khalid
said saeed saied sayed | mustafa mustapha moustafa mostafa | mahdi mehdi | ismail ismael esmail
youssef yusuf yousef yussuf josef | yasser yasir jasser | nasser nasir naser
suleiman sulaiman soleiman suleyman solomon suleman | ali aly | aisha ayesha aicha | fatima fatma fatemeh
layla leila laila leyla | reza riza | gaddafi qaddafi kadafi gadhafi khadafy qadhafi gheddafi kadhafi
jinping chinping | deng teng | jiang chiang | al el ul | bin ben ibn | bint binti | de di da du do del della dela
van von | mac mc | saint st sankt ste san santa sao | wang wong ong | chan chen tan chin | lee li yi rhee lei ly
zhang chang cheung teo cheong jang | wu ng woo goh | liu lau liew lao low | huang wong hwang ng ooi | lin lam lim
liang leung neo | he ho | zhou chow chou chau | cai tsai choi chua choy | xu hsu hui koh | xie hsieh tse chia
zhao chao chiu chew jo | yang yeung yeoh young | guo kuo kwok kuok quek | luo lo law
zheng cheng chung tay jeong jung chong | zhu chu choo | qian chien | park pak bak | kim gim | choi choe | cho jo
ma mah | ye yip yeh yap | su so soh | tang tong | deng tang teng | feng fung | yuan yuen | jin kam kim
song sung soong | nguyen nguen
"""

_SPELLINGS = """
programme program | department dept | ministry min | government govt gov | international intl int | national natl nat
university univ uni | association assn assoc | commission comm | committee cttee cmte | organisation org
institute inst | federal fed | foreign fgn | street st | office off | secretary sec | affairs aff
defence def defense | administration admin | council cncl | authority auth | agency agcy | division div
police polizei | center ctr centre | assembly assy | saint st | times time | newspaper paper
minister ministerial ministers ministry | parliament parliamentary | president presidential presidency | headquarters hq
kyiv kiev | kharkiv kharkov | odesa odessa | lviv lvov | dnipro dnieper dnepr | beijing peking | mumbai bombay
kolkata calcutta | chennai madras | yangon rangoon | tehran teheran | moscow moskva | munich munchen muenchen
cologne koln koeln | vienna wien | rome roma | prague praha | brussels bruxelles | warsaw warszawa | geneva geneve
"""

NOT_MISSPELLED = (
    "protection production", "conservative conservation", "corporation cooperation", "competition composition",
    "consumer consular", "economic economics ecologic", "personal personnel", "institution constitution",
    "prosecution persecution", "adoption adaption", "construction constriction", "continental confidential",
    "commerce commence", "military ministry", "industry infantry", "marine marina", "finance finances",
    "christian christina", "christians christina", "michael michaela", "martin martina", "daniel daniela",
    "julian juliana", "gabriel gabriela", "robert roberta", "andrew andrea", "adrian adriana", "simon simone",
    "marcel marcela", "victor victoria", "nicholas nicola", "patrick patrica", "carlo carla carlos",
    "mario maria", "paulo paula paolo", "claudio claudia", "antonio antonia", "roberto roberta", "alexander alexandra",
    "alexandre alexandra", "oleksandr oleksandra", "aleksandr aleksandra", "francesco francesca", "francisco francisca",
    "mariano mariana", "giovanni giovanna", "fernando fernanda", "eduardo eduarda", "johan joann", "louis louise",
    "denis denise", "valerie valeria", "yevgeny yevgenia", "harris harriet", "frederic frederica", "leonard leonarda",
)  # fmt: skip
"""Words a letter or two apart that are never spellings of each other: first names of men and women, and fields."""

_NATIONS = """
afghanistan/afghan | albania/albanian | algeria/algerian | andorra/andorran | angola/angolan
argentina/argentine argentinian | armenia/armenian | australia/australian aussie | austria/austrian osterreichische
azerbaijan/azerbaijani azeri | bahamas/bahamian | bahrain/bahraini | bangladesh/bangladeshi | barbados/barbadian
belarus byelorussia/belarusian belarussian | belgium/belgian belge | belize/belizean | benin/beninese
bhutan/bhutanese | bolivia/bolivian | bosnia/bosnian | botswana/botswanan
brazil brasil/brazilian brasileiro brasileira | brunei/bruneian | bulgaria/bulgarian | burundi/burundian
cambodia/cambodian | cameroon/cameroonian | canada/canadian canadien | chad/chadian | chile/chilean
china prc/chinese | colombia/colombian | cuba/cuban | croatia/croatian | cyprus/cypriot | czechia czech_republic/czech
denmark/danish | djibouti/djiboutian | ecuador/ecuadorian | egypt/egyptian | el_salvador/salvadoran | eritrea/eritrean
estonia/estonian | ethiopia/ethiopian | fiji/fijian | finland/finnish | france/french francais francaise
gabon/gabonese | gambia/gambian | georgia/georgian | ghana/ghanaian
germany deutschland/german deutsche deutscher deutsches deutschen | greece/greek hellenic | grenada/grenadian
guatemala/guatemalan | guyana/guyanese | haiti/haitian | honduras/honduran | hong_kong/hongkong hongkonger
hungary/hungarian magyar | iceland/icelandic | india/indian | indonesia/indonesian | iran persia/iranian persian
iraq/iraqi | ireland/irish | israel/israeli | italy italia/italian italiana italiano | jamaica/jamaican
japan nippon/japanese | jordan/jordanian | kazakhstan/kazakh kazakhstani | kenya/kenyan | kosovo/kosovan kosovar
kuwait/kuwaiti | kyrgyzstan/kyrgyz | laos/laotian lao | latvia/latvian | lebanon/lebanese | lesotho/basotho
liberia/liberian | libya/libyan | liechtenstein | lithuania/lithuanian | luxembourg/luxembourgish
macedonia north_macedonia/macedonian | madagascar/malagasy | malawi/malawian | malaysia/malaysian | maldives/maldivian
mali/malian | malta/maltese | mauritania/mauritanian | mauritius/mauritian | mexico mexicano mexicana
moldova/moldovan | monaco/monegasque | mongolia/mongolian | montenegro/montenegrin | morocco/moroccan
mozambique/mozambican | myanmar burma/burmese | namibia/namibian | nauru/nauruan | nepal/nepali nepalese
netherlands holland/dutch nederlandse | new_zealand nz aotearoa/new_zealander | nicaragua/nicaraguan | niger/nigerien
nigeria/nigerian | norway norge/norwegian norsk | north_korea n_korea dprk/north_korean n_korean
south_korea s_korea/south_korean s_korean | oman/omani | pakistan/pakistani | palestine/palestinian
panama/panamanian | paraguay/paraguayan | peru/peruvian | philippines/philippine filipino | poland polska/polish
portugal/portuguese | qatar/qatari | romania/romanian | russia russian_federation/russian | rwanda/rwandan
samoa/samoan | saudi_arabia/saudi saudi_arabian | senegal/senegalese | serbia/serbian serb | singapore/singaporean
slovakia/slovak slovakian | slovenia/slovene slovenian | somalia/somali | south_africa/south_african
south_sudan/south_sudanese | spain espana/spanish | sri_lanka/sri_lankan | sudan/sudanese | suriname/surinamese
sweden sverige/swedish svenska | switzerland/swiss schweizer schweizerische | syria/syrian | taiwan/taiwanese
tajikistan/tajik | tanzania/tanzanian | thailand/thai | togo/togolese | tonga/tongan | tunisia/tunisian
turkey turkiye/turkish | turkmenistan/turkmen | tuvalu/tuvaluan | uganda/ugandan | ukraine/ukrainian
united_arab_emirates uae/emirati | united_kingdom uk u_k great_britain britain/british | england/english
scotland/scottish scots | wales/welsh | united_states_of_america united_states usa america/us u_s american
uruguay/uruguayan | uzbekistan/uzbek | vanuatu | vatican holy_see | venezuela/venezuelan | vietnam viet_nam/vietnamese
yemen/yemeni | zambia/zambian | zimbabwe/zimbabwean | soviet_union ussr/soviet | european_union europe/eu european
united_nations/un
"""


def _groups(text: str) -> Iterator[list[str]]:
    for group in text.replace("\n", "|").split("|"):
        words = group.split()
        if words:
            yield words


@cache
def first_names() -> frozenset[str]:
    """Return the first names that have short forms, casefolded and without accents."""
    first, _, others = _NICKNAMES.partition("jinping chinping")  # family names and particles
    names = {word for words in _groups(first) for word in words}
    return frozenset(names - {word for words in _groups(others) for word in words})


def short_forms() -> dict[str, frozenset[int]]:
    """Return, for each first name, family name or word, the groups of forms it belongs to."""
    groups: dict[str, set[int]] = {}
    for number, words in enumerate([*_groups(_NICKNAMES), *_groups(_SPELLINGS)]):
        for word in words:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def nations() -> tuple[dict[str, str], frozenset[str]]:
    """Return the nation of each form, with words joined by underscores, and the forms that are adjectives."""
    nation_of: dict[str, str] = {}
    adjectives: set[str] = set()
    for words in _groups(_NATIONS):
        nation = words[0].partition("/")[0]
        described = False
        for word in words:
            noun, slash, adjective = word.partition("/")
            if described:
                noun, adjective = "", noun
            described = described or bool(slash)
            if noun:
                nation_of[noun] = nation
            if adjective:
                nation_of[adjective] = nation
                adjectives.add(adjective)
    return nation_of, frozenset(adjectives)
