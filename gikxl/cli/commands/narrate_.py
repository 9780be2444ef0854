"""Draft the texts from the numbers, or renew the numbers in them."""

import sys
from typing import TYPE_CHECKING

from gikxl.cli.console import OK, say, speak_utf8
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "由数字生成文字草稿，或更新已有文字里的数字"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("path", nargs="?", metavar="文件")
    parser.add_argument("-o", "--output", metavar="输出文件", help="默认存为“原名-文字.xlsx”")
    parser.add_argument("--last", metavar="上年文件", help="与上年比较要用的上年年报")
    parser.add_argument("--refresh", action="store_true", help="已有的文字只更新其中的数字")
    parser.add_argument("--sentences", metavar="文件", help="用本单位自己的句式文件")
    parser.add_argument("--show-sentences", action="store_true", help="输出自带的句式文件，供修改")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    if options.show_sentences:
        from gikxl.prose.narrate import own_sentences

        speak_utf8()
        sys.stdout.write(own_sentences())
        return OK
    if options.path is None:
        raise ValueError("请写明工作簿的文件名")
    from gikxl.jobs.narrate import narrate_file, told

    narrated = narrate_file(
        options.path,
        options.output,
        last=options.last,
        sentences=options.sentences,
        refresh=options.refresh,
    )
    say(*told(narrated))
    return OK
