"""Texts that nobody writes: the work on them is bounded by the length of what is looked at.

A pattern is tried on one sentence at a time; a sentence is cut where none is so long.
"""

import pytest

from gikxl.prose.agreement import judge
from gikxl.prose.claims import ON_REQUESTS, claims
from gikxl.prose.clean import clean
from gikxl.prose.fees import charged
from gikxl.prose.lists import parts_lists
from gikxl.prose.percentages import all_done, shares
from tests.support import all_zero

MOST = 32_767  # characters that a cell holds
LONGEST = 1001

REPEATED = [
    "收到", "1", "未", "其中", "（", "）", "收到政府信息公开申请", "未因信息公开",
    "1件，", "其中甲1件、", "甲、", "分别", "通过网上收到", "1,", "结转", "2024年结转", "，", "的",
]  # fmt: skip


@pytest.mark.parametrize("words", REPEATED)
def test_no_sentence_is_longer_than_what_is_looked_at(words: str) -> None:
    text = (words * MOST)[:MOST]
    spans = list(clean(text).sentences())
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (0, MOST)
    assert max(end - start for start, end in spans) <= LONGEST
    assert claims(text, ON_REQUESTS) == []
    assert list(charged(text)) == list(shares(text)) == list(all_done(text, True)) == []
    assert all(part.number == 1 for parts in parts_lists(text) for part in parts.parts)


def test_every_claim_of_a_text_without_marks_is_found() -> None:
    sentence = "收到政府信息公开申请1件"
    judged = judge(all_zero(), ON_REQUESTS, sentence * 400)
    cut = LONGEST // len(sentence) + 1
    assert 400 - 400 // cut - 1 <= len(judged) <= 400
    assert {one.agrees for one in judged} == {False}


def test_a_long_list_is_cut_behind_a_mark() -> None:
    text = "公开信息：" + "、".join(f"第{n}类{n}条" for n in range(1, 120)) + "。"
    parts = [text[start:end] for start, end in clean(text).sentences()]
    assert len(parts) > 1
    assert all(part.endswith("、") for part in parts[:-1])
