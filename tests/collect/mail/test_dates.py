"""When a mail was sent, however its Date is written, and what speaks where it is missing."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.mail import open_mail
from gikxl.collect.mail.dates import from_filetime, when

NINE = "2026-01-15T09:30:00+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 15 Jan 2026 09:30:00 +0800",
        "Thu, 15 Jan 2026 09:30:00 +0800 (CST)",
        "Thu, 15 Jan 2026 01:30:00 +0000 (UTC)",
        "15 Jan 2026 01:30:00 GMT",
        "Wed, 14 Jan 2026 20:30:00 -0500",
        "Wed, 14 Jan 2026 20:30:00 EST",
        "Thu,15 January 26 9:30 +0800",
        "15-Jan-2026 09:30:00 CST",
        "Thu, 15 Jan 2026 9:30:0 +0800",
        "Thu Jan 15 09:30:00 CST 2026",
        "Thu Jan 15 09:30:00 2026",
        "Thu Jan 15 09:30:00 +0800 2026",
        "2026-01-15 09:30:00",
        "2026-01-15T01:30:00Z",
        "2026-01-15T09:30:00.123+08:00",
        "2026/1/15 9:30",
        "2026年1月15日 09:30:00",
        "星期四, 15 Jan 2026 09:30:00 +0800",
        "  Thu, 15 Jan 2026 09:30:00",
    ],
)
def test_the_same_moment_in_many_ways(text: str) -> None:
    assert when(text) == NINE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Thu, 32 Jan 2026 09:30:00 +0800",
        "Thu, 15 Foo 2026 09:30:00 +0800",
        "Thu, 15 Jan 2026 25:30:00 +0800",
        "Mon, 01 Jan 1900 00:00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Thu, 15 Jan 2126 09:30:00 +0800",
        "Thu, 15 Jan 2026 09:30:00 +9999",
        "9999-12-31 23:59:59 -2359",
        "0",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert when(text) == ""


@settings(max_examples=200, deadline=None)
@given(
    moment=st.datetimes(datetime(1996, 1, 1), datetime(2099, 12, 30)),
    minutes=st.integers(-12 * 60, 14 * 60),
)
def test_every_moment_is_the_standard_library_s(moment: datetime, minutes: int) -> None:
    there = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    told = when(format_datetime(there))
    assert datetime.fromisoformat(told) == there
    assert told.endswith("+08:00")
    ticks = int((there - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    assert from_filetime(ticks) == told


def test_outlook_s_odd_times() -> None:
    assert from_filetime(0) == from_filetime(2**63) == from_filetime(2**64 - 1) == ""


HOPS = (
    "Received: from a by b; Thu, 15 Jan 2026 09:30:00 +0800\r\n"
    "Received: from c by a with id 1; Wed, 14 Jan 2026 09:30:00 +0800\r\n"
)


@pytest.mark.parametrize("date", ["", "Date: \r\n", "Date: Mon, 1 Jan 1900 00:00:00 GMT\r\n"])
def test_without_a_date_the_topmost_received_speaks(date: str) -> None:
    assert open_mail(f"{HOPS}{date}From: a@b.cn\r\n\r\n".encode()).sent == NINE


def test_a_received_without_a_time_is_passed_over_and_without_any_there_is_none() -> None:
    odd = "Received: from x by y; (no time)\r\nReceived: by z\r\n"
    assert open_mail(f"{odd}{HOPS}\r\n".encode()).sent == NINE
    assert open_mail(f"{odd}\r\n".encode()).sent == ""


def test_a_date_in_an_encoded_word_and_in_gbk() -> None:
    word = "=?utf-8?Q?Thu,_15_Jan_2026_09:30:00_+0800?="
    assert open_mail(f"Date: {word}\r\n\r\n".encode()).sent == NINE
    assert open_mail("Date: 星期四 15 Jan 2026 09:30:00\r\n\r\n".encode("gbk")).sent == NINE
