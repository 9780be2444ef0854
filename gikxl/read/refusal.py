"""The named answers for files that cannot be read as a report.

Each code is permanent: it keeps its meaning for as long as gikxl exists.
"""

from typing import NamedTuple

from gikxl.finding import Unreadable


class Refusal(NamedTuple):
    """Why a file is not read, and what to do about it, in Chinese."""

    code: str
    title: str
    message: str
    suggestion: str

    def because(self, detail: str = "", suggestion: str = "") -> Unreadable:
        """The exception to raise; `detail` goes behind the message, `suggestion` replaces it."""
        message = f"{self.message.rstrip('。')}：{detail}。" if detail else self.message
        return Unreadable(self.code, self.title, message, suggestion or self.suggestion)


SAVE_AS_DOCX = "请用 Word 或 WPS 文字打开，另存为“Word 文档（*.docx）”后再检查。"
ONLY_WORKBOOKS = "这里要用工作簿（.xlsx）：可以先用 gikxl import 把它转成工作簿。"
SAVE_AS_XLSX = "请用 Excel 或 WPS 表格打开，另存为“Excel 工作簿（*.xlsx）”后再检查。"
SAVE_AFRESH = (
    "请报送的人把年报的表格复制到新工作簿中，另存为 .xlsx 文件后重新发来；来历不明的，请不要打开。"
)

NOT_THERE = Refusal(
    "F001",
    "找不到文件",
    "这个路径上没有文件。",
    "请核对文件名和所在文件夹；文件可能已被移动、改名或删除。",
)
NOT_ALLOWED = Refusal(
    "F002",
    "不能读取文件",
    "没有读取这个文件的权限，或者它正被别的程序独占。",
    "请先在 Excel 或 WPS 中关闭它，或把它复制到自己的文件夹里再检查。",
)
EMPTY = Refusal(
    "F003",
    "空文件",
    "文件的大小是 0 字节，里面什么也没有。",
    "请重新取得一份：它可能没有传完，或没有保存成功。",
)
NOT_A_WORKBOOK = Refusal(
    "F004",
    "不是工作簿",
    "文件内容不是 Excel 工作簿。",
    "请找到原来的工作簿文件再检查；只改扩展名不能把别的文件变成工作簿。",
)
ENCRYPTED = Refusal(
    "F005",
    "文件已加密",
    "工作簿设了打开密码，不能读取。",
    "请用 Excel 打开，在“文件→信息→保护工作簿→用密码进行加密”中清空密码"
    "（WPS：“文件→文档加密→密码加密”），保存后再检查。",
)
DAMAGED = Refusal(
    "F006",
    "文件已损坏",
    "文件的内容残缺或有错，读不下去。",
    "请用 Excel、Word 或 WPS 打开并修复，另存为新的 .xlsx 或 .docx 文件；打不开就请重新取得一份。",
)
LOCK_FILE = Refusal(
    "F007",
    "临时文件",
    "这是打开工作簿时自动生成的锁定文件，不是工作簿本身。",
    "请检查去掉文件名开头“~$”的那个文件；关闭工作簿后锁定文件会自动消失。",
)
NO_OFFICIAL_TABLE = Refusal(
    "F008",
    "没有年报表格",
    "文件里找不到政府信息公开工作年度报告的任何一张表。",
    "请确认选对了文件；表格的行名和列名应与年报格式一致。",
)
NO_WORKBOOKS = Refusal(
    "F009",
    "文件夹里没有工作簿",
    "这个文件夹里没有可以检查的工作簿或文档。",
    "请确认选对了文件夹；可检查的是 .xlsx、.xlsm、.xls、.et、.ods 工作簿，"
    "以及 .docx、.html、.pdf、.txt、.md 文件里的年报。",
)
TOO_BIG = Refusal(
    "F010",
    "文件超出限度",
    "文件的大小或内容远远超出一份年报，为安全起见不予读取。",
    "请把年报的表格复制到新工作簿中，另存为 .xlsx 文件后再检查。",
)
SEVERAL_REPORTS = Refusal(
    "F011",
    "一个文件里有多份年报",
    "文件里有两份或更多年报的表格，无法确定要检查哪一份。",
    "请把每份年报分别存为一个文件。",
)
OTHER_WORKBOOK = Refusal(
    "F012",
    "不支持的工作簿格式",
    "文件是一种电子表格，但不是可以读取的格式。",
    SAVE_AS_XLSX,
)
OWN_FAULT = Refusal(
    "F013",
    "程序出错",
    "检查程序自身出了错，不是文件的问题。",
    "请把这条信息连同文件一起反馈给维护人员；其他文件的检查不受影响。",
)
NO_PDF_READER = Refusal(
    "F014",
    "缺少读取 PDF 的组件",
    "这是 PDF 文件，读取它的组件没有安装。",
    "请运行 pip install gikxl[pdf] 安装，或改用年报的 Word 文件、网页或工作簿。",
)
SCANNED = Refusal(
    "F015",
    "扫描件，没有文字",
    "这个 PDF 的页面是图片，里面没有可以读取的文字。",
    "请改用年报的 Word 文件、网页或工作簿；gikxl 不识别图片里的文字。",
)
TOO_SLOW = Refusal(
    "F016",
    "读取超时",
    "文件的内容不正常，在限定的时间里读不完，已停止读取。",
    SAVE_AFRESH,
)
OUT_OF_BOUNDS = Refusal(
    "F017",
    "读取中断",
    "文件的内容不正常，读取它的进程中断了；其他文件不受影响。",
    SAVE_AFRESH,
)

_ALL = (
    NOT_THERE, NOT_ALLOWED, EMPTY, NOT_A_WORKBOOK, ENCRYPTED, DAMAGED, LOCK_FILE,
    NO_OFFICIAL_TABLE, NO_WORKBOOKS, TOO_BIG, SEVERAL_REPORTS, OTHER_WORKBOOK,
    OWN_FAULT, NO_PDF_READER, SCANNED, TOO_SLOW, OUT_OF_BOUNDS,
)  # fmt: skip


def catalogue() -> tuple[Refusal, ...]:
    """Every refusal, in the order of their codes."""
    return _ALL
