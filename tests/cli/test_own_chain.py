"""Evidence that stands in the claim's own chain is refused, with the way by which it does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.entering import done, refused
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

SETTLES_NOTHING = "it is in claim #1's own chain and settles nothing; give evidence from outside the chain"
DIPLOMAT = "which attributes it to “one senior diplomat”"

CASE = [
    record("outlet", "politico", name="POLITICO", hosts=["politico.eu"]),
    record("outlet", "elsewhere", name="Kyodo News", hosts=["kyodonews.net"]),
    record(
        "article", "politico", outlet="politico", published="2024-03-19", url="https://www.politico.eu/article/aukus/"
    ),
    *article("taiwan", "Taiwan News", "2024-03-20"),
    *article("blog", "A blog", "2024-03-21"),
    *article("sky", "Sky News", None, seen=False),
    *article("ednews", "Ednews", "2024-03-20"),
    *article("copy", "Copyist", "2024-03"),
    record("article", "elsewhere", outlet="elsewhere", published="2024-03-22", url="https://english.kyodonews.net/x"),
    *article("denial", "Reuters", "2024-03-22"),
    record("source", "diplomat", kind="person", named=False, described="one senior diplomat"),
    claim(kind="prediction"),
    claim("else", "Kyodo has something else to say"),
    appearance("politico", "unnamed", source="diplomat"),
    appearance("taiwan", "outlet", relays="politico"),
    appearance("blog", "outlet", relays="taiwan"),
    appearance("elsewhere", claim="else"),
    appearance("denial", "unattributed", stance="denies"),
]


@pytest.fixture
@kept
def run(run: Run) -> Run:
    """A desk with claim 1 from POLITICO (article 1) to a blog (3), and a claim 2 that Kyodo alone carries (7)."""
    enter(run.url, CASE)
    return run


def refused_evidence(run: Run, given: str, *, kind: str = "report", verdict: str = "confirmed") -> str:
    args = ("review", 1, verdict, "--note", "x", "--evidence", given, "--evidence-kind", kind)
    said = refused(run, *args, code=5, says=SETTLES_NOTHING).splitlines()[0]
    return said.removeprefix("claims: ").removesuffix(f": {SETTLES_NOTHING}")


def taken(run: Run, given: str, *, kind: str = "report", verdict: str = "confirmed") -> Any:
    return done(run, "review", 1, verdict, "--note", "x", "--evidence", given, "--evidence-kind", kind)


def test_the_way_leads_up_to_the_origin(run: Run) -> None:
    politico = "article #1 (POLITICO, 19 March 2024)"
    assert refused_evidence(run, "article:1") == f"{politico} attributes it to “one senior diplomat”"
    assert refused_evidence(run, "article:2") == (
        f"article #2 (Taiwan News, 20 March 2024) picked it up from {politico}, {DIPLOMAT}"
    )
    assert refused_evidence(run, "article:3", kind="primary_record") == (
        "article #3 (A blog, 21 March 2024) picked it up from article #2 (Taiwan News, 20 March 2024), "
        f"which picked it up from {politico}, {DIPLOMAT}"
    )


def test_what_is_outside_of_the_chain_is_taken(run: Run) -> None:
    assert taken(run, "article:7")["status"] == "confirmed"
    assert taken(run, "https://english.kyodonews.net/y", verdict="refuted")["status"] == "refuted"
    assert taken(run, "article:8", verdict="misleading")["status"] == "misleading", "a denial is another's word"


def test_an_address_is_the_article_that_has_it(run: Run) -> None:
    for given in ("https://politico.eu/article/aukus", "http://www.politico.eu/article/aukus/?utm_source=x#top"):
        assert refused_evidence(run, given) == (
            f"the address is that of article #1 (POLITICO, 19 March 2024), {DIPLOMAT}"
        )
    twin = record("article", "twin", url="https://politico.eu/article/aukus?utm_source=y", title="The same page")
    enter(run.url, [twin])
    assert refused_evidence(run, "article:9").startswith("article #9 has the address of article #1 (POLITICO, ")


def test_an_article_judged_one_with_another_is_that_one(run: Run) -> None:
    same = record("judgement", "same", subject="article", kind="same", a="elsewhere", b="taiwan", reason="one page")
    enter(run.url, [*CASE, same])
    said = refused_evidence(run, "article:7")
    assert said.startswith(
        "article #7 is judged the same as article #2 (Taiwan News, 20 March 2024), which picked it up from"
    )
    said = refused_evidence(run, "https://english.kyodonews.net/x")
    assert said.startswith("the address is that of article #2 (Taiwan News, ")


def test_what_is_known_only_through_a_carrier_is_in_the_chain(run: Run) -> None:
    enter(
        run.url, [*CASE, record("appearance", "via", claim="c", article="ednews", attribution="outlet", relays="sky")]
    )
    assert refused_evidence(run, "article:4") == (
        "article #4 (Sky News) is where article #5 (Ednews, 20 March 2024) picked it up"
    )
    assert refused_evidence(run, "article:5") == (
        "article #5 (Ednews, 20 March 2024) picked it up from article #4 (Sky News), which is unread"
    )


@pytest.mark.parametrize("extent", ["whole", "part"])
def test_a_reprint_is_no_other_article_over_any_number_and_both_ways(run: Run, extent: str) -> None:
    again = record("article", "again", outlet="copy", reprint_of="blog", reprint_extent=extent)
    twice = record("article", "twice", outlet="copy", reprint_of="again", reprint_extent=extent)
    enter(run.url, [*CASE, again, twice])
    said = refused_evidence(run, "article:10")
    assert said.startswith("article #10 (Copyist)")
    assert said.endswith(DIPLOMAT)
    if extent == "part":
        assert " is a reprint of article #9 (Copyist), which is a reprint of article #3 (A blog, 21 March" in said
    draft = [
        record("article", "draft", outlet="politico", entered="2024-03-20T09:30:00+00:00"),
        record("article", "print", outlet="politico", reprint_of="draft", reprint_extent=extent),
        record(
            "appearance", "print", claim="c", article="print", attribution="own_voice", entered="2024-03-21T09:00:00Z"
        ),
    ]
    draft[1]["entered"] = "2024-03-20T10:00:00+00:00"
    enter(run.url, [*CASE, *draft])
    assert refused_evidence(run, "article:11") == (
        "article #11 (POLITICO) was reprinted as article #12 (POLITICO), which says so in its own voice"
    )


def test_a_circle_is_told_as_one(run: Run) -> None:
    circle = [
        record("appearance", "a", claim="else", article="ednews", attribution="outlet", relays="copy"),
        record("appearance", "b", claim="else", article="copy", attribution="outlet", relays="ednews"),
    ]
    enter(run.url, [*CASE, *circle])
    args = ("review", 2, "confirmed", "--note", "x", "--evidence", "article:5")
    sixth, fifth = "article #6 (Copyist, 2024-03)", "article #5 (Ednews, 20 March 2024)"
    says = f"picked it up from {sixth}, which picked it up from {fifth}, which is where the circle closes"
    refused(run, *args, code=5, says=f"{says}: it is in claim #2's own chain")


def test_of_what_is_off_the_record_no_word_is_told(run: Run) -> None:
    secret = record("source", "deep", kind="person", named=True, name="Ada Throat")
    spoke = {"claim": "c", "attribution": "named", "source": "deep", "terms": "off_record"}
    enter(run.url, [*CASE, secret, record("appearance", "secret", article="elsewhere", **spoke)])
    said = refused_evidence(run, "article:7")
    assert said == "article #7 (Kyodo News, 22 March 2024) carries it"


def statement_of_the_party(kind: str, article_kind: str) -> list[dict[str, Any]]:
    """A claim 3 of which the ministry itself is the origin, in article 9, and Taiwan News picked it up from there."""
    return [
        record("article", "ministry", kind=article_kind, published="2024-03-18", url="https://www.mofa.go.jp/x"),
        record("source", "mofa", kind="institution", name="Japan's foreign ministry"),
        claim("own", "Japan holds that the pact is open", kind=kind),
        record("appearance", "m", claim="own", article="ministry", attribution="institution", source="mofa"),
        record("appearance", "t", claim="own", article="taiwan", attribution="outlet", relays="ministry"),
    ]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("given", ["article:9", "https://mofa.go.jp/x"])
@pytest.mark.parametrize(
    ("kind", "article_kind", "evidence", "says"),
    [
        ("position", "statement", "party_statement", ""),
        ("intention", "post", "party_statement", ""),
        ("position", "transcript", "party_statement", ""),
        ("position", "statement", "primary_record", "settles nothing; for a party's own position or"),
        ("fact", "statement", "primary_record", "own chain and settles nothing; give evidence from outside"),
        ("position", "article", "party_statement", "own chain and settles nothing; give evidence from outside"),
        (
            "fact",
            "statement",
            "party_statement",
            "a party's statement alone settles only what the party itself holds or decides",
        ),
        (
            "prediction",
            "statement",
            "party_statement",
            "a party's statement alone settles only what the party itself holds or",
        ),
    ],
)
def test_a_partys_own_statement_settles_what_it_holds_or_decides_and_nothing_else(
    run: Run, given: str, kind: str, article_kind: str, evidence: str, says: str
) -> None:
    enter(run.url, [*CASE, *statement_of_the_party(kind, article_kind)])
    args = ("review", 3, "confirmed", "--note", "x", "--evidence", given, "--evidence-kind", evidence)
    if says:
        refused(run, *args, code=5, says=says)
        return
    assert done(run, *args)["status"] == "confirmed"
    report = ("review", 3, "refuted", "--note", "x", "--evidence", "article:2", "--evidence-kind", evidence)
    refused(run, *report, code=5, says="picked it up from article #9")
