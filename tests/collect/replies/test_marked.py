"""The marked workbook that goes with a reply, of a real workbook and of a real document."""

import io
from pathlib import Path

import openpyxl

from gikxl.collect.replies.marked import Marker
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checker
from gikxl.jobs.export import export_file
from gikxl.jobs.sources import Source
from tests.cli.workbook import WRONG, write
from tests.collect.replies.scene import writer
from tests.collect.scenes import standing


def checked(path: Path) -> CheckedFile:
    return Checker().check(Source(str(path))).file


def plan_for(path: Path, name: str):
    found = checked(path)
    unit = standing(1, "司法局", "failing")
    document = unit.candidate.document._replace(
        findings=found.findings, unit=found.unit, year=found.year, edition=found.edition
    )
    sent = unit.candidate._replace(path=path.name, name=name, document=document)
    (plan,) = writer(unit._replace(candidate=sent)).plans()
    return plan


def opened(folder: Path, path: Path, name: str) -> openpyxl.Workbook:
    (data,) = Marker(str(folder), Checker()).all([plan_for(path, name)])
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_kept_original_is_marked_under_the_name_its_sender_knows(tmp_path: Path) -> None:
    path = write(tmp_path / "ab12-x", overrides=WRONG)
    before = path.read_bytes()
    book = opened(tmp_path, path, "司法局:年报.xlsx")
    assert str(book["校验结果"]["A2"].value).startswith("结论：未通过")
    assert "司法局_年报.xlsx" in str(book["校验结果"]["A3"].value)
    assert book["三、申请办理"]["D6"].comment is not None
    assert path.read_bytes() == before


def test_a_published_report_is_marked_in_the_workbook_made_of_it(tmp_path: Path) -> None:
    workbook = write(tmp_path / "a.xlsx", overrides=WRONG)
    page = tmp_path / "ab12.html"
    export_file(str(workbook), str(page), force=True)
    book = opened(tmp_path, page, "年报.html")
    assert book["三、申请办理"]["D6"].comment is not None


def test_an_original_that_is_gone_or_spoilt(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", overrides=WRONG)
    plan = plan_for(path, "年报.xlsx")
    marker = Marker(str(tmp_path), Checker())
    path.write_bytes(b"PK\x03\x04 damaged")
    assert str(marker.one(plan)).startswith("年报.xlsx：文件的内容残缺或有错，读不下去：")
    path.unlink()
    assert marker.one(plan) == "原件不见了：a.xlsx"
