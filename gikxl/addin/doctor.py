"""Examines what can keep the buttons from working, and says what to do about it.

Nothing is changed, and Excel is not started.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from gikxl.addin.install import NAME, Status, marked, status
from gikxl.addin.windows import CLASSES, MACHINE, USER, Windows

State = Literal["ok", "warn", "fail"]

OFFICES = ("16.0", "15.0", "14.0")
"""Office 2016 and later, 2013, 2010."""
OLDEST_PYTHON = (3, 11)
OLDEST_XLWINGS = (0, 37, 5)
LONGEST_PATH = 259
"""Characters that a path may have on Windows unless an administrator allowed longer ones."""
DEEPEST_PACKAGE = 120
"""Characters that the packages need below the folder of Python."""
NOTHING: Mapping[str, str] = MappingProxyType({})
_PATIENCE = 60


class Check(NamedTuple):
    """One thing that was looked at."""

    key: str
    label: str
    state: State
    said: str
    advice: str = ""


class Answer(NamedTuple):
    """What the Python of the buttons tells about itself, or why it does not."""

    python: tuple[int, ...] = ()
    bits: int = 0
    packages: Mapping[str, str] = NOTHING
    """The versions of the packages that could be loaded."""
    broken: Mapping[str, str] = NOTHING
    """The packages that could not be loaded, and what Python said."""
    failure: str = ""


Ask = Callable[[str], Answer]

_QUESTION = """
import importlib, importlib.metadata, json, struct, sys
versions, broken = {}, {}
for package, module in (("gikxl", "gikxl.cli"), ("xlwings", "xlwings"),
                        ("pywin32", "win32com.client"), ("openpyxl", "openpyxl"),
                        ("lxml", "lxml.etree"), ("python-calamine", "python_calamine")):
    try:
        importlib.import_module(module)
        versions[package] = importlib.metadata.version(package)
    except Exception as error:
        broken[package] = f"{type(error).__name__}: {error}"
print(json.dumps([list(sys.version_info[:3]), struct.calcsize("P") * 8, versions, broken]))
"""


def ask(python: str) -> Answer:
    """Start a Python as the buttons do, and let it tell about itself."""
    command = [python, "-I", "-B", "-X", "utf8", "-c", _QUESTION]
    try:
        ran = subprocess.run(  # noqa: S603 - the interpreter that this person's buttons run
            command, capture_output=True, timeout=_PATIENCE, check=True, encoding="utf-8"
        )
        python_version, bits, packages, broken = json.loads(ran.stdout)
    except subprocess.CalledProcessError as error:
        return Answer(failure=(error.stderr or "").strip()[-300:] or f"退出码 {error.returncode}")
    except subprocess.TimeoutExpired:
        return Answer(failure=f"{_PATIENCE} 秒内没有答复")
    except (OSError, ValueError) as error:
        return Answer(failure=str(error))
    return Answer(tuple(python_version), bits, packages, broken)


def examine(windows: Windows, ask: Ask = ask, addin: bytes | None = None) -> list[Check]:
    """All checks, in the order in which problems are best mended."""
    now = status(windows, addin)
    return [
        *_spreadsheet(windows),
        _addin(now),
        _zone(now),
        _startup(windows),
        _policies(windows),
        _disabled(windows),
        *_python(now, ask),
        _gen_py(windows),
        _paths(windows, now),
    ]


# Excel or WPS


def _spreadsheet(windows: Windows) -> Iterator[Check]:
    paths = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
    there = [
        any(windows.registry.get(root, rf"{paths}\{program}") for root in (USER, MACHINE))
        for program in ("excel.exe", "et.exe")
    ]
    server = _server(windows)
    label = "Excel"
    if not there[0] and "excel.exe" not in server.lower():
        also = "，只有 WPS 表格" if there[1] else ""
        yield Check(
            "excel", label, "fail", f"没有找到 Microsoft Excel{also}",
            "“年报”选项卡只在 Excel 里能用。用 WPS 的，把年报文件拖到“核对年报.cmd”上核对，"
            "模板里的公式和颜色在 WPS 里照常可用。",
        )  # fmt: skip
    elif server and "excel.exe" not in server.lower():
        yield Check(
            "excel", label, "fail", f"别的程序占用了 Excel 的名义：{server}",
            "多半是 WPS。在“WPS 配置工具→高级→兼容设置”里取消与 Microsoft Office 的兼容，"
            "或修复 Office，再重新打开 Excel。",
        )  # fmt: skip
    elif there[1] and _opens_with_wps(windows):
        yield Check(
            "excel", label, "warn", "已安装，但双击 .xlsx 时打开的是 WPS",
            "先打开 Excel，再从里面打开年报；或者把 .xlsx 的默认打开方式改为 Excel。",
        )  # fmt: skip
    else:
        yield Check("excel", label, "ok", "已安装")


def _server(windows: Windows) -> str:
    """The program that answers when somebody asks Windows for Excel."""
    number = windows.registry.get(CLASSES, r"Excel.Application\CLSID")
    for key in (rf"CLSID\{number}", rf"Wow6432Node\CLSID\{number}"):
        if number and (program := windows.registry.get(CLASSES, rf"{key}\LocalServer32")):
            return str(program)
    return ""


def _opens_with_wps(windows: Windows) -> bool:
    choice = windows.registry.get(
        USER,
        r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice",
        "ProgId",
    )
    opened_by = str(choice or windows.registry.get(CLASSES, ".xlsx") or "").upper()
    return opened_by.startswith(("WPS.", "ET.", "KET."))


# The add-in


def _addin(now: Status) -> Check:
    key, label, again = "addin", "加载项", "运行 gikxl addin install。"
    if not now.installed and now.digest:
        return Check(
            key, label, "fail", f"装过，但文件不见了：{now.path}",
            "可能被杀毒软件隔离：在隔离区里恢复它，把它加入信任，或请信息技术人员处理；"
            f"然后{again}",
        )  # fmt: skip
    if not now.installed:
        return Check(key, label, "fail", "没有安装", again)
    if not now.same:
        return Check(key, label, "warn", f"与这个版本（{version('gikxl')}）自带的不同", again)
    return Check(key, label, "ok", str(now.path))


def _zone(now: Status) -> Check:
    label = "来自网络的标记"
    if now.installed and marked(now.path):
        return Check(
            "zone", label, "fail", "加载项带有“来自网络”的标记（Zone.Identifier），宏会被阻止",
            "运行 gikxl addin install 去掉它，或者在文件的“属性”里勾选“解除锁定”。",
        )  # fmt: skip
    return Check("zone", label, "ok", "没有")


def _startup(windows: Windows) -> Check:
    label = "启动文件夹"
    if not windows.startup.is_dir():
        return Check(
            "startup", label, "fail", f"没有 {windows.startup}", "运行 gikxl addin install。"
        )
    for office in OFFICES:
        for place in (r"Software\Policies\Microsoft", r"Software\Microsoft"):
            trusted = rf"{place}\Office\{office}\Excel\Security\Trusted Locations"
            if _is_on(windows, trusted, "AllLocationsDisabled"):
                return Check(
                    "startup", label, "fail", "受信任位置被停用，启动文件夹里的宏不会运行",
                    "在 Excel“文件→选项→信任中心→受信任位置”里取消“禁用所有受信任位置”；"
                    "改不了的是单位的策略，请信息技术人员处理。",
                )  # fmt: skip
    return Check("startup", label, "ok", str(windows.startup))


class _Policy(NamedTuple):
    key: str
    """Below Software\\Policies\\Microsoft\\Office\\<version>, or the person's own settings."""
    name: str
    said: str


_POLICIES = (
    _Policy("Common", "VBAOff", "Office 的 VBA 被停用"),
    _Policy(r"Common\Security", "RequireAlwaysOnMacroSig", "自动加载的宏必须有数字签名"),
    _Policy(r"Excel\Security", "RequireAddinSig", "加载项必须有数字签名"),
    _Policy(r"Excel\Security", "DisableAllAddins", "全部加载项被停用"),
)


def _policies(windows: Windows) -> Check:
    label = "宏和加载项的策略"
    found = list(dict.fromkeys(_policies_on(windows)))
    if found:
        return Check(
            "policy", label, "fail", "；".join(found),
            "这是信任中心的设置或单位的策略：在 Excel“文件→选项→信任中心”里改，"
            "改不了的请信息技术人员放行 gikxl.xlam；不能放行的，用“核对年报.cmd”和命令行。",
        )  # fmt: skip
    return Check("policy", label, "ok", "没有阻止加载项")


def _policies_on(windows: Windows) -> Iterator[str]:
    for office in OFFICES:
        for place in (r"Software\Policies\Microsoft", r"Software\Microsoft"):
            for policy in _POLICIES:
                if _is_on(windows, rf"{place}\Office\{office}\{policy.key}", policy.name):
                    yield policy.said
            resiliency = rf"{place}\Office\{office}\Excel\Resiliency"
            if _is_on(windows, resiliency, "RestrictToList") and not _listed(windows, resiliency):
                yield "只允许名单上的加载项"


def _listed(windows: Windows, resiliency: str) -> bool:
    """Whether an administrator put the add-in on the list, as 1 (always on) or 2 (allowed)."""
    return any(
        str(windows.registry.get(root, rf"{resiliency}\AddinList", NAME)) in ("1", "2")
        for root in (USER, MACHINE)
    )


def _is_on(windows: Windows, key: str, name: str) -> bool:
    return any(windows.registry.get(root, key, name) == 1 for root in (USER, MACHINE))


def _disabled(windows: Windows) -> Check:
    label = "被 Excel 停用"
    for office in OFFICES:
        key = rf"Software\Microsoft\Office\{office}\Excel\Resiliency\DisabledItems"
        for value in windows.registry.values(USER, key).values():
            if isinstance(value, bytes) and NAME in value.decode("utf-16-le", "replace").lower():
                return Check(
                    "disabled", label, "fail", "Excel 出错后停用了加载项",
                    "在 Excel“文件→选项→加载项”里，“管理”选“禁用项目”，点“转到”，启用 gikxl.xlam，"
                    "再重新打开 Excel。",
                )  # fmt: skip
    return Check("disabled", label, "ok", "没有")


# Python


def _python(now: Status, ask: Ask) -> Iterator[Check]:
    key, label, again = "python", "Python", "用要用的 Python 运行 python -m gikxl addin install。"
    if not now.python:
        yield Check(key, label, "fail", "没有登记按钮用哪一个 Python", again)
        return
    if not os.path.exists(now.python):
        yield Check(
            key, label, "fail", f"登记的 Python 不见了：{now.python}", f"重新安装，或{again}"
        )
        return
    answer = ask(now.python)
    if answer.failure:
        yield Check(
            key, label, "fail", f"{now.python} 不能启动：{answer.failure}",
            "可能被杀毒软件或单位的策略阻止，请信息技术人员放行；或者重新安装。",
        )  # fmt: skip
        return
    numbers = ".".join(map(str, answer.python))
    said = f"{numbers}，{answer.bits} 位：{now.python}"
    if answer.python < OLDEST_PYTHON:
        yield Check(key, label, "fail", said, f"至少要 3.11：装好以后，{again}")
    elif answer.bits != 64:
        yield Check(key, label, "warn", said, "离线安装包只适用于 64 位的 Python，建议换成 64 位。")
    else:
        yield Check(key, label, "ok", said)
    yield _packages(answer)


def _packages(answer: Answer) -> Check:
    key, label = "packages", "组件"
    again = "重新运行离线安装包里的“安装.cmd”，或者 pip install gikxl[excel]。"
    if answer.broken:
        names = "；".join(f"{name}（{why}）" for name, why in answer.broken.items())
        return Check(key, label, "fail", f"不能加载：{names}", again)
    versions = "，".join(f"{name} {number}" for name, number in answer.packages.items())
    if answer.packages["gikxl"] != version("gikxl"):
        return Check(
            key, label, "fail", f"按钮用的 Python 里是另一个版本的 gikxl：{versions}", again
        )
    if _numbers(answer.packages["xlwings"]) < OLDEST_XLWINGS:
        return Check(key, label, "fail", f"xlwings 太旧：{versions}", again)
    return Check(key, label, "ok", versions)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _gen_py(windows: Windows) -> Check:
    label = "Excel 接口的缓存"
    cache = windows.temporary / "gen_py"
    broken = sorted({str(path.parent) for path in _spoilt(cache)})
    if broken:
        return Check(
            "gen_py", label, "fail", f"缓存已损坏：{'、'.join(broken)}",
            f"关闭 Excel，删除文件夹 {cache}，它会自动重新生成。",
        )  # fmt: skip
    return Check("gen_py", label, "ok", "没有损坏")


def _spoilt(cache: Path) -> Iterable[Path]:
    """Files of the cache that a stop half-way left empty or without what others look up in it."""
    for path in cache.glob("*/*x0x*x*/__init__.py"):
        # Made for a whole library: its classes are looked up by these tables.
        if b"CLSIDToClassMap" not in path.read_bytes():
            yield path
    yield from (path for path in cache.glob("*/*x0x*x*.py") if not path.stat().st_size)
    yield from (path for path in cache.glob("*/dicts.dat") if not path.stat().st_size)
    for folder in cache.glob("*/*x0x*x*/"):
        if not (folder / "__init__.py").exists():
            yield folder / "__init__.py"


def _paths(windows: Windows, now: Status) -> Check:
    label = "路径长度"
    longest = max(
        len(str(windows.startup / NAME)),
        len(os.path.dirname(now.python)) + DEEPEST_PACKAGE if now.python else 0,
    )
    if longest > LONGEST_PATH:
        return Check(
            "paths", label, "warn", f"路径可能超过 Windows 的限度（{LONGEST_PATH} 个字符）",
            "把 Python 装到短一些的文件夹，如 %LOCALAPPDATA%\\gikxl。",
        )  # fmt: skip
    return Check("paths", label, "ok", "没有超长")
