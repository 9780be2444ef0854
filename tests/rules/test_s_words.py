"""S109 to S113: other people's words, doubled and misspelt words, blanks, left-over hints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.rules import check
from gikxl.rules.shared.sentences import Hit, quote, told
from tests.support import codes, only, report_from

PROVINCE = "省（自治区、直辖市）人民政府"
CITY = "设区的市（自治州）人民政府"
COUNTY = "县（市、区、旗）人民政府"
TOWN = "乡镇人民政府、街道办事处"
OFFICE = "政府部门及其他单位"


def by(unit: str, level: str, words: str) -> list[str]:
    """The codes for a text by this unit, other findings than S109 aside."""
    report = report_from(f"单位：{unit}\n级别：{level}\n一、总体情况：2025年，{words}")
    return codes(check(report, select=["S109"]))


def overview(words: str) -> list[str]:
    return codes(check(report_from(f"一、总体情况：2025年，{words}"), select=["S"]))


@pytest.mark.parametrize(
    ("unit", "level", "words"),
    [
        ("进贤县人民政府", COUNTY, "全市通过政府网站主动公开信息 6217 条。"),
        ("进贤县人民政府", COUNTY, "全市共收到政府信息公开申请 74 件。"),
        ("进贤县人民政府", COUNTY, "全省各级行政机关共受理政府信息公开申请 74 件。"),
        ("进贤县人民政府", COUNTY, "我镇收到申请 2 件。"),
        ("进贤县人民政府", COUNTY, "我局收到申请 2 件。"),
        ("某某市某某区人民政府", COUNTY, "全县共收到申请 74 件。"),
        ("某某市某某区人民政府", COUNTY, "我县扎实推进政务公开。"),
        ("某某市人民政府", CITY, "全县共收到申请 74 件。"),
        ("某某市人民政府", CITY, "我县扎实推进政务公开。"),
        ("某某省人民政府", PROVINCE, "我市扎实推进政务公开。"),
        ("龙游县横山镇人民政府", TOWN, "我局积极配合，并结合我镇实际。"),
        ("龙游县横山镇人民政府", TOWN, "全县主动公开政府信息 130 条。"),
        ("某某县某某乡人民政府", TOWN, "我镇收到申请 1 件。"),
        (
            "迎宾路街道办事处",
            TOWN,
            "受理公民、法人和其他组织向市政府及市政府办公室提出的政府信息公开申请 5 件。",
        ),
        ("某某县司法局", OFFICE, "我镇收到申请 1 件。"),
    ],
)
def test_words_for_another_level(unit: str, level: str, words: str) -> None:
    assert by(unit, level, words) == ["S109"]


@pytest.mark.parametrize(
    ("unit", "level", "words"),
    [
        ("进贤县人民政府", COUNTY, "全县共收到申请 74 件，在全市率先完成。"),
        ("进贤县人民政府", COUNTY, "在全省考核中排名第一，全市通报表扬，公开信息 20 条。"),
        ("进贤县人民政府", COUNTY, "按照省委省政府、市委市政府要求，公开信息 20 条。"),
        ("进贤县人民政府", COUNTY, "我市统一部署后，我县公开信息 20 条。"),
        ("进贤县人民政府", COUNTY, "公开我区（自治区）的政策 20 条。"),
        ("昆山市人民政府", COUNTY, "全市共收到申请 74 件，我市推进政务公开。"),
        ("宿迁市人民政府", CITY, "全市共收到申请 74 件，我市推进政务公开。"),
        ("上海市人民政府", PROVINCE, "全市共收到申请 74 件，我市推进政务公开。"),
        ("广西壮族自治区人民政府", PROVINCE, "全区共收到申请 74 件，我区推进政务公开。"),
        ("平潭综合实验区", COUNTY, "全区共收到申请 74 件，我区推进政务公开。"),
        ("龙游县横山镇人民政府", TOWN, "全镇公开信息 45 条，我镇推进政务公开。"),
        ("龙游县横山镇人民政府", TOWN, "我乡村振兴信息公开 12 条，克服自我局限。"),
        ("龙游县横山镇人民政府", TOWN, "公开《我局的一天》等文章 3 篇。"),
        ("某某街道办事处", TOWN, "受理向街道办事处提出的政府信息公开申请 5 件。"),
        ("某某县人民政府", COUNTY, "受理向县政府提出的政府信息公开申请 5 件。"),
        ("某某县司法局", OFFICE, "全县司法行政系统公开信息 45 条，全市共公开 90 条。"),
        ("某某县司法局", OFFICE, "我局公开信息 45 条。"),
        ("某某中学", OFFICE, "我镇收到申请 1 件。"),
    ],
)
def test_words_that_a_unit_may_use(unit: str, level: str, words: str) -> None:
    assert by(unit, level, words) == []


def test_the_sentence_is_quoted_and_its_cell_named() -> None:
    report = report_from(
        f"单位：横山镇人民政府\n级别：{TOWN}\n一、总体情况：2025年，我局推进公开。"
    )
    finding = only(check(report, select=["S"]))
    assert finding.message == "“一、总体情况”：“2025年，我局推进公开”"
    assert (finding.actual, finding.suggestion) == ("我局", "“我局”请改为本单位的称呼。")


@pytest.mark.parametrize(
    ("words", "twice"),
    [
        ("重大政策的的出台。", "的的"),
        ("我局对对外公开的目录进行进行调整。", "进行进行"),
        ("我县县政府信息公开工作取得成效。", "我县县政府"),
        ("共收到信息公开申请申请5件。", "申请申请"),
        ("加强组织领导加强组织领导。", "加强组织领导加强组织领导"),
        ("及时更新栏目，及时更新栏目，", "及时更新栏目，及时更新栏目，"),
    ],
)
def test_what_stands_twice(words: str, twice: str) -> None:
    finding = only(check(report_from(f"一、总体情况：2025年，{words}"), select=["S"]))
    assert (finding.code, finding.actual) == ("S110", twice)


@pytest.mark.parametrize(
    "words",
    [
        "的的确确为了了解群众，和和谐谐，以及及时公开。",
        "天天更新，层层落实，人人有责，常常检查，刚刚完成，仅仅一次。",
        "我县县政府门户网站、市政府政府网站、我市市级平台公开信息。",
        "主动公开公开属性，政务服务服务中心，信息公开申请申请人。",
        "一件一件核对，一条一条公开，研究研究再研究。",
        "某某某某某某某某某某某某。",
        "结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计",
    ],
)
def test_what_may_stand_twice(words: str) -> None:
    assert overview(words) == []


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("依申公开情况。", "依申公开", "依申请公开"),
        ("先行有效规范性文件 3 件。", "先行有效规范性文件", "现行有效规范性文件"),
        ("未发生行政行诉讼。", "行政行诉讼", "行政诉讼"),
        ("加强政府信息工开。", "信息工开", "信息公开"),
        ("数据的钩稽关系。", "钩稽", "勾稽"),
        ("畅通依申请公开受理渠。", "公开受理渠", "公开受理渠道"),
        ("推进公共企事业单信息公开。", "企事业单", "企事业单位"),
    ],
)
def test_misspelt_words_of_the_form(words: str, wrong: str, right: str) -> None:
    finding = only(check(report_from(f"一、总体情况：2025年，{words}"), select=["S"]))
    assert (finding.code, finding.actual) == ("S111", wrong)
    assert finding.suggestion == f"“{wrong}”请改为“{right}”。"


@pytest.mark.parametrize(
    "words",
    [
        "依申请公开，现行有效，行政诉讼，信息公开，勾稽关系，受理渠道，企事业单位。",
        "畅通依申请公开受理渠⏎道。",
        "先行先试，先行有效推进改革。",
    ],
)
def test_words_that_are_spelt_rightly(words: str) -> None:
    assert overview(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "【请填写：公开信息的条数】",
        "共收到申请XX件。",
        "共收到申请 ×× 件。",
        "共收到申请X件。",
        "共公开信息 XXX 余条。",
        "20XX年，推进公开。",
        "收取信息处理费____元。",
        "收取信息处理费＿＿＿元。",
        "截至 年 月 日，推进公开。",
        "共收到申请（ ）件。",
        "共收到申请　　件，均已答复。",
    ],
)
def test_blanks_that_were_not_filled_in(words: str) -> None:
    assert overview(words) == ["S112"]


@pytest.mark.parametrize(
    "words",
    [
        "电子邮箱：hz__zwgk@126.com，网址 http://www.x.gov.cn/a__b。",
        "打造“1+X”新闻发布会，推行“1+X+N”模式，成立X个小组吗。",
        "李××镇长的访谈，某某镇XX村的经验。",
        "统计期限自2025 年 1 月 1 日起。",
        "全年 收到 申请 2 件，办结 2 件。",
        "【政策解读】栏目公开信息 3 条。",
        "4K×8件。",
    ],
)
def test_what_only_looks_like_a_blank(words: str) -> None:
    assert "S112" not in overview(words)


@pytest.mark.parametrize(
    "words",
    [
        "该部分以表格形式报告。表格如下：",
        "（文字描述）",
        "(文字描述)",
        "收取信息处理费情况在此处报告。",
        "{{单位}}推进公开。",
        "推进公开（不超过1000字）。",
    ],
)
def test_hints_of_a_template(words: str) -> None:
    assert overview(words) == ["S113"]


def test_several_places_of_a_text_are_told_together() -> None:
    report = report_from("一、总体情况：2025年，共收到申请XX件。办结XX件。")
    finding = only(check(report, select=["S"]))
    assert finding.message == "“一、总体情况”：“2025年，共收到申请XX件”；“办结XX件”"
    assert finding.suggestion == "请填上；没有的，删去这一句。"
    assert finding.actual is None


def test_a_text_without_a_cell_is_told_without_one() -> None:
    report = report_from("一、总体情况：2025年，的的。")
    found = told(report, "overview", "的的", [Hit(0, 2, "改")])
    assert found is not None
    assert found.places == ()
    assert told(report, "overview", "的的", []) is None


@given(st.text("甲乙。，\n 、", max_size=200), st.data())
def test_a_quotation_is_short_and_holds_what_it_is_about(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    quoted = quote(text, start, end)
    assert len(quoted) <= 40
    assert "".join(text[start:end].split()) in "".join(quoted.split())
    assert quoted[0] + quoted[-1] == "“”"


def test_blank_texts_are_missing_and_no_more() -> None:
    report = report_from("一、总体情况：")
    report.texts = dict.fromkeys(report.texts or {}, "")
    assert codes(check(report)) == ["S101"]


def test_a_report_that_says_nothing_is_not_read_for_words() -> None:
    report = report_from("")
    assert report.texts is None
    assert codes(check(report, select=["S"])) == []
