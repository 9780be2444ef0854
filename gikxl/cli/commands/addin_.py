"""Install the add-in for Excel, take it away, examine it, or make the offline bundle."""

from typing import TYPE_CHECKING

from gikxl.cli.console import ERRORS, OK, UNREADABLE, complain, say, say_json, speak_utf8
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from gikxl.addin.windows import Windows

PURPOSE = "Excel 里的“年报”选项卡：安装、卸载、检查，做离线安装包"
_STATES = {"ok": "正常", "warn": "注意", "fail": "有问题"}


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    actions = parser.add_subparsers(title="操作", metavar="操作", dest="action", required=True)

    def action(name: str, purpose: str) -> "ArgumentParser":
        return actions.add_parser(name, help=purpose, description=purpose)

    action("install", "把加载项装进 Excel，不需要管理员权限，不启动 Excel")
    action("remove", "从 Excel 里卸载加载项")
    for name, purpose in (("status", "装了没有，是哪个版本"), ("doctor", "检查哪里会出问题")):
        action(name, purpose).add_argument("--json", action="store_true", help="输出 JSON")
    bundle = action("bundle", "做 Windows 的离线安装包（要能上网，在源代码文件夹里）")
    bundle.add_argument("-o", "--output", required=True, metavar="文件夹")
    bundle.add_argument("--python", default="3.11", metavar="版本", help="Windows 上的 Python")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.addin.install import ExcelIsOpen
    from gikxl.addin.windows import NotWindows, this_windows

    if options.action == "bundle":
        return _bundle(options)
    try:
        return _ACTIONS[options.action](this_windows(), options)
    except (NotWindows, ExcelIsOpen) as why:
        complain(str(why))
        return UNREADABLE


def _install(windows: "Windows", _options: Options) -> int:
    from gikxl.addin.install import install

    now = install(windows)
    say(f"已安装 {now.path}", f"按钮使用 {now.python}")
    say("重新打开 Excel，就有“年报”选项卡。没有的，运行 gikxl addin doctor。")
    return OK


def _remove(windows: "Windows", _options: Options) -> int:
    from gikxl.addin.install import remove

    say("已卸载，重新打开 Excel 后生效。" if remove(windows) else "没有安装，不用卸载。")
    return OK


def _status(windows: "Windows", options: Options) -> int:
    from gikxl.addin.install import status

    now = status(windows)
    if options.json:
        speak_utf8()
        say_json(now._asdict() | {"path": str(now.path)})
    elif not now.installed:
        say("没有安装。安装用 gikxl addin install。")
    else:
        say(f"已安装 {now.path}")
        say("与这个版本自带的相同。" if now.same else "与这个版本自带的不同，请重新安装。")
        say(f"按钮使用 {now.python or '（没有登记）'}，由 gikxl {now.version or '？'} 安装。")
    return OK if now.installed and now.same and now.python else ERRORS


def _doctor(windows: "Windows", options: Options) -> int:
    from gikxl.addin.doctor import examine

    checks = examine(windows)
    if options.json:
        speak_utf8()
        say_json([check._asdict() for check in checks])
    else:
        for check in checks:
            say(f"{_STATES[check.state]}　{check.label}：{check.said}")
            if check.advice:
                say(f"　　　怎么办：{check.advice}")
    return ERRORS if any(check.state == "fail" for check in checks) else OK


def _bundle(options: Options) -> int:
    from gikxl.addin.bundle import NotBundled, bundle

    try:
        made = bundle(options.output, python=options.python)
    except NotBundled as why:
        complain(str(why))
        return UNREADABLE
    say(f"已生成 {options.output}（{len(made)} 个文件）。")
    say("把整个文件夹拷到 Windows 电脑，双击“安装.cmd”。")
    return OK


_ACTIONS = {"install": _install, "remove": _remove, "status": _status, "doctor": _doctor}
