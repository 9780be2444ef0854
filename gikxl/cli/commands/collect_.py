"""Collect what the units sent."""

import sys
from typing import TYPE_CHECKING

from gikxl.cli.console import ERRORS, OK, UNREADABLE, complain, say, say_json, speak_utf8
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from contextlib import AbstractContextManager

    from gikxl.collect.job import Collected
    from gikxl.collect.taking import Watch

PURPOSE = "从邮箱、文件夹收集各单位的年报，登记台账，生成汇总"
_PARTS = """\
收集之后：
  gikxl collect accept 编号 -o 文件夹 --reason 理由   采用一份待确认或有错误的报送
  gikxl collect reject 编号 -o 文件夹 --reason 理由   不采用一份报送
  gikxl collect replies -o 文件夹                     起草给各单位的回复
名叫 accept、reject、replies 的来源，写成 ./replies。邮箱的授权码不写在命令里：放在环境变量
GIKXL_MAIL_PASSWORD 或系统的密码库里，或按提示输入。
"""


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    from argparse import RawDescriptionHelpFormatter

    parser.epilog = _PARTS
    parser.formatter_class = lambda prog: RawDescriptionHelpFormatter(prog, width=88)
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="来源",
        help="文件夹、.eml、.msg、mbox、Maildir、.zip，或 imap://用户名@服务器/文件夹",
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="文件夹", help="台账、原件和汇总放在这里"
    )
    parser.add_argument(
        "--roster",
        default="",
        metavar="名单",
        help="单位名单的工作簿：单位、简称、上级、级别、邮箱、截止日期",
    )
    parser.add_argument("--year", type=int, metavar="年度", help="报告年度，默认按多数年报")
    parser.add_argument(
        "--last", default="", metavar="上年", help="上年的收集文件夹、汇总.xlsx 或工作簿文件夹"
    )
    parser.add_argument("--unit", default="", metavar="单位", help="汇总单位，默认按名单里的上级")
    parser.add_argument("--ca", default="", metavar="文件", help="邮件服务器的根证书（单位自建的）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    import gc

    from gikxl.collect.job import Asked, collect
    from gikxl.collect.told import as_json, told

    gc.enable()
    asked = Asked(options.roster, options.year, options.last, options.unit)
    with _watching() as watch:
        done = collect(options.sources, options.output, asked, ca=options.ca, watch=watch)
    if options.json:
        speak_utf8()
        say_json(as_json(done))
    else:
        say(*told(done))
    if done.blocked:
        complain(done.blocked)
    return _code(done)


def _code(done: "Collected") -> int:
    """Something could not be read or written; something is left to be done; nothing is."""
    from gikxl.collect.told import is_complete

    if done.blocked or any(one.finding.severity == "error" for one in done.troubles):
        return UNREADABLE
    return OK if done.summary and is_complete(done.summary) else ERRORS


def _watching() -> "AbstractContextManager[Watch | None]":
    """A progress bar where somebody looks at a terminal."""
    if not sys.stderr.isatty():
        from contextlib import nullcontext

        return nullcontext()
    from gikxl.cli.progress import collecting

    return collecting()
