"""Rosters as offices write them: any layout, and everything that is wrong told at once."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.model import Office
from gikxl.collect.roster import Roster, read_roster
from gikxl.collect.roster.dates import read_day
from gikxl.finding import Unreadable
from tests.read.workbooks import by_odfpy, by_xlwt

Rows = list[list[object]]
DAY = date(2026, 1, 20)
HEADER: list[object] = ["单位", "简称", "上级", "级别", "邮箱", "截止日期"]


def written(tmp_path: Path, rows: Rows, *merged: str) -> str:
    """A roster in a workbook; its sheet is called 名单."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    path = tmp_path / "单位名单.xlsx"
    book.save(path)
    return str(path)


def read(tmp_path: Path, rows: Rows, *merged: str, superior: str = "") -> Roster:
    return read_roster(written(tmp_path, rows, *merged), superior=superior, year=2025)


def complaints(tmp_path: Path, rows: Rows, *, superior: str = "") -> list[str]:
    """What is wrong, without the line that counts it."""
    with pytest.raises(ValueError, match="处要改正") as raised:
        read(tmp_path, rows, superior=superior)
    first, *told = str(raised.value).splitlines()
    assert first == f"{tmp_path / '单位名单.xlsx'}：单位名单有 {len(told)} 处要改正："
    return told


def test_all_columns(tmp_path: Path) -> None:
    rows: Rows = [
        HEADER,
        ["清河县教育局", "教体局、文教局", "清河县人民政府", "部门", "A@x.cn;b@x.cn", DAY],
        ["东海镇人民政府", None, "清河县人民政府", "乡镇", None, None],
    ]  # fmt: skip
    assert read(tmp_path, rows) == Roster(
        (
            Office(
                "清河县教育局",
                ("教体局", "文教局"),
                "清河县人民政府",
                "部门",
                ("a@x.cn", "b@x.cn"),
                "2026-01-20",
                2,
            ),
            Office("东海镇人民政府", (), "清河县人民政府", "乡镇", (), "", 3),
        ),
        "清河县人民政府",
        str(tmp_path / "单位名单.xlsx"),
    )


def test_columns_in_any_order_below_a_title_with_other_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["清河县2025年度政府信息公开工作年度报告报送单位名单"],
        [],
        [
            "序号",
            "报送期限（24时前）",
            "联系人",
            "E-mail",
            "报送单位\n（全称）",
            "主管部门",
            "别 名",
        ],
        [1, "1月20日", "张三", "a@x.cn", "甲局", "", "甲"],
        [None],
        [2, "2026年1月25日", "李四", "b@x.cn", "乙 局", "甲", ""],
        ["合计", None, None, None, "共2个单位"],
        [None, None, None, None, "说明：见通知附件。"],
    ]
    assert read(tmp_path, rows).offices == (
        Office("甲局", ("甲",), "", "", ("a@x.cn",), "2026-01-20", 4),
        Office("乙局", (), "甲局", "", ("b@x.cn",), "2026-01-25", 6),
    )


def test_merged_cells_hold_for_all_their_lines(tmp_path: Path) -> None:
    rows: Rows = [
        ["名单", None, None, None],
        ["单位", "上级", "邮箱", "截止日期"],
        ["甲局", "某县人民政府", "a@x.cn", "2026-1-20"],
        [None, None, "b@x.cn", None],
        ["乙局", None, None, None],
        ["丙局", None, "c@x.cn", None],
    ]
    found = read(tmp_path, rows, "A1:D1", "A3:A4", "B3:B6", "D3:D6")
    assert found.offices == (
        Office("甲局", (), "某县人民政府", "", ("a@x.cn", "b@x.cn"), "2026-01-20", 3),
        Office("乙局", (), "某县人民政府", "", (), "2026-01-20", 5),
        Office("丙局", (), "某县人民政府", "", ("c@x.cn",), "2026-01-20", 6),
    )


def test_a_header_that_is_repeated_on_each_page(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["甲局"], HEADER, ["乙局"], ["合计", 2]]
    assert [(o.name, o.row) for o in read(tmp_path, rows).offices] == [("甲局", 2), ("乙局", 4)]


def test_words_for_nothing_are_nothing(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["甲局", "无", "—", "/", "暂无", "-"]]
    assert read(tmp_path, rows).offices == (Office("甲局", row=2),)


def test_the_sheet_that_is_a_roster_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["填写说明", "照样填写"])
    hidden = book.create_sheet("旧")
    hidden.sheet_state = "hidden"
    hidden.append(HEADER)
    hidden.append(["旧局"])
    sheet = book.create_sheet("名单")
    sheet.append(HEADER)
    sheet.append(["甲局"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [office.name for office in read_roster(str(path)).offices] == ["甲局"]


@pytest.mark.parametrize("name", ["a.xls", "a.et"])
def test_old_workbooks(tmp_path: Path, name: str) -> None:
    cells = {"A1": "单位", "B1": "邮箱", "A2": "甲局", "B2": "a@x.cn"}
    path = tmp_path / name
    path.write_bytes(by_xlwt({"名单": cells}))
    assert read_roster(str(path)).offices == (Office("甲局", mails=("a@x.cn",), row=2),)


def test_open_document(tmp_path: Path) -> None:
    lines = [["单位", "截止日期"], ["甲局", "2026年1月20日"]]
    cells: list[list[dict[str, object]]] = [
        [{"valuetype": "string", "text": text} for text in line] for line in lines
    ]
    path = tmp_path / "名单.ods"
    path.write_bytes(by_odfpy("名单", cells))
    assert read_roster(str(path)).offices == (Office("甲局", due="2026-01-20", row=2),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_with_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [["单位", "上级", "截止日期"], ["甲局", "某县人民政府", "2026/1/20"], ["", "", ""]]
    path = tmp_path / "名单.csv"
    path.write_bytes("\r\n".join(map(separator.join, lines)).encode(encoding))
    assert read_roster(str(path)).offices == (
        Office("甲局", (), "某县人民政府", "", (), "2026-01-20", 2),
    )


def test_the_example() -> None:
    path = Path(__file__).parents[3] / "workbook" / "单位名单-示例.xlsx"
    found = read_roster(str(path))
    assert (found.superior, len(found.offices)) == ("清河县人民政府", 7)
    assert found.offices[1] == Office(
        "清河县教育局",
        ("教体局", "文教局"),
        "清河县人民政府",
        "县直部门",
        ("jyj@qinghe.example", "bgs@jyj.example"),
        "2026-01-20",
        4,
    )
    assert found.offices[0].level == "本级"
    assert found.offices[2].parent == "清河县教育局"


# What is wrong


def test_everything_is_told_at_once_with_its_cell(tmp_path: Path) -> None:
    rows: Rows = [
        [*HEADER, "邮箱"],
        ["甲局", "甲", None, None, "a@", "下周", None],
        ["甲 局", None, None, None, None, "2026-2-30", None],
        ["乙局", "甲", None, None, "b@x.cn、不知道", None, None],
        [None, "丙", None, None, "c@x.cn", None, None],
        ["丁局", None, "丁局", None, None, None, None],
        ["戊局", None, "己局", None, None, None, None],
        ["己局", None, "戊局", None, None, None, None],
        ["庚局", None, "县政府", None, None, None, None],
        ["辛局", None, "市政府", None, None, None, None],
    ]
    assert complaints(tmp_path, rows) == [
        "名单!G1：列名“邮箱”重复",
        "名单!E2：“a@”不是邮箱地址",
        "名单!F2：“下周”不是日期，请写成 2026-1-20 这样",
        "名单!F3：“2026-2-30”不是日期，请写成 2026-1-20 这样",
        "名单!E4：“不知道”不是邮箱地址",
        "名单!A5：没有写单位，同一行却有内容",
        "名单!A3：单位“甲局”与第 2 行的“甲局”分不开",
        "名单!B4：简称“甲”与第 2 行的“甲局”分不开",
        "名单!C9：上级“县政府”不在名单里；若是汇总单位，请用 --unit 写明",
        "名单!C10：上级“市政府”不在名单里；若是汇总单位，请用 --unit 写明",
        "名单!C6：“丁局”的上级绕回到它自己",
        "名单!C7：“戊局”的上级绕回到它自己",
        "名单!C8：“己局”的上级绕回到它自己",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东海镇", "东海镇人民政府"),
        ("甲委员会", "甲委"),
        ("甲局（乙局）", "甲局"),
        ("Ａ局", "a局"),
    ],
)
def test_two_lines_for_one_unit(tmp_path: Path, one: str, other: str) -> None:
    told = complaints(tmp_path, [HEADER, [one], [other]])
    assert told == [f"名单!A3：单位“{other}”与第 2 行的“{one}”分不开"]


def test_units_that_only_look_alike_are_two(tmp_path: Path) -> None:
    names = ["东海县人民政府", "东海镇", "第一中学", "第十一中学", "市教育局", "市教育局招生办"]
    rows: Rows = [HEADER, *([name] for name in names)]
    assert [office.name for office in read(tmp_path, rows).offices] == names


def test_a_remark_that_stands_where_a_unit_would(tmp_path: Path) -> None:
    told = complaints(tmp_path, [HEADER, ["甲局"], ["请" * 61]])
    assert told == ["名单!A3：不像单位名称，超过 60 个字；说明文字请写在名单以外，或以“说明：”开头"]


def test_an_empty_roster(tmp_path: Path) -> None:
    assert complaints(tmp_path, [HEADER]) == ["名单!A1：下面没有单位"]


def test_no_roster_at_all(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有找到单位名单：要有一行列名，其中一列叫“单位”"):
        read(tmp_path, [["甲局"], ["乙局"]])
    with pytest.raises(Unreadable, match=r"单位名单 .*没有\.xlsx：这个路径上没有文件"):
        read_roster(str(tmp_path / "没有.xlsx"))
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\3\4" + BytesIO(b"x" * 50).read())
    with pytest.raises(Unreadable):
        read_roster(str(broken))


# Whose roster it is


@pytest.mark.parametrize(
    ("lines", "given", "superior"),
    [
        ([["甲局", "县政府", ""], ["乙局", "县政府", ""]], "", "县政府"),
        ([["甲局", "清河县政府", ""], ["乙局", "清河县人民政府", ""]], "", "清河县政府"),
        ([["甲局", "县政府", ""], ["乙局", "甲局", ""]], "", "县政府"),
        ([["甲局", "县政府", ""]], "县政府", "县政府"),
        ([["甲局", "", ""], ["乙局", "", ""]], "某市", "某市"),
        ([["清河县人民政府办公室", "", "本级"], ["甲局", "", ""]], "", "清河县人民政府"),
        ([["清河县人民政府（本级）", "", "本级"], ["甲局", "", ""]], "", "清河县人民政府"),
        ([["清河县商务局", "", "本级"], ["甲局", "", ""]], "", "清河县商务局"),
        ([["清河县人民政府", "", ""], ["甲局", "清河县政府", ""]], "", "清河县人民政府"),
        ([["甲局", "", ""], ["乙局", "", ""]], "", ""),
    ],
)
def test_superior(tmp_path: Path, lines: Rows, given: str, superior: str) -> None:
    rows: Rows = [["单位", "上级", "级别"], *lines]
    assert read(tmp_path, rows, superior=given).superior == superior


def test_a_parent_is_called_as_its_own_line_calls_it(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位", "简称", "上级"],
        ["清河县教育局", "教体局", "清河县人民政府"],
        ["招生办", "", "教体局"],
        ["第一中学", "", "县教育局"],
        ["第二中学", "", "清河县政府"],
    ]
    parents = [office.parent for office in read(tmp_path, rows, superior="清河县人民政府").offices]
    assert parents == ["清河县人民政府", "清河县教育局", "清河县教育局", "清河县人民政府"]


def test_what_reports_for_itself_alone_stands_beside_the_whole_and_above_nobody(
    tmp_path: Path,
) -> None:
    rows: Rows = [
        ["单位", "上级"],
        ["清河市人民政府（本级）", "清河市人民政府"],
        ["东海县人民政府", "清河市人民政府"],
        ["东海县人民政府（本级）", "东海县人民政府"],
        ["东海县教育局", "东海县政府"],
    ]
    roster = read(tmp_path, rows)
    assert roster.superior == "清河市人民政府"
    assert [office.parent for office in roster.offices] == [
        "清河市人民政府", "清河市人民政府", "东海县人民政府", "东海县人民政府",
    ]  # fmt: skip


def test_an_unknown_parent_beside_the_superior_that_was_named(tmp_path: Path) -> None:
    rows: Rows = [["单位", "上级"], ["甲局", "县政府"], ["乙局", "市政府"]]
    assert complaints(tmp_path, rows, superior="县政府") == ["名单!B3：上级“市政府”不在名单里"]


# Days


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 1, 20),
        datetime(2026, 1, 20, 23, 59),
        "2026年1月20日",
        "2026-1-20",
        "2026/01/20",
        "2026.1.20",
        "２０２６年１月２０日",
        "20260120",
        "1月20日",
        "1月20号前",
        "2026年1月20日24:00",
        "2026-01-20 00:00:00",
        46042,
        46042.0,
        20260120,
    ],
)
def test_days(written: object) -> None:
    assert read_day(written, 2026) == "2026-01-20"


@pytest.mark.parametrize(
    "written", ["2026-13-1", "1月32日", "下周", "20", 20, -1, 10**9, True, "1999-1-1", "2026年"]
)
def test_what_is_no_day(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_day(written, 2026)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["-", "/", ".", "年"]))
def test_every_day_is_read_as_it_is_written(day: date, mark: str) -> None:
    between, behind = ("月", "日") if mark == "年" else (mark, "")
    text = f"{day.year}{mark}{day.month}{between}{day.day}{behind}"
    assert read_day(text, 1) == day.isoformat()
    assert read_day((day - date(1899, 12, 30)).days, 1) == day.isoformat()
