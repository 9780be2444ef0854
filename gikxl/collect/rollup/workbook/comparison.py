"""比较: this year against last year, the sum by all numbers and each unit by a few."""

from collections.abc import Iterator, Mapping
from typing import Any

from gikxl.collect.rollup.compare import figures
from gikxl.collect.rollup.naming import named
from gikxl.collect.rollup.workbook.cells import Column, Content, Figure, Sheet, row_height
from gikxl.collect.rollup.workbook.made import RollUp
from gikxl.form import Form
from gikxl.report import Number, column_letters
from gikxl.write.template.styles import Styles

_WIDTH = 44
_NAME = Column("单位", _WIDTH)
_FIELD = Column("项目", _WIDTH)
_NUMBER_WIDTH = 10.5
_PAGES = 3
"""So many sheets of paper side by side."""
_MOST_NAMED = 100
_NOT_KNOWN = "—"
_BASE_ZERO = "—"
"""Stands for a percentage of zero, which there is none of."""

Cells = list[tuple[Content, str]]


def comparison_sheet(sheet: Any, styles: Styles, made: RollUp) -> None:
    """Write what changed: key figures of the sum, of each unit, then all numbers of the sum."""
    out = Sheet(sheet, styles)
    figured = figures(made.form)
    sheet.set_column(0, 0, _NAME.width)
    sheet.set_column(1, 4 * len(figured), _NUMBER_WIDTH)
    out.alone(made.title("与上年比较"), "list_title", 28)
    for words in _about(made):
        out.alone(words, "list_hint")
    out.alone("一、主要数据合计（可比单位）", "block_head", 22)
    out.head([_FIELD, *map(_plain, _heads(made))])
    for figure in figured:
        _row(out, figure.label, figure.of(made.now) or 0, figure.of(made.before))
    out.row += 1
    out.alone("二、各单位主要数据", "block_head", 22)
    _units(out, made)
    out.row += 1
    out.alone("三、全部数据合计（可比单位）", "block_head", 22)
    _all(out, made)
    sheet.freeze_panes(0, 1)
    out.paper(pages=(_PAGES, 0))
    sheet.repeat_columns(0)


def _about(made: RollUp) -> Iterator[str]:
    comparison, year = made.comparison, made.standings.year
    known, all_of_them = comparison.comparable, len(comparison.units)
    if not known:
        yield f"没有 {year - 1} 年的数据：可以用 --last 给出上年的收集文件夹、汇总表或各单位年报。"
        return
    yield f"{year} 年与 {year - 1} 年。合计只加两年都有数的单位，共 {known} 个。"
    if known < all_of_them:
        missing = [one.unit.office.name for one in comparison.units if one.before is None]
        yield f"没有上年数据、不在合计里：{named(missing, _MOST_NAMED)}"


def _heads(made: RollUp) -> tuple[str, ...]:
    year = made.standings.year
    return f"{year - 1} 年", f"{year} 年", "增减", "增减％"


def _plain(head: str) -> Column:
    return Column(head, _NUMBER_WIDTH)


def _row(out: Sheet, name: str, now: Number, before: Number | None) -> None:
    high = row_height([(name, _WIDTH)])
    out.line([(name, "word"), *_formulas(out.row, 1, now, before)], least=high)


def _values(now: Number | None, before: Number | None) -> Cells:
    """Last year, this year, the change and its share of last year."""
    if now is None or before is None:
        nothing: tuple[Content, str] = (_NOT_KNOWN, "nothing")
        return [_value(before), _value(now), nothing, nothing]
    change = now - before
    share: tuple[Content, str] = (_BASE_ZERO, "nothing")
    if before:
        share = float(change / before), "share"
    look = "change" if isinstance(change, int) else "change_amount"
    return [_value(before), _value(now), (change, look), share]


def _formulas(row: int, column: int, now: Number | None, before: Number | None) -> Cells:
    """The same, the change and its share as formulas."""
    values = _values(now, before)
    if now is None or before is None:
        return values
    a, b = (f"{column_letters(column + n)}{row + 1}" for n in range(2))
    change = now - before
    difference = f"={b}-{a}" if isinstance(change, int) else f"=ROUND({b}-{a},6)"
    share = f'=IF({a}=0,"{_BASE_ZERO}",({b}-{a})/{a})'
    result = float(change / before) if before else _BASE_ZERO
    changed, shared = (look for _, look in values[2:])
    return [*values[:2], (Figure(difference, change), changed), (Figure(share, result), shared)]


def _value(number: Number | None) -> tuple[Content, str]:
    if number is None:
        return _NOT_KNOWN, "nothing"
    return number, "integer" if isinstance(number, int) else "number"


def _units(out: Sheet, made: RollUp) -> None:
    figured = figures(made.form)
    out.put(0, None, "list_head")
    for n, figure in enumerate(figured):
        out.across(1 + 4 * n, 4 + 4 * n, figure.label, "list_head")
    out.row += 1
    out.head([_NAME, *(_plain(head) for _ in figured for head in _heads(made))])
    for unit in made.comparison.units:
        cells: Cells = [(unit.unit.office.name, "name")]
        for figure in figured:
            before = None if unit.before is None else figure.of(unit.before)
            cells += _values(figure.of(unit.now), before)
        out.line(cells)


def _all(out: Sheet, made: RollUp) -> None:
    out.head([_FIELD, *map(_plain, _heads(made))])
    names = _names(made.form)
    for key in made.form.fields:
        _row(out, names[key], made.now[key], made.before.get(key))


def _names(form: Form) -> Mapping[str, str]:
    """Each field by its table, row and column: 三｜（一）予以公开｜自然人."""
    sections = {table.key: table.label.partition("、")[0] for table in form.tables}
    return {
        key: f"{sections[field.table]}｜{field.row.label}｜{field.column.label}"
        for key, field in form.fields.items()
    }
