"""What stands in a reply: its words and tables, as plain text and as a simple page."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from gikxl.collect.replies.texts import Words, block, filled, without_gaps
from gikxl.finding import SEVERITIES, Finding
from gikxl.form import Field, Form
from gikxl.report import Number
from gikxl.write.wording import blamed_cells, cell_list, clean, shown

_MOST_PROBLEMS = 100
_MOST_CELLS = 4
_KEY_NUMBERS = (
    "proactive.regulation.issued",
    "proactive.normative_document.issued",
    "proactive.normative_document.in_force",
    "proactive.licence.decisions",
    "proactive.penalty.decisions",
    "proactive.coercion.decisions",
    "proactive.fee.amount",
    "requests.new.total",
    "requests.carried_over.total",
    "requests.handled.total",
    "requests.carried_forward.total",
    "disputes.reconsideration.total",
    "disputes.direct_suit.total",
    "disputes.suit_after_reconsideration.total",
)
"""The numbers by which a unit knows its report again; an edition without one goes without."""

_PAGE = "font:14px/1.7 'Microsoft YaHei',SimSun,sans-serif;color:#1f2328"
_TABLE = "border-collapse:collapse;margin:8px 0"
_CELL = "border:1px solid #bfbfbf;padding:4px 8px;vertical-align:top"
_HEAD = _CELL + ";background:#e7ebf0;text-align:left;white-space:nowrap"


class Table(NamedTuple):
    """A table of a reply; `lines` say the same where there are no tables."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


Paragraph = str | Table


class Body(NamedTuple):
    """The subject, and the paragraphs with their slots filled."""

    subject: str
    paragraphs: tuple[Paragraph, ...]


def body(words: Words, said: Mapping[str, str], tables: Mapping[str, Table]) -> Body:
    """Fill in a reply; a line whose slot has nothing to say is left out."""
    blanks = {slot: text or " " for slot, text in said.items()}
    subject = " ".join((filled(words.subject, blanks) or words.subject).split())
    return Body(subject, tuple(_paragraphs(words, said, tables)))


def _paragraphs(
    words: Words, said: Mapping[str, str], tables: Mapping[str, Table]
) -> Iterator[Paragraph]:
    known = dict(said) | {name: name for name, table in tables.items() if table.rows}
    kept = [line for line in words.lines if filled(line, known) is not None]
    for line in without_gaps(kept):
        name = block(line)
        yield tables[name] if name else clean(filled(line, known) or "")


def plain(paragraphs: Sequence[Paragraph]) -> str:
    """The reply as plain text."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += paragraph.lines if isinstance(paragraph, Table) else [paragraph]
    return "\n".join(lines).strip("\n") + "\n"


def page(paragraphs: Sequence[Paragraph]) -> str:
    """The reply as a page that any mail program shows: nothing in it is loaded or run."""
    parts = [_table(p) if isinstance(p, Table) else _line(p) for p in paragraphs]
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head>\n'
        f'<body style="{_PAGE}">\n{"".join(parts)}</body></html>\n'
    )


def _line(text: str) -> str:
    return f'<p style="margin:0">{escape(text) or "&nbsp;"}</p>\n'


def _table(table: Table) -> str:
    heads = "".join(f'<th style="{_HEAD}">{escape(head)}</th>' for head in table.heads)
    rows = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{_cell(text)}</td>' for text in row) + "</tr>\n"
        for row in table.rows
    )
    return f'<table style="{_TABLE}">\n<tr>{heads}</tr>\n{rows}</table>\n'


def _cell(text: str) -> str:
    return escape(text).replace("\n", "<br>")


# What stands in the tables


def problems(findings: Sequence[Finding]) -> Table:
    """What is to be corrected, cell by cell: errors, then what asks for a reason."""
    order = list(SEVERITIES)
    told = [finding for finding in findings if finding.severity != "notice"]
    told.sort(key=lambda finding: order.index(finding.severity))
    most = told[:_MOST_PROBLEMS]
    rows = [_problem_row(number, finding) for number, finding in enumerate(most, 1)]
    lines = [line for n, finding in enumerate(most, 1) for line in _problem_lines(n, finding)]
    if len(told) > len(most):
        more = f"……共 {len(told)} 处，其余的改好这些后再核对。"
        rows.append(("", "", more, "", "", ""))
        lines.append(more)
    return Table(
        ("序号", "工作表与单元格", "问题", "应为", "实为", "怎样改"), tuple(rows), tuple(lines)
    )


def _problem_row(number: int, finding: Finding) -> tuple[str, ...]:
    return (
        str(number),
        _cells(finding),
        f"{_named(finding)}\n{clean(finding.message)}",
        shown(finding.expected),
        shown(finding.actual),
        clean(finding.suggestion),
    )


def _problem_lines(number: int, finding: Finding) -> Iterator[str]:
    yield f"{number}. {_named(finding)}"
    facts = (
        ("单元格：", _cells(finding)),
        ("问题：", clean(finding.message)),
        ("应为：", shown(finding.expected)),
        ("实为：", shown(finding.actual)),
        ("怎样改：", clean(finding.suggestion)),
    )
    yield from (f"　　{word}{fact}" for word, fact in facts if fact)


def _named(finding: Finding) -> str:
    return f"{SEVERITIES[finding.severity]} {clean(finding.code)} {clean(finding.title)}"


def _cells(finding: Finding) -> str:
    return cell_list(blamed_cells(finding), most=_MOST_CELLS)


def key_numbers(form: Form, numbers: Mapping[str, Number]) -> Table:
    """The numbers by which a unit knows its report again, in the form's words."""
    rows = []
    for key in _KEY_NUMBERS:
        field = form.fields.get(key)
        if field is not None and key in numbers:
            rows.append((_name(field), f"{_plain(numbers[key])} {clean(field.column.unit)}"))
    return Table(("项目", "数据"), tuple(rows), tuple(f"　　{name}：{n}" for name, n in rows))


def _name(field: Field) -> str:
    """A field as the form heads it, without what goes without saying."""
    column = field.column.label.partition("（单位")[0]
    return " ".join((*field.row.path, *([] if field.column.key == "total" else [column])))


def _plain(number: Number) -> str:
    return str(number) if isinstance(number, int) else format(number, "f")
