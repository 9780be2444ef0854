"""The file with the words of the replies."""

from pathlib import Path

import pytest

from gikxl.collect.model import REPLIES
from gikxl.collect.replies.texts import FILE, SLOTS, filled, packaged, parse, texts_of, without_gaps

REST = "".join(f"\n## {label}\n主题：回复\n您好。" for label in list(REPLIES.values())[1:])


def accepted(body: str) -> str:
    return f"## 已采纳\n{body}{REST}"


def test_the_packaged_texts_have_every_kind_and_use_every_slot() -> None:
    texts = parse(packaged())
    assert list(texts) == list(REPLIES)
    for kind, words in texts.items():
        whole = words.subject + "\n".join(words.lines)
        unused = [slot for slot in SLOTS[kind] if f"{{{slot}}}" not in whole]
        assert set(unused) <= {"截止日期", "逾期", "警告数"}, (kind, unused)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            accepted("主题：好\n{单位}，\n{原因}"),
            "第 4 行：“已采纳”里不能填“{原因}”，可填的是",
        ),
        (accepted("主题：好{单 位}\n好"), "第 2 行：“已采纳”里不能填“{单 位}”"),
        (accepted("主题：好\n如下：{问题}"), "第 3 行：“{问题}”是一张表，要单独占一行"),
        (accepted("你好"), "第 2 行：“已采纳”的第一行应是“主题：”和邮件主题"),
        (accepted("主题：\n好"), "第 2 行：“已采纳”的第一行应是“主题：”和邮件主题"),
        (accepted("主题：好\n\n"), "第 2 行：“已采纳”只有主题，没有正文"),
        (accepted("\n \n"), "“## 已采纳”这一节是空的"),
        (accepted("主题：好\n好") + "\n## 已采纳\n", "“已采纳”前面已经有了"),
        ("## 表扬\n", "第 1 行：没有“表扬”这种回复，可用的是已采纳、请更正、读不了"),
        ("您好\n", "第 1 行：文字前面要有一行“## ”和回复的种类"),
        (REST, "缺少“## 已采纳”这一节（一共要有已采纳、请更正"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(source: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"节|行") as wrong:
        parse(source)
    assert said in str(wrong.value)


def test_what_a_section_says() -> None:
    words = parse(accepted("# 说明\n\n主题： {单位}好 \n\n　　第一段\n\n\n第二段  \n\n"))[
        "accepted"
    ]
    assert words == ("{单位}好", ("　　第一段", "", "", "第二段"))


def test_a_line_with_nothing_to_say_is_left_out_and_filling_goes_once_round() -> None:
    said = {"单位": "{年度}局", "年度": "2024", "截止日期": ""}
    assert filled("{单位}{年度}", said) == "{年度}局2024"
    assert filled("截止{截止日期}", said) is None
    assert filled("没有括号", said) == "没有括号"
    assert list(without_gaps(["", "一", "", "", "二", ""])) == ["一", "", "二", ""]


def test_the_copy_in_the_folder_is_put_there_once_and_then_read(tmp_path: Path) -> None:
    assert texts_of(str(tmp_path)) == parse(packaged())
    own = tmp_path / FILE
    assert own.read_bytes().startswith(b"\xef\xbb\xbf# \xe7\xbb\x99")
    assert b"\r\n" in own.read_bytes()
    edited = accepted("主题：谢谢\n收到。")
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        own.write_text(edited, encoding=encoding)
        assert texts_of(str(tmp_path))["accepted"] == ("谢谢", ("收到。",))
    other = tmp_path / "别的.txt"
    other.write_text(packaged(), encoding="utf-8")
    assert texts_of(str(tmp_path), str(other)) == parse(packaged())


def test_what_is_wrong_with_a_file_is_said_with_its_name(tmp_path: Path) -> None:
    own = tmp_path / FILE
    own.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ValueError, match=f"{FILE}：不是文本文件，请用记事本打开"):
        texts_of(str(tmp_path))
    own.write_text("## 已采纳\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"{FILE}：缺少“## 请更正”"):
        texts_of(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        texts_of(str(tmp_path), str(tmp_path / "没有.txt"))
