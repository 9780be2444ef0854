"""The arguments of the command line, and argparse in Chinese."""

import argparse

FORMATS = ("text", "json", "html")


def parser() -> argparse.ArgumentParser:
    """The commands and their options; `command` names the one that was chosen."""
    _speak_chinese()
    whole = argparse.ArgumentParser(
        prog="gikxl", description="核对、填写政府信息公开工作年度报告的工作簿。"
    )
    commands = whole.add_subparsers(title="命令", metavar="命令", dest="command", required=True)

    check = commands.add_parser("check", help="核对工作簿，指出错在哪一格、应为多少")
    check.add_argument("paths", nargs="+", metavar="文件或文件夹")
    check.add_argument(
        "--last", metavar="上年文件", help="上年的工作簿，或存放各单位上年工作簿的文件夹"
    )
    check.add_argument(
        "--select", action="append", default=[], metavar="编号", help="只用这些规则，如 H,V103"
    )
    check.add_argument("--ignore", action="append", default=[], metavar="编号", help="不用这些规则")
    check.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")
    check.add_argument(
        "--mark", metavar="输出", help="另存一份标出问题的工作簿；核对多个文件时写一个文件夹"
    )
    check.add_argument("-o", "--output", metavar="文件", help="把结果写入文件，而不是显示出来")

    fill = commands.add_parser("fill", help="补齐合计、空白的零、上年数据，存为另一份")
    fill.add_argument("path", metavar="文件")
    fill.add_argument("-o", "--output", required=True, metavar="输出文件")
    fill.add_argument("--last", metavar="上年文件", help="结转上年数据")
    fill.add_argument("--headers", action="store_true", help="填充重复的表头，便于筛选和透视")
    fill.add_argument("--totals", action="store_true", help="手工填写的合计也改为正确的数")

    new = commands.add_parser("new", help="生成一份空白的年报工作簿")
    new.add_argument("--unit", default="", metavar="单位")
    new.add_argument("--year", type=int, metavar="年度")
    new.add_argument("--level", default="", metavar="级别")
    new.add_argument("--contact", default="", metavar="联系人")
    new.add_argument("--last", metavar="上年文件", help="带入上年数据")
    new.add_argument("-o", "--output", metavar="输出文件")

    rules = commands.add_parser("rules", help="列出全部规则")
    rules.add_argument("--markdown", action="store_true", help="输出规则目录（Markdown）")

    explain = commands.add_parser("explain", help="解释一条规则")
    explain.add_argument("code", metavar="编号")

    commands.add_parser("schema", help="输出 JSON 结果的结构说明（JSON Schema）")
    return whole


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
}


def _speak_chinese() -> None:
    """Let argparse, which looks its texts up through gettext, find the Chinese ones."""
    argparse._ = lambda text: _CHINESE.get(text, text)  # type: ignore[attr-defined]
