"""What a superior gets: the sum, who is in it, what is wrong, and the city's own report."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gikxl.collect.mail import open_mail
from gikxl.collect.rollup.workbook.units import UNIT_KEY
from gikxl.read import read
from gikxl.report import Number
from tests.collect.year.city import LAST_YEAR, City, Wave
from tests.collect.year.conftest import WAIVED, Last
from tests.collect.year.numbers import FORM, figures
from tests.collect.year.post import FORMULA
from tests.collect.year.table import COUNTIES, LINES, SUPERIOR, YEAR, unit
from tests.collect.year.truth import ADDED, MISSING, counted, total
from tests.write.test_template_values import ALWAYS_RECALCULATE

WITHOUT_LAST = {
    COUNTIES[1],
    *map(unit, ("卫生健康委员会", "应急管理局", "审计局", "人民防空办公室")),
}
"""Whose report of this year carries none of last year's, who were not collected last year."""
PLACEHOLDER = re.compile("【请填写：[^】]*】")


@pytest.fixture(scope="module")
def book(city: City, third: Wave, last: Last) -> Path:
    assert last.ran.code == 1
    assert third.said["rollup"] == str(city.out / "汇总.xlsx")
    return city.out / "汇总.xlsx"


def rows(book: Path, sheet: str) -> list[tuple[Any, ...]]:
    whole = openpyxl.load_workbook(book, data_only=True)
    return list(whole[sheet].iter_rows(values_only=True))


def found(path: Path) -> dict[str, Number | None]:
    report = read(str(path))
    assert (report.unit, report.year) == (SUPERIOR, YEAR)
    return {key: report.number(key) for key in FORM.fields}


def test_the_sum_is_the_sum_of_what_counted(book: Path) -> None:
    assert found(book) == total()
    stored = openpyxl.load_workbook(book, data_only=True)["汇总表"]
    report = read(str(book))
    for key, value in report.values.items():
        assert value.place is not None
        cell = stored.cell(value.place.row + 1, value.place.column + 1).value
        assert Decimal(str(cell)) == total()[key]


def test_libreoffice_computes_the_same(book: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    openpyxl.load_workbook(book).save(tmp_path / "空.xlsx")  # without any stored result
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
            "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "空.xlsx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert found(tmp_path / "out" / "空.xlsx") == total()


def test_everybody_is_named_with_where_he_stands(book: Path) -> None:
    table = rows(book, "报送情况")
    listed = {row[1]: row for row in table if isinstance(row[0], int)}
    assert list(listed) == [line.unit for line in LINES]
    assert {name for name, row in listed.items() if row[3] != "已计入汇总"} == {MISSING}
    assert [row[1:4] for row in table if row[1] == "未报送"] == [("未报送", 1, MISSING)]
    assert MISSING in "".join(str(cell) for row in rows(book, "汇总表") for cell in row if cell)


def test_the_numbers_of_each_unit(book: Path) -> None:
    table = rows(book, "分单位明细")
    top = next(n for n, row in enumerate(table) if "requests.new.total" in row)
    keys = table[top]
    listed = {}
    for row in table[top + 1 :]:
        cells = dict(zip(keys, row, strict=True))
        listed[cells[UNIT_KEY]] = {key: cells[key] for key in FORM.fields}
    for name in (*ADDED, *(line.unit for line in LINES if line.parent in COUNTIES)):
        assert listed[name] == counted(name)


def test_a_county_that_disagrees_with_those_below_it_and_what_was_waived(book: Path) -> None:
    problems = [row for row in rows(book, "问题清单") if row[3] and str(row[3]).startswith("G")]
    assert [(row[0], row[3], row[7], row[8]) for row in problems] == [
        (COUNTIES[1], "G102", "1372", "1327")
    ]
    assert "像是相邻两位数字颠倒了" in problems[0][6]
    waived = [row for row in rows(book, "问题清单") if row[3] == "P201"]
    assert [(row[0], row[10]) for row in waived] == [(unit("人民防空办公室"), WAIVED)]
    told = {row[0] for row in rows(book, "汇总表")}
    assert f"错误已豁免，数字照报送的相加：{unit('人民防空办公室')}（P201）" in told


def test_what_changed_since_last_year(book: Path) -> None:
    table = rows(book, "比较")
    known = [name for name in ADDED if name not in WITHOUT_LAST]
    assert {line.unit for line in LAST_YEAR if line.parent == SUPERIOR} <= set(known)
    row = next(row for row in table if row[0] == "新收申请")
    before = sum(int(figures(name, YEAR - 1)["requests.new.total"]) for name in known)
    now = sum(int(counted(name)["requests.new.total"]) for name in known)
    assert row[1:4] == (before, now, now - before)


def test_the_city_s_report_from_the_roll_up(city: City, book: Path, tmp_path: Path) -> None:
    taken, told = tmp_path / "导入.xlsx", tmp_path / "导入-文字.xlsx"
    word, page = tmp_path / "年报.docx", tmp_path / "年报.html"
    ran = city.run("check", book)
    assert (ran.code, "结论：通过——1 个警告" in ran.out) == (0, True)
    assert city.run("import", book, "-o", taken).code == 0
    assert city.run("narrate", taken, "-o", told).code == 0
    assert city.run("export", told, "-o", word).code == 1  # what only a person knows is open
    fill_in(told)
    ran = city.run("check", told)
    assert (ran.code, ran.err) == (0, "")
    for out in (word, page):
        assert city.run("export", told, "-o", out).code == 0
        ran = city.run("check", out)
        assert (ran.code, ran.err) == (0, "")
        assert "错误" not in ran.out
        assert found(out) == total()
    texts = read(str(word)).texts or {}
    assert str(total()["requests.new.total"]) in texts["disclosure_on_request"]


def fill_in(path: Path) -> None:
    """What a person writes where only he knows."""
    whole = openpyxl.load_workbook(path)
    for row in whole["文字"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = PLACEHOLDER.sub("各项工作按要求开展", cell.value)
    whole.save(path)


# What senders wrote


def test_nothing_that_was_sent_is_more_than_a_text(city: City, book: Path) -> None:
    whole = openpyxl.load_workbook(book)
    seen = []
    for sheet in whole:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            text = str(cell.value or "")
            if FORMULA in text:
                seen.append((sheet.title, cell.data_type))
            if cell.hyperlink and cell.hyperlink.target:
                assert (city.out / cell.hyperlink.target).is_file()
            assert "cmd" not in text
    assert seen == [("报送情况", "s")] * 2
    package = "\n".join(part_names(book))
    assert "externalLink" not in package
    assert "vba" not in package.lower()


def part_names(book: Path) -> Iterator[str]:
    from zipfile import ZipFile

    with ZipFile(book) as package:
        yield from package.namelist()


def test_drafts_hold_texts_alone(city: City, book: Path) -> None:
    assert book.exists()
    ran = city.run("collect", "replies", "-o", city.out)
    assert ran.code == 0
    drafts = sorted((city.out / "回复").rglob("*.eml"))
    assert len(drafts) >= 59
    for path in drafts:
        whole = path.read_bytes()
        assert b"\r\nBcc:" not in whole
        assert not re.search(rb"<(script|a|img|link|iframe)\b", whole, re.IGNORECASE)
        assert {problem.code for problem in open_mail(whole).problems} <= {"M001"}
