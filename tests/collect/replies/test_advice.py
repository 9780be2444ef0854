"""Nobody is told what somebody else is to do."""

import pytest

from gikxl.collect import refusals
from gikxl.collect.replies.advice import advice
from gikxl.read.refusal import ENCRYPTED

AS_FILE = "请把年报的工作簿（.xlsx）或 Word 文件直接作为附件"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("M001", f"{AS_FILE}重发，或压缩成不加密的 zip 再发。"),
        ("M003", "请重发。"),
        ("M005", f"{AS_FILE}重发，或压缩成不加密的 zip 再发。"),
        ("M006", "请去掉密码重发。"),
        ("M010", "请把文件作为普通附件重发。"),
        ("M011", "请不加密重发。"),
        ("M014", f"{AS_FILE}发来。"),
        ("M015", "请在 Outlook 里把邮件格式改为“HTML”或“纯文本”重发。"),
        ("M109", "请不设密码重新发送。"),
    ],
)
def test_what_a_unit_is_to_do(code: str, said: str) -> None:
    (refusal,) = (one for one in refusals.catalogue() if one.code == code)
    assert advice(refusal.because().finding) == said


def test_no_answer_speaks_of_the_unit_as_of_another() -> None:
    for refusal in refusals.catalogue():
        said = advice(refusal.because().finding)
        assert said.startswith("请")
        assert said.endswith("。")
        assert not any(word in said for word in ("对方", "报送单位", "再收集", "命令"))


def test_answers_of_reading_stay_as_they_are() -> None:
    assert advice(ENCRYPTED.because().finding) == ENCRYPTED.suggestion
