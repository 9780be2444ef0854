"""The words of the replies: the file that a superior may edit, read and filled in.

texts.txt explains its language to those who edit it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gikxl.collect.model import REPLIES, ReplyKind
from gikxl.write.files import replacing

FILE = "回复文字.txt"
"""The copy in the collection's folder that is there to be edited."""
BLOCKS = ("问题", "主要数字")
"""What is a table, and so stands on a line of its own."""

_HEADING, _COMMENT, _SUBJECT = "## ", "#", "主题："
_SLOT = re.compile(r"\{([^{}\n]*)\}")
_ALWAYS = ("单位", "年度", "上级", "今天", "截止日期", "逾期")
_ANSWERING = (*_ALWAYS, "文件", "报送时间")
SLOTS: Mapping[ReplyKind, tuple[str, ...]] = {
    "accepted": (*_ANSWERING, "主要数字", "校验码", "警告数", "问题"),
    "correct": (*_ANSWERING, "错误数", "警告数", "问题", "附件"),
    "unreadable": (*_ANSWERING, "原因", "办法"),
    "wrong_year": (*_ANSWERING, "所报年度"),
    "wrong_edition": (*_ANSWERING, "所用格式", "应用格式"),
    "remind": _ALWAYS,
}
"""What can be filled in, by the kind of reply."""


class Words(NamedTuple):
    """A reply with its slots not yet filled."""

    subject: str
    lines: tuple[str, ...]


Texts = Mapping[ReplyKind, Words]


def packaged() -> str:
    """The file as it comes with gikxl."""
    with open(os.path.join(os.path.dirname(__file__), "texts.txt"), encoding="utf-8") as file:
        return file.read()


def texts_of(folder: str, path: str | None = None) -> Texts:
    """The words of a collection: those of `path`, or of the copy in its folder.

    That copy is put there where it is not. Raises ValueError, in Chinese, if the file is
    not what it should be; OSError passes through.
    """
    own = path or os.path.join(folder, FILE)
    if not path and not os.path.exists(own):
        with replacing(own) as file:
            file.write(b"\xef\xbb\xbf" + packaged().replace("\n", "\r\n").encode())
    try:
        return parse(_decoded(own))
    except ValueError as error:
        raise ValueError(f"{own}：{error}") from None


def _decoded(path: str) -> str:
    """A text as Notepad saves it: UTF-8 with or without its mark, or the Chinese code page."""
    with open(path, "rb") as file:
        data = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("不是文本文件，请用记事本打开，另存为 UTF-8 编码")


def parse(source: str) -> Texts:
    """The words of each kind of reply.

    Raises ValueError, in Chinese and with the line's number, for a kind that does not
    exist, is missing or comes twice, and for a slot that cannot be filled there.
    """
    kinds = {label: kind for kind, label in REPLIES.items()}
    found: dict[ReplyKind, list[tuple[int, str]]] = {}
    kind: ReplyKind | None = None
    for number, raw in enumerate(source.splitlines(), 1):
        line = raw.rstrip()
        if line.startswith(_HEADING):
            label = line.removeprefix(_HEADING).strip()
            kind = kinds.get(label)
            if kind is None:
                raise ValueError(f"第 {number} 行：没有“{label}”这种回复，可用的是{_known()}")
            if kind in found:
                raise ValueError(f"第 {number} 行：“{label}”前面已经有了")
            found[kind] = []
        elif line.startswith(_COMMENT):
            continue
        elif kind is not None:
            _check_slots(line, number, kind)
            found[kind].append((number, line))
        elif line:
            raise ValueError(f"第 {number} 行：文字前面要有一行“## ”和回复的种类")
    for kind, label in REPLIES.items():
        if kind not in found:
            raise ValueError(f"缺少“## {label}”这一节（一共要有{_known()}）")
    return {kind: _words(kind, lines) for kind, lines in found.items()}


def _known() -> str:
    return "、".join(REPLIES.values())


def _check_slots(line: str, number: int, kind: ReplyKind) -> None:
    for slot in _SLOT.findall(line):
        if slot not in SLOTS[kind]:
            offered = "".join(f"{{{name}}}" for name in SLOTS[kind])
            raise ValueError(
                f"第 {number} 行：“{REPLIES[kind]}”里不能填“{{{slot}}}”，可填的是{offered}"
            )
        if slot in BLOCKS and line.strip() != f"{{{slot}}}":
            raise ValueError(f"第 {number} 行：“{{{slot}}}”是一张表，要单独占一行")


def _words(kind: ReplyKind, lines: list[tuple[int, str]]) -> Words:
    """The subject and the lines below it, without the blank ones around them."""
    label = REPLIES[kind]
    while lines and not lines[0][1].strip():
        del lines[0]
    if not lines:
        raise ValueError(f"“## {label}”这一节是空的")
    number, first = lines[0]
    subject = first.removeprefix(_SUBJECT).strip()
    if not first.startswith(_SUBJECT) or not subject:
        raise ValueError(f"第 {number} 行：“{label}”的第一行应是“{_SUBJECT}”和邮件主题")
    if any(f"{{{block}}}" in subject for block in BLOCKS):
        raise ValueError(f"第 {number} 行：主题里不能有表")
    body = "\n".join(line for _, line in lines[1:]).strip("\n")
    if not body.strip():
        raise ValueError(f"第 {number} 行：“{label}”只有主题，没有正文")
    return Words(subject, tuple(body.split("\n")))


def filled(line: str, said: Mapping[str, str]) -> str | None:
    """A line with its slots filled, in one pass; None if one of them has nothing to say."""
    slots = _SLOT.findall(line)
    if not all(said.get(slot) for slot in slots):
        return None
    return _SLOT.sub(lambda found: said[found[1]], line)


def block(line: str) -> str:
    """The table that a line stands for; empty if it is words."""
    name = line.strip()[1:-1]
    return name if name in BLOCKS and line.strip() == f"{{{name}}}" else ""


def without_gaps(lines: list[str]) -> Iterator[str]:
    """Lines without the blank ones that are too many where something was left out."""
    blank = True
    for line in lines:
        if line.strip() or not blank:
            yield line
        blank = not line.strip()
