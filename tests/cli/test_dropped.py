"""Files dropped on 核对年报.cmd: every path arrives whole, is checked, and marked beside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gikxl.cli.dropped import check_dropped, dropped, marked_copy
from gikxl.read import read

CMD = r"C:\Windows\system32\cmd.exe"


@pytest.mark.parametrize(
    "paths",
    [
        [r"C:\年报.xlsx"],
        [r"C:\a&b.xlsx"],
        [r"D:\我的 文件\司法局(1) & 财政局 100%.xlsx", r"D:\100%.xlsx", r"D:\a^b!c;d,e=f.xlsx"],
        [r"\\服务器\共享\(2)%TEMP%.xlsx"],
    ],
)
@pytest.mark.parametrize("batch", [r"C:\工具\核对年报.cmd", r"C:\a b&c\核对年报.cmd"])
def test_paths_as_explorer_writes_them(batch: str, paths: list[str]) -> None:
    written = " ".join(f'"{path}"' if " " in path else path for path in paths)
    assert dropped(f'{CMD} /c ""{batch}" {written}"') == paths
    assert dropped(f'"{CMD}" /C ""{batch}" {written} "') == paths


@pytest.mark.parametrize("line", ["", f'"{CMD}"', f'{CMD} /c ""C:\\核对年报.cmd" "'])
def test_nothing_dropped(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert dropped(line) == []
    assert check_dropped(dropped(line)) == 2
    assert "拖到" in capsys.readouterr().out


def test_a_marked_copy_beside_each(
    clean: Path, faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = faulty.read_bytes()
    assert check_dropped([str(clean), str(faulty)]) == 1
    out = capsys.readouterr().out
    for path in (clean, faulty):
        copy = path.with_name(f"{path.stem}-校验.xlsx")
        assert f"标出问题的副本：{copy}\n" in out
        assert read(str(copy)).unit == read(str(path)).unit
    assert faulty.read_bytes() == before


def test_a_folder(clean: Path, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_dropped([str(clean.parent)]) == 1
    assert f"标出问题的副本：{clean.parent}-校验{os.sep}\n" in capsys.readouterr().out
    made = Path(f"{clean.parent}-校验")
    assert sorted(path.name for path in made.iterdir()) == [
        "对-校验.xlsx",
        f"{faulty.stem}-校验.xlsx",
    ]


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_dropped([str(tmp_path / "没有.xlsx")]) == 3
    ran = capsys.readouterr()
    assert "F001" in ran.out + ran.err
    assert "标出问题的副本" not in ran.out


def test_the_single_copy_with_findings_is_opened(
    clean: Path, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    check_dropped([str(clean)])
    check_dropped([str(clean), str(faulty)])
    assert opened == []
    check_dropped([str(faulty)])
    assert opened == [marked_copy(str(faulty))]


def test_in_a_process_of_its_own(faulty: Path) -> None:
    strange = faulty.rename(faulty.with_name("a&b%(1).xlsx"))
    line = f'{CMD} /c ""C:\\核对年报.cmd" {strange}"'
    ran = subprocess.run(
        [sys.executable, "-I", "-B", "-X", "utf8", "-m", "gikxl.cli.dropped"],
        env={**os.environ, "GIKXL_DROPPED": line},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "  错误 H" in ran.stdout
    assert strange.with_name("a&b%(1)-校验.xlsx").exists()
