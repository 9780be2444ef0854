"""The form's tables as they are laid out on paper, for tests to draw or to write as text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gikxl.form import Block, load

FORM = load(2021)
REQUESTS = FORM.table("requests").blocks[0]
DISPUTES = FORM.table("disputes").blocks[0]
_SIDES = (0, 24, 90, 230, 265, 300, 335, 370, 405, 440, 480)

Numbers = Mapping[str, int]


class DrawnCell(NamedTuple):
    """A cell: its first and last row and column, and its text."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


class Drawn(NamedTuple):
    """A table: where its columns begin and end, and its cells."""

    sides: Sequence[float]
    cells: list[DrawnCell]
    rows: int
    height: float = 24


def keys(block: Block, row: int) -> list[str]:
    """The fields of a row of a block."""
    return [block.key(block.rows[row], column) for column in block.columns]


def requests_header() -> list[DrawnCell]:
    """The three rows above table 三."""
    leaves = ["商业\n企业", "科研\n机构", "社会公\n益组织", "法律服\n务机构", "其他"]
    return [
        DrawnCell(
            0, 0, 2, 2, "（本列数据的勾稽关系为：第一项加第二项之和，\n等于第三项加第四项之和）"
        ),
        DrawnCell(0, 3, 0, 9, "申请人情况"),
        DrawnCell(1, 3, 2, 3, "自然人"),
        DrawnCell(1, 4, 1, 8, "法人或其他组织"),
        DrawnCell(1, 9, 2, 9, "总计"),
        *(DrawnCell(2, 4 + n, 2, 4 + n, leaf) for n, leaf in enumerate(leaves)),
    ]


def requests(numbers: Numbers, first: int, last: int, *, header: bool = True) -> Drawn:
    """Some rows of table 三, with the groups beside them cut off where they are."""
    cells = requests_header() if header else []
    top = 3 if header else 0
    groups: dict[tuple[str, ...], list[int]] = {}
    for at in range(first, last + 1):
        row = REQUESTS.rows[at]
        line = top + at - first
        for depth in range(1, len(row.path)):
            groups.setdefault(row.path[:depth], []).append(line)
        left = len(row.path) - 1
        label = "\n".join(row.label[n : n + 16] for n in range(0, len(row.label), 16))
        cells.append(DrawnCell(line, left, line, 2, label))
        cells += [
            DrawnCell(line, 3 + n, line, 3 + n, str(numbers[key]))
            for n, key in enumerate(keys(REQUESTS, at))
        ]
    for path, lines in groups.items():
        left = len(path) - 1
        text = "\n".join(path[-1][: 3 * len(lines)])
        cells.append(DrawnCell(lines[0], left, lines[-1], left, text))
    return Drawn(_SIDES, cells, top + last - first + 1)


def disputes(numbers: Numbers) -> Drawn:
    """Table 四, its groups side by side."""
    labels = [column.label for column in DISPUTES.columns]
    cells = [
        DrawnCell(0, 0, 0, 4, "行政复议"),
        DrawnCell(0, 5, 0, 14, "行政诉讼"),
        DrawnCell(1, 5, 1, 9, "未经复议直接起诉"),
        DrawnCell(1, 10, 1, 14, "复议后起诉"),
    ]
    all_keys = [key for row in range(3) for key in keys(DISPUTES, row)]
    for at, key in enumerate(all_keys):
        label = labels[at % 5]
        cells.append(DrawnCell(1 if at < 5 else 2, at, 2, at, f"{label[:2]}\n{label[2:]}".strip()))
        cells.append(DrawnCell(3, at, 3, at, str(numbers[key])))
    return Drawn([32 * n for n in range(16)], cells, 4)
