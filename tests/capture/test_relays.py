"""Which other outlet a sentence relies on, and which it only mentions."""

from __future__ import annotations

import pytest

from claims.capture.attribution.press import names_in
from claims.capture.attribution.reading import read_text
from claims.capture.outlets import OutletNames, Relay
from claims.capture.proposals import proposals
from claims.capture.relays import relays_of
from claims.capture.values import KnownArticle

NAMES = OutletNames(own=("The Daily Example", "dailyexample.com"), register=("Riverton Echo", "Kvitsund Avis"))


def relays(sentence: str, names: OutletNames = NAMES, earlier: str | None = None) -> list[Relay]:
    ((_, words, _),) = read_text(sentence)
    return relays_of(words, names, earlier)


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("The mayor told the Riverton Echo that she would resign.", ["Riverton Echo"]),
        ("“I am tired,” the mayor told Kvitsund Avis.", ["Kvitsund Avis"]),
        ("The mayor will resign, according to Le Monde.", ["Le Monde"]),
        ("The mayor will resign, according to the UK’s Daily Mail.", ["Daily Mail"]),
        ("According to US website TMZ, the mayor will resign.", ["TMZ"]),
        ("The mayor will resign, reports the Riverton Daily Press.", ["Riverton Daily Press"]),
        ("As Reuters first reported, the mayor will resign.", ["Reuters"]),
        ("Citing two aides, the news agency Kyodo said the mayor would resign.", ["Kyodo"]),
        ("The AP, citing two aides, said the mayor would resign.", ["AP"]),
        ("The mayor said in an interview with Der Spiegel that she would resign.", ["Der Spiegel"]),
        ("In an op-ed in The Wall Street Journal, the envoy wrote that talks were near.", ["The Wall Street Journal"]),
        ("The mayor will resign, portnews.com said.", ["portnews.com"]),
        ("A BBC investigation found that the tanks leaked.", ["BBC"]),
        ("The tanks leaked, CNN's Jane Roe reported.", ["CNN"]),
        ("The tanks leaked, according to the BBC and Le Monde.", ["BBC", "Le Monde"]),
        ("The tanks leaked, Bloomberg has learned.", ["Bloomberg"]),
        ("The Times reports that the tanks leaked.", ["The Times"]),
        ("The tanks leaked, writes Example Quarterly.", ["Example Quarterly"]),
        ("TURIN (Reuters) - The tanks leaked.", ["Reuters"]),
        ("Speaking on Fox News, the mayor said she would resign.", ["Fox News"]),
        ("The mayor acknowledged to Sky News that she would resign.", ["Sky News"]),
        ("The envoy took to CNN to deny the charge.", ["CNN"]),
        ("Her agent released a statement to Kvitsund Daily News, saying she is well.", ["Kvitsund Daily News"]),
        ("She gave TMZ more details of the wedding.", ["TMZ"]),
        ("According to UK publication The Mirror, the band will tour.", ["The Mirror"]),
        ("According to a separate Bloomberg report, the tanks leaked.", ["Bloomberg"]),
        ("The region’s official newspaper, al Nahda, said the tanks had leaked.", ["al Nahda"]),
        ("The Example Courier, a small weekly from Elmswick, cited two aides.", ["Example Courier"]),
        ("In an interview with her local paper, the Elmswick Mail, the mayor said she was ill.", ["Elmswick Mail"]),
        ("Contributing: The Associated Press", ["Associated Press"]),
        ("From the BBC:", ["BBC"]),
        ("The fish was first reported in The Age.", ["The Age"]),
        ("The tanks leaked, according to Jane Roe at The Age.", ["The Age"]),
        ("The letter was published on Friday on the website of Le Monde.", ["Le Monde"]),
        ("The mayor told Jane Roe, a reporter for Radio Kvitsund, that she would resign.", ["Radio Kvitsund"]),
        ("Jane Roe, of The Guardian, said the tanks leaked.", ["The Guardian"]),
        ("She told NBC 5 that the pool was shut.", ["NBC 5"]),
        ("The mayor told Al Arabiya News that she would resign.", ["Al Arabiya News"]),
        ("A photograph showed the pool, said the ElmswickNews report.", ["ElmswickNews"]),
        ("As a 9to5Mac post points out, the watch is late.", ["9to5Mac"]),
        ("She spoke to Jane Roe of The Guardian, who found that the tanks leaked.", ["The Guardian"]),
        ("The party’s newspaper, the Elmswick Signal, carried her letter.", ["Elmswick Signal"]),
        ("The mayor was described by the Washington Post as a recluse.", ["Washington Post"]),
        ("The New York Times has a new story about the pool.", ["The New York Times"]),
        ("The tanks leaked, which the Associated Press corroborated.", ["Associated Press"]),
        ("Le Monde's Jane Roe agreed, saying the tanks leaked.", ["Le Monde"]),
        ("She added to the Riverton Echo that she was ill.", ["Riverton Echo"]),
        ("The UK Times reported that the tanks leaked.", ["UK Times"]),
        ("A Kansas station, KCXV-5, reported that the tanks leaked.", ["KCXV-5"]),
        ("The envoy spoke to a Lebanese TV channel, she told the Telegraph of London.", ["Telegraph of London"]),
        ("CBS Detroit notes that the tanks leaked.", ["CBS Detroit"]),
        ("The tanks leaked, according to Agence France-Presse (AFP).", ["Agence France-Presse"]),
        ("The BBC and Le Monde both identified the ship.", ["BBC", "Le Monde"]),
        ("According to the Nicaraguan news site puerto19.com, the tanks leaked.", ["puerto19.com"]),
        (
            "El Faro de las Islas, a Florida-based publication, reported that the tanks leaked.",
            ["El Faro de las Islas"],
        ),
        ("The Elmswick Bote, Turin's largest newspaper, reported on Monday that she was ill.", ["Elmswick Bote"]),
        ("In a story in her hometown paper, the Elmswick Bote, she said she was ill.", ["Elmswick Bote"]),
        ("She is ill, according to a report published in the Telegraph.", ["Telegraph"]),
        ("She is ill, according to several reports, including the Independent.", ["Independent"]),
        ("She is ill, Corriere Kvitsund reports.", ["Corriere Kvitsund"]),
        ("The Lebanese daily As-Safir was first to report on the tanks.", ["As-Safir"]),
        ("The New York Post's Page Six reported that she was ill.", ["New York Post"]),
        ("She said on “Meet the Press” that she was ill.", ["Meet the Press"]),
        ("Kvitsund's Proceso, citing two aides, reported that she was ill.", ["Proceso"]),
        ("KQXV-TV in Las Vegas is reporting that she is ill.", ["KQXV-TV"]),
        ("CBS Sports NFL Insider Jane Roe has reported that she is ill.", ["CBS Sports"]),
        ("She is ill, via Jane Roe of the Elmswick Post-Gazette.", ["Elmswick Post-Gazette"]),
        ("A Reuters journalist in the area reported hearing gunfire.", ["Reuters"]),
        ("Originally published on Le Monde.", ["Le Monde"]),
        ("As Jane Roe reports for NPR, the tanks leaked.", ["NPR"]),
        ("Roe of Le Monde reports that the tanks leaked.", ["Le Monde"]),
        ("She is ill, according to the Elmswick News-Register.", ["Elmswick News-Register"]),
        ("She is ill — Sky News (@SkyNews) January 14, 2015", ["Sky News"]),
    ],
)
def test_the_outlets_that_a_sentence_relies_on(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("The mayor told Kvitsund's RTX television late Thursday that she was ill.", ["RTX"]),
        ("The station chief told Lebanon's OTV radio on Monday that she was ill.", ["OTV"]),
        ("She told the Norwegian TV2 television on Friday that she was ill.", ["TV2"]),
        ("Kvitsund Central Television showed her limping, and confirmed it.", ["Kvitsund Central Television"]),
        ("She said in a radio interview with Ann “Red” Roe on 730 WQVN that she was ill.", ["730 WQVN"]),
        ("The news agency Fidelis says that she is ill.", ["Fidelis"]),
        ("The Fidelis news agency, which is run by the church, said she was ill.", ["Fidelis"]),
        ("A Kurdish news agency, Firatan, said she was ill.", ["Firatan"]),
        ("The Turkish magazine Noktada was the first to report that she was ill.", ["Noktada"]),
        ("She is ill, according to the New Elmswick Register.", ["New Elmswick Register"]),
        ("The gossip blog Lipstick Lane claims that she is ill.", ["Lipstick Lane"]),
        ("She is ill, as was said on the Today Elmswick website.", ["Today Elmswick"]),
        ("“She is ill,” writes “Dnevni Kvitsund”.", ["Dnevni Kvitsund"]),
    ],
)
def test_a_noun_beside_a_name_that_no_list_has_makes_it_an_outlet(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("Mashable, however, reports that the tanks leaked.", ["Mashable"]),
        ("Mashable, which sold its shares, moved to Riverton.", []),
        ("Responding to inquiries from Reuters, a spokeswoman said that nobody was ill.", ["Reuters"]),
        ("The letter from Reuters arrived on Monday.", []),
        ("Wired also carried a similar report on the tanks.", ["Wired"]),
        ("Wired ran out of money in May.", []),
        ("Politico's Ann Rich was one of the first to report that the tanks leaked.", ["Politico"]),
        ("Politico was one of three clients.", []),
        ("To the Telegraph, she says that the island is not for sale.", ["Telegraph"]),
        ("To the Telegraph, the island is worth nothing.", []),
        ("The tanks leaked, according to Apple Insider.", ["Apple Insider"]),
        ("Breitbart Texas reports: the tanks leaked.", ["Breitbart Texas"]),
        ("She told Reuters India would sign in May.", ["Reuters"]),
        ("The captain told ReefTV that the fish weighed more than he did.", ["ReefTV"]),
    ],
)
def test_an_outlet_is_relied_on_by_what_it_does_and_asks(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("The mayor told msnbc that she was ill.", ["msnbc"]),
        ("She is ill, according to buzzfeed.", ["buzzfeed"]),
        ("Syria’s pro-government newspaper al Nahda claims that she is ill.", ["al Nahda"]),
        ("The Iraqi newspaper al-Nahda reported that she was ill.", ["al-Nahda"]),
        ("The writers at iO9 are not so sure, pointing to the stamp.", ["iO9"]),
    ],
)
def test_an_outlets_name_may_begin_with_a_small_letter(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("Reporters at the Riverton Echo found that the tanks leaked.", ["Riverton Echo"]),
        ("The team over at Wired says that the watch is late.", ["Wired"]),
        ("The watch is late, according to the folks at TechCrunch.", ["TechCrunch"]),
        ("Over at Forbes, Jane Roe notes that the watch is late.", ["Forbes"]),
        ("At the Riverton Echo, Jane Roe writes that the watch is late.", ["Riverton Echo"]),
        ("CNN reporter Ann Rich tweeted that the tanks leaked.", ["CNN"]),
        ("Ann Rich, a reporter at the town hall with The Globe and Mail, tweets:", ["The Globe and Mail"]),
        ("Ann Rich, a correspondent for Sky News, wrote that the tanks leaked.", ["Sky News"]),
        ("Bleeding Cool rumour-hunter Ann Rich reports that the car was stolen.", ["Bleeding Cool"]),
        ("The mayor told Ann Rich of Sky News that she was ill.", ["Sky News"]),
        ("The mayor told the Guardian’s Ann Rich that she was ill.", ["Guardian"]),
        ("Jane Roe, Bloomberg View: “The watch is late.”", ["Bloomberg View"]),
    ],
)
def test_an_outlet_is_cited_by_those_who_work_for_it(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("She told Reuters, the BBC and Sky News that she was ill.", ["Reuters", "BBC", "Sky News"]),
        ("Both Reuters and the BBC, as well as Le Monde, reported it.", ["Reuters", "BBC", "Le Monde"]),
        ("It was reported by the al-Nahda news website and the Riverton Post.", ["al-Nahda", "Riverton Post"]),
        ("Le Monde and the BBC both named the mayor.", ["Le Monde", "BBC"]),
        ("Sources: Daily Mail, Mashable", ["Daily Mail", "Mashable"]),
        ("The tape was handed to CNN, Mediaite reported.", ["Mediaite"]),
        ("According to the Elmswick Journal, GlobalPost hired a firm of guards.", ["Elmswick Journal"]),
        ("Fox News confirmed to Mediaite that the account was fake.", ["Mediaite"]),
    ],
)
def test_outlets_in_one_list_are_relied_on_together(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("A report on Sky News says that she is ill.", ["Sky News"]),
        ("In a new report, The Verge offers a look at the watch.", ["The Verge"]),
        ("The New York Magazine piece implies that she is ill.", ["New York Magazine"]),
        ("Her page says that the state-run Tasnim news agency in May 2006 called her a spy.", ["Tasnim"]),
        ("The Riverton Echo in 1998 identified her as a spy.", ["Riverton Echo"]),
        ("The Washington Post newspaper named the mayor.", ["Washington Post"]),
        ("The club sent Le Monde this statement on the pool.", ["Le Monde"]),
        ("Mashable conducted its own experiment to find that the watch is late.", ["Mashable"]),
        ("The letter first appeared at The Daily Dot.", ["Daily Dot"]),
    ],
)
def test_an_outlets_report_goes_by_many_words(sentence: str, outlets: list[str]) -> None:
    assert [(relay.outlet or "").removeprefix("The ") for relay in relays(sentence)] == [
        outlet.removeprefix("The ") for outlet in outlets
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "(AP Photo/Kvitsund Central News Agency via Kvitsund News Service)",
        "This leads to impulse buying, according to the RSPCB website.",
        "Many of Mr Roe’s daily duties, a website reported, had been taken over.",
        "Ann Roe was scheduled to appear on CNBC's “Halftime Report” on Monday.",
        "The pictures are from a feed via Dish Network.",
        "Customers of Dish Network said they could not watch the game.",
        "The report in the Riverton Echo is false, the mayor said.",
        "The mayor denied a CNN report that she was ill.",
        "Despite reports in the Riverton Echo that she was ill, the mayor dismissed the rumour.",
        "Reporters at the BBC are on strike.",
        "At Forbes, Jane Roe was a manager for ten years.",
        "According to the newspaper, Roeburg, 23, left the town.",
        "The Workers' Party newspaper was burnt.",
        "The Department of Foreign Affairs said it was looking into it.",
        "According to a note on Apple's website, the Harbour Edition costs more.",
        "Today's report reveals that the watch is late.",
        "One 17-year-old New Yorker confirms that she is ill.",
        "A phony story on the ersatz MSNBC site claimed that she was ill.",
        "She is a writer whose articles appeared in Le Monde.",
        "The mayor gave a statement to Nigerian media Friday.",
    ],
)
def test_businesses_credits_and_denied_reports_are_no_relays(sentence: str) -> None:
    assert [relay.outlet for relay in relays(sentence) if relay.outlet] == []


def test_a_name_of_common_words_that_wrote_is_an_outlets() -> None:
    text = "This movie is long, a critic said. “The plot leaked,” Movie Harbour wrote. It is true, Movie Harbour said."
    assert readings(text) == [[], ["Movie Harbour"], ["Movie Harbour"]]
    text = "Al-Nahda reported that the tanks leaked. The tanks are old, Al-Nahda said."
    assert readings(text) == [["Al-Nahda"], ["Al-Nahda"]]
    text = "Deckhand, citing two unnamed officials, said the tanks leaked. Nobody told Deckhand why."
    assert readings(text) == [["Deckhand"], ["Deckhand"]]
    text = "The tanks leaked, according to the Elmswick Mariner, which first reported it."
    assert readings(text)[0] == ["Elmswick Mariner"]
    assert readings("The grace period ended. “It leaked,” Grace Harbour wrote.") == [[], []]


@pytest.mark.parametrize(
    "sentence",
    [
        "The BBC is to make sixty new episodes of the show.",
        "The mayor bought the Riverton Echo in 1998.",
        "It is time to say that people need a new deal.",
        "She reads the Guardian every day.",
        "The sun rose over Parliament Hill on Tuesday.",
        "The mayor sued CNN over the broadcast.",
        "A former editor of Le Monde joined the council.",
        "The mayor told The Daily Example that she would resign.",
        "The mayor will resign, dailyexample.com has learned.",
        "The annual report says that the tanks leaked.",
        "Police reports are kept for ten years.",
        "[Photo via Reuters]",
        "Watch the clip below, via Sky News:",
        "Image: AFP",
        "Contrary to a report in Esquire, the mayor has not resigned.",
        "Officials rejected as false a posting on the National Report website that the town was closed.",
        "The founder, Ann Roe, says GlobalPost had been working with the family.",
        "Mayor Ann Roe leaves the town hall in May (Reuters)",
        "The New York Times has a new editor.",
        "The union tweeted at CNN that it was wrong.",
        "An article from a fake MSNBC website claims that the mayor is ill.",
        "She is ill, according to the National Coalition for Clean Harbours.",
        "Read the full report from Le Monde.",
        "The European Harbour Agency says that the tanks leaked.",
        "McClatchy reported a loss of $300 million.",
        "The chain of papers includes the Sacramento Bee and the Miami Herald.",
        "It was published on the Elmswick Daily Buzz, a satirical website.",
        "She linked it to Fox News host Jane Roe's comments.",
        "ESPN announced it will hold a panel on Monday.",
        "Shots were taken for an ITV television show called The Pool.",
        "Her songs were featured on the BBC.",
        "On her blog Lana wrote that she was ill.",
        "Media outlets have named the mayor as Ann Roe.",
        "According to Apple's website, the watch is late.",
    ],
)
def test_an_outlet_only_mentioned_is_no_relay(sentence: str) -> None:
    assert relays(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor will resign, according to media reports.",
        "The mayor will reportedly resign.",
        "Local media report that the mayor will resign.",
        "Several reports say that the mayor will resign.",
        "It was reported that the mayor would resign.",
        "The mayor is rumoured to be ill.",
        "Unconfirmed reports of an explosion came in on Monday.",
    ],
)
def test_a_report_without_its_outlets_name_is_unknown(sentence: str) -> None:
    assert [relay.outlet for relay in relays(sentence)] == [None]


def test_the_newspaper_is_the_one_named_before() -> None:
    (relay,) = relays("The newspaper added that the mayor was ill.", earlier="Riverton Echo")
    assert relay.outlet == "Riverton Echo"
    assert relays("The newspaper added that the mayor was ill.") == []


@pytest.mark.parametrize("own", ["CNN", "edition.cnn.com", "cnn.com", "CNN International"])
def test_the_articles_own_outlet_goes_by_several_names(own: str) -> None:
    assert relays("The mayor told CNN that she would resign.", OutletNames(own=(own,))) == []


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("According to Reuters Mr Roe met the envoy in May.", ["Reuters"]),
        ("The tanks leaked twice, reports the Guardian.", ["Guardian"]),
        ("The tanks leaked twice, as cited by the Independent.", ["Independent"]),
        ("[The Guardian]", ["The Guardian"]),
        ("H/T AppleInsider", ["AppleInsider"]),
        ("MacRumors:", ["MacRumors"]),
        ("The New York Times (registration required) was first to report the leak.", ["The New York Times"]),
        ("CNBC on Tuesday cited two engineers as saying that the tanks leaked.", ["CNBC"]),
        ("On NBC's Meet the Press, Roe said that the tanks leaked.", ["NBC"]),
        ("“They leaked,” Roe said on “Fox News Sunday.”", ["Fox News Sunday"]),
        ("Two divers made the same allegation to ABC News last week.", ["ABC News"]),
        (
            "In an interview with reporters and editors of the New York Times, Roe said the tanks leaked.",
            ["New York Times"],
        ),
        ("Jane Roe reported Friday for ABC News that the tanks leaked.", ["ABC News"]),
        ("Ann Roe, a blogger, wrote on harbourpost.com that the tanks leaked.", ["harbourpost.com"]),
        ("The tanks leaked, according to a report by harbour blog Deckhand.", ["Deckhand"]),
        ("The tanks leaked, according to Chinese rumour site deckhand.com.", ["deckhand.com"]),
        ("The divers spoke to the Arabic daily ‘Harbour’.", ["Harbour"]),
        (
            "The leak was picked up by papers around the world, including Haaretz, The Independent and Le Monde.",
            ["Haaretz", "The Independent", "Le Monde"],
        ),
        ("In a separate report by Fox 2 News, the divers deny it.", ["Fox 2 News"]),
        ("The council stunned a CNN audience by saying that the tanks leaked.", ["CNN"]),
        ("A clerk told the Lebanese QTV channel that the tanks leaked.", ["QTV"]),
        ("The Harbour 247 news website says that the tanks leaked.", ["Harbour 247"]),
        ("Sky News Arabia said the tanks leaked.He swam.It was cold.", ["Sky News Arabia"]),
    ],
)
def test_more_ways_to_rely_on_an_outlet(sentence: str, outlets: list[str]) -> None:
    assert [relay.outlet for relay in relays(sentence)] == outlets


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor said the TechCrunch report is “not true.”",
        "She did not know that the Harbour News, a site full of jokes and satire, publishes whatever it likes.",
        "The 62-year-old New York Times op-ed columnist fell ill.",
        "Dr. Sun said that the tanks leaked.",
        "He designed it to look like an MSNBC report.",
        "The mayor told a press conference that the tanks leaked.",
        "She went on national television in May.",
        "No media outlet has reported it.",
        "The council answered to the people's demands, saying it was sorry.",
        "The police station said that the tanks leaked.",
        "Reports on social media said that the tanks leaked.",
        "She is receiving daily reports from the harbour.",
    ],
)
def test_what_only_looks_like_a_relay_is_none(sentence: str) -> None:
    assert [relay for relay in relays(sentence) if relay.role != "vague"] == []


@pytest.mark.parametrize(
    ("sentence", "words", "role"),
    [
        ("Three local newspapers reported that the tanks leaked.", "Three local newspapers", "reports"),
        ("Egyptian media reported the leak on Monday.", "Egyptian media", "reports"),
        ("The tanks leaked, according to South Korean news sources.", "South Korean news sources", "reports"),
        ("She told a Kvitsund television channel that the tanks leaked.", "a Kvitsund television channel", "told"),
        ("The diver told local media that the tanks leaked.", "local media", "told"),
        ("A French newspaper report says that the tanks leaked.", "A French newspaper", "reports"),
        ("The story was picked up and reported by several news websites.", "several news websites", "reports"),
    ],
)
def test_an_outlet_without_a_name_is_unknown_with_its_words(sentence: str, words: str, role: str) -> None:
    (relay,) = relays(sentence)
    ((_, printed, _),) = read_text(sentence)
    assert (relay.outlet, relay.role) == (None, role)
    assert " ".join(word.text for word in printed[relay.first : relay.end]) == words


def test_what_a_newspaper_was_told_goes_on_with_the_one_named_before() -> None:
    (relay,) = relays("She told the British newspaper that the tanks leaked.", earlier="Riverton Echo")
    assert (relay.outlet, relay.role) == ("Riverton Echo", "told")


def readings(text: str, names: OutletNames = NAMES) -> list[list[str | None]]:
    """Return the outlets relied on in each sentence of an article."""
    sentences = [words for _, words, _ in read_text(text)]
    known = names_in(sentences, names)
    return [[relay.outlet for relay in relays_of(words, known)] for words in sentences]


@pytest.mark.parametrize(
    "opening",
    ["(CNN) --", "TURIN (CNN) —", "Near Turin, Italy (CNN) --", "TURIN, Sept 5 (CNN) -"],
)
def test_a_dateline_names_the_articles_own_outlet_if_no_other_is_known(opening: str) -> None:
    text = f"{opening} The tanks leaked, the mayor told CNN. She told CNN's Jane Roe so. She told Sky News too."
    assert readings(text, OutletNames()) == [[], [], ["Sky News"]]
    assert readings(text)[0] == ["CNN", "CNN"]


@pytest.mark.parametrize("outlet", ["the Harbour Fix", "Kurdish Answer", "Animal New York", "The Lantern"])
def test_a_name_that_is_no_persons_after_told_is_an_outlets(outlet: str) -> None:
    told = f"The mayor told {outlet} that she was ill."
    assert readings(told, OutletNames()) == [[outlet.removeprefix("the ")]]


@pytest.mark.parametrize("listener", ["Jane Roe", "the White House", "the Harbour Council", "Judge Lee Park"])
def test_people_and_bodies_after_told_are_no_outlets(listener: str) -> None:
    assert readings(f"The mayor told {listener} that she was ill.", OutletNames()) == [[]]


def test_an_agency_in_the_dateline_is_the_one_of_its_full_name() -> None:
    text = "TURIN (AP) — The tanks leaked. We fled, a man told The Associated Press."
    assert readings(text, OutletNames()) == [[], []]


@pytest.mark.parametrize(
    "line",
    [
        "ABC News has learned that the mayor will resign.",
        "ABC News's Jane Roe contributed to this report.",
        "Additional reporting by ABC News staff.",
    ],
)
def test_an_outlet_that_speaks_of_itself_is_the_articles_own(line: str) -> None:
    assert readings(f"The mayor told ABC News that she had lied. {line}", OutletNames()) == [[], []]


def test_a_name_that_an_article_shows_to_be_an_outlets_is_one_throughout() -> None:
    text = "A clerk told WireHound's Ann Roe that it leaked. WireHound reports that it did. Pipes leak, says WireHound."
    assert readings(text) == [["WireHound"]] * 3
    text = "The men told The Lantern that it was old. The lantern was lit, they told The Lantern."
    assert readings(text) == [["The Lantern"]] * 2
    text = "The aide told the Elmswick Citizen that it leaked. A citizen was hurt, the aide told the Citizen."
    assert readings(text) == [["Elmswick Citizen"], ["Citizen"]]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Marlow told the court. Marlow reports that her car was stolen.",
        "The engineer told McKinsey that the bridge was safe.",
        "Officials told YouTube that the video was false.",
        "A clerk told FedEx's Sam Roe that it was late.",
        "The mayor told The Hague tribunal that she would resign.",
        "Google reports that its profit fell.",
    ],
)
def test_people_companies_and_courts_are_no_outlets(text: str) -> None:
    assert all(not outlets for outlets in readings(text))


def test_a_claim_of_an_agencys_text_carried_by_another_outlet_has_the_agency_upstream() -> None:
    text = "TURIN (Reuters) - The mayor will resign on Friday, an aide said."
    (carried,) = proposals(text, KnownArticle(outlet_names=("The Daily Example",)))
    assert carried.upstream is not None
    assert carried.upstream.outlet == "Reuters"
    (agencys,) = proposals(text, KnownArticle(outlet_names=("Reuters",)))
    (unknown,) = proposals(text, KnownArticle())
    assert agencys.upstream is None
    assert unknown.upstream is None
