"""Maildir: marks and moves between new and cur make no new mails."""

from pathlib import Path

from tests.collect.mails import mail
from tests.collect.memory import Memory, settle

ONE, TWO, THREE = (mail(subject=f"报送{number}") for number in "一二三")


def maildir(path: Path, mails: dict[str, bytes]) -> Path:
    for box in ("cur", "new", "tmp"):
        (path / box).mkdir(parents=True, exist_ok=True)
    for name, data in mails.items():
        (path / name).write_bytes(data)
    return settle(path)


def test_what_has_arrived_is_offered(tmp_path: Path) -> None:
    files = {"cur/1.M1.host:2,S": ONE, "new/2.M2.host": TWO, "tmp/3.M3.host": THREE}
    run = Memory().run(maildir(tmp_path, files))
    assert run.data == [ONE, TWO]
    assert [item.key.partition("|")[0] for item in run.items] == ["1.M1.host", "2.M2.host"]
    assert run.troubles == []


def test_a_mail_that_was_read_and_moved_is_the_same(tmp_path: Path) -> None:
    maildir(tmp_path, {"new/1.M1.host": ONE, "cur/2.M2.host:2,": TWO})
    memory = Memory()
    assert len(memory.run(tmp_path).items) == 2
    (tmp_path / "new/1.M1.host").rename(tmp_path / "cur/1.M1.host:2,RS")
    (tmp_path / "cur/2.M2.host:2,").rename(tmp_path / "cur/2.M2.host:2,S")
    maildir(tmp_path, {"new/3.M3.host": THREE})
    assert memory.run(tmp_path).data == [THREE]


def test_other_folders_of_the_mailbox_are_told(tmp_path: Path) -> None:
    maildir(tmp_path, {"cur/1:2,": ONE})
    maildir(tmp_path / ".&XnRipQ-", {"cur/2:2,": TWO})
    run = Memory().run(tmp_path)
    assert run.data == [ONE]
    (trouble,) = run.troubles
    assert (trouble.finding.code, trouble.finding.severity) == ("M110", "notice")
    assert "年报" in trouble.finding.message
    assert Memory().run(tmp_path / ".&XnRipQ-").data == [TWO]


def test_maildirs_below_a_folder(tmp_path: Path) -> None:
    maildir(tmp_path / "甲", {"cur/1:2,": ONE})
    maildir(tmp_path / "乙", {"new/2": TWO})
    assert sorted(Memory().run(tmp_path).data) == sorted([ONE, TWO])


def test_an_empty_maildir_is_no_wrong_folder(tmp_path: Path) -> None:
    assert Memory().run(maildir(tmp_path, {})).troubles == []
