"""The ways out."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.escaping import books, kept, papers, post, screens


class Exit(NamedTuple):
    """A way out of gikxl. `holds` puts a string in everywhere and asserts what is read back."""

    name: str
    strings: str
    """Which strings of strangers reach it."""
    put_in: str
    read_by: str
    holds: Callable[[str, Path], None]
    examples: int = 40


EXITS = (
    Exit(
        "终端：校验结果", "单位、工作表名、格子里的字、文件名、文字里的句子",
        "gikxl.write.text", "逐字符：只有可见字符、换行和自己的颜色", screens.text,
    ),
    Exit(
        "终端：其他命令", "文件名、单位、级别、规则编号、邮件主题", "gikxl.cli.console.say",
        "逐字符，行数不变", screens.said,
    ),
    Exit(
        "终端：出错（stderr）", "文件名、选项", "complain、argparse", "逐字符", screens.complained
    ),
    Exit("终端：画的表格", "行名、格子里的字", "gikxl.write.drawing", "各行一样宽", screens.drawn),
    Exit("JSON", "同上", "gikxl.cli.console.say_json", "json，逐字符", screens.json_text),
    Exit("Excel：消息框、状态栏", "同上", "gikxl.excel.dialogs", "逐字符，行数有限", screens.excel),
    Exit(
        "Excel：写入单元格", "文字草稿、校验结果", "gikxl.excel.sheets.as_text",
        "Excel 的规则：撇号之后全是文字", screens.excel_cell,
    ),
    Exit(
        "工作簿：模板、导入", "单位、联系人、文字、来源里不是数的字", "XlsxWriter",
        "openpyxl、calamine、lxml", books.template, 8,
    ),
    Exit(
        "工作簿：批注", "来源里的字", "XlsxWriter", "openpyxl、lxml", books.notes, 15,
    ),
    Exit(
        "工作簿：汇总", "名单、邮件、附件、问题里的一切", "XlsxWriter",
        "openpyxl、lxml", books.rollup, 6,
    ),
    Exit(
        "工作簿：标记", "问题里的一切", "gikxl.write.patch", "openpyxl、calamine", books.marks, 12
    ),
    Exit("工作簿：改动", "文字草稿", "gikxl.write.patch", "openpyxl、calamine", books.edits, 20),
    Exit("工作簿：由 xls 重做", "原有的字", "XlsxWriter", "openpyxl", books.rebuilt, 20),
    Exit("网页：校验结果", "同终端", "gikxl.write.html", "html.parser", papers.page_of_findings),
    Exit(
        "网页：正式报告", "标题、单位、文字、不是数的字", "gikxl.write.official.page",
        "html.parser、lxml", papers.official_page, 20,
    ),
    Exit(
        "Word：正式报告", "同上", "gikxl.write.official.word", "python-docx、lxml",
        papers.official_word, 12,
    ),
    Exit(
        "邮件：回复草稿", "单位、主题、问题、文件名、发件人", "gikxl.collect.replies",
        "email.policy.default、html.parser", post.drafts, 12,
    ),
    Exit("邮件：要发送的列表", "同上", "gikxl.collect.replies.listing", "逐字符", post.listing, 12),
    Exit("台账（SQLite）", "邮件里的一切", "参数，不是语句", "sqlite3", kept.ledger, 15),
    Exit("文件名：原件", "附件名", "gikxl.collect.originals", "Windows 的规则", kept.original),
    Exit("文件名：回复、新工作簿", "单位", "gikxl.write.names", "Windows 的规则", kept.name),
)  # fmt: skip
