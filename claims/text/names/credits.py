"""Words of bylines besides people's names: agencies, desks, callings, places, and the words before a credit."""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


UNCLEAR = frozenset("ani ap hina maan mena pa petra ria rt saba sana sid spa tt uni wafa map".split())
"""Agencies whose short names are also names of people, unless printed in capitals."""

COLLECTIVES = frozenset(
    "staff staffs desk newsdesk newsroom newsrooms agency agencies team teams bureau wires newswire editorial editors "
    "reporters writers correspondents redaktion redaktionen agenturen".split()
)
"""Callings that no single person has: nobody is named before them."""

AGENCIES = _phrases(
    """
    aap | ab | abc | abc news | afp | afp-jiji | afx | agence france-presse | agencia efe | agencja | agerpres |
    al jazeera | anadolu | ani | ansa | ap | ap news | ap writer | apa | associated press | ats | axios | azertac
    | bbc | bbc news | bbc verify | belga | bernama | bloomberg | bloomberg news | bns | bta | canadian press |
    cbc | cbc news | cbs | cbs news | cmc | cnbc | cnn | cp | ctk | ctv | ctv news | deutsche presse-agentur | dow
    jones | dpa | dw | efe | efe verifica | ekstra bladet | el pais | epd | europa press | fox news | gannett |
    getty | getty images | google news | hina | ians | interfax | ips | irna | itv | itv news | jiji | jiji press
    | keystone-sda | kna | kuna | kyodo | kyodo news | le monde | lusa | maan | map | mena | msn | mti | nbc | nbc
    news | newsroom | notimex | npa | npr | ntb | pa | pa media | pap | pbs | petra | politico | press association
    | press trust | propublica | pti | radio free europe | reuters | rfe | rfi | ria | ria novosti | ritzau | rnz
    | rt | saba | sana | sda | sid | sky news | sna | spa | sputnik | stt | tanjug | tass | thomson reuters | tpn
    | tt | ukrinform | uni | upi | usa today | vna | voa | wafa | wam | wire | xinhua | xinhua news agency | yahoo
    | yahoo news | ynet | yonhap | zeit online | 共同通信 | 新华社 | 新華社 | 時事通信 | 연합뉴스 | 연합뉴스 of india
    """
)
"""News agencies and outlets that stand in bylines, casefolded, without an article."""

CALLINGS = frozenset(
    """
    staff staffs writer writers reporter reporters correspondent correspondents editor editors editorial editorials
    desk newsdesk newsroom newsrooms agency agencies agencias agencia agence agences agentur agenturen agenzia
    agenzie team teams bureau columnist columnists contributor contributors journalist journalists freelance
    freelancer freelancers intern admin administrator webmaster moderator author authors anonymous redaktion
    redaktionen redaktor redaktør redaktionell redactie redacteur redakcja redakce redakcia redaksi redaksjonen
    redaksjon redazione redaccion redacción rédaction redaction redacao redação toimitus szerkesztoseg szerkesztőség
    redacție корреспондент редакция редакція correspondant correspondante correspondants correspondent journaliste
    journalistes periodista periodistas jornalista korrespondent korrespondentin korrespondenten reporterin
    corresponsal corresponsales corrispondente inviato envoyé envoyée enviado enviada autor autorin gastautor
    gastbeitrag medarbetare journalistin newswire newswires wires wire-services mitarbeiter mitarbeiterin columnista
    kolumnist kolumnistin interns fellow fellows producer producers presenter anchor photographer photographers
    videographer
    """.split()
)
"""Words that no person is called: callings and desks, in several languages."""

HOUSES = frozenset(
    """
    the news newspaper newspapers press times post herald tribune gazette daily weekly journal guardian observer
    telegraph chronicle courier dispatch examiner inquirer mirror sentinel magazine media network networks
    television tv radio channel service services wire online digital group inc ltd llc plc gmbh company corporation
    foundation institute university college school center centre council committee department ministry government
    office association society union project campaign party church museum hospital today bulletin record reports
    report zeitung tageblatt nachrichten anzeiger kurier verlag rundfunk journaux quotidien diario periodico
    periódico giornale corriere jornal folha krant dagblad tidning avis blog podcast newsletter review globe star
    sun monitor standard express mail argus echo world national international politics business sports sport health
    science technology opinion investigations telegram enquirer ledger register advertiser independent republic
    """.split()
)
"""Words of the names of outlets and organisations; after a first name they may be a family name (Bill Press)."""

TITLES = frozenset(
    """
    sun star globe mail post times herald mirror echo argus express standard monitor sentinel record review guardian
    observer courier press sport sports science health world report reports today blog avis opinion online gazette
    journal telegram ledger register independent republic
    """.split()
)
"""Words that make an outlet's name only at its end: Sun Yat-sen is a person, the Baltimore Sun is not."""

BEATS = frozenset(
    """
    staff senior junior chief deputy assistant associate managing executive political politics health science
    business sports sport foreign diplomatic home crime world national special royal city education environment
    environmental climate technology tech legal security defence defense economics economic economy finance
    financial investigative investigations data local state county court courts media culture arts features feature
    news digital social video audio washington london brussels paris berlin moscow beijing tokyo jerusalem delhi
    africa asia europe america american european asian us uk eu un north south east west northern southern eastern
    western middle white house parliamentary regional religion energy transport housing consumer personal breaking
    general global contributing multimedia guest night day weekend freelance our nuestro nuestra unser unsere notre
    own westminster ap bbc
    """.split()
)
"""Words before a calling: "Senior Health" Editor."""

PLACES = _phrases(
    """
    new york | new york city | los angeles | san francisco | san diego | san antonio | hong kong | tel aviv | buenos
    aires | mexico city | new delhi | washington dc | washington d.c | cape town | kuala lumpur | rio de janeiro |
    sao paulo | são paulo | las vegas | saint petersburg | st petersburg | st. petersburg | salt lake city | abu
    dhabi | addis ababa | phnom penh | ho chi minh city | kansas city | new orleans | united nations | white house |
    santa fe | santiago de chile | la paz | port-au-prince | san jose | san juan | tierra del fuego | sri lanka |
    south korea | north korea | south africa | new zealand | united kingdom | united states | west bank | gaza city
    | den haag | the hague | frankfurt am main | stoke-on-trent | el paso | fort worth | st louis | st. louis | kyiv
    | london | paris
    """
)
"""Places of two words and more, which look like names of people."""

GIVEN = frozenset(
    """
    aaron abigail adam adele agnes aidan aiko akira alba alejandra alice alicia alina amanda amber amelia amina amir
    amy ana anita anja anke annika anouk antonia anya arjun arthur ashley astrid audrey ava axel beatrice beatriz
    bianca birgit bjorn bruno camila camille carla carlos carmen cecilia celine charlotte chiara chloe clarissa
    claudia claudio colin connor cristina cynthia dalia damien daria deepak derek diana diego dina dirk doris dylan
    edith elena elias elif ella emil emily emma emre enzo erika ernst esther eva fabian fabio faith farah federica
    felix fernando fiona flora frida gemma gianni gina gloria grace greta guido gunter gustavo hana hanna hannes
    harriet hector heidi heike henk hilary holly ida ines inga ingrid irene iris irina isaac isabella isla ivana ivy
    iwona jaap jack jana janet jasmin jasmine jason javier jenna joanne joao joaquin joel jonas jordi jorgen juan
    juana juanita judit jurgen justin kai karim karin karl katja keiko keith kelly kenji kerstin kevin kirsty klara
    kurt kyle laetitia lara laszlo laura lea leah lia lidia lily lina lorena lotte louisa lucia lucy luis luisa
    luise lydia lynn maddie magda maja malik manuel manuela marcel marcela mariana marina mario marta martha mateus
    matilda maya mei melanie melissa mercedes mia milan milena mina mira mohan monica monika nadia naomi natalia
    natalie natasha neha nina noah nora norbert oliver olivia oscar otto owen pablo paloma paola patricia paula
    paulina pedro petra philip pilar priya rachel rafael rahul raj ralf ramon rania raquel raul ravi regina rene
    rhys roger roland roman rosa rosie ruth ryan sabine sanjay sara scott sigrid silvia simon simone sofia sofie
    sonia sonja sophia sophie stella steffi sunita susana susanna svetlana sylvia tamara tania tanja tara tatiana
    thea tina tobias todd tracy ulrike ursula uwe vera veronica victoria viola vivian wanda wendy wolfgang xavier
    yasmin yoko yuki yvonne zainab zara zoe brian craig bruce carol dale diane donna gary glen gordon heather howard
    jane joyce karen larry lisa lois louise marcus nigel norman paul peter ralph rita russell shirley sheila
    stephanie
    """.split()
)
"""Further common first names, casefolded and without accents."""

DEGREES = frozenset(
    """
    phd ph.d dphil md m.d do dds dvm jd j.d llm ll.m llb ll.b mba m.b.a ma m.a msc m.sc ms m.s ba b.a bsc b.sc bs
    b.s mph mpp mpa mfa rn r.n np pa-c edd ed.d psyd psy.d pharmd facs facp frs frcp obe cbe mbe kbe kc qc mp mep
    msp cpa cfa esq esquire he she they him her them pe cfp dr prof
    """.split()
)
"""What follows a name after a comma and is not part of it, without a closing dot."""

GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())
"""What follows a name after a comma and is part of it."""

PARTICLES = frozenset(
    "los las van von der den de del della di da do dos das du la le les el al bin ibn ben bint zu zur zum af av ter "
    "ten te vande vander st san santa y i e ap d' l' abu".split()
)
"""Small words inside family names."""

_JOINED = "and|with|und|mit|et|og|och|oraz|ja|és|ve|и|та|і|και|dan|ed"
JOINING = rf"\s+(?:{_JOINED})\s+|\s*(?:&|＆|\+)\s*"
"""Words and signs between two people, in several languages."""

JOINING_OR_NAME = r"\s+(?:y|e|i|en)\s+"
"""Words between two people, or inside a family name (Ortega y Gasset)."""

LED_IN = (
    r"(?:(?:analysis|opinion|exclusive|review|interview|commentary|column|story|words|text|report|reported|reporting"
    r"|article|investigation|explainer|written|writing|posted|published|compiled|essay|as told to|authored|produced"
    r"|a special report|perspective)\s+)?by\b:?\s*"
    r"|(?:as told to|por|par|door|przez|skrevet av|skriven av|tekst|text|texte|testo|texto|autor(?:in|es)?|auteurs?"
    r"|autore|autori|authors?|byline|reporters?|escrito por|écrit par|geschrieben von|a cura di|eine? \w+ von"
    r"|von unserem|od|автор|текст|reporter|from)\b\s*:?\s+|(?:文|記者|记者|本报记者|記者／)[/／:：]?\s*"
)
"""Words before the names of the authors."""

PERHAPS_LED_IN = r"(?:von|di|av|af|von:|di:)\s+"
"""The same, unless it is the beginning of a name (Di Marco)."""

HELPED = (
    r"(?:with\s+)?(?:additional\s+|extra\s+|more\s+)?"
    r"(?:reporting|research|files|contributions?|material|assistance|input)"
    r"(?:\s+(?:also\s+)?(?:contributed\s+)?(?:by|from)\b|\s*:)"
    r"|contributed\s+by\b|with\s+help\s+from\b|mit\s+material\s+von\b|mitarbeit:?\b|avec\b|con\s+información\s+de\b|con\s+informacion\s+de\b|com\s+informações\s+de\b|com\s+agências\b"
    r"|con\s+agencias\b|avec\s+agences?\b|mit\s+agenturen\b"
)
"""Words before the names of people who helped with the reporting."""

NOT_REPORTING = (
    r"(?:editing|edited|photo(?:s|graph|graphs|graphy)?|pictures?|images?|video|graphics?|illustrations?|illustrated"
    r"|design(?:ed)?|translation|translated|fact[- ]check(?:ed|ing)?|medically\s+reviewed|reviewed|approved|narrated"
    r"|audio|data|foto|fotos|vidéo|traduit|traducción|übersetzung|übersetzt|redigert|compiled\s+and\s+edited)"
    r"(?:\s+and\s+\w+)?(?:\s+(?:by|from|von|par|por)\b|\s*:)"
)
"""Words before the names of editors, photographers and translators, who did not report."""
