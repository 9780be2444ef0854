"""What cells were like before they were changed, kept in hidden names of their sheet.

Names move with their cells when rows come and go, and a saved file still has them. Those
of the workbook itself are many, and Excel gives them one by one: so ours are the sheet's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from gikxl.excel.areas import Box, address, box_of, pieces
from gikxl.excel.native import add_hidden_name

if TYPE_CHECKING:
    from xlwings import Name, Sheet

_AREA = r"\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?"


class Kept(NamedTuple):
    """A hidden name, what its cells were, and those that are still there."""

    name: "Name"
    was: str
    cells: list[Box]


def keep(sheet: "Sheet", prefix: str, was: str, boxes: Iterable[Box]) -> None:
    """Keep what cells of a sheet are; nothing of this prefix is kept of it so far."""
    quoted = quoted_name(sheet.name)
    numbers = count(1)
    for some in pieces(f"{quoted}!{_absolute(box)}" for box in boxes):
        add_hidden_name(sheet, f"{prefix}{was}_{next(numbers)}", "=" + ",".join(some))


def kept(sheet: "Sheet", names: "Mapping[str, Name]", prefix: str) -> Iterator[Kept]:
    """What is kept in a sheet's own names; cells that were deleted since are gone."""
    for own, name in names.items():
        if own.startswith(prefix):
            was = own.removeprefix(prefix).rpartition("_")[0]
            yield Kept(name, was, _cells(name.refers_to or "", quoted_name(sheet.name)))


def quoted_name(sheet: str) -> str:
    """The name of a sheet as it stands in a formula."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def _absolute(box: Box) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", address(box))


def _cells(formula: str, quoted: str) -> list[Box]:
    """The areas of a reference to a sheet, whose name Excel quotes only where it must."""
    sheets = "|".join(re.escape(name) for name in (quoted, quoted[1:-1]))
    areas = re.findall(rf"(?<=[=,])(?:{sheets})!({_AREA})", formula)
    return list(map(box_of, areas))
