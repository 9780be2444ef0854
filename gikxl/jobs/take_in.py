"""Take in a published report, or any other workbook: it becomes our template, filled."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from gikxl.jobs.new import file_name
from gikxl.jobs.sources import read_named, refuse_overwriting
from gikxl.report import Place, Report
from gikxl.rules.shared.last_year import mismatch
from gikxl.rules.shared.missing import missing_lines, missing_tables
from gikxl.write.wording import cell_list, clean

_FIRST_YEAR, _LAST_YEAR = 2008, 2099
_UNCLEAR = {
    "repeated_line": "有几处，数字不同",
    "glued": "的数字连在一起，分不开",
    "uneven": "的格子与列名对不齐",
}
"""Why a row that is there was not read, by the kind of the remark that tells of it."""


class TakenIn(NamedTuple):
    """What was read and where it was written.

    In Chinese: `missing` names the tables, rows and columns of which numbers were not
    found, `lacking` the texts, `strange` what there is that has no cell in the template.
    """

    out: str
    report: Report
    numbers: int
    """How many of the form's numbers were found, blanks included."""
    missing: tuple[str, ...]
    lacking: tuple[str, ...]
    strange: tuple[str, ...]
    notes: int
    """How many cells carry a note on how the source was understood."""

    @property
    def is_complete(self) -> bool:
        """Whether each of the form's numbers was found."""
        return self.numbers == len(self.report.form.fields)


def import_file(
    path: str,
    out: str | None = None,
    *,
    year: int | None = None,
    last: str | None = None,
    force: bool = False,
) -> TakenIn:
    """Write a template filled with what a report says, right or wrong.

    Anything that `gikxl.read.read` reads is taken. What had to be interpreted gets a
    note on its cell; what is not there stays blank, with a note. Unit and year follow
    from the report unless given, last year's figures from `last` or from the sheet that
    the report carries. Raises Unreadable if a file cannot be read; ValueError, in
    Chinese, if the year is not known, `last` is not last year's report of the same unit,
    or `out` exists and `force` is not given.
    """
    from gikxl.write.template import write_template

    report = read_named(path)
    read_year = report.year
    report.year = _year(path, report, year)
    before = _last_of(report, last)
    out = out or file_name(report.unit or "", report.year, report.form)
    _refuse(out, path, last, force=force)
    notes = _notes(report, read_year)
    write_template(out, report.form, report=report, last=before, notes=notes)
    return TakenIn(
        out,
        report,
        len(report.values),
        tuple(_missing(report)),
        tuple(_texts_lacking(report)),
        tuple(_strange(report)),
        len(notes),
    )


def told(taken: TakenIn) -> Iterator[str]:
    """What was read and what was not, line by line, in Chinese."""
    report, form = taken.report, taken.report.form
    unit = clean(report.unit) if report.unit else "没有写明单位的报告"
    yield f"已读取：{unit} {report.year} 年度，{form.edition} 年版格式"
    blank = sum(value.state == "blank" for value in report.values.values())
    blanks = f"，其中空白 {blank} 个" if blank else ""
    yield f"数字：{len(form.fields)} 个，读到 {taken.numbers} 个{blanks}"
    for line in taken.missing:
        yield f"  没有读到：{line}"
    for line in taken.strange:
        yield f"  请看来源：{line}"
    if taken.lacking:
        yield f"文字：没有读到{'、'.join(taken.lacking)}"
    if taken.notes:
        yield f"批注：{taken.notes} 个单元格，写明来源里是什么、怎样理解的，请逐个核对"
    yield f"已写入 {taken.out}"
    quote = '"' if " " in taken.out else ""
    yield f"下一步核对：gikxl check {quote}{taken.out}{quote}"


def _year(path: str, report: Report, given: int | None) -> int:
    year = given or report.year
    if year is None:
        raise ValueError(f"{path}：来源里没有写年度，请用 --year 给出，例如 --year 2025")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"报告年度 {year} 不对，应为四位数的年份")
    return year


def _last_of(report: Report, path: str | None) -> Report | None:
    """Last year's report from its own file, or the one that the source carries."""
    last = read_named(path) if path else report.last
    why = mismatch(report, last) if path and last else ""
    if why:
        raise ValueError(f"{path}：{why}")
    return last


def _refuse(out: str, *inputs: str | None, force: bool) -> None:
    """Refuse an output that cannot be, or that would take the place of somebody's file."""
    if not out.lower().endswith(".xlsx"):
        raise ValueError(f"{out}：输出文件的扩展名应为 .xlsx")
    refuse_overwriting(out, *inputs)
    if os.path.exists(out) and not force:
        raise ValueError(f"{out} 已经存在，请换一个文件名，或者用 --force 覆盖它")


def _missing(report: Report) -> Iterator[str]:
    """The tables of which nothing was found, then the rows and columns of the others."""
    for table in missing_tables(report):
        yield f"“{table.label}”整张表（{len(report.fields(table.key))} 个数）"
    for line in missing_lines(report):
        part = f"的{line.part}" if line.part else ""
        yield f"“{line.label}”{line.word}{part}（{len(line.fields)} 个数）"
    for remark in report.remarks:
        if remark.kind in _UNCLEAR:
            label = clean(remark.official or remark.subject)
            yield f"“{label}”行{_UNCLEAR[remark.kind]}（{len(remark.fields)} 个数）"


def _strange(report: Report) -> Iterator[str]:
    """What the reader noticed that has no cell in the template."""
    for remark in report.remarks:
        if remark.kind == "unknown_line":
            cells = cell_list([str(place) for place in remark.places])
            yield f"“{clean(remark.subject)}”里有数，但不是格式里的项目，没有导入（{cells}）"
        elif remark.kind == "unreadable_part":
            yield f"“{clean(remark.subject)}”没有读出，其中的内容没有导入"


def _texts_lacking(report: Report) -> Iterator[str]:
    """The texts that every report has and this one lacks."""
    texts = report.texts or {}
    for text in report.form.texts:
        optional = text.may_be_absent or (text.section.aspects and not text.is_aspect)
        if not optional and not texts.get(text.key, "").strip():
            yield text.label


def _notes(report: Report, read_year: int | None) -> dict[Place, str]:
    from gikxl.write.template import info_cells
    from gikxl.write.template.notes import reader_notes

    notes = reader_notes(report)
    if read_year not in (None, report.year):
        notes[info_cells()["year"]] = f"来源里写的是 {read_year} 年度。"
    return notes
