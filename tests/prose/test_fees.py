"""What a text says of the fee for processing information."""

import pytest

from gikxl.prose.fees import charged, no_notices


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("全年收取政府信息公开信息处理费 0 元。", [0]),
        ("本年度，我局无收取政府信息公开信息处理费情况。", [0]),
        ("按规定没有信息处理费。", [0]),
        ("收取信息处理费共计380元，其中民政局1件，收取380元。", [380]),
        ("收取信息处理费1.5万元。", [15000]),
        ("严格落实《政府信息公开信息处理费管理办法》，不断规范信息处理费收取。", []),
    ],
)
def test_amounts(text: str, amounts: list[int]) -> None:
    assert [one.amount for one in charged(text)] == amounts


def test_parts_follow_behind_of_which_even_in_further_sentences() -> None:
    text = "收取了信息处理费2950元。其中，甲局1件，收取420元；乙局15件，收取1500元，符合规定。"
    (one,) = charged(text)
    assert one.parts == 1920


def test_no_notices() -> None:
    text = "全年未发出收费通知。"
    assert [text[slice(*span)] for span in no_notices(text)] == ["未发出收费通知"]
