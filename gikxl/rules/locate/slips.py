"""How figures get wrong: slips of the hand, each with its price and its words.

A slip tells how the number on paper came about if another was meant. The cheaper a
slip, the likelier it is; `UNEXPLAINED` is the price of a change that no slip explains.
What a slip says is said of the cell on paper.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from gikxl.form import Form

UNEXPLAINED = 12
"""The price of a cell that is wrong for no known reason."""
SHIFT = 4
"""The price of a whole row one column off."""
FOLLOWED = 2
"""The price of a total that only followed a wrong number."""
MOST_PAIRED = 6
"""Of more changes than this, only the last so many are tried in pairs."""


class LastYear(NamedTuple):
    """What last year's report says about a cell: the least and the most it can be."""

    cell: str
    """Last year's cell that says it."""
    least: int
    most: int | None

    def agrees(self, number: int | None) -> bool:
        """Whether this number can follow it."""
        return number is not None and self.least <= number <= (
            number if self.most is None else self.most
        )


class Account(NamedTuple):
    """What a repair supposes to have happened: its price, and words for each cell."""

    price: int
    slips: Mapping[str, str]


class Paper:
    """The numbers as they stand on paper, and how the cells lie to each other."""

    __slots__ = ("_at", "_spot", "form", "last_year", "numbers", "parts")

    def __init__(
        self,
        form: Form,
        numbers: Mapping[str, int | None],
        last_year: Mapping[str, LastYear] | None = None,
    ) -> None:
        self.form = form
        self.numbers = numbers
        self.last_year = last_year or {}
        self._spot: dict[str, tuple[int, int, int]] = {}
        self._at: dict[tuple[int, int, int], str] = {}
        blocks = (block for table in form.tables for block in table.blocks)
        for b, block in enumerate(blocks):
            for r, row in enumerate(block.rows):
                for c, column in enumerate(block.columns):
                    spot, key = (b, r, c), block.key(row, column)
                    self._spot[key], self._at[spot] = spot, key
        self.parts: dict[str, list[tuple[str, ...]]] = {}
        for equation in form.equations:
            if len(equation.left) == 1:
                self.parts.setdefault(equation.left[0], []).append(equation.right)

    def label(self, cell: str) -> str:
        """The cell in the form's words."""
        return self.form.fields[cell].label

    def step(self, one: str, other: str) -> tuple[int, int] | None:
        """Rows down and columns right from one cell to another of the same block."""
        (b, r, c), (block, row, column) = self._spot[one], self._spot[other]
        return (row - r, column - c) if b == block else None

    def near(self, cell: str) -> list[str]:
        """The cells above, below, left and right."""
        b, r, c = self._spot[cell]
        beside = ((b, r - 1, c), (b, r + 1, c), (b, r, c - 1), (b, r, c + 1))
        return [self._at[spot] for spot in beside if spot in self._at]

    def line(self, cell: str) -> list[str]:
        """The cells of its row, from left to right."""
        b, r, _ = self._spot[cell]
        return [key for spot, key in self._at.items() if spot[:2] == (b, r)]


# One cell: `wrong` stands on paper (None if no number does), `right` is meant.

Single = Callable[[Paper, str, int | None, int], str | None]
SINGLES: list[tuple[int, Single]] = []


def single(price: int) -> Callable[[Single], Single]:
    """Register a slip of one cell at this price."""

    def register(slip: Single) -> Single:
        SINGLES.append((price, slip))
        return slip

    return register


@single(0)
def no_number(_paper: Paper, _cell: str, wrong: int | None, _right: int) -> str | None:
    """Nothing that counts stands there: it has to change anyhow."""
    return "这里没有填可以计算的数" if wrong is None else None


@single(0)
def follows_last_year(paper: Paper, cell: str, wrong: int | None, right: int) -> str | None:
    """Last year's report gives the number that is meant."""
    said = paper.last_year.get(cell)
    if said is None or said.least != right or said.most != right or said.agrees(wrong):
        return None
    return f"上年报告{paper.label(said.cell)}是 {right}"


@single(2)
def left_empty(paper: Paper, cell: str, wrong: int | None, right: int) -> str | None:
    """A total left blank or 0."""
    return "分项已填，合计没有算" if wrong == 0 < right and cell in paper.parts else None


@single(2)
def sign(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """-5 for 5."""
    return "多了负号" if wrong is not None and wrong == -right else None


@single(3)
def swapped(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """12 for 21: two neighbouring digits changed places."""
    a, b = str(wrong), str(right)
    if len(a) != len(b):
        return None
    differ = [i for i in range(len(a)) if a[i] != b[i]]
    is_swap = (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and [a[i] for i in differ] == [b[i] for i in reversed(differ)]
    )
    return "相邻两位数字颠倒了" if is_swap else None


@single(4)
def factor_of_ten(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """50 or 500 for 5, or the other way round."""
    if not wrong or not right:
        return None
    for zeros in (1, 2):
        if wrong == right * 10**zeros:
            return f"末尾多了 {zeros} 个 0"
        if right == wrong * 10**zeros:
            return f"末尾少了 {zeros} 个 0"
    return None


@single(4)
def stale_total(paper: Paper, cell: str, wrong: int | None, right: int) -> str | None:
    """A total that lacks one of its parts, or counts one twice."""
    if wrong is None:
        return None
    for parts in paper.parts.get(cell, ()):
        for part in parts:
            if paper.numbers[part] == right - wrong:
                return f"合计漏加了{paper.label(part)}的数"
            if paper.numbers[part] == wrong - right:
                return f"合计多加了一次{paper.label(part)}的数"
    return None


@single(5)
def digit_doubled(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """122 for 12."""
    a, b = str(wrong), str(right)
    doubled = any(a == b[:i] + b[i] + b[i:] for i in range(len(b)))
    return "有一位数字打了两次" if wrong and doubled else None


@single(7)
def digit_dropped(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """12 for 132."""
    a, b = str(wrong), str(right)
    dropped = any(a == b[:i] + b[i + 1 :] for i in range(len(b)))
    return "漏打了一位数字" if wrong and dropped else None


@single(8)
def digit_added(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """152 for 12."""
    a, b = str(wrong), str(right)
    added = any(b == a[:i] + a[i + 1 :] for i in range(len(a)))
    return "多打了一位数字" if wrong and right and added else None


@single(8)
def digit_mistyped(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """15 for 12."""
    a, b = str(wrong), str(right)
    one_off = len(a) == len(b) > 1 and sum(map(str.__ne__, a, b)) == 1
    return "打错了一位数字" if one_off else None


@single(9)
def same_as_neighbour(paper: Paper, cell: str, wrong: int | None, _right: int) -> str | None:
    """The same number typed into two cells."""
    if not wrong:
        return None
    same = (near for near in paper.near(cell) if paper.numbers[near] == wrong)
    near = next(same, None)
    return near and f"与{paper.label(near)}填了同一个数"


@single(10)
def left_out(_paper: Paper, _cell: str, wrong: int | None, right: int) -> str | None:
    """0 or a blank where there is something."""
    return "漏填" if wrong == 0 < right else None


@single(11)
def miscalculated(paper: Paper, cell: str, _wrong: int | None, _right: int) -> str | None:
    """A total that was added up wrong."""
    return "合计算错了" if cell in paper.parts else None


# Two cells. Each is given as (cell, on paper, meant); the first stands before the second.

Changed = tuple[str, int | None, int]
Pair = Callable[[Paper, Changed, Changed], tuple[str, str] | None]
PAIRS: list[tuple[int, Pair]] = []


def pair(price: int) -> Callable[[Pair], Pair]:
    """Register a slip of two cells at this price for both."""

    def register(slip: Pair) -> Pair:
        PAIRS.append((price, slip))
        return slip

    return register


def _is_exchange(one: Changed, other: Changed) -> bool:
    return one[1] == other[2] and other[1] == one[2]


@pair(4)
def one_off(paper: Paper, one: Changed, other: Changed) -> tuple[str, str] | None:
    """A number typed a row too low or high, or a column too far left or right."""
    if not _is_exchange(one, other) or (one[1] and other[1]) or other[0] not in paper.near(one[0]):
        return None
    here, there = (one, other) if one[1] == 0 else (other, one)
    by = "行" if paper.step(one[0], other[0]) in ((1, 0), (-1, 0)) else "列"
    words = {
        here[0]: f"这个数错填到了{paper.label(there[0])}，差一{by}",
        there[0]: f"这是{paper.label(here[0])}的数，填错了一{by}",
    }
    return words[one[0]], words[other[0]]


@pair(4)
def exchanged(paper: Paper, one: Changed, other: Changed) -> tuple[str, str] | None:
    """The numbers of two neighbouring cells changed places."""
    if not _is_exchange(one, other) or other[0] not in paper.near(one[0]):
        return None
    return f"与{paper.label(other[0])}的数填反了", f"与{paper.label(one[0])}的数填反了"


@pair(10)
def exchanged_afar(paper: Paper, one: Changed, other: Changed) -> tuple[str, str] | None:
    """The numbers of two cells in one row or column changed places."""
    if not _is_exchange(one, other) or 0 not in (paper.step(one[0], other[0]) or (1, 1)):
        return None
    return f"与{paper.label(other[0])}的数填反了", f"与{paper.label(one[0])}的数填反了"


# A whole row.


def row_shifted(paper: Paper, meant: Mapping[str, int]) -> str | None:
    """The numbers of a row stand one column too far right or left; one may be lost."""
    if len(meant) < 3:
        return None
    line = paper.line(next(iter(meant)))
    if not meant.keys() <= set(line):
        return None
    wrong = [paper.numbers[cell] for cell in line]
    right = [meant.get(cell, paper.numbers[cell]) for cell in line]
    for width in (len(line) - 1, len(line)):
        if wrong[1:width] == right[: width - 1]:
            return "整行的数右移了一列"
        if wrong[: width - 1] == right[1:width]:
            return "整行的数左移了一列"
    return None


def account(paper: Paper, meant: Mapping[str, int]) -> Account:
    """The cheapest account of how these cells came to differ from what is meant."""
    shift = row_shifted(paper, meant)
    if shift:
        plain = Account(SHIFT, dict.fromkeys(meant, shift))
    else:
        changes = [(cell, paper.numbers[cell], right) for cell, right in meant.items()]
        plain = _cheapest(paper, changes)
    against = sum(
        said.agrees(paper.numbers[cell]) and not said.agrees(right)
        for cell, right in meant.items()
        if (said := paper.last_year.get(cell))
    )
    return Account(plain.price + against * UNEXPLAINED, plain.slips)


def _cheapest(paper: Paper, changes: Sequence[Changed]) -> Account:
    """Explain the first cell alone or together with another, and the rest likewise."""
    if not changes:
        return Account(0, {})
    first, rest = changes[0], changes[1:]
    best = _both(_alone(paper, first), _cheapest(paper, rest))
    if len(changes) > MOST_PAIRED:
        return best
    for other in rest:
        together = _together(paper, first, other)
        if together:
            others = [change for change in rest if change is not other]
            best = min(best, _both(together, _cheapest(paper, others)), key=lambda a: a.price)
    return best


def _both(one: Account, other: Account) -> Account:
    return Account(one.price + other.price, {**one.slips, **other.slips})


def _alone(paper: Paper, change: Changed) -> Account:
    for price, slip in SINGLES:
        words = slip(paper, *change)
        if words:
            return Account(price, {change[0]: words})
    return Account(UNEXPLAINED, {change[0]: ""})


def _together(paper: Paper, one: Changed, other: Changed) -> Account | None:
    for price, slip in PAIRS:
        words = slip(paper, one, other)
        if words:
            return Account(price, dict(zip((one[0], other[0]), words, strict=True)))
    return _followed(paper, one, other) or _followed(paper, other, one)


def _followed(paper: Paper, part: Changed, total: Changed) -> Account | None:
    """A total that agrees with the wrong number in one of its parts."""
    if not any(part[0] in parts for parts in paper.parts.get(total[0], ())):
        return None
    if part[2] - (part[1] or 0) != total[2] - (total[1] or 0):
        return None
    wrong = _alone(paper, part)
    slips = {**wrong.slips, total[0]: f"随{paper.label(part[0])}一起错了"}
    return Account(wrong.price + FOLLOWED, slips)
