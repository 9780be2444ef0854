"""Collect what the units sent."""

from typing import TYPE_CHECKING

from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "从邮箱、文件夹收集各单位的年报，登记台账，生成汇总"
_PARTS = """\
收集之后：
  gikxl collect accept 编号 -o 文件夹 --reason 理由   采用一份待确认或有错误的报送
  gikxl collect reject 编号 -o 文件夹 --reason 理由   不采用一份报送
  gikxl collect replies -o 文件夹                     起草给各单位的回复
名叫 accept、reject、replies 的来源，写成 ./replies。
"""


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    from argparse import RawDescriptionHelpFormatter

    parser.epilog = _PARTS
    parser.formatter_class = lambda prog: RawDescriptionHelpFormatter(prog, width=88)
    parser.add_argument("sources", nargs="+", metavar="来源", help="文件夹、邮件、邮箱或 imap://")
    parser.add_argument(
        "-o", "--output", required=True, metavar="文件夹", help="台账和汇总放在这里"
    )


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    return 0
