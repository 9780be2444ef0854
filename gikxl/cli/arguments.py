"""The arguments of the command line, and argparse in Chinese."""

import argparse
from argparse import ArgumentParser, HelpFormatter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from gikxl.cli.commands import NAMES, PARTS, command
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_NAME = "gikxl"
_WIDTH = 88


def parse(arguments: Sequence[str]) -> Options:
    """Read the arguments; `command` names the command. Leaves with code 2 if they are wrong.

    Only the parser of the chosen command is made.
    """
    _speak_chinese()
    name = arguments[0] if arguments else ""
    if name not in NAMES:
        return parser().parse_args(arguments, Options())
    rest = arguments[1:]
    if rest and rest[0] in PARTS.get(name, ()):
        name, rest = f"{name} {rest[0]}", rest[1:]
    chosen = _Parser(prog=f"{_NAME} {name}")
    command(name).add_arguments(chosen)
    return chosen.parse_args(rest, Options(command=name))


def parser() -> ArgumentParser:
    """The parser of all commands, which explains them."""
    _speak_chinese()
    whole = _Parser(prog=_NAME, description="核对、填写政府信息公开工作年度报告的工作簿。")
    commands = whole.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    for name in NAMES:
        module = command(name)
        module.add_arguments(
            commands.add_parser(name, help=module.PURPOSE, description=module.PURPOSE)
        )
    return whole


class _Parser(ArgumentParser):
    def __init__(self, **options: Any) -> None:
        # With a width of its own argparse need not load what asks the terminal for one.
        formatter = partial(HelpFormatter, width=_WIDTH)
        super().__init__(formatter_class=formatter, allow_abbrev=False, **options)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Print help, or what was wrong, which may be the name of a file."""
        from gikxl.write.wording import clean

        super()._print_message(clean(message, keep="\n"), file)


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
