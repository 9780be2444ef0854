"""One thing found in a report, and the verdict on a file.

These types serve the terminal, JSON, HTML, the marked workbook and the buttons alike.
They are NamedTuples because those load in a hundredth of the time of a pydantic
model; `gikxl.schema` derives the JSON schema from them.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "notice"]
Verdict = Literal["pass", "fail", "unreadable"]

SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "notice": "提示"}
"""error: a contradiction on paper; warning: asks for a reason; notice: how it was understood."""


class Finding(NamedTuple):
    """What is wrong, where, what it should be, and how to mend it, in Chinese."""

    code: str
    severity: Severity
    title: str
    message: str
    fields: tuple[str, ...] = ()
    """Keys of the form's fields, the one to mend first."""
    cells: tuple[str, ...] = ()
    """Cells in A1 notation with their sheet, in the order of the fields."""
    expected: int | float | str | None = None
    actual: int | float | str | None = None
    suggestion: str = ""
    mends: tuple[tuple[str, int | float | str | None], ...] = ()
    """The fields that are wrong, each with what it should be (None where that is open).

    The other fields only take part in the same sum. For drawing; not part of the JSON.
    """


class CheckedFile(NamedTuple):
    """The verdict on one file: "fail" if there is at least one error."""

    path: str
    verdict: Verdict
    unit: str | None
    year: int | None
    edition: int | None
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


class Unreadable(Exception):
    """A file that cannot be read as a report; says why and what to do, in Chinese."""

    def __init__(self, code: str, title: str, message: str, suggestion: str) -> None:
        super().__init__(message)
        self.finding = Finding(code, "error", title, message, suggestion=suggestion)


def verdict(findings: Sequence[Finding]) -> Verdict:
    """The verdict that these findings of a readable file amount to."""
    return "fail" if any(finding.severity == "error" for finding in findings) else "pass"
