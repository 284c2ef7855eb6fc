"""How many people a description speaks of: one, a stated number, or several without a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sourcing import Count, Footing, SourceFacts
from claims.rules.sourcing.described import attribution_read, is_plural, number_described
from claims.vocabulary import Attribution, Rule, SourceKind
from tests.sourcing.building import count

PLURALS = """
people familiar with the matter
multiple sources
several officials
aides
those briefed on the talks
a number of diplomats
dozens of officials
insiders
some in the room
sources
senior US officials
sources close to the minister
officials who asked not to be named
US and Israeli officials
members of the delegation
a handful of people
a group of lawmakers
some of the officials
many in the party
others
other officials
the officials
these people
White House staff
higher-ups
hangers-on
government circles
security forces
the authorities
ex-officials
spokespeople
policemen
MPs
Democrats
Israelis
Senate Republicans
Trump advisers
his lawyers
at least two officials
more than a dozen officials
about 20 officials
two or three officials
a dozen or so aides
hundreds of employees
a few officials
a few dozen officials
several hundred workers
members of the staff
current and former officials
current, former officials
officials, who asked not to be named
sources familiar
officials interviewed
sources requesting anonymity
a senior official and several aides
a spokesman and officials in London
an official and others familiar with it
a diplomat in Paris and several aides
those present
all ministers
most of the cabinet
half of the members
20 percent of employees
20% of employees
people
Sources
“officials”
"people briefed on the matter"
according to people familiar with it
employees past and present
some people
some officials
intelligence agencies
the women
a growing number of officials
a small group of aides
scores of witnesses
quite a few officials
a majority of members
up to five aides
20-plus officials
Whitehall sources
military personnel
police
experts
industry figures
local residents
whistle-blowers
whistleblowers
leakers
unnamed sources
anonymous sources
Saudis
Americans
sources in the ministry
individuals with knowledge of the plans
persons close to the deal
those close to him
several of those present
more than one official
one or more officials
diplomats from 12 countries
attorneys general
ministers and a spokesman
the president's aides
the ministers' aides
two dozen or more officials
some 30 officials
a lot of people
lots of people
any number of people
family members
friends of the victim
neighbours
EU diplomats
allies
NGOs
traders in London
a circle of advisers
party elders
colleagues
a host of experts
sources with knowledge
Treasury people
people said to be close
a series of officials
a mix of officials and aides
no fewer than five officials
as many as 20 people
the people
everyone in the room
everybody
sources at the Department of Homeland Affairs
they
leading scientists
veterans
nurses
G7 officials
one-time aides
US Marines
troops
soldiers on the ground
European capitals
embassies
Kremlin insiders
over a hundred employees
nearly two dozen officials
hundreds
officials including a minister
folks close to it
Mr Trump's allies
certain lawmakers
sources alike
Israeli, American and Russian officials
Russian, Ukrainian diplomats
three aides and officials
senior, unnamed officials
directors general
secretaries of state
heads of department
chiefs of staff
members of Congress
sons and daughters
ministers, aides and a spokesman
the Saudis and Emiratis
young people
old friends
two officials and several aides
retired generals
Pentagon brass
European officials, speaking anonymously
officials - two in Paris
parliament members
some lawmakers and staff
several
a few
many
dozens
various analysts
unidentified persons
people in the know
party figures
rank-and-file members
foreign ministries
tens of thousands of people
a pair of officials and some aides
over 100 people
fewer than ten people
at least one official
between five and ten people
20 to 30 employees
20-30 employees
a score or more of officials
eyewitnesses
locals
villagers
Palestinians
Conservatives
Tories
backbenchers
Brexiteers
Hill staffers
people close to Two Officials
people not authorised to speak
persons unknown
multiple people
countless insiders
a variety of experts
all of them
most
the majority of lawmakers
more than half of the members
more than two people
well over a dozen aides
a wide range of experts
groups of experts
teams of lawyers
both sides
the two sides
""".strip().splitlines()

SINGLE = """
one senior diplomat
a person familiar with the matter
a spokesperson
a member of the ministers' staff
head of Sales operations
a US Armed Forces officer
a news source
an official at the Department of Homeland Affairs
the boss
a diplomat
senior diplomat involved in the talks
a source close to officials
the spokesman for several ministers
a Times reporter
Times reporter
Homeland Affairs official
a Works and Pensions official
a source at the Ministry of Works and Pensions
one of the officials
one of several people briefed
each of the ministers
an aide to the officials
a second diplomat
a third official
another official
this official
someone close to the talks
somebody
a campaign boss
the witness
a witness
an SAS officer
the CBS executive
a White House official
the White House
a No. 2 official
an adviser to the people in charge
a teachers union leader
teachers union leader
Veterans Affairs official
sales manager
the operations chief
head of communications
a senior official in the House of Commons
an analyst with knowledge of series
chief of staff
the chief of staff
a staff member
staff member
a former Reuters correspondent
person close to sources
a friend of friends
the minister's spokesman
a spokesman for the ministers
his lawyer
a genius
a member of Congress
a member of several committees
the United States official
a human resources director
deputy head of mission
the ambassador to the United Nations
lead economist at Goldman Sachs
a source in the Bahamas
a former SEALs commander
a 35-year-old employee
an employee of 12 years
a G7 official
a guest of the Saudis
the adviser's deputy
a military source
whistleblower
whistle-blower
an insider
the hostess
a mistress
an actress
a business leader
the press secretary
a press officer
a sports agent
an arms dealer
a customs officer
a politics professor
professor of economics
a physics teacher
a Paris-based diplomat
one person
a single source
some official at the ministry
a police officer
police officer
a people person
a woman
a man in his thirties
the general
a top aide
aide
official
diplomat, Paris
an official, one of several who spoke
a person with two daughters
an MI6 officer
a relative of the victims
a mother of three
the group's leader
a leader of the group of ministers
a representative of the families
a Green party member
a media adviser
the head of news
a nurse at St Thomas
an alumnus
a Hamas official
Hamas official
a Texas lawmaker
Texas official
an ally of his
a colleague of hers
an IRS agent
a source on the team
the highest-ranking official
the official who briefed reporters
a banker, who works with traders
a Russian diplomat
Russian diplomat
a person close to ministers and aides
a diplomat from the United States
a friend of the officials and ministers
an aide who works with ministers, lawmakers and officials
a former Arms Control Association member
the CEO of Systems
a Goldman Sachs banker
Goldman Sachs banker
the head of the Texas Rangers
an employee at Lloyds
a Barclays trader
Barclays trader
a Los Angeles official
an expert in Swiss affairs
Hezbollah source
the Chief Whip's office
the prime minister's office
No 10
No. 10 source
Downing Street
the Foreign Office
the ministry
a lawyer for the plaintiffs
lawyer for several plaintiffs
a member of a group of officials
the second of two officials
the first of several officials
senior official
former official
a Mr Harris
a man named Chris
a person in the room, among others
the company's boss
a witness to the events
a passer-by
a hanger-on
an IS fighter
a member of the Times staff
staff sergeant
a staff sergeant
the duty officer, Naval Operations
one of them
one of those briefed
one of 12 people
each of them
the last of the officials
an official with ties to both sides
an official (one of two)
a 2016 campaign aide
2016 campaign aide
a two-star general
a three-time minister
a person with first-hand knowledge
a former two-term congressman
one-time adviser
first lady
the lady of the house
this person
it
him
someone
no one
nobody
a bus driver
a news anchor
an F-16 pilot
NATO official
a Boss
chief operations officer
a series regular
a species expert
""".strip().splitlines()

NUMBERED = {
    "two officials": 2,
    "a couple of aides": 2,
    "both ministers": 2,
    "a dozen officials": 12,
    "half a dozen aides": 6,
    "two dozen officials": 24,
    "three people familiar with it": 3,
    "20 officials": 20,
    "the two officials": 2,
    "these three aides": 3,
    "all three ministers": 3,
    "his two aides": 2,
    "a pair of diplomats": 2,
    "a trio of lawmakers": 3,
    "twenty-five employees": 25,
    "two of the officials": 2,
    "five of those briefed": 5,
    "both": 2,
    "two in the room": 2,
    "another two officials": 2,
    "two other officials": 2,
    "two US officials and a diplomat": 3,
    "a diplomat and two officials": 3,
    "a group of three officials": 3,
    "a group of 12 economists": 12,
    "two senior officials familiar with the talks": 2,
    "Two diplomats": 2,
    "a hundred employees": 100,
    "four current and former officials": 4,
    "two current and two former officials": 4,
    "the three": 3,
    "one hundred employees": 100,
    "a couple of people": 2,
    "couple of aides": 2,
    "three sources": 3,
    "“two officials”": 2,
    "two people close to sources": 2,
    "two ministers and three aides": 5,
    "eleven lawmakers": 11,
    "exactly two officials": 2,
    "two dozen current and former employees": 24,
    "the pair": 2,
    "three unnamed US officials": 3,
    "only two people": 2,
    "two (2) officials": 2,
    "two Treasury and Defense officials": 2,
    "the other two officials": 2,
    "the couple": 2,
}

OPENINGS = (
    "several",
    "many",
    "some",
    "various",
    "multiple",
    "dozens of",
    "a number of",
    "a handful of",
    "the",
    "senior",
)
PEOPLE = ("officials", "diplomats", "aides", "people", "women", "lawmakers", "ministers", "members of the cabinet")
BEHIND = (
    "",
    " familiar with the talks",
    " at two ministries",
    " in the office of a minister",
    ", who asked for anonymity",
)


@pytest.mark.parametrize("description", PLURALS)
def test_a_plural_without_a_number(description: str) -> None:
    assert is_plural(description)
    assert number_described(description) is None
    assert attribution_read(Attribution.UNNAMED, description, None) is Attribution.COLLECTIVE


@pytest.mark.parametrize("description", [*SINGLE, "", None])
def test_one_person(description: str | None) -> None:
    assert not is_plural(description)
    assert number_described(description) is None
    assert attribution_read(Attribution.UNNAMED, description, None) is Attribution.UNNAMED


@pytest.mark.parametrize("description", NUMBERED)
def test_a_stated_number(description: str) -> None:
    assert number_described(description) == NUMBERED[description]
    assert not is_plural(description)


@given(st.sampled_from(OPENINGS), st.sampled_from(PEOPLE), st.sampled_from(BEHIND))
def test_what_follows_the_people_does_not_matter(opening: str, people: str, behind: str) -> None:
    assert is_plural(f"{opening} {people}{behind}")
    assert not is_plural(f"a source close to {opening} {people}{behind}")
    assert number_described(f"three {people}{behind}") == 3


@given(st.text(max_size=80) | st.lists(st.sampled_from(" ".join([*PLURALS, *SINGLE, *NUMBERED]).split())).map(" ".join))
def test_any_text_is_read_as_one_of_the_three(text: str) -> None:
    counted = number_described(text)
    assert counted is None or (counted >= 2 and not is_plural(text))


@given(st.sampled_from(Attribution), st.sampled_from(PLURALS), st.none() | st.integers(1, 9))
def test_only_the_unnamed_without_a_number_are_read_otherwise(
    given_as: Attribution, described: str, stated: int | None
) -> None:
    read = attribution_read(given_as, described, stated)
    changed = given_as is Attribution.UNNAMED and stated is None
    assert read is (Attribution.COLLECTIVE if changed else given_as)


@pytest.mark.parametrize(("stated", "open_"), [(None, True), (3, False)])
def test_the_count_is_open_unless_a_number_was_entered(stated: int | None, open_: bool) -> None:
    facts = SourceFacts("s", SourceKind.PERSON, name="several officials", stated_count=stated)
    origins = count([Footing("a", "a", Attribution.UNNAMED, "s")], facts)
    assert origins.people == (Count(1, None, True, False) if open_ else Count(3, 3, False, False))
    assert origins.rule is Rule.POSSIBLE
