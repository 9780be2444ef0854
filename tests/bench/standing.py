"""Where thousands of units stand, as their number grows.

    python -m tests.bench.standing [UNITS…]

For each number of units, each with a 简称, an address and two different submissions: the
time from the roster's offices and the submissions to the standings, for a submission, as a
multiple of what it takes in the first line. It stays near 1 if the time grows as the number
does. Then the same as a share of the time that calamine takes to read as many workbooks of
the template.
"""

import sys
import tempfile
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from gikxl.collect.model import Document, Office, Submission
from gikxl.collect.roster import Roster
from gikxl.collect.standing import standings
from gikxl.form import load
from gikxl.write.template import write_template

UNITS = (500, 1_000, 2_500, 5_000)
YEAR = 2025
CHARACTERS = "东西南北中上下大小新老青红白黄金银玉石山水河江湖海林木花草春"
KINDS = ("局", "镇人民政府", "街道办事处", "委员会", "第一中学", "办公室")
READS = 20
ZEROS = dict.fromkeys(load().fields, 0)


def offices(count: int) -> list[Office]:
    """Offices with names of three characters and a kind."""
    base = len(CHARACTERS)
    found = []
    for number in range(count):
        name = "".join(CHARACTERS[number // base**digit % base] for digit in range(3))
        office = f"清河县{name}{KINDS[number % len(KINDS)]}"
        found.append(Office(office, (name,), mails=(f"u{number}@x.cn",), due="2026-01-20"))
    return found


def submission(number: int, office: Office, *, again: bool) -> Submission:
    """A submission; how one can tell whose it is differs from unit to unit."""
    way = number % 4
    name = office.name
    files = ("年报.xlsx", f"{name}{YEAR}年政府信息公开工作年度报告.xlsx", "附件2.xlsx")
    sent = f"2026-01-{15 if again else 10:02}T09:00:00+08:00"
    unit = name if way else None
    said = ZEROS | {"requests.new.total": int(again)}
    return Submission(
        number, 1, files[way % 3], "", "", f"<{number}@x>", f"关于报送{name}年报的函",
        office.mails[0], "张三", sent, sent,
        Document(f"{number}", "pass", unit, YEAR, 2021, numbers=said), number,
    )  # fmt: skip


def seconds(count: int) -> float:
    """The time for so many units."""
    roster = Roster(tuple(offices(count)), "清河县人民政府")
    found = [
        submission(2 * number + again, office, again=bool(again))
        for number, office in enumerate(roster.offices)
        for again in (0, 1)
    ]
    start = time.process_time()
    whole = standings(found, roster, (), year=YEAR, today="2026-03-01")
    took = time.process_time() - start
    assert {unit.status for unit in whole.units} == {"counted"}
    return took


def reading() -> float:
    """The time to read one workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "年报.xlsx")
        write_template(path, load())
        start = time.process_time()
        for _ in range(READS):
            book = CalamineWorkbook.from_path(str(path))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        return (time.process_time() - start) / READS


def main(counts: list[int]) -> None:
    """Measure and print."""
    one = reading()
    seconds(counts[0])  # what is only loaded or worked out once is no matter of number
    first = 0.0
    for count in counts:
        each = min(seconds(count) for _ in range(3)) / (2 * count)
        first = first or each
        print(
            f"{count:6} units: {each / first:.2f} times a submission; {each / one:.1%} of reading"
        )


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or list(UNITS))
