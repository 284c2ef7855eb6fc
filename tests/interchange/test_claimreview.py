"""ClaimReviews as they are found: what is read out of them, what is guessed and said, what is refused and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadValue
from claims.interchange.claimreview.entering import status_for
from claims.interchange.claimreview.files import Broken, Found, is_claimreview, objects
from claims.interchange.claimreview.names import nobody
from claims.interchange.claimreview.read import FactCheck, Number, Speaker, fact_checks, tidy
from claims.vocabulary import Attribution, Status

Json = dict[str, Any]

URL = "https://checker.example/dam"


def review(**changes: Any) -> Json:
    """A tidy ClaimReview with some properties changed; None leaves one out."""
    made = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "The dam broke in 2020",
        "url": URL,
        "datePublished": "2020-07-24",
        "author": {"@type": "Organization", "name": "Checker"},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ana Ruiz"}},
    } | changes
    return {name: value for name, value in made.items() if value is not None}


def claim(**changes: Any) -> Json:
    """A ClaimReview of a claim with these properties."""
    return review(itemReviewed={"@type": "Claim", **changes})


def read(values: Json, **around: Any) -> FactCheck:
    (one,) = fact_checks(Found("object 1", values, **around))
    return one


def found(path: Path, content: str | bytes) -> list[Found | Broken]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert is_claimreview(path)
    return list(objects(path))


def test_a_tidy_one_is_read_as_it_is() -> None:
    one = read(
        review(
            headline="No dam broke",
            inLanguage="en",
            reviewRating={"@type": "Rating", "alternateName": "False", "ratingExplanation": "The film is older."},
            itemReviewed={
                "@type": "Claim",
                "author": {
                    "@type": "Person",
                    "name": "Ana Ruiz",
                    "jobTitle": "mayor",
                    "sameAs": "https://a.example/ana",
                },
                "datePublished": "2020-07-20",
                "name": "Council meeting",
                "firstAppearance": {"@type": "CreativeWork", "url": "https://first.example/1"},
                "appearance": ["https://second.example/2", {"url": "https://first.example/1/"}],
            },
        )
    )
    assert one == FactCheck(
        place="object 1",
        statement="The dam broke in 2020",
        rating="False",
        number=None,
        url=URL,
        outlet="Checker",
        title="No dam broke",
        published="2020-07-24",
        language="en",
        explanation="The film is older.",
        speakers=(Speaker(Attribution.NAMED, "Ana Ruiz", "mayor", None, "https://a.example/ana"),),
        carried=("https://first.example/1", "https://second.example/2"),
        said="2020-07-20",
        occasion="Council meeting",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-07-05", "2020-07-05"),
        ("2021-08-04 06:49", "2021-08-04T06:49:00"),
        ("2020-03-27T10:46:13+0200", "2020-03-27T10:46:13+02:00"),
        ("2020-08-31 17:22:16", "2020-08-31T17:22:16"),
        ("2022-10-18T11:31:08+05:30", "2022-10-18T11:31:08+05:30"),
        ("Mon, 06 Jul 2020 12:00:00 GMT", "2020-07-06"),
        ("July 6, 2020", "2020-07-06"),
        ("20200706", "2020-07-06"),
        ("20200706T101500Z", "2020-07-06"),
        ("2020-7-6", "2020-07-06"),
        ("2020/07/06", "2020-07-06"),
        ("2020-07-06T25:61:00Z", "2020-07-06"),
        ("2020-07", "2020-07"),
        (1594036800, "2020-07-06"),
        (1594036800000, "2020-07-06"),
        (2020, "2020"),
        (["2020-07-06"], "2020-07-06"),
        ({"@value": "2020-07-06"}, "2020-07-06"),
    ],
)
def test_dates_are_read_in_every_shape(written: Any, day: str) -> None:
    one = read(review(datePublished=written))
    assert one.published is not None
    assert one.published.startswith(day)
    assert not one.remarks


@pytest.mark.parametrize("written", ["03/04/2020", "yesterday", "0000-00-00", "2020-02-31", -5, 1e300])
def test_what_is_no_day_or_could_be_two_is_left_out_and_said(written: Any) -> None:
    one = read(review(datePublished=written))
    assert one.published is None
    (remark,) = one.remarks
    assert remark.field == "datePublished"
    assert "left out" in remark.what


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        ("False", "False"),
        (["Mostly false", "False"], "Mostly false"),
        ({"@type": "Rating", "alternateName": "Incorrect \r"}, "Incorrect"),
        ({"@type": "Rating", "alternateName": ["False"]}, "False"),
        ({"@type": "Rating", "alternateName": {"@value": "False", "@language": "en"}}, "False"),
        ({"@type": "Rating", "reviewRating": {"alternateName": "False"}}, "False"),
        ({"@type": "Rating", "AlternateName": "Pants on Fire!"}, "Pants on Fire!"),
        ({"@type": "Rating", "alternateName": "Not &quot;quite&quot; <b>true</b>"}, 'Not "quite" true'),
        ({"@type": "Rating", "ratingValue": 2, "worstRating": "1", "bestRating": 5}, "2 (from 1 to 5)"),
        ({"@type": "Rating", "ratingValue": "2", "bestRating": 5, "worstRating": ""}, "2 (of 5)"),
        ({"@type": "Rating", "ratingValue": 2.5}, "2.5"),
        ([{"@type": "Rating"}, {"@type": "Rating", "alternateName": "False"}], "False"),
        (3, "3"),
    ],
)
def test_ratings_are_kept_word_for_word(written: Any, rating: str) -> None:
    assert read(review(reviewRating=written)).rating == rating


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (review(claimReviewed=None), "claimReviewed"),
        (review(claimReviewed=["", "—"]), "claimReviewed"),
        (review(claimReviewed="a " * 3_000), "claimReviewed"),
        (review(reviewRating=None), "reviewRating"),
        (review(reviewRating={"@type": "Rating", "bestRating": 5}), "reviewRating"),
        (review(reviewRating={"@type": "Rating", "ratingValue": True}), "reviewRating"),
        (review(url=None), "url"),
        (review(url="/check/dam"), "url"),
        (review(url="the dam"), "url"),
    ],
)
def test_what_says_no_claim_no_rating_or_no_page_is_refused_by_the_name_of_the_field(values: Json, field: str) -> None:
    with pytest.raises(BadValue, match=rf"^{field} "):
        fact_checks(Found("object 1", values))


def test_an_address_without_a_scheme_is_made_whole_and_that_is_said() -> None:
    one = read(review(url="checker.example/dam"))
    assert one.url == "https://checker.example/dam"
    assert [remark.field for remark in one.remarks] == ["url"]


def test_several_claims_of_one_review_are_one_fact_check_each() -> None:
    both = fact_checks(Found("object 1", review(claimReviewed=["The dam broke", "Ten died", "The dam broke"])))
    assert [one.statement for one in both] == ["The dam broke", "Ten died"]


@pytest.mark.parametrize(
    ("changes", "outlet", "reporters"),
    [
        ({"author": "Checker"}, "Checker", ()),
        ({"author": ["Checker"]}, "Checker", ()),
        ({"author": {"@type": ["NewsMediaOrganization"], "name": "Checker"}}, "Checker", ()),
        ({"author": {"@type": "Person", "name": "Jo Lee"}, "publisher": {"name": "Checker"}}, "Checker", ("Jo Lee",)),
        ({"author": {"@type": "person", "name": "Jo Lee", "affiliation": "Checker"}}, "Checker", ("Jo Lee",)),
        ({"author": [{"@type": "Person", "name": "Jo"}, {"@type": "Person", "name": "Al"}]}, None, ("Jo", "Al")),
        ({"author": "Jo Lee", "publisher": {"@type": "Organization", "name": "Checker"}}, "Checker", ("Jo Lee",)),
        ({"author": None, "publisher": {"@type": "Organization", "name": "Checker"}}, "Checker", ()),
        ({"author": {"@type": "Organization"}}, None, ()),
    ],
)
def test_who_published_it_and_who_signed_it(changes: Json, outlet: str | None, reporters: tuple[str, ...]) -> None:
    one = read(review(**changes))
    assert (one.outlet, one.reporters) == (outlet, reporters)


@pytest.mark.parametrize(
    ("author", "attribution", "name"),
    [
        ("Ana Ruiz", Attribution.NAMED, "Ana Ruiz"),
        ({"@type": "Organization", "name": "PSOE"}, Attribution.INSTITUTION, "PSOE"),
        ({"@type": "Person", "name": "PSOE", "affiliation": {"name": "PSOE"}}, Attribution.INSTITUTION, "PSOE"),
        ({"@type": "Person", "name": ["Ana Ruiz", "mayor"]}, Attribution.NAMED, "Ana Ruiz"),
        ([{"@type": "Person", "name": "Ana Ruiz"}], Attribution.NAMED, "Ana Ruiz"),
        ({"@type": "Person", "name": "Multiple persons"}, Attribution.COLLECTIVE, "Multiple persons"),
        ({"@type": "Person", "name": "Facebook user\u00a0"}, Attribution.UNNAMED, "Facebook user"),
        ({"@type": "Person", "jobTitle": "a senior official"}, Attribution.UNNAMED, "a senior official"),
    ],
)
def test_who_made_the_claim(author: Any, attribution: Attribution, name: str) -> None:
    (speaker,) = read(claim(author=author)).speakers
    assert (speaker.attribution, speaker.name) == (attribution, name)


@pytest.mark.parametrize("author", [None, "", {"@type": "Person"}, {"@type": "Person", "name": " "}, [], "—"])
def test_an_author_without_a_name_is_none(author: Any) -> None:
    assert read(claim(author=author)).speakers == ()


@pytest.mark.parametrize("item", [None, "", [], {"@type": "Claim"}])
def test_nothing_need_be_known_of_the_claim(item: Any) -> None:
    one = read(review(itemReviewed=item))
    assert (one.speakers, one.carried, one.said, one.occasion) == ((), (), None, None)


@pytest.mark.parametrize(
    "name",
    [
        "Several persons",
        "Varias fuentes",
        "Várias fontes",
        "Sources multiples",
        "Facebook users",
        "Post no Facebook",
        "Facebook,WhatsApp,Twitter,media outlets",
        "desinformação",
        "सोशल मीडिया यूजर्स",
        "منشورات مواقع التواصل الاجتماعي",
    ],
)
def test_names_that_name_nobody(name: str) -> None:
    assert nobody(name) is Attribution.COLLECTIVE


@pytest.mark.parametrize(
    "name",
    ["Ana Ruiz", "Facebook", "X", "The The", "Facebook user बसंत मलिक", "Facebook Page - NoConversion", "PSOE", "—"],
)
def test_names_that_name_somebody(name: str) -> None:
    assert nobody(name) is None


def test_where_nobody_in_particular_posted_it_is_where_it_appeared() -> None:
    one = read(claim(author={"name": "Facebook users", "sameAs": "https://facebook.com/1"}))
    assert one.carried == ("https://facebook.com/1",)
    assert {remark.field for remark in one.remarks} == {"itemReviewed.author", "itemReviewed.author.sameAs"}


def test_the_fact_check_itself_is_no_appearance() -> None:
    one = read(claim(appearance=[{"url": f"{URL}?utm_source=x"}, {"url": "https://a.example/1"}]))
    assert one.carried == ("https://a.example/1",)
    assert [remark.field for remark in one.remarks] == ["itemReviewed"]


def test_names_of_properties_are_read_in_any_case_and_with_their_vocabulary() -> None:
    one = read(
        {
            "@type": "http://schema.org/claimreview",
            "schema:claimReviewed": "The dam broke",
            "http://schema.org/reviewRating": {"schema:alternateName": "False"},
            "URL": URL,
        }
    )
    assert (one.statement, one.rating) == ("The dam broke", "False")


@given(st.text(alphabet=st.characters(codec=None) | st.sampled_from("&<>;ampltb/ \r\n\0"), max_size=40))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["name", "url", "@type", "@value", "@id", "@list", "alternateName"]), inner
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from(["claimReviewed", "url", "author", "publisher", "reviewRating", "itemReviewed", "datePublished"]),
)
def test_whatever_stands_in_a_field_it_is_read_or_refused_by_the_name_of_a_field(value: Any, field: str) -> None:
    refused = ""
    read: list[FactCheck] = []
    try:
        read = fact_checks(Found("object 1", review(**{field: value})))
    except BadValue as problem:
        refused = str(problem)
    assert all(one.statement and one.rating and one.url for one in read)
    assert bool(read) != refused.startswith(("claimReviewed ", "url ", "reviewRating "))


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (Number("1", "1", "5"), Status.REFUTED),
        (Number("5", "1", "5"), Status.CONFIRMED),
        (Number("3", "1", "5"), None),
        (Number("1", None, "5"), None),
        (Number("1", "1", "1"), None),
        (Number("1", "5", "1"), None),
        (Number("bad", "1", "5"), None),
        (None, None),
    ],
)
def test_a_number_counts_at_the_ends_of_its_scale_when_the_words_say_nothing(
    number: Number | None, status: Status | None
) -> None:
    one = FactCheck("object 1", "The dam broke", "Who knows?", number, URL, "Checker")
    assert status_for(one, lambda rating, rater: None) == (status, True)
    assert status_for(one, lambda rating, rater: Status.OUTDATED) == (Status.OUTDATED, False)


# Files


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "around",
    [
        lambda one, two: one,
        lambda one, two: [one, two],
        lambda one, two: [[one], {"x": two}],
        lambda one, two: {"@graph": [{"@type": "WebPage"}, one, two]},
        lambda one, two: {"@type": "DataFeed", "dataFeedElement": [{"item": [one]}, {"item": [two, None]}], "x": 1},
    ],
    ids=["object", "array", "nested", "graph", "feed"],
)
def test_every_form_of_json_is_read(around: Any, indent: int | None, tmp_path: Path) -> None:
    one, two = review(), review(claimReviewed="Ten died")
    content = around(one, two)
    values = [
        each.values
        for each in found(tmp_path / "file.json", json.dumps(content, indent=indent))
        if isinstance(each, Found)
    ]
    assert values == ([one] if content is one else [one, two])


def test_json_lines_are_read_and_a_line_that_is_broken_costs_no_other(tmp_path: Path) -> None:
    lines = f"{json.dumps(review())}\n\n{{broken\n{json.dumps(review(claimReviewed='Ten died'))}"
    places = [(type(one), one.place) for one in found(tmp_path / "file.jsonl", lines)]
    assert places == [(Found, "line 1"), (Broken, "line 3"), (Found, "line 4")]


def test_a_list_that_was_cut_short_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    whole = json.dumps([review(), review(claimReviewed="Ten died")])
    assert [type(one) for one in found(tmp_path / "file.json", whole[:-20])] == [Found, Broken]
    assert [type(one) for one in found(tmp_path / "file.json", whole[:-1])] == [Found, Found, Broken]


def test_a_list_longer_than_what_is_read_at_once_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.interchange.claimreview.files.HEAD", 300)
    monkeypatch.setattr("claims.interchange.claimreview.files.AT_ONCE", 50)
    many = [review(claimReviewed=f"Dam {number} broke “é”") for number in range(20)]
    for content in (many, {"@type": "DataFeed", "dataFeedElement": many}):
        values = [one.values for one in found(tmp_path / "file.json", json.dumps(content)) if isinstance(one, Found)]
        assert values == many
    lines = "\n".join(map(json.dumps, many))
    monkeypatch.setattr("claims.interchange.claimreview.files.HEAD", 700)
    assert len(found(tmp_path / "file.jsonl", lines)) == 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_recognised(encoding: str, tmp_path: Path) -> None:
    content = json.dumps([review(claimReviewed="La présa é")], ensure_ascii=False).encode(encoding)
    (one,) = found(tmp_path / "file.json", content)
    assert isinstance(one, Found)
    assert one.values["claimReviewed"] == "La présa é"


PAGE = """<!DOCTYPE html><html><head><link rel="canonical" href="https://checker.example/checks/dam">
<script>var x = '"ClaimReview"';</script>
<script type="application/ld+json">{"@type": "WebSite"}</script>
<script type='application/ld+json; charset=utf-8'><!-- %s --></script>
<script type="application/ld+json">{not json, ClaimReview</script></head><body><p>"ClaimReview"</p></body></html>"""


def test_a_page_is_read_with_its_scripts_and_against_its_own_address(tmp_path: Path) -> None:
    graph = {
        "@graph": [
            {"@id": "#org", "@type": "Organization", "name": "Checker"},
            review(url="dam?x=1", author={"@id": "#org"}),
        ]
    }
    one, broken = found(tmp_path / "page.html", PAGE % json.dumps(graph))
    assert isinstance(one, Found)
    assert isinstance(broken, Broken)
    (check,) = fact_checks(one)
    assert (check.url, check.outlet) == ("https://checker.example/checks/dam?x=1", "Checker")
    (check,) = fact_checks(Found("", review(url=None), base=one.base))
    assert check.url == "https://checker.example/checks/dam"


@pytest.mark.parametrize(
    "content", ["[]", "{}", '[{"record": "claim", "key": "a", "statement": "ClaimReview"}]', "a,b\n1,2"]
)
def test_other_files_are_not_taken_for_it(content: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(content)
    assert not is_claimreview(path)
    assert not is_claimreview(tmp_path)


def test_a_page_without_any_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html></html>")
    with pytest.raises(BadValue, match="holds no ClaimReview"):
        list(objects(path))


def test_what_nests_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text('{"claimReviewed": ' + "[" * 100_000)
    with pytest.raises(BadValue, match="deeper"):
        list(objects(path))
