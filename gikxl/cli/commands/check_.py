"""Check files and folders."""

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from gikxl.cli.console import ERRORS, OK, UNREADABLE, complain, say_json, speak_utf8
from gikxl.cli.options import CHECK, Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from gikxl.jobs.check import Checked

PURPOSE = "核对工作簿，指出错在哪一格、应为多少"
FORMATS = ("text", "json", "html")
_MOST_NAMED = 5


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
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


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.jobs.check import Checker
    from gikxl.jobs.sources import expand, lost, refuse_overwriting

    checker = Checker(
        last=None if options.lost else options.last,
        select=_codes(options.select or ()),
        ignore=_codes(options.ignore or ()),
        draw=options.format != "json",
    )
    sources = expand(options.paths, options.mark)
    if options.lost:
        sources = [lost(source, options.lost) for source in sources]
    if options.output:
        refuse_overwriting(options.output, options.last, *(source.path for source in sources))
    if options.mark:
        refuse_overwriting(options.mark, options.last)
    if len(sources) > 1:
        gc.enable()
    checked: Iterable[Checked] = checker.check_all(sources)
    failures: list[str] = []
    if options.mark:
        from gikxl.jobs.mark import mark_each

        checked = mark_each(checked, options.mark, len(sources), failures, checker.check)
    if len(sources) > 1 and sys.stderr.isatty():
        from gikxl.cli.progress import shown

        checked = shown(checked, len(sources))
    verdicts: set[str] = set()
    _show(options, _noting(checked, verdicts), len(sources))
    for failure in failures:
        complain(failure)
    _tell_passed_over(options, checker.passed_over)
    if failures or "unreadable" in verdicts:
        return UNREADABLE
    return ERRORS if "fail" in verdicts else OK


def _tell_passed_over(options: Options, no_reports: Sequence[str]) -> None:
    """Say which files of a folder were not looked at: one of them may be somebody's report."""
    from gikxl.jobs.sources import passed_over

    others = [*passed_over(options.paths, options.mark), *no_reports]
    if others:
        named = "、".join(os.path.basename(path) for path in others[:_MOST_NAMED])
        more = " 等" if len(others) > _MOST_NAMED else ""
        complain(f"文件夹里有 {len(others)} 个文件没有当作年报核对：{named}{more}")


def _show(options: Options, checked: "Iterable[Checked]", files: int) -> None:
    show = _SHOW[options.format]
    if options.output:
        from io import TextIOWrapper

        from gikxl.write.files import replacing

        with replacing(options.output) as file:
            out = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
            show(out, checked, files)
            out.detach()
    else:
        if options.format != "text":
            speak_utf8()
        show(sys.stdout, checked, files)


def _noting(checked: "Iterable[Checked]", verdicts: set[str]) -> "Iterator[Checked]":
    for one in checked:
        verdicts.add(one.file.verdict)
        yield one


def _show_text(out: TextIO, checked: "Iterable[Checked]", files: int) -> None:
    from gikxl.write.text import Summary, write_file

    summary = Summary()
    for one in checked:
        write_file(out, one.file, one.excerpts)
        summary.add(one.file)
    if files > 1:
        summary.write(out)


def _show_json(out: TextIO, checked: "Iterable[Checked]", _files: int) -> None:
    from gikxl.schema import document

    say_json(document([one.file for one in checked]), out)


def _show_html(out: TextIO, checked: "Iterable[Checked]", _files: int) -> None:
    from gikxl.write.html import page

    all_checked = list(checked)
    out.write(page([one.file for one in all_checked], [one.excerpts for one in all_checked]))


_SHOW = {"text": _show_text, "json": _show_json, "html": _show_html}


def _codes(lists: Sequence[str]) -> list[str]:
    return [code for codes in lists for code in codes.replace("，", ",").replace(",", " ").split()]
