"""Word files as offices write them: what stands in and around the cells of the tables."""

from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from tests.read.document.foreign import (
    TEXTS,
    found,
    numbers_as,
    par,
    read_bytes,
    run,
    unlike,
    whole,
    word,
    word_report,
    word_table,
)
from tests.read.layouts import OWN, Layout, layout, numbers, official

SHEETS = official(OWN.values())
SECOND, THIRD, FOURTH = map(word_table, SHEETS.values())
BEGIN, SEPARATE = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")
)
BOX = "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>"
SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'


def around(before: str, after: str) -> dict[str, object]:
    return {"cell": lambda xml: before + xml + after, "row": lambda xml: before + xml + after}


def p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def shown(show: object) -> bytes:
    """A report whose numbers are shown in a way of their own."""
    content = numbers_as(show)  # type: ignore[arg-type]
    return word_report(*(word_table(table, content) for table in SHEETS.values()))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"skips_covered": True},
        around("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        around('<w:customXml w:element="a">', "</w:customXml>"),
    ],
    ids=["vMerge", "gridBefore", "controls", "customXml"],
)
def test_ways_to_write_the_rows_and_cells(tmp_path: Path, options: dict[str, object]) -> None:
    tables = [word_table(table, **options) for table in SHEETS.values()]  # type: ignore[arg-type]
    report = read_bytes(tmp_path, "a.docx", word_report(*tables))
    assert numbers(report) == OWN
    assert (report.remarks, report.texts) == ([], TEXTS)


WAYS = {
    "runs": lambda n: p("".join(f'{run(c)}<w:proofErr w:type="spellStart"/>' for c in str(n))),
    "smart tag": lambda n: p(f'<w:smartTag w:uri="x" w:element="y">{run(n)}</w:smartTag>'),
    "link": lambda n: p(f'<w:hyperlink w:anchor="x">{run(n)}</w:hyperlink>'),
    "simple field": lambda n: p(f'<w:fldSimple w:instr=" =SUM(LEFT) ">{run(n)}</w:fldSimple>'),
    "field": lambda n: p(
        f"{BEGIN}<w:r><w:instrText> =SUM(LEFT) 7 </w:instrText></w:r>{SEPARATE}{run(n)}"
    ),
    "tracked": lambda n: p(
        f'<w:del w:id="1"><w:r><w:delText>77</w:delText></w:r></w:del><w:ins w:id="2">{run(n)}'
        f'</w:ins><w:moveFrom w:id="3">{run(8)}</w:moveFrom>'
    ),
    "alternate": lambda n: p(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>{n}</w:t></mc:Choice>'
        f"<mc:Fallback><w:t>{n}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    ),
    "footnote": lambda n: p(f'{run(n)}<w:r><w:footnoteReference w:id="1"/></w:r>'),
    "note's own mark": lambda n: p(
        f'{run(n)}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>1</w:t></w:r>'
    ),
    "text box": lambda n: p(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>'
        f"{par(n)}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>{BOX.format(par(n))}"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    ),
    "hidden": lambda n: p(run(9, "<w:vanish/>") + run(n)),
    "soft hyphen": lambda n: p(run(str(n)[:2]) + "<w:r><w:softHyphen/></w:r>" + run(str(n)[2:])),
    "tabs": lambda n: p(f"<w:r><w:tab/></w:r>{run(n)}<w:r><w:tab/></w:r>"),
    "wide spaces": lambda n: par(f"　{n}　"),
    "full width": lambda n: par("".join(chr(ord(c) + 0xFEE0) for c in str(n))),
    "note in words": lambda n: par(f"{n}（其中修订16件）"),
    "measure": lambda n: par(f"{n} "),
}


@pytest.mark.parametrize("way", WAYS)
def test_ways_to_write_a_number(tmp_path: Path, way: str) -> None:
    assert numbers(read_bytes(tmp_path, "a.docx", shown(WAYS[way]))) == OWN


@pytest.mark.parametrize(
    "show",
    [
        lambda n: p(run(n) + run(1, SUPERSCRIPT)),
        lambda n: p(run(9, "<w:strike/>") + run(n)),
        lambda n: p(run(9, "<w:dstrike/>") + run(n)),
        lambda n: par(f"{str(n)[:2]}\n{str(n)[2:]}"),
        lambda n: par(f"{str(n)[:2]} {str(n)[2:]}"),
        lambda n: p(run(n) + f"<w:r>{BOX.format(par(3))}</w:r>"),
    ],
    ids=["raised", "struck", "struck twice", "two lines", "space", "beside a text box"],
)
def test_what_may_be_two_numbers_is_none(tmp_path: Path, show: object) -> None:
    report = read_bytes(tmp_path, "a.docx", shown(show))
    assert {value.state for value in report.values.values()} == {"text"}
    assert len(report.values) == 200


def test_raised_digits_in_words_stay_readable(tmp_path: Path) -> None:
    body = p(run("面积12m") + run(2, SUPERSCRIPT) + run("。"))
    data = word(whole(par, [SECOND, THIRD, FOURTH]) + body)
    texts = read_bytes(tmp_path, "a.docx", data).texts
    assert texts
    assert texts["other"] == "没有。\n面积12m²。"


# Tables in pieces, in each other, beside each other


def rows_of(table: Layout, first: int, last: int) -> Layout:
    """Some rows of a table; the names of groups that were begun above are blank."""
    merges = [
        (max(a, first) - first, b, min(c, last) - first, d)
        for a, b, c, d in table.merges
        if a <= last and c >= first
    ]
    return Layout([list(row) for row in table.rows[first : last + 1]], merges)


def test_tables_side_by_side_in_a_table_of_two_cells(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc><w:tcPr/>{table}<w:p/></w:tc>" for table in (SECOND, THIRD))
    body = f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>{FOURTH}"
    assert numbers(read_bytes(tmp_path, "a.docx", word(body))) == OWN


GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
OUTCOMES = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| # | # | # | # | # |"


def disputes_in_blocks(title: str) -> list[str]:
    own = [OWN[key] for key in OWN if key.startswith("disputes.")]
    return [
        word_table(layout(title.format(group) + OUTCOMES, own[5 * at : 5 * at + 5]))
        for at, group in enumerate(GROUPS)
    ]


def test_table_four_as_three_below_each_other(tmp_path: Path) -> None:
    blocks = "".join(table + par("") for table in disputes_in_blocks("| {} | < | < | < | < |\n"))
    report = read_bytes(tmp_path, "a.docx", word_report(SECOND, THIRD, blocks))
    assert numbers(report) == OWN


def test_blocks_of_table_four_without_their_names_are_not_guessed(tmp_path: Path) -> None:
    blocks = "".join(par(g) + t for g, t in zip(GROUPS, disputes_in_blocks(""), strict=True))
    report = read_bytes(tmp_path, "a.docx", word_report(SECOND, THIRD, blocks))
    assert unlike(report) == {}
    assert found(report) == 185


def test_the_rest_of_a_table_without_its_header_is_not_guessed(tmp_path: Path) -> None:
    whole_table = SHEETS["三"]
    pieces = [word_table(rows_of(whole_table, 0, 13)), word_table(rows_of(whole_table, 14, 27))]
    data = word_report(SECOND, par("").join(pieces), FOURTH)
    report = read_bytes(tmp_path, "a.docx", data)
    assert unlike(report) == {}
    assert found(report) == 200 - 14 * 7


# Figures that are not this report's


TWO_YEARS = [
    """
    | 信息内容 | 本年处理决定数量 | <      | <    |
    | ^        | 2023年           | 2024年 | 增减 |
    | 行政许可 | 7                | 8      | 1    |
    """,
    """
    | 信息内容 | 年度   | 本年处理决定数量 |
    | 行政许可 | 2023年 | 7                |
    | ^        | 2024年 | 8                |
    """,
    """
    | 项目       | 2023年 | <    | 2024年 | <    |
    | ^          | 自然人 | 总计 | 自然人 | 总计 |
    | 2.重复申请 | 1      | 2    | 3      | 4    |
    """,
    """
    | 项目       | 总计   | <      |
    | ^          | 2023年 | 2024年 |
    | 2.重复申请 | 1      | 2      |
    """,
]


@pytest.mark.parametrize("table", TWO_YEARS)
def test_two_years_in_one_table_are_not_told_apart_by_guessing(tmp_path: Path, table: str) -> None:
    report = read_bytes(tmp_path, "a.docx", word(word_table(layout(table))))
    assert {value.state for value in report.values.values()} <= {"left_out"}
    assert {remark.kind for remark in report.remarks} == {"repeated_line"}


def test_years_instead_of_the_names_of_columns_are_no_table(tmp_path: Path) -> None:
    table = layout("| 信息内容 | 2023年 | 2024年 |\n| 行政许可 | 7 | 8 |")
    with pytest.raises(Unreadable) as refusal:
        read_bytes(tmp_path, "a.docx", word(word_table(table)))
    assert refusal.value.finding.code == "F008"


def test_another_unit_s_tables_behind_the_report_are_refused(tmp_path: Path) -> None:
    other = [word_table(table) for table in official(range(2001, 2201)).values()]
    body = whole(par, [SECOND, THIRD, FOURTH]) + par("附件：某某乡年度报告") + "".join(other)
    for data in (word(body), word(whole(par, [SECOND, THIRD, FOURTH]) + other[2])):
        with pytest.raises(Unreadable) as refusal:
            read_bytes(tmp_path, "a.docx", data)
        assert refusal.value.finding.code == "F011"


def test_a_blank_form_behind_the_report_changes_nothing(tmp_path: Path) -> None:
    blank = "".join(word_table(table) for table in official([""] * 200).values())
    data = word(whole(par, [SECOND, THIRD, FOURTH]) + blank)
    assert numbers(read_bytes(tmp_path, "a.docx", data)) == OWN


def test_tables_as_pictures_are_none(tmp_path: Path) -> None:
    pictures = [f'<w:p w:id="{number}"><w:r><w:drawing/></w:r></w:p>' for number in range(3)]
    with pytest.raises(Unreadable) as refusal:
        read_bytes(tmp_path, "a.docx", word_report(*pictures))
    assert refusal.value.finding.code == "F008"
