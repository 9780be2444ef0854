"""Turn a published report into a filled workbook."""

from typing import TYPE_CHECKING

from gikxl.cli.console import ERRORS, OK, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "把已公布的年报变成填好的工作簿"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("path", metavar="文件")
    parser.add_argument(
        "-o", "--output", metavar="输出文件", help="默认以单位、年度为名，放在当前文件夹里"
    )
    parser.add_argument("--year", type=int, metavar="年度", help="来源里没有写年度时给出")
    parser.add_argument("--last", metavar="上年文件", help="带入上年数据")
    parser.add_argument("--force", action="store_true", help="覆盖已有的输出文件")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.jobs.take_in import import_file, told

    taken = import_file(
        options.path,
        options.output,
        year=options.year,
        last=options.last,
        force=options.force,
    )
    say(*told(taken))
    return OK if taken.is_complete else ERRORS
