"""Whole workbooks into reports: wherever the tables stand, however they are laid out."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from gikxl.read import read_grids
from gikxl.report import Place, Report
from gikxl.rules import check
from tests.read.layouts import (
    DISPUTES,
    FORM,
    OFFICIAL,
    OWN,
    PROACTIVE,
    REQUESTS,
    Layout,
    docx_tables,
    grids,
    layout,
    numbers,
    official,
    stacked,
    transposed,
)
from tests.support import codes

DOCX = Path(__file__).parents[3] / "shared" / "reports" / "official_blank_form.docx"


def read_layouts(sheets: Mapping[str, Layout]) -> Report:
    return read_grids(grids(sheets))


def kinds(report: Report) -> list[str]:
    return [remark.kind for remark in report.remarks]


def own(table: str) -> list[int]:
    """The numbers of a table."""
    return [number for key, number in OWN.items() if key.startswith(f"{table}.")]


def without(*rows: str) -> dict[str, int]:
    """The numbers but for those of some rows."""
    return {key: number for key, number in OWN.items() if key.rpartition(".")[0] not in rows}


# The official layout


@pytest.mark.skipif(not DOCX.exists(), reason="the official form is not beside the clone")
def test_the_official_form_as_word_has_it() -> None:
    tables = docx_tables(DOCX)
    assert [layout(text, OWN.values()) for text in tables] == [
        layout(text, OWN.values()) for text in OFFICIAL.values()
    ]


def test_the_official_layout_a_sheet_for_each_table() -> None:
    report = read_layouts(official(OWN.values()))
    assert numbers(report) == OWN
    assert report.remarks == []
    assert report.form is FORM
    assert report.values["requests.new.natural_person"].place == Place("三", 3, 3)
    assert report.values["disputes.direct_suit.upheld"].place == Place("四", 3, 5)


def test_the_tables_one_below_the_other_on_one_sheet() -> None:
    report = read_layouts({"年报": stacked(official(OWN.values()).values())})
    assert numbers(report) == OWN
    assert report.remarks == []


def test_the_titles_of_the_sections_between_the_tables() -> None:
    titles = [section.label for section in FORM.sections[1:4]]
    tables = official(OWN.values()).values()
    pieces = [piece for pair in zip(map(layout, titles), tables, strict=True) for piece in pair]
    report = read_layouts({"Sheet1": stacked(pieces)})
    assert numbers(report) == OWN
    assert report.remarks == []


def test_the_tables_transposed() -> None:
    report = read_layouts({k: transposed(t) for k, t in official(OWN.values()).items()})
    assert numbers(report) == OWN


def test_the_names_and_the_order_of_the_sheets_do_not_matter() -> None:
    sheets = official(OWN.values())
    report = read_layouts({"四": sheets["二"], "汇总(2)": sheets["四"], "Sheet3": sheets["三"]})
    assert numbers(report) == OWN
    assert report.remarks == []
    assert report.values["requests.new.total"].place == Place("Sheet3", 3, 9)


def test_a_table_anywhere_on_its_sheet() -> None:
    sheets = {
        name: Layout(
            [[""] * 40] * 7 + [[""] * 4 + row for row in table.rows],
            [(a + 7, b + 4, c + 7, d + 4) for a, b, c, d in table.merges],
        )
        for name, table in official(OWN.values()).items()
    }
    report = read_layouts(sheets)
    assert numbers(report) == OWN
    assert report.values["proactive.regulation.issued"].place == Place("二", 9, 5)


# Other layouts


ONE_ROW = "| ^ | （六）其他处理 | < | # | # | # | # | # | # | # |"


def other_handling_in_one_row() -> str:
    lines = [line for line in REQUESTS.splitlines() if "逾期" not in line and "3.其他" not in line]
    at = next(number for number, line in enumerate(lines) if "（七）总计" in line)
    return "\n".join([*lines[:at], ONE_ROW, *lines[at:]])


def test_other_handling_in_one_row() -> None:
    rest = without("requests.not_corrected", "requests.fee_unpaid")
    report = read_layouts(official(rest.values(), OFFICIAL | {"三": other_handling_in_one_row()}))
    assert {key: report.values[key].number for key in rest} == rest
    for key in OWN.keys() - rest.keys():
        assert (report.values[key].state, report.values[key].number) == ("left_out", 0)
    assert kinds(report) == ["combined_row"]
    assert report.remarks[0].subject == "（六）其他处理"
    assert report.remarks[0].fields == tuple(k for k in OWN if k.startswith("requests.other."))


def test_the_row_of_regulations_left_out() -> None:
    text = "\n".join(line for line in PROACTIVE.splitlines() if "| 规章" not in line)
    rest = without("proactive.regulation")
    report = read_layouts(official(rest.values(), OFFICIAL | {"二": text}))
    assert {key: report.values[key].number for key in rest} == rest
    left_out = [report.values[key] for key in OWN.keys() - rest.keys()]
    assert [(v.state, v.number, v.place) for v in left_out] == [("left_out", 0, None)] * 3
    assert codes(check(report, select=["R"])) == ["R108"]


def test_another_row_left_out_is_missing() -> None:
    text = "\n".join(line for line in REQUESTS.splitlines() if "2.重复申请" not in line)
    rest = without("requests.repeated")
    report = read_layouts(official(rest.values(), OFFICIAL | {"三": text}))
    assert numbers(report) == rest
    assert codes(check(report, select=["R"])) == ["R102"]


def test_columns_in_another_order() -> None:
    swapped = REQUESTS.replace("| 商业企业 | 科研机构 |", "| 科研机构 | 商业企业 |")
    assert swapped != REQUESTS
    report = read_layouts(official(OWN.values(), OFFICIAL | {"三": swapped}))
    exchange = {"business": "research", "research": "business"}
    assert numbers(report) == {
        f"{row}.{exchange.get(column, column)}" if row.startswith("requests") else key: number
        for key, number in OWN.items()
        for row, _, column in [key.rpartition(".")]
    }
    assert kinds(report) == ["other_order"]


def test_rows_in_another_order() -> None:
    lines = REQUESTS.splitlines()
    first, second = (
        next(n for n, line in enumerate(lines) if label in line)
        for label in ("4.保护第三方合法权益", "6.属于四类过程性信息")
    )
    lines[first], lines[second] = lines[second], lines[first]
    report = read_layouts(official(OWN.values(), OFFICIAL | {"三": "\n".join(lines)}))
    exchange = {"third_party": "process_information", "process_information": "third_party"}
    assert numbers(report) == {
        ".".join((table, exchange.get(row, row), column)): number
        for key, number in OWN.items()
        for table, row, column in [key.split(".")]
    }
    assert kinds(report) == ["other_order"]


def test_a_table_in_two_pieces_each_with_the_header() -> None:
    lines = REQUESTS.strip().splitlines()
    head, rows = lines[:3], lines[3:]
    at = next(number for number, row in enumerate(rows) if "（四）无法提供" in row)
    below = [rows[at].replace("| ^ |", "| 三、本年度办理结果 |", 1), *rows[at + 1 :]]
    pieces = ["\n".join([*head, *rows[:at]]), "\n".join([*head, *below])]
    numbers_left = iter(OWN.values())
    sheets = {
        "二": layout(PROACTIVE, numbers_left),
        "三": stacked([layout(piece, numbers_left) for piece in pieces]),
        "四": layout(DISPUTES, numbers_left),
    }
    report = read_layouts(sheets)
    assert numbers(report) == OWN
    assert kinds(report) == ["in_pieces"]
    on_two_sheets = {
        **sheets,
        "三": layout(pieces[0], own("requests")),
        "三（续）": layout(pieces[1], own("requests")[7 * 12 :]),
    }
    report = read_layouts(on_two_sheets)
    assert numbers(report) == OWN
    assert kinds(report) == ["in_pieces"]


BELOW_EACH_OTHER = """
|                  | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| 行政复议         | # | # | # | # | # |
| 未经复议直接起诉 | # | # | # | # | # |
| 复议后起诉       | # | # | # | # | # |
"""


def test_the_groups_of_table_four_below_each_other() -> None:
    report = read_layouts(official(OWN.values(), OFFICIAL | {"四": BELOW_EACH_OTHER}))
    assert numbers(report) == OWN
    assert report.remarks == []


def test_headers_repeated_in_blank_cells_instead_of_merged_ones() -> None:
    sheets = {name: Layout(table.rows, []) for name, table in official(OWN.values()).items()}
    report = read_layouts(sheets)
    assert numbers(report) == OWN
    assert report.remarks == []


def test_wordings_of_published_reports() -> None:
    tables = {
        "二": PROACTIVE.replace("现行有效件数", "先行有效件数").replace("行政规范性", "规范性"),
        "三": REQUESTS.replace("行政执法案卷", "行政执法案件").replace("1.属于", "1、属于"),
        "四": DISPUTES.replace("尚未审结", "尚末审结"),
    }
    report = read_layouts(official(OWN.values(), tables))
    assert numbers(report) == OWN
    assert {(r.kind, r.subject, r.official) for r in report.remarks} == {
        ("similar_label", "先行有效件数", "现行有效件数"),
        ("similar_label", "规范性文件", "行政规范性文件"),
        ("similar_label", "7.属于行政执法案件", "7.属于行政执法案卷"),
        ("similar_label", "尚末审结", "尚未审结"),
    }


@pytest.mark.parametrize("name", ["上年数据", "去年", "附：上一年的年报"])
def test_a_sheet_for_last_year_without_a_year_is_the_year_before(name: str) -> None:
    this = Layout([*layout(REQUESTS, own("requests")).rows, ["报告年度", 2024]], [])
    report = read_layouts({"三": this, name: layout(REQUESTS, range(1, 176))})
    assert report.values["requests.new.natural_person"].number == OWN["requests.new.natural_person"]
    assert report.last is not None
    assert (report.year, report.last.year) == (2024, 2023)
    assert [value.number for value in report.last.values.values()] == [*range(1, 176)]


# Several reports, and parts of one


def test_two_reports_in_one_workbook_are_refused() -> None:
    sheets = official(OWN.values()) | {
        f"{name}（乙局）": table for name, table in official(range(2001, 2201)).items()
    }
    with pytest.raises(Unreadable) as refusal:
        read_layouts(sheets)
    assert refusal.value.finding.code == "F011"
    assert "“二”“二（乙局）”里都有“二、主动公开政府信息情况”" in str(refusal.value)


def test_the_same_report_twice_is_no_conflict() -> None:
    sheets = official(OWN.values())
    report = read_layouts(sheets | {f"{name} (2)": table for name, table in sheets.items()})
    assert numbers(report) == OWN


def test_a_blank_form_beside_a_filled_one_is_no_conflict() -> None:
    blank = official([""] * 200)
    report = read_layouts({f"{n}（空表）": t for n, t in blank.items()} | official(OWN.values()))
    assert numbers(report) == OWN


def test_one_table_alone_is_a_report_with_tables_missing() -> None:
    report = read_layouts({"三": layout(REQUESTS, own("requests"))})
    assert numbers(report) == {k: n for k, n in OWN.items() if k.startswith("requests.")}
    missing = check(report, select=["R"])
    assert codes(missing) == ["R101"] * len(missing)


def test_what_is_blank_in_one_of_two_reports_is_not_taken_from_the_other() -> None:
    this = official([n if n % 3 else "" for n in OWN.values()])
    other = official([n if n % 5 else "" for n in OWN.values()])
    renamed = {f"{name} (2)": table for name, table in other.items()}
    with pytest.raises(Unreadable) as refusal:
        read_layouts(this | renamed)
    assert refusal.value.finding.code == "F011"
    assert refusal.value.finding.message.endswith("数字不同。")
    assert not refusal.value.finding.message.endswith("。。")
