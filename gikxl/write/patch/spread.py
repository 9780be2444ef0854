"""Formulas that several cells share: an overwritten cell must not take the others' away."""

from typing import TYPE_CHECKING, Any

from gikxl.write.patch.formulas import OffSheet, shifted
from gikxl.write.patch.places import At, Box, area, name_of
from gikxl.write.patch.xml import Unpatchable, child, put_text

if TYPE_CHECKING:
    from gikxl.write.patch.cells import Sheet

_BLOCKS = {"array": "数组公式", "dataTable": "模拟运算表"}


def release(sheet: "Sheet", at: At) -> None:
    """Prepare a cell to lose its formula; ValueError, in Chinese, if it cannot lose it alone."""
    _refuse_in_block(sheet, at)
    cell = sheet.cell(at)
    formula = child(cell, "f") if cell is not None else None
    if formula is not None and formula.get("t") == "shared" and formula.text:
        _hand_on(sheet, at, formula)


def blocks(sheet: "Sheet") -> dict[At, tuple[str, Box]]:
    """The first cells of formulas that fill several cells, with their kind and rectangle."""
    found: dict[At, tuple[str, Box]] = {}
    for at, cell in sheet.cells():
        formula = child(cell, "f")
        kind = formula.get("t") if formula is not None else None
        if kind in _BLOCKS and formula.get("ref"):
            found[at] = kind, area(formula.get("ref"))
    return found


def _refuse_in_block(sheet: "Sheet", at: At) -> None:
    for kind, (top, left, bottom, right) in sheet.blocks.values():
        several = (top, left) != (bottom, right)
        if several and top <= at[0] <= bottom and left <= at[1] <= right:
            place = f"{sheet.name}!{name_of(at)}"
            raise ValueError(f"{place}：属于{_BLOCKS[kind]}，不能单独改；请先在 Excel 里把它拆开")


def _hand_on(sheet: "Sheet", at: At, formula: Any) -> None:
    """Write a shared formula's text into the next cell that shares it."""
    followers = [
        (other, shared)
        for other, cell in sheet.cells()
        if other != at
        and (shared := child(cell, "f")) is not None
        and shared.get("t") == "shared"
        and shared.get("si") == formula.get("si")
    ]
    if any(shared.text for _, shared in followers):
        raise Unpatchable("a shared formula with two beginnings")
    for (row, column), shared in followers:
        try:
            text = shifted(formula.text, row - at[0], column - at[1])
        except OffSheet as error:
            raise Unpatchable(f"a shared formula beyond the sheet: {error}") from None
        for attribute in ("t", "si", "ref"):
            shared.attrib.pop(attribute, None)
        put_text(shared, text)
        sheet.unshared.add((row, column))
