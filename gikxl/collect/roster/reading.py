"""Reading a roster: a sheet with a line for each unit, however it is laid out.

The header row is found by its names, in any order and below any title. All that is wrong
is told at once, each with its sheet and cell.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gikxl.collect.model import Office
from gikxl.collect.roster.columns import Columns, find_columns, header
from gikxl.collect.roster.dates import read_day
from gikxl.collect.roster.roster import Line, Roster
from gikxl.collect.roster.spelling import squeeze
from gikxl.collect.roster.tree import arranged
from gikxl.finding import Unreadable
from gikxl.read.book import MOST_FILE_BYTES, open_grids
from gikxl.read.grid import Cell, Grid

_DELIMITED = (".csv", ".tsv", ".txt")
_SEPARATORS = re.compile(r"[、,，;；/／\n]+")
_BETWEEN_MAILS = re.compile(r"[、,，;；/／\s]+")
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"'.]+")
_IN_ANGLES = re.compile(r"<([^<>]+)>")
_NONE = ("无", "没有", "暂无", "-", "--", "—", "——", "/")
_NO_UNIT = re.compile(r"(?:合计|总计|小计|共计|总数)|共?计?\d+[个家]?(?:单位|部门)?")
_REMARK = re.compile(r"\s*(?:注|备注|说明|填表说明|填写说明|制表人?|填表人|联系人|审核人)\s*[:：]")
_LONGEST_NAME = 60


class _Sheet(NamedTuple):
    grid: Grid
    columns: Columns
    year: int
    merged: dict[tuple[int, int], tuple[int, int]]
    """From each cell of a merged range to its first."""

    def cell(self, row: int, name: str) -> Cell:
        """What stands in a column; in a merged range what stands in its first cell."""
        if name not in self.columns.at:
            return None
        column = self.columns.at[name]
        return self.grid.cell(*self.merged.get((row, column), (row, column)))

    def text(self, row: int, name: str) -> str:
        """The same as text, without blanks at its ends; a word for nothing is nothing."""
        cell = self.cell(row, name)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = "" if cell is None else str(cell).strip()
        return "" if text in _NONE else text

    def place(self, row: int, name: str) -> str:
        """The cell as Excel names it, with its sheet."""
        return str(self.grid.place(row, self.columns.at.get(name, 0)))

    def continues(self, row: int) -> bool:
        """Whether a line belongs to the one above: its unit is merged with that one's."""
        at = row, self.columns.at["name"]
        return self.merged.get(at, at) != at


def read_roster(path: str, *, superior: str = "", year: int | None = None) -> Roster:
    """Read a roster from a workbook (xlsx, xlsm, xls, et, ods) or a text with separators (csv).

    The columns, by the names in `columns.HEADERS`: 单位, and where they are there 简称, 上级,
    级别, 邮箱, 截止日期. 简称 and 邮箱 may hold several. `year` is the report's: a deadline
    that names no year is in the year after; without it, in this year.

    The superior is `superior` where it is given; else the one 上级 that is no unit itself;
    else whose office the line with 级别 本级 is; else the one unit above all others. It may
    stay empty.

    Raises ValueError, in Chinese, with everything that is to be mended, each with sheet and
    cell; Unreadable if the file cannot be read.
    """
    grids = _grids(path)
    found = [(grid, find_columns(grid)) for grid in grids if grid.visible]
    named = [(grid, columns) for grid, columns in found if columns]
    if not named:
        raise ValueError(
            f"{path}：没有找到单位名单：要有一行列名，其中一列叫“单位”，另可有“简称”“上级”“级别”“邮箱”“截止日期”"
        )
    grid, columns = named[0]
    sheet = _Sheet(grid, columns, year + 1 if year else date.today().year, _merged(grid))
    complaints = [
        f"{grid.place(columns.row, column)}：列名“{grid.cell(columns.row, column)}”重复"
        for column in columns.twice
    ]
    lines = list(_lines(sheet, complaints))
    if not lines:
        complaints.append(f"{sheet.place(columns.row, 'name')}：下面没有单位")
    offices, above = arranged(lines, superior, complaints)
    if complaints:
        raise ValueError(
            f"{path}：单位名单有 {len(complaints)} 处要改正：\n" + "\n".join(complaints)
        )
    return Roster(offices, above, path)


def _merged(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells of the merged ranges that hold values; one across the whole sheet is a title."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }


def _lines(sheet: _Sheet, complaints: list[str]) -> Iterator[Line]:
    """The units, in the order of their lines."""
    last: Line | None = None
    for row in range(sheet.columns.row + 1, len(sheet.grid.rows)):
        if sheet.continues(row) and last:
            last = _with_more(last, _line(sheet, row, complaints))
            continue
        if last:
            yield last
            last = None
        if _is_unit(sheet, row, complaints):
            last = _line(sheet, row, complaints)
    if last:
        yield last


def _is_unit(sheet: _Sheet, row: int, complaints: list[str]) -> bool:
    """Whether a line is a unit's: no blank one, no sum, no remark, no header once more."""
    name = sheet.text(row, "name")
    if not name:
        said = [column for column in ("short", "mails") if sheet.text(row, column)]
        if said:
            complaints.append(f"{sheet.place(row, 'name')}：没有写单位，同一行却有内容")
        return False
    if _NO_UNIT.fullmatch(squeeze(name)) or _REMARK.match(name):
        return False
    if len(header(row, sheet.grid.rows[row]).at) > 1 or squeeze(name) == "单位":
        return False
    if len(name) > _LONGEST_NAME:
        complaints.append(
            f"{sheet.place(row, 'name')}：不像单位名称，超过 {_LONGEST_NAME} 个字；"
            "说明文字请写在名单以外，或以“说明：”开头"
        )
        return False
    return True


def _line(sheet: _Sheet, row: int, complaints: list[str]) -> Line:
    office = Office(
        "".join(sheet.text(row, "name").split()),
        tuple(_several(sheet.text(row, "short"))),
        "".join(sheet.text(row, "parent").split()),
        "".join(sheet.text(row, "level").split()),
        tuple(_mails(sheet, row, complaints)),
        _due(sheet, row, complaints),
        sheet.grid.origin[0] + row + 1,
    )
    return Line(office, {name: sheet.place(row, name) for name in sheet.columns.at})


def _with_more(line: Line, more: Line) -> Line:
    """A unit with the short names and addresses of another line that is merged with its own."""
    office = line.office
    return line._replace(
        office=office._replace(
            short=tuple(dict.fromkeys(office.short + more.office.short)),
            mails=tuple(dict.fromkeys(office.mails + more.office.mails)),
        )
    )


def _several(text: str) -> Iterator[str]:
    """The names that stand in one cell."""
    names = ("".join(name.split()) for name in _SEPARATORS.split(text))
    return (name for name in names if name and name not in _NONE)


def _mails(sheet: _Sheet, row: int, complaints: list[str]) -> Iterator[str]:
    """The addresses of a line, in lower case; the names before <…> are left out."""
    text = unicodedata.normalize("NFKC", sheet.text(row, "mails"))
    parts = _IN_ANGLES.findall(text) or _BETWEEN_MAILS.split(text)
    for part in dict.fromkeys(part.removeprefix("mailto:").strip() for part in parts):
        if _MAIL.fullmatch(part):
            yield part.casefold()
        elif part and part not in _NONE:
            complaints.append(f"{sheet.place(row, 'mails')}：“{part}”不是邮箱地址")


def _due(sheet: _Sheet, row: int, complaints: list[str]) -> str:
    cell = sheet.cell(row, "due")
    if not sheet.text(row, "due"):
        return ""
    try:
        return read_day(cell, sheet.year)
    except ValueError:
        complaints.append(
            f"{sheet.place(row, 'due')}：“{sheet.text(row, 'due')}”不是日期，请写成 2026-1-20 这样"
        )
        return ""


def _grids(path: str) -> Sequence[Grid]:
    if path.lower().endswith(_DELIMITED):
        return [_delimited(path)]
    try:
        return open_grids(path)
    except Unreadable as refusal:
        found = refusal.finding
        message = f"单位名单 {path}：{found.message}"
        raise Unreadable(found.code, found.title, message, found.suggestion) from None


def _delimited(path: str) -> Grid:
    """The lines of a csv file: in UTF-8 or GB 18030, between commas, tabs or semicolons."""
    import csv

    with open(path, "rb") as file:
        data = file.read(MOST_FILE_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    lines = text.replace("\0", "").splitlines()
    separator = max(",\t;", key=lambda mark: sum(mark in line for line in lines))
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(lines, delimiter=separator)]
    except csv.Error as error:
        raise ValueError(f"{path}：读不懂这个文件（{error}），请另存为 .xlsx") from None
    return Grid(os.path.splitext(os.path.basename(path))[0], rows)
