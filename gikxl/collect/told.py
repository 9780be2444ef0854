"""The end of a run in Chinese, for a terminal, and as JSON for programs."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gikxl.collect.job import Collected
from gikxl.collect.model import STATUSES, Received
from gikxl.collect.rollup.total import MAYBE_TWICE
from gikxl.collect.summary import Plain, trouble
from gikxl.rules.shared.words import some
from gikxl.write.wording import VERDICTS, clean, verdicts

VERSION = 1
_NO_REPORT = ("missing", "unreadable", "wrong_year")
"""Who is late because nothing that counts is there: not a late report."""
_ASKED = {"question": "待确认：", "unreadable": "读不了，要请该单位重新报送："}
_ANY_FOLDER = "-o 文件夹 "
"""Stands in the questions for the collection's folder."""
_MOST_NAMED = 20
_MOST_LINES = 20


class SoFar:
    """What a run has taken in so far: mails and files, and what their reports are worth."""

    def __init__(self) -> None:
        self.received = 0
        self._counts = dict.fromkeys(VERDICTS, 0)

    def add(self, received: Received) -> None:
        """One more."""
        self.received += 1
        for document in received.documents:
            self._counts[document.verdict] += 1

    @property
    def found(self) -> str:
        """What the reports are worth: 通过 12，未通过 3."""
        return verdicts(self._counts)


def is_complete(summary: Plain) -> bool:
    """Whether every unit is in the sum, and nothing is left for a person to decide."""
    return (
        not summary["strangers"]
        and not summary["unclear"]
        and all(unit["status"] == "counted" and not unit["questions"] for unit in summary["units"])
    )


def as_json(done: Collected) -> dict[str, Any]:
    """The same as plain data; keys are only ever added."""
    output = done.output
    return {
        "version": VERSION,
        "folder": done.folder,
        "received": done.received,
        "checked_again": done.checked_again,
        "rollup": output.path if output else None,
        "rollup_written": bool(output and output.written),
        "set_aside": output.set_aside if output else "",
        "blocked": done.blocked,
        "troubles": list(map(trouble, done.troubles)),
        **(done.summary or {}),
    }


def told(done: Collected) -> Iterator[str]:
    """What a run came to, a line each."""
    again = (
        f"，规则或上年数据有变，重新核对了 {done.checked_again} 份" if done.checked_again else ""
    )
    yield f"新收 {done.received} 件{again}。"
    if done.summary:
        yield from _standings(done.summary)
        yield from _to_decide(done.summary, done.folder)
    else:
        yield "还没有收到写明年度的年报，没有生成汇总。用 --year 写明年度，可以先列出未报送的单位。"
    yield from _troubles(done)
    if done.output:
        yield from _output(done)


def _standings(summary: Plain) -> Iterator[str]:
    superior = clean(summary["superior"])
    units, counts = summary["units"], summary["counts"]
    heading = f"{superior} {summary['year']} 年度".strip()
    yield f"{heading}，{len(units)} 个单位，{counts['counted']} 个已计入汇总。"
    if summary["maybe_twice"]:
        yield MAYBE_TWICE + some(list(map(clean, summary["maybe_twice"])), _MOST_NAMED)
    for status, label in STATUSES.items():
        some_units = [unit for unit in units if unit["status"] == status]
        if some_units and status != "counted":
            names = some([_named(unit) for unit in some_units], _MOST_NAMED)
            yield f"{label} {len(some_units)} 个：{names}"
    late = [clean(one["unit"]) for one in units if one["late"] and one["status"] not in _NO_REPORT]
    if late:
        yield f"逾期报送 {len(late)} 个：{some(late, _MOST_NAMED)}"


def _named(unit: Plain) -> str:
    """A unit, with what a person needs to find its report: 清河区民政局（12 号，3 个错误）."""
    number = f"{unit['number']} 号" if unit["number"] else ""
    errors = f"{unit['errors']} 个错误" if unit["errors"] else ""
    more = "，".join(filter(None, (number, errors)))
    return clean(unit["unit"]) + (f"（{more}）" if more else "")


def _to_decide(summary: Plain, folder: str) -> Iterator[str]:
    for status, heading in _ASKED.items():
        asked = [
            f"{clean(unit['unit'])}：{clean(text).replace(_ANY_FOLDER, f'-o {clean(folder)} ')}"
            for unit in summary["units"]
            if unit["status"] == status
            for text in unit["questions"]
        ]
        if asked:
            yield heading
            yield from _lines(asked)
    if summary["strangers"]:
        yield "认不出是哪个单位的，没有计入："
        yield from _lines(map(_submission, summary["strangers"]))
    if summary["unclear"]:
        yield "可能是几个单位的，没有计入："
        yield from _lines(
            f"{_submission(one)}：{'、'.join(map(clean, one['units']))}"
            for one in summary["unclear"]
        )
    if summary["strangers"] or summary["unclear"]:
        where = f"-o {clean(folder)} --reason 理由"
        yield f"是某个单位的：gikxl collect accept 编号 {where} --unit 单位"
        yield f"不是年报或不应采用：gikxl collect reject 编号 {where}"
    if summary["refused"]:
        yield f"没能读取的附件共 {len(summary['refused'])} 个："
        yield from _lines(map(_refused, summary["refused"]))


def _refused(one: Plain) -> str:
    sender = f"（{clean(one['sender'])}）" if one["sender"] else ""
    return f"“{clean(one['name'])}”{sender}：{one['code']} {clean(one['message'])}"


def _submission(one: Plain) -> str:
    sender = clean(one["sender"]) or "没有发件人"
    day = one["sent"][:10]
    return f"{one['number']} 号“{clean(one['name'])}”（{'，'.join(filter(None, (sender, day)))}）"


def _troubles(done: Collected) -> Iterator[str]:
    errors = [one for one in done.troubles if one.finding.severity == "error"]
    others = [one for one in done.troubles if one.finding.severity != "error"]
    if errors:
        yield "没有读到，这次没有收："
        yield from _lines(
            f"{clean(one.path or one.source)}：{one.finding.code} {clean(one.finding.message)}"
            f"{clean(one.finding.suggestion)}"
            for one in errors
        )
    yield from _lines(
        f"{clean(one.path or one.source)}：{clean(one.finding.message)}" for one in others
    )


def _output(done: Collected) -> Iterator[str]:
    output = done.output
    if output is None:
        return
    if output.set_aside:
        name = os.path.basename(output.set_aside)
        yield f"原来的汇总有人改过，没有覆盖，改名为 {name}，请把要留的内容移过来。"
    yield f"汇总：{output.path}" if output.written else f"汇总没有变化：{output.path}"


def _lines(lines: Iterable[str]) -> Sequence[str]:
    """Indented, and no more than a screen holds."""
    all_lines = [f"  {line}" for line in lines]
    more = len(all_lines) - _MOST_LINES
    return (
        all_lines if more <= 0 else [*all_lines[:_MOST_LINES], f"  …… 另有 {more} 条，见汇总.xlsx"]
    )
