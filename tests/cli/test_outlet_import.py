"""A list of sites fills the register of outlets, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

SITES = """source_id,name,language,cca,url
1,Algeria Press Service,en,DZ,http://www.aps.dz/
2,Le Monde,fr,FR,https://www.lemonde.fr
3,Le Monde Diplo,fr,FR,https://lemonde.fr/diplo
4,,fr,FR,https://nameless.fr
5,Nowhere,fr,FR,not an address
"""


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    path = tmp_path / "sites.csv"
    path.write_text(SITES, encoding="utf-8")
    return path


def test_outlets_come_with_their_hosts(run: Run, sites: Path) -> None:
    done = run("outlet", "import", sites, "--format", "json").json
    assert (done["made"], done["hosts"], done["skipped"]) == (2, 2, 0)
    assert [one["line"] for one in done["conflicts"]] == [4, 5, 6]
    assert "lemonde.fr is already a host of #2 Le Monde" in done["conflicts"][0]["reason"]
    shown = run("outlet", "show", "le-monde", "--format", "json").json
    assert (shown["country"], shown["language"], shown["hosts"]) == ("FR", "fr", ["lemonde.fr"])
    logged = run("log", "It rained", "--url", "https://english.aps.dz/1?utm_source=x", "--attribution", "unattributed")
    assert "Algeria Press Service" in logged.stdout


def test_twice_changes_nothing(run: Run, sites: Path) -> None:
    run("outlet", "import", sites)
    again = run("outlet", "import", sites)
    assert again.stdout.startswith("nothing new; 2 were there already\n")
    assert len(run("outlet", "list", "--format", "json").json) == 2
    assert run("db", "check").exit_code == 0


def test_what_is_there_by_name_gets_its_host_if_it_has_none(run: Run, sites: Path) -> None:
    assert run("outlet", "add", "Le Monde").exit_code == 0
    assert run("outlet", "add", "APS", "--host", "aps.dz").exit_code == 0
    done = run("outlet", "import", sites, "--format", "json").json
    assert (done["made"], done["hosts"]) == (0, 1)
    assert run("outlet", "show", "le-monde", "--format", "json").json["hosts"] == ["lemonde.fr"]
    assert "aps.dz is already a host of #2 APS" in done["conflicts"][0]["reason"]


def test_a_list_without_names_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("outlet", "import", path)
    assert done.exit_code == 6
    assert "no column" in done.stderr


@pytest.mark.parametrize(
    ("heading", "row", "name", "host"),
    [
        ("page,rated,source,domain", "North Paper,https://rating.example/1,https://north.example/,north.example", 0, 3),
        ("source,url", "North Paper,https://north.example", 0, 1),
        ("url,source", "https://north.example,North Paper", 1, 0),
        ("source,media_name", "https://north.example/,North Paper", 1, 0),
        ("site,outlet name", "north.example,North Paper", 1, 0),
        ("publication,homepage", "North Paper,www.north.example", 0, 1),
        ("Name,Website", "Salon.com,https://north.example", None, 1),
        ("media outlet,domain name", "North Paper,north.example", 0, 1),
        ("nombre,sitio web", "Diario Norte,https://north.example", 0, 1),
    ],
)
def test_columns_are_recognised_by_headings_and_by_what_they_hold(
    run: Run, tmp_path: Path, heading: str, row: str, name: int | None, host: int
) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(f"{heading}\n{row}\n", encoding="utf-8")
    done = run("outlet", "import", path, "--format", "json")
    if name is None:  # the only name is an address
        assert done.exit_code == 6
        done = run("outlet", "import", path, "--map", "Name=name", "--format", "json")
    columns = heading.split(",")
    assert (done.json["columns"]["name"], done.json["columns"]["url"]) == (columns[name or 0], columns[host])
    (outlet,) = run("outlet", "list", "--format", "json").json
    assert outlet["name"] == row.split(",")[name or 0]
    assert run("outlet", "show", outlet["id"], "--format", "json").json["hosts"] == ["north.example"]


def test_addresses_are_no_names(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("source,country\nhttps://north.example/,NO\nsouth.example,ES\n", encoding="utf-8")
    refused = run("outlet", "import", path)
    assert refused.exit_code == 6
    assert "“source” holds addresses" in refused.stderr
    assert "--map COLUMN=name" in refused.stderr
    done = run("outlet", "import", path, "--map", "source=name", "--format", "json").json
    assert [(conflict["line"], done["made"], done["hosts"]) for conflict in done["conflicts"]] == [(2, 1, 1)]


def test_a_preview_says_what_is_read_and_enters_nothing(run: Run, sites: Path) -> None:
    shown = run("outlet", "import", sites, "--preview", "--map", "cca=", "--map", "source_id=note")
    assert "“source_id” as note" in shown.stdout
    assert "not read: “cca”" in shown.stdout
    assert "would enter 2 outlets, 2 hosts" in shown.stdout
    assert "name Algeria Press Service" in shown.stdout
    assert run("outlet", "list", "--format", "json").json == []
    for typed, problem in (("nme=name", 'did you mean "name"'), ("name=nam", 'did you mean "name"'), ("x", "FIELD")):
        wrong = run("outlet", "import", sites, "--map", typed)
        assert wrong.exit_code in (2, 6)
        assert problem in wrong.stderr


def test_names_like_others_are_pointed_out_before_and_after(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("name\nThe North Paper\nNorth Paper\nN/A\n", encoding="utf-8")
    before = run("outlet", "import", path, "--preview", "--format", "json").json["alike"]
    assert [(pair["a"], pair["a_name"], pair["b"], pair["b_name"]) for pair in before] == [
        (None, "The North Paper", None, "North Paper")
    ]
    done = run("outlet", "import", path, "--format", "json").json
    assert [(pair["a"], pair["b"]) for pair in done["alike"]] == [(1, 2)]
    assert [conflict["reason"] for conflict in done["conflicts"]] == ["the name is missing"]
