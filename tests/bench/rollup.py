"""The roll-up's workbook against XlsxWriter writing the same values without any format.

    python -m tests.bench.rollup [UNITS…]

For each number of units: the time of writing 汇总.xlsx (sums, comparison, formats, formulas,
charts) as a multiple of the time that XlsxWriter (constant_memory) takes for the same values
in the same cells, the median of alternating runs; and how much the memory grows while it is
written. For each unit a roll-up has some 260 values, 200 of them the unit's own numbers.
"""

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from gikxl.collect.model import Standings
from gikxl.collect.rollup import write_rollup
from tests.collect import scenes

UNITS = (500, 1_000, 5_000)
RUNS = 3

Table = list[list[object]]


def ours(path: Path, standings: Standings) -> float:
    """Write the roll-up; the seconds it took."""
    start = time.process_time()
    write_rollup(path, standings, collected="2025-02-03T10:00:00+08:00")
    return time.process_time() - start


def bare(path: Path, sheets: dict[str, Table]) -> float:
    """Write the same values; the seconds it took."""
    start = time.process_time()
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(row, column, cell)
                else:
                    sheet.write_number(row, column, cell)
    book.close()
    return time.process_time() - start


def values(path: Path) -> dict[str, Table]:
    """What stands in the sheets of a workbook."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(folder: Path, units: int) -> str:
    """One row of the table."""
    path, standings = folder / "汇总.xlsx", scenes.county(1, units)
    before = peak()
    first = ours(path, standings)
    grown = peak() - before
    sheets = values(path)
    ratios = [first / bare(folder / "bare.xlsx", sheets)]
    ratios += [ours(path, standings) / bare(folder / "bare.xlsx", sheets) for _ in range(RUNS - 1)]
    return f"| {units:,} | {first:.1f} s | {statistics.median(ratios):.1f} | {grown:.0f} MB |"


def main() -> None:
    """Print the table."""
    print("| units | seconds | times bare XlsxWriter | memory more than before |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for units in map(int, sys.argv[1:] or UNITS):
            print(line(Path(folder), units), flush=True)


if __name__ == "__main__":
    main()
