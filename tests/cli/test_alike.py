"""Names that may be one: pointed at where they are entered, imported and listed, until a person judges them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.entering import done
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

TABLE = """claim,outlet,url,attribution,source,proximity,institution
The dam will be closed,Daily One,https://one.example/a,named,{},first_hand,{}
The dam will be closed,Daily Two,https://two.example/b,named,{},first_hand,{}
"""


def commands(text: str) -> list[list[str]]:
    """Return the commands that judge a pair, as a shell reads them."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("the same: claims ")]
    return [
        shlex.split(part.partition(": ")[2].removesuffix("…"))[1:] for line in lines for part in line.split("; ", 1)
    ]


def rule_of(run: Run) -> str:
    return str(done(run, "show", 1)["origins"]["rule"])


def table(tmp_path: Path, *names: str) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(TABLE.format(*names), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The White House", "White House"),
        ("FBI", "Federal Bureau of Investigation"),
        ("Defence Ministry", "Ministry of Defense"),
    ],
)
def test_two_officials_of_what_may_be_one_house_do_not_meet_the_rule_until_it_is_judged_two(
    run: Run, tmp_path: Path, one: str, other: str
) -> None:
    run("import", table(tmp_path, "Ann Rich", one, "Peter Lowe", other))
    assert rule_of(run) == "possible"
    told = run("source", "list", "--kind", "institution").stderr
    assert one in told
    assert other in told
    merge, distinct = commands(told)
    assert run(*distinct, "two houses").exit_code == 0
    assert rule_of(run) == "met"
    assert run("source", "list").stderr == ""
    assert merge[1] == "merge"


def test_a_short_form_of_a_name_is_pointed_at_when_it_is_entered_and_merged_by_the_command_given(run: Run) -> None:
    done(run, "source", "add", "Bob Carr", "--kind", "person")
    warned = run("source", "add", "Robert Carr", "--kind", "person").stderr
    assert "claims source merge 1 2" in warned
    assert "claims source distinct 1 2" in warned
    merge, _ = commands(run("source", "list").stderr)
    assert run(*merge, "one man").exit_code == 0
    assert run("source", "list").stderr == ""


def test_names_of_two_people_are_not_pointed_at(run: Run) -> None:
    for name in ("Ann Rich", "Peter Lowe", "岸田文雄"):
        assert run("source", "add", name, "--kind", "person").stderr == ""
    assert run("source", "list").stderr == ""


def test_outlets_and_reporters_are_judged_two_and_taken_back(run: Run) -> None:
    for subject, names in (("outlet", ("The Post", "Post")), ("reporter", ("Ann Rich", "A. Rich"))):
        for name in names:
            run(subject, "add", name)
        _, distinct = commands(run(subject, "list").stderr)
        assert run(*distinct, "two").exit_code == 0
        assert run(subject, "list").stderr == ""
        assert f"`claims {subject} unjudge`" in run(subject, "merge", 1, 2, "--reason", "one").stderr
        assert run(subject, "unjudge", 1, 2, "--reason", "not sure").exit_code == 0
        assert commands(run(subject, "list").stderr)


def test_a_list_for_programs_stays_what_it_was(run: Run) -> None:
    for name in ("The Post", "Post"):
        run("outlet", "add", name)
    listed = run("outlet", "list", "--format", "json")
    assert [one["name"] for one in json.loads(listed.stdout)] == ["The Post", "Post"]
    assert "“Post”" in listed.stderr


def test_many_alike_names_are_counted_and_the_first_few_named(run: Run) -> None:
    for initial in "BCDEFG":
        run("source", "add", f"A. {initial}. Smith", "--kind", "person")
    run("source", "add", "Smith", "--kind", "person")
    told = run("source", "list").stderr
    assert told.startswith("6 pairs")
    assert len(commands(told)) == 10
    assert "1 more" in told


def test_an_import_and_its_preview_name_what_may_be_one(run: Run, tmp_path: Path) -> None:
    done(run, "outlet", "add", "The Daily One")
    path = table(tmp_path, "Bob Carr", "FBI", "Robert Carr", "CIA")
    preview = done(run, "import", path, "--preview")
    pairs = [(one["subject"], one["a_name"], one["b_name"]) for one in preview["alike"]]
    assert pairs == [("outlet", "The Daily One", "Daily One"), ("source", "Bob Carr", "Robert Carr")]
    entered = done(run, "import", path)
    assert [(one["subject"], one["a_name"], one["b_name"]) for one in entered["alike"]] == pairs
    assert done(run, "import", path)["alike"] == []


def test_a_list_of_sites_names_what_may_be_one(run: Run, tmp_path: Path) -> None:
    done(run, "outlet", "add", "New York Paper")
    path = tmp_path / "sites.csv"
    path.write_text("name,url\nThe New York Paper,https://paper.example\n", encoding="utf-8")
    assert [one["b_name"] for one in done(run, "outlet", "import", path)["alike"]] == ["The New York Paper"]


def test_a_source_known_only_off_the_record_is_named_nowhere(run: Run, tmp_path: Path) -> None:
    run(
        *("log", "The dam leaks", "--outlet", "Ours", "--attribution", "named", "--source", "Robert Canary"),
        *("--terms", "off_record"),
    )
    answered = run("import", table(tmp_path, "Bob Canary", "FBI", "Peter Lowe", "CIA"))
    listed = run("source", "list")
    assert "Robert Canary" not in answered.stdout + answered.stderr + listed.stdout + listed.stderr


def test_words_for_nothing_are_empty_cells_and_counted(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "Ann Rich", "N/A", "Peter Lowe", "None")
    preview = done(run, "import", path, "--preview")
    assert preview["nothing"] == {"N/A": 1, "None": 1}
    assert done(run, "import", path)["nothing"] == {"N/A": 1, "None": 1}
    assert [one["name"] for one in done(run, "source", "list")] == ["Ann Rich", "Peter Lowe"]
    assert rule_of(run) == "possible"


def test_a_word_for_nothing_that_a_mapping_names_stands_as_it_is(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "Ann Rich", "TBD", "Peter Lowe", "FBI")
    path.with_suffix(".toml").write_text(
        '[columns]\nclaim = "statement"\noutlet = "outlet"\nurl = "url"\nattribution = "attribution"\n'
        'source = "source"\nproximity = "proximity"\n'
        'institution = { field = "institution", values = { TBD = "TBD Media" } }\n',
        encoding="utf-8",
    )
    assert done(run, "import", path)["nothing"] == {}
    assert "TBD Media" in [one["name"] for one in done(run, "source", "list")]


def test_a_source_entered_by_a_word_for_nothing_counts_as_nobody(run: Run) -> None:
    run("log", "The dam leaks", "--outlet", "One", "--attribution", "named", "--source", "None")
    assert done(run, "show", 1)["origins"]["people"]["open"] is True
