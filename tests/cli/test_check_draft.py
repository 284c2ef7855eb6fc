"""`claims check-draft`: an article before publication, against the records of its story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from lxml import html

from tests.cli.entering import done, refused, rows
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

DRAFT = """# North Lake dam will close

The North Lake dam will be closed on 17 February 2024, the energy ministry said.

The dam supplies electricity to 300 farms. Its turbines were built by Acme. Mayor Ann Fox resigned over the leak, and
the ministry denied that the wall has cracks.

The lake will become a nature reserve. Farmers sued the ministry in Linz on Monday. Nobody knows what comes next.
"""


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    proof = [{"kind": "primary_record", "url": "https://gov.example/1", "title": "The record"}]
    dam = {"stories": ["dam"]}
    enter(
        run.url,
        [
            record("story", "dam", title="The dam"),
            record("outlet", "us", name="The Paper", ours=True),
            *article("a", "Alpha"),
            *article("b", "Beta"),
            record("source", "gov", kind="institution", name="Energy Ministry"),
            record("source", "acme", kind="institution", name="Acme"),
            claim("close", "The North Lake dam will be closed on 27 February 2024", kind="intention", **dam),
            claim("farms", "The North Lake dam supplies electricity to 400 farms", **dam),
            claim("acme", "Acme built the turbines of the North Lake dam", **dam),
            claim("mayor", "Mayor Ann Fox resigned because of the leak", **dam),
            claim("cracks", "The wall of the North Lake dam has cracks", **dam),
            claim("reserve", "The lake is to become a nature reserve", kind="intention", **dam),
            claim("other", "Farmers sued the ministry in Linz", stories=[]),
            appearance("a", "institution", claim="close", source="gov", proximity="first_hand"),
            appearance("b", "institution", claim="close", source="acme", proximity="first_hand"),
            appearance("a", "institution", claim="farms", source="gov"),
            appearance("a", "unattributed", claim="acme"),
            appearance("a", "institution", claim="mayor", source="gov"),
            appearance("a", "institution", claim="cracks", source="gov"),
            appearance("b", "institution", claim="cracks", source="gov", stance="denies"),
            appearance("a", "institution", claim="reserve", source="gov"),
            record("review", "v", claim="mayor", status="refuted", note="She is in office.", evidence=proof),
            record("review", "w", claim="reserve", status="confirmed", outcome="occurred", note="It is.",
                   evidence=proof),
        ],
    )  # fmt: skip
    return run


def check(run: Run, path: Path, *options: object) -> dict[str, Any]:
    found: dict[str, Any] = done(run, "check-draft", path, "--story", "dam", *options)
    return found


def draft(tmp_path: Path, text: str = DRAFT, name: str = "draft.md") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def of(answer: dict[str, Any], beginning: str) -> dict[str, Any]:
    (sentence,) = (each for each in answer["sentences"] if each["text"].startswith(beginning))
    return sentence  # type: ignore[no-any-return]


def test_each_sentence_has_its_claims_with_verdict_rule_and_origins(newsroom: Run, tmp_path: Path) -> None:
    answer = check(newsroom, draft(tmp_path))
    closing = of(answer, "The North Lake dam will be closed")["claims"][0]
    assert (closing["id"], closing["origins"]["rule"], closing["status"]) == (1, "met", "unverified")
    assert sorted(closing["voices"]) == ["Acme", "Energy Ministry"]
    assert closing["differences"] == [{"kind": "date", "draft": "17 February 2024", "claim": "27 February 2024"}]
    (farms,) = of(answer, "The dam supplies")["claims"]
    assert farms["differences"] == [{"kind": "figure", "draft": "300 farms", "claim": "400 farms"}]
    assert (farms["rests_on"], farms["origins"]["rule"]) == ("one_origin", "not met")
    (turbines,) = of(answer, "Its turbines")["claims"]
    assert (turbines["id"], turbines["rests_on"], turbines["concerns"]) == (3, "nobody", ["nobody"])
    mayor, cracks = sorted(of(answer, "Mayor Ann Fox")["claims"], key=lambda each: each["id"])
    assert (mayor["status"], mayor["concerns"]) == ("refuted", ["refuted"])
    assert (cracks["id"], set(cracks["concerns"]) >= {"contested", "one_origin"}) == (5, True)
    (reserve,) = of(answer, "The lake will become")["claims"]
    assert (reserve["id"], reserve["status"], reserve["concerns"]) == (6, "confirmed", [])
    sued = of(answer, "Farmers sued")
    assert (sued["claims"], sued["concerns"]) == ([], ["unlogged"]), "the claim belongs to no story"
    assert of(answer, "Nobody knows")["concerns"] == [], "nothing in it can be checked"
    numbers = {name: answer["summary"][name] for name in ("differing", "doubtful", "thin", "unlogged")}
    by_text = {each["number"]: each for each in answer["sentences"]}
    assert all(by_text[number]["concerns"] for group in numbers.values() for number in group)
    assert [by_text[number]["text"] for number in numbers["unlogged"]] == [
        "Farmers sued the ministry in Linz on Monday."
    ]


def test_every_format_says_the_same_and_the_gravest_first(newsroom: Run, tmp_path: Path) -> None:
    path = draft(tmp_path)
    for form in ("table", "markdown", "html"):
        answer = newsroom("check-draft", path, "--story", "dam", "--format", form)
        assert (answer.exit_code, answer.stderr) == (0, "")
        text = html.fromstring(answer.stdout).text_content() if form == "html" else answer.stdout
        flat = " ".join(text.replace("\\", "").split())
        titles = ("The draft differs from", "Refuted, disputed, outdated or", "On one origin, on unnamed",
                  "No claim logged", "Logged, and nothing against it")  # fmt: skip
        parts = flat.casefold()[flat.casefold().index(titles[0].casefold()) :]
        places = [parts.index(title.casefold()) for title in titles]
        assert places == sorted(places), form
        for words in ("17 February 2024", "27 February 2024", "300 farms", "Two-source rule: met", "Farmers sued",
                      "claims log", "Energy Ministry"):  # fmt: skip
            assert words in flat, (form, words)


def test_nothing_is_stored_unless_asked_for(newsroom: Run, tmp_path: Path) -> None:
    before, path = rows(newsroom), draft(tmp_path)
    check(newsroom, path)
    target = tmp_path / "check.html"
    answer = newsroom("check-draft", path, "--story", "dam", "-o", target)
    assert (answer.exit_code, target.stat().st_mode & 0o777) == (0, 0o600)
    assert "<html" in target.read_text(encoding="utf-8")
    assert rows(newsroom) == before
    assert newsroom("check-draft", path, "--story", "dam", "-o", target).exit_code == 9, "the file is there"
    first = newsroom("check-draft", path, "--story", "dam", "--log", "--format", "json")
    logged = max(done(newsroom, "article", "list"), key=lambda row: row["id"])
    number = logged["id"]
    assert f"#{number}" in first.stderr
    assert (logged["kind"], logged["title"], logged["outlet"]["label"]) == (
        "unpublished",
        "North Lake dam will close",
        "The Paper",
    )
    assert rows(newsroom)["appearance"] == before["appearance"], "what a draft says is no source of a claim"
    again = newsroom("check-draft", path, "--story", "dam", "--log")
    assert f"#{number}" in again.stderr
    assert rows(newsroom)["article"] == before["article"] + 1, "once"


def test_a_draft_is_logged_only_as_our_own(run: Run, tmp_path: Path) -> None:
    enter(run.url, [record("story", "dam", title="The dam")])
    refused(run, "check-draft", draft(tmp_path), "--story", "dam", "--log", code=5, says="ours")


def test_the_forms_of_a_draft_give_the_same_sentences(newsroom: Run, tmp_path: Path) -> None:
    lines = [line for line in DRAFT.split("\n\n") if line.strip()]
    word = WordDocument()
    word.add_heading(lines[0].removeprefix("# "), 1)
    for line in lines[1:]:
        word.add_paragraph(" ".join(line.split()))
    word.save(str(tmp_path / "draft.docx"))
    page = "".join(f"<p>{line}</p>" for line in lines[1:])
    draft(tmp_path, f"<html><body><h1>{lines[0][2:]}</h1>{page}</body></html>", "draft.html")
    draft(tmp_path, DRAFT.removeprefix("# "), "draft.txt")
    wanted = check(newsroom, draft(tmp_path))["sentences"]
    for name in ("draft.docx", "draft.html", "draft.txt"):
        assert check(newsroom, tmp_path / name)["sentences"] == wanted, name
    piped = newsroom("check-draft", "-", "--story", "dam", "--format", "json", input=DRAFT).json
    assert (piped["sentences"], piped["draft"]) == (wanted, "-")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.md", None, 9),
        ("draft.pdf", b"%PDF-1.7", 9),
        ("draft.doc", b"\xd0\xcf\x11\xe0", 9),
        ("draft.docx", b"PK\x03\x04", 9),
        ("draft.md", b"\0\1\2", 9),
        ("draft.md", b"", 6),
        ("draft.md", b"# \n\n---\n", 6),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    newsroom: Run, tmp_path: Path, name: str, content: bytes | None, code: int
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    answer = newsroom("check-draft", path, "--story", "dam")
    assert (answer.exit_code, answer.stdout) == (code, "")
    assert answer.stderr.startswith("claims: ")
    assert "Traceback" not in answer.stderr


def test_an_unknown_story_and_a_form_that_is_not_written_are_refused(newsroom: Run, tmp_path: Path) -> None:
    path = draft(tmp_path)
    assert newsroom("check-draft", path, "--story", "damm").exit_code == 3
    assert newsroom("check-draft", path).exit_code == 2
    assert newsroom("check-draft", path, "--story", "dam", "-o", tmp_path / "check.pdf").exit_code == 2


def test_the_records_of_then_are_held_against_it(newsroom: Run, tmp_path: Path) -> None:
    done(newsroom, "review", 1, "in_review", "--note", "asked")
    (then,) = of(check(newsroom, draft(tmp_path), "--as-of", "2024-03-21"), "The North Lake dam will be")["claims"]
    (now,) = of(check(newsroom, draft(tmp_path)), "The North Lake dam will be")["claims"]
    assert (then["status"], now["status"]) == ("unverified", "in_review")


def test_a_retracted_report_behind_a_claim_is_a_concern(newsroom: Run, tmp_path: Path) -> None:
    done(newsroom, "correct", 3, "--retracted", "--note", "withdrawn")
    (farms,) = of(check(newsroom, draft(tmp_path)), "The dam supplies")["claims"]
    assert farms["corrected"]
    assert "corrected" in farms["concerns"]


def test_nothing_off_the_record_gets_out(newsroom: Run, tmp_path: Path) -> None:
    off = ("--terms", "off_record", "--attribution", "named", "--source", "Zqhush Person", "--outlet", "Zqhush Gazette")
    done(newsroom, "appear", 3, *off, "--excerpt", "zqhush words", "--wording", "direct", "--note", "zqhush note")
    done(newsroom, "log", "The lake was poisoned by zqhush", *off, "--story", "dam")
    text = f"{DRAFT}\nThe lake was poisoned on 3 May.\n"
    before = check(newsroom, draft(tmp_path))["sentences"]
    for form in ("table", "markdown", "html", "json"):
        answer = newsroom("check-draft", draft(tmp_path, text), "--story", "dam", "--format", form)
        assert "zqhush" not in (answer.stdout + answer.stderr).casefold(), form
        assert answer.exit_code == 0
    answered = check(newsroom, draft(tmp_path, text))
    assert of(answered, "The lake was poisoned")["concerns"] == ["unlogged"], "as if nobody had said so"
    assert of(answered, "Its turbines") == next(each for each in before if each["text"].startswith("Its turbines"))
    assert answered["summary"]["withheld"] == 2


def test_a_draft_of_the_real_case_shows_what_is_wrong_in_it(aukus: Run, tmp_path: Path) -> None:
    text = (
        "Prime Minister Kishida will pay a state visit to Washington on 17 April 2024.\n\n"
        "Elections are due in the United Kingdom, the United States and Australia over the next 24 months.\n\n"
        "Officials said that decisions on Japan and South Korea joining AUKUS have been made.\n\n"
        "The first submarine is due at HMAS Stirling in 2027.\n"
    )
    answer = done(aukus, "check-draft", draft(tmp_path, text, "draft.txt"), "--story", "aukus-pillar-2")
    found = [[difference["kind"] for stated in sentence["claims"] for difference in stated["differences"]]
             for sentence in answer["sentences"]]  # fmt: skip
    assert found[0] == ["date"] * len(found[0]) != []
    assert found[1:] == [["figure"], ["negation"], []]
    assert answer["sentences"][3]["concerns"] == ["unlogged"]
