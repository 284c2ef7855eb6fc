"""Names of outlets and agencies that other outlets often pick reports up from.

A newsroom's own register comes first; these are for what it has not met yet.  Written by hand.
"""

from __future__ import annotations

from functools import cache

_NAMES = """
Reuters|Thomson Reuters|Associated Press|AP|AP News|Agence France-Presse|AFP|Bloomberg|Bloomberg News|Dow Jones|UPI
United Press International|Kyodo|Kyodo News|Jiji|Jiji Press|Xinhua|Xinhua News Agency|TASS|Tass|RIA Novosti|RIA
Interfax|DPA|dpa|ANSA|EFE|PA|PA Media|Press Association|Anadolu|Anadolu Agency|IRNA|Tasnim|Fars|Yonhap|Antara|Bernama
PTI|Press Trust of India|ANI|IANS|SANA|KCNA|Ukrinform|Belta|BelTA|Lusa|Agenzia Nova|APA|SDA|ATS|Belga|TT|NTB|Ritzau|STT
BBC|BBC News|BBC Breakfast|BBC Radio 4|BBC World Service|Newsnight|Panorama|Sky|Sky News|SkyNews|ITV|ITV News|Channel 4
Channel 4 News|Channel 5|LBC|talkSPORT|TalkTV|GB News|Times Radio|The Guardian|Guardian|The Observer
The Times of London|The Times|The Sunday Times|Sunday Times|The Telegraph|The Daily Telegraph|Daily Telegraph
The Sunday Telegraph|Telegraph|The Independent|Independent|The i|The Sun|The Mirror|Daily Mirror|Mirror|Sunday Mirror
Daily Mail|The Daily Mail|Mail on Sunday|The Mail on Sunday|MailOnline|Mail Online|Daily Express|The Daily Express
Express|Daily Star|Metro|Evening Standard|The Evening Standard|London Evening Standard|Financial Times
The Financial Times|FT|The Economist|The Spectator|New Statesman|Private Eye|The Scotsman|The Herald|Daily Record
Western Mail|Belfast Telegraph|Irish News|The Irish Times|Irish Times|Irish Independent|RTE|RTÉ|The Sunday World
Sunday World|The Journal|Press Gazette|The New York Times|New York Times|The Washington Post|Washington Post
The Wall Street Journal|Wall Street Journal|WSJ|USA Today|USA TODAY|Los Angeles Times|The Los Angeles Times|LA Times
L.A. Times|Chicago Tribune|The Chicago Tribune|Chicago Sun-Times|The Boston Globe|Boston Globe|Boston Herald
Miami Herald|The Miami Herald|New York Post|The New York Post|New York Daily News|Daily News|Newsday
The Philadelphia Inquirer|Philadelphia Inquirer|San Francisco Chronicle|The San Francisco Chronicle|Houston Chronicle
Dallas Morning News|The Dallas Morning News|The Denver Post|Denver Post|The Seattle Times|Seattle Times|Star Tribune
Tampa Bay Times|Orlando Sentinel|Sun Sentinel|The Arizona Republic|Arizona Republic|Detroit News|The Detroit News
Detroit Free Press|Baltimore Sun|The Baltimore Sun|Des Moines Register|The Des Moines Register|St. Louis Post-Dispatch
Post-Dispatch|Kansas City Star|Sacramento Bee|San Jose Mercury News|Mercury News|Las Vegas Review-Journal
Charlotte Observer|Atlanta Journal-Constitution|The Oregonian|Plain Dealer|Cleveland.com|Newark Star-Ledger|Star-Ledger
Times-Picayune|Austin American-Statesman|CNN|CNN International|CNNMoney|NBC|NBC News|MSNBC|MSNBC.com|CNBC|CBS|CBS News
ABC|ABC News|Fox|Fox News|FOX News|Fox Business|NPR|PBS|PBS NewsHour|C-SPAN|Meet the Press|Face the Nation|60 Minutes
Good Morning America|Today show|Univision|Telemundo|Voice of America|VOA|Radio Free Asia|RFA|Radio Free Europe|RFE/RL
Politico|POLITICO|Politico Europe|Axios|The Hill|Roll Call|National Journal|Vox|Vice|Vice News|VICE News|BuzzFeed
BuzzFeed News|Buzzfeed|HuffPost|Huffington Post|The Huffington Post|The Daily Beast|Daily Beast|Slate|Salon
Mother Jones|The Nation|The Intercept|ProPublica|The Atlantic|Atlantic|The New Yorker|New Yorker|New York magazine
Vanity Fair|Rolling Stone|Time|TIME|Time magazine|Newsweek|U.S. News & World Report|People|People magazine|Us Weekly
TMZ|Entertainment Weekly|Esquire|GQ|Variety|The Hollywood Reporter|Hollywood Reporter|Deadline|Billboard|Pitchfork|ESPN
Sports Illustrated|The Athletic|Bleacher Report|Yahoo|Yahoo News|Yahoo! News|Yahoo Sports|Yahoo Finance
Business Insider|Insider|Forbes|Fortune|Fast Company|Wired|WIRED|The Verge|TechCrunch|Re/code|Recode|Ars Technica
Engadget|Gizmodo|Mashable|CNET|ZDNet|VentureBeat|The Information|9to5Mac|MacRumors|AppleInsider|The Next Web|GigaOm
PCWorld|Macworld|The Register|Kotaku|The Blaze|TheBlaze|Breitbart|Breitbart News|Daily Caller|The Daily Caller
Washington Examiner|Washington Times|The Washington Times|The Federalist|National Review|The Weekly Standard
Weekly Standard|The Free Beacon|International Business Times|IBTimes|THR|Washington Free Beacon|Newsmax
One America News|The Epoch Times|InfoWars|Drudge Report|The Drudge Report|Gawker|Jezebel|Deadspin|The Smoking Gun
Bellingcat|The Onion|Snopes|PolitiFact|FactCheck.org|Defense News|Defense One|Jane's|Janes|Military Times
Stars and Stripes|Foreign Policy|Foreign Affairs|The Diplomat|Nikkei|Nikkei Asia|Nikkei Asian Review|The Nikkei
Asahi Shimbun|The Asahi Shimbun|Asahi|Mainichi|Mainichi Shimbun|Yomiuri|Yomiuri Shimbun|The Yomiuri Shimbun|Sankei
Sankei Shimbun|The Japan Times|Japan Times|NHK|TBS|Tokyo Shimbun|Chunichi|The Japan News|Fuji TV|China Daily
Global Times|People's Daily|CCTV|CGTN|Caixin|South China Morning Post|The South China Morning Post|SCMP|Apple Daily
Ming Pao|The Straits Times|Straits Times|Channel News Asia|CNA|Today|The Korea Herald|Korea Herald|Chosun Ilbo
JoongAng Ilbo|Hankyoreh|KBS|MBC|SBS|The Hindu|Hindustan Times|The Times of India|Times of India|The Indian Express
Indian Express|NDTV|India Today|Dawn|Geo News|Express Tribune|The Express Tribune|Bangkok Post|Jakarta Post
The Jakarta Post|Kompas|Tempo|Rappler|Inquirer|Philippine Daily Inquirer|ABS-CBN|GMA News|The Australian
Sydney Morning Herald|The Sydney Morning Herald|The Age|Herald Sun|The West Australian|The Australian Financial Review
Australian Financial Review|AAP|ABC Radio|ABC TV|Nine News|Channel Nine|Seven News|7News|News.com.au|RNZ
Radio New Zealand|TVNZ|1 News|Newshub|New Zealand Herald|The New Zealand Herald|NZ Herald|Stuff|The Post|CBC|CBC News
CTV|CTV News|Global News|The Globe and Mail|Globe and Mail|Toronto Star|The Toronto Star|National Post
The National Post|Canadian Press|The Canadian Press|Toronto Sun|Maclean's|Le Monde|Le Figaro|Libération|Liberation
Mediapart|Le Parisien|L'Express|Le Point|France 24|France 2|France Info|BFM TV|BFMTV|TF1|RTL|Europe 1|RFI
Radio France Internationale|Der Spiegel|Spiegel|Spiegel Online|Die Zeit|Die Welt|Welt|Welt am Sonntag|Bild
Bild am Sonntag|Süddeutsche Zeitung|Sueddeutsche Zeitung|Frankfurter Allgemeine|Frankfurter Allgemeine Zeitung|FAZ
Handelsblatt|Tagesspiegel|taz|Stern|Focus|ZDF|ARD|Deutsche Welle|DW|NDR|WDR|Deutschlandfunk|Neue Zürcher Zeitung|NZZ
Le Temps|Tages-Anzeiger|Der Standard|ORF|Kronen Zeitung|Kurier|Die Presse|El País|El Pais|El Mundo|La Vanguardia|Marca
Mundo Deportivo|Cadena SER|Corriere della Sera|La Repubblica|Repubblica|La Stampa|Il Sole 24 Ore|Gazzetta dello Sport
RAI|Rai|Sky Italia|Sky TG24|De Telegraaf|De Volkskrant|NRC|NRC Handelsblad|NOS|RTL Nieuws|De Standaard|VRT|Aftonbladet
Expressen|Dagens Nyheter|Svenska Dagbladet|SVT|Verdens Gang|VG|Aftenposten|NRK|Politiken|Jyllands-Posten|Berlingske|DR
TV2|Helsingin Sanomat|Yle|YLE|Gazeta Wyborcza|Rzeczpospolita|TVN24|Polsat|Onet|Kommersant|Vedomosti|RBC|RBC-Ukraine
Novaya Gazeta|Meduza|The Moscow Times|Moscow Times|Izvestia|Pravda|Rossiya 1|Russia Today|RT|Sputnik|LifeNews
Echo of Moscow|Rain|Dozhd|Kyiv Independent|The Kyiv Independent|Kyiv Post|Ukrainska Pravda|Ukrayinska Pravda|Hromadske
Suspilne|Unian|UNIAN|Hürriyet|Hurriyet|Hürriyet Daily News|Hurriyet Daily News|Sabah|Daily Sabah|Cumhuriyet|TRT
TRT World|Al Jazeera|Al-Jazeera|Al Arabiya|Al-Arabiya|Al Mayadeen|Al-Mayadeen|Al Hurra|Asharq Al-Awsat|Al Ahram
Al-Ahram|Al-Monitor|Middle East Eye|The National|Gulf News|Khaleej Times|Arab News|Haaretz|The Jerusalem Post
Jerusalem Post|The Times of Israel|Times of Israel|Yedioth Ahronoth|Ynet|Channel 2|Channel 10|Channel 12|Channel 13|Kan
Israel Radio|Army Radio|Israel Hayom|Press TV|Iran International|The Tehran Times|Rudaw|Kurdistan 24|Daily Nation
The East African|The Standard|Mail & Guardian|News24|Daily Maverick|Premium Times|Punch|The Punch|Vanguard
Sahara Reporters|SABC|eNCA|O Globo|Globo|Folha de S.Paulo|Folha|Estadão|O Estado de S. Paulo|Veja|Clarín|Clarin
La Nación|La Nacion|Página 12|El Universal|Milenio|La Jornada|Proceso|El Tiempo|Semana|El Comercio|El Mercurio
La Tercera|Telesur|TeleSUR|Granma|14ymedio|io9|L'Unione Sarda|Consumerist|DigiTimes|Golf Digest|Golf Channel
The Sunday People|Sunday People|Tehelka|The Wire|Scroll.in|The Print|ThePrint|Motherboard|404 Media|The Markup|Semafor
Puck|Punchbowl News|The Bulwark|Lawfare|Just Security|Task & Purpose|The War Zone|Inside Higher Ed
Chronicle of Higher Education|Nature|Science|New Scientist|Scientific American|The Lancet|BMJ|The BMJ|STAT|STAT News
Kaiser Health News|KFF Health News|Jalopnik|Autocar|Motor Trend|Car and Driver|Automotive News|Bloomberg TV
Bloomberg Television|CNBC-TV18|Barron's|MarketWatch|Nasdaq|The Street|Seeking Alpha|Financial News|City A.M.|CityAM
Press Herald|E! News|Inside Edition|Extra|Page Six|The Cut|Radar Online|OK! Magazine|Hello!|Hello! magazine
Star magazine|In Touch|In Touch Weekly|Life & Style|National Enquirer|The National Enquirer|KTLA|KTVU|WABC|WNBC|WCBS
WFTV|WPLG|KHOU|KSDK|KTVI|KMOV|WTOP|WBUR|WNYC|KPCC|WSB-TV|WPVI|WCVB|WBZ|KIRO|KING 5|KGO|KRON|KNBC|KABC|ABC7|WBAL|WJLA
Mediaite|TheWrap|The Wrap|TSN|Sportsnet|Radar|iGen|UPROXX|Uproxx|The Week|The Root|Raw Story|AlterNet|Boing Boing
Nieman Lab|Poynter|Digiday|AdWeek|Adweek|Ad Age|Digital Spy|NME|Kerrang!|Metro.co.uk|LADbible|UNILAD|Cosmopolitan|Elle
Vogue|GlobalPost|The Christian Science Monitor|Christian Science Monitor|McClatchy|Gannett|Tribune News Service|Hearst
Scripps|Sinclair|Al-Akhbar|Asharq|An-Nahar|L'Orient-Le Jour|The Daily Star Lebanon|Jordan Times|National Geographic
Smithsonian|Smithsonian Magazine|Discover|Popular Science|Popular Mechanics|Quartz|Bustle|Refinery29|Elite Daily
Upworthy|Mic|Daily Dot|The Daily Dot|The Inquisitr|Inquisitr|Opposing Views|Bleeding Cool|Comic Book|Screen Rant
Collider|Den of Geek|Polygon|IGN|GameSpot|Eurogamer|Rock Paper Shotgun|AnandTech|Tom's Hardware|PC Gamer|Patch
Gothamist|DNAinfo|Curbed|Eater|SFGate|Deseret News|Salt Lake Tribune|Zero Hedge|ZeroHedge|Townhall|RedState|Red State
The Grio|TheGrio|The Daily Wire|Daily Wire|Talking Points Memo|TPM|FiveThirtyEight|RealClearPolitics|Lawyers Weekly
The American Prospect|American Prospect|The New Republic|New Republic|The American Conservative|Reason|Jacobin|CityLab
The Conversation|openDemocracy|Byline Times|The Canary|Guido Fawkes|ConservativeHome|LabourList|The New European
Tortoise|The Ferret|The Currency|TheJournal.ie|Irish Mirror|The Irish Sun|Irish Examiner|The Irish Examiner|Crikey
The Saturday Paper|The Monthly|New Matilda|The Spinoff|Newsroom|Interest.co.nz|The Tyee|The Walrus|Vancouver Sun
The Vancouver Sun|Calgary Herald|Ottawa Citizen|The Ottawa Citizen|Montreal Gazette|The Logic|iPolitics
Blacklock's Reporter|Al-Masry Al-Youm|Mada Masr|The New Arab|Enab Baladi|Kurdistan24|BasNews|Shafaq News|Al-Sumaria
Asharq News|Elaph|Hespress|Al Khaleej|Al Bayan|Korean Central TV|Korean Central Television|Korean Central News Agency
Rodong Sinmun|Daily NK|Fox News Latino|WA Today|Bloomberg View|Argus Leader|Sioux Falls Argus Leader
Pittsburgh Post-Gazette|Post-Gazette|Pittsburgh Tribune-Review|Commercial Appeal|Clarion-Ledger|The Clarion-Ledger
Tennessean|The Tennessean|Courier-Journal|The Courier-Journal|Indianapolis Star|IndyStar|Cincinnati Enquirer
Columbus Dispatch|Milwaukee Journal Sentinel|Journal Sentinel|Virginian-Pilot|The Virginian-Pilot
Richmond Times-Dispatch|News & Observer|The News & Observer|Post and Courier|The Post and Courier|The Oklahoman
Tulsa World|Omaha World-Herald|World-Herald|Wichita Eagle|Albuquerque Journal|Fresno Bee|Modesto Bee
Orange County Register|Press-Enterprise|San Diego Union-Tribune|Union-Tribune|Honolulu Star-Advertiser|Star-Advertiser
Hartford Courant|Providence Journal|Buffalo News|Democrat and Chronicle|Times Union|Palm Beach Post|Florida Times-Union
Spokesman-Review|The Spokesman-Review|News Tribune|Register-Guard|Union Leader|Concord Monitor
Arkansas Democrat-Gazette|Democrat-Gazette|Advocate & Democrat|Idaho Statesman|Knoxville News Sentinel
Lexington Herald-Leader|Herald-Leader|Ledger-Enquirer|Sun-Times|Daily Herald|Rocky Mountain News|Grand Forks Herald
Duluth News Tribune|Pioneer Press|St. Paul Pioneer Press|MPR News|Minnesota Public Radio|KQED|LAist|WBEZ|WFAA
Live Science|LiveScience|Space.com|Futurism|Ruptly|Bild Zeitung|Rolling Stone magazine|The Mercury|The Courier-Mail
Courier-Mail|The Advertiser|The Canberra Times|Canberra Times|Northern Territory News|NT News|The Daily Post
Wales Online|Yorkshire Post|Manchester Evening News|Liverpool Echo|Birmingham Mail|Eastern Daily Press
Press and Journal|The Courier|Nottingham Post|Bristol Post|Benzinga|PandoDaily|Pando Daily|Pando|Newsy
The Odessa American|Odessa American|TimesLive|IOL|Independent Online|Citi FM Online|HollywoodLife|Hollywood Life
X17 Online|X17Online|Perez Hilton|PerezHilton.com|Just Jared|Celebuzz|E! Online|Entertainment Tonight|Access Hollywood
Us Magazine|OK! magazine|Grazia|Marie Claire|Okaz|Al-Riyadh|Al Riyadh|Al-Madina|Al-Watan|Al Watan|Al-Hayat|Al Hayat
Al-Quds|Al-Quds Al-Arabi|Asharq al-Awsat|Ajel|Arabian Business|Emirates 247|Emirates247|Bikya Masr|Egypt Independent
Ahram Online|Daily News Egypt|Al-Youm Al-Sabea|Youm7|Al-Sabah|Al Sabah|Al Sumaria|Alsumaria|Shafaq|Bas News|IraqiNews
Iraqinews.com|Niqash|Al-Alam|Al Alam|Al-Manar|Al Manar|Al-Akhbar English|As-Safir|LBCI|Naharnet|The Daily Star
Ya Libnan|Zaman Al-Wasl|Orient News|ARA News|Hawar News|ANHA|Firat News|Dicle News Agency|Kurdish Question|NRT|K24
Kurdsat|PUKmedia|Xendan|Austrian Times|Croatian Times|Central European News|The Local|The Sofia Globe|Novinite|B92|Blic
Tanjug|Jutarnji List|Vecernji List|Dnevni Avaz|Oslobodjenje|Kathimerini|Ekathimerini|To Vima|Protothema|Agerpres
Hotnews|Digi24|Index.hu|Népszava|Novosti|Lidové noviny|iDNES|Super Express|Wprost|Postimees|LETA|BNS|15min|LRT
Interfax-Ukraine|Korrespondent|Segodnya|Zerkalo Nedeli|Censor.net|LIGA|112 Ukraine|Ekho Moskvy|Moskovsky Komsomolets
Komsomolskaya Pravda|Argumenty i Fakty|Rossiyskaya Gazeta|Nezavisimaya|Life News|Russia-24|Rossiya 24|The Insider
The Bell|iStories|Mediazona|Caucasian Knot|Civil.ge|Azertag|Armenpress|Hetq|Akipress|24.kg|Eurasianet|Tengrinews|Khabar
Tolo News|TOLOnews|Tolo|Khaama Press|Pajhwok|Pajhwok Afghan News|Ariana News|Geo TV|ARY|ARY News|Samaa|Samaa TV
Dunya News|The News International|Business Recorder|Daily Times|Zee News|Times Now|CNN-IBN|News18|Republic TV|Firstpost
The Quint|Livemint|Economic Times|The Economic Times|Business Standard|Deccan Herald|Deccan Chronicle|DNA India|Mid-Day
Mumbai Mirror|Dainik Bhaskar|Dainik Jagran|Amar Ujala|Anandabazar Patrika|The Tribune|The Statesman|Colombo Page
Kathmandu Post|The Kathmandu Post|Himalayan Times|The Daily Star Bangladesh|Prothom Alo|bdnews24|Irrawaddy
The Irrawaddy|Myanmar Times|Mizzima|Phnom Penh Post|Cambodia Daily|VnExpress|Tuoi Tre|Thanh Nien|Vietnam News|Thai PBS
Khaosod|Malay Mail|New Straits Times|Malaysiakini|TODAYonline|Mothership|AsiaOne|Manila Times|The Manila Times
Philippine Star|The Philippine Star|Manila Bulletin|GMA|Detik|Tribunnews|Jakarta Globe|Antara News|Focus Taiwan
Taipei Times|United Daily News|Liberty Times|Economic Daily News|Commercial Times|UDN|Want China Times|Sohu|NetEase
Beijing News|The Beijing News|Southern Weekly|Shanghaiist|Shanghai Daily|Sixth Tone|ECNS|CCTV News|Phoenix TV|RTHK|HKFP
Hong Kong Free Press|Oriental Daily|Dong-A Ilbo|Donga Ilbo|Chosun|Kyunghyang Shinmun|Korea Times|The Korea Times
Korea JoongAng Daily|YTN|JTBC|Maeil Business|ETNews|ET News|Electronic Times|Newsis|News1|Kyodo World Service
Gulf Daily News|The Peninsula|Qatar Tribune|Times of Oman|Muscat Daily|Saudi Gazette|Kuwait Times|Bahrain News Agency
ISNA|IRIB|Etemad|Kayhan|Iran Wire|IranWire|Al-Ghad|Ammon News|Roya News|Ma'an|Maan News|Ma'an News Agency|Wafa|WAFA
Walla|Walla News|Maariv|Ma'ariv|Arutz Sheva|Israel National News|i24|i24 News|i24NEWS|Calcalist|Kol Israel|JTA
The Forward|Jewish Chronicle|The Jewish Chronicle|Jewish News|Algemeiner|The Algemeiner|Vanguard Nigeria|ThisDay
This Day|Daily Trust|Daily Post|The Cable|TheCable|Channels TV|Channels Television|Citi FM|Joy FM|Myjoyonline
Graphic Online|GhanaWeb|Daily Graphic|Capital FM|Citizen TV|K24 TV|Daily Monitor|New Vision|The New Vision
The EastAfrican|The Citizen|Zambian Observer|Lusaka Times|NewsDay|The Zimbabwean|New Zimbabwe|Nehanda Radio
The Namibian|Sowetan|The Sowetan|City Press|Die Burger|EWN|Eyewitness News|African Eye News Service|Le Soir|De Morgen
Het Laatste Nieuws|Nieuwsblad|RTBF|La Libre|Algemeen Dagblad|Het Parool|NU.nl|Luxemburger Wort|Hamburger Morgenpost
Hamburger Abendblatt|Berliner Morgenpost|Berliner Zeitung|Die Tageszeitung|Rheinische Post|Frankfurter Rundschau
Stuttgarter Zeitung|heise|Heise Online|Netzpolitik|t-online|n-tv|N24|SWR|MDR|Focus Online|Manager Magazin
WirtschaftsWoche|20 Minuten|SRF|Il Fatto Quotidiano|Il Messaggero|Il Giornale|Il Foglio|Adnkronos|TGcom24|SkyTG24
L'Espresso|Ouest-France|Sud Ouest|La Dépêche|La Provence|Le Journal du Dimanche|JDD|20 Minutes|L'Obs
Le Nouvel Observateur|Charlie Hebdo|Paris Match|France 3|France Inter|i-Télé|iTélé|LCI|CNews|L'Équipe|L'Equipe
Les Echos|La Tribune|La Croix|L'Humanité|El Periódico|El Confidencial|20 Minutos|Diário de Notícias|Jornal de Notícias
Correio da Manhã|TVI|Estadao|El Nacional|El Universal Venezuela|Globovisión|Globovision|Últimas Noticias|La Prensa
El Nuevo Herald|El Diario|El Espectador|RCN|Caracol|Noticias Caracol|Infobae|Ámbito|Todo Noticias|El Cronista|Búsqueda
BioBioChile|Emol|RPP|Peru21|Perú 21|Prensa Latina|Cubadebate|Diario de Cuba|Café Fuerte|Cafe Fuerte|La Prensa Grafica
Prensa Libre|SinEmbargo|Sin Embargo|Aristegui Noticias|Animal Politico|Excélsior|Excelsior|El Financiero|El Norte
Riodoce|Sky News Arabia|Sky News Australia|Ten News|10 News|Channel 7|Channel 9|9News|9 News|Yahoo7|The New Daily|NITV
Stuff.co.nz|3 News|NewstalkZB|Newstalk ZB|The Press|Dominion Post|The Dominion Post|Otago Daily Times
The Chronicle Herald|Chronicle Herald|Le Devoir|La Presse|Journal de Montréal|TVA|TVA Nouvelles|Radio-Canada|CP24
City News|CityNews|680 News|The Province|Vancouver Province|Edmonton Journal|Winnipeg Free Press|The Hamilton Spectator
Hamilton Spectator|Rebel News|True North|BNN|Canada.com|HuffPost Canada|Tampa Tribune|Riverfront Times|Miami New Times
Phoenix New Times|Dallas Observer|Houston Press|LA Weekly|Village Voice|The Village Voice|SF Weekly|Westword
Chicago Reader|Crain's|Crain's Chicago Business|WGN|WLS|WBBM|WMAQ|Galveston Daily News|The Galveston Daily News
San Antonio Express-News|Express-News|Fort Worth Star-Telegram|Star-Telegram|Corpus Christi Caller-Times|El Paso Times
Lubbock Avalanche-Journal|Texas Tribune|The Texas Tribune|Texas Monthly|Colorado Springs Gazette|The Gazette
Anchorage Daily News|Alaska Dispatch News|Honolulu Civil Beat|Civil Beat|Nola.com|The Times-Picayune|Sun Herald
Mobile Press-Register|AL.com|Birmingham News|Tallahassee Democrat|Charleston City Paper|Raleigh News & Observer
Winston-Salem Journal|Roanoke Times|Daily Press|Washington City Paper|Baltimore City Paper|Allentown Morning Call
Morning Call|Patriot-News|PennLive|Lancaster Online|Asbury Park Press|Bergen Record|NJ.com|NJ Advance Media
Journal News|Newsday.com|amNewYork|Brooklyn Paper|NY1|News 12|Boston.com|WGBH|MassLive|Worcester Telegram
Portland Press Herald|Bangor Daily News|Burlington Free Press|VTDigger|Seven Days|MLive|Lansing State Journal
Grand Rapids Press|Cleveland Plain Dealer|Akron Beacon Journal|Dayton Daily News|Toledo Blade|The Blade|WCPO
Louisville Courier-Journal|Capital Times|Wisconsin State Journal|Minneapolis Star Tribune|MinnPost|Lincoln Journal Star
Bismarck Tribune|Billings Gazette|Missoulian|Casper Star-Tribune|Las Vegas Sun|Reno Gazette-Journal|Arizona Daily Star
Santa Fe New Mexican|Oakland Tribune|East Bay Times|Los Angeles Daily News|LA Daily News|Long Beach Press-Telegram
Press Democrat|Bakersfield Californian|Seattle Post-Intelligencer|Seattle P-I|SeattlePI|The Stranger|Willamette Week
Eugene Register-Guard|The Fresno Bee|Mashable India|The Daily Signal|WND|WorldNetDaily|Western Journal
The Western Journal|American Thinker|Newsbusters|PJ Media|HotAir|Hot Air|Power Line|Twitchy|Independent Journal Review
IJReview|IJR|The Gateway Pundit|Gateway Pundit|Washington Monthly|ThinkProgress|Think Progress|Crooks and Liars
Daily Kos|Media Matters|Truthout|Common Dreams|Democracy Now!|Democracy Now|Real Clear Politics|Congressional Quarterly
Politico Magazine|Government Executive|Nextgov|Fedscoop|CyberScoop|BleepingComputer|Krebs on Security|Dark Reading
Threatpost|SC Magazine|InfoWorld|Computerworld|Network World|PCMag|PC Magazine|Tom's Guide|TechRadar|T3|Trusted Reviews
Pocket-lint|Android Police|Android Authority|Android Central|Phandroid|XDA|XDA Developers|GSMArena|PhoneArena|SlashGear
BGR|Cult of Mac|Cult of Android|iMore|MacWorld|iDownloadBlog|iClarified|Patently Apple|Daring Fireball|Mac Otakara
iGen.fr|MacGeneration|Nowhere Else|WMPoweruser|Neowin|Windows Central|Thurrott|GeekWire|Xconomy|PandoDaily.com
ReadWrite|Silicon Valley Business Journal|Venture Beat|Hacker News|Digital Trends|Digital Foundry|Destructoid
Game Informer|Giant Bomb|VG247|Siliconera|Gematsu|Joystiq|Latino Review|Deadline Hollywood|Heat Vision|JoBlo
Ain't It Cool News|IndieWire|Indiewire|The Playlist|Badass Digest|ComicBook.com|Comic Book Resources|CBR|Newsarama
HitFix|Moviehole|Cinema Blend|CinemaBlend|SlashFilm|Stereogum|Consequence of Sound|XXL|Complex Magazine|The A.V. Club
A.V. Club|The Ringer|Grantland|SB Nation|Sporting News|Pro Football Talk|ProFootballTalk|NFL Network|MLB Network
Golf Magazine|Golf.com|Golfweek|Autoblog|Auto Express|Top Gear|Motoring.com.au|Carscoops|Left Lane News|Road & Track
Edmunds|Electrek|InsideEVs|Green Car Reports|Ecowatch|EcoWatch|Grist|Treehugger|Inside Climate News|InsideClimate News
Carbon Brief|Mongabay|E&E News|Greenwire|ClimateWire|MedPage Today|Medscape|WebMD|Healthline|Modern Healthcare
Fierce Healthcare|Everyday Health|Men's Health|Women's Health|Runner's World|Good Housekeeping|Babble|Cafe Mom
Scary Mommy|Reader's Digest|Snopes.com|Hoax-Slayer|Hoax Slayer|Full Fact|AFP Fact Check|Lead Stories|Truth or Fiction
TruthOrFiction.com|Emergent.info|Petra|WAM|SPA|QNA|KUNA|MENA|BuzzFeed UK|ITAR-TASS|RBK|NTV|NTV Russia|Channel One
Gazeta.ru|Lenta.ru|Fontanka|Mash|Baza
"""

_WEAK = frozenset(
    "people time express star sun mirror metro today stuff rain focus independent inquirer extra science nature "
    "sky kan times post guardian observer atlantic fortune variety deadline insider punch vanguard age nation "
    "standard slate salon vice vox wired stern bild welt as tt pa dr ria rt sabah pravda billboard tempo "
    "semana proceso marca globo folha folio vg nos apa ats tbs mbs mbc sbs cna fox i puck unian interfax herald "
    "telegraph spiegel province local cable chronicle".split()
)
"""Names that are also plain words or other things: an outlet only beside words that make them one."""

NAME_ENDINGS = frozenset(
    "news times post herald tribune gazette chronicle journal daily weekly press today tv radio fm newspaper "
    "magazine observer examiner inquirer courier dispatch sentinel bulletin telegraph mail express mirror "
    "independent review standard star globe sun record argus echo advertiser broadcasting television network "
    "shimbun zeitung nachrichten online monitor digest reporter agency wire newswire newsroom citizen "
    "register intelligencer".split()
)
"""Last words of a capitalised name that make it an outlet's."""

NAME_STARTS = frozenset("radio channel daily tele".split())
"""First words, printed with a capital, of names that are outlets': `Radio Sawa`, `Channel 9`."""

OUTLET_NOUNS = frozenset(
    "newspaper paper daily weekly tabloid broadsheet magazine broadcaster channel station network outlet outlets "
    "newspapers website site portal blog agency newswire wire podcast programme program show broadcast "
    "broadcasters media press newsletter journal publication publications tv television radio journalist reporter "
    "reporters journalists correspondent presenter host interviewer".split()
)
"""Nouns beside a name that say it is an outlet, and nouns for outlets without a name."""


@cache
def outlet_names() -> dict[str, str]:
    """Return the names of well-known outlets, in small letters without `the`, with the name as it is printed."""
    names: dict[str, str] = {}
    for name in _NAMES.replace("\n", "|").split("|"):
        if name:
            names.setdefault(_key(name), name)
    return names


@cache
def bare_names() -> frozenset[str]:
    """Return the names, in small letters, that need no `the` and are nothing else: `Inquisitr`."""
    listed = {name.casefold() for name in _NAMES.replace("\n", "|").split("|")}
    return frozenset(name for name in listed if not name.startswith("the ") and name not in _WEAK)


def is_weak(name: str) -> bool:
    """Return whether a name is too plain to stand for an outlet by itself: `Time`, `the Sun`."""
    return _key(name) in _WEAK


def _key(name: str) -> str:
    low = name.casefold().replace("’", "'").strip()
    return low.removeprefix("the ")
