"""The post of the scene: the files that units make, the mails they send, the ways they take."""

import io
import mailbox
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gikxl.form import load
from gikxl.jobs.export import export_report
from gikxl.report import Report
from gikxl.write.template import write_template
from tests.collect import mails, outlook
from tests.collect.dovecot import Dovecot
from tests.collect.mails import mail, multipart, part, zipped
from tests.collect.year.numbers import FORM, Figures, figures, report, swapped
from tests.collect.year.table import LINES, PACKED, YEAR, Line, Sent, unit

LEVEL = "政府部门及其他单位"
FORMULA = '=SUM(1,1)&"点我"'
"""Begins a file's name and a sender's."""
LATER = 2
"""The version of the figures that comes after the first."""
REGULATION = {"proactive.regulation.issued": 1, "proactive.regulation.in_force": 1}
"""What no office may have, except that somebody says why."""


def book(numbers: Figures, name: str, year: int = YEAR, **more: object) -> bytes:
    """A filled template with these figures; of some units with last year's beside them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "年报.xlsx"
        form = more.pop("form", FORM)
        options = {"unit": name, "year": year, "level": LEVEL, "report": report(numbers, name)}
        write_template(path, form, **{**options, **more})  # type: ignore[arg-type]
        return path.read_bytes()


@cache
def right(name: str, version: int = 1, year: int = YEAR) -> bytes:
    """A unit's report as it should be; this year's carries last year's figures."""
    before = report(figures(name, year - 1), name, year - 1) if year == YEAR else None
    return book(figures(name, year, version), name, year, last=before)


def published(name: str, ending: str) -> bytes:
    """A unit's report as it was published; without a text, as many are collected."""
    said = report(figures(name), name)
    texts = Report(FORM, said.values, unit=name, year=YEAR, level=LEVEL)
    with TemporaryDirectory() as folder:
        out = Path(folder) / f"年报{ending}"
        export_report(texts, str(out), force=True)
        return out.read_bytes()


def encrypted(data: bytes) -> bytes:
    """The same workbook behind a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("mima2026", out)
    return out.getvalue()


def of_2019(name: str) -> bytes:
    """This year's figures on the form that was replaced."""
    old = load(2019)
    return book({k: n for k, n in figures(name).items() if k in old.fields}, name, form=old)


def with_wrong_total(name: str) -> bytes:
    """Two digits of a total exchanged when it was typed."""
    key = "requests.new.total"
    return book(figures(name), name, overrides={key: swapped(figures(name), key)[key]})


Files = Mapping[str, bytes]


def _nothing(_: str) -> Files:
    return {}


_COMES_AS: dict[str, Callable[[str], Files]] = {
    "对": lambda u: {f"{u}{YEAR}年报.xlsx": right(u)},
    "旧件": lambda u: {f"{u}{YEAR}年报.xlsx": right(u, LATER)},
    "更正": lambda u: {f"{u}{YEAR}年报（更正）.xlsx": right(u, LATER)},
    "回复更正": lambda u: {f"{u}{YEAR}年报.xlsx": right(u, LATER)},
    "数字颠倒": lambda u: {f"{u}{YEAR}年报.xlsx": with_wrong_total(u)},
    "上年的表": lambda u: {f"{u}年报.xlsx": right(u, 1, YEAR - 1)},
    "2019年版": lambda u: {f"{u}{YEAR}年报.xlsx": of_2019(u)},
    "邻居的表": lambda u: {
        f"{u}{YEAR}年报.xlsx": book(figures(u), unit("文化和旅游局")),
    },
    "公布的docx": lambda u: {f"{u}{YEAR}年政府信息公开工作年度报告.docx": published(u, ".docx")},
    "公布的pdf": lambda u: {f"{u}{YEAR}年政府信息公开工作年度报告.pdf": published(u, ".pdf")},
    "公布的html": lambda u: {f"{u}{YEAR}年政府信息公开工作年度报告.html": published(u, ".html")},
    "表和docx": lambda u: {
        f"{u}{YEAR}年报.docx": published(u, ".docx"), f"{u}{YEAR}年报.xlsx": right(u),
    },
    "rar": lambda u: {f"{u}{YEAR}年报.rar": b"Rar!\x1a\x07\x01\x00" + bytes(200)},
    "网盘": _nothing,
    "密码": lambda u: {f"{u}{YEAR}年报.xlsx": encrypted(right(u))},
    "winmail": lambda u: {"winmail.dat": outlook.tnef({f"{u}{YEAR}年报.xlsx": right(u)})},
    "zip": lambda u: {"年报.zip": zipped({f"{u}/{u}{YEAR}年报.xlsx": right(u)}, "gbk")},
    "发两遍": lambda u: {f"{u}{YEAR}年报.xlsx": right(u)},
    "作废": _nothing,
    "说得清的错": lambda u: {f"{u}{YEAR}年报.xlsx": book({**figures(u), **REGULATION}, u)},
    "仍有那处错": lambda u: {
        f"{u}{YEAR}年报.xlsx": book({**figures(u, YEAR, LATER), **REGULATION}, u),
    },
    "两份不同": lambda u: {
        f"{u}{YEAR}年报1.xlsx": right(u), f"{u}{YEAR}年报2.xlsx": right(u, LATER),
    },
    "公式": lambda u: {f"{FORMULA}{u}.xlsx": right(u)},
    "没有日期": lambda u: {f"{u}{YEAR}年报.xlsx": right(u)},
    "县级颠倒": lambda u: {
        f"{u}{YEAR}年报.xlsx": book(swapped(figures(u), "proactive.penalty.decisions"), u),
    },
}  # fmt: skip
"""The files that come with a mail, by what the table calls it."""
_SUBJECTS = {
    "更正": "更正：{unit}{year}年报，以此件为准",
    "作废": "{unit}前几天报送的{year}年报作废，改好后另报",
    "回复更正": "回复：请更正{unit}{year}年政府信息公开工作年度报告",
    "公式": "=cmd|'/c calc'!A1 {unit}{year}年报",
}
_BODIES = {
    "网盘": "年报太大，请下载：https://pan.baidu.com/s/1abcDEFgh 提取码 8888\r\n",
}


@cache
def _files(what: str, name: str) -> Files:
    return _COMES_AS[what](name)


class Post:
    """The ways that mails take: a file of mails, a folder, and a mailbox where there is one."""

    def __init__(self, folder: Path, server: Dovecot | None) -> None:
        self.folder = folder / "来件"
        self.folder.mkdir(parents=True)
        self.box = folder / "年报邮箱.mbox"
        self.server = server
        self.drafts: dict[str, str] = {}
        """By address, the Message-ID of the reply that was sent there."""
        if server:
            server.deliver("年报", [])

    @property
    def sources(self) -> list[str]:
        """What is given to `gikxl collect`."""
        urls = [self.server.url("年报")] if self.server else []
        return [str(self.box), str(self.folder), *urls]

    def deliver(self, wave: int) -> None:
        """All that is sent before a run."""
        for line in LINES:
            sent = line.sends[wave - 1]
            if sent and sent.what != PACKED:
                self._send(line, sent)
        if wave == 1:
            self._others()

    def _send(self, line: Line, sent: Sent) -> None:
        if sent.what == "文件":
            _save(self.folder / f"{line.unit}.xlsx", right(line.unit), sent.day)
        elif sent.what == "msg":
            self._msg(line, sent)
        else:
            whole = self._written(line, sent)
            self.put(sent.way, line.unit, sent.day, whole)
            if sent.what == "发两遍":
                self.put("夹", line.unit, sent.day, whole.replace(b"\r\n", b"\n"))

    def _msg(self, line: Line, sent: Sent) -> None:
        files = _files("对", line.unit)
        whole = outlook.msg(
            subject=f"{line.unit}年报", sender=line.unit, address=line.mail,
            sent=_moment(sent.day), attachments=files,
        )  # fmt: skip
        _save(self.folder / f"{line.unit}.msg", whole, sent.day)

    def _written(self, line: Line, sent: Sent) -> bytes:
        name = line.unit
        files = _files("对" if sent.what == "转发" else sent.what, name)
        headers = {}
        if sent.what == "回复更正" and line.mail in self.drafts:
            headers = dict.fromkeys(("In-Reply-To", "References"), self.drafts[line.mail])
        if sent.what == "没有日期":
            headers = {"Received": "from a.example by b.example; Thu, 15 Jan 2026 09:00:00 +0800"}
        whole = mail(
            subject=_SUBJECTS.get(sent.what, "报送{unit}{year}年报").format(unit=name, year=YEAR),
            sender=f"{FORMULA * (sent.what == '公式')}{name} <{line.mail}>",
            date=None if sent.what == "没有日期" else _moment(sent.day),
            attachments=files,
            style=sent.style,
            body=_BODIES.get(sent.what, mails.BODY),
            message_id=f"{line.number}.{sent.what}.{sent.day}@yunze.example".encode().hex(),
            headers=headers,
        )
        return _forwarded(whole, sent) if sent.what == "转发" else whole

    def _others(self) -> None:
        """A county's parcel, a stranger, what a mail system sent back, and an advertisement."""
        packed = {
            f"{line.unit}.xlsx": right(line.unit)
            for line in LINES
            if line.sends[0] and line.sends[0].what == PACKED
        }
        parcel = {"石桥县各单位年报.zip": zipped(packed, "gbk")}
        self.put("箱", "石桥县包", 16, mail(
            subject="石桥县各单位年报", sender="石桥县政府办 <bgs@shiqiao.example>",
            date=_moment(16), attachments=parcel,
        ))  # fmt: skip
        company = "某某科技有限公司"
        self.put("箱", "公司", 18, mail(
            subject="年报", sender=f"{company} <sales@x.example>", date=_moment(18),
            attachments={f"{company}年报.xlsx": book(figures(unit("教育局")), company)},
        ))  # fmt: skip
        self.put("服", "广告", 18, mail(
            subject="优惠", sender="广告 <ad@x.example>", date=_moment(18), body="便宜了\r\n",
        ))  # fmt: skip

    def put(self, way: str, name: str, day: int, whole: bytes) -> None:
        """Let a mail arrive; in the folder where there is no server."""
        if way == "箱":
            box = mailbox.mbox(str(self.box))
            box.add(mailbox.mboxMessage(whole))
            box.close()
            _date(self.box, day)
        elif way == "服" and self.server:
            self.server.deliver("年报", [whole], arrived=_moment(day))
        else:
            number = len(list(self.folder.iterdir()))
            _save(self.folder / f"{number:03} {name}.eml", whole, day)


def _save(path: Path, data: bytes, day: int) -> None:
    path.write_bytes(data)
    _date(path, day)


def _date(path: Path, day: int) -> None:
    """Let a file have lain there since that day: what was saved just now is read twice."""
    saved = _moment(day).timestamp()
    os.utime(path, (saved, saved))


def _forwarded(whole: bytes, sent: Sent) -> bytes:
    """A mail that somebody sends on from his own address."""
    inner = part(b"Content-Type: message/rfc822\r\n", whole, encoding="8bit")
    head = (
        "From: lisi@qq.example\r\nTo: nianbao@example.gov.cn\r\nSubject: Fw\r\n"
        f"Date: {_moment(sent.day):%a, %d %b %Y %H:%M:%S %z}\r\n"
        "Message-ID: <fw.1@qq.example>\r\nMIME-Version: 1.0\r\n"
    )
    text = part(b"Content-Type: text/plain\r\n", b"fyi")
    return head.encode() + multipart([text, inner], "=_forwarded")


def _moment(day: int) -> datetime:
    """Half past nine of a day of January, or of February beyond 31."""
    return mails.at(2026, 1, 1) + timedelta(days=day - 1, minutes=30)
