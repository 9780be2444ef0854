import gzip

import pytest

from gikxl.read import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = "<html><body><table><tr><td>一、本年新收</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", sniff.EMPTY),
        (b"PK\3\4rest", sniff.ZIP),
        (OLE, sniff.OLE),
        (b"%PDF-1.7\n", sniff.PDF),
        (b"{\\rtf1\\ansi", sniff.RTF),
        (b"Rar!\x1a\x07\x01\0", sniff.RAR),
        (b"7z\xbc\xaf\x27\x1c\0\4", sniff.SEVEN_ZIP),
        (gzip.compress(b"x", mtime=0), sniff.GZIP),
        (b"\x89PNG\r\n\x1a\n\0\0", sniff.IMAGE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", sniff.IMAGE),
        (b"\x09\x08\x10\0\0\x06\x05\0", sniff.OLD_EXCEL),
        (HTML.encode(), sniff.HTML),
        (HTML.encode("gb18030"), sniff.HTML),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>", sniff.HTML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", sniff.MHT),
        (HTML.encode("utf-16"), sniff.HTML),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            sniff.XML_2003,
        ),
        (b'<?xml version="1.0"?><note/>', sniff.XML),
        ("序号,自然人,总计\n1,2,3\n".encode(), sniff.TEXT),
        ("序号,自然人,总计\n1,2,3\n".encode("gb18030"), sniff.TEXT),
        (("一" * 4096).encode(), sniff.TEXT),
        (b"BMW,1,2\n", sniff.TEXT),
        (b"BM\x36\0\x0c\0\0\0\0\0\x36\0", sniff.IMAGE),
        (bytes(range(256)), sniff.UNKNOWN),
    ],
)
def test_by_first_bytes(data, kind):
    assert sniff.by_first_bytes(data) is kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "xl/workbook.xml"], sniff.XLSX),
        (["xl/workbook.bin"], sniff.XLSB),
        (["word/document.xml"], sniff.DOCX),
        (["ppt/presentation.xml"], sniff.PPTX),
        (["OFD.xml", "Doc_0/Document.xml"], sniff.OFD),
        (["Index/Document.iwa"], sniff.NUMBERS),
        (["年报.xlsx", "说明.docx"], sniff.ZIP),
        ([], sniff.ZIP),
    ],
)
def test_in_zip(names, kind):
    assert sniff.in_zip(names) is kind


def test_open_documents_tell_their_kind_in_a_part():
    assert sniff.in_zip([], b"application/vnd.oasis.opendocument.spreadsheet") is sniff.ODS
    assert sniff.in_zip([], b"application/vnd.oasis.opendocument.text") is sniff.ODT


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        (["Workbook", "ETExtData"], sniff.XLS),
        (["Book"], sniff.XLS),
        (["EncryptionInfo", "EncryptedPackage"], sniff.ENCRYPTED_OOXML),
        (["WordDocument", "1Table"], sniff.DOC),
        (["PowerPoint Document"], sniff.PPT),
        (["__properties_version1.0"], sniff.MSG),
        (["Contents"], sniff.OLE),
    ],
)
def test_in_ole(streams, kind):
    assert sniff.in_ole(streams) is kind
