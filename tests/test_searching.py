"""Tokens and the query language: the same for both engines, because they are made here."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.searching import FILLER, Field, Query, Term, document, fts5, marked, parsed, tokens, tsquery, words_of
from claims.text.searching.tokens import LONGEST, MOST, MOST_ALIKE

FIELDS = ("outlet", "status", "said")


def terms(query: Query) -> list[list[tuple[str, ...]]]:
    return [[term.tokens for term in group] for group in query.groups]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hürriyet Daily-News", ["hurriyet", "daily", "news"]),
        ("the U.S. and $3,000.50", ["the", "us", "and", "3", "000", "50"]),
        ("https://www.example.com/a-b?c=1", ["https", "www", "example", "com", "a", "b", "c", "1"]),
        ("don’t", ["don", "t"]),
        ("岸田首相は", ["岸田", "田首", "首相", "相は", "は"]),
        ("日本のNATO", ["日本", "本の", "の", "nato"]),
        ("ＮＡＴＯ　①", ["nato", "1"]),
        ("Straße ﬁre", ["strasse", "fire"]),
        ("e\u0301te\u0301", ["ete"]),
        ("हिन्दी", ["हनद"]),
        ("한국은", ["한국", "국은", "은"]),
        ("ｶﾞｸ ガク", ["カク", "ク", "カク", "ク"]),
        ("co\u00adoperate \ufeffsee\u2060saw", ["cooperate", "seesaw"]),
        ("葛\U000e0100城", ["葛城", "城"]),
        ("Łódź, Søren Ægir, Diyarbakır", ["lodz", "soren", "aegir", "diyarbakir"]),
        ("مـــرحبا ٣٠٠", ["مرحبا", "300"]),
        ("… — !", []),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_a_text_becomes_tokens(text: str, found: list[str]) -> None:
    assert list(words_of(text)) == found
    assert [token.text for token in tokens(text)] == found


@given(st.text(max_size=200))
def test_every_token_stands_where_it_says_and_makes_itself_again(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert token.start >= last
        assert token.text in words_of(text[token.start : token.end])
        assert words_of(token.text)[0] == token.text
        last = token.start


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("각なガ゙ｶﾞéø\u0301\u00ad"), max_size=30))
def test_texts_that_read_alike_have_the_same_tokens(text: str) -> None:
    apart, together = (unicodedata.normalize(form, text) for form in ("NFD", "NFC"))
    assert words_of(apart) == words_of(together)


def test_a_document_keeps_what_an_index_can_keep() -> None:
    assert document(["one two", None, "", "three"]) == ["one", "two", FILLER, "three"]
    many = document(["word " * (MOST_ALIKE + 5) + "last"])
    assert many.count("word") == MOST_ALIKE
    assert many.index("last") == MOST_ALIKE + 5
    assert len(document([" ".join(map(str, range(MOST + 10)))])) == MOST


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("kishida visit", [[("kishida",)], [("visit",)]]),
        ('"10 April" summit', [[("10", "april")], [("summit",)]]),
        ("a OR b c", [[("a",), ("b",)], [("c",)]]),
        ("a b a OR c a OR c", [[("a",)], [("b",)], [("a",), ("c",)]]),
        ("OR a OR OR b OR", [[("a",), ("b",)]]),
        ('"unclosed words', [[("unclosed", "words")]]),
        ("foo:bar", [[("foo", "bar")]]),
        ("https://x.org/a", [[("https", "x", "org", "a")]]),
        ("首相", [[("首相",)]]),
        ("日本人", [[("日本", "本人")]]),
        ("a -b -", [[("a",)]]),
        ("* ** OR - \" '", []),
    ],
)
def test_words_become_groups(typed: str, groups: list[list[tuple[str, ...]]]) -> None:
    assert terms(parsed(typed, FIELDS)) == groups


def test_what_is_left_out_and_what_goes_on() -> None:
    query = parsed('zeal* -canada -"new york" 相', FIELDS)
    assert query.groups == ((Term(("zeal",), goes_on=True),), (Term(("相",), goes_on=True),))
    assert query.excluded == (Term(("canada",)), Term(("new", "york")))


def test_a_field_is_words_where_it_is_said_to_be() -> None:
    typed = "a OR status:confirmed b -status:none --said:2024"
    query = parsed(typed, FIELDS)
    assert query.fields == (
        Field("status", "confirmed"),
        Field("status", "none", excluded=True),
        Field("said", "2024", excluded=True),
    )
    assert terms(query) == [[("a",)], [("b",)]]
    query = parsed(typed, FIELDS, as_words=[Field("status", "none", excluded=True)])
    assert [field.value for field in query.fields] == ["confirmed", "2024"]
    assert query.excluded == (Term(("status", "none")),)


def test_fields_are_those_that_are_known() -> None:
    query = parsed('outlet:"The Guardian" -status:Disputed said:2024-03 kind:fact', FIELDS)
    assert query.fields == (
        Field("outlet", "The Guardian"),
        Field("status", "Disputed", excluded=True),
        Field("said", "2024-03"),
    )
    assert terms(query) == [[("kind", "fact")]]


@given(st.text(max_size=80))
def test_whatever_is_typed_means_something_to_both_engines(typed: str) -> None:
    query = parsed(typed, FIELDS)
    for groups in (query.groups, [query.excluded] if query.excluded else []):
        for word in (token for group in groups for term in group for token in term.tokens):
            assert word.isalnum()
        assert fts5(groups).count('"') % 2 == 0
        assert tsquery(groups).count("'") % 2 == 0


def test_what_was_found_is_marked_once() -> None:
    text = "Hürriyet says: in line, in line to join"
    places = marked(text, [(("in", "line"), False), (("hurr",), True), (("line", "to"), False)])
    assert [text[start:end] for start, end in places] == ["Hürriyet", "in line", "in line to"]
