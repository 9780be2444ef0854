"""What is said before and after sending."""

from pathlib import Path

from gikxl.collect.ledger.replies import record, replies
from gikxl.collect.replies.listing import due, is_open, listed, outcome, told
from gikxl.collect.replies.sending import Result, Sent
from tests.collect.replies.scene import Collection, some
from tests.collect.scenes import standing, standings

UNKNOWN = "“可能已发出”的没有等到服务器的答复：请与对方核实，要再发用 --again 单位名称"


def test_what_is_open_is_listed(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.draft(*some())
    with collection.ledger() as ledger:
        by_unit = {reply.unit: reply for reply in replies(ledger)}
        record(
            ledger,
            by_unit["财政局"]._replace(state="sent", changed="2025-02-03T10:11:12+08:00"),
            by_unit["司法局"]._replace(state="failed", answer="服务器不接受：550\u202e"),
        )
    (tmp_path / "回复" / "我的.eml").write_bytes(b"x")
    everybody = standings(*some())
    drafts = collection.draft(*some())
    assert list(listed(everybody, drafts)) == [
        "   1 财政局　已采纳　已发出　→ unit1@mail.example",
        "      财政局2024年政府信息公开工作年度报告已采纳",
        "      2025-02-03 10:11 已发出",
        "   2 教育局　请更正　→ unit2@mail.example",
        "      请更正教育局2024年政府信息公开工作年度报告",
        "   3 司法局　读不了　没有发出　→ unit3@mail.example",
        "      司法局2024年政府信息公开工作年度报告的文件读不了，请重新报送",
        "      上次没有发出：服务器不接受：550?",
        "   4 水利局　催报　→ unit5@mail.example",
        "      请报送水利局2024年政府信息公开工作年度报告",
        "待确认的 1 个单位没有写回复，请先决定：",
        "  民政局",
        "      哪一份？",
        "没有动：回复/我的.eml（手工改过或自己放进去的，不是现在要发的回复）",
        "清河县人民政府2024年度：回复 4 封（已采纳 1，请更正 1，读不了 1，催报 1），"
        "其中可以发出 2 封。",
    ]
    assert [draft.plan.unit for draft in due(drafts)] == ["教育局", "水利局"]
    assert is_open(everybody, drafts)


def test_nothing_is_open_where_each_has_its_reply(tmp_path: Path) -> None:
    unit = standing(2, "教育局", "failing")
    assert not is_open(standings(unit), Collection(tmp_path).draft(unit))


def test_what_became_of_them(tmp_path: Path) -> None:
    (draft,) = Collection(tmp_path).draft(standing(2, "教育局", "failing")).drafts
    results = {
        state: Result(draft, draft.reply._replace(state=state), answer)
        for state, answer in (
            ("sent", ""), ("sending", "没有等到服务器的答复"),
            ("drafted", "452 满"), ("failed", "550"),
        )
    }  # fmt: skip
    assert [outcome(result) for result in results.values()] == [
        "  已发出　教育局　请更正",
        "  可能已发出　教育局　请更正（没有等到服务器的答复）",
        "  留到下次　教育局　请更正（452 满）",
        "  没有发出　教育局　请更正（550）",
    ]
    assert list(told(Sent(tuple(results.values()), "421 too many"))) == [
        "留到下次 1 封，可能已发出 1 封，已发出 1 封，没有发出 1 封",
        "已发出的存放在 回复/已发出",
        UNKNOWN,
        "没有发完：421 too many。其余的留在 回复，再运行一次即可接着发",
    ]
    assert list(told(Sent((), ""))) == ["没有发出"]
