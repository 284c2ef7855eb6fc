"""Adding records to the registers, and editing them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Run
from tests.newsroom import article, enter, record
from tests.web.desk import Document, Visitor, serving, text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"

RECORDS = [
    record("story", "mine", title="The mine"),
    record("source", "ministry", kind="institution", name="The ministry"),
    record("source", "ann", kind="person", name="Ann Fox", role="minister", institution="ministry"),
    record("reporter", "kim", name="Kim Doe"),
    *article("a", "Alpha", title="The mine closes", bylines=["kim"]),
]


@pytest.fixture
def visitor(db_url: str) -> Iterator[Visitor]:
    enter(db_url, RECORDS)
    with serving(db_url) as desk:
        yield desk.visitor("okafor")


def values(page: Document) -> dict[str, str | list[str]]:
    """What the form of a page holds."""
    held: dict[str, str | list[str]] = {}
    for each in page.at("//form[contains(@class, 'record')]//*[@name]"):
        if each.tag == "textarea":
            held[each.get("name")] = (each.text or "").lstrip("\n")
        elif each.tag == "input" and each.get("type") == "checkbox":
            if each.get("checked") is not None:
                held[each.get("name")] = "yes"
        elif each.tag == "input":
            held[each.get("name")] = each.get("value") or ""
        else:
            held[each.get("name")] = "".join(each.xpath("./option[@selected]/@value"))
    return held


@pytest.mark.parametrize(
    ("register", "typed", "shown"),
    [
        ("outlets", {"name": f"Gamma {MARKER}", "country": "NZ", "aliases": "The Gamma\nGamma Daily", "ours": "yes"},
         ["Gamma Daily", "NZ"]),
        ("reporters", {"name": "Lee Park", "outlet": "Alpha"}, ["Lee Park", "Alpha"]),
        ("sources", {"name": "The court", "kind": "institution", "note": "as printed"}, ["The court", "as printed"]),
        ("sources", {"described": "a clerk", "kind": "person", "unnamed": "yes"}, ["“a clerk”"]),
        ("articles", {"title": "The mine opens", "outlet": "Beta", "published": "2024-04-01", "reporters": "Lee Park"},
         ["The mine opens", "Beta", "2024-04-01", "Lee Park"]),
        ("stories", {"title": "The port", "publishing_on": "2024-05-01"}, ["The port", "2024-05-01"]),
    ],
)  # fmt: skip
def test_a_record_is_added(
    visitor: Visitor, register: str, typed: dict[str, str | list[str]], shown: list[str]
) -> None:
    form = values(visitor.page(f"/new/{register}"))
    page = visitor.sent(f"/new/{register}", {**form, **typed})
    assert page.answer.url.path.startswith(f"/registers/{register}/")
    assert all(text in page.text for text in shown), page.text
    assert not page.at("//main//script")


@pytest.mark.parametrize(
    ("register", "typed", "status"),
    [
        ("outlets", {}, 400),
        ("outlets", {"name": "Alpha"}, 409),
        ("sources", {"name": "Somebody"}, 400),
        ("articles", {"published": "soon", "title": "x"}, 422),
        ("stories", {"title": "The port", "publishing_on": "someday"}, 422),
        ("secrets", {"name": "x"}, 404),
    ],
)
def test_what_does_not_do_is_refused_and_stays_in_the_form(
    visitor: Visitor, register: str, typed: dict[str, str | list[str]], status: int
) -> None:
    answer = visitor.send(f"/new/{register}", typed)
    assert answer.status_code == status, text_of(answer)
    if status != 404:
        kept = values(Document(answer))
        assert {name: kept[name] for name in typed} == typed


def test_only_what_was_changed_is_entered(visitor: Visitor, run: Run) -> None:
    form = values(visitor.page("/registers/sources/2/edit"))
    assert form["role"] == "minister"
    page = visitor.sent("/registers/sources/2/edit", {**form, "role": "former minister", "reason": "resigned"})
    history = [" ".join(item.text_content().split()) for item in page.at("//ol[@class='history']/li/p[2]")]
    assert history[0] == "role: “minister” → “former minister” — resigned"
    assert len(history) == 2
    same = visitor.send("/registers/sources/2/edit", values(visitor.page("/registers/sources/2/edit")))
    assert same.status_code == 400
    emptied = visitor.sent(
        "/registers/sources/2/edit",
        {**values(visitor.page("/registers/sources/2/edit")), "role": "", "reason": "as asked"},
    )
    assert "role: “former minister” → nothing" in emptied.text


def test_names_hosts_and_bylines_are_edited(visitor: Visitor, run: Run) -> None:
    first = {**values(visitor.page("/registers/outlets/1/edit")), "aliases": "The Alpha\nAlpha Daily",
             "hosts": "alpha.example"}  # fmt: skip
    assert "Alpha Daily" in visitor.sent("/registers/outlets/1/edit", first).text
    second = {**values(visitor.page("/registers/outlets/1/edit")), "aliases": "The Alpha"}
    page = visitor.sent("/registers/outlets/1/edit", second)
    assert "Alpha Daily" not in page.text
    assert "alpha.example" in page.text
    signed = {**values(visitor.page("/registers/articles/1/edit")), "reporters": "Lee Park"}
    page = visitor.sent("/registers/articles/1/edit", signed)
    assert "Lee Park" in page.text
    assert run("article", "show", 1, "--format", "json").json["reporters"] == ["Lee Park"]


def test_nobodys_newer_value_is_undone(visitor: Visitor, run: Run) -> None:
    opened = values(visitor.page("/registers/sources/2/edit"))
    assert run("source", "edit", 2, "--role", "premier", "--reason", "elected").exit_code == 0
    mine = visitor.send("/registers/sources/2/edit", {**opened, "role": "ex-minister", "reason": "resigned"})
    assert mine.status_code == 409
    page = Document(mine)
    assert "“premier”" in page.text
    assert values(page)["role"] == "ex-minister"
    other = visitor.sent("/registers/sources/2/edit", {**opened, "note": "asked twice", "reason": "for the record"})
    assert "premier" in other.text
    assert "asked twice" in other.text
    again = visitor.sent("/registers/sources/2/edit", values(page))
    assert "ex-minister" in again.text
