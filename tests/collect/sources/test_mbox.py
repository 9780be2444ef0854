"""mbox: the same mails as the standard library finds, and those it splits wrongly."""

import io
import mailbox
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.sources import data_of, mbox
from gikxl.finding import Unreadable
from tests.collect.mails import mail
from tests.collect.memory import Memory, settle

LINE = b"From - Tue Nov 24 22:00:28 2026"
HEAD = b"Subject: a\nFrom: x@example.gov.cn\n"


def bodies(data: bytes) -> list[bytes]:
    return [data[one.offset : one.offset + one.length] for one in mbox.mails(io.BytesIO(data))]


LINES = st.sampled_from(
    [
        b"",
        b"",
        b"From here on",
        b">From him",
        b">>From her",
        b"From: y",
        b"abc",
        b"\xb1\xa8\xcb\xcd",
    ]
)
MAILS = st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=6)


@given(MAILS)
def test_the_same_mails_as_the_standard_library(texts: list[list[bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        box = mailbox.mbox(path)
        for number, lines in enumerate(texts):
            box.add(f"Subject: {number}\n\n".encode() + b"\n".join(lines) + b"\n")
        box.flush()
        theirs = [box.get_bytes(key) for key in box.iterkeys()]
        box.close()
        settle(path)
        items = Memory().run(path).items
        ours = [data_of(item) for item in items]
    assert ours == [re.sub(rb"(?m)^>(>*From )", rb"\1", one) for one in theirs]


@given(st.lists(st.binary(max_size=300), max_size=8), st.integers(7, 64))
def test_where_a_block_ends_makes_no_difference(pieces: list[bytes], size: int) -> None:
    data = b"".join(LINE + b"\n" + HEAD + b"\n" + piece + b"\n\n" for piece in pieces)
    whole = bodies(data)
    before = mbox.BLOCK
    mbox.BLOCK = size
    try:
        assert bodies(data) == whole
    finally:
        mbox.BLOCK = before


@given(st.binary(max_size=500))
def test_any_bytes_give_pieces_that_follow_each_other(data: bytes) -> None:
    end = 0
    for one in mbox.mails(io.BytesIO(b"From x\n" + data)):
        assert end <= one.offset <= one.offset + one.length <= len(data) + 7
        end = one.offset + one.length


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (b"\nFrom here on it is text.\nAnd so on.\n", 1),
        (b"\nFrom 9 o'clock, call 12:30\nplain text\n", 1),
        (b"text\nFrom a Tue Nov 24 22:00:28 2026\nplain\n", 1),
        (b"\nFrom \nSubject: b\n\nbare separator\n", 2),
        (b"\nFrom ???@??? Tue Nov 24 22:00:28 2026\nX: b\n", 2),
        (b"no blank line\nFrom - Tue Nov 24 22:00:28 2026\nSubject: b\n\n", 2),
        (b"\nFrom 17@xxx Thu Jan 01 00:00:00 +0000 2015\nX-GM-THRID: 1\n", 2),
        (b"\r\nFrom - Tue Nov 24 22:00:28 2026\r\nSubject: b\r\n", 2),
    ],
)
def test_a_line_of_a_text_is_no_separator(text: bytes, count: int) -> None:
    assert len(bodies(LINE + b"\n" + HEAD + b"\n" + text)) == count


def test_when_it_arrived_is_told_by_the_separator() -> None:
    found = mbox.mails(io.BytesIO(LINE + b"\n" + HEAD + b"\nFrom x\n" + HEAD + b"\n\nb"))
    assert [one.arrived for one in found] == ["2026-11-25T06:00:28+08:00", ""]


def box_of(*mails: bytes) -> bytes:
    return b"".join(LINE + b"\r\n" + one + b"\r\n" for one in mails)


ONE, TWO, THREE = (mail(subject=f"报送{number}") for number in "一二三")


def test_an_unchanged_box_is_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.mbox"
    path.write_bytes(box_of(ONE, TWO))
    settle(path)
    memory = Memory()
    run = memory.run(path)
    assert run.data == [ONE, TWO]
    assert [stamp.path for stamp in run.stamps] == ["年报.mbox"]
    monkeypatch.setattr(mbox, "mails", None)
    again = memory.run(path)
    assert (again.items, again.troubles) == ([], [])


def test_a_mail_that_was_appended_is_all_that_comes(tmp_path: Path) -> None:
    path = tmp_path / "年报.mbox"
    path.write_bytes(box_of(ONE, TWO))
    memory = Memory()
    memory.run(path)
    path.write_bytes(box_of(ONE, TWO, THREE))
    assert memory.run(path).data == [THREE]


def test_mails_before_it_may_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "年报.mbox"
    path.write_bytes(box_of(ONE, TWO))
    memory = Memory()
    memory.run(path)
    path.write_bytes(box_of(TWO, THREE))
    assert memory.run(path).data == [THREE]


def test_a_mark_that_it_was_read_makes_no_new_mail(tmp_path: Path) -> None:
    path = tmp_path / "年报.mbox"
    memory = Memory()
    path.write_bytes(box_of(b"X-Mozilla-Status: 0000\r\nX-Mozilla-Keys:     \r\n" + ONE))
    assert len(memory.run(path).items) == 1
    path.write_bytes(box_of(b"X-Mozilla-Status: 0001\r\nX-Mozilla-Keys: $l1 \r\n" + ONE, TWO))
    assert memory.run(path).data == [TWO]


def test_a_box_that_may_still_change_unseen_is_not_stamped(tmp_path: Path) -> None:
    path = tmp_path / "年报.mbox"
    path.write_bytes(box_of(ONE))
    assert Memory().run(path).stamps == []


def test_a_box_that_changed_between_listing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "年报.mbox"
    path.write_bytes(box_of(ONE, TWO))
    _, second = Memory().run(path).items
    path.write_bytes(box_of(TWO))
    with pytest.raises(Unreadable) as refused:
        data_of(second)
    assert refused.value.finding.code == "M106"
    path.unlink()
    with pytest.raises(Unreadable) as refused:
        data_of(second)
    assert refused.value.finding.code == "M106"


def test_apples_mbox_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "年报.mbox"
    folder.mkdir()
    (folder / "mbox").write_bytes(box_of(ONE))
    (folder / "table_of_contents").write_bytes(b"\0\1\2\3")
    assert Memory().run(folder).data == [ONE]


def test_the_same_mail_twice_in_a_box_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "年报.mbox"
    path.write_bytes(box_of(ONE, TWO, ONE))
    assert Memory().run(path).data == [ONE, TWO]
