"""The committed workbooks are what the script makes, and hold what they are meant to show."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

from gikxl.form import load
from gikxl.report import Place
from gikxl.write.template import cells, info_cells, last_cells, text_cells

FOLDER = Path(__file__).parents[2] / "workbook"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", FOLDER / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build: Any = _script()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    build.build(folder)
    return folder


def test_the_committed_workbooks_are_up_to_date(fresh: Path) -> None:
    assert {path.name for path in fresh.iterdir()} == set(build.OUTPUTS)
    committed = [path for kind in ("xlsx", "docx", "xlam") for path in FOLDER.glob(f"[!~]*.{kind}")]
    assert {path.name for path in committed} == set(build.OUTPUTS)
    for name in build.OUTPUTS:
        assert build.differences(FOLDER / name, fresh / name) == [], name
    assert build.check(FOLDER) == 0


def test_check_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build.build(tmp_path)
    blank, example, errors = (tmp_path / name for name in list(build.OUTPUTS)[1:4])
    blank.unlink()
    shutil.copy(errors, example)
    assert build.check(tmp_path) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"{blank.name}: 没有这个文件"
    assert f"{example.name}: xl/worksheets/sheet4.xml" in lines
    assert not any(line.startswith(errors.name) for line in lines)


def _at(name: str) -> Any:
    book = openpyxl.load_workbook(FOLDER / name, data_only=True)

    def value(place: Place) -> object:
        return book[place.sheet][place.a1].value

    return value


def test_qianjin_has_zeros_in_its_tables_and_two_applications_in_its_text() -> None:
    at = _at("示例-前进区司法局2023.xlsx")
    assert {at(place) for place in cells(load()).values()} == {0}
    assert {at(place) for place in last_cells(load()).values()} == {None}
    info = info_cells()
    assert at(info["unit"]) == "佳木斯市前进区司法局"
    assert at(info["year"]) == 2023
    assert at(info["level"]) == "政府部门及其他单位"
    assert "2个依申请公开" in str(at(text_cells(load())["disclosure_on_request"]))


def test_the_figures_behind_the_example_with_errors_are_right() -> None:
    for rows in (build.QINGHE_2024, build.QINGHE_2025):
        report = build.report(load(2021), rows)
        assert [e for e in report.form.equations if not report.holds(e)] == []
    this, last = (build.report(load(), rows) for rows in (build.QINGHE_2025, build.QINGHE_2024))
    for line in load().continuity:
        if line.relation == "carried_over":
            assert this.number(line.this) == last.number(line.last)
    assert this.number("requests.new.total") == 163


def test_the_example_with_errors_holds_each_of_them() -> None:
    at = _at("示例-有错误.xlsx")
    places = cells(load())
    for key, raw in build.QINGHE_ERRORS.items():
        shown = "#REF!" if raw == "=#REF!" else raw
        assert at(places[key]) == shown, key
    assert at(last_cells(load())["requests.carried_forward.business"]) == 2
