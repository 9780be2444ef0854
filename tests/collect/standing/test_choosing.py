"""Which version of a unit's report counts, and what is asked before it does."""

import pytest

from gikxl.collect.model import Attachment, Decision, Received
from gikxl.collect.roster import Roster
from gikxl.collect.standing import standings, year_of
from gikxl.finding import Finding
from tests.collect.standing.cases import (
    FIELD,
    OFFICES,
    TODAY,
    YEAR,
    accept,
    first,
    numbers,
    reject,
    roster,
    stand,
    submissions,
    told,
)

# One report


def test_a_right_report_counts() -> None:
    assert told(first("| 号 |\n| 1 |")) == ("counted", 1, [])


def test_a_report_with_errors_does_not() -> None:
    assert told(first("| 号 | 错 |\n| 1 | H301 |")) == ("failing", 1, [])


def test_a_unit_that_sent_nothing_is_missing() -> None:
    standing = stand("| 号 |\n| 1 |").units[1]
    assert (standing.office.name, told(standing)) == (OFFICES[1], ("missing", None, []))


def test_a_report_for_another_year() -> None:
    assert told(first("| 号 | 年度 |\n| 1 | 2024 |")) == ("wrong_year", 1, [])


def test_a_report_on_another_year_s_form() -> None:
    assert told(first("| 号 | 格式 |\n| 1 | 2019 |")) == ("wrong_edition", 1, [])


def test_a_scan_alone_makes_a_unit_unreadable_and_says_what_to_ask_for() -> None:
    standing = first("| 号 | 文件 | 读不了 |\n| 1 | 教育局.pdf | F015 |")
    assert told(standing) == ("unreadable", 1, [])
    assert standing.questions == (
        "第 1 号（2026-01-10 09:00，“教育局.pdf”）读不了：读不了它。请发工作簿。",
    )


@pytest.mark.parametrize(
    ("sent", "late"), [("01-20 23:59", False), ("01-21 00:00", True), ("01-10 09:00", False)]
)
def test_late_is_what_was_sent_after_the_last_day_and_counts_all_the_same(
    sent: str, late: bool
) -> None:
    standing = first(f"| 号 | 发送 |\n| 1 | {sent} |", due="2026-01-20")
    assert (standing.status, standing.late) == ("counted", late)


@pytest.mark.parametrize(("today", "late"), [("2026-01-20", False), ("2026-01-21", True)])
def test_a_missing_report_is_late_once_the_last_day_is_over(today: str, late: bool) -> None:
    table = "| 号 | 单位 |\n| 1 | 清河县卫生局 |"
    assert first(table, due="2026-01-20", today=today).late is late


# Several


def test_the_newest_counts_and_the_others_are_listed_newest_first() -> None:
    table = """
        | 号 | 发送        | 数 |
        | 1  | 01-12 09:00 | 1  |
        | 2  | 01-10 09:00 | 2  |
        | 3  | 01-11 09:00 | 3  |
    """
    assert told(first(table)) == ("counted", 1, [3, 2])


def test_a_newer_report_with_errors_takes_the_place_of_a_right_one() -> None:
    table = "| 号 | 发送 | 数 | 错 |\n| 1 | 01-10 | 1 | |\n| 2 | 01-11 | 2 | H301 |"
    assert told(first(table)) == ("failing", 2, [1])


def test_what_is_sent_twice_is_not_late_by_it() -> None:
    table = "| 号 | 发送 | 摘要 |\n| 1 | 01-25 | a |\n| 2 | 01-10 | a |"
    standing = first(table, due="2026-01-20")
    assert (told(standing), standing.late) == (("counted", 2, [1]), False)


def test_another_year_s_report_beside_this_year_s_says_nothing() -> None:
    table = "| 号 | 发送 | 年度 | 数 |\n| 1 | 01-10 | 2025 | 1 |\n| 2 | 01-11 | 2024 | 2 |"
    assert told(first(table)) == ("counted", 1, [2])


def test_words_of_correction_only_confirm() -> None:
    table = """
        | 号 | 发送  | 数 | 文件             | 主题       |
        | 1  | 01-10 | 1  | 年报（最终）.xlsx |            |
        | 2  | 01-11 | 2  | 更正.xlsx        | 重报，补报 |
    """
    assert told(first(table)) == ("counted", 2, [1])


# Questions


def test_two_reports_in_one_mail_are_a_question() -> None:
    table = """
        | 号 | 邮件 | 文件       | 数 | 姓名 |
        | 1  | a    | 年报1.xlsx | 12 | 张三 |
        | 2  | a    | 年报2.xlsx | 21 | 张三 |
    """
    standing = first(table)
    assert told(standing) == ("question", 1, [2])
    assert standing.questions == (
        "第 1 号（2026-01-10 09:00，张三，“年报1.xlsx”）、"
        "第 2 号（2026-01-10 09:00，张三，“年报2.xlsx”）"
        "在同一封邮件里，数字不同：“一、本年新收政府信息公开申请数量”行“自然人”列为 12 和 21。"
        "请决定以哪一份为准：gikxl collect accept 1 -o 文件夹 --reason 理由，"
        "或 gikxl collect accept 2 -o 文件夹 --reason 理由",
    )
    assert told(first(table, accept(2))) == ("counted", 2, [1])
    assert told(first(table, reject(2))) == ("counted", 1, [2])


def test_different_reports_of_the_same_moment_are_a_question() -> None:
    standing = first("| 号 | 数 |\n| 1 | 12 |\n| 2 | 21 |")
    assert standing.status == "question"
    assert "发送时间相同" in standing.questions[0]


@pytest.mark.parametrize(("numbers", "status"), [("5 5", "counted"), ("5 6", "question")])
def test_a_workbook_and_the_same_report_as_a_document(numbers: str, status: str) -> None:
    one, other = numbers.split()
    table = f"""
        | 号 | 邮件 | 文件      | 数      |
        | 1  | a    | 年报.docx | {other} |
        | 2  | a    | 年报.xlsx | {one}   |
        | 3  | a    | 年报.pdf  | {one}   |
    """
    standing = first(table)
    assert (standing.status, standing.candidate and standing.candidate.number) == (status, 2)


@pytest.mark.parametrize(
    ("name", "lacking", "status"),
    [("年报.pdf", 15, "counted"), ("年报.pdf", 50, "question"), ("副本.xlsx", 15, "question")],
)
def test_a_document_of_which_a_few_numbers_could_not_be_read(
    name: str, lacking: int, status: str
) -> None:
    one, other = submissions("| 号 | 邮件 | 文件 |\n| 1 | a | 年报.xlsx |\n| 2 | a | 年报.pdf |")
    numbers = dict(list(other.document.numbers.items())[lacking:])
    part = other._replace(name=name, document=other.document._replace(numbers=numbers))
    whole = standings([one, part], roster(), (), year=YEAR, today=TODAY)
    assert whole.units[0].status == status


def test_an_older_mail_that_arrives_later_is_a_question() -> None:
    table = """
        | 号 | 次 | 发送  | 数 |
        | 1  | 1  | 01-12 | 1  |
        | 2  | 2  | 01-10 | 2  |
    """
    standing = first(table)
    assert told(standing) == ("question", 1, [2])
    assert standing.questions == (
        "第 2 号（2026-01-10 00:00，“年报.xlsx”）发送在前、收到在后，"
        "数字与第 1 号（2026-01-12 00:00，“年报.xlsx”）不同。"
        "请决定以哪一份为准：gikxl collect accept 1 -o 文件夹 --reason 理由，"
        "或 gikxl collect accept 2 -o 文件夹 --reason 理由",
    )
    assert told(first(table, accept(1, run=2))) == ("counted", 1, [2])
    assert told(first(table, accept(2, run=2))) == ("counted", 2, [1])
    assert told(first(table, reject(2, run=2))) == ("counted", 1, [2])


def test_an_older_mail_with_the_same_numbers_is_none() -> None:
    table = "| 号 | 次 | 发送 | 数 |\n| 1 | 1 | 01-12 | 1 |\n| 2 | 2 | 01-10 | 1 |"
    assert told(first(table)) == ("counted", 1, [2])


def test_a_still_newer_report_answers_the_question_of_the_older_mail() -> None:
    table = """
        | 号 | 次 | 发送  | 数 |
        | 1  | 1  | 01-12 | 1  |
        | 2  | 2  | 01-10 | 2  |
        | 3  | 3  | 01-15 | 3  |
    """
    assert told(first(table)) == ("counted", 3, [1, 2])


def test_an_old_version_that_is_sent_again_is_a_question() -> None:
    table = """
        | 号 | 发送  | 数 | 摘要 |
        | 1  | 01-10 | 1  | a    |
        | 2  | 01-11 | 2  | b    |
        | 3  | 01-12 | 1  | a    |
    """
    standing = first(table)
    assert (standing.status, standing.candidate and standing.candidate.number) == ("question", 2)
    assert "之后又发来一次（第 3 号" in standing.questions[0]
    assert told(first(table, accept(3))) == ("counted", 1, [3, 2])
    assert told(first(table, reject(3))) == ("counted", 2, [3, 1])


@pytest.mark.parametrize(
    "words", ["原件作废", "请撤回前件", "撤销", "以此前报送的为准", "以第一次报送为准"]
)
def test_words_that_take_a_report_back_are_a_question(words: str) -> None:
    table = f"| 号 | 发送 | 数 | 主题 |\n| 1 | 01-10 | 1 | |\n| 2 | 01-11 | 2 | {words} |"
    standing = first(table)
    assert (standing.status, len(standing.questions)) == ("question", 1)
    assert f"主题“{words}”" in standing.questions[0]
    assert first(table, accept(2)).status == "counted"
    assert told(first(table, reject(2))) == ("counted", 1, [2])


@pytest.mark.parametrize("words", ["以此件为准", "以本次为准", "以附件为准", "以最终版为准"])
def test_words_that_stand_by_a_report_are_none(words: str) -> None:
    assert first(f"| 号 | 主题 |\n| 1 | {words} |").status == "counted"


def test_words_that_take_back_are_over_once_a_newer_report_came() -> None:
    table = "| 号 | 发送 | 数 | 主题 |\n| 1 | 01-10 | 1 | 原件作废 |\n| 2 | 01-11 | 2 | |"
    assert first(table).status == "counted"


def test_a_letter_beside_a_report_that_takes_an_earlier_one_back() -> None:
    table = """
        | 号 | 邮件 | 文件          | 读不了 |
        | 1  | a    | 年报.xlsx     |        |
        | 2  | a    | 原件作废.docx | F008   |
    """
    assert first(table).status == "question"
    assert first(table, accept(1)).status == "counted"


@pytest.mark.parametrize(
    ("sent", "why"), [("2027-01-01", "发送时间在今天之后"), ("", "没有发送时间")]
)
def test_a_time_that_cannot_be_is_a_question_where_there_is_another_version(
    sent: str, why: str
) -> None:
    alone = f"| 号 | 发送 | 数 |\n| 1 | {sent} | 1 |"
    assert first(alone).status == "counted"
    standing = first(f"{alone}\n| 2 | 01-11 | 2 |")
    assert standing.status == "question"
    assert why in standing.questions[0]


@pytest.mark.parametrize(
    ("file", "code", "status"),
    [
        ("教育局更正.pdf", "F015", "question"),
        ("教育局.xlsx", "F006", "question"),
        ("教育局感谢信.docx", "F008", "counted"),
    ],
)
def test_what_came_later_and_cannot_be_read(file: str, code: str, status: str) -> None:
    table = f"""
        | 号 | 发送  | 文件      | 读不了 |
        | 1  | 01-10 | 年报.xlsx |        |
        | 2  | 01-11 | {file}    | {code} |
    """
    assert first(table).status == status
    assert first(table, reject(2)).status == "counted"
    assert first(table, accept(1)).status == "counted"


def test_a_report_without_a_year_is_a_question() -> None:
    table = "| 号 | 年度 |\n| 1 | |"
    standing = first(table)
    assert standing.status == "question"
    assert "没有写年度，是不是 2025 年度的？" in standing.questions[0]
    assert first(table, accept(1)).status == "counted"


def test_the_year_may_stand_in_the_file_s_name() -> None:
    assert first("| 号 | 年度 | 文件 |\n| 1 | | 教育局2025年年报.xlsx |").status == "counted"
    assert first("| 号 | 年度 | 文件 |\n| 1 | | 教育局2024年年报.xlsx |").status == "wrong_year"
    assert first("| 号 | 年度 | 文件 |\n| 1 | | 2026年报送.xlsx |").status == "question"


def test_what_senders_wrote_is_shown_short_and_without_what_disturbs() -> None:
    table = f"| 号 | 文件 | 姓名 | 读不了 |\n| 1 | {'长' * 90}.xlsx | 张\u202e三\x1b[31m | F006 |"
    (question,) = stand(table, accept(1, unit=OFFICES[0])).units[0].questions
    assert (
        question
        == f"第 1 号（2026-01-10 09:00，张?三?[31m，“{'长' * 60}……”）读不了：读不了它。请发工作簿。"
    )


# Decisions


def test_what_is_accepted_counts_with_its_errors() -> None:
    table = "| 号 | 错 |\n| 1 | H301 |"
    standing = first(table, accept(1, waived="H301"))
    assert told(standing) == ("counted", 1, [])
    assert [f.code for f in standing.waived] == ["H301"]
    assert standing.decision
    assert standing.decision.reason == "已核实"


def test_errors_that_were_not_there_when_it_was_accepted_are_not_waived() -> None:
    assert first("| 号 | 错 |\n| 1 | H301 H302 |", accept(1, waived="H301")).status == "failing"


def test_a_newer_report_counts_by_the_usual_rules_and_keeps_the_waiver() -> None:
    table = """
        | 号 | 次 | 发送  | 数 | 错   |
        | 1  | 1  | 01-10 | 1  | H301 |
        | 2  | 2  | 01-20 | 2  | {}   |
    """
    decision = accept(1, waived="H301")
    assert told(first(table.format(""), decision)) == ("counted", 2, [1])
    waiving = first(table.format("H301"), decision)
    assert told(waiving) == ("counted", 2, [1])
    assert waiving.decision == decision
    assert told(first(table.format("H303"), decision)) == ("failing", 2, [1])


def test_a_waiver_of_another_year_is_none() -> None:
    table = """
        | 号 | 次 | 发送  | 年度 | 错   |
        | 1  | 1  | 01-10 | 2024 | H301 |
        | 2  | 2  | 01-20 | 2025 | H301 |
    """
    assert first(table, accept(1, waived="H301")).status == "failing"


def test_an_older_report_may_be_accepted_and_holds_until_a_newer_one_comes() -> None:
    table = """
        | 号 | 次 | 发送  | 数 |
        | 1  | 1  | 01-10 | 1  |
        | 2  | 1  | 01-11 | 2  |
    """
    assert told(first(table, accept(1))) == ("counted", 1, [2])
    assert told(first(f"{table.rstrip()}\n| 3 | 2 | 01-12 | 3 |", accept(1)))[:2] == ("counted", 3)


def test_what_is_rejected_never_counts() -> None:
    standing = first("| 号 |\n| 1 |", reject(1))
    assert told(standing) == ("missing", None, [1])
    assert standing.decision
    assert standing.decision.reason == "发错了"


def test_the_last_decision_holds() -> None:
    table = "| 号 |\n| 1 |"
    assert first(table, reject(1), accept(1)).status == "counted"
    assert first(table, accept(1), reject(1)).status == "missing"


# The year


def test_the_year_is_that_of_most_reports() -> None:
    table = "| 号 | 年度 |\n| 1 | 2024 |\n| 2 | 2025 |\n| 3 | 2025 |\n| 4 | |"
    assert year_of(submissions(table)) == 2025


def test_of_several_years_the_latest_and_a_copy_is_counted_once() -> None:
    assert year_of(submissions("| 号 | 年度 |\n| 1 | 2025 |\n| 2 | 2024 |")) == 2025
    same = "| 号 | 年度 | 摘要 |\n| 1 | 2024 | a |\n| 2 | 2024 | a |\n| 3 | 2025 | b |"
    assert year_of(submissions(same)) == 2025


def test_no_report_tells_no_year() -> None:
    assert year_of(submissions("| 号 | 读不了 |\n| 1 | F006 |")) is None


def test_a_year_without_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="2010 年没有统一的年度报告格式"):
        stand("| 号 |\n| 1 |", year=2010)


def test_the_edition_follows_from_the_year() -> None:
    assert stand("| 号 |\n| 1 |", year=2020).edition == 2019
    assert stand("| 号 |\n| 1 |", year=2025).edition == 2021


# What is no submission


def received(subject: str, sent: str = "2026-01-15T09:00:00+08:00") -> Received:
    return Received("来源", "1", "d", "mail", "<m@x>", subject, "a@x.cn", "", sent, sent)


def test_a_unit_that_sent_nothing_but_an_archive_did_not_send_nothing() -> None:
    rar = Finding("M001", "error", "rar", "这是 rar 压缩包。", suggestion="请改发 zip。")
    standing = standings(
        [],
        roster(),
        (),
        year=YEAR,
        today=TODAY,
        others=[(received("报送年报"), Attachment("清河县教育局.rar", refusal=rar))],
    ).units[0]
    assert standing.status == "unreadable"
    assert standing.questions == (
        "来件（2026-01-15 09:00，a@x.cn，“清河县教育局.rar”）读不了：这是 rar 压缩包。请改发 zip。",
    )


def test_a_mail_without_a_report_may_take_one_back() -> None:
    found = submissions("| 号 |\n| 1 |")
    mail = [(received("清河县教育局关于撤回年报的函"), None)]

    def status(*decisions: Decision) -> str:
        whole = standings(found, roster(), decisions, year=YEAR, today=TODAY, others=mail)
        return whole.units[0].status

    assert status() == "question"
    assert status(accept(1)) == "counted"
    nothing = Finding("M001", "notice", "没有附件", "没有可用的附件。")
    mail = [(mail[0][0]._replace(problems=(nothing,)), None)]
    assert status(reject(1)) == "missing"
    link = nothing._replace(code="M010", severity="error")
    mail = [(mail[0][0]._replace(problems=(link,)), None)]
    assert status(reject(1)) == "unreadable"


# The standings as a whole


def test_units_stand_in_the_order_of_the_roster() -> None:
    whole = stand("| 号 | 单位 |\n| 1 | 东海镇人民政府 |")
    assert [unit.office.name for unit in whole.units] == list(OFFICES)
    assert (whole.year, whole.superior) == (YEAR, "清河县人民政府")


def test_without_a_roster_the_units_are_those_that_the_reports_name() -> None:
    table = """
        | 号 | 单位           | 发送  |
        | 1  | 清河县卫生局   | 01-10 |
        | 2  | 清河县 教育局  | 01-10 |
        | 3  | 清河县教育局   | 01-11 |
        | 4  | 某某局         | 01-11 |
    """
    whole = stand(table, of=Roster(superior="清河县人民政府"))
    assert [(unit.office.name, told(unit)[0]) for unit in whole.units] == [
        ("清河县卫生局", "counted"),
        ("清河县教育局", "counted"),
    ]
    assert numbers(whole.strangers) == [4]
    assert FIELD in submissions(table)[0].document.numbers
