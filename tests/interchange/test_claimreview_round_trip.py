"""ClaimReviews brought in and given out again: what is entered, what leaves, and that the meaning stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from claims.interchange.claimreview.files import Found, objects
from claims.interchange.claimreview.read import fact_checks
from claims.store.schema import EVENT, TABLES
from claims.text.matching import match_key, url_key
from claims.vocabulary import UNNAMED_ATTRIBUTIONS
from tests.cli.entering import queried
from tests.conftest import Run
from tests.interchange.test_claimreview import Json, claim, review
from tests.newsroom import appearance, article, enter, record
from tests.newsroom import claim as a_claim
from tests.places import Pool

pytestmark = [pytest.mark.engines("sqlite"), pytest.mark.usefixtures("own_logins")]

SCHEMA = json.loads((Path(__file__).parent / "claimreview.schema.json").read_text(encoding="utf-8"))
SITE = ("--site", "https://paper.example/claims/{uid}", "--publisher", "The Paper")

DIRTY: list[Json] = [
    review(),
    review(url="https://checker.example/2", author="Checker", reviewRating="Misleading", itemReviewed=None),
    review(
        url="checker.example/3",
        claimReviewed=["Ten&nbsp;died &amp; <b>more</b>"],
        author=[{"@type": "Person", "name": "Jo Lee"}],
        publisher={"@type": "Organization", "name": "Checker"},
        datePublished="2020-08-31 17:22:16",
        reviewRating={"alternateName": "Half true", "ratingValue": 3, "bestRating": "", "ratingExplanation": 5},
        itemReviewed={
            "@type": "creativeWork",
            "author": {"@type": "Organization", "name": ["PSOE", "a party"], "sameAs": "https://psoe.example/"},
            "datePublished": "Mon, 06 Jul 2020 12:00:00 GMT",
            "url": "https://video.example/é?v=1",
            "name": "Congress",
        },
    ),
    review(
        url="https://checker.example/4",
        claimReviewed="A photo shows the dam",
        reviewRating={"alternateName": "falso"},
        itemReviewed={
            "author": {"@type": "Person", "name": "Varias fuentes", "sameAs": "https://facebook.com/posts/1"},
            "appearance": [{"url": "https://x.com/a/1"}, "https://x.com/b/2", "no address"],
        },
    ),
    review(
        url="https://checker.example/5",
        claimReviewed="5 से 6",
        author={"@type": "Person", "name": "Jo Lee", "worksFor": {"name": "Checker"}},
        reviewRating=[{"ratingValue": 1, "worstRating": 1, "bestRating": 5}],
        itemReviewed={"author": {"@type": "Person", "name": "Bea Soto", "jobTitle": "mayor", "affiliation": "Madrid"}},
    ),
]


def imported(run: Run, path: Path, values: Any, **more: Any) -> Any:
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    answer = run("import", path, "--format", "json", **more)
    assert answer.exit_code == 0, answer.stderr
    return answer.json


def test_a_preview_shows_what_would_be_and_enters_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([*DIRTY, review(url="")]), encoding="utf-8")
    told = run("import", path, "--preview", "--format", "json").json
    shown = run("import", path, "--preview").stdout
    assert shown.startswith("would enter 5 claims, 5 reviews, ")
    assert "refused 1 object\n" in shown
    assert [one["rating"] for one in told["first"]] == ["False", "Misleading", "Half true"]
    assert run("list", "--format", "json").json == []
    assert not list(tmp_path.glob("*.rejects*"))
    done = run("import", path, "--format", "json").json
    would = told["would"]
    assert {name: done[name] for name in would if name != "rejects_file"} == {
        name: value for name, value in would.items() if name != "rejects_file"
    }
    assert run("import", path, "--preview").stdout.startswith("nothing new; 5 fact-checks were there already")


def test_strict_stops_at_the_first_that_is_refused_and_keeps_nothing_of_the_batch(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([*DIRTY, review(url="")]), encoding="utf-8")
    answer = run("import", path, "--strict")
    assert answer.exit_code == 6
    assert "reviews.json, object 6: url" in answer.stderr
    assert "its whole batch was left out" in answer.stderr
    assert run("list", "--format", "json").json == []
    path.write_text(json.dumps(DIRTY), encoding="utf-8")
    assert run("import", path, "--strict").exit_code == 0


def given_out(run: Run, *more: str) -> list[Json]:
    """What is exported, checked against the schema."""
    answer = run("export", "--format", "claimreview", "-", *more)
    assert answer.exit_code == 0, answer.stderr
    found: list[Json] = json.loads(answer.stdout)
    for one in found:
        jsonschema.Draft6Validator(SCHEMA).validate(one)
    return found


def rows(run: Run, table: str) -> list[dict[str, Any]]:
    """The rows of a table, in the order of their entry."""
    wanted = {**TABLES, "event": EVENT}[table]
    found = queried(run, lambda connection: connection.execute(select(wanted).order_by(wanted.c.id)).mappings().all())
    return [dict(row) for row in found]


def meaning(values: list[Json]) -> list[Any]:
    """What ClaimReviews say, whatever their shape: the claim, who made it when and where, who rated it and how."""
    return sorted(
        (
            one.statement,
            one.rating,
            url_key(one.url),
            match_key(one.outlet or ""),
            tuple(map(match_key, one.reporters)),
            (one.published or "")[:10],
            tuple(match_key(who.name) for who in one.speakers if who.attribution not in UNNAMED_ATTRIBUTIONS)[:1],
            tuple((who.role, who.institution) for who in one.speakers if who.attribution not in UNNAMED_ATTRIBUTIONS)[
                :1
            ],
            (one.said or "")[:10],
            tuple(sorted(map(url_key, one.carried))),
            one.occasion or "",
            one.explanation or "",
        )
        for number, each in enumerate(values)
        for one in fact_checks(Found(f"object {number}", each))
    )


# In


def test_a_dirty_file_comes_in_and_a_second_time_changes_nothing(run: Run, tmp_path: Path) -> None:
    first = imported(run, tmp_path / "dirty.json", DIRTY)
    assert (first["fact_checks"], first["skipped"], first["refused"]) == (5, 0, [])
    assert first["made"]["claim"] == 5
    assert {(one["field"], one["count"]) for one in first["remarks"]} >= {
        ("url", 1),
        ("itemReviewed.author", 1),
        ("itemReviewed.appearance", 1),
    }
    before = {table: rows(run, table) for table in ("claim", "review", "article", "source", "outlet", "event")}
    second = imported(run, tmp_path / "dirty.json", DIRTY)
    assert (second["fact_checks"], second["skipped"], second["made"]) == (0, 5, {})
    assert {table: rows(run, table) for table in before} == before
    for check in (("db", "check"), ("db", "verify")):
        assert run(*check).exit_code == 0


def test_what_it_says_is_entered_as_the_records_of_a_newsroom(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "one.json", DIRTY[2])
    shown = run("show", 1, "--format", "json").json
    assert shown["statement"] == "Ten died & more"
    assert (shown["status"], shown["kind"]) == ("partly_confirmed", "fact")
    (made,) = shown["appearances"]
    assert (made["attribution"], made["source"]["name"], made["said"]) == ("institution", "PSOE", "2020-07-06")
    assert not made["article"]["seen"]
    (reviewed,) = rows(run, "review")
    assert (reviewed["rating"], reviewed["note"], reviewed["entered_by"]) == (
        "Half true",
        "rated “Half true” by Checker",
        "tester",
    )
    (evidence,) = rows(run, "evidence")
    assert evidence["kind"] == "report"


def test_nobody_is_one_source_of_all_that_anybody_posted(run: Run, tmp_path: Path) -> None:
    posts = [claim(author={"name": "Facebook users"}) | {"url": f"https://checker.example/{n}"} for n in range(2)]
    named = [claim(author={"name": "Ana Ruiz"}) | {"url": f"https://checker.example/{n}"} for n in range(2, 4)]
    imported(run, tmp_path / "posts.json", posts + named)
    sources = rows(run, "source")
    assert sorted((bool(one["named"]), one["name"], one["described"]) for one in sources) == [
        (False, None, "Facebook users"),
        (False, None, "Facebook users"),
        (True, "Ana Ruiz", None),
    ]


def test_what_is_known_already_is_used(run: Run, tmp_path: Path) -> None:
    assert run("outlet", "add", "Checker Ltd", "--alias", "Checker").exit_code == 0
    logged = ("--url", "https://x.com/a/1", "--attribution", "named", "--source", "Ana Ruiz")
    assert run("log", "Another claim", *logged).exit_code == 0
    here = claim(author={"@type": "Person", "name": "ANA RUIZ"}, appearance="https://www.x.com/a/1?utm_source=b")
    imported(run, tmp_path / "one.json", here)
    assert len(rows(run, "source")) == 1
    assert len(rows(run, "article")) == 2
    assert {one["name"] for one in rows(run, "outlet")} == {"Checker Ltd", "x.com"}


def test_what_is_refused_goes_into_a_file_that_can_be_mended_and_brought_in(run: Run, tmp_path: Path) -> None:
    done = imported(
        run, tmp_path / "some.json", [review(), review(url="/dam"), review(reviewRating=None, url="a.example/1")]
    )
    assert [(one["place"], one["reason"].split()[0]) for one in done["refused"]] == [
        ("object 2", "url"),
        ("object 3", "reviewRating"),
    ]
    refused = Path(done["rejects_file"])
    assert refused == tmp_path / "some.rejects.jsonl"
    refused.write_text(refused.read_text().replace('"url": "/dam"', '"url": "https://checker.example/other"'))
    again = run("import", refused, "--format", "json").json
    assert (again["fact_checks"], len(again["refused"])) == (1, 1)


def test_a_file_that_was_cut_short_is_taken_in_as_far_as_it_goes_and_said_to_be(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_text(json.dumps([review(), review(url="https://checker.example/2")])[:-30])
    answer = run("import", path)
    assert answer.exit_code == 6
    assert "object 2" in answer.stderr
    assert len(rows(run, "claim")) == 1


def test_a_rating_in_no_table_waits_for_somebody_to_look(run: Run, tmp_path: Path) -> None:
    done = imported(run, tmp_path / "one.json", review(reviewRating="Reker hat das nie gesagt"))
    assert done["unmapped"] == {"Reker hat das nie gesagt": 1}
    assert run("show", 1, "--format", "json").json["status"] == "in_review"
    assert given_out(run) == []


def test_a_rating_that_changed_is_another_review(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "one.json", review())
    done = imported(run, tmp_path / "one.json", review(reviewRating="True"))
    assert (done["fact_checks"], done["made"].get("claim")) == (1, None)
    assert run("show", 1, "--format", "json").json["status"] == "confirmed"
    (one,) = given_out(run)
    assert one["reviewRating"]["alternateName"] == "True"


def test_a_rating_that_changed_does_not_overrule_what_was_found_out_here(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "one.json", review())
    assert run("review", 1, "disputed", "--note", "two engineers say it did").exit_code == 0
    done = imported(run, tmp_path / "one.json", review(reviewRating="True"))
    assert [one["reason"].split()[0] for one in done["refused"]] == ["reviewRating"]
    assert run("show", 1, "--format", "json").json["status"] == "disputed"


def test_where_two_people_are_asked_for_a_rating_is_a_proposal(run: Run, tmp_path: Path) -> None:
    assert run("db", "policy", "two_person_verdicts", "on", "--note", "we ask two").exit_code == 0
    imported(run, tmp_path / "one.json", review())
    assert run("show", 1, "--format", "json").json["status"] == "unverified"
    assert given_out(run) == []
    assert run("--as", "second", "review", 1, "--agree").exit_code == 0
    (one,) = given_out(run)
    assert (one["url"], one["reviewRating"]["alternateName"]) == ("https://checker.example/dam", "False")


# Out


def test_our_own_verdicts_have_our_words_and_our_address(run: Run, tmp_path: Path) -> None:
    assert run("log", "The dam broke", "--url", "https://rnz.example/1", "--attribution", "own_voice").exit_code == 0
    proof = ("--evidence", "https://dam.example/log", "--evidence-kind", "primary_record", "--note", "the log says so")
    assert run("review", 1, "partly-confirmed", *proof).exit_code == 0
    for missing, says in (
        ((), "--site"),
        (SITE[:2], "--publisher"),
        ((*SITE[2:], "--site", "no site"), '"no site" is not a web address'),
    ):
        answer = run("export", "--format", "claimreview", tmp_path / "out.json", *missing)
        assert answer.exit_code in (2, 6)
        assert says in answer.stderr
        assert not (tmp_path / "out.json").exists()
    (one,) = given_out(run, *SITE)
    uid = rows(run, "claim")[0]["uid"]
    assert one["url"] == f"https://paper.example/claims/{uid}"
    assert one["reviewRating"] == {"@type": "Rating", "alternateName": "Partly confirmed"}
    assert one["author"] == {"@type": "Organization", "name": "The Paper", "url": "https://paper.example/"}
    assert "author" not in one["itemReviewed"]


def test_the_case_satisfies_the_schema(case_url: str, environment: dict[str, str]) -> None:
    aukus = Run(case_url, environment)
    verdicts = [one for one in aukus("list", "--format", "json").json if one["status"] in _VERDICTS]
    found = given_out(aukus, *SITE, "--story", "aukus-pillar-2")
    assert sorted(one["claimReviewed"] for one in found) == sorted(one["statement"] for one in verdicts)


_VERDICTS = {"confirmed", "partly_confirmed", "misleading", "refuted", "outdated"}


def secret_newsroom(url: str) -> None:
    """Claims with verdicts of which something may not leave."""
    proof = [{"kind": "primary_record", "url": "https://proof.example/1"}]
    records = [
        *article("rnz", "RNZ", url="https://rnz.example/1"),
        *article("own", "The Paper", url="https://own.example/secret", kind="unpublished"),
        *(
            record("source", name.casefold(), kind="person", name=f"{name} Roe")
            for name in ("Off", "Background", "Unpublished", "Denier", "Wrong", "Retracted", "Spoken")
        ),
        record("source", "unnamed", kind="person", named=False, described="a senior diplomat"),
        a_claim("off", "Known only off the record"),
        a_claim("mixed", "Carried by one paper"),
        a_claim("unnamed", "Said by a diplomat"),
        a_claim("open", "Not reviewed at all"),
        a_claim("said", "Said by somebody"),
        appearance("rnz", "named", claim="off", source="off", terms="off_record"),
        appearance("rnz", "unattributed", claim="mixed"),
        record("appearance", "m1", claim="mixed", article="rnz", attribution="named", source="off", terms="off_record"),
        record(
            "appearance",
            "m2",
            claim="mixed",
            article="rnz",
            attribution="named",
            source="background",
            terms="background",
        ),
        record("appearance", "m3", claim="mixed", article="own", attribution="named", source="unpublished"),
        record("appearance", "m4", claim="mixed", article="rnz", attribution="named", source="denier", stance="denies"),
        record("appearance", "m5", claim="mixed", article="rnz", attribution="named", source="wrong"),
        record("appearance", "m6", claim="mixed", article="rnz", attribution="named", source="retracted"),
        record("correction", "x5", appearance="m5", kind="wrong", note="not said"),
        record("correction", "x6", appearance="m6", kind="retracted", note="withdrawn"),
        appearance("rnz", "unnamed", claim="unnamed", source="unnamed"),
        appearance("rnz", "named", claim="said", source="spoken", said="2024-03-18"),
        *(
            record("review", key, claim=key, status="confirmed", note="secret reasons", evidence=proof)
            for key in ("off", "mixed", "unnamed", "said")
        ),
    ]
    enter(url, records)


def test_nothing_leaves_that_may_not(run: Run) -> None:
    secret_newsroom(run.url)
    found = {one["claimReviewed"]: one for one in given_out(run, *SITE)}
    assert sorted(found) == ["Carried by one paper", "Said by a diplomat", "Said by somebody"]
    assert "author" not in found["Carried by one paper"]["itemReviewed"]
    assert "author" not in found["Said by a diplomat"]["itemReviewed"]
    assert found["Said by somebody"]["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Spoken Roe"},
        "datePublished": "2024-03-18",
        "appearance": [{"@type": "CreativeWork", "url": "https://rnz.example/1"}],
    }
    text = json.dumps(list(found.values()))
    for word in ("Off", "Background", "Unpublished", "Denier", "Wrong", "Retracted", "secret", 'diplomat"', "off the"):
        assert f"{word} Roe" not in text
        assert word != "secret" or word not in text
    answer = run("export", "--format", "claimreview", "-", *SITE)
    assert answer.stderr == "claims: left out: 1 row, off the record\n"


def test_claims_judged_one_leave_as_one(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "two.json", [review(), review(url="https://other.example/1")])
    assert len(given_out(run)) == 2
    assert run("duplicate", 1, 2, "--reason", "one statement").exit_code == 0
    assert len(given_out(run)) == 1


# There and back


def test_what_is_brought_in_and_given_out_has_the_same_meaning(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "dirty.json", DIRTY)
    out = given_out(run)
    assert meaning(out) == meaning(DIRTY)
    other = tmp_path / "out.json"
    assert run("export", "--format", "claimreview", other).exit_code == 0
    assert [one.values for one in objects(other) if isinstance(one, Found)] == out
    assert imported(run, other, out)["made"] == {}


NAMES = st.text(alphabet="abcdefgéñ漢字", min_size=1, max_size=6).map(lambda name: f"{name}a {name}b")
DAYS = st.dates().map(lambda day: day.replace(year=2000 + day.year % 30).isoformat())
WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


@st.composite
def reviews(draw: st.DrawFn) -> list[Json]:
    """ClaimReviews of different pages, in the shapes in which they come."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        day = draw(st.none() | DAYS)
        item = {
            "@type": draw(st.sampled_from(["Claim", "CreativeWork"])),
            "author": draw(
                st.none()
                | NAMES
                | st.just("Facebook users")
                | st.builds(lambda name: [{"@type": "Person", "name": name}], NAMES)
                | st.builds(lambda name: {"@type": "Organization", "name": [name]}, NAMES)
            ),
            "datePublished": draw(st.sampled_from([day, [day], day and f"{day} 10:00", day and f"{day}T23:59:59Z"])),
            "appearance": [f"https://post.example/{number}/{n}" for n in range(draw(st.integers(0, 2)))],
            "name": draw(st.none() | NAMES),
        }
        found.append(
            review(
                claimReviewed=f"Statement {number} {draw(WORDS)}",
                url=f"https://checker.example/{number}",
                datePublished=draw(st.none() | DAYS),
                author=draw(st.builds(lambda name: {"@type": "Organization", "name": name}, NAMES) | NAMES),
                reviewRating=draw(
                    st.sampled_from(["False", {"alternateName": ["Pants on Fire!"]}, [{"alternateName": "half-true "}]])
                ),
                itemReviewed=draw(st.just(item) | st.just([item])),
            )
        )
    return found


def test_whatever_is_brought_in_and_given_out_has_the_same_meaning(
    sqlite_pool: Pool, environment: dict[str, str], tmp_path: Path
) -> None:
    @hypothesis_settings(max_examples=25)
    @given(reviews())
    def holds(values: list[Json]) -> None:
        (url,) = sqlite_pool(1)
        run = Run(url, environment)
        done = imported(run, tmp_path / "generated.json", values)
        assert done["refused"] == []
        assert meaning(given_out(run)) == meaning(values)

    holds()
