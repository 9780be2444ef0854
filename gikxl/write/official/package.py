"""Word files as the zip packages they are: taken apart, and packed with the same bytes."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES = 200_000_000
_TYPES = "[Content_Types].xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_WORDS = re.compile(
    r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml|docProps/core\.xml"
)
_NOT_WORD = "模板不是 Word 文档（.docx、.dotx）"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """The package of these parts, in this order, without the time of packing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, content)
    return file.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a Word document or template; ValueError, in Chinese, if it is none.

    A template (.dotx) comes out as a document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [info.filename for info in package.infolist() if not info.is_dir()]
            if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
                raise ValueError(f"模板太大：解压后超过 {_MOST_BYTES // 1_000_000} MB")
            parts = {name: package.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise ValueError(f"{_NOT_WORD}，或者设了密码") from None
    types = parts.get(_TYPES, b"")
    if _DOCUMENT not in types and _TEMPLATE not in types:
        raise ValueError(_NOT_WORD)
    return parts | {_TYPES: types.replace(_TEMPLATE, _DOCUMENT)}


def words(parts: Mapping[str, bytes]) -> dict[str, Any]:
    """The parsed parts that may hold placeholders, by name; ValueError, in Chinese, if broken."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        roots = {
            name: etree.fromstring(content, parser)
            for name, content in parts.items()
            if _WORDS.fullmatch(name)
        }
    except etree.XMLSyntaxError:
        raise ValueError("模板已损坏，请用 Word 打开并另存一份") from None
    if any(root.getroottree().docinfo.doctype for root in roots.values()):
        raise ValueError(_NOT_WORD)
    return roots


def as_bytes(root: Any) -> bytes:
    """A parsed part as it is stored."""
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
