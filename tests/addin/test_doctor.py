"""Each thing that can break is found, alone, and with what to do about it."""

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from gikxl.addin.doctor import Answer, Check, ask, examine
from gikxl.addin.install import install
from gikxl.addin.windows import CLASSES, MACHINE, USER, Windows
from tests.addin.windows import Registry, windows

ADDIN = b"PK the add-in"
EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
WPS = r"C:\Program Files\Kingsoft\WPS Office\office6\et.exe"
APPS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
NUMBER = "{00024500-0000-0000-C000-000000000046}"
PACKAGES = {
    "gikxl": version("gikxl"), "xlwings": "0.37.8", "pywin32": "311", "openpyxl": "3.1.5",
    "lxml": "6.0.2", "python-calamine": "0.9.1",
}  # fmt: skip
HEALTHY = Answer((3, 11, 9), 64, PACKAGES)
KEYS = [
    "excel", "addin", "zone", "startup", "policy", "disabled", "python", "packages", "gen_py",
    "paths",
]  # fmt: skip


class PC:
    def __init__(self, folder: Path) -> None:
        self.windows: Windows = windows(folder)
        self.registry: Registry = self.windows.registry  # type: ignore[assignment]
        self.answer = HEALTHY
        python = folder / "python.exe"
        python.write_bytes(b"")
        install(self.windows, str(python), ADDIN)
        self.registry.put(MACHINE, rf"{APPS}\excel.exe", "", EXCEL)
        self.registry.put(CLASSES, r"Excel.Application\CLSID", "", NUMBER)
        self.registry.put(CLASSES, rf"CLSID\{NUMBER}\LocalServer32", "", EXCEL)

    def examine(self) -> dict[str, Check]:
        return {
            check.key: check for check in examine(self.windows, lambda _python: self.answer, ADDIN)
        }

    def only_problem(self) -> Check:
        problems = [check for check in self.examine().values() if check.state != "ok"]
        assert len(problems) == 1, problems
        assert problems[0].advice
        return problems[0]


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    return PC(tmp_path)


def test_a_healthy_computer(pc: PC) -> None:
    checks = pc.examine()
    assert list(checks) == KEYS
    assert {check.state for check in checks.values()} == {"ok"}
    assert checks["python"].said.startswith("3.11.9，64 位：")


# Excel or WPS


def test_only_wps(pc: PC) -> None:
    pc.registry.keys.clear()
    pc.registry.put(MACHINE, rf"{APPS}\et.exe", "", WPS)
    found = pc.examine()["excel"]
    assert (found.state, found.said) == ("fail", "没有找到 Microsoft Excel，只有 WPS 表格")
    assert "核对年报.cmd" in found.advice


def test_wps_answers_for_excel(pc: PC) -> None:
    pc.registry.put(CLASSES, rf"CLSID\{NUMBER}\LocalServer32", "", WPS)
    found = pc.only_problem()
    assert (found.key, found.state) == ("excel", "fail")
    assert WPS in found.said


def test_files_open_with_wps(pc: PC) -> None:
    pc.registry.put(MACHINE, rf"{APPS}\et.exe", "", WPS)
    assert pc.examine()["excel"].state == "ok"
    pc.registry.put(CLASSES, ".xlsx", "", "ET.Xlsx.6")
    found = pc.only_problem()
    assert (found.key, found.state) == ("excel", "warn")
    choice = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
    pc.registry.put(USER, choice, "ProgId", "Excel.Sheet.12")
    assert pc.examine()["excel"].state == "ok"


# The add-in


def test_not_installed(tmp_path: Path) -> None:
    found = {c.key: c for c in examine(windows(tmp_path), lambda _python: HEALTHY, ADDIN)}
    assert [key for key, check in found.items() if check.state == "fail"] == [
        "excel", "addin", "startup", "python",
    ]  # fmt: skip
    assert found["addin"].said == "没有安装"


def test_a_file_that_vanished_was_quarantined(pc: PC) -> None:
    (pc.windows.startup / "gikxl.xlam").unlink()
    found = pc.only_problem()
    assert (found.key, found.state) == ("addin", "fail")
    assert "杀毒软件" in found.advice


def test_another_version(pc: PC) -> None:
    (pc.windows.startup / "gikxl.xlam").write_bytes(b"PK older")
    found = pc.only_problem()
    assert (found.key, found.state) == ("addin", "warn")


def test_the_mark_of_the_web(pc: PC) -> None:
    (pc.windows.startup / "gikxl.xlam:Zone.Identifier").write_text("ZoneId=3")
    found = pc.only_problem()
    assert (found.key, found.state) == ("zone", "fail")


# Policies


@pytest.mark.parametrize("place", [r"Software\Policies\Microsoft", r"Software\Microsoft"])
@pytest.mark.parametrize(
    ("key", "name", "check"),
    [
        (r"Office\16.0\Excel\Security\Trusted Locations", "AllLocationsDisabled", "startup"),
        (r"Office\16.0\Common\Security", "RequireAlwaysOnMacroSig", "policy"),
        (r"office\16.0\excel\security", "requireaddinsig", "policy"),
        (r"Office\15.0\Excel\Security", "DisableAllAddins", "policy"),
        (r"Office\16.0\Common", "VBAOff", "policy"),
        (r"Office\16.0\Excel\Resiliency", "RestrictToList", "policy"),
    ],
)
def test_policies(pc: PC, place: str, key: str, name: str, check: str) -> None:
    pc.registry.put(USER, rf"{place}\{key}", name, 0)
    assert pc.examine()[check].state == "ok"
    pc.registry.put(MACHINE, rf"{place}\{key}", name, 1)
    found = pc.only_problem()
    assert (found.key, found.state) == (check, "fail")


def test_an_administrator_allowed_the_addin(pc: PC) -> None:
    key = r"Software\Policies\Microsoft\Office\16.0\Excel\Resiliency"
    pc.registry.put(USER, key, "RestrictToList", 1)
    pc.registry.put(USER, rf"{key}\AddinList", "gikxl.xlam", "0")
    assert pc.only_problem().key == "policy"
    pc.registry.put(USER, rf"{key}\AddinList", "gikxl.xlam", "1")
    assert pc.examine()["policy"].state == "ok"


def test_macros_disabled_but_trusted_places_allowed_is_no_problem(pc: PC) -> None:
    pc.registry.put(USER, r"Software\Microsoft\Office\16.0\Excel\Security", "VBAWarnings", 4)
    assert {check.state for check in pc.examine().values()} == {"ok"}


def test_disabled_after_a_crash(pc: PC) -> None:
    key = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
    pc.registry.put(USER, key, "other", b"\1\0" + "C:\\other.xlam".encode("utf-16-le"))
    assert pc.examine()["disabled"].state == "ok"
    pc.registry.put(USER, key, "5A2", b"\1\0\0\0" + "C:\\XLSTART\\GIKXL.xlam".encode("utf-16-le"))
    assert pc.only_problem().key == "disabled"


# Python


@pytest.mark.parametrize(
    ("answer", "key", "state", "said"),
    [
        (Answer(failure="拒绝访问"), "python", "fail", "不能启动：拒绝访问"),
        (HEALTHY._replace(python=(3, 10, 2)), "python", "fail", "3.10.2"),
        (HEALTHY._replace(bits=32), "python", "warn", "32 位"),
        (HEALTHY._replace(broken={"pywin32": "ImportError: DLL"}), "packages", "fail",
         "pywin32（ImportError: DLL）"),
        (HEALTHY._replace(packages=PACKAGES | {"gikxl": "0.0.1"}), "packages", "fail",
         "另一个版本"),
        (HEALTHY._replace(packages=PACKAGES | {"xlwings": "0.37.4"}), "packages", "fail", "太旧"),
    ],
)  # fmt: skip
def test_pythons(pc: PC, answer: Answer, key: str, state: str, said: str) -> None:
    pc.answer = answer
    found = pc.only_problem()
    assert (found.key, found.state) == (key, state)
    assert said in found.said


def test_a_python_that_is_gone(pc: PC, tmp_path: Path) -> None:
    (tmp_path / "python.exe").unlink()
    found = pc.only_problem()
    assert (found.key, found.state) == ("python", "fail")
    assert "不见了" in found.said


def test_a_real_python_tells_about_itself(tmp_path: Path) -> None:
    answer = ask(sys.executable)
    assert answer.failure == ""
    assert answer.python == sys.version_info[:3]
    assert answer.packages["gikxl"] == version("gikxl")
    assert sys.platform == "win32" or list(answer.broken) == ["pywin32"]
    assert ask(str(tmp_path / "none")).failure
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho blocked >&2\nexit 7\n")
    broken.chmod(0o755)
    assert sys.platform == "win32" or ask(str(broken)).failure == "blocked"


# The cache, and long paths


def test_a_spoilt_cache(pc: PC) -> None:
    library = (
        pc.windows.temporary / "gen_py" / "3.11" / "00020813-0000-0000-C000-000000000046x0x1x9"
    )
    library.mkdir(parents=True)
    tables = library / "__init__.py"
    tables.write_text("CLSIDToClassMap = {}\n")
    assert pc.examine()["gen_py"].state == "ok"
    for spoil in (lambda: tables.write_text(""), tables.unlink):
        spoil()
        found = pc.only_problem()
        assert (found.key, found.state) == ("gen_py", "fail")
        assert str(pc.windows.temporary / "gen_py") in found.advice


def test_long_paths(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很深的文件夹" * 5] * 8)
    deep.mkdir(parents=True)
    found = PC(deep).only_problem()
    assert (found.key, found.state) == ("paths", "warn")
