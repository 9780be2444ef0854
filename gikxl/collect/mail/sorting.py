"""What to do with a file: look inside, keep it as a possible report, refuse it, or drop it."""

from gikxl.collect import refusals
from gikxl.collect.mail.basket import Basket, Part, Where
from gikxl.collect.mail.names import extension, is_litter, shown
from gikxl.finding import Finding
from gikxl.read import sniff
from gikxl.read.refusal import EMPTY, LOCK_FILE

REPORTS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".et", ".ett", ".xlt", ".ods",
           ".fods", ".numbers", ".docx", ".docm", ".doc", ".wps", ".odt", ".rtf", ".ofd", ".pdf",
           ".html", ".htm", ".mht", ".mhtml", ".txt", ".md", ".csv", ".tsv")  # fmt: skip
"""What is kept by its name alone: whether it can be read, the check tells."""
_TEXTS = ("", ".xml", *REPORTS)
_DROPPED = (".ics", ".vcf", ".p7s", ".asc", ".sig")
_PROGRAMS = frozenset(
    (".exe", ".scr", ".com", ".pif", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh",
     ".hta", ".lnk", ".ps1", ".msi", ".jar", ".chm", ".reg", ".dll", ".cpl", ".apk", ".sh", ".url",
     ".iso", ".img", ".vhd", ".vhdx", ".application", ".gadget", ".inf", ".scf", ".sct", ".xll")
)  # fmt: skip
_TNEF = b"\x78\x9f\x3e\x22"
_OFFICE_FIRST = (b"[Content_Types]", b"_rels/", b"xl/", b"word/", b"ppt/", b"docProps/",
                 b"customXml/", b"mimetype", b"META-INF/", b"OFD.xml", b"Index/")  # fmt: skip
"""How the first entry of a zip is named that is a document."""
_ARCHIVES = (
    (0, b"BZh", "bz2 压缩包"), (0, b"\xfd7zXZ\0", "xz 压缩包"), (0, b"MSCF\0", "cab 压缩包"),
    (257, b"ustar", "tar 归档"), (0, b"PK\7\x08", "分卷压缩包"), (2, b"-lh", "lzh 压缩包"),
    (0, b"\x28\xb5\x2f\xfd", "zst 压缩包"), (7, b"**ACE**", "ace 压缩包"),
    (0, b"\x60\xea", "arj 压缩包"),
)  # fmt: skip
"""Beside those that `sniff` knows: where a mark stands, the mark, the name."""
_ARCHIVE_NAMES = (".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".cab", ".zip", ".lzh",
                  ".z01", ".001", ".arj", ".ace", ".zst", ".zipx")  # fmt: skip
_AS_WORKBOOK = "图片里的表格不能读取：请对方发送工作簿（.xlsx）或 Word 文件（.docx）。"
_MAIL_STARTS = (b"received:", b"return-path:", b"from:", b"date:", b"message-id:", b"delivered-to:")


def take(basket: Basket, where: Where, name: str, data: bytes, *, is_file: bool = False) -> None:
    """Put a file where it belongs; with `is_file`, without looking for files inside it."""
    if is_litter(name) and where.depth:
        return
    kind = sniff.by_first_bytes(data)
    name = shown(name) or _nameless(kind, data)
    if is_file or not _opened(basket, where, name, data, kind):
        _keep(basket, where, name, data, kind)


def _nameless(kind: sniff.Kind, data: bytes) -> str:
    """A name for a file that has none, by its content."""
    if kind is sniff.ZIP:
        held = ((b"word/document.xml", sniff.DOCX), (b"xl/workbook.xml", sniff.XLSX))
        kind = next((document for part, document in held if part in data), kind)
    ending = ".txt" if kind is sniff.TEXT else next(iter(kind.extensions), "")
    return f"未命名{ending}"


def _opened(basket: Basket, where: Where, name: str, data: bytes, kind: sniff.Kind) -> bool:
    """Look inside a file that holds others; whether it is one."""
    ending = extension(name)
    if kind is sniff.ZIP and not _is_office(data):
        from gikxl.collect.mail.archive import unfold_zip

        return unfold_zip(basket, where, name, data)
    if kind is sniff.OLE and ending not in REPORTS:
        return _opened_by_outlook(basket, where, name, data)
    if data.startswith(_TNEF):
        from gikxl.collect.mail.tnef import unfold_tnef

        unfold_tnef(basket, where, data)
    elif ending == ".eml" or (not ending and data[:20].lower().startswith(_MAIL_STARTS)):
        from gikxl.collect.mail.mime import forwarded

        forwarded(basket, where, name, data)
    else:
        return False
    return True


def _is_office(data: bytes) -> bool:
    """Whether a zip is a document and no archive, as its first entry tells."""
    return data.startswith(_OFFICE_FIRST, 30)


def _opened_by_outlook(basket: Basket, where: Where, name: str, data: bytes) -> bool:
    from gikxl.collect.mail.msg import unfold_msg

    return unfold_msg(basket, where.into(name), data) is not None


def _keep(basket: Basket, where: Where, name: str, data: bytes, kind: sniff.Kind) -> None:
    ending = extension(name)
    if ending in _DROPPED:
        return
    refusal = _refusal(name, ending, data, kind)
    dangerous = refusal is not None and refusal.code == refusals.PROGRAM.code
    basket.add(Part(name, b"" if dangerous else data, where.inside, refusal))


def _refusal(name: str, ending: str, data: bytes, kind: sniff.Kind) -> Finding | None:
    """Why a file is no report; None if it may be one."""
    if not data:
        return EMPTY.because().finding
    if name.startswith(("~$", ".~lock.")):
        return LOCK_FILE.because().finding
    if ending in _PROGRAMS or data.startswith((b"MZ\x90\0", b"\x7fELF", b"MZP\0")):
        return refusals.PROGRAM.because(f"“{name}”").finding
    if archive := _archive(data, kind):
        return refusals.OTHER_ARCHIVE.because(f"这是 {archive}").finding
    return None if _may_be_report(ending, kind) else _no_report(ending, kind)


def _may_be_report(ending: str, kind: sniff.Kind) -> bool:
    if kind is sniff.TEXT:
        return ending in _TEXTS
    if kind is sniff.IMAGE:
        return False
    known = kind.spreadsheet or kind in sniff.DOCUMENTS or kind in sniff.OTHER_DOCUMENTS
    return known or kind in (sniff.ZIP, sniff.OLE) or ending in REPORTS


def _no_report(ending: str, kind: sniff.Kind) -> Finding:
    if ending in _ARCHIVE_NAMES:
        return refusals.OTHER_ARCHIVE.because(f"扩展名是 {ending}").finding
    if kind is sniff.IMAGE:
        return refusals.NO_REPORT.because("这是图片", _AS_WORKBOOK).finding
    named = ending and kind in (sniff.UNKNOWN, sniff.TEXT)
    return refusals.NO_REPORT.because(
        f"扩展名是 {ending}" if named else f"这是{kind.label}"
    ).finding


def _archive(data: bytes, kind: sniff.Kind) -> str:
    """What kind of archive it is that is not opened here; empty if it is none."""
    if kind in (sniff.RAR, sniff.SEVEN_ZIP, sniff.GZIP):
        return kind.label
    return next((label for at, mark, label in _ARCHIVES if data.startswith(mark, at)), "")
