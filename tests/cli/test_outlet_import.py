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
