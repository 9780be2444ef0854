"""Fill totals, zeros and last year's figures into a copy."""

from typing import TYPE_CHECKING

from gikxl.cli.console import OK
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "补齐合计、空白的零、上年数据，存为另一份"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("path", metavar="文件")
    parser.add_argument("-o", "--output", required=True, metavar="输出文件")
    parser.add_argument("--last", metavar="上年文件", help="结转上年数据")
    parser.add_argument("--headers", action="store_true", help="填充重复的表头，便于筛选和透视")
    parser.add_argument("--totals", action="store_true", help="手工填写的合计也改为正确的数")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.jobs.fill import fill_file

    filled = fill_file(
        options.path,
        options.output,
        last=options.last,
        typed_totals=options.totals,
        headers=options.headers,
    )
    for edit in filled.edits:
        after = edit.value if edit.formula is None else f"{edit.value}（={edit.formula}）"
        print(f"{edit.place}：{edit.before or '空白'} → {after}　{edit.reason}")
    print(f"共改动 {len(filled.edits)} 个单元格，写入 {options.output}")
    if not filled.complete:
        print("原文件不是 xlsx 格式，新文件只保留了数值，没有保留格式和公式。")
    return OK
