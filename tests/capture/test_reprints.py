"""The same text in two outlets is said when it is captured, and stored only when a person says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.versions.reprints import Printed, likeness
from claims.text.versions.samples import RUN, SHARED, samples_of
from claims.vocabulary import ReprintExtent
from tests.capture.pages import PAGE
from tests.cli.entering import done, refused
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
SENTENCES = (
    "The council of the harbour town voted on Monday to close the old bridge for repairs.",
    "Drivers will have to use the tunnel, which was opened for traffic in the year 1932.",
    "Engineers found cracks in two of the four pillars when they inspected them in spring.",
    "The works are expected to take eighteen months and to cost about 12 million dollars.",
    "Shop owners on the northern bank fear that their customers will stay away for good.",
    "A ferry will carry people on foot across the water every half hour until the evening.",
)
TEXT = "\n\n".join(SENTENCES)
OTHER = (
    "A new museum of navigation opens its doors next week after ten years of planning. "
    "Its first exhibition shows maps that sailors drew by hand three centuries ago. "
    "Visitors under the age of sixteen will not have to pay for their tickets this year."
)


def extent(copy: str, original: str = TEXT) -> ReprintExtent | None:
    return likeness(Printed(copy), Printed(original)).extent


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (TEXT, ReprintExtent.WHOLE),
        (TEXT.replace("\n\n", " "), ReprintExtent.WHOLE),
        (f"(Wire) — {TEXT}\n\n{OTHER}", ReprintExtent.WHOLE),
        (TEXT.replace("council", "Council").replace(" dollars", " US dollars"), ReprintExtent.WHOLE),
        (" ".join(reversed(SENTENCES)), ReprintExtent.WHOLE),
        ("\n".join(SENTENCES[:3]), ReprintExtent.PART),
        (f"{SENTENCES[0]} {SENTENCES[3]} {OTHER}", ReprintExtent.PART),
        (f"{SENTENCES[0]} {OTHER}", None),
        (OTHER, None),
        ("", None),
        ("Yes. No. Perhaps.", None),
    ],
)
def test_a_reprint_is_whole_or_part(copy: str, expected: ReprintExtent | None) -> None:
    assert extent(copy) is expected


def test_quotations_in_common_make_no_reprint() -> None:
    speech = " ".join(f"“{sentence}”" for sentence in SENTENCES)
    assert extent(f"{speech} The mayor gave her speech to a full hall on Monday.", f"{speech} {OTHER}") is None


def test_a_few_sentences_in_common_are_only_suspected() -> None:
    alike = likeness(Printed(f"{SENTENCES[0]} {SENTENCES[1]} {OTHER} {OTHER.replace('new', 'old')}"), Printed(TEXT))
    assert (alike.extent, alike.suspected, alike.common) == (None, True, 2)


@given(st.text(max_size=200), st.text(max_size=200))
def test_texts_that_say_nothing_are_not_alike(text: str, other: str) -> None:
    alike = likeness(Printed(text), Printed(other))
    assert 0 <= alike.common <= alike.of_copy
    assert 0 <= alike.share <= 100
    if not Printed(text).sentences:
        assert not alike.suspected


@given(st.permutations(SENTENCES), st.integers(0, 6))
def test_any_selection_of_sentences_is_recognised(order: list[str], count: int) -> None:
    copy = " ".join(order[:count])
    alike = likeness(Printed(copy), Printed(TEXT))
    assert alike.common == alike.of_copy == alike.original_in_copy == count
    assert (alike.extent is not None) == (count >= 2)
    assert bool(samples_of(copy)) == bool(count)
    assert bool(samples_of(copy) & samples_of(TEXT)) == bool(count)


@given(st.lists(st.sampled_from("ab cd ef gh ij kl mn".split()), max_size=60), st.data())
def test_texts_that_share_a_stretch_share_a_sample(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(words) - SHARED)))
    shared = words[start : start + SHARED]
    other = " ".join(["before", *shared, "and", "after"])
    if len(shared) == SHARED:
        assert samples_of(" ".join(words)) & samples_of(other)
    assert samples_of(" ".join(shared)) or len(shared) < RUN


# What is said, and what is stored


def page(outlet: str, day: str = "2024-03-19", paragraphs: tuple[str, ...] = SENTENCES, title: str = "Bridge") -> bytes:
    """Return an outlet's page with these paragraphs."""
    host = outlet.casefold().replace(" ", "-")
    given_page = PAGE.decode().replace("The Daily Echo", outlet).replace("echo.example", f"{host}.example")
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    start, end = given_page.index("</h1>") + 5, given_page.index("</article>")
    page_text = f"{given_page[:start]}{body}{given_page[end:]}"
    return page_text.replace("2024-03-19T", f"{day}T").replace("Harbour bridge to close", title).encode()


def capture(run: Run, folder: Path, content: bytes, *options: str) -> dict[str, Any]:
    path = folder / f"{abs(hash(content))}.html"
    path.write_bytes(content)
    (made,) = done(run, "capture", path, *options)
    return dict(made)


def test_a_reprint_is_proposed_with_its_command_and_logged_by_it(run: Run, tmp_path: Path) -> None:
    first = capture(run, tmp_path, page("Wire"))
    assert first["alike"] == []
    second = capture(run, tmp_path, page("Evening Post", "2024-03-20"))
    (alike,) = second["alike"]
    assert (alike["copy"], alike["original"], alike["extent"]) == (second["article"], first["article"], "whole")
    assert done(run, "article", "show", second["article"])["reprint_of"] is None
    again = run("capture", tmp_path)
    assert "claims reprint 1 --article 2 --extent whole" in " ".join(again.stdout.split())
    logged = done(run, "log", "The bridge will close", "--attribution", "unattributed", "--article", 1)
    done(run, "reprint", 1, "--article", 2, "--extent", "whole")
    shown = done(run, "article", "show", 2)
    assert (shown["reprint_of"]["id"], shown["reprint_extent"], shown["claims"]) == (1, "whole", 1)
    later = done(run, "log", "The works take eighteen months", "--attribution", "unattributed", "--article", 1)
    carried = {each["claim"]["id"] for each in done(run, "article", "show", 2)["appearances"]}
    assert carried == {logged["claim"], later["claim"]}
    assert "claims reprint" not in run("capture", tmp_path).stdout
    assert run("db", "check").exit_code == 0
    assert run("db", "verify").exit_code == 0


def test_the_article_published_first_is_the_original(run: Run, tmp_path: Path) -> None:
    copy = capture(run, tmp_path, page("Evening Post", "2024-03-20", SENTENCES[:3]))
    original = capture(run, tmp_path, page("Wire", "2024-03-19"))
    (alike,) = original["alike"]
    assert (alike["copy"], alike["original"]) == (copy["article"], original["article"])
    assert (alike["extent"], alike["sentences"], alike["share"]) == ("part", 3, 100)


def test_the_same_text_in_the_same_outlet_may_be_the_same_article(run: Run, tmp_path: Path) -> None:
    capture(run, tmp_path, page("Wire"))
    (tmp_path / "2.html").write_bytes(page("Wire").replace(b"/2024/bridge", b"/2024/bridge-closed"))
    answered = run("capture", tmp_path / "2.html")
    assert "claims article merge 1 2" in " ".join(answered.stdout.split())


@SQLITE
def test_articles_on_other_matters_are_not_alike(run: Run, tmp_path: Path) -> None:
    capture(run, tmp_path, page("Wire"))
    museum = capture(run, tmp_path, page("Evening Post", paragraphs=(OTHER,), title="Museum"))
    assert museum["alike"] == []


def test_confidential_snapshots_are_compared_with_nothing(run: Run, tmp_path: Path) -> None:
    secret = capture(run, tmp_path, page("Canary Post"), "--confidential")
    public = capture(run, tmp_path, page("Wire"))
    assert (secret["alike"], public["alike"]) == ([], [])
    other = capture(run, tmp_path, page("Canary Times"), "--confidential")
    assert other["alike"] == []
    again = run("capture", tmp_path)
    assert "claims reprint" not in again.stdout
    assert "claims article merge" not in again.stdout


@SQLITE
def test_what_is_no_reprint_is_refused(run: Run, tmp_path: Path) -> None:
    capture(run, tmp_path, page("Wire"))
    capture(run, tmp_path, page("Evening Post", "2024-03-20"))
    refused(run, "reprint", 1, "--article", 1, code=5, says="cannot relay itself")
    refused(run, "reprint", 2, "--article", 1, code=5, says="was published after")
    refused(run, "reprint", 1, "--article", 2, "--outlet", "x", code=2, says="names a recorded article")
    refused(run, "reprint", 1, "--article", 2, "--extent", "part", "--claim", 1, code=3, says='no claim "1"')
    done(run, "reprint", 1, "--article", 2, "--extent", "part")
    refused(run, "reprint", 1, "--article", 2, code=5, says="is a reprint of article #1 already")


# Later versions


def test_a_later_version_is_said_with_its_lost_excerpts(run: Run, tmp_path: Path) -> None:
    first = capture(run, tmp_path, page("Wire"))
    assert first["later_than"] is None
    for excerpt in ("to close the old bridge for repairs", "carry people on foot across the water"):
        words = ("--article", first["article"], "--excerpt", excerpt, "--wording", "paraphrase")
        done(run, "log", f"It is so: {excerpt}", "--attribution", "unattributed", *words)
    edited = (SENTENCES[0].replace("to close", "not to close"), *SENTENCES[1:5])
    (tmp_path / "later.html").write_bytes(page("Wire", paragraphs=edited, title="Bridge stays"))
    answered = " ".join(run("capture", tmp_path / "later.html").stdout.split())
    assert "later than snapshot #1" in answered
    assert "1 excerpt gone" in answered
    assert "the article does not say so: “Bridge” is now “Bridge stays”" in answered
    (tmp_path / "again.html").write_bytes(page("Wire", paragraphs=edited, title="Bridge stays") + b"<!-- 2 -->")
    (again,) = done(run, "capture", tmp_path / "again.html")
    assert again["later_than"]["same_text"]
    assert again["later_than"]["snapshot"] == 2
    (known,) = done(run, "capture", tmp_path / "again.html")
    assert known["later_than"] is None
