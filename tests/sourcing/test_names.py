"""Which printed names can be the same name, of people and of institutions."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.names.namesakes import (
    can_be_same_institution,
    can_be_same_name,
    is_no_name,
    possible_namesakes,
    reads_alike,
)
from claims.text.names.spelling import Parts, can_be_same_part
from claims.text.names.wordlists import SMALL_WORDS

ONE_PERSON = """
Marles = Richard Marles · Richard Marles = MARLES, Richard · R. Marles = Richard Marles · JD Vance = J. D. Vance
Richard D. Marles = Richard Marles · Richard D. Marles = R. Donald Marles · Minister Richard Marles = Mr. Marles
Sean O'Brien = Seán O’Brien · Jens Stoltenberg = Stoltenberg · Mette Frederiksen = METTE FREDERIKSEN
Søren Dahl = Soren Dahl · Søren Dahl = Soeren Dahl · Großmann = Grossmann · Jean-Yves Le Drian = Jean Yves Le Drian
Fumio Kishida = Kishida Fumio · 岸田文雄 = Fumio Kishida · 岸田 = 岸田文雄 · Владимир Путин = Vladimir Putin
A. Ann = Ann Abe · Dr. = Ann One · Volodymyr Zelensky = Volodymyr Zelenskyy · Wolodymyr Selenskyj = Volodymyr Zelenskyy
Jürgen Müller = Juergen Mueller · Boris Yeltsin = Boris Jelzin · Muammar Gaddafi = Moammar Qaddafi
Sergej Lawrow = Sergey Lavrov · Mikhail Gorbachev = Michail Gorbatschow · Mohammed Karim = Muhammad Karim
Bob Roe = Robert Roe · Steve Roe = Steven Roe · Bill Smith = William Smith · Jon Smith = John Smith
Greg Abbot = Greg Abbott · Mary Wong = Mary Wang · Lee Hsien Loong = Li Hsien Loong · Kim Jong-un = Kim Jong Un
Abdul Rahman Karim = Abdulrahman Karim · Alexandria Ocasio-Cortez = AOC · JD Vance = James David Vance
Katherine Roe = Catherine Roe · Benjamin Netanyahu = Binyamin Netanjahu
"""

TWO_PEOPLE = """
Ann One = Bob Two · Ann Rich = Peter Lowe · John Smith = Jane Smith · Ann Miller = Ruth Miller · A. Smith = Bob Smith
Richard Marles = Richard Nixon · Ann Ann = Ann Smith · Ann B. Smith = Ann C. Smith · Amy = May
A. D. Smith = A. E. Smith · 岸田文雄 = 石破茂
Kim Jong-un = Kim Jong-il · Al Gore = Anna Lopez · John Collins = John Rollins · Jason Roe = Mason Roe
Xi Jinping = Xi Zhongxun · Christian Roe = Christina Roe · Daniel Roe = Daniela Roe · Bill Clinton = Hillary Clinton
"""

ONE_INSTITUTION = """
The White House = White House · U.S. Senate = US Senate · F.B.I. = FBI · FBI = Federal Bureau of Investigation
Defence Ministry = Ministry of Defence · Defence Ministry = Defense Ministry · Bundesbank = Deutsche Bundesbank
MoD = Ministry of Defence · DoD = US Department of Defense · U.S. Department of Defense = Department of Defense
Senate of the United States = US Senate · NATO = North Atlantic Treaty Organisation · BBC = BBC News
BBC News = British Broadcasting Corporation · UNHCR = UN High Commissioner for Refugees · WaPo = Washington Post
USDA = US Department of Agriculture · Foreign Ministry = Ministry of Foreign Affairs · AFP = Agence France-Presse
MOFA = Ministry of Foreign Affairs · EU Commission = European Commission · Ofcom = Office of Communications
Acme Inc = Acme Ltd · Dept. of State = State Department · Prime Minister's Office = Office of the Prime Minister
World Health Organization = World Health Organisation · Labor Party = Labour Party · Hezbollah = Hizbullah
Ministry of Defence of Japan = Japanese Ministry of Defence · NewYorkPaper = The New York Paper
GCHQ = Government Communications Headquarters · DOJ = Justice Department · City of Kiev = Kyiv City
Committee A = Committee
The New York Paper (US) = New York Paper · US Defense Department = Department of Defense Press Office
"""

TWO_INSTITUTIONS = """
Ministry of Finance = Ministry of Defence · Bank of England = Bank of Japan · Department of State = Department of Defense
Ministry of Defence of Japan = Ministry of Defence of Australia · Reuters = Nikkei · New York Times = Financial Times
Japanese Defence Ministry = Australian Defence Ministry · American Airlines = United Airlines · Deutsche Bank = World Bank
Embassy of Austria = Embassy of Australia · Nigeria Police = Niger Police · Northern Command = Southern Command
Interior Ministry = Exterior Ministry · FBI = CIA · BBC = CNN · Washington Post = Washington Times
Committee A = Committee B · Unit X = Unit Y · Squadron D = Squadron E
House of Commons = House of Lords · Daily One = Daily Two · Environmental Protection Agency = Environmental Production Agency
"""  # noqa: E501


def pairs(text: str) -> list[tuple[str, str]]:
    """Return pairs that are written with a sign between them."""
    return [
        (one, other) for one, other in (pair.split(" = ") for pair in text.strip().replace("\n", " · ").split(" · "))
    ]


@pytest.mark.parametrize(("one", "other"), [*pairs(ONE_PERSON), ("", "Ann One")])
def test_can_be_one_person(one: str, other: str) -> None:
    assert can_be_same_name(one, other)
    assert can_be_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(TWO_PEOPLE))
def test_cannot_be_one_person(one: str, other: str) -> None:
    assert not can_be_same_name(one, other)
    assert not can_be_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(ONE_INSTITUTION))
def test_can_be_one_institution(one: str, other: str) -> None:
    assert can_be_same_institution(one, other)
    assert can_be_same_institution(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(TWO_INSTITUTIONS))
def test_cannot_be_one_institution(one: str, other: str) -> None:
    assert not can_be_same_institution(one, other)
    assert not can_be_same_institution(other, one)


@pytest.mark.parametrize(
    "word", ["None", "N/A", "null", "-", "nan", "#N/A", "unknown", "TBD", " Not  given ", '"none"']
)
def test_words_for_nothing_are_no_name(word: str) -> None:
    assert is_no_name(word)


@pytest.mark.parametrize("name", ["", "Nan Goldin", "No, Minister", "NATO", "Unknown Soldier Society", "Na Li", "岸田"])
def test_names_are_no_words_for_nothing(name: str) -> None:
    assert not is_no_name(name)


parts = st.sampled_from(
    "ann a bob b robert smith smyth anns ab mr иван и abdul rahman abdulrahman zelensky zelenskyy müller mueller jd "
    "none john david 岸田 岸田文雄 x1".split()
)
words = st.sampled_from(
    "fbi federal bureau of investigation the us u.s. american senate defence defense ministry mod japan japanese ofcom "
    "office communications inc acme north korea 防衛省 n/a".split()
)
full_names = st.lists(parts, max_size=4).map(" ".join)
titles = st.lists(words, max_size=5).map(" ".join)
any_names = st.one_of(full_names, titles, st.text(max_size=20))


@given(any_names, any_names)
def test_being_the_same_name_is_mutual_and_every_name_is_its_own(one: str, other: str) -> None:
    for can_be_same in (can_be_same_name, can_be_same_institution):
        assert can_be_same(one, one)
        assert can_be_same(one, other) == can_be_same(other, one)


@given(any_names)
def test_case_spaces_and_dots_at_the_end_do_not_count(name: str) -> None:
    for can_be_same in (can_be_same_name, can_be_same_institution):
        assert can_be_same(name, f"  {name.lower()} .")


def test_a_letter_at_the_end_is_the_article_of_the_same_name_in_another_order() -> None:
    assert can_be_same_institution("Ann a", "Ann Ann a Bob")
    assert can_be_same_institution("Committee A", "a Committee")
    assert not can_be_same_institution("Committee A", "Committee B")


@given(st.lists(parts.filter(str.isalpha), min_size=1, max_size=4), st.data())
def test_parts_left_out_and_reordered_leave_it_the_same_name(given_parts: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(given_parts))), unique=True, min_size=1))
    some = " ".join(given_parts[place] for place in kept)
    assert can_be_same_name(some, " ".join(given_parts))
    assert SMALL_WORDS.issuperset(some.split()) or can_be_same_institution(some, " ".join(given_parts))


@given(st.lists(parts, max_size=8), st.lists(st.text("abcdefghijklmnopqrstuvwxyz", max_size=10), max_size=8))
def test_words_are_looked_up_as_comparing_each_finds_them(printed: list[str], typed: list[str]) -> None:
    words = {*map(str.casefold, printed), *typed}
    known = Parts(words)
    for word in words:
        assert known.like(word) == {other for other in words if can_be_same_part(word, other)}


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=12), st.data())
def test_words_one_letter_apart_are_looked_up(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    changed = word[:place] + data.draw(st.sampled_from("aeiouy")) + word[place + 1 :]
    assert can_be_same_part(word, changed) == can_be_same_part(changed, word)
    assert Parts([changed]).like(word) == ({changed} if can_be_same_part(word, changed) else set())


@pytest.mark.parametrize("more", [0, 30])
@given(data=st.data())
def test_looking_names_up_finds_what_comparing_all_pairs_finds(more: int, data: st.DataObject) -> None:
    """Many names are looked up in an index, of a few all pairs are compared."""
    others = [f"other{chr(97 + number % 26)}{chr(97 + number // 26)}zq" for number in range(more)]
    names = [*data.draw(st.lists(full_names, max_size=8)), *others]
    found = possible_namesakes(names)
    assert all((other in found[one]) == can_be_same_name(one, other) for one, other in product(names, repeat=2))
    names = [*data.draw(st.lists(titles, max_size=8)), *others]
    found = possible_namesakes(names, people=False)
    assert all((other in found[one]) == can_be_same_institution(one, other) for one, other in product(names, repeat=2))


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("bernie-s", "snapchat", False),
        ("Bernie S.", "Sam Bean", False),
        ("J.", "John Smith", False),
        ("Jane D.", "Doe", False),
        ("Jane D.", "Jane Doe", True),
        ("J. S.", "John Smith", True),
        ("JFK", "John F. Kennedy", True),
        ("Smith", "J. Smith", True),
        ("J. Smith", "John Smyth", True),
        ("Abdul Rahman", "Abdulrahman", True),
    ],
)
def test_a_person_reads_like_another_by_more_than_an_initial(name: str, other: str, alike: bool) -> None:
    assert reads_alike(name, other, people=True) is alike
    assert reads_alike(other, name, people=True) is alike
