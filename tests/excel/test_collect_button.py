"""收集汇总 gives what `gikxl collect` gives, says it in the same words, and leaves Excel free."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import Workbook

from gikxl.collect import output
from gikxl.collect.job import Asked, Collected, collect
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Received
from gikxl.collect.told import told
from gikxl.excel.__main__ import main
from gikxl.excel.commands import collect_, command
from tests.collect.books import letter, mbox, workbook
from tests.excel.engine import Excel

SUPERIOR = "清河县人民政府"
COUNTY, OFFICE = "清河县人民政府办公室", "清河县教育局"
TOWN, SILENT = "柳树镇人民政府", "清河县民政局"

_LONG_AGO = 1_768_000_000


@pytest.fixture(autouse=True)
def _same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two roll-ups of one minute are alike; of two minutes they would not be."""
    monkeypatch.setattr(output, "now", lambda: "2026-01-18T09:30:00+08:00")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """What was received: a workbook, one with an error, a mailbox with a mail of a town."""
    folder = tmp_path / "收到的 & 年报"
    folder.mkdir()
    (folder / f"{COUNTY}.xlsx").write_bytes(workbook(COUNTY))
    (folder / f"{OFFICE}.xlsx").write_bytes(workbook(OFFICE, new=99_999))
    (folder / "收件箱.mbox").write_bytes(mbox([letter(TOWN)]))
    long_ago(folder)
    return folder


def long_ago(folder: Path) -> None:
    """Let files look as if they had not changed for long: young ones are read once more."""
    for path in folder.iterdir():
        os.utime(path, (_LONG_AGO, _LONG_AGO))


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return write_roster(tmp_path / "单位名单.xlsx", (COUNTY, OFFICE, TOWN, SILENT))


def write_roster(path: Path, units: Sequence[str]) -> Path:
    book = Workbook()
    book.active.append(["单位", "上级", "级别"])
    for unit in units:
        book.active.append([unit, SUPERIOR, "本级" if unit == COUNTY else ""])
    book.save(path)
    return path


def by_command(source: Path, out: Path, roster: Path | None = None) -> Collected:
    return collect([str(source)], str(out), Asked(str(roster or "")))


def press(excel: Excel, *picked: object) -> None:
    """Press the button where no workbook is open; what is None is left by 取消."""
    excel.state.files += [False if one is None else str(one) for one in picked]
    assert main(["collect", "--wb=", "--from_xl=1", "--hwnd=1"]) == 0


def test_the_roll_up_is_that_of_the_command(
    excel: Excel, source: Path, roster: Path, tmp_path: Path
) -> None:
    wanted = by_command(source, tmp_path / "甲", roster)
    out = tmp_path / "乙"
    out.mkdir()
    press(excel, source, roster, out)
    rollup = out / "汇总.xlsx"
    assert rollup.read_bytes() == (tmp_path / "甲" / "汇总.xlsx").read_bytes()
    (said,) = excel.said
    assert said == "\n".join(told(wanted)).replace(str(tmp_path / "甲"), str(out))
    assert said.startswith("新收 3 件。\n清河县人民政府 2025 年度，4 个单位，2 个已计入汇总。")
    assert f"未报送 1 个：{SILENT}" in said
    assert [book.fullname for book in excel.app.books] == [str(rollup)]


def test_what_is_asked(excel: Excel, source: Path, roster: Path, tmp_path: Path) -> None:
    press(excel, source, roster, tmp_path / "汇总")
    assert [dialog["kind"] for dialog in excel.state.dialogs] == ["folder", "open", "folder"]
    assert [str(dialog["Title"])[:5] for dialog in excel.state.dialogs] == [
        "收到的年报", "单位名单的", "台账、原件",
    ]  # fmt: skip


@pytest.mark.parametrize("picked", [[], ["收"], ["收", "名单"]])
def test_it_can_be_left(excel: Excel, tmp_path: Path, picked: list[str]) -> None:
    press(excel, *picked)
    assert list(tmp_path.iterdir()) == []
    assert excel.said == []


def test_only_what_is_new_the_next_time(
    excel: Excel, source: Path, roster: Path, tmp_path: Path
) -> None:
    out = tmp_path / "汇总"
    press(excel, source, roster, out)
    excel.app.books[0].close()
    (source / f"{SILENT}.xlsx").write_bytes(workbook(SILENT))
    long_ago(source)
    press(excel, source, None, out)
    assert excel.said[1].startswith(
        "新收 1 件。\n清河县人民政府 2025 年度，4 个单位，3 个已计入汇总。"
    )
    excel.app.books[0].close()
    press(excel, source, None, out)
    assert excel.said[2].startswith("新收 0 件。")
    assert excel.said[2].endswith(f"汇总没有变化：{out / '汇总.xlsx'}")
    assert len(excel.app.books) == 1


def test_without_a_roster_while_a_workbook_is_open(
    excel: Excel, source: Path, tmp_path: Path
) -> None:
    book = excel.new()
    excel.state.files += [str(source), False, str(tmp_path / "汇总")]
    command("collect").run(book)
    assert excel.said[0].startswith("新收 3 件。\n2025 年度，3 个单位，2 个已计入汇总。")
    assert [each.name for each in excel.app.books] == [book.name, "汇总.xlsx"]


def test_progress_stands_in_the_status_bar_and_goes(
    excel: Excel, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect_, "_PAUSE", 0)
    press(excel, source, None, tmp_path / "汇总")
    assert [value for name, value in excel.state.history if name == "status_bar"] == [
        "正在收集……",
        "正在收集：已收 1 件，通过 1",
        "正在收集：已收 2 件，通过 2",
        "正在收集：已收 3 件，通过 2，未通过 1",
        False,
    ]
    assert excel.state.settings["screen_updating"]


def test_an_excel_that_is_busy_goes_without_progress(
    excel: Excel, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busily(*arguments: object, watch: object, **more: object) -> Collected:
        def while_busy(received: Received) -> None:
            excel.state.busy = True
            watch(received)  # type: ignore[operator]
            excel.state.busy = False

        return collect(*arguments, watch=while_busy, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(collect_, "collect", busily)
    press(excel, source, None, tmp_path / "汇总")
    assert excel.said[0].startswith("新收 3 件。")
    assert excel.state.settings["status_bar"] is False


def test_a_roll_up_that_is_open_is_to_be_closed_first(
    excel: Excel, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "汇总"
    by_command(source, out)
    excel.open(out / "汇总.xlsx")
    (source / f"{SILENT}.xlsx").write_bytes(workbook(SILENT))
    press(excel, source, None, out)
    assert excel.said == ["汇总.xlsx 正打开着，没有收集。请先关闭它，再按“收集汇总”。"]
    with Ledger.open(str(out)) as ledger:
        assert len(ledger.submissions()) == 3


@pytest.mark.parametrize("name", ["", "https://d.docs.live.net/1234/去年/汇总.xlsx"])
def test_another_roll_up_is_open(excel: Excel, source: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "去年").mkdir()
    other = str(tmp_path / "去年" / "汇总.xlsx")
    xw.Book().save(other)
    if name:
        excel.move(excel.app.books[0], name)
    press(excel, source, None, tmp_path / "今年")
    assert excel.said[0].endswith(
        f"汇总：{tmp_path / '今年' / '汇总.xlsx'}\n\n"
        "另一个 汇总.xlsx 正打开着：请关闭它，再打开上面的这一个。"
    )
    assert len(excel.app.books) == 1


def test_a_roll_up_that_cannot_be_written(
    excel: Excel, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(output, "write_rollup", refuse)
    out = tmp_path / "汇总"
    press(excel, source, None, out)
    (said,) = excel.said
    assert said.startswith("新收 3 件。")
    assert f"{out / '汇总.xlsx'} 写不进去，可能正在 Excel 里打开着" in said
    assert len(excel.app.books) == 0


def test_nothing_tells_the_year_yet(excel: Excel, tmp_path: Path) -> None:
    source = tmp_path / "收到"
    source.mkdir()
    (source / "说明.txt").write_text("年报随后报送", encoding="utf-8")
    press(excel, source, None, tmp_path / "汇总")
    assert "没有生成汇总" in excel.said[0]
    assert len(excel.app.books) == 0


def test_what_stands_in_the_way_is_told(excel: Excel, source: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["名称"])
    book.save(tmp_path / "不是名单.xlsx")
    press(excel, source, tmp_path / "不是名单.xlsx", tmp_path / "汇总")
    assert "名单" in excel.said[0]
    assert excel.state.settings["status_bar"] is False
    press(excel, source, None, source)
    assert "就是收集的来源" in excel.said[1]
    assert not (source / "台账.sqlite").exists()
