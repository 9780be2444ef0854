"""From a filled workbook to the published report."""

import io
import os
from pathlib import Path

import docx
import pytest
from lxml import html

from gikxl.finding import Unreadable
from gikxl.form import load
from gikxl.jobs.export import export_file
from gikxl.read import read
from gikxl.report import Report
from gikxl.write.official import pdf
from gikxl.write.official.content import paragraphs
from gikxl.write.official.page import page
from gikxl.write.official.word import document
from gikxl.write.template import write_template
from tests import figures
from tests.write.official.reports import expected, in_page, in_word, said

FOLDER = Path(__file__).parents[2] / "workbook"
SHARED = Path(__file__).parents[2].parent / "shared" / "reports"
REPORTS = (
    "hongze_2023.txt", "hongze_2024.txt", "huaian_2024.txt", "pingtan_2021.txt",
    "pingtan_2022.txt", "qianjin_sfj_2023.txt", "shanghai_kewei_2024.md",
    "shanghai_office_2025.md", "shuyang_2025.md", "shuyang_fgj_2023.html", "suqian_2023.txt",
    "suqian_2024.txt",
)  # fmt: skip
TEXTS = {
    "opening": "本报告依据条例编制。\n联系电话：0000-12345678。",
    "overview": "A&B <甲> {{x}}，{{总体情况}}。",
    "proactive_disclosure": "公开信息 12345678901234567890 条。",
    "disclosure_on_request": "办理申请。",
    "information_management": "（三）信息管理\n审查𠮷字。",
    "platforms": "改版网站。",
    "supervision": "开展培训。",
    "requests": "表中数据含各县区。",
    "problems": "公开不够及时。\n\n下一步加强培训。",
    "other": "没有收取信息处理费。",
}


@pytest.fixture(params=["suqian_2023", "shanghai_office_2025"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The workbook of a published report that is right."""
    source = figures.report(request.param)
    source.texts = TEXTS
    path = str(tmp_path / "年报.xlsx")
    write_template(path, source.form, unit=source.unit or "", report=source, level=source.level)
    return path


def printed(path: str) -> list[str]:
    """The paragraphs that the workbook's texts make, headings left out."""
    texts = read(path).texts or {}
    told = [texts.get(text.key, "") for text in load().texts]
    lines = [line for text in told for line in text.split("\n") if line]
    return [line for line in lines if line != "（三）信息管理"]


def test_word_holds_every_number_and_paragraph(path: str, tmp_path: Path) -> None:
    out = tmp_path / "年报.docx"
    assert export_file(path, str(out)) == ((), True)
    assert in_word(out.read_bytes()) == expected(read(path))
    assert said(out.read_bytes()) == printed(path)
    assert len(printed(path)) == 12
    assert "（三）信息管理" in said(out.read_bytes(), "年报二级标题")


@pytest.mark.parametrize("name", ["年报.html", "年报.HTM"])
def test_the_page_holds_every_number_and_paragraph(path: str, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert export_file(path, str(out)) == ((), True)
    source = out.read_text(encoding="utf-8")
    assert in_page(source) == expected(read(path))
    assert [p.text for p in html.fromstring(source).iter("p")] == printed(path)


@pytest.mark.parametrize("name", ["a.docx", "a.html"])
def test_what_is_exported_is_read_again(path: str, tmp_path: Path, name: str) -> None:
    out = str(tmp_path / name)
    export_file(path, out)
    assert_same(read(path), read(out))


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_table_in_a_text_comes_back_as_its_lines(tmp_path: Path, kind: str) -> None:
    report = figures.report("suqian_2023")
    table = "各单位情况：\n\t本年\t上年\n甲单位\t5条\t\n乙单位\t\t<7>条\n合计\n以上。"
    report.texts = {"overview": table, "other": "丙\t9条\n丁\t8条"}
    out = tmp_path / f"a.{kind}"
    out.write_bytes(document(report) if kind == "docx" else page(report).encode())
    assert read(str(out)).texts == {**report.texts, "overview": table.replace("5条\t", "5条")} | {
        "problems": ""
    }


@pytest.mark.parametrize("name", REPORTS)
def test_a_published_report_is_read_exported_and_read_again(tmp_path: Path, name: str) -> None:
    out = tmp_path / "a.docx"
    if not (SHARED / name).exists():
        pytest.skip(f"{name} is not at hand")
    report = read(str(SHARED / name))
    out.write_bytes(document(report))
    assert_same(report, read(str(out)))
    out = out.with_suffix(".html")
    out.write_text(page(report), encoding="utf-8")
    assert_same(report, read(str(out)))


def assert_same(report: Report, again: Report) -> None:
    """The same numbers as far as they are known, the same paragraphs, the same unit and year."""
    known = {key: n for key in report.form.fields if (n := report.number(key)) is not None}
    assert {key: again.number(key) for key in known} == known
    assert (again.form, again.unit, again.year) == (report.form, report.unit, report.year)
    for text in report.form.texts:
        this, that = ((one.texts or {}).get(text.key, "") for one in (report, again))
        assert paragraphs(that) == paragraphs(this), text.label


def test_pdf_is_made_from_the_word_file(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: "office")
    monkeypatch.setattr(pdf, "as_pdf", lambda data, program: program.encode() + data)
    out, word = tmp_path / "a.pdf", tmp_path / "a.docx"
    export_file(path, str(word))
    export_file(path, str(out))
    assert out.read_bytes() == b"office" + word.read_bytes()


def test_the_example_reads_as_it_was_filled_in(tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    source = str(FOLDER / "示例-前进区司法局2023.xlsx")
    export_file(source, str(out), force=True)
    opened = docx.Document(str(out))
    assert opened.paragraphs[0].text == "佳木斯市前进区司法局\n2023年政府信息公开工作年度报告"
    assert set(in_word(out.read_bytes()).values()) == {"0"}
    assert "2023年我局有2个依申请公开的案件。" in said(out.read_bytes())


def test_a_report_with_errors_is_not_exported_unless_it_is_forced(tmp_path: Path) -> None:
    source, out = str(FOLDER / "示例-有错误.xlsx"), tmp_path / "a.docx"
    exported = export_file(source, str(out))
    assert not exported.written
    assert {finding.severity for finding in exported.errors} == {"error"}
    assert os.listdir(tmp_path) == []
    forced = export_file(source, str(out), force=True)
    assert forced == (exported.errors, True)
    numbers = in_word(out.read_bytes())
    assert numbers == _as_it_stands(source)
    assert "#REF!" in numbers.values()


def _as_it_stands(path: str) -> dict[tuple[str, ...], str]:
    report = read(path)
    key = "disputes.direct_suit.other_outcome"
    assert report.number(key) is None
    wanted = expected(report)
    return {labels: text or "#REF!" for labels, text in wanted.items()}


def test_an_office_may_bring_its_own_template(path: str, tmp_path: Path) -> None:
    opened = docx.Document(str(FOLDER / "年报格式-2021.docx"))
    opened.sections[0].header.paragraphs[0].text = "{{单位}}文件"
    own, out = tmp_path / "版式.docx", tmp_path / "a.docx"
    opened.save(str(own))
    before = own.read_bytes()
    export_file(path, str(out), template=str(own))
    header = docx.Document(io.BytesIO(out.read_bytes())).sections[0].header
    assert header.paragraphs[0].text == f"{read(path).unit}文件"
    assert in_word(out.read_bytes()) == expected(read(path))
    with pytest.raises(ValueError, match="输出文件就是读入的文件"):
        export_file(path, str(own), template=str(own))
    assert own.read_bytes() == before


def test_a_template_that_does_not_fit_is_named(path: str, tmp_path: Path) -> None:
    own, out = tmp_path / "版式.docx", tmp_path / "a.docx"
    own.write_bytes(b"x")
    with pytest.raises(ValueError, match="不是 Word 文档") as caught:
        export_file(path, str(out), template=str(own))
    assert str(caught.value).startswith(f"{own}：模板")
    with pytest.raises(FileNotFoundError):
        export_file(path, str(out), template=str(tmp_path / "没有.docx"))
    with pytest.raises(ValueError, match="只能用于"):
        export_file(path, str(tmp_path / "a.html"), template=str(own))
    assert not out.exists()


def test_what_cannot_be_written(path: str, tmp_path: Path) -> None:
    before = Path(path).read_bytes()
    for name in ("a.xlsx", "a.doc", "a"):
        with pytest.raises(ValueError, match=r"扩展名应为 \.docx、\.html 或 \.pdf"):
            export_file(path, str(tmp_path / name))
    own = tmp_path / "年报.docx"
    export_file(path, str(own))
    with pytest.raises(FileNotFoundError):
        export_file(path, str(tmp_path / "没有" / "a.docx"))
    with pytest.raises(Unreadable):
        export_file(str(tmp_path / "没有.xlsx"), str(own))
    assert Path(path).read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["年报.docx", "年报.xlsx"]
