"""Fill totals, zeros and last year's figures into a copy."""

from typing import TYPE_CHECKING

from gikxl.cli.console import OK, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "补齐合计、空白的零、上年数据，存为另一份"
ONLY = ("totals", "zeros", "carried", "headers")


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("path", metavar="文件")
    parser.add_argument("-o", "--output", required=True, metavar="输出文件")
    parser.add_argument("--last", metavar="上年文件", help="结转上年数据")
    parser.add_argument("--headers", action="store_true", help="填充重复的表头，便于筛选和透视")
    parser.add_argument("--totals", action="store_true", help="手工填写的合计也改为正确的数")
    parser.add_argument(
        "--only",
        action="append",
        choices=ONLY,
        metavar="哪些",
        help="只补齐合计（totals）、零（zeros）、上年数据（carried）或表头（headers），可以写多次",
    )


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.jobs.fill import change, fill_file

    only = options.only
    filled = fill_file(
        options.path,
        options.output,
        last=options.last,
        typed_totals=options.totals,
        headers=options.headers or "headers" in (only or ()),
        parts=only and [part for part in only if part != "headers"],
    )
    say(*map(change, filled.edits))
    say(f"共改动 {len(filled.edits)} 个单元格，写入 {options.output}")
    if not filled.complete:
        say("原文件不是 xlsx，或者写法不寻常，不能逐格改动：新文件只有数值，没有格式和公式。")
    return OK
