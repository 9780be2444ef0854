"""What the P rules share: the regulations (规章) that a report counts."""

from gikxl.report import Report
from gikxl.rules.words import digits

_ROW = "regulation"


def nonzero(report: Report) -> dict[str, str]:
    """The fields in the row of regulations that are not 0, with what they say."""
    return {
        key: f"{field.column.label} {digits(number)}"
        for key, field in report.form.fields.items()
        if field.row.key == _ROW and (number := report.number(key))
    }
