"""Published reports and other people's workbooks become our template, as they stand."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from gikxl.finding import Unreadable
from gikxl.form import load
from gikxl.jobs.take_in import TakenIn, import_file, told
from gikxl.read import read
from gikxl.report import Report
from gikxl.rules import check
from gikxl.write.template import cells, info_cells, write_template
from tests import figures
from tests.read.layouts import FORM, Layout, numbers, official, write_xls, write_xlsx
from tests.support import all_zero, codes

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
ABOUT_THE_SOURCE = ("R", "V102", "V107", "S101", "S103", "S104", "S105", "S106")
"""Rules on how the source is laid out and written, which ends with the import.

S101 too: of a part that a document does not name nothing is certain, its cell in a
workbook is blank.
"""


def notes(path: str) -> dict[str, str]:
    """The notes of a workbook by their cells."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def source(tmp_path: Path, entries: Mapping[str, object] | None = None, **options: object) -> str:
    """A workbook of another layout, in the old format: all 0 but for these entries."""
    path = str(tmp_path / "某某局2024年政府信息公开工作年度报告.xls")
    write_xls(path, sheets(entries or {}), **options)  # type: ignore[arg-type]
    return path


def sheets(entries: Mapping[str, object]) -> Mapping[str, Layout]:
    return official([entries.get(key, 0) for key in FORM.fields])


def taken(tmp_path: Path, path: str, **options: object) -> TakenIn:
    return import_file(path, str(tmp_path / "out.xlsx"), **options)  # type: ignore[arg-type]


# What goes in.


def test_a_workbook_of_another_layout_becomes_the_template(tmp_path: Path) -> None:
    entries = {"requests.new.business": 3, "requests.new.total": 3, "proactive.fee.amount": 1.25}
    found = taken(tmp_path, source(tmp_path, entries))
    back = read(found.out)
    assert numbers(back) == numbers(found.report)
    assert (back.unit, back.year, back.form.edition) == ("某某局", 2024, 2021)
    assert {key: value.place for key, value in back.values.items()} == cells(FORM)
    assert (found.numbers, found.missing, found.strange, found.notes) == (200, (), (), 0)
    assert found.is_complete
    assert notes(found.out) == {}
    totals = {key for key, value in back.values.items() if value.formula is not None}
    assert totals == FORM.totals.keys()


def test_a_wrong_total_stays_wrong_and_is_found(tmp_path: Path) -> None:
    entries = {"requests.granted.business": 3, "requests.granted.total": 4}
    found = taken(tmp_path, source(tmp_path, entries))
    back = read(found.out)
    assert back.number("requests.granted.total") == 4
    wrong = [key for key, value in back.values.items() if key in FORM.totals and not value.formula]
    # The column of 商业企业 was totalled as 0.
    assert wrong == ["requests.granted.total", "requests.handled.business"]
    assert "H301" in codes(check(back))
    assert judged(back, set()) == judged(found.report, set())


def test_what_was_interpreted_has_a_note_and_stays_what_it_was(tmp_path: Path) -> None:
    entries = {
        "requests.new.natural_person": "3件",
        "requests.new.business": "—",
        "requests.new.research": "",
        "requests.new.public_interest": "若干",
        "requests.new.total": 3,
    }
    found = taken(tmp_path, source(tmp_path, entries))
    values = read(found.out).values
    assert [
        (values[f"requests.new.{column}"].number, values[f"requests.new.{column}"].state)
        for column in ("natural_person", "business", "research", "public_interest", "total")
    ] == [(3, "number"), (0, "number"), (None, "blank"), (None, "text"), (3, "number")]
    assert values["requests.new.public_interest"].raw == "若干"
    assert notes(found.out) == {
        "三、申请办理!D6": "来源 三!D4：“3件”按 3 理解。",
        "三、申请办理!E6": "来源 三!E4：“—”按 0 理解。",
        "三、申请办理!G6": "来源 三!G4：“若干”不是数字，照原样放在这里，请改填数字。",
    }
    assert found.notes == 3


def test_what_is_missing_stays_blank_with_a_note(tmp_path: Path) -> None:
    path = str(tmp_path / "某某局2024年.xlsx")
    write_xlsx(path, {name: sheet for name, sheet in sheets({}).items() if name != "四"})
    found = taken(tmp_path, path)
    assert (found.numbers, found.is_complete) == (185, False)
    assert found.missing == ("“四、政府信息公开行政复议、行政诉讼情况”整张表（15 个数）",)
    values = read(found.out).values
    disputes = {key: value for key, value in values.items() if key.startswith("disputes.")}
    assert {value.state for key, value in disputes.items() if key not in FORM.totals} == {"blank"}
    assert set(notes(found.out).values()) == {"来源里没有读到这一项，请照来源补填。"}
    assert set(notes(found.out)) == {str(cells(FORM)[key]) for key in disputes}
    assert "V100" in codes(check(read(found.out)))


def test_texts_and_details_go_in(tmp_path: Path) -> None:
    report = all_zero(year=2023)
    report.contact, report.phone = "张三", "0527-12345"
    texts = {"opening": "根据条例编制。", "platforms": "=1+1\n{{x}}", "other": "没有收取费用。"}
    report.texts = texts
    path = str(tmp_path / "a.xlsx")
    write_template(path, FORM, report=report)
    found = taken(tmp_path, path)
    back = read(found.out)
    assert (back.unit, back.year, back.level) == (report.unit, 2023, report.level)
    assert (back.contact, back.phone) == ("张三", "0527-12345")
    assert back.texts is not None
    assert {key: text for key, text in back.texts.items() if text} == texts
    assert found.lacking == (
        "（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（五）监督保障",
        "五、存在的主要问题及改进情况",
    )  # fmt: skip


def test_an_import_of_an_import_changes_nothing(tmp_path: Path) -> None:
    first = taken(tmp_path, source(tmp_path, {"requests.new.total": 5}))
    second = import_file(first.out, str(tmp_path / "again.xlsx"))
    assert (second.notes, second.missing) == (0, ())
    assert Path(first.out).read_bytes() == Path(second.out).read_bytes()


def test_the_edition_before_is_kept(tmp_path: Path) -> None:
    form = load(2019)
    path = str(tmp_path / "a.xlsx")
    write_template(path, form, year=2020, report=figures_of(form))
    found = taken(tmp_path, path)
    assert (found.report.form.edition, read(found.out).form.edition) == (2019, 2019)
    assert numbers(read(found.out)) == numbers(read(path))


def figures_of(form: object) -> Report:
    return all_zero(form, 2020)  # type: ignore[arg-type]


# Last year.


def test_last_years_figures_come_from_their_own_file(tmp_path: Path) -> None:
    last = str(tmp_path / "上年.xlsx")
    before = all_zero(year=2023)
    before.values["requests.carried_forward.business"] = before.values[
        "requests.carried_forward.business"
    ]._replace(number=7)
    write_template(last, FORM, report=before)
    found = taken(tmp_path, source(tmp_path), last=last)
    back = read(found.out)
    assert back.last is not None
    assert (back.last.year, back.last.number("requests.carried_forward.business")) == (2023, 7)
    # What the report says stays as it is.
    assert back.number("requests.carried_over.business") == 0
    assert "Y301" in codes(check(back))


def test_last_years_figures_that_the_source_carries_come_along(tmp_path: Path) -> None:
    path, before = str(tmp_path / "a.xlsx"), figures.report("suqian_2023")
    write_template(path, FORM, report=figures.report("suqian_2024"), last=before)
    back = read(taken(tmp_path, path).out)
    assert back.last is not None
    assert numbers(back.last) == numbers(before)


# The year, the file.


def test_a_year_that_is_not_written_is_asked_for(tmp_path: Path) -> None:
    path = str(tmp_path / "年报.xls")
    write_xls(path, sheets({}))
    with pytest.raises(ValueError, match=r"年报\.xls：来源里没有写年度，请用 --year 给出"):
        taken(tmp_path, path)
    found = taken(tmp_path, path, year=2024)
    assert (read(found.out).year, found.notes) == (2024, 0)


def test_a_year_that_is_given_goes_before_the_one_that_is_written(tmp_path: Path) -> None:
    found = taken(tmp_path, source(tmp_path), year=2025)
    assert read(found.out).year == 2025
    assert notes(found.out) == {str(info_cells()["year"]): "来源里写的是 2024 年度。"}


@pytest.mark.parametrize("year", [24, 99999])
def test_a_year_that_is_none_is_refused(tmp_path: Path, year: int) -> None:
    with pytest.raises(ValueError, match=f"报告年度 {year} 不对"):
        taken(tmp_path, source(tmp_path), year=year)


def test_the_name_of_the_file_follows_from_unit_and_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert import_file(path).out == "某某局2024年政府信息公开工作年度报告.xlsx"


def test_a_file_that_exists_is_not_replaced_unless_forced(tmp_path: Path) -> None:
    path, out = source(tmp_path), tmp_path / "out.xlsx"
    out.write_text("填好的数据", encoding="utf-8")
    with pytest.raises(ValueError, match=r"已经存在，请换一个文件名，或者用 --force 覆盖它"):
        taken(tmp_path, path)
    assert out.read_text(encoding="utf-8") == "填好的数据"
    taken(tmp_path, path, force=True)
    assert read(str(out)).year == 2024


def test_the_source_is_never_replaced(tmp_path: Path) -> None:
    path = str(tmp_path / "out.xlsx")
    write_template(path, FORM, report=all_zero())
    before = Path(path).read_bytes()
    with pytest.raises(ValueError, match="输出文件就是读入的文件"):
        taken(tmp_path, path, force=True)
    assert Path(path).read_bytes() == before


def test_a_last_report_of_another_year_is_refused(tmp_path: Path) -> None:
    last = str(tmp_path / "上年.xlsx")
    write_template(last, FORM, report=all_zero(year=2020))
    with pytest.raises(ValueError, match=r"上年\.xlsx：上年报告的年度是 2020，不是 2023"):
        taken(tmp_path, source(tmp_path), last=last)
    assert not (tmp_path / "out.xlsx").exists()


def test_an_output_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"out\.docx：输出文件的扩展名应为 \.xlsx"):
        import_file(source(tmp_path), str(tmp_path / "out.docx"))


def test_a_source_that_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"没有\.docx：") as refusal:
        taken(tmp_path, str(tmp_path / "没有.docx"))
    assert refusal.value.finding.code == "F001"


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    rows = ("信息内容", "本年处理决定数量"), ("行政处罚", "3"), ("行政强制", "0")
    table = "".join(f"<tr><td>{label}</td><td>{cell}</td></tr>" for label, cell in rows)
    path.write_text(
        "<html><body><h1>某某局2024年政府信息公开工作年度报告</h1>"
        f"<p>一、总体情况</p><p>{'长' * 33_000}</p>"
        f"<p>二、主动公开政府信息情况</p><table>{table}</table></body></html>",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="有 33000 个字符，太长：一个单元格最多放 32767 个"):
        taken(tmp_path, str(path))
    assert not (tmp_path / "out.xlsx").exists()


# What is told.


def test_what_was_read_is_told(tmp_path: Path) -> None:
    found = taken(tmp_path, source(tmp_path, {"requests.new.natural_person": "0件"}))
    assert list(told(found)) == [
        "已读取：某某局 2024 年度，2021 年版格式",
        "数字：200 个，读到 200 个",
        "文字：没有读到（一）主动公开、（二）依申请公开、（三）政府信息管理、"
        "（四）政府信息公开平台建设、（五）监督保障、五、存在的主要问题及改进情况、"
        "六、其他需要报告的事项",
        "批注：1 个单元格，写明来源里是什么、怎样理解的，请逐个核对",
        f"已写入 {found.out}",
        f"下一步核对：gikxl check {found.out}",
    ]


def test_what_was_not_read_is_told(tmp_path: Path) -> None:
    layouts = dict(sheets({"requests.new.natural_person": ""}))
    rows = [list(row) for row in layouts["三"].rows]
    rows[3][0], rows[4][0] = "一、本年新收政府信息公开申请数量", "九、别的"
    rows[4][3] = 5
    layouts["三"] = layouts["三"]._replace(rows=rows)
    path = str(tmp_path / "某某局 2024年.xlsx")
    write_xlsx(path, layouts)
    out = str(tmp_path / "年 报.xlsx")
    lines = list(told(import_file(path, out)))
    assert lines[1:4] == [
        "数字：200 个，读到 193 个，其中空白 1 个",
        "  没有读到：“二、上年结转政府信息公开申请数量”行（7 个数）",
        "  请看来源：“九、别的”里有数，但不是格式里的项目，没有导入（三!D5）",
    ]
    assert lines[-1] == f'下一步核对：gikxl check "{out}"'


# Published reports.


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not there")
@pytest.mark.parametrize(
    "name",
    [
        "hongze_2023.pdf", "hongze_2024.pdf", "huaian_2024.pdf",
        "hongze_2023.txt", "hongze_2024.txt", "huaian_2024.txt", "pingtan_2021.txt",
        "pingtan_2022.txt", "qianjin_sfj_2023.txt", "shanghai_kewei_2024.md",
        "shanghai_office_2025.md", "shuyang_2025.md", "shuyang_fgj_2023.html",
    ],
)  # fmt: skip
def test_a_published_report_is_checked_as_its_source_is(name: str, tmp_path: Path) -> None:
    if name.endswith(".pdf"):
        pytest.importorskip("pdfplumber", reason="the PDF reader is not installed")
    path = str(REPORTS / name)
    found = taken(tmp_path, path)
    # 平潭 2021 glues the three numbers of a row, and nothing tells them apart.
    assert found.numbers == (197 if name == "pingtan_2021.txt" else 200)
    back, before = read(found.out), read(path)
    printed = {key: number for key, number in numbers(back).items() if number is not None}
    true = figures.numbers(Path(name).stem)
    assert printed == {key: number for key, number in true.items() if key in before.values}
    assert (back.unit, back.year) == (before.unit, before.year)
    assert words(back) == words(before)
    missing = back.form.fields.keys() - before.values.keys()
    assert judged(back, missing) == judged(before, missing)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not there")
@pytest.mark.parametrize("name", ["suqian_2023.txt", "suqian_2024.txt"])
def test_a_table_that_a_text_has_lost_is_left_blank(name: str, tmp_path: Path) -> None:
    found = taken(tmp_path, str(REPORTS / name))
    assert found.missing == ("“四、政府信息公开行政复议、行政诉讼情况”整张表（15 个数）",)
    back, true = numbers(read(found.out)), figures.numbers(Path(name).stem)
    for key, number in back.items():
        assert number == (None if key.startswith("disputes.") else true[key]) or (
            key.startswith("disputes.") and key in FORM.totals and number == 0
        ), key


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not there")
def test_the_blank_form_becomes_a_blank_workbook(tmp_path: Path) -> None:
    found = taken(tmp_path, str(REPORTS / "official_blank_form.docx"), year=2025)
    assert (found.numbers, found.missing) == (200, ())
    assert {value.state for value in read(found.out).values.values()} == {"blank"}


def words(report: Report) -> dict[str, str]:
    return {key: text for key, text in (report.texts or {}).items() if text}


def judged(report: Report, missing: set[str]) -> list[tuple[object, ...]]:
    """The findings that are not about the layout of the source, nor the blanks left for it."""
    return sorted(
        (found.code, found.fields, str(found.expected), str(found.actual))
        for found in check(report)
        if not found.code.startswith(ABOUT_THE_SOURCE)
        and not (found.code == "V101" and missing.issuperset(found.fields))
    )
