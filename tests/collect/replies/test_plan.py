"""Which reply a unit gets, to whom, and what it says."""

import email
import email.policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.model import Office, Standing, Status
from gikxl.collect.replies.mime import key_of
from gikxl.collect.replies.plan import Plan, Writer, addressees, attached_name, kind_of
from gikxl.collect.replies.texts import packaged, parse
from gikxl.finding import Finding
from tests.collect.scenes import ERROR, WARNING, standing, standings, submission

NOW = "2025-02-03T09:00:00+08:00"
TEXTS = parse(packaged())
NOTICE = Finding("V101", "notice", "空白", "空白当作 0。", ("requests.new.other",))
UNREADABLE = Finding("F005", "error", "文件已加密", "设了密码。", suggestion="请清空密码。")
HOSTILE = st.text(
    st.one_of(st.sampled_from("\r\n\0\u202e<>&\"'={}单位问题年度局,;@"), st.characters()),
    min_size=1,
    max_size=40,
)


def writer(*units: Standing, now: str = NOW, texts: str = "", seed: str = "seed") -> Writer:
    words = parse(texts) if texts else TEXTS
    return Writer(standings(*units), words, now, seed)


def only(*units: Standing, **options: str) -> tuple[Plan, Writer]:
    made = writer(*units, **options)
    (plan,) = made.plans()
    return plan, made


def message(plan: Plan, made: Writer, workbook: bytes | None = None) -> EmailMessage:
    parsed = email.message_from_bytes(made.write(plan, workbook), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def text(plan: Plan, made: Writer, workbook: bytes | None = None) -> str:
    return message(plan, made, workbook).get_body(("plain",)).get_content().replace("\r\n", "\n")


def page(plan: Plan, made: Writer) -> str:
    return message(plan, made).get_body(("html",)).get_content()


# Which


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("counted", "accepted"), ("failing", "correct"), ("unreadable", "unreadable"),
        ("wrong_year", "wrong_year"), ("wrong_edition", "wrong_edition"), ("missing", "remind"),
    ],
)  # fmt: skip
def test_each_standing_has_its_reply(status: Status, kind: str) -> None:
    plan, made = only(standing(7, "某某局", status))
    about = NOW[:10] if status == "missing" else f"{7:064x}"
    assert (plan.unit, plan.kind, plan.about) == ("某某局", kind, about)
    assert plan.answers == ("" if status == "missing" else "<7@mail.example>")
    assert key_of(made.write(plan)) == plan.key


def test_where_a_person_has_to_decide_nothing_is_written() -> None:
    assert list(writer(standing(1, "某某局", "question", questions=("哪一份？",))).plans()) == []


def test_the_own_office_gets_no_reply() -> None:
    own = standing(1, "县政府办公室", "failing")
    own = own._replace(office=own.office._replace(level="本级"))
    assert list(writer(own, standing(2, "清河县人民政府", "missing")).plans()) == []
    town = standing(3, "柳树镇人民政府（本级）", "missing", parent="柳树镇人民政府")
    town = town._replace(office=town.office._replace(level="本级"))
    assert [plan.unit for plan in writer(own, town).plans()] == ["柳树镇人民政府（本级）"]


def test_the_kinds_by_their_names() -> None:
    assert (kind_of("催报"), kind_of("remind")) == ("remind", "remind")
    with pytest.raises(ValueError, match="没有“表扬”这种回复，可用的是已采纳、请更正、读不了"):
        kind_of("表扬")


# To whom


@pytest.mark.parametrize(
    ("roster", "sender", "to", "note"),
    [
        (("a@b.cn", "c@d.cn"), "C@d.cn", ("C@d.cn",), ""),
        (("a@b.cn", "c@d.cn"), "", ("a@b.cn", "c@d.cn"), ""),
        (("a@b.cn",), "x@y.cn", ("a@b.cn",),
         "来信地址 x@y.cn 不在单位名单里，回给名单里的邮箱"),
        ((), "x@y.cn", ("x@y.cn",), "单位名单里没有邮箱，回给来信的地址"),
        ((), "", (), "没有邮箱地址，请补进单位名单"),
        ((), "noreply@y.cn", (), "没有邮箱地址，请补进单位名单"),
        ((), "x@y.cn\r\nBcc: z@y.cn", (), "没有邮箱地址，请补进单位名单"),
        (("电话联系",), "x@y.cn", (), "单位名单里的邮箱不能用：电话联系"),
        (("a@b.cn", "张三@b.cn"), "a@b.cn", ("a@b.cn",), "单位名单里的邮箱不能用：张三@b.cn"),
    ],
)  # fmt: skip
def test_whom_it_goes_to(
    roster: tuple[str, ...], sender: str, to: tuple[str, ...], note: str
) -> None:
    sent = submission(1, "某某局")._replace(sender=sender)
    assert addressees(Office("某某局", mails=roster), sent) == (to, note)


def test_a_reminder_goes_to_the_roster() -> None:
    assert addressees(Office("某某局", mails=("a@b.cn",)), None) == (("a@b.cn",), "")


# What it says


def test_what_is_to_be_corrected_cell_by_cell() -> None:
    plan, made = only(
        standing(7, "某某局", "failing", findings=(NOTICE, WARNING, ERROR), due="2025-01-31")
    )
    assert text(plan, made, b"PK") == (
        "某某局：\n"
        "　　你单位2025年1月8日报送的2024年政府信息公开工作年度报告"
        "（某某局2024年政府信息公开工作年度报告.xlsx）已经收到。"
        "经核对，有1处错误需要更正，暂未计入汇总。\n"
        "　　请改正后直接回复本邮件报送。\n"
        "　　附件《某某局2024年政府信息公开工作年度报告-校验.xlsx》已在原来的单元格里标出问题，"
        "供对照。请改原来的文件，不要改附件。\n"
        "\n"
        "1. 错误 H301 总计不等于六类申请人之和\n"
        "　　单元格：三、申请办理!J6\n"
        "　　问题：“一、本年新收”行：总计为 9，六类申请人之和为 8，多 1。\n"
        "　　应为：8\n"
        "　　实为：9\n"
        "　　怎样改：请把 J6 由 9 改为 8。\n"
        "2. 警告 P301 收费金额可疑\n"
        "　　单元格：二、主动公开!B15\n"
        "　　问题：收费超过一千亿元，是否把元当成了万元\n"
        "　　实为：2\n"
        "　　怎样改：请核对金额。\n"
        "\n"
        "　　报送截止日期为2025年1月31日。\n"
        "　　现已超过截止日期，请尽快报送。\n"
        "　　对核对结果有疑问的，请直接回复本邮件说明。\n"
        "\n"
        "清河县人民政府\n"
        "2025年2月3日\n"
    )
    assert message(plan, made)["Subject"] == "请更正某某局2024年政府信息公开工作年度报告"
    assert "附件" not in text(plan, made)
    assert page(plan, made).count("<tr>") == 3
    for cell in ("三、申请办理!J6", "<td", "请把 J6 由 9 改为 8。"):
        assert cell in page(plan, made)


def test_what_was_accepted_with_its_numbers_and_its_digest() -> None:
    numbers = {"requests.new.natural_person": 5, "proactive.fee.amount": 3}
    plan, made = only(standing(7, "某某局", "counted", numbers))
    said = text(plan, made)
    assert "　　行政事业性收费 本年收费金额：3 万元\n" in said
    assert "　　一、本年新收政府信息公开申请数量：5 件\n" in said
    assert f"采纳的文件以校验码为准（SHA-256）：{7:064x}\n" in said
    assert "再核实" not in said
    assert "截止" not in said
    plan, made = only(standing(7, "某某局", "counted", numbers, findings=(WARNING,)))
    assert "另有1处请再核实" in text(plan, made)
    assert "1. 警告 P301 收费金额可疑\n" in text(plan, made)


def test_a_waived_error_is_not_told_again() -> None:
    plan, made = only(standing(7, "某某局", "counted", waived=(ERROR,)))
    assert plan.kind == "accepted"
    assert "H301" not in text(plan, made)
    other = ERROR._replace(fields=("requests.repeated.total",))
    again = standing(7, "某某局", "failing", findings=(ERROR, other))._replace(waived=(ERROR,))
    plan, made = only(again)
    assert plan.findings == (other,)
    assert "有1处错误" in text(plan, made)


def test_what_cannot_be_read_and_what_to_do() -> None:
    plan, made = only(standing(7, "某某局", "unreadable", findings=(UNREADABLE,)))
    assert "　　原因：设了密码。\n　　请这样处理：请清空密码。\n" in text(plan, made)


def test_the_wrong_year_and_the_wrong_edition() -> None:
    plan, made = only(standing(7, "某某局", "wrong_year"))
    assert "其中写的是2023年度，应报送2024年度" in text(plan, made)
    old = standing(7, "某某局", "wrong_edition")
    sent = old.candidate._replace(document=old.candidate.document._replace(edition=2019))
    plan, made = only(old._replace(candidate=sent))
    assert "表格是国办公开办函〔2019〕60号的格式，应使用国办公开办函〔2021〕30号的格式" in text(
        plan, made
    )


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (
            "",
            "　　截至2025年2月3日，尚未收到你单位2024年政府信息公开工作年度报告。\n　　已经报送的",
        ),
        ("2025-02-03", "　　报送截止日期为2025年2月3日。\n　　已经报送的"),
        ("2025-02-02", "为2025年2月2日。\n　　现已超过截止日期，请尽快报送。\n　　已经报送的"),
    ],
)
def test_a_reminder_tells_the_day_and_whether_it_is_past(due: str, said: str) -> None:
    plan, made = only(standing(7, "某某局", "missing", due=due))
    assert said in text(plan, made)


# The same and another


def test_the_same_reply_is_the_same_on_another_day() -> None:
    unit = standing(7, "某某局", "failing", due="2025-01-31")
    first, _ = only(unit)
    later, _ = only(unit, now="2025-02-09T18:00:00+08:00")
    assert (first.key, first.message_id) == (later.key, later.message_id)


def test_what_changes_is_another_reply() -> None:
    unit = standing(7, "某某局", "failing", due="2025-02-05")
    first, _ = only(unit)
    others = [
        only(unit, now="2025-02-06T09:00:00+08:00")[0],
        only(unit._replace(candidate=submission(7, "某某局", {}, findings=(WARNING,))))[0],
        only(unit, texts=packaged().replace("请更正{单位}", "{单位}请更正"))[0],
        only(unit._replace(office=unit.office._replace(mails=("other@mail.example",))))[0],
    ]
    assert len({first.key, *(other.key for other in others)}) == 5
    assert {other.message_id for other in others} == {first.message_id}


def test_message_ids_are_of_unit_kind_document_and_collection() -> None:
    ids = {
        only(standing(7, "某某局", "failing"))[0].message_id,
        only(standing(7, "某某局", "counted"))[0].message_id,
        only(standing(8, "某某局", "failing"))[0].message_id,
        only(standing(7, "别的局", "failing"))[0].message_id,
        only(standing(7, "某某局", "failing"), seed="别的")[0].message_id,
    }
    assert len(ids) == 5


@pytest.mark.parametrize(
    ("name", "attached"),
    [
        ("年报.xlsx", "年报-校验.xlsx"),
        ("年报.xlsm", "年报-校验.xlsm"),
        ("年报.docx", "年报-校验.xlsx"),
        ("../a\u202e/b.et", "_a__b-校验.xlsx"),
        ("", "年报-校验.xlsx"),
        ("年" * 100 + ".xls", "年" * 40 + "-校验.xlsx"),
    ],
)
def test_what_the_workbook_is_called(name: str, attached: str) -> None:
    assert attached_name(submission(1, "某某局")._replace(name=name)) == attached


# Strangers' words


class Tags(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@settings(deadline=None)
@given(unit=HOSTILE, name=HOSTILE, said=HOSTILE, actual=HOSTILE)
def test_nothing_a_stranger_wrote_becomes_part_of_the_page(
    unit: str, name: str, said: str, actual: str
) -> None:
    found = ERROR._replace(title=said, message=said, actual=actual, suggestion=said, cells=(said,))
    failing = standing(7, unit, "failing", findings=(found,))
    sent = failing.candidate._replace(name=name, subject=said, message_id=said)
    plan, made = only(failing._replace(candidate=sent))
    shown = Tags(page(plan, made))
    assert shown.tags <= {"html", "head", "meta", "body", "p", "table", "tr", "th", "td", "br"}
    assert shown.attributes <= {"lang", "charset", "style"}
    for hidden in "\0\u202e":
        assert hidden not in text(plan, made) + page(plan, made)
    # A slot in a name stays what it is.
    assert text(plan, made).count("1. 错误 H301") == 1


def test_a_report_with_very_many_problems_stays_a_mail() -> None:
    many = tuple(ERROR._replace(code=f"X{n}") for n in range(500))
    plan, made = only(standing(7, "某某局", "failing", findings=many))
    said = text(plan, made)
    assert "有500处错误" in said
    assert "\n100. 错误 X99 " in said
    assert "\n101. " not in said
    assert "……共 500 处，其余的改好这些后再核对。" in said
    assert "……共 500 处" in page(plan, made)
