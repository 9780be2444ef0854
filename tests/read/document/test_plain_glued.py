"""Numbers without a gap: split where one way is left, never otherwise; a page in one paragraph."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.read.document import Paragraph
from gikxl.read.document.glued import Row, splits, understand
from gikxl.read.document.glued_report import cut, is_one_paragraph
from gikxl.read.document.plain import open_plain
from gikxl.read.grid import Grid
from gikxl.read.tables import Found, read_tables
from tests.read.document.drawn import DISPUTES, FORM, REQUESTS, keys

ROW = tuple(keys(REQUESTS, 0))
DOCUMENTS = ("proactive.normative_document.issued", "proactive.normative_document.repealed",
             "proactive.normative_document.in_force")  # fmt: skip
ZEROS = Row(("proactive.regulation.issued", "proactive.regulation.repealed",
             "proactive.regulation.in_force"), "000")  # fmt: skip


def one(text: str, *others: Row) -> tuple[str, ...] | None:
    row = Row(ROW, text)
    found = understand([row, *others], FORM).get(row)
    return found.numbers if found else None


def test_the_one_way_that_agrees_with_the_total():
    row = Row(ROW, "713000074")
    found = understand([row], FORM)[row]
    assert found.numbers == ("71", "3", "0", "0", "0", "0", "74")
    assert found.note == "“713000074”按 71、3、0、0、0、0、74 理解"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0000000", ("0",) * 7),
        ("640020470", ("64", "0", "0", "2", "0", "4", "70")),
        ("500000 5", ("5", "0", "0", "0", "0", "0", "5")),
        ("12 3 0 0 0 0 99", ("12", "3", "0", "0", "0", "0", "99")),  # gaps need no total
        ("1230000099", None),  # no way gives the total
        ("21", None),  # zeros left out
        ("", None),
        ("12a00003", None),
        ("1１00002", None),
    ],
)
def test_a_row_with_its_total(text, numbers):
    assert one(text) == numbers


def rows(**texts: str) -> list[Row]:
    """Table 三 with these digits, the rest 0."""
    return [
        Row(tuple(keys(REQUESTS, at)), texts.get(row.key, "0000000"))
        for at, row in enumerate(REQUESTS.rows)
    ]


def test_two_ways_are_left_unless_another_identity_decides():
    text = "110000011"
    assert set(splits(text, [7])) == {(11, 0, 0, 0, 0, 0, 11), (1, 10, 0, 0, 0, 0, 11)}
    assert one(text) is None
    undecided = rows(new=text, granted=text, handled=text)
    assert not any(row.text == text for row in understand(undecided, FORM))
    decided = rows(new="120000012", granted=text, other="1000001", handled="120000012")
    granted = next(row for row in decided if row.text == text)
    found = understand(decided, FORM)
    assert len(found) == 25
    assert found[granted].numbers == ("11", "0", "0", "0", "0", "0", "11")
    # A total that agrees with neither way leaves both.
    wrong = rows(new="120000012", granted=text, handled="120000012")
    assert not any(row.text == text for row in understand(wrong, FORM))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 400), min_size=6, max_size=6), min_size=22, max_size=22),
    st.lists(st.integers(0, 30), min_size=6, max_size=6),
    st.lists(st.integers(0, 21), max_size=6),
    st.booleans(),
)
def test_random_tables_come_back_as_they_were_or_not_at_all(drawn, carried, filled, decided):
    """Most rows of real tables are 0; `filled` says which are not."""
    results = [cells if n in filled else [0] * 6 for n, cells in enumerate(drawn[:20])]
    handled = [sum(column) for column in zip(*results, strict=True)]
    forward = [0] * 6
    carried = [min(a, b) for a, b in zip(carried, handled, strict=True)]
    new = [a + b - c for a, b, c in zip(handled, forward, carried, strict=True)]
    order = {row.key: n for n, row in enumerate(REQUESTS.rows)}
    lines = [[0] * 6 for _ in REQUESTS.rows]
    lines[order["new"]], lines[order["carried_over"]] = new, carried
    lines[order["handled"]], lines[order["carried_forward"]] = handled, forward
    rest = [
        n
        for key, n in order.items()
        if key not in ("new", "carried_over", "handled", "carried_forward")
    ]
    assert len(rest) == 21
    for n, cells in zip(rest, [*results, [0] * 6], strict=True):
        lines[n] = cells
    truth = {
        Row(tuple(keys(REQUESTS, n)), "".join(map(str, [*cells, sum(cells)]))): [*cells, sum(cells)]
        for n, cells in enumerate(lines)
    }
    found = understand(list(truth) if decided else list(truth)[:3], FORM)
    for row, understood in found.items():
        assert list(map(int, understood.numbers)) == truth[row]
    for row in truth:
        if set(row.text) == {"0"} and (decided or row in list(truth)[:3]):
            assert row in found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 500), min_size=4, max_size=4), min_size=3, max_size=3))
def test_random_groups_side_by_side_come_back_or_not_at_all(groups):
    numbers = [n for group in groups for n in (*group, sum(group))]
    row = Row(
        tuple(key for at in range(3) for key in keys(DISPUTES, at)), "".join(map(str, numbers))
    )
    found = understand([row], FORM)
    assert [list(map(int, one.numbers)) for one in found.values()] in ([], [numbers])


def test_three_numbers_without_a_total_are_taken_only_as_they_must_be():
    def documents(text: str, *said: int) -> tuple[str, ...] | None:
        row = Row(DOCUMENTS, text)
        found = understand([ZEROS, row], FORM, {DOCUMENTS[0]: frozenset(said)}).get(row)
        return found.numbers if found else None

    assert documents("693") == ("6", "9", "3")
    assert documents("693665") is None
    assert documents("8855698") is None
    assert documents("8855698", 88, 698) == ("88", "55", "698")
    assert documents("8855698", 88) is None
    assert documents("8855698", 88, 8, 698, 98) is None
    alone = Row(DOCUMENTS, "693")
    assert understand([alone], FORM) == {}  # zeros may have been left blank


def test_rows_of_which_somebody_left_zeros_blank_are_not_split():
    short, other = Row(tuple(keys(REQUESTS, 1)), "33"), Row(ROW, "713000074")
    assert understand([short, other], FORM) == {}


def test_digits_without_end_are_given_up():
    assert understand([Row(ROW, "1" * 60)], FORM) == {}
    assert understand([Row(ROW, "1" * 34)], FORM) == {}


# A page in one paragraph.

REPORT = (
    "本报告按一、总体情况，二、主动公开政府信息情况等六个部分编制。 "
    "一、总体情况 2024年，我局工作平稳。"
    " （一）主动公开方面 公开信息9条。（二）依申请公开方面。收到申请3件。 还有一段。"
    "二、主动公开政府信息情况 第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
    "规章 000行政规范性文件115第二十条第（五）项信息内容本年处理决定数量行政许可42"
    "第二十条第（八）项信息内容 本年收费金额（单位：万元）行政事业性收费24252.311082"
    "三、收到和处理政府信息公开申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    "申请人情况自然人法人或其他组织总计商业 企业科研机构社会公益组织法律服务机构其他"
    "一、本年新收政府信息公开申请数量120000012二、上年结转政府信息公开申请数量0000000"
    "三、本年度办理结果（一）予以公开120000012（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开"
    "0000000（六）其他处理3.其他0000000（七）总计120000012四、结转下年度继续办理0000000"
    "四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计"
    "未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计"
    "10203120001200000五、存在的主要问题及改进情况（一）问题：深度不够。（二）措施：加强培训。"
    "六、其他需要报告的事项没有收取信息处理费。"
)


def tables(text: str) -> Found:
    blocks = open_plain(text.encode())
    return read_tables([block for block in blocks if isinstance(block, Grid)], FORM)


def line(found: Found, row: str) -> list[object]:
    return [value.number for key, value in found.values.items() if key.split(".")[1] == row]


def test_a_page_in_one_paragraph_is_cut_at_its_headings():
    assert is_one_paragraph(REPORT)
    said = [block.text for block in open_plain(REPORT.encode()) if isinstance(block, Paragraph)]
    assert said == [
        "本报告按一、总体情况，二、主动公开政府信息情况等六个部分编制。",
        "一、总体情况",
        "2024年，我局工作平稳。",
        "（一）主动公开方面",
        "公开信息9条。",
        "（二）依申请公开方面。收到申请3件。",
        "还有一段。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "（一）问题：深度不够。",
        "（二）措施：加强培训。",
        "六、其他需要报告的事项",
        "没有收取信息处理费。",
    ]


def test_the_tables_of_a_page_in_one_paragraph():
    found = tables(REPORT)
    assert line(found, "regulation") == [0, 0, 0]
    assert line(found, "normative_document") == [1, 1, 5]
    assert line(found, "licence") == [42]
    assert list(map(str, line(found, "fee"))) == ["24252.311082"]
    assert line(found, "new") == [12, 0, 0, 0, 0, 0, 12]
    assert line(found, "granted") == [12, 0, 0, 0, 0, 0, 12]
    assert line(found, "forbidden_by_law") == [0] * 7
    assert line(found, "reconsideration") == [1, 0, 2, 0, 3]
    assert line(found, "direct_suit") == [12, 0, 0, 0, 12]
    assert found.values["requests.new.total"].note == "“120000012”按 12、0、0、0、0、0、12 理解"
    assert found.values["proactive.licence.decisions"].note == ""
    assert line(found, "third_party") == []
    assert found.remarks == []


def test_a_row_that_cannot_be_told_apart_is_remarked():
    found = tables(REPORT.replace("行政规范性文件115", "行政规范性文件693665"))
    assert line(found, "normative_document") == []
    assert [(r.kind, r.subject, r.official, r.fields) for r in found.remarks] == [
        ("glued", "693665", "行政规范性文件", DOCUMENTS)
    ]
    found = tables(REPORT.replace("10203120001200000", "10203120001200001"))
    assert line(found, "reconsideration") == []
    assert [(r.kind, r.subject, len(r.fields)) for r in found.remarks] == [
        ("glued", "10203120001200001", 15)
    ]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("行政许可42", "非行政许可42", "licence"),
        ("行政许可42", "行政许可审批42", "licence"),
        ("行政许可42", "行政许可1,042", "licence"),
        ("行政许可42", "行政许可约42", "licence"),
        ("2.其他法律行政法规禁止公开", "2.别的理由不予公开", "state_secret"),
        ("自然人法人或其他组织总计", "总计法人或其他组织自然人", "new"),
        ("商业 企业科研机构", "科研机构商业企业", "new"),
        ("本年制发件数本年废止件数", "本年废止件数本年制发件数", "normative_document"),
        ("未经复议直接起诉复议后起诉", "复议后起诉未经复议直接起诉", "reconsideration"),
    ],
)
def test_what_runs_into_other_words_or_columns_is_not_guessed(old, new, row):
    assert old in REPORT
    assert line(tables(REPORT.replace(old, new)), row) == []


def test_a_sentence_that_names_the_sections_is_not_such_a_page():
    assert not is_one_paragraph("本报告分一、总体情况，五、存在的主要问题及改进情况等部分。")
    assert cut("没有标题的一段话。") == ["没有标题的一段话。"]
