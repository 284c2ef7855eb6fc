"""What a report leaves out is in none of its formats: not in the bytes, not packed inside, not in a document's data.

Each field that is left out holds a word of its own, so that a failure says which one got out.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pyrage
import pytest

from claims.features.story.leaving.files import ReportFormat, ReportTable
from claims.vocabulary import Audience
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

CONFIDED, KEPT_BACK, SEEN = "zqconfided", "zqkept", "zqseen"
"""How the words begin that nobody may read, that the public may not, and that everybody may."""

LATER, LATEST = "2024-03-22T09:00:00+00:00", "2024-03-23T09:00:00+00:00"


def confided() -> list[Record]:
    """What was said off the record, and what is known by it alone."""
    word = CONFIDED
    return [
        record("source", "mole", kind="person", name=f"{word}name", role=f"{word}role", note=f"{word}sourcenote"),
        record("source", "voice", kind="person", named=False, described=f"{word}described"),
        record("source", "body", kind="institution", name=f"{word}body"),
        record("reporter", "byline", name=f"{word}byline"),
        *article("off", f"{word}outlet", title=f"{word}title", url=f"https://{word}host.example/{word}path",
                 note=f"{word}articlenote", bylines=["byline"]),
        claim("hidden", f"{word}statement", note=f"{word}claimnote", stories=["mine"],
              windows=[{"role": "due", "words": "by May 2025"}]),
        claim("cond", f"The port {SEEN}cond closes", kind="conditional", condition_claim="hidden", stories=["mine"]),
        appearance("a", "named", claim="cond", source="ann"),
        record("appearance", "o1", claim="c", article="off", attribution="named", source="mole", terms="off_record",
               excerpt=f"{word}excerpt", prefix=f"{word}prefix", suffix=f"{word}suffix", wording="direct",
               occasion=f"{word}occasion", note=f"{word}appearancenote",
               hedges=[{"kind": "likelihood", "words": f"{word}hedge"}]),
        record("appearance", "o2", claim="d", article="off", attribution="unnamed", source="voice",
               terms="off_record", anonymity_reason=f"{word}reason"),
        record("appearance", "o3", claim="hidden", article="off", attribution="institution", source="body",
               terms="off_record"),
        record("relation", "hr", claim="c", kind="contradicts", other="hidden", note=f"{word}relationnote"),
        record("review", "hv", claim="hidden", status="in_review", note=f"{word}reviewnote",
               evidence=[{"kind": "report", "title": f"{word}evidence", "note": f"{word}evidencenote"}]),
        record("inquiry", "hi", claim="hidden", whom=f"{word}whom", question=f"{word}question"),
        record("reply", "hp", inquiry="hi", reply="declined", note=f"{word}replynote"),
    ]  # fmt: skip


def kept_back() -> list[Record]:
    """What the desk and a lawyer may read, and the public may not; entered last, so that no number depends on it."""
    word = KEPT_BACK
    late: dict[str, Any] = {"entered": LATEST}
    return [
        record("source", "deep", kind="person", named=False, described=f"{word}deep", **late),
        record("source", "back", kind="person", name=f"{word}back", note=f"{word}backnote", role=f"{word}role", **late),
        *article("bg", f"{word}outlet", title=f"{word}title", url=f"https://{word}host.example/", **late),
        claim("bgonly", f"{word}statement", stories=["mine"], **late),
        record("appearance", "b1", claim="c", article="bg", attribution="unnamed", source="deep",
               terms="deep_background", excerpt=f"{word}deepexcerpt", wording="direct", occasion=f"{word}occ", **late),
        record("appearance", "b2", claim="c", article="bg", attribution="named", source="back", terms="background",
               excerpt=f"{word}backexcerpt", wording="direct", **late),
        record("appearance", "b3", claim="bgonly", article="bg", attribution="named", source="back",
               terms="background", **late),
        record("relation", "br", claim="d", kind="contradicts", other="bgonly", note=f"{word}bgrelation", **late),
        record("inquiry", "bi", claim="d", whom=f"{word}whom", question=f"{word}whomquestion",
               asked_at=LATEST, by=f"{word}asker", **late),
        record("reply", "bp", inquiry="bi", reply="declined", note=f"{word}whomreply", by=f"{word}replier", **late),
        record("review", "bv", claim="bgonly", status="in_review", note=f"{word}bgreview", by=f"{word}bgby", **late),
    ]  # fmt: skip


def told() -> list[Record]:
    """A story that may be told, with notes and names of people that stay at the desk."""
    word = KEPT_BACK
    return [
        record("story", "mine", title=f"The mine {SEEN}story", note=f"{word}storynote"),
        record("source", "ann", kind="person", name=f"Ann {SEEN}ann", note=f"{word}annnote"),
        record("source", "press", kind="institution", name=f"{SEEN}press office"),
        record("source", "clerk", kind="person", described=f"a {SEEN}clerk", named=False, note=f"{word}clerknote"),
        record("source", "walkin", kind="person", described=f"{word}walkin", named=False),
        *article("a", f"Alpha {SEEN}outlet", title="A tells", url="https://alpha.example/a", note=f"{word}articlenote"),
        *article("b", "Beta", title="B tells"),
        claim("c", f"The mine {SEEN}closes", stories=["mine"], note=f"{word}claimnote", by=f"{word}enterer"),
        claim("d", f"The mine {SEEN}reopens", stories=["mine"]),
        appearance("a", "named", source="ann", note=f"{word}appearancenote", excerpt=f"{SEEN}excerpt",
                   wording="direct"),
        appearance("b", "unnamed", source="clerk", credibility="3", by=f"{word}logger"),
        appearance("a", "unnamed", claim="d", source="clerk"),
        record("appearance", "rel", claim="d", article="b", attribution="outlet", relays="a", relay_basis="inferred",
               note=f"{word}whyinferred"),
        record("relation", "r", claim="c", kind="contradicts", other="d", note=f"{word}relationnote"),
        record("review", "v", claim="c", status="refuted", note=f"{SEEN}why", by=f"{word}reviewer",
               evidence=[{"kind": "primary_record", "title": f"{SEEN}gazette", "url": "https://gov.example/1",
                          "note": f"{word}evidencenote"}]),
        record("correction", "w", appearance="d-a", kind="retracted", note=f"{word}withdrawnnote",
               by=f"{word}corrector", entered=LATER),
        record("inquiry", "q", claim="c", whom=f"{SEEN}press office", source="press", question=f"{word}question",
               asked_at=LATER, reply_by=LATER, by=f"{word}asking", entered=LATER),
        record("reply", "p", inquiry="q", reply="declined", note=f"{word}replynote", by=f"{word}answering",
               entered=LATER),
        record("inquiry", "u", claim="c", whom=f"{word}walkin", source="walkin", asked_at=LATER, entered=LATER),
        record("appearance", "wrong", claim="d", article="b", attribution="unattributed",
               excerpt=f"{word}wrongwords", wording="direct", note=f"{word}wrongnote", entered=LATER),
        record("correction", "x", appearance="wrong", kind="wrong", note=f"{word}wrongwhy", entered=LATER),
    ]  # fmt: skip


def enter_everything(run: Run) -> Run:
    """Enter all of it, seal who the clerk is, and add a private note."""
    enter(run.url, [*told(), *confided(), *kept_back()])
    key = str(pyrage.x25519.Identity.generate().to_public())
    for clerk in (one["id"] for one in done(run, "source", "list") if SEEN in (one["described"] or "")):
        sealed = run("source", "seal", clerk, "--to", key, input=f"{CONFIDED}identity\n{CONFIDED}sealednote\n")
        assert sealed.exit_code == 0, sealed.stderr
        same = run("source", "seal", clerk, "--same-as", "--to", key, input=f"Ann {SEEN}ann\n")
        assert same.exit_code == 0, same.stderr
    done(run, "appear", 1, "--outlet", "Gamma", "--attribution", "unattributed", "--private-note", f"{CONFIDED}private")
    done(run, "outlet", "add", "Our desk", "--ours")
    done(run, "answer", 2, "answered", "--use", "--outlet", "Our desk", "--terms", "off_record", "--stance",
         "asserts", "--note", f"{CONFIDED}offreply", "--excerpt", f"{CONFIDED}offexcerpt", "--wording",
         "direct")  # fmt: skip
    logged = done(run, "log", f"{CONFIDED}mistake", "--outlet", f"{CONFIDED}notes", "--attribution", "named",
                  "--source", f"{CONFIDED}third", "--story", "mine")  # fmt: skip
    done(run, "correct", logged["appearance"], "--wrong", "--terms", "off_record", "--note", f"{CONFIDED}because")
    return run


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    """All of it in a database."""
    return enter_everything(run)


def copies(run: Run, folder: Path, audience: Audience) -> dict[str, bytes]:
    """Return the report in every format and table, and what was printed with it."""
    found = {}
    wanted = [(form, None) for form in ReportFormat] + [(ReportFormat.CSV, table) for table in ReportTable]
    for form, table in wanted:
        path = folder / f"{audience}-{form}-{table}"
        only = ("--table", table) if table else ()
        answer = run("report", "story", "mine", "--for", audience, "--format", form, *only, "-o", path)
        assert answer.exit_code == 0, (form, answer.stderr)
        found[f"{form} {table or ''}".strip()] = path.read_bytes()
        found[f"what {form} said"] = answer.stderr.encode()
    return found


def readable(content: bytes) -> str:
    """Return all that can be read in a file: as it is, unpacked, and without marks and breaks inside of words."""
    texts = [content.decode("utf-8", "replace")]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts += [name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        document = pypdf.PdfReader(io.BytesIO(content))
        texts += [page.extract_text() for page in document.pages]
        texts += [
            str(document.metadata),
            str(document.outline),
            str(document.xmp_metadata and document.xmp_metadata.stream.get_data()),
        ]
    whole = "\n".join(texts)
    return (whole + re.sub(r"<[^>]*>|[\s\u00ad-]", "", whole)).lower()


def leaked(text: str, prefix: str) -> set[str]:
    """Return the words with a beginning that stand in a text."""
    return set(re.findall(rf"{prefix}[a-z]+", text))


@pytest.mark.needs("pango")
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("audience", list(Audience))
def test_nothing_that_was_confided_is_in_any_report(newsroom: Run, tmp_path: Path, audience: Audience) -> None:
    for form, content in copies(newsroom, tmp_path, audience).items():
        text = readable(content)
        assert not leaked(text, CONFIDED), form
        assert "age-encryption" not in text, form
        if audience is Audience.PUBLIC:
            assert not leaked(text, KEPT_BACK), form
        if form in set(ReportFormat):
            assert leaked(text, SEEN), form


def test_what_is_kept_back_from_the_public_is_there_for_the_desk(newsroom: Run) -> None:
    """Else the test above would find nothing because nothing was ever printed."""
    desk = newsroom("report", "story", "mine", "--format", "json").stdout
    public = newsroom("report", "story", "mine", "--for", "public", "--format", "json").stdout
    assert len(leaked(desk.lower(), KEPT_BACK)) > 25
    assert not leaked(public.lower(), KEPT_BACK)
    assert not leaked(desk.lower() + public.lower(), CONFIDED)
    assert leaked(public.lower(), SEEN) >= {
        f"{SEEN}{one}" for one in ("story", "ann", "closes", "excerpt", "why", "gazette")
    }


def _facts(answer: str) -> dict[str, Any]:
    told = json.loads(answer)
    for name in ("as_of", "colophon", "left_out"):
        told.pop(name, None)
    told["summary"].pop("hidden")
    return dict(told)


def test_the_public_counts_as_if_nothing_had_been_said_on_background(run: Run) -> None:
    asked = ("report", "story", "mine", "--for", "public", "--format", "json")
    enter(run.url, told())
    without = run(*asked)
    enter(run.url, [*told(), *kept_back()])
    with_it = run(*asked)
    assert json.loads(without.stdout)["left_out"] != json.loads(with_it.stdout)["left_out"]
    assert _facts(without.stdout) == _facts(with_it.stdout)


def test_nobody_goes_before_the_public_by_a_name_known_on_background_alone(run: Run) -> None:
    """Of two records judged one the older gives the name."""
    enter(
        run.url,
        [
            record("story", "mine", title="The mine"),
            record("source", "mole", kind="person", name=f"{KEPT_BACK}name"),
            record("source", "bob", kind="person", name="Bob Fox", entered=LATER),
            *article("a", "Alpha"),
            *article("b", "Beta"),
            claim("c", "Sold", stories=["mine"]),
            appearance("a", "named", source="mole", terms="background"),
            appearance("b", "named", source="bob", entered=LATER),
            record("judgement", "j", subject="source", kind="same", a="mole", b="bob", reason="a nickname",
                   entered=LATER),
        ],
    )  # fmt: skip
    answer = run("report", "story", "mine", "--for", "public", "--format", "json")
    assert "Bob Fox" in answer.stdout
    assert not leaked(answer.stdout, KEPT_BACK)
