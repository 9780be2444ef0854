"""Where everybody stands, made by hand or at random, for the tests of roll-up and replies."""

import random
from collections.abc import Mapping, Sequence
from functools import cache

from hypothesis import strategies as st

from gikxl.collect.model import (
    Attachment,
    Decision,
    Document,
    Office,
    Received,
    Standing,
    Standings,
    Status,
    Submission,
)
from gikxl.finding import Finding, Verdict
from gikxl.form import Form, for_year
from gikxl.report import Number
from tests import figures

YEAR = 2024
SUPERIOR = "清河县人民政府"

ERROR = Finding(
    "H301",
    "error",
    "总计不等于六类申请人之和",
    "“一、本年新收”行：总计为 9，六类申请人之和为 8，多 1。",
    ("requests.new.total", "requests.new.natural_person"),
    ("三、申请办理!J6", "三、申请办理!D6"),
    8,
    9,
    "请把 J6 由 9 改为 8。",
    (("requests.new.total", 8),),
)
WARNING = Finding(
    "P301", "warning", "收费金额可疑", "收费超过一千亿元，是否把元当成了万元",
    ("proactive.fee.amount",), ("二、主动公开!B15",), None, 2, "请核对金额。",
)  # fmt: skip
REFUSED = Finding("M009", "error", "不解开的压缩包", "这是 RAR 压缩包。", suggestion="请改发 zip。")


@cache
def figures_of(name: str, year: int = YEAR) -> Mapping[str, Number]:
    """The numbers of a published report, blanks and what the form of that year lacks as 0."""
    return {key: figures.numbers(name).get(key, 0) for key in for_year(year).fields}


def consistent(
    chosen: Mapping[str, Number], form: Form | None = None, *, regulations: bool = False
) -> dict[str, Number]:
    """A report's numbers of which every identity holds, with these where they may be chosen.

    Totals follow from their parts; what came in and was not handled is carried forward, and
    what was handled came in. What is not chosen is 0.
    """
    form = form or for_year(YEAR)
    numbers = {key: chosen.get(key, 0) for key in form.fields}
    if not regulations:
        numbers |= {key: 0 for key in numbers if key.startswith("proactive.regulation.")}
    for equation in form.equations:
        if equation.identity == "balance" and not equation.line.startswith("总计"):
            new, carried, forward = *equation.left, equation.right[1]
            handled = sum(numbers[k] for k in form.totals[equation.right[0]].right)
            numbers[new] = max(numbers[new], handled - numbers[carried])
            numbers[forward] = numbers[new] + numbers[carried] - handled
    for _ in range(2):  # the totals of totals come last
        for key, total in form.totals.items():
            numbers[key] = sum((numbers[part] for part in total.right), start=0)
    return numbers


@st.composite
def numbers(
    draw: st.DrawFn, form: Form | None = None, *, regulations: bool = False
) -> dict[str, Number]:
    """The numbers of a random report that agrees with itself; fees in 万元, to 6 decimals."""
    form = form or for_year(YEAR)
    some = draw(st.sets(st.sampled_from(sorted(form.fields)), max_size=40))
    counts = st.one_of(st.integers(0, 9), st.integers(0, 99_999))
    amounts = st.decimals(0, 10**6, places=draw(st.integers(0, 6)))
    chosen = {
        key: draw(amounts if form.fields[key].kind == "amount" else counts) for key in sorted(some)
    }
    return consistent(chosen, form, regulations=regulations)


def submission(
    number: int,
    unit: str,
    numbers: Mapping[str, Number] | None = None,
    *,
    year: int = YEAR,
    edition: int | None = None,
    verdict: Verdict | None = None,
    findings: tuple[Finding, ...] = (),
    last: Mapping[str, Number] | None = None,
    sent: str = "",
    name: str = "",
) -> Submission:
    """A report that a unit sent by mail; without numbers it could not be read."""
    failing = any(finding.severity == "error" for finding in findings)
    verdict = verdict or ("unreadable" if numbers is None else "fail" if failing else "pass")
    name = name or f"{unit}{year}年政府信息公开工作年度报告.xlsx"
    digest = f"{number:064x}"
    sent = sent or f"{year + 1}-01-{1 + number % 28:02}T09:30:00+08:00"
    return Submission(
        number=number,
        run=1,
        name=name,
        path=f"原件/{digest[-8:]}-年报.xlsx",
        inside="",
        message_id=f"<{number}@mail.example>",
        subject=f"报送{unit}年报",
        sender=f"unit{number}@mail.example",
        sender_name=unit,
        sent=sent,
        arrived=sent,
        document=Document(
            digest,
            verdict,
            unit,
            year,
            edition or for_year(year).edition,
            "政府部门及其他单位",
            findings,
            numbers or {},
            last,
            "basis",
        ),
    )


def standing(
    number: int,
    unit: str,
    status: Status = "counted",
    numbers: Mapping[str, Number] | None = None,
    *,
    parent: str = "",
    short: tuple[str, ...] = (),
    due: str = "",
    late: bool = False,
    questions: tuple[str, ...] = (),
    waived: tuple[Finding, ...] = (),
    last: Mapping[str, Number] | None = None,
    findings: tuple[Finding, ...] | None = None,
) -> Standing:
    """A unit of the roster with its candidate; 0 everywhere where no numbers are given."""
    office = Office(
        unit, short, parent, "政府部门及其他单位", (f"unit{number}@mail.example",), due, number + 1
    )
    if status == "missing":
        return Standing(office, status)
    if findings is None:
        findings = (ERROR,) if status == "failing" else waived
    read = None if status == "unreadable" else consistent(numbers or {}) | dict(numbers or {})
    year = YEAR - 1 if status == "wrong_year" else YEAR
    candidate = submission(number, unit, read, year=year, findings=findings, last=last)
    decision = None
    if waived:
        codes = tuple((finding.code, finding.fields) for finding in waived)
        decision = Decision(number, "accept", "单位来函说明", "2025-02-01T10:00:00+08:00", codes)
    return Standing(office, status, candidate, (), late, questions, decision, waived)


def standings(*units: Standing, superior: str = SUPERIOR, **more: object) -> Standings:
    """Where these units stand in YEAR."""
    return Standings(YEAR, for_year(YEAR).edition, superior, units)._replace(**more)


def refusals() -> list[tuple[Received, Attachment]]:
    """A mail whose attachment was not taken."""
    mail = Received(
        "邮箱", "7", "f" * 64, "mail", "<7@mail.example>", "年报", "x@mail.example", "某某局",
        "2025-01-20T08:00:00+08:00", "2025-01-20T08:00:05+08:00",
    )  # fmt: skip
    return [(mail, Attachment("年报.rar", refusal=REFUSED))]


_KINDS = ("局", "委员会", "中心", "镇人民政府", "街道办事处")
_PLACES = "东南西北上下前后山水林田湖草云石桥塘岭坡"
_STATUSES: Sequence[Status] = (
    *["counted"] * 12, "failing", "unreadable", "question", "wrong_year", "missing", "missing",
)  # fmt: skip


def county(seed: int = 1, units: int = 60, *, year_before: bool = True) -> Standings:
    """A county with units in every state, figures of the size that offices have."""
    rng = random.Random(seed)
    made = []
    for number in range(1, units + 1):
        a, b = divmod(number, len(_PLACES))
        name = f"{_PLACES[a % len(_PLACES)]}{_PLACES[b]}{_KINDS[number % len(_KINDS)]}"
        status = "counted" if number <= len(_KINDS) else rng.choice(_STATUSES)
        made.append(
            standing(
                number,
                name if units <= len(_PLACES) ** 2 else f"{name}{number}",
                status,
                busy(rng),
                due="2025-01-31",
                late=status == "counted" and rng.random() < 0.1,
                questions=("两份年报的数不同，请确认采用哪一份",) * (status == "question"),
                last=busy(rng) if year_before else None,
            )
        )
    stranger = submission(9001, "路过单位", busy(rng))
    unclear = submission(9002, "局", busy(rng))
    return standings(*made, strangers=(stranger,), unclear=((unclear, ("东南局", "上下局")),))


def busy(rng: random.Random) -> dict[str, Number]:
    """The numbers of an office with some applications, each result seldom."""
    form = for_year(YEAR)
    chosen: dict[str, Number] = {}
    for key, field in form.fields.items():
        if field.kind == "amount":
            chosen[key] = rng.choice((0, rng.randint(1, 5000)))
        elif rng.random() < (0.4 if ".natural_person" in key or "proactive" in key else 0.05):
            chosen[key] = int(rng.paretovariate(0.8)) % 500
    return consistent(chosen, form)
