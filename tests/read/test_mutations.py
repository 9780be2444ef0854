"""No change of a row or column is silently misread.

Every field of the template gets a number of its own, so that a number read into a
field where it does not belong shows. After each change, whatever is read must be the
field's own number, and whatever is not read must be named by a rule.
"""

from collections.abc import Callable

import pytest

from gikxl import form
from gikxl.finding import Finding
from gikxl.form import Form
from gikxl.read import read_grids
from gikxl.read.book import open_grids
from gikxl.read.grid import Grid, Marks
from gikxl.report import Place, Report, Value
from gikxl.rules import check
from gikxl.write.template import write_template
from tests.read.mutate import deleted, inserted, moved, unmerged, with_cell

Change = Callable[[Grid, str, int], Grid]

UNKNOWN = "谁也不认识的名称"
CHANGES: dict[str, Change] = {
    "insert a blank line": lambda grid, axis, at: inserted(grid, axis, at),
    "insert a line of numbers": lambda grid, axis, at: inserted(grid, axis, at, [7] * 40),
    "insert a line of text": lambda grid, axis, at: inserted(grid, axis, at, ["小计", 7, 7, 7, 7]),
    "delete a line": deleted,
    "move a line to the top": lambda grid, axis, at: moved(grid, axis, at, 0),
    "move a line down": lambda grid, axis, at: moved(grid, axis, at, at + 2),
}
NAMED = ("R101", "R102", "R104", "R108", "V100", "V101")
"""A table, row or column that is missing, claimed twice, left out, not filled, or blank."""


@pytest.fixture(scope="module", params=form.EDITIONS)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Form, list[Grid]]:
    """The template's sheets with a different number in each field."""
    edition = form.load(request.param)
    values = {key: Value(number) for number, key in enumerate(edition.fields, 1001)}
    path = str(tmp_path_factory.mktemp("template") / "filled.xlsx")
    report = Report(edition, values, unit="某某局", year=edition.first_year)
    write_template(path, edition, report=report, overrides=own_numbers(edition))
    return edition, [
        Grid(g.sheet, g.rows, origin=g.origin, merges=g.merges) for g in open_grids(path)
    ]


def own_numbers(edition: Form) -> dict[str, int]:
    return {key: number for number, key in enumerate(edition.fields, 1001)}


def assert_not_misread(edition: Form, grids: list[Grid]) -> None:
    """Each field has its own number or is missing, and what is missing is named."""
    report = read_grids(grids)
    own = own_numbers(edition)
    misread = {
        key: value.number
        for key, value in report.values.items()
        if value.state == "number" and value.number != own[key]
    }
    assert misread == {}
    unread = {key for key in own if report.number(key) != own[key]}
    assert unread <= {
        key for finding in check(report, select=NAMED) for key in named(report, finding)
    }


def named(report: Report, finding: Finding) -> set[str]:
    """The fields that a finding is about; of a missing or blank table, all."""
    if finding.code in ("R101", "V100"):
        return {
            key
            for table in report.form.tables
            if table.label in finding.message
            for key, field in report.form.fields.items()
            if field.table == table.key
        }
    return set(finding.fields)


def tables(edition: Form, grids: list[Grid]) -> list[int]:
    sheets = {table.sheet for table in edition.tables}
    return [number for number, grid in enumerate(grids) if grid.sheet in sheets]


def test_the_template_is_read_whole(filled: tuple[Form, list[Grid]]) -> None:
    edition, grids = filled
    report = read_grids(grids)
    assert {key: value.number for key, value in report.values.items()} == own_numbers(edition)
    assert report.remarks == []


@pytest.mark.parametrize("axis", ["row", "column"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_line_is_read_right_or_refused(
    filled: tuple[Form, list[Grid]], change: str, axis: str
) -> None:
    edition, grids = filled
    for number in tables(edition, grids):
        grid = grids[number]
        length = len(grid.rows) if axis == "row" else len(grid.rows[0])
        for at in range(length):
            changed = CHANGES[change](grid, axis, at)
            assert_not_misread(edition, [*grids[:number], changed, *grids[number + 1 :]])


@pytest.mark.parametrize("text", ["", UNKNOWN], ids=["blank", "unknown"])
def test_a_renamed_label_is_read_right_or_refused(
    filled: tuple[Form, list[Grid]], text: str
) -> None:
    edition, grids = filled
    for number in tables(edition, grids):
        grid = grids[number]
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell:
                    changed = with_cell(grid, row, column, text)
                    assert_not_misread(edition, [*grids[:number], changed, *grids[number + 1 :]])


def test_a_misspelt_label_is_read_with_a_remark(filled: tuple[Form, list[Grid]]) -> None:
    edition, grids = filled
    labels = {header.label for f in edition.fields.values() for header in (f.row, f.column)}
    seen = 0
    for number in tables(edition, grids):
        grid = grids[number]
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if cell in labels and len(str(cell)) > 5:
                    changed = with_cell(grid, row, column, f"{str(cell)[:-1]}某")
                    mutated = [*grids[:number], changed, *grids[number + 1 :]]
                    assert_not_misread(edition, mutated)
                    kinds = {remark.kind for remark in read_grids(mutated).remarks}
                    assert kinds & {"similar_label", "unknown_line"} or "（" in str(cell)
                    seen += 1
    assert seen > 25


def test_unmerged_labels_are_read_as_merged_ones(filled: tuple[Form, list[Grid]]) -> None:
    edition, grids = filled
    report = read_grids([unmerged(grid) for grid in grids])
    assert {key: value.number for key, value in report.values.items()} == own_numbers(edition)


@pytest.mark.parametrize("axis", ["row", "column"])
def test_a_hidden_line_is_read_and_told(filled: tuple[Form, list[Grid]], axis: str) -> None:
    edition, grids = filled
    told = 0
    for number in tables(edition, grids):
        grid = grids[number]
        for at in range(len(grid.rows) if axis == "row" else len(grid.rows[0])):
            report = read_grids([*grids[:number], hidden(grid, axis, at), *grids[number + 1 :]])
            assert {key: v.number for key, v in report.values.items()} == own_numbers(edition)
            out_of_sight = {key for key, value in report.values.items() if value.hidden}
            findings = check(report, select=["R109"])
            assert {key for finding in findings for key in finding.fields} == out_of_sight
            told += bool(findings)
    assert told == len({(p.sheet, getattr(p, axis)) for p in places_of(grids).values()})


def hidden(grid: Grid, axis: str, at: int) -> Grid:
    rows = frozenset([at] if axis == "row" else [])
    columns = frozenset([at] if axis == "column" else [])
    return Grid(
        grid.sheet,
        grid.rows,
        origin=grid.origin,
        merges=grid.merges,
        scan=lambda _: Marks({}, rows, columns),
    )


def places_of(grids: list[Grid]) -> dict[str, Place]:
    values = read_grids(grids).values
    return {key: value.place for key, value in values.items() if value.place}
