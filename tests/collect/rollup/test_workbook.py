"""汇总.xlsx: what stands where, and that nothing a sender wrote becomes anything but a text."""

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gikxl.cli import main
from gikxl.collect.model import STATUSES, Received, Standing, Standings
from gikxl.collect.rollup import RollUp, write_rollup
from gikxl.finding import Finding
from gikxl.form import load
from gikxl.jobs.take_in import import_file
from gikxl.read import read
from gikxl.read.book import open_grids
from gikxl.read.rollup import of_the_sum
from gikxl.rules import check
from tests.collect import scenes
from tests.collect.scenes import SUPERIOR, standing, standings
from tests.write.test_template_values import ALWAYS_RECALCULATE

FORM = load()
COLLECTED = "2025-02-03T10:00:00+08:00"
SHEETS = ["报送情况", "汇总表", "分单位明细", "问题清单", "比较", "图表", "文字"]
FEW = {"requests.new.natural_person": 4, "requests.granted.natural_person": 3}

Sheet = Any
Rows = list[list[object]]


def write(folder: Path, scene: Standings, **more: Any) -> tuple[Path, RollUp]:
    path = folder / "汇总.xlsx"
    return path, write_rollup(path, scene, **{"collected": COLLECTED, **more})


def rows(path: Path, sheet: str) -> Rows:
    book = openpyxl.load_workbook(path, data_only=True)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def row_of(table: Rows, word: str, column: int) -> list[object]:
    """The first row with this word in this column."""
    return next(row for row in table if row[column] == word)


def words(table: Rows) -> str:
    return "\n".join(str(cell) for row in table for cell in row if cell is not None)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RollUp]:
    folder = tmp_path_factory.mktemp("county")
    return write(folder, scenes.county(), refused=scenes.refusals())


# What stands where


def test_the_sheets_stand_in_their_order(county: tuple[Path, RollUp]) -> None:
    assert openpyxl.load_workbook(county[0], read_only=True).sheetnames == SHEETS


def test_the_sum_is_read_back_as_a_report_of_the_superior(county: tuple[Path, RollUp]) -> None:
    path, made = county
    report = read(str(path))
    assert (report.unit, report.year) == (SUPERIOR, 2024)
    assert report.level == "县（市、区、旗）人民政府"
    assert {key: value.number for key, value in report.values.items()} == {
        key: value.number for key, value in made.report.values.items()
    }
    assert {value.place.sheet for value in report.values.values() if value.place} == {"汇总表"}


def test_each_sum_is_a_formula_over_the_units_that_are_added(county: tuple[Path, RollUp]) -> None:
    path, made = county
    sheet = openpyxl.load_workbook(path)["汇总表"]
    formulas = {c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"}
    last = 6 + len(made.parts.added)
    assert f"=SUM('分单位明细'!$K$7:$K${last})" in formulas
    assert len(formulas) == 200


def test_each_unit_has_a_row_with_its_numbers(county: tuple[Path, RollUp]) -> None:
    path, made = county
    table = rows(path, "分单位明细")
    keys = table[2]
    assert keys[:3] == ["unit", "part", "parent"]
    assert keys[3:] == list(FORM.fields)
    added = table[6 : 6 + len(made.parts.added)]
    assert [row[:2] for row in added] == [[u.office.name, "计入汇总"] for u in made.parts.added]
    for row, unit in zip(added, made.parts.added, strict=True):
        assert unit.candidate
        assert dict(zip(keys[3:], row[3:], strict=True)) == dict(unit.candidate.document.numbers)
    others = table[6 + len(added) :]
    assert others[1][0] == "未计入汇总的单位"
    assert {row[1] for row in others[2:]} == {
        STATUSES["failing"], STATUSES["question"], STATUSES["wrong_year"],
        "不在单位名单内", "不能确定是哪个单位",
    }  # fmt: skip


def test_the_detail_can_be_filtered_only_where_it_is_summed(county: tuple[Path, RollUp]) -> None:
    path, made = county
    sheet = openpyxl.load_workbook(path)["分单位明细"]
    assert sheet.auto_filter.ref == f"A6:GU{6 + len(made.parts.added)}"
    assert sheet.freeze_panes == "B7"
    assert sheet.row_dimensions[3].hidden


def test_everybody_left_out_is_named_on_both_first_sheets(county: tuple[Path, RollUp]) -> None:
    path, made = county
    assert made.parts.left_out
    for sheet in ("报送情况", "汇总表"):
        said = "".join(
            str(cell) for row in rows(path, sheet)[:14] for cell in row if cell is not None
        )
        assert [u.office.name for u in made.parts.left_out if u.office.name not in said] == []


def test_each_unit_stands_in_the_list_with_its_state(county: tuple[Path, RollUp]) -> None:
    path, made = county
    table = rows(path, "报送情况")
    for unit in made.standings.units:
        row = row_of(table, unit.office.name, 1)
        assert row[3] == STATUSES[unit.status]
        assert row[6] == ("逾期" if unit.late else None)
        assert row[10] == (unit.candidate.number if unit.candidate else None)
    assert row_of(table, "应报", 1)[2] == 60
    assert "M009 这是 RAR 压缩包。" in words(table)
    assert row_of(table, "路过单位", 1)[3] == "不在单位名单内"
    assert "可能是：东南局、上下局" in words(table)


def test_questions_waivers_and_errors_are_told(tmp_path: Path) -> None:
    scene = standings(
        standing(1, "甲局", "question", questions=("两份年报不同：编号 1、2",)),
        standing(2, "乙局", waived=(scenes.ERROR,), findings=(scenes.ERROR, scenes.WARNING)),
        standing(3, "丙局", "failing"),
        standing(4, "丁局", "wrong_year"),
    )
    path, _ = write(tmp_path, scene)
    table = rows(path, "报送情况")
    assert row_of(table, "甲局", 1)[9] == "两份年报不同：编号 1、2"
    assert row_of(table, "乙局", 1)[7:10] == [0, 1, "1 个错误已豁免：单位来函说明"]
    assert row_of(table, "丙局", 1)[7:10] == [1, 0, "H301 总计不等于六类申请人之和"]
    assert row_of(table, "丁局", 1)[9] == "报的是 2023 年度"
    listed = rows(path, "问题清单")[3:]
    assert [[row[0], row[2], row[3], row[10]] for row in listed] == [
        ["乙局", "已豁免", "H301", "单位来函说明"],
        ["乙局", "警告", "P301", None],
        ["丙局", "错误", "H301", None],
    ]
    assert listed[0][4:10] == [
        "总计不等于六类申请人之和", "三、申请办理!J6、D6", scenes.ERROR.message, "8", "9",
        "请把 J6 由 9 改为 8。",
    ]  # fmt: skip
    assert "错误已豁免，数字照报送的相加：乙局（H301）" in words(rows(path, "汇总表"))


def test_what_levels_disagree_about_is_in_the_list_of_problems(tmp_path: Path) -> None:
    scene = standings(
        standing(1, "教育局", numbers={"proactive.licence.decisions": 85}),
        standing(2, "招生办", numbers={"proactive.licence.decisions": 101}, parent="教育局"),
    )
    path, made = write(tmp_path, scene)
    assert [one.finding.code for one in made.disagreements] == ["G101"]
    (line,) = rows(path, "问题清单")[3:]
    assert line[:4] == ["教育局", "上下级对照", "警告", "G101"]
    assert "已含在上级单位的数里，不重复计入 1 个：招生办" in words(rows(path, "汇总表"))
    told = row_of(rows(path, "报送情况"), "教育局", 1)[9]
    assert told == "与下属单位之和有 1 处不符，见“问题清单”"


def test_a_unit_that_does_not_say_a_number_is_named_at_the_sum(tmp_path: Path) -> None:
    unit = standing(1, "甲局", numbers=FEW)
    assert unit.candidate
    document = unit.candidate.document
    numbers = {key: n for key, n in document.numbers.items() if not key.startswith("disputes.")}
    unit = unit._replace(
        candidate=unit.candidate._replace(document=document._replace(numbers=numbers))
    )
    path, _ = write(tmp_path, standings(unit, standing(2, "乙局")))
    assert "有的数没有填报或读不出，汇总里没有这些数：甲局（15 个）" in words(rows(path, "汇总表"))
    assert row_of(rows(path, "分单位明细"), "甲局", 0)[-1] is None


def test_problems_of_mails_are_told(tmp_path: Path) -> None:
    mail = Received(
        "邮箱", "8", "e" * 64, "mail", subject="年报", sender="x@mail.example", sender_name="某局",
        problems=(Finding("M010", "error", "附件在网盘里", "只有链接。", suggestion="请重发。"),),
    )  # fmt: skip
    path, _ = write(tmp_path, standings(standing(1, "甲局")), problems=[mail])
    assert "M010 只有链接。\n请重发。" in words(rows(path, "报送情况"))
    assert rows(path, "问题清单")[3][:4] == ["某局", "邮件里的问题", "错误", "M010"]


def test_the_comparison_has_the_sums_the_units_and_all_numbers(tmp_path: Path) -> None:
    last = scenes.consistent({"requests.new.natural_person": 5})
    scene = standings(
        standing(1, "甲局", numbers={"requests.new.natural_person": 8}, last=last),
        standing(2, "乙局", numbers={"requests.new.natural_person": 9}),
    )
    path, _ = write(tmp_path, scene)
    table = rows(path, "比较")
    assert row_of(table, "新收申请", 0)[1:5] == [5, 8, 3, 0.6]
    assert row_of(table, "行政许可", 0)[1:5] == [0, 0, 0, "—"]
    assert row_of(table, "甲局", 0)[1:5] == [5, 8, 3, 0.6]
    assert row_of(table, "乙局", 0)[1:5] == ["—", 9, "—", "—"]
    assert row_of(table, "三｜一、本年新收政府信息公开申请数量｜总计", 0)[1:5] == [5, 8, 3, 0.6]
    assert sum(str(row[0]).count("｜") == 2 for row in table) == 200
    assert "没有上年数据、不在合计里：乙局" in words(table)


def test_the_charts_are_drawn_from_visible_cells(county: tuple[Path, RollUp]) -> None:
    path, made = county
    charts = dict(drawn(path))
    assert list(charts) == [
        "各单位新收政府信息公开申请（前 20 名）", "申请办理结果", "与上年比较", "报送情况",
    ]  # fmt: skip
    names, numbers = charts["各单位新收政府信息公开申请（前 20 名）"][0]
    assert len(names) == 20
    assert numbers == sorted(numbers, reverse=True)
    kinds, results = charts["申请办理结果"][0]
    assert sum(results) == made.report.number("requests.handled.total")
    assert set(kinds) == {
        "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理",
    }  # fmt: skip
    before, now = charts["与上年比较"]
    assert before[0] == now[0]
    assert now[1][0] == made.comparison.now["requests.new.total"]
    assert sum(charts["报送情况"][0][1]) == 60
    data = [cell for row in rows(path, "图表") for cell in row]
    assert all(number in data for _, numbers in charts["申请办理结果"] for number in numbers)


def drawn(path: Path) -> Iterator[tuple[str, list[tuple[list[str], list[float]]]]]:
    """Each chart's title, and the names and numbers of its series as the file caches them."""
    space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    names = {"namespaces": space}
    with ZipFile(path) as package:
        for name in sorted(n for n in package.namelist() if n.startswith("xl/charts/chart")):
            chart = etree.fromstring(package.read(name))
            title = "".join(chart.xpath("c:chart/c:title//*[local-name()='t']/text()", **names))
            series = [
                (
                    one.xpath("c:cat//c:v/text()", **names),
                    [float(v) for v in one.xpath("c:val//c:v/text()", **names)],
                )
                for one in chart.iterfind(".//c:ser", space)
            ]
            if not title:
                title = "".join(
                    chart.xpath("//*[local-name()='title']//*[local-name()='t']/text()")
                )
            yield title, series


def test_with_nobody_there_it_is_written_all_the_same(tmp_path: Path) -> None:
    path, made = write(tmp_path, standings(superior=""))
    assert made.parts.added == ()
    report = read(str(path))
    assert {value.number for value in report.values.values()} == {0}
    assert report.unit is None
    assert "没有发现问题" in words(rows(path, "问题清单"))


@pytest.mark.parametrize(("units", "frozen"), [(5, "C8"), (400, "C1")])
def test_the_head_of_the_list_is_frozen_where_there_is_room(
    units: int, frozen: str, tmp_path: Path
) -> None:
    path, _ = write(tmp_path, scenes.county(1, units))
    assert openpyxl.load_workbook(path)["报送情况"].freeze_panes == frozen


def test_a_roll_up_of_the_edition_of_2019(tmp_path: Path) -> None:
    form = load(2019)
    numbers = dict.fromkeys(form.fields, 0) | {"proactive.licence.change": -3}
    units = []
    for number in (1, 2):
        unit = standing(number, f"第{number}局")
        assert unit.candidate
        document = unit.candidate.document._replace(numbers=numbers, year=2020, edition=2019)
        units.append(unit._replace(candidate=unit.candidate._replace(document=document)))
    path, _ = write(tmp_path, standings(*units, year=2020, edition=2019))
    report = read(str(path))
    assert (report.form, report.year) == (form, 2020)
    assert {key: value.number for key, value in report.values.items() if value.number} == {
        "proactive.licence.change": -6
    }
    assert len(report.values) == len(form.fields)


# A report like any other


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_check_import_narrate_and_export_work_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, made = write(tmp_path, scenes.county(2, 20))
    assert run("check", path) == 0
    assert "错误" not in capsys.readouterr().out.replace("0 个错误", "")
    taken = import_file(str(path), str(tmp_path / "导入.xlsx"))
    assert taken.is_complete
    assert taken.report.number("requests.new.total") == made.report.number("requests.new.total")
    told = tmp_path / "汇总-文字.xlsx"
    assert run("narrate", path, "-o", told) == 0
    narrated = read(str(told))
    new = made.report.number("requests.new.total")
    assert str(new) in (narrated.texts or {})["disclosure_on_request"]
    assert {k: v.number for k, v in narrated.values.items()} == {
        k: v.number for k, v in made.report.values.items()
    }
    # All that is wrong with it is what only a person can fill in.
    errors = {found.code for found in check(narrated) if found.severity == "error"}
    assert errors == {"S112"}
    assert run("export", path, "-o", tmp_path / "无文字.docx") == 0
    assert run("export", told, "--force", "-o", tmp_path / "年报.docx") == 0
    back = read(str(tmp_path / "年报.docx"))
    assert {k: v.number for k, v in back.values.items()} == {
        k: v.number for k, v in made.report.values.items()
    }
    assert (back.unit, back.year) == (SUPERIOR, 2024)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(reports=st.lists(scenes.numbers(), max_size=4))
def test_the_sum_of_clean_reports_is_checked_clean(
    tmp_path: Path, reports: list[dict[str, int]]
) -> None:
    units = [standing(n, f"第{n}局", numbers=numbers) for n, numbers in enumerate(reports)]
    path, made = write(tmp_path, standings(*units))
    report = read(str(path))
    assert {k: v.number for k, v in report.values.items()} == {
        k: v.number for k, v in made.report.values.items()
    }
    assert run("check", path) == 0


def test_stored_results_are_what_libreoffice_computes(
    county: tuple[Path, RollUp], tmp_path: Path
) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    book = openpyxl.load_workbook(county[0])  # saved without any stored result
    book.save(tmp_path / "空.xlsx")
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "空.xlsx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    formulas = 0
    recomputed = openpyxl.load_workbook(tmp_path / "out" / "空.xlsx", data_only=True)
    stored = openpyxl.load_workbook(county[0], data_only=True)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            formulas += 1
            expected = stored[sheet.title][cell.coordinate].value
            assert recomputed[sheet.title][cell.coordinate].value == pytest.approx(expected)
    assert formulas > 600


# What strangers wrote

NASTY = [
    "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://x.example\",\"点我\")", "+1+1", "-2", "@SUM(A1:A9)",
    "http://x.example/", "https://x.example/a b#c", "mailto:x@x.example", "internal:'汇总表'!A1",
    "external:c:\\windows\\system32", "file:///etc/passwd", "{=SUM(A1)}", "<b>粗</b>&amp;",
    "\x00\x01\x1b[31m", "\u202e甲局", "_x0041_", "'甲", "\ud800", "第一行\r\n第二行", "甲" * 40_000,
    "𠮷" * 20_000, "单位名称：坏单位", "单位名称", "报告年度：2019",
    "某县2019年政府信息公开工作年度报告",
    "一、本年新收政府信息公开申请数量", "规章", "#REF!", "TRUE",
    "12345678901234567890", "1/2", "",
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(NASTY), st.lists(st.sampled_from(NASTY), max_size=3).map("".join), st.text()
)


def dirty(say: Callable[[], str]) -> tuple[Standings, dict[str, Any]]:
    """A scene in which everything that a sender or a roster can write is said by `say`."""

    def finding() -> Finding:
        return Finding(say(), "error", say(), say(), (), (say(),), say(), say(), say())

    def spoilt(unit: Standing) -> Standing:
        office = unit.office._replace(name=say(), parent=say(), due=say())
        unit = unit._replace(office=office, questions=(say(), say()))
        if unit.candidate is None:
            return unit
        document = unit.candidate.document._replace(unit=say(), findings=(finding(), finding()))
        candidate = unit.candidate._replace(
            name=say(), inside=say(), path=say(), subject=say(), sender=say(), sender_name=say(),
            sent=say(), document=document,
        )  # fmt: skip
        return unit._replace(candidate=candidate)

    states = ("counted", "failing", "question", "wrong_year", "missing", "unreadable")
    units = tuple(
        spoilt(standing(n, "甲", state, FEW, last=scenes.consistent(FEW)))  # type: ignore[arg-type]
        for n, state in enumerate(states, 1)
    )
    stray = spoilt(standing(7, "乙", "failing", FEW)).candidate
    assert stray
    mail, attachment = scenes.refusals()[0]
    mail = mail._replace(subject=say(), sender=say(), sender_name=say(), sent=say())
    mail = mail._replace(problems=(finding(),))
    attachment = attachment._replace(name=say(), inside=say(), refusal=finding())
    scene = standings(
        *units, strangers=(stray,), unclear=((stray, (say(), say())),), aside=(stray,)
    )
    return scene, {"refused": [(mail, attachment)], "problems": [mail]}


def formulas_and_links(path: Path) -> tuple[set[str], set[str]]:
    """All formulas of a workbook, and the targets of all its relationships that lead outside."""
    formulas: set[str] = set()
    links: set[str] = set()
    with ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(package.read(name))
                if name.startswith("xl/worksheets/sheet"):
                    formulas |= {f.text for f in tree.iter("{*}f")}
                    links |= {one.get("location") or "" for one in tree.iter("{*}hyperlink")} - {""}
                links |= {one.get("Target") for one in tree if one.get("TargetMode") == "External"}
    return formulas, links


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_nothing_that_a_stranger_wrote_is_more_than_a_text(
    tmp_path: Path, data: st.DataObject
) -> None:
    scene, more = dirty(lambda: "甲")
    expected = formulas_and_links(write(tmp_path, scene, **more)[0])[0]
    scene, more = dirty(lambda: data.draw(WORDS))
    path, made = write(tmp_path, scene, **more)
    formulas, links = formulas_and_links(path)
    assert formulas == expected
    assert links == set()
    openpyxl.load_workbook(path)
    report = read(str(path))
    assert (report.unit, report.year) == (SUPERIOR, 2024)
    assert {k: v.number for k, v in report.values.items()} == {
        k: v.number for k, v in made.report.values.items()
    }


def test_all_nasty_words_at_once(tmp_path: Path) -> None:
    rng = random.Random(5)
    scene, more = dirty(lambda: rng.choice(NASTY))
    path, _ = write(tmp_path, scene, **more)
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "s" and str(cell.value)[:1] in "=+-@" and cell.value:
                assert cell.quotePrefix, cell.coordinate
    assert formulas_and_links(path)[1] == set()


@pytest.mark.parametrize(
    "path", ["原件/../../etc/passwd", "/etc/passwd", "http://x.example/", "原件\\a", "原件/a\nb",
             "C:/a", "别处/a.xlsx", "", "原件//a", "原件/a:b"],
)  # fmt: skip
def test_only_what_was_kept_is_linked_to(tmp_path: Path, path: str) -> None:
    unit = standing(1, "甲局")
    assert unit.candidate
    unit = unit._replace(candidate=unit.candidate._replace(path=path))
    assert formulas_and_links(write(tmp_path, standings(unit))[0])[1] == set()


def test_a_link_leads_to_the_original_whatever_its_name(tmp_path: Path) -> None:
    unit = standing(1, "甲局")
    assert unit.candidate
    unit = unit._replace(candidate=unit.candidate._replace(path="原件/ab/100% 对#1.xlsx"))
    links = formulas_and_links(write(tmp_path, standings(unit))[0])[1]
    assert links == {"原件/ab/100%25%20对%231.xlsx"}


# The file


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    made = [write(tmp_path, scenes.county(4, 12), refused=scenes.refusals())[0].read_bytes()]
    made.append(write(tmp_path, scenes.county(4, 12), refused=scenes.refusals())[0].read_bytes())
    assert made[0] == made[1]


def test_a_failure_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = write(tmp_path, scenes.county(4, 6))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("没有空间")

    monkeypatch.setattr("gikxl.collect.rollup.workbook.book.charts_sheet", fail)
    with pytest.raises(OSError, match="没有空间"):
        write(tmp_path, scenes.county(4, 7))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["汇总.xlsx"]


def test_only_a_roll_up_is_read_by_its_sum_alone(tmp_path: Path) -> None:
    path, _ = write(tmp_path, standings(standing(1, "甲局", numbers=FEW)))
    sum_, texts, units = of_the_sum(open_grids(str(path)))
    assert (sum_.sheet, texts.sheet, units.sheet) == ("汇总表", "文字", "分单位明细")
    assert not any(isinstance(cell, str) for row in units.rows for cell in row)
    book = openpyxl.load_workbook(path)
    book["分单位明细"].delete_rows(3)
    book.save(tmp_path / "没有字段行.xlsx")
    other = open_grids(str(tmp_path / "没有字段行.xlsx"))
    assert of_the_sum(other) == other
