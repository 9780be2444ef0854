"""Passages of reports beside their tables, from passages.txt: what it says of each."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gikxl.form import load
from gikxl.report import Number, Report
from tests.support import all_zero

FILE = Path(__file__).parent / "passages.txt"
SILENT = "对"

RESULTS = {
    "予以": "granted",
    "部分": "partly_granted",
    "不予": "third_party",
    "无法": "not_held",
    "不处理": "petition",
    "未缴费": "fee_unpaid",
    "其他": "other",
}
ORGANISATIONS = {
    "企业": "business",
    "科研": "research",
    "公益": "public_interest",
    "法律": "legal_service",
}
PROACTIVE = {
    "规章有效": "regulation.in_force",
    "文件制发": "normative_document.issued",
    "文件废止": "normative_document.repealed",
    "文件有效": "normative_document.in_force",
    "许可": "licence.decisions",
    "处罚": "penalty.decisions",
    "强制": "coercion.decisions",
    "收费": "fee.amount",
}
DISPUTES = {
    "复议": "reconsideration",
    "直诉": "direct_suit",
    "议后诉": "suit_after_reconsideration",
}
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending", "total")


class Passage(NamedTuple):
    """Words in one of the texts, the tables beside them, and what is to be said of them."""

    key: str
    figures: str
    last: str
    unit: str
    code: str
    """Empty where nothing is to be said."""
    number: str
    """The number at fault; - where the finding names none."""
    words: str

    def reports(self) -> tuple[Report, Report | None]:
        """The report with these words, and last year's."""
        report = _report(self.figures, 2025, self.unit)
        report.texts = {self.key: self.words}
        return report, _report(self.last, 2024, self.unit) if self.last else None


@cache
def passages() -> tuple[Passage, ...]:
    """Every passage, in the order of the file."""
    return tuple(_passages())


def _passages() -> Iterator[Passage]:
    labels = {text.label.lstrip("（一二三四五）"): text.key for text in load().texts}
    labels |= {text.label: text.key for text in load().texts} | {"总体情况": "overview"}
    key = figures = last = unit = ""
    for line in filter(None, FILE.read_text(encoding="utf-8").splitlines()):
        if line.startswith("【"):
            label, _, figures = line[1:].partition("】")
            key, last, unit = labels[label], "", "清河县某局"
        elif line.startswith("上年 "):
            last = line.removeprefix("上年 ")
        elif line.startswith("单位 "):
            unit = line.removeprefix("单位 ")
        elif not line.startswith("#"):
            verdict, words = line.split(" | ", 1)
            code, _, number = verdict.removeprefix(SILENT).partition(" ")
            yield Passage(key, figures, last, unit, code, number, words)


def _report(figures: str, year: int, unit: str) -> Report:
    """The report with these figures: a name and a number each, and the totals they come to."""
    report = all_zero(year=year)
    report.unit = unit
    words = figures.split()
    given = dict(zip(words[::2], words[1::2], strict=True))
    numbers = {
        **_requests({name: int(given.pop(name)) for name in tuple(given) if _is_request(name)}),
        **{f"proactive.{PROACTIVE[n]}": _number(given.pop(n)) for n in PROACTIVE if n in given},
        **{
            f"disputes.{DISPUTES[name]}.{outcome}": number
            for name in DISPUTES
            if name in given
            for outcome, number in _outcomes(given.pop(name))
        },
    }
    assert not given, given
    report.values |= {
        key: report.values[key]._replace(number=number, raw=str(number))
        for key, number in numbers.items()
    }
    assert all(report.holds(equation) for equation in report.form.equations), figures
    return report


def _is_request(name: str) -> bool:
    return name in RESULTS or name in ORGANISATIONS or name in ("新收", "上年结转", "下年")


def _requests(given: dict[str, int]) -> dict[str, Number]:
    """Table three: what organisations asked for was granted, as far as that is many enough."""
    granted = {column: given.pop(name, 0) for name, column in ORGANISATIONS.items()}
    rows = {row: given.pop(name, 0) for name, row in RESULTS.items()}
    rows["handled"] = sum(rows.values())
    rows["new"] = given.pop("新收", 0)
    rows["carried_over"] = given.pop("上年结转", 0)
    rows["carried_forward"] = given.pop("下年", 0)
    found: dict[str, Number] = {}
    for row, total in rows.items():
        of_organisations = granted if row in ("new", "granted", "handled") else {}
        found |= {f"requests.{row}.{column}": n for column, n in of_organisations.items()}
        found[f"requests.{row}.natural_person"] = total - sum(of_organisations.values())
        found[f"requests.{row}.total"] = total
    return found


def _outcomes(numbers: str) -> Iterator[tuple[str, int]]:
    counts = [int(number) for number in numbers.split("/")]
    yield from zip(OUTCOMES, [*counts, sum(counts)], strict=True)


def _number(digits: str) -> Number:
    return Decimal(digits) if "." in digits else int(digits)
