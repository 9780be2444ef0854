"""`narrate` on workbooks: drafts into blank texts, beside a clerk's own, or numbers renewed."""

from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from gikxl.jobs.check import Checker
from gikxl.jobs.narrate import DRAFT, narrate_file, told
from gikxl.jobs.sources import Source
from gikxl.read import read
from gikxl.write.template import write_template
from gikxl.write.template.places import draft_cells, text_cells
from tests import figures
from tests.support import codes

OWN = "我局2024年共收到政府信息公开申请 7 件。"


def workbook(folder: Path, name: str = "suqian_2024", **texts: str) -> str:
    report = figures.report(name)
    report.texts = dict(texts)
    path = folder / "年报.xlsx"
    write_template(path, report.form, report=report)
    return str(path)


def last_year(folder: Path) -> str:
    report = figures.report("suqian_2023")
    path = folder / "上年.xlsx"
    write_template(path, report.form, report=report)
    return str(path)


def test_blank_texts_get_drafts_that_agree_with_the_tables(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    narrated = narrate_file(path, last=last_year(tmp_path))
    assert narrated.out == str(tmp_path / "年报-文字.xlsx")
    cells = text_cells(figures.report("suqian_2024").form)
    written = [key for key, place in cells.items() if place in [e.place for e in narrated.edits]]
    assert written == [
        "opening", "proactive_disclosure", "disclosure_on_request", "information_management",
        "platforms", "supervision", "problems", "other",
    ]  # fmt: skip
    texts = read(narrated.out).texts
    assert texts is not None
    assert "新收政府信息公开申请3525件，比上年增长0.4%" in texts["disclosure_on_request"]
    found = Checker(last=last_year(tmp_path)).check(Source(narrated.out)).file.findings
    assert {code for code in codes(list(found)) if code[0] in "ST"} == {"S112"}
    assert list(told(narrated))[-1] == "草稿里有“【请填写：…】”的地方，请补上后再报送。"


def test_a_clerks_own_text_stays_and_the_draft_goes_beside_it(tmp_path: Path) -> None:
    path = workbook(tmp_path, disclosure_on_request=OWN, platforms="建好网站。")
    out = str(tmp_path / "一.xlsx")
    narrated = narrate_file(path, out)
    drafts = draft_cells(figures.report("suqian_2024").form)
    beside = {e.place: e.value for e in narrated.edits if str(e.value).startswith(DRAFT)}
    assert set(beside) == {drafts["disclosure_on_request"], drafts["platforms"]}
    texts = read(out).texts
    assert texts is not None
    assert (texts["disclosure_on_request"], texts["platforms"]) == (OWN, "建好网站。")
    again = narrate_file(out, str(tmp_path / "二.xlsx"))
    assert {e.place for e in again.edits} >= set(beside)  # an earlier draft is replaced


def test_refresh_renews_numbers_in_place_and_lists_each(tmp_path: Path) -> None:
    path = workbook(tmp_path, disclosure_on_request=OWN, supervision="未发生政府信息公开行政复议。")
    narrated = narrate_file(path, str(tmp_path / "新.xlsx"), refresh=True)
    place = text_cells(figures.report("suqian_2024").form)["disclosure_on_request"]
    (edit,) = [edit for edit in narrated.edits if edit.place == place]
    assert edit.value == "我局2024年共收到政府信息公开申请 3525 件。"
    assert edit.reason == "更新数字：“收到政府信息公开申请7件”：7 → 3525"
    assert narrated.left == ("文字!C9：“未发生政府信息公开行政复议”",)
    assert not any(str(edit.value).startswith(DRAFT) for edit in narrated.edits)


def test_an_office_writes_with_its_own_sentences(tmp_path: Path) -> None:
    own = tmp_path / "句式.txt"
    own.write_text(
        "## （二）依申请公开\n我市{年度}年{新收申请}，{上年结转}。\n", encoding="gb18030"
    )
    narrated = narrate_file(workbook(tmp_path), str(tmp_path / "新.xlsx"), sentences=str(own))
    assert [edit.value for edit in narrated.edits] == [
        "我市2024年新收政府信息公开申请3525件，上年结转121件。"
    ]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("## 七、附则\n无", "第 1 行：年报没有“七、附则”这个部分"),
        ("无", "第 1 行：句子前面要有一行“## ”和部分的名称"),
        ("## 引言\n{新收}", "第 2 行：不认识“{新收}”"),
        ("## 引言\n{新收申请:同比}", "第 2 行：不认识“{新收申请:同比}”"),
    ],
)
def test_a_mistake_in_the_sentences_is_named(tmp_path: Path, source: str, complaint: str) -> None:
    own = tmp_path / "句式.txt"
    own.write_text(source, encoding="utf-8")
    with pytest.raises(ValueError, match="行：") as error:
        narrate_file(workbook(tmp_path), str(tmp_path / "新.xlsx"), sentences=str(own))
    assert str(error.value) == f"{own}：{complaint}"
    assert not (tmp_path / "新.xlsx").exists()


def test_what_cannot_be_written_into_is_refused(tmp_path: Path) -> None:
    word = tmp_path / "年报.txt"
    word.write_text("年报", encoding="utf-8")
    with pytest.raises(Unreadable):
        narrate_file(str(word))
