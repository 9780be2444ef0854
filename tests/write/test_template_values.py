"""What stands in a filled template, and that LibreOffice computes what Python does."""

import random
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from gikxl.form import Form, load
from gikxl.report import Number, Place, Report, Value
from gikxl.write.template import (
    LAST_SHEET,
    RESULTS_SHEET,
    Raw,
    cells,
    info_cells,
    last_cells,
    last_year_cell,
    text_cells,
    write_template,
)

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">
<value>0</value></prop></item></oor:items>"""
TABLE_THREE, TABLE_FOUR = "三、申请办理", "四、复议诉讼"


def report(form: Form, numbers: Mapping[str, Number], **details: object) -> Report:
    """A report with these numbers, totals added up, everything else 0."""
    values: dict[str, Number] = {**dict.fromkeys(form.fields, 0), **numbers}
    for equation in form.equations:
        if len(equation.left) == 1:
            values[equation.left[0]] = sum(values[key] for key in equation.right)
    for equation in form.equations:
        if equation.identity == "applicant_total":
            values[equation.left[0]] = sum(values[key] for key in equation.right)
    return Report(form, {key: Value(n) for key, n in values.items()}, **details)  # type: ignore[arg-type]


def random_report(form: Form, seed: int) -> Report:
    """Any numbers at all: nothing but the totals is right."""
    dice = random.Random(seed)
    return report(form, {key: dice.randrange(1000) for key in form.fields})


def written(path: Path, form: Form, **options: object) -> Workbook:
    write_template(path, form, **options)  # type: ignore[arg-type]
    return openpyxl.load_workbook(path, data_only=True)


def at(book: Workbook, place: Place) -> object:
    return book[place.sheet][place.a1].value


# What is put in.


def test_numbers_texts_and_details_go_in(tmp_path: Path) -> None:
    form = load()
    filled = report(
        form,
        {"requests.new.natural_person": 3, "proactive.fee.amount": Decimal("36.582501")},
        unit="=某某县=局",
        year=2025,
        level="政府部门及其他单位",
        contact="某某",
        phone="0527-12345",
        texts={"platforms": "=1+1", "other": "没有收取\n信息处理费。"},
    )
    del filled.values["requests.granted.business"]
    filled.values["requests.granted.research"] = Value(None, "blank")
    book = written(tmp_path / "a.xlsx", form, report=filled)
    places = cells(form)
    assert at(book, places["requests.new.natural_person"]) == 3
    assert at(book, places["requests.new.total"]) == 3
    assert at(book, places["proactive.fee.amount"]) == 36.582501
    assert at(book, places["requests.granted.natural_person"]) == 0
    assert at(book, places["requests.granted.business"]) is None
    assert at(book, places["requests.granted.research"]) is None
    assert [at(book, place) for place in info_cells().values()] == [
        "=某某县=局", 2025, "政府部门及其他单位", "某某", "0527-12345", None,
    ]  # fmt: skip
    texts = {key: at(book, place) for key, place in text_cells(form).items()}
    assert texts["platforms"] == "=1+1"
    assert texts["other"] == "没有收取\n信息处理费。"
    assert texts["problems"] is None


def test_last_years_figures_go_in_and_are_carried_over(tmp_path: Path) -> None:
    form = load()
    last = random_report(form, 1)
    last.values["requests.carried_forward.total"] = Value(99999)
    last.year = 2024
    book = written(tmp_path / "a.xlsx", form, year=2025, last=last)
    for key, place in last_cells(form).items():
        assert at(book, place) == last.values[key].number, key
    assert at(book, last_year_cell(form)) == 2024
    for key, place in cells(form).items():
        _, row, column = key.split(".")
        if row == "carried_over" and column != "total":
            assert at(book, place) == last.number(f"requests.carried_forward.{column}")
        elif not isinstance(book[place.sheet][place.a1].value, int):
            assert at(book, place) is None


def test_the_numbers_of_a_report_are_not_carried_over(tmp_path: Path) -> None:
    form = load()
    this = report(form, {"requests.carried_over.business": 4})
    this.last = report(form, {"requests.carried_forward.business": 7}, year=2024)
    book = written(tmp_path / "a.xlsx", form, report=this)
    assert at(book, cells(form)["requests.carried_over.business"]) == 4
    assert at(book, last_cells(form)["requests.carried_forward.business"]) == 7
    assert at(book, Place(TABLE_THREE, 33, 4)) == -3


def test_figures_of_the_edition_before_go_where_they_mean_the_same(tmp_path: Path) -> None:
    old, form = load(2019), load(2021)
    numbers = {
        "requests.otherwise.business": 2,
        "requests.carried_forward.business": 5,
        "proactive.regulation.public_total": 8,
        "proactive.licence.decisions": 3,
    }
    book = written(tmp_path / "a.xlsx", form, year=2021, last=report(old, numbers, year=2020))
    places = last_cells(form)
    assert at(book, places["requests.other.business"]) == 2
    assert at(book, places["requests.not_corrected.business"]) is None
    assert at(book, places["proactive.licence.decisions"]) == 3
    # 对外公开总数量 is not 现行有效件数.
    assert at(book, places["proactive.regulation.in_force"]) is None
    assert at(book, cells(form)["requests.carried_over.business"]) == 5


def test_overrides_put_anything_into_a_cell(tmp_path: Path) -> None:
    form = load()
    overrides: dict[str, Raw] = {
        "requests.new.business": "3件",
        "requests.new.total": 12,
        "requests.repeated.total": None,
        "disputes.direct_suit.upheld": "=#REF!",
    }
    book = written(tmp_path / "a.xlsx", form, report=report(form, {}), overrides=overrides)
    places = cells(form)
    assert at(book, places["requests.new.business"]) == "3件"
    assert at(book, places["requests.new.total"]) == 12
    assert at(book, places["requests.repeated.total"]) is None
    assert at(book, places["disputes.direct_suit.upheld"]) == "#REF!"
    assert at(book, places["disputes.direct_suit.total"]) == "#REF!"


def test_a_total_is_typed_in_only_where_its_formula_gives_something_else(tmp_path: Path) -> None:
    form = load()
    filled = report(form, {"requests.granted.business": 3})
    wrong = {
        "requests.granted.total": Value(4),
        "requests.new.total": Value(None, "blank"),
        "requests.repeated.total": Value(None, "text", "若干"),
        "disputes.direct_suit.total": Value(None, "error", "#REF!"),
        "disputes.reconsideration.total": Value(None, "error", "#SPILL!"),
        "requests.petition.total": Value(0, "dash", "—"),
    }
    filled.values.update(wrong)
    del filled.values["requests.excessive.total"]
    write_template(tmp_path / "a.xlsx", form, report=filled)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    typed = {
        key: value
        for key, place in cells(form).items()
        if key in form.totals and not str(value := at(book, place)).startswith("=SUM(")
    }
    assert typed == {
        "requests.granted.total": 4,
        "requests.new.total": None,
        "requests.repeated.total": "若干",
        "requests.excessive.total": None,
        "disputes.direct_suit.total": "=#REF!",
        "disputes.reconsideration.total": "#SPILL!",
    }
    # Totals that follow are computed with the numbers that stand there.
    shown = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert at(shown, cells(form)["requests.handled.total"]) == 3


def test_a_total_that_follows_an_error_stays_a_formula(tmp_path: Path) -> None:
    form = load()
    filled = report(form, {})
    for key in ("disputes.direct_suit.upheld", "disputes.direct_suit.total"):
        filled.values[key] = Value(None, "error", "#DIV/0!")
    write_template(tmp_path / "a.xlsx", form, report=filled)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert at(book, cells(form)["disputes.direct_suit.upheld"]) == "=#DIV/0!"
    assert at(book, cells(form)["disputes.direct_suit.total"]) == "=SUM(F6:I6)"


def test_what_nobody_sees_is_left_out_of_texts(tmp_path: Path) -> None:
    form = load()
    texts = {"problems": "甲\u200b乙\r\n丙\ufeff\t丁\u00a0戊\x07"}
    book = written(tmp_path / "a.xlsx", form, report=report(form, {}, texts=texts))
    assert at(book, text_cells(form)["problems"]) == "甲乙\n丙\t丁 戊?"


def test_rare_characters_count_twice_as_excel_counts_them(tmp_path: Path) -> None:
    form = load()
    fits = report(form, {}, texts={"problems": "𠮷" * 16_383})
    book = written(tmp_path / "a.xlsx", form, report=fits)
    assert book["文字"]["D13"].value == 32_766
    long = report(form, {}, texts={"problems": "𠮷" * 16_384})
    with pytest.raises(ValueError, match="有 32768 个字符，太长：一个单元格最多放 32767 个"):
        write_template(tmp_path / "a.xlsx", form, report=long)


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    form = load()
    long = report(form, {}, texts={"problems": "长" * 32_768})
    with pytest.raises(ValueError, match="32767"):
        write_template(tmp_path / "a.xlsx", form, report=long)
    assert list(tmp_path.iterdir()) == []


# What is computed.

FILLED = {
    "random-2021": (2021, random_report(load(2021), 21), {}),
    "random-2019": (2019, random_report(load(2019), 19), {}),
    "slips": (
        2021,
        random_report(load(2021), 7),
        {
            "requests.granted.total": 5,
            "requests.handled.research": 17,
            "requests.new.business": "3件",
            "requests.repeated.total": None,
            "disputes.direct_suit.total": 4,
            "disputes.reconsideration.upheld": "=#REF!",
            "proactive.regulation.issued": 1,
        },
    ),
}


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Workbook, Workbook]]:
    """Each workbook as written and as LibreOffice computes it anew, in one call."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("filled")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    for name, (edition, filled, overrides) in FILLED.items():
        last = random_report(load(edition), 3)
        write_template(
            folder / f"{name}.xlsx",
            load(edition),
            unit="某某县人民政府",
            year=load(edition).first_year,
            level="县（市、区、旗）人民政府",
            report=filled,
            last=last,
            overrides=overrides,  # type: ignore[arg-type]
        )
        # As a clerk would: the same cells without any stored result.
        book = openpyxl.load_workbook(folder / f"{name}.xlsx")
        book.save(folder / f"{name}-emptied.xlsx")
    emptied = sorted(map(str, folder.glob("*-emptied.xlsx")))
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(folder / "out"), *emptied,
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {
        name: (
            openpyxl.load_workbook(folder / f"{name}.xlsx", data_only=True),
            openpyxl.load_workbook(folder / "out" / f"{name}-emptied.xlsx", data_only=True),
        )
        for name in FILLED
    }


@pytest.mark.parametrize("name", FILLED)
def test_stored_results_are_what_libreoffice_computes(
    name: str, computed: dict[str, tuple[Workbook, Workbook]]
) -> None:
    stored, recomputed = computed[name]
    different = {}
    for sheet in stored:
        for row in sheet.iter_rows():
            for cell in row:
                other = recomputed[sheet.title][cell.coordinate].value
                if cell.value != other:
                    different[f"{sheet.title}!{cell.coordinate}"] = (cell.value, other)
    assert different == {}


@pytest.mark.parametrize("name", ["random-2021", "random-2019"])
def test_totals_and_balances_are_pythons_sums(
    name: str, computed: dict[str, tuple[Workbook, Workbook]]
) -> None:
    edition, filled, _ = FILLED[name]
    book = computed[name][1]
    for key, place in cells(filled.form).items():
        assert at(book, place) == filled.number(key), key
    # Rows and columns of totals agree with one another; only the balance is left to chance.
    sheet = book[TABLE_THREE]
    last_row = 30 if edition == 2021 else 28
    assert {sheet.cell(row, 12).value for row in range(6, last_row + 1)} == {0}
    lines = {sheet.cell(row, 1).value: row for row in range(last_row + 2, last_row + 5)}
    handled, balance, carried = lines.values()
    for column, equation in enumerate(
        (e for e in filled.form.equations if e.identity == "balance"), start=4
    ):
        left, right = filled.sum(equation.left), filled.sum(equation.right)
        assert left is not None
        assert right is not None
        assert sheet.cell(handled, column).value == 0
        assert sheet.cell(balance, column).value == left - right
    last = random_report(filled.form, 3)
    assert [sheet.cell(carried, column).value for column in range(4, 11)] == [
        (filled.number(line.this) or 0) - (last.number(line.last) or 0)
        for line in filled.form.continuity
        if line.relation == "carried_over"
    ]


def test_checks_show_planted_slips(computed: dict[str, tuple[Workbook, Workbook]]) -> None:
    _, filled, _ = FILLED["slips"]
    book = computed["slips"][1]
    sheet = book[TABLE_THREE]

    def number(key: str) -> Number:
        found = filled.number(key)
        assert found is not None
        return found

    off = {row: sheet.cell(row, 12).value for row in range(6, 31) if sheet.cell(row, 12).value}
    places = cells(filled.form)
    assert off == {
        places["requests.granted.total"].row + 1: 5 - number("requests.granted.total"),
        places["requests.repeated.total"].row + 1: -number("requests.repeated.total"),
    }
    # The column of 科研机构: its typed （七） against the sum of its rows.
    assert sheet["F32"].value == 17 - number("requests.handled.research")
    assert sheet["D32"].value == 0
    # 3件 does not count in the column of 商业企业.
    balance = next(e for e in filled.form.equations if e.left[0] == "requests.new.business")
    right = filled.sum(balance.right)
    assert right is not None
    assert sheet["E33"].value == number("requests.carried_over.business") - right
    four = book[TABLE_FOUR]
    assert four["E9"].value == "有错误值"
    assert four["J9"].value == 4 - number("disputes.direct_suit.total")
    assert four["O9"].value == 0
    two = book["二、主动公开"]
    assert two["G5"].value == sum(two.cell(5, column).value for column in (2, 3, 4))


def test_the_overview_counts_what_is_off(computed: dict[str, tuple[Workbook, Workbook]]) -> None:
    rows = list(computed["slips"][1][RESULTS_SHEET].values)
    counts = {(row[0], row[1]): row[2] for row in rows if row[0] in (TABLE_THREE, TABLE_FOUR)}
    strange, blank = "填了文字、符号或者出现错误值的格子", "还没有填的格子（没有发生的填 0）"
    assert counts[TABLE_THREE, strange] == 1
    assert counts[TABLE_THREE, blank] == 1
    assert counts[TABLE_THREE, "总计＝自然人＋法人或其他组织五类之和"] == 2
    # The upheld of 行政复议, and the total that depends on it.
    assert counts[TABLE_FOUR, strange] == 2
    assert counts[TABLE_FOUR, "总计＝结果维持＋结果纠正＋其他结果＋尚未审结"] == 2


def test_nothing_is_compared_with_an_empty_last_year(tmp_path: Path) -> None:
    form = load()
    book = written(tmp_path / "a.xlsx", form, report=random_report(form, 5))
    sheet = book[TABLE_THREE]
    assert [sheet.cell(34, column).value for column in range(4, 11)] == ["—"] * 7
    assert book[LAST_SHEET][last_year_cell(form).a1].value is None


@pytest.mark.parametrize(
    ("level", "result"),
    [("", "—"), ("设区的市（自治州）人民政府", "—"), ("政府部门及其他单位", 2)],
)
def test_regulations_are_compared_with_the_level(
    level: str, result: object, tmp_path: Path
) -> None:
    form = load()
    numbers = {"proactive.regulation.issued": 1, "proactive.regulation.in_force": 1}
    book = written(tmp_path / "a.xlsx", form, level=level, report=report(form, numbers))
    assert book["二、主动公开"]["G5"].value == result
