"""The merged ranges of a sheet."""

from typing import TYPE_CHECKING

from gikxl.write.patch.places import At, Box, area
from gikxl.write.patch.xml import child, local

if TYPE_CHECKING:
    from gikxl.write.patch.cells import Sheet

_MOST_CELLS = 100_000
"""Nobody needs the cells of a larger range one by one."""


def merged(sheet: "Sheet", at: At) -> Box | None:
    """The merged range that a cell lies in; None if it lies in none."""
    for box in sheet.merges.values():
        if box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]:
            return box
    return None


def anchor(sheet: "Sheet", at: At) -> At:
    """The cell; in a merged range, the one that shows."""
    box = merged(sheet, at)
    return (box[0], box[1]) if box else at


def free(sheet: "Sheet", at: At) -> None:
    """Take a cell out of the merged range that hides it, if one does.

    Each cell of that range gets the style that the range showed. ValueError, in Chinese,
    if the range is boundless.
    """
    box = merged(sheet, at)
    if box is None or at == box[:2]:
        return
    top, left, bottom, right = box
    if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
        raise ValueError(f"{sheet.name}：合并的单元格太多，请先在 Excel 里取消合并")
    style = sheet.style((top, left))
    parent = child(sheet.root, "mergeCells")
    for reference, other in list(sheet.merges.items()):
        if other == box:
            _remove(sheet, reference)
    if not len(parent):
        sheet.root.remove(parent)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.set_style((row, column), style)


def _remove(sheet: "Sheet", reference: str) -> None:
    parent = child(sheet.root, "mergeCells")
    for each in list(parent):
        if each.get("ref") == reference:
            parent.remove(each)
    parent.set("count", str(len(parent)))
    sheet.freed.add(reference)
    sheet.changed = True
    del sheet.merges[reference]


def boxes(sheet: "Sheet") -> dict[str, Box]:
    """Every merged range of a sheet, by its reference."""
    parent = child(sheet.root, "mergeCells")
    references = [
        each.get("ref", "")
        for each in (parent if parent is not None else ())
        if local(each) == "mergeCell"
    ]
    return {reference: area(reference) for reference in references}
