"""Make a fresh workbook."""

from typing import TYPE_CHECKING

from gikxl.cli.console import OK, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "生成一份空白的年报工作簿"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("--unit", default="", metavar="单位")
    parser.add_argument("--year", type=int, metavar="年度")
    parser.add_argument("--level", default="", metavar="级别")
    parser.add_argument("--contact", default="", metavar="联系人")
    parser.add_argument("--phone", default="", metavar="联系电话")
    parser.add_argument("--last", metavar="上年文件", help="带入上年数据")
    parser.add_argument("-o", "--output", metavar="输出文件")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.jobs.new import new_file

    out = new_file(
        options.output,
        unit=options.unit,
        year=options.year,
        level=options.level,
        contact=options.contact,
        phone=options.phone,
        last=options.last,
    )
    say(f"已生成 {out}")
    return OK
