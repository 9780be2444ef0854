"""Shares, changes and rates: what is computed, what is allowed for rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.prose.percentages import all_done, exact_percent, fits, shares


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办结1191件，其中公开208件（17.46%），不予公开20件（1.68%）", [True, True]),
        ("共12条，指南1条，占8%；公文5条，占41%；预算2条，占17%", [True, True, True]),
        ("共12条，公文5条，占43%", [False]),
        ("受理12件，公开6件，约占全部申请的50%", [True]),
        ("受理12件，公开6件，占比60%", [False]),
    ],
)
def test_a_share_is_one_of_a_number_said_before(text: str, found: list[bool]) -> None:
    assert [any(map(share.is_of, share.wholes)) for share in shares(text)] == found


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6), decimals=st.integers(0, 3))
def test_rounded_and_cut_percentages_fit(part: int, whole: int, decimals: int) -> None:
    exact = exact_percent(part, whole)
    step = Decimal(1).scaleb(-decimals)
    assert fits(exact, exact.quantize(step, "ROUND_HALF_UP"), decimals)
    assert fits(exact, exact.quantize(step, "ROUND_DOWN"), decimals)
    far = max(step, Decimal("0.1")) + Decimal("0.0001")
    assert not fits(exact, exact + far, decimals)
    assert not fits(exact, exact - 2 * far, decimals)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("收到政府信息公开申请5件，均已办结。", ["均已办结"]),
        ("所有申请均已按要求办理完成。", ["均已按要求办理完成"]),
        ("收到申请5件。办结率达100%。", ["办结率达100%"]),
        ("收到申请5件，均在法定期限内答复。", []),
        ("受理线下申请9件，已全部办结。", []),
        ("人大代表建议均已办结，申请渠道畅通。", []),
        ("除结转下年度的申请外，均已办结。", []),
    ],
)
def test_all_done(text: str, says: list[str]) -> None:
    assert [text[slice(*span)] for span in all_done(text, True)] == says


def test_what_was_done_need_not_be_requests() -> None:
    assert list(all_done("受理事项120件，办结率100%。")) == []
    assert list(all_done("收到政府信息公开申请5件。办结率100%。")) != []
