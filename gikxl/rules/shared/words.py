"""How messages name fields, lines, cells and numbers."""

from collections.abc import Iterable, Iterator, Sequence

from gikxl.report import Number, Place, Report, column_letters

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; all inclusive."""


def digits(number: Number) -> str:
    """A number as a clerk writes it: no exponent, no trailing zeros."""
    return str(number) if isinstance(number, int) else f"{number.normalize():f}"


def more_or_less(actual: Number, expected: Number) -> str:
    """The difference and its direction: 多 1, 少 1."""
    more = actual > expected
    return f"{'多' if more else '少'} {digits(actual - expected if more else expected - actual)}"


def label(report: Report, key: str) -> str:
    """A field in the form's own words."""
    field = report.form.fields[key]
    if report.form.table(field.table).side_by_side:
        return f"“{field.row.label}”的“{field.column.label}”"
    return field.label


def line_label(report: Report, keys: Sequence[str], name: str) -> str:
    """The line that fields stand in: “自然人”列; no 行 where rows stand side by side."""
    if len({key.split(".")[1] for key in keys}) > 1:
        return f"“{name}”列"
    table = report.form.table(keys[0].split(".")[0])
    return f"“{name}”" if table.side_by_side else f"“{name}”行"


def listed(report: Report, fields: Sequence[str]) -> str:
    """The cells of fields, neighbours merged (C5:C9、D4), or their labels where there are none."""
    places = [report.place(key) for key in fields]
    known = [place for place in places if place]
    if len(known) == len(fields):
        return cell_ranges(known)
    return some([label(report, key) for key in fields], 4)


def cell_ranges(places: Iterable[Place]) -> str:
    """Cells with neighbours merged: C5:C9、D4; with their sheet if they stand on several."""
    sheets: dict[str, set[tuple[int, int]]] = {}
    for place in places:
        sheets.setdefault(place.sheet, set()).add((place.column, place.row))
    boxes = [(sheet, box) for sheet, cells in sheets.items() for box in _boxes(cells)]
    return some([f"{sheet}!{_a1(b)}" if len(sheets) > 1 else _a1(b) for sheet, b in boxes])


def some(items: Sequence[str], most: int = 12, separator: str = "、") -> str:
    """The first of many items, and how many there are."""
    text = separator.join(items[:most])
    return text if len(items) <= most else f"{text}等 {len(items)} 处"


def _boxes(cells: set[tuple[int, int]]) -> list[Box]:
    """Runs down each column, then joined with an equal run in the column to their left."""
    boxes: list[Box] = []
    for column, top, bottom in _runs(cells):
        left = next((b for b in boxes if b[1:] == (top, column - 1, bottom)), None)
        if left:
            boxes[boxes.index(left)] = (left[0], top, column, bottom)
        else:
            boxes.append((column, top, column, bottom))
    return boxes


def _runs(cells: set[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    for column, row in sorted(cells):
        if (column, row - 1) not in cells:
            bottom = row
            while (column, bottom + 1) in cells:
                bottom += 1
            yield column, row, bottom


def _a1(box: Box) -> str:
    left, top, right, bottom = box
    first = f"{column_letters(left)}{top + 1}"
    last = f"{column_letters(right)}{bottom + 1}"
    return first if first == last else f"{first}:{last}"
