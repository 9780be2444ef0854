"""Who sends what, when and how, and where that leaves them: the scene as a table.

A line: the unit without the city's name | what it sends before the first, second and third
run | where it stands after each. What is sent: what it is, the day of January (32 is the
first of February), the program that writes it, and the way it takes: 箱 a file of mails, 服
a mailbox on a server, 夹 a folder. A line without an entry sends nothing.
"""

from typing import NamedTuple

CITY = "云泽市"
SUPERIOR = f"{CITY}人民政府"
YEAR = 2025
DUE = "2026-01-31"

STATUSES = {
    "计入": "counted", "错误": "failing", "读不了": "unreadable", "待确认": "question",
    "年度": "wrong_year", "版式": "wrong_edition", "未报": "missing",
}  # fmt: skip

SCENE = """
人民政府（本级） | 对 8 foxmail 箱 | | | 计入 计入 计入
教育局 | 对 8 qq 箱 | | | 计入 计入 计入
科学技术局 | 对 8 163 箱 | | | 计入 计入 计入
工业和信息化局 | 对 9 coremail 箱 | | | 计入 计入 计入
民族宗教事务局 | 对 9 outlook 服 | | | 计入 计入 计入
公安局 | 对 9 exchange 服 | | | 计入 计入 计入
民政局 | 对 9 iphone 服 | | | 计入 计入 计入
司法局 | 对 9 thunderbird 服 | | | 计入 计入 计入
财政局 | 对 10 cut_percent 箱 | | | 计入 计入 计入
人力资源和社会保障局 | 对 10 raw_utf8 箱 | | | 计入 计入 计入
自然资源和规划局 | 对 10 raw_unquoted 箱 | | | 计入 计入 计入
生态环境局 | 对 10 unquoted 服 | | | 计入 计入 计入
住房和城乡建设局 | 对 10 liar 服 | | | 计入 计入 计入
交通运输局 | 对 10 stdlib 夹 | | | 计入 计入 计入
水利局 | 数字颠倒 11 foxmail 箱 | | 回复更正 34 foxmail 箱 | 错误 错误 计入
农业农村局 | 上年的表 11 163 箱 | | 回复更正 34 outlook 服 | 年度 年度 计入
商务局 | 2019年版 11 qq 服 | | 回复更正 34 qq 服 | 版式 版式 计入
文化和旅游局 | 对 12 foxmail 箱 | | | 待确认 计入 计入
体育局 | 邻居的表 12 outlook 箱 | | 回复更正 34 163 夹 | 待确认 未报 计入
卫生健康委员会 | 公布的docx 12 163 服 | | | 计入 计入 计入
应急管理局 | 公布的pdf 12 foxmail 夹 | | | 计入 计入 计入
审计局 | 公布的html 12 qq 箱 | | | 计入 计入 计入
市场监督管理局 | 表和docx 12 outlook 服 | | | 计入 计入 计入
统计局 | rar 13 foxmail 箱 | | 回复更正 35 foxmail 箱 | 读不了 读不了 计入
医疗保障局 | 网盘 13 qq 箱 | 对 22 qq 箱 | | 读不了 计入 计入
乡村振兴局 | 密码 13 foxmail 服 | 对 22 foxmail 服 | | 读不了 计入 计入
金融工作局 | winmail 13 outlook 箱 | | | 计入 计入 计入
信访局 | 转发 13 exchange 服 | | | 计入 计入 计入
城市管理局 | zip 13 163 箱 | | | 计入 计入 计入
退役军人事务局 | msg 14 outlook 夹 | | | 计入 计入 计入
气象局 | 文件 14 - 夹 | | | 计入 计入 计入
林业局 | | | 对 33 foxmail 箱 | 未报 未报 计入
档案馆 | 发两遍 14 qq 箱 | | | 计入 计入 计入
机关事务管理局 | 对 14 foxmail 箱 | 更正 23 foxmail 箱 | | 计入 计入 计入
政务服务数据管理局 | 对 20 foxmail 箱 | 旧件 15 163 服 | | 计入 待确认 计入
粮食和物资储备局 | 对 14 qq 服 | 作废 23 qq 服 | 回复更正 35 qq 服 | 计入 待确认 计入
地方志办公室 | | | | 未报 未报 未报
人民防空办公室 | 说得清的错 15 163 箱 | 仍有那处错 24 163 箱 | | 错误 计入 计入
残疾人联合会 | | 对 21 foxmail 夹 | | 未报 计入 计入
供销合作社 | 两份不同 15 qq 箱 | | | 待确认 计入 计入
烟草专卖局 | 公式 15 raw_utf8 箱 | | | 计入 计入 计入
海关 | 没有日期 15 foxmail 箱 | | | 计入 计入 计入
柳溪县人民政府 | 对 17 foxmail 箱 | | | 计入 计入 计入
柳溪县人民政府（本级） | 对 16 foxmail 箱 | | | 计入 计入 计入
柳溪县教育局 | 对 16 qq 箱 | | | 计入 计入 计入
柳溪县公安局 | 对 16 163 服 | | | 计入 计入 计入
柳溪县民政局 | 对 16 outlook 服 | | | 计入 计入 计入
柳溪县财政局 | 对 16 foxmail 夹 | | | 计入 计入 计入
柳溪县水利局 | 对 16 exchange 箱 | | | 计入 计入 计入
柳溪县统计局 | 对 16 iphone 箱 | | | 计入 计入 计入
柳溪县双河镇人民政府 | 对 16 qq 箱 | | | 计入 计入 计入
石桥县人民政府 | 县级颠倒 17 outlook 服 | | | 计入 计入 计入
石桥县人民政府（本级） | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县教育局 | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县公安局 | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县民政局 | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县财政局 | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县水利局 | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县统计局 | 县里打包 16 - 箱 | | | 计入 计入 计入
石桥县白石镇人民政府 | 县里打包 16 - 箱 | | | 计入 计入 计入
"""


class Sent(NamedTuple):
    """What a unit sends in one wave."""

    what: str
    day: int
    style: str
    way: str


class Line(NamedTuple):
    """A unit of the scene: what it sends in each wave, and where it stands after each."""

    number: int
    unit: str
    sends: tuple[Sent | None, ...]
    stands: tuple[str, ...]

    @property
    def parent(self) -> str:
        """The unit above it in the roster."""
        county = next((c for c in COUNTIES if self.unit.startswith(c[:3])), "")
        return county if county and county != self.unit else SUPERIOR

    @property
    def mail(self) -> str:
        """The address that the roster has."""
        return f"u{self.number:02}@yunze.example"


COUNTIES = ("柳溪县人民政府", "石桥县人民政府")
PACKED = "县里打包"


def _line(number: int, text: str) -> Line:
    unit, *sends, stands = (cell.strip() for cell in text.split("|"))
    full = unit if unit.startswith(("柳溪县", "石桥县")) else CITY + unit
    return Line(
        number,
        full,
        tuple(_sent(one) if one else None for one in sends),
        tuple(STATUSES[word] for word in stands.split()),
    )


def _sent(text: str) -> Sent:
    what, day, style, way = text.split()
    return Sent(what, int(day), style, way)


LINES = tuple(_line(n, text) for n, text in enumerate(SCENE.strip().splitlines(), 1))
BY_UNIT = {line.unit: line for line in LINES}


def unit(short: str) -> str:
    """The full name of a unit of the city."""
    return CITY + short


def standing_after(wave: int) -> dict[str, str]:
    """Where each unit stands after a wave (1, 2 or 3)."""
    return {line.unit: line.stands[wave - 1] for line in LINES}
