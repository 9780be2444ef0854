"""问题清单: every finding of every unit, one a row, to be filtered."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gikxl.collect.model import STATUSES, Standing, Submission
from gikxl.collect.rollup.workbook.cells import Column, Content, Sheet, row_height
from gikxl.collect.rollup.workbook.made import RollUp
from gikxl.finding import SEVERITIES, Finding
from gikxl.write.template.styles import Styles
from gikxl.write.wording import cell_list, shown

WAIVED = "已豁免"
BETWEEN_LEVELS = "上下级对照"

COLUMNS = (
    Column("单位", 24),
    Column("状态", 18),
    Column("级别", 8),
    Column("规则", 7),
    Column("问题", 30),
    Column("位置", 24),
    Column("说明", 60),
    Column("应为", 14),
    Column("实为", 14),
    Column("改法", 40),
    Column("豁免理由", 24),
    Column("编号", 7),
)
_LEVEL = 2
_CENTRED = (1, 2, 3, 11)
_NOTHING = "没有发现问题。"


class _Line(NamedTuple):
    unit: str
    state: str
    finding: Finding
    number: int | None = None
    reason: str | None = None
    """Why it was waived, if it was."""


def problems_sheet(sheet: Any, styles: Styles, made: RollUp) -> None:
    """Write the list; what was waived stays in it, with the reason."""
    out = Sheet(sheet, styles)
    out.widths(COLUMNS)
    out.alone(made.title("问题清单"), "list_title", 28)
    out.alone("按单位排列；可用筛选按钮只看某个单位、级别或规则。", "list_hint")
    top = out.row
    out.head(COLUMNS)
    for line in _lines(made):
        _write(out, line)
    if out.row == top + 1:
        out.line([(_NOTHING, "name")])
    last = out.row - 1
    sheet.autofilter(top, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(top + 1, 1)
    for words, look in (
        (SEVERITIES["error"], "severity_error"),
        (SEVERITIES["warning"], "severity_warning"),
        (WAIVED, "severity_waived"),
    ):
        rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": styles[look]}
        sheet.conditional_format(top + 1, _LEVEL, last, _LEVEL, rule)
    out.paper(repeated=(top, top))


def _lines(made: RollUp) -> Iterator[_Line]:
    by_unit: dict[str, list[Finding]] = {}
    for disagreement in made.disagreements:
        by_unit.setdefault(disagreement.unit, []).append(disagreement.finding)
    for unit in made.standings.units:
        yield from _of(unit)
        for finding in by_unit.get(unit.office.name, ()):
            yield _Line(unit.office.name, BETWEEN_LEVELS, finding)
    for submission in made.standings.strangers:
        yield from _of_stray(submission, "不在单位名单内")
    for submission, _ in made.standings.unclear:
        yield from _of_stray(submission, "不能确定是哪个单位")
    for mail, attachment in made.refused:
        if attachment.refusal:
            yield _Line(mail.sender_name or mail.sender, "附件没有收下", attachment.refusal)
    for mail in made.problems:
        for finding in mail.problems:
            yield _Line(mail.sender_name or mail.sender, "邮件里的问题", finding)


def _of(unit: Standing) -> Iterator[_Line]:
    if unit.candidate:
        state, number = STATUSES[unit.status], unit.candidate.number or None
        reason = unit.decision.reason if unit.decision else ""
        for finding in unit.candidate.document.findings:
            waived = reason if finding in unit.waived else None
            yield _Line(unit.office.name, state, finding, number, waived)


def _of_stray(submission: Submission, state: str) -> Iterator[_Line]:
    name = submission.document.unit or submission.name
    for finding in submission.document.findings:
        yield _Line(name, state, finding, submission.number)


def _write(out: Sheet, line: _Line) -> None:
    finding = line.finding
    waived = line.reason is not None
    contents: list[Content] = [
        line.unit,
        line.state,
        WAIVED if waived else SEVERITIES[finding.severity],
        finding.code,
        finding.title,
        cell_list(finding.cells),
        finding.message,
        shown(finding.expected),
        shown(finding.actual),
        finding.suggestion,
        line.reason or "",
        line.number,
    ]
    widths = [column.width for column in COLUMNS]
    looks = ["middle" if n in _CENTRED else "word" for n in range(len(COLUMNS))]
    high = row_height(zip(contents, widths, strict=True))
    out.line(zip(contents, looks, strict=True), least=high)
