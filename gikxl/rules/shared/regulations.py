"""What the P rules share: the regulations (规章) that a report counts."""

from gikxl.form import Level
from gikxl.report import Report
from gikxl.rules.shared.words import digits

_ROW = "regulation"


def level_of(report: Report) -> Level | None:
    """The level that a report states, or that the name of its unit tells."""
    return report.form.level(report.level) or report.form.level_of(report.unit or "")


def nonzero(report: Report) -> dict[str, str]:
    """The fields in the row of regulations that are not 0, with what they say."""
    return {
        key: f"{field.column.label} {digits(number)}"
        for key, field in report.form.fields.items()
        if field.row.key == _ROW and (number := report.number(key))
    }
