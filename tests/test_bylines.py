"""Bylines as they are printed, and the people in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.names.bylines import byline_of

BYLINES = {
    "By ANN RICH and PETER LOWE, The Paper": "Ann Rich|Peter Lowe",
    "Ann Rich, @annrich": "Ann Rich",
    "Ann Rich in Tokyo and Peter Lowe": "Ann Rich|Peter Lowe",
    "Von Anna Reich und Peter Löwe": "Anna Reich|Peter Löwe",
    "Por María del Carmen y José": "María del Carmen|José",
    "Ann Rich, Reuters": "Ann Rich",
    "AFP": "",
    "Staff writer": "",
    "ANN RICH | The Paper": "Ann Rich",
    "Ann Rich; Additional reporting by Bob Low": "Ann Rich|Bob Low",
    "Jane Doe, Ph.D.": "Jane Doe",
    "Kim Min-jun, Lee Ji-eun": "Kim Min-jun|Lee Ji-eun",
    "Jan van der Berg": "Jan van der Berg",
    "van der Berg": "van der Berg",
    "Ann & Bob Smith": "Ann Smith|Bob Smith",
    "Rich, Ann": "Ann Rich",
    "Ann Rich, ann.rich@paper.example": "Ann Rich",
    "Ann Rich with files from CP": "Ann Rich",
    "Ann Rich, with files from CP and Bob Low": "Ann Rich|Bob Low",
    "By Ann Rich, Peter Lowe and Jane Doe, The Paper": "Ann Rich|Peter Lowe|Jane Doe",
    "Par Anne Riche et Pierre Loup (AFP)": "Anne Riche|Pierre Loup",
    "ann@paper.example (Ann Rich)": "Ann Rich",
    "The Associated Press": "",
    "By The Associated Press": "",
    "Ann Rich Associated Press": "Ann Rich",
    "Ann Rich, Associated Press": "Ann Rich",
    "Ann Rich Health Editor": "Ann Rich",
    "Bill Press": "Bill Press",
    "Emily Post": "Emily Post",
    "Washington Post": "",
    "By Staff and wire reports": "",
    "From staff reports": "",
    "Redacción / EFE": "",
    "dpa/AFP": "",
    "Ann Rich and agencies": "Ann Rich",
    "José Ortega y Gasset": "José Ortega y Gasset",
    "Santiago Ramón y Cajal": "Santiago Ramón y Cajal",
    "Ana Silva e Costa": "Ana Silva e Costa",
    "Ann Rich, Peter Lowe": "Ann Rich|Peter Lowe",
    "Rich, Ann; Lowe, Peter": "Ann Rich|Peter Lowe",
    "Rich, Ann and Lowe, Peter": "Ann Rich|Peter Lowe",
    "van der Berg, Jan": "Jan van der Berg",
    "García Márquez, Gabriel": "Gabriel García Márquez",
    "Smith, J., Doe, A.": "J. Smith|A. Doe",
    "Ann Rich, New York": "Ann Rich",
    "Ann Rich, Tokyo": "Ann Rich",
    "Ann Rich, Senior Political Correspondent": "Ann Rich",
    "Ann Rich for The Paper": "Ann Rich",
    "Ann Rich of The Paper": "Ann Rich",
    "Harry Connick, Jr.": "Harry Connick Jr.",
    "BY PETER O'BRIEN AND JEAN-PIERRE MCDONALD": "Peter O'Brien|Jean-Pierre McDonald",
    "J.K. ROWLING": "J.K. Rowling",
    "JD VANCE": "JD Vance",
    "ANN VAN DER BERG": "Ann van der Berg",
    "Reporting by Ann Rich; Writing by Peter Lowe; Editing by Jane Roe": "Ann Rich|Peter Lowe",
    "(Reporting by Ann Rich in Tokyo and Peter Lowe; Editing by Jane Roe)": "Ann Rich|Peter Lowe",
    "Ann Rich Photographs by Bob Low": "Ann Rich",
    "Ann Rich | Updated March 3, 2024 4:05 pm": "Ann Rich",
    "Ann Rich, Published 12 March 2024": "Ann Rich",
    "Ann, Bob and Carol Smith": "Ann Smith|Bob Smith|Carol Smith",
    "Ann Rich et al.": "Ann Rich",
    "Ann Rich and 2 others": "Ann Rich",
    "@annrich": "",
    "https://www.facebook.com/paper": "",
    "Von Miller": "Von Miller",
    "Di Marco": "Di Marco",
    "di Marco Rossi": "Marco Rossi",
    "Text: Anna Reich": "Anna Reich",
    "Autor: Jan Kowalski": "Jan Kowalski",
    "Door Jan de Vries en Piet Bakker": "Jan de Vries|Piet Bakker",
    "Av Kari Nordmann og Ola Nordmann": "Kari Nordmann|Ola Nordmann",
    "김민준 기자": "김민준",
    "山田太郎、佐藤花子": "山田太郎|佐藤花子",
    "Ann Rich is a reporter in Tokyo. She covers politics": "Ann Rich",
    "Ann Rich and Bob": "Ann Rich|Bob",
    "Editorial Board": "",
    "The Paper Investigations Team": "",
    "Ann Rich BBC News": "Ann Rich",
    "By Ann Rich, BBC Verify": "Ann Rich",
    "Ann Rich in Tokyo, Peter Lowe in London and Jane Doe in Paris": "Ann Rich|Peter Lowe|Jane Doe",
    "By Ann Rich & Peter Lowe": "Ann Rich|Peter Lowe",
    "Ann Rich and Peter Lowe contributed to this report": "Ann Rich|Peter Lowe",
    "Dr. Ann Rich, University of Somewhere": "Dr. Ann Rich",
    "Ann Rich (she/her)": "Ann Rich",
    "Ann Rich, Special to The Paper": "Ann Rich",
    "By ANN RICH\nStaff Writer": "Ann Rich",
    "Ann Rich\xa0and\xa0Peter Lowe": "Ann Rich|Peter Lowe",
    "Madonna": "Madonna",
    "ann-rich": "ann-rich",
    "Opinion by Ann Rich": "Ann Rich",
    "Ann Rich &amp; Peter Lowe": "Ann Rich|Peter Lowe",
    "By Robert Service": "Robert Service",
    "Agence France-Presse": "",
    "Agencies": "",
    "Reuters Staff": "",
    "Nguyễn Văn An, Trần Thị Bình": "Nguyễn Văn An|Trần Thị Bình",
    "Иван Иванов и Пётр Петров": "Иван Иванов|Пётр Петров",
    "Anna Reich (dpa)": "Anna Reich",
    "Ann Rich - The Paper": "Ann Rich",
    "Ann Rich – Tokyo": "Ann Rich",
    "Ann Rich, Chief Reporter, and Peter Lowe": "Ann Rich|Peter Lowe",
    "Ann Rich, Ph.D., and Peter Lowe, M.D.": "Ann Rich|Peter Lowe",
    "Ann Rich Twitter: @annrich": "Ann Rich",
    "Marie-Louise O'Donnell": "Marie-Louise O'Donnell",
    "Kim, Min-jun": "Min-jun Kim",
    "Rich, Ann M.": "Ann M. Rich",
    "Anna Lena Müller-Lüdenscheidt und dpa": "Anna Lena Müller-Lüdenscheidt",
    "PTI": "",
    "Press Trust of India": "",
    "Our Correspondent": "",
    "By our political staff": "",
    "Ann Rich, Guest Columnist": "Ann Rich",
    "Ludwig van Beethoven": "Ludwig van Beethoven",
    "Leonardo da Vinci and Peter Lowe": "Leonardo da Vinci|Peter Lowe",
    "Abdel Fattah al-Sisi": "Abdel Fattah al-Sisi",
    "Ann Rich y agencias": "Ann Rich",
    "Ann Rich, Berlin": "Ann Rich",
    "Photo: Bob Low": "",
    "Ann Rich/The Paper": "Ann Rich",
    "Ann Rich/AFP": "Ann Rich",
    "Written by: Ann Rich": "Ann Rich",
    "by ann rich": "ann rich",
    "ann rich": "ann rich",
    "Ann Rich + Peter Lowe": "Ann Rich|Peter Lowe",
    "Hillary Rodham Clinton": "Hillary Rodham Clinton",
    "Joe Biden, President": "Joe Biden",
    "Ann Rich, Ministry of Defence": "Ann Rich",
    "Sun Yat-sen": "Sun Yat-sen",
    "Mark Post and Nick Guardian": "Mark Post|Nick Guardian",
    "Xi Jinping": "Xi Jinping",
    "Nikkei staff writers": "",
    "YUKI TANAKA, Nikkei staff writer": "Yuki Tanaka",
    "Ann Rich and the Associated Press": "Ann Rich",
    "By Ann Rich, CNN's Peter Lowe contributed": "Ann Rich|Peter Lowe",
    "Newsroom": "",
    "Admin": "",
    "Redaktion": "",
    "Ann Rich, Mark Green": "Ann Rich|Mark Green",
    "With reporting by Ann Rich": "Ann Rich",
    "Compiled by Ann Rich from wire services": "Ann Rich",
    "Ann Rich, Peter Lowe; photographs by Jane Roe": "Ann Rich|Peter Lowe",
    "(Reuters)": "",
    "WASHINGTON (AP)": "",
    "EFE / Madrid": "",
    "Ann Rich y Peter Lowe, enviados especiales": "Ann Rich|Peter Lowe",
    "Ein Gastbeitrag von Ann Rich": "Ann Rich",
    "Interview: Ann Rich": "Ann Rich",
    "RICH, Ann": "Ann Rich",
    "Ann & Bob Smith, The Paper": "Ann Smith|Bob Smith",
    "María de los Ángeles y Pedro Pérez": "María de los Ángeles|Pedro Pérez",
    "Ann Rich of Reuters and Peter Lowe of AFP": "Ann Rich|Peter Lowe",
    "Ann Rich via Reuters": "Ann Rich",
    "Posted by Ann Rich on March 3, 2024": "Ann Rich",
    "Ann Rich, 5 min read": "Ann Rich",
    "Ann Rich <ann@p.example>, Peter Lowe": "Ann Rich|Peter Lowe",
    "Emily Maitlis, BBC Newsnight": "Emily Maitlis",
    "Express Web Desk": "",
    "Ann Rich<br>Peter Lowe": "Ann Rich|Peter Lowe",
    "Ann Rich with Peter Lowe": "Ann Rich|Peter Lowe",
    "Petra": "Petra",
    "PETRA": "",
}
"""Bylines, each with the names of its people, separated by bars."""


@pytest.mark.parametrize("printed", BYLINES)
def test_the_people_in_a_byline(printed: str) -> None:
    assert "|".join(byline_of(printed).people) == BYLINES[printed]


@pytest.mark.parametrize(
    ("printed", "says_more"),
    [
        ("By Ann Rich and Peter Lowe", False),
        ("Rich, Ann", False),
        ("ANN RICH", False),
        ("Jane Doe, Ph.D.", False),
        ("Ann & Bob Smith", False),
        ("Ann Rich, @annrich", True),
        ("Ann Rich, Reuters", True),
        ("Ann Rich in Tokyo", True),
        ("Ann Rich; editing by Jane Roe", True),
        ("AFP", True),
    ],
)
def test_whether_a_byline_says_more_than_names(printed: str, says_more: bool) -> None:
    assert byline_of(printed).says_more is says_more


@given(st.text(max_size=80))
def test_any_text_is_a_byline_and_its_people_name_themselves(printed: str) -> None:
    byline = byline_of(printed)
    assert byline.people or byline.says_more
    assert len(byline.people) == len(set(byline.people))


FIRST, LAST = ("Ann", "Peter", "María", "Min-jun", "Łukasz"), ("Rich", "Lowe", "O'Brien", "van der Berg", "Müller-Roe")


@given(
    st.lists(st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)), min_size=1, max_size=4, unique=True),
    st.sampled_from(["By ", "", "Von ", "Por "]),
    st.sampled_from([" and ", " & ", " und ", "; ", ", "]),
    st.sampled_from(["", ", The Paper", ", Reuters", " | The Paper", " (AFP)"]),
)
def test_everybody_in_a_list_is_named_in_order(
    people: list[tuple[str, str]], before: str, between: str, after: str
) -> None:
    names = [" ".join(name) for name in people]
    assert list(byline_of(before + between.join(names) + after).people) == names
