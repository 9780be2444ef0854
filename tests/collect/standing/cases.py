"""Submissions and rosters for the tests, from tables.

    | 号 | 单位   | 发送        | 文件      | 数  |
    | 1  | 教育局 | 01-10 09:00 | 年报.xlsx | 5   |

What is not said: the report is right and for 2025, came by itself in run 1 from an address
that nobody knows, and arrived when it was sent. 错: codes of errors, each of the field that
`数` is about. Reports with the same 数 have the same numbers; `摘要` makes the same bytes.
"""

from collections.abc import Iterator

from gikxl.collect.model import Decision, Document, Office, Standing, Standings, Submission
from gikxl.collect.roster import Roster
from gikxl.collect.standing import standings
from gikxl.finding import Finding
from gikxl.form import load

YEAR, TODAY = 2025, "2026-03-01"
FIELD = "requests.new.natural_person"
OFFICES = ("清河县教育局", "清河县卫生局", "东海镇人民政府")


def roster(*names: str, due: str = "", superior: str = "清河县人民政府") -> Roster:
    """A roster of offices with nothing but their names."""
    offices = [Office(name, due=due, row=row) for row, name in enumerate(names or OFFICES, 2)]
    return Roster(tuple(offices), superior)


def submissions(table: str) -> list[Submission]:
    """The submissions of a table."""
    return [_submission(row) for row in _rows(table)]


def accept(number: int, *, run: int = 1, unit: str = "", waived: str = "") -> Decision:
    """A decision made after a run; `waived` are codes of errors of the field."""
    pairs = tuple((code, (FIELD,)) for code in waived.split())
    return Decision(number, "accept", "已核实", "2026-02-01T08:00:00+08:00", pairs, run, unit)


def reject(number: int, *, run: int = 1) -> Decision:
    """A decision made after a run."""
    return Decision(number, "reject", "发错了", "2026-02-01T08:00:00+08:00", (), run)


def stand(
    table: str,
    *decisions: Decision,
    of: Roster | None = None,
    year: int = YEAR,
    today: str = TODAY,
) -> Standings:
    """The standings of a table."""
    return standings(submissions(table), of or roster(), decisions, year=year, today=today)


def first(table: str, *decisions: Decision, due: str = "", today: str = TODAY) -> Standing:
    """The standing of 清河县教育局, the first unit."""
    return stand(table, *decisions, of=roster(due=due), today=today).units[0]


def told(standing: Standing) -> tuple[str, int | None, list[int]]:
    """The status, the number of the candidate, and those of what it superseded."""
    candidate = standing.candidate.number if standing.candidate else None
    return standing.status, candidate, [s.number for s in standing.superseded]


def numbers(found: tuple[Submission, ...]) -> list[int]:
    """The numbers of submissions."""
    return [submission.number for submission in found]


def _rows(table: str) -> Iterator[dict[str, str]]:
    header, *rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in table.strip().splitlines()
    ]
    for row in rows:
        yield dict(zip(header, row, strict=True))


def _submission(row: dict[str, str]) -> Submission:
    number = int(row["号"])
    sent = _time(row.get("发送", "01-10 09:00"))
    return Submission(
        number,
        int(row.get("次", "1")),
        row.get("文件", "年报.xlsx"),
        f"原件/{number}",
        row.get("在", ""),
        f"<{row['邮件']}@x>" if row.get("邮件") else "",
        row.get("主题", ""),
        row.get("发件人", ""),
        row.get("姓名", ""),
        sent,
        _time(row["收到"]) if row.get("收到") else sent,
        _document(row),
        int(row.get("封", "0")),
    )


def _document(row: dict[str, str]) -> Document:
    digest = row.get("摘要") or f"digest {row['号']}"
    refused = row.get("读不了", "")
    if refused:
        finding = Finding(refused, "error", "读不了", "读不了它。", suggestion="请发工作簿。")
        return Document(digest, "unreadable", findings=(finding,))
    errors = tuple(
        Finding(code, "error", "不平", "不平。", (FIELD,)) for code in row.get("错", "").split()
    )
    edition = int(row.get("格式") or 2021)
    filled = {**dict.fromkeys(load(edition).fields, 0), FIELD: int(row.get("数") or 0)}
    year = row.get("年度", str(YEAR))
    return Document(
        digest,
        "fail" if errors else "pass",
        row.get("单位", OFFICES[0]) or None,
        int(year) if year else None,
        edition,
        findings=errors,
        numbers=filled,
    )


def _time(text: str) -> str:
    """01-10 09:00 of the year after the report's; a whole date as it is."""
    if not text:
        return ""
    day, _, hour = text.partition(" ")
    return f"{day if len(day) > 5 else f'{YEAR + 1}-{day}'}T{hour or '00:00'}:00+08:00"
