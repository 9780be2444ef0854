"""The language of sentences with slots: what a slot without words takes with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.prose.sentences import fill, parse

SAID = {"甲": "甲1件", "乙": "乙2件", "丙": "丙3件", "年度": "2025"}


def filled(template: str, *silent: str) -> str:
    return fill(template, lambda slot: None if slot in silent else SAID[slot])


@pytest.mark.parametrize(
    ("template", "silent", "expected"),
    [
        ("{甲}，{乙}。", "", "甲1件，乙2件。"),
        ("{甲}，{乙}。", "乙", "甲1件。"),
        ("{甲}，{乙}。", "甲", "乙2件。"),
        ("共有{甲}，其中，{乙}、{丙}。", "乙", "共有甲1件，其中，丙3件。"),
        ("共有{甲}，其中，{乙}、{丙}。", "丙", "共有甲1件，其中，乙2件。"),
        ("共有{甲}，其中，{乙}、{丙}。", "乙丙", "共有甲1件。"),
        ("{年度}年，{甲}；{乙}，{丙}。", "乙丙", "2025年，甲1件。"),
        ("{年度}年，{甲}；{乙}，{丙}。", "甲", "乙2件，丙3件。"),
        ("{年度}年，{甲}。", "甲", ""),
        ("结果为：{甲}、{乙}、{丙}。", "甲", "结果为：乙2件、丙3件。"),
        ("结果（{甲}，{乙}）如下。", "乙", "结果（甲1件）如下。"),
        ("结果（{甲}）如下，{丙}。", "甲", "结果如下，丙3件。"),
        ("没有空的一句，照写。", "", "没有空的一句，照写。"),
        ("{甲}。\n{乙}。\n完。", "乙", "甲1件。\n完。"),
    ],
)
def test_filling(template: str, silent: str, expected: str) -> None:
    assert filled(template, *silent) == expected


@given(
    st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=6), st.sets(st.sampled_from("甲乙丙"))
)
def test_nothing_is_left_of_a_silent_slot(slots: list[str], silent: set[str]) -> None:
    template = "前，" + "、".join(f"{{{slot}}}" for slot in slots) + "。"
    text = filled(template, *silent)
    spoken = [SAID[slot] for slot in slots if slot not in silent]
    assert text == ("前，" + "、".join(spoken) + "。" if spoken else "")


def test_a_file_is_cut_at_its_headings() -> None:
    source = "\ufeff# 说明\n\n## 引言\n一句。\n\n二句{甲}。\n## 空的\n"
    assert parse(source, {"引言": "opening", "空的": "other"}, SAID.__contains__) == {
        "opening": "一句。\n二句{甲}。"
    }
