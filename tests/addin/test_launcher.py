"""What happens when a button is pressed: the VBA of the built add-in, interpreted."""

import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.addin.launcher import HWND, NASTY, PYTHON, press, split


@pytest.mark.parametrize("book", NASTY)
def test_the_name_of_the_workbook_arrives_as_it_is(book: str) -> None:
    pressed = press("check", book=book)
    wanted = [PYTHON, "-I", "-B", "-X", "utf8", "-m", "gikxl.excel", "check"]
    wanted += [f"--wb={book}", "--from_xl=1", f"--hwnd={HWND}"]
    assert pressed.started == [wanted]
    assert pressed.windows == [(0, True)]
    assert pressed.messages == []


@pytest.mark.parametrize(
    "python",
    [
        r"C:\Users\王 小明\AppData\Local\gikxl\python.exe",
        r"D:\A&B (1)\100%\%TEMP%\python.exe",
        r"\\服务器\共享 目录\py'thon.exe",
    ],
)
def test_the_path_of_python_arrives_as_it_is(python: str) -> None:
    assert press("next", python=python).started[0][0] == python


# Windows allows no quotes, stars and so on in names; a name never ends in a backslash.
names = st.text(
    st.characters(codec="utf-16", exclude_categories=["Cc", "Cs"], exclude_characters="\\/:*?<>|"),
    min_size=1,
    max_size=40,
)


@given(names)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_name_arrives_as_it_is(book: str) -> None:
    assert press("check", book=book).started[0][8] == f"--wb={book}"


def test_without_a_workbook_the_name_is_empty() -> None:
    assert press("new", book=None).started[0][7:9] == ["new", "--wb="]


def test_python_was_never_installed() -> None:
    pressed = press("check", python=None)
    assert pressed.started == []
    assert pressed.messages == [
        (
            "年报",
            "没有找到年报工具。请双击安装文件夹里的“安装.cmd”"
            "（或在命令行运行 gikxl addin install），装好后再按一次按钮。",
        )
    ]


def _cannot_start(_: list[str]) -> int:
    from pyopenvba.interpreter import VBARuntimeError

    raise VBARuntimeError(-2147024894, "Method 'Run' of object 'IWshShell3' failed")


@pytest.mark.parametrize("start", [_cannot_start, None])
def test_what_cannot_start_is_told(start: object) -> None:
    pressed = press("check", start=start)  # type: ignore[arg-type]
    assert pressed.messages == [
        (
            "年报",
            "年报工具没有启动。请再双击一次安装文件夹里的“安装.cmd”，它会说明哪里有问题"
            "（或在命令行运行 gikxl addin doctor）。杀毒软件拦截时，请信息技术人员放行。",
        )
    ]


@pytest.mark.parametrize("code", [1, 2, -1073741819])
def test_python_that_could_not_tell_itself_is_told(code: int) -> None:
    pressed = press("export", start=lambda _: code)
    assert pressed.messages == [
        (
            "年报",
            "年报工具意外中断，工作簿里的改动可能没有做完。请先把工作簿另存一份，"
            "再双击一次安装文件夹里的“安装.cmd”（或在命令行运行 gikxl addin doctor），"
            "把它说的告诉信息技术人员。",
        )
    ]


@given(st.lists(st.text('ab \\"=', min_size=1)))
def test_the_stand_in_splits_as_windows_does(arguments: list[str]) -> None:
    assert split(subprocess.list2cmdline(arguments)) == arguments
