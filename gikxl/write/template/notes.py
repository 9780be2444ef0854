"""Notes on cells: in an imported workbook, how the source was understood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from gikxl.form import Field, Form
from gikxl.report import Place, Remark, Report, Value
from gikxl.write.template.places import cells, text_cells
from gikxl.write.template.styles import width
from gikxl.write.wording import clean

AUTHOR = "gikxl"

_COLUMNS = 40
"""Half-width characters in a line of a note."""
_CHARACTER, _LINE, _MARGIN = 6.5, 17, 14
"""Pixels of a half-width character at 9 points, of a line, and around the text."""
_MOST_QUOTED = 60


def write_notes(book: Any, notes: Mapping[Place, str]) -> None:
    """Put notes on cells of a workbook, each as large as its text wants; seen on hovering."""
    for place, text in notes.items():
        lines = sum(max(1, ceil(width(line) / _COLUMNS)) for line in text.split("\n"))
        look = {
            "author": AUTHOR,
            "font_name": "宋体",
            "font_size": 9,
            "width": round(_COLUMNS * _CHARACTER) + _MARGIN,
            "height": lines * _LINE + _MARGIN,
        }
        book.get_worksheet_by_name(place.sheet).write_comment(place.row, place.column, text, look)


def reader_notes(report: Report) -> dict[Place, str]:
    """A note for each cell of the template whose content had to be interpreted, or is missing.

    What stood in the source, in which cell, and how it was understood, in Chinese.
    """
    form, where = report.form, cells(report.form)
    about = _by_field(report.remarks)
    notes: dict[Place, str] = {}
    for key, field in form.fields.items():
        lines = list(_of_field(form, field, report.values.get(key), about.get(key, ())))
        if lines:
            notes[where[key]] = "\n".join(lines)
    return notes | _of_headings(report)


def _by_field(remarks: Iterable[Remark]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        for key in remark.fields:
            found.setdefault(key, []).append(remark)
    return found


def _of_field(
    form: Form, field: Field, value: Value | None, remarks: Sequence[Remark]
) -> Iterator[str]:
    if value is None:
        yield next(filter(None, map(_why_missing, remarks)), "来源里没有读到这一项，请照来源补填。")
        return
    said = [
        _of_value(form, field, value),
        *(f"“{_quoted(r.subject)}”按“{r.official}”理解" for r in remarks if _is_wording(r)),
        *(
            f"“{remark.subject}”合成一行，数字放在“{field.row.label}”行"
            for remark in remarks
            if remark.kind == "combined_row"
        ),
    ]
    source = f"来源 {clean(str(value.place))}：" if value.place else "来源："
    yield from (f"{source}{words}。" for words in said if words)


def _is_wording(remark: Remark) -> bool:
    return remark.kind == "similar_label"


def _why_missing(remark: Remark) -> str:
    """Why a field has no value although there is something; empty if the remark does not tell."""
    if remark.kind == "repeated_line":
        places = "、".join(dict.fromkeys(clean(str(place)) for place in remark.places))
        return f"来源里有几处都是“{remark.subject}”（{places}），数字不同，请照来源填写。"
    if remark.kind == "glued":
        return f"来源里的数字连在一起（{_quoted(remark.subject)}），分不开，请照来源填写。"
    if remark.kind == "uneven":
        return "来源里这一行的格子与列名对不齐，请照来源填写。"
    return ""


def _of_value(form: Form, field: Field, value: Value) -> str:
    """How a value was understood; empty if it is as plain as can be."""
    raw, note = _quoted(value.raw), _quoted(value.note)
    unfit = "照原样放在这里，请改填数字"
    if value.state == "text":
        said = f"“{raw}”不是数字{f'（{note}）' if note else ''}，{unfit}"
    elif value.state in ("error", "uncomputed"):
        said = f"公式没有结果（{raw}），{unfit}"
    elif value.state == "left_out":
        said = _why_left_out(form, field)
    elif not value.cached:
        said = "公式没有存下结果，由 gikxl 算出"
    else:
        said = "" if note == f"“{value.number}”按 {value.number} 理解" else note
    hidden = "在隐藏的行、列或工作表里" if value.hidden and value.state != "blank" else ""
    return "；".join(filter(None, (said, hidden)))


def _why_left_out(form: Form, field: Field) -> str:
    for combined in form.combined_rows:
        if combined.table == field.table and field.row.key in combined.rows:
            return f"“{combined.label}”合成一行，这一行按 0 理解"
    return f"没有列出“{field.row.label}”一行，按 0 理解"


def _of_headings(report: Report) -> dict[Place, str]:
    """A note on the text of each section whose heading is not worded as the form has it."""
    labels = {section.key: section.label for section in report.form.sections}
    where = text_cells(report.form)
    return {
        where[heading.section]: (
            f"来源 {clean(str(heading.place))}：标题写作“{_quoted(heading.text)}”，"
            f"按“{labels[heading.section]}”理解。"
        )
        for heading in report.headings
        if heading.section in labels and _bare(heading.text) != _bare(labels[heading.section])
    }


def _bare(text: str) -> str:
    """The characters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def _quoted(text: str) -> str:
    text = clean(text.strip())
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"
