"""The same workbooks checked by gikxl and, as far as they go, by what else there is.

    python -m tests.bench.others [--files 2000] [--rounds 3]

Each of the others does the honest minimum: it reads every workbook and adds up table 三. gikxl
applies all its rules and writes what it found as JSON. Whole processes, one after another in each
round; ratios, because seconds depend on the machine. The slow ones get a part of the files, and
their time is scaled. frictionless and pandas are installed into an environment of their own, which
is thrown away; LibreOffice only where it is installed. Run it while nothing else runs.
"""

import argparse
import importlib.metadata
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.check import SCRIPT, fill
from tests.figures import NAMES

ROOT = Path(__file__).parents[2]
PACKAGES = ("frictionless[excel]", "pandas", "python-calamine", "openpyxl")
SHEET = "三、申请办理"
PART = 20
"""One file in so many for what is slow."""

ADDED_UP = """
def add_up(rows):
    wrong = [row for row in rows if sum(row[:6]) != row[6]]
    for column in zip(*rows):
        if sum(column[2:23]) != column[23] or column[0] + column[1] != column[23] + column[24]:
            wrong.append(column)
    return len(wrong)
total = 0
"""
PANDAS = (
    ADDED_UP
    + f"""
import sys
from pathlib import Path
import pandas
for path in sorted(Path(sys.argv[1]).iterdir()):
    frame = pandas.read_excel(path, {SHEET!r}, header=None, engine="calamine")
    total += add_up(frame.iloc[5:30, 3:10].fillna(0).values.tolist())
print(total)
"""
)
FRICTIONLESS = (
    ADDED_UP
    + f"""
import sys
from pathlib import Path
from frictionless import Dialect, Resource, system
from frictionless.formats import ExcelControl
control = ExcelControl(sheet={SHEET!r}, fill_merged_cells=False)
with system.use_context(trusted=True):
    for path in sorted(Path(sys.argv[1]).iterdir()):
        dialect = Dialect(header=False, controls=[control])
        with Resource(path=str(path), dialect=dialect) as resource:
            rows = [list(row) for row in resource.cell_stream]
        total += add_up([[cell or 0 for cell in row[3:10]] for row in rows[5:30]])
print(total)
"""
)
CSV = (
    ADDED_UP
    + f"""
import csv, subprocess, sys, tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as out:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{{out}}/profile", "--headless", "--convert-to",
         'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
         "--outdir", out, *sorted(map(str, Path(sys.argv[1]).iterdir()))],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = sorted(Path(out).glob("*-{SHEET}.csv"))
    assert len(found) == len(list(Path(sys.argv[1]).iterdir())), len(found)
    for path in found:
        rows = list(csv.reader(path.open(encoding="utf-8")))
        total += add_up([[float(cell or 0) for cell in row[3:10]] for row in rows[5:30]])
print(total)
"""
)


class Other(NamedTuple):
    """A way to add up table 三: the program, what runs it, and one file in how many it gets."""

    name: str
    python: str
    arguments: Sequence[str]
    share: int = 1


def seconds(python: str, arguments: Sequence[str], folder: Path) -> float:
    """How long a process takes for the workbooks of a folder; fails where it does."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(
        [python, *arguments, str(folder)], cwd=ROOT, env=environment, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"{arguments[-1][-300:]}\n{done.stderr[-2000:]}")
    taken = time.perf_counter() - start
    if done.stdout[:9].strip().isdigit() and not int(done.stdout):
        raise SystemExit(f"{arguments[-1][-300:]}\nfound no wrong sum, and there are some")
    return taken


def others(python: str) -> list[Other]:
    """What there is on this machine; `python` has pandas and frictionless."""
    found = [
        Other("openpyxl script", sys.executable, ("-c", SCRIPT), PART),
        Other("pandas with calamine", python, ("-c", PANDAS)),
        Other("frictionless", python, ("-c", FRICTIONLESS), PART),
    ]
    if shutil.which("soffice"):
        found.append(Other("LibreOffice headless", sys.executable, ("-c", CSV), PART))
    return found


def installed(folder: Path) -> str:
    """The Python of a new environment with what gikxl is compared with."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    if subprocess.run(pip, check=False).returncode:
        raise SystemExit(f"{', '.join(PACKAGES)}: cannot be installed here, see above")
    return python


def told(times: Mapping[str, list[float]], ours: str) -> None:
    """Print each one's time as so many times gikxl's: the median, and how far it spread."""
    print(f"| | times as long as `{ours}` | from | to |\n|---|---|---|---|")
    for name, taken in times.items():
        ratios = sorted(a / b for a, b in zip(taken, times[ours], strict=True))
        numbers = (statistics.median(ratios), ratios[0], ratios[-1])
        print(f"| {name} | {' | '.join(f'{number:.1f}' for number in numbers)} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ours = f"gikxl check, {options.files} workbooks"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compared = others(installed(folder / "environment"))
        counts = {share: max(1, options.files // share) for share in (1, PART)}
        files = {share: fill(folder / f"{share}", n, NAMES) for share, n in counts.items()}
        real = {share: len(list(place.iterdir())) for share, place in files.items()}
        times: dict[str, list[float]] = {ours: []} | {one.name: [] for one in compared}
        check = ("-m", "gikxl", "check", "--format", "json")
        for _ in range(options.rounds):
            times[ours].append(seconds(sys.executable, check, files[1]))
            for one in compared:
                taken = seconds(one.python, one.arguments, files[one.share])
                times[one.name].append(taken * real[1] / real[one.share])
    told(times, ours)
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("openpyxl",))
    print(f"gikxl on CPython {sys.version.split()[0]}, {os.cpu_count()} cores; {versions}")


if __name__ == "__main__":
    main()
