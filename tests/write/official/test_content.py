"""What is printed of texts and numbers."""

from decimal import Decimal

import pytest

from gikxl.form import load
from gikxl.report import Report, Value
from gikxl.write.official.content import content_of, paragraphs, verbatim, with_tables

FORM = load()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("A&B <甲> {{x}}", "A&B <甲> {{x}}"),
        ("一\t二　三  四\u00a0五", "一\t二　三  四\u00a0五"),
        ("一\r\n二\r三\u2028四\v五", "一\n二\n三\n四\n五"),
        ("\x00一\x1b[31m二\x7f", "一[31m二"),
        ("\ufeff一\u202e二\u200b三\u00ad四\ud800五\uffff", "一二三四五"),
        ("𠮷😀e\u0301\ue000", "𠮷😀e\u0301\ue000"),
    ],
)
def test_a_text_loses_only_what_cannot_be_shown(typed: str, printed: str) -> None:
    assert verbatim(typed) == printed


def test_paragraphs() -> None:
    assert paragraphs("　　第一段。 \n\n \t\n第二段。\n") == ("第一段。", "第二段。")
    assert paragraphs(" \n　") == ()


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Value(0), "0"),
        (Value(1234567, raw="1,234,567"), "1234567"),
        (Value(Decimal("36.5825")), "36.5825"),
        (Value(Decimal("1E+3")), "1000"),
        (Value(Decimal("12.50")), "12.50"),
        (Value(Decimal("1E-6")), "0.000001"),
        (Value(None, "blank"), "0"),
        (Value(0, "left_out"), "0"),
        (Value(3, raw="3件"), "3"),
        (Value(None, "text", " 若干 "), "若干"),
        (Value(None, "error", "#REF!"), "#REF!"),
        (Value(None, "uncomputed", formula="A1"), ""),
    ],
)
def test_numbers(value: Value, printed: str) -> None:
    values = {"proactive.fee.amount": value, "proactive.licence.decisions": Value(7)}
    content = content_of(Report(FORM, values))
    assert content.numbers["proactive.fee.amount"] == printed
    assert content.numbers["requests.new.total"] == ""


def test_a_table_that_nobody_filled_in_is_printed_blank() -> None:
    blank, total = Value(None, "blank"), Value(0, formula="SUM(B2:E2)")
    values = {"disputes.direct_suit.upheld": blank, "disputes.direct_suit.total": total}
    assert set(content_of(Report(FORM, values)).numbers.values()) == {""}


@pytest.mark.parametrize(
    ("unit", "year", "title", "printed"),
    [
        ("某某局", 2025, "", "某某局2025年政府信息公开工作年度报告"),
        (None, 2025, "", "2025年政府信息公开工作年度报告"),
        (None, None, "", "政府信息公开工作年度报告"),
        ("某某\n局", None, "", "某某 局政府信息公开工作年度报告"),
        ("某某局", 2025, "某某局2025年度\n年报", "某某局2025年度 年报"),
    ],
)
def test_titles(unit: str | None, year: int | None, title: str, printed: str) -> None:
    assert content_of(Report(FORM, {}, unit=unit, year=year, title=title)).title == printed


@pytest.mark.parametrize(
    ("said", "heading", "own"),
    [
        ("公开信息9条。", "（一）主动公开", ""),
        ("（二）公开信息9条。", "（一）主动公开", ""),
        ("（一）主动公开。公开信息9条。", "", ""),
        ("（一）主动公开情况\n公开信息9条。", "", "（一）主动公开情况"),
        ("(一)主动公开情况\n公开信息9条。", "", "(一)主动公开情况"),
        ("（一）公开信息9条。\n其中网站5条。", "", ""),
        ("（一）主动公开", "", ""),
        ("（一）" + "长" * 40 + "\n公开信息9条。", "", ""),
        ("", "", ""),
    ],
)
def test_headings_of_aspects(said: str, heading: str, own: str) -> None:
    report = Report(FORM, {}, texts={"proactive_disclosure": said, "overview": said})
    passages = content_of(report).passages
    passage = passages["proactive_disclosure"]
    assert (passage.heading, passage.own_heading) == (heading, own)
    assert passages["overview"].heading == ""
    assert "\n".join(passage.paragraphs) == said


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("一段。\n二段。", ["一段。", "二段。"]),
        ("单位\t数量\n甲局\t5", [(("单位", "数量"), ("甲局", "5"))]),
        ("前。\n\t本年\t上年\n甲\t5\n后。",
         ["前。", (("", "本年", "上年"), ("甲", "5", "")), "后。"]),
        ("　\t甲\t5 \n\t乙\t\t6", [(("甲", "5", ""), ("乙", "", "6"))]),
        ("\t公开5条，\t其中网站3条。", ["公开5条，\t其中网站3条。"]),
        ("1.\t网站。\n２、\t新媒体。\n（三）\t公报。\n•\t其他。",
         ["1.\t网站。", "２、\t新媒体。", "（三）\t公报。", "•\t其他。"]),
        ("1\t甲局\n2\t乙局", [(("1", "甲局"), ("2", "乙局"))]),
        ("1.\t甲局\t5\n2.\t乙局\t6", [(("1.", "甲局", "5"), ("2.", "乙局", "6"))]),
    ],
)  # fmt: skip
def test_tables_typed_into_a_text(said: str, parts: list[object]) -> None:
    assert list(with_tables(paragraphs(said))) == parts


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("佳木斯市前进区司法局", "佳木斯市前进区司法局"),
        ("中国（上海）自由贸易试验区临港新片区管理委员会",
         "中国（上海）自由贸易试验区\n临港新片区管理委员会"),
        ("新疆维吾尔自治区巴音郭楞蒙古自治州焉耆回族自治县住房和城乡建设局",
         "新疆维吾尔自治区巴音郭楞蒙古自治州\n焉耆回族自治县住房和城乡建设局"),
        ("长" * 25, "长" * 12 + "\n" + "长" * 13),
        ("长" * 41, "长" * 41),
    ],
)  # fmt: skip
def test_long_names_of_units_stand_in_two_lines_alike(unit: str, lines: str) -> None:
    details = content_of(Report(FORM, {}, unit=unit, year=2025)).details
    assert details["display_title"] == f"{lines}\n2025年政府信息公开工作年度报告"
