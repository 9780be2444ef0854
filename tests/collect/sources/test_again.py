"""The second run: what is unchanged costs no reading; what changed is never missed."""

import builtins
import os
import time
from pathlib import Path

import pytest

from gikxl.collect.model import Item
from gikxl.collect.sources import data_of, head_of
from gikxl.finding import Unreadable
from tests.collect.mails import mail
from tests.collect.memory import LONG_AGO, Memory, settle


def test_an_unchanged_folder_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        (tmp_path / f"{number}.eml").write_bytes(mail(subject=str(number)))
    settle(tmp_path)
    memory = Memory()
    assert len(memory.run(tmp_path).items) == 50
    monkeypatch.setattr(builtins, "open", None)
    again = memory.run(tmp_path)
    assert (again.items, again.troubles) == ([], [])


def test_a_file_that_was_saved_again_is_another_item(tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    path.write_bytes(b"PK1")
    settle(path)
    memory = Memory()
    assert memory.run(tmp_path).data == [b"PK1"]
    path.write_bytes(b"PK2")
    settle(path, LONG_AGO + 1)
    assert memory.run(tmp_path).data == [b"PK2"]


def test_a_change_that_the_time_does_not_show_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    path.write_bytes(b"PK1")
    stat = path.stat()
    memory = Memory()
    (first,) = memory.run(tmp_path).items
    assert "|sha256-" in first.key
    with path.open("r+b") as file:
        file.write(b"PK2")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert memory.run(tmp_path).data == [b"PK2"]
    assert memory.run(tmp_path).items == []


def test_a_time_in_the_future_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    path.write_bytes(b"PK1")
    later = int(time.time()) + 100_000
    settle(path, later)
    memory = Memory()
    memory.run(tmp_path)
    assert memory.run(tmp_path).items == []
    path.write_bytes(b"PK2")
    settle(path, later)
    assert memory.run(tmp_path).data == [b"PK2"]


def test_a_file_that_is_gone_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    path.write_bytes(b"PK1")
    (item,) = Memory().run(tmp_path).items
    path.unlink()
    with pytest.raises(Unreadable) as refused:
        data_of(item)
    assert refused.value.finding.code == "M106"
    assert head_of(item) == b""


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "来信.eml"
    with path.open("wb") as file:
        file.write(b"Subject: large\r\n\r\n")
        file.truncate(50_000_001)
    (item,) = Memory().run(tmp_path).items
    with pytest.raises(Unreadable) as refused:
        data_of(item)
    assert refused.value.finding.code == "M107"
    assert head_of(item).startswith(b"Subject: large")


def test_of_a_large_mail_on_a_server_only_the_head_is_there() -> None:
    item = Item("imap://a@b", "1/2", "mail", length=60_000_000, data=b"Subject: x\r\n\r\n")
    with pytest.raises(Unreadable, match="60 MB"):
        data_of(item)
    assert head_of(item) == b"Subject: x\r\n\r\n"
