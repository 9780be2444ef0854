"""Archives are unfolded, what may be a report is kept, everything else is answered."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.mail import Letter, Part, archive, open_file, open_mail
from gikxl.collect.mail.links import cloud_links
from tests.collect.mails import mail, zipped

PDF = b"%PDF-1.7 \x00\x01\xff"
OFFICE = zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"y"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def told(letter: Letter) -> list[tuple[str, str, str]]:
    return [(p.inside, p.name, p.refusal.code if p.refusal else "") for p in letter.parts]


def attached(name: str, data: bytes) -> Letter:
    return open_mail(mail(attachments={name: data}))


def only(name: str, data: bytes) -> Part:
    (found,) = attached(name, data).parts
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_zip_is_unfolded_with_its_names_and_folders(encoding: str) -> None:
    files = {"年报.xlsx": OFFICE, "某某/某某局.pdf": PDF, "甲镇\\乙村\\说明.txt": b"hello"}
    letter = attached("报送材料.zip", zipped(files, encoding))
    assert told(letter) == [
        ("报送材料.zip", "年报.xlsx", ""),
        ("报送材料.zip/某某", "某某局.pdf", ""),
        ("报送材料.zip/甲镇/乙村", "说明.txt", ""),
    ]
    assert [found.data for found in letter.parts] == [OFFICE, PDF, b"hello"]


@pytest.mark.parametrize(("encoding", "flags"), [("gb18030", 0x800), ("utf-8", 0), ("gbk", 0)])
def test_what_a_zip_says_of_its_names_is_a_hint(encoding: str, flags: int) -> None:
    data = zipped({"镕镇年报.pdf": PDF}, encoding, flags)
    assert told(attached("a.zip", data)) == [("a.zip", "镕镇年报.pdf", "")]


def test_a_name_that_is_not_the_one_before_the_content() -> None:
    data = zipped({"年报一.pdf": PDF}).replace("年报一".encode(), "年报二".encode(), 1)
    assert told(attached("a.zip", data)) == [("a.zip", "年报一.pdf", "")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_the_bytes_come_back_whatever_the_method(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        file.writestr("a.pdf", PDF * 999)
        file.writestr("空/", b"")
    assert only("a.zip", out.getvalue()).data == PDF * 999


@settings(max_examples=80, deadline=None)
@given(
    files=st.dictionaries(
        st.text("年报局镇村甲乙abc", min_size=2, max_size=8).map(lambda n: n + ".pdf"),
        st.binary(max_size=300).map(lambda b: b"%PDF-" + b),
        min_size=1,
        max_size=5,
    ),
    prefix=st.binary(max_size=4),
)
def test_any_files_come_back_from_a_zip(files: dict[str, bytes], prefix: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    letter = open_file("a.zip", b"PK\3\4" + prefix + out.getvalue())
    assert {found.name: found.data for found in letter.parts} == files


def test_what_programs_leave_in_zips_is_passed_over() -> None:
    litter = {f"{path}": b"x" for path in ("__MACOSX/._年报.xlsx", "a/._b.pdf", "~$年报.xlsx")}
    litter |= {"Thumbs.db": b"x", "a/desktop.ini": b"x", ".DS_Store": b"x"}
    assert told(attached("a.zip", zipped({**litter, "b.pdf": PDF}))) == [("a.zip", "b.pdf", "")]


def test_a_document_is_no_archive_and_an_archive_no_document_whatever_its_name() -> None:
    odd_order = zipped({"theme/a.xml": b"z", "xl/workbook.xml": b"y"})
    for name in ("年报.xlsx", "年报.zip", "年报"):
        for data in (OFFICE, odd_order):
            assert told(attached(name, data)) == [("", name, "")]
            assert only(name, data).data == data
    renamed = zipped({"年报.xlsx": OFFICE, "b.xlsx": OFFICE})
    assert told(attached("年报.xlsx", renamed)) == [
        ("年报.xlsx", "年报.xlsx", ""),
        ("年报.xlsx", "b.xlsx", ""),
    ]


def test_a_mail_in_a_zip_and_a_zip_in_a_forwarded_mail() -> None:
    inner = mail(attachments={"年报.pdf": PDF})
    assert told(attached("a.zip", zipped({"转发.eml": inner}))) == [
        ("a.zip/转发.eml", "年报.pdf", "")
    ]
    outer = attached("转发.eml", mail(attachments={"a.zip": zipped({"年报.pdf": PDF})}))
    assert told(outer) == [("转发.eml/a.zip", "年报.pdf", "")]


def test_an_archive_in_an_archive_is_kept_and_told() -> None:
    inner = zipped({"年报.pdf": PDF})
    letter = attached("a.zip", zipped({"b.zip": inner, "c.pdf": PDF}))
    assert told(letter) == [("a.zip", "b.zip", "M009"), ("a.zip", "c.pdf", "")]
    assert letter.parts[0].data == inner


def test_a_locked_zip_is_kept_with_the_names_of_what_is_locked() -> None:
    data = zipped({"年报.pdf": PDF}, flags=1)
    found = only("a.zip", data)
    assert (found.data, found.refusal.code if found.refusal else "") == (data, "M006")
    assert found.refusal
    assert "“年报.pdf”" in found.refusal.message


def with_sizes(data: bytes, size: int) -> bytes:
    """The same zip whose directory tells another unpacked size."""
    changed = bytearray(data)
    at = data.find(b"PK\1\2")
    struct.pack_into("<L", changed, at + 24, size)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({f"{n}.pdf": b"x" for n in range(1001)}), "M008"),
        (zipped({"a.pdf": bytes(2_000_000)}), "M008"),
        (with_sizes(zipped({"a.pdf": PDF}), 60_000_000), "M008"),
        (zipped({"a.pdf": PDF})[:-30], "M007"),
        (b"PK\3\4" + bytes(200), "M007"),
        (b"PK\5\6" + bytes(18), "M001"),
    ],
    ids=["many", "ratio", "large", "cut", "garbage", "empty"],
)
def test_a_zip_that_is_not_opened_is_kept_and_told(data: bytes, code: str) -> None:
    letter = attached("a.zip", data)
    if code == "M001":
        assert [problem.code for problem in letter.problems] == [code]
    else:
        assert (told(letter), letter.parts[0].data) == ([("", "a.zip", code)], data)


def test_an_entry_whose_size_or_checksum_is_not_as_told_is_answered_alone() -> None:
    data = zipped({"a.pdf": PDF, "b.pdf": PDF * 2})
    for broken in (with_sizes(data, 11), with_sizes(data, 13), data.replace(b"%PDF", b"%PDG", 1)):
        letter = attached("a.zip", broken)
        assert ("a.zip", "b.pdf", "") in told(letter) or ("a.zip", "b.pdf", "M007") in told(letter)
    assert told(attached("a.zip", with_sizes(data, 11)))[0] == ("a.zip", "a.pdf", "M007")


def test_what_all_files_together_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRY_BYTES", 10**9)
    monkeypatch.setattr("gikxl.collect.mail.basket.MOST_BYTES", 30)
    letter = attached("a.zip", zipped({"a.pdf": PDF, "b.pdf": PDF, "c.pdf": PDF}))
    assert [found.name for found in letter.parts] == ["a.pdf", "b.pdf"]
    assert [problem.code for problem in letter.problems] == ["M004"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("年报.xlsx", OFFICE),
        ("年报.xls", OLE + bytes(600)),
        ("年报.et", OLE + bytes(600)),
        ("年报.xls", b"<html><table>"),
        ("年报.xls", "单位,年度".encode("gbk")),
        ("年报.docx", OFFICE.replace(b"xl/workbook", b"word/documx")),
        ("年报.doc", OLE + bytes(600)),
        ("年报.pdf", PDF),
        ("年报.html", b"<html>"),
        ("年报.txt", "年报".encode("gbk")),
        ("年报.md", "# 年报".encode()),
        ("年报.ofd", zipped({"OFD.xml": b"x"})),
        ("年报.rtf", b"{\\rtf1"),
        ("年报.xlsx", b"\x00\x01\x02 garbage"),
        ("年报", PDF),
        ("年报.dat", PDF),
    ],
)
def test_what_may_be_a_report_is_kept_unchanged(name: str, data: bytes) -> None:
    assert only(name, data) == Part(name, data)


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("年报.rar", b"Rar!\x1a\x07\x00" + bytes(50), "M005", "这是 rar 压缩包"),
        ("年报.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "M005", "这是 7z 压缩包"),
        ("年报.tar.gz", b"\x1f\x8b\x08" + bytes(50), "M005", "这是 gzip 压缩包"),
        ("年报.tar", b"a".ljust(257, b"\0") + b"ustar\0" + bytes(200), "M005", "tar"),
        ("年报.cab", b"MSCF\0\0" + bytes(50), "M005", "cab"),
        ("年报.xlsx", b"Rar!\x1a\x07\x01" + bytes(50), "M005", "rar"),
        ("年报.rar", b"\x00\x01\x02", "M005", ".rar"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "M013", "图片"),
        ("扫描.png", b"\x89PNG\r\n\x1a\n", "M013", "图片"),
        ("年报.ppt", OLE + bytes(600), "", ""),
        ("歌.mp3", b"ID3\x03\x00\x01" + bytes(50), "M013", ".mp3"),
        ("记录.log", b"hello", "M013", ".log"),
        ("年报.xlsx", b"", "F003", "0 字节"),
    ],
)
def test_what_is_no_report_is_kept_and_answered(
    name: str, data: bytes, code: str, words: str
) -> None:
    found = only(name, data)
    assert (found.name, found.data) == (name, data)
    assert (found.refusal.code if found.refusal else "") == code
    assert words in (found.refusal.message if found.refusal else "")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("年报.exe", b"MZ\x90\0" + bytes(90)),
        ("年报.xlsx", b"MZ\x90\0" + bytes(90)),
        ("年报.xlsx.js", b"alert(1)"),
        ("年报.lnk", b"L\0\0\0\x01\x14\x02\0"),
        ("年报.xlsx\u202e.bat", b"del"),
        ("a.hta", b"<html>"),
    ],
)
def test_a_program_is_not_even_kept(name: str, data: bytes) -> None:
    found = only(name, data)
    assert found.data == b""
    assert found.refusal
    assert found.refusal.code == "M014"


def test_a_lock_file_is_not_a_workbook() -> None:
    letter = attached("~$年报.xlsx", b"\x06user")
    assert letter.parts == ()
    assert [problem.code for problem in letter.problems] == ["M001"]


def test_a_file_that_no_mail_brought() -> None:
    assert told(open_file("年报.xlsx", OFFICE)) == [("", "年报.xlsx", "")]
    assert told(open_file("材料.zip", zipped({"年报.pdf": PDF}))) == [("材料.zip", "年报.pdf", "")]
    assert told(open_file("转发.eml", mail(subject="x", attachments={"a.pdf": PDF}))) == [
        ("转发.eml", "a.pdf", "")
    ]
    assert told(open_file("~$年报.xlsx", b"x")) == [("", "~$年报.xlsx", "F007")]
    assert told(open_file("空.xlsx", b"")) == [("", "空.xlsx", "F003")]


LINKS = {
    "https://wx.mail.qq.com/ftn/download?func=3&key=abc": "QQ 邮箱超大附件",
    "http://mail.qq.com/cgi-bin/ftnExs_download?k=1&t=exs_ftn_download": "QQ 邮箱超大附件",
    "https://exmail.qq.com/cgi-bin/ftnExs_download?k=1": "腾讯企业邮箱超大附件",
    "https://mail.163.com/large-attachment-download/index.html?p=X-NETEASE": "网易邮箱超大附件",
    "http://fs.163.com/fs/display/?file=abc": "网易邮箱超大附件",
    "https://mail.126.com/large-attachment-download/index.html?p=1": "网易邮箱超大附件",
    "https://dashi.163.com/html/cloud-attachment-download/?key=1": "网易邮箱云附件",
    "https://qiye.aliyun.com/alimail/openLinks/downloadMimeMetaDetail?id=1": "阿里企业邮箱超大附件",
    "https://share.weiyun.com/AbCd": "腾讯微云",
    "https://pan.baidu.com/s/1abc?pwd=1234": "百度网盘",
    "https://www.alipan.com/s/abc": "阿里云盘",
    "https://pan.quark.cn/s/1": "夸克网盘",
    "https://cloud.189.cn/t/abc": "天翼云盘",
    "https://wwi.lanzoup.com/abc": "蓝奏云",
    "https://docs.qq.com/sheet/DABC": "腾讯文档",
    "https://www.kdocs.cn/l/abc": "金山文档",
    "https://mail.example.gov.cn/coremail/s?func=nf:download&id=1": "邮件系统的文件中转站",
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("frame", ["见 {}", '<a href="{}">下载</a>', "（{}）", "{}。"])
def test_a_link_to_a_cloud_is_told_and_nothing_is_fetched(link: str, frame: str) -> None:
    body = frame.format(link)
    letter = open_mail(mail(body=body))
    (problem,) = letter.problems
    assert (problem.code, problem.severity) == ("M010", "error")
    assert LINKS[link] in problem.message
    assert link.split("//")[1][:40].split("?")[0] in problem.message
    beside = open_mail(mail(body=body, attachments={"年报.pdf": PDF}))
    assert [(p.code, p.severity) for p in beside.problems] == [("M010", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "https://mail.qq.com/",
        "http://www.gov.cn/zhengce/",
        "https://mail.163.com/",
        "https://notpan.baidu.com.evil.cn/s/1",
        "请登录 mail.qq.com 查看",
        "https://",
    ],
)
def test_other_links_are_nothing(text: str) -> None:
    assert cloud_links([text.encode()]) == []


def test_each_service_is_told_once() -> None:
    text = b"http://pan.baidu.com/s/1 https://pan.baidu.com/s/2 https://share.weiyun.com/a"
    assert [finding.message.count("网盘（") for finding in cloud_links([text, text])] == [1, 0]
