"""S114 and S115: identity numbers, phones, cards, names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.rules import check
from gikxl.rules.shared.personal import (
    cards,
    identity_numbers,
    mobiles,
    names,
    old_identity_numbers,
)
from tests.support import codes, only, report_from

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def identity(body: str) -> str:
    """A number of 17 digits with the check character that GB 11643 gives it."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def request(words: str) -> list[str]:
    return codes(check(report_from(f"（二）依申请公开：2025年，{words}"), select=["S"]))


@given(st.sampled_from(["11", "32", "65"]), st.integers(0, 9999), st.dates(), st.integers(0, 999))
def test_a_genuine_number_is_found_and_a_mistyped_one_is_not(
    province: str, place: int, day: date, serial: int
) -> None:
    birthday = "19" + f"{day:%y%m%d}"
    number = identity(f"{province}{place:04}{birthday}{serial:03}")
    assert list(identity_numbers(f"证号{number}。")) == [(2, 20)]
    other = "0" if number[-1] != "0" else "1"
    assert list(identity_numbers(f"证号{number[:-1]}{other}。")) == []


@pytest.mark.parametrize(
    "text",
    [
        "000000194912310021",
        "110105194913310021",
        "1101051949123100215",
        "A11010519491231002X",
        "91320800MA1XXXXX0X",
        "2024-11010519491231002X",
    ],
)
def test_what_is_no_identity_number(text: str) -> None:
    assert list(identity_numbers(text)) == []


def test_an_identity_number_is_an_error() -> None:
    finding = only(check(report_from("（二）依申请公开：2025年，身份证号11010519491231002X。")))
    assert (finding.code, finding.severity) == ("S114", "error")
    assert finding.actual == "11010519491231002X"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("身份证号为110105194912310021。", ["S115"]),
        ("身份证号为110105491231002。", ["S115"]),
        ("索引号为110105194912310021。", []),
        ("受理编号为202511050000001。", []),
    ],
)
def test_other_long_numbers_are_doubted_only_where_they_are_called_so(
    words: str, code: list[str]
) -> None:
    assert request(words) == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("申请人电话：13800138000", ["13800138000"]),
        ("来信人13800138000来信", ["13800138000"]),
        ("手机13800138000", ["13800138000"]),
        ("联系电话：13800138000", []),
        ("请与办公室联系（电话：13800138000）", []),
        ("电话：0517-87290606，邮编：223100", []),
        ("12345热线受理 12800138000 件", []),
        ("编号138001380001", []),
        ("访问 http://a.gov.cn/13800138000.html", []),
    ],
)
def test_mobile_phones_of_persons(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in mobiles(text)] == found


def test_the_phone_in_the_opening_is_the_office_s_own() -> None:
    assert check(report_from("引言：2025年，如有疑问请致电王主任13800138000。")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("银行卡号6222021234567890127", []),
        ("银行卡号4111111111111111", ["4111111111111111"]),
        ("索引号4111111111111111", []),
    ],
)
def test_bank_cards(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in cards(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("申请人：张伟国，要求公开", ["张伟国"]),
        ("申请人姓名：张伟", ["张伟"]),
        ("申请人为李丽，", ["李丽"]),
        ("申请人为李丽提出", ["李丽"]),
        ("受理申请 1 件，具体信息为:王建军，", ["王建军"]),
        ("申请人分别为王芳、李伟、张建国。", ["王芳、李伟、张建国"]),
        ("申请人张某某、申请人：张某，申请人：张**", []),
        ("申请人为自然人，申请人：公民，申请人为法人。", []),
        ("并将申请人所申请的信息通过电子邮箱发送给申请人", []),
        ("申请人为同一人，申请人是企业，申请人为张家港市某企业。", []),
        ("具体信息为〔申请人姓名已略〕", []),
        ("镇长王伟、副镇长李强参加会议。", []),
        ("指导申请人：严格按照要求填写", []),
    ],
)
def test_names_of_applicants(text: str, found: list[str]) -> None:
    spans = dict.fromkeys(names(text))
    longest = [s for s in spans if not any(o[0] <= s[0] and s[1] < o[1] for o in spans)]
    assert [text[start:end] for start, end in longest] == found


def test_old_numbers_have_fifteen_digits() -> None:
    assert list(old_identity_numbers("身份证110105491231002。")) == [(3, 18)]
    assert list(old_identity_numbers("身份证11010549123100。")) == []
    assert list(old_identity_numbers("身份证11010519491231002X。")) == []
