"""What a file is, by its first bytes and, inside a zip or an OLE file, by its parts."""

import re
from collections.abc import Collection
from typing import NamedTuple

Names = Collection[str]


class Kind(NamedTuple):
    """A kind of file: its key, and what to call it in Chinese."""

    key: str
    label: str
    extensions: tuple[str, ...] = ()
    """The extensions it usually carries."""
    spreadsheet: bool = False


XLSX = Kind("xlsx", "Excel 工作簿", (".xlsx", ".xlsm", ".xltx", ".xltm"), True)
XLSB = Kind("xlsb", "Excel 二进制工作簿（.xlsb）", (".xlsb",), True)
XLS = Kind("xls", "Excel 97-2003 工作簿", (".xls", ".et", ".xlt", ".ett"), True)
ODS = Kind("ods", "OpenDocument 电子表格", (".ods", ".ots"), True)
XML_2003 = Kind("xml2003", "Excel 2003 的 XML 表格", (".xml",), True)
FLAT_ODS = Kind("fods", "单一 XML 文件的 OpenDocument 表格", (".fods",), True)
NUMBERS = Kind("numbers", "苹果 Numbers 表格", (".numbers",), True)
OLD_EXCEL = Kind("xls2", "Excel 4.0 或更早的表格", (".xls",), True)
ENCRYPTED_OOXML = Kind("encrypted", "加密的 Office 文件", (".xlsx", ".docx"))
EMPTY = Kind("empty", "空文件")
DOCX = Kind("docx", "Word 文档", (".docx", ".docm"))
DOC = Kind("doc", "Word 97-2003 或 WPS 文字文档", (".doc", ".wps"))
ODT = Kind("odt", "OpenDocument 文字文档", (".odt",))
PPTX = Kind("pptx", "PowerPoint 演示文稿", (".pptx", ".pptm"))
PPT = Kind("ppt", "PowerPoint 97-2003 或 WPS 演示文稿", (".ppt", ".dps"))
ODP = Kind("odp", "OpenDocument 演示文稿", (".odp",))
OFD = Kind("ofd", "OFD 版式文件", (".ofd",))
MSG = Kind("msg", "Outlook 邮件", (".msg",))
OLE = Kind("ole", "不含工作簿的 OLE 复合文件")
PDF = Kind("pdf", "PDF 文件", (".pdf",))
RTF = Kind("rtf", "RTF 文档", (".rtf", ".doc"))
ZIP = Kind("zip", "zip 压缩包", (".zip",))
RAR = Kind("rar", "rar 压缩包", (".rar",))
SEVEN_ZIP = Kind("7z", "7z 压缩包", (".7z",))
GZIP = Kind("gzip", "gzip 压缩包", (".gz", ".tgz"))
IMAGE = Kind("image", "图片", (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"))
HTML = Kind("html", "网页（HTML）", (".html", ".htm"))
MHT = Kind("mht", "单个文件网页（.mht）", (".mht", ".mhtml"))
XML = Kind("xml", "XML 文件", (".xml",))
TEXT = Kind("text", "CSV 或纯文本", (".csv", ".txt", ".tsv", ".md"))
UNKNOWN = Kind("unknown", "无法识别的数据")

ARCHIVES = (ZIP, RAR, SEVEN_ZIP, GZIP)
DOCUMENTS = (DOCX, HTML, PDF, TEXT)
"""What a published report may be, and is read."""
OTHER_DOCUMENTS = (DOC, ODT, RTF, OFD, MHT)
"""What a published report may be, and is not read: Word saves it as one that is."""

_MAGIC = (
    (b"PK\3\4", ZIP),
    (b"PK\5\6", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b", GZIP),
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"BM", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"\x09\x08\x08\0\0\x05", OLD_EXCEL),
    (b"\x09\x08\x10\0\0\x06", OLD_EXCEL),
    (b"\x09\x04\x06\0", OLD_EXCEL),
    (b"\x09\x02\x06\0", OLD_EXCEL),
    (b"\x09\0\x04\0", OLD_EXCEL),
)

_IN_ZIP = (
    ("xl/workbook.bin", XLSB),
    ("xl/workbook.xml", XLSX),
    ("word/document.xml", DOCX),
    ("ppt/presentation.xml", PPTX),
    ("ofd.xml", OFD),
    ("index/document.iwa", NUMBERS),
)

_OPEN_DOCUMENTS = (
    (b"application/vnd.oasis.opendocument.spreadsheet", ODS),
    (b"application/vnd.oasis.opendocument.text", ODT),
    (b"application/vnd.oasis.opendocument.presentation", ODP),
)

_IN_OLE = (
    ("encryptedpackage", ENCRYPTED_OOXML),
    ("workbook", XLS),
    ("book", XLS),
    ("worddocument", DOC),
    ("powerpoint document", PPT),
    ("__properties_version1.0", MSG),
)

_TEXT_SAMPLE = 4096
_NOTHING = re.compile(rb"\s+|<!--.*?-->", re.DOTALL)
_MOST_NOTHING = 1_000_000
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
"""A heading as only Markdown has it, where a table may be written as in a page."""
_TAG = re.compile(r"<(?:head|script|style|link|title|div|p|span|center|h[1-6])[\s>]")


def by_first_bytes(data: bytes) -> Kind:
    """The kind as far as the beginning of the file tells it.

    ZIP and OLE are containers: ask `in_zip` or `in_ole` what they hold.
    """
    if not data:
        return EMPTY
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (magic != b"BM" or data[6:10] == b"\0\0\0\0"):
            return kind
    return _text(data[_first(data) :][:_TEXT_SAMPLE])


def in_zip(names: Names, mimetype: bytes = b"") -> Kind:
    """What a zip is, by the names of its parts and the content of its part `mimetype`."""
    for media, kind in _OPEN_DOCUMENTS:
        if mimetype.startswith(media):
            return kind
    parts = {name.lower() for name in names}
    return next((kind for name, kind in _IN_ZIP if name in parts), ZIP)


def in_ole(names: Names) -> Kind:
    """What an OLE file is, by the names of the streams in its root."""
    streams = {name.lower() for name in names}
    return next((kind for name, kind in _IN_OLE if name in streams), OLE)


def _first(data: bytes) -> int:
    """Where a text begins: programs put blank lines and comments before a page."""
    at = 0
    while found := _NOTHING.match(data, at, at + _MOST_NOTHING):
        at = found.end()
    return at


def _text(sample: bytes) -> Kind:
    text = _decoded(sample)
    if text is None:
        return UNKNOWN
    start = text.lstrip().lower()
    if start.startswith("mime-version:"):
        return MHT
    if any(mark in start for mark in ("<!doctype html", "<html", "<meta ", "<body")):
        return HTML
    if "<table" in start and not _MARKDOWN.search(start):
        return HTML
    if _TAG.match(start):
        return HTML
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return XML_2003
    if "office:document" in start and "opendocument" in start:
        return FLAT_ODS
    return XML if start.startswith("<?xml") else TEXT


def _decoded(sample: bytes) -> str | None:
    """The sample as text, if it is text; its last character may be cut."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", "replace")
    if b"\0" in sample or any(byte < 9 or 13 < byte < 27 for byte in sample):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                return sample[: len(sample) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
