"""News agencies' files: what they state, their paragraphs, and each article of a message; nothing else is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.capture.documents.reading import documents_in
from claims.capture.documents.values import Document, Limits, Unreadable
from claims.vocabulary import Media
from tests.capture.pages import PARAGRAPHS
from tests.cli.entering import done
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
NITF = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<!-- harbour -->
<nitf baselang="en-GB"><head><title>HARBOUR Bridge</title><docdata management-status="usable">
<doc-id id-string="hw.4711" regsrc="HW"/><date.issue norm="20240319T080000Z"/>
<doc.copyright holder="Harbour Wire Ltd" year="2024"/></docdata></head>
<body><body.head><hedline><hl1>Harbour bridge to <em>close</em></hl1><hl2>BRIDGE</hl2></hedline>
<note><p>Editors: a picture follows.</p></note>
<byline>By <person>PETER LOWE</person> and Ann Stone<byttl>Harbour Writer</byttl></byline>
<distributor>Harbour Wire</distributor>
<dateline><location>HARBOUR</location><story.date norm="20240318">18 March</story.date></dateline>
<abstract><p>It will be repaired.</p></abstract></body.head>
<body.content><block id="Main"><p>{"</p><!-- more --><p>".join(PARAGRAPHS)}</p></block>
<media><media-caption>The bridge at night</media-caption></media><table><tr><td>Toll</td></tr></table>
<p>The caf&eacute; on the pier stays open; <org>Smith &amp; Sons</org> runs it.<br/>Nobody else does.</p></body.content>
<body.end><tagline>HW-ENDS</tagline></body.end></body></nitf>"""
"""An article in NITF, with what it states about itself and what belongs to no article."""


def news_item(
    body: str, *, headline: str = "Ferry late", kind: str = "text", meta: str = "", guid: str = "1", more: str = ""
) -> str:
    """Return an article in NewsML-G2; ``meta`` goes into its contentMeta, ``more`` into its itemMeta."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:{guid}" standard="NewsML-G2">
<rightsInfo><copyrightHolder literal="Harbour Wire Ltd"/></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:HW"><name>Harbour Wire</name></provider>
<versionCreated>2024-03-20T09:30:00+01:00</versionCreated>{more}
<link rel="irel:seeAlso"><title>No title</title></link></itemMeta>
<contentMeta><headline role="hld:subHeadline">Still late</headline><headline>{headline}</headline>{meta}</contentMeta>
<contentSet>{body}</contentSet></newsItem>"""


def inline(markup: str) -> str:
    """Return markup as inlineXML in XHTML, below a list of keywords."""
    return (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>'
        f"<body><header><ul><li>Ferries</li></ul></header><section>{markup}</section></body></html></inlineXML>"
    )


def message(*items: str) -> bytes:
    """Return articles as a message, beside a package of them."""
    return (
        '<?xml version="1.0"?>\n<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-03-21</sent>'
        f"</header><itemSet><packageItem/>{''.join(items)}</itemSet></newsMessage>"
    ).encode()


def stated(document: Document) -> dict[str, tuple[str, str]]:
    """Return the single values that a document states, each with its place."""
    about = document.about
    values = {"title": about.title, "published": about.published, "outlet": about.outlet, "language": about.language}
    return {name: (value.value, value.where) for name, value in values.items() if value is not None}


def test_nitf_is_read_with_what_it_states_and_where() -> None:
    (document,) = documents_in(NITF.encode(), "bridge.xml")
    assert stated(document) == {
        "title": ("Harbour bridge to close", "NITF hl1"),
        "published": ("2024-03-19T08:00+00:00", "NITF date.issue"),
        "outlet": ("Harbour Wire", "NITF distributor"),
        "language": ("en-GB", "NITF baselang"),
    }
    assert [(byline.value, byline.where) for byline in document.about.bylines] == [
        ("Peter Lowe", "NITF byline"),
        ("Ann Stone", "NITF byline"),
    ]
    last = "The café on the pier stays open; Smith & Sons runs it. Nobody else does."
    assert document.text.split("\n\n") == [*PARAGRAPHS, last]
    assert (document.media, document.content, document.notices) == (Media.TEXT, NITF.encode(), ())


@pytest.mark.parametrize(
    ("gone", "value", "place"),
    [
        ('<date.issue norm="20240319T080000Z"/>', ("2024-03-18", "NITF story.date"), "published"),
        ("<hl1>Harbour bridge to <em>close</em></hl1>", ("HARBOUR Bridge", "NITF title"), "title"),
        ("<distributor>Harbour Wire</distributor>", ("Harbour Wire Ltd", "NITF doc.copyright"), "outlet"),
    ],
)
def test_the_next_place_counts_where_the_best_is_empty(gone: str, value: tuple[str, str], place: str) -> None:
    assert gone in NITF
    (document,) = documents_in(NITF.replace(gone, "").encode(), "bridge.xml")
    assert stated(document)[place] == value


def test_nobody_is_the_outlet_of_a_file_that_names_no_provider() -> None:
    head, body = "<body.head><byline>gr/bp</byline></body.head>", "<body.content>The pier closed.</body.content>"
    (document,) = documents_in(f"<nitf><body>{head}{body}</body></nitf>".encode(), "pier.xml")
    assert stated(document) == {}
    assert [byline.value for byline in document.about.bylines] == ["gr/bp"]
    assert document.text == "The pier closed."


@pytest.mark.parametrize(
    ("norm", "day"),
    [
        ("20240319", "2024-03-19"),
        ("20240319T000000", "2024-03-19"),
        ("2024-03-19T08:30:00", "2024-03-19T08:30"),
        ("20240319T083000+0100", "2024-03-19T08:30+01:00"),
        ("20241399", "2024-03-18"),
        ("", "2024-03-18"),
    ],
)
def test_a_day_is_read_in_each_form_that_agencies_write(norm: str, day: str) -> None:
    (document,) = documents_in(NITF.replace("20240319T080000Z", norm).encode(), "bridge.xml")
    assert stated(document)["published"][0] == day


def test_a_newsitem_is_read_with_what_it_states_and_where() -> None:
    meta = "<contentCreated>2024-03-19T21:00:00Z</contentCreated><by>By Ann Stone</by><creator literal='desk two'/>"
    (document,) = documents_in(news_item(inline("<h2>Late</h2><p>The ferry is late.</p>"), meta=meta).encode(), "a.xml")
    assert stated(document) == {
        "title": ("Ferry late", "NewsML-G2 headline"),
        "published": ("2024-03-19T21:00+00:00", "NewsML-G2 contentCreated"),
        "outlet": ("Harbour Wire", "NewsML-G2 provider"),
    }
    assert [(byline.value, byline.where) for byline in document.about.bylines] == [("Ann Stone", "NewsML-G2 by")]
    assert document.text == "Late\n\nThe ferry is late."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<inlineXML>{NITF[NITF.index('<nitf') :].replace('&eacute;', 'e')}</inlineXML>", PARAGRAPHS[0]),
        ("<inlineXML><html><body><p>The ferry is late.</p></body></html></inlineXML>", "The ferry is late."),
        ("<inlineData contenttype='text/plain'>The ferry\nis late.</inlineData>", "The ferry is late."),
        ("<inlineData><![CDATA[<p>The ferry &amp; the bus</p>]]></inlineData>", "The ferry & the bus"),
        ("<inlineData encoding='base64'>VGhl</inlineData>", "Ferry late"),
        ("", "Ferry late"),
    ],
    ids=["NITF", "XHTML", "plain", "markup in CDATA", "bytes", "alert"],
)
def test_the_text_of_a_newsitem_is_read_in_each_form(body: str, text: str) -> None:
    (document,) = documents_in(news_item(body).encode(), "a.xml")
    assert document.text.split("\n\n")[0] == text


def test_each_article_of_a_message_is_a_document_and_pictures_are_named() -> None:
    first = news_item(inline("<p>The ferry is late.</p>"), guid="1")
    picture = news_item("<remoteContent href='a.jpg'/>", kind="picture", guid="2")
    second = news_item(inline("<p>The ferry is in.</p>"), headline="Ferry in", guid="3")
    content = message(first, picture, second)
    documents = documents_in(content, "export.xml")
    assert [(stated(document)["title"][0], document.text) for document in documents] == [
        ("Ferry late", "The ferry is late."),
        ("Ferry in", "The ferry is in."),
    ]
    assert documents[0].notices == ("1 of the 3 items of export.xml have no text and are left out",)
    for document in documents:
        (again,) = documents_in(document.content, "one.xml")
        assert (again.text, again.about) == (document.text, document.about)
    (alone,) = documents_in(message(first), "export.xml")
    assert alone.content == message(first)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "utf-8-sig"])
def test_a_file_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    named = NITF.replace("utf-8", encoding.removesuffix("-sig"), 1).replace("&eacute;", "é")
    (document,) = documents_in(named.encode(encoding), "bridge.xml")
    assert "The café on the pier" in document.text


def test_an_article_that_the_agency_withdrew_is_marked() -> None:
    (killed,) = documents_in(NITF.replace('"usable"', '"killed"').encode(), "bridge.xml")
    (withheld,) = documents_in(news_item("", more="<pubStatus qcode='stat:withheld'/>").encode(), "ferry.xml")
    assert ["killed" in notice for notice in killed.notices] == [True]
    assert ["withheld" in notice for notice in withheld.notices] == [True]


def test_a_bare_ampersand_harms_nothing_and_a_damaged_file_is_named() -> None:
    (bare,) = documents_in(NITF.replace("&amp;", "&").encode(), "bridge.xml")
    assert "Smith & Sons" in bare.text
    assert bare.notices == ()
    (cut,) = documents_in(NITF[: NITF.index("<media>")].encode(), "bridge.xml")
    assert PARAGRAPHS[0] in cut.text
    assert ["damaged" in notice for notice in cut.notices] == [True]


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY-7")
    own = NITF.replace('SYSTEM "nitf-3-4.dtd"', f'[<!ENTITY secret SYSTEM "{secret.as_uri()}">]')
    with pytest.raises(Unreadable, match="entities"):
        documents_in(own.replace("Nobody", "&secret;").encode(), "bridge.xml")
    (undeclared,) = documents_in(NITF.replace("Nobody else", "&secret; else").encode(), "bridge.xml")
    assert "&secret; else" in undeclared.text


def test_limits_hold_for_articles_and_depth() -> None:
    with pytest.raises(Unreadable, match="more than 1 articles"):
        documents_in(message(*(news_item("", guid=str(number)) for number in range(2))), "a.xml", Limits(pages=1))
    with pytest.raises(Unreadable, match="deep"):
        documents_in(NITF.encode(), "bridge.xml", Limits(depth=3))
    with pytest.raises(Unreadable, match="without a text"):
        documents_in(news_item("<remoteContent/>", kind="picture").encode(), "a.xml")


@SQLITE
def test_a_message_becomes_articles_with_title_outlet_and_day(run: Run, tmp_path: Path) -> None:
    items = [
        news_item(inline(f"<p>{words}</p>"), headline=f"Bridge {number}", guid=str(number))
        for number, words in enumerate(PARAGRAPHS)
    ]
    export = tmp_path / "export.xml"
    export.write_bytes(message(*items))
    captured = done(run, "capture", export)
    assert len({row["article"] for row in captured}) == 3
    article = done(run, "article", "show", 1)
    assert (article["title"], article["outlet"]["label"]) == ("Bridge 0", "Harbour Wire")
    assert article["published"] == "2024-03-20T09:30:00+01:00"
    assert run("capture", "--work", input="y\nq\n").exit_code == 0
    assert done(run, "show", 1)["appearances"]
