"""报送情况: who has reported, who has not, and what stands in the way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gikxl.collect.model import STATUSES, Attachment, Received, Standing, Status, Submission
from gikxl.collect.rollup.workbook.cells import Column, Content, Link, Sheet, row_height
from gikxl.collect.rollup.workbook.looks import status_rules
from gikxl.collect.rollup.workbook.made import RollUp, names
from gikxl.finding import Finding
from gikxl.write.template.styles import Styles

COLUMNS = (
    Column("序号", 6),
    Column("单位", 26),
    Column("上级", 18),
    Column("状态", 18),
    Column("提交时间", 17),
    Column("截止日期", 11),
    Column("逾期", 6),
    Column("错误", 6),
    Column("警告", 6),
    Column("问题、待确认", 56),
    Column("编号", 7),
    Column("报送的文件", 52),
    Column("报送人", 36),
)
_STATUS, _LATE = 3, 6
_RIGHT = len(COLUMNS) - 1
_MOST_LINKS = 60_000
_CONTAINED = "已含在上级单位的数里，不重复相加"
_SUPERIORS = "全部单位的汇总稿，只作对照，不相加"
_SUMMARY_TOP = 2
_HIGHEST_FROZEN = 250
"""In points, without title and head."""
_MINUTES = 16
"""So many characters of a time tell the day and the minute."""

Cells = list[tuple[Content, str]]


def overview_sheet(sheet: Any, styles: Styles, made: RollUp) -> None:
    """Write the roster with each unit's state, then what belongs to no unit."""
    out = Sheet(sheet, styles)
    out.widths(COLUMNS)
    out.alone(made.title("报送情况"), "list_title", 28)
    out.alone(_when(made), "list_hint")
    high = sum(_state(out, *state) for state in _states(made))
    out.row += 1
    top = out.row
    out.head(COLUMNS)
    unequal = Counter(one.unit for one in made.disagreements)
    for number, unit in enumerate(made.standings.units, 1):
        _write(out, _unit(number, unit, unequal[unit.office.name]))
    last = max(top + 1, out.row - 1)
    sheet.autofilter(top, 0, last, _RIGHT)
    _colours(out, [(_SUMMARY_TOP, 1, top - 2, 1), (top + 1, _STATUS, last, _STATUS)])
    late = _equals(out, "逾期", "late")
    sheet.conditional_format(top + 1, _LATE, last, _LATE, late)
    for title, lines in _others(made):
        out.row += 1
        out.alone(title, "block_head", 22)
        for line in lines:
            _write(out, line)
    # A window with too much of it frozen shows nothing else.
    sheet.freeze_panes(top + 1 if high < _HIGHEST_FROZEN else 0, 2)
    out.paper(repeated=(top, top))


def _when(made: RollUp) -> str:
    return f"收集时间：{_minute(made.collected)}" if made.collected else ""


def _states(made: RollUp) -> Iterator[tuple[str, Sequence[Standing], bool]]:
    """Who has to report, who is in the sum, and by name all that are not, by the reason."""
    units = made.standings.units
    yield "应报", units, False
    yield STATUSES["counted"], [unit for unit in units if unit.status == "counted"], False
    for status, words in STATUSES.items():
        left_out = [unit for unit in made.parts.left_out if unit.status == status]
        if left_out:
            yield words, left_out, True
    yield "其中逾期", [unit for unit in units if unit.late], True
    if made.parts.contained:
        yield _CONTAINED, made.parts.contained, True
    if made.parts.superiors:
        yield _SUPERIORS, made.parts.superiors, True


def _state(out: Sheet, words: str, units: Sequence[Standing], named: bool) -> float:
    """Write a line of the summary: the state, how many units, and which; its height in points."""
    told = names(units) if named else ""
    room = sum(column.width for column in COLUMNS[3:10])
    high = row_height([(told, room), (words, COLUMNS[1].width)], 20)
    out.sheet.set_row(out.row, high)
    out.put(1, words, "count_name")
    out.put(2, len(units), "count")
    out.across(3, 9, told, "word")
    out.row += 1
    return high


def _unit(number: int, unit: Standing, unequal: int) -> Cells:
    told = list(_told(unit))
    if unequal:
        told.append(f"与下属单位之和有 {unequal} 处不符，见“问题清单”")
    office, candidate = unit.office, unit.candidate
    findings = _counted_findings(unit)
    late = "逾期" if unit.late else ""
    return [
        (number, "middle"),
        (office.name, "word"),
        (office.parent, "word"),
        (STATUSES[unit.status], "middle"),
        (_minute(candidate.sent) if candidate else "", "middle"),
        (office.due, "middle"),
        (late, "middle"),
        (findings["error"] if candidate else None, "middle"),
        (findings["warning"] if candidate else None, "middle"),
        ("\n".join(told), "word"),
        *_origin(candidate),
    ]


def _counted_findings(unit: Standing) -> Counter[str]:
    """How many findings of each severity there are, without what a person has waived."""
    findings = unit.candidate.document.findings if unit.candidate else ()
    return Counter(one.severity for one in findings if one not in unit.waived)


def _told(unit: Standing) -> Iterator[str]:
    """What has to be done about a unit."""
    yield from unit.questions
    if unit.waived and unit.decision:
        yield f"{len(unit.waived)} 个错误已豁免：{unit.decision.reason}"
    if unit.candidate and unit.status in ("failing", "unreadable"):
        errors = [one for one in unit.candidate.document.findings if one.severity == "error"]
        yield from (f"{one.code} {one.title}" for one in errors[:3])
        if len(errors) > 3:
            yield f"……共 {len(errors)} 个错误，见“问题清单”"
    if unit.candidate and unit.status == "wrong_year":
        yield f"报的是 {unit.candidate.document.year} 年度"
    if unit.candidate and unit.status == "wrong_edition":
        yield f"用的是 {unit.candidate.document.edition} 年的格式"
    if unit.superseded:
        numbers = "、".join(str(one.number) for one in unit.superseded[:10])
        yield f"另有 {len(unit.superseded)} 份未采用（编号 {numbers}）"


def _origin(submission: Submission | None) -> Cells:
    """The number of the submission, the file as it came, and who sent it."""
    if submission is None:
        return [(None, "middle"), (None, "word"), (None, "word")]
    name = f"{submission.inside}/{submission.name}" if submission.inside else submission.name
    sender = " ".join(filter(None, (submission.sender_name, submission.sender)))
    return [
        (submission.number or None, "middle"),  # what was refused has none
        (Link(name or submission.path, submission.path), "word"),
        (sender, "word"),
    ]


def _others(made: RollUp) -> Iterator[tuple[str, list[Cells]]]:
    """What came and belongs to no unit, or was not taken."""
    strangers = [_stray(one, "不在单位名单内", "") for one in made.standings.strangers]
    strangers += [
        _stray(one, "不能确定是哪个单位", f"可能是：{'、'.join(candidates)}")
        for one, candidates in made.standings.unclear
    ]
    if strangers:
        yield "不能归到单位的年报（未计入汇总）", strangers
    refused = [_refused(mail, attachment) for mail, attachment in made.refused]
    refused += [_problem(mail, finding) for mail in made.problems for finding in mail.problems]
    if refused:
        yield "没有收下的附件和邮件里的其他问题", refused
    if made.standings.aside:
        yield "放在一边的文件", [_stray(one, "不作为年报处理", "") for one in made.standings.aside]


def _stray(submission: Submission, state: str, told: str) -> Cells:
    document = submission.document
    errors = Counter(finding.severity for finding in document.findings)
    year = f"{document.year} 年度" if document.year else ""
    return [
        (None, "middle"),
        (document.unit or "（没有写明单位）", "word"),
        (None, "word"),
        (state, "middle"),
        (_minute(submission.sent), "middle"),
        (None, "middle"),
        (None, "middle"),
        (errors["error"], "middle"),
        (errors["warning"], "middle"),
        ("；".join(filter(None, (year, told))), "word"),
        *_origin(submission),
    ]


def _refused(mail: Received, attachment: Attachment) -> Cells:
    name = f"{attachment.inside}/{attachment.name}" if attachment.inside else attachment.name
    why = attachment.refusal
    return _from_mail(mail, "没有收下", _explained(why) if why else "", name)


def _problem(mail: Received, finding: Finding) -> Cells:
    return _from_mail(mail, finding.title, _explained(finding), mail.subject)


def _from_mail(mail: Received, state: str, told: str, what: str) -> Cells:
    sender = " ".join(filter(None, (mail.sender_name, mail.sender)))
    line: Cells = [(None, "middle")] * len(COLUMNS)
    line[1] = (f"邮件：{mail.subject}" if mail.subject else "（没有主题）", "word")
    line[_STATUS] = (state, "middle")
    line[4] = (_minute(mail.sent), "middle")
    line[9], line[11], line[12] = (told, "word"), (what, "word"), (sender, "word")
    return line


def _explained(finding: Finding) -> str:
    return "\n".join(filter(None, (f"{finding.code} {finding.message}", finding.suggestion)))


def _write(out: Sheet, cells: Cells) -> None:
    widths = [column.width for column in COLUMNS]
    contents = [content for content, _ in cells]
    high = row_height(zip(contents, widths, strict=True))
    if out.row > _MOST_LINKS:  # Excel opens no sheet with more
        cells = [(c.words if isinstance(c, Link) else c, look) for c, look in cells]
    out.line(cells, least=high)


def _colours(out: Sheet, areas: Sequence[tuple[int, int, int, int]]) -> None:
    """The colour of a state follows its word."""
    for area in areas:
        for words, look in status_rules():
            out.sheet.conditional_format(*area, _equals(out, words, look))


def _equals(out: Sheet, words: str, look: str) -> dict[str, Any]:
    return {
        "type": "cell",
        "criteria": "==",
        "value": f'"{words}"',
        "format": out.styles[look],
    }


def _minute(time: str) -> str:
    """A time as people read it: 2025-01-09 09:30."""
    return time[:_MINUTES].replace("T", " ")


def statuses(made: RollUp) -> list[tuple[Status, int]]:
    """How many units are in each state, those that nobody is in left out."""
    counts = Counter(unit.status for unit in made.standings.units)
    return [(status, counts[status]) for status in STATUSES if counts[status]]
