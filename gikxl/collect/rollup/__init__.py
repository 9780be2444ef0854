"""The roll-up: from where everybody stands to the sum and the workbook 汇总.xlsx.

`total.py` adds the units up, `levels.py` holds parents against children, `compare.py` and
`last.py` this year against last; `workbook/` writes one sheet a module.
"""

import os
from collections.abc import Mapping, Sequence

from gikxl.collect.model import Attachment, Received, Standings
from gikxl.collect.rollup.compare import compare
from gikxl.collect.rollup.last import collected_reports, last_numbers
from gikxl.collect.rollup.levels import disagreements
from gikxl.collect.rollup.total import parts, total
from gikxl.collect.rollup.workbook import FILE_NAME, RollUp, write_workbook
from gikxl.report import Number

__all__ = [
    "FILE_NAME",
    "RollUp",
    "collected_reports",
    "last_numbers",
    "roll_up",
    "total",
    "write_rollup",
]


def roll_up(
    standings: Standings,
    *,
    last: Mapping[str, Mapping[str, Number]] | None = None,
    refused: Sequence[tuple[Received, Attachment]] = (),
    problems: Sequence[Received] = (),
    collected: str = "",
) -> RollUp:
    """Add up the units, hold the levels against each other and this year against last.

    `last` has last year's numbers by the names of the roster (`last.last_numbers`); by default
    those that the workbooks of this year carry. `refused` and `problems` are the ledger's.
    """
    if last is None:
        last = last_numbers(standings)
    return RollUp(
        standings,
        parts(standings),
        total(standings),
        compare(standings, last),
        disagreements(standings),
        refused,
        problems,
        collected,
    )


def write_rollup(
    path: str | os.PathLike[str],
    standings: Standings,
    *,
    last: Mapping[str, Mapping[str, Number]] | None = None,
    refused: Sequence[tuple[Received, Attachment]] = (),
    problems: Sequence[Received] = (),
    collected: str = "",
) -> RollUp:
    """Write 汇总.xlsx, whole or not at all; the same input gives the same bytes.

    Its links lead to the originals beside it, so `path` is to be in the collection's folder.
    OSError passes through: no permission, no space, a file that Excel holds open.
    """
    made = roll_up(standings, last=last, refused=refused, problems=problems, collected=collected)
    write_workbook(path, made)
    return made
