"""The rules on real published reports: each alarm was looked at, and each is true."""

import json
import re
from pathlib import Path

import pytest

from gikxl.form import for_year
from gikxl.read import read
from gikxl.report import Report, Value
from gikxl.rules import check

REPORTS = Path(__file__).parents[2].parent / "shared" / "reports"
ON_WORDS = ["E005", "S"]

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not here")

FOUND = {
    "hongze_2023.pdf": {"S111"},  # 受理渠
    "hongze_2024.pdf": set(),
    "huaian_2024.pdf": {"S102"},
    "pingtan_2021.txt": set(),
    "pingtan_2022.txt": {"S102", "S105"},  # 行政法复议
    "qianjin_sfj_2023.txt": {"S103", "S111"},  # 2、 3、; 依申公开
    "shanghai_kewei_2024.md": {"S103", "S105"},  # chapters of its own, numbered twice from 一
    "shanghai_office_2025.md": {"S105"},  # 五、 without words
    "shuyang_2025.md": {"S101", "S105", "S110"},  # no 政府信息管理; 我县县政府信息公开
    "shuyang_fgj_2023.html": {"S105"},
    "suqian_2023.txt": {"S102"},
    "suqian_2024.txt": {"S102", "S110", "S111"},  # 的的; 企事业单
}

NARRATIVES = {
    "芜湖市镜湖区税务局2022年年报": {"S107"},  # the title of 〔2019〕60号 with 〔2021〕30号
    "龙游县横山镇2023年年报": {"S109"},  # 我局 beside 我镇
    "2021年迎宾路街道年报": {"S109"},  # 向市政府…提出
    "大冶市市场监督管理局2021年年报": {"S108"},  # last year's notice
    "（新疆尼勒克县某镇）2023年年报": {"S113"},  # 该部分以表格形式报告
    "上饶市广丰区科技局2022年年报": {"S108"},  # 〔2019〕60号
}

ABOUT_NUMBERS = ["H", "T"]

CONTRADICTIONS = {
    "hongze_2023.pdf": ["H401", "H401"],  # totals of table four printed as 0
    "hongze_2024.pdf": ["T102"],  # the office's own 17 beside the district's 95: a question
    "huaian_2024.pdf": [],
    "pingtan_2021.txt": [],
    "pingtan_2022.txt": [],
    "qianjin_sfj_2023.txt": ["T101"],  # 2 in the text, 0 in the table
    # A blank total; 1744＋393＋21 of 2139; all done, and one carried forward.
    "shanghai_kewei_2024.md": ["H301", "T103", "T105"],
    "shanghai_office_2025.md": [],
    "shuyang_2025.md": [],
    "shuyang_fgj_2023.html": [],
    "suqian_2023.txt": [],
    "suqian_2024.txt": [],
}

NARRATIVES_IN_THEMSELVES = {
    "临夏州公安局2023年年报": ["T103"],  # 16949 posts of 3616
}

LEVELS = {"国务院部门": 0, "省": 1, "市": 2, "县": 3, "乡镇": 4, "街道": 4}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_published_report(name: str) -> None:
    findings = check(read(REPORTS / name), select=ON_WORDS)
    assert {finding.code for finding in findings} == FOUND[name]
    assert {finding.severity for finding in findings} <= {"warning", "notice"}


@pytest.mark.parametrize("name", sorted(CONTRADICTIONS))
def test_numbers_and_words_of_a_published_report(name: str) -> None:
    findings = check(read(str(REPORTS / name)), select=ABOUT_NUMBERS)
    assert sorted(finding.code for finding in findings) == CONTRADICTIONS[name]


@pytest.mark.parametrize(
    ("this", "last"),
    [
        ("hongze_2024.pdf", "hongze_2023.pdf"),
        ("pingtan_2022.txt", "pingtan_2021.txt"),
        ("suqian_2024.txt", "suqian_2023.txt"),
    ],
)
def test_two_years_of_one_unit_are_not_called_copies(this: str, last: str) -> None:
    copied = ["S116", "S117", "S118"]
    assert check(read(REPORTS / this), read(REPORTS / last), select=copied) == []


def test_extracts_of_published_reports() -> None:
    found = {}
    for line in (REPORTS / "narratives.jsonl").read_text(encoding="utf-8").splitlines():
        extract = json.loads(line)
        if codes := {finding.code for finding in check(_report(extract), select=ON_WORDS)}:
            found[extract["title"]] = codes
    assert found == NARRATIVES


def test_extracts_in_themselves() -> None:
    """Their tables are not at hand: only what the words alone contradict."""
    found = {}
    for line in (REPORTS / "narratives.jsonl").read_text(encoding="utf-8").splitlines():
        extract = json.loads(line)
        report = _report(extract)
        report.values = dict.fromkeys(report.form.fields, Value(None, "blank"))
        if codes := [finding.code for finding in check(report, select=["T"])]:
            found[extract["title"]] = codes
    assert found == NARRATIVES_IN_THEMSELVES


def _report(extract: dict[str, str]) -> Report:
    """The extract as the overview of a report; its unit is what the title names."""
    form = for_year(int(extract["year"]))
    return Report(
        form,
        dict.fromkeys(form.fields, Value(0)),
        unit=re.sub(r"^\d{4}年|\d{4}年.*|年报.*", "", extract["title"]),
        year=int(extract["year"]),
        level=form.levels[LEVELS.get(extract["level"], 5)].label,
        texts={"overview": extract["text"]},
    )
