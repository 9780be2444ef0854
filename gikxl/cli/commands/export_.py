"""Write the official report."""

from typing import TYPE_CHECKING

from gikxl.cli.console import ERRORS, OK, UNREADABLE, complain, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "导出正式的年度报告：Word、网页或 PDF"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("path", metavar="文件")
    parser.add_argument(
        "-o", "--output", required=True, metavar="输出文件", help="扩展名是 .docx、.html 或 .pdf"
    )
    parser.add_argument("--force", action="store_true", help="有错误也照原样导出")
    parser.add_argument("--template", metavar="模板", help="本单位自己的 Word 版式")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.jobs.export import export_file, exported, refused
    from gikxl.write.official.pdf import NotConverted

    try:
        answer = export_file(
            options.path, options.output, force=options.force, template=options.template
        )
    except NotConverted as why:
        complain(str(why))
        return UNREADABLE
    if not answer.written:
        complain(
            *refused(options.path, answer.errors),
            f"先改正再导出；全部错误用 gikxl check {options.path} 查看。"
            "确实要照原样导出的，加上 --force。",
        )
        return ERRORS
    say(exported(options.output, answer.errors))
    return OK
