"""The example of a roster: an invented county and its offices, and what each column is for."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from gikxl.collect.roster.columns import HEADERS
from gikxl.write.template.styles import DEFAULT_FONT, Styles, height

LAST_DAY, EARLIER = date(2026, 1, 20), date(2026, 1, 15)
COUNTY = "清河县人民政府"
OFFICES = [
    ["清河县人民政府办公室", "县政府办", COUNTY, "本级", "zfb@qinghe.example", LAST_DAY],
    [
        "清河县教育局",
        "教体局、文教局",
        COUNTY,
        "县直部门",
        "jyj@qinghe.example；bgs@jyj.example",
        LAST_DAY,
    ],
    [
        "清河县教育局招生办公室",
        "",
        "清河县教育局",
        "县直部门",
        "zsb@jyj.example",
        date(2026, 1, 15),
    ],
    ["清河县发展和改革委员会", "发改委", COUNTY, "县直部门", "fgw@qinghe.example", LAST_DAY],
    ["清河县农业农村局（清河县乡村振兴局）", "", COUNTY, "县直部门", "", LAST_DAY],
    ["柳树镇人民政府", "", COUNTY, "乡镇街道", "liushu@qinghe.example", LAST_DAY],
    ["城关街道办事处", "", COUNTY, "乡镇街道", "chengguan@qinghe.example", LAST_DAY],
]
GUIDE = {
    "单位": "必填，一行一个单位，写全称。年报里、文件名里、邮件主题里的单位按它认领："
    "省略县名、“人民政府”写成“政府”、“委员会”写成“委”都认得，不认得的列出来待确认。",
    "简称": "可不填。别的叫法、改名以前的名称，几个之间用顿号隔开。",
    "上级": "可不填。写名单里的另一个单位，或汇总单位；汇总单位只能有一个，也可以用 --unit 写明。",
    "级别": "可不填。汇总单位自己那一份写“本级”，它和其他单位一样计入汇总。下级政府自己那一份在"
    "“单位”里写成“某某县人民政府（本级）”，上级写那个县，与全县的汇总稿各占一行。",
    "邮箱": "可不填。报送用的邮箱，几个之间用分号隔开；回复也发到这里。",
    "截止日期": "可不填。当天 24 时以前发出的不算迟报；迟报的照样计入汇总，只是标明。",
}
_WIDTHS = (34, 20, 22, 12, 34, 16)
_NOTE_WIDTH = 90


def write_roster(path: Path) -> None:
    """Write the example; the same bytes each time."""
    options = {
        "in_memory": True,
        "strings_to_urls": False,
        "default_format_properties": dict(DEFAULT_FONT),
    }
    with xlsxwriter.Workbook(path, options) as book:
        styles = Styles(book)
        _names(book.add_worksheet("单位名单"), styles)
        _guide(book.add_worksheet("填写说明"), styles)
        book.set_properties(
            {"title": "单位名单（示例）", "created": datetime(2026, 1, 1, tzinfo=UTC)}
        )


def _names(sheet: Any, styles: Styles) -> None:
    sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "单位名单（示例）", styles["title"])
    sheet.set_row(0, 32)
    for column, (names, wide) in enumerate(zip(HEADERS.values(), _WIDTHS, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(1, column, names[0], styles["block"])
    for row, office in enumerate(OFFICES, 2):
        for column, said in enumerate(office):
            if isinstance(said, date):
                sheet.write_datetime(row, column, said, styles["date"])
            else:
                sheet.write_string(row, column, said, styles["words"])
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.autofilter(1, 0, len(OFFICES) + 1, len(HEADERS) - 1)


def _guide(sheet: Any, styles: Styles) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, _NOTE_WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "填写说明", styles["heading"])
    for row, (name, said) in enumerate(GUIDE.items(), 1):
        sheet.write_string(row, 0, name, styles["text"])
        sheet.write_string(row, 1, said, styles["text"])
        sheet.set_row(row, height(said, _NOTE_WIDTH))
