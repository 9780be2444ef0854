"""The installer of the offline bundle, run for real with a small set of wheels."""

import ensurepip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from gikxl.addin import offline
from gikxl.addin.bundle import write_sums

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
MAIN = """
import pathlib, sys
with (pathlib.Path(sys.prefix) / "called.txt").open("a") as file:
    print(*sys.argv[1:], file=file)
"""


def _wheel(folder: Path, name: str, files: dict[str, str]) -> None:
    about = f"{name}-0.1.0.dist-info"
    files = files | {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"])
    with ZipFile(folder / f"{name}-0.1.0-py3-none-any.whl", "w") as wheel:
        for file, text in (files | {f"{about}/RECORD": record}).items():
            wheel.writestr(file, text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle with pip and a gikxl that writes down what it was called with."""
    folder = tmp_path / "安装包 (1)&甲"
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    for pip in (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"):
        shutil.copy(pip, wheels)
    if not list(wheels.iterdir()):
        pytest.skip("this Python was packaged without the wheel of pip")
    _wheel(wheels, "gikxl", {"gikxl/__init__.py": "", "gikxl/__main__.py": MAIN})
    shutil.copy(offline.__file__, folder / "install.py")
    about = {"version": "0.1.0", "python": HERE, "requirement": "gikxl==0.1.0"}
    (folder / "bundle.json").write_text(json.dumps(about))
    write_sums(folder)
    return folder


def _install(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(folder / "install.py")],
        env={**os.environ, "LOCALAPPDATA": str(home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_install_and_install_again(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "张 三" / "Local"
    for _twice in range(2):
        ran = _install(folder, home)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert f"gikxl 0.1.0 已装到 {home / 'gikxl'}" in ran.stdout
        calls = (home / "gikxl" / "python" / "called.txt").read_text().splitlines()
        assert calls == ["addin install", "addin doctor"]
        assert os.listdir(home / "gikxl") == ["python"]


def test_a_damaged_bundle_installs_nothing(folder: Path, tmp_path: Path) -> None:
    wheel = next((folder / "wheels").glob("gikxl-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1])
    ran = _install(folder, tmp_path / "Local")
    assert ran.returncode == 1
    assert ran.stdout == (f"安装包不完整，请重新拷贝。缺少或损坏：wheels/{wheel.name}\n")
    assert not (tmp_path / "Local").exists()
    wheel.unlink()
    assert wheel.name in _install(folder, tmp_path / "Local").stdout


def test_what_worked_before_stays_when_pip_fails(folder: Path, tmp_path: Path) -> None:
    before = tmp_path / "Local" / "gikxl" / "python"
    before.mkdir(parents=True)
    (before / "works.txt").write_text("as it was")
    next((folder / "wheels").glob("gikxl-*.whl")).unlink()
    write_sums(folder)
    ran = _install(folder, tmp_path / "Local")
    assert ran.returncode == 1
    assert "组件没有装上" in ran.stdout
    assert "gikxl==0.1.0" in ran.stderr
    assert os.listdir(before) == ["works.txt"]
    assert os.listdir(before.parent) == ["python"]


def test_another_python_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = {"version": "0.1.0", "python": "3.99", "requirement": "gikxl==0.1.0"}
    (folder / "bundle.json").write_text(json.dumps(about))
    assert offline.main(folder, tmp_path / "Local") == 1
    assert capsys.readouterr().out.startswith("这里的组件是给 64 位的 Python 3.99 准备的，找到的是")
    assert not (tmp_path / "Local").exists()


def test_files_in_use_are_told(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "Local" / "gikxl" / "python"
    target.mkdir(parents=True)

    def refuse(path: Path, _to: Path) -> None:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "rename", refuse)
    assert offline.main(folder, tmp_path / "Local") == 1
    assert "请关闭全部 Excel 窗口再试" in capsys.readouterr().out
    assert target.exists()


def test_the_embeddable_python_is_copied_and_looks_for_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, target = tmp_path / "python", tmp_path / "home" / "python"
    beside.mkdir()
    (beside / "python.exe").write_bytes(b"MZ")
    (beside / "python311._pth").write_text("python311.zip\n.\n\n#import site\n")
    monkeypatch.setattr(sys, "executable", str(beside / "python.exe"))
    assert offline.put_python(beside, target) == target / "python.exe"
    assert (target / "python.exe").read_bytes() == b"MZ"
    assert (target / "python311._pth").read_text() == "python311.zip\n.\n\nimport site\n"
    assert (beside / "python311._pth").read_text().endswith("#import site\n")
