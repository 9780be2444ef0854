"""Words by their headings: title, opening, sections, aspects, what is not of the report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.form import load
from gikxl.read.document import BODY, Block, Paragraph
from gikxl.read.document.outline import Outline, is_official
from gikxl.read.document.spans import plain_grid
from gikxl.read.document.title import find_title
from gikxl.report import Place
from tests.read.document.blocks import words

TITLE = "某某局2024年政府信息公开工作年度报告"


def read(text: str) -> Outline:
    """The outline of paragraphs, a line each; a line between bars is a row of a table."""
    blocks: list[Block] = []
    for row, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        if line.startswith("|"):
            blocks.append(plain_grid(f"表{row}", [line.strip("|").split("|")]))
        else:
            blocks.append(Paragraph(line, Place(BODY, row, 0)))
    return words(blocks)


def keys(text: str) -> list[tuple[str, str | None]]:
    return [(heading.text, heading.section) for heading in read(text).headings]


# Title


@pytest.mark.parametrize(
    ("lines", "title", "unit", "year"),
    [
        ([TITLE], TITLE, "某某局", 2024),
        (["某某局2024年", "政府信息公开工作年度报告"], TITLE, "某某局", 2024),
        (["某某局", "2024年政府信息公开工作", "年度报告"], TITLE, "某某局", 2024),
        (["某某局", "2024年度", "政府信息公开年度报告"],
         "某某局2024年度政府信息公开年度报告", "某某局", 2024),
        (["2024 年某某局政府信息公开工作年度报告（转换文本）"],
         "2024年某某局政府信息公开工作年度报告", "某某局", 2024),
        ([f"{TITLE}-某某县政府网"], TITLE, "某某局", 2024),
        (["首页", "政务公开", TITLE, "发布时间：2025-01-20"], TITLE, "某某局", 2024),
        (["某某局政府信息公开工作年度报告（2024年度）"],
         "某某局政府信息公开工作年度报告", "某某局", 2024),
        (["目录", "2024年政府信息公开工作年度报告"],
         "2024年政府信息公开工作年度报告", None, 2024),
        (["某某局２０２４年政府信息公开工作年度报告"],
         "某某局２０２４年政府信息公开工作年度报告", "某某局", 2024),
    ],
)  # fmt: skip
def test_titles(lines: list[str], title: str, unit: str | None, year: int) -> None:
    found = find_title(lines)
    assert found is not None
    assert (found.text, found.unit, found.year) == (title, unit, year)


@pytest.mark.parametrize(
    "line",
    [
        "现公布某某局2024年政府信息公开工作年度报告。",
        "政府信息公开工作年度报告格式模板",
        "标题：某某局2024年政府信息公开工作年度报告",
        "政府信息公开年报",
    ],
)
def test_what_is_no_title(line: str) -> None:
    assert find_title([line]) is None


# Opening, and what stands around a report


def test_the_opening_begins_after_the_title_and_what_a_page_puts_below_it() -> None:
    found = read(f"""
        当前位置：首页 > 政务公开
        这里是网站的说明，与年报无关。
        {TITLE}
        来源：某某局 发布时间：2025-01-20 浏览次数：12
        字号：大 中 小
        （2025年1月20日）
        根据条例编制本报告。
        联系电话：0517-80000000。
        一、总体情况
    """)
    assert found.texts is not None
    assert found.texts["opening"] == "根据条例编制本报告。\n联系电话：0517-80000000。"
    assert (found.title, found.unit, found.year) == (TITLE, "某某局", 2024)
    assert found.places["title"] == found.places["unit"] == found.places["year"]
    assert (found.places["title"].a1, found.places["opening"].a1) == ("A3", "A7")


def test_without_a_title_the_opening_is_what_is_said_in_sentences() -> None:
    found = read("首页\n互动交流\n根据条例，编制本报告。\n一、总体情况\n总之。")
    assert found.texts == {"opening": "根据条例，编制本报告。", "overview": "总之。"}
    assert (found.title, found.unit, found.year) == ("", None, None)


@pytest.mark.parametrize(
    "below",
    [
        "附件：1.统计表.xlsx",
        "【打印】【关闭】",
        "上一篇：某某局2023年年报",
        "版权所有：某某县人民政府",
        "主办单位：某某县人民政府办公室\n苏ICP备12345678号",
        "某某局\n2025年1月17日",
        "2025年1月17日",
        "某某局",
    ],
)
def test_what_stands_below_a_report_is_not_of_it(below: str) -> None:
    found = read(f"{TITLE}\n六、其他需要报告的事项\n未收取信息处理费。\n{below}")
    assert found.texts == {"other": "未收取信息处理费。"}


def test_a_list_of_contents_is_not_of_the_report() -> None:
    heads = "一、总体情况\n二、主动公开政府信息情况\n六、其他需要报告的事项"
    once = f"{TITLE}\n根据条例，编制本报告。\n一、总体情况\n总之。\n六、其他需要报告的事项\n没有。"
    assert read(f"{heads}\n{once}").headings == tuple(
        heading._replace(place=Place(BODY, heading.place.row + 3, 0))
        for heading in read(once).headings
    )
    numbered = "一、总体情况......1\n六、其他需要报告的事项 12"
    assert [heading.text for heading in read(f"{numbered}\n{once}").headings] == [
        "一、总体情况",
        "六、其他需要报告的事项",
    ]


def test_a_caption_below_its_heading_is_no_second_heading() -> None:
    found = read("""
        二、主动公开政府信息情况
        二、主动公开政府信息情况
        注：一。
        三、收到和处理政府信息公开申请情况
        三、收到和处理政府信息公开申请情况
        注：二。
    """)
    assert found.texts == {"proactive": "注：一。", "requests": "注：二。"}
    assert [heading.place.a1 for heading in found.headings] == ["A1", "A4"]


# Sections


@pytest.mark.parametrize(
    ("line", "text", "section"),
    [
        ("一、总体情况", "一、总体情况", "overview"),
        ("1.总体情况", "1.总体情况", "overview"),
        ("第一部分 总体情况", "第一部分 总体情况", "overview"),
        ("总体情况", "总体情况", "overview"),
        ("一、总体情况 2024年平稳。", "一、总体情况", "overview"),
        ("一、总体情况：2024年平稳。", "一、总体情况", "overview"),
        ("一、总体情况〔略〕", "一、总体情况", "overview"),
        ("一、总体情况2024年平稳。", "一、总体情况", "overview"),
        ("2、 主动公开政府信息情况", "2、 主动公开政府信息情况", "proactive"),
        ("二、主动公开政府信息工作情况", "二、主动公开政府信息工作情况", "proactive"),
        ("三、收到和处理信息公开申请的情况", "三、收到和处理信息公开申请的情况", "requests"),
        ("四、行政复议，行政诉讼情况", "四、行政复议，行政诉讼情况", "disputes"),
        ("四、信息公开行政复议，行政诉讼情况", "四、信息公开行政复议，行政诉讼情况", "disputes"),
        ("四、政府信息工开行政复议、诉讼情况", "四、政府信息工开行政复议、诉讼情况", "disputes"),
        ("五、存在的主要问题及整改措施", "五、存在的主要问题及整改措施", "problems"),
        ("五、（一）存在的问题", None, None),
        ("七、其他需说明事项", "七、其他需说明事项", "other"),
        ("二、工作机制保障", "二、工作机制保障", None),
        ("三、主动公开工作情况 做好各项工作。", "三、主动公开工作情况", None),
    ],
)  # fmt: skip
def test_headings_of_sections(line: str, text: str | None, section: str | None) -> None:
    assert keys(f"{TITLE}\n{line}") == ([(text, section)] if text else [])


@pytest.mark.parametrize(
    "line",
    [
        "总体情况良好。",
        "2024年平稳。",
        "一、加强学习，提高认识。",
        "1.加强学习",
        "其他",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert keys(f"{TITLE}\n{line}") == []


def test_a_bare_number_before_a_bracketed_one_is_the_next_section() -> None:
    found = read("四、政府信息公开行政复议、行政诉讼情况\n五、（一）不足。不够深入。\n（二）改进。")
    assert found.texts == {"problems": "（一）不足。不够深入。\n（二）改进。"}
    assert [heading.section for heading in found.headings] == ["disputes", "problems"]


def test_a_heading_that_is_nearly_the_form_s_gives_way_to_one_that_is() -> None:
    found = read("""
        一、总体情况
        四、政府信息公开申请情况
        收到申请1件。
        三、收到和处理政府信息公开申请情况
        表内不含信访件。
    """)
    assert found.texts == {
        "overview": "四、政府信息公开申请情况\n收到申请1件。",
        "requests": "表内不含信访件。",
    }


def test_words_beside_a_table_are_kept_and_what_stands_over_the_form_s_tables_is_not() -> None:
    found = read("""
        二、主动公开政府信息情况
        第二十条第（一）项
        | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | 规章 | 0 | 0 | 0 |
        注：现行有效件数含以前年度。
        三、收到和处理政府信息公开申请情况
    """)
    assert found.texts == {"proactive": "注：现行有效件数含以前年度。"}


def test_a_table_that_is_none_of_the_form_s_is_words() -> None:
    found = read("""
        一、总体情况
        各渠道公开数量如下。
        | 渠道 | 条数 | 同比 |
        | 门户网站 | 2428 | 3.5% |
        五、存在的主要问题及改进情况
    """)
    assert found.texts == {
        "overview": "各渠道公开数量如下。\n渠道\t条数\t同比\n门户网站\t2428\t3.5%",
        "problems": "",
    }


def test_pieces_of_the_form_s_tables_are_official_and_other_tables_are_not() -> None:
    form = load()
    assert is_official(plain_grid("表", [["", "本年处理决定数量"], ["行政许可", "8"]]), form)
    assert is_official(plain_grid("表", [["三、本年度办理结果", "0", "1"]]), form)
    assert is_official(plain_grid("表", [["1", "0"], ["", "0"]]), form)
    assert not is_official(plain_grid("表", [["渠道", "条数", "总计"], ["网站", "2", "2"]]), form)


# Aspects


def test_aspects_with_and_without_the_form_s_words() -> None:
    found = read("""
        一、总体情况
        2024年平稳。
        （一）主动公开
        公开信息9条。
        （二）依申请公开：收到申请1件。
        （三）政府信息管理情况。加强管理。
        (四)平台建设方面 改版网站。
        （五）及时回应关切，自觉接受监督
        接受监督。
        （六）标准化建设。有序推进。
    """)
    assert found.texts == {
        "overview": "2024年平稳。",
        "proactive_disclosure": "公开信息9条。",
        "disclosure_on_request": "收到申请1件。",
        "information_management": "（三）政府信息管理情况。加强管理。",
        "platforms": "(四)平台建设方面 改版网站。",
        "supervision": "（五）及时回应关切，自觉接受监督\n接受监督。\n（六）标准化建设。有序推进。",
    }
    assert [heading.text for heading in found.headings[1:]] == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理情况",
        "(四)平台建设方面",
        "（五）及时回应关切，自觉接受监督",
    ]


def test_an_aspect_that_is_missing_is_not_found_in_another() -> None:
    found = read("一、总体情况\n（一）抓好主动公开。公开。\n（三）精细化建设公开平台。改版。")
    assert found.texts == {
        "overview": "",
        "proactive_disclosure": "（一）抓好主动公开。公开。",
        "platforms": "（三）精细化建设公开平台。改版。",
    }


def test_two_aspects_in_one_line_are_two() -> None:
    found = read("一、总体情况\n（一）主动公开方面。公开。（二）依申请公开方面。没有申请。")
    assert found.texts is not None
    assert found.texts["disclosure_on_request"] == "（二）依申请公开方面。没有申请。"


@pytest.mark.parametrize("text", ["（一）不足。（二）主动公开不够。", "（二）依申请公开不足"])
def test_outside_the_first_section_there_are_no_aspects(text: str) -> None:
    assert read(f"五、存在的主要问题及改进情况\n{text}").texts == {"problems": text}


def test_a_section_without_aspects_is_a_text_of_its_own() -> None:
    found = read("一、总体情况\n（一）组织有力。\n（二）成效明显。")
    assert found.texts == {"overview": "（一）组织有力。\n（二）成效明显。"}


def test_a_report_may_begin_with_an_aspect() -> None:
    found = read("2024年，平稳推进。\n（一）主动公开方面。公开。\n（二）依申请公开方面。没有。")
    assert found.texts == {
        "opening": "2024年，平稳推进。",
        "proactive_disclosure": "（一）主动公开方面。公开。",
        "disclosure_on_request": "（二）依申请公开方面。没有。",
    }


def test_a_document_without_headings_has_no_texts() -> None:
    assert read("| 行政许可 | 8 |").texts is None


# Whatever a clerk writes

_WORD = st.text(st.sampled_from("我局全年公开信息件，。；：（）“”《》0123 A&<>"), min_size=1)
_LINE = _WORD.map(lambda text: "我" + text.strip() + "。")


@given(st.lists(st.lists(_LINE, min_size=1, max_size=3), min_size=4, max_size=4))
def test_texts_come_back_as_they_were(texts: list[list[str]]) -> None:
    form = load()
    lines = [TITLE, *texts[0]]
    for section, text in zip((form.sections[0], *form.sections[4:]), texts[1:], strict=True):
        lines += [section.label, *text]
    found = words([Paragraph(line, Place(BODY, n, 0)) for n, line in enumerate(lines)])
    assert found.texts == {
        key: "\n".join(text)
        for key, text in zip(("opening", "overview", "problems", "other"), texts, strict=True)
    }
