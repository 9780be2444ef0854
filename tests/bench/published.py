"""Published reports: what is read of them, what is found, and how long it takes.

    python -m tests.bench.published [FOLDER]

For each report of the folder (the reports of ../shared by default): how many of the
form's numbers were read, how many of those are not the ones that stand in
tests/figures, which findings there are, and the time of a whole `check` against
`python -c pass`, the median of alternating runs.
"""

import statistics
import sys
from collections import Counter
from pathlib import Path

from gikxl.finding import Unreadable
from gikxl.read import read
from gikxl.rules import check
from tests import figures
from tests.bench.check import run

FOLDER = Path(__file__).parents[3] / "shared" / "reports"
KINDS = (".docx", ".html", ".pdf", ".txt", ".md")
RUNS = 5
NOT_A_REPORT = ("README.md",)


def line(path: Path) -> str:
    """One row of the table."""
    try:
        report = read(str(path))
    except Unreadable as refusal:
        return f"| {path.name} | refused: {refusal.finding.code} | | | |"
    known = figures.numbers(path.stem) if path.stem in figures.NAMES else {}
    wrong = sum(report.number(key) not in (None, number) for key, number in known.items())
    found = Counter(f.code for f in check(report) if f.severity != "notice")
    told = " ".join(f"{code}×{n}" if n > 1 else code for code, n in sorted(found.items()))
    ratio = statistics.median(
        run("-m", "gikxl", "check", str(path)).seconds / run("-c", "pass").seconds
        for _ in range(RUNS)
    )
    return f"| {path.name} | {len(report.values)} | {wrong} | {told or '—'} | {ratio:.1f} |"


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    print("| report | numbers read | not as printed | errors and warnings | time |")
    print("|---|---|---|---|---|")
    for path in sorted(folder.iterdir()):
        if path.suffix in KINDS and path.name not in NOT_A_REPORT:
            print(line(path))


if __name__ == "__main__":
    main()
