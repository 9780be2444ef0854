"""Plain text: one cell a line, the text layer of a PDF, all in one paragraph; CSV."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.read.document import Block, Paragraph
from gikxl.read.document.plain import open_plain
from gikxl.read.grid import Grid
from gikxl.read.tables import Found, read_tables
from tests.read.document.drawn import DISPUTES, FORM, REQUESTS, keys

HEADER = """\
三、收到和处理政府信息公开申请情况
申请人情况
（本列数据的勾稽关系为：第一项加第二项之和， 法人或其他组织
等于第三项加第四项之和）
自然人 社会 法律 总计
商业 科研
公益 服务 其他
企业 机构
组织 机构
"""
FIELDS = [
    key
    for block in (REQUESTS, DISPUTES)
    for row in range(len(block.rows))
    for key in keys(block, row)
]
COUNTED = {key: number for number, key in enumerate(FIELDS)}


def read(text: str) -> Found:
    return tables(open_plain(text.encode()))


def tables(blocks: list[Block]) -> Found:
    return read_tables([block for block in blocks if isinstance(block, Grid)], FORM)


def words(text: str) -> list[str]:
    return [block.text for block in open_plain(text.encode()) if isinstance(block, Paragraph)]


def numbers(found: Found) -> dict[str, object]:
    return {key: value.number for key, value in found.values.items()}


def requests_only(expected: dict[str, int]) -> dict[str, int]:
    return {key: number for key, number in expected.items() if key.startswith("requests.")}


def line(row: int, numbers: dict[str, int] = COUNTED) -> str:
    return " ".join(str(numbers[key]) for key in keys(REQUESTS, row))


def label(row: int) -> str:
    return REQUESTS.rows[row].label


def rows(expected: dict[str, int] = COUNTED) -> list[str]:
    return [f"{label(row)} {line(row, expected)}" for row in range(25)]


# The encodings.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_the_encodings_of_chinese_editors(encoding):
    text = HEADER + "\n".join(rows())
    assert numbers(tables(open_plain(text.encode(encoding)))) == requests_only(COUNTED)


def test_a_text_longer_than_any_report():
    with pytest.raises(Unreadable) as raised:
        open_plain(("年报\n" * 400_000).encode())
    assert raised.value.finding.code == "F010"


@given(st.binary(max_size=3_000))
@settings(max_examples=60)
def test_no_bytes_break_the_reader(data):
    open_plain(data)


@given(
    st.lists(
        st.sampled_from([*rows(), *HEADER.splitlines(), "0 0 0", "", "\t0", "三", "规章 1 2 3"])
    )
)
@settings(max_examples=100)
def test_no_order_of_lines_breaks_it_or_gives_another_rows_numbers(lines):
    found = read("\n".join(lines))
    for key, value in found.values.items():
        if key in COUNTED:
            assert value.number == COUNTED[key]


# The text layer of a PDF.


def test_rows_with_their_labels_in_the_same_line():
    found = read(HEADER + "\n".join(rows()))
    assert numbers(found) == requests_only(COUNTED)
    assert {value.note for value in found.values.values()} == {""}
    assert found.remarks == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 99_999), min_size=len(FIELDS), max_size=len(FIELDS)),
    st.lists(st.sampled_from(["beside", "above", "below", "around"]), min_size=25, max_size=25),
    st.integers(1, 24),
)
def test_random_tables_laid_out_as_lines_read_back(filled, layout, page_break):
    expected = dict(zip(FIELDS, filled, strict=True))
    lines = []
    for row in range(25):
        text, counts = label(row), line(row, expected)
        middle = max(6, len(text) // 2)
        laid_out = {
            "beside": [f"{text} {counts}"],
            "above": [text, counts],
            "below": [counts, text],
            "around": [text[:middle], counts, *filter(None, [text[middle:]])],
        }
        lines += ["- 3 -", "-----page 4"] if row == page_break else []
        lines += laid_out[layout[row]]
    found = read(HEADER + "\n".join(lines))
    read_back = numbers(found)
    assert read_back == {key: expected[key] for key in read_back}
    # A label may stand beside its neighbour's numbers: then nothing says whose they are.
    if all(one in ("beside", layout[0]) for one in layout):
        assert read_back == requests_only(expected)
    for key, value in found.values.items():
        row = next(at for at in range(25) if key in keys(REQUESTS, at))
        assert bool(value.note) == (layout[row] != "beside")


def test_upright_group_names_among_the_lines():
    lines = rows()
    lines[3] = f"（二）部分公开（区分处理的，只计这一情\n{line(3)}\n形，不计其他情形）"
    lines[5] = f"三 {lines[5]}\n、\n本"
    lines[6] = f"年 {label(6)}\n{line(6)}\n度"
    lines[8] = f"（三）不 {lines[8]}\n予公开"
    found = read(HEADER + "\n".join(lines))
    assert numbers(found) == requests_only(COUNTED)
    noted = {key for key, value in found.values.items() if value.note}
    assert noted == {*keys(REQUESTS, 3), *keys(REQUESTS, 6)}
    assert {value.note for key, value in found.values.items() if key in noted} == {
        "按行的先后理解：这行数字与它的名称不在同一行文字里"
    }


def test_a_row_too_few_or_too_many_is_not_guessed():
    lines = rows()
    lines[6:9] = [label(6), line(6), label(7), label(8), line(8)]
    found = read(HEADER + "\n".join(lines))
    assert found.values.keys() == {
        key for row in range(25) if row not in (6, 7, 8) for key in keys(REQUESTS, row)
    }
    lines[6:11] = [label(6), line(6), line(6), label(7), line(7)]
    assert not any(key in read(HEADER + "\n".join(lines)).values for key in keys(REQUESTS, 6))


def test_unknown_words_beside_numbers_are_another_row():
    lines = rows()
    lines[6] = f"{label(6)}\n某种别的情形 {line(6)}"
    found = read(HEADER + "\n".join(lines))
    assert not any(key in found.values for key in keys(REQUESTS, 6))


@pytest.mark.parametrize(
    "other",
    [
        HEADER.replace("自然人 社会 法律 总计", "总计 自然人 社会 法律"),
        HEADER.replace("商业 科研", "科研 商业"),
        HEADER.replace("自然人", "个人"),
        "",
    ],
)
def test_columns_that_are_not_named_in_the_forms_order_are_not_guessed(other):
    assert read(other + "\n".join(rows())).values == {}


def test_a_group_printed_in_one_row():
    lines = [*rows()[:20], f"（六）其他处理 {line(22)}", *rows()[23:]]
    found = read(HEADER + "\n".join(lines))
    assert {remark.kind for remark in found.remarks} == {"combined_row"}
    assert [found.values[key].number for key in keys(REQUESTS, 22)] == [
        COUNTED[key] for key in keys(REQUESTS, 22)
    ]
    assert {found.values[key].state for key in keys(REQUESTS, 20)} == {"left_out"}


DISPUTES_HEADER = """\
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结果 结果 其他 尚未
总 计
维持 纠正 结果 审结 结果 结果 其他 尚未 结果 结果 其他 尚未
总 计 总计
维持 纠正 结果 审结 维持 纠正 结果 审结
"""


def test_the_groups_side_by_side():
    counts = " ".join(str(COUNTED[key]) for key in FIELDS[175:])
    found = read(DISPUTES_HEADER + counts)
    assert numbers(found) == {key: COUNTED[key] for key in FIELDS[175:]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉",
            "行政诉讼 行政复议\n未经复议直接起诉 复议后起诉",
        ),
        ("未经复议直接起诉 复议后起诉", "复议后起诉 未经复议直接起诉"),
        ("维持 纠正 结果 审结\n", "审结 结果 纠正 维持\n"),
        ("行政复议 行政诉讼\n", ""),
    ],
)
def test_groups_in_another_order_are_not_guessed(old, new):
    header = DISPUTES_HEADER.replace(old, new)
    assert header != DISPUTES_HEADER
    counts = " ".join(str(COUNTED[key]) for key in FIELDS[175:])
    assert read(header + counts).values == {}
    assert read(DISPUTES_HEADER + counts.rpartition(" ")[0]).values == {}


# One cell a line.


def cells(*texts: str) -> str:
    return "".join(f"\t{text}\n" for text in texts) + "\n"


def test_one_cell_a_line():
    text = "二、主动公开政府信息情况\n\n" + cells("第二十条第（一）项")
    text += cells("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    text += cells("规章", "0", "", "12") + cells("行政规范性文件", "1", "2", "3")
    text += cells("第二十条第（八）项") + cells("信息内容", "本年收费金额（单位：万元）")
    text += cells("行政事业性收费", "37.5") + "\n三、收到和处理政府信息公开申请情况\n\n"
    text += cells("（本列数据的勾稽关系为：…）", "申请人情况") + cells(
        "", "自然人", "法人或其他组织", "总计"
    )
    text += cells("", "", "商业\n企业", "科研\n机构", "社会公益组织", "法律服务机构", "其他", "")
    for row in range(25):
        groups = REQUESTS.rows[row].path[:-1]
        text += cells(*groups, label(row), *line(row).split())
    found = read(text)
    assert numbers(found) == requests_only(COUNTED) | {
        "proactive.regulation.issued": 0,
        "proactive.regulation.repealed": None,
        "proactive.regulation.in_force": 12,
        "proactive.normative_document.issued": 1,
        "proactive.normative_document.repealed": 2,
        "proactive.normative_document.in_force": 3,
        "proactive.fee.amount": found.values["proactive.fee.amount"].number,
    }
    assert str(found.values["proactive.fee.amount"].number) == "37.5"
    assert found.values["proactive.regulation.repealed"].state == "blank"
    assert words(text) == ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]


def test_zeros_left_blank_in_whole_rows():
    text = cells("信息内容", "本年处理决定数量") + cells("行政处罚", "") + cells("行政强制", "2")
    found = read(text)
    assert {key: value.state for key, value in found.values.items() if value.place} == {
        "proactive.penalty.decisions": "blank",
        "proactive.coercion.decisions": "number",
    }


def test_cells_between_tabs_and_commas():
    header = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    row = ["行政规范性文件", "6", "9", "3"]
    for text in (
        "\t".join(header) + "\n" + "\t".join(row),
        ",".join(header) + "\n" + ",".join(row),
    ):
        found = read(text)
        assert [found.values[f"proactive.normative_document.{c}"].number for c in
                ("issued", "repealed", "in_force")] == [6, 9, 3]  # fmt: skip


# Words.


def test_broken_lines_become_paragraphs():
    assert words(
        "3\n"
        "-----page 1\n"
        "某某县人民政府\n"
        "2024 年政府信息公开工作年度报告\n"
        "一、总体情况\n"
        "2024 年，全县主动公开政府信息 1136 条，受理政府信息公开\n"
        "申请 21 件，均在法定期限内答复，没有发生行政复议、行政诉讼，\n"
        "群众满意。\n"
        "（一）主动公开情况。通过网站公开，邮 箱 ：\n"
        "a@example.com。\n"
        "- 1 -\n"
        "-----page 2\n"
        "一年来没有发生泄密事件。\n"
        "（二）依申请公开情况。规范流程，畅通渠道，让群众看得懂，找\n"
        "得到，用得上。\n"
    ) == [
        "某某县人民政府",
        "2024年政府信息公开工作年度报告",
        "一、总体情况",
        "2024年，全县主动公开政府信息1136条，受理政府信息公开申请21件，均在法定期限内答复，"
        "没有发生行政复议、行政诉讼，群众满意。",
        "（一）主动公开情况。通过网站公开，邮箱：",
        "a@example.com。",
        "一年来没有发生泄密事件。",
        "（二）依申请公开情况。规范流程，畅通渠道，让群众看得懂，找得到，用得上。",
    ]


def test_lines_longer_than_a_page_are_paragraphs_as_they_are():
    long = "全年主动公开政府信息一百条，" * 12 + "完。"
    assert words(
        f"标题: 某某局2024年报告\n====== 正文 ======\n一、总体情况\n{long}\n[bookmark: a]第二段。"
    ) == [
        "某某局2024年报告",
        "一、总体情况",
        long,
        "第二段。",
    ]
