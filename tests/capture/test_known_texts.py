"""An article that is here already is found by its text, where nothing says that it is another outlet's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from claims.capture.versions.known import Known, chosen_of
from claims.entry.drafts import ArticleDraft
from claims.settings import settings
from claims.store.database import engine_for
from claims.store.schema import SNAPSHOT_SAMPLE
from claims.text.matching import running_words
from claims.text.versions.samples import samples_of
from tests.capture.pages import mail, word
from tests.capture.test_reprints import OTHER, SENTENCES, TEXT, capture, page
from tests.cli.entering import done, queried, refused
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

WIRE = Known(1, "https://wire.example/a", ("Wire", "wire.example"))
POST = Known(2, "https://post.example/a", ("Evening Post", "post.example"))
NAMELESS = Known(3, None, ())
PRINTED = Known(4, None, ("Wire", "wire.example"))


@pytest.mark.parametrize(
    ("known", "draft", "expected"),
    [
        ([WIRE], {}, [1]),
        ([WIRE], {"outlet": "The Wire"}, []),
        ([WIRE], {"outlet": "WIRE"}, [1]),
        ([WIRE], {"outlet": "Evening Post"}, []),
        ([WIRE], {"url": "https://wire.example/b"}, []),
        ([PRINTED], {"url": "https://www.wire.example/b"}, [4]),
        ([PRINTED], {"url": "https://news.wire.example/b", "outlet": "Wire News"}, [4]),
        ([PRINTED], {"url": "https://post.example/b"}, []),
        ([NAMELESS], {"url": "https://post.example/b", "outlet": "Evening Post"}, [3]),
        ([NAMELESS], {}, [3]),
        ([WIRE, POST], {}, [1, 2]),
        ([WIRE, POST], {"outlet": "Evening Post"}, [2]),
        ([WIRE, NAMELESS], {"outlet": "wire"}, [1]),
        ([WIRE, NAMELESS], {"outlet": "Evening Post"}, [3]),
        ([], {}, []),
    ],
)
def test_which_of_the_articles_with_its_text_a_document_may_be(
    known: list[Known], draft: dict[str, Any], expected: list[int]
) -> None:
    assert chosen_of(known, ArticleDraft(**draft)) == expected


def pasted(run: Run, text: str, *options: str) -> Any:
    return run("capture", "-", *options, "--format", "json", input=text)


def test_a_pasted_text_is_a_later_version_of_the_article_that_has_it(run: Run, tmp_path: Path) -> None:
    first = capture(run, tmp_path, page("Wire"))
    assert (first["same_text"], first["article"]) == (False, 1)
    edited = TEXT.replace("town", "city").replace("eighteen", "twenty")
    answered = pasted(run, edited)
    assert answered.exit_code == 0, answered.stderr
    (second,) = answered.json
    assert (second["article"], second["same_text"], second["later_than"]["snapshot"]) == (1, True, first["snapshot"])
    assert len(done(run, "article", "list")) == 1
    said = " ".join(run("capture", "-", input=edited + "\n").stdout.split())
    assert "this is article #1 (same text)" in said
    assert done(run, "article", "show", 1)["title"] == "Bridge"
    assert run("db", "check").exit_code == run("db", "verify").exit_code == 0


@SQLITE
def test_a_page_fills_in_what_was_unknown_of_a_pasted_text(run: Run, tmp_path: Path) -> None:
    assert pasted(run, TEXT, "--title", "Bridge").exit_code == 0
    second = capture(run, tmp_path, page("Wire"))
    assert (second["article"], second["same_text"]) == (1, True)
    shown = done(run, "article", "show", 1)
    assert (shown["outlet"]["label"], shown["published"], shown["title"]) == ("Wire", "2024-03-19", "Bridge")
    assert shown["url"] == "https://wire.example/2024/bridge"


@SQLITE
def test_another_format_of_the_article_is_no_second_article(run: Run, tmp_path: Path) -> None:
    first = capture(run, tmp_path, page("Wire"))
    path = tmp_path / "bridge.docx"
    path.write_bytes(word(*SENTENCES))
    (second,) = done(run, "capture", path)
    assert second["article"] == first["article"]


@SQLITE
def test_what_is_stated_or_typed_keeps_articles_apart(run: Run, tmp_path: Path) -> None:
    capture(run, tmp_path, page("Wire"))
    other = capture(run, tmp_path, page("Evening Post", "2024-03-20"))
    assert (other["article"], other["same_text"]) == (2, False)
    typed = pasted(run, TEXT + "\n", "--outlet", "Morning Star").json[0]
    assert (typed["article"], typed["same_text"]) == (3, False)
    assert typed["alike"][0]["extent"] == "whole"
    new = pasted(run, TEXT + "\n\n", "--new-article", "--outlet", "Wire").json[0]
    assert (new["article"], new["same_text"]) == (4, False)
    half = pasted(run, "\n\n".join(SENTENCES[:3]), "--outlet", "Wire").json[0]
    assert (half["article"], half["same_text"]) == (5, False)
    apart = pasted(run, f"{TEXT}\n\n{OTHER}\n\n{OTHER.replace('museum', 'theatre')}", "--outlet", "Wire").json[0]
    assert apart["same_text"] is False


@SQLITE
def test_between_several_articles_a_person_chooses(run: Run, tmp_path: Path) -> None:
    capture(run, tmp_path, page("Wire"))
    capture(run, tmp_path, page("Evening Post", "2024-03-20"))
    (tmp_path / "text.txt").write_text(TEXT)
    refused(run, "capture", tmp_path / "text.txt", code=5, says="#1 (Wire, 2024-03-19), article #2")
    (chosen,) = done(run, "capture", tmp_path / "text.txt", "--article", 2)
    assert chosen["article"] == 2


@SQLITE
def test_an_address_goes_before_a_text(run: Run, tmp_path: Path) -> None:
    pasted(run, TEXT, "--title", "Bridge")
    done(run, "article", "add", "--url", "https://wire.example/2024/bridge", "--outlet", "Wire")
    captured = capture(run, tmp_path, page("Wire"))
    assert (captured["article"], captured["same_text"]) == (2, False)


def test_what_is_confidential_is_found_only_by_whoever_keeps_it_confidential(run: Run, tmp_path: Path) -> None:
    letters = [tmp_path / f"{number}.eml" for number in range(3)]
    for number, path in enumerate(letters):
        path.write_bytes(mail(subject=f"Copy {number}", body=TEXT))
    (first,) = done(run, "capture", letters[0])
    (second,) = done(run, "capture", letters[1])
    assert second["article"] != first["article"]
    (third,) = done(run, "capture", letters[2], "--confidential")
    assert (third["article"], third["same_text"]) == (second["article"], True)
    public = capture(run, tmp_path, page("Wire"))
    assert (public["same_text"], public["alike"]) == (False, [])
    again = capture(run, tmp_path, page("Wire").replace(b"Home", b"Start"), "--confidential")
    assert again["article"] != public["article"]
    confidential = {each["snapshot"] for each in (first, second, third, again)}
    held = queried(run, lambda connection: set(connection.execute(SNAPSHOT_SAMPLE.select()).all()))
    assert held
    assert {snapshot for _, snapshot in held} == {public["snapshot"]}
    assert not confidential & {public["snapshot"]}


def test_the_samples_are_checked_made_anew_and_redacted(run: Run, tmp_path: Path) -> None:
    first = capture(run, tmp_path, page("Wire"))
    capture(run, tmp_path, page("Evening Post", paragraphs=(OTHER,)))
    samples = SNAPSHOT_SAMPLE.c

    def spoil(statement: Any) -> None:
        engine = engine_for(settings(run.url).database)
        with engine.begin() as connection:
            connection.execute(statement)
        engine.dispose()

    for fault in (
        SNAPSHOT_SAMPLE.delete().where(samples.snapshot_id == first["snapshot"]),
        SNAPSHOT_SAMPLE.insert().values(sample=5, snapshot_id=first["snapshot"]),
        SNAPSHOT_SAMPLE.insert().values(sample=5, snapshot_id=99),
    ):
        spoil(fault)
        checked = run("db", "check")
        assert checked.exit_code == 1
        assert "claims db reindex" in checked.stdout + checked.stderr
        assert run("db", "reindex").exit_code == 0
        assert run("db", "check").exit_code == 0
    gone = run("redact", "snapshot:1", "text", "stated", "file", "--reason", "the publisher asked", "--yes")
    assert gone.exit_code == 0, gone.stderr
    held = queried(run, lambda connection: set(connection.execute(SNAPSHOT_SAMPLE.select()).all()))
    assert {snapshot for _, snapshot in held} == {2}
    assert run("db", "check").exit_code == 0
    again = pasted(run, TEXT, "--title", "Bridge")
    assert again.json[0]["same_text"] is False


@SQLITE
def test_samples_are_in_no_export_and_made_where_it_arrives(run: Run, tmp_path: Path, environment: Any) -> None:
    capture(run, tmp_path, page("Wire"))
    export = tmp_path / "all.jsonl"
    assert run("export", export, "--complete").exit_code == 0
    assert "snapshot_sample" not in export.read_text(encoding="utf-8")
    other = Run(str(tmp_path / "other.db"), environment)
    assert other("import", export).exit_code == 0
    assert "samples of" not in other("db", "check").stdout
    assert pasted(other, TEXT).json[0]["same_text"] is True


def test_finding_costs_the_same_number_of_statements_with_many_articles(run: Run, tmp_path: Path) -> None:
    def statements(text: str) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        from claims.capture.versions.known import same_text

        engine = engine_for(settings(run.url).database)
        event.listen(engine, "before_cursor_execute", counted)
        with engine.connect() as connection:
            assert same_text(connection, text, ArticleDraft(outlet="Wire"))
        engine.dispose()
        return count

    capture(run, tmp_path, page("Wire"))
    few = statements(TEXT)
    for number in range(8):
        capture(run, tmp_path, page(f"Paper {number}", f"2024-03-2{number}"))
    assert statements(TEXT) == few


JAPANESE = (
    "外務大臣は月曜日に、政府は法律を変更しないと述べた。",
    "市は六月末から港の古い橋を閉鎖し、修理すると発表した。",
    "工事には十八か月かかり、費用は千二百万ドルの見込みである。",
    "北岸の商店主は、客が来なくなることを心配している。",
)
THAI = "สภาเมืองลงมติเมื่อวันจันทร์ให้ปิดสะพานเก่าเพื่อซ่อมแซม"


@pytest.mark.parametrize(
    "text",
    [
        "".join(JAPANESE),
        THAI,
        "Мост через гавань закроют на ремонт до конца июня, сообщил мэр города в понедельник утром.",
    ],
)
def test_words_run_in_every_script(text: str) -> None:
    assert len(running_words(text)) >= 12
    assert samples_of(text)
    assert samples_of(text) & samples_of(f"{text}\n\n{OTHER}")


@SQLITE
def test_a_text_without_spaces_is_found_and_told_from_another(run: Run) -> None:
    (first,) = pasted(run, "".join(JAPANESE), "--outlet", "共同通信").json
    (second,) = pasted(run, "\n\n".join(JAPANESE).replace("ドルの", "ドル程度の")).json
    assert (second["article"], second["same_text"]) == (first["article"], True)
    (third,) = pasted(run, "".join(JAPANESE[:3]), "--outlet", "朝日新聞").json
    assert (third["same_text"], third["alike"][0]["extent"]) == (False, "part")
    other = "首相は来週、国会で新しい予算案について説明する予定だ。野党は審議の延期を求めている。採決は年内に行われる。"
    (fourth,) = pasted(run, other, "--outlet", "共同通信").json
    assert (fourth["same_text"], fourth["alike"]) == (False, [])
