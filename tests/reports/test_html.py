"""The report as a page: for everybody to read, whole in itself, and safe whatever text is in the records."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from playwright.sync_api import Browser

from claims.render.html import parts_html
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, SettledList, SettledPart, Standing, Table
from claims.render.sheets import plain
from claims.render.tree import Branch
from claims.vocabulary import Status
from tests.conftest import Run

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}",
    'javascript:alert(1) https://e.example/?a=<b>&c="d"\'',
    "]]>--><!--",
    "\u202eevil\u2066 \x00\x1b[31m \ud800",
    "متن فارسی #1 日本の発表 #2",
    "x" * 400,
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, aukus_page: str) -> Path:
    """The file of the AUKUS report."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(aukus_page, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def aukus_page(sqlite_case: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The AUKUS report as a page."""
    folder = str(tmp_path_factory.mktemp("settings"))
    settings = {"CLAIMS_USER": "tester", "CLAIMS_TZ": "UTC", "XDG_CONFIG_HOME": folder, "HOME": folder}
    answered = Run(sqlite_case, settings)("report", "story", "aukus-pillar-2", "--format", "html")
    assert answered.exit_code == 0, answered.stderr
    return answered.stdout


def hostile_parts(texts: list[str]) -> list[Part]:
    """Parts of every kind, all of whose texts are these."""
    first, *_ = texts
    parts: list[Part] = [Heading(first, level=1), Paragraph(first), Heading("All")]
    for number, text in enumerate(texts, start=1):
        chain = (Branch(text, (Branch(text, (Branch(text),)),)),)
        parts += [
            Heading(text),
            Paragraph(text),
            Facts(((text, text),)),
            Table((text, text), ((text, text),)),
            ClaimPart(number, text, (text,), chain),
            ClaimPart(number + 1000, text, (text,), compact=True),
            SettledList((SettledPart(number, text, Standing(Status.CONFIRMED, text), text, (text,), text, text),)),
        ]
    return parts


# For everybody


@pytest.mark.parametrize(
    ("whose", "width", "scheme"),
    [
        ("aukus", 1280, "light"),
        *(("hostile", 1280, "dark"), ("hostile", 320, "light"), ("hostile", 320, "dark")),
    ],
)
def test_it_keeps_to_the_guidelines(
    chromium: Browser, page: Path, tmp_path: Path, whose: str, width: int, scheme: Any
) -> None:
    if whose == "hostile":
        page = tmp_path / "hostile.html"
        page.write_text(parts_html(hostile_parts(HOSTILE), HOSTILE[0], "2024-04-09T18:00:00+00:00"), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    told = [(one["id"], one["nodes"][0]["html"][:200], len(one["nodes"])) for one in found.response["violations"]]
    assert told == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    context.close()


def test_it_fits_a_phone(chromium: Browser, page: Path) -> None:
    tab = chromium.new_context(viewport={"width": 320, "height": 800}).new_page()
    tab.goto(page.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    tab.context.close()


@pytest.mark.parametrize(("width", "open_and_hinted"), [(360, True), (390, True), (1280, False)])
def test_a_phone_shows_a_chain_in_words_and_says_that_its_drawing_scrolls(
    chromium: Browser, page: Path, width: int, open_and_hinted: bool
) -> None:
    tab = chromium.new_context(viewport={"width": width, "height": 800}).new_page()
    tab.goto(page.as_uri())
    claim = tab.locator("#claim-98")
    assert claim.locator(".on-screen .tree").get_by_text("Caliber.Az").is_visible() is open_and_hinted
    assert claim.locator(".hint").is_visible() is open_and_hinted
    assert claim.locator("summary").is_visible() is not open_and_hinted
    assert claim.locator("svg text").first.is_visible()
    sizes = claim.locator(".scroll").evaluate("one => [one.scrollWidth, one.clientWidth, one.tabIndex]")
    assert (sizes[0] > sizes[1]) is open_and_hinted
    assert sizes[2] == 0
    tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_statuses_differ_by_word_mark_and_colour(chromium: Browser, page: Path, scheme: Any) -> None:
    tab = chromium.new_context(color_scheme=scheme).new_page()
    tab.goto(page.as_uri())
    cells = tab.locator("#how-each-claim-stands-part td .status")
    shown = cells.evaluate_all("all => all.map(one => [one.innerText, getComputedStyle(one).color])")
    colours = {text.split(";")[0].replace("\u00a0", " "): colour for text, colour in shown}
    assert {"✓ confirmed", "≈ partly confirmed", "○ unverified", "≠ disputed", "◔ in review"} <= set(colours)
    assert len({colours[text] for text in ("✓ confirmed", "≈ partly confirmed", "○ unverified", "◔ in review")}) == 4
    tab.context.close()


def test_on_paper_a_chain_is_drawn_and_only_what_the_drawing_leaves_out_is_told(chromium: Browser, page: Path) -> None:
    tab = chromium.new_context(viewport={"width": 900, "height": 800}).new_page()
    tab.goto(page.as_uri())
    tab.emulate_media(media="print")
    told = tab.locator("#claim-1").inner_text()
    assert told.count("The Guardian, 2 February 2024") == 1
    assert "2+2 press conference" in told
    assert "Sputnik, 1 February 2024" not in told, "the drawing says all there is to it"
    assert tab.locator("#claim-1 svg").is_visible()
    assert "Caliber.Az, March 2024" in tab.locator("#claim-98").inner_text(), "the drawing sums it up"
    tab.context.close()


def test_nothing_is_fetched_and_no_script_is_needed(chromium: Browser, page: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.goto(page.as_uri())
    assert asked == [page.as_uri()]
    assert wrong == []
    assert tab.locator("h1").inner_text() == "Will AUKUS Pillar 2 be opened to others?"
    assert tab.locator("#claim-98").is_visible()
    context.close()


def test_the_style_is_allowed_and_nothing_else_is(chromium: Browser, page: Path) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(page.as_uri())
    assert tab.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    tab.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=x style=\"color: red\">x</p>')")
    assert tab.evaluate("getComputedStyle(document.getElementById('x')).color") != "rgb(255, 0, 0)"
    context.close()


# Links


def test_every_number_leads_to_its_claim(aukus_page: str) -> None:
    tree = parser.document_fromstring(aukus_page)
    ids = Counter(tree.xpath("//@id"))
    assert [one for one, times in ids.items() if times > 1] == []
    within = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert set(within) <= set(ids)
    assert {f"claim-{number}" for number in range(1, 141)} <= set(ids)
    assert "#98" in tree.xpath("string(id('claim-98'))")
    outward = [href for href in tree.xpath("//a/@href") if not href.startswith("#")]
    assert outward
    assert all(re.match(r"https?://", href) for href in outward)


def test_numbers_of_appearances_lead_nowhere(aukus_page: str) -> None:
    tree = parser.document_fromstring(aukus_page)
    told = tree.xpath("id('claim-54')")[0]
    assert "(#240, #420)" in told.text_content()
    assert [link.text for link in told.xpath(".//a[starts-with(@href, '#')]")] == ["#54"]
    assert {"#73", "#122"} <= {link.text for link in tree.xpath("id('claim-98')//a")}


def test_evidence_is_a_link(aukus_page: str) -> None:
    tree = parser.document_fromstring(aukus_page)
    settled = tree.xpath("//section[h2[text()='Settled']]//a[starts-with(@href, 'http')]")
    assert len(settled) >= 8


# Whatever is written


TEXTS = st.lists(st.text(max_size=60) | st.sampled_from(HOSTILE), min_size=1, max_size=3)


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_stays_text(texts: list[str]) -> None:
    usual = parser.document_fromstring(parts_html(hostile_parts(["a", "b"]), "a", "b"))
    tree = parser.document_fromstring(parts_html(hostile_parts(texts), texts[0], "b"))
    assert {one.tag for one in tree.iter()} <= {one.tag for one in usual.iter()} | {"a"}
    names = {name for one in tree.iter() for name in one.attrib}
    assert names <= {name for one in usual.iter() for name in one.attrib} | {"href", "rel"}
    assert all(re.match(r"https?://|#", href) for href in tree.xpath("//a/@href"))
    told = " ".join(tree.text_content().split())
    assert all(" ".join(plain(" ".join(text.split())).split()) in told for text in texts)


def test_a_chain_of_thousands_is_told() -> None:
    chain = Branch("the end")
    for number in range(3000):
        chain = Branch(f"step {number}", (chain,))
    told = parser.document_fromstring(parts_html([Heading("x"), ClaimPart(1, "c", (), (chain,))], "t", "m"))
    assert "step 0" in told.text_content()
    assert "the end" in told.text_content()
