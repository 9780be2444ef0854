"""Real workbook files for the tests, built from readable tables of cells."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P

Cells = Mapping[str, object]
"""A1 to a value; a text that begins with “=” is a formula."""


def by_openpyxl(sheets: Mapping[str, Cells]) -> bytes:
    """An xlsx without cached values."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for place, value in cells.items():
            sheet[place] = value
    return _saved(book.save)


def by_xlsxwriter(sheets: Mapping[str, Cells], results: Mapping[str, object]) -> bytes:
    """An xlsx whose formulas hold the `results`, by cell; without one, an empty result."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for place, value in cells.items():
                if str(value).startswith("="):
                    sheet.write_formula(place, value, None, results.get(place, ""))
                else:
                    sheet.write(place, value)
    return file.getvalue()


def by_xlwt(sheets: Mapping[str, Cells]) -> bytes:
    """An xls; #REF! and its like are written as error values."""
    errors = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}
    book = xlwt.Workbook()
    for name, cells in sheets.items():
        sheet = book.add_sheet(name)
        for place, value in cells.items():
            row, column = position(place)
            if value in errors:
                sheet.row(row).set_cell_error(column, errors[value])
            elif str(value).startswith("="):
                sheet.write(row, column, xlwt.Formula(str(value)[1:]))
            else:
                sheet.write(row, column, value)
    return _saved(book.save)


Attributes = Mapping[str, object]


def by_odfpy(
    name: str,
    cells: list[list[Attributes]],
    rows: Mapping[int, Attributes] | None = None,
    columns: Sequence[Attributes] = (),
) -> bytes:
    """An ods with one sheet; each cell is the attributes of its element, and its text.

    `rows` gives attributes of rows by their index in `cells`.
    """
    book = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for column in columns:
        table.addElement(TableColumn(**column))
    for number, line in enumerate(cells):
        row = TableRow(**(rows or {}).get(number, {}))
        for attributes in line:
            rest = dict(attributes)
            text = rest.pop("text", None)
            covered = rest.pop("covered", False)
            cell = CoveredTableCell(**rest) if covered else TableCell(**rest)
            if text is not None:
                cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    return _saved(book.write)


def altered(data: bytes, part: str, *changes: tuple[bytes, bytes]) -> bytes:
    """The package with texts of one part replaced; each must be there."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes if name == part else ():
                assert before in content, content.decode()
                content = content.replace(before, after)
            new.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a package, by the standard library."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def position(place: str) -> tuple[int, int]:
    """Row and column from 0 of a cell in A1 notation."""
    row, column = openpyxl.utils.cell.coordinate_to_tuple(place)
    return row - 1, column - 1


def _saved(save) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
