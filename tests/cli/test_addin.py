"""gikxl addin: what it prints and its exit codes; what is installed is held in tests/addin."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gikxl.addin import doctor, install
from gikxl.addin import windows as this
from gikxl.addin.windows import MACHINE, Windows
from tests.addin.windows import windows
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Windows:
    pc = windows(tmp_path)
    apps = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
    pc.registry.put(MACHINE, rf"{apps}\excel.exe", "", r"C:\EXCEL.EXE")  # type: ignore[attr-defined]
    monkeypatch.setattr(this, "this_windows", lambda: pc)
    return pc


def test_from_nothing_to_installed_and_back(run: Run, pc: Windows) -> None:
    assert run("addin", "status") == (1, "没有安装。安装用 gikxl addin install。\n", "")
    path = pc.startup / "gikxl.xlam"
    ran = run("addin", "install")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"已安装 {path}\n按钮使用 {sys.executable}\n重新打开 Excel")
    assert path.read_bytes() == install.packaged()
    ran = run("addin", "status")
    assert ran.code == 0
    assert "与这个版本自带的相同。\n" in ran.out
    path.write_bytes(b"PK older")
    ran = run("addin", "status")
    assert ran.code == 1
    assert "请重新安装" in ran.out
    assert run("addin", "remove") == (0, "已卸载，重新打开 Excel 后生效。\n", "")
    assert run("addin", "remove") == (0, "没有安装，不用卸载。\n", "")


def test_status_as_json(run: Run, pc: Windows) -> None:
    run("addin", "install")
    ran = run("addin", "status", "--json")
    told = json.loads(ran.out)
    assert (told["path"], told["installed"], told["same"], told["python"]) == (
        str(pc.startup / "gikxl.xlam"), True, True, sys.executable,
    )  # fmt: skip


def test_doctor(run: Run, pc: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    healthy = doctor.ask(sys.executable)
    packages = {**healthy.packages, "pywin32": "311"}
    monkeypatch.setattr(
        doctor.examine, "__defaults__",
        (lambda _python: healthy._replace(packages=packages, broken={}), None),
    )  # fmt: skip
    run("addin", "install")
    ran = run("addin", "doctor")
    assert (ran.code, ran.err) == (0, "")
    assert [line[:2] for line in ran.out.splitlines()] == ["正常"] * 10
    (pc.startup / "gikxl.xlam:Zone.Identifier").write_text("ZoneId=3")
    ran = run("addin", "doctor")
    assert ran.code == 1
    assert "有问题　来自网络的标记：" in ran.out
    assert "　　　怎么办：运行 gikxl addin install" in ran.out
    ran = run("addin", "doctor", "--json")
    assert ran.code == 1
    assert [one["key"] for one in json.loads(ran.out) if one["state"] == "fail"] == ["zone"]


def test_while_excel_is_open(run: Run, pc: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(os, "replace", refuse)
    ran = run("addin", "install")
    assert (ran.code, ran.out) == (3, "")
    assert "请关闭全部 Excel 窗口" in ran.err
    assert not (pc.startup / "gikxl.xlam").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")
@pytest.mark.parametrize("action", ["install", "remove", "status", "doctor"])
def test_elsewhere(run: Run, action: str) -> None:
    ran = run("addin", action)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("gikxl：加载项只能装在 Windows 版的 Excel 里")


def test_a_bundle_into_a_folder_that_is_there(run: Run, tmp_path: Path) -> None:
    assert run("addin", "bundle", "-o", tmp_path) == (
        2, "", f"gikxl：{tmp_path} 已经存在，请换一个文件夹名\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：操作"),
        (["安装"], "没有 '安装' 这个选择"),
        (["bundle"], "缺少参数：-o/--output"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    ran = run("addin", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
