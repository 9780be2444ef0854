"""Reports from text tables, as the rules' docstrings and the tests write them.

    年度：2025
    级别：乡镇人民政府、街道办事处

    |            | 自然人 | 总计 |
    | 2.重复申请 | 1      | 1    |

    上年：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |

What is not said is as in a correct report of a small office: 0 everywhere. A cell may
hold anything that a clerk may write, an error value, `空白`, or a formula:
`公式 SUM(B2:G2)，无结果`, computed by gikxl `公式 B2+C2，算得 3`, or with the result that
the file holds `公式 B2+C2，结果是 3`. A line before the tables sets the unit,
year, level, title, form or file name, the text of a section or aspect, or takes
something away or adds a remark of the reader: see `_SETTINGS`.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from gikxl.finding import Finding
from gikxl.form import Field, Form, load
from gikxl.read.number import read_number
from gikxl.report import Heading, Place, Remark, Report, Value

UNIT, YEAR = "某某局", 2025
LEVEL = "政府部门及其他单位"
LAST = "上年："


def report_from(text: str) -> Report:
    """The report that a text describes, with last year's if it describes one."""
    this, _, before = text.partition(LAST)
    report = _report(this, YEAR)
    if before.strip():
        report.last = _report(before, (report.year or YEAR) - 1)
    return report


def all_zero(form: Form | None = None, year: int = YEAR) -> Report:
    """A correct report of a small office in which nothing happened."""
    form = form or load()
    values = {key: Value(0, raw="0", place=place) for key, place in places(form).items()}
    return Report(form, values, unit=UNIT, year=year, level=LEVEL)


def with_cells(report: Report) -> Report:
    """The same report with a cell for each value."""
    where = places(report.form)
    report.values = {key: v._replace(place=where[key]) for key, v in report.values.items()}
    return report


def codes(findings: list[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [finding.code for finding in findings]


def only(findings: list[Finding]) -> Finding:
    """The one finding there is."""
    assert len(findings) == 1, codes(findings)
    return findings[0]


def places(form: Form) -> dict[str, Place]:
    """A cell for each field: blocks below each other, labels in column A."""
    found = {}
    for table in form.tables:
        top = 1
        for block in table.blocks:
            for down, row in enumerate(block.rows):
                for right, column in enumerate(block.columns, 1):
                    found[block.key(row, column)] = Place(table.sheet, top + down, right)
            top += len(block.rows) + 1
    return found


def examples(text: str) -> tuple[str, str]:
    """The bad and the good example of a rule's text."""
    bad, _, good = text.partition("错例：")[2].partition("对例：")
    return bad, good


def _report(text: str, year: int) -> Report:
    settings = dict(_settings(text))
    report = all_zero(load(int(settings.pop("格式", "2021"))), year)
    for row, cells in _cells(text):
        for column, cell in cells.items():
            field = _field(report.form, row, column)
            report.values[field.key] = _value(cell, field, report.values[field.key].place)
    for name, said in settings.items():
        if name in _SETTINGS:
            _SETTINGS[name](report, said)
        else:
            _set_text(report, name, said)
    return report


def _settings(text: str) -> Iterator[tuple[str, str]]:
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("|"):
            name, colon, said = line.partition("：")
            assert colon, f"neither a setting nor a row: {line}"
            yield name, said.strip()


def _cells(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each row of the tables, by its label, with its cells by their column's label."""
    header: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if not line.startswith("|"):
            header = []
            continue
        first, *rest = (cell.strip() for cell in line.strip("|").split("|"))
        if header:
            yield first, dict(zip(header, rest, strict=True))
        else:
            header = rest


def _field(form: Form, row: str, column: str) -> Field:
    found = [f for f in form.fields.values() if (f.row.label, f.column.label) == (row, column)]
    assert len(found) == 1, f"no such row and column, or several: {row}, {column}"
    return found[0]


def _value(cell: str, field: Field, place: Place | None) -> Value:
    formula = re.fullmatch(r"公式 (.+)，(?:无结果|(算得|结果是) (\d+))", cell)
    if formula:
        text, how, result = formula.groups()
        number, state = (int(result), "number") if result else (None, "uncomputed")
        return Value(number, state, "", place, formula=text, cached=how == "结果是")
    if cell == "空白":
        return Value(None, "blank", "", place)
    if cell.startswith("#"):
        return Value(None, "error", cell, place)
    plain = re.fullmatch(r"-?[0-9]+", cell)
    number, state, note = read_number(float(cell) if plain else _typed(cell), field.kind)
    return Value(number, state, cell, place, note)


def _typed(cell: str) -> object:
    """A decimal is stored as a number; everything else as the text it is."""
    return float(cell) if re.fullmatch(r"-?\d+\.\d+", cell) else cell


def _set_text(report: Report, name: str, said: str) -> None:
    form = report.form
    keys = {text.label: text.key for text in form.texts}
    keys |= {section.label: section.key for section in form.sections}
    if report.texts is None:
        report.texts = dict.fromkeys(keys.values(), f"{report.year}年略。")
    repeated = re.fullmatch(r"(.+)（重复 (\d+) 次）", said)
    if repeated:
        said = repeated[1] * int(repeated[2])
    report.texts[keys[name]] = said.replace("⏎", "\n")


def _keys(report: Report, label: str) -> list[str]:
    """The fields of a table, row or column by its label."""
    titles = {table.key: table.label for table in report.form.tables}
    return [
        key
        for key, f in report.form.fields.items()
        if label in (titles[f.table], f.row.label, f.column.label)
    ]


def _drop(report: Report, label: str) -> None:
    for key in _keys(report, label):
        del report.values[key]


def _replace(**changes: object) -> Callable[[Report, str], None]:
    def setting(report: Report, label: str) -> None:
        for key in _keys(report, label):
            report.values[key] = report.values[key]._replace(**changes)

    return setting


def _remark(kind: str) -> Callable[[Report, str], None]:
    def setting(report: Report, said: str) -> None:
        fields = tuple(_keys(report, said))
        report.remarks.append(Remark(kind, said, (Place("表", 8, 0),), fields))

    return setting


def _headings(report: Report, said: str) -> None:
    """The headings of a published report, by their words; others are none of the form's."""
    sections = {
        _words(label): section.key
        for section in report.form.sections
        for label in (section.label, *section.variants)
    }
    sections |= {
        _words(label): key for section in report.form.sections for key, label in section.aspects
    }
    report.headings = tuple(
        Heading(text, Place("正文", line, 0), sections.get(_words(text)))
        for line, text in enumerate(said.split("／"))
    )


def _words(heading: str) -> str:
    return re.sub(r"^[（(]?(?:第?[一二三四五六七八九十]+部?分?|\d+)[）)、. ]*", "", heading).strip()


def _similar(report: Report, said: str) -> None:
    subject, _, official = said.partition("，即 ")
    fields = tuple(_keys(report, official))
    report.remarks.append(Remark("similar_label", subject, (Place("表", 8, 0),), fields, official))


def _attribute(name: str) -> Callable[[Report, str], None]:
    def setting(report: Report, said: str) -> None:
        setattr(report, name, said or None)

    return setting


def _year(report: Report, said: str) -> None:
    report.year = int(said) if said else None


_SETTINGS: dict[str, Callable[[Report, str], None]] = {
    "单位": _attribute("unit"),
    "年度": _year,
    "级别": _attribute("level"),
    "标题": _attribute("title"),
    "文件": _attribute("source"),
    "缺表": _drop,
    "缺行": _drop,
    "缺列": _drop,
    "空白": _replace(number=None, state="blank", raw=""),
    "省去的行": _replace(number=0, state="left_out", raw="", place=None),
    "隐藏的行": _replace(hidden=True),
    "多出的行": _remark("unknown_line"),
    "重复的行": _remark("repeated_line"),
    "次序不同": _remark("other_order"),
    "合为一行": _remark("combined_row"),
    "分成几处": _remark("in_pieces"),
    "读不出": _remark("unreadable_part"),
    "数字相连": _remark("glued"),
    "没有列名": _remark("without_columns"),
    "格子不齐": _remark("uneven"),
    "两种读法": _remark("two_readings"),
    "名称写作": _similar,
    "标题行": _headings,
}
