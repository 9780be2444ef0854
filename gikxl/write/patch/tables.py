"""What Excel calls tables: the cells that head their columns must agree with a part apart."""

from collections.abc import Iterable

from gikxl.write.patch.cells import Sheet
from gikxl.write.patch.package import Package
from gikxl.write.patch.places import At, area, name_of
from gikxl.write.patch.relations import relations
from gikxl.write.patch.xml import parse


def refuse_heads(package: Package, sheet: Sheet, cells: Iterable[At]) -> None:
    """Raise ValueError, in Chinese, if one of the cells heads a column of a table."""
    heads = []
    for relation in relations(package, sheet.part):
        if relation.kind == "table":
            table = parse(package.read(relation.part))
            top, left, _, right = area(table.get("ref", ""))
            heads.append((top, top + int(table.get("headerRowCount", "1")), left, right))
    for at in cells if heads else ():
        if any(top <= at[0] < below and a <= at[1] <= b for top, below, a, b in heads):
            name = f"{sheet.name}!{name_of(at)}"
            raise ValueError(f"{name}：是“套用表格格式”的列标题，不能改；请先在 Excel 里转换为区域")
