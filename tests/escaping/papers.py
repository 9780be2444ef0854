"""Pages and Word files: what a stranger wrote is text between the tags."""

import io
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from gikxl.report import Value
from gikxl.write.html import page as findings_page
from gikxl.write.official.page import page
from gikxl.write.official.word import document
from tests.escaping.screens import checked, excerpt
from tests.escaping.strings import is_shown, line
from tests.write.official.reports import filled, printed
from tests.write.official.test_page import told
from tests.write.official.test_word import printable

_VOID = ("meta", "col", "br", "link")
_TYPED = {"p", "h3", "br", "table", "tbody", "thead", "tr", "td", "th", "div", "col", "colgroup"}
"""What paragraphs and tables typed into a text become."""


class Outline(HTMLParser):
    """The tags of a page with the names of their attributes, which nest, and all its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.text = ""
        self.comments = 0
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, _data: str) -> None:
        self.comments += 1


def page_of_findings(nasty: str, _folder: Path) -> None:
    """The tags are those of a harmless file."""
    source = findings_page([checked(nasty)], [[excerpt(nasty)]])
    outline = Outline(source)
    assert is_shown(outline.text, "\n\u3000")
    source.encode()
    if line(nasty).strip():
        harmless = Outline(findings_page([checked("甲")], [[excerpt("甲")]]))
        assert (outline.tags, outline.comments) == (harmless.tags, harmless.comments)
        assert line(nasty) in outline.text


def official_page(nasty: str, _folder: Path) -> None:
    """The tags are those of a harmless report, and the paragraphs that were typed."""
    report = filled(opening=nasty, overview=nasty, other=nasty)
    report.title = report.unit = f"甲{nasty}"
    for key in list(report.values)[::9]:
        report.values[key] = Value(None, "text", nasty)
    source = page(report)
    outline, harmless = Outline(source), Outline(page(filled()))
    assert not outline.comments
    assert {tag[0] for tag in outline.tags} <= {tag[0] for tag in harmless.tags} | _TYPED
    assert not any(name.startswith("on") for tag in outline.tags for name in tag[1:])
    assert _is_printed(outline.text)
    source.encode()
    assert told(source) == [one for one in [*printable(nasty)] * 3 if one]


def official_word(nasty: str, _folder: Path) -> None:
    """The paragraphs are those that were typed; nothing is a field, a link or another part."""
    report = filled(opening=nasty, overview=nasty, other=nasty)
    report.title = report.unit = f"甲{nasty}"
    for key in list(report.values)[::9]:
        report.values[key] = Value(None, "text", nasty)
    data, harmless = document(report), document(filled())
    assert printed(data) == printable(nasty) * 3
    assert _parts(data) == _parts(harmless)
    assert _strange(data) == _strange(harmless)


def _parts(data: bytes) -> list[str]:
    with ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def _strange(data: bytes) -> list[str]:
    """The elements of the text that are more than text, and targets outside."""
    with ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        more = root.iter("{*}instrText", "{*}fldSimple", "{*}hyperlink", "{*}object", "{*}altChunk")
        assert all(_is_printed(text) for text in root.itertext())
        return [one.tag for one in more]


def _is_printed(text: str) -> bool:
    """Whether nothing controls, turns or hides; what a document may hold and a line may not."""
    return not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text if c not in "\n\t")
