"""Checking files: what becomes of each, last year's reports, many files at once."""

from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from gikxl.jobs.check import Checker
from gikxl.jobs.sources import Source, expand
from gikxl.write.template import write_template
from tests import figures
from tests.support import codes

FAULTY, CORRECT = "hongze_2023", "suqian_2024"


def write(path: Path, name: str, **options: object) -> str:
    source = figures.report(name)
    options = {"report": source, "level": source.level} | options
    write_template(path, source.form, **options)
    return str(path)


def write_faulty(path: Path) -> str:
    totals = {
        "disputes.reconsideration.total": 0,
        "disputes.suit_after_reconsideration.total": 0,
    }
    return write(path, FAULTY, overrides=totals)


def found(checker: Checker, path: str) -> list[str]:
    return codes(list(checker.check(Source(path)).file.findings))


def test_a_file_and_its_verdict(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", CORRECT)
    file = Checker(ignore=["S"]).check(Source(path)).file
    assert file == (path, "pass", "宿迁市人民政府", 2024, 2021, ())
    path = write_faulty(tmp_path / "b.xlsx")
    file = Checker(ignore=["S"]).check(Source(path)).file
    assert file[:5] == (path, "fail", figures.report(FAULTY).unit, 2023, 2021)
    assert [(f.code, f.cells[0], f.expected, f.actual) for f in file.findings] == [
        ("H401", "四、复议诉讼!E6", 11, 0),
        ("H401", "四、复议诉讼!O6", 5, 0),
    ]


def test_rules_are_chosen(tmp_path: Path) -> None:
    path = write_faulty(tmp_path / "a.xlsx")
    assert found(Checker(select=["H4"]), path) == ["H401", "H401"]
    assert found(Checker(select=["h401"], ignore=["H4"]), path) == []
    with pytest.raises(ValueError, match="没有编号为“X1”的规则"):
        Checker(select=["X1"])
    with pytest.raises(ValueError, match="没有编号为“X1”的规则"):
        Checker(ignore=["H", "X1"])


def test_the_rows_are_drawn_when_asked_for(tmp_path: Path) -> None:
    path = write_faulty(tmp_path / "a.xlsx")
    assert Checker().check(Source(path)).excerpts == ()
    drawn = Checker(select=["H"], draw=True).check(Source(path)).excerpts
    assert [excerpt is not None for excerpt in drawn] == [True, True]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    file = Checker().check(Source(str(path))).file
    assert file[:5] == (str(path), "unreadable", None, None, None)
    assert codes(list(file.findings)) == ["F003"]


def test_a_source_that_is_refused_is_not_read(tmp_path: Path) -> None:
    (source,) = expand([str(tmp_path)])
    file = Checker().check(source).file
    assert (file.path, file.verdict, codes(list(file.findings))) == (
        str(tmp_path), "unreadable", ["F009"],
    )  # fmt: skip


def test_a_fault_of_the_program_costs_one_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that fails stands for whatever nobody thought of."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    path = write(tmp_path / "a.xlsx", CORRECT)
    checker = Checker()
    monkeypatch.setattr("gikxl.jobs.check.check", fail)
    file = checker.check(Source(path)).file
    assert (file.verdict, codes(list(file.findings))) == ("unreadable", ["F013"])
    assert "ZeroDivisionError：oh" in file.findings[0].message


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    """A folder of last year's workbooks: two units, one of them with an older one too."""
    folder = tmp_path / "上年"
    (folder / "市").mkdir(parents=True)
    write(folder / "1.xlsx", "hongze_2023")
    write(folder / "市" / "2.xlsx", "suqian_2023")
    write(folder / "3.xlsx", "suqian_2023", year=2020)
    (folder / "4.xlsx").write_bytes(b"damaged")
    return folder


def carried_over(path: Path) -> str:
    """宿迁 2024 with one application carried over that last year's report did not carry forward."""
    overrides = {
        "requests.carried_over.natural_person": 119,
        "requests.new.natural_person": 3439,
    }
    return write(path, "suqian_2024", overrides=overrides)


def test_each_unit_is_compared_with_its_own_report_of_last_year(
    tmp_path: Path, last_year: Path
) -> None:
    path = carried_over(tmp_path / "a.xlsx")
    assert found(Checker(select=["Y"]), path) == []
    for last in (last_year, last_year / "市" / "2.xlsx"):
        assert found(Checker(select=["Y"], last=str(last)), path) == ["Y301"]


def test_another_unit_s_report_is_said_but_not_taken_from_a_folder(
    tmp_path: Path, last_year: Path
) -> None:
    path = carried_over(tmp_path / "a.xlsx")
    (last_year / "市" / "2.xlsx").unlink()
    (last_year / "3.xlsx").unlink()
    assert found(Checker(select=["Y"], last=str(last_year)), path) == []
    assert found(Checker(select=["Y"], last=str(last_year / "1.xlsx")), path) == ["Y001"]


def test_another_year_s_report_is_said(tmp_path: Path, last_year: Path) -> None:
    path = carried_over(tmp_path / "a.xlsx")
    (last_year / "市" / "2.xlsx").unlink()
    for last in (last_year, last_year / "3.xlsx"):
        assert found(Checker(select=["Y"], last=str(last)), path) == ["Y001"]


@pytest.mark.parametrize(("name", "code"), [("4.xlsx", "F008"), ("5.xlsx", "F001"), ("空", "F009")])
def test_last_year_s_report_that_cannot_be_read_stops_the_check(
    last_year: Path, name: str, code: str
) -> None:
    (last_year / "空").mkdir()
    with pytest.raises(Unreadable, match=name) as refusal:
        Checker(last=str(last_year / name))
    assert refusal.value.finding.code == code


def test_many_files_are_checked_at_once_and_in_order(tmp_path: Path, last_year: Path) -> None:
    kinds = [
        carried_over(tmp_path / "carried.xlsx"),
        write_faulty(tmp_path / "faulty.xlsx"),
        write(tmp_path / "correct.xlsx", "qianjin_sfj_2023"),
        str(tmp_path / "not there.xlsx"),
    ]
    folder = tmp_path / "many"
    folder.mkdir()
    sources = []
    for number in range(44):
        path = folder / f"{number:02}.xlsx"
        if number % 4 < 3:
            path.hardlink_to(kinds[number % 4])
        sources.append(Source(str(path)))
    checker = Checker(last=str(last_year), ignore=["S"], draw=True)
    serial = [checker.check(source) for source in sources]
    assert list(checker.check_all(sources)) == serial
    assert [one.file.path for one in serial] == [source.path for source in sources]
    assert [one.file.verdict for one in serial[:4]] == ["fail", "fail", "pass", "unreadable"]
    assert codes(list(serial[0].file.findings)) == ["Y301"]


PAGE = """
<h1>某某局2024年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>
<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>8</td></tr></table>
"""


def test_documents_of_a_folder_that_are_no_reports_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", CORRECT)
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "说明.md").write_text("# 报送说明\n请于月底前报送。", encoding="utf-8")
    checker = Checker(select=["H"])
    checked = list(checker.check_all(expand([str(tmp_path)])))
    assert [Path(one.file.path).name for one in checked] == ["a.xlsx", "b.html"]
    assert [Path(path).name for path in checker.passed_over] == ["说明.md"]


def test_a_document_that_is_no_report_is_unreadable_where_it_is_named(tmp_path: Path) -> None:
    note = tmp_path / "说明.md"
    note.write_text("# 报送说明", encoding="utf-8")
    checker = Checker()
    (checked,) = checker.check_all(expand([str(note)]))
    assert codes(list(checked.file.findings)) == ["F008"]
    assert checker.passed_over == []


def test_a_folder_in_which_nothing_is_a_report_is_an_answer(tmp_path: Path) -> None:
    (tmp_path / "说明.md").write_text("# 报送说明", encoding="utf-8")
    (checked,) = Checker().check_all(expand([str(tmp_path)]))
    assert (checked.file.path, codes(list(checked.file.findings))) == (str(tmp_path), ["F009"])
