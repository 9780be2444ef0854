"""The structure of the template, read back with openpyxl and compared with the form."""

import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gikxl.form import EDITIONS, Form, Table, load
from gikxl.report import Place
from gikxl.write.template import (
    GUIDE_SHEET,
    INFO_SHEET,
    LAST_SHEET,
    RESULTS_SHEET,
    TEXT_SHEET,
    VERSION,
    cells,
    defined_names,
    info_cells,
    last_cells,
    last_year_cell,
    write_template,
)

EXCEL_2010 = {
    "AND", "COUNT", "COUNTA", "IF", "IFERROR", "INT", "ISBLANK", "ISNUMBER", "LEN", "MIN", "NOT",
    "OR", "SUM", "SUMPRODUCT",
}  # fmt: skip
ENTRIES = {
    "count": ("whole", "greaterThanOrEqual", "0", None),
    "amount": ("decimal", "greaterThanOrEqual", "0", None),
    "change": ("whole", "between", "-999999999", "999999999"),
}
every_edition = pytest.mark.parametrize(
    "form", [load(edition) for edition in EDITIONS], ids=[str(edition) for edition in EDITIONS]
)
every_table = pytest.mark.parametrize(
    ("form", "table"),
    [(load(edition), table) for edition in EDITIONS for table in load(edition).tables],
    ids=[f"{edition}-{table.key}" for edition in EDITIONS for table in load(edition).tables],
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Workbook]:
    found = {}
    for edition in EDITIONS:
        path = tmp_path_factory.mktemp("blank") / f"{edition}.xlsx"
        write_template(path, load(edition))
        found[edition] = openpyxl.load_workbook(path)
    return found


def totals(form: Form) -> set[str]:
    return {equation.left[0] for equation in form.equations if len(equation.left) == 1}


def boxes(ranges: str) -> set[tuple[int, int]]:
    """The cells of “B5:D6 B9”, as row and column counted from 0."""
    found = set()
    for text in re.split("[ ,]", ranges.replace("$", "")):
        left, top, right, bottom = range_boundaries(text)
        found |= {(r - 1, c - 1) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return found


def shown(sheet: Worksheet, row: int, column: int) -> object:
    """The value of a cell, or of the merged range that it is part of."""
    for merged in sheet.merged_cells.ranges:
        if (
            merged.min_row <= row + 1 <= merged.max_row
            and merged.min_col <= column + 1 <= merged.max_col
        ):
            return sheet.cell(merged.min_row, merged.min_col).value
    return sheet.cell(row + 1, column + 1).value


def labels(sheet: Worksheet, places: list[tuple[int, int]]) -> tuple[str, ...]:
    """The different texts in these cells, in order."""
    values = [shown(sheet, *place) for place in places]
    texts = [v for v in values if isinstance(v, str) and not v.startswith("=")]
    return tuple(a for a, b in pairwise([*texts, None]) if a != b)


@every_edition
def test_the_sheets_stand_in_this_order(form: Form, books: dict[int, Workbook]) -> None:
    tables = [table.sheet for table in form.tables]
    book = books[form.edition]
    assert book.sheetnames == [
        GUIDE_SHEET, INFO_SHEET, *tables, TEXT_SHEET, LAST_SHEET, RESULTS_SHEET,
    ]  # fmt: skip
    assert book.active.title == INFO_SHEET


@every_table
def test_each_field_is_an_open_input_or_a_locked_total(
    form: Form, table: Table, books: dict[int, Workbook]
) -> None:
    sheet = books[form.edition][table.sheet]
    places = {key: place for key, place in cells(form).items() if place.sheet == table.sheet}
    assert set(places) == {key for key, field in form.fields.items() if field.table == table.key}
    assert len(set(places.values())) == len(places)
    for key, place in places.items():
        cell = sheet[place.a1]
        if key in totals(form):
            assert (cell.protection.locked, cell.data_type) == (True, "f"), key
        else:
            assert (cell.protection.locked, cell.value) == (False, None), key
    # A merged input is open as a whole; nothing else is.
    merged = {cell for found in sheet.merged_cells.ranges for cell in boxes(found.coord)}
    open_cells = {
        (cell.row - 1, cell.column - 1)
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    inputs = {(p.row, p.column) for key, p in places.items() if key not in totals(form)}
    assert inputs <= open_cells
    assert open_cells - inputs <= merged


@every_table
def test_the_labels_of_a_field_are_the_paths_of_the_form(
    form: Form, table: Table, books: dict[int, Workbook]
) -> None:
    sheet = books[form.edition][table.sheet]
    for key, place in cells(form).items():
        field = form.fields[key]
        if field.table != table.key:
            continue
        above = [(row, place.column) for row in range(2, place.row)]
        left = [(place.row, column) for column in range(place.column)]
        if table.side_by_side:
            assert labels(sheet, above) == (*field.row.path, *field.column.path)
            continue
        assert labels(sheet, left) == field.row.path
        # Other blocks may stand above its own header.
        assert labels(sheet, above)[-len(field.column.path) :] == field.column.path


def test_table_three_is_merged_as_the_official_form_is(books: dict[int, Workbook]) -> None:
    sheet = books[2021]["三、申请办理"]
    merged = {found.coord for found in sheet.merged_cells.ranges}
    assert {coord for coord in merged if range_boundaries(coord)[3] <= 5} == {
        "A1:J1", "A2:E2", "F2:J2", "A3:C5", "D3:J3", "D4:D5", "E4:I4", "J4:J5", "L3:L5",
    }  # fmt: skip
    assert {coord for coord in merged if 6 <= range_boundaries(coord)[1] <= 30} == {
        "A6:C6", "A7:C7", "A8:A29", "B8:C8", "B9:C9", "B10:B17", "B18:B20", "B21:B25", "B26:B28",
        "B29:C29", "A30:C30",
    }  # fmt: skip


def test_where_fields_stand() -> None:
    places = cells(load(2021))
    assert str(places["proactive.regulation.issued"]) == "二、主动公开!B5"
    assert str(places["proactive.fee.amount"]) == "二、主动公开!B16"
    assert str(places["requests.new.natural_person"]) == "三、申请办理!D6"
    assert str(places["requests.carried_forward.total"]) == "三、申请办理!J30"
    assert str(places["disputes.suit_after_reconsideration.total"]) == "四、复议诉讼!O6"


@every_edition
def test_last_years_tables_hold_each_field_in_an_open_cell(
    form: Form, books: dict[int, Workbook]
) -> None:
    sheet = books[form.edition][LAST_SHEET]
    places = last_cells(form)
    assert set(places) == set(form.fields)
    assert len(set(places.values())) == len(form.fields)
    for place in (*places.values(), last_year_cell(form)):
        cell = sheet[place.a1]
        assert (place.sheet, cell.protection.locked, cell.value) == (LAST_SHEET, False, None)


@every_edition
def test_inputs_take_only_the_kind_of_number_the_form_wants(
    form: Form, books: dict[int, Workbook]
) -> None:
    for places, fields in (
        (cells(form), form.fields.keys() - totals(form)),
        (last_cells(form), form.fields),
    ):
        guards: dict[Place, tuple[object, ...]] = {}
        for name in {place.sheet for place in places.values()}:
            for rule in books[form.edition][name].data_validations.dataValidation:
                assert (rule.errorStyle or "stop") == "stop"
                assert re.search("[一-鿿]", f"{rule.promptTitle}{rule.prompt}")
                assert re.search("[一-鿿]", rule.errorTitle)
                assert rule.error
                for row, column in boxes(str(rule.sqref)):
                    entry = (rule.type, rule.operator or "between", rule.formula1, rule.formula2)
                    guards[Place(name, row, column)] = entry
        for key, place in places.items():
            expected = ENTRIES[form.fields[key].kind] if key in fields else None
            assert guards.get(place) == expected, key


@every_edition
def test_the_level_is_chosen_from_the_form(form: Form, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][INFO_SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    levels = ",".join(level.label for level in form.levels)
    assert rules[info_cells()["level"].a1].formula1 == f'"{levels}"'
    year = rules[info_cells()["year"].a1]
    assert (year.type, year.formula1) == ("whole", str(form.first_year))
    assert year.formula2 == str(form.last_year or 2100)
    for place in info_cells().values():
        assert not sheet[place.a1].protection.locked


@every_table
def test_each_identity_has_its_check_and_its_colour(
    form: Form, table: Table, books: dict[int, Workbook]
) -> None:
    sheet = books[form.edition][table.sheet]
    places = cells(form)
    coloured = {
        (ranges, absolute)
        for formats in sheet.conditional_formatting
        for rule in formats.rules
        for ranges in [frozenset(boxes(str(formats.sqref)))]
        for absolute in re.findall(r"\$([A-Z]+)\$(\d+)", rule.formula[0])
    }
    checks = {
        tuple(frozenset(boxes(side)) for side in sides.groups()): cell
        for row in sheet.iter_rows()
        for cell in row
        if (sides := re.search(r"^=IFERROR\(SUM\(([^)]*)\)-SUM\(([^)]*)\),", str(cell.value)))
    }
    equations = [equation for equation in form.equations if equation.table == table.key]
    assert len(checks) == len(equations)
    for equation in equations:
        left, right = (
            frozenset((places[key].row, places[key].column) for key in side)
            for side in (equation.left, equation.right)
        )
        check = checks[left, right]
        assert check.protection.locked
        assert (left | right, (check.column_letter, str(check.row))) in coloured


@every_edition
def test_each_line_of_continuity_has_its_check(form: Form, books: dict[int, Workbook]) -> None:
    formulas = [
        cell.value
        for table in form.tables
        for row in books[form.edition][table.sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and f"'{LAST_SHEET}'!" in cell.value
    ]
    assert len(formulas) == len(form.continuity)


def test_carry_over_is_compared_once_last_years_table_is_filled(books: dict[int, Workbook]) -> None:
    sheet = books[2021]["三、申请办理"]
    last = last_cells(load(2021))
    assert last["requests.new.natural_person"].a1 == "D24"
    assert last["requests.carried_forward.total"].a1 == "J48"
    assert sheet["D34"].value == (
        "=IFERROR(IF(COUNT('上年数据'!$D$24:$J$48)=0,\"—\",SUM(D7)-SUM('上年数据'!$D$48)),"
        '"有错误值")'
    )
    # A total that was left blank last year is added up.
    assert "SUM(J7)-SUM('上年数据'!$D$48:$I$48)" in sheet["J34"].value


@every_edition
def test_nothing_newer_than_excel_2010(form: Form, books: dict[int, Workbook]) -> None:
    used = set()
    for sheet in books[form.edition]:
        formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        formulas = [text for text in formulas if text.startswith("=")]
        for formats in sheet.conditional_formatting:
            formulas += [rule.formula[0] for rule in formats.rules]
        used |= {name for text in formulas for name in re.findall(r"([A-Z]+)\(", text)}
    assert used <= EXCEL_2010


@every_table
def test_paper(form: Form, table: Table, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][table.sheet]
    first = min(place.row for place in cells(form).values() if place.sheet == table.sheet)
    one_header = len(table.blocks) == 1
    last = max(place for place in cells(form).values() if place.sheet == table.sheet)
    assert sheet.print_title_rows == (f"$1:${first}" if one_header else "$1:$2")
    assert sheet.print_area.split(":")[-1].replace("$", "").endswith(str(last.row + 1))
    labels_end = {"requests": "D", "disputes": "A"}.get(table.key)
    assert sheet.freeze_panes == (f"{labels_end}{first + 1}" if one_header else None)


@every_edition
def test_every_sheet_is_an_a4_page_with_a_footer(form: Form, books: dict[int, Workbook]) -> None:
    for sheet in books[form.edition]:
        page = sheet.page_setup
        assert page.paperSize in (9, "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (page.fitToWidth or 1, page.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert sheet.print_title_rows


@every_edition
def test_protection_has_no_password_and_lets_people_filter(
    form: Form, books: dict[int, Workbook]
) -> None:
    for sheet in books[form.edition]:
        protection = sheet.protection
        assert protection.sheet
        assert protection.password is None
        # False: not forbidden.
        assert not protection.autoFilter
        assert not protection.sort
        assert not protection.formatColumns
        assert not protection.formatRows
        assert not protection.selectLockedCells
        assert not protection.selectUnlockedCells
        assert protection.insertRows
        assert protection.deleteRows


@every_edition
def test_fonts_are_ones_that_chinese_offices_have(form: Form, books: dict[int, Workbook]) -> None:
    fonts = {font.name for font in books[form.edition]._fonts}
    assert fonts == {"宋体", "黑体"}


@every_edition
def test_defined_names_resolve(form: Form, books: dict[int, Workbook]) -> None:
    book = books[form.edition]
    names = defined_names(form)
    assert {name: defined.attr_text for name, defined in book.defined_names.items()} == {
        **names, "gikxl_form": f'"{form.edition}"', "gikxl_template": f'"{VERSION}"',
    }  # fmt: skip
    assert all(re.fullmatch("[a-z][a-z_]+[a-z]", name) for name in names)
    for key, place in cells(form).items():
        ((sheet, coord),) = book.defined_names[key.replace(".", "_")].destinations
        assert (sheet, coord.replace("$", "")) == (place.sheet, place.a1)
    for table in form.tables:
        inputs = {
            (place.row, place.column)
            for key, place in cells(form).items()
            if place.sheet == table.sheet and key not in totals(form)
        }
        areas = list(book.defined_names[f"{table.key}_inputs"].destinations)
        assert {sheet for sheet, _ in areas} == {table.sheet}
        assert {cell for _, coord in areas for cell in boxes(coord)} == inputs


@every_edition
def test_the_version_is_kept_out_of_sight(form: Form, books: dict[int, Workbook]) -> None:
    book = books[form.edition]
    assert book.defined_names["gikxl_form"].hidden
    assert book.defined_names["gikxl_template"].hidden
    properties = {item.name: item.value for item in book.custom_doc_props}
    assert properties == {"gikxl_form": str(form.edition), "gikxl_template": VERSION}


@every_edition
def test_the_guide_states_the_identities_of_the_form(
    form: Form, books: dict[int, Workbook]
) -> None:
    texts = " ".join(str(row[1]) for row in books[form.edition][GUIDE_SHEET].values)
    for statement in {equation.statement for equation in form.equations}:
        assert statement in texts


@every_edition
def test_the_overview_links_to_the_tables(form: Form, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][RESULTS_SHEET]
    links = {cell.value: cell.hyperlink.location for (cell,) in sheet["A4:A60"] if cell.hyperlink}
    assert links == {table.sheet: f"'{table.sheet}'!A1" for table in form.tables}


@every_edition
def test_the_same_input_gives_the_same_bytes(form: Form, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_template(tmp_path / name, form, unit="某某局", year=form.first_year)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]
