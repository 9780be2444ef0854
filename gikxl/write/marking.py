"""What a marked workbook says, and in which colours: the same in a copy and in open Excel."""

from collections.abc import Iterator, Sequence
from os.path import basename
from typing import Literal

from gikxl.finding import SEVERITIES, CheckedFile, Finding, Severity
from gikxl.write.drawing import width
from gikxl.write.wording import (
    blamed_cells,
    cell_list,
    clean,
    conclusion,
    facts,
    form_of,
    subject,
)

Hue = Severity | Literal["related"]
COLOURS: dict[Hue, str] = {
    "error": "FFC7CE",
    "warning": "FFEB9C",
    "notice": "DDEBF7",
    "related": "EADFF2",
}
"""How cells are filled; `related` ones only take part in a sum that is wrong elsewhere."""

WORDS: dict[Hue, str] = dict(SEVERITIES.items()) | {"related": "有关"}

COLUMNS = {
    "序号": 6,
    "级别": 7,
    "代码": 8,
    "单元格": 26,
    "问题": 46,
    "应为": 12,
    "实为": 12,
    "怎样改": 36,
}
"""The list of findings: its columns and their widths."""
HEAD = 6
"""The row of the list that names its columns, from 1."""
CENTRED = (1, 2, 3, 6, 7)
LINKED = 4
"""The column whose cells lead to the first cell that a finding is about."""
OURS = "gikxl_results"
"""A hidden name on the sheets made here, so that the next marking replaces them."""
NOTHING = "没有发现问题。"
LEGEND = "颜色"
FONT = "微软雅黑"
PALE, HEAD_FILL = "59636E", "E7EBF0"
GOOD, BAD, LINK = "1A7F37", "B3261E", "0563C1"

BEGIN = "【gikxl 校验】"
"""Begins our part of a note, which is replaced when the workbook is marked again."""

APART = "\n\n"
"""Stands between somebody's own note and our part of it."""

Said = tuple[Hue, str]
"""What one finding says about one cell: as what to colour it, and the note."""

_WORST_FIRST: list[Hue] = list(WORDS)
_NOTE_WIDTH = 320
_NOTE_COLUMNS = 44
_LINE_HEIGHT = 18
_MOST_LINES = 30


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings as they are numbered: errors first."""
    severities = list(SEVERITIES)
    return sorted(findings, key=lambda finding: severities.index(finding.severity))


def said(finding: Finding, number: int, results: str) -> Iterator[Said]:
    """What a finding says about each of its cells, in their order."""
    blamed = blamed_cells(finding)
    related = f"{WORDS['related']}：{clean(finding.title)}，见“{results}”第 {number} 条"
    for cell in finding.cells:
        if cell in blamed:
            yield finding.severity, _explanation(finding)
        else:
            yield "related", related


def together(about: Sequence[Said]) -> Said:
    """The colour of a cell and our part of its note, from all that is said about it."""
    about = sorted(about, key=lambda words: _WORST_FIRST.index(words[0]))
    return about[0][0], BEGIN + "\n\n".join(text for _, text in about)


def without_ours(note: str) -> tuple[str, bool]:
    """Somebody's own part of a note, and whether there was one of ours."""
    own, begin, _ = note.partition(BEGIN)
    if not begin:
        return own, False
    return (own.removesuffix(APART) if own.endswith(APART) else own.rstrip()), True


def size(note: str) -> tuple[int, int]:
    """How wide and high a note has to be for its text, in pixels."""
    lines = sum(1 + width(line) // _NOTE_COLUMNS for line in note.split("\n"))
    return _NOTE_WIDTH, _LINE_HEIGHT * min(lines + 1, _MOST_LINES)


def _explanation(finding: Finding) -> str:
    lines = (
        f"{WORDS[finding.severity]} {clean(finding.code)} {clean(finding.title)}",
        clean(finding.message),
        facts(finding),
        f"改法：{clean(finding.suggestion)}" if finding.suggestion else "",
    )
    return "\n".join(filter(None, lines))


def top(checked: CheckedFile) -> tuple[str, str]:
    """The verdict, and what was checked, as they stand above the list."""
    about = (basename(checked.path), subject(checked), f"按 {form_of(checked).document} 格式校验")
    return conclusion(checked), "　".join(filter(None, about))


def legend() -> Iterator[tuple[Hue, str]]:
    """The colours, each with what it means."""
    for hue, word in WORDS.items():
        yield hue, word if hue != "related" else f"{word}：与别处的错误在同一道算式里"


def row(number: int, finding: Finding) -> tuple[int | float | str | None, ...]:
    """A finding as a row of the list, one value for each of its columns."""
    return (
        number,
        SEVERITIES[finding.severity],
        finding.code,
        cell_list(blamed_cells(finding), most=4),
        f"{finding.title}\n{finding.message}",
        finding.expected,
        finding.actual,
        finding.suggestion,
    )
