import pytest

from gikxl.rules.shared.years import periods, years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("某某局2023年政府信息公开工作年度报告", [2023]),
        ("2023 年", [2023]),
        ("二〇二三年、２０２４年", [2023, 2024]),
        ("共收到申请2023件，历年", []),
        ("近10年", []),
        ("", []),
    ],
)
def test_years_in_a_text(text: str, found: list[int]) -> None:
    assert years(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止", [(2023, 2023)]),
        ("2023 年 1 月 1 日\n至 12 月 31 日", [(2023, 2023)]),
        ("2022年1月1日至2023年12月31日", [(2022, 2023)]),
        ("自2023年1月1日起施行", []),
        ("截至2022年12月31日", []),
        ("2023年11月1日至2023年12月31日", []),
    ],
)
def test_statistical_periods_in_a_text(text: str, found: list[tuple[int, int]]) -> None:
    assert list(periods(text)) == found
