"""Words for people, their offices and their first names."""

from __future__ import annotations

TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. miss mx dr dr. prof prof. sir dame lord lady baroness baron rev rev. sen sen. rep rep. "
    "gov gov. gen gen. lt lt. col col. sgt sgt. capt capt. adm adm. maj maj. pope king queen prince princess "
    "sheikh imam rabbi father sister reps. sens. hon. justice".split()
)
"""Titles before a name."""

ROLES = frozenset(
    "minister president secretary senator congressman congresswoman congressmember representative governor mayor "
    "chancellor premier ambassador envoy spokesman spokeswoman spokesperson chief chairman chairwoman chair "
    "director ceo cfo coo head leader commissioner judge justice attorney prosecutor lawyer solicitor barrister "
    "general colonel captain sergeant lieutenant admiral commander major officer inspector detective constable "
    "sheriff superintendent professor lecturer researcher scientist economist analyst strategist historian author "
    "writer journalist reporter editor columnist correspondent presenter broadcaster host actor actress singer "
    "musician rapper producer coach manager striker midfielder defender goalkeeper player owner founder cofounder "
    "co-founder partner executive vice-president vice deputy undersecretary under-secretary adviser advisor aide "
    "counsel consultant expert specialist engineer doctor surgeon nurse bishop archbishop pope cardinal priest "
    "rabbi imam vicar activist campaigner lobbyist candidate nominee lawmaker legislator mp mep councillor "
    "councilman councilwoman speaker whip pollster treasurer clerk registrar trustee fellow student teacher "
    "headteacher principal dean rector trader investor banker farmer resident neighbour neighbor witness victim "
    "survivor mother father brother sister son daughter wife husband widow friend colleague ally supporter critic "
    "opponent delegate negotiator mediator diplomat official inspector-general king queen prince princess dictator "
    "tsar ombudsman regulator auditor coordinator organiser organizer planner curator librarian architect designer "
    "developer programmer entrepreneur billionaire millionaire businessman businesswoman pilot driver firefighter "
    "paramedic coroner pathologist warden veteran soldier guard consul attaché attache minister-president boss mum "
    "dad gran islander pal skipper shareholder taoiseach politician moderator narrator contender surrogate pastor "
    "operative mogul blogger pundit commentator environmentalist conservationist psychologist anthropologist "
    "sociologist mate filmmaker novelist therapist dentist physician chemist physicist biologist psychiatrist staffer "
    "marshal alderman trooper policeman policewoman neurosurgeon speechwriter".split()
)
"""Nouns for what a person is or does."""

FOLK = frozenset(
    "backer spectator elder caller superdelegate retiree heckler academic widower fiancé fiancée appointee donor "
    "contributor watcher intern trainer worker detractor loyalist insurgent rebel militant hacker respondent "
    "employee parent grandmother grandfather cousin uncle aunt nephew niece client advocate winner loser child "
    "criminal guardsman mountie paratrooper medic contestant bystander eyewitness front-runner frontrunner "
    "socialist hopeful star progressive commenter announcer questioner tycoon guy heavyweight enemy conservative "
    "liberal leftist assailant attacker confidant confidante agent hawk scholar incumbent look-alike reader legend "
    "adult hardliner moderate centrist libertarian feminist doc undergraduate graduate heir narrator folks landlord "
    "tenant suspect gunman defendant plaintiff claimant complainant juror courier sailor lifeguard cleric monk nun "
    "preacher analyst modeller vendor translator shopkeeper restaurateur hotelier banker lawmaker skeptic sceptic "
    "newcomer outsider veteran".split()
)
"""People who are most often not named by such a noun."""

OFFICIALS = frozenset(
    "minister president secretary senator congressman congresswoman representative governor mayor chancellor "
    "premier ambassador envoy commissioner judge justice prosecutor general colonel captain sergeant lieutenant "
    "admiral commander officer inspector detective constable sheriff superintendent official lawmaker legislator "
    "mp mep councillor undersecretary diplomat speaker attorney officials diplomats ministers "
    "lawmakers senators".split()
)
SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen".split())
EXPERTS = frozenset(
    "professor lecturer researcher scientist economist analyst strategist historian expert specialist fellow "
    "academic experts analysts economists researchers scientists scholars professors pollster".split()
)
WITNESSES = frozenset("witness witnesses eyewitness eyewitnesses bystander bystanders survivor survivors".split())
PRESS = frozenset("journalist reporter editor columnist correspondent presenter broadcaster host".split())
PRIVATE = frozenset(
    "resident residents neighbour neighbor neighbours neighbors mother father brother sister son daughter wife "
    "husband widow friend friends student students teacher voter voters parent parents customer customers "
    "passenger passengers family relatives".split()
)

FIRST_NAMES = frozenset(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
    "donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob "
    "gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander "
    "raymond patrick jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold "
    "jeremy ethan carl keith roger gerald christian terry sean arthur austin noah lawrence jesse joe bryan billy "
    "jordan albert dylan bruce willie gabriel alan juan logan wayne ralph roy eugene randy vincent russell louis "
    "philip bobby johnny bradley mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa "
    "nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie "
    "rebecca sharon laura cynthia dorothy amy kathleen angela shirley brenda emma anna pamela nicole samantha "
    "katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce "
    "victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha "
    "madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace "
    "amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis lori marie "
    "hillary bernie ted marco jeb ben chris carly rand mike rick bob bill tim tom jim sam dan ed fred steve greg "
    "jeff matt nick tony andy ken kate liz sue meg peggy keir rishi boris gordon nigel vladimir emmanuel olaf "
    "giorgia ursula antonio mohammed muhammad ahmed ali hassan hussein ibrahim omar yusuf fatima aisha wei li jing "
    "ming hiroshi kenji yuki haruto fumio shinzo taro yoko akira raj priya narendra rahul sanjay anil amit ana "
    "carlos luis miguel pedro pablo diego javier fernando giovanni luca paolo francesca hans klaus jürgen wolfgang "
    "friedrich heinz pierre jacques françois marine nicolas lars sven erik olga ivan sergei dmitry andrei "
    "volodymyr oleksandr viktor natalia svetlana yulia penny winston marion rena rahm kurt kamala barack melania "
    "ivanka jill mitch chuck lindsey tulsi pete gavin ron nikki vivek jens jean-claude josep recep yair naftali "
    "ehud mahmoud bashar xi jinping kim moon yoon lee jacinda malcolm tanya jane rosa leila nadia ines elena sofia "
    "eva clara lena nina ingrid astrid helga greta".split()
)
"""Frequent first names: a capitalised word after one of them is the person's family name."""

SHE_NAMES = frozenset(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret "
    "ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia "
    "dorothy amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra "
    "rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly "
    "christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice "
    "ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly "
    "charlotte natalie theresa diana brittany doris kayla lori marie hillary carly kate liz sue meg peggy giorgia "
    "ursula fatima aisha yuki yoko priya ana francesca marine olga natalia svetlana yulia penny marion rena kamala "
    "melania ivanka jill tulsi nikki jacinda tanya jane rosa leila nadia ines elena sofia eva clara lena nina "
    "ingrid astrid helga greta mira".split()
)
