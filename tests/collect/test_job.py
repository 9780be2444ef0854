"""The way through: nothing lost, nothing twice, and one hostile file costs itself."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from gikxl.collect import checking, intake, output, taking
from gikxl.collect.decide import decide
from gikxl.collect.job import Asked, Collected, collect
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Received, Submission
from gikxl.collect.output import renew
from gikxl.jobs import pool
from gikxl.report import Report
from tests.collect.books import letter, mbox, workbook

UNITS = ("东海县", "西海县", "南海县", "北海县")


def box(path: Path, mails: Sequence[bytes]) -> Path:
    path.write_bytes(mbox(mails))
    long_ago(path)
    return path


def long_ago(path: Path) -> None:
    """Let a file look as if it had not changed for long: then its time can be relied on."""
    before = time.time() - 60
    os.utime(path, (before, before))


def submissions(folder: Path) -> list[Submission]:
    with Ledger.open(str(folder)) as ledger:
        return ledger.submissions()


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Collected]:
    def run(*sources: Path, **more: Any) -> Collected:
        asked = Asked(**{"superior": "清河市", **more.pop("asked", {})})
        return collect(list(map(str, sources)), str(tmp_path / "out"), asked, **more)

    return run


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of what workers were given."""
    given: list[str] = []

    def in_order(work: Any, items: Any, *more: Any, **options: Any) -> Any:
        def noted() -> Any:
            for item in items:
                given.append(item[1])
                yield item

        return pool.in_order(work, noted(), *more, **options)

    monkeypatch.setattr(taking, "in_order", in_order)
    return given


def test_mails_become_a_roll_up(run: Callable[..., Collected], tmp_path: Path) -> None:
    watched: list[Received] = []
    done = run(box(tmp_path / "a.mbox", list(map(letter, UNITS))), watch=watched.append)
    assert (done.received, done.checked_again, done.troubles, done.blocked) == (4, 0, (), "")
    assert [one.attachments[0].name for one in watched] == [f"{unit}年报.xlsx" for unit in UNITS]
    assert done.summary is not None
    assert done.summary["counts"]["counted"] == 4
    assert done.output is not None
    assert done.output.written
    assert Path(done.output.path) == tmp_path / "out" / "汇总.xlsx"
    assert "报送情况" in load_workbook(done.output.path).sheetnames
    assert sorted(os.listdir(tmp_path / "out")) == ["原件", "台账.sqlite", "汇总.xlsx"]
    assert len(os.listdir(tmp_path / "out" / "原件")) == 4


def test_a_second_run_takes_only_what_is_new(
    run: Callable[..., Collected], tmp_path: Path, taken: list[str]
) -> None:
    source = box(tmp_path / "a.mbox", list(map(letter, UNITS[:3])))
    first = run(source)
    assert len(taken) == 3
    before = (tmp_path / "out" / "汇总.xlsx").stat()

    again = run(source)

    assert len(taken) == 3
    assert (again.received, again.summary) == (0, first.summary)
    assert again.output is not None
    assert not again.output.written
    assert (tmp_path / "out" / "汇总.xlsx").stat().st_mtime_ns == before.st_mtime_ns

    box(source, list(map(letter, UNITS)))
    more = run(source)

    assert len(taken) == 4
    assert more.received == 1
    assert more.output is not None
    assert more.output.written
    assert [one.run for one in submissions(tmp_path / "out")] == [1, 1, 1, 3]


def test_the_same_mail_from_two_sources_is_one(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    mails = list(map(letter, UNITS))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.eml").write_bytes(mails[0].replace(b"\r\n", b"\n"))
    run(box(tmp_path / "a.mbox", mails), tmp_path / "b")
    assert [one.document.unit for one in submissions(tmp_path / "out")] == list(UNITS)


def test_a_source_is_the_same_however_it_is_named(
    run: Callable[..., Collected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: list[str]
) -> None:
    run(box(tmp_path / "a.mbox", [letter("东海县")]))
    monkeypatch.chdir(tmp_path)
    run(Path("a.mbox"))
    assert len(taken) == 1


def test_what_was_asked_holds_for_the_next_run(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    roster = Workbook()
    for row in (("单位", "上级"), ("东海县", "清河市"), ("中海县", "清河市")):
        roster.active.append(row)
    roster.save(tmp_path / "名单.xlsx")
    source = box(tmp_path / "a.mbox", [letter("东海县")])
    run(source, asked={"roster": str(tmp_path / "名单.xlsx"), "year": 2025})
    done = collect([str(source)], str(tmp_path / "out"))
    assert done.summary is not None
    assert done.summary["year"] == 2025
    assert [(one["unit"], one["status"]) for one in done.summary["units"]] == [
        ("东海县", "counted"), ("中海县", "missing"),
    ]  # fmt: skip


def test_a_roster_with_errors_is_told_before_anything_is_read(
    run: Callable[..., Collected], tmp_path: Path, taken: list[str]
) -> None:
    roster = Workbook()
    for row in (("单位", "上级"), ("东海县", "没有的县"), ("东海县", "清河市")):
        roster.active.append(row)
    roster.save(tmp_path / "名单.xlsx")
    with pytest.raises(ValueError, match="东海县"):
        run(
            box(tmp_path / "a.mbox", [letter("东海县")]),
            asked={"roster": str(tmp_path / "名单.xlsx")},
        )
    assert taken == []


def test_without_a_year_there_is_no_roll_up_yet(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    done = run(box(tmp_path / "a.mbox", [letter("东海县", b"no report")]))
    assert (done.received, done.summary, done.output) == (1, None, None)


def test_what_a_source_withholds_is_told_and_asked_for_again(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    done = run(tmp_path / "没有", box(tmp_path / "a.mbox", [letter("东海县")]))
    assert [one.finding.code for one in done.troubles] == ["M101"]
    assert done.troubles[0].path.endswith("没有")
    assert done.received == 1


# What goes wrong with the files of the collection


def test_an_original_that_is_gone_or_cut_short_comes_back(
    run: Callable[..., Collected], tmp_path: Path, taken: list[str]
) -> None:
    source = box(tmp_path / "a.mbox", list(map(letter, UNITS)))
    run(source)
    before = submissions(tmp_path / "out")
    gone, short = (tmp_path / "out" / one.path for one in before[:2])
    data = gone.read_bytes(), short.read_bytes()
    gone.unlink()
    short.write_bytes(data[1][:100])

    done = run(source)

    assert (gone.read_bytes(), short.read_bytes()) == data
    assert done.troubles == ()
    assert len(taken) == 6
    assert [one._replace(document=None) for one in submissions(tmp_path / "out")] == [  # type: ignore[arg-type]
        one._replace(document=None)
        for one in before  # type: ignore[arg-type]
    ]


def test_the_ledger_names_no_original_that_is_not_on_the_disk(
    run: Callable[..., Collected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    monkeypatch.setattr(taking, "flush", lambda _, paths: flushed.extend(paths))

    def add(ledger: Ledger, received: Sequence[Received], stamps: Any) -> Any:
        for one in received:
            assert {file.path for file in one.attachments} <= set(flushed)
        return real_add(ledger, received, stamps)

    real_add = Ledger.add
    monkeypatch.setattr(Ledger, "add", add)
    run(box(tmp_path / "a.mbox", list(map(letter, UNITS))))
    assert len(submissions(tmp_path / "out")) == len(flushed) == 4


def test_an_original_that_no_source_brings_back_is_told(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    source = box(tmp_path / "a.mbox", [letter("东海县")])
    run(source)
    (original,) = submissions(tmp_path / "out")
    (tmp_path / "out" / original.path).unlink()
    box(source, [letter("西海县")])
    done = run(source)
    assert [(one.path, one.finding.code) for one in done.troubles] == [(original.path, "M018")]
    assert len(submissions(tmp_path / "out")) == 2


def test_a_roll_up_that_somebody_edited_is_set_aside(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    source = box(tmp_path / "a.mbox", [letter("东海县")])
    run(source)
    edited = tmp_path / "out" / "汇总.xlsx"
    edited.write_bytes(edited.read_bytes() + b"edited")
    content = edited.read_bytes()

    same = run(source)
    assert same.output is not None
    assert not same.output.written
    assert edited.read_bytes() == content

    box(source, list(map(letter, UNITS)))
    done = run(source)
    assert done.output is not None
    assert done.output.written
    aside = Path(done.output.set_aside)
    assert aside.parent == edited.parent
    assert aside.name.startswith("汇总-2")
    assert aside.read_bytes() == content
    assert edited.read_bytes() != content
    assert run(source).output == done.output._replace(written=False, set_aside="")


def test_a_roll_up_that_is_gone_is_written_again(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    source = box(tmp_path / "a.mbox", [letter("东海县")])
    run(source)
    (tmp_path / "out" / "汇总.xlsx").unlink()
    done = run(source)
    assert done.output is not None
    assert done.output.written
    assert (tmp_path / "out" / "汇总.xlsx").exists()


def test_a_roll_up_that_is_open_in_excel_is_written_by_the_next_run(
    run: Callable[..., Collected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied", "汇总.xlsx")

    source = box(tmp_path / "a.mbox", [letter("东海县")])
    with monkeypatch.context() as patched:
        patched.setattr(output, "write_rollup", held)
        done = run(source)
    assert "可能正在 Excel 里打开着" in done.blocked
    assert "收到的都已经记在台账里" in done.blocked
    assert done.summary is not None
    assert done.output is None
    done = run(source)
    assert done.blocked == ""
    assert done.output is not None
    assert done.output.written
    assert done.received == 0


def test_other_rules_check_again_what_was_kept_and_ask_no_source(
    run: Callable[..., Collected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = box(tmp_path / "a.mbox", list(map(letter, UNITS)))
    run(source)
    source.unlink()
    monkeypatch.setattr(checking, "_RULES", ("form",))
    done = run()
    assert (done.received, done.checked_again) == (0, 4)
    assert [one.document.verdict for one in submissions(tmp_path / "out")] == ["pass"] * 4
    assert run().checked_again == 0


def test_last_years_reports_are_held_against_this_years(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    source = box(tmp_path / "a.mbox", [letter("东海县")])
    first = run(source)
    (tmp_path / "上年").mkdir()
    (tmp_path / "上年" / "东海县.xlsx").write_bytes(workbook("东海县", 2024, carried_forward=7))
    done = run(source, asked={"last": str(tmp_path / "上年")})
    assert done.checked_again == 1
    assert done.summary != first.summary
    codes = {one.code for one in submissions(tmp_path / "out")[0].document.findings}
    assert "Y301" in codes


@pytest.mark.parametrize("what", ["", "汇总.xlsx", "台账.sqlite"])
def test_last_year_may_have_been_collected_too(
    run: Callable[..., Collected], tmp_path: Path, what: str
) -> None:
    """Its folder, its roll-up, or its folder without one."""
    before = [letter("东海县", workbook("东海县", 2024, carried_forward=7)), letter("西海县")]
    collect([str(box(tmp_path / "b.mbox", before))], str(tmp_path / "上年"), Asked(year=2024))
    with Ledger.open(str(tmp_path / "上年")) as ledger:
        decide(ledger, 1, "accept", "已核实")
        renew(ledger)
    if what == "台账.sqlite":
        (tmp_path / "上年" / "汇总.xlsx").unlink()
    last = tmp_path / "上年" / (what if what == "汇总.xlsx" else "")
    done = run(
        box(tmp_path / "a.mbox", [letter("东海县"), letter("南海县")]),
        asked={"last": str(last), "year": 2025},
    )
    assert done.summary is not None
    codes = [{one.code for one in each.document.findings} for each in submissions(tmp_path / "out")]
    assert ["Y301" in each for each in codes] == [True, False]


# Hostile attachments


def odd(content: bytes) -> bytes:
    """A workbook that the readers below know by its end."""
    return workbook("怪县") + content


def hostile(path: str) -> Report:
    with open(path, "rb") as file:
        data = file.read()
    if data.endswith(b"DIE"):
        os._exit(1)
    if data.endswith(b"HANG"):
        time.sleep(600)
    if data.endswith(b"EAT"):
        bytearray(10_000_000_000)
    return REAL_READ(path)


REAL_READ = intake.read


@pytest.mark.skipif(not hasattr(os, "fork"), reason="这里的进程不继承替换了的读取函数")
def test_a_hostile_attachment_costs_itself(
    run: Callable[..., Collected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "read", hostile)
    monkeypatch.setattr(
        pool.in_order, "__kwdefaults__", {**pool.in_order.__kwdefaults__, "timeout": 1}
    )
    mails = [
        letter("东海县"),
        *(
            letter("怪县", attachments={"怪.xlsx": odd(what), "好.xlsx": workbook(unit)})
            for what, unit in ((b"DIE", "甲县"), (b"HANG", "乙县"), (b"EAT", "丙县"))
        ),
        letter("西海县"),
    ]

    done = run(box(tmp_path / "a.mbox", mails))

    assert done.received == 5
    found = [
        (one.name, one.document.unit, one.document.verdict) for one in submissions(tmp_path / "out")
    ]
    assert found == [
        ("东海县年报.xlsx", "东海县", "pass"),
        ("怪.xlsx", None, "unreadable"), ("好.xlsx", "甲县", "pass"),
        ("怪.xlsx", None, "unreadable"), ("好.xlsx", "乙县", "pass"),
        ("怪.xlsx", None, "unreadable"), ("好.xlsx", "丙县", "pass"),
        ("西海县年报.xlsx", "西海县", "pass"),
    ]  # fmt: skip
    odd_ones = (one for one in submissions(tmp_path / "out") if one.name == "怪.xlsx")
    reasons = (pool.DIED, "读了 1 秒还没有读完", pool.TOO_MUCH_MEMORY)
    for one, why in zip(odd_ones, reasons, strict=True):
        assert why in one.document.findings[0].message


@pytest.mark.skipif(not hasattr(os, "fork"), reason="这里的进程不继承替换了的读取函数")
def test_a_mail_that_kills_its_reader_is_kept_as_it_came(
    run: Callable[..., Collected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake.open_mail

    def deadly(data: bytes, kind: Any) -> Any:
        if "怪县".encode() in data or b"odd" in data:
            os._exit(1)
        return real(data, kind)

    monkeypatch.setattr(intake, "open_mail", deadly)
    bad = letter("东海县", headers={"X-Kind": "odd"})
    run(box(tmp_path / "a.mbox", [letter("西海县"), bad, letter("南海县")]))
    with Ledger.open(str(tmp_path / "out")) as ledger:
        ((_, attachment),) = ledger.refused()
        assert len(ledger.submissions()) == 2
    assert attachment.refusal is not None
    assert attachment.refusal.code == "F013"
    kept = (tmp_path / "out" / attachment.path).read_bytes()
    assert kept.rstrip(b"\n") == bad.replace(b"\r\n", b"\n").rstrip(b"\n")


# Full disks


def with_picture(data: bytes, picture: bytes) -> bytes:
    file = BytesIO(data)
    with ZipFile(file, "a") as package:
        package.writestr("xl/media/image1.png", picture)
    return file.getvalue()


def test_a_full_disk_stops_the_run_and_the_next_one_goes_on(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    large = letter("西海县", with_picture(workbook("西海县"), os.urandom(2_000_000)))
    source = box(tmp_path / "a.mbox", [letter("东海县"), large, letter("南海县")])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            run(source)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    run(source)
    units = [one.document.unit for one in submissions(tmp_path / "out")]
    assert units == ["东海县", "西海县", "南海县"]


def test_a_ledger_that_finds_no_room_for_a_batch_is_as_before(
    run: Callable[..., Collected], tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    run(box(tmp_path / "a.mbox", [letter("东海县")]))
    large = Received("箱", "2", "f" * 64, "mail", subject="长" * 200_000)
    size = (tmp_path / "out" / "台账.sqlite").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Ledger.open(str(tmp_path / "out")) as ledger:
        ledger.begin_run()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10_000, before[1]))
        try:
            with pytest.raises(OSError, match=r"No space left|Input/output error"):
                ledger.add([large])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert len(ledger.submissions()) == 1
        ledger.add([large])
        assert ledger.has("箱", "2")


def test_a_folder_in_use_is_said(run: Callable[..., Collected], tmp_path: Path) -> None:
    with (
        Ledger.open(str(tmp_path / "out"), create=True),
        pytest.raises(ValueError, match="另一个 gikxl collect 正在使用这个文件夹"),
    ):
        run(box(tmp_path / "a.mbox", [letter("东海县")]), wait=0.1)
    assert os.listdir(tmp_path / "out") == ["台账.sqlite"]
    shutil.rmtree(tmp_path / "out")


@pytest.mark.parametrize("written", ["收到", "收到/", "别名"])
def test_the_output_is_not_collected(tmp_path: Path, written: str) -> None:
    source = tmp_path / "收到"
    source.mkdir()
    (source / "a.xlsx").write_bytes(workbook("东海县"))
    (tmp_path / "别名").symlink_to(source)
    with pytest.raises(ValueError, match="就是收集的来源"):
        collect([str(source)], f"{tmp_path}/{written}")
    assert os.listdir(source) == ["a.xlsx"]
    inside = source / "汇总"
    assert collect([str(source)], str(inside)).received == 1
    assert collect([str(source)], str(inside)).troubles == ()
    assert {one.document.unit for one in submissions(inside)} == {"东海县"}
