"""What stands in the cells of a file, for comparing what two ways have written."""

from typing import Any

from openpyxl import load_workbook


def contents(path: str) -> dict[tuple[str, str], Any]:
    """The value or formula of each cell that holds one, by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
