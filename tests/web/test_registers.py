"""The registers, records with their history, and pairs that look alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.desk import Desk, Document, Visitor, serving, text_of

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"

RECORDS = [
    record("story", "mine", title="The mine"),
    record("source", "ministry", kind="institution", name="The ministry"),
    record("source", "ann", kind="person", name="Ann Fox", role="minister", institution="ministry"),
    record("source", "aide", kind="person", named=False, described="an aide"),
    record("reporter", "kim", name="Kim Doe"),
    *article("a", "The Alpha Times", title="The mine closes", url="https://alpha.example/a", bylines=["kim"]),
    *article("b", "Beta"),
    record("outlet", "alpha2", name="Alpha Times"),
    record("outlet", "marked", name=f"Gamma {MARKER}"),
    claim("c", "The mine closes", stories=["mine"]),
    appearance("a", "named", source="ann"),
    appearance("b", "outlet", relays="a"),
]


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, RECORDS)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


def names(page: Document) -> list[str]:
    return [" ".join(link.text_content().split()) for link in page.at("//ol//h2/a")]


@sqlite
@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("outlets", ["#1 The Alpha Times", "#2 Beta", "#3 Alpha Times", f"#4 Gamma {MARKER}"]),
        ("outlets?name=ALPHA", ["#1 The Alpha Times", "#3 Alpha Times"]),
        ("outlets?name=zebra", []),
        ("reporters", ["#1 Kim Doe"]),
        ("sources", ["#1 The ministry", "#2 Ann Fox", "#3 “an aide”"]),
        ("sources?kind=institution", ["#1 The ministry"]),
        ("sources?only=yes", ["#3 “an aide”"]),
        ("articles", ["#1 The mine closes", "#2 Beta, 2024-03-20"]),
        ("articles?outlet=beta", ["#2 Beta, 2024-03-20"]),
        ("articles?until=2024-02", []),
        ("stories", ["#1 The mine"]),
    ],
)
def test_a_register_is_listed(visitor: Visitor, address: str, listed: list[str]) -> None:
    page = visitor.page(f"/registers/{address}")
    assert names(page) == listed
    assert not page.at("//main//script")


@sqlite
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/registers/secrets", 404),
        ("/registers/outlets/99", 404),
        ("/registers/sources?kind=ghost", 422),
        ("/registers/articles?since=soon", 422),
        ("/registers/articles?outlet=nobody", 404),
        ("/alike/secret/1/2", 404),
        ("/alike/outlet/1/99", 404),
        ("/alike/compare?subject=outlet&first=1", 422),
    ],
)
def test_what_is_not_there_is_refused_in_words(visitor: Visitor, address: str, status: int) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status
    assert "fault of the program" not in answer.text


@sqlite
def test_a_record_shows_what_belongs_to_it(visitor: Visitor) -> None:
    source = visitor.page("/registers/sources/ann")
    assert source.at("//dd/a[@href='/registers/sources/1']")
    assert source.at("//li/a[@href='/claims/1']")
    article = visitor.page("/registers/articles/2")
    assert article.at("//section[@aria-labelledby='relays']//a[@href='/registers/articles/1']")
    assert visitor.page("/registers/articles/1").at("//dd/a[@href='https://alpha.example/a']")
    assert "Kim Doe" in visitor.page("/registers/articles/1").text
    assert visitor.page("/registers/reporters/1").at("//li/a[@href='/registers/articles/1']")
    assert "1 unverified" in visitor.page("/registers/stories/1").text


@sqlite
def test_the_history_of_a_record_has_its_edits_and_judgements(visitor: Visitor, run: Run) -> None:
    assert run("outlet", "edit", 1, "--country", "GB", "--reason", "looked up").exit_code == 0
    assert run("outlet", "distinct", 1, 2, "--note", "two houses").exit_code == 0
    entries = [
        " ".join(item.text_content().split())
        for item in visitor.page("/registers/outlets/1").at("//ol[@class='history']/li/p[2]")
    ]
    assert entries == [
        "#1 The Alpha Times and #2 Beta: distinct — two houses",
        "country: nothing → “GB” — looked up",
        "outlet entered",
    ]


def test_two_records_that_look_alike_are_merged_and_the_merge_is_taken_back(visitor: Visitor, desk: Desk) -> None:
    assert [link.get("href") for link in visitor.page("/alike").at("//ol//a")] == ["/alike/outlet/1/3"]
    pair = visitor.page("/alike/outlet/1/3")
    cards = [" ".join(card.text_content().split()) for card in pair.at("//section[starts-with(@class, 'card-of')]")]
    assert "1 article" in cards[0]
    assert "0 articles" in cards[1]
    assert "Also #3" in cards[2]
    assert not visitor.page("/registers/outlets/1").at("//dt[text()='Also']")  # it was only tried
    refused = visitor.send("/alike/outlet/1/3", {"kind": "same", "reason": " "})
    assert refused.status_code in (409, 422)
    visitor.sent("/alike/outlet/1/3", {"kind": "same", "reason": "one house"})
    assert not visitor.page("/alike").at("//ol//a")
    assert visitor.page("/registers/outlets/3").at("//h1")[0].text_content() == "The Alpha Times"
    joined = visitor.page("/alike/outlet/1/3")
    assert "appears as one with" in joined.text
    assert "one house" in joined.text
    assert joined.at("//button[@value='unmerge']")
    visitor.sent("/alike/outlet/1/3", {"kind": "unmerge", "reason": "a slip"})
    assert names(visitor.page("/registers/outlets"))[2] == "#3 Alpha Times"


@sqlite
def test_two_records_are_told_apart(visitor: Visitor) -> None:
    told = visitor.sent("/alike/outlet/1/3", {"kind": "distinct", "reason": "two houses"})
    assert "outlet #1 and #3: distinct" in told.text.lower() or "distinct" in told.text
    assert not told.at("//ol//a")
    clash = visitor.send("/alike/outlet/1/3", {"kind": "same", "reason": "in haste"})
    assert clash.status_code == 409
    assert Document(clash).at("//textarea[@name='reason']")[0].text.strip() == "in haste"
    assert visitor.send("/alike/outlet/1/3", {"kind": "independent", "reason": "x"}).status_code == 400
    assert visitor.send("/alike/outlet/1/3", {"reason": "x"}).status_code == 400
    visitor.sent("/alike/outlet/1/3", {"kind": "same", "reason": "one after all", "instead": "yes"})
    visitor.sent("/alike/source/1/2", {"kind": "independent", "reason": "as asked"})
    assert "independent" in visitor.page("/alike/source/1/2").text


@sqlite
def test_an_unnamed_and_a_named_person_are_not_made_one(visitor: Visitor) -> None:
    pair = visitor.page("/alike/source/2/3")
    assert not pair.at("//button[@value='same']")
    assert visitor.send("/alike/source/2/3", {"kind": "same", "reason": "he is"}).status_code == 409


@sqlite
def test_another_record_is_compared_by_its_name(visitor: Visitor) -> None:
    there = visitor.get("/alike/compare?subject=outlet&first=2&other=alpha+times")
    assert there.status_code == 303
    assert there.headers["location"] == "/alike/outlet/2/3"
    assert "nobody" in text_of(visitor.get("/alike/compare?subject=outlet&first=2&other=nobody"))


@sqlite
def test_a_redacted_name_is_said_to_be_redacted(visitor: Visitor, run: Run) -> None:
    done = run("redact", "source:2", "name", "--reason", "named by mistake", "--yes")
    assert done.exit_code == 0, done.stderr
    page = visitor.page("/registers/sources/2")
    assert "Ann Fox" not in page.text
    assert "name redacted — named by mistake" in page.text


def test_a_register_takes_the_same_statements_whatever_it_holds(db_url: str) -> None:
    addresses = [
        "/registers/outlets", "/registers/reporters", "/registers/sources", "/registers/articles",
        "/registers/stories", "/registers/outlets/1", "/registers/sources/2", "/registers/articles/1", "/alike",
        "/alike/outlet/1/3",
    ]  # fmt: skip
    costs = []
    for more in (1, 15):
        others = [each for at in range(more) for each in article(f"m{at}", f"Paper {at} of {at * 7}")]
        people = [record("source", f"p{at}", kind="person", name=f"Person {at} Name{at}") for at in range(more)]
        carried = [appearance(f"m{at}", "named", source=f"p{at}") for at in range(more)]
        enter(db_url, [*RECORDS, *others, *people, *carried])
        with serving(db_url) as desk:
            visitor = desk.visitor()
            for address in addresses:
                visitor.page(address)
                desk.statements.clear()
                visitor.page(address)
                costs.append((address, len(desk.statements)))
    assert costs[: len(addresses)] == costs[len(addresses) :]


@sqlite
def test_a_judgement_is_refused_in_the_words_of_the_desk(visitor: Visitor) -> None:
    visitor.sent("/alike/outlet/1/3", {"kind": "distinct", "reason": "two cities"})
    for typed, status in (({"kind": "same", "reason": "one"}, 409), ({"kind": "same", "reason": " "}, 422)):
        answer = visitor.send("/alike/outlet/1/3", dict(typed))
        assert answer.status_code == status
        assert "`claims" not in text_of(answer)
        assert "--note" not in text_of(answer)
