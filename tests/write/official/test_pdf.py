"""PDF by LibreOffice, and what is said where it is not there or does not work."""

import io
import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import docx
import pytest

from gikxl.read import read
from gikxl.write.official import pdf
from gikxl.write.official.blank import template
from gikxl.write.official.pdf import NotConverted, as_pdf, libreoffice
from gikxl.write.official.word import document
from tests.write.official.reports import breaking, paragraphs, published

BY_HAND = "请改为导出 .docx 文件，用 Word 或 WPS 打开，再另存为 PDF。"
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
needs_shell = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


def program(tmp_path: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_usual_places", lambda: iter([str(tmp_path / "soffice")]))
    with pytest.raises(NotConverted) as caught:
        libreoffice()
    assert str(caught.value) == f"这台电脑没有安装 LibreOffice，不能直接导出 PDF。{BY_HAND}"


@needs_shell
def test_it_is_looked_for_on_the_path_and_where_it_usually_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
        monkeypatch.delenv(variable, raising=False)
    place = tmp_path / "Programs" / "LibreOffice" / "program" / "soffice.com"
    place.parent.mkdir(parents=True)
    place.write_text("")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert libreoffice() == str(place)
    assert libreoffice() != program(tmp_path, "")[:-1]
    assert libreoffice() == str(tmp_path / "soffice")


@needs_shell
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo begun; echo 'Error: no export filter'; exit 1", "Error: no export filter"),
        ("exit 0", "没有说明原因"),
    ],
)
def test_what_it_said_where_there_is_no_pdf(tmp_path: Path, script: str, said: str) -> None:
    with pytest.raises(NotConverted) as caught:
        as_pdf(b"", program(tmp_path, script))
    assert str(caught.value) == f"LibreOffice 没有生成 PDF：{said}。{BY_HAND}"


@needs_shell
def test_it_ends_with_all_it_started_when_it_takes_too_long(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    script = f"sleep 60 & echo $! > '{noted}'; wait"
    began = time.monotonic()
    with pytest.raises(NotConverted, match=r"^LibreOffice 在 1 秒内没有完成转换。"):
        as_pdf(b"", program(tmp_path, script), seconds=1)
    assert time.monotonic() - began < 20
    for _ in range(100):
        if not _runs(int(noted.read_text())):
            return
        time.sleep(0.05)
    raise AssertionError("the child is still running")


def _runs(pid: int) -> bool:
    try:
        # A child that nobody has asked after is a zombie, which runs no more.
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_it_cannot_be_run(tmp_path: Path) -> None:
    with pytest.raises(NotConverted, match=r"^LibreOffice 不能运行："):
        as_pdf(b"", str(tmp_path / "nothing"))


@needs_libreoffice
@needs_pdftotext
def test_the_pdf_holds_the_report(tmp_path: Path) -> None:
    report = published("suqian_2023", overview="全市主动公开 A&B <甲> {{x}}。", other="没有收费。")
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf(document(report), libreoffice()))
    said = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    words = "".join(said.split())
    assert "2023年政府信息公开工作年度报告" in words
    assert "全市主动公开A&B<甲>{{x}}。" in words
    printed = said.split()
    for key in ("requests.new.total", "requests.handled.total", "disputes.reconsideration.total"):
        assert str(report.number(key)) in printed
    assert "—1—" in words
    assert len(said.split("\f")) - 1 == words.count("—") // 2


@needs_libreoffice
@needs_pdftotext
@pytest.mark.parametrize("edition", [2021, 2019])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("lines", [0, 14])
def test_where_the_table_breaks_headers_and_labels_come_again(
    tmp_path: Path, edition: int, own: bool, lines: int
) -> None:
    report = breaking(edition, lines)
    data = document(report, template(report.form) if own else None)
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf(data, libreoffice()))
    said = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = ["".join(page.split()) for page in said.split("\f")]
    on = {text: [n for n, page in enumerate(pages) if text in page] for text in _TEXTS}
    assert all(on.values())
    assert on["1.属于国家秘密"] == on["8.属于行政查询事项"] == on["三、收到和处理"]
    assert on["1.本机关不掌握"] == on["四、结转下年度"]
    assert on["申请人情况"] == sorted({*on["8.属于行政查询事项"], *on["1.本机关不掌握"]})
    is_broken = len(on["申请人情况"]) == 2
    assert is_broken == (edition == 2021 and lines == 14)
    labels = docx.Document(io.BytesIO(data)).tables[1].columns[0].cells
    times = len({label._tc for label in labels if label.text == "三、本年度办理结果"})
    assert times == (2 if is_broken or own else 1)


@needs_libreoffice
def test_a_template_saved_again_by_libreoffice_makes_the_same_report(tmp_path: Path) -> None:
    source, again = tmp_path / "a.docx", tmp_path / "b" / "a.docx"
    report = published("suqian_2023", overview="甲。\n单位\t件\n乙\t5\n丙。", platforms="丁。")
    source.write_bytes(template(report.form))
    subprocess.run(
        [
            libreoffice(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir",
            str(again.parent), str(source),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    assert again.read_bytes() != source.read_bytes()
    data = document(report, again.read_bytes())
    assert paragraphs(data) == paragraphs(document(report))
    typed = docx.Document(io.BytesIO(data)).tables[0]
    assert [[cell.text for cell in row.cells] for row in typed.rows] == [
        ["单位", "件"],
        ["乙", "5"],
    ]
    (tmp_path / "c.docx").write_bytes(data)
    reread = read(str(tmp_path / "c.docx"))
    keys = report.form.fields
    assert {k: reread.number(k) for k in keys} == {k: report.number(k) for k in keys}


_TEXTS = (
    "三、收到和处理", "申请人情况", "1.属于国家秘密", "8.属于行政查询事项", "1.本机关不掌握",
    "四、结转下年度",
)  # fmt: skip
