"""The arguments of the command line, and argparse in Chinese."""

import argparse
from argparse import ArgumentParser, HelpFormatter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from gikxl.cli.options import CHECK, Options

_NAME = "gikxl"
_WIDTH = 88
FORMATS = ("text", "json", "html")


def parse(arguments: Sequence[str]) -> Options:
    """Read the arguments; `command` names the command. Leaves with code 2 if they are wrong.

    Only the parser of the chosen command is made: all of them take a tenth of a check.
    """
    _speak_chinese()
    command = arguments[0] if arguments else ""
    if command not in _COMMANDS:
        return parser().parse_args(arguments, Options())
    _, add_arguments = _COMMANDS[command]
    chosen = _Parser(prog=f"{_NAME} {command}")
    add_arguments(chosen)
    return chosen.parse_args(arguments[1:], Options(command=command))


def parser() -> ArgumentParser:
    """The parser of all commands, which explains them."""
    _speak_chinese()
    whole = _Parser(prog=_NAME, description="核对、填写政府信息公开工作年度报告的工作簿。")
    commands = whole.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    for command, (purpose, add_arguments) in _COMMANDS.items():
        add_arguments(commands.add_parser(command, help=purpose, description=purpose))
    return whole


class _Parser(ArgumentParser):
    def __init__(self, **options: Any) -> None:
        # With a width of its own argparse need not load what asks the terminal for one.
        formatter = partial(HelpFormatter, width=_WIDTH)
        super().__init__(formatter_class=formatter, allow_abbrev=False, **options)


def _check(parser: ArgumentParser) -> None:
    parser.set_defaults(**CHECK)
    parser.add_argument("paths", nargs="+", metavar="文件或文件夹")
    parser.add_argument(
        "--last", metavar="上年文件", help="上年的工作簿，或存放各单位上年工作簿的文件夹"
    )
    parser.add_argument("--select", action="append", metavar="编号", help="只用这些规则，如 H,V103")
    parser.add_argument("--ignore", action="append", metavar="编号", help="不用这些规则")
    parser.add_argument("--format", choices=FORMATS, help="输出格式，默认 text")
    parser.add_argument(
        "--mark", metavar="输出", help="另存一份标出问题的工作簿；核对多个文件时写一个文件夹"
    )
    parser.add_argument("-o", "--output", metavar="文件", help="把结果写入文件，而不是显示出来")


def _fill(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="文件")
    parser.add_argument("-o", "--output", required=True, metavar="输出文件")
    parser.add_argument("--last", metavar="上年文件", help="结转上年数据")
    parser.add_argument("--headers", action="store_true", help="填充重复的表头，便于筛选和透视")
    parser.add_argument("--totals", action="store_true", help="手工填写的合计也改为正确的数")


def _new(parser: ArgumentParser) -> None:
    parser.add_argument("--unit", default="", metavar="单位")
    parser.add_argument("--year", type=int, metavar="年度")
    parser.add_argument("--level", default="", metavar="级别")
    parser.add_argument("--contact", default="", metavar="联系人")
    parser.add_argument("--phone", default="", metavar="联系电话")
    parser.add_argument("--last", metavar="上年文件", help="带入上年数据")
    parser.add_argument("-o", "--output", metavar="输出文件")


def _narrate(parser: ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="文件")
    parser.add_argument("-o", "--output", metavar="输出文件", help="默认存为“原名-文字.xlsx”")
    parser.add_argument("--last", metavar="上年文件", help="与上年比较要用的上年年报")
    parser.add_argument("--refresh", action="store_true", help="已有的文字只更新其中的数字")
    parser.add_argument("--sentences", metavar="文件", help="用本单位自己的句式文件")
    parser.add_argument("--show-sentences", action="store_true", help="输出自带的句式文件，供修改")


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="文件")
    parser.add_argument(
        "-o", "--output", metavar="输出文件", help="默认以单位、年度为名，放在当前文件夹里"
    )
    parser.add_argument("--year", type=int, metavar="年度", help="来源里没有写年度时给出")
    parser.add_argument("--last", metavar="上年文件", help="带入上年数据")
    parser.add_argument("--force", action="store_true", help="覆盖已有的输出文件")


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="文件")
    parser.add_argument(
        "-o", "--output", required=True, metavar="输出文件", help="扩展名是 .docx、.html 或 .pdf"
    )
    parser.add_argument("--force", action="store_true", help="有错误也照原样导出")
    parser.add_argument("--template", metavar="模板", help="本单位自己的 Word 版式")


def _rules(parser: ArgumentParser) -> None:
    parser.add_argument("--markdown", action="store_true", help="输出规则目录（Markdown）")


def _explain(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="编号")


def _schema(_parser: ArgumentParser) -> None:
    """The schema takes no arguments."""


_COMMANDS: dict[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "check": ("核对工作簿，指出错在哪一格、应为多少", _check),
    "fill": ("补齐合计、空白的零、上年数据，存为另一份", _fill),
    "new": ("生成一份空白的年报工作簿", _new),
    "narrate": ("由数字生成文字草稿，或更新已有文字里的数字", _narrate),
    "import": ("把已公布的年报变成填好的工作簿", _import),
    "export": ("导出正式的年度报告：Word、网页或 PDF", _export),
    "rules": ("列出全部规则", _rules),
    "explain": ("解释一条规则", _explain),
    "schema": ("输出 JSON 结果的结构说明（JSON Schema）", _schema),
}

_CHINESE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：用法有误：%(message)s\n",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "expected one argument": "后面要有一个值",
    "expected at least one argument": "后面至少要有一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "没有 %(value)r 这个选择，可选：%(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r 不是所要的值",
    "ignored explicit argument %r": "后面不能有值 %r",
}


def _speak_chinese() -> None:
    """Let argparse, which looks its texts up through gettext, find the Chinese ones."""
    argparse._ = lambda text: _CHINESE.get(text, text)  # type: ignore[attr-defined]
