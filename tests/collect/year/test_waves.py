"""Who stands where after each wave, what is asked, and what is answered to whom."""

import re
from pathlib import Path

from gikxl.collect.mail import open_mail
from tests.collect.year.city import LAST_YEAR, City, Wave
from tests.collect.year.conftest import Last, Replied, Second
from tests.collect.year.post import LATER, right
from tests.collect.year.table import BY_UNIT, LINES, PACKED, YEAR, standing_after, unit

OF_NO_UNIT = 3
"""A parcel, a stranger's report, an advertisement."""


def sent(wave: int) -> int:
    """How many mails and files the units sent by themselves before a run."""
    sends = filter(None, (line.sends[wave - 1] for line in LINES))
    return sum(one.what != PACKED for one in sends)


def test_last_year_was_whole(last_year: Wave) -> None:
    assert last_year.code == 0
    assert last_year.said["received"] == last_year.said["counts"]["counted"] == len(LAST_YEAR)


def test_the_first_wave(first: Wave) -> None:
    assert (first.code, first.said["troubles"]) == (1, [])
    assert first.said["received"] == sent(1) + OF_NO_UNIT
    assert first.stands == standing_after(1)
    assert first.said["counts"] == {
        "counted": 47, "failing": 2, "unreadable": 3, "question": 3, "wrong_year": 1,
        "wrong_edition": 1, "missing": 3,
    }  # fmt: skip
    neighbour = first.number(unit("体育局"))
    one, other = (first.number(unit("供销合作社"), f"年报{n}") for n in (1, 2))
    assert first.questions() == {
        unit("文化和旅游局"): [{neighbour}],
        unit("体育局"): [{neighbour}],
        unit("供销合作社"): [{one, other}],
    }
    assert [one["name"] for one in first.said["strangers"]] == ["某某科技有限公司年报.xlsx"]
    assert [(one["number"], one["units"]) for one in first.said["unclear"]] == [
        (neighbour, [unit("体育局"), unit("文化和旅游局")])
    ]
    assert [(one["sender"], one["code"]) for one in first.said["refused"]] == [
        (BY_UNIT[unit("统计局")].mail, "M005"),
        (BY_UNIT[unit("医疗保障局")].mail, "M010"),
    ]
    errors = {name: one["errors"] for name, one in first.units.items() if one["errors"]}
    assert set(errors) >= {unit("水利局"), unit("人民防空办公室")}
    assert not errors.keys() & {name for name, s in first.stands.items() if s == "counted"}


def test_the_second_wave(second: Second) -> None:
    wave = second.wave
    assert (wave.code, wave.said["troubles"]) == (1, [])
    assert wave.said["received"] == sent(2)
    assert wave.stands == standing_after(2) | {
        unit("粮食和物资储备局"): "question", unit("政务服务数据管理局"): "question",
    }  # fmt: skip
    newer = wave.units[unit("政务服务数据管理局")]["number"]
    older = wave.number(unit("政务服务数据管理局"))
    assert newer < older
    assert wave.questions() == {
        unit("政务服务数据管理局"): [{newer, older}],
        unit("粮食和物资储备局"): [{wave.number(unit("粮食和物资储备局"))}],
    }
    assert wave.said["strangers"] == wave.said["unclear"] == []
    corrected = wave.units[unit("机关事务管理局")]
    assert corrected["number"] == wave.number(unit("机关事务管理局"), "更正")


def test_a_waiver_holds_for_a_newer_report(first: Wave, second: Second) -> None:
    name = unit("人民防空办公室")
    before, now = first.units[name], second.wave.units[name]
    assert (before["status"], before["errors"]) == ("failing", 1)
    assert now["number"] > before["number"]
    assert (now["status"], now["errors"], now["questions"]) == ("counted", 0, [])


def test_killed_in_the_second_wave_and_run_again(second: Second) -> None:
    assert any(in_time for in_time, _, _ in second.killed)
    for _, wave, held in second.killed:
        assert wave.stands == second.wave.stands
        assert wave.questions() == second.wave.questions()
        assert held == second.ledger


KINDS = {
    "水利局": "请更正", "农业农村局": "年度不符", "商务局": "版式不符", "统计局": "读不了",
    "体育局": "催报", "林业局": "催报", "粮食和物资储备局": "催报", "地方志办公室": "催报",
}  # fmt: skip


def test_each_unit_gets_the_reply_that_it_needs(replied: Replied) -> None:
    listed = re.findall(r"^ *\d+ (\S+)　(\S+)　→ (\S+)$", replied.listed.out, re.MULTILINE)
    expected = [
        (line.unit, KINDS.get(line.unit.removeprefix("云泽市"), "已采纳"), line.mail)
        for line in LINES[1:]  # the first is the city's own office
    ]
    assert listed == expected
    assert replied.listed.code == 0
    assert "回复 59 封（已采纳 51，请更正 1，读不了 1，年度不符 1，版式不符 1，催报 4）" in (
        replied.listed.out
    )


def test_replies_are_sent_once_and_answer_what_came(replied: Replied, second: Second) -> None:
    assert (replied.sent.code, replied.sent.err) == (0, "")
    assert (replied.again.code, "其中可以发出 0 封" in replied.again.out) == (0, True)
    assert sorted(to for to, _ in replied.mails) == [[line.mail] for line in LINES[1:]]
    answered = {}
    for (to,), whole in replied.mails:
        found = re.search(rb"^In-Reply-To: <(.+)>\r$", whole, re.MULTILINE)
        answered[to] = found[1].decode() if found else ""
    assert replied.states == {"sent"}
    came = {submission.number: submission for submission in second.wave.came}
    for line in LINES[1:]:
        number = second.wave.units[line.unit]["number"]
        if number and line.unit != unit("粮食和物资储备局"):
            assert answered[line.mail] == came[number].message_id
    assert not any(answered[BY_UNIT[unit(name)].mail] for name in ("林业局", "地方志办公室"))
    attached = {to: open_mail(whole).parts for (to,), whole in replied.mails}
    wrong = attached.pop(BY_UNIT[unit("水利局")].mail)
    assert [part.name for part in wrong] == ["云泽市水利局2025年报-校验.xlsx"]
    assert not any(attached.values())


def test_the_third_wave(third: Wave) -> None:
    assert (third.code, third.said["troubles"]) == (1, [])
    assert third.said["received"] == sent(3)
    assert third.stands == standing_after(3)
    assert third.questions() == {}
    late = {name for name, one in third.units.items() if one["late"] and one["number"]}
    assert late == {line.unit for line in LINES if line.sends[2]}
    assert third.units[unit("地方志办公室")]["late"]


def test_an_answer_to_a_reply_comes_back(city: City, third: Wave) -> None:
    answers = [line for line in LINES if line.sends[2] and line.sends[2].what == "回复更正"]
    assert len(answers) == 6
    for line in answers:
        path = city.out / third.units[line.unit]["path"]
        assert path.read_bytes() == right(line.unit, LATER)


def test_with_nothing_new_everything_stays_as_it_is(city: City, last: Last) -> None:
    assert (last.ran.code, last.ran.err) == (1, "")
    assert last.ran.out.startswith(
        "新收 0 件。\n云泽市人民政府 2025 年度，60 个单位，59 个已计入汇总。\n"
        "未报送 1 个：云泽市地方志办公室\n"
    )
    assert last.ran.out.endswith(f"汇总没有变化：{city.out}/汇总.xlsx\n")
    assert last.is_unchanged
    assert last.took < 10


def test_all_at_once_what_only_a_person_can_decide_is_left(tmp_path: Path) -> None:
    """The order in which mails come makes no difference but for what it makes doubtful."""
    city = City(tmp_path, None)
    for wave in (1, 2, 3):
        city.post.deliver(wave)
    at_once = city.collect("--roster", city.roster("单位名单.xlsx"), "--year", YEAR)
    undecided = {
        unit("文化和旅游局"): "question",
        unit("供销合作社"): "question",
        unit("人民防空办公室"): "failing",
    }
    assert at_once.stands == standing_after(3) | undecided
