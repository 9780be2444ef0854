"""The official tables as readable text, as sheets of real files of every kind.

In a text table `<` and `^` are covered by the merged cell to the left or above, `#` is
the next number of the form.
"""

import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from gikxl.form import load
from gikxl.read.grid import Cell, Grid, Range
from gikxl.report import Number, Report

FORM = load(2021)
OWN = dict(zip(FORM.fields, range(1001, 1201), strict=True))
"""A number of its own for each field, so that one read into another field shows."""

PROACTIVE = """
| 第二十条第（一）项 | <            | <            | <            |
| 信息内容           | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章               | #            | #            | #            |
| 行政规范性文件     | #            | #            | #            |
| 第二十条第（五）项 | <            | <            | <            |
| 信息内容           | 本年处理决定数量 | <        | <            |
| 行政许可           | #            | <            | <            |
| 第二十条第（六）项 | <            | <            | <            |
| 信息内容           | 本年处理决定数量 | <        | <            |
| 行政处罚           | #            | <            | <            |
| 行政强制           | #            | <            | <            |
| 第二十条第（八）项 | <            | <            | <            |
| 信息内容           | 本年收费金额（单位：万元） | < | <         |
| 行政事业性收费     | #            | <            | <            |
"""

REQUESTS = """
| （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | < | < | 申请人情况 | < | < | < | < | < | < |
| ^ | < | < | 自然人 | 法人或其他组织 | < | < | < | < | 总计 |
| ^ | < | < | ^ | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | ^ |
| 一、本年新收政府信息公开申请数量 | < | < | # | # | # | # | # | # | # |
| 二、上年结转政府信息公开申请数量 | < | < | # | # | # | # | # | # | # |
| 三、本年度办理结果 | （一）予以公开 | < | # | # | # | # | # | # | # |
| ^ | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | < | # | # | # | # | # | # | # |
| ^ | （三）不予公开 | 1.属于国家秘密                       | # | # | # | # | # | # | # |
| ^ | ^              | 2.其他法律行政法规禁止公开           | # | # | # | # | # | # | # |
| ^ | ^              | 3.危及“三安全一稳定”                 | # | # | # | # | # | # | # |
| ^ | ^              | 4.保护第三方合法权益                 | # | # | # | # | # | # | # |
| ^ | ^              | 5.属于三类内部事务信息               | # | # | # | # | # | # | # |
| ^ | ^              | 6.属于四类过程性信息                 | # | # | # | # | # | # | # |
| ^ | ^              | 7.属于行政执法案卷                   | # | # | # | # | # | # | # |
| ^ | ^              | 8.属于行政查询事项                   | # | # | # | # | # | # | # |
| ^ | （四）无法提供 | 1.本机关不掌握相关政府信息           | # | # | # | # | # | # | # |
| ^ | ^              | 2.没有现成信息需要另行制作           | # | # | # | # | # | # | # |
| ^ | ^              | 3.补正后申请内容仍不明确             | # | # | # | # | # | # | # |
| ^ | （五）不予处理 | 1.信访举报投诉类申请                 | # | # | # | # | # | # | # |
| ^ | ^              | 2.重复申请                           | # | # | # | # | # | # | # |
| ^ | ^              | 3.要求提供公开出版物                 | # | # | # | # | # | # | # |
| ^ | ^              | 4.无正当理由大量反复申请             | # | # | # | # | # | # | # |
| ^ | ^              | 5.要求行政机关确认或重新出具已获取信息 | # | # | # | # | # | # | # |
| ^ | （六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | # | # | # | # | # | # | # |
| ^ | ^              | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | # | # | # | # | # | # | # |
| ^ | ^              | 3.其他                               | # | # | # | # | # | # | # |
| ^ | （七）总计     | <                                    | # | # | # | # | # | # | # |
| 四、结转下年度继续办理           | < | < | # | # | # | # | # | # | # |
"""  # noqa: E501

DISPUTES = """
| 行政复议 | < | < | < | < | 行政诉讼 | < | < | < | < | < | < | < | < | < |
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | < | < | < | < | 复议后起诉 | < | < | < | < |
| ^ | ^ | ^ | ^ | ^ | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| # | # | # | # | # | # | # | # | # | # | # | # | # | # | # |
"""  # noqa: E501

OFFICIAL = {"二": PROACTIVE, "三": REQUESTS, "四": DISPUTES}


class Layout(NamedTuple):
    """The cells of a sheet and its merged ranges."""

    rows: list[list[Cell]]
    merges: list[Range]


def layout(text: str, numbers: Iterable[Cell] = ()) -> Layout:
    """The sheet that a text table describes; its numbers are put in from left to right."""
    lines = [line.strip() for line in text.strip().splitlines()]
    signs = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    width = max(map(len, signs))
    signs = [row + [""] * (width - len(row)) for row in signs]
    following = iter(numbers)
    rows: list[list[Cell]] = [
        [next(following) if s == "#" else "" if s in ("<", "^") else _typed(s) for s in row]
        for row in signs
    ]
    return Layout(rows, list(_merges(signs)))


def official(numbers: Iterable[Cell], tables: Mapping[str, str] = OFFICIAL) -> dict[str, Layout]:
    """The official tables, a sheet each, with these numbers in the form's order."""
    following = iter(numbers)
    return {sheet: layout(text, following) for sheet, text in tables.items()}


def stacked(layouts: Iterable[Layout]) -> Layout:
    """Tables one below the other on one sheet, two blank rows between them."""
    rows: list[list[Cell]] = []
    merges: list[Range] = []
    for table in layouts:
        top = len(rows)
        rows += [*table.rows, [], []]
        merges += [(a + top, b, c + top, d) for a, b, c, d in table.merges]
    width = max(map(len, rows))
    return Layout([row + [""] * (width - len(row)) for row in rows], merges)


def transposed(table: Layout) -> Layout:
    """Rows become columns."""
    rows = [list(column) for column in zip(*table.rows, strict=True)]
    return Layout(rows, [(b, a, d, c) for a, b, c, d in table.merges])


def numbers(report: Report) -> dict[str, Number | None]:
    """What each field that was found counts as."""
    return {key: value.number for key, value in report.values.items()}


def grids(sheets: Mapping[str, Layout]) -> list[Grid]:
    """The sheets as they are after reading."""
    return [Grid(name, table.rows, merges=table.merges) for name, table in sheets.items()]


def write_xlsx(path: str, sheets: Mapping[str, Layout]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            for box in table.merges:
                sheet.merge_range(*box, "")
            for row, column, cell in _cells(table):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(row, column, cell, None, "")
                else:
                    sheet.write(row, column, cell)


def write_xls(path: str, sheets: Mapping[str, Layout]) -> None:
    book = xlwt.Workbook()
    for name, table in sheets.items():
        sheet = book.add_sheet(name)
        for top, left, bottom, right in table.merges:
            sheet.write_merge(top, bottom, left, right, table.rows[top][left])
        merged = {box[:2] for box in table.merges}
        for row, column, cell in _cells(table):
            if (row, column) not in merged:
                sheet.write(row, column, cell)
    book.save(path)


def write_ods(path: str, sheets: Mapping[str, Layout]) -> None:
    book = OpenDocumentSpreadsheet()
    for name, table in sheets.items():
        spans = {box[:2]: (box[2] - box[0] + 1, box[3] - box[1] + 1) for box in table.merges}
        covered = {
            (row, column)
            for top, left, bottom, right in table.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        sheet = Table(name=name)
        for row, cells in enumerate(table.rows):
            line = TableRow()
            for column, cell in enumerate(cells):
                at = row, column
                if at in covered and at not in spans:
                    line.addElement(CoveredTableCell())
                else:
                    line.addElement(_ods_cell(cell, spans.get(at, (1, 1))))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(path)


def docx_tables(path: Path) -> list[str]:
    """The tables of a Word document as text tables; a blank cell is a number to be filled in."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    tables = []
    for table in document.iter(f"{w}tbl"):
        lines = []
        for row in table.iter(f"{w}tr"):
            signs = []
            for cell in row.findall(f"{w}tc"):
                text = "".join(part.text or "" for part in cell.iter(f"{w}t")).strip()
                span, merge = cell.find(f".//{w}gridSpan"), cell.find(f".//{w}vMerge")
                below = merge is not None and merge.get(f"{w}val") != "restart"
                width = 1 if span is None else int(span.get(f"{w}val", "1"))
                signs += ["^" if below else text or "#", *["<"] * (width - 1)]
            lines.append(f"| {' | '.join(signs)} |")
        tables.append("\n".join(lines))
    return tables


def _typed(sign: str) -> Cell:
    return float(sign) if sign.isascii() and sign.isdigit() else sign


def _merges(signs: list[list[str]]) -> Iterator[Range]:
    for top, row in enumerate(signs):
        for left, sign in enumerate(row):
            if sign in ("<", "^"):
                continue
            bottom, right = top, left
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(signs) and signs[bottom + 1][left] == "^":
                bottom += 1
            if (bottom, right) != (top, left):
                yield top, left, bottom, right


def _cells(table: Layout) -> Iterator[tuple[int, int, Cell]]:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell not in ("", None):
                yield row, column, cell


def _ods_cell(cell: Cell, span: tuple[int, int]) -> TableCell:
    attributes: dict[str, object] = {}
    if span != (1, 1):
        attributes = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    if isinstance(cell, (int, float, Decimal)):
        return TableCell(valuetype="float", value=str(cell), **attributes)
    element = TableCell(valuetype="string" if cell else None, **attributes)
    if cell:
        element.addElement(P(text=str(cell)))
    return element
