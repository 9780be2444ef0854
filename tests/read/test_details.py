"""Unit, year, level, contact, title and texts, as workbooks say them beside the tables."""

import pytest

from gikxl.form import EDITIONS, load
from gikxl.read.book import open_grids
from gikxl.read.details import read_details
from gikxl.read.grid import Grid
from gikxl.report import Place, Report
from gikxl.write.template import info_cells, text_cells, write_template


def sheet(text, merges=()):
    """A grid from a text table: a line a row, cells between bars; numbers as Excel has them."""
    rows = [[value(cell) for cell in line.strip().strip("|").split("|")] for line in lines(text)]
    return Grid("表", rows, merges=list(merges))


def lines(text):
    return filter(None, map(str.strip, text.splitlines()))


def value(cell):
    cell = cell.strip().replace("⏎", "\n")
    return float(cell) if cell.isascii() and cell.isdigit() else cell


def details(text, path="", merges=()):
    return read_details([sheet(text, merges)], path)


def test_details_stand_beside_their_labels():
    found = details("""
        | 单位名称 | 某某局             | 填单位全称 |
        | 报告年度 | 2024               |            |
        | 单位级别 | 政府部门及其他单位 |            |
        | 联系人   | 张三               |            |
    """)
    assert (found.unit, found.year, found.level, found.contact) == (
        "某某局", 2024, "政府部门及其他单位", "张三",
    )  # fmt: skip
    assert found.places == {
        name: Place("表", row, 1) for row, name in enumerate(("unit", "year", "level", "contact"))
    }
    assert (found.title, found.texts) == ("", None)


@pytest.mark.parametrize("label", ["填报单位", "报送单位：", "机 关 名 称", "单位\n名称"])
def test_labels_have_other_wordings_and_spaces(label):
    assert read_details([Grid("表", [[label, "某某局"]])]).unit == "某某局"


@pytest.mark.parametrize("year", ["2024", "2024年", "2024年度", "２０２４年", " 2024 "])
def test_a_year_is_read_however_it_is_written(year):
    assert read_details([Grid("表", [["报告年度", year]])]).year == 2024


@pytest.mark.parametrize("year", ["", "去年", "12024", "202", "1999"])
def test_what_is_no_year_is_none(year):
    assert read_details([Grid("表", [["报告年度", year]])]).year is None


@pytest.mark.parametrize(
    ("cell", "unit", "year"),
    [
        ("填报单位：某某局", "某某局", None),
        ("填报单位（盖章）： 某某局", "某某局", None),
        ("单位名称:某某局　　报告年度:2024年", "某某局", 2024),
        ("计量单位：件", None, None),
        ("填报单位：", None, None),
    ],
)
def test_label_and_detail_may_share_a_cell(cell, unit, year):
    found = read_details([Grid("表", [[cell]])])
    assert (found.unit, found.year) == (unit, year)
    assert "unit" not in found.places or found.places["unit"].row == 0


def test_a_detail_stands_behind_a_merged_label():
    found = details("| 单位名称 | | 某某局 |", merges=[(0, 0, 0, 1)])
    assert (found.unit, found.places["unit"]) == ("某某局", Place("表", 0, 2))


def test_a_label_is_no_detail():
    found = details("""
        | 单位名称 | 报告年度 |
        | 级别     | 联系人   |
    """)
    assert (found.unit, found.year, found.level, found.contact) == (None, None, None, None)


def test_a_label_with_its_detail_is_no_detail():
    found = details("| 单位名称： | 报告年度：2024 |")
    assert (found.unit, found.year) == (None, 2024)


def test_a_sentence_that_names_the_report_is_no_title():
    sentence = "现公布某某县2023年政府信息公开工作年度报告。"
    found = details(f"| 引言 | | {sentence} |")
    assert (found.title, found.unit, found.year, found.texts) == ("", None, None, {
        "opening": sentence,
    })  # fmt: skip


def test_the_first_detail_that_says_something_counts():
    found = details("""
        | 单位名称 |        |
        | 填报单位 | 某某局 |
        | 报送单位 | 另一局 |
    """)
    assert (found.unit, found.places["unit"]) == ("某某局", Place("表", 1, 1))


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("某某局2024年政府信息公开工作年度报告", "某某局", 2024),
        ("某某局 2024 年度政府信息公开年度报告", "某某局", 2024),
        ("某某局２０２４年政府信息公开工作年度报告", "某某局", 2024),
        ("某某局⏎2024年政府信息公开工作⏎年度报告", "某某局", 2024),
        ("某某局2024年政府信息公开年报", "某某局", 2024),
        ("2024年政府信息公开工作年度报告", None, 2024),
        ("江苏省某某市某某县住房和城乡建设局（某某县人民防空办公室、某某县地震局）2024年政府信息公开工作年度报告",
         "江苏省某某市某某县住房和城乡建设局（某某县人民防空办公室、某某县地震局）", 2024),
    ],
)  # fmt: skip
def test_unit_and_year_stand_in_the_title(title, unit, year):
    found = details(f"| |\n| {title} |")
    assert (found.unit, found.year) == (unit, year)
    assert found.title == "".join(title.replace("⏎", "").split())
    assert found.places == {"title": Place("表", 1, 0)}


def test_labelled_details_go_before_the_title_and_the_title_before_the_file_s_name():
    name = "folder/丙局2022年政府信息公开工作年度报告.xlsx"
    title = "| 乙局2023年政府信息公开工作年度报告 |"
    labelled = "| 单位名称 | 甲局 |\n| 报告年度 | 2024 |"
    found = [read_details([sheet(text)], name) for text in (title + "\n" + labelled, title, "| |")]
    assert [(f.unit, f.year) for f in found] == [("甲局", 2024), ("乙局", 2023), ("丙局", 2022)]


@pytest.mark.parametrize(
    ("path", "year"), [("某某局_2024.xlsx", 2024), ("20240115.xls", None), ("年报.ods", None)]
)
def test_a_year_alone_is_taken_from_the_file_s_name(path, year):
    found = read_details([], path)
    assert (found.unit, found.year) == (None, year)


def test_texts_stand_beside_their_labels_in_the_layout_of_the_template():
    found = details(
        """
        | 一、总体情况                 |                  | 总的情况 |
        |                              | （一）主动公开   | 公开     |
        |                              | （二）依申请公开 |          |
        | 五、存在的主要问题及改进措施 |                  | 问题     |
        | 六、其他需要报告的事项       | 没有收费         |          |
        """,
        merges=[(0, 0, 2, 0)],
    )
    assert found.texts == {
        "overview": "总的情况",
        "proactive_disclosure": "公开",
        "disclosure_on_request": "",
        "problems": "问题",
        "other": "没有收费",
    }
    assert found.places == {
        "overview": Place("表", 0, 2),
        "proactive_disclosure": Place("表", 1, 2),
        "disclosure_on_request": Place("表", 2, 2),
        "problems": Place("表", 3, 2),
        "other": Place("表", 4, 1),
    }


def test_a_label_beside_a_label_is_no_text():
    found = details("| 一、总体情况 | （一）主动公开 | 公开 |")
    assert found.texts == {"overview": "", "proactive_disclosure": "公开"}


def test_a_text_may_stand_below_its_label():
    found = details("""
        | 一、总体情况             |
        | 总的情况                 |
        | 二、主动公开政府信息情况 |
        | 五、存在的主要问题及改进情况 |
        | 六、其他需要报告的事项   |
        | 没有收费                 |
    """)
    assert found.texts == {"overview": "总的情况", "problems": "", "other": "没有收费"}
    assert found.places["other"] == Place("表", 5, 0)


def test_a_text_as_long_as_a_report_is_no_label():
    text = "单位名称：" + "某" * 2000
    assert details(f"| 六、其他需要报告的事项 | {text} |").texts == {"other": text}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_template_is_read_as_it_was_written(tmp_path, edition):
    form, path = load(edition), str(tmp_path / "a.xlsx")
    texts = {key: f"{key}的文字" for key in text_cells(form)}
    assert list(texts) == [text.key for text in form.texts]
    report = Report(form, {}, unit="甲局", year=form.first_year, contact="张三", texts=texts)
    write_template(path, form, report=report, level=form.levels[3].label)
    found = read_details(open_grids(path), path)
    assert (found.unit, found.year, found.contact) == ("甲局", form.first_year, "张三")
    assert (found.level, found.texts) == (form.levels[3].label, texts)
    named = ("unit", "year", "level", "contact")
    assert {name: found.places[name] for name in named} == {
        name: info_cells()[name] for name in named
    }
    assert {key: found.places[key] for key in texts} == text_cells(form)
