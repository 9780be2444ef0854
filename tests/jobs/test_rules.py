"""The list of everything that can be found, and the explanation of each code."""

from pathlib import Path

import pytest

from gikxl.collect.refusals import catalogue as answers
from gikxl.finding import SEVERITIES
from gikxl.jobs.rules import catalogue_markdown, explain, list_rules
from gikxl.read.refusal import catalogue
from gikxl.rules import rules

CATALOGUE = Path(__file__).parents[2] / "docs" / "rules.md"
CODES = [
    *(refusal.code for refusal in catalogue()),
    *(rule.code for rule in rules()),
    *(answer.code for answer in answers()),
]


def test_every_code_is_listed_once_with_severity_and_title() -> None:
    lines = [line.split("  ") for line in list_rules(answers())]
    assert [code for code, _, _ in lines] == CODES
    assert len({*CODES}) == len(CODES) > 50
    assert {severity for _, severity, _ in lines} == {"无法读取", "收集", *SEVERITIES.values()}
    assert ["H303", "错误"] in [line[:2] for line in lines]
    assert ["F001", "无法读取", "找不到文件"] in lines
    assert ["M006", "收集", "压缩包设了密码"] in lines


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    text = explain(code, answers())
    assert text.startswith(f"{code}（")
    assert "怎样改：" in text
    assert explain(f" {code.lower()} ", answers()) == text
    if not code.startswith(("F", "M", "G")):
        assert all(part in text for part in ("依据：", "说明：", "错例：", "对例："))


@pytest.mark.parametrize("code", ["", "H", "H999", "X001"])
def test_an_unknown_code_is_said(code: str) -> None:
    with pytest.raises(ValueError, match=f"没有编号 {code}，全部编号见 gikxl rules"):
        explain(code, answers())


def test_the_catalogue_in_the_docs_is_the_generated_one() -> None:
    text = catalogue_markdown(answers())
    assert all(f"### {code} " in text for code in CODES)
    assert CATALOGUE.read_text(encoding="utf-8") == text
