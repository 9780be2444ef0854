"""What cannot be done with is told, and is not kept for the next run."""

from pathlib import Path

import pytest

from gikxl.collect.job import Asked, Collected, collect
from gikxl.collect.ledger import Ledger
from gikxl.collect.output import LAST
from gikxl.collect.present import YEAR
from gikxl.finding import Unreadable
from tests.collect.books import letter, mbox, workbook

UNIT = "东海县"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.mbox"
    path.write_bytes(mbox([letter(UNIT)]))
    return path


def run(source: Path, **asked: object) -> Collected:
    return collect([str(source)], str(source.parent / "out"), Asked(superior="清河市", **asked))  # type: ignore[arg-type]


def kept(source: Path) -> tuple[str, str]:
    with Ledger.open(str(source.parent / "out")) as ledger:
        return ledger.setting(YEAR), ledger.setting(LAST)


@pytest.mark.parametrize(
    ("year", "said"),
    [(2010, "2010 年没有统一的年度报告格式"), (20255, "20255 年还没有到：年度是数据统计的那一年")],
)
def test_a_year_that_cannot_be(source: Path, year: int, said: str) -> None:
    run(source, year=2025)
    with pytest.raises(ValueError, match=said):
        run(source, year=year)
    assert kept(source) == ("2025", "")
    assert run(source).summary


def test_last_years_reports_that_are_not_there(source: Path) -> None:
    with pytest.raises(Unreadable):
        run(source, year=2025, last=str(source.parent / "没有"))
    assert kept(source) == ("", "")
    assert run(source).summary


def test_last_years_reports_of_another_year(source: Path) -> None:
    last = source.parent / "上年"
    last.mkdir()
    (last / "a.xlsx").write_bytes(workbook(UNIT, 2024))
    run(source, last=str(last))
    other = source.parent / "前年"
    other.mkdir()
    (other / "a.xlsx").write_bytes(workbook(UNIT, 2023))
    with pytest.raises(ValueError, match="前年：没有 2024 年度的数据"):
        run(source, last=str(other))
    assert kept(source) == ("", str(last))
    assert run(source).summary
