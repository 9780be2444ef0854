"""What the terminal, the page and the marked workbook say alike."""

from collections.abc import Mapping, Sequence

from gikxl.finding import SEVERITIES, CheckedFile, Finding, Severity, Verdict
from gikxl.form import Form, load

VERDICTS: Mapping[Verdict, str] = {"pass": "通过", "fail": "未通过", "unreadable": "无法读取"}

GENERAL = "整份报告"
"""The heading of findings that belong to no section of the form."""

EMPTY = "空"
"""Stands for the text of a blank cell that is pointed at."""

_RANK: dict[Severity, int] = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def clean(text: str, keep: str = "") -> str:
    """`text` without anything that moves a cursor, turns the writing direction or hides.

    Cell texts come from strangers: control characters, terminal escapes, bidirectional
    overrides and lone surrogates become “?”, any white space one blank. The characters
    in `keep` stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in keep or char == "\u3000" else _stand_in(char)
        for char in text
    )


def _stand_in(char: str) -> str:
    return " " if char.isspace() else "?"


def shown(value: object) -> str:
    """A value as a clerk writes it: nothing for None, 3 for 3.0, never an exponent."""
    if value is None:
        return ""
    if isinstance(value, float):
        from decimal import Decimal

        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return clean(str(value))


def conclusion(checked: CheckedFile) -> str:
    """The verdict line: 结论：未通过——2 个错误、1 个警告、3 个提示."""
    if checked.verdict == "unreadable":
        reason = "、".join(clean(finding.title) for finding in checked.findings)
    else:
        reason = counted({severity: checked.count(severity) for severity in SEVERITIES})
    return f"结论：{VERDICTS[checked.verdict]}" + (f"——{reason}" if reason else "")


def counted(counts: Mapping[Severity, int]) -> str:
    """How many findings of each severity there are: 2 个错误、3 个提示."""
    return "、".join(f"{counts[key]} 个{word}" for key, word in SEVERITIES.items() if counts[key])


def verdicts(counts: Mapping[Verdict, int]) -> str:
    """How many reports came to each verdict: 通过 12，未通过 3."""
    return "，".join(f"{word} {counts[key]}" for key, word in VERDICTS.items() if counts[key])


def subject(checked: CheckedFile) -> str:
    """Whose report it is, as far as it was read: 前进区司法局 2023 年度."""
    year = f"{checked.year} 年度" if checked.year else ""
    return " ".join(filter(None, (clean(checked.unit or ""), year)))


def form_of(checked: CheckedFile) -> Form:
    """The edition of the form that the file was checked against."""
    return load(checked.edition) if checked.edition else load()


def grouped(checked: CheckedFile) -> list[tuple[str, list[int]]]:
    """The findings' indices under the form's section they belong to.

    What concerns the whole report comes first, then the sections in the form's order;
    within each the errors first.
    """
    sections = form_of(checked).sections
    groups: dict[str, list[int]] = {key: [] for key in ("", *(s.key for s in sections))}
    for index, finding in enumerate(checked.findings):
        key = finding.fields[0].partition(".")[0] if finding.fields else ""
        groups[key if key in groups else ""].append(index)
    titles = {"": GENERAL} | {section.key: section.label for section in sections}
    return [
        (titles[key], sorted(indices, key=lambda index: _RANK[checked.findings[index].severity]))
        for key, indices in groups.items()
        if indices
    ]


def cell_list(cells: Sequence[str], most: int = 8) -> str:
    """Cells for people: 三、申请办理!D5、E5、F6 等 12 处."""
    shortened, last = [], ""
    for cell in cells[:most]:
        sheet, _, address = clean(cell).rpartition("!")
        shortened.append(address if sheet == last else clean(cell))
        last = sheet
    return "、".join(shortened) + (f" 等 {len(cells)} 处" if len(cells) > most else "")


def blame(finding: Finding) -> dict[str, str]:
    """The fields that are wrong, each with what it should be, "" where that is open.

    The other fields only take part in the same sum; where nothing tells them apart, all
    are to blame alike.
    """
    if finding.mends:
        return {field: shown(value) for field, value in finding.mends}
    return dict.fromkeys(finding.fields, "")


def blamed_cells(finding: Finding) -> tuple[str, ...]:
    """The cells of the fields that are wrong, and those that are no field's."""
    if len(finding.cells) < len(finding.fields):
        # Some of the fields have no cell, so nothing tells which cell is whose.
        return finding.cells
    blamed = blame(finding)
    own = tuple(c for f, c in zip(finding.fields, finding.cells, strict=False) if f in blamed)
    return own + finding.cells[len(finding.fields) :]


def _located(finding: Finding, cells: Sequence[str]) -> str:
    """Where it is; of words that contradict a table, the words and then the table."""
    table, words = cells[: len(finding.fields)], cells[len(finding.fields) :]
    if finding.mends or finding.expected is None or not (table and words):
        return cell_list(cells)
    return f"{cell_list(words)}（表格：{cell_list(table)}）"


def facts(finding: Finding, cells: Sequence[str] = ()) -> str:
    """In one line: 位置：三、申请办理!J7，应为 1，实为 2."""
    said = (
        ("位置：", _located(finding, cells)),
        ("应为 ", shown(finding.expected)),
        ("实为 ", shown(finding.actual)),
    )
    return "，".join(word + fact for word, fact in said if fact)
