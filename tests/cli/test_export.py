"""The command `export`."""

from pathlib import Path

import docx
import pytest

from gikxl.write.official import pdf


def test_export(run, clean: Path, tmp_path: Path) -> None:
    for name in ("a.docx", "a.html"):
        out = tmp_path / name
        assert run("export", clean, "-o", out) == (0, f"已导出 {out}\n", "")
        assert out.stat().st_size > 5000
    assert run("export", clean, "-o", tmp_path / "a.txt").code == 2
    assert run("export", tmp_path / "没有.xlsx", "-o", out).code == 3


def test_a_report_with_an_error_needs_force(run, faulty: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    ran = run("export", faulty, "--output", out)
    assert (ran.code, ran.out) == (1, "")
    first, second, third = ran.err.splitlines()
    assert first == f"gikxl：{faulty} 有 1 个错误，没有导出。"
    assert second.startswith("错误是 H303 收到的申请与办理、结转的申请不平：")
    assert third == (
        f"先改正再导出；全部错误用 gikxl check {faulty} 查看。确实要照原样导出的，加上 --force。"
    )
    assert not out.exists()
    ran = run("export", faulty, "--output", out, "--force")
    assert ran == (0, f"已导出 {out}，其中 1 个错误没有改正\n", "")
    assert docx.Document(str(out)).tables[1].rows[3].cells[3].text == "4"


def test_pdf_without_libreoffice(
    run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pdf, "_usual_places", lambda: iter(()))
    ran = run("export", clean, "-o", tmp_path / "a.pdf")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "gikxl：这台电脑没有安装 LibreOffice，不能直接导出 PDF。"
        "请改为导出 .docx 文件，用 Word 或 WPS 打开，再另存为 PDF。\n"
    )
    assert not (tmp_path / "a.pdf").exists()


def test_a_template_that_does_not_fit(run, clean: Path, tmp_path: Path) -> None:
    own = tmp_path / "版式.docx"
    opened = docx.Document()
    opened.add_paragraph("{{前言}}")
    opened.save(str(own))
    ran = run("export", clean, "-o", tmp_path / "a.docx", "--template", own)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"gikxl：{own}：模板里有不认识的占位符：{{{{前言}}}}\n"


def test_help(run) -> None:
    ran = run("export", "--help")
    assert ran.code == 0
    assert "--force" in ran.out
    assert "本单位自己的 Word 版式" in ran.out
