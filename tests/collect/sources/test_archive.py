"""Zips of mails and reports: names as Chinese tools write them, limits, damage."""

import io
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.model import Item
from gikxl.collect.sources import data_of
from gikxl.collect.sources.directory import Archive, BadArchive
from gikxl.finding import Unreadable
from tests.collect.mails import mail, zipped
from tests.collect.memory import Memory, Run, settle

ONE, TWO = (mail(subject=f"报送{number}") for number in "一二")
LINE = b"From - Tue Nov 24 22:00:28 2026\r\n"
UTF8 = 0x800


def over(path: Path, data: bytes, memory: Memory | None = None) -> Run:
    path.write_bytes(data)
    settle(path)
    return (memory or Memory()).run(path)


def refusal(item: Item) -> str:
    with pytest.raises(Unreadable) as refused:
        data_of(item)
    return refused.value.finding.code


@pytest.mark.parametrize(
    ("encoding", "flags"), [("utf-8", None), ("gb18030", 0), ("utf-8", UTF8), ("gb18030", UTF8)]
)
def test_names_are_read_whatever_the_flags_say(
    tmp_path: Path, encoding: str, flags: int | None
) -> None:
    data = zipped({"甲局/来信.eml": ONE, "乙局年报.xlsx": b"PK"}, encoding, flags)
    run = over(tmp_path / "报送.zip", data)
    assert [item.member for item in run.items] == ["甲局/来信.eml", "乙局年报.xlsx"]
    assert run.data == [ONE, b"PK"]


def test_an_mbox_in_a_zip_gives_its_mails(tmp_path: Path) -> None:
    path, memory = tmp_path / "导出.zip", Memory()
    run = over(path, zipped({"收件箱.mbox": LINE + ONE + b"\r\n" + LINE + TWO}), memory)
    assert [item.kind for item in run.items] == ["mail", "mail"]
    assert run.data == [ONE, TWO]
    three = mail(subject="报送三")
    box = LINE + ONE + b"\r\n" + LINE + TWO + b"\r\n" + LINE + three
    assert over(path, zipped({"收件箱.mbox": box}), memory).data == [three]


def test_an_unchanged_zip_is_not_opened_again(tmp_path: Path) -> None:
    path, memory = tmp_path / "报送.zip", Memory()
    assert len(over(path, zipped({"1.eml": ONE}), memory).items) == 1
    again = memory.run(path)
    assert (again.items, again.stamps, again.troubles) == ([], [], [])


def test_entries_come_with_their_time(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("1.eml", (2026, 1, 15, 9, 30, 4)), ONE)
    (item,) = over(tmp_path / "报送.zip", out.getvalue()).items
    assert item.arrived == "2026-01-15T09:30:04+08:00"


@pytest.mark.parametrize("data", [zipped({"1.eml": ONE})[:-10], b"PK\3\4" + bytes(40), b""])
def test_what_is_no_zip_is_offered_as_it_is(tmp_path: Path, data: bytes) -> None:
    (item,) = over(tmp_path / "报送.zip", data).items
    assert (item.kind, item.member, data_of(item)) == ("file", "", data)


def test_a_zip_in_a_zip_is_left_to_whoever_reads_it(tmp_path: Path) -> None:
    inner = zipped({"年报.xlsx": b"PK"})
    (item,) = over(tmp_path / "外.zip", zipped({"内.zip": inner})).items
    assert (item.kind, item.member, data_of(item)) == ("file", "内.zip", inner)


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("1.eml", ONE)
        archive.writestr("2.eml", TWO)
    data = out.getvalue().replace(ONE[-40:], bytes(40), 1)
    first, second = over(tmp_path / "报送.zip", data).items
    assert refusal(first) == "M108"
    assert data_of(second) == TWO


def test_a_locked_entry_says_so(tmp_path: Path) -> None:
    (item,) = over(tmp_path / "报送.zip", zipped({"1.eml": ONE}, flags=1)).items
    assert refusal(item) == "M109"


def test_a_locked_mbox_says_so(tmp_path: Path) -> None:
    (item,) = over(tmp_path / "报送.zip", zipped({"收件箱.mbox": LINE + ONE}, flags=1)).items
    assert (item.kind, refusal(item)) == ("file", "M109")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (ratio,) = over(tmp_path / "弹.zip", zipped({"1.xlsx": bytes(2_000_000)})).items
    assert refusal(ratio) == "M107"
    (large,) = over(tmp_path / "大.zip", zipped({"1.xlsx": bytes(50_000_001)})).items
    assert refusal(large) == "M107"


def test_an_entry_that_is_longer_than_it_says(tmp_path: Path) -> None:
    data = zipped({"1.eml": ONE})
    said = struct.pack("<L", len(ONE))
    (item,) = over(tmp_path / "报送.zip", data.replace(said, struct.pack("<L", 10))).items
    assert refusal(item) == "M108"


def test_entries_over_one_another_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1.eml", bytes(1000))
        one = archive.infolist()[0]
        for number in range(2, 9):
            copy = zipfile.ZipInfo(f"{number}.eml")
            copy.CRC, copy.header_offset = one.CRC, one.header_offset
            copy.file_size = copy.compress_size = 1000
            archive.filelist.append(copy)
    (tmp_path / "叠.zip").write_bytes(out.getvalue())
    with pytest.raises(BadArchive):
        Archive(str(tmp_path / "叠.zip"))


@given(st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_damage_anywhere_is_an_answer(at: int, junk: bytes) -> None:
    data = bytearray(zipped({"a.eml": b"Subject: a\n\nb\n" * 9, "b.mbox": LINE + b"A: c\n\nd\n"}))
    data[at : at + len(junk)] = junk
    codes = set()
    with tempfile.TemporaryDirectory() as folder:
        run = over(Path(folder) / "a.zip", bytes(data))
        for item in run.items:
            try:
                data_of(item)
            except Unreadable as refused:
                codes.add(refused.finding.code)
    assert codes <= {"M107", "M108", "M109"}


def test_a_zip_of_more_than_65535_entries(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(70_000):
            archive.writestr(f"{number}.eml", b"x")
    (tmp_path / "多.zip").write_bytes(out.getvalue())
    archive_ = Archive(str(tmp_path / "多.zip"))
    assert len(archive_.entries) == 70_000
    assert archive_.read("69999.eml") == b"x"
