"""How fast a check is, beside what it cannot be faster than and what it replaces.

    python -m tests.bench.check [--files 2000]

Whole processes, side by side, alternating; ratios, because seconds depend on the
machine. The workbooks are the template filled with the figures of real reports.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from gikxl.write.template import write_template
from tests.figures import NAMES, report

ROOT = Path(__file__).parents[2]
CLEAN = ("huaian_2024", "suqian_2024", "hongze_2024", "shuyang_2025")

BARE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
SCRIPT = """
import sys
from pathlib import Path
from openpyxl import load_workbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    sheet = load_workbook(path, data_only=True)["三、申请办理"]
    rows = [[cell or 0 for cell in row] for row in
            sheet.iter_rows(min_row=6, max_row=30, min_col=4, max_col=10, values_only=True)]
    wrong = [row for row in rows if sum(row[:6]) != row[6]]
    for column in zip(*rows):
        if sum(column[2:23]) != column[23] or column[0] + column[1] != column[23] + column[24]:
            wrong.append(column)
"""


class Run(NamedTuple):
    """One process: how long it took, and the most memory any one process of it held."""

    seconds: float
    megabytes: float


def run(*arguments: str) -> Run:
    """Run Python once, with its byte code kept as on a user's machine."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def ratio(ours: list[Run], theirs: list[Run]) -> float:
    """The median of the ratios, pair by pair."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True))


def fill(folder: Path, files: int, names: tuple[str, ...]) -> Path:
    """A folder of that many workbooks, each report many times under another name."""
    folder.mkdir()
    for number, name in enumerate(names):
        first = folder / f"{name}-0.xlsx"
        write_template(first, report(name).form, report=report(name))
        for copy in range(1, len(range(number, files, len(names)))):
            shutil.copyfile(first, folder / f"{name}-{copy}.xlsx")
    return folder


def cold(folder: Path, rounds: int) -> None:
    """One clean workbook, from starting Python to its exit."""
    workbook = str(next(fill(folder / "clean", 1, CLEAN[:1]).iterdir()))
    nothing, ours, script = [], [], []
    for _ in range(rounds + 1):
        nothing.append(run("-c", "pass"))
        ours.append(run("-m", "gikxl", "check", workbook))
        script.append(run("-c", SCRIPT, str(folder / "clean")))
    print(f"one clean workbook, cold: {ratio(ours[1:], nothing[1:]):.2f} x `python -c pass`")
    print(f"                          {ratio(script[1:], ours[1:]):.1f} x faster than the script")


def batch(folder: Path, files: int, rounds: int) -> None:
    """Many workbooks, more than half of them with an error or two, as in real life."""
    all_of_them = fill(folder / "many", files, NAMES)
    few = fill(folder / "few", max(len(NAMES), files // 20), NAMES)
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(run("-c", BARE, str(all_of_them)))
        ours.append(run("-m", "gikxl", "check", str(all_of_them), "--format", "json"))
    script = run("-c", SCRIPT, str(few)).seconds * files / len(list(few.iterdir()))
    seconds = statistics.median(r.seconds for r in ours)
    print(f"{files} workbooks: {ratio(ours, bare):.2f} x bare calamine reads")
    print(f"                {script / seconds:.0f} x faster than the script (from {files // 20})")


def memory(folder: Path, files: int) -> None:
    """The largest process, as the number of files grows."""
    for part in (files // 4, files // 2, files):
        some = fill(folder / f"memory-{part}", part, NAMES)
        used = run("-m", "gikxl", "check", str(some), "--format", "text")
        print(f"memory for {part} workbooks: {used.megabytes:.0f} MB")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold(folder, 5 * options.rounds)
        batch(folder, options.files, options.rounds)
        memory(folder, options.files)


if __name__ == "__main__":
    main()
