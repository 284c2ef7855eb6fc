"""Documents are read by what they are, whatever their names; nothing touches the network."""

from __future__ import annotations

import gzip
import io
import socket
from collections.abc import Callable

import pytest

from claims.capture.documents.reading import documents_in
from claims.capture.documents.values import Limits, Unreadable
from claims.vocabulary import Media
from tests.capture.pages import PAGE, PARAGRAPHS, TEXT, mail, saved_page, word


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("a document is read without the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pdf(*paragraphs: str) -> bytes:
    """Return a PDF with these paragraphs."""
    weasyprint = pytest.importorskip("weasyprint")
    html = "".join(f"<p>{words}</p>" for words in paragraphs)
    made: bytes = weasyprint.HTML(string=f"<title>Bridge</title><body>{html}</body>").write_pdf()
    return made


@pytest.mark.parametrize(
    ("make", "media"),
    [
        (lambda: PAGE, Media.PAGE),
        (saved_page, Media.PAGE),
        (mail, Media.MAIL),
        (lambda: word(*PARAGRAPHS), Media.WORD),
        (lambda: TEXT.encode(), Media.TEXT),
        (lambda: TEXT.encode("utf-16"), Media.TEXT),
        (lambda: TEXT.encode("cp1252"), Media.TEXT),
        (lambda: TEXT.replace("\n", "\r\n").encode(), Media.TEXT),
    ],
)
def test_every_paragraph_is_read(make: Callable[[], bytes], media: Media) -> None:
    (document,) = documents_in(make(), "a file")
    assert document.media is media
    read = document.text.split("\n\n")
    assert [words for words in PARAGRAPHS if words not in read] == []
    assert "Copyright" not in document.text
    assert "Sport" not in document.text


@pytest.mark.needs("pango")
def test_a_pdf_has_its_words_without_the_line_ends() -> None:
    (document,) = documents_in(pdf(*PARAGRAPHS), "bridge.pdf")
    assert document.media is Media.PDF
    words = " ".join(document.text.split())
    for paragraph in PARAGRAPHS:
        assert paragraph in words
    assert document.about.title is not None
    assert document.about.title.value == "Bridge"


@pytest.mark.parametrize("make", [lambda: PAGE, saved_page])
def test_a_page_states_its_title_byline_day_outlet_and_address(make: Callable[[], bytes]) -> None:
    (document,) = documents_in(make(), "bridge.html")
    about = document.about
    assert about.title is not None
    assert about.title.value == "Harbour bridge to close"
    assert [(byline.value, byline.where) for byline in about.bylines] == [("Peter Lowe", "JSON-LD")]
    assert about.published is not None
    assert about.published.value == "2024-03-19"
    assert about.outlet is not None
    assert about.outlet.value == "The Daily Echo"
    assert about.address is not None
    assert about.address.value == "https://echo.example/2024/bridge"


def test_a_page_saved_by_single_file_has_the_address_that_it_was_saved_from() -> None:
    page = PAGE.replace(b"<html", b"<!--\n Page saved with SingleFile \n url: https://echo.example/a?b=1 \n--><html", 1)
    (document,) = documents_in(page, "bridge.html")
    assert document.about.address is not None
    assert (document.about.address.value, document.about.address.where) == ("https://echo.example/a?b=1", "saved from")


def test_of_tracked_changes_only_what_was_inserted_counts() -> None:
    (document,) = documents_in(word("The bridge closes.", deleted="on Monday", inserted="on Tuesday"), "draft.docx")
    assert document.text == "The bridge closes.\n\non Tuesday"


@pytest.mark.filterwarnings(
    "ignore:.*SpooledTemporaryFile:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_web_archive_gives_each_of_its_pages() -> None:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=True)
    for address, kind in (("https://echo.example/1", "text/html"), ("https://echo.example/logo", "image/png")):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(PAGE), http_headers=headers)
        )
    (document,) = documents_in(packed.getvalue(), "saved.warc.gz")
    assert document.about.address is not None
    assert document.about.address.value == "https://echo.example/1"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02", "is no page"),
        (b"%PDF-1.7 and nothing more", "is a damaged PDF"),
        (b"PK\x03\x04 and nothing more", "damaged Word document"),
        (b"\xd0\xcf\x11\xe0", "save it as .docx"),
        (gzip.compress(b"no archive", mtime=0), "damaged archive"),
        (b"\x89PNG\r\n\x1a\n\n", "is a picture"),
        (b"\xff\xd8\xff\xe0\x10JFIF\x01", "is a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><title>Bridge</title></svg>", "is a picture"),
        (b"ID3\x04\x01\x01", "is a recording"),
        (b"\x01\x01\x01\x18ftypmp42", "is a recording"),
        (b"Rar!\x1a\x07\x01", "unpack it"),
        (b"{\\rtf1 The bridge will close.}", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0" + "__substg1.0_0037001F".encode("utf-16-le"), "save it as .eml"),
        (b"<?xml version='1.0'?><rss><channel><title>Bridge</title></channel></rss>", "is a feed"),
        (bytes(range(1, 256)) * 4, "is no page"),
        (b"\xff\xfe\x00", "has no words"),
        (b"--- *** ---", "has no words"),
    ],
    ids=[
        *("empty", "bytes", "pdf", "zip", "old Word", "gzip", "broken PNG", "JPEG", "SVG", "sound", "film", "archive"),
        *("RTF", "Outlook", "feed", "bytes without NUL", "UTF-16 alone", "signs alone"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        documents_in(content, "file.bin")
    assert "\n" not in str(refused.value)


def test_a_text_of_an_old_wire_with_its_control_characters_is_a_text() -> None:
    (document,) = documents_in(b"\x01\x02The bridge will close in May, the mayor said on Tuesday.\x03\r\n" * 3, "a.txt")
    assert "The bridge will close in May" in document.text


def test_a_mailbox_is_its_mails_and_those_without_text_are_named() -> None:
    letters = [
        b"From: Rosa <rosa@leak.example>\nSubject: %d\nDate: Tue, 19 Mar 2024 08:00:00 +0000\n\n%s\n" % each
        for each in ((1, b"The bridge will close."), (2, b""), (3, b"The ferry, they say.\n\nFrom now on it is late."))
    ]
    box = b"".join(b"From rosa@leak.example Tue Mar 19 08:00:00 2024\n" + letter + b"\n" for letter in letters)
    documents = documents_in(box, "saved.mbox")
    assert [document.media for document in documents] == [Media.MAIL] * 2
    assert [document.about.title.value for document in documents if document.about.title] == ["1", "3"]
    assert "From now on it is late." in documents[1].text
    assert documents[0].notices == ("1 of the 3 mails have no text and are left out",)


def test_a_mail_after_blank_lines_is_a_mail_and_its_bytes_are_kept_as_they_came() -> None:
    content = b"\xef\xbb\xbf\n\n" + mail()
    (document,) = documents_in(content, "mail.txt")
    assert (document.media, document.content) == (Media.MAIL, content)
    assert document.about.published is not None


def test_limits_hold_before_anything_is_unpacked() -> None:
    with pytest.raises(Unreadable, match="more than the 0 MB"):
        documents_in(PAGE, "bridge.html", Limits(size=100))
    with pytest.raises(Unreadable, match="more than 20 deep"):
        documents_in(PAGE.replace(b"<article>", b"<div>" * 40 + b"<article>"), "bridge.html", Limits(depth=20))
    with pytest.raises(Unreadable, match="unpacks to more"):
        documents_in(word("bridge " * 10_000), "bridge.docx", Limits(size=20_000))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<p>Subscribe to continue reading this article.</p>", "behind a paywall"),
        ("<p>Please verify you are human.</p>", "check for robots"),
        ("<img src=a.png>", "no article text"),
    ],
)
def test_a_wall_is_named_and_nothing_is_taken_from_it(body: str, says: str) -> None:
    (document,) = documents_in(f"<html><body>{body}</body></html>".encode(), "wall.html")
    assert document.text == ""
    assert says in document.notices[0]
