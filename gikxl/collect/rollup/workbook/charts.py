"""图表: four charts for a briefing, and the numbers that they are drawn from."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gikxl.collect.model import STATUSES
from gikxl.collect.rollup.compare import figures
from gikxl.collect.rollup.total import numbers_of
from gikxl.collect.rollup.workbook.cells import Sheet, cells_of, shortened
from gikxl.collect.rollup.workbook.looks import STATUS_INKS
from gikxl.collect.rollup.workbook.made import RollUp
from gikxl.collect.rollup.workbook.overview import statuses
from gikxl.form import Form
from gikxl.report import Number
from gikxl.write.template.styles import Styles

SHEET = "图表"

_RECEIVED = "requests.new.total"
_MOST_UNITS = 20
_LONGEST_NAME = 14
_COMPARED = ("新收申请", "办理结果总计", "结转下年度", "行政复议", "行政诉讼")
"""The figures of applications and disputes, which are of one size."""

_BLUE, _PALE, _INK, _GRID = "#2F5597", "#A9BCDD", "#404040", "#D9D9D9"
_FONT = "微软雅黑"
_WIDTH = 555
_PLACES = (((2, 0), 520), ((2, 6), 520), ((29, 0), 380), ((29, 6), 380))
"""Where each chart begins, and how high it is in pixels."""
_DATA_ROW = 49
"""Below the charts, from 0."""
_NAME_WIDTH, _NUMBER_WIDTH, _GAP = 24, 11, 4


class _Data(NamedTuple):
    """What a chart is drawn from: names down the first column, a series each further one."""

    title: str
    names: Sequence[str]
    heads: Sequence[str]
    series: Sequence[Sequence[Number | None]]
    unit: str


class _Drawn(NamedTuple):
    """Where on the sheet the data of a chart stand."""

    data: _Data
    row: int
    column: int

    def names(self) -> str:
        """The cells of the names."""
        return self._cells(self.column)

    def series(self, number: int) -> str:
        """The cells of a series."""
        return self._cells(self.column + 1 + number)

    def head(self, number: int) -> str:
        """The cell of a series' name."""
        column = self.column + 1 + number
        return f"='{SHEET}'!{cells_of(self.row - 1, column, self.row - 1, column)}"

    def _cells(self, column: int) -> str:
        last = self.row + len(self.data.names) - 1
        return f"='{SHEET}'!{cells_of(self.row, column, last, column)}"


def charts_sheet(book: Any, sheet: Any, styles: Styles, made: RollUp) -> None:
    """Draw the charts two by two, their data below them."""
    out = Sheet(sheet, styles)
    _widths(sheet)
    out.alone(made.title(SHEET), "list_title", 28)
    data = [_by_unit(made), _by_result(made), _by_year(made), _by_status(made)]
    drawn = list(_tables(out, data))
    draw = (_bars, _bars, _columns, _statuses)
    for kind, (place, height), one in zip(draw, _PLACES, drawn, strict=True):
        if one.data.names:
            chart = kind(book, one)
            chart.set_size({"width": _WIDTH, "height": height})
            sheet.insert_chart(*place, chart, {"object_position": 2})
    out.paper(pages=(1, 1))
    sheet.set_portrait()


def _widths(sheet: Any) -> None:
    """Names, numbers and a gap for each chart; the comparison has two columns of numbers."""
    one = (_NAME_WIDTH, _NUMBER_WIDTH, _GAP)
    two = (_NAME_WIDTH, _NUMBER_WIDTH, _NUMBER_WIDTH, _GAP)
    for column, width in enumerate((*one, *one, *two, *one)):
        sheet.set_column(column, column, width)


def _by_unit(made: RollUp) -> _Data:
    units = [(unit.office.name, numbers_of(unit).get(_RECEIVED, 0)) for unit in made.parts.added]
    units.sort(key=lambda unit: -unit[1])
    most = units[:_MOST_UNITS]
    title = "各单位新收政府信息公开申请"
    return _Data(
        title + (f"（前 {_MOST_UNITS} 名）" if len(units) > _MOST_UNITS else ""),
        [_named(name) for name, _ in most],
        ["新收申请"],
        [[number for _, number in most]],
        "件",
    )


def _by_result(made: RollUp) -> _Data:
    results = sorted(_results(made.form), key=lambda result: -_sum(made, result[1]))
    return _Data(
        "申请办理结果",
        [name for name, _ in results],
        ["件数"],
        [[_sum(made, keys) for _, keys in results]],
        "件",
    )


def _by_year(made: RollUp) -> _Data:
    year = made.standings.year
    chosen = [figure for figure in figures(made.form) if figure.label in _COMPARED]
    now: list[Number | None] = [figure.of(made.now) for figure in chosen]
    before: list[Number | None] = [figure.of(made.before) for figure in chosen]
    heads, series = [f"{year} 年"], [now]
    if made.before:
        heads, series = [f"{year - 1} 年", *heads], [before, *series]
    title = "与上年比较" if made.before else "主要数据（没有上年数据）"
    return _Data(title, [figure.label for figure in chosen], heads, series, "件")


def _by_status(made: RollUp) -> _Data:
    states = statuses(made)
    names = [STATUSES[status] for status, _ in states]
    return _Data("报送情况", names, ["单位数"], [[count for _, count in states]], "个")


def _results(form: Form) -> Iterator[tuple[str, list[str]]]:
    """The kinds of results, each with its fields for all applicants."""
    kinds: dict[str, list[str]] = {}
    for field in form.fields.values():
        key = field.key
        if "results" in field.row.groups and key.endswith(".total") and key not in _sums(form):
            name = field.row.path[1].rpartition("）")[2] if len(field.row.path) > 2 else ""
            kinds.setdefault(name or _short(field.row.path[1]), []).append(key)
    yield from kinds.items()


def _sums(form: Form) -> set[str]:
    """The fields for all applicants that add up the results."""
    return {equation.left[0] for equation in form.equations if equation.identity == "handled_total"}


def _short(label: str) -> str:
    """（二）部分公开（区分处理的，…） is 部分公开."""
    return label.partition("）")[2].partition("（")[0] or label


def _sum(made: RollUp, keys: Sequence[str]) -> Number:
    return sum((made.report.values[key].number or 0 for key in keys), start=0)


def _named(name: str) -> str:
    words = shortened(name).replace("\n", " ")
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"


def _tables(out: Sheet, data: Sequence[_Data]) -> Iterator[_Drawn]:
    """Write the data side by side, visible and named."""
    column = 0
    longest = max(len(one.names) for one in data)
    for one in data:
        out.row = _DATA_ROW
        out.put(column, f"{one.title}（{one.unit}）", "block_head")
        out.row += 1
        out.put(column, "", "list_head")
        for n, head in enumerate(one.heads, column + 1):
            out.put(n, head, "list_head")
        out.row += 1
        yield _Drawn(one, out.row, column)
        for row, name in enumerate(one.names):
            out.put(column, name, "name")
            for n, series in enumerate(one.series, column + 1):
                out.put(n, series[row], "integer")
            out.row += 1
        column += len(one.heads) + 2 if one is not data[2] else 4
    out.row = _DATA_ROW + longest + 2


def _bars(book: Any, drawn: _Drawn, points: Sequence[dict[str, Any]] = ()) -> Any:
    """Bars across, the first on top, each with its number; `points` colour them one by one."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": drawn.head(0),
            "categories": drawn.names(),
            "values": drawn.series(0),
            "fill": {"color": _BLUE},
            "points": list(points),
            "gap": 45,
            "data_labels": {"value": True, "font": _font(9)},
        }
    )
    chart.set_y_axis(
        {"reverse": True, "crossing": "max", "num_font": _font(9), "line": {"color": _GRID}}
    )
    chart.set_x_axis(_scale(drawn.data.unit))
    _finish(chart, drawn)
    chart.set_legend({"none": True})
    return chart


def _columns(book: Any, drawn: _Drawn) -> Any:
    """Columns side by side, last year pale."""
    chart = book.add_chart({"type": "column"})
    colours = (_PALE, _BLUE)[-len(drawn.data.heads) :]
    for number, colour in enumerate(colours):
        chart.add_series(
            {
                "name": drawn.head(number),
                "categories": drawn.names(),
                "values": drawn.series(number),
                "fill": {"color": colour},
                "gap": 60,
                "overlap": -5,
                "data_labels": {"value": True, "font": _font(9)},
            }
        )
    chart.set_x_axis({"num_font": _font(9), "line": {"color": _GRID}, "major_tick_mark": "none"})
    chart.set_y_axis(_scale(drawn.data.unit))
    _finish(chart, drawn)
    chart.set_legend({"position": "top", "font": _font(9)})
    return chart


def _statuses(book: Any, drawn: _Drawn) -> Any:
    """A bar for each state, in the colour that it has in the list."""
    states = {words: status for status, words in STATUSES.items()}
    inks = [STATUS_INKS[states[name]] for name in drawn.data.names]
    return _bars(book, drawn, points=[{"fill": {"color": ink}} for ink in inks])


def _scale(unit: str) -> dict[str, Any]:
    """The axis of numbers: named, with faint lines, from 0."""
    return {
        "name": f"单位：{unit}",
        "name_font": {**_font(9), "bold": False},
        "num_font": _font(9),
        "num_format": "0",
        "min": 0,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.5}},
        "major_tick_mark": "none",
    }


def _finish(chart: Any, drawn: _Drawn) -> None:
    chart.set_title({"name": drawn.data.title, "name_font": {**_font(13), "bold": True}})
    chart.set_chartarea({"border": {"color": _GRID}})


def _font(size: int) -> dict[str, Any]:
    return {"name": _FONT, "size": size, "color": _INK}
