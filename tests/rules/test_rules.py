"""Every rule is documented with a bad and a good example, and does what they say."""

import os
from pathlib import Path

import pytest

import gikxl.rules
from gikxl.finding import SEVERITIES
from gikxl.rules import FAMILIES, Rule, catalogue_markdown, check, rules
from tests import figures
from tests.support import examples, report_from

ROOT = Path(__file__).parents[2]
PARTS = ("依据：", "说明：", "怎样改：", "错例：", "对例：")

each_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)


def test_every_file_named_like_a_rule_is_one_and_the_codes_are_permanent() -> None:
    files = sorted(
        name
        for name in os.listdir(os.path.dirname(gikxl.rules.__file__))
        if name[1:4].isdigit() and name.endswith(".py")
    )
    assert [name[:4].upper() for name in files] == sorted(rule.code for rule in rules())
    assert " ".join(rule.code for rule in rules()) == (
        "E001 E002 E003 E004 E005 "
        "R101 R102 R103 R104 R105 R106 R107 R108 R109 R110 R111 R112 R113 R114 R115 R116 "
        "V100 V101 V102 V103 V104 V105 V106 V107 V109 V110 "
        "H301 H302 H303 H304 H401 P201 P202 P301 Y001 Y201 Y301 Y401 S101 S102 "
        "S103 S104 S105 S106 S107 S108 S109 S110 S111 S112 S113 S114 S115 S116 S117 S118 "
        "T101 T102 T103 T104 T105 T106 T107"
    )


@each_rule
def test_a_rule_is_documented(rule: Rule) -> None:
    assert rule.severity in SEVERITIES
    assert rule.code[0] in FAMILIES
    assert 2 < len(rule.title) <= 30
    assert rule.clause
    positions = [rule.text.find(part) for part in PARTS]
    assert positions == sorted(positions)
    assert positions[0] > 0


@each_rule
def test_the_bad_example_breaks_this_rule_only(rule: Rule) -> None:
    found = check(report_from(examples(rule.text)[0]))
    assert {(f.code, f.severity, f.title) for f in found} == {
        (rule.code, rule.severity, rule.title)
    }


@each_rule
def test_the_good_example_breaks_no_rule(rule: Rule) -> None:
    assert check(report_from(examples(rule.text)[1])) == []


@each_rule
def test_what_is_found_is_told_in_words(rule: Rule) -> None:
    for finding in check(report_from(examples(rule.text)[0])):
        assert finding.message
        assert finding.suggestion.endswith("。")
        assert not finding.message.endswith("。")
        assert "None" not in finding.message + finding.suggestion
        assert "{" not in finding.message + finding.suggestion


def test_the_catalogue_in_the_docs_is_the_generated_one() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert text.startswith(catalogue_markdown())


@pytest.mark.parametrize("name", figures.NAMES)
def test_of_a_plain_report_how_it_is_filled_is_not_worth_a_word(name: str) -> None:
    """`check` does not even load these rules for one."""
    report = figures.report(name)
    found = [rule.code for rule in rules() if rule.code[0] in "RV" and any(rule.check(report))]
    assert report.is_plain() == (not found)
