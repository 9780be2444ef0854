"""文字部分缺少内容

依据：国办公开办函〔2021〕30号附件：总体情况包括五个方面；存在的主要问题及改进情况要具体；收取信息处理费的情况要在其他需要报告的事项里说明

说明：一、总体情况要写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面；
五、六两部分不能空缺，没有收取信息处理费的也要写明。

怎样改：补写缺少的内容。

错例：

    一、总体情况：2025年，我局稳步推进政务公开。
    （二）依申请公开：

对例：

    一、总体情况：2025年，我局稳步推进政务公开。
    （二）依申请公开：2025年，我局没有收到政府信息公开申请。
"""

from collections.abc import Iterator, Mapping

from gikxl.form import Section
from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "S101"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The sections and aspects that say nothing, where the file has a place for texts."""
    if report.texts is None:
        return
    tables = {table.key for table in report.form.tables}
    aspects = {key for section in report.form.sections for key, _ in section.aspects}
    # A text that is not laid out by aspects has headings of its own: only what is read counts.
    expected = None if aspects & report.texts.keys() else report.texts.keys()
    empty = {
        key: label
        for section in report.form.sections
        if section.key not in tables
        for key, label in _empty(section, report.texts)
        if (expected is None or key in expected) and _is_certain(report, section, key)
    }
    if empty:
        yield Found(
            "没有内容：" + "、".join(f"“{label}”" for label in empty.values()),
            places=tuple(report.places[key] for key in empty if key in report.places),
            suggestion="请补写；没有收取信息处理费的，也要写明。",
        )


def _empty(section: Section, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    own = texts.get(section.key, "")
    if not section.aspects:
        parts = [] if own.strip() else [(section.key, section.label)]
    elif not own.strip() and not any(texts.get(key, "").strip() for key, _ in section.aspects):
        parts = [(section.key, section.label)]
    else:
        parts = [(k, name) for k, name in section.aspects if not _treated(k, name, own, texts)]
    yield from parts


def _is_certain(report: Report, section: Section, key: str) -> bool:
    """Not where a published report has a part of which the reader could not say what it is."""
    if not report.headings:
        return True
    if key == section.key:
        return any(heading.section == key for heading in report.headings)
    from gikxl.rules.shared.outline import numbered

    texts = report.texts or {}
    others = texts.get(section.key, "").splitlines()
    others += [line for k, _ in section.aspects for line in texts.get(k, "").splitlines()[1:]]
    return not any(line.lstrip()[:1] in ("（", "(") and numbered(line).mark for line in others)


def _treated(key: str, label: str, own: str, texts: Mapping[str, str]) -> bool:
    """An aspect is treated under its own heading or, by its name, in the section's text."""
    return bool(texts.get(key, "").strip()) or label.rpartition("）")[2] in own
