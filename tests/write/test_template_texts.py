"""The sheet 文字 of the template: a place for each text, its length, a column for drafts."""

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from gikxl.form import EDITIONS, Form, load
from gikxl.report import Place
from gikxl.write.template import TEXT_SHEET, draft_cells, text_cells, write_template
from tests.write.test_template import shown

every_edition = pytest.mark.parametrize(
    "form", [load(edition) for edition in EDITIONS], ids=[str(edition) for edition in EDITIONS]
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Workbook]:
    found = {}
    for edition in EDITIONS:
        path = tmp_path_factory.mktemp("blank") / f"{edition}.xlsx"
        write_template(path, load(edition))
        found[edition] = openpyxl.load_workbook(path)
    return found


@every_edition
def test_texts_have_their_place_and_a_live_length(form: Form, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][TEXT_SHEET]
    assert list(text_cells(form)) == [
        "opening", "overview", "proactive_disclosure", "disclosure_on_request",
        "information_management", "platforms", "supervision", "proactive", "requests", "disputes",
        "problems", "other",
    ]  # fmt: skip
    beside = {"proactive": "二、表外说明", "requests": "三、表外说明", "disputes": "四、表外说明"}
    names = {section.key: section.label for section in form.sections} | beside
    names["opening"] = "引言"
    aspects = dict(aspect for section in form.sections for aspect in section.aspects)
    for key, place in text_cells(form).items():
        assert place.column == 2
        assert not sheet[place.a1].protection.locked
        assert shown(sheet, place.row, 0) == names.get(key, names["overview"])
        assert shown(sheet, place.row, 1) == aspects.get(key)
    assert sheet["D4"].value == "=LEN(C4)+LEN(C5)+LEN(C6)+LEN(C7)+LEN(C8)+LEN(C9)"
    (formats,) = [f for f in sheet.conditional_formatting if str(f.sqref) == "D4:D9"]
    assert [(rule.operator, rule.formula) for rule in formats.rules] == [("greaterThan", ["1000"])]


@every_edition
def test_the_length_of_each_section_is_counted(form: Form, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][TEXT_SHEET]
    lengths = {
        shown(sheet, cell.row - 1, 0): cell.value for (cell,) in sheet["D3:D14"] if cell.value
    }
    assert lengths == {
        "引言": "=LEN(C3)",
        "一、总体情况": "=LEN(C4)+LEN(C5)+LEN(C6)+LEN(C7)+LEN(C8)+LEN(C9)",
        "二、表外说明": "=LEN(C10)",
        "三、表外说明": "=LEN(C11)",
        "四、表外说明": "=LEN(C12)",
        "五、存在的主要问题及改进情况": "=LEN(C13)",
        "六、其他需要报告的事项": "=LEN(C14)",
    }


@every_edition
def test_texts_that_may_be_left_out_are_modest(form: Form, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][TEXT_SHEET]
    places = text_cells(form)
    heights = {key: sheet.row_dimensions[place.row + 1].height for key, place in places.items()}
    modest = {key for key, height in heights.items() if height < 30}
    assert modest == {"opening", "overview", "proactive", "requests", "disputes"}
    assert min(heights[key] for key in heights.keys() - modest) > 90
    labels = {key: sheet.cell(place.row + 1, 1) for key, place in places.items()}
    # What is shown behind the label is not part of it: the reader finds it by its own words.
    marked = {key for key, cell in labels.items() if "可不写" in cell.number_format}
    assert marked == {"opening", "proactive", "requests", "disputes"}
    assert {key for key, cell in labels.items() if cell.font.bold} == {
        "overview", "problems", "other",
    }  # fmt: skip


@every_edition
def test_drafts_have_a_column_of_their_own(form: Form, books: dict[int, Workbook]) -> None:
    sheet = books[form.edition][TEXT_SHEET]
    places = draft_cells(form)
    assert places == {
        key: Place(TEXT_SHEET, place.row, 4) for key, place in text_cells(form).items()
    }
    for place in places.values():
        cell = sheet[place.a1]
        assert (cell.value, cell.protection.locked) == (None, False)
        assert cell.alignment.wrap_text
    assert sheet["E2"].value == "草稿"
    assert "不打印，也不算进报告" in sheet["E1"].value
    assert sheet.column_dimensions["E"].width > 60
    assert sheet.print_area == f"'{TEXT_SHEET}'!$A$1:$C$14"
