"""Which office a text means: certain before loud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.model import Office
from gikxl.collect.roster import NameIndex
from gikxl.collect.roster.spelling import fold, forms, is_placeholder, place_of, squeeze, words

EDUCATION, ADMISSIONS = "清河县教育局", "清河县教育局招生办公室"
GOVERNMENT, TOWN, STREET = "清河县人民政府办公室", "东海镇人民政府", "城关街道办事处"
REFORM, ZONE = "清河县发展和改革委员会", "清河经济开发区管理委员会"
SCHOOL, ELEVENTH = "清河县第一中学", "清河县第十一中学"
BOTH = "清河县农业农村局（清河县乡村振兴局）"
OFFICES = (
    Office(EDUCATION, ("教体局", "县文教局"), mails=("jy@x.cn",)),
    Office(ADMISSIONS),
    Office(GOVERNMENT),
    Office(TOWN, ("东海",)),
    Office(STREET),
    Office(REFORM, ("发改委",)),
    Office(ZONE),
    Office(SCHOOL, ("一中",)),
    Office(ELEVENTH, ("十一中",)),
    Office(BOTH),
)
INDEX = NameIndex(OFFICES, "清河县人民政府")
CITY = NameIndex(
    [Office("东海县人民政府"), Office("清河区人民政府"), Office("市教育局")], "淮安市人民政府"
)


OWN_PARTS = NameIndex(
    [Office("东海县人民政府"), Office("东海县人民政府（本级）"), Office("西海县人民政府（本级）")],
    "淮安市人民政府",
)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("东海县人民政府", "东海县人民政府"),
        ("东海县政府2025年报", "东海县人民政府"),
        ("东海县人民政府（本级）", "东海县人民政府（本级）"),
        ("东海县政府本级", "东海县人民政府（本级）"),
        ("东海县人民政府（本级）2025年报", "东海县人民政府（本级）"),
        ("关于报送东海县政府(本级)年报的函", "东海县人民政府（本级）"),
        ("西海县人民政府", "西海县人民政府（本级）"),
        ("西海县政府2025年报", "西海县人民政府（本级）"),
    ],
)
def test_what_reports_for_itself_alone_is_another_unit(text: str, office: str) -> None:
    assert OWN_PARTS.meant(text) == {office}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        # As it is, with blanks, full-width, in brackets.
        ("清河县教育局", EDUCATION),
        (" 清河县　教育局 ", EDUCATION),
        ("清河县教育局（盖章）", EDUCATION),
        ("清河县教育局(本级)", EDUCATION),
        ("【清河县教育局】", EDUCATION),
        # Short, long, with the places above and without.
        ("教体局", EDUCATION),
        ("县文教局", EDUCATION),
        ("文教局", EDUCATION),
        ("清河县教体局", EDUCATION),
        ("教育局", EDUCATION),
        ("县教育局", EDUCATION),
        ("我县教育局", EDUCATION),
        ("清河教育局", EDUCATION),
        ("江苏省淮安市清河县教育局", EDUCATION),
        ("淮安市清河县教育局", EDUCATION),
        # What custom varies.
        ("清河县政府办", GOVERNMENT),
        ("县政府办公室", GOVERNMENT),
        ("东海镇政府", TOWN),
        ("东海镇", TOWN),
        ("清河县东海镇人民政府", TOWN),
        ("城关街道", STREET),
        ("清河县城关街道办事处", STREET),
        ("清河县发展改革委员会", REFORM),
        ("县发展和改革委", REFORM),
        ("清河县发改委", REFORM),
        ("清河经济开发区管委会", ZONE),
        ("经济开发区", None),
        ("清河经济开发区", ZONE),
        # One office under two names.
        (BOTH, BOTH),
        ("清河县农业农村局", BOTH),
        ("乡村振兴局", BOTH),
        ("农业农村局（乡村振兴局）", BOTH),
        # The longest counts.
        ("教育局招生办", ADMISSIONS),
        ("清河县教育局招生办公室", ADMISSIONS),
        ("十一中", ELEVENTH),
        ("第十一中学", ELEVENTH),
        ("一中", SCHOOL),
    ],
)
def test_names(text: str, office: str | None) -> None:
    assert INDEX.meant(text) == ({office} if office else set())


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("清河县教育局2025年政府信息公开工作年度报告", EDUCATION),
        ("附件2：2025年度年报-教育局(最终)", EDUCATION),
        ("2025年年报_一中_张三", SCHOOL),
        ("关于报送清河县教育局2025年政府信息公开工作年度报告的函", EDUCATION),
        ("转发：清河县东海镇人民政府年报", TOWN),
        ("清河县 教育局 年报", EDUCATION),
        ("清河县\u200b教育局年报", EDUCATION),
        ("城关街道办事处信息公开年报（更正）", STREET),
        ("2026.1.10县发改委报送", REFORM),
        ("教育局招生办公室2025", ADMISSIONS),
        ("１１中", None),
        ("张三（清河县教育局）", EDUCATION),
        ("教育局依申请公开统计表", EDUCATION),
        ("江苏省清河县教育局年报", EDUCATION),
    ],
)
def test_names_in_texts(text: str, office: str | None) -> None:
    assert INDEX.meant(text) == ({office} if office else set())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "年报",
        "2025",
        # A namesake's, a neighbour's, or somebody's below.
        "灌云县教育局",
        "灌云县东海镇",
        "灌云县教育局2025年年报",
        "江苏省教育局",
        "淮安市教育局",
        "东海县",
        "东海县人民政府",
        "清河县教育局信息中心",
        "清河县教育局信息中心2025年年报",
        "第二十一中学",
        "二十一中",
        "中学",
        # The superior itself is none of its offices.
        "清河县",
        "清河县人民政府",
        "清河县人民政府2025年政府信息公开工作年度报告",
    ],
)
def test_what_means_nobody(text: str) -> None:
    assert INDEX.meant(text) == set()


def test_what_could_be_several_is_told_as_several() -> None:
    assert INDEX.meant("教育局、发改委年报") == {EDUCATION, REFORM}
    assert INDEX.meant("教育局（招生办）") == {ADMISSIONS}
    assert INDEX.meant("清河县教育局（清河县第一中学）") == {EDUCATION, SCHOOL}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("东海县", "东海县人民政府"),
        ("淮安市东海县人民政府", "东海县人民政府"),
        ("江苏省东海县政府信息公开年报", "东海县人民政府"),
        ("东海县 教育局 年报", None),
        ("东海县教育局", None),
        ("淮安市教育局", "市教育局"),
        ("连云港市教育局", None),
    ],
)
def test_names_in_a_city(text: str, office: str | None) -> None:
    assert CITY.meant(text) == ({office} if office else set())


def test_without_a_superior_a_name_is_its_own() -> None:
    index = NameIndex([Office("清河县教育局"), Office("教育局")])
    assert index.meant("清河县教育局年报") == {"清河县教育局"}
    assert index.meant("教育局年报") == {"教育局"}


def test_addresses() -> None:
    assert INDEX.of_mail(" JY@X.cn ") == {EDUCATION}
    assert INDEX.of_mail("") == set()


def test_parts_of_names() -> None:
    assert squeeze("Ａ局 （ｂ）\u200b") == "a局b"
    assert fold("清河县人民政府办公室") == "清河县政府办"
    assert words("甲局_2025（乙）") == "甲局 2025 乙"
    assert forms("甲局（乙局）") == ("甲局", ["乙局"])
    assert place_of("清河县人民政府") == "清河县"
    assert [is_placeholder(name) for name in ("某某局", "XX局", "", "甲局")] == [True] * 3 + [False]


@pytest.mark.parametrize(
    "text", ["县" * 1_000_000, "教育局" * 100_000, "省市县区" * 80 + "教育局", "（" * 100_000]
)
def test_a_hostile_text_costs_nothing(text: str) -> None:
    for index in (INDEX, NameIndex(OFFICES)):
        assert index.meant(text) == set()


@given(st.text("清河县教育局招生办公室第一二中学东海镇人民政府、（）年报2025 灌云", max_size=20))
def test_whatever_is_meant_stands_in_the_text(text: str) -> None:
    for office in INDEX.meant(text):
        assert set(fold(squeeze(text))) & set(squeeze(office))


@given(st.sampled_from(OFFICES), st.sampled_from(["", "2025年", "附件：", "关于报送"]),
       st.sampled_from(["", "年报", "2025年政府信息公开工作年度报告", "（盖章）"]))  # fmt: skip
def test_an_office_is_meant_by_its_name_wherever_it_stands(
    office: Office, before: str, behind: str
) -> None:
    assert INDEX.meant(f"{before}{office.name}{behind}") == {office.name}
