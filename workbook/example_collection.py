"""An invented county's collection for the manual's pictures: what came in, summed up."""

import os
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from build import report
from example_roster import OFFICES, write_roster

from gikxl.cli import main as gikxl
from gikxl.collect.rollup import FILE_NAME
from gikxl.form import for_year
from gikxl.write.template import Raw, write_template

YEAR = 2025
SENT = datetime(2026, 1, 14, 2, 30, tzinfo=UTC)
LATE = datetime(2026, 1, 22, 2, 30, tzinfo=UTC)
NOW = "2026-01-23T09:30:00+08:00"
"""When it is collected, whenever the pictures are drawn."""

# Documents in force, licences, penalties, applications by people and by firms, of these granted,
# not held and left for next year; the same of the year before.
NUMBERS = {
    "清河县人民政府办公室": ((18, 0, 0, 42, 3, 22, 11, 4), (17, 0, 0, 31, 2, 20, 9, 0)),
    "清河县教育局": ((9, 64, 12, 23, 1, 14, 5, 2), (8, 60, 9, 27, 0, 18, 7, 0)),
    "清河县教育局招生办公室": ((1, 0, 0, 6, 0, 6, 0, 0), (1, 0, 0, 4, 0, 4, 0, 0)),
    "清河县发展和改革委员会": ((12, 118, 4, 37, 9, 19, 12, 3), (11, 131, 6, 22, 7, 13, 8, 0)),
    "清河县农业农村局（清河县乡村振兴局）": (
        (7, 83, 31, 51, 2, 28, 16, 3),
        (7, 79, 26, 44, 4, 27, 15, 0),
    ),
    "柳树镇人民政府": ((3, 15, 8, 12, 0, 9, 2, 1), (3, 11, 5, 15, 0, 12, 3, 0)),
}
WRONG: dict[str, dict[str, Raw]] = {
    "柳树镇人民政府": {"requests.not_held.natural_person": 20},
}
"""A 0 too many: the column does not balance."""


def write_collection(folder: Path) -> Path:
    """Write the reports and the roster, collect them; where the roll-up is."""
    received, out, roster = folder / "收到", folder / "收集", folder / "单位名单.xlsx"
    received.mkdir()
    write_roster(roster)
    level = {str(office[0]): str(office[3]) for office in OFFICES}
    for number, (unit, (now, before)) in enumerate(NUMBERS.items()):
        path = received / f"{unit}{YEAR}年报.xlsx"
        _write_report(path, unit, now, before, is_town=level[unit] == "乡镇街道")
        when = (LATE if number == 1 else SENT).timestamp()
        os.utime(path, (when, when))
    command = ["collect", str(received), "-o", str(out), "--roster", str(roster)]
    with (
        patch("gikxl.collect.output.now", lambda: NOW),
        patch("gikxl.collect.present.now", lambda: NOW),
    ):
        gikxl(command)
    return out / FILE_NAME


def _write_report(
    path: Path, unit: str, now: tuple[int, ...], before: tuple[int, ...], *, is_town: bool
) -> None:
    form = for_year(YEAR)
    write_template(
        path,
        form,
        unit=unit,
        year=YEAR,
        level=form.levels[-2 if is_town else -1].label,
        report=report(form, _rows(now)),
        last=report(form, _rows(before)),
        overrides=WRONG.get(unit, {}),
    )


def _rows(numbers: tuple[int, ...]) -> str:
    in_force, licences, penalties, people, firms, granted, not_held, left = numbers
    partly = people - granted - not_held - left  # what remains was granted in part
    return "\n".join(
        (
            f"proactive.normative_document  2 1 {in_force}",
            f"proactive.licence             {licences}",
            f"proactive.penalty             {penalties}",
            f"requests.new                  {people} {firms} 0 0 0 0",
            f"requests.granted              {granted} {firms} 0 0 0 0",
            f"requests.partly_granted       {partly} 0 0 0 0 0",
            f"requests.not_held             {not_held} 0 0 0 0 0",
            f"requests.carried_forward      {left} 0 0 0 0 0",
        )
    )
