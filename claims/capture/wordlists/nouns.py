"""Nouns by which news prose attributes: words for what is said, for documents, for people, for institutions."""

from __future__ import annotations

SAYINGS = frozenset(
    "claim claims statement statements announcement announcements assertion assertions allegation allegations "
    "argument arguments remark remarks comment comments view views opinion opinions belief beliefs concern "
    "concerns fear fears hope hopes suggestion suggestions warning warnings promise promises pledge pledges vow "
    "vows plan plans proposal proposals decision decisions criticism criticisms accusation accusations complaint "
    "complaints denial denials insistence contention conclusion conclusions prediction predictions call calls "
    "demand demands request requests support opposition desire desires wish wishes intention intentions "
    "endorsement praise condemnation description depiction assessment admission acknowledgment acknowledgement "
    "confession assurance assurances refusal rejection defense defence question questions response reply answer "
    "answers account accounts word words testimony recommendation recommendations declaration rhetoric explanation "
    "interpretation estimate estimates forecast forecasts willingness attack attacks skepticism scepticism doubts "
    "doubt worries worry suspicion suspicions sentiment sentiments stance position positions message commitment "
    "threat threats disapproval approval advice invitation appeal appeals rebuke apology admiration preference "
    "perception judgment judgement".split()
)
"""What somebody says, thinks or wants, as a noun: `the minister's claim that`, `his plan to`."""

DOCUMENTS = frozenset(
    "report reports study studies survey surveys poll polls polling data figures statistics document documents "
    "memo memos memorandum letter letters email emails e-mail e-mails record records filing filings file files "
    "statement communique communiqué transcript transcripts analysis review audit indictment complaint lawsuit "
    "affidavit judgment judgement ruling verdict order bill law legislation draft treaty agreement contract "
    "resolution book memoir diary editorial article story column post posts tweet tweets message messages release "
    "dossier cable cables database census research paper papers white-paper manifesto platform website site ad ads "
    "video footage recording photograph photographs picture pictures images results numbers findings evidence "
    "testimony minutes notice bulletin briefing chart table map maps index ranking estimate estimates forecast "
    "invoice receipts certificate inventory list lists text texts speech slide slides presentation warrant "
    "petition check fact-check average passage chapter movie film documentary novel dataset summary wikipedia "
    "advisory count tally suit clip spot journal brief excerpt excerpts audio profile item analyses note biography "
    "readout guidelines timeline schedule disclosure calculation calculations submission motion plea deposition "
    "declaration pamphlet leaflet booklet circular textbook handbook manual playbook catalogue register ledger "
    "spreadsheet infographic trailer commercial advert advertisement advertisements adverts blog blogs "
    "script subpoena injunction writ decree edict charter constitution treatise essay essays novella obituary plaque "
    "inscription scan scans x-ray tests test autopsy diagnosis "
    "caption headline".split()
)
"""Documents and data that can stand as the origin of a claim."""

GROUPS = frozenset(
    "family families camp crowd audience public majority minority staff community couple generation leadership "
    "electorate base faction movement world population personnel troops chorus plurality media press citizenry "
    "percent per quarters third thirds half handful elite establishment".split()
)
"""Groups of people that a noun in the singular names: nobody is singled out."""

BODIES = frozenset(
    "panel jury side outlet country firm business industry market lobby union bank nation church school squad crew "
    "regime enforcement employer chancellery affiliate subsidiary".split()
)
"""More bodies that speak as such, by a noun that also means a thing."""

OCCASIONS = frozenset(
    "statement interview speech email e-mail tweet post letter news conference press briefing memo address op-ed "
    "report release message appearance call television tv radio twitter facebook rally debate testimony hearing "
    "tweets phone telephone conversation comments remarks note text article column video broadcast podcast blog "
    "editorial book".split()
)
"""What a speaker says something in, so that it does not belong to the speaker's name: `said in a statement`."""

COLLECTIVES = frozenset(
    "police government administration campaign company team committee group party court council ministry "
    "department agency embassy commission parliament congress senate house union association bank university "
    "hospital army military navy force office bureau board authority regulator foundation institute organisation "
    "organization federation league club museum airline operator firm manufacturer maker charity watchdog "
    "think-tank thinktank delegation mission secretariat palace kremlin pentagon cabinet bloc coalition alliance "
    "network fund trust centre center service corporation newspaper magazine broadcaster channel daily weekly "
    "website tabloid paper prosecution defence defense treasury city state county district borough town village "
    "tribunal assembly chamber consortium syndicate studio label factory school church diocese "
    "vatican consulate".split()
)
"""Bodies that speak as such."""
