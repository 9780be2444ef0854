"""Whose a submission is."""

import pytest

from gikxl.collect.model import Office
from gikxl.collect.roster import Roster
from tests.collect.standing.cases import OFFICES, accept, numbers, reject, stand, told

EDUCATION, HEALTH, TOWN = OFFICES
SCHOOL = "清河县第一中学"
OWN = "清河县人民政府办公室"
ROSTER = Roster(
    (
        Office(EDUCATION, ("教体局",), mails=("jy@x.cn",)),
        Office(HEALTH, mails=("ws@x.cn", "both@x.cn")),
        Office(TOWN, mails=("both@x.cn",)),
        Office(SCHOOL, parent=EDUCATION),
        Office(OWN, ("县政府办",), level="本级"),
    ),
    "清河县人民政府",
)


def whose(table: str, *decisions: object) -> dict[int, str]:
    """The unit of each submission: its name, 陌生, 待定 with the names, or 不问."""
    whole = stand(table, *decisions, of=ROSTER)
    found = {s.number: "陌生" for s in whole.strangers}
    found |= {s.number: "待定：" + "、".join(names) for s, names in whole.unclear}
    found |= {s.number: "不问" for s in whole.aside}
    for unit in whole.units:
        for submission in (unit.candidate, *unit.superseded):
            if submission:
                found[submission.number] = unit.office.name
    return found


@pytest.mark.parametrize(
    ("row", "office"),
    [
        # The unit in the workbook.
        ("| 1 | 清河县教育局 | | | | | |", EDUCATION),
        ("| 1 | 教体局 | | 1.xlsx | 转：卫生局 | ws@x.cn | 卫生局李四 |", EDUCATION),
        # The file's name, then what it came in, the subject, the address, the sender's name.
        ("| 1 | | | 教育局.xlsx | 卫生局 | ws@x.cn | |", EDUCATION),
        ("| 1 | 某某局 | 全县/教育局.zip | 1.xlsx | 卫生局 | ws@x.cn | |", EDUCATION),
        ("| 1 | | 卫生局/教育局.zip | 1.xlsx | | | |", EDUCATION),
        ("| 1 | | | 1.xlsx | 关于报送教育局年报的函 | ws@x.cn | |", EDUCATION),
        ("| 1 | | | 1.xlsx | 年报 | JY@x.cn | 卫生局 |", EDUCATION),
        ("| 1 | | | 1.xlsx | 年报 | z@qq.com | 清河县教育局 |", EDUCATION),
        # An address of two units is narrowed by what else there is.
        ("| 1 | | | 1.xlsx | 年报 | both@x.cn | 卫生局 |", HEALTH),
        ("| 1 | | | 1.xlsx | 年报 | both@x.cn | 王五 |", f"待定：{TOWN}、{HEALTH}"),
        # A folder of the office that collects tells nothing.
        ("| 1 | 清河县教育局 | 县政府办收集 | 1.xlsx | | | |", EDUCATION),
        ("| 1 | | 县政府办收集/教育局 | 1.xlsx | | | |", EDUCATION),
        ("| 1 | | 县政府办收集 | 1.xlsx | | ws@x.cn | |", HEALTH),
        ("| 1 | | | 县政府办.xlsx | | | |", OWN),
        ("| 1 | | | 报县政府办：教育局年报.xlsx | | | |", EDUCATION),
        ("| 1 | | | 1.xlsx | 卫生局报县政府办 | | |", HEALTH),
        ("| 1 | | | 1.xlsx | 报县政府办年报 | ws@x.cn | |", HEALTH),
        ("| 1 | | | 1.xlsx | 县政府办年报 | | |", OWN),
        # Nothing tells.
        ("| 1 | | | 1.xlsx | 年报 | z@qq.com | 王五 |", "陌生"),
        ("| 1 | 某某局 | | 1.xlsx | | | |", "陌生"),
        ("| 1 | 灌云县教育局 | | 1.xlsx | | | |", "陌生"),
        # The file is named after another unit than the workbook names.
        ("| 1 | 清河县教育局 | | 卫生局.xlsx | | jy@x.cn | |", f"待定：{HEALTH}、{EDUCATION}"),
        ("| 1 | 清河县教育局 | 卫生局.zip | 1.xlsx | | | |", f"待定：{HEALTH}、{EDUCATION}"),
        # What it came in may be named after the office above.
        (f"| 1 | {SCHOOL} | 教育局.zip | 1.xlsx | | | |", SCHOOL),
        (f"| 1 | {SCHOOL} | | 教育局.xlsx | | | |", f"待定：{EDUCATION}、{SCHOOL}"),
        # An unknown unit in the workbook: another piece of evidence alone does not do.
        ("| 1 | 清河县第九小学 | | 1.xlsx | | jy@x.cn | |", f"待定：{EDUCATION}"),
        ("| 1 | 清河教育和体育局 | | 教育局.xlsx | | jy@x.cn | |", EDUCATION),
    ],
)  # fmt: skip
def test_evidence(row: str, office: str) -> None:
    table = "| 号 | 单位 | 在 | 文件 | 主题 | 发件人 | 姓名 |\n" + row
    assert whose(table) == {1: office}


def test_two_units_in_one_mail() -> None:
    table = """
        | 号 | 邮件 | 单位         |
        | 1  | a    | 清河县教育局 |
        | 2  | a    | 清河县卫生局 |
    """
    assert whose(table) == {1: EDUCATION, 2: HEALTH}


def test_a_letter_beside_a_report_says_nothing() -> None:
    table = """
        | 号 | 邮件 | 单位         | 文件       | 读不了 |
        | 1  | a    | 清河县教育局 | 1.xlsx     |        |
        | 2  | a    |              | 函.docx    | F008   |
        | 3  | a    |              | 教育局.pdf | F015   |
        | 4  | a    |              | 卫生局.pdf | F015   |
        | 5  | a    |              | 2.xlsx     | F006   |
        | 6  | b    |              | 函.docx    | F008   |
    """
    assert whose(table) == {1: EDUCATION, 2: "不问", 3: "不问", 4: HEALTH, 5: "陌生", 6: "陌生"}


def test_who_may_have_sent_what_is_unclear_is_asked_about_it() -> None:
    table = """
        | 号 | 单位         | 文件        | 发送  |
        | 1  | 清河县教育局 | 1.xlsx      | 01-12 |
        | 2  | 清河县教育局 | 卫生局.xlsx | 01-10 |
    """
    education, health, *_ = stand(table, of=ROSTER).units
    assert told(education) == ("counted", 1, [])
    assert told(health) == ("question", None, [])
    assert health.questions == (
        "第 2 号（2026-01-10 00:00，“卫生局.xlsx”）可能是本单位的，"
        "表里的单位是“清河县教育局”，与别的依据不一致。请决定是哪个单位的："
        "gikxl collect accept 2 -o 文件夹 --reason 理由 --unit 单位；"
        "哪个也不是：gikxl collect reject 2 -o 文件夹 --reason 理由",
    )


def test_what_is_unclear_and_newer_keeps_a_unit_from_counting() -> None:
    table = """
        | 号 | 单位         | 文件        | 发送  |
        | 1  | 清河县教育局 | 1.xlsx      | 01-12 |
        | 2  | 清河县教育局 | 卫生局.xlsx | 01-15 |
    """
    assert [unit.status for unit in stand(table, of=ROSTER).units[:2]] == ["question", "question"]
    decided = stand(table, accept(2, unit=HEALTH), of=ROSTER)
    assert [told(unit) for unit in decided.units[:2]] == [("counted", 1, []), ("counted", 2, [])]
    assert whose(table, reject(2)) == {1: EDUCATION, 2: "不问"}


def test_a_person_may_say_whose_a_stranger_is() -> None:
    table = "| 号 | 单位 |\n| 1 | 县教局 |"
    assert whose(table) == {1: "陌生"}
    assert whose(table, accept(1, unit=EDUCATION)) == {1: EDUCATION}
    assert whose(table, accept(1, unit="没有的局")) == {1: "陌生"}
    assert whose(table, reject(1)) == {1: "不问"}


def test_accepting_what_could_be_one_unit_s_says_that_it_is() -> None:
    table = "| 号 | 单位 | 发件人 |\n| 1 | 清河县第九小学 | jy@x.cn |"
    assert whose(table, accept(1)) == {1: EDUCATION}


def test_a_copy_of_what_was_decided_is_decided() -> None:
    table = """
        | 号 | 单位   | 摘要 | 发件人  |
        | 1  | 县教局 | a    | z@x.cn  |
        | 2  | 县教局 | a    | z@x.cn  |
        | 3  | 县教局 | a    | other@x |
    """
    assert whose(table, accept(1, unit=EDUCATION)) == {1: EDUCATION, 2: EDUCATION, 3: "陌生"}
    assert numbers(stand(table, of=ROSTER).strangers) == [1, 2, 3]
