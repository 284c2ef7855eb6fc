"""An installed program carries what it needs: its migrations, the worked case and its types."""

from __future__ import annotations

import re
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path

import pytest
from hatchling.build import build_sdist, build_wheel

import claims
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def in_checkout() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        yield


@pytest.fixture(scope="module")
def wheel(in_checkout: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(folder / build_wheel(str(folder))) as archive:
        yield archive


@pytest.fixture(scope="module")
def sdist(in_checkout: None, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(folder / build_sdist(str(folder))) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def files(folder: str) -> set[str]:
    """The files in a folder of the checkout, without what running and checking them leaves behind."""
    found = (path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        path.as_posix() for path in found if not any(part[0] == "." or part == "__pycache__" for part in path.parts)
    }


@pytest.mark.parametrize(("folder", "inside"), [("alembic", "_migrations"), ("seeds", "_seeds")])
def test_the_wheel_has_every_file_of(wheel: zipfile.ZipFile, folder: str, inside: str) -> None:
    assert {f"claims/{inside}/{name}" for name in files(folder)} <= set(wheel.namelist())


def test_the_wheel_can_migrate_seed_and_be_typed(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert "claims/_migrations/env.py" in names
    assert any(re.fullmatch(r"claims/_migrations/versions/\w+\.py", name) for name in names)
    assert any(name.startswith("claims/_seeds/aukus") for name in names)
    assert "claims/py.typed" in names


def test_the_wheel_has_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert {name.split("/")[0] for name in names} == {"claims", f"newsroom_claims-{claims.__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".db"))]


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    info = f"newsroom_claims-{claims.__version__}.dist-info"
    metadata = message_from_string(wheel.read(f"{info}/METADATA").decode())
    assert metadata["Name"] == "newsroom-claims"
    assert metadata["Version"] == claims.__version__
    assert metadata["License-Expression"] == "MIT"
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    assert "claims = claims.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()


def test_the_source_distribution_builds_the_same(sdist: set[str]) -> None:
    expected = {f"{folder}/{name}" for folder in ("alembic", "seeds", "claims", "tests") for name in files(folder)}
    expected |= {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile"}
    assert expected <= sdist


def test_the_changelog_knows_the_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert len(headings) == len(set(headings))


def test_alembic_finds_the_migrations_by_the_project_file(in_checkout: None) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(Config(toml_file=ROOT / "pyproject.toml"))
    assert Path(scripts.dir) == ROOT / "alembic"
    assert len(scripts.get_heads()) == 1


def test_the_command_is_the_one_that_is_documented() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"claims": "claims.cli:main"}
