"""How often the locator names the cells that are wrong: python -m tests.bench.locate [--quick]

Errors are put into the figures of real reports that are right, so the truth is known:
every single wrong cell of table 三, random pairs of wrong cells, and typed slips of each
kind; then the same where the totals are formulas, as in the template, and only the other
cells are typed; and where beside them a text written from the right numbers is a witness.
Printed for each: how many errors were tried, how often the true cells with their true
values are named first, how often they are first or a tie (the set named first is equally
small and its slip equally likely), how often they are among the candidates, how often
everything named is called certain, how often a cell that is right is named first with
certainty, and the time of a call.
"""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from gikxl.prose.narrate import narrate
from gikxl.report import Number, Report
from gikxl.rules.locate import Cause, Change
from gikxl.rules.locate.slips import Paper, account
from gikxl.rules.witness import causes as decided
from tests.bench.errors import (
    BETWEEN_TOTALS,
    ENTERED,
    FORMULAS,
    Numbers,
    Sheet,
    Slip,
    Wrong,
    several,
    sheets,
    single_cells,
    spoilt,
)


class Score:
    """What came of the errors of one kind."""

    def __init__(self, *, words: bool = False) -> None:
        self.words = words
        self.tried = 0
        self.count = Counter[str]()
        self.seconds: list[float] = []

    def try_(self, sheet: Sheet, wrong: Wrong) -> None:
        report = spoilt(sheet.report, wrong)
        if self.words:
            report.texts = narrative(sheet)
        start = time.perf_counter()
        causes = decided(report, None)
        self.seconds.append(time.perf_counter() - start)
        self.tried += 1
        self.count.update(judge(sheet, wrong, report, causes))

    def percent(self, what: str) -> float:
        return 100 * self.count[what] / self.tried if self.tried else float("nan")


_narratives: dict[int, dict[str, str]] = {}


def narrative(sheet: Sheet) -> dict[str, str]:
    """The texts that gikxl writes from the right numbers."""
    return _narratives.setdefault(id(sheet.report), narrate(sheet.report))


def judge(sheet: Sheet, wrong: Wrong, report: Report, causes: list[Cause]) -> Iterator[str]:
    """Which of the things that are counted is so."""
    truth = {cell: sheet.numbers[cell] for cell in wrong}
    named = {change.field: change.new for cause in causes for change in first(cause)}
    if named == truth:
        yield "first"
    elif is_tie(report, named, truth):
        yield "tie"
    candidates = [
        {change.field: change.new for change in repair} for c in causes for repair in c.repairs
    ]
    possible = [repair for repair in candidates if repair.items() <= truth.items()]
    if {cell for repair in possible for cell in repair} == truth.keys():
        yield "candidate"
    certain = (change for cause in causes if cause.certain for change in first(cause))
    if any(change.field not in truth for change in certain):
        yield "blamed"
    if all(cause.certain for cause in causes):
        yield "certain"


def first(cause: Cause) -> tuple[Change, ...]:
    return cause.repairs[0] if cause.repairs else ()


def is_tie(report: Report, named: Mapping[str, Number], truth: Numbers) -> bool:
    """Whether another set was named that is as small and whose slips are as likely."""
    numbers = {key: int(report.number(key) or 0) for key in report.form.fields}
    paper = Paper(report.form, numbers)
    prices = [
        account(paper, {k: int(n) for k, n in meant.items()}).price for meant in (named, truth)
    ]
    return len(named) == len(truth) and prices[0] == prices[1]


def score(
    kind: Slip | Callable[[Sheet, random.Random], Wrong], times: int, *, formulas: bool = False
) -> Score:
    """Errors of one kind that show, drawn evenly from all reports that can have them."""
    rng = random.Random(2021)
    result = Score()
    able = sheets(formulas=formulas)
    while able and result.tried < times:
        chosen = rng.choice(able)
        drawn = kind(chosen, rng)
        possible = drawn if isinstance(drawn, list) else [drawn]
        shown = [wrong for wrong in possible if not formulas or shows(chosen, wrong)]
        if shown:
            result.try_(chosen, rng.choice(shown) if isinstance(drawn, list) else drawn)
        elif isinstance(drawn, list):
            able.remove(chosen)
    return result


def shows(sheet: Sheet, wrong: Wrong) -> bool:
    """Whether any identity is broken: a number in another row of the results breaks none."""
    report = spoilt(sheet.report, wrong)
    return not all(map(report.holds, report.form.equations))


def every_single_cell(*, formulas: bool = False, words: bool = False) -> Score:
    result = Score(words=words)
    for sheet in sheets(formulas=formulas):
        for wrong in single_cells(sheet, random.Random(2021)):
            result.try_(sheet, wrong)
    return result


HEAD = f"{'':24}{'tried':>7}" + "".join(
    f"{word:>9}" for word in ("first", "+ties", "listed", "certain", "blamed", "median", "most")
)


def line(name: str, score: Score) -> str:
    """A line of the table; names in Chinese take two places a character."""
    wide = sum(ord(letter) > 0x2E80 for letter in name)
    first_or_tie = score.percent("first") + score.percent("tie")
    others = (score.percent(what) for what in ("candidate", "certain", "blamed"))
    percents = (score.percent("first"), first_or_tie, *others)
    times = (statistics.median(score.seconds), max(score.seconds))
    return (
        f"{name:{24 - wide}}{score.tried:7}"
        + "".join(f"{percent:8.1f}%" for percent in percents)
        + "".join(f"{1000 * seconds:6.1f} ms" for seconds in times)
    )


def together(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total.tried += score.tried
        total.count += score.count
        total.seconds += score.seconds
    return total


def main(arguments: list[str]) -> None:
    times = 100 if "--quick" in arguments else 2000
    print(HEAD)
    print(line("every single cell", every_single_cell()))
    print_random((2, 3, 4, 6, 8), times)
    print_slips(ENTERED, times)
    print_slips(BETWEEN_TOTALS, times)
    print("\nTotals are formulas")
    print(line("every single cell", every_single_cell(formulas=True)))
    print_random((2, 3), times, formulas=True)
    print_slips(FORMULAS, times, formulas=True)
    print("\nTotals are formulas, and the text tells the numbers")
    print(line("every single cell", every_single_cell(formulas=True, words=True)))


def print_random(counts: Iterable[int], times: int, *, formulas: bool = False) -> None:
    for count in counts:
        many = times if count == 2 else times // 4
        print(line(f"{count} random cells", score(several(count), many, formulas=formulas)))
        off = score(several(count, by=3), many, formulas=formulas)
        print(line(f"{count} cells, off by 1 to 3", off))


def print_slips(slips: Mapping[str, Slip], times: int, *, formulas: bool = False) -> None:
    scores = {name: score(slip, times // 4, formulas=formulas) for name, slip in slips.items()}
    for name, result in scores.items():
        print(line(name, result))
    print(line("these slips together", together(scores.values())))


if __name__ == "__main__":
    main(sys.argv[1:])
