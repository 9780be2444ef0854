"""What cells were like is kept with the sheet, also when it is renamed and saved."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from gikxl.excel.kept import keep, kept
from gikxl.excel.native import own_names
from tests.excel.engine import Excel

BOXES = [(row, column, row + 1, column) for row in range(0, 40, 4) for column in range(3)]


@pytest.mark.parametrize("title", ["三、申请办理", "O'Brien, 2", "Sheet1"])
def test_what_is_kept_is_found_again(excel: Excel, tmp_path: Path, title: str) -> None:
    book = excel.new()
    sheet = book.sheets[0]
    sheet.name = title
    other = book.sheets.add("X" + title, after=sheet)
    keep(sheet, "gikxl_", "FFC7CE", BOXES)
    keep(sheet, "gikxl_", "none", [(99, 1, 99, 1)])
    keep(other, "gikxl_", "none", [(5, 5, 5, 5)])
    path = str(tmp_path / "a.xlsx")
    book.save(path)
    book.close()
    names = load_workbook(path)[title].defined_names
    assert len(names) > 2
    assert all(name.hidden and len(name.attr_text) <= 255 for name in names.values())
    sheet = excel.open(path).sheets[title]
    found = list(kept(sheet, own_names(sheet), "gikxl_"))
    assert [box for one in found if one.was == "FFC7CE" for box in one.cells] == BOXES
    assert [one.cells for one in found if one.was == "none"] == [[(99, 1, 99, 1)]]
    assert list(kept(sheet, own_names(sheet), "gikxl_headers_")) == []


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("=表!$A$1,表!$B$2:$C$3", [(0, 0, 0, 0), (1, 1, 2, 2)]),
        ("='表'!$A$1,#REF!", [(0, 0, 0, 0)]),
        ("=#REF!", []),
        ("=另一表!$A$1", []),
    ],
)
def test_only_cells_that_are_still_there(
    excel: Excel, formula: str, cells: list[tuple[int, int, int, int]]
) -> None:
    sheet = excel.new().sheets[0]
    sheet.name = "表"
    sheet.names.add("gikxl_none_1", formula)
    (one,) = kept(sheet, own_names(sheet), "gikxl_")
    assert (one.was, one.cells) == ("none", cells)
