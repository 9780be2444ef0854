"""A stand-in for Excel, fresh for each test."""

from collections.abc import Iterator

import pytest
import xlwings as xw

from tests.excel.engine import Excel, start


@pytest.fixture
def excel() -> Iterator[Excel]:
    before = xw.engines.active
    yield start()
    xw.engines.active = before
